//! The life cycle of findings (METHOD 8): open, then treated or accepted, then observed at re-assessment. What is recorded
//! stays in the file when the finding is not raised any more, and never hides it when it is.

use std::fmt;

use super::Assessment;
use super::record::{RecordError, day, filled, only_filled};
use crate::json::{Fields, Writer};
use crate::questionnaire::{Goal, Kind, Questionnaire, RosterIx, RuleFor, is_id};
use crate::report::Finding;

/// Which finding: the rule, and what it is raised about. It stays the same as long as the ids do, so what was decided
/// outlives the finding.
///
/// As text: the id of the rule, then `/goal=7`, `/question=…`, `/subject=…`, as far as there are; a question says itself
/// which goal it is on.
///
/// ```
/// use sdg_core::FindingKey;
///
/// let key = FindingKey::parse("harm-clear/goal=7").unwrap();
/// assert_eq!((key.rule.as_str(), key.goal.map(|goal| goal.number())), ("harm-clear", Some(7)));
/// assert_eq!(key.to_string(), "harm-clear/goal=7");
/// assert_eq!(FindingKey::parse("harm-clear/goal=18"), None);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FindingKey {
    /// Id of the rule.
    pub rule: String,
    /// Goal, for a rule repeated over goals.
    pub goal: Option<Goal>,
    /// Question, for a rule repeated over questions.
    pub question: Option<String>,
    /// Subject, for a rule repeated over subjects, or about a repeated question.
    pub subject: Option<String>,
}

impl FindingKey {
    /// Reads the text of a key; `None` for anything that [`FindingKey`] would write otherwise.
    pub fn parse(text: &str) -> Option<FindingKey> {
        let mut parts = text.split('/');
        let rule = parts.next().filter(|id| is_id(id))?;
        let mut key = FindingKey { rule: rule.to_owned(), goal: None, question: None, subject: None };
        for part in parts {
            let (name, value) = part.split_once('=').filter(|(_, value)| is_id(value))?;
            match name {
                "goal" => key.goal = Some(Goal::new(value.parse().ok()?)?),
                "question" => key.question = Some(value.to_owned()),
                "subject" => key.subject = Some(value.to_owned()),
                _ => return None,
            }
        }
        // One spelling only: no other order, nothing twice, no `goal=07`.
        (key.to_text() == text).then_some(key)
    }

    /// As [`FindingKey::parse`] reads it. Put together by hand, because the widget formats nothing.
    pub(super) fn to_text(&self) -> String {
        let mut text = self.rule.clone();
        let goal = self.goal.map(|goal| goal.number().to_string());
        for (name, value) in [("/goal=", &goal), ("/question=", &self.question), ("/subject=", &self.subject)]
        {
            if let Some(value) = value {
                text.push_str(name);
                text.push_str(value);
            }
        }
        text
    }

    /// The goal that it is about, also by its question.
    pub fn goal_in(&self, questionnaire: &Questionnaire) -> Option<Goal> {
        self.goal.or_else(|| questionnaire.goal_of(self.question.as_deref()?))
    }

    /// The roster of its subject.
    pub fn roster(&self, questionnaire: &Questionnaire) -> Option<RosterIx> {
        match self.question.as_deref() {
            Some(question) => questionnaire.repeated_over(question),
            None => questionnaire.rules().iter().find(|rule| rule.id == self.rule)?.roster(),
        }
    }

    pub(super) fn is_about(&self, questionnaire: &Questionnaire, roster: RosterIx, subject: &str) -> bool {
        self.subject.as_deref() == Some(subject) && self.roster(questionnaire) == Some(roster)
    }
}

impl fmt::Display for FindingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl Finding {
    /// The key under which its life cycle is recorded.
    pub fn key(&self) -> FindingKey {
        FindingKey {
            rule: self.id.clone(),
            goal: self.goal.filter(|_| self.question.is_none()),
            question: self.question.clone(),
            subject: self.subject.clone(),
        }
    }
}

/// What was decided about a finding, and what was seen of it later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handling {
    /// Treated or accepted.
    pub decision: Decision,
    /// What was seen at re-assessment.
    pub observed: Option<Observation>,
}

/// How a finding was resolved (METHOD 1.5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// By a measure.
    Treated {
        /// What is done.
        measure: String,
        /// Function or service that does it.
        by: String,
        /// Name of a person; exports leave it out, see [`Assessment::without_persons`].
        person: Option<String>,
        /// When, `YYYY-MM-DD`.
        date: String,
    },
    /// By living with it, for a reason.
    Accepted {
        /// Function or service that accepts it.
        by: String,
        /// Name of a person; exports leave it out, see [`Assessment::without_persons`].
        person: Option<String>,
        /// Why.
        reason: String,
    },
}

