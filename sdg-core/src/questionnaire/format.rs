//! Shapes of the structure file, version 1. Lists of things with an id stay raw here, so that one wrong element
//! hides no other; conditions stay raw, because what they may refer to is known only later.

#![expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]

use super::{Aggregate, FindingSeverity, Polarity, Side};
use crate::json::Fields;

const AGGREGATES: [(&str, Aggregate); 7] = [
    ("mean", Aggregate::Mean),
    ("max", Aggregate::Max),
    ("min", Aggregate::Min),
    ("share", Aggregate::Share),
    ("count", Aggregate::Count),
    ("sum", Aggregate::Sum),
    ("attainment", Aggregate::Attainment),
];
const POLARITIES: [(&str, Polarity); 2] =
    [("higher-is-better", Polarity::HigherIsBetter), ("higher-is-worse", Polarity::HigherIsWorse)];
const SEVERITIES: [(&str, FindingSeverity); 3] = [
    ("discuss-first", FindingSeverity::DiscussFirst),
    ("attention", FindingSeverity::Attention),
    ("hint", FindingSeverity::Hint),
];
const SIDES: [(&str, Side); 6] = [
    ("whole", Side::Whole),
    ("benefit", Side::Benefit),
    ("harm", Side::Harm),
    ("positive", Side::Positive),
    ("negative", Side::Negative),
    ("treated", Side::Treated),
];

pub(super) struct FileShape<'a> {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) languages: Vec<String>,
    pub(super) licence: String,
    pub(super) budget: Option<usize>,
    pub(super) sources: Vec<&'a str>,
    pub(super) profile: Option<&'a str>,
    pub(super) scales: Vec<&'a str>,
    pub(super) bands: Vec<&'a str>,
    pub(super) rosters: Vec<&'a str>,
    pub(super) facets: Vec<&'a str>,
    pub(super) sections: Vec<&'a str>,
    pub(super) measures: Vec<&'a str>,
    pub(super) goals: Option<&'a str>,
    pub(super) principles: Vec<&'a str>,
    pub(super) interlinkages: Option<&'a str>,
    pub(super) findings: Vec<&'a str>,
    pub(super) focus: Vec<&'a str>,
}

impl<'a> FileShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<FileShape<'a>> {
        fields.count("format");
        fields.text_if("$schema");
        Some(FileShape {
            id: fields.text("id"),
            version: fields.text("version"),
            languages: fields.texts("languages"),
            licence: fields.text("licence"),
            budget: fields.count_if("budget"),
            sources: fields.list_or_empty("sources"),
            profile: fields.raw_if("profile"),
            scales: fields.list_or_empty("scales"),
            bands: fields.list_or_empty("bands"),
            rosters: fields.list_or_empty("rosters"),
            facets: fields.list_or_empty("facets"),
            sections: fields.list("sections"),
            measures: fields.list_or_empty("measures"),
            goals: fields.raw_if("goals"),
            principles: fields.list_or_empty("principles"),
            interlinkages: fields.raw_if("interlinkages"),
            findings: fields.list_or_empty("findings"),
            focus: fields.list_or_empty("focus"),
        })
    }
}

pub(super) struct SourceShape {
    pub(super) id: String,
    pub(super) citation: String,
    pub(super) url: Option<String>,
}

impl SourceShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<SourceShape> {
        Some(SourceShape {
            id: fields.text("id"),
            citation: fields.text("citation"),
            url: fields.text_if("url"),
        })
    }
}

pub(super) struct ProfileShape {
    pub(super) name: Option<String>,
    pub(super) municipality: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) date: Option<String>,
    pub(super) project_type: Option<String>,
    pub(super) domains: Option<String>,
}

impl ProfileShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<ProfileShape> {
        Some(ProfileShape {
            name: fields.text_if("name"),
            municipality: fields.text_if("municipality"),
            stage: fields.text_if("stage"),
            date: fields.text_if("date"),
            project_type: fields.text_if("type"),
            domains: fields.text_if("domains"),
        })
    }
}

pub(super) struct ScaleShape {
    pub(super) id: String,
    pub(super) steps: Vec<StepShape>,
}

impl ScaleShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<ScaleShape> {
        Some(ScaleShape { id: fields.text("id"), steps: fields.objects("steps", StepShape::read) })
    }
}

pub(super) struct StepShape {
    pub(super) id: String,
    pub(super) points: i64,
}

impl StepShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<StepShape> {
        Some(StepShape { id: fields.text("id"), points: fields.whole("points") })
    }
}

