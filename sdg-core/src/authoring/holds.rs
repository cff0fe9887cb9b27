//! Whether some set of answers makes conditions hold together.
//!
//! A search over the alternatives of the conditions, with what each alternative demands of every answer. It errs on one side
//! only: what it calls impossible is impossible; after so many steps, or about what it does not look into (what a measure is
//! made of, gates of goals), it says "possible".

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::condition::{Condition, CoverageOf};
use crate::fraction::Fraction;
use crate::questionnaire::{
    ChoiceOption, Goal, Kind, MeasureIx, Node, Question, QuestionIx, Questionnaire, Scale, item_range,
};
use crate::questionnaire::{ForEach, Side};

/// Steps of one search; the shipped questionnaires need some hundreds.
const MOST_STEPS: usize = 4_000;
/// Open alternatives in one branch of a search, which is recursive.
const MOST_DEPTH: usize = 150;

/// The goal and the effect at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hand {
    goal: Option<Goal>,
    question: Option<QuestionIx>,
}

impl Hand {
    pub(super) const NONE: Hand = Hand { goal: None, question: None };

    pub(super) const fn with_goal(self, goal: Goal) -> Hand {
        Hand { goal: Some(goal), ..self }
    }

    pub(super) const fn with_question(self, question: QuestionIx) -> Hand {
        Hand { question: Some(question), ..self }
    }
}

/// Something that must hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task<'q> {
    /// The condition is certainly true, or certainly false.
    Is(&'q Condition, bool, Hand),
    /// The question is certainly asked.
    Asked(QuestionIx),
    /// The question is certainly not asked.
    NotAsked(QuestionIx),
    /// The subject (without a name: the one at hand) is certainly in by the question, or certainly not.
    Subject(QuestionIx, Option<&'q str>, bool),
}

pub(super) struct Holds<'q> {
    questionnaire: &'q Questionnaire,
    reachable: Vec<bool>,
    steps: usize,
}

impl<'q> Holds<'q> {
    pub(super) fn new(questionnaire: &'q Questionnaire) -> Holds<'q> {
        let reachable = vec![true; questionnaire.questions.len()];
        let mut holds = Holds { questionnaire, reachable, steps: 0 };
        // Each after all that it depends on.
        for node in &questionnaire.order {
            if let Node::Question(ix) = node
                && !holds.may(vec![Task::Asked(*ix)])
                && let Some(reachable) = holds.reachable.get_mut(ix.0)
            {
                *reachable = false;
            }
        }
        holds
    }

    /// Whether the question can be asked at all.
    pub(super) fn is_reachable(&self, ix: QuestionIx) -> bool {
        self.reachable.get(ix.0).copied().unwrap_or(true)
    }

    /// Whether some question below the measure can be asked.
    pub(super) fn is_fed(&self, ix: MeasureIx) -> bool {
        let leaves = self.questionnaire.leaves.get(ix.0).map_or(&[][..], Vec::as_slice);
        leaves.iter().any(|leaf| self.is_reachable(leaf.question))
    }

    fn is_goal_asked(&self, goal: Goal) -> bool {
        self.questionnaire.goal_questions(goal).iter().any(|ix| self.is_reachable(*ix))
    }

    /// Whether all of this can hold together.
    pub(super) fn may(&mut self, tasks: Vec<Task<'q>>) -> bool {
        self.steps = 0;
        self.search(tasks, Vec::new(), Facts::default(), 0)
    }

    fn search(
        &mut self,
        mut tasks: Vec<Task<'q>>,
        mut later: Vec<Rc<[Task<'q>]>>,
        mut facts: Facts<'q>,
        depth: usize,
    ) -> bool {
        // Whatever demands something of an answer comes before what leaves a choice.
        while let Some(task) = tasks.pop() {
            self.steps = self.steps.saturating_add(1);
            if self.steps > MOST_STEPS {
                return true;
            }
            let demand = match task {
                Task::Is(condition, wanted, hand) => self.demand(condition, wanted, hand, &mut facts),
                Task::Asked(ix) => self.asked(ix),
                Task::NotAsked(ix) => self.not_asked(ix),
                Task::Subject(ix, subject, wanted) => self.subject(ix, subject, wanted, &mut facts),
            };
            match demand {
                Demand::Impossible => return false,
                Demand::All(more) => tasks.extend(more),
                Demand::Any(choices) => later.push(choices.into()),
            }
            if tasks.is_empty() {
                let Some(settled) = facts.settle(self.questionnaire) else { return false };
                tasks.extend(settled);
            }
        }
        let Some(choices) = later.pop() else { return true };
        if depth >= MOST_DEPTH {
            return true;
        }
        let deeper = depth.saturating_add(1);
        choices.iter().any(|choice| self.search(vec![*choice], later.clone(), facts.clone(), deeper))
    }

    fn asked(&self, ix: QuestionIx) -> Demand<'q> {
        let Some(question) = self.questionnaire.question(ix) else { return Demand::NOTHING };
        if !self.is_reachable(ix) {
            return Demand::Impossible;
        }
        let mut all: Vec<Task<'q>> =
            self.asking(question).map(|condition| Task::Is(condition, true, Hand::NONE)).collect();
        if let Some(ForEach::In(subjects, _)) = question.for_each {
            all.push(Task::Subject(subjects, None, true));
        }
        Demand::All(all)
    }

    fn not_asked(&self, ix: QuestionIx) -> Demand<'q> {
        let Some(question) = self.questionnaire.question(ix) else { return Demand::NOTHING };
        let mut any: Vec<Task<'q>> =
            self.asking(question).map(|condition| Task::Is(condition, false, Hand::NONE)).collect();
        match question.for_each {
            Some(ForEach::In(subjects, _)) => any.push(Task::Subject(subjects, None, false)),
            // The prompts come and go.
            Some(ForEach::All(_)) => return Demand::NOTHING,
            None => {}
        }
        Demand::Any(any)
    }

