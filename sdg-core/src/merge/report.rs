//! What several assessors say, side by side.

use std::cmp::Reverse;

use serde::{Serialize, Serializer};

use super::Merged;
use super::spread::{AnswerPart, Spread, Standing, Vote};
use super::subjects::{SharedSubject, SharedSubjects};
use crate::assessment::{Answer, Entry, FindingKey, Resolution, Strength, SubjectAnswer, entry_json};
use crate::fraction::{Bounds, Fraction, Truth};
use crate::interlinkages::PromptId;
use crate::questionnaire::{
    BandsIx, ForEach, Goal, Kind, Polarity, Question, QuestionIx, Questionnaire, RosterIx,
};
use crate::report::{BandSpan, Finding, GoalResult, MaybeBounds, MeasureResult, Report, ReportHead};

/// Several assessments side by side. Assessors are named by their place in [`MergedReport::assessors`], subjects of one's own by
/// their shared ids.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MergedReport {
    /// Which questionnaire was answered.
    pub questionnaire: ReportHead,
    /// The assessors.
    pub assessors: Vec<AssessorHead>,
    /// Subjects that assessors added, matched by name.
    pub own_subjects: Vec<SharedSubject>,
    /// Every question on which somebody recorded something, in the order of the questionnaire.
    pub questions: Vec<MergedQuestion>,
    /// What the assessors do not agree on, most divided first.
    pub discuss: Vec<Divided>,
    /// What they agree on, least divided first.
    pub agreed: Vec<Divided>,
    /// Measures in declared order.
    pub measures: Vec<MergedMeasure>,
    /// Goals in order.
    pub goals: Vec<MergedGoal>,
    /// Headlines of the principles in declared order.
    pub principles: Vec<MergedMeasure>,
    /// Findings that somebody's answers raise, in the order of the rules.
    pub findings: Vec<MergedFinding>,
}

impl MergedReport {
    /// The report as JSON, always the same bytes for the same assessments.
    pub fn to_json(&self) -> String {
        // Writing to memory cannot fail; an empty text would be seen at once.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Who did one of the assessments. Names of persons are left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AssessorHead {
    /// Function or service, if the file says.
    pub by: Option<String>,
    /// Moment of saving, as the host wrote it.
    pub saved: Option<String>,
    /// Ids of questions whose answers are kept in the file but not understood.
    pub kept: Vec<String>,
}

/// One question, or one subject of a repeated question.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MergedQuestion {
    /// Id of the question.
    pub id: String,
    /// Subject, for a repeated question.
    pub subject: Option<String>,
    /// What each assessor recorded; who recorded nothing is not here.
    pub answers: Vec<GivenAnswer>,
    /// How far they differ, per part of the answer; nothing for text, numbers and dates.
    pub parts: Vec<Spread>,
}

/// What one assessor recorded, word for word.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GivenAnswer {
    /// Place of the assessor.
    pub assessor: usize,
    /// Whether the question is asked by this assessor's other answers; what is not asked does not count.
    pub asked: Truth,
    /// Answer, facets and reason as in a saved file: JSON, with shared ids of subjects.
    #[serde(serialize_with = "embedded")]
    pub entry: String,
}

/// JSON inside JSON.
fn embedded<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serde_json::from_str::<serde_json::Value>(json).unwrap_or_default().serialize(serializer)
}

/// A part of an answer in the list of what is agreed or to be discussed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Divided {
    /// Id of the question.
    pub question: String,
    /// Subject, for a repeated question.
    pub subject: Option<String>,
    /// Which part of the answer.
    pub part: AnswerPart,
    /// How far they differ, see [`Spread::division`].
    pub division: Fraction,
}

/// A measure over all assessors: whatever one of them holds for possible.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MergedMeasure {
    /// Id of the measure; of a principle for its headline.
    pub id: String,
    /// Subject, for a repeated measure.
    pub subject: Option<String>,
    /// Which way it points.
    pub polarity: Polarity,
    /// From the least lower to the greatest upper bound; `None` when it is void for all. It may be void when it may be for one.
    pub bounds: MaybeBounds,
    /// First and last band of these bounds; `None` without bands, or when it is not shown.
    pub bands: Option<BandSpan>,
    /// Whether every assessor has filled in enough to display it.
    pub shown: bool,
    /// Whether an open goal of somebody can still change what it is about.
    pub provisional: bool,
    /// The bounds of each assessor who has it.
    pub each: Vec<AssessorValue>,
}

