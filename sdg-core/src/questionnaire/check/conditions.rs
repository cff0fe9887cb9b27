//! Conditions: every reference resolved and type-checked.

use super::{Checker, Context, MOST_DEPTH, SectionRead};
use crate::condition::Condition;
use crate::json::{self, Node};
use crate::questionnaire::format::{
    EffectTest, FacetTest, MeasureTest, OptionTest, PointsTest, QuestionTest, SubjectTest,
};
use crate::questionnaire::{ForEach, Kind, QuestionIx, Questionnaire, RosterIx};

const KEYS: [&str; 25] = [
    "all",
    "any",
    "not",
    "option",
    "points",
    "benefit",
    "harm",
    "facet",
    "subject",
    "any_subject",
    "goal_touched",
    "goal_benefit",
    "goal_harm",
    "goal_unknown",
    "goal_unanswered",
    "any_goal",
    "measure",
    "coverage",
    "is_out",
    "is_unknown",
    "is_unanswered",
    "not_applicable",
    "reason_missing",
    "any_unknown",
    "any_unanswered",
];

/// Facts about what is filled in, not about the project: only findings may depend on them.
const ONLY_IN_FINDINGS: [&str; 9] = [
    "goal_unknown",
    "goal_unanswered",
    "coverage",
    "is_unknown",
    "is_unanswered",
    "not_applicable",
    "reason_missing",
    "any_unknown",
    "any_unanswered",
];

