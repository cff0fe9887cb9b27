//! Conditions with three values: structured data, checked on loading.

use crate::fraction::Fraction;
use crate::questionnaire::{Goal, MeasureIx, QuestionIx};

/// A condition over answers and measures. References are resolved and type-checked by the parser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// Places of the options or steps.
    Option {
        question: QuestionIx,
        is: Vec<usize>,
    },
    Points {
        question: QuestionIx,
        at_least: i64,
    },
    /// `question: None` means the effect at hand, here and below.
    Benefit {
        question: Option<QuestionIx>,
        at_least: i64,
    },
    Harm {
        question: Option<QuestionIx>,
        at_least: i64,
    },
    /// Place of the facet; places of its steps, or ids of its subjects.
    Facet {
        question: Option<QuestionIx>,
        facet: usize,
        steps: Vec<usize>,
        subjects: Vec<String>,
    },
    /// Id of the subject; `None` means the subject at hand.
    Subject {
        question: QuestionIx,
        is: Option<String>,
    },
    AnySubject {
        question: QuestionIx,
    },
    /// `goal: None` means the goal at hand.
    GoalTouched {
        goal: Option<Goal>,
    },
    GoalBenefit {
        goal: Option<Goal>,
        at_least: Fraction,
    },
    GoalHarm {
        goal: Option<Goal>,
        at_least: Fraction,
    },
    GoalUnknown {
        goal: Option<Goal>,
    },
    GoalUnanswered {
        goal: Option<Goal>,
    },
    /// For some goal that has questions; it is the goal at hand inside.
    AnyGoal(Box<Condition>),
    Measure {
        measure: MeasureIx,
        at_least: Fraction,
    },
    Coverage {
        of: CoverageOf,
        at_least: Fraction,
    },
    IsOut {
        question: Option<QuestionIx>,
    },
    IsUnknown {
        question: Option<QuestionIx>,
    },
    IsUnanswered {
        question: Option<QuestionIx>,
    },
    NotApplicable {
        question: Option<QuestionIx>,
    },
    ReasonMissing {
        question: Option<QuestionIx>,
    },
    AnyUnknown,
    AnyUnanswered,
}

impl Condition {
    /// Whether it cannot hold without a harm.
    pub(crate) fn needs_harm(&self) -> bool {
        match self {
            Condition::All(parts) => parts.iter().any(Condition::needs_harm),
            Condition::Any(parts) => !parts.is_empty() && parts.iter().all(Condition::needs_harm),
            Condition::AnyGoal(part) => part.needs_harm(),
            Condition::Harm { .. } | Condition::GoalHarm { .. } => true,
            _ => false,
        }
    }

    /// Adds the measures that it looks at.
    pub(crate) fn measures(&self, found: &mut Vec<MeasureIx>) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    part.measures(found);
                }
            }
            Condition::Not(part) | Condition::AnyGoal(part) => part.measures(found),
            Condition::Measure { measure, .. }
            | Condition::Coverage { of: CoverageOf::Measure(measure), .. } => found.push(*measure),
            _ => {}
        }
    }

    /// Adds the goals that it names.
    pub(crate) fn goals(&self, found: &mut Vec<Goal>) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    part.goals(found);
                }
            }
            Condition::Not(part) | Condition::AnyGoal(part) => part.goals(found),
            Condition::GoalTouched { goal }
            | Condition::GoalBenefit { goal, .. }
            | Condition::GoalHarm { goal, .. }
            | Condition::GoalUnknown { goal }
            | Condition::GoalUnanswered { goal }
            | Condition::Coverage { of: CoverageOf::Goal(goal), .. } => found.extend(goal),
            _ => {}
        }
    }
}

/// What a condition on coverage is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CoverageOf {
    Measure(MeasureIx),
    /// Place of the principle.
    Principle(usize),
    /// `None` means the goal at hand.
    Goal(Option<Goal>),
}
