//! Interlinkages in full: the algebra of METHOD 6 against its published totals, a vector worked by hand, and a second
//! computation that knows nothing of the engine.

use sdg_core::{
    Answer, AnswerState, Assessment, Entry, Evidence, Fraction, Goal, InterlinkageReport, Path, Side, Sign,
    Strength,
};
use sdg_tests::compare::check;
use sdg_tests::generate::{Shape, draw, rows};
use sdg_tests::ratio::Ratio;
use sdg_tests::shipped;
use serde_json::{Value, json};

type Matrix = Vec<Vec<Ratio>>;

/// The matrices of an evidence file as fractions: positive, negative.
fn matrices(evidence: &Value) -> (Matrix, Matrix) {
    let expert = &evidence["expert"];
    let divisor = Ratio::whole(expert["divisor"].as_i64().unwrap());
    let read = |sign: &str| -> Matrix {
        let rows = expert[sign].as_array().unwrap().iter();
        rows.map(|row| {
            row.as_array()
                .unwrap()
                .iter()
                .map(|cell| Ratio::whole(cell.as_i64().unwrap()) / divisor)
                .collect()
        })
        .collect()
    };
    (read("positive"), read("negative"))
}

fn times(a: &Matrix, b: &Matrix) -> Matrix {
    let columns = 0..b.len();
    let cell = |row: &[Ratio], column: usize| {
        row.iter().zip(b).fold(Ratio::ZERO, |sum, (cell, other)| sum + *cell * other[column])
    };
    a.iter().map(|row| columns.clone().map(|column| cell(row, column)).collect()).collect()
}

fn plus(a: &Matrix, b: &Matrix) -> Matrix {
    a.iter().zip(b).map(|(a, b)| a.iter().zip(b).map(|(a, b)| *a + *b).collect()).collect()
}

fn half(a: &Matrix) -> Matrix {
    a.iter().map(|row| row.iter().map(|cell| *cell / Ratio::whole(2)).collect()).collect()
}

/// `S+` and `S-` as METHOD 6 writes them.
fn second_order(positive: &Matrix, negative: &Matrix) -> (Matrix, Matrix) {
    (
        plus(&times(positive, positive), &times(negative, negative)),
        plus(&times(positive, negative), &times(negative, positive)),
    )
}

fn same(engine: Fraction, wanted: Ratio) -> bool {
    Ratio::fraction(&engine.to_string()) == wanted
}

fn goal(number: usize) -> Goal {
    Goal::new(u8::try_from(number).unwrap()).unwrap()
}

#[test]
fn algebra_by_sign_gives_the_published_totals() {
    // On the raw 34 x 34 matrix, `T = M + S/2` by sign, helping less hindering, is `D_i + 1/2 sum_j I_ij D_j`.
    let file: Value = serde_json::from_str(&shipped::text("evidence/weitz-2018-targets.json")).unwrap();
    let part = |sign: i64| -> Matrix {
        let rows = file["cells"].as_array().unwrap().iter();
        rows.map(|row| {
            let cells = row.as_array().unwrap().iter();
            cells.map(|cell| Ratio::whole((sign * cell.as_i64().unwrap()).max(0))).collect()
        })
        .collect()
    };
    let (positive, negative) = (part(1), part(-1));
    let (helps, hinders) = second_order(&positive, &negative);
    let (helps, hinders) = (plus(&positive, &half(&helps)), plus(&negative, &half(&hinders)));
    let sum = |row: &[Ratio]| row.iter().fold(Ratio::ZERO, |sum, cell| sum + *cell);
    for (target, wanted) in
        [("16.6", "567"), ("12.1", "513"), ("8.4", "509"), ("12.5", "381"), ("17.11", "-255/2")]
    {
        let row = file["targets"].as_array().unwrap().iter().position(|known| known == target).unwrap();
        assert_eq!(sum(&helps[row]) - sum(&hinders[row]), Ratio::fraction(wanted), "{target}");
    }
}

