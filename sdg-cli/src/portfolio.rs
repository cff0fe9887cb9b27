//! `sdg portfolio`: goals beside projects, and how many projects stand where. No ranking, and nothing is added up but counts.

use std::path::PathBuf;
use std::rc::Rc;

use anyhow::Result;
use sdg_core::{BandSet, Catalogue, Goal, Headline, HeadlineCounts, Portfolio, Project, Separator};
use serde_json::json;

use crate::console::Console;
use crate::library::{Known, Library, Saved};
use crate::page::{Block, Page};
use crate::words::Words;
use crate::{Outcome, PortfolioFormat, PortfolioPart, each, input, page, phrases, written};

/// So many projects stand below one head of the table; it is then repeated, and they are let go.
const ROWS: usize = 40;

// Signs in the table. The legend says what they mean.
const OPEN: &str = "?";
const VOID: &str = "-";
const TOO_LITTLE: &str = ".";

/// Goes over the projects one by one. Whatever their number, no more is kept of them than counts and a few rows.
pub(crate) fn portfolio(
    console: &mut Console,
    library: &mut Library,
    paths: &[PathBuf],
    format: PortfolioFormat,
    (part, separator): (PortfolioPart, Separator),
    language: Option<&str>,
) -> Result<Outcome> {
    let files = input::files_of(paths)?;
    let mut counts = Portfolio::default();
    let mut table = Table { markdown: format == PortfolioFormat::Markdown, ..Table::default() };
    if format == PortfolioFormat::Csv {
        console.print(&header(part, separator))?;
    }
    let outcome = each(console, library, &files, &mut |console, saved| {
        let project = Project::of(&saved.input.name, &saved.assessment);
        counts.add(&project);
        match format {
            PortfolioFormat::Csv => console.print(&rows(&project, part, separator))?,
            PortfolioFormat::Json => console.print(&format!("{}\n", json!(project)))?,
            PortfolioFormat::Table | PortfolioFormat::Markdown => {
                table.add(console, &saved, &project, language)?;
            }
        }
        Ok(Outcome::Fine)
    })?;
    match (format, part) {
        (PortfolioFormat::Csv, PortfolioPart::Counts) => {
            // The header stands at the top already.
            let text = counts.to_csv(separator);
            console.print(text.split_once("\r\n").map_or("", |(_, rows)| rows))?;
        }
        (PortfolioFormat::Csv, _) => {}
        (PortfolioFormat::Json, _) => console.print(&format!("{{\"counts\":{}}}\n", counts.to_json()))?,
        (PortfolioFormat::Table | PortfolioFormat::Markdown, _) => table.finish(console, &counts)?,
    }
    Ok(outcome)
}

fn header(part: PortfolioPart, separator: Separator) -> String {
    match part {
        PortfolioPart::Goals => Project::goals_header(separator),
        PortfolioPart::Principles => Project::principles_header(separator),
        PortfolioPart::Findings => Project::findings_header(separator),
        // Without a project there is only the header.
        PortfolioPart::Counts => Portfolio::default().to_csv(separator),
    }
}

fn rows(project: &Project, part: PortfolioPart, separator: Separator) -> String {
    match part {
        PortfolioPart::Goals => project.goals_csv(separator),
        PortfolioPart::Principles => project.principles_csv(separator),
        PortfolioPart::Findings => project.findings_csv(separator),
        PortfolioPart::Counts => String::new(),
    }
}

/// The table for people, written as far as it is known.
#[derive(Default)]
struct Table {
    markdown: bool,
    /// Language and wording: those of the first project, unless they were asked for.
    wording: Option<(Option<String>, Catalogue)>,
    /// Questionnaires that were met, for the legend.
    met: Vec<Rc<Known>>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn add(
        &mut self,
        console: &mut Console,
        saved: &Saved,
        project: &Project,
        language: Option<&str>,
    ) -> Result<()> {
        if self.wording.is_none() {
            let language = language.or(saved.assessment.language.as_deref());
            let wording = saved.known.wording(language)?;
            let get = |phrase: phrases::Phrase| wording.get(phrase.0).unwrap_or(phrase.0).to_owned();
            let mut page = Page::new(wording.language(), get(phrases::PORTFOLIO));
            page.notice(get(phrases::PORTFOLIO_HELP));
            console.print(&written(&page, self.markdown))?;
            self.wording = Some((language.map(str::to_owned), wording));
        }
        if self.met.iter().all(|known| !Rc::ptr_eq(known, &saved.known)) {
            self.met.push(Rc::clone(&saved.known));
        }
        let bands = goal_bands(&saved.known);
        let mut row = vec![project.project.name.clone().unwrap_or_else(|| project.project.file.clone())];
        for goal in Goal::all() {
            let asked = project.goals.iter().find(|asked| asked.goal == goal);
            row.push(asked.map_or_else(String::new, |asked| {
                format!("{}/{}", sign(&asked.benefit, bands), sign(&asked.harm, bands))
            }));
        }
        self.rows.push(row);
        if self.rows.len() == ROWS { self.let_go(console) } else { Ok(()) }
    }

    fn phrase(&self, phrase: phrases::Phrase) -> String {
        let known = self.wording.as_ref().and_then(|(_, wording)| wording.get(phrase.0));
        known.unwrap_or(phrase.0).to_owned()
    }

