//! Several moments (METHOD 9): what changed between two assessments, and why.
//!
//! First the earlier answers are read again with the later questionnaire. What that alone changes is due to the questionnaire;
//! everything else is told between equals: earlier and later answers to the same questions.

mod answers;
mod measures;
mod table;

use std::sync::Arc;

use serde::Serialize;

use crate::assessment::{Assessment, FindingKey, Resolution};
use crate::diagnostic::Diagnostics;
use crate::merge::{SharedSubject, SharedSubjects};
use crate::questionnaire::{ForEach, Goal, Node, Questionnaire, RosterIx, needs_of, rule_needs};
use crate::report::{Finding, Report, ReportHead};
use crate::sorted::Set;

use measures::{Named, changes, headlines, sides};

pub use answers::{AnswerChange, ChangedPart, HowChanged};
pub use measures::{MeasureChange, MeasureState};

/// What changed between two assessments. Only what changed is listed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Comparison {
    /// The questionnaire of the earlier assessment.
    pub before: ReportHead,
    /// The questionnaire of the later assessment.
    pub after: ReportHead,
    /// Subjects of one's own, matched by name; assessor 0 is the earlier assessment, 1 the later one. Elsewhere they are named by
    /// these shared ids.
    pub own_subjects: Vec<SharedSubject>,
    /// Ids of questions that the later questionnaire does not know, with an earlier answer.
    pub unplaced: Vec<String>,
    /// Answers, in the order of the later questionnaire.
    pub answers: Vec<AnswerChange>,
    /// Measures, then those that only the earlier questionnaire has.
    pub measures: Vec<MeasureChange>,
    /// Both sides of each goal: headline and mean.
    pub goals: Vec<MeasureChange>,
    /// Headlines of the principles.
    pub principles: Vec<MeasureChange>,
    /// Findings.
    pub findings: Vec<FindingChange>,
}

impl Comparison {
    /// Whether nothing changed at all.
    pub fn is_empty(&self) -> bool {
        self.unplaced.is_empty()
            && self.answers.is_empty()
            && self.measures.is_empty()
            && self.goals.is_empty()
            && self.principles.is_empty()
            && self.findings.is_empty()
    }

    /// The comparison as JSON, always the same bytes for the same assessments.
    pub fn to_json(&self) -> String {
        // Writing to memory cannot fail; an empty text would be seen at once.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// In what way something changed. `docs/method.md` defines each word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Both bounds moved to the better side, or a finding was resolved.
    Better,
    /// Both bounds moved to the worse side, or a resolved finding is open again.
    Worse,
    /// It was not there, or certainly did not apply.
    New,
    /// It is not there any more, or certainly does not apply any more.
    Gone,
    /// Only through new knowledge: it lies within what was possible, and no answer below it that was given has changed.
    KnownNow,
    /// It lies within what was possible, but an answer below it that was given has changed too.
    Revised,
    /// More is possible than before: an answer was taken back, or something new is asked.
    OpenAgain,
    /// Only because the questionnaire changed: the earlier answers give the same with the later questionnaire.
    Questionnaire,
}

/// A finding that changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FindingChange {
    /// The finding, as it is now or, when it is gone, as it was.
    pub finding: Finding,
    /// In what way it changed.
    pub change: Change,
    /// Whether the questionnaire changed it too.
    pub by_questionnaire: bool,
    /// As it was then; `None` when it was not raised.
    pub before: Option<FindingState>,
    /// As it is now; `None` when it is not raised.
    pub after: Option<FindingState>,
}

/// A finding at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct FindingState {
    /// Certain, or only possible through open answers.
    pub certain: bool,
    /// What the file says was done with it.
    pub resolution: Resolution,
}

/// Why two assessments cannot be compared.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// They answer different questionnaires.
    #[error(
        "one answers `{before}`, the other `{after}`: compare checks of the same questionnaire, in any of its versions"
    )]
    OtherQuestionnaire {
        /// Id of the earlier questionnaire.
        before: String,
        /// Id of the later questionnaire.
        after: String,
    },
    /// The earlier answers cannot be read with the later questionnaire.
    #[error("the earlier check cannot be read with the later version of the questionnaire:\n{0}")]
    NotRead(Diagnostics),
}

