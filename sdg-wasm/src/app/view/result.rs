//! The result: first in words, then goal by goal, then the principles; nowhere a total.

mod bars;
mod how;

use std::cmp::Reverse;

use sdg_core::{
    AnswerState, Finding, FindingSeverity, GoalResult, MeasureRef, MeasureResult, PrincipleResult, Set, Side,
    Truth,
};

use super::list::{project_name, sub};
use super::section::change;
use super::{El, button, goal_name, heading, paragraphs, step, title, unseen};
use crate::app::message::{Action, At, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::html::{Attribute, Tag, el};

/// So many strong points, concerns and things to find out stand at the top.
const TOP: usize = 3;

pub(super) fn view(model: &Model) -> El {
    let open = model.open_questions();
    let empty = !model
        .report
        .questions
        .iter()
        .any(|result| model.matters(&result.id) && result.state != AnswerState::Unanswered);
    let screen = el(Tag::Div).class("screen result").key("result").child(
        title(model, model.ui(phrases::RESULT_TITLE))
            .maybe(project_name(model).map(|name| el(Tag::Span).class("part").text([": ", &name].concat()))),
    );
    let screen = screen.child(el(Tag::P).class("intro").say(model, phrases::RESULT_MIRROR));
    if empty {
        return screen
            .child(el(Tag::P).class("notice").key("empty").say(model, phrases::RESULT_EMPTY))
            .child(
                el(Tag::Div)
                    .class("buttons")
                    .key("go")
                    .child(step(model, Place::List, phrases::TO_LIST).class("button main")),
            );
    }
    let provisional = (open > 0).then(|| {
        let words = model.ui_count(phrases::RESULT_PROVISIONAL_ONE, phrases::RESULT_PROVISIONAL_MANY, open);
        el(Tag::P).class("notice").key("provisional").text(words)
    });
    screen
        .maybe(provisional)
        .child(top(model, open))
        .maybe((!model.report.goals.is_empty()).then(|| goals(model)))
        .maybe((!model.report.principles.is_empty()).then(|| principles(model)))
        .child(findings(model))
        .child(unknowns(model))
        .child(after(model))
        .child(sources(model))
}

// ---- At the top, in words

fn top(model: &Model, open: usize) -> El {
    // The greatest first. A set, because a sort is eight kilobytes of code.
    let mut strong = Set::new();
    for (place, goal) in model.report.goals.iter().enumerate() {
        let lo = goal.benefit.max.bounds.filter(|_| goal.benefit.max.shown).map(|bounds| bounds.lo);
        if let Some(lo) = lo.filter(|lo| lo.is_positive()) {
            strong.insert((Reverse(lo), place));
        }
    }
    let strong = strong.iter().filter_map(|(_, place)| model.report.goals.get(*place));
    let strong = strong.take(TOP).map(|goal| {
        let band = side_words(model, &goal.benefit.max);
        el(Tag::Li)
            .child(goal_name(model, goal.goal))
            .text([" ", &model.ui_with(phrases::RESULT_STRONG_ITEM, &[("band", &band)])].concat())
    });
    let urgent = |finding: &&Finding| finding.certain && finding.severity != FindingSeverity::Hint;
    let concerns: Vec<El> = model
        .report
        .findings
        .iter()
        .filter(urgent)
        .take(TOP)
        .map(|finding| el(Tag::Li).text(finding_text(model, finding)))
        .collect();
    let unknown = unknown_questions(model);
    let mut find_out: Vec<El> = unknown.iter().take(TOP).map(|at| question_link(model, at)).collect();
    if find_out.len() < TOP && open > 0 {
        let words =
            model.ui_count(phrases::RESULT_FIND_OUT_MORE_ONE, phrases::RESULT_FIND_OUT_MORE_MANY, open);
        find_out.push(el(Tag::Li).text(words));
    }
    let next = if open > 0 {
        phrases::RESULT_NEXT_FILL
    } else if !concerns.is_empty() {
        phrases::RESULT_NEXT_DISCUSS
    } else if !unknown.is_empty() {
        phrases::RESULT_NEXT_FIND_OUT
    } else {
        phrases::RESULT_NEXT_SHARE
    };
    let next_link = (open > 0).then(|| step(model, Place::List, phrases::TO_LIST));
    el(Tag::Section)
        .class("summary")
        .key("top")
        .child(summary_card(
            model,
            "strong",
            phrases::RESULT_STRONG,
            phrases::RESULT_STRONG_NONE,
            strong.collect(),
        ))
        .child(summary_card(
            model,
            "concerns",
            phrases::RESULT_CONCERNS,
            phrases::RESULT_CONCERNS_NONE,
            concerns,
        ))
        .child(summary_card(
            model,
            "find-out",
            phrases::RESULT_FIND_OUT,
            phrases::RESULT_FIND_OUT_NONE,
            find_out,
        ))
        .child(
            el(Tag::Div)
                .class("card next")
                .child(sub(model, phrases::RESULT_NEXT))
                .child(el(Tag::P).say(model, next))
                .maybe(next_link),
        )
}

fn summary_card(model: &Model, class: &'static str, title: Phrase, none: Phrase, items: Vec<El>) -> El {
    let card = el(Tag::Div).class(["card ", class].concat()).child(sub(model, title));
    if items.is_empty() {
        card.child(el(Tag::P).say(model, none))
    } else {
        card.child(el(Tag::Ul).children(items))
    }
}

// ---- Goals

fn goals(model: &Model) -> El {
    let section = el(Tag::Section).class("goals").key("goals");
    let goals = &model.report.goals;
    if goals.is_empty() {
        return section;
    }
    let positive = |measure: &MeasureResult| measure.bounds.is_some_and(|bounds| bounds.lo.is_positive());
    let count = |of: &dyn Fn(&&GoalResult) -> bool| goals.iter().filter(of).count().to_string();
    let summary = model.ui_with(
        phrases::RESULT_GOALS_SUMMARY,
        &[
            ("benefit", &count(&|goal| positive(&goal.benefit.max))),
            ("harm", &count(&|goal| positive(&goal.harm.max))),
            ("open", &count(&|goal| goal.open)),
            ("all", &goals.len().to_string()),
        ],
    );
    let head = row()
        .child(column(model, phrases::RESULT_GOAL))
        .child(column(model, phrases::RESULT_HARM).class("harm"))
        .child(el(Tag::Td).class("picture").with(Attribute::AriaHidden, "true"))
        .child(column(model, phrases::RESULT_BENEFIT).class("benefit"));
    let rows = goals.iter().map(|goal| {
        let cell = |class: &'static str, label: Phrase, measure: &MeasureResult| {
            cell_of()
                .class(class)
                // On a narrow screen the column heads are gone.
                .child(el(Tag::Span).class("narrow").text([&model.ui(label), ": "].concat()))
                .child(el(Tag::Span).class(weight(measure)).text(side_words(model, measure)))
        };
        let name = match model.questionnaire.goal_questions(goal.goal).first() {
            Some(question) => {
                let at = At { question: *question, subject: None };
                el(Tag::A).place(&model.id_of(&at)).on(Action::Change(at)).child(goal_name(model, goal.goal))
            }
            None => goal_name(model, goal.goal),
        };
        row()
            .child(row_head().child(name))
            .child(cell("harm", phrases::RESULT_HARM, &goal.harm.max))
            .child(el(Tag::Td).class("picture").with(Attribute::AriaHidden, "true").child(bars::both(goal)))
            .child(cell("benefit", phrases::RESULT_BENEFIT, &goal.benefit.max))
    });
    let how = goals.iter().filter(|goal| goal.touched != Truth::No || goal.open).flat_map(|goal| {
        [
            (Side::Benefit, &goal.benefit.max, phrases::RESULT_BENEFIT),
            (Side::Harm, &goal.harm.max, phrases::RESULT_HARM),
        ]
        .map(|(side, measure, label)| {
            let name = [&model.goal_in_text(goal.goal), ": ", &model.ui(label)].concat();
            how::view(model, name, &MeasureRef::Goal { goal: goal.goal, side }, measure)
        })
    });
    section
        .child(sub(model, phrases::RESULT_GOALS))
        .child(el(Tag::P).text(summary))
        .child(el(Tag::P).class("hint").say(model, phrases::RESULT_GOALS_HELP))
        .child(bars::legend(model))
        .child(table(model, "bars", phrases::RESULT_PICTURE, head, rows))
        .child(
            super::disclosure(model, phrases::RESULT_HOW, "how-goals")
                .class("how-all")
                .child(el(Tag::P).class("hint").say(model, phrases::RESULT_HOW_HELP))
                .children(how),
        )
}

