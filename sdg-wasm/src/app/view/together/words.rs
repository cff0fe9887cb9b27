//! Words about checks of others. Labels are in the language of the screen; what somebody wrote is marked with his own language.

use sdg_core::{
    Answer, Assessment, Entry, FacetKind, FacetValue, Finding, Goal, Kind, Question, QuestionIx, RosterIx,
    Rule, ScaleIx, SharedSubject, Side, Strength, SubjectAnswer,
};

use crate::app::model::Model;
use crate::app::phrases;
use crate::app::view::El;
use crate::app::view::words::fill;
use crate::html::{Attribute, Tag, el};

/// What somebody wrote, in the language of his check.
pub(super) fn free(model: &Model, assessment: &Assessment, text: &str) -> El {
    written(model, assessment, el(Tag::Span).text(text.to_owned()))
}

/// Marks the language of what is written in it, where it is not that of the screen.
pub(super) fn written(model: &Model, assessment: &Assessment, element: El) -> El {
    match &assessment.language {
        Some(language) if language != model.language.tag() => element.with(Attribute::Lang, language.clone()),
        _ => element,
    }
}

/// Who did a check: the function or service, or else the name, or else the file.
pub(super) fn name_of(model: &Model, assessment: &Assessment, file: &str) -> String {
    let assessor = assessment.assessor.as_ref();
    let by = assessor.map(|assessor| assessor.by.trim()).filter(|by| !by.is_empty());
    let person = || assessor.and_then(|assessor| assessor.person.as_deref());
    let name = by.or_else(person);
    if !file.is_empty() {
        return name.unwrap_or(file).to_owned();
    }
    let own = if model.is_example() { phrases::TOGETHER_EXAMPLE } else { phrases::TOGETHER_YOU };
    match name {
        Some(name) => [&model.ui(own), " (", name, ")"].concat(),
        None => model.ui(own),
    }
}

/// How a subject of one's own goes by an id that several checks share.
pub(super) struct Shared<'a> {
    pub(super) model: &'a Model,
    pub(super) subjects: &'a [SharedSubject],
}

impl Shared<'_> {
    fn find(&self, roster: RosterIx, subject: &str) -> Option<&SharedSubject> {
        let roster = self.model.questionnaire.roster(roster)?;
        self.subjects.iter().find(|own| own.id == subject && own.roster == roster.id)
    }

    pub(super) fn subject(&self, roster: RosterIx, subject: &str) -> String {
        match self.find(roster, subject).and_then(|own| own.added.last()) {
            Some(added) => added.name.clone(),
            None => self.model.subject_name(roster, subject),
        }
    }

    /// Name of a subject in the list that a question asks for.
    pub(super) fn listed(&self, question: &Question, subject: &str) -> String {
        match question.kind {
            Kind::Subjects { roster, .. } => self.subject(roster, subject),
            _ => subject.to_owned(),
        }
    }

    /// The id that one of the checks has for the subject of a repeated question; an error when it has no such subject.
    pub(super) fn held<'s>(
        &'s self,
        question: &Question,
        subject: Option<&'s str>,
        check: usize,
    ) -> Result<Option<&'s str>, Absent> {
        let (Some(for_each), Some(subject)) = (question.for_each, subject) else { return Ok(None) };
        self.at(for_each.roster(), subject, check).map(Some).ok_or(Absent)
    }

    /// The id that one of the checks has for a subject of a roster; nothing when it has no such subject.
    pub(super) fn at<'s>(&'s self, roster: RosterIx, subject: &'s str, check: usize) -> Option<&'s str> {
        match self.find(roster, subject) {
            None => Some(subject),
            Some(own) => {
                let added = own.added.iter().find(|added| added.assessor == check);
                added.map(|added| added.id.as_str())
            }
        }
    }

    /// Title of a question where it stands alone.
    pub(super) fn question(&self, question: &Question, subject: Option<&str>) -> String {
        let title = self.model.must(&["question", &question.id, "title"]);
        let (Some(for_each), Some(subject)) = (question.for_each, subject) else { return title };
        let name = self.subject(for_each.roster(), subject);
        if self.model.questionnaire.roster(for_each.roster()).is_some_and(|roster| roster.prompts) {
            return name;
        }
        about(&title, &name)
    }

    /// Title of a measure.
    pub(super) fn measure(&self, id: &str, subject: Option<&str>) -> String {
        let title = self.model.must(&["measure", id, "title"]);
        let questionnaire = &self.model.questionnaire;
        let measure = questionnaire.find_measure(id).and_then(|ix| questionnaire.measure(ix));
        match (measure.and_then(|measure| measure.for_each), subject) {
            (Some(for_each), Some(subject)) => about(&title, &self.subject(for_each.roster(), subject)),
            _ => title,
        }
    }

    pub(super) fn finding(&self, finding: &Finding) -> String {
        let text = self.model.must(&["finding", &finding.id, "text"]);
        let goal = finding.goal.map(|goal| self.model.goal_in_text(goal)).unwrap_or_default();
        let subject = finding.subject.as_deref().map(|subject| {
            let rule = self.model.questionnaire.rules().iter().find(|rule| rule.id == finding.id);
            match rule.and_then(Rule::roster) {
                Some(roster) => self.subject(roster, subject),
                None => self.model.finding_subject(&finding.id, subject),
            }
        });
        let question = finding.question.as_deref().and_then(|id| {
            let question = self.model.questionnaire.question(self.model.questionnaire.find(id)?)?;
            Some(self.question(question, finding.subject.as_deref()))
        });
        let (subject, question) = (subject.unwrap_or_default(), question.unwrap_or_default());
        fill(&text, &[("goal", &goal), ("subject", &subject), ("question", &question)])
    }
}

