//! An assessment: one assessor's answers to a questionnaire, and the saved file that holds them.

mod action;
mod carry;
mod file;
mod finding;
mod migrate;
mod record;
mod write;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Node;
use crate::questionnaire::{FacetKind, ForEach, Kind, Question, QuestionIx, Questionnaire, RosterIx};
use crate::sorted::{Map, Set};

pub use action::{Action, ActionOrigin, ActionStatus};
pub use carry::{CarriedOver, Carry, LeftBehind, WhyLeft};
pub use finding::{Decision, FindingKey, Handling, Observation, Outcome, Resolution};
pub use record::{Assessor, RecordError};
pub(crate) use write::entry_json;

/// An answer. What is not there is unanswered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Benefit and harm of an effect; `None` is unanswered.
    Effect {
        /// What gets better.
        benefit: Option<Strength>,
        /// What or who can be worse off.
        harm: Option<Strength>,
    },
    /// Place of the option of a choice, or of the step of a rating.
    Option(usize),
    /// Places of the chosen options; the empty set means "none of these".
    Options(Set<usize>),
    /// Per subject id; a subject that is not there is unanswered.
    Subjects(Map<String, SubjectAnswer>),
    /// Free text, byte for byte.
    Text(String),
    /// A decimal number as it was typed, such as `12.5`.
    Number(String),
    /// A date, `YYYY-MM-DD`.
    Date(String),
    /// "We do not know yet": a gap that deserves an action.
    Unknown,
    /// "Not applicable", for the whole question.
    NotApplicable,
}

/// One side of an effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strength {
    /// Points on the scale of the effect, from 0 (no effect).
    Points(i64),
    /// Not known yet.
    Unknown,
}

/// Whether a subject is touched, relevant, heard …
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectAnswer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known yet.
    Unknown,
}

/// Value of a facet of an effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FacetValue {
    /// Place of the step on the facet's scale.
    Step(usize),
    /// Ids of subjects of the facet's roster.
    Subjects(Set<String>),
}

/// What is recorded for one question, or for one subject of a repeated question.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The answer; `None` is unanswered.
    pub answer: Option<Answer>,
    /// Reason in the assessor's own words.
    pub reason: String,
    /// Facets by place in [`Questionnaire::facets`].
    pub facets: Map<usize, FacetValue>,
}

impl Entry {
    /// Nothing recorded at all.
    pub const EMPTY: Entry = Entry { answer: None, reason: String::new(), facets: Map::new_vec() };

    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.answer.is_none() && self.reason.is_empty() && self.facets.is_empty()
    }
}

/// A subject that the assessor added to a roster.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct OwnSubject {
    /// `own-1`, `own-2` …
    pub id: String,
    /// Name in the assessor's own words.
    pub name: String,
}

/// Why an answer was not taken. The assessment is as it was.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The place is of another questionnaire.
    #[error("there is no such question")]
    NoQuestion,
    /// A repeated question needs a subject, another one has none.
    #[error("question `{0}` and the subject do not belong together")]
    Subject(String),
    /// The answer is of another kind than the question.
    #[error("question `{0}` takes another kind of answer")]
    Kind(String),
    /// The value is outside what the question allows.
    #[error("question `{0}` does not allow this value")]
    Value(String),
    /// The roster takes no more subjects of one's own.
    #[error("this list takes at most {0} subjects of one's own")]
    Full(usize),
}

/// What [`Assessment::parse`] gives: the assessment, and what in the file does not count.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The assessment.
    pub assessment: Assessment,
    /// Notices, in the order of the file: what the questionnaire does not know is kept but does not count.
    pub notices: Vec<Diagnostic>,
}

