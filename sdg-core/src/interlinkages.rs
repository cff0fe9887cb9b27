//! Interlinkage prompts and direct effects (METHOD 6).

mod full;

pub use full::{
    CrossImpact, CrossImpactCell, EvidenceHead, Force, GoalForces, Influence, InterlinkageReport, Judgement,
    Path, PathStep, PromptResult, Sign,
};

use std::cmp::Reverse;

use crate::evidence::{Evidence, EvidenceLabel};
use crate::fraction::{Fraction, Truth};
use crate::questionnaire::Goal;
use crate::report::{DirectEffect, Prompt, PromptKind};
use crate::sorted::Set;

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
        (sound && prompt.to_text() == id).then_some(prompt)
    }

    /// `t-7-15`
    pub(crate) fn to_text(self) -> String {
        let kind = match self.kind {
            PromptKind::Tradeoff => "t-",
            PromptKind::Undermining => "u-",
            PromptKind::Synergy => "s-",
        };
        [kind, &self.from.number().to_string(), "-", &self.to.number().to_string()].concat()
    }

    pub(crate) fn pair(self) -> (Goal, Goal) {
        (self.from.min(self.to), self.from.max(self.to))
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
}

/// Lower bounds of benefit and harm of every goal as whole numbers over one common denominator: the tables of the evidence are
/// whole numbers too, so that forces are compared and added up exactly without a fraction in sight.
pub(crate) struct Forces {
    touched: Vec<Truth>,
    benefit: Vec<i64>,
    harm: Vec<i64>,
    denominator: i64,
}

impl Forces {
    pub(crate) fn of(states: impl Fn(Goal) -> GoalState) -> Forces {
        let states: Vec<GoalState> = Goal::all().map(states).collect();
        let denominators =
            states.iter().flat_map(|state| [state.benefit.denominator(), state.harm.denominator()]);
        // Scales have at most 20 steps, so this is at most the least common multiple of 1 to 19.
        let denominator = denominators.fold(1, least_common_multiple);
        let whole = |value: Fraction| {
            value.numerator().saturating_mul(denominator.checked_div(value.denominator()).unwrap_or(0))
        };
        Forces {
            touched: states.iter().map(|state| state.touched).collect(),
            benefit: states.iter().map(|state| whole(state.benefit)).collect(),
            harm: states.iter().map(|state| whole(state.harm)).collect(),
            denominator,
        }
    }

    fn benefit(&self, goal: Goal) -> i64 {
        self.benefit.get(goal.place()).copied().unwrap_or(0)
    }

    fn harm(&self, goal: Goal) -> i64 {
        self.harm.get(goal.place()).copied().unwrap_or(0)
    }

    fn is_certainly_touched(&self, goal: Goal) -> bool {
        self.benefit(goal) > 0 || self.harm(goal) > 0
    }

    fn is_certainly_untouched(&self, goal: Goal) -> bool {
        self.touched.get(goal.place()) == Some(&Truth::No)
    }
}

fn least_common_multiple(a: i64, b: i64) -> i64 {
    let (mut x, mut y) = (a, b);
    while let Some(rest) = x.checked_rem(y) {
        (x, y) = (y, rest);
    }
    a.checked_div(x).unwrap_or(1).saturating_mul(b)
}

