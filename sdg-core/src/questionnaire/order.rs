//! What depends on what: an order of evaluation, or the cycle that forbids one; and how large numbers can grow.

use std::collections::BTreeSet;

use super::{
    Aggregate, ForEach, Goal, Item, ItemOf, Kind, Measure, MeasureIx, Principle, QuestionIx, Questionnaire,
    RosterIx, Rule, RuleFor, Side,
};
use crate::condition::Condition;
use crate::diagnostic::Collector;
use crate::fraction::Fraction;

/// Something that has a value of its own in an evaluation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Node {
    /// Whether a question is asked, and which subjects are in by it.
    Question(QuestionIx),
    Goal(Goal),
    /// Which interlinkage prompts are put.
    Prompts,
    Measure(MeasureIx),
}

/// Where questions and measures stand in the file.
pub(super) struct Paths {
    pub(super) questions: Vec<String>,
    pub(super) measures: Vec<String>,
}

impl Paths {
    fn of(&self, node: Node) -> Option<&str> {
        let path = match node {
            Node::Question(ix) => self.questions.get(ix.0),
            Node::Measure(ix) => self.measures.get(ix.0),
            Node::Goal(_) | Node::Prompts => None,
        };
        path.map(String::as_str)
    }
}

/// Sets the order of evaluation and what follows from it, or reports why there is none.
pub(super) fn settle(draft: &mut Questionnaire, collector: &mut Collector<'_>, paths: &Paths) {
    let Some(order) = topological(draft, collector, paths) else { return };
    draft.order = order;
    draft.prompt_based = prompt_based(draft);
    draft.leaves = measure_leaves(draft);
    draft.principle_leaves = principle_leaves(draft);
    refuse_totals(draft, collector, paths);
    refuse_large_numbers(draft, collector, paths);
}

fn nodes(draft: &Questionnaire) -> Vec<Node> {
    let questions = (0..draft.questions.len()).map(|ix| Node::Question(QuestionIx(ix)));
    let goals = draft.asked_goals().map(Node::Goal);
    let prompts = draft.interlinkages.as_ref().map(|_| Node::Prompts);
    let measures = (0..draft.measures.len()).map(|ix| Node::Measure(MeasureIx(ix)));
    questions.chain(goals).chain(prompts).chain(measures).collect()
}

/// All that a node depends on.
pub(crate) fn needs(draft: &Questionnaire, node: Node) -> Vec<Node> {
    let mut needed = gates(draft, node);
    needed.extend(parts(draft, node));
    needed
}

/// What a node takes its value from: items of a measure, questions of a goal.
pub(crate) fn parts(draft: &Questionnaire, node: Node) -> Vec<Node> {
    match node {
        Node::Goal(goal) => draft.goal_questions(goal).iter().copied().map(Node::Question).collect(),
        Node::Measure(ix) => {
            let items = draft.measure(ix).into_iter().flat_map(|measure| &measure.items);
            items
                .map(|item| match item.of {
                    ItemOf::Question(question, _) => Node::Question(question),
                    ItemOf::Measure(child) => Node::Measure(child),
                })
                .collect()
        }
        Node::Question(_) | Node::Prompts => Vec::new(),
    }
}

/// What decides, without being part of a node, what it is about: whether it is asked and for whom, which step is required.
pub(crate) fn gates(draft: &Questionnaire, node: Node) -> Vec<Node> {
    let mut needed = Vec::new();
    match node {
        Node::Question(ix) => {
            let Some(question) = draft.question(ix) else { return needed };
            let section = draft.sections.get(question.section).and_then(|section| section.ask_if.as_ref());
            for condition in section.into_iter().chain(&question.ask_if) {
                condition_needs(draft, condition, &mut needed);
            }
            repetition_needs(draft, question.for_each, &mut needed);
            if let Kind::Subjects { among: Some(among), .. } = question.kind {
                needed.push(Node::Question(among));
            }
        }
        Node::Goal(_) => {}
        Node::Prompts => needed.extend(draft.asked_goals().map(Node::Goal)),
        Node::Measure(ix) => {
            let Some(measure) = draft.measure(ix) else { return needed };
            repetition_needs(draft, measure.for_each, &mut needed);
            for (condition, _) in measure.required.iter().flat_map(|required| &required.rules) {
                condition_needs(draft, condition, &mut needed);
            }
        }
    }
    needed
}

