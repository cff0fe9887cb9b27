//! The laws of METHOD 3, and the promises of METHOD 1, 4 and 5, held by the engine on generated questionnaires.
//!
//! Questionnaires with prompts are left out: measures over prompts stand outside these laws while a goal is open.

use sdg_tests::compare::{all_bounds, check, inside, outside, range};
use sdg_tests::engine::{self, Engine};
use sdg_tests::generate::{
    Case, Choices, Shape, answer_one, complete, draw, empty_file, every_completion, put, questions, rows,
};
use sdg_tests::ratio::Ratio;
use serde_json::{Value, json};

const NO_CONDITIONS: Shape = Shape { conditions: false, ..Shape::LAWFUL };

/// A complaint with the case that shows it.
fn complain(what: &str, case: &Case, other: &Value) -> String {
    format!("{what}\nstructure: {:#}\nsaved: {:#}\nthen: {other:#}", case.structure, case.saved)
}

fn ensure(holds: bool, complaint: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(complaint()) }
}

fn number(bounds: &Value, key: &str) -> i64 {
    bounds[key].as_i64().unwrap_or(0)
}

/// A finding, a question or a measure by its name and place.
fn entries<'a>(report: &'a Value, part: &str) -> Vec<(String, &'a Value)> {
    let list = report[part].as_array().map_or(&[][..], Vec::as_slice);
    let mut entries: Vec<(String, &Value)> = list
        .iter()
        .map(|e| (format!("{} {} {} {}", e["id"], e["question"], e["subject"], e["goal"]), e))
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}

fn knows_about_knowledge(value: &Value) -> bool {
    let text = value.to_string();
    let facts = ["unknown", "unanswered", "not_applicable", "reason_missing", "coverage"];
    facts.iter().any(|fact| text.contains(fact))
}

/// What a later report may be after an earlier one of the same file with less in it.
fn follows(later: &Value, earlier: &Value, structure: &Value) -> Vec<String> {
    let mut wrong = outside(later, earlier);
    for ((name, later), (_, earlier)) in entries(later, "questions").iter().zip(entries(earlier, "questions"))
    {
        if earlier["asked"] != "undecided" && earlier["asked"] != later["asked"] {
            wrong.push(format!("question {name}: {} became {}", earlier["asked"], later["asked"]));
        }
        if earlier["focus"] == true && later["focus"] == false {
            wrong.push(format!("question {name} was in focus and is not any more"));
        }
    }
    for (goal, before) in later["goals"].as_array().unwrap().iter().zip(earlier["goals"].as_array().unwrap())
    {
        if before["touched"] != "undecided" && before["touched"] != goal["touched"] {
            wrong.push(format!(
                "goal {}: touched {} became {}",
                goal["goal"], before["touched"], goal["touched"]
            ));
        }
    }
    for rule in
        structure["findings"].as_array().into_iter().flatten().filter(|rule| !knows_about_knowledge(rule))
    {
        let of_rule = |report| -> Vec<(String, Value)> {
            let found = entries(report, "findings").into_iter().filter(|(_, f)| f["id"] == rule["id"]);
            found.map(|(name, f)| (name, f["certain"].clone())).collect()
        };
        let (now, before) = (of_rule(later), of_rule(earlier));
        for (name, _) in before.iter().filter(|(_, certain)| *certain == true) {
            if !now.contains(&(name.clone(), json!(true))) {
                wrong.push(format!("finding {name} was certain and is not any more"));
            }
        }
        for (name, _) in now {
            if !before.iter().any(|(other, _)| *other == name) {
                wrong.push(format!("finding {name} was excluded and appears"));
            }
        }
    }
    wrong
}

#[test]
fn bounds_are_in_order_and_in_range() {
    check(400, rows(), |row| {
        let mut choices = row.choices();
        let case = draw(&mut choices, Shape::LAWFUL);
        let report = engine::score(&case.structure, None, &case.saved)?;
        for (name, bounds) in all_bounds(&report) {
            let Some((lo, hi)) = range(&bounds) else { continue };
            ensure(lo <= hi, || complain(&format!("{name}: {bounds}"), &case, &report))?;
            let of = |m: &&Value| m["id"] == bounds["id"];
            let measure = case.structure["measures"].as_array().and_then(|all| all.iter().find(of));
            let raw = measure.is_some_and(|m| m["aggregate"] == "sum" || m["aggregate"] == "count");
            let unit = raw || (lo >= Ratio::ZERO && hi <= Ratio::ONE);
            ensure(unit, || complain(&format!("{name}: {bounds}"), &case, &report))?;
        }
        Ok(())
    });
}