/// The words of a measure: its band, or why it has none.
fn side_words(model: &Model, measure: &MeasureResult) -> String {
    if measure.bounds.is_none() {
        return model.ui(phrases::RESULT_VOID);
    }
    match &measure.bands {
        // A span from the first band to the last says nothing while nothing is filled in.
        Some(span) if measure.shown && (measure.coverage.answered > 0 || span.first == span.last) => {
            model.span_words(span, phrases::RESULT_SPAN)
        }
        _ if measure.coverage.answered > 0 => model.ui(phrases::RESULT_TOO_LITTLE),
        _ if measure.coverage.unknown > 0 => model.ui(phrases::RESULT_UNKNOWN),
        _ => model.ui(phrases::RESULT_UNANSWERED),
    }
}

/// What says something stands out; what says nothing yet is quiet.
fn weight(measure: &MeasureResult) -> &'static str {
    match measure.bounds {
        Some(bounds) if measure.shown && bounds.hi.is_positive() => "words firm",
        _ => "words faint",
    }
}

// Tables are stacked on narrow screens, and some browsers then forget what they are: so it is said once more.

fn table(
    model: &Model,
    class: &'static str,
    caption: Phrase,
    head: El,
    rows: impl Iterator<Item = El>,
) -> El {
    el(Tag::Table)
        .class(class)
        .with(Attribute::Role, "table")
        .child(el(Tag::Caption).child(unseen(model.ui(caption))))
        .child(el(Tag::Thead).with(Attribute::Role, "rowgroup").child(head))
        .child(el(Tag::Tbody).with(Attribute::Role, "rowgroup").children(rows))
}

