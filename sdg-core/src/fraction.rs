//! Exact numbers: fractions and the bounds of a measure.
//!
//! No verdict may hang on rounding, so every value is a fraction of small integers and is compared exactly.
//! `Questionnaire::parse` refuses a questionnaire whose structure could lead to a numerator or
//! denominator beyond [`Fraction::LIMIT`]; within that limit no operation here can overflow.
//!
//! A product of two 64-bit numbers, and the sum of two such products, fits 128 bits: [`product`] needs no check, which would be most of
//! the work.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

/// An exact fraction in lowest terms with a positive denominator.
///
/// ```
/// use sdg_core::Fraction;
///
/// let third = Fraction::new(1, 3);
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!(Fraction::new(2, 6), third);
/// assert!(third < Fraction::ONE);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Fraction {
    numerator: i64,
    denominator: i64,
}

impl Fraction {
    /// Zero.
    pub const ZERO: Fraction = Fraction { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Fraction = Fraction { numerator: 1, denominator: 1 };
    /// Greatest magnitude that a numerator or denominator of a questionnaire's measures may reach: 2^62.
    pub const LIMIT: i64 = 1 << 62;

    /// The fraction `numerator / denominator` in lowest terms. A zero denominator counts as 1: the parsers
    /// let none through.
    pub fn new(numerator: i64, denominator: i64) -> Fraction {
        reduced_small(numerator, denominator)
    }

    /// A whole number.
    pub const fn whole(number: i64) -> Fraction {
        Fraction { numerator: number, denominator: 1 }
    }

    /// Numerator, negative for a negative fraction.
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// Denominator, at least 1.
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// In at most so many decimals, rounded half away from zero, with a point and no zeros at the end.
    ///
    /// ```
    /// use sdg_core::Fraction;
    ///
    /// assert_eq!(Fraction::new(2, 3).to_decimal(2), "0.67");
    /// assert_eq!(Fraction::new(-5, 2).to_decimal(2), "-2.5");
    /// assert_eq!(Fraction::new(11, 100).to_decimal(2), "0.11");
    /// assert_eq!(Fraction::new(-1, 1000).to_decimal(2), "0");
    /// ```
    pub fn to_decimal(self, decimals: u8) -> String {
        let scale = 10_i128.saturating_pow(u32::from(decimals.min(15)));
        let (above, below) = (i128::from(self.numerator), i128::from(self.denominator));
        // Half a step more, and then the whole steps: both sides of the fraction are doubled for it.
        let steps = above.abs().saturating_mul(scale).saturating_mul(2).saturating_add(below);
        let steps = steps.div_euclid(below.saturating_mul(2));
        let part = scale.saturating_add(steps.rem_euclid(scale)).to_string();
        let part = part.strip_prefix('1').unwrap_or_default().trim_end_matches('0');
        let mut text = if above < 0 && steps > 0 { "-" } else { "" }.to_owned();
        text.push_str(&steps.div_euclid(scale).to_string());
        if !part.is_empty() {
            text.push('.');
            text.push_str(part);
        }
        text
    }

    /// Reads `"2/3"` or `"1"`: numerator within ±1000, denominator 1 to 1000, no signs other than a leading
    /// minus, no spaces.
    pub(crate) fn parse(text: &str) -> Option<Fraction> {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(numerator.strip_prefix('-').unwrap_or(numerator)) || !plain(denominator) {
            return None;
        }
        let numerator: i64 = numerator.parse().ok()?;
        let denominator: i64 = denominator.parse().ok()?;
        let in_range = (-1000..=1000).contains(&numerator) && (1..=1000).contains(&denominator);
        in_range.then(|| Fraction::new(numerator, denominator))
    }

    /// `1 - self`: how a harm enters a weakest link.
    #[must_use]
    pub fn complement(self) -> Fraction {
        Fraction::reduced(
            i128::from(self.denominator).saturating_sub(i128::from(self.numerator)),
            i128::from(self.denominator),
        )
    }

    /// Whether the fraction is above zero.
    pub const fn is_positive(self) -> bool {
        self.numerator > 0
    }

    pub(crate) fn plus(self, other: Fraction) -> Fraction {
        if self.denominator == other.denominator {
            return Fraction::reduced(
                i128::from(self.numerator).saturating_add(i128::from(other.numerator)),
                i128::from(self.denominator),
            );
        }
        let (a, b) = (i128::from(self.denominator), i128::from(other.denominator));
        // Over the least common denominator, so that nothing on the way is larger than the result needs.
        let shared = greatest_common_divisor(a.unsigned_abs(), b.unsigned_abs());
        let shared = i128::try_from(shared).unwrap_or(1).max(1);
        let scale_self = b.checked_div(shared).unwrap_or(1);
        let scale_other = a.checked_div(shared).unwrap_or(1);
        let (left, right) = (i128::from(self.numerator), i128::from(other.numerator));
        Fraction::reduced(
            product(left, scale_self).saturating_add(product(right, scale_other)),
            product(a, scale_self),
        )
    }

    pub(crate) fn minus(self, other: Fraction) -> Fraction {
        self.plus(Fraction { numerator: other.numerator.saturating_neg(), ..other })
    }

    pub(crate) fn times(self, other: Fraction) -> Fraction {
        Fraction::reduced(
            product(self.numerator.into(), other.numerator.into()),
            product(self.denominator.into(), other.denominator.into()),
        )
    }

    pub(crate) fn over(self, other: Fraction) -> Fraction {
        self.times(Fraction::reduced(i128::from(other.denominator), i128::from(other.numerator)))
    }

    fn reduced(numerator: i128, denominator: i128) -> Fraction {
        if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator)) {
            return reduced_small(numerator, denominator);
        }
        let shared = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let shared = i128::try_from(shared).unwrap_or(1).max(1);
        let sign = if denominator < 0 { -1 } else { 1 };
        let part = |value: i128| {
            let value = value.checked_div(shared).unwrap_or(0).saturating_mul(sign);
            i64::try_from(value).unwrap_or(if value < 0 { -Fraction::LIMIT } else { Fraction::LIMIT })
        };
        Fraction { numerator: part(numerator), denominator: part(denominator).max(1) }
    }
}