pub(super) struct BandSetShape {
    pub(super) id: String,
    pub(super) bands: Vec<BandShape>,
}

impl BandSetShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<BandSetShape> {
        Some(BandSetShape { id: fields.text("id"), bands: fields.objects("bands", BandShape::read) })
    }
}

pub(super) struct BandShape {
    pub(super) id: String,
    pub(super) from: Option<String>,
    pub(super) above: Option<String>,
}

impl BandShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<BandShape> {
        Some(BandShape {
            id: fields.text("id"),
            from: fields.text_if("from"),
            above: fields.text_if("above"),
        })
    }
}

pub(super) struct RosterShape {
    pub(super) id: String,
    pub(super) subjects: Vec<String>,
    pub(super) own: usize,
}

impl RosterShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<RosterShape> {
        Some(RosterShape {
            id: fields.text("id"),
            subjects: fields.texts("subjects"),
            own: fields.count_or_none("own"),
        })
    }
}

pub(super) struct FacetShape {
    pub(super) id: String,
    pub(super) scale: Option<String>,
    pub(super) roster: Option<String>,
    pub(super) ask_from: Option<AskFromShape>,
}

impl FacetShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<FacetShape> {
        Some(FacetShape {
            id: fields.text("id"),
            scale: fields.text_if("scale"),
            roster: fields.text_if("roster"),
            ask_from: fields.object_if("ask_from", AskFromShape::read),
        })
    }
}

pub(super) struct AskFromShape {
    pub(super) benefit: Option<i64>,
    pub(super) harm: Option<i64>,
}

impl AskFromShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<AskFromShape> {
        Some(AskFromShape { benefit: fields.whole_if("benefit"), harm: fields.whole_if("harm") })
    }
}

pub(super) struct SectionShape<'a> {
    pub(super) id: String,
    pub(super) ask_if: Option<&'a str>,
    pub(super) principle: Option<String>,
    pub(super) questions: Vec<&'a str>,
}

impl<'a> SectionShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<SectionShape<'a>> {
        Some(SectionShape {
            id: fields.text("id"),
            ask_if: fields.raw_if("ask_if"),
            principle: fields.text_if("principle"),
            questions: fields.list("questions"),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
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

const KINDS: [(&str, KindName); 8] = [
    ("effect", KindName::Effect),
    ("rating", KindName::Rating),
    ("choice", KindName::Choice),
    ("multiple", KindName::Multiple),
    ("subjects", KindName::Subjects),
    ("text", KindName::Text),
    ("number", KindName::Number),
    ("date", KindName::Date),
];

pub(super) struct QuestionShape<'a> {
    pub(super) id: String,
    pub(super) kind: KindName,
    pub(super) ask_if: Option<&'a str>,
    pub(super) for_each: Option<ForEachShape>,
    pub(super) not_applicable: bool,
    pub(super) sources: Vec<String>,
    pub(super) targets: Vec<String>,
    pub(super) scale: Option<String>,
    pub(super) goal: Option<u8>,
    pub(super) facets: Option<Vec<String>>,
    pub(super) weight: Option<i64>,
    pub(super) gate: Option<bool>,
    pub(super) options: Option<Vec<OptionShape>>,
    pub(super) at_most: Option<usize>,
    pub(super) roster: Option<String>,
    pub(super) among: Option<String>,
    pub(super) long: Option<bool>,
    pub(super) least: Option<i64>,
    pub(super) greatest: Option<i64>,
}

impl<'a> QuestionShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<QuestionShape<'a>> {
        Some(QuestionShape {
            id: fields.text("id"),
            ask_if: fields.raw_if("ask_if"),
            for_each: fields.object_if("for_each", ForEachShape::read),
            not_applicable: fields.flag_or_false("not_applicable"),
            sources: fields.texts_or_empty("sources"),
            targets: fields.texts_or_empty("targets"),
            scale: fields.text_if("scale"),
            goal: fields.goal_if("goal"),
            facets: fields.texts_if("facets"),
            weight: fields.whole_if("weight"),
            gate: fields.flag_if("gate"),
            options: fields.objects_if("options", OptionShape::read),
            at_most: fields.count_if("at_most"),
            roster: fields.text_if("roster"),
            among: fields.text_if("among"),
            long: fields.flag_if("long"),
            least: fields.whole_if("least"),
            greatest: fields.whole_if("greatest"),
            kind: fields.word("kind", &KINDS)?,
        })
    }
}

pub(super) struct OptionShape {
    pub(super) id: String,
    pub(super) points: Option<i64>,
}

impl OptionShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<OptionShape> {
        Some(OptionShape { id: fields.text("id"), points: fields.whole_if("points") })
    }
}

