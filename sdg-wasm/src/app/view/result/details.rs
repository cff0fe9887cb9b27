//! What the result at a glance leaves out, part by part, and the list of these parts.

use sdg_core::{ActionOrigin, Finding, FindingSeverity};

use super::{claims, findings, fold, links, matters, question_link, suggestions, unknown_questions};
use crate::app::folds::{self, UNKNOWNS};
use crate::app::message::{Action, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::view::list::to_list;
use crate::app::view::{El, button, step};
use crate::html::{Attribute, Tag, el};

/// Every part that can be jumped to, in the order of the screen. The id is that of its heading.
const PARTS: [(&str, Phrase); 11] = [
    ("goals", phrases::RESULT_GOALS),
    ("findings", phrases::RESULT_FINDINGS),
    ("principles", phrases::RESULT_PRINCIPLES),
    (UNKNOWNS, phrases::RESULT_UNKNOWNS),
    ("matters", phrases::PLAN_MATTERS),
    ("suggestions", phrases::PLAN_DOMAIN),
    ("claims", phrases::PLAN_CLAIMS),
    ("links", phrases::PLAN_LINKS),
    ("others", phrases::PLAN_OTHERS),
    ("sources", phrases::RESULT_SOURCES),
    ("after", phrases::RESULT_AFTER),
];

/// What the rules raise, the most urgent first, with what each kind is called.
pub(in crate::app::view) const SEVERITIES: [(FindingSeverity, Phrase, &str); 3] = [
    (FindingSeverity::DiscussFirst, phrases::SEVERITY_DISCUSS, "discuss"),
    (FindingSeverity::Attention, phrases::SEVERITY_ATTENTION, "attention"),
    (FindingSeverity::Hint, phrases::SEVERITY_HINT, "hint-list"),
];

/// What is folded in, and what to do with all of it.
pub(super) fn rest(model: &Model) -> Vec<El> {
    let parts = [
        unknowns(model),
        matters::view(model),
        suggestions::of_domain(model),
        claims::view(model),
        links::view(model),
        matters::other_measures(model),
        sources(model),
        Some(after(model)),
    ];
    parts.into_iter().flatten().collect()
}

/// What stands on this screen, by the parts that are there.
pub(super) fn contents(model: &Model, parts: &[El]) -> El {
    let there = |id: &str| match id {
        "goals" => !model.report.goals.is_empty(),
        "findings" => true,
        "principles" => !model.report.principles.is_empty(),
        id => parts.iter().any(|part| part.key.as_deref() == Some(id)),
    };
    let links = PARTS.iter().filter(|(id, _)| there(id)).map(|(id, phrase)| {
        el(Tag::Li)
            .key(*id)
            .child(el(Tag::A).place(id).on(Action::Fold(folds::Action::Jump(id))).say(model, *phrase))
    });
    el(Tag::Nav)
        .class("contents")
        .key("contents")
        .with(Attribute::AriaLabel, model.ui(phrases::PLAN_CONTENTS))
        .child(el(Tag::Ul).children(links))
}

fn unknowns(model: &Model) -> Option<El> {
    let (unknown, open) = (unknown_questions(model), open_sections(model));
    if unknown.is_empty() && open.is_empty() {
        return None;
    }
    let gist = model.ui_with(
        phrases::FOLD_UNKNOWNS,
        &[("n", &unknown.len().to_string()), ("m", &open.len().to_string())],
    );
    Some(fold::part(model, UNKNOWNS, phrases::RESULT_UNKNOWNS, gist, &|| {
        let items = unknown.iter().map(|at| {
            let question = model.questionnaire.question(at.question).map(|question| question.id.clone());
            let origin = ActionOrigin { question, subject: at.subject.clone(), ..ActionOrigin::default() };
            let id = ["plan-of-", &model.id_of(at)].concat();
            question_link(model, at).key(id.clone()).child(findings::to_plan(model, &id, origin))
        });
        let open = open.iter().map(|(place, words)| {
            let to = Place::Section(*place);
            let link = el(Tag::A).place(&to.to_text(&model.questionnaire)).on(Action::Go(to));
            el(Tag::Li).child(link.text(words.clone()))
        });
        vec![
            el(Tag::P).class("hint").key("help").say(model, phrases::RESULT_UNKNOWNS_HELP),
            el(Tag::Ul).class("links").key("list").children(items).children(open),
        ]
    }))
}

/// What open answers may still raise, and is worth saying.
pub(in crate::app::view) fn possible_findings(model: &Model) -> impl Iterator<Item = &Finding> {
    model
        .report
        .findings
        .iter()
        .filter(|finding| !finding.certain && finding.severity != FindingSeverity::Hint)
        .filter(|finding| model.report.is_at_hand(finding))
}

/// Sections in which something that counts is still open, by place, with how much.
pub(in crate::app::view) fn open_sections(model: &Model) -> Vec<(usize, String)> {
    let open = model.sections().into_iter().filter_map(|place| {
        let section = model.questionnaire.sections().get(place)?;
        let progress = model.report.progress.iter().find(|progress| progress.section == section.id)?;
        let open = progress.asked.saturating_sub(progress.answered).saturating_sub(progress.unknown);
        let about_project = section
            .questions
            .iter()
            .all(|ix| model.questionnaire.question(*ix).is_none_or(|question| !model.matters(&question.id)));
        if open == 0 || about_project {
            return None;
        }
        let name = model.must(&["section", &section.id, "title"]);
        let words =
            if open == 1 { phrases::RESULT_OPEN_SECTION_ONE } else { phrases::RESULT_OPEN_SECTION_MANY };
        Some((place, model.ui_with(words, &[("section", &name), ("n", &open.to_string())])))
    });
    open.collect()
}

fn after(model: &Model) -> El {
    el(Tag::Section)
        .class("after")
        .key("after")
        .child(links::title(model, "after", phrases::RESULT_AFTER))
        .child(el(Tag::P).say(model, phrases::RESULT_AFTER_HELP))
        .child(
            el(Tag::Div)
                .class("buttons")
                .child(step(model, Place::Plan, phrases::LIST_PLAN))
                .child(step(model, Place::Report, phrases::REPORT_LINK).class("button main"))
                .child(button(model, Action::Save, phrases::KEEP_SAVE))
                .child(step(model, Place::Keep, phrases::LIST_KEEP))
                .child(to_list(model)),
        )
}

/// Links that lead away stand only here.
fn sources(model: &Model) -> Option<El> {
    let entry = |citation: &str, url: Option<&str>| {
        let item = el(Tag::Li).with(Attribute::Lang, "en");
        match url {
            Some(url) => item.child(el(Tag::A).link(url).text(citation.to_owned())),
            None => item.text(citation.to_owned()),
        }
    };
    let (own, evidence) = (model.questionnaire.sources(), model.questionnaire.interlinkages());
    let evidence = evidence.map(|part| part.evidence.sources()).unwrap_or_default();
    let count = own.len().saturating_add(evidence.len());
    let gist = model.ui_with(phrases::FOLD_SOURCES, &[("n", &count.to_string())]);
    let list = || {
        let own = own.iter().map(|source| entry(&source.citation, source.url.as_deref()));
        let evidence = evidence.iter().map(|source| entry(&source.citation, Some(&source.url)));
        vec![el(Tag::Ul).class("links").key("list").children(own).children(evidence)]
    };
    (count > 0).then(|| fold::part(model, "sources", phrases::RESULT_SOURCES, gist, &list))
}
