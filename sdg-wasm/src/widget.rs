//! The handle that the custom element holds.

use std::cell::RefCell;

use sdg_core::Questionnaire;
#[cfg(feature = "whole")]
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, Node, ShadowRoot};

use crate::WHOLE;
#[cfg(feature = "whole")]
use crate::app::Input;
#[cfg(feature = "whole")]
use crate::app::report::Order;
#[cfg(feature = "whole")]
use crate::app::report::Outcome;
#[cfg(feature = "whole")]
use crate::app::view::paper;
use crate::app::view::screen;
use crate::app::{Action, Effect, Keeping, Language, Message, Missing, Model, Place, Start, Stored, Wanted};
use crate::dom::host::Host;
use crate::dom::patch::Tree;
use crate::dom::{Browser, days, focus, pressed, swallow};

/// A running check in a shadow root. All methods take `&self`: a call that comes while another is at work waits in line.
#[wasm_bindgen]
pub struct Widget {
    browser: Browser,
    root: ShadowRoot,
    host: Host,
    state: RefCell<State>,
    waiting: RefCell<Vec<Message>>,
    /// What was last told about keeping, so that it is told only when it changes.
    stored: RefCell<Option<Stored>>,
}

struct State {
    model: Model,
    tree: Tree<Node, Action>,
}

impl std::fmt::Debug for Widget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Widget")
    }
}

#[wasm_bindgen]
impl Widget {
    /// Starts in a shadow root. `packed` is the questionnaire; `texts` and the wording of the interface, for the `first` program and for
    /// the `whole` one, are in one language; `keeping` is `local`, `session` or `none`; `from` is what the browser kept or what
    /// [`Widget::hand_over`] gave, and `kept` whether the browser keeps it. Nothing comes of it when one of these is not what it must be.
    #[expect(clippy::too_many_arguments, reason = "an object of settings would cost more code on both sides")]
    pub fn start(
        root: ShadowRoot,
        host: Host,
        packed: &[u8],
        texts: &str,
        first: &str,
        whole: &str,
        keeping: &str,
        heading: u8,
        from: Option<String>,
        kept: bool,
    ) -> Option<Widget> {
        let questionnaire = Questionnaire::from_packed(packed).ok()?;
        let language = Language::parse(texts, [first, whole])?;
        let keeping = match keeping {
            "none" => Keeping::Nothing,
            "session" => Keeping::Session,
            _ => Keeping::Local,
        };
        let browser = Browser::new()?;
        let (mut model, effects) =
            Model::new(Start { questionnaire, language, keeping, heading, from, kept });
        if WHOLE {
            model.write_day = days::write;
            model.clock = host.now();
            if host.is_old(&model.day) {
                model.ask_about_age();
            }
        }
        #[cfg(feature = "whole")]
        {
            model.write_number = days::write_number;
            model.workshop.can_fill = crate::dom::full_screen::is_allowed();
        }
        let parent: &Node = root.as_ref();
        let tree = Tree::new(parent.clone());
        let widget = Widget {
            browser,
            host,
            state: RefCell::new(State { model, tree }),
            root,
            waiting: RefCell::new(Vec::new()),
            stored: RefCell::new(None),
        };
        if let Ok(mut state) = widget.state.try_borrow_mut() {
            state.show(&widget.browser);
        }
        // Focus stays where the page has it.
        widget.run(effects.into_iter().filter(|effect| !matches!(effect, Effect::Focus(_))).collect());
        Some(widget)
    }

    /// An event in the shadow root.
    pub fn handle(&self, event: &Event) {
        #[cfg(feature = "whole")]
        if event.type_() == "keydown" {
            if self.state.try_borrow().is_ok_and(|state| state.model.takes_digits()) {
                crate::dom::digits::press(&self.root, event);
            }
            return;
        }
        let found = match self.state.try_borrow() {
            Ok(state) => pressed(&self.browser, &state.tree, event),
            Err(_) => None,
        };
        if let Some((action, input)) = found {
            swallow(event);
            self.dispatch(Message::Act(action, input));
        }
    }

    /// A language has come.
    #[wasm_bindgen(js_name = languageLoaded)]
    pub fn language_loaded(&self, texts: String, first: String, whole: String) {
        self.dispatch(Message::Language { texts, interface: [first, whole] });
    }

