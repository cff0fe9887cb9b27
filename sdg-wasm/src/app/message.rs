//! What can happen, and what it asks of the browser.

use sdg_core::{MeasureRef, QuestionIx, Questionnaire, RosterIx, Side, Strength};

#[cfg(feature = "whole")]
use super::workshop;
use crate::WHOLE;

const WORKSHOP: &str = "workshop";

/// A screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// What this is, and where the answers stay.
    Start,
    /// The task list.
    List,
    /// A section, by place in the questionnaire; the first page of it if it has pages.
    Section(usize),
    /// A further page of a section.
    Page(usize, usize),
    /// The result.
    Result,
    /// Saving, opening, erasing.
    Keep,
    /// The workshop view of a question; without one, of the first that is open.
    Workshop(Option<At>),
}

impl Place {
    /// A page of a section.
    pub(crate) fn page(section: usize, page: usize) -> Place {
        if page == 0 { Place::Section(section) } else { Place::Page(section, page) }
    }

    /// Short text for the browser's history and for the stored state.
    pub fn to_text(&self, questionnaire: &Questionnaire) -> String {
        match self {
            Place::Start => "start".to_owned(),
            Place::List => "list".to_owned(),
            Place::Result => "result".to_owned(),
            Place::Keep => "keep".to_owned(),
            Place::Workshop(at) => {
                let mut text = WORKSHOP.to_owned();
                if WHOLE && let Some(At { question, subject }) = at {
                    text.push(':');
                    text.push_str(questionnaire.question(*question).map_or("", |question| &question.id));
                    if let Some(subject) = subject {
                        text.push(':');
                        text.push_str(subject);
                    }
                }
                text
            }
            Place::Section(place) => {
                let section = questionnaire.sections().get(*place);
                ["section:", section.map_or("", |section| &section.id)].concat()
            }
            Place::Page(section, page) => {
                let mut text = Place::Section(*section).to_text(questionnaire);
                if WHOLE {
                    text.push(':');
                    text.push_str(&page.to_string());
                }
                text
            }
        }
    }

    /// The other way round; `None` for what is no place of this questionnaire.
    pub fn from_text(text: &str, questionnaire: &Questionnaire) -> Option<Place> {
        match text {
            "start" => Some(Place::Start),
            "list" => Some(Place::List),
            "result" => Some(Place::Result),
            "keep" => Some(Place::Keep),
            WORKSHOP => Some(Place::Workshop(None)),
            _ => {
                if WHOLE && let Some(at) = text.strip_prefix(WORKSHOP) {
                    let mut ids = at.split(':').skip(1);
                    let question = questionnaire.find(ids.next()?)?;
                    return Some(Place::Workshop(Some(At {
                        question,
                        subject: ids.next().map(str::to_owned),
                    })));
                }
                let id = text.strip_prefix("section:")?;
                if WHOLE && let Some((id, page)) = id.split_once(':') {
                    let section = questionnaire.sections().iter().position(|section| section.id == id)?;
                    return Some(Place::page(section, page.parse().ok()?));
                }
                questionnaire.sections().iter().position(|section| section.id == id).map(Place::Section)
            }
        }
    }
}

/// A question, for one subject if it is repeated.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct At {
    /// The question.
    pub question: QuestionIx,
    /// The subject.
    pub subject: Option<String>,
}