impl Assessment {
    /// What changed from this assessment to a later one, of the same or another version of the questionnaire.
    ///
    /// # Errors
    ///
    /// [`CompareError`] when they answer different questionnaires, or when the later version cannot read the earlier answers.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Change, Entry, Questionnaire};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [ { "id": "a", "kind": "rating", "scale": "degree" } ] } ],
    ///          "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "a" } ] } ] }"#,
    ///     None,
    /// )?;
    /// let open = Assessment::new(&questionnaire);
    /// let with = |step| {
    ///     let entry = Entry { answer: Some(Answer::Option(step)), ..Entry::EMPTY };
    ///     let mut assessment = open.clone();
    ///     assessment.set(questionnaire.find("a").unwrap(), None, entry).map(|_| assessment)
    /// };
    /// assert_eq!(open.compare(&with(0)?)?.measures[0].change, Change::KnownNow);
    /// assert_eq!(with(0)?.compare(&with(1)?)?.measures[0].change, Change::Better);
    /// assert!(with(0)?.compare(&with(0)?)?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compare(&self, later: &Assessment) -> Result<Comparison, CompareError> {
        let (before, after) = (self.questionnaire(), later.questionnaire());
        if before.id() != after.id() {
            let id = |questionnaire: &Questionnaire| questionnaire.id().to_owned();
            return Err(CompareError::OtherQuestionnaire { before: id(before), after: id(after) });
        }
        let again = if Arc::ptr_eq(before, after) {
            self.clone()
        } else {
            Assessment::parse(&self.to_json(), after).map_err(CompareError::NotRead)?.assessment
        };
        let subjects = SharedSubjects::of(&[&again, later]);
        let answers = answers::changes(&again, later, &subjects);
        let moments = Moments {
            questionnaire: after,
            revised: answers::revised(after, &answers),
            subjects,
            files: [self, &again, later],
            then: self.score(),
            again: again.score(),
            now: later.score(),
        };
        let known: Set<&str> = self.kept().collect();
        Ok(Comparison {
            unplaced: again.kept().filter(|id| !known.contains(*id)).map(str::to_owned).collect(),
            measures: moments.measures(),
            goals: moments.goals(),
            principles: moments.principles(),
            findings: moments.findings(),
            own_subjects: moments.subjects.list(),
            before: moments.then.questionnaire,
            after: moments.now.questionnaire,
            answers,
        })
    }
}

/// The earlier answers as they were then, the same with the later questionnaire, and the later answers.
struct Moments<'m> {
    questionnaire: &'m Questionnaire,
    /// Questions of which an answer that was given has changed.
    revised: Vec<Node>,
    subjects: SharedSubjects,
    files: [&'m Assessment; 3],
    then: Report,
    again: Report,
    now: Report,
}

