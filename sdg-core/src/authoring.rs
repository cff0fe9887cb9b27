//! What a sound questionnaire asks or tests in vain: for its author, not for scoring.
//!
//! All that is told here is certain: [`may`](holds::Holds::may) never calls impossible what some set of answers makes true. What is
//! not told may still be in vain, since measures and goals are known by their range only.

mod holds;

use self::holds::{Hand, Holds, Task};
use crate::condition::Condition;
use crate::diagnostic::{Collector, Diagnostic};
use crate::questionnaire::{
    ForEach, Goal, ItemOf, Kind, Measure, MeasureIx, Question, QuestionIx, Questionnaire, Rule, RuleFor,
};

impl Questionnaire {
    /// What this questionnaire asks or tests in vain; `structure` is its text, for the places.
    ///
    /// Notices, in the order of the file: a question that can never be asked (`Q0901`), a condition that never holds (`Q0902`) or
    /// always does (`Q0903`), a measure that no question feeds (`Q0904`) or that nothing uses (`Q0905`), and a goal whose harm is
    /// never asked (`Q0906`). "Always" means: whatever is answered, once what the condition looks at is answered.
    ///
    /// ```
    /// use sdg_core::Questionnaire;
    ///
    /// let text = r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///      "sections": [ { "id": "s", "questions": [ { "id": "cost", "kind": "number", "greatest": 10 },
    ///        { "id": "why", "kind": "text", "ask_if": { "points": { "question": "cost", "at_least": 11 } } } ] } ] }"#;
    /// let found = Questionnaire::parse(text, None)?.check_authoring(text);
    /// assert_eq!(found.iter().map(|found| (found.code, found.line)).collect::<Vec<_>>(), [("Q0901", 3)]);
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn check_authoring(&self, structure: &str) -> Vec<Diagnostic> {
        let text = structure.strip_prefix('\u{feff}').unwrap_or(structure);
        let mut author =
            Author { questionnaire: self, holds: Holds::new(self), collector: Collector::new(text) };
        author.sections();
        author.measures();
        author.rules();
        author.focus();
        author.goals();
        author.collector.finish().unwrap_or_else(|errors| errors.0)
    }
}

impl Questionnaire {
    fn all_conditions(&self) -> impl Iterator<Item = &Condition> {
        let rules = self.rules.iter().map(|rule| &rule.condition);
        self.conditions().chain(rules).chain(self.focus.iter().map(|focus| &focus.condition))
    }
}

struct Author<'q> {
    questionnaire: &'q Questionnaire,
    holds: Holds<'q>,
    collector: Collector<'q>,
}

impl<'q> Author<'q> {
    fn sections(&mut self) {
        let questionnaire = self.questionnaire;
        for (number, section) in questionnaire.sections.iter().enumerate() {
            let path = format!("sections[{number}]");
            if let Some(condition) = &section.ask_if {
                let never = self.condition(&format!("{path}.ask_if"), condition, &[(Vec::new(), Hand::NONE)]);
                if never {
                    // Each of its questions is never asked for this one reason.
                    continue;
                }
            }
            for (place, ix) in section.questions.iter().enumerate() {
                self.question(&format!("{path}.questions[{place}]"), *ix);
            }
        }
    }

    fn question(&mut self, path: &str, ix: QuestionIx) {
        let Some(question) = self.questionnaire.question(ix) else { return };
        let own = format!("{path}.ask_if");
        if !self.holds.is_reachable(ix) {
            let place = match (&question.ask_if, question.for_each) {
                (Some(_), _) => own,
                (None, Some(_)) => format!("{path}.for_each"),
                (None, None) => path.to_owned(),
            };
            let message = format!("the question `{}` can never be asked", question.id);
            let help = "no answers make its conditions hold together, those of its section and of the questions that they look at \
                        included: mend one of them, or take the question out";
            self.collector.notice("Q0901", &place, &message, help);
        } else if let Some(condition) = &question.ask_if {
            let section = self.questionnaire.sections.get(question.section);
            let mut around: Vec<Task<'q>> = subjects(question.for_each);
            let of_section = section.and_then(|section| section.ask_if.as_ref());
            around.extend(of_section.map(|condition| Task::Is(condition, true, Hand::NONE)));
            self.condition(&own, condition, &[(around, Hand::NONE)]);
        }
    }

