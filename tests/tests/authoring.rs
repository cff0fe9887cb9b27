//! What a questionnaire asks or tests in vain, as its author is told.

use std::collections::BTreeMap;

use sdg_core::{Diagnostic, Evidence, Questionnaire};
use sdg_tests::engine;
use sdg_tests::generate::{Choices, Shape, complete, draw};
use serde_json::{Value, json};

/// A questionnaire in which nothing is in vain.
fn sound() -> Value {
    json!({
        "format": 1, "id": "authoring", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "strength", "steps": [
            { "id": "none", "points": 0 }, { "id": "slight", "points": 1 }, { "id": "clear", "points": 2 } ] } ],
        "rosters": [ { "id": "groups", "subjects": ["older", "young"] } ],
        "sections": [
            { "id": "start", "questions": [
                { "id": "stage", "kind": "choice", "options": [ { "id": "idea" }, { "id": "plan" }, { "id": "done" } ] },
                { "id": "cost", "kind": "number", "least": 0, "greatest": 10 },
                { "id": "topics", "kind": "multiple", "options": [ { "id": "a" }, { "id": "b" } ] },
                { "id": "touched", "kind": "subjects", "roster": "groups" }
            ] },
            { "id": "effects", "ask_if": { "option": { "question": "stage", "is": ["idea", "plan"] } }, "questions": [
                { "id": "g7", "kind": "effect", "goal": 7, "scale": "strength" },
                { "id": "access", "kind": "rating", "scale": "strength", "for_each": { "in": "touched" } },
                { "id": "more", "kind": "rating", "scale": "strength", "not_applicable": true,
                  "ask_if": { "option": { "question": "stage", "is": ["plan"] } } }
            ] }
        ],
        "goals": {},
        "measures": [
            { "id": "access", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "access" } ] },
            { "id": "process", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "more" } ] }
        ],
        "principles": [ { "id": "p", "components": ["access", "process"] } ],
        "findings": [
            { "id": "harm", "severity": "attention", "for_each": "goals", "if": { "goal_harm": { "at_least": "1/2" } } },
            { "id": "none", "severity": "hint", "if": { "not": { "any_subject": { "question": "touched" } } } }
        ],
        "focus": [ { "id": "f", "if": { "option": { "question": "topics", "is": ["a"] } }, "questions": ["g7"] } ]
    })
}

const MORE: &str = "/sections/1/questions/2/ask_if";
const SECTION: &str = "/sections/1/ask_if";
const RULE: &str = "/findings/1/if";

fn found(structure: &Value) -> Vec<Diagnostic> {
    let text = format!("{structure:#}");
    let questionnaire = Questionnaire::parse(&text, None).unwrap_or_else(|wrong| panic!("{wrong}"));
    let found = questionnaire.check_authoring(&text);
    // Each has its line, and a way out.
    let lines: Vec<&str> = text.lines().collect();
    for one in &found {
        assert!(one.line > 1 && one.line <= lines.len() && one.column > 0, "{one}");
        assert!(!one.help.is_empty() && !one.message.is_empty(), "{one}");
    }
    found
}

/// With something else in one place: codes and paths.
fn with(pointer: &str, value: Value) -> Vec<(&'static str, String)> {
    let mut structure = sound();
    match structure.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => panic!("nothing at {pointer}"),
    }
    told(&structure)
}

/// Codes and paths, by code.
fn told(structure: &Value) -> Vec<(&'static str, String)> {
    let mut told: Vec<_> = found(structure).into_iter().map(|one| (one.code, one.path)).collect();
    told.sort();
    told
}

#[track_caller]
fn raises(pointer: &str, value: Value, code: &str, path: &str) {
    assert_eq!(with(pointer, value), [(code, path.to_owned())].map(|(code, path)| (leak(code), path)));
}

/// For comparing with the codes of diagnostics, which are static.
fn leak(code: &str) -> &'static str {
    ["Q0901", "Q0902", "Q0903", "Q0904", "Q0905", "Q0906"]
        .into_iter()
        .find(|known| *known == code)
        .expect("a code")
}

#[track_caller]
fn raises_nothing(pointer: &str, value: Value) {
    assert_eq!(with(pointer, value), []);
}

fn option(question: &str, is: &[&str]) -> Value {
    json!({ "option": { "question": question, "is": is } })
}

#[test]
fn a_sound_questionnaire_raises_nothing() {
    assert_eq!(found(&sound()), []);
}

