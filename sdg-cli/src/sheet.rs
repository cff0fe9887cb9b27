//! The texts of a questionnaire as a spreadsheet, for authors and translators, and back.
//!
//! One row per text. Column `check` holds a mark of the row as it was exported: by it the import knows whether the id was touched, and
//! whether the files have changed since. The columns `kind` and `notes` are for the reader and are not taken back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use calamine::{Data, Reader};
use rust_xlsxwriter::{Format, FormatAlign, ProtectionOptions, Workbook};

use crate::authoring::Rules;
use crate::catalogue::{Folder, MadeFrom, Owner, TextsFile, mark, write_all};
use crate::check::{self, placeholders};
use crate::console::Console;
use crate::input::Input;
use crate::{Outcome, show};

const KEY: &str = "key";
const KIND: &str = "kind";
/// Followed by the source language: the text as it was exported, not to be changed.
const SOURCE: &str = "source: ";
const NOTES: &str = "notes";
const CHECK: &str = "check";
/// Name of the sheet in a workbook.
const SHEET: &str = "texts";

/// The folder of a questionnaire or of suggestions with its texts; nothing, and it is told, when its structure has errors.
pub(crate) fn open(console: &mut Console, path: &Path) -> Result<Option<Folder>> {
    let structure = path.join(check::STRUCTURE);
    let (owner, input) = if structure.is_file() {
        let (input, result) = check::read_structure(Input::read(&structure)?, Some(path))?;
        (result.map(Owner::Questionnaire), input)
    } else if path.join(check::SUGGESTIONS).is_file() {
        let input = Input::read(&path.join(check::SUGGESTIONS))?;
        (sdg_core::Suggestions::parse(&input.text).map(Owner::Suggestions), input)
    } else if let Some((input, owner)) = Owner::without_structure(path)? {
        (owner, input)
    } else {
        bail!(
            "{} has neither {} nor {}, nor texts of a program or pages of which nl is the source",
            path.display(),
            check::STRUCTURE,
            check::SUGGESTIONS
        );
    };
    match owner {
        Ok(owner) => Folder::open(path, owner).map(Some),
        Err(wrong) => {
            for found in &wrong {
                console.tell(&show::diagnostic(&input.name, &input.text, found));
            }
            Ok(None)
        }
    }
}

/// The same, for texts that can stand in rows.
fn open_rows(console: &mut Console, path: &Path) -> Result<Option<Folder>> {
    let folder = open(console, path)?;
    if folder.as_ref().is_some_and(|folder| matches!(folder.owner, Owner::Pages { .. })) {
        bail!(
            "{} has pages in Markdown: they are translated as they stand, not in a spreadsheet",
            path.display()
        );
    }
    Ok(folder)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Workbook,
    Csv,
}

fn form(path: &Path) -> Result<Form> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("xlsx") => Ok(Form::Workbook),
        Some("csv") => Ok(Form::Csv),
        _ => bail!("a spreadsheet of texts is .xlsx or .csv, and {} is neither", path.display()),
    }
}

// ---- Export

/// Writes the texts of a folder as a spreadsheet.
pub(crate) fn export(
    console: &mut Console,
    folder: &Path,
    languages: &[String],
    rules: Option<&Path>,
    out: &Path,
) -> Result<Outcome> {
    let form = form(out)?;
    let rules = Rules::read(rules)?;
    let Some(folder) = open_rows(console, folder)? else { return Ok(Outcome::Bad) };
    let languages = folder.languages(languages)?;
    let rows = rows(&folder, &languages, &rules)?;
    match form {
        Form::Workbook => workbook(&rows, &folder, &languages, out)?,
        Form::Csv => csv_file(&rows, out)?,
    }
    console.tell(&format!("wrote {}: {} texts", out.display(), rows.len().saturating_sub(1)));
    Ok(Outcome::Fine)
}

