//! From shapes to a sound questionnaire: every rule of the format, all diagnostics collected.

mod claim;
mod conditions;
mod effects;
mod measures;
mod parts;
mod questions;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::format::{
    FileShape, GoalsShape, InterlinkagesShape, MeasureShape, ProfileShape, QuestionShape, SectionShape,
    SourceShape,
};
use super::{
    BandSet, BandsIx, ForEach, Goal, Goals, MeasureIx, Profile, QuestionIx, Questionnaire, Roster, RosterIx,
    Scale, ScaleIx, Source, order,
};
use crate::diagnostic::{self, Collector, Diagnostics};
use crate::evidence::Evidence;
use crate::fraction::Fraction;
use crate::json::{self, Fields};
use crate::sorted::Map;

const MOST_BYTES: usize = 2 << 20;
const MOST_QUESTIONS: usize = 1000;
const MOST_MEASURES: usize = 500;
const MOST_SUBJECTS: usize = 60;
const MOST_STEPS: usize = 20;
const MOST_DEPTH: usize = 16;
const POINTS: std::ops::RangeInclusive<i64> = -1000..=1000;
const WEIGHTS: std::ops::RangeInclusive<i64> = 1..=1000;

pub(super) fn parse(text: &str, evidence: Option<&Arc<Evidence>>) -> Result<Arc<Questionnaire>, Diagnostics> {
    let mut checker = Checker {
        collector: diagnostic::open(text, MOST_BYTES)?,
        evidence,
        subjects_of: BTreeMap::new(),
        unread: Vec::new(),
        broken: BTreeSet::new(),
        section_paths: Vec::new(),
    };
    let questionnaire = checker.questionnaire();
    checker.collector.finish()?;
    questionnaire.map(Arc::new).ok_or_else(|| Diagnostics(Vec::new()))
}

struct Checker<'a> {
    collector: Collector<'a>,
    evidence: Option<&'a Arc<Evidence>>,
    /// Roster of each `subjects` question, known before the questions themselves: anything may refer to anything.
    subjects_of: BTreeMap<String, RosterIx>,
    /// Kinds of thing of which one could not be read: a reference to it is no second error.
    unread: Vec<&'static str>,
    /// Questions whose kind could not be understood.
    broken: BTreeSet<QuestionIx>,
    /// Where each section stands.
    section_paths: Vec<String>,
}

/// A section as it was read, with the place in the file of it and of its questions.
struct SectionRead<'a> {
    path: String,
    shape: SectionShape<'a>,
    questions: Vec<(String, QuestionShape<'a>)>,
}

/// What a condition, question or measure may refer to where it stands.
#[derive(Clone, Copy, Default)]
struct Context {
    repeated: Option<ForEach>,
    goal_at_hand: bool,
    effect_at_hand: bool,
    knowledge_states: bool,
}

impl<'a> Checker<'a> {
    fn error(&mut self, code: &'static str, path: impl AsRef<str>, message: impl AsRef<str>, help: &str) {
        self.collector.error(code, path, message, help);
    }

    fn questionnaire(&mut self) -> Option<Questionnaire> {
        let file = diagnostic::read_file(&mut self.collector, "Q0101", FileShape::read)?;
        self.header(&file);

        let sources: Vec<Source> = self
            .list("source", "sources", &file.sources, SourceShape::read, |shape| &shape.id)
            .into_iter()
            .map(|(_, shape)| Source { id: shape.id, citation: shape.citation, url: shape.url })
            .collect();
        let scales = self.scales(&file);
        let bands = self.bands(&file);
        let mut rosters = self.rosters(&file);
        let interlinkages_shape =
            file.interlinkages.and_then(|raw| self.object("interlinkages", raw, InterlinkagesShape::read));
        let interlinkages = interlinkages_shape.and_then(|shape| self.interlinkages(&shape, &mut rosters));
        let facets = self.facets(&file, &scales, &rosters);

        let goals_shape = file.goals.and_then(|raw| self.object("goals", raw, GoalsShape::read));
        let goals = goals_shape.as_ref().map(|shape| Goals {
            bands: shape.bands.as_ref().and_then(|id| self.find_bands("goals.bands", &bands, id)),
            least_coverage: self.coverage("goals.least_coverage", shape.least_coverage.as_deref()),
            claim: None,
        });

        let mut draft = Questionnaire {
            id: file.id.clone(),
            version: file.version.clone(),
            languages: file.languages.clone(),
            licence: file.licence.clone(),
            budget: file.budget,
            sources,
            profile: Profile::default(),
            scales,
            bands,
            rosters,
            facets,
            sections: Vec::new(),
            questions: Vec::new(),
            measures: Vec::new(),
            goals,
            principles: Vec::new(),
            interlinkages,
            rules: Vec::new(),
            focus: Vec::new(),
            question_by_id: Map::new_vec(),
            measure_by_id: Map::new_vec(),
            order: Vec::new(),
            goal_questions: vec![Vec::new(); usize::from(Goal::COUNT)],
            leaves: Vec::new(),
            principle_leaves: Vec::new(),
            prompt_based: Vec::new(),
        };

        // Ids first, so that anything may refer to anything; then what they refer to.
        let shapes = self.question_shapes(&file, &mut draft);
        let question_paths = self.questions(&shapes, &mut draft);
        let measure_shapes = self.list("measure", "measures", &file.measures, MeasureShape::read, |_| "");
        if measure_shapes.len() > MOST_MEASURES {
            self.error(
                "Q0703",
                "measures",
                format!("more than {MOST_MEASURES} measures"),
                "split the questionnaire",
            );
        }
        self.measures(&measure_shapes, &mut draft);
        self.conditions(&shapes, &mut draft);
        self.required_steps(&measure_shapes, &mut draft);
        if let Some(raw) = file.profile
            && let Some(shape) = self.object("profile", raw, ProfileShape::read)
        {
            draft.profile = self.profile(&shape, &draft);
        }
        self.principles(&file, &mut draft);
        self.rules(&file, &mut draft);
        let claim = goals_shape.and_then(|shape| shape.claim).and_then(|raw| self.claim(raw, &draft));
        if let Some(goals) = &mut draft.goals {
            goals.claim = claim;
        }
        self.focus(&file, &mut draft);
        if self.collector.has_errors() {
            return None;
        }

        let paths = order::Paths {
            questions: question_paths,
            measures: measure_shapes.iter().map(|(path, _)| path.clone()).collect(),
        };
        order::settle(&mut draft, &mut self.collector, &paths);
        (!self.collector.has_errors()).then_some(draft)
    }

