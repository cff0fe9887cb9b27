//! How far assessors differ on one part of an answer (METHOD 9): what they say, the median, how far they stand apart, and
//! whether that deserves a discussion.

use serde::Serialize;

use super::consensus::{self, Degree};
use crate::fraction::Fraction;

/// Which part of an answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerPart {
    /// The whole answer.
    Whole,
    /// Benefit of an effect.
    Benefit,
    /// Harm of an effect.
    Harm,
    /// One subject, by its shared id.
    Subject(String),
}

/// What the assessors say on one part of an answer. Assessors are named by their place in [`MergedReport::assessors`](super::MergedReport::assessors).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Spread {
    /// Which part of the answer.
    pub part: AnswerPart,
    /// Every value that was given, with who gave it: points on a scale, from low to high; ids of options otherwise.
    pub values: Vec<GivenValue>,
    /// Who said "not applicable".
    pub not_applicable: Vec<usize>,
    /// Who said "we do not know yet".
    pub unknown: Vec<usize>,
    /// Number of raters: those who gave a value.
    pub raters: usize,
    /// Place among the others, on a scale; `None` without a scale or a rater.
    pub on_scale: Option<OnScale>,
    /// How far they differ: 0 when all say the same. On a scale, the mean distance from the median over the length of the scale;
    /// otherwise the share of those who do not say what most say. "Not applicable" and a value are a whole length apart.
    pub division: Fraction,
    /// Whether it deserves a discussion.
    pub standing: Standing,
    /// Who stands apart: more than one step from the median, or with a value that fewer gave, or alone in finding it (not)
    /// applicable.
    pub minority: Vec<usize>,
}

/// A value, and who gave it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GivenValue {
    /// Points, or the id of an option.
    pub value: String,
    /// Who gave it.
    pub assessors: Vec<usize>,
}

/// Values on an ordered scale, in points.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct OnScale {
    /// Least value that somebody gave.
    pub least: i64,
    /// Greatest value that somebody gave: of a harm, one credible warning is enough.
    pub greatest: i64,
    /// The middle value; of an even number of raters, both middle ones.
    pub median: (i64, i64),
    /// Consensus of Tastle and Wierman, 0 to 1; from four raters on.
    pub consensus: Option<Degree>,
    /// Agreement A of van der Eijk, -1 to 1; from four raters on.
    pub agreement: Option<Degree>,
}

/// Whether a part of an answer deserves a discussion.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The assessors agree.
    Agreed,
    /// They do not.
    Discuss,
    /// Fewer than two say something.
    TooFew,
}

/// What one assessor says on one part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Vote {
    /// Points on a scale.
    Points(i64),
    /// One of some values without an order.
    Value(String),
    NotApplicable,
    Unknown,
}

/// With so many raters a consensus means something.
const ENOUGH: usize = 4;

impl Spread {
    /// `scale`: every value that can be given, from low to high, if they have an order. `votes` by place of the assessor.
    pub(super) fn of(part: AnswerPart, scale: Option<&[i64]>, votes: &[(usize, Vote)]) -> Spread {
        let who = |wanted: &Vote| -> Vec<usize> {
            votes.iter().filter(|(_, vote)| vote == wanted).map(|(assessor, _)| *assessor).collect()
        };
        let (not_applicable, unknown) = (who(&Vote::NotApplicable), who(&Vote::Unknown));
        let mut values: Vec<GivenValue> = Vec::new();
        let mut counts = Vec::new();
        if let Some(scale) = scale {
            for points in scale {
                let assessors = who(&Vote::Points(*points));
                counts.push(assessors.len());
                if !assessors.is_empty() {
                    values.push(GivenValue { value: points.to_string(), assessors });
                }
            }
        } else {
            for (_, vote) in votes {
                let Vote::Value(value) = vote else { continue };
                if values.iter().all(|known| known.value != *value) {
                    values.push(GivenValue { value: value.clone(), assessors: who(vote) });
                }
            }
            values.sort_by(|a, b| a.value.cmp(&b.value));
        }
        let raters = values.iter().map(|value| value.assessors.len()).sum();
        let view = match scale {
            Some(scale) if raters > 0 => scale_view(scale, &counts, &values, raters, &not_applicable),
            _ => open_view(&values, raters, &not_applicable),
        };
        let said = raters.saturating_add(not_applicable.len());
        let standing = match (said < 2, view.agreed) {
            (true, _) => Standing::TooFew,
            (false, true) => Standing::Agreed,
            (false, false) => Standing::Discuss,
        };
        Spread {
            part,
            values,
            not_applicable,
            unknown,
            raters,
            on_scale: view.on_scale,
            division: view.division,
            standing,
            minority: view.minority,
        }
    }
}

