//! The saved file, version 1: read with all notices collected, written in one fixed order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserializer, Visitor};
use serde::ser::{Error as _, SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Answer, Assessment, Entry, FacetValue, Loaded, OwnSubject, Slot, Strength, SubjectAnswer};
use crate::diagnostic::{self, Collector, Diagnostics, step};
use crate::json::UniqueMap;
use crate::questionnaire::{FacetKind, Kind, Question, QuestionIx, Questionnaire};

const MOST_BYTES: usize = 8 << 20;
const FORMAT: u64 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadShape<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    version: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerShape<'a> {
    text: Option<String>,
    number: Option<String>,
    date: Option<String>,
    option: Option<String>,
    options: Option<Vec<String>>,
    #[serde(borrow)]
    subjects: Option<UniqueMap<'a, SubjectAnswer>>,
    benefit: Option<StrengthShape>,
    harm: Option<StrengthShape>,
    unknown: Option<bool>,
    not_applicable: Option<bool>,
    reason: Option<String>,
    #[serde(borrow)]
    facets: Option<UniqueMap<'a, FacetShape>>,
    #[serde(borrow)]
    each: Option<UniqueMap<'a, &'a RawValue>>,
}

/// A number of points, or `"unknown"`.
#[derive(Clone, Copy)]
struct StrengthShape(Strength);

impl<'de> Deserialize<'de> for StrengthShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape;
        impl Visitor<'_> for Shape {
            type Value = StrengthShape;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of points or \"unknown\"")
            }
            fn visit_u64<E: serde::de::Error>(self, points: u64) -> Result<StrengthShape, E> {
                i64::try_from(points).map(|points| StrengthShape(Strength::Points(points))).map_err(E::custom)
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<StrengthShape, E> {
                if word == "unknown" {
                    Ok(StrengthShape(Strength::Unknown))
                } else {
                    Err(E::custom("only the word `unknown`"))
                }
            }
        }
        deserializer.deserialize_any(Shape)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FacetShape {
    Step(String),
    Subjects(Vec<String>),
}

pub(super) fn parse(text: &str, questionnaire: &Arc<Questionnaire>) -> Result<Loaded, Diagnostics> {
    let text = diagnostic::open(text, MOST_BYTES)?;
    let mut reader = Reader {
        collector: Collector::new(text),
        assessment: Assessment::new(questionnaire),
        questionnaire: Arc::clone(questionnaire),
    };
    reader.file(text);
    let notices = reader.collector.finish()?;
    Ok(Loaded { assessment: reader.assessment, notices })
}

struct Reader<'a> {
    collector: Collector<'a>,
    assessment: Assessment,
    questionnaire: Arc<Questionnaire>,
}

impl<'a> Reader<'a> {
    fn file(&mut self, text: &'a str) {
        let Some(fields) = diagnostic::read::<UniqueMap<'a, &'a RawValue>>(&mut self.collector, "", text)
        else {
            return;
        };
        let fields: Vec<(String, &'a RawValue)> =
            fields.0.into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
        let field =
            |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.get());
        if !self.head(field("format"), field("questionnaire")) {
            return;
        }
        // Own subjects before the answers that refer to them.
        if let Some(own) = field("own_subjects") {
            self.own_subjects(own);
        }
        for (name, value) in &fields {
            let value = value.get();
            match name.as_str() {
                "format" | "questionnaire" | "own_subjects" => {}
                "language" => {
                    self.assessment.language = diagnostic::read(&mut self.collector, "language", value);
                }
                "saved" => self.assessment.saved = diagnostic::read(&mut self.collector, "saved", value),
                "answers" => self.answers("answers", value),
                "kept" => self.answers("kept", value),
                _ => {
                    if name != "example" && name != "$schema" {
                        self.collector.notice(
                            "A0205",
                            step(name).trim_start_matches('.'),
                            format!("unknown field `{name}`"),
                            "it is kept in the file and does not count",
                        );
                    }
                    if let Ok(value) = RawValue::from_string(value.to_owned()) {
                        self.assessment.further.push((name.clone(), value));
                    }
                }
            }
        }
    }

