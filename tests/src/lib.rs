//! Test support: the second scorer, generators of questionnaires and files, and ways to compare reports.

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
