//! What the person sees and does, without a browser: [`Model`] is everything the screen follows from, [`Message`] all that
//! can happen, [`Model::update`] what then changes and which [`Effect`]s it asks for, [`view::screen`] the element tree.
//!
//! Every sentence comes from `questionnaires/interface/*.json` or from the texts of the questionnaire.

mod answer;
mod choice;
#[cfg(feature = "whole")]
pub mod folds;
pub mod message;
pub mod model;
#[cfg(feature = "whole")]
mod pages;
pub mod phrases;
#[cfg(feature = "whole")]
pub mod plan;
#[cfg(feature = "whole")]
pub mod report;
mod saved;
#[cfg(test)]
mod testing;
pub mod together;
mod update;
pub mod view;
#[cfg(feature = "whole")]
pub mod workshop;

pub use message::{Action, At, Effect, Input, Message, Missing, Place, Stored, Wanted};
pub use model::{Keeping, Language, Model, Start};
