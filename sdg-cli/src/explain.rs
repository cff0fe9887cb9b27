//! `sdg explain`: which answers made a measure, and which open ones can still move it.

use std::path::Path;

use anyhow::{Result, anyhow};
use sdg_core::{Explanation, Goal, Leaf, LeafState, MeasureRef, MeasureResult, Report, Side};
use serde_json::json;

use crate::console::Console;
use crate::library::{Library, Saved};
use crate::page::Page;
use crate::words::Words;
use crate::{ExplainFormat, Outcome, page, phrases, refused, told_notices};

/// Explains one measure of one saved check.
pub(crate) fn explain(
    console: &mut Console,
    library: &mut Library,
    file: &Path,
    measure: &str,
    subject: Option<&str>,
    format: ExplainFormat,
    language: Option<&str>,
) -> Result<Outcome> {
    let saved = match library.saved(file) {
        Ok(saved) => saved,
        Err(why) => {
            console.tell(&refused(&why));
            return Ok(Outcome::Bad);
        }
    };
    told_notices(console, &saved);
    let report = saved.assessment.score();
    let of = measure_ref(measure, subject).filter(|of| result(&report, of).is_some());
    let found = of.and_then(|of| Some((saved.assessment.explain(&of)?, of)));
    let Some((explanation, of)) = found else { return Err(unknown(&saved, &report, measure, subject)) };
    let text = match format {
        ExplainFormat::Json => json_of(&saved, &report, &of, &explanation),
        ExplainFormat::Table | ExplainFormat::Markdown => {
            let language = language.or(saved.assessment.language.as_deref());
            let wording = saved.known.wording(language)?;
            let explained = page_of(&Words::new(&saved, &report, language, &wording), &of, &explanation);
            if format == ExplainFormat::Table { page::plain(&explained) } else { page::markdown(&explained) }
        }
    };
    console.print(&text)?;
    Ok(Outcome::Fine)
}

/// `goal.7.benefit`, also with `.max` or `.mean`, or the id of a measure.
fn measure_ref(id: &str, subject: Option<&str>) -> Option<MeasureRef> {
    let parts: Vec<&str> = id.split('.').collect();
    if let ["goal", number, side] | ["goal", number, side, "max" | "mean"] = parts.as_slice() {
        let goal = Goal::new(number.parse().ok()?)?;
        let side = match *side {
            "benefit" => Side::Benefit,
            "harm" => Side::Harm,
            _ => return None,
        };
        return subject.is_none().then_some(MeasureRef::Goal { goal, side });
    }
    Some(MeasureRef::Measure { id: id.to_owned(), subject: subject.map(str::to_owned) })
}

/// Headline and, for a goal, breadth.
fn result<'r>(report: &'r Report, of: &MeasureRef) -> Option<(&'r MeasureResult, Option<&'r MeasureResult>)> {
    match of {
        MeasureRef::Measure { id, subject } => Some((report.measure(id, subject.as_deref())?, None)),
        MeasureRef::Goal { goal, side } => {
            let goal = report.goal(*goal)?;
            let side = if *side == Side::Harm { &goal.harm } else { &goal.benefit };
            Some((&side.max, Some(&side.mean)))
        }
    }
}

/// What could have been meant.
fn unknown(saved: &Saved, report: &Report, measure: &str, subject: Option<&str>) -> anyhow::Error {
    let subjects: Vec<&str> = report
        .measures
        .iter()
        .filter(|result| result.id == measure)
        .filter_map(|result| result.subject.as_deref())
        .collect();
    if !subjects.is_empty() {
        return anyhow!(
            "`{measure}` has a value per subject: `--subject` with one of {}",
            subjects.join(", ")
        );
    }
    if subject.is_some() && report.measure(measure, None).is_some() {
        return anyhow!("`{measure}` has no subjects: leave `--subject` out");
    }
    let questionnaire = &saved.known.questionnaire;
    let mut ids: Vec<String> = questionnaire.measures().iter().map(|measure| measure.id.clone()).collect();
    if !report.goals.is_empty() {
        ids.extend(["goal.N.benefit".to_owned(), "goal.N.harm".to_owned()]);
    }
    anyhow!("questionnaire `{}` has no measure `{measure}`, only {}", questionnaire.id(), ids.join(", "))
}

