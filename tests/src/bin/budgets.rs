//! Measures the engine's budgets natively: `cargo xtask bench`. What is aimed at stands in `docs/budgets.md`.
//!
//! Times are the least of five medians; they depend on the machine, so they are written down and never asserted. `--only score 150` does nothing
//! but score, for a profiler, and `--only score sdg-toets` so with the worked example of a questionnaire.

#![expect(clippy::disallowed_types, reason = "a benchmark needs a clock; the engine has none")]

use std::hint::black_box;
use std::time::Instant;

use sdg_core::{Answer, Assessment, Entry, Portfolio, Project, Questionnaire, Separator, Strength};
use sdg_tests::{full_size, shipped};

/// Questions of the full check.
const PLAN: usize = 150;
const BATCH: usize = 10_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [only, what, of] = arguments.as_slice()
        && only == "--only"
    {
        return profile(what, of);
    }
    println!("| what | questions | measured |");
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
    for questions in [60, 150, 600] {
        println!("| a batch of {BATCH} reports, one core | {questions} | {} |", batch(questions));
        println!("| memory of a loaded questionnaire | {questions} | {} |", memory(questions));
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

/// As many different checks as a municipality has, scored over and over.
fn batch(questions: usize) -> String {
    let structure = full_size::structure(questions).to_string();
    let questionnaire = Questionnaire::parse(&structure, Some(&shipped::evidence()))
        .expect("the full-size questionnaire is sound");
    let saved = full_size::saved(questions).to_string();
    let checks: Vec<Assessment> = (0..100)
        .map(|number| {
            let mut check =
                Assessment::parse(&saved, &questionnaire).expect("its saved file is sound").assessment;
            for place in 0..17 {
                let topic = questionnaire.find(&format!("topic-{place}")).expect("there is such a question");
                let points = Some(Strength::Points((number / (place + 1) % 4) as i64));
                let answer = Some(Answer::Effect { benefit: points, harm: Some(Strength::Points(1)) });
                check.set(topic, None, Entry { answer, ..Entry::EMPTY }).expect("it fits");
            }
            check
        })
        .collect();
    // The least of several: whatever else runs on the machine only adds.
    let times = (0..7).map(|_| {
        let before = worked();
        for check in checks.iter().cycle().take(BATCH) {
            black_box(check.score_lent());
        }
        worked() - before
    });
    format!("{:.2} s", times.min().unwrap_or(0) as f64 / 1e9)
}

/// Nanoseconds that this program has had a core, where Linux tells; so what else runs on the machine counts less.
fn worked() -> u128 {
    let schedule = std::fs::read_to_string("/proc/self/schedstat").ok();
    let worked = schedule.and_then(|text| text.split(' ').next()?.parse().ok());
    worked.unwrap_or_else(|| {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        START.get_or_init(Instant::now).elapsed().as_nanos()
    })
}

/// By how much the memory of a program grows for each questionnaire that it holds: a program of its own, because what was
/// given back before would be used again. Only Linux tells.
fn memory(questions: usize) -> String {
    let this = std::env::current_exe().expect("a path of this program");
    let output = std::process::Command::new(this)
        .args(["--only", "memory", &questions.to_string()])
        .output()
        .expect("this program runs once more");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

fn hold(questions: usize) {
    const HELD: usize = 100;
    let resident = || {
        let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
        pages.split(' ').nth(1)?.parse::<usize>().ok().map(|pages| pages * 4)
    };
    let structure = full_size::structure(questions).to_string();
    let evidence = shipped::evidence();
    let parse =
        || Questionnaire::parse(&structure, Some(&evidence)).expect("the full-size questionnaire is sound");
    // What parsing needs for a moment is there already when it starts to count.
    drop(parse());
    let Some(before) = resident() else { return println!("not measured") };
    let held: Vec<_> = (0..HELD).map(|_| parse()).collect();
    let grown = resident().unwrap_or(before).saturating_sub(before);
    drop(black_box(held));
    println!("{} KiB (its JSON: {} KiB)", grown / HELD, structure.len() / 1024);
}

fn profile(what: &str, of: &str) {
    let Ok(questions) = of.parse() else {
        let check = shipped::example_of(of);
        return (0..200).for_each(|_| score(&check));
    };
    match what {
        "memory" => return hold(questions),
        "batch" => return println!("{}", batch(questions)),
        _ => {}
    }
    let evidence = shipped::evidence();
    let structure = full_size::structure(questions).to_string();
    let parse =
        || Questionnaire::parse(&structure, Some(&evidence)).expect("the full-size questionnaire is sound");
    let saved = full_size::saved(questions).to_string();
    let check = Assessment::parse(&saved, &parse()).expect("its saved file is sound").assessment;
    for _ in 0..200 {
        match what {
            "score" => score(&check),
            "parse" => drop(black_box(parse())),
            other => panic!("`score`, `batch`, `parse` or `memory`, not `{other}`"),
        }
    }
}

/// A function of its own, so that a profiler can be told to look at nothing else.
#[inline(never)]
fn score(check: &Assessment) {
    drop(black_box(check.score()));
}

/// The least of five medians: on a machine that does other work too, one median can be twice another.
fn median<T>(rounds: usize, mut run: impl FnMut() -> T) -> String {
    let mut median = || {
        let mut times: Vec<u128> = (0..rounds)
            .map(|_| {
                let start = Instant::now();
                black_box(run());
                start.elapsed().as_nanos()
            })
            .collect();
        times.sort_unstable();
        times[rounds / 2]
    };
    let least = (0..5).map(|_| median()).min().unwrap_or(0);
    format!("{:.3} ms", least as f64 / 1e6)
}