/// One assessor's answers, bound to a questionnaire.
///
/// ```
/// use sdg_core::{Answer, Assessment, Entry, Questionnaire};
///
/// let questionnaire = Questionnaire::parse(
///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
///          "sections": [ { "id": "start", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
///     None,
/// )?;
/// let name = questionnaire.find("name").unwrap();
/// let mut assessment = Assessment::new(&questionnaire);
/// assessment.set(name, None, Entry { answer: Some(Answer::Text("School street".into())), ..Entry::EMPTY })?;
/// let reopened = Assessment::parse(&assessment.to_json(), &questionnaire)?.assessment;
/// assert_eq!(reopened.entry(name, None), assessment.entry(name, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Assessment {
    questionnaire: Arc<Questionnaire>,
    /// Language of the screen when it was saved.
    pub language: Option<String>,
    /// Moment of saving, as the host wrote it.
    pub saved: Option<String>,
    /// Who did the check.
    pub assessor: Option<Assessor>,
    answers: Vec<Slot>,
    own_subjects: Vec<Vec<OwnSubject>>,
    handlings: Map<FindingKey, Handling>,
    actions: Vec<Action>,
    /// Answers that the questionnaire does not understand, by question id.
    kept: Map<String, Vec<String>>,
    /// Subjects of one's own for lists that the questionnaire does not have, in their order.
    kept_rosters: Vec<(String, String)>,
    /// What is done with findings and is not understood, by the text of the key.
    kept_findings: Map<String, Vec<String>>,
    /// Actions that are not understood.
    kept_actions: Vec<String>,
    /// Further fields of the file, in their order.
    further: Vec<(String, String)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Slot {
    One(Entry),
    Each(Map<String, Entry>),
}

/// What is recorded where nothing is.
pub(crate) static EMPTY: Entry = Entry::EMPTY;

impl Assessment {
    /// An assessment without answers.
    pub fn new(questionnaire: &Arc<Questionnaire>) -> Assessment {
        let slot = |question: &Question| match question.for_each {
            None => Slot::One(Entry::EMPTY),
            Some(_) => Slot::Each(Map::new_vec()),
        };
        Assessment {
            answers: questionnaire.questions().iter().map(slot).collect(),
            own_subjects: vec![Vec::new(); questionnaire.rosters().len()],
            questionnaire: Arc::clone(questionnaire),
            language: None,
            saved: None,
            assessor: None,
            handlings: Map::new_vec(),
            actions: Vec::new(),
            kept: Map::new_vec(),
            kept_rosters: Vec::new(),
            kept_findings: Map::new_vec(),
            kept_actions: Vec::new(),
            further: Vec::new(),
        }
    }

    /// Reads a saved file.
    ///
    /// # Errors
    ///
    /// Diagnostics when the file is not a saved file of this questionnaire (`J01…`, `A01…`). Single answers that the
    /// questionnaire does not understand are no error: they are kept, do not count, and are listed in [`Loaded::notices`].
    pub fn parse(text: &str, questionnaire: &Arc<Questionnaire>) -> Result<Loaded, Diagnostics> {
        file::parse(text, questionnaire)
    }

    /// Id of the questionnaire that a saved file says it answers, for whoever has several; nothing when it says none. The rest of the
    /// file is not looked at.
    ///
    /// ```
    /// # use sdg_core::Assessment;
    /// let file = r#"{ "format": 1, "questionnaire": { "id": "tiny", "version": "1" }, "answers": {} }"#;
    /// assert_eq!(Assessment::answers_which(file).as_deref(), Some("tiny"));
    /// assert_eq!(Assessment::answers_which("[]"), None);
    /// ```
    pub fn answers_which(text: &str) -> Option<String> {
        file::of_questionnaire(text, "id")
    }

    /// Version of the questionnaire that a saved file says it was made with; nothing when it says none. The rest of the file is not
    /// looked at.
    ///
    /// ```
    /// # use sdg_core::Assessment;
    /// let file = r#"{ "format": 1, "questionnaire": { "id": "tiny", "version": "1.2.0" }, "answers": {} }"#;
    /// assert_eq!(Assessment::made_with(file).as_deref(), Some("1.2.0"));
    /// ```
    pub fn made_with(text: &str) -> Option<String> {
        file::of_questionnaire(text, "version")
    }

