//! Everything that the screen follows from.

use std::rc::Rc;
use std::sync::Arc;

use sdg_core::{
    Answer, AnswerState, Assessment, Catalogue, Fraction, Kind, QuestionIx, Questionnaire, Report, RosterIx,
    SubjectAnswer, Truth,
};

use super::choice::Choice;
use super::message::{At, Effect, Place};
use super::phrases::{self, Phrase, Wording};
#[cfg(feature = "whole")]
use super::report::Paper;
use super::saved::{MARK, UNDONE};
use super::together::Together;
#[cfg(feature = "whole")]
use super::workshop::Workshop;
use crate::WHOLE;

/// The wording in one language.
#[derive(Clone, Debug)]
pub struct Language {
    /// Texts of the questionnaire.
    pub texts: Catalogue,
    /// Wording of the interface.
    pub interface: Wording,
}

impl Language {
    /// Reads what was published: the texts of the questionnaire, and the wording of the interface for the first program and for the
    /// whole one. Nothing if one of them is something else; the first program does without the last.
    pub fn parse(texts: &str, interface: [&str; 2]) -> Option<Language> {
        Some(Language { texts: Catalogue::from_published(texts)?, interface: Wording::parse(interface)? })
    }

    /// Language tag.
    pub fn tag(&self) -> &str {
        self.texts.language()
    }
}

/// Where the browser keeps the answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeping {
    /// Until they are erased.
    Local,
    /// Until the tab is closed.
    Session,
    /// Nowhere.
    Nothing,
}

/// What the widget starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// What is asked.
    pub questionnaire: Arc<Questionnaire>,
    /// In which words.
    pub language: Language,
    /// Where answers are kept.
    pub keeping: Keeping,
    /// Level of the heading of a screen.
    pub heading: u8,
    /// What the browser kept, or where the first program was.
    pub from: Option<String>,
    /// Whether the browser keeps it.
    pub kept: bool,
}

/// What the line about keeping says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Saving {
    Nothing,
    At(String),
    Failed,
}

/// A short message in the status line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Note {
    pub(crate) phrase: Phrase,
    pub(crate) with: Option<(&'static str, String)>,
}

/// A question back, or a message that waits until the person has read it.
#[derive(Clone, Debug)]
pub(crate) enum Panel {
    Erase,
    Replace {
        name: String,
        assessment: Box<Assessment>,
        partly: bool,
        older: Option<String>,
    },
    Refused {
        name: String,
        why: Phrase,
        details: String,
    },
    Unreadable {
        text: String,
    },
    /// What was kept here is of this day.
    Old {
        day: String,
    },
}

/// Adds a field to the first line of what is kept.
fn push_field(text: &mut String, field: &str) {
    text.push('\t');
    // What stands between the fields cannot stand in one.
    text.extend(field.chars().filter(|letter| *letter >= ' '));
}

/// Most questions on a page of a section, unless more are about one subject.
pub(crate) const MOST_ON_PAGE: usize = 8;

/// How to undo a deletion.
#[derive(Clone, Debug)]
pub(crate) struct Undo {
    /// What was kept before it.
    pub(crate) text: String,
    /// Where focus goes when it is back.
    pub(crate) focus: String,
    /// Whether the person has asked for it: the whole program goes on from there.
    pub(crate) asked: bool,
}

/// Everything that the screen follows from.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) questionnaire: Arc<Questionnaire>,
    pub(crate) language: Rc<Language>,
    pub(crate) loaded: Vec<Rc<Language>>,
    /// The language that the person chose.
    pub(crate) chosen: Option<String>,
    pub(crate) keeping: Keeping,
    pub(crate) heading: u8,
    pub(crate) assessment: Assessment,
    /// The person's own answers, while the example is on the screen.
    pub(crate) own: Option<Box<Assessment>>,
    /// What is half typed among these, as it is kept.
    #[cfg(feature = "whole")]
    pub(crate) set_aside: Option<String>,
    pub(crate) report: Report,
    pub(crate) place: Place,
    /// Where to go on after the start screen.
    pub(crate) resume: Place,
    /// Whether the person came from the result to change something.
    pub(crate) from_result: bool,
    pub(crate) saving: Saving,
    pub(crate) note: Option<Note>,
    pub(crate) panel: Option<Panel>,
    /// Numbers that are none yet, and names of subjects of one's own that are not added yet.
    pub(crate) drafts: Vec<(At, String)>,
    /// What was there before the last deletion.
    pub(crate) undo: Option<Undo>,
    /// What another tab has kept, while this one has changes that are kept nowhere.
    pub(crate) theirs: Option<Box<Assessment>>,
    /// The other questionnaires.
    pub(crate) choice: Choice,
    #[cfg(feature = "whole")]
    pub(crate) plan: super::plan::Plan,
    /// What stands folded out on the result.
    #[cfg(feature = "whole")]
    pub(crate) folds: super::folds::Folds,
    pub(crate) together: Together,
    /// Which report, and what is still missing for it.
    #[cfg(feature = "whole")]
    pub(crate) paper: Paper,
    /// Whether there is something that no file holds.
    pub(crate) unsaved: bool,
    /// Whether the browser keeps something of ours.
    pub(crate) kept: bool,
    /// The day of the last change that the browser was asked to keep.
    pub(crate) day: String,
    /// The moment, as text; the widget sets it before each message.
    pub clock: String,
    /// The workshop view.
    #[cfg(feature = "whole")]
    pub(crate) workshop: Workshop,
    /// Writes a day such as `2026-11-23` in a language; the browser knows how.
    pub write_day: fn(&str, &str) -> String,
    /// Writes a number such as `1234.5` in a language.
    #[cfg(feature = "whole")]
    pub write_number: fn(&str, &str) -> String,
}

