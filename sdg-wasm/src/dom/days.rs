//! Days and numbers as the browser writes them.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    type Date;

    #[wasm_bindgen(constructor)]
    fn new(text: &str) -> Date;

    #[wasm_bindgen(method, catch, js_name = toLocaleDateString)]
    fn write(this: &Date, tag: &str, options: &JsValue) -> Result<String, JsValue>;

    #[cfg(feature = "whole")]
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;

    #[cfg(feature = "whole")]
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;

    #[cfg(feature = "whole")]
    #[wasm_bindgen(method, catch)]
    fn format(this: &NumberFormat, number: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;
}

/// `2026-11-23` in a language: `23 november 2026`. What is no day stays as it is.
pub(crate) fn write(day: &str, tag: &str) -> String {
    // A day has no time zone; without one it would move.
    let options = parse(r#"{ "dateStyle": "long", "timeZone": "UTC" }"#);
    options.and_then(|options| Date::new(day).write(tag, &options)).unwrap_or_else(|_| day.to_owned())
}

/// `1234.50` in a language: `1.234,50`, with as many decimals as it has. What is no number stays as it is.
#[cfg(feature = "whole")]
pub(crate) fn write_number(number: &str, tag: &str) -> String {
    let is_number = number.bytes().all(|letter| letter.is_ascii_digit() || matches!(letter, b'-' | b'.'));
    if !is_number {
        return number.to_owned();
    }
    // More are rounded away by some browsers.
    let decimals = number.split_once('.').map_or(0, |(_, part)| part.len()).min(20).to_string();
    let options =
        [r#"{ "minimumFractionDigits": "#, &decimals, r#", "maximumFractionDigits": "#, &decimals, " }"];
    let format = parse(&options.concat()).and_then(|options| NumberFormat::new(tag, &options));
    format.and_then(|format| format.format(number)).unwrap_or_else(|_| number.to_owned())
}
