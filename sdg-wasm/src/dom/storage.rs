//! Keeping answers in the browser.

use std::cell::RefCell;

use js_sys::Date;

use crate::app::{Keeping, Stored};

/// One key of the browser's storage.
pub(crate) struct Box {
    keeping: Keeping,
    key: String,
    /// What is known to stand there: written or read by us.
    known: RefCell<Option<String>>,
}

impl Box {
    pub(crate) fn new(keeping: Keeping, key: String) -> Box {
        Box { keeping, key, known: RefCell::new(None) }
    }

    /// A page may not be allowed to keep anything; then there is no storage.
    fn storage(&self) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match self.keeping {
            Keeping::Local => window.local_storage().ok().flatten(),
            Keeping::Session => window.session_storage().ok().flatten(),
            Keeping::Nothing => None,
        }
    }

    pub(crate) fn read(&self) -> Option<String> {
        let text = self.storage().and_then(|storage| storage.get_item(&self.key).ok().flatten());
        self.known.borrow_mut().clone_from(&text);
        text
    }

    /// What stands there now, if another tab has changed it.
    #[expect(clippy::option_option, reason = "no news, or news that nothing is kept any more")]
    pub(crate) fn news(&self) -> Option<Option<String>> {
        if self.keeping == Keeping::Nothing {
            return None;
        }
        let before = self.known.borrow().clone();
        let now = self.read();
        (now != before).then_some(now)
    }

    /// `None`: nothing is to be kept.
    pub(crate) fn write(&self, text: &str) -> Option<Stored> {
        if self.keeping == Keeping::Nothing {
            return None;
        }
        let written = self.storage().is_some_and(|storage| storage.set_item(&self.key, text).is_ok());
        if !written {
            return Some(Stored::Failed);
        }
        *self.known.borrow_mut() = Some(text.to_owned());
        Some(Stored::At(time()))
    }

    pub(crate) fn erase(&self) -> Option<Stored> {
        *self.known.borrow_mut() = None;
        let storage = self.storage()?;
        let gone = storage.remove_item(&self.key).is_ok() && storage.remove_item(&self.aside()).is_ok();
        Some(if gone { Stored::Gone } else { Stored::Failed })
    }

    /// Keeps what could not be read beside what comes now.
    pub(crate) fn set_aside(&self, text: &str) {
        if let Some(storage) = self.storage() {
            let _done = storage.set_item(&self.aside(), text);
        }
    }

    fn aside(&self) -> String {
        [&self.key, ".unreadable"].concat()
    }
}

/// The time of the day, `14:32`.
fn time() -> String {
    let now = Date::new_0();
    let two = |number: u32| {
        let digits = number.to_string();
        if digits.len() < 2 { ["0", &digits].concat() } else { digits }
    };
    [two(now.get_hours()), two(now.get_minutes())].join(":")
}

/// The moment, `2026-11-23T14:32:00.000Z`.
pub(crate) fn now() -> String {
    Date::new_0().to_iso_string().into()
}
