//! The report of the worked example, in every language, held against what the engine says.

use proptest::prelude::*;
use sdg_core::{
    Action as Planned, Answer, Decision, Entry, Fraction, Handling, Observation, Outcome as Seen,
};

use super::*;
use crate::app::message::{Input, Message, Place};
use crate::app::testing::{self, content};
use crate::app::view::{csv, document, finding_words, screen};
use crate::app::{Action as Any, phrases};
use crate::html::{Attribute, Element, Node, Tag};

const LANGUAGES: [&str; 4] = ["nl", "en", "fr", "es"];

/// The worked example of a questionnaire, on the screen of the report.
fn example(id: &str, language: &str) -> Model {
    let from = format!("sdg-toets-1 report -\n{}", content(&format!("{id}/example.json")));
    let mut model = testing::model(id, language, Some(from));
    assert_eq!(model.place, Place::Report);
    model.clock = "2026-11-24T20:18:14.000Z".to_owned();
    model
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.update(Message::Act(Any::Report(action), Input::default()))
}

fn rename(model: &mut Model, name: &str) {
    let question = model.questionnaire.profile().name.unwrap();
    let entry = Entry { answer: Some(Answer::Text(name.to_owned())), ..Entry::EMPTY };
    model.assessment.set(question, None, entry).unwrap();
    model.report = model.assessment.score();
}

fn walk<'e>(element: &'e Element<Any>, see: &mut dyn FnMut(&'e Element<Any>)) {
    see(element);
    for child in &element.children {
        if let Node::Element(child) = child {
            walk(child, see);
        }
    }
}

fn all(element: &Element<Any>, tag: Tag) -> Vec<&Element<Any>> {
    let mut found = Vec::new();
    walk(element, &mut |element| {
        if element.tag == tag {
            found.push(element);
        }
    });
    found
}

fn text(element: &Element<Any>) -> String {
    let parts = element.children.iter().map(|child| match child {
        Node::Text(text) => text.to_string(),
        Node::Element(child) => text(child),
    });
    parts.collect()
}

#[test]
fn the_document_has_headings_in_order_and_heads_for_every_cell() {
    for (id, language) in
        [("sdg-toets-quick", "nl"), ("sdg-toets", "fr"), ("gendertoets", "en"), ("armoedetoets", "es")]
    {
        for extent in [Extent::Annex, Extent::Full] {
            let mut model = example(id, language);
            act(&mut model, Action::Choose(extent));
            let document = document(&model, 1);
            let mut levels = Vec::new();
            walk(&document, &mut |element| {
                let level =
                    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().position(|name| *name == element.tag.name());
                levels.extend(level);
                assert!(
                    element.action.is_none() && element.property.is_none(),
                    "nothing in a document can be pressed"
                );
                assert!(!matches!(element.tag, Tag::Button | Tag::Input | Tag::Svg));
            });
            assert_eq!(levels.iter().filter(|level| **level == 0).count(), 1, "one title");
            assert_eq!(levels.first(), Some(&0));
            assert!(
                levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
                "{id}: no level is skipped: {levels:?}"
            );
            for table in all(&document, Tag::Table) {
                let named = table.attribute(Attribute::AriaLabel).is_some_and(|name| !name.is_empty());
                assert!(named || all(table, Tag::Caption).len() == 1);
                assert!(all(table, Tag::Th).iter().all(|head| head.attribute(Attribute::Scope).is_some()));
                let widths: Vec<usize> = all(table, Tag::Tr).iter().map(|row| row.children.len()).collect();
                assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
                assert!(all(table, Tag::Tbody)[0].children.len() + 1 >= all(table, Tag::Tr).len());
            }
            for list in all(&document, Tag::Ul) {
                assert!(!list.children.is_empty(), "no empty list");
            }
        }
    }
}

/// Every number that the engine gives for a goal or a principle is a word in the table, and the words are those of the screen.
#[test]
fn the_document_says_of_each_goal_what_the_engine_says() {
    for language in LANGUAGES {
        let mut model = example("sdg-toets-quick", language);
        act(&mut model, Action::Choose(Extent::Full));
        let document = document(&model, 1);
        let rows: Vec<Vec<String>> = all(&document, Tag::Tr)
            .iter()
            .map(|row| {
                let cells = row.children.iter().map(|cell| match cell {
                    Node::Element(cell) => text(cell),
                    Node::Text(text) => text.to_string(),
                });
                cells.collect()
            })
            .collect();
        let mut named = 0;
        for goal in &model.report.goals {
            let name = model.goal_in_text(goal.goal);
            let row =
                rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("{language}: no row {name}"));
            for (cell, measure) in row[1..].iter().zip([&goal.harm.max, &goal.benefit.max]) {
                if let Some(span) = measure.bands.as_ref().filter(|_| measure.shown) {
                    for band in [&span.first, &span.last] {
                        let word = model.must(&["bands", &span.set, band]);
                        assert!(cell.contains(&word), "{name}: {cell} lacks {word}");
                        named += 1;
                    }
                }
            }
        }
        assert!(named > 40, "{language}: {named}");
        for principle in &model.report.principles {
            let title = model.must(&["principle", &principle.id, "title"]);
            assert!(all(&document, Tag::H3).iter().any(|heading| text(heading) == title));
        }
        for finding in model.report.findings.iter().filter(|finding| finding.certain) {
            let said = finding_words(&model, finding);
            assert!(text(&document).contains(&said), "{said}");
        }
    }
}

