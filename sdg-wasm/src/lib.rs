//! Browser widget of the SDG-toets: the custom element `<sdg-toets>` on top of `sdg-core`.
//!
//! - [`app`]: model, message, update, view. No browser; tested natively.
//! - [`html`]: the element tree between the two.
//! - `dom`: the browser, and the only user of web-sys.
//! - [`Widget`]: the handle that the element in `js/sdg-toets.js` holds.
//! - [`version`], [`check_questionnaire`], [`pack_questionnaire`], [`publish_texts`], [`read_saved`], [`score_json`]: the engine without a screen.
//!
//! The features `widget` and `engine` make two WebAssembly files, so that a visitor does not load what only programs need.

#[cfg(feature = "engine")]
mod api;
pub mod app;
#[cfg(feature = "widget")]
mod dom;
pub mod html;
#[cfg(feature = "widget")]
mod widget;

#[cfg(feature = "engine")]
pub use api::{check_questionnaire, pack_questionnaire, publish_texts, read_saved, score_json, version};
#[cfg(feature = "widget")]
pub use dom::host::Host;
#[cfg(feature = "widget")]
pub use widget::Widget;
