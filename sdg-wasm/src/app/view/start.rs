//! The first screen: what this is, what to have at hand, where the answers stay.

use super::{El, button, choice, heading, link, open_file, paragraphs, step, title};
use crate::app::message::{Action, Place};
use crate::app::model::{Keeping, Model};
use crate::app::phrases;
use crate::html::{Tag, el};

pub(super) fn view(model: &Model) -> El {
    let item = |phrase| el(Tag::Li).say(model, phrase);
    let keeping = match model.keeping {
        Keeping::Local => phrases::START_WHERE_LOCAL,
        Keeping::Session => phrases::START_WHERE_SESSION,
        Keeping::Nothing => phrases::START_WHERE_NONE,
    };
    let has_answers = !model.assessment.is_empty();
    let begin = if has_answers { phrases::START_CONTINUE } else { phrases::START_BEGIN };
    let place = if has_answers { model.resume.clone() } else { first(model) };
    el(Tag::Div)
        .class("screen start")
        .key("start")
        .child(title(model, model.must(&["title"])))
        .children(model.text(&["intro"]).map(paragraphs).into_iter().flatten())
        .child(
            el(Tag::Div)
                .class("buttons")
                .child(step(model, place, begin).class("button main").key("begin"))
                .child(open_file(model))
                .child(button(model, Action::Example, phrases::START_EXAMPLE).key("example")),
        )
        .maybe(choice::others(model))
        .child(
            el(Tag::Div)
                .class("cards")
                .child(
                    el(Tag::Div)
                        .class("card")
                        .child(heading(model, 1).say(model, phrases::START_NEED))
                        .child(
                            el(Tag::Ul)
                                .child(item(phrases::START_NEED_PROJECT))
                                .child(item(phrases::START_NEED_COLLEAGUE))
                                .child(item(phrases::START_NEED_SAVE)),
                        )
                        .child(el(Tag::P).child(link(
                            model,
                            Action::Go(Place::Blank),
                            "blank",
                            phrases::START_BLANK,
                        ))),
                )
                .child(
                    el(Tag::Div)
                        .class("card")
                        .child(heading(model, 1).say(model, phrases::START_WHERE))
                        .child(el(Tag::P).say(model, keeping))
                        .child(el(Tag::P).say(model, phrases::START_SHARED)),
                ),
        )
}

fn first(model: &Model) -> Place {
    model.sections().first().map_or(Place::List, |place| Place::Section(*place))
}
