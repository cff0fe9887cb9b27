//! What the result at a glance leaves out, part by part, and the list of these parts.

use sdg_core::{ActionOrigin, Finding, FindingSeverity};

use super::{claims, findings, links, matters, question_link, suggestions, unknown_questions};
use crate::app::message::{Action, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::plan;
use crate::app::view::list::to_list;
use crate::app::view::{El, button, disclosure, step};
use crate::html::{Attribute, Tag, el};

/// Every part that can be jumped to, in the order of the screen. The id is that of its heading.
const PARTS: [(&str, Phrase); 10] = [
    ("goals", phrases::RESULT_GOALS),
    ("principles", phrases::RESULT_PRINCIPLES),
    ("others", phrases::PLAN_OTHERS),
    ("findings", phrases::RESULT_FINDINGS),
    ("suggestions", phrases::PLAN_DOMAIN),
    ("claims", phrases::PLAN_CLAIMS),
    ("unknowns", phrases::RESULT_UNKNOWNS),
    ("matters", phrases::PLAN_MATTERS),
    ("links", phrases::PLAN_LINKS),
    ("after", phrases::RESULT_AFTER),
];

/// What the rules raise, the most urgent first, with what each kind is called.
pub(in crate::app::view) const SEVERITIES: [(FindingSeverity, Phrase, &str); 3] = [
    (FindingSeverity::DiscussFirst, phrases::SEVERITY_DISCUSS, "discuss"),
    (FindingSeverity::Attention, phrases::SEVERITY_ATTENTION, "attention"),
    (FindingSeverity::Hint, phrases::SEVERITY_HINT, "hint-list"),
];

pub(super) fn all(model: &Model) -> Vec<El> {
    let parts = [
        matters::other_measures(model),
        Some(findings::view(model)),
        suggestions::of_domain(model),
        claims::view(model),
        Some(unknowns(model)),
        matters::view(model),
        links::view(model),
        Some(after(model)),
        Some(sources(model)),
    ];
    parts.into_iter().flatten().collect()
}

/// What stands on this screen, by the parts that are there.
pub(super) fn contents(model: &Model, parts: &[El]) -> El {
    let there = |id: &str| match id {
        "goals" => !model.report.goals.is_empty(),
        "principles" => !model.report.principles.is_empty(),
        id => parts.iter().any(|part| part.key.as_deref() == Some(id)),
    };
    let links = PARTS.iter().filter(|(id, _)| there(id)).map(|(id, phrase)| {
        el(Tag::Li)
            .key(*id)
            .child(el(Tag::A).place(id).on(Action::Plan(plan::Action::Jump(id))).say(model, *phrase))
    });
    el(Tag::Nav)
        .class("contents")
        .key("contents")
        .with(Attribute::AriaLabel, model.ui(phrases::PLAN_CONTENTS))
        .child(el(Tag::Ul).children(links))
}

fn unknowns(model: &Model) -> El {
    let items: Vec<El> = unknown_questions(model)
        .iter()
        .map(|at| {
            let question = model.questionnaire.question(at.question).map(|question| question.id.clone());
            let origin = ActionOrigin { question, subject: at.subject.clone(), ..ActionOrigin::default() };
            let id = ["plan-of-", &model.id_of(at)].concat();
            question_link(model, at).key(id.clone()).child(findings::to_plan(model, &id, origin))
        })
        .collect();
    let open = open_sections(model).into_iter().map(|(place, words)| {
        let to = Place::Section(place);
        el(Tag::Li).child(el(Tag::A).place(&to.to_text(&model.questionnaire)).on(Action::Go(to)).text(words))
    });
    let open: Vec<El> = open.collect();
    let section =
        el(Tag::Section).key("unknowns").child(links::title(model, "unknowns", phrases::RESULT_UNKNOWNS));
    if items.is_empty() && open.is_empty() {
        return section.child(el(Tag::P).say(model, phrases::RESULT_UNKNOWNS_NONE));
    }
    section
        .child(el(Tag::P).class("hint").say(model, phrases::RESULT_UNKNOWNS_HELP))
        .child(el(Tag::Ul).class("links").children(items).children(open))
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
fn sources(model: &Model) -> El {
    let entry = |citation: &str, url: Option<&str>| {
        let item = el(Tag::Li).with(Attribute::Lang, "en");
        match url {
            Some(url) => item.child(el(Tag::A).link(url).text(citation.to_owned())),
            None => item.text(citation.to_owned()),
        }
    };
    let evidence = model.questionnaire.interlinkages().into_iter().flat_map(|part| part.evidence.sources());
    let items = model
        .questionnaire
        .sources()
        .iter()
        .map(|source| entry(&source.citation, source.url.as_deref()))
        .chain(evidence.map(|source| entry(&source.citation, Some(&source.url))));
    disclosure(model, phrases::RESULT_SOURCES, "sources").class("sources").child(el(Tag::Ul).children(items))
}
