//! Exact numbers: what could grow too large is refused, and only that.

use std::sync::Arc;

use sdg_core::{Diagnostics, Questionnaire};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn parse(measures: &Value) -> Result<Arc<Questionnaire>, Diagnostics> {
    let scale = |id: &str, steps: i64| json!({ "id": id, "steps": (0..steps).map(|n| json!({ "id": format!("s{n}"), "points": n })).collect::<Vec<_>>() });
    let structure = json!({
        "format": 1, "id": "limits", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "goals": {},
        "scales": [ scale("three", 3), scale("seven", 7) ],
        "rosters": [ { "id": "many", "subjects": (1..=60).map(|n| format!("s{n}")).collect::<Vec<_>>() } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "effect", "kind": "effect", "scale": "three", "goal": 1 },
            { "id": "rating", "kind": "rating", "scale": "seven" }, { "id": "other", "kind": "rating", "scale": "seven" },
            { "id": "each", "kind": "rating", "scale": "seven", "not_applicable": true, "for_each": { "all": "many" } },
            { "id": "prompt", "kind": "rating", "scale": "seven", "not_applicable": true, "for_each": { "all": "prompts" } } ] } ],
        "interlinkages": { "evidence": "interlinkages", "roster": "prompts", "places": { "known_tradeoffs": 1, "undermining": 1, "unused_synergy": 1 } },
        "measures": measures,
    });
    Questionnaire::parse(&structure.to_string(), Some(&shipped::evidence()))
}

fn measure(id: &str, aggregate: &str, items: Value) -> Value {
    let mut measure =
        json!({ "id": id, "aggregate": aggregate, "polarity": "higher-is-better", "items": items });
    if aggregate == "share" {
        measure["at_least"] = json!("1/2");
    }
    measure
}

#[test]
fn a_mean_over_prompts_beside_a_share_over_prompts_is_small() {
    let share = measure("share", "share", json!([ { "question": "prompt" } ]));
    let mean = measure("mean", "mean", json!([ { "question": "prompt" }, { "measure": "share" } ]));
    assert!(parse(&json!([share, mean])).is_ok());
}

#[test]
fn means_of_means_over_many_subjects_are_refused() {
    // Sixty means, each over two optional items of different weight, in a mean: no common denominator is small enough.
    let one = json!({
        "id": "one", "aggregate": "mean", "polarity": "higher-is-better", "for_each": { "all": "many" },
        "items": [ { "question": "each", "weight": 997 }, { "question": "effect", "side": "benefit", "weight": 991 } ],
    });
    let all = measure("all", "mean", json!([ { "measure": "one" } ]));
    let refused = parse(&json!([one, all])).expect_err("too large");
    let codes: Vec<&str> = refused.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["Q0705"]);
}

#[test]
fn a_mean_keeps_room_for_weights_that_move() {
    // Each mean holds the one before it and a rating, so that denominators multiply: 6 x 1999, then four times x 1000, then the
    // last total weight. Weights that move between half and twice need four times as much room: up to a total of 96.
    let accepted = |weight: i64| {
        let rating = |weight: i64| json!({ "question": "rating", "weight": weight });
        let mut measures =
            vec![measure("m0", "mean", json!([rating(1000), { "question": "other", "weight": 999 }]))];
        for level in 1..=5 {
            let weight = if level == 5 { weight } else { 999 };
            let before = format!("m{}", level - 1);
            measures.push(measure(
                &format!("m{level}"),
                "mean",
                json!([{ "measure": before }, rating(weight)]),
            ));
        }
        parse(&json!(measures)).is_ok()
    };
    assert!(accepted(95));
    assert!(!accepted(96));
}
