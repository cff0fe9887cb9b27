//! A section: its questions, and the way on.

use sdg_core::{Kind, Question, QuestionIx, Section, Truth};

use super::list::{foot, to_list};
use super::{El, disclosure, heading, link, paragraphs, question, step, title, unseen};
use crate::WHOLE;
use crate::app::message::{Action, At, Place};
use crate::app::model::Model;
use crate::app::phrases;
use crate::html::{Attribute, Tag, el};

pub(super) fn view(model: &Model, place: usize, page: usize) -> El {
    let Some(section) = model.questionnaire.sections().get(place) else { return el(Tag::Div) };
    let shown = model.sections();
    let here = shown.iter().position(|other| *other == place);
    let pages = Pages::of(model, place, page);
    let mut part = here.map_or_else(String::new, |here| {
        let (n, m) = (here.saturating_add(1).to_string(), shown.len().to_string());
        model.ui_with(phrases::PART_OF, &[("n", &n), ("m", &m)])
    });
    let name = model.must(&["section", &section.id, "title"]);
    let (mut asked, undecided) = questions(model, section);
    if let Some(pages) = &pages {
        asked = asked.into_iter().skip(pages.before).take(pages.blocks).collect();
        part = pages.words(model, phrases::PAGES_PART, &part, pages.page);
    }
    let nothing = asked
        .is_empty()
        .then(|| el(Tag::P).class("notice").key("nothing").say(model, phrases::SECTION_NOTHING));
    let more = (undecided && !asked.is_empty())
        .then(|| el(Tag::P).class("notice").key("more").say(model, phrases::SECTION_MORE_TO_COME));
    let heading_again = el(Tag::P)
        .class("again")
        .text([part.as_str(), if part.is_empty() { "" } else { ": " }, &name].concat());
    el(Tag::Div)
        .class("screen section")
        .key(["section-", &Place::page(place, page).to_text(&model.questionnaire)].concat())
        .child(
            title(model, String::new())
                .child(el(Tag::Span).class("part").text(part))
                .child(unseen(": ".to_owned()))
                .child(el(Tag::Span).text(name)),
        )
        .children(
            model
                .text(&["section", &section.id, "intro"])
                .map(paragraphs)
                .into_iter()
                .flatten()
                .map(|p| p.class("intro")),
        )
        .maybe(steps(model, &section.questions))
        .children(asked)
        .maybe(nothing)
        .maybe(more)
        .child(el(Tag::Footer).class("end").child(heading_again).maybe(foot(model, place)).child(ways(
            model,
            &shown,
            here,
            pages.as_ref(),
        )))
}

/// Where one is in a section that is shown in pages.
struct Pages {
    section: usize,
    page: usize,
    all: usize,
    /// How many blocks stand on the pages before this one.
    before: usize,
    /// How many stand on it.
    blocks: usize,
}

impl Pages {
    #[cfg(not(feature = "whole"))]
    fn of(_: &Model, _: usize, _: usize) -> Option<Pages> {
        None
    }

    /// Nothing when it is one page.
    #[cfg(feature = "whole")]
    fn of(model: &Model, section: usize, page: usize) -> Option<Pages> {
        let pages = model.pages(section);
        let last = pages.len().checked_sub(1).filter(|last| *last > 0)?;
        let page = page.min(last);
        let before = pages.iter().take(page).map(Vec::len).sum();
        Some(Pages { section, page, all: pages.len(), before, blocks: pages.get(page)?.len() })
    }

    fn words(&self, model: &Model, phrase: phrases::Phrase, part: &str, page: usize) -> String {
        let (n, m) = (page.saturating_add(1).to_string(), self.all.to_string());
        model.ui_with(phrase, &[("part", part), ("n", &n), ("m", &m)])
    }

    /// A link to another page of the section.
    fn way(&self, model: &Model, page: Option<usize>) -> Option<El> {
        let page = page.filter(|page| *page < self.all)?;
        let place = Place::page(self.section, page);
        let id = place.to_text(&model.questionnaire);
        let words = self.words(model, phrases::PAGES_WAY, "", page);
        Some(el(Tag::A).class("button").place(&id).on(Action::Go(place)).text(words))
    }
}

