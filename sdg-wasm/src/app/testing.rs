//! For the tests of this crate: what ships, and what can be done on a screen.

#[cfg(feature = "whole")]
use std::sync::Arc;

#[cfg(feature = "whole")]
use sdg_core::{Catalogue, Evidence, Questionnaire};

use super::Action;
#[cfg(feature = "whole")]
use super::model::{Keeping, Language, Model, Start};
#[cfg(feature = "whole")]
use super::phrases;
use crate::html::{Element, Node};

/// A file of `questionnaires/`.
#[cfg(feature = "whole")]
pub(crate) fn content(path: &str) -> String {
    let path = [concat!(env!("CARGO_MANIFEST_DIR"), "/../questionnaires/"), path].concat();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[cfg(feature = "whole")]
pub(crate) fn questionnaire(id: &str) -> Arc<Questionnaire> {
    let evidence = Evidence::parse(&content("evidence/interlinkages.json")).unwrap();
    Questionnaire::parse(&content(&[id, "/questionnaire.json"].concat()), Some(&evidence)).unwrap()
}

/// A widget that goes on from what the browser kept, if anything.
#[cfg(feature = "whole")]
pub(crate) fn model(id: &str, tag: &str, from: Option<String>) -> Model {
    let questionnaire = questionnaire(id);
    let texts = Catalogue::parse(&content(&[id, "/texts/", tag, ".json"].concat()), &questionnaire).unwrap();
    let interface = phrases::publish(&content(&["interface/", tag, ".json"].concat())).unwrap();
    let language = Language::parse(&texts.to_published(), interface.each_ref().map(String::as_str)).unwrap();
    let kept = from.is_some();
    Model::new(Start { questionnaire, language, keeping: Keeping::Local, heading: 2, from, kept }).0
}

/// Everything below an element that does something when it is used.
pub(crate) fn actions(element: &Element<Action>, found: &mut Vec<Action>) {
    found.extend(element.action.clone());
    for child in &element.children {
        if let Node::Element(child) = child {
            actions(child, found);
        }
    }
}
