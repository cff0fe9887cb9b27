//! Plain objects for JavaScript.

use sdg_core::{Diagnostic, Diagnostics};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
struct Refused<'a> {
    kind: &'static str,
    diagnostics: Vec<&'a Diagnostic>,
}

/// Objects, no `Map`; `null`, no `undefined`.
pub(crate) fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// `{ kind: "invalid", diagnostics: [ … ] }`
pub(crate) fn refused(diagnostics: &Diagnostics) -> JsValue {
    plain(&Refused { kind: "invalid", diagnostics: diagnostics.iter().collect() })
}

/// `{ kind, diagnostics: [] }`
pub(crate) fn failure(kind: &'static str) -> JsValue {
    plain(&Refused { kind, diagnostics: Vec::new() })
}
