//! What conditions say, in three values.

use super::{Evaluation, GoalValues, Hand, Said};
use crate::assessment::{Answer, Entry, FacetValue, thousandths};
use crate::condition::{Condition, CoverageOf};
use crate::fraction::{Fraction, Truth};
use crate::questionnaire::{Goal, Kind, MeasureIx, Question, QuestionIx, Side};
use crate::report::{Coverage, MaybeBounds};

/// A question that a condition refers to.
#[derive(Clone, Copy)]
pub(super) struct Referred<'a> {
    pub(super) ix: QuestionIx,
    pub(super) question: &'a Question,
    pub(super) subject: Option<usize>,
    pub(super) entry: &'a Entry,
}

impl Evaluation<'_> {
    pub(super) fn truth(&self, condition: &Condition, hand: Hand) -> Truth {
        match condition {
            Condition::All(conditions) => self.until(Truth::No, conditions, hand),
            Condition::Any(conditions) => self.until(Truth::Yes, conditions, hand),
            Condition::Not(condition) => self.truth(condition, hand).negated(),
            Condition::Option { question, is } => {
                self.compare(Some(*question), hand, |_, answer| match answer {
                    Answer::Option(place) => Some(is.contains(place)),
                    Answer::Options(places) => Some(places.iter().any(|place| is.contains(place))),
                    _ => None,
                })
            }
            Condition::Points { question, at_least } => {
                self.compare(Some(*question), hand, |question, answer| match answer {
                    Answer::Number(text) => Some(thousandths(text)? >= at_least.saturating_mul(1000)),
                    answer => Some(self.assessment.points(question, answer)? >= *at_least),
                })
            }
            Condition::Benefit { question, at_least } => {
                self.compare_side(*question, Side::Benefit, *at_least, hand)
            }
            Condition::Harm { question, at_least } => {
                self.compare_side(*question, Side::Harm, *at_least, hand)
            }
            Condition::Facet { question, facet, steps, subjects } => {
                self.compare_facet(*question, *facet, steps, subjects, hand)
            }
            Condition::Subject { question, is } => {
                let place = match is {
                    None => hand.subject,
                    Some(id) => self.place_of(*question, id),
                };
                place.map_or(Truth::No, |place| self.inside_of(*question, place))
            }
            Condition::AnySubject { question } => {
                let inside = self.inside.get(question.0).map_or(&[][..], Vec::as_slice);
                inside.iter().fold(Truth::No, |any, inside| any.or(*inside))
            }
            Condition::GoalTouched { goal } => self.goal_values(*goal, hand).touched,
            Condition::GoalBenefit { goal, at_least } => {
                reaches(self.goal_values(*goal, hand).benefit.0, *at_least)
            }
            Condition::GoalHarm { goal, at_least } => {
                reaches(self.goal_values(*goal, hand).harm.0, *at_least)
            }
            Condition::GoalUnknown { goal } => self.goal_in_state(*goal, hand, Said::Unknown),
            Condition::GoalUnanswered { goal } => self.goal_in_state(*goal, hand, Said::Unanswered),
            Condition::AnyGoal(condition) => self.questionnaire.asked_goals().fold(Truth::No, |any, goal| {
                any.or(self.truth(condition, Hand { goal: Some(goal), ..hand }))
            }),
            Condition::Measure { measure, at_least } => {
                let place = self.measure_at_hand(*measure, hand).unwrap_or(0);
                let bounds = self
                    .measures
                    .get(measure.0)
                    .and_then(|bounds| bounds.all().get(place))
                    .copied()
                    .flatten();
                reaches(bounds, *at_least)
            }
            Condition::Coverage { of, at_least } => {
                let share = self.coverage_of(*of, hand).share();
                Truth::from(share.is_none_or(|share| share >= *at_least))
            }
            Condition::IsOut { question } => self.is_out(*question, hand),
            Condition::IsUnknown { question } => self.is_in_state(*question, hand, Said::Unknown),
            Condition::IsUnanswered { question } => self.is_in_state(*question, hand, Said::Unanswered),
            Condition::NotApplicable { question } => self.is_not_applicable(*question, hand),
            Condition::ReasonMissing { question } => self.lacks_reason(*question, hand),
            Condition::AnyUnknown => self.any_in_state(Said::Unknown),
            Condition::AnyUnanswered => self.any_in_state(Said::Unanswered),
        }
    }

    /// Kleene's *and* (settled by no) or *or* (settled by yes), up to the first that settles it: of what comes after nothing is computed.
    fn until(&self, settles: Truth, conditions: &[Condition], hand: Hand) -> Truth {
        let mut so_far = settles.negated();
        for condition in conditions {
            let truth = self.truth(condition, hand);
            so_far = if settles == Truth::No { so_far.and(truth) } else { so_far.or(truth) };
            if so_far == settles {
                break;
            }
        }
        so_far
    }

    pub(super) fn place_of(&self, question: QuestionIx, subject: &str) -> Option<usize> {
        let Kind::Subjects { roster, .. } = self.questionnaire.question(question)?.kind else { return None };
        self.roster(roster).iter().position(|id| id == subject)
    }

    fn goal_values(&self, goal: Option<Goal>, hand: Hand) -> GoalValues {
        let goal = goal.or(hand.goal);
        goal.and_then(|goal| self.goals.get(goal.place())).copied().unwrap_or(GoalValues::NONE)
    }

    /// The subject at hand, if a measure is repeated.
    pub(super) fn measure_at_hand(&self, ix: MeasureIx, hand: Hand) -> Option<usize> {
        self.questionnaire.measure(ix)?.for_each.and(hand.subject)
    }

    /// The question that a condition refers to, with the subject and what is recorded.
    pub(super) fn referred(&self, ix: Option<QuestionIx>, hand: Hand) -> Option<Referred<'_>> {
        let ix = ix.or(hand.question)?;
        let question = self.questionnaire.question(ix)?;
        let subject = question.for_each.and(hand.subject);
        Some(Referred { ix, question, subject, entry: self.entry(ix, question, subject) })
    }

    /// "Asked and compared"; open is undecided, not applicable is no.
    fn compare(
        &self,
        ix: Option<QuestionIx>,
        hand: Hand,
        test: impl Fn(&Question, &Answer) -> Option<bool>,
    ) -> Truth {
        let Some(at) = self.referred(ix, hand) else { return Truth::No };
        let compared = match &at.entry.answer {
            None | Some(Answer::Unknown) => Truth::Undecided,
            Some(Answer::NotApplicable) => Truth::No,
            Some(answer) => test(at.question, answer).map_or(Truth::No, Truth::from),
        };
        self.asked(at.ix, at.subject).and(compared)
    }

    fn compare_side(&self, ix: Option<QuestionIx>, side: Side, at_least: i64, hand: Hand) -> Truth {
        let Some(at) = self.referred(ix, hand) else { return Truth::No };
        let compared = match self.said(at.question, at.entry, side) {
            Said::Points(points) => Truth::from(points >= at_least),
            Said::Unknown | Said::Unanswered => Truth::Undecided,
            Said::NotApplicable => Truth::No,
        };
        self.asked(at.ix, at.subject).and(compared)
    }

    fn compare_facet(
        &self,
        ix: Option<QuestionIx>,
        facet: usize,
        steps: &[usize],
        subjects: &[String],
        hand: Hand,
    ) -> Truth {
        let Some(at) = self.referred(ix, hand) else { return Truth::No };
        let Kind::Effect { facets, .. } = &at.question.kind else { return Truth::No };
        let sides = [Side::Benefit, Side::Harm].map(|side| self.said(at.question, at.entry, side));
        if !facets.contains(&facet) || sides.contains(&Said::NotApplicable) {
            return Truth::No;
        }
        let mut compared = match at.entry.facets.get(&facet) {
            None => Truth::Undecided,
            Some(FacetValue::Step(step)) => Truth::from(steps.contains(step)),
            Some(FacetValue::Subjects(chosen)) => {
                Truth::from(chosen.iter().any(|subject| subjects.contains(subject)))
            }
        };
        // A facet alone is no answer: the question can still turn out not applicable.
        if at.question.not_applicable && sides.into_iter().all(Said::is_open) {
            compared = compared.and(Truth::Undecided);
        }
        self.asked(at.ix, at.subject).and(compared)
    }

    fn is_out(&self, ix: Option<QuestionIx>, hand: Hand) -> Truth {
        let Some(at) = self.referred(ix, hand) else { return Truth::Yes };
        let asked = self.asked(at.ix, at.subject);
        if asked == Truth::No || at.entry.answer == Some(Answer::NotApplicable) {
            return Truth::Yes;
        }
        let mut open = false;
        self.sides(at.question, at.entry, Truth::Undecided, &mut |said| open |= said.is_open());
        if asked == Truth::Undecided || (open && at.question.not_applicable) {
            Truth::Undecided
        } else {
            Truth::No
        }
    }

    pub(super) fn is_in_state(&self, ix: Option<QuestionIx>, hand: Hand, state: Said) -> Truth {
        let Some(at) = self.referred(ix, hand) else { return Truth::No };
        let mut holds = false;
        self.sides(at.question, at.entry, Truth::Undecided, &mut |said| holds |= said == state);
        self.asked(at.ix, at.subject).and(Truth::from(holds))
    }

    fn is_not_applicable(&self, ix: Option<QuestionIx>, hand: Hand) -> Truth {
        let Some(at) = self.referred(ix, hand) else { return Truth::No };
        self.asked(at.ix, at.subject).and(Truth::from(at.entry.answer == Some(Answer::NotApplicable)))
    }

    fn lacks_reason(&self, ix: Option<QuestionIx>, hand: Hand) -> Truth {
        let Some(at) = self.referred(ix, hand) else { return Truth::No };
        let mut answered = true;
        self.sides(at.question, at.entry, Truth::Undecided, &mut |said| answered &= !said.is_open());
        self.asked(at.ix, at.subject).and(Truth::from(answered && at.entry.reason.trim().is_empty()))
    }

    /// Whether an effect question that counts for the goal is in this state.
    fn goal_in_state(&self, goal: Option<Goal>, hand: Hand, state: Said) -> Truth {
        let Some(goal) = goal.or(hand.goal) else { return Truth::No };
        let questions = self.questionnaire.goal_questions(goal).iter();
        questions.fold(Truth::No, |any, ix| {
            let holds = self.is_in_state(Some(*ix), Hand::default(), state);
            any.or(self.counts(*ix, None).and(holds))
        })
    }

    /// Whether some question that is certainly asked is in this state.
    fn any_in_state(&self, state: Said) -> Truth {
        let certainly = |(ix, question): (QuestionIx, &Question)| {
            self.positions(question.for_each).any(|subject| {
                let hand = Hand { subject, ..Hand::default() };
                self.is_in_state(Some(ix), hand, state) == Truth::Yes
            })
        };
        Truth::from(self.questionnaire.indexed().any(certainly))
    }

    fn coverage_of(&self, of: CoverageOf, hand: Hand) -> Coverage {
        match of {
            CoverageOf::Principle(place) => self.principle_coverage(place),
            CoverageOf::Measure(ix) => {
                let Some(measure) = self.questionnaire.measure(ix) else { return Coverage::default() };
                self.measure_coverage(ix, measure, self.measure_at_hand(ix, hand))
            }
            CoverageOf::Goal(goal) => {
                let [of_benefit, of_harm] = self.goal_values(goal, hand).coverage;
                of_benefit.with(of_harm)
            }
        }
    }
}

/// Yes if it certainly reaches the threshold and cannot become void, no if it cannot reach it, undecided otherwise.
pub(crate) fn reaches(bounds: MaybeBounds, at_least: Fraction) -> Truth {
    match bounds {
        None => Truth::No,
        Some(bounds) if bounds.hi < at_least => Truth::No,
        Some(bounds) if bounds.lo >= at_least && !bounds.may_be_void => Truth::Yes,
        Some(_) => Truth::Undecided,
    }
}
