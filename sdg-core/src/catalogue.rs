//! Wording in one language, keyed by id. A translator cannot change a score.

use std::collections::BTreeMap;

use crate::diagnostic::{self, Collector, Diagnostics, step};
use crate::json::{self, Fields, Node};
use crate::questionnaire::{Goal, Kind, Question, Questionnaire, RuleFor, nearest};
use crate::sorted::Map;
use crate::suggestions::Suggestions;

const MOST_BYTES: usize = 2 << 20;
/// How published texts begin.
const PUBLISHED: &str = concat!("sdg-toets texts ", env!("CARGO_PKG_VERSION"), " ");

/// The texts of a questionnaire, or of an interface, in one language.
///
/// ```
/// use sdg_core::{Catalogue, Questionnaire};
///
/// let questionnaire = Questionnaire::parse(
///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
///          "sections": [ { "id": "start", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
///     None,
/// )?;
/// let dutch = Catalogue::parse(
///     r#"{ "format": 1, "questionnaire": "tiny", "language": "nl", "texts": {
///          "title": "Proef", "section.start.title": "Start", "question.name.title": "Hoe heet je project?" } }"#,
///     &questionnaire,
/// )?;
/// assert_eq!(dutch.get("question.name.title"), Some("Hoe heet je project?"));
/// # Ok::<(), sdg_core::Diagnostics>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Catalogue {
    language: String,
    texts: Map<String, String>,
}

struct FileShape<'a> {
    questionnaire: Option<String>,
    interface: Option<bool>,
    suggestions: Option<String>,
    language: String,
    texts: &'a str,
}

impl<'a> FileShape<'a> {
    fn read(fields: &mut Fields<'_, 'a>) -> Option<FileShape<'a>> {
        fields.count("format");
        fields.text_if("$schema");
        Some(FileShape {
            questionnaire: fields.text_if("questionnaire"),
            interface: fields.flag_if("interface"),
            suggestions: fields.text_if("suggestions"),
            language: fields.text("language"),
            texts: fields.needed("texts")?,
        })
    }
}

impl Catalogue {
    /// Reads the texts of `questionnaire` in one language.
    ///
    /// # Errors
    ///
    /// All diagnostics: JSON (`J01…`), a missing, unknown or empty text (`T01…`).
    pub fn parse(text: &str, questionnaire: &Questionnaire) -> Result<Catalogue, Diagnostics> {
        let wanted = wanted(questionnaire);
        let catalogue = read(text, |collector, file| {
            if file.questionnaire.as_deref() != Some(questionnaire.id()) {
                let message = format!("these are not the texts of `{}`", questionnaire.id());
                collector.error(
                    "T0102",
                    "questionnaire",
                    message,
                    "the field `questionnaire` names the questionnaire",
                );
            }
            if !questionnaire.languages().contains(&file.language) {
                let message = format!("the questionnaire does not list the language `{}`", file.language);
                collector.error("T0103", "language", message, "add it to `languages` of the structure");
            }
            wanted
        })?;
        Ok(catalogue)
    }

    /// Reads the texts of a table of suggestions in one language.
    ///
    /// # Errors
    ///
    /// As [`Catalogue::parse`].
    pub fn parse_suggestions(text: &str, suggestions: &Suggestions) -> Result<Catalogue, Diagnostics> {
        read(text, |collector, file| {
            if file.suggestions.as_deref() != Some(suggestions.id()) {
                let message = format!("these are not the texts of `{}`", suggestions.id());
                collector.error(
                    "T0102",
                    "suggestions",
                    message,
                    "the field `suggestions` names the table of suggestions",
                );
            }
            if !suggestions.languages().contains(&file.language) {
                let message = format!("the table does not list the language `{}`", file.language);
                collector.error("T0103", "language", message, "add it to `languages` of the table");
            }
            let mut keys = BTreeMap::new();
            for suggestion in suggestions.list() {
                for (part, required) in [("text", true), ("first", false)] {
                    let key = format!("suggestion.{}.{part}", suggestion.id);
                    keys.insert(key, Wanted { required, placeholders: Some(&[]) });
                }
            }
            keys
        })
    }

    /// Reads interface texts; `keys` are all that the program shows.
    ///
    /// # Errors
    ///
    /// As [`Catalogue::parse`].
    pub fn parse_interface(text: &str, keys: &[&str]) -> Result<Catalogue, Diagnostics> {
        read(text, |collector, file| {
            if file.interface != Some(true) {
                collector.error(
                    "T0102",
                    "interface",
                    "these are not interface texts",
                    "the field `interface` is true",
                );
            }
            keys.iter()
                .map(|key| ((*key).to_owned(), Wanted { required: true, placeholders: None }))
                .collect()
        })
    }