fn row() -> El {
    el(Tag::Tr).with(Attribute::Role, "row")
}

fn column(model: &Model, phrase: Phrase) -> El {
    el(Tag::Th).with(Attribute::Scope, "col").with(Attribute::Role, "columnheader").say(model, phrase)
}

fn row_head() -> El {
    el(Tag::Th).with(Attribute::Scope, "row").with(Attribute::Role, "rowheader")
}

fn cell_of() -> El {
    el(Tag::Td).with(Attribute::Role, "cell")
}

// ---- Principles

fn principles(model: &Model) -> El {
    el(Tag::Section)
        .class("principles")
        .key("principles")
        .child(sub(model, phrases::RESULT_PRINCIPLES))
        .child(el(Tag::P).class("hint").say(model, phrases::RESULT_PRINCIPLES_HELP))
        .children(model.report.principles.iter().map(|principle| self::principle(model, principle)))
}

fn principle(model: &Model, result: &PrincipleResult) -> El {
    let Some(principle) = model.questionnaire.principles().iter().find(|principle| principle.id == result.id)
    else {
        return el(Tag::Div);
    };
    let measure_title = |id: &String| model.must(&["measure", id, "title"]);
    let headline = &result.headline;
    let shown = headline.shown && headline.bounds.is_some() && headline.coverage.answered > 0;
    let weakest = result.weakest.as_ref().filter(|_| shown).map(|weakest| {
        el(Tag::P)
            .key("weakest")
            .text(model.ui_with(phrases::RESULT_WEAKEST, &[("name", &measure_title(weakest))]))
    });
    let others = (!result.others.is_empty() && shown).then(|| {
        let names: Vec<String> = result.others.iter().map(measure_title).collect();
        el(Tag::P)
            .class("hint")
            .key("others")
            .text(model.ui_with(phrases::RESULT_OTHERS, &[("names", &names.join(", "))]))
    });
    let measures: Vec<&MeasureResult> = principle
        .components
        .iter()
        .chain(&principle.measures)
        .filter_map(|ix| model.report.measure(&model.questionnaire.measure(*ix)?.id, None))
        .collect();
    let rows = measures.iter().map(|measure| {
        let later =
            measure.provisional.then(|| [" ", &model.ui(phrases::RESULT_PROVISIONAL_MEASURE)].concat());
        let help = model.text(&["measure", &measure.id, "help"]);
        row()
            .child(
                row_head()
                    .text(measure_title(&measure.id))
                    .maybe(help.map(|help| el(Tag::Span).class("hint").text(help.to_owned()))),
            )
            .child(cell_of().text([side_words(model, measure), later.unwrap_or_default()].concat()))
    });
    let how = measures.iter().map(|measure| {
        let of = MeasureRef::Measure { id: measure.id.clone(), subject: None };
        how::view(model, measure_title(&measure.id), &of, measure)
    });
    el(Tag::Div)
        .class("card principle")
        .key(result.id.clone())
        .child(heading(model, 2).text(model.must(&["principle", &result.id, "title"])))
        .maybe(
            model
                .text(&["principle", &result.id, "help"])
                .map(|help| el(Tag::P).class("hint").text(help.to_owned())),
        )
        .child(el(Tag::P).class("headline").text(side_words(model, &result.headline)))
        .maybe(weakest)
        .maybe(others)
        .child(table(
            model,
            "components",
            phrases::RESULT_COMPONENTS,
            row().child(column(model, phrases::RESULT_COMPONENT)).child(column(model, phrases::RESULT_VALUE)),
            rows,
        ))
        .child(super::disclosure(model, phrases::RESULT_HOW, "how").class("how-all").children(how))
}

