//! What a check tells: bounds per measure, goal and principle, prompts, findings and progress.
//!
//! A report has no total over goals or principles, and no field nets benefit and harm (METHOD 1). It is plain data with a
//! fixed order: the same answers give the same bytes, natively and in WebAssembly.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::evidence::EvidenceLabel;
use crate::fraction::{Bounds, Fraction, Truth};
use crate::questionnaire::{BandSet, FindingSeverity, Goal, Polarity};

/// Everything that follows from one assessment.
///
/// `Id` is how it holds the ids that it names: as its own (`String`, [`Assessment::score`](crate::Assessment::score)), or lent by the assessment
/// ([`Assessment::score_lent`](crate::Assessment::score_lent)).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report<Id = String> {
    /// Which questionnaire was answered.
    pub questionnaire: ReportHead<Id>,
    /// Each question, repeated ones once per subject of the roster, in the order of the questionnaire.
    pub questions: Vec<QuestionResult<Id>>,
    /// Each measure, repeated ones once per subject of the roster, in declared order.
    pub measures: Vec<MeasureResult<Id>>,
    /// Goals that have questions, in order.
    pub goals: Vec<GoalResult<Id>>,
    /// Principles in declared order.
    pub principles: Vec<PrincipleResult<Id>>,
    /// Interlinkage prompts in the order in which they are put.
    pub prompts: Vec<Prompt>,
    /// Direct effects by the expert matrix, per goal 1 to 16; empty without an interlinkages part.
    pub direct_effects: Vec<DirectEffect>,
    /// What the rules raise, in the order of the rules, then of goals, subjects or questions.
    pub findings: Vec<Finding<Id>>,
    /// How far each section is filled in.
    pub progress: Vec<Progress<Id>>,
}

impl<Id: Serialize + AsRef<str>> Report<Id> {
    /// The report as JSON, always the same bytes for the same answers. Fractions are text, `"n/d"`.
    pub fn to_json(&self) -> String {
        // Writing to memory cannot fail; an empty text would be seen at once.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The result of a measure, for one subject if it is repeated.
    pub fn measure(&self, id: &str, subject: Option<&str>) -> Option<&MeasureResult<Id>> {
        self.measures.iter().find(|result| is(&result.id, result.subject.as_ref(), id, subject))
    }

    /// The result of a goal.
    pub fn goal(&self, goal: Goal) -> Option<&GoalResult<Id>> {
        self.goals.iter().find(|result| result.goal == goal)
    }

    /// The result of a question, for one subject if it is repeated.
    pub fn question(&self, id: &str, subject: Option<&str>) -> Option<&QuestionResult<Id>> {
        self.questions.iter().find(|result| is(&result.id, result.subject.as_ref(), id, subject))
    }

    /// Whether a finding is worth showing while it is only possible: it is about no single question, or about one that is
    /// certainly asked. Of a question that may never be asked everything is possible, and that tells a person nothing.
    pub fn is_at_hand(&self, finding: &Finding<Id>) -> bool {
        finding.question.as_ref().is_none_or(|id| {
            let result = self.question(id.as_ref(), finding.subject.as_ref().map(AsRef::as_ref));
            result.is_some_and(|result| result.asked == Truth::Yes)
        })
    }
}

fn is<Id: AsRef<str>>(known: &Id, of: Option<&Id>, id: &str, subject: Option<&str>) -> bool {
    known.as_ref() == id && of.map(AsRef::as_ref) == subject
}

/// How a report holds ids: as copies of its own, or lent by the assessment where that is possible.
pub(crate) trait HoldsId<'a>: From<&'a str> + From<String> {
    /// Of an id that may be made for this report.
    fn of(id: Cow<'a, str>) -> Self {
        match id {
            Cow::Borrowed(id) => Self::from(id),
            Cow::Owned(id) => Self::from(id),
        }
    }
}

impl<'a, Id: From<&'a str> + From<String>> HoldsId<'a> for Id {}

/// Which questionnaire a report is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReportHead<Id = String> {
    /// Id.
    pub id: Id,
    /// Version.
    pub version: Id,
}

