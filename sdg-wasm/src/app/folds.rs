//! What stands folded out on the result. It is remembered here, so that another language, a changed answer or a way back from the plan
//! finds the screen as it was left; what is folded in is not built.

use sdg_core::{FindingKey, Set};

use super::message::{Effect, Place};
use super::model::Model;
use super::plan::Coming;
use super::view;

/// How the names of folds begin that hold suggestions; the first of them is a part of its own.
pub(crate) const SUGGESTIONS: &str = "suggestions";
/// How the names of folds begin that hold the end of a long list of suggestions for one finding.
const MORE_SUGGESTIONS: &str = "more-suggestions-";
/// The part on how goals touch each other.
pub(crate) const LINKS: &str = "links";
/// The part on what would change the picture most.
pub(crate) const MATTERS: &str = "matters";
/// The part with what we do not know yet.
pub(crate) const UNKNOWNS: &str = "unknowns";

/// What stands behind a principle.
pub(crate) fn of_principle(id: &str) -> String {
    ["principle-", id].concat()
}

/// What there is to say about a finding.
pub(crate) fn of_finding(id: &str) -> String {
    ["about-", id].concat()
}

/// Where a person decides about a finding.
pub(crate) fn of_decision(key: &FindingKey) -> String {
    ["decide-", &key.to_string()].concat()
}

/// What a person does with what is folded in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Fold out, or in again.
    Turn(String),
    /// Fold everything out, or in.
    All(bool),
    /// Go to a part of the result, and fold it out.
    Jump(&'static str),
    /// Go to a finding on the result, wherever it stands.
    Find(FindingKey),
}

/// Which folds are out.
#[derive(Clone, Default, Debug)]
pub(crate) struct Folds {
    pub(crate) all: bool,
    /// Those that are not as all of them are.
    turned: Set<String>,
}

impl Folds {
    pub(crate) fn is_open(&self, id: &str) -> bool {
        // Each finding has a long list of suggestions, much of it the same: all of them would bury everything else.
        let all = self.all && !id.starts_with(MORE_SUGGESTIONS);
        all != self.turned.contains(id)
    }

    pub(crate) fn turn(&mut self, id: String) {
        if !self.turned.remove(&id) {
            self.turned.insert(id);
        }
    }

    pub(crate) fn open(&mut self, id: &str) {
        if !self.is_open(id) {
            self.turn(id.to_owned());
        }
    }

    /// Whether suggestions are to be shown somewhere.
    pub(crate) fn show_suggestions(&self) -> bool {
        self.all || self.turned.iter().any(|id| id.starts_with(SUGGESTIONS))
    }
}

impl Model {
    pub(crate) fn act_fold(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Turn(id) => {
                // Whoever folds suggestions out once more asks for them once more.
                if id.starts_with(SUGGESTIONS) && self.plan.coming == Coming::Failed {
                    self.plan.coming = Coming::NotAsked;
                }
                self.folds.turn(id);
            }
            Action::All(all) => self.folds = Folds { all, ..Folds::default() },
            Action::Jump(id) => {
                self.folds.open(id);
                self.show(id.to_owned(), effects);
            }
            Action::Find(key) => {
                if let Some(fold) = view::fold_of(self, &key) {
                    self.folds.open(&fold);
                }
                self.show(view::place_of(&key), effects);
            }
        }
    }

    /// Moves focus to something on the result.
    fn show(&mut self, id: String, effects: &mut Vec<Effect>) {
        if self.place != Place::Result {
            self.go(Place::Result, effects);
            effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
        }
        effects.push(Effect::Focus(id));
    }
}
