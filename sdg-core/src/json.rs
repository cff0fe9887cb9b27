//! JSON, read and written by hand: [`flaw`] says whether a whole text is JSON, and [`Node`] walks a text that is. Each part is
//! a slice of the text, so that it is known where it stands; and no code is made per shape, which keeps the widget small.
//! The tests hold all of it against `serde_json`.

use std::borrow::Cow;

use crate::diagnostic::{Collector, step};
use crate::sorted::Set;

/// Where and why a text is not JSON; `None` when it is (RFC 8259).
pub(crate) fn flaw(text: &str) -> Option<(usize, &'static str)> {
    let mut checker = Checker { text: text.as_bytes(), at: 0 };
    checker.document().err().map(|why| (checker.at, why))
}

struct Checker<'a> {
    text: &'a [u8],
    at: usize,
}

type Checked = Result<(), &'static str>;

impl Checker<'_> {
    /// Without recursion, so that no depth exhausts the stack.
    fn document(&mut self) -> Checked {
        let mut open: Vec<u8> = Vec::new();
        loop {
            // A value is expected here.
            self.space();
            match self.peek() {
                Some(bracket @ (b'[' | b'{')) => {
                    self.step();
                    self.space();
                    let close = if bracket == b'[' { b']' } else { b'}' };
                    if self.peek() == Some(close) {
                        self.step();
                    } else {
                        open.push(close);
                        if bracket == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                Some(b'"') => self.string()?,
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.word(b"true")?,
                Some(b'f') => self.word(b"false")?,
                Some(b'n') => self.word(b"null")?,
                Some(_) => return Err("a value is expected here"),
                None => return Err("the text ends before its end"),
            }
            // A value has ended: so may what stands around it.
            loop {
                self.space();
                let Some(close) = open.last().copied() else {
                    return if self.peek().is_none() {
                        Ok(())
                    } else {
                        Err("something stands after the end")
                    };
                };
                match self.peek() {
                    Some(b',') => {
                        self.step();
                        if close == b'}' {
                            self.space();
                            self.key()?;
                        }
                        break;
                    }
                    Some(byte) if byte == close => {
                        self.step();
                        open.pop();
                    }
                    Some(_) => return Err("a comma or a closing bracket is expected here"),
                    None => return Err("the text ends before its end"),
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.step();
        }
    }

    /// A key and its colon.
    fn key(&mut self) -> Checked {
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(_) => return Err("a key in double quotes is expected here"),
            None => return Err("the text ends before its end"),
        }
        self.space();
        match self.peek() {
            Some(b':') => self.step(),
            Some(_) => return Err("a colon is expected here"),
            None => return Err("the text ends before its end"),
        }
        Ok(())
    }

    fn string(&mut self) -> Checked {
        self.step();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.step();
                    return Ok(());
                }
                Some(b'\\') => {
                    self.step();
                    match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.step(),
                        Some(b'u') => {
                            self.step();
                            for _ in 0..4 {
                                match self.peek() {
                                    Some(digit) if digit.is_ascii_hexdigit() => self.step(),
                                    Some(_) => return Err("four hexadecimal digits are expected here"),
                                    None => return Err("the text ends before its end"),
                                }
                            }
                        }
                        Some(_) => return Err("there is no such escape"),
                        None => return Err("the text ends before its end"),
                    }
                }
                Some(0..=0x1f) => return Err("a bare control character stands in a text"),
                Some(_) => self.step(),
                None => return Err("the text ends before its end"),
            }
        }
    }

    fn number(&mut self) -> Checked {
        if self.peek() == Some(b'-') {
            self.step();
        }
        if self.peek() == Some(b'0') {
            self.step();
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err("a number does not begin with 0");
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.step();
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.step();
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.step();
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Checked {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(if self.peek().is_none() {
                "the text ends before its end"
            } else {
                "a digit is expected here"
            });
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.step();
        }
        Ok(())
    }

    fn word(&mut self, word: &[u8]) -> Checked {
        for byte in word {
            if self.peek() != Some(*byte) {
                return Err(if self.peek().is_none() {
                    "the text ends before its end"
                } else {
                    "a value is expected here"
                });
            }
            self.step();
        }
        Ok(())
    }
}