    /// Conditions of the section and of the question itself.
    fn asking(&self, question: &'q Question) -> impl Iterator<Item = &'q Condition> + use<'q> {
        let section = self.questionnaire.sections.get(question.section);
        section.and_then(|section| section.ask_if.as_ref()).into_iter().chain(&question.ask_if)
    }

    fn subject(
        &self,
        ix: QuestionIx,
        subject: Option<&'q str>,
        wanted: bool,
        facts: &mut Facts<'q>,
    ) -> Demand<'q> {
        let Some(question) = self.questionnaire.question(ix) else { return Demand::NOTHING };
        let Kind::Subjects { roster, among, .. } = question.kind else { return Demand::NOTHING };
        let about = facts.about(self.questionnaire, ix, question);
        if !wanted {
            about.outside.insert(subject);
            return if about.inside.contains(&subject) { Demand::Impossible } else { Demand::NOTHING };
        }
        about.only(&[State::Answered]);
        about.inside.insert(subject);
        let empty = self
            .questionnaire
            .roster(roster)
            .is_some_and(|roster| roster.subjects.is_empty() && roster.own == 0 && !roster.prompts);
        if empty || about.none_inside || about.outside.contains(&subject) {
            return Demand::Impossible;
        }
        Demand::All(among.map(|among| Task::Subject(among, subject, true)).into_iter().collect())
    }

    fn demand(
        &self,
        condition: &'q Condition,
        wanted: bool,
        hand: Hand,
        facts: &mut Facts<'q>,
    ) -> Demand<'q> {
        let questionnaire = self.questionnaire;
        let question = match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                let parts = parts.iter().map(|part| Task::Is(part, wanted, hand)).collect();
                return if matches!(condition, Condition::All(_)) == wanted {
                    Demand::All(parts)
                } else {
                    Demand::Any(parts)
                };
            }
            Condition::Not(part) => return Demand::All(vec![Task::Is(part, !wanted, hand)]),
            Condition::AnyGoal(part) => {
                let goals = questionnaire.asked_goals();
                let parts = goals.map(|goal| Task::Is(part, wanted, hand.with_goal(goal))).collect();
                return if wanted { Demand::Any(parts) } else { Demand::All(parts) };
            }
            Condition::Subject { question, is } => {
                return Demand::All(vec![Task::Subject(*question, is.as_deref(), wanted)]);
            }
            Condition::GoalTouched { goal }
            | Condition::GoalBenefit { goal, .. }
            | Condition::GoalHarm { goal, .. }
            | Condition::GoalUnknown { goal }
            | Condition::GoalUnanswered { goal } => {
                return self.goal_demand(condition, wanted, goal.or(hand.goal), facts);
            }
            Condition::Measure { measure, at_least } => {
                if wanted && !self.is_fed(*measure) {
                    return Demand::Impossible;
                }
                let raw = questionnaire.measure(*measure).is_some_and(|measure| measure.aggregate.is_raw());
                let range = facts.measures.entry(*measure).or_default();
                range.demand(*at_least, wanted);
                return Demand::possible(
                    !range.is_at_odds() && (raw || range.at_least <= Some(Fraction::ONE)),
                );
            }
            Condition::Coverage { of, at_least } => {
                let known = facts.coverage.iter().position(|(known, _)| known == of);
                let mut range = known
                    .and_then(|known| facts.coverage.get(known))
                    .map_or(Range::default(), |(_, range)| *range);
                range.demand(*at_least, wanted);
                facts.coverage.retain(|(known, _)| known != of);
                facts.coverage.push((*of, range));
                return Demand::possible(!range.is_at_odds());
            }
            Condition::AnyUnknown | Condition::AnyUnanswered => return Demand::NOTHING,
            Condition::Option { question, .. }
            | Condition::Points { question, .. }
            | Condition::AnySubject { question } => Some(*question),
            Condition::Benefit { question, .. }
            | Condition::Harm { question, .. }
            | Condition::Facet { question, .. }
            | Condition::IsOut { question }
            | Condition::IsUnknown { question }
            | Condition::IsUnanswered { question }
            | Condition::NotApplicable { question }
            | Condition::ReasonMissing { question } => question.or(hand.question),
        };
        let Some(ix) = question else { return Demand::NOTHING };
        let Some(question) = questionnaire.question(ix) else { return Demand::NOTHING };
        facts.about(questionnaire, ix, question).demand(questionnaire, question, condition, wanted);
        Demand::NOTHING
    }

    fn goal_demand(
        &self,
        condition: &Condition,
        wanted: bool,
        goal: Option<Goal>,
        facts: &mut Facts<'q>,
    ) -> Demand<'q> {
        let Some(goal) = goal else { return Demand::NOTHING };
        if wanted && !self.is_goal_asked(goal) {
            return Demand::Impossible;
        }
        let [benefit, harm, touched] = facts.goals.entry(goal).or_default();
        match condition {
            Condition::GoalBenefit { at_least, .. } => benefit.demand(*at_least, wanted),
            Condition::GoalHarm { at_least, .. } => harm.demand(*at_least, wanted),
            Condition::GoalTouched { .. } => touched.demand(Fraction::ONE, wanted),
            _ => {}
        }
        let untouched = touched.below.is_some();
        let reached = [&*benefit, harm].iter().any(|range| range.at_least > Some(Fraction::ZERO));
        let too_much = [&*benefit, harm].iter().any(|range| range.at_least > Some(Fraction::ONE));
        let at_odds = [&*benefit, harm, touched].iter().any(|range| range.is_at_odds());
        Demand::possible(!(untouched && reached || too_much || at_odds))
    }
}

