//! Files of texts as they stand on disk: where each text is, what a change leaves alone, and from which source texts a
//! translation was made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use sdg_core::{Catalogue, Diagnostics, Questionnaire, Suggestions};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::authoring::Of;
use crate::input::Input;
use crate::library::{files_ending, is_interface};
use crate::phrases;
use crate::prose;

/// What stands without a structure that names a source language is written in Dutch first.
const SOURCE_WITHOUT_STRUCTURE: &str = "nl";

/// What texts belong to.
pub(crate) enum Owner {
    Questionnaire(Arc<Questionnaire>),
    Suggestions(Arc<Suggestions>),
    /// What a program says: the languages of a folder and the keys that each must have.
    Interface {
        id: String,
        languages: Vec<String>,
        keys: Vec<String>,
    },
    /// Pages in Markdown, one per language.
    Pages {
        id: String,
        languages: Vec<String>,
    },
}

/// What a folder of texts without a structure belongs to, with the file that says so.
pub(crate) type Unstructured = (Input, Result<Owner, Diagnostics>);

impl Owner {
    pub(crate) fn languages(&self) -> &[String] {
        match self {
            Owner::Questionnaire(questionnaire) => questionnaire.languages(),
            Owner::Suggestions(suggestions) => suggestions.languages(),
            Owner::Interface { languages, .. } | Owner::Pages { languages, .. } => languages,
        }
    }

    pub(crate) fn id(&self) -> &str {
        match self {
            Owner::Questionnaire(questionnaire) => questionnaire.id(),
            Owner::Suggestions(suggestions) => suggestions.id(),
            Owner::Interface { id, .. } | Owner::Pages { id, .. } => id,
        }
    }

    /// The source language.
    pub(crate) fn source(&self) -> &str {
        self.languages().first().map_or("", String::as_str)
    }

    /// What stands in a folder that has neither the structure of a questionnaire nor a table of suggestions: what a program
    /// says, or pages in Markdown, if it is one of these.
    pub(crate) fn without_structure(folder: &Path) -> Result<Option<Unstructured>> {
        let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let source = |ending| folder.join(SOURCE_WITHOUT_STRUCTURE).with_extension(ending);
        if source("md").is_file() {
            let owner = Owner::Pages { id, languages: languages(folder, "md") };
            return Ok(Some((Input::read(&source("md"))?, Ok(owner))));
        }
        let is_one = |path: &PathBuf| Input::read(path).is_ok_and(|input| is_interface(&input.text));
        if !source("json").is_file() || !files_ending(folder, "json").iter().any(is_one) {
            return Ok(None);
        }
        let input = Input::read(&source("json"))?;
        let owner = Catalogue::parse_unchecked(&input.text).map(|source| {
            let mut keys: Vec<String> = source.iter().map(|(key, _)| key.to_owned()).collect();
            // Of the reports that this program writes, it knows itself what they say.
            if keys.iter().any(|key| phrases::KEYS.contains(&key.as_str())) {
                keys = phrases::KEYS.iter().map(|key| (*key).to_owned()).collect();
            }
            Owner::Interface { id, languages: languages(folder, "json"), keys }
        });
        Ok(Some((input, owner)))
    }

    /// For which limits texts are meant.
    pub(crate) const fn of(&self) -> Of {
        match self {
            Owner::Questionnaire(_) | Owner::Suggestions(_) => Of::Questionnaire,
            Owner::Interface { .. } => Of::Interface,
            Owner::Pages { .. } => Of::Page,
        }
    }

    /// Where the file in a language stands.
    pub(crate) fn path(&self, folder: &Path, language: &str) -> PathBuf {
        match self {
            Owner::Questionnaire(_) | Owner::Suggestions(_) => {
                folder.join("texts").join(format!("{language}.json"))
            }
            Owner::Interface { .. } => folder.join(format!("{language}.json")),
            Owner::Pages { .. } => folder.join(format!("{language}.md")),
        }
    }

    /// The files of texts that there are, in order.
    pub(crate) fn paths(&self, folder: &Path) -> Vec<PathBuf> {
        match self {
            Owner::Questionnaire(_) | Owner::Suggestions(_) => files_ending(&folder.join("texts"), "json"),
            Owner::Interface { .. } => files_ending(folder, "json"),
            Owner::Pages { .. } => files_ending(folder, "md"),
        }
    }

