//! Which measures changed between two moments, and in what way.

use serde::Serialize;

use super::Change;
use crate::fraction::{Bounds, Fraction};
use crate::questionnaire::{Goal, Polarity};
use crate::report::{BandSpan, MaybeBounds, MeasureResult, Report};

/// A measure, a side of a goal or a headline that changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MeasureChange {
    /// Id of the measure, of the side of a goal such as `goal.7.harm.max`, or of the principle.
    pub id: String,
    /// Subject, for a repeated measure.
    pub subject: Option<String>,
    /// Which way it points.
    pub polarity: Polarity,
    /// In what way it changed.
    pub change: Change,
    /// Whether the questionnaire changed it too: the earlier answers give something else with the later questionnaire.
    pub by_questionnaire: bool,
    /// As it was then; `None` when it was not there.
    pub before: Option<MeasureState>,
    /// As it is now; `None` when it is not there.
    pub after: Option<MeasureState>,
}

/// A measure at one moment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MeasureState {
    /// Bounds; `None` when it is void.
    pub bounds: MaybeBounds,
    /// First and last band, if it is shown.
    pub bands: Option<BandSpan>,
    /// Share of the answers below it that are given; `None` when there is nothing to cover.
    pub coverage: Option<Fraction>,
    /// Whether an open goal could still change what it is about.
    pub provisional: bool,
}

/// What is told about one measure at one moment, under a name that holds at all of them.
pub(super) struct Named<'r> {
    pub(super) subject: Option<String>,
    pub(super) result: &'r MeasureResult,
}

pub(super) fn sides(report: &Report, goal: Goal) -> Vec<Named<'_>> {
    let Some(goal) = report.goal(goal) else { return Vec::new() };
    let sides = [&goal.benefit.max, &goal.benefit.mean, &goal.harm.max, &goal.harm.mean];
    sides.map(|result| Named { subject: None, result }).into()
}

pub(super) fn headlines(report: &Report) -> Vec<Named<'_>> {
    report.principles.iter().map(|principle| Named { subject: None, result: &principle.headline }).collect()
}

/// The changes of what is named in three reports, in the order of the last.
pub(super) fn changes(
    moments: &[Vec<Named<'_>>; 3],
    depends_on_revised: &dyn Fn(&str) -> bool,
) -> Vec<MeasureChange> {
    let [then, again, now] = moments;
    let find = |all: &[Named<'_>], id: &str, subject: &Option<String>| {
        let named = all.iter().find(|named| named.result.id == id && named.subject == *subject)?;
        let result = named.result;
        Some(MeasureState {
            bounds: result.bounds,
            bands: result.bands.clone(),
            coverage: result.coverage.share(),
            provisional: result.provisional,
        })
    };
    let mut names: Vec<&Named<'_>> = Vec::new();
    for named in now.iter().chain(again).chain(then) {
        let same = |known: &Named<'_>| known.result.id == named.result.id && known.subject == named.subject;
        if !names.iter().any(|known| same(known)) {
            names.push(named);
        }
    }
    let mut found = Vec::new();
    for Named { subject, result } in names {
        let [then, again, now] = [then, again, now].map(|all| find(all, &result.id, subject));
        let told =
            |state: &Option<MeasureState>| state.as_ref().map(|state| (state.bounds, state.bands.clone()));
        let by_questionnaire = told(&then) != told(&again);
        let by_answers =
            change(again.as_ref(), now.as_ref(), result.polarity, &|| depends_on_revised(&result.id));
        let Some(change) = by_answers.or(by_questionnaire.then_some(Change::Questionnaire)) else { continue };
        found.push(MeasureChange {
            id: result.id.clone(),
            subject: subject.clone(),
            polarity: result.polarity,
            change,
            by_questionnaire,
            before: then,
            after: now,
        });
    }
    found
}

fn change(
    before: Option<&MeasureState>,
    after: Option<&MeasureState>,
    polarity: Polarity,
    depends_on_revised: &dyn Fn() -> bool,
) -> Option<Change> {
    let within = || Some(if depends_on_revised() { Change::Revised } else { Change::KnownNow });
    let (before, after) = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => return Some(Change::New),
        (Some(_), None) => return Some(Change::Gone),
        (Some(before), Some(after)) => (before.bounds, after.bounds),
    };
    match (before, after) {
        _ if before == after => None,
        (None, _) => Some(Change::New),
        (Some(before), None) if before.may_be_void => within(),
        (Some(_), None) => Some(Change::Gone),
        (Some(before), Some(after)) if is_within(after, before) => within(),
        (Some(before), Some(after)) => {
            let (up, down) =
                (after.lo > before.lo && after.hi > before.hi, after.lo < before.lo && after.hi < before.hi);
            Some(match (up, down, polarity) {
                (false, false, _) => Change::OpenAgain,
                (true, _, Polarity::HigherIsBetter) | (_, true, Polarity::HigherIsWorse) => Change::Better,
                _ => Change::Worse,
            })
        }
    }
}

