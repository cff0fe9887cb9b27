//! Everything that is recorded, in words.

use sdg_core::{
    Answer, FacetKind, FacetValue, Kind, Question, QuestionIx, QuestionResult, ScaleIx, Side, Strength,
    SubjectAnswer, Truth,
};

use super::document::{About, Document, columns, row, table};
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::view::El;

/// Section by section, with the reasons.
pub(super) fn all(of: &Document<'_>) -> Vec<El> {
    let model = of.model;
    let mut part =
        vec![of.heading(1, model.ui(phrases::REPORT_ANSWERS)), of.say(phrases::REPORT_ANSWERS_HELP)];
    for section in model.questionnaire.sections() {
        let recorded: Vec<Recorded> = section
            .questions
            .iter()
            .filter_map(|ix| Some((*ix, model.questionnaire.question(*ix)?)))
            .flat_map(|(ix, question)| {
                let results = model.report.questions.iter().filter(|result| result.id == question.id);
                results.filter_map(move |result| one(model, ix, question, result))
            })
            .collect();
        if recorded.is_empty() {
            continue;
        }
        let title = model.must(&["section", &section.id, "title"]);
        // Without any reason there is no column for them.
        let mut heads = vec![phrases::REPORT_QUESTION, phrases::REPORT_ANSWER];
        heads.extend(recorded.iter().any(|one| !one.reason.is_empty()).then_some(phrases::REPORT_REASON));
        let cells = heads.len().saturating_sub(1);
        let rows =
            recorded.into_iter().map(|one| row(&one.title, [one.answer, one.reason].into_iter().take(cells)));
        let head = columns(model, &heads);
        part.push(of.heading(2, title.clone()));
        part.push(table(About::Name(title), Some(head), rows).class("answers"));
    }
    part
}

struct Recorded {
    title: String,
    answer: String,
    reason: String,
}

fn one(model: &Model, ix: QuestionIx, question: &Question, result: &QuestionResult) -> Option<Recorded> {
    let subject = result.subject.as_deref();
    let entry = model.assessment.entry(ix, subject);
    if result.asked == Truth::No && entry.is_empty() {
        return None;
    }
    let mut answer = lines(model, ix, subject);
    if result.asked == Truth::No {
        answer.push(model.ui(phrases::REPORT_NOT_COUNTED));
    }
    let title = model.at_title(question, subject);
    Some(Recorded { title, answer: answer.join("\n"), reason: entry.reason.trim().to_owned() })
}

/// What is recorded for a question, a line each: the answer, then its facets.
pub(super) fn lines(model: &Model, ix: QuestionIx, subject: Option<&str>) -> Vec<String> {
    let Some(question) = model.questionnaire.question(ix) else { return Vec::new() };
    let entry = model.assessment.entry(ix, subject);
    let mut lines = match &entry.answer {
        None => vec![model.ui(phrases::STATE_ANSWER_OPEN)],
        Some(answer) => words(model, question, answer),
    };
    for (place, value) in &entry.facets {
        let Some(facet) = model.questionnaire.facets().get(*place) else { continue };
        let value = match (facet.takes, value) {
            (FacetKind::Scale(scale), FacetValue::Step(step)) => self::step(model, scale, *step, None),
            (FacetKind::Roster(roster), FacetValue::Subjects(subjects)) => {
                let names: Vec<String> = subjects.iter().map(|id| model.subject_name(roster, id)).collect();
                names.join(", ")
            }
            _ => continue,
        };
        lines.push([&model.must(&["facet", &facet.id, "title"]), " ", &value].concat());
    }
    lines
}

fn words(model: &Model, question: &Question, answer: &Answer) -> Vec<String> {
    let option = |id: &str| model.must(&["option", &question.id, id]);
    match (answer, &question.kind) {
        (Answer::Unknown, _) => vec![model.ui(phrases::UNKNOWN)],
        (Answer::NotApplicable, _) => vec![model.ui(phrases::NOT_APPLICABLE)],
        (Answer::Text(text), _) => vec![text.clone()],
        (Answer::Number(number), _) => vec![model.number_text(number)],
        (Answer::Date(date), _) => vec![model.day_text(date)],
        (Answer::Effect { benefit, harm }, Kind::Effect { scale, .. }) => {
            [(phrases::RESULT_BENEFIT, benefit, Side::Benefit), (phrases::RESULT_HARM, harm, Side::Harm)]
                .into_iter()
                .map(|(label, strength, side)| {
                    let words = match strength {
                        None => model.ui(phrases::STATE_ANSWER_OPEN),
                        Some(Strength::Unknown) => model.ui(phrases::RESULT_UNKNOWN),
                        Some(Strength::Points(points)) => {
                            let steps =
                                model.questionnaire.scale(*scale).map_or(&[][..], |scale| &scale.steps);
                            let place = steps.iter().position(|step| step.points == *points);
                            place.map_or_else(
                                || points.to_string(),
                                |place| step(model, *scale, place, Some(side)),
                            )
                        }
                    };
                    [&model.ui(label), ": ", &words].concat()
                })
                .collect()
        }
        (Answer::Option(place), Kind::Rating { scale }) => vec![step(model, *scale, *place, None)],
        (Answer::Option(place), Kind::Choice { options }) => {
            options.get(*place).map(|chosen| option(&chosen.id)).into_iter().collect()
        }
        (Answer::Options(places), Kind::Multiple { .. }) if places.is_empty() => {
            vec![model.ui(phrases::NONE_OF)]
        }
        (Answer::Options(places), Kind::Multiple { options, .. }) => {
            places.iter().filter_map(|place| options.get(*place)).map(|chosen| option(&chosen.id)).collect()
        }
        (Answer::Subjects(subjects), Kind::Subjects { roster, .. }) => model
            .assessment
            .subjects(*roster)
            .filter_map(|id| Some((id, subjects.get(id)?)))
            .map(|(id, answer)| {
                let said = match answer {
                    SubjectAnswer::Yes => phrases::YES,
                    SubjectAnswer::No => phrases::NO,
                    SubjectAnswer::Unknown => phrases::RESULT_UNKNOWN,
                };
                [&model.subject_name(*roster, id), ": ", &model.ui(said)].concat()
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Name of a step; a side of an effect may have its own.
fn step(model: &Model, scale: ScaleIx, place: usize, side: Option<Side>) -> String {
    let step = model.questionnaire.scale(scale).and_then(|scale| Some((scale, scale.steps.get(place)?)));
    let Some((scale, step)) = step else { return String::new() };
    let side = side.map(|side| if side == Side::Harm { "harm" } else { "benefit" });
    let of_side = side.and_then(|side| model.text(&["scale", &scale.id, &step.id, side]));
    of_side.map_or_else(|| model.must(&["scale", &scale.id, &step.id]), str::to_owned)
}