    /// The saved file: deterministic, and holding everything that was read, understood or not.
    pub fn to_json(&self) -> String {
        write::to_json(self)
    }

    /// The questionnaire that is answered.
    pub fn questionnaire(&self) -> &Arc<Questionnaire> {
        &self.questionnaire
    }

    /// What is recorded for a question, or for a subject of a repeated question.
    pub fn entry(&self, question: QuestionIx, subject: Option<&str>) -> &Entry {
        match (self.answers.get(question.0), subject) {
            (Some(Slot::One(entry)), None) => entry,
            (Some(Slot::Each(entries)), Some(subject)) => entries.get(subject).unwrap_or(&EMPTY),
            _ => &EMPTY,
        }
    }

    /// Ids of all subjects for which a repeated question has something recorded.
    pub fn recorded_subjects(&self, question: QuestionIx) -> impl Iterator<Item = &str> {
        let entries = match self.answers.get(question.0) {
            Some(Slot::Each(entries)) => Some(entries),
            _ => None,
        };
        entries.into_iter().flatten().map(|(subject, _)| subject.as_str())
    }

    /// Records an entry, and gives back the one that stood there.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] when the answer does not fit the question; then nothing has changed.
    pub fn set(
        &mut self,
        question: QuestionIx,
        subject: Option<&str>,
        mut entry: Entry,
    ) -> Result<Entry, AnswerError> {
        let questionnaire = Arc::clone(&self.questionnaire);
        let asked = questionnaire.question(question).ok_or(AnswerError::NoQuestion)?;
        let known_subject = match (asked.for_each, subject) {
            (None, None) => true,
            (Some(for_each), Some(subject)) => self.has_subject(for_each.roster(), subject),
            _ => false,
        };
        if !known_subject {
            return Err(AnswerError::Subject(asked.id.clone()));
        }
        if let Some(answer) = &entry.answer {
            self.fits(asked, answer)?;
        }
        let Kind::Effect { facets, .. } = &asked.kind else {
            if !entry.facets.is_empty() {
                return Err(AnswerError::Kind(asked.id.clone()));
            }
            return Ok(self.replace(question, subject, normal(entry)));
        };
        for (facet, value) in &entry.facets {
            if !facets.contains(facet) || !self.facet_fits(*facet, value) {
                return Err(AnswerError::Value(asked.id.clone()));
            }
        }
        entry
            .facets
            .retain(|_, value| !matches!(value, FacetValue::Subjects(subjects) if subjects.is_empty()));
        Ok(self.replace(question, subject, normal(entry)))
    }

    /// Takes all that is recorded for a question out.
    fn take(&mut self, question: QuestionIx) -> Option<Slot> {
        let slot = self.answers.get_mut(question.0)?;
        let empty = match slot {
            Slot::One(_) => Slot::One(Entry::EMPTY),
            Slot::Each(_) => Slot::Each(Map::new_vec()),
        };
        Some(std::mem::replace(slot, empty))
    }

    /// Puts it back.
    fn put_back(&mut self, question: QuestionIx, taken: Option<Slot>) {
        if let (Some(slot), Some(taken)) = (self.answers.get_mut(question.0), taken) {
            *slot = taken;
        }
    }

    fn replace(&mut self, question: QuestionIx, subject: Option<&str>, entry: Entry) -> Entry {
        match (self.answers.get_mut(question.0), subject) {
            (Some(Slot::One(place)), None) => std::mem::replace(place, entry),
            (Some(Slot::Each(entries)), Some(subject)) => {
                if entry.is_empty() {
                    entries.remove(subject).unwrap_or_default()
                } else {
                    entries.insert(subject.to_owned(), entry).unwrap_or_default()
                }
            }
            _ => Entry::EMPTY,
        }
    }

