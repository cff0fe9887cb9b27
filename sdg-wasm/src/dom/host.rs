//! What the element in `js/sdg-toets.js` does for the widget.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The element's side of the widget.
    pub type Host;

    /// Loads a `language` (its tag), the `example`, the `suggestions` (in which language), the `policy` domains and fields, the `whole` program (the place where to go on)
    /// or an `other` questionnaire (its folder); what comes is handed in later. Or makes the element `begin` with another questionnaire:
    /// its folder, and after a line break what to go on from, if anything.
    #[wasm_bindgen(method)]
    pub(crate) fn load(this: &Host, what: &str, which: &str);

    /// Offers a file.
    #[wasm_bindgen(method)]
    pub(crate) fn download(this: &Host, name: &str, text: &str);

    /// Adds a step to the browser's history.
    #[wasm_bindgen(method)]
    pub(crate) fn push(this: &Host, place: &str);

    /// Tells the page that answers have changed.
    #[wasm_bindgen(method)]
    pub(crate) fn changed(this: &Host);

    /// Keeps a text in the browser's storage, or erases what is kept (no text). Gives the time of the day, nothing in it when the
    /// browser refuses, or nothing when the page wants nothing kept.
    #[wasm_bindgen(method)]
    pub(crate) fn keep(this: &Host, text: Option<&str>) -> Option<String>;

    /// Keeps a text that could not be read beside what comes now.
    #[wasm_bindgen(method, js_name = setAside)]
    pub(crate) fn set_aside(this: &Host, text: &str);

    /// The moment, `2026-11-23T14:32:00.000Z`.
    #[wasm_bindgen(method)]
    pub(crate) fn now(this: &Host) -> String;

    /// Whether a day is longer ago than answers are kept without a question.
    #[wasm_bindgen(method, js_name = isOld)]
    pub(crate) fn is_old(this: &Host, day: &str) -> bool;

    /// Takes the report, or the blank questionnaire, along as a `print`, `word` file, or `copy`, with the name of the file, the title and the language of the
    /// document. The document is asked for with `writeReport`; what became of it is handed in later.
    #[wasm_bindgen(method)]
    pub(crate) fn report(this: &Host, form: &str, file: &str, title: &str, language: &str);
}
