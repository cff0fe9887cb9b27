//! From model to element tree. No side effects, and no wording of its own.

mod blank;
mod choice;
pub mod fallback;
mod keep;
mod list;
#[cfg(feature = "whole")]
mod plan;
mod question;
#[cfg(feature = "whole")]
mod report;
mod result;
mod section;
mod start;
pub(super) mod together;
mod words;
#[cfg(feature = "whole")]
mod workshop;

use sdg_core::Goal;

use super::message::{Action, Place};
use super::model::{Keeping, Model, Panel, Saving};
use super::phrases::{self, Phrase};
use crate::WHOLE;
use crate::html::{Attribute, Element, Tag, el};

#[cfg(feature = "whole")]
pub(crate) use list::project_name;
#[cfg(feature = "whole")]
pub(crate) use report::{csv, document, title as report_title};

/// What is printed on this screen, or else taken along: a document of its own.
#[cfg(feature = "whole")]
pub(crate) fn paper(model: &Model) -> El {
    if model.place == Place::Blank { blank::paper(model, 1) } else { document(model, 1) }
}

#[cfg(all(test, feature = "whole"))]
pub(crate) use result::finding_text as finding_words;
#[cfg(feature = "whole")]
pub(crate) use result::findings::{fold_of, place_of};

pub(crate) type El = Element<Action>;

/// The whole screen.
pub fn screen(model: &Model) -> El {
    let content = match &model.place {
        Place::Start => start::view(model),
        Place::Section(place) => section::view(model, *place, 0),
        Place::Page(place, page) => section::view(model, *place, *page),
        Place::Result => result::view(model),
        Place::Keep if WHOLE => keep::view(model),
        Place::Other(name) if WHOLE => choice::view(model, name),
        Place::Blank if WHOLE => blank::view(model),
        #[cfg(feature = "whole")]
        Place::Workshop(at) => workshop::view(model, at.as_ref()),
        #[cfg(feature = "whole")]
        Place::Plan => plan::view(model),
        Place::Together if WHOLE => together::view(model),
        #[cfg(feature = "whole")]
        Place::Report => report::view(model),
        // The first program goes to the first only.
        _ => list::view(model),
    };
    let screen = el(Tag::Div)
        .class("sdg")
        .with(Attribute::Lang, model.language.tag().to_owned())
        .with(Attribute::Dir, "ltr")
        .child(header(model))
        .maybe(if WHOLE { fallback::notice(model) } else { None })
        .maybe(example(model))
        .maybe(if WHOLE { panel(model) } else { None })
        .child(content);
    if WHOLE { fallback::visible(model, screen) } else { screen }
}

fn header(model: &Model) -> El {
    let list = (!matches!(model.place, Place::Start | Place::List))
        .then(|| link(model, Action::Go(Place::List), "list", phrases::TO_LIST).class("to-list").key("list"));
    el(Tag::Header).class("top").maybe(list).child(status(model)).maybe(languages(model))
}

/// There from the start, so that screen readers know it before it speaks.
fn status(model: &Model) -> El {
    let saved = match &model.saving {
        _ if model.is_example() => String::new(),
        Saving::At(time) => model.ui_with(phrases::SAVED_AT, &[("time", time)]),
        Saving::Failed if WHOLE && model.theirs.is_some() => model.ui(phrases::BOTH_STATUS),
        Saving::Failed => model.ui(phrases::NOT_SAVED),
        Saving::Nothing if model.keeping == Keeping::Nothing && !model.assessment.is_empty() => {
            model.ui(phrases::KEEPS_NOTHING)
        }
        Saving::Nothing => String::new(),
    };
    let note = model.note.as_ref().map_or_else(String::new, |note| {
        let with: Vec<(&str, &str)> = note.with.iter().map(|(name, value)| (*name, value.as_str())).collect();
        model.ui_with(note.phrase, &with)
    });
    let undo = model
        .undo
        .is_some()
        .then(|| button(model, Action::Undo, phrases::UNDO).class("button undo").key("undo"));
    let failed = matches!(model.saving, Saving::Failed) && !model.is_example();
    el(Tag::Div)
        .class("status")
        .id("status")
        .with(Attribute::Role, "status")
        .child(el(Tag::P).class("note").text(note))
        .maybe(undo)
        .child(el(Tag::P).class(if failed { "note" } else { "saved" }).text(saved))
}

