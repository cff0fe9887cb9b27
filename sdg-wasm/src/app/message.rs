//! What can happen, and what it asks of the browser.

use sdg_core::{QuestionIx, Questionnaire, RosterIx, Side, Strength};

use super::together;
#[cfg(feature = "whole")]
use super::workshop;
#[cfg(feature = "whole")]
use super::{folds, report};
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
    /// Going on with another questionnaire, by its folder.
    Other(String),
    /// All questions, to read or to print.
    Blank,
    /// The workshop view of a question; without one, of the first that is open.
    Workshop(Option<At>),
    /// The action plan.
    Plan,
    /// Files of others beside one's own answers.
    Together,
    /// The report to take along.
    Report,
}

impl Place {
    /// Whether the first program has nothing to show there.
    pub const fn is_for_whole(&self) -> bool {
        matches!(
            self,
            Place::Keep
                | Place::Plan
                | Place::Together
                | Place::Report
                | Place::Other(_)
                | Place::Blank
                | Place::Workshop(_)
        )
    }

    /// Whether somebody who comes back goes on there: not where he only came to look.
    pub const fn is_to_resume(&self) -> bool {
        !matches!(self, Place::Start | Place::Keep | Place::Other(_) | Place::Blank)
    }

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
            Place::Other(name) => ["other:", name].concat(),
            Place::Blank => "blank".to_owned(),
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
            Place::Plan => "plan".to_owned(),
            Place::Together => "together".to_owned(),
            Place::Report => "report".to_owned(),
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
            "blank" if WHOLE => Some(Place::Blank),
            WORKSHOP => Some(Place::Workshop(None)),
            "plan" => Some(Place::Plan),
            "together" => Some(Place::Together),
            "report" => Some(Place::Report),
            _ => {
                if WHOLE && let Some(name) = text.strip_prefix("other:") {
                    return Some(Place::Other(name.to_owned()));
                }
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
    /// Print the blank questionnaire.
    Print,
    /// Begin with another questionnaire, or go on with what is kept of it.
    Begin(String),
    /// Begin with another questionnaire, and take the answers along that fit.
    TakeAlong(String),
    /// Bring back what was deleted last.
    Undo,
    /// Take over what another tab has kept.
    TakeTheirs,
    /// Something in the workshop view.
    #[cfg(feature = "whole")]
    Workshop(workshop::Action),
    /// Findings, suggestions and the plan.
    #[cfg(feature = "whole")]
    Plan(super::plan::Action),
    /// Fold a part of the result out or in.
    #[cfg(feature = "whole")]
    Fold(folds::Action),
    /// Something with files of others.
    Together(together::Action),
    /// Something about the report.
    #[cfg(feature = "whole")]
    Report(report::Action),
    /// Open a file where it belongs.
    OpenElsewhere,
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
    /// Several files were chosen at once: name and content of each.
    OpenedSeveral(Vec<(String, Option<String>)>),
    /// The list of policy domains and fields has come.
    Policy(String),
    /// The texts of a language have come.
    Language {
        /// The texts of the questionnaire.
        texts: String,
        /// The wording of the interface, of the first and of the whole program.
        interface: [String; 2],
    },
    /// The example has come: a saved file.
    Example(String),
    /// The suggestions have come.
    #[cfg(feature = "whole")]
    Suggestions {
        /// The table.
        table: String,
        /// Its texts in one language.
        texts: String,
    },
    /// Something that was asked for has not come.
    Missing(Missing),
    /// What became of keeping the answers.
    Stored(Stored),
    /// Another tab has changed what is kept, to this; `None`: it has erased it.
    Elsewhere(Option<String>),
    /// What became of taking the report along.
    #[cfg(feature = "whole")]
    Reported(report::Outcome),
    /// The browser went back or forward.
    Went(String),
    /// The page wants another language.
    PageLanguage(String),
    /// The questionnaires that the page offers, a line each.
    Offers(String),
    /// Another questionnaire has come, packed.
    Other {
        /// Its folder.
        name: String,
        /// What is asked.
        packed: Vec<u8>,
    },
}

/// What is loaded only when someone asks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Texts and interface in this language.
    Language(String),
    /// The example.
    Example,
    /// The list of policy domains and fields of the multi-year plan.
    Policy,
    /// The whole program, to go on at this place.
    Whole(Place),
    /// Another questionnaire, by its folder.
    Other(String),
    /// The table of suggestions, with its texts in this language.
    #[cfg(feature = "whole")]
    Suggestions(String),
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
    /// The suggestions.
    #[cfg(feature = "whole")]
    Suggestions,
    /// What was deleted in the first program: this one brought it back.
    #[cfg(feature = "whole")]
    Undone,
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
    /// Begin with another questionnaire; what is here stays kept.
    Begin {
        /// Its folder.
        name: String,
        /// Answers to begin with, as [`Model::hand_over`](super::Model::hand_over) gives them.
        from: Option<String>,
    },
    /// Take the report along; the handle writes it where this asks for it.
    #[cfg(feature = "whole")]
    Report(report::Order),
    /// Fill the screen with the widget, or no longer.
    #[cfg(feature = "whole")]
    Fill,
}
