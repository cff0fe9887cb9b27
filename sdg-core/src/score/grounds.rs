//! On which answers a finding rests.

use super::{Evaluation, Hand, LeafView, Said};
use crate::assessment::Assessment;
use crate::condition::{Condition, CoverageOf};
use crate::fraction::{Fraction, Truth};
use crate::questionnaire::{ForEach, Goal, Kind, LeafOf, QuestionIx, RuleFor, Side, item_range};
use crate::report::Finding;

/// An answer, or a part of one, that made a finding certain or possible.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ground {
    /// The question.
    pub question: QuestionIx,
    /// Subject, for a repeated question or one about subjects.
    pub subject: Option<String>,
    /// Which part of the answer.
    pub part: GroundPart,
}

/// A part of an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum GroundPart {
    /// A side of an effect; [`Side::Whole`] for any other answer, or for all of it.
    Side(Side),
    /// Place of a facet in [`Questionnaire::facets`](crate::Questionnaire::facets).
    Facet(usize),
}

impl Assessment {
    /// The answers on which a finding of [`Assessment::score`] rests, in the order of the questionnaire, each once: those that
    /// its rule looked at and that do not speak against it. Open answers among them make it only possible. Empty when it is not
    /// raised (any more), or rests on no answer.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Entry, Questionnaire, Strength};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0", "goals": {},
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [
    ///            { "id": "a", "kind": "effect", "scale": "degree", "goal": 7 },
    ///            { "id": "b", "kind": "effect", "scale": "degree", "goal": 7 } ] } ],
    ///          "findings": [ { "id": "harm", "severity": "attention", "for_each": "goals", "if": { "goal_harm": { "at_least": "1" } } } ] }"#,
    ///     None,
    /// )?;
    /// let mut assessment = Assessment::new(&questionnaire);
    /// for (id, harm) in [("a", 0), ("b", 1)] {
    ///     let side = |points| Some(Strength::Points(points));
    ///     let answer = Some(Answer::Effect { benefit: side(0), harm: side(harm) });
    ///     assessment.set(questionnaire.find(id).unwrap(), None, Entry { answer, ..Entry::EMPTY })?;
    /// }
    /// let findings = assessment.score().findings;
    /// let grounds = assessment.explain_finding(&findings[0]);
    /// assert_eq!(grounds.len(), 1);
    /// assert_eq!(Some(grounds[0].question), questionnaire.find("b"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_finding(&self, finding: &Finding) -> Vec<Ground> {
        let evaluation = Evaluation::of(self);
        let Some(rule) = self.questionnaire().rules().iter().find(|rule| rule.id == finding.id) else {
            return Vec::new();
        };
        let mut grounds = Grounds { evaluation: &evaluation, found: Vec::new() };
        evaluation.each_hand(rule, &mut |hand, stands| {
            let truth = stands.and(evaluation.truth(&rule.condition, hand));
            let certain = truth == Truth::Yes;
            if truth == Truth::No || evaluation.finding(rule, hand, certain) != *finding {
                return;
            }
            // That the subject is in is a ground too.
            if let RuleFor::Subjects(ForEach::In(question, _)) = rule.for_each {
                grounds.add(question, hand.subject, GroundPart::Side(Side::Whole));
            }
            grounds.of(&rule.condition, hand, true);
        });
        grounds.found.sort();
        grounds.found.dedup();
        grounds.found
    }
}

struct Grounds<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    found: Vec<Ground>,
}

impl Grounds<'_, '_> {
    fn add(&mut self, question: QuestionIx, subject: Option<usize>, part: GroundPart) {
        let subject = self.evaluation.subject_of(question, subject);
        self.found.push(Ground { question, subject, part });
    }

