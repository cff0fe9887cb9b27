//! Small but nasty questionnaires and saved files.
//!
//! A generator draws from [`Choices`], a row of bytes that proptest makes and shrinks: an exhausted row gives zeros, and
//! zero is always the simplest choice, so that a shorter row is a simpler case.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::naive::{self, Instance};

/// A source of choices: bytes first, then zeros, or endless pseudo-random bytes from a seed.
#[derive(Clone, Debug)]
pub struct Choices {
    bytes: Vec<u8>,
    at: usize,
    seed: Option<u64>,
}

impl Choices {
    /// Choices from a row of bytes, zeros afterwards.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Choices { bytes: bytes.to_vec(), at: 0, seed: None }
    }

    /// Endless choices from a seed.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        Choices { bytes: Vec::new(), at: 0, seed: Some(seed ^ 0x9e37_79b9_7f4a_7c15) }
    }

    fn byte(&mut self) -> u8 {
        if let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            return *byte;
        }
        let Some(seed) = &mut self.seed else { return 0 };
        // splitmix64
        *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z >> 56) as u8
    }

    /// A number from 0 up to `n` (not included); 0 is the simplest.
    pub fn below(&mut self, n: usize) -> usize {
        assert!(n > 0 && n <= 256);
        usize::from(self.byte()) * n / 256
    }

    /// True once in `n`; false is the simplest.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) + 1 == n
    }

    /// One of these; the first is the simplest.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Another order of the same things.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            let other = at - self.below(at + 1);
            things.swap(at, other);
        }
    }
}

/// What a generated questionnaire may hold.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Greatest number of questions.
    pub questions: usize,
    /// Greatest number of measures.
    pub measures: usize,
    /// Goals, and effect questions with a goal.
    pub goals: bool,
    /// Prompts (with evidence); these stand outside the laws of narrowing.
    pub prompts: bool,
    /// Conditions, also on sections.
    pub conditions: bool,
    /// Rosters and repeated questions.
    pub rosters: bool,
}

impl Shape {
    /// Everything.
    pub const FULL: Shape =
        Shape { questions: 12, measures: 8, goals: true, prompts: true, conditions: true, rosters: true };
    /// Everything but prompts.
    pub const LAWFUL: Shape = Shape { prompts: false, ..Shape::FULL };
    /// Few enough completions to try them all.
    pub const TINY: Shape = Shape { questions: 4, measures: 4, prompts: false, ..Shape::FULL };
}

/// A questionnaire, its evidence, and a saved file for it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The structure.
    pub structure: Value,
    /// The evidence, if there are prompts.
    pub evidence: Option<Value>,
    /// A saved file.
    pub saved: Value,
}

/// A row of bytes to choose by. Prints without the zeros at its end.
#[derive(Clone)]
pub struct Row(pub Vec<u8>);

impl Row {
    /// Choices from this row.
    #[must_use]
    pub fn choices(&self) -> Choices {
        Choices::from_bytes(&self.0)
    }

    /// Endless choices that follow from this row: for what is done to a case after it was generated from the row.
    #[must_use]
    pub fn more(&self) -> Choices {
        Choices::from_seed(
            self.0.iter().fold(17, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add((*byte).into())),
        )
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = self.0.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
        write!(f, "{:?}", self.0[..end].iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    }
}

/// Rows of choices, for proptest.
pub fn rows() -> impl Strategy<Value = Row> {
    prop::collection::vec(any::<u8>(), 100..1200).prop_map(Row)
}

/// Cases of this shape, for proptest.
pub fn cases(shape: Shape) -> impl Strategy<Value = Case> {
    rows().prop_map(move |row| draw(&mut row.choices(), shape))
}

/// Cases with everything in them, for proptest.
pub fn case() -> impl Strategy<Value = Case> {
    cases(Shape::FULL)
}

/// One case.
#[must_use]
pub fn draw(choices: &mut Choices, shape: Shape) -> Case {
    let (structure, evidence) = questionnaire(choices, shape);
    let saved = saved(choices, &structure, evidence.as_ref());
    Case { structure, evidence, saved }
}

// ---- questionnaires ----

#[derive(Clone, Debug)]
struct Question {
    value: Value,
    section: usize,
    /// How many subjects it may be repeated for (1 when not repeated).
    copies: usize,
}

impl Question {
    fn id(&self) -> &str {
        self.value["id"].as_str().unwrap()
    }
    fn kind(&self) -> &str {
        self.value["kind"].as_str().unwrap()
    }
}

#[derive(Clone, Debug)]
struct Measure {
    value: Value,
    /// Goals of the effect questions below it.
    goals: BTreeSet<u64>,
    depth: usize,
    /// Values from 0 to 1, or raw points.
    raw: bool,
    /// Whether prompts are below it.
    prompts: bool,
    copies: usize,
}

struct Maker<'c> {
    choices: &'c mut Choices,
    shape: Shape,
    scales: Vec<Value>,
    rosters: Vec<Value>,
    questions: Vec<Question>,
    section_conditions: Vec<Option<Value>>,
    measures: Vec<Measure>,
    /// Goals that a condition depends on: no more effect questions for them.
    closed_goals: BTreeSet<u64>,
    prompts: bool,
}

/// Where a condition is made.
#[derive(Clone)]
struct Place {
    for_each: Value,
    finding: bool,
    goal_at_hand: bool,
    effect_at_hand: bool,
}

impl Place {
    const OUTSIDE: Place =
        Place { for_each: Value::Null, finding: false, goal_at_hand: false, effect_at_hand: false };
}

/// At most so many leaf or child items when repeated ones are counted out (the naive scorer tries all subsets).
const WIDTH: usize = 9;
const GOALS: [u64; 4] = [7, 1, 3, 17];

/// A questionnaire, with evidence if it has prompts.
#[must_use]
pub fn questionnaire(choices: &mut Choices, shape: Shape) -> (Value, Option<Value>) {
    let maker = Maker {
        choices,
        shape,
        scales: Vec::new(),
        rosters: Vec::new(),
        questions: Vec::new(),
        section_conditions: Vec::new(),
        measures: Vec::new(),
        closed_goals: BTreeSet::new(),
        prompts: false,
    };
    maker.make()
}

fn scale(id: &str, points: &[i64]) -> Value {
    let steps: Vec<Value> =
        points.iter().enumerate().map(|(at, p)| json!({ "id": format!("p{at}"), "points": p })).collect();
    json!({ "id": id, "steps": steps })
}

