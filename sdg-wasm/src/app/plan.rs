//! From the result to an action plan: what is decided about findings, suggestions, and who does what by when. Everything stands in
//! the saved file as soon as the engine takes it; what is still half said waits here.

use std::rc::Rc;
use std::sync::Arc;

use sdg_core::{
    Action as Planned, ActionOrigin, ActionStatus, Because, Catalogue, Decision, FindingKey, Goal, Handling,
    InterlinkageReport, Lever, Matter, MeanRobustness, MeasureRef, Observation, Outcome, Suggestions,
};

use super::folds::{self, LINKS, MATTERS, of_principle};
use super::message::{Effect, Input, Place, Wanted};
use super::model::Model;
use super::phrases;

/// So many answers stand under what changes the picture most.
pub(crate) const MOST_MATTERS: usize = 5;

/// What a person does with findings, suggestions and the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Ask for the suggestions once more.
    Suggest,
    /// Put something in the plan; focus goes to the element with this id.
    Add(ActionOrigin, String),
    /// Decide what becomes of a finding.
    Choose(FindingKey, Choice),
    /// Say more of that decision.
    Decide(FindingKey, Part),
    /// Say what was seen of it later.
    Observe(FindingKey, Outcome),
    /// Say more of what was seen.
    Observed(FindingKey, Part),
    /// Write down a new action.
    Write,
    /// It is written.
    Written,
    /// Change an action.
    Edit(String, Field),
    /// Take an action away.
    Remove(String),
    /// Put back the action that was taken away last.
    PutBack,
    /// Sort by date, or else by what changes most.
    Sort(bool),
}

/// What can become of a finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Nothing yet.
    Open,
    /// A measure is taken.
    Treated,
    /// It is accepted, for a reason.
    Accepted,
}

/// A field of a decision or of an observation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Function or service.
    By,
    /// Name of a person.
    Person,
    /// Day.
    Date,
    /// The measure, the reason, or a note.
    Words,
}

/// A field of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// What will be done.
    Text,
    /// Function or service.
    Owner,
    /// Name of a person.
    Person,
    /// By when.
    Date,
    /// How far it is.
    Status,
    /// Goal.
    Goal,
    /// Group.
    Group,
    /// By what one will see that it works.
    Indicator,
}

// Names under which half words are kept, see `Plan::drafts`.
const DECISION: &str = "decision";
const ACTION: &str = "action";
const CHOICE: &str = "choice";
const CHOICES: [(Choice, &str); 2] = [(Choice::Treated, "treated"), (Choice::Accepted, "accepted")];
const PARTS: [(Part, &str); 4] =
    [(Part::By, "by"), (Part::Person, "person"), (Part::Date, "date"), (Part::Words, "words")];
const FIELDS: [(Field, &str); 8] = [
    (Field::Text, "text"),
    (Field::Owner, "owner"),
    (Field::Person, "person"),
    (Field::Date, "date"),
    (Field::Status, "status"),
    (Field::Goal, "goal"),
    (Field::Group, "group"),
    (Field::Indicator, "indicator"),
];

/// The words for how far an action is, in the file and as the value of the list on the screen.
pub(crate) const STATUSES: [(&str, ActionStatus, phrases::Phrase); 4] = [
    ("open", ActionStatus::Open, phrases::PLAN_STATUS_OPEN),
    ("busy", ActionStatus::Busy, phrases::PLAN_STATUS_BUSY),
    ("done", ActionStatus::Done, phrases::PLAN_STATUS_DONE),
    ("dropped", ActionStatus::Dropped, phrases::PLAN_STATUS_DROPPED),
];

/// A decision on a finding, complete or not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Draft {
    pub(crate) choice: Choice,
    pub(crate) by: String,
    pub(crate) person: String,
    pub(crate) date: String,
    pub(crate) words: String,
}

impl Draft {
    /// Nothing is said yet.
    const fn nothing() -> Draft {
        let nothing = String::new;
        Draft { choice: Choice::Open, by: nothing(), person: nothing(), date: nothing(), words: nothing() }
    }

