//! Interlinkages of the touched goals: what helps and what hinders, with the evidence and the assessor's own judgement beside it.
//! None of it enters a result.

use sdg_core::{
    Answer, CrossImpact, CrossImpactCell, EvidenceLabel, FacetKind, FacetValue, Force, Goal, GroundPart,
    InterlinkageReport, Kind, Path, PromptResult, Side, Sign, Strength, SubjectAnswer, Truth,
};

use super::{cell_of, column, fold, row, row_head, table};
use crate::app::folds::LINKS;
use crate::app::message::{Action, At};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::view::list::sub;
use crate::app::view::question::evidence;
use crate::app::view::{El, goal_name, heading};
use crate::html::{Attribute, Tag, el};

/// So many goals stand in the open on each side.
const MOST: usize = 3;

/// The heading of a part of the result that stands in the open, where the contents lead to.
pub(super) fn title(model: &Model, id: &'static str, phrase: Phrase) -> El {
    sub(model, phrase).id(id).focusable()
}

pub(super) fn view(model: &Model) -> Option<El> {
    model.questionnaire.interlinkages()?;
    let touched = model.report.goals.iter().filter(|goal| goal.touched == Truth::Yes).count();
    let gist = model.ui_with(phrases::FOLD_LINKS, &[("n", &touched.to_string())]);
    Some(fold::part(model, LINKS, phrases::PLAN_LINKS, gist, &|| {
        let help = el(Tag::P).class("hint").key("help").say(model, phrases::PLAN_LINKS_HELP);
        let Some(links) = &model.plan.insight.links else { return vec![help] };
        if links.cross_impact.goals.is_empty() {
            return vec![help, el(Tag::P).key("none").say(model, phrases::PLAN_LINKS_NONE)];
        }
        let forces = el(Tag::Div)
            .class("cards")
            .key("forces")
            .child(forces(model, links, true))
            .child(forces(model, links, false));
        let parts = [Some(help), Some(forces), prompts(model, links), each_other(model, links)];
        parts.into_iter().flatten().chain([behind(model, links)]).collect()
    }))
}

// ---- Goal by goal

/// The goals that are helped, or hindered, most; the numbers only put them in order.
fn forces(model: &Model, links: &InterlinkageReport, opportunity: bool) -> El {
    let mut sorted: Vec<(Goal, &Force)> = Vec::new();
    for goal in &links.goals {
        let force = if opportunity { &goal.opportunity } else { &goal.tension };
        if force.both.is_positive() {
            let place = sorted.partition_point(|(_, known)| known.both >= force.both);
            sorted.insert(place, (goal.goal, force));
        }
    }
    let item = |(goal, force): &(Goal, &Force)| {
        el(Tag::Li).child(goal_name(model, *goal)).maybe(strongest(model, *goal, force))
    };
    let (name, help, none, class) = if opportunity {
        (phrases::PLAN_CHANCES, phrases::PLAN_CHANCES_HELP, phrases::PLAN_CHANCES_NONE, "card strong")
    } else {
        (phrases::PLAN_TENSIONS, phrases::PLAN_TENSIONS_HELP, phrases::PLAN_TENSIONS_NONE, "card concerns")
    };
    let none = sorted.is_empty().then(|| el(Tag::P).say(model, none));
    let id = if opportunity { "more-chances" } else { "more-tensions" };
    el(Tag::Div)
        .class(class)
        .child(heading(model, 2).say(model, name))
        .child(el(Tag::P).class("hint").say(model, help))
        .maybe(none)
        .children(fold::listed(model, id, "forces", &sorted, MOST, &item))
}

