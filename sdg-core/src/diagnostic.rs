//! What is wrong with a file: where, what, and how to mend it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

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
}

/// After so many problems more of them help nobody.
const MOST: usize = 200;

impl<'a> Collector<'a> {
    pub(crate) fn new(text: &'a str) -> Collector<'a> {
        Collector { text, found: Vec::new() }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        path: impl Into<String>,
        message: impl Into<String>,
        help: &str,
    ) {
        self.add(code, Severity::Error, path.into(), message.into(), help);
    }

    pub(crate) fn notice(
        &mut self,
        code: &'static str,
        path: impl Into<String>,
        message: impl Into<String>,
        help: &str,
    ) {
        self.add(code, Severity::Notice, path.into(), message.into(), help);
    }

    fn add(&mut self, code: &'static str, severity: Severity, path: String, message: String, help: &str) {
        if self.found.len() >= MOST {
            return;
        }
        let (line, column) = line_and_column(self.text, locate(self.text, &path));
        self.found.push(Diagnostic { code, severity, path, line, column, message, help: help.to_owned() });
    }

    /// A problem that serde found in `part`, a slice of this file's text that stands at `path`.
    pub(crate) fn json(&mut self, path: impl Into<String>, part: &str, error: &serde_json::Error) {
        if self.found.len() >= MOST {
            return;
        }
        let start = offset_in(self.text, part);
        let within = byte_offset(part, error.line(), error.column());
        let (line, column) = line_and_column(self.text, start.saturating_add(within));
        let message = error.to_string();
        // serde_json closes its messages with the place, which is that of the part and stands apart here.
        let message = message.rfind(" at line ").and_then(|end| message.get(..end)).unwrap_or(&message);
        let (code, help) = if error.is_syntax() || error.is_eof() {
            ("J0102", "the file is not valid JSON from here on; was it cut off or edited by hand?")
        } else if message.starts_with("unknown field") || message.starts_with("unknown variant") {
            ("J0104", "check the spelling; docs/format.md lists what may stand here")
        } else if message.starts_with("duplicate") {
            ("J0105", "keep one of the two")
        } else if message.starts_with("missing field") {
            ("J0106", "add it; docs/format.md says what it holds")
        } else {
            ("J0103", "docs/format.md says what may stand here")
        };
        self.found.push(Diagnostic {
            code,
            severity: Severity::Error,
            path: path.into(),
            line,
            column,
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The notices when nothing was refused, all diagnostics otherwise; in the order of the file.
    pub(crate) fn finish(mut self) -> Result<Vec<Diagnostic>, Diagnostics> {
        self.found.sort_by(|a, b| (a.line, a.column, a.code).cmp(&(b.line, b.column, b.code)));
        if self.has_errors() { Err(Diagnostics(self.found)) } else { Ok(self.found) }
    }
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

/// Byte offset of the value at `path` in `text`; as deep as the path can be followed. Only called for a diagnostic.
fn locate(text: &str, path: &str) -> usize {
    let mut part = text;
    for step in steps(path) {
        let next = match step {
            Step::Index(index) => {
                serde_json::from_str::<Vec<&RawValue>>(part).ok().and_then(|items| items.get(index).copied())
            }
            Step::Key(key) => serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(part)
                .ok()
                .and_then(|fields| fields.get(key).copied()),
        };
        match next {
            Some(value) => part = value.get(),
            None => break,
        }
    }
    offset_in(text, part)
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

/// `serde_json` counts columns in bytes, from 1, and 0 for the line break itself.
fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    before.saturating_add(column.saturating_sub(1)).min(text.len())
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    if text.is_empty() {
        return (0, 0);
    }
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let before = text.get(..end).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
    let column = before.get(line_start..).unwrap_or("").chars().count().saturating_add(1);
    (line, column)
}
