//! The result: first in words, then goal by goal, then the principles; nowhere a total.

mod bars;
#[cfg(feature = "whole")]
mod claims;
#[cfg(feature = "whole")]
pub(super) mod details;
#[cfg(feature = "whole")]
pub(in crate::app) mod findings;
#[cfg(feature = "whole")]
mod fold;
#[cfg(feature = "whole")]
mod how;
#[cfg(feature = "whole")]
mod links;
#[cfg(feature = "whole")]
mod matters;
#[cfg(feature = "whole")]
mod suggestions;
#[cfg(feature = "whole")]
mod wheel;

use std::cmp::Reverse;

use sdg_core::{
    Answer, AnswerState, Finding, FindingSeverity, Fraction, GoalResult, Kind, MeasureResult,
    PrincipleResult, QuestionResult, Scale, Set, Strength, Truth,
};

use super::list::{project_name, sub};
use super::{El, choice, goal_name, heading, step, title, unseen};
use crate::WHOLE;
use crate::app::message::{Action, At, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::html::{Attribute, Tag, el};

/// So many strong points, concerns and things to find out stand at the top.
pub(super) const TOP: usize = 3;

pub(super) fn view(model: &Model) -> El {
    let open = model.open_questions();
    let empty = !model
        .report
        .questions
        .iter()
        .any(|result| model.matters(&result.id) && result.state != AnswerState::Unanswered);
    let screen = el(Tag::Div).class("screen result").key("result").child(
        title(model, model.ui(phrases::RESULT_TITLE))
            .maybe(project_name(model).map(|name| el(Tag::Span).class("part").text([": ", &name].concat()))),
    );
    let screen = screen.child(el(Tag::P).class("intro").say(model, phrases::RESULT_MIRROR));
    if empty {
        return screen
            .child(el(Tag::P).class("notice").key("empty").say(model, phrases::RESULT_EMPTY))
            .child(
                el(Tag::Div)
                    .class("buttons")
                    .key("go")
                    .child(step(model, Place::List, phrases::TO_LIST).class("button main")),
            );
    }
    let provisional = (open > 0).then(|| {
        let words = model.ui_count(phrases::RESULT_PROVISIONAL_ONE, phrases::RESULT_PROVISIONAL_MANY, open);
        el(Tag::P).class("notice").key("provisional").text(words)
    });
    let screen = screen.maybe(provisional).child(top(model, open));
    let goals = (!model.report.goals.is_empty()).then(|| goals(model));
    let principles = (!model.report.principles.is_empty()).then(|| principles(model));
    #[cfg(feature = "whole")]
    let screen = {
        let rest = details::rest(model);
        screen
            .child(details::contents(model, &rest))
            .child(fold::all(model))
            .maybe(goals)
            .child(findings::view(model))
            .maybe(principles)
            .children(rest)
    };
    #[cfg(not(feature = "whole"))]
    let screen = screen.maybe(goals).maybe(principles);
    screen.maybe((!WHOLE).then(|| more(model))).maybe(choice::further(model))
}

/// In the first program, where the rest of the result should be: it comes by itself, unless something is in the way.
fn more(model: &Model) -> El {
    el(Tag::P).class("buttons").key("more").child(step(model, Place::Result, phrases::RESULT_MORE))
}

// ---- At the top, in words

fn top(model: &Model, open: usize) -> El {
    let strong = strong_goals(model).into_iter().map(|goal| {
        let band = side_words(model, &goal.benefit.max);
        el(Tag::Li)
            .child(goal_name(model, goal.goal))
            .text([" ", &model.ui_with(phrases::RESULT_STRONG_ITEM, &[("band", &band)])].concat())
    });
    let others = if WHOLE { strong_without_goal(model) } else { Vec::new() };
    let strong = strong.chain(others).take(TOP);
    let concerns: Vec<El> =
        concerns(model).map(|finding| el(Tag::Li).text(finding_text(model, finding))).collect();
    let unknown = unknown_questions(model);
    let mut find_out: Vec<El> = unknown.iter().take(TOP).map(|at| question_link(model, at)).collect();
    if find_out.len() < TOP && open > 0 {
        let words =
            model.ui_count(phrases::RESULT_FIND_OUT_MORE_ONE, phrases::RESULT_FIND_OUT_MORE_MANY, open);
        find_out.push(el(Tag::Li).text(words));
    }
    let next = if open > 0 {
        phrases::RESULT_NEXT_FILL
    } else if !concerns.is_empty() {
        phrases::RESULT_NEXT_DISCUSS
    } else if !unknown.is_empty() {
        phrases::RESULT_NEXT_FIND_OUT
    } else {
        phrases::RESULT_NEXT_SHARE
    };
    let next_link = (open > 0).then(|| step(model, Place::List, phrases::TO_LIST));
    el(Tag::Section)
        .class("summary")
        .key("top")
        .child(summary_card(
            model,
            "strong",
            phrases::RESULT_STRONG,
            phrases::RESULT_STRONG_NONE,
            strong.collect(),
        ))
        .child(summary_card(
            model,
            "concerns",
            phrases::RESULT_CONCERNS,
            phrases::RESULT_CONCERNS_NONE,
            concerns,
        ))
        .child(summary_card(
            model,
            "find-out",
            phrases::RESULT_FIND_OUT,
            phrases::RESULT_FIND_OUT_NONE,
            find_out,
        ))
        .child(
            el(Tag::Div)
                .class("card next")
                .child(sub(model, phrases::RESULT_NEXT))
                .child(el(Tag::P).say(model, next))
                .maybe(next_link),
        )
}

/// Effects that belong to no goal, such as those on a group or on a place: they count where goals leave room.
fn strong_without_goal(model: &Model) -> Vec<El> {
    let mut strong = Set::new();
    for (place, result) in model.report.questions.iter().enumerate() {
        if let Some((scale, points)) = plain_benefit(model, result) {
            strong.insert((Reverse(Fraction::new(points, scale.range().1)), place));
        }
    }
    let named = strong.iter().filter_map(|(_, place)| {
        let result = model.report.questions.get(*place)?;
        let (scale, points) = plain_benefit(model, result)?;
        let question = model.questionnaire.question(model.questionnaire.find(&result.id)?)?;
        let title = model.question_title(question, result.subject.as_deref());
        let words = model.must(&["scale", &scale.id, &scale.step_at(points)?.id, "benefit"]);
        Some(el(Tag::Li).text([&title, " ", &words].concat()))
    });
    named.collect()
}

/// The benefit of an effect that belongs to no goal, if it is above zero.
fn plain_benefit<'a>(model: &'a Model, result: &QuestionResult) -> Option<(&'a Scale, i64)> {
    let ix = model.questionnaire.find(&result.id).filter(|_| result.asked == Truth::Yes)?;
    let Kind::Effect { scale, goal: None, .. } = model.questionnaire.question(ix)?.kind else { return None };
    match model.assessment.entry(ix, result.subject.as_deref()).answer {
        Some(Answer::Effect { benefit: Some(Strength::Points(points)), .. }) if points > 0 => {
            Some((model.questionnaire.scale(scale)?, points))
        }
        _ => None,
    }
}

