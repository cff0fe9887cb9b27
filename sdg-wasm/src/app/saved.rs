//! A saved file on its way to the screen. The engine for programs reads it ([`read`]), since a first visit has no file to read;
//! the widget gets the outcome ([`Reading`]), packed.

use std::sync::Arc;

use sdg_core::{Assessment, Diagnostics, Questionnaire, Severity};

/// First word of what the browser keeps, before the saved file itself.
pub(crate) const MARK: &str = "sdg-toets-1";

/// What came of reading a saved file.
#[derive(Clone, Debug)]
pub enum Reading {
    /// It was read.
    Sound {
        /// What it holds.
        assessment: Box<Assessment>,
        /// Whether it holds things that the questionnaire does not understand.
        partly: bool,
    },
    /// It was not.
    Refused {
        /// The plain reason.
        why: Refusal,
        /// What is wrong with it, a line each.
        details: String,
    },
}

/// Why a file is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It is of another questionnaire.
    Other,
    /// It is of a newer format.
    Newer,
    /// It is no file of ours.
    NotOurs,
    /// It is too large, or the browser cannot read it.
    Size,
    /// It is damaged.
    Json,
    /// It holds what cannot be.
    Broken,
}

/// In the order of their numbers in what is packed.
const REFUSALS: [Refusal; 6] =
    [Refusal::Other, Refusal::Newer, Refusal::NotOurs, Refusal::Size, Refusal::Json, Refusal::Broken];
const WHOLLY: u8 = 100;
const PARTLY: u8 = 101;

/// Reads a saved file, or what the browser kept, for [`Reading::unpack`]: a number, then the assessment or the details.
pub fn read(text: &str, questionnaire: &Arc<Questionnaire>) -> Vec<u8> {
    let json = match text.split_once('\n') {
        Some((head, json)) if head.split(' ').next() == Some(MARK) => json,
        _ => text,
    };
    let (number, rest) = match Assessment::parse(json, questionnaire) {
        Ok(loaded) => {
            // An older version of the questionnaire is no reason to say more than what it leads to.
            let passed_over =
                |notice: &sdg_core::Diagnostic| notice.severity == Severity::Notice && notice.code != "A0201";
            let number = if loaded.notices.iter().any(passed_over) { PARTLY } else { WHOLLY };
            (number, loaded.assessment.to_packed())
        }
        Err(diagnostics) => {
            let why = why(json, &diagnostics);
            let number =
                (0..).zip(REFUSALS).find(|(_, refusal)| *refusal == why).map_or(0, |(number, _)| number);
            (number, diagnostics.to_string().into_bytes())
        }
    };
    let mut bytes = vec![number];
    bytes.extend(rest);
    bytes
}

/// The plain reason for which a file is refused.
fn why(text: &str, diagnostics: &Diagnostics) -> Refusal {
    let code = diagnostics.iter().next().map_or("", |first| first.code);
    match code {
        "A0103" => Refusal::Other,
        "A0102" if diagnostics.iter().any(|one| one.path == "format") => Refusal::Newer,
        "A0101" | "A0102" => Refusal::NotOurs,
        "J0101" => Refusal::Size,
        "J0102" | "J0103" | "J0104" | "J0106" if text.split('"').all(|word| word != "questionnaire") => {
            Refusal::NotOurs
        }
        code if code.starts_with('J') => Refusal::Json,
        _ => Refusal::Broken,
    }
}

impl Reading {
    /// What [`read`] found; nothing if these bytes are something else, or of another version.
    pub fn unpack(bytes: &[u8], questionnaire: &Arc<Questionnaire>) -> Option<Reading> {
        let (number, rest) = bytes.split_first()?;
        if let Some(why) = REFUSALS.get(usize::from(*number)) {
            return Some(Reading::Refused { why: *why, details: std::str::from_utf8(rest).ok()?.to_owned() });
        }
        let assessment = Box::new(Assessment::from_packed(rest, questionnaire).ok()?);
        Some(Reading::Sound { assessment, partly: *number == PARTLY })
    }
}
