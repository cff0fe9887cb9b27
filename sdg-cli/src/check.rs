//! `sdg check`: everything that is wrong with questionnaires, their texts in every language, their evidence and examples.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use sdg_core::{
    Assessment, Catalogue, Diagnostic, Diagnostics, Evidence, Questionnaire, Severity, Suggestions,
};
use serde_json::{Value, json};

use crate::authoring::Rules;
use crate::catalogue::{MadeFrom, Owner, TextsFile, Unstructured, place};
use crate::console::Console;
use crate::input::Input;
use crate::library::{Library, Refused, files_ending, find_evidence, id_at, is_interface, json_files};
use crate::{CheckFormat, Outcome, phrases, prose, show};

pub(crate) const STRUCTURE: &str = "questionnaire.json";
pub(crate) const SUGGESTIONS: &str = "suggestions.json";
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

    /// Notes something about a text.
    fn add_text(&mut self, texts: &TextsFile, code: &'static str, key: &str, message: String, help: &str) {
        let path = format!("texts[\"{key}\"]");
        self.add(code, Severity::Notice, path, texts.place(key), message, help);
    }
}

/// Checks all that is named, tells what was found, and goes on after what cannot be read.
pub(crate) fn check(
    console: &mut Console,
    library: &mut Library,
    paths: &[PathBuf],
    rules: Option<&Path>,
    format: CheckFormat,
    fail_on_notice: bool,
) -> Result<Outcome> {
    let rules = Rules::read(rules)?;
    let mut all = Vec::new();
    let mut outcome = Outcome::Fine;
    for path in paths {
        match target(library, &rules, path) {
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
fn target(library: &mut Library, rules: &Rules, path: &Path) -> Result<Vec<Checked>> {
    if !path.is_dir() {
        return Ok(vec![file(library, rules, Input::read(path)?, path.parent())?]);
    }
    if path.join(STRUCTURE).is_file() {
        return folder(library, rules, path);
    }
    if path.join(SUGGESTIONS).is_file() {
        return suggestions_folder(library, rules, path);
    }
    if let Some(known) = Owner::without_structure(path)? {
        return wording_folder(rules, path, known);
    }
    let mut all = Vec::new();
    let entries = std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut folders: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    for inner in folders {
        if inner.join(STRUCTURE).is_file() {
            all.extend(folder(library, rules, &inner)?);
        } else if inner.join(SUGGESTIONS).is_file() {
            all.extend(suggestions_folder(library, rules, &inner)?);
        } else if inner.file_name().is_some_and(|name| name == "evidence") {
            for file in json_files(&inner) {
                let input = Input::read(&file)?;
                if id_at(&input.text, &["expert", "source"]).is_some() {
                    all.push(evidence(input));
                }
            }
        } else if let Some(known) = Owner::without_structure(&inner)? {
            all.extend(wording_folder(rules, &inner, known)?);
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
fn folder(library: &mut Library, rules: &Rules, folder: &Path) -> Result<Vec<Checked>> {
    let (structure, questionnaire) = structure(Input::read(&folder.join(STRUCTURE))?, Some(folder))?;
    let mut all = vec![structure];
    texts_of(&mut all, rules, folder, questionnaire.clone().map(Owner::Questionnaire).as_ref())?;
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
                Some(_) => all.push(file(library, rules, input, Some(folder))?),
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

/// A table of suggestions and its texts in every language.
fn suggestions_folder(library: &mut Library, rules: &Rules, folder: &Path) -> Result<Vec<Checked>> {
    let (mut table, suggestions) = suggestions(Input::read(&folder.join(SUGGESTIONS))?);
    if let Some(suggestions) = &suggestions {
        table.found.extend(unknown_to_all(library, suggestions, Some(folder))?);
    }
    let mut all = vec![table];
    texts_of(&mut all, rules, folder, suggestions.map(Owner::Suggestions).as_ref())?;
    Ok(all)
}

/// What a program says, or pages in Markdown, in every language.
fn wording_folder(rules: &Rules, folder: &Path, (source, owner): Unstructured) -> Result<Vec<Checked>> {
    let mut all = Vec::new();
    match owner {
        Ok(owner) => texts_of(&mut all, rules, folder, Some(&owner))?,
        Err(wrong) => {
            let broken = source.name.clone();
            all.push(Checked::of::<()>(source, Err(wrong)).0);
            for path in files_ending(folder, "json") {
                let input = Input::read(&path)?;
                if input.name != broken {
                    all.push(not_checked(input));
                }
            }
        }
    }
    Ok(all)
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

/// The texts of every language in a folder; what they belong to is the first of `all`, and has no owner when it has errors.
fn texts_of(all: &mut Vec<Checked>, rules: &Rules, folder: &Path, owner: Option<&Owner>) -> Result<()> {
    let mut read = Vec::new();
    let paths = owner.map_or_else(|| json_files(&folder.join("texts")), |owner| owner.paths(folder));
    for path in paths {
        let input = Input::read(&path)?;
        let Some(owner) = owner else {
            all.push(not_checked(input));
            continue;
        };
        let (mut checked, found) = texts(rules, input, owner)?;
        if let Some((language, texts)) = found {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            if stem != language {
                let message =
                    format!("these are texts in `{language}`, but the file is called `{stem}.json`");
                let place = place(&checked.input.text, &["language"]);
                checked.add(
                    "C0103",
                    Severity::Error,
                    "language".to_owned(),
                    place,
                    message,
                    "a file of texts is found by its name",
                );
            }
            read.push((all.len(), language, texts));
        }
        all.push(checked);
    }
    if let Some(owner) = owner {
        missing_languages(all, folder, owner);
        compare_with_source(all, &read, folder, owner)?;
    }
    Ok(())
}

/// A language that the structure promises needs its file.
fn missing_languages(all: &mut [Checked], folder: &Path, owner: &Owner) {
    let Some(structure) = all.first_mut() else { return };
    for (number, language) in owner.languages().iter().enumerate() {
        if !owner.path(folder, language).is_file() {
            let place = place(&structure.input.text, &["languages", language]);
            let message = format!("the texts in `{language}` are missing");
            let help = format!("write texts/{language}.json, or take the language out");
            structure.add("C0102", Severity::Error, format!("languages[{number}]"), place, message, &help);
        }
    }
}

/// What the source language says and a translation does not, or says otherwise since.
fn compare_with_source(
    all: &mut [Checked],
    read: &[(usize, String, TextsFile)],
    folder: &Path,
    owner: &Owner,
) -> Result<()> {
    let source_language = owner.source();
    let Some((.., source)) = read.iter().find(|(_, language, _)| language == source_language) else {
        return Ok(());
    };
    for (at, language, translation) in read.iter().filter(|(_, language, _)| language != source_language) {
        let Some(checked) = all.get_mut(*at) else { continue };
        let record = MadeFrom::read(folder, language)?;
        if record.is_none() {
            let message = format!(
                "it is not known from which texts in `{source_language}` these were translated, so stale ones cannot be found"
            );
            let help = format!(
                "look them through, then run `sdg confirm-texts {} --languages {language}`",
                folder.display()
            );
            let place = place(&checked.input.text, &["texts"]);
            checked.add("C0204", Severity::Notice, "texts".to_owned(), place, message, &help);
        }
        if let Owner::Pages { .. } = owner {
            other_headings(checked, source_language, source, translation);
        }
        for (key, text) in source.iter() {
            let Some(translated) = translation.get(key) else {
                let place = place(&checked.input.text, &["texts"]);
                let message = format!("the text `{key}` is not translated: only `{source_language}` has it");
                let help = "translate it, or take it out of the source";
                checked.add("C0201", Severity::Notice, "texts".to_owned(), place, message, help);
                continue;
            };
            if placeholders(text) != placeholders(translated) {
                let message = format!("the text `{key}` fills in other words than in `{source_language}`");
                checked.add_text(translation, "C0202", key, message, "use the same {words} in braces");
            }
            if record.as_ref().is_some_and(|record| !record.is_current(key, text)) {
                let message = format!(
                    "the translation `{key}` is stale: the text in `{source_language}` has changed since"
                );
                let help = format!(
                    "translate it again, then run `sdg confirm-texts {} --languages {language} {key}`",
                    folder.display()
                );
                checked.add_text(translation, "C0203", key, message, &help);
            }
        }
    }
    Ok(())
}

/// A translated page has the headings of the source, on the same levels: by their place it is known what translates what.
fn other_headings(checked: &mut Checked, source_language: &str, source: &TextsFile, translation: &TextsFile) {
    for (key, text) in translation.iter() {
        let wanted = source.get(key).map(prose::level);
        if wanted == Some(prose::level(text)) {
            continue;
        }
        let message = match wanted {
            None => format!("the page in `{source_language}` has no heading in this place"),
            Some(wanted) => {
                format!("the heading in this place is on level {wanted} in `{source_language}`")
            }
        };
        let help = "give both pages the same headings, on the same levels";
        checked.add_text(translation, "C0205", key, message, help);
        return;
    }
}

/// The words in `{braces}`, in order and each once.
pub(crate) fn placeholders(text: &str) -> Vec<&str> {
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
    Other,
}

/// What a file is, by the fields that only its kind has.
fn kind(text: &str) -> Kind {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole: Value = serde_json::from_str(text).unwrap_or_default();
    let has = |field: &str| whole.get(field).is_some();
    match () {
        () if has("sections") => Kind::Structure,
        () if is_interface(text) => Kind::Wording,
        () if has("texts") => Kind::Texts,
        () if has("answers") || whole.get("questionnaire").is_some_and(Value::is_object) => Kind::Saved,
        () if whole.get("suggestions").is_some_and(Value::is_array) => Kind::Suggestions,
        () if has("expert") || has("literature") => Kind::Evidence,
        () => Kind::Other,
    }
}

fn file(library: &mut Library, rules: &Rules, input: Input, folder: Option<&Path>) -> Result<Checked> {
    Ok(match kind(&input.text) {
        Kind::Suggestions => {
            let (mut checked, table) = suggestions(input);
            if let Some(table) = table {
                checked.found.extend(unknown_to_all(library, &table, folder)?);
            }
            checked
        }
        Kind::Structure => structure(input, folder)?.0,
        Kind::Evidence => evidence(input),
        Kind::Wording => match folder.map(Owner::without_structure).transpose()?.flatten() {
            Some((_, Ok(owner))) => texts(rules, input, &owner)?.0,
            Some((_, Err(_))) => not_checked(input),
            None => {
                let result = Catalogue::parse_interface(&input.text, phrases::KEYS);
                Checked::of(input, result).0
            }
        },
        Kind::Texts if id_at(&input.text, &["suggestions"]).is_some() => {
            let table =
                folder.map(|folder| folder.join("..").join(SUGGESTIONS)).filter(|path| path.is_file());
            let path = table.with_context(|| format!("{} stands beside no {SUGGESTIONS}", input.name))?;
            match suggestions(Input::read(&path)?).1 {
                Some(suggestions) => texts(rules, input, &Owner::Suggestions(suggestions))?.0,
                None => not_checked(input),
            }
        }
        Kind::Texts => match owner(library, &input, &["questionnaire"], folder)? {
            Some(questionnaire) => texts(rules, input, &Owner::Questionnaire(questionnaire))?.0,
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

/// A file with what the engine makes of it.
pub(crate) type Read<T> = (Input, Result<Arc<T>, Diagnostics>);

/// Reads a structure with the evidence that it names.
pub(crate) fn read_structure(input: Input, folder: Option<&Path>) -> Result<Read<Questionnaire>> {
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
    Ok((input, result))
}

fn structure(input: Input, folder: Option<&Path>) -> Result<(Checked, Option<Arc<Questionnaire>>)> {
    let (input, result) = read_structure(input, folder)?;
    let (mut checked, questionnaire) = Checked::of(input, result);
    if let Some(questionnaire) = &questionnaire {
        checked.found = questionnaire.check_authoring(&checked.input.text);
    }
    Ok((checked, questionnaire))
}

fn suggestions(input: Input) -> (Checked, Option<Arc<Suggestions>>) {
    let result = Suggestions::parse(&input.text);
    let (mut checked, suggestions) = Checked::of(input, result);
    if let Some(suggestions) = &suggestions {
        checked.found = suggestions.check_sources();
        for (place, source) in suggestions.sources().iter().enumerate() {
            if suggestions.list().iter().all(|suggestion| !suggestion.sources.contains(&source.id)) {
                let at = self::place(&checked.input.text, &["sources", &source.id]);
                let message = format!("no suggestion names the source `{}`", source.id);
                let help = "name it where it belongs, or take it out";
                checked.add("C0302", Severity::Notice, format!("sources[{place}]"), at, message, help);
            }
        }
    }
    (checked, suggestions)
}

/// One file of texts; when it is sound, with its language and its texts.
fn texts(rules: &Rules, input: Input, owner: &Owner) -> Result<(Checked, Option<(String, TextsFile)>)> {
    let result = owner.language_of(&input);
    let (mut checked, language) = Checked::of(input, result);
    let Some(language) = language else { return Ok((checked, None)) };
    let texts = owner.read(checked.input.clone())?;
    for (key, text) in texts.iter() {
        for flaw in rules.flaws(owner.of(), &language, key, text) {
            let message = format!("the text `{key}` is {}", flaw.short);
            checked.add_text(&texts, flaw.code, key, message, flaw.help);
        }
    }
    Ok((checked, Some((language, texts))))
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