/// The strongest way in which it works through, and what the literature has on the two goals.
fn strongest(model: &Model, to: Goal, force: &Force) -> Option<El> {
    let paths = [&force.direct_path, &force.second_order_path].into_iter().flatten();
    let path = paths.fold(None::<&Path>, |best, path| {
        if best.is_some_and(|best| best.strength >= path.strength) { best } else { Some(path) }
    })?;
    let start = if path.side == Side::Benefit { phrases::PLAN_PATH_BENEFIT } else { phrases::PLAN_PATH_HARM };
    let mut sentences = vec![model.ui_with(start, &[("goal", &model.goal_in_text(path.from))])];
    let mut from = path.from;
    for step in &path.steps {
        let phrase = match step.sign {
            Sign::Helps => phrases::PLAN_PATH_HELPS,
            Sign::Hinders => phrases::PLAN_PATH_HINDERS,
        };
        let (here, there) = (model.goal_in_text(from), model.goal_in_text(step.to));
        sentences.push(model.ui_with(phrase, &[("from", &here), ("to", &there)]));
        from = step.to;
    }
    let label = model.questionnaire.interlinkages().map(|part| part.evidence.label(path.from, to));
    let label = label.map(|label| {
        el(Tag::P).class("source").text(model.ui_with(
            phrases::PLAN_PAIR_LABEL,
            &[
                ("a", &model.goal_in_text(path.from)),
                ("b", &model.goal_in_text(to)),
                ("label", &label_words(model, label)),
            ],
        ))
    });
    Some(el(Tag::Div).child(el(Tag::P).text(sentences.join(" "))).maybe(label))
}

fn label_words(model: &Model, label: EvidenceLabel) -> String {
    model.ui(match label {
        EvidenceLabel::Strong => phrases::PLAN_LABEL_STRONG,
        EvidenceLabel::Moderate => phrases::PLAN_LABEL_MODERATE,
        EvidenceLabel::Weak => phrases::PLAN_LABEL_WEAK,
        EvidenceLabel::None => phrases::PLAN_LABEL_NONE,
    })
}

// ---- Prompts

fn prompts(model: &Model, links: &InterlinkageReport) -> Option<El> {
    let title = || [&model.ui(phrases::PLAN_PROMPTS), " (", &links.prompts.len().to_string(), ")"].concat();
    let items = || links.prompts.iter().map(|prompt| self::prompt(model, links, prompt));
    let inside = || vec![el(Tag::Ul).class("findings").children(items())];
    (!links.prompts.is_empty()).then(|| fold::fold(model, "prompts", title(), &inside).key("prompts"))
}

fn prompt(model: &Model, links: &InterlinkageReport, result: &PromptResult) -> El {
    let judgements = result.judgements.iter().filter_map(|judgement| {
        let question = model.questionnaire.find(&judgement.question)?;
        let at = At { question, subject: Some(judgement.prompt.clone()) };
        let words = said(model, &at, None, GroundPart::Side(Side::Whole));
        let label = model.ui(phrases::PLAN_JUDGEMENT);
        let reason = (!judgement.reason.is_empty()).then(|| [" ", &judgement.reason].concat());
        Some(
            el(Tag::P)
                .text([&label, ": "].concat())
                .child(
                    el(Tag::A)
                        .class("inline-link")
                        .place(&model.id_of(&at))
                        .on(Action::Change(at))
                        .text(words),
                )
                .text([".", reason.as_deref().unwrap_or_default()].concat()),
        )
    });
    let names = links.evidence.sources.iter().filter(|source| result.sources.contains(&source.id));
    let names: Vec<String> = names.map(|source| short(&source.citation)).collect();
    let sources = (!names.is_empty()).then(|| {
        let names = names.join("; ");
        el(Tag::P).class("source").text(model.ui_with(phrases::PLAN_SOURCES, &[("names", &names)]))
    });
    el(Tag::Li)
        .key(result.prompt.id.clone())
        .child(el(Tag::Strong).text(model.prompt_text(&result.prompt.id)))
        .children(judgements)
        .maybe(evidence(model, &result.prompt.id).map(|it| it.starts_open(model.folds.all)))
        .maybe(sources)
}

/// Who and when: what stands before the title of a citation.
fn short(citation: &str) -> String {
    citation.split_once(')').map_or_else(|| citation.to_owned(), |(head, _)| [head, ")"].concat())
}

// ---- Against each other

