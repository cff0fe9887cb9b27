//! The engine without a screen, for scripts on a page and for Node.

use std::sync::Arc;

use sdg_core::{Assessment, Catalogue, Diagnostic, Diagnostics, Evidence, Questionnaire, Report};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::view::fallback::foreign;

#[derive(Serialize)]
struct Checked<'a> {
    id: &'a str,
    version: &'a str,
    languages: &'a [String],
    questions: u32,
}

/// Version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads a questionnaire, and tells what it is: `{ id, version, languages, questions }`.
///
/// # Errors
///
/// `{ kind: "invalid", diagnostics: [ … ] }`
#[wasm_bindgen(js_name = checkQuestionnaire, unchecked_return_type = "{ id: string, version: string, languages: string[], questions: number }")]
pub fn check_questionnaire(structure: &str, evidence: Option<String>) -> Result<JsValue, JsValue> {
    let questionnaire = read(structure, evidence).map_err(|diagnostics| refused(&diagnostics))?;
    Ok(plain(&Checked {
        id: questionnaire.id(),
        version: questionnaire.version(),
        languages: questionnaire.languages(),
        questions: u32::try_from(questionnaire.questions().len()).unwrap_or(u32::MAX),
    }))
}

/// The report of a saved file as JSON: the same bytes as the engine gives anywhere else.
///
/// # Errors
///
/// `{ kind: "invalid", diagnostics: [ … ] }` for the first file that is not sound.
#[wasm_bindgen(js_name = scoreJson)]
pub fn score_json(structure: &str, evidence: Option<String>, saved: &str) -> Result<String, JsValue> {
    Ok(assessment(structure, evidence, saved)?.score().to_json())
}

/// Which goals the project of a saved file may show, and what is missing: `[ { goal, verdict, reasons: [ … ] } ]`, see
/// [`Assessment::claims`].
///
/// # Errors
///
/// `{ kind: "invalid", diagnostics: [ … ] }` for the first file that is not sound.
#[wasm_bindgen(js_name = claims, unchecked_return_type = "{ goal: number, verdict: string, reasons: { gap: string, question: string | null, facet: string | null }[] }[]")]
pub fn claims(structure: &str, evidence: Option<String>, saved: &str) -> Result<JsValue, JsValue> {
    Ok(plain(&assessment(structure, evidence, saved)?.claims()))
}

/// What the goals of a saved file can do to each other, see [`Assessment::interlinkages`]; `null` for a questionnaire without
/// interlinkages.
///
/// # Errors
///
/// `{ kind: "invalid", diagnostics: [ … ] }` for the first file that is not sound.
#[wasm_bindgen(js_name = interlinkages, unchecked_return_type = "object | null")]
pub fn interlinkages(structure: &str, evidence: Option<String>, saved: &str) -> Result<JsValue, JsValue> {
    Ok(plain(&assessment(structure, evidence, saved)?.interlinkages()))
}

fn assessment(structure: &str, evidence: Option<String>, saved: &str) -> Result<Assessment, JsValue> {
    let read = || Ok(Assessment::parse(saved, &read(structure, evidence)?)?.assessment);
    read().map_err(|diagnostics: Diagnostics| refused(&diagnostics))
}

/// A check that is being filled in by a program: the answers stay in here, so an answer and its report cost one call.
///
/// ```js
/// const check = new HeldCheck(structure, evidence, saved);
/// check.answer('goal-13', '{ "benefit": 2, "harm": 0 }');
/// const report = JSON.parse(check.reportJson());
/// ```
#[wasm_bindgen]
pub struct HeldCheck {
    assessment: Assessment,
    report: Report,
}

impl std::fmt::Debug for HeldCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HeldCheck")
    }
}

#[wasm_bindgen]
impl HeldCheck {
    /// From a questionnaire, the evidence if it uses any, and a saved file to go on from.
    ///
    /// # Errors
    ///
    /// `{ kind: "invalid", diagnostics: [ … ] }` for the first file that is not sound.
    #[wasm_bindgen(constructor)]
    pub fn new(
        structure: &str,
        evidence: Option<String>,
        saved: Option<String>,
    ) -> Result<HeldCheck, JsValue> {
        let check = || -> Result<HeldCheck, Diagnostics> {
            let questionnaire = read(structure, evidence)?;
            let assessment = match saved {
                Some(saved) => Assessment::parse(&saved, &questionnaire)?.assessment,
                None => Assessment::new(&questionnaire),
            };
            Ok(HeldCheck { report: assessment.score(), assessment })
        };
        check().map_err(|diagnostics| refused(&diagnostics))
    }

    /// Records an answer, written as a saved file has it under the id of the question, and works out the report anew. For a repeated
    /// question that is `{ "each": { "children": { … } } }`. It takes the place of all that was there; `{}` leaves nothing.
    ///
    /// # Errors
    ///
    /// `{ kind: "invalid", diagnostics: [ … ] }` when the questionnaire does not allow it; then nothing has changed.
    pub fn answer(&mut self, question: &str, answer: &str) -> Result<(), JsValue> {
        self.assessment.set_json(question, answer).map_err(|diagnostics| refused(&diagnostics))?;
        self.report = self.assessment.score();
        Ok(())
    }

    /// The report: the same bytes as [`score_json`] gives.
    #[wasm_bindgen(js_name = reportJson)]
    pub fn report_json(&self) -> String {
        self.report.to_json()
    }

    /// The saved file.
    #[wasm_bindgen(js_name = savedJson)]
    pub fn saved_json(&self) -> String {
        self.assessment.to_json()
    }
}

/// The packed form of a questionnaire, as the widget reads it. It goes with this version of the engine only.
///
/// # Errors
///
/// `{ kind: "invalid", diagnostics: [ … ] }`
#[wasm_bindgen(js_name = packQuestionnaire)]
pub fn pack_questionnaire(structure: &str, evidence: Option<String>) -> Result<Vec<u8>, JsValue> {
    let questionnaire = read(structure, evidence).map_err(|diagnostics| refused(&diagnostics))?;
    Ok(questionnaire.to_packed())
}

/// Texts as the widget reads them. They go with this version of the engine only. What they lack is taken from `source`, the texts in
/// the source language, and shown as such.
///
/// # Errors
///
/// `{ kind: "invalid", diagnostics: [ … ] }`
#[wasm_bindgen(js_name = publishTexts)]
pub fn publish_texts(texts: &str, source: Option<String>) -> Result<String, JsValue> {
    let read = |texts: &str| Catalogue::parse_unchecked(texts).map_err(|diagnostics| refused(&diagnostics));
    let mut catalogue = read(texts)?;
    if let Some(source) = source {
        catalogue.fill_from(&read(&source)?, foreign);
    }
    Ok(catalogue.to_published())
}

fn read(structure: &str, evidence: Option<String>) -> Result<Arc<Questionnaire>, Diagnostics> {
    let evidence = evidence.map(|text| Evidence::parse(&text)).transpose()?;
    Questionnaire::parse(structure, evidence.as_ref())
}

#[derive(Serialize)]
struct Refused<'a> {
    kind: &'static str,
    diagnostics: Vec<&'a Diagnostic>,
}

/// `{ kind: "invalid", diagnostics: [ … ] }`
fn refused(diagnostics: &Diagnostics) -> JsValue {
    plain(&Refused { kind: "invalid", diagnostics: diagnostics.iter().collect() })
}

/// A plain object: no `Map`, and `null` instead of `undefined`.
fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
