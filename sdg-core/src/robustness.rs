//! How far the verdicts on means hang on the weights and on single items (METHOD 10).
//!
//! Weights are choices. A verdict is worth more when it would be the same with other weights, each between half and twice what
//! it is, and without any single item.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::condition::Condition;
use crate::fraction::{Bounds, Fraction, Truth};
use crate::hull::{self, Child};
use crate::questionnaire::{
    Aggregate, BandSet, BandsIx, ForEach, Goal, ItemOf, Kind, Measure, MeasureIx, Questionnaire, Side,
    item_range,
};
use crate::report::{BandSpan, MaybeBounds, MeasureResult};
use crate::score::{Evaluation, reaches};

/// One mean under other weights and with items left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MeanRobustness {
    /// Id of the measure, such as `goal.7.benefit.mean`.
    pub id: String,
    /// Subject, for a repeated measure.
    pub subject: Option<String>,
    /// What it is with its own weights.
    pub bounds: Bounds,
    /// Everything that it can be when each weight lies between half and twice its own.
    pub reweighted: Bounds,
    /// What it is without each item, in declared order.
    pub left_out: Vec<LeftOut>,
    /// What is said about it, and whether that would still be said.
    pub verdicts: Vec<Verdict>,
}

/// A mean without one of its items.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LeftOut {
    /// Id of the question or the measure that the item takes its value from.
    pub item: String,
    /// Which part of the answer; the whole of a measure.
    pub side: Side,
    /// Subject, where it is repeated.
    pub subject: Option<String>,
    /// Its weight.
    pub weight: i64,
    /// What the mean is without it; `None` when nothing is left.
    pub bounds: MaybeBounds,
}

/// Something that is said about a mean.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Verdict {
    /// What is said.
    pub about: VerdictAbout,
    /// Whether it would be said with any weights between half and twice the own ones.
    pub survives_weights: bool,
    /// Places in [`MeanRobustness::left_out`] of items without which it would not be said.
    pub hangs_on: Vec<usize>,
    /// Survives other weights and hangs on no single item.
    pub robust: bool,
}

/// What is said about a mean.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictAbout {
    /// It lies in these bands.
    Bands(BandSpan),
    /// It does or does not reach a threshold that a condition of the questionnaire asks about.
    Threshold {
        /// The threshold.
        at_least: Fraction,
        /// Whether it is reached.
        reached: bool,
    },
}

impl Assessment {
    /// Every mean that is not void: measures in declared order, then both sides of each goal.
    ///
    /// Each item stands by itself, also where one declared item is repeated over subjects; measures inside a mean are taken with
    /// the bounds they have. A verdict is left out when it says nothing: all bands at once, or a threshold still undecided.
    /// It survives when nothing else could then be said than what it leaves open now.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Entry, Fraction, Questionnaire};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [
    ///            { "id": "a", "kind": "rating", "scale": "degree" },
    ///            { "id": "b", "kind": "rating", "scale": "degree" } ] } ],
    ///          "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better",
    ///                          "items": [ { "question": "a" }, { "question": "b" } ] } ] }"#,
    ///     None,
    /// )?;
    /// let mut assessment = Assessment::new(&questionnaire);
    /// for (id, step) in [("a", 0), ("b", 1)] {
    ///     let question = questionnaire.find(id).unwrap();
    ///     assessment.set(question, None, Entry { answer: Some(Answer::Option(step)), ..Entry::EMPTY })?;
    /// }
    /// let mean = &assessment.robustness()[0];
    /// // With weights 2 and 1/2 the mean of 0 and 1 is 1/5, the other way round 4/5.
    /// assert_eq!((mean.reweighted.lo, mean.reweighted.hi), (Fraction::new(1, 5), Fraction::new(4, 5)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn robustness(&self) -> Vec<MeanRobustness> {
        let questionnaire = self.questionnaire();
        let evaluation = Evaluation::of(self);
        let report = self.score();
        let mut all = Vec::new();
        for (place, measure) in questionnaire.measures().iter().enumerate() {
            if measure.aggregate != Aggregate::Mean {
                continue;
            }
            let thresholds = thresholds(questionnaire, MeasureIx(place));
            for subject in evaluation.positions(measure.for_each) {
                let id = evaluation.subject_id(measure.for_each, subject);
                let items = items_of_measure(questionnaire, &evaluation, measure, subject);
                let result = report.measure(&measure.id, id);
                all.extend(result.and_then(|result| robustness(questionnaire, result, items, &thresholds)));
            }
        }
        for goal in &report.goals {
            for (side, result) in [(Side::Benefit, &goal.benefit.mean), (Side::Harm, &goal.harm.mean)] {
                let items = items_of_goal(questionnaire, &evaluation, goal.goal, side);
                all.extend(robustness(questionnaire, result, items, &[]));
            }
        }
        all
    }
}

