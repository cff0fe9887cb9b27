//! Several moments: comparing tells what changed and why, and nothing else.

use std::sync::Arc;

use sdg_core::{
    Assessment, Change, ChangedPart, CompareError, Comparison, Decision, Evidence, Handling, HowChanged,
    Questionnaire,
};
use sdg_tests::compare::check;
use sdg_tests::generate::{Case, Choices, Shape, answer_one, draw, rows, saved};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn questionnaire(structure: &Value, evidence: Option<&Value>) -> Option<Arc<Questionnaire>> {
    let evidence = evidence.map(|evidence| Evidence::parse(&evidence.to_string()).unwrap());
    Questionnaire::parse(&structure.to_string(), evidence.as_ref()).ok()
}

fn read(file: &Value, questionnaire: &Arc<Questionnaire>) -> Assessment {
    let loaded = Assessment::parse(&file.to_string(), questionnaire);
    loaded.unwrap_or_else(|wrong| panic!("{wrong}\n{file:#}")).assessment
}

/// Every change of a number or a headline.
fn measure_changes(comparison: &Comparison) -> impl Iterator<Item = &sdg_core::MeasureChange> {
    comparison.measures.iter().chain(&comparison.goals).chain(&comparison.principles)
}

fn complain(what: &str, case: &Case, later: &Value, comparison: &Comparison) -> Result<(), String> {
    Err(format!("{what}\n{:#}\n{:#}\nthen: {later:#}\n{comparison:#?}", case.structure, case.saved))
}

#[test]
fn compared_with_itself_there_is_nothing() {
    check(200, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::FULL);
        let Some(questionnaire) = questionnaire(&case.structure, case.evidence.as_ref()) else {
            return Ok(());
        };
        let assessment = read(&case.saved, &questionnaire);
        let comparison = assessment.compare(&assessment).unwrap();
        if !comparison.is_empty() {
            return complain("it changed", &case, &case.saved, &comparison);
        }
        // Nor with the same version, read once more.
        let again = questionnaire_again(&case);
        let comparison = assessment.compare(&read(&case.saved, &again)).unwrap();
        if !comparison.is_empty() {
            return complain("it changed by reading it again", &case, &case.saved, &comparison);
        }
        Ok(())
    });
}

fn questionnaire_again(case: &Case) -> Arc<Questionnaire> {
    questionnaire(&case.structure, case.evidence.as_ref()).unwrap()
}

#[test]
fn answering_what_is_open_is_new_knowledge_and_nothing_else() {
    let seen = std::cell::Cell::new(0);
    check(150, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let Some(questionnaire) = questionnaire(&case.structure, None) else { return Ok(()) };
        let about_knowledge = |id: &str| {
            let rules = case.structure["findings"].as_array().into_iter().flatten();
            rules.filter(|rule| rule["id"] == id).any(|rule| {
                let text = rule.to_string();
                ["unknown", "unanswered", "coverage", "missing", "not_applicable"]
                    .iter()
                    .any(|word| text.contains(word))
            })
        };
        let mut file = case.saved.clone();
        for _ in 0..8 {
            let Some(later) = answer_one(&mut choices, &case.structure, None, &file) else { break };
            let comparison = read(&file, &questionnaire).compare(&read(&later, &questionnaire)).unwrap();
            // The generator forgets the facets of an answer that it completes: that is more than answering.
            if comparison.answers.iter().any(|answer| matches!(answer.part, ChangedPart::Facet(_))) {
                file = later;
                continue;
            }
            let known_now = |change: Change| change == Change::KnownNow;
            let numbers = measure_changes(&comparison).all(|found| known_now(found.change));
            let findings = comparison
                .findings
                .iter()
                .filter(|found| !about_knowledge(&found.finding.id))
                .all(|found| known_now(found.change));
            // Another answer may come without the old reason; a reason is no answer.
            let answers = comparison.answers.iter().all(|answer| {
                answer.part == ChangedPart::Reason
                    || matches!(answer.how, HowChanged::Given | HowChanged::Unknown | HowChanged::Unanswered)
            });
            if !(numbers && findings && answers) {
                return complain("more than new knowledge", &case, &later, &comparison);
            }
            seen.set(seen.get() + measure_changes(&comparison).count());
            file = later;
        }
        Ok(())
    });
    assert!(seen.get() > 200, "only {} numbers became better known", seen.get());
}