    /// Reads texts without looking whether they are the right ones: a key that is missing is missed only by who asks for it. For
    /// texts that somebody has put beside a questionnaire by hand.
    ///
    /// # Errors
    ///
    /// Diagnostics when the text is no catalogue at all (`J01…`).
    pub fn parse_unchecked(text: &str) -> Result<Catalogue, Diagnostics> {
        let mut collector = diagnostic::open(text, MOST_BYTES)?;
        let mut catalogue = Catalogue { language: String::new(), texts: Map::new_vec() };
        for field in json::pairs(&mut collector, "", text.trim_ascii()).into_iter().flatten() {
            match field.key.as_ref() {
                "language" => catalogue.language = Node::text(field.value).unwrap_or_default(),
                "texts" => {
                    let pairs = json::pairs(&mut collector, "texts", field.value);
                    for pair in pairs.into_iter().flatten() {
                        catalogue
                            .texts
                            .insert(pair.key.into_owned(), Node::text(pair.value).unwrap_or_default());
                    }
                }
                _ => {}
            }
        }
        collector.finish()?;
        Ok(catalogue)
    }

    /// The form in which texts are published: lines that are short to load and quick to read, made by the same version of the
    /// engine that reads them. First what it is and in which language, then the keys, then the texts in the same order. A dot at
    /// the start of a key stands for a part that the key before it has too; a carriage return is a new line inside a text.
    ///
    /// ```
    /// # use sdg_core::Catalogue;
    /// let texts = r#"{ "language": "nl", "texts": { "a.b.c": "Een", "a.b.d": "Twee\nregels" } }"#;
    /// let texts = Catalogue::parse_unchecked(texts)?;
    /// let published = texts.to_published();
    /// assert!(published.ends_with(" nl\na.b.c\n..d\n\nEen\nTwee\rregels"));
    /// assert_eq!(Catalogue::from_published(&published), Some(texts));
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn to_published(&self) -> String {
        let mut lines = [PUBLISHED, &self.language].concat();
        let mut before: Vec<&str> = Vec::new();
        for (key, _) in self.iter() {
            let parts: Vec<&str> = key.split('.').collect();
            let last = parts.len().saturating_sub(1);
            let same =
                parts.iter().zip(&before).take(last).take_while(|(part, before)| part == before).count();
            lines.push('\n');
            lines.push_str(&".".repeat(same));
            lines.push_str(&parts.iter().skip(same).copied().collect::<Vec<_>>().join("."));
            before = parts;
        }
        lines.push('\n');
        for (_, text) in self.iter() {
            lines.push('\n');
            lines.push_str(&text.replace('\n', "\r"));
        }
        lines
    }

    /// The same without some of the keys: what a first visit shows of them.
    ///
    /// ```
    /// # use sdg_core::Catalogue;
    /// let texts = r#"{ "language": "nl", "texts": { "finding.x.help": "Meer", "finding.x.text": "Kort" } }"#;
    /// let texts = Catalogue::parse_unchecked(texts)?.without(|key| key.ends_with(".help"));
    /// assert_eq!((texts.get("finding.x.help"), texts.get("finding.x.text")), (None, Some("Kort")));
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn without(&self, left_out: impl Fn(&str) -> bool) -> Catalogue {
        let mut kept = self.clone();
        kept.texts.retain(|key, _| !left_out(key));
        kept
    }

    /// Reads published texts; nothing if they are something else, or of another version.
    pub fn from_published(published: &str) -> Option<Catalogue> {
        let (head, rest) = published.strip_prefix(PUBLISHED)?.split_once('\n')?;
        let (keys, texts) = rest.split_once("\n\n")?;
        let mut texts = texts.split('\n');
        let mut catalogue = Catalogue { language: head.to_owned(), texts: Map::new_vec() };
        let mut key = String::new();
        for line in keys.split('\n') {
            let rest = line.trim_start_matches('.');
            let mut same = line.len().saturating_sub(rest.len());
            // As many parts of the key before as there are dots, each with its dot.
            key.retain(|letter| {
                let stays = same > 0;
                if letter == '.' {
                    same = same.saturating_sub(1);
                }
                stays
            });
            if same > 0 {
                // The whole key before, which has no dot at its end.
                key.push('.');
            }
            key.push_str(rest);
            catalogue.texts.insert(key.clone(), texts.next()?.replace('\r', "\n"));
        }
        texts.next().is_none().then_some(catalogue)
    }

