//! The engine must give what the naive scorer gives, for thousands of generated questionnaires and files.

use sdg_tests::compare::{check, differences};
use sdg_tests::engine::Engine;
use sdg_tests::generate::{Case, Choices, Shape, complete, draw, rows, saved};
use sdg_tests::naive;

fn agrees(case: &Case) -> Result<(), String> {
    let engine = Engine::new(&case.structure, case.evidence.as_ref())?;
    let wanted = naive::score(&case.structure, case.evidence.as_ref(), &case.saved);
    let found = differences(&wanted, &engine.score(&case.saved)?);
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("{}\nstructure: {:#}\nsaved: {:#}", found.join("\n"), case.structure, case.saved))
}

fn agree(cases: u32, shape: Shape) {
    check(cases, rows(), |row| agrees(&draw(&mut row.choices(), shape)));
}

#[test]
fn agrees_on_everything() {
    agree(1500, Shape::FULL);
}

#[test]
fn agrees_without_prompts() {
    agree(1000, Shape::LAWFUL);
}

#[test]
fn agrees_on_an_instrument_without_goals() {
    agree(700, Shape { goals: false, prompts: false, ..Shape::FULL });
}

#[test]
fn agrees_on_small_questionnaires() {
    agree(1500, Shape::TINY);
}

#[test]
fn agrees_on_several_files_for_one_questionnaire() {
    check(150, rows(), |row| {
        let mut choices = row.choices();
        let mut case = draw(&mut choices, Shape::FULL);
        for seed in 0..4 {
            let mut choices = Choices::from_seed(seed);
            case.saved = saved(&mut choices, &case.structure, case.evidence.as_ref());
            agrees(&case)?;
            case.saved = complete(&mut choices, &case.structure, case.evidence.as_ref(), &case.saved);
            agrees(&case)?;
        }
        Ok(())
    });
}