    pub(crate) fn fits(&self, question: &Question, answer: &Answer) -> Result<(), AnswerError> {
        let fits = match (&question.kind, answer) {
            (_, Answer::Unknown) | (Kind::Text { .. }, Answer::Text(_)) => true,
            (_, Answer::NotApplicable) => question.not_applicable,
            (Kind::Effect { scale, .. }, Answer::Effect { benefit, harm }) => {
                let greatest = self.questionnaire.scale(*scale).map_or(0, |scale| scale.range().1);
                [benefit, harm].into_iter().flatten().all(|strength| match strength {
                    Strength::Points(points) => (0..=greatest).contains(points),
                    Strength::Unknown => true,
                })
            }
            (Kind::Rating { scale }, Answer::Option(step)) => {
                self.questionnaire.scale(*scale).is_some_and(|scale| *step < scale.steps.len())
            }
            (Kind::Choice { options }, Answer::Option(option)) => *option < options.len(),
            (Kind::Multiple { options, at_most }, Answer::Options(chosen)) => {
                chosen.iter().all(|option| *option < options.len())
                    && at_most.is_none_or(|most| chosen.len() <= most)
            }
            (Kind::Subjects { roster, at_most, .. }, Answer::Subjects(subjects)) => {
                let chosen = subjects.values().filter(|answer| **answer == SubjectAnswer::Yes).count();
                subjects.keys().all(|subject| self.has_subject(*roster, subject))
                    && at_most.is_none_or(|most| chosen <= most)
            }
            (Kind::Number { least, greatest }, Answer::Number(text)) => {
                thousandths(text).is_some_and(|value| {
                    least.is_none_or(|least| value >= least.saturating_mul(1000))
                        && greatest.is_none_or(|greatest| value <= greatest.saturating_mul(1000))
                })
            }
            (Kind::Date, Answer::Date(text)) => is_date(text),
            _ => return Err(AnswerError::Kind(question.id.clone())),
        };
        if fits { Ok(()) } else { Err(AnswerError::Value(question.id.clone())) }
    }

    fn facet_fits(&self, facet: usize, value: &FacetValue) -> bool {
        let Some(facet) = self.questionnaire.facets().get(facet) else { return false };
        match (facet.takes, value) {
            (FacetKind::Scale(scale), FacetValue::Step(step)) => {
                self.questionnaire.scale(scale).is_some_and(|scale| *step < scale.steps.len())
            }
            (FacetKind::Roster(roster), FacetValue::Subjects(subjects)) => {
                subjects.iter().all(|subject| self.has_subject(roster, subject))
            }
            _ => false,
        }
    }

    /// Whether the roster has this subject: named by the questionnaire, added by the assessor, or an interlinkage prompt.
    pub fn has_subject(&self, roster: RosterIx, subject: &str) -> bool {
        let Some(known) = self.questionnaire.roster(roster) else { return false };
        if known.prompts {
            return crate::interlinkages::PromptId::parse(subject).is_some();
        }
        known.subjects.iter().any(|id| id == subject)
            || self.own_subjects(roster).iter().any(|own| own.id == subject)
    }

    /// Ids of the roster's subjects: those of the questionnaire, then one's own. Empty for the prompts roster.
    pub fn subjects(&self, roster: RosterIx) -> impl Iterator<Item = &str> {
        let named = self.questionnaire.roster(roster).map_or(&[][..], |roster| &roster.subjects);
        named.iter().map(String::as_str).chain(self.own_subjects(roster).iter().map(|own| own.id.as_str()))
    }

    /// Records an answer that is written as a saved file has it under the id of the question: `{ "benefit": 2 }`, for a repeated
    /// question `{ "each": { "children": { … } } }`. It takes the place of all that was recorded for the question; `{}` leaves nothing.
    ///
    /// # Errors
    ///
    /// What is not understood, as in [`Assessment::parse`]; then nothing has changed.
    ///
    /// ```
    /// # use sdg_core::{Assessment, Questionnaire};
    /// # let questionnaire = Questionnaire::parse(
    /// #     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    /// #          "sections": [ { "id": "start", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
    /// #     None,
    /// # )?;
    /// let mut assessment = Assessment::new(&questionnaire);
    /// assessment.set_json("name", r#"{ "text": "School street" }"#)?;
    /// assert!(assessment.set_json("nobody", "{}").is_err());
    /// assert!(!assessment.is_empty());
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn set_json(&mut self, question: &str, answer: &str) -> Result<(), Diagnostics> {
        file::set_json(self, question, answer)
    }

