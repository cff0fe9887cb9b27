//! The 17 goals as a wheel, beside the table that says the same: benefit outward, harm inward, what is open striped. It is
//! decoration, so it is hidden from whoever does not see it, and the table stays the source.
//!
//! Every goal is drawn at the top and turned to its place, so that no angle is worked out here.

use sdg_core::{Fraction, Goal, MeasureResult};

use crate::app::model::Model;
use crate::app::phrases;
use crate::app::view::El;
use crate::html::{Attribute, Tag, el};

/// Half of the angle of one goal, 180/17 degrees: its sine and cosine, in ten-thousandths.
const SINE: i64 = 1837;
const COSINE: i64 = 9830;
/// Lengths are in tenths of a unit. Between two neighbours stay two units.
const GAP: i64 = 10;
/// The ring with the numbers.
const INNER: i64 = 900;
const OUTER: i64 = 1160;
/// A full benefit and a full harm.
const BENEFIT: i64 = 800;
const HARM: i64 = 620;
/// Air between the ring and what grows from it, and between two stripes.
const AIR: i64 = 15;
const STRIPES: i64 = 45;

pub(super) fn view(model: &Model) -> El {
    let goals = Goal::all().map(|goal| {
        let turn = i64::from(goal.number()).saturating_sub(1).saturating_mul(36_000) / 17;
        let result = model.report.goal(goal);
        let sides = result.into_iter().flat_map(|result| {
            side(&result.benefit.max, true).into_iter().chain(side(&result.harm.max, false))
        });
        let number = el(Tag::SvgText)
            .with(Attribute::Transform, {
                let middle = INNER.saturating_add(OUTER) / 2;
                ["translate(0 -", &units(middle), ") rotate(-", &hundredths(turn), ")"].concat()
            })
            .with(Attribute::Y, "4.5")
            .text(goal.number().to_string());
        el(Tag::G)
            .class(["g", &goal.number().to_string()].concat())
            .with(Attribute::Transform, ["rotate(", &hundredths(turn), ")"].concat())
            .children(sides)
            .child(el(Tag::Path).class("ring").with(Attribute::D, sector(INNER, OUTER)))
            .child(number)
    });
    el(Tag::Div)
        .class("wheel")
        .key("wheel")
        .with(Attribute::AriaHidden, "true")
        .child(
            el(Tag::Svg)
                .with(Attribute::ViewBox, "-200 -200 400 400")
                .with(Attribute::AriaHidden, "true")
                .with(Attribute::Focusable, "false")
                .children(goals),
        )
        .child(el(Tag::P).class("hint").say(model, phrases::PLAN_WHEEL))
}

/// What is certain, and what open answers still allow.
fn side(measure: &MeasureResult, outward: bool) -> Vec<El> {
    let tells = measure.shown || measure.coverage.unknown > 0;
    let Some(bounds) = measure.bounds.filter(|_| tells) else { return Vec::new() };
    let full = if outward { BENEFIT } else { HARM };
    let length = |value: Fraction| {
        let length = value.numerator().saturating_mul(full).checked_div(value.denominator()).unwrap_or(0);
        length.clamp(0, full)
    };
    let at = |length: i64| {
        if outward {
            OUTER.saturating_add(AIR).saturating_add(length)
        } else {
            INNER.saturating_sub(AIR).saturating_sub(length)
        }
    };
    let (lo, hi) = (length(bounds.lo), length(bounds.hi));
    let mut parts = Vec::new();
    if lo > 0 {
        parts.push(el(Tag::Path).class("certain").with(Attribute::D, sector(at(0), at(lo))));
    }
    if hi > lo {
        parts.push(el(Tag::Path).class("open").with(Attribute::D, sector(at(lo), at(hi))));
        let mut stripes = String::new();
        let mut here = lo.saturating_add(STRIPES);
        while here < hi {
            let radius = at(here);
            let (x, y) = corner(radius);
            stripes.push_str(
                &["M-", &units(x), " -", &units(y), &arc(radius, true), &units(x), " -", &units(y)].concat(),
            );
            here = here.saturating_add(STRIPES);
        }
        parts.push(el(Tag::Path).class("stripes").with(Attribute::D, stripes));
    }
    parts
}

/// The part of a ring between two radii that belongs to one goal, at the top.
fn sector(one: i64, other: i64) -> String {
    let (inner, outer) = (one.min(other), one.max(other));
    let ((a, b), (c, d)) = (corner(inner), corner(outer));
    [
        "M-",
        &units(a),
        " -",
        &units(b),
        "L-",
        &units(c),
        " -",
        &units(d),
        &arc(outer, true),
        &units(c),
        " -",
        &units(d),
        "L",
        &units(a),
        " -",
        &units(b),
        &arc(inner, false),
        "-",
        &units(a),
        " -",
        &units(b),
        "Z",
    ]
    .concat()
}

/// How far to the side and how far up the corner at this radius lies, with half a gap left free.
fn corner(radius: i64) -> (i64, i64) {
    let part = |share: i64| radius.saturating_mul(share) / 10_000;
    (part(SINE).saturating_sub(GAP), part(COSINE))
}

fn arc(radius: i64, clockwise: bool) -> String {
    let radius = units(radius);
    ["A", &radius, " ", &radius, if clockwise { " 0 0 1 " } else { " 0 0 0 " }].concat()
}

fn units(tenths: i64) -> String {
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}

fn hundredths(number: i64) -> String {
    let rest = number % 100;
    let point = if rest < 10 { ".0" } else { "." };
    [number.saturating_div(100).to_string().as_str(), point, &rest.to_string()].concat()
}
