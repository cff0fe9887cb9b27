//! Interlinkages in full (METHOD 6): what benefits and harms on some goals can do to others, directly and through one goal in
//! between; each prompt with its evidence and the assessor's judgement; and the touched goals laid out against each other.
//!
//! None of this enters a goal's result. It stands apart from [`Assessment::score`], which does without it.

use serde::Serialize;

use super::{Forces, GoalState, PromptId};
use crate::assessment::{Answer, Assessment};
use crate::evidence::{Evidence, EvidenceLabel, EvidenceSource};
use crate::fraction::{Fraction, Truth};
use crate::questionnaire::{ForEach, Goal, Interlinkages, Side};
use crate::report::{AnswerState, MaybeBounds, Prompt, PromptKind, Report};

/// Everything that is known about interlinkages of one assessment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct InterlinkageReport {
    /// What the evidence is, where it comes from and what it cannot tell.
    pub evidence: EvidenceHead,
    /// What the project can do to each goal 1 to 16 through other goals. Goal 17 is left out of the expert matrix.
    pub goals: Vec<GoalForces>,
    /// The prompts in the order in which they are put, with evidence and judgements.
    pub prompts: Vec<PromptResult>,
    /// The touched goals against each other.
    pub cross_impact: CrossImpact,
}

/// Which evidence was used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EvidenceHead {
    /// Id of the evidence file.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Id of the source of the expert matrix.
    pub expert: String,
    /// Id of the source of the literature counts and labels.
    pub literature: String,
    /// The sources.
    pub sources: Vec<EvidenceSource>,
    /// What the evidence cannot tell, in English.
    pub limits: Vec<String>,
}

/// What benefits and harms on other goals can do to one goal. These are sums of shares of an expert matrix: they order
/// attention and are no score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GoalForces {
    /// The goal that is acted upon.
    pub goal: Goal,
    /// `O_j`: benefits on other goals that help this one.
    pub opportunity: Force,
    /// `R_j`: benefits on other goals that hinder this one, and harms on goals that would have helped it.
    pub tension: Force,
}

/// An opportunity or a tension, its two parts apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Force {
    /// From goal to goal: the part with `M`.
    pub direct: Fraction,
    /// Through one goal in between: the part with `S/2`.
    pub second_order: Fraction,
    /// Both together: the part with `T`.
    pub both: Fraction,
    /// The strongest direct path, the first of equals by goal number.
    pub direct_path: Option<Path>,
    /// The strongest path through one goal in between, the first of equals by goal numbers.
    pub second_order_path: Option<Path>,
}

/// One way in which a benefit or a harm on a goal works through.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Path {
    /// The goal on which the project has a benefit or a harm.
    pub from: Goal,
    /// Which of both works through.
    pub side: Side,
    /// One step, or two through a goal in between.
    pub steps: Vec<PathStep>,
    /// What this path adds to the force.
    pub strength: Fraction,
}

/// One step of a [`Path`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct PathStep {
    /// What progress on the goal before does to this one.
    pub sign: Sign,
    /// The goal that is reached.
    pub to: Goal,
}

/// What progress on one goal does to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// It helps.
    Helps,
    /// It hinders.
    Hinders,
}

const SIGNS: [Sign; 2] = [Sign::Helps, Sign::Hinders];

/// What progress on one goal does to another, helping and hindering apart: they are never netted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Influence {
    /// How much it helps.
    pub helps: Fraction,
    /// How much it hinders.
    pub hinders: Fraction,
}

/// A prompt with what is known and what the assessor makes of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PromptResult {
    /// The prompt: goals, queue, label, records.
    pub prompt: Prompt,
    /// Ids of the sources that speak for it.
    pub sources: Vec<String>,
    /// The expert cell from the first goal to the second; `None` with goal 17.
    pub forth: Option<Influence>,
    /// The expert cell from the second goal to the first; `None` with goal 17.
    pub back: Option<Influence>,
    /// What the assessor says, one per question about prompts.
    pub judgements: Vec<Judgement>,
}

