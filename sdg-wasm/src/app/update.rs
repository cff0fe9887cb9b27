//! What happens on a message.

mod whole;

use std::rc::Rc;

use super::message::{Action, Effect, Input, Message, Missing, Place, Stored, Wanted};
use super::model::{Language, Model, Note, Panel, Saving};
use super::phrases::{self, Phrase};
use crate::WHOLE;

impl Model {
    /// Brings the model up to date, and says what the browser must do.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = Vec::new();
        match message {
            Message::Act(action, input) => {
                self.note = None;
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
                if let Some(place) = Place::from_text(&place, &self.questionnaire) {
                    self.arrive(place, &mut effects);
                }
            }
            Message::PageLanguage(tag) => {
                if self.chosen.is_none() {
                    self.want_language(&tag, &mut effects);
                }
            }
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
            Action::Example => effects.push(Effect::Load(Wanted::Example)),
            action => self.answer(action, input, effects),
        }
    }

    /// Shows another screen, as a step in the browser's history.
    fn go(&mut self, place: Place, effects: &mut Vec<Effect>) {
        if self.place != place && (WHOLE || !matches!(place, Place::Keep | Place::Plan)) {
            effects.push(Effect::Push(place.to_text(&self.questionnaire)));
        }
        self.arrive(place, effects);
    }

    fn arrive(&mut self, place: Place, effects: &mut Vec<Effect>) {
        if !WHOLE && matches!(place, Place::Result | Place::Keep | Place::Plan) {
            effects.push(Effect::Load(Wanted::Whole(place.clone())));
            // The result at a glance is there at once, the rest of it follows.
            if place != Place::Result {
                return;
            }
        }
        if !matches!(place, Place::Section(_)) {
            self.from_result = false;
        }
        self.panel = None;
        #[cfg(feature = "whole")]
        self.leave_plan();
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
        #[cfg(feature = "whole")]
        self.plan.stale();
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
        #[cfg(feature = "whole")]
        self.plan.clear();
    }

    pub(crate) fn store(&mut self, effects: &mut Vec<Effect>) {
        self.kept = true;
        let tag = self.language.tag().to_owned();
        self.own.as_deref_mut().unwrap_or(&mut self.assessment).language = Some(tag);
        let text = self.kept_text(&self.resume);
        effects.retain(|effect| !matches!(effect, Effect::Store(_)));
        effects.push(Effect::Store(text));
    }
}

#[cfg(test)]
mod tests;
