//! What the rules raise.

use super::{Evaluation, Hand};
use crate::fraction::Truth;
use crate::questionnaire::{Goal, Kind, Question, Rule, RuleFor};
use crate::report::{Finding, HoldsId};

impl<'a> Evaluation<'a> {
    pub(super) fn findings<Id: HoldsId<'a>>(&self) -> Vec<Finding<Id>> {
        let mut findings = Vec::new();
        for rule in self.questionnaire.rules() {
            self.each_hand(rule, &mut |hand, stands| {
                if stands == Truth::No {
                    return;
                }
                let truth = stands.and(self.truth(&rule.condition, hand));
                if truth != Truth::No {
                    findings.push(self.finding(rule, hand, truth == Truth::Yes));
                }
            });
        }
        findings
    }

    /// Everything that a rule is about, and whether it is there at all.
    pub(super) fn each_hand(&self, rule: &Rule, visit: &mut dyn FnMut(Hand, Truth)) {
        match rule.for_each {
            RuleFor::Once => visit(Hand::default(), Truth::Yes),
            RuleFor::Goals => {
                for goal in self.questionnaire.asked_goals() {
                    visit(Hand { goal: Some(goal), ..Hand::default() }, Truth::Yes);
                }
            }
            RuleFor::Effects => {
                for (ix, question) in self.questionnaire.indexed() {
                    if !matches!(question.kind, Kind::Effect { .. }) {
                        continue;
                    }
                    for subject in self.positions(question.for_each) {
                        let hand = Hand { question: Some(ix), subject, goal: None };
                        visit(hand, self.counts(ix, subject));
                    }
                }
            }
            RuleFor::Subjects(for_each) => {
                for subject in self.positions(Some(for_each)) {
                    let hand = Hand { subject, ..Hand::default() };
                    visit(hand, self.is_in(Some(for_each), subject));
                }
            }
        }
    }

    pub(super) fn finding<Id: HoldsId<'a>>(&self, rule: &'a Rule, hand: Hand, certain: bool) -> Finding<Id> {
        let question = hand.question.and_then(|ix| self.questionnaire.question(ix));
        let for_each = match rule.for_each {
            RuleFor::Subjects(for_each) => Some(for_each),
            RuleFor::Once | RuleFor::Goals | RuleFor::Effects => question.and_then(|asked| asked.for_each),
        };
        Finding {
            id: Id::from(rule.id.as_str()),
            question: question.map(|question| Id::from(question.id.as_str())),
            goal: hand.goal.or_else(|| goal_of(question?)),
            subject: self.held_subject(for_each, hand.subject),
            severity: rule.severity,
            certain,
        }
    }
}

fn goal_of(question: &Question) -> Option<Goal> {
    match question.kind {
        Kind::Effect { goal, .. } => goal,
        _ => None,
    }
}
