//! What the result at a glance leaves out: findings, what is not known, what to do next, sources.

use sdg_core::{Finding, FindingSeverity};

use super::{finding_text, question_link, unknown_questions};
use crate::app::message::{Action, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::view::list::{sub, to_list};
use crate::app::view::{El, button, disclosure, heading, paragraphs, step};
use crate::html::{Attribute, Tag, el};

/// What the rules raise, the most urgent first, with what each kind is called.
pub(in crate::app::view) const SEVERITIES: [(FindingSeverity, Phrase, &str); 3] = [
    (FindingSeverity::DiscussFirst, phrases::SEVERITY_DISCUSS, "discuss"),
    (FindingSeverity::Attention, phrases::SEVERITY_ATTENTION, "attention"),
    (FindingSeverity::Hint, phrases::SEVERITY_HINT, "hint-list"),
];

pub(super) fn all(model: &Model) -> Vec<El> {
    vec![findings(model), unknowns(model), after(model), sources(model)]
}

fn findings(model: &Model) -> El {
    let certain = |severity: FindingSeverity| {
        model.report.findings.iter().filter(move |finding| finding.certain && finding.severity == severity)
    };
    let lists = SEVERITIES.iter().filter_map(|(severity, title, class)| {
        let items: Vec<El> = certain(*severity).map(|finding| finding_item(model, finding)).collect();
        (!items.is_empty()).then(|| {
            el(Tag::Div)
                .class(["findings ", class].concat())
                .key(*class)
                .child(heading(model, 2).say(model, *title))
                .child(el(Tag::Ul).children(items))
        })
    });
    let possible: Vec<El> =
        possible_findings(model).map(|finding| el(Tag::Li).text(finding_text(model, finding))).collect();
    let lists: Vec<El> = lists.collect();
    let none = lists.is_empty().then(|| el(Tag::P).key("none").say(model, phrases::RESULT_FINDINGS_NONE));
    let possible = (!possible.is_empty()).then(|| {
        let count = possible.len().to_string();
        el(Tag::Details)
            .key("possible")
            .child(el(Tag::Summary).text(model.ui_with(phrases::FINDING_POSSIBLE, &[("n", &count)])))
            .child(el(Tag::Ul).children(possible))
    });
    el(Tag::Section)
        .key("findings")
        .child(sub(model, phrases::RESULT_FINDINGS))
        .maybe(none)
        .children(lists)
        .maybe(possible)
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

fn finding_item(model: &Model, finding: &Finding) -> El {
    let help = model.text(&["finding", &finding.id, "help"]);
    el(Tag::Li)
        .child(el(Tag::Strong).text(finding_text(model, finding)))
        .children(help.map(paragraphs).into_iter().flatten())
}

fn unknowns(model: &Model) -> El {
    let items: Vec<El> = unknown_questions(model).iter().map(|at| question_link(model, at)).collect();
    let open = open_sections(model).into_iter().map(|(place, words)| {
        let to = Place::Section(place);
        el(Tag::Li).child(el(Tag::A).place(&to.to_text(&model.questionnaire)).on(Action::Go(to)).text(words))
    });
    let open: Vec<El> = open.collect();
    let section = el(Tag::Section).key("unknowns").child(sub(model, phrases::RESULT_UNKNOWNS));
    if items.is_empty() && open.is_empty() {
        return section.child(el(Tag::P).say(model, phrases::RESULT_UNKNOWNS_NONE));
    }
    section
        .child(el(Tag::P).class("hint").say(model, phrases::RESULT_UNKNOWNS_HELP))
        .child(el(Tag::Ul).class("links").children(items).children(open))
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
        .child(sub(model, phrases::RESULT_AFTER))
        .child(el(Tag::P).say(model, phrases::RESULT_AFTER_HELP))
        .child(
            el(Tag::Div)
                .class("buttons")
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
