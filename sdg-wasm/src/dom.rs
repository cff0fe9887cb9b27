//! Everything that touches the browser, and the only user of web-sys.
//!
//! The element in `js/sdg-toets.js` adds the listeners and calls in here, so that a failure anywhere in the engine
//! comes out at one place, where it can be told to the person.

pub(crate) mod days;
#[cfg(feature = "whole")]
pub(crate) mod digits;
#[cfg(feature = "whole")]
pub(crate) mod full_screen;
pub(crate) mod host;
mod listen;
mod numbers;
pub(crate) mod patch;

pub(crate) use listen::{pressed, swallow};

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, Node, ShadowRoot};

use crate::html::{Attribute, Property, Tag};
use numbers::Numbers;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The document that the widget stands in.
pub(crate) struct Browser {
    document: web_sys::Document,
    numbers: Numbers,
}

impl Browser {
    /// `None` outside a window.
    pub(crate) fn new() -> Option<Browser> {
        Some(Browser { document: web_sys::window()?.document()?, numbers: Numbers::new() })
    }
}

impl patch::Document for Browser {
    type Node = Node;

    fn element(&self, tag: Tag, number: u32) -> Option<Node> {
        let made = if tag.is_svg() {
            self.document.create_element_ns(Some(SVG), tag.name())
        } else {
            self.document.create_element(tag.name())
        };
        let node: Node = made.ok()?.into();
        self.numbers.set(&node, number);
        Some(node)
    }

    fn text(&self, text: &str) -> Node {
        self.document.create_text_node(text).into()
    }

    fn set_text(&self, node: &Node, text: &str) {
        node.set_text_content(Some(text));
    }

    fn set_attribute(&self, node: &Node, attribute: Attribute, value: Option<&str>) {
        let element: &web_sys::Element = node.unchecked_ref();
        // Names are from a closed list, so neither can fail.
        let _done = match value {
            Some(value) => element.set_attribute(attribute.name(), value),
            None => element.remove_attribute(attribute.name()),
        };
    }

    fn set_property(&self, node: &Node, property: &Property) {
        // A text area has the same `value`.
        let input: &HtmlInputElement = node.unchecked_ref();
        match property {
            Property::Checked(checked) => {
                if input.checked() != *checked {
                    input.set_checked(*checked);
                }
            }
            Property::Value(value) => {
                if input.value() != *value {
                    input.set_value(value);
                }
            }
            Property::StartsOpen => {
                let _done = input.set_attribute("open", "");
            }
            #[cfg(feature = "whole")]
            Property::Open(open) => {
                if input.has_attribute("open") != *open {
                    let _done = input.toggle_attribute("open");
                }
            }
        }
    }

    fn insert(&self, parent: &Node, node: &Node, before: Option<&Node>) -> bool {
        parent.insert_before(node, before).is_ok()
    }

    fn remove(&self, node: &Node) {
        if let Some(parent) = node.parent_node() {
            let _done = parent.remove_child(node);
        }
    }
}

/// Moves focus to the element with this id; the browser scrolls it into view.
pub(crate) fn focus(root: &ShadowRoot, id: &str) {
    if let Some(element) = root.get_element_by_id(id) {
        let _done = element.unchecked_ref::<HtmlElement>().focus();
    }
}
