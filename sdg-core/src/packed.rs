//! The packed form: what was read and found sound, as bytes that are read back without checking it all again.
//!
//! A first visit reads this form only, so what it loads carries no checker. It is made when a questionnaire is published, by the
//! same version of the engine that reads it, never by hand, and is no format for keeping or exchanging anything: its layout changes
//! without notice.

use std::sync::Arc;

use crate::condition::{Condition, CoverageOf};
use crate::evidence::{Evidence, EvidenceLabel, EvidenceSource};
use crate::fraction::Fraction;
use crate::questionnaire::{
    Aggregate, Band, BandSet, BandsIx, ChoiceOption, ClaimFacet, ClaimRule, Facet, FacetKind,
    FindingSeverity, Focus, ForEach, Goal, Goals, Interlinkages, Item, ItemOf, Kind, LeafOf, Measure,
    MeasureIx, Node, Polarity, Principle, Profile, Question, QuestionIx, Questionnaire, Required, Roster,
    RosterIx, Rule, RuleFor, Scale, ScaleIx, Section, Side, Source, Step,
};
use crate::sorted::{Map, Set};

/// Why packed bytes were not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackedError {
    /// They are something else.
    #[error("this is not what should be packed here")]
    Other,
    /// Another version of the engine made them.
    #[error("this was packed by another version of the engine: pack it again with this one")]
    Version,
    /// They are cut off or changed.
    #[error("the packed form is damaged: pack it again")]
    Damaged,
}

