//! From answers to a report: the canonical evaluation of METHOD 3, in the order that the parser has settled.

mod claims;
mod conditions;
mod findings;
mod grounds;

pub use claims::{Claim, ClaimGap, ClaimReason, ClaimVerdict};
pub(crate) use conditions::reaches;
pub use grounds::{Ground, GroundPart};

use std::borrow::Cow;

use crate::assessment::{Answer, Assessment, EMPTY, Entry, Strength, SubjectAnswer};
use crate::fraction::{Bounds, Fraction, Truth};
use crate::hull::{self, Child};
use crate::interlinkages::{self, Forces, GoalState, PromptId};
use crate::questionnaire::{
    Aggregate, BandsIx, Focus, ForEach, Goal, Item, ItemOf, Kind, LeafOf, Measure, MeasureIx, Node, Polarity,
    Principle, Question, QuestionIx, Questionnaire, RosterIx, Side, item_range,
};
use crate::report::{
    AnswerState, BandSpan, Coverage, GoalResult, HoldsId, MaybeBounds, MeasureResult, PrincipleResult,
    Progress, Prompt, QuestionResult, Report, ReportHead, SideResult, Topics,
};
use crate::sorted::Set;

impl Assessment {
    /// The report on these answers. It cannot fail, takes time linear in the number of questions, and gives the same result
    /// for the same answers everywhere.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Entry, Fraction, Questionnaire};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [
    ///            { "id": "a", "kind": "rating", "scale": "degree" },
    ///            { "id": "b", "kind": "rating", "scale": "degree" } ] } ],
    ///          "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better",
    ///                          "items": [ { "question": "a" }, { "question": "b" } ] } ] }"#,
    ///     None,
    /// )?;
    /// let mut assessment = Assessment::new(&questionnaire);
    /// let a = questionnaire.find("a").unwrap();
    /// assessment.set(a, None, Entry { answer: Some(Answer::Option(1)), ..Entry::EMPTY })?;
    /// let bounds = assessment.score().measures[0].bounds.unwrap();
    /// // `a` is 1, `b` is open: the mean lies between one half and one.
    /// assert_eq!((bounds.lo, bounds.hi), (Fraction::new(1, 2), Fraction::ONE));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score(&self) -> Report {
        Evaluation::of(self).report()
    }

    /// The same report with ids that are lent by this assessment, not copied: for whoever scores thousands of assessments, takes
    /// from each what is needed and lets the report go.
    ///
    /// ```
    /// # use sdg_core::{Assessment, Questionnaire};
    /// # let questionnaire = Questionnaire::parse(
    /// #     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    /// #          "sections": [ { "id": "s", "questions": [ { "id": "a", "kind": "text" } ] } ] }"#,
    /// #     None,
    /// # )?;
    /// # let assessment = Assessment::new(&questionnaire);
    /// assert_eq!(assessment.score_lent().to_json(), assessment.score().to_json());
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn score_lent(&self) -> Report<Cow<'_, str>> {
        Evaluation::of(self).report()
    }

    /// What deserves most attention in this project: each [`Focus`] whose condition certainly holds, in the order of the
    /// questionnaire. [`QuestionResult::focus`] says the same per question.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Entry, Questionnaire};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "sections": [ { "id": "s", "questions": [
    ///            { "id": "type", "kind": "choice", "options": [ { "id": "park" }, { "id": "other" } ] },
    ///            { "id": "trees", "kind": "text" } ] } ],
    ///          "focus": [ { "id": "park", "if": { "option": { "question": "type", "is": ["park"] } }, "questions": ["trees"] } ] }"#,
    ///     None,
    /// )?;
    /// let mut assessment = Assessment::new(&questionnaire);
    /// assert!(assessment.focus().is_empty());
    /// let kind = questionnaire.find("type").unwrap();
    /// assessment.set(kind, None, Entry { answer: Some(Answer::Option(0)), ..Entry::EMPTY })?;
    /// assert_eq!(assessment.focus()[0].id, "park");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn focus(&self) -> Vec<&Focus> {
        let evaluation = Evaluation::of(self);
        self.questionnaire().focus().iter().filter(|focus| evaluation.holds(focus)).collect()
    }
}

/// Values of everything, filled in the order of dependence.
pub(crate) struct Evaluation<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    /// One entry that is taken to be otherwise.
    changed: Option<Changed>,
    /// Subjects of each roster, in order.
    subjects: Vec<Vec<Cow<'a, str>>>,
    /// Per question that has been valued: what is recorded.
    recorded: Vec<Values<&'a Entry>>,
    /// Per question: whether it is asked.
    asked: Vec<Values<Truth>>,
    /// Per `subjects` question: which subjects are in.
    inside: Vec<Vec<Truth>>,
    /// Per measure: its bounds.
    measures: Vec<Values<MaybeBounds>>,
    goals: Vec<GoalValues>,
    prompts: Vec<Prompt>,
}

/// A value, or one per subject of the roster. Most are single, and a list for each would be most of the work.
#[derive(Clone)]
enum Values<T> {
    Once(T),
    Each(Vec<T>),
}