    /// Subjects that the assessor added.
    pub fn own_subjects(&self, roster: RosterIx) -> &[OwnSubject] {
        self.own_subjects.get(roster.0).map_or(&[], Vec::as_slice)
    }

    /// Adds a subject of one's own, and gives its id.
    ///
    /// # Errors
    ///
    /// [`AnswerError::Full`] when the roster takes no more.
    pub fn add_own_subject(&mut self, roster: RosterIx, name: &str) -> Result<String, AnswerError> {
        let most = self.questionnaire.roster(roster).map_or(0, |roster| roster.own);
        let own = self
            .own_subjects
            .get_mut(roster.0)
            .filter(|own| own.len() < most)
            .ok_or(AnswerError::Full(most))?;
        let id = (1..=own.len().saturating_add(1))
            .map(|number| ["own-", &number.to_string()].concat())
            .find(|id| own.iter().all(|known| known.id != *id))
            .ok_or(AnswerError::Full(most))?;
        own.push(OwnSubject { id: id.clone(), name: name.to_owned() });
        Ok(id)
    }

    /// Gives a subject of one's own another name; whether there is such a subject.
    pub fn rename_own_subject(&mut self, roster: RosterIx, id: &str, name: &str) -> bool {
        let own = self.own_subjects.get_mut(roster.0).into_iter().flatten().find(|own| own.id == id);
        own.is_some_and(|own| {
            name.clone_into(&mut own.name);
            true
        })
    }

    /// Takes a subject of one's own away, with everything recorded for it; whether there was such a subject. Actions stay, and
    /// do not name it any more.
    pub fn remove_own_subject(&mut self, roster: RosterIx, id: &str) -> bool {
        let Some(own) = self.own_subjects.get_mut(roster.0) else { return false };
        let before = own.len();
        own.retain(|own| own.id != id);
        if own.len() == before {
            return false;
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        for (question, slot) in questionnaire.questions().iter().zip(&mut self.answers) {
            match slot {
                Slot::Each(entries) if question.for_each.map(ForEach::roster) == Some(roster) => {
                    entries.remove(id);
                }
                Slot::Each(entries) => {
                    for (_, entry) in entries.iter_mut() {
                        forget(entry, &questionnaire, roster, question, id);
                    }
                }
                Slot::One(entry) => forget(entry, &questionnaire, roster, question, id),
            }
        }
        self.handlings.retain(|key, _| !key.is_about(&questionnaire, roster, id));
        for action in &mut self.actions {
            action.forget_subject(&questionnaire, roster, id);
        }
        true
    }

    /// The step of a rating, the option of a choice, or the sum of a multiple choice, in points.
    pub(crate) fn points(&self, question: &Question, answer: &Answer) -> Option<i64> {
        match (&question.kind, answer) {
            (Kind::Rating { scale }, Answer::Option(step)) => {
                Some(self.questionnaire.scale(*scale)?.steps.get(*step)?.points)
            }
            (Kind::Choice { options }, Answer::Option(option)) => options.get(*option)?.points,
            (Kind::Multiple { options, .. }, Answer::Options(chosen)) => chosen
                .iter()
                .map(|option| options.get(*option)?.points)
                .try_fold(0_i64, |sum, points| Some(sum.saturating_add(points?))),
            _ => None,
        }
    }

    /// Question ids whose answers the questionnaire does not understand; they are kept in the file and do not count.
    pub fn kept(&self) -> impl Iterator<Item = &str> {
        self.kept.keys().map(String::as_str)
    }

    /// Whether nothing at all is recorded.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
            && self.kept_rosters.is_empty()
            && self.kept_findings.is_empty()
            && self.kept_actions.is_empty()
            && self.assessor.is_none()
            && self.handlings.is_empty()
            && self.actions.is_empty()
            && self.own_subjects.iter().all(Vec::is_empty)
            && self.answers.iter().all(|slot| match slot {
                Slot::One(entry) => entry.is_empty(),
                Slot::Each(entries) => entries.values().all(Entry::is_empty),
            })
    }