/// Writes JSON piece by piece: what stands between a `begin` and its `end` is keys and values, or items.
pub(crate) struct Writer {
    text: String,
    /// With line ends and two spaces per level, as `serde_json` writes it.
    pretty: bool,
    depth: usize,
    /// Whether nothing stands yet in the innermost list or object.
    empty: bool,
}

impl Writer {
    /// On one line.
    pub(crate) fn new() -> Writer {
        Writer { text: String::new(), pretty: false, depth: 0, empty: true }
    }

    /// On many lines.
    pub(crate) fn pretty() -> Writer {
        Writer { pretty: true, ..Writer::new() }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn begin(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth = self.depth.saturating_add(1);
        self.empty = true;
    }

    pub(crate) fn end(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.empty {
            self.line();
        }
        self.text.push(bracket);
        self.empty = false;
    }

    /// Before each item of a list.
    pub(crate) fn item(&mut self) {
        if !self.empty {
            self.text.push(',');
        }
        self.line();
        self.empty = false;
    }

    /// Before each value of an object.
    pub(crate) fn key(&mut self, key: &str) {
        self.item();
        self.text(key);
        self.text.push_str(if self.pretty { ": " } else { ":" });
    }

    pub(crate) fn field(&mut self, key: &str, text: &str) {
        self.key(key);
        self.text(text);
    }

    /// A field that may be left out.
    pub(crate) fn field_if(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.field(key, text);
        }
    }

    /// A field that is true.
    pub(crate) fn yes(&mut self, key: &str) {
        self.key(key);
        self.raw("true");
    }

    pub(crate) fn texts(&mut self, texts: &mut dyn Iterator<Item = &str>) {
        self.begin('[');
        for text in texts {
            self.item();
            self.text(text);
        }
        self.end(']');
    }

    /// What is JSON already.
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            let escape = match character {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\u{8}' => "\\b",
                '\u{c}' => "\\f",
                '\0'..='\u{1f}' => {
                    self.text.push_str("\\u00");
                    for digit in [u32::from(character) >> 4, u32::from(character) & 15] {
                        self.text.extend(char::from_digit(digit, 16));
                    }
                    continue;
                }
                plain => {
                    self.text.push(plain);
                    continue;
                }
            };
            self.text.push_str(escape);
        }
        self.text.push('"');
    }

    fn line(&mut self) {
        if self.pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }
}

