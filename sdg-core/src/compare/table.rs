//! A comparison as tidy CSV.

use super::{AnswerChange, Change, ChangedPart, Comparison, FindingChange, HowChanged, MeasureChange};
use crate::csv::{Csv, Separator};
use crate::questionnaire::Goal;

impl Comparison {
    /// Header of [`Comparison::to_csv`].
    pub fn header(separator: Separator) -> String {
        let mut columns = vec!["part", "id", "subject", "about", "change", "by_questionnaire"];
        for column in ["before_lo", "before_hi", "before_band_first", "before_band_last", "before_state"] {
            columns.push(column);
        }
        for column in ["after_lo", "after_hi", "after_band_first", "after_band_last", "after_state"] {
            columns.push(column);
        }
        Csv::header(separator, &columns)
    }

    /// Tidy rows without header, one per change: `goal`, `principle`, `measure`, `finding`, `answer` and `unplaced`, in this order.
    /// What a finding or a part of an answer is about stands in `about`; the state of a finding is `certain` or `possible`.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Comparison, Entry, Questionnaire, Separator};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [ { "id": "a", "kind": "rating", "scale": "degree" } ] } ],
    ///          "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "a" } ] } ] }"#,
    ///     None,
    /// )?;
    /// let open = Assessment::new(&questionnaire);
    /// let mut later = open.clone();
    /// let yes = Entry { answer: Some(Answer::Option(1)), ..Entry::EMPTY };
    /// later.set(questionnaire.find("a").unwrap(), None, yes)?;
    /// let rows = open.compare(&later)?.to_csv(Separator::Comma);
    /// assert!(rows.starts_with("measure,m,,,known-now,no,0.000,1.000,,,,1.000,1.000,,,"), "{rows}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_csv(&self, separator: Separator) -> String {
        let mut csv = Csv::new(separator);
        for (part, changes) in
            [("goal", &self.goals), ("principle", &self.principles), ("measure", &self.measures)]
        {
            for change in changes {
                measure(&mut csv, part, change);
            }
        }
        for change in &self.findings {
            finding(&mut csv, change);
        }
        for change in &self.answers {
            answer(&mut csv, change);
        }
        for id in &self.unplaced {
            start(&mut csv, "unplaced", id, None);
            empty(&mut csv, 13);
            csv.end();
        }
        csv.finish()
    }
}

fn start(csv: &mut Csv, part: &str, id: &str, subject: Option<&str>) {
    csv.cell(part);
    csv.cell(id);
    csv.cell_if(subject);
}

fn empty(csv: &mut Csv, cells: usize) {
    for _ in 0..cells {
        csv.cell("");
    }
}

fn measure(csv: &mut Csv, part: &str, change: &MeasureChange) {
    start(csv, part, &change.id, change.subject.as_deref());
    csv.cell("");
    csv.cell(change_word(change.change));
    csv.cell(if change.by_questionnaire { "yes" } else { "no" });
    for state in [&change.before, &change.after] {
        let bounds = state.as_ref().and_then(|state| state.bounds);
        csv.lower(bounds.map(|bounds| bounds.lo));
        csv.upper(bounds.map(|bounds| bounds.hi));
        let bands = state.as_ref().and_then(|state| state.bands.as_ref());
        csv.cell_if(bands.map(|span| span.first.as_str()));
        csv.cell_if(bands.map(|span| span.last.as_str()));
        csv.cell("");
    }
    csv.end();
}

fn finding(csv: &mut Csv, change: &FindingChange) {
    let finding = &change.finding;
    start(csv, "finding", &finding.id, finding.subject.as_deref());
    let goal = finding.goal.map(Goal::number).map(|number| number.to_string());
    csv.cell_if(finding.question.as_deref().or(goal.as_deref()));
    csv.cell(change_word(change.change));
    csv.cell(if change.by_questionnaire { "yes" } else { "no" });
    for state in [&change.before, &change.after] {
        empty(csv, 4);
        csv.cell_if(state.map(|state| if state.certain { "certain" } else { "possible" }));
    }
    csv.end();
}

fn answer(csv: &mut Csv, change: &AnswerChange) {
    start(csv, "answer", &change.question, change.subject.as_deref());
    csv.cell(match &change.part {
        ChangedPart::Whole => "",
        ChangedPart::Benefit => "benefit",
        ChangedPart::Harm => "harm",
        ChangedPart::Subject(id) | ChangedPart::Facet(id) => id,
        ChangedPart::Reason => "reason",
    });
    csv.cell(match change.how {
        HowChanged::Given => "given",
        HowChanged::Revised => "revised",
        HowChanged::TakenBack => "taken-back",
        HowChanged::Unknown => "unknown",
        HowChanged::Unanswered => "unanswered",
    });
    empty(csv, 11);
    csv.end();
}

const fn change_word(change: Change) -> &'static str {
    match change {
        Change::Better => "better",
        Change::Worse => "worse",
        Change::New => "new",
        Change::Gone => "gone",
        Change::KnownNow => "known-now",
        Change::Revised => "revised",
        Change::OpenAgain => "open-again",
        Change::Questionnaire => "questionnaire",
    }
}
