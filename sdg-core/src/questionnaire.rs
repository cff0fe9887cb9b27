//! The questionnaire: what is asked, and how answers become measures.
//!
//! A [`Questionnaire`] exists only if it is sound: [`Questionnaire::parse`] is its only constructor, and collects
//! every diagnostic before it refuses a file. `docs/format.md` describes the file.

mod check;
mod format;
mod order;

use std::sync::Arc;

use serde::Serialize;

use crate::condition::Condition;
use crate::diagnostic::Diagnostics;
use crate::evidence::Evidence;
use crate::fraction::Fraction;
use crate::sorted::Map;

pub(crate) use check::{is_id, nearest};
pub(crate) use order::{
    LeafOf, Node, gates as gates_of, item_range, needs as needs_of, parts as parts_of, rule_needs,
};

/// One of the 17 goals of Agenda 2030, 1 to 17.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Goal(u8);

impl Goal {
    /// How many goals there are.
    pub const COUNT: u8 = 17;

    pub(crate) const FIRST: Goal = Goal(1);

    /// The goal with this number, if it is 1 to 17.
    pub fn new(number: u8) -> Option<Goal> {
        (1..=Goal::COUNT).contains(&number).then_some(Goal(number))
    }

    /// All goals in order.
    pub fn all() -> impl DoubleEndedIterator<Item = Goal> {
        (1..=Goal::COUNT).map(Goal)
    }

    /// 1 to 17.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Place in a list of all goals, from 0.
    pub(crate) fn place(self) -> usize {
        usize::from(self.0.saturating_sub(1))
    }
}

/// Id of the roster whose subjects are groups: what an action and a suggestion mean by one.
pub(crate) const GROUPS: &str = "groups";

/// Id of the roster whose subjects are stakeholders: what a suggestion means by one.
pub(crate) const STAKEHOLDERS: &str = "stakeholders";

/// Place of a question in [`Questionnaire::questions`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct QuestionIx(pub(crate) usize);

/// Place of a measure in [`Questionnaire::measures`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MeasureIx(pub(crate) usize);

/// Place of a roster in [`Questionnaire::rosters`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RosterIx(pub(crate) usize);

/// Place of a scale in [`Questionnaire::scales`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ScaleIx(pub(crate) usize);

/// Place of a band set in [`Questionnaire::bands`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BandsIx(pub(crate) usize);

/// A sound questionnaire.
///
/// ```
/// use sdg_core::Questionnaire;
///
/// let questionnaire = Questionnaire::parse(
///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
///          "sections": [ { "id": "start", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
///     None,
/// )?;
/// assert_eq!(questionnaire.questions().len(), 1);
/// # Ok::<(), sdg_core::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Questionnaire {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) languages: Vec<String>,
    pub(crate) licence: String,
    pub(crate) budget: Option<usize>,
    pub(crate) sources: Vec<Source>,
    pub(crate) profile: Profile,
    pub(crate) scales: Vec<Scale>,
    pub(crate) bands: Vec<BandSet>,
    pub(crate) rosters: Vec<Roster>,
    pub(crate) facets: Vec<Facet>,
    pub(crate) sections: Vec<Section>,
    pub(crate) questions: Vec<Question>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) goals: Option<Goals>,
    pub(crate) principles: Vec<Principle>,
    pub(crate) interlinkages: Option<Interlinkages>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) focus: Vec<Focus>,
    pub(crate) question_by_id: Map<String, QuestionIx>,
    pub(crate) measure_by_id: Map<String, MeasureIx>,
    /// Everything that has a value, each after all that it depends on.
    pub(crate) order: Vec<Node>,
    /// Effect questions of each goal, by place of the goal.
    pub(crate) goal_questions: Vec<Vec<QuestionIx>>,
    /// Leaf items below each measure, each once.
    pub(crate) leaves: Vec<Vec<LeafOf>>,
    /// Leaf items below each principle, each once.
    pub(crate) principle_leaves: Vec<Vec<LeafOf>>,
    /// Measures that depend on the prompts roster.
    pub(crate) prompt_based: Vec<bool>,
}

/// A source that questions, scales or rules rest on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Id by which the structure refers to it.
    pub id: String,
    /// Who, when, what.
    pub citation: String,
    /// Where to read it.
    pub url: Option<String>,
}

