//! What matters most: which single answer, known or made better, would move the weakest link of a principle or the harm on a
//! goal most. Exact, from the bounds and the weights.

use std::cmp::Reverse;

use crate::assessment::{Action, Answer, Assessment, Strength, SubjectAnswer};
use crate::explain::MeasureRef;
use crate::fraction::{Bounds, Fraction, Truth};
use crate::questionnaire::{
    Aggregate, ForEach, GROUPS, Item, ItemOf, Kind, Node, Polarity, Question, QuestionIx, Questionnaire,
    RosterIx, Side, gates_of, needs_of, parts_of,
};
use crate::report::{AnswerState, MaybeBounds, Report};
use crate::score::{Changed, Evaluation, LeafView, Said};
use crate::sorted::Set;

/// A measure that holds the project back, and the answers that would move it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matter {
    /// The weakest link of a principle, or the harm on a goal (its headline).
    pub of: MeasureRef,
    /// Id of the principle, for a weakest link.
    pub principle: Option<String>,
    /// The answers, the one that would move it most first: by gain, then by loss, then in the order of the questionnaire.
    /// Empty when no single answer moves it, as when two harms are equally strong.
    pub levers: Vec<Lever>,
}

/// One answer that would move a measure, all other answers as they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lever {
    /// The question.
    pub question: QuestionIx,
    /// Subject, for a repeated question or one about subjects.
    pub subject: Option<String>,
    /// Benefit or harm of an effect; the whole answer otherwise.
    pub side: Side,
    /// Whether it is open: to be found out. Otherwise it is answered: to be made better.
    pub open: bool,
    /// How far the worse end of the bounds gets better if the answer is, or becomes, the best one.
    pub gain: Fraction,
    /// How far the better end gets worse if an open answer turns out to be the worst one; 0 for an answered one.
    pub loss: Fraction,
}

/// An action, with what it can move.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActionEffect<'a> {
    /// The action.
    pub action: &'a Action,
    /// The measure that it can move most; `None` when it moves no measure that holds the project back.
    pub of: Option<MeasureRef>,
    /// Greatest gain of the answers that it is about.
    pub gain: Fraction,
    /// Their greatest loss, for one that finds something out.
    pub loss: Fraction,
}

impl Assessment {
    /// What matters most: per principle its weakest link, then per goal that has or may have a harm this harm, each with the
    /// answers that would move it. "Not applicable" is never counted as better, nor is promising less.
    ///
    /// An answer that decides nothing but its own value is tried on the measures above it only, so it costs the number of its
    /// possible answers (at most 20) times the items of those measures. An answer that also decides what is asked costs an
    /// evaluation of the whole per possible answer; there are few of them.
    pub fn what_matters(&self) -> Vec<Matter> {
        let report = self.score();
        let mut evaluation = Evaluation::of(self);
        let mut all = Vec::new();
        for principle in &report.principles {
            let Some(id) = &principle.weakest else { continue };
            let Some(measure) = self.questionnaire().find_measure(id) else { continue };
            all.push(Matter {
                of: MeasureRef::Measure { id: id.clone(), subject: None },
                principle: Some(principle.id.clone()),
                levers: Search::new(self, &mut evaluation, Node::Measure(measure)).levers(&report),
            });
        }
        for result in &report.goals {
            if result.harm.max.bounds.is_some_and(|bounds| bounds.hi.is_positive()) {
                all.push(Matter {
                    of: MeasureRef::Goal { goal: result.goal, side: Side::Harm },
                    principle: None,
                    levers: Search::new(self, &mut evaluation, Node::Goal(result.goal)).levers(&report),
                });
            }
        }
        all
    }

    /// The action plan by what the actions can move: what is still to be done first, then by the greatest gain on one of the
    /// measures of [`Assessment::what_matters`], then by loss, then in the order of the plan.
    ///
    /// An action is about the answers of the question, goal, group, subject or prompt that it names or comes from.
    pub fn actions_by_effect(&self) -> Vec<ActionEffect<'_>> {
        let matters = self.what_matters();
        let mut sorted: Vec<ActionEffect<'_>> = Vec::new();
        for action in self.actions() {
            let mut effect = ActionEffect { action, of: None, gain: Fraction::ZERO, loss: Fraction::ZERO };
            for matter in &matters {
                for lever in &matter.levers {
                    if self.is_about(action, lever) && (lever.gain, lever.loss) > (effect.gain, effect.loss) {
                        let of = Some(matter.of.clone());
                        effect = ActionEffect { action, of, gain: lever.gain, loss: lever.loss };
                    }
                }
            }
            let key = |effect: &ActionEffect<'_>| (effect.action.status.is_open(), effect.gain, effect.loss);
            let place = sorted.partition_point(|known| key(known) >= key(&effect));
            sorted.insert(place, effect);
        }
        sorted
    }

    fn is_about(&self, action: &Action, lever: &Lever) -> bool {
        let questionnaire = self.questionnaire();
        let Some(question) = questionnaire.question(lever.question) else { return false };
        let from = &action.from;
        let named = |id: &Option<String>, subject: &Option<String>| {
            id.as_ref() == Some(&question.id) && (subject.is_none() || *subject == lever.subject)
        };
        let roster = match question.kind {
            Kind::Subjects { roster, .. } => Some(roster),
            _ => question.for_each.map(ForEach::roster),
        };
        let subject = |id: &Option<String>, of: Option<RosterIx>| {
            id.is_some() && *id == lever.subject && of.is_some() && of == roster
        };
        let prompts = questionnaire.interlinkages().map(|interlinkages| interlinkages.roster);
        let goal = questionnaire.goal_of(&question.id);
        named(&from.question, &from.subject)
            || from.finding.as_ref().is_some_and(|key| {
                named(&key.question, &key.subject)
                    || key.question.is_none() && subject(&key.subject, key.roster(questionnaire))
            })
            || subject(&action.group, questionnaire.find_roster(GROUPS))
            || subject(&from.prompt, prompts)
            || goal.is_some() && goal == action.goal
    }
}

