//! The Word file, read back from the archive: every word is there in order, and what a screen reader needs is there too.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use sdg_word::docx;

const PAGE: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" lang="nl-BE"><head><title>Schoolstraat &amp; co</title></head><body>
<div class="paper" lang="nl-BE"><section><h1>Schoolstraat &amp; co</h1><p class="kind">Bijlage</p></section>
<section><h2>Sterke punten</h2><ul><li>3. Goede gezondheid: voordeel: <strong>duidelijk</strong></li><li><p>Eerst</p><p>Aanpak: =cmd</p></li></ul>
<h3>Bronnen</h3><ul><li lang="en"><a href="https://example.org/?a=1&amp;b=2">A source</a></li><li><a href="javascript:alert(1)">geen adres</a></li></ul></section>
<table><caption>Voordeel en nadeel</caption><thead><tr><th scope="col">Doel</th><th scope="col">Nadeel</th></tr></thead>
<tbody><tr><th scope="row">3. Gezondheid</th><td><p>een beetje</p><p>tweede</p></td></tr><tr><th scope="row">4. Onderwijs</th><td></td></tr></tbody></table>
<table aria-label="Over"><tbody><tr><th scope="row">Gemeente</th><td>Lindebeek</td></tr></tbody></table></div></body></html>"#;

fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).expect("a part").read_to_string(&mut text).expect("text");
        (name, text)
    };
    names.into_iter().map(read).collect()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).expect("attributes")?;
    Some(attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned())
}

/// A paragraph: its style, and what it says.
#[derive(Debug, PartialEq)]
struct Paragraph {
    style: String,
    text: String,
}

/// What stands in the document: paragraphs in order, rows with whether they are heads, descriptions of tables, links.
#[derive(Debug, Default)]
struct Read {
    paragraphs: Vec<Paragraph>,
    rows: Vec<bool>,
    descriptions: Vec<String>,
    links: Vec<String>,
    languages: Vec<String>,
    bullets: Vec<String>,
}

fn read(document: &str) -> Read {
    let mut reader = Reader::from_str(document);
    let mut read = Read::default();
    let mut within = false;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                "w:p" => read.paragraphs.push(Paragraph { style: String::new(), text: String::new() }),
                "w:pStyle" => {
                    read.paragraphs.last_mut().expect("in a paragraph").style =
                        attribute(&start, "w:val").expect("a style");
                }
                "w:t" => within = true,
                "w:br" => read.paragraphs.last_mut().expect("in a paragraph").text.push('\n'),
                "w:tr" => read.rows.push(false),
                "w:tblHeader" => *read.rows.last_mut().expect("in a row") = true,
                "w:tblCaption" => read.descriptions.extend(attribute(&start, "w:val")),
                "w:hyperlink" => read.links.extend(attribute(&start, "r:id")),
                "w:lang" => read.languages.extend(attribute(&start, "w:val")),
                "w:numId" => read.bullets.extend(attribute(&start, "w:val")),
                _ => {}
            },
            Event::Text(text) if within => {
                read.paragraphs.last_mut().expect("in a paragraph").text.push_str(&text.xml10_content());
            }
            Event::GeneralRef(name) => {
                let text = quick_xml::escape::resolve_predefined_entity(&name).expect("a known entity");
                read.paragraphs.last_mut().expect("in a paragraph").text.push_str(text);
            }
            Event::End(end) if end.name().as_ref() == "w:t" => within = false,
            Event::Eof => return read,
            _ => {}
        }
    }
}

fn document(page: &str) -> Read {
    read(&parts(&docx(page).expect("a Word file"))["word/document.xml"])
}

#[test]
fn every_word_is_there_in_order_and_headings_are_headings() {
    let said: Vec<(String, String)> = document(PAGE)
        .paragraphs
        .into_iter()
        .filter(|paragraph| !paragraph.text.is_empty())
        .map(|paragraph| (paragraph.style, paragraph.text))
        .collect();
    let wanted = [
        ("Heading1", "Schoolstraat & co"),
        ("", "Bijlage"),
        ("Heading2", "Sterke punten"),
        ("ListBullet", "3. Goede gezondheid: voordeel: duidelijk"),
        ("ListBullet", "Eerst"),
        ("ListBullet", "Aanpak: =cmd"),
        ("Heading3", "Bronnen"),
        ("ListBullet", "A source"),
        ("ListBullet", "geen adres"),
        ("Caption", "Voordeel en nadeel"),
        ("", "Doel"),
        ("", "Nadeel"),
        ("", "3. Gezondheid"),
        ("", "een beetje"),
        ("", "tweede"),
        ("", "4. Onderwijs"),
        ("", "Gemeente"),
        ("", "Lindebeek"),
    ];
    assert_eq!(said, wanted.map(|(style, text)| (style.to_owned(), text.to_owned())));
}

