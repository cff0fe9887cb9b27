//! The task list: sections in any order.

use sdg_core::{Answer, Progress, Section, Truth};

use super::{El, heading, link, title};
use crate::WHOLE;
use crate::app::message::{Action, Place};
use crate::app::model::Model;
use crate::app::phrases;
use crate::html::{Attribute, Tag, el};

pub(super) fn view(model: &Model) -> El {
    let name = project_name(model);
    let rows = model.sections().into_iter().filter_map(|place| {
        let section = model.questionnaire.sections().get(place)?;
        let name = model.must(&["section", &section.id, "title"]);
        let progress = model.report.progress.iter().find(|progress| progress.section == section.id);
        let state = progress.map_or_else(String::new, |progress| state(model, progress));
        let state = [state, focus(model, section)].concat();
        let done = progress.is_some_and(|progress| progress.asked > 0 && open(progress) == 0);
        Some(row(Place::Section(place), model, name, state).class(if done { "row done" } else { "row" }))
    });
    let open = model.open_questions();
    let result = if open == 0 {
        model.ui(phrases::RESULT_COMPLETE)
    } else {
        model.ui_count(phrases::RESULT_OPEN_ONE, phrases::RESULT_OPEN_MANY, open)
    };
    el(Tag::Div)
        .class("screen list")
        .key("list")
        .child(
            title(model, model.ui(phrases::LIST_TITLE))
                .maybe(name.map(|name| el(Tag::Span).class("part").text([": ", &name].concat()))),
        )
        .child(el(Tag::P).class("intro").say(model, phrases::LIST_INTRO))
        .maybe(if WHOLE { focus_reasons(model) } else { None })
        .child(
            el(Tag::Ol)
                .class("rows")
                .with(Attribute::AriaLabel, model.ui(phrases::LIST_SECTIONS))
                .children(rows),
        )
        .child(
            el(Tag::Ul)
                .class("rows after")
                .child(row(Place::Result, model, model.ui(phrases::LIST_RESULT), result).class("row"))
                .child(row(Place::Plan, model, model.ui(phrases::LIST_PLAN), plan_state(model)).class("row"))
                .child(
                    row(
                        Place::Workshop(None),
                        model,
                        model.ui(phrases::WORKSHOP_LIST),
                        model.ui(phrases::WORKSHOP_LIST_HELP),
                    )
                    .class("row"),
                )
                .child(
                    row(
                        Place::Report,
                        model,
                        model.ui(phrases::REPORT_LINK),
                        model.ui(phrases::REPORT_LINK_HELP),
                    )
                    .class("row"),
                )
                .child(
                    row(Place::Keep, model, model.ui(phrases::LIST_KEEP), model.ui(phrases::LIST_KEEP_HELP))
                        .class("row"),
                )
                .child(
                    row(
                        Place::Together,
                        model,
                        model.ui(phrases::LIST_TOGETHER),
                        model.ui(phrases::LIST_TOGETHER_HELP),
                    )
                    .class("row"),
                )
                .child(
                    row(
                        Place::Start,
                        model,
                        model.ui(phrases::LIST_ABOUT),
                        model.ui(phrases::LIST_ABOUT_HELP),
                    )
                    .class("row"),
                ),
        )
}

/// How many questions of the section deserve most attention; empty if none does.
fn focus(model: &Model, section: &Section) -> String {
    let here = |id: &str| model.questionnaire.find(id).is_some_and(|ix| section.questions.contains(&ix));
    let results = model.report.questions.iter();
    match results.filter(|result| result.focus && result.asked == Truth::Yes && here(&result.id)).count() {
        0 => String::new(),
        count => [". ", &model.ui_count(phrases::FOCUS_ONE, phrases::FOCUS_MANY, count)].concat(),
    }
}

/// Why, for what the project is about.
fn focus_reasons(model: &Model) -> Option<El> {
    let texts = model.assessment.focus().into_iter();
    let reasons: Vec<El> = texts
        .filter_map(|focus| model.text(&["focus", &focus.id, "text"]))
        .map(|text| el(Tag::Li).text(text.to_owned()))
        .collect();
    (!reasons.is_empty()).then(|| {
        el(Tag::Div)
            .class("notice")
            .key("focus")
            .child(el(Tag::P).say(model, phrases::FOCUS_WHY))
            .child(el(Tag::Ul).children(reasons))
    })
}

/// How far the action plan is.
fn plan_state(model: &Model) -> String {
    #[cfg(feature = "whole")]
    if let Some(state) = super::plan::state(model) {
        return state;
    }
    model.ui(phrases::LIST_PLAN_HELP)
}

/// The whole row is the link.
fn row(place: Place, model: &Model, name: String, state: String) -> El {
    let id = place.to_text(&model.questionnaire);
    el(Tag::Li).key(id.clone()).child(
        el(Tag::A)
            .place(&id)
            .on(Action::Go(place))
            .child(el(Tag::Span).class("name").text(name))
            .text(" ")
            .child(el(Tag::Span).class("state").text(state)),
    )
}

fn open(progress: &Progress) -> usize {
    progress.asked.saturating_sub(progress.answered).saturating_sub(progress.unknown)
}

/// In words.
fn state(model: &Model, progress: &Progress) -> String {
    let done = progress.answered.saturating_add(progress.unknown);
    if progress.asked == 0 {
        model.ui(phrases::STATE_NOTHING)
    } else if done == 0 {
        model.ui(phrases::STATE_NEW)
    } else if open(progress) > 0 {
        model.ui_with(phrases::STATE_PART, &[("n", &done.to_string()), ("m", &progress.asked.to_string())])
    } else if progress.unknown > 0 {
        model.ui_count(phrases::STATE_DONE_ONE, phrases::STATE_DONE_MANY, progress.unknown)
    } else {
        model.ui(phrases::STATE_DONE)
    }
}

/// The name of the project, if it has one.
pub(crate) fn project_name(model: &Model) -> Option<String> {
    let name = model.questionnaire.profile().name?;
    match &model.assessment.entry(name, None).answer {
        Some(Answer::Text(name)) if !name.trim().is_empty() => Some(name.clone()),
        _ => None,
    }
}

/// The state of a section in words, for the foot of its screen.
pub(super) fn foot(model: &Model, place: usize) -> Option<El> {
    let section = model.questionnaire.sections().get(place)?;
    let progress = model.report.progress.iter().find(|progress| progress.section == section.id)?;
    let words = match (progress.asked, open(progress)) {
        (0, _) => return None,
        (_, 0) => model.ui(phrases::SECTION_COMPLETE),
        (_, open) => model.ui_count(phrases::SECTION_OPEN_ONE, phrases::SECTION_OPEN_MANY, open),
    };
    Some(el(Tag::P).class("foot").text(words))
}

pub(super) fn to_list(model: &Model) -> El {
    link(model, Action::Go(Place::List), "list", phrases::TO_LIST).class("button quiet")
}

pub(super) fn sub(model: &Model, phrase: phrases::Phrase) -> El {
    heading(model, 1).say(model, phrase)
}