impl Maker<'_> {
    fn make(mut self) -> (Value, Option<Value>) {
        self.make_scales();
        if self.shape.rosters {
            self.make_rosters();
        }
        let count = 1 + self.choices.below(self.shape.questions);
        let sections = 1 + self.choices.below(3);
        let mut made = 0;
        for section in 0..sections {
            let condition = self.shape.conditions && section > 0 && self.choices.one_in(3);
            let nowhere = Place::OUTSIDE;
            let condition = condition.then(|| self.condition(&nowhere, 2));
            self.section_conditions.push(condition);
            let upto = if section + 1 == sections { count } else { count * (section + 1) / sections };
            while made < upto {
                self.make_question(section, made);
                made += 1;
                if self.measures.len() < self.shape.measures && self.choices.one_in(3) {
                    self.make_measure();
                }
            }
        }
        if self.shape.prompts && !self.goals().is_empty() && self.choices.one_in(2) {
            self.make_prompts();
        }
        let wanted = 1 + self.choices.below(self.shape.measures);
        while self.measures.len() < wanted && self.make_measure() {}
        self.finish()
    }

    fn make_scales(&mut self) {
        self.scales.push(scale("ladder", &[0, 1, 2, 3][..2 + self.choices.below(3)]));
        self.scales.push(scale("reversed", &[2, 1, 0]));
        self.scales.push(scale("signed", &[-2, 0, 1, 3][..3 + self.choices.below(2)]));
        let mut points = vec![0, 1];
        for _ in 0..self.choices.below(3) {
            points.push(self.choices.below(9) as i64 - 4);
        }
        self.choices.shuffle(&mut points);
        self.scales.push(scale("odd", &points));
    }

    fn make_rosters(&mut self) {
        for at in 0..self.choices.below(3) {
            let own = self.choices.below(3);
            let declared = 1 + self.choices.below(3);
            let subjects: Vec<String> = (0..declared).map(|s| format!("r{at}s{s}")).collect();
            self.rosters.push(json!({ "id": format!("roster{at}"), "subjects": subjects, "own": own }));
        }
    }

    fn copies(&self, roster: &Value) -> usize {
        if roster == "prompts" {
            return 6;
        }
        let roster = self.rosters.iter().find(|r| r["id"] == *roster).unwrap();
        roster["subjects"].as_array().unwrap().len() + roster["own"].as_u64().unwrap() as usize
    }

    fn find(&self, id: &Value) -> &Question {
        self.questions.iter().find(|q| q.value["id"] == *id).unwrap()
    }

    fn copies_of_for_each(&self, for_each: &Value) -> usize {
        match (&for_each["in"], &for_each["all"]) {
            (Value::Null, Value::Null) => 1,
            (Value::Null, roster) => self.copies(roster),
            (question, _) => self.copies(&self.find(question).value["roster"]),
        }
    }

    fn goals(&self) -> BTreeSet<u64> {
        self.questions.iter().filter_map(|q| q.value["goal"].as_u64()).collect()
    }

    fn subject_questions(&self) -> Vec<Question> {
        self.questions.iter().filter(|q| q.kind() == "subjects").cloned().collect()
    }

    /// A repetition that may stand here, or null.
    fn for_each(&mut self, once_in: usize) -> Value {
        if !self.choices.one_in(once_in) {
            return Value::Null;
        }
        let mut found: Vec<Value> =
            self.subject_questions().iter().map(|q| json!({ "in": q.id() })).collect();
        found.extend(self.rosters.iter().map(|r| json!({ "all": r["id"] })));
        if found.is_empty() { Value::Null } else { self.choices.pick(&found) }
    }

    fn options(&mut self, points: bool) -> Value {
        let count = 2 + self.choices.below(2);
        let mut options = Vec::new();
        for at in 0..count {
            let mut option = json!({ "id": format!("o{at}") });
            if points {
                // The first two always differ.
                let value = [self.choices.below(3) as i64, -1 - self.choices.below(2) as i64, 2][at];
                option["points"] = json!(value);
            }
            options.push(option);
        }
        Value::Array(options)
    }

    fn make_question(&mut self, section: usize, number: usize) {
        let mut kinds = vec!["rating", "rating", "choice", "multiple", "number", "text", "date"];
        if self.shape.goals {
            kinds.splice(0..0, ["effect", "effect", "effect"]);
        }
        if !self.rosters.is_empty() {
            kinds.splice(3..3, ["subjects", "subjects", "subjects"]);
        }
        let kind = self.choices.pick(&kinds);
        let mut question = json!({ "id": format!("q{number}"), "kind": kind });
        match kind {
            "effect" => {
                question["scale"] = json!("ladder");
                let open: Vec<u64> = GOALS.into_iter().filter(|g| !self.closed_goals.contains(g)).collect();
                if !open.is_empty() && !self.choices.one_in(5) {
                    question["goal"] = json!(self.choices.pick(&open));
                }
                if self.choices.one_in(3) {
                    question["weight"] = json!(1 + self.choices.below(4));
                }
                if self.choices.one_in(3) {
                    let both = !self.rosters.is_empty() && self.choices.one_in(2);
                    question["facets"] = if both { json!(["evidence", "who"]) } else { json!(["evidence"]) };
                }
                if question["goal"].is_u64()
                    && self.gate(&question["goal"]).is_none()
                    && self.choices.one_in(4)
                {
                    question["gate"] = json!(true);
                }
            }
            "rating" => {
                question["scale"] =
                    json!(self.choices.pick(&["ladder", "ladder", "reversed", "signed", "odd"]));
            }
            "choice" => {
                let points = !self.choices.one_in(3);
                question["options"] = self.options(points);
            }
            "multiple" => {
                let points = !self.choices.one_in(3);
                question["options"] = self.options(points);
                if self.choices.one_in(4) {
                    question["at_most"] = json!(1 + self.choices.below(2));
                }
            }
            "subjects" => {
                let roster = self.choices.pick(&self.rosters.clone())["id"].clone();
                let earlier: Vec<Value> = self
                    .subject_questions()
                    .iter()
                    .filter(|q| q.value["roster"] == roster)
                    .map(|q| q.value["id"].clone())
                    .collect();
                question["roster"] = roster;
                if !earlier.is_empty() && self.choices.one_in(2) {
                    question["among"] = self.choices.pick(&earlier);
                }
                if self.choices.one_in(5) {
                    question["at_most"] = json!(1 + self.choices.below(2));
                }
            }
            "number" if self.choices.one_in(2) => {
                question["least"] = json!(-1);
                question["greatest"] = json!(4);
            }
            "text" if self.choices.one_in(2) => question["long"] = json!(true),
            _ => {}
        }
        let for_each = if kind == "subjects" { Value::Null } else { self.for_each(2) };
        // A repeated question has no goal.
        let copies = self.copies_of_for_each(&for_each);
        if !for_each.is_null() {
            leave_goal(&mut question);
        }
        if self.choices.one_in(3) {
            question["not_applicable"] = json!(true);
        }
        if self.shape.conditions && self.choices.one_in(3) {
            let place = Place { for_each: for_each.clone(), ..Place::OUTSIDE };
            // Its own goal must not be among what it depends on.
            let own_goal = question["goal"].as_u64();
            let condition = self.condition(&place, 2);
            if own_goal.is_some_and(|goal| self.closed_goals.contains(&goal)) {
                leave_goal(&mut question);
            }
            question["ask_if"] = condition;
        }
        let gate = self.gate(&question["goal"]).map(|gate| gate.value["id"].clone());
        if let Some(gate) = gate.filter(|_| self.shape.conditions && question["ask_if"].is_null()) {
            // A topic that opens by its gate.
            if self.choices.one_in(2) {
                let side = |side: &str| json!({ side: { "question": gate, "at_least": 1 } });
                question["ask_if"] = json!({ "any": [side("benefit"), side("harm")] });
            }
        }
        if !for_each.is_null() {
            question["for_each"] = for_each;
        }
        self.questions.push(Question { value: question, section, copies });
    }

    /// The gate of a goal, if it has one.
    fn gate(&self, goal: &Value) -> Option<&Question> {
        self.questions.iter().find(|q| q.value["gate"] == true && q.value["goal"] == *goal)
    }

    fn make_prompts(&mut self) {
        self.prompts = true;
        let section = self.section_conditions.len();
        self.section_conditions.push(None);
        let for_each = json!({ "all": "prompts" });
        let mut rating = json!({ "id": "judged", "kind": "rating", "scale": "signed", "for_each": for_each });
        if !self.choices.one_in(4) {
            rating["not_applicable"] = json!(true);
        }
        self.questions.push(Question { value: rating, section, copies: 6 });
        if self.choices.one_in(3) {
            let ask_if = json!({ "points": { "question": "judged", "at_least": 1 } });
            let why = json!({ "id": "why", "kind": "text", "for_each": for_each, "ask_if": ask_if });
            self.questions.push(Question { value: why, section, copies: 6 });
        }
        let side = self.choices.pick(&["treated", "positive", "negative", ""]);
        let mut item = json!({ "question": "judged" });
        if !side.is_empty() {
            item["side"] = json!(side);
        }
        let measure = json!({ "id": "prompted", "aggregate": "share", "polarity": "higher-is-better",
            "items": [item], "at_least": "1/2" });
        self.measures.push(Measure {
            value: measure,
            goals: BTreeSet::new(),
            depth: 1,
            raw: false,
            prompts: true,
            copies: 1,
        });
    }

    // ---- conditions ----

    fn condition(&mut self, place: &Place, depth: usize) -> Value {
        if depth > 0 && self.choices.one_in(3) {
            let name = self.choices.pick(&["not", "all", "any"]);
            if name == "not" {
                return json!({ "not": self.condition(place, depth - 1) });
            }
            let count = self.choices.below(4);
            let parts: Vec<Value> = (0..count).map(|_| self.condition(place, depth - 1)).collect();
            return json!({ name: parts });
        }
        for _ in 0..8 {
            if let Some(atom) = self.atom(place) {
                return atom;
            }
        }
        json!({ "all": [] })
    }

    fn atom(&mut self, place: &Place) -> Option<Value> {
        if place.finding && self.choices.one_in(4) {
            return self.fact(place);
        }
        let what = self.choices.below(12);
        if what >= 9 && self.shape.goals {
            // Goals: only such as are complete from here on.
            let goals: Vec<u64> = self.goals().into_iter().collect();
            if !goals.is_empty() && self.choices.one_in(if place.finding { 3 } else { 8 }) {
                self.closed_goals.extend(GOALS);
                let inside = Place { goal_at_hand: true, ..place.clone() };
                return Some(json!({ "any_goal": self.condition(&inside, 1) }));
            }
            let name = self.choices.pick(&["goal_touched", "goal_benefit", "goal_harm"]);
            let mut body = json!({});
            if !(place.goal_at_hand && self.choices.one_in(2)) {
                if goals.is_empty() {
                    return None;
                }
                // Sometimes a goal without questions: certainly untouched.
                let goal = if self.choices.one_in(10) { 5 } else { self.choices.pick(&goals) };
                self.closed_goals.insert(goal);
                body["goal"] = json!(goal);
            }
            if name != "goal_touched" {
                body["at_least"] = json!(self.choices.pick(&["1", "2/3", "1/2", "1/3"]));
            }
            return Some(json!({ name: body }));
        }
        if what >= 7 && !self.measures.is_empty() {
            let measure = self.choices.pick(&self.measures.clone());
            let there = &measure.value["for_each"];
            if !there.is_null() && *there != place.for_each {
                return None;
            }
            // A goal below the measure may get no more effect questions.
            self.closed_goals.extend(&measure.goals);
            let thresholds: &[&str] =
                if measure.raw { &["1", "3/2", "3"] } else { &["1", "2/3", "1/2", "2/5", "1/6", "0"] };
            let at_least = self.choices.pick(thresholds);
            return Some(json!({ "measure": { "measure": measure.value["id"], "at_least": at_least } }));
        }
        if self.questions.is_empty() {
            return None;
        }
        if place.effect_at_hand && self.choices.one_in(2) {
            return if self.choices.one_in(4) {
                Some(json!({ "is_out": {} }))
            } else {
                Some(self.effect_atom(&Value::Null, &json!(["evidence"])))
            };
        }
        let question = self.choices.pick(&self.questions.clone());
        let there = &question.value["for_each"];
        if !there.is_null() && *there != place.for_each {
            return None;
        }
        let id = question.id();
        if self.choices.one_in(5) {
            return Some(json!({ "is_out": { "question": id } }));
        }
        match question.kind() {
            "effect" => Some(self.effect_atom(&question.value["id"], &question.value["facets"])),
            "number" => {
                Some(json!({ "points": { "question": id, "at_least": self.choices.below(4) as i64 - 1 } }))
            }
            "subjects" => match self.choices.below(3) {
                0 => Some(json!({ "any_subject": { "question": id } })),
                1 => {
                    let roster = self.rosters.iter().find(|r| r["id"] == question.value["roster"]).unwrap();
                    let subjects = roster["subjects"].as_array().unwrap().clone();
                    if subjects.is_empty() {
                        return None;
                    }
                    Some(json!({ "subject": { "question": id, "is": self.choices.pick(&subjects) } }))
                }
                _ => {
                    let roster = match &place.for_each["in"] {
                        Value::Null => place.for_each["all"].clone(),
                        at_hand => self.find(at_hand).value["roster"].clone(),
                    };
                    (roster == question.value["roster"]).then(|| json!({ "subject": { "question": id } }))
                }
            },
            "rating" | "choice" | "multiple" => {
                let scored = question.kind() == "rating" || question.value["options"][0]["points"].is_i64();
                if scored && self.choices.one_in(2) {
                    let at_least = self.choices.below(5) as i64 - 1;
                    return Some(json!({ "points": { "question": id, "at_least": at_least } }));
                }
                let all: Vec<Value> = answers_of(&question.value, &self.scales);
                let first = self.choices.pick(&all);
                let second = self.choices.pick(&all);
                let is = if first == second { json!([first]) } else { json!([first, second]) };
                Some(json!({ "option": { "question": id, "is": is } }))
            }
            _ => None,
        }
    }

    /// A side or a facet of an effect; of the one at hand if no question is named.
    fn effect_atom(&mut self, question: &Value, facets: &Value) -> Value {
        let facets = facets.as_array().map_or(&[][..], Vec::as_slice);
        let (name, mut body) = if !facets.is_empty() && self.choices.one_in(3) {
            let facet = self.choices.pick(facets);
            let from: Vec<Value> = if facet == "who" {
                self.rosters[0]["subjects"].as_array().unwrap().clone()
            } else {
                vec![json!("p0"), json!("p1")]
            };
            ("facet", json!({ "facet": facet, "is": [self.choices.pick(&from)] }))
        } else {
            let top = self.scales[0]["steps"].as_array().unwrap().len() - 1;
            (self.choices.pick(&["benefit", "harm"]), json!({ "at_least": 1 + self.choices.below(top) }))
        };
        if !question.is_null() {
            body["question"] = question.clone();
        }
        json!({ name: body })
    }

    /// A condition on what is filled in.
    fn fact(&mut self, place: &Place) -> Option<Value> {
        let goals: Vec<u64> = self.goals().into_iter().collect();
        match self.choices.below(8) {
            0 => Some(json!({ self.choices.pick(&["any_unknown", "any_unanswered"]): {} })),
            1 | 2 if !goals.is_empty() => {
                let name = self.choices.pick(&["goal_unknown", "goal_unanswered", "coverage"]);
                let mut body = json!({});
                if name == "coverage" {
                    body["at_least"] = json!(self.choices.pick(&["1", "1/2", "2/3"]));
                }
                if !place.goal_at_hand || self.choices.one_in(2) {
                    body["goal"] = json!(self.choices.pick(&goals));
                }
                Some(json!({ name: body }))
            }
            3 if !self.measures.is_empty() => {
                let measure = self.choices.pick(&self.measures.clone()).value;
                let there = &measure["for_each"];
                let at_least = self.choices.pick(&["1", "1/2", "2/3"]);
                (there.is_null() || *there == place.for_each)
                    .then(|| json!({ "coverage": { "measure": measure["id"], "at_least": at_least } }))
            }
            _ => {
                let state =
                    self.choices.pick(&["is_unknown", "is_unanswered", "not_applicable", "reason_missing"]);
                if place.effect_at_hand && self.choices.one_in(2) {
                    return Some(json!({ state: {} }));
                }
                if self.questions.is_empty() {
                    return None;
                }
                let question = self.choices.pick(&self.questions.clone()).value;
                let there = &question["for_each"];
                (there.is_null() || *there == place.for_each)
                    .then(|| json!({ state: { "question": question["id"] } }))
            }
        }
    }

    // ---- measures ----

    fn make_measure(&mut self) -> bool {
        let id = format!("m{}", self.measures.len());
        if self.choices.one_in(4) && self.make_attainment(&id) {
            return true;
        }
        let aggregate = self.choices.pick(&["mean", "mean", "min", "max", "share", "count", "sum"]);
        let raw = aggregate == "count" || aggregate == "sum";
        let adds_up = aggregate != "min" && aggregate != "max";
        let for_each = self.for_each(4);
        let wanted = 1 + self.choices.below(4);
        let (mut items, mut goals, mut depth, mut width) = (Vec::<Value>::new(), BTreeSet::new(), 1, 0);
        let mut prompts = false;
        for _ in 0..3 * wanted {
            if items.len() >= wanted {
                break;
            }
            let child = aggregate != "count" && !self.measures.is_empty() && self.choices.one_in(3);
            let (mut item, item_goals, item_depth, item_width, item_prompts);
            if child {
                let measure = self.choices.pick(&self.measures.clone());
                if measure.raw != (aggregate == "sum") || measure.depth >= 3 {
                    continue;
                }
                item = json!({ "measure": measure.value["id"] });
                let there = &measure.value["for_each"];
                if !for_each.is_null() && !there.is_null() && *there != for_each {
                    continue;
                }
                (item_goals, item_depth) = (measure.goals.clone(), measure.depth + 1);
                item_prompts = measure.prompts;
                item_width = if *there == for_each { 1 } else { measure.copies };
            } else {
                if self.questions.is_empty() {
                    return false;
                }
                let question = self.choices.pick(&self.questions.clone());
                let there = &question.value["for_each"];
                if !for_each.is_null() && !there.is_null() && *there != for_each {
                    continue;
                }
                let Some(side) = self.side_of(&question) else { continue };
                if raw && side == "treated" {
                    continue;
                }
                item = json!({ "question": question.id() });
                if !side.is_empty() {
                    item["side"] = json!(side);
                }
                (item_goals, item_depth) = (question.value["goal"].as_u64().into_iter().collect(), 1);
                item_prompts = question.value["for_each"]["all"] == "prompts";
                item_width = if question.kind() == "subjects" && side != "treated" {
                    self.copies(&question.value["roster"])
                } else if question.value["for_each"] == for_each {
                    1
                } else {
                    question.copies
                };
            }
            let all_goals: BTreeSet<u64> = goals.union(&item_goals).copied().collect();
            let twice = items.contains(&item) && !self.choices.one_in(4);
            // Two items with up to 60 prompts below them: the engine expects too large denominators.
            let crowded = width + item_width > WIDTH || (prompts && item_prompts);
            if twice || crowded || (adds_up && all_goals.len() > 1) {
                continue;
            }
            prompts |= item_prompts;
            (goals, width, depth) = (all_goals, width + item_width, depth.max(item_depth));
            items.push(item.take());
        }
        if items.is_empty() {
            return false;
        }
        // `count`, `max` and `min` take no weights.
        if !["count", "min", "max"].contains(&aggregate) {
            for item in &mut items {
                if self.choices.one_in(3) {
                    item["weight"] = json!(2 + self.choices.below(4));
                }
            }
        }
        let polarity = self.choices.pick(&["higher-is-better", "higher-is-worse"]);
        let mut value = json!({ "id": id, "aggregate": aggregate, "polarity": polarity, "items": items });
        match aggregate {
            "share" => value["at_least"] = json!(self.choices.pick(&["1", "1/2", "2/3", "1/3", "0"])),
            "count" => value["at_least"] = json!(self.choices.pick(&["1", "2", "1/2", "3"])),
            _ => {}
        }
        if !raw && self.choices.one_in(4) {
            value["bands"] = json!("bands");
            value["least_coverage"] = json!("1/2");
        }
        let copies = self.copies_of_for_each(&for_each);
        if !for_each.is_null() {
            value["for_each"] = for_each;
        }
        self.measures.push(Measure { value, goals, depth, raw, prompts, copies });
        true
    }

    /// A side by which a question can be an item; empty: no side to name; nothing: cannot be an item.
    fn side_of(&mut self, question: &Question) -> Option<&'static str> {
        let points = question.value["options"][0]["points"].is_i64();
        match question.kind() {
            "effect" => Some(self.choices.pick(&["benefit", "harm", "benefit", "harm", "treated"])),
            "subjects" => Some(""),
            "rating" if question.value["scale"] == "signed" => {
                Some(self.choices.pick(&["", "positive", "negative", "treated"]))
            }
            "choice" | "multiple" if !points => Some("treated"),
            "rating" | "choice" | "multiple" => Some(self.choices.pick(&["", "", "", "treated"])),
            _ => None,
        }
    }

    fn make_attainment(&mut self, id: &str) -> bool {
        let ladders: Vec<Question> = self
            .questions
            .iter()
            .filter(|q| {
                q.kind() == "rating"
                    && q.value["scale"] == "ladder"
                    && q.value["for_each"]["all"] != "prompts"
            })
            .cloned()
            .collect();
        if ladders.is_empty() {
            return false;
        }
        let reached = self.choices.pick(&ladders);
        let for_each = reached.value["for_each"].clone();
        let same: Vec<Question> = ladders
            .into_iter()
            .filter(|q| q.value["for_each"] == for_each && q.value["id"] != reached.value["id"])
            .collect();
        let mut rules = Vec::new();
        let top = self.scales[0]["steps"].as_array().unwrap().len() - 1;
        for _ in 0..self.choices.below(3) {
            let place = Place { for_each: for_each.clone(), ..Place::OUTSIDE };
            let condition = self.condition(&place, 1);
            rules.push(json!({ "if": condition, "step": 1 + self.choices.below(top + 1) }));
        }
        let mut value = json!({ "id": id, "aggregate": "attainment", "polarity": "higher-is-better",
            "reached": reached.id(), "required": { "base": 1, "rules": rules } });
        if !same.is_empty() {
            // Rather a gated one, so that it may or may not count.
            let gated: Vec<Question> =
                same.iter().filter(|q| q.value["ask_if"].is_object()).cloned().collect();
            let from = if gated.is_empty() { &same } else { &gated };
            value["intended"] = self.choices.pick(from).value["id"].clone();
        }
        if !for_each.is_null() {
            value["for_each"] = for_each;
        }
        // What its rules depend on is closed already; it adds no goals of its own.
        let copies = reached.copies;
        self.measures.push(Measure {
            value,
            goals: BTreeSet::new(),
            depth: 1,
            raw: false,
            prompts: false,
            copies,
        });
        true
    }

    // ---- the rest ----

    fn finish(mut self) -> (Value, Option<Value>) {
        let mut structure = json!({
            "format": 1, "id": "generated", "version": "1.0.0", "languages": ["nl"], "licence": "CC-BY-4.0",
            "scales": self.scales,
            "facets": [ { "id": "evidence", "scale": "odd", "ask_from": { "benefit": 1 } } ],
            "bands": [ { "id": "bands", "bands": [ { "id": "low", "from": "0" }, { "id": "high", "above": "1/3" } ] } ],
        });
        if !self.rosters.is_empty() {
            structure["rosters"] = json!(self.rosters);
            let who = json!({ "id": "who", "roster": self.rosters[0]["id"] });
            structure["facets"].as_array_mut().unwrap().push(who);
        }
        let mut sections = Vec::new();
        for (at, condition) in self.section_conditions.clone().into_iter().enumerate() {
            let questions: Vec<Value> =
                self.questions.iter().filter(|q| q.section == at).map(|q| q.value.clone()).collect();
            if questions.is_empty() {
                continue;
            }
            let mut section = json!({ "id": format!("section{at}"), "questions": questions });
            if let Some(condition) = condition {
                section["ask_if"] = condition;
            }
            sections.push(section);
        }
        let among = self.questions.iter().any(|q| q.value["among"].is_string());
        if !among && self.choices.one_in(3) {
            sections.reverse();
            for section in &mut sections {
                section["questions"].as_array_mut().unwrap().reverse();
            }
        }
        structure["sections"] = json!(sections);
        if self.shape.goals && !self.goals().is_empty() {
            structure["goals"] = json!({ "bands": "bands" });
        }
        let plain: Vec<Value> = self
            .measures
            .iter()
            .filter(|m| !m.raw && m.value["for_each"].is_null())
            .map(|m| m.value["id"].clone())
            .collect();
        if !plain.is_empty() && self.choices.one_in(2) {
            let mut components = plain.clone();
            self.choices.shuffle(&mut components);
            components.truncate(1 + self.choices.below(3));
            structure["principles"] = json!([ { "id": "lnob", "components": components, "bands": "bands" } ]);
        }
        if self.shape.conditions && self.choices.one_in(3) {
            let place = Place::OUTSIDE;
            let condition = self.condition(&place, 2);
            let named = self.choices.pick(&self.questions.clone()).value["id"].clone();
            structure["focus"] = json!([ { "id": "focus", "if": condition, "questions": [named] } ]);
        }
        let findings: Vec<Value> = (0..self.choices.below(4)).map(|at| self.finding(at)).collect();
        if !findings.is_empty() {
            structure["findings"] = json!(findings);
        }
        if structure["goals"].is_object() && self.choices.one_in(2) {
            structure["goals"]["claim"] = self.claim(&findings);
        }
        let evidence = self.prompts.then(|| evidence(self.choices));
        if self.prompts {
            structure["interlinkages"] = json!({
                "evidence": "interlinkages", "roster": "prompts",
                "places": { "known_tradeoffs": self.choices.below(3), "undermining": self.choices.below(3),
                    "unused_synergy": self.choices.below(3) }
            });
        }
        let mut measures: Vec<Value> = self.measures.iter().map(|m| m.value.clone()).collect();
        if self.choices.one_in(3) {
            measures.reverse();
        }
        if !measures.is_empty() {
            structure["measures"] = json!(measures);
        }
        (structure, evidence)
    }

    fn claim(&mut self, findings: &[Value]) -> Value {
        let mut facets = Vec::new();
        // Not above the highest step.
        let steps = self.scales[3]["steps"].as_array().unwrap().clone();
        let highest = steps.iter().map(|step| step["points"].as_i64()).max().unwrap();
        let lower: Vec<Value> = steps.into_iter().filter(|step| step["points"].as_i64() < highest).collect();
        if !self.choices.one_in(3) {
            facets.push(json!({ "facet": "evidence", "above": self.choices.pick(&lower)["id"] }));
        }
        let rules: Vec<&Value> = findings
            .iter()
            .filter(|finding| finding["for_each"].is_string())
            .map(|finding| &finding["id"])
            .collect();
        json!({ "benefit": 1, "harm": 1, "facets": facets, "resolved_by": rules })
    }

    fn finding(&mut self, at: usize) -> Value {
        let mut for_each = self.for_each(3);
        if !self.goals().is_empty() && self.choices.one_in(3) {
            for_each = json!("goals");
        }
        if self.shape.goals && self.choices.one_in(4) {
            for_each = json!("effects");
        }
        let (goal_at_hand, effect_at_hand) = (for_each == "goals", for_each == "effects");
        let place = Place {
            for_each: if for_each.is_string() { Value::Null } else { for_each.clone() },
            finding: true,
            goal_at_hand,
            effect_at_hand,
        };
        let condition = self.condition(&place, 2);
        let severity = self.choices.pick(&["hint", "attention", "discuss-first"]);
        let mut finding = json!({ "id": format!("f{at}"), "severity": severity, "if": condition });
        if !for_each.is_null() {
            finding["for_each"] = for_each;
        }
        finding
    }
}