/// What a person does with something on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Go to a screen.
    Go(Place),
    /// Go to a question, from the result, and know the way back.
    Change(At),
    /// Show another language.
    Language(String),
    /// One side of an effect.
    Side(At, Side, Strength),
    /// Benefit and harm are both nothing; once more: no answer.
    NoEffect(At),
    /// Not applicable; once more: no answer.
    NotApplicable(At),
    /// We do not know yet.
    Unknown(At),
    /// Take the answer away.
    Clear(At),
    /// An option or a step.
    Pick(At, usize),
    /// An option among several.
    Toggle(At, usize),
    /// None of the options or subjects.
    NoneOf(At),
    /// A subject that is in, or not.
    Subject(At, String),
    /// A subject of which we do not know.
    SubjectUnknown(At, String),
    /// Subjects without an answer are not in.
    RestNo(At),
    /// What stands in the field of a text, a number or a date.
    Field(At),
    /// The reason.
    Reason(At),
    /// A step of a facet.
    FacetStep(At, usize, usize),
    /// A subject of a facet.
    FacetSubject(At, usize, String),
    /// Take a facet away.
    FacetClear(At, usize),
    /// The name of a subject of one's own, while it is being typed.
    OwnName(At),
    /// Add that subject.
    AddOwn(At, RosterIx),
    /// Take a subject of one's own away.
    RemoveOwn(At, RosterIx, String),
    /// Show which answers made a number.
    Explain(MeasureRef),
    /// Save to a file.
    Save,
    /// Save what could not be read to a file.
    SaveUnreadable,
    /// Show the example.
    Example,
    /// Leave the example.
    LeaveExample,
    /// Ask whether everything may be erased.
    Erase,
    /// Yes to what was asked.
    Yes,
    /// No to what was asked, or away with a message.
    No,
    /// Print.
    Print,
    /// Bring back what was deleted last.
    Undo,
    /// Take over what another tab has kept.
    TakeTheirs,
    /// Something in the workshop view.
    #[cfg(feature = "whole")]
    Workshop(workshop::Action),
}

/// What the element held when the person used it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Input {
    /// What stands in the field.
    pub value: String,
    /// Whether it is ticked.
    pub checked: bool,
}

/// All that can happen.
#[derive(Clone, Debug)]
pub enum Message {
    /// The person did something.
    Act(Action, Input),
    /// A file was chosen.
    Opened {
        /// Name of the file.
        name: String,
        /// What it holds; nothing when the browser could not read it, or it is far too large.
        text: Option<String>,
    },
    /// The texts of a language have come.
    Language {
        /// The texts of the questionnaire.
        texts: String,
        /// The wording of the interface, of the first and of the whole program.
        interface: [String; 2],
    },
    /// The example has come: a saved file.
    Example(String),
    /// Something that was asked for has not come.
    Missing(Missing),
    /// What became of keeping the answers.
    Stored(Stored),
    /// Another tab has changed what is kept, to this; `None`: it has erased it.
    Elsewhere(Option<String>),
    /// The browser went back or forward.
    Went(String),
    /// The page wants another language.
    PageLanguage(String),
}

/// What is loaded only when someone asks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Texts and interface in this language.
    Language(String),
    /// The example.
    Example,
    /// The whole program, to go on at this place.
    Whole(Place),
}

/// What has not come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// A language.
    Language,
    /// The example.
    Example,
    /// The whole program, for a file.
    File,
    /// The whole program, for what another tab has kept.
    Elsewhere,
    /// The whole program, for anything else.
    Whole,
    /// The last that was done: a program broke, and this one goes on.
    Broken,
}

/// What became of keeping the answers in the browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stored {
    /// Kept, at this time of the day.
    At(String),
    /// Erased.
    Gone,
    /// The browser refuses.
    Failed,
}

/// What is asked of the browser, after the screen has been brought up to date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Move focus to the element with this id.
    Focus(String),
    /// Keep this in the browser's storage.
    Store(String),
    /// Erase what is kept.
    Forget,
    /// Keep a text that could not be read beside it.
    SetAside(String),
    /// Offer a file.
    Download {
        /// Name of the file; the date is put behind it.
        name: String,
        /// What it holds.
        text: String,
    },
    /// Load something.
    Load(Wanted),
    /// A new step in the browser's history.
    Push(String),
    /// Tell the page that answers have changed.
    Changed,
    /// Print the page.
    Print,
    /// Fill the screen with the widget, or no longer.
    #[cfg(feature = "whole")]
    Fill,
}
