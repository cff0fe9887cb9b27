//! Wording in one language, keyed by id. A translator cannot change a score.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::diagnostic::{self, Collector, Diagnostics, step};
use crate::json::UniqueMap;
use crate::questionnaire::{Goal, Kind, Questionnaire, nearest};

const MOST_BYTES: usize = 2 << 20;

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
    texts: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileShape<'a> {
    format: u64,
    #[serde(rename = "$schema")]
    _schema: Option<String>,
    questionnaire: Option<String>,
    interface: Option<bool>,
    language: String,
    #[serde(borrow)]
    texts: &'a RawValue,
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
            keys.iter().map(|key| ((*key).to_owned(), true)).collect()
        })
    }

    /// Language tag, such as `nl`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The text with this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// All texts by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

fn read(
    text: &str,
    check: impl FnOnce(&mut Collector<'_>, &FileShape<'_>) -> BTreeMap<String, bool>,
) -> Result<Catalogue, Diagnostics> {
    let text = diagnostic::open(text, MOST_BYTES)?;
    let mut collector = Collector::new(text);
    let mut texts = BTreeMap::new();
    let mut language = String::new();
    if let Some(file) = diagnostic::read::<FileShape<'_>>(&mut collector, "", text) {
        if file.format != 1 {
            collector.error(
                "T0101",
                "format",
                format!("format {} is not known", file.format),
                "this engine reads format 1",
            );
        }
        let wanted = check(&mut collector, &file);
        if let Some(pairs) =
            diagnostic::read::<UniqueMap<'_, String>>(&mut collector, "texts", file.texts.get())
        {
            for (key, value) in pairs.0 {
                let path = format!("texts{}", step(&key));
                if !wanted.contains_key(key.as_ref()) {
                    let near = nearest(&key, wanted.keys().map(String::as_str));
                    let help = near.map_or_else(
                        || "nothing shows this text: take it out".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    collector.error("T0105", path, format!("unknown text `{key}`"), &help);
                } else if value.trim().is_empty() {
                    collector.error(
                        "T0106",
                        path,
                        format!("the text `{key}` is empty"),
                        "write it, or take an optional one out",
                    );
                }
                texts.insert(key.into_owned(), value);
            }
            for (key, required) in &wanted {
                if *required && !texts.contains_key(key) {
                    collector.error("T0104", "texts", format!("the text `{key}` is missing"), "add it");
                }
            }
        }
        language = file.language;
    }
    collector.finish()?;
    Ok(Catalogue { language, texts })
}

/// Every key that the texts of a questionnaire may have, and whether they must.
fn wanted(questionnaire: &Questionnaire) -> BTreeMap<String, bool> {
    let mut keys = BTreeMap::new();
    let mut required = |key: String| keys.insert(key, true);
    required("title".to_owned());
    for section in questionnaire.sections() {
        required(format!("section.{}.title", section.id));
    }
    for question in questionnaire.questions() {
        let id = &question.id;
        required(format!("question.{id}.title"));
        match &question.kind {
            Kind::Effect { .. } => {
                required(format!("question.{id}.benefit"));
                required(format!("question.{id}.harm"));
            }
            Kind::Choice { options } | Kind::Multiple { options, .. } => {
                for option in options {
                    required(format!("option.{id}.{}", option.id));
                }
            }
            _ => {}
        }
    }
    for scale in questionnaire.scales() {
        for step in &scale.steps {
            required(format!("scale.{}.{}", scale.id, step.id));
        }
    }
    for facet in questionnaire.facets() {
        required(format!("facet.{}.title", facet.id));
    }
    for roster in questionnaire.rosters() {
        for subject in &roster.subjects {
            required(format!("subject.{}.{subject}", roster.id));
        }
    }
    for measure in questionnaire.measures() {
        required(format!("measure.{}.title", measure.id));
    }
    for set in questionnaire.bands() {
        for band in &set.bands {
            required(format!("bands.{}.{}", set.id, band.id));
        }
    }
    if questionnaire.goals().is_some() {
        for goal in Goal::all() {
            required(format!("goal.{}.title", goal.number()));
        }
    }
    for principle in questionnaire.principles() {
        required(format!("principle.{}.title", principle.id));
    }
    if questionnaire.interlinkages().is_some() {
        for kind in ["tradeoff", "undermining", "synergy"] {
            required(format!("prompt.{kind}"));
        }
    }
    for rule in questionnaire.rules() {
        required(format!("finding.{}.text", rule.id));
    }

    let mut optional = |key: String| {
        keys.entry(key).or_insert(false);
    };
    optional("intro".to_owned());
    for section in questionnaire.sections() {
        optional(format!("section.{}.intro", section.id));
    }
    for question in questionnaire.questions() {
        let id = &question.id;
        optional(format!("question.{id}.help"));
        optional(format!("question.{id}.more"));
        match &question.kind {
            Kind::Effect { .. } => {
                optional(format!("question.{id}.benefit.example"));
                optional(format!("question.{id}.harm.example"));
            }
            Kind::Choice { options } | Kind::Multiple { options, .. } => {
                for option in options {
                    optional(format!("option.{id}.{}.help", option.id));
                }
            }
            _ => {}
        }
    }
    for scale in questionnaire.scales() {
        for step in &scale.steps {
            for part in ["help", "benefit", "harm"] {
                optional(format!("scale.{}.{}.{part}", scale.id, step.id));
            }
        }
    }
    for facet in questionnaire.facets() {
        optional(format!("facet.{}.help", facet.id));
    }
    for roster in questionnaire.rosters() {
        optional(format!("roster.{}.title", roster.id));
        for subject in &roster.subjects {
            optional(format!("subject.{}.{subject}.help", roster.id));
        }
    }
    for measure in questionnaire.measures() {
        optional(format!("measure.{}.help", measure.id));
    }
    if questionnaire.goals().is_some() {
        for goal in Goal::all() {
            optional(format!("goal.{}.help", goal.number()));
        }
    }
    for principle in questionnaire.principles() {
        optional(format!("principle.{}.help", principle.id));
    }
    for rule in questionnaire.rules() {
        optional(format!("finding.{}.help", rule.id));
    }
    keys
}
