//! `sdg merge`: the checks of several assessors in one file, and what they say side by side.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, anyhow};
use sdg_core::{
    AnswerPart, AssessorValue, Catalogue, Divided, MaybeBounds, Merged, MergedGoal, MergedMeasure,
    MergedReport, OnScale, Question, Side, Spread,
};

use crate::compare::resolution;
use crate::console::Console;
use crate::library::{Known, Library};
use crate::page::Page;
use crate::words::Words;
use crate::{MergeFormat, Outcome, phrases, refused, told_notices, written};

/// Merges what is named. Files that cannot be read are reported, and the others laid side by side all the same; but a merged file
/// is only written when nothing is missing in it.
pub(crate) fn merge(
    console: &mut Console,
    library: &mut Library,
    files: &[PathBuf],
    out: Option<&Path>,
    without_persons: bool,
    format: MergeFormat,
    language: Option<&str>,
) -> Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let mut known: Option<Rc<Known>> = None;
    let (mut assessments, mut names) = (Vec::new(), Vec::new());
    for path in files {
        let all = match library.saved_or_merged(path) {
            Ok(all) => all,
            Err(why) => {
                console.tell(&refused(&why));
                outcome = Outcome::Bad;
                continue;
            }
        };
        for saved in all {
            told_notices(console, &saved);
            let first = known.get_or_insert_with(|| Rc::clone(&saved.known));
            if !Rc::ptr_eq(first, &saved.known) {
                let (ours, theirs) = (first.questionnaire.id(), saved.known.questionnaire.id());
                console.tell(&format!(
                    "error: {} answers `{theirs}` and the files before it `{ours}`: merge checks of one questionnaire",
                    saved.input.name
                ));
                outcome = Outcome::Bad;
                break;
            }
            let assessment =
                if without_persons { saved.assessment.without_persons() } else { saved.assessment };
            names.push((assessment.to_json(), saved.input.name));
            assessments.push(assessment);
        }
    }
    let (Some(known), false) = (known, assessments.is_empty()) else { return Ok(Outcome::Bad) };
    let merged = Merged::of(assessments).map_err(|error| anyhow!("{error}"))?;
    let report = merged.report();
    let text = match format {
        MergeFormat::Json => format!("{}\n", report.to_json()),
        MergeFormat::Table | MergeFormat::Markdown => {
            let first = merged.assessments().first().and_then(|first| first.language.as_deref());
            let language = language.or(first);
            let wording = known.wording(language)?;
            let page = page_of(
                &SideBySide { merged: &merged, known: &known, report: &report, names, language },
                &wording,
            );
            written(&page, format == MergeFormat::Markdown)
        }
    };
    console.print(&text)?;
    if let Some(out) = out {
        if outcome == Outcome::Fine {
            fs::write(out, merged.to_json() + "\n")
                .with_context(|| format!("cannot write {}", out.display()))?;
            console.tell(&format!("wrote {}", out.display()));
        } else {
            console
                .tell(&format!("error: {} is not written, because files are missing in it", out.display()));
        }
    }
    Ok(outcome)
}

/// The assessments with what is told about them.
struct SideBySide<'m> {
    merged: &'m Merged,
    known: &'m Known,
    report: &'m MergedReport,
    /// Every file that was read: as it is written, and its name.
    names: Vec<(String, String)>,
    language: Option<&'m str>,
}

fn page_of(all: &SideBySide<'_>, wording: &Catalogue) -> Page {
    let reports: Vec<_> = all.merged.assessments().iter().map(sdg_core::Assessment::score).collect();
    let own: Vec<Words<'_>> = all
        .merged
        .assessments()
        .iter()
        .zip(&reports)
        .map(|(assessment, report)| Words::about(all.known, assessment, report, all.language, wording))
        .collect();
    // There is at least one assessment.
    let (Some(assessment), Some(report)) = (all.merged.assessments().first(), reports.first()) else {
        return Page::new(wording.language(), String::new());
    };
    let words =
        Words::about(all.known, assessment, report, all.language, wording).sharing(&all.report.own_subjects);
    let mut page =
        Page::new(words.language(), words.ui_count(phrases::MERGE_ONE, phrases::MERGE_MANY, own.len()));
    page.notice(words.ui(phrases::MERGE_HELP));
    assessors(&mut page, &words, all);
    discuss(&mut page, &words, &own, all.report);
    let goals = all.report.goals.iter().flat_map(goal_sides);
    measures(&mut page, &words, [phrases::GOALS, phrases::GOAL], goals, &|measure| words.side(&measure.id));
    let principle = |measure: &MergedMeasure| words.principle(&measure.id);
    let heads = [phrases::PRINCIPLES, phrases::COMPONENT];
    measures(&mut page, &words, heads, all.report.principles.iter(), &principle);
    let measure = |measure: &MergedMeasure| words.measure(&measure.id, measure.subject.as_deref());
    let heads = [phrases::MEASURES, phrases::MEASURE];
    measures(&mut page, &words, heads, all.report.measures.iter(), &measure);
    findings(&mut page, &words, all.report);
    agreed(&mut page, &words, all.report);
    page
}