/// What the findings of a rule depend on, beside what each is about.
pub(crate) fn rule_needs(questionnaire: &Questionnaire, rule: &Rule) -> Vec<Node> {
    let mut needed = Vec::new();
    condition_needs(questionnaire, &rule.condition, &mut needed);
    if let RuleFor::Subjects(for_each) = rule.for_each {
        repetition_needs(questionnaire, Some(for_each), &mut needed);
    }
    needed
}

fn repetition_needs(draft: &Questionnaire, for_each: Option<ForEach>, needed: &mut Vec<Node>) {
    match for_each {
        Some(ForEach::In(question, _)) => needed.push(Node::Question(question)),
        Some(ForEach::All(roster)) if is_prompts(draft, roster) => needed.push(Node::Prompts),
        Some(ForEach::All(_)) | None => {}
    }
}

fn is_prompts(draft: &Questionnaire, roster: RosterIx) -> bool {
    draft.roster(roster).is_some_and(|roster| roster.prompts)
}

fn condition_needs(draft: &Questionnaire, condition: &Condition, needed: &mut Vec<Node>) {
    match condition {
        Condition::All(conditions) | Condition::Any(conditions) => {
            for condition in conditions {
                condition_needs(draft, condition, needed);
            }
        }
        Condition::Not(condition) => condition_needs(draft, condition, needed),
        Condition::AnyGoal(condition) => {
            needed.extend(draft.asked_goals().map(Node::Goal));
            condition_needs(draft, condition, needed);
        }
        Condition::Option { question, .. }
        | Condition::Points { question, .. }
        | Condition::Subject { question, .. }
        | Condition::AnySubject { question } => needed.push(Node::Question(*question)),
        Condition::Benefit { question, .. }
        | Condition::Harm { question, .. }
        | Condition::Facet { question, .. }
        | Condition::IsOut { question } => needed.extend(question.map(Node::Question)),
        Condition::GoalTouched { goal }
        | Condition::GoalBenefit { goal, .. }
        | Condition::GoalHarm { goal, .. } => needed.extend(goal.map(Node::Goal)),
        Condition::Measure { measure, .. } => needed.push(Node::Measure(*measure)),
        // Only in findings, on which nothing depends.
        Condition::GoalUnknown { .. }
        | Condition::GoalUnanswered { .. }
        | Condition::Coverage { .. }
        | Condition::IsUnknown { .. }
        | Condition::IsUnanswered { .. }
        | Condition::NotApplicable { .. }
        | Condition::ReasonMissing { .. }
        | Condition::AnyUnknown
        | Condition::AnyUnanswered => {}
    }
}

/// Depth-first, without recursion: a long chain of dependencies must not exhaust the stack.
fn topological(draft: &Questionnaire, collector: &mut Collector<'_>, paths: &Paths) -> Option<Vec<Node>> {
    let mut done = BTreeSet::new();
    let mut order = Vec::new();
    for start in nodes(draft) {
        if done.contains(&start) {
            continue;
        }
        let mut trail = vec![(start, needs(draft, start))];
        let mut on_trail = BTreeSet::new();
        on_trail.insert(start);
        while let Some((node, open)) = trail.last_mut() {
            match open.pop() {
                None => {
                    let node = *node;
                    on_trail.remove(&node);
                    done.insert(node);
                    order.push(node);
                    trail.pop();
                }
                Some(next) if done.contains(&next) => {}
                Some(next) if on_trail.contains(&next) => {
                    let cycle: Vec<String> = trail
                        .iter()
                        .map(|(node, _)| *node)
                        .skip_while(|node| *node != next)
                        .chain([next])
                        .map(|node| name(draft, node))
                        .collect();
                    let mut on_cycle = trail.iter().map(|(node, _)| *node).skip_while(|node| *node != next);
                    let path = on_cycle.find_map(|node| paths.of(node));
                    collector.error(
                        "Q0502",
                        path.unwrap_or_default(),
                        format!("this depends on itself: {}", cycle.join(" -> ")),
                        "take one of these references out",
                    );
                    return None;
                }
                Some(next) => {
                    on_trail.insert(next);
                    trail.push((next, needs(draft, next)));
                }
            }
        }
    }
    Some(order)
}

