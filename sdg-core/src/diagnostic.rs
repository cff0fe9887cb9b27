//! What is wrong with a file: where, what, and how to mend it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::json::Object;

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file is read all the same; something in it does not count.
    Notice,
    /// The file is refused.
    Error,
}

/// One thing that is wrong with a file.
///
/// Codes are stable: `J…` JSON, `Q…` structure, `T…` text catalogue, `E…` evidence, `A…` saved file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `Q0301`.
    pub code: &'static str,
    /// Whether the file is refused for it.
    pub severity: Severity,
    /// Where in the file, such as `sections[2].questions[1].scale`; empty for the whole file.
    pub path: String,
    /// Line, counted from 1; 0 when the file has none.
    pub line: usize,
    /// Column in characters, counted from 1; 0 when the file has none.
    pub column: usize,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Notice => "notice",
            Severity::Error => "error",
        };
        write!(f, "{severity} {} at {}:{}", self.code, self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, " ({})", self.path)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "; {}", self.help)?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a file, in the order of the file. Never empty.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Diagnostics(pub(crate) Vec<Diagnostic>);

impl Diagnostics {
    /// The diagnostics, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are: at least one.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Always false: without diagnostics there is no error.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Collects diagnostics for one file and finds the place of each.
#[derive(Debug)]
pub(crate) struct Collector<'a> {
    text: &'a str,
    found: Vec<Diagnostic>,
    refused: bool,
    unlisted: usize,
    /// Lists and objects that were looked into for a place, by path.
    containers: BTreeMap<String, Container<'a>>,
    /// Where each line starts, once it has been asked.
    line_starts: Option<Vec<usize>>,
}

/// The parts of a list or an object, as slices of the file's text.
#[derive(Debug)]
enum Container<'a> {
    List(Vec<&'a RawValue>),
    Object(BTreeMap<Cow<'a, str>, &'a RawValue>),
    Neither,
}

/// After so many problems more of them help nobody: they are counted.
const MOST: usize = 199;