fn page_of(words: &Words<'_>, of: &MeasureRef, explanation: &Explanation) -> Page {
    let name = match of {
        MeasureRef::Measure { id, subject } => words.measure(id, subject.as_deref()),
        MeasureRef::Goal { goal, side } => {
            let side = if *side == Side::Harm { phrases::HARM } else { phrases::BENEFIT };
            format!("{}: {}", words.goal(*goal), words.ui(side).to_lowercase())
        }
    };
    let mut page = Page::new(words.language(), words.ui_with(phrases::EXPLAIN, &[("measure", &name)]));
    if let Some((headline, mean)) = result(words.report, of) {
        let mut rows = vec![
            vec![words.ui(phrases::RESULT), words.result(headline)],
            vec![words.ui(phrases::FIGURES), words.figures(headline)],
        ];
        if let (Some(mean), MeasureRef::Goal { side, .. }) = (mean, of) {
            let label = if *side == Side::Harm { phrases::HARM_MEAN } else { phrases::BENEFIT_MEAN };
            rows.push(vec![words.ui(label), words.figures(mean)]);
        }
        page.table(String::new(), Vec::new(), rows);
    }
    let head = [
        phrases::QUESTION,
        phrases::ANSWER,
        phrases::EXPLAIN_POINTS,
        phrases::EXPLAIN_VALUE,
        phrases::EXPLAIN_WEIGHT,
        phrases::EXPLAIN_MOVES,
    ];
    let rows: Vec<Vec<String>> = explanation
        .leaves
        .iter()
        .filter(|leaf| leaf.state != LeafState::NotAsked)
        .map(|leaf| row(words, leaf))
        .collect();
    if rows.is_empty() {
        page.text(words.ui(phrases::EXPLAIN_NONE));
    } else {
        page.table(String::new(), head.map(|phrase| words.ui(phrase)).to_vec(), rows);
    }
    let gates: Vec<String> = explanation
        .gates
        .iter()
        .map(|(question, subject)| words.item(*question, subject.as_deref()))
        .chain(explanation.facets.iter().map(|open| {
            let subject = open.subject.as_deref();
            format!("{}: {}", words.item(open.question, subject), words.facet(open.facet))
        }))
        .collect();
    if !gates.is_empty() {
        page.text(words.ui(phrases::EXPLAIN_GATES));
        page.list(gates);
    }
    page
}

fn row(words: &Words<'_>, leaf: &Leaf) -> Vec<String> {
    let points = match leaf.state {
        LeafState::Answered(points) => points.to_string(),
        _ => String::new(),
    };
    vec![
        words.item(leaf.question, leaf.subject.as_deref()),
        words.leaf(leaf),
        points,
        leaf.value(words.questionnaire).map_or_else(String::new, |value| words.figure(value)),
        leaf.weight.to_string(),
        words.ui(if leaf.can_move { phrases::YES } else { phrases::NO }),
    ]
}

/// For programs: ids instead of words, exact fractions.
fn json_of(saved: &Saved, report: &Report, of: &MeasureRef, explanation: &Explanation) -> String {
    let questionnaire = &saved.known.questionnaire;
    let id = |ix| questionnaire.question(ix).map(|question| question.id.as_str());
    let leaves: Vec<_> = explanation
        .leaves
        .iter()
        .map(|leaf| {
            let (state, points) = match leaf.state {
                LeafState::Answered(points) => ("answered", Some(points)),
                LeafState::Unknown => ("unknown", None),
                LeafState::Unanswered => ("unanswered", None),
                LeafState::NotApplicable => ("not-applicable", None),
                LeafState::NotAsked => ("not-asked", None),
            };
            json!({
                "question": id(leaf.question), "subject": leaf.subject, "side": leaf.side, "weight": leaf.weight, "state": state,
                "points": points, "value": leaf.value(questionnaire), "can_move": leaf.can_move,
            })
        })
        .collect();
    let gates: Vec<_> = explanation
        .gates
        .iter()
        .map(|(question, subject)| json!({ "question": id(*question), "subject": subject }))
        .collect();
    let facets: Vec<_> = explanation
        .facets
        .iter()
        .map(|open| {
            let facet = questionnaire.facets().get(open.facet).map(|facet| facet.id.as_str());
            json!({ "question": id(open.question), "subject": open.subject, "facet": facet })
        })
        .collect();
    let (headline, mean) = result(report, of).unzip();
    let document = json!({
        "result": headline, "mean": mean.flatten(), "leaves": leaves, "gates": gates, "facets": facets,
    });
    format!("{document:#}\n")
}
