//! The result as one tidy table for a spreadsheet: a row per goal and side, principle, finding, claim, action
//! and unknown, and what several assessors say when their checks lie side by side.

use sdg_core::{AnswerState, Csv, Decision, Separator, Truth};

use super::document::{gaps, status, title, treatment, verdict};
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::together::Said;
use crate::app::view::result::details::SEVERITIES;
use crate::app::view::result::{finding_text, goal_words, side_words};

/// Names of the columns, the same in every language; what stands in them is in the language of the screen.
const COLUMNS: [&str; 13] = [
    "project", "part", "id", "subject", "goal", "name", "side", "value", "lo", "hi", "status", "owner",
    "date",
];

/// One row. What a row does not have stays empty.
#[derive(Default)]
struct Row<'r> {
    part: &'r str,
    id: &'r str,
    subject: Option<&'r str>,
    goal: Option<sdg_core::Goal>,
    name: String,
    side: &'r str,
    value: String,
    bounds: sdg_core::MaybeBounds,
    status: String,
    owner: Option<&'r str>,
    date: Option<&'r str>,
}

/// Everything, whichever report is chosen.
pub(crate) fn csv(model: &Model) -> String {
    let separator =
        if model.ui(phrases::REPORT_SEPARATOR) == "," { Separator::Comma } else { Separator::Semicolon };
    let mut csv = Csv::new(separator);
    for column in COLUMNS {
        csv.cell(column);
    }
    csv.end();
    let project = title(model);
    let said = model.views().map_or_else(Vec::new, |told| told.said(model));
    let own = if model.has_only_views() { Vec::new() } else { rows(model) };
    for row in own.into_iter().chain(said.iter().map(view)) {
        let goal = row.goal.map(|goal| goal.number().to_string()).unwrap_or_default();
        for cell in [
            &project,
            row.part,
            row.id,
            row.subject.unwrap_or_default(),
            &goal,
            &row.name,
            row.side,
            &row.value,
        ] {
            csv.cell(cell);
        }
        csv.lower(row.bounds.map(|bounds| bounds.lo));
        csv.upper(row.bounds.map(|bounds| bounds.hi));
        for cell in [&row.status, row.owner.unwrap_or_default(), row.date.unwrap_or_default()] {
            csv.cell(cell);
        }
        csv.end();
    }
    csv.finish()
}

fn rows(model: &Model) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for goal in &model.report.goals {
        for (side, measure) in [("benefit", &goal.benefit.max), ("harm", &goal.harm.max)] {
            rows.push(Row {
                part: "goal",
                id: &measure.id,
                goal: Some(goal.goal),
                name: model.goal_in_text(goal.goal),
                side,
                value: goal_words(model, goal, measure),
                bounds: measure.bounds,
                ..Row::default()
            });
        }
    }
    for result in &model.report.principles {
        rows.push(Row {
            part: "principle",
            id: &result.id,
            name: model.must(&["principle", &result.id, "title"]),
            value: side_words(model, &result.headline),
            bounds: result.headline.bounds,
            ..Row::default()
        });
    }
    rows.extend(claims(model));
    findings(model, &mut rows);
    for action in model.assessment.actions() {
        rows.push(Row {
            part: "action",
            id: &action.id,
            goal: action.goal,
            name: action.text.clone(),
            value: action.indicator.clone().unwrap_or_default(),
            status: model.ui(status(action.status)),
            owner: action.owner.as_deref(),
            date: action.date.as_deref(),
            ..Row::default()
        });
    }
    unknowns(model, &mut rows);
    rows
}

/// What assessors say: whose words they are stands where the owner stands.
fn view(said: &Said) -> Row<'_> {
    Row {
        part: said.part,
        id: &said.question,
        subject: said.subject.as_deref(),
        name: said.name.clone(),
        value: said.words.clone(),
        owner: said.who.as_deref(),
        ..Row::default()
    }
}

fn claims(model: &Model) -> Vec<Row<'_>> {
    let claims = model.assessment.claims().into_iter();
    claims
        .map(|claim| Row {
            part: "claim",
            goal: Some(claim.goal),
            name: model.goal_in_text(claim.goal),
            value: verdict(model, claim.verdict),
            status: gaps(model, &claim).join("; "),
            ..Row::default()
        })
        .collect()
}

/// Certain findings, and what was done with them.
fn findings<'m>(model: &'m Model, rows: &mut Vec<Row<'m>>) {
    for finding in model.report.findings.iter().filter(|finding| finding.certain) {
        let severity = SEVERITIES.iter().find(|(severity, ..)| *severity == finding.severity);
        let handling = model.assessment.handling(&finding.key());
        let (owner, date) = match handling.map(|handling| &handling.decision) {
            Some(Decision::Treated { by, date, .. }) => (Some(by.as_str()), Some(date.as_str())),
            Some(Decision::Accepted { by, .. }) => (Some(by.as_str()), None),
            None => (None, None),
        };
        rows.push(Row {
            part: "finding",
            id: &finding.id,
            subject: finding.subject.as_deref(),
            goal: finding.goal,
            name: finding_text(model, finding),
            value: severity.map(|(_, phrase, _)| model.ui(*phrase)).unwrap_or_default(),
            status: treatment(model, handling),
            owner,
            date,
            ..Row::default()
        });
    }
}

/// Every question that is asked and counts, and whose answer is not known or not given.
fn unknowns<'m>(model: &'m Model, rows: &mut Vec<Row<'m>>) {
    for result in model.report.questions.iter().filter(|result| result.asked == Truth::Yes) {
        let value = match result.state {
            AnswerState::Unknown => phrases::RESULT_UNKNOWN,
            AnswerState::Unanswered if model.matters(&result.id) => phrases::STATE_ANSWER_OPEN,
            _ => continue,
        };
        let question = model.questionnaire.find(&result.id).and_then(|ix| model.questionnaire.question(ix));
        rows.push(Row {
            part: "unknown",
            id: &result.id,
            subject: result.subject.as_deref(),
            goal: model.questionnaire.goal_of(&result.id),
            name: question
                .map(|question| model.at_title(question, result.subject.as_deref()))
                .unwrap_or_default(),
            value: model.ui(value),
            ..Row::default()
        });
    }
}