/// Assessors are numbered from 1 for people.
fn number(assessor: usize) -> String {
    assessor.saturating_add(1).to_string()
}

fn numbers(assessors: &[usize]) -> String {
    assessors.iter().map(|assessor| number(*assessor)).collect::<Vec<_>>().join(", ")
}

fn assessors(page: &mut Page, words: &Words<'_>, all: &SideBySide<'_>) {
    let rows = all.report.assessors.iter().zip(all.merged.assessments()).enumerate();
    let rows = rows.map(|(place, (head, assessment))| {
        let text = assessment.to_json();
        let names = all.names.iter().filter(|(known, _)| *known == text).map(|(_, name)| name.as_str());
        let mut names: Vec<&str> = names.collect();
        names.dedup();
        let by = head.by.clone().unwrap_or_default();
        vec![number(place), by, head.saved.clone().unwrap_or_default(), names.join("\n")]
    });
    let columns = [phrases::MERGE_ASSESSOR, phrases::MERGE_BY, phrases::MERGE_SAVED, phrases::MERGE_FILE];
    page.table(String::new(), columns.map(|phrase| words.ui(phrase)).to_vec(), rows.collect());
}

/// What divides them, with what each says and why: nobody's view is lost in a middle.
fn discuss(page: &mut Page, words: &Words<'_>, own: &[Words<'_>], report: &MergedReport) {
    page.part(words.ui(phrases::MERGE_DISCUSS));
    if report.discuss.is_empty() {
        page.text(words.ui(phrases::MERGE_DISCUSS_NONE));
    }
    for divided in &report.discuss {
        let Some(ix) = words.questionnaire.find(&divided.question) else { continue };
        let Some(question) = words.questionnaire.question(ix) else { continue };
        page.piece(name(words, question, divided));
        if let Some(spread) = spread(report, divided) {
            let told = told(words, question, spread);
            if !told.is_empty() {
                page.text(told);
            }
        }
        let mut rows = Vec::new();
        for (assessor, words) in own.iter().enumerate() {
            let subject = divided.subject.as_deref();
            let Ok(subject) = words.held(ix, subject, assessor, &report.own_subjects) else { continue };
            let entry = words.assessment.entry(ix, subject);
            if !entry.is_empty() {
                rows.push(vec![number(assessor), words.answer(ix, subject), entry.reason.clone()]);
            }
        }
        let columns = [phrases::MERGE_ASSESSOR, phrases::ANSWER, phrases::REASON];
        page.table(String::new(), columns.map(|phrase| words.ui(phrase)).to_vec(), rows);
    }
}

fn name(words: &Words<'_>, question: &Question, divided: &Divided) -> String {
    let title = words.question(question, divided.subject.as_deref());
    let part = match &divided.part {
        AnswerPart::Whole => return title,
        AnswerPart::Benefit => words.ui(phrases::BENEFIT).to_lowercase(),
        AnswerPart::Harm => words.ui(phrases::HARM).to_lowercase(),
        AnswerPart::Subject(id) => words.listed(&divided.question, id),
    };
    format!("{title} ({part})")
}

fn spread<'r>(report: &'r MergedReport, divided: &Divided) -> Option<&'r Spread> {
    let of = |id: &str, subject: &Option<String>| id == divided.question && *subject == divided.subject;
    let question = report.questions.iter().find(|question| of(&question.id, &question.subject))?;
    question.parts.iter().find(|spread| spread.part == divided.part)
}