/// State of an answer: the four kinds of nothing stay apart (the fourth, "no effect", is an answer).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerState {
    /// Nobody has answered yet; for an effect also when one side is still missing.
    Unanswered,
    /// "We do not know yet"; for an effect also when one side is unknown.
    Unknown,
    /// Answered.
    Answered,
    /// "Not applicable".
    NotApplicable,
}

/// Whether a question is asked, and how far it is answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct QuestionResult<Id = String> {
    /// Id of the question.
    pub id: Id,
    /// Subject, for a repeated question.
    pub subject: Option<Id>,
    /// Whether it is asked.
    pub asked: Truth,
    /// How far it is answered, whether asked or not.
    pub state: AnswerState,
    /// How many inputs it asks now: one, an effect above zero two, and its facets.
    pub load: usize,
    /// Whether a focus that certainly holds names it.
    pub focus: bool,
}

/// Bounds of a measure; `None` is void: nothing applies.
pub type MaybeBounds = Option<Bounds>;

/// The result of one measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureResult<Id = String> {
    /// Id of the measure.
    pub id: Id,
    /// Subject, for a repeated measure.
    pub subject: Option<Id>,
    /// Which way it points.
    pub polarity: Polarity,
    /// What it can still be; void is never 0.
    pub bounds: MaybeBounds,
    /// First and last band it can still reach; `None` without bands, when void, or when too little is filled in to show it.
    pub bands: Option<BandSpan<Id>>,
    /// How much of it is filled in.
    pub coverage: Coverage,
    /// Whether the coverage is enough to display the value.
    pub shown: bool,
    /// Whether an open goal can still change what it is about.
    pub provisional: bool,
}

/// First and last band that an open interval can still reach.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BandSpan<Id = String> {
    /// Id of the band set.
    pub set: Id,
    /// Id of the band of the lower bound.
    pub first: Id,
    /// Id of the band of the upper bound.
    pub last: Id,
}

impl<'a, Id: From<&'a str>> BandSpan<Id> {
    pub(crate) fn of(set: &'a BandSet, bounds: Bounds) -> Option<BandSpan<Id>> {
        let name = |value| Some(Id::from(set.bands.get(set.band_of(value)?)?.id.as_str()));
        Some(BandSpan { set: Id::from(set.id.as_str()), first: name(bounds.lo)?, last: name(bounds.hi)? })
    }
}

/// Weights of the leaf items below a measure, by state.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Coverage {
    /// Answered.
    pub answered: i64,
    /// Answered with "we do not know yet".
    pub unknown: i64,
    /// Not answered.
    pub unanswered: i64,
    /// How many leaf items may or may not be asked.
    pub undecided: usize,
}

impl Coverage {
    /// Answered weight over the weight of all that is certainly asked; `None` when there is nothing to cover.
    pub fn share(&self) -> Option<Fraction> {
        let all = self.answered.saturating_add(self.unknown).saturating_add(self.unanswered);
        (all > 0).then(|| Fraction::new(self.answered, all))
    }

    /// The leaf items of both.
    pub(crate) fn with(self, other: Coverage) -> Coverage {
        Coverage {
            answered: self.answered.saturating_add(other.answered),
            unknown: self.unknown.saturating_add(other.unknown),
            unanswered: self.unanswered.saturating_add(other.unanswered),
            undecided: self.undecided.saturating_add(other.undecided),
        }
    }
}

impl<Id: Serialize> Serialize for MeasureResult<Id> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("MeasureResult", 11)?;
        fields.serialize_field("id", &self.id)?;
        fields.serialize_field("subject", &self.subject)?;
        fields.serialize_field("polarity", &self.polarity)?;
        fields.serialize_field("void", &self.bounds.is_none())?;
        fields.serialize_field("lo", &self.bounds.map(|bounds| bounds.lo))?;
        fields.serialize_field("hi", &self.bounds.map(|bounds| bounds.hi))?;
        fields.serialize_field("may_be_void", &self.bounds.map(|bounds| bounds.may_be_void))?;
        fields.serialize_field("bands", &self.bands)?;
        fields.serialize_field("coverage", &self.coverage)?;
        fields.serialize_field("shown", &self.shown)?;
        fields.serialize_field("provisional", &self.provisional)?;
        fields.end()
    }
}