    /// Whether these are the texts that belong here; gives the language.
    pub(crate) fn language_of(&self, input: &Input) -> Result<String, Diagnostics> {
        let language = |catalogue: Catalogue| catalogue.language().to_owned();
        match self {
            Owner::Questionnaire(questionnaire) => Catalogue::parse(&input.text, questionnaire).map(language),
            Owner::Suggestions(suggestions) => {
                Catalogue::parse_suggestions(&input.text, suggestions).map(language)
            }
            Owner::Interface { keys, .. } => {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                Catalogue::parse_interface(&input.text, &keys).map(language)
            }
            Owner::Pages { .. } => {
                let name = Path::new(&input.name).file_stem();
                Ok(name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
            }
        }
    }

    /// A file with the place of each text.
    pub(crate) fn read(&self, input: Input) -> Result<TextsFile> {
        match self {
            Owner::Pages { .. } => Ok(TextsFile::of_page(input)),
            _ => TextsFile::parse(input),
        }
    }

    /// A file without texts in this language.
    pub(crate) fn empty(&self, language: &str) -> String {
        let id = self.id();
        let belongs = match self {
            Owner::Questionnaire(_) => format!("\"questionnaire\": \"{id}\""),
            Owner::Suggestions(_) => format!("\"suggestions\": \"{id}\""),
            Owner::Interface { .. } => "\"interface\": true".to_owned(),
            Owner::Pages { .. } => return String::new(),
        };
        format!(
            "{{\n  \"format\": 1,\n  {belongs},\n  \"language\": \"{language}\",\n  \"texts\": {{}}\n}}\n"
        )
    }
}

/// The languages of which a folder has a file, the source first.
fn languages(folder: &Path, ending: &str) -> Vec<String> {
    let mut all: Vec<String> = files_ending(folder, ending)
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    all.sort_by_key(|language| language != SOURCE_WITHOUT_STRUCTURE);
    all
}

/// A file of texts, with the place of each.
pub(crate) struct TextsFile {
    pub(crate) input: Input,
    entries: Vec<Entry>,
    /// The braces around all of them; empty for a page.
    around: Range<usize>,
}

struct Entry {
    key: String,
    text: String,
    /// The text with its quotes, in bytes.
    place: Range<usize>,
}

impl TextsFile {
    pub(crate) fn parse(input: Input) -> Result<TextsFile> {
        let whole = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let file: FileShape<'_> =
            serde_json::from_str(whole).with_context(|| format!("{} is no file of texts", input.name))?;
        let place = |part: &str| {
            let start = part.as_ptr().addr().saturating_sub(input.text.as_ptr().addr());
            start..start.saturating_add(part.len())
        };
        let around = place(file.texts.get());
        let texts: Pairs<'_> = serde_json::from_str(file.texts.get())?;
        let mut entries = Vec::new();
        for (key, value) in texts.0 {
            let text = serde_json::from_str(value.get())
                .with_context(|| format!("{}: `{key}` is no text", input.name))?;
            entries.push(Entry { key: key.into_owned(), text, place: place(value.get()) });
        }
        Ok(TextsFile { input, entries, around })
    }

    /// A page in Markdown; each part of it, from a heading to the next, is a text.
    fn of_page(input: Input) -> TextsFile {
        let entries = prose::parts(&input.text)
            .into_iter()
            .map(|part| Entry { key: part.key, text: part.text, place: part.place })
            .collect();
        TextsFile { input, entries, around: 0..0 }
    }

    /// Line and column of a text.
    pub(crate) fn place(&self, key: &str) -> (usize, usize) {
        if !self.around.is_empty() {
            return place(&self.input.text, &["texts", key]);
        }
        line_and_column(&self.input.text, self.entry(key).map_or(0, |entry| entry.place.start))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (entry.key.as_str(), entry.text.as_str()))
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|entry| entry.text.as_str())
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The file with these texts instead; every other byte stays. A text that is new comes after the one that it follows in
    /// `order`.
    pub(crate) fn with(&self, changes: &BTreeMap<String, String>, order: &[&str]) -> Result<String> {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut added: Vec<&str> = Vec::new();
        for (key, text) in changes {
            match self.entry(key) {
                Some(entry) => edits.push((entry.place.clone(), serde_json::to_string(text)?)),
                None => added.push(key),
            }
        }
        added.sort_by_key(|key| order.iter().position(|known| known == key));
        let line_end = if self.input.text.contains("\r\n") { "\r\n" } else { "\n" };
        for key in added {
            let text = serde_json::to_string(changes.get(key).map_or("", String::as_str))?;
            let pair = format!("{}: {text}", serde_json::to_string(key)?);
            let place = order.iter().position(|known| *known == key).unwrap_or(0);
            let before = order.iter().take(place).rev().find_map(|known| self.entry(known));
            let (at, line) = match (before, self.entries.first()) {
                (Some(before), _) => {
                    (before.place.end, format!(",{line_end}{}{pair}", self.indentation(before)))
                }
                (None, Some(first)) => {
                    let indentation = self.indentation(first);
                    (self.around.start.saturating_add(1), format!("{line_end}{indentation}{pair},"))
                }
                (None, None) => (self.around.start.saturating_add(1), format!("{line_end}    {pair}")),
            };
            // Several new ones in one place: in their order.
            match edits.iter_mut().find(|(place, _)| place.start == at && place.is_empty()) {
                Some((_, lines)) if before.is_none() && self.entries.is_empty() => {
                    lines.push_str(&[",", &line].concat());
                }
                Some((_, lines)) => lines.push_str(&line),
                None => edits.push((at..at, line)),
            }
        }
        if self.entries.is_empty()
            && let Some((_, lines)) = edits.first_mut()
        {
            lines.push_str(line_end);
            lines.push_str("  ");
        }
        edits.sort_by_key(|(place, _)| (place.start, place.end));
        let mut result = String::new();
        let mut done = 0_usize;
        for (place, text) in edits {
            result.push_str(self.input.text.get(done..place.start).unwrap_or_default());
            result.push_str(&text);
            done = place.end;
        }
        result.push_str(self.input.text.get(done..).unwrap_or_default());
        Ok(result)
    }