/// An item that is not out, with the name under which it can be left out.
struct NamedItem {
    item: String,
    side: Side,
    subject: Option<String>,
    child: Child,
}

fn items_of_measure(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    measure: &Measure,
    subject: Option<usize>,
) -> Vec<NamedItem> {
    let mut items = Vec::new();
    for item in &measure.items {
        let (id, side, roster) = match item.of {
            ItemOf::Measure(ix) => {
                let Some(child) = questionnaire.measure(ix) else { continue };
                (&child.id, Side::Whole, child.for_each.map(ForEach::roster))
            }
            ItemOf::Question(ix, side) => {
                let Some(question) = questionnaire.question(ix) else { continue };
                let roster = match question.kind {
                    Kind::Subjects { roster, .. } => Some(roster),
                    _ => question.for_each.map(ForEach::roster),
                };
                (&question.id, side, roster)
            }
        };
        evaluation.children(item, measure.for_each, subject, false, &mut |place, child| {
            let subject = roster.zip(place).and_then(|(roster, place)| evaluation.roster(roster).get(place));
            items.push(NamedItem {
                item: id.clone(),
                side,
                subject: subject.map(ToString::to_string),
                child,
            });
        });
    }
    items
}

fn items_of_goal(
    questionnaire: &Questionnaire,
    evaluation: &Evaluation<'_>,
    goal: Goal,
    side: Side,
) -> Vec<NamedItem> {
    let mut items = Vec::new();
    evaluation.goal_leaves(goal, side, &mut |ix, leaf, weight| {
        let Some(question) = questionnaire.question(ix) else { return };
        let range = item_range(questionnaire, &question.kind, side);
        if let Some(child) = leaf.child(range, false, weight) {
            items.push(NamedItem { item: question.id.clone(), side, subject: None, child });
        }
    });
    items
}

fn robustness(
    questionnaire: &Questionnaire,
    result: &MeasureResult,
    items: Vec<NamedItem>,
    thresholds: &[Fraction],
) -> Option<MeanRobustness> {
    let bounds = result.bounds?;
    let children: Vec<Child> = items.iter().map(|item| item.child).collect();
    let lowest = extreme(children.iter().map(|child| (child.lo, child)), |a, b| a < b)?;
    let highest = extreme(children.iter().map(|child| (child.hi, child)), |a, b| a > b)?;
    let reweighted = Bounds { lo: lowest, hi: highest, ..bounds };
    let left_out: Vec<LeftOut> = items
        .into_iter()
        .enumerate()
        .map(|(place, item)| {
            let mut rest = children.clone();
            rest.remove(place);
            let may_be_void =
                |rest: Bounds| Bounds { may_be_void: rest.may_be_void || bounds.may_be_void, ..rest };
            let bounds = hull::mean(&rest).map(may_be_void);
            LeftOut {
                item: item.item,
                side: item.side,
                subject: item.subject,
                weight: item.child.weight,
                bounds,
            }
        })
        .collect();
    let verdict = |about: VerdictAbout, survives: &dyn Fn(MaybeBounds) -> bool| {
        let survives_weights = survives(Some(reweighted));
        let fall = left_out.iter().enumerate().filter(|(_, without)| !survives(without.bounds));
        let hangs_on: Vec<usize> = fall.map(|(place, _)| place).collect();
        Verdict { about, survives_weights, robust: survives_weights && hangs_on.is_empty(), hangs_on }
    };
    let mut verdicts = Vec::new();
    // A measure that is not shown has no bands to speak of.
    if let Some((span, set)) =
        result.bands.as_ref().and_then(|span| Some((span, band_set(questionnaire, span)?)))
    {
        let places = |bounds: Bounds| (set.band_of(bounds.lo), set.band_of(bounds.hi));
        let (first, last) = places(bounds);
        if (first, last) != (Some(0), set.bands.len().checked_sub(1)) {
            verdicts.push(verdict(VerdictAbout::Bands(span.clone()), &|other| {
                other.map(places).is_some_and(|(lowest, highest)| lowest >= first && highest <= last)
            }));
        }
    }
    for at_least in thresholds.iter().copied() {
        let now = reaches(Some(bounds), at_least);
        if now != Truth::Undecided {
            let about = VerdictAbout::Threshold { at_least, reached: now == Truth::Yes };
            verdicts.push(verdict(about, &|other| other.is_some() && reaches(other, at_least) == now));
        }
    }
    Some(MeanRobustness {
        id: result.id.clone(),
        subject: result.subject.clone(),
        bounds,
        reweighted,
        left_out,
        verdicts,
    })
}

