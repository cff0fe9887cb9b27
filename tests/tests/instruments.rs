//! Instruments that nobody here designed, `tests/data/instruments/*.json`: published scoring rules expressed as questionnaires,
//! with cases worked by hand, run against both scorers.

use std::fs;
use std::path::{Path, PathBuf};

use sdg_core::{Assessment, Questionnaire};
use sdg_tests::compare::holds;
use sdg_tests::{engine, naive};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/instruments")
}

fn instrument(name: &str) -> Value {
    let text = fs::read_to_string(folder().join(name).with_extension("json")).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn saved(structure: &Value, answers: &Value) -> Value {
    json!({ "format": 1, "questionnaire": { "id": structure["id"], "version": structure["version"] }, "answers": answers })
}

/// The second scorer computes values; how they are shown is no business of its.
fn computed(expected: &Value) -> Value {
    let mut expected = expected.clone();
    for result in expected.as_array_mut().unwrap().iter_mut().filter_map(Value::as_object_mut) {
        result.retain(|field, _| !["bands", "shown", "state"].contains(&field.as_str()));
    }
    expected
}

/// Scores every case by both scorers and compares with what was worked out by hand.
fn holds_in_both(name: &str, least_cases: usize) {
    let instrument = instrument(name);
    let structure = &instrument["structure"];
    let cases = instrument["cases"].as_array().unwrap();
    assert!(cases.len() >= least_cases);
    let mut wrong = Vec::new();
    for case in cases {
        assert!(case["working"].as_str().is_some_and(|working| !working.is_empty()));
        let saved = saved(structure, &case["answers"]);
        for (scorer, report) in [
            ("engine", engine::score(structure, None, &saved).unwrap()),
            ("naive", naive::score(structure, None, &saved)),
        ] {
            for (part, expected) in case["expect"].as_object().unwrap() {
                let expected = &if scorer == "naive" { computed(expected) } else { expected.clone() };
                let in_full = part != "findings"
                    || expected.as_array().unwrap().len() == report[part].as_array().unwrap().len();
                if !in_full || !holds(expected, &report[part]) {
                    wrong.push(format!(
                        "{scorer}, {}, {part}:\n expected {expected}\n got {}",
                        case["name"], report[part]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

#[test]
fn audit_scores_as_published() {
    holds_in_both("audit", 14);
}

#[test]
fn sus_scores_as_published() {
    holds_in_both("sus", 8);
}

#[test]
fn two_scales_of_the_rand_36_score_as_published() {
    holds_in_both("rand-36", 4);
}

#[test]
fn the_maximum_follows_the_weights() {
    holds_in_both("weights", 3);
}

#[test]
fn answers_hide_and_return_in_one_assessment() {
    let instrument = instrument("audit");
    let questionnaire = Questionnaire::parse(&instrument["structure"].to_string(), None).unwrap();
    let case = |name: &str| {
        instrument["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap()["answers"]
            .clone()
    };
    let load = |answers: &Value| {
        Assessment::parse(&saved(&instrument["structure"], answers).to_string(), &questionnaire)
            .unwrap()
            .assessment
    };
    let mut assessment = load(&case("all ten questions"));
    let before = assessment.score();
    let first = questionnaire.find("q1").unwrap();
    let drinks = assessment.entry(first, None).clone();
    let never = load(&case("does not drink")).entry(first, None).clone();
    assessment.set(first, None, never).unwrap();
    let total = assessment.score().measure("audit.total", None).unwrap().bounds.unwrap();
    assert_eq!((total.lo.to_string(), total.hi.to_string()), ("2/1".to_owned(), "2/1".to_owned()));
    assert!(assessment.to_json().contains("\"q4\""), "a hidden answer is kept in the file");
    assessment.set(first, None, drinks).unwrap();
    assert_eq!(assessment.score(), before, "and counts again when its question returns");
}

/// Codes that the engine gives for an instrument after a change.
fn refused(name: &str, change: impl FnOnce(&mut Value)) -> Vec<&'static str> {
    let mut structure = instrument(name)["structure"].clone();
    Questionnaire::parse(&structure.to_string(), None).unwrap();
    change(&mut structure);
    match Questionnaire::parse(&structure.to_string(), None) {
        Ok(_) => Vec::new(),
        Err(wrong) => wrong.iter().map(|found| found.code).collect(),
    }
}

#[test]
fn loops_and_gaps_are_refused() {
    // Question 2 is asked by a sum that it is part of.
    let looped = refused("audit", |structure| {
        structure["sections"][0]["questions"][1]["ask_if"] =
            json!({ "measure": { "measure": "audit.total", "at_least": "1" } });
    });
    assert_eq!(looped, ["Q0502"]);
    // Bands run until the next one starts, so neither a gap nor an overlap can be written; starts must rise.
    let falling = refused("audit", |structure| structure["bands"][0]["bands"][2]["from"] = json!("8"));
    assert_eq!(falling, ["Q0408"]);
    let unnamed = refused("audit", |structure| {
        structure["bands"][0]["bands"][1]["until"] = json!("16");
    });
    assert_eq!(unnamed, ["J0104"]);
}

#[test]
fn conditions_and_jsonlogic_agree_or_differ_for_a_reason() {
    let table = instrument("jsonlogic");
    let cases = table["cases"].as_array().unwrap();
    assert!(cases.len() >= 35);
    let mut wrong = Vec::new();
    for case in cases {
        let mut structure = table["structure"].clone();
        structure["sections"].as_array_mut().unwrap().push(json!({
            "id": "probe-section", "questions": [ { "id": "probe", "kind": "text", "ask_if": case["condition"] } ]
        }));
        let saved = saved(&structure, &case["answers"]);
        for (scorer, report) in [
            ("engine", engine::score(&structure, None, &saved).unwrap()),
            ("naive", naive::score(&structure, None, &saved)),
        ] {
            let probe =
                report["questions"].as_array().unwrap().iter().find(|question| question["id"] == "probe");
            if probe.unwrap()["asked"] != case["ours"] {
                wrong.push(format!(
                    "{scorer}, {}: {} instead of {}",
                    case["name"],
                    probe.unwrap()["asked"],
                    case["ours"]
                ));
            }
        }
        let same = case["ours"] == if case["canonical"] == true { "yes" } else { "no" };
        assert_eq!(
            same,
            case["why"].is_null(),
            "{}: a difference needs its reason, and only a difference",
            case["name"]
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
