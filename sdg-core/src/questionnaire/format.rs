//! Shapes of the structure file, version 1. Lists of things with an id stay raw here, so that one wrong element
//! hides no other.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Aggregate, FindingSeverity, Polarity, Side};
use crate::json::{Object, Word};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileShape<'a> {
    #[serde(rename = "format")]
    pub(super) _format: u64,
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
    #[serde(deserialize_with = "objects")]
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
    #[serde(deserialize_with = "objects")]
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
    #[serde(default, deserialize_with = "optional_object")]
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
    #[serde(deserialize_with = "word")]
    pub(super) kind: KindName,
    pub(super) ask_if: Option<ConditionShape>,
    #[serde(default, deserialize_with = "optional_object")]
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
    #[serde(default, deserialize_with = "optional_objects")]
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

/// An object with one key.
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

impl<'de> Deserialize<'de> for ConditionShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneKey;

        impl<'de> Visitor<'de> for OneKey {
            type Value = ConditionShape;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a condition: an object with one key")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ConditionShape, A::Error> {
                const KNOWN: &str = "it can be all, any, not, option, points, benefit, harm, subject, any_subject, goal_touched, \
                                     goal_benefit, goal_harm, measure, is_out, is_unknown, is_unanswered";
                let Some(key) = map.next_key::<String>()? else {
                    return Err(A::Error::custom("a condition without a key"));
                };
                let condition = match key.as_str() {
                    "all" => ConditionShape::All(map.next_value()?),
                    "any" => ConditionShape::Any(map.next_value()?),
                    "not" => ConditionShape::Not(map.next_value()?),
                    "option" => ConditionShape::Option(map.next_value::<Object<_>>()?.0),
                    "points" => ConditionShape::Points(map.next_value::<Object<_>>()?.0),
                    "benefit" => ConditionShape::Benefit(map.next_value::<Object<_>>()?.0),
                    "harm" => ConditionShape::Harm(map.next_value::<Object<_>>()?.0),
                    "subject" => ConditionShape::Subject(map.next_value::<Object<_>>()?.0),
                    "any_subject" => ConditionShape::AnySubject(map.next_value::<Object<_>>()?.0),
                    "goal_touched" => ConditionShape::GoalTouched(map.next_value::<Object<_>>()?.0),
                    "goal_benefit" => ConditionShape::GoalBenefit(map.next_value::<Object<_>>()?.0),
                    "goal_harm" => ConditionShape::GoalHarm(map.next_value::<Object<_>>()?.0),
                    "measure" => ConditionShape::Measure(map.next_value::<Object<_>>()?.0),
                    "is_out" => ConditionShape::IsOut(map.next_value::<Object<_>>()?.0),
                    "is_unknown" => ConditionShape::IsUnknown(map.next_value::<Object<_>>()?.0),
                    "is_unanswered" => ConditionShape::IsUnanswered(map.next_value::<Object<_>>()?.0),
                    _ => return Err(A::Error::custom(format_args!("unknown condition `{key}`; {KNOWN}"))),
                };
                match map.next_key::<String>()? {
                    None => Ok(condition),
                    Some(second) => Err(A::Error::custom(format_args!(
                        "a condition has one key, here are `{key}` and `{second}`; join them with `all` or `any`"
                    ))),
                }
            }
        }

        deserializer.deserialize_map(OneKey)
    }
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
    #[serde(deserialize_with = "word")]
    pub(super) aggregate: Aggregate,
    #[serde(deserialize_with = "word")]
    pub(super) polarity: Polarity,
    #[serde(default, deserialize_with = "optional_objects")]
    pub(super) items: Option<Vec<ItemShape>>,
    pub(super) at_least: Option<String>,
    #[serde(default, deserialize_with = "optional_object")]
    pub(super) for_each: Option<ForEachShape>,
    pub(super) bands: Option<String>,
    pub(super) least_coverage: Option<String>,
    pub(super) reached: Option<String>,
    pub(super) intended: Option<String>,
    #[serde(default, deserialize_with = "optional_object")]
    pub(super) required: Option<RequiredShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemShape {
    pub(super) question: Option<String>,
    pub(super) measure: Option<String>,
    #[serde(default, deserialize_with = "optional_word")]
    pub(super) side: Option<Side>,
    pub(super) weight: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredShape {
    pub(super) base: i64,
    #[serde(default, deserialize_with = "objects")]
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
    #[serde(deserialize_with = "object")]
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
pub(super) struct FindingShape<'a> {
    pub(super) id: String,
    #[serde(deserialize_with = "word")]
    pub(super) severity: FindingSeverity,
    /// The word `goals`, or an object as elsewhere.
    #[serde(borrow)]
    pub(super) for_each: Option<&'a RawValue>,
    #[serde(rename = "if")]
    pub(super) condition: ConditionShape,
}

// Objects are only objects and words are only words: see `crate::json`.

fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Object::deserialize(deserializer).map(|object| object.0)
}

fn optional_object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::<Object<T>>::deserialize(deserializer)?.map(|object| object.0))
}

fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Vec::<Object<T>>::deserialize(deserializer)?.into_iter().map(|object| object.0).collect())
}

fn optional_objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    let objects = Option::<Vec<Object<T>>>::deserialize(deserializer)?;
    Ok(objects.map(|objects| objects.into_iter().map(|object| object.0).collect()))
}

fn word<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Word::deserialize(deserializer).map(|word| word.0)
}

fn optional_word<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::<Word<T>>::deserialize(deserializer)?.map(|word| word.0))
}