/// Which questions tell about the project itself; each may be missing.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Profile {
    /// Name of the project.
    pub name: Option<QuestionIx>,
    /// Municipality or organisation.
    pub municipality: Option<QuestionIx>,
    /// Stage, from idea to evaluation.
    pub stage: Option<QuestionIx>,
    /// Date of the check.
    pub date: Option<QuestionIx>,
    /// Type of project, a choice.
    pub project_type: Option<QuestionIx>,
    /// Policy domains, a multiple choice.
    pub domains: Option<QuestionIx>,
}

/// An ordered scale: steps with points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    /// Id by which questions refer to it.
    pub id: String,
    /// Steps in the order in which they are shown.
    pub steps: Vec<Step>,
}

impl Scale {
    /// Least and greatest points.
    pub fn range(&self) -> (i64, i64) {
        range(self.steps.iter().map(|step| step.points))
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The first step with these points.
    pub fn step_at(&self, points: i64) -> Option<&Step> {
        self.steps.iter().find(|step| step.points == points)
    }
}

pub(crate) fn range(points: impl Iterator<Item = i64> + Clone) -> (i64, i64) {
    (points.clone().min().unwrap_or(0), points.max().unwrap_or(0))
}

/// One step of a [`Scale`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Id within the scale.
    pub id: String,
    /// Points, -1000 to 1000.
    pub points: i64,
}

/// Named pieces of a measure's range, without gap or overlap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BandSet {
    /// Id by which measures refer to it.
    pub id: String,
    /// Bands from low to high; each runs until the next one starts.
    pub bands: Vec<Band>,
}

impl BandSet {
    /// Place of the band that holds `value`; none below the first.
    pub fn band_of(&self, value: Fraction) -> Option<usize> {
        self.bands.iter().rposition(|band| value > band.start || (value == band.start && !band.open))
    }
}

/// One band of a [`BandSet`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band {
    /// Id within the set.
    pub id: String,
    /// Where it starts.
    pub start: Fraction,
    /// Whether the start itself is left out.
    pub open: bool,
}

/// A list of subjects that questions can be asked about: groups, stakeholders, phases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Roster {
    /// Id by which questions refer to it.
    pub id: String,
    /// Ids of the subjects that the questionnaire names. Empty for the prompts roster.
    pub subjects: Vec<String>,
    /// How many subjects of one's own the assessor may add.
    pub own: usize,
    /// Whether the engine itself makes the subjects: the interlinkage prompts.
    pub prompts: bool,
}

/// A qualification of an answer to an effect question, such as how one knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facet {
    /// Id by which questions refer to it.
    pub id: String,
    /// What it takes.
    pub takes: FacetKind,
    /// Asked from so many points of benefit on; `None`: on request only.
    pub from_benefit: Option<i64>,
    /// Asked from so many points of harm on; `None`: on request only.
    pub from_harm: Option<i64>,
}

impl Facet {
    /// Whether it is asked at these points of benefit and harm.
    pub fn is_asked(&self, benefit: i64, harm: i64) -> bool {
        self.from_benefit.is_some_and(|from| benefit >= from)
            || self.from_harm.is_some_and(|from| harm >= from)
    }
}

/// What a [`Facet`] takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FacetKind {
    /// One step of a scale.
    Scale(ScaleIx),
    /// Several subjects of a roster.
    Roster(RosterIx),
}

/// A section: what stands together on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Id of the section.
    pub id: String,
    /// Id of the principle that this section serves.
    pub principle: Option<String>,
    /// Questions in order.
    pub questions: Vec<QuestionIx>,
    pub(crate) ask_if: Option<Condition>,
}

/// Over what something is repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForEach {
    /// Once per subject that is in, by this `subjects` question.
    In(QuestionIx, RosterIx),
    /// Once per subject of the roster.
    All(RosterIx),
}

impl ForEach {
    /// The roster whose subjects are gone through.
    pub const fn roster(self) -> RosterIx {
        match self {
            ForEach::In(_, roster) | ForEach::All(roster) => roster,
        }
    }
}

/// One question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Id of the question.
    pub id: String,
    /// What is asked, and what an answer looks like.
    pub kind: Kind,
    /// Over which subjects it is repeated.
    pub for_each: Option<ForEach>,
    /// Whether "not applicable" is an answer.
    pub not_applicable: bool,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// Targets of Agenda 2030, such as `11.2`.
    pub targets: Vec<String>,
    /// Place of its section.
    pub section: usize,
    pub(crate) ask_if: Option<Condition>,
}