impl<'a> Collector<'a> {
    pub(crate) fn new(text: &'a str) -> Collector<'a> {
        Collector {
            text,
            found: Vec::new(),
            refused: false,
            unlisted: 0,
            containers: BTreeMap::new(),
            line_starts: None,
        }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Refuses the file for what stands at `path`.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        path: impl Into<String>,
        message: impl Into<String>,
        help: &str,
    ) {
        self.refused = true;
        if self.has_room() {
            let path = path.into();
            let at = self.locate(&path);
            self.add(code, Severity::Error, &path, at, &message.into(), help);
        }
    }

    /// Refuses the file for `part`, a slice of its text that stands at `path`.
    pub(crate) fn error_at(
        &mut self,
        code: &'static str,
        path: &str,
        part: &str,
        message: impl Into<String>,
        help: &str,
    ) {
        self.refused = true;
        if self.has_room() {
            let at = offset_in(self.text, part);
            self.add(code, Severity::Error, path, at, &message.into(), help);
        }
    }

    /// Notes that `part`, a slice of the file's text that stands at `path`, does not count.
    pub(crate) fn notice_at(
        &mut self,
        code: &'static str,
        path: &str,
        part: &str,
        message: &str,
        help: &str,
    ) {
        if self.has_room() {
            let at = offset_in(self.text, part);
            self.add(code, Severity::Notice, path, at, message, help);
        }
    }

    /// Notes that what stands at `path` does not count.
    pub(crate) fn notice(&mut self, code: &'static str, path: &str, message: &str, help: &str) {
        if self.has_room() {
            let at = self.locate(path);
            self.add(code, Severity::Notice, path, at, message, help);
        }
    }

    /// Byte offset of the value at `path`; as deep as the path can be followed.
    fn locate(&mut self, path: &str) -> usize {
        let mut part = self.text;
        let mut walked = String::new();
        for step in steps(path) {
            let container = self.containers.entry(walked.clone()).or_insert_with(|| {
                if let Ok(items) = serde_json::from_str(part) {
                    Container::List(items)
                } else {
                    serde_json::from_str(part).map_or(Container::Neither, Container::Object)
                }
            });
            let next = match (&step, container) {
                (Step::Index(index), Container::List(items)) => items.get(*index),
                (Step::Key(key), Container::Object(fields)) => fields.get(*key),
                _ => None,
            };
            let Some(next) = next else { break };
            part = next.get();
            match step {
                Step::Index(index) => walked.extend(["[", &index.to_string(), "]"]),
                Step::Key(key) => walked.push_str(&self::step(key)),
            }
        }
        offset_in(self.text, part)
    }

    fn line_and_column(&mut self, offset: usize) -> (usize, usize) {
        let text = self.text;
        if text.is_empty() {
            return (0, 0);
        }
        let lines = self.line_starts.get_or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at.saturating_add(1))).collect()
        });
        let line = lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|line| lines.get(line)).copied().unwrap_or(0);
        let before = text.as_bytes().get(start..offset.min(text.len())).unwrap_or(&[]);
        // Every byte that does not continue a character begins one.
        let column =
            before.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count().saturating_add(1);
        (line, column)
    }

    /// Whether one more is listed; counts those that are not.
    pub(crate) fn has_room(&mut self) -> bool {
        let room = self.found.len() < MOST;
        self.unlisted = self.unlisted.saturating_add(usize::from(!room));
        room
    }

    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        path: &str,
        at: usize,
        message: &str,
        help: &str,
    ) {
        let (line, column) = self.line_and_column(at);
        let (path, message, help) = (one_line(path), one_line(message), one_line(help));
        self.found.push(Diagnostic { code, severity, path, line, column, message, help });
    }

    /// Refuses the file for a problem that serde found in `part`, a slice of its text that stands at `path`.
    pub(crate) fn json(&mut self, path: impl Into<String>, part: &str, error: &serde_json::Error) {
        self.refused = true;
        if !self.has_room() {
            return;
        }
        let words = json_words(error);
        let (code, help) = if words.contains("nested too deep") {
            ("J0107", "the file is nested deeper than any sound one")
        } else if words.contains("number is too large") {
            ("J0103", "docs/format.md says what may stand here")
        } else if error.is_syntax() || error.is_eof() {
            ("J0102", "the file is not valid JSON from here on; was it cut off or edited by hand?")
        } else if words.starts_with("unknown") {
            ("J0104", "check the spelling; docs/format.md lists what may stand here")
        } else if words.starts_with("duplicate") {
            ("J0105", "keep one of the two")
        } else if words.ends_with("is missing") {
            ("J0106", "add it; docs/format.md says what it holds")
        } else {
            ("J0103", "docs/format.md says what may stand here")
        };
        // `serde_json` counts columns in bytes, from 1, but has not gone past a control character, a list or an object when
        // it complains of it.
        let before = ["control character", "here stands a list", "here stands an object"];
        let ahead = usize::from(before.iter().any(|what| words.contains(what)));
        let column = error.column().saturating_add(ahead).saturating_sub(1);
        let line_start: usize =
            part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = offset_in(self.text, part).saturating_add(line_start.saturating_add(column).min(part.len()));
        self.add(code, Severity::Error, &path.into(), at, &words, help);
    }

    pub(crate) const fn has_errors(&self) -> bool {
        self.refused
    }

    /// The notices when nothing was refused, all diagnostics otherwise; in the order of the file.
    pub(crate) fn finish(mut self) -> Result<Vec<Diagnostic>, Diagnostics> {
        self.found.sort_by(|a, b| (a.line, a.column, a.code).cmp(&(b.line, b.column, b.code)));
        if self.unlisted > 0 {
            let severity = if self.refused { Severity::Error } else { Severity::Notice };
            let message = format!("{} more are not listed", self.unlisted);
            let help = if self.refused { "mend the first ones, then check again" } else { "" };
            self.add("J0199", severity, "", self.text.len(), &message, help);
        }
        if self.refused { Err(Diagnostics(self.found)) } else { Ok(self.found) }
    }
}

