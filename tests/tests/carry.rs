//! Carrying a check over: from the quick check to the full one, or from one intake to several. Nothing is lost without a word.

use std::collections::BTreeSet;
use std::sync::Arc;

use sdg_core::{Assessment, Carry, LeftBehind, Questionnaire, WhyLeft};
use sdg_tests::compare::check;
use sdg_tests::generate::{Shape, draw, rows};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn parse(structure: &Value) -> Arc<Questionnaire> {
    Questionnaire::parse(&structure.to_string(), None).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn open(questionnaire: &Arc<Questionnaire>, answers: &Value, own: &Value) -> Assessment {
    let saved = json!({
        "format": 1, "questionnaire": { "id": questionnaire.id(), "version": questionnaire.version() },
        "own_subjects": own, "answers": answers,
    });
    let loaded = Assessment::parse(&saved.to_string(), questionnaire).unwrap();
    assert_eq!(loaded.notices, []);
    loaded.assessment
}

fn saved(assessment: &Assessment) -> Value {
    serde_json::from_str(&assessment.to_json()).unwrap()
}

/// Something left behind in a few words.
fn word(left: &LeftBehind) -> String {
    let what = match &left.what {
        Carry::Answer { question, subject: None } => question.clone(),
        Carry::Answer { question, subject: Some(subject) } => format!("{question} @{subject}"),
        Carry::Member { question, subject } => format!("{question} {subject}"),
        Carry::Facet { question, facet, .. } => format!("{question} facet {facet}"),
        Carry::OwnSubject { roster, id } => format!("{roster} {id}"),
        Carry::Decision(key) => key.to_string(),
        Carry::Action(id) | Carry::Kept(id) => id.clone(),
    };
    format!("{what}: {:?}", left.why)
}

fn structure(change: impl Fn(&mut Value)) -> Value {
    let mut structure = json!({
        "format": 1, "id": "intake", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "strength", "steps": [ { "id": "none", "points": 0 }, { "id": "slight", "points": 1 }, { "id": "clear", "points": 2 } ] } ],
        "rosters": [ { "id": "people", "subjects": ["children", "older"], "own": 2 } ],
        "facets": [ { "id": "how", "scale": "strength" }, { "id": "who", "roster": "people" } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "name", "kind": "text" },
            { "id": "stage", "kind": "choice", "options": [ { "id": "idea" }, { "id": "plan" } ] },
            { "id": "fields", "kind": "multiple", "options": [ { "id": "road" }, { "id": "tree" } ] },
            { "id": "effect", "kind": "effect", "scale": "strength", "facets": ["how", "who"], "not_applicable": true },
            { "id": "touched", "kind": "subjects", "roster": "people" },
            { "id": "access", "kind": "rating", "scale": "strength", "for_each": { "all": "people" } } ] } ],
        "findings": [ { "id": "harm", "severity": "attention", "for_each": "effects", "if": { "harm": { "at_least": 1 } } } ],
    });
    change(&mut structure);
    structure
}

fn check_of(questionnaire: &Arc<Questionnaire>) -> Assessment {
    open(
        questionnaire,
        &json!({
            "name": { "text": "School street" },
            "stage": { "option": "plan", "reason": "It was decided." },
            "fields": { "options": ["road", "tree"] },
            "effect": { "benefit": 2, "harm": "unknown", "facets": { "how": "clear", "who": ["children", "own-1"] }, "reason": "Counted." },
            "touched": { "subjects": { "children": "yes", "older": "no", "own-1": "unknown" } },
            "access": { "each": { "children": { "option": "slight" }, "own-1": { "option": "clear" } } }
        }),
        &json!({ "people": [ { "id": "own-1", "name": "Neighbours" } ] }),
    )
}

#[test]
fn to_the_same_questionnaire_everything_goes_along() {
    let questionnaire = parse(&structure(|_| ()));
    let check = check_of(&questionnaire);
    let over = check.carry_over(&questionnaire);
    assert_eq!(over.left, []);
    assert_eq!(saved(&over.assessment), saved(&check));
}

