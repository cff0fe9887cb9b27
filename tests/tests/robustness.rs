//! How far verdicts on means hang on weights and single items: a vector worked by hand, and brute force over all extreme weights.

use std::sync::Arc;

use sdg_core::{Assessment, Bounds, Fraction, MaybeBounds, MeanRobustness, Questionnaire, VerdictAbout};
use sdg_tests::compare::check;
use sdg_tests::generate::{Choices, Shape, draw, rows};
use sdg_tests::ratio::Ratio;
use sdg_tests::shipped;
use serde_json::{Value, json};

fn questionnaire(structure: &Value) -> Arc<Questionnaire> {
    Questionnaire::parse(&structure.to_string(), None)
        .unwrap_or_else(|wrong| panic!("{wrong}\n{structure:#}"))
}

fn assessment(structure: &Value, answers: &Value) -> Assessment {
    let saved = json!({ "format": 1, "questionnaire": { "id": structure["id"], "version": "1" }, "answers": answers });
    Assessment::parse(&saved.to_string(), &questionnaire(structure))
        .unwrap_or_else(|wrong| panic!("{wrong}"))
        .assessment
}

/// Ratings on a scale 0 to 3 in one mean, each with its weight; whether "not applicable" is allowed; on some threshold a question.
fn one_mean(items: &[(i64, bool)]) -> Value {
    let steps: Vec<Value> =
        (0..4).map(|points| json!({ "id": format!("s{points}"), "points": points })).collect();
    let mut questions: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(at, (_, optional))| json!({ "id": format!("q{at}"), "kind": "rating", "scale": "steps", "not_applicable": optional }))
        .collect();
    questions.push(json!({ "id": "why", "kind": "text", "ask_if": { "measure": { "measure": "m", "at_least": "1/4" } } }));
    let weights: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(at, (weight, _))| json!({ "question": format!("q{at}"), "weight": weight }))
        .collect();
    json!({ "format": 1, "id": "one", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "steps", "steps": steps } ],
        "bands": [ { "id": "effect", "bands": [ { "id": "none", "from": "0" }, { "id": "very-slight", "above": "0" },
            { "id": "slight", "from": "1/3" }, { "id": "clear", "from": "2/3" }, { "id": "strong", "from": "1" } ] } ],
        "sections": [ { "id": "all", "questions": questions } ],
        "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better", "items": weights, "bands": "effect" } ] })
}

fn lo_hi(bounds: Bounds) -> (String, String) {
    (bounds.lo.to_string(), bounds.hi.to_string())
}

fn pair(lo: &str, hi: &str) -> (String, String) {
    (lo.to_owned(), hi.to_owned())
}

#[test]
fn a_mean_worked_by_hand() {
    // Values 0 (weight 1), 1/3 (weight 2), 1 (weight 1): mean (0 + 2/3 + 1) / 4 = 5/12, so slight.
    // Least: weight 2 for 0, half weights for the others: (2*0 + 1*1/3 + 1/2*1) / (2 + 1 + 1/2) = (5/6) / (7/2) = 5/21.
    // Greatest: weight 2 for 1: (1/2*0 + 1*1/3 + 2*1) / (1/2 + 1 + 2) = (7/3) / (7/2) = 2/3, which is already clear.
    let structure = one_mean(&[(1, false), (2, false), (1, false)]);
    let answers = json!({ "q0": { "option": "s0" }, "q1": { "option": "s1" }, "q2": { "option": "s3" } });
    let robustness = assessment(&structure, &answers).robustness();
    let [mean] = robustness.as_slice() else { panic!("one mean: {robustness:?}") };
    assert_eq!(lo_hi(mean.bounds), pair("5/12", "5/12"));
    assert_eq!(lo_hi(mean.reweighted), pair("5/21", "2/3"));
    // Without 0: (2/3 + 1) / 3; without 1/3: (0 + 1) / 2; without 1: (0 + 2/3) / 3 = 2/9, which is very slight.
    let left_out: Vec<_> = mean.left_out.iter().map(|without| lo_hi(without.bounds.unwrap())).collect();
    assert_eq!(left_out, [pair("5/9", "5/9"), pair("1/2", "1/2"), pair("2/9", "2/9")]);
    let names: Vec<&str> = mean.left_out.iter().map(|without| without.item.as_str()).collect();
    assert_eq!(names, ["q0", "q1", "q2"]);
    let [bands, threshold] = mean.verdicts.as_slice() else { panic!("{:?}", mean.verdicts) };
    assert!(
        matches!(&bands.about, VerdictAbout::Bands(span) if span.first == "slight" && span.last == "slight")
    );
    assert_eq!((bands.survives_weights, bands.hangs_on.as_slice(), bands.robust), (false, &[2][..], false));
    // At least 1/4: no longer with other weights (5/21), nor without 1 (2/9).
    let quarter = VerdictAbout::Threshold { at_least: Fraction::new(1, 4), reached: true };
    assert_eq!((&threshold.about, threshold.robust), (&quarter, false));
    assert_eq!(threshold.hangs_on, [2]);
}

