//! `sdg`: the SDG-toets on the command line, for authors of questionnaires and for whoever has many checks at once.
//!
//! Results go to standard output, everything else to standard error. Exit code 0: done; 1: `--fail-on` found what it
//! looks for; 2: something could not be read or is not what it should be.

mod authoring;
mod catalogue;
mod check;
mod compare;
mod console;
mod content;
mod explain;
mod handover;
mod input;
mod library;
mod merge;
mod number;
mod page;
mod phrases;
mod portfolio;
mod prose;
mod report;
mod score;
mod sheet;
mod show;
mod words;
mod xlsform;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::ColorChoice;
use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use sdg_core::{FindingSeverity, Separator};

use crate::console::Console;
use crate::library::{Library, Refused, Saved};
use crate::page::Page;

/// The SDG-toets on the command line: checks questionnaires, scores saved checks, writes reports.
#[derive(Parser)]
#[command(name = "sdg", version, arg_required_else_help = true)]
#[command(
    after_help = "A file `-` is standard input. Exit codes: 0 done, 1 `--fail-on` found what it looks for, 2 bad input."
)]
struct CommandLine {
    #[command(subcommand)]
    command: Task,
    /// Folder with the questionnaires that files belong to, instead of those that ship with this program
    #[arg(long, global = true, value_name = "DIR")]
    questionnaires: Option<PathBuf>,
    /// Language of the output, such as `nl`; otherwise that of the file
    #[arg(long, global = true, value_name = "LANGUAGE")]
    language: Option<String>,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

#[derive(Subcommand)]
enum Task {
    /// Find what is wrong with questionnaires, their texts, evidence and saved files
    Check {
        /// Folders of questionnaires, or single files of any kind
        #[arg(required = true, value_name = "QUESTIONNAIRE")]
        paths: Vec<PathBuf>,
        /// What texts are held against: length, readability, double and leading questions; otherwise the rules of this program
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
        /// Exit with 1 also for notices
        #[arg(long, value_enum, value_name = "SEVERITY")]
        fail_on: Option<CheckFailOn>,
    },
    /// Score saved checks
    Score {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// table and markdown are for people; csv has one line per number, json one line per file
        #[arg(long, value_enum, default_value_t = ScoreFormat::Table)]
        format: ScoreFormat,
        /// Exit with 1 when a certain finding is at least this urgent
        #[arg(long, value_enum, value_name = "SEVERITY")]
        fail_on: Option<ScoreFailOn>,
    },
    /// Tell which answers made a measure, and which open ones can still move it
    Explain {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Id of a measure, or goal.N.benefit, or goal.N.harm
        #[arg(value_name = "MEASURE")]
        measure: String,
        /// Subject, for a measure with a value per subject
        #[arg(long)]
        subject: Option<String>,
        #[arg(long, value_enum, default_value_t = ExplainFormat::Table)]
        format: ExplainFormat,
    },
    /// Write a report that stands alone
    Report {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where to write it; the ending says how: .html or .md
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Tell what changed from an earlier check to a later one, or between two variants
    Compare {
        #[arg(value_name = "EARLIER")]
        before: PathBuf,
        #[arg(value_name = "LATER")]
        after: PathBuf,
        /// csv has one line per change
        #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
        format: CompareFormat,
        /// Folder with the version of the questionnaire that the earlier check was made with
        #[arg(long, value_name = "DIR")]
        earlier_questionnaires: Option<PathBuf>,
        /// Exit with 1 when a goal, principle, measure or finding is worse
        #[arg(long, value_enum, value_name = "CHANGE")]
        fail_on: Option<CompareFailOn>,
    },
    /// Lay the checks of several assessors of one project side by side
    Merge {
        /// Saved files, or files merged before
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where to write the merged file, which holds every saved file word for word
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Leave out names of persons
        #[arg(long)]
        without_persons: bool,
        #[arg(long, value_enum, default_value_t = MergeFormat::Table)]
        format: MergeFormat,
    },
    /// Lay goals beside projects, with counts and without a ranking
    Portfolio {
        /// Saved files, or folders of which every .json is taken
        #[arg(required = true, value_name = "DIR|FILE")]
        paths: Vec<PathBuf>,
        /// table and markdown are for people; csv is one tidy table, json one line per project and one with the counts
        #[arg(long, value_enum, default_value_t = PortfolioFormat::Table)]
        format: PortfolioFormat,
        /// Which tidy table `--format csv` gives
        #[arg(long, value_enum, default_value_t = PortfolioPart::Goals)]
        part: PortfolioPart,
        /// What stands between the cells of `--format csv`
        #[arg(long, value_enum, default_value_t = CellSeparator::Comma)]
        separator: CellSeparator,
    },
    /// Hand the goals that projects may show over to the multi-year plan, with codes and policy fields
    Handover {
        /// Saved files, or folders of which every .json is taken
        #[arg(required = true, value_name = "DIR|FILE")]
        paths: Vec<PathBuf>,
        /// csv has one line per goal or action; json one line per project
        #[arg(long, value_enum, default_value_t = HandoverFormat::Csv)]
        format: HandoverFormat,
        /// The municipality's own list of policy domains and fields
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
        /// What stands between the cells of `--format csv`
        #[arg(long, value_enum, default_value_t = CellSeparator::Comma)]
        separator: CellSeparator,
    },
    /// Write the texts of a questionnaire as a spreadsheet, for authors and translators
    ExportTexts {
        /// Folder of a questionnaire, of suggestions, or of the texts of a program
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Languages that can be changed; otherwise all. The source language is always shown
        #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
        languages: Vec<String>,
        /// What texts are held against in the notes, see `sdg check`
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
        /// Where to write it; the ending says how: .xlsx or .csv
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Take changed texts over from a spreadsheet that `export-texts` wrote
    ImportTexts {
        /// The spreadsheet, .xlsx or .csv
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Folder of the questionnaire, of the suggestions, or of the texts of a program
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Say what would change, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Record that translations say what the source language says now
    ConfirmTexts {
        /// Folder of a questionnaire, of suggestions, or of the texts of a program
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Languages; otherwise all translations
        #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
        languages: Vec<String>,
        /// Keys of texts; otherwise all
        #[arg(value_name = "KEY")]
        keys: Vec<String>,
    },
    /// Write a questionnaire as an XLSForm, to ask the same questions offline in ODK or KoBo
    ExportXlsform {
        /// Folder of a questionnaire
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Languages of the form; otherwise all
        #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
        languages: Vec<String>,
        /// Where to write it, as .xlsx
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Print what makes a shell complete this command
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// As a compiler shows it
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFailOn {
    Notice,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ScoreFormat {
    Table,
    Json,
    Csv,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ScoreFailOn {
    DiscussFirst,
    Attention,
    Hint,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    Table,
    Json,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    Table,
    Json,
    Markdown,
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFailOn {
    Worse,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MergeFormat {
    Table,
    Json,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PortfolioFormat {
    Table,
    Csv,
    Json,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PortfolioPart {
    /// One row per project and goal
    Goals,
    /// One row per project and principle
    Principles,
    /// One row per project and finding
    Findings,
    /// How many projects, per goal, side and state
    Counts,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HandoverFormat {
    Csv,
    Json,
}

/// What stands between two cells.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CellSeparator {
    /// For programs; decimals have a point
    Comma,
    /// For spreadsheets in Dutch, French and Spanish; decimals have a comma
    Semicolon,
}

impl CellSeparator {
    const fn of_engine(self) -> Separator {
        match self {
            CellSeparator::Comma => Separator::Comma,
            CellSeparator::Semicolon => Separator::Semicolon,
        }
    }
}

/// How a run ended; the worst counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Outcome {
    Fine,
    Found,
    Bad,
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let mut console = Console::new(match command_line.color {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    });
    let ended = run(&mut console, command_line).and_then(|outcome| console.finish().map(|()| outcome));
    match ended {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Bad) => ExitCode::from(2),
        // Whoever read the output has seen enough.
        Err(error) if console::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.tell(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(console: &mut Console, command_line: CommandLine) -> Result<Outcome> {
    let language = command_line.language.as_deref();
    if let Task::Completions { shell } = command_line.command {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut CommandLine::command(), "sdg", &mut script);
        console.print(&String::from_utf8_lossy(&script))?;
        return Ok(Outcome::Fine);
    }
    let mut library = Library::open(command_line.questionnaires.as_deref())?;
    match command_line.command {
        Task::Check { paths, rules, format, fail_on } => {
            let fail_on_notice = fail_on == Some(CheckFailOn::Notice);
            check::check(console, &mut library, &paths, rules.as_deref(), format, fail_on_notice)
        }
        Task::Score { files, format, fail_on } => {
            let fail_on = fail_on.map(|severity| match severity {
                ScoreFailOn::DiscussFirst => FindingSeverity::DiscussFirst,
                ScoreFailOn::Attention => FindingSeverity::Attention,
                ScoreFailOn::Hint => FindingSeverity::Hint,
            });
            score::score(console, &mut library, &files, format, language, fail_on)
        }
        Task::Explain { file, measure, subject, format } => {
            explain::explain(console, &mut library, &file, &measure, subject.as_deref(), format, language)
        }
        Task::Report { file, output } => report::report(console, &mut library, &file, &output, language),
        Task::Compare { before, after, format, earlier_questionnaires, fail_on } => {
            let earlier = earlier_questionnaires.as_deref();
            let mut earlier = earlier.map(|folder| Library::open(Some(folder))).transpose()?;
            let fail_on_worse = fail_on == Some(CompareFailOn::Worse);
            let files = [before.as_path(), after.as_path()];
            compare::compare(console, &mut library, earlier.as_mut(), files, format, language, fail_on_worse)
        }
        Task::Merge { files, output, without_persons, format } => {
            merge::merge(console, &mut library, &files, output.as_deref(), without_persons, format, language)
        }
        Task::Portfolio { paths, format, part, separator } => {
            let table = (part, separator.of_engine());
            portfolio::portfolio(console, &mut library, &paths, format, table, language)
        }
        Task::Handover { paths, format, policy, separator } => {
            let form = (format, separator.of_engine());
            handover::hand_over(console, &mut library, &paths, policy.as_deref(), form, language)
        }
        Task::ExportTexts { folder, languages, rules, output } => {
            sheet::export(console, &folder, &languages, rules.as_deref(), &output)
        }
        Task::ImportTexts { file, folder, dry_run } => sheet::import(console, &file, &folder, dry_run),
        Task::ExportXlsform { folder, languages, output } => {
            xlsform::export(console, &folder, &languages, &output)
        }
        Task::ConfirmTexts { folder, languages, keys } => sheet::confirm(console, &folder, &languages, &keys),
        Task::Completions { .. } => Ok(Outcome::Fine),
    }
}

/// Does one thing with each saved file. One that cannot be read is reported, and the others are done.
pub(crate) fn each(
    console: &mut Console,
    library: &mut Library,
    files: &[PathBuf],
    task: &mut dyn FnMut(&mut Console, Saved) -> Result<Outcome>,
) -> Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let bar = console::progress(files.len());
    for path in files {
        bar.inc(1);
        match library.saved(path) {
            Ok(saved) => {
                bar.suspend(|| told_notices(console, &saved));
                outcome = outcome.max(task(console, saved)?);
            }
            Err(why) => {
                bar.suspend(|| console.tell(&refused(&why)));
                outcome = Outcome::Bad;
            }
        }
    }
    bar.finish_and_clear();
    Ok(outcome)
}

/// One saved file that a command needs, or nothing after it was told why not.
pub(crate) fn needed(console: &mut Console, library: &mut Library, path: &Path) -> Option<Saved> {
    match library.saved(path) {
        Ok(saved) => {
            told_notices(console, &saved);
            Some(saved)
        }
        Err(why) => {
            console.tell(&refused(&why));
            None
        }
    }
}

/// A page for people, as a table for the terminal or as Markdown.
pub(crate) fn written(page: &Page, markdown: bool) -> String {
    if markdown { page::markdown(page) } else { page::plain(page) }
}

/// Why a file gives no result, as it is shown.
pub(crate) fn refused(why: &Refused) -> String {
    match why {
        Refused::Missing(error) => format!("error: {error:#}"),
        Refused::Wrong(input, wrong) => {
            let mut text = String::new();
            for found in wrong {
                text.push_str(&show::diagnostic(&input.name, &input.text, found));
                text.push('\n');
            }
            // Writing to memory cannot fail.
            write!(text, "error: {} gives no result", input.name).unwrap_or_default();
            text
        }
    }
}

/// Says what in a file does not count.
pub(crate) fn told_notices(console: &mut Console, saved: &Saved) {
    for notice in &saved.notices {
        console.tell(&show::diagnostic(&saved.input.name, &saved.input.text, notice));
    }
}