/// The check has no such subject.
pub(super) struct Absent;

fn about(title: &str, subject: &str) -> String {
    if title.contains("{subject}") {
        fill(title, &[("subject", subject)])
    } else {
        [title, " (", subject, ")"].concat()
    }
}

/// How many points on the scale of a question are called.
pub(super) fn points(model: &Model, question: &Question, side: Option<Side>, points: i64) -> String {
    match &question.kind {
        Kind::Effect { scale, .. } | Kind::Rating { scale } => {
            let steps = model.questionnaire.scale(*scale).map_or(&[][..], |scale| &scale.steps);
            match steps.iter().position(|step| step.points == points) {
                Some(place) => step(model, *scale, place, side),
                None => points.to_string(),
            }
        }
        Kind::Choice { options } => options
            .iter()
            .find(|option| option.points == Some(points))
            .map_or_else(|| points.to_string(), |option| model.must(&["option", &question.id, &option.id])),
        _ => points.to_string(),
    }
}

fn step(model: &Model, scale: ScaleIx, place: usize, side: Option<Side>) -> String {
    let Some(scale) = model.questionnaire.scale(scale) else { return String::new() };
    let Some(step) = scale.steps.get(place) else { return String::new() };
    let side = side.map(|side| if side == Side::Harm { "harm" } else { "benefit" });
    let of_side = side.and_then(|side| model.text(&["scale", &scale.id, &step.id, side]));
    of_side.map_or_else(|| model.must(&["scale", &scale.id, &step.id]), str::to_owned)
}

/// Name of a side of a goal by the id of its measure, such as `goal.7.harm.max`.
pub(super) fn side_of(id: &str) -> Option<(Goal, Side, bool)> {
    let mut parts = id.split('.');
    let (Some("goal"), Some(number), Some(side), Some(of)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let side = if side == "harm" { Side::Harm } else { Side::Benefit };
    Some((Goal::new(number.parse().ok()?)?, side, of == "max"))
}

/// The checks of one assessor.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) model: &'a Model,
    pub(super) assessment: &'a Assessment,
}

