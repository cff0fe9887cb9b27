//! Digits on the keyboard that choose an option, where somebody has asked for it (WCAG 2.1.4).

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, ShadowRoot};

/// Clicks on the option with that number: of the group where focus is, or of the first group without a choice.
pub(crate) fn press(root: &ShadowRoot, event: &Event) {
    let key: &KeyboardEvent = event.unchecked_ref();
    let place = match key.key().parse::<u32>() {
        Ok(number @ 1..=9) => number.saturating_sub(1),
        _ => return,
    };
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(target) = target else { return };
    if key.ctrl_key() || key.alt_key() || key.meta_key() || is_written_in(&target) {
        return;
    }
    let group = target.closest("fieldset:has(> .pick, > .columns)").ok().flatten();
    let Some(group) = group.or_else(|| first_open(root)) else { return };
    let Some(field) = numbered(&group, place) else { return };
    event.prevent_default();
    let _done = field.focus();
    field.click();
}

fn is_written_in(target: &Element) -> bool {
    target.matches("textarea, select, input:not([type=radio], [type=checkbox])").unwrap_or(false)
}

/// The options that have a number, in the order in which the style sheet counts them.
fn numbered(group: &Element, place: u32) -> Option<HtmlElement> {
    let all = group.query_selector_all(":scope > .pick > input, :scope > .columns > .pick > input, :scope > .columns > .subject-row > .pick > input");
    all.ok()?.item(place)?.dyn_into().ok()
}

fn first_open(root: &ShadowRoot) -> Option<Element> {
    let groups = root.query_selector_all(".workshop fieldset:has(> .pick, > .columns)").ok()?;
    let mut first = None;
    for place in 0..groups.length() {
        let group: Element = groups.item(place)?.dyn_into().ok()?;
        let chosen = group.query_selector("input:checked").ok().flatten();
        if chosen.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()).is_none() {
            return Some(group);
        }
        first = first.or(Some(group));
    }
    first
}