    /// Whether this is a saved file of this questionnaire at all.
    fn head(&mut self, format: Option<&'a str>, questionnaire: Option<&'a str>) -> bool {
        let Some(format) = format else {
            self.collector.error(
                "A0101",
                "",
                "this is not a saved check: it has no `format`",
                "open a file that this tool saved",
            );
            return false;
        };
        match diagnostic::read::<u64>(&mut self.collector, "format", format) {
            Some(FORMAT) => {}
            Some(other) if other > FORMAT => {
                self.collector.error(
                    "A0102",
                    "format",
                    format!("the file has format {other}, which is newer than this tool"),
                    "open it with a newer version of the tool; the file is not changed",
                );
                return false;
            }
            Some(other) => {
                self.collector.error(
                    "A0102",
                    "format",
                    format!("there is no format {other}"),
                    "open a file that this tool saved",
                );
                return false;
            }
            None => return false,
        }
        let Some(head) = questionnaire else {
            self.collector.error(
                "A0101",
                "",
                "the file does not say which questionnaire it answers",
                "open a file that this tool saved",
            );
            return false;
        };
        let Some(head) = diagnostic::read::<HeadShape<'a>>(&mut self.collector, "questionnaire", head) else {
            return false;
        };
        if head.id != self.questionnaire.id() {
            let message = format!(
                "the file answers the questionnaire `{}`, not `{}`",
                head.id,
                self.questionnaire.id()
            );
            self.collector.error(
                "A0103",
                "questionnaire.id",
                message,
                "open it where that questionnaire is used",
            );
            return false;
        }
        if head.version != self.questionnaire.version() {
            let message = format!(
                "the file was made with version {}, this is version {}",
                head.version,
                self.questionnaire.version()
            );
            self.collector.notice(
                "A0201",
                "questionnaire.version",
                message,
                "questions that both versions have keep their answers",
            );
        }
        true
    }

    fn own_subjects(&mut self, text: &'a str) {
        let Some(rosters) =
            diagnostic::read::<UniqueMap<'a, &'a RawValue>>(&mut self.collector, "own_subjects", text)
        else {
            return;
        };
        for (roster, raw) in rosters.0 {
            let path = format!("own_subjects{}", step(&roster));
            let place =
                self.questionnaire.rosters().iter().position(|known| known.id == roster && !known.prompts);
            let list = diagnostic::read::<Vec<OwnSubject>>(&mut self.collector, &path, raw.get());
            let (Some(place), Some(list)) = (place, list) else {
                if place.is_none() {
                    self.notice("A0203", &path, format!("unknown list `{roster}`"));
                }
                continue;
            };
            let most = self.questionnaire.rosters().get(place).map_or(0, |roster| roster.own);
            for (nth, own) in list.into_iter().enumerate() {
                let path = format!("{path}[{nth}]");
                let Some(known) = self.assessment.own_subjects.get_mut(place) else { continue };
                let well_formed = own
                    .id
                    .strip_prefix("own-")
                    .and_then(|number| number.parse::<u16>().ok())
                    .is_some_and(|number| own.id == format!("own-{number}"));
                if !well_formed || known.iter().any(|other| other.id == own.id) {
                    self.collector.error(
                        "A0104",
                        path,
                        format!("`{}` is not a new id of the form `own-1`", own.id),
                        "was the file edited by hand?",
                    );
                } else if known.len() >= most {
                    self.collector.error(
                        "A0105",
                        path,
                        format!("more than {most} subjects of one's own"),
                        "was the file edited by hand?",
                    );
                } else {
                    known.push(own);
                }
            }
        }
    }

    fn notice(&mut self, code: &'static str, path: &str, message: String) {
        self.collector.notice(code, path, message, "it is kept in the file and does not count");
    }

    fn answers(&mut self, path: &str, text: &'a str) {
        let Some(answers) = diagnostic::read::<UniqueMap<'a, &'a RawValue>>(&mut self.collector, path, text)
        else {
            return;
        };
        for (id, raw) in answers.0 {
            let path = format!("{path}{}", step(&id));
            let questionnaire = Arc::clone(&self.questionnaire);
            let understood = match questionnaire.find(&id) {
                None => {
                    self.notice("A0202", &path, format!("unknown question `{id}`"));
                    false
                }
                Some(ix) => questionnaire
                    .question(ix)
                    .is_some_and(|question| self.question(&path, ix, question, raw.get())),
            };
            if !understood && let Ok(value) = RawValue::from_string(raw.get().to_owned()) {
                self.assessment.kept.entry(id.into_owned()).or_insert(value);
            }
        }
    }

    /// Takes over what is understood; whether that was all.
    fn question(&mut self, path: &str, ix: QuestionIx, question: &Question, text: &'a str) -> bool {
        let shape = match serde_json::from_str::<AnswerShape<'a>>(text) {
            Ok(shape) => shape,
            // Not a refusal: what another program wrote here is kept.
            Err(error) => {
                let error = error.to_string();
                let message = error.split(" at line ").next().unwrap_or_default();
                self.notice("A0204", path, format!("the answer is not understood: {message}"));
                return false;
            }
        };
        let Some(for_each) = question.for_each else {
            if shape.each.is_some() {
                self.notice("A0204", path, "this question is not asked per subject".to_owned());
                return false;
            }
            return self.entry(path, ix, None, question, &shape);
        };
        let Some(each) = shape.each else {
            self.notice("A0204", path, "this question is asked per subject, under `each`".to_owned());
            return false;
        };
        let mut understood = true;
        for (subject, raw) in each.0 {
            let path = format!("{path}.each{}", step(&subject));
            if !self.assessment.has_subject(for_each.roster(), &subject) {
                self.notice("A0203", &path, format!("unknown subject `{subject}`"));
                understood = false;
                continue;
            }
            match serde_json::from_str::<AnswerShape<'a>>(raw.get()) {
                Ok(shape) if shape.each.is_none() => {
                    understood &= self.entry(&path, ix, Some(&subject), question, &shape);
                }
                _ => {
                    self.notice("A0204", &path, "the answer is not understood".to_owned());
                    understood = false;
                }
            }
        }
        understood
    }

    fn entry(
        &mut self,
        path: &str,
        ix: QuestionIx,
        subject: Option<&str>,
        question: &Question,
        shape: &AnswerShape<'a>,
    ) -> bool {
        let mut understood = true;
        let mut entry = Entry { reason: shape.reason.clone().unwrap_or_default(), ..Entry::EMPTY };
        for (id, value) in shape.facets.iter().flat_map(|facets| &facets.0) {
            if let Some((place, value)) = self.facet(question, id, value) {
                entry.facets.insert(place, value);
            } else {
                self.notice(
                    "A0206",
                    &format!("{path}.facets{}", step(id)),
                    format!("`{id}` or its value is not known here"),
                );
                understood = false;
            }
        }
        match self.answer(path, question, shape) {
            Ok(answer) => entry.answer = answer,
            Err(()) => understood = false,
        }
        // An answer of the file itself goes before one that was kept from an earlier opening.
        if !self.assessment.entry(ix, subject).is_empty() {
            return false;
        }
        let without_answer = Entry { answer: None, ..entry.clone() };
        if let Err(error) = self.assessment.set(ix, subject, entry) {
            self.notice("A0204", path, error.to_string());
            understood = false;
            if self.assessment.set(ix, subject, without_answer).is_err() {
                self.notice("A0206", path, "the facets do not fit".to_owned());
            }
        }
        understood
    }

    fn facet(&self, question: &Question, id: &str, value: &FacetShape) -> Option<(usize, FacetValue)> {
        let Kind::Effect { facets, .. } = &question.kind else { return None };
        let place = self.questionnaire.facets().iter().position(|facet| facet.id == id)?;
        let facet = self.questionnaire.facets().get(place).filter(|_| facets.contains(&place))?;
        let value = match (facet.takes, value) {
            (FacetKind::Scale(scale), FacetShape::Step(step)) => FacetValue::Step(
                self.questionnaire.scale(scale)?.steps.iter().position(|known| known.id == *step)?,
            ),
            (FacetKind::Roster(roster), FacetShape::Subjects(subjects)) => {
                let known = subjects.iter().all(|subject| self.assessment.has_subject(roster, subject));
                FacetValue::Subjects(known.then(|| subjects.iter().cloned().collect())?)
            }
            _ => return None,
        };
        Some((place, value))
    }

    /// `Err` when it is not understood; the notice is made here.
    fn answer(
        &mut self,
        path: &str,
        question: &Question,
        shape: &AnswerShape<'a>,
    ) -> Result<Option<Answer>, ()> {
        let mut found = Vec::new();
        found.extend(shape.text.clone().map(Answer::Text));
        found.extend(shape.number.clone().map(Answer::Number));
        found.extend(shape.date.clone().map(Answer::Date));
        found.extend((shape.unknown == Some(true)).then_some(Answer::Unknown));
        found.extend((shape.not_applicable == Some(true)).then_some(Answer::NotApplicable));
        if shape.benefit.is_some() || shape.harm.is_some() {
            found.push(Answer::Effect {
                benefit: shape.benefit.map(|side| side.0),
                harm: shape.harm.map(|side| side.0),
            });
        }
        if let Some(id) = &shape.option {
            let place = self.option_ids(question).iter().position(|known| known == id);
            found.push(Answer::Option(
                place.ok_or_else(|| self.notice("A0207", path, format!("unknown option `{id}`")))?,
            ));
        }
        if let Some(ids) = &shape.options {
            let known = self.option_ids(question);
            let mut places = BTreeSet::new();
            for id in ids {
                let place = known.iter().position(|known| known == id);
                places.insert(
                    place.ok_or_else(|| self.notice("A0207", path, format!("unknown option `{id}`")))?,
                );
            }
            found.push(Answer::Options(places));
        }
        let mut understood = true;
        if let Some(subjects) = &shape.subjects {
            let Kind::Subjects { roster, .. } = question.kind else {
                self.notice("A0204", path, "this question has no subjects".to_owned());
                return Err(());
            };
            let mut taken = BTreeMap::new();
            for (id, answer) in &subjects.0 {
                if self.assessment.has_subject(roster, id) {
                    taken.insert(id.to_string(), *answer);
                } else {
                    self.notice(
                        "A0203",
                        &format!("{path}.subjects{}", step(id)),
                        format!("unknown subject `{id}`"),
                    );
                    understood = false;
                }
            }
            found.push(Answer::Subjects(taken));
        }
        let answer = found.pop();
        if !found.is_empty() {
            self.notice("A0204", path, "more than one answer at once".to_owned());
            return Err(());
        }
        // What is known of a list of subjects counts, even if one of them is not; the whole is kept as well.
        if !understood {
            if let (Some(answer), Some(ix)) = (&answer, self.questionnaire.find(&question.id)) {
                let entry = Entry {
                    answer: Some(answer.clone()),
                    reason: shape.reason.clone().unwrap_or_default(),
                    ..Entry::EMPTY
                };
                if self.assessment.entry(ix, None).is_empty() && self.assessment.set(ix, None, entry).is_err()
                {
                    self.notice("A0204", path, "too many subjects".to_owned());
                }
            }
            return Err(());
        }
        Ok(answer)
    }

    fn option_ids(&self, question: &Question) -> Vec<String> {
        match &question.kind {
            Kind::Choice { options } | Kind::Multiple { options, .. } => {
                options.iter().map(|option| option.id.clone()).collect()
            }
            Kind::Rating { scale } => self
                .questionnaire
                .scale(*scale)
                .into_iter()
                .flat_map(|scale| &scale.steps)
                .map(|step| step.id.clone())
                .collect(),
            _ => Vec::new(),
        }
    }
}