/// The header and a row per text, in the order of the source language.
fn rows(folder: &Folder, languages: &[String], rules: &Rules) -> Result<Vec<Vec<String>>> {
    let source = folder.source().context("no texts in the source language")?;
    let source_language = folder.owner.source();
    let mut records = BTreeMap::new();
    for language in languages {
        records.insert(language.as_str(), MadeFrom::read(&folder.path, language)?);
    }
    let head = [KEY, KIND].map(str::to_owned).into_iter().chain([[SOURCE, source_language].concat()]);
    let tail = [NOTES, CHECK].map(str::to_owned);
    let mut all = vec![head.chain(languages.iter().cloned()).chain(tail).collect()];
    for (key, text) in source.iter() {
        let mut notes = Vec::new();
        for language in languages {
            let translation = folder.file(language).and_then(|file| file.get(key));
            let Some(translation) = translation else {
                notes.push(format!("{language}: missing"));
                continue;
            };
            let record = records.get(language.as_str()).and_then(Option::as_ref);
            if language != source_language && record.is_some_and(|record| !record.is_current(key, text)) {
                notes.push(format!("{language}: stale, the source has changed"));
            }
            let flaws = rules.flaws(folder.owner.of(), language, key, translation);
            notes.extend(flaws.into_iter().map(|flaw| format!("{language}: {}", flaw.short)));
        }
        let mut row = vec![key.to_owned(), rules.kind(folder.owner.of(), key).to_owned(), text.to_owned()];
        row.extend(languages.iter().map(|language| current(folder, language, key).to_owned()));
        row.extend([notes.join("\n"), row_mark(folder, languages, key, text)]);
        all.push(row);
    }
    Ok(all)
}

fn current<'f>(folder: &'f Folder, language: &str, key: &str) -> &'f str {
    folder.file(language).and_then(|file| file.get(key)).unwrap_or_default()
}

/// The mark of a row: of its id, its source and its texts as the files have them.
fn row_mark(folder: &Folder, languages: &[String], key: &str, source: &str) -> String {
    let mut whole = vec![key.to_owned(), source.to_owned()];
    whole.extend(
        languages.iter().map(|language| [language, "\u{1f}", current(folder, language, key)].concat()),
    );
    mark(&whole.join("\u{1e}"))
}

fn workbook(rows: &[Vec<String>], folder: &Folder, languages: &[String], out: &Path) -> Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(SHEET)?;
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = text.clone().set_bold();
    let locked = text.clone().set_background_color(0x00F2_F2F2);
    let unlocked = text.set_unlocked();
    let first = 3_usize;
    let last = first.saturating_add(languages.len());
    for (number, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let format = match () {
                () if number == 0 => &head,
                () if (first..last).contains(&column) => &unlocked,
                () => &locked,
            };
            // As a text, whatever it begins with.
            sheet.write_string_with_format(u32::try_from(number)?, u16::try_from(column)?, cell, format)?;
        }
    }
    for column in 0..last.saturating_add(2) {
        let width = match column {
            0 => 34.0,
            1 => 12.0,
            _ if column < last => 60.0,
            _ if column == last => 30.0,
            _ => 18.0,
        };
        sheet.set_column_width(u16::try_from(column)?, width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    let title = format!("{}: {}", folder.owner.id(), languages.join(", "));
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_title(title));
    book.save(out).with_context(|| format!("cannot write {}", out.display()))
}

/// Signs with which a spreadsheet sees a formula begin; the apostrophe makes what is put before them certain to come off again.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '\''];

/// With a byte-order mark, so that spreadsheets see UTF-8, and semicolons, as they expect in Dutch and French.
fn csv_file(rows: &[Vec<String>], out: &Path) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(
            row.iter().map(
                |cell| {
                    if cell.starts_with(FORMULA) { ["'", cell].concat() } else { cell.clone() }
                },
            ),
        )?;
    }
    let bytes = writer.into_inner().context("writing to memory")?;
    fs::write(out, bytes).with_context(|| format!("cannot write {}", out.display()))
}

// ---- Import

/// A spreadsheet: its rows of cells, from the header on.
type Cells = Vec<Vec<String>>;

