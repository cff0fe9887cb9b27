//! From an event in the document to what the person did.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, Node};

use super::Browser;
use super::patch::Tree;
use crate::app::{Action, Input};
use crate::html::Tag;

/// The innermost element around the event that does something on it.
pub(crate) fn pressed(
    browser: &Browser,
    tree: &Tree<Node, Action>,
    event: &Event,
) -> Option<(Action, Input)> {
    let kind = event.type_();
    let mut node: Option<Node> = event.target().and_then(|target| target.dyn_into().ok());
    while let Some(here) = node {
        let action = browser.numbers.get(&here).and_then(|number| tree.action(number, &kind));
        if let Some(action) = action {
            let input = if kind == "click" || kind == "submit" {
                Input::default()
            } else {
                let field: &HtmlInputElement = here.unchecked_ref();
                Input { value: field.value(), checked: field.checked() }
            };
            return Some((action.clone(), input));
        }
        node = here.parent_node();
    }
    None
}

/// Links and forms of ours lead nowhere by themselves, and what we fold out does not fold out by itself.
pub(crate) fn swallow(event: &Event) {
    let submits = event.type_() == "submit";
    let link = || {
        let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
        let anchor = target.and_then(|target| target.closest(Tag::A.name()).ok()).flatten();
        anchor.and_then(|anchor| anchor.get_attribute("href")).is_some_and(|address| address.starts_with('#'))
    };
    #[cfg(feature = "whole")]
    let link = || link() || is_fold(event);
    if submits || link() {
        event.prevent_default();
    }
}

#[cfg(feature = "whole")]
fn is_fold(event: &Event) -> bool {
    let target: Option<web_sys::Element> = event.target().and_then(|target| target.dyn_into().ok());
    let summary = target.and_then(|target| target.closest(Tag::Summary.name()).ok());
    event.type_() == "click" && summary.flatten().is_some()
}