/// What follows from a task.
enum Demand<'q> {
    Impossible,
    All(Vec<Task<'q>>),
    Any(Vec<Task<'q>>),
}

impl<'q> Demand<'q> {
    const NOTHING: Demand<'q> = Demand::All(Vec::new());

    fn possible(possible: bool) -> Demand<'q> {
        if possible { Demand::NOTHING } else { Demand::Impossible }
    }
}

/// What is demanded of all answers, measures and goals.
#[derive(Clone, Default)]
struct Facts<'q> {
    questions: BTreeMap<QuestionIx, About<'q>>,
    measures: BTreeMap<MeasureIx, Range>,
    coverage: Vec<(CoverageOf, Range)>,
    /// Benefit, harm, and whether it is touched (1) or not (0).
    goals: BTreeMap<Goal, [Range; 3]>,
}

impl<'q> Facts<'q> {
    fn about(
        &mut self,
        questionnaire: &Questionnaire,
        ix: QuestionIx,
        question: &Question,
    ) -> &mut About<'q> {
        self.questions.entry(ix).or_insert_with(|| About::new(questionnaire, question))
    }

    /// What follows for the asking of questions; nothing when some question can have no state at all.
    fn settle(&mut self, questionnaire: &Questionnaire) -> Option<Vec<Task<'q>>> {
        let mut more = Vec::new();
        for (ix, about) in &mut self.questions {
            let question = questionnaire.question(*ix)?;
            if !about.has_answer(questionnaire, question) {
                about.states.remove(&State::Answered);
            }
            if about.states.is_empty() {
                return None;
            }
            let asked = !about.states.contains(&State::NotAsked);
            let unasked = about.states.len() == 1 && !asked;
            if (asked || unasked) && !about.settled {
                about.settled = true;
                more.push(if asked { Task::Asked(*ix) } else { Task::NotAsked(*ix) });
            }
        }
        Some(more)
    }
}

