//! `sdg score`: what follows from saved checks, in four forms with the same numbers.

use std::path::PathBuf;

use anyhow::Result;
use sdg_core::{Csv, FindingSeverity, Fraction, MeasureResult, Report, Separator, Truth};

use crate::console::Console;
use crate::library::{Library, Saved};
use crate::words::Words;
use crate::{Outcome, ScoreFormat, content, each, page};

/// Columns of the CSV form, in order.
const COLUMNS: [&str; 24] = [
    "file",
    "questionnaire",
    "version",
    "part",
    "id",
    "subject",
    "side",
    "statistic",
    "lo",
    "hi",
    "lo_exact",
    "hi_exact",
    "void",
    "may_be_void",
    "band_first",
    "band_last",
    "shown",
    "provisional",
    "answered",
    "unknown",
    "unanswered",
    "undecided",
    "severity",
    "certain",
];

/// Scores all that is named, and goes on after a file that cannot be scored.
pub(crate) fn score(
    console: &mut Console,
    library: &mut Library,
    files: &[PathBuf],
    format: ScoreFormat,
    language: Option<&str>,
    fail_on: Option<FindingSeverity>,
) -> Result<Outcome> {
    if format == ScoreFormat::Csv {
        let mut head = Csv::new(Separator::Comma);
        row(&mut head, COLUMNS);
        console.print(&head.finish())?;
    }
    let mut first = true;
    each(console, library, files, &mut |console, saved| {
        let report = saved.assessment.score();
        let raises =
            |severity| report.findings.iter().any(|finding| finding.certain && finding.severity <= severity);
        let outcome = if fail_on.is_some_and(raises) { Outcome::Found } else { Outcome::Fine };
        match format {
            ScoreFormat::Json => console.print(&json(&saved, &report))?,
            ScoreFormat::Csv => console.print(&csv(&saved, &report))?,
            ScoreFormat::Table | ScoreFormat::Markdown => {
                let language = language.or(saved.assessment.language.as_deref());
                let wording = saved.known.wording(language)?;
                let summary = content::summary(&Words::new(&saved, &report, language, &wording));
                if !std::mem::take(&mut first) {
                    console.print("\n")?;
                }
                console.print(&if format == ScoreFormat::Table {
                    page::plain(&summary)
                } else {
                    page::markdown(&summary)
                })?;
            }
        }
        Ok(outcome)
    })
}

/// One line: the file, and the whole report as the engine writes it.
fn json(saved: &Saved, report: &Report) -> String {
    let name = serde_json::Value::from(saved.input.name.as_str());
    format!("{{\"file\":{name},\"report\":{}}}\n", report.to_json())
}

/// One line per number or finding.
fn csv(saved: &Saved, report: &Report) -> String {
    let mut lines = Lines { file: &saved.input.name, report, csv: Csv::new(Separator::Comma) };
    for goal in &report.goals {
        let id = goal.goal.number().to_string();
        for (side, of_side) in [("benefit", &goal.benefit), ("harm", &goal.harm)] {
            lines.measure(["goal", &id, "", side, "max"], &of_side.max);
            lines.measure(["goal", &id, "", side, "mean"], &of_side.mean);
        }
        lines.touched(&id, goal.touched);
    }
    for principle in &report.principles {
        lines.measure(["principle", &principle.id, "", "", "weakest-link"], &principle.headline);
    }
    for measure in &report.measures {
        lines.measure(
            ["measure", &measure.id, measure.subject.as_deref().unwrap_or_default(), "", ""],
            measure,
        );
    }
    for finding in &report.findings {
        let severity = match finding.severity {
            FindingSeverity::DiscussFirst => "discuss-first",
            FindingSeverity::Attention => "attention",
            FindingSeverity::Hint => "hint",
        };
        let goal = finding.goal.map(|goal| goal.number().to_string());
        let subject = match (&finding.question, &finding.subject) {
            (Some(question), Some(subject)) => Some(format!("{question}/{subject}")),
            (Some(question), None) => Some(question.clone()),
            (None, subject) => goal.or_else(|| subject.clone()),
        };
        lines.start(["finding", &finding.id, &subject.unwrap_or_default(), "", ""]);
        // Of a finding there is nothing between what it is about and how urgent it is.
        row(&mut lines.csv, [""; 14].into_iter().chain([severity, yes_no(finding.certain)]));
    }
    lines.csv.finish()
}

/// The CSV of one file: a cell that a spreadsheet could run is made harmless by the engine.
struct Lines<'a> {
    file: &'a str,
    report: &'a Report,
    csv: Csv,
}

impl Lines<'_> {
    /// Where a line comes from; part, id, subject, side and statistic.
    fn start(&mut self, what: [&str; 5]) {
        let questionnaire = &self.report.questionnaire;
        for cell in [self.file, &questionnaire.id, &questionnaire.version].into_iter().chain(what) {
            self.csv.cell(cell);
        }
    }

    /// Least and greatest value.
    fn bounds(&mut self, lo: Option<Fraction>, hi: Option<Fraction>) {
        self.csv.lower(lo);
        self.csv.upper(hi);
        for exact in [lo, hi] {
            self.csv.cell(&exact.map(|exact| exact.to_string()).unwrap_or_default());
        }
    }

    fn measure(&mut self, what: [&str; 5], measure: &MeasureResult) {
        self.start(what);
        let bounds = measure.bounds;
        self.bounds(bounds.map(|bounds| bounds.lo), bounds.map(|bounds| bounds.hi));
        let (bands, coverage) = (measure.bands.as_ref(), &measure.coverage);
        let weights =
            [coverage.answered, coverage.unknown, coverage.unanswered].map(|weight| weight.to_string());
        let [answered, unknown, unanswered] = weights.each_ref().map(String::as_str);
        row(
            &mut self.csv,
            [
                yes_no(bounds.is_none()),
                bounds.map_or("", |bounds| yes_no(bounds.may_be_void)),
                bands.map_or("", |bands| &bands.first),
                bands.map_or("", |bands| &bands.last),
                yes_no(measure.shown),
                yes_no(measure.provisional),
                answered,
                unknown,
                unanswered,
                &coverage.undecided.to_string(),
                "",
                "",
            ],
        );
    }

    /// 1 if the goal is touched, 0 if it is not, 0 to 1 while that is undecided.
    fn touched(&mut self, goal: &str, touched: Truth) {
        self.start(["goal", goal, "", "", "touched"]);
        let [lo, hi] = [touched == Truth::Yes, touched != Truth::No];
        self.bounds(Some(Fraction::whole(i64::from(lo))), Some(Fraction::whole(i64::from(hi))));
        row(&mut self.csv, [""; 12]);
    }
}

/// The last cells of a row, and its end.
fn row<'c>(csv: &mut Csv, cells: impl IntoIterator<Item = &'c str>) {
    for cell in cells {
        csv.cell(cell);
    }
    csv.end();
}

const fn yes_no(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}
