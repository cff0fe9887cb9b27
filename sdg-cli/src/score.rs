//! `sdg score`: what follows from saved checks, in four forms with the same numbers.

use std::path::PathBuf;

use anyhow::Result;
use sdg_core::{FindingSeverity, MeasureResult, Report, Truth};

use crate::console::Console;
use crate::library::{Library, Saved};
use crate::number::{Rounding, decimal};
use crate::words::Words;
use crate::{Outcome, ScoreFormat, content, each, page};

/// Columns of the CSV form, in order.
const COLUMNS: &str = "file,questionnaire,version,part,id,subject,side,statistic,lo,hi,lo_exact,hi_exact,void,may_be_void,\
band_first,band_last,shown,provisional,answered,unknown,unanswered,undecided,severity,certain\n";

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
        console.print(COLUMNS)?;
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
    let mut lines = Lines { start: Vec::new(), text: String::new() };
    lines.start = vec![
        free_text(&saved.input.name),
        report.questionnaire.id.clone(),
        free_text(&report.questionnaire.version),
    ];
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
        let certain = if finding.certain { "yes" } else { "no" };
        lines.add(["finding", &finding.id, &subject.unwrap_or_default(), "", ""], None, [severity, certain]);
    }
    lines.text
}

struct Lines {
    start: Vec<String>,
    text: String,
}

impl Lines {
    fn measure(&mut self, what: [&str; 5], measure: &MeasureResult) {
        self.add(what, Some(measure), ["", ""]);
    }

    /// 1 if the goal is touched, 0 if it is not, 0 to 1 while that is undecided.
    fn touched(&mut self, goal: &str, touched: Truth) {
        let (lo, hi) = match touched {
            Truth::No => ("0", "0"),
            Truth::Undecided => ("0", "1"),
            Truth::Yes => ("1", "1"),
        };
        let mut cells = self.start.clone();
        cells.extend(["goal", goal, "", "", "touched", lo, hi].map(str::to_owned));
        cells.extend([lo, hi].map(|end| format!("{end}/1")));
        cells.extend(std::iter::repeat_n(String::new(), 12));
        self.line(&cells);
    }

    /// Part, id, subject, side and statistic; then the measure; then severity and certainty.
    fn add(&mut self, what: [&str; 5], measure: Option<&MeasureResult>, finding: [&str; 2]) {
        let mut cells = self.start.clone();
        cells.extend(what.map(str::to_owned));
        match measure {
            None => cells.extend(std::iter::repeat_n(String::new(), 14)),
            Some(measure) => {
                let yes_no = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
                let bounds = measure.bounds;
                let written = |value: Option<String>| value.unwrap_or_default();
                cells.push(written(
                    bounds.map(|bounds| decimal(bounds.lo, lower(bounds.lo == bounds.hi), &[])),
                ));
                cells.push(written(
                    bounds.map(|bounds| decimal(bounds.hi, upper(bounds.lo == bounds.hi), &[])),
                ));
                cells.push(written(bounds.map(|bounds| bounds.lo.to_string())));
                cells.push(written(bounds.map(|bounds| bounds.hi.to_string())));
                cells.push(yes_no(bounds.is_none()));
                cells.push(written(bounds.map(|bounds| yes_no(bounds.may_be_void))));
                cells.push(written(measure.bands.as_ref().map(|bands| bands.first.clone())));
                cells.push(written(measure.bands.as_ref().map(|bands| bands.last.clone())));
                cells.push(yes_no(measure.shown));
                cells.push(yes_no(measure.provisional));
                let coverage = &measure.coverage;
                cells.extend(
                    [coverage.answered, coverage.unknown, coverage.unanswered]
                        .map(|weight| weight.to_string()),
                );
                cells.push(coverage.undecided.to_string());
            }
        }
        cells.extend(finding.map(str::to_owned));
        self.line(&cells);
    }

    fn line(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.text.push_str(&cells.join(","));
        self.text.push('\n');
    }
}

const fn lower(exact: bool) -> Rounding {
    if exact { Rounding::Nearest } else { Rounding::Down }
}

const fn upper(exact: bool) -> Rounding {
    if exact { Rounding::Nearest } else { Rounding::Up }
}

/// A cell as RFC 4180 has it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Text that a spreadsheet must not take for a formula.
fn free_text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, free_text, quoted};

    #[test]
    fn cells_are_quoted_and_no_formulas() {
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(free_text("=1+1"), "'=1+1");
        assert_eq!(free_text("a=1"), "a=1");
        assert_eq!(COLUMNS.split(',').count(), 24);
    }
}
