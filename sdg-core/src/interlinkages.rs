//! Interlinkage prompts and direct effects (METHOD 6).

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;

use crate::evidence::Evidence;
use crate::fraction::{Fraction, Truth};
use crate::questionnaire::Goal;
use crate::report::{DirectEffect, Prompt, PromptKind};

/// Which prompt: queue and goals. Its text form is the subject id in the saved file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct PromptId {
    pub(crate) kind: PromptKind,
    pub(crate) from: Goal,
    pub(crate) to: Goal,
}

impl PromptId {
    /// Reads `t-7-15`.
    pub(crate) fn parse(id: &str) -> Option<PromptId> {
        let mut parts = id.split('-');
        let kind = match parts.next()? {
            "t" => PromptKind::Tradeoff,
            "u" => PromptKind::Undermining,
            "s" => PromptKind::Synergy,
            _ => return None,
        };
        let mut goal = || Goal::new(parts.next()?.parse().ok()?);
        let prompt = PromptId { kind, from: goal()?, to: goal()? };
        let sound = prompt.from != prompt.to && (kind != PromptKind::Tradeoff || prompt.from < prompt.to);
        (sound && prompt.to_string() == id).then_some(prompt)
    }

    fn pair(self) -> (Goal, Goal) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

impl fmt::Display for PromptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.kind {
            PromptKind::Tradeoff => 't',
            PromptKind::Undermining => 'u',
            PromptKind::Synergy => 's',
        };
        write!(f, "{letter}-{}-{}", self.from.number(), self.to.number())
    }
}

/// What the prompts need to know of a goal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GoalState {
    /// Lower bound of the benefit headline.
    pub(crate) benefit: Fraction,
    /// Lower bound of the harm headline.
    pub(crate) harm: Fraction,
    pub(crate) touched: Truth,
}

impl GoalState {
    pub(crate) const UNTOUCHED: GoalState =
        GoalState { benefit: Fraction::ZERO, harm: Fraction::ZERO, touched: Truth::No };

    fn is_certainly_touched(self) -> bool {
        self.benefit.is_positive() || self.harm.is_positive()
    }
}

/// Goals that have a state, with it.
type States<'a> = &'a dyn Fn(Goal) -> GoalState;

/// The prompts to put, in order. `answered` are those with something recorded: they never disappear.
pub(crate) fn prompts(
    evidence: &Evidence,
    places: [usize; 3],
    states: States<'_>,
    answered: &BTreeSet<PromptId>,
) -> Vec<Prompt> {
    let queues = [
        (PromptKind::Tradeoff, known_tradeoffs(evidence, states)),
        (PromptKind::Undermining, undermining(evidence, states)),
        (PromptKind::Synergy, unused_synergy(evidence, states)),
    ];
    let mut chosen: [Vec<PromptId>; 3] = Default::default();
    let mut carried = 0_usize;
    // Places not used pass on to the next queue, and at the end round to the first.
    for round in 0..2 {
        let mut earlier: BTreeSet<(Goal, Goal)> = BTreeSet::new();
        if round == 1 {
            earlier.extend(chosen.iter().flatten().map(|prompt| prompt.pair()));
        }
        for ((kind, queue), (place, chosen)) in queues.iter().zip(places.iter().zip(&mut chosen)) {
            let mut free = carried;
            if round == 0 {
                chosen.extend(answered.iter().filter(|prompt| prompt.kind == *kind));
                free = free.saturating_add(*place).saturating_sub(chosen.len());
            }
            for prompt in queue {
                if free == 0 {
                    break;
                }
                if !chosen.contains(prompt) && !earlier.contains(&prompt.pair()) {
                    chosen.push(*prompt);
                    free = free.saturating_sub(1);
                }
            }
            carried = free;
            earlier.extend(chosen.iter().map(|prompt| prompt.pair()));
        }
    }
    chosen
        .into_iter()
        .flatten()
        .map(|id| Prompt {
            id: id.to_string(),
            kind: id.kind,
            from: id.from,
            to: id.to,
            label: evidence.label(id.from, id.to),
            double: evidence.is_double(id.from, id.to),
            records: evidence.records(id.from, id.to),
            answered: answered.contains(&id),
        })
        .collect()
}

fn pairs() -> impl Iterator<Item = (Goal, Goal)> {
    Goal::all().flat_map(|from| Goal::all().filter(move |to| *to != from).map(move |to| (from, to)))
}

fn known_tradeoffs(evidence: &Evidence, states: States<'_>) -> Vec<PromptId> {
    let mut found: Vec<_> = pairs()
        .filter(|(from, to)| from < to)
        .filter(|(from, to)| states(*from).is_certainly_touched() || states(*to).is_certainly_touched())
        .map(|(from, to)| {
            let force = |a: Goal, b: Goal| states(a).benefit.times(evidence.hinders(a, b));
            let strongest = force(from, to).max(force(to, from));
            (evidence.is_double(from, to), evidence.label(from, to), strongest, from, to)
        })
        .filter(|(_, label, ..)| *label > crate::evidence::EvidenceLabel::None)
        .collect();
    found.sort_by_key(|(double, label, strongest, from, to)| {
        (Reverse(*double), Reverse(*label), Reverse(*strongest), *from, *to)
    });
    found.into_iter().map(|(.., from, to)| PromptId { kind: PromptKind::Tradeoff, from, to }).collect()
}

fn undermining(evidence: &Evidence, states: States<'_>) -> Vec<PromptId> {
    by_force(PromptKind::Undermining, |from, to| states(from).harm.times(evidence.helps(from, to)))
}

fn unused_synergy(evidence: &Evidence, states: States<'_>) -> Vec<PromptId> {
    by_force(PromptKind::Synergy, |from, to| {
        if states(to).touched == Truth::No {
            states(from).benefit.times(evidence.helps(from, to))
        } else {
            Fraction::ZERO
        }
    })
}

fn by_force(kind: PromptKind, force: impl Fn(Goal, Goal) -> Fraction) -> Vec<PromptId> {
    let mut found: Vec<_> = pairs()
        .map(|(from, to)| (force(from, to), from, to))
        .filter(|(force, ..)| force.is_positive())
        .collect();
    found.sort_by_key(|(force, from, to)| (Reverse(*force), *from, *to));
    found.into_iter().map(|(_, from, to)| PromptId { kind, from, to }).collect()
}

/// Direct part of opportunity and tension: `O_j = sum B_i M+_ij`, `R_j = sum (B_i M-_ij + H_i M+_ij)`. Goal 17 is left out of the
/// expert matrix.
pub(crate) fn direct_effects(evidence: &Evidence, states: States<'_>) -> Vec<DirectEffect> {
    let acting: Vec<(Goal, GoalState)> = Goal::all()
        .map(|goal| (goal, states(goal)))
        .filter(|(_, state)| state.is_certainly_touched())
        .collect();
    Goal::all()
        .filter(|goal| goal.number() < Goal::COUNT)
        .map(|goal| {
            let mut effect = DirectEffect { goal, opportunity: Fraction::ZERO, tension: Fraction::ZERO };
            for (from, state) in acting.iter().filter(|(from, _)| *from != goal) {
                let helps = evidence.helps(*from, goal);
                effect.opportunity = effect.opportunity.plus(state.benefit.times(helps));
                effect.tension = effect
                    .tension
                    .plus(state.benefit.times(evidence.hinders(*from, goal)))
                    .plus(state.harm.times(helps));
            }
            effect
        })
        .collect()
}