impl<'a> Checker<'a> {
    pub(super) fn conditions(&mut self, shapes: &[SectionRead<'a>], draft: &mut Questionnaire) {
        let mut ix = 0_usize;
        for (place, SectionRead { path, shape: section, questions }) in shapes.iter().enumerate() {
            let found = section.ask_if.and_then(|part| {
                self.condition(&format!("{path}.ask_if"), part, Context::default(), draft, 0)
            });
            if let Some(section) = draft.sections.get_mut(place) {
                section.ask_if = found;
            }
            for (path, shape) in questions {
                let repeated = draft.questions.get(ix).and_then(|question| question.for_each);
                let found = shape.ask_if.and_then(|part| {
                    self.condition(
                        &format!("{path}.ask_if"),
                        part,
                        Context { repeated, ..Context::default() },
                        draft,
                        0,
                    )
                });
                if let Some(question) = draft.questions.get_mut(ix) {
                    question.ask_if = found;
                }
                ix = ix.saturating_add(1);
            }
        }
    }

    pub(super) fn condition(
        &mut self,
        path: &str,
        part: &'a str,
        context: Context,
        draft: &Questionnaire,
        depth: usize,
    ) -> Option<Condition> {
        if depth >= MOST_DEPTH {
            self.error(
                "Q0704",
                path,
                format!("conditions are nested more than {MOST_DEPTH} deep"),
                "say it more simply",
            );
            return None;
        }
        let deeper = depth.saturating_add(1);
        let mut key = "";
        let part = json::object(&mut self.collector, path, part, |fields| {
            key = fields.one_of("condition", &KEYS)?;
            fields.needed(key)
        })?;
        let path = &format!("{path}.{key}");
        if ONLY_IN_FINDINGS.contains(&key) && !context.knowledge_states {
            self.error(
                "Q0506",
                path,
                format!("only a finding may depend on `{key}`"),
                "this is a fact about what is filled in, not about the project",
            );
            return None;
        }
        match key {
            "all" => self.joined(path, part, context, draft, deeper).map(Condition::All),
            "any" => self.joined(path, part, context, draft, deeper).map(Condition::Any),
            "not" => {
                let condition = self.condition(path, part, context, draft, deeper)?;
                Some(Condition::Not(Box::new(condition)))
            }
            "option" => {
                let test = self.object(path, part, OptionTest::read)?;
                self.option_test(path, &test, context, draft)
            }
            "points" => {
                let test = self.object(path, part, PointsTest::read)?;
                self.points_test(path, &test, context, draft)
            }
            "benefit" | "harm" => {
                let test = self.object(path, part, EffectTest::read)?;
                self.side_test(key, path, &test, context, draft)
            }
            "facet" => {
                let test = self.object(path, part, FacetTest::read)?;
                self.facet_test(path, &test, context, draft)
            }
            "subject" => {
                let test = self.object(path, part, SubjectTest::read)?;
                self.subject_test(path, &test, context, draft)
            }
            "any_subject" => {
                let test = self.object(path, part, QuestionTest::read)?;
                let question = self.find_question(&format!("{path}.question"), draft, &test.question)?;
                self.subjects_roster(path, question, draft)?;
                Some(Condition::AnySubject { question })
            }
            "goal_touched" | "goal_benefit" | "goal_harm" | "goal_unknown" | "goal_unanswered" => {
                self.goal_test(key, path, part, context, draft)
            }
            "any_goal" => {
                if draft.goals.is_none() {
                    let help = "add `\"goals\": {}`, or say it without goals";
                    self.error("Q0415", path, "the questionnaire has no `goals` part", help);
                    return None;
                }
                let inside = Context { goal_at_hand: true, ..context };
                let condition = self.condition(path, part, inside, draft, deeper)?;
                Some(Condition::AnyGoal(Box::new(condition)))
            }
            "measure" => {
                let test = self.object(path, part, MeasureTest::read)?;
                let measure = self.find_measure(&format!("{path}.measure"), draft, &test.measure)?;
                let repeated = draft.measure(measure)?.for_each;
                self.repeated_reference(path, &test.measure, repeated, context)?;
                let at_least = self.fraction(&format!("{path}.at_least"), &test.at_least);
                Some(Condition::Measure { measure, at_least })
            }
            _ => self.fact_test(key, path, part, context, draft),
        }
    }

    /// The conditions in a list.
    fn joined(
        &mut self,
        path: &str,
        part: &'a str,
        context: Context,
        draft: &Questionnaire,
        depth: usize,
    ) -> Option<Vec<Condition>> {
        let Node::List(parts) = Node::of(part) else {
            json::wrong(&mut self.collector, path, part, "a list of conditions");
            return None;
        };
        let mut conditions = Vec::new();
        for (place, part) in parts.into_iter().enumerate() {
            conditions.push(self.condition(&format!("{path}[{place}]"), part, context, draft, depth)?);
        }
        Some(conditions)
    }

    fn option_test(
        &mut self,
        path: &str,
        test: &OptionTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        let question = self.referred(path, &test.question, context, draft)?;
        let known: Vec<&str> = match &draft.question(question)?.kind {
            Kind::Choice { options } | Kind::Multiple { options, .. } => {
                options.iter().map(|option| option.id.as_str()).collect()
            }
            Kind::Rating { scale } => {
                draft.scale(*scale)?.steps.iter().map(|step| step.id.as_str()).collect()
            }
            _ => {
                self.error(
                    "Q0501",
                    path,
                    format!("`{}` has no options", test.question),
                    "use another condition for this kind of question",
                );
                return None;
            }
        };
        let mut is = Vec::new();
        for (place, id) in test.is.iter().enumerate() {
            match known.iter().position(|option| option == id) {
                Some(option) => is.push(option),
                None => {
                    self.unknown(&format!("{path}.is[{place}]"), "option", id, known.iter().copied());
                }
            }
        }
        if test.is.is_empty() {
            self.error(
                "Q0503",
                format!("{path}.is"),
                "no option is named, so this never holds",
                "name at least one",
            );
        }
        Some(Condition::Option { question, is })
    }

    fn points_test(
        &mut self,
        path: &str,
        test: &PointsTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        let question = self.referred(path, &test.question, context, draft)?;
        let scored = match &draft.question(question)?.kind {
            Kind::Rating { .. } | Kind::Number { .. } => true,
            Kind::Choice { options } | Kind::Multiple { options, .. } => {
                options.iter().all(|option| option.points.is_some())
            }
            _ => false,
        };
        if !scored {
            self.error(
                "Q0501",
                path,
                format!("`{}` has no points", test.question),
                "use another condition for this kind of question",
            );
            return None;
        }
        Some(Condition::Points { question, at_least: test.at_least })
    }

    fn subject_test(
        &mut self,
        path: &str,
        test: &SubjectTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        let question = self.find_question(&format!("{path}.question"), draft, &test.question)?;
        let roster = self.subjects_roster(path, question, draft)?;
        let is = match &test.is {
            Some(id) => {
                let known = &draft.roster(roster)?.subjects;
                if !known.contains(id) {
                    self.unknown(&format!("{path}.is"), "subject", id, known.iter().map(String::as_str));
                    return None;
                }
                Some(id.clone())
            }
            None if context.repeated.map(ForEach::roster) == Some(roster) => None,
            None => {
                self.error("Q0504", path, "there is no subject at hand here", "name one with `is`");
                return None;
            }
        };
        Some(Condition::Subject { question, is })
    }

    pub(super) fn referred(
        &mut self,
        path: &str,
        id: &str,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<QuestionIx> {
        let question = self.find_question(&format!("{path}.question"), draft, id)?;
        let repeated = draft.question(question)?.for_each;
        self.repeated_reference(path, id, repeated, context)?;
        Some(question)
    }

    pub(super) fn repeated_reference(
        &mut self,
        path: &str,
        id: &str,
        repeated: Option<ForEach>,
        context: Context,
    ) -> Option<()> {
        if repeated.is_none() || repeated == context.repeated {
            return Some(());
        }
        self.error(
            "Q0505",
            path,
            format!("`{id}` is asked once per subject"),
            "gather it in a measure and test that",
        );
        None
    }

    fn subjects_roster(
        &mut self,
        path: &str,
        question: QuestionIx,
        draft: &Questionnaire,
    ) -> Option<RosterIx> {
        let asked = draft.question(question)?;
        if let Kind::Subjects { roster, .. } = asked.kind {
            return Some(roster);
        }
        self.error(
            "Q0501",
            path,
            format!("`{}` is not a `subjects` question", asked.id),
            "only such a question has subjects",
        );
        None
    }
}