fn band_set<'q>(questionnaire: &'q Questionnaire, span: &BandSpan) -> Option<&'q BandSet> {
    let place = questionnaire.bands().iter().position(|set| set.id == span.set)?;
    questionnaire.band_set(BandsIx(place))
}

/// The most extreme mean when each weight lies between half and twice its own, and each optional item may be out.
///
/// A mean is a fraction of two sums that are linear in the weights, so it is most extreme at ends of their ranges: the greatest
/// weight for values on the far side of the result, the least for all others. So all start at their least weight (an optional
/// item at none), and each gets its greatest, the furthest value first, as long as that still pulls the mean further. In halves,
/// to stay with whole numbers.
fn extreme<'c>(
    items: impl Iterator<Item = (Fraction, &'c Child)>,
    further: fn(Fraction, Fraction) -> bool,
) -> Option<Fraction> {
    let mut sum = Fraction::ZERO;
    let mut weights = 0_i64;
    // What can still be added of each item, from the furthest value on.
    let mut room: Vec<(Fraction, i64)> = Vec::new();
    for (value, child) in items {
        let (least, greatest) =
            (if child.certain { child.weight } else { 0 }, child.weight.saturating_mul(4));
        sum = sum.plus(value.times(Fraction::whole(least)));
        weights = weights.saturating_add(least);
        let place = room.partition_point(|(known, _)| !further(value, *known));
        room.insert(place, (value, greatest.saturating_sub(least)));
    }
    for (value, weight) in room {
        if weights > 0 && !further(value, sum.over(Fraction::whole(weights))) {
            break;
        }
        sum = sum.plus(value.times(Fraction::whole(weight)));
        weights = weights.saturating_add(weight);
    }
    (weights > 0).then(|| sum.over(Fraction::whole(weights)))
}

/// Every threshold that some condition of the questionnaire puts to the measure, from low to high.
fn thresholds(questionnaire: &Questionnaire, measure: MeasureIx) -> Vec<Fraction> {
    let mut found = Vec::new();
    let mut look = |condition: &Condition| thresholds_in(condition, measure, &mut found);
    questionnaire.rules().iter().for_each(|rule| look(&rule.condition));
    questionnaire.focus().iter().for_each(|focus| look(&focus.condition));
    questionnaire.sections().iter().filter_map(|section| section.ask_if.as_ref()).for_each(&mut look);
    questionnaire.questions().iter().filter_map(|question| question.ask_if.as_ref()).for_each(&mut look);
    let required = questionnaire.measures().iter().filter_map(|measure| measure.required.as_ref());
    required.flat_map(|required| &required.rules).for_each(|(condition, _)| look(condition));
    found.sort_unstable();
    found.dedup();
    found
}

fn thresholds_in(condition: &Condition, wanted: MeasureIx, found: &mut Vec<Fraction>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                thresholds_in(part, wanted, found);
            }
        }
        Condition::Not(part) | Condition::AnyGoal(part) => thresholds_in(part, wanted, found),
        Condition::Measure { measure, at_least } if *measure == wanted => found.push(*at_least),
        _ => {}
    }
}
