//! The tree to the parts of a Word file.

use std::io;

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::read::{Element, Node, Page};

type Xml = Writer<Vec<u8>>;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Width of the text on A4 with margins of 2 cm, in twentieths of a point.
const TEXT_WIDTH: usize = 9638;
/// Levels of lists that have a bullet of their own.
const LIST_LEVELS: usize = 3;

/// Every part of the file, by name.
pub(crate) fn parts(page: &Page) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let mut document =
        Document { xml: Writer::new(Vec::new()), addresses: Vec::new(), language: &page.language };
    document.whole(page)?;
    let Document { xml, addresses, .. } = document;
    let language = clean(&page.language);
    let title = clean(&page.title);
    // On one page: the same, smaller and closer. In half points, and in twentieths of a point.
    let sizes = if page.short {
        [
            ("{size}", "17"),
            ("{h1}", "30"),
            ("{h2}", "21"),
            ("{before}", "110"),
            ("{after}", "50"),
            ("{line}", "240"),
        ]
    } else {
        [
            ("{size}", "21"),
            ("{h1}", "36"),
            ("{h2}", "27"),
            ("{before}", "280"),
            ("{after}", "120"),
            ("{line}", "264"),
        ]
    };
    let styles = sizes.iter().fold(include_str!("parts/styles.xml").to_owned(), |styles, (name, value)| {
        styles.replace(name, value)
    });
    Ok(vec![
        ("[Content_Types].xml", include_bytes!("parts/content-types.xml").to_vec()),
        ("_rels/.rels", include_bytes!("parts/rels.xml").to_vec()),
        ("docProps/core.xml", filled(include_str!("parts/core.xml"), &language, &title)),
        ("word/_rels/document.xml.rels", relations(&addresses)),
        ("word/document.xml", xml.into_inner()),
        ("word/footer.xml", filled(include_str!("parts/footer.xml"), &language, &title)),
        ("word/numbering.xml", include_bytes!("parts/numbering.xml").to_vec()),
        ("word/settings.xml", filled(include_str!("parts/settings.xml"), &language, &title)),
        ("word/styles.xml", filled(&styles, &language, &title)),
    ])
}

fn filled(part: &str, language: &str, title: &str) -> Vec<u8> {
    part.replace("{language}", &escape(language)).replace("{title}", &escape(title)).into_bytes()
}

/// Addresses of links, in the order in which they are used.
fn relations(addresses: &[String]) -> Vec<u8> {
    let fixed = include_str!("parts/document-rels.xml");
    let mut links = String::new();
    for (number, address) in addresses.iter().enumerate() {
        links.push_str("<Relationship Id=\"link");
        links.push_str(&number.to_string());
        links.push_str("\" Type=\"");
        links.push_str(RELATIONS);
        links.push_str("/hyperlink\" TargetMode=\"External\" Target=\"");
        links.push_str(&escape(clean(address)));
        links.push_str("\"/>");
    }
    fixed.replace("{links}", &links).into_bytes()
}

/// Without what XML 1.0 cannot hold.
fn clean(text: &str) -> String {
    let allowed = |character: char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|character| if allowed(character) { character } else { '\u{fffd}' }).collect()
}

/// How a paragraph looks, and what it is.
#[derive(Clone, Copy)]
enum Style {
    Plain,
    Heading(u8),
    /// In a list of this level; only the first paragraph of an item has the bullet.
    Item {
        level: usize,
        bullet: bool,
    },
    /// What a table is about, on the same page as the table.
    Caption,
}

/// How a run of text looks.
#[derive(Clone, Copy, Default)]
struct Run<'p> {
    bold: bool,
    italic: bool,
    link: bool,
    language: Option<&'p str>,
}

struct Document<'p> {
    xml: Xml,
    addresses: Vec<String>,
    /// Of all that says nothing else.
    language: &'p str,
}

