//! Worked vectors, `tests/data/vectors/*.json`: small enough to check by hand, run against both scorers.

use std::fs;
use std::path::PathBuf;

use sdg_tests::compare::holds;
use sdg_tests::{engine, naive};
use serde_json::Value;

fn vectors() -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/vectors");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let vector = serde_json::from_str(&fs::read_to_string(&file).unwrap());
            (name.clone(), vector.unwrap_or_else(|error| panic!("{name}: {error}")))
        })
        .collect()
}

fn run(scorer: &str, score: impl Fn(&Value, Option<&Value>, &Value) -> Result<Value, String>) {
    let vectors = vectors();
    assert!(vectors.len() >= 10);
    let mut wrong = Vec::new();
    for (name, vector) in &vectors {
        for key in ["name", "what", "working"] {
            assert!(vector[key].as_str().is_some_and(|text| !text.is_empty()), "{name} lacks {key}");
        }
        assert!(name.strip_suffix(".json") == vector["name"].as_str(), "{name} has another name inside");
        match score(&vector["structure"], vector.get("evidence"), &vector["saved"]) {
            Err(problem) => wrong.push(format!("{name}: {problem}")),
            Ok(report) => {
                for (part, expected) in vector["expect"].as_object().unwrap() {
                    // Prompts and findings are given in full.
                    let full = part == "prompts" || part == "findings";
                    let same_length =
                        expected.as_array().map(Vec::len) == report[part].as_array().map(Vec::len);
                    if !holds(expected, &report[part]) || (full && !same_length) {
                        wrong.push(format!(
                            "{name}, {part}:\n expected {expected:#}\n got {:#}",
                            report[part]
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{scorer}:\n{}", wrong.join("\n"));
}

#[test]
fn naive_scorer_meets_the_vectors() {
    run("naive", |structure, evidence, saved| Ok(naive::score(structure, evidence, saved)));
}

#[test]
fn engine_meets_the_vectors() {
    run("engine", engine::score);
}