#[test]
fn influences_are_those_of_the_formula() {
    let text = shipped::text("evidence/interlinkages.json");
    let (positive, negative) = matrices(&serde_json::from_str(&text).unwrap());
    let (helps, hinders) = second_order(&positive, &negative);
    let evidence = Evidence::parse(&text).unwrap();
    for from in 1..=16 {
        for to in 1..=16 {
            let (second, all) =
                (evidence.second_order(goal(from), goal(to)), evidence.influence(goal(from), goal(to)));
            let (i, j) = (from - 1, to - 1);
            let two = Ratio::whole(2);
            assert!(same(second.helps, helps[i][j]), "S+ {from} {to}");
            assert!(same(second.hinders, hinders[i][j]), "S- {from} {to}");
            assert!(same(all.helps, positive[i][j] + helps[i][j] / two), "T+ {from} {to}");
            assert!(same(all.hinders, negative[i][j] + hinders[i][j] / two), "T- {from} {to}");
        }
        for (a, b) in [(goal(from), goal(17)), (goal(17), goal(from))] {
            let influence = evidence.influence(a, b);
            assert_eq!((influence.helps, influence.hinders), (Fraction::ZERO, Fraction::ZERO));
        }
    }
    // A path back to where it starts stays: goal 7 hinders goal 6, which hinders goal 7.
    assert!(evidence.second_order(goal(7), goal(7)).helps > Fraction::ZERO);
}

// ---- a vector by hand ----

/// Two goals with an effect, and evidence with four cells over 10: 1 helps 2 (5), 2 helps 3 (4), 1 hinders 3 (2), 3 hinders 2 (3).
fn by_hand() -> Assessment {
    let cells = |cells: &[(usize, usize, i64)]| {
        let mut matrix = vec![vec![0; 16]; 16];
        for (from, to, cell) in cells {
            matrix[from - 1][to - 1] = *cell;
        }
        matrix
    };
    let none = vec![vec![0; 17]; 17];
    let evidence = json!({ "format": 1, "id": "interlinkages", "version": "1",
        "sources": [ { "id": "made-up", "citation": "Made up.", "doi": "10.0/0", "url": "https://example.org/", "read_from": "Nowhere." } ], "limits": [],
        "expert": { "source": "made-up", "goals": 16, "divisor": 10,
            "positive": cells(&[(1, 2, 5), (2, 3, 4)]), "negative": cells(&[(1, 3, 2), (3, 2, 3)]) },
        "literature": { "source": "made-up", "synergies": none, "tradeoffs": none },
        "labels": { "strong": [], "moderate": [], "weak": [], "double": [] } });
    let effect =
        |goal: i64| json!({ "id": format!("g{goal}"), "kind": "effect", "scale": "strength", "goal": goal });
    let steps: Vec<Value> =
        (0..4).map(|points| json!({ "id": format!("s{points}"), "points": points })).collect();
    let structure = json!({ "format": 1, "id": "hand", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0", "goals": {},
        "scales": [ { "id": "strength", "steps": steps } ],
        "sections": [ { "id": "all", "questions": [ effect(1), effect(2),
            { "id": "judged", "kind": "rating", "scale": "strength", "for_each": { "all": "prompts" } } ] } ],
        "interlinkages": { "evidence": "interlinkages", "roster": "prompts", "places": { "known_tradeoffs": 1, "undermining": 1, "unused_synergy": 1 } } });
    let evidence = Evidence::parse(&evidence.to_string()).unwrap();
    let questionnaire = sdg_core::Questionnaire::parse(&structure.to_string(), Some(&evidence)).unwrap();
    let mut assessment = Assessment::new(&questionnaire);
    for (id, benefit, harm) in [("g1", 3, 0), ("g2", 0, 1)] {
        let points = |points| Some(Strength::Points(points));
        let answer = Some(Answer::Effect { benefit: points(benefit), harm: points(harm) });
        let question = questionnaire.find(id).unwrap();
        assessment.set(question, None, Entry { answer, ..Entry::EMPTY }).unwrap();
    }
    assessment
}

fn path(path: &Path) -> (u8, Side, Vec<(Sign, u8)>, String) {
    let steps = path.steps.iter().map(|step| (step.sign, step.to.number())).collect();
    (path.from.number(), path.side, steps, path.strength.to_string())
}