#[test]
fn random_completions_lie_inside_and_are_exact() {
    check(250, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let engine = Engine::new(&case.structure, None)?;
        let before = engine.score(&case.saved)?;
        for _ in 0..4 {
            let saved = complete(&mut choices, &case.structure, None, &case.saved);
            let after = engine.score(&saved)?;
            let wrong = follows(&after, &before, &case.structure);
            ensure(wrong.is_empty(), || complain(&wrong.join("\n"), &case, &saved))?;
            is_complete(&after).map_err(|what| complain(&what, &case, &saved))?;
        }
        Ok(())
    });
}

/// A complete measure has width 0, and nothing is open, unknown or possible any more.
fn is_complete(report: &Value) -> Result<(), String> {
    for (name, bounds) in all_bounds(report) {
        let width_0 = range(&bounds).is_none_or(|(lo, hi)| lo == hi && bounds["may_be_void"] == false);
        ensure(width_0, || format!("{name} is complete, but {bounds}"))?;
        let open =
            ["unknown", "unanswered", "undecided"].iter().any(|key| number(&bounds["coverage"], key) > 0);
        ensure(!open, || format!("{name} is complete, but {bounds}"))?;
    }
    for (name, question) in entries(report, "questions") {
        ensure(question["asked"] != "undecided", || format!("{name} is undecided"))?;
    }
    for goal in report["goals"].as_array().unwrap() {
        let closed = goal["open"] == false && goal["touched"] != "undecided";
        ensure(closed, || format!("everything is answered, but {goal}"))?;
    }
    for (name, finding) in entries(report, "findings") {
        ensure(finding["certain"] == true, || format!("{name} is only possible"))?;
    }
    Ok(())
}

#[test]
fn every_completion_of_a_tiny_questionnaire_lies_inside() {
    let tried = std::cell::Cell::new(0);
    check(220, rows(), |row| {
        let mut choices = row.choices();
        let case = draw(&mut choices, Shape::TINY);
        let Some(completions) = every_completion(&case.structure, None, &case.saved, 250) else {
            return Ok(());
        };
        tried.set(tried.get() + 1);
        let engine = Engine::new(&case.structure, None)?;
        let before = engine.score(&case.saved)?;
        for saved in completions {
            let after = engine.score(&saved)?;
            let wrong = follows(&after, &before, &case.structure);
            ensure(wrong.is_empty(), || complain(&wrong.join("\n"), &case, &saved))?;
            is_complete(&after).map_err(|what| complain(&what, &case, &saved))?;
        }
        Ok(())
    });
    assert!(tried.get() > 60, "only {} questionnaires were tiny enough", tried.get());
}

#[test]
fn one_further_answer_never_moves_a_bound_outward() {
    check(250, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let engine = Engine::new(&case.structure, None)?;
        let (mut saved, mut before) = (case.saved.clone(), engine.score(&case.saved)?);
        for _ in 0..12 {
            let Some(further) = answer_one(&mut choices, &case.structure, None, &saved) else { break };
            let after = engine.score(&further)?;
            let wrong = follows(&after, &before, &case.structure);
            ensure(wrong.is_empty(), || {
                format!("{}\nthen: {further:#}", complain(&wrong.join("\n"), &case, &saved))
            })?;
            (saved, before) = (further, after);
        }
        Ok(())
    });
}