// ---- Findings, and what is not known

fn findings(model: &Model) -> El {
    let certain = |severity: FindingSeverity| {
        model.report.findings.iter().filter(move |finding| finding.certain && finding.severity == severity)
    };
    let groups = [
        (FindingSeverity::DiscussFirst, phrases::SEVERITY_DISCUSS, "discuss"),
        (FindingSeverity::Attention, phrases::SEVERITY_ATTENTION, "attention"),
        (FindingSeverity::Hint, phrases::SEVERITY_HINT, "hint-list"),
    ];
    let lists = groups.iter().filter_map(|(severity, title, class)| {
        let items: Vec<El> = certain(*severity).map(|finding| finding_item(model, finding)).collect();
        (!items.is_empty()).then(|| {
            el(Tag::Div)
                .class(["findings ", class].concat())
                .key(*class)
                .child(heading(model, 2).say(model, *title))
                .child(el(Tag::Ul).children(items))
        })
    });
    let possible: Vec<El> = model
        .report
        .findings
        .iter()
        .filter(|finding| !finding.certain && finding.severity != FindingSeverity::Hint)
        .filter(|finding| model.report.is_at_hand(finding))
        .map(|finding| el(Tag::Li).text(finding_text(model, finding)))
        .collect();
    let lists: Vec<El> = lists.collect();
    let none = lists.is_empty().then(|| el(Tag::P).key("none").say(model, phrases::RESULT_FINDINGS_NONE));
    let possible = (!possible.is_empty()).then(|| {
        let count = possible.len().to_string();
        el(Tag::Details)
            .key("possible")
            .child(el(Tag::Summary).text(model.ui_with(phrases::FINDING_POSSIBLE, &[("n", &count)])))
            .child(el(Tag::Ul).children(possible))
    });
    el(Tag::Section)
        .key("findings")
        .child(sub(model, phrases::RESULT_FINDINGS))
        .maybe(none)
        .children(lists)
        .maybe(possible)
}

fn finding_item(model: &Model, finding: &Finding) -> El {
    let help = model.text(&["finding", &finding.id, "help"]);
    el(Tag::Li)
        .child(el(Tag::Strong).text(finding_text(model, finding)))
        .children(help.map(paragraphs).into_iter().flatten())
}

fn finding_text(model: &Model, finding: &Finding) -> String {
    let text = model.must(&["finding", &finding.id, "text"]);
    let goal = finding.goal.map(|goal| model.goal_in_text(goal)).unwrap_or_default();
    let subject = finding
        .subject
        .as_deref()
        .map(|subject| model.finding_subject(&finding.id, subject))
        .unwrap_or_default();
    let question = finding
        .question
        .as_deref()
        .and_then(|id| model.questionnaire.question(model.questionnaire.find(id)?))
        .map(|question| model.question_title(question, finding.subject.as_deref()))
        .unwrap_or_default();
    super::words::fill(&text, &[("goal", &goal), ("subject", &subject), ("question", &question)])
}