impl Voice<'_> {
    /// Everything that is recorded for a question: answer, facets, and the reason word for word.
    pub(super) fn said(self, ix: QuestionIx, subject: Option<&str>) -> Vec<El> {
        let Some(question) = self.model.questionnaire.question(ix) else { return Vec::new() };
        let entry = self.assessment.entry(ix, subject);
        let mut lines = self.answer(question, entry);
        for (place, value) in &entry.facets {
            let Some(facet) = self.model.questionnaire.facets().get(*place) else { continue };
            let title = [&self.model.must(&["facet", &facet.id, "title"]), " "].concat();
            let line = el(Tag::P).class("hint").text(title);
            match (facet.takes, value) {
                (FacetKind::Scale(scale), FacetValue::Step(place)) => {
                    lines.push(line.text(step(self.model, scale, *place, None)));
                }
                (FacetKind::Roster(roster), FacetValue::Subjects(subjects)) => {
                    lines.push(self.names(line, roster, subjects.iter().map(String::as_str)));
                }
                _ => {}
            }
        }
        if !entry.reason.is_empty() {
            let reason = el(Tag::P).class("reason").text(entry.reason.clone());
            lines.push(written(self.model, self.assessment, reason));
        }
        lines
    }

    fn answer(self, question: &Question, entry: &Entry) -> Vec<El> {
        let model = self.model;
        let line = |text: String| vec![el(Tag::P).text(text)];
        let option = |id: &str| model.must(&["option", &question.id, id]);
        let Some(answer) = &entry.answer else { return line(model.ui(phrases::STATE_ANSWER_OPEN)) };
        match (answer, &question.kind) {
            (Answer::Unknown, _) => line(model.ui(phrases::UNKNOWN)),
            (Answer::NotApplicable, _) => line(model.ui(phrases::NOT_APPLICABLE)),
            (Answer::Text(text), _) => {
                vec![written(model, self.assessment, el(Tag::P).class("free").text(text.clone()))]
            }
            (Answer::Number(number), _) => line(model.number_text(number)),
            (Answer::Date(date), _) => line(model.day_text(date)),
            (Answer::Effect { benefit, harm }, _) => {
                let side = |label, strength: &Option<Strength>, side| {
                    let words = match strength {
                        None => model.ui(phrases::STATE_ANSWER_OPEN),
                        Some(Strength::Unknown) => model.ui(phrases::UNKNOWN),
                        Some(Strength::Points(value)) => points(model, question, Some(side), *value),
                    };
                    el(Tag::P).text([&model.ui(label), ": "].concat()).child(el(Tag::Strong).text(words))
                };
                vec![
                    side(phrases::RESULT_BENEFIT, benefit, Side::Benefit),
                    side(phrases::RESULT_HARM, harm, Side::Harm),
                ]
            }
            (Answer::Option(place), Kind::Rating { scale }) => line(step(model, *scale, *place, None)),
            (Answer::Option(place), Kind::Choice { options }) => {
                line(options.get(*place).map_or_else(String::new, |chosen| option(&chosen.id)))
            }
            (Answer::Options(places), Kind::Multiple { options, .. }) => {
                let chosen = places.iter().filter_map(|place| options.get(*place));
                let names: Vec<String> = chosen.map(|chosen| option(&chosen.id)).collect();
                line(if names.is_empty() { model.ui(phrases::NONE_OF) } else { names.join(", ") })
            }
            (Answer::Subjects(subjects), Kind::Subjects { roster, .. }) => {
                let groups = [
                    (SubjectAnswer::Yes, phrases::YES),
                    (SubjectAnswer::Unknown, phrases::UNKNOWN),
                    (SubjectAnswer::No, phrases::NO),
                ];
                let lines = groups.iter().filter_map(|(wanted, label)| {
                    let of = self.assessment.subjects(*roster);
                    let ids: Vec<&str> = of.filter(|id| subjects.get(*id) == Some(wanted)).collect();
                    let line = el(Tag::P)
                        .class(if *wanted == SubjectAnswer::No { "hint" } else { "listed" })
                        .text([&capital(&model.ui(*label)), ": "].concat());
                    (!ids.is_empty()).then(|| self.names(line, *roster, ids.into_iter()))
                });
                lines.collect()
            }
            _ => Vec::new(),
        }
    }

    /// Names of subjects in a line; those that the assessor added are in his language.
    fn names<'s>(self, mut line: El, roster: RosterIx, ids: impl Iterator<Item = &'s str>) -> El {
        for (place, id) in ids.enumerate() {
            if place > 0 {
                line = line.text(", ");
            }
            let own = self.assessment.own_subjects(roster).iter().find(|own| own.id == id);
            line = match own {
                Some(own) => line.child(free(self.model, self.assessment, &own.name)),
                None => line.text(self.model.subject_name(roster, id)),
            };
        }
        line
    }
}

/// With a capital, to begin a line with.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    first + letters.as_str()
}