#[test]
fn forces_worked_by_hand() {
    let full = by_hand().interlinkages().unwrap();
    let of = |number: usize| &full.goals[number - 1];
    let parts = |force: &sdg_core::Force| {
        [force.direct, force.second_order, force.both].map(|fraction| fraction.to_string())
    };
    // B_1 = 1 and H_2 = 1/3.
    // O_2 = B_1 (M+_12 + S+_12 / 2) = 5/10 + (2/10 * 3/10) / 2: the second order hinders what hinders.
    assert_eq!(parts(&of(2).opportunity), ["1/2", "3/100", "53/100"]);
    assert_eq!(
        path(of(2).opportunity.direct_path.as_ref().unwrap()),
        (1, Side::Benefit, vec![(Sign::Helps, 2)], "1/2".into())
    );
    assert_eq!(
        path(of(2).opportunity.second_order_path.as_ref().unwrap()),
        (1, Side::Benefit, vec![(Sign::Hinders, 3), (Sign::Hinders, 2)], "3/100".into())
    );
    // A goal's own harm is no tension on itself.
    assert_eq!(parts(&of(2).tension), ["0/1", "0/1", "0/1"]);
    assert_eq!(of(2).tension.direct_path, None);
    // O_3 = B_1 S+_13 / 2 = (5/10 * 4/10) / 2.
    assert_eq!(parts(&of(3).opportunity), ["0/1", "1/10", "1/10"]);
    // R_3 = B_1 M-_13 + H_2 M+_23 = 2/10 + 1/3 * 4/10.
    assert_eq!(parts(&of(3).tension), ["1/3", "0/1", "1/3"]);
    assert_eq!(
        path(of(3).tension.direct_path.as_ref().unwrap()),
        (1, Side::Benefit, vec![(Sign::Hinders, 3)], "1/5".into())
    );
    assert_eq!(parts(&of(1).opportunity), ["0/1", "0/1", "0/1"]);
    assert_eq!(full.cross_impact.goals, [goal(1), goal(2)]);
}

// ---- a second computation ----

/// Opportunity and tension of each goal, direct and second order apart, from the formula; and the strongest single terms.
fn naive(evidence: &Value, states: &[(Ratio, Ratio)], to: usize) -> [[Ratio; 4]; 2] {
    let (positive, negative) = matrices(evidence);
    let mut forces = [[Ratio::ZERO; 4]; 2];
    let mut add = |force: usize, second: bool, value: Ratio| {
        let order = usize::from(second);
        forces[force][order] = forces[force][order] + value;
        forces[force][2 + order] = forces[force][2 + order].max(value);
    };
    for (from, (benefit, harm)) in states.iter().enumerate().filter(|(from, _)| *from != to) {
        add(0, false, *benefit * positive[from][to]);
        add(1, false, *benefit * negative[from][to]);
        add(1, false, *harm * positive[from][to]);
        for through in 0..16 {
            let cells = |first: &Matrix, second: &Matrix| {
                first[from][through] * second[through][to] / Ratio::whole(2)
            };
            for (first, second, helps) in [
                (&positive, &positive, true),
                (&negative, &negative, true),
                (&positive, &negative, false),
                (&negative, &positive, false),
            ] {
                add(usize::from(!helps), true, *benefit * cells(first, second));
                if helps {
                    add(1, true, *harm * cells(first, second));
                }
            }
        }
    }
    forces
}

fn agrees(assessment: &Assessment, evidence: &Value) -> Result<(), String> {
    let report = assessment.score();
    let full = assessment.interlinkages().ok_or("no interlinkages")?;
    let lower = |bounds: sdg_core::MaybeBounds| {
        bounds.map_or(Ratio::ZERO, |bounds| Ratio::fraction(&bounds.lo.to_string()))
    };
    let states: Vec<(Ratio, Ratio)> = (1..=16)
        .map(|number| {
            report.goal(goal(number)).map_or((Ratio::ZERO, Ratio::ZERO), |result| {
                (lower(result.benefit.max.bounds), lower(result.harm.max.bounds))
            })
        })
        .collect();
    for (to, forces) in full.goals.iter().enumerate() {
        for (force, wanted) in
            [&forces.opportunity, &forces.tension].into_iter().zip(naive(evidence, &states, to))
        {
            let strongest = |path: &Option<Path>| path.as_ref().map_or(Fraction::ZERO, |path| path.strength);
            let found = [
                force.direct,
                force.second_order,
                strongest(&force.direct_path),
                strongest(&force.second_order_path),
            ];
            if !found.iter().zip(wanted).all(|(found, wanted)| same(*found, wanted)) {
                return Err(format!("goal {}: {found:?}, wanted {wanted:?}", to + 1));
            }
            if !same(force.both, wanted[0] + wanted[1]) {
                return Err(format!("goal {}: {} is not the sum", to + 1, force.both));
            }
        }
        // The report tells the same direct part.
        let told = report.direct_effects.iter().find(|effect| effect.goal == forces.goal).ok_or("none")?;
        if (told.opportunity, told.tension) != (forces.opportunity.direct, forces.tension.direct) {
            return Err(format!("goal {}: the report tells another direct part", to + 1));
        }
    }
    Ok(())
}

