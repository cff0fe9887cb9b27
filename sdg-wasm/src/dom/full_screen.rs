//! The widget on the whole screen, for a group around a beamer. Escape ends it too, as everywhere.

use web_sys::{Document, ShadowRoot};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether the browser and the page allow it.
pub(crate) fn is_allowed() -> bool {
    document().is_some_and(|document| document.fullscreen_enabled())
}

/// Fills the screen, or no longer.
pub(crate) fn switch(root: &ShadowRoot) {
    let Some(document) = document() else { return };
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else {
        // What the browser refuses leaves the screen as it was.
        let _done = root.host().request_fullscreen();
    }
}
