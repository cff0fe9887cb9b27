//! Evidence on interlinkages between goals (METHOD 6). It orders questions; it never enters a goal's score.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{self, Collector, Diagnostics};
use crate::fraction::Fraction;
use crate::json::Fields;
use crate::questionnaire::{Goal, is_id};

/// How firmly the literature knows a trade-off between two goals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceLabel {
    /// No record of a trade-off.
    None,
    /// One to four records.
    Weak,
    /// Five records or more.
    Moderate,
    /// Five records or more, and the Wilson 95 % lower bound of their share is at least 0.10.
    Strong,
}

/// What is known about pairs of goals: an expert matrix (Weitz et al. 2018) and literature counts (JRC `KnowSDGs`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) sources: Vec<EvidenceSource>,
    pub(crate) limits: Vec<String>,
    pub(crate) expert_source: String,
    pub(crate) literature_source: String,
    pub(crate) divisor: i64,
    pub(crate) positive: Vec<Vec<i64>>,
    pub(crate) negative: Vec<Vec<i64>>,
    pub(crate) synergies: Vec<Vec<i64>>,
    pub(crate) tradeoffs: Vec<Vec<i64>>,
    pub(crate) labels: Vec<EvidenceLabel>,
    pub(crate) double: Vec<bool>,
}

/// Where a part of the evidence comes from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EvidenceSource {
    /// Id within the file.
    pub id: String,
    /// Authors, year, title.
    pub citation: String,
    /// Digital object identifier.
    pub doi: String,
    /// Where it is published.
    pub url: String,
    /// The copy that was read.
    pub read_from: String,
}

impl EvidenceSource {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, '_>) -> Option<EvidenceSource> {
        Some(EvidenceSource {
            id: fields.text("id"),
            citation: fields.text("citation"),
            doi: fields.text("doi"),
            url: fields.text("url"),
            read_from: fields.text("read_from"),
        })
    }
}

struct FileShape {
    id: String,
    version: String,
    sources: Vec<EvidenceSource>,
    limits: Vec<String>,
    expert: ExpertShape,
    literature: LiteratureShape,
    labels: LabelsShape,
}

impl FileShape {
    fn read(fields: &mut Fields<'_, '_>) -> Option<FileShape> {
        fields.count("format");
        fields.text_if("$schema");
        let (expert, literature, labels) = (
            fields.object("expert", ExpertShape::read),
            fields.object("literature", LiteratureShape::read),
            fields.object("labels", LabelsShape::read),
        );
        Some(FileShape {
            id: fields.text("id"),
            version: fields.text("version"),
            sources: fields.objects("sources", EvidenceSource::read),
            limits: fields.texts("limits"),
            expert: expert?,
            literature: literature?,
            labels: labels?,
        })
    }
}

struct ExpertShape {
    source: String,
    goals: usize,
    divisor: i64,
    positive: Vec<Vec<i64>>,
    negative: Vec<Vec<i64>>,
}

impl ExpertShape {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, '_>) -> Option<ExpertShape> {
        Some(ExpertShape {
            source: fields.text("source"),
            goals: fields.count("goals"),
            divisor: fields.whole("divisor"),
            positive: fields.table("positive"),
            negative: fields.table("negative"),
        })
    }
}

struct LiteratureShape {
    source: String,
    synergies: Vec<Vec<i64>>,
    tradeoffs: Vec<Vec<i64>>,
}

impl LiteratureShape {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, '_>) -> Option<LiteratureShape> {
        Some(LiteratureShape {
            source: fields.text("source"),
            synergies: fields.table("synergies"),
            tradeoffs: fields.table("tradeoffs"),
        })
    }
}

struct LabelsShape {
    strong: Vec<String>,
    moderate: Vec<String>,
    weak: Vec<String>,
    double: Vec<String>,
}

impl LabelsShape {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, '_>) -> Option<LabelsShape> {
        Some(LabelsShape {
            strong: fields.texts("strong"),
            moderate: fields.texts("moderate"),
            weak: fields.texts("weak"),
            double: fields.texts("double"),
        })
    }
}

const GOALS: usize = 17;
/// Goal 17 is left out of the expert matrix (METHOD 6).
const EXPERT_GOALS: usize = 16;
/// Greatest divisor: forces of the second order, which have its square below the line, then stay far below 2^62.
const MOST_DIVISOR: i64 = 1000;
const MOST_BYTES: usize = 1 << 20;

