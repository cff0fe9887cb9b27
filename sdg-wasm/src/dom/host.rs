//! What the element in `js/sdg-toets.js` does for the widget.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The element's side of the widget.
    pub type Host;

    /// Loads a language (its tag) or the example (no tag); what comes is handed in later.
    #[wasm_bindgen(method)]
    pub(crate) fn load(this: &Host, language: Option<&str>);

    /// Offers a file.
    #[wasm_bindgen(method)]
    pub(crate) fn download(this: &Host, name: &str, text: &str);

    /// Adds a step to the browser's history.
    #[wasm_bindgen(method)]
    pub(crate) fn push(this: &Host, place: &str);

    /// Tells the page that answers have changed.
    #[wasm_bindgen(method)]
    pub(crate) fn changed(this: &Host);

    /// Prints the page.
    #[wasm_bindgen(method)]
    pub(crate) fn print(this: &Host);
}