impl Model {
    /// The model at the start, and what it asks of the browser at once.
    pub fn new(start: Start) -> (Model, Vec<Effect>) {
        let Start { questionnaire, language, keeping, heading, from, kept } = start;
        let assessment = Assessment::new(&questionnaire);
        let language = Rc::new(language);
        let mut model = Model {
            report: assessment.score(),
            loaded: vec![Rc::clone(&language)],
            language,
            chosen: None,
            keeping,
            heading,
            assessment,
            own: None,
            #[cfg(feature = "whole")]
            set_aside: None,
            place: Place::Start,
            resume: Place::List,
            from_result: false,
            saving: Saving::Nothing,
            note: None,
            panel: None,
            drafts: Vec::new(),
            undo: None,
            theirs: None,
            choice: Choice::default(),
            #[cfg(feature = "whole")]
            plan: super::plan::Plan::default(),
            #[cfg(feature = "whole")]
            folds: super::folds::Folds::default(),
            together: Together::default(),
            #[cfg(feature = "whole")]
            paper: Paper::default(),
            unsaved: false,
            kept,
            day: String::new(),
            clock: String::new(),
            #[cfg(feature = "whole")]
            workshop: Workshop::default(),
            write_day: |day, _| day.to_owned(),
            #[cfg(feature = "whole")]
            write_number: |number, _| number.to_owned(),
            questionnaire,
        };
        let mut effects = Vec::new();
        if WHOLE && let Some(text) = from {
            model.restore(text.strip_prefix(UNDONE).unwrap_or(&text).to_owned(), &mut effects);
        }
        #[cfg(feature = "whole")]
        model.look(&mut effects);
        (model, effects)
    }

    /// The screen that is shown, as it stands in the browser's history.
    pub fn place_text(&self) -> String {
        self.place.to_text(&self.questionnaire)
    }

    /// The language on the screen.
    pub fn language_tag(&self) -> &str {
        self.language.tag()
    }

    /// A day as it is written in the language of the screen.
    pub(crate) fn day_text(&self, day: &str) -> String {
        (self.write_day)(day, &self.ui(phrases::REPORT_LOCALE))
    }