#[test]
fn turned_round_better_is_worse() {
    let seen = std::cell::Cell::new((0, 0));
    check(120, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let Some(questionnaire) = questionnaire(&case.structure, None) else { return Ok(()) };
        let later = saved(&mut Choices::from_seed(7), &case.structure, None);
        let (before, after) = (read(&case.saved, &questionnaire), read(&later, &questionnaire));
        let (there, back) = (before.compare(&after).unwrap(), after.compare(&before).unwrap());
        let words = |comparison: &Comparison| -> Vec<(String, Change)> {
            let mut words: Vec<_> = measure_changes(comparison)
                .map(|found| (format!("{} {:?}", found.id, found.subject), found.change))
                .collect();
            words.sort();
            words
        };
        // Subjects that only one has are numbered in the order of the moments.
        if !there.own_subjects.is_empty() {
            return Ok(());
        }
        let (there_words, back_words) = (words(&there), words(&back));
        let names =
            |words: &[(String, Change)]| words.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        if names(&there_words) != names(&back_words) {
            return complain("turned round, something else changed", &case, &later, &back);
        }
        for ((name, there_word), (_, back_word)) in there_words.iter().zip(&back_words) {
            let turned = match there_word {
                Change::Better => *back_word == Change::Worse,
                Change::Worse => *back_word == Change::Better,
                Change::KnownNow | Change::Revised => !matches!(back_word, Change::Better | Change::Worse),
                _ => true,
            };
            if !turned {
                return complain(
                    &format!("{name}: {there_word:?} and back {back_word:?}"),
                    &case,
                    &later,
                    &there,
                );
            }
            let counts = seen.get();
            seen.set(match there_word {
                Change::Better | Change::Worse => (counts.0 + 1, counts.1),
                _ => (counts.0, counts.1 + 1),
            });
        }
        Ok(())
    });
    let (moved, others) = seen.get();
    assert!(moved > 50 && others > 50, "{moved} moved, {others} others: the cases say too little");
}

// ---- another version of the questionnaire ----

/// Two ratings on a scale 0 to 3 in a mean with these weights.
fn two(version: &str, weights: (i64, i64), slight: &str) -> Value {
    let steps: Vec<Value> =
        (0..4).map(|points| json!({ "id": format!("s{points}"), "points": points })).collect();
    json!({ "format": 1, "id": "two", "version": version, "languages": ["en"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "steps", "steps": steps } ],
        "bands": [ { "id": "b", "bands": [ { "id": "low", "from": "0" }, { "id": "high", "from": slight } ] } ],
        "rosters": [ { "id": "groups", "subjects": [], "own": 3 } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "a", "kind": "rating", "scale": "steps" }, { "id": "b", "kind": "rating", "scale": "steps" },
            { "id": "touched", "kind": "subjects", "roster": "groups" } ] } ],
        "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better", "bands": "b",
            "items": [ { "question": "a", "weight": weights.0 }, { "question": "b", "weight": weights.1 } ] } ],
        "findings": [ { "id": "low", "severity": "hint", "if": { "not": { "measure": { "measure": "m", "at_least": "1/2" } } } } ] })
}

fn with(structure: &Value, answers: &Value) -> Assessment {
    let file = json!({ "format": 1, "questionnaire": { "id": structure["id"], "version": structure["version"] }, "answers": answers });
    read(&file, &questionnaire(structure, None).unwrap_or_else(|| panic!("{structure:#}")))
}

fn rated(a: i64, b: i64) -> Value {
    json!({ "a": { "option": format!("s{a}") }, "b": { "option": format!("s{b}") } })
}

type Words = Vec<(Change, bool)>;

/// Of measures and findings: in what way each changed, and whether by the questionnaire too.
fn words(comparison: &Comparison) -> (Words, Words) {
    (
        comparison.measures.iter().map(|found| (found.change, found.by_questionnaire)).collect(),
        comparison.findings.iter().map(|found| (found.change, found.by_questionnaire)).collect(),
    )
}