fn leave_goal(question: &mut Value) {
    for field in ["goal", "gate"] {
        question.as_object_mut().unwrap().remove(field);
    }
}

/// Evidence on few pairs of goals, most of them with a goal that the generator uses.
fn evidence(choices: &mut Choices) -> Value {
    let mut matrix = |greatest: usize| -> Vec<Vec<usize>> {
        (1..=16_u64)
            .map(|i| {
                (1..=16_u64)
                    .map(|j| {
                        let used = [i, j].iter().filter(|goal| GOALS.contains(goal)).count();
                        if i != j && (used == 2 || used == 1 && (i + j) % 3 == 2) {
                            choices.below(greatest)
                        } else {
                            0
                        }
                    })
                    .collect()
            })
            .collect()
    };
    let (positive, negative) = (matrix(4), matrix(3));
    let mut labels = json!({ "strong": [], "moderate": [], "weak": [], "double": [] });
    for i in 1..=17_u64 {
        for j in i + 1..=17 {
            let used = GOALS.contains(&i) && (GOALS.contains(&j) || j % 4 == 0);
            let label = if used { choices.pick(&["", "", "strong", "moderate", "weak"]) } else { "" };
            if label.is_empty() {
                continue;
            }
            let pair = json!(format!("{i}-{j}"));
            if j < 17 && choices.one_in(3) {
                labels["double"].as_array_mut().unwrap().push(pair.clone());
            }
            labels[label].as_array_mut().unwrap().push(pair);
        }
    }
    let expert = json!({ "source": "made-up", "goals": 16, "divisor": 65, "positive": positive, "negative": negative });
    let records = vec![vec![1; 17]; 17];
    json!({ "format": 1, "id": "interlinkages", "version": "1",
        "sources": [ { "id": "made-up", "citation": "Made up.", "doi": "10.0/0", "url": "https://example.org/", "read_from": "Nowhere." } ], "limits": [],
        "expert": expert, "literature": { "source": "made-up", "synergies": records, "tradeoffs": records },
        "labels": labels })
}