/// An answer: question, subject, and side of an effect.
type Place = (QuestionIx, Option<String>, Side);

/// Looks for the answers that move one measure.
struct Search<'s, 'a> {
    assessment: &'a Assessment,
    questionnaire: &'a Questionnaire,
    evaluation: &'s mut Evaluation<'a>,
    target: Node,
    /// Whether more of the target is worse.
    worse: bool,
    /// The target and the measures below it, each after those below it.
    above: Vec<Node>,
    /// All that decides what the target is about.
    gates: Set<Node>,
}

impl<'s, 'a> Search<'s, 'a> {
    fn new(assessment: &'a Assessment, evaluation: &'s mut Evaluation<'a>, target: Node) -> Search<'s, 'a> {
        let questionnaire: &'a Questionnaire = assessment.questionnaire();
        let inside = reached(vec![target], |node| parts_of(questionnaire, node));
        let beside = inside.iter().flat_map(|node| gates_of(questionnaire, *node)).collect();
        let is_above = |node: &&Node| inside.contains(*node) && !matches!(node, Node::Question(_));
        let worse = match target {
            Node::Measure(ix) => {
                questionnaire.measure(ix).is_some_and(|measure| measure.polarity == Polarity::HigherIsWorse)
            }
            _ => true,
        };
        Search {
            assessment,
            questionnaire,
            evaluation,
            target,
            worse,
            above: questionnaire.order.iter().filter(is_above).copied().collect(),
            gates: reached(beside, |node| needs_of(questionnaire, node)),
        }
    }

    fn levers(mut self, report: &Report) -> Vec<Lever> {
        let Some(now) = self.value() else { return Vec::new() };
        let mut places = self.leaves();
        for gate in self.open_gates(report) {
            if !places.iter().any(|(place, _)| *place == gate) {
                places.push((gate, true));
            }
        }
        let mut levers: Vec<Lever> = Vec::new();
        for (place, open) in places {
            let ends = self.ends(now, &place, open);
            let (question, subject, side) = place;
            let (gain, loss) = (ends.lo.minus(now.lo), now.hi.minus(ends.hi));
            if gain.is_positive() || loss.is_positive() {
                let lever = Lever { question, subject, side, open, gain, loss };
                let key = |lever: &Lever| (Reverse(lever.gain), Reverse(lever.loss), lever.question);
                let place = levers.partition_point(|known| key(known) <= key(&lever));
                levers.insert(place, lever);
            }
        }
        levers
    }

    /// The target's bounds, turned so that more is better.
    fn value(&self) -> MaybeBounds {
        self.value_in(self.evaluation)
    }

    fn value_in(&self, evaluation: &Evaluation<'_>) -> MaybeBounds {
        let bounds = match self.target {
            Node::Measure(ix) => evaluation.bounds_of(ix),
            Node::Goal(goal) => evaluation.harm_of(goal),
            Node::Question(_) | Node::Prompts => None,
        };
        if self.worse { bounds.map(Bounds::complement) } else { bounds }
    }

    /// The answers below the target, each once, and whether they are open.
    fn leaves(&self) -> Vec<(Place, bool)> {
        let mut places: Vec<(Place, bool)> = Vec::new();
        let promises = self.promises();
        let mut add = |question: QuestionIx, side: Side, view: LeafView| {
            let open = matches!(view.said, Said::Unknown | Said::Unanswered);
            let out = view.asked == Truth::No || view.said == Said::NotApplicable;
            // To promise less makes nothing better.
            if out || !open && promises.contains(&question) {
                return;
            }
            let is_effect = |question: &Question| matches!(question.kind, Kind::Effect { .. });
            let side =
                if self.questionnaire.question(question).is_some_and(is_effect) { side } else { Side::Whole };
            let place = (question, self.evaluation.subject_of(question, view.subject), side);
            if !places.iter().any(|(known, _)| *known == place) {
                places.push((place, open));
            }
        };
        match self.target {
            Node::Measure(ix) => {
                for leaf in self.questionnaire.leaves.get(ix.0).into_iter().flatten() {
                    self.evaluation.weighted_leaves(leaf, None, None, &mut |view, _| {
                        add(leaf.question, leaf.side, view);
                    });
                }
            }
            Node::Goal(goal) => {
                self.evaluation.goal_leaves(goal, Side::Harm, &mut |question, view, _| {
                    add(question, Side::Harm, view);
                });
            }
            Node::Question(_) | Node::Prompts => {}
        }
        places
    }