#[test]
fn a_verdict_that_survives_both_is_robust() {
    // 2/3, 2/3, 1: mean 7/9, clear. Least: (2*2/3 + 2*2/3 + 1/2) / (9/2) = 19/27; greatest: (1/2*2/3 + 1/2*2/3 + 2) / 3 = 8/9.
    let structure = one_mean(&[(1, false), (1, false), (1, false)]);
    let answers = json!({ "q0": { "option": "s2" }, "q1": { "option": "s2" }, "q2": { "option": "s3" } });
    let robustness = assessment(&structure, &answers).robustness();
    assert_eq!(lo_hi(robustness[0].reweighted), pair("19/27", "8/9"));
    assert!(robustness[0].verdicts.iter().all(|verdict| verdict.robust), "{:?}", robustness[0].verdicts);
    assert_eq!(robustness[0].verdicts.len(), 2);
}

#[test]
fn a_verdict_on_one_answer_hangs_on_it() {
    let structure = one_mean(&[(5, false)]);
    let robustness = assessment(&structure, &json!({ "q0": { "option": "s2" } })).robustness();
    assert_eq!(lo_hi(robustness[0].reweighted), pair("2/3", "2/3"));
    assert_eq!(robustness[0].left_out[0].bounds, None);
    assert!(robustness[0].verdicts.iter().all(|verdict| verdict.survives_weights && !verdict.robust));
}

#[test]
fn what_says_nothing_is_no_verdict() {
    // All open: every band, and the threshold undecided. And nothing is said about what is void.
    let structure = one_mean(&[(1, true), (2, false)]);
    assert_eq!(assessment(&structure, &json!({})).robustness()[0].verdicts, []);
    let void = one_mean(&[(1, true)]);
    assert_eq!(assessment(&void, &json!({ "q0": { "not_applicable": true } })).robustness(), []);
}

#[test]
fn goals_and_subjects_are_means_too() {
    let robustness = shipped::example().robustness();
    let report = shipped::example().score();
    let goals: Vec<&MeanRobustness> = robustness.iter().filter(|mean| mean.id.starts_with("goal.")).collect();
    assert!(goals.len() > 10);
    for mean in goals {
        // The quick check has one question per goal, so every verdict hangs on it.
        assert_eq!(mean.left_out.len(), 1, "{}", mean.id);
        assert!(mean.verdicts.iter().all(|verdict| !verdict.robust));
    }
    for mean in &robustness {
        if let Some(result) = report.measure(&mean.id, mean.subject.as_deref()) {
            assert_eq!(result.bounds, Some(mean.bounds), "{}", mean.id);
        }
    }
}

// ---- brute force ----

/// What an item can be: values at its ends, and whether it can be out.
#[derive(Clone, Debug)]
struct Item {
    weight: i64,
    lo: Ratio,
    hi: Ratio,
    optional: bool,
}

/// Least and greatest mean over all weights at the ends of their ranges, and over all subsets of optional items.
fn brute(items: &[Item]) -> Option<(Ratio, Ratio)> {
    let mut found: Option<(Ratio, Ratio)> = None;
    // Per item: out, half weight, twice the weight.
    for code in 0..3_usize.pow(u32::try_from(items.len()).unwrap()) {
        let mut code = code;
        let (mut weights, mut least, mut greatest) = (Ratio::ZERO, Ratio::ZERO, Ratio::ZERO);
        let mut allowed = true;
        for item in items {
            let choice = code % 3;
            code /= 3;
            allowed &= choice > 0 || item.optional;
            let weight = match choice {
                0 => Ratio::ZERO,
                1 => Ratio::whole(item.weight) / Ratio::whole(2),
                _ => Ratio::whole(item.weight) * Ratio::whole(2),
            };
            weights = weights + weight;
            least = least + weight * item.lo;
            greatest = greatest + weight * item.hi;
        }
        if !allowed || weights == Ratio::ZERO {
            continue;
        }
        let (least, greatest) = (least / weights, greatest / weights);
        found = Some(found.map_or((least, greatest), |(lo, hi)| (lo.min(least), hi.max(greatest))));
    }
    found
}

fn drawn(choices: &mut Choices) -> (Value, Value, Vec<(usize, Item)>) {
    let count = 1 + choices.below(6);
    let declared: Vec<(i64, bool)> =
        (0..count).map(|_| (i64::try_from(1 + choices.below(5)).unwrap(), choices.one_in(3))).collect();
    let structure = one_mean(&declared);
    let mut answers = json!({});
    let mut items = Vec::new();
    for (at, (weight, optional)) in declared.into_iter().enumerate() {
        let item = |lo, hi, optional| (at, Item { weight, lo, hi, optional });
        match choices.below(4) {
            0 => items.push(item(Ratio::ZERO, Ratio::ONE, optional)),
            1 if optional => answers[format!("q{at}")] = json!({ "not_applicable": true }),
            _ => {
                let points = choices.below(4);
                answers[format!("q{at}")] = json!({ "option": format!("s{points}") });
                let value = Ratio::new(i128::try_from(points).unwrap(), 3);
                items.push(item(value, value, false));
            }
        }
    }
    (structure, answers, items)
}