const MARK: &[u8] = b"SDGQ";
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Questionnaire {
    /// The packed form, evidence included: what [`Questionnaire::from_packed`] of the same version of this crate reads.
    ///
    /// ```
    /// use sdg_core::Questionnaire;
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "sections": [ { "id": "start", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
    ///     None,
    /// )?;
    /// let same = Questionnaire::from_packed(&questionnaire.to_packed())?;
    /// assert_eq!(same.questions(), questionnaire.questions());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_packed(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.pack(&mut body);
        seal(MARK, &body)
    }

    /// The same without what only explains it: sources, and the limits of the evidence. It scores the same; a first visit loads this.
    #[must_use]
    pub fn without_sources(&self) -> Questionnaire {
        let mut brief = self.clone();
        brief.sources = Vec::new();
        for question in &mut brief.questions {
            question.sources = Vec::new();
        }
        if let Some(interlinkages) = &mut brief.interlinkages {
            let mut evidence = Evidence::clone(&interlinkages.evidence);
            evidence.sources = Vec::new();
            evidence.limits = Vec::new();
            interlinkages.evidence = Arc::new(evidence);
        }
        brief
    }

    /// Reads the packed form.
    ///
    /// # Errors
    ///
    /// [`PackedError`] when the bytes are not whole, or of another version of this crate. What [`Questionnaire::parse`] checks is
    /// not checked again: whoever can change these bytes can change the engine that reads them.
    pub fn from_packed(bytes: &[u8]) -> Result<Arc<Questionnaire>, PackedError> {
        let mut from = unseal(MARK, bytes)?;
        let questionnaire = Questionnaire::unpack(&mut from);
        from.finish()?;
        Ok(Arc::new(questionnaire))
    }
}

/// A mark that tells what it is, the version of the engine, a checksum, and what is packed.
pub(crate) fn seal(mark: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = mark.to_vec();
    VERSION.to_owned().pack(&mut bytes);
    bytes.extend(checksum(body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// What is packed in there.
pub(crate) fn unseal<'a>(mark: &[u8], bytes: &'a [u8]) -> Result<Unpacker<'a>, PackedError> {
    let rest = bytes.strip_prefix(mark).ok_or(PackedError::Other)?;
    let mut from = Unpacker::new(rest);
    if String::unpack(&mut from) != VERSION {
        return Err(PackedError::Version);
    }
    let (sum, body) = from.rest.split_first_chunk::<4>().ok_or(PackedError::Damaged)?;
    if u32::from_le_bytes(*sum) != checksum(body) {
        return Err(PackedError::Damaged);
    }
    Ok(Unpacker::new(body))
}

/// FNV-1a, 32 bits: it finds what was cut off or garbled on the way, not what was changed with intent.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Values one after another, without names.
///
/// Reading never stops half-way: what is damaged gives some value and is remembered, and the whole is refused at the end. Stopping
/// would mean code in each place to take down what was built so far.
pub(crate) trait Packed: Sized {
    fn pack(&self, into: &mut Vec<u8>);
    fn unpack(from: &mut Unpacker<'_>) -> Self;
}

pub(crate) struct Unpacker<'a> {
    rest: &'a [u8],
    /// How many lists and boxes stand around what is read, so that nothing exhausts the stack.
    depth: usize,
    pub(crate) damaged: bool,
}

const DEEPEST: usize = 64;

impl<'a> Unpacker<'a> {
    fn new(rest: &'a [u8]) -> Unpacker<'a> {
        Unpacker { rest, depth: 0, damaged: false }
    }

    /// Whether all of it was read and nothing was wrong.
    pub(crate) fn finish(self) -> Result<(), PackedError> {
        if self.damaged || !self.rest.is_empty() { Err(PackedError::Damaged) } else { Ok(()) }
    }

    /// Once the bytes are damaged a number that stands for nothing, so that what is nested ends.
    #[inline(never)]
    pub(crate) fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) if !self.damaged => {
                self.rest = rest;
                *byte
            }
            _ => {
                self.damaged = true;
                u8::MAX
            }
        }
    }

    /// Seven bits a byte, the lowest first.
    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut value = 0;
        for place in 0..10_u32 {
            let byte = self.byte();
            value |= u64::from(byte & 127).wrapping_shl(place.saturating_mul(7));
            if byte < 128 {
                return value;
            }
        }
        self.damaged = true;
        0
    }

    /// How many items a list has; none once the bytes are damaged or lists stand too deep.
    #[inline(never)]
    fn enter(&mut self) -> u64 {
        let count = self.number();
        self.depth = self.depth.saturating_add(1);
        self.damaged |= self.depth > DEEPEST;
        if self.damaged { 0 } else { count }
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

impl Packed for u64 {
    fn pack(&self, into: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 127 {
            into.extend(u8::try_from(rest & 127).map(|low| low | 128));
            rest >>= 7;
        }
        into.extend(u8::try_from(rest));
    }

    fn unpack(from: &mut Unpacker<'_>) -> u64 {
        from.number()
    }
}

impl Packed for usize {
    fn pack(&self, into: &mut Vec<u8>) {
        u64::try_from(*self).unwrap_or(u64::MAX).pack(into);
    }

    fn unpack(from: &mut Unpacker<'_>) -> usize {
        usize::try_from(from.number()).unwrap_or(usize::MAX)
    }
}

/// Small numbers short, whatever their sign.
impl Packed for i64 {
    fn pack(&self, into: &mut Vec<u8>) {
        ((self << 1) ^ (self >> 63)).cast_unsigned().pack(into);
    }

    fn unpack(from: &mut Unpacker<'_>) -> i64 {
        let value = from.number();
        (value >> 1).cast_signed() ^ (value & 1).cast_signed().wrapping_neg()
    }
}

impl Packed for bool {
    fn pack(&self, into: &mut Vec<u8>) {
        into.push(u8::from(*self));
    }

    fn unpack(from: &mut Unpacker<'_>) -> bool {
        from.byte() != 0
    }
}

impl Packed for String {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        into.extend(self.as_bytes());
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> String {
        let length = usize::unpack(from);
        let parts = from.rest.split_at_checked(length);
        let text = parts.and_then(|(text, _)| std::str::from_utf8(text).ok());
        from.damaged |= text.is_none();
        from.rest = parts.map_or(&[], |(_, rest)| rest);
        text.unwrap_or_default().to_owned()
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.is_some().pack(into);
        if let Some(value) = self {
            value.pack(into);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<T> {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        for item in self {
            item.pack(into);
        }
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Vec<T> {
        let mut list = Vec::new();
        for _ in 0..from.enter() {
            list.push(T::unpack(from));
            if from.damaged {
                break;
            }
        }
        from.leave();
        list
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        T::pack(self, into);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Box<T> {
        from.depth = from.depth.saturating_add(1);
        from.damaged |= from.depth > DEEPEST;
        let value = T::unpack(from);
        from.leave();
        Box::new(value)
    }
}

impl<T: Packed> Packed for Arc<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        T::pack(self, into);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Arc<T> {
        Arc::new(T::unpack(from))
    }
}

impl<K: Packed + Ord, V: Packed> Packed for Map<K, V> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        for (key, value) in self {
            key.pack(into);
            value.pack(into);
        }
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Map<K, V> {
        // In order already; what is not is damaged, and searching in it finds less.
        Map::from_sorted_store_unchecked(Vec::unpack(from))
    }
}

impl<T: Packed> Packed for Set<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.len().pack(into);
        for item in self {
            item.pack(into);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Set<T> {
        Set::from_sorted(Vec::unpack(from))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, into: &mut Vec<u8>) {
        self.0.pack(into);
        self.1.pack(into);
    }

    fn unpack(from: &mut Unpacker<'_>) -> (A, B) {
        (A::unpack(from), B::unpack(from))
    }
}

impl Packed for [usize; 3] {
    fn pack(&self, into: &mut Vec<u8>) {
        for number in self {
            number.pack(into);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> [usize; 3] {
        [usize::unpack(from), usize::unpack(from), usize::unpack(from)]
    }
}

impl Packed for Goal {
    fn pack(&self, into: &mut Vec<u8>) {
        into.push(self.number());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Goal {
        Goal::new(from.byte()).unwrap_or_else(|| {
            from.damaged = true;
            Goal::FIRST
        })
    }
}

impl Packed for Fraction {
    fn pack(&self, into: &mut Vec<u8>) {
        self.numerator().pack(into);
        self.denominator().pack(into);
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Fraction {
        Fraction::new(i64::unpack(from), i64::unpack(from))
    }
}

/// All fields of a structure, one after another.
macro_rules! structure {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Packed for $name {
            fn pack(&self, into: &mut Vec<u8>) {
                let $name { $($field),* } = self;
                $($field.pack(into);)*
            }

            fn unpack(from: &mut Unpacker<'_>) -> $name {
                $(let $field = Packed::unpack(from);)*
                $name { $($field),* }
            }
        }
    )* };
}

/// A number, and what else the variant has; and what stands there for a number that is none.
macro_rules! choice {
    ($($name:ident { $($number:literal $variant:ident $(( $($part:ident),* ))? $({ $($field:ident),* })?,)* } else $other:expr;)*) => { $(
        impl Packed for $name {
            fn pack(&self, into: &mut Vec<u8>) {
                match self {
                    $($name::$variant $(( $($part),* ))? $({ $($field),* })? => {
                        into.push($number);
                        $($($part.pack(into);)*)?
                        $($($field.pack(into);)*)?
                    })*
                }
            }

            fn unpack(from: &mut Unpacker<'_>) -> $name {
                match from.byte() {
                    $($number => {
                        $($(let $part = Packed::unpack(from);)*)?
                        $($(let $field = Packed::unpack(from);)*)?
                        $name::$variant $(( $($part),* ))? $({ $($field),* })?
                    })*
                    _ => {
                        from.damaged = true;
                        $other
                    }
                }
            }
        }
    )* };
}

/// Places in a list.
macro_rules! places {
    ($($name:ident)*) => { $(
        impl Packed for $name {
            fn pack(&self, into: &mut Vec<u8>) {
                self.0.pack(into);
            }

            fn unpack(from: &mut Unpacker<'_>) -> $name {
                $name(usize::unpack(from))
            }
        }
    )* };
}

places! { QuestionIx MeasureIx RosterIx ScaleIx BandsIx }

structure! {
    Questionnaire {
        id, version, languages, licence, budget, sources, profile, scales, bands, rosters, facets, sections, questions, measures,
        goals, principles, interlinkages, rules, focus, question_by_id, measure_by_id, order, goal_questions, leaves,
        principle_leaves, prompt_based
    }
    Source { id, citation, url }
    Profile { name, municipality, stage, date, project_type, domains }
    Scale { id, steps }
    Step { id, points }
    BandSet { id, bands }
    Band { id, start, open }
    Roster { id, subjects, own, prompts }
    Facet { id, takes, from_benefit, from_harm }
    Section { id, principle, questions, ask_if }
    Question { id, kind, for_each, not_applicable, sources, targets, section, ask_if }
    ChoiceOption { id, points }
    Measure { id, aggregate, polarity, for_each, items, bands, least_coverage, threshold, required }
    Item { of, weight }
    Required { base, rules }
    Goals { bands, least_coverage, claim }
    ClaimRule { benefit, facets, harm, resolved_by }
    ClaimFacet { facet, above }
    Principle { id, components, measures, bands }
    Interlinkages { roster, places, evidence }
    Focus { id, questions, condition }
    Rule { id, severity, for_each, condition }
    LeafOf { question, side, at_hand, gathered }
    Evidence {
        id, version, sources, limits, expert_source, literature_source, divisor, positive, negative, synergies, tradeoffs, labels, double
    }
    EvidenceSource { id, citation, doi, url, read_from }
}

choice! {
    Kind {
        0 Effect { scale, goal, gate, facets, weight },
        1 Rating { scale },
        2 Choice { options },
        3 Multiple { options, at_most },
        4 Subjects { roster, among, at_most },
        5 Text { long },
        6 Number { least, greatest },
        7 Date,
    } else Kind::Date;
    FacetKind { 0 Scale(scale), 1 Roster(roster), } else FacetKind::Scale(ScaleIx(0));
    ForEach { 0 In(question, roster), 1 All(roster), } else ForEach::All(RosterIx(0));
    ItemOf { 0 Question(question, side), 1 Measure(measure), } else ItemOf::Measure(MeasureIx(0));
    RuleFor { 0 Once, 1 Goals, 2 Effects, 3 Subjects(for_each), } else RuleFor::Once;
    Node { 0 Question(question), 1 Goal(goal), 2 Prompts, 3 Measure(measure), } else Node::Prompts;
    Polarity { 0 HigherIsBetter, 1 HigherIsWorse, } else Polarity::HigherIsBetter;
    Aggregate { 0 Mean, 1 Max, 2 Min, 3 Share, 4 Count, 5 Sum, 6 Attainment, } else Aggregate::Mean;
    Side { 0 Whole, 1 Benefit, 2 Harm, 3 Positive, 4 Negative, 5 Treated, } else Side::Whole;
    FindingSeverity { 0 DiscussFirst, 1 Attention, 2 Hint, } else FindingSeverity::Hint;
    EvidenceLabel { 0 None, 1 Weak, 2 Moderate, 3 Strong, } else EvidenceLabel::None;
    Condition {
        0 All(conditions),
        1 Any(conditions),
        2 Not(condition),
        3 Option { question, is },
        4 Points { question, at_least },
        5 Benefit { question, at_least },
        6 Harm { question, at_least },
        7 Subject { question, is },
        8 AnySubject { question },
        9 GoalTouched { goal },
        10 GoalBenefit { goal, at_least },
        11 GoalHarm { goal, at_least },
        12 Measure { measure, at_least },
        13 IsOut { question },
        14 IsUnknown { question },
        15 IsUnanswered { question },
        16 Facet { question, facet, steps, subjects },
        17 GoalUnknown { goal },
        18 GoalUnanswered { goal },
        19 AnyGoal(condition),
        20 Coverage { of, at_least },
        21 NotApplicable { question },
        22 ReasonMissing { question },
        23 AnyUnknown,
        24 AnyUnanswered,
    } else Condition::All(Vec::new());
    CoverageOf { 0 Measure(measure), 1 Principle(place), 2 Goal(goal), } else CoverageOf::Goal(None);
}

#[cfg(test)]
mod tests {
    use super::{MARK, Packed, PackedError, Unpacker, VERSION, checksum};
    use crate::questionnaire::Questionnaire;

    const TINY: &str = r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
        "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": -1 }, { "id": "yes", "points": 1 } ] } ],
        "sections": [ { "id": "s", "questions": [ { "id": "a", "kind": "rating", "scale": "degree" },
            { "id": "b", "kind": "text", "ask_if": { "not": { "option": { "question": "a", "is": ["no"] } } } } ] } ],
        "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "a" } ] } ] }"#;

    fn packed() -> Vec<u8> {
        Questionnaire::parse(TINY, None).map(|tiny| tiny.to_packed()).unwrap_or_default()
    }

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, -1, 63, -64, 64, 1000, -1000, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            number.pack(&mut bytes);
            assert_eq!(i64::unpack(&mut Unpacker::new(&bytes)), number);
        }
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let bytes = packed();
        assert!(Questionnaire::from_packed(&bytes).is_ok());
        let error = |bytes: &[u8]| Questionnaire::from_packed(bytes).err();
        assert_eq!(error(b""), Some(PackedError::Other));
        assert_eq!(error(b"<!doctype html>"), Some(PackedError::Other));
        for cut in MARK.len()..bytes.len() {
            assert!(error(bytes.get(..cut).unwrap_or_default()).is_some(), "{cut}");
        }
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= 1);
            assert!(error(&changed).is_some(), "{place}");
        }
        let mut other = MARK.to_vec();
        "0.0.0".to_owned().pack(&mut other);
        assert_eq!(error(&other), Some(PackedError::Version));
    }

    #[test]
    fn nothing_is_nested_without_end() {
        // "Not" a hundred thousand times.
        let bytes = vec![2; 100_000];
        let mut from = Unpacker::new(&bytes);
        let _condition = crate::condition::Condition::unpack(&mut from);
        assert!(from.damaged);
    }

    /// The checksum is no lock: bytes that were made with intent must not panic either.
    #[test]
    fn forged_bytes_do_not_panic() {
        let bytes = packed();
        let head = MARK.len().saturating_add(1).saturating_add(VERSION.len());
        let body = bytes.get(head.saturating_add(4)..).unwrap_or_default();
        for place in 0..body.len() {
            for value in [0, 1, 2, 127, 128, 255] {
                let mut body = body.to_vec();
                body.iter_mut().skip(place).take(1).for_each(|byte| *byte = value);
                let mut forged = bytes.get(..head).unwrap_or_default().to_vec();
                forged.extend(checksum(&body).to_le_bytes());
                forged.extend(body);
                if let Ok(questionnaire) = Questionnaire::from_packed(&forged) {
                    let assessment = crate::Assessment::new(&questionnaire);
                    assert!(!assessment.score().to_json().is_empty());
                }
            }
        }
    }
}
