//! What is folded in on the result: a button under a heading, one line that says what is inside, and, once it is out, what that is.

use crate::app::folds;
use crate::app::message::Action;
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::view::{El, heading};
use crate::html::{Attribute, Tag, el};

fn turn(id: &str) -> Action {
    Action::Fold(folds::Action::Turn(id.to_owned()))
}

/// A part of the screen under a heading of its own.
pub(super) fn part(
    model: &Model,
    id: &'static str,
    title: Phrase,
    gist: String,
    inside: &dyn Fn() -> Vec<El>,
) -> El {
    let open = model.folds.is_open(id);
    let button = el(Tag::Button)
        .class("fold-button")
        .with(Attribute::Type, "button")
        .with(Attribute::AriaExpanded, if open { "true" } else { "false" })
        .id(id)
        .on(turn(id))
        .say(model, title);
    let part = el(Tag::Section)
        .class(if open { "part-fold out" } else { "part-fold" })
        .key(id)
        .child(heading(model, 1).key("title").child(button))
        .child(el(Tag::P).class("gist").key("gist").text(gist));
    if open { part.children(inside()) } else { part }
}

/// Something smaller, within a part. `id` says which on this screen.
pub(super) fn fold(model: &Model, id: &str, title: String, inside: &dyn Fn() -> Vec<El>) -> El {
    let open = model.folds.is_open(id);
    let details = el(Tag::Details).open(open).child(el(Tag::Summary).on(turn(id)).text(title));
    if open { details.children(inside()) } else { details }
}

/// A list of which the first few stand in the open: harms do, whatever their number.
pub(super) fn listed<T>(
    model: &Model,
    id: &str,
    class: &'static str,
    all: &[T],
    few: usize,
    item: &dyn Fn(&T) -> El,
) -> Vec<El> {
    // To fold in a single one would only hide it.
    let few = if all.len() == few.saturating_add(1) && few > 0 { all.len() } else { few };
    let (first, rest) = all.split_at(few.min(all.len()));
    let list = |items: &[T]| el(Tag::Ul).class(class).children(items.iter().map(item));
    let mut lists = Vec::new();
    if !first.is_empty() {
        lists.push(list(first).key("first"));
    }
    if !rest.is_empty() {
        let title = if model.folds.is_open(id) {
            model.ui(phrases::FOLD_LESS)
        } else {
            model.ui_with(phrases::FOLD_MORE, &[("n", &all.len().to_string())])
        };
        lists.push(fold(model, id, title, &|| vec![list(rest)]).class("rest").key("rest"));
    }
    lists
}

/// Folds everything out, for whoever searches or prints, or in again.
pub(super) fn all(model: &Model) -> El {
    let (all, phrase) =
        if model.folds.all { (false, phrases::FOLD_ALL_IN) } else { (true, phrases::FOLD_ALL_OUT) };
    el(Tag::P)
        .class("fold-all")
        .key("fold-all")
        .child(
            el(Tag::Button)
                .class("button small")
                .with(Attribute::Type, "button")
                .id("fold-all")
                .on(Action::Fold(folds::Action::All(all)))
                .say(model, phrase),
        )
        .text(" ")
        .child(el(Tag::Span).class("hint").say(model, phrases::FOLD_ALL_HELP))
}
