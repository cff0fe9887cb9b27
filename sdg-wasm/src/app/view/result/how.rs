//! "How do we get there?": the answers that made a number, and the open ones that can still move it.

use sdg_core::{Answer, Kind, Leaf, LeafState, MeasureRef, MeasureResult, Question, Side, Truth};

use super::fold::fold;
use crate::app::message::{Action, At};
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::view::El;
use crate::app::view::section::change;
use crate::html::{Attribute, Tag, el};

/// Each side of each goal that is touched, or may be.
pub(super) fn goals(model: &Model) -> El {
    fold(model, "how-goals", model.ui(phrases::RESULT_HOW), &|| {
        let goals = model.report.goals.iter().filter(|goal| goal.touched != Truth::No || goal.open);
        let sides = goals.flat_map(|goal| {
            [
                (Side::Benefit, &goal.benefit.max, phrases::RESULT_BENEFIT),
                (Side::Harm, &goal.harm.max, phrases::RESULT_HARM),
            ]
            .map(|(side, measure, label)| {
                let name = [&model.goal_in_text(goal.goal), ": ", &model.ui(label)].concat();
                view(model, name, &MeasureRef::Goal { goal: goal.goal, side }, measure)
            })
        });
        let help = el(Tag::P).class("hint").say(model, phrases::RESULT_HOW_HELP);
        std::iter::once(help).chain(sides).collect()
    })
    .class("how-all")
    .key("how-goals")
}

/// Each of these measures. `id` says of what they are.
pub(super) fn measures(model: &Model, id: &str, measures: &[&MeasureResult]) -> El {
    fold(model, &["how-", id].concat(), model.ui(phrases::RESULT_HOW), &|| {
        let each = measures.iter().map(|measure| {
            let of = MeasureRef::Measure { id: measure.id.clone(), subject: measure.subject.clone() };
            view(model, model.measure_name(&of), &of, measure)
        });
        each.collect()
    })
    .class("how-all")
    .key("how")
}

/// What it takes is worked out when it is opened.
fn view(model: &Model, name: String, of: &MeasureRef, measure: &MeasureResult) -> El {
    let id = key(of);
    fold(model, &["how-of-", &id].concat(), name, &|| explained(model, of, measure)).class("how").key(id)
}

fn explained(model: &Model, of: &MeasureRef, measure: &MeasureResult) -> Vec<El> {
    let Some(explanation) = model.assessment.explain(of) else { return Vec::new() };
    let leaves: Vec<El> = explanation
        .leaves
        .iter()
        .filter(|leaf| leaf.state != LeafState::NotAsked)
        .filter_map(|leaf| self::leaf(model, leaf))
        .collect();
    let value = measure.bounds.map(|bounds| {
        let words = if bounds.lo == bounds.hi {
            model.ui_with(phrases::RESULT_HOW_VALUE, &[("value", &model.fraction_text(bounds.lo))])
        } else {
            model.ui_with(
                phrases::RESULT_HOW_BETWEEN,
                &[("lo", &model.fraction_text(bounds.lo)), ("hi", &model.fraction_text(bounds.hi))],
            )
        };
        el(Tag::P).class("hint").key("value").text(words)
    });
    let none = leaves.is_empty().then(|| el(Tag::P).key("none").say(model, phrases::RESULT_HOW_NONE));
    let gates: Vec<El> = explanation
        .gates
        .iter()
        .filter_map(|(question, subject)| {
            let at = At { question: *question, subject: subject.clone() };
            let title = model.at_title(model.questionnaire.question(*question)?, subject.as_deref());
            Some(el(Tag::Li).child(el(Tag::A).place(&model.id_of(&at)).on(Action::Change(at)).text(title)))
        })
        .collect();
    let gates = (!gates.is_empty()).then(|| {
        el(Tag::Div)
            .key("gates")
            .child(el(Tag::P).say(model, phrases::RESULT_HOW_GATES))
            .child(el(Tag::Ul).children(gates))
    });
    let leaves = el(Tag::Ul).key("leaves").class("leaves").children(leaves);
    [none, Some(leaves), gates, value].into_iter().flatten().collect()
}

fn key(of: &MeasureRef) -> String {
    match of {
        MeasureRef::Measure { id, subject } => [id, "--", subject.as_deref().unwrap_or_default()].concat(),
        MeasureRef::Goal { goal, side } => {
            ["goal-", &goal.number().to_string(), if *side == Side::Benefit { "-b" } else { "-h" }].concat()
        }
    }
}

fn leaf(model: &Model, leaf: &Leaf) -> Option<El> {
    let question = model.questionnaire.question(leaf.question)?;
    let subject = question.for_each.and(leaf.subject.clone());
    let at = At { question: leaf.question, subject };
    let mut title = model.at_title(question, leaf.subject.as_deref());
    if let (Kind::Subjects { roster, .. }, Some(subject)) = (&question.kind, &leaf.subject) {
        title.push(' ');
        title.push_str(&model.subject_name(*roster, subject));
        title.push(':');
    }
    let answer = match leaf.state {
        LeafState::Answered(points) => answer_words(model, question, &at, leaf, points),
        LeafState::Unknown => model.ui(phrases::UNKNOWN),
        LeafState::Unanswered => model.ui(phrases::STATE_ANSWER_OPEN),
        LeafState::NotApplicable => model.ui(phrases::NOT_APPLICABLE),
        LeafState::NotAsked => model.ui(phrases::STATE_ANSWER_NOT_ASKED),
    };
    let moves =
        if leaf.can_move { [" ", &model.ui(phrases::RESULT_HOW_MOVE)].concat() } else { String::new() };
    Some(
        el(Tag::Li)
            .child(el(Tag::Span).text([&title, " "].concat()))
            .child(el(Tag::Strong).text(answer))
            .text([&moves, " "].concat())
            .child(
                change(model, &at, phrases::RESULT_CHANGE).with(Attribute::AriaLabel, {
                    [&model.ui(phrases::RESULT_CHANGE), ": ", &title].concat()
                }),
            ),
    )
}

fn answer_words(model: &Model, question: &Question, at: &At, leaf: &Leaf, points: i64) -> String {
    let entry = model.assessment.entry(at.question, at.subject.as_deref());
    match (&question.kind, &entry.answer) {
        (Kind::Effect { scale, .. }, _) => {
            let Some(scale) = model.questionnaire.scale(*scale) else { return points.to_string() };
            let Some(step) = scale.step_at(points) else { return points.to_string() };
            let part = if leaf.side == Side::Harm { "harm" } else { "benefit" };
            let words = model.text(&["scale", &scale.id, &step.id, part]).map(str::to_owned);
            words.unwrap_or_else(|| model.must(&["scale", &scale.id, &step.id]))
        }
        (Kind::Rating { scale }, Some(Answer::Option(place))) => {
            let scale = model.questionnaire.scale(*scale);
            let step = scale.and_then(|scale| Some((scale, scale.steps.get(*place)?)));
            step.map_or_else(
                || points.to_string(),
                |(scale, step)| model.must(&["scale", &scale.id, &step.id]),
            )
        }
        (Kind::Choice { options }, Some(Answer::Option(place))) => options
            .get(*place)
            .map_or_else(|| points.to_string(), |option| model.must(&["option", &question.id, &option.id])),
        (Kind::Subjects { .. }, _) => model.ui(if points > 0 { phrases::YES } else { phrases::NO }),
        _ => points.to_string(),
    }
}