fn read(path: &Path) -> Result<Cells> {
    let cells = match form(path)? {
        Form::Workbook => {
            let mut book = calamine::open_workbook_auto(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let names = book.sheet_names();
            let name = names.iter().find(|name| *name == SHEET).or_else(|| names.first()).cloned();
            let name = name.with_context(|| format!("{} has no sheet", path.display()))?;
            let range =
                book.worksheet_range(&name).with_context(|| format!("cannot read {}", path.display()))?;
            let (height, width) =
                range.end().map_or((0, 0), |(row, column)| (row.saturating_add(1), column.saturating_add(1)));
            let cell = |row, column| match range.get_value((row, column)) {
                None | Some(Data::Empty) => String::new(),
                Some(value) => value.to_string(),
            };
            (0..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect()
        }
        Form::Csv => {
            let input = Input::read(path)?;
            let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
            let head = text.lines().next().unwrap_or_default();
            let delimiter = [b';', b',', b'\t']
                .into_iter()
                .max_by_key(|sign| head.bytes().filter(|byte| byte == sign).count());
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter.unwrap_or(b';'))
                .from_reader(text.as_bytes());
            let mut rows = Cells::new();
            for row in reader.records() {
                let row = row.with_context(|| format!("cannot read {}", path.display()))?;
                rows.push(row.iter().map(|cell| without_apostrophe(cell).to_owned()).collect());
            }
            rows
        }
    };
    Ok(cells
        .into_iter()
        .map(|row| row.into_iter().map(|cell| cell.replace("\r\n", "\n")).collect())
        .collect())
}

/// The apostrophe before what looks like a formula is not part of the text.
fn without_apostrophe(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// What is wrong with a cell.
struct Wrong {
    code: &'static str,
    /// Row and column, from 0.
    cell: (usize, usize),
    message: String,
    help: String,
}

/// The name of a cell, such as `D17`.
fn cell_name((row, column): (usize, usize)) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(u8::try_from(rest % 26).unwrap_or(0).saturating_add(b'A'));
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => break,
        }
    }
    letters.reverse();
    format!("{}{}", String::from_utf8_lossy(&letters), row.saturating_add(1))
}

/// A text that the spreadsheet says otherwise than the file.
struct Change {
    cell: (usize, usize),
    language: String,
    key: String,
    text: String,
}

/// Where the columns of a spreadsheet are.
struct Columns {
    key: usize,
    source: usize,
    check: usize,
    languages: Vec<(String, usize)>,
}

impl Columns {
    fn of(head: &[String], folder: &Folder, file: &Path) -> Result<Columns> {
        let source = [SOURCE, folder.owner.source()].concat();
        let find = |name: &str| {
            head.iter().position(|cell| cell == name).with_context(|| {
                format!("{} has no column `{name}`: is it an export of these texts?", file.display())
            })
        };
        let (key, check, kind, notes) = (find(KEY)?, find(CHECK)?, find(KIND)?, find(NOTES)?);
        let source = find(&source)?;
        let mut languages = Vec::new();
        for (column, name) in head.iter().enumerate() {
            if [key, check, kind, notes, source].contains(&column) || name.is_empty() {
                continue;
            }
            if !folder.owner.languages().contains(name) || languages.iter().any(|(known, _)| known == name) {
                let cell = cell_name((0, column));
                bail!(
                    "{}: cell {cell}: `{name}` is no language of these texts, or stands here twice",
                    file.display()
                );
            }
            languages.push((name.clone(), column));
        }
        Ok(Columns { key, source, check, languages })
    }
}

/// Takes changed texts over from a spreadsheet, all or none.
pub(crate) fn import(console: &mut Console, file: &Path, folder: &Path, dry_run: bool) -> Result<Outcome> {
    let cells = read(file)?;
    let Some(folder) = open_rows(console, folder)? else { return Ok(Outcome::Bad) };
    let head = cells.first().map_or(&[][..], Vec::as_slice);
    let columns = Columns::of(head, &folder, file)?;
    let (changes, wrong) = changes(&cells, &columns, &folder)?;
    for Wrong { code, cell, message, help } in &wrong {
        console.tell(&format!(
            "error[{code}]: {message}\n --> {}: cell {}\n  = help: {help}\n",
            file.display(),
            cell_name(*cell)
        ));
    }
    if !wrong.is_empty() {
        console.tell(&format!("{} cells are wrong; nothing is changed", wrong.len()));
        return Ok(Outcome::Bad);
    }
    let Some(files) = changed_files(console, &changes, &folder)? else { return Ok(Outcome::Bad) };
    for change in &changes {
        let before = current(&folder, &change.language, &change.key);
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        console.print(&format!(
            "{} {}\n- {}\n+ {}\n",
            change.language,
            change.key,
            quoted(before),
            quoted(&change.text)
        ))?;
    }
    let count = match changes.len() {
        0 => "no text differs".to_owned(),
        1 => "1 text".to_owned(),
        count => format!("{count} texts"),
    };
    match (changes.is_empty(), dry_run) {
        (true, _) => console.tell(&count),
        (false, true) => console.tell(&format!("{count} would be changed; nothing is written (--dry-run)")),
        (false, false) => {
            write_all(&files)?;
            console.tell(&format!("{count} changed"));
        }
    }
    Ok(Outcome::Fine)
}