fn same(bounds: Bounds, wanted: (Ratio, Ratio)) -> bool {
    let ratio = |fraction: Fraction| Ratio::fraction(&fraction.to_string());
    (ratio(bounds.lo), ratio(bounds.hi)) == wanted
}

#[test]
fn extremes_are_those_of_all_extreme_weights() {
    check(400, rows(), |row| {
        let (structure, answers, items) = drawn(&mut row.choices());
        let robustness = assessment(&structure, &answers).robustness();
        let plain: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
        match (robustness.as_slice(), brute(&plain)) {
            ([], None) => Ok(()),
            ([mean], Some(wanted)) if same(mean.reweighted, wanted) => Ok(()),
            (found, wanted) => Err(format!("{found:?}\nwanted {wanted:?}\n{answers}")),
        }
    });
}

#[test]
fn no_weights_in_between_are_more_extreme() {
    check(300, rows(), |row| {
        let mut choices = row.more();
        let (structure, answers, items) = drawn(&mut row.choices());
        let robustness = assessment(&structure, &answers).robustness();
        let [mean] = robustness.as_slice() else { return Ok(()) };
        for _ in 0..20 {
            let (mut weights, mut sum) = (Ratio::ZERO, Ratio::ZERO);
            for (_, item) in &items {
                if item.optional && choices.one_in(3) {
                    continue;
                }
                // From half to twice in steps of a tenth.
                let factor = Ratio::new(i128::try_from(5 + choices.below(16)).unwrap(), 10);
                let weight = Ratio::whole(item.weight) * factor;
                let value = if choices.one_in(2) { item.lo } else { item.hi };
                weights = weights + weight;
                sum = sum + weight * value;
            }
            if weights == Ratio::ZERO {
                continue;
            }
            let (lo, hi) = (mean.reweighted.lo.to_string(), mean.reweighted.hi.to_string());
            let value = sum / weights;
            if value < Ratio::fraction(&lo) || value > Ratio::fraction(&hi) {
                return Err(format!("{value} is outside {lo} to {hi}: {answers}"));
            }
        }
        Ok(())
    });
}

#[test]
fn without_an_item_it_is_the_mean_of_the_others() {
    check(200, rows(), |row| {
        let (structure, answers, items) = drawn(&mut row.choices());
        let robustness = assessment(&structure, &answers).robustness();
        let [mean] = robustness.as_slice() else { return Ok(()) };
        let names: Vec<String> = items.iter().map(|(at, _)| format!("q{at}")).collect();
        let left_out: Vec<&str> = mean.left_out.iter().map(|without| without.item.as_str()).collect();
        assert_eq!(left_out, names);
        for without in &mean.left_out {
            let mut structure = structure.clone();
            let items = structure["measures"][0]["items"].as_array_mut().unwrap();
            items.retain(|item| item["question"] != without.item.as_str());
            let wanted: MaybeBounds = if items.is_empty() {
                None
            } else {
                let report = assessment(&structure, &answers).score();
                report.measure("m", None).and_then(|result| result.bounds)
            };
            if without.bounds != wanted {
                return Err(format!("without {}: {:?}, wanted {wanted:?}", without.item, without.bounds));
            }
        }
        Ok(())
    });
}

#[test]
fn verdicts_say_what_the_numbers_say() {
    check(200, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let Ok(questionnaire) = Questionnaire::parse(&case.structure.to_string(), None) else {
            return Ok(());
        };
        let loaded =
            Assessment::parse(&case.saved.to_string(), &questionnaire).map_err(|wrong| wrong.to_string())?;
        for mean in loaded.assessment.robustness() {
            let complain =
                |what: &str| Err(format!("{what}: {mean:#?}\n{:#}\n{:#}", case.structure, case.saved));
            if mean.reweighted.lo > mean.bounds.lo || mean.reweighted.hi < mean.bounds.hi {
                return complain("the own weights lie between half and twice themselves");
            }
            for verdict in &mean.verdicts {
                if verdict.robust != (verdict.survives_weights && verdict.hangs_on.is_empty()) {
                    return complain("robust is both");
                }
                // With one value that no weight moves, nothing can fall but by leaving the last item out.
                let still = mean.reweighted.lo == mean.reweighted.hi;
                if still && !verdict.survives_weights {
                    return complain("nothing moves, but the verdict falls");
                }
            }
        }
        Ok(())
    });
}
