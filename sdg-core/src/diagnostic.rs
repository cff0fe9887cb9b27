//! What is wrong with a file: where, what, and how to mend it.

use std::fmt;

use serde::Serialize;

use crate::json::{self, Fields, Node};

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
    errors: usize,
    unlisted: usize,
    /// Lists and objects that were looked into for a place, by path.
    containers: Vec<(String, Container<'a>)>,
    /// Where each line starts, once it has been asked.
    line_starts: Vec<usize>,
}

/// The parts of a list or an object, with their keys, as slices of the file's text.
type Container<'a> = Vec<(Option<String>, &'a str)>;

/// After so many problems more of them help nobody: they are counted.
const MOST: usize = 199;

impl<'a> Collector<'a> {
    pub(crate) fn new(text: &'a str) -> Collector<'a> {
        Collector {
            text,
            found: Vec::new(),
            errors: 0,
            unlisted: 0,
            containers: Vec::new(),
            line_starts: Vec::new(),
        }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Refuses the file for what stands at `path`.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        path: impl AsRef<str>,
        message: impl AsRef<str>,
        help: &str,
    ) {
        self.refuse(code, path.as_ref(), message.as_ref(), help);
    }

    #[cold]
    #[inline(never)]
    fn refuse(&mut self, code: &'static str, path: &str, message: &str, help: &str) {
        let at = self.locate(path);
        self.add(code, Severity::Error, path, at, message, help);
    }

    /// Refuses the file for `part`, a slice of its text that stands at `path`.
    #[cold]
    #[inline(never)]
    pub(crate) fn error_at(&mut self, code: &'static str, path: &str, part: &str, message: &str, help: &str) {
        let at = offset_in(self.text, part);
        self.add(code, Severity::Error, path, at, message, help);
    }

    /// Notes that `part`, a slice of the file's text that stands at `path`, does not count.
    #[cold]
    #[inline(never)]
    pub(crate) fn notice_at(
        &mut self,
        code: &'static str,
        path: &str,
        part: &str,
        message: &str,
        help: &str,
    ) {
        let at = offset_in(self.text, part);
        self.add(code, Severity::Notice, path, at, message, help);
    }

    /// Notes that what stands at `path` does not count.
    #[cold]
    #[inline(never)]
    pub(crate) fn notice(&mut self, code: &'static str, path: &str, message: &str, help: &str) {
        let at = self.locate(path);
        self.add(code, Severity::Notice, path, at, message, help);
    }

    /// Byte offset of the value at `path`; as deep as the path can be followed.
    fn locate(&mut self, path: &str) -> usize {
        if self.is_full() {
            return 0;
        }
        let mut part = self.text.trim_ascii();
        let mut walked = String::new();
        for step in steps(path) {
            let place = self.containers.iter().position(|(path, _)| *path == walked).unwrap_or_else(|| {
                self.containers.push((walked.clone(), container(part)));
                self.containers.len().saturating_sub(1)
            });
            let Some((_, container)) = self.containers.get(place) else { break };
            let next = match step {
                Step::Index(index) => container.get(index),
                Step::Key(key) => container.iter().find(|(known, _)| known.as_deref() == Some(key)),
            };
            let Some((_, next)) = next else { break };
            part = next;
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
        if self.line_starts.is_empty() {
            let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            self.line_starts.push(0);
            self.line_starts.extend(ends.map(|(at, _)| at.saturating_add(1)));
        }
        let lines = &self.line_starts;
        let line = lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|line| lines.get(line)).copied().unwrap_or(0);
        let before = text.as_bytes().get(start..offset.min(text.len())).unwrap_or(&[]);
        // Every byte that does not continue a character begins one.
        let column =
            before.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count().saturating_add(1);
        (line, column)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    /// Lists it, or counts it when there is no room for more.
    fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        path: &str,
        at: usize,
        message: &str,
        help: &str,
    ) {
        if self.has_room(severity) {
            let diagnostic = self.diagnostic(code, severity, path, at, message, help);
            self.list(diagnostic);
        }
    }

    /// Takes over what was found in a part of the file, with its place in the whole.
    pub(crate) fn adopt(&mut self, diagnostic: Diagnostic) {
        if self.has_room(diagnostic.severity) {
            self.list(diagnostic);
        }
    }

    fn has_room(&mut self, severity: Severity) -> bool {
        self.errors = self.errors.saturating_add(usize::from(severity == Severity::Error));
        self.unlisted = self.unlisted.saturating_add(usize::from(self.is_full()));
        !self.is_full()
    }

    /// In the order of the file.
    fn list(&mut self, diagnostic: Diagnostic) {
        let key = |one: &Diagnostic| (one.line, one.column, one.code);
        let place = self.found.partition_point(|known| key(known) <= key(&diagnostic));
        self.found.insert(place, diagnostic);
    }

    fn diagnostic(
        &mut self,
        code: &'static str,
        severity: Severity,
        path: &str,
        at: usize,
        message: &str,
        help: &str,
    ) -> Diagnostic {
        let (line, column) = self.line_and_column(at);
        let (path, message, help) = (one_line(path), one_line(message), one_line(help));
        Diagnostic { code, severity, path, line, column, message, help }
    }

    /// Refuses the file for not being JSON.
    fn not_json(&mut self, at: usize, why: &str) {
        let help = "the file is not valid JSON from here on; was it cut off or edited by hand?";
        self.add("J0102", Severity::Error, "", at, why, help);
    }

    /// What was found first.
    pub(crate) fn first_message(&self) -> &str {
        self.found.first().map_or("", |found| &found.message)
    }

    /// How many errors there are so far.
    pub(crate) const fn errors(&self) -> usize {
        self.errors
    }

    pub(crate) const fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The notices when nothing was refused, all diagnostics otherwise; in the order of the file.
    pub(crate) fn finish(mut self) -> Result<Vec<Diagnostic>, Diagnostics> {
        let refused = self.has_errors();
        if self.unlisted > 0 {
            let severity = if refused { Severity::Error } else { Severity::Notice };
            let message = format!("{} more are not listed", self.unlisted);
            let help = if refused { "mend the first ones, then check again" } else { "" };
            let last = self.diagnostic("J0199", severity, "", self.text.len(), &message, help);
            self.found.push(last);
        }
        if refused { Err(Diagnostics(self.found)) } else { Ok(self.found) }
    }
}

fn container(part: &str) -> Container<'_> {
    match Node::of(part) {
        Node::List(parts) => parts.into_iter().map(|part| (None, part)).collect(),
        Node::Object(pairs) => {
            pairs.into_iter().map(|pair| (Some(pair.key.into_owned()), pair.value)).collect()
        }
        _ => Vec::new(),
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

/// Reads a whole file of the one format that is known. A newer one has fields that are not known here, so its number is read
/// first.
pub(crate) fn read_file<'a, T>(
    collector: &mut Collector<'a>,
    code: &'static str,
    read: fn(&mut Fields<'_, 'a>) -> Option<T>,
) -> Option<T> {
    let text = collector.text().trim_ascii();
    let format = match Node::of(text) {
        Node::Object(pairs) => {
            pairs.iter().find(|pair| pair.key == "format").map(|pair| Node::of(pair.value))
        }
        _ => None,
    };
    if let Some(Node::Whole(format)) = format
        && format != 1
        && format >= 0
    {
        let help = "this engine reads format 1; a newer engine may read it";
        collector.error(code, "format", format!("format {format} is not known"), help);
        return None;
    }
    json::object(collector, "", text, read)
}

/// A whole file: its size and whether it is JSON at all, without a byte-order mark.
pub(crate) fn open(text: &str, most_bytes: usize) -> Result<Collector<'_>, Diagnostics> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > most_bytes {
        let mut collector = Collector::new("");
        let message = format!("the file has {} bytes, more than the {most_bytes} that are read", text.len());
        collector.error("J0101", "", &message, "is this the right file?");
        return Err(Diagnostics(collector.found));
    }
    let mut collector = Collector::new(text);
    if let Some((at, why)) = json::flaw(text) {
        collector.not_json(at, why);
        return Err(Diagnostics(collector.found));
    }
    Ok(collector)
}

enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

/// The steps of `sections[2].texts["section.a.title"]`.
fn steps(mut path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    while !path.is_empty() {
        let quoted = path.strip_prefix("[\"").and_then(|rest| {
            let end = rest.as_bytes().windows(2).position(|two| two == b"\"]")?;
            Some((rest.get(..end)?, rest.get(end.saturating_add(2)..)?))
        });
        if let Some((key, rest)) = quoted {
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
pub(crate) fn offset_in(text: &str, part: &str) -> usize {
    let offset = part.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
    if offset <= text.len() { offset } else { 0 }
}
