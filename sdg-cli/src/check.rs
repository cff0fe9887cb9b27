//! `sdg check`: everything that is wrong with questionnaires, their texts in every language, their evidence and examples.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use sdg_core::{
    Assessment, Catalogue, Diagnostic, Diagnostics, Evidence, Questionnaire, Severity, Suggestions,
};
use serde_json::{Value, json};

use crate::console::Console;
use crate::input::Input;
use crate::library::{Library, Refused, find_evidence, id_at, json_files};
use crate::{CheckFormat, Outcome, phrases, show};

const STRUCTURE: &str = "questionnaire.json";
const SUGGESTIONS: &str = "suggestions.json";
/// The worked example, which shows the typical path.
const EXAMPLE: &str = "example.json";

/// A file with what was found in it.
struct Checked {
    input: Input,
    found: Vec<Diagnostic>,
}

impl Checked {
    fn of<T>(input: Input, result: Result<T, Diagnostics>) -> (Checked, Option<T>) {
        match result {
            Ok(value) => (Checked { input, found: Vec::new() }, Some(value)),
            Err(wrong) => (Checked { found: wrong.iter().cloned().collect(), input }, None),
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|found| found.severity == severity).count()
    }

    /// Adds what only this tool sees, in the order of the file.
    fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        path: String,
        (line, column): (usize, usize),
        message: String,
        help: &str,
    ) {
        self.found.push(Diagnostic { code, severity, path, line, column, message, help: help.to_owned() });
        self.found.sort_by_key(|found| (found.line, found.column, found.code));
    }
}