impl Evidence {
    /// Reads an evidence file.
    ///
    /// # Errors
    ///
    /// All diagnostics of the file: `J01…` for JSON, `E01…` for its content.
    pub fn parse(text: &str) -> Result<Arc<Evidence>, Diagnostics> {
        let mut collector = diagnostic::open(text, MOST_BYTES)?;
        let Some(file) = diagnostic::read_file(&mut collector, "E0101", FileShape::read) else {
            return Err(into_diagnostics(collector));
        };
        let (expert, literature, labels, sources) = (file.expert, file.literature, file.labels, file.sources);
        if !is_id(&file.id) {
            collector.error(
                "E0108",
                "id",
                format!("`{}` is not an id", file.id),
                "small letters and digits, joined by hyphens",
            );
        }
        for (place, source) in sources.iter().enumerate() {
            if !is_id(&source.id) {
                let message = format!("`{}` is not an id", source.id);
                collector.error(
                    "E0108",
                    format!("sources[{place}].id"),
                    message,
                    "small letters and digits, joined by hyphens",
                );
            }
            if sources.iter().take(place).any(|other| other.id == source.id) {
                let message = format!("`{}` is used twice", source.id);
                collector.error("E0109", format!("sources[{place}].id"), message, "give each its own id");
            }
        }
        let wanted = [
            ("expert.positive", &expert.positive, expert.goals),
            ("expert.negative", &expert.negative, expert.goals),
            ("literature.synergies", &literature.synergies, GOALS),
            ("literature.tradeoffs", &literature.tradeoffs, GOALS),
        ];
        for (path, matrix, size) in wanted {
            let square = matrix.len() == size && matrix.iter().all(|row| row.len() == size);
            let most = if path.starts_with("expert") { EXPERT_GOALS } else { GOALS };
            if !square || size > most {
                collector.error(
                    "E0102",
                    path,
                    format!("the table is not {size} by {size}"),
                    "one row and one column per goal",
                );
            }
            if matrix.iter().flatten().any(|cell| !(0..=1_000_000).contains(cell)) {
                collector.error(
                    "E0103",
                    path,
                    "a cell is negative or above 1,000,000",
                    "counts and sums are 0 or more",
                );
            }
        }
        if !(1..=MOST_DIVISOR).contains(&expert.divisor) {
            collector.error("E0104", "expert.divisor", "the divisor must be 1 to 1000", "see METHOD 6");
        }
        for (path, matrix) in [("expert.positive", &expert.positive), ("expert.negative", &expert.negative)] {
            let above = expert.divisor.saturating_add(1)..=1_000_000;
            if expert.divisor > 0 && matrix.iter().flatten().any(|cell| above.contains(cell)) {
                collector.error(
                    "E0110",
                    path,
                    "a cell is above the divisor",
                    "the divisor is the greatest sum of a row",
                );
            }
        }
        for (path, source) in [("expert.source", &expert.source), ("literature.source", &literature.source)] {
            if !sources.iter().any(|known| known.id == *source) {
                collector.error(
                    "E0105",
                    path,
                    format!("unknown source `{source}`"),
                    "list it under `sources`",
                );
            }
        }
        let (labels, double) = pair_labels(&labels, &mut collector);
        if collector.has_errors() {
            return Err(into_diagnostics(collector));
        }
        Ok(Arc::new(Evidence {
            id: file.id,
            version: file.version,
            sources,
            limits: file.limits,
            expert_source: expert.source,
            literature_source: literature.source,
            divisor: expert.divisor,
            positive: expert.positive,
            negative: expert.negative,
            synergies: literature.synergies,
            tradeoffs: literature.tradeoffs,
            labels,
            double,
        }))
    }

    /// Id by which questionnaires refer to it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version of the file.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where it comes from.
    pub fn sources(&self) -> &[EvidenceSource] {
        &self.sources
    }

    /// What it cannot tell, in English.
    pub fn limits(&self) -> &[String] {
        &self.limits
    }

    /// Id of the source of the expert matrix.
    pub fn expert_source(&self) -> &str {
        &self.expert_source
    }

    /// Id of the source of the literature counts, and so of the labels.
    pub fn literature_source(&self) -> &str {
        &self.literature_source
    }