    const fn part(&mut self, part: Part) -> &mut String {
        match part {
            Part::By => &mut self.by,
            Part::Person => &mut self.person,
            Part::Date => &mut self.date,
            Part::Words => &mut self.words,
        }
    }

    fn decision(&self) -> Option<Decision> {
        let (by, person) = (self.by.clone(), (!self.person.is_empty()).then(|| self.person.clone()));
        match self.choice {
            Choice::Open => None,
            Choice::Treated => {
                Some(Decision::Treated { measure: self.words.clone(), by, person, date: self.date.clone() })
            }
            Choice::Accepted => Some(Decision::Accepted { by, person, reason: self.words.clone() }),
        }
    }
}

/// What the engine tells beyond the report. Each is worked out once per change of the answers, and only where it is shown.
#[derive(Clone, Default, Debug)]
pub(crate) struct Insight {
    pub(crate) links: Option<Rc<InterlinkageReport>>,
    pub(crate) matters: Option<Rc<Vec<Matter>>>,
    pub(crate) robustness: Option<Rc<Vec<MeanRobustness>>>,
}

/// The answers that would change the picture most, each once, with the measure that each would move most.
pub(crate) fn most(matters: &[Matter]) -> Vec<(&Matter, &Lever)> {
    let mut most: Vec<(&Matter, &Lever)> = Vec::new();
    for matter in matters {
        for lever in &matter.levers {
            let place =
                most.partition_point(|(_, known)| (known.gain, known.loss) >= (lever.gain, lever.loss));
            most.insert(place, (matter, lever));
        }
    }
    let mut once: Vec<(&Matter, &Lever)> = Vec::new();
    for (matter, lever) in most {
        let same = |known: &Lever| (known.question, &known.subject) == (lever.question, &lever.subject);
        if once.len() < MOST_MATTERS && !once.iter().any(|(_, known)| same(known)) {
            once.push((matter, lever));
        }
    }
    once
}

/// A suggestion that fits, and why.
#[derive(Clone, Debug)]
pub(crate) struct Fitting {
    pub(crate) id: String,
    pub(crate) because: Vec<Because>,
    pub(crate) of_domain: bool,
}

/// How far the table of suggestions is.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) enum Coming {
    /// Nobody has asked for it.
    #[default]
    NotAsked,
    /// It was asked for, in this language.
    Asked(String),
    /// It did not come.
    Failed,
    /// It is there.
    Here,
}

/// What the plan and the rest of the result are made of, beside the answers.
#[derive(Clone, Default, Debug)]
pub(crate) struct Plan {
    pub(crate) insight: Insight,
    pub(crate) fits: Option<Rc<Vec<Fitting>>>,
    pub(crate) table: Option<Arc<Suggestions>>,
    texts: Vec<Rc<Catalogue>>,
    pub(crate) coming: Coming,
    /// Decisions that say too little to be recorded.
    drafts: Vec<(FindingKey, Draft)>,
    /// What stands in a field of an action and cannot be taken.
    fields: Vec<(String, Field, String)>,
    /// The action that is being written down; it is in the plan, and not yet in the list.
    pub(crate) writing: Option<String>,
    /// The actions that were taken away, the last one last.
    pub(crate) removed: Vec<(usize, Planned)>,
    pub(crate) by_date: bool,
    /// The actions as they are listed: sorted when one comes to the screen, so that nothing moves while one writes.
    pub(crate) order: Option<Vec<(String, Option<MeasureRef>)>>,
}

impl Plan {
    /// The answers have changed.
    pub(crate) fn stale(&mut self) {
        self.insight = Insight::default();
        self.fits = None;
    }

    /// Other answers stand in the place of those that were there.
    pub(crate) fn clear(&mut self) {
        let Plan { table, texts, coming, by_date, .. } = std::mem::take(self);
        *self = Plan { table, texts, coming, by_date, ..Plan::default() };
    }