/// Questions to which the answer is "we do not know yet".
fn unknown_questions(model: &Model) -> Vec<At> {
    let unknown = model
        .report
        .questions
        .iter()
        .filter(|result| result.asked == Truth::Yes && result.state == AnswerState::Unknown);
    unknown
        .filter_map(|result| {
            Some(At { question: model.questionnaire.find(&result.id)?, subject: result.subject.clone() })
        })
        .collect()
}

fn question_link(model: &Model, at: &At) -> El {
    let title = model
        .questionnaire
        .question(at.question)
        .map(|question| model.at_title(question, at.subject.as_deref()));
    el(Tag::Li).child(
        el(Tag::A).place(&model.id_of(at)).on(Action::Change(at.clone())).text(title.unwrap_or_default()),
    )
}

fn unknowns(model: &Model) -> El {
    let items: Vec<El> = unknown_questions(model).iter().map(|at| question_link(model, at)).collect();
    let open = model.sections().into_iter().filter_map(|place| {
        let section = model.questionnaire.sections().get(place)?;
        let progress = model.report.progress.iter().find(|progress| progress.section == section.id)?;
        let open = progress.asked.saturating_sub(progress.answered).saturating_sub(progress.unknown);
        let about_project = section
            .questions
            .iter()
            .all(|ix| model.questionnaire.question(*ix).is_none_or(|question| !model.matters(&question.id)));
        if open == 0 || about_project {
            return None;
        }
        let name = model.must(&["section", &section.id, "title"]);
        let words =
            if open == 1 { phrases::RESULT_OPEN_SECTION_ONE } else { phrases::RESULT_OPEN_SECTION_MANY };
        let words = model.ui_with(words, &[("section", &name), ("n", &open.to_string())]);
        let to = Place::Section(place);
        Some(
            el(Tag::Li)
                .child(el(Tag::A).place(&to.to_text(&model.questionnaire)).on(Action::Go(to)).text(words)),
        )
    });
    let open: Vec<El> = open.collect();
    let section = el(Tag::Section).key("unknowns").child(sub(model, phrases::RESULT_UNKNOWNS));
    if items.is_empty() && open.is_empty() {
        return section.child(el(Tag::P).say(model, phrases::RESULT_UNKNOWNS_NONE));
    }
    section
        .child(el(Tag::P).class("hint").say(model, phrases::RESULT_UNKNOWNS_HELP))
        .child(el(Tag::Ul).class("links").children(items).children(open))
}

fn after(model: &Model) -> El {
    el(Tag::Section)
        .class("after")
        .key("after")
        .child(sub(model, phrases::RESULT_AFTER))
        .child(el(Tag::P).say(model, phrases::RESULT_AFTER_HELP))
        .child(
            el(Tag::Div)
                .class("buttons")
                .child(button(model, Action::Print, phrases::RESULT_PRINT).class("button main"))
                .child(button(model, Action::Save, phrases::KEEP_SAVE))
                .child(step(model, Place::Keep, phrases::LIST_KEEP))
                .child(super::list::to_list(model)),
        )
}

/// Links that lead away stand only here.
fn sources(model: &Model) -> El {
    let entry = |citation: &str, url: Option<&str>| {
        let item = el(Tag::Li).with(Attribute::Lang, "en");
        match url {
            Some(url) => item.child(el(Tag::A).link(url).text(citation.to_owned())),
            None => item.text(citation.to_owned()),
        }
    };
    let evidence = model.questionnaire.interlinkages().into_iter().flat_map(|part| part.evidence.sources());
    let items = model
        .questionnaire
        .sources()
        .iter()
        .map(|source| entry(&source.citation, source.url.as_deref()))
        .chain(evidence.map(|source| entry(&source.citation, Some(&source.url))));
    super::disclosure(model, phrases::RESULT_SOURCES, "sources")
        .class("sources")
        .child(el(Tag::Ul).children(items))
}

pub(super) fn change_link(model: &Model, at: &At) -> El {
    change(model, at, phrases::RESULT_CHANGE)
}