/// Each language in its own words, the one on the screen marked.
fn languages(model: &Model) -> Option<El> {
    let tags = model.questionnaire.languages();
    if tags.len() < 2 {
        return None;
    }
    let button = |tag: &String| {
        let name = language_name(model, tag);
        let button = el(Tag::Button)
            .class("language")
            .with(Attribute::Type, "button")
            .with(Attribute::Lang, tag.clone())
            .on(Action::Language(tag.clone()))
            .text(name);
        if tag == model.language.tag() { button.with(Attribute::AriaCurrent, "true") } else { button }
    };
    Some(
        el(Tag::Nav)
            .class("languages")
            .key("languages")
            .with(Attribute::AriaLabel, model.ui(phrases::LANGUAGE_CHOICE))
            .children(tags.iter().map(button)),
    )
}

fn language_name(model: &Model, tag: &str) -> String {
    match tag {
        "nl" => model.ui(phrases::LANGUAGE_NL),
        "en" => model.ui(phrases::LANGUAGE_EN),
        "fr" => model.ui(phrases::LANGUAGE_FR),
        "de" => model.ui(phrases::LANGUAGE_DE),
        "es" => model.ui(phrases::LANGUAGE_ES),
        tag => tag.to_owned(),
    }
}

fn example(model: &Model) -> Option<El> {
    if !model.is_example() {
        return None;
    }
    let banner = el(Tag::Div)
        .class("banner")
        .key("example")
        .child(el(Tag::P).say(model, phrases::EXAMPLE_BANNER))
        .maybe(model.example_notice().map(|notice| el(Tag::P).text(notice)))
        .child(button(model, Action::LeaveExample, phrases::EXAMPLE_LEAVE));
    Some(banner)
}

fn panel(model: &Model) -> Option<El> {
    let head = |title: Phrase| {
        let title = heading(model, 0).id("panel").focusable().say(model, title);
        el(Tag::Section).class("panel").key("panel").with(Attribute::AriaLabelledby, "panel").child(title)
    };
    let text = |phrase: Phrase, with: &[(&str, &str)]| el(Tag::P).text(model.ui_with(phrase, with));
    let row = || el(Tag::Div).class("buttons");
    if model.theirs.is_some() && !model.is_example() {
        let section = head(phrases::BOTH_TITLE).child(text(phrases::BOTH_TEXT, &[])).child(
            row()
                .child(button(model, Action::Save, phrases::BOTH_SAVE))
                .child(button(model, Action::TakeTheirs, phrases::BOTH_TAKE).class("button danger")),
        );
        return Some(section.key("both"));
    }
    Some(match model.panel.as_ref()? {
        Panel::Erase => head(phrases::ERASE_TITLE)
            .child(text(phrases::ERASE_TEXT, &[]))
            .maybe(choice::also_kept(model))
            .child(
                row()
                    .child(button(model, Action::Yes, phrases::ERASE_YES).class("button danger"))
                    .child(button(model, Action::No, phrases::ERASE_NO)),
            ),
        Panel::Replace { name, .. } => head(phrases::REPLACE_TITLE)
            .child(text(phrases::REPLACE_TEXT, &[("file", name)]))
            .child(together::choice(model))
            .child(row().child(button(model, Action::No, phrases::REPLACE_NO))),
        Panel::Refused { name, why, details } => head(phrases::REFUSED_TITLE)
            .child(text(*why, &[("file", name)]))
            .child(text(phrases::REFUSED_KEPT, &[]))
            .maybe(choice::file(model))
            .maybe((!details.is_empty()).then(|| {
                let lines = details
                    .lines()
                    .take(20)
                    .map(|line| el(Tag::P).with(Attribute::Lang, "en").text(line.to_owned()));
                disclosure(model, phrases::REFUSED_DETAILS, "details").children(lines)
            }))
            .child(row().child(button(model, Action::No, phrases::CLOSE))),
        Panel::Old { day } => {
            head(phrases::OLD_TITLE).child(text(phrases::OLD_TEXT, &[("date", &model.day_text(day))])).child(
                row()
                    .child(button(model, Action::Save, phrases::KEEP_SAVE))
                    .child(button(model, Action::Erase, phrases::KEEP_ERASE_BUTTON).class("button danger"))
                    .child(button(model, Action::No, phrases::OLD_GO_ON)),
            )
        }
        Panel::Unreadable { .. } => {
            head(phrases::UNREADABLE_TITLE).child(text(phrases::UNREADABLE_TEXT, &[])).child(
                row().child(button(model, Action::SaveUnreadable, phrases::UNREADABLE_SAVE)).child(button(
                    model,
                    Action::No,
                    phrases::CLOSE,
                )),
            )
        }
    })
}

