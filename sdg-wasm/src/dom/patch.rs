//! Makes the document what the tree says, with as few changes as it takes.
//!
//! An element keeps its place in the document as long as its tag and key stay the same, and is never moved unless its
//! siblings really change order: so focus, caret and unfolded details survive. Attributes are compared with the last
//! tree; what the person changes (ticked, typed) is compared with the live element.

use std::borrow::Cow;

use crate::html::{Attribute, Element, Node, Property, Tag};

/// What patching needs of a document. The browser is one, the tests have another.
pub(crate) trait Document {
    /// A node of the document.
    type Node: Clone;
    /// Makes an element, and remembers the number under which [`Tree::action`] finds it.
    fn element(&self, tag: Tag, number: u32) -> Option<Self::Node>;
    /// Makes a text node.
    fn text(&self, text: &str) -> Self::Node;
    /// Changes a text node.
    fn set_text(&self, node: &Self::Node, text: &str);
    /// Sets an attribute, or takes it away.
    fn set_attribute(&self, node: &Self::Node, attribute: Attribute, value: Option<&str>);
    /// Sets a property if the live element has another value.
    fn set_property(&self, node: &Self::Node, property: &Property);
    /// Puts a node before another, or at the end; whether that worked.
    fn insert(&self, parent: &Self::Node, node: &Self::Node, before: Option<&Self::Node>) -> bool;
    /// Takes a node away.
    fn remove(&self, node: &Self::Node);
}

/// What stands in the document now.
#[derive(Debug)]
pub(crate) struct Tree<N, A> {
    parent: N,
    root: Option<Live<N, A>>,
    last_number: u32,
}

#[derive(Debug)]
struct Live<N, A> {
    node: N,
    of: LiveKind<N, A>,
}

#[derive(Debug)]
enum LiveKind<N, A> {
    Text(Cow<'static, str>),
    /// The element without its children, which stand beside it.
    Element {
        number: u32,
        element: Element<A>,
        children: Vec<Live<N, A>>,
    },
}

impl<N: Clone, A> Tree<N, A> {
    /// Nothing yet; the tree will stand in `parent`.
    pub(crate) fn new(parent: N) -> Tree<N, A> {
        Tree { parent, root: None, last_number: 0 }
    }

    /// Makes the document what `make` says. When something else has meddled with the document so that it cannot be
    /// mended piece by piece, everything is made anew.
    pub(crate) fn patch(&mut self, document: &impl Document<Node = N>, make: &dyn Fn() -> Element<A>) {
        let mut patch = Patch { document, last_number: self.last_number, sound: false };
        let wanted = make();
        let left = match &mut self.root {
            Some(live) if live.fits(&wanted) => {
                patch.sound = true;
                patch.element(live, wanted);
                None
            }
            _ => Some(wanted),
        };
        if !patch.sound {
            let wanted = left.unwrap_or_else(make);
            if let Some(old) = self.root.take() {
                document.remove(&old.node);
            }
            self.root = patch.create(Node::Element(wanted));
            if let Some(live) = &self.root {
                document.insert(&self.parent, &live.node, None);
            }
        }
        self.last_number = patch.last_number;
    }

    /// The action of the element with this number, if it happens on this event.
    pub(crate) fn action(&self, number: u32, event: &str) -> Option<&A> {
        let mut waiting: Vec<&Live<N, A>> = self.root.iter().collect();
        while let Some(live) = waiting.pop() {
            if let LiveKind::Element { number: own, element, children } = &live.of {
                if *own == number {
                    return element.action.as_ref().filter(|_| element.fires_on() == event);
                }
                waiting.extend(children);
            }
        }
        None
    }

    /// Takes everything out of the document.
    pub(crate) fn clear(&mut self, document: &impl Document<Node = N>) {
        if let Some(old) = self.root.take() {
            document.remove(&old.node);
        }
    }
}

impl<N, A> Live<N, A> {
    fn fits(&self, wanted: &Element<A>) -> bool {
        matches!(&self.of, LiveKind::Element { element, .. } if element.tag == wanted.tag && element.key == wanted.key
            // An input of another kind is another input.
            && (element.tag != Tag::Input || element.attribute(Attribute::Type) == wanted.attribute(Attribute::Type)))
    }

    fn fits_node(&self, wanted: &Node<A>) -> bool {
        match wanted {
            Node::Text(_) => matches!(self.of, LiveKind::Text(_)),
            Node::Element(element) => self.fits(element),
        }
    }
}

struct Patch<'a, D> {
    document: &'a D,
    last_number: u32,
    sound: bool,
}

