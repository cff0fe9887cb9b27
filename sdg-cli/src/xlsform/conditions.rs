//! Conditions as XPath expressions of an XLSForm.

use sdg_core::{ForEach, Goal, Kind, Question, QuestionIx, ScaleIx};
use serde_json::Value;

use super::{NOT_APPLICABLE, XlsForm, name, name_of, reference};

/// The subject at hand.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Hand {
    Nothing,
    /// In a repeat: its number, and the field with the subject.
    Repeat(usize, String),
    /// A question that stands there once per subject.
    Subject(String),
}

/// What may be left out of an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What makes it true less often.
    MoreIsAsked,
    /// What makes it true more often: below a `not`.
    LessIsAsked,
    /// Nothing.
    Exact,
}

impl Part {
    const fn negated(self) -> Part {
        match self {
            Part::MoreIsAsked => Part::LessIsAsked,
            Part::LessIsAsked => Part::MoreIsAsked,
            Part::Exact => Part::Exact,
        }
    }
}

/// How many subjects are chosen by a field; what means none of them does not count.
pub(super) fn count(field: &str) -> String {
    format!("if(starts-with({field}, '_'), 0, count-selected({field}))")
}

fn any(parts: &[String]) -> String {
    match parts {
        [] => "false()".to_owned(),
        [one] => one.clone(),
        _ => format!("({})", parts.join(" or ")),
    }
}

