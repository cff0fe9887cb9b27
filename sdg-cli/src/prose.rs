//! A page in Markdown, cut at its headings, so that a translation can be held against its source part by part.

use std::ops::Range;

/// A heading with what stands under it, up to the next heading.
pub(crate) struct Part {
    /// `part-0` is what stands before the first heading.
    pub(crate) key: String,
    /// A line per heading, paragraph or point: where the lines of the file break makes no difference.
    pub(crate) text: String,
    /// In bytes.
    pub(crate) place: Range<usize>,
}

/// All parts of a page, in order.
pub(crate) fn parts(page: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut at, mut number) = (0_usize, 0_usize);
    // Whether the next line goes on with the one before it.
    let mut goes_on = false;
    for line in page.split_inclusive('\n') {
        let end = at.saturating_add(line.len());
        let words = line.trim_start_matches('\u{feff}').trim();
        let heading = level(words) > 0;
        number = number.saturating_add(usize::from(heading));
        if heading || (parts.is_empty() && !words.is_empty()) {
            parts.push(Part { key: format!("part-{number}"), text: String::new(), place: at..at });
            goes_on = false;
        }
        if let Some(part) = parts.last_mut() {
            if !words.is_empty() {
                let point = words.starts_with(['-', '|']);
                if !part.text.is_empty() {
                    part.text.push(if goes_on && !point { ' ' } else { '\n' });
                }
                part.text.push_str(words);
                part.place.end = end;
            }
            goes_on = !words.is_empty() && !heading;
        }
        at = end;
    }
    parts
}

/// Level of the heading that a part begins with; 0 when it begins with none.
pub(crate) fn level(part: &str) -> usize {
    let rest = part.trim_start_matches('#');
    if rest.starts_with(' ') { part.len().saturating_sub(rest.len()) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{level, parts};

    #[test]
    fn a_page_is_cut_at_its_headings() {
        let page = "Before.\n\n# One\n\nA paragraph\nof two lines.\n\n- a point\n  goes on\n- another\n\n## Two\n#no heading\n";
        let found = parts(page);
        let texts: Vec<(&str, &str)> =
            found.iter().map(|part| (part.key.as_str(), part.text.as_str())).collect();
        assert_eq!(
            texts,
            [
                ("part-0", "Before."),
                ("part-1", "# One\nA paragraph of two lines.\n- a point goes on\n- another"),
                ("part-2", "## Two\n#no heading"),
            ]
        );
        let starts = |part: &super::Part| {
            let first = part.text.lines().next().unwrap();
            page.get(part.place.clone()).is_some_and(|place| place.starts_with(first))
        };
        assert!(found.iter().all(starts));
        assert_eq!([level("## Two"), level("#no"), level("no")], [2, 0, 0]);
    }
}