    /// What speaks for a condition, or against it when it must not hold.
    fn of(&mut self, condition: &Condition, hand: Hand, holds: bool) {
        let truth = self.evaluation.truth(condition, hand);
        if turned(truth, holds) == Truth::No {
            return;
        }
        match condition {
            Condition::All(conditions) | Condition::Any(conditions) => {
                for condition in conditions {
                    self.of(condition, hand, holds);
                }
            }
            Condition::Not(condition) => self.of(condition, hand, !holds),
            Condition::AnyGoal(condition) => {
                for goal in self.evaluation.questionnaire.asked_goals() {
                    self.of(condition, Hand { goal: Some(goal), ..hand }, holds);
                }
            }
            Condition::Option { question, .. } | Condition::Points { question, .. } => {
                self.question(Some(*question), hand, GroundPart::Side(Side::Whole));
            }
            Condition::Benefit { question, .. } => {
                self.question(*question, hand, GroundPart::Side(Side::Benefit));
            }
            Condition::Harm { question, .. } => self.question(*question, hand, GroundPart::Side(Side::Harm)),
            Condition::Facet { question, facet, .. } => {
                self.question(*question, hand, GroundPart::Facet(*facet));
            }
            Condition::IsOut { question }
            | Condition::NotApplicable { question }
            | Condition::ReasonMissing { question } => {
                self.question(*question, hand, GroundPart::Side(Side::Whole));
            }
            Condition::IsUnknown { question } => self.in_state(*question, hand, Said::Unknown, holds),
            Condition::IsUnanswered { question } => self.in_state(*question, hand, Said::Unanswered, holds),
            Condition::Subject { question, is } => {
                let place = match is {
                    None => hand.subject,
                    Some(id) => self.evaluation.place_of(*question, id),
                };
                self.add(*question, place, GroundPart::Side(Side::Whole));
            }
            Condition::AnySubject { question } => {
                let among =
                    self.evaluation.questionnaire.question(*question).and_then(|asked| match asked.kind {
                        Kind::Subjects { among, .. } => among,
                        _ => None,
                    });
                let inside = self.evaluation.inside.get(question.0).map_or(&[][..], Vec::as_slice);
                for (place, inside) in inside.iter().enumerate() {
                    let offered = among.map_or(Truth::Yes, |among| self.evaluation.inside_of(among, place));
                    if offered != Truth::No && turned(*inside, holds) != Truth::No {
                        self.add(*question, Some(place), GroundPart::Side(Side::Whole));
                    }
                }
            }
            Condition::GoalTouched { goal } => {
                self.goal_side(*goal, hand, Side::Benefit, None, holds);
                self.goal_side(*goal, hand, Side::Harm, None, holds);
            }
            Condition::GoalBenefit { goal, at_least } => {
                self.goal_side(*goal, hand, Side::Benefit, Some(*at_least), holds);
            }
            Condition::GoalHarm { goal, at_least } => {
                self.goal_side(*goal, hand, Side::Harm, Some(*at_least), holds);
            }
            Condition::GoalUnknown { goal } => self.goal_in_state(*goal, hand, Said::Unknown, holds),
            Condition::GoalUnanswered { goal } => self.goal_in_state(*goal, hand, Said::Unanswered, holds),
            Condition::Measure { measure, .. } => {
                self.below(CoverageOf::Measure(*measure), hand, &mut |view| !view.is_out());
            }
            Condition::Coverage { of, .. } => self.below(*of, hand, &mut |view| {
                view.asked == Truth::Yes && !view.is_out() && view.said.is_open() != holds
            }),
            Condition::AnyUnknown => self.anywhere(Said::Unknown, holds),
            Condition::AnyUnanswered => self.anywhere(Said::Unanswered, holds),
        }
    }

    fn question(&mut self, question: Option<QuestionIx>, hand: Hand, part: GroundPart) {
        if let Some(at) = self.evaluation.referred(question, hand) {
            self.add(at.ix, at.subject, part);
        }
    }

    /// The parts of an answer that are in a state, or those that are not.
    fn in_state(&mut self, question: Option<QuestionIx>, hand: Hand, state: Said, holds: bool) {
        let Some(at) = self.evaluation.referred(question, hand) else { return };
        let sides: &[Side] = match at.question.kind {
            Kind::Effect { .. } => &[Side::Benefit, Side::Harm],
            _ => &[Side::Whole],
        };
        for side in sides {
            let said = self.evaluation.said(at.question, at.entry, *side);
            if *side == Side::Whole || (said == state) == holds {
                self.add(at.ix, at.subject, GroundPart::Side(*side));
            }
        }
    }