    /// Language tag, such as `nl`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The text with this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// Takes over from `source` what this catalogue lacks, each text as `mark` gives it back; how many there were. So that whoever
    /// shows a half-translated questionnaire can show the source language, and say so.
    ///
    /// ```
    /// # use sdg_core::Catalogue;
    /// let source = Catalogue::parse_unchecked(r#"{ "language": "nl", "texts": { "a": "Een", "b": "Twee" } }"#)?;
    /// let mut english = Catalogue::parse_unchecked(r#"{ "language": "en", "texts": { "a": "One" } }"#)?;
    /// assert_eq!(english.fill_from(&source, |text| format!("[{text}]")), 1);
    /// assert_eq!((english.get("a"), english.get("b")), (Some("One"), Some("[Twee]")));
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn fill_from(&mut self, source: &Catalogue, mark: impl Fn(&str) -> String) -> usize {
        let mut filled = 0_usize;
        for (key, text) in source.iter() {
            if !self.texts.contains_key(key) {
                self.texts.insert(key.to_owned(), mark(text));
                filled = filled.saturating_add(1);
            }
        }
        filled
    }

    /// All texts by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// Fills in the words in braces of a text, such as `{goal}`; what is not among `with` stays as it is.
///
/// ```
/// use sdg_core::fill;
///
/// assert_eq!(fill("{n} of {all} {?}", &[("n", "2"), ("all", "{n}")]), "2 of {n} {?}");
/// assert_eq!(fill("{z} { {x", &[("x", "1")]), "{z} { {x");
/// ```
// Once in a program, not in each place that calls it.
#[inline(never)]
pub fn fill(text: &str, with: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = with.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        if let Some((value, after)) = value {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

fn read(
    text: &str,
    check: impl FnOnce(&mut Collector<'_>, &FileShape<'_>) -> BTreeMap<String, Wanted>,
) -> Result<Catalogue, Diagnostics> {
    let mut collector = diagnostic::open(text, MOST_BYTES)?;
    let mut catalogue = Catalogue { language: String::new(), texts: Map::new_vec() };
    if let Some(file) = diagnostic::read_file(&mut collector, "T0101", FileShape::read) {
        let wanted = check(&mut collector, &file);
        let pairs = json::pairs(&mut collector, "texts", file.texts);
        for pair in pairs.iter().flatten() {
            let path = ["texts", &step(&pair.key)].concat();
            let text = Node::text(pair.value);
            match &text {
                Some(text) => check_text(&mut collector, &path, pair.value, &pair.key, text, &wanted),
                None => json::wrong(&mut collector, &path, pair.value, "a text"),
            }
            catalogue.texts.insert(pair.key.clone().into_owned(), text.unwrap_or_default());
        }
        for (key, _) in
            wanted.iter().filter(|(key, wanted)| wanted.required && !catalogue.texts.contains_key(*key))
        {
            if pairs.is_some() {
                let part = file.texts;
                collector.error_at("T0104", "texts", part, &format!("the text `{key}` is missing"), "add it");
            }
        }
        catalogue.language = file.language;
    }
    collector.finish()?;
    Ok(catalogue)
}

fn check_text(
    collector: &mut Collector<'_>,
    path: &str,
    part: &str,
    key: &str,
    text: &str,
    wanted: &BTreeMap<String, Wanted>,
) {
    let Some(known) = wanted.get(key) else {
        let near = if collector.is_full() { None } else { nearest(key, wanted.keys().map(String::as_str)) };
        let help = near.map_or_else(
            || "nothing shows this text: take it out".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        collector.error_at("T0105", path, part, &format!("unknown text `{key}`"), &help);
        return;
    };
    if text.trim().is_empty() {
        let help = "write it, or take an optional one out";
        collector.error_at("T0106", path, part, &format!("the text `{key}` is empty"), help);
    }
    if let Some(odd) =
        placeholders(text).find(|word| known.placeholders.is_some_and(|all| !all.contains(word)))
    {
        let all: Vec<String> =
            known.placeholders.unwrap_or_default().iter().map(|word| format!("`{{{word}}}`")).collect();
        let help = if all.is_empty() {
            "nothing is filled in here".to_owned()
        } else {
            format!("here it can be {}", all.join(" and "))
        };
        collector.error_at("T0107", path, part, &format!("unknown placeholder `{{{odd}}}`"), &help);
    }
}

/// What a text may be: required or not, with which placeholders.
#[derive(Clone, Copy)]
struct Wanted {
    required: bool,
    /// `None`: whoever shows the text knows.
    placeholders: Option<&'static [&'static str]>,
}

/// Every key that the texts of a questionnaire may have.
fn wanted(questionnaire: &Questionnaire) -> BTreeMap<String, Wanted> {
    let mut keys = BTreeMap::new();
    let mut add = |key: String, required: bool, placeholders: &'static [&'static str]| {
        keys.insert(key, Wanted { required, placeholders: Some(placeholders) });
    };
    add("title".to_owned(), true, &[]);
    add("summary".to_owned(), false, &[]);
    add("intro".to_owned(), false, &[]);
    for section in questionnaire.sections() {
        add(format!("section.{}.title", section.id), true, &[]);
        add(format!("section.{}.intro", section.id), false, &[]);
    }
    for question in questionnaire.questions() {
        question_keys(question, &mut add);
    }
    for (scale, step) in
        questionnaire.scales().iter().flat_map(|scale| scale.steps.iter().map(move |step| (scale, step)))
    {
        add(format!("scale.{}.{}", scale.id, step.id), true, &[]);
        for part in ["help", "benefit", "harm"] {
            add(format!("scale.{}.{}.{part}", scale.id, step.id), false, &[]);
        }
    }
    for facet in questionnaire.facets() {
        add(format!("facet.{}.title", facet.id), true, &[]);
        add(format!("facet.{}.help", facet.id), false, &[]);
    }
    for roster in questionnaire.rosters() {
        add(format!("roster.{}.title", roster.id), false, &[]);
        for subject in &roster.subjects {
            add(format!("subject.{}.{subject}", roster.id), true, &[]);
            add(format!("subject.{}.{subject}.help", roster.id), false, &[]);
        }
    }
    for measure in questionnaire.measures() {
        add(format!("measure.{}.title", measure.id), true, subject_if(measure.for_each.is_some()));
        add(format!("measure.{}.help", measure.id), false, subject_if(measure.for_each.is_some()));
    }
    for (set, band) in
        questionnaire.bands().iter().flat_map(|set| set.bands.iter().map(move |band| (set, band)))
    {
        add(format!("bands.{}.{}", set.id, band.id), true, &[]);
    }
    for goal in Goal::all().filter(|_| questionnaire.goals().is_some()) {
        add(format!("goal.{}.title", goal.number()), true, &[]);
        add(format!("goal.{}.help", goal.number()), false, &[]);
    }
    for principle in questionnaire.principles() {
        add(format!("principle.{}.title", principle.id), true, &[]);
        add(format!("principle.{}.help", principle.id), false, &[]);
    }
    for kind in
        ["tradeoff", "undermining", "synergy"].into_iter().filter(|_| questionnaire.interlinkages().is_some())
    {
        add(format!("prompt.{kind}"), true, &["from", "to"]);
    }
    for rule in questionnaire.rules() {
        let placeholders: &[&str] = match rule.for_each {
            RuleFor::Once => &[],
            RuleFor::Goals => &["goal"],
            RuleFor::Effects => &["question"],
            RuleFor::Subjects(_) => &["subject"],
        };
        add(format!("finding.{}.text", rule.id), true, placeholders);
        add(format!("finding.{}.help", rule.id), false, placeholders);
    }
    for focus in questionnaire.focus() {
        add(format!("focus.{}.text", focus.id), false, &[]);
    }
    keys
}

fn question_keys(question: &Question, add: &mut impl FnMut(String, bool, &'static [&'static str])) {
    let id = &question.id;
    let placeholders = subject_if(question.for_each.is_some());
    add(format!("question.{id}.title"), true, placeholders);
    add(format!("question.{id}.help"), false, placeholders);
    add(format!("question.{id}.more"), false, placeholders);
    match &question.kind {
        Kind::Effect { .. } => {
            for side in ["benefit", "harm"] {
                add(format!("question.{id}.{side}"), true, placeholders);
                add(format!("question.{id}.{side}.example"), false, placeholders);
            }
            add(format!("question.{id}.evidence"), false, placeholders);
        }
        Kind::Choice { options } | Kind::Multiple { options, .. } => {
            for option in options {
                add(format!("option.{id}.{}", option.id), true, &[]);
                add(format!("option.{id}.{}.help", option.id), false, &[]);
            }
        }
        _ => {}
    }
}

fn subject_if(repeated: bool) -> &'static [&'static str] {
    if repeated { &["subject"] } else { &[] }
}

/// The words in `{braces}` of a text.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(word, _)| word))
}
