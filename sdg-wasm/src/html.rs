//! The element tree: what the screen should be, as plain data.
//!
//! Tags and attributes are closed lists, so that `onclick`, `style`, `srcdoc` or `innerHTML` cannot be written, and an
//! address is either a place on this screen or begins with `https://` or `http://`. Text only ever becomes a text node.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$only:meta])* $variant:ident => $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[expect(missing_docs, reason = "each is named after what it becomes")]
        pub enum $name { $($(#[$only])* $variant,)* }

        impl $name {
            /// The name in the document.
            pub const fn name(self) -> &'static str {
                match self { $($(#[$only])* $name::$variant => $text,)* }
            }
        }
    };
}

names! {
    /// Every element that a screen may hold.
    Tag {
        A => "a", Button => "button", Caption => "caption", Details => "details", Div => "div", Em => "em",
        Fieldset => "fieldset", Footer => "footer", Form => "form", H1 => "h1", H2 => "h2", H3 => "h3", H4 => "h4",
        H5 => "h5", H6 => "h6", Header => "header", Input => "input", Label => "label", Legend => "legend", Li => "li",
        Nav => "nav", Ol => "ol", Option => "option", P => "p", Section => "section", Select => "select", Span => "span", Strong => "strong",
        Summary => "summary", Table => "table", Tbody => "tbody", Td => "td", Textarea => "textarea", Th => "th",
        Thead => "thead", Tr => "tr", Ul => "ul",
        Svg => "svg", Path => "path", Rect => "rect", G => "g", SvgText => "text",
    }
}

impl Tag {
    /// Whether it is made in the namespace of SVG.
    pub const fn is_svg(self) -> bool {
        matches!(self, Tag::Svg | Tag::Path | Tag::Rect | Tag::G | Tag::SvgText)
    }

    /// The heading of this level, 1 to 6; deeper ones stop at 6.
    pub const fn heading(level: u8) -> Tag {
        match level {
            0 | 1 => Tag::H1,
            2 => Tag::H2,
            3 => Tag::H3,
            4 => Tag::H4,
            5 => Tag::H5,
            _ => Tag::H6,
        }
    }
}

names! {
    /// Every attribute that an element may have; addresses go through [`Element::place`] and [`Element::link`].
    Attribute {
        Accept => "accept", AriaCurrent => "aria-current", AriaDescribedby => "aria-describedby",
        AriaHidden => "aria-hidden", AriaInvalid => "aria-invalid", AriaLabel => "aria-label",
        AriaLabelledby => "aria-labelledby", AriaPressed => "aria-pressed", Autocomplete => "autocomplete",
        Class => "class", D => "d", Dir => "dir", Focusable => "focusable", For => "for", Height => "height", Id => "id",
        Inputmode => "inputmode", Lang => "lang", Maxlength => "maxlength", Multiple => "multiple", Name => "name",
        PreserveAspectRatio => "preserveAspectRatio", Role => "role", Rows => "rows", Scope => "scope",
        Tabindex => "tabindex", Transform => "transform", Type => "type", ViewBox => "viewBox", Value => "value", Width => "width", X => "x", Y => "y",
        #[cfg(feature = "whole")]
        AriaExpanded => "aria-expanded",
        // Set by their own methods only.
        Href => "href", Rel => "rel", Target => "target",
    }
}

/// What the person at the screen changes: compared with the live element, not with the last tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Property {
    /// Whether a box or a radio button is ticked.
    Checked(bool),
    /// What stands in a field.
    Value(String),
    /// Unfolded when it is made; afterwards only the person opens and closes it.
    StartsOpen,
    /// Whether it is unfolded, where that is remembered.
    #[cfg(feature = "whole")]
    Open(bool),
}

/// A piece of text or an element. `A` is what happens when the person uses it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node<A> {
    /// Text, shown to the letter.
    Text(Cow<'static, str>),
    /// An element.
    Element(Element<A>),
}

/// An element. It is one pointer wide, so that building a tree moves little.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Element<A>(Box<Parts<A>>);

/// What an element consists of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts<A> {
    pub(crate) tag: Tag,
    pub(crate) key: Option<String>,
    pub(crate) attributes: Vec<(Attribute, Cow<'static, str>)>,
    pub(crate) property: Option<Property>,
    pub(crate) action: Option<A>,
    pub(crate) children: Vec<Node<A>>,
}

impl<A> Deref for Element<A> {
    type Target = Parts<A>;

    fn deref(&self) -> &Parts<A> {
        &self.0
    }
}

impl<A> DerefMut for Element<A> {
    fn deref_mut(&mut self) -> &mut Parts<A> {
        &mut self.0
    }
}

/// What an attribute or a text may be given as. Each has code of its own, so that the many calls with a word that stands in the
/// code stay short.
pub trait Words {
    /// Sets an attribute of an element.
    fn set<A>(self, element: Element<A>, attribute: Attribute) -> Element<A>;
    /// Adds a text to an element.
    fn add<A>(self, element: Element<A>) -> Element<A>;
}

impl Words for &'static str {
    #[inline(never)]
    fn set<A>(self, element: Element<A>, attribute: Attribute) -> Element<A> {
        element.set(attribute, Cow::Borrowed(self))
    }

    #[inline(never)]
    fn add<A>(self, element: Element<A>) -> Element<A> {
        element.node(Node::Text(Cow::Borrowed(self)))
    }
}

impl Words for String {
    #[inline(never)]
    fn set<A>(self, element: Element<A>, attribute: Attribute) -> Element<A> {
        element.set(attribute, Cow::Owned(self))
    }

    #[inline(never)]
    fn add<A>(self, element: Element<A>) -> Element<A> {
        element.node(Node::Text(Cow::Owned(self)))
    }
}

/// An element without anything.
#[inline(never)]
pub fn el<A>(tag: Tag) -> Element<A> {
    let (attributes, children) = (Vec::new(), Vec::new());
    Element(Box::new(Parts { tag, key: None, attributes, property: None, action: None, children }))
}

impl<A> Element<A> {
    /// Keeps its identity among its siblings; another key makes another element.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Sets an attribute, in the place of an earlier one. Addresses are left out: see [`Element::place`] and
    /// [`Element::link`].
    #[must_use]
    pub fn with(self, attribute: Attribute, value: impl Words) -> Self {
        if matches!(attribute, Attribute::Href | Attribute::Target | Attribute::Rel) {
            return self;
        }
        value.set(self, attribute)
    }

    #[inline(never)]
    fn set(mut self, attribute: Attribute, value: Cow<'static, str>) -> Self {
        self.attributes.retain(|(known, _)| *known != attribute);
        self.attributes.push((attribute, value));
        self
    }

    /// Sets the class.
    #[must_use]
    pub fn class(self, class: impl Words) -> Self {
        class.set(self, Attribute::Class)
    }

    /// Sets the id, which is also where focus can go.
    #[must_use]
    pub fn id(self, id: impl Words) -> Self {
        id.set(self, Attribute::Id)
    }

    /// Lets focus be moved here, though not by the tab key.
    #[must_use]
    #[inline(never)]
    pub fn focusable(self) -> Self {
        self.set(Attribute::Tabindex, Cow::Borrowed("-1"))
    }

    /// An address on this screen; the action says what happens.
    #[must_use]
    #[inline(never)]
    pub fn place(self, id: &str) -> Self {
        self.set(Attribute::Href, Cow::Owned(["#", id].concat()))
    }

    /// An address elsewhere, opened beside this page. Anything but `https://` and `http://` is left out.
    #[must_use]
    pub fn link(self, address: &str) -> Self {
        if !address.starts_with("https://") && !address.starts_with("http://") {
            return self;
        }
        self.set(Attribute::Href, Cow::Owned(address.to_owned()))
            .set(Attribute::Target, Cow::Borrowed("_blank"))
            .set(Attribute::Rel, Cow::Borrowed("noopener noreferrer"))
    }

    /// Ticks or unticks.
    #[must_use]
    #[inline(never)]
    pub fn checked(mut self, checked: bool) -> Self {
        self.property = Some(Property::Checked(checked));
        self
    }

    /// Fills in a field.
    #[must_use]
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.property = Some(Property::Value(value.to_owned()));
        self
    }

    /// Unfolded from the start.
    #[must_use]
    pub fn starts_open(mut self, open: bool) -> Self {
        self.property = open.then_some(Property::StartsOpen);
        self
    }

    /// Unfolded or not, as it is remembered.
    #[cfg(feature = "whole")]
    #[must_use]
    pub fn open(mut self, open: bool) -> Self {
        self.property = Some(Property::Open(open));
        self
    }

    /// What happens when the person uses it.
    #[must_use]
    #[inline(never)]
    pub fn on(mut self, action: A) -> Self {
        self.action = Some(action);
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, text: impl Words) -> Self {
        text.add(self)
    }

    /// Adds a child.
    #[must_use]
    #[inline(never)]
    pub fn child(self, child: Element<A>) -> Self {
        self.node(Node::Element(child))
    }

    #[inline(never)]
    fn node(mut self, node: Node<A>) -> Self {
        self.children.push(node);
        self
    }

    /// Adds a child if there is one.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, child: Option<Element<A>>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Element<A>>) -> Self {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// The value of an attribute.
    pub fn attribute(&self, attribute: Attribute) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| *name == attribute).map(|(_, value)| value.as_ref())
    }

    /// The event on which its action happens.
    pub fn fires_on(&self) -> &'static str {
        match (self.tag, self.attribute(Attribute::Type)) {
            (Tag::Form, _) => "submit",
            (Tag::Input, Some("text")) | (Tag::Textarea, _) => "input",
            (Tag::Input | Tag::Select, _) => "change",
            _ => "click",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_class_counts() {
        let element: Element<()> = el(Tag::P).class("a").class("b");
        assert_eq!(element.attributes.len(), 1);
        assert_eq!(element.attribute(Attribute::Class), Some("b"));
    }

    #[test]
    fn an_address_is_on_this_screen_or_on_the_web() {
        let anchor: Element<()> =
            el(Tag::A).link("javascript:alert(1)").with(Attribute::Href, "data:text/html,x");
        assert_eq!(anchor.attribute(Attribute::Href), None);
        assert_eq!(el::<()>(Tag::A).place("x").attribute(Attribute::Href), Some("#x"));
        assert_eq!(
            el::<()>(Tag::A).link("https://x.be").attribute(Attribute::Rel),
            Some("noopener noreferrer")
        );
    }
}