    /// White space before the key of a text.
    fn indentation(&self, entry: &Entry) -> &str {
        let before = self.input.text.get(..entry.place.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.get(..line.find('"').unwrap_or(0)).filter(|space| space.trim().is_empty()).unwrap_or("    ")
    }
}

/// Line and column of the last of these quoted words, each looked for after the one before it.
pub(crate) fn place(text: &str, words: &[&str]) -> (usize, usize) {
    let mut at = 0_usize;
    for word in words {
        let quoted = format!("\"{word}\"");
        let Some(found) = text.get(at..).and_then(|rest| rest.find(&quoted)) else { break };
        at = at.saturating_add(found);
    }
    line_and_column(text, at)
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    (line, column)
}

#[derive(serde::Deserialize)]
struct FileShape<'a> {
    #[serde(borrow)]
    texts: &'a RawValue,
}

/// The pairs of an object, in the order of the file.
struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs<'de>, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("texts by key")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                    pairs.push((Cow::Owned(key), value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// From which source text each translation was made: the mark of that text, by key. A translation whose source has another mark
/// now is stale.
#[derive(Default)]
pub(crate) struct MadeFrom {
    marks: BTreeMap<String, String>,
}

const HEAD: &str = "# The mark of the source text that each translation was made from. Written by `sdg import-texts` and `sdg confirm-texts`.";

impl MadeFrom {
    /// The record of a language, in a folder beside the texts.
    pub(crate) fn path(folder: &Path, language: &str) -> PathBuf {
        folder.join("made-from").join(format!("{language}.tsv"))
    }

    /// The record of a language, if there is one.
    pub(crate) fn read(folder: &Path, language: &str) -> Result<Option<MadeFrom>> {
        let path = MadeFrom::path(folder, language);
        if !path.is_file() {
            return Ok(None);
        }
        let input = Input::read(&path)?;
        let mut marks = BTreeMap::new();
        for (number, line) in input.text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, mark) = line.split_once('\t').ok_or_else(|| {
                anyhow!("{}:{}: a key, a tab and a mark are expected", input.name, number.saturating_add(1))
            })?;
            marks.insert(key.to_owned(), mark.to_owned());
        }
        Ok(Some(MadeFrom { marks }))
    }

    /// Whether the translation with this key was made from this source text.
    pub(crate) fn is_current(&self, key: &str, source: &str) -> bool {
        self.marks.get(key).is_some_and(|known| *known == mark(source))
    }

    pub(crate) fn confirm(&mut self, key: &str, source: &str) {
        self.marks.insert(key.to_owned(), mark(source));
    }

    /// The record, in the order of these keys and without others.
    pub(crate) fn to_text<'k>(&self, keys: impl Iterator<Item = &'k str>) -> String {
        let mut text = [HEAD, "\n"].concat();
        for key in keys {
            if let Some(mark) = self.marks.get(key) {
                text.extend([key, "\t", mark, "\n"]);
            }
        }
        text
    }
}

/// The mark of a text: FNV-1a in 64 bits over its UTF-8 bytes, in hexadecimal.
pub(crate) fn mark(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// A questionnaire or a table of suggestions with all its texts.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) owner: Owner,
    /// Per language of the owner; none for a language that has no file yet.
    pub(crate) files: Vec<(String, Option<TextsFile>)>,
}

