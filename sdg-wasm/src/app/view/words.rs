//! Texts by key, and small sentences.

pub(crate) use sdg_core::fill;
use sdg_core::{BandSpan, Goal, MeasureRef, PromptKind, Question, RosterIx, Rule, Side};

use crate::WHOLE;
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};

impl Model {
    /// Wording of the interface.
    pub(crate) fn ui(&self, phrase: Phrase) -> String {
        self.language.interface.get(phrase).to_owned()
    }

    pub(crate) fn ui_with(&self, phrase: Phrase, with: &[(&str, &str)]) -> String {
        fill(self.language.interface.get(phrase), with)
    }

    /// One wording for one, another for several.
    pub(crate) fn ui_count(&self, one: Phrase, many: Phrase, count: usize) -> String {
        self.ui_with(if count == 1 { one } else { many }, &[("n", &count.to_string())])
    }

    /// A text of the questionnaire; its key is made of these parts.
    pub(crate) fn text(&self, parts: &[&str]) -> Option<&str> {
        self.language.texts.get(&parts.join("."))
    }

    /// A text that the questionnaire must have. What ships has it; of what somebody made himself the screen says that it is missing.
    pub(crate) fn must(&self, parts: &[&str]) -> String {
        let missing = || if WHOLE { self.ui(phrases::FALLBACK_NONE) } else { String::new() };
        self.text(parts).map_or_else(missing, str::to_owned)
    }

    pub(crate) fn goal_title(&self, goal: Goal) -> String {
        self.must(&["goal", &goal.number().to_string(), "title"])
    }

    /// Number and title, as they stand in running text.
    pub(crate) fn goal_in_text(&self, goal: Goal) -> String {
        [&goal.number().to_string(), ". ", &self.goal_title(goal)].concat()
    }

    /// Name of a subject: of the questionnaire, one's own, or an interlinkage prompt.
    pub(crate) fn subject_name(&self, roster: RosterIx, subject: &str) -> String {
        let Some(known) = self.questionnaire.roster(roster) else { return subject.to_owned() };
        if known.prompts {
            return self.prompt_text(subject);
        }
        match self.assessment.own_subjects(roster).iter().find(|own| own.id == subject) {
            Some(own) => own.name.clone(),
            None => self.must(&["subject", &known.id, subject]),
        }
    }

    /// What a prompt asks.
    pub(crate) fn prompt_text(&self, id: &str) -> String {
        let (kind, from, to) = match self.report.prompts.iter().find(|prompt| prompt.id == id) {
            Some(prompt) => (prompt.kind, prompt.from, prompt.to),
            // Answered before, but no longer put: the id tells.
            None => match parse_prompt(id) {
                Some(parts) => parts,
                None => return id.to_owned(),
            },
        };
        let kind = match kind {
            PromptKind::Tradeoff => "tradeoff",
            PromptKind::Undermining => "undermining",
            PromptKind::Synergy => "synergy",
        };
        fill(
            &self.must(&["prompt", kind]),
            &[("from", &self.goal_in_text(from)), ("to", &self.goal_in_text(to))],
        )
    }

    /// Title of a question, with the name of its subject filled in.
    pub(crate) fn question_title(&self, question: &Question, subject: Option<&str>) -> String {
        let title = self.must(&["question", &question.id, "title"]);
        match (question.for_each, subject) {
            (Some(for_each), Some(subject)) => {
                fill(&title, &[("subject", &self.subject_name(for_each.roster(), subject))])
            }
            _ => title,
        }
    }

    /// Title of a question where it stands alone: a prompt is named by what it asks.
    pub(crate) fn at_title(&self, question: &Question, subject: Option<&str>) -> String {
        if let (Some(for_each), Some(subject)) = (question.for_each, subject)
            && self.questionnaire.roster(for_each.roster()).is_some_and(|roster| roster.prompts)
        {
            return self.prompt_text(subject);
        }
        self.question_title(question, subject)
    }

    /// Name of the subject of a finding.
    pub(crate) fn finding_subject(&self, rule: &str, subject: &str) -> String {
        if parse_prompt(subject).is_some() {
            return self.prompt_text(subject);
        }
        let rule = self.questionnaire.rules().iter().find(|known| known.id == rule);
        let roster = rule.and_then(Rule::roster);
        roster.map_or_else(|| subject.to_owned(), |roster| self.subject_name(roster, subject))
    }

    /// Name of a measure in running text.
    #[cfg_attr(not(feature = "whole"), expect(dead_code, reason = "only the whole program explains numbers"))]
    pub(crate) fn measure_name(&self, of: &MeasureRef) -> String {
        match of {
            MeasureRef::Measure { id, subject } => {
                let title = self.must(&["measure", id, "title"]);
                match subject.as_deref().and_then(|subject| self.measure_subject(id, subject)) {
                    Some(name) => [&title, ": ", &name].concat(),
                    None => title,
                }
            }
            MeasureRef::Goal { goal, side } => {
                let side = if *side == Side::Harm { phrases::RESULT_HARM } else { phrases::RESULT_BENEFIT };
                [&self.goal_in_text(*goal), ": ", &self.ui(side)].concat()
            }
        }
    }

    fn measure_subject(&self, id: &str, subject: &str) -> Option<String> {
        let measure = self.questionnaire.measure(self.questionnaire.find_measure(id)?)?;
        Some(self.subject_name(measure.for_each?.roster(), subject))
    }

    /// `clear` or `nog open: van slight tot strong`.
    pub(crate) fn span_words(&self, span: &BandSpan, between: Phrase) -> String {
        let first = self.must(&["bands", &span.set, &span.first]);
        if span.first == span.last {
            return first;
        }
        self.ui_with(between, &[("first", &first), ("last", &self.must(&["bands", &span.set, &span.last]))])
    }

    /// What the file of the example says about itself, in the language of the screen.
    pub(crate) fn example_notice(&self) -> Option<String> {
        self.assessment.further_text("example", &["notice", self.language.tag()])
    }
}

fn parse_prompt(id: &str) -> Option<(PromptKind, Goal, Goal)> {
    let (kind, pair) = id.split_once('-')?;
    let (from, to) = pair.split_once('-')?;
    let kind = match kind {
        "t" => PromptKind::Tradeoff,
        "u" => PromptKind::Undermining,
        "s" => PromptKind::Synergy,
        _ => return None,
    };
    Some((kind, Goal::new(from.parse().ok()?)?, Goal::new(to.parse().ok()?)?))
}
