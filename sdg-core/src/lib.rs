//! Engine of the SDG-toets: checks a local project against the 17 goals and the principles of Agenda 2030.
//!
//! Text and answers in, report out: no input or output, no clock, no randomness, no floats but in the
//! consensus of raters. In reading order:
//!
//! 1. [`Questionnaire::parse`] reads a structure file and collects every [`Diagnostic`]; [`Evidence::parse`] and
//!    [`Catalogue::parse`] read what belongs to it.
//! 2. [`Assessment`] holds one assessor's answers; [`Assessment::parse`] and [`Assessment::to_json`] are the saved file.
//! 3. [`Assessment::score`] gives the [`Report`]. It cannot fail.
//! 4. [`Assessment::explain`] tells which answers made a measure, and which open ones can still move it;
//!    [`Assessment::explain_finding`] on which ones a finding rests; [`Assessment::what_matters`] which answers would move most
//!    what holds the project back; and [`Suggestions::for_report`] what could be done.
//!    [`Assessment::claims`] tells which goals the project may honestly show.
//!    [`Assessment::carry_over`] takes a check to another questionnaire.
//! 5. [`Assessment::interlinkages`] tells what the project can do to goals through other goals.
//! 6. [`Assessment::robustness`] tells how far the verdicts on means hang on weights and on single answers.
//! 7. [`Merged`] lays the assessments of several assessors side by side.
//! 8. [`Assessment::compare`] tells what changed between two moments, and why.
//! 9. [`Project`] and [`Portfolio`] lay goals beside projects, one project at a time; [`HandOver`] gives the multi-year plan the
//!    goals that a project may show, under its policy domains and fields.

mod assessment;
mod authoring;
mod budget;
mod catalogue;
mod compare;
mod condition;
mod csv;
mod diagnostic;
mod evidence;
mod explain;
mod fraction;
mod handover;
mod hull;
mod interlinkages;
mod json;
mod matters;
mod merge;
mod packed;
mod policy;
mod portfolio;
mod questionnaire;
mod report;
mod robustness;
mod score;
mod sorted;
mod suggestions;

pub use assessment::{
    Action, ActionOrigin, ActionStatus, Answer, AnswerError, Assessment, Assessor, CarriedOver, Carry,
    Decision, Entry, FacetValue, FindingKey, Handling, LeftBehind, Loaded, Observation, Outcome, OwnSubject,
    RecordError, Resolution, Strength, SubjectAnswer, WhyLeft,
};
pub use catalogue::{Catalogue, fill};
pub use compare::{
    AnswerChange, Change, ChangedPart, CompareError, Comparison, FindingChange, FindingState, HowChanged,
    MeasureChange, MeasureState,
};
pub use csv::{Csv, Separator};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use evidence::{Evidence, EvidenceLabel, EvidenceSource};
pub use explain::{Explanation, Leaf, LeafState, MeasureRef, OpenFacet};
pub use fraction::{Bounds, Fraction, Truth};
pub use handover::{HandOver, HandedAction, HandedGoal, PolicyHead};
pub use interlinkages::{
    CrossImpact, CrossImpactCell, EvidenceHead, Force, GoalForces, Influence, InterlinkageReport, Judgement,
    Path, PathStep, PromptResult, Sign,
};
pub use matters::{ActionEffect, Lever, Matter};
pub use merge::{
    AddedSubject, AnswerPart, AssessorHead, AssessorValue, Degree, Divided, GivenAnswer, GivenValue,
    LoadedMerged, MergeError, Merged, MergedFinding, MergedGoal, MergedMeasure, MergedQuestion, MergedReport,
    OnScale, Raised, SharedSubject, Spread, Standing,
};
pub use packed::PackedError;
pub use policy::{PolicyDomain, PolicyField, PolicyFields, PolicyName, PolicySource};
pub use portfolio::{
    BandCount, FindingCounts, GoalCounts, Headline, HeadlineCounts, Portfolio, Project, ProjectFinding,
    ProjectGoal, ProjectHead, ProjectPrinciple,
};
pub use questionnaire::{
    Aggregate, Band, BandSet, BandsIx, ChoiceOption, ClaimFacet, ClaimRule, Facet, FacetKind,
    FindingSeverity, Focus, ForEach, Goal, Goals, Interlinkages, Item, ItemOf, Kind, Measure, MeasureIx,
    Polarity, Principle, Profile, Question, QuestionIx, Questionnaire, Roster, RosterIx, Rule, Scale,
    ScaleIx, Section, Side, Source, Step,
};
pub use report::{
    AnswerState, BandSpan, Coverage, DirectEffect, Finding, GoalResult, MaybeBounds, MeasureResult,
    PrincipleResult, Progress, Prompt, PromptKind, QuestionResult, Report, ReportHead, SideResult, Topics,
};
pub use robustness::{LeftOut, MeanRobustness, Verdict, VerdictAbout};
pub use score::{Claim, ClaimGap, ClaimReason, ClaimVerdict, Ground, GroundPart};
pub use sorted::{Map, Set};
pub use suggestions::{Because, Effort, Fit, Suggestion, Suggestions};

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;