/// The browser writes them (`Intl`), in the report and on every screen; only the spreadsheet and the file keep them as they are.
#[test]
fn dates_are_written_as_the_language_writes_them() {
    let machine = |text: &str| {
        let digits = |at: usize, count: usize| {
            text.get(at..at + count).is_some_and(|part| part.bytes().all(|letter| letter.is_ascii_digit()))
        };
        let dash = |at: usize| text.get(at..=at) == Some("-");
        (0..text.len()).any(|at| digits(at, 4) && dash(at + 4) && digits(at + 5, 2) && dash(at + 7))
    };
    assert!(machine("op 2026-11-24.") && !machine("24 november 2026, 2021-2022"));
    for (language, tag) in LANGUAGES.iter().zip(["nl-BE", "en-GB", "fr-BE", "es-ES"]) {
        let mut model = example("sdg-toets-quick", language);
        model.write_day = |day, tag| {
            assert!(day.len() == 10 && day.split('-').count() == 3, "{day}");
            [tag, " day"].concat()
        };
        let planned =
            Planned { text: "Plant".to_owned(), date: Some("2027-03-01".to_owned()), ..Planned::default() };
        model.assessment.add_action(planned).unwrap();
        let day = [tag, " day"].concat();
        for extent in [Extent::Annex, Extent::Full] {
            act(&mut model, Action::Choose(extent));
            let document = text(&document(&model, 1));
            assert!(document.contains(&day) && !machine(&document), "{language} {extent:?}");
        }
        model.update(Message::Act(Any::Go(Place::Plan), Input::default()));
        let plan = text(&screen(&model));
        assert!(plan.contains(&day) && !machine(&plan), "{language}: {plan}");
        let mut file = model.assessment.clone();
        file.saved = Some("2026-03-04T10:00:00.000Z".to_owned());
        model.update(Message::Act(Any::Go(Place::Together), Input::default()));
        model.update(Message::Opened { name: "x.json".to_owned(), text: Some(file.to_json()) });
        let together = text(&screen(&model));
        assert!(together.contains(&day) && !machine(&together), "{language}: {together}");
        assert!(csv(&model).contains("2027-"), "a spreadsheet reads days as they are");
    }
}

#[test]
fn a_report_needs_a_name_and_nothing_else() {
    let mut model = example("sdg-toets-quick", "nl");
    rename(&mut model, "  ");
    for form in [Form::Print, Form::Word, Form::Copy, Form::Csv] {
        assert_eq!(act(&mut model, Action::Take(form)), [Effect::Focus(NAME_FIELD.to_owned())]);
        let screen = screen(&model);
        let wrong = all(&screen, Tag::P)
            .into_iter()
            .find(|it| it.attribute(Attribute::Id) == Some("report-name-wrong"));
        assert_eq!(text(wrong.unwrap()), model.ui(phrases::REPORT_NAME_MISSING));
    }
    rename(&mut model, "Schoolstraat & <b>plein</b>");
    let [Effect::Report(order)] = &act(&mut model, Action::Take(Form::Word))[..] else { panic!("no order") };
    assert_eq!(order.form, "word");
    assert_eq!(order.file, "sdg-toets-schoolstraat-b-plein-b-2026-11-24.docx");
    assert_eq!((order.title.as_str(), order.language.as_str()), ("Schoolstraat & <b>plein</b>", "nl-BE"));
}

#[test]
fn what_became_of_it_is_said() {
    let mut model = example("sdg-toets-quick", "nl");
    for (outcome, phrase) in [
        (Outcome::Copied, Some(phrases::REPORT_COPIED)),
        (Outcome::Selected, Some(phrases::REPORT_SELECTED)),
        (Outcome::Saved, Some(phrases::KEEP_SAVED)),
        (Outcome::Printed, None),
        (Outcome::Failed, Some(phrases::REPORT_FAILED)),
    ] {
        act(&mut model, Action::Take(Form::Copy));
        assert_eq!(model.note.as_ref().map(|note| note.phrase), Some(phrases::REPORT_BUSY));
        model.update(Message::Reported(outcome));
        assert_eq!(model.note.as_ref().map(|note| note.phrase), phrase);
    }
}

