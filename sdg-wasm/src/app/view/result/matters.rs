//! What would change the picture: for a principle, for all of it, and how far a verdict hangs on weights.

use sdg_core::{Kind, Lever, MeasureRef, MeasureResult, PrincipleResult, VerdictAbout};

use super::{cell_of, column, components, fold, how, links, row, row_head, side_words, table};
use crate::app::folds::{MATTERS, of_principle};
use crate::app::message::{Action, At};
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::plan::{MOST_MATTERS, most};
use crate::app::view::El;
use crate::html::{Tag, el};

/// So many answers stand under a principle.
const MOST: usize = 3;

/// The answers that would change the picture most.
pub(super) fn view(model: &Model) -> Option<El> {
    // What could be moved is worked out when somebody looks.
    if model.report.principles.is_empty() && model.report.goals.is_empty() {
        return None;
    }
    let gist = model.ui_with(phrases::FOLD_MATTERS, &[("n", &MOST_MATTERS.to_string())]);
    Some(fold::part(model, MATTERS, phrases::PLAN_MATTERS, gist, &|| {
        let all = model.plan.insight.matters.as_deref().map(Vec::as_slice).unwrap_or_default();
        let items = most(all).into_iter().filter_map(|(matter, lever)| {
            let why = if lever.open { phrases::PLAN_MATTER_OPEN } else { phrases::PLAN_MATTER_BETTER };
            let name = model.measure_name(&matter.of);
            let item = self::lever(model, lever)?;
            Some(item.child(
                el(Tag::Span).class("hint").text([" ", &model.ui_with(why, &[("name", &name)])].concat()),
            ))
        });
        let items: Vec<El> = items.collect();
        if items.is_empty() {
            return vec![el(Tag::P).key("none").say(model, phrases::FOLD_MATTERS_NONE)];
        }
        vec![
            el(Tag::P).class("hint").key("help").say(model, phrases::PLAN_MATTERS_HELP),
            el(Tag::Ol).class("links").key("list").children(items),
        ]
    }))
}

/// What stands behind a principle: what would lift it, its parts, how far they hang on weights, and the answers that made them.
pub(super) fn behind(
    model: &Model,
    principle: &PrincipleResult,
    shown: bool,
    parts: &[&MeasureResult],
) -> El {
    let title = model.ui_with(phrases::FOLD_PRINCIPLE, &[("n", &parts.len().to_string())]);
    fold::fold(model, &of_principle(&principle.id), title, &|| {
        let lift = if shown { lift(model, principle) } else { None };
        let robust = if shown { robustness(model, principle, parts) } else { None };
        let (table, how) = (components(model, parts), how::measures(model, &principle.id, parts));
        [lift, robust, Some(table), Some(how)].into_iter().flatten().collect()
    })
    .class("behind")
    .key("behind")
}

/// A link to the question.
fn lever(model: &Model, lever: &Lever) -> Option<El> {
    let question = model.questionnaire.question(lever.question)?;
    let subject = question.for_each.and(lever.subject.clone());
    let at = At { question: lever.question, subject };
    let mut title = model.at_title(question, lever.subject.as_deref());
    if let (Kind::Subjects { roster, .. }, Some(subject)) = (&question.kind, &lever.subject) {
        title.push(' ');
        title.push_str(&model.subject_name(*roster, subject));
    }
    let link = el(Tag::A).place(&model.id_of(&at)).on(Action::Change(at)).text(title);
    Some(el(Tag::Li).child(link))
}

/// What would lift the weakest link of a principle.
fn lift(model: &Model, principle: &PrincipleResult) -> Option<El> {
    let matters = model.plan.insight.matters.as_ref()?;
    let matter = matters.iter().find(|matter| matter.principle.as_ref() == Some(&principle.id))?;
    let lifts = matter.levers.iter().filter(|lever| lever.gain.is_positive()).take(MOST);
    let items: Vec<El> = lifts
        .filter_map(|lever| {
            let why = if lever.open { phrases::PLAN_LIFT_OPEN } else { phrases::PLAN_LIFT_BETTER };
            Some(self::lever(model, lever)?.text([" (", &model.ui(why), ")"].concat()))
        })
        .collect();
    (!items.is_empty()).then(|| {
        el(Tag::Div)
            .key("lift")
            .child(el(Tag::P).say(model, phrases::PLAN_LIFT))
            .child(el(Tag::Ul).class("links").children(items))
    })
}

/// One sentence on a mean of the principle, the weakest link before the others, whose verdict says something.
fn robustness(model: &Model, principle: &PrincipleResult, parts: &[&MeasureResult]) -> Option<El> {
    let means = model.plan.insight.robustness.as_ref()?;
    let weakest = parts.iter().filter(|part| principle.weakest.as_ref() == Some(&part.id));
    let others = parts.iter().filter(|part| principle.weakest.as_ref() != Some(&part.id));
    let (part, verdict) = weakest.chain(others).filter(|part| part.shown).find_map(|part| {
        let mean = means.iter().find(|mean| mean.id == part.id && mean.subject.is_none())?;
        let verdict = mean.verdicts.iter().find(|verdict| matches!(verdict.about, VerdictAbout::Bands(_)))?;
        Some((part, verdict))
    })?;
    let phrase = if verdict.robust {
        phrases::PLAN_ROBUST
    } else if !verdict.survives_weights {
        phrases::PLAN_ROBUST_WEIGHTS
    } else {
        phrases::PLAN_ROBUST_ITEM
    };
    let name = model.must(&["measure", &part.id, "title"]);
    Some(el(Tag::P).class("hint").key("robust").text(model.ui_with(phrase, &[("name", &name)])))
}

/// Measures that no principle has, such as one for each place of a partnership.
pub(super) fn other_measures(model: &Model) -> Option<El> {
    let questionnaire = &model.questionnaire;
    let of_principle = |id: &str| {
        let ix = questionnaire.find_measure(id);
        questionnaire.principles().iter().any(|principle| {
            principle.components.iter().chain(&principle.measures).any(|part| Some(*part) == ix)
        })
    };
    let others: Vec<&MeasureResult> = model
        .report
        .measures
        .iter()
        .filter(|measure| measure.bounds.is_some() && !of_principle(&measure.id))
        .collect();
    if others.is_empty() {
        return None;
    }
    let gist = model.ui_with(phrases::FOLD_OTHERS, &[("n", &others.len().to_string())]);
    let inside = || {
        let rows = others.iter().map(|measure| {
            let of = MeasureRef::Measure { id: measure.id.clone(), subject: measure.subject.clone() };
            row()
                .child(row_head().text(model.measure_name(&of)))
                .child(cell_of().text(side_words(model, measure)))
        });
        let head = row()
            .child(column(model, phrases::PLAN_MEASURE_NAME))
            .child(column(model, phrases::RESULT_VALUE));
        vec![
            table(model, "components", phrases::PLAN_OTHERS, head, rows).key("table"),
            how::measures(model, "others", &others),
        ]
    };
    // Without goals they are what the result is about.
    if model.report.goals.is_empty() {
        let section = el(Tag::Section).key("others");
        let title = links::title(model, "others", phrases::PLAN_OTHERS);
        return Some(section.child(title).children(inside()));
    }
    Some(fold::part(model, "others", phrases::PLAN_OTHERS, gist, &inside))
}