#[test]
fn a_question_that_can_never_be_asked() {
    let more = "sections[1].questions[2].ask_if";
    // At odds with its section …
    raises_both(option("stage", &["done"]), more);
    raises_nothing(MORE, option("stage", &["idea"]));
    // … with itself …
    raises_both(json!({ "all": [option("stage", &["idea"]), option("stage", &["plan"])] }), more);
    raises_both(json!({ "all": [option("topics", &["a"]), { "not": option("topics", &["a", "b"]) }] }), more);
    raises_nothing(MORE, json!({ "all": [option("topics", &["a"]), option("topics", &["b"])] }));
    // … beyond what can be answered …
    raises_both(json!({ "points": { "question": "cost", "at_least": 11 } }), more);
    raises_nothing(MORE, json!({ "points": { "question": "cost", "at_least": 10 } }));
    raises_both(json!({ "not": { "points": { "question": "cost", "at_least": 0 } } }), more);
    raises_both(json!({ "benefit": { "question": "g7", "at_least": 3 } }), more);
    raises_nothing(MORE, json!({ "benefit": { "question": "g7", "at_least": 2 } }));
    let between = |least: i64, below: i64| {
        json!({ "all": [ { "harm": { "question": "g7", "at_least": least } },
                         { "not": { "harm": { "question": "g7", "at_least": below } } } ] })
    };
    raises_both(between(2, 2), more);
    raises_nothing(MORE, between(1, 2));
    // … or a test of what is no state of the question.
    raises_both(json!({ "is_out": { "question": "cost" } }), more);
    raises_both(
        json!({ "all": [ { "subject": { "question": "touched", "is": "older" } }, { "not": { "any_subject": { "question": "touched" } } } ] }),
        more,
    );
    raises_both(json!({ "goal_benefit": { "goal": 7, "at_least": "3/2" } }), more);
    raises_both(json!({ "measure": { "measure": "access", "at_least": "3/2" } }), more);
    raises_nothing(MORE, json!({ "measure": { "measure": "access", "at_least": "1" } }));
}

/// The measure that only this question feeds is in vain with it.
#[track_caller]
fn raises_both(condition: Value, path: &str) {
    assert_eq!(with(MORE, condition), [("Q0901", path.to_owned()), ("Q0904", "measures[1]".to_owned())]);
}

#[test]
fn a_condition_on_a_question_that_is_never_asked() {
    let mut structure = sound();
    structure["sections"][1]["questions"][2]["ask_if"] = option("stage", &["done"]);
    structure["sections"][1]["questions"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "last", "kind": "text", "ask_if": option("more", &["clear"]) }));
    let codes = told(&structure);
    let path = |place: usize| format!("sections[1].questions[{place}].ask_if");
    assert_eq!(codes, [("Q0901", path(2)), ("Q0901", path(3)), ("Q0904", "measures[1]".to_owned())]);
}

#[test]
fn a_condition_that_never_holds() {
    let never = json!({ "all": [ { "any_subject": { "question": "touched" } }, { "not": { "any_subject": { "question": "touched" } } } ] });
    raises(RULE, never.clone(), "Q0902", "findings[1].if");
    raises("/focus/0/if", json!({ "any": [] }), "Q0902", "focus[0].if");
    // A dead alternative, where the other one lives.
    raises(
        RULE,
        json!({ "any": [ { "any_subject": { "question": "touched" } }, never ] }),
        "Q0902",
        "findings[1].if.any[1]",
    );
    // A section is told once, and not each of its questions; what they feed is.
    let codes = with(SECTION, json!({ "points": { "question": "cost", "at_least": 11 } }));
    assert!(codes.contains(&("Q0902", "sections[1].ask_if".to_owned())), "{codes:?}");
    assert!(codes.iter().all(|(code, _)| ["Q0902", "Q0904", "Q0906"].contains(code)), "{codes:?}");
    // More than a goal can have.
    raises("/findings/0/if", json!({ "goal_harm": { "at_least": "3/2" } }), "Q0902", "findings[0].if");
    raises_nothing("/findings/0/if", json!({ "goal_harm": { "at_least": "1" } }));
}

#[test]
fn a_condition_that_always_holds() {
    raises(
        RULE,
        json!({ "not": { "all": [ option("stage", &["idea"]), option("stage", &["plan"]) ] } }),
        "Q0903",
        "findings[1].if",
    );
    // Every option of a question that is always asked …
    raises(SECTION, option("stage", &["idea", "plan", "done"]), "Q0903", "sections[1].ask_if");
    raises_nothing(SECTION, option("stage", &["plan", "done"]));
    // … but one that need not apply can also be out, …
    raises_nothing(RULE, option("more", &["none", "slight", "clear"]));
    // … and what the section says already is said twice.
    raises(MORE, option("stage", &["idea", "plan"]), "Q0903", "sections[1].questions[2].ask_if");
    // "Always" on purpose.
    raises_nothing(RULE, json!({ "all": [] }));
}

#[test]
fn a_measure_that_nothing_feeds_or_uses() {
    raises("/principles/0/components", json!(["access"]), "Q0905", "measures[1]");
    // A rule uses it too, and so does another measure that is used.
    let mut structure = sound();
    structure["principles"][0]["components"] = json!(["access"]);
    structure["findings"][1]["if"] = json!({ "measure": { "measure": "process", "at_least": "1/2" } });
    assert_eq!(found(&structure), []);
    structure["findings"] = json!([]);
    structure["principles"][0]["components"] = json!(["both"]);
    structure["measures"].as_array_mut().unwrap().push(json!({ "id": "both", "aggregate": "mean",
        "polarity": "higher-is-better", "items": [ { "measure": "access" }, { "measure": "process" } ] }));
    assert_eq!(found(&structure), []);
    // Without principles the measures are the result.
    structure["principles"] = json!([]);
    assert_eq!(found(&structure), []);
}

