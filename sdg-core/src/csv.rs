//! CSV that a spreadsheet opens without harm.
//!
//! A cell that begins like a formula is run by spreadsheets, quoted or not. So such a cell gets an apostrophe in front, also where
//! a program that takes another sign for the separator would see the beginning of a cell. Everything else is RFC 4180.

use crate::fraction::Fraction;

/// What stands between two cells.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Separator {
    /// A comma; decimals have a point. For programs.
    #[default]
    Comma,
    /// A semicolon; decimals have a comma. For spreadsheets in Dutch, French and German.
    Semicolon,
}

/// Rows of CSV, written one cell after the other.
///
/// ```
/// use sdg_core::{Csv, Fraction, Separator};
///
/// let mut csv = Csv::new(Separator::Semicolon);
/// csv.cell("=cmd");
/// csv.upper(Some(Fraction::new(2, 3)));
/// csv.end();
/// assert_eq!(csv.finish(), "'=cmd;0,667\r\n");
/// ```
#[derive(Clone, Debug)]
pub struct Csv {
    text: String,
    separator: Separator,
    in_row: bool,
}

/// Signs with which a formula begins, also in full width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

impl Csv {
    /// Nothing yet.
    pub fn new(separator: Separator) -> Csv {
        Csv { text: String::new(), separator, in_row: false }
    }

    /// A whole row of fixed words.
    pub(crate) fn header(separator: Separator, cells: &[&str]) -> String {
        let mut csv = Csv::new(separator);
        for cell in cells {
            csv.cell(cell);
        }
        csv.end();
        csv.finish()
    }

    /// A cell with text, whatever it is.
    pub fn cell(&mut self, text: &str) {
        self.separate();
        let text = harmless(text);
        let plain = !text.contains([',', ';', '"', '\n', '\r', '\t']) && text.trim() == text;
        if plain {
            self.text.push_str(&text);
        } else {
            self.text.push('"');
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        }
    }

    pub(crate) fn cell_if(&mut self, text: Option<&str>) {
        self.cell(text.unwrap_or_default());
    }

    /// A whole number.
    pub(crate) fn count(&mut self, count: usize) {
        self.separate();
        self.text.push_str(&count.to_string());
    }

    /// A small number; an empty cell for none.
    pub(crate) fn number(&mut self, number: Option<u8>) {
        self.separate();
        self.text.extend(number.map(|number| number.to_string()));
    }

    /// A lower bound in three decimals, rounded down; an empty cell for none.
    pub fn lower(&mut self, value: Option<Fraction>) {
        self.decimal(value, i128::div_euclid);
    }

    /// An upper bound in three decimals, rounded up; an empty cell for none.
    pub fn upper(&mut self, value: Option<Fraction>) {
        self.decimal(value, |above, below| above.saturating_neg().div_euclid(below).saturating_neg());
    }

    fn decimal(&mut self, value: Option<Fraction>, round: fn(i128, i128) -> i128) {
        self.separate();
        let Some(value) = value else { return };
        let thousandths =
            round(i128::from(value.numerator()).saturating_mul(1000), i128::from(value.denominator()));
        let point = if self.separator == Separator::Comma { '.' } else { ',' };
        if thousandths < 0 {
            self.text.push('-');
        }
        let (whole, part) = (thousandths.abs().div_euclid(1000), thousandths.abs().rem_euclid(1000));
        self.text.extend([format!("{whole}{point}{part:03}")]);
    }

    /// The end of a row.
    pub fn end(&mut self) {
        self.text.push_str("\r\n");
        self.in_row = false;
    }

    /// All that was written.
    pub fn finish(self) -> String {
        self.text
    }

    fn separate(&mut self) {
        if self.in_row {
            self.text.push(if self.separator == Separator::Comma { ',' } else { ';' });
        }
        self.in_row = true;
    }
}

/// The text, with an apostrophe before every sign that could begin a formula: at the start, and after whatever some program takes
/// for the end of a cell.
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut at_start = true;
    for character in text.chars() {
        if at_start && (FORMULA.contains(&character) || matches!(character, '\t' | '\r' | '\n')) {
            safe.push('\'');
        }
        safe.push(character);
        at_start = matches!(character, ',' | ';' | '\t' | '\r' | '\n');
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{Csv, Separator, harmless};
    use crate::fraction::Fraction;

    fn cell(text: &str) -> String {
        let mut csv = Csv::new(Separator::Comma);
        csv.cell(text);
        csv.finish()
    }

    #[test]
    fn nothing_begins_like_a_formula() {
        for (text, wanted) in [
            ("=1+1", "'=1+1"),
            ("+32 9 123", "'+32 9 123"),
            ("-5", "'-5"),
            ("@home", "'@home"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("＝1", "'＝1"),
            ("a=b", "a=b"),
            ("a - b", "a - b"),
            // A semicolon or a comma ends a cell in some programs, a line break in all.
            ("a;=1", "a;'=1"),
            ("a,=1", "a,'=1"),
            ("a\n=1", "a\n'=1"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn quotes_as_rfc_4180_says() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("a;b"), "\"a;b\"");
        assert_eq!(cell("say \"yes\""), "\"say \"\"yes\"\"\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
        assert_eq!(cell(" x"), "\" x\"");
    }

    #[test]
    fn bounds_are_cut_outward() {
        let row = |separator: Separator, lower: (i64, i64), upper: (i64, i64)| {
            let mut csv = Csv::new(separator);
            csv.lower(Some(Fraction::new(lower.0, lower.1)));
            csv.upper(Some(Fraction::new(upper.0, upper.1)));
            csv.lower(None);
            csv.end();
            csv.finish()
        };
        assert_eq!(row(Separator::Comma, (2, 3), (2, 3)), "0.666,0.667,\r\n");
        assert_eq!(row(Separator::Semicolon, (0, 1), (1, 1)), "0,000;1,000;\r\n");
        assert_eq!(row(Separator::Comma, (1, 2), (1, 2)), "0.500,0.500,\r\n");
        assert_eq!(row(Separator::Comma, (-1, 3), (-1, 3)), "-0.334,-0.333,\r\n");
    }
}
