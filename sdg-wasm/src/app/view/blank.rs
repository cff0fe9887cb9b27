//! All questions with their options, to read beforehand or to print.

use sdg_core::{ChoiceOption, Goal, Kind, Question, QuestionIx, Roster, Scale, ScaleIx};

use super::words::fill;
use super::{El, button, goal_name, link, paragraphs, title};
use crate::app::message::{Action, Place};
use crate::app::model::Model;
use crate::app::phrases;
#[cfg(feature = "whole")]
use crate::html::Attribute;
use crate::html::{Tag, el};

pub(super) fn view(model: &Model) -> El {
    let start = Place::Start.to_text(&model.questionnaire);
    el(Tag::Div)
        .class("screen blank")
        .key("blank")
        .child(title(model, model.must(&["title"])))
        .child(el(Tag::P).class("intro").say(model, phrases::BLANK_INTRO))
        .child(
            el(Tag::Div)
                .class("buttons")
                .child(button(model, Action::Print, phrases::BLANK_PRINT).class("button main"))
                .child(
                    link(model, Action::Go(Place::Start), &start, phrases::BLANK_BACK).class("button quiet"),
                ),
        )
        .children(sections(model, model.heading, goal_name))
}

/// What is printed: the questions alone, as a document of their own with a title of level `top`.
#[cfg(feature = "whole")]
pub(crate) fn paper(model: &Model, top: u8) -> El {
    let goal = |model: &Model, goal| el(Tag::P).class("kind").text(model.goal_in_text(goal));
    el(Tag::Div)
        .class("paper blank")
        .with(Attribute::Lang, model.ui(phrases::REPORT_LOCALE))
        .child(el(Tag::heading(top)).text(model.must(&["title"])))
        .child(el(Tag::P).say(model, phrases::BLANK_INTRO))
        .children(sections(model, top, goal))
}

type NameGoal = fn(&Model, Goal) -> El;

/// Every section below a title of level `top`.
fn sections(model: &Model, top: u8, goal: NameGoal) -> impl Iterator<Item = El> {
    model.questionnaire.sections().iter().map(move |section| {
        let name = model.must(&["section", &section.id, "title"]);
        let questions = section.questions.iter().filter_map(|ix| question(model, *ix, top, goal));
        el(Tag::Section)
            .key(["blank-", &section.id].concat())
            .child(el(Tag::heading(top.saturating_add(1))).text(name))
            .children(model.text(&["section", &section.id, "intro"]).map(paragraphs).into_iter().flatten())
            .children(questions)
    })
}

fn question(model: &Model, ix: QuestionIx, top: u8, name_goal: NameGoal) -> Option<El> {
    let question = model.questionnaire.question(ix)?;
    let id = &question.id;
    let roster = question.for_each.and_then(|each| model.questionnaire.roster(each.roster()));
    // Which pairs of goals it is about, only the answers tell.
    let about = roster.map(|roster| {
        let again = if roster.prompts { phrases::BLANK_EACH_PROMPT } else { phrases::BLANK_EACH };
        el(Tag::P).class("remark").say(model, again)
    });
    let filled = |text: &str| fill(text, &[("subject", "…")]);
    let goal = match &question.kind {
        Kind::Effect { goal, .. } => *goal,
        _ => None,
    };
    let text = el(Tag::Div)
        .class("q")
        .key(["blank-", id].concat())
        .maybe(goal.map(|goal| name_goal(model, goal)))
        .child(
            el(Tag::heading(top.saturating_add(2)))
                .class("ask")
                .text(filled(&model.must(&["question", id, "title"]))),
        )
        .maybe(about)
        .maybe(model.text(&["question", id, "help"]).map(|help| el(Tag::P).class("help").text(filled(help))));
    Some(match &question.kind {
        Kind::Text { long } => text.child(lines(if *long { 3 } else { 1 })),
        Kind::Number { .. } | Kind::Date => text.child(lines(1)),
        Kind::Choice { options } => text.child(boxes(model, question, of_options(model, id, options))),
        Kind::Multiple { options, at_most } => text
            .maybe(at_most.map(|most| {
                el(Tag::P).class("remark").text(model.ui_with(phrases::AT_MOST, &[("n", &most.to_string())]))
            }))
            .child(boxes(model, question, of_options(model, id, options))),
        Kind::Rating { scale } => {
            let steps = scale_of(model, *scale).map_or_else(Vec::new, |scale| of_scale(model, scale, None));
            text.child(boxes(model, question, steps))
        }
        Kind::Subjects { roster, .. } => {
            let roster = model.questionnaire.roster(*roster)?;
            text.child(boxes(model, question, of_roster(model, roster)))
                .maybe((roster.own > 0).then(|| el(Tag::P).say(model, phrases::OWN_NAME)))
                .maybe((roster.own > 0).then(|| lines(1)))
        }
        Kind::Effect { scale, .. } => {
            let scale = scale_of(model, *scale)?;
            let side = |part| {
                let words = filled(&model.must(&["question", id, part]));
                el(Tag::Div)
                    .child(el(Tag::P).child(el(Tag::Strong).text(words)))
                    .child(list(of_scale(model, scale, Some(part)), [model.ui(phrases::UNKNOWN)]))
            };
            let apart =
                question.not_applicable.then(|| list(Vec::new(), [model.ui(phrases::NOT_APPLICABLE)]));
            text.child(side("benefit")).child(side("harm")).maybe(apart)
        }
    })
}

fn scale_of(model: &Model, scale: ScaleIx) -> Option<&Scale> {
    model.questionnaire.scale(scale)
}

fn of_options(model: &Model, id: &str, options: &[ChoiceOption]) -> Vec<String> {
    options.iter().map(|option| model.must(&["option", id, &option.id])).collect()
}

fn of_scale(model: &Model, scale: &Scale, side: Option<&str>) -> Vec<String> {
    let step = |step: &sdg_core::Step| {
        let of_side = side.and_then(|side| model.text(&["scale", &scale.id, &step.id, side]));
        of_side.map_or_else(|| model.must(&["scale", &scale.id, &step.id]), str::to_owned)
    };
    scale.steps.iter().map(step).collect()
}

fn of_roster(model: &Model, roster: &Roster) -> Vec<String> {
    roster.subjects.iter().map(|subject| model.must(&["subject", &roster.id, subject])).collect()
}

/// What can be ticked, and the kinds of nothing.
fn boxes(model: &Model, question: &Question, words: Vec<String>) -> El {
    let nothing = question.not_applicable.then(|| model.ui(phrases::NOT_APPLICABLE));
    list(words, [model.ui(phrases::UNKNOWN)].into_iter().chain(nothing))
}

fn list(words: Vec<String>, then: impl IntoIterator<Item = String>) -> El {
    el(Tag::Ul).class("boxes").children(words.into_iter().chain(then).map(|words| el(Tag::Li).text(words)))
}

/// Room to write.
fn lines(count: usize) -> El {
    el(Tag::Div).children((0..count).map(|_| el(Tag::Div).class("line")))
}