    /// Something has not come: `language`, `example`, or the whole program, for a `file`, for what is kept
    /// `elsewhere`, or for anything; or a program was `broken`, or a deletion `undone`.
    pub fn missing(&self, what: &str) {
        self.dispatch(Message::Missing(match what {
            "language" => Missing::Language,
            "example" => Missing::Example,
            "file" => Missing::File,
            "elsewhere" => Missing::Elsewhere,
            "broken" => Missing::Broken,
            #[cfg(feature = "whole")]
            "suggestions" => Missing::Suggestions,
            #[cfg(feature = "whole")]
            "undone" => Missing::Undone,
            _ => Missing::Whole,
        }));
    }

    /// The questionnaires that the page offers, a line each: `here`, `begun` or `new`, the folder, the title and one sentence, with
    /// tabs between them.
    pub fn offers(&self, lines: String) {
        self.dispatch(Message::Offers(lines));
    }

    /// The browser went back or forward to this place.
    pub fn went(&self, place: String) {
        self.dispatch(Message::Went(place));
    }

    /// The page wants another language.
    #[wasm_bindgen(js_name = pageLanguage)]
    pub fn page_language(&self, tag: String) {
        self.dispatch(Message::PageLanguage(tag));
    }

    /// The screen that is shown, as text for the browser's history.
    pub fn place(&self) -> String {
        self.state.try_borrow().map(|state| state.model.place_text()).unwrap_or_default()
    }

    /// The language on the screen.
    pub fn language(&self) -> String {
        self.state.try_borrow().map(|state| state.model.language_tag().to_owned()).unwrap_or_default()
    }

    /// What another program goes on from, this one after a crash included.
    #[wasm_bindgen(js_name = handOver)]
    pub fn hand_over(&self) -> String {
        self.state.try_borrow().map(|state| state.model.hand_over()).unwrap_or_default()
    }

    /// A saved file of the person's own answers; nothing when there are none.
    #[wasm_bindgen(js_name = exportJson)]
    pub fn export_json(&self) -> Option<String> {
        self.state.try_borrow().ok()?.model.own_json()
    }

    /// Takes everything out of the shadow root.
    pub fn dispose(&self) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            state.tree.clear(&self.browser);
        }
    }
}

/// What only the whole program is told.
#[cfg(feature = "whole")]
#[wasm_bindgen]
impl Widget {
    /// Goes to a place, where the first program could not go.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, place: &str) {
        let place = match self.state.try_borrow() {
            Ok(state) => Place::from_text(place, &state.model.questionnaire),
            Err(_) => None,
        };
        if let Some(place) = place {
            self.dispatch(Message::Act(Action::Go(place), Input::default()));
        }
    }

    /// Files were chosen; no text where the browser could not read one, or it is far too large.
    pub fn opened(&self, names: Vec<String>, texts: Vec<JsValue>) {
        let mut files: Vec<(String, Option<String>)> =
            names.into_iter().zip(texts).map(|(name, text)| (name, text.as_string())).collect();
        self.dispatch(match files.pop() {
            Some((name, text)) if files.is_empty() => Message::Opened { name, text },
            Some(last) => {
                files.push(last);
                Message::OpenedSeveral(files)
            }
            None => return,
        });
    }

    /// The list of policy domains and fields has come.
    #[wasm_bindgen(js_name = policyLoaded)]
    pub fn policy_loaded(&self, text: String) {
        self.dispatch(Message::Policy(text));
    }

    /// The example has come.
    #[wasm_bindgen(js_name = exampleLoaded)]
    pub fn example_loaded(&self, text: String) {
        self.dispatch(Message::Example(text));
    }

    /// Another questionnaire has come, packed.
    #[wasm_bindgen(js_name = otherLoaded)]
    pub fn other_loaded(&self, name: String, packed: Vec<u8>) {
        self.dispatch(Message::Other { name, packed });
    }

    /// The suggestions have come: the table, and its texts in one language.
    #[wasm_bindgen(js_name = suggestionsLoaded)]
    pub fn suggestions_loaded(&self, table: String, texts: String) {
        self.dispatch(Message::Suggestions { table, texts });
    }

    /// Writes the report that is chosen, or the blank questionnaire while it is on the screen, into an element of any document; whether that could be done.
    #[wasm_bindgen(js_name = writeReport)]
    pub fn write_report(&self, body: Node) -> bool {
        let Ok(state) = self.state.try_borrow() else { return false };
        Tree::new(body).patch(&self.browser, &|| paper(&state.model));
        true
    }

    /// What became of taking the report along: `copied`, `selected`, `saved`, `printed`, or it has `failed`.
    pub fn reported(&self, outcome: &str) {
        self.dispatch(Message::Reported(match outcome {
            "copied" => Outcome::Copied,
            "selected" => Outcome::Selected,
            "saved" => Outcome::Saved,
            "printed" => Outcome::Printed,
            _ => Outcome::Failed,
        }));
    }

    /// Another tab has changed what is kept, to this; or it has erased it.
    pub fn elsewhere(&self, text: Option<String>) {
        self.dispatch(Message::Elsewhere(text));
    }
}