/// Kinds of question (METHOD 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Benefit and harm, side by side.
    Effect {
        /// Scale of both sides: points 0, 1, 2 … in order.
        scale: ScaleIx,
        /// Goal that the effect is on.
        goal: Option<Goal>,
        /// Places of the facets in [`Questionnaire::facets`].
        facets: Vec<usize>,
        /// Weight in the goal's mean.
        weight: i64,
        /// Whether it counts for its goal only as long as no other question of the goal is asked.
        gate: bool,
    },
    /// One step of a scale.
    Rating {
        /// The scale.
        scale: ScaleIx,
    },
    /// One option.
    Choice {
        /// Options in order.
        options: Vec<ChoiceOption>,
    },
    /// A set of options; the empty set means "none of these".
    Multiple {
        /// Options in order.
        options: Vec<ChoiceOption>,
        /// Most options that may be chosen.
        at_most: Option<usize>,
    },
    /// For each subject of a roster: yes, no or unknown.
    Subjects {
        /// The roster.
        roster: RosterIx,
        /// Only subjects that are in by this question.
        among: Option<QuestionIx>,
        /// Most subjects that may be chosen.
        at_most: Option<usize>,
    },
    /// Free text.
    Text {
        /// Whether several lines are expected.
        long: bool,
    },
    /// A decimal number.
    Number {
        /// Least value.
        least: Option<i64>,
        /// Greatest value.
        greatest: Option<i64>,
    },
    /// A date.
    Date,
}

/// One option of a choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoiceOption {
    /// Id within the question.
    pub id: String,
    /// Points, if the question is scored.
    pub points: Option<i64>,
}

/// Which way a measure points.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// More is better: a benefit, an access.
    HigherIsBetter,
    /// More is worse: a harm.
    HigherIsWorse,
}

/// How items become one value (METHOD 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aggregate {
    /// Sum of weight x value over sum of weights.
    Mean,
    /// Greatest value.
    Max,
    /// Least value.
    Min,
    /// Weight of the items that meet the threshold over weight of the items.
    Share,
    /// How many items meet the threshold, in points.
    Count,
    /// Sum of weight x points.
    Sum,
    /// min(1, reached / max(intended, required)).
    Attainment,
}

impl Aggregate {
    /// Whether the value is in raw points rather than 0 to 1.
    pub const fn is_raw(self) -> bool {
        matches!(self, Aggregate::Count | Aggregate::Sum)
    }
}

/// A measure: a named way from answers to one value with bounds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measure {
    /// Id of the measure.
    pub id: String,
    /// How its items become one value.
    pub aggregate: Aggregate,
    /// Which way it points.
    pub polarity: Polarity,
    /// Over which subjects it is repeated.
    pub for_each: Option<ForEach>,
    /// Items in declared order; for an attainment: reached, then intended if there is one.
    pub items: Vec<Item>,
    /// Band set.
    pub bands: Option<BandsIx>,
    /// Below this coverage the value is not displayed.
    pub least_coverage: Fraction,
    pub(crate) threshold: Option<Fraction>,
    pub(crate) required: Option<Required>,
}

/// What a measure is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    /// Question or measure.
    pub of: ItemOf,
    /// Weight, 1 to 1000.
    pub weight: i64,
}

/// What an [`Item`] takes its value from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ItemOf {
    /// A question, or one side of it.
    Question(QuestionIx, Side),
    /// Another measure.
    Measure(MeasureIx),
}

/// Which part of an answer an item takes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The whole answer.
    Whole,
    /// Benefit of an effect.
    Benefit,
    /// Harm of an effect.
    Harm,
    /// Points above 0 of a rating that has negative ones too.
    Positive,
    /// Points below 0, turned round.
    Negative,
    /// Whether the question has been dealt with at all.
    Treated,
}

/// Step that an attainment asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Required {
    pub(crate) base: i64,
    pub(crate) rules: Vec<(Condition, i64)>,
}

/// How goals are shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Goals {
    /// Band set of benefit and harm.
    pub bands: Option<BandsIx>,
    /// Below this coverage a goal's bands are not displayed.
    pub least_coverage: Fraction,
    /// When a project may honestly show a goal.
    pub claim: Option<ClaimRule>,
}

