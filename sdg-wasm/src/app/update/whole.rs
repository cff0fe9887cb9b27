//! What happens on a message that only the whole program understands: files, the example, other tabs, questions back.

use sdg_core::{Answer, Assessment};

use crate::app::message::{Action, Effect, Message, Place};
use crate::app::model::{Model, Panel, Saving};
use crate::app::phrases;
use crate::app::saved::{MARK, Reading, read};

impl Model {
    pub(super) fn update_whole(&mut self, message: Message, effects: &mut Vec<Effect>) {
        match message {
            Message::Opened { name, text } => self.opened(name, text.as_deref(), effects),
            Message::Example(text) => match read(&text, &self.questionnaire) {
                Reading::Sound { assessment, .. } => {
                    let own = std::mem::replace(&mut self.assessment, *assessment);
                    self.own.get_or_insert(Box::new(own));
                    self.replaced();
                    self.say(phrases::EXAMPLE_OPENED, None);
                    self.go(Place::Result, effects);
                }
                Reading::Refused { .. } => self.say(phrases::EXAMPLE_MISSING, None),
            },
            Message::Other { name, packed } => self.other_came(name, &packed),
            Message::Elsewhere(text) => self.elsewhere(text.as_deref(), effects),
            _ => {}
        }
    }

    pub(crate) fn act_whole(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Explain(measure) if self.explained.contains(&measure) => {}
            Action::Explain(measure) => self.explained.push(measure),
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
            Action::TakeAlong(name) => self.take_along(name, effects),
            Action::OpenElsewhere => self.open_elsewhere(effects),
            Action::Print => effects.push(Effect::Print),
            _ => {}
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

    /// Takes over what the browser kept, or what the first program handed over.
    pub(crate) fn restore(&mut self, text: String, effects: &mut Vec<Effect>) {
        let mut words = text.lines().next().unwrap_or_default().split(' ');
        let known = words.next() == Some(MARK);
        match read(&text, &self.questionnaire) {
            Reading::Sound { assessment, .. } if known => {
                self.assessment = *assessment;
                self.replaced();
                self.unsaved = !self.assessment.is_empty();
                let place = words.next().and_then(|place| Place::from_text(place, &self.questionnaire));
                self.place = place.unwrap_or(Place::List);
                if self.place.is_to_resume() {
                    self.resume = self.place.clone();
                }
                if let Some(tag) = words.next().filter(|tag| *tag != "-") {
                    self.chosen = Some(tag.to_owned());
                    self.want_language(tag, effects);
                }
                // So that the screen can say whether it is kept.
                if self.kept {
                    effects.push(Effect::Store(self.kept_text(&self.resume)));
                }
            }
            _ => {
                self.kept = false;
                effects.push(Effect::SetAside(text.clone()));
                self.panel = Some(Panel::Unreadable { text });
            }
        }
    }

    fn elsewhere(&mut self, text: Option<&str>, effects: &mut Vec<Effect>) {
        let (assessment, kept) = match text.map(|text| read(text, &self.questionnaire)) {
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

    fn opened(&mut self, name: String, text: Option<&str>, effects: &mut Vec<Effect>) {
        self.note = None;
        let too_large = || Reading::Refused { why: phrases::REFUSED_SIZE, details: String::new() };
        match text.map_or_else(too_large, |text| read(text, &self.questionnaire)) {
            Reading::Refused { why, details } => {
                self.belongs_elsewhere(text.filter(|_| why == phrases::REFUSED_OTHER));
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
            Some(Answer::Text(name)) => name.as_str(),
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