pub(super) fn to_json(assessment: &Assessment) -> String {
    // Writing to memory cannot fail; an empty text would be seen at once.
    serde_json::to_string_pretty(&Written(assessment)).unwrap_or_default()
}

struct Written<'a>(&'a Assessment);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let assessment = self.0;
        let questionnaire = &assessment.questionnaire;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry(
            "questionnaire",
            &WrittenHead { id: questionnaire.id(), version: questionnaire.version() },
        )?;
        if let Some(language) = &assessment.language {
            map.serialize_entry("language", language)?;
        }
        if let Some(saved) = &assessment.saved {
            map.serialize_entry("saved", saved)?;
        }
        let own: BTreeMap<&str, &Vec<OwnSubject>> = questionnaire
            .rosters()
            .iter()
            .zip(&assessment.own_subjects)
            .filter(|(_, own)| !own.is_empty())
            .map(|(roster, own)| (roster.id.as_str(), own))
            .collect();
        if !own.is_empty() {
            map.serialize_entry("own_subjects", &own)?;
        }
        map.serialize_entry("answers", &WrittenAnswers(assessment))?;
        if !assessment.kept.is_empty() {
            map.serialize_entry("kept", &assessment.kept)?;
        }
        for (name, value) in &assessment.further {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct WrittenHead<'a> {
    id: &'a str,
    version: &'a str,
}