impl<T> Values<T> {
    const NONE: Values<T> = Values::Each(Vec::new());

    fn all(&self) -> &[T] {
        match self {
            Values::Once(value) => std::slice::from_ref(value),
            Values::Each(values) => values,
        }
    }
}

/// What is recorded for a question, or for a subject of a repeated question, taken to be otherwise.
pub(crate) struct Changed {
    pub(crate) question: QuestionIx,
    pub(crate) subject: Option<String>,
    pub(crate) entry: Entry,
}

/// Values of one goal.
#[derive(Clone, Copy)]
struct GoalValues {
    touched: Truth,
    open: bool,
    benefit: (MaybeBounds, MaybeBounds),
    harm: (MaybeBounds, MaybeBounds),
    /// Of benefit and of harm.
    coverage: [Coverage; 2],
    topics: Topics,
}

impl GoalValues {
    const NONE: GoalValues = GoalValues {
        touched: Truth::No,
        open: false,
        benefit: (None, None),
        harm: (None, None),
        coverage: [Coverage { answered: 0, unknown: 0, unanswered: 0, undecided: 0 }; 2],
        topics: Topics { applicable: 0, touched: 0, unknown: 0, unanswered: 0 },
    };
}

/// Subject, goal and question at hand, where something is repeated.
#[derive(Clone, Copy, Default)]
struct Hand {
    subject: Option<usize>,
    goal: Option<Goal>,
    question: Option<QuestionIx>,
}

/// What one part of an answer says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    Points(i64),
    Unknown,
    Unanswered,
    NotApplicable,
}

impl Said {
    const fn is_open(self) -> bool {
        matches!(self, Said::Unknown | Said::Unanswered)
    }
}

