//! Every screen of the worked examples as a reader hears it, held against files. `UPDATE=1 cargo test -p sdg-wasm` rewrites them;
//! read their difference before you keep it.

use std::fs;
use std::path::Path;

use super::screen;
use crate::app::message::{Action, Input, Message, Place};
use crate::app::model::Model;
use crate::app::testing;
use crate::html::{Attribute, Element, Node, Property, Tag};

/// The worked example of a questionnaire, opened.
fn example(id: &str, tag: &str) -> Model {
    let mut model = testing::model(id, tag, None);
    model.update(Message::Example(testing::content(&format!("{id}/example.json"))));
    model
}

/// What is said of an element before its content: what it is, and in which state.
fn role(element: &Element<Action>) -> String {
    let of = |attribute| element.attribute(attribute).unwrap_or_default();
    let ticked = matches!(element.property, Some(Property::Checked(true)));
    match element.tag {
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => format!(
            "{} ",
            "#".repeat(match element.tag {
                Tag::H1 => 1,
                Tag::H2 => 2,
                Tag::H3 => 3,
                Tag::H4 => 4,
                Tag::H5 => 5,
                _ => 6,
            })
        ),
        Tag::Li => "- ".to_owned(),
        Tag::A => format!("link {} ", of(Attribute::Href)),
        Tag::Button if of(Attribute::AriaPressed) == "true" => "button (pressed) ".to_owned(),
        Tag::Button if of(Attribute::AriaExpanded) == "true" => "fold (out) ".to_owned(),
        Tag::Button if of(Attribute::AriaExpanded) == "false" => "fold ".to_owned(),
        Tag::Button => "button ".to_owned(),
        Tag::Input => format!("{}{} ", of(Attribute::Type), if ticked { " (chosen)" } else { "" }),
        Tag::Textarea => "text area ".to_owned(),
        Tag::Fieldset => "group ".to_owned(),
        Tag::Summary => "fold ".to_owned(),
        Tag::Th => "| head ".to_owned(),
        Tag::Td => "| ".to_owned(),
        _ => String::new(),
    }
}

fn inline(tag: Tag) -> bool {
    matches!(tag, Tag::Span | Tag::Strong | Tag::Em)
}

/// The words of an element that stand on one line.
fn words(element: &Element<Action>, said: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(text) => said.push_str(text),
            Node::Element(child) if inline(child.tag) => words(child, said),
            Node::Element(_) => {}
        }
    }
}

/// What stands on lines of its own below an element.
fn blocks(element: &Element<Action>, depth: usize, into: &mut String) {
    for child in &element.children {
        match child {
            Node::Element(child) if inline(child.tag) => blocks(child, depth, into),
            Node::Element(child) => read(child, depth, into),
            Node::Text(_) => {}
        }
    }
}

/// A line for each piece; what is hidden from a reader is left out.
fn read(element: &Element<Action>, depth: usize, into: &mut String) {
    if element.attribute(Attribute::AriaHidden) == Some("true") {
        return;
    }
    let mut said = role(element);
    if let Some(label) = element.attribute(Attribute::AriaLabel) {
        said.push_str(label);
        said.push(' ');
    }
    if let Some(Property::Value(value)) = &element.property {
        said.push_str(value);
        said.push(' ');
    }
    words(element, &mut said);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if said.is_empty() {
        return blocks(element, depth, into);
    }
    into.push_str(&"  ".repeat(depth));
    into.push_str(&said);
    into.push('\n');
    blocks(element, depth.saturating_add(1), into);
}

#[test]
fn every_screen_reads_as_it_did() {
    let mut wrong = Vec::new();
    for (id, tag, places) in [
        (
            "sdg-toets-quick",
            "nl",
            &["start", "list", "section:people", "section:lnob", "section:interlinkages", "result", "keep"][..],
        ),
        ("sdg-toets-quick", "fr", &["result"]),
        ("template", "nl", &["section:profile", "result"]),
    ] {
        let mut model = example(id, tag);
        for name in places {
            let place = Place::from_text(name, &model.questionnaire);
            let Some(place) = place else {
                wrong.push(format!("{id} has no {name}"));
                continue;
            };
            model.update(Message::Act(Action::Go(place), Input::default()));
            let mut found = String::new();
            read(&screen(&model), 0, &mut found);
            let file = format!("tests/golden/{id}-{tag}-{}.txt", name.replace(':', "-"));
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &found).unwrap();
            }
            let wanted = fs::read_to_string(&path).unwrap_or_default();
            if let Some((wanted, found)) = wanted.lines().zip(found.lines()).find(|(one, other)| one != other)
            {
                wrong.push(format!("{file}\n  wanted: {wanted}\n  found:  {found}"));
            } else if wanted != found {
                wrong.push(format!(
                    "{file} has {} lines, found {}",
                    wanted.lines().count(),
                    found.lines().count()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 rewrites these:\n{}", wrong.join("\n"));
}