struct WrittenAnswers<'a>(&'a Assessment);

impl Serialize for WrittenAnswers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let assessment = self.0;
        let mut map = serializer.serialize_map(None)?;
        for (question, slot) in assessment.questionnaire.questions().iter().zip(&assessment.answers) {
            match slot {
                Slot::One(entry) if !entry.is_empty() => {
                    map.serialize_entry(&question.id, &WrittenEntry { assessment, question, entry })?;
                }
                Slot::Each(entries) if !entries.is_empty() => {
                    map.serialize_entry(&question.id, &WrittenEach { assessment, question, entries })?;
                }
                Slot::One(_) | Slot::Each(_) => {}
            }
        }
        map.end()
    }
}

struct WrittenEach<'a> {
    assessment: &'a Assessment,
    question: &'a Question,
    entries: &'a BTreeMap<String, Entry>,
}

impl Serialize for WrittenEach<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (assessment, question) = (self.assessment, self.question);
        let each: BTreeMap<&String, WrittenEntry<'_>> = self
            .entries
            .iter()
            .map(|(subject, entry)| (subject, WrittenEntry { assessment, question, entry }))
            .collect();
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("each", &each)?;
        map.end()
    }
}

struct WrittenEntry<'a> {
    assessment: &'a Assessment,
    question: &'a Question,
    entry: &'a Entry,
}