/// What the assessor says on a prompt. It stands beside the evidence and may overrule it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Judgement {
    /// Id of the prompt.
    pub prompt: String,
    /// Id of the question.
    pub question: String,
    /// How far it is answered.
    pub state: AnswerState,
    /// Points, if the answer has points: -3 (cancelling) to 3 (indivisible) on the usual scale.
    pub points: Option<i64>,
    /// Reason in the assessor's own words; may be empty.
    pub reason: String,
}

/// The touched goals against each other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CrossImpact {
    /// Goals with a benefit or a harm above zero for certain.
    pub goals: Vec<Goal>,
    /// Goals that open answers may still touch; they are not laid out.
    pub open: Vec<Goal>,
    /// One cell per ordered pair of different goals, row by row.
    pub cells: Vec<CrossImpactCell>,
}

/// What is known and judged about one touched goal acting upon another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CrossImpactCell {
    /// The goal that acts.
    pub from: Goal,
    /// The goal that is acted upon.
    pub to: Goal,
    /// Expert cell `M`; `None` with goal 17, which is left out.
    pub direct: Option<Influence>,
    /// `S`: through one goal in between; `None` with goal 17.
    pub second_order: Option<Influence>,
    /// Evidence label of the pair in the literature.
    pub label: EvidenceLabel,
    /// Whether the expert matrix, too, has a negative cell for the pair.
    pub double: bool,
    /// Records of synergies and of trade-offs in the literature, both directions.
    pub records: (i64, i64),
    /// Judgements of the assessor on prompts about this pair in this direction; on a trade-off, in either.
    pub judgements: Vec<Judgement>,
}

impl Assessment {
    /// Interlinkages in full; `None` when the questionnaire has no interlinkages part.
    ///
    /// It takes a report and some thousand multiplications: enough for each answer on a screen, but not part of
    /// [`Assessment::score`].
    pub fn interlinkages(&self) -> Option<InterlinkageReport> {
        let part = self.questionnaire().interlinkages()?;
        let evidence = part.evidence.as_ref();
        let report = self.score();
        let forces = forces_of(&report);
        let judgements = judgements(self, &report, part);
        let prompts = report.prompts.iter().map(|prompt| prompt_result(evidence, prompt, &judgements));
        Some(InterlinkageReport {
            evidence: EvidenceHead {
                id: evidence.id().to_owned(),
                version: evidence.version().to_owned(),
                expert: evidence.expert_source().to_owned(),
                literature: evidence.literature_source().to_owned(),
                sources: evidence.sources().to_vec(),
                limits: evidence.limits().to_vec(),
            },
            goals: expert_goals().map(|goal| goal_forces(evidence, &forces, goal)).collect(),
            prompts: prompts.collect(),
            cross_impact: cross_impact(evidence, &report, &forces, &judgements),
        })
    }
}

impl Evidence {
    /// `S+` and `S-` of METHOD 6: helping is helping what helps and hindering what hinders; hindering is the other two. Paths
    /// back to where they start stay. Zero for goal 17.
    pub fn second_order(&self, from: Goal, to: Goal) -> Influence {
        let (mut helps, mut hinders) = (0_i64, 0_i64);
        for through in expert_goals() {
            let (first, second) = (self.cells(from, through), self.cells(through, to));
            let sum = |one: i64, other: i64| one.saturating_add(other);
            helps = sum(helps, sum(product(first.0, second.0), product(first.1, second.1)));
            hinders = sum(hinders, sum(product(first.0, second.1), product(first.1, second.0)));
        }
        let below = product(self.divisor(), self.divisor());
        Influence { helps: Fraction::new(helps, below), hinders: Fraction::new(hinders, below) }
    }

    /// `T+` and `T-` of METHOD 6: the direct influence and half of the second order.
    pub fn influence(&self, from: Goal, to: Goal) -> Influence {
        let (half, second) = (Fraction::new(1, 2), self.second_order(from, to));
        Influence {
            helps: self.helps(from, to).plus(second.helps.times(half)),
            hinders: self.hinders(from, to).plus(second.hinders.times(half)),
        }
    }
}

