//! What the records beside the answers have in common: who did the check, what is done with findings, the action plan.

use super::is_date;
use crate::json::{Fields, Writer};

/// Why a record was not taken. The assessment is as it was.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// A field that must say something says nothing.
    #[error("`{0}` is missing: write it first")]
    Missing(&'static str),
    /// A day that does not exist, or is written otherwise.
    #[error("`{0}` is not a day: write it as 2026-11-23")]
    Date(String),
    /// The questionnaire has no such rule, or the rule is about something else.
    #[error("the questionnaire cannot raise the finding `{0}`")]
    NoFinding(String),
    /// There is no action with this id.
    #[error("there is no action `{0}`")]
    NoAction(String),
    /// Another action has this id, or it is no id.
    #[error("`{0}` is not a new id: leave it empty to get one")]
    Id(String),
    /// The action plan takes no more.
    #[error("an action plan takes at most {0} actions")]
    Full(usize),
}

/// Refuses a text that says nothing.
pub(super) fn filled(field: &'static str, text: &str) -> Result<(), RecordError> {
    if text.trim().is_empty() { Err(RecordError::Missing(field)) } else { Ok(()) }
}

/// Refuses what is not a day.
pub(super) fn day(field: &'static str, text: &str) -> Result<(), RecordError> {
    filled(field, text)?;
    if is_date(text) { Ok(()) } else { Err(RecordError::Date(text.to_owned())) }
}

/// An empty text is none.
pub(super) fn only_filled(text: &mut Option<String>) {
    if text.as_ref().is_some_and(String::is_empty) {
        *text = None;
    }
}

/// Who did the check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assessor {
    /// Function or service.
    pub by: String,
    /// Name of a person; exports leave it out, see [`crate::Assessment::without_persons`].
    pub person: Option<String>,
}

impl Assessor {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Assessor> {
        Some(Assessor { by: fields.text("by"), person: fields.text_if("person") })
    }

    pub(super) fn write(&self, json: &mut Writer) {
        json.begin('{');
        json.field("by", &self.by);
        json.field_if("person", self.person.as_ref());
        json.end('}');
    }
}
