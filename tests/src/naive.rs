//! The second scorer: slow, simple, written from `docs/format.md` and the method alone.
//!
//! It works on plain JSON values. Conditions are Kleene logic as written; the hull of a measure is found by trying
//! every subset of its optional items, so that it shares no formula with the engine. It expects sound input (what
//! the engine accepts) and panics on anything else.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::ratio::Ratio;

/// Kleene: yes, no, or undecided (`None`).
type Kleene = Option<bool>;

const YES: Kleene = Some(true);
const NO: Kleene = Some(false);
const UNDECIDED: Kleene = None;

fn and(a: Kleene, b: Kleene) -> Kleene {
    match (a, b) {
        (NO, _) | (_, NO) => NO,
        (YES, YES) => YES,
        _ => UNDECIDED,
    }
}

fn not(a: Kleene) -> Kleene {
    a.map(|x| !x)
}

fn or(a: Kleene, b: Kleene) -> Kleene {
    not(and(not(a), not(b)))
}

fn word(k: Kleene) -> &'static str {
    match k {
        YES => "yes",
        NO => "no",
        UNDECIDED => "undecided",
    }
}

/// What the file says about one thing that is asked.
#[derive(Clone, Debug, PartialEq)]
enum Reply<T> {
    Missing,
    Unknown,
    NotApplicable { reason: bool },
    Given(T),
}

impl<T> Reply<T> {
    fn is_open(&self) -> bool {
        matches!(self, Reply::Missing | Reply::Unknown)
    }
    fn map<U>(self, f: impl FnOnce(T) -> U) -> Reply<U> {
        match self {
            Reply::Missing => Reply::Missing,
            Reply::Unknown => Reply::Unknown,
            Reply::NotApplicable { reason } => Reply::NotApplicable { reason },
            Reply::Given(value) => Reply::Given(f(value)),
        }
    }
}

/// The result of a measure.
#[derive(Clone, Debug, PartialEq)]
pub enum Bounds {
    /// Nothing to measure: not applicable.
    Void,
    /// Every value it can still take lies between the two.
    Range { lo: Ratio, hi: Ratio, may_be_void: bool },
}

impl Bounds {
    fn json(&self) -> Value {
        match self {
            Bounds::Void => json!({ "void": true }),
            Bounds::Range { lo, hi, may_be_void } => {
                json!({ "void": false, "lo": lo.to_string(), "hi": hi.to_string(), "may_be_void": may_be_void })
            }
        }
    }
    fn at_least(&self, threshold: Ratio) -> Kleene {
        match self {
            Bounds::Void => NO,
            Bounds::Range { lo, may_be_void: false, .. } if *lo >= threshold => YES,
            Bounds::Range { hi, .. } if *hi < threshold => NO,
            Bounds::Range { .. } => UNDECIDED,
        }
    }
}

/// Something a measure takes a value from, once it is not out.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    lo: Ratio,
    hi: Ratio,
    optional: bool,
    weight: Ratio,
}

/// One value of one question, for one subject.
#[derive(Clone, Debug)]
struct Leaf<'a> {
    question: &'a Value,
    subject: Option<String>,
    side: &'a str,
    weight: i128,
    /// Whether it is seen by its goal: for a goal, a gate is not always there.
    by_goal: bool,
}

/// Where a condition stands: inside which repetition, at which subject, at which goal.
#[derive(Clone, Debug)]
struct Here<'a> {
    for_each: &'a Value,
    subject: Option<String>,
    goal: Option<u64>,
    /// The effect at hand.
    effect: Option<&'a str>,
}

const NOWHERE: Here<'_> = Here { for_each: &NULL, subject: None, goal: None, effect: None };

type Key = (String, Option<String>);

struct World<'a> {
    structure: &'a Value,
    evidence: Option<&'a Value>,
    saved: &'a Value,
    questions: BTreeMap<&'a str, (&'a Value, &'a Value)>,
    asked: RefCell<BTreeMap<Key, Kleene>>,
    measured: RefCell<BTreeMap<Key, Bounds>>,
    prompts: RefCell<Option<Vec<(String, bool)>>>,
}

static NULL: Value = Value::Null;

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is missing in {value}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Scores a saved file by the letter of the contracts; see `docs/format.md`.
#[must_use]
pub fn score(structure: &Value, evidence: Option<&Value>, saved: &Value) -> Value {
    World::new(structure, evidence, saved).report()
}

/// The claim check of each goal, by the letter of `docs/format.md`.
#[must_use]
pub fn claims(structure: &Value, evidence: Option<&Value>, saved: &Value) -> Value {
    let world = World::new(structure, evidence, saved);
    let rule = &structure["goals"]["claim"];
    if rule.is_null() {
        return json!([]);
    }
    world.goals().into_iter().map(|goal| world.claim(goal, rule)).collect()
}

/// One question for one subject, and how it stands.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Id of the question.
    pub question: String,
    /// The subject, if the question is repeated.
    pub subject: Option<String>,
    /// Whether it is asked; `None` is undecided.
    pub asked: Option<bool>,
    /// Whether a part of the answer is unknown or unanswered, or a facet of it is not set.
    pub open: bool,
    /// Whether no part of the answer is given yet.
    pub untouched: bool,
}

/// Every question for every subject of its roster, in order.
#[must_use]
pub fn instances(structure: &Value, evidence: Option<&Value>, saved: &Value) -> Vec<Instance> {
    let world = World::new(structure, evidence, saved);
    let mut all = Vec::new();
    for section in list(structure, "sections") {
        for question in list(section, "questions") {
            for subject in world.subjects_of(&question["for_each"]) {
                all.push(Instance {
                    question: text(question, "id").to_owned(),
                    asked: world.asked(question, subject.as_deref()),
                    open: world.is_open(question, subject.as_deref()),
                    untouched: world.untouched(question, subject.as_deref()),
                    subject,
                });
            }
        }
    }
    all
}

/// Subjects of a roster for this file: declared ones, then own ones in the order of the file.
#[must_use]
pub fn roster(structure: &Value, saved: &Value, id: &str) -> Vec<String> {
    World::new(structure, None, saved).roster(id)
}

impl<'a> World<'a> {
    fn new(structure: &'a Value, evidence: Option<&'a Value>, saved: &'a Value) -> Self {
        let mut questions = BTreeMap::new();
        for section in list(structure, "sections") {
            for question in list(section, "questions") {
                questions.insert(text(question, "id"), (section, question));
            }
        }
        World {
            structure,
            evidence,
            saved,
            questions,
            asked: RefCell::default(),
            measured: RefCell::default(),
            prompts: RefCell::default(),
        }
    }

    // ---- what the structure holds ----