    /// What is typed and the saved file cannot hold yet, each part under a name, to be kept beside it.
    pub(crate) fn drafts(&self) -> Vec<(String, String)> {
        let decisions = self.drafts.iter().flat_map(|(key, draft)| {
            let key = key.to_string();
            let choice = CHOICES.iter().find(|(choice, _)| *choice == draft.choice);
            let choice = choice.map(|(_, word)| (named(DECISION, CHOICE, &key), (*word).to_owned()));
            let mut draft = draft.clone();
            let parts = PARTS.map(|(part, name)| (named(DECISION, name, &key), written(draft.part(part))));
            choice.into_iter().chain(parts)
        });
        let fields = self.fields.iter().filter_map(|(id, field, value)| {
            let (_, name) = FIELDS.iter().find(|(known, _)| known == field)?;
            Some((named(ACTION, name, id), written(value)))
        });
        decisions.chain(fields).collect()
    }

    /// The findings of which a decision says too little to be recorded.
    pub(crate) fn half_decided(&self) -> impl Iterator<Item = &FindingKey> {
        self.drafts.iter().map(|(key, _)| key)
    }

    /// Takes back what was kept so; whether it was.
    pub(crate) fn restore(&mut self, name: &str, draft: &str) -> bool {
        let mut names = name.splitn(3, '.');
        let (Some(of), Some(part), Some(id)) = (names.next(), names.next(), names.next()) else {
            return false;
        };
        if of == ACTION {
            let field = FIELDS.iter().find(|(_, known)| *known == part);
            self.fields.extend(field.map(|(field, _)| (id.to_owned(), *field, read(draft))));
            return field.is_some();
        }
        let (DECISION, Some(key)) = (of, FindingKey::parse(id)) else { return false };
        let choice = CHOICES.iter().find(|(_, word)| part == CHOICE && *word == draft);
        let known = PARTS.iter().find(|(_, known)| *known == part);
        if choice.is_none() && known.is_none() {
            return false;
        }
        let place = self.drafts.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.drafts.push((key, Draft::nothing()));
            self.drafts.len().saturating_sub(1)
        });
        if let Some((_, half)) = self.drafts.get_mut(place) {
            half.choice = choice.map_or(half.choice, |(choice, _)| *choice);
            if let Some((part, _)) = known {
                *half.part(*part) = read(draft);
            }
        }
        true
    }
}

fn named(of: &str, part: &str, id: &str) -> String {
    [of, ".", part, ".", id].concat()
}

/// A text on one line without tabs: these stand between what is kept.
fn written(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

/// The other way round.
fn read(line: &str) -> String {
    let mut text = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            letter => letter,
        });
    }
    text
}

