//! Diagnostics as a compiler shows them: the line, and a caret under the place.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use sdg_core::{Diagnostic, Severity};

/// So much of a line is shown on either side of the place: a file may be one long line.
const AROUND: usize = 100;

/// One diagnostic, ready to print; without closing line end.
pub(crate) fn diagnostic(name: &str, text: &str, found: &Diagnostic) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Notice => Level::WARNING.with_name(Some("notice")),
    };
    let mut group = Group::with_title(level.primary_title(found.message.as_str()).id(found.code));
    let path = if found.path.is_empty() { String::new() } else { format!("at `{}`", found.path) };
    if let Some(number) = found.line.checked_sub(1) {
        // After the last line there is nothing, and that can be just what is wrong.
        let line = text.lines().nth(number).unwrap_or_default();
        let window = Window::of(line, found.column);
        let annotation = AnnotationKind::Primary.span(window.token).label(path.clone());
        let snippet = Snippet::source(window.text).line_start(found.line).fold(false).annotation(annotation);
        group = if window.whole {
            group.element(snippet.path(name))
        } else {
            // The column is that of the line, not of the part that is shown.
            group.element(Origin::path(name).line(found.line).char_column(found.column)).element(snippet)
        };
    } else {
        group = group.element(Origin::path(name));
    }
    if !found.help.is_empty() {
        group = group.element(Level::HELP.message(found.help.as_str()));
    }
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// The part of a line around a column, and where the JSON word at that column lies in it, in bytes.
struct Window {
    text: String,
    /// Whether it is the whole line.
    whole: bool,
    token: Range<usize>,
}

impl Window {
    fn of(line: &str, column: usize) -> Window {
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let place = column.saturating_sub(1);
        let length = token_length(line.chars().skip(place));
        let first = place.saturating_sub(AROUND);
        let last = place.saturating_add(length.min(AROUND)).saturating_add(AROUND);
        let (mut text, mut start, mut end) = (String::new(), None, 0);
        let mut whole = first == 0;
        if first > 0 {
            text.push('…');
        }
        for (at, character) in line.chars().enumerate().skip(first) {
            if at >= last {
                whole = false;
                text.push('…');
                break;
            }
            if at == place {
                start = Some(text.len());
            }
            text.push(character);
            if at >= place && at < place.saturating_add(length) {
                end = text.len();
            }
        }
        let start = start.unwrap_or(text.len());
        Window { token: start..end.max(start), whole, text }
    }
}

/// How many characters the JSON value that begins here has on its line; one for a list or an object.
fn token_length(mut rest: impl Iterator<Item = char>) -> usize {
    let mut length = 1_usize;
    match rest.next() {
        Some('"') => {
            let mut escaped = false;
            for character in rest {
                length = length.saturating_add(1);
                if character == '"' && !escaped {
                    break;
                }
                escaped = character == '\\' && !escaped;
            }
        }
        Some(first) if first.is_ascii_alphanumeric() || first == '-' => {
            length = length.saturating_add(
                rest.take_while(|next| next.is_ascii_alphanumeric() || matches!(next, '.' | '+' | '-'))
                    .count(),
            );
        }
        _ => {}
    }
    length
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn the_caret_stands_under_the_whole_value() {
        let token = |line: &str, column| {
            let window = Window::of(line, column);
            window.text.get(window.token).unwrap().to_owned()
        };
        assert_eq!(token(r#"  "id": "a \" b", "#, 9), r#""a \" b""#);
        assert_eq!(token(r#"{ "n": -1.5e3, "#, 8), "-1.5e3");
        assert_eq!(token("  [1, 2]", 3), "[");
        assert_eq!(token("é = true", 5), "true");
        assert_eq!(token("short", 99), "");
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let line = format!("{}\"x\"{}", "a".repeat(5000), "b".repeat(5000));
        let window = Window::of(&line, 5001);
        assert_eq!(window.text.chars().count(), 100 + 3 + 100 + 1 + 1);
        assert_eq!(window.text.get(window.token).unwrap(), "\"x\"");
    }
}