    fn question(&self, id: &str) -> &'a Value {
        self.questions.get(id).unwrap_or_else(|| panic!("no question {id}")).1
    }

    fn declared_measure(&self, id: &str) -> Value {
        for measure in list(self.structure, "measures") {
            if measure["id"] == id {
                return measure.clone();
            }
        }
        let parts: Vec<&str> = id.split('.').collect();
        match parts[..] {
            ["goal", goal, side, aggregate] => self.goal_measure(goal.parse().unwrap(), side, aggregate),
            _ => panic!("no measure {id}"),
        }
    }

    /// The goal measures are ordinary measures over the goal's effect questions.
    fn goal_measure(&self, goal: u64, side: &str, aggregate: &str) -> Value {
        let mut items = Vec::new();
        for question in self.effects_of(goal) {
            let weight = question["weight"].as_i64().unwrap_or(1);
            items
                .push(json!({ "question": question["id"], "side": side, "weight": weight, "by_goal": true }));
        }
        json!({ "id": format!("goal.{goal}.{side}.{aggregate}"), "aggregate": aggregate, "items": items })
    }

    fn effects_of(&self, goal: u64) -> Vec<&'a Value> {
        let mut effects = Vec::new();
        for section in list(self.structure, "sections") {
            for question in list(section, "questions") {
                if question["kind"] == "effect" && question["goal"] == goal {
                    effects.push(question);
                }
            }
        }
        effects
    }

    /// The goals that have a result.
    fn goals(&self) -> Vec<u64> {
        if self.structure["goals"].is_null() {
            return Vec::new();
        }
        (1..=17).filter(|goal| !self.effects_of(*goal).is_empty()).collect()
    }

    fn roster(&self, id: &str) -> Vec<String> {
        if self.structure["interlinkages"]["roster"] == id {
            return self.prompts().into_iter().map(|(prompt, _)| prompt).collect();
        }
        let mut subjects = Vec::new();
        for roster in list(self.structure, "rosters") {
            if roster["id"] == id {
                subjects.extend(list(roster, "subjects").iter().map(|s| s.as_str().unwrap().to_owned()));
            }
        }
        for own in list(&self.saved["own_subjects"], id) {
            subjects.push(text(own, "id").to_owned());
        }
        subjects
    }

    fn roster_of(&self, for_each: &Value) -> String {
        match (for_each["in"].as_str(), for_each["all"].as_str()) {
            (Some(question), _) => text(self.question(question), "roster").to_owned(),
            (_, Some(roster)) => roster.to_owned(),
            _ => panic!("not a for_each: {for_each}"),
        }
    }

    /// Subjects something stands for: one `None` when it is not repeated.
    fn subjects_of(&self, for_each: &Value) -> Vec<Option<String>> {
        if for_each.is_null() {
            return vec![None];
        }
        self.roster(&self.roster_of(for_each)).into_iter().map(Some).collect()
    }

    /// Whether something repeated exists for this subject.
    fn subject_holds(&self, for_each: &Value, subject: Option<&str>) -> Kleene {
        match (for_each["in"].as_str(), subject) {
            (Some(question), Some(subject)) => self.is_in(question, subject),
            _ => YES,
        }
    }

    // ---- what the file says ----

    fn raw(&self, question: &Value, subject: Option<&str>) -> &'a Value {
        let answer = &self.saved["answers"][text(question, "id")];
        match subject {
            None => answer,
            Some(subject) => &answer["each"][subject],
        }
    }

    fn step_points(&self, question: &Value, step: &str) -> Option<Ratio> {
        let from = match text(question, "kind") {
            "rating" | "effect" => self.steps(question),
            _ => list(question, "options"),
        };
        from.iter().find(|s| s["id"] == step).map(|s| Ratio::whole(s["points"].as_i64().unwrap_or(0)))
    }

    fn steps(&self, question: &Value) -> &'a [Value] {
        for scale in list(self.structure, "scales") {
            if scale["id"] == question["scale"] {
                return list(scale, "steps");
            }
        }
        panic!("no scale for {question}")
    }

    /// Options or steps chosen.
    fn chosen(&self, question: &Value, subject: Option<&str>) -> Reply<Vec<String>> {
        let known =
            |id: &Value| id.as_str().filter(|id| self.step_points(question, id).is_some()).map(str::to_owned);
        let raw = self.raw(question, subject);
        self.wrap(question, subject, || {
            if question["kind"] == "multiple" {
                raw["options"].as_array().map(|ids| ids.iter().filter_map(known).collect())
            } else {
                known(&raw["option"]).map(|id| vec![id])
            }
        })
    }

    /// "Unknown" and "not applicable" first, then what `given` finds.
    fn wrap<T>(
        &self,
        question: &Value,
        subject: Option<&str>,
        given: impl FnOnce() -> Option<T>,
    ) -> Reply<T> {
        let raw = self.raw(question, subject);
        if raw["not_applicable"] == true {
            return Reply::NotApplicable { reason: raw["reason"].as_str().is_some_and(|r| !r.is_empty()) };
        }
        if raw["unknown"] == true {
            return Reply::Unknown;
        }
        given().map_or(Reply::Missing, Reply::Given)
    }

    fn points(&self, question: &Value, subject: Option<&str>) -> Reply<Ratio> {
        if question["kind"] == "number" {
            let raw = self.raw(question, subject);
            return self.wrap(question, subject, || raw["number"].as_str().map(Ratio::decimal));
        }
        self.chosen(question, subject)
            .map(|ids| ids.iter().fold(Ratio::ZERO, |sum, id| sum + self.step_points(question, id).unwrap()))
    }

    fn effect_side(&self, question: &Value, subject: Option<&str>, side: &str) -> Reply<Ratio> {
        let raw = &self.raw(question, subject)[side];
        if raw == "unknown" {
            return Reply::Unknown;
        }
        self.wrap(question, subject, || raw.as_i64().map(Ratio::whole))
    }

    /// A subject in a `subjects` question: 1 for yes, 0 for no.
    fn member(&self, question: &Value, subject: &str) -> Reply<Ratio> {
        let raw = &self.raw(question, None)["subjects"][subject];
        if raw == "unknown" {
            return Reply::Unknown;
        }
        self.wrap(question, None, || match raw.as_str() {
            Some("yes") => Some(Ratio::ONE),
            Some("no") => Some(Ratio::ZERO),
            _ => None,
        })
    }

    /// The answer as a whole. Given only if every part of it is; unanswered if one part is unanswered.
    fn reply(&self, question: &Value, subject: Option<&str>) -> Reply<()> {
        let parts: Vec<Reply<Ratio>> = match text(question, "kind") {
            "effect" => ["benefit", "harm"].iter().map(|s| self.effect_side(question, subject, s)).collect(),
            "subjects" => {
                let said = self.wrap(question, subject, || {
                    self.raw(question, subject)["subjects"].as_object().map(|_| ())
                });
                if !matches!(said, Reply::Given(())) {
                    return said;
                }
                self.members(question).iter().map(|member| self.member(question, member)).collect()
            }
            "rating" | "choice" | "multiple" => return self.chosen(question, subject).map(|_| ()),
            kind => {
                return self
                    .wrap(question, subject, || self.raw(question, subject)[kind].as_str())
                    .map(|_| ());
            }
        };
        if let Some(Reply::NotApplicable { reason }) =
            parts.iter().find(|p| matches!(p, Reply::NotApplicable { .. }))
        {
            return Reply::NotApplicable { reason: *reason };
        }
        if parts.contains(&Reply::Missing) {
            return Reply::Missing;
        }
        if parts.contains(&Reply::Unknown) { Reply::Unknown } else { Reply::Given(()) }
    }

    /// Subjects for which a `subjects` question is not certainly left out by `among`.
    fn members(&self, question: &Value) -> Vec<String> {
        let mut members = self.roster(text(question, "roster"));
        if let Some(among) = question["among"].as_str() {
            members.retain(|member| self.is_in(among, member) != NO);
        }
        members
    }

    fn is_open(&self, question: &Value, subject: Option<&str>) -> bool {
        let set = |facet: &Value| {
            let value = &self.raw(question, subject)["facets"][facet.as_str().unwrap()];
            !value.is_null() && *value != json!([])
        };
        match self.reply(question, subject) {
            Reply::NotApplicable { .. } => false,
            reply => reply.is_open() || !list(question, "facets").iter().all(set),
        }
    }

    fn untouched(&self, question: &Value, subject: Option<&str>) -> bool {
        let raw = self.raw(question, subject);
        let given = |side: &str| raw[side].is_i64() || raw[side].is_u64();
        let members = raw["subjects"].as_object();
        let decided = members.is_some_and(|m| m.values().any(|v| v == "yes" || v == "no"));
        match text(question, "kind") {
            "effect" => self.reply(question, subject).is_open() && !given("benefit") && !given("harm"),
            "subjects" => self.reply(question, subject).is_open() && !decided,
            _ => self.reply(question, subject).is_open(),
        }
    }

    // ---- asked, in ----

    fn asked(&self, question: &'a Value, subject: Option<&str>) -> Kleene {
        let key = (text(question, "id").to_owned(), subject.map(str::to_owned));
        if let Some(known) = self.asked.borrow().get(&key) {
            return *known;
        }
        let section = self.questions[text(question, "id")].0;
        let here = Here { for_each: &question["for_each"], subject: subject.map(str::to_owned), ..NOWHERE };
        let asked = and(
            self.subject_holds(&question["for_each"], subject),
            and(
                self.condition_or_yes(&section["ask_if"], &NOWHERE),
                self.condition_or_yes(&question["ask_if"], &here),
            ),
        );
        self.asked.borrow_mut().insert(key, asked);
        asked
    }

    fn is_in(&self, question: &str, subject: &str) -> Kleene {
        let question = self.question(question);
        let said = match self.member(question, subject) {
            Reply::Given(value) => Some(value == Ratio::ONE),
            Reply::NotApplicable { .. } => NO,
            Reply::Missing | Reply::Unknown => UNDECIDED,
        };
        let among = question["among"].as_str().map_or(YES, |among| self.is_in(among, subject));
        and(self.asked(question, None), and(said, among))
    }

    // ---- conditions ----

    fn condition_or_yes(&self, condition: &Value, here: &Here<'_>) -> Kleene {
        if condition.is_null() { YES } else { self.condition(condition, here) }
    }

    fn condition(&self, condition: &Value, here: &Here<'_>) -> Kleene {
        let (name, body) = condition.as_object().unwrap().iter().next().unwrap();
        let conditions = || body.as_array().unwrap().iter().map(|c| self.condition(c, here));
        match name.as_str() {
            "all" => conditions().fold(YES, and),
            "any" => conditions().fold(NO, or),
            "not" => not(self.condition(body, here)),
            "subject" => {
                let subject = body["is"].as_str().or(here.subject.as_deref()).unwrap();
                self.is_in(text(body, "question"), subject)
            }
            "any_subject" => {
                let question = text(body, "question");
                let roster = self.roster(text(self.question(question), "roster"));
                roster.iter().fold(NO, |any, subject| or(any, self.is_in(question, subject)))
            }
            "goal_touched" => self.goal_touched(self.goal_here(body, here)),
            "goal_benefit" | "goal_harm" => {
                let goal = self.goal_here(body, here);
                let measure = self.goal_measure(goal, name.trim_start_matches("goal_"), "max");
                self.measure(&measure, None).at_least(Ratio::fraction(text(body, "at_least")))
            }
            "measure" => {
                let measure = self.declared_measure(text(body, "measure"));
                let subject = if measure["for_each"].is_null() { None } else { here.subject.as_deref() };
                self.measure(&measure, subject).at_least(Ratio::fraction(text(body, "at_least")))
            }
            "any_goal" => self.goals().into_iter().fold(NO, |any, goal| {
                or(any, self.condition(body, &Here { goal: Some(goal), ..here.clone() }))
            }),
            "goal_unknown" | "goal_unanswered" => {
                let state = if name == "goal_unknown" { Reply::Unknown } else { Reply::Missing };
                self.effects_of(self.goal_here(body, here)).into_iter().fold(NO, |any, question| {
                    let so = Some(self.some_part(question, None, &state));
                    or(any, and(self.asked_by_goal(question, None), so))
                })
            }
            "any_unknown" | "any_unanswered" => {
                let state = if name == "any_unknown" { Reply::Unknown } else { Reply::Missing };
                Some(self.everywhere().iter().any(|(question, subject)| {
                    let subject = subject.as_deref();
                    self.asked(question, subject) == YES && self.some_part(question, subject, &state)
                }))
            }
            "coverage" => {
                let at_least = Ratio::fraction(text(body, "at_least"));
                Some(self.share_covered(body, here).is_none_or(|share| share >= at_least))
            }
            _ => {
                let question = self.question(body["question"].as_str().or(here.effect).unwrap());
                let subject = if question["for_each"].is_null() { None } else { here.subject.as_deref() };
                let asked = self.asked(question, subject);
                let at_least = || Ratio::whole(body["at_least"].as_i64().unwrap());
                match name.as_str() {
                    "option" => {
                        let wanted =
                            |id: &String| list(body, "is").iter().any(|option| option == id.as_str());
                        let chosen = self.chosen(question, subject).map(|ids| ids.iter().any(wanted));
                        and(asked, compared(chosen))
                    }
                    "points" => and(asked, compared(self.points(question, subject).map(|p| p >= at_least()))),
                    "benefit" | "harm" => {
                        let side = self.effect_side(question, subject, name);
                        and(asked, compared(side.map(|p| p >= at_least())))
                    }
                    "is_out" => match self.reply(question, subject) {
                        _ if asked == NO => YES,
                        Reply::NotApplicable { .. } => YES,
                        _ if asked == UNDECIDED => UNDECIDED,
                        reply if reply.is_open() && question["not_applicable"] == true => UNDECIDED,
                        _ => NO,
                    },
                    "is_unknown" => and(asked, Some(self.some_part(question, subject, &Reply::Unknown))),
                    "is_unanswered" => and(asked, Some(self.some_part(question, subject, &Reply::Missing))),
                    "facet" => and(asked, self.facet(question, subject, body)),
                    "not_applicable" => {
                        let reply = self.reply(question, subject);
                        and(asked, Some(matches!(reply, Reply::NotApplicable { .. })))
                    }
                    "reason_missing" => {
                        let open = self.reply(question, subject).is_open();
                        let reason = self.raw(question, subject)["reason"].as_str().unwrap_or("");
                        and(asked, Some(!open && reason.trim().is_empty()))
                    }
                    _ => panic!("no such condition: {condition}"),
                }
            }
        }
    }

    /// Every question, for every subject of its roster.
    fn everywhere(&self) -> Vec<(&'a Value, Option<String>)> {
        let mut all = Vec::new();
        for section in list(self.structure, "sections") {
            for question in list(section, "questions") {
                all.extend(
                    self.subjects_of(&question["for_each"]).into_iter().map(|subject| (question, subject)),
                );
            }
        }
        all
    }

    fn facet(&self, question: &Value, subject: Option<&str>, body: &Value) -> Kleene {
        let facet = text(body, "facet");
        let sides = ["benefit", "harm"].map(|side| self.effect_side(question, subject, side));
        if !list(question, "facets").iter().any(|known| known == facet)
            || matches!(sides[0], Reply::NotApplicable { .. })
        {
            return NO;
        }
        let wanted = list(body, "is");
        let compared = match &self.raw(question, subject)["facets"][facet] {
            Value::String(step) => Some(wanted.iter().any(|one| one == step)),
            Value::Array(subjects) if !subjects.is_empty() => {
                Some(subjects.iter().any(|subject| wanted.contains(subject)))
            }
            _ => UNDECIDED,
        };
        let no_answer = sides.iter().all(Reply::is_open);
        if no_answer && question["not_applicable"] == true { and(compared, UNDECIDED) } else { compared }
    }

    /// Answered weight over the weight of what is certainly asked and applies.
    fn share_covered(&self, body: &Value, here: &Here<'_>) -> Option<Ratio> {
        let mut parts = Vec::new();
        if let Some(measure) = body["measure"].as_str() {
            let measure = self.declared_measure(measure);
            let subject = if measure["for_each"].is_null() { None } else { here.subject.clone() };
            parts.push(self.coverage(&measure, subject.as_deref()));
        } else if let Some(id) = body["principle"].as_str() {
            let principle = list(self.structure, "principles").iter().find(|p| p["id"] == id).unwrap();
            // As if its components stood in one measure.
            let items: Vec<Value> =
                list(principle, "components").iter().map(|c| json!({ "measure": c })).collect();
            parts.push(self.coverage(&json!({ "id": "headline", "items": items }), None));
        } else {
            let goal = self.goal_here(body, here);
            for side in ["benefit", "harm"] {
                parts.push(self.coverage(&self.goal_measure(goal, side, "max"), None));
            }
        }
        let sum = |key: &str| Ratio::whole(parts.iter().map(|part| part[key].as_i64().unwrap()).sum());
        let all = sum("answered") + sum("unknown") + sum("unanswered");
        (all > Ratio::ZERO).then(|| sum("answered") / all)
    }

    /// Whether the answer, or one of its parts, is in this state.
    fn some_part(&self, question: &Value, subject: Option<&str>, state: &Reply<Ratio>) -> bool {
        match text(question, "kind") {
            "effect" => {
                ["benefit", "harm"].iter().any(|side| self.effect_side(question, subject, side) == *state)
            }
            "subjects" if !self.members(question).is_empty() => {
                self.members(question).iter().any(|member| self.member(question, member) == *state)
            }
            _ => self.reply(question, subject).map(|()| Ratio::ZERO) == *state,
        }
    }

    fn goal_here(&self, body: &Value, here: &Here<'_>) -> u64 {
        body["goal"].as_u64().or(here.goal).unwrap()
    }

    /// Asking as seen by the goal: of a gate, "asked and not (any other effect question of the goal is asked)".
    fn asked_by_goal(&self, question: &'a Value, subject: Option<&str>) -> Kleene {
        let asked = self.asked(question, subject);
        if question["gate"] != true {
            return asked;
        }
        let mut other = NO;
        for effect in self.effects_of(question["goal"].as_u64().unwrap()) {
            if effect["id"] != question["id"] {
                other = or(other, self.asked(effect, None));
            }
        }
        and(asked, not(other))
    }

    fn goal_touched(&self, goal: u64) -> Kleene {
        let mut touched = NO;
        for question in self.effects_of(goal) {
            for subject in self.subjects_of(&question["for_each"]) {
                let above = |side| {
                    compared(self.effect_side(question, subject.as_deref(), side).map(|p| p > Ratio::ZERO))
                };
                let asked = self.asked_by_goal(question, subject.as_deref());
                let here = and(asked, or(above("benefit"), above("harm")));
                touched = or(touched, here);
            }
        }
        touched
    }

    fn goal_open(&self, goal: u64) -> bool {
        self.effects_of(goal).into_iter().any(|question| {
            self.subjects_of(&question["for_each"]).iter().any(|subject| {
                let asked = self.asked_by_goal(question, subject.as_deref());
                match (asked, self.reply(question, subject.as_deref())) {
                    (NO, _) | (_, Reply::NotApplicable { .. }) => false,
                    (UNDECIDED, _) => true,
                    (YES, reply) => reply.is_open(),
                }
            })
        })
    }

    fn topics(&self, goal: u64) -> Value {
        let (mut applicable, mut touched, mut unknown, mut unanswered) = (0, 0, 0, 0);
        for question in self.effects_of(goal) {
            let asked = self.asked_by_goal(question, None);
            let sides = ["benefit", "harm"].map(|side| self.effect_side(question, None, side));
            if asked == NO || matches!(sides[0], Reply::NotApplicable { .. }) {
                continue;
            }
            let above =
                sides.iter().any(|side| matches!(side, Reply::Given(points) if *points > Ratio::ZERO));
            applicable += 1;
            touched += u64::from(asked == YES && above);
            unknown += u64::from(sides.contains(&Reply::Unknown));
            unanswered += u64::from(sides.contains(&Reply::Missing));
        }
        json!({ "applicable": applicable, "touched": touched, "unknown": unknown, "unanswered": unanswered })
    }

    // ---- leaves and items ----

    /// The leaves an item of a measure stands for.
    fn leaves_of_item(&self, item: &Value, measure: &Value, subject: Option<&str>) -> Vec<Leaf<'a>> {
        let question = self.question(text(item, "question"));
        let side = SIDES.iter().find(|side| item["side"] == **side).copied().unwrap_or("");
        let weight = i128::from(item["weight"].as_i64().unwrap_or(1));
        let subjects = if question["kind"] == "subjects" && side != "treated" {
            self.roster(text(question, "roster")).into_iter().map(Some).collect()
        } else {
            self.subjects_within(&question["for_each"], measure, subject)
        };
        let by_goal = item["by_goal"] == true;
        subjects.into_iter().map(|subject| Leaf { question, subject, side, weight, by_goal }).collect()
    }

    /// The same subject inside the same repetition, every subject otherwise.
    fn subjects_within(
        &self,
        for_each: &Value,
        measure: &Value,
        subject: Option<&str>,
    ) -> Vec<Option<String>> {
        if !for_each.is_null() && *for_each == measure["for_each"] {
            return vec![subject.map(str::to_owned)];
        }
        self.subjects_of(for_each)
    }

    fn leaf_asked(&self, leaf: &Leaf<'a>) -> Kleene {
        if leaf.question["kind"] == "subjects" {
            let member = leaf.subject.as_deref();
            let among = leaf.question["among"].as_str();
            let among = among.zip(member).map_or(YES, |(among, member)| self.is_in(among, member));
            return and(self.asked(leaf.question, None), among);
        }
        if leaf.by_goal {
            return self.asked_by_goal(leaf.question, leaf.subject.as_deref());
        }
        self.asked(leaf.question, leaf.subject.as_deref())
    }

    /// What the file says for a leaf, in raw points of its side.
    fn leaf_reply(&self, leaf: &Leaf<'a>) -> Reply<Ratio> {
        let subject = leaf.subject.as_deref();
        match (text(leaf.question, "kind"), leaf.side) {
            (_, "treated") => match self.reply(leaf.question, subject) {
                Reply::Given(()) | Reply::NotApplicable { reason: true } => Reply::Given(Ratio::ONE),
                Reply::NotApplicable { reason: false } => Reply::Given(Ratio::ZERO),
                open => open.map(|()| Ratio::ZERO),
            },
            ("effect", side) => self.effect_side(leaf.question, subject, side),
            ("subjects", _) => self.member(leaf.question, subject.unwrap()),
            (_, "positive") => self.points(leaf.question, subject).map(|p| p.max(Ratio::ZERO)),
            (_, "negative") => self.points(leaf.question, subject).map(|p| (-p).max(Ratio::ZERO)),
            _ => self.points(leaf.question, subject),
        }
    }

    /// Least and greatest raw points of a leaf.
    fn leaf_range(&self, leaf: &Leaf<'a>) -> (Ratio, Ratio) {
        let points = |from: &[Value]| -> Vec<Ratio> {
            from.iter().map(|s| Ratio::whole(s["points"].as_i64().unwrap())).collect()
        };
        match (text(leaf.question, "kind"), leaf.side) {
            (_, "treated") | ("subjects", _) => (Ratio::ZERO, Ratio::ONE),
            ("multiple", _) => {
                let points = points(list(leaf.question, "options"));
                let sum = |some: fn(&Ratio) -> bool| {
                    points.iter().copied().filter(some).fold(Ratio::ZERO, |a, b| a + b)
                };
                (sum(|p| *p < Ratio::ZERO), sum(|p| *p > Ratio::ZERO))
            }
            (kind, side) => {
                let from =
                    if kind == "choice" { list(leaf.question, "options") } else { self.steps(leaf.question) };
                let points = points(from);
                let (least, greatest) = (*points.iter().min().unwrap(), *points.iter().max().unwrap());
                match side {
                    "positive" => (Ratio::ZERO, greatest),
                    "negative" => (Ratio::ZERO, -least),
                    _ => (least, greatest),
                }
            }
        }
    }

    /// The item a leaf makes, in raw points, or nothing when it is out.
    fn leaf_item(&self, leaf: &Leaf<'a>) -> Option<Item> {
        let asked = self.leaf_asked(leaf);
        if asked == NO {
            return None;
        }
        let weight = Ratio::whole(i64::try_from(leaf.weight).unwrap());
        let (least, greatest) = self.leaf_range(leaf);
        match self.leaf_reply(leaf) {
            Reply::NotApplicable { .. } => None,
            Reply::Given(value) => Some(Item { lo: value, hi: value, optional: asked == UNDECIDED, weight }),
            Reply::Missing | Reply::Unknown => {
                let may_leave = leaf.side != "treated" && leaf.question["not_applicable"] == true;
                Some(Item { lo: least, hi: greatest, optional: asked == UNDECIDED || may_leave, weight })
            }
        }
    }

    // ---- measures ----

    fn measure(&self, measure: &Value, subject: Option<&str>) -> Bounds {
        let key = (text(measure, "id").to_owned(), subject.map(str::to_owned));
        if let Some(known) = self.measured.borrow().get(&key) {
            return known.clone();
        }
        let bounds = match self.subject_holds(&measure["for_each"], subject) {
            NO => Bounds::Void,
            holds => match self.measure_within(measure, subject) {
                Bounds::Range { lo, hi, may_be_void } => {
                    Bounds::Range { lo, hi, may_be_void: may_be_void || holds == UNDECIDED }
                }
                Bounds::Void => Bounds::Void,
            },
        };
        self.measured.borrow_mut().insert(key, bounds.clone());
        bounds
    }

    fn measure_within(&self, measure: &Value, subject: Option<&str>) -> Bounds {
        let aggregate = text(measure, "aggregate");
        if aggregate == "attainment" {
            return self.attainment(measure, subject);
        }
        let raw = aggregate == "sum" || aggregate == "count";
        let mut items = Vec::new();
        for item in list(measure, "items") {
            if item["question"].is_string() {
                for leaf in self.leaves_of_item(item, measure, subject) {
                    let Some(mut found) = self.leaf_item(&leaf) else { continue };
                    if !raw {
                        let (least, greatest) = self.leaf_range(&leaf);
                        found.lo = (found.lo - least) / (greatest - least);
                        found.hi = (found.hi - least) / (greatest - least);
                    }
                    items.push(found);
                }
            } else {
                let child = self.declared_measure(text(item, "measure"));
                let weight = Ratio::whole(item["weight"].as_i64().unwrap_or(1));
                for subject in self.subjects_within(&child["for_each"], measure, subject) {
                    if let Bounds::Range { lo, hi, may_be_void } = self.measure(&child, subject.as_deref()) {
                        items.push(Item { lo, hi, optional: may_be_void, weight });
                    }
                }
            }
        }
        let threshold = measure["at_least"].as_str().map(Ratio::fraction);
        hull(aggregate, threshold, &items)
    }

    fn attainment(&self, measure: &Value, subject: Option<&str>) -> Bounds {
        let leaf = |key: &str| {
            let question = self.question(measure[key].as_str()?);
            let subject = if question["for_each"].is_null() { None } else { subject.map(str::to_owned) };
            Some(Leaf { question, subject, side: "", weight: 1, by_goal: false })
        };
        let Some(reached) = self.leaf_item(&leaf("reached").unwrap()) else { return Bounds::Void };
        // Every step the intended one can be; `None`: it does not count.
        let mut intended: Vec<Option<Ratio>> = Vec::new();
        match leaf("intended").and_then(|leaf| self.leaf_item(&leaf)) {
            None => intended.push(None),
            Some(item) => {
                intended.extend(steps_between(item.lo, item.hi).into_iter().map(Some));
                if item.optional {
                    intended.push(None);
                }
            }
        }
        // Every step that can be required.
        let here = Here { for_each: &measure["for_each"], subject: subject.map(str::to_owned), ..NOWHERE };
        let mut required = vec![Ratio::whole(measure["required"]["base"].as_i64().unwrap())];
        for rule in list(&measure["required"], "rules") {
            let step = Ratio::whole(rule["step"].as_i64().unwrap());
            let raised: Vec<Ratio> = required.iter().map(|r| step.max(*r)).collect();
            match self.condition(&rule["if"], &here) {
                YES => required = raised,
                UNDECIDED => required.extend(raised),
                NO => {}
            }
        }
        let mut values = Vec::new();
        for reached in steps_between(reached.lo, reached.hi) {
            for intended in &intended {
                for required in &required {
                    let wanted = intended.map_or(*required, |intended| intended.max(*required));
                    values.push((reached / wanted).min(Ratio::ONE));
                }
            }
        }
        let (lo, hi) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
        Bounds::Range { lo, hi, may_be_void: reached.optional }
    }

    fn leaves(&self, measure: &Value, subject: Option<&str>) -> Vec<Leaf<'a>> {
        let mut leaves = Vec::new();
        for key in ["reached", "intended"] {
            if let Some(question) = measure[key].as_str() {
                let question = self.question(question);
                let subject = if question["for_each"].is_null() { None } else { subject.map(str::to_owned) };
                leaves.push(Leaf { question, subject, side: "", weight: 1, by_goal: false });
            }
        }
        for item in list(measure, "items") {
            if item["question"].is_string() {
                leaves.extend(self.leaves_of_item(item, measure, subject));
            } else {
                let child = self.declared_measure(text(item, "measure"));
                for subject in self.subjects_within(&child["for_each"], measure, subject) {
                    leaves.extend(self.leaves(&child, subject.as_deref()));
                }
            }
        }
        leaves
    }

    fn coverage(&self, measure: &Value, subject: Option<&str>) -> Value {
        let mut distinct: BTreeMap<(&str, Option<String>, &str), Leaf<'a>> = BTreeMap::new();
        for leaf in self.leaves(measure, subject) {
            let key = (text(leaf.question, "id"), leaf.subject.clone(), leaf.side);
            let known = distinct.entry(key).or_insert_with(|| leaf.clone());
            known.weight = known.weight.max(leaf.weight);
        }
        let (mut answered, mut unknown, mut unanswered, mut undecided) = (0, 0, 0, 0);
        for leaf in distinct.values() {
            match (self.leaf_asked(leaf), self.leaf_reply(leaf)) {
                (NO, _) | (_, Reply::NotApplicable { .. }) => {}
                (UNDECIDED, _) => undecided += 1,
                (YES, Reply::Given(_)) => answered += leaf.weight,
                (YES, Reply::Unknown) => unknown += leaf.weight,
                (YES, Reply::Missing) => unanswered += leaf.weight,
            }
        }
        let small = |n: i128| i64::try_from(n).unwrap();
        json!({ "answered": small(answered), "unknown": small(unknown), "unanswered": small(unanswered), "undecided": undecided })
    }

    // ---- interlinkages ----

    fn lower(&self, goal: u64, side: &str) -> Ratio {
        match self.measure(&self.goal_measure(goal, side, "max"), None) {
            Bounds::Void => Ratio::ZERO,
            Bounds::Range { lo, .. } => lo,
        }
    }

    /// Prompts in order, with whether they were answered before.
    fn prompts(&self) -> Vec<(String, bool)> {
        if let Some(known) = self.prompts.borrow().as_ref() {
            return known.clone();
        }
        let interlinkages = &self.structure["interlinkages"];
        if interlinkages.is_null() {
            return Vec::new();
        }
        let evidence = Evidence(self.evidence.expect("interlinkages need evidence"));
        let goals: Vec<u64> = (1..=17).collect();
        let benefit: BTreeMap<u64, Ratio> = goals.iter().map(|g| (*g, self.lower(*g, "benefit"))).collect();
        let harm: BTreeMap<u64, Ratio> = goals.iter().map(|g| (*g, self.lower(*g, "harm"))).collect();
        let touched = |g: u64| benefit[&g] > Ratio::ZERO || harm[&g] > Ratio::ZERO;

        // Each queue: (sort key, i, j, whether it qualifies today).
        let mut queues: [Vec<Prompt>; 3] = Default::default();
        for &i in &goals {
            for &j in &goals {
                if i == j {
                    continue;
                }
                if i < j {
                    let (double, label) = evidence.label(i, j);
                    let strength =
                        (benefit[&i] * evidence.negative(i, j)).max(benefit[&j] * evidence.negative(j, i));
                    queues[0].push(Prompt {
                        order: (Ratio::whole(i64::from(!double)), Ratio::whole(label), -strength),
                        pair: (i, j),
                        id: format!("t-{i}-{j}"),
                        qualifies: label != NO_LABEL && (touched(i) || touched(j)),
                    });
                }
                let undermined = harm[&i] * evidence.positive(i, j);
                queues[1].push(Prompt {
                    order: (-undermined, Ratio::ZERO, Ratio::ZERO),
                    pair: (i, j),
                    id: format!("u-{i}-{j}"),
                    qualifies: undermined > Ratio::ZERO,
                });
                let unused = benefit[&i] * evidence.positive(i, j);
                queues[2].push(Prompt {
                    order: (-unused, Ratio::ZERO, Ratio::ZERO),
                    pair: (i, j),
                    id: format!("s-{i}-{j}"),
                    qualifies: unused > Ratio::ZERO && self.goal_touched(j) == NO,
                });
            }
        }
        let answered = self.prompts_answered(text(interlinkages, "roster"));
        for queue in &mut queues {
            queue.sort_by_key(|prompt| (prompt.order, prompt.pair));
        }
        let mut chosen: [Vec<&Prompt>; 3] = Default::default();
        for (chosen, queue) in chosen.iter_mut().zip(&queues) {
            chosen.extend(queue.iter().filter(|p| answered.contains(&p.id)));
            chosen.sort_by_key(|p| p.pair);
        }
        let places = &interlinkages["places"];
        let places =
            ["known_tradeoffs", "undermining", "unused_synergy"].map(|q| places[q].as_u64().unwrap());
        let mut left = 0;
        for round in 0..2 {
            for queue in 0..3 {
                if round == 0 {
                    // Prompts answered before use up places, their queue's own ones and those passed on.
                    left = (left + places[queue]).saturating_sub(chosen[queue].len() as u64);
                }
                for prompt in queues[queue].iter().filter(|p| p.qualifies) {
                    let taken = chosen[queue].iter().any(|p| p.id == prompt.id);
                    let others = if round == 0 { &chosen[..queue] } else { &chosen[..] };
                    let passed_over = others.iter().flatten().any(|p| p.same_pair(prompt));
                    if left > 0 && !taken && !passed_over {
                        chosen[queue].push(prompt);
                        left -= 1;
                    }
                }
            }
        }
        let prompts: Vec<(String, bool)> =
            chosen.iter().flatten().map(|p| (p.id.clone(), answered.contains(&p.id))).collect();
        *self.prompts.borrow_mut() = Some(prompts.clone());
        prompts
    }

    /// Prompts with something recorded (an answer of any sort, or a reason) for some question repeated over them.
    fn prompts_answered(&self, roster: &str) -> Vec<String> {
        let mut answered = Vec::new();
        for (_, question) in self.questions.values() {
            if question["for_each"]["all"] != roster {
                continue;
            }
            if let Some(each) = self.saved["answers"][text(question, "id")]["each"].as_object() {
                for (prompt, raw) in each {
                    let half = raw["benefit"] != Value::Null || raw["harm"] != Value::Null;
                    let said = self.reply(question, Some(prompt)) != Reply::Missing;
                    if said || half || raw["reason"].is_string() {
                        answered.push(prompt.clone());
                    }
                }
            }
        }
        answered
    }

    // ---- the report ----

    fn report(&self) -> Value {
        let mut measures = Vec::new();
        for measure in list(self.structure, "measures") {
            for subject in self.subjects_of(&measure["for_each"]) {
                let mut entry = self.measure(measure, subject.as_deref()).json();
                entry["id"] = measure["id"].clone();
                entry["subject"] = json!(subject);
                entry["coverage"] = self.coverage(measure, subject.as_deref());
                measures.push(entry);
            }
        }
        let mut goals = Vec::new();
        for goal in self.goals() {
            let bounds = |side: &str, aggregate: &str| {
                let measure = self.goal_measure(goal, side, aggregate);
                let mut entry = self.measure(&measure, None).json();
                entry["coverage"] = self.coverage(&measure, None);
                entry
            };
            goals.push(json!({
                "goal": goal,
                "touched": word(self.goal_touched(goal)),
                "open": self.goal_open(goal),
                "benefit": { "max": bounds("benefit", "max"), "mean": bounds("benefit", "mean") },
                "harm": { "max": bounds("harm", "max"), "mean": bounds("harm", "mean") },
                "topics": self.topics(goal),
            }));
        }
        let principles: Vec<Value> =
            list(self.structure, "principles").iter().map(|p| self.principle(p)).collect();
        let prompts: Vec<Value> = self
            .prompts()
            .into_iter()
            .map(|(id, answered)| json!({ "id": id, "answered": answered }))
            .collect();
        let mut findings = Vec::new();
        for finding in list(self.structure, "findings") {
            let for_each = &finding["for_each"];
            let mut places = Vec::new();
            if for_each == "goals" {
                places.extend(self.goals().into_iter().map(|goal| Here { goal: Some(goal), ..NOWHERE }));
            } else if for_each == "effects" {
                let effects =
                    self.everywhere().into_iter().filter(|(question, _)| question["kind"] == "effect");
                places.extend(effects.map(|(question, subject)| Here {
                    subject,
                    effect: Some(text(question, "id")),
                    ..NOWHERE
                }));
            } else {
                let subjects = self.subjects_of(for_each).into_iter();
                places.extend(subjects.map(|subject| Here { for_each, subject, ..NOWHERE }));
            }
            for here in places {
                let effect = here.effect.map(|id| self.question(id));
                let stands = match effect {
                    Some(effect) => self.asked_by_goal(effect, here.subject.as_deref()),
                    None => self.subject_holds(here.for_each, here.subject.as_deref()),
                };
                let found = and(stands, self.condition(&finding["if"], &here));
                if found != NO {
                    let goal = here.goal.or_else(|| effect?["goal"].as_u64());
                    findings.push(json!({
                        "id": finding["id"], "question": here.effect, "goal": goal,
                        "subject": here.subject, "certain": found == YES,
                    }));
                }
            }
        }
        let mut focus = list(self.structure, "focus").to_vec();
        focus.retain(|focus| self.condition(&focus["if"], &NOWHERE) == YES);
        let mut questions = Vec::new();
        for section in list(self.structure, "sections") {
            for question in list(section, "questions") {
                let named = focus.iter().any(|focus| list(focus, "questions").contains(&question["id"]));
                for subject in self.subjects_of(&question["for_each"]) {
                    let asked = word(self.asked(question, subject.as_deref()));
                    questions.push(
                        json!({ "id": question["id"], "subject": subject, "asked": asked, "focus": named }),
                    );
                }
            }
        }
        json!({
            "measures": measures,
            "goals": goals,
            "principles": principles,
            "prompts": prompts,
            "findings": findings,
            "questions": questions,
        })
    }

    fn claim(&self, goal: u64, rule: &Value) -> Value {
        let mut lines = Vec::new();
        for question in self.effects_of(goal) {
            let id = text(question, "id");
            let reaches = |side: &str| {
                let least = Ratio::whole(rule[side].as_i64().unwrap());
                let said = compared(self.effect_side(question, None, side).map(|points| points >= least));
                and(self.asked_by_goal(question, None), said)
            };
            let facets: Vec<(&str, &str)> = list(rule, "facets")
                .iter()
                .map(|asked| (text(asked, "facet"), self.ground(question, asked)))
                .collect();
            let carries = facets.iter().fold(reaches("benefit"), |all, (_, gap)| {
                and(
                    all,
                    match *gap {
                        "" => YES,
                        "facet-unset" => UNDECIDED,
                        _ => NO,
                    },
                )
            });
            let resolved = list(rule, "resolved_by").iter().any(|rule| {
                let rule = rule.as_str().unwrap();
                [format!("{rule}/goal={goal}"), format!("{rule}/question={id}")]
                    .iter()
                    .any(|key| is_resolved(&self.saved["findings"][key]))
            });
            lines.push((id, reaches("benefit"), facets, carries, reaches("harm"), resolved));
        }
        let nearest = lines.iter().fold(NO, |any, line| or(any, line.3));
        let waits = lines.iter().any(|line| line.4 != NO && !line.5);
        let mut reasons = Vec::new();
        let mut say = |gap: &str, question: Option<&str>, facet: Option<&str>| {
            reasons.push(json!({ "gap": gap, "question": question, "facet": facet }));
        };
        if lines.iter().all(|line| line.1 == NO) {
            say("no-benefit", None, None);
        }
        for (id, benefit, facets, carries, harm, resolved) in &lines {
            if nearest != YES && *benefit != NO && *carries == nearest {
                if *benefit == UNDECIDED {
                    say("benefit-open", Some(id), None);
                }
                for (facet, gap) in facets {
                    if !(gap.is_empty() || *gap == "facet-unset" && *benefit == UNDECIDED) {
                        say(gap, Some(id), Some(facet));
                    }
                }
            }
            if *harm != NO && !resolved {
                say(if *harm == YES { "harm-unresolved" } else { "harm-open" }, Some(id), None);
            }
        }
        let verdict = match nearest {
            NO => "no",
            YES if !waits => "yes",
            _ => "not-yet",
        };
        json!({ "goal": goal, "verdict": verdict, "reasons": reasons })
    }

    /// What is wrong with one facet that a claim asks for; empty: nothing.
    fn ground(&self, question: &Value, asked: &Value) -> &'static str {
        let id = text(asked, "facet");
        if !list(question, "facets").contains(&asked["facet"]) {
            return "facet-missing";
        }
        let Some(step) = self.raw(question, None)["facets"][id].as_str() else { return "facet-unset" };
        let facet = list(self.structure, "facets").iter().find(|facet| facet["id"] == id).unwrap();
        let scale =
            list(self.structure, "scales").iter().find(|scale| scale["id"] == facet["scale"]).unwrap();
        let points = |step: &str| {
            list(scale, "steps").iter().find(|known| known["id"] == step).map(|step| step["points"].as_i64())
        };
        if points(step) > points(text(asked, "above")) { "" } else { "facet-too-low" }
    }

    fn principle(&self, principle: &Value) -> Value {
        let mut items = Vec::new();
        let mut names = Vec::new();
        for component in list(principle, "components") {
            let measure = self.declared_measure(component.as_str().unwrap());
            if let Bounds::Range { lo, hi, may_be_void } = self.measure(&measure, None) {
                let (lo, hi) = if measure["polarity"] == "higher-is-worse" {
                    (Ratio::ONE - hi, Ratio::ONE - lo)
                } else {
                    (lo, hi)
                };
                items.push(Item { lo, hi, optional: may_be_void, weight: Ratio::ONE });
                names.push(component.clone());
            }
        }
        let headline = hull("min", None, &items);
        let mut weakest: Option<usize> = None;
        for (at, item) in items.iter().enumerate() {
            if weakest.is_none_or(|best| item.hi < items[best].hi) {
                weakest = Some(at);
            }
        }
        let mut others = Vec::new();
        if let Some(weakest) = weakest {
            for (at, item) in items.iter().enumerate() {
                if at != weakest && item.lo < items[weakest].hi {
                    others.push(names[at].clone());
                }
            }
        }
        json!({
            "id": principle["id"],
            "headline": headline.json(),
            "weakest": weakest.map(|at| names[at].clone()),
            "others": others,
        })
    }
}

