//! What matters most is what trying every answer says: each gain and each loss, and nothing left out.

use std::cell::Cell;
use std::sync::Arc;

use sdg_core::{
    Action, ActionOrigin, ActionStatus, Aggregate, Answer, AnswerState, Assessment, Bounds, Entry, Evidence,
    FindingKey, Fraction, Goal, ItemOf, Kind, LeafState, Matter, MeasureRef, Polarity, QuestionIx,
    Questionnaire, Report, Set, Side, Strength, SubjectAnswer, Truth,
};
use sdg_tests::compare::check;
use sdg_tests::generate::{Shape, draw, rows};
use sdg_tests::shipped;
use serde_json::json;

fn minus(a: Fraction, b: Fraction) -> Fraction {
    let over = |a: i64, b: i64| a.checked_mul(b).expect("small numbers");
    let numerator = over(a.numerator(), b.denominator()) - over(b.numerator(), a.denominator());
    Fraction::new(numerator, over(a.denominator(), b.denominator()))
}

/// The target's bounds in a report, turned so that more is better.
fn bounds(questionnaire: &Questionnaire, report: &Report, of: &MeasureRef) -> Option<Bounds> {
    match of {
        MeasureRef::Measure { id, subject } => {
            let result = report.measure(id, subject.as_deref())?;
            let measure = questionnaire.measure(questionnaire.find_measure(id)?)?;
            match measure.polarity {
                Polarity::HigherIsBetter => result.bounds,
                Polarity::HigherIsWorse => result.bounds.map(Bounds::complement),
            }
        }
        MeasureRef::Goal { goal, .. } => report.goal(*goal)?.harm.max.bounds.map(Bounds::complement),
    }
}

type Place = (QuestionIx, Option<String>, Side);

/// Questions about the step that is promised, in the target and the measures below it.
fn promised(questionnaire: &Questionnaire, of: &MeasureRef) -> Vec<QuestionIx> {
    let MeasureRef::Measure { id, .. } = of else { return Vec::new() };
    let mut promised = Vec::new();
    let mut waiting = vec![questionnaire.find_measure(id).expect("a measure")];
    while let Some(measure) = waiting.pop().and_then(|ix| questionnaire.measure(ix)) {
        for (nth, item) in measure.items.iter().enumerate() {
            match item.of {
                ItemOf::Measure(child) => waiting.push(child),
                ItemOf::Question(question, _) if nth == 1 && measure.aggregate == Aggregate::Attainment => {
                    promised.push(question);
                }
                ItemOf::Question(..) => {}
            }
        }
    }
    promised
}

/// Every answer of the whole file that is open, side by side and subject by subject, and every one below the target.
fn places(assessment: &Assessment, report: &Report, of: &MeasureRef) -> Vec<(Place, bool)> {
    let questionnaire = assessment.questionnaire();
    let mut all = Vec::new();
    for result in report.questions.iter().filter(|result| result.asked != Truth::No) {
        if !matches!(result.state, AnswerState::Unanswered | AnswerState::Unknown) {
            continue;
        }
        let ix = questionnaire.find(&result.id).expect("asked");
        let answer = &assessment.entry(ix, result.subject.as_deref()).answer;
        match &questionnaire.question(ix).expect("asked").kind {
            Kind::Effect { .. } => {
                let (benefit, harm) = match answer {
                    Some(Answer::Effect { benefit, harm }) => (*benefit, *harm),
                    _ => (None, None),
                };
                for (side, strength) in [(Side::Benefit, benefit), (Side::Harm, harm)] {
                    if !matches!(strength, Some(Strength::Points(_))) {
                        all.push(((ix, result.subject.clone(), side), true));
                    }
                }
            }
            Kind::Subjects { roster, .. } => {
                for id in assessment.subjects(*roster) {
                    let known = matches!(answer, Some(Answer::Subjects(subjects))
                        if matches!(subjects.get(id), Some(SubjectAnswer::Yes | SubjectAnswer::No)));
                    if !known {
                        all.push(((ix, Some(id.to_owned()), Side::Whole), true));
                    }
                }
            }
            _ => all.push(((ix, result.subject.clone(), Side::Whole), true)),
        }
    }
    let promised = promised(questionnaire, of);
    for leaf in assessment.explain(of).expect("a measure").leaves {
        let effect =
            matches!(questionnaire.question(leaf.question).expect("asked").kind, Kind::Effect { .. });
        let place = (leaf.question, leaf.subject, if effect { leaf.side } else { Side::Whole });
        let answered = matches!(leaf.state, LeafState::Answered(_)) && !promised.contains(&leaf.question);
        let open = matches!(leaf.state, LeafState::Unknown | LeafState::Unanswered);
        if (answered || open) && !all.iter().any(|(known, _)| *known == place) {
            all.push((place, open));
        }
    }
    all
}