pub(super) enum ForEachShape {
    In(String),
    All(String),
}

impl ForEachShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<ForEachShape> {
        let key = fields.one_of("repetition", &["in", "all"])?;
        let id = fields.text(key);
        Some(if key == "in" { ForEachShape::In(id) } else { ForEachShape::All(id) })
    }
}

pub(super) struct OptionTest {
    pub(super) question: String,
    pub(super) is: Vec<String>,
}

impl OptionTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<OptionTest> {
        Some(OptionTest { question: fields.text("question"), is: fields.texts("is") })
    }
}

pub(super) struct PointsTest {
    pub(super) question: String,
    pub(super) at_least: i64,
}

/// A side of an effect, of the one at hand if none is named.
pub(super) struct EffectTest {
    pub(super) question: Option<String>,
    pub(super) at_least: i64,
}

impl EffectTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<EffectTest> {
        Some(EffectTest { question: fields.text_if("question"), at_least: fields.whole("at_least") })
    }
}

pub(super) struct FacetTest {
    pub(super) question: Option<String>,
    pub(super) facet: String,
    pub(super) is: Vec<String>,
}

impl FacetTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<FacetTest> {
        Some(FacetTest {
            question: fields.text_if("question"),
            facet: fields.text("facet"),
            is: fields.texts("is"),
        })
    }
}

impl PointsTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<PointsTest> {
        Some(PointsTest { question: fields.text("question"), at_least: fields.whole("at_least") })
    }
}

pub(super) struct SubjectTest {
    pub(super) question: String,
    pub(super) is: Option<String>,
}

impl SubjectTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<SubjectTest> {
        Some(SubjectTest { question: fields.text("question"), is: fields.text_if("is") })
    }
}

pub(super) struct QuestionTest {
    pub(super) question: String,
}

impl QuestionTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<QuestionTest> {
        Some(QuestionTest { question: fields.text("question") })
    }
}

/// A question, or the effect at hand.
pub(super) struct StateTest {
    pub(super) question: Option<String>,
}

impl StateTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<StateTest> {
        Some(StateTest { question: fields.text_if("question") })
    }
}

/// A test that has no fields.
pub(super) struct AnywhereTest;

impl AnywhereTest {
    pub(super) fn read(_: &mut Fields<'_, '_>) -> Option<AnywhereTest> {
        Some(AnywhereTest)
    }
}

pub(super) struct CoverageTest {
    pub(super) measure: Option<String>,
    pub(super) principle: Option<String>,
    pub(super) goal: Option<u8>,
    pub(super) at_least: String,
}

impl CoverageTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<CoverageTest> {
        Some(CoverageTest {
            measure: fields.text_if("measure"),
            principle: fields.text_if("principle"),
            goal: fields.goal_if("goal"),
            at_least: fields.text("at_least"),
        })
    }
}

pub(super) struct GoalTest {
    pub(super) goal: Option<u8>,
}

impl GoalTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<GoalTest> {
        Some(GoalTest { goal: fields.goal_if("goal") })
    }
}

pub(super) struct GoalValueTest {
    pub(super) goal: Option<u8>,
    pub(super) at_least: String,
}

impl GoalValueTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<GoalValueTest> {
        Some(GoalValueTest { goal: fields.goal_if("goal"), at_least: fields.text("at_least") })
    }
}

pub(super) struct MeasureTest {
    pub(super) measure: String,
    pub(super) at_least: String,
}

impl MeasureTest {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<MeasureTest> {
        Some(MeasureTest { measure: fields.text("measure"), at_least: fields.text("at_least") })
    }
}

pub(super) struct MeasureShape<'a> {
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
    pub(super) required: Option<RequiredShape<'a>>,
}

impl<'a> MeasureShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<MeasureShape<'a>> {
        Some(MeasureShape {
            id: fields.text("id"),
            items: fields.objects_if("items", ItemShape::read),
            at_least: fields.text_if("at_least"),
            for_each: fields.object_if("for_each", ForEachShape::read),
            bands: fields.text_if("bands"),
            least_coverage: fields.text_if("least_coverage"),
            reached: fields.text_if("reached"),
            intended: fields.text_if("intended"),
            required: fields.object_if("required", RequiredShape::read),
            aggregate: fields.word("aggregate", &AGGREGATES)?,
            polarity: fields.word("polarity", &POLARITIES)?,
        })
    }
}

pub(super) struct ItemShape {
    pub(super) question: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) side: Option<Side>,
    pub(super) weight: Option<i64>,
}

