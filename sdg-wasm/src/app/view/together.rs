//! Files of others beside one's own answers: which ones, and what the engine says about them.

mod beside;
mod projects;
mod since;
mod words;

use super::list::{project_name, sub};
use super::{El, button, disclosure, heading, open_file, title};
use crate::app::message::Action;
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::together::{self, Action as Act, Way};
use crate::html::{Attribute, Tag, el};

pub(crate) use beside::beside;
pub(crate) use projects::projects;
pub(crate) use since::since;

pub(super) fn view(model: &Model) -> El {
    let told = model.together.told.as_ref().map(|told| told.view(model).key("told"));
    let screen = el(Tag::Div)
        .class("screen together")
        .key("together")
        .child(title(model, model.ui(phrases::TOGETHER_TITLE)))
        .child(el(Tag::P).class("intro").say(model, phrases::TOGETHER_INTRO))
        .maybe(
            model
                .together
                .reloaded
                .then(|| el(Tag::P).class("notice").key("gone").say(model, phrases::TOGETHER_GONE)),
        )
        .child(files(model))
        .maybe(refused(model));
    match told {
        Some(told) => screen.child(ways(model)).child(told),
        None => screen.child(help(model)),
    }
}

/// What can be done with the file that was opened, beside closing it again.
pub(super) fn choice(model: &Model) -> El {
    let act = |act| Action::Together(act);
    let way = |key: &'static str, action: El, help: Phrase| {
        el(Tag::Li).key(key).child(action).child(el(Tag::P).class("hint").say(model, help))
    };
    let replace = button(model, Action::Yes, phrases::REPLACE_YES).class("button danger");
    let replace = el(Tag::Li)
        .key("replace")
        .child(replace)
        .child(el(Tag::P).class("hint").say(model, phrases::REPLACE_HELP));
    let replace = if model.unsaved {
        replace
            .child(el(Tag::P).key("unsaved").say(model, phrases::REPLACE_UNSAVED))
            .child(button(model, Action::Save, phrases::KEEP_SAVE).key("save"))
    } else {
        replace
    };
    el(Tag::Ul)
        .class("ways")
        .child(way(
            "beside",
            button(model, act(Act::Beside), phrases::REPLACE_BESIDE),
            phrases::REPLACE_BESIDE_HELP,
        ))
        .child(way(
            "earlier",
            button(model, act(Act::Earlier), phrases::REPLACE_EARLIER),
            phrases::REPLACE_EARLIER_HELP,
        ))
        .child(replace)
}

/// What one can do here, as long as there is no file.
fn help(model: &Model) -> El {
    let item = |phrase| el(Tag::Li).say(model, phrase);
    el(Tag::Section).key("help").child(sub(model, phrases::TOGETHER_WAYS)).child(
        el(Tag::Ul)
            .child(item(phrases::TOGETHER_BESIDE_HELP))
            .child(item(phrases::TOGETHER_SINCE_HELP))
            .child(item(phrases::TOGETHER_PROJECTS_HELP)),
    )
}

fn files(model: &Model) -> El {
    let guests = model.together.guests.iter().enumerate().map(|(place, guest)| {
        let label = words::name_of(model, &guest.assessment, &guest.file);
        let remove = [&model.ui(phrases::TOGETHER_REMOVE), ": ", &guest.file].concat();
        el(Tag::Li)
            .key(place.to_string())
            .child(el(Tag::Strong).text(label))
            .child(about(model, &guest.assessment, &guest.file))
            .maybe(guest.older.as_ref().map(|_| {
                el(Tag::P).class("hint").key("older").text(
                    model.ui_with(phrases::TOGETHER_OLDER, &[("version", model.questionnaire.version())]),
                )
            }))
            .maybe(
                guest
                    .partly
                    .then(|| el(Tag::P).class("hint").key("partly").say(model, phrases::TOGETHER_PARTLY)),
            )
            .child(
                button(model, Action::Together(Act::Remove(place)), phrases::TOGETHER_REMOVE)
                    .class("link")
                    .with(Attribute::AriaLabel, remove),
            )
    });
    el(Tag::Section)
        .class("files")
        .key("files")
        .child(heading(model, 1).id("together-files").focusable().say(model, phrases::TOGETHER_FILES))
        .child(el(Tag::Ul).class("guests").maybe(mine(model)).children(guests))
        .child(el(Tag::Div).class("buttons").child(open_file(model)))
        .child(el(Tag::P).class("hint").say(model, phrases::TOGETHER_PRIVATE))
}

