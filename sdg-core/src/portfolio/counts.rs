//! Counts over projects.

use serde::Serialize;

use super::{FindingCounts, Headline, Project, ProjectGoal};
use crate::csv::{Csv, Separator};
use crate::fraction::Truth;
use crate::questionnaire::Goal;
use crate::score::ClaimVerdict;

/// Counts over projects. It keeps nothing of the projects themselves, so its size does not grow with their number.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Portfolio {
    /// How many projects were added.
    pub projects: usize,
    /// Goals that at least one project was asked about, in order.
    pub goals: Vec<GoalCounts>,
}

/// How many projects there are of each kind, for one goal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GoalCounts {
    /// The goal.
    pub goal: Goal,
    /// Were asked about it.
    pub asked: usize,
    /// Touch it for certain.
    pub touched: usize,
    /// May still touch it.
    pub may_touch: usize,
    /// By greatest benefit.
    pub benefit: HeadlineCounts,
    /// By greatest harm.
    pub harm: HeadlineCounts,
    /// May show it.
    pub may_show: usize,
    /// May not show it yet.
    pub not_yet: usize,
    /// Have an unresolved finding about it that is certain and to be discussed first.
    pub to_discuss: usize,
    /// Unresolved findings about it over all projects.
    pub findings: FindingCounts,
}

/// How many projects have their headline in each band.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct HeadlineCounts {
    /// In one band for certain: band set, band, how many. By id.
    pub bands: Vec<BandCount>,
    /// In one of several bands: open answers decide.
    pub open: usize,
    /// Nothing applies.
    pub void: usize,
    /// Without bands, or with too little filled in to show them.
    pub not_shown: usize,
}

/// How many projects are in a band.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BandCount {
    /// Id of the band set.
    pub set: String,
    /// Id of the band.
    pub band: String,
    /// How many.
    pub projects: usize,
}

impl Portfolio {
    /// Counts a project in.
    pub fn add(&mut self, project: &Project) {
        self.projects = self.projects.saturating_add(1);
        for goal in &project.goals {
            let place = self.goals.partition_point(|known| known.goal < goal.goal);
            if self.goals.get(place).is_none_or(|known| known.goal != goal.goal) {
                self.goals.insert(place, GoalCounts::none(goal.goal));
            }
            if let Some(counts) = self.goals.get_mut(place) {
                counts.add(goal);
            }
        }
    }

    /// The counts as JSON, always the same bytes for the same projects in whatever order.
    pub fn to_json(&self) -> String {
        // Writing to memory cannot fail; an empty text would be seen at once.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The counts as tidy CSV with its header: one row per goal, side and state.
    pub fn to_csv(&self, separator: Separator) -> String {
        let mut text = Csv::header(separator, &["goal", "side", "state", "band_set", "band", "projects"]);
        let mut csv = Csv::new(separator);
        for goal in &self.goals {
            for (side, counts) in [("benefit", &goal.benefit), ("harm", &goal.harm)] {
                let mut row = |state: &str, set: &str, band: &str, projects: usize| {
                    csv.number(Some(goal.goal.number()));
                    for cell in [side, state, set, band] {
                        csv.cell(cell);
                    }
                    csv.count(projects);
                    csv.end();
                };
                for band in &counts.bands {
                    row("band", &band.set, &band.band, band.projects);
                }
                row("open", "", "", counts.open);
                row("void", "", "", counts.void);
                row("not-shown", "", "", counts.not_shown);
            }
        }
        text.push_str(&csv.finish());
        text
    }
}

impl GoalCounts {
    fn none(goal: Goal) -> GoalCounts {
        GoalCounts {
            goal,
            asked: 0,
            touched: 0,
            may_touch: 0,
            benefit: HeadlineCounts::default(),
            harm: HeadlineCounts::default(),
            may_show: 0,
            not_yet: 0,
            to_discuss: 0,
            findings: FindingCounts::default(),
        }
    }

    fn add(&mut self, goal: &ProjectGoal) {
        let count = |counter: &mut usize, yes: bool| *counter = counter.saturating_add(usize::from(yes));
        count(&mut self.asked, true);
        count(&mut self.touched, goal.touched == Truth::Yes);
        count(&mut self.may_touch, goal.touched == Truth::Undecided);
        let verdict = goal.claim.as_ref().map(|claim| claim.verdict);
        count(&mut self.may_show, verdict == Some(ClaimVerdict::Yes));
        count(&mut self.not_yet, verdict == Some(ClaimVerdict::NotYet));
        count(&mut self.to_discuss, goal.findings.discuss_first > 0);
        self.benefit.add(&goal.benefit);
        self.harm.add(&goal.harm);
        self.findings.add(goal.findings);
    }
}

impl HeadlineCounts {
    fn add(&mut self, headline: &Headline) {
        let count = |counter: &mut usize| *counter = counter.saturating_add(1);
        match (&headline.bands, headline.bounds) {
            (_, None) => count(&mut self.void),
            (None, _) => count(&mut self.not_shown),
            (Some(span), Some(bounds)) if span.first != span.last || bounds.may_be_void => {
                count(&mut self.open);
            }
            (Some(span), _) => {
                let key = (&span.set, &span.first);
                let place = self.bands.partition_point(|known| (&known.set, &known.band) < key);
                if self.bands.get(place).is_none_or(|known| (&known.set, &known.band) != key) {
                    let band = BandCount { set: span.set.clone(), band: span.first.clone(), projects: 0 };
                    self.bands.insert(place, band);
                }
                if let Some(band) = self.bands.get_mut(place) {
                    count(&mut band.projects);
                }
            }
        }
    }
}
