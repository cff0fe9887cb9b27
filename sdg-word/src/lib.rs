//! A report as a Word file: what the screen and the print show, from the same document.
//!
//! The document comes in as XHTML, as the browser's `XMLSerializer` writes it: headings, paragraphs, lists, tables and links. It
//! goes out as `WordprocessingML` (ISO/IEC 29500) that can be read by everyone: headings are headings, tables have a caption, a
//! description and header rows that are repeated on each page, the language is set, and pages are numbered.
//!
//! ```
//! let page = r#"<html lang="nl-BE"><head><title>Schoolstraat</title></head><body><h1>Schoolstraat</h1></body></html>"#;
//! let file = sdg_word::docx(page)?;
//! assert!(file.starts_with(b"PK"));
//! # Ok::<(), sdg_word::WordError>(())
//! ```

mod read;
mod write;

use std::io::{Cursor, Write as _};

use wasm_bindgen::prelude::wasm_bindgen;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Why there is no Word file.
#[derive(Debug, thiserror::Error)]
pub enum WordError {
    /// The document is no XHTML.
    #[error("the document cannot be read: {0}")]
    Xml(#[from] quick_xml::Error),
    /// The document is no XHTML: an attribute is wrong.
    #[error("the document cannot be read: {0}")]
    Attribute(#[from] quick_xml::events::attributes::AttrError),
    /// Elements stand in each other deeper than any report has them.
    #[error("the document is nested too deep")]
    Deep,
    /// There is not enough memory.
    #[error("the file cannot be written: {0}")]
    Io(#[from] std::io::Error),
    /// The archive cannot be made.
    #[error("the file cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
}

/// Makes a Word file (`.docx`) of a document in XHTML. Elements that it does not know are what they contain; characters that XML
/// does not allow become U+FFFD.
///
/// # Errors
///
/// [`WordError`] when the document is not well-formed.
pub fn docx(xhtml: &str) -> Result<Vec<u8>, WordError> {
    let page = read::page(xhtml)?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in write::parts(&page)? {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(&text)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The same for the browser; nothing when the document is not well-formed.
#[wasm_bindgen(js_name = docx)]
pub fn docx_or_nothing(xhtml: &str) -> Option<Vec<u8>> {
    docx(xhtml).ok()
}
