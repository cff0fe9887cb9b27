//! Exact fractions as decimals for people (METHOD 3): a rounded number never shows a threshold that the exact one misses.

use sdg_core::{Bounds, Fraction};

/// Which way a decimal is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    Down,
    Up,
    /// Half away from zero.
    Nearest,
}

/// So many digits after the point, more where a threshold would be shown that is not reached.
const DIGITS: u32 = 2;
const MOST_DIGITS: u32 = 9;

/// A fraction as a decimal; `thresholds` are the values at which its meaning changes.
pub(crate) fn decimal(value: Fraction, rounding: Rounding, thresholds: &[Fraction]) -> String {
    let mut digits = DIGITS;
    loop {
        let scaled = scaled(value, digits, rounding);
        let misleads = thresholds.iter().any(|threshold| {
            *threshold > value && {
                let shown = scaled.saturating_mul(i128::from(threshold.denominator()));
                shown >= i128::from(threshold.numerator()).saturating_mul(power(digits))
            }
        });
        if !misleads || digits == MOST_DIGITS {
            return written(scaled, digits);
        }
        digits = digits.saturating_add(1);
    }
}

/// Bounds as one number, or as two.
pub(crate) fn bounds(bounds: Bounds, thresholds: &[Fraction]) -> (String, Option<String>) {
    if bounds.lo == bounds.hi {
        return (decimal(bounds.lo, Rounding::Nearest, thresholds), None);
    }
    let lo = decimal(bounds.lo, Rounding::Down, thresholds);
    (lo, Some(decimal(bounds.hi, Rounding::Up, thresholds)))
}

fn power(digits: u32) -> i128 {
    10_i128.saturating_pow(digits)
}

/// The fraction times a power of ten, as a whole number.
fn scaled(value: Fraction, digits: u32, rounding: Rounding) -> i128 {
    let numerator = i128::from(value.numerator()).saturating_mul(power(digits));
    let denominator = i128::from(value.denominator());
    let floor = numerator.checked_div_euclid(denominator).unwrap_or(0);
    let rest = numerator.checked_rem_euclid(denominator).unwrap_or(0);
    let twice = rest.saturating_mul(2);
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest > 0,
        Rounding::Nearest => twice > denominator || (twice == denominator && numerator > 0),
    };
    floor.saturating_add(i128::from(up))
}

/// `67` with two digits as `0.67`; a whole number without a point.
fn written(scaled: i128, digits: u32) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let size = scaled.unsigned_abs();
    let unit = power(digits).unsigned_abs();
    let (whole, part) = (size.checked_div(unit).unwrap_or(0), size.checked_rem(unit).unwrap_or(0));
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let width = usize::try_from(digits).unwrap_or(0);
    format!("{sign}{whole}.{part:0width$}")
}

#[cfg(test)]
mod tests {
    use sdg_core::{Bounds, Fraction};

    use super::{Rounding, bounds, decimal};

    #[test]
    fn rounds_down_up_and_half_away_from_zero() {
        let plain = |n, d, rounding| decimal(Fraction::new(n, d), rounding, &[]);
        assert_eq!(plain(2, 3, Rounding::Down), "0.66");
        assert_eq!(plain(2, 3, Rounding::Up), "0.67");
        assert_eq!(plain(2, 3, Rounding::Nearest), "0.67");
        assert_eq!(plain(1, 200, Rounding::Nearest), "0.01");
        assert_eq!(plain(-1, 200, Rounding::Nearest), "-0.01");
        assert_eq!(plain(-1, 3, Rounding::Down), "-0.34");
        assert_eq!(plain(-1, 3, Rounding::Up), "-0.33");
        assert_eq!(plain(4, 1, Rounding::Nearest), "4");
        assert_eq!(plain(140, 3, Rounding::Nearest), "46.67");
        assert_eq!(plain(0, 1, Rounding::Up), "0");
    }

    #[test]
    fn never_shows_a_threshold_that_is_missed() {
        let half = [Fraction::new(1, 2)];
        assert_eq!(decimal(Fraction::new(499, 1000), Rounding::Nearest, &half), "0.499");
        assert_eq!(decimal(Fraction::new(1, 2), Rounding::Nearest, &half), "0.50");
        let two_thirds = [Fraction::new(2, 3)];
        assert_eq!(decimal(Fraction::new(665, 1000), Rounding::Up, &two_thirds), "0.665");
        assert_eq!(decimal(Fraction::new(2, 3), Rounding::Up, &two_thirds), "0.67");
    }

    #[test]
    fn bounds_are_one_number_or_two() {
        let exact = Bounds::exactly(Fraction::new(1, 3));
        assert_eq!(bounds(exact, &[]), ("0.33".to_owned(), None));
        let open = Bounds { lo: Fraction::new(1, 3), hi: Fraction::new(2, 3), may_be_void: true };
        assert_eq!(bounds(open, &[]), ("0.33".to_owned(), Some("0.67".to_owned())));
    }
}
