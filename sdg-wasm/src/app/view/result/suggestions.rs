//! Suggestions that fit: from a public table that is loaded when somebody asks for it. None of it is generated.

use sdg_core::{ActionOrigin, Effort, FindingKey, Source};

use super::findings::to_plan;
use super::fold;
use crate::app::folds::SUGGESTIONS;
use crate::app::message::Action;
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::plan::{self, Coming, Fitting};
use crate::app::view::{El, button};
use crate::html::{Attribute, Tag, el};

/// So many stand in the open under a finding, and so many for a policy domain.
const FEW: usize = 3;
const FEW_OF_DOMAIN: usize = 5;

/// For the policy domains of the project, whatever they are for.
pub(super) fn of_domain(model: &Model) -> Option<El> {
    model.questionnaire.profile().domains?;
    let of_domain = |fit: &Fitting| fit.of_domain;
    let known = model.plan.fits.as_ref().map(|fits| fits.iter().filter(|fit| of_domain(fit)).count());
    let gist = known.map_or_else(
        || model.ui(phrases::FOLD_SUGGESTIONS),
        |count| model.ui_with(phrases::FOLD_SUGGESTIONS_COUNT, &[("n", &count.to_string())]),
    );
    Some(fold::part(model, SUGGESTIONS, phrases::PLAN_DOMAIN, gist, &|| {
        let mut inside = vec![el(Tag::P).class("hint").key("help").say(model, phrases::PLAN_DOMAIN_HELP)];
        inside.extend(list(model, SUGGESTIONS, FEW_OF_DOMAIN, None, &of_domain));
        inside
    }))
}

/// Those that answer a finding.
pub(super) fn for_finding(model: &Model, key: &FindingKey, pass: &dyn Fn(&Fitting) -> bool) -> El {
    let id = [SUGGESTIONS, "-", &key.to_string()].concat();
    let inside = || list(model, &id, FEW, Some(key), pass);
    fold::fold(model, &id, model.ui(phrases::PLAN_SUGGESTIONS), &inside).key("suggestions")
}

/// Those that pass; what they say comes when somebody folds some out.
fn list(
    model: &Model,
    id: &str,
    few: usize,
    finding: Option<&FindingKey>,
    pass: &dyn Fn(&Fitting) -> bool,
) -> Vec<El> {
    match (&model.plan.coming, &model.plan.fits) {
        (Coming::Failed, _) => vec![
            el(Tag::P).key("failed").say(model, phrases::PLAN_SUGGESTIONS_MISSING),
            button(model, Action::Plan(plan::Action::Suggest), phrases::PLAN_AGAIN).key("again"),
        ],
        (Coming::Here, Some(fits)) => {
            let fits: Vec<&Fitting> = fits.iter().filter(|fit| pass(fit)).collect();
            if fits.is_empty() {
                return vec![el(Tag::P).key("none").say(model, phrases::PLAN_SUGGESTIONS_NONE)];
            }
            let item = |fit: &&Fitting| item(model, fit, finding).unwrap_or_else(|| el(Tag::Li));
            fold::listed(model, &["more-", id].concat(), "suggestions", &fits, few, &item)
        }
        _ => vec![el(Tag::P).key("coming").say(model, phrases::PLAN_SUGGESTIONS_COMING)],
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
    let sources: Vec<&Source> = sources.collect();
    let list = || {
        let items = sources.iter().map(|source| {
            let item = el(Tag::Li).with(Attribute::Lang, "en");
            match &source.url {
                Some(url) => item.child(el(Tag::A).link(url).text(source.citation.clone())),
                None => item.text(source.citation.clone()),
            }
        });
        vec![el(Tag::Ul).children(items)]
    };
    let place = finding.map_or_else(|| "domain".to_owned(), FindingKey::to_string);
    let id = [&fit.id, "-", &place].concat();
    let fold = || fold::fold(model, &["source-", &id].concat(), model.ui(phrases::PLAN_SOURCE), &list);
    let sources = (!sources.is_empty()).then(|| fold().key("source"));
    let origin = ActionOrigin {
        suggestion: Some(fit.id.clone()),
        finding: finding.cloned(),
        ..ActionOrigin::default()
    };
    let id = ["plan-of-", &id].concat();
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