/// The goals with the greatest certain benefits.
pub(super) fn strong_goals(model: &Model) -> Vec<&GoalResult> {
    // The greatest first. A set, because a sort is eight kilobytes of code.
    let mut strong = Set::new();
    for (place, goal) in model.report.goals.iter().enumerate() {
        let lo = goal.benefit.max.bounds.filter(|_| goal.benefit.max.shown).map(|bounds| bounds.lo);
        if let Some(lo) = lo.filter(|lo| lo.is_positive()) {
            strong.insert((Reverse(lo), place));
        }
    }
    strong.iter().filter_map(|(_, place)| model.report.goals.get(*place)).take(TOP).collect()
}

/// What is to be talked about first.
pub(super) fn concerns(model: &Model) -> impl Iterator<Item = &Finding> {
    let urgent = |finding: &&Finding| finding.certain && finding.severity != FindingSeverity::Hint;
    model.report.findings.iter().filter(urgent).take(TOP)
}

fn summary_card(model: &Model, class: &'static str, title: Phrase, none: Phrase, items: Vec<El>) -> El {
    let card = el(Tag::Div).class(["card ", class].concat()).child(sub(model, title));
    if items.is_empty() {
        card.child(el(Tag::P).say(model, none))
    } else {
        card.child(el(Tag::Ul).children(items))
    }
}

// ---- Goals