#[test]
fn unknown_instead_of_unanswered_moves_no_bound() {
    check(250, rows(), |row| {
        let mut choices = row.choices();
        let case = draw(&mut choices, Shape::LAWFUL);
        let engine = Engine::new(&case.structure, None)?;
        let before = engine.score(&case.saved)?;
        let mut saved = case.saved.clone();
        for question in before["questions"].as_array().unwrap() {
            let (id, subject) = (question["id"].as_str().unwrap(), question["subject"].as_str());
            let answer = &saved["answers"][id];
            let answer = subject.map_or(answer, |subject| &answer["each"][subject]);
            if answer.is_null() {
                put(&mut saved, id, subject, json!({ "unknown": true }));
            }
        }
        let after = engine.score(&saved)?;
        for ((name, after), (_, before)) in all_bounds(&after).iter().zip(all_bounds(&before)) {
            let same = range(after) == range(&before) && after["may_be_void"] == before["may_be_void"];
            ensure(same, || complain(&format!("{name}: {before} became {after}"), &case, &saved))?;
        }
        Ok(())
    });
}

// ---- flat questionnaires: independent leaf items ----

/// Unconditional questions, each used once, in flat measures.
fn flat(choices: &mut Choices, not_applicable: bool, aggregates: &[&str]) -> Case {
    let scales = json!([
        { "id": "ladder", "steps": [ { "id": "p0", "points": 0 }, { "id": "p1", "points": 1 }, { "id": "p2", "points": 2 } ] },
        { "id": "signed", "steps": [ { "id": "p0", "points": 1 }, { "id": "p1", "points": -2 }, { "id": "p2", "points": 0 } ] }
    ]);
    let (mut questions, mut measures) = (Vec::new(), Vec::new());
    let mut items: Vec<Value> = Vec::new();
    for at in 0..=choices.below(4) {
        let id = format!("q{at}");
        let kind = choices.pick(&["rating", "choice", "multiple", "effect", "subjects"]);
        let mut question = json!({ "id": id, "kind": kind });
        let mut item = json!({ "question": id });
        match kind {
            "rating" => {
                question["scale"] = json!(choices.pick(&["ladder", "signed"]));
                if question["scale"] == "signed" && choices.one_in(2) {
                    item["side"] = json!(choices.pick(&["positive", "negative"]));
                }
            }
            "effect" => {
                question["scale"] = json!("ladder");
                item["side"] = json!(choices.pick(&["benefit", "harm"]));
            }
            "subjects" => question["roster"] = json!("groups"),
            _ => {
                question["options"] = json!([ { "id": "p0", "points": -1 }, { "id": "p1", "points": 0 }, { "id": "p2", "points": 3 } ]);
            }
        }
        // "Not applicable" would take all subjects out at once: those are not independent.
        if not_applicable && kind != "subjects" && choices.one_in(2) {
            question["not_applicable"] = json!(true);
        }
        questions.push(question);
        items.push(item);
    }
    while !items.is_empty() {
        let mine: Vec<Value> = items.drain(..1 + choices.below(items.len())).collect();
        let aggregate = choices.pick(aggregates);
        let id = format!("m{}", measures.len());
        let mut measure =
            json!({ "id": id, "aggregate": aggregate, "polarity": "higher-is-better", "items": mine });
        if aggregate == "mean" || aggregate == "share" || aggregate == "sum" {
            for item in measure["items"].as_array_mut().unwrap() {
                item["weight"] = json!(1 + choices.below(4));
            }
        }
        if aggregate == "share" || aggregate == "count" {
            measure["at_least"] = json!(choices.pick(&["1", "1/2", "2/3"]));
        }
        measures.push(measure);
    }
    let structure = json!({
        "format": 1, "id": "flat", "version": "1.0.0", "languages": ["nl"], "licence": "CC-BY-4.0",
        "scales": scales, "rosters": [ { "id": "groups", "subjects": ["a", "b"] } ],
        "sections": [ { "id": "all", "questions": questions.clone() } ], "measures": measures,
    });
    let mut saved = sdg_tests::generate::saved(choices, &structure, None);
    // No half-answered effects that might become "not applicable": no completion does that to a given side.
    for question in questions.iter().filter(|q| q["kind"] == "effect" && q["not_applicable"] == true) {
        let id = question["id"].as_str().unwrap();
        if saved["answers"][id]["benefit"].is_u64() != saved["answers"][id]["harm"].is_u64() {
            saved["answers"].as_object_mut().unwrap().remove(id);
        }
    }
    Case { structure, evidence: None, saved }
}