/// The result of one goal: benefit and harm on one ruler, never netted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GoalResult<Id = String> {
    /// The goal.
    pub goal: Goal,
    /// Whether some effect has a benefit or a harm above zero.
    pub touched: Truth,
    /// Whether an effect question of it is still undecided, unanswered or unknown.
    pub open: bool,
    /// Benefit: headline and breadth.
    pub benefit: SideResult<Id>,
    /// Harm: headline and breadth.
    pub harm: SideResult<Id>,
    /// How many topics apply, are touched, are unknown.
    pub topics: Topics,
}

/// Benefit or harm of a goal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SideResult<Id = String> {
    /// Headline: the greatest value.
    pub max: MeasureResult<Id>,
    /// Breadth over the topics that apply.
    pub mean: MeasureResult<Id>,
}

/// Counts over the effect questions of a goal.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Topics {
    /// Not certainly out.
    pub applicable: usize,
    /// With a benefit or a harm above zero.
    pub touched: usize,
    /// With a side that is unknown.
    pub unknown: usize,
    /// With a side that is unanswered.
    pub unanswered: usize,
}

/// The result of one principle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PrincipleResult<Id = String> {
    /// Id of the principle.
    pub id: Id,
    /// The weakest link, on a ruler where more is better; its `id` is that of the principle.
    pub headline: MeasureResult<Id>,
    /// Id of the component that is the weakest link.
    pub weakest: Option<Id>,
    /// Ids of components that can still turn out weaker.
    pub others: Vec<Id>,
}

/// Which queue a prompt comes from (METHOD 6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PromptKind {
    /// A known trade-off between two goals.
    Tradeoff,
    /// A harm that undermines another goal.
    Undermining,
    /// A benefit that could help another goal.
    Synergy,
}

/// A question about two goals. It orders attention; it says nothing about this project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Prompt {
    /// Id of the subject under which the answer is recorded, such as `t-7-15`.
    pub id: String,
    /// Which queue it comes from.
    pub kind: PromptKind,
    /// First goal (for a trade-off: the lower number).
    pub from: Goal,
    /// Second goal.
    pub to: Goal,
    /// Evidence label of the pair in the literature.
    pub label: EvidenceLabel,
    /// Whether the expert matrix, too, has a negative cell for the pair.
    pub double: bool,
    /// Records of synergies and of trade-offs in the literature, both directions.
    pub records: (i64, i64),
    /// Whether something is recorded for it.
    pub answered: bool,
}

/// What the benefits and harms on other goals can do to this goal, by the expert matrix; a sum of shares, not a score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DirectEffect {
    /// The goal that is acted upon.
    pub goal: Goal,
    /// Sum over other goals of benefit x `M+`.
    pub opportunity: Fraction,
    /// Sum over other goals of benefit x `M-` and harm x `M+`.
    pub tension: Fraction,
}

/// Something that a rule raised.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding<Id = String> {
    /// Id of the rule.
    pub id: Id,
    /// Id of the question, for a rule repeated over effects.
    pub question: Option<Id>,
    /// Goal, for a rule repeated over goals; of the question, for one repeated over effects.
    pub goal: Option<Goal>,
    /// Subject, for a rule repeated over subjects; of the question, for one repeated over effects.
    pub subject: Option<Id>,
    /// How urgent.
    pub severity: FindingSeverity,
    /// Certain, or only possible through open answers.
    pub certain: bool,
}

/// How far a section is filled in, over question instances that are certainly asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Progress<Id = String> {
    /// Id of the section.
    pub section: Id,
    /// Asked.
    pub asked: usize,
    /// Answered, "not applicable" included.
    pub answered: usize,
    /// Answered with "we do not know yet".
    pub unknown: usize,
}
