//! Every measure lists the answers that made it and the open answers that can still move it.

use std::sync::Arc;

use sdg_core::{
    Answer, Assessment, Entry, Explanation, FacetValue, Goal, LeafState, MeasureRef, QuestionIx,
    Questionnaire, Side, Strength,
};
use sdg_tests::shipped;
use serde_json::json;

fn questionnaire() -> Arc<Questionnaire> {
    let structure = json!({
        "format": 1, "id": "explained", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "half", "points": 1 }, { "id": "yes", "points": 2 } ] } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "gate", "kind": "rating", "scale": "degree" },
            { "id": "a", "kind": "rating", "scale": "degree" },
            { "id": "b", "kind": "rating", "scale": "degree" },
            { "id": "c", "kind": "rating", "scale": "degree", "ask_if": { "points": { "question": "gate", "at_least": 2 } } } ] } ],
        "measures": [
            { "id": "mean", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "a", "weight": 2 }, { "question": "b" }, { "question": "c" } ] },
            { "id": "max", "aggregate": "max", "polarity": "higher-is-better", "items": [ { "question": "a" }, { "question": "b" } ] } ]
    });
    Questionnaire::parse(&structure.to_string(), None).expect("sound")
}

fn answered(questionnaire: &Arc<Questionnaire>, answers: &[(&str, Answer)]) -> Assessment {
    let mut assessment = Assessment::new(questionnaire);
    for (id, answer) in answers {
        let entry = Entry { answer: Some(answer.clone()), ..Entry::EMPTY };
        assessment.set(questionnaire.find(id).expect("asked"), None, entry).expect("fits");
    }
    assessment
}

fn explain(assessment: &Assessment, id: &str) -> Explanation {
    assessment
        .explain(&MeasureRef::Measure { id: id.to_owned(), subject: None })
        .expect("there is such a measure")
}

#[test]
fn lists_what_made_a_mean_and_what_can_move_it() {
    let questionnaire = questionnaire();
    let assessment = answered(&questionnaire, &[("a", Answer::Option(1)), ("gate", Answer::Option(2))]);
    let explanation = explain(&assessment, "mean");
    let seen: Vec<_> =
        explanation.leaves.iter().map(|leaf| (leaf.weight, leaf.state, leaf.can_move)).collect();
    assert_eq!(
        seen,
        [
            (2, LeafState::Answered(1), false),
            (1, LeafState::Unanswered, true),
            (1, LeafState::Unanswered, true)
        ]
    );
    assert!(explanation.gates.is_empty(), "the gate has been answered");
}

#[test]
fn an_open_gate_can_move_a_measure_that_it_is_no_part_of() {
    let questionnaire = questionnaire();
    let assessment = answered(&questionnaire, &[("a", Answer::Option(2)), ("b", Answer::Unknown)]);
    let explanation = explain(&assessment, "mean");
    assert_eq!(explanation.gates, [(questionnaire.find("gate").expect("asked"), None)]);
    assert_eq!(explanation.leaves.last().map(|leaf| leaf.state), Some(LeafState::Unanswered));
}

#[test]
fn an_open_answer_below_a_reached_maximum_moves_nothing() {
    let questionnaire = questionnaire();
    let assessment = answered(&questionnaire, &[("a", Answer::Option(2))]);
    let explanation = explain(&assessment, "max");
    let moves: Vec<bool> = explanation.leaves.iter().map(|leaf| leaf.can_move).collect();
    assert_eq!(moves, [false, false], "the maximum is reached already: `b` is open and cannot change it");
}