/// The goals of the expert matrix.
fn expert_goals() -> impl Iterator<Item = Goal> {
    Goal::all().filter(|goal| in_matrix(*goal))
}

fn in_matrix(goal: Goal) -> bool {
    goal.number() < Goal::COUNT
}

fn product(a: i64, b: i64) -> i64 {
    a.saturating_mul(b)
}

fn forces_of(report: &Report) -> Forces {
    let lower = |bounds: MaybeBounds| bounds.map_or(Fraction::ZERO, |bounds| bounds.lo);
    Forces::of(|goal| {
        report.goal(goal).map_or(GoalState::UNTOUCHED, |result| GoalState {
            benefit: lower(result.benefit.max.bounds),
            harm: lower(result.harm.max.bounds),
            touched: result.touched,
        })
    })
}

/// What both forces on one goal are made of. In whole numbers: direct over `denominator x divisor`, second order over twice that
/// times the divisor once more. With a divisor of at most 1000 and the denominators of scales, sums stay below 2^60.
fn goal_forces(evidence: &Evidence, forces: &Forces, to: Goal) -> GoalForces {
    let (mut opportunity, mut tension) = (Sums::default(), Sums::default());
    for from in expert_goals().filter(|from| *from != to && forces.is_certainly_touched(*from)) {
        for (steps, cells) in paths(evidence, from, to) {
            let hinders = steps.iter().filter(|step| step.sign == Sign::Hinders).count();
            for (side, strength) in [(Side::Benefit, forces.benefit(from)), (Side::Harm, forces.harm(from))] {
                let sums = match (side, hinders.is_multiple_of(2)) {
                    (Side::Benefit, true) => &mut opportunity,
                    (Side::Benefit, false) | (_, true) => &mut tension,
                    // That a harm on a goal that hinders another could help it, is left out on purpose.
                    _ => continue,
                };
                sums.add(product(strength, cells), from, side, &steps);
            }
        }
    }
    let direct = product(forces.denominator, evidence.divisor());
    let second = product(product(direct, evidence.divisor()), 2);
    GoalForces {
        goal: to,
        opportunity: opportunity.force(direct, second),
        tension: tension.force(direct, second),
    }
}

/// Every way from one goal to another, with the product of its cells: direct first, then by the goal in between.
fn paths(evidence: &Evidence, from: Goal, to: Goal) -> Vec<(Vec<PathStep>, i64)> {
    let cell = |from: Goal, to: Goal, sign: Sign| {
        let (helps, hinders) = evidence.cells(from, to);
        if sign == Sign::Helps { helps } else { hinders }
    };
    let mut paths = Vec::new();
    for sign in SIGNS {
        paths.push((vec![PathStep { sign, to }], cell(from, to, sign)));
    }
    for through in expert_goals() {
        for first in SIGNS {
            for second in SIGNS {
                let cells = product(cell(from, through, first), cell(through, to, second));
                let steps = vec![PathStep { sign: first, to: through }, PathStep { sign: second, to }];
                paths.push((steps, cells));
            }
        }
    }
    paths.retain(|(_, cells)| *cells > 0);
    paths
}

/// A force before it is known what its whole numbers are over.
#[derive(Default)]
struct Sums {
    direct: Part,
    second_order: Part,
}

/// A sum with the path that adds most to it.
#[derive(Default)]
struct Part {
    sum: i64,
    strongest: Option<(i64, Goal, Side, Vec<PathStep>)>,
}

impl Sums {
    fn add(&mut self, strength: i64, from: Goal, side: Side, steps: &[PathStep]) {
        let part = if steps.len() > 1 { &mut self.second_order } else { &mut self.direct };
        part.sum = part.sum.saturating_add(strength);
        // The first of equals stays.
        if strength > part.strongest.as_ref().map_or(0, |(known, ..)| *known) {
            part.strongest = Some((strength, from, side, steps.to_vec()));
        }
    }