/// A value, one level deep.
pub(crate) enum Node<'a> {
    Null,
    Flag(bool),
    Whole(i64),
    /// A number that is not whole, or too large.
    Number,
    Text(Cow<'a, str>),
    /// A text with half of a surrogate pair, which no text can hold.
    Broken,
    List(Vec<&'a str>),
    Object(Vec<Pair<'a>>),
}

/// A field of an object.
#[derive(Clone, Debug)]
pub(crate) struct Pair<'a> {
    pub(crate) key: Cow<'a, str>,
    /// The key as it stands in the file.
    part: &'a str,
    pub(crate) value: &'a str,
}

impl<'a> Node<'a> {
    /// What `part` is, a text that is JSON.
    pub(crate) fn of(part: &'a str) -> Node<'a> {
        let part = part.trim_ascii();
        match part.as_bytes().first() {
            Some(b'"') => unescaped(part).map_or(Node::Broken, Node::Text),
            Some(b'[') => Node::List(split(part)),
            Some(b'{') => {
                let mut pairs = Vec::new();
                let mut parts = split(part).into_iter();
                while let (Some(part), Some(value)) = (parts.next(), parts.next()) {
                    let Some(key) = unescaped(part) else { return Node::Broken };
                    pairs.push(Pair { key, part, value });
                }
                Node::Object(pairs)
            }
            Some(b't') => Node::Flag(true),
            Some(b'f') => Node::Flag(false),
            Some(b'n') | None => Node::Null,
            Some(_) => part.parse().map_or(Node::Number, Node::Whole),
        }
    }

    /// The text that `part` is, if it is one.
    pub(crate) fn text(part: &'a str) -> Option<String> {
        match Node::of(part) {
            Node::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    /// The texts that `part` lists, if it does.
    pub(crate) fn texts(part: &'a str) -> Option<Vec<String>> {
        match Node::of(part) {
            Node::List(parts) => parts.into_iter().map(Node::text).collect(),
            _ => None,
        }
    }
}

/// What stands between the brackets of a list or an object; of an object, keys and values by turns.
fn split(part: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let mut start = 1;
    for (at, byte) in part.bytes().enumerate() {
        if in_text {
            in_text = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        let ends = match byte {
            b'[' | b'{' => {
                depth = depth.saturating_add(1);
                false
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                depth == 0
            }
            b',' | b':' => depth == 1,
            _ => {
                in_text = byte == b'"';
                false
            }
        };
        if ends {
            let inner = part.get(start..at).unwrap_or_default().trim_ascii();
            // Only in `[]` and `{}` does nothing stand.
            if !inner.is_empty() {
                parts.push(inner);
            }
            start = at.saturating_add(1);
        }
    }
    parts
}

/// What a text in quotes says; `None` when it has half of a surrogate pair.
fn unescaped(part: &str) -> Option<Cow<'_, str>> {
    let mut rest = part.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))?;
    if !rest.contains('\\') {
        return Some(Cow::Borrowed(rest));
    }
    let mut text = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let (letter, after) = after.split_at_checked(1)?;
        rest = after;
        match letter {
            "n" => text.push('\n'),
            "t" => text.push('\t'),
            "r" => text.push('\r'),
            "b" => text.push('\u{8}'),
            "f" => text.push('\u{c}'),
            "u" => {
                let (first, after) = unit(rest)?;
                let second = after.strip_prefix("\\u").and_then(unit);
                let whole = |units: &[u16]| {
                    let mut decoded = char::decode_utf16(units.iter().copied());
                    decoded.next().and_then(Result::ok).filter(|_| decoded.next().is_none())
                };
                if let Some(character) = whole(&[first]) {
                    text.push(character);
                    rest = after;
                } else {
                    let (second, after) = second?;
                    text.push(whole(&[first, second])?);
                    rest = after;
                }
            }
            same => text.push_str(same),
        }
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}

/// The first key that stands there a second time. `serde_json` alone would keep the last one without a word.
fn duplicate<'p, 'a>(pairs: &'p [Pair<'a>]) -> Option<&'p Pair<'a>> {
    let mut seen = Set::new();
    pairs.iter().find(|pair| !seen.insert(pair.key.as_ref()))
}

const SEE_FORMAT: &str = "docs/format.md says what may stand here";
const SPELLING: &str = "check the spelling; docs/format.md lists what may stand here";

/// Refuses `part` for being something else than `wanted`.
#[cold]
pub(crate) fn wrong(collector: &mut Collector<'_>, path: &str, part: &str, wanted: &str) {
    let found = match Node::of(part) {
        Node::Broken => {
            let help = "was the file cut off or edited by hand?";
            collector.error_at("J0102", path, part, "a character is written by half, as in `\\ud800`", help);
            return;
        }
        Node::Null => "nothing (`null`)".to_owned(),
        Node::Flag(_) => ["`", part, "`"].concat(),
        Node::Whole(_) | Node::Number => ["the number `", part, "`"].concat(),
        Node::Text(text) => ["the text `", &text, "`"].concat(),
        Node::List(_) => "a list".to_owned(),
        Node::Object(_) => "an object".to_owned(),
    };
    collector.error_at(
        "J0103",
        path,
        part,
        &["here stands ", &found, ", expected is ", wanted].concat(),
        SEE_FORMAT,
    );
}

/// Refuses a key or a word that is not known.
#[cold]
fn unknown(collector: &mut Collector<'_>, path: &str, part: &str, what: &str, known: &[&str]) {
    let mut message = ["unknown ", what].concat();
    let mut before = "; it can be `";
    for word in known {
        message.extend([before, word, "`"]);
        before = ", `";
    }
    collector.error_at("J0104", path, part, &message, SPELLING);
}

/// The pairs of an object, each key once.
pub(crate) fn pairs<'a>(collector: &mut Collector<'_>, path: &str, part: &'a str) -> Option<Vec<Pair<'a>>> {
    let Node::Object(pairs) = Node::of(part) else {
        wrong(collector, path, part, "an object");
        return None;
    };
    if let Some(twice) = duplicate(&pairs) {
        let message = ["`", &twice.key, "` stands here twice"].concat();
        collector.error_at("J0105", path, twice.part, &message, "keep one of the two");
        return None;
    }
    Some(pairs)
}

/// Reads an object by `read`. Fields that it does not ask for are unknown; with any error there is no result.
pub(crate) fn object<'a, T>(
    collector: &mut Collector<'a>,
    path: &str,
    part: &'a str,
    read: impl FnOnce(&mut Fields<'_, 'a>) -> Option<T>,
) -> Option<T> {
    let before = collector.errors();
    let mut fields = Fields::open(collector, path, part)?;
    let value = read(&mut fields);
    if value.is_some() {
        fields.finish();
    }
    value.filter(|_| collector.errors() == before)
}