#[test]
fn a_goal_without_a_harm_question() {
    let mut structure = sound();
    let question = &mut structure["sections"][1]["questions"][0];
    *question = json!({ "id": "g7", "kind": "effect", "scale": "strength", "targets": ["3.6", "3.9"] });
    structure["findings"] = json!([]);
    assert_eq!(told(&structure), [("Q0906", "sections[1].questions[0]".to_owned())]);
    structure["sections"][1]["questions"][0]["targets"] = json!(["3.6", "11.2"]);
    assert_eq!(found(&structure), []);
    structure["sections"][1]["questions"][0]["goal"] = json!(3);
    assert_eq!(found(&structure), []);
}

// ---- What is told is true

/// Whatever is answered, what is said never to be asked is not, and so on; on generated questionnaires, with what is asked
/// open and filled in.
#[test]
fn what_is_told_holds_for_every_answer() {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..600 {
        let mut choices = Choices::from_seed(seed);
        let case = draw(&mut choices, Shape::FULL);
        let text = case.structure.to_string();
        let evidence =
            case.evidence.as_ref().map(|evidence| Evidence::parse(&evidence.to_string()).expect("evidence"));
        let questionnaire = Questionnaire::parse(&text, evidence.as_ref()).expect("sound");
        let found = questionnaire.check_authoring(&text);
        let mut reports =
            vec![engine::score(&case.structure, case.evidence.as_ref(), &case.saved).expect("scored")];
        for _ in 0..4 {
            let saved = complete(&mut choices, &case.structure, case.evidence.as_ref(), &case.saved);
            reports.push(engine::score(&case.structure, case.evidence.as_ref(), &saved).expect("scored"));
        }
        for one in &found {
            for report in &reports {
                if let Some(wrong) = refuted(one, &case.structure, report) {
                    panic!("seed {seed}: {one}\n{wrong}\n{:#}\n{report:#}", case.structure);
                }
            }
            *told.entry(one.code).or_default() += 1;
        }
    }
    for code in ["Q0901", "Q0902", "Q0903", "Q0904"] {
        assert!(
            told.get(code).is_some_and(|count| *count >= 10),
            "too few of {code} to show anything: {told:?}"
        );
    }
}

/// What in a report speaks against a diagnostic.
fn refuted(told: &Diagnostic, structure: &Value, report: &Value) -> Option<String> {
    let place =
        |prefix: &str| -> Option<usize> { told.path.strip_prefix(prefix)?.split(']').next()?.parse().ok() };
    let asked = |id: &Value| {
        let questions = report["questions"].as_array().expect("questions").iter();
        questions.filter(|question| question["id"] == *id && question["asked"] == "yes").count()
    };
    let of_rule = |rule: &Value| {
        let findings = report["findings"].as_array().expect("findings").iter();
        findings.filter(|finding| finding["id"] == rule["id"]).cloned().collect::<Vec<Value>>()
    };
    let section = place("sections[").map(|place| &structure["sections"][place]);
    let question = section.and_then(|section| {
        let (_, rest) = told.path.split_once(".questions[")?;
        let place: usize = rest.split(']').next()?.parse().ok()?;
        Some(&section["questions"][place])
    });
    match (told.code, place("findings[")) {
        ("Q0901", _) => {
            question.filter(|question| asked(&question["id"]) > 0).map(|_| "it is asked".to_owned())
        }
        ("Q0902", None) if told.path.ends_with("].ask_if") && question.is_none() => {
            let questions = section?["questions"].as_array()?.iter();
            let asked = questions.filter(|question| asked(&question["id"]) > 0).count();
            (asked > 0).then(|| "a question of the section is asked".to_owned())
        }
        ("Q0902", Some(place)) if told.path.ends_with("].if") => {
            let certain =
                of_rule(&structure["findings"][place]).into_iter().find(|finding| finding["certain"] == true);
            certain.map(|finding| format!("it holds: {finding}"))
        }
        ("Q0903", Some(place)) => {
            let rule = &structure["findings"][place];
            let once = rule["for_each"].is_null();
            (once && of_rule(rule).is_empty()).then(|| "it does not hold".to_owned())
        }
        ("Q0903", None) => {
            // Where nothing else decides, it may be open but never no.
            let question = question.filter(|question| question["for_each"].is_null())?;
            if !section?["ask_if"].is_null() || question["among"].is_string() {
                return None;
            }
            let not = report["questions"]
                .as_array()?
                .iter()
                .any(|one| one["id"] == question["id"] && one["asked"] == "no");
            not.then(|| "it is not asked".to_owned())
        }
        ("Q0904", _) => {
            let id = &structure["measures"][place("measures[")?]["id"];
            let measures = report["measures"].as_array()?.iter();
            measures
                .filter(|measure| measure["id"] == *id)
                .find(|measure| !measure["bounds"].is_null() && measure["bounds"]["may_be_void"] != true)
                .map(|measure| format!("it has a value: {measure}"))
        }
        _ => None,
    }
}