/// What serde found, in plain words and without the place.
pub(crate) fn json_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    // serde_json closes its messages with the place within the part that it read.
    let message = message.rfind(" at line ").and_then(|end| message.get(..end)).unwrap_or(&message);
    let kind = |word: &str| match word {
        "a string" => "a text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list".to_owned(),
        "enum" => "a word".to_owned(),
        "i64" | "u64" | "u8" | "u16" | "usize" => "a whole number in range".to_owned(),
        _ if word.starts_with("struct ") || word.starts_with("newtype ") || word.starts_with("borrowed") => {
            "something else".to_owned()
        }
        _ => word.to_owned(),
    };
    let found = |word: &str| match word.split_once(' ') {
        Some(("integer" | "point", number)) => format!("the number {number}"),
        Some(("floating", number)) => format!("the number {}", number.trim_start_matches("point ")),
        Some(("boolean", value)) => value.to_owned(),
        Some(("string", text)) => format!("the text {text}"),
        _ if word == "map" => "an object".to_owned(),
        _ if word == "sequence" => "a list".to_owned(),
        _ if word == "unit variant" => "only a word".to_owned(),
        _ => word.to_owned(),
    };
    let mismatch = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((this, that)) = mismatch.and_then(|rest| rest.rsplit_once(", expected ")) {
        return format!("here stands {}, expected is {}", found(this), kind(that));
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("the field {field} is missing");
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        return format!("unknown word {rest}");
    }
    match message {
        "recursion limit exceeded" => "this is nested too deep".to_owned(),
        "number out of range" => "a number is too large".to_owned(),
        _ => message.to_owned(),
    }
}

/// A message that quotes a file stays one short line: no control or direction characters, and not too long.
fn one_line(message: &str) -> String {
    const LONGEST: usize = 400;
    let mut line = String::new();
    for (count, character) in message.chars().enumerate() {
        if count >= LONGEST {
            line.push('…');
            break;
        }
        let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
        if character.is_control() || turns {
            line.extend(character.escape_unicode());
        } else {
            line.push(character);
        }
    }
    line
}

/// Reads `part` as `T`, or notes why that cannot be.
pub(crate) fn read<'a, T: Deserialize<'a>>(
    collector: &mut Collector<'_>,
    path: &str,
    part: &'a str,
) -> Option<T> {
    match serde_json::from_str(part) {
        Ok(value) => Some(value),
        Err(error) => {
            collector.json(path, part, &error);
            None
        }
    }
}

/// Reads a whole file of the one format that is known. A newer one has fields that are not known here, so its number is read
/// first.
pub(crate) fn read_file<'a, T: Deserialize<'a>>(
    collector: &mut Collector<'a>,
    code: &'static str,
) -> Option<T> {
    #[derive(Deserialize)]
    struct Format {
        format: u64,
    }

    let text = collector.text();
    let format = serde_json::from_str::<Object<Format>>(text).map_or(1, |Object(file)| file.format);
    if format != 1 {
        let help = "this engine reads format 1; a newer engine may read it";
        collector.error(code, "format", format!("format {format} is not known"), help);
        return None;
    }
    read::<Object<T>>(collector, "", text).map(|object| object.0)
}

/// A whole file: its size and whether it is JSON at all, without a byte-order mark.
pub(crate) fn open(text: &str, most_bytes: usize) -> Result<&str, Diagnostics> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > most_bytes {
        let mut collector = Collector::new("");
        collector.error(
            "J0101",
            "",
            format!("the file has {} bytes, more than the {most_bytes} that are read", text.len()),
            "is this the right file?",
        );
        return Err(Diagnostics(collector.found));
    }
    Ok(text)
}

enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

/// The steps of `sections[2].texts["section.a.title"]`.
fn steps(mut path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    while !path.is_empty() {
        if let Some((key, rest)) = path.strip_prefix("[\"").and_then(|rest| rest.split_once("\"]")) {
            steps.push(Step::Key(key));
            path = rest;
        } else if let Some((index, rest)) = path.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            steps.push(Step::Index(index.parse().unwrap_or(usize::MAX)));
            path = rest;
        } else {
            let plain = path.strip_prefix('.').unwrap_or(path);
            let (key, rest) = plain.split_at(plain.find(['.', '[']).unwrap_or(plain.len()));
            if key.is_empty() && rest.len() == path.len() {
                break;
            }
            steps.push(Step::Key(key));
            path = rest;
        }
    }
    steps
}

/// A key as the next step of a path: `.name`, or `["a.b"]` where the key itself has a dot.
pub(crate) fn step(key: &str) -> String {
    if key.contains(['.', '[']) { format!("[\"{key}\"]") } else { format!(".{key}") }
}

/// Where `part`, a slice of `text`, starts.
fn offset_in(text: &str, part: &str) -> usize {
    let offset = part.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
    if offset <= text.len() { offset } else { 0 }
}
