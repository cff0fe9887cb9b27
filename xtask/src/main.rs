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
            let preview = questionnaire.map(|folder| Preview::new(folder, "preview")).transpose()?;
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

#[cfg(test)]
mod tests {
    use std::fs;

    use anyhow::{Context, Result, ensure};
    use clap::Parser;

    use super::{CommandLine, Task};
    use crate::{serve, tools, widget};

    /// Lines and pieces of code in a document that begin with `cargo`, as words.
    fn cargo_lines(text: &str) -> Vec<Vec<&str>> {
        let inline = text.split('`').skip(1).step_by(2);
        let lines = text.lines().chain(inline).filter(|line| line.starts_with("cargo "));
        lines.map(|line| line.split(" #").next().unwrap_or(line).split_whitespace().collect()).collect()
    }

    /// What a reader types exists: commands and options of this tool, packages and programs. It is read and not run: installing and
    /// building take minutes. The server of the guides is run by tests/browser/preview.test.mjs, the rest of them by
    /// sdg-cli/tests/guide.rs.
    #[test]
    fn documents_name_cargo_commands_that_exist() -> Result<()> {
        let root = tools::root();
        let metadata = tools::metadata()?;
        let packages: Vec<_> = metadata["packages"].as_array().into_iter().flatten().collect();
        let mut documents: Vec<_> =
            ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(|name| root.join(name)).to_vec();
        documents.extend(widget::files(&root.join("docs"))?);
        let mut seen = 0;
        for document in documents.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        {
            let text = fs::read_to_string(document)?;
            for line in cargo_lines(&text) {
                let told = || format!("{}: `{}`", tools::shown(document), line.join(" "));
                match line.as_slice() {
                    ["cargo", "xtask", words @ ..] if !words.is_empty() => {
                        let words = [&["cargo xtask"], words].concat();
                        drop(CommandLine::try_parse_from(words).with_context(told)?);
                    }
                    ["cargo", "install", "--path", folder] => {
                        let manifest = root.join(folder).join("Cargo.toml");
                        let is_it = |package: &&&serde_json::Value| {
                            package["manifest_path"] == manifest.display().to_string()
                        };
                        let package = packages.iter().find(is_it).with_context(told)?;
                        let mut targets = package["targets"].as_array().into_iter().flatten();
                        ensure!(targets.any(|target| target["name"] == "sdg"), "{} installs no sdg", told());
                    }
                    ["cargo", "run" | "test", "-p", package, ..] => {
                        ensure!(
                            packages.iter().any(|known| known["name"] == *package),
                            "{}: no package",
                            told()
                        );
                    }
                    _ => continue,
                }
                seen += 1;
            }
        }
        ensure!(seen > 20, "only {seen} commands were found");
        Ok(())
    }

    /// A guide sends its reader to the page that the command serves.
    #[test]
    fn guides_name_the_page_of_the_preview() -> Result<()> {
        for guide in ["docs/authoring.md", "docs/auteursgids.md"] {
            let text = fs::read_to_string(tools::root().join(guide))?;
            let serves = cargo_lines(&text).into_iter().filter_map(|line| {
                let words = line.strip_prefix(&["cargo", "xtask"])?;
                match CommandLine::try_parse_from([&["cargo xtask"], words].concat()).ok()?.command {
                    Task::Serve { port, questionnaire: Some(_), .. } => Some(port),
                    _ => None,
                }
            });
            let ports: Vec<u16> = serves.collect();
            ensure!(ports.len() == 1, "{guide} serves a questionnaire {} times", ports.len());
            for port in ports {
                let page = format!("<http://127.0.0.1:{port}/{}>", serve::PREVIEW);
                ensure!(text.contains(&page), "{guide} does not name {page}");
            }
        }
        Ok(())
    }
}
