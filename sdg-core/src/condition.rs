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
    Benefit {
        question: QuestionIx,
        at_least: i64,
    },
    Harm {
        question: QuestionIx,
        at_least: i64,
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
    Measure {
        measure: MeasureIx,
        at_least: Fraction,
    },
    IsOut {
        question: QuestionIx,
    },
    IsUnknown {
        question: QuestionIx,
    },
    IsUnanswered {
        question: QuestionIx,
    },
}
