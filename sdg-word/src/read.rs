//! XHTML to a small tree.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::WordError;

/// Deeper than any report, and shallow enough for every stack.
const MOST_DEPTH: usize = 64;

/// A document.
pub(crate) struct Page {
    /// Language tag; `und` when it does not say.
    pub(crate) language: String,
    pub(crate) title: String,
    /// It is meant for one page: an element in it is of the class `annex`.
    pub(crate) short: bool,
    pub(crate) body: Vec<Node>,
}

pub(crate) enum Node {
    Text(String),
    Element(Element),
}

pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) language: Option<String>,
    pub(crate) address: Option<String>,
    /// Its name, where nothing that is seen says it.
    pub(crate) label: Option<String>,
    short: bool,
    pub(crate) children: Vec<Node>,
}

impl Element {
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.name == name)
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Node::Text(part) => text.push_str(part),
                Node::Element(child) => text.push_str(&child.text()),
            }
        }
        text
    }
}

impl Node {
    pub(crate) fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

/// Reads a document.
pub(crate) fn page(xhtml: &str) -> Result<Page, WordError> {
    let mut reader = Reader::from_str(xhtml);
    let root = Element {
        name: String::new(),
        language: None,
        address: None,
        label: None,
        short: false,
        children: Vec::new(),
    };
    let mut open = vec![root];
    loop {
        match reader.read_event()? {
            Event::Start(start) => {
                if open.len() >= MOST_DEPTH {
                    return Err(WordError::Deep);
                }
                open.push(element(&start)?);
            }
            Event::Empty(start) => add(&mut open, Node::Element(element(&start)?)),
            // The reader has seen to it that it is the end of what is open.
            Event::End(_) => {
                if let Some(closed) = open.pop() {
                    add(&mut open, Node::Element(closed));
                }
            }
            Event::Text(text) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => {
                let text = match (reference.resolve_char_ref()?, &*reference) {
                    (Some(character), _) => character.to_string(),
                    // Some browsers write it so in XML, too.
                    (None, "nbsp") => "\u{a0}".to_owned(),
                    (None, name) => resolve_predefined_entity(name)
                        .map_or_else(|| ["&", name, ";"].concat(), str::to_owned),
                };
                add(&mut open, Node::Text(text));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    // What was not closed is closed here.
    while open.len() > 1 {
        if let Some(closed) = open.pop() {
            add(&mut open, Node::Element(closed));
        }
    }
    let root = open.pop();
    let html = root.as_ref().and_then(|root| root.find("html"));
    let title = html.and_then(|html| html.find("head")?.find("title")).map(Element::text);
    let language = html.and_then(|html| html.language.clone());
    let body = root.and_then(|root| take(root, "html")).and_then(|html| take(html, "body"));
    Ok(Page {
        language: language.unwrap_or_else(|| "und".to_owned()),
        title: title.unwrap_or_default(),
        short: body.as_ref().is_some_and(|body| body.elements().any(|child| child.short)),
        body: body.map(|body| body.children).unwrap_or_default(),
    })
}

fn take(parent: Element, name: &str) -> Option<Element> {
    parent.children.into_iter().find_map(|child| match child {
        Node::Element(element) if element.name == name => Some(element),
        _ => None,
    })
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, WordError> {
    let mut element = Element {
        name: start.local_name().as_ref().to_ascii_lowercase(),
        language: None,
        address: None,
        label: None,
        short: false,
        children: Vec::new(),
    };
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned();
        match attribute.key.as_ref() {
            "lang" | "xml:lang" => element.language = Some(value),
            "href" => element.address = Some(value),
            "aria-label" => element.label = Some(value),
            "class" => element.short = value.split_whitespace().any(|class| class == "annex"),
            _ => {}
        }
    }
    Ok(element)
}
