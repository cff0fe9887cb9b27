//! The workshop view: a group around one screen, one question at a time, on the same answers.
//!
//! Votes are only ever here, never in what is kept or saved, unless the group puts a summary in the reason. How far they lie apart
//! is worked out by the engine, as it does for several assessors (METHOD 9).

use sdg_core::{
    ActionOrigin, ActionStatus, Answer, AnswerPart, Assessor, Entry, Kind, Map, Merged, RecordError, Spread,
    Strength, SubjectAnswer, Truth,
};

use super::message::{At, Effect, Input, Place};
use super::model::Model;
use super::phrases;

/// Most votes on a question: more do not fit around a screen.
pub(crate) const MOST_VOTES: usize = 60;

/// What a group has going on in the workshop view.
#[derive(Clone, Default, Debug)]
pub(crate) struct Workshop {
    /// Whether the browser lets the widget fill the screen.
    pub(crate) can_fill: bool,
    /// Whether the digits choose an option; only after somebody has asked for it (WCAG 2.1.4).
    pub(crate) keys: bool,
    /// The vote that is held now, on one question.
    pub(crate) voting: Option<Voting>,
    /// Something to find out that is being written down.
    pub(crate) find_out: [String; 3],
}

/// The fields of something to find out, in the order of `Workshop::find_out`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// What is to be found out.
    What,
    /// Who sees to it.
    Who,
    /// By when.
    When,
}

const FIELDS: [(Field, &str); 3] =
    [(Field::What, "find-out"), (Field::Who, "find-out-who"), (Field::When, "find-out-when")];

impl Workshop {
    /// What is typed and not added yet, to be kept with the answers.
    pub(crate) fn drafts(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let named = FIELDS.iter().zip(&self.find_out).map(|((_, name), draft)| (*name, draft));
        named.filter(|(_, draft)| !draft.is_empty())
    }

    /// Takes back what was kept so.
    pub(crate) fn restore(&mut self, name: &str, draft: &str) {
        for ((_, known), field) in FIELDS.iter().zip(&mut self.find_out) {
            if *known == name {
                draft.clone_into(field);
            }
        }
    }

    pub(crate) fn field(&self, wanted: Field) -> &str {
        let mut named = FIELDS.iter().zip(&self.find_out);
        named.find(|((field, _), _)| *field == wanted).map_or("", |(_, draft)| draft)
    }
}

/// A vote on one question.
#[derive(Clone, Debug)]
pub(crate) struct Voting {
    pub(crate) at: At,
    /// What the person at the keyboard is choosing.
    pub(crate) ballot: Option<Answer>,
    /// What was cast, hidden until it is shown.
    pub(crate) cast: Vec<Answer>,
    /// Raised hands, as they were typed.
    pub(crate) hands: Vec<(AnswerPart, Choice, String)>,
    /// What the engine says of it, once it is shown.
    pub(crate) shown: Option<Vec<Spread>>,
}

/// What one can vote for on a part of a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// A step of the scale or an option, by place.
    Step(usize),
    /// We do not know yet.
    Unknown,
    /// Not applicable.
    NotApplicable,
}

/// What a group does in the workshop view.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Let the digits choose an option, or not any more.
    Keys,
    /// Fill the screen with the widget, or no longer.
    Fill,
    /// Begin a vote.
    Begin(At),
    /// Choose on the ballot.
    Choose(AnswerPart, Choice),
    /// Tick on the ballot: an option by place.
    Tick(usize),
    /// Tick on the ballot: a subject.
    TickSubject(String),
    /// Tick on the ballot: none of these.
    NoneOf,
    /// Cast the ballot.
    Cast,
    /// So many hands for a choice.
    Hands(AnswerPart, Choice),
    /// Show what was voted.
    Show,
    /// Put what was voted into the reason.
    Summary,
    /// Throw the votes away.
    Stop,
    /// Write down something to find out.
    FindOut(Field),
    /// Add it to the list.
    AddFindOut,
}

