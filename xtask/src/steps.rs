//! A row of steps that go on after a failure, and the summary they end with.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::Result;

#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Passed(Duration),
    Failed(Duration, String),
    Skipped(String),
}

impl Steps {
    /// Runs one step, remembers how it went, and gives what it made if it passed.
    pub fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n=== {name}");
        let start = Instant::now();
        let result = step();
        let took = start.elapsed();
        let (outcome, made) = match result {
            Ok(made) => (Outcome::Passed(took), Some(made)),
            Err(error) => {
                eprintln!("{name} failed: {error:#}");
                (Outcome::Failed(took, format!("{error:#}")), None)
            }
        };
        self.done.push(Step { name: name.to_owned(), outcome });
        made
    }

    /// Names a step that is not run, and why.
    pub fn skip(&mut self, name: &str, reason: &str) {
        println!("\n=== {name}\nskipped: {reason}");
        self.done.push(Step { name: name.to_owned(), outcome: Outcome::Skipped(reason.to_owned()) });
    }

    /// Runs a step, or skips it when there is a reason to.
    pub fn run_unless(&mut self, reason: Option<String>, name: &str, step: impl FnOnce() -> Result<()>) {
        match reason {
            Some(reason) => self.skip(name, &reason),
            None => drop(self.run(name, step)),
        }
    }

    /// Prints the summary; its last line is read by CI.
    pub fn finish(self, note: Option<&str>) -> ExitCode {
        let width = self.done.iter().map(|step| step.name.chars().count()).max().unwrap_or(0);
        println!("\n=== Summary");
        for Step { name, outcome } in &self.done {
            let line = match outcome {
                Outcome::Passed(took) => format!("passed   {name:width$} {}", seconds(*took)),
                Outcome::Failed(took, why) => format!("FAILED   {name:width$} {}  {why}", seconds(*took)),
                Outcome::Skipped(why) => format!("skipped  {name:width$} {:8}  {why}", ""),
            };
            println!("{}", line.trim_end());
        }
        if let Some(note) = note {
            println!("{note}");
        }
        let count =
            |wanted: fn(&Outcome) -> bool| self.done.iter().filter(|step| wanted(&step.outcome)).count();
        let failed = count(|outcome| matches!(outcome, Outcome::Failed(..)));
        println!(
            "{} passed, {failed} failed, {} skipped",
            count(|outcome| matches!(outcome, Outcome::Passed(_))),
            count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        );
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn seconds(time: Duration) -> String {
    format!("{:6.1} s", time.as_secs_f64())
}
