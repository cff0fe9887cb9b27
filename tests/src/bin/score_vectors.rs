//! Scores every vector, every golden case and the shipped example natively, one JSON line each: `{"name", "structure",
//! "evidence", "saved", "report"}`, all as text. `tests/node/parity.test.mjs` scores the same texts with the shipped wasm and
//! compares the bytes.

use sdg_core::{Assessment, Evidence, Questionnaire};
use sdg_tests::generate::{self, Choices, Shape};
use sdg_tests::{full_size, shipped};
use serde_json::{Value, json};

fn main() {
    let evidence = shipped::text("evidence/interlinkages.json");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/vectors");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("tests/data/vectors").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let vector: Value =
            serde_json::from_str(&std::fs::read_to_string(&file).expect("readable")).expect("JSON");
        let own = vector.get("evidence").filter(|own| own.is_object()).map(ToString::to_string);
        line(
            &vector["name"].to_string(),
            &vector["structure"].to_string(),
            own.as_deref(),
            &vector["saved"].to_string(),
        );
    }
    for questions in [60, 150] {
        let name = format!("full size {questions}");
        line(
            &name,
            &full_size::structure(questions).to_string(),
            Some(&evidence),
            &full_size::saved(questions).to_string(),
        );
    }
    let quick = shipped::text("sdg-toets-quick/questionnaire.json");
    line("quick, worked example", &quick, Some(&evidence), &shipped::text("sdg-toets-quick/example.json"));
    let empty = r#"{"format":1,"questionnaire":{"id":"sdg-toets-quick","version":"1.0.0"},"answers":{}}"#;
    line("quick, nothing answered", &quick, Some(&evidence), empty);

    // The generated cases of the laws: always the same ones, so that a difference can be found again.
    for seed in 0..300 {
        let case = generate::draw(&mut Choices::from_seed(seed), Shape::FULL);
        let own = case.evidence.as_ref().map(ToString::to_string);
        // A few generated measures are refused because their exact value could need too large numbers.
        let parsed = own.as_deref().map(|text| Evidence::parse(text).expect("generated evidence is sound"));
        if Questionnaire::parse(&case.structure.to_string(), parsed.as_ref()).is_ok() {
            line(
                &format!("generated {seed}"),
                &case.structure.to_string(),
                own.as_deref(),
                &case.saved.to_string(),
            );
        }
    }
}

fn line(name: &str, structure: &str, evidence: Option<&str>, saved: &str) {
    let parsed = evidence.map(|text| Evidence::parse(text).unwrap_or_else(|wrong| panic!("{name}: {wrong}")));
    let questionnaire =
        Questionnaire::parse(structure, parsed.as_ref()).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    let assessment =
        Assessment::parse(saved, &questionnaire).unwrap_or_else(|wrong| panic!("{name}: {wrong}")).assessment;
    let case = json!({ "name": name, "structure": structure, "evidence": evidence, "saved": saved, "report": assessment.score().to_json() });
    println!("{case}");
}
