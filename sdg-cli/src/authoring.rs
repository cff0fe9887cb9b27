//! What makes a text hard to use: too long, hard to read, a double or a leading question. The limits and the words are data:
//! `questionnaires/authoring/rules.json`, or a file of one's own.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::input::Input;
use crate::library;

/// What texts are held against.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    #[serde(rename = "$schema")]
    _schema: Option<String>,
    format: u32,
    #[serde(default, rename = "sources")]
    _sources: Vec<Source>,
    /// The readability of a text with fewer words is not judged: one long word more would change everything.
    least_words: usize,
    kinds: Vec<KindOfText>,
    languages: BTreeMap<String, Language>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "citation")]
    _citation: String,
    #[serde(rename = "url")]
    _url: Option<String>,
}

/// Where a text stands.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Of {
    /// In a questionnaire, or among the suggestions.
    #[default]
    Questionnaire,
    /// In what a program says around it.
    Interface,
    /// On a page in Markdown.
    Page,
}

/// Texts that serve the same purpose.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindOfText {
    id: String,
    #[serde(default)]
    of: Of,
    /// Patterns of keys.
    keys: Vec<String>,
    /// Most characters.
    longest: Option<usize>,
    /// Highest LIX.
    lix: Option<usize>,
    /// Whether it is a question.
    #[serde(default)]
    asks: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    /// Added to the highest LIX of every kind.
    #[serde(default)]
    lix_more: usize,
    /// Words that make one question of two.
    #[serde(default)]
    double: Vec<String>,
    /// Words that say which answer is wanted.
    #[serde(default)]
    leading: Vec<String>,
}

/// Something that is wrong with a text.
pub(crate) struct Flaw {
    pub(crate) code: &'static str,
    /// What is wrong, in few words, for a note in a spreadsheet.
    pub(crate) short: String,
    pub(crate) help: &'static str,
}

impl Rules {
    /// The rules in a file, or those that ship with this program.
    pub(crate) fn read(path: Option<&Path>) -> Result<Rules> {
        let input = match path {
            Some(path) => Input::read(path)?,
            None => library::shipped("authoring/rules.json")
                .context("no rules for authors ship with this program")?,
        };
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let rules: Rules = serde_json::from_str(text)
            .with_context(|| format!("{} is no file of rules for authors (docs/format.md)", input.name))?;
        if rules.format != 1 {
            bail!("{} has format {}; this program reads format 1", input.name, rules.format);
        }
        Ok(rules)
    }

    /// Name of the kind of text that has this key.
    pub(crate) fn kind(&self, of: Of, key: &str) -> &str {
        self.kind_of(of, key).map_or("", |kind| &kind.id)
    }

    fn kind_of(&self, of: Of, key: &str) -> Option<&KindOfText> {
        let fits_key = |kind: &&KindOfText| kind.keys.iter().any(|pattern| fits(pattern, key));
        self.kinds.iter().filter(|kind| kind.of == of).find(fits_key)
    }

    /// What is wrong with a text.
    pub(crate) fn flaws(&self, of: Of, language: &str, key: &str, text: &str) -> Vec<Flaw> {
        let Some(kind) = self.kind_of(of, key) else { return Vec::new() };
        let fallback = Language::default();
        let words = self.languages.get(language).unwrap_or(&fallback);
        let mut found = Vec::new();
        let length = text.chars().count();
        if let Some(longest) = kind.longest.filter(|longest| length > *longest) {
            found.push(Flaw {
                code: "C0401",
                short: format!(
                    "too long: {length} characters, and a text of kind `{}` has at most {longest}",
                    kind.id
                ),
                help: "say it shorter, or move a part to a longer text",
            });
        }
        if let Some(highest) = kind.lix.map(|lix| lix.saturating_add(words.lix_more))
            && let Some(lix) = lix(text, self.least_words).filter(|lix| *lix > highest)
        {
            found.push(Flaw {
                code: "C0402",
                short: format!(
                    "hard to read: LIX {lix}, and a text of kind `{}` has at most {highest}",
                    kind.id
                ),
                help: "write shorter sentences and words of at most six letters where you can",
            });
        }
        if !kind.asks {
            return found;
        }
        let plain = text.to_lowercase().replace('’', "'");
        let asked = plain.matches('?').count();
        if asked > 1 {
            let short = format!("a double question: {asked} question marks");
            found.push(Flaw {
                code: "C0403",
                short,
                help: "one answer cannot fit two questions: ask one of them",
            });
        }
        if let Some(word) = words.double.iter().find(|word| has_phrase(&plain, word)) {
            let short = format!("a double question: `{word}`");
            found.push(Flaw {
                code: "C0403",
                short,
                help: "one answer cannot fit two questions: ask one of them",
            });
        }
        if let Some(word) = words.leading.iter().find(|word| has_phrase(&plain, word)) {
            let short = format!("a leading question: `{word}`");
            found.push(Flaw { code: "C0404", short, help: "ask it so that every answer is as welcome" });
        }
        found
    }
}

/// Whether a key fits a pattern, in which `*` stands for one or more characters.
fn fits(pattern: &str, key: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == key };
    let Some(rest) = key.strip_prefix(before) else { return false };
    rest.char_indices()
        .skip(1)
        .map(|(at, _)| at)
        .chain([rest.len()])
        .any(|at| at > 0 && rest.get(at..).is_some_and(|rest| fits(after, rest)))
}

