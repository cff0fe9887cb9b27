//! Benefit and harm of a goal on one ruler: harm to the left, benefit to the right, never netted.
//!
//! Solid is certain, striped is what open answers still allow. Side, outline and stripes tell it without colour. The
//! stripes are lines, not an SVG pattern: a pattern is found by an id, and ids are unsafe ground in a shadow tree.

use sdg_core::{Fraction, GoalResult, MeasureResult};

use crate::app::model::Model;
use crate::app::phrases;
use crate::app::view::El;
use crate::html::{Attribute, Tag, el};

/// Length of a full bar.
const FULL: i64 = 96;
const MIDDLE: i64 = 100;

pub(super) fn both(goal: &GoalResult) -> El {
    svg("0 0 200 20")
        .class("bar-picture")
        .child(
            el(Tag::Path)
                .class("ruler")
                .with(Attribute::D, "M4 2V18M36 2V18M68 2V18M132 2V18M164 2V18M196 2V18"),
        )
        .children(side(&goal.harm.max, "harm", true))
        .children(side(&goal.benefit.max, "benefit", false))
        .child(el(Tag::Path).class("axis").with(Attribute::D, "M100 0V20"))
}

pub(super) fn legend(model: &Model) -> El {
    let sample = |class: &'static str, certain: bool| {
        let picture = svg("0 0 32 20").class("sample");
        if certain {
            picture.child(rect(1, 30, ["certain ", class].concat()))
        } else {
            picture.children(open(1, 30, class))
        }
    };
    let item = |certain: bool, phrase| {
        el(Tag::Li)
            .child(sample("harm", certain))
            .child(sample("benefit", certain))
            .text([" ", &model.ui(phrase)].concat())
    };
    el(Tag::Ul)
        .class("legend")
        .child(item(true, phrases::RESULT_CERTAIN))
        .child(item(false, phrases::RESULT_OPEN_PART))
}

fn svg(view_box: &'static str) -> El {
    el(Tag::Svg)
        .with(Attribute::ViewBox, view_box)
        .with(Attribute::AriaHidden, "true")
        .with(Attribute::Focusable, "false")
}

fn side(measure: &MeasureResult, class: &'static str, to_the_left: bool) -> Vec<El> {
    // What nobody knows is open in the picture too; what nobody has filled in yet is not there.
    let tells = measure.shown || measure.coverage.unknown > 0;
    let Some(bounds) = measure.bounds.filter(|_| tells) else { return Vec::new() };
    let (lo, hi) = (length(bounds.lo), length(bounds.hi));
    let from = |start: i64, end: i64| {
        if to_the_left { MIDDLE.saturating_sub(end) } else { MIDDLE.saturating_add(start) }
    };
    let mut parts = Vec::new();
    if lo > 0 {
        parts.push(rect(from(0, lo), lo, ["certain ", class].concat()));
    }
    if hi > lo {
        parts.extend(open(from(lo, hi), hi.saturating_sub(lo), class));
    }
    parts
}

fn length(value: Fraction) -> i64 {
    let length = value.numerator().saturating_mul(FULL).checked_div(value.denominator()).unwrap_or(0);
    length.clamp(0, FULL)
}

fn rect(x: i64, width: i64, class: String) -> El {
    el(Tag::Rect)
        .class(class)
        .with(Attribute::X, x.to_string())
        .with(Attribute::Y, "4")
        .with(Attribute::Width, width.to_string())
        .with(Attribute::Height, "12")
}

fn open(x: i64, width: i64, class: &'static str) -> [El; 2] {
    let mut lines = String::new();
    let mut at = 3;
    while at < width {
        lines.push_str(&["M", &x.saturating_add(at).to_string(), " 4V16"].concat());
        at = at.saturating_add(4);
    }
    [
        rect(x, width, ["open ", class].concat()),
        el(Tag::Path).class(["stripes ", class].concat()).with(Attribute::D, lines),
    ]
}