impl<'a> Evaluation<'a> {
    pub(crate) fn of(assessment: &'a Assessment) -> Evaluation<'a> {
        Evaluation::with(assessment, None)
    }

    pub(crate) fn with(assessment: &'a Assessment, changed: Option<Changed>) -> Evaluation<'a> {
        let questionnaire: &'a Questionnaire = assessment.questionnaire();
        let rosters = (0..questionnaire.rosters().len()).map(RosterIx);
        let mut evaluation = Evaluation {
            questionnaire,
            assessment,
            changed,
            subjects: rosters.map(|ix| assessment.subjects(ix).map(Cow::Borrowed).collect()).collect(),
            recorded: vec![Values::NONE; questionnaire.questions().len()],
            asked: vec![Values::NONE; questionnaire.questions().len()],
            inside: vec![Vec::new(); questionnaire.questions().len()],
            measures: vec![Values::NONE; questionnaire.measures().len()],
            goals: vec![GoalValues::NONE; usize::from(Goal::COUNT)],
            prompts: Vec::new(),
        };
        for node in &questionnaire.order {
            evaluation.value(*node);
        }
        evaluation
    }

    fn value(&mut self, node: Node) {
        match node {
            Node::Question(ix) => self.question(ix),
            Node::Goal(goal) => self.goal(goal),
            Node::Prompts => self.prompts(),
            Node::Measure(ix) => self.measure(ix),
        }
    }

    /// Values these anew, in this order, with one entry otherwise; what they do not depend on stays.
    pub(crate) fn revalue(&mut self, nodes: &[Node], changed: Option<Changed>) {
        self.changed = changed;
        for node in nodes {
            self.value(*node);
        }
    }

    /// The bounds of a measure that is not repeated.
    pub(crate) fn bounds_of(&self, measure: MeasureIx) -> MaybeBounds {
        self.measures.get(measure.0)?.all().first().copied().flatten()
    }

    /// The bounds of a goal's harm headline.
    pub(crate) fn harm_of(&self, goal: Goal) -> MaybeBounds {
        self.goals.get(goal.place())?.harm.0
    }

    // Questions

    fn question(&mut self, ix: QuestionIx) {
        let Some(question) = self.questionnaire.question(ix) else { return };
        let recorded = self.values(question.for_each, |subject| {
            self.assessment.entry(ix, self.subject_id(question.for_each, subject))
        });
        put(&mut self.recorded, ix.0, recorded);
        let section =
            self.questionnaire.sections().get(question.section).and_then(|section| section.ask_if.as_ref());
        let by_section = section.map_or(Truth::Yes, |condition| self.truth(condition, Hand::default()));
        let asked = self.values(question.for_each, |subject| {
            let own = question
                .ask_if
                .as_ref()
                .map_or(Truth::Yes, |condition| self.truth(condition, Hand { subject, ..Hand::default() }));
            by_section.and(own).and(self.is_in(question.for_each, subject))
        });
        if let Kind::Subjects { roster, among, .. } = question.kind {
            let inside = self.insiders(ix, question, roster, among, asked.all());
            put(&mut self.inside, ix.0, inside);
        }
        put(&mut self.asked, ix.0, asked);
    }

    /// Positions over which something is repeated: one without a subject, or each subject of the roster.
    pub(crate) fn positions(&self, for_each: Option<ForEach>) -> impl Iterator<Item = Option<usize>> + use<> {
        let count = for_each.map(|for_each| self.roster(for_each.roster()).len());
        let once = if count.is_none() { Some(None) } else { None };
        once.into_iter().chain((0..count.unwrap_or(0)).map(Some))
    }

    fn values<T>(&self, for_each: Option<ForEach>, value: impl FnMut(Option<usize>) -> T) -> Values<T> {
        let mut value = value;
        match for_each {
            None => Values::Once(value(None)),
            Some(_) => Values::Each(self.positions(for_each).map(value).collect()),
        }
    }

    pub(crate) fn roster(&self, ix: RosterIx) -> &[Cow<'a, str>] {
        self.subjects.get(ix.0).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn subject_id(&self, for_each: Option<ForEach>, subject: Option<usize>) -> Option<&str> {
        self.roster(for_each?.roster()).get(subject?).map(AsRef::as_ref)
    }

    fn held_subject<Id: HoldsId<'a>>(&self, for_each: Option<ForEach>, subject: Option<usize>) -> Option<Id> {
        self.roster(for_each?.roster()).get(subject?).cloned().map(Id::of)
    }

    /// Whether the subject at hand is in.
    fn is_in(&self, for_each: Option<ForEach>, subject: Option<usize>) -> Truth {
        match (for_each, subject) {
            (Some(ForEach::In(question, _)), Some(subject)) => self.inside_of(question, subject),
            _ => Truth::Yes,
        }
    }

    fn inside_of(&self, question: QuestionIx, subject: usize) -> Truth {
        self.inside.get(question.0).and_then(|inside| inside.get(subject)).copied().unwrap_or(Truth::No)
    }

    fn insiders(
        &self,
        ix: QuestionIx,
        question: &Question,
        roster: RosterIx,
        among: Option<QuestionIx>,
        asked: &[Truth],
    ) -> Vec<Truth> {
        let asked = asked.first().copied().unwrap_or(Truth::No);
        let entry = self.entry(ix, question, None);
        self.roster(roster)
            .iter()
            .enumerate()
            .map(|(place, subject)| {
                let chosen = match said_of_subject(entry, subject) {
                    Said::Points(points) => Truth::from(points > 0),
                    Said::Unknown | Said::Unanswered => Truth::Undecided,
                    Said::NotApplicable => Truth::No,
                };
                let offered = among.map_or(Truth::Yes, |among| self.inside_of(among, place));
                asked.and(chosen).and(offered)
            })
            .collect()
    }

    fn asked(&self, ix: QuestionIx, subject: Option<usize>) -> Truth {
        let asked = self.asked.get(ix.0).and_then(|asked| asked.all().get(subject.unwrap_or(0)));
        asked.copied().unwrap_or(Truth::No)
    }

    fn entry(&self, ix: QuestionIx, question: &Question, subject: Option<usize>) -> &Entry {
        if let Some(changed) = &self.changed
            && changed.question == ix
            && changed.subject.as_deref() == self.subject_id(question.for_each, subject)
        {
            return &changed.entry;
        }
        let place = question.for_each.map_or(Some(0), |_| subject);
        let recorded =
            self.recorded.get(ix.0).zip(place).and_then(|(recorded, place)| recorded.all().get(place));
        recorded.copied().unwrap_or(&EMPTY)
    }

    // Answers

    /// What the entry says on one side, in points.
    fn said(&self, question: &Question, entry: &Entry, side: Side) -> Said {
        let strength = |strength: &Option<Strength>| match strength {
            Some(Strength::Points(points)) => Said::Points(*points),
            Some(Strength::Unknown) => Said::Unknown,
            None => Said::Unanswered,
        };
        match (&entry.answer, side) {
            (None, _) => Said::Unanswered,
            (Some(Answer::Unknown), _) => Said::Unknown,
            (Some(Answer::NotApplicable), Side::Treated) => {
                Said::Points(i64::from(!entry.reason.trim().is_empty()))
            }
            (Some(Answer::NotApplicable), _) => Said::NotApplicable,
            (Some(Answer::Effect { benefit, harm }), Side::Treated) => {
                match [strength(benefit), strength(harm)] {
                    [Said::Points(_), Said::Points(_)] => Said::Points(1),
                    [Said::Unanswered, _] | [_, Said::Unanswered] => Said::Unanswered,
                    _ => Said::Unknown,
                }
            }
            (Some(_), Side::Treated) => Said::Points(1),
            (Some(Answer::Effect { benefit, .. }), Side::Benefit) => strength(benefit),
            (Some(Answer::Effect { harm, .. }), _) => strength(harm),
            (Some(answer), _) => {
                self.assessment.points(question, answer).map_or(Said::Points(0), |points| match side {
                    Side::Positive => Said::Points(points.max(0)),
                    Side::Negative => Said::Points(points.saturating_neg().max(0)),
                    _ => Said::Points(points),
                })
            }
        }
    }

    /// Every part of an answer: two sides of an effect, each subject that is offered (at least so surely), or the whole.
    fn sides(&self, question: &Question, entry: &Entry, in_at_least: Truth, visit: &mut dyn FnMut(Said)) {
        match question.kind {
            Kind::Effect { .. } => {
                visit(self.said(question, entry, Side::Benefit));
                visit(self.said(question, entry, Side::Harm));
            }
            Kind::Subjects { roster, among, .. } => {
                let offered =
                    |place: usize| among.is_none_or(|among| self.inside_of(among, place) >= in_at_least);
                let mut nobody = true;
                for (_, subject) in
                    self.roster(roster).iter().enumerate().filter(|(place, _)| offered(*place))
                {
                    nobody = false;
                    visit(said_of_subject(entry, subject));
                }
                if nobody && !matches!(entry.answer, Some(Answer::Subjects(_))) {
                    visit(self.said(question, entry, Side::Whole));
                }
            }
            _ => visit(self.said(question, entry, Side::Whole)),
        }
    }

    /// The first part that is not applicable or unanswered decides; without one, unknown before answered.
    fn answer_state(&self, question: &Question, entry: &Entry) -> AnswerState {
        let mut state = AnswerState::Answered;
        self.sides(question, entry, Truth::Yes, &mut |said| {
            state = match (state, said) {
                (AnswerState::NotApplicable | AnswerState::Unanswered, _) | (_, Said::Points(_)) => state,
                (_, Said::NotApplicable) => AnswerState::NotApplicable,
                (_, Said::Unanswered) => AnswerState::Unanswered,
                (_, Said::Unknown) => AnswerState::Unknown,
            };
        });
        state
    }

    // Measures

    fn measure(&mut self, ix: MeasureIx) {
        let Some(measure) = self.questionnaire.measure(ix) else { return };
        let bounds = self.values(measure.for_each, |subject| match self.is_in(measure.for_each, subject) {
            Truth::No => None,
            Truth::Yes => self.bounds(measure, subject),
            Truth::Undecided => {
                self.bounds(measure, subject).map(|bounds| Bounds { may_be_void: true, ..bounds })
            }
        });
        put(&mut self.measures, ix.0, bounds);
    }

    fn bounds(&self, measure: &Measure, subject: Option<usize>) -> MaybeBounds {
        if measure.aggregate == Aggregate::Attainment {
            return self.attainment(measure, subject);
        }
        let raw = measure.aggregate.is_raw();
        let mut children = Vec::with_capacity(measure.items.len());
        for item in &measure.items {
            self.children(item, measure.for_each, subject, raw, &mut |_, child| children.push(child));
        }
        let threshold = measure.threshold.unwrap_or(Fraction::ONE);
        match measure.aggregate {
            Aggregate::Mean => hull::mean(&children),
            Aggregate::Max => hull::max(&children),
            Aggregate::Min => hull::min(&children),
            Aggregate::Share => hull::share(&children, threshold),
            Aggregate::Count => hull::count(&children, threshold),
            Aggregate::Sum => hull::sum(&children),
            Aggregate::Attainment => None,
        }
    }

    /// The items that one declared item stands for, each with the place of its subject, without those that are out.
    pub(crate) fn children(
        &self,
        item: &Item,
        for_each: Option<ForEach>,
        subject: Option<usize>,
        raw: bool,
        visit: &mut dyn FnMut(Option<usize>, Child),
    ) {
        match item.of {
            ItemOf::Measure(ix) => {
                let Some(child) = self.questionnaire.measure(ix) else { return };
                let values = self.measures.get(ix.0).map_or(&[][..], Values::all);
                let at = child.for_each.filter(|of_child| Some(*of_child) == for_each).and(subject);
                for place in at.map_or(0..values.len(), |at| at..at.saturating_add(1)) {
                    if let Some(Some(bounds)) = values.get(place) {
                        let certain = !bounds.may_be_void;
                        let of_child = child.for_each.map(|_| place);
                        visit(of_child, Child { lo: bounds.lo, hi: bounds.hi, certain, weight: item.weight });
                    }
                }
            }
            ItemOf::Question(ix, side) => {
                let Some(question) = self.questionnaire.question(ix) else { return };
                let range = item_range(self.questionnaire, &question.kind, side);
                self.leaves(ix, question, side, for_each, subject, &mut |leaf| {
                    if let Some(child) = leaf.child(range, raw, item.weight) {
                        visit(leaf.subject, child);
                    }
                });
            }
        }
    }

    /// Each leaf that an item on a question stands for.
    fn leaves(
        &self,
        ix: QuestionIx,
        question: &Question,
        side: Side,
        for_each: Option<ForEach>,
        subject: Option<usize>,
        visit: &mut dyn FnMut(LeafView),
    ) {
        if let Kind::Subjects { roster, among, .. } = question.kind {
            let entry = self.entry(ix, question, None);
            let asked = self.asked(ix, None);
            for (place, id) in self.roster(roster).iter().enumerate() {
                let offered = among.map_or(Truth::Yes, |among| self.inside_of(among, place));
                visit(LeafView {
                    asked: asked.and(offered),
                    said: said_of_subject(entry, id),
                    may_be_not_applicable: question.not_applicable,
                    subject: Some(place),
                });
            }
            return;
        }
        let mut one = |subject: Option<usize>| {
            visit(LeafView {
                asked: self.asked(ix, subject),
                said: self.said(question, self.entry(ix, question, subject), side),
                may_be_not_applicable: question.not_applicable && side != Side::Treated,
                subject,
            });
        };
        match question.for_each {
            None => one(None),
            Some(of_question) if Some(of_question) == for_each && subject.is_some() => one(subject),
            Some(_) => self.positions(question.for_each).for_each(one),
        }
    }

    /// Each leaf below a measure once, with its weight.
    pub(crate) fn weighted_leaves(
        &self,
        leaf: &LeafOf,
        for_each: Option<ForEach>,
        subject: Option<usize>,
        visit: &mut dyn FnMut(LeafView, i64),
    ) {
        let Some(question) = self.questionnaire.question(leaf.question) else { return };
        match leaf.gathered {
            None => self.leaves(leaf.question, question, leaf.side, for_each, subject, &mut |view| {
                visit(view, leaf.at_hand.unwrap_or(1));
            }),
            Some(weight) => self.leaves(leaf.question, question, leaf.side, None, None, &mut |view| {
                let at_hand = leaf.at_hand.filter(|_| view.subject == subject).unwrap_or(0);
                visit(view, weight.max(at_hand));
            }),
        }
    }

    fn attainment(&self, measure: &Measure, subject: Option<usize>) -> MaybeBounds {
        let required = measure.required.as_ref()?;
        let mut steps = measure.items.iter().map(|item| {
            let ItemOf::Question(ix, side) = item.of else { return None };
            let question = self.questionnaire.question(ix)?;
            let mut found = None;
            self.leaves(ix, question, side, measure.for_each, subject, &mut |leaf| {
                found = leaf.child(item_range(self.questionnaire, &question.kind, side), true, 1);
            });
            found
        });
        let reached = steps.next().flatten();
        let intended = steps.next().flatten();
        let mut certain = required.base;
        let mut possible = required.base;
        for (condition, step) in &required.rules {
            match self.truth(condition, Hand { subject, ..Hand::default() }) {
                Truth::Yes => {
                    certain = certain.max(*step);
                    possible = possible.max(*step);
                }
                Truth::Undecided => possible = possible.max(*step),
                Truth::No => {}
            }
        }
        hull::attainment(reached, intended, (certain, possible))
    }

    // Goals and prompts

    fn goal(&mut self, goal: Goal) {
        let mut values = GoalValues::NONE;
        let questions = self.questionnaire.goal_questions(goal);
        let mut benefits = Vec::with_capacity(questions.len());
        let mut harms = Vec::with_capacity(questions.len());
        for ix in questions {
            let Some(question) = self.questionnaire.question(*ix) else { continue };
            let Kind::Effect { weight, .. } = question.kind else { continue };
            let asked = self.counts(*ix, None);
            let entry = self.entry(*ix, question, None);
            let sides = [Side::Benefit, Side::Harm].map(|side| self.said(question, entry, side));
            let range = item_range(self.questionnaire, &question.kind, Side::Benefit);
            let leaf = |said| LeafView {
                asked,
                said,
                may_be_not_applicable: question.not_applicable,
                subject: None,
            };
            let [benefit, harm] = sides;
            benefits.extend(leaf(benefit).child(range, false, weight));
            harms.extend(leaf(harm).child(range, false, weight));
            for (coverage, said) in values.coverage.iter_mut().zip(sides) {
                coverage.count(leaf(said), weight);
            }
            let out = asked == Truth::No || benefit == Said::NotApplicable;
            if out {
                continue;
            }
            let count = |yes: bool, counter: &mut usize| *counter = counter.saturating_add(usize::from(yes));
            let above_zero = sides.map(|said| match said {
                Said::Points(points) => Truth::from(points > 0),
                Said::Unknown | Said::Unanswered => Truth::Undecided,
                Said::NotApplicable => Truth::No,
            });
            let touched = asked.and(above_zero.into_iter().fold(Truth::No, Truth::or));
            values.touched = values.touched.or(touched);
            values.open |= asked == Truth::Undecided || sides.into_iter().any(Said::is_open);
            count(true, &mut values.topics.applicable);
            count(touched == Truth::Yes, &mut values.topics.touched);
            count(sides.contains(&Said::Unknown), &mut values.topics.unknown);
            count(sides.contains(&Said::Unanswered), &mut values.topics.unanswered);
        }
        values.benefit = (hull::max(&benefits), hull::mean(&benefits));
        values.harm = (hull::max(&harms), hull::mean(&harms));
        put(&mut self.goals, goal.place(), values);
    }

    /// Whether a question counts where it is asked: a gate does so only as long as no other question of its goal is asked.
    pub(crate) fn counts(&self, ix: QuestionIx, subject: Option<usize>) -> Truth {
        let asked = self.asked(ix, subject);
        let question = self.questionnaire.question(ix).map(|question| &question.kind);
        let Some(Kind::Effect { goal: Some(goal), gate: true, .. }) = question else { return asked };
        let others = self.questionnaire.goal_questions(*goal).iter().filter(|other| **other != ix);
        asked.and(others.fold(Truth::No, |any, other| any.or(self.asked(*other, None))).negated())
    }

    /// Each leaf of one side of a goal.
    pub(crate) fn goal_leaves(
        &self,
        goal: Goal,
        side: Side,
        visit: &mut dyn FnMut(QuestionIx, LeafView, i64),
    ) {
        for ix in self.questionnaire.goal_questions(goal) {
            let Some(question) = self.questionnaire.question(*ix) else { continue };
            let Kind::Effect { weight, .. } = question.kind else { continue };
            let asked = self.counts(*ix, None);
            self.leaves(*ix, question, side, None, None, &mut |view| {
                visit(*ix, LeafView { asked, ..view }, weight);
            });
        }
    }

    fn goal_state(&self, goal: Goal) -> GoalState {
        let Some(values) = self.goals.get(goal.place()) else { return GoalState::UNTOUCHED };
        let lower = |bounds: MaybeBounds| bounds.map_or(Fraction::ZERO, |bounds| bounds.lo);
        GoalState { benefit: lower(values.benefit.0), harm: lower(values.harm.0), touched: values.touched }
    }

    fn prompts(&mut self) {
        let Some(interlinkages) = self.questionnaire.interlinkages() else { return };
        let repeated = self
            .questionnaire
            .indexed()
            .filter(|(_, question)| question.for_each == Some(ForEach::All(interlinkages.roster)));
        let mut answered = Set::new();
        for (ix, _) in repeated {
            for prompt in self.assessment.recorded_subjects(ix).filter_map(PromptId::parse) {
                answered.insert(prompt);
            }
        }
        // Prompts are the only subjects with ids of this form.
        let changed = self.changed.as_ref().and_then(|changed| changed.subject.as_deref());
        if let Some(prompt) = changed.and_then(PromptId::parse) {
            answered.insert(prompt);
        }
        let prompts = interlinkages::prompts(
            &interlinkages.evidence,
            interlinkages.places,
            &Forces::of(|goal| self.goal_state(goal)),
            &answered,
        );
        put(
            &mut self.subjects,
            interlinkages.roster.0,
            prompts.iter().map(|prompt| Cow::Owned(prompt.id.clone())).collect(),
        );
        self.prompts = prompts;
    }

    // Report

    fn report<Id: HoldsId<'a>>(self) -> Report<Id> {
        let questionnaire = self.questionnaire;
        let any_goal_open = self.goals.iter().any(|goal| goal.open);
        let (questions, progress) = self.question_results();
        let mut measures = Vec::with_capacity(self.measures.iter().map(|values| values.all().len()).sum());
        for ix in 0..questionnaire.measures().len() {
            self.measure_results(MeasureIx(ix), any_goal_open, &mut measures);
        }
        Report {
            questionnaire: ReportHead {
                id: questionnaire.id().into(),
                version: questionnaire.version().into(),
            },
            questions,
            measures,
            goals: questionnaire.asked_goals().filter_map(|goal| self.goal_result(goal)).collect(),
            principles: questionnaire
                .principles()
                .iter()
                .enumerate()
                .map(|(place, principle)| self.principle(place, principle, any_goal_open))
                .collect(),
            direct_effects: questionnaire.interlinkages().map_or_else(Vec::new, |interlinkages| {
                interlinkages::direct_effects(
                    &interlinkages.evidence,
                    &Forces::of(|goal| self.goal_state(goal)),
                )
            }),
            findings: self.findings(),
            progress,
            prompts: self.prompts,
        }
    }

    /// Each question instance, and how far each section is filled in.
    fn question_results<Id: HoldsId<'a>>(&self) -> (Vec<QuestionResult<Id>>, Vec<Progress<Id>>) {
        let in_focus = self.in_focus();
        let mut results = Vec::with_capacity(self.asked.iter().map(|asked| asked.all().len()).sum());
        let empty = |id: &'a str| Progress { section: Id::from(id), asked: 0, answered: 0, unknown: 0 };
        let sections = self.questionnaire.sections();
        let mut progress: Vec<Progress<Id>> =
            sections.iter().map(|section| empty(section.id.as_str())).collect();
        for (ix, question) in self.questionnaire.indexed() {
            let mut of_section = progress.get_mut(question.section);
            for subject in self.positions(question.for_each) {
                let entry = self.entry(ix, question, subject);
                let result = QuestionResult {
                    id: Id::from(question.id.as_str()),
                    subject: self.held_subject(question.for_each, subject),
                    asked: self.asked(ix, subject),
                    state: self.answer_state(question, entry),
                    load: self.load(question, entry),
                    focus: in_focus.get(ix.0).copied().unwrap_or(false),
                };
                if let Some(progress) = &mut of_section {
                    progress.count(&result);
                }
                results.push(result);
            }
        }
        (results, progress)
    }

