//! The load on the assessor (METHOD 11): how many answers a check may ask on the typical path.
//!
//! What is typical cannot be read from the structure alone: it is shown by an example, a saved file that somebody has filled in
//! to its end. The questionnaire says how many answers that may take.

use crate::assessment::Assessment;
use crate::diagnostic::{Collector, Diagnostic};
use crate::fraction::Truth;
use crate::questionnaire::Questionnaire;
use crate::report::{AnswerState, Report};

impl Report {
    /// How many answers are asked on this path: the loads of all questions that are certainly asked, see
    /// [`QuestionResult::load`](crate::QuestionResult::load).
    pub fn load(&self) -> usize {
        let asked = self.questions.iter().filter(|question| question.asked == Truth::Yes);
        asked.fold(0, |sum, question| sum.saturating_add(question.load))
    }
}

impl Questionnaire {
    /// Whether the typical path keeps to [`Questionnaire::budget`]; nothing without a budget.
    ///
    /// `structure` is the text of the questionnaire, for the place; `example` is a check that shows the typical path. More answers
    /// than the budget are an error (`Q0801`). A budget of which no example shows that it is kept (`Q0802`), or only one that is not
    /// filled in to its end (`Q0803`), is a notice. "We do not know yet" is filled in; what then may or may not be asked is not on
    /// the path.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Entry, Questionnaire};
    ///
    /// let text = r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0", "budget": 1,
    ///      "sections": [ { "id": "s", "questions": [ { "id": "a", "kind": "text" }, { "id": "b", "kind": "text" } ] } ] }"#;
    /// let questionnaire = Questionnaire::parse(text, None)?;
    /// let example = Assessment::new(&questionnaire);
    /// let found = questionnaire.check_budget(text, Some(&example));
    /// assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["Q0801", "Q0803"]);
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn check_budget(&self, structure: &str, example: Option<&Assessment>) -> Vec<Diagnostic> {
        let Some(budget) = self.budget() else { return Vec::new() };
        let mut collector = Collector::new(structure.strip_prefix('\u{feff}').unwrap_or(structure));
        let Some(example) = example else {
            let message = format!("no example shows that the budget of {budget} answers is kept");
            collector.notice("Q0802", "budget", &message, "give one that is filled in on the typical path");
            return found(collector);
        };
        let report = example.score();
        let load = report.load();
        if load > budget {
            let message = format!("the example asks {load} answers, more than the budget of {budget}");
            collector.error("Q0801", "budget", message, "ask less, or raise the budget for a good reason");
        }
        let unanswered = |question: &&crate::QuestionResult| {
            question.asked == Truth::Yes && question.state == AnswerState::Unanswered
        };
        if let Some(open) = report.questions.iter().find(unanswered) {
            let message = format!("the example is not filled in to its end: `{}` is not answered", open.id);
            collector.notice("Q0803", "budget", &message, "more may be asked than it shows: fill it in");
        }
        found(collector)
    }
}

fn found(collector: Collector<'_>) -> Vec<Diagnostic> {
    collector.finish().unwrap_or_else(|errors| errors.0)
}