impl Model {
    /// Every question that is asked now, in the order in which they are put.
    pub(crate) fn asked(&self) -> Vec<At> {
        let mut all = Vec::new();
        for section in self.questionnaire.sections() {
            let mut rest = section.questions.as_slice();
            while let Some(first) = rest.first() {
                // Questions that are repeated over the same subjects are put per subject.
                let for_each = self.questionnaire.question(*first).and_then(|question| question.for_each);
                let same = |ix: &&sdg_core::QuestionIx| {
                    self.questionnaire.question(**ix).and_then(|question| question.for_each) == for_each
                };
                let (group, after) =
                    rest.split_at_checked(rest.iter().take_while(same).count().max(1)).unwrap_or((rest, &[]));
                rest = after;
                let subjects: Vec<Option<String>> = match for_each {
                    None => vec![None],
                    Some(for_each)
                        if self.questionnaire.roster(for_each.roster()).is_some_and(|it| it.prompts) =>
                    {
                        self.report.prompts.iter().map(|prompt| Some(prompt.id.clone())).collect()
                    }
                    Some(for_each) => self
                        .assessment
                        .subjects(for_each.roster())
                        .map(|subject| Some(subject.to_owned()))
                        .collect(),
                };
                for subject in subjects {
                    all.extend(group.iter().filter_map(|ix| {
                        let question = self.questionnaire.question(*ix)?;
                        let asked =
                            self.report.question(&question.id, subject.as_deref())?.asked == Truth::Yes;
                        asked.then(|| At { question: *ix, subject: subject.clone() })
                    }));
                }
            }
        }
        all
    }

    /// The question that the workshop view shows: the wanted one if it is asked, or the first that has no answer yet.
    pub(crate) fn workshop_at(&self, wanted: Option<&At>, asked: &[At]) -> Option<At> {
        let open = |at: &&At| self.assessment.entry(at.question, at.subject.as_deref()).answer.is_none();
        let wanted = asked.iter().find(|at| Some(*at) == wanted);
        wanted.or_else(|| asked.iter().find(open)).or_else(|| asked.first()).cloned()
    }

    /// A place as it stands in the browser's history: the workshop view always with its question.
    pub(crate) fn settled(&self, place: Place) -> Place {
        match place {
            Place::Workshop(at) => Place::Workshop(self.workshop_at(at.as_ref(), &self.asked())),
            place => place,
        }
    }

    /// Whether digits choose an option now.
    #[cfg(feature = "whole")]
    pub(crate) fn takes_digits(&self) -> bool {
        self.workshop.keys && matches!(self.place, Place::Workshop(_))
    }

    /// The vote on a question, if one is held.
    pub(crate) fn voting(&self, at: &At) -> Option<&Voting> {
        self.workshop.voting.as_ref().filter(|voting| voting.at == *at)
    }

    /// Whether a group can vote on it: a text, a number or a date is not voted on.
    pub(crate) fn can_vote(&self, at: &At) -> bool {
        let question = self.questionnaire.question(at.question);
        question.is_some_and(|question| {
            !matches!(question.kind, Kind::Text { .. } | Kind::Number { .. } | Kind::Date)
        })
    }