/// Every answer but "not applicable": all subsets of options, all steps.
fn answers(assessment: &Assessment, (ix, subject, side): &Place) -> Vec<(Option<String>, Answer)> {
    let questionnaire = assessment.questionnaire();
    let question = questionnaire.question(*ix).expect("asked");
    let of = if matches!(question.kind, Kind::Subjects { .. }) { None } else { subject.clone() };
    let now = &assessment.entry(*ix, of.as_deref()).answer;
    let all: Vec<Answer> = match &question.kind {
        Kind::Effect { scale, .. } => {
            let (benefit, harm) = match now {
                Some(Answer::Effect { benefit, harm }) => (*benefit, *harm),
                _ => (None, None),
            };
            let most = questionnaire.scale(*scale).expect("a scale").range().1;
            (0..=most)
                .map(|points| Some(Strength::Points(points)))
                .map(|points| match side {
                    Side::Harm => Answer::Effect { benefit, harm: points },
                    Side::Benefit => Answer::Effect { benefit: points, harm },
                    _ => Answer::Effect { benefit: points, harm: points },
                })
                .collect()
        }
        Kind::Rating { scale } => {
            (0..questionnaire.scale(*scale).expect("a scale").steps.len()).map(Answer::Option).collect()
        }
        Kind::Choice { options } => (0..options.len()).map(Answer::Option).collect(),
        Kind::Multiple { options, .. } => (0..1_u32 << options.len())
            .map(|bits| (0..options.len()).filter(|place| bits >> place & 1 == 1).collect::<Set<usize>>())
            .map(Answer::Options)
            .collect(),
        Kind::Subjects { .. } => [SubjectAnswer::Yes, SubjectAnswer::No]
            .into_iter()
            .map(|answer| {
                let mut subjects = match now {
                    Some(Answer::Subjects(subjects)) => subjects.clone(),
                    _ => sdg_core::Map::new_vec(),
                };
                subjects.insert(subject.clone().expect("a subject"), answer);
                Answer::Subjects(subjects)
            })
            .collect(),
        Kind::Number { least, greatest } => [least.unwrap_or(-9), 0, 1, 2, 3, greatest.unwrap_or(9999)]
            .iter()
            .map(|number| Answer::Number(number.to_string()))
            .collect(),
        Kind::Text { .. } => vec![Answer::Text("x".to_owned())],
        Kind::Date => vec![Answer::Date("2026-01-01".to_owned())],
    };
    all.into_iter().map(|answer| (of.clone(), answer)).collect()
}

/// Gain and loss of each answer, by a report per possible answer.
fn brute(assessment: &Assessment, of: &MeasureRef) -> Vec<(Place, bool, Fraction, Fraction)> {
    let questionnaire = assessment.questionnaire();
    let report = assessment.score();
    let Some(now) = bounds(questionnaire, &report, of) else { return Vec::new() };
    let mut found = Vec::new();
    for (place, open) in places(assessment, &report, of) {
        let (mut lo, mut hi) = (now.lo, now.hi);
        for (subject, answer) in answers(assessment, &place) {
            let mut changed = assessment.clone();
            let entry =
                Entry { answer: Some(answer), ..assessment.entry(place.0, subject.as_deref()).clone() };
            if changed.set(place.0, subject.as_deref(), entry).is_err() {
                continue;
            }
            if let Some(then) = bounds(questionnaire, &changed.score(), of) {
                lo = lo.max(then.lo);
                hi = if open { hi.min(then.hi) } else { hi };
            }
        }
        let (gain, loss) = (minus(lo, now.lo), minus(now.hi, hi));
        if gain.is_positive() || loss.is_positive() {
            found.push((place, open, gain, loss));
        }
    }
    found.sort();
    found
}

fn found(matter: &Matter) -> Vec<(Place, bool, Fraction, Fraction)> {
    let mut found: Vec<_> = matter
        .levers
        .iter()
        .map(|lever| {
            ((lever.question, lever.subject.clone(), lever.side), lever.open, lever.gain, lever.loss)
        })
        .collect();
    found.sort();
    found
}

