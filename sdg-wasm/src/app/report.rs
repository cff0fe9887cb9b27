//! Taking the result along: which report, and in which form it leaves the page.

use super::message::{Effect, Place};
use super::model::Model;
use super::phrases;
use super::view;

/// How much the report tells.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Extent {
    /// What a board reads: about one page.
    #[default]
    Annex,
    /// Everything.
    Full,
}

/// In which form it leaves the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// On paper, or as PDF.
    Print,
    /// A Word file.
    Word,
    /// Rich text on the clipboard.
    Copy,
    /// A spreadsheet.
    Csv,
}

/// What a person does on the screen of the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Choose a report.
    Choose(Extent),
    /// Take it along.
    Take(Form),
}

/// What the browser is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// `print`, `word` or `copy`.
    pub form: &'static str,
    /// Name of the file.
    pub file: String,
    /// Title of the document.
    pub title: String,
    /// Language tag of the document, such as `nl-BE`.
    pub language: String,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is on the clipboard.
    Copied,
    /// The browser refused the clipboard; what is on the screen is selected.
    Selected,
    /// The file is offered.
    Saved,
    /// It was handed to the printer's dialog.
    Printed,
    /// It did not work.
    Failed,
}

/// What the screen of the report follows from.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Paper {
    pub(crate) extent: Extent,
    /// It was asked for before the project had a name.
    pub(crate) name_wanted: bool,
}

/// Where the name of the project is filled in.
pub(crate) const NAME_FIELD: &str = "report-name";

/// A spreadsheet takes a file for UTF-8 when it begins so.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Model {
    pub(crate) fn take_home(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Choose(extent) => self.paper.extent = extent,
            Action::Take(form) => {
                self.paper.name_wanted = self.lacks_name();
                if self.paper.name_wanted {
                    effects.push(Effect::Focus(NAME_FIELD.to_owned()));
                    return;
                }
                let (form, ending) = match form {
                    Form::Print => ("print", ".pdf"),
                    Form::Word => ("word", ".docx"),
                    Form::Copy => ("copy", ".html"),
                    Form::Csv => {
                        let name = self.file_named(phrases::KEEP_FILE_NAME, ".csv");
                        let text = [BYTE_ORDER_MARK, &view::csv(self)].concat();
                        effects.push(Effect::Download { name: name.clone(), text });
                        self.say(phrases::KEEP_SAVED, Some(("file", name)));
                        return;
                    }
                };
                effects.push(Effect::Report(Order {
                    form,
                    file: self.file_named(phrases::KEEP_FILE_NAME, ending),
                    title: view::report_title(self),
                    language: self.ui(phrases::REPORT_LOCALE),
                }));
                self.say(phrases::REPORT_BUSY, None);
            }
        }
    }

    /// Prints all questions, of which no answer is needed.
    pub(crate) fn print_blank(&mut self, effects: &mut Vec<Effect>) {
        effects.push(Effect::Report(Order {
            form: "print",
            file: String::new(),
            title: self.must(&["title"]),
            language: self.ui(phrases::REPORT_LOCALE),
        }));
    }

    /// A report without the name of its project is of no use; nothing else is required.
    pub(crate) fn lacks_name(&self) -> bool {
        self.questionnaire.profile().name.is_some()
            && view::project_name(self).is_none()
            && !self.has_only_views()
    }

    pub(crate) fn reported(&mut self, outcome: Outcome) {
        self.note = None;
        match outcome {
            Outcome::Copied => self.say(phrases::REPORT_COPIED, None),
            Outcome::Selected => self.say(phrases::REPORT_SELECTED, None),
            Outcome::Saved => self
                .say(phrases::KEEP_SAVED, Some(("file", self.file_named(phrases::KEEP_FILE_NAME, ".docx")))),
            Outcome::Printed => {}
            // There is no other form of it.
            Outcome::Failed if self.place == Place::Blank => self.say(phrases::WHOLE_MISSING, None),
            Outcome::Failed => self.say(phrases::REPORT_FAILED, None),
        }
    }
}

#[cfg(test)]
#[cfg(feature = "whole")]
mod tests;
