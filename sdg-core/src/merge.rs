//! Several assessors (METHOD 9): their saved files in one, and what they say side by side.
//!
//! The merged file *is* the saved files, word for word, in one fixed order. Whatever is told about them is worked out from it
//! again, so merging loses nothing, does not hang on the order, and merged files can be merged further.

mod consensus;
mod report;
mod spread;
mod subjects;

use std::sync::Arc;

use crate::assessment::Assessment;
use crate::diagnostic::{self, Diagnostic, Diagnostics, offset_in};
use crate::json::{Fields, Node, Writer};
use crate::questionnaire::Questionnaire;

pub use consensus::Degree;
pub use report::{
    AssessorHead, AssessorValue, Divided, GivenAnswer, MergedFinding, MergedGoal, MergedMeasure,
    MergedQuestion, MergedReport, Raised,
};
pub use spread::{AnswerPart, GivenValue, OnScale, Spread, Standing};
pub(crate) use subjects::SharedSubjects;
pub use subjects::{AddedSubject, SharedSubject};

const MOST_BYTES: usize = 64 << 20;

/// The assessments of several assessors of one project, with one questionnaire.
///
/// ```
/// use sdg_core::{Answer, Assessment, Entry, Merged, Questionnaire};
///
/// let questionnaire = Questionnaire::parse(
///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
///          "sections": [ { "id": "s", "questions": [ { "id": "a", "kind": "rating", "scale": "degree" } ] } ] }"#,
///     None,
/// )?;
/// let with = |step| {
///     let mut assessment = Assessment::new(&questionnaire);
///     let entry = Entry { answer: Some(Answer::Option(step)), ..Entry::EMPTY };
///     assessment.set(questionnaire.find("a").unwrap(), None, entry).map(|_| assessment)
/// };
/// let merged = Merged::of([with(0)?, with(1)?])?;
/// assert_eq!(merged.report().discuss[0].question, "a");
/// let reopened = Merged::parse(&merged.to_json(), &questionnaire)?.merged;
/// assert_eq!(reopened.assessments().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Merged {
    questionnaire: Arc<Questionnaire>,
    /// In the order of their saved files as text, each once.
    assessments: Vec<Assessment>,
}

/// What [`Merged::parse`] gives.
#[derive(Clone, Debug)]
pub struct LoadedMerged {
    /// The assessments.
    pub merged: Merged,
    /// Notices on each of the saved files, with their place in the merged file.
    pub notices: Vec<Diagnostic>,
}

/// Why assessments cannot be merged.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// There is no assessment at all.
    #[error("there is nothing to merge: give at least one assessment")]
    Nothing,
    /// The assessment at this place was read with another questionnaire.
    #[error("assessment {0} was read with another questionnaire: read all of them with the same one")]
    OtherQuestionnaire(usize),
}

impl Merged {
    /// Puts assessments together. They are ordered by their saved files, so that the order in which they come changes nothing;
    /// the same file twice counts once.
    ///
    /// # Errors
    ///
    /// [`MergeError`] when there is none, or when they were not read with one and the same questionnaire.
    pub fn of(assessments: impl IntoIterator<Item = Assessment>) -> Result<Merged, MergeError> {
        let mut files: Vec<(String, Assessment)> =
            assessments.into_iter().map(|assessment| (assessment.to_json(), assessment)).collect();
        let questionnaire = match files.first() {
            Some((_, first)) => Arc::clone(first.questionnaire()),
            None => return Err(MergeError::Nothing),
        };
        let other = files.iter().position(|(_, other)| !Arc::ptr_eq(other.questionnaire(), &questionnaire));
        if let Some(place) = other {
            return Err(MergeError::OtherQuestionnaire(place));
        }
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        files.dedup_by(|(a, _), (b, _)| a == b);
        let assessments = files.into_iter().map(|(_, assessment)| assessment).collect();
        Ok(Merged { questionnaire, assessments })
    }

