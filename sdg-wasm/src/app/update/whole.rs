//! What happens on a message that only the whole program understands: files, the example, other tabs, questions back.

use sdg_core::{Answer, Assessment};

#[cfg(feature = "whole")]
use crate::app::folds;
use crate::app::message::{Action, At, Effect, Input, Message, Place};
use crate::app::model::{Model, Panel, Saving};
use crate::app::phrases::{self, Phrase};
use crate::app::saved::{MARK, Reading, read};
use crate::app::together;

impl Model {
    pub(super) fn update_whole(&mut self, message: Message, effects: &mut Vec<Effect>) {
        match message {
            Message::Opened { name, text } => self.opened(name, text.as_deref(), effects),
            Message::OpenedSeveral(files) => self.lay_beside(files, effects),
            Message::Policy(text) => self.policy_came(text, effects),
            Message::Example(text) => match read(&text, &self.questionnaire) {
                Reading::Sound { assessment, .. } => {
                    let own = std::mem::replace(&mut self.assessment, *assessment);
                    #[cfg(feature = "whole")]
                    if self.own.is_none() {
                        let mut drafts = String::new();
                        self.push_drafts(&mut drafts);
                        self.set_aside = Some(drafts);
                    }
                    self.own.get_or_insert(Box::new(own));
                    self.replaced();
                    self.say(phrases::EXAMPLE_OPENED, None);
                    self.go(Place::Result, effects);
                }
                Reading::Refused { .. } => self.say(phrases::EXAMPLE_MISSING, None),
            },
            Message::Other { name, packed } => self.other_came(name, &packed),
            #[cfg(feature = "whole")]
            Message::Suggestions { table, texts } => self.suggestions_came(&table, &texts),
            Message::Elsewhere(text) => self.elsewhere(text.as_deref(), effects),
            #[cfg(feature = "whole")]
            Message::Reported(outcome) => self.reported(outcome),
            _ => {}
        }
    }