#[test]
fn a_second_computation_agrees() {
    let evidence = serde_json::from_str(&shipped::text("evidence/interlinkages.json")).unwrap();
    agrees(&shipped::example(), &evidence).unwrap();
    let tried = std::cell::Cell::new(0);
    check(300, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::FULL);
        let Some(evidence) = &case.evidence else { return Ok(()) };
        let read = Evidence::parse(&evidence.to_string()).map_err(|wrong| wrong.to_string())?;
        let Ok(questionnaire) = sdg_core::Questionnaire::parse(&case.structure.to_string(), Some(&read))
        else {
            return Ok(());
        };
        let loaded =
            Assessment::parse(&case.saved.to_string(), &questionnaire).map_err(|wrong| wrong.to_string())?;
        if questionnaire.interlinkages().is_none() {
            return Ok(());
        }
        tried.set(tried.get() + 1);
        agrees(&loaded.assessment, evidence).map_err(|what| format!("{what}\n{:#}", case.saved))
    });
    assert!(tried.get() > 40, "only {} cases had interlinkages", tried.get());
}

// ---- what stands beside the numbers ----

fn example() -> (Assessment, InterlinkageReport) {
    let example = shipped::example();
    let full = example.interlinkages().unwrap();
    (example, full)
}

#[test]
fn each_prompt_shows_its_evidence_and_the_judgement_beside_it() {
    let (example, full) = example();
    let report = example.score();
    assert_eq!(full.prompts.len(), report.prompts.len());
    assert!(!full.prompts.is_empty());
    let evidence = shipped::evidence();
    let known: Vec<&str> = evidence.sources().iter().map(|source| source.id.as_str()).collect();
    for result in &full.prompts {
        let prompt = &result.prompt;
        assert_eq!(prompt.label, evidence.label(prompt.from, prompt.to));
        assert_eq!(prompt.records, evidence.records(prompt.from, prompt.to));
        assert!(!result.sources.is_empty(), "{}", prompt.id);
        assert!(result.sources.iter().all(|source| known.contains(&source.as_str())));
        assert!(result.judgements.iter().all(|judgement| judgement.prompt == prompt.id));
        assert_eq!(result.judgements.len(), 1, "one question is asked per prompt");
    }
    let judged = full.prompts.iter().flat_map(|result| &result.judgements);
    assert!(judged.clone().any(|judgement| judgement.points.is_some()), "the example judges some");
    assert!(judged.filter(|judgement| judgement.state == AnswerState::Answered).count() > 0);
}

#[test]
fn touched_goals_are_laid_out_against_each_other() {
    let (example, full) = example();
    let view = &full.cross_impact;
    let touched: Vec<Goal> = example
        .score()
        .goals
        .iter()
        .filter(|result| result.touched == sdg_core::Truth::Yes)
        .map(|result| result.goal)
        .collect();
    assert_eq!(view.goals, touched);
    assert!(touched.len() > 2);
    assert_eq!(view.cells.len(), touched.len() * (touched.len() - 1));
    for cell in &view.cells {
        assert_eq!(cell.direct.is_none(), cell.from == goal(17) || cell.to == goal(17));
        assert_eq!(cell.direct.is_none(), cell.second_order.is_none());
    }
    // A judgement stands in the cells of its pair, and only there.
    for result in &full.prompts {
        let (from, to) = (result.prompt.from, result.prompt.to);
        let both_ways = result.prompt.kind == sdg_core::PromptKind::Tradeoff;
        for cell in &view.cells {
            let here =
                (cell.from, cell.to) == (from, to) || (both_ways && (cell.to, cell.from) == (from, to));
            let shown = cell.judgements.iter().any(|judgement| judgement.prompt == result.prompt.id);
            assert_eq!(shown, here, "{} in {:?} -> {:?}", result.prompt.id, cell.from, cell.to);
        }
    }
}

#[test]
fn without_an_interlinkages_part_there_is_nothing() {
    let questionnaire = sdg_core::Questionnaire::parse(
        r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
             "sections": [ { "id": "start", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
        None,
    )
    .unwrap();
    assert_eq!(Assessment::new(&questionnaire).interlinkages(), None);
}