/// The own answers, with a field for who one is.
fn mine(model: &Model) -> Option<El> {
    if model.assessment.is_empty() {
        return None;
    }
    let by = model.assessment.assessor.as_ref().map_or("", |assessor| &assessor.by);
    let field = el(Tag::P)
        .class("by")
        .key("by")
        .child(el(Tag::Label).with(Attribute::For, "together-by").say(model, phrases::TOGETHER_BY))
        .child(
            el(Tag::Input)
                .with(Attribute::Type, "text")
                .with(Attribute::Autocomplete, "organization-title")
                .id("together-by")
                .value(by)
                .on(Action::Together(Act::By)),
        );
    let (without, phrase) = if model.together.without_mine {
        (true, phrases::TOGETHER_MINE_WITH)
    } else {
        (false, phrases::TOGETHER_MINE_WITHOUT)
    };
    let own = if model.is_example() { phrases::TOGETHER_EXAMPLE } else { phrases::TOGETHER_MINE };
    let toggle = (!model.together.guests.is_empty())
        .then(|| button(model, Action::Together(Act::Mine), phrase).class("link").key("toggle"));
    Some(
        el(Tag::Li)
            .class(if without { "mine out" } else { "mine" })
            .key("mine")
            .child(el(Tag::Strong).say(model, own))
            .maybe(project_name(model).map(|name| el(Tag::P).class("hint").key("project").text(name)))
            .maybe(
                without.then(|| el(Tag::P).class("hint").key("out").say(model, phrases::TOGETHER_MINE_OUT)),
            )
            .maybe((!model.is_example()).then_some(field))
            .maybe(toggle),
    )
}

/// File, project and day, as the file tells them.
fn about(model: &Model, assessment: &sdg_core::Assessment, file: &str) -> El {
    let day = assessment.saved.as_deref().and_then(|saved| saved.get(..10));
    let saved = day.map(|day| model.ui_with(phrases::TOGETHER_SAVED, &[("date", &model.day_text(day))]));
    let line = el(Tag::P).class("hint").key("about").text(file.to_owned());
    let line = match together::project(assessment) {
        Some(project) => line.text(" · ").child(words::free(model, assessment, project)),
        None => line,
    };
    match saved {
        Some(saved) => line.text([" · ", &saved].concat()),
        None => line,
    }
}

/// Files that could not be read, each with its reason; the others are there all the same.
fn refused(model: &Model) -> Option<El> {
    if model.together.refused.is_empty() {
        return None;
    }
    let items = model.together.refused.iter().enumerate().map(|(place, refused)| {
        let lines = refused.details.lines().take(20);
        let lines = lines.map(|line| el(Tag::P).with(Attribute::Lang, "en").text(line.to_owned()));
        el(Tag::Li)
            .key(place.to_string())
            .child(el(Tag::P).text(model.ui_with(refused.why, &[("file", &refused.file)])))
            .maybe(
                (!refused.details.is_empty())
                    .then(|| disclosure(model, phrases::REFUSED_DETAILS, "details").children(lines)),
            )
    });
    Some(
        el(Tag::Section)
            .class("notice")
            .key("refused")
            .child(sub(model, phrases::TOGETHER_REFUSED))
            .child(el(Tag::Ul).children(items))
            .child(el(Tag::P).say(model, phrases::REFUSED_KEPT)),
    )
}

/// The three ways to look at the files.
fn ways(model: &Model) -> El {
    let now = model.together.way;
    let way = |way: Way, pressed: bool, phrase| {
        button(model, Action::Together(Act::Show(way)), phrase)
            .class("press")
            .with(Attribute::AriaPressed, if pressed { "true" } else { "false" })
    };
    let since = if let Way::Since(place) = now { place } else { 0 };
    el(Tag::Div)
        .class("buttons choose")
        .key("ways")
        .with(Attribute::Role, "group")
        .with(Attribute::AriaLabel, model.ui(phrases::TOGETHER_WAYS))
        .child(way(Way::Beside, now == Way::Beside, phrases::TOGETHER_BESIDE))
        .child(way(Way::Since(since), matches!(now, Way::Since(_)), phrases::TOGETHER_SINCE))
        .child(way(Way::Projects, now == Way::Projects, phrases::TOGETHER_PROJECTS))
}
