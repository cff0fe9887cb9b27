//! Which answers changed between two moments.

use serde::Serialize;

use crate::assessment::{Answer, Assessment, Entry, FacetValue, Strength, SubjectAnswer};
use crate::merge::SharedSubjects;
use crate::questionnaire::{ForEach, Kind, Node, Question, QuestionIx, Questionnaire};
use crate::sorted::Map;

/// An answer, or a part of one, that changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AnswerChange {
    /// Id of the question.
    pub question: String,
    /// Subject, for a repeated question.
    pub subject: Option<String>,
    /// Which part of the entry.
    pub part: ChangedPart,
    /// How it changed.
    pub how: HowChanged,
}

/// Which part of an entry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangedPart {
    /// The whole answer.
    Whole,
    /// Benefit of an effect.
    Benefit,
    /// Harm of an effect.
    Harm,
    /// One subject of a list, by its shared id.
    Subject(String),
    /// A facet, by its id.
    Facet(String),
    /// The reason.
    Reason,
}

/// How a part of an entry changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowChanged {
    /// It was open, and is given now: new knowledge.
    Given,
    /// It was given, and is another one now.
    Revised,
    /// It was given, and is open now.
    TakenBack,
    /// It was not answered, and now says "we do not know yet".
    Unknown,
    /// It said "we do not know yet", and is not answered now.
    Unanswered,
}

/// What one part of an entry says.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Said {
    Given(Given),
    Unknown,
    Unanswered,
}

/// A given value; what it is matters only for whether two are the same.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Given {
    Answer(Answer),
    Points(i64),
    Subject(SubjectAnswer),
    Facet(FacetValue),
    Text(String),
}

/// Changes from the earlier to the later answers to one questionnaire, in its order.
pub(super) fn changes(
    before: &Assessment,
    after: &Assessment,
    subjects: &SharedSubjects,
) -> Vec<AnswerChange> {
    let questionnaire = before.questionnaire();
    let mut found = Vec::new();
    for (ix, question) in questionnaire.indexed() {
        let entries = |assessor: usize, assessment: &Assessment| {
            entries(questionnaire, subjects, assessor, assessment, (ix, question))
        };
        let (then, now) = (entries(0, before), entries(1, after));
        let mut all: Vec<&Option<String>> = then.iter().chain(&now).map(|(subject, _)| subject).collect();
        all.sort_unstable();
        all.dedup();
        for subject in all {
            let of = |entries: &[(Option<String>, Entry)]| {
                let entry = entries.iter().find(|(known, _)| known == subject);
                parts(questionnaire, question, entry.map_or(&Entry::EMPTY, |(_, entry)| entry))
            };
            let (then, now) = (of(&then), of(&now));
            let mut parts: Vec<&ChangedPart> = then.iter().chain(now.iter()).map(|(part, _)| part).collect();
            parts.sort_unstable();
            parts.dedup();
            for part in parts {
                let said =
                    |parts: &Map<ChangedPart, Said>| parts.get(part).cloned().unwrap_or(Said::Unanswered);
                found.extend(how(&said(&then), &said(&now)).map(|how| AnswerChange {
                    question: question.id.clone(),
                    subject: subject.clone(),
                    part: part.clone(),
                    how,
                }));
            }
        }
    }
    found
}

/// Questions of which an answer that was given has changed. A reason is no answer.
pub(super) fn revised(questionnaire: &Questionnaire, changes: &[AnswerChange]) -> Vec<Node> {
    let revised = changes.iter().filter(|change| {
        matches!(change.how, HowChanged::Revised | HowChanged::TakenBack)
            && change.part != ChangedPart::Reason
    });
    revised.filter_map(|change| questionnaire.find(&change.question)).map(Node::Question).collect()
}

fn how(before: &Said, after: &Said) -> Option<HowChanged> {
    match (before, after) {
        _ if before == after => None,
        (Said::Given(_), Said::Given(_)) => Some(HowChanged::Revised),
        (Said::Given(_), _) => Some(HowChanged::TakenBack),
        (_, Said::Given(_)) => Some(HowChanged::Given),
        (_, Said::Unknown) => Some(HowChanged::Unknown),
        (_, Said::Unanswered) => Some(HowChanged::Unanswered),
    }
}

/// What is recorded for a question, per subject, with shared ids.
fn entries(
    questionnaire: &Questionnaire,
    subjects: &SharedSubjects,
    assessor: usize,
    assessment: &Assessment,
    (ix, question): (QuestionIx, &Question),
) -> Vec<(Option<String>, Entry)> {
    let translate = |entry: &Entry| subjects.translate(questionnaire, question, assessor, entry);
    match question.for_each.map(ForEach::roster) {
        None => vec![(None, translate(assessment.entry(ix, None)))],
        Some(roster) => assessment
            .recorded_subjects(ix)
            .map(|subject| {
                let shared = subjects.shared(roster, assessor, subject).to_owned();
                (Some(shared), translate(assessment.entry(ix, Some(subject))))
            })
            .collect(),
    }
}

/// Everything that an entry says. What is not there is unanswered.
fn parts(questionnaire: &Questionnaire, question: &Question, entry: &Entry) -> Map<ChangedPart, Said> {
    let mut parts = Map::new_vec();
    for (part, answer) in answer_parts(questionnaire, question, entry.answer.as_ref()) {
        parts.insert(part, answer);
    }
    for (facet, value) in &entry.facets {
        if let Some(facet) = questionnaire.facets().get(*facet) {
            parts.insert(ChangedPart::Facet(facet.id.clone()), Said::Given(Given::Facet(value.clone())));
        }
    }
    if !entry.reason.is_empty() {
        parts.insert(ChangedPart::Reason, Said::Given(Given::Text(entry.reason.clone())));
    }
    parts
}

fn answer_parts(
    questionnaire: &Questionnaire,
    question: &Question,
    answer: Option<&Answer>,
) -> Vec<(ChangedPart, Said)> {
    let Some(answer) = answer else { return Vec::new() };
    let whole = match answer {
        Answer::Unknown => Said::Unknown,
        other => Said::Given(Given::Answer(other.clone())),
    };
    match (&question.kind, answer) {
        (_, Answer::Effect { benefit, harm }) => {
            let said = |strength: &Option<Strength>| match strength {
                Some(Strength::Points(points)) => Said::Given(Given::Points(*points)),
                Some(Strength::Unknown) => Said::Unknown,
                None => Said::Unanswered,
            };
            vec![(ChangedPart::Benefit, said(benefit)), (ChangedPart::Harm, said(harm))]
        }
        (_, Answer::Subjects(subjects)) => {
            let said = |answer: &SubjectAnswer| match answer {
                SubjectAnswer::Unknown => Said::Unknown,
                given => Said::Given(Given::Subject(*given)),
            };
            subjects.iter().map(|(id, answer)| (ChangedPart::Subject(id.clone()), said(answer))).collect()
        }
        // "Not applicable" and "we do not know yet" hold for every part that the answer would have.
        (Kind::Effect { .. }, _) => vec![(ChangedPart::Benefit, whole.clone()), (ChangedPart::Harm, whole)],
        (Kind::Subjects { roster, .. }, _) => {
            let named = questionnaire.roster(*roster).map_or(&[][..], |roster| &roster.subjects);
            let all = named.iter().map(|id| ChangedPart::Subject(id.clone()));
            let nobody = named.is_empty().then_some(ChangedPart::Whole);
            all.chain(nobody).map(|part| (part, whole.clone())).collect()
        }
        _ => vec![(ChangedPart::Whole, whole)],
    }
}