// ---- Pieces

impl El {
    /// Adds wording of the interface.
    #[inline(never)]
    pub(crate) fn say(self, model: &Model, phrase: Phrase) -> El {
        self.text(model.ui(phrase))
    }
}

/// A heading so many levels below that of the screen.
pub(crate) fn heading(model: &Model, below: u8) -> El {
    el(Tag::heading(model.heading.saturating_add(below)))
}

/// The heading of the screen: focus goes here on each step.
pub(crate) fn title(model: &Model, text: String) -> El {
    heading(model, 0).class("title").id("heading").key("heading").focusable().text(text)
}

pub(crate) fn button(model: &Model, action: Action, phrase: Phrase) -> El {
    el(Tag::Button).class("button").with(Attribute::Type, "button").on(action).say(model, phrase)
}

/// A link to another screen.
pub(crate) fn link(model: &Model, action: Action, id: &str, phrase: Phrase) -> El {
    el(Tag::A).place(id).on(action).say(model, phrase)
}

/// A link that looks like a button.
pub(crate) fn step(model: &Model, place: Place, phrase: Phrase) -> El {
    let id = place.to_text(&model.questionnaire);
    link(model, Action::Go(place), &id, phrase).class("button")
}

/// A field for a file that looks like a button. The shim reads the file.
pub(crate) fn open_file(model: &Model) -> El {
    el(Tag::Label).class("button file").key("open").say(model, phrases::OPEN_FILE).child(
        el(Tag::Input)
            .with(Attribute::Type, "file")
            .with(Attribute::Accept, ".json,application/json")
            .with(Attribute::Multiple, "")
            .id("open-file"),
    )
}

pub(crate) fn disclosure(model: &Model, phrase: Phrase, key: &str) -> El {
    el(Tag::Details).key(key).child(el(Tag::Summary).say(model, phrase))
}

/// A blank line in a text separates paragraphs.
pub(crate) fn paragraphs(text: &str) -> Vec<El> {
    let lines = text.split('\n').filter(|line| !line.is_empty());
    lines.map(|paragraph| el(Tag::P).text(paragraph.to_owned())).collect()
}

pub(crate) fn unseen(text: String) -> El {
    el(Tag::Span).class("unseen").text(text)
}

/// The numbered tile in the colour of the goal; the title stands beside it.
pub(crate) fn tile(model: &Model, goal: Goal) -> El {
    let number = goal.number().to_string();
    el(Tag::Span)
        .class(["tile g", &number].concat())
        .child(unseen(model.ui(phrases::GOAL)))
        .text([" ", &number].concat())
}

/// Tile and title.
pub(crate) fn goal_name(model: &Model, goal: Goal) -> El {
    el(Tag::Span)
        .class("goal")
        .child(tile(model, goal))
        .text(" ")
        .child(el(Tag::Span).text(model.goal_title(goal)))
}

#[cfg(test)]
#[cfg(feature = "whole")]
mod tests;