/// The questions that are asked, and whether others may still come.
fn questions(model: &Model, section: &Section) -> (Vec<El>, bool) {
    let mut asked = Vec::new();
    let mut undecided = false;
    let mut rest = section.questions.as_slice();
    while let Some((first, _)) = rest.split_first() {
        // Questions that are repeated over the same subjects stand together, per subject.
        let for_each = model.questionnaire.question(*first).and_then(|question| question.for_each);
        let same = |ix: &&QuestionIx| {
            model.questionnaire.question(**ix).and_then(|question| question.for_each) == for_each
        };
        let count = if for_each.is_some() { rest.iter().take_while(same).count().max(1) } else { 1 };
        let (group, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = after;
        let questions: Vec<(QuestionIx, &Question)> =
            group.iter().filter_map(|ix| Some((*ix, model.questionnaire.question(*ix)?))).collect();
        match for_each {
            None => {
                for (ix, question) in questions {
                    match truth(model, question, None) {
                        Truth::Yes => asked.push(question::view(
                            model,
                            &At { question: ix, subject: None },
                            question,
                            1,
                        )),
                        Truth::Undecided => undecided = true,
                        Truth::No => {}
                    }
                }
            }
            Some(for_each) => {
                let prompts =
                    model.questionnaire.roster(for_each.roster()).is_some_and(|roster| roster.prompts);
                let subjects: Vec<String> = if prompts {
                    model.report.prompts.iter().map(|prompt| prompt.id.clone()).collect()
                } else {
                    model.assessment.subjects(for_each.roster()).map(str::to_owned).collect()
                };
                for subject in subjects {
                    let mut of_subject = Vec::new();
                    for (ix, question) in &questions {
                        match truth(model, question, Some(&subject)) {
                            Truth::Yes => {
                                let at = At { question: *ix, subject: Some(subject.clone()) };
                                of_subject.push(question::view(model, &at, question, 2));
                            }
                            Truth::Undecided => undecided = true,
                            Truth::No => {}
                        }
                    }
                    if !of_subject.is_empty() {
                        let id = ["s-", &section.id, "-", &subject].concat();
                        let name = model.subject_name(for_each.roster(), &subject);
                        asked.push(
                            el(Tag::Section)
                                .class(if prompts { "subject prompt" } else { "subject" })
                                .key(["subject-", &subject].concat())
                                .with(Attribute::AriaLabelledby, id.clone())
                                .child(heading(model, 1).id(id).text(name))
                                .maybe(prompts.then(|| question::evidence(model, &subject)).flatten())
                                .children(of_subject),
                        );
                    }
                }
            }
        }
    }
    (asked, undecided)
}

pub(super) fn truth(model: &Model, question: &Question, subject: Option<&str>) -> Truth {
    model.report.question(&question.id, subject).map_or(Truth::No, |result| result.asked)
}

/// What the steps of the effect scale mean, once for the whole section.
fn steps(model: &Model, questions: &[QuestionIx]) -> Option<El> {
    let scale = questions.iter().find_map(|ix| match model.questionnaire.question(*ix)?.kind {
        Kind::Effect { scale, .. } => model.questionnaire.scale(scale),
        _ => None,
    })?;
    let lines: Vec<El> = scale
        .steps
        .iter()
        .filter_map(|step| {
            let help = model.text(&["scale", &scale.id, &step.id, "help"])?;
            let name = model.must(&["scale", &scale.id, &step.id]);
            Some(el(Tag::Li).child(el(Tag::Strong).text([&name, ": "].concat())).text(help.to_owned()))
        })
        .collect();
    (!lines.is_empty()).then(|| {
        disclosure(model, phrases::SECTION_STEPS, "steps").class("help").child(el(Tag::Ul).children(lines))
    })
}

fn ways(model: &Model, shown: &[usize], here: Option<usize>, pages: Option<&Pages>) -> El {
    let row = el(Tag::Div).class("buttons");
    if WHOLE && model.together.came {
        return row
            .key("back")
            .child(step(model, Place::Together, phrases::TOGETHER_BACK).class("button main"))
            .child(to_list(model));
    }
    if model.from_result {
        return row
            .key("back")
            .child(step(model, Place::Result, phrases::SECTION_BACK).class("button main"))
            .child(to_list(model));
    }
    let name = |place: usize| {
        let id = model.questionnaire.sections().get(place).map_or("", |section| &section.id);
        model.must(&["section", id, "title"])
    };
    let previous = here
        .and_then(|here| shown.get(here.checked_sub(1)?))
        .map(|place| way(model, *place, phrases::SECTION_PREVIOUS, &name(*place)).class("button"));
    let next = here
        .and_then(|here| shown.get(here.checked_add(1)?))
        .map(|place| way(model, *place, phrases::SECTION_NEXT, &name(*place)).class("button main"));
    let next =
        next.unwrap_or_else(|| step(model, Place::Result, phrases::SECTION_TO_RESULT).class("button main"));
    let (previous, next) = match pages {
        Some(pages) => (pages.way(model, pages.page.checked_sub(1)).or(previous), {
            let on = pages.way(model, pages.page.checked_add(1));
            on.map_or(next, |on| on.class("button main"))
        }),
        None => (previous, next),
    };
    row.key("ways").maybe(previous).child(next).child(to_list(model))
}

fn way(model: &Model, place: usize, phrase: phrases::Phrase, name: &str) -> El {
    let place = Place::Section(place);
    let id = place.to_text(&model.questionnaire);
    el(Tag::A).place(&id).on(Action::Go(place)).text(model.ui_with(phrase, &[("section", name)]))
}

#[cfg_attr(not(feature = "whole"), expect(dead_code, reason = "only the whole program explains numbers"))]
pub(super) fn change(model: &Model, at: &At, phrase: phrases::Phrase) -> El {
    link(model, Action::Change(at.clone()), &model.id_of(at), phrase)
}
