//! Scores a saved check and prints what follows from it.
//!
//! `cargo run -p sdg-core --example score [SAVED-FILE]`; without a file it takes the worked example that ships with the
//! quick questionnaire. `--json` prints the whole report.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line example")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sdg_core::{Assessment, Catalogue, Evidence, MeasureResult, Questionnaire};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut json = false;
    let mut saved = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--json" => json = true,
            _ if argument.starts_with('-') => {
                return Err(format!("unknown option `{argument}`; there is only --json").into());
            }
            _ if saved.is_none() => saved = Some(PathBuf::from(argument)),
            _ => return Err("one saved file at a time".into()),
        }
    }
    let questionnaires = Path::new(env!("CARGO_MANIFEST_DIR")).join("../questionnaires");
    let folder = questionnaires.join("sdg-toets-quick");
    let evidence = Evidence::parse(&read(&questionnaires.join("evidence/interlinkages.json"))?)?;
    let questionnaire = Questionnaire::parse(&read(&folder.join("questionnaire.json"))?, Some(&evidence))?;
    let texts = Catalogue::parse(&read(&folder.join("texts/en.json"))?, &questionnaire)?;
    let loaded =
        Assessment::parse(&read(&saved.unwrap_or_else(|| folder.join("example.json")))?, &questionnaire)?;
    for notice in &loaded.notices {
        eprintln!("{notice}");
    }
    let report = loaded.assessment.score();
    if json {
        println!("{}", report.to_json());
        return Ok(());
    }

    let text = |key: String| texts.get(&key).map_or(key.clone(), str::to_owned);
    println!("{}\n", text("title".to_owned()));
    for goal in &report.goals {
        let title = text(format!("goal.{}.title", goal.goal.number()));
        println!("{:>2} {title}", goal.goal.number());
        println!("     benefit {}   harm {}", bounds(&goal.benefit.max), bounds(&goal.harm.max));
    }
    for principle in &report.principles {
        println!("\n{}: {}", text(format!("principle.{}.title", principle.id)), bounds(&principle.headline));
        if let Some(weakest) = &principle.weakest {
            println!("     weakest link: {}", text(format!("measure.{weakest}.title")));
        }
    }
    println!();
    for finding in &report.findings {
        let certain = if finding.certain { "certain" } else { "possible" };
        let goal = finding.goal.map_or_else(String::new, |goal| format!("goal {}", goal.number()));
        let words = text(format!("finding.{}.text", finding.id)).replace("{goal}", &goal);
        let words = words.replace("{subject}", finding.subject.as_deref().unwrap_or_default());
        println!("{:?}, {certain}: {words}", finding.severity);
    }
    println!("\nanswers asked on this path: {}", report.load());
    Ok(())
}

fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}

fn bounds(result: &MeasureResult) -> String {
    match result.bounds {
        None => "not applicable".to_owned(),
        Some(bounds) if bounds.lo == bounds.hi => bounds.lo.to_string(),
        Some(bounds) => format!("{} to {}", bounds.lo, bounds.hi),
    }
}
