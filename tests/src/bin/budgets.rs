//! Measures the engine's budgets of DESIGN.md natively: `cargo xtask bench`.
//!
//! Times are medians; they depend on the machine, so they are written down and never asserted.

#![expect(clippy::disallowed_types, reason = "a benchmark needs a clock; the engine has none")]

use std::hint::black_box;
use std::time::Instant;

use sdg_core::{Answer, Assessment, Entry, Portfolio, Project, Questionnaire, Separator, Strength};
use sdg_tests::{full_size, shipped};

/// Questions of the full check.
const PLAN: usize = 150;

fn main() {
    println!("| what | questions | median |");
    println!("|---|---|---|");
    let evidence = shipped::evidence();
    for questions in [60, 150, 600] {
        let structure = full_size::structure(questions).to_string();
        let parse = median(20, || black_box(Questionnaire::parse(&structure, Some(&evidence))));
        println!("| parse a questionnaire | {questions} | {parse} |");
        let questionnaire =
            Questionnaire::parse(&structure, Some(&evidence)).expect("the full-size questionnaire is sound");
        let saved = full_size::saved(questions).to_string();
        let mut assessment =
            Assessment::parse(&saved, &questionnaire).expect("its saved file is sound").assessment;
        let report = median(300, || black_box(assessment.score()));
        println!("| one whole report | {questions} | {report} |");
        let topic = questionnaire.find("topic-3").expect("there is such a question");
        let mut points = 0;
        let answer = median(300, || {
            points = (points + 1) % 4;
            let effect =
                Answer::Effect { benefit: Some(Strength::Points(points)), harm: Some(Strength::Points(0)) };
            assessment.set(topic, None, Entry { answer: Some(effect), ..Entry::EMPTY }).expect("it fits");
            black_box(assessment.score())
        });
        println!("| one answer, then the whole report | {questions} | {answer} |");
    }
    for id in shipped::ids() {
        let example = shipped::example_of(&id);
        let questions = example.questionnaire().questions().len();
        let structure = shipped::text(&format!("{id}/questionnaire.json"));
        let parse = median(20, || black_box(Questionnaire::parse(&structure, Some(&evidence))));
        println!("| parse `{id}` | {questions} | {parse} |");
        let packed = example.questionnaire().to_packed();
        let unpack = median(50, || black_box(Questionnaire::from_packed(&packed)));
        println!("| read `{id}` packed, {} bytes | {questions} | {unpack} |", packed.len());
        let report = median(300, || black_box(example.score()));
        println!("| one whole report, worked example of `{id}` | {questions} | {report} |");
    }
    let portfolio = median(5, || black_box(two_hundred_projects()));
    println!("| 200 projects from files to a table and counts | {} | {portfolio} |", PLAN);
}

/// A municipality's plan: read each file, write its rows, count it, let it go.
fn two_hundred_projects() -> (usize, Portfolio) {
    let structure = full_size::structure(PLAN).to_string();
    let questionnaire =
        Questionnaire::parse(&structure, Some(&shipped::evidence())).expect("the questionnaire is sound");
    let saved = full_size::saved(PLAN).to_string();
    let (mut written, mut portfolio) = (0, Portfolio::default());
    for _ in 0..200 {
        let read = Assessment::parse(&saved, &questionnaire).expect("the saved file is sound");
        let project = Project::of("file.json", &read.assessment);
        written += project.goals_csv(Separator::Comma).len();
        portfolio.add(&project);
    }
    (written, portfolio)
}

fn median<T>(rounds: usize, mut run: impl FnMut() -> T) -> String {
    let mut times: Vec<u128> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    format!("{:.3} ms", times[rounds / 2] as f64 / 1e6)
}
