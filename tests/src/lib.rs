//! Test support: the second scorer, generators of questionnaires and files, and ways to compare reports.

/// The examples of the README and of the guide to the engine are tests.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../../README.md")]
    struct ReadMe;
    #[doc = include_str!("../../docs/engine.md")]
    struct Engine;
}

pub mod compare;
pub mod doors;
pub mod engine;
pub mod full_size;
pub mod generate;
pub mod naive;
pub mod ratio;
pub mod seen;
pub mod shipped;
pub mod walk;