/// LIX (Björnsson 1968): words per sentence plus the percentage of words of more than six letters, rounded; nothing for a text of
/// fewer than `least_words` words.
///
/// A word is a run of letters and digits, joined by hyphens and apostrophes, which do not count as letters; what is filled in at
/// `{braces}` is a short one. A sentence ends at `.`, `!`, `?` or `:` before white space or the end, or at a line break, and has a word.
fn lix(text: &str, least_words: usize) -> Option<usize> {
    let (mut words, mut long, mut sentences) = (0_usize, 0_usize, 0_usize);
    let (mut letters, mut braces, mut begun) = (0_usize, false, false);
    let mut end_of_word = |letters: &mut usize, begun: &mut bool| {
        if *letters > 0 {
            words = words.saturating_add(1);
            long = long.saturating_add(usize::from(*letters > 6));
            *begun = true;
        }
        *letters = 0;
    };
    let mut rest = text.chars().chain(['\n']).peekable();
    while let Some(character) = rest.next() {
        match character {
            '{' => braces = true,
            '}' => {
                braces = false;
                letters = letters.max(1);
            }
            _ if braces => {}
            '\'' | '’' | '-' if letters > 0 && rest.peek().is_some_and(|next| next.is_alphanumeric()) => {}
            _ if character.is_alphanumeric() => letters = letters.saturating_add(1),
            _ => {
                end_of_word(&mut letters, &mut begun);
                let ends = character == '\n'
                    || (matches!(character, '.' | '!' | '?' | ':')
                        && rest.peek().is_none_or(|next| {
                            next.is_whitespace() || matches!(next, '’' | '”' | '»' | ')' | '"')
                        }));
                if ends && begun {
                    sentences = sentences.saturating_add(1);
                    begun = false;
                }
            }
        }
    }
    if words < least_words.max(1) || sentences == 0 {
        return None;
    }
    // words / sentences + 100 long / words, over one denominator, rounded half up.
    let over = words.saturating_mul(sentences);
    let sum = words.saturating_mul(words).saturating_add(long.saturating_mul(sentences).saturating_mul(100));
    sum.saturating_mul(2).saturating_add(over).checked_div(over.saturating_mul(2))
}

/// Whether a text has this phrase as whole words.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at.saturating_add(phrase.len())..).and_then(|after| after.chars().next());
        let is_part = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        !is_part(before) && !is_part(after)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::{KindOfText, Language, Of, Rules, Source, fits, has_phrase, lix};

    #[test]
    fn a_pattern_fits_whole_keys() {
        assert!(fits("question.*.title", "question.goal-1.title"));
        assert!(fits("question.*.title", "question.a.b.title"));
        assert!(!fits("question.*.title", "question.title"));
        assert!(!fits("question.*.title", "question..title.more"));
        assert!(fits("*.help", "measure.lnob.access.help"));
        assert!(fits("option.*", "option.a.b"));
        assert!(fits("intro", "intro") && !fits("intro", "section.intro"));
    }

    #[test]
    fn lix_is_words_per_sentence_plus_the_percentage_of_long_words() {
        // 10 words, 2 sentences, 2 of more than six letters: 5 + 20.
        let text = "De gemeente heeft een plan. Wat betekent dat voor jou?";
        assert_eq!(lix(text, 1), Some(25));
        assert_eq!(lix(text, 11), None);
        // 3 words in 1 sentence, 1 long: 3 + 33.3; an abbreviation inside a word ends nothing.
        assert_eq!(lix("Kies art.5 duurzaam", 1), Some(29));
        assert_eq!(lix("Is {subject} er?", 1), Some(3));
        // What hyphens join is one word, here of seven letters; a colon ends a sentence: 1.5 + 33.3.
        assert_eq!(lix("Dit telt: de-facto", 1), Some(35));
        assert_eq!(lix("", 1), None);
    }

    #[test]
    fn a_phrase_is_found_as_whole_words() {
        assert!(has_phrase("dat is toch goed?", "toch"));
        assert!(!has_phrase("een tocht", "toch"));
        assert!(has_phrase("auto en/of fiets", "en/of"));
    }

    #[test]
    fn the_shipped_rules_are_read() {
        let rules = Rules::read(None).unwrap();
        let kind = |key| rules.kind(Of::Questionnaire, key);
        assert_eq!(kind("question.a.harm"), "question");
        assert_eq!(kind("question.a.harm.example"), "example");
        assert_eq!(kind("nothing"), "");
        assert_eq!(rules.kind(Of::Interface, "nothing"), "message");
        assert_eq!(rules.kind(Of::Page, "part-1"), "page");
        let codes = |key: &str, text: &str| -> Vec<&str> {
            rules.flaws(Of::Questionnaire, "nl", key, text).iter().map(|flaw| flaw.code).collect()
        };
        assert_eq!(codes("question.a.title", "Vind je dat toch ook goed? En waarom?"), ["C0403", "C0404"]);
        assert_eq!(codes("question.a.help", "Vind je dat toch ook goed? En waarom?"), [""; 0]);
    }

    #[test]
    fn the_schema_has_the_fields_that_are_read() {
        let schema = crate::library::shipped("schemas/authoring.schema.json").unwrap();
        let schema: Value = serde_json::from_str(&schema.text).unwrap();
        // What the reader says about a field that it does not know names all that it does.
        let read = |error: serde_json::Error| -> BTreeSet<String> {
            let said = error.to_string();
            let (_, known) = said.split_once("expected").unwrap();
            known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let wrong = json!({ "?": 1 });
        for (place, fields) in [
            ("", read(Rules::deserialize(&wrong).err().unwrap())),
            ("/$defs/source", read(Source::deserialize(&wrong).err().unwrap())),
            ("/$defs/kind", read(KindOfText::deserialize(&wrong).err().unwrap())),
            ("/$defs/language", read(Language::deserialize(&wrong).err().unwrap())),
        ] {
            let properties = schema.pointer(&format!("{place}/properties")).unwrap().as_object().unwrap();
            assert_eq!(properties.keys().cloned().collect::<BTreeSet<_>>(), fields, "{place}");
        }
    }
}
