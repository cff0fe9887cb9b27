//! The engine under test, behind JSON values.

use std::sync::Arc;

use sdg_core::{Assessment, Evidence, Questionnaire};
use serde_json::Value;

/// A questionnaire that the engine has accepted.
#[derive(Debug)]
pub struct Engine(Arc<Questionnaire>);

impl Engine {
    /// Parses a questionnaire.
    ///
    /// # Errors
    /// The diagnostics, as text.
    pub fn new(structure: &Value, evidence: Option<&Value>) -> Result<Self, String> {
        let evidence = match evidence {
            None => None,
            Some(evidence) => {
                Some(Evidence::parse(&evidence.to_string()).map_err(|d| format!("evidence: {d:?}"))?)
            }
        };
        let questionnaire = Questionnaire::parse(&structure.to_string(), evidence.as_ref())
            .map_err(|wrong| format!("{wrong:?}\nstructure: {structure}"))?;
        // What the widget reads: so every law and every comparison holds for the packed form.
        let packed = questionnaire.to_packed();
        let read = Questionnaire::from_packed(&packed).map_err(|wrong| format!("packed: {wrong}"))?;
        if read.to_packed() != packed {
            return Err(format!("packed otherwise the second time\nstructure: {structure}"));
        }
        Ok(Engine(read))
    }

    /// Scores a saved file.
    ///
    /// # Errors
    /// The diagnostics, as text.
    pub fn score(&self, saved: &Value) -> Result<Value, String> {
        let loaded =
            Assessment::parse(&saved.to_string(), &self.0).map_err(|d| format!("saved file: {d:?}"))?;
        let assessment = loaded.assessment;
        let report = assessment.score().to_json();
        // So every law holds for both forms of a report.
        if assessment.score_lent().to_json() != report {
            return Err(format!("with lent ids another report\nsaved file: {saved}"));
        }
        serde_json::from_str(&report).map_err(|e| e.to_string())
    }
}

impl Engine {
    /// The claim check of a saved file.
    ///
    /// # Errors
    /// The diagnostics, as text.
    pub fn claims(&self, saved: &Value) -> Result<Value, String> {
        let loaded =
            Assessment::parse(&saved.to_string(), &self.0).map_err(|d| format!("saved file: {d:?}"))?;
        serde_json::to_value(loaded.assessment.claims()).map_err(|e| e.to_string())
    }
}

/// Parses and scores.
///
/// # Errors
/// The diagnostics, as text.
pub fn score(structure: &Value, evidence: Option<&Value>, saved: &Value) -> Result<Value, String> {
    Engine::new(structure, evidence)?.score(saved)
}