/// Checks all that is named, tells what was found, and goes on after what cannot be read.
pub(crate) fn check(
    console: &mut Console,
    library: &mut Library,
    paths: &[PathBuf],
    format: CheckFormat,
    fail_on_notice: bool,
) -> Result<Outcome> {
    let mut all = Vec::new();
    let mut outcome = Outcome::Fine;
    for path in paths {
        match target(library, path) {
            Ok(checked) => all.extend(checked),
            Err(error) => {
                console.tell(&format!("error: {error:#}"));
                outcome = Outcome::Bad;
            }
        }
    }
    let total = |severity| all.iter().map(|checked| checked.count(severity)).sum::<usize>();
    let (errors, notices) = (total(Severity::Error), total(Severity::Notice));
    match format {
        CheckFormat::Text => {
            for checked in &all {
                for found in &checked.found {
                    let name = &checked.input.name;
                    console.print(&format!("{}\n\n", show::diagnostic(name, &checked.input.text, found)))?;
                }
            }
            let files = counted(all.len(), "file", "files");
            let (errors, notices) =
                (counted(errors, "error", "errors"), counted(notices, "notice", "notices"));
            console.print(&format!("{files} checked: {errors}, {notices}\n"))?;
        }
        CheckFormat::Json => {
            let files: Vec<Value> = all
                .iter()
                .map(|checked| json!({ "file": checked.input.name, "diagnostics": checked.found }))
                .collect();
            let document = json!({ "files": files, "errors": errors, "notices": notices });
            console.print(&format!("{document:#}\n"))?;
        }
    }
    if errors > 0 {
        outcome = Outcome::Bad;
    } else if notices > 0 && fail_on_notice {
        outcome = outcome.max(Outcome::Found);
    }
    Ok(outcome)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

/// A folder of one questionnaire, a folder of several, or one file.
fn target(library: &mut Library, path: &Path) -> Result<Vec<Checked>> {
    if !path.is_dir() {
        return Ok(vec![file(library, Input::read(path)?, path.parent())?]);
    }
    if path.join(STRUCTURE).is_file() {
        return folder(library, path);
    }
    if path.join(SUGGESTIONS).is_file() {
        return suggestions_folder(library, path);
    }
    let mut all = Vec::new();
    let entries = std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut folders: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    for inner in folders {
        if inner.join(STRUCTURE).is_file() {
            all.extend(folder(library, &inner)?);
        } else if inner.file_name().is_some_and(|name| name == "evidence") {
            for file in json_files(&inner) {
                let input = Input::read(&file)?;
                if id_at(&input.text, &["expert", "source"]).is_some() {
                    all.push(evidence(input));
                }
            }
        } else if inner.join(SUGGESTIONS).is_file() {
            all.extend(suggestions_folder(library, &inner)?);
        }
    }
    if all.is_empty() {
        anyhow::bail!(
            "{} has no questionnaire: no {STRUCTURE} in it or in a folder below it",
            path.display()
        );
    }
    Ok(all)
}

/// The structure, the texts of every language, and whatever else stands beside them.
fn folder(library: &mut Library, folder: &Path) -> Result<Vec<Checked>> {
    let (structure, questionnaire) = structure(Input::read(&folder.join(STRUCTURE))?, Some(folder))?;
    let mut all = vec![structure];
    let mut read = Vec::new();
    for path in json_files(&folder.join("texts")) {
        let input = Input::read(&path)?;
        let Some(questionnaire) = &questionnaire else {
            all.push(not_checked(input));
            continue;
        };
        let (mut checked, catalogue) = texts(input, questionnaire);
        if let Some(catalogue) = catalogue {
            check_name(&mut checked, &path, catalogue.language());
            read.push((all.len(), catalogue));
        }
        all.push(checked);
    }
    if let Some(questionnaire) = &questionnaire {
        missing_languages(&mut all, folder, questionnaire.languages());
        compare_with_source(&mut all, &read, questionnaire.languages());
    }
    let mut example = None;
    for path in json_files(folder) {
        if path.file_name().is_some_and(|name| name != STRUCTURE) {
            let input = Input::read(&path)?;
            match &questionnaire {
                Some(questionnaire) if kind(&input.text) == Kind::Saved => {
                    let (checked, assessment) = saved(input, questionnaire);
                    all.push(checked);
                    if path.file_name().is_some_and(|name| name == EXAMPLE) {
                        example = assessment;
                    }
                }
                Some(_) => all.push(file(library, input, Some(folder))?),
                None => all.push(not_checked(input)),
            }
        }
    }
    if let (Some(questionnaire), Some(structure)) = (&questionnaire, all.first_mut()) {
        let found = questionnaire.check_budget(&structure.input.text, example.as_ref());
        structure.found.extend(found);
        structure.found.sort_by_key(|found| (found.line, found.column, found.code));
    }
    Ok(all)
}

/// A language that the structure, or the table, promises needs its file.
fn missing_languages(all: &mut [Checked], folder: &Path, languages: &[String]) {
    let Some(structure) = all.first_mut() else { return };
    for (number, language) in languages.iter().enumerate() {
        if !folder.join("texts").join(format!("{language}.json")).is_file() {
            let place = place(&structure.input.text, &["languages", language]);
            let message = format!("the texts in `{language}` are missing");
            let help = format!("write texts/{language}.json, or take the language out");
            structure.add("C0102", Severity::Error, format!("languages[{number}]"), place, message, &help);
        }
    }
}

/// Texts are found by the name of their file.
fn check_name(checked: &mut Checked, path: &Path, language: &str) {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if stem != language {
        let message = format!("these are texts in `{language}`, but the file is called `{stem}.json`");
        let place = place(&checked.input.text, &["language"]);
        let help = "a file of texts is found by its name";
        checked.add("C0103", Severity::Error, "language".to_owned(), place, message, help);
    }
}

// ---- Suggestions

/// The table of suggestions, and its texts in every language.
fn suggestions_folder(library: &mut Library, folder: &Path) -> Result<Vec<Checked>> {
    let (checked, table) = suggestions(library, Input::read(&folder.join(SUGGESTIONS))?, Some(folder))?;
    let mut all = vec![checked];
    let mut read = Vec::new();
    for path in json_files(&folder.join("texts")) {
        let input = Input::read(&path)?;
        let Some(table) = &table else {
            all.push(not_checked(input));
            continue;
        };
        let result = Catalogue::parse_suggestions(&input.text, table);
        let (mut checked, catalogue) = Checked::of(input, result);
        if let Some(catalogue) = catalogue {
            check_name(&mut checked, &path, catalogue.language());
            read.push((all.len(), catalogue));
        }
        all.push(checked);
    }
    if let Some(table) = &table {
        missing_languages(&mut all, folder, table.languages());
        compare_with_source(&mut all, &read, table.languages());
    }
    Ok(all)
}

/// A table of suggestions: what is wrong with it, what no questionnaire knows, and what has no source.
fn suggestions(
    library: &mut Library,
    input: Input,
    folder: Option<&Path>,
) -> Result<(Checked, Option<Arc<Suggestions>>)> {
    let result = Suggestions::parse(&input.text);
    let (mut checked, table) = Checked::of(input, result);
    let Some(table) = table else { return Ok((checked, None)) };
    checked.found.extend(unknown_to_all(library, &table, folder)?);
    for (place, suggestion) in table.list().iter().enumerate() {
        if suggestion.sources.is_empty() {
            let at = self::place(&checked.input.text, &["suggestions", &suggestion.id]);
            let message = format!("the suggestion `{}` has no source", suggestion.id);
            let help = "name where it comes from, also when it is the makers' own proposal";
            checked.add("C0301", Severity::Notice, format!("suggestions[{place}]"), at, message, help);
        }
    }
    for (place, source) in table.sources().iter().enumerate() {
        if table.list().iter().all(|suggestion| !suggestion.sources.contains(&source.id)) {
            let at = self::place(&checked.input.text, &["sources", &source.id]);
            let message = format!("no suggestion names the source `{}`", source.id);
            let help = "name it where it belongs, or take it out";
            checked.add("C0302", Severity::Notice, format!("sources[{place}]"), at, message, help);
        }
    }
    Ok((checked, Some(table)))
}

/// Notices on what no questionnaire knows: of those in the folders beside the table, or else of all that are known.
fn unknown_to_all(
    library: &mut Library,
    table: &Suggestions,
    folder: Option<&Path>,
) -> Result<Vec<Diagnostic>> {
    let mut beside = Vec::new();
    let entries = folder.and_then(|folder| std::fs::read_dir(folder.join("..")).ok());
    for inner in entries.into_iter().flatten().flatten().map(|entry| entry.path()) {
        let path = inner.join(STRUCTURE);
        if path.is_file() {
            beside.extend(structure(Input::read(&path)?, Some(&inner))?.1);
        }
    }
    if beside.is_empty() {
        beside = library.all().iter().map(|known| Arc::clone(&known.questionnaire)).collect();
    }
    let mut unknown: Option<Vec<Diagnostic>> = None;
    for questionnaire in beside {
        let here = table.check_against(&questionnaire);
        let same = |found: &Diagnostic| {
            here.iter().any(|other| (other.code, &other.path) == (found.code, &found.path))
        };
        unknown = Some(match unknown {
            None => here,
            Some(before) => before.into_iter().filter(|found| same(found)).collect(),
        });
    }
    Ok(unknown.unwrap_or_default())
}

/// What the source language says and a translation does not.
fn compare_with_source(all: &mut [Checked], read: &[(usize, Catalogue)], languages: &[String]) {
    let source = languages.first();
    let Some((_, source)) =
        read.iter().find(|(_, texts)| Some(texts.language()) == source.map(String::as_str))
    else {
        return;
    };
    for (at, translation) in read.iter().filter(|(_, texts)| texts.language() != source.language()) {
        let Some(checked) = all.get_mut(*at) else { continue };
        for (key, text) in source.iter() {
            match translation.get(key) {
                None => {
                    let place = place(&checked.input.text, &["texts"]);
                    let message =
                        format!("the text `{key}` is not translated: only `{}` has it", source.language());
                    checked.add(
                        "C0201",
                        Severity::Notice,
                        "texts".to_owned(),
                        place,
                        message,
                        "translate it, or take it out of the source",
                    );
                }
                Some(translated) if placeholders(text) != placeholders(translated) => {
                    let place = place(&checked.input.text, &["texts", key]);
                    let message =
                        format!("the text `{key}` fills in other words than in `{}`", source.language());
                    let path = format!("texts[\"{key}\"]");
                    checked.add(
                        "C0202",
                        Severity::Notice,
                        path,
                        place,
                        message,
                        "use the same {words} in braces",
                    );
                }
                Some(_) => {}
            }
        }
    }
}

/// The words in `{braces}`, in order and each once.
fn placeholders(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn not_checked(input: Input) -> Checked {
    let mut checked = Checked { input, found: Vec::new() };
    let message = "this file is not checked, because what it belongs to has errors".to_owned();
    checked.add("C0104", Severity::Notice, String::new(), (0, 0), message, "mend that first");
    checked
}

// ---- Single files

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Structure,
    Texts,
    Wording,
    Saved,
    Evidence,
    Suggestions,
    SuggestionTexts,
    Other,
}

/// What a file is, by the fields that only its kind has.
fn kind(text: &str) -> Kind {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole: Value = serde_json::from_str(text).unwrap_or_default();
    let has = |field: &str| whole.get(field).is_some();
    match () {
        () if has("sections") => Kind::Structure,
        () if has("texts") && has("interface") => Kind::Wording,
        () if has("texts") && has("suggestions") => Kind::SuggestionTexts,
        () if has("suggestions") => Kind::Suggestions,
        () if has("texts") => Kind::Texts,
        () if has("answers") || whole.get("questionnaire").is_some_and(Value::is_object) => Kind::Saved,
        () if has("expert") || has("literature") => Kind::Evidence,
        () => Kind::Other,
    }
}

fn file(library: &mut Library, input: Input, folder: Option<&Path>) -> Result<Checked> {
    Ok(match kind(&input.text) {
        Kind::Structure => structure(input, folder)?.0,
        Kind::Evidence => evidence(input),
        Kind::Suggestions => suggestions(library, input, folder)?.0,
        Kind::SuggestionTexts => suggestion_texts(input, folder)?,
        Kind::Wording => {
            let result = Catalogue::parse_interface(&input.text, phrases::KEYS);
            Checked::of(input, result).0
        }
        Kind::Texts => match owner(library, &input, &["questionnaire"], folder)? {
            Some(questionnaire) => texts(input, &questionnaire).0,
            None => not_checked(input),
        },
        Kind::Saved => match owner(library, &input, &["questionnaire", "id"], folder)? {
            Some(questionnaire) => saved(input, &questionnaire).0,
            None => not_checked(input),
        },
        // The engine says what a structure would need, or that this is no JSON.
        Kind::Other => {
            let (mut checked, _) = structure(input, folder)?;
            if checked.found.iter().all(|found| found.code != "J0101" && found.code != "J0102") {
                let message =
                    "this is no file of a questionnaire: it has no sections, texts or answers".to_owned();
                checked.found.clear();
                checked.add(
                    "C0101",
                    Severity::Error,
                    String::new(),
                    (0, 0),
                    message,
                    "is this the right file?",
                );
            }
            checked
        }
    })
}

/// Texts of suggestions belong to the table in the folder above them.
fn suggestion_texts(input: Input, folder: Option<&Path>) -> Result<Checked> {
    let path = folder.map(|folder| folder.join("..").join(SUGGESTIONS)).filter(|path| path.is_file());
    let path = path.with_context(|| format!("cannot check {}: no {SUGGESTIONS} above it", input.name))?;
    match Suggestions::parse(&Input::read(&path)?.text) {
        Ok(table) => {
            let result = Catalogue::parse_suggestions(&input.text, &table);
            Ok(Checked::of(input, result).0)
        }
        Err(_) => Ok(not_checked(input)),
    }
}

/// The questionnaire that a file belongs to: the one that stands beside it or above it, or one that is known by its id.
fn owner(
    library: &mut Library,
    input: &Input,
    id: &[&str],
    folder: Option<&Path>,
) -> Result<Option<Arc<Questionnaire>>> {
    let id = id_at(&input.text, id);
    for folder in folder.into_iter().flat_map(|folder| [folder.to_owned(), folder.join("..")]) {
        let path = folder.join(STRUCTURE);
        if path.is_file() {
            let beside = Input::read(&path)?;
            if id_at(&beside.text, &["id"]) == id {
                return Ok(structure(beside, Some(&folder))?.1);
            }
        }
    }
    match library.known(id.as_deref().unwrap_or_default()) {
        Ok(known) => Ok(Some(Arc::clone(&known.questionnaire))),
        Err(Refused::Missing(error)) => Err(error.context(format!("cannot check {}", input.name))),
        Err(Refused::Wrong(..)) => Ok(None),
    }
}

fn structure(input: Input, folder: Option<&Path>) -> Result<(Checked, Option<Arc<Questionnaire>>)> {
    let folders = folder.into_iter().flat_map(|folder| [folder.join("../evidence"), folder.join("evidence")]);
    let known = match id_at(&input.text, &["interlinkages", "evidence"]) {
        None => None,
        Some(id) => match find_evidence(&id, folders) {
            Ok(known) => known,
            Err(Refused::Missing(error)) => return Err(error),
            Err(Refused::Wrong(evidence, wrong)) => {
                let first = wrong.iter().next().map(ToString::to_string).unwrap_or_default();
                anyhow::bail!("the evidence {} is not sound: {first}", evidence.name);
            }
        },
    };
    let result = Questionnaire::parse(&input.text, known.as_ref());
    Ok(Checked::of(input, result))
}

fn texts(input: Input, questionnaire: &Questionnaire) -> (Checked, Option<Catalogue>) {
    let result = Catalogue::parse(&input.text, questionnaire);
    Checked::of(input, result)
}

fn evidence(input: Input) -> Checked {
    let result = Evidence::parse(&input.text);
    Checked::of(input, result).0
}

fn saved(input: Input, questionnaire: &Arc<Questionnaire>) -> (Checked, Option<Assessment>) {
    let result = Assessment::parse(&input.text, questionnaire);
    let (mut checked, loaded) = Checked::of(input, result);
    let Some(loaded) = loaded else { return (checked, None) };
    checked.found.extend(loaded.notices);
    (checked, Some(loaded.assessment))
}

/// Line and column of the last of these quoted words, each looked for after the one before it.
fn place(text: &str, words: &[&str]) -> (usize, usize) {
    let mut at = 0_usize;
    for word in words {
        let quoted = format!("\"{word}\"");
        let Some(found) = text.get(at..).and_then(|rest| rest.find(&quoted)) else { break };
        at = at.saturating_add(found);
    }
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn finds_the_place_of_a_word() {
        let text = "{ \"id\": \"nl\",\n  \"languages\": [\"en\", \"nl\"] }";
        assert_eq!(place(text, &["languages", "nl"]), (2, 23));
        assert_eq!(place(text, &["nothing"]), (1, 1));
    }
}
