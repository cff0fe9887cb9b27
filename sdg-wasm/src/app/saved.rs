//! Reading a saved file, or what the browser kept.

use std::sync::Arc;

use sdg_core::{Assessment, Diagnostics, Questionnaire, Severity};

use super::phrases::{self, Phrase};

/// First word of what the browser keeps, before the saved file itself.
pub(crate) const MARK: &str = "sdg-toets-1";

/// Before what the whole program goes on from when the first one was asked to undo a deletion.
pub(crate) const UNDONE: &str = "undone ";

/// What came of reading a saved file.
#[derive(Clone, Debug)]
pub(crate) enum Reading {
    /// It was read. `partly`: it holds things that the questionnaire does not understand; `older`: the version that it was made
    /// with, if that is another one.
    Sound { assessment: Box<Assessment>, partly: bool, older: Option<String> },
    /// It was not, for this plain reason; `details` say what is wrong with it, a line each.
    Refused { why: Phrase, details: String },
}

/// Reads a saved file, or what the browser kept.
pub(crate) fn read(text: &str, questionnaire: &Arc<Questionnaire>) -> Reading {
    let json = match text.split_once('\n') {
        Some((head, json)) if head.split(' ').next() == Some(MARK) => json,
        _ => text,
    };
    match Assessment::parse(json, questionnaire) {
        Ok(loaded) => {
            // An older version of the questionnaire is no reason to say more than what it leads to.
            let passed_over =
                |notice: &sdg_core::Diagnostic| notice.severity == Severity::Notice && notice.code != "A0201";
            let partly = loaded.notices.iter().any(passed_over);
            let older = loaded.notices.iter().any(|notice| notice.code == "A0201");
            let older = older.then(|| Assessment::made_with(json).unwrap_or_default());
            Reading::Sound { assessment: Box::new(loaded.assessment), partly, older }
        }
        Err(diagnostics) => {
            Reading::Refused { why: why(json, &diagnostics), details: diagnostics.to_string() }
        }
    }
}

/// The plain reason for which a file is refused.
pub(crate) fn why(text: &str, diagnostics: &Diagnostics) -> Phrase {
    let code = diagnostics.iter().next().map_or("", |first| first.code);
    match code {
        "A0103" => phrases::REFUSED_OTHER,
        "A0102" if diagnostics.iter().any(|one| one.path == "format") => phrases::REFUSED_NEWER,
        "A0101" | "A0102" => phrases::REFUSED_NOT_OURS,
        "J0101" => phrases::REFUSED_SIZE,
        "J0102" | "J0103" | "J0104" | "J0106" if text.split('"').all(|word| word != "questionnaire") => {
            phrases::REFUSED_NOT_OURS
        }
        code if code.starts_with('J') => phrases::REFUSED_JSON,
        _ => phrases::REFUSED_BROKEN,
    }
}