#[test]
fn options_and_steps_go_by_id_and_not_by_place_or_points() {
    let other = parse(&structure(|s| {
        s["id"] = json!("other");
        s["sections"][0]["questions"][1]["options"] =
            json!([ { "id": "plan" }, { "id": "new" }, { "id": "idea" } ]);
        // A step in between: clear is 3 points here.
        s["scales"][0]["steps"] = json!([ { "id": "none", "points": 0 }, { "id": "slight", "points": 1 },
            { "id": "fair", "points": 2 }, { "id": "clear", "points": 3 } ]);
        s["facets"] = json!([ { "id": "who", "roster": "people" }, { "id": "how", "scale": "strength" } ]);
    }));
    let over = check_of(&parse(&structure(|_| ()))).carry_over(&other);
    assert_eq!(over.left, []);
    let answers = &saved(&over.assessment)["answers"];
    assert_eq!(answers["stage"], json!({ "option": "plan", "reason": "It was decided." }));
    assert_eq!(answers["effect"]["benefit"], 3);
    assert_eq!(answers["effect"]["harm"], "unknown");
    assert_eq!(answers["effect"]["facets"], json!({ "how": "clear", "who": ["children", "own-1"] }));
    assert_eq!(answers["access"]["each"]["own-1"], json!({ "option": "clear" }));
}

#[test]
fn what_does_not_fit_is_left_and_named() {
    let questions = |at: usize, change: Value| {
        move |s: &mut Value| {
            for (key, value) in change.as_object().unwrap() {
                s["sections"][0]["questions"][at][key] = value.clone();
            }
        }
    };
    let without = |at: usize| {
        move |s: &mut Value| drop(s["sections"][0]["questions"].as_array_mut().unwrap().remove(at))
    };
    type Change = Box<dyn Fn(&mut Value)>;
    let cases: Vec<(Change, Vec<&str>)> = vec![
        (Box::new(without(0)), vec!["name: NotThere"]),
        (Box::new(questions(0, json!({ "kind": "date" }))), vec!["name: OtherKind"]),
        (Box::new(questions(1, json!({ "options": [ { "id": "idea" } ] }))), vec!["stage: NoSuchValue"]),
        // A set of options goes along whole or not at all: part of it would say something else.
        (Box::new(questions(2, json!({ "options": [ { "id": "road" } ] }))), vec!["fields: NoSuchValue"]),
        (Box::new(questions(2, json!({ "at_most": 1 }))), vec!["fields: NotAllowed"]),
        (Box::new(questions(3, json!({ "facets": ["how"] }))), vec!["effect facet who: NotThere"]),
        // A subject more or less is no other answer for the others.
        (
            Box::new(|s: &mut Value| s["rosters"][0]["subjects"] = json!(["older"])),
            vec![
                "effect facet who: NoSuchValue",
                "touched children: NoSuchValue",
                "access @children: NoSuchValue",
            ],
        ),
        (
            Box::new(|s: &mut Value| s["rosters"][0]["own"] = json!(0)),
            vec![
                "people own-1: NotAllowed",
                "effect facet who: NoSuchValue",
                "touched own-1: NoSuchValue",
                "access @own-1: NoSuchValue",
            ],
        ),
        (
            Box::new(|s: &mut Value| {
                drop(s["sections"][0]["questions"][5].as_object_mut().unwrap().remove("for_each"))
            }),
            vec!["access @children: OtherKind", "access @own-1: OtherKind"],
        ),
    ];
    let check = check_of(&parse(&structure(|_| ())));
    for (change, wanted) in cases {
        let over = check.carry_over(&parse(&structure(change)));
        assert_eq!(over.left.iter().map(word).collect::<Vec<_>>(), wanted);
    }
}

#[test]
fn decisions_the_plan_and_what_was_not_understood() {
    let questionnaire = parse(&structure(|_| ()));
    let text = json!({
        "format": 1, "questionnaire": { "id": "intake", "version": "1" }, "language": "en", "assessor": { "by": "Mobility" },
        "answers": { "effect": { "not_applicable": true }, "of-another-version": { "text": "kept" } },
        "findings": { "harm/question=effect": { "accepted": { "by": "Council", "reason": "Discussed." } } },
        "actions": [ { "id": "action-1", "text": "Ask the school", "status": "open" } ],
    });
    let check = Assessment::parse(&text.to_string(), &questionnaire).unwrap().assessment;
    let same = check.carry_over(&questionnaire);
    assert_eq!(same.left.iter().map(word).collect::<Vec<_>>(), ["of-another-version: NotUnderstood"]);
    let now = saved(&same.assessment);
    for part in ["findings", "actions", "assessor", "language"] {
        assert_eq!(now[part], text[part], "{part}");
    }
    let other = parse(&structure(|s| {
        s["findings"] = json!([]);
        s["sections"][0]["questions"][3]["not_applicable"] = json!(false);
    }));
    let over = check.carry_over(&other);
    assert_eq!(
        over.left.iter().map(word).collect::<Vec<_>>(),
        ["effect: NotAllowed", "harm/question=effect: NotThere", "of-another-version: NotUnderstood"]
    );
    assert_eq!(over.carried, [Carry::Action("action-1".to_owned())]);
}

