//! Which element has which number: a table that no page can forge, unlike an attribute.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Node;

#[wasm_bindgen]
extern "C" {
    /// `WeakMap` from element to number: an element that is gone takes its number along.
    #[wasm_bindgen(js_name = WeakMap)]
    pub(crate) type Numbers;

    #[wasm_bindgen(constructor, js_class = "WeakMap")]
    pub(crate) fn new() -> Numbers;

    #[wasm_bindgen(method, js_class = "WeakMap")]
    pub(crate) fn get(this: &Numbers, key: &Node) -> Option<u32>;

    #[wasm_bindgen(method, js_class = "WeakMap")]
    pub(crate) fn set(this: &Numbers, key: &Node, value: u32);
}