fn goals(model: &Model) -> El {
    let section = el(Tag::Section).class("goals").key("goals");
    let goals = &model.report.goals;
    if goals.is_empty() {
        return section;
    }
    let summary = goals_summary(model);
    let head = row()
        .child(column(model, phrases::RESULT_GOAL))
        .child(column(model, phrases::RESULT_HARM).class("harm"))
        .child(el(Tag::Td).class("picture").with(Attribute::AriaHidden, "true"))
        .child(column(model, phrases::RESULT_BENEFIT).class("benefit"));
    let rows = goals.iter().map(|goal| {
        let cell = |class: &'static str, label: Phrase, measure: &MeasureResult| {
            cell_of()
                .class(class)
                // On a narrow screen the column heads are gone.
                .child(el(Tag::Span).class("narrow").text([&model.ui(label), ": "].concat()))
                .child(el(Tag::Span).class(weight(measure)).text(goal_words(model, goal, measure)))
        };
        let name = match model.questionnaire.goal_questions(goal.goal).first() {
            Some(question) => {
                let at = At { question: *question, subject: None };
                el(Tag::A).place(&model.id_of(&at)).on(Action::Change(at)).child(goal_name(model, goal.goal))
            }
            None => goal_name(model, goal.goal),
        };
        row()
            .child(row_head().child(name))
            .child(cell("harm", phrases::RESULT_HARM, &goal.harm.max))
            .child(el(Tag::Td).class("picture").with(Attribute::AriaHidden, "true").child(bars::both(goal)))
            .child(cell("benefit", phrases::RESULT_BENEFIT, &goal.benefit.max))
    });
    #[cfg(feature = "whole")]
    let (wheel, how) = (Some(wheel::view(model)), Some(how::goals(model)));
    #[cfg(not(feature = "whole"))]
    let (wheel, how) = (None, None);
    section
        .child(
            el(Tag::Div)
                .class("beside")
                .child(
                    el(Tag::Div)
                        .child(sub(model, phrases::RESULT_GOALS).id("goals").focusable())
                        .child(el(Tag::P).text(summary))
                        .child(el(Tag::P).class("hint").say(model, phrases::RESULT_GOALS_HELP))
                        .child(bars::legend(model)),
                )
                .maybe(wheel),
        )
        .child(table(model, "bars", phrases::RESULT_PICTURE, head, rows))
        .maybe(how)
}

/// At how many goals there is what.
pub(super) fn goals_summary(model: &Model) -> String {
    let goals = &model.report.goals;
    let positive = |measure: &MeasureResult| measure.bounds.is_some_and(|bounds| bounds.lo.is_positive());
    let count = |of: &dyn Fn(&&GoalResult) -> bool| goals.iter().filter(of).count().to_string();
    model.ui_with(
        phrases::RESULT_GOALS_SUMMARY,
        &[
            ("benefit", &count(&|goal| positive(&goal.benefit.max))),
            ("harm", &count(&|goal| positive(&goal.harm.max))),
            ("open", &count(&|goal| goal.open)),
            ("all", &goals.len().to_string()),
        ],
    )
}

/// The words of a measure of a goal. Where the general question of a goal is not known yet, it is undecided what counts for it, and
/// nothing that certainly does tells that somebody said so.
pub(super) fn goal_words(model: &Model, goal: &GoalResult, measure: &MeasureResult) -> String {
    if WHOLE
        && goal.topics.unknown > 0
        && measure.coverage.undecided > 0
        && measure.coverage.share().is_none()
    {
        return model.ui(phrases::RESULT_UNKNOWN);
    }
    side_words(model, measure)
}

/// The words of a measure: its band, or why it has none.
pub(super) fn side_words(model: &Model, measure: &MeasureResult) -> String {
    if measure.bounds.is_none() {
        return model.ui(phrases::RESULT_VOID);
    }
    match &measure.bands {
        // A span from the first band to the last says nothing while nothing is filled in.
        Some(span) if measure.shown && (measure.coverage.answered > 0 || span.first == span.last) => {
            model.span_words(span, phrases::RESULT_SPAN)
        }
        _ if measure.coverage.answered > 0 => model.ui(phrases::RESULT_TOO_LITTLE),
        _ if measure.coverage.unknown > 0 => model.ui(phrases::RESULT_UNKNOWN),
        _ => model.ui(phrases::RESULT_UNANSWERED),
    }
}

/// What says something stands out; what says nothing yet is quiet.
fn weight(measure: &MeasureResult) -> &'static str {
    match measure.bounds {
        Some(bounds) if measure.shown && bounds.hi.is_positive() => "words firm",
        _ => "words faint",
    }
}

// Tables are stacked on narrow screens, and some browsers then forget what they are: so it is said once more.

pub(super) fn table(
    model: &Model,
    class: &'static str,
    caption: Phrase,
    head: El,
    rows: impl Iterator<Item = El>,
) -> El {
    el(Tag::Table)
        .class(class)
        .with(Attribute::Role, "table")
        .child(el(Tag::Caption).child(unseen(model.ui(caption))))
        .child(el(Tag::Thead).with(Attribute::Role, "rowgroup").child(head))
        .child(el(Tag::Tbody).with(Attribute::Role, "rowgroup").children(rows))
}

pub(super) fn row() -> El {
    el(Tag::Tr).with(Attribute::Role, "row")
}

pub(super) fn column(model: &Model, phrase: Phrase) -> El {
    el(Tag::Th).with(Attribute::Scope, "col").with(Attribute::Role, "columnheader").say(model, phrase)
}

pub(super) fn row_head() -> El {
    el(Tag::Th).with(Attribute::Scope, "row").with(Attribute::Role, "rowheader")
}

pub(super) fn cell_of() -> El {
    el(Tag::Td).with(Attribute::Role, "cell")
}