/// Whether everything that the inner one can still be, the outer one could be too.
fn is_within(inner: Bounds, outer: Bounds) -> bool {
    inner.lo >= outer.lo && inner.hi <= outer.hi && (outer.may_be_void || !inner.may_be_void)
}

#[cfg(test)]
mod tests {
    use super::{Change, MeasureState, change};
    use crate::fraction::{Bounds, Fraction};
    use crate::questionnaire::Polarity;

    /// In sixths; `?` behind them when it may be void, `void` when it is.
    fn state(text: &str) -> Option<MeasureState> {
        let numbers: Vec<i64> =
            text.trim_end_matches('?').split(' ').filter_map(|part| part.parse().ok()).collect();
        let bounds = match numbers.as_slice() {
            [lo, hi] => {
                let (lo, hi) = (Fraction::new(*lo, 6), Fraction::new(*hi, 6));
                Some(Bounds { lo, hi, may_be_void: text.ends_with('?') })
            }
            _ => None,
        };
        (text != "-").then_some(MeasureState { bounds, bands: None, coverage: None, provisional: false })
    }

    fn word(before: &str, after: &str) -> Option<Change> {
        let (before, after) = (state(before), state(after));
        let harm = change(before.as_ref(), after.as_ref(), Polarity::HigherIsWorse, &|| false);
        let benefit = change(before.as_ref(), after.as_ref(), Polarity::HigherIsBetter, &|| false);
        // What is better for a benefit is worse for a harm; all other words are the same.
        let turned = match benefit {
            Some(Change::Better) => Some(Change::Worse),
            Some(Change::Worse) => Some(Change::Better),
            other => other,
        };
        assert_eq!(turned, harm);
        benefit
    }

    #[test]
    fn each_word_means_what_the_method_says() {
        for (before, after, wanted) in [
            ("1 3", "1 3", None),
            ("void", "void", None),
            ("-", "-", None),
            ("-", "1 3", Some(Change::New)),
            ("1 3", "-", Some(Change::Gone)),
            ("void", "1 3", Some(Change::New)),
            ("void", "1 3?", Some(Change::New)),
            ("1 3", "void", Some(Change::Gone)),
            ("1 3?", "void", Some(Change::KnownNow)),
            ("0 6", "2 2", Some(Change::KnownNow)),
            ("0 6?", "0 6", Some(Change::KnownNow)),
            ("1 4", "1 3", Some(Change::KnownNow)),
            ("2 2", "3 3", Some(Change::Better)),
            ("1 3", "2 4", Some(Change::Better)),
            ("1 3", "4 6", Some(Change::Better)),
            ("3 3", "2 2", Some(Change::Worse)),
            ("2 4", "1 3", Some(Change::Worse)),
            ("2 2", "1 3", Some(Change::OpenAgain)),
            ("1 3", "1 4", Some(Change::OpenAgain)),
            ("1 3", "0 3", Some(Change::OpenAgain)),
            ("1 3", "1 3?", Some(Change::OpenAgain)),
            // Less is possible, but also that nothing applies.
            ("0 6", "2 3?", Some(Change::OpenAgain)),
        ] {
            assert_eq!(word(before, after), wanted, "{before} -> {after}");
        }
    }

    #[test]
    fn within_the_bounds_it_is_new_knowledge_only_if_nothing_given_changed() {
        let (before, after) = (state("0 6"), state("2 2"));
        let word = change(before.as_ref(), after.as_ref(), Polarity::HigherIsBetter, &|| true);
        assert_eq!(word, Some(Change::Revised));
        let outside = change(after.as_ref(), state("3 3").as_ref(), Polarity::HigherIsBetter, &|| true);
        assert_eq!(outside, Some(Change::Better));
    }
}