/// What was decided about a finding, and the action plan, are told; who the persons are is not.
#[test]
fn treatment_and_plan_are_told_without_names_of_persons() {
    let mut model = example("sdg-toets-quick", "nl");
    let certain: Vec<_> = model.report.findings.iter().filter(|finding| finding.certain).cloned().collect();
    let person = Some("Jan Janssens".to_owned());
    let treated = Decision::Treated {
        measure: "een tweede ingang".to_owned(),
        by: "dienst mobiliteit".to_owned(),
        person: person.clone(),
        date: "2026-12-01".to_owned(),
    };
    let observed = Some(Observation {
        date: "2027-03-02".to_owned(),
        by: "dienst mobiliteit".to_owned(),
        person: person.clone(),
        outcome: Seen::Same,
        note: None,
    });
    model.assessment.handle(&certain[0].key(), Some(Handling { decision: treated, observed })).unwrap();
    let accepted = Decision::Accepted {
        by: "het college".to_owned(),
        person: person.clone(),
        reason: "het is tijdelijk".to_owned(),
    };
    model.assessment.handle(&certain[1].key(), Some(Handling::new(accepted))).unwrap();
    for number in 1..=6 {
        let action = Planned {
            text: format!("Actie {number}"),
            owner: Some("dienst onderwijs".to_owned()),
            person: person.clone(),
            date: Some("2027-01-15".to_owned()),
            ..Planned::default()
        };
        model.assessment.add_action(action).unwrap();
    }
    let annex = text(&document(&model, 1));
    assert!(
        annex.contains("Actie 5") && !annex.contains("Actie 6") && annex.contains("… en nog 1"),
        "{annex}"
    );
    act(&mut model, Action::Choose(Extent::Full));
    let full = text(&document(&model, 1));
    for told in [
        "aangepakt: een tweede ingang (dienst mobiliteit, 2026-12-01). Later nagegaan (2027-03-02): het is nog even groot, dus weer open",
        "aanvaard: het is tijdelijk (het college)",
        "Actie 6",
        "2027-01-15",
    ] {
        assert!(full.contains(told), "{told}");
    }
    for said in [&annex, &full, &csv(&model)] {
        assert!(!said.contains("Janssens"));
    }
}

// ---- The spreadsheet

/// Reads CSV as RFC 4180 says.
fn rows(csv: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter if letter == separator && !quoted => row.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !quoted, "the last row ends");
    rows
}

#[test]
fn the_spreadsheet_has_the_numbers_of_the_engine() {
    for (language, separator, point) in [("nl", ';', ','), ("en", ',', '.')] {
        let model = example("sdg-toets", language);
        let rows = rows(&csv(&model), separator);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        let of = |part: &str| rows.iter().filter(|row| row[1] == part).count();
        assert_eq!(of("goal"), model.report.goals.len() * 2);
        assert_eq!(of("claim"), model.report.goals.len());
        assert_eq!(of("principle"), model.report.principles.len());
        assert_eq!(of("finding"), model.report.findings.iter().filter(|finding| finding.certain).count());
        let thousandths = |text: &str| text.replace(point, "").parse::<i64>().ok();
        for goal in &model.report.goals {
            for measure in [&goal.benefit.max, &goal.harm.max] {
                let row = rows.iter().find(|row| row[2] == measure.id).unwrap();
                let exact = |value: Fraction, up: i64| {
                    (value.numerator() * 1000 + up * (value.denominator() - 1)) / value.denominator()
                };
                assert_eq!(thousandths(&row[8]), measure.bounds.map(|bounds| exact(bounds.lo, 0)), "{row:?}");
                assert_eq!(thousandths(&row[9]), measure.bounds.map(|bounds| exact(bounds.hi, 1)), "{row:?}");
            }
        }
    }
}

proptest! {
    /// Whatever stands in a text: no cell begins like a formula, and the text is still all there.
    #[test]
    fn no_text_becomes_a_formula(name in "[=+@a<&\\-][^\\r\\n\\t\u{0}]{0,12}", what in ".{1,12}") {
        prop_assume!(!name.trim().is_empty() && !what.trim().is_empty());
        let mut model = example("gendertoets", "nl");
        rename(&mut model, &name);
        model.assessment.add_action(Planned { text: what.clone(), ..Planned::default() }).unwrap();
        let rows = rows(&csv(&model), ';');
        for cell in rows.iter().flatten() {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
        }
        let plain = |text: &str| text.replace('\'', "");
        prop_assert_eq!(plain(&rows[1][0]), plain(&name));
        let action = rows.iter().find(|row| row[1] == "action").unwrap();
        prop_assert_eq!(plain(&action[5]).replace('\r', ""), plain(&what).replace('\r', ""));
        prop_assert!(text(&document(&model, 1)).contains(&name));
    }
}