// ---- answers ----

/// Ids of steps or options of a question.
fn answers_of(question: &Value, scales: &[Value]) -> Vec<Value> {
    let from = if question["scale"].is_string() {
        &scales.iter().find(|s| s["id"] == question["scale"]).unwrap()["steps"]
    } else {
        &question["options"]
    };
    from.as_array().unwrap().iter().map(|s| s["id"].clone()).collect()
}

fn scales(structure: &Value) -> &[Value] {
    structure["scales"].as_array().map_or(&[], Vec::as_slice)
}

/// All questions of a structure.
#[must_use]
pub fn questions(structure: &Value) -> Vec<&Value> {
    structure["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["questions"].as_array().unwrap())
        .collect()
}

fn question<'a>(structure: &'a Value, id: &str) -> &'a Value {
    questions(structure).into_iter().find(|q| q["id"] == id).unwrap()
}

/// A saved file without answers.
#[must_use]
pub fn empty_file(structure: &Value) -> Value {
    json!({ "format": 1, "questionnaire": { "id": structure["id"], "version": structure["version"] }, "answers": {} })
}

/// A saved file with own subjects and answers of every sort, also to what is not asked.
#[must_use]
pub fn saved(choices: &mut Choices, structure: &Value, evidence: Option<&Value>) -> Value {
    let mut saved = empty_file(structure);
    let mut own_subjects = Map::new();
    for roster in structure["rosters"].as_array().into_iter().flatten() {
        let most = roster["own"].as_u64().unwrap_or(0) as usize;
        let own: Vec<Value> = (1..=choices.below(most + 1))
            .map(|n| json!({ "id": format!("own-{n}"), "name": format!("Eigen {n}") }))
            .collect();
        if !own.is_empty() {
            own_subjects.insert(roster["id"].as_str().unwrap().to_owned(), json!(own));
        }
    }
    if !own_subjects.is_empty() {
        saved["own_subjects"] = Value::Object(own_subjects);
    }
    // Everything but the prompts, then the prompts that follow from it (and a few that do not).
    for prompts in [false, true] {
        for found in naive::instances(structure, evidence, &saved.clone()) {
            let question = question(structure, &found.question);
            if (question["for_each"]["all"] == "prompts") != prompts {
                continue;
            }
            if let Some(answer) = any_answer(choices, structure, &saved, question) {
                put(&mut saved, &found.question, found.subject.as_deref(), answer);
            }
        }
    }
    let judged = questions(structure).into_iter().find(|q| q["for_each"]["all"] == "prompts");
    if let Some(judged) = judged.filter(|_| choices.one_in(3)) {
        for prompt in ["t-1-7", "u-7-1", "s-7-17", "t-2-3"] {
            if choices.one_in(3) {
                let answer = any_answer(choices, structure, &saved, judged);
                let id = judged["id"].as_str().unwrap();
                put(&mut saved, id, Some(prompt), answer.unwrap_or(json!({ "unknown": true })));
            }
        }
    }
    if choices.one_in(8) {
        saved["answers"]["of-another-version"] = json!({ "option": "p0" });
    }
    for rule in structure["goals"]["claim"]["resolved_by"].as_array().into_iter().flatten() {
        decide(choices, structure, rule.as_str().unwrap(), &mut saved);
    }
    saved
}

