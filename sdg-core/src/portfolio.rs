//! Several projects (METHOD 9): goals beside projects, for whoever looks over a whole multi-year plan.
//!
//! One project at a time: [`Project::of`] makes the rows of one check, [`Portfolio::add`] counts it, and then it can be let go. So
//! a portfolio takes no more memory for a thousand files than for one. There is no ranking, and nothing is added up but counts.

mod counts;

use serde::Serialize;

use crate::assessment::{Answer, Assessment, Resolution};
use crate::csv::{Csv, Separator};
use crate::fraction::Truth;
use crate::questionnaire::{FindingSeverity, Goal, Kind, QuestionIx};
use crate::report::{BandSpan, Finding, MaybeBounds, MeasureResult, ReportHead};
use crate::score::{Claim, ClaimVerdict};

pub use counts::{BandCount, GoalCounts, HeadlineCounts, Portfolio};

/// Which project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProjectHead {
    /// Where it comes from, as the caller says: usually the name of the file.
    pub file: String,
    /// Name of the project.
    pub name: Option<String>,
    /// Municipality or organisation.
    pub municipality: Option<String>,
    /// Stage: id of the option.
    pub stage: Option<String>,
    /// Date of the check.
    pub date: Option<String>,
    /// Which questionnaire was answered.
    pub questionnaire: ReportHead,
}

/// One project in a portfolio.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Project {
    /// Which project.
    pub project: ProjectHead,
    /// Goals that the questionnaire asks about, in order.
    pub goals: Vec<ProjectGoal>,
    /// Headlines of the principles in declared order.
    pub principles: Vec<ProjectPrinciple>,
    /// Findings, in the order of the rules.
    pub findings: Vec<ProjectFinding>,
}

/// One goal of one project, benefit and harm side by side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProjectGoal {
    /// The goal.
    pub goal: Goal,
    /// Whether the project touches it.
    pub touched: Truth,
    /// Whether something on it is still open.
    pub open: bool,
    /// Greatest benefit.
    pub benefit: Headline,
    /// Greatest harm.
    pub harm: Headline,
    /// Whether the project may show the goal, and what stands in the way; `None` when the questionnaire has no claim check.
    pub claim: Option<Claim>,
    /// Unresolved findings about this goal.
    pub findings: FindingCounts,
}

/// The headline of a side of a goal, or of a principle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Headline {
    /// Bounds; `None` when it is void.
    pub bounds: MaybeBounds,
    /// First and last band; `None` without bands, when void, or when too little is filled in to show it.
    pub bands: Option<BandSpan>,
}

/// One principle of one project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProjectPrinciple {
    /// Id of the principle.
    pub id: String,
    /// Its weakest link.
    pub headline: Headline,
    /// Id of the component that is the weakest link.
    pub weakest: Option<String>,
}

/// One finding of one project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProjectFinding {
    /// The finding.
    pub finding: Finding,
    /// The goal that it is about, also by its question.
    pub goal: Option<Goal>,
    /// What the file says was done with it.
    pub resolution: Resolution,
}

/// Unresolved findings: certain ones by severity, and those that are only possible.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct FindingCounts {
    /// To be discussed first.
    pub discuss_first: usize,
    /// Deserve attention.
    pub attention: usize,
    /// Hints.
    pub hint: usize,
    /// Only possible through open answers, of any severity.
    pub possible: usize,
}

impl FindingCounts {
    fn count(&mut self, found: &ProjectFinding) {
        if !found.resolution.is_open() {
            return;
        }
        let place = match (found.finding.certain, found.finding.severity) {
            (false, _) => &mut self.possible,
            (true, FindingSeverity::DiscussFirst) => &mut self.discuss_first,
            (true, FindingSeverity::Attention) => &mut self.attention,
            (true, FindingSeverity::Hint) => &mut self.hint,
        };
        *place = place.saturating_add(1);
    }

    pub(super) fn add(&mut self, other: FindingCounts) {
        self.discuss_first = self.discuss_first.saturating_add(other.discuss_first);
        self.attention = self.attention.saturating_add(other.attention);
        self.hint = self.hint.saturating_add(other.hint);
        self.possible = self.possible.saturating_add(other.possible);
    }

    fn cells(self, csv: &mut Csv) {
        for count in [self.discuss_first, self.attention, self.hint, self.possible] {
            csv.count(count);
        }
    }
}