    /// Reads a merged file.
    ///
    /// # Errors
    ///
    /// Diagnostics when it is no merged file (`M01…`), or when one of the saved files in it is refused (`A01…`); each at its
    /// place in the merged file.
    pub fn parse(text: &str, questionnaire: &Arc<Questionnaire>) -> Result<LoadedMerged, Diagnostics> {
        let mut collector = diagnostic::open(text, MOST_BYTES)?;
        let text = collector.text();
        let is_merged = match Node::of(text) {
            Node::Object(pairs) => pairs.iter().any(|pair| pair.key == "merged"),
            _ => false,
        };
        if !is_merged {
            let help = "merge saved files first, or open a saved file as what it is";
            collector.error("M0102", "", "this is not a merged file: it has no `merged`", help);
        }
        let files = if is_merged { diagnostic::read_file(&mut collector, "M0101", read_files) } else { None };
        if files.as_ref().is_some_and(Vec::is_empty) {
            collector.error("M0103", "merged", "there is no saved file in it", "merge at least one");
        }
        let mut assessments = Vec::new();
        for (place, part) in files.unwrap_or_default().into_iter().enumerate() {
            let found = match Assessment::parse(part, questionnaire) {
                Ok(loaded) => {
                    assessments.push(loaded.assessment);
                    loaded.notices
                }
                Err(refused) => refused.0,
            };
            for found in found {
                collector.adopt(moved(found, text, part, place));
            }
        }
        let notices = collector.finish()?;
        // Without an error there is at least one assessment.
        let merged = Merged::of(assessments).map_err(|_| Diagnostics(Vec::new()))?;
        Ok(LoadedMerged { merged, notices })
    }

    /// The merged file: every saved file as it is.
    pub fn to_json(&self) -> String {
        let mut json = Writer::pretty();
        json.begin('{');
        json.key("format");
        json.raw("1");
        json.key("merged");
        json.begin('[');
        for assessment in &self.assessments {
            json.item();
            json.raw(&assessment.to_json());
        }
        json.end(']');
        json.end('}');
        json.finish()
    }

    /// The assessments, in the fixed order. Reports name an assessor by the place here.
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    /// The questionnaire that all of them answer.
    pub fn questionnaire(&self) -> &Arc<Questionnaire> {
        &self.questionnaire
    }

    /// The same without names of persons, see [`Assessment::without_persons`].
    #[must_use]
    pub fn without_persons(&self) -> Merged {
        let without = self.assessments.iter().map(Assessment::without_persons);
        Merged::of(without).unwrap_or_else(|_| self.clone())
    }

    /// What the assessors say side by side, where they agree, and what to discuss first. There is no consensus score.
    pub fn report(&self) -> MergedReport {
        report::of(self)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
fn read_files<'a>(fields: &mut Fields<'_, 'a>) -> Option<Vec<&'a str>> {
    fields.count("format");
    Some(fields.list("merged"))
}

/// A diagnostic on one of the saved files, with its place in the whole.
fn moved(mut diagnostic: Diagnostic, text: &str, part: &str, place: usize) -> Diagnostic {
    let before = text.get(..offset_in(text, part)).unwrap_or_default();
    let (lines, rest) = match before.rsplit_once('\n') {
        Some((lines, rest)) => (lines.matches('\n').count().saturating_add(1), rest),
        None => (0, before),
    };
    // One on the whole of the file has no place of its own.
    let (line, column) = if diagnostic.line == 0 { (1, 1) } else { (diagnostic.line, diagnostic.column) };
    diagnostic.column = if line == 1 { column.saturating_add(rest.chars().count()) } else { column };
    diagnostic.line = line.saturating_add(lines);
    let inner = if diagnostic.path.is_empty() || diagnostic.path.starts_with('[') { "" } else { "." };
    diagnostic.path = format!("merged[{place}]{inner}{}", diagnostic.path);
    diagnostic
}
