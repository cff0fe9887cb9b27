//! The saved file, version 1, written in one fixed order.

use super::file::{ANSWERS, FORMAT, PROGRAM};
use super::{Answer, Assessment, Entry, FacetValue, Slot, Strength, SubjectAnswer};
use crate::json::Writer;
use crate::questionnaire::{FacetKind, Kind, Question};
use crate::sorted::Map;

pub(super) fn to_json(assessment: &Assessment) -> String {
    let mut json = Writer::pretty();
    json.begin('{');
    json.key("format");
    json.raw(&FORMAT.to_string());
    json.field("program", PROGRAM);
    json.key("questionnaire");
    json.begin('{');
    json.field("id", assessment.questionnaire.id());
    json.field("version", assessment.questionnaire.version());
    json.end('}');
    if let Some(language) = &assessment.language {
        json.field("language", language);
    }
    if let Some(saved) = &assessment.saved {
        json.field("saved", saved);
    }
    if let Some(assessor) = &assessment.assessor {
        json.key("assessor");
        assessor.write(&mut json);
    }
    own_subjects(assessment, &mut json);
    json.key("answers");
    json.begin('{');
    for (question, slot) in assessment.questionnaire.questions().iter().zip(&assessment.answers) {
        match slot {
            Slot::One(entry) if !entry.is_empty() => {
                json.key(&question.id);
                write_entry(assessment, question, entry, &mut json);
            }
            Slot::Each(entries) if !entries.is_empty() => {
                json.key(&question.id);
                json.begin('{');
                json.key("each");
                json.begin('{');
                for (subject, entry) in entries {
                    json.key(subject);
                    write_entry(assessment, question, entry, &mut json);
                }
                json.end('}');
                json.end('}');
            }
            Slot::One(_) | Slot::Each(_) => {}
        }
    }
    json.end('}');
    if !assessment.handlings.is_empty() {
        json.key("findings");
        json.begin('{');
        for (key, handling) in &assessment.handlings {
            json.key(&key.to_text());
            handling.write(&mut json);
        }
        json.end('}');
    }
    if !assessment.actions.is_empty() {
        json.key("actions");
        json.begin('[');
        for action in &assessment.actions {
            json.item();
            action.write(&mut json);
        }
        json.end(']');
    }
    kept("kept", &assessment.kept, &mut json);
    kept("kept_findings", &assessment.kept_findings, &mut json);
    if !assessment.kept_actions.is_empty() {
        json.key("kept_actions");
        list(&assessment.kept_actions, &mut json);
    }
    for (name, value) in &assessment.further {
        json.key(name);
        json.raw(value);
    }
    json.end('}');
    json.finish()
}

fn own_subjects(assessment: &Assessment, json: &mut Writer) {
    if assessment.own_subjects.iter().all(Vec::is_empty) && assessment.kept_rosters.is_empty() {
        return;
    }
    json.key("own_subjects");
    json.begin('{');
    // In the order of the ids, so that a new order of the lists in a questionnaire changes no file.
    let mut lists = Map::new_vec();
    for (roster, subjects) in assessment.questionnaire.rosters().iter().zip(&assessment.own_subjects) {
        lists.insert(roster.id.as_str(), subjects);
    }
    for (roster, subjects) in lists.iter().filter(|(_, subjects)| !subjects.is_empty()) {
        json.key(roster);
        json.begin('[');
        for subject in *subjects {
            json.item();
            json.begin('{');
            json.field("id", &subject.id);
            json.field("name", &subject.name);
            json.end('}');
        }
        json.end(']');
    }
    for (roster, kept) in &assessment.kept_rosters {
        json.key(roster);
        json.raw(kept);
    }
    json.end('}');
}

/// What is not understood by id: one value as it is, several as a list.
fn kept(name: &str, kept: &Map<String, Vec<String>>, json: &mut Writer) {
    if kept.is_empty() {
        return;
    }
    json.key(name);
    json.begin('{');
    for (id, values) in kept {
        json.key(id);
        match values.as_slice() {
            [one] if !one.starts_with('[') => json.raw(one),
            several => list(several, json),
        }
    }
    json.end('}');
}

fn list(values: &[String], json: &mut Writer) {
    json.begin('[');
    for value in values {
        json.item();
        json.raw(value);
    }
    json.end(']');
}

/// What is recorded for one question, as it stands in a saved file.
pub(crate) fn entry_json(assessment: &Assessment, question: &Question, entry: &Entry) -> String {
    let mut json = Writer::new();
    write_entry(assessment, question, entry, &mut json);
    json.finish()
}

fn write_entry(assessment: &Assessment, question: &Question, entry: &Entry, json: &mut Writer) {
    json.begin('{');
    let option = |place: usize| option_id(assessment, question, place).unwrap_or_default();
    match &entry.answer {
        None => {}
        Some(Answer::Effect { benefit, harm }) => {
            for (side, strength) in [("benefit", benefit), ("harm", harm)] {
                match strength {
                    Some(Strength::Points(points)) => {
                        json.key(side);
                        json.raw(&points.to_string());
                    }
                    Some(Strength::Unknown) => json.field(side, "unknown"),
                    None => {}
                }
            }
        }
        Some(Answer::Option(place)) => json.field("option", option(*place)),
        Some(Answer::Options(places)) => {
            json.key("options");
            json.texts(&mut places.iter().map(|place| option(*place)));
        }
        Some(Answer::Subjects(subjects)) => {
            json.key("subjects");
            json.begin('{');
            for (subject, answer) in subjects {
                json.field(subject, word(*answer));
            }
            json.end('}');
        }
        Some(Answer::Text(text)) => json.field("text", text),
        Some(Answer::Number(text)) => json.field("number", text),
        Some(Answer::Date(text)) => json.field("date", text),
        Some(Answer::Unknown) => json.yes("unknown"),
        Some(Answer::NotApplicable) => json.yes("not_applicable"),
    }
    facets(assessment, entry, json);
    if !entry.reason.is_empty() {
        json.field("reason", &entry.reason);
    }
    json.end('}');
}

fn facets(assessment: &Assessment, entry: &Entry, json: &mut Writer) {
    if entry.facets.is_empty() {
        return;
    }
    json.key("facets");
    json.begin('{');
    let mut facets = Map::new_vec();
    for (place, value) in &entry.facets {
        if let Some(facet) = assessment.questionnaire.facets().get(*place) {
            facets.insert(facet.id.as_str(), (facet.takes, value));
        }
    }
    for (id, (takes, value)) in facets {
        match (takes, value) {
            (FacetKind::Scale(scale), FacetValue::Step(place)) => {
                let step = assessment.questionnaire.scale(scale).and_then(|scale| scale.steps.get(*place));
                if let Some(step) = step {
                    json.field(id, &step.id);
                }
            }
            (_, FacetValue::Subjects(subjects)) => {
                json.key(id);
                json.texts(&mut subjects.iter().map(String::as_str));
            }
            (FacetKind::Roster(_), FacetValue::Step(_)) => {}
        }
    }
    json.end('}');
}

fn option_id<'a>(assessment: &'a Assessment, question: &'a Question, place: usize) -> Option<&'a str> {
    match &question.kind {
        Kind::Choice { options } | Kind::Multiple { options, .. } => {
            options.get(place).map(|option| option.id.as_str())
        }
        Kind::Rating { scale } => {
            assessment.questionnaire.scale(*scale)?.steps.get(place).map(|step| step.id.as_str())
        }
        _ => None,
    }
}

fn word(answer: SubjectAnswer) -> &'static str {
    ANSWERS.iter().find(|(_, known)| *known == answer).map_or("unknown", |(word, _)| word)
}
