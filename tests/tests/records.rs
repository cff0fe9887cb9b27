//! What is recorded beside the answers: who did the check, the life cycle of findings (METHOD 1.5 and 8), the action plan.

use std::sync::Arc;

use sdg_core::{
    Action, ActionOrigin, ActionStatus, Answer, Assessment, Decision, Entry, Evidence, Finding, FindingKey,
    Goal, Handling, Kind, Observation, Outcome, Questionnaire, RecordError, Resolution, Strength,
};
use sdg_tests::compare::check;
use sdg_tests::generate::{Shape, draw, rows};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn hostile(name: &str) -> String {
    let path = shipped::folder().join("../tests/data/hostile").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The small questionnaire with every construct, and its saved file.
fn small() -> Assessment {
    let evidence: Arc<Evidence> = shipped::evidence();
    let questionnaire = Questionnaire::parse(&hostile("questionnaire.json"), Some(&evidence)).expect("sound");
    let loaded = Assessment::parse(&hostile("saved.json"), &questionnaire).expect("a saved file");
    assert!(loaded.notices.is_empty(), "{:?}", loaded.notices);
    loaded.assessment
}

fn key(text: &str) -> FindingKey {
    FindingKey::parse(text).unwrap_or_else(|| panic!("{text} is the key of a finding"))
}

fn treated(measure: &str, by: &str, date: &str) -> Handling {
    let [measure, by, date] = [measure, by, date].map(str::to_owned);
    Handling::new(Decision::Treated { measure, by, person: None, date })
}

fn accepted(by: &str, reason: &str) -> Handling {
    Handling::new(Decision::Accepted { by: by.to_owned(), person: None, reason: reason.to_owned() })
}

fn seen(handling: Handling, outcome: Outcome) -> Handling {
    let observed = Observation {
        date: "2028-01-01".to_owned(),
        by: "audit".to_owned(),
        person: None,
        outcome,
        note: None,
    };
    Handling { observed: Some(observed), ..handling }
}

fn reopened(assessment: &Assessment) -> Assessment {
    let text = assessment.to_json();
    let loaded =
        Assessment::parse(&text, assessment.questionnaire()).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(loaded.assessment.to_json(), text, "read and written again it is the same");
    loaded.assessment
}

// ---------------------------------------------------------------------------------------------------------------
// Findings

#[test]
fn a_treatment_says_what_who_and_when_and_an_acceptance_who_and_why() {
    let mut assessment = small();
    let key = key("harm/goal=13");
    let before = assessment.to_json();
    for (wrong, field) in [
        (treated("", "roads", "2027-01-01"), "measure"),
        (treated("zone 30", " ", "2027-01-01"), "by"),
        (treated("zone 30", "roads", ""), "date"),
        (accepted("", "it is short"), "by"),
        (accepted("council", "\n"), "reason"),
    ] {
        assert_eq!(assessment.handle(&key, Some(wrong)), Err(RecordError::Missing(field)));
    }
    let no_day = assessment.handle(&key, Some(treated("zone 30", "roads", "soon")));
    assert_eq!(no_day, Err(RecordError::Date("soon".to_owned())));
    assert_eq!(assessment.to_json(), before, "what is refused changes nothing");
    assert_eq!(assessment.handle(&key, Some(treated("zone 30", "roads", "2027-01-01"))), Ok(None));
    assert_eq!(assessment.resolution(&key), Resolution::Treated);
}

#[test]
fn only_what_the_questionnaire_can_raise_is_handled() {
    let mut assessment = small();
    for text in [
        "harms/goal=7",
        "harm",
        "harm/goal=8",
        "harm/subject=children",
        "open/goal=7",
        "in/subject=nobody",
        "in/question=g7",
    ] {
        let unknown = key(text);
        let refused = assessment.handle(&unknown, Some(accepted("council", "so be it")));
        assert_eq!(refused, Err(RecordError::NoFinding(text.to_owned())));
    }
}

#[test]
fn every_raised_finding_can_be_handled_by_its_key() {
    let mut assessment = shipped::example();
    let findings = assessment.score().findings;
    assert!(findings.len() > 3, "the example raises findings");
    for finding in &findings {
        let text = finding.key().to_string();
        assert_eq!(FindingKey::parse(&text), Some(finding.key()), "{text}");
        assert_eq!(assessment.handle(&finding.key(), Some(accepted("council", "known"))), Ok(None), "{text}");
    }
    let again = reopened(&assessment);
    assert!(findings.iter().all(|finding| again.resolution(&finding.key()) == Resolution::Accepted));
    assert_eq!(again.score().findings, findings, "handled or not, they stay listed");
}

#[test]
fn keys_have_one_spelling() {
    for text in ["a", "a/goal=7", "a/question=b", "a/subject=own-1", "a/question=b/subject=t-7-15"] {
        assert_eq!(FindingKey::parse(text).map(|key| key.to_string()).as_deref(), Some(text));
    }
    for text in [
        "",
        "A",
        "a/",
        "a/goal=0",
        "a/goal=18",
        "a/goal=07",
        "a/goal=+7",
        "a/goal",
        "a/x=b",
        "a/subject=",
        "a/subject=b/question=c",
        "a/goal=1/goal=1",
    ] {
        assert_eq!(FindingKey::parse(text), None, "{text}");
    }
}

#[test]
fn what_was_seen_later_can_open_a_finding_again() {
    use Resolution::{Accepted, Open, Treated};
    for (outcome, of_treated, of_accepted) in [
        (Outcome::Gone, Treated, Accepted),
        (Outcome::Less, Treated, Accepted),
        (Outcome::Same, Open, Accepted),
        (Outcome::Worse, Open, Open),
    ] {
        let treated = seen(treated("zone 30", "roads", "2027-01-01"), outcome);
        assert_eq!(treated.resolution(), of_treated, "{outcome:?}");
        assert_eq!(seen(accepted("council", "short"), outcome).resolution(), of_accepted, "{outcome:?}");
    }
    assert!(Open.is_open() && !Treated.is_open() && !Accepted.is_open());
}

#[test]
fn a_finding_that_is_not_raised_any_more_keeps_what_was_done() {
    let mut assessment = small();
    let harm = key("harm/goal=7");
    let raised =
        |assessment: &Assessment| assessment.score().findings.iter().any(|finding| finding.key() == harm);
    assert!(raised(&assessment));
    let g7 = assessment.questionnaire().find("g7").expect("a question");
    let none = Answer::Effect { benefit: Some(Strength::Points(2)), harm: Some(Strength::Points(0)) };
    assessment.set(g7, None, Entry { answer: Some(none), ..Entry::EMPTY }).expect("fits");
    assert!(!raised(&assessment), "its harm is gone");
    assert_eq!(reopened(&assessment).resolution(&harm), Resolution::Treated);
    assert_eq!(reopened(&assessment).handling(&harm), assessment.handling(&harm));
}

#[test]
fn handling_is_undone_by_giving_back_what_was_there() {
    let mut assessment = small();
    let (before, harm) = (assessment.to_json(), key("harm/goal=7"));
    let earlier = assessment.handle(&harm, None).expect("taken away");
    assert_eq!(assessment.resolution(&harm), Resolution::Open);
    assert_ne!(assessment.to_json(), before);
    let none = assessment.handle(&harm, earlier).expect("given back");
    assert_eq!((none, assessment.to_json()), (None, before));
}

/// METHOD 1.5: a benefit elsewhere never resolves a harm. Rules on harm alone, on generated questionnaires.
#[test]
fn raising_a_benefit_never_closes_a_harm_nor_its_life_cycle() {
    let tried = std::cell::Cell::new(0);
    check(200, rows(), |row| {
        let mut case = draw(&mut row.choices(), Shape { conditions: false, ..Shape::LAWFUL });
        case.structure["findings"] = json!([
            { "id": "on-goal", "severity": "attention", "for_each": "goals", "if": { "goal_harm": { "at_least": "1/3" } } },
            { "id": "strong", "severity": "discuss-first", "for_each": "goals", "if": { "goal_harm": { "at_least": "1" } } },
        ]);
        let Ok(questionnaire) = Questionnaire::parse(&case.structure.to_string(), None) else {
            return Ok(());
        };
        let mut assessment = Assessment::parse(&case.saved.to_string(), &questionnaire)
            .map_err(|wrong| wrong.to_string())?
            .assessment;
        let findings = assessment.score().findings;
        // Every second one is treated; the others stay open.
        for finding in findings.iter().step_by(2) {
            let handling = treated("a measure", "a service", "2027-01-01");
            assessment.handle(&finding.key(), Some(handling)).map_err(|wrong| wrong.to_string())?;
        }
        let resolutions = |assessment: &Assessment| -> Vec<(Finding, Resolution)> {
            let findings = assessment.score().findings;
            findings
                .into_iter()
                .map(|finding| (finding.clone(), assessment.resolution(&finding.key())))
                .collect()
        };
        let before = resolutions(&assessment);
        for (ix, question) in questionnaire.indexed() {
            let Kind::Effect { scale, .. } = question.kind else { continue };
            let subjects: Vec<Option<String>> = match question.for_each {
                None => vec![None],
                Some(for_each) => {
                    assessment.subjects(for_each.roster()).map(|id| Some(id.to_owned())).collect()
                }
            };
            for subject in subjects {
                let mut entry = assessment.entry(ix, subject.as_deref()).clone();
                let Some(Answer::Effect { benefit, .. }) = &mut entry.answer else { continue };
                *benefit = questionnaire.scale(scale).map(|scale| Strength::Points(scale.range().1));
                assessment.set(ix, subject.as_deref(), entry).map_err(|wrong| wrong.to_string())?;
                tried.set(tried.get() + before.len());
                let after = resolutions(&assessment);
                if after != before {
                    return Err(format!(
                        "{}: {before:?} became {after:?}\n{:#}",
                        question.id, case.structure
                    ));
                }
            }
        }
        Ok(())
    });
    assert!(tried.get() > 100, "only {} findings met a greater benefit", tried.get());
}

// ---------------------------------------------------------------------------------------------------------------
// Actions

#[test]
fn an_action_gets_an_id_and_needs_a_text_and_a_day_that_exists() {
    let mut assessment = small();
    let before = assessment.to_json();
    let action = |text: &str| Action { text: text.to_owned(), ..Action::default() };
    assert_eq!(assessment.add_action(action(" ")), Err(RecordError::Missing("text")));
    let dated = Action { date: Some("2027-13-01".to_owned()), ..action("ask") };
    assert_eq!(assessment.add_action(dated), Err(RecordError::Date("2027-13-01".to_owned())));
    let taken = Action { id: "action-1".to_owned(), ..action("ask") };
    assert_eq!(assessment.add_action(taken.clone()), Err(RecordError::Id("action-1".to_owned())));
    let unknown = Action { id: "action-9".to_owned(), ..action("ask") };
    assert_eq!(assessment.change_action(unknown), Err(RecordError::NoAction("action-9".to_owned())));
    assert_eq!(
        assessment.change_action(Action { text: String::new(), ..taken }),
        Err(RecordError::Missing("text"))
    );
    assert_eq!(assessment.remove_action("action-9"), None);
    assert_eq!(assessment.to_json(), before, "what is refused changes nothing");
    assert_eq!(assessment.add_action(action("ask")).as_deref(), Ok("action-2"));
    assert_eq!(assessment.action("action-2").map(|action| action.status), Some(ActionStatus::Open));
}

#[test]
fn a_plan_takes_a_thousand_actions() {
    let mut assessment = Assessment::new(small().questionnaire());
    let action = Action { text: "again".to_owned(), ..Action::default() };
    for _ in 0..1000 {
        assessment.add_action(action.clone()).expect("room");
    }
    assert_eq!(assessment.add_action(action), Err(RecordError::Full(1000)));
    // What stands beyond that in a file is kept.
    let mut saved: Value = serde_json::from_str(&assessment.to_json()).expect("JSON");
    let all = saved["actions"].as_array_mut().expect("actions");
    all.push(json!({ "id": "one-more", "text": "kept" }));
    let loaded = Assessment::parse(&saved.to_string(), assessment.questionnaire()).expect("read");
    assert_eq!(loaded.notices.iter().map(|notice| notice.code).collect::<Vec<_>>(), ["A0210"]);
    assert!(loaded.assessment.to_json().contains("one-more"));
}

#[test]
fn defaults_come_from_where_the_action_comes_from() {
    let assessment = small();
    let draft = |from: ActionOrigin| assessment.draft_action(from);
    let goal = |number| Goal::new(number);
    let of_goal = draft(ActionOrigin { finding: Some(key("harm/goal=13")), ..ActionOrigin::default() });
    assert_eq!((of_goal.goal, of_goal.group, of_goal.text.as_str()), (goal(13), None, ""));
    let of_group = draft(ActionOrigin { finding: Some(key("in/subject=own-1")), ..ActionOrigin::default() });
    assert_eq!((of_group.goal, of_group.group.as_deref()), (None, Some("own-1")));
    let of_unknown = draft(ActionOrigin { question: Some("g7".to_owned()), ..ActionOrigin::default() });
    assert_eq!((of_unknown.goal, of_unknown.group), (goal(7), None));
    let of_repeated = draft(ActionOrigin {
        question: Some("group".to_owned()),
        subject: Some("children".to_owned()),
        ..ActionOrigin::default()
    });
    assert_eq!((of_repeated.goal, of_repeated.group.as_deref()), (None, Some("children")));
    let elsewhere = draft(ActionOrigin {
        question: Some("here".to_owned()),
        subject: Some("north".to_owned()),
        ..ActionOrigin::default()
    });
    assert_eq!(elsewhere.group, None, "a place is no group");
    for (prompt, wanted) in [("t-7-15", None), ("u-7-3", goal(7)), ("s-7-3", goal(3))] {
        let of_prompt = draft(ActionOrigin { prompt: Some(prompt.to_owned()), ..ActionOrigin::default() });
        assert_eq!(of_prompt.goal, wanted, "{prompt}");
    }
}

/// Adding, changing and taking away, then back in the other order: the same bytes after each step.
#[test]
fn actions_are_undone_without_loss() {
    enum Undo {
        TakeAway(String),
        ChangeBack(Action),
        PutBack(usize, Action),
    }
    check(100, rows(), |row| {
        let mut choices = row.choices();
        let mut assessment = small();
        let mut past = Vec::new();
        for step in 0..8 {
            let before = assessment.to_json();
            let ids: Vec<String> = assessment.actions().iter().map(|action| action.id.clone()).collect();
            let new = Action {
                text: format!("step {step}\n\u{e9}\u{1}"),
                date: choices.one_in(2).then(|| "2027-01-01".to_owned()),
                goal: choices.one_in(2).then(|| Goal::new(7)).flatten(),
                status: choices.pick(&[ActionStatus::Open, ActionStatus::Done]),
                ..Action::default()
            };
            let undo = match choices.below(3) {
                1 if !ids.is_empty() => {
                    let changed = Action { id: choices.pick(&ids), ..new };
                    Undo::ChangeBack(assessment.change_action(changed).map_err(|wrong| wrong.to_string())?)
                }
                2 if !ids.is_empty() => {
                    let (place, action) =
                        assessment.remove_action(&choices.pick(&ids)).ok_or("it was there")?;
                    Undo::PutBack(place, action)
                }
                _ => Undo::TakeAway(assessment.add_action(new).map_err(|wrong| wrong.to_string())?),
            };
            past.push((undo, before));
            reopened(&assessment);
        }
        while let Some((undo, before)) = past.pop() {
            match undo {
                Undo::TakeAway(id) => drop(assessment.remove_action(&id)),
                Undo::ChangeBack(action) => {
                    assessment.change_action(action).map_err(|wrong| wrong.to_string())?;
                }
                Undo::PutBack(place, action) => {
                    assessment.insert_action(place, action).map_err(|wrong| wrong.to_string())?;
                }
            }
            if assessment.to_json() != before {
                return Err(format!("not undone: {}", assessment.to_json()));
            }
        }
        Ok(())
    });
}

// ---------------------------------------------------------------------------------------------------------------
// The file

#[test]
fn names_of_persons_stay_behind_on_request() {
    let assessment = small();
    let persons = ["An Peeters", "Bo Claes", "Cas Dewit", "Dirk Eeckhout", "Els Franck"];
    let (with, without) = (assessment.to_json(), assessment.without_persons().to_json());
    for person in persons {
        assert!(with.contains(person) && !without.contains(person), "{person}");
    }
    for rest in ["Dienst Mobiliteit", "Zone 30", "Rustiger", "Duurt kort", "Praat met de school", "Onderwijs"]
    {
        assert!(without.contains(rest), "{rest}");
    }
    assert_eq!(assessment.without_persons().score(), assessment.score());
}

#[test]
fn what_is_not_understood_is_kept_until_it_is() {
    let assessment = small();
    let text = hostile("saved.json");
    // Another version of the questionnaire, without these findings.
    let mut structure: Value = serde_json::from_str(&hostile("questionnaire.json")).expect("JSON");
    structure["findings"] = json!([]);
    structure["goals"].as_object_mut().expect("goals").remove("claim");
    let without = Questionnaire::parse(&structure.to_string(), Some(&shipped::evidence())).expect("sound");
    let loaded = Assessment::parse(&text, &without).expect("read");
    assert_eq!(loaded.notices.iter().map(|notice| notice.code).collect::<Vec<_>>(), ["A0208", "A0208"]);
    assert_eq!(loaded.assessment.handlings().count(), 0);
    let back = Assessment::parse(&loaded.assessment.to_json(), assessment.questionnaire()).expect("read");
    assert!(back.notices.is_empty(), "{:?}", back.notices);
    assert_eq!(back.assessment.to_json(), assessment.to_json(), "nothing is lost on the way");
}

#[test]
fn a_new_handling_does_not_push_out_a_kept_one() {
    let text = hostile("saved.json").replacen("\"reason\": \"Duurt kort\"", "\"why\": \"Duurt kort\"", 1);
    let questionnaire = Arc::clone(small().questionnaire());
    let mut assessment = Assessment::parse(&text, &questionnaire).expect("read").assessment;
    let key = key("in/subject=own-1");
    assert_eq!(assessment.resolution(&key), Resolution::Open, "what is not understood does not count");
    assessment.handle(&key, Some(accepted("council", "now understood"))).expect("fits");
    let again = reopened(&assessment);
    assert_eq!(again.handling(&key), Some(&accepted("council", "now understood")));
    assert!(again.to_json().contains("Duurt kort"));
}

/// An id of a subject of one's own is given again: what was recorded for the first one must not pass to the next.
#[test]
fn a_subject_taken_away_leaves_nothing_to_the_next_one() {
    let mut assessment = small();
    let groups = assessment.questionnaire().find_roster("groups").expect("a roster");
    assert_eq!(assessment.resolution(&key("in/subject=own-1")), Resolution::Accepted);
    assert!(assessment.remove_own_subject(groups, "own-1"));
    assert_eq!(assessment.add_own_subject(groups, "Someone else").as_deref(), Ok("own-1"));
    assert_eq!(assessment.resolution(&key("in/subject=own-1")), Resolution::Open);
    assert_eq!(assessment.resolution(&key("harm/goal=7")), Resolution::Treated);
    let from = &assessment.actions()[0].from;
    assert_eq!((from.subject.as_deref(), from.finding.as_ref()), (None, Some(&key("harm/goal=7"))));
}

#[test]
fn records_alone_make_a_file_worth_keeping() {
    let questionnaire = Arc::clone(small().questionnaire());
    let mut assessment = Assessment::new(&questionnaire);
    assert!(assessment.is_empty());
    assessment.handle(&key("harm/goal=7"), Some(accepted("council", "known"))).expect("fits");
    assert!(!assessment.is_empty());
    let mut assessment = Assessment::new(&questionnaire);
    assessment.add_action(Action { text: "ask".to_owned(), ..Action::default() }).expect("fits");
    assert!(!assessment.is_empty());
}

// ---------------------------------------------------------------------------------------------------------------
// One answer at a time, as a program gives it

#[test]
fn a_refused_answer_leaves_everything_as_it_was() {
    let mut assessment = small();
    let whole = assessment.to_json();
    let saved: Value = serde_json::from_str(&whole).expect("JSON");
    let answers = saved["answers"].as_object().expect("answers");
    assert!(answers.len() > 5);
    for (question, answer) in answers {
        // Half of it would do, if halves counted.
        let mut half = answer.clone();
        match half.get_mut("each") {
            Some(each) => each["nobody"] = json!({ "reason": "x" }),
            None => half["facets"] = json!({ "nobody": "x" }),
        }
        let others = answers.keys().find(|other| *other != question);
        let smuggled = format!("{answer}, \"{}\": {{}}", others.expect("another question"));
        for wrong in [json!({ "text": 1 }).to_string(), half.to_string(), smuggled, "{".to_owned()] {
            assert!(assessment.set_json(question, &wrong).is_err(), "{question}: {wrong}");
            assert_eq!(assessment.to_json(), whole, "{question}: {wrong}");
        }
        let nothing = if answer.get("each").is_some() { r#"{ "each": {} }"# } else { "{}" };
        assert!(assessment.set_json(question, nothing).is_ok());
        assert_ne!(assessment.to_json(), whole, "{question}");
        assert!(assessment.set_json(question, &answer.to_string()).is_ok());
        assert_eq!(assessment.to_json(), whole, "{question}");
    }
    assert!(assessment.set_json("nobody", "{}").is_err());
    assert_eq!(assessment.to_json(), whole);
}