struct View {
    on_scale: Option<OnScale>,
    division: Fraction,
    agreed: bool,
    minority: Vec<usize>,
}

/// Values on a scale, seen in steps, so that the distance between two steps does not hang on their points.
fn scale_view(
    scale: &[i64],
    counts: &[usize],
    values: &[GivenValue],
    raters: usize,
    not_applicable: &[usize],
) -> View {
    let step_of_rank = |rank: usize| {
        let mut before = 0_usize;
        counts.iter().position(|count| {
            before = before.saturating_add(*count);
            before > rank
        })
    };
    let middle = raters.checked_div(2).unwrap_or(0);
    let lower = if raters.is_multiple_of(2) { middle.saturating_sub(1) } else { middle };
    let median = (step_of_rank(lower).unwrap_or(0), step_of_rank(middle).unwrap_or(0));
    // Twice the distance to the middle of the median, in steps.
    let twice = median.0.saturating_add(median.1);
    let distance = |step: usize| step.saturating_mul(2).abs_diff(twice);
    let is_near = |step: usize| distance(step) <= 2;
    let given = || counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let near: usize = given().filter(|(step, _)| is_near(*step)).map(|(_, count)| *count).sum();
    let (first, last) =
        (given().next().map_or(0, |(step, _)| step), given().next_back().map_or(0, |(step, _)| step));
    let enough = raters >= ENOUGH;
    let consensus = if enough { consensus::consensus(counts) } else { None };
    let said = raters.saturating_add(not_applicable.len());
    let agreed = if enough {
        // At least 75 % within one step of the median, and a consensus of at least one half.
        near.saturating_mul(4) >= said.saturating_mul(3)
            && consensus.is_none_or(|consensus| consensus >= Degree::HALF)
    } else {
        // With two or three: nobody more than one step from anybody else. On a scale of two steps that would say nothing.
        let most = usize::from(counts.len() > 2);
        last.saturating_sub(first) <= most && not_applicable.is_empty()
    };
    let few_rate = raters < not_applicable.len();
    let mut minority = Vec::new();
    for value in values {
        let step = scale.iter().position(|points| points.to_string() == value.value).unwrap_or(0);
        if few_rate || !is_near(step) {
            minority.extend_from_slice(&value.assessors);
        }
    }
    if !few_rate && not_applicable.len() < raters {
        minority.extend_from_slice(not_applicable);
    }
    minority.sort_unstable();
    let length = counts.len().saturating_sub(1).max(1).saturating_mul(2);
    let distances: usize = given().map(|(step, count)| distance(step).saturating_mul(*count)).sum();
    let apart = if few_rate {
        raters.saturating_mul(length)
    } else {
        distances.saturating_add(not_applicable.len().saturating_mul(length))
    };
    let points = |step: usize| scale.get(step).copied().unwrap_or(0);
    View {
        on_scale: Some(OnScale {
            least: points(first),
            greatest: points(last),
            median: (points(median.0), points(median.1)),
            consensus,
            agreement: if enough { consensus::agreement(counts) } else { None },
        }),
        division: fraction(apart, said.saturating_mul(length)),
        agreed,
        minority,
    }
}

/// Values without an order, with "not applicable" as one of them.
fn open_view(values: &[GivenValue], raters: usize, not_applicable: &[usize]) -> View {
    let said = raters.saturating_add(not_applicable.len());
    let groups = || values.iter().map(|value| value.assessors.as_slice()).chain([not_applicable]);
    let most = groups().map(<[usize]>::len).max().unwrap_or(0);
    let agreed = if said >= ENOUGH { most.saturating_mul(4) >= said.saturating_mul(3) } else { most == said };
    let mut minority: Vec<usize> = groups().filter(|group| group.len() < most).flatten().copied().collect();
    minority.sort_unstable();
    View { on_scale: None, division: fraction(said.saturating_sub(most), said.max(1)), agreed, minority }
}

fn fraction(numerator: usize, denominator: usize) -> Fraction {
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Fraction::new(whole(numerator), whole(denominator))
}

#[cfg(test)]
mod tests {
    use super::{AnswerPart, Spread, Standing, Vote};
    use crate::fraction::Fraction;

    const SCALE: [i64; 4] = [0, 1, 2, 3];

