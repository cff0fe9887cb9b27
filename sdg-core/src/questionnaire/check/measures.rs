//! Measures, their items and required steps.

use super::{Checker, Context, is_goal_measure};
use crate::fraction::Fraction;
use crate::questionnaire::format::{ItemShape, MeasureShape};
use crate::questionnaire::{
    Aggregate, ForEach, Item, ItemOf, Kind, Measure, MeasureIx, Questionnaire, Required, Side,
};

impl<'a> Checker<'a> {
    /// Ids and items of the measures.
    pub(super) fn measures(&mut self, shapes: &[(String, MeasureShape<'a>)], draft: &mut Questionnaire) {
        for (place, (path, shape)) in shapes.iter().enumerate() {
            self.id(&format!("{path}.id"), &shape.id);
            if is_goal_measure(&shape.id) {
                self.error(
                    "Q0203",
                    format!("{path}.id"),
                    format!("`{}` is reserved", shape.id),
                    "the engine makes the measures of goals itself",
                );
            }
            if draft.measure_by_id.insert(shape.id.clone(), MeasureIx(place)).is_some() {
                self.error(
                    "Q0202",
                    format!("{path}.id"),
                    format!("`{}` is used twice", shape.id),
                    "give each measure its own id",
                );
            }
        }
        // The repetition of each measure first: items of one measure need that of another.
        for (path, shape) in shapes {
            let for_each = shape
                .for_each
                .as_ref()
                .and_then(|shape| self.for_each(&format!("{path}.for_each"), shape, draft));
            let bands = shape
                .bands
                .as_ref()
                .and_then(|id| self.find_bands(&format!("{path}.bands"), &draft.bands, id));
            let least_coverage =
                self.coverage(&format!("{path}.least_coverage"), shape.least_coverage.as_deref());
            draft.measures.push(Measure {
                id: shape.id.clone(),
                aggregate: shape.aggregate,
                polarity: shape.polarity,
                for_each,
                items: Vec::new(),
                bands,
                least_coverage,
                threshold: None,
                required: None,
            });
        }
        for (place, (path, shape)) in shapes.iter().enumerate() {
            let for_each = draft.measures.get(place).and_then(|measure| measure.for_each);
            let items = self.items(path, shape, for_each, draft);
            let threshold = self.threshold(path, shape);
            if let Some(measure) = draft.measures.get_mut(place) {
                measure.items = items;
                measure.threshold = threshold;
            }
        }
    }

    fn threshold(&mut self, path: &str, shape: &MeasureShape<'_>) -> Option<Fraction> {
        let wanted = matches!(shape.aggregate, Aggregate::Share | Aggregate::Count);
        match (&shape.at_least, wanted) {
            (Some(text), true) => Some(self.fraction(&format!("{path}.at_least"), text)),
            (None, true) => {
                self.error(
                    "Q0601",
                    path,
                    "`share` and `count` need `at_least`",
                    "it says when an item counts",
                );
                None
            }
            (Some(_), false) => {
                self.error(
                    "Q0601",
                    format!("{path}.at_least"),
                    "only `share` and `count` take `at_least`",
                    "take it out",
                );
                None
            }
            (None, false) => None,
        }
    }

    fn items(
        &mut self,
        path: &str,
        shape: &MeasureShape<'_>,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Vec<Item> {
        if shape.aggregate == Aggregate::Attainment {
            return self.attainment_items(path, shape, for_each, draft);
        }
        if shape.reached.is_some() || shape.intended.is_some() || shape.required.is_some() {
            self.error(
                "Q0602",
                path,
                "`reached`, `intended` and `required` belong to `attainment`",
                "take them out",
            );
        }
        let Some(items) = shape.items.as_ref().filter(|items| !items.is_empty()) else {
            self.error("Q0603", path, "a measure needs `items`", "without items nothing feeds it");
            return Vec::new();
        };
        items
            .iter()
            .enumerate()
            .filter_map(|(place, item)| {
                let path = format!("{path}.items[{place}]");
                let weight = item.weight.unwrap_or(1);
                self.weight(&format!("{path}.weight"), weight);
                if item.weight.is_some()
                    && matches!(shape.aggregate, Aggregate::Count | Aggregate::Max | Aggregate::Min)
                {
                    self.error(
                        "Q0604",
                        format!("{path}.weight"),
                        "`count`, `max` and `min` take no weights",
                        "take it out",
                    );
                }
                let of = match (&item.question, &item.measure) {
                    (Some(id), None) => {
                        self.question_item(&path, id, item, shape.aggregate, for_each, draft)?
                    }
                    (None, Some(id)) => {
                        self.measure_item(&path, id, item, shape.aggregate, for_each, draft)?
                    }
                    _ => {
                        self.error(
                            "Q0605",
                            path,
                            "an item takes a `question` or a `measure`",
                            "give one of the two",
                        );
                        return None;
                    }
                };
                Some(Item { of, weight })
            })
            .collect()
    }

    fn question_item(
        &mut self,
        path: &str,
        id: &str,
        item: &ItemShape,
        aggregate: Aggregate,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Option<ItemOf> {
        let ix = self.find_question(&format!("{path}.question"), draft, id)?;
        let question = draft.question(ix)?;
        let side = item.side.unwrap_or(Side::Whole);
        let fits = match (&question.kind, side) {
            (Kind::Effect { .. }, Side::Benefit | Side::Harm)
            | (Kind::Rating { .. } | Kind::Subjects { .. }, Side::Whole) => true,
            (
                Kind::Effect { .. } | Kind::Rating { .. } | Kind::Choice { .. } | Kind::Multiple { .. },
                Side::Treated,
            ) => !aggregate.is_raw(),
            (Kind::Choice { options } | Kind::Multiple { options, .. }, Side::Whole) => {
                options.iter().all(|option| option.points.is_some())
            }
            (Kind::Rating { scale }, Side::Positive) => {
                draft.scale(*scale).is_some_and(|scale| scale.range().1 > 0)
            }
            (Kind::Rating { scale }, Side::Negative) => {
                draft.scale(*scale).is_some_and(|scale| scale.range().0 < 0)
            }
            _ => false,
        };
        if !fits {
            self.error(
                "Q0606",
                path,
                format!("`{id}` gives no such value"),
                "an effect needs `side` benefit or harm; a choice needs points; positive and negative need points on that side",
            );
            return None;
        }
        // A `subjects` question is one item per subject by itself.
        self.same_repetition(path, id, question.for_each, for_each).then_some(ItemOf::Question(ix, side))
    }

    fn measure_item(
        &mut self,
        path: &str,
        id: &str,
        item: &ItemShape,
        aggregate: Aggregate,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Option<ItemOf> {
        let ix = self.find_measure(&format!("{path}.measure"), draft, id)?;
        let child = draft.measure(ix)?;
        if item.side.is_some() {
            self.error("Q0605", format!("{path}.side"), "a measure has no `side`", "take it out");
        }
        let fits = match aggregate {
            Aggregate::Count | Aggregate::Attainment => false,
            Aggregate::Sum => child.aggregate.is_raw(),
            Aggregate::Mean | Aggregate::Max | Aggregate::Min | Aggregate::Share => !child.aggregate.is_raw(),
        };
        if !fits {
            self.error("Q0607", path, format!("`{id}` has another range"), "`sum` adds up sums and counts; `mean`, `max`, `min` and `share` take values from 0 to 1; `count` takes questions");
            return None;
        }
        self.same_repetition(path, id, child.for_each, for_each).then_some(ItemOf::Measure(ix))
    }

    /// An item is repeated with the measure, or the measure gathers all its subjects.
    fn same_repetition(
        &mut self,
        path: &str,
        id: &str,
        of_item: Option<ForEach>,
        of_measure: Option<ForEach>,
    ) -> bool {
        let fits = match (of_item, of_measure) {
            (_, None) | (None, Some(_)) => true,
            (Some(item), Some(measure)) => item == measure,
        };
        if !fits {
            self.error(
                "Q0608",
                path,
                format!("`{id}` is repeated over something else"),
                "gather it in a measure of its own first",
            );
        }
        fits
    }

    fn attainment_items(
        &mut self,
        path: &str,
        shape: &MeasureShape<'_>,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Vec<Item> {
        if shape.items.is_some() {
            self.error(
                "Q0602",
                format!("{path}.items"),
                "`attainment` takes `reached`, `intended` and `required`",
                "take the items out",
            );
        }
        let (Some(reached), Some(_)) = (&shape.reached, &shape.required) else {
            self.error("Q0602", path, "`attainment` needs `reached` and `required`", "see docs/format.md");
            return Vec::new();
        };
        let mut items = Vec::new();
        let mut scales = Vec::new();
        let fields = [("reached", Some(reached)), ("intended", shape.intended.as_ref())];
        for (field, id) in fields.into_iter().filter_map(|(field, id)| id.map(|id| (field, id))) {
            let path = format!("{path}.{field}");
            let Some(ix) = self.find_question(&path, draft, id) else { continue };
            let Some(question) = draft.question(ix) else { continue };
            let Kind::Rating { scale } = question.kind else {
                self.error(
                    "Q0609",
                    path,
                    format!("`{id}` is not a rating"),
                    "an attainment compares steps of one scale",
                );
                continue;
            };
            scales.push(scale);
            if question.for_each == for_each {
                items.push(Item { of: ItemOf::Question(ix, Side::Whole), weight: 1 });
            } else {
                self.error(
                    "Q0608",
                    path,
                    format!("`{id}` is repeated over something else"),
                    "repeat the attainment in the same way",
                );
            }
        }
        let orderly = scales.iter().all(|ix| {
            draft.scale(*ix).is_some_and(|scale| {
                scale.steps.iter().map(|step| step.points).eq((0..).take(scale.steps.len()))
            })
        });
        if !orderly || scales.windows(2).any(|pair| pair.first() != pair.last()) {
            self.error(
                "Q0610",
                path,
                "an attainment needs one scale with points 0, 1, 2 … in order",
                "0 is not involved",
            );
        }
        items
    }

    pub(super) fn required_steps(
        &mut self,
        shapes: &[(String, MeasureShape<'a>)],
        draft: &mut Questionnaire,
    ) {
        for (place, (path, shape)) in shapes.iter().enumerate() {
            let Some(required) = &shape.required else { continue };
            let context = Context {
                repeated: draft.measures.get(place).and_then(|measure| measure.for_each),
                ..Context::default()
            };
            let mut rules = Vec::new();
            for (rule, shape) in required.rules.iter().enumerate() {
                let path = format!("{path}.required.rules[{rule}]");
                if !(1..=20).contains(&shape.step) {
                    self.error(
                        "Q0611",
                        format!("{path}.step"),
                        format!("step {}", shape.step),
                        "a required step is 1 to 20",
                    );
                }
                if let Some(condition) =
                    self.condition(&format!("{path}.if"), shape.condition, context, draft, 0)
                {
                    rules.push((condition, shape.step));
                }
            }
            if !(1..=20).contains(&required.base) {
                self.error(
                    "Q0611",
                    format!("{path}.required.base"),
                    format!("step {}", required.base),
                    "a required step is 1 to 20",
                );
            }
            if let Some(measure) = draft.measures.get_mut(place) {
                measure.required = Some(Required { base: required.base, rules });
            }
        }
    }
}