impl ItemShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<ItemShape> {
        Some(ItemShape {
            question: fields.text_if("question"),
            measure: fields.text_if("measure"),
            side: fields.word_if("side", &SIDES),
            weight: fields.whole_if("weight"),
        })
    }
}

pub(super) struct RequiredShape<'a> {
    pub(super) base: i64,
    pub(super) rules: Vec<RequiredRuleShape<'a>>,
}

impl<'a> RequiredShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<RequiredShape<'a>> {
        Some(RequiredShape {
            base: fields.whole("base"),
            rules: fields.objects_or_empty("rules", RequiredRuleShape::read),
        })
    }
}

pub(super) struct RequiredRuleShape<'a> {
    pub(super) condition: &'a str,
    pub(super) step: i64,
}

impl<'a> RequiredRuleShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<RequiredRuleShape<'a>> {
        Some(RequiredRuleShape { step: fields.whole("step"), condition: fields.needed("if")? })
    }
}

pub(super) struct GoalsShape<'a> {
    pub(super) bands: Option<String>,
    pub(super) least_coverage: Option<String>,
    pub(super) claim: Option<&'a str>,
}

impl<'a> GoalsShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<GoalsShape<'a>> {
        Some(GoalsShape {
            bands: fields.text_if("bands"),
            least_coverage: fields.text_if("least_coverage"),
            claim: fields.raw_if("claim"),
        })
    }
}

pub(super) struct ClaimShape {
    pub(super) benefit: i64,
    pub(super) harm: i64,
    pub(super) facets: Vec<ClaimFacetShape>,
    pub(super) resolved_by: Vec<String>,
}

impl ClaimShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<ClaimShape> {
        Some(ClaimShape {
            benefit: fields.whole("benefit"),
            harm: fields.whole("harm"),
            facets: fields.objects_or_empty("facets", ClaimFacetShape::read),
            resolved_by: fields.texts_or_empty("resolved_by"),
        })
    }
}

pub(super) struct ClaimFacetShape {
    pub(super) facet: String,
    pub(super) above: String,
}

impl ClaimFacetShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<ClaimFacetShape> {
        Some(ClaimFacetShape { facet: fields.text("facet"), above: fields.text("above") })
    }
}

pub(super) struct PrincipleShape {
    pub(super) id: String,
    pub(super) components: Vec<String>,
    pub(super) measures: Vec<String>,
    pub(super) bands: Option<String>,
}

impl PrincipleShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<PrincipleShape> {
        Some(PrincipleShape {
            id: fields.text("id"),
            components: fields.texts("components"),
            measures: fields.texts_or_empty("measures"),
            bands: fields.text_if("bands"),
        })
    }
}

pub(super) struct InterlinkagesShape {
    pub(super) evidence: String,
    pub(super) roster: String,
    pub(super) places: PlacesShape,
}

impl InterlinkagesShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<InterlinkagesShape> {
        Some(InterlinkagesShape {
            evidence: fields.text("evidence"),
            roster: fields.text("roster"),
            places: fields.object("places", PlacesShape::read)?,
        })
    }
}

pub(super) struct PlacesShape {
    pub(super) known_tradeoffs: usize,
    pub(super) undermining: usize,
    pub(super) unused_synergy: usize,
}

impl PlacesShape {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<PlacesShape> {
        Some(PlacesShape {
            known_tradeoffs: fields.count("known_tradeoffs"),
            undermining: fields.count("undermining"),
            unused_synergy: fields.count("unused_synergy"),
        })
    }
}

pub(super) struct FindingShape<'a> {
    pub(super) id: String,
    pub(super) severity: FindingSeverity,
    /// The word `goals` or `effects`, or an object as elsewhere.
    pub(super) for_each: Option<&'a str>,
    pub(super) condition: &'a str,
}

impl<'a> FindingShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<FindingShape<'a>> {
        Some(FindingShape {
            id: fields.text("id"),
            for_each: fields.raw_if("for_each"),
            severity: fields.word("severity", &SEVERITIES)?,
            condition: fields.needed("if")?,
        })
    }
}

pub(super) struct FocusShape<'a> {
    pub(super) id: String,
    pub(super) questions: Vec<String>,
    pub(super) condition: &'a str,
}

impl<'a> FocusShape<'a> {
    pub(super) fn read(fields: &mut Fields<'_, 'a>) -> Option<FocusShape<'a>> {
        Some(FocusShape {
            id: fields.text("id"),
            questions: fields.texts("questions"),
            condition: fields.needed("if")?,
        })
    }
}
