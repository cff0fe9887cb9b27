//! The claim check (METHOD 4): which goals may this project honestly show?

use serde::Serialize;

use super::{Evaluation, Hand, Said};
use crate::assessment::{Assessment, FacetValue, FindingKey};
use crate::fraction::Truth;
use crate::questionnaire::{ClaimRule, FacetKind, Goal, Kind, QuestionIx, Side};

/// Whether a goal may be shown, and what stands in the way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Claim {
    /// The goal.
    pub goal: Goal,
    /// Whether it may be shown.
    pub verdict: ClaimVerdict,
    /// What stands in the way, in the order of the questions; empty when it may be shown.
    pub reasons: Vec<ClaimReason>,
}

/// Verdict of the claim check.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimVerdict {
    /// No effect can carry it, whatever is still answered.
    No,
    /// Open answers decide, or a harm is not resolved yet.
    NotYet,
    /// Yes, and no open answer can change it.
    Yes,
}

/// One thing that stands in the way of showing a goal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ClaimReason {
    /// What it is.
    pub gap: ClaimGap,
    /// Id of the question; `None` only for [`ClaimGap::NoBenefit`].
    pub question: Option<String>,
    /// Id of the facet, if it is about one.
    pub facet: Option<String>,
}

/// What can stand in the way of showing a goal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimGap {
    /// No effect of the goal has, or can still have, enough benefit.
    NoBenefit,
    /// It is open whether the effect is asked about, or how great its benefit is.
    BenefitOpen,
    /// A facet of the effect is not set: say how you know.
    FacetUnset,
    /// A facet of the effect does not lie above the step that is asked: the ground is too weak.
    FacetTooLow,
    /// The question does not have the facet that is asked.
    FacetMissing,
    /// It is open whether the effect is asked about, or how great its harm is.
    HarmOpen,
    /// A harm is neither treated nor accepted.
    HarmUnresolved,
}

impl Assessment {
    /// The claim check of each goal that has questions, in order. Empty when the questionnaire has no claim check.
    ///
    /// A harm is resolved when a finding about it, of a rule that [`ClaimRule::resolved_by`] names, is treated or accepted, see
    /// [`Assessment::resolution`].
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, ClaimGap, ClaimVerdict, Entry, Questionnaire, Strength};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "facets": [ { "id": "evidence", "scale": "degree", "ask_from": { "benefit": 1 } } ],
    ///          "sections": [ { "id": "s", "questions": [
    ///            { "id": "a", "kind": "effect", "scale": "degree", "goal": 7, "facets": ["evidence"] } ] } ],
    ///          "goals": { "claim": { "benefit": 1, "harm": 1, "facets": [ { "facet": "evidence", "above": "no" } ] } } }"#,
    ///     None,
    /// )?;
    /// let mut assessment = Assessment::new(&questionnaire);
    /// let answer = Answer::Effect { benefit: Some(Strength::Points(1)), harm: Some(Strength::Points(0)) };
    /// let a = questionnaire.find("a").unwrap();
    /// assessment.set(a, None, Entry { answer: Some(answer), ..Entry::EMPTY })?;
    /// let claims = assessment.claims();
    /// assert_eq!(claims[0].verdict, ClaimVerdict::NotYet);
    /// assert_eq!(claims[0].reasons[0].gap, ClaimGap::FacetUnset);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claims(&self) -> Vec<Claim> {
        let questionnaire = self.questionnaire();
        let Some(rule) = questionnaire.goals().and_then(|goals| goals.claim.as_ref()) else {
            return Vec::new();
        };
        let evaluation = Evaluation::of(self);
        let resolved: Vec<&FindingKey> = self
            .handlings()
            .filter(|(key, handling)| {
                rule.resolved_by.contains(&key.rule) && !handling.resolution().is_open()
            })
            .map(|(key, _)| key)
            .collect();
        questionnaire.asked_goals().map(|goal| evaluation.claim(goal, rule, &resolved)).collect()
    }
}

/// How one effect question bears on a claim.
struct Bearing {
    question: QuestionIx,
    /// It counts and its benefit is great enough.
    benefit: Truth,
    /// Per facet that is asked.
    facets: Vec<(usize, FacetState)>,
    /// It counts and its harm is great.
    harm: Truth,
    resolved: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FacetState {
    Above,
    Unset,
    TooLow,
    Missing,
}

impl Bearing {
    /// Whether the effect carries the claim.
    fn carries(&self) -> Truth {
        self.facets.iter().fold(self.benefit, |all, (_, state)| {
            all.and(match state {
                FacetState::Above => Truth::Yes,
                FacetState::Unset => Truth::Undecided,
                FacetState::TooLow | FacetState::Missing => Truth::No,
            })
        })
    }