#[test]
fn bounds_over_independent_leaf_items_are_attained() {
    check(150, rows(), |row| {
        let mut choices = row.choices();
        let case = flat(&mut choices, true, &["mean", "min", "max", "share", "count", "sum"]);
        let Some(completions) = every_completion(&case.structure, None, &case.saved, 300) else {
            return Ok(());
        };
        let engine = Engine::new(&case.structure, None)?;
        let before = engine.score(&case.saved)?;
        let mut finals = Vec::new();
        for saved in completions {
            finals.push(all_bounds(&engine.score(&saved)?));
        }
        for (at, (name, bounds)) in all_bounds(&before).into_iter().enumerate() {
            let values: Vec<Option<(Ratio, Ratio)>> =
                finals.iter().map(|report| range(&report[at].1)).collect();
            let least = values.iter().flatten().map(|(lo, _)| *lo).min();
            let greatest = values.iter().flatten().map(|(_, hi)| *hi).max();
            let void = values.iter().any(Option::is_none);
            let attained = range(&bounds) == least.zip(greatest)
                && (bounds["void"] == true || (bounds["may_be_void"] == true) == void);
            ensure(attained, || complain(&format!("{name}: {bounds}"), &case, &json!(null)))?;
        }
        Ok(())
    });
}

#[test]
fn width_of_a_mean_is_open_weight_over_total_weight() {
    check(300, rows(), |row| {
        let mut choices = row.choices();
        let case = flat(&mut choices, false, &["mean"]);
        let report = engine::score(&case.structure, None, &case.saved)?;
        for (name, bounds) in all_bounds(&report) {
            let Some((lo, hi)) = range(&bounds) else { return Err(complain("void", &case, &bounds)) };
            let coverage = &bounds["coverage"];
            let open = number(coverage, "unknown") + number(coverage, "unanswered");
            let width = Ratio::whole(open) / Ratio::whole(open + number(coverage, "answered"));
            ensure(hi - lo == width, || complain(&format!("{name}: {bounds}"), &case, &json!(null)))?;
        }
        Ok(())
    });
}

// ---- order and halves ----

#[test]
fn order_changes_nothing() {
    check(250, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let before = engine::score(&case.structure, None, &case.saved)?;
        let mut structure = case.structure.clone();
        for measure in structure.get_mut("measures").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(items) = measure.get_mut("items").and_then(Value::as_array_mut) {
                choices.shuffle(items);
            }
        }
        if let Some(measures) = structure.get_mut("measures").and_then(Value::as_array_mut) {
            choices.shuffle(measures);
        }
        // `among` needs an earlier question.
        if !case.structure.to_string().contains("\"among\"") {
            let sections = structure["sections"].as_array_mut().unwrap();
            choices.shuffle(sections);
            for section in sections {
                choices.shuffle(section["questions"].as_array_mut().unwrap());
            }
        }
        let after = engine::score(&structure, None, &case.saved)?;
        for part in ["measures", "goals", "findings", "questions"] {
            let (before, after) = (entries(&before, part), entries(&after, part));
            ensure(before == after, || {
                complain(&format!("{part}: {before:#?} became {after:#?}"), &case, &structure)
            })?;
        }
        ensure(before["principles"] == after["principles"], || complain("principles", &case, &structure))
    });
}