/// What was seen of a finding at re-assessment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Observation {
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// Function or service that looked.
    pub by: String,
    /// Name of a person; exports leave it out, see [`Assessment::without_persons`].
    pub person: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// In their own words.
    pub note: Option<String>,
}

/// What became of a finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is not there any more.
    Gone,
    /// It is less than it was.
    Less,
    /// It is as it was.
    Same,
    /// It is worse than it was.
    Worse,
}

/// Whether a finding is resolved. Only what is recorded for the finding itself counts: no answer elsewhere changes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    /// Nothing is recorded, or what was recorded did not hold: treated, and seen to be the same or worse; accepted, and
    /// seen to be worse than what was accepted.
    Open,
    /// Treated by a measure.
    Treated,
    /// Accepted for a reason.
    Accepted,
}

impl Resolution {
    /// Whether nothing resolves it: what METHOD 4 calls unresolved.
    pub fn is_open(self) -> bool {
        self == Resolution::Open
    }
}

impl Handling {
    /// A decision, not yet observed.
    pub const fn new(decision: Decision) -> Handling {
        Handling { decision, observed: None }
    }

    /// Whether it resolves the finding.
    pub fn resolution(&self) -> Resolution {
        let outcome = self.observed.as_ref().map(|observed| observed.outcome);
        match (&self.decision, outcome) {
            (_, Some(Outcome::Worse)) | (Decision::Treated { .. }, Some(Outcome::Same)) => Resolution::Open,
            (Decision::Treated { .. }, _) => Resolution::Treated,
            (Decision::Accepted { .. }, _) => Resolution::Accepted,
        }
    }

    fn check(&self) -> Result<(), RecordError> {
        match &self.decision {
            Decision::Treated { measure, by, date, .. } => {
                filled("measure", measure)?;
                filled("by", by)?;
                day("date", date)?;
            }
            Decision::Accepted { by, reason, .. } => {
                filled("by", by)?;
                filled("reason", reason)?;
            }
        }
        if let Some(observed) = &self.observed {
            filled("by", &observed.by)?;
            day("date", &observed.date)?;
        }
        Ok(())
    }

    /// Without what is empty.
    fn tidied(mut self) -> Handling {
        match &mut self.decision {
            Decision::Treated { person, .. } | Decision::Accepted { person, .. } => only_filled(person),
        }
        if let Some(observed) = &mut self.observed {
            only_filled(&mut observed.person);
            only_filled(&mut observed.note);
        }
        self
    }

    pub(super) fn write(&self, json: &mut Writer) {
        json.begin('{');
        match &self.decision {
            Decision::Treated { measure, by, person, date } => {
                json.key("treated");
                json.begin('{');
                json.field("measure", measure);
                json.field("by", by);
                json.field_if("person", person.as_ref());
                json.field("date", date);
            }
            Decision::Accepted { by, person, reason } => {
                json.key("accepted");
                json.begin('{');
                json.field("by", by);
                json.field_if("person", person.as_ref());
                json.field("reason", reason);
            }
        }
        json.end('}');
        if let Some(observed) = &self.observed {
            let outcome = OUTCOMES.iter().find(|(_, outcome)| *outcome == observed.outcome);
            json.key("observed");
            json.begin('{');
            json.field("date", &observed.date);
            json.field("by", &observed.by);
            json.field_if("person", observed.person.as_ref());
            json.field("outcome", outcome.map_or("same", |(word, _)| word));
            json.field_if("note", observed.note.as_ref());
            json.end('}');
        }
        json.end('}');
    }

    pub(super) fn forget_persons(&mut self) {
        match &mut self.decision {
            Decision::Treated { person, .. } | Decision::Accepted { person, .. } => *person = None,
        }
        if let Some(observed) = &mut self.observed {
            observed.person = None;
        }
    }
}

impl Assessment {
    /// What was recorded for a finding, whether it is raised now or not.
    pub fn handling(&self, key: &FindingKey) -> Option<&Handling> {
        self.handlings.get(key)
    }

    /// All that is recorded for findings, by key, whether they are raised now or not.
    pub fn handlings(&self) -> impl Iterator<Item = (&FindingKey, &Handling)> {
        self.handlings.iter()
    }

    /// Whether a finding is resolved: *open* when nothing is recorded for it.
    ///
    /// A treated or accepted finding is still in [`crate::Report::findings`] as long as its rule raises it.
    pub fn resolution(&self, key: &FindingKey) -> Resolution {
        self.handling(key).map_or(Resolution::Open, Handling::resolution)
    }