impl Model {
    pub(crate) fn act_plan(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Suggest => {
                if self.plan.coming != Coming::Here {
                    self.plan.coming = Coming::NotAsked;
                    self.want_suggestions(effects);
                }
            }
            Action::Add(from, focus) => self.add(from, focus, effects),
            Action::Choose(key, choice) => self.choose(&key, choice, effects),
            Action::Decide(key, part) => {
                let mut draft = self.draft_of(&key);
                input.value.clone_into(draft.part(part));
                self.record(&key, draft, effects);
            }
            Action::Observe(key, outcome) => {
                let Some(mut handling) = self.assessment.handling(&key).cloned() else { return };
                let (Decision::Treated { by, .. } | Decision::Accepted { by, .. }) = &handling.decision;
                let (by, date) = (by.clone(), self.today());
                let fresh = Observation { date, by, person: None, outcome, note: None };
                handling.observed =
                    Some(Observation { outcome, ..handling.observed.take().unwrap_or(fresh) });
                self.handle(&key, Some(handling), effects);
            }
            Action::Observed(key, part) => {
                let Some(mut handling) = self.assessment.handling(&key).cloned() else { return };
                let Some(observed) = &mut handling.observed else { return };
                let value = input.value.clone();
                match part {
                    Part::By => observed.by = value,
                    Part::Person => observed.person = Some(value),
                    Part::Date => observed.date = value,
                    Part::Words => observed.note = Some(value),
                }
                self.handle(&key, Some(handling), effects);
            }
            Action::Write => self.write(&input.value, effects),
            Action::Written => {
                if let Some(id) = self.plan.writing.take() {
                    self.list_first(&id);
                    effects.push(Effect::Focus(action_id(&id)));
                } else {
                    self.say(phrases::PLAN_TEXT_MISSING, None);
                    effects.push(Effect::Focus("plan-new".to_owned()));
                }
            }
            Action::Edit(id, field) => self.edit_action(&id, field, &input.value, effects),
            Action::Remove(id) => {
                if let Some(removed) = self.assessment.remove_action(&id) {
                    self.plan.fields.retain(|(known, ..)| *known != id);
                    self.plan.removed.push(removed);
                    self.say(phrases::PLAN_REMOVED, None);
                    self.keep(effects);
                    effects.push(Effect::Focus("put-back".to_owned()));
                }
            }
            Action::PutBack => {
                if let Some((place, action)) = self.plan.removed.pop()
                    && let Ok(id) = self.assessment.insert_action(place, action)
                {
                    self.say(phrases::PLAN_BACK, None);
                    self.keep(effects);
                    effects.push(Effect::Focus(action_id(&id)));
                }
            }
            Action::Sort(by_date) => {
                self.plan.by_date = by_date;
                self.plan.order = None;
            }
        }
    }

    /// Works out what the screen shows beyond the report, where it shows it.
    pub(crate) fn look(&mut self, effects: &mut Vec<Effect>) {
        match self.place {
            Place::Result => {
                self.look_behind();
                let suggestions = self.folds.show_suggestions();
                if suggestions && self.plan.coming == Coming::NotAsked {
                    self.want_suggestions(effects);
                }
                if let (true, None, Some(table)) = (suggestions, &self.plan.fits, &self.plan.table) {
                    let fits = table.for_report(&self.assessment, &self.report).into_iter().map(|fit| {
                        let id = fit.suggestion.id.clone();
                        Fitting { id, because: fit.because, of_domain: fit.of_domain }
                    });
                    self.plan.fits = Some(Rc::new(fits.collect()));
                }
            }
            Place::Plan if self.plan.order.is_none() => self.sort(),
            _ => {}
        }
        // Another language may have come in the meantime.
        if self.plan.coming == Coming::Here && self.suggestion_texts().is_none() {
            self.want_suggestions(effects);
        }
    }

    /// What the folds that are out need to know.
    fn look_behind(&mut self) {
        let is_open = |id: &str| self.folds.is_open(id);
        let principle = self.report.principles.iter().any(|principle| is_open(&of_principle(&principle.id)));
        let (links, matters) = (is_open(LINKS), is_open(MATTERS) || principle);
        let insight = &mut self.plan.insight;
        if links && insight.links.is_none() {
            insight.links = self.assessment.interlinkages().map(Rc::new);
        }
        if matters && insight.matters.is_none() {
            insight.matters = Some(Rc::new(self.assessment.what_matters()));
        }
        if principle && insight.robustness.is_none() {
            insight.robustness = Some(Rc::new(self.assessment.robustness()));
        }
    }

    /// Another screen comes: the plan is sorted anew, and what was being written down is listed.
    pub(crate) fn leave_plan(&mut self) {
        self.plan.order = None;
        self.plan.writing = None;
    }

    /// Today, `YYYY-MM-DD`.
    fn today(&self) -> String {
        self.clock.get(..10).unwrap_or_default().to_owned()
    }

    /// Keeps what is decided and planned. The answers, and with them the report, are as they were.
    fn keep(&mut self, effects: &mut Vec<Effect>) {
        if !self.is_example() {
            self.unsaved = true;
            self.store(effects);
        }
        effects.push(Effect::Changed);
    }

    // ---- Suggestions

    /// The words of the suggestions in the language of the screen.
    pub(crate) fn suggestion_texts(&self) -> Option<&Catalogue> {
        let texts = self.plan.texts.iter().find(|texts| texts.language() == self.language.tag());
        texts.map(Rc::as_ref)
    }

    fn want_suggestions(&mut self, effects: &mut Vec<Effect>) {
        let tag = self.language.tag().to_owned();
        self.plan.coming = Coming::Asked(tag.clone());
        effects.push(Effect::Load(Wanted::Suggestions(tag)));
    }

    /// The table has come, with its texts in one language.
    pub(crate) fn suggestions_came(&mut self, table: &str, texts: &str) {
        let table = match &self.plan.table {
            Some(table) => Ok(Arc::clone(table)),
            None => Suggestions::parse(table),
        };
        let texts = table.and_then(|table| Ok((Catalogue::parse_suggestions(texts, &table)?, table)));
        let Ok((texts, table)) = texts else { return self.suggestions_missing() };
        self.plan.table = Some(table);
        self.plan.texts.push(Rc::new(texts));
        self.plan.coming = Coming::Here;
    }

    /// It has not come, or is something else.
    pub(crate) fn suggestions_missing(&mut self) {
        self.plan.coming = Coming::Failed;
        self.say(phrases::PLAN_SUGGESTIONS_MISSING, None);
    }

    // ---- Findings

    /// What is decided about a finding, or is being decided.
    pub(crate) fn draft_of(&self, key: &FindingKey) -> Draft {
        if let Some((_, draft)) = self.plan.drafts.iter().find(|(known, _)| known == key) {
            return draft.clone();
        }
        match self.assessment.handling(key).map(|handling| handling.decision.clone()) {
            Some(Decision::Treated { measure, by, person, date }) => {
                let person = person.unwrap_or_default();
                Draft { choice: Choice::Treated, by, person, date, words: measure }
            }
            Some(Decision::Accepted { by, person, reason }) => {
                let person = person.unwrap_or_default();
                Draft { choice: Choice::Accepted, by, person, date: String::new(), words: reason }
            }
            None => Draft::nothing(),
        }
    }

    /// Whether what is said of a decision is too little to be recorded.
    pub(crate) fn is_half_decided(&self, key: &FindingKey) -> bool {
        self.plan.half_decided().any(|known| known == key)
    }

    fn choose(&mut self, key: &FindingKey, choice: Choice, effects: &mut Vec<Effect>) {
        let mut draft = self.draft_of(key);
        if choice == Choice::Open && !draft.words.is_empty() {
            self.deletes(folds::of_decision(key));
        }
        draft.choice = choice;
        if draft.date.is_empty() {
            draft.date = self.today();
        }
        if draft.by.is_empty() {
            let who = self.assessment.assessor.as_ref().map(|assessor| assessor.by.clone());
            draft.by = who.unwrap_or_default();
        }
        self.record(key, draft, effects);
    }

    /// Records a decision as soon as it says enough. Until then what was recorded before stays.
    fn record(&mut self, key: &FindingKey, draft: Draft, effects: &mut Vec<Effect>) {
        let observed = self.assessment.handling(key).and_then(|handling| handling.observed.clone());
        let handling = draft.decision().map(|decision| Handling { decision, observed });
        self.plan.drafts.retain(|(known, _)| known != key);
        if !self.handle(key, handling, effects) {
            self.plan.drafts.push((key.clone(), draft));
            self.keep(effects);
        }
    }

    fn handle(&mut self, key: &FindingKey, handling: Option<Handling>, effects: &mut Vec<Effect>) -> bool {
        let done = self.assessment.handle(key, handling).is_ok();
        if done {
            self.keep(effects);
        }
        done
    }

    // ---- The plan

    /// What an action starts with, by where it comes from.
    fn words_for(&self, from: &ActionOrigin) -> Option<String> {
        let with = |phrase, what: &str| self.ui_with(phrase, &[("what", what)]);
        if let Some(id) = &from.suggestion {
            let texts = self.suggestion_texts()?;
            return texts.get(&["suggestion", id, "text"].join(".")).map(str::to_owned);
        }
        if let Some(key) = &from.finding {
            return Some(with(phrases::PLAN_FROM_FINDING, &self.key_text(key)));
        }
        let question = self.questionnaire.question(self.questionnaire.find(from.question.as_ref()?)?)?;
        Some(with(phrases::PLAN_FROM_QUESTION, &self.at_title(question, from.subject.as_deref())))
    }

    fn add(&mut self, from: ActionOrigin, focus: String, effects: &mut Vec<Effect>) {
        let Some(text) = self.words_for(&from) else { return };
        let table = self.plan.table.as_ref().zip(self.suggestion_texts());
        let suggested = table.zip(from.suggestion.as_ref());
        let suggested = suggested.and_then(|((table, texts), id)| table.draft_action(id, texts));
        let mut action = self.assessment.draft_action(from);
        if let Some(suggested) = suggested {
            action.goal = action.goal.or(suggested.goal);
            action.group = action.group.or(suggested.group);
        }
        match self.assessment.add_action(Planned { text, ..action }) {
            Ok(_) => {
                self.plan.order = None;
                self.say(phrases::PLAN_ADDED, None);
                self.keep(effects);
                effects.push(Effect::Focus(focus));
            }
            Err(_) => self.say(phrases::PLAN_FULL, None),
        }
    }

    /// Each letter is in the saved file at once: the action is in the plan from its first letter on.
    fn write(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let known = self.plan.writing.as_ref().and_then(|id| self.assessment.action(id)).cloned();
        match known {
            None if text.trim().is_empty() => {}
            None => match self.assessment.add_action(Planned { text: text.to_owned(), ..Planned::default() })
            {
                Ok(id) => {
                    self.plan.writing = Some(id);
                    self.keep(effects);
                }
                Err(_) => self.say(phrases::PLAN_FULL, None),
            },
            Some(action) if text.trim().is_empty() => {
                self.assessment.remove_action(&action.id);
                self.plan.writing = None;
                self.keep(effects);
            }
            Some(action) => {
                if self.assessment.change_action(Planned { text: text.to_owned(), ..action }).is_ok() {
                    self.keep(effects);
                }
            }
        }
    }

    fn edit_action(&mut self, id: &str, field: Field, value: &str, effects: &mut Vec<Effect>) {
        let Some(mut action) = self.assessment.action(id).cloned() else { return };
        let some = Some(value.to_owned());
        match field {
            Field::Text => value.clone_into(&mut action.text),
            Field::Owner => action.owner = some,
            Field::Person => action.person = some,
            Field::Date => action.date = some,
            Field::Status => {
                let known = STATUSES.iter().find(|(word, ..)| *word == value);
                action.status = known.map_or(action.status, |(_, status, _)| *status);
            }
            Field::Goal => action.goal = value.parse().ok().and_then(Goal::new),
            Field::Group => action.group = some,
            Field::Indicator => action.indicator = some,
        }
        self.plan.fields.retain(|(known, of, _)| known != id || *of != field);
        if self.assessment.change_action(action).is_err() {
            // What was there before stays in the file; what is in the field stays in the field.
            self.plan.fields.push((id.to_owned(), field, value.to_owned()));
        }
        self.keep(effects);
    }

    /// What stands in a field of an action and cannot be taken.
    pub(crate) fn half_field(&self, id: &str, field: Field) -> Option<&str> {
        let found = self.plan.fields.iter().find(|(known, of, _)| known == id && *of == field);
        found.map(|(_, _, value)| value.as_str())
    }

    fn list_first(&mut self, id: &str) {
        if let Some(order) = &mut self.plan.order {
            order.insert(0, (id.to_owned(), None));
        }
    }

    fn sort(&mut self) {
        let effects = self.assessment.actions_by_effect();
        let mut order: Vec<(String, Option<MeasureRef>)> =
            effects.into_iter().map(|effect| (effect.action.id.clone(), effect.of)).collect();
        if self.plan.by_date {
            // What is still to be done first, and among these the first day first; without a day at the end.
            let key = |(id, _): &(String, Option<MeasureRef>)| {
                let action = self.assessment.action(id);
                let date = action.and_then(|action| action.date.clone());
                (!action.is_some_and(|action| action.status.is_open()), date.is_none(), date)
            };
            order.sort_by_key(key);
        }
        self.plan.order = Some(order);
    }
}

/// The id by which an action is found on the screen.
pub(crate) fn action_id(id: &str) -> String {
    ["plan-", id].concat()
}