    /// `M+` of METHOD 6: how much progress on `from` helps `to`, as a share of the greatest row sum. Zero on the
    /// diagonal and for goal 17.
    pub fn helps(&self, from: Goal, to: Goal) -> Fraction {
        Fraction::new(self.cells(from, to).0, self.divisor)
    }

    /// `M-` of METHOD 6: how much progress on `from` hinders `to`. Zero on the diagonal and for goal 17.
    pub fn hinders(&self, from: Goal, to: Goal) -> Fraction {
        Fraction::new(self.cells(from, to).1, self.divisor)
    }

    /// Coded records in the literature for two goals, both directions: synergies and trade-offs. They count
    /// attention of research, not strength.
    pub fn records(&self, a: Goal, b: Goal) -> (i64, i64) {
        let both = |table: &[Vec<i64>]| raw(table, a, b).saturating_add(raw(table, b, a));
        (both(&self.synergies), both(&self.tradeoffs))
    }

    /// Evidence label of the unordered pair.
    pub fn label(&self, a: Goal, b: Goal) -> EvidenceLabel {
        self.labels.get(flat(a.place(), b.place())).copied().unwrap_or(EvidenceLabel::None)
    }

    /// Whether the expert matrix, too, has a negative cell for the pair.
    pub fn is_double(&self, a: Goal, b: Goal) -> bool {
        self.double.get(flat(a.place(), b.place())).copied().unwrap_or(false)
    }

    /// Cell sums of the expert matrix, over [`Evidence::divisor`]: positive, negative. A goal does nothing to itself.
    pub(crate) fn cells(&self, from: Goal, to: Goal) -> (i64, i64) {
        if from == to {
            return (0, 0);
        }
        (raw(&self.positive, from, to), raw(&self.negative, from, to))
    }

    pub(crate) const fn divisor(&self) -> i64 {
        self.divisor
    }
}

/// Label of each cell, and whether the expert matrix has a negative cell too.
fn pair_labels(shape: &LabelsShape, collector: &mut Collector<'_>) -> (Vec<EvidenceLabel>, Vec<bool>) {
    let mut labels = vec![EvidenceLabel::None; GOALS.saturating_mul(GOALS)];
    let mut double = vec![false; GOALS.saturating_mul(GOALS)];
    let mut seen = BTreeSet::new();
    let lists = [
        ("labels.strong", &shape.strong, Some(EvidenceLabel::Strong)),
        ("labels.moderate", &shape.moderate, Some(EvidenceLabel::Moderate)),
        ("labels.weak", &shape.weak, Some(EvidenceLabel::Weak)),
        ("labels.double", &shape.double, None),
    ];
    for (path, pairs, label) in lists {
        for (place, pair) in pairs.iter().enumerate() {
            let path = format!("{path}[{place}]");
            let Some(cells) = pair_cells(pair) else {
                collector.error(
                    "E0106",
                    path,
                    format!("`{pair}` is not a pair of goals"),
                    "write the lower number first, such as `7-15`",
                );
                continue;
            };
            if !seen.insert((label.is_some(), cells)) {
                collector.error(
                    "E0107",
                    path,
                    format!("pair `{pair}` stands here twice"),
                    "a pair has one label",
                );
            }
            for cell in [cells.0, cells.1] {
                match label {
                    Some(label) => set(&mut labels, cell, label),
                    None => set(&mut double, cell, true),
                }
            }
        }
    }
    (labels, double)
}

fn raw(table: &[Vec<i64>], from: Goal, to: Goal) -> i64 {
    table.get(from.place()).and_then(|row| row.get(to.place())).copied().unwrap_or(0)
}

fn flat(row: usize, column: usize) -> usize {
    row.saturating_mul(GOALS).saturating_add(column)
}

fn set<T>(table: &mut [T], cell: usize, value: T) {
    if let Some(place) = table.get_mut(cell) {
        *place = value;
    }
}

/// Both cells of the pair `a-b`, a < b.
fn pair_cells(pair: &str) -> Option<(usize, usize)> {
    let (a, b) = pair.split_once('-')?;
    let (a, b) = (Goal::new(a.parse().ok()?)?, Goal::new(b.parse().ok()?)?);
    (a < b && format!("{}-{}", a.number(), b.number()) == pair)
        .then(|| (flat(a.place(), b.place()), flat(b.place(), a.place())))
}

fn into_diagnostics(collector: Collector<'_>) -> Diagnostics {
    collector.finish().err().unwrap_or(Diagnostics(Vec::new()))
}
