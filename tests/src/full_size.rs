//! A questionnaire of the size of the full check, for measuring: 150 questions over 17 goals, 5 groups, 5 stakeholders.

use serde_json::{Value, json};

/// Structure with `questions` questions: effects on the 17 goals in turn, and the three principles.
pub fn structure(questions: usize) -> Value {
    let groups: Vec<String> = (1..=5).map(|n| format!("group-{n}")).collect();
    let stakeholders: Vec<String> = (1..=5).map(|n| format!("stakeholder-{n}")).collect();
    let in_groups = json!({ "in": "groups-touched" });
    let in_stakeholders = json!({ "in": "stakeholders-relevant" });

    let mut principle_questions = vec![
        json!({ "id": "groups-touched", "kind": "subjects", "roster": "groups" }),
        json!({ "id": "stakeholders-relevant", "kind": "subjects", "roster": "stakeholders" }),
        json!({ "id": "group-effect", "kind": "effect", "scale": "strength", "for_each": in_groups }),
        json!({ "id": "group-heard", "kind": "rating", "scale": "strength", "for_each": in_groups }),
        json!({ "id": "step-reached", "kind": "rating", "scale": "ladder", "for_each": in_stakeholders }),
        json!({ "id": "step-intended", "kind": "rating", "scale": "ladder", "not_applicable": true, "for_each": in_stakeholders }),
        json!({ "id": "prompt", "kind": "rating", "scale": "interaction", "not_applicable": true, "for_each": { "all": "prompts" } }),
    ];
    principle_questions.extend(
        (1..=7).map(|n| json!({ "id": format!("barrier-{n}"), "kind": "rating", "scale": "strength", "for_each": in_groups })),
    );
    principle_questions.extend(
        (1..=16).map(|n| json!({ "id": format!("process-{n}"), "kind": "rating", "scale": "strength" })),
    );

    let topics = questions.saturating_sub(principle_questions.len());
    let mut sections: Vec<Value> = (0..17)
        .map(|goal| {
            let of_goal: Vec<Value> = (0..topics)
                .filter(|topic| topic % 17 == goal)
                .map(|topic| {
                    let mut question = json!({
                        "id": format!("topic-{topic}"), "kind": "effect", "scale": "strength", "goal": goal + 1,
                        "weight": topic % 3 + 1, "not_applicable": true, "facets": ["evidence"],
                    });
                    // A goal's topics open by its gate: the first of them.
                    if topic >= 17 {
                        question["ask_if"] = json!({ "any": [
                            { "benefit": { "question": format!("topic-{goal}"), "at_least": 1 } },
                            { "harm": { "question": format!("topic-{goal}"), "at_least": 1 } } ] });
                    }
                    question
                })
                .collect();
            json!({ "id": format!("goal-{}", goal + 1), "questions": of_goal })
        })
        .collect();
    sections.push(json!({ "id": "principles", "questions": principle_questions }));

    let items = |ids: Vec<String>| ids.into_iter().map(|id| json!({ "question": id })).collect::<Vec<_>>();
    let process =
        |range: std::ops::RangeInclusive<usize>| items(range.map(|n| format!("process-{n}")).collect());
    json!({
        "format": 1, "id": "full-size", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "scales": [
            { "id": "strength", "steps": steps(0..=3) },
            { "id": "ladder", "steps": steps(0..=5) },
            { "id": "interaction", "steps": steps(-3..=3) },
        ],
        "bands": [ { "id": "effect", "bands": [ { "id": "none", "from": "0" }, { "id": "slight", "above": "0" }, { "id": "clear", "from": "2/3" } ] } ],
        "rosters": [ { "id": "groups", "subjects": groups }, { "id": "stakeholders", "subjects": stakeholders } ],
        "facets": [ { "id": "evidence", "scale": "strength", "ask_from": { "benefit": 2, "harm": 2 } } ],
        "sections": sections,
        "measures": [
            { "id": "group.access", "aggregate": "mean", "polarity": "higher-is-better", "for_each": in_groups, "items": items((1..=7).map(|n| format!("barrier-{n}")).collect()) },
            { "id": "lnob.access", "aggregate": "min", "polarity": "higher-is-better", "bands": "effect", "items": [ { "measure": "group.access" } ] },
            { "id": "lnob.harm", "aggregate": "max", "polarity": "higher-is-worse", "bands": "effect", "items": [ { "question": "group-effect", "side": "harm" } ] },
            { "id": "lnob.process", "aggregate": "mean", "polarity": "higher-is-better", "bands": "effect", "items": process(1..=5) },
            { "id": "lnob.heard", "aggregate": "share", "at_least": "2/3", "polarity": "higher-is-better", "items": [ { "question": "group-heard" } ] },
            { "id": "interlinkages.treated", "aggregate": "share", "at_least": "1", "polarity": "higher-is-better", "items": [ { "question": "prompt", "side": "treated" } ] },
            { "id": "interlinkages.process", "aggregate": "mean", "polarity": "higher-is-better", "items": process(6..=10) },
            { "id": "fit.one", "aggregate": "attainment", "polarity": "higher-is-better", "for_each": in_stakeholders, "reached": "step-reached", "intended": "step-intended",
              "required": { "base": 1, "rules": [ { "if": { "any_subject": { "question": "groups-touched" } }, "step": 2 },
                                                  { "if": { "measure": { "measure": "lnob.harm", "at_least": "2/3" } }, "step": 3 } ] } },
            { "id": "stakeholders.fit", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "measure": "fit.one" } ] },
            { "id": "stakeholders.breadth", "aggregate": "share", "at_least": "2/5", "polarity": "higher-is-better", "items": [ { "question": "step-reached" } ] },
            { "id": "stakeholders.partnership", "aggregate": "mean", "polarity": "higher-is-better", "items": process(11..=16) },
        ],
        "goals": { "bands": "effect", "least_coverage": "1/2" },
        "principles": [
            { "id": "lnob", "components": ["lnob.access", "lnob.harm", "lnob.process", "lnob.heard"], "bands": "effect" },
            { "id": "interlinkages", "components": ["interlinkages.treated", "interlinkages.process"], "bands": "effect" },
            { "id": "stakeholders", "components": ["stakeholders.breadth", "stakeholders.fit", "stakeholders.partnership"], "bands": "effect" },
        ],
        "interlinkages": { "evidence": "interlinkages", "roster": "prompts", "places": { "known_tradeoffs": 4, "undermining": 3, "unused_synergy": 3 } },
        "findings": [
            { "id": "harm", "severity": "discuss-first", "for_each": "goals", "if": { "goal_harm": { "at_least": "2/3" } } },
            { "id": "only-benefit", "severity": "hint", "for_each": "goals", "if": { "all": [ { "goal_benefit": { "at_least": "2/3" } }, { "not": { "goal_harm": { "at_least": "1/3" } } } ] } },
            { "id": "group-harm", "severity": "discuss-first", "for_each": in_groups, "if": { "harm": { "question": "group-effect", "at_least": 2 } } },
            { "id": "fit", "severity": "attention", "if": { "not": { "measure": { "measure": "stakeholders.fit", "at_least": "1" } } } },
        ],
    })
}