/// When a project may honestly show a goal (METHOD 4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimRule {
    /// An effect has at least so much benefit, in points (1 or more) …
    pub benefit: i64,
    /// … and each of these facets of it lies above a step,
    pub facets: Vec<ClaimFacet>,
    /// while no harm of so many points (1 or more) is unresolved.
    pub harm: i64,
    /// Ids of the rules whose findings, once treated or accepted, resolve a harm.
    pub resolved_by: Vec<String>,
}

/// What a facet must say for a [`ClaimRule`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClaimFacet {
    /// Place of the facet in [`Questionnaire::facets`].
    pub facet: usize,
    /// Its step has more points than this.
    pub above: i64,
}

/// A principle: measures whose weakest link is the headline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Principle {
    /// Id of the principle.
    pub id: String,
    /// Measures of the headline, in declared order.
    pub components: Vec<MeasureIx>,
    /// Further measures to show.
    pub measures: Vec<MeasureIx>,
    /// Band set of the headline.
    pub bands: Option<BandsIx>,
}

/// Interlinkage prompts: how many, and the evidence that orders them.
#[derive(Clone, Debug)]
pub struct Interlinkages {
    /// The roster of prompts.
    pub roster: RosterIx,
    /// Places for known trade-offs, harm that undermines, unused synergy.
    pub places: [usize; 3],
    /// What is known about pairs of goals.
    pub evidence: Arc<Evidence>,
}

/// How urgent a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingSeverity {
    /// To be discussed before anything else.
    DiscussFirst,
    /// Deserves attention.
    Attention,
    /// A hint.
    Hint,
}

/// A rule that raises a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Id of the rule and of its findings.
    pub id: String,
    /// How urgent.
    pub severity: FindingSeverity,
    pub(crate) for_each: RuleFor,
    pub(crate) condition: Condition,
}

impl Rule {
    /// The roster of the subjects that its findings are about, if it is repeated over subjects.
    pub const fn roster(&self) -> Option<RosterIx> {
        match self.for_each {
            RuleFor::Subjects(for_each) => Some(for_each.roster()),
            RuleFor::Once | RuleFor::Goals | RuleFor::Effects => None,
        }
    }

    /// Whether its findings are about a harm: it cannot be raised without one.
    ///
    /// ```
    /// # use sdg_core::Questionnaire;
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0", "goals": {},
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [ { "id": "a", "kind": "effect", "scale": "degree", "goal": 7 } ] } ],
    ///          "findings": [
    ///            { "id": "harm", "severity": "attention", "for_each": "goals", "if": { "goal_harm": { "at_least": "1" } } },
    ///            { "id": "none", "severity": "hint", "for_each": "goals", "if": { "not": { "goal_harm": { "at_least": "1" } } } } ] }"#,
    ///     None,
    /// )?;
    /// let about_harm: Vec<bool> = questionnaire.rules().iter().map(|rule| rule.is_about_harm()).collect();
    /// assert_eq!(about_harm, [true, false]);
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn is_about_harm(&self) -> bool {
        self.condition.needs_harm()
    }
}

/// What deserves most attention in some projects. It hides nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Focus {
    /// Id of the focus.
    pub id: String,
    /// Questions that it names.
    pub questions: Vec<QuestionIx>,
    pub(crate) condition: Condition,
}

/// Over what a rule is repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RuleFor {
    Once,
    Goals,
    Effects,
    Subjects(ForEach),
}

impl Questionnaire {
    /// Reads a questionnaire file; `evidence` must be given when the file has an `interlinkages` part.
    ///
    /// # Errors
    ///
    /// All diagnostics of the file, in its order: JSON (`J01…`), ids (`Q02…`), references (`Q03…`), values (`Q04…`),
    /// conditions (`Q05…`), measures (`Q06…`), limits (`Q07…`).
    ///
    /// ```
    /// let wrong = sdg_core::Questionnaire::parse(r#"{ "format": 1 }"#, None).unwrap_err();
    /// assert_eq!(wrong.iter().next().unwrap().code, "J0106");
    /// ```
    pub fn parse(
        structure: &str,
        evidence: Option<&Arc<Evidence>>,
    ) -> Result<Arc<Questionnaire>, Diagnostics> {
        check::parse(structure, evidence)
    }