    fn holds(&self, focus: &Focus) -> bool {
        self.truth(&focus.condition, Hand::default()) == Truth::Yes
    }

    /// Per question, whether a focus names it that certainly holds.
    fn in_focus(&self) -> Vec<bool> {
        let mut named = vec![false; self.questionnaire.questions().len()];
        for focus in self.questionnaire.focus() {
            if self.holds(focus) {
                for ix in &focus.questions {
                    put(&mut named, ix.0, true);
                }
            }
        }
        named
    }

    fn load(&self, question: &Question, entry: &Entry) -> usize {
        let Kind::Effect { facets, .. } = &question.kind else { return 1 };
        let points = |side| match self.said(question, entry, side) {
            Said::Points(points) => points,
            Said::Unknown | Said::Unanswered | Said::NotApplicable => 0,
        };
        let (benefit, harm) = (points(Side::Benefit), points(Side::Harm));
        let asked = facets
            .iter()
            .filter_map(|facet| self.questionnaire.facets().get(*facet))
            .filter(|facet| facet.is_asked(benefit, harm))
            .count();
        asked.saturating_add(if benefit > 0 || harm > 0 { 2 } else { 1 })
    }

    fn measure_results<Id: HoldsId<'a>>(
        &self,
        ix: MeasureIx,
        any_goal_open: bool,
        results: &mut Vec<MeasureResult<Id>>,
    ) {
        let Some(measure) = self.questionnaire.measure(ix) else { return };
        let provisional =
            any_goal_open && self.questionnaire.prompt_based.get(ix.0).copied().unwrap_or(false);
        for subject in self.positions(measure.for_each) {
            let values = self.measures.get(ix.0).map_or(&[][..], Values::all);
            results.push(self.result(
                Id::from(measure.id.as_str()),
                self.held_subject(measure.for_each, subject),
                measure.polarity,
                values.get(subject.unwrap_or(0)).copied().flatten(),
                self.measure_coverage(ix, measure, subject),
                measure.bands,
                measure.least_coverage,
                provisional,
            ));
        }
    }

    fn measure_coverage(&self, ix: MeasureIx, measure: &Measure, subject: Option<usize>) -> Coverage {
        let mut coverage = Coverage::default();
        for leaf in self.questionnaire.leaves.get(ix.0).into_iter().flatten() {
            self.weighted_leaves(leaf, measure.for_each, subject, &mut |view, weight| {
                coverage.count(view, weight);
            });
        }
        coverage
    }

    fn principle_coverage(&self, place: usize) -> Coverage {
        let mut coverage = Coverage::default();
        for leaf in self.questionnaire.principle_leaves.get(place).into_iter().flatten() {
            self.weighted_leaves(leaf, None, None, &mut |view, weight| coverage.count(view, weight));
        }
        coverage
    }

    #[expect(clippy::too_many_arguments, reason = "one place that makes every measure result")]
    fn result<Id: HoldsId<'a>>(
        &self,
        id: Id,
        subject: Option<Id>,
        polarity: Polarity,
        bounds: MaybeBounds,
        coverage: Coverage,
        bands: Option<BandsIx>,
        least_coverage: Fraction,
        provisional: bool,
    ) -> MeasureResult<Id> {
        let shown = coverage.share().is_none_or(|share| share >= least_coverage);
        let bands = if shown { self.span(bands, bounds) } else { None };
        MeasureResult { id, subject, polarity, bounds, bands, coverage, shown, provisional }
    }

    fn span<Id: HoldsId<'a>>(&self, bands: Option<BandsIx>, bounds: MaybeBounds) -> Option<BandSpan<Id>> {
        BandSpan::of(self.questionnaire.band_set(bands?)?, bounds?)
    }

    fn goal_result<Id: HoldsId<'a>>(&self, goal: Goal) -> Option<GoalResult<Id>> {
        let values = self.goals.get(goal.place())?;
        let part = self.questionnaire.goals()?;
        let [of_benefit, of_harm] = values.coverage;
        let number = goal.number().to_string();
        let side = |name: &str, polarity, (max, mean): (MaybeBounds, MaybeBounds), coverage| {
            let result = |word: &str, bounds: MaybeBounds| {
                let id = ["goal.", &number, ".", name, ".", word].concat();
                self.result(
                    Id::from(id),
                    None,
                    polarity,
                    bounds,
                    coverage,
                    part.bands,
                    part.least_coverage,
                    false,
                )
            };
            SideResult { max: result("max", max), mean: result("mean", mean) }
        };
        Some(GoalResult {
            goal,
            touched: values.touched,
            open: values.open,
            benefit: side("benefit", Polarity::HigherIsBetter, values.benefit, of_benefit),
            harm: side("harm", Polarity::HigherIsWorse, values.harm, of_harm),
            topics: values.topics,
        })
    }

    fn principle<Id: HoldsId<'a>>(
        &self,
        place: usize,
        principle: &'a Principle,
        any_goal_open: bool,
    ) -> PrincipleResult<Id> {
        let mut components = Vec::new();
        let mut provisional = false;
        for ix in &principle.components {
            let Some(measure) = self.questionnaire.measure(*ix) else { continue };
            provisional |= self.questionnaire.prompt_based.get(ix.0).copied().unwrap_or(false);
            let bounds = self.measures.get(ix.0).and_then(|all| all.all().first()).copied().flatten();
            let bounds = bounds.map(|bounds| match measure.polarity {
                Polarity::HigherIsBetter => bounds,
                Polarity::HigherIsWorse => bounds.complement(),
            });
            components.extend(bounds.map(|bounds| (measure.id.as_str(), bounds)));
        }
        let children: Vec<Child> = components
            .iter()
            .map(|(_, bounds)| Child {
                lo: bounds.lo,
                hi: bounds.hi,
                certain: !bounds.may_be_void,
                weight: 1,
            })
            .collect();
        let headline = hull::min(&children);
        // The first of the components that cap the headline; the others that can still turn out weaker than it.
        let weakest = components.iter().min_by_key(|(_, bounds)| bounds.hi);
        let others = components
            .iter()
            .filter(|(id, bounds)| {
                weakest.is_some_and(|(weakest, least)| id != weakest && bounds.lo < least.hi)
            })
            .map(|(id, _)| Id::from(*id))
            .collect();
        let coverage = self.principle_coverage(place);
        PrincipleResult {
            id: Id::from(principle.id.as_str()),
            headline: self.result(
                Id::from(principle.id.as_str()),
                None,
                Polarity::HigherIsBetter,
                headline,
                coverage,
                principle.bands,
                Fraction::ZERO,
                provisional && any_goal_open,
            ),
            weakest: weakest.map(|(id, _)| Id::from(*id)),
            others,
        }
    }

    /// Id of a subject of a question: of the roster that it is about, or over which it is repeated.
    pub(crate) fn subject_of(&self, question: QuestionIx, subject: Option<usize>) -> Option<String> {
        let question = self.questionnaire.question(question)?;
        let roster = match question.kind {
            Kind::Subjects { roster, .. } => roster,
            _ => question.for_each?.roster(),
        };
        Some(self.roster(roster).get(subject?)?.clone().into_owned())
    }

    /// Place of a subject in the roster over which something is repeated.
    pub(crate) fn place_in(&self, for_each: Option<ForEach>, subject: Option<&str>) -> Option<usize> {
        let subject = subject?;
        self.roster(for_each?.roster()).iter().position(|id| id == subject)
    }
}