#[test]
fn two_halves_of_an_item_are_the_item() {
    check(300, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let measures = case.structure["measures"].as_array().map_or(&[][..], Vec::as_slice);
        let splits: Vec<(usize, usize)> = measures
            .iter()
            .enumerate()
            .filter(|(_, m)| ["mean", "share", "min", "max"].iter().any(|a| m["aggregate"] == *a))
            .flat_map(|(at, m)| (0..m["items"].as_array().unwrap().len()).map(move |item| (at, item)))
            .filter(|(at, item)| measures[*at]["items"][item]["question"].is_string())
            .collect();
        if splits.is_empty() {
            return Ok(());
        }
        let (at, item) = choices.pick(&splits);
        let id = measures[at]["items"][item]["question"].as_str().unwrap();
        let weight = measures[at]["items"][item]["weight"].as_u64().unwrap_or(1);
        // The whole, with weight 2w (`min` and `max` have no weights).
        let mut whole = case.structure.clone();
        let weighted = measures[at]["aggregate"] == "mean" || measures[at]["aggregate"] == "share";
        if weighted {
            whole["measures"][at]["items"][item]["weight"] = json!(2 * weight);
        }
        // Two halves: a twin question with the same answers. It belongs to no goal of its own.
        let mut halves = case.structure.clone();
        let mut twin = questions(&case.structure).into_iter().find(|q| q["id"] == id).unwrap().clone();
        let twin_id = format!("{id}-twin");
        twin["id"] = json!(twin_id);
        for field in ["goal", "gate"] {
            twin.as_object_mut().unwrap().remove(field);
        }
        for section in halves["sections"].as_array_mut().unwrap() {
            let questions = section["questions"].as_array_mut().unwrap();
            if let Some(place) = questions.iter().position(|q| q["id"] == id) {
                questions.insert(place + 1, twin.clone());
            }
        }
        let mut half = halves["measures"][at]["items"][item].clone();
        half["question"] = json!(twin_id);
        halves["measures"][at]["items"].as_array_mut().unwrap().push(half);
        let mut saved = case.saved.clone();
        let answer = saved["answers"][id].clone();
        if !answer.is_null() {
            saved["answers"][&twin_id] = answer;
        }
        let whole = engine::score(&whole, None, &case.saved)?;
        let halves = engine::score(&halves, None, &saved)?;
        for ((name, one), (_, two)) in all_bounds(&whole).iter().zip(all_bounds(&halves)) {
            let same = range(one) == range(&two) && one["may_be_void"] == two["may_be_void"];
            ensure(same, || {
                complain(&format!("{name}: {one} became {two} by splitting {id} in m{at}"), &case, &saved)
            })?;
        }
        Ok(())
    });
}

// ---- promises ----

/// Another number of points for one side of one effect question with an answer; its goal too.
fn change_effect(choices: &mut Choices, case: &Case, sides: &[&str]) -> Option<(Value, Option<u64>)> {
    let mut places = Vec::new();
    for question in questions(&case.structure).into_iter().filter(|q| q["kind"] == "effect") {
        let id = question["id"].as_str().unwrap();
        let answer = &case.saved["answers"][id];
        let goal = question["goal"].as_u64();
        match answer["each"].as_object() {
            Some(each) => places.extend(each.iter().map(|(s, a)| (id, Some(s.as_str()), a, goal))),
            None => places.push((id, None, answer, goal)),
        }
    }
    places.retain(|(_, _, answer, _)| answer["not_applicable"] != true);
    if places.is_empty() {
        return None;
    }
    let (id, subject, answer, goal) = choices.pick(&places);
    let side = choices.pick(sides);
    let mut after = if answer.is_object() { answer.clone() } else { json!({}) };
    if after["unknown"] == true {
        after = json!({ "benefit": "unknown", "harm": "unknown" });
    }
    after[side] = choices.pick(&[json!(1), json!(0), json!("unknown")]);
    let mut saved = case.saved.clone();
    put(&mut saved, id, subject, after);
    Some((saved, goal))
}

#[test]
fn a_benefit_changes_no_harm() {
    check(300, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), NO_CONDITIONS);
        let Some((saved, _)) = change_effect(&mut choices, &case, &["benefit"]) else { return Ok(()) };
        let engine = Engine::new(&case.structure, None)?;
        let (before, after) = (engine.score(&case.saved)?, engine.score(&saved)?);
        for (before, after) in
            before["goals"].as_array().unwrap().iter().zip(after["goals"].as_array().unwrap())
        {
            ensure(before["harm"] == after["harm"], || {
                complain(&format!("{before} became {after}"), &case, &saved)
            })?;
        }
        // Nor any measure over harms alone.
        for measure in case.structure["measures"].as_array().into_iter().flatten() {
            let items = measure["items"].as_array().map_or(&[][..], Vec::as_slice);
            if items.is_empty() || items.iter().any(|item| item["side"] != "harm") {
                continue;
            }
            let of = |report: &Value| -> Vec<Value> {
                let all = report["measures"].as_array().unwrap();
                all.iter().filter(|m| m["id"] == measure["id"]).cloned().collect()
            };
            ensure(of(&before) == of(&after), || complain(&measure.to_string(), &case, &saved))?;
        }
        Ok(())
    });
}

