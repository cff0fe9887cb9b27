//! Suggestions that fit: from a public table that is loaded when somebody asks for it. None of it is generated.

use sdg_core::{ActionOrigin, Effort, FindingKey};

use super::findings::to_plan;
use super::links;
use crate::app::message::Action;
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::plan::{self, Coming, Fitting};
use crate::app::view::{El, button};
use crate::html::{Attribute, Tag, el};

/// So many stand in the open under a finding, and so many at most for a policy domain; the others are folded in.
const FEW: usize = 3;
const MOST: usize = 10;

/// How many are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Few,
    Most,
}

/// For the policy domains of the project, whatever they are for.
pub(super) fn of_domain(model: &Model) -> Option<El> {
    model.questionnaire.profile().domains?;
    let list = folded(model, phrases::PLAN_SUGGESTIONS_DOMAIN, Shown::Most, None, &|fit| fit.of_domain);
    Some(
        el(Tag::Section)
            .key("suggestions")
            .child(links::title(model, "suggestions", phrases::PLAN_DOMAIN))
            .child(el(Tag::P).class("hint").say(model, phrases::PLAN_DOMAIN_HELP))
            .child(list),
    )
}

/// Those that pass, folded in: what they say comes when it is opened.
pub(super) fn folded(
    model: &Model,
    title: Phrase,
    shown: Shown,
    finding: Option<&FindingKey>,
    pass: &dyn Fn(&Fitting) -> bool,
) -> El {
    let details = el(Tag::Details)
        .key("suggestions")
        .child(el(Tag::Summary).on(Action::Plan(plan::Action::Suggest)).say(model, title));
    match (&model.plan.coming, &model.plan.fits) {
        (Coming::NotAsked, _) => details,
        (Coming::Failed, _) => details
            .child(el(Tag::P).key("failed").say(model, phrases::PLAN_SUGGESTIONS_MISSING))
            .child(button(model, Action::Plan(plan::Action::Suggest), phrases::PLAN_AGAIN).key("again")),
        (Coming::Here, Some(fits)) => {
            let fits: Vec<El> =
                fits.iter().filter(|fit| pass(fit)).filter_map(|fit| item(model, fit, finding)).collect();
            let most = if shown == Shown::Few { FEW } else { MOST };
            let mut open = fits;
            let rest = open.split_off(most.min(open.len()));
            let all = open.len().saturating_add(rest.len());
            let none = (all == 0).then(|| el(Tag::P).key("none").say(model, phrases::PLAN_SUGGESTIONS_NONE));
            let rest = (!rest.is_empty()).then(|| {
                let count = rest.len().to_string();
                el(Tag::Details)
                    .key("rest")
                    .child(
                        el(Tag::Summary)
                            .text(model.ui_with(phrases::PLAN_SUGGESTIONS_MORE, &[("n", &count)])),
                    )
                    .child(el(Tag::Ul).class("suggestions").children(rest))
            });
            let list = (all > 0).then(|| el(Tag::Ul).class("suggestions").key("list").children(open));
            details.maybe(none).maybe(list).maybe(rest)
        }
        _ => details.child(el(Tag::P).key("coming").say(model, phrases::PLAN_SUGGESTIONS_COMING)),
    }
}

fn item(model: &Model, fit: &Fitting, finding: Option<&FindingKey>) -> Option<El> {
    let table = model.plan.table.as_ref()?;
    let texts = model.suggestion_texts()?;
    let suggestion = table.find(&fit.id)?;
    let text = texts.get(&["suggestion", &fit.id, "text"].join("."))?;
    let first = texts.get(&["suggestion", &fit.id, "first"].join("."));
    let effort = match suggestion.effort {
        Effort::Small => phrases::PLAN_EFFORT_SMALL,
        Effort::Medium => phrases::PLAN_EFFORT_MEDIUM,
        Effort::Large => phrases::PLAN_EFFORT_LARGE,
    };
    let sources = table.sources().iter().filter(|source| suggestion.sources.contains(&source.id));
    let sources: Vec<El> = sources
        .map(|source| {
            let item = el(Tag::Li).with(Attribute::Lang, "en");
            match &source.url {
                Some(url) => item.child(el(Tag::A).link(url).text(source.citation.clone())),
                None => item.text(source.citation.clone()),
            }
        })
        .collect();
    let sources = (!sources.is_empty()).then(|| {
        el(Tag::Details)
            .key("source")
            .child(el(Tag::Summary).say(model, phrases::PLAN_SOURCE))
            .child(el(Tag::Ul).children(sources))
    });
    let origin = ActionOrigin {
        suggestion: Some(fit.id.clone()),
        finding: finding.cloned(),
        ..ActionOrigin::default()
    };
    let place = finding.map_or_else(|| "domain".to_owned(), FindingKey::to_string);
    let id = ["plan-of-", &fit.id, "-", &place].concat();
    Some(
        el(Tag::Li)
            .key(fit.id.clone())
            .child(el(Tag::P).child(el(Tag::Strong).text(text.to_owned())))
            .maybe(first.map(|first| {
                el(Tag::P).key("first").text(model.ui_with(phrases::PLAN_FIRST, &[("step", first)]))
            }))
            .child(el(Tag::P).class("hint").key("effort").say(model, effort))
            .maybe(sources)
            .child(to_plan(model, &id, origin).key("to-plan")),
    )
}
