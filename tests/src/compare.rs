//! Comparing reports, and running many generated cases the same way every time.

use std::fmt::Debug;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use serde_json::Value;

use crate::ratio::Ratio;

/// Where `actual` differs from `wanted`, looking only at the parts that `wanted` has. Lists must have the same length.
#[must_use]
pub fn differences(wanted: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    differ("", wanted, actual, &mut found);
    found
}

fn differ(path: &str, wanted: &Value, actual: &Value, found: &mut Vec<String>) {
    match (wanted, actual) {
        (Value::Object(wanted), Value::Object(_)) => {
            for (key, value) in wanted {
                differ(&format!("{path}/{key}"), value, &actual[key], found);
            }
        }
        (Value::Array(wanted), Value::Array(other)) if wanted.len() == other.len() => {
            for (at, (one, other)) in wanted.iter().zip(other).enumerate() {
                let name = one["id"].as_str().map_or(at.to_string(), |id| format!("{at}:{id}"));
                differ(&format!("{path}/{name}"), one, other, found);
            }
        }
        _ if wanted == actual => {}
        // "With nothing to cover, there is no coverage": left out, or all zeros.
        (Value::Object(zeros), Value::Null)
            if path.ends_with("/coverage") && zeros.values().all(|n| n == 0) => {}
        _ => found.push(format!("{path}: wanted {wanted}, got {actual}")),
    }
}

/// Whether `actual` holds all of `expected`: lists of objects by their `id` or `goal` (and `subject`, if expected),
/// other lists to the letter.
#[must_use]
pub fn holds(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(_)) => {
            expected.iter().all(|(key, value)| holds(value, &actual[key]))
        }
        (Value::Array(expected), Value::Array(all)) if expected.first().is_some_and(Value::is_object) => {
            expected.iter().all(|one| all.iter().any(|other| holds(one, other)))
        }
        _ => expected == actual,
    }
}

/// Bounds of everything that has bounds, with a name for each.
#[must_use]
pub fn all_bounds(report: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for measure in report["measures"].as_array().unwrap() {
        let subject = measure["subject"].as_str().map_or(String::new(), |s| format!(" @{s}"));
        all.push((format!("{}{subject}", measure["id"].as_str().unwrap()), measure.clone()));
    }
    for goal in report["goals"].as_array().into_iter().flatten() {
        for side in ["benefit", "harm"] {
            for aggregate in ["max", "mean"] {
                all.push((
                    format!("goal.{}.{side}.{aggregate}", goal["goal"]),
                    goal[side][aggregate].clone(),
                ));
            }
        }
    }
    for principle in report["principles"].as_array().into_iter().flatten() {
        all.push((format!("headline {}", principle["id"]), principle["headline"].clone()));
    }
    all
}

/// The lower and the upper bound, unless it is void.
#[must_use]
pub fn range(bounds: &Value) -> Option<(Ratio, Ratio)> {
    if bounds["void"] == true {
        return None;
    }
    Some((Ratio::fraction(bounds["lo"].as_str()?), Ratio::fraction(bounds["hi"].as_str()?)))
}

/// Whether later bounds lie inside earlier ones.
#[must_use]
pub fn inside(later: &Value, earlier: &Value) -> bool {
    let may_be_void = earlier["void"] == true || earlier["may_be_void"] == true;
    match (range(later), range(earlier)) {
        (None, _) => may_be_void,
        (Some(_), None) => false,
        (Some((lo, hi)), Some((least, greatest))) => {
            least <= lo && hi <= greatest && (later["may_be_void"] != true || may_be_void)
        }
    }
}

/// The names of the bounds in `later` that do not lie inside those in `earlier`.
#[must_use]
pub fn outside(later: &Value, earlier: &Value) -> Vec<String> {
    let (later, earlier) = (all_bounds(later), all_bounds(earlier));
    assert_eq!(later.len(), earlier.len());
    later
        .iter()
        .zip(&earlier)
        .filter(|(l, e)| !inside(&l.1, &e.1))
        .map(|(l, e)| format!("{}: {} is not inside {}", l.0, l.1, e.1))
        .collect()
}

/// Runs a check over generated cases. The same cases every time, unless `SDG_SEED` is set; `SDG_CASES` multiplies them.
///
/// # Panics
/// With the simplest failing case that was found.
pub fn check<S>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), String>)
where
    S: Strategy,
    S::Value: Debug,
{
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let times = u32::try_from(number("SDG_CASES").unwrap_or(1)).unwrap();
    let config = Config {
        cases: cases * times,
        rng_seed: RngSeed::Fixed(number("SDG_SEED").unwrap_or(2030)),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    if let Err(failure) = runner.run(&strategy, |case| test(case).map_err(TestCaseError::fail)) {
        panic!("{failure}");
    }
}
