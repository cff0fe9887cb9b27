//! Conditions: every reference resolved and type-checked.

use super::{Checker, Context, MOST_DEPTH, SectionRead};
use crate::condition::Condition;
use crate::questionnaire::format::{ConditionShape, OptionTest, PointsTest, SubjectTest};
use crate::questionnaire::{ForEach, Goal, Kind, QuestionIx, Questionnaire, RosterIx};

impl<'a> Checker<'a> {
    pub(super) fn conditions(&mut self, shapes: &[SectionRead<'a>], draft: &mut Questionnaire) {
        let mut ix = 0_usize;
        for (place, SectionRead { path, shape: section, questions }) in shapes.iter().enumerate() {
            let found = section.ask_if.as_ref().and_then(|shape| {
                self.condition(&format!("{path}.ask_if"), shape, Context::default(), draft, 0)
            });
            if let Some(section) = draft.sections.get_mut(place) {
                section.ask_if = found;
            }
            for (path, shape) in questions {
                let repeated = draft.questions.get(ix).and_then(|question| question.for_each);
                let found = shape.ask_if.as_ref().and_then(|shape| {
                    self.condition(
                        &format!("{path}.ask_if"),
                        shape,
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
        shape: &ConditionShape,
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
        let list = |checker: &mut Self, word: &str, shapes: &[ConditionShape]| {
            let mut conditions = Vec::new();
            for (place, shape) in shapes.iter().enumerate() {
                conditions.push(checker.condition(
                    &format!("{path}.{word}[{place}]"),
                    shape,
                    context,
                    draft,
                    deeper,
                )?);
            }
            Some(conditions)
        };
        match shape {
            ConditionShape::All(shapes) => list(self, "all", shapes).map(Condition::All),
            ConditionShape::Any(shapes) => list(self, "any", shapes).map(Condition::Any),
            ConditionShape::Not(shape) => self
                .condition(&format!("{path}.not"), shape, context, draft, deeper)
                .map(|condition| Condition::Not(Box::new(condition))),
            ConditionShape::Option(test) => self.option_test(path, test, context, draft),
            ConditionShape::Points(test) => self.points_test(path, test, context, draft),
            ConditionShape::Benefit(test) => {
                let question = self.effect_reference(&format!("{path}.benefit"), test, context, draft)?;
                Some(Condition::Benefit { question, at_least: test.at_least })
            }
            ConditionShape::Harm(test) => {
                let question = self.effect_reference(&format!("{path}.harm"), test, context, draft)?;
                Some(Condition::Harm { question, at_least: test.at_least })
            }
            ConditionShape::Subject(test) => self.subject_test(path, test, context, draft),
            ConditionShape::AnySubject(test) => {
                let path = format!("{path}.any_subject");
                let question = self.find_question(&format!("{path}.question"), draft, &test.question)?;
                self.subjects_roster(&path, question, draft)?;
                Some(Condition::AnySubject { question })
            }
            ConditionShape::GoalTouched(test) => {
                let goal = self.goal_reference(&format!("{path}.goal_touched"), test.goal, context, draft)?;
                Some(Condition::GoalTouched { goal })
            }
            ConditionShape::GoalBenefit(test) => {
                let path = format!("{path}.goal_benefit");
                let goal = self.goal_reference(&path, test.goal, context, draft)?;
                Some(Condition::GoalBenefit {
                    goal,
                    at_least: self.fraction(&format!("{path}.at_least"), &test.at_least),
                })
            }
            ConditionShape::GoalHarm(test) => {
                let path = format!("{path}.goal_harm");
                let goal = self.goal_reference(&path, test.goal, context, draft)?;
                Some(Condition::GoalHarm {
                    goal,
                    at_least: self.fraction(&format!("{path}.at_least"), &test.at_least),
                })
            }
            ConditionShape::Measure(test) => {
                let path = format!("{path}.measure");
                let measure = self.find_measure(&format!("{path}.measure"), draft, &test.measure)?;
                let repeated = draft.measure(measure)?.for_each;
                self.repeated_reference(&path, &test.measure, repeated, context)?;
                Some(Condition::Measure {
                    measure,
                    at_least: self.fraction(&format!("{path}.at_least"), &test.at_least),
                })
            }
            ConditionShape::IsOut(test) => {
                let question = self.referred(&format!("{path}.is_out"), &test.question, context, draft)?;
                Some(Condition::IsOut { question })
            }
            ConditionShape::IsUnknown(test) => {
                let question =
                    self.knowledge(&format!("{path}.is_unknown"), &test.question, context, draft)?;
                Some(Condition::IsUnknown { question })
            }
            ConditionShape::IsUnanswered(test) => {
                let question =
                    self.knowledge(&format!("{path}.is_unanswered"), &test.question, context, draft)?;
                Some(Condition::IsUnanswered { question })
            }
        }
    }

    fn option_test(
        &mut self,
        path: &str,
        test: &OptionTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        let path = format!("{path}.option");
        let question = self.referred(&path, &test.question, context, draft)?;
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
        let path = format!("{path}.points");
        let question = self.referred(&path, &test.question, context, draft)?;
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
        let path = format!("{path}.subject");
        let question = self.find_question(&format!("{path}.question"), draft, &test.question)?;
        let roster = self.subjects_roster(&path, question, draft)?;
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

    fn referred(
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

    fn repeated_reference(
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

    fn knowledge(
        &mut self,
        path: &str,
        id: &str,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<QuestionIx> {
        if !context.knowledge_states {
            self.error(
                "Q0506",
                path,
                "only a finding may depend on what is unknown or unanswered",
                "these are facts about knowledge, not about the project",
            );
            return None;
        }
        self.referred(path, id, context, draft)
    }

    fn effect_reference(
        &mut self,
        path: &str,
        test: &PointsTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<QuestionIx> {
        let question = self.referred(path, &test.question, context, draft)?;
        if !matches!(draft.question(question)?.kind, Kind::Effect { .. }) {
            self.error(
                "Q0501",
                path,
                format!("`{}` is not an effect question", test.question),
                "only effects have a benefit and a harm",
            );
            return None;
        }
        if test.at_least < 1 {
            self.error(
                "Q0507",
                format!("{path}.at_least"),
                "a side is tested from 1 point on",
                "every answer has at least 0",
            );
            return None;
        }
        Some(question)
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

    /// `Some(None)` is the goal at hand.
    #[expect(clippy::option_option, reason = "the outer one says whether the reference is sound")]
    fn goal_reference(
        &mut self,
        path: &str,
        number: Option<u8>,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Option<Goal>> {
        let Some(number) = number else {
            if context.goal_at_hand {
                return Some(None);
            }
            self.error("Q0504", path, "there is no goal at hand here", "name one with `goal`");
            return None;
        };
        let goal = Goal::new(number);
        if goal.is_none() || draft.goals.is_none() {
            self.error(
                "Q0414",
                format!("{path}.goal"),
                format!("there is no goal {number}"),
                "goals are 1 to 17, in a questionnaire with a `goals` part",
            );
            return None;
        }
        Some(goal)
    }
}
