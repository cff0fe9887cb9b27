//! What happens on a message.

mod whole;

use std::rc::Rc;

use super::message::{Action, Effect, Input, Message, Missing, Place, Stored, Wanted};
use super::model::{Language, Model, Note, Panel, Saving, Undo};
use super::phrases::{self, Phrase};
use crate::WHOLE;

impl Model {
    /// Brings the model up to date, and says what the browser must do.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = Vec::new();
        match message {
            Message::Act(action, input) => {
                let undo = self.undo.take();
                if let Action::Language(_) = action {
                    self.undo = undo;
                } else {
                    self.note = None;
                    if let (Action::Undo, Some(undo)) = (&action, undo) {
                        self.undo(undo, &mut effects);
                    }
                }
                self.act(action, &input, &mut effects);
            }
            Message::Language { texts, interface: [first, whole] } => {
                match Language::parse(&texts, [&first, &whole]) {
                    Some(language) => {
                        let language = Rc::new(language);
                        self.loaded.push(Rc::clone(&language));
                        self.show_language(language, &mut effects);
                    }
                    None => self.say(phrases::LANGUAGE_MISSING, None),
                }
            }
            Message::Missing(what) => {
                let phrase = match what {
                    Missing::Language => phrases::LANGUAGE_MISSING,
                    Missing::Example => phrases::EXAMPLE_MISSING,
                    Missing::File => phrases::FILE_MISSING,
                    Missing::Elsewhere => phrases::ELSEWHERE_MISSING,
                    Missing::Whole => phrases::WHOLE_MISSING,
                    #[cfg(feature = "whole")]
                    Missing::Suggestions => {
                        self.suggestions_missing();
                        return effects;
                    }
                    #[cfg(feature = "whole")]
                    Missing::Undone => phrases::UNDONE,
                    // It goes on in the whole program.
                    Missing::Broken if WHOLE => phrases::BROKEN,
                    Missing::Broken => return effects,
                };
                self.say(phrase, None);
            }
            Message::Stored(Stored::At(time)) => self.saving = Saving::At(time),
            Message::Stored(Stored::Gone) => self.saving = Saving::Nothing,
            Message::Stored(Stored::Failed) => self.saving = Saving::Failed,
            Message::Went(place) => {
                (self.undo, self.note) = (None, None);
                if let Some(place) = Place::from_text(&place, &self.questionnaire) {
                    self.arrive(place, &mut effects);
                }
            }
            Message::PageLanguage(tag) => {
                if self.chosen.is_none() {
                    if self.questionnaire.languages().contains(&tag) {
                        self.want_language(&tag, &mut effects);
                    } else {
                        self.say(phrases::LANGUAGE_NONE, None);
                    }
                }
            }
            Message::Offers(lines) => self.offered(&lines),
            other => {
                if WHOLE {
                    self.update_whole(other, &mut effects);
                }
            }
        }
        #[cfg(feature = "whole")]
        self.look(&mut effects);
        effects
    }

    fn act(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Go(place) => self.go(place, effects),
            Action::Change(at) => {
                let section = self.questionnaire.question(at.question).map(|question| question.section);
                if let Some(section) = section {
                    let from_result = self.place == Place::Result || self.from_result;
                    let from_together = self.place == Place::Together;
                    #[cfg(feature = "whole")]
                    let place = self.page_of(section, &at);
                    #[cfg(not(feature = "whole"))]
                    let place = Place::Section(section);
                    self.go(place, effects);
                    self.from_result = from_result;
                    if WHOLE {
                        self.together.came |= from_together;
                    }
                    effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
                    effects.push(Effect::Focus(self.id_of(&at)));
                }
            }
            Action::Language(tag) => {
                self.chosen = Some(tag.clone());
                self.want_language(&tag, effects);
            }
            Action::Begin(name) => effects.push(Effect::Begin { name, from: None }),
            Action::Example => effects.push(Effect::Load(Wanted::Example)),
            action => self.answer(action, input, effects),
        }
    }

    /// Shows another screen, as a step in the browser's history.
    pub(super) fn go(&mut self, place: Place, effects: &mut Vec<Effect>) {
        #[cfg(feature = "whole")]
        let place = self.settled(place);
        if self.place != place && (WHOLE || !place.is_for_whole()) {
            effects.push(Effect::Push(place.to_text(&self.questionnaire)));
        }
        self.arrive(place, effects);
    }

    fn arrive(&mut self, place: Place, effects: &mut Vec<Effect>) {
        if !WHOLE && (place == Place::Result || place.is_for_whole() || self.is_long(&place)) {
            effects.push(Effect::Load(Wanted::Whole(place.clone())));
            // The result at a glance and a long section are there at once, the rest of them follows.
            if place.is_for_whole() {
                return;
            }
        }
        if WHOLE && let Place::Other(name) = &place {
            self.consider(name, effects);
        }
        if !matches!(place, Place::Section(_) | Place::Page(..)) {
            self.from_result = false;
            if WHOLE {
                self.together.came = false;
            }
        }
        self.panel = None;
        #[cfg(feature = "whole")]
        self.leave_plan();
        if place.is_to_resume() && !self.is_example() {
            self.resume = place.clone();
        }
        self.place = place;
        // The report tells what lies side by side too.
        if WHOLE && matches!(self.place, Place::Together | Place::Report) {
            self.lay_out();
        }
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
        if self.kept {
            self.store(effects);
        }
    }

    // ---- Keeping

    /// Answers have changed.
    pub(crate) fn changed(&mut self, effects: &mut Vec<Effect>) {
        self.rescored();
        if !self.is_example() {
            self.unsaved = true;
            self.store(effects);
        }
        effects.push(Effect::Changed);
    }

    /// Other answers stand in the place of those that were there.
    pub(super) fn replaced(&mut self) {
        self.rescored();
        self.drafts.clear();
        #[cfg(feature = "whole")]
        {
            self.plan.clear();
            self.folds = super::folds::Folds::default();
        }
        if WHOLE && self.place == Place::Together {
            self.lay_out();
        }
    }

    fn rescored(&mut self) {
        self.report = self.assessment.score();
        #[cfg(feature = "whole")]
        self.plan.stale();
    }

    /// Something is about to be deleted: until the next step it can be brought back, with focus there. The example is not kept.
    pub(crate) fn deletes(&mut self, focus: String) {
        if !self.is_example() {
            self.undo = Some(Undo { text: self.kept_text(&self.place), focus, asked: false });
            self.say(phrases::DELETED, None);
        }
    }

    /// The first program cannot read what was kept: the whole one goes on from there.
    fn undo(&mut self, mut undo: Undo, effects: &mut Vec<Effect>) {
        effects.push(Effect::Focus(undo.focus.clone()));
        if WHOLE {
            self.bring_back(undo.text, effects);
        } else {
            undo.asked = true;
            self.undo = Some(undo);
            effects.push(Effect::Load(Wanted::Whole(self.place.clone())));
        }
    }

    pub(crate) fn store(&mut self, effects: &mut Vec<Effect>) {
        self.kept = true;
        // Nobody has said yet which of two is to be kept.
        if WHOLE && self.theirs.is_some() {
            return;
        }
        self.clock.get(..10).unwrap_or_default().clone_into(&mut self.day);
        let tag = self.language.tag().to_owned();
        self.own.as_deref_mut().unwrap_or(&mut self.assessment).language = Some(tag);
        let text = self.kept_text(&self.resume);
        effects.retain(|effect| !matches!(effect, Effect::Store(_)));
        effects.push(Effect::Store(text));
    }
}

#[cfg(test)]
mod tests;