/// The bounds of one assessor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AssessorValue {
    /// Place of the assessor.
    pub assessor: usize,
    /// Bounds; `None` when it is void.
    pub bounds: MaybeBounds,
}

/// A goal over all assessors, benefit and harm side by side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MergedGoal {
    /// The goal.
    pub goal: Goal,
    /// Whether each assessor finds it touched.
    pub touched: Vec<Truth>,
    /// Greatest benefit.
    pub benefit_max: MergedMeasure,
    /// Mean benefit.
    pub benefit_mean: MergedMeasure,
    /// Greatest harm.
    pub harm_max: MergedMeasure,
    /// Mean harm.
    pub harm_mean: MergedMeasure,
}

/// A finding that the answers of at least one assessor raise: one credible warning is enough.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MergedFinding {
    /// The finding, with the shared id of its subject; certain when it is for somebody.
    pub finding: Finding,
    /// By whose answers it is raised.
    pub raised: Vec<Raised>,
    /// Whether somebody whose answers raise it has not resolved it.
    pub open: bool,
}

/// One assessor whose answers raise a finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Raised {
    /// Place of the assessor.
    pub assessor: usize,
    /// Certain, or only possible through open answers.
    pub certain: bool,
    /// What this assessor's file says of it.
    pub resolution: Resolution,
}

pub(super) fn of(merged: &Merged) -> MergedReport {
    let all = SideBySide {
        merged,
        questionnaire: merged.questionnaire(),
        reports: merged.assessments().iter().map(crate::Assessment::score).collect(),
        subjects: SharedSubjects::of(&merged.assessments().iter().collect::<Vec<_>>()),
    };
    let questions = all.questions();
    let (discuss, agreed) = lists(&questions);
    MergedReport {
        questionnaire: ReportHead {
            id: all.questionnaire.id().to_owned(),
            version: all.questionnaire.version().to_owned(),
        },
        assessors: all.assessors(),
        own_subjects: all.subjects.list(),
        questions,
        discuss,
        agreed,
        measures: all.measures(),
        goals: all.goals(),
        principles: all.principles(),
        findings: all.findings(),
    }
}

/// The assessor has no such subject.
struct Absent;

/// The assessments side by side.
struct SideBySide<'m> {
    merged: &'m Merged,
    questionnaire: &'m Questionnaire,
    reports: Vec<Report>,
    subjects: SharedSubjects,
}

