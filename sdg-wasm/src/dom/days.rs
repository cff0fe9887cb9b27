//! Days as the browser writes them.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    type Date;

    #[wasm_bindgen(constructor)]
    fn new(text: &str) -> Date;

    #[wasm_bindgen(method, catch, js_name = toLocaleDateString)]
    fn write(this: &Date, tag: &str, options: &JsValue) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;
}

/// `2026-11-23` in a language: `23 november 2026`. What is no day stays as it is.
pub(crate) fn write(day: &str, tag: &str) -> String {
    // A day has no time zone; without one it would move.
    let options = parse(r#"{ "dateStyle": "long", "timeZone": "UTC" }"#);
    options.and_then(|options| Date::new(day).write(tag, &options)).unwrap_or_else(|_| day.to_owned())
}