const HEADLINE_COLUMNS: [&str; 4] = ["lo", "hi", "band_first", "band_last"];
const FINDING_COLUMNS: [&str; 4] = ["discuss_first", "attention", "hint", "possible"];

impl Project {
    /// What a portfolio tells of one check. `file` says where it comes from.
    ///
    /// ```
    /// use sdg_core::{Assessment, Portfolio, Project, Questionnaire, Separator};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0", "goals": {},
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [ { "id": "g7", "kind": "effect", "scale": "degree", "goal": 7 } ] } ] }"#,
    ///     None,
    /// )?;
    /// let mut portfolio = Portfolio::default();
    /// let mut table = Project::goals_header(Separator::Comma);
    /// for (file, answers) in [("a.json", r#"{ "g7": { "benefit": 1, "harm": 0 } }"#), ("b.json", "{}")] {
    ///     let saved = format!(
    ///         r#"{{ "format": 1, "questionnaire": {{ "id": "tiny", "version": "1" }}, "answers": {answers} }}"#
    ///     );
    ///     let project = Project::of(file, &Assessment::parse(&saved, &questionnaire)?.assessment);
    ///     table.push_str(&project.goals_csv(Separator::Comma));
    ///     portfolio.add(&project);
    /// }
    /// assert_eq!(table.lines().count(), 3);
    /// assert_eq!((portfolio.projects, portfolio.goals[0].touched), (2, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(file: &str, assessment: &Assessment) -> Project {
        let questionnaire = assessment.questionnaire();
        let report = assessment.score();
        let findings: Vec<ProjectFinding> = report
            .findings
            .into_iter()
            .map(|finding| {
                let key = finding.key();
                let (goal, resolution) = (key.goal_in(questionnaire), assessment.resolution(&key));
                ProjectFinding { finding, goal, resolution }
            })
            .collect();
        let claims = assessment.claims();
        let goals = report.goals.iter().map(|result| {
            let mut counts = FindingCounts::default();
            for found in findings.iter().filter(|found| found.goal == Some(result.goal)) {
                counts.count(found);
            }
            ProjectGoal {
                goal: result.goal,
                touched: result.touched,
                open: result.open,
                benefit: Headline::of(&result.benefit.max),
                harm: Headline::of(&result.harm.max),
                claim: claims.iter().find(|claim| claim.goal == result.goal).cloned(),
                findings: counts,
            }
        });
        let principles = report.principles.iter().map(|result| ProjectPrinciple {
            id: result.id.clone(),
            headline: Headline::of(&result.headline),
            weakest: result.weakest.clone(),
        });
        Project {
            project: ProjectHead::of(file, assessment),
            goals: goals.collect(),
            principles: principles.collect(),
            findings,
        }
    }

    /// Header of [`Project::goals_csv`].
    pub fn goals_header(separator: Separator) -> String {
        let mut columns = ProjectHead::COLUMNS.map(str::to_owned).to_vec();
        columns.extend(["goal", "touched", "open"].map(str::to_owned));
        for side in ["benefit", "harm"] {
            columns.extend(HEADLINE_COLUMNS.map(|column| format!("{side}_{column}")));
        }
        columns.push("claim".to_owned());
        columns.extend(FINDING_COLUMNS.map(|column| format!("findings_{column}")));
        Csv::header(separator, &columns.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// One row per goal: benefit and harm beside each other, whether it may be shown, and the unresolved findings about it.
    pub fn goals_csv(&self, separator: Separator) -> String {
        let mut csv = Csv::new(separator);
        for goal in &self.goals {
            self.project.cells(&mut csv);
            csv.number(Some(goal.goal.number()));
            csv.cell(word(goal.touched));
            csv.cell(if goal.open { "yes" } else { "no" });
            goal.benefit.cells(&mut csv);
            goal.harm.cells(&mut csv);
            csv.cell(goal.claim.as_ref().map_or("", |claim| claim_word(claim.verdict)));
            goal.findings.cells(&mut csv);
            csv.end();
        }
        csv.finish()
    }

    /// Header of [`Project::principles_csv`].
    pub fn principles_header(separator: Separator) -> String {
        let mut columns = ProjectHead::COLUMNS.to_vec();
        columns.push("principle");
        columns.extend(HEADLINE_COLUMNS);
        columns.push("weakest");
        Csv::header(separator, &columns)
    }

    /// One row per principle.
    pub fn principles_csv(&self, separator: Separator) -> String {
        let mut csv = Csv::new(separator);
        for principle in &self.principles {
            self.project.cells(&mut csv);
            csv.cell(&principle.id);
            principle.headline.cells(&mut csv);
            csv.cell_if(principle.weakest.as_deref());
            csv.end();
        }
        csv.finish()
    }

    /// Header of [`Project::findings_csv`].
    pub fn findings_header(separator: Separator) -> String {
        let mut columns = ProjectHead::COLUMNS.to_vec();
        columns.extend(["finding", "goal", "subject", "severity", "certain", "resolution"]);
        Csv::header(separator, &columns)
    }

    /// One row per finding, resolved or not.
    pub fn findings_csv(&self, separator: Separator) -> String {
        let mut csv = Csv::new(separator);
        for ProjectFinding { finding, goal, resolution } in &self.findings {
            self.project.cells(&mut csv);
            csv.cell(&finding.id);
            csv.number(goal.map(Goal::number));
            csv.cell_if(finding.subject.as_deref());
            csv.cell(match finding.severity {
                FindingSeverity::DiscussFirst => "discuss-first",
                FindingSeverity::Attention => "attention",
                FindingSeverity::Hint => "hint",
            });
            csv.cell(if finding.certain { "yes" } else { "no" });
            csv.cell(match resolution {
                Resolution::Open => "open",
                Resolution::Treated => "treated",
                Resolution::Accepted => "accepted",
            });
            csv.end();
        }
        csv.finish()
    }
}

impl ProjectHead {
    /// Columns that say which project a row is about.
    pub(crate) const COLUMNS: [&'static str; 7] =
        ["file", "project", "municipality", "stage", "date", "questionnaire", "version"];

    pub(crate) fn of(file: &str, assessment: &Assessment) -> ProjectHead {
        let questionnaire = assessment.questionnaire();
        let profile = questionnaire.profile();
        let said = |question: Option<QuestionIx>| said(assessment, question?);
        ProjectHead {
            file: file.to_owned(),
            name: said(profile.name),
            municipality: said(profile.municipality),
            stage: said(profile.stage),
            date: said(profile.date),
            questionnaire: ReportHead {
                id: questionnaire.id().to_owned(),
                version: questionnaire.version().to_owned(),
            },
        }
    }

    pub(crate) fn cells(&self, csv: &mut Csv) {
        csv.cell(&self.file);
        for text in [&self.name, &self.municipality, &self.stage, &self.date] {
            csv.cell_if(text.as_deref());
        }
        csv.cell(&self.questionnaire.id);
        csv.cell(&self.questionnaire.version);
    }
}

impl Headline {
    fn of(result: &MeasureResult) -> Headline {
        Headline { bounds: result.bounds, bands: result.bands.clone() }
    }

    fn cells(&self, csv: &mut Csv) {
        csv.lower(self.bounds.map(|bounds| bounds.lo));
        csv.upper(self.bounds.map(|bounds| bounds.hi));
        csv.cell_if(self.bands.as_ref().map(|span| span.first.as_str()));
        csv.cell_if(self.bands.as_ref().map(|span| span.last.as_str()));
    }
}

pub(crate) const fn claim_word(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::No => "no",
        ClaimVerdict::NotYet => "not-yet",
        ClaimVerdict::Yes => "yes",
    }
}

fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::No => "no",
        Truth::Undecided => "undecided",
        Truth::Yes => "yes",
    }
}

/// What was answered in the profile, in words or as the id of an option.
fn said(assessment: &Assessment, question: QuestionIx) -> Option<String> {
    let asked = assessment.questionnaire().question(question)?;
    match assessment.entry(question, None).answer.as_ref()? {
        Answer::Text(text) | Answer::Number(text) | Answer::Date(text) => Some(text.clone()),
        Answer::Option(place) => match &asked.kind {
            Kind::Choice { options } => Some(options.get(*place)?.id.clone()),
            Kind::Rating { scale } => {
                Some(assessment.questionnaire().scale(*scale)?.steps.get(*place)?.id.clone())
            }
            _ => None,
        },
        _ => None,
    }
}