impl XlsForm<'_> {
    /// The expression of a condition; nothing when it cannot be said. `unsaid` gathers the conditions that cannot.
    pub(super) fn xpath(
        &self,
        condition: &Value,
        hand: &Hand,
        part: Part,
        unsaid: &mut Vec<String>,
    ) -> Option<String> {
        self.of_goal(condition, hand, part, None, unsaid)
    }

    fn of_goal(
        &self,
        condition: &Value,
        hand: &Hand,
        part: Part,
        goal: Option<Goal>,
        unsaid: &mut Vec<String>,
    ) -> Option<String> {
        let (key, test) = condition.as_object()?.iter().next()?;
        let found = match key.as_str() {
            "all" | "any" => return self.joined(key, test, hand, part, goal, unsaid),
            "not" => {
                let inside = self.of_goal(test, hand, part.negated(), goal, unsaid)?;
                return Some(format!("not({inside})"));
            }
            "any_goal" => {
                let mut all = Vec::new();
                for goal in Goal::all().filter(|goal| !self.questionnaire.goal_questions(*goal).is_empty()) {
                    all.push(self.of_goal(test, hand, part, Some(goal), unsaid)?);
                }
                return Some(any(&all));
            }
            "option" => self.option(test, hand),
            "points" => self.points(test, hand),
            "benefit" | "harm" => self.side(key, test, hand),
            "facet" => self.facet_test(test, hand),
            "subject" => self.subject(test, hand),
            "any_subject" => {
                let (_, field) = self.field(test, hand)?;
                Some(format!("{} > 0", count(&field)))
            }
            "goal_touched" | "goal_benefit" | "goal_harm" => self.goal(key, test, goal),
            "is_out" => self.is_out(test, hand),
            _ => None,
        };
        if found.is_none() {
            unsaid.push(key.clone());
        }
        found
    }

    fn joined(
        &self,
        key: &str,
        test: &Value,
        hand: &Hand,
        part: Part,
        goal: Option<Goal>,
        unsaid: &mut Vec<String>,
    ) -> Option<String> {
        // A part of an `all` that is left out makes it true more often; of an `any`, less.
        let may_drop = matches!((key, part), ("all", Part::MoreIsAsked) | ("any", Part::LessIsAsked));
        let mut said = Vec::new();
        for condition in test.as_array()? {
            match self.of_goal(condition, hand, part, goal, unsaid) {
                Some(expression) => said.push(expression),
                None if may_drop => {}
                None => return None,
            }
        }
        let all = test.as_array().is_some_and(|conditions| conditions.len() == said.len());
        match (key, said.as_slice()) {
            ("any", []) if all => Some("false()".to_owned()),
            (_, []) => all.then(|| "true()".to_owned()),
            ("any", _) => Some(any(&said)),
            (_, [one]) => Some(one.clone()),
            _ => Some(format!("({})", said.join(" and "))),
        }
    }

    /// The question that a test refers to, and its field as it can be referred to from here.
    fn field(&self, test: &Value, hand: &Hand) -> Option<(&Question, String)> {
        let ix = self.questionnaire.find(test.get("question")?.as_str()?)?;
        let question = self.questionnaire.question(ix)?;
        Some((question, reference(&self.field_name(ix, question, hand)?)))
    }

    fn field_name(&self, ix: QuestionIx, question: &Question, hand: &Hand) -> Option<String> {
        match (question.for_each, hand) {
            (None, _) => Some(name_of(question, "")),
            (Some(ForEach::In(..)), Hand::Repeat(repeat, _)) if self.repeats.get(&ix) == Some(repeat) => {
                Some(name_of(question, ""))
            }
            (Some(ForEach::All(_)), Hand::Subject(subject)) => Some(name_of(question, subject)),
            // Another repeat cannot be looked into from here.
            _ => None,
        }
    }

    fn option(&self, test: &Value, hand: &Hand) -> Option<String> {
        let (_, field) = self.field(test, hand)?;
        let ids = test.get("is")?.as_array()?.iter().filter_map(Value::as_str);
        Some(any(&ids.map(|id| format!("selected({field}, '{}')", name(id))).collect::<Vec<_>>()))
    }

    fn points(&self, test: &Value, hand: &Hand) -> Option<String> {
        let (question, field) = self.field(test, hand)?;
        let at_least = test.get("at_least")?.as_i64()?;
        let chosen = |ids: Vec<&str>| {
            any(&ids.iter().map(|id| format!("selected({field}, '{}')", name(id))).collect::<Vec<_>>())
        };
        match &question.kind {
            Kind::Rating { scale } => Some(self.reaches(&field, *scale, |points| points >= at_least)),
            Kind::Choice { options } => {
                let reach =
                    options.iter().filter(|option| option.points.is_some_and(|points| points >= at_least));
                Some(chosen(reach.map(|option| option.id.as_str()).collect()))
            }
            Kind::Multiple { options, .. } => {
                let each =
                    |id: &str, points: i64| format!("if(selected({field}, '{}'), {points}, 0)", name(id));
                let sum: Vec<String> =
                    options.iter().filter_map(|option| Some(each(&option.id, option.points?))).collect();
                Some(format!("({field} != '' and {} >= {at_least})", sum.join(" + ")))
            }
            Kind::Number { .. } => Some(format!("({field} != '' and {field} >= {at_least})")),
            _ => None,
        }
    }

    /// A field has a step with such points.
    pub(super) fn reaches(&self, field: &str, scale: ScaleIx, reach: impl Fn(i64) -> bool) -> String {
        let steps = self.questionnaire.scale(scale).map_or(&[][..], |scale| &scale.steps);
        let steps = steps.iter().filter(|step| reach(step.points));
        any(&steps.map(|step| format!("{field} = '{}'", name(&step.id))).collect::<Vec<_>>())
    }

    fn side(&self, side: &str, test: &Value, hand: &Hand) -> Option<String> {
        let ix = self.questionnaire.find(test.get("question")?.as_str()?)?;
        let question = self.questionnaire.question(ix)?;
        let Kind::Effect { scale, .. } = question.kind else { return None };
        let at_least = test.get("at_least")?.as_i64()?;
        let field = reference(&format!("{}_{side}", self.field_name(ix, question, hand)?));
        Some(self.reaches(&field, scale, |points| points >= at_least))
    }

    fn facet_test(&self, test: &Value, hand: &Hand) -> Option<String> {
        let ix = self.questionnaire.find(test.get("question")?.as_str()?)?;
        let question = self.questionnaire.question(ix)?;
        let id = test.get("facet")?.as_str()?;
        let facet = self.questionnaire.facets().iter().find(|facet| facet.id == id)?;
        // One that is asked on request only is not in the form.
        facet.from_benefit.or(facet.from_harm)?;
        let field = reference(&format!("{}_facet_{}", self.field_name(ix, question, hand)?, name(id)));
        let ids = test.get("is")?.as_array()?.iter().filter_map(Value::as_str);
        Some(any(&ids.map(|id| format!("selected({field}, '{}')", name(id))).collect::<Vec<_>>()))
    }

    fn subject(&self, test: &Value, hand: &Hand) -> Option<String> {
        let (_, field) = self.field(test, hand)?;
        let subject = match (test.get("is").and_then(Value::as_str), hand) {
            (Some(id), _) => format!("'{}'", name(id)),
            (None, Hand::Subject(id)) => format!("'{}'", name(id)),
            (None, Hand::Repeat(_, subject)) => reference(subject),
            (None, Hand::Nothing) => return None,
        };
        Some(format!("selected({field}, {subject})"))
    }

    /// What the answers to the effect questions of a goal reach, gates included.
    fn goal(&self, key: &str, test: &Value, at_hand: Option<Goal>) -> Option<String> {
        let named =
            test.get("goal").and_then(Value::as_u64).and_then(|number| Goal::new(u8::try_from(number).ok()?));
        let goal = named.or(at_hand)?;
        let (sides, threshold): (&[&str], Option<(i64, i64)>) = match key {
            "goal_benefit" => (&["benefit"], Some(fraction(test)?)),
            "goal_harm" => (&["harm"], Some(fraction(test)?)),
            _ => (&["benefit", "harm"], None),
        };
        let mut all = Vec::new();
        for ix in self.questionnaire.goal_questions(goal) {
            let question = self.questionnaire.question(*ix)?;
            let Kind::Effect { scale, .. } = question.kind else { continue };
            let greatest = self.questionnaire.scale(scale)?.range().1;
            let reach = |points: i64| match threshold {
                None => points > 0,
                Some((above, below)) => points.saturating_mul(below) >= above.saturating_mul(greatest),
            };
            for side in sides {
                let field = reference(&format!("{}_{side}", self.field_name(*ix, question, &Hand::Nothing)?));
                all.push(self.reaches(&field, scale, reach));
            }
        }
        Some(any(&all))
    }

    /// Not asked, or not applicable.
    fn is_out(&self, test: &Value, hand: &Hand) -> Option<String> {
        let ix = self.questionnaire.find(test.get("question")?.as_str()?)?;
        let question = self.questionnaire.question(ix)?;
        let field = self.field_name(ix, question, hand)?;
        let mut parts = Vec::new();
        let sections = self.structure.get("sections")?.as_array()?;
        let section = sections.get(question.section)?;
        let own = section
            .get("questions")?
            .as_array()?
            .iter()
            .find(|own| own.get("id").and_then(Value::as_str) == Some(&question.id))?;
        for condition in [section.get("ask_if"), own.get("ask_if")].into_iter().flatten() {
            parts.push(format!("not({})", self.xpath(condition, hand, Part::Exact, &mut Vec::new())?));
        }
        if question.not_applicable {
            match question.kind {
                Kind::Effect { .. } => {
                    parts.push(format!("{} = '{NOT_APPLICABLE}'", reference(&format!("{field}_benefit"))));
                }
                Kind::Rating { .. } | Kind::Choice { .. } | Kind::Multiple { .. } | Kind::Subjects { .. } => {
                    parts.push(format!("selected({}, '{NOT_APPLICABLE}')", reference(&field)));
                }
                Kind::Text { .. } | Kind::Number { .. } | Kind::Date => {}
            }
        }
        Some(any(&parts))
    }
}

/// The threshold of a test, over and under the line.
fn fraction(test: &Value) -> Option<(i64, i64)> {
    let threshold = test.get("at_least")?.as_str()?;
    let (above, below) = threshold.split_once('/').unwrap_or((threshold, "1"));
    Some((above.parse().ok()?, below.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::{NONE, NOT_APPLICABLE, UNKNOWN};
    use super::count;

    /// All choices that mean no subject begin alike, which `count` relies on.
    #[test]
    fn what_means_no_subject_does_not_count() {
        assert!([NONE, UNKNOWN, NOT_APPLICABLE].iter().all(|choice| choice.starts_with('_')));
        assert_eq!(count("${a}"), "if(starts-with(${a}, '_'), 0, count-selected(${a}))");
    }
}