    /// Records what is done with a finding, or takes it away (`None`), and gives back what stood there; to give that
    /// back again undoes it.
    ///
    /// # Errors
    ///
    /// [`RecordError`] when the questionnaire cannot raise such a finding, when a treatment does not say what, who and when,
    /// or an acceptance not who and why; then nothing has changed.
    ///
    /// ```
    /// use sdg_core::{Assessment, Decision, FindingKey, Handling, Questionnaire, Resolution};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "sections": [ { "id": "s", "questions": [ { "id": "name", "kind": "text" } ] } ],
    ///          "findings": [ { "id": "no-name", "severity": "hint", "if": { "is_unanswered": { "question": "name" } } } ] }"#,
    ///     None,
    /// )?;
    /// let mut assessment = Assessment::new(&questionnaire);
    /// let key = assessment.score().findings[0].key();
    /// let accepted = Decision::Accepted { by: "town clerk".into(), person: None, reason: "it has no name yet".into() };
    /// assessment.handle(&key, Some(Handling::new(accepted)))?;
    /// assert_eq!(assessment.resolution(&key), Resolution::Accepted);
    /// assert_eq!(assessment.score().findings.len(), 1, "it stays listed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn handle(
        &mut self,
        key: &FindingKey,
        handling: Option<Handling>,
    ) -> Result<Option<Handling>, RecordError> {
        if !self.can_be_raised(key) {
            return Err(RecordError::NoFinding(key.to_text()));
        }
        if let Some(handling) = &handling {
            handling.check()?;
        }
        Ok(match handling {
            Some(handling) => self.handlings.insert(key.clone(), handling.tidied()),
            None => self.handlings.remove(key),
        })
    }

    /// Whether the questionnaire has this rule, and the rule is about such a goal, question or subject.
    pub(super) fn can_be_raised(&self, key: &FindingKey) -> bool {
        let questionnaire = self.questionnaire();
        let Some(rule) = questionnaire.rules().iter().find(|rule| rule.id == key.rule) else { return false };
        let FindingKey { goal, question, subject, .. } = key;
        match rule.for_each {
            RuleFor::Once => goal.is_none() && question.is_none() && subject.is_none(),
            RuleFor::Goals => {
                let asked = goal.is_some_and(|goal| !questionnaire.goal_questions(goal).is_empty());
                asked && question.is_none() && subject.is_none()
            }
            RuleFor::Effects => {
                let asked =
                    question.as_deref().and_then(|id| questionnaire.question(questionnaire.find(id)?));
                let known = asked.is_some_and(|asked| match (asked.for_each, subject) {
                    (Some(for_each), Some(subject)) => self.has_subject(for_each.roster(), subject),
                    (None, None) => true,
                    _ => false,
                });
                let effect = asked.is_some_and(|asked| matches!(asked.kind, Kind::Effect { .. }));
                known && effect && goal.is_none()
            }
            RuleFor::Subjects(for_each) => {
                let known = subject.as_deref().is_some_and(|id| self.has_subject(for_each.roster(), id));
                known && goal.is_none() && question.is_none()
            }
        }
    }
}

const OUTCOMES: [(&str, Outcome); 4] =
    [("gone", Outcome::Gone), ("less", Outcome::Less), ("same", Outcome::Same), ("worse", Outcome::Worse)];

/// Reads a handling; what it must say is checked when it is recorded.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Handling> {
    let treated = fields.object_if("treated", |fields| {
        Some(Decision::Treated {
            measure: fields.text("measure"),
            by: fields.text("by"),
            person: fields.text_if("person"),
            date: fields.text("date"),
        })
    });
    let accepted = fields.object_if("accepted", |fields| {
        Some(Decision::Accepted {
            by: fields.text("by"),
            person: fields.text_if("person"),
            reason: fields.text("reason"),
        })
    });
    let observed = fields.object_if("observed", |fields| {
        Some(Observation {
            date: fields.text("date"),
            by: fields.text("by"),
            person: fields.text_if("person"),
            note: fields.text_if("note"),
            outcome: fields.word("outcome", &OUTCOMES)?,
        })
    });
    match (treated, accepted) {
        (Some(decision), None) | (None, Some(decision)) => Some(Handling { decision, observed }),
        _ => None,
    }
}

/// What a handling must hold at least, for whoever reads that one is not understood.
pub(super) const NEEDS: &str = "it needs `treated` or `accepted`, one of the two";