    fn header(&mut self, file: &FileShape<'_>) {
        self.id("id", &file.id);
        if file.version.is_empty() || file.version.chars().count() > 32 {
            self.error("Q0402", "version", "a version has 1 to 32 characters", "such as `1.0.0`");
        }
        if file.languages.is_empty() {
            self.error(
                "Q0402",
                "languages",
                "at least one language is needed",
                "the first is the source language",
            );
        }
        for (place, language) in file.languages.iter().enumerate() {
            let plain = (2..=12).contains(&language.len())
                && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if !plain {
                self.error(
                    "Q0402",
                    format!("languages[{place}]"),
                    format!("`{language}` is not a language tag"),
                    "such as `nl` or `pt-BR`",
                );
            }
        }
        self.unique_words("languages", file.languages.iter().map(String::as_str));
        if file.budget == Some(0) {
            self.error("Q0405", "budget", "a budget of 0 answers", "nothing can be asked: leave it out");
        }
        if file.sections.is_empty() {
            self.error("Q0402", "sections", "at least one section is needed", "a section holds questions");
        }
    }

    fn object<T>(
        &mut self,
        path: &str,
        part: &'a str,
        read: fn(&mut Fields<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        json::object(&mut self.collector, path, part, read)
    }

    /// Reads each element by itself; a wrong one is noted and left out. `id` gives what must be an id and unique in the
    /// list; an empty one is checked elsewhere.
    fn list<T>(
        &mut self,
        what: &'static str,
        path: &str,
        parts: &[&'a str],
        shape: fn(&mut Fields<'_, 'a>) -> Option<T>,
        id: fn(&T) -> &str,
    ) -> Vec<(String, T)> {
        let mut read = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let path = format!("{path}[{place}]");
            match self.object(&path, part, shape) {
                Some(shape) => read.push((path, shape)),
                None => {
                    self.unread.push(what);
                }
            }
        }
        let ids = read
            .iter()
            .map(|(path, shape)| (format!("{path}.id"), id(shape)))
            .filter(|(_, id)| !id.is_empty());
        self.unique_at(ids);
        read
    }

    fn id(&mut self, path: &str, id: &str) {
        if !is_id(id) {
            self.error(
                "Q0201",
                path,
                format!("`{id}` is not an id"),
                "use small letters and digits, joined by single hyphens or dots, at most 64 characters",
            );
        }
    }

    /// Ids of the elements of a list of objects: well formed and used once.
    fn unique<'i>(&mut self, path: &str, ids: impl Iterator<Item = &'i str>) {
        self.unique_at(ids.enumerate().map(|(place, id)| (format!("{path}[{place}].id"), id)));
    }