/// What a question can be in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// Of an effect and of subjects: also open, as a whole or in part.
    Answered,
    Unknown,
    Unanswered,
    NotApplicable,
    NotAsked,
}

/// What is demanded of one question.
#[derive(Clone)]
struct About<'q> {
    states: BTreeSet<State>,
    /// Its asking has been looked into.
    settled: bool,
    /// Of an answer: places of options or steps, of which one is chosen (of a multiple: one of each list) …
    one_of: Vec<Vec<usize>>,
    /// … and none.
    none_of: BTreeSet<usize>,
    points: Range,
    benefit: Range,
    harm: Range,
    /// The same for the steps of facets, by place of the facet.
    facets: BTreeMap<usize, (Vec<Vec<usize>>, BTreeSet<usize>)>,
    facet_subjects: BTreeMap<usize, (Vec<&'q [String]>, BTreeSet<&'q str>)>,
    inside: BTreeSet<Option<&'q str>>,
    outside: BTreeSet<Option<&'q str>>,
    some_inside: bool,
    none_inside: bool,
}

impl<'q> About<'q> {
    fn new(questionnaire: &Questionnaire, question: &Question) -> About<'q> {
        let mut states = BTreeSet::from([State::Answered]);
        if !is_mixed(question) {
            states.extend([State::Unknown, State::Unanswered]);
        }
        if question.not_applicable {
            states.insert(State::NotApplicable);
        }
        let section = questionnaire.sections.get(question.section);
        let of_prompts = question
            .for_each
            .and_then(|for_each| questionnaire.roster(for_each.roster()))
            .is_some_and(|roster| roster.prompts);
        if section.is_some_and(|section| section.ask_if.is_some())
            || question.ask_if.is_some()
            || matches!(question.for_each, Some(ForEach::In(..)))
            || of_prompts
        {
            states.insert(State::NotAsked);
        }
        About {
            states,
            settled: false,
            one_of: Vec::new(),
            none_of: BTreeSet::new(),
            points: Range::default(),
            benefit: Range::default(),
            harm: Range::default(),
            facets: BTreeMap::new(),
            facet_subjects: BTreeMap::new(),
            inside: BTreeSet::new(),
            outside: BTreeSet::new(),
            some_inside: false,
            none_inside: false,
        }
    }

    fn only(&mut self, states: &[State]) {
        self.states.retain(|state| states.contains(state));
    }

    fn demand(
        &mut self,
        questionnaire: &Questionnaire,
        question: &Question,
        condition: &'q Condition,
        wanted: bool,
    ) {
        const OUT: [State; 2] = [State::NotApplicable, State::NotAsked];
        let mixed = is_mixed(question);
        match condition {
            Condition::IsOut { .. } if wanted => self.only(&OUT),
            Condition::IsOut { .. } => self.states.retain(|state| !OUT.contains(state)),
            Condition::IsUnknown { .. } | Condition::IsUnanswered { .. } => {
                let state = if matches!(condition, Condition::IsUnknown { .. }) {
                    State::Unknown
                } else {
                    State::Unanswered
                };
                match (wanted, mixed) {
                    (true, true) => self.only(&[State::Answered]),
                    (true, false) => self.only(&[state]),
                    (false, true) => {}
                    (false, false) => {
                        self.states.remove(&state);
                    }
                }
            }
            Condition::NotApplicable { .. } if wanted => self.only(&[State::NotApplicable]),
            Condition::NotApplicable { .. } => {
                self.states.remove(&State::NotApplicable);
            }
            Condition::ReasonMissing { .. } if wanted => self.only(&[State::Answered, State::NotApplicable]),
            Condition::ReasonMissing { .. } => {}
            // A comparison: "asked and compared", and an open answer is neither yes nor no.
            _ => {
                if wanted {
                    self.only(&[State::Answered]);
                } else {
                    self.states.retain(|state| !matches!(state, State::Unknown | State::Unanswered));
                }
                self.compare(questionnaire, question, condition, wanted);
            }
        }
    }

    fn compare(
        &mut self,
        questionnaire: &Questionnaire,
        question: &Question,
        condition: &'q Condition,
        wanted: bool,
    ) {
        match condition {
            Condition::Option { is, .. } if wanted => self.one_of.push(is.clone()),
            Condition::Option { is, .. } => self.none_of.extend(is),
            Condition::Points { at_least, .. } => match single_points(questionnaire, question) {
                Some(points) => {
                    let reach = points.iter().enumerate().filter(|(_, points)| **points >= *at_least);
                    let reach = reach.map(|(place, _)| place);
                    if wanted {
                        self.one_of.push(reach.collect());
                    } else {
                        self.none_of.extend(reach);
                    }
                }
                None => self.points.demand(Fraction::whole(*at_least), wanted),
            },
            Condition::Benefit { at_least, .. } => self.benefit.demand(Fraction::whole(*at_least), wanted),
            Condition::Harm { at_least, .. } => self.harm.demand(Fraction::whole(*at_least), wanted),
            Condition::Facet { facet, steps, subjects, .. } => {
                let (one_of, none_of) = self.facets.entry(*facet).or_default();
                let (some_of, no_subject) = self.facet_subjects.entry(*facet).or_default();
                match (wanted, subjects.is_empty()) {
                    (true, true) => one_of.push(steps.clone()),
                    (false, true) => none_of.extend(steps),
                    (true, false) => some_of.push(subjects),
                    (false, false) => no_subject.extend(subjects.iter().map(String::as_str)),
                }
            }
            Condition::AnySubject { .. } if wanted => self.some_inside = true,
            Condition::AnySubject { .. } => self.none_inside = true,
            _ => {}
        }
    }

    /// Whether some answer meets all that is demanded of one.
    fn has_answer(&self, questionnaire: &Questionnaire, question: &Question) -> bool {
        if self.none_inside && (self.some_inside || !self.inside.is_empty()) {
            return false;
        }
        match &question.kind {
            Kind::Rating { scale } => {
                let steps = questionnaire.scale(*scale).map_or(0, |scale| scale.steps.len());
                one_left(steps, &self.one_of, &self.none_of)
            }
            Kind::Choice { options } => one_left(options.len(), &self.one_of, &self.none_of),
            Kind::Multiple { .. } => {
                let (least, greatest) = item_range(questionnaire, &question.kind, Side::Whole);
                each_left(&self.one_of, &self.none_of)
                    && self.points.has(Some(Fraction::whole(least)), Some(Fraction::whole(greatest)))
            }
            Kind::Number { least, greatest } => {
                self.points.has(least.map(Fraction::whole), greatest.map(Fraction::whole))
            }
            Kind::Effect { scale, facets, .. } => {
                let greatest = questionnaire.scale(*scale).map(|scale| Fraction::whole(scale.range().1));
                [self.benefit, self.harm].iter().all(|side| side.has(Some(Fraction::ZERO), greatest))
                    && self.facets.iter().all(|(facet, (one_of, none_of))| {
                        // Only an effect that has the facet can have a step of it; without it, nothing is said.
                        let steps = facet_scale(questionnaire, *facet).map_or(0, |scale| scale.steps.len());
                        one_of.is_empty() || (facets.contains(facet) && one_left(steps, one_of, none_of))
                    })
                    && self.facet_subjects.iter().all(|(facet, (some_of, none_of))| {
                        let left =
                            |list: &&[String]| list.iter().any(|subject| !none_of.contains(subject.as_str()));
                        some_of.is_empty() || (facets.contains(facet) && some_of.iter().all(left))
                    })
            }
            Kind::Subjects { .. } | Kind::Text { .. } | Kind::Date => true,
        }
    }
}

