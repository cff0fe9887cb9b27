//! The questionnaires that the page offers, and going from one to another.

use std::sync::Arc;

use sdg_core::{Assessment, CarriedOver, Questionnaire};

use super::message::{Effect, Place, Wanted};
use super::model::Model;
use super::phrases;
use super::saved::MARK;
use crate::WHOLE;

/// A questionnaire that the page offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Offer {
    /// Its folder.
    pub(crate) name: String,
    pub(crate) title: String,
    /// One sentence; it may be missing.
    pub(crate) summary: String,
    pub(crate) standing: Standing,
}

/// How the person stands to what is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// It is on the screen.
    Here,
    /// Answers to it are kept.
    Begun,
    New,
}

/// What is offered, in the order of the page, and where the person may go on.
#[derive(Clone, Default, Debug)]
pub(crate) struct Choice {
    offers: Vec<Offer>,
    /// What the person considers, once it has come.
    other: Option<(String, Arc<Questionnaire>)>,
    /// A file that answers another questionnaire of the page: its folder, and the file.
    file: Option<(String, String)>,
}

impl Model {
    /// Reads what the page offers, a line each: how it stands, its folder, its title and one sentence, with tabs between them.
    pub(crate) fn offered(&mut self, lines: &str) {
        let offer = |line: &str| {
            let mut parts = line.split('\t');
            let standing = match parts.next()? {
                "here" => Standing::Here,
                "begun" => Standing::Begun,
                _ => Standing::New,
            };
            let mut part = || parts.next().map(str::to_owned);
            Some(Offer { standing, name: part()?, title: part()?, summary: part().unwrap_or_default() })
        };
        self.choice.offers = lines.split('\n').filter_map(offer).collect();
    }

    /// What else is offered.
    pub(crate) fn other_offers(&self) -> impl Iterator<Item = &Offer> {
        self.choice.offers.iter().filter(|offer| offer.standing != Standing::Here)
    }

    /// What stands behind the questionnaire on the screen in the list of the page: what goes deeper, or looks elsewhere.
    pub(crate) fn further_offers(&self) -> impl Iterator<Item = &Offer> {
        self.choice.offers.iter().skip_while(|offer| offer.standing != Standing::Here).skip(1)
    }

    pub(crate) fn offer(&self, name: &str) -> Option<&Offer> {
        self.other_offers().find(|offer| offer.name == name)
    }

    /// The person's own answers, also while the example is on the screen.
    pub(crate) fn own(&self) -> &Assessment {
        if WHOLE { self.own.as_deref().unwrap_or(&self.assessment) } else { &self.assessment }
    }

    /// Looks at another questionnaire, to go on with it.
    pub(crate) fn consider(&mut self, name: &str, effects: &mut Vec<Effect>) {
        let known = self.choice.other.as_ref().is_some_and(|(known, _)| known == name);
        if !known && self.offer(name).is_some() {
            effects.push(Effect::Load(Wanted::Other(name.to_owned())));
        }
    }

    /// What the person considers has come, packed.
    pub(crate) fn other_came(&mut self, name: String, packed: &[u8]) {
        match Questionnaire::from_packed(packed) {
            Ok(other) => self.choice.other = Some((name, other)),
            Err(_) => self.say(phrases::WHOLE_MISSING, None),
        }
    }

    /// The person's answers under another questionnaire; nothing until that has come.
    pub(crate) fn carried_over(&self, name: &str) -> Option<CarriedOver> {
        let (known, other) = self.choice.other.as_ref()?;
        (known == name).then(|| self.own().carry_over(other))
    }

    /// Begins with another questionnaire, taking the answers along that fit. What is here stays kept.
    pub(crate) fn take_along(&mut self, name: String, effects: &mut Vec<Effect>) {
        if let Some(over) = self.carried_over(&name) {
            let from = Some(self.to_begin_with(&over.assessment.to_json()));
            effects.push(Effect::Begin { name, from });
        }
    }

    /// A saved file, as another questionnaire goes on from it.
    fn to_begin_with(&self, json: &str) -> String {
        let chosen = self.chosen.as_deref().unwrap_or("-");
        let place = Place::List.to_text(&self.questionnaire);
        [MARK, " ", &place, " ", chosen, "\n", json].concat()
    }

    /// Remembers a file that is refused here, if another questionnaire of the page can open it.
    pub(crate) fn belongs_elsewhere(&mut self, file: Option<&str>) {
        let name = file.and_then(Assessment::answers_which).filter(|name| self.offer(name).is_some());
        self.choice.file = name.zip(file.map(str::to_owned));
    }

    /// Where the file belongs that was refused last.
    pub(crate) fn home_of_file(&self) -> Option<&Offer> {
        self.offer(&self.choice.file.as_ref()?.0)
    }

    /// Opens the file where it belongs. What is here stays kept.
    pub(crate) fn open_elsewhere(&mut self, effects: &mut Vec<Effect>) {
        if let Some((name, file)) = self.choice.file.take() {
            let from = Some(self.to_begin_with(&file));
            effects.push(Effect::Begin { name, from });
        }
    }
}
