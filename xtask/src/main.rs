//! `cargo xtask`: builds, serves, tests, measures and checks the SDG-toets.
//!
//! Each command has its own file: `widget.rs` (build), `serve.rs`, `preview.rs` (a questionnaire that is being written), `test.rs`, `lint.rs` and `size.rs` (dist, size).
//! `steps.rs` holds the summary that test and lint end with, `tools.rs` everything about other programs, `trim.rs` what falls off a WebAssembly file, `xlsform.rs` the check of XLSForms.

mod lint;
mod preview;
mod serve;
mod size;
mod steps;
mod test;
mod tools;
mod trim;
mod widget;
mod xlsform;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};

use crate::{preview::Preview, test::TestOptions, widget::Profile};

/// Builds, serves, tests and measures the SDG-toets.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the complete widget folder: target/widget
    Build {
        /// Optimise as for publication; slower to build
        #[arg(long)]
        release: bool,
    },
    /// Build the widget and show it in a browser on this computer; needs no Node
    Serve {
        /// Port on 127.0.0.1; 0 takes any free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Optimise as for publication; slower to build
        #[arg(long)]
        release: bool,
        /// Show the questionnaire in this folder, and show it anew whenever one of its files changes
        #[arg(long, value_name = "DIR")]
        questionnaire: Option<PathBuf>,
    },
    /// Run the tests: native, Node and browser
    Test(TestOptions),
    /// Make the reference of every screen anew: docs/screenshots and tests/browser/aria (needs Node)
    Screens,
    /// Check format, lints and documentation
    Lint,
    /// Make the folder to publish: dist (needs Node)
    Dist,
    /// Make dist, measure a first visit and hold it against docs/size.txt (needs Node)
    Size {
        /// Write the new figures to docs/size.txt
        #[arg(long)]
        update: bool,
    },
    /// Measure the speed of the engine and of the widget (needs Node)
    Bench,
}

fn main() -> ExitCode {
    match run(CommandLine::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Build { release } => {
            widget::build(Profile::from_release_flag(release))?;
        }
        Task::Serve { port, release, questionnaire } => {
            let preview = questionnaire.map(Preview::new).transpose()?;
            return serve::serve(port, Profile::from_release_flag(release), preview);
        }
        Task::Test(options) => return test::test(&options),
        Task::Screens => test::screens()?,
        Task::Lint => return lint::lint(),
        Task::Dist => {
            size::dist()?;
        }
        Task::Size { update } => size::check(&size::dist()?, update)?,
        Task::Bench => {
            if let Some(reason) = tools::no_bench()? {
                bail!("nothing to measure: {reason}");
            }
            tools::bench()?;
            test::bench_widget()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