fn facet_scale(questionnaire: &Questionnaire, facet: usize) -> Option<&Scale> {
    match questionnaire.facets.get(facet)?.takes {
        crate::questionnaire::FacetKind::Scale(scale) => questionnaire.scale(scale),
        crate::questionnaire::FacetKind::Roster(_) => None,
    }
}

/// One of these places is allowed by all lists.
fn one_left(places: usize, one_of: &[Vec<usize>], none_of: &BTreeSet<usize>) -> bool {
    (0..places).any(|place| !none_of.contains(&place) && one_of.iter().all(|list| list.contains(&place)))
}

/// Each list has a place that is allowed.
fn each_left(one_of: &[Vec<usize>], none_of: &BTreeSet<usize>) -> bool {
    one_of.iter().all(|list| list.iter().any(|place| !none_of.contains(place)))
}

/// Open in part: a side of an effect, a subject.
const fn is_mixed(question: &Question) -> bool {
    matches!(question.kind, Kind::Effect { .. } | Kind::Subjects { .. })
}

/// Points per step or option, where exactly one is chosen.
fn single_points(questionnaire: &Questionnaire, question: &Question) -> Option<Vec<i64>> {
    match &question.kind {
        Kind::Rating { scale } => {
            Some(questionnaire.scale(*scale)?.steps.iter().map(|step| step.points).collect())
        }
        Kind::Choice { options } => {
            let points = |option: &ChoiceOption| option.points.unwrap_or(0);
            Some(options.iter().map(points).collect())
        }
        _ => None,
    }
}

/// At least so much, and less than so much.
#[derive(Clone, Copy, Default)]
struct Range {
    at_least: Option<Fraction>,
    below: Option<Fraction>,
}

impl Range {
    fn demand(&mut self, threshold: Fraction, reached: bool) {
        if reached {
            self.at_least = self.at_least.max(Some(threshold));
        } else {
            self.below = Some(self.below.map_or(threshold, |below| below.min(threshold)));
        }
    }

    fn is_at_odds(&self) -> bool {
        matches!((self.at_least, self.below), (Some(at_least), Some(below)) if at_least >= below)
    }

    /// Whether a value from `least` to `greatest` lies inside.
    fn has(&self, least: Option<Fraction>, greatest: Option<Fraction>) -> bool {
        let too_high =
            matches!((self.at_least, greatest), (Some(at_least), Some(greatest)) if at_least > greatest);
        let too_low = matches!((self.below, least), (Some(below), Some(least)) if below <= least);
        !(self.is_at_odds() || too_high || too_low)
    }
}
