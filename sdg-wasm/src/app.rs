//! What the person sees and does, without a browser: [`Model`] is everything the screen follows from, [`Message`] all that
//! can happen, [`Model::update`] what then changes and which [`Effect`]s it asks for, [`view::screen`] the element tree.
//!
//! Every sentence comes from `questionnaires/interface/*.json` or from the texts of the questionnaire.

mod answer;
pub mod message;
pub mod model;
pub mod phrases;
pub mod report;
mod saved;
mod update;
pub mod view;

pub use message::{Action, At, Effect, Input, Message, Missing, Place, Stored, Wanted};
pub use model::{Keeping, Language, Model, Start};
