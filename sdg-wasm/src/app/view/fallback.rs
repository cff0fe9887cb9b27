//! Texts that were not translated: shown in the source language, marked as such, and with a word about it.

use std::borrow::Cow;

use super::El;
use crate::app::model::Model;
use crate::app::phrases;
use crate::html::{Attribute, Node, Tag, el};

/// Stand around a text in the source language; of no script, and in no text of ours.
const FROM: char = '\u{E000}';
const TO: char = '\u{E001}';

/// A text in the source language, for `visible` to find.
pub fn foreign(text: &str) -> String {
    let mut marked = String::from(FROM);
    marked.push_str(text);
    marked.push(TO);
    marked
}

/// Whether some texts are in the source language.
pub(crate) fn is_needed(model: &Model) -> bool {
    model.language.texts.iter().any(|(_, text)| text.starts_with(FROM))
}

/// Says that some texts are not translated.
pub(super) fn notice(model: &Model) -> Option<El> {
    let source = model.questionnaire.languages().first()?;
    is_needed(model).then(|| {
        let name = super::language_name(model, source);
        el(Tag::P)
            .class("notice")
            .key("fallback")
            .text(model.ui_with(phrases::FALLBACK_PARTLY, &[("language", &name)]))
    })
}

/// Gives every text in the source language an element of its own that says so, for whoever reads it aloud.
pub(super) fn visible(model: &Model, mut tree: El) -> El {
    if is_needed(model)
        && let Some(source) = model.questionnaire.languages().first()
    {
        walk(&mut tree, source);
    }
    tree
}

fn walk(element: &mut El, source: &str) {
    for (_, value) in &mut element.attributes {
        if value.contains([FROM, TO]) {
            *value = Cow::Owned(value.replace([FROM, TO], ""));
        }
    }
    let mut children = Vec::with_capacity(element.children.len());
    for child in std::mem::take(&mut element.children) {
        match child {
            Node::Element(mut child) => {
                walk(&mut child, source);
                children.push(Node::Element(child));
            }
            Node::Text(text) if text.contains([FROM, TO]) => split(&text, source, &mut children),
            text @ Node::Text(_) => children.push(text),
        }
    }
    element.children = children;
}

/// One text inside another, such as the title of a goal in a question, does not end the outer one.
fn split(text: &str, source: &str, into: &mut Vec<Node<crate::app::Action>>) {
    let mut depth = 0_usize;
    let mut piece = String::new();
    let mut finish = |piece: &mut String, foreign: bool| {
        let text = std::mem::take(piece);
        if text.is_empty() {
        } else if foreign {
            into.push(Node::Element(el(Tag::Span).with(Attribute::Lang, source.to_owned()).text(text)));
        } else {
            into.push(Node::Text(Cow::Owned(text)));
        }
    };
    for letter in text.chars() {
        match letter {
            FROM => {
                if depth == 0 {
                    finish(&mut piece, false);
                }
                depth = depth.saturating_add(1);
            }
            TO => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    finish(&mut piece, true);
                }
            }
            letter => piece.push(letter),
        }
    }
    finish(&mut piece, depth > 0);
}