    /// Tells whether a condition never holds, always holds, or has an alternative that never does; `around` are the situations in
    /// which it is looked at. Gives whether it never holds.
    fn condition(&mut self, path: &str, condition: &'q Condition, around: &[(Vec<Task<'q>>, Hand)]) -> bool {
        let mut may = |condition: &'q Condition, wanted: bool| {
            around.iter().any(|(around, hand)| {
                let mut tasks = around.clone();
                tasks.push(Task::Is(condition, wanted, *hand));
                self.holds.may(tasks)
            })
        };
        if !may(condition, true) {
            let help = "no answers make it true: are two of its parts at odds, or does it look at what is never asked?";
            self.collector.notice("Q0902", path, "this condition never holds", help);
            return true;
        }
        // An empty `all` says "always" on purpose.
        if !may(condition, false) && *condition != Condition::All(Vec::new()) {
            let help = "no answers make it false: leave it out, or say what it should exclude";
            self.collector.notice("Q0903", path, "this condition always holds", help);
        }
        for (path, part) in alternatives(path, condition) {
            if !may(part, true) {
                let message = "this alternative never holds";
                self.collector.notice("Q0902", &path, message, "mend it, or take it out: the others decide");
            }
        }
        false
    }

    fn measures(&mut self) {
        let questionnaire = self.questionnaire;
        let used = self.used();
        for (number, measure) in questionnaire.measures.iter().enumerate() {
            let path = format!("measures[{number}]");
            if !self.holds.is_fed(MeasureIx(number)) {
                let message = format!("no question feeds the measure `{}`", measure.id);
                let help = "none of the questions below it can ever be asked: mend their conditions, or take the measure out";
                self.collector.notice("Q0904", &path, &message, help);
            }
            if !used.contains(&MeasureIx(number)) {
                let message = format!("nothing uses the measure `{}`", measure.id);
                let help = "name it in a principle, a rule or another measure, or take it out";
                self.collector.notice("Q0905", &path, &message, help);
            }
            self.required(&path, measure);
        }
    }

    fn required(&mut self, path: &str, measure: &'q Measure) {
        let rules = measure.required.iter().flat_map(|required| &required.rules);
        for (number, (condition, _)) in rules.enumerate() {
            let around = [(subjects(measure.for_each), Hand::NONE)];
            self.condition(&format!("{path}.required.rules[{number}].if"), condition, &around);
        }
    }

    /// Measures that a principle, a condition or a used measure names. Without principles the measures are themselves the result.
    fn used(&self) -> Vec<MeasureIx> {
        let questionnaire = self.questionnaire;
        if questionnaire.principles.is_empty() {
            return (0..questionnaire.measures.len()).map(MeasureIx).collect();
        }
        let principles = questionnaire.principles.iter();
        let mut used: Vec<MeasureIx> = principles
            .flat_map(|principle| principle.components.iter().chain(&principle.measures))
            .copied()
            .collect();
        for condition in questionnaire.all_conditions() {
            condition.measures(&mut used);
        }
        let mut next = 0_usize;
        while let Some(ix) = used.get(next).copied() {
            next = next.saturating_add(1);
            let items = questionnaire.measure(ix).into_iter().flat_map(|measure| &measure.items);
            for item in items {
                if let ItemOf::Measure(child) = item.of
                    && !used.contains(&child)
                {
                    used.push(child);
                }
            }
        }
        used
    }

    fn rules(&mut self) {
        let questionnaire = self.questionnaire;
        for (number, rule) in questionnaire.rules.iter().enumerate() {
            let around = self.around(rule);
            self.condition(&format!("findings[{number}].if"), &rule.condition, &around);
        }
    }

    /// The situations in which a rule is looked at.
    fn around(&self, rule: &Rule) -> Vec<(Vec<Task<'q>>, Hand)> {
        let questionnaire = self.questionnaire;
        match rule.for_each {
            RuleFor::Once => vec![(Vec::new(), Hand::NONE)],
            RuleFor::Subjects(for_each) => vec![(subjects(Some(for_each)), Hand::NONE)],
            RuleFor::Goals => {
                questionnaire.asked_goals().map(|goal| (Vec::new(), Hand::NONE.with_goal(goal))).collect()
            }
            RuleFor::Effects => {
                let effects = questionnaire
                    .indexed()
                    .filter(|(_, question)| matches!(question.kind, Kind::Effect { .. }));
                effects.map(|(ix, _)| (vec![Task::Asked(ix)], Hand::NONE.with_question(ix))).collect()
            }
        }
    }

    fn focus(&mut self) {
        let questionnaire = self.questionnaire;
        for (number, focus) in questionnaire.focus.iter().enumerate() {
            self.condition(&format!("focus[{number}].if"), &focus.condition, &[(Vec::new(), Hand::NONE)]);
        }
    }

    /// A goal that the questionnaire deals with must be asked about its harm, or the check shows one side only.
    fn goals(&mut self) {
        let questionnaire = self.questionnaire;
        if questionnaire.goals.is_none() {
            return;
        }
        let mut tested = Vec::new();
        for condition in questionnaire.all_conditions() {
            condition.goals(&mut tested);
        }
        for goal in Goal::all() {
            let effects = questionnaire.goal_questions(goal);
            if effects.iter().any(|ix| self.holds.is_reachable(*ix)) {
                continue;
            }
            let about = questionnaire
                .indexed()
                .find(|(ix, question)| effects.contains(ix) || is_about(question, goal));
            let (path, why) = match about {
                Some((ix, question)) => {
                    let why = if effects.contains(&ix) {
                        "can never be asked"
                    } else {
                        "is about it and has no `goal`"
                    };
                    (self.path(ix), format!("`{}` {why}", question.id))
                }
                None if tested.contains(&goal) => ("goals".to_owned(), "conditions look at it".to_owned()),
                None => continue,
            };
            let message = format!("goal {} has no harm question: {why}", goal.number());
            let help =
                "let a question of kind `effect` have this `goal`, so that what gets worse is asked too";
            self.collector.notice("Q0906", &path, &message, help);
        }
    }

    fn path(&self, ix: QuestionIx) -> String {
        let section = self.questionnaire.question(ix).map_or(0, |question| question.section);
        let questions =
            self.questionnaire.sections.get(section).map_or(&[][..], |section| &section.questions);
        let place = questions.iter().position(|known| *known == ix).unwrap_or(0);
        format!("sections[{section}].questions[{place}]")
    }
}

/// An effect on no goal, all of whose targets are of this one.
fn is_about(question: &Question, goal: Goal) -> bool {
    let number = goal.number().to_string();
    let of_goal = |target: &String| target.split_once('.').is_some_and(|(of, _)| of == number);
    matches!(question.kind, Kind::Effect { goal: None, .. })
        && !question.targets.is_empty()
        && question.targets.iter().all(of_goal)
}

/// The subject at hand is in.
fn subjects<'q>(for_each: Option<ForEach>) -> Vec<Task<'q>> {
    match for_each {
        Some(ForEach::In(question, _)) => vec![Task::Subject(question, None, true)],
        Some(ForEach::All(_)) | None => Vec::new(),
    }
}

/// The parts of every `any` in a condition, with their paths; what stands below a `not` or `any_goal` is left to the whole.
fn alternatives<'q>(path: &str, condition: &'q Condition) -> Vec<(String, &'q Condition)> {
    let (key, parts) = match condition {
        Condition::All(parts) => ("all", parts),
        Condition::Any(parts) => ("any", parts),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let path = format!("{path}.{key}[{number}]");
        if key == "any" {
            found.push((path.clone(), part));
        }
        found.extend(alternatives(&path, part));
    }
    found
}