    /// Id of the questionnaire, such as `sdg-toets-quick`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version of the content.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Languages in which it is complete; the first is the source language.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// SPDX id of the licence of the content.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// How many answers it may ask on the typical path, see [`Questionnaire::check_budget`].
    pub const fn budget(&self) -> Option<usize> {
        self.budget
    }

    /// Sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Which questions tell about the project itself.
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Scales.
    pub fn scales(&self) -> &[Scale] {
        &self.scales
    }

    /// Band sets.
    pub fn bands(&self) -> &[BandSet] {
        &self.bands
    }

    /// Rosters; the prompts roster, if any, is the last.
    pub fn rosters(&self) -> &[Roster] {
        &self.rosters
    }

    /// Facets.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// Sections in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All questions in the order of the file.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Measures in the order of the file.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The goals part.
    pub const fn goals(&self) -> Option<&Goals> {
        self.goals.as_ref()
    }

    /// Principles in order.
    pub fn principles(&self) -> &[Principle] {
        &self.principles
    }

    /// The interlinkages part.
    pub const fn interlinkages(&self) -> Option<&Interlinkages> {
        self.interlinkages.as_ref()
    }

    /// Finding rules in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What deserves most attention in some projects, in order.
    pub fn focus(&self) -> &[Focus] {
        &self.focus
    }

    /// Place of the question with this id.
    pub fn find(&self, id: &str) -> Option<QuestionIx> {
        self.question_by_id.get(id).copied()
    }

    /// Place of the measure with this id.
    pub fn find_measure(&self, id: &str) -> Option<MeasureIx> {
        self.measure_by_id.get(id).copied()
    }

    /// The question at this place. `None` only for a place of another questionnaire.
    pub fn question(&self, ix: QuestionIx) -> Option<&Question> {
        self.questions.get(ix.0)
    }

    /// The measure at this place. `None` only for a place of another questionnaire.
    pub fn measure(&self, ix: MeasureIx) -> Option<&Measure> {
        self.measures.get(ix.0)
    }

    /// The scale at this place. `None` only for a place of another questionnaire.
    pub fn scale(&self, ix: ScaleIx) -> Option<&Scale> {
        self.scales.get(ix.0)
    }

    /// The roster at this place. `None` only for a place of another questionnaire.
    pub fn roster(&self, ix: RosterIx) -> Option<&Roster> {
        self.rosters.get(ix.0)
    }

    /// The band set at this place. `None` only for a place of another questionnaire.
    pub fn band_set(&self, ix: BandsIx) -> Option<&BandSet> {
        self.bands.get(ix.0)
    }

    /// Place of the roster with this id.
    pub fn find_roster(&self, id: &str) -> Option<RosterIx> {
        self.rosters.iter().position(|roster| roster.id == id).map(RosterIx)
    }

    /// The goal that the question with this id is on.
    pub fn goal_of(&self, question: &str) -> Option<Goal> {
        match self.question(self.find(question)?)?.kind {
            Kind::Effect { goal, .. } => goal,
            _ => None,
        }
    }

    /// The roster over which the question with this id is repeated.
    pub fn repeated_over(&self, question: &str) -> Option<RosterIx> {
        Some(self.question(self.find(question)?)?.for_each?.roster())
    }

    /// Effect questions of a goal.
    pub fn goal_questions(&self, goal: Goal) -> &[QuestionIx] {
        self.goal_questions.get(goal.place()).map_or(&[], Vec::as_slice)
    }

    /// Every condition that decides what is asked, or which step is required.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let sections = self.sections.iter().filter_map(|section| section.ask_if.as_ref());
        let questions = self.questions.iter().filter_map(|question| question.ask_if.as_ref());
        let required = self.measures.iter().filter_map(|measure| measure.required.as_ref());
        let rules = required.flat_map(|required| required.rules.iter().map(|(condition, _)| condition));
        sections.chain(questions).chain(rules)
    }

    /// Goals that have effect questions, in order.
    pub(crate) fn asked_goals(&self) -> impl Iterator<Item = Goal> {
        Goal::all().filter(|goal| !self.goal_questions(*goal).is_empty())
    }

    /// All questions with their places.
    pub fn indexed(&self) -> impl Iterator<Item = (QuestionIx, &Question)> {
        self.questions.iter().enumerate().map(|(ix, question)| (QuestionIx(ix), question))
    }
}