/// Range, median, agreement, and who stands apart.
fn told(words: &Words<'_>, question: &Question, spread: &Spread) -> String {
    let mut text = Vec::new();
    if let Some(on_scale) = &spread.on_scale {
        text.push(ranged(words, question, &spread.part, on_scale));
        if let (Some(consensus), Some(agreement)) = (on_scale.consensus, on_scale.agreement) {
            let (consensus, agreement) = (words.degree(consensus.value()), words.degree(agreement.value()));
            let with = [("consensus", consensus.as_str()), ("agreement", agreement.as_str())];
            text.push(words.ui_with(phrases::MERGE_CONSENSUS, &with));
        }
    }
    if !spread.minority.is_empty() {
        text.push(words.ui_with(phrases::MERGE_MINORITY, &[("assessors", &numbers(&spread.minority))]));
    }
    if !spread.unknown.is_empty() {
        text.push(words.ui_with(phrases::MERGE_UNKNOWN, &[("assessors", &numbers(&spread.unknown))]));
    }
    text.join(" ")
}

fn ranged(words: &Words<'_>, question: &Question, part: &AnswerPart, on_scale: &OnScale) -> String {
    let side = match part {
        AnswerPart::Benefit => Some(Side::Benefit),
        AnswerPart::Harm => Some(Side::Harm),
        _ => None,
    };
    let name = |points: i64| words.points(question, side, points);
    let (lower, upper) = on_scale.median;
    let median = if lower == upper {
        name(lower)
    } else {
        words.ui_with(phrases::BETWEEN, &[("lo", &name(lower)), ("hi", &name(upper))])
    };
    let (least, greatest) = (name(on_scale.least), name(on_scale.greatest));
    let with = [("least", least.as_str()), ("greatest", greatest.as_str()), ("median", median.as_str())];
    words.ui_with(phrases::MERGE_RANGE, &with)
}

fn goal_sides(goal: &MergedGoal) -> [&MergedMeasure; 2] {
    [&goal.benefit_max, &goal.harm_max]
}

fn measures<'m>(
    page: &mut Page,
    words: &Words<'_>,
    [heading, first]: [phrases::Phrase; 2],
    all: impl Iterator<Item = &'m MergedMeasure>,
    name: &dyn Fn(&MergedMeasure) -> String,
) {
    let value = |measure: &MergedMeasure, bounds: MaybeBounds| words.value(&measure.id, bounds, None, false);
    let each = |measure: &MergedMeasure| {
        let line =
            |each: &AssessorValue| format!("{}: {}", number(each.assessor), value(measure, each.bounds));
        measure.each.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let rows: Vec<Vec<String>> = all
        .filter(|measure| measure.subject.is_none() || measure.bounds.is_some())
        .map(|measure| {
            let together =
                words.value(&measure.id, measure.bounds, measure.bands.as_ref(), measure.provisional);
            vec![name(measure), together, each(measure)]
        })
        .collect();
    if !rows.is_empty() {
        page.part(words.ui(heading));
        let columns = [first, phrases::MERGE_TOGETHER, phrases::MERGE_EACH];
        page.table(String::new(), columns.map(|phrase| words.ui(phrase)).to_vec(), rows);
    }
}

/// What somebody's answers raise for certain: one credible warning is enough.
fn findings(page: &mut Page, words: &Words<'_>, report: &MergedReport) {
    let certain = report.findings.iter().filter(|found| found.finding.certain);
    let rows: Vec<Vec<String>> = certain
        .map(|found| {
            let raised = found.raised.iter().map(|raised| {
                let certain =
                    if raised.certain { phrases::FINDING_CERTAIN } else { phrases::FINDING_POSSIBLE };
                let resolution = resolution(words, raised.resolution);
                format!("{}: {}, {resolution}", number(raised.assessor), words.ui(certain))
            });
            let raised = raised.collect::<Vec<_>>().join("\n");
            vec![words.finding(&found.finding), raised, words.yes_no(found.open)]
        })
        .collect();
    page.part(words.ui(phrases::FINDINGS));
    if rows.is_empty() {
        page.text(words.ui(phrases::FINDINGS_NONE));
        return;
    }
    let columns = [phrases::FINDING, phrases::MERGE_RAISED, phrases::MERGE_STILL_OPEN];
    page.table(String::new(), columns.map(|phrase| words.ui(phrase)).to_vec(), rows);
}

fn agreed(page: &mut Page, words: &Words<'_>, report: &MergedReport) {
    let named = report.agreed.iter().filter_map(|divided| {
        let ix = words.questionnaire.find(&divided.question)?;
        Some(name(words, words.questionnaire.question(ix)?, divided))
    });
    page.part(words.ui(phrases::MERGE_AGREED));
    page.list_or(named.collect(), words.ui(phrases::MERGE_AGREED_NONE));
}