/// One leaf item, before it is known what it counts for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeafView {
    pub(crate) asked: Truth,
    pub(crate) said: Said,
    pub(crate) may_be_not_applicable: bool,
    pub(crate) subject: Option<usize>,
}

impl LeafView {
    fn is_out(self) -> bool {
        self.asked == Truth::No || self.said == Said::NotApplicable
    }

    /// The item of a hull; `None` is out.
    pub(crate) fn child(self, (least, greatest): (i64, i64), raw: bool, weight: i64) -> Option<Child> {
        let value = |points: i64| {
            if raw {
                Fraction::whole(points)
            } else {
                Fraction::new(points.saturating_sub(least), greatest.saturating_sub(least))
            }
        };
        let asked = self.asked == Truth::Yes;
        match (self.asked, self.said) {
            (Truth::No, _) | (_, Said::NotApplicable) => None,
            (_, Said::Points(points)) => {
                let value = value(points);
                Some(Child { lo: value, hi: value, certain: asked, weight })
            }
            (_, Said::Unknown | Said::Unanswered) => Some(Child {
                lo: value(least),
                hi: value(greatest),
                certain: asked && !self.may_be_not_applicable,
                weight,
            }),
        }
    }
}

impl<Id> Progress<Id> {
    fn count(&mut self, result: &QuestionResult<Id>) {
        if result.asked != Truth::Yes {
            return;
        }
        self.asked = self.asked.saturating_add(1);
        match result.state {
            AnswerState::Answered | AnswerState::NotApplicable => {
                self.answered = self.answered.saturating_add(1);
            }
            AnswerState::Unknown => self.unknown = self.unknown.saturating_add(1),
            AnswerState::Unanswered => {}
        }
    }
}

impl Coverage {
    fn count(&mut self, view: LeafView, weight: i64) {
        match (view.asked, view.said) {
            (Truth::No, _) | (_, Said::NotApplicable) => {}
            (Truth::Undecided, _) => self.undecided = self.undecided.saturating_add(1),
            (Truth::Yes, Said::Points(_)) => self.answered = self.answered.saturating_add(weight),
            (Truth::Yes, Said::Unknown) => self.unknown = self.unknown.saturating_add(weight),
            (Truth::Yes, Said::Unanswered) => self.unanswered = self.unanswered.saturating_add(weight),
        }
    }
}

fn said_of_subject(entry: &Entry, subject: &str) -> Said {
    match &entry.answer {
        Some(Answer::Subjects(subjects)) => match subjects.get(subject) {
            Some(SubjectAnswer::Yes) => Said::Points(1),
            Some(SubjectAnswer::No) => Said::Points(0),
            Some(SubjectAnswer::Unknown) => Said::Unknown,
            None => Said::Unanswered,
        },
        Some(Answer::Unknown) => Said::Unknown,
        Some(Answer::NotApplicable) => Said::NotApplicable,
        _ => Said::Unanswered,
    }
}

fn put<T>(list: &mut [T], place: usize, value: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}