const SIDES: [&str; 5] = ["benefit", "harm", "positive", "negative", "treated"];
const NO_LABEL: i64 = 3;

#[derive(Debug)]
struct Prompt {
    order: (Ratio, Ratio, Ratio),
    pair: (u64, u64),
    id: String,
    qualifies: bool,
}

impl Prompt {
    fn same_pair(&self, other: &Prompt) -> bool {
        self.pair == other.pair || (self.pair.1, self.pair.0) == other.pair
    }
}

/// Treated or accepted, and nothing seen since that opens it again.
fn is_resolved(entry: &Value) -> bool {
    let outcome = entry["observed"]["outcome"].as_str().unwrap_or("");
    if entry["treated"].is_object() {
        return outcome != "same" && outcome != "worse";
    }
    entry["accepted"].is_object() && outcome != "worse"
}

/// The evidence file (see `questionnaires/evidence/README.md`); only these functions know its form.
struct Evidence<'a>(&'a Value);

impl Evidence<'_> {
    fn cell(&self, sign: &str, i: u64, j: u64) -> Ratio {
        let cell = |goal: u64| usize::try_from(goal - 1).unwrap();
        let expert = &self.0["expert"];
        let sum = expert[sign][cell(i)][cell(j)].as_i64().unwrap_or(0);
        if i == j {
            Ratio::ZERO
        } else {
            Ratio::whole(sum) / Ratio::whole(expert["divisor"].as_i64().unwrap())
        }
    }
    fn positive(&self, i: u64, j: u64) -> Ratio {
        self.cell("positive", i, j)
    }
    fn negative(&self, i: u64, j: u64) -> Ratio {
        self.cell("negative", i, j)
    }
    /// Double, and the rank of the label: 0 strong, 1 moderate, 2 weak, 3 none.
    fn label(&self, i: u64, j: u64) -> (bool, i64) {
        let listed =
            |label: &str| list(&self.0["labels"], label).iter().any(|pair| *pair == format!("{i}-{j}"));
        let rank = ["strong", "moderate", "weak"].into_iter().position(listed);
        (listed("double"), rank.map_or(NO_LABEL, |rank| i64::try_from(rank).unwrap()))
    }
}