    /// Whether it leaves the claim free: a great harm keeps it waiting until it is resolved.
    fn leaves_free(&self) -> bool {
        self.resolved || self.harm == Truth::No
    }
}

impl Evaluation<'_> {
    fn claim(&self, goal: Goal, rule: &ClaimRule, resolved: &[&FindingKey]) -> Claim {
        let bearings: Vec<Bearing> = self
            .questionnaire
            .goal_questions(goal)
            .iter()
            .filter_map(|ix| self.bearing(*ix, goal, rule, resolved))
            .collect();
        let carried = bearings.iter().fold(Truth::No, |any, bearing| any.or(bearing.carries()));
        let free = bearings.iter().all(Bearing::leaves_free);
        let verdict = match (carried, free) {
            (Truth::No, _) => ClaimVerdict::No,
            (Truth::Yes, true) => ClaimVerdict::Yes,
            (Truth::Yes | Truth::Undecided, _) => ClaimVerdict::NotYet,
        };
        let mut reasons = Vec::new();
        if bearings.iter().all(|bearing| bearing.benefit == Truth::No) {
            reasons.push(ClaimReason { gap: ClaimGap::NoBenefit, question: None, facet: None });
        }
        for bearing in &bearings {
            // Once an effect carries it, what others lack is no matter; nor what fails where one can still carry it.
            if carried != Truth::Yes && bearing.benefit != Truth::No && bearing.carries() == carried {
                self.what_lacks(bearing, &mut reasons);
            }
            if !bearing.leaves_free() {
                let unresolved = bearing.harm == Truth::Yes;
                let gap = if unresolved { ClaimGap::HarmUnresolved } else { ClaimGap::HarmOpen };
                reasons.push(self.reason(gap, bearing.question, None));
            }
        }
        Claim { goal, verdict, reasons }
    }

    fn bearing(
        &self,
        ix: QuestionIx,
        goal: Goal,
        rule: &ClaimRule,
        resolved: &[&FindingKey],
    ) -> Option<Bearing> {
        let at = self.referred(Some(ix), Hand::default())?;
        let Kind::Effect { facets: offered, .. } = &at.question.kind else { return None };
        let counts = self.counts(ix, None);
        let reaches = |side, least: i64| {
            counts.and(match self.said(at.question, at.entry, side) {
                Said::Points(points) => Truth::from(points >= least),
                Said::Unknown | Said::Unanswered => Truth::Undecided,
                Said::NotApplicable => Truth::No,
            })
        };
        let facets = rule.facets.iter().map(|asked| {
            let state = match at.entry.facets.get(&asked.facet) {
                _ if !offered.contains(&asked.facet) => FacetState::Missing,
                Some(FacetValue::Step(step)) if self.facet_points(asked.facet, *step) > Some(asked.above) => {
                    FacetState::Above
                }
                Some(_) => FacetState::TooLow,
                None => FacetState::Unset,
            };
            (asked.facet, state)
        });
        let about = |key: &&FindingKey| match &key.question {
            Some(question) => *question == at.question.id,
            None => key.goal == Some(goal),
        };
        Some(Bearing {
            question: ix,
            benefit: reaches(Side::Benefit, rule.benefit),
            facets: facets.collect(),
            harm: reaches(Side::Harm, rule.harm),
            resolved: resolved.iter().any(about),
        })
    }

    fn facet_points(&self, facet: usize, step: usize) -> Option<i64> {
        let FacetKind::Scale(scale) = self.questionnaire.facets().get(facet)?.takes else { return None };
        Some(self.questionnaire.scale(scale)?.steps.get(step)?.points)
    }

    fn what_lacks(&self, bearing: &Bearing, reasons: &mut Vec<ClaimReason>) {
        if bearing.benefit == Truth::Undecided {
            reasons.push(self.reason(ClaimGap::BenefitOpen, bearing.question, None));
        }
        for (facet, state) in &bearing.facets {
            let gap = match state {
                FacetState::Above => continue,
                // A facet is asked once there is a benefit.
                FacetState::Unset if bearing.benefit == Truth::Undecided => continue,
                FacetState::Unset => ClaimGap::FacetUnset,
                FacetState::TooLow => ClaimGap::FacetTooLow,
                FacetState::Missing => ClaimGap::FacetMissing,
            };
            reasons.push(self.reason(gap, bearing.question, Some(*facet)));
        }
    }

    fn reason(&self, gap: ClaimGap, question: QuestionIx, facet: Option<usize>) -> ClaimReason {
        let facet = facet.and_then(|facet| self.questionnaire.facets().get(facet));
        ClaimReason {
            gap,
            question: self.questionnaire.question(question).map(|question| question.id.clone()),
            facet: facet.map(|facet| facet.id.clone()),
        }
    }
}