#[test]
fn no_goal_depends_on_another_goal() {
    check(300, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), NO_CONDITIONS);
        let Some((saved, changed)) = change_effect(&mut choices, &case, &["benefit", "harm"]) else {
            return Ok(());
        };
        let engine = Engine::new(&case.structure, None)?;
        let (before, after) = (engine.score(&case.saved)?, engine.score(&saved)?);
        for (before, after) in
            before["goals"].as_array().unwrap().iter().zip(after["goals"].as_array().unwrap())
        {
            let same = before["goal"].as_u64() == changed || before == after;
            ensure(same, || complain(&format!("{before} became {after}"), &case, &saved))?;
        }
        Ok(())
    });
}

/// Two goals with an effect question each, and these measures.
fn two_goals(measures: &Value) -> Value {
    json!({
        "format": 1, "id": "two-goals", "version": "1.0.0", "languages": ["nl"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "strength", "steps": [ { "id": "none", "points": 0 }, { "id": "slight", "points": 1 } ] } ],
        "bands": [ { "id": "effect", "bands": [ { "id": "none", "from": "0" }, { "id": "some", "above": "0" } ] } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "seven", "kind": "effect", "scale": "strength", "goal": 7 },
            { "id": "seven-b", "kind": "effect", "scale": "strength", "goal": 7 },
            { "id": "one", "kind": "effect", "scale": "strength", "goal": 1 },
            { "id": "free", "kind": "effect", "scale": "strength" }
        ] } ],
        "goals": { "bands": "effect" },
        "measures": measures,
    })
}

fn measure(id: &str, aggregate: &str, items: &Value) -> Value {
    let mut measure =
        json!({ "id": id, "aggregate": aggregate, "polarity": "higher-is-worse", "items": items });
    if aggregate == "share" || aggregate == "count" {
        measure["at_least"] = json!("1");
    }
    measure
}

#[test]
fn no_measure_adds_up_effects_of_several_goals() {
    let seven = json!({ "question": "seven", "side": "harm" });
    let seven_b = json!({ "question": "seven-b", "side": "harm" });
    let one = json!({ "question": "one", "side": "harm" });
    let one_benefit = json!({ "question": "one", "side": "benefit" });
    let free = json!({ "question": "free", "side": "harm" });
    let refused = |measures: Value, why: &str| {
        let error = Engine::new(&two_goals(&measures), None).map(|_| ()).expect_err(why);
        assert!(error.contains("Q0612"), "{why}: {error}");
    };
    for aggregate in ["mean", "sum", "share", "count"] {
        refused(json!([measure("m", aggregate, &json!([seven, one]))]), aggregate);
        refused(json!([measure("m", aggregate, &json!([seven_b, free, one_benefit]))]), aggregate);
        // One goal, or an effect that belongs to none, may be added up.
        Engine::new(&two_goals(&json!([measure("m", aggregate, &json!([seven, seven_b, free]))])), None)
            .unwrap_or_else(|error| panic!("{aggregate}: {error}"));
    }
    // Through children.
    let child = |aggregate: &str, inner: &str| {
        let of_seven = measure("of-seven", inner, &json!([seven]));
        let of_one = measure("of-one", inner, &json!([one]));
        let both = measure("both", aggregate, &json!([ { "measure": "of-seven" }, { "measure": "of-one" } ]));
        json!([both, of_seven, of_one])
    };
    for aggregate in ["mean", "share"] {
        for inner in ["max", "mean"] {
            refused(child(aggregate, inner), "through children");
        }
    }
    refused(child("sum", "sum"), "through children");
    refused(child("sum", "count"), "through children");
    let worst = measure("worst", "max", &json!([seven, one]));
    refused(
        json!([measure("m", "mean", &json!([ { "measure": "worst" } ])), worst]),
        "a mean over a maximum",
    );
    // Nothing is added up by the worst of several.
    let worst = measure("worst", "max", &json!([seven, one]));
    Engine::new(&two_goals(&json!([worst])), None).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn the_report_has_no_total() {
    const FORBIDDEN: [&str; 8] = ["total", "overall", "grand", "average", "rank", "grade", "mark", "score"];
    fn keys(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                found.push(key.clone());
                keys(value, found);
            }),
            Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    check(60, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::FULL);
        let report = match engine::score(&case.structure, case.evidence.as_ref(), &case.saved) {
            Err(diagnostics) if diagnostics.contains("Q0705") => return Ok(()),
            report => report?,
        };
        let mut found = Vec::new();
        keys(&report, &mut found);
        let total = found.iter().find(|key| FORBIDDEN.iter().any(|word| key.contains(word)));
        ensure(total.is_none(), || format!("the report has a field {total:?}"))?;
        // Bounds stand in measures, goals and principles only: nowhere above them.
        for (part, value) in report.as_object().unwrap() {
            let text = value.to_string();
            let bounded = text.contains("\"lo\":") || text.contains("\"hi\":");
            let expected = ["measures", "goals", "principles"].contains(&part.as_str());
            ensure(!bounded || (expected && value.is_array()), || format!("bounds in {part}"))?;
        }
        Ok(())
    });
}