    fn goal_in_state(&mut self, goal: Option<Goal>, hand: Hand, state: Said, holds: bool) {
        let Some(goal) = goal.or(hand.goal) else { return };
        for ix in self.evaluation.questionnaire.goal_questions(goal) {
            let in_state = self.evaluation.is_in_state(Some(*ix), Hand::default(), state);
            let counts = self.evaluation.counts(*ix, None);
            if counts != Truth::No && turned(counts.and(in_state), holds) != Truth::No {
                self.in_state(Some(*ix), Hand::default(), state, holds);
            }
        }
    }

    /// Questions in a state; that there are none rests on all answers, which nobody wants to see listed.
    fn anywhere(&mut self, state: Said, holds: bool) {
        if !holds {
            return;
        }
        for (ix, question) in self.evaluation.questionnaire.indexed() {
            for subject in self.evaluation.positions(question.for_each) {
                let hand = Hand { subject, ..Hand::default() };
                if self.evaluation.is_in_state(Some(ix), hand, state) == Truth::Yes {
                    self.in_state(Some(ix), hand, state, holds);
                }
            }
        }
    }

    /// Answers on one side of a goal that can reach the threshold (anything above 0 if there is none), or can stay below it.
    fn goal_side(
        &mut self,
        goal: Option<Goal>,
        hand: Hand,
        side: Side,
        at_least: Option<Fraction>,
        holds: bool,
    ) {
        let Some(goal) = goal.or(hand.goal) else { return };
        let questionnaire = self.evaluation.questionnaire;
        self.evaluation.goal_leaves(goal, side, &mut |ix, view, weight| {
            let Some(question) = questionnaire.question(ix) else { return };
            let range = item_range(questionnaire, &question.kind, side);
            let reaches = |value: Fraction| at_least.map_or(value > Fraction::ZERO, |least| value >= least);
            let Some(child) = view.child(range, false, weight) else { return };
            if if holds { reaches(child.hi) } else { !reaches(child.lo) } {
                self.found.push(Ground { question: ix, subject: None, part: GroundPart::Side(side) });
            }
        });
    }

    /// Leaves below a measure, a principle or both sides of a goal.
    fn below(&mut self, of: CoverageOf, hand: Hand, wanted: &mut dyn FnMut(LeafView) -> bool) {
        let evaluation = self.evaluation;
        let questionnaire = evaluation.questionnaire;
        let mut leaves = |leaves: &[LeafOf], for_each: Option<ForEach>, subject: Option<usize>| {
            for leaf in leaves {
                evaluation.weighted_leaves(leaf, for_each, subject, &mut |view, _| {
                    if wanted(view) {
                        let subject = evaluation.subject_of(leaf.question, view.subject);
                        let part = GroundPart::Side(leaf.side);
                        self.found.push(Ground { question: leaf.question, subject, part });
                    }
                });
            }
        };
        match of {
            CoverageOf::Measure(ix) => {
                let for_each = questionnaire.measure(ix).and_then(|measure| measure.for_each);
                let below = questionnaire.leaves.get(ix.0).map_or(&[][..], Vec::as_slice);
                leaves(below, for_each, evaluation.measure_at_hand(ix, hand));
            }
            CoverageOf::Principle(place) => {
                leaves(questionnaire.principle_leaves.get(place).map_or(&[][..], Vec::as_slice), None, None);
            }
            CoverageOf::Goal(goal) => {
                let Some(goal) = goal.or(hand.goal) else { return };
                for side in [Side::Benefit, Side::Harm] {
                    evaluation.goal_leaves(goal, side, &mut |question, view, _| {
                        if wanted(view) {
                            let part = GroundPart::Side(side);
                            self.found.push(Ground { question, subject: None, part });
                        }
                    });
                }
            }
        }
    }
}

/// As it is, or turned round.
fn turned(truth: Truth, holds: bool) -> Truth {
    if holds { truth } else { truth.negated() }
}