#[test]
fn the_questionnaire_and_the_answers_are_told_apart() {
    let (old, new) = (two("1", (1, 1), "1/2"), two("2", (1, 3), "1/2"));
    // (3 + 0) / 6 = 1/2 becomes (3 + 0) / 12 = 1/4 by the weights alone; then the finding appears by them alone.
    let same = with(&old, &rated(3, 0)).compare(&with(&new, &rated(3, 0))).unwrap();
    assert_eq!(words(&same), (vec![(Change::Questionnaire, true)], vec![(Change::Questionnaire, true)]));
    assert_eq!(same.answers, []);
    assert_eq!((same.before.version.as_str(), same.after.version.as_str()), ("1", "2"));
    // With other answers, too: from 1/4 to (3 + 3) / 12 = 1/2. The face of the numbers, 1/2 and 1/2, would have hidden it.
    let both = with(&old, &rated(3, 0)).compare(&with(&new, &rated(3, 1))).unwrap();
    assert_eq!(words(&both), (vec![(Change::Better, true)], vec![(Change::Gone, true)]));
    // Weights that do not matter for these answers change nothing.
    assert!(with(&old, &rated(1, 1)).compare(&with(&new, &rated(1, 1))).unwrap().is_empty());
    // Other bands are another verdict on the same number.
    let bands = with(&old, &rated(1, 1)).compare(&with(&two("2", (1, 1), "1/3"), &rated(1, 1))).unwrap();
    assert_eq!(words(&bands), (vec![(Change::Questionnaire, true)], vec![]));
}

#[test]
fn what_only_one_version_has_is_due_to_the_questionnaire() {
    let old = two("1", (1, 1), "1/2");
    let mut new = two("2", (1, 1), "1/2");
    new["measures"].as_array_mut().unwrap()[0]["id"] = json!("n");
    new["findings"] = json!([]);
    new["sections"][0]["questions"].as_array_mut().unwrap().retain(|question| question["id"] != "touched");
    new["rosters"] = json!([]);
    let mut answers = rated(0, 0);
    let before = with(&old, &answers);
    let comparison = before.compare(&with(&new, &answers)).unwrap();
    let names: Vec<(&str, Change, bool)> = comparison
        .measures
        .iter()
        .map(|found| (found.id.as_str(), found.change, found.before.is_some()))
        .collect();
    assert_eq!(names, [("n", Change::Questionnaire, false), ("m", Change::Questionnaire, true)]);
    assert_eq!(words(&comparison).1, [(Change::Questionnaire, true)]);
    assert_eq!(comparison.unplaced, Vec::<String>::new());
    // An answer that has no place any more is named.
    answers["touched"] = json!({ "unknown": true });
    let comparison = with(&old, &answers).compare(&with(&new, &rated(0, 0))).unwrap();
    assert_eq!(comparison.unplaced, ["touched"]);
}

#[test]
fn other_weights_alone_are_only_the_questionnaire() {
    let seen = std::cell::Cell::new(0);
    check(150, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let mut later = case.clone();
        later.structure["version"] = json!("of-later");
        for measure in later.structure["measures"].as_array_mut().into_iter().flatten() {
            if measure["aggregate"] == "mean" || measure["aggregate"] == "share" {
                measure["items"][0]["weight"] = json!(7);
            }
        }
        let (Some(old), Some(new)) =
            (questionnaire(&case.structure, None), questionnaire(&later.structure, None))
        else {
            return Ok(());
        };
        let comparison = read(&case.saved, &old).compare(&read(&case.saved, &new)).unwrap();
        let all = measure_changes(&comparison).all(|found| found.change == Change::Questionnaire)
            && comparison.findings.iter().all(|found| found.change == Change::Questionnaire)
            && comparison.answers.is_empty();
        seen.set(seen.get() + measure_changes(&comparison).count());
        if all {
            Ok(())
        } else {
            complain("not only the questionnaire", &case, &later.structure, &comparison)
        }
    });
    assert!(seen.get() > 20, "only {} measures changed", seen.get());
}

#[test]
fn checks_of_different_questionnaires_are_not_compared() {
    let two = two("1", (1, 1), "1/2");
    let refused = with(&two, &json!({})).compare(&shipped::example()).unwrap_err();
    assert_eq!(
        refused,
        CompareError::OtherQuestionnaire { before: "two".into(), after: "sdg-toets-quick".into() }
    );
}

// ---- words ----