impl Widget {
    fn dispatch(&self, message: Message) {
        self.waiting.borrow_mut().push(message);
        let mut effects = Vec::new();
        {
            let Ok(mut state) = self.state.try_borrow_mut() else { return };
            state.model.clock = self.host.now();
            loop {
                let next = {
                    let mut waiting = self.waiting.borrow_mut();
                    if waiting.is_empty() { None } else { Some(waiting.remove(0)) }
                };
                let Some(message) = next else { break };
                effects.extend(state.model.update(message));
            }
            state.show(&self.browser);
        }
        self.run(effects);
    }

    /// After the screen has been brought up to date, and while nothing is borrowed.
    fn run(&self, effects: Vec<Effect>) {
        let mut focus_on = None;
        for effect in effects {
            match effect {
                Effect::Focus(id) => focus_on = Some(id),
                Effect::Store(text) => self.tell_stored(self.host.keep(Some(&text)), false),
                Effect::Forget => self.tell_stored(self.host.keep(None), true),
                Effect::SetAside(text) => self.host.set_aside(&text),
                Effect::Download { name, text } => self.host.download(&name, &text),
                Effect::Load(Wanted::Language(tag)) => self.host.load("language", &tag),
                Effect::Load(Wanted::Example) => self.host.load("example", ""),
                #[cfg(feature = "whole")]
                Effect::Load(Wanted::Suggestions(tag)) => self.host.load("suggestions", &tag),
                Effect::Load(Wanted::Policy) => self.host.load("policy", ""),
                Effect::Load(Wanted::Whole(place)) => self.load_whole(&place),
                Effect::Load(Wanted::Other(name)) => self.host.load("other", &name),
                Effect::Begin { name, from } => {
                    self.host.load("begin", &[&name, "\n", from.as_deref().unwrap_or_default()].concat());
                }
                Effect::Push(place) => self.host.push(&place),
                Effect::Changed => self.host.changed(),
                #[cfg(feature = "whole")]
                Effect::Report(Order { form, file, title, language }) => {
                    self.host.report(form, &file, &title, &language);
                }
                #[cfg(feature = "whole")]
                Effect::Fill => crate::dom::full_screen::switch(&self.root),
            }
        }
        if let Some(id) = focus_on {
            focus(&self.root, &id);
        }
    }

    fn load_whole(&self, place: &Place) {
        let place = match self.state.try_borrow() {
            Ok(state) => place.to_text(&state.model.questionnaire),
            Err(_) => return,
        };
        self.host.load("whole", &place);
    }

    fn tell_stored(&self, time: Option<String>, erased: bool) {
        let outcome = match time {
            None => return,
            Some(time) if time.is_empty() => Stored::Failed,
            Some(_) if erased => Stored::Gone,
            Some(time) => Stored::At(time),
        };
        let known = self.stored.borrow().as_ref() == Some(&outcome);
        if !known {
            *self.stored.borrow_mut() = Some(outcome.clone());
            self.dispatch(Message::Stored(outcome));
        }
    }
}

impl State {
    fn show(&mut self, browser: &Browser) {
        let State { model, tree } = self;
        tree.patch(browser, &|| screen(model));
    }
}