impl SideBySide<'_> {
    fn assessors(&self) -> Vec<AssessorHead> {
        let head = |assessment: &crate::Assessment| AssessorHead {
            by: assessment.assessor.as_ref().map(|assessor| assessor.by.clone()),
            saved: assessment.saved.clone(),
            kept: assessment.kept().map(str::to_owned).collect(),
        };
        self.merged.assessments().iter().map(head).collect()
    }

    /// Shared ids over which something is repeated: once without a subject, or each subject of the roster. Of the prompts all
    /// that somebody is asked.
    fn positions(&self, for_each: Option<ForEach>) -> Vec<Option<String>> {
        let Some(for_each) = for_each else { return vec![None] };
        let roster = for_each.roster();
        if self.questionnaire.roster(roster).is_none_or(|roster| !roster.prompts) {
            return self.subjects.ids(self.questionnaire, roster).into_iter().map(Some).collect();
        }
        let mut prompts: Vec<PromptId> = Vec::new();
        for prompt in self.reports.iter().flat_map(|report| &report.prompts) {
            prompts.extend(PromptId::parse(&prompt.id));
        }
        prompts.sort_unstable();
        prompts.dedup();
        prompts.into_iter().map(|prompt| Some(prompt.to_text())).collect()
    }

    /// The subject, if there is one, under its id in one assessment.
    fn held<'s>(
        &'s self,
        for_each: Option<ForEach>,
        assessor: usize,
        subject: Option<&'s str>,
    ) -> Result<Option<&'s str>, Absent> {
        match (for_each, subject) {
            (Some(for_each), Some(subject)) => {
                self.subjects.held(for_each.roster(), assessor, subject).map(Some).ok_or(Absent)
            }
            _ => Ok(None),
        }
    }

    fn questions(&self) -> Vec<MergedQuestion> {
        let mut questions = Vec::new();
        for (ix, question) in self.questionnaire.indexed() {
            for subject in self.positions(question.for_each) {
                let (answers, entries) = self.answers(ix, question, subject.as_deref());
                if answers.is_empty() {
                    continue;
                }
                let parts = parts(self.questionnaire, &self.subjects, question)
                    .into_iter()
                    .map(|(part, scale)| {
                        let vote = |(assessor, entry): &(usize, Entry)| {
                            Some((*assessor, vote(self.questionnaire, question, entry, &part)?))
                        };
                        let votes: Vec<(usize, Vote)> = entries.iter().filter_map(vote).collect();
                        Spread::of(part.clone(), scale.as_deref(), &votes)
                    })
                    .filter(|spread| {
                        spread.raters > 0 || !spread.not_applicable.is_empty() || !spread.unknown.is_empty()
                    })
                    .collect();
                questions.push(MergedQuestion { id: question.id.clone(), subject, answers, parts });
            }
        }
        questions
    }

    /// What is recorded, and what of it counts.
    fn answers(
        &self,
        ix: QuestionIx,
        question: &Question,
        subject: Option<&str>,
    ) -> (Vec<GivenAnswer>, Vec<(usize, Entry)>) {
        let (mut answers, mut counting) = (Vec::new(), Vec::new());
        for (assessor, (assessment, report)) in
            self.merged.assessments().iter().zip(&self.reports).enumerate()
        {
            let Ok(own) = self.held(question.for_each, assessor, subject) else { continue };
            let entry = assessment.entry(ix, own);
            if entry.is_empty() {
                continue;
            }
            let entry = self.subjects.translate(self.questionnaire, question, assessor, entry);
            let asked = report.question(&question.id, own).map_or(Truth::No, |result| result.asked);
            answers.push(GivenAnswer { assessor, asked, entry: entry_json(assessment, question, &entry) });
            if asked != Truth::No {
                counting.push((assessor, entry));
            }
        }
        (answers, counting)
    }

    fn merged_measure<'r>(
        &'r self,
        id: &str,
        subject: Option<&str>,
        for_each: Option<ForEach>,
        bands: Option<BandsIx>,
        find: &dyn Fn(&'r Report, Option<&str>) -> Option<&'r MeasureResult>,
    ) -> Option<MergedMeasure> {
        let mut results = Vec::new();
        for (assessor, report) in self.reports.iter().enumerate() {
            let Ok(own) = self.held(for_each, assessor, subject) else { continue };
            results.extend(find(report, own).map(|result| (assessor, result)));
        }
        let (_, first) = results.first()?;
        let bounds = hull(results.iter().map(|(_, result)| result.bounds));
        let shown = results.iter().all(|(_, result)| result.shown);
        let set = bands.filter(|_| shown).and_then(|bands| self.questionnaire.band_set(bands));
        Some(MergedMeasure {
            id: id.to_owned(),
            subject: subject.map(str::to_owned),
            polarity: first.polarity,
            bounds,
            bands: set.zip(bounds).and_then(|(set, bounds)| BandSpan::of(set, bounds)),
            shown,
            provisional: results.iter().any(|(_, result)| result.provisional),
            each: results
                .iter()
                .map(|(assessor, result)| AssessorValue { assessor: *assessor, bounds: result.bounds })
                .collect(),
        })
    }

    fn measures(&self) -> Vec<MergedMeasure> {
        let mut measures = Vec::new();
        for measure in self.questionnaire.measures() {
            for subject in self.positions(measure.for_each) {
                measures.extend(self.merged_measure(
                    &measure.id,
                    subject.as_deref(),
                    measure.for_each,
                    measure.bands,
                    &|report, own| report.measure(&measure.id, own),
                ));
            }
        }
        measures
    }

    fn goals(&self) -> Vec<MergedGoal> {
        let bands = self.questionnaire.goals().and_then(|goals| goals.bands);
        let side = |goal: Goal, of: fn(&GoalResult) -> &MeasureResult| {
            let id = of(self.reports.first()?.goal(goal)?).id.clone();
            self.merged_measure(&id, None, None, bands, &|report, _| report.goal(goal).map(of))
        };
        let goal = |goal: Goal| {
            let touched = self.reports.iter().map(|report| Some(report.goal(goal)?.touched));
            Some(MergedGoal {
                goal,
                touched: touched.collect::<Option<Vec<Truth>>>()?,
                benefit_max: side(goal, |result| &result.benefit.max)?,
                benefit_mean: side(goal, |result| &result.benefit.mean)?,
                harm_max: side(goal, |result| &result.harm.max)?,
                harm_mean: side(goal, |result| &result.harm.mean)?,
            })
        };
        Goal::all().filter_map(goal).collect()
    }

    fn principles(&self) -> Vec<MergedMeasure> {
        let headline = |principle: &crate::Principle| {
            self.merged_measure(&principle.id, None, None, principle.bands, &|report, _| {
                let result = report.principles.iter().find(|result| result.id == principle.id);
                result.map(|result| &result.headline)
            })
        };
        self.questionnaire.principles().iter().filter_map(headline).collect()
    }

    fn findings(&self) -> Vec<MergedFinding> {
        let mut found: Vec<(FindingKey, MergedFinding)> = Vec::new();
        for (assessor, (assessment, report)) in
            self.merged.assessments().iter().zip(&self.reports).enumerate()
        {
            for finding in &report.findings {
                let own = finding.key();
                let resolution = assessment.resolution(&own);
                let raised = Raised { assessor, certain: finding.certain, resolution };
                let mut finding = finding.clone();
                if let (Some(roster), Some(subject)) = (own.roster(self.questionnaire), &own.subject) {
                    finding.subject = Some(self.subjects.shared(roster, assessor, subject).to_owned());
                }
                let key = finding.key();
                if let Some((_, known)) = found.iter_mut().find(|(known, _)| *known == key) {
                    known.finding.certain |= finding.certain;
                    known.open |= resolution.is_open();
                    known.raised.push(raised);
                } else {
                    let open = resolution.is_open();
                    found.push((key, MergedFinding { finding, raised: vec![raised], open }));
                }
            }
        }
        let rule = |key: &FindingKey| self.questionnaire.rules().iter().position(|rule| rule.id == key.rule);
        found.sort_by(|(a, _), (b, _)| (rule(a), a).cmp(&(rule(b), b)));
        found.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// Everything that one of them can be.
fn hull(all: impl Iterator<Item = MaybeBounds>) -> MaybeBounds {
    let mut hull: MaybeBounds = None;
    let mut void = false;
    for bounds in all {
        let Some(bounds) = bounds else {
            void = true;
            continue;
        };
        hull = Some(hull.map_or(bounds, |known| Bounds {
            lo: known.lo.min(bounds.lo),
            hi: known.hi.max(bounds.hi),
            may_be_void: known.may_be_void || bounds.may_be_void,
        }));
    }
    hull.map(|hull| Bounds { may_be_void: hull.may_be_void || void, ..hull })
}

/// Parts of an answer on which assessors can differ, with the scale of each if it has one.
fn parts(
    questionnaire: &Questionnaire,
    subjects: &SharedSubjects,
    question: &Question,
) -> Vec<(AnswerPart, Option<Vec<i64>>)> {
    let ordered = |points: &mut dyn Iterator<Item = i64>| {
        let mut points: Vec<i64> = points.collect();
        points.sort_unstable();
        points.dedup();
        Some(points)
    };
    let of_scale = |ix| {
        let steps = questionnaire.scale(ix).map_or(&[][..], |scale| &scale.steps);
        ordered(&mut steps.iter().map(|step| step.points))
    };
    match &question.kind {
        Kind::Effect { scale, .. } => {
            vec![(AnswerPart::Benefit, of_scale(*scale)), (AnswerPart::Harm, of_scale(*scale))]
        }
        Kind::Rating { scale } => vec![(AnswerPart::Whole, of_scale(*scale))],
        Kind::Choice { options } if options.iter().all(|option| option.points.is_some()) => {
            vec![(AnswerPart::Whole, ordered(&mut options.iter().filter_map(|option| option.points)))]
        }
        Kind::Choice { .. } | Kind::Multiple { .. } => vec![(AnswerPart::Whole, None)],
        Kind::Subjects { roster, .. } => subject_parts(questionnaire, subjects, *roster),
        Kind::Text { .. } | Kind::Number { .. } | Kind::Date => Vec::new(),
    }
}

fn subject_parts(
    questionnaire: &Questionnaire,
    subjects: &SharedSubjects,
    roster: RosterIx,
) -> Vec<(AnswerPart, Option<Vec<i64>>)> {
    let ids = subjects.ids(questionnaire, roster);
    ids.into_iter().map(|id| (AnswerPart::Subject(id), None)).collect()
}

/// What an entry says on a part; `None` when it says nothing.
fn vote(
    questionnaire: &Questionnaire,
    question: &Question,
    entry: &Entry,
    part: &AnswerPart,
) -> Option<Vote> {
    let strength = |strength: &Option<Strength>| match strength {
        Some(Strength::Points(points)) => Some(Vote::Points(*points)),
        Some(Strength::Unknown) => Some(Vote::Unknown),
        None => None,
    };
    let yes_or_no = |answer: &SubjectAnswer| match answer {
        SubjectAnswer::Yes => Vote::Value("yes".to_owned()),
        SubjectAnswer::No => Vote::Value("no".to_owned()),
        SubjectAnswer::Unknown => Vote::Unknown,
    };
    match (entry.answer.as_ref()?, part) {
        (Answer::Unknown, _) => Some(Vote::Unknown),
        (Answer::NotApplicable, _) => Some(Vote::NotApplicable),
        (Answer::Effect { benefit, .. }, AnswerPart::Benefit) => strength(benefit),
        (Answer::Effect { harm, .. }, AnswerPart::Harm) => strength(harm),
        (Answer::Subjects(subjects), AnswerPart::Subject(id)) => subjects.get(id).map(yes_or_no),
        (Answer::Option(place), AnswerPart::Whole) => match &question.kind {
            Kind::Rating { scale } => {
                Some(Vote::Points(questionnaire.scale(*scale)?.steps.get(*place)?.points))
            }
            Kind::Choice { options } => {
                let all = options.iter().all(|option| option.points.is_some());
                let option = options.get(*place)?;
                let points = option.points.filter(|_| all).map(Vote::Points);
                Some(points.unwrap_or_else(|| Vote::Value(option.id.clone())))
            }
            _ => None,
        },
        (Answer::Options(places), AnswerPart::Whole) => {
            let Kind::Multiple { options, .. } = &question.kind else { return None };
            let ids = places.iter().filter_map(|place| Some(options.get(*place)?.id.as_str()));
            Some(Vote::Value(ids.collect::<Vec<_>>().join(" ")))
        }
        _ => None,
    }
}

/// What is to be discussed, most divided first, and what is agreed, least divided first; of equals the order of the
/// questionnaire.
fn lists(questions: &[MergedQuestion]) -> (Vec<Divided>, Vec<Divided>) {
    let list = |standing: Standing| -> Vec<Divided> {
        let divided = |question: &MergedQuestion, spread: &Spread| Divided {
            question: question.id.clone(),
            subject: question.subject.clone(),
            part: spread.part.clone(),
            division: spread.division,
        };
        let parts =
            questions.iter().flat_map(|question| question.parts.iter().map(move |part| (question, part)));
        parts
            .filter(|(_, spread)| spread.standing == standing)
            .map(|(question, spread)| divided(question, spread))
            .collect()
    };
    let (mut discuss, mut agreed) = (list(Standing::Discuss), list(Standing::Agreed));
    discuss.sort_by_key(|divided| Reverse(divided.division));
    agreed.sort_by_key(|divided| divided.division);
    (discuss, agreed)
}