    fn let_go(&mut self, console: &mut Console) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut head = vec![self.phrase(phrases::PORTFOLIO_PROJECT)];
        head.extend(Goal::all().map(|goal| goal.number().to_string()));
        let rows = std::mem::take(&mut self.rows);
        self.print(console, &[Block::Table(page::Table { caption: String::new(), head, rows })])
    }

    fn print(&self, console: &mut Console, blocks: &[Block]) -> Result<()> {
        console.print(&if self.markdown { page::markdown_blocks(blocks) } else { page::plain_blocks(blocks) })
    }

    /// The last rows, what the signs mean, and the counts.
    fn finish(mut self, console: &mut Console, counts: &Portfolio) -> Result<()> {
        self.let_go(console)?;
        let Some((language, wording)) = &self.wording else { return Ok(()) };
        let mut page = Page::new(wording.language(), String::new());
        page.part(self.phrase(phrases::PORTFOLIO_LEGEND));
        for known in &self.met {
            with_words(known, language.as_deref(), wording, |words| {
                let set = goal_bands(known);
                let names = set.into_iter().flat_map(|set| set.bands.iter().map(move |band| (set, band)));
                let mut rows: Vec<Vec<String>> = names
                    .enumerate()
                    .map(|(place, (set, band))| vec![place.to_string(), words.band(&set.id, &band.id)])
                    .collect();
                let others = [
                    (OPEN, phrases::PORTFOLIO_OPEN),
                    (VOID, phrases::VOID),
                    (TOO_LITTLE, phrases::TOO_LITTLE),
                ];
                rows.extend(others.map(|(sign, phrase)| vec![sign.to_owned(), words.ui(phrase)]));
                page.piece(words.must("title"));
                page.table(String::new(), Vec::new(), rows);
            });
        }
        page.part(self.phrase(phrases::PORTFOLIO_COUNTS));
        if let Some(known) = self.met.first() {
            with_words(known, language.as_deref(), wording, |words| {
                page.text(words.ui_count(phrases::PORTFOLIO_ONE, phrases::PORTFOLIO_MANY, counts.projects));
                page.table(String::new(), counts_head(words), counts_rows(words, counts));
            });
        }
        self.print(console, &page.blocks)
    }
}

/// The wording about a questionnaire, without an assessment.
fn with_words(known: &Known, language: Option<&str>, wording: &Catalogue, tell: impl FnOnce(&Words<'_>)) {
    let empty = sdg_core::Assessment::new(&known.questionnaire);
    let report = empty.score();
    tell(&Words::about(known, &empty, &report, language, wording));
}

fn counts_head(words: &Words<'_>) -> Vec<String> {
    let columns = [
        phrases::GOAL,
        phrases::PORTFOLIO_ASKED,
        phrases::PORTFOLIO_TOUCHED,
        phrases::BENEFIT,
        phrases::HARM,
        phrases::PORTFOLIO_MAY_SHOW,
        phrases::PORTFOLIO_TO_DISCUSS,
    ];
    columns.map(|phrase| words.ui(phrase)).to_vec()
}

fn counts_rows(words: &Words<'_>, counts: &Portfolio) -> Vec<Vec<String>> {
    let row = |goal: &sdg_core::GoalCounts| {
        vec![
            words.goal(goal.goal),
            goal.asked.to_string(),
            goal.touched.to_string(),
            headline_counts(words, &goal.benefit),
            headline_counts(words, &goal.harm),
            goal.may_show.to_string(),
            goal.to_discuss.to_string(),
        ]
    };
    counts.goals.iter().map(row).collect()
}

/// In how many projects it is in each band, in the order of the bands.
fn headline_counts(words: &Words<'_>, counts: &HeadlineCounts) -> String {
    let place = |set: &str, band: &str| {
        let set = words.questionnaire.bands().iter().find(|known| known.id == set);
        set.and_then(|set| set.bands.iter().position(|known| known.id == band))
    };
    let mut bands: Vec<_> = counts.bands.iter().collect();
    bands.sort_by_key(|count| (&count.set, place(&count.set, &count.band)));
    let mut lines: Vec<(String, usize)> =
        bands.iter().map(|count| (words.band(&count.set, &count.band), count.projects)).collect();
    lines.push((words.ui(phrases::PORTFOLIO_OPEN), counts.open));
    lines.push((words.ui(phrases::VOID), counts.void));
    lines.push((words.ui(phrases::TOO_LITTLE), counts.not_shown));
    let lines = lines.iter().filter(|(_, projects)| *projects > 0);
    lines.map(|(name, projects)| format!("{name}: {projects}")).collect::<Vec<_>>().join("\n")
}

fn goal_bands(known: &Known) -> Option<&BandSet> {
    let questionnaire = &known.questionnaire;
    questionnaire.band_set(questionnaire.goals()?.bands?)
}

/// The place of the band, or why there is none.
fn sign(headline: &Headline, bands: Option<&BandSet>) -> String {
    let (Some(bounds), Some(span)) = (headline.bounds, &headline.bands) else {
        return if headline.bounds.is_none() { VOID } else { TOO_LITTLE }.to_owned();
    };
    let place = bands.and_then(|set| set.bands.iter().position(|band| band.id == span.first));
    match place {
        Some(place) if span.first == span.last && !bounds.may_be_void => place.to_string(),
        _ => OPEN.to_owned(),
    }
}