/// The fields of an object that were not yet asked for. A reader that finds something wrong notes it and goes on.
pub(crate) struct Fields<'c, 'a> {
    pub(crate) collector: &'c mut Collector<'a>,
    path: String,
    part: &'a str,
    pairs: Vec<Pair<'a>>,
}

impl<'c, 'a> Fields<'c, 'a> {
    fn open(collector: &'c mut Collector<'a>, path: &str, part: &'a str) -> Option<Fields<'c, 'a>> {
        let pairs = pairs(collector, path, part)?;
        Some(Fields { collector, path: path.to_owned(), part, pairs })
    }

    fn finish(self) {
        for pair in self.pairs {
            let what = ["field `", &pair.key, "`"].concat();
            unknown(self.collector, &self.path, pair.part, &what, &[]);
        }
    }

    fn path(&self, name: &str) -> String {
        let path = [self.path.as_str(), &step(name)].concat();
        if self.path.is_empty() { name.to_owned() } else { path }
    }

    /// Refuses a field for being something else than `wanted`.
    pub(crate) fn wrong(&mut self, name: &str, part: &str, wanted: &str) {
        let path = self.path(name);
        wrong(self.collector, &path, part, wanted);
    }

    /// A field as it stands.
    pub(crate) fn raw(&mut self, name: &str) -> Option<&'a str> {
        let place = self.pairs.iter().position(|pair| pair.key == name)?;
        Some(self.pairs.remove(place).value)
    }

    /// A field that may be left out, or be `null`.
    pub(crate) fn raw_if(&mut self, name: &str) -> Option<&'a str> {
        self.raw(name).filter(|part| *part != "null")
    }

    /// A field that must be there.
    pub(crate) fn needed(&mut self, name: &str) -> Option<&'a str> {
        let found = self.raw(name);
        if found.is_none() {
            let message = ["the field `", name, "` is missing"].concat();
            let help = "add it; docs/format.md says what it holds";
            self.collector.error_at("J0106", &self.path, self.part, &message, help);
        }
        found
    }

    fn as_text(&mut self, name: &str, part: &'a str) -> String {
        Node::text(part).unwrap_or_else(|| {
            self.wrong(name, part, "a text");
            String::new()
        })
    }

    fn as_whole(&mut self, name: &str, part: &'a str) -> i64 {
        let Node::Whole(number) = Node::of(part) else {
            self.wrong(name, part, "a whole number");
            return 0;
        };
        number
    }

    fn as_flag(&mut self, name: &str, part: &'a str) -> bool {
        let Node::Flag(flag) = Node::of(part) else {
            self.wrong(name, part, "true or false");
            return false;
        };
        flag
    }

    fn as_count(&mut self, name: &str, part: &'a str) -> usize {
        if let Node::Whole(number) = Node::of(part)
            && let Ok(number) = usize::try_from(number)
        {
            return number;
        }
        self.wrong(name, part, "a whole number of 0 or more");
        0
    }

    fn as_list(&mut self, name: &str, part: &'a str) -> Vec<&'a str> {
        let Node::List(parts) = Node::of(part) else {
            self.wrong(name, part, "a list");
            return Vec::new();
        };
        parts
    }

    fn as_texts(&mut self, name: &str, part: &'a str) -> Vec<String> {
        let mut texts = Vec::new();
        for (place, part) in self.as_list(name, part).into_iter().enumerate() {
            if let Some(text) = Node::text(part) {
                texts.push(text);
            } else {
                let path = format!("{}[{place}]", self.path(name));
                wrong(self.collector, &path, part, "a text");
            }
        }
        texts
    }

    /// A list of lists of whole numbers.
    pub(crate) fn table(&mut self, name: &str) -> Vec<Vec<i64>> {
        let mut table = Vec::new();
        for (row, part) in self.list(name).into_iter().enumerate() {
            let name = format!("{name}[{row}]");
            let cells = self.as_list(&name, part).into_iter().enumerate();
            table.push(
                cells.map(|(column, part)| self.as_whole(&format!("{name}[{column}]"), part)).collect(),
            );
        }
        table
    }

    pub(crate) fn text(&mut self, name: &str) -> String {
        self.needed(name).map(|part| self.as_text(name, part)).unwrap_or_default()
    }

    pub(crate) fn text_if(&mut self, name: &str) -> Option<String> {
        self.raw_if(name).map(|part| self.as_text(name, part))
    }

    pub(crate) fn whole(&mut self, name: &str) -> i64 {
        self.needed(name).map(|part| self.as_whole(name, part)).unwrap_or_default()
    }

    pub(crate) fn whole_if(&mut self, name: &str) -> Option<i64> {
        self.raw_if(name).map(|part| self.as_whole(name, part))
    }

    /// The number of a goal, if there is one; which goals there are is checked elsewhere.
    pub(crate) fn goal_if(&mut self, name: &str) -> Option<u8> {
        let part = self.raw_if(name)?;
        if let Node::Whole(number) = Node::of(part)
            && let Ok(number) = u8::try_from(number)
        {
            return Some(number);
        }
        self.wrong(name, part, "the number of a goal");
        None
    }

    pub(crate) fn flag_if(&mut self, name: &str) -> Option<bool> {
        self.raw_if(name).map(|part| self.as_flag(name, part))
    }

    /// True or false; false when it is left out.
    pub(crate) fn flag_or_false(&mut self, name: &str) -> bool {
        self.raw(name).is_some_and(|part| self.as_flag(name, part))
    }

    pub(crate) fn count(&mut self, name: &str) -> usize {
        self.needed(name).map(|part| self.as_count(name, part)).unwrap_or_default()
    }

    pub(crate) fn count_or_none(&mut self, name: &str) -> usize {
        self.raw(name).map(|part| self.as_count(name, part)).unwrap_or_default()
    }

    pub(crate) fn count_if(&mut self, name: &str) -> Option<usize> {
        self.raw_if(name).map(|part| self.as_count(name, part))
    }

    pub(crate) fn list(&mut self, name: &str) -> Vec<&'a str> {
        self.needed(name).map(|part| self.as_list(name, part)).unwrap_or_default()
    }

    /// A list; an empty one when it is left out.
    pub(crate) fn list_or_empty(&mut self, name: &str) -> Vec<&'a str> {
        self.raw(name).map(|part| self.as_list(name, part)).unwrap_or_default()
    }

    pub(crate) fn texts(&mut self, name: &str) -> Vec<String> {
        self.needed(name).map(|part| self.as_texts(name, part)).unwrap_or_default()
    }

    pub(crate) fn texts_or_empty(&mut self, name: &str) -> Vec<String> {
        self.raw(name).map(|part| self.as_texts(name, part)).unwrap_or_default()
    }

    pub(crate) fn texts_if(&mut self, name: &str) -> Option<Vec<String>> {
        self.raw_if(name).map(|part| self.as_texts(name, part))
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(&mut self, name: &str, words: &[(&'static str, T)]) -> Option<T> {
        let part = self.needed(name)?;
        self.as_word(name, part, words)
    }

    pub(crate) fn word_if<T: Copy>(&mut self, name: &str, words: &[(&'static str, T)]) -> Option<T> {
        let part = self.raw_if(name)?;
        self.as_word(name, part, words)
    }

    fn as_word<T: Copy>(&mut self, name: &str, part: &'a str, words: &[(&'static str, T)]) -> Option<T> {
        let text = Node::text(part);
        let found = words.iter().find(|(word, _)| text.as_deref() == Some(*word)).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.not_a_word(name, part, text.as_deref(), &known);
        }
        found
    }

    fn not_a_word(&mut self, name: &str, part: &str, text: Option<&str>, known: &[&str]) {
        let path = self.path(name);
        match text {
            Some(text) => {
                unknown(self.collector, &path, part, &["word `", text, "`"].concat(), known);
            }
            None => wrong(self.collector, &path, part, "a word"),
        }
    }

    /// The pairs of an object whose keys are not fixed.
    pub(crate) fn pairs_if(&mut self, name: &str) -> Option<Vec<Pair<'a>>> {
        let part = self.raw_if(name)?;
        let path = self.path(name);
        pairs(self.collector, &path, part)
    }

    /// An object that must be there.
    pub(crate) fn object<T>(&mut self, name: &str, read: fn(&mut Fields<'_, 'a>) -> Option<T>) -> Option<T> {
        let part = self.needed(name)?;
        let path = self.path(name);
        object(self.collector, &path, part, read)
    }

    pub(crate) fn object_if<T>(
        &mut self,
        name: &str,
        read: fn(&mut Fields<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        let part = self.raw_if(name)?;
        let path = self.path(name);
        object(self.collector, &path, part, read)
    }

    /// A list whose parts are read one by one; an empty one when it is left out. A part that cannot be read is left out.
    pub(crate) fn each<T>(
        &mut self,
        name: &str,
        read: fn(&mut Collector<'a>, &str, &'a str) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for (place, part) in self.list_or_empty(name).into_iter().enumerate() {
            let path = format!("{}[{place}]", self.path(name));
            found.extend(read(self.collector, &path, part));
        }
        found
    }

    fn as_objects<T>(
        &mut self,
        name: &str,
        part: &'a str,
        read: fn(&mut Fields<'_, 'a>) -> Option<T>,
    ) -> Vec<T> {
        let mut objects = Vec::new();
        for (place, part) in self.as_list(name, part).into_iter().enumerate() {
            let path = format!("{}[{place}]", self.path(name));
            objects.extend(object(self.collector, &path, part, read));
        }
        objects
    }

    /// A list of objects. One that cannot be read is noted and left out.
    pub(crate) fn objects<T>(&mut self, name: &str, read: fn(&mut Fields<'_, 'a>) -> Option<T>) -> Vec<T> {
        self.needed(name).map(|part| self.as_objects(name, part, read)).unwrap_or_default()
    }

    pub(crate) fn objects_or_empty<T>(
        &mut self,
        name: &str,
        read: fn(&mut Fields<'_, 'a>) -> Option<T>,
    ) -> Vec<T> {
        self.raw(name).map(|part| self.as_objects(name, part, read)).unwrap_or_default()
    }

    pub(crate) fn objects_if<T>(
        &mut self,
        name: &str,
        read: fn(&mut Fields<'_, 'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.raw_if(name).map(|part| self.as_objects(name, part, read))
    }

    /// The one key that the object has, which must be known.
    pub(crate) fn one_of(&mut self, what: &str, known: &[&'static str]) -> Option<&'static str> {
        let [pair] = self.pairs.as_slice() else {
            wrong(self.collector, &self.path, self.part, &["a ", what, ": an object with one key"].concat());
            return None;
        };
        let found = known.iter().find(|known| pair.key == **known).copied();
        if found.is_none() {
            let what = [what, " `", &pair.key, "`"].concat();
            unknown(self.collector, &self.path, pair.part, &what, known);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Writer, flaw, split, unescaped};

    #[test]
    fn escapes_say_what_serde_json_says() {
        let texts = [
            r#""""#,
            r#""plain""#,
            r#""a\"b\\c\/d""#,
            r#""\b\f\n\r\t""#,
            r#""\u0041\u00e9\u20ac""#,
            r#""\ud83c\udf0d is the world""#,
            r#""é € 🌍""#,
        ];
        for text in texts {
            let wanted: String = serde_json::from_str(text).unwrap_or_default();
            assert_eq!(unescaped(text).as_deref(), Some(wanted.as_str()), "{text}");
        }
        for half in [r#""\ud83c""#, r#""\ud83c\u0041""#, r#""\udf0d""#] {
            assert_eq!(unescaped(half), None, "{half}");
        }
    }

    #[test]
    fn a_text_is_json_where_serde_json_says_so() {
        let texts = [
            "",
            " ",
            "1",
            "-0",
            "01",
            "-",
            "1.",
            "1.5e",
            "1e+2",
            ".5",
            "+1",
            "true",
            "tru",
            "nulll",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\u{1}\"",
            "\"\u{7f}é\"",
            "[",
            "]",
            "[]",
            "[,]",
            "[1,]",
            "[1 2]",
            "{",
            "{}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\":1 \"b\":2}",
            "{a:1}",
            "{\"a\":[{\"b\":null}]}",
            "[1]]",
            "1 2",
            "\u{a0}1",
            "NaN",
            "'a'",
            "// x\n1",
            "[\"\\ud800\"]",
        ];
        let deep = |levels: usize| ["[".repeat(levels), "]".repeat(levels)].concat();
        let all = texts.iter().map(|text| (*text).to_owned()).chain([deep(127), deep(10_000)]);
        for text in all {
            let wanted = serde_json::from_str::<&serde_json::value::RawValue>(&text);
            assert_eq!(flaw(&text).is_none(), wanted.is_ok(), "{text}: {:?} but {wanted:?}", flaw(&text));
        }
    }

    #[test]
    fn what_is_written_is_what_serde_json_writes() -> serde_json::Result<()> {
        let text = "a\"b\\c/d\n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}é€🌍";
        for pretty in [false, true] {
            let mut json = if pretty { Writer::pretty() } else { Writer::new() };
            json.begin('{');
            json.field("a", text);
            json.key("b");
            json.begin('[');
            json.end(']');
            json.key("c");
            json.begin('[');
            json.item();
            json.begin('{');
            json.end('}');
            json.item();
            json.raw("1");
            json.end(']');
            json.end('}');
            let value = serde_json::json!({ "a": text, "b": [], "c": [{}, 1] });
            let wanted =
                if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            assert_eq!(json.finish(), wanted?);
        }
        Ok(())
    }

    #[test]
    fn parts_end_where_they_end() {
        assert_eq!(split("[ ]"), Vec::<&str>::new());
        assert_eq!(
            split(r#"[1, "a,]}\"", [2, 3], {"b": [4]}]"#),
            ["1", r#""a,]}\"""#, "[2, 3]", r#"{"b": [4]}"#]
        );
        assert_eq!(split(r#"{ "a:b" : {} , "c":null }"#), [r#""a:b""#, "{}", r#""c""#, "null"]);
    }

    #[test]
    fn numbers_are_whole_or_not() {
        assert!(matches!(Node::of("-12"), Node::Whole(-12)));
        for other in ["1.0", "1e2", "99999999999999999999"] {
            assert!(matches!(Node::of(other), Node::Number), "{other}");
        }
    }
}