/// Decides about some findings that a rule over goals or effects can raise.
fn decide(choices: &mut Choices, structure: &Value, rule: &str, saved: &mut Value) {
    let over = &structure["findings"].as_array().unwrap().iter().find(|known| known["id"] == rule).unwrap()["for_each"];
    for question in questions(structure).into_iter().filter(|question| question["goal"].is_u64()) {
        let key = match over.as_str() {
            Some("goals") => format!("{rule}/goal={}", question["goal"]),
            Some("effects") => format!("{rule}/question={}", question["id"].as_str().unwrap()),
            _ => continue,
        };
        let mut entry = match choices.below(3) {
            0 => continue,
            1 => json!({ "treated": { "measure": "Iets.", "by": "Dienst", "date": "2027-03-01" } }),
            _ => json!({ "accepted": { "by": "Raad", "reason": "Daarom." } }),
        };
        if choices.one_in(3) {
            let outcome = choices.pick(&["gone", "less", "same", "worse"]);
            entry["observed"] = json!({ "date": "2028-03-01", "by": "Dienst", "outcome": outcome });
        }
        saved["findings"][key] = entry;
    }
}

/// Writes an answer into a saved file.
pub fn put(saved: &mut Value, question: &str, subject: Option<&str>, answer: Value) {
    match subject {
        None => saved["answers"][question] = answer,
        Some(subject) => saved["answers"][question]["each"][subject] = answer,
    }
}