fn each_other(model: &Model, links: &InterlinkageReport) -> Option<El> {
    let title = model.ui(phrases::PLAN_EACH_OTHER);
    let inside = || {
        let help = el(Tag::P).class("hint").say(model, phrases::PLAN_EACH_OTHER_HELP);
        vec![help, impact(model, &links.cross_impact)]
    };
    let some = links.cross_impact.goals.len() > 1;
    some.then(|| fold::fold(model, "each-other", title, &inside).key("each-other"))
}

fn impact(model: &Model, impact: &CrossImpact) -> El {
    let rows = impact.goals.iter().map(|from| {
        let cells: Vec<&CrossImpactCell> = impact.cells.iter().filter(|cell| cell.from == *from).collect();
        let list = |pass: &dyn Fn(&CrossImpactCell) -> bool, judged: bool, label: Phrase| {
            let items: Vec<El> = cells
                .iter()
                .filter(|cell| pass(cell))
                .map(|cell| el(Tag::Li).text(other(model, cell, judged)))
                .collect();
            let none =
                items.is_empty().then(|| el(Tag::Span).class("faint").say(model, phrases::PLAN_NOTHING));
            cell_of()
                .child(el(Tag::Span).class("narrow").text([&model.ui(label), ": "].concat()))
                .maybe((!items.is_empty()).then(|| el(Tag::Ul).children(items)))
                .maybe(none)
        };
        let helps =
            |cell: &CrossImpactCell| cell.direct.is_some_and(|influence| influence.helps.is_positive());
        let hinders =
            |cell: &CrossImpactCell| cell.direct.is_some_and(|influence| influence.hinders.is_positive());
        let judged = |cell: &CrossImpactCell| !cell.judgements.is_empty();
        row()
            .child(row_head().child(goal_name(model, *from)))
            .child(list(&helps, false, phrases::PLAN_HELPS))
            .child(list(&hinders, false, phrases::PLAN_HINDERS))
            .child(list(&judged, true, phrases::PLAN_JUDGEMENT))
    });
    let head = row()
        .child(column(model, phrases::PLAN_PROGRESS_ON))
        .child(column(model, phrases::PLAN_HELPS))
        .child(column(model, phrases::PLAN_HINDERS))
        .child(column(model, phrases::PLAN_JUDGEMENT));
    table(model, "components impact", phrases::PLAN_EACH_OTHER, head, rows)
}

/// The other goal, with how much the literature has on the two, or with what the assessor says.
fn other(model: &Model, cell: &CrossImpactCell, judged: bool) -> String {
    let words = if judged {
        let said = cell.judgements.iter().filter_map(|judgement| {
            let question = model.questionnaire.find(&judgement.question)?;
            let at = At { question, subject: Some(judgement.prompt.clone()) };
            Some(said(model, &at, None, GroundPart::Side(Side::Whole)))
        });
        said.collect::<Vec<String>>().join("; ")
    } else {
        label_words(model, cell.label)
    };
    [&model.goal_in_text(cell.to), " (", &words, ")"].concat()
}

/// What is behind it, and what it cannot tell.
fn behind(model: &Model, links: &InterlinkageReport) -> El {
    fold::fold(model, "behind", model.ui(phrases::PLAN_BEHIND), &|| {
        let english = || el(Tag::Li).with(Attribute::Lang, "en");
        let sources = links.evidence.sources.iter();
        let sources = sources.map(|it| english().child(el(Tag::A).link(&it.url).text(it.citation.clone())));
        let limits = links.evidence.limits.iter().map(|limit| english().text(limit.clone()));
        vec![
            el(Tag::Ul).key("sources").children(sources),
            el(Tag::P).say(model, phrases::PLAN_LIMITS),
            el(Tag::Ul).key("limits").children(limits),
        ]
    })
    .key("behind")
}

// ---- What was answered