impl<D: Document> Patch<'_, D> {
    fn create<A>(&mut self, wanted: Node<A>) -> Option<Live<D::Node, A>> {
        match wanted {
            Node::Text(text) => Some(Live { node: self.document.text(&text), of: LiveKind::Text(text) }),
            Node::Element(mut element) => {
                self.last_number = self.last_number.wrapping_add(1);
                let number = self.last_number;
                let node = self.document.element(element.tag, number)?;
                for (attribute, value) in &element.attributes {
                    self.document.set_attribute(&node, *attribute, Some(value));
                }
                let mut children = Vec::with_capacity(element.children.len());
                for child in std::mem::take(&mut element.children) {
                    if let Some(child) = self.create(child) {
                        self.sound &= self.document.insert(&node, &child.node, None);
                        children.push(child);
                    }
                }
                // After the children: a text area takes its first value from them.
                if let Some(property) = &element.property {
                    self.document.set_property(&node, property);
                }
                Some(Live { node, of: LiveKind::Element { number, element, children } })
            }
        }
    }

    fn node<A>(&mut self, live: &mut Live<D::Node, A>, wanted: Node<A>) {
        match (&mut live.of, wanted) {
            (LiveKind::Text(old), Node::Text(new)) => {
                if *old != new {
                    self.document.set_text(&live.node, &new);
                    *old = new;
                }
            }
            (_, Node::Element(element)) => self.element(live, element),
            (LiveKind::Element { .. }, Node::Text(_)) => {}
        }
    }

    fn element<A>(&mut self, live: &mut Live<D::Node, A>, mut wanted: Element<A>) {
        let LiveKind::Element { element, children, .. } = &mut live.of else { return };
        for (attribute, value) in &wanted.attributes {
            if element.attribute(*attribute) != Some(value) {
                self.document.set_attribute(&live.node, *attribute, Some(value));
            }
        }
        for (attribute, _) in &element.attributes {
            if wanted.attribute(*attribute).is_none() {
                self.document.set_attribute(&live.node, *attribute, None);
            }
        }
        let wanted_children = std::mem::take(&mut wanted.children);
        self.children(&live.node, children, wanted_children);
        match &wanted.property {
            Some(Property::StartsOpen) | None => {}
            Some(property) => self.document.set_property(&live.node, property),
        }
        *element = wanted;
    }

    fn children<A>(&mut self, parent: &D::Node, live: &mut Vec<Live<D::Node, A>>, wanted: Vec<Node<A>>) {
        // The usual case: the same children in the same order.
        if live.len() == wanted.len() && live.iter().zip(&wanted).all(|(old, new)| old.fits_node(new)) {
            for (old, new) in live.iter_mut().zip(wanted) {
                self.node(old, new);
            }
            return;
        }
        let mut old: Vec<Option<Live<D::Node, A>>> = std::mem::take(live).into_iter().map(Some).collect();
        // Which old child becomes which new one: the first that fits and is not taken yet.
        let mut taken = vec![false; old.len()];
        let mut matches: Vec<Option<usize>> = Vec::with_capacity(wanted.len());
        for new in &wanted {
            let found = old
                .iter()
                .zip(&taken)
                .position(|(old, taken)| !taken && old.as_ref().is_some_and(|old| old.fits_node(new)));
            if let Some(taken) = found.and_then(|place| taken.get_mut(place)) {
                *taken = true;
            }
            matches.push(found);
        }
        for (old, taken) in old.iter_mut().zip(&taken) {
            if let (Some(gone), false) = (&old, taken) {
                self.document.remove(&gone.node);
                *old = None;
            }
        }
        // `next` is the first child that still stands where it stood: what belongs before it is put before it.
        let mut next = 0_usize;
        for (new, place) in wanted.into_iter().zip(matches) {
            while old.get(next).is_some_and(Option::is_none) {
                next = next.saturating_add(1);
            }
            let kept = place.and_then(|place| old.get_mut(place)?.take());
            let moved = kept.is_none() || place != Some(next);
            let child = match kept {
                Some(mut kept) => {
                    self.node(&mut kept, new);
                    Some(kept)
                }
                None => self.create(new),
            };
            if let Some(child) = child {
                if moved {
                    let before = old.iter().skip(next).flatten().next().map(|live| &live.node);
                    self.sound &= self.document.insert(parent, &child.node, before);
                }
                live.push(child);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;
    use crate::html::el;

    /// A document in memory that counts how often a node is put somewhere.
    #[derive(Default)]
    struct Paper {
        insertions: RefCell<usize>,
    }

    type Leaf = Rc<RefCell<Sheet>>;

    #[derive(Default)]
    struct Sheet {
        tag: Option<Tag>,
        text: String,
        attributes: Vec<(Attribute, String)>,
        children: Vec<Leaf>,
        parent: Option<std::rc::Weak<RefCell<Sheet>>>,
    }

    impl Document for Paper {
        type Node = Leaf;
        fn element(&self, tag: Tag, _: u32) -> Option<Leaf> {
            Some(Rc::new(RefCell::new(Sheet { tag: Some(tag), ..Sheet::default() })))
        }
        fn text(&self, text: &str) -> Leaf {
            Rc::new(RefCell::new(Sheet { text: text.to_owned(), ..Sheet::default() }))
        }
        fn set_text(&self, node: &Leaf, text: &str) {
            node.borrow_mut().text = text.to_owned();
        }
        fn set_attribute(&self, node: &Leaf, attribute: Attribute, value: Option<&str>) {
            let mut sheet = node.borrow_mut();
            sheet.attributes.retain(|(name, _)| *name != attribute);
            sheet.attributes.extend(value.map(|value| (attribute, value.to_owned())));
            sheet.attributes.sort_by_key(|(name, _)| name.name());
        }
        fn set_property(&self, _: &Leaf, _: &Property) {}
        fn insert(&self, parent: &Leaf, node: &Leaf, before: Option<&Leaf>) -> bool {
            self.insertions.replace_with(|count| count.saturating_add(1));
            self.remove(node);
            let mut sheet = parent.borrow_mut();
            let place = match before {
                None => sheet.children.len(),
                Some(before) => match sheet.children.iter().position(|child| Rc::ptr_eq(child, before)) {
                    Some(place) => place,
                    None => return false,
                },
            };
            sheet.children.insert(place, Rc::clone(node));
            node.borrow_mut().parent = Some(Rc::downgrade(parent));
            true
        }
        fn remove(&self, node: &Leaf) {
            let parent = node.borrow_mut().parent.take().and_then(|parent| parent.upgrade());
            if let Some(parent) = parent {
                parent.borrow_mut().children.retain(|child| !Rc::ptr_eq(child, node));
            }
        }
    }

    fn written(leaf: &Leaf) -> String {
        let sheet = leaf.borrow();
        let inside: String = sheet.children.iter().map(written).collect();
        match sheet.tag {
            None => sheet.text.clone(),
            Some(tag) => format!("<{} {:?}>{inside}</>", tag.name(), sheet.attributes),
        }
    }

    fn tree() -> impl Strategy<Value = Element<u8>> {
        let tag = prop::sample::select(vec![Tag::Div, Tag::P, Tag::Span]);
        let leaf = (tag, prop::option::of(0_u8..6), prop::option::of("[ab]"), prop::option::of("[xy]{0,2}"));
        let element = leaf.prop_map(|(tag, key, class, text)| {
            let mut made = el(tag);
            if let Some(key) = key {
                made = made.key(key.to_string());
            }
            if let Some(class) = class {
                made = made.class(class);
            }
            if let Some(text) = text {
                made = made.text(text);
            }
            made
        });
        element.prop_recursive(4, 40, 6, |inner| {
            (inner.clone(), prop::collection::vec(inner, 0..6)).prop_map(|(parent, children)| {
                // Keys are unique among siblings.
                let mut seen = std::collections::BTreeSet::new();
                let children = children
                    .into_iter()
                    .filter(|child| child.key.as_ref().is_none_or(|key| seen.insert(key.clone())));
                parent.children(children.collect::<Vec<_>>())
            })
        })
    }

    proptest! {
        #[test]
        fn patching_gives_what_building_gives(before in tree(), after in tree(), last in tree()) {
            let paper = Paper::default();
            let patched: Leaf = Leaf::default();
            let mut live = Tree::new(Rc::clone(&patched));
            live.patch(&paper, &|| before.clone());
            live.patch(&paper, &|| after.clone());
            live.patch(&paper, &|| last.clone());
            let built: Leaf = Leaf::default();
            Tree::new(Rc::clone(&built)).patch(&paper, &|| last.clone());
            let inside = |leaf: &Leaf| leaf.borrow().children.iter().map(written).collect::<String>();
            prop_assert_eq!(inside(&patched), inside(&built));
        }

        #[test]
        fn what_stays_is_not_moved(keep in prop::collection::vec(any::<bool>(), 1..12), add in prop::collection::vec(0_usize..12, 0..4)) {
            let item = |key: &str| el::<u8>(Tag::P).key(key).text(key.to_owned());
            let list = |keys: &[String]| el(Tag::Div).children(keys.iter().map(|key| item(key)));
            let before: Vec<String> = (0..keep.len()).map(|n| format!("old{n}")).collect();
            let mut after: Vec<String> =
                before.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(key, _)| key.clone()).collect();
            for (n, place) in add.iter().enumerate() {
                after.insert((*place).min(after.len()), format!("new{n}"));
            }
            let paper = Paper::default();
            let mut live = Tree::new(Leaf::default());
            live.patch(&paper, &|| list(&before));
            *paper.insertions.borrow_mut() = 0;
            live.patch(&paper, &|| list(&after));
            // One for each new paragraph and one for its text.
            prop_assert_eq!(*paper.insertions.borrow(), add.len().saturating_mul(2));
        }
    }

    #[test]
    fn an_action_is_found_by_number_and_event() {
        let mut live = Tree::new(Leaf::default());
        live.patch(&Paper::default(), &|| el(Tag::Div).child(el(Tag::Button).on(7_u8)));
        assert_eq!(live.action(2, "click"), Some(&7));
        assert_eq!(live.action(2, "input"), None);
        assert_eq!(live.action(1, "click"), None);
    }
}
