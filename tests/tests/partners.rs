//! Two partners of one partnership, each in its own language: laid side by side, what differs stays different and nobody's words change.

use std::collections::BTreeSet;

use sdg_core::{Assessment, Merged, MergedQuestion, Standing};
use sdg_tests::shipped;
use serde_json::Value;

const PARTNERS: &str = "sdg-partners";
const FILES: [&str; 2] = ["example.json", "example-partner.json"];

fn file(name: &str) -> Value {
    serde_json::from_str(&shipped::text(&format!("{PARTNERS}/{name}"))).unwrap()
}

fn merged() -> Merged {
    let questionnaire = shipped::questionnaire(PARTNERS);
    Merged::of(FILES.map(|name| {
        let loaded = Assessment::parse(&file(name).to_string(), &questionnaire).unwrap();
        assert_eq!(loaded.notices, [], "{name}");
        loaded.assessment
    }))
    .unwrap()
}

/// Text and reasons, wherever they stand.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if ["text", "reason", "name"].contains(&key.as_str()) => {
                        found.insert(text.clone());
                    }
                    other => words(other, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| words(value, found)),
        _ => {}
    }
}

#[test]
fn each_keeps_its_language_and_its_words() {
    let merged = merged();
    let languages = FILES.map(|name| file(name)["language"].clone());
    assert_eq!(languages, ["nl", "es"]);

    // The file holds both as they were: every answer, every word.
    let written: Value = serde_json::from_str(&merged.to_json()).unwrap();
    for name in FILES {
        let one = file(name);
        let kept =
            written["merged"].as_array().unwrap().iter().find(|kept| kept["language"] == one["language"]);
        for part in ["answers", "own_subjects", "assessor", "example"] {
            assert_eq!(kept.unwrap()[part], one[part], "{name}: {part}");
        }
    }
    // So does what is shown side by side.
    let report: Value = serde_json::from_str(&merged.report().to_json()).unwrap();
    let mut shown = BTreeSet::new();
    words(&report["questions"], &mut shown);
    words(&report["own_subjects"], &mut shown);
    for name in FILES {
        let mut said = BTreeSet::new();
        words(&file(name)["answers"], &mut said);
        assert!(said.len() > 25, "{name}: {}", said.len());
        assert_eq!(said.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new(), "{name}");
    }
    assert!(shown.contains("Vendedoras del mercado"), "a group that only one of them has");
}

#[test]
fn what_differs_is_there_to_be_discussed() {
    let report = merged().report();
    assert_eq!(report.assessors.len(), 2);
    let question = |id: &str, subject: Option<&str>| -> MergedQuestion {
        let found = report.questions.iter().find(|one| one.id == id && one.subject.as_deref() == subject);
        found.unwrap_or_else(|| panic!("{id} {subject:?}")).clone()
    };
    let steps = |id: &str| -> BTreeSet<String> {
        let answers = question(id, None).answers;
        let entries = answers.iter().map(|given| serde_json::from_str::<Value>(&given.entry).unwrap());
        entries.map(|entry| entry["option"].as_str().unwrap().to_owned()).collect()
    };
    // Who decides about the money: together, says the one; the other partner alone, says the other.
    assert_eq!(steps("money-say"), BTreeSet::from(["one-alone".to_owned(), "together".to_owned()]));
    assert_eq!(question("money-say", None).parts[0].standing, Standing::Discuss);
    // Both say that only the money is written down.
    assert_eq!(steps("brought-in").len(), 1);
    assert_eq!(question("brought-in", None).parts[0].standing, Standing::Agreed);
    // On the place of partner B they differ: no harm, says A; work is lost, says B. Neither is averaged away.
    let there = question("place-prosperity", Some("partner-b"));
    let harms: BTreeSet<i64> = there
        .answers
        .iter()
        .map(|given| serde_json::from_str::<Value>(&given.entry).unwrap()["harm"].as_i64().unwrap())
        .collect();
    assert_eq!(harms, BTreeSet::from([0, 2]));
    // One warning is enough: it is raised by one of the two.
    let warning = report.findings.iter().find(|finding| {
        finding.finding.id == "place-harm" && finding.finding.subject.as_deref() == Some("partner-b")
    });
    assert!(warning.is_some(), "{:?}", report.findings);
    // The bounds span what either holds for possible: 0 (A) to 2/3 (B).
    let harm = report
        .measures
        .iter()
        .find(|measure| measure.id == "place.harm" && measure.subject.as_deref() == Some("partner-b"));
    let each: BTreeSet<String> = harm.unwrap().each.iter().map(|one| format!("{:?}", one.bounds)).collect();
    assert_eq!(each.len(), 2, "{each:?}");
}

#[test]
fn nothing_in_it_presupposes_flanders() {
    let words = [
        "Vlaams",
        "Vlaanderen",
        "Flemish",
        "Flanders",
        "flamand",
        "Flandre",
        "Flandes",
        "GECORO",
        "OCMW",
        "BBC",
        "VVSG",
        "schepen",
        "college",
        "euro",
        "€",
        "Sociaal Huis",
        "intercommunale",
    ];
    let questionnaire = shipped::questionnaire(PARTNERS);
    for language in questionnaire.languages() {
        for (key, text) in shipped::texts(&questionnaire, language).iter() {
            for word in words {
                assert!(!text.contains(word), "{language}: {key} says {word}");
            }
        }
    }
    for part in ["domains", "councils"] {
        assert!(questionnaire.find(part).is_none(), "{part} is Flemish");
    }
}

#[test]
fn the_second_partner_stays_within_the_budget_too() {
    let questionnaire = shipped::questionnaire(PARTNERS);
    let structure = shipped::text(&format!("{PARTNERS}/questionnaire.json"));
    for name in FILES {
        let check = Assessment::parse(&file(name).to_string(), &questionnaire).unwrap().assessment;
        assert_eq!(questionnaire.check_budget(&structure, Some(&check)), [], "{name}");
    }
}
