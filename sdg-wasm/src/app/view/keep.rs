//! Saving and going on later, opening a file, erasing.

use super::list::sub;
use super::{El, button, open_file, title};
use crate::app::message::Action;
use crate::app::model::{Keeping, Model, Panel, Saving};
use crate::app::phrases;
use crate::html::{Tag, el};

pub(super) fn view(model: &Model) -> El {
    let p = |phrase| el(Tag::P).say(model, phrase);
    let where_it_is = match (model.keeping, &model.saving) {
        _ if model.is_example() => phrases::KEEP_WHERE_EXAMPLE,
        (Keeping::Nothing, _) | (_, Saving::Failed) => phrases::KEEP_WHERE_NONE,
        (Keeping::Session, _) => phrases::KEEP_WHERE_SESSION,
        (Keeping::Local, _) => phrases::KEEP_WHERE_LOCAL,
    };
    let item = |phrase| el(Tag::Li).say(model, phrase);
    let erase = (!model.is_example()).then(|| {
        el(Tag::Section)
            .key("erase")
            .child(sub(model, phrases::KEEP_ERASE))
            .child(p(phrases::KEEP_ERASE_HELP))
            // Asked already: the question stands at the top of the screen.
            .child(
                button(model, Action::Erase, phrases::KEEP_ERASE_BUTTON)
                    .class(if matches!(model.panel, Some(Panel::Erase)) {
                        "button quiet"
                    } else {
                        "button danger"
                    })
                    .id("erase"),
            )
    });
    el(Tag::Div)
        .class("screen keep")
        .key("keep")
        .child(title(model, model.ui(phrases::KEEP_TITLE)))
        .child(p(where_it_is))
        .maybe((!model.is_example()).then(|| p(phrases::KEEP_SURE).key("sure")))
        .child(
            el(Tag::Div)
                .class("buttons")
                .child(button(model, Action::Save, phrases::KEEP_SAVE).class("button main")),
        )
        .child(
            el(Tag::Section)
                .child(sub(model, phrases::KEEP_LATER))
                .child(
                    el(Tag::Ol)
                        .class("steps")
                        .child(item(phrases::KEEP_LATER_PAGE))
                        .child(item(phrases::KEEP_LATER_OPEN)),
                )
                .child(p(phrases::KEEP_LATER_SHARE)),
        )
        .child(
            el(Tag::Section)
                .child(sub(model, phrases::KEEP_OPEN))
                .child(el(Tag::Div).class("buttons").child(open_file(model))),
        )
        .maybe(erase)
}