/// The common case: 64-bit division is several times as fast as 128-bit, above all in WebAssembly.
fn reduced_small(numerator: i64, denominator: i64) -> Fraction {
    let mut a = numerator.unsigned_abs();
    let mut b = denominator.unsigned_abs();
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    let shared = i64::try_from(a).unwrap_or(1).max(1);
    let sign = if denominator < 0 { -1 } else { 1 };
    let part = |value: i64| value.checked_div(shared).unwrap_or(0).saturating_mul(sign);
    Fraction { numerator: part(numerator), denominator: part(denominator).max(1) }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

/// A sum of weighted fractions over their common denominator. It is reduced once, at the end, which is most of the work.
#[derive(Clone, Copy)]
pub(crate) struct Sum {
    numerator: i128,
    denominator: i64,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { numerator: 0, denominator: 1 }
    }
}

impl Sum {
    /// Adds `weight` x `value`.
    pub(crate) fn add(&mut self, value: Fraction, weight: i64) {
        let (here, there) = (self.denominator, value.denominator);
        let added = product(value.numerator.into(), weight.into());
        // Nearly always one of the first two, and a division is slow.
        let times = if here == there {
            1
        } else if there == 1 {
            here
        } else {
            self.grow_to(there);
            self.denominator.checked_div(there).unwrap_or(1)
        };
        self.numerator = self.numerator.saturating_add(product(added, times.into()));
    }

    /// Makes the denominator a multiple of this one.
    fn grow_to(&mut self, denominator: i64) {
        let shared = greatest_common_divisor(
            self.denominator.unsigned_abs().into(),
            denominator.unsigned_abs().into(),
        );
        let grow = i128::from(denominator).checked_div(i128::try_from(shared).unwrap_or(1)).unwrap_or(1);
        self.numerator = product(self.numerator, grow);
        self.denominator = self.denominator.saturating_mul(i64::try_from(grow).unwrap_or(1));
    }

    /// How the sum divided by a whole number above zero compares with a value, without reducing anything.
    pub(crate) fn compare_over(self, number: i64, value: Fraction) -> Ordering {
        let over = product(self.denominator.into(), number.into());
        product(self.numerator, value.denominator.into()).cmp(&product(over, value.numerator.into()))
    }

    /// The sum divided by a whole number above zero.
    pub(crate) fn over(self, number: i64) -> Fraction {
        Fraction::reduced(self.numerator, product(self.denominator.into(), number.into()))
    }
}

/// Exact as long as both are within 64 bits, or far within [`Fraction::LIMIT`], as all numbers of a sound questionnaire are.
const fn product(a: i128, b: i128) -> i128 {
    a.wrapping_mul(b)
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = product(self.numerator.into(), other.denominator.into());
        left.cmp(&product(other.numerator.into(), self.denominator.into()))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Always `numerator/denominator`, also for whole numbers, so that every reader parses one form.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a measure can still be: every value between `lo` and `hi` (METHOD 3). A measure without any item
/// that applies is void and has no bounds at all.
///
/// ```
/// use sdg_core::{Bounds, Fraction};
///
/// let exact = Bounds::exactly(Fraction::new(2, 3));
/// assert!(exact.is_exact());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Bounds {
    /// Least value that the open answers still allow.
    pub lo: Fraction,
    /// Greatest value that the open answers still allow.
    pub hi: Fraction,
    /// Whether the open answers can still leave nothing that applies.
    pub may_be_void: bool,
}

impl Bounds {
    /// A value that no open answer can move.
    pub const fn exactly(value: Fraction) -> Bounds {
        Bounds { lo: value, hi: value, may_be_void: false }
    }

    /// Whether no open answer can move the value.
    pub fn is_exact(&self) -> bool {
        self.lo == self.hi && !self.may_be_void
    }

    /// The bounds of `1 - value`.
    #[must_use]
    pub fn complement(self) -> Bounds {
        Bounds { lo: self.hi.complement(), hi: self.lo.complement(), may_be_void: self.may_be_void }
    }
}

/// Three values: a fact about the project is so, is not so, or hangs on open answers (Kleene's strong logic).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// Certainly not so.
    No,
    /// Open answers decide.
    Undecided,
    /// Certainly so.
    Yes,
}

impl Truth {
    /// Kleene's *and*: the least of both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Kleene's *or*: the greatest of both.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// Kleene's *not*.
    #[must_use]
    pub fn negated(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Undecided => Truth::Undecided,
            Truth::Yes => Truth::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::Yes } else { Truth::No }
    }
}