/// The prompts to put, in order. `answered` are those with something recorded: they never disappear.
pub(crate) fn prompts(
    evidence: &Evidence,
    places: [usize; 3],
    forces: &Forces,
    answered: &Set<PromptId>,
) -> Vec<Prompt> {
    // Whatever is chosen can make a queue pass over three of its prompts: itself, and both directions of its pair.
    let put = places.iter().fold(0_usize, |sum, places| sum.saturating_add(*places));
    let most = put.saturating_add(put.saturating_add(answered.len()).saturating_mul(3));
    let queues = [
        (PromptKind::Tradeoff, known_tradeoffs(evidence, forces, most)),
        (PromptKind::Undermining, undermining(evidence, forces, most)),
        (PromptKind::Synergy, unused_synergy(evidence, forces, most)),
    ];
    let mut chosen: [Vec<PromptId>; 3] = Default::default();
    let mut carried = 0_usize;
    // Places not used pass on to the next queue, and at the end round to the first.
    for round in 0..2 {
        let mut earlier: Vec<(Goal, Goal)> = Vec::new();
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
            id: id.to_text(),
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

fn known_tradeoffs(evidence: &Evidence, forces: &Forces, most: usize) -> Vec<PromptId> {
    let mut found = Vec::new();
    for from in Goal::all() {
        for to in Goal::all().filter(|to| from < *to) {
            let label = evidence.label(from, to);
            if label == EvidenceLabel::None
                || !(forces.is_certainly_touched(from) || forces.is_certainly_touched(to))
            {
                continue;
            }
            let force = |a: Goal, b: Goal| forces.benefit(a).saturating_mul(evidence.cells(a, b).1);
            let strongest = force(from, to).max(force(to, from));
            put(&mut found, most, (Reverse((evidence.is_double(from, to), label, strongest)), from, to));
        }
    }
    found.into_iter().map(|(_, from, to)| PromptId { kind: PromptKind::Tradeoff, from, to }).collect()
}

fn undermining(evidence: &Evidence, forces: &Forces, most: usize) -> Vec<PromptId> {
    by_force(PromptKind::Undermining, most, |from| forces.harm(from), |from, to| evidence.cells(from, to).0)
}

fn unused_synergy(evidence: &Evidence, forces: &Forces, most: usize) -> Vec<PromptId> {
    by_force(
        PromptKind::Synergy,
        most,
        |from| forces.benefit(from),
        |from, to| if forces.is_certainly_untouched(to) { evidence.cells(from, to).0 } else { 0 },
    )
}

fn by_force(
    kind: PromptKind,
    most: usize,
    source: impl Fn(Goal) -> i64,
    cell: impl Fn(Goal, Goal) -> i64,
) -> Vec<PromptId> {
    let mut found = Vec::new();
    for from in Goal::all().filter(|from| source(*from) > 0) {
        for to in Goal::all().filter(|to| *to != from) {
            let force = source(from).saturating_mul(cell(from, to));
            if force > 0 {
                put(&mut found, most, (Reverse(force), from, to));
            }
        }
    }
    found.into_iter().map(|(_, from, to)| PromptId { kind, from, to }).collect()
}

/// Direct part of opportunity and tension: `O_j = sum B_i M+_ij`, `R_j = sum (B_i M-_ij + H_i M+_ij)`. Goal 17 is left out of the
/// expert matrix.
pub(crate) fn direct_effects(evidence: &Evidence, forces: &Forces) -> Vec<DirectEffect> {
    let denominator = forces.denominator.saturating_mul(evidence.divisor());
    Goal::all()
        .filter(|goal| goal.number() < Goal::COUNT)
        .map(|goal| {
            let (mut opportunity, mut tension) = (0_i64, 0_i64);
            for from in Goal::all().filter(|from| *from != goal && forces.is_certainly_touched(*from)) {
                let (helps, hinders) = evidence.cells(from, goal);
                opportunity = opportunity.saturating_add(forces.benefit(from).saturating_mul(helps));
                tension = tension
                    .saturating_add(forces.benefit(from).saturating_mul(hinders))
                    .saturating_add(forces.harm(from).saturating_mul(helps));
            }
            let over = |sum| Fraction::new(sum, denominator);
            DirectEffect { goal, opportunity: over(opportunity), tension: over(tension) }
        })
        .collect()
}

/// Adds to a list that is in order, and stays so; what comes after `most` others is let go. The lists are short, and a sort would be much
/// more code.
fn put<T: Ord>(list: &mut Vec<T>, most: usize, item: T) {
    let place = list.partition_point(|known| *known < item);
    if place < most {
        list.truncate(most.saturating_sub(1));
        list.insert(place, item);
    }
}