    fn spread(votes: &[Vote]) -> Spread {
        let votes: Vec<(usize, Vote)> = votes.iter().cloned().enumerate().collect();
        Spread::of(AnswerPart::Whole, Some(&SCALE), &votes)
    }

    fn points(points: &[i64]) -> Vec<Vote> {
        points.iter().map(|points| Vote::Points(*points)).collect()
    }

    #[test]
    fn median_and_range() {
        let odd = spread(&points(&[3, 0, 1])).on_scale.unwrap();
        assert_eq!((odd.least, odd.median, odd.greatest), (0, (1, 1), 3));
        let even = spread(&points(&[3, 0, 1, 2])).on_scale.unwrap();
        assert_eq!((even.least, even.median, even.greatest), (0, (1, 2), 3));
        assert_eq!(spread(&[Vote::Unknown]).on_scale, None);
    }

    #[test]
    fn two_or_three_agree_within_one_step_of_each_other() {
        assert_eq!(spread(&points(&[1, 2])).standing, Standing::Agreed);
        assert_eq!(spread(&points(&[1, 2, 2])).standing, Standing::Agreed);
        // Both lie within one step of the middle between them, which says nothing.
        assert_eq!(spread(&points(&[0, 2])).standing, Standing::Discuss);
        assert_eq!(spread(&points(&[0, 1, 2])).standing, Standing::Discuss);
        assert_eq!(spread(&points(&[2])).standing, Standing::TooFew);
        assert_eq!(spread(&[Vote::Points(2), Vote::Unknown]).standing, Standing::TooFew);
        let yes_no: Vec<(usize, Vote)> = points(&[0, 1]).into_iter().enumerate().collect();
        assert_eq!(Spread::of(AnswerPart::Whole, Some(&[0, 1]), &yes_no).standing, Standing::Discuss);
    }

    #[test]
    fn four_need_three_quarters_near_the_median_and_a_consensus() {
        // Median 2; one of four stands two steps away: exactly 75 %, and a consensus of 0.55.
        let near = spread(&points(&[2, 2, 2, 0]));
        assert_eq!((near.standing, near.minority.as_slice()), (Standing::Agreed, &[3][..]));
        // Median between 1 and 2: all within one step of it on a scale of four steps but the ends, two of six.
        assert_eq!(spread(&points(&[0, 0, 1, 2, 3, 3])).standing, Standing::Discuss);
        // All within one step of the median, but of three steps: the consensus is 0.
        let votes: Vec<(usize, Vote)> = points(&[0, 0, 2, 2]).into_iter().enumerate().collect();
        let torn = Spread::of(AnswerPart::Whole, Some(&[0, 1, 2]), &votes);
        assert_eq!((torn.standing, torn.division), (Standing::Discuss, Fraction::new(1, 2)));
        assert!(torn.on_scale.unwrap().consensus.unwrap().value() < 0.000_001);
    }

    #[test]
    fn not_applicable_is_a_view_of_its_own() {
        let one = spread(&[Vote::Points(2), Vote::Points(2), Vote::NotApplicable]);
        assert_eq!((one.standing, one.minority.as_slice()), (Standing::Discuss, &[2][..]));
        assert_eq!(one.division, Fraction::new(1, 3));
        let other = spread(&[Vote::Points(2), Vote::NotApplicable, Vote::NotApplicable]);
        assert_eq!((other.standing, other.minority.as_slice()), (Standing::Discuss, &[0][..]));
        let all = spread(&[Vote::NotApplicable, Vote::NotApplicable]);
        assert_eq!((all.standing, all.division), (Standing::Agreed, Fraction::ZERO));
    }

    #[test]
    fn values_without_an_order_agree_when_most_say_the_same() {
        let values = |texts: &[&str]| {
            let votes: Vec<(usize, Vote)> =
                texts.iter().map(|text| Vote::Value((*text).to_owned())).enumerate().collect();
            Spread::of(AnswerPart::Whole, None, &votes)
        };
        assert_eq!(values(&["b", "b"]).standing, Standing::Agreed);
        assert_eq!(values(&["b", "a"]).standing, Standing::Discuss);
        let three_of_four = values(&["b", "a", "b", "b"]);
        assert_eq!(three_of_four.standing, Standing::Agreed);
        assert_eq!(
            (three_of_four.minority.as_slice(), three_of_four.division),
            (&[1][..], Fraction::new(1, 4))
        );
        let given: Vec<&str> = three_of_four.values.iter().map(|value| value.value.as_str()).collect();
        assert_eq!(given, ["a", "b"]);
    }
}