fn current<'a>(saved: &'a Value, found: &Instance) -> &'a Value {
    let answer = &saved["answers"][found.question.as_str()];
    found.subject.as_ref().map_or(answer, |subject| &answer["each"][subject.as_str()])
}

/// Any answer at all, or none.
fn any_answer(choices: &mut Choices, structure: &Value, saved: &Value, question: &Value) -> Option<Value> {
    let mut answer = match choices.below(10) {
        0 | 1 if choices.one_in(8) => json!({ "reason": "Nog na te gaan." }),
        0 | 1 => return None,
        2 => json!({ "unknown": true }),
        3 | 4 if question["not_applicable"] == true => json!({ "not_applicable": true }),
        3 if matches!(question["kind"].as_str(), Some("rating" | "choice")) && choices.one_in(6) => {
            json!({ "option": "of-another-version" })
        }
        _ => {
            let mut answer = given(choices, structure, saved, question, &Value::Null);
            spoil(choices, question, &mut answer);
            answer
        }
    };
    if question["facets"].is_array() && answer["not_applicable"] != true && choices.one_in(2) {
        answer["facets"] = facets(choices, structure, saved, question, &Value::Null);
        for facet in ["evidence", "who"] {
            if choices.one_in(3) {
                answer["facets"].as_object_mut().unwrap().remove(facet);
            }
        }
    }
    if answer["option"] != "of-another-version" && choices.one_in(4) {
        answer["reason"] = json!("Daarom.");
    }
    Some(answer)
}

