//! Every number explains itself: which answers made it, and which open ones can still move it.

use crate::assessment::{Answer, Assessment, Entry, FacetValue, Strength, SubjectAnswer};
use crate::condition::Condition;
use crate::fraction::{Fraction, Truth};
use crate::matters::reached;
use crate::questionnaire::{
    ChoiceOption, FacetKind, Goal, Kind, Node, QuestionIx, Questionnaire, Side, needs_of,
};
use crate::report::{MaybeBounds, Report};
use crate::score::{Evaluation, Said};
use crate::sorted::{Map, Set};

/// Which measure to explain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MeasureRef {
    /// A measure of the questionnaire, for one subject if it is repeated.
    Measure {
        /// Id of the measure.
        id: String,
        /// Subject, for a repeated measure.
        subject: Option<String>,
    },
    /// Benefit or harm of a goal.
    Goal {
        /// The goal.
        goal: Goal,
        /// `Side::Benefit` or `Side::Harm`.
        side: Side,
    },
}

/// What made a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// The answers below the measure, each once, in the order of the questionnaire.
    pub leaves: Vec<Leaf>,
    /// Open questions that are no part of the measure but decide what is: by their answer alone the measure can move.
    pub gates: Vec<(QuestionIx, Option<String>)>,
    /// Facets that are not set but decide what counts: by being set alone, whatever the answer beside them, each can move the measure.
    pub facets: Vec<OpenFacet>,
}

/// A facet of an effect that is not set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenFacet {
    /// The question.
    pub question: QuestionIx,
    /// Subject, for a repeated question.
    pub subject: Option<String>,
    /// Place of the facet in [`Questionnaire::facets`].
    pub facet: usize,
}

/// One answer below a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// The question.
    pub question: QuestionIx,
    /// Subject, for a repeated question or one about subjects.
    pub subject: Option<String>,
    /// Which part of the answer.
    pub side: Side,
    /// Weight; the greatest, if it occurs more than once.
    pub weight: i64,
    /// What it says.
    pub state: LeafState,
    /// Whether it is open and some answer to it, all else as it is, changes the measure.
    pub can_move: bool,
}

/// State of a [`Leaf`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeafState {
    /// Answered: points.
    Answered(i64),
    /// "We do not know yet".
    Unknown,
    /// Not answered.
    Unanswered,
    /// Answered "not applicable".
    NotApplicable,
    /// Certainly not asked, or the gate of a goal of which other questions are asked.
    NotAsked,
}

impl Assessment {
    /// Which answers made a measure, and which open ones can still move it. `None` when there is no such measure.
    ///
    /// An open answer can move a measure when some answer to that one question changes the bounds; this is found by trying
    /// each, so it costs a report per possible answer and is meant for a screen, not for a batch.
    pub fn explain(&self, measure: &MeasureRef) -> Option<Explanation> {
        let questionnaire = self.questionnaire();
        let evaluation = Evaluation::of(self);
        // The leaves below it, with the question and the side of each.
        let mut views = Vec::new();
        let node = match measure {
            MeasureRef::Measure { id, subject } => {
                let ix = questionnaire.find_measure(id)?;
                let for_each = questionnaire.measure(ix)?.for_each;
                let place = evaluation.place_in(for_each, subject.as_deref());
                if for_each.is_some() != place.is_some() || subject.is_some() != place.is_some() {
                    return None;
                }
                for leaf in questionnaire.leaves.get(ix.0)? {
                    evaluation.weighted_leaves(leaf, for_each, place, &mut |view, weight| {
                        views.push((leaf.question, leaf.side, view, weight));
                    });
                }
                Node::Measure(ix)
            }
            MeasureRef::Goal { goal, side } => {
                evaluation.goal_leaves(*goal, *side, &mut |question, view, weight| {
                    views.push((question, *side, view, weight));
                });
                if views.is_empty() {
                    return None;
                }
                Node::Goal(*goal)
            }
        };
        let now = value(&self.score(), measure);
        let mut leaves = Vec::new();
        let mut below = Vec::new();
        for (question, side, view, weight) in views {
            let id = evaluation.subject_of(question, view.subject);
            let state = match (view.asked, view.said) {
                (Truth::No, _) => LeafState::NotAsked,
                (_, Said::NotApplicable) => LeafState::NotApplicable,
                (_, Said::Points(points)) => LeafState::Answered(points),
                (_, Said::Unknown) => LeafState::Unknown,
                (_, Said::Unanswered) => LeafState::Unanswered,
            };
            let open = matches!(state, LeafState::Unknown | LeafState::Unanswered);
            let can_move = open && self.moves(measure, now, question, id.as_deref(), Some(side));
            below.push((question, id.clone()));
            leaves.push(Leaf { question, subject: id, side, weight, state, can_move });
        }
        let reached = reached(vec![node], |node| needs_of(questionnaire, node));
        let report = self.score();
        let gates = self
            .open_gates(&report, &reached)
            .into_iter()
            .filter(|gate| !below.contains(gate))
            .filter(|(question, subject)| self.moves(measure, now, *question, subject.as_deref(), None))
            .collect();
        let facets = self.open_facets(&report, &reached);
        let facets = facets.into_iter().filter(|open| self.facet_moves(measure, now, open)).collect();
        Some(Explanation { leaves, gates, facets })
    }

