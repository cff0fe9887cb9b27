//! `sdg compare`: what changed between two saved checks, and in what way.

use std::path::Path;

use anyhow::{Result, anyhow};
use sdg_core::{
    AnswerChange, Change, ChangedPart, Comparison, FindingChange, FindingState, HowChanged, MeasureChange,
    MeasureState, Resolution, Separator,
};

use crate::console::Console;
use crate::library::{Library, Saved};
use crate::page::Page;
use crate::phrases::Phrase;
use crate::words::Words;
use crate::{CompareFormat, Outcome, content, needed, phrases, written};

/// Compares an earlier check with a later one. `earlier` knows the questionnaires of the earlier one, if they are others.
pub(crate) fn compare(
    console: &mut Console,
    library: &mut Library,
    earlier: Option<&mut Library>,
    files: [&Path; 2],
    format: CompareFormat,
    language: Option<&str>,
    fail_on_worse: bool,
) -> Result<Outcome> {
    let [before, after] = files;
    // Both are read, so that who has two bad files hears of both at once.
    let before = match earlier {
        Some(earlier) => needed(console, earlier, before),
        None => needed(console, library, before),
    };
    let after = needed(console, library, after);
    let (Some(before), Some(after)) = (before, after) else { return Ok(Outcome::Bad) };
    let comparison = before.assessment.compare(&after.assessment).map_err(|error| {
        anyhow!("cannot compare {} with {}: {error}", before.input.name, after.input.name)
    })?;
    let text = match format {
        CompareFormat::Json => {
            let [before, after] = [&before, &after].map(|saved| serde_json::Value::from(&*saved.input.name));
            format!("{{\"before\":{before},\"after\":{after},\"comparison\":{}}}\n", comparison.to_json())
        }
        CompareFormat::Csv => Comparison::header(Separator::Comma) + &comparison.to_csv(Separator::Comma),
        CompareFormat::Table | CompareFormat::Markdown => {
            let page = page_of(&before, &after, &comparison, language)?;
            written(&page, format == CompareFormat::Markdown)
        }
    };
    console.print(&text)?;
    Ok(if fail_on_worse && is_worse(&comparison) { Outcome::Found } else { Outcome::Fine })
}

fn is_worse(comparison: &Comparison) -> bool {
    let measures = comparison.goals.iter().chain(&comparison.principles).chain(&comparison.measures);
    measures.map(|change| change.change).any(|change| change == Change::Worse)
        || comparison.findings.iter().any(|change| change.change == Change::Worse)
}

fn page_of(before: &Saved, after: &Saved, comparison: &Comparison, language: Option<&str>) -> Result<Page> {
    let language = language.or(after.assessment.language.as_deref());
    let wording = after.known.wording(language)?;
    let (then, now) = (before.assessment.score(), after.assessment.score());
    let earlier = Words::new(before, &then, language, &wording);
    let later = Words::new(after, &now, language, &wording);
    let words = Words::new(after, &now, language, &wording).sharing(&comparison.own_subjects);

    let mut page = Page::new(words.language(), words.ui(phrases::COMPARE));
    page.notice(words.ui(phrases::COMPARE_HELP));
    let moment = |label: Phrase, words: &Words<'_>, saved: &Saved| {
        let about = format!("{} {}", words.ui(phrases::VERSION), saved.known.questionnaire.version());
        vec![words.ui(label), format!("{}\n{}, {about}", content::title(words), saved.input.name)]
    };
    page.table(
        String::new(),
        Vec::new(),
        vec![
            moment(phrases::COMPARE_BEFORE, &earlier, before),
            moment(phrases::COMPARE_AFTER, &later, after),
        ],
    );
    if comparison.is_empty() {
        page.text(words.ui(phrases::COMPARE_NOTHING));
    }
    let side = |change: &MeasureChange| words.side(&change.id);
    measures(&mut page, &words, [phrases::GOALS, phrases::GOAL], &comparison.goals, &side);
    let principle = |change: &MeasureChange| words.principle(&change.id);
    let heads = [phrases::PRINCIPLES, phrases::COMPONENT];
    measures(&mut page, &words, heads, &comparison.principles, &principle);
    let measure = |change: &MeasureChange| words.measure(&change.id, change.subject.as_deref());
    measures(&mut page, &words, [phrases::MEASURES, phrases::MEASURE], &comparison.measures, &measure);
    findings(&mut page, &words, &comparison.findings);
    answers(&mut page, &words, [&earlier, &later], comparison);
    if !comparison.unplaced.is_empty() {
        page.text(words.ui(phrases::COMPARE_UNPLACED));
        page.list(comparison.unplaced.clone());
    }
    Ok(page)
}

fn head(words: &Words<'_>, first: Phrase) -> Vec<String> {
    let columns = [first, phrases::COMPARE_CHANGE, phrases::COMPARE_BEFORE, phrases::COMPARE_AFTER];
    columns.map(|phrase| words.ui(phrase)).to_vec()
}

fn measures(
    page: &mut Page,
    words: &Words<'_>,
    [heading, first]: [Phrase; 2],
    changes: &[MeasureChange],
    name: &dyn Fn(&MeasureChange) -> String,
) {
    if changes.is_empty() {
        return;
    }
    let state = |id: &str, state: &Option<MeasureState>| match state {
        None => words.ui(phrases::COMPARE_ABSENT),
        Some(state) => {
            // A span of bands says nothing while nothing is filled in.
            let empty = state.coverage.is_none_or(|coverage| !coverage.is_positive());
            let bands = state.bands.as_ref().filter(|span| !empty || span.first == span.last);
            words.value(id, state.bounds, bands, state.provisional)
        }
    };
    let rows = changes.iter().map(|change| {
        vec![
            name(change),
            changed(words, change.change, change.by_questionnaire),
            state(&change.id, &change.before),
            state(&change.id, &change.after),
        ]
    });
    page.part(words.ui(heading));
    page.table(String::new(), head(words, first), rows.collect());
}