    fn force(self, below_direct: i64, below_second: i64) -> Force {
        let (direct, direct_path) = self.direct.over(below_direct);
        let (second_order, second_order_path) = self.second_order.over(below_second);
        Force { direct, second_order, both: direct.plus(second_order), direct_path, second_order_path }
    }
}

impl Part {
    fn over(self, below: i64) -> (Fraction, Option<Path>) {
        let path = self.strongest.map(|(strength, from, side, steps)| Path {
            from,
            side,
            steps,
            strength: Fraction::new(strength, below),
        });
        (Fraction::new(self.sum, below), path)
    }
}

/// What the assessor says on each prompt, in the order of prompts, then of questions.
fn judgements(assessment: &Assessment, report: &Report, part: &Interlinkages) -> Vec<Judgement> {
    let mut judgements = Vec::new();
    for prompt in &report.prompts {
        for (ix, question) in assessment.questionnaire().indexed() {
            if question.for_each != Some(ForEach::All(part.roster)) {
                continue;
            }
            let entry = assessment.entry(ix, Some(&prompt.id));
            let state = report.question(&question.id, Some(&prompt.id)).map(|result| result.state);
            let points = match &entry.answer {
                Some(answer @ (Answer::Option(_) | Answer::Options(_))) => {
                    assessment.points(question, answer)
                }
                _ => None,
            };
            judgements.push(Judgement {
                prompt: prompt.id.clone(),
                question: question.id.clone(),
                state: state.unwrap_or(AnswerState::Unanswered),
                points,
                reason: entry.reason.clone(),
            });
        }
    }
    judgements
}

fn prompt_result(evidence: &Evidence, prompt: &Prompt, judgements: &[Judgement]) -> PromptResult {
    // A known trade-off is put for its label; the other queues follow the expert matrix.
    let literature = prompt.kind == PromptKind::Tradeoff || prompt.label != EvidenceLabel::None;
    let expert = prompt.kind != PromptKind::Tradeoff || prompt.double;
    let mut sources = Vec::new();
    sources.extend(literature.then(|| evidence.literature_source().to_owned()));
    sources.extend(expert.then(|| evidence.expert_source().to_owned()));
    PromptResult {
        sources,
        forth: direct(evidence, prompt.from, prompt.to),
        back: direct(evidence, prompt.to, prompt.from),
        judgements: judgements.iter().filter(|judgement| judgement.prompt == prompt.id).cloned().collect(),
        prompt: prompt.clone(),
    }
}

/// The expert cell, where there is one.
fn direct(evidence: &Evidence, from: Goal, to: Goal) -> Option<Influence> {
    (in_matrix(from) && in_matrix(to))
        .then(|| Influence { helps: evidence.helps(from, to), hinders: evidence.hinders(from, to) })
}

fn cross_impact(
    evidence: &Evidence,
    report: &Report,
    forces: &Forces,
    judgements: &[Judgement],
) -> CrossImpact {
    let goals: Vec<Goal> = Goal::all().filter(|goal| forces.is_certainly_touched(*goal)).collect();
    let undecided = |goal: &Goal| report.goal(*goal).is_some_and(|result| result.touched == Truth::Undecided);
    let open = Goal::all().filter(|goal| !goals.contains(goal) && undecided(goal)).collect();
    let mut cells = Vec::new();
    for from in goals.iter().copied() {
        for to in goals.iter().copied().filter(|to| *to != from) {
            let about_this = |judgement: &&Judgement| {
                PromptId::parse(&judgement.prompt).is_some_and(|prompt| {
                    (prompt.from, prompt.to) == (from, to)
                        || (prompt.kind == PromptKind::Tradeoff && (prompt.to, prompt.from) == (from, to))
                })
            };
            cells.push(CrossImpactCell {
                from,
                to,
                direct: direct(evidence, from, to),
                second_order: direct(evidence, from, to).map(|_| evidence.second_order(from, to)),
                label: evidence.label(from, to),
                double: evidence.is_double(from, to),
                records: evidence.records(from, to),
                judgements: judgements.iter().filter(about_this).cloned().collect(),
            });
        }
    }
    CrossImpact { goals, open, cells }
}