    /// Open answers to questions that the measure depends on, directly or not.
    fn open_gates(&self, report: &Report, reached: &Set<Node>) -> Vec<(QuestionIx, Option<String>)> {
        let questionnaire = self.questionnaire();
        let open = |state| matches!(state, crate::AnswerState::Unanswered | crate::AnswerState::Unknown);
        report
            .questions
            .iter()
            .filter(|result| result.asked != Truth::No && open(result.state))
            .filter_map(|result| Some((questionnaire.find(&result.id)?, result)))
            .filter(|(ix, _)| reached.contains(&Node::Question(*ix)))
            .flat_map(|(ix, result)| {
                // A question about subjects opens one gate per subject.
                let roster = match questionnaire.question(ix).map(|question| &question.kind) {
                    Some(Kind::Subjects { roster, .. }) => Some(*roster),
                    _ => None,
                };
                let subjects: Vec<Option<String>> = match roster {
                    Some(roster) => self.subjects(roster).map(|id| Some(id.to_owned())).collect(),
                    None => vec![result.subject.clone()],
                };
                subjects.into_iter().map(move |subject| (ix, subject))
            })
            .collect()
    }

    /// Facets that conditions look at and that are not set, of questions that the measure depends on.
    fn open_facets(&self, report: &Report, reached: &Set<Node>) -> Vec<OpenFacet> {
        let questionnaire = self.questionnaire();
        let mut looked_at = Set::new();
        for condition in questionnaire.conditions() {
            facets(condition, &mut looked_at);
        }
        let mut open = Vec::new();
        for result in report.questions.iter().filter(|result| result.asked != Truth::No) {
            let Some(question) = questionnaire.find(&result.id) else { continue };
            if !reached.contains(&Node::Question(question)) {
                continue;
            }
            let set = &self.entry(question, result.subject.as_deref()).facets;
            let unset = looked_at.iter().filter(|(of, facet)| *of == question && !set.contains_key(facet));
            open.extend(unset.map(|(_, facet)| OpenFacet {
                question,
                subject: result.subject.clone(),
                facet: *facet,
            }));
        }
        open
    }

