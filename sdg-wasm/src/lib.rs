//! Browser widget of the SDG-toets: the custom element `<sdg-toets>` on top of `sdg-core`.
//!
//! - [`app`]: model, message, update, view. No browser; tested natively.
//! - [`html`]: the element tree between the two.
//! - `dom`: the browser, and the only user of web-sys.
//! - [`Widget`]: the handle that the element in `js/sdg-toets.js` holds.
//! - [`HeldCheck`], [`version`], [`check_questionnaire`], [`pack_questionnaire`], [`publish_texts`], [`score_json`], [`claims`], [`interlinkages`]: the engine without a screen.
//!
//! Two programs are made of it: [`WHOLE`] says which this is.

#[cfg(feature = "whole")]
mod api;
pub mod app;
mod dom;
pub mod html;
mod widget;

#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Whether this is the whole program. The other one, without the feature `whole`, is what a first visit loads: it begins, takes
/// answers and shows the result at a glance. For all else the element hands over to the whole one, which goes on where the first was.
pub const WHOLE: bool = cfg!(feature = "whole");

#[cfg(feature = "whole")]
pub use api::{
    HeldCheck, check_questionnaire, claims, interlinkages, pack_questionnaire, publish_texts, score_json,
    version,
};
pub use dom::host::Host;
pub use widget::Widget;
