//! A page as one HTML file: no script, nothing loaded, good on paper.

use super::{Block, Level, Page, Table, is_harmful, paragraphs};

/// Only this style may apply, and nothing may be loaded or run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "\
:root { color-scheme: light; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.35rem; margin-top: 2.5rem; border-bottom: 2px solid #1a1a1a; }
h3 { font-size: 1.1rem; margin-top: 1.75rem; }
h2, h3 { break-after: avoid; line-height: 1.3; }
.notice { border-left: 0.3rem solid #00558c; background: #eef5fa; padding: 0.5rem 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-style: italic; padding-bottom: 0.3rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; border-bottom: 1px solid #999; }
thead th { border-bottom: 2px solid #1a1a1a; }
tbody th { font-weight: 600; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
p, li { orphans: 3; widows: 3; }
@page { margin: 2cm; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } .notice { background: none; } .scroll { overflow: visible; } }
";

/// The page as an HTML document that stands alone.
pub(crate) fn html(page: &Page) -> String {
    let mut out = String::with_capacity(16_384);
    out.push_str("<!DOCTYPE html>\n<html lang=\"");
    escape(&mut out, &page.language);
    out.push_str(
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"",
    );
    escape(&mut out, POLICY);
    out.push_str("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    escape(&mut out, &page.title);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
    element(&mut out, "h1", &page.title);
    for block in &page.blocks {
        match block {
            Block::Heading(Level::Part, text) => element(&mut out, "h2", text),
            Block::Heading(Level::Piece, text) => element(&mut out, "h3", text),
            Block::Text(text) => {
                for lines in paragraphs(text) {
                    out.push_str("<p>");
                    self::lines(&mut out, &lines);
                    out.push_str("</p>\n");
                }
            }
            Block::Notice(text) => {
                out.push_str("<p class=\"notice\">");
                flowing(&mut out, text);
                out.push_str("</p>\n");
            }
            Block::List(items) => {
                out.push_str("<ul>\n");
                for item in items {
                    out.push_str("<li>");
                    flowing(&mut out, item);
                    out.push_str("</li>\n");
                }
                out.push_str("</ul>\n");
            }
            Block::Table(table) => self::table(&mut out, table),
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn table(out: &mut String, table: &Table) {
    out.push_str("<div class=\"scroll\"><table>\n");
    if !table.caption.is_empty() {
        element(out, "caption", &table.caption);
    }
    if !table.head.is_empty() {
        out.push_str("<thead><tr>");
        for cell in &table.head {
            out.push_str("<th scope=\"col\">");
            escape(out, cell);
            out.push_str("</th>");
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let (open, close) = if place == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            out.push_str(open);
            flowing(out, cell);
            out.push_str(close);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.extend(["<", name, ">"]);
    escape(out, text);
    out.extend(["</", name, ">\n"]);
}

/// Text inside something: its lines and paragraphs, one below the other.
fn flowing(out: &mut String, text: &str) {
    for (place, lines) in paragraphs(text).enumerate() {
        if place > 0 {
            out.push_str("<br><br>");
        }
        self::lines(out, &lines);
    }
}

fn lines(out: &mut String, lines: &[&str]) {
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            out.push_str("<br>");
        }
        escape(out, line);
    }
}

fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            harmful if is_harmful(harmful) => {}
            other => out.push(other),
        }
    }
}