    /// Whether some value of this facet changes the bounds of the measure.
    fn facet_moves(&self, measure: &MeasureRef, now: [MaybeBounds; 2], open: &OpenFacet) -> bool {
        let questionnaire = self.questionnaire();
        let subject = open.subject.as_deref();
        let values: Vec<FacetValue> = match questionnaire.facets().get(open.facet).map(|facet| facet.takes) {
            Some(FacetKind::Scale(scale)) => {
                let steps = questionnaire.scale(scale).map_or(0, |scale| scale.steps.len());
                (0..steps).map(FacetValue::Step).collect()
            }
            // A condition asks whether one of some subjects is chosen: nobody and everybody are the ends.
            Some(FacetKind::Roster(roster)) => {
                let all: Set<String> = self.subjects(roster).map(str::to_owned).collect();
                [Set::new(), all].map(FacetValue::Subjects).into()
            }
            None => Vec::new(),
        };
        values.into_iter().any(|value| {
            let mut entry = self.entry(open.question, subject).clone();
            entry.facets.insert(open.facet, value);
            let mut changed = self.clone();
            changed.set(open.question, subject, entry).is_ok() && value_of(&changed, measure) != now
        })
    }

    /// Whether some answer to this question changes the bounds of the measure.
    fn moves(
        &self,
        measure: &MeasureRef,
        now: [MaybeBounds; 2],
        question: QuestionIx,
        subject: Option<&str>,
        side: Option<Side>,
    ) -> bool {
        self.possible_entries(question, subject, side).into_iter().any(|(subject, entry)| {
            let mut changed = self.clone();
            changed.set(question, subject, entry).is_ok() && value_of(&changed, measure) != now
        })
    }

    /// Every way to answer here, with what else is recorded left as it is. Of numbers only those at which a condition turns, and of
    /// more than six options only none, each, all, and those with the most and the least points.
    pub(crate) fn possible_entries<'s>(
        &self,
        ix: QuestionIx,
        subject: Option<&'s str>,
        side: Option<Side>,
    ) -> Vec<(Option<&'s str>, Entry)> {
        let Some(question) = self.questionnaire().question(ix) else { return Vec::new() };
        let about_subjects = matches!(question.kind, Kind::Subjects { .. });
        let of = if about_subjects { None } else { subject };
        let now = self.entry(ix, of);
        let mut answers = Vec::new();
        match &question.kind {
            Kind::Effect { scale, .. } => {
                let (benefit, harm) = match now.answer {
                    Some(Answer::Effect { benefit, harm }) => (benefit, harm),
                    _ => (None, None),
                };
                let steps = self.questionnaire().scale(*scale).map_or(0, |scale| scale.range().1);
                for points in 0..=steps {
                    let points = Some(Strength::Points(points));
                    if side == Some(Side::Treated) {
                        // It is dealt with once both sides are.
                        answers.push(Answer::Effect { benefit: points, harm: points });
                        continue;
                    }
                    if side != Some(Side::Harm) {
                        answers.push(Answer::Effect { benefit: points, harm });
                    }
                    if side != Some(Side::Benefit) {
                        answers.push(Answer::Effect { benefit, harm: points });
                    }
                }
            }
            Kind::Rating { scale } => {
                let steps = self.questionnaire().scale(*scale).map_or(0, |scale| scale.steps.len());
                answers.extend((0..steps).map(Answer::Option));
            }
            Kind::Choice { options } => answers.extend((0..options.len()).map(Answer::Option)),
            Kind::Multiple { options, at_most } => {
                answers.extend(
                    choices(options, at_most.unwrap_or(options.len())).into_iter().map(Answer::Options),
                );
            }
            Kind::Subjects { .. } => {
                let chosen = match &now.answer {
                    Some(Answer::Subjects(subjects)) => subjects.clone(),
                    _ => Map::new_vec(),
                };
                for answer in [SubjectAnswer::Yes, SubjectAnswer::No] {
                    let mut chosen = chosen.clone();
                    if let Some(subject) = subject {
                        chosen.insert(subject.to_owned(), answer);
                    }
                    answers.push(Answer::Subjects(chosen));
                }
            }
            Kind::Number { least, greatest } => {
                // Below the first threshold that a condition has for it, and at each.
                let mut numbers: Set<i64> =
                    [least.unwrap_or(-1_000_000_000), greatest.unwrap_or(1_000_000_000)]
                        .into_iter()
                        .collect();
                for condition in self.questionnaire().conditions() {
                    thresholds(condition, ix, &mut numbers);
                }
                answers.extend(numbers.iter().map(|number| Answer::Number(number.to_string())));
            }
            Kind::Text { .. } => answers.push(Answer::Text("…".to_owned())),
            Kind::Date => answers.push(Answer::Date("2000-01-01".to_owned())),
        }
        if question.not_applicable && !about_subjects {
            answers.push(Answer::NotApplicable);
        }
        answers.into_iter().map(|answer| (of, Entry { answer: Some(answer), ..now.clone() })).collect()
    }
}

