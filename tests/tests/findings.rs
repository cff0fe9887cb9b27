//! Every family of findings that the method asks for can be written as a rule (`tests/data/findings/`): it is raised, it is not, or
//! it is only possible, and it tells on which answers it rests.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use sdg_core::{
    Assessment, Decision, Finding, Ground, GroundPart, Handling, Questionnaire, Resolution, Side,
};
use sdg_tests::compare::{check, differences};
use sdg_tests::generate::{Case, Shape, draw, empty_file, put, questions, rows};
use sdg_tests::{engine, naive, shipped};
use serde_json::{Value, json};

fn data(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/findings").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

struct Families {
    structure: Value,
    evidence: Value,
    cases: Value,
    questionnaire: Arc<Questionnaire>,
}

impl Families {
    fn new() -> Families {
        let structure = data("questionnaire.json");
        let questionnaire = Questionnaire::parse(&structure.to_string(), Some(&shipped::evidence()))
            .unwrap_or_else(|wrong| panic!("{wrong}"));
        let evidence = serde_json::from_str(&shipped::text("evidence/interlinkages.json")).unwrap();
        Families { structure, evidence, cases: data("families.json"), questionnaire }
    }

    /// The saved file with some answers other than where nothing is the matter.
    fn saved(&self, changes: &Value) -> Value {
        let mut saved = empty_file(&self.structure);
        saved["answers"] = self.cases["answers"].clone();
        for (question, answer) in changes.as_object().into_iter().flatten() {
            saved["answers"][question] = answer.clone();
        }
        saved["answers"].as_object_mut().unwrap().retain(|_, answer| !answer.is_null());
        saved
    }

    fn open(&self, saved: &Value) -> Assessment {
        let loaded = Assessment::parse(&saved.to_string(), &self.questionnaire).unwrap();
        assert!(loaded.notices.is_empty(), "{:?}", loaded.notices);
        loaded.assessment
    }

    fn ground(&self, ground: &Ground) -> String {
        let mut words = vec![self.questionnaire.question(ground.question).unwrap().id.clone()];
        words.extend(ground.subject.as_ref().map(|subject| format!("@{subject}")));
        words.extend(match ground.part {
            GroundPart::Side(Side::Benefit) => Some("benefit".to_owned()),
            GroundPart::Side(Side::Harm) => Some("harm".to_owned()),
            GroundPart::Side(_) => None,
            GroundPart::Facet(facet) => Some(self.questionnaire.facets()[facet].id.clone()),
        });
        words.join(" ")
    }
}

/// What a finding is about, as the cases say it.
fn about(finding: &Finding) -> Value {
    let mut about = json!({});
    if let Some(question) = &finding.question {
        about["question"] = json!(question);
    }
    if let Some(goal) = finding.goal {
        about["goal"] = json!(goal.number());
    }
    if let Some(subject) = &finding.subject {
        about["subject"] = json!(subject);
    }
    about
}

#[test]
fn nothing_is_found_where_nothing_is_the_matter() {
    let families = Families::new();
    assert_eq!(families.open(&families.saved(&json!({}))).score().findings, []);
}

#[test]
fn each_family_is_raised_is_not_and_is_only_possible() {
    let families = Families::new();
    let list = families.cases["families"].as_array().unwrap();
    assert!(list.len() >= 13, "every family of METHOD 8");
    let mut rules = BTreeSet::new();
    for family in list {
        rules.insert(family["rule"].as_str().unwrap());
        for (name, wanted) in [("raised", Some(true)), ("not_raised", None), ("possible", Some(false))] {
            let case = &family[name];
            let saved = families.saved(&case["answers"]);
            let assessment = families.open(&saved);
            let findings = assessment.score().findings;
            let found = findings.iter().find(|f| f.id == family["rule"] && about(f) == case["about"]);
            let what = format!("{}, {name}", family["family"]);
            assert_eq!(found.map(|finding| finding.certain), wanted, "{what}: {findings:#?}");
            if let Some(finding) = found {
                let grounds: Vec<String> =
                    assessment.explain_finding(finding).iter().map(|g| families.ground(g)).collect();
                assert_eq!(json!(grounds), case["grounds"], "{what}");
            }
            // What is decided about it is read back from the file, and it stays listed.
            if let Some(finding) = found {
                let accepted =
                    Decision::Accepted { by: "council".into(), person: None, reason: "discussed".into() };
                let mut decided = assessment.clone();
                decided.handle(&finding.key(), Some(Handling::new(accepted))).expect("it can be raised");
                let again = families.open(&serde_json::from_str(&decided.to_json()).unwrap());
                assert_eq!(again.resolution(&finding.key()), Resolution::Accepted, "{what}");
                assert_eq!(again.score().findings, findings, "{what}");
            }
            // A packed questionnaire and the second scorer find the same.
            let packed = Questionnaire::from_packed(&families.questionnaire.to_packed()).unwrap();
            let again = Assessment::parse(&saved.to_string(), &packed).unwrap().assessment;
            assert_eq!(again.score().findings, findings, "{what}");
            let report = engine::score(&families.structure, Some(&families.evidence), &saved).unwrap();
            let second = naive::score(&families.structure, Some(&families.evidence), &saved);
            assert_eq!(differences(&second, &report), Vec::<String>::new(), "{what}");
        }
    }
    let all: BTreeSet<&str> = families.questionnaire.rules().iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(rules, all, "each rule has its cases");
}

#[test]
fn a_finding_that_is_not_raised_rests_on_nothing() {
    let families = Families::new();
    let with_harm = families.open(&families.saved(&json!({ "g7": { "benefit": 1, "harm": 2 } })));
    let finding = with_harm.score().findings.into_iter().find(|finding| finding.id == "harm").unwrap();
    assert_eq!(with_harm.explain_finding(&finding).len(), 1);
    let without = families.open(&families.saved(&json!({})));
    assert_eq!(without.explain_finding(&finding), []);
    let other = Finding { id: "of-another-version".to_owned(), ..finding };
    assert_eq!(with_harm.explain_finding(&other), []);
}

/// Rules about harm alone, over goals, effects and everything at once.
fn harm_rules() -> Value {
    json!([
        { "id": "goal", "severity": "discuss-first", "for_each": "goals", "if": { "goal_harm": { "at_least": "2/3" } } },
        { "id": "effect", "severity": "discuss-first", "for_each": "effects", "if": { "harm": { "at_least": 1 } } },
        { "id": "anywhere", "severity": "discuss-first", "if": { "any_goal": { "goal_harm": { "at_least": "1/3" } } } }
    ])
}

/// All findings with what they are about and whether they are certain.
fn found(report: &Value) -> BTreeSet<String> {
    report["findings"].as_array().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn a_benefit_elsewhere_never_closes_a_harm() {
    check(300, rows(), |row| {
        let mut choices = row.more();
        let mut case: Case = draw(&mut row.choices(), Shape { conditions: false, ..Shape::LAWFUL });
        if case.structure["goals"].is_null() {
            return Ok(());
        }
        case.structure["findings"] = harm_rules();
        case.structure["goals"].as_object_mut().unwrap().remove("claim");
        let before = engine::score(&case.structure, None, &case.saved)?;
        let mut saved = case.saved.clone();
        for question in questions(&case.structure) {
            // Any benefit, anywhere, beside the harm that is there.
            let answer = &case.saved["answers"][question["id"].as_str().unwrap()];
            let repeated = !question["for_each"].is_null();
            if question["kind"] != "effect"
                || repeated
                || answer["not_applicable"] == true
                || choices.one_in(3)
            {
                continue;
            }
            let mut answer = if answer.is_object() { answer.clone() } else { json!({}) };
            if answer["unknown"] == true {
                answer = json!({ "harm": "unknown" });
            }
            answer["benefit"] = json!(1);
            put(&mut saved, question["id"].as_str().unwrap(), None, answer);
        }
        let after = engine::score(&case.structure, None, &saved)?;
        let lost: Vec<String> = found(&before).difference(&found(&after)).cloned().collect();
        if lost.is_empty() { Ok(()) } else { Err(format!("{lost:#?}\n{:#}\n{saved:#}", case.structure)) }
    });
}

/// What is to be discussed before anything else must not depend on a benefit: then one could be raised to close it.
#[test]
fn no_shipped_rule_to_discuss_first_looks_at_a_benefit() {
    for id in shipped::ids() {
        let structure: Value =
            serde_json::from_str(&shipped::text(&format!("{id}/questionnaire.json"))).unwrap();
        let rules = structure["findings"].as_array().unwrap();
        let first: Vec<&Value> = rules.iter().filter(|rule| rule["severity"] == "discuss-first").collect();
        assert!(!first.is_empty());
        for rule in first {
            assert!(!rule["if"].to_string().contains("benefit"), "{id}: {rule}");
        }
    }
}