fn name(draft: &Questionnaire, node: Node) -> String {
    match node {
        Node::Question(ix) => draft.question(ix).map_or_else(String::new, |question| question.id.clone()),
        Node::Measure(ix) => draft.measure(ix).map_or_else(String::new, |measure| measure.id.clone()),
        Node::Goal(goal) => format!("goal {}", goal.number()),
        Node::Prompts => "prompts".to_owned(),
    }
}

/// Which measures depend on the prompts, so that an open goal can still change what they are about.
fn prompt_based(draft: &Questionnaire) -> Vec<bool> {
    let mut based = BTreeSet::new();
    for node in &draft.order {
        let depends =
            *node == Node::Prompts || needs(draft, *node).iter().any(|needed| based.contains(needed));
        if depends {
            based.insert(*node);
        }
    }
    (0..draft.measures.len()).map(|ix| based.contains(&Node::Measure(MeasureIx(ix)))).collect()
}

fn measures_in_order(draft: &Questionnaire) -> Vec<MeasureIx> {
    draft
        .order
        .iter()
        .filter_map(|node| match node {
            Node::Measure(ix) => Some(*ix),
            Node::Question(_) | Node::Goal(_) | Node::Prompts => None,
        })
        .collect()
}

/// A leaf item below a measure, with the greatest weight with which it occurs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LeafOf {
    pub(crate) question: QuestionIx,
    pub(crate) side: Side,
    /// Weight for the subject at hand only, in a repeated measure.
    pub(crate) at_hand: Option<i64>,
    /// Weight for the question as it stands, or for all its subjects.
    pub(crate) gathered: Option<i64>,
}

/// Leaf items, each once, in the order of questions and sides.
#[derive(Default)]
struct Leaves(Vec<LeafOf>);

impl Leaves {
    fn add(&mut self, leaf: LeafOf) {
        let key = |leaf: &LeafOf| (leaf.question, leaf.side);
        let place = self.0.partition_point(|known| key(known) < key(&leaf));
        match self.0.get_mut(place) {
            Some(known) if key(known) == key(&leaf) => {
                known.at_hand = known.at_hand.max(leaf.at_hand);
                known.gathered = known.gathered.max(leaf.gathered);
            }
            _ => self.0.insert(place, leaf),
        }
    }

    /// All leaves of a measure, over all subjects.
    fn gather(&mut self, leaves: &[LeafOf]) {
        for leaf in leaves {
            self.add(LeafOf { at_hand: None, gathered: leaf.gathered.max(leaf.at_hand), ..*leaf });
        }
    }

    fn list(self) -> Vec<LeafOf> {
        self.0
    }
}

fn measure_leaves(draft: &Questionnaire) -> Vec<Vec<LeafOf>> {
    let mut all: Vec<Vec<LeafOf>> = vec![Vec::new(); draft.measures.len()];
    for ix in measures_in_order(draft) {
        let Some(measure) = draft.measure(ix) else { continue };
        let mut below = Leaves::default();
        for item in &measure.items {
            match item.of {
                ItemOf::Question(question, side) => {
                    let repeated = draft.question(question).and_then(|question| question.for_each);
                    let with_measure = repeated.is_some() && repeated == measure.for_each;
                    let weight = Some(item.weight);
                    let (at_hand, gathered) = if with_measure { (weight, None) } else { (None, weight) };
                    below.add(LeafOf { question, side, at_hand, gathered });
                }
                ItemOf::Measure(child) => {
                    let leaves = all.get(child.0).map_or(&[][..], Vec::as_slice);
                    if draft.measure(child).is_some_and(|child| child.for_each == measure.for_each) {
                        for leaf in leaves {
                            below.add(*leaf);
                        }
                    } else {
                        below.gather(leaves);
                    }
                }
            }
        }
        if let Some(place) = all.get_mut(ix.0) {
            *place = below.list();
        }
    }
    all
}

fn principle_leaves(draft: &Questionnaire) -> Vec<Vec<LeafOf>> {
    let of_principle = |principle: &Principle| {
        let mut below = Leaves::default();
        for component in &principle.components {
            below.gather(draft.leaves.get(component.0).map_or(&[], Vec::as_slice));
        }
        below.list()
    };
    draft.principles.iter().map(of_principle).collect()
}

