//! The action plan (METHOD 8): any finding, unknown or unused opportunity can become an action.

use super::record::{RecordError, day, filled, only_filled};
use super::{Assessment, FindingKey};
use crate::interlinkages::PromptId;
use crate::json::{Fields, Node, Writer};
use crate::questionnaire::{GROUPS, Goal, Questionnaire, RosterIx, is_id};
use crate::report::PromptKind;

/// Most actions of one plan.
pub(super) const MOST_ACTIONS: usize = 1000;

/// One action of the plan.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Action {
    /// Id within the plan; empty for one that gets its id when it is added.
    pub id: String,
    /// What will be done, in the assessor's own words.
    pub text: String,
    /// Function or service that sees to it.
    pub owner: Option<String>,
    /// Name of a person; exports leave it out, see [`Assessment::without_persons`].
    pub person: Option<String>,
    /// By when, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// How far it is.
    pub status: ActionStatus,
    /// Goal that it is for.
    pub goal: Option<Goal>,
    /// Group that it is for: a subject of the roster `groups`.
    pub group: Option<String>,
    /// By what one will see that it works.
    pub indicator: Option<String>,
    /// Where it comes from.
    pub from: ActionOrigin,
}

/// How far an action is.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionStatus {
    /// Not begun.
    #[default]
    Open,
    /// Under way.
    Busy,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

const STATUSES: [(&str, ActionStatus); 4] = [
    ("open", ActionStatus::Open),
    ("busy", ActionStatus::Busy),
    ("done", ActionStatus::Done),
    ("dropped", ActionStatus::Dropped),
];

impl ActionStatus {
    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, ActionStatus::Open | ActionStatus::Busy)
    }
}

/// Where an action comes from; all empty for one of the assessor's own. It may outlive what it comes from.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ActionOrigin {
    /// A finding.
    pub finding: Option<FindingKey>,
    /// Id of a question whose answer is not known yet.
    pub question: Option<String>,
    /// Subject of that question, if it is repeated.
    pub subject: Option<String>,
    /// Id of an interlinkage prompt.
    pub prompt: Option<String>,
    /// Id of a suggestion.
    pub suggestion: Option<String>,
}

impl Action {
    fn check(&self) -> Result<(), RecordError> {
        filled("text", &self.text)?;
        match self.date.as_deref() {
            None | Some("") => Ok(()),
            Some(date) => day("date", date),
        }
    }

    /// Without what is empty.
    fn tidied(mut self) -> Action {
        let ActionOrigin { question, subject, prompt, suggestion, .. } = &mut self.from;
        for text in [question, subject, prompt, suggestion] {
            only_filled(text);
        }
        for text in [&mut self.owner, &mut self.person, &mut self.date, &mut self.group, &mut self.indicator]
        {
            only_filled(text);
        }
        self
    }

    pub(super) fn write(&self, json: &mut Writer) {
        let status = STATUSES.iter().find(|(_, status)| *status == self.status);
        json.begin('{');
        json.field("id", &self.id);
        json.field("text", &self.text);
        json.field_if("owner", self.owner.as_ref());
        json.field_if("person", self.person.as_ref());
        json.field_if("date", self.date.as_ref());
        json.field("status", status.map_or("open", |(word, _)| word));
        if let Some(goal) = self.goal {
            json.key("goal");
            json.raw(&goal.number().to_string());
        }
        json.field_if("group", self.group.as_ref());
        json.field_if("indicator", self.indicator.as_ref());
        if self.from != ActionOrigin::default() {
            json.key("from");
            self.from.write(json);
        }
        json.end('}');
    }

    /// Forgets a subject of one's own, whose id may be given to another one.
    pub(super) fn forget_subject(&mut self, questionnaire: &Questionnaire, roster: RosterIx, id: &str) {
        if questionnaire.find_roster(GROUPS) == Some(roster) {
            self.group.take_if(|group| group == id);
        }
        self.from.finding.take_if(|key| key.is_about(questionnaire, roster, id));
        let question = self.from.question.as_deref();
        if question.and_then(|question| questionnaire.repeated_over(question)) == Some(roster) {
            self.from.subject.take_if(|subject| subject == id);
        }
    }
}

impl ActionOrigin {
    fn write(&self, json: &mut Writer) {
        json.begin('{');
        json.field_if("finding", self.finding.as_ref().map(FindingKey::to_text).as_ref());
        json.field_if("question", self.question.as_ref());
        json.field_if("subject", self.subject.as_ref());
        json.field_if("prompt", self.prompt.as_ref());
        json.field_if("suggestion", self.suggestion.as_ref());
        json.end('}');
    }
}