    /// A text inside a further field of the saved file, found by the keys that lead to it.
    pub fn further_text(&self, field: &str, keys: &[&str]) -> Option<String> {
        let mut part = self.further(field)?;
        for key in keys {
            let Node::Object(pairs) = Node::of(part) else { return None };
            part = pairs.iter().find(|pair| pair.key == *key)?.value;
        }
        Node::text(part)
    }

    /// The same without names of persons: what an export starts from, unless the assessor asks for the names. Findings and
    /// actions of the file that are not understood stay behind, since they may name somebody.
    #[must_use]
    pub fn without_persons(&self) -> Assessment {
        let mut without = self.clone();
        without.kept_findings.clear();
        without.kept_actions.clear();
        if let Some(assessor) = &mut without.assessor {
            assessor.person = None;
        }
        for (_, handling) in without.handlings.iter_mut() {
            handling.forget_persons();
        }
        for action in &mut without.actions {
            action.person = None;
        }
        without
    }

    /// A further field of the saved file, as its JSON text, such as `example`.
    pub fn further(&self, field: &str) -> Option<&str> {
        self.further.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

/// An empty text, and an effect without any side, are no answer. A list without subjects is one where there is nobody to ask about.
fn normal(mut entry: Entry) -> Entry {
    let nothing = match &entry.answer {
        Some(Answer::Text(text) | Answer::Number(text) | Answer::Date(text)) => text.is_empty(),
        Some(Answer::Effect { benefit: None, harm: None }) => true,
        _ => false,
    };
    if nothing {
        entry.answer = None;
    }
    entry
}

fn forget(entry: &mut Entry, questionnaire: &Questionnaire, roster: RosterIx, question: &Question, id: &str) {
    if let (Kind::Subjects { roster: of_question, .. }, Some(Answer::Subjects(subjects))) =
        (&question.kind, &mut entry.answer)
        && *of_question == roster
    {
        subjects.remove(id);
    }
    for (facet, value) in &mut entry.facets {
        let of_facet = questionnaire.facets().get(*facet).map(|facet| facet.takes);
        if let (Some(FacetKind::Roster(of_facet)), FacetValue::Subjects(subjects)) = (of_facet, value)
            && of_facet == roster
        {
            subjects.remove(id);
        }
    }
    entry.facets.retain(|_, value| !matches!(value, FacetValue::Subjects(subjects) if subjects.is_empty()));
    if matches!(&entry.answer, Some(Answer::Subjects(subjects)) if subjects.is_empty()) {
        entry.answer = None;
    }
}

/// `12.5` in thousandths: at most 3 decimals, within ±1,000,000,000.
pub(crate) fn thousandths(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    if !digits(unsigned, 10) || !digits(decimals, 3) {
        return None;
    }
    let missing = 3_usize.saturating_sub(decimals.len());
    let fraction =
        decimals.parse::<i64>().ok()?.saturating_mul(10_i64.saturating_pow(u32::try_from(missing).ok()?));
    let value = unsigned.parse::<i64>().ok()?.saturating_mul(1000).saturating_add(fraction);
    let value = if whole.starts_with('-') { value.saturating_neg() } else { value };
    (value.abs() <= 1_000_000_000_000).then_some(value)
}

/// `YYYY-MM-DD`, a day that exists.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    if (year.len(), month.len(), day.len()) != (4, 2, 2)
        || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        return false;
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let year = number(year);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match number(month) {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&number(day))
}