impl WrittenEntry<'_> {
    fn option_id(&self, place: usize) -> Option<&str> {
        match &self.question.kind {
            Kind::Choice { options } | Kind::Multiple { options, .. } => {
                options.get(place).map(|option| option.id.as_str())
            }
            Kind::Rating { scale } => {
                self.assessment.questionnaire.scale(*scale)?.steps.get(place).map(|step| step.id.as_str())
            }
            _ => None,
        }
    }
}

impl Serialize for WrittenEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lost = || S::Error::custom("an option of another questionnaire");
        let mut map = serializer.serialize_map(None)?;
        match &self.entry.answer {
            None => {}
            Some(Answer::Effect { benefit, harm }) => {
                for (side, strength) in [("benefit", benefit), ("harm", harm)] {
                    match strength {
                        Some(Strength::Points(points)) => map.serialize_entry(side, points)?,
                        Some(Strength::Unknown) => map.serialize_entry(side, "unknown")?,
                        None => {}
                    }
                }
            }
            Some(Answer::Option(place)) => {
                map.serialize_entry("option", self.option_id(*place).ok_or_else(lost)?)?;
            }
            Some(Answer::Options(places)) => {
                let ids: Option<Vec<&str>> = places.iter().map(|place| self.option_id(*place)).collect();
                map.serialize_entry("options", &ids.ok_or_else(lost)?)?;
            }
            Some(Answer::Subjects(subjects)) => map.serialize_entry("subjects", subjects)?,
            Some(Answer::Text(text)) => map.serialize_entry("text", text)?,
            Some(Answer::Number(text)) => map.serialize_entry("number", text)?,
            Some(Answer::Date(text)) => map.serialize_entry("date", text)?,
            Some(Answer::Unknown) => map.serialize_entry("unknown", &true)?,
            Some(Answer::NotApplicable) => map.serialize_entry("not_applicable", &true)?,
        }
        if !self.entry.facets.is_empty() {
            let facets: BTreeMap<&str, WrittenFacet<'_>> = self
                .entry
                .facets
                .iter()
                .filter_map(|(place, value)| {
                    let facet = self.assessment.questionnaire.facets().get(*place)?;
                    Some((facet.id.as_str(), WrittenFacet::of(self.assessment, facet.takes, value)?))
                })
                .collect();
            map.serialize_entry("facets", &facets)?;
        }
        if !self.entry.reason.is_empty() {
            map.serialize_entry("reason", &self.entry.reason)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum WrittenFacet<'a> {
    Step(&'a str),
    Subjects(&'a BTreeSet<String>),
}

impl<'a> WrittenFacet<'a> {
    fn of(assessment: &'a Assessment, takes: FacetKind, value: &'a FacetValue) -> Option<WrittenFacet<'a>> {
        match (takes, value) {
            (FacetKind::Scale(scale), FacetValue::Step(place)) => {
                Some(WrittenFacet::Step(&assessment.questionnaire.scale(scale)?.steps.get(*place)?.id))
            }
            (_, FacetValue::Subjects(subjects)) => Some(WrittenFacet::Subjects(subjects)),
            (FacetKind::Roster(_), FacetValue::Step(_)) => None,
        }
    }
}