fn changed(words: &Words<'_>, change: Change, by_questionnaire: bool) -> String {
    let phrase = match change {
        Change::Better => phrases::CHANGE_BETTER,
        Change::Worse => phrases::CHANGE_WORSE,
        Change::New => phrases::CHANGE_NEW,
        Change::Gone => phrases::CHANGE_GONE,
        Change::KnownNow => phrases::CHANGE_KNOWN_NOW,
        Change::Revised => phrases::CHANGE_REVISED,
        Change::OpenAgain => phrases::CHANGE_OPEN_AGAIN,
        Change::Questionnaire => return words.ui(phrases::CHANGE_QUESTIONNAIRE),
    };
    let mut text = words.ui(phrase);
    if by_questionnaire {
        text.extend(["\n", &words.ui(phrases::CHANGE_ALSO_QUESTIONNAIRE)]);
    }
    text
}

fn findings(page: &mut Page, words: &Words<'_>, changes: &[FindingChange]) {
    if changes.is_empty() {
        return;
    }
    let state = |state: Option<FindingState>| match state {
        None => words.ui(phrases::FINDING_NOT_RAISED),
        Some(state) => {
            let certain =
                words.ui(if state.certain { phrases::FINDING_CERTAIN } else { phrases::FINDING_POSSIBLE });
            format!("{certain}, {}", resolution(words, state.resolution))
        }
    };
    let rows = changes.iter().map(|change| {
        vec![
            words.finding(&change.finding),
            changed(words, change.change, change.by_questionnaire),
            state(change.before),
            state(change.after),
        ]
    });
    page.part(words.ui(phrases::FINDINGS));
    page.table(String::new(), head(words, phrases::FINDING), rows.collect());
}

pub(crate) fn resolution(words: &Words<'_>, resolution: Resolution) -> String {
    words.ui(match resolution {
        Resolution::Open => phrases::FINDING_OPEN,
        Resolution::Treated => phrases::FINDING_TREATED,
        Resolution::Accepted => phrases::FINDING_ACCEPTED,
    })
}

/// One row per question: which parts changed, and what was and is recorded.
fn answers(page: &mut Page, words: &Words<'_>, moments: [&Words<'_>; 2], comparison: &Comparison) {
    let (mut rows, mut last): (Vec<Vec<String>>, _) = (Vec::new(), None);
    for change in &comparison.answers {
        let key = (change.question.as_str(), change.subject.as_deref());
        let how = how(words, change);
        if last == Some(key) {
            if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(1)) {
                cell.extend(["\n", &how]);
            }
            continue;
        }
        last = Some(key);
        let mut row = vec![question(words, change), how];
        row.extend([0, 1].map(|assessor| recorded(moments, comparison, assessor, key)));
        rows.push(row);
    }
    if !rows.is_empty() {
        page.part(words.ui(phrases::COMPARE_ANSWERS));
        page.table(String::new(), head(words, phrases::QUESTION), rows);
    }
}

fn question(words: &Words<'_>, change: &AnswerChange) -> String {
    let question = words.questionnaire.find(&change.question).and_then(|ix| words.questionnaire.question(ix));
    question.map_or_else(
        || change.question.clone(),
        |question| words.question(question, change.subject.as_deref()),
    )
}

fn how(words: &Words<'_>, change: &AnswerChange) -> String {
    let how = words.ui(match change.how {
        HowChanged::Given => phrases::ANSWER_GIVEN,
        HowChanged::Revised => phrases::ANSWER_REVISED,
        HowChanged::TakenBack => phrases::ANSWER_TAKEN_BACK,
        HowChanged::Unknown => phrases::ANSWER_UNKNOWN_NOW,
        HowChanged::Unanswered => phrases::ANSWER_OPEN_NOW,
    });
    let part = match &change.part {
        ChangedPart::Whole => return how,
        ChangedPart::Benefit => words.ui(phrases::BENEFIT),
        ChangedPart::Harm => words.ui(phrases::HARM),
        ChangedPart::Subject(id) => words.listed(&change.question, id),
        ChangedPart::Facet(id) => {
            let place = words.questionnaire.facets().iter().position(|facet| facet.id == *id);
            place.map_or_else(|| id.clone(), |place| words.facet(place))
        }
        ChangedPart::Reason => words.ui(phrases::REASON),
    };
    format!("{part}: {how}")
}

/// What one of the two files says, under its own ids of subjects.
fn recorded(
    moments: [&Words<'_>; 2],
    comparison: &Comparison,
    assessor: usize,
    (question, subject): (&str, Option<&str>),
) -> String {
    let [earlier, later] = moments;
    let words = if assessor == 0 { earlier } else { later };
    let none = || words.ui(phrases::NO_ANSWER);
    let Some(ix) = words.questionnaire.find(question) else { return none() };
    let Ok(subject) = words.held(ix, subject, assessor, &comparison.own_subjects) else { return none() };
    let mut text = words.answer(ix, subject);
    let reason = &words.assessment.entry(ix, subject).reason;
    if !reason.is_empty() {
        text.extend(["\n", &words.ui(phrases::REASON), ": ", reason]);
    }
    text
}
