//! Two degrees of agreement between raters on an ordered scale (METHOD 9). They need logarithms and long sums of fractions, so
//! this is the only place with floats: in a fixed order, with the logarithm of `libm`, so that every machine gives the same bits.

#![expect(
    clippy::float_arithmetic,
    reason = "METHOD 1 keeps floats to the measures of consensus, and they are all here"
)]

use serde::Serialize;

/// A degree of agreement. Only [`Spread`](super::Spread) says whether it is enough.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize)]
#[serde(transparent)]
pub struct Degree(f64);

impl Degree {
    /// Half: from here on, opinions count as one (METHOD 9).
    pub(super) const HALF: Degree = Degree(0.5);

    /// The number: from 0 to 1 for a consensus, from -1 to 1 for van der Eijk's agreement.
    pub const fn value(self) -> f64 {
        self.0
    }
}

/// Consensus of Tastle and Wierman (2007): 1 when all say the same, 0 when one half stands at each end. `counts` says how many
/// stand at each step; `None` for nobody, or a scale of one step.
pub(super) fn consensus(counts: &[usize]) -> Option<Degree> {
    let raters = float(counts.iter().sum());
    let length = float(counts.len().saturating_sub(1));
    if raters <= 0.0 || length <= 0.0 {
        return None;
    }
    let at = || counts.iter().enumerate().map(|(step, count)| (float(step), float(*count)));
    let mean = at().fold(0.0, |sum, (step, count)| sum + step * count) / raters;
    let mut degree = 1.0;
    for (step, count) in at().filter(|(_, count)| *count > 0.0) {
        let distance = if step > mean { step - mean } else { mean - step };
        degree += count / raters * libm::log2(1.0 - distance / length);
    }
    Some(Degree(degree))
}

/// Agreement A of van der Eijk (2001): 1 when all say the same, 0 when every step is as full, -1 when one half stands at each
/// end. The counts are peeled off in layers that are full or empty at each step; A is the mean of the layers' agreement.
pub(super) fn agreement(counts: &[usize]) -> Option<Degree> {
    let raters: usize = counts.iter().sum();
    if raters == 0 || counts.len() < 2 {
        return None;
    }
    let mut rest = counts.to_vec();
    let mut degree = 0.0;
    while let Some(height) = rest.iter().copied().filter(|count| *count > 0).min() {
        let layer: Vec<bool> = rest.iter().map(|count| *count > 0).collect();
        let full = layer.iter().filter(|full| **full).count();
        let weight = float(height.saturating_mul(full)) / float(raters);
        degree += weight * layer_agreement(&layer, full);
        for count in &mut rest {
            *count = count.saturating_sub(height);
        }
    }
    Some(Degree(degree))
}

/// Of one layer: how few steps are full, times how far they stand together. That is seen from all triples of steps in order:
/// full, full, empty (or turned round) speaks for it, full, empty, full against.
fn layer_agreement(layer: &[bool], full: usize) -> f64 {
    let steps = layer.len();
    if full == steps {
        return 0.0;
    }
    if full == 1 {
        return 1.0;
    }
    let (mut together, mut apart) = (0_usize, 0_usize);
    for (first, left) in layer.iter().enumerate() {
        for (second, middle) in layer.iter().enumerate().skip(first.saturating_add(1)) {
            for right in layer.iter().skip(second.saturating_add(1)) {
                match (left, middle, right) {
                    (true, true, false) | (false, true, true) => together = together.saturating_add(1),
                    (true, false, true) => apart = apart.saturating_add(1),
                    _ => {}
                }
            }
        }
    }
    // With at least two full steps and an empty one, some triple speaks.
    let (steps, full, together, apart) = (float(steps), float(full), float(together), float(apart));
    let unimodal = ((steps - 2.0) * together - (steps - 1.0) * apart) / ((steps - 2.0) * (together + apart));
    unimodal * (1.0 - (full - 1.0) / (steps - 1.0))
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{agreement, consensus};

    fn near(found: Option<super::Degree>, wanted: f64) {
        let found = found.map_or(f64::NAN, super::Degree::value);
        assert!((found - wanted).abs() < 5e-8, "{found}, wanted {wanted}");
    }

    /// The vector that the authors of both measures' implementations print.
    const PRINTED: [usize; 7] = [30, 40, 210, 130, 530, 50, 10];

    #[test]
    fn golden_values() {
        near(consensus(&PRINTED), 0.725_687_6);
        near(agreement(&PRINTED), 0.611_333_333);
        // Even over seven steps.
        near(consensus(&[1; 7]), 0.472_000_88);
        near(agreement(&[1; 7]), 0.0);
    }

    #[test]
    fn all_alike_and_torn_apart() {
        for scale in 3..8 {
            for step in 0..scale {
                let mut counts = vec![0; scale];
                counts[step] = 5;
                near(consensus(&counts), 1.0);
                near(agreement(&counts), 1.0);
            }
            let mut ends = vec![0; scale];
            ends[0] = 2;
            ends[scale - 1] = 2;
            near(consensus(&ends), 0.0);
            near(agreement(&ends), -1.0);
        }
    }

    #[test]
    fn nobody_and_one_step_have_no_degree() {
        assert_eq!(consensus(&[0, 0, 0]), None);
        assert_eq!(agreement(&[0, 0, 0]), None);
        assert_eq!(consensus(&[4]), None);
        assert_eq!(agreement(&[4]), None);
    }

    #[test]
    fn turned_round_and_multiplied_they_are_the_same() {
        let mut turned = PRINTED;
        turned.reverse();
        near(consensus(&turned), 0.725_687_6);
        near(agreement(&turned), 0.611_333_333);
        let ten = PRINTED.map(|count| count * 10);
        near(consensus(&ten), 0.725_687_6);
        near(agreement(&ten), 0.611_333_333);
    }
}