/// The words of an answer, or of the part of it that is meant; `among`: of which subject, for a question about subjects.
pub(super) fn said(model: &Model, at: &At, among: Option<&str>, part: GroundPart) -> String {
    let entry = model.assessment.entry(at.question, at.subject.as_deref());
    let Some(question) = model.questionnaire.question(at.question) else { return String::new() };
    let open = || model.ui(phrases::STATE_ANSWER_OPEN);
    if let GroundPart::Facet(place) = part {
        let facet = model.questionnaire.facets().get(place);
        return match (facet.map(|facet| facet.takes), entry.facets.get(&place)) {
            (Some(FacetKind::Scale(scale)), Some(FacetValue::Step(step))) => {
                let scale = model.questionnaire.scale(scale);
                let step = scale.and_then(|scale| Some((scale, scale.steps.get(*step)?)));
                step.map_or_else(open, |(scale, step)| model.must(&["scale", &scale.id, &step.id]))
            }
            (Some(FacetKind::Roster(roster)), Some(FacetValue::Subjects(subjects))) => {
                let names = subjects.iter().map(|subject| model.subject_name(roster, subject));
                names.collect::<Vec<String>>().join(", ")
            }
            _ => open(),
        };
    }
    let Some(answer) = &entry.answer else { return open() };
    let unknown = || model.ui(phrases::UNKNOWN);
    match (&question.kind, answer) {
        (_, Answer::Unknown) => unknown(),
        (_, Answer::NotApplicable) => model.ui(phrases::NOT_APPLICABLE),
        (_, Answer::Text(text) | Answer::Number(text) | Answer::Date(text)) => text.clone(),
        (Kind::Effect { scale, .. }, Answer::Effect { benefit, harm }) => {
            let scale = model.questionnaire.scale(*scale);
            let side = |strength: &Option<Strength>, name: &str| match strength {
                None => open(),
                Some(Strength::Unknown) => unknown(),
                Some(Strength::Points(points)) => {
                    let step = scale.and_then(|scale| Some((scale, scale.step_at(*points)?)));
                    step.map_or_else(open, |(scale, step)| {
                        let own = model.text(&["scale", &scale.id, &step.id, name]).map(str::to_owned);
                        own.unwrap_or_else(|| model.must(&["scale", &scale.id, &step.id]))
                    })
                }
            };
            match part {
                GroundPart::Side(Side::Benefit) => side(benefit, "benefit"),
                GroundPart::Side(Side::Harm) => side(harm, "harm"),
                _ => [&side(benefit, "benefit"), "; ", &side(harm, "harm")].concat(),
            }
        }
        (Kind::Rating { scale }, Answer::Option(place)) => {
            let scale = model.questionnaire.scale(*scale);
            let step = scale.and_then(|scale| Some((scale, scale.steps.get(*place)?)));
            step.map_or_else(open, |(scale, step)| model.must(&["scale", &scale.id, &step.id]))
        }
        (Kind::Choice { options }, Answer::Option(place)) => {
            let option = options.get(*place);
            option.map_or_else(open, |option| model.must(&["option", &question.id, &option.id]))
        }
        (Kind::Multiple { options, .. }, Answer::Options(chosen)) => {
            let chosen = chosen.iter().filter_map(|place| options.get(*place));
            let names = chosen.map(|option| model.must(&["option", &question.id, &option.id]));
            let names: Vec<String> = names.collect();
            if names.is_empty() { model.ui(phrases::NONE_OF) } else { names.join(", ") }
        }
        (Kind::Subjects { roster, .. }, Answer::Subjects(subjects)) => {
            if let Some(one) = among {
                let answer = match subjects.get(one) {
                    None => open(),
                    Some(SubjectAnswer::Unknown) => unknown(),
                    Some(SubjectAnswer::Yes) => model.ui(phrases::YES),
                    Some(SubjectAnswer::No) => model.ui(phrases::NO),
                };
                return [&model.subject_name(*roster, one), ": ", &answer].concat();
            }
            let yes = subjects.iter().filter(|(_, answer)| **answer == SubjectAnswer::Yes);
            let names: Vec<String> = yes.map(|(id, _)| model.subject_name(*roster, id)).collect();
            if names.is_empty() { model.ui(phrases::NONE_OF) } else { names.join(", ") }
        }
        _ => open(),
    }
}