// ---- Principles

fn principles(model: &Model) -> El {
    el(Tag::Section)
        .class("principles")
        .key("principles")
        .child(sub(model, phrases::RESULT_PRINCIPLES).id("principles").focusable())
        .child(el(Tag::P).class("hint").say(model, phrases::RESULT_PRINCIPLES_HELP))
        .children(model.report.principles.iter().map(|principle| self::principle(model, principle)))
}

fn principle(model: &Model, result: &PrincipleResult) -> El {
    let Some(principle) = model.questionnaire.principles().iter().find(|principle| principle.id == result.id)
    else {
        return el(Tag::Div);
    };
    let measure_title = |id: &String| model.must(&["measure", id, "title"]);
    let headline = &result.headline;
    let shown = headline.shown && headline.bounds.is_some() && headline.coverage.answered > 0;
    let weakest = result.weakest.as_ref().filter(|_| shown).map(|weakest| {
        el(Tag::P)
            .key("weakest")
            .text(model.ui_with(phrases::RESULT_WEAKEST, &[("name", &measure_title(weakest))]))
    });
    let others = (!result.others.is_empty() && shown).then(|| {
        let names: Vec<String> = result.others.iter().map(measure_title).collect();
        el(Tag::P)
            .class("hint")
            .key("others")
            .text(model.ui_with(phrases::RESULT_OTHERS, &[("names", &names.join(", "))]))
    });
    let measures: Vec<&MeasureResult> = principle
        .components
        .iter()
        .chain(&principle.measures)
        .filter_map(|ix| model.report.measure(&model.questionnaire.measure(*ix)?.id, None))
        .collect();
    #[cfg(feature = "whole")]
    let components = matters::behind(model, result, shown, &measures);
    #[cfg(not(feature = "whole"))]
    let components = components(model, &measures);
    el(Tag::Div)
        .class("card principle")
        .key(result.id.clone())
        .child(heading(model, 2).text(model.must(&["principle", &result.id, "title"])))
        .maybe(
            model
                .text(&["principle", &result.id, "help"])
                .map(|help| el(Tag::P).class("hint").text(help.to_owned())),
        )
        .child(el(Tag::Div).class("headline").text(side_words(model, &result.headline)))
        .maybe(weakest)
        .maybe(others)
        .child(components)
}

/// What a principle consists of.
fn components(model: &Model, measures: &[&MeasureResult]) -> El {
    let rows = measures.iter().map(|measure| {
        let later =
            measure.provisional.then(|| [" ", &model.ui(phrases::RESULT_PROVISIONAL_MEASURE)].concat());
        let help = model.text(&["measure", &measure.id, "help"]);
        row()
            .child(
                row_head()
                    .text(model.must(&["measure", &measure.id, "title"]))
                    .maybe(help.map(|help| el(Tag::Span).class("hint").text(help.to_owned()))),
            )
            .child(cell_of().text([side_words(model, measure), later.unwrap_or_default()].concat()))
    });
    table(
        model,
        "components",
        phrases::RESULT_COMPONENTS,
        row().child(column(model, phrases::RESULT_COMPONENT)).child(column(model, phrases::RESULT_VALUE)),
        rows,
    )
}

// ---- Findings, and what is not known

pub(crate) fn finding_text(model: &Model, finding: &Finding) -> String {
    let text = model.must(&["finding", &finding.id, "text"]);
    let goal = finding.goal.map(|goal| model.goal_in_text(goal)).unwrap_or_default();
    let subject = finding
        .subject
        .as_deref()
        .map(|subject| model.finding_subject(&finding.id, subject))
        .unwrap_or_default();
    let question = finding
        .question
        .as_deref()
        .and_then(|id| model.questionnaire.question(model.questionnaire.find(id)?))
        .map(|question| model.question_title(question, finding.subject.as_deref()))
        .unwrap_or_default();
    super::words::fill(&text, &[("goal", &goal), ("subject", &subject), ("question", &question)])
}

/// Questions to which the answer is "we do not know yet".
pub(super) fn unknown_questions(model: &Model) -> Vec<At> {
    let unknown = model
        .report
        .questions
        .iter()
        .filter(|result| result.asked == Truth::Yes && result.state == AnswerState::Unknown);
    unknown
        .filter_map(|result| {
            Some(At { question: model.questionnaire.find(&result.id)?, subject: result.subject.clone() })
        })
        .collect()
}

fn question_link(model: &Model, at: &At) -> El {
    let title = model
        .questionnaire
        .question(at.question)
        .map(|question| model.at_title(question, at.subject.as_deref()));
    el(Tag::Li).child(
        el(Tag::A).place(&model.id_of(at)).on(Action::Change(at.clone())).text(title.unwrap_or_default()),
    )
}