impl Moments<'_> {
    /// Of the earlier moments the first assessment of the shared ids, of the later one the second.
    fn shared(&self, roster: Option<RosterIx>, moment: usize, subject: Option<&String>) -> Option<String> {
        let subject = subject?;
        let assessor = usize::from(moment == 2);
        let shared = roster.map(|roster| self.subjects.shared(roster, assessor, subject));
        Some(shared.unwrap_or(subject).to_owned())
    }

    fn measures(&self) -> Vec<MeasureChange> {
        let depends = |id: &str| {
            let measure = self.questionnaire.find_measure(id).map(Node::Measure);
            self.depends_on_revised(measure.into_iter().collect())
        };
        let moments = [(0, &self.then), (1, &self.again), (2, &self.now)];
        changes(&moments.map(|(moment, report)| self.named(moment, report)), &depends)
    }

    /// The measures of a report under shared ids of subjects.
    fn named<'r>(&self, moment: usize, report: &'r Report) -> Vec<Named<'r>> {
        let mut all = Vec::new();
        for result in &report.measures {
            let measure = self.questionnaire.find_measure(&result.id);
            let measure = measure.and_then(|ix| self.questionnaire.measure(ix));
            let roster = measure.and_then(|measure| measure.for_each).map(ForEach::roster);
            all.push(Named { subject: self.shared(roster, moment, result.subject.as_ref()), result });
        }
        all
    }

    fn goals(&self) -> Vec<MeasureChange> {
        let mut found = Vec::new();
        for goal in Goal::all() {
            let depends = |_: &str| self.depends_on_revised(vec![Node::Goal(goal)]);
            let moments = [&self.then, &self.again, &self.now];
            found.extend(changes(&moments.map(|report| sides(report, goal)), &depends));
        }
        found
    }

    fn principles(&self) -> Vec<MeasureChange> {
        let depends = |id: &str| {
            let principle = self.questionnaire.principles().iter().find(|principle| principle.id == id);
            let components = principle.into_iter().flat_map(|principle| &principle.components);
            self.depends_on_revised(components.copied().map(Node::Measure).collect())
        };
        changes(&[&self.then, &self.again, &self.now].map(headlines), &depends)
    }

    /// Whether one of these depends on an answer that was given and has changed.
    fn depends_on_revised(&self, from: Vec<Node>) -> bool {
        let mut reached: Set<Node> = from.iter().copied().collect();
        let mut waiting = from;
        while let Some(node) = waiting.pop() {
            if self.revised.contains(&node) {
                return true;
            }
            for needed in needs_of(self.questionnaire, node) {
                if reached.insert(needed) {
                    waiting.push(needed);
                }
            }
        }
        false
    }

    fn findings(&self) -> Vec<FindingChange> {
        let [then, again, now] = [0, 1, 2].map(|moment| self.raised(moment));
        let mut keys: Vec<&FindingKey> = Vec::new();
        for (key, _) in now.iter().chain(&again).chain(&then) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let find = |raised: &[(FindingKey, (Finding, FindingState))], key: &FindingKey| {
            raised.iter().find(|(known, _)| known == key).map(|(_, found)| found.clone())
        };
        let mut found = Vec::new();
        for key in keys {
            let (then, again, now) = (find(&then, key), find(&again, key), find(&now, key));
            let state = |found: &Option<(Finding, FindingState)>| found.as_ref().map(|(_, state)| *state);
            let by_questionnaire = state(&then) != state(&again);
            let by_answers = self.finding_change(key, state(&again), state(&now));
            let Some(change) = by_answers.or(by_questionnaire.then_some(Change::Questionnaire)) else {
                continue;
            };
            let (before, after) = (state(&then), state(&now));
            if let Some((finding, _)) = now.or(again).or(then) {
                found.push(FindingChange { finding, change, by_questionnaire, before, after });
            }
        }
        found
    }

    /// The findings of one moment, under keys with shared ids of subjects.
    fn raised(&self, moment: usize) -> Vec<(FindingKey, (Finding, FindingState))> {
        let (report, file) = match moment {
            0 => (&self.then, self.files.first()),
            1 => (&self.again, self.files.get(1)),
            _ => (&self.now, self.files.last()),
        };
        let raised = |finding: &Finding| {
            let key = finding.key();
            let resolution = file.map_or(Resolution::Open, |file| file.resolution(&key));
            let mut finding = finding.clone();
            finding.subject = self.shared(key.roster(self.questionnaire), moment, key.subject.as_ref());
            (finding.key(), (finding.clone(), FindingState { certain: finding.certain, resolution }))
        };
        report.findings.iter().map(raised).collect()
    }

    fn finding_change(
        &self,
        key: &FindingKey,
        before: Option<FindingState>,
        after: Option<FindingState>,
    ) -> Option<Change> {
        let within = || {
            let rule = self.questionnaire.rules().iter().find(|rule| rule.id == key.rule);
            let mut needs = rule.map(|rule| rule_needs(self.questionnaire, rule)).unwrap_or_default();
            needs.extend(key.goal.map(Node::Goal));
            let question = key.question.as_deref().and_then(|question| self.questionnaire.find(question));
            needs.extend(question.map(Node::Question));
            if self.depends_on_revised(needs) { Change::Revised } else { Change::KnownNow }
        };
        match (before, after) {
            (None, None) => None,
            (None, Some(_)) => Some(Change::New),
            (Some(before), None) => Some(if before.certain { Change::Gone } else { within() }),
            (Some(before), Some(after)) => match (before.certain, after.certain) {
                (false, true) => Some(within()),
                (true, false) => Some(Change::OpenAgain),
                _ => match (before.resolution.is_open(), after.resolution.is_open()) {
                    (true, false) => Some(Change::Better),
                    (false, true) => Some(Change::Worse),
                    _ => None,
                },
            },
        }
    }
}
