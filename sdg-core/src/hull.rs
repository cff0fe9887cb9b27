//! The exact hull of an aggregate over items taken as independent (METHOD 3): least and greatest value over every value in
//! each item's interval and over every subset of the optional items that leaves at least one item.

use std::cmp::Ordering;

use crate::fraction::{Bounds, Fraction, Sum};
use crate::report::MaybeBounds;

/// One item that is not out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Child {
    pub(crate) lo: Fraction,
    pub(crate) hi: Fraction,
    /// Certain to be in; optional otherwise.
    pub(crate) certain: bool,
    pub(crate) weight: i64,
}

/// Greatest value. The least a maximum can be keeps only the certain items, or, without any, the least of the optional ones.
pub(crate) fn max(children: &[Child]) -> MaybeBounds {
    let hi = children.iter().map(|child| child.hi).max()?;
    let certain = children.iter().filter(|child| child.certain).map(|child| child.lo).max();
    let lo = certain.or_else(|| children.iter().map(|child| child.lo).min())?;
    Some(Bounds { lo, hi, may_be_void: certain.is_none() })
}

/// Least value: the mirror image of [`max`].
pub(crate) fn min(children: &[Child]) -> MaybeBounds {
    let lo = children.iter().map(|child| child.lo).min()?;
    let certain = children.iter().filter(|child| child.certain).map(|child| child.hi).min();
    let hi = certain.or_else(|| children.iter().map(|child| child.hi).max())?;
    Some(Bounds { lo, hi, may_be_void: certain.is_none() })
}

/// Weighted mean.
pub(crate) fn mean(children: &[Child]) -> MaybeBounds {
    let lo = extreme_mean(children, |child| child.lo, Ordering::Less)?;
    let hi = extreme_mean(children, |child| child.hi, Ordering::Greater)?;
    Some(Bounds { lo, hi, may_be_void: !children.iter().any(|child| child.certain) })
}

/// The most extreme mean: all certain items, and then each optional one, the most extreme first, as long as it still pulls the
/// mean further. A mean moves towards what is added, so the first that does not help ends it.
fn extreme_mean(children: &[Child], value: fn(&Child) -> Fraction, further: Ordering) -> Option<Fraction> {
    let mut sum = Sum::default();
    let mut weights = 0_i64;
    // From the furthest on.
    let mut optional: Vec<&Child> = Vec::new();
    for child in children {
        if child.certain {
            sum.add(value(child), child.weight);
            weights = weights.saturating_add(child.weight);
        } else {
            if optional.is_empty() {
                optional.reserve(children.len());
            }
            let place = optional.partition_point(|known| value(child).cmp(&value(known)) != further);
            optional.insert(place, child);
        }
    }
    for child in optional {
        if weights > 0 && sum.compare_over(weights, value(child)).reverse() != further {
            break;
        }
        sum.add(value(child), child.weight);
        weights = weights.saturating_add(child.weight);
    }
    (weights > 0).then(|| sum.over(weights))
}

/// Weight of the items that reach the threshold over weight of the items.
pub(crate) fn share(children: &[Child], threshold: Fraction) -> MaybeBounds {
    mean(&reached(children, threshold))
}

/// Number of items that reach the threshold.
pub(crate) fn count(children: &[Child], threshold: Fraction) -> MaybeBounds {
    let reached: Vec<Child> =
        reached(children, threshold).into_iter().map(|child| Child { weight: 1, ..child }).collect();
    sum(&reached)
}

fn reached(children: &[Child], threshold: Fraction) -> Vec<Child> {
    let one_if = |reached: bool| if reached { Fraction::ONE } else { Fraction::ZERO };
    children
        .iter()
        .map(|child| Child { lo: one_if(child.lo >= threshold), hi: one_if(child.hi >= threshold), ..*child })
        .collect()
}

/// Sum of weight x value.
pub(crate) fn sum(children: &[Child]) -> MaybeBounds {
    if children.is_empty() {
        return None;
    }
    let weighted = |value: Fraction, child: &Child| value.times(Fraction::whole(child.weight));
    let has_certain = children.iter().any(|child| child.certain);
    let extreme = |value: fn(&Child) -> Fraction,
                   helps: fn(Fraction) -> bool,
                   better: fn(Fraction, Fraction) -> Fraction| {
        let kept: Vec<Fraction> = children
            .iter()
            .map(|child| (child.certain, weighted(value(child), child)))
            .filter(|(certain, value)| *certain || helps(*value))
            .map(|(_, value)| value)
            .collect();
        if kept.is_empty() {
            // At least one item must stay: the one that costs least.
            children.iter().map(|child| weighted(value(child), child)).reduce(better)
        } else {
            Some(kept.into_iter().fold(Fraction::ZERO, Fraction::plus))
        }
    };
    let lo = extreme(|child| child.lo, |value| value < Fraction::ZERO, Ord::min)?;
    let hi = extreme(|child| child.hi, |value| value > Fraction::ZERO, Ord::max)?;
    Some(Bounds { lo, hi, may_be_void: !has_certain })
}

/// min(1, reached / max(intended, required)) in steps. `intended` of `None`: only the required step counts.
pub(crate) fn attainment(
    reached: Option<Child>,
    intended: Option<Child>,
    required: (i64, i64),
) -> MaybeBounds {
    let reached = reached?;
    let (least, most) = (Fraction::whole(required.0), Fraction::whole(required.1));
    let (easiest, hardest) = match intended {
        None => (least, most),
        Some(intended) if intended.certain => (least.max(intended.lo), most.max(intended.hi)),
        // Not applicable is still possible: then only the required step counts.
        Some(intended) => (least, most.max(intended.hi)),
    };
    Some(Bounds {
        lo: reached.lo.over(hardest).min(Fraction::ONE),
        hi: reached.hi.over(easiest).min(Fraction::ONE),
        may_be_void: !reached.certain,
    })
}
