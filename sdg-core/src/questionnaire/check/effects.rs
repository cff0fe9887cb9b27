//! Conditions on effects, on goals, and on what is filled in.

use super::{Checker, Context};
use crate::condition::{Condition, CoverageOf};
use crate::questionnaire::format::{
    AnywhereTest, CoverageTest, EffectTest, FacetTest, GoalTest, GoalValueTest, StateTest,
};
use crate::questionnaire::{FacetKind, Goal, Kind, QuestionIx, Questionnaire};

impl<'a> Checker<'a> {
    pub(super) fn side_test(
        &mut self,
        key: &str,
        path: &str,
        test: &EffectTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        let question = self.effect_reference(path, test.question.as_deref(), context, draft)?;
        let at_least = test.at_least;
        if at_least < 1 {
            let path = format!("{path}.at_least");
            self.error("Q0507", path, "a side is tested from 1 point on", "every answer has at least 0");
            return None;
        }
        Some(if key == "benefit" {
            Condition::Benefit { question, at_least }
        } else {
            Condition::Harm { question, at_least }
        })
    }

    pub(super) fn goal_test(
        &mut self,
        key: &str,
        path: &str,
        part: &'a str,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        if key == "goal_benefit" || key == "goal_harm" {
            let test = self.object(path, part, GoalValueTest::read)?;
            let goal = self.goal_reference(path, test.goal, context, draft)?;
            let at_least = self.fraction(&format!("{path}.at_least"), &test.at_least);
            return Some(if key == "goal_benefit" {
                Condition::GoalBenefit { goal, at_least }
            } else {
                Condition::GoalHarm { goal, at_least }
            });
        }
        let test = self.object(path, part, GoalTest::read)?;
        let goal = self.goal_reference(path, test.goal, context, draft)?;
        Some(match key {
            "goal_touched" => Condition::GoalTouched { goal },
            "goal_unknown" => Condition::GoalUnknown { goal },
            _ => Condition::GoalUnanswered { goal },
        })
    }

    /// Conditions on what is filled in.
    pub(super) fn fact_test(
        &mut self,
        key: &str,
        path: &str,
        part: &'a str,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        if key == "coverage" {
            let test = self.object(path, part, CoverageTest::read)?;
            return self.coverage_test(path, &test, context, draft);
        }
        if key == "any_unknown" || key == "any_unanswered" {
            self.object(path, part, AnywhereTest::read)?;
            return Some(if key == "any_unknown" { Condition::AnyUnknown } else { Condition::AnyUnanswered });
        }
        let id = self.object(path, part, StateTest::read)?.question;
        let question = self.question_or_at_hand(path, id.as_deref(), context, draft)?;
        Some(match key {
            "is_out" => Condition::IsOut { question },
            "is_unknown" => Condition::IsUnknown { question },
            "is_unanswered" => Condition::IsUnanswered { question },
            "not_applicable" => Condition::NotApplicable { question },
            _ => Condition::ReasonMissing { question },
        })
    }

    /// `Some(None)` is the effect at hand.
    #[expect(clippy::option_option, reason = "the outer one says whether the reference is sound")]
    fn question_or_at_hand(
        &mut self,
        path: &str,
        id: Option<&str>,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Option<QuestionIx>> {
        if let Some(id) = id {
            return self.referred(path, id, context, draft).map(Some);
        }
        if context.effect_at_hand {
            return Some(None);
        }
        self.error("Q0504", path, "there is no question at hand here", "name one with `question`");
        None
    }

    /// `Some(None)` is the effect at hand.
    #[expect(clippy::option_option, reason = "the outer one says whether the reference is sound")]
    fn effect_reference(
        &mut self,
        path: &str,
        id: Option<&str>,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Option<QuestionIx>> {
        let Some(question) = self.question_or_at_hand(path, id, context, draft)? else { return Some(None) };
        let asked = draft.question(question)?;
        if !matches!(asked.kind, Kind::Effect { .. }) {
            self.error(
                "Q0501",
                path,
                format!("`{}` is not an effect question", asked.id),
                "only effects have a benefit, a harm and facets",
            );
            return None;
        }
        Some(Some(question))
    }

    pub(super) fn facet_test(
        &mut self,
        path: &str,
        test: &FacetTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        let question = self.effect_reference(path, test.question.as_deref(), context, draft)?;
        let Some(facet) = draft.facets.iter().position(|facet| facet.id == test.facet) else {
            let known = draft.facets.iter().map(|facet| facet.id.as_str());
            self.unknown(&format!("{path}.facet"), "facet", &test.facet, known);
            return None;
        };
        if let Some(asked) = question.and_then(|question| draft.question(question))
            && !matches!(&asked.kind, Kind::Effect { facets, .. } if facets.contains(&facet))
        {
            let message = format!("`{}` has no facet `{}`", asked.id, test.facet);
            let help = "add it to the `facets` of that question, or test another one";
            self.error("Q0510", format!("{path}.facet"), message, help);
            return None;
        }
        let (what, known): (_, Vec<&str>) = match draft.facets.get(facet)?.takes {
            FacetKind::Scale(scale) => {
                ("step", draft.scale(scale)?.steps.iter().map(|step| step.id.as_str()).collect())
            }
            FacetKind::Roster(roster) => {
                ("subject", draft.roster(roster)?.subjects.iter().map(String::as_str).collect())
            }
        };
        if test.is.is_empty() {
            let message = format!("no {what} is named, so this never holds");
            self.error("Q0503", format!("{path}.is"), message, "name at least one");
        }
        let (mut steps, mut subjects) = (Vec::new(), Vec::new());
        for (place, id) in test.is.iter().enumerate() {
            match known.iter().position(|known| known == id) {
                Some(step) if what == "step" => steps.push(step),
                Some(_) => subjects.push(id.clone()),
                None => self.unknown(&format!("{path}.is[{place}]"), what, id, known.iter().copied()),
            }
        }
        Some(Condition::Facet { question, facet, steps, subjects })
    }

    fn coverage_test(
        &mut self,
        path: &str,
        test: &CoverageTest,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Condition> {
        let at_least = self.coverage(&format!("{path}.at_least"), Some(&test.at_least));
        let of = match (&test.measure, &test.principle, test.goal) {
            (Some(id), None, None) => {
                let measure = self.find_measure(&format!("{path}.measure"), draft, id)?;
                let repeated = draft.measure(measure)?.for_each;
                self.repeated_reference(path, id, repeated, context)?;
                CoverageOf::Measure(measure)
            }
            (None, Some(id), None) => {
                let place = draft.principles.iter().position(|principle| principle.id == *id);
                if place.is_none() {
                    let known = draft.principles.iter().map(|principle| principle.id.as_str());
                    self.unknown(&format!("{path}.principle"), "principle", id, known);
                }
                CoverageOf::Principle(place?)
            }
            (None, None, goal) => CoverageOf::Goal(self.goal_reference(path, goal, context, draft)?),
            _ => {
                let help = "give a `measure`, a `principle` or a `goal`";
                self.error("Q0511", path, "this is a coverage of more than one thing", help);
                return None;
            }
        };
        Some(Condition::Coverage { of, at_least })
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