/// METHOD 1: no sum, mean or rank over goals.
fn refuse_totals(draft: &Questionnaire, collector: &mut Collector<'_>, paths: &Paths) {
    let mut goals: Vec<BTreeSet<Goal>> = vec![BTreeSet::new(); draft.measures.len()];
    for ix in measures_in_order(draft) {
        let Some(measure) = draft.measure(ix) else { continue };
        let mut below = BTreeSet::new();
        for item in &measure.items {
            match item.of {
                ItemOf::Question(question, Side::Benefit | Side::Harm) => {
                    if let Some(Kind::Effect { goal: Some(goal), .. }) =
                        draft.question(question).map(|question| &question.kind)
                    {
                        below.insert(*goal);
                    }
                }
                ItemOf::Question(..) => {}
                ItemOf::Measure(child) => below.extend(goals.get(child.0).into_iter().flatten().copied()),
            }
        }
        let adds_up = matches!(
            measure.aggregate,
            Aggregate::Mean | Aggregate::Sum | Aggregate::Share | Aggregate::Count
        );
        if adds_up && below.len() > 1 {
            collector.error(
                "Q0612",
                paths.measures.get(ix.0).cloned().unwrap_or_default(),
                format!("`{}` adds up effects on different goals", measure.id),
                "goals conflict and reinforce each other, so they have no total: make one measure per goal",
            );
        }
        if let Some(place) = goals.get_mut(ix.0) {
            *place = below;
        }
    }
}

/// How large the denominator of a value can become. `shared`: a number that every possible denominator divides, if it is small
/// enough to know; `most`: the largest possible one.
#[derive(Clone, Copy)]
struct Size {
    shared: Option<u128>,
    most: Option<u128>,
}

fn refuse_large_numbers(draft: &Questionnaire, collector: &mut Collector<'_>, paths: &Paths) {
    let limit = u128::from(Fraction::LIMIT.unsigned_abs());
    let mut sizes = vec![Size { shared: Some(1), most: Some(1) }; draft.measures.len()];
    for ix in measures_in_order(draft) {
        let Some(measure) = draft.measure(ix) else { continue };
        let size = size(draft, measure, &sizes);
        // The weights of a mean also move between half and twice what they are: four times as large in whole numbers.
        let room = if measure.aggregate == Aggregate::Mean { 4 } else { 1 };
        if size.most.is_none_or(|most| most.saturating_mul(room) > limit) {
            collector.error(
                "Q0705",
                paths.measures.get(ix.0).cloned().unwrap_or_default(),
                format!("the exact value of `{}` could need too large numbers", measure.id),
                "use smaller weights, equal weights, or fewer measures inside measures",
            );
            return;
        }
        if let Some(place) = sizes.get_mut(ix.0) {
            *place = size;
        }
    }
}

fn size(draft: &Questionnaire, measure: &Measure, sizes: &[Size]) -> Size {
    let items: Vec<(Size, u128, u128)> = measure
        .items
        .iter()
        .map(|item| {
            let weight = u128::from(item.weight.unsigned_abs());
            (item_size(draft, measure, item, sizes), weight, instances(draft, measure, item))
        })
        .collect();
    let shared = items.iter().try_fold(1_u128, |all, (size, ..)| lcm(all, size.shared?));
    let largest = items.iter().try_fold(1_u128, |all, (size, ..)| Some(all.max(size.most?)));
    let all_of = |size: Size, count: u128| size.most?.checked_pow(u32::try_from(count).ok()?);
    let product =
        items.iter().try_fold(1_u128, |all, (size, _, count)| all.checked_mul(all_of(*size, *count)?));
    // The common denominator divides the shared numbers where they are known, times the others one by one.
    let mixed = items.iter().try_fold(1_u128, |all, (size, _, count)| match size.shared {
        Some(shared) => lcm(all, shared),
        None => all.checked_mul(all_of(*size, *count)?),
    });
    let over_common = match (mixed, product) {
        (Some(mixed), Some(product)) => Some(mixed.min(product)),
        (one, other) => one.or(other),
    };
    let weights =
        items.iter().try_fold(0_u128, |sum, (_, weight, count)| sum.checked_add(weight.checked_mul(*count)?));
    let count = items.iter().fold(0_u128, |sum, (.., count)| sum.saturating_add(*count));
    let equal =
        items.windows(2).all(|pair| pair.first().map(|item| item.1) == pair.last().map(|item| item.1));
    // Subsets of optional items have every possible total weight; of equal weights only the number matters.
    let totals = || lcm_up_to(if equal { count } else { weights? });
    match measure.aggregate {
        Aggregate::Min | Aggregate::Max => Size { shared, most: largest },
        Aggregate::Mean => Size {
            shared: shared.zip(totals()).and_then(|(a, b)| a.checked_mul(b)),
            most: over_common.zip(weights).and_then(|(a, b)| a.checked_mul(b)),
        },
        Aggregate::Share => Size { shared: totals(), most: weights },
        Aggregate::Count => Size { shared: Some(1), most: Some(count.max(1)) },
        Aggregate::Sum => Size {
            shared: Some(1),
            most: items.iter().try_fold(1_u128, |sum, (size, weight, count)| {
                sum.checked_add(size.most?.checked_mul(*weight)?.checked_mul(*count)?)
            }),
        },
        Aggregate::Attainment => Size { shared: lcm_up_to(20), most: Some(20) },
    }
}