    /// A decimal number, with a point, as it is written in the language of the screen.
    #[cfg_attr(
        not(feature = "whole"),
        expect(clippy::unused_self, reason = "the first program shows no numbers")
    )]
    pub(crate) fn number_text(&self, number: &str) -> String {
        #[cfg(feature = "whole")]
        return (self.write_number)(number, &self.ui(phrases::REPORT_LOCALE));
        #[cfg(not(feature = "whole"))]
        number.to_owned()
    }

    /// A fraction as it is written in the language of the screen: what two decimals cannot tell stands before them.
    pub(crate) fn fraction_text(&self, value: Fraction) -> String {
        let decimal = self.number_text(&value.to_decimal(2));
        let (above, below) = (value.numerator(), value.denominator());
        if 100_i64.checked_rem(below) == Some(0) {
            return decimal;
        }
        [&above.to_string(), "/", &below.to_string(), " (≈ ", &decimal, ")"].concat()
    }

    /// Where the person is and what the answers are: what the browser keeps, and what another program goes on from.
    pub fn hand_over(&self) -> String {
        if !WHOLE && let Some(undo) = self.undo.as_ref().filter(|undo| undo.asked) {
            return [UNDONE, &undo.text].concat();
        }
        // The question where to go on is asked by the program that is left.
        let passing = self.is_example() || matches!(self.place, Place::Other(_));
        self.kept_text(if passing { &self.resume } else { &self.place })
    }

    pub(crate) fn kept_text(&self, place: &Place) -> String {
        let place = place.to_text(&self.questionnaire);
        let chosen = self.chosen.as_deref().unwrap_or("-");
        let own = self.own.as_deref().unwrap_or(&self.assessment);
        let mut text = [MARK, " ", &place, " ", chosen, " ", &self.day].concat();
        #[cfg(feature = "whole")]
        match &self.set_aside {
            Some(drafts) => text.push_str(drafts),
            None => self.push_drafts(&mut text),
        }
        #[cfg(not(feature = "whole"))]
        self.push_drafts(&mut text);
        text.push('\n');
        text.push_str(&own.to_json());
        text
    }

    /// Adds what is typed and not finished: a name and a text for each.
    pub(crate) fn push_drafts(&self, text: &mut String) {
        for (at, draft) in &self.drafts {
            push_field(text, &self.id_of(at));
            push_field(text, draft);
        }
        #[cfg(feature = "whole")]
        {
            for (name, draft) in self.workshop.drafts() {
                push_field(text, name);
                push_field(text, draft);
            }
            for (name, draft) in self.plan.drafts() {
                push_field(text, &name);
                push_field(text, &draft);
            }
        }
    }

    /// What a file of the person's own answers holds; `None` when there is nothing to lose.
    pub fn own_json(&self) -> Option<String> {
        let own = self.own.as_deref().unwrap_or(&self.assessment);
        (!own.is_empty()).then(|| own.to_json())
    }

    /// A number that is none yet, or the name of a subject of one's own that is being typed.
    pub(crate) fn draft(&self, at: &At) -> Option<&str> {
        self.drafts.iter().find(|(known, _)| known == at).map(|(_, draft)| draft.as_str())
    }

    pub(crate) fn is_example(&self) -> bool {
        WHOLE && self.own.is_some()
    }

    /// The id by which the question is found on the screen.
    pub(crate) fn id_of(&self, at: &At) -> String {
        let id = self.questionnaire.question(at.question).map_or("", |question| &question.id);
        match &at.subject {
            None => ["q-", id].concat(),
            Some(subject) => ["q-", id, "--", subject].concat(),
        }
    }

    /// Subjects that a question is about: those of its roster, or those that are in by an earlier question.
    pub(crate) fn candidates(&self, question: QuestionIx) -> Vec<String> {
        match self.questionnaire.question(question).map(|question| &question.kind) {
            Some(Kind::Subjects { roster, among, .. }) => {
                let in_earlier = |subject: &&str| among.is_none_or(|earlier| self.is_in(earlier, subject));
                self.assessment.subjects(*roster).filter(in_earlier).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        }
    }

    fn is_in(&self, question: QuestionIx, subject: &str) -> bool {
        let Some(Kind::Subjects { among, .. }) =
            self.questionnaire.question(question).map(|question| &question.kind)
        else {
            return false;
        };
        let yes = matches!(&self.assessment.entry(question, None).answer,
            Some(Answer::Subjects(subjects)) if subjects.get(subject) == Some(&SubjectAnswer::Yes));
        yes && among.is_none_or(|earlier| self.is_in(earlier, subject))
    }

    /// Whether a place is a section that may be shown in pages, which only the whole program does.
    pub(crate) fn is_long(&self, place: &Place) -> bool {
        let Place::Section(section) = place else { return false };
        self.questionnaire
            .sections()
            .get(*section)
            .is_some_and(|section| section.questions.len() > MOST_ON_PAGE)
    }

    /// Sections that are or may be asked, by place.
    pub(crate) fn sections(&self) -> Vec<usize> {
        let shown = |place: &usize| {
            self.questionnaire.sections().get(*place).is_some_and(|section| {
                section.questions.is_empty()
                    || section.questions.iter().any(|question| {
                        let Some(question) = self.questionnaire.question(*question) else { return false };
                        let mut results =
                            self.report.questions.iter().filter(|result| result.id == question.id).peekable();
                        // A repeated question without any subject yet is still to come.
                        results.peek().is_none()
                            || question.for_each.is_some()
                            || results.any(|result| result.asked != Truth::No)
                    })
            })
        };
        (0..self.questionnaire.sections().len()).filter(shown).collect()
    }

    /// How many questions are asked and not answered.
    pub(crate) fn open_questions(&self) -> usize {
        let open = |result: &&sdg_core::QuestionResult| {
            result.asked == Truth::Yes && result.state == AnswerState::Unanswered && self.matters(&result.id)
        };
        self.report.questions.iter().filter(open).count()
    }

    /// The list that a question about subjects is about.
    pub(crate) fn roster_of(&self, at: &At) -> Option<RosterIx> {
        match self.questionnaire.question(at.question)?.kind {
            Kind::Subjects { roster, .. } => Some(roster),
            _ => None,
        }
    }

    /// Whether the result depends on the question: texts, numbers and dates only describe the project.
    pub(crate) fn matters(&self, question: &str) -> bool {
        let question = self.questionnaire.find(question).and_then(|ix| self.questionnaire.question(ix));
        question.is_some_and(|question| {
            !matches!(question.kind, Kind::Text { .. } | Kind::Number { .. } | Kind::Date)
        })
    }
}