fn value_of(assessment: &Assessment, measure: &MeasureRef) -> [MaybeBounds; 2] {
    value(&assessment.score(), measure)
}

/// Headline and breadth of a goal's side, or the bounds of a measure twice.
fn value(report: &Report, measure: &MeasureRef) -> [MaybeBounds; 2] {
    match measure {
        MeasureRef::Measure { id, subject } => {
            let bounds = report.measure(id, subject.as_deref()).and_then(|result| result.bounds);
            [bounds, bounds]
        }
        MeasureRef::Goal { goal, side } => report.goal(*goal).map_or([None, None], |result| {
            let side = if *side == Side::Harm { &result.harm } else { &result.benefit };
            [side.max.bounds, side.mean.bounds]
        }),
    }
}

impl Leaf {
    /// The answer on the ruler from 0 to 1, if it is answered and lies on a ruler.
    pub fn value(&self, questionnaire: &Questionnaire) -> Option<Fraction> {
        let LeafState::Answered(points) = self.state else { return None };
        let (least, greatest) = crate::questionnaire::item_range(
            questionnaire,
            &questionnaire.question(self.question)?.kind,
            self.side,
        );
        Some(Fraction::new(points.saturating_sub(least), greatest.saturating_sub(least)))
    }
}

/// Adds the points that the condition compares this question with.
fn thresholds(condition: &Condition, ix: QuestionIx, found: &mut Set<i64>) {
    match condition {
        Condition::All(conditions) | Condition::Any(conditions) => {
            for condition in conditions {
                thresholds(condition, ix, found);
            }
        }
        Condition::Not(condition) | Condition::AnyGoal(condition) => thresholds(condition, ix, found),
        Condition::Points { question, at_least } if *question == ix => {
            found.insert(*at_least);
        }
        _ => {}
    }
}

/// Adds the facets of named questions that the condition looks at.
fn facets(condition: &Condition, found: &mut Set<(QuestionIx, usize)>) {
    match condition {
        Condition::All(conditions) | Condition::Any(conditions) => {
            for condition in conditions {
                facets(condition, found);
            }
        }
        Condition::Not(condition) | Condition::AnyGoal(condition) => facets(condition, found),
        Condition::Facet { question: Some(question), facet, .. } => {
            found.insert((*question, *facet));
        }
        _ => {}
    }
}

/// Sets of options, of which at most so many may be chosen.
fn choices(options: &[ChoiceOption], most: usize) -> Vec<Set<usize>> {
    let mut sets = vec![Set::new()];
    if options.len() <= 6 {
        for option in 0..options.len() {
            for without in sets.clone() {
                let mut with = without;
                with.insert(option);
                sets.push(with);
            }
        }
        return sets;
    }
    sets.extend((0..options.len()).map(|option| [option].into_iter().collect()));
    sets.push((0..options.len().min(most)).collect());
    for sign in [1, -1] {
        let mut pulling: Vec<(i64, usize)> = Vec::new();
        for (place, option) in options.iter().enumerate() {
            let points = option.points.unwrap_or(0).saturating_mul(sign);
            if points > 0 {
                pulling.insert(pulling.partition_point(|(known, _)| *known >= points), (points, place));
            }
        }
        sets.push(pulling.iter().take(most).map(|(_, place)| *place).collect());
    }
    sets
}