#[test]
fn a_further_touched_group_never_raises_the_least_access() {
    let groups = ["a", "b", "c", "d"];
    check(300, rows(), |row| {
        let mut choices = row.choices();
        let rating = |id: &str, not_applicable: bool| {
            json!({ "id": id, "kind": "rating", "scale": "ladder", "for_each": { "in": "touched" },
                "not_applicable": not_applicable })
        };
        let structure = json!({
            "format": 1, "id": "groups", "version": "1.0.0", "languages": ["nl"], "licence": "CC-BY-4.0",
            "scales": [ { "id": "ladder", "steps": [ { "id": "p0", "points": 0 }, { "id": "p1", "points": 1 }, { "id": "p2", "points": 3 } ] } ],
            "rosters": [ { "id": "groups", "subjects": groups } ],
            "sections": [ { "id": "all", "questions": [
                { "id": "touched", "kind": "subjects", "roster": "groups" },
                rating("known", choices.one_in(3)), rating("near", choices.one_in(3))
            ] } ],
            "measures": [
                { "id": "group.access", "aggregate": "mean", "polarity": "higher-is-better", "for_each": { "in": "touched" },
                    "items": [ { "question": "known", "weight": 1 + choices.below(3) }, { "question": "near" } ] },
                { "id": "lnob.access", "aggregate": "min", "polarity": "higher-is-better", "items": [ { "measure": "group.access" } ] }
            ],
        });
        let mut saved = sdg_tests::generate::saved(&mut choices, &structure, None);
        let group = choices.pick(&groups);
        if !saved["answers"]["touched"]["subjects"].is_object() {
            saved["answers"]["touched"] = json!({ "subjects": {} });
        }
        saved["answers"]["touched"]["subjects"][group] = json!("no");
        let mut further = saved.clone();
        further["answers"]["touched"]["subjects"][group] = json!("yes");
        let engine = Engine::new(&structure, None)?;
        let access = |saved: &Value| -> Result<Value, String> {
            Ok(entries(&engine.score(saved)?, "measures")
                .into_iter()
                .find(|e| e.1["id"] == "lnob.access")
                .unwrap()
                .1
                .clone())
        };
        let (before, after) = (access(&saved)?, access(&further)?);
        let Some((lo, hi)) = range(&before) else { return Ok(()) };
        let (lo_after, hi_after) = range(&after).ok_or("void")?;
        // While it may still be void, the least of none may become the least of one.
        let holds = lo_after <= lo && (hi_after <= hi || before["may_be_void"] == true);
        ensure(holds, || format!("{before} became {after}: {saved:#}"))
    });
}