impl Document<'_> {
    fn whole(&mut self, page: &Page) -> io::Result<()> {
        self.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        self.open("w:document", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)])?;
        self.open("w:body", &[])?;
        self.blocks(&page.body, Style::Plain, Run::default())?;
        self.open("w:sectPr", &[])?;
        self.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer")])?;
        self.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
        let height = if page.short { "794" } else { "1134" };
        let margins = [("w:top", height), ("w:right", "1134"), ("w:bottom", height), ("w:left", "1134")];
        self.empty(
            "w:pgMar",
            &[&margins[..], &[("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0")]].concat(),
        )?;
        self.close("w:sectPr")?;
        self.close("w:body")?;
        self.close("w:document")
    }

    // ---- Blocks

    /// Paragraphs, lists and tables; text between them is a paragraph. Gives how many paragraphs and tables there are.
    fn blocks<'p>(&mut self, nodes: &'p [Node], style: Style, run: Run<'p>) -> io::Result<usize> {
        let mut count: usize = 0;
        let mut style = style;
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            let inline = rest.iter().take_while(|node| !node.element().is_some_and(is_block)).count();
            let (line, after) = rest.split_at(inline);
            if !line.is_empty() {
                rest = after;
                let blank =
                    line.iter().all(|node| matches!(node, Node::Text(text) if text.trim().is_empty()));
                if !blank {
                    self.paragraph(line, style, run)?;
                    count = count.saturating_add(1);
                }
            } else if let Some(element) = first.element() {
                rest = rest.get(1..).unwrap_or_default();
                count = count.saturating_add(self.block(element, style, run)?);
            }
            if let Style::Item { level, .. } = style
                && count > 0
            {
                style = Style::Item { level, bullet: false };
            }
        }
        Ok(count)
    }

    fn block<'p>(&mut self, element: &'p Element, style: Style, run: Run<'p>) -> io::Result<usize> {
        let run = Run { language: element.language.as_deref().or(run.language), ..run };
        match element.name.as_str() {
            "h1" => self.heading(element, 1, run),
            "h2" => self.heading(element, 2, run),
            "h3" => self.heading(element, 3, run),
            "h4" | "h5" | "h6" => self.heading(element, 4, run),
            "ul" | "ol" => {
                let level = match style {
                    Style::Item { level, .. } => level.saturating_add(1).min(LIST_LEVELS.saturating_sub(1)),
                    _ => 0,
                };
                self.blocks(&element.children, Style::Item { level, bullet: true }, run)
            }
            "li" => {
                let level = if let Style::Item { level, .. } = style { level } else { 0 };
                self.blocks(&element.children, Style::Item { level, bullet: true }, run)
            }
            "table" => self.table(element, run).map(|()| 1),
            _ => self.blocks(&element.children, style, run),
        }
    }

    fn heading<'p>(&mut self, element: &'p Element, level: u8, run: Run<'p>) -> io::Result<usize> {
        self.paragraph(&element.children, Style::Heading(level), run).map(|()| 1)
    }

    fn paragraph<'p>(&mut self, nodes: &'p [Node], style: Style, run: Run<'p>) -> io::Result<()> {
        self.open("w:p", &[])?;
        self.paragraph_style(style)?;
        self.inline(nodes, run)?;
        self.close("w:p")
    }

    fn paragraph_style(&mut self, style: Style) -> io::Result<()> {
        let name = match style {
            Style::Plain => return Ok(()),
            Style::Heading(level) => ["Heading", &level.to_string()].concat(),
            Style::Item { .. } => "ListBullet".to_owned(),
            Style::Caption => "Caption".to_owned(),
        };
        self.open("w:pPr", &[])?;
        self.empty("w:pStyle", &[("w:val", &name)])?;
        if let Style::Item { level, bullet } = style {
            self.open("w:numPr", &[])?;
            self.empty("w:ilvl", &[("w:val", &level.to_string())])?;
            // Number 0 is no list: the paragraph only stands under the one before.
            self.empty("w:numId", &[("w:val", if bullet { "1" } else { "0" })])?;
            self.close("w:numPr")?;
            if !bullet {
                let left = level.saturating_add(1).saturating_mul(357).to_string();
                self.empty("w:ind", &[("w:left", &left), ("w:firstLine", "0")])?;
            }
        }
        self.close("w:pPr")
    }

    // ---- Tables

    fn table<'p>(&mut self, table: &'p Element, run: Run<'p>) -> io::Result<()> {
        let caption = table.elements().find(|child| child.name == "caption");
        if let Some(caption) = caption {
            self.paragraph(&caption.children, Style::Caption, run)?;
        }
        let mut rows: Vec<(&Element, bool)> = Vec::new();
        for part in table.elements() {
            match part.name.as_str() {
                "thead" => rows.extend(part.elements().map(|row| (row, true))),
                "tbody" | "tfoot" => rows.extend(part.elements().map(|row| (row, false))),
                "tr" => rows.push((part, false)),
                _ => {}
            }
        }
        let columns = rows.iter().map(|(row, _)| row.elements().count()).max().unwrap_or(0).max(1);
        // What a row is about needs the most room.
        let first = TEXT_WIDTH.saturating_mul(if columns > 3 { 3 } else { 4 }).checked_div(10).unwrap_or(0);
        let others = columns.saturating_sub(1).max(1);
        let other = TEXT_WIDTH.saturating_sub(first).checked_div(others).unwrap_or(TEXT_WIDTH);
        self.open("w:tbl", &[])?;
        self.open("w:tblPr", &[])?;
        self.empty("w:tblStyle", &[("w:val", "TableGrid")])?;
        self.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")])?;
        let has = |holds: bool| if holds { "1" } else { "0" };
        let row_heads = |row: &Element| row.elements().next().is_some_and(|cell| cell.name == "th");
        let has_head = rows.iter().any(|(_, head)| *head);
        let look = [
            // The same for programs that know only this form of it.
            ("w:val", if has_head { "06A0" } else { "0680" }),
            ("w:firstRow", has(has_head)),
            ("w:lastRow", "0"),
            ("w:firstColumn", has(rows.iter().any(|(row, head)| !head && row_heads(row)))),
            ("w:lastColumn", "0"),
            ("w:noHBand", "1"),
            ("w:noVBand", "1"),
        ];
        self.empty("w:tblLook", &look)?;
        let name = caption.map(Element::text).or_else(|| table.label.clone());
        if let Some(name) = name {
            // What a screen reader says of the table.
            self.empty("w:tblCaption", &[("w:val", &clean(&name))])?;
        }
        self.close("w:tblPr")?;
        self.open("w:tblGrid", &[])?;
        for column in 0..columns {
            let width = if column == 0 { first } else { other };
            self.empty("w:gridCol", &[("w:w", &width.to_string())])?;
        }
        self.close("w:tblGrid")?;
        for (row, head) in rows {
            self.row(row, head, columns, run)?;
        }
        self.close("w:tbl")?;
        // Two tables without anything between them would become one.
        self.open("w:p", &[])?;
        self.open("w:pPr", &[])?;
        self.empty("w:pStyle", &[("w:val", "AfterTable")])?;
        self.close("w:pPr")?;
        self.close("w:p")
    }

    fn row<'p>(&mut self, row: &'p Element, head: bool, columns: usize, run: Run<'p>) -> io::Result<()> {
        self.open("w:tr", &[])?;
        self.open("w:trPr", &[])?;
        self.empty("w:cantSplit", &[])?;
        if head {
            self.empty("w:tblHeader", &[])?;
        }
        self.close("w:trPr")?;
        let mut cells: usize = 0;
        for cell in row.elements() {
            self.open("w:tc", &[])?;
            let run =
                Run { bold: cell.name == "th", language: cell.language.as_deref().or(run.language), ..run };
            if self.blocks(&cell.children, Style::Plain, run)? == 0 {
                self.empty("w:p", &[])?;
            }
            self.close("w:tc")?;
            cells = cells.saturating_add(1);
        }
        for _ in cells..columns {
            self.open("w:tc", &[])?;
            self.empty("w:p", &[])?;
            self.close("w:tc")?;
        }
        self.close("w:tr")
    }

    // ---- Text

    fn inline<'p>(&mut self, nodes: &'p [Node], run: Run<'p>) -> io::Result<()> {
        for node in nodes {
            match node {
                Node::Text(text) => self.run(text, run)?,
                Node::Element(element) if element.name == "br" => self.run("\n", run)?,
                Node::Element(element) => {
                    let name = element.name.as_str();
                    let run = Run {
                        bold: run.bold || matches!(name, "strong" | "b" | "th"),
                        italic: run.italic || matches!(name, "em" | "i"),
                        link: run.link,
                        language: element.language.as_deref().or(run.language),
                    };
                    match element.address.as_deref().filter(|_| name == "a") {
                        Some(address) if is_web(address) => self.link(element, address, run)?,
                        _ => self.inline(&element.children, run)?,
                    }
                }
            }
        }
        Ok(())
    }

    fn link<'p>(&mut self, element: &'p Element, address: &str, run: Run<'p>) -> io::Result<()> {
        let id = ["link", &self.addresses.len().to_string()].concat();
        self.addresses.push(address.to_owned());
        self.open("w:hyperlink", &[("r:id", &id)])?;
        self.inline(&element.children, Run { link: true, ..run })?;
        self.close("w:hyperlink")
    }

    fn run(&mut self, text: &str, run: Run<'_>) -> io::Result<()> {
        self.open("w:r", &[])?;
        let run = Run { language: run.language.filter(|language| *language != self.language), ..run };
        if run.bold || run.italic || run.link || run.language.is_some() {
            self.open("w:rPr", &[])?;
            if run.link {
                self.empty("w:rStyle", &[("w:val", "Hyperlink")])?;
            }
            if run.bold {
                self.empty("w:b", &[])?;
            }
            if run.italic {
                self.empty("w:i", &[])?;
            }
            if let Some(language) = run.language {
                self.empty("w:lang", &[("w:val", &clean(language))])?;
            }
            self.close("w:rPr")?;
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.empty("w:br", &[])?;
            }
            for (number, part) in line.trim_end_matches('\r').split('\t').enumerate() {
                if number > 0 {
                    self.empty("w:tab", &[])?;
                }
                if !part.is_empty() {
                    self.open("w:t", &[("xml:space", "preserve")])?;
                    self.xml.write_event(Event::Text(BytesText::new(&clean(part))))?;
                    self.close("w:t")?;
                }
            }
        }
        self.close("w:r")
    }

    // ---- XML

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = quick_xml::events::BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.xml.write_event(Event::Start(start))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = quick_xml::events::BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.xml.write_event(Event::Empty(start))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(quick_xml::events::BytesEnd::new(name)))
    }
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn is_block(element: &Element) -> bool {
    let inline = ["a", "strong", "b", "em", "i", "span", "br", "small", "abbr", "time"];
    !inline.contains(&element.name.as_str())
}
