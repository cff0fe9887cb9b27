//! A page as Markdown (`CommonMark`, with the tables of GitHub); texts of people stay text.

use super::{Block, Level, Page, Table, is_harmful, paragraphs};

/// The page as Markdown.
pub(crate) fn markdown(page: &Page) -> String {
    ["# ", &one_line(&page.title), "\n", &markdown_blocks(&page.blocks)].concat()
}

/// Parts of a page, to be put after others.
pub(crate) fn markdown_blocks(blocks: &[Block]) -> String {
    let mut out = String::with_capacity(8192);
    for block in blocks {
        out.push('\n');
        match block {
            Block::Heading(level, text) => {
                let marks = if *level == Level::Part { "## " } else { "### " };
                out.extend([marks, &one_line(text), "\n"]);
            }
            Block::Text(text) => written(&mut out, text, ""),
            Block::Notice(text) => written(&mut out, text, "> "),
            Block::List(items) => {
                for item in items {
                    out.extend(["- ", &one_line(item), "\n"]);
                }
            }
            Block::Table(table) => self::table(&mut out, table),
        }
    }
    out
}

/// Paragraphs, each line after `mark`; a line break of the text stays one.
fn written(out: &mut String, text: &str, mark: &str) {
    for (place, lines) in paragraphs(text).enumerate() {
        if place > 0 {
            out.extend([mark.trim_end(), "\n"]);
        }
        let lines: Vec<String> = lines.iter().map(|line| [mark, &escaped(line)].concat()).collect();
        out.extend([&lines.join("\\\n"), "\n"]);
    }
}

fn table(out: &mut String, table: &Table) {
    let columns = table.head.len().max(table.rows.iter().map(Vec::len).max().unwrap_or(0));
    if !table.caption.is_empty() {
        written(out, &table.caption, "");
        out.push('\n');
    }
    let row = |out: &mut String, cells: &[String]| {
        let cells = (0..columns).map(|place| cells.get(place).map_or_else(String::new, |cell| broken(cell)));
        out.extend(["| ", &cells.collect::<Vec<_>>().join(" | "), " |\n"]);
    };
    row(out, &table.head);
    out.extend(["|", &" --- |".repeat(columns), "\n"]);
    for cells in &table.rows {
        row(out, cells);
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    escaped(&lines.join(" "))
}

/// A text in a cell, where only this mark breaks a line.
fn broken(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(escaped).collect();
    lines.join("<br>")
}

/// A line in which nothing is markup.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut after_digits = line.chars().skip(digits);
    let numbered = digits > 0
        && after_digits.next().is_some_and(|sign| matches!(sign, '.' | ')'))
        && after_digits.next().is_none_or(char::is_whitespace);
    for (place, character) in line.chars().enumerate() {
        let first = place == 0 && matches!(character, '-' | '+' | '#' | '=');
        let numbering = numbered && place == digits;
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => out.extend(['\\', character]),
            _ if first || numbering => out.extend(['\\', character]),
            harmful if is_harmful(harmful) => {}
            other => out.push(other),
        }
    }
    out
}