/// Takes parts out of an answer in parts.
fn spoil(choices: &mut Choices, question: &Value, answer: &mut Value) {
    if question["kind"] == "effect" {
        for side in ["benefit", "harm"] {
            match choices.below(5) {
                3 => answer[side] = json!("unknown"),
                4 => drop(answer.as_object_mut().unwrap().remove(side)),
                _ => {}
            }
        }
    }
    if question["kind"] == "subjects" {
        let subjects = answer["subjects"].as_object_mut().unwrap();
        for subject in subjects.keys().cloned().collect::<Vec<_>>() {
            match choices.below(5) {
                3 => drop(subjects.insert(subject, json!("unknown"))),
                4 => drop(subjects.remove(&subject)),
                _ => {}
            }
        }
    }
}

fn greatest(structure: &Value, question: &Value) -> usize {
    answers_of(question, scales(structure)).len() - 1
}

fn at_most(question: &Value) -> usize {
    question["at_most"].as_u64().map_or(usize::MAX, |n| n as usize)
}

/// All facets of an effect, as they are or any value.
fn facets(
    choices: &mut Choices,
    structure: &Value,
    saved: &Value,
    question: &Value,
    before: &Value,
) -> Value {
    let mut facets = Map::new();
    for facet in question["facets"].as_array().unwrap().iter().map(|facet| facet.as_str().unwrap()) {
        let every = facet_values(structure, saved, facet, &before[facet]);
        facets.insert(facet.to_owned(), choices.pick(&every));
    }
    Value::Object(facets)
}

/// Values that a facet can have: the one it has, or each step, or each subject.
fn facet_values(structure: &Value, saved: &Value, facet: &str, before: &Value) -> Vec<Value> {
    if !before.is_null() && *before != json!([]) {
        return vec![before.clone()];
    }
    let declared = structure["facets"].as_array().unwrap().iter().find(|known| known["id"] == facet).unwrap();
    match declared["roster"].as_str() {
        Some(roster) => {
            naive::roster(structure, saved, roster).into_iter().map(|subject| json!([subject])).collect()
        }
        None => answers_of(declared, scales(structure)),
    }
}

/// A full answer that keeps what is already given.
fn given(choices: &mut Choices, structure: &Value, saved: &Value, question: &Value, before: &Value) -> Value {
    match question["kind"].as_str().unwrap() {
        "effect" => {
            let top = greatest(structure, question);
            let mut side = |name: &str| {
                if before[name].is_u64() { before[name].clone() } else { json!(choices.below(top + 1)) }
            };
            let mut answer = json!({ "benefit": side("benefit"), "harm": side("harm") });
            if question["facets"].is_array() {
                answer["facets"] = facets(choices, structure, saved, question, &before["facets"]);
            }
            answer
        }
        "subjects" => {
            let roster = naive::roster(structure, saved, question["roster"].as_str().unwrap());
            let before = &before["subjects"];
            let mut room = at_most(question)
                .saturating_sub(roster.iter().filter(|s| before[s.as_str()] == "yes").count());
            let mut subjects = Map::new();
            for subject in roster {
                let mut answer = before[&subject].clone();
                if answer != "yes" && answer != "no" {
                    let yes = room > 0 && choices.one_in(2);
                    room -= usize::from(yes);
                    answer = json!(if yes { "yes" } else { "no" });
                }
                subjects.insert(subject, answer);
            }
            json!({ "subjects": subjects })
        }
        "multiple" => {
            let mut chosen = answers_of(question, scales(structure));
            chosen.retain(|_| choices.one_in(2));
            chosen.truncate(at_most(question));
            json!({ "options": chosen })
        }
        "rating" | "choice" => json!({ "option": choices.pick(&answers_of(question, scales(structure))) }),
        "number" => json!({ "number": choices.pick(&["0", "1", "2", "3", "1.5", "-1", "0.999"]) }),
        "date" => json!({ "date": "2026-11-23" }),
        _ => json!({ "text": "Een tekst." }),
    }
}