/// What the spreadsheet says otherwise, and what is wrong with it.
fn changes(cells: &Cells, columns: &Columns, folder: &Folder) -> Result<(Vec<Change>, Vec<Wrong>)> {
    let source = folder.source().context("no texts in the source language")?;
    let languages: Vec<String> = columns.languages.iter().map(|(language, _)| language.clone()).collect();
    let (mut changes, mut wrong) = (Vec::new(), Vec::new());
    let mut seen = BTreeMap::new();
    for (number, row) in cells.iter().enumerate().skip(1) {
        let cell = |column: usize| row.get(column).map_or("", String::as_str);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let key = cell(columns.key);
        let mut refuse = |code, column, message: String, help: &str| {
            wrong.push(Wrong { code, cell: (number, column), message, help: help.to_owned() });
        };
        let Some(text) = source.get(key) else {
            let message = format!("there is no text `{key}`");
            refuse(
                "C0501",
                columns.key,
                message,
                "put the id back as it was exported; ids are not made in a spreadsheet",
            );
            continue;
        };
        if let Some(first) = seen.insert(key.to_owned(), number) {
            let message = format!("`{key}` stands here twice, first in row {}", first.saturating_add(1));
            refuse("C0502", columns.key, message, "keep one of the two rows");
            continue;
        }
        let differing: Vec<(&String, usize)> = columns
            .languages
            .iter()
            .filter(|(language, column)| cell(*column) != current(folder, language, key))
            .map(|(language, column)| (language, *column))
            .collect();
        let untouched = cell(columns.check) == row_mark(folder, &languages, key, text);
        if untouched && cell(columns.source) != text {
            let message = format!("the source text of `{key}` was changed in the column that only shows it");
            let help = "change it in a column of its own: `sdg export-texts --languages` with the source language too";
            refuse("C0503", columns.source, message, help);
        } else if !untouched && let Some((_, column)) = differing.first() {
            let message = format!("this row is not `{key}` as the files have it now");
            let help = "its id was changed, or the files were changed after the export: export again, and change it there";
            refuse("C0504", *column, message, help);
            continue;
        }
        for (language, column) in differing {
            let new = cell(column);
            if new.trim().is_empty() {
                let message = format!("the text `{key}` in `{language}` was emptied");
                refuse(
                    "C0505",
                    column,
                    message,
                    "write it; to do without an optional text, take it out of the JSON file",
                );
                continue;
            }
            // A source text that changes in the same row is what the others are held against.
            let of_source = columns.languages.iter().find(|(known, _)| known == folder.owner.source());
            let text = of_source.map_or(text, |(_, column)| cell(*column));
            let own = language == folder.owner.source();
            let wanted = placeholders(if own { current(folder, language, key) } else { text });
            if wanted != placeholders(new) {
                let shown: Vec<String> = wanted.iter().map(|word| format!("{{{word}}}")).collect();
                let shown = if shown.is_empty() { "none".to_owned() } else { shown.join(" ") };
                let message =
                    format!("`{key}` in `{language}` does not fill in the same words as its source");
                refuse("C0506", column, message, &format!("the words in braces stay as they are: {shown}"));
                continue;
            }
            changes.push(Change {
                cell: (number, column),
                language: language.clone(),
                key: key.to_owned(),
                text: new.to_owned(),
            });
        }
    }
    Ok((changes, wrong))
}