fn compare(assessment: &Assessment) -> Result<usize, String> {
    let mut count = 0;
    for matter in assessment.what_matters() {
        let (mut wanted, got) = (brute(assessment, &matter.of), found(&matter));
        // An effect that counts for being dealt with is one answer; a side that does no more than that need not be told.
        let whole: Vec<_> = wanted.iter().filter(|(place, ..)| place.2 == Side::Treated).cloned().collect();
        wanted.retain(|one| {
            let ((question, subject, _), _, gain, loss) = one;
            got.contains(one)
                || !whole.iter().any(|((of, about, _), _, most_gain, most_loss)| {
                    (of, about) == (question, subject) && most_gain >= gain && most_loss >= loss
                })
        });
        if wanted != got {
            let id =
                |ix: QuestionIx| assessment.questionnaire().question(ix).map(|question| question.id.clone());
            let named = |all: &[(Place, bool, Fraction, Fraction)]| -> Vec<String> {
                all.iter()
                    .map(|(place, open, gain, loss)| {
                        format!("{:?} {place:?} {open} {gain} {loss}", id(place.0))
                    })
                    .collect()
            };
            return Err(format!("{:?}\nwanted {:#?}\ngot {:#?}", matter.of, named(&wanted), named(&got)));
        }
        let order =
            |one: &sdg_core::Lever| (std::cmp::Reverse(one.gain), std::cmp::Reverse(one.loss), one.question);
        if !matter.levers.is_sorted_by_key(order) {
            return Err(format!("not in order: {matter:?}"));
        }
        count += got.len();
    }
    Ok(count)
}

/// All generated measures can be the weakest link: each case gets a principle per measure that is not repeated.
fn brute_force(shape: Shape, cases: u32) {
    let levers = Cell::new(0);
    check(cases, rows(), |row| {
        let mut case = draw(&mut row.choices(), shape);
        let measures = case.structure["measures"].as_array().cloned().unwrap_or_default();
        let plain = measures.iter().filter(|measure| {
            measure["for_each"].is_null() && measure["aggregate"] != "sum" && measure["aggregate"] != "count"
        });
        let principles: Vec<_> = plain
            .enumerate()
            .map(|(nth, measure)| json!({ "id": format!("p{nth}"), "components": [measure["id"]] }))
            .collect();
        case.structure["principles"] = json!(principles);
        for section in case.structure["sections"].as_array_mut().into_iter().flatten() {
            section.as_object_mut().map(|section| section.remove("principle"));
        }
        let evidence =
            case.evidence.as_ref().map(|evidence| Evidence::parse(&evidence.to_string()).expect("sound"));
        let questionnaire = Questionnaire::parse(&case.structure.to_string(), evidence.as_ref())
            .map_err(|wrong| wrong.to_string())?;
        let loaded =
            Assessment::parse(&case.saved.to_string(), &questionnaire).map_err(|wrong| wrong.to_string())?;
        let count = compare(&loaded.assessment)
            .map_err(|what| format!("{what}\nstructure: {:#}\nsaved: {:#}", case.structure, case.saved))?;
        levers.set(levers.get() + count);
        Ok(())
    });
    assert!(levers.get() > 200, "only {} levers were compared", levers.get());
}

#[test]
fn every_lever_is_what_trying_every_answer_says() {
    brute_force(Shape::LAWFUL, 150);
}

#[test]
fn so_it_is_with_prompts() {
    brute_force(Shape::FULL, 60);
}

#[test]
fn so_it_is_in_the_worked_example() {
    assert!(compare(&shipped::example()).expect("as brute force says") > 10);
}

// ---------------------------------------------------------------------------------------------------------------
// Worked by hand

fn worked() -> Assessment {
    let structure = json!({
        "format": 1, "id": "worked", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "half", "points": 1 }, { "id": "yes", "points": 2 } ] } ],
        "rosters": [ { "id": "groups", "subjects": ["old", "young"] } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "touched", "kind": "subjects", "roster": "groups" },
            { "id": "a", "kind": "rating", "scale": "degree" },
            { "id": "b", "kind": "rating", "scale": "degree" },
            { "id": "c", "kind": "rating", "scale": "degree" },
            { "id": "access", "kind": "rating", "scale": "degree", "for_each": { "in": "touched" } },
            { "id": "first", "kind": "effect", "scale": "degree", "goal": 3 },
            { "id": "second", "kind": "effect", "scale": "degree", "goal": 3 } ] } ],
        "goals": {},
        "measures": [
            { "id": "mean", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "a", "weight": 2 }, { "question": "b" }, { "question": "c" } ] },
            { "id": "least", "aggregate": "min", "polarity": "higher-is-better", "items": [ { "question": "access" } ] } ],
        "principles": [ { "id": "p", "components": ["mean"] }, { "id": "q", "components": ["least"] } ],
        "findings": [ { "id": "harm", "severity": "attention", "for_each": "goals", "if": { "goal_harm": { "at_least": "1/2" } } } ]
    });
    let questionnaire: Arc<Questionnaire> =
        Questionnaire::parse(&structure.to_string(), None).expect("sound");
    let saved = json!({
        "format": 1, "questionnaire": { "id": "worked", "version": "1" },
        "answers": {
            "touched": { "subjects": { "old": "yes", "young": "yes" } },
            "a": { "option": "half" }, "b": { "unknown": true }, "c": { "option": "yes" },
            "access": { "each": { "old": { "option": "no" }, "young": { "option": "half" } } },
            "first": { "benefit": 1, "harm": 2 }, "second": { "benefit": 0, "harm": 1 }
        }
    });
    Assessment::parse(&saved.to_string(), &questionnaire).expect("read").assessment
}