/// Every full answer that keeps what is already given; "not applicable" too where nothing is given yet.
fn every_given(structure: &Value, saved: &Value, question: &Value, found: &Instance) -> Vec<Value> {
    let before = current(saved, found);
    let mut every = Vec::new();
    match question["kind"].as_str().unwrap() {
        "effect" => {
            let side = |name: &str| -> Vec<Value> {
                if before[name].is_u64() {
                    return vec![before[name].clone()];
                }
                (0..=greatest(structure, question)).map(|points| json!(points)).collect()
            };
            for benefit in side("benefit") {
                for harm in side("harm") {
                    every.push(json!({ "benefit": benefit, "harm": harm }));
                }
            }
            for facet in question["facets"].as_array().into_iter().flatten() {
                let facet = facet.as_str().unwrap();
                let values = facet_values(structure, saved, facet, &before["facets"][facet]);
                let with = |answer: &Value, value: &Value| {
                    let mut answer = answer.clone();
                    answer["facets"][facet] = value.clone();
                    answer
                };
                every = every
                    .iter()
                    .flat_map(|answer| values.iter().map(|value| with(answer, value)).collect::<Vec<_>>())
                    .collect();
            }
        }
        "subjects" => {
            let mut rows: Vec<Map<String, Value>> = vec![Map::new()];
            for subject in naive::roster(structure, saved, question["roster"].as_str().unwrap()) {
                let known = &before["subjects"][&subject];
                let words = if known == "yes" || known == "no" {
                    vec![known.clone()]
                } else {
                    vec![json!("no"), json!("yes")]
                };
                rows = rows
                    .iter()
                    .flat_map(|row| {
                        words.iter().map(|word| {
                            let mut row = row.clone();
                            row.insert(subject.clone(), word.clone());
                            row
                        })
                    })
                    .collect();
            }
            rows.retain(|row| row.values().filter(|v| **v == "yes").count() <= at_most(question));
            every.extend(rows.into_iter().map(|row| json!({ "subjects": row })));
        }
        "multiple" => {
            let options = answers_of(question, scales(structure));
            for set in 0..1_usize << options.len() {
                let chosen: Vec<&Value> =
                    (0..options.len()).filter(|at| set & (1 << at) != 0).map(|at| &options[at]).collect();
                if chosen.len() <= at_most(question) {
                    every.push(json!({ "options": chosen }));
                }
            }
        }
        "rating" | "choice" => {
            every.extend(
                answers_of(question, scales(structure)).into_iter().map(|id| json!({ "option": id })),
            );
        }
        "number" => every.extend(["-1", "0", "1.5", "3"].map(|n| json!({ "number": n }))),
        "date" => every.push(json!({ "date": "2026-11-23" })),
        _ => every.push(json!({ "text": "Een tekst." })),
    }
    if question["not_applicable"] == true && found.untouched {
        every.push(json!({ "not_applicable": true }));
        every.push(json!({ "not_applicable": true, "reason": "Daarom." }));
    }
    every
}

fn open_and_asked(structure: &Value, evidence: Option<&Value>, saved: &Value) -> Vec<Instance> {
    let mut open = naive::instances(structure, evidence, saved);
    open.retain(|found| found.open && found.asked == Some(true));
    open
}

fn settled(choices: &mut Choices, structure: &Value, saved: &Value, found: &Instance) -> Value {
    let question = question(structure, &found.question);
    if question["not_applicable"] == true && found.untouched && choices.one_in(4) {
        let mut answer = json!({ "not_applicable": true });
        if choices.one_in(2) {
            answer["reason"] = json!("Daarom.");
        }
        return answer;
    }
    given(choices, structure, saved, question, current(saved, found))
}

/// A random completion: what is open and asked is answered in full (or "not applicable" where that is allowed and
/// nothing was given yet), until nothing asked is open. Answers already given stay.
#[must_use]
pub fn complete(choices: &mut Choices, structure: &Value, evidence: Option<&Value>, saved: &Value) -> Value {
    let mut saved = saved.clone();
    loop {
        let open = open_and_asked(structure, evidence, &saved);
        if open.is_empty() {
            return saved;
        }
        for found in open {
            let answer = settled(choices, structure, &saved, &found);
            put(&mut saved, &found.question, found.subject.as_deref(), answer);
        }
    }
}

/// One further answer, or part of one: to a question that is open, whether or not it is asked; none if nothing is open.
#[must_use]
pub fn answer_one(
    choices: &mut Choices,
    structure: &Value,
    evidence: Option<&Value>,
    saved: &Value,
) -> Option<Value> {
    let mut open = naive::instances(structure, evidence, saved);
    open.retain(|found| found.open);
    if open.is_empty() {
        return None;
    }
    let found = choices.pick(&open);
    let mut answer = settled(choices, structure, saved, &found);
    let mut after = saved.clone();
    let before = current(saved, &found);
    // Sometimes only one of the parts.
    if choices.one_in(2) {
        if answer["benefit"].is_u64() {
            let side = choices.pick(&["benefit", "harm"]);
            let rest = if before["unknown"] == true { json!("unknown") } else { before[side].clone() };
            answer[side] = rest;
            if answer[side].is_null() {
                answer.as_object_mut().unwrap().remove(side);
            }
        } else if let Some(subjects) = answer["subjects"].as_object_mut() {
            for (subject, word) in subjects.clone() {
                let known = &before["subjects"][&subject];
                if known != &word && choices.one_in(2) {
                    if known.is_null() {
                        drop(subjects.remove(&subject))
                    } else {
                        drop(subjects.insert(subject, known.clone()))
                    }
                }
            }
        }
    }
    put(&mut after, &found.question, found.subject.as_deref(), answer);
    Some(after)
}

/// Every completion, if there are at most `limit`.
#[must_use]
pub fn every_completion(
    structure: &Value,
    evidence: Option<&Value>,
    saved: &Value,
    limit: usize,
) -> Option<Vec<Value>> {
    let mut done = Vec::new();
    let mut todo = vec![saved.clone()];
    while let Some(saved) = todo.pop() {
        let open = open_and_asked(structure, evidence, &saved);
        let Some(found) = open.first() else {
            done.push(saved);
            continue;
        };
        for answer in every_given(structure, &saved, question(structure, &found.question), found) {
            let mut after = saved.clone();
            put(&mut after, &found.question, found.subject.as_deref(), answer);
            todo.push(after);
        }
        if done.len() + todo.len() > limit {
            return None;
        }
    }
    Some(done)
}