fn compared(reply: Reply<bool>) -> Kleene {
    match reply {
        Reply::Given(holds) => Some(holds),
        Reply::NotApplicable { .. } => NO,
        Reply::Missing | Reply::Unknown => UNDECIDED,
    }
}

fn steps_between(lo: Ratio, hi: Ratio) -> Vec<Ratio> {
    let mut steps = vec![lo];
    while *steps.last().unwrap() < hi {
        steps.push(*steps.last().unwrap() + Ratio::ONE);
    }
    steps
}

/// Minimum and maximum over every subset of the optional items that leaves at least one item. Equal items are
/// interchangeable: of those, every number that may be present is tried. Every aggregate here rises with each value, so
/// that the least values give the minimum and the greatest ones the maximum.
fn hull(aggregate: &str, threshold: Option<Ratio>, items: &[Item]) -> Bounds {
    let mut kinds: Vec<(Item, usize)> = Vec::new();
    for item in items.iter().filter(|item| item.optional) {
        match kinds.iter_mut().find(|(kind, _)| kind == item) {
            Some((_, number)) => *number += 1,
            None => kinds.push((item.clone(), 1)),
        }
    }
    let mut subsets: Vec<Vec<&Item>> = vec![items.iter().filter(|item| !item.optional).collect()];
    for (kind, number) in &kinds {
        let mut longer = Vec::new();
        for subset in subsets {
            for present in 0..=*number {
                longer.push(subset.iter().copied().chain(std::iter::repeat_n(kind, present)).collect());
            }
        }
        subsets = longer;
        assert!(subsets.len() <= 1 << 18, "too many optional items to try every subset");
    }
    let (mut least, mut greatest, mut may_be_void): (Option<Ratio>, Option<Ratio>, bool) =
        (None, None, false);
    for present in subsets {
        if present.is_empty() {
            may_be_void = true;
            continue;
        }
        let low: Vec<(Ratio, Ratio)> = present.iter().map(|item| (item.lo, item.weight)).collect();
        let high: Vec<(Ratio, Ratio)> = present.iter().map(|item| (item.hi, item.weight)).collect();
        let (low, high) = (aggregated(aggregate, threshold, &low), aggregated(aggregate, threshold, &high));
        least = Some(least.map_or(low, |least| least.min(low)));
        greatest = Some(greatest.map_or(high, |greatest| greatest.max(high)));
    }
    match (least, greatest) {
        (Some(lo), Some(hi)) => Bounds::Range { lo, hi, may_be_void },
        _ => Bounds::Void,
    }
}

/// The aggregate of some (value, weight), at least one.
fn aggregated(aggregate: &str, threshold: Option<Ratio>, values: &[(Ratio, Ratio)]) -> Ratio {
    let sum = |of: &dyn Fn(&(Ratio, Ratio)) -> Ratio| values.iter().map(of).fold(Ratio::ZERO, |a, b| a + b);
    let total = sum(&|(_, weight)| *weight);
    let meeting = |value: Ratio| if value >= threshold.unwrap() { Ratio::ONE } else { Ratio::ZERO };
    match aggregate {
        "mean" => sum(&|(value, weight)| *value * *weight) / total,
        "share" => sum(&|(value, weight)| meeting(*value) * *weight) / total,
        "sum" => sum(&|(value, weight)| *value * *weight),
        "count" => sum(&|(value, _)| meeting(*value)),
        "min" => values.iter().map(|(value, _)| *value).min().unwrap(),
        "max" => values.iter().map(|(value, _)| *value).max().unwrap(),
        _ => panic!("no aggregate {aggregate}"),
    }
}