    fn unique_at<'i>(&mut self, ids: impl Iterator<Item = (String, &'i str)>) {
        let ids: Vec<(String, &str)> = ids.collect();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, (path, id)) in ids.iter().enumerate() {
            self.id(path, id);
            let first = *seen.entry(id).or_insert(place);
            if first != place {
                let first = ids.get(first).map_or("", |(path, _)| path);
                let message = format!("`{id}` is used twice, first at `{first}`");
                self.error("Q0202", path, message, "give each its own id");
            }
        }
    }

    fn unique_words<'i>(&mut self, path: &str, words: impl Iterator<Item = &'i str>) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, word) in words.enumerate() {
            if seen.insert(word, place).is_some() {
                self.error(
                    "Q0202",
                    format!("{path}[{place}]"),
                    format!("`{word}` stands here twice"),
                    "keep one of the two",
                );
            }
        }
    }

    fn fraction(&mut self, path: &str, text: &str) -> Fraction {
        Fraction::parse(text).unwrap_or_else(|| {
            self.error(
                "Q0403",
                path,
                format!("`{text}` is not a fraction"),
                "write `2/3` or `1`; numerator and denominator at most 1000",
            );
            Fraction::ZERO
        })
    }

    fn coverage(&mut self, path: &str, text: Option<&str>) -> Fraction {
        let coverage = text.map_or(Fraction::ZERO, |text| self.fraction(path, text));
        if coverage < Fraction::ZERO || coverage > Fraction::ONE {
            self.error("Q0404", path, "a coverage lies from 0 to 1", "`1/2` asks for half of the answers");
        }
        coverage
    }

    fn find_scale(&mut self, path: &str, scales: &[Scale], id: &str) -> Option<ScaleIx> {
        let found = scales.iter().position(|scale| scale.id == id).map(ScaleIx);
        if found.is_none() {
            self.unknown(path, "scale", id, scales.iter().map(|scale| scale.id.as_str()));
        }
        found
    }

    fn find_bands(&mut self, path: &str, bands: &[BandSet], id: &str) -> Option<BandsIx> {
        let found = bands.iter().position(|set| set.id == id).map(BandsIx);
        if found.is_none() {
            self.unknown(path, "band set", id, bands.iter().map(|set| set.id.as_str()));
        }
        found
    }

    fn find_roster(&mut self, path: &str, rosters: &[Roster], id: &str, prompts: bool) -> Option<RosterIx> {
        let found =
            rosters.iter().position(|roster| roster.id == id && (prompts || !roster.prompts)).map(RosterIx);
        if found.is_none() {
            self.unknown(path, "roster", id, rosters.iter().map(|roster| roster.id.as_str()));
        }
        found
    }

    fn find_question(&mut self, path: &str, draft: &Questionnaire, id: &str) -> Option<QuestionIx> {
        let found = draft.find(id);
        if found.is_none() {
            self.unknown(path, "question", id, draft.question_by_id.keys().map(String::as_str));
        }
        // A question that could not be understood has been reported already.
        found.filter(|ix| !self.broken.contains(ix))
    }

    fn find_measure(&mut self, path: &str, draft: &Questionnaire, id: &str) -> Option<MeasureIx> {
        let found = draft.find_measure(id);
        if found.is_none() {
            self.unknown(path, "measure", id, draft.measure_by_id.keys().map(String::as_str));
        }
        found
    }

    fn unknown<'i>(
        &mut self,
        path: &str,
        what: &'static str,
        id: &str,
        known: impl Iterator<Item = &'i str>,
    ) {
        if self.unread.contains(&what) {
            return;
        }
        let near = if self.collector.is_full() { None } else { nearest(id, known) };
        let help =
            near.map_or_else(|| format!("there is no such {what}"), |near| format!("did you mean `{near}`?"));
        self.error("Q0301", path, format!("unknown {what} `{id}`"), &help);
    }

    fn weight(&mut self, path: &str, weight: i64) {
        if !WEIGHTS.contains(&weight) {
            self.error(
                "Q0405",
                path,
                format!("weight {weight}"),
                "a weight is a whole number from 1 to 1000; leave out what does not count",
            );
        }
    }
}

/// `[a-z0-9]+([.-][a-z0-9]+)*`, at most 64 characters.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() <= 64
        && id.split(['.', '-']).all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

fn is_goal_measure(id: &str) -> bool {
    let mut words = id.split('.');
    words.next() == Some("goal") && words.next().is_some_and(|word| word.parse::<u8>().is_ok())
}

fn is_target(code: &str) -> bool {
    let Some((goal, rest)) = code.split_once('.') else { return false };
    let number = |text: &str, most: u8| {
        text.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number) && number.to_string() == text)
    };
    let letter = rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase());
    number(goal, Goal::COUNT) && (letter || number(rest, 19))
}

/// The known id that differs least, if it is near enough to be a slip.
pub(crate) fn nearest<'i>(id: &str, known: impl Iterator<Item = &'i str>) -> Option<String> {
    const LONGEST: usize = 96;
    let most = id.len().checked_div(3).unwrap_or(0).max(1);
    let comparable = |other: &&str| other.len() <= LONGEST && other.len().abs_diff(id.len()) <= most;
    if id.len() > LONGEST {
        return None;
    }
    known
        .filter(comparable)
        .map(|other| (strsim::levenshtein(id, other), other))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, other)| other.to_owned())
}