#[test]
fn the_worked_example_goes_from_quick_to_full() {
    let quick = shipped::example();
    let full = shipped::questionnaire("sdg-toets");
    let over = quick.carry_over(&full);
    let (before, after) = (saved(&quick), saved(&over.assessment));
    // All 17 goals, as the gates of the full check.
    for goal in 1..=17 {
        let id = format!("goal-{goal}");
        for part in ["benefit", "harm", "unknown", "not_applicable", "reason"] {
            assert_eq!(after["answers"][&id][part], before["answers"][&id][part], "{id} {part}");
        }
    }
    for id in ["project-name", "stage", "date", "groups-touched"] {
        assert_eq!(after["answers"][id], before["answers"][id], "{id}");
    }
    // It opens, scores and is saved like any other.
    let again = Assessment::parse(&over.assessment.to_json(), &full).unwrap();
    assert_eq!(again.notices, []);
    assert_eq!(again.assessment.score(), over.assessment.score());
    everything_is_told(&quick, &over.carried, &over.left);
}

/// What is recorded either went along or was left; nothing twice.
fn everything_is_told(from: &Assessment, carried: &[Carry], left: &[LeftBehind]) {
    let mut wanted = BTreeSet::new();
    for (ix, question) in from.questionnaire().indexed() {
        let subjects: Vec<Option<String>> = match question.for_each {
            None => vec![None],
            Some(_) => from.recorded_subjects(ix).map(|subject| Some(subject.to_owned())).collect(),
        };
        for subject in subjects.into_iter().filter(|subject| !from.entry(ix, subject.as_deref()).is_empty()) {
            wanted.insert(Carry::Answer { question: question.id.clone(), subject });
        }
    }
    let whole = |what: &&Carry| matches!(what, Carry::Answer { .. });
    let told: Vec<&Carry> = carried.iter().chain(left.iter().map(|left| &left.what)).filter(whole).collect();
    assert_eq!(told.len(), wanted.len(), "nothing twice");
    assert_eq!(told.into_iter().cloned().collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn nothing_is_lost_without_a_word() {
    check(150, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let questionnaire = parse(&case.structure);
        let from = Assessment::parse(&case.saved.to_string(), &questionnaire).unwrap().assessment;
        let same = from.carry_over(&questionnaire);
        if same.left.iter().any(|left| left.why != WhyLeft::NotUnderstood) {
            return Err(format!("{:?}\n{:#}\n{:#}", same.left, case.structure, case.saved));
        }
        if same.assessment.score() != from.score() {
            return Err(format!("another score\n{:#}\n{:#}", case.structure, case.saved));
        }
        // To any other questionnaire.
        let other = parse(&draw(&mut row.more(), Shape::LAWFUL).structure);
        let over = from.carry_over(&other);
        everything_is_told(&from, &over.carried, &over.left);
        let again =
            Assessment::parse(&over.assessment.to_json(), &other).map_err(|wrong| wrong.to_string())?;
        if again.notices.is_empty() { Ok(()) } else { Err(format!("{:?}", again.notices)) }
    });
}

// ---- one intake, several tests ----

/// What goes along from a worked example into another instrument, and what stays behind with why: each id once, in order.
fn intake(from: &str, to: &str) -> (Vec<String>, Vec<String>) {
    let (check, to) = (shipped::example_of(from), shipped::questionnaire(to));
    let over = check.carry_over(&to);
    everything_is_told(&check, &over.carried, &over.left);
    // Word for word, and it opens like any other.
    let (before, after) = (saved(&check), saved(&over.assessment));
    let again = Assessment::parse(&over.assessment.to_json(), &to).unwrap();
    assert_eq!(again.notices, []);
    let mut along = Vec::new();
    for what in &over.carried {
        if let Carry::Answer { question, .. } = what {
            for part in [
                "text",
                "date",
                "option",
                "options",
                "benefit",
                "harm",
                "unknown",
                "not_applicable",
                "reason",
                "each",
            ] {
                assert_eq!(
                    after["answers"][question][part], before["answers"][question][part],
                    "{question} {part}"
                );
            }
            if along.last() != Some(question) {
                along.push(question.clone());
            }
        }
    }
    let left: BTreeSet<String> = over
        .left
        .iter()
        .map(|left| match &left.what {
            Carry::Answer { question, .. } => format!("{question}: {:?}", left.why),
            _ => word(left),
        })
        .collect();
    (along, left.into_iter().collect())
}

/// The ids of a worked example that another instrument does not have.
fn not_there(from: &str, to: &str) -> BTreeSet<String> {
    let (example, to) = (shipped::example_of(from), shipped::questionnaire(to));
    let recorded = saved(&example)["answers"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    recorded.into_iter().filter(|id| to.find(id).is_none()).collect()
}

/// The quick check has asked who is touched and who was heard; the poverty and the gender test need not ask it again.
#[test]
fn the_quick_check_fills_in_the_other_tests() {
    let profile = ["project-name", "municipality", "description", "stage", "date", "participants"];
    let groups = ["groups-touched", "groups-in-depth", "group-effect", "groups-heard"];
    let cases: [(&str, &str, &[&str]); 2] =
        [("armoedetoets", "goal-1", &["lnob-extra", "feedback"]), ("gendertoets", "goal-5", &[])];
    for (to, gate, more) in cases {
        let (along, left) = intake("sdg-toets-quick", to);
        let wanted: BTreeSet<&str> =
            profile.into_iter().chain([gate]).chain(groups).chain(more.iter().copied()).collect();
        assert_eq!(along.iter().map(String::as_str).collect::<BTreeSet<_>>(), wanted, "{to}");
        // What stays behind is what the test does not ask: the other goals, policy domains, links and parties.
        let why: BTreeSet<String> =
            not_there("sdg-toets-quick", to).iter().map(|id| format!("{id}: NotThere")).collect();
        assert_eq!(left.into_iter().collect::<BTreeSet<_>>(), why, "{to}");
        assert!(why.contains("goal-3: NotThere") && why.contains("domains: NotThere"), "{why:?}");
    }
}

/// From the full check the topics come along as well: with what makes them certain.
#[test]
fn the_full_check_fills_in_the_other_tests_down_to_the_topics() {
    let (along, left) = intake("sdg-toets", "armoedetoets");
    for id in
        ["goal-1", "g1-money", "g1-rights", "g1-services", "groups-heard", "lnob-extra", "lnob-measuring"]
    {
        assert!(along.iter().any(|other| other == id), "{id}: {along:?}");
    }
    let over = shipped::example_of("sdg-toets").carry_over(&shipped::questionnaire("armoedetoets"));
    let services = &saved(&over.assessment)["answers"]["g1-services"];
    assert_eq!(services["facets"], json!({ "evidence": "study-elsewhere", "reversibility": "reversible" }));
    assert!(left.contains(&"g1-shocks: NotThere".to_owned()), "{left:?}");
    // Only what has no counterpart is left; nothing because it would mean something else.
    assert!(left.iter().all(|left| left.ends_with(": NotThere")), "{left:?}");

    let (along, left) = intake("sdg-toets", "gendertoets");
    for id in ["goal-5", "groups-touched", "group-effect", "lnob-why", "lnob-measuring"] {
        assert!(along.iter().any(|other| other == id), "{id}: {along:?}");
    }
    assert!(left.iter().all(|left| left.ends_with(": NotThere")), "{left:?}");
}

/// What is asked in both tests is filled in once.
#[test]
fn the_poverty_test_and_the_gender_test_share_their_intake() {
    let (along, _) = intake("armoedetoets", "gendertoets");
    let wanted = [
        "project-name",
        "municipality",
        "description",
        "stage",
        "date",
        "participants",
        "groups-touched",
        "groups-in-depth",
        "group-effect",
        "groups-heard",
        "lnob-measuring",
    ];
    assert_eq!(along.iter().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from(wanted));
}

/// A partnership knows other groups and parties: these members stay behind, with why, and the rest of the answer goes along.
#[test]
fn a_partnership_takes_over_only_the_groups_that_it_knows() {
    let (along, left) = intake_partners();
    assert!(along.contains("groups-touched") && along.contains("stakeholders-relevant"), "{along:?}");
    for group in ["migration", "newcomers", "single-parent", "housing"] {
        assert!(left.contains(&format!("groups-touched {group}: NoSuchValue")), "{group}: {left:?}");
    }
    assert!(!left.iter().any(|left| left.starts_with("stakeholders-relevant")), "{left:?}");
}

fn intake_partners() -> (BTreeSet<String>, BTreeSet<String>) {
    let check = shipped::example();
    let over = check.carry_over(&shipped::questionnaire("sdg-partners"));
    let along = over.carried.iter().filter_map(|what| match what {
        Carry::Answer { question, .. } => Some(question.clone()),
        _ => None,
    });
    (along.collect(), over.left.iter().map(word).collect())
}