#[test]
fn a_subject_of_ones_own_changes_nothing_else() {
    check(200, rows(), |row| {
        let mut choices = row.choices();
        let mut case = draw(&mut choices, Shape::LAWFUL);
        if let Some(findings) = case.structure.get_mut("findings").and_then(Value::as_array_mut) {
            // "Anywhere" is also with the new subject.
            findings.retain(|finding| !finding.to_string().contains("any_un"));
            // It may name one of these.
            if let Some(goals) = case.structure["goals"].as_object_mut() {
                goals.remove("claim");
            }
        }
        // A roster of its own, so that nothing else depends on how many subjects there are.
        let add = |list: &mut Value, more: &[Value]| {
            let mut all = list.as_array().cloned().unwrap_or_default();
            all.extend_from_slice(more);
            *list = json!(all);
        };
        add(&mut case.structure["rosters"], &[json!({ "id": "extra", "subjects": ["x", "y"], "own": 3 })]);
        add(
            &mut case.structure["sections"],
            &[json!({ "id": "extra", "questions": [
            { "id": "extra-in", "kind": "subjects", "roster": "extra" },
            { "id": "extra-rating", "kind": "rating", "scale": "ladder", "for_each": { "in": "extra-in" } }
        ] })],
        );
        add(
            &mut case.structure["measures"],
            &[
                json!({ "id": "extra-one", "aggregate": "mean", "polarity": "higher-is-better", "for_each": { "in": "extra-in" },
                "items": [ { "question": "extra-rating" } ] }),
                json!({ "id": "extra-least", "aggregate": "min", "polarity": "higher-is-better", "items": [ { "measure": "extra-one" } ] }),
            ],
        );
        case.saved["answers"]["extra-in"] = json!({ "subjects": { "x": choices.pick(&["yes", "no"]) } });
        case.saved["answers"]["extra-rating"] =
            json!({ "each": { "x": { "option": "p1" }, "y": { "option": "p0" } } });
        let mut saved = case.saved.clone();
        if !saved["own_subjects"].is_object() {
            saved["own_subjects"] = json!({});
        }
        saved["own_subjects"]["extra"] = json!([ { "id": "own-1", "name": "Eigen" } ]);
        saved["answers"]["extra-in"]["subjects"]["own-1"] = json!(choices.pick(&["yes", "no", "unknown"]));
        let engine = Engine::new(&case.structure, None)?;
        let (before, after) = (engine.score(&case.saved)?, engine.score(&saved)?);
        let rest = |report: &Value, part: &str| -> Vec<Value> {
            let mut rest = report[part].as_array().cloned().unwrap_or_default();
            rest.retain(|e| {
                e["id"] != "extra-least"
                    && !(e["subject"] == "own-1" && e["id"].to_string().contains("extra"))
            });
            rest
        };
        for part in ["measures", "goals", "principles", "findings", "questions"] {
            ensure(rest(&before, part) == rest(&after, part), || complain(part, &case, &saved))?;
        }
        Ok(())
    });
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_does_not_count_and_returns() {
    let structure = json!({
        "format": 1, "id": "gate", "version": "1.0.0", "languages": ["nl"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "ladder", "steps": [ { "id": "p0", "points": 0 }, { "id": "p1", "points": 1 } ] } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "gate", "kind": "choice", "options": [ { "id": "shut" }, { "id": "open" } ] },
            { "id": "inner", "kind": "rating", "scale": "ladder", "ask_if": { "option": { "question": "gate", "is": ["open"] } } }
        ] } ],
        "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "inner" } ] } ],
    });
    let engine = Engine::new(&structure, None).unwrap();
    let mut saved = empty_file(&structure);
    saved["answers"]["inner"] = json!({ "option": "p1" });
    let mut with = |gate: Option<&str>| {
        if let Some(gate) = gate {
            saved["answers"]["gate"] = json!({ "option": gate });
        }
        engine.score(&saved).unwrap()["measures"][0].clone()
    };
    let undecided = with(None);
    assert_eq!((&undecided["lo"], &undecided["may_be_void"]), (&json!("1/1"), &json!(true)));
    let shut = with(Some("shut"));
    assert_eq!(shut["void"], true);
    let open = with(Some("open"));
    assert_eq!((&open["lo"], &open["may_be_void"]), (&json!("1/1"), &json!(false)));
    assert!(inside(&open, &undecided) && inside(&shut, &undecided));
}
