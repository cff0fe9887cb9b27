//! A small exact fraction, independent of the engine's.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A fraction in lowest terms with a positive denominator. Overflow panics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// 0.
    pub const ZERO: Ratio = Ratio { numerator: 0, denominator: 1 };
    /// 1.
    pub const ONE: Ratio = Ratio { numerator: 1, denominator: 1 };

    /// `numerator / denominator` in lowest terms.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Ratio {
        assert!(denominator != 0, "division by zero");
        let (mut a, mut b) = (numerator.abs(), denominator.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = denominator.signum();
        Ratio { numerator: sign * numerator / a, denominator: sign * denominator / a }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(n: i64) -> Ratio {
        Ratio { numerator: i128::from(n), denominator: 1 }
    }

    /// From text such as `2/3` or `1`.
    #[must_use]
    pub fn fraction(text: &str) -> Ratio {
        let (n, d) = text.split_once('/').unwrap_or((text, "1"));
        Ratio::new(n.parse().unwrap(), d.parse().unwrap())
    }

    /// From a decimal number such as `-12.5`.
    #[must_use]
    pub fn decimal(text: &str) -> Ratio {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let power = 10_i128.pow(u32::try_from(decimals.len()).unwrap());
        Ratio::new(format!("{whole}{decimals}").parse().unwrap(), power)
    }
}

impl Add for Ratio {
    type Output = Ratio;
    fn add(self, other: Ratio) -> Ratio {
        Ratio::new(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )
    }
}

impl Neg for Ratio {
    type Output = Ratio;
    fn neg(self) -> Ratio {
        Ratio { numerator: -self.numerator, denominator: self.denominator }
    }
}

impl Sub for Ratio {
    type Output = Ratio;
    fn sub(self, other: Ratio) -> Ratio {
        self + -other
    }
}

impl Mul for Ratio {
    type Output = Ratio;
    fn mul(self, other: Ratio) -> Ratio {
        Ratio::new(self.numerator * other.numerator, self.denominator * other.denominator)
    }
}

impl Div for Ratio {
    type Output = Ratio;
    fn div(self, other: Ratio) -> Ratio {
        Ratio::new(self.numerator * other.denominator, self.denominator * other.numerator)
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::Ratio;

    #[test]
    fn reads_adds_and_prints() {
        assert_eq!((Ratio::fraction("1/3") + Ratio::fraction("1/6")).to_string(), "1/2");
        assert_eq!(Ratio::decimal("-12.5").to_string(), "-25/2");
        assert_eq!(Ratio::new(3, -6).to_string(), "-1/2");
        assert!(Ratio::fraction("2/3") > Ratio::new(666, 1000));
    }
}