#[test]
fn new_knowledge_and_a_changed_mind_are_told_apart() {
    let structure = two("1", (1, 1), "1/2");
    let before = with(&structure, &json!({ "a": { "option": "s3" } }));
    // [1/2, 1] becomes 2/3: within the bounds, by a new answer alone.
    let known = before.compare(&with(&structure, &rated(3, 1))).unwrap();
    assert_eq!(words(&known).0, [(Change::KnownNow, false)]);
    // It becomes 2/3 as well, but the answer that was given has changed too.
    let revised = before.compare(&with(&structure, &rated(1, 3))).unwrap();
    assert_eq!(words(&revised).0, [(Change::Revised, false)]);
    let how: Vec<(&str, HowChanged)> =
        revised.answers.iter().map(|answer| (answer.question.as_str(), answer.how)).collect();
    assert_eq!(how, [("a", HowChanged::Revised), ("b", HowChanged::Given)]);
    // And back: an answer taken back opens it again.
    let open = with(&structure, &rated(3, 1)).compare(&before).unwrap();
    assert_eq!(words(&open).0, [(Change::OpenAgain, false)]);
    assert_eq!(open.answers[0].how, HowChanged::TakenBack);
}

#[test]
fn a_finding_that_is_resolved_is_better() {
    let structure = two("1", (1, 1), "1/2");
    let before = with(&structure, &rated(0, 0));
    let mut after = before.clone();
    let key = before.score().findings[0].key();
    let accepted = Decision::Accepted { by: "college".into(), person: None, reason: "known".into() };
    after.handle(&key, Some(Handling::new(accepted))).unwrap();
    assert_eq!(words(&before.compare(&after).unwrap()).1, [(Change::Better, false)]);
    assert_eq!(words(&after.compare(&before).unwrap()).1, [(Change::Worse, false)]);
    // Raised for certain, then possible, then not.
    let open = with(&structure, &json!({ "a": { "option": "s0" } }));
    assert_eq!(words(&before.compare(&open).unwrap()).1, [(Change::OpenAgain, false)]);
    assert_eq!(words(&open.compare(&before).unwrap()).1, [(Change::KnownNow, false)]);
    assert_eq!(words(&open.compare(&with(&structure, &rated(3, 3))).unwrap()).1, [(Change::Revised, false)]);
    assert_eq!(words(&open.compare(&with(&structure, &rated(0, 3))).unwrap()).1, [(Change::KnownNow, false)]);
    assert_eq!(words(&before.compare(&with(&structure, &rated(3, 3))).unwrap()).1, [(Change::Gone, false)]);
    assert_eq!(words(&with(&structure, &rated(3, 3)).compare(&before).unwrap()).1, [(Change::New, false)]);
}

#[test]
fn subjects_of_ones_own_are_compared_by_name() {
    let structure = two("1", (1, 1), "1/2");
    let questionnaire = questionnaire(&structure, None).unwrap();
    let file = |own: &[(&str, &str)], yes: &str| {
        let own: Vec<Value> = own.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
        let file = json!({ "format": 1, "questionnaire": { "id": "two", "version": "1" }, "own_subjects": { "groups": own },
            "answers": { "touched": { "subjects": { yes: "yes" } } } });
        read(&file, &questionnaire)
    };
    let before = file(&[("own-1", "Students"), ("own-2", "Shops")], "own-1");
    // Numbered another way, nothing has changed.
    let after = file(&[("own-1", "shops"), ("own-3", "STUDENTS")], "own-3");
    assert!(before.compare(&after).unwrap().is_empty());
    // The id of another subject is another answer.
    let after = file(&[("own-1", "Farmers")], "own-1");
    let comparison = before.compare(&after).unwrap();
    let parts: Vec<(&ChangedPart, HowChanged)> =
        comparison.answers.iter().map(|answer| (&answer.part, answer.how)).collect();
    let (students, farmers) = (ChangedPart::Subject("own-1".into()), ChangedPart::Subject("own-3".into()));
    assert_eq!(parts, [(&students, HowChanged::TakenBack), (&farmers, HowChanged::Given)]);
}

#[test]
fn the_example_compared_with_an_empty_check_is_all_new_knowledge() {
    let example = shipped::example();
    let empty = Assessment::new(example.questionnaire());
    let comparison = empty.compare(&example).unwrap();
    assert!(comparison.answers.iter().all(|answer| answer.how != HowChanged::Revised));
    assert!(measure_changes(&comparison).count() > 30);
    for found in measure_changes(&comparison) {
        let provisional =
            |state: &Option<sdg_core::MeasureState>| state.as_ref().is_some_and(|state| state.provisional);
        // What hangs on prompts stands outside the laws while a goal is open; subjects of one's own are new.
        let outside = provisional(&found.before) || found.before.is_none();
        assert!(outside || found.change == Change::KnownNow, "{found:?}");
    }
}