    #[cfg_attr(
        not(feature = "whole"),
        expect(unused_variables, reason = "only the workshop view takes input")
    )]
    pub(crate) fn act_whole(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Save => {
                self.assessment.saved = Some(self.clock.clone());
                self.assessment.language = Some(self.language.tag().to_owned());
                let name = self.file_named(phrases::KEEP_FILE_NAME, ".json");
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
            Action::LeaveExample if self.own_again() => {
                self.say(phrases::EXAMPLE_LEFT, None);
                self.go(if self.assessment.is_empty() { Place::Start } else { Place::List }, effects);
            }
            Action::Erase => self.ask(Panel::Erase, effects),
            Action::Yes => self.confirmed(effects),
            Action::No => {
                let back = match self.panel.take() {
                    Some(Panel::Old { .. }) => {
                        // As if it were changed today.
                        self.store(effects);
                        "heading"
                    }
                    Some(Panel::Erase) => "erase",
                    _ => "heading",
                };
                effects.push(Effect::Focus(back.to_owned()));
            }
            Action::TakeAlong(name) => self.take_along(name, effects),
            Action::OpenElsewhere => self.open_elsewhere(effects),
            #[cfg(feature = "whole")]
            Action::Print => self.print_blank(effects),
            #[cfg(feature = "whole")]
            Action::Workshop(action) => self.workshop(action, input, effects),
            Action::TakeTheirs => self.take_theirs(effects),
            #[cfg(feature = "whole")]
            Action::Report(action) => self.take_home(action, effects),
            _ => {}
        }
    }

    /// From the example back to the person's own answers, with what was half typed among them; whether the example was there.
    pub(crate) fn own_again(&mut self) -> bool {
        let Some(own) = self.own.take() else { return false };
        self.assessment = *own;
        self.replaced();
        #[cfg(feature = "whole")]
        {
            let drafts = self.set_aside.take().unwrap_or_default();
            self.restore_drafts(&mut drafts.split('\t').skip(1));
        }
        true
    }

    fn confirmed(&mut self, effects: &mut Vec<Effect>) {
        match self.panel.take() {
            Some(Panel::Erase) => {
                self.deletes("heading".to_owned());
                (self.own, self.theirs) = (None, None);
                #[cfg(feature = "whole")]
                {
                    self.set_aside = None;
                }
                self.together = together::Together::default();
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
            Some(Panel::Replace { name, assessment, partly, .. }) => {
                self.take(*assessment, name, partly, effects);
            }
            other => {
                self.panel = other;
            }
        }
    }

    /// Takes over what the browser kept, or what the first program handed over.
    pub(crate) fn restore(&mut self, text: String, effects: &mut Vec<Effect>) {
        let mut fields = text.lines().next().unwrap_or_default().split('\t');
        let mut words = fields.next().unwrap_or_default().split(' ');
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
                self.together.reloaded = self.place == Place::Together;
                if let Some(tag) = words.next().filter(|tag| *tag != "-") {
                    self.chosen = Some(tag.to_owned());
                    self.want_language(tag, effects);
                }
                words.next().unwrap_or_default().clone_into(&mut self.day);
                self.restore_drafts(&mut fields);
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

    /// Takes back what was typed and not finished: a name and a text for each.
    fn restore_drafts(&mut self, fields: &mut dyn Iterator<Item = &str>) {
        while let (Some(id), Some(draft)) = (fields.next(), fields.next()) {
            match self.at_of(id) {
                Some(at) => self.drafts.push((at, draft.to_owned())),
                #[cfg(feature = "whole")]
                None if self.plan.restore(id, draft) => {}
                #[cfg(feature = "whole")]
                None => self.workshop.restore(id, draft),
                #[cfg(not(feature = "whole"))]
                None => {}
            }
        }
        // Folded out, so that the person sees what is still to be said.
        #[cfg(feature = "whole")]
        for key in self.plan.half_decided() {
            self.folds.open(&folds::of_finding(&key.to_string()));
            self.folds.open(&folds::of_decision(key));
        }
    }

    /// Goes back to what was kept before a deletion.
    pub(super) fn bring_back(&mut self, text: String, effects: &mut Vec<Effect>) {
        self.kept = true;
        self.restore(text, effects);
        self.store(effects);
        effects.push(Effect::Changed);
        self.say(phrases::UNDONE, None);
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
        } else if assessment.to_json() == self.as_in(assessment.language.clone()) {
            // Only a step in the other tab: nothing of the answers has changed.
            self.theirs = None;
            return;
        } else if self.theirs.is_some() || self.saving == Saving::Failed {
            // What was changed here is kept nowhere: one of the two would be lost.
            // Focus stays: the person may be in the middle of a word.
            self.theirs = Some(Box::new(assessment));
            return;
        } else {
            self.assessment = assessment;
            self.rescored();
            self.saving = Saving::Nothing;
            self.say(phrases::ELSEWHERE, None);
        }
        effects.push(Effect::Changed);
    }

    /// The answers as a file in another language: that alone is no difference.
    fn as_in(&self, language: Option<String>) -> String {
        let mut same = self.assessment.clone();
        same.language = language;
        same.to_json()
    }

    /// What is here gives way to what another tab has kept, until the next step not for good.
    fn take_theirs(&mut self, effects: &mut Vec<Effect>) {
        if self.is_example() {
            return;
        }
        let Some(theirs) = self.theirs.take() else { return };
        self.deletes("heading".to_owned());
        self.assessment = *theirs;
        self.rescored();
        self.say(phrases::ELSEWHERE, None);
        self.kept = !self.assessment.is_empty();
        if self.kept {
            self.store(effects);
        } else {
            effects.push(Effect::Forget);
        }
        effects.push(Effect::Changed);
        effects.push(Effect::Focus("heading".to_owned()));
    }

    /// Asks what is to be done with answers that were left for long.
    pub(crate) fn ask_about_age(&mut self) {
        if self.kept && self.panel.is_none() {
            self.panel = Some(Panel::Old { day: self.day.clone() });
        }
    }

    /// The other way round of [`Model::id_of`].
    fn at_of(&self, id: &str) -> Option<At> {
        let id = id.strip_prefix("q-")?;
        let (question, subject) = match id.split_once("--") {
            Some((question, subject)) => (question, Some(subject.to_owned())),
            None => (id, None),
        };
        Some(At { question: self.questionnaire.find(question)?, subject })
    }

    // ---- Files

    fn opened(&mut self, name: String, text: Option<&str>, effects: &mut Vec<Effect>) {
        self.note = None;
        let merged = text.is_some_and(|text| together::is_merged(text, &self.questionnaire));
        if self.place == Place::Together || merged {
            return self.lay_beside(vec![(name, text.map(str::to_owned))], effects);
        }
        let too_large = || Reading::Refused { why: phrases::REFUSED_SIZE, details: String::new() };
        match text.map_or_else(too_large, |text| read(text, &self.questionnaire)) {
            Reading::Refused { why, details } => {
                self.belongs_elsewhere(text.filter(|_| why == phrases::REFUSED_OTHER));
                self.ask(Panel::Refused { name, why, details }, effects);
            }
            Reading::Sound { assessment, partly, older } => {
                let own = self.own.as_deref().unwrap_or(&self.assessment);
                if own.is_empty() {
                    self.take(*assessment, name, partly, effects);
                } else {
                    self.ask(Panel::Replace { name, assessment, partly, older }, effects);
                }
            }
        }
    }

    fn take(&mut self, assessment: Assessment, name: String, partly: bool, effects: &mut Vec<Effect>) {
        self.own = None;
        #[cfg(feature = "whole")]
        {
            self.set_aside = None;
        }
        self.assessment = assessment;
        self.replaced();
        self.unsaved = false;
        self.go(Place::List, effects);
        self.store(effects);
        effects.push(Effect::Changed);
        self.say(if partly { phrases::OPENED_PARTLY } else { phrases::OPENED }, Some(("file", name)));
    }

    /// `sdg-toets-schoolstraat-2026-11-23.json`, with this beginning and ending.
    pub(in crate::app) fn file_named(&self, beginning: Phrase, ending: &str) -> String {
        let name = self.questionnaire.profile().name.map(|name| self.assessment.entry(name, None));
        let name = match name.and_then(|entry| entry.answer.as_ref()) {
            Some(Answer::Text(name)) => name.as_str(),
            _ => "",
        };
        let mut file = self.ui(beginning);
        for word in
            name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(6)
        {
            file.push('-');
            file.push_str(&word.to_ascii_lowercase());
        }
        let date = self.clock.get(..10).unwrap_or_default();
        [file.as_str(), if date.is_empty() { "" } else { "-" }, date, ending].concat()
    }
}