    pub(crate) fn workshop(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Fill => effects.push(Effect::Fill),
            Action::Keys => self.workshop.keys = !self.workshop.keys,
            Action::Begin(at) => {
                let focus = Effect::Focus("votes".to_owned());
                let (ballot, cast, hands, shown) = (None, Vec::new(), Vec::new(), None);
                self.workshop.voting = Some(Voting { at, ballot, cast, hands, shown });
                effects.push(focus);
            }
            Action::FindOut(field) => {
                for ((known, _), draft) in FIELDS.iter().zip(&mut self.workshop.find_out) {
                    if *known == field {
                        input.value.clone_into(draft);
                    }
                }
                self.changed(effects);
            }
            Action::AddFindOut => self.add_find_out(effects),
            action => {
                let Some(mut voting) = self.workshop.voting.take() else { return };
                let goes_on = self.vote(&mut voting, action, input, effects);
                self.workshop.voting = goes_on.then_some(voting);
            }
        }
    }

    /// A step in a vote; whether it goes on.
    fn vote(
        &mut self,
        voting: &mut Voting,
        action: Action,
        input: &Input,
        effects: &mut Vec<Effect>,
    ) -> bool {
        match action {
            Action::Choose(part, choice) => {
                // Beside what one ticks, this is a tick too.
                let chosen = self.chosen(&voting.at, voting.ballot.as_ref(), &part, choice);
                voting.ballot = chosen.filter(|_| input.checked);
            }
            Action::Tick(place) => {
                let mut places = match voting.ballot.take() {
                    Some(Answer::Options(places)) => places,
                    _ => sdg_core::Set::new(),
                };
                if input.checked {
                    places.insert(place);
                } else {
                    places.remove(&place);
                }
                // Taking the last tick away is no "none of these": that has a box of its own.
                voting.ballot = (!places.is_empty()).then_some(Answer::Options(places));
            }
            Action::TickSubject(subject) => {
                let mut subjects = match voting.ballot.take() {
                    Some(Answer::Subjects(subjects)) => subjects,
                    _ => self.nobody(&voting.at),
                };
                subjects.insert(subject, if input.checked { SubjectAnswer::Yes } else { SubjectAnswer::No });
                let some = subjects.values().any(|answer| *answer == SubjectAnswer::Yes);
                voting.ballot = some.then_some(Answer::Subjects(subjects));
            }
            Action::NoneOf => {
                let kind = self.questionnaire.question(voting.at.question).map(|question| &question.kind);
                let none = match kind {
                    Some(Kind::Subjects { .. }) => Answer::Subjects(self.nobody(&voting.at)),
                    _ => Answer::Options(sdg_core::Set::new()),
                };
                voting.ballot = input.checked.then_some(none);
            }
            Action::Cast => self.cast(voting, effects),
            Action::Hands(part, choice) => {
                voting.hands.retain(|(known, of, _)| (known, *of) != (&part, choice));
                if !input.value.trim().is_empty() {
                    voting.hands.push((part, choice, input.value.clone()));
                }
            }
            Action::Show => match self.count(voting) {
                Ok(spreads) => {
                    voting.shown = Some(spreads);
                    effects.push(Effect::Focus("votes".to_owned()));
                }
                Err(why) => self.say(why, None),
            },
            Action::Summary => {
                let summary = self.vote_summary(voting);
                let entry = self.assessment.entry(voting.at.question, voting.at.subject.as_deref());
                let between = if entry.reason.is_empty() { "" } else { "\n" };
                let value = [&entry.reason, between, &summary].concat();
                let at = voting.at.clone();
                self.answer(super::Action::Reason(at), &Input { value, checked: false }, effects);
                self.say(phrases::WORKSHOP_SUMMED, None);
                return true;
            }
            _ => {
                effects.push(Effect::Focus(self.id_of(&voting.at)));
                return false;
            }
        }
        true
    }

    /// Nobody is in.
    fn nobody(&self, at: &At) -> Map<String, SubjectAnswer> {
        let mut subjects = Map::new_vec();
        for subject in self.candidates(at.question) {
            subjects.insert(subject, SubjectAnswer::No);
        }
        subjects
    }

    /// The ballot with one more choice on it.
    fn chosen(&self, at: &At, ballot: Option<&Answer>, part: &AnswerPart, choice: Choice) -> Option<Answer> {
        let kind = &self.questionnaire.question(at.question)?.kind;
        if let Kind::Effect { scale, .. } = kind {
            let (mut benefit, mut harm) = match ballot {
                Some(Answer::Effect { benefit, harm }) => (*benefit, *harm),
                _ => (None, None),
            };
            let strength = match choice {
                Choice::Step(place) => {
                    Strength::Points(self.questionnaire.scale(*scale)?.steps.get(place)?.points)
                }
                _ => Strength::Unknown,
            };
            *(if *part == AnswerPart::Harm { &mut harm } else { &mut benefit }) = Some(strength);
            return Some(Answer::Effect { benefit, harm });
        }
        Some(match choice {
            Choice::Step(place) => Answer::Option(place),
            Choice::Unknown => Answer::Unknown,
            Choice::NotApplicable => Answer::NotApplicable,
        })
    }

    fn cast(&mut self, voting: &mut Voting, effects: &mut Vec<Effect>) {
        let Some(ballot) = voting.ballot.take() else {
            return self.say(phrases::WORKSHOP_EMPTY_BALLOT, None);
        };
        if voting.cast.len() >= MOST_VOTES {
            return self.say(phrases::WORKSHOP_FULL, Some(("n", MOST_VOTES.to_string())));
        }
        let (question, subject) = (voting.at.question, voting.at.subject.as_deref());
        let entry = Entry { answer: Some(ballot), ..Entry::EMPTY };
        let fits = self.assessment.clone().set(question, subject, entry.clone()).is_ok();
        if !fits {
            // Only too many ticks are refused.
            voting.ballot = entry.answer;
            let most = match self.questionnaire.question(question).map(|question| &question.kind) {
                Some(Kind::Subjects { at_most, .. } | Kind::Multiple { at_most, .. }) => at_most.unwrap_or(0),
                _ => 0,
            };
            return self.say(phrases::AT_MOST, Some(("n", most.to_string())));
        }
        voting.cast.extend(entry.answer);
        self.say(phrases::WORKSHOP_CAST, Some(("n", voting.cast.len().to_string())));
        effects.push(Effect::Focus("votes".to_owned()));
    }

    /// What the engine says of the votes: each is an assessment that differs in this answer alone.
    fn count(&self, voting: &Voting) -> Result<Vec<Spread>, phrases::Phrase> {
        let mut ballots = voting.cast.clone();
        ballots.extend(self.raised(voting)?);
        if ballots.is_empty() {
            return Err(phrases::WORKSHOP_NO_VOTES);
        }
        if ballots.len() > MOST_VOTES {
            return Err(phrases::WORKSHOP_TOO_MANY);
        }
        let (question, subject) = (voting.at.question, voting.at.subject.as_deref());
        let vote = |(place, ballot): (usize, Answer)| {
            let mut assessment = self.assessment.clone();
            // The same vote twice is two votes.
            assessment.assessor = Some(Assessor { by: place.to_string(), person: None });
            let entry = Entry { answer: Some(ballot), ..Entry::EMPTY };
            assessment.set(question, subject, entry).ok()?;
            Some(assessment)
        };
        let merged = Merged::of(ballots.into_iter().enumerate().filter_map(vote));
        let report = merged.map_err(|_| phrases::WORKSHOP_NO_VOTES)?.report();
        let id = self.questionnaire.question(question).map_or("", |question| &question.id);
        // Subjects of one's own are known by a shared id there.
        let roster = self.questionnaire.question(question).and_then(|question| match question.kind {
            Kind::Subjects { roster, .. } => Some(roster),
            _ => question.for_each.map(sdg_core::ForEach::roster),
        });
        let roster =
            roster.and_then(|roster| self.questionnaire.roster(roster)).map_or("", |roster| &roster.id);
        let own = || report.own_subjects.iter().filter(|own| own.roster == roster);
        let shared = |subject: &str| {
            own()
                .find(|own| own.added.iter().any(|added| added.id == subject))
                .map_or(subject, |own| own.id.as_str())
                .to_owned()
        };
        let subject = subject.map(shared);
        let found = report.questions.iter().find(|one| one.id == id && one.subject == subject);
        let mut spreads = found.map_or_else(Vec::new, |one| one.parts.clone());
        for spread in &mut spreads {
            if let AnswerPart::Subject(subject) = &mut spread.part
                && let Some(added) = own().find(|own| own.id == *subject).and_then(|own| own.added.first())
            {
                added.id.clone_into(subject);
            }
        }
        Ok(spreads)
    }

    /// Raised hands as ballots. How those of benefit and harm go together is not known, and not needed: they are counted apart.
    fn raised(&self, voting: &Voting) -> Result<Vec<Answer>, phrases::Phrase> {
        let mut ballots: Vec<Option<Answer>> = Vec::new();
        for part in [AnswerPart::Whole, AnswerPart::Benefit, AnswerPart::Harm] {
            let mut place = 0_usize;
            for (_, choice, typed) in voting.hands.iter().filter(|(of, ..)| *of == part) {
                let count = typed.trim().parse::<usize>().ok().filter(|count| *count <= MOST_VOTES);
                for _ in 0..count.ok_or(phrases::WORKSHOP_HANDS_WRONG)? {
                    if ballots.len() <= place {
                        ballots.push(None);
                    }
                    if let Some(ballot) = ballots.get_mut(place) {
                        *ballot = self.chosen(&voting.at, ballot.as_ref(), &part, *choice);
                    }
                    place = place.saturating_add(1);
                }
            }
        }
        Ok(ballots.into_iter().flatten().collect())
    }

    /// An entry of the list of things to find out: an action of the plan that comes from this question.
    fn add_find_out(&mut self, effects: &mut Vec<Effect>) {
        let Place::Workshop(at) = &self.place else { return };
        let Some(at) = self.workshop_at(at.as_ref(), &self.asked()) else { return };
        let question = self.questionnaire.question(at.question).map(|question| question.id.clone());
        let from = ActionOrigin { question, subject: at.subject, ..ActionOrigin::default() };
        let field =
            |field| Some(self.workshop.field(field).trim().to_owned()).filter(|text| !text.is_empty());
        let action = sdg_core::Action {
            text: field(Field::What).unwrap_or_default(),
            person: field(Field::Who),
            date: field(Field::When),
            status: ActionStatus::Open,
            ..self.assessment.draft_action(from)
        };
        let mut focus = "find-out";
        match self.assessment.add_action(action) {
            Ok(_) => {
                self.workshop.find_out = Default::default();
                self.changed(effects);
                self.say(phrases::WORKSHOP_FOUND, None);
            }
            Err(RecordError::Date(_)) => {
                focus = "find-out-when";
                self.say(phrases::WORKSHOP_DATE_WRONG, None);
            }
            Err(RecordError::Full(most)) => {
                self.say(phrases::WORKSHOP_LIST_FULL, Some(("n", most.to_string())));
            }
            Err(_) => self.say(phrases::WORKSHOP_FIND_OUT_EMPTY, None),
        }
        effects.push(Effect::Focus(focus.to_owned()));
    }
}