fn steps(points: std::ops::RangeInclusive<i64>) -> Vec<Value> {
    points
        .enumerate()
        .map(|(place, points)| json!({ "id": format!("step-{place}"), "points": points }))
        .collect()
}

/// A saved file for [`structure`]: everything answered but every seventh topic, and each kind of nothing somewhere.
pub fn saved(questions: usize) -> Value {
    let structure = structure(questions);
    let mut answers = serde_json::Map::new();
    let subjects = |name: &str| -> Vec<String> { (1..=5).map(|n| format!("{name}-{n}")).collect() };
    for question in structure["sections"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|section| section["questions"].as_array())
        .flatten()
    {
        let id = question["id"].as_str().unwrap_or_default();
        let number = answers.len();
        let answer = match question["kind"].as_str().unwrap_or_default() {
            "subjects" => {
                let of = if id == "groups-touched" { "group" } else { "stakeholder" };
                json!({ "subjects": subjects(of).into_iter().map(|id| (id, json!("yes"))).collect::<serde_json::Map<_, _>>() })
            }
            "effect" if id.starts_with("topic-") && number % 7 == 6 => continue,
            "effect" if id.starts_with("topic-") && number % 11 == 5 => {
                json!({ "benefit": 1, "harm": "unknown" })
            }
            "effect" if id.starts_with("topic-") && number % 13 == 7 => {
                json!({ "not_applicable": true, "reason": "not here" })
            }
            "effect" if id.starts_with("topic-") => {
                json!({ "benefit": number % 4, "harm": number % 3, "facets": { "evidence": "step-2" }, "reason": "because of this" })
            }
            _ if question["for_each"]["all"] == "prompts" => continue,
            kind => {
                let one = if kind == "effect" {
                    json!({ "benefit": number % 4, "harm": number % 3 })
                } else {
                    json!({ "option": format!("step-{}", number % 4) })
                };
                match question["for_each"]["in"].as_str() {
                    Some("groups-touched") => {
                        json!({ "each": subjects("group").into_iter().map(|id| (id, one.clone())).collect::<serde_json::Map<_, _>>() })
                    }
                    Some(_) => {
                        json!({ "each": subjects("stakeholder").into_iter().map(|id| (id, one.clone())).collect::<serde_json::Map<_, _>>() })
                    }
                    None => one,
                }
            }
        };
        answers.insert(id.to_owned(), answer);
    }
    json!({ "format": 1, "questionnaire": { "id": "full-size", "version": "1" }, "answers": answers })
}
