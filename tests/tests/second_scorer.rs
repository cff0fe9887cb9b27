//! The engine must give what the naive scorer gives, for thousands of generated questionnaires and files.

use sdg_tests::compare::{check, differences};
use sdg_tests::engine::Engine;
use sdg_tests::generate::{Case, Choices, Shape, complete, draw, empty_file, rows, saved};
use sdg_tests::{naive, shipped};
use serde_json::{Value, json};

fn agrees(case: &Case) -> Result<(), String> {
    let engine = match Engine::new(&case.structure, case.evidence.as_ref()) {
        // Its exact values could need too large numbers: nothing to compare.
        Err(diagnostics) if diagnostics.contains("Q0705") => return Ok(()),
        engine => engine?,
    };
    let wanted = naive::score(&case.structure, case.evidence.as_ref(), &case.saved);
    let mut found = differences(&wanted, &engine.score(&case.saved)?);
    let claims = naive::claims(&case.structure, case.evidence.as_ref(), &case.saved);
    found.extend(differences(&claims, &engine.claims(&case.saved)?));
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("{}\nstructure: {:#}\nsaved: {:#}", found.join("\n"), case.structure, case.saved))
}

fn agree(cases: u32, shape: Shape) {
    check(cases, rows(), |row| agrees(&draw(&mut row.choices(), shape)));
}

#[test]
fn agrees_on_everything() {
    agree(1500, Shape::FULL);
}

#[test]
fn agrees_without_prompts() {
    agree(1000, Shape::LAWFUL);
}

#[test]
fn agrees_on_an_instrument_without_goals() {
    agree(700, Shape { goals: false, prompts: false, ..Shape::FULL });
}

#[test]
fn agrees_on_small_questionnaires() {
    agree(1500, Shape::TINY);
}

#[test]
fn agrees_on_several_files_for_one_questionnaire() {
    check(150, rows(), |row| {
        let mut choices = row.choices();
        let mut case = draw(&mut choices, Shape::FULL);
        for seed in 0..4 {
            let mut choices = Choices::from_seed(seed);
            case.saved = saved(&mut choices, &case.structure, case.evidence.as_ref());
            agrees(&case)?;
            case.saved = complete(&mut choices, &case.structure, case.evidence.as_ref(), &case.saved);
            agrees(&case)?;
        }
        Ok(())
    });
}

/// The shipped questionnaires and evidence, with files of every sort and with complete ones.
#[test]
fn agrees_on_the_quick_questionnaire() {
    agrees_on_shipped("sdg-toets-quick", 12);
}

#[test]
fn agrees_on_the_full_questionnaire() {
    agrees_on_shipped("sdg-toets", 4);
}

#[test]
fn agrees_on_the_other_instruments() {
    for id in ["armoedetoets", "gendertoets", "sdg-partners", "template"] {
        agrees_on_shipped(id, 6);
    }
}

fn agrees_on_shipped(id: &str, seeds: u64) {
    let read = |path: &str| -> Value { serde_json::from_str(&shipped::text(path)).unwrap() };
    let structure = read(&format!("{id}/questionnaire.json"));
    let evidence = Some(read("evidence/interlinkages.json"));
    for seed in 0..seeds {
        let mut choices = Choices::from_seed(seed);
        let file = saved(&mut choices, &structure, evidence.as_ref());
        let full = complete(&mut choices, &structure, evidence.as_ref(), &file);
        let mut files = vec![file, full];
        if seed == 0 {
            files.push(empty_file(&structure));
            files.push(read(&format!("{id}/example.json")));
        }
        for saved in files {
            let case = Case { structure: structure.clone(), evidence: evidence.clone(), saved };
            agrees(&case).unwrap_or_else(|difference| panic!("seed {seed}: {difference:.3000}"));
        }
    }
}

/// A questionnaire with these questions, a roster that has no subjects yet, and findings on `q`.
fn small(questions: &Value) -> Value {
    json!({
        "format": 1, "id": "small", "version": "1.0.0", "languages": ["nl"], "licence": "CC-BY-4.0",
        "rosters": [ { "id": "nobody", "subjects": [], "own": 1 } ],
        "sections": [ { "id": "all", "questions": questions } ],
        "findings": [
            { "id": "unknown", "severity": "hint", "if": { "is_unknown": { "question": "q" } } },
            { "id": "unanswered", "severity": "hint", "if": { "is_unanswered": { "question": "q" } } },
            { "id": "out", "severity": "hint", "if": { "is_out": { "question": "q" } } }
        ],
    })
}

/// `unknown: true` is an answer to every kind of question.
#[test]
fn agrees_on_unknown_for_every_kind() {
    for kind in ["text", "number", "date"] {
        let structure = small(&json!([ { "id": "q", "kind": kind } ]));
        let mut saved = empty_file(&structure);
        saved["answers"]["q"] = json!({ "unknown": true });
        agrees(&Case { structure, evidence: None, saved })
            .unwrap_or_else(|difference| panic!("{difference}"));
    }
}

/// A `subjects` question with nobody to ask about: unanswered until it is answered with nobody.
#[test]
fn agrees_on_a_roster_without_subjects() {
    for answer in [
        Value::Null,
        json!({ "subjects": {} }),
        json!({ "unknown": true }),
        json!({ "not_applicable": true }),
    ] {
        let question = json!({ "id": "q", "kind": "subjects", "roster": "nobody", "not_applicable": true });
        let structure = small(&json!([question]));
        let mut saved = empty_file(&structure);
        if !answer.is_null() {
            saved["answers"]["q"] = answer;
        }
        agrees(&Case { structure, evidence: None, saved })
            .unwrap_or_else(|difference| panic!("{difference}"));
    }
}
