//! Shapes of the structure file, version 1. Lists of things with an id stay raw here, so that one wrong element
//! hides no other.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Aggregate, FindingSeverity, Polarity, Side};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileShape<'a> {
    pub(super) format: u64,
    #[serde(rename = "$schema")]
    pub(super) _schema: Option<String>,
    pub(super) id: String,
    pub(super) version: String,
    pub(super) languages: Vec<String>,
    pub(super) licence: String,
    #[serde(borrow, default)]
    pub(super) sources: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) profile: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) scales: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) bands: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) rosters: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) facets: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) sections: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) measures: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) goals: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) principles: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) interlinkages: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) findings: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceShape {
    pub(super) id: String,
    pub(super) citation: String,
    pub(super) url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileShape {
    pub(super) name: Option<String>,
    pub(super) municipality: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) date: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScaleShape {
    pub(super) id: String,
    pub(super) steps: Vec<StepShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepShape {
    pub(super) id: String,
    pub(super) points: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandSetShape {
    pub(super) id: String,
    pub(super) bands: Vec<BandShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandShape {
    pub(super) id: String,
    pub(super) from: Option<String>,
    pub(super) above: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RosterShape {
    pub(super) id: String,
    pub(super) subjects: Vec<String>,
    #[serde(default)]
    pub(super) own: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FacetShape {
    pub(super) id: String,
    pub(super) scale: Option<String>,
    pub(super) roster: Option<String>,
    pub(super) ask_from: Option<AskFromShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFromShape {
    pub(super) benefit: Option<i64>,
    pub(super) harm: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionShape<'a> {
    pub(super) id: String,
    pub(super) ask_if: Option<ConditionShape>,
    pub(super) principle: Option<String>,
    #[serde(borrow)]
    pub(super) questions: Vec<&'a RawValue>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum KindName {
    Effect,
    Rating,
    Choice,
    Multiple,
    Subjects,
    Text,
    Number,
    Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionShape {
    pub(super) id: String,
    pub(super) kind: KindName,
    pub(super) ask_if: Option<ConditionShape>,
    pub(super) for_each: Option<ForEachShape>,
    #[serde(default)]
    pub(super) not_applicable: bool,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    #[serde(default)]
    pub(super) targets: Vec<String>,
    pub(super) scale: Option<String>,
    pub(super) goal: Option<u8>,
    pub(super) facets: Option<Vec<String>>,
    pub(super) weight: Option<i64>,
    pub(super) options: Option<Vec<OptionShape>>,
    pub(super) at_most: Option<usize>,
    pub(super) roster: Option<String>,
    pub(super) among: Option<String>,
    pub(super) long: Option<bool>,
    pub(super) least: Option<i64>,
    pub(super) greatest: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionShape {
    pub(super) id: String,
    pub(super) points: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ForEachShape {
    In(String),
    All(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConditionShape {
    All(Vec<ConditionShape>),
    Any(Vec<ConditionShape>),
    Not(Box<ConditionShape>),
    Option(OptionTest),
    Points(PointsTest),
    Benefit(PointsTest),
    Harm(PointsTest),
    Subject(SubjectTest),
    AnySubject(QuestionTest),
    GoalTouched(GoalTest),
    GoalBenefit(GoalValueTest),
    GoalHarm(GoalValueTest),
    Measure(MeasureTest),
    IsOut(QuestionTest),
    IsUnknown(QuestionTest),
    IsUnanswered(QuestionTest),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionTest {
    pub(super) question: String,
    pub(super) is: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PointsTest {
    pub(super) question: String,
    pub(super) at_least: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectTest {
    pub(super) question: String,
    pub(super) is: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionTest {
    pub(super) question: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoalTest {
    pub(super) goal: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoalValueTest {
    pub(super) goal: Option<u8>,
    pub(super) at_least: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureTest {
    pub(super) measure: String,
    pub(super) at_least: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureShape {
    pub(super) id: String,
    pub(super) aggregate: Aggregate,
    pub(super) polarity: Polarity,
    pub(super) items: Option<Vec<ItemShape>>,
    pub(super) at_least: Option<String>,
    pub(super) for_each: Option<ForEachShape>,
    pub(super) bands: Option<String>,
    pub(super) least_coverage: Option<String>,
    pub(super) reached: Option<String>,
    pub(super) intended: Option<String>,
    pub(super) required: Option<RequiredShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemShape {
    pub(super) question: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) side: Option<Side>,
    pub(super) weight: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredShape {
    pub(super) base: i64,
    #[serde(default)]
    pub(super) rules: Vec<RequiredRuleShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredRuleShape {
    #[serde(rename = "if")]
    pub(super) condition: ConditionShape,
    pub(super) step: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoalsShape {
    pub(super) bands: Option<String>,
    pub(super) least_coverage: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrincipleShape {
    pub(super) id: String,
    pub(super) components: Vec<String>,
    #[serde(default)]
    pub(super) measures: Vec<String>,
    pub(super) bands: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InterlinkagesShape {
    pub(super) evidence: String,
    pub(super) roster: String,
    pub(super) places: PlacesShape,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlacesShape {
    pub(super) known_tradeoffs: usize,
    pub(super) undermining: usize,
    pub(super) unused_synergy: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingShape {
    pub(super) id: String,
    pub(super) severity: FindingSeverity,
    pub(super) for_each: Option<RuleForShape>,
    #[serde(rename = "if")]
    pub(super) condition: ConditionShape,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RuleForShape {
    Word(String),
    Subjects(ForEachShape),
}
