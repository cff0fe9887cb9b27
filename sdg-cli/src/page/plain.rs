//! A page as plain text for a terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table as Grid, TableComponent};

use super::{Block, Level, Page, Table, is_harmful, paragraphs};

/// No terminal needs longer lines to be read.
const WIDTH: u16 = 110;

/// The page as plain text.
pub(crate) fn plain(page: &Page) -> String {
    heading(&page.title, '=') + &plain_blocks(&page.blocks)
}

/// Parts of a page, to be put after others.
pub(crate) fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        out.push('\n');
        match block {
            Block::Heading(Level::Part, text) => out.push_str(&heading(text, '-')),
            Block::Heading(Level::Piece, text) => out.extend([&clean(text), "\n"]),
            Block::Text(text) | Block::Notice(text) => {
                let all: Vec<String> = paragraphs(text)
                    .map(|lines| lines.iter().map(|line| clean(line) + "\n").collect())
                    .collect();
                out.push_str(&all.join("\n"));
            }
            Block::List(items) => {
                for item in items {
                    out.extend(["- ", &clean(item).replace('\n', "\n  "), "\n"]);
                }
            }
            Block::Table(table) => out.push_str(&grid(table)),
        }
    }
    out
}

fn heading(text: &str, line: char) -> String {
    let text = clean(text).replace('\n', " ");
    let underline: String = text.chars().map(|_| line).collect();
    format!("{text}\n{underline}\n")
}

fn grid(table: &Table) -> String {
    let mut grid = Grid::new();
    grid.load_preset(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    for line in [TableComponent::HeaderLines, TableComponent::MiddleHeaderIntersections] {
        grid.set_style(line, '─');
    }
    if !table.head.is_empty() {
        grid.set_header(table.head.iter().map(|cell| clean(cell)));
    }
    for row in &table.rows {
        grid.add_row(row.iter().map(|cell| clean(cell)));
    }
    let text = grid.trim_fmt();
    text + "\n"
}

/// Without what could steer a terminal.
fn clean(text: &str) -> String {
    text.chars().filter(|character| !is_harmful(*character)).collect()
}