/// The files that change, as they will be; nothing, and it is told, when one of them would have errors.
fn changed_files(
    console: &mut Console,
    changes: &[Change],
    folder: &Folder,
) -> Result<Option<Vec<(PathBuf, String)>>> {
    let source = folder.source().context("no texts in the source language")?;
    let order: Vec<&str> = source.iter().map(|(key, _)| key).collect();
    let mut files = Vec::new();
    let mut sound = true;
    let new_source = |key: &str| {
        let change =
            changes.iter().find(|change| change.key == key && change.language == folder.owner.source());
        change.map(|change| change.text.as_str()).or_else(|| source.get(key)).unwrap_or_default()
    };
    let languages: BTreeSet<&str> = changes.iter().map(|change| change.language.as_str()).collect();
    for language in languages {
        let own: Vec<&Change> = changes.iter().filter(|change| change.language == language).collect();
        let texts = own.iter().map(|change| (change.key.clone(), change.text.clone())).collect();
        let path = folder.owner.path(&folder.path, language);
        let text = if let Some(file) = folder.file(language) {
            file.with(&texts, &order)?
        } else {
            let input = Input { name: path.display().to_string(), text: folder.owner.empty(language) };
            TextsFile::parse(input)?.with(&texts, &order)?
        };
        let new = Input { name: path.display().to_string(), text };
        if let Err(wrong) = folder.owner.language_of(&new) {
            sound = false;
            for found in &wrong {
                console.tell(&show::diagnostic(&new.name, &new.text, found));
            }
            let cells: Vec<String> = own.iter().map(|change| cell_name(change.cell)).take(10).collect();
            console.tell(&format!(
                "this is what {language}.json would be with cells {} …; nothing is changed",
                cells.join(", ")
            ));
        }
        files.push((path, new.text));
        if language != folder.owner.source()
            && let Some(mut record) = record(folder, language)?
        {
            for change in &own {
                record.confirm(&change.key, new_source(&change.key));
            }
            files.push((MadeFrom::path(&folder.path, language), record.to_text(order.iter().copied())));
        }
    }
    Ok(sound.then_some(files))
}

/// The record to go on with: a language that is new has an empty one, a language without one stays without.
fn record(folder: &Folder, language: &str) -> Result<Option<MadeFrom>> {
    Ok(match MadeFrom::read(&folder.path, language)? {
        None if folder.file(language).is_none() => Some(MadeFrom::default()),
        known => known,
    })
}

/// Records that translations say what the source says now: of all texts, or of those with these keys.
pub(crate) fn confirm(
    console: &mut Console,
    folder: &Path,
    languages: &[String],
    keys: &[String],
) -> Result<Outcome> {
    let Some(folder) = open(console, folder)? else { return Ok(Outcome::Bad) };
    let source = folder.source().context("no texts in the source language")?;
    if let Some(odd) = keys.iter().find(|key| source.get(key).is_none()) {
        bail!("there is no text `{odd}`");
    }
    let mut files = Vec::new();
    let mut confirmed = Vec::new();
    for language in folder.languages(languages)?.iter().filter(|language| *language != folder.owner.source())
    {
        let Some(file) = folder.file(language) else { continue };
        let mut record = MadeFrom::read(&folder.path, language)?.unwrap_or_default();
        let chosen = file
            .iter()
            .map(|(key, _)| key)
            .filter(|key| keys.is_empty() || keys.iter().any(|known| known == key));
        let mut count = 0_usize;
        for key in chosen {
            if let Some(text) = source.get(key) {
                record.confirm(key, text);
                count = count.saturating_add(1);
            }
        }
        files.push((
            MadeFrom::path(&folder.path, language),
            record.to_text(source.iter().map(|(key, _)| key)),
        ));
        confirmed.push(format!("{language}: {count} texts"));
    }
    if files.is_empty() {
        bail!("there are no translations to confirm");
    }
    write_all(&files)?;
    console.tell(&format!("confirmed {}", confirmed.join(", ")));
    Ok(Outcome::Fine)
}

#[cfg(test)]
mod tests {
    use super::{cell_name, without_apostrophe};

    #[test]
    fn cells_have_the_names_of_a_spreadsheet() {
        assert_eq!(cell_name((0, 0)), "A1");
        assert_eq!(cell_name((16, 3)), "D17");
        assert_eq!(cell_name((1, 25)), "Z2");
        assert_eq!(cell_name((1, 26)), "AA2");
        assert_eq!(cell_name((1, 701)), "ZZ2");
        assert_eq!(cell_name((1, 702)), "AAA2");
    }

    #[test]
    fn only_the_apostrophe_that_was_put_there_comes_off() {
        assert_eq!(without_apostrophe("'=1+1"), "=1+1");
        assert_eq!(without_apostrophe("''t is"), "'t is");
        assert_eq!(without_apostrophe("'t is"), "'t is");
    }
}
