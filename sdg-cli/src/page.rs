//! A page as data: headings, texts, lists and tables. What it says is decided once; HTML, Markdown and plain text only
//! write it down, so that they cannot tell different numbers.

mod html;
mod markdown;
mod plain;

pub(crate) use html::html;
pub(crate) use markdown::{markdown, markdown_blocks};
pub(crate) use plain::{plain, plain_blocks};

/// A whole page.
#[derive(Debug)]
pub(crate) struct Page {
    /// Language tag of the texts.
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// A part of a page. Texts are plain: no markup, a blank line separates paragraphs.
#[derive(Debug)]
pub(crate) enum Block {
    Heading(Level, String),
    Text(String),
    /// What a reader must not miss.
    Notice(String),
    List(Vec<String>),
    Table(Table),
}

/// Rank of a heading below the title of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Level {
    Part,
    Piece,
}

/// A table; the first column names the row.
#[derive(Debug)]
pub(crate) struct Table {
    /// What it shows, for who does not see it; may be empty where the heading says it.
    pub(crate) caption: String,
    /// Heads of the columns; empty for a table of two columns that explains itself.
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Page {
    pub(crate) fn new(language: &str, title: String) -> Page {
        Page { language: language.to_owned(), title, blocks: Vec::new() }
    }

    pub(crate) fn part(&mut self, heading: String) {
        self.blocks.push(Block::Heading(Level::Part, heading));
    }

    pub(crate) fn piece(&mut self, heading: String) {
        self.blocks.push(Block::Heading(Level::Piece, heading));
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    pub(crate) fn notice(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Notice(text.into()));
    }

    /// A list, or the sentence that says why there is none.
    pub(crate) fn list_or(&mut self, items: Vec<String>, none: String) {
        self.blocks.push(if items.is_empty() { Block::Text(none) } else { Block::List(items) });
    }

    pub(crate) fn list(&mut self, items: Vec<String>) {
        self.blocks.push(Block::List(items));
    }

    pub(crate) fn table(&mut self, caption: String, head: Vec<String>, rows: Vec<Vec<String>>) {
        self.blocks.push(Block::Table(Table { caption, head, rows }));
    }
}

/// Paragraphs of a text, each with its lines.
fn paragraphs(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let paragraphs: Vec<Vec<&str>> = lines.split(|line| line.is_empty()).map(<[&str]>::to_vec).collect();
    paragraphs.into_iter().filter(|lines| !lines.is_empty())
}

/// Characters that steer a terminal or turn the direction of text say nothing and can deceive.
fn is_harmful(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Page, html, markdown, plain};

    /// A page whose every text tries to be more than text.
    fn hostile() -> Page {
        let text = "<script>alert(1)</script> & \"quoted\" 'x' *bold* _it_ [a](javascript:x) `code` | pipe\n# no heading\n- no list\n1. none\n\n\u{1b}[31mred\u{202e}\r\n<!-- x -->";
        let mut page = Page::new("nl\"><script>", text.to_owned());
        page.part(text.to_owned());
        page.notice(text);
        page.text(text);
        page.list(vec![text.to_owned()]);
        page.table(text.to_owned(), vec![text.to_owned(); 2], vec![vec![text.to_owned(); 2]]);
        page
    }

    #[test]
    fn html_shows_text_as_text() {
        let html = html(&hostile());
        assert!(!html.contains("<script") && !html.contains("<!-- x"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;"), "{html}");
        assert!(html.contains("<html lang=\"nl&quot;&gt;&lt;script&gt;\">"), "{html}");
        assert!(!html.contains('\u{1b}') && !html.contains('\u{202e}'));
    }

    #[test]
    fn markdown_shows_text_as_text() {
        let markdown = markdown(&hostile());
        assert!(!markdown.contains("<script") && !markdown.contains("<!--"), "{markdown}");
        assert!(markdown.contains(r"\*bold\* \_it\_ \[a\](javascript:x) \`code\`"), "{markdown}");
        for start in ["# no heading", "- no list", "1. none", "> #"] {
            assert!(markdown.lines().all(|line| !line.starts_with(start)), "{markdown}");
        }
        assert!(markdown.contains(r"\| pipe"), "a bar in a cell closes no cell: {markdown}");
        assert!(!markdown.contains('\u{1b}'));
    }

    #[test]
    fn plain_text_does_not_steer_the_terminal() {
        let plain = plain(&hostile());
        assert!(!plain.contains('\u{1b}') && !plain.contains('\u{202e}') && !plain.contains('\r'));
        assert!(plain.contains("<script>alert(1)</script> & \"quoted\""));
    }
}