impl Folder {
    pub(crate) fn open(path: &Path, owner: Owner) -> Result<Folder> {
        let mut files = Vec::new();
        for language in owner.languages() {
            let file = owner.path(path, language);
            let file = if file.is_file() { Some(owner.read(Input::read(&file)?)?) } else { None };
            files.push((language.clone(), file));
        }
        let folder = Folder { path: path.to_owned(), owner, files };
        if folder.source().is_none() {
            bail!(
                "{} has no texts in its source language: {}",
                path.display(),
                folder.owner.path(path, folder.owner.source()).display()
            );
        }
        Ok(folder)
    }

    pub(crate) fn source(&self) -> Option<&TextsFile> {
        self.file(self.owner.source())
    }

    pub(crate) fn file(&self, language: &str) -> Option<&TextsFile> {
        self.files.iter().find(|(known, _)| known == language)?.1.as_ref()
    }

    /// Those of these languages, in the order of the owner; all when none is named.
    pub(crate) fn languages(&self, wanted: &[String]) -> Result<Vec<String>> {
        let known = self.owner.languages();
        if let Some(odd) = wanted.iter().find(|language| !known.contains(language)) {
            bail!("`{odd}` is not among the languages of {}: {}", self.path.display(), known.join(", "));
        }
        Ok(known.iter().filter(|language| wanted.is_empty() || wanted.contains(language)).cloned().collect())
    }
}

/// Writes all files or none: each is first written beside its place.
pub(crate) fn write_all(files: &[(PathBuf, String)]) -> Result<()> {
    let beside = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        path.with_file_name(format!("{name}.new"))
    };
    for (path, text) in files {
        let new = beside(path);
        let folder = path.parent().unwrap_or(Path::new("."));
        if let Err(error) = fs::create_dir_all(folder).and_then(|()| fs::write(&new, text)) {
            for (path, _) in files {
                fs::remove_file(beside(path)).unwrap_or_default();
            }
            return Err(error).with_context(|| format!("cannot write {}; nothing is changed", new.display()));
        }
    }
    for (path, _) in files {
        fs::rename(beside(path), path).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Input, TextsFile, mark, place};

    fn file(text: &str) -> TextsFile {
        TextsFile::parse(Input { name: "nl.json".to_owned(), text: text.to_owned() }).unwrap()
    }

    fn changed(text: &str, changes: &[(&str, &str)], order: &[&str]) -> String {
        let changes: BTreeMap<String, String> =
            changes.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        file(text).with(&changes, order).unwrap()
    }

    #[test]
    fn a_change_leaves_every_other_byte_alone() {
        let text = "\u{feff}{ \"language\":\"nl\",\n\t\"texts\" : {\n   \"a\":  \"Eén\" ,\n   \"c\": \"D\\u0072ie\"}, \"format\": 1 }\r\n";
        assert_eq!(
            changed(text, &[("a", "Een \"twee\"\n")], &["a"]),
            text.replace("\"Eén\"", "\"Een \\\"twee\\\"\\n\"")
        );
        assert_eq!(changed(text, &[], &[]), text);
        assert_eq!(file(text).get("c"), Some("Drie"));
    }

    #[test]
    fn a_new_text_comes_after_the_one_that_it_follows() {
        let order = ["x", "a", "b", "b2", "c"];
        let text = "{\n  \"texts\": {\n    \"a\": \"1\",\n    \"c\": \"3\"\n  }\n}\n";
        let both = changed(text, &[("b", "2"), ("b2", "2b"), ("x", "0")], &order);
        assert_eq!(
            both,
            "{\n  \"texts\": {\n    \"x\": \"0\",\n    \"a\": \"1\",\n    \"b\": \"2\",\n    \"b2\": \"2b\",\n    \"c\": \"3\"\n  }\n}\n"
        );
        let empty = "{\n  \"texts\": {}\n}\n";
        assert_eq!(
            changed(empty, &[("a", "1"), ("c", "3")], &order),
            "{\n  \"texts\": {\n    \"a\": \"1\",\n    \"c\": \"3\"\n  }\n}\n"
        );
    }

    #[test]
    fn finds_the_place_of_a_word() {
        let text = "{ \"id\": \"nl\",\n  \"languages\": [\"en\", \"nl\"] }";
        assert_eq!(place(text, &["languages", "nl"]), (2, 23));
        assert_eq!(place(text, &["nothing"]), (1, 1));
    }

    #[test]
    fn marks_are_fnv_1a() {
        // Published test vectors of the function.
        assert_eq!(mark(""), "cbf29ce484222325");
        assert_eq!(mark("a"), "af63dc4c8601ec8c");
        assert_eq!(mark("foobar"), "85944171f73967e8");
    }
}