impl Assessment {
    /// The action plan, in the assessor's order.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The action with this id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// An action with what can be filled in from where it comes from: its goal, and its group. The text is left to the
    /// assessor.
    pub fn draft_action(&self, from: ActionOrigin) -> Action {
        let questionnaire = self.questionnaire();
        let group = |subject: &Option<String>, roster: Option<RosterIx>| {
            let is_group = roster.is_some() && roster == questionnaire.find_roster(GROUPS);
            subject.clone().filter(|_| is_group)
        };
        let mut action = Action::default();
        if let Some(key) = &from.finding {
            action.goal = key.goal_in(questionnaire);
            action.group = group(&key.subject, key.roster(questionnaire));
        }
        if let Some(question) = &from.question {
            action.goal = action.goal.or_else(|| questionnaire.goal_of(question));
            action.group =
                action.group.or_else(|| group(&from.subject, questionnaire.repeated_over(question)));
        }
        if let Some(prompt) = from.prompt.as_deref().and_then(PromptId::parse) {
            // A trade-off is about two goals alike.
            action.goal = action.goal.or(match prompt.kind {
                PromptKind::Tradeoff => None,
                PromptKind::Undermining => Some(prompt.from),
                PromptKind::Synergy => Some(prompt.to),
            });
        }
        Action { from, ..action }
    }

    /// Adds an action at the end of the plan, and gives its id.
    ///
    /// # Errors
    ///
    /// [`RecordError`] when it has no text, its date is no day, or the plan is full; then nothing has changed.
    pub fn add_action(&mut self, action: Action) -> Result<String, RecordError> {
        self.insert_action(self.actions.len(), action)
    }

    /// Puts an action at a place of the plan (the end, if that is beyond it), and gives its id. What
    /// [`Assessment::remove_action`] gave comes back as it was.
    ///
    /// # Errors
    ///
    /// As [`Assessment::add_action`], and when its id is taken.
    pub fn insert_action(&mut self, place: usize, action: Action) -> Result<String, RecordError> {
        action.check()?;
        if self.actions.len() >= MOST_ACTIONS {
            return Err(RecordError::Full(MOST_ACTIONS));
        }
        let mut action = action.tidied();
        if action.id.is_empty() {
            action.id = self.new_action_id();
        } else if !is_id(&action.id) || self.action(&action.id).is_some() {
            return Err(RecordError::Id(action.id));
        }
        let id = action.id.clone();
        self.actions.insert(place.min(self.actions.len()), action);
        Ok(id)
    }

    /// Replaces the action with the same id, and gives back how it was; to change it back undoes it.
    ///
    /// # Errors
    ///
    /// [`RecordError`] when there is no such action, it has no text, or its date is no day; then nothing has changed.
    pub fn change_action(&mut self, action: Action) -> Result<Action, RecordError> {
        action.check()?;
        let known = self.actions.iter_mut().find(|known| known.id == action.id);
        let known = known.ok_or_else(|| RecordError::NoAction(action.id.clone()))?;
        Ok(std::mem::replace(known, action.tidied()))
    }

    /// Takes an action away, and gives its place and what it was; [`Assessment::insert_action`] puts it back.
    pub fn remove_action(&mut self, id: &str) -> Option<(usize, Action)> {
        let place = self.actions.iter().position(|action| action.id == id)?;
        Some((place, self.actions.remove(place)))
    }

    /// One more than the greatest number in use: what was taken away before may still come back.
    fn new_action_id(&self) -> String {
        let number = |action: &Action| action.id.strip_prefix("action-")?.parse::<u32>().ok();
        let greatest = self.actions.iter().filter_map(number).max().unwrap_or(0);
        // Beyond the greatest number there is, the first that is free.
        (greatest.saturating_add(1)..=u32::MAX)
            .chain(1..=greatest)
            .map(|number| format!("action-{number}"))
            .find(|id| self.action(id).is_none())
            .unwrap_or_default()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
fn origin(fields: &mut Fields<'_, '_>) -> Option<ActionOrigin> {
    let part = fields.raw_if("finding");
    let finding = part.and_then(Node::text).and_then(|text| FindingKey::parse(&text));
    if let (Some(part), None) = (part, &finding) {
        fields.wrong("finding", part, "the key of a finding, such as `harm-clear/goal=7`");
    }
    Some(ActionOrigin {
        finding,
        question: fields.text_if("question"),
        subject: fields.text_if("subject"),
        prompt: fields.text_if("prompt"),
        suggestion: fields.text_if("suggestion"),
    })
}

/// Reads an action; what it must say is checked when it is added.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Action> {
    Some(Action {
        id: fields.text("id"),
        text: fields.text("text"),
        owner: fields.text_if("owner"),
        person: fields.text_if("person"),
        date: fields.text_if("date"),
        status: fields.word_if("status", &STATUSES).unwrap_or_default(),
        group: fields.text_if("group"),
        indicator: fields.text_if("indicator"),
        from: fields.object_if("from", origin).unwrap_or_default(),
        goal: match fields.goal_if("goal") {
            Some(number) => Some(Goal::new(number)?),
            None => None,
        },
    })
}

/// What an action may say of its goal, for whoever reads that one is not understood.
pub(super) const NEEDS: &str = "a goal is 1 to 17";