    /// Questions about the step that is promised, below the target.
    fn promises(&self) -> Set<QuestionIx> {
        let mut promises = Set::new();
        for node in &self.above {
            let Node::Measure(ix) = node else { continue };
            let Some(measure) = self.questionnaire.measure(*ix) else { continue };
            if let (Aggregate::Attainment, Some(Item { of: ItemOf::Question(question, _), .. })) =
                (measure.aggregate, measure.items.get(1))
            {
                promises.insert(*question);
            }
        }
        promises
    }

    /// Open answers that decide what the target is about.
    fn open_gates(&self, report: &Report) -> Vec<Place> {
        let mut places = Vec::new();
        for result in &report.questions {
            let open = matches!(result.state, AnswerState::Unanswered | AnswerState::Unknown);
            let Some(ix) = self.questionnaire.find(&result.id) else { continue };
            if !open || result.asked == Truth::No || !self.gates.contains(&Node::Question(ix)) {
                continue;
            }
            let answer = &self.assessment.entry(ix, result.subject.as_deref()).answer;
            match self.questionnaire.question(ix).map(|question| &question.kind) {
                Some(Kind::Effect { .. }) => {
                    let sides = match answer {
                        Some(Answer::Effect { benefit, harm }) => [*benefit, *harm],
                        _ => [None, None],
                    };
                    for (side, strength) in [Side::Benefit, Side::Harm].into_iter().zip(sides) {
                        if !matches!(strength, Some(Strength::Points(_))) {
                            places.push((ix, result.subject.clone(), side));
                        }
                    }
                }
                Some(Kind::Subjects { roster, .. }) => {
                    for id in self.assessment.subjects(*roster) {
                        let said = match answer {
                            Some(Answer::Subjects(subjects)) => subjects.get(id),
                            _ => None,
                        };
                        if matches!(said, None | Some(SubjectAnswer::Unknown)) {
                            places.push((ix, Some(id.to_owned()), Side::Whole));
                        }
                    }
                }
                _ => places.push((ix, result.subject.clone(), Side::Whole)),
            }
        }
        places
    }

    /// How far the bounds can go by this answer alone: the lower one up, and, if it is open, the upper one down.
    fn ends(&mut self, now: Bounds, (question, subject, side): &Place, open: bool) -> Bounds {
        let mut ends = now;
        let Some(asked) = self.questionnaire.question(*question) else { return ends };
        let prompts = self.questionnaire.interlinkages().map(|interlinkages| interlinkages.roster);
        let about_prompts = prompts.is_some() && asked.for_each.map(ForEach::roster) == prompts;
        let decides = about_prompts || self.gates.contains(&Node::Question(*question));
        let above = self.above(*question);
        for (subject, entry) in self.assessment.possible_entries(*question, subject.as_deref(), Some(*side)) {
            let fits = |answer: &Answer| {
                *answer != Answer::NotApplicable && self.assessment.fits(asked, answer).is_ok()
            };
            if !entry.answer.as_ref().is_some_and(fits) {
                continue;
            }
            let changed = Changed { question: *question, subject: subject.map(str::to_owned), entry };
            let then = if decides {
                self.value_in(&Evaluation::with(self.assessment, Some(changed)))
            } else {
                self.evaluation.revalue(&above, Some(changed));
                self.value()
            };
            if let Some(then) = then {
                ends.lo = ends.lo.max(then.lo);
                ends.hi = if open { ends.hi.min(then.hi) } else { ends.hi };
            }
        }
        if !decides {
            self.evaluation.revalue(&above, None);
        }
        ends
    }

    /// The target and the measures below it that this question is part of.
    fn above(&self, question: QuestionIx) -> Vec<Node> {
        let is_below = |node: &&Node| match node {
            Node::Measure(ix) => {
                let leaves = self.questionnaire.leaves.get(ix.0);
                leaves.is_some_and(|leaves| leaves.iter().any(|leaf| leaf.question == question))
            }
            _ => true,
        };
        self.above.iter().filter(is_below).copied().collect()
    }
}

/// All nodes that can be reached, those to start from included.
pub(crate) fn reached(mut waiting: Vec<Node>, next: impl Fn(Node) -> Vec<Node>) -> Set<Node> {
    let mut reached = Set::new();
    while let Some(node) = waiting.pop() {
        if reached.insert(node) {
            waiting.extend(next(node));
        }
    }
    reached
}