#[test]
fn an_unset_facet_that_decides_what_is_asked_is_named() {
    let structure = json!({
        "format": 1, "id": "facets", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "half", "points": 1 }, { "id": "yes", "points": 2 } ] } ],
        "rosters": [ { "id": "groups", "subjects": ["young", "old"] } ],
        "facets": [ { "id": "lasting", "scale": "degree" }, { "id": "groups", "roster": "groups" }, { "id": "evidence", "scale": "degree" } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "e", "kind": "effect", "scale": "degree", "facets": ["lasting", "groups", "evidence"] },
            { "id": "a", "kind": "rating", "scale": "degree", "ask_if": { "facet": { "question": "e", "facet": "lasting", "is": ["yes"] } } },
            { "id": "b", "kind": "rating", "scale": "degree", "ask_if": { "facet": { "question": "e", "facet": "groups", "is": ["old"] } } } ] } ],
        "measures": [
            { "id": "of-a", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "a" } ] },
            { "id": "of-b", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "b" } ] } ]
    });
    let questionnaire = Questionnaire::parse(&structure.to_string(), None).expect("sound");
    let effect = Answer::Effect { benefit: Some(Strength::Points(1)), harm: Some(Strength::Points(0)) };
    let answers = [("e", effect), ("a", Answer::Option(2)), ("b", Answer::Option(1))];
    let mut assessment = answered(&questionnaire, &answers);
    let question = questionnaire.find("e").expect("asked");
    let named = |assessment: &Assessment, measure: &str| -> Vec<(QuestionIx, String)> {
        let facets = explain(assessment, measure).facets.into_iter();
        facets.map(|open| (open.question, questionnaire.facets()[open.facet].id.clone())).collect()
    };
    assert_eq!(named(&assessment, "of-a"), [(question, "lasting".to_owned())]);
    assert_eq!(named(&assessment, "of-b"), [(question, "groups".to_owned())]);
    let mut entry = assessment.entry(question, None).clone();
    entry.facets.insert(0, FacetValue::Step(2));
    assessment.set(question, None, entry).expect("fits");
    assert!(named(&assessment, "of-a").is_empty(), "it is set now");
    assert_eq!(named(&assessment, "of-b").len(), 1, "the other one is not");
}

#[test]
fn nothing_is_closed_to_what_the_explanation_calls_immovable() {
    // For every measure and goal of the worked example: no open leaf means that the bounds are exact.
    let assessment = shipped::example();
    let report = assessment.score();
    for result in &report.measures {
        let of = MeasureRef::Measure { id: result.id.clone(), subject: result.subject.clone() };
        let explanation = assessment.explain(&of).expect("every reported measure can be explained");
        let movable = explanation.leaves.iter().any(|leaf| leaf.can_move)
            || !explanation.gates.is_empty()
            || !explanation.facets.is_empty();
        let exact = result.bounds.is_none_or(|bounds| bounds.is_exact());
        assert!(
            exact || movable,
            "{} {:?} is open, but nothing is said to move it",
            result.id,
            result.subject
        );
    }
    for goal in &report.goals {
        for (side, result) in [(Side::Benefit, &goal.benefit), (Side::Harm, &goal.harm)] {
            let explanation = assessment.explain(&MeasureRef::Goal { goal: goal.goal, side }).expect("asked");
            let movable = explanation.leaves.iter().any(|leaf| leaf.can_move);
            assert_eq!(
                result.max.bounds.is_some_and(|bounds| !bounds.is_exact()),
                movable,
                "goal {}",
                goal.goal.number()
            );
        }
    }
}

#[test]
fn there_is_nothing_to_explain_without_a_measure() {
    let assessment = Assessment::new(&questionnaire());
    assert_eq!(assessment.explain(&MeasureRef::Measure { id: "none".to_owned(), subject: None }), None);
    let subject = Some("nobody".to_owned());
    assert_eq!(assessment.explain(&MeasureRef::Measure { id: "mean".to_owned(), subject }), None);
    let goal = Goal::new(3).expect("a goal");
    assert_eq!(assessment.explain(&MeasureRef::Goal { goal, side: Side::Harm }), None);
}

#[test]
fn a_gate_that_gave_way_makes_nothing() {
    let topic = json!({ "any": [ { "benefit": { "question": "gate", "at_least": 1 } }, { "harm": { "question": "gate", "at_least": 1 } } ] });
    let structure = json!({
        "format": 1, "id": "gated", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0", "goals": {},
        "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "gate", "kind": "effect", "scale": "degree", "goal": 7, "gate": true },
            { "id": "topic", "kind": "effect", "scale": "degree", "goal": 7, "ask_if": topic } ] } ]
    });
    let questionnaire = Questionnaire::parse(&structure.to_string(), None).expect("sound");
    let states = |benefit: i64| -> Vec<LeafState> {
        let side = |points| Some(Strength::Points(points));
        let said = Answer::Effect { benefit: side(benefit), harm: side(0) };
        let goal = Goal::new(7).expect("a goal");
        let explanation = answered(&questionnaire, &[("gate", said)])
            .explain(&MeasureRef::Goal { goal, side: Side::Benefit })
            .expect("a goal with questions");
        explanation.leaves.iter().map(|leaf| leaf.state).collect()
    };
    assert_eq!(states(0), [LeafState::Answered(0), LeafState::NotAsked]);
    assert_eq!(states(1), [LeafState::NotAsked, LeafState::Unanswered]);
}
