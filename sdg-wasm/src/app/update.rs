//! What happens on a message.

use std::rc::Rc;

use sdg_core::Assessment;

use super::message::{Action, Effect, Input, Message, Missing, Place, Stored, Wanted};
use super::model::{Language, Model, Note, Panel, Saving};
use super::phrases::{self, Phrase};
use super::saved::{MARK, Reading, Refusal};

impl Model {
    /// Brings the model up to date, and says what the browser must do.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = Vec::new();
        match message {
            Message::Act(action, input) => {
                self.note = None;
                self.act(action, &input, &mut effects);
            }
            Message::Opened { name, reading } => self.opened(name, reading, &mut effects),
            Message::Language { texts, interface } => match Language::parse(&texts, &interface) {
                Some(language) => {
                    let language = Rc::new(language);
                    self.loaded.push(Rc::clone(&language));
                    self.show_language(language, &mut effects);
                }
                None => self.say(phrases::LANGUAGE_MISSING, None),
            },
            Message::Example(reading) => match reading {
                Reading::Sound { assessment, .. } => {
                    let own = std::mem::replace(&mut self.assessment, *assessment);
                    self.own.get_or_insert(Box::new(own));
                    self.replaced();
                    self.say(phrases::EXAMPLE_OPENED, None);
                    self.go(Place::Result, &mut effects);
                }
                Reading::Refused { .. } => self.say(phrases::EXAMPLE_MISSING, None),
            },
            Message::Missing(what) => {
                let phrase = match what {
                    Missing::Language => phrases::LANGUAGE_MISSING,
                    Missing::Example => phrases::EXAMPLE_MISSING,
                    Missing::File => phrases::FILE_MISSING,
                    Missing::Elsewhere => phrases::ELSEWHERE_MISSING,
                };
                self.say(phrase, None);
            }
            Message::Stored(Stored::At(time)) => self.saving = Saving::At(time),
            Message::Stored(Stored::Gone) => self.saving = Saving::Nothing,
            Message::Stored(Stored::Failed) => self.saving = Saving::Failed,
            Message::Elsewhere(reading) => self.elsewhere(reading, &mut effects),
            Message::Went(place) => {
                if let Some(place) = Place::from_text(&place, &self.questionnaire) {
                    self.arrive(place, &mut effects);
                }
            }
            Message::PageLanguage(tag) => {
                if self.chosen.is_none() {
                    self.want_language(&tag, &mut effects);
                }
            }
        }
        effects
    }

    fn act(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Go(place) => self.go(place, effects),
            Action::Change(at) => {
                let section = self.questionnaire.question(at.question).map(|question| question.section);
                if let Some(section) = section {
                    let from_result = self.place == Place::Result || self.from_result;
                    self.go(Place::Section(section), effects);
                    self.from_result = from_result;
                    effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
                    effects.push(Effect::Focus(self.id_of(&at)));
                }
            }
            Action::Language(tag) => {
                self.chosen = Some(tag.clone());
                self.want_language(&tag, effects);
            }
            Action::Explain(measure) => {
                if !self.explained.contains(&measure) {
                    self.explained.push(measure);
                }
            }
            Action::Save => {
                self.assessment.saved = Some(self.clock.clone());
                self.assessment.language = Some(self.language.tag().to_owned());
                let name = self.file_name();
                effects.push(Effect::Download { name: name.clone(), text: self.assessment.to_json() });
                if !self.is_example() {
                    self.unsaved = false;
                }
                self.say(phrases::KEEP_SAVED, Some(("file", name)));
            }
            Action::SaveUnreadable => {
                if let Some(Panel::Unreadable { text }) = &self.panel {
                    effects.push(Effect::Download {
                        name: "sdg-toets-onleesbaar.txt".to_owned(),
                        text: text.clone(),
                    });
                }
            }
            Action::Example => effects.push(Effect::Load(Wanted::Example)),
            Action::LeaveExample => {
                if let Some(own) = self.own.take() {
                    self.assessment = *own;
                    self.replaced();
                    self.say(phrases::EXAMPLE_LEFT, None);
                    self.go(if self.assessment.is_empty() { Place::Start } else { Place::List }, effects);
                }
            }
            Action::Erase => self.ask(Panel::Erase, effects),
            Action::Yes => self.confirmed(effects),
            Action::No => {
                let back = match self.panel.take() {
                    Some(Panel::Erase) => "erase",
                    _ => "heading",
                };
                effects.push(Effect::Focus(back.to_owned()));
            }
            Action::Print => effects.push(Effect::Print),
            action => self.answer(action, input, effects),
        }
    }

    fn confirmed(&mut self, effects: &mut Vec<Effect>) {
        match self.panel.take() {
            Some(Panel::Erase) => {
                self.own = None;
                self.assessment = Assessment::new(&self.questionnaire);
                self.replaced();
                self.unsaved = false;
                self.kept = false;
                self.resume = Place::List;
                effects.push(Effect::Forget);
                effects.push(Effect::Changed);
                self.go(Place::Start, effects);
                self.say(phrases::ERASED, None);
            }
            Some(Panel::Replace { name, assessment, partly }) => {
                self.take(*assessment, name, partly, effects);
            }
            other => {
                self.panel = other;
            }
        }
    }

    /// Shows another screen, as a step in the browser's history.
    fn go(&mut self, place: Place, effects: &mut Vec<Effect>) {
        if self.place != place {
            effects.push(Effect::Push(place.to_text(&self.questionnaire)));
        }
        self.arrive(place, effects);
    }

    fn arrive(&mut self, place: Place, effects: &mut Vec<Effect>) {
        if !matches!(place, Place::Section(_)) {
            self.from_result = false;
        }
        self.panel = None;
        if !matches!(place, Place::Start | Place::Keep) && !self.is_example() {
            self.resume = place.clone();
        }
        self.place = place;
        effects.push(Effect::Focus("heading".to_owned()));
        if self.kept {
            self.store(effects);
        }
    }

    pub(crate) fn say(&mut self, phrase: Phrase, with: Option<(&'static str, String)>) {
        self.note = Some(Note { phrase, with });
    }

    fn ask(&mut self, panel: Panel, effects: &mut Vec<Effect>) {
        self.panel = Some(panel);
        effects.push(Effect::Focus("panel".to_owned()));
    }

    // ---- Language

    fn want_language(&mut self, tag: &str, effects: &mut Vec<Effect>) {
        if self.language.tag() == tag || !self.questionnaire.languages().iter().any(|known| known == tag) {
            return;
        }
        match self.loaded.iter().find(|language| language.tag() == tag) {
            Some(language) => {
                let language = Rc::clone(language);
                self.show_language(language, effects);
            }
            None => effects.push(Effect::Load(Wanted::Language(tag.to_owned()))),
        }
    }

    fn show_language(&mut self, language: Rc<Language>, effects: &mut Vec<Effect>) {
        self.language = language;
        effects.push(Effect::Focus(if self.panel.is_some() { "panel" } else { "heading" }.to_owned()));
        if self.kept {
            self.store(effects);
        }
    }

    // ---- Keeping

    /// Answers have changed.
    pub(crate) fn changed(&mut self, effects: &mut Vec<Effect>) {
        self.report = self.assessment.score();
        self.explained.clear();
        if !self.is_example() {
            self.unsaved = true;
            self.store(effects);
        }
        effects.push(Effect::Changed);
    }

    /// Other answers stand in the place of those that were there.
    fn replaced(&mut self) {
        self.report = self.assessment.score();
        self.explained.clear();
        self.drafts.clear();
        self.own_names.clear();
    }

    fn store(&mut self, effects: &mut Vec<Effect>) {
        self.kept = true;
        let tag = self.language.tag().to_owned();
        let place = self.resume.to_text(&self.questionnaire);
        let chosen = self.chosen.as_deref().unwrap_or("-").to_owned();
        let own = self.own.as_deref_mut().unwrap_or(&mut self.assessment);
        own.language = Some(tag);
        let text = [MARK, " ", &place, " ", &chosen, "\n", &own.to_json()].concat();
        effects.retain(|effect| !matches!(effect, Effect::Store(_)));
        effects.push(Effect::Store(text));
    }

    /// Takes over what the browser kept.
    pub(crate) fn restore(&mut self, text: String, reading: Reading, effects: &mut Vec<Effect>) {
        let mut words = text.lines().next().unwrap_or_default().split(' ');
        let known = words.next() == Some(MARK);
        match reading {
            Reading::Sound { assessment, .. } if known => {
                self.assessment = *assessment;
                self.replaced();
                self.unsaved = !self.assessment.is_empty();
                let place = words.next().and_then(|place| Place::from_text(place, &self.questionnaire));
                self.resume = place.unwrap_or(Place::List);
                self.place = self.resume.clone();
                if let Some(tag) = words.next().filter(|tag| *tag != "-") {
                    self.chosen = Some(tag.to_owned());
                    self.want_language(tag, effects);
                }
            }
            _ => {
                self.kept = false;
                effects.push(Effect::SetAside(text.clone()));
                self.panel = Some(Panel::Unreadable { text });
            }
        }
    }

    fn elsewhere(&mut self, reading: Option<Reading>, effects: &mut Vec<Effect>) {
        let (assessment, kept) = match reading {
            None => (Assessment::new(&self.questionnaire), false),
            Some(Reading::Sound { assessment, .. }) => (*assessment, true),
            Some(Reading::Refused { .. }) => return,
        };
        self.kept = kept;
        if let Some(own) = &mut self.own {
            **own = assessment;
        } else if assessment.to_json() == self.assessment.to_json() {
            // Only a step in the other tab: nothing of the answers has changed.
            return;
        } else {
            self.assessment = assessment;
            self.replaced();
            self.saving = Saving::Nothing;
            self.say(phrases::ELSEWHERE, None);
        }
        effects.push(Effect::Changed);
    }

    // ---- Files

    fn opened(&mut self, name: String, reading: Reading, effects: &mut Vec<Effect>) {
        self.note = None;
        match reading {
            Reading::Refused { why, details } => {
                let why = match why {
                    Refusal::Other => phrases::REFUSED_OTHER,
                    Refusal::Newer => phrases::REFUSED_NEWER,
                    Refusal::NotOurs => phrases::REFUSED_NOT_OURS,
                    Refusal::Size => phrases::REFUSED_SIZE,
                    Refusal::Json => phrases::REFUSED_JSON,
                    Refusal::Broken => phrases::REFUSED_BROKEN,
                };
                self.ask(Panel::Refused { name, why, details }, effects);
            }
            Reading::Sound { assessment, partly } => {
                let own = self.own.as_deref().unwrap_or(&self.assessment);
                if self.unsaved && !own.is_empty() {
                    self.ask(Panel::Replace { name, assessment, partly }, effects);
                } else {
                    self.take(*assessment, name, partly, effects);
                }
            }
        }
    }

    fn take(&mut self, assessment: Assessment, name: String, partly: bool, effects: &mut Vec<Effect>) {
        self.own = None;
        self.assessment = assessment;
        self.replaced();
        self.unsaved = false;
        self.go(Place::List, effects);
        self.store(effects);
        effects.push(Effect::Changed);
        self.say(if partly { phrases::OPENED_PARTLY } else { phrases::OPENED }, Some(("file", name)));
    }

    /// `sdg-toets-schoolstraat-2026-11-23.json`
    fn file_name(&self) -> String {
        let name = self.questionnaire.profile().name.map(|name| self.assessment.entry(name, None));
        let name = match name.and_then(|entry| entry.answer.as_ref()) {
            Some(sdg_core::Answer::Text(name)) => name.as_str(),
            _ => "",
        };
        let mut file = self.ui(phrases::KEEP_FILE_NAME);
        for word in
            name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(6)
        {
            file.push('-');
            file.push_str(&word.to_ascii_lowercase());
        }
        let date = self.clock.get(..10).unwrap_or_default();
        [file.as_str(), if date.is_empty() { "" } else { "-" }, date, ".json"].concat()
    }
}

#[cfg(test)]
mod tests;
