//! Browser widget of the SDG-toets: the custom element `<sdg-toets>` on top of `sdg-core`.
//!
//! - [`app`]: model, message, update, view. No browser; tested natively.
//! - [`html`]: the element tree between the two.
//! - `dom`: the browser, and the only user of web-sys.
//! - [`Widget`]: the handle that the element in `js/sdg-toets.js` holds.
//! - [`version`], [`check_questionnaire`], [`score_json`]: the engine without a screen.

mod api;
pub mod app;
mod dom;
pub mod html;
mod widget;
mod wire;

pub use api::{check_questionnaire, score_json, version};
pub use dom::host::Host;
pub use widget::Widget;