fn item_size(draft: &Questionnaire, measure: &Measure, item: &Item, sizes: &[Size]) -> Size {
    match item.of {
        ItemOf::Measure(child) => sizes.get(child.0).copied().unwrap_or(Size { shared: None, most: None }),
        ItemOf::Question(question, side) => {
            let (least, greatest) =
                draft.question(question).map_or((0, 1), |question| item_range(draft, &question.kind, side));
            let largest = if measure.aggregate.is_raw() {
                u128::from(least.unsigned_abs().max(greatest.unsigned_abs()).max(1))
            } else {
                u128::from(greatest.abs_diff(least).max(1))
            };
            Size { shared: Some(largest), most: Some(largest) }
        }
    }
}

/// Least and greatest points that an item can have.
pub(crate) fn item_range(draft: &Questionnaire, kind: &Kind, side: Side) -> (i64, i64) {
    if side == Side::Treated {
        return (0, 1);
    }
    match kind {
        Kind::Effect { scale, .. } | Kind::Rating { scale } => {
            let (least, greatest) = draft.scale(*scale).map_or((0, 1), super::Scale::range);
            match side {
                Side::Positive => (0, greatest.max(1)),
                Side::Negative => (0, least.saturating_neg().max(1)),
                _ => (least, greatest),
            }
        }
        Kind::Choice { options } => super::range(options.iter().filter_map(|option| option.points)),
        Kind::Multiple { options, .. } => {
            let points = || options.iter().filter_map(|option| option.points);
            let sum = |sum: i64, points: i64| sum.saturating_add(points);
            (
                points().filter(|points| *points < 0).fold(0, sum),
                points().filter(|points| *points > 0).fold(0, sum),
            )
        }
        Kind::Subjects { .. } | Kind::Text { .. } | Kind::Number { .. } | Kind::Date => (0, 1),
    }
}

/// How often an item occurs in one value of the measure.
fn instances(draft: &Questionnaire, measure: &Measure, item: &Item) -> u128 {
    let (for_each, subjects) = match item.of {
        ItemOf::Question(ix, _) => draft.question(ix).map_or((None, None), |question| {
            let subjects = match question.kind {
                Kind::Subjects { roster, .. } => Some(roster),
                _ => None,
            };
            (question.for_each, subjects)
        }),
        ItemOf::Measure(ix) => (draft.measure(ix).and_then(|child| child.for_each), None),
    };
    let roster = subjects.or_else(|| for_each.filter(|_| measure.for_each.is_none()).map(ForEach::roster));
    roster.and_then(|ix| draft.roster(ix)).map_or(1, |roster| {
        // As many prompts as ordered pairs of goals in three queues could have been answered over time.
        let most =
            if roster.prompts { 3 * 17 * 17 } else { roster.subjects.len().saturating_add(roster.own) };
        u128::try_from(most).unwrap_or(u128::MAX)
    })
}

fn lcm(a: u128, b: u128) -> Option<u128> {
    let (mut x, mut y) = (a, b);
    while let Some(rest) = x.checked_rem(y) {
        (x, y) = (y, rest);
    }
    a.checked_div(x)?.checked_mul(b)
}

fn lcm_up_to(most: u128) -> Option<u128> {
    // 1 to 60 is already beyond 2^62.
    if most > 60 {
        return None;
    }
    (1..=most).try_fold(1, lcm)
}
