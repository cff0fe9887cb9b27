//! The report to take along: which one, in which form, and what it looks like.
//!
//! What is printed, copied and put in a Word file is one [`document`], and the screen shows that same one. So none of them can tell
//! another number.

mod answers;
mod csv;
mod document;

pub(crate) use csv::csv;
pub(super) use document::{About, columns, row, table};
pub(crate) use document::{document, title};

use super::list::{project_name, sub, to_list};
use super::question::radio;
use super::{El, button, heading, link, step};
use crate::app::message::{Action, At, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::report::{Action as Take, Extent, Form, NAME_FIELD};
use crate::html::{Attribute, Tag, el};

pub(super) fn view(model: &Model) -> El {
    el(Tag::Div)
        .class("screen report")
        .key("report")
        .child(super::title(model, model.ui(phrases::REPORT_TITLE)))
        .child(el(Tag::P).class("intro").say(model, phrases::REPORT_INTRO))
        .child(extents(model))
        .maybe(name(model))
        .maybe(views(model))
        .child(forms(model))
        .child(
            el(Tag::Section)
                .key("preview")
                .child(sub(model, phrases::REPORT_PREVIEW))
                // Where the browser does not let us copy, this is what gets selected.
                .child(
                    el(Tag::Div)
                        .class("sheet")
                        .id("report-document")
                        .child(document(model, model.heading.saturating_add(2))),
                ),
        )
        .child(
            el(Tag::Div)
                .class("buttons")
                .key("end")
                .child(step(model, Place::Result, phrases::LIST_RESULT))
                .child(to_list(model)),
        )
}

/// What others said goes along too: whoever does not want that is told where to change it.
fn views(model: &Model) -> Option<El> {
    model.views()?;
    let count = model.checks().len().to_string();
    let text = model.ui_with(phrases::REPORT_VIEWS_ALONG, &[("n", &count)]);
    Some(el(Tag::P).class("notice").key("views").text([&text, " "].concat()).child(link(
        model,
        Action::Go(Place::Together),
        "together",
        phrases::TOGETHER_BACK,
    )))
}

fn extents(model: &Model) -> El {
    let extent = |extent: Extent, label: Phrase, help: Phrase| {
        let action = Action::Report(Take::Choose(extent));
        let checked = model.paper.extent == extent;
        radio("report-extent", checked, action, model.ui(label), Some(model.ui(help)))
    };
    el(Tag::Fieldset)
        .class("q")
        .key("extent")
        .child(el(Tag::Legend).child(heading(model, 1).class("ask").say(model, phrases::REPORT_EXTENT)))
        .child(extent(Extent::Annex, phrases::REPORT_ANNEX, phrases::REPORT_ANNEX_HELP))
        .child(extent(Extent::Full, phrases::REPORT_FULL, phrases::REPORT_FULL_HELP))
}

/// The one thing that a report needs, asked where it is needed.
fn name(model: &Model) -> Option<El> {
    let question = model.questionnaire.profile().name?;
    let wrong = model.paper.name_wanted && model.lacks_name();
    let field = el(Tag::Input)
        .with(Attribute::Type, "text")
        .with(Attribute::Autocomplete, "off")
        .id(NAME_FIELD)
        .with(
            Attribute::AriaDescribedby,
            if wrong { "report-name-wrong report-name-help" } else { "report-name-help" },
        )
        .value(&project_name(model).unwrap_or_default())
        .on(Action::Field(At { question, subject: None }));
    Some(
        el(Tag::Div)
            .class("q single")
            .key("name")
            .child(
                el(Tag::Label).class("ask").with(Attribute::For, NAME_FIELD).say(model, phrases::REPORT_NAME),
            )
            .child(el(Tag::P).class("help").id("report-name-help").say(model, phrases::REPORT_NAME_HELP))
            .maybe(wrong.then(|| {
                el(Tag::P)
                    .class("wrong")
                    .key("wrong")
                    .id("report-name-wrong")
                    .say(model, phrases::REPORT_NAME_MISSING)
            }))
            .child(if wrong { field.with(Attribute::AriaInvalid, "true") } else { field }),
    )
}

fn forms(model: &Model) -> El {
    let take = |form: Form, phrase: Phrase| button(model, Action::Report(Take::Take(form)), phrase);
    el(Tag::Section)
        .key("forms")
        .child(sub(model, phrases::REPORT_FORMS))
        .child(
            el(Tag::Div)
                .class("buttons")
                .child(take(Form::Print, phrases::RESULT_PRINT).class("button main"))
                .child(take(Form::Word, phrases::REPORT_WORD))
                .child(take(Form::Copy, phrases::REPORT_COPY))
                .child(take(Form::Csv, phrases::REPORT_CSV))
                .child(button(model, Action::Save, phrases::KEEP_SAVE)),
        )
        .child(el(Tag::P).class("hint").say(model, phrases::REPORT_FORMS_HELP))
}