#[test]
fn tables_have_header_rows_and_descriptions_and_items_one_bullet() {
    let read = document(PAGE);
    assert_eq!(read.rows, [true, false, false, false]);
    assert_eq!(read.descriptions, ["Voordeel en nadeel", "Over"]);
    assert_eq!(
        read.bullets,
        ["1", "1", "0", "1", "1"],
        "the second paragraph of an item has no bullet of its own"
    );
}

#[test]
fn the_language_is_set_in_the_document_and_where_it_differs() {
    let parts = parts(&docx(PAGE).unwrap());
    assert!(parts["word/styles.xml"].contains(r#"<w:lang w:val="nl-BE""#));
    assert!(parts["word/settings.xml"].contains(r#"<w:themeFontLang w:val="nl-BE"/>"#));
    assert!(parts["docProps/core.xml"].contains("<dc:language>nl-BE</dc:language>"));
    assert!(parts["docProps/core.xml"].contains("<dc:title>Schoolstraat &amp; co</dc:title>"));
    assert_eq!(document(PAGE).languages, ["en"]);
}

#[test]
fn pages_are_numbered_and_links_lead_to_the_web_only() {
    let parts = parts(&docx(PAGE).unwrap());
    assert!(parts["word/footer.xml"].contains(" PAGE ") && parts["word/footer.xml"].contains(" NUMPAGES "));
    assert_eq!(document(PAGE).links, ["link0"]);
    let relations = &parts["word/_rels/document.xml.rels"];
    assert!(relations.contains(r#"Target="https://example.org/?a=1&amp;b=2""#), "{relations}");
    assert!(!relations.contains("javascript"));
}

/// Each part is well-formed, each relation leads to a part, and each part has a type: Word refuses a file otherwise.
#[test]
fn the_archive_is_whole() {
    let parts = parts(&docx(PAGE).unwrap());
    for (name, text) in &parts {
        let mut reader = Reader::from_str(text);
        while !matches!(reader.read_event().unwrap_or_else(|wrong| panic!("{name}: {wrong}")), Event::Eof) {}
    }
    let targets = |name: &str| -> Vec<String> {
        let text = &parts[name];
        let after = text.split("Target=\"").skip(1);
        after
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .filter(|it| !it.contains("://"))
            .collect()
    };
    for target in targets("_rels/.rels") {
        assert!(parts.contains_key(&target), "{target}");
    }
    for target in targets("word/_rels/document.xml.rels") {
        assert!(parts.contains_key(&["word/", &target].concat()), "{target}");
    }
    for name in parts.keys().filter(|name| !name.starts_with('[') && !name.contains("rels")) {
        assert!(
            parts["[Content_Types].xml"].contains(&format!("PartName=\"/{name}\"")),
            "{name} has no type"
        );
    }
}

#[test]
fn hostile_texts_are_kept_to_the_letter() {
    let long = "woord ".repeat(200_000);
    let nasty = "&lt;script&gt;alert(1)&lt;/script&gt; {title} \u{1}\u{fffe}\u{202e}x&#10;&#9;y&nbsp;z";
    let page = format!(
        "<html lang=\"n&quot;l\"><head><title>{nasty}</title></head><body><h1>{nasty}</h1><p>{long}</p></body></html>"
    );
    let file = docx(&page).unwrap();
    let read = document(&page);
    assert_eq!(
        read.paragraphs[0].text,
        "<script>alert(1)</script> {title} \u{fffd}\u{fffd}\u{202e}x\ny\u{a0}z"
    );
    assert_eq!(read.paragraphs[1].text, long);
    assert!(file.len() < 100_000, "what repeats itself is packed: {}", file.len());
    assert!(parts(&file)["docProps/core.xml"].contains("&lt;script&gt;"));
}

#[test]
fn what_is_no_document_is_refused() {
    for wrong in ["<a b=c/>", "<p></q>", "<p", "<p>&#0;</p>"] {
        assert!(docx(wrong).is_err(), "{wrong}");
    }
    let deep = ["<div>".repeat(500), "</div>".repeat(500)].concat();
    assert!(docx(&deep).is_err());
}
