//! What several assessors say, as a part of the report: what to discuss first, who stands apart, and the words of each.
//!
//! Names of persons stay out of it: an assessor goes by function or service, or by his place.

use sdg_core::{Assessment, Divided, FindingSeverity, MergedQuestion, Question, Spread};

use super::{Beside, View, key};
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::together::Said;
use crate::app::view::El;
use crate::app::view::report::{About, columns, row, table};
use crate::app::view::together::words::{Shared, Voice};
use crate::html::{Attribute, Node, Tag, el};

/// So many questions fit on the page for the board.
const SHORT: usize = 3;

/// A question of which something is to be said, and the parts of its answer that this is about.
struct Topic<'t> {
    merged: &'t MergedQuestion,
    parts: Vec<&'t Spread>,
}

impl Beside {
    pub(super) fn on_paper<'a>(&'a self, model: &'a Model) -> Paper<'a> {
        let shared = Shared { model, subjects: &self.report.own_subjects };
        Paper { view: View { told: self, model, shared, formal: true } }
    }
}

pub(super) struct Paper<'a> {
    view: View<'a>,
}

impl Paper<'_> {
    /// The whole part, below a heading of level `top`; `short`: only what divides them most.
    pub(super) fn part(&self, top: u8, short: bool) -> Vec<El> {
        let model = self.view.model;
        let heading = |below: u8, text: String| el(Tag::heading(top.saturating_add(below))).text(text);
        let count = self.view.told.files.len();
        let names: Vec<String> = (0..count).map(|assessor| self.view.who(assessor)).collect();
        let discuss = self.topics(&self.view.told.report.discuss, |_| true);
        let mut part = vec![
            heading(0, model.ui(phrases::REPORT_VIEWS)),
            el(Tag::P).text(
                [
                    model.ui_with(phrases::REPORT_VIEWS_WHO, &[("names", &names.join(", "))]),
                    model.ui(phrases::TOGETHER_NO_SCORE),
                ]
                .join(" "),
            ),
        ];
        if short {
            if discuss.is_empty() {
                part.push(el(Tag::P).say(model, phrases::TOGETHER_DISCUSS_NONE));
            } else {
                part.push(el(Tag::P).say(model, phrases::REPORT_VIEWS_SHORT));
                let items = discuss.iter().take(SHORT).filter_map(|topic| {
                    let words = self.words(topic)?;
                    Some(el(Tag::Li).text([&self.title(topic)?, ": ", &words].concat()))
                });
                part.push(el(Tag::Ul).children(items));
                let rest = discuss.len().saturating_sub(SHORT);
                if rest > 0 {
                    let more = model.ui_with(phrases::REPORT_MORE, &[("n", &rest.to_string())]);
                    part.push(el(Tag::P).text(more));
                }
            }
            return part;
        }
        part.push(heading(1, model.ui(phrases::SEVERITY_DISCUSS)));
        if discuss.is_empty() {
            part.push(el(Tag::P).say(model, phrases::TOGETHER_DISCUSS_NONE));
        }
        let apart = self.apart();
        for (place, topic) in discuss.iter().chain(&apart).enumerate() {
            if place == discuss.len() {
                part.push(heading(1, model.ui(phrases::REPORT_VIEWS_APART)));
            }
            part.extend(self.topic(topic, &heading));
        }
        part.extend(self.findings(&heading));
        part
    }

    /// What to discuss, what somebody sees otherwise, and the words of each on these questions.
    pub(super) fn said(&self) -> Vec<Said> {
        let lists =
            [("discuss", self.topics(&self.view.told.report.discuss, |_| true)), ("apart", self.apart())];
        let mut said = Vec::new();
        for (part, topics) in &lists {
            for topic in topics {
                let (Some(name), Some(words)) = (self.title(topic), self.words(topic)) else { continue };
                let of = |part, who, words| Said {
                    part,
                    question: topic.merged.id.clone(),
                    subject: topic.merged.subject.clone(),
                    name: name.clone(),
                    who,
                    words,
                };
                said.push(of(part, None, words));
                let voices = self.voices(topic).into_iter();
                said.extend(voices.map(|(who, lines)| {
                    let lines: Vec<String> = lines.iter().map(text_of).collect();
                    of("view", Some(who), lines.join("\n"))
                }));
            }
        }
        said
    }

    /// The questions of a list, each once, with the parts that are wanted.
    fn topics<'t>(&'t self, list: &'t [Divided], wanted: fn(&Spread) -> bool) -> Vec<Topic<'t>> {
        let mut topics: Vec<Topic<'t>> = Vec::new();
        for divided in list {
            let Some((merged, ..)) = self.view.find(&divided.question, divided.subject.as_deref()) else {
                continue;
            };
            let spread = merged.parts.iter().find(|spread| spread.part == divided.part);
            let Some(spread) = spread.filter(|spread| wanted(spread)) else { continue };
            match topics.iter_mut().find(|topic| std::ptr::eq(topic.merged, merged)) {
                Some(topic) => topic.parts.push(spread),
                None => topics.push(Topic { merged, parts: vec![spread] }),
            }
        }
        topics
    }

    /// Where they agree but for somebody: whoever stands apart is heard as well.
    fn apart(&self) -> Vec<Topic<'_>> {
        self.topics(&self.view.told.report.agreed, |spread| !spread.minority.is_empty())
    }

    fn question(&self, topic: &Topic<'_>) -> Option<&Question> {
        let (_, _, question) = self.view.find(&topic.merged.id, topic.merged.subject.as_deref())?;
        Some(question)
    }

    fn title(&self, topic: &Topic<'_>) -> Option<String> {
        Some(self.view.shared.question(self.question(topic)?, topic.merged.subject.as_deref()))
    }

    fn words(&self, topic: &Topic<'_>) -> Option<String> {
        let question = self.question(topic)?;
        let words = topic.parts.iter().map(|spread| text_of(&self.view.spread(question, spread)));
        Some(words.collect::<Vec<_>>().join(" "))
    }

    fn topic(&self, topic: &Topic<'_>, heading: &dyn Fn(u8, String) -> El) -> Vec<El> {
        let model = self.view.model;
        let (Some(question), Some(title)) = (self.question(topic), self.title(topic)) else {
            return Vec::new();
        };
        let mut part = vec![heading(2, title.clone())];
        part.extend(topic.parts.iter().map(|spread| self.view.spread(question, spread)));
        let rows = self.voices(topic).into_iter().map(|(who, lines)| {
            row(&who, []).child(el(Tag::Td).with(Attribute::Role, "cell").children(lines))
        });
        let head = columns(model, &[phrases::REPORT_BY, phrases::REPORT_VIEWS_ANSWER]);
        part.push(
            table(About::Name(title), Some(head), rows)
                .class("views")
                .key(key(&topic.merged.id, topic.merged.subject.as_deref())),
        );
        part
    }

    /// Everybody, with what he answered and why, word for word.
    fn voices(&self, topic: &Topic<'_>) -> Vec<(String, Vec<El>)> {
        let (model, merged) = (self.view.model, topic.merged);
        let Some((_, ix, question)) = self.view.find(&merged.id, merged.subject.as_deref()) else {
            return Vec::new();
        };
        let voice = |(assessor, assessment): (usize, &Assessment)| {
            let given = merged.answers.iter().any(|given| given.assessor == assessor);
            let lines = match self.view.shared.held(question, merged.subject.as_deref(), assessor) {
                Ok(subject) if given => Voice { model, assessment }.said(ix, subject),
                _ => vec![el(Tag::P).say(model, phrases::STATE_ANSWER_OPEN)],
            };
            (self.view.who(assessor), lines)
        };
        self.view.told.merged.assessments().iter().enumerate().map(voice).collect()
    }

    /// What somebody's answers raise: one warning with a reason is enough, and so each says whose it is.
    fn findings(&self, heading: &dyn Fn(u8, String) -> El) -> Vec<El> {
        let model = self.view.model;
        let all = &self.view.told.report.findings;
        let found = all
            .iter()
            .filter(|found| found.finding.certain && found.finding.severity == FindingSeverity::DiscussFirst);
        let items: Vec<El> = found.map(|found| self.view.finding(found)).collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![
            heading(1, model.ui(phrases::RESULT_FINDINGS)),
            el(Tag::P).say(model, phrases::TOGETHER_FINDINGS_HELP),
            el(Tag::Ul).children(items),
        ]
    }
}

/// All text in an element, for a cell of a spreadsheet.
fn text_of(element: &El) -> String {
    let parts = element.children.iter().map(|child| match child {
        Node::Text(text) => text.to_string(),
        Node::Element(child) => text_of(child),
    });
    parts.collect()
}