fn told(assessment: &Assessment, matter: &Matter) -> Vec<(String, Option<String>, bool, String, String)> {
    let id = |ix| assessment.questionnaire().question(ix).expect("asked").id.clone();
    let told = |lever: &sdg_core::Lever| {
        (
            id(lever.question),
            lever.subject.clone(),
            lever.open,
            lever.gain.to_string(),
            lever.loss.to_string(),
        )
    };
    matter.levers.iter().map(told).collect()
}

/// Mean of a (weight 2, 1/2), b (open) and c (1): from (1 + 0 + 1)/4 = 1/2 to (1 + 1 + 1)/4 = 3/4. With a at its best the
/// lower end is (2 + 0 + 1)/4 = 3/4: a gain of 1/4, as b at its best; b at its worst takes the upper end down by 1/4, so
/// b, which can turn out both ways, goes first. c cannot be better.
#[test]
fn a_mean_worked_by_hand() {
    let assessment = worked();
    let matters = assessment.what_matters();
    assert_eq!(matters[0].principle.as_deref(), Some("p"));
    let (quarter, zero) = ("1/4".to_owned(), "0/1".to_owned());
    let wanted = [
        ("b".to_owned(), None, true, quarter.clone(), quarter.clone()),
        ("a".to_owned(), None, false, quarter, zero),
    ];
    assert_eq!(told(&assessment, &matters[0]), wanted);
}

/// The least access is that of the old, 0; at its best the young hold it at 1/2. Harm on goal 3 is the greater of 1 and
/// 1/2: taking the first away leaves 1/2.
#[test]
fn a_weakest_link_and_a_harm_worked_by_hand() {
    let assessment = worked();
    let matters = assessment.what_matters();
    assert_eq!(matters.len(), 3);
    let (half, zero) = ("1/2".to_owned(), "0/1".to_owned());
    let old = ("access".to_owned(), Some("old".to_owned()), false, half.clone(), zero.clone());
    assert_eq!(told(&assessment, &matters[1]), [old]);
    assert_eq!(matters[2].of, MeasureRef::Goal { goal: Goal::new(3).expect("a goal"), side: Side::Harm });
    assert_eq!(told(&assessment, &matters[2]), [("first".to_owned(), None, false, half, zero)]);
}

#[test]
fn actions_stand_by_what_they_can_move() {
    let mut assessment = worked();
    let action = |text: &str| Action { text: text.to_owned(), ..Action::default() };
    let harm = ActionOrigin { finding: FindingKey::parse("harm/goal=3"), ..ActionOrigin::default() };
    let ask = ActionOrigin { question: Some("b".to_owned()), ..ActionOrigin::default() };
    let plan = [
        action("nothing that is measured"),
        Action { from: ask, ..action("find out") },
        Action { text: "less harm".to_owned(), ..assessment.draft_action(harm.clone()) },
        Action { status: ActionStatus::Done, text: "done".to_owned(), ..assessment.draft_action(harm) },
        Action { group: Some("young".to_owned()), ..action("for the young") },
        Action { group: Some("old".to_owned()), status: ActionStatus::Busy, ..action("for the old") },
    ];
    for action in plan {
        assessment.add_action(action).expect("fits");
    }
    let sorted: Vec<(&str, String, bool)> = assessment
        .actions_by_effect()
        .iter()
        .map(|effect| (effect.action.text.as_str(), effect.gain.to_string(), effect.of.is_some()))
        .collect();
    let wanted = [
        ("less harm", "1/2", true),
        ("for the old", "1/2", true),
        ("find out", "1/4", true),
        ("nothing that is measured", "0/1", false),
        ("for the young", "0/1", false),
        ("done", "1/2", true),
    ];
    assert_eq!(sorted, wanted.map(|(text, gain, moves)| (text, gain.to_owned(), moves)));
}
