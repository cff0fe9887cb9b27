//! Suggestions: one public table for all questionnaires (METHOD 8). It is data; nothing here is generated.

use std::sync::Arc;

use serde::Serialize;

use crate::assessment::{Action, ActionOrigin, Answer, Assessment, FindingKey, SubjectAnswer};
use crate::catalogue::Catalogue;
use crate::diagnostic::{self, Collector, Diagnostic, Diagnostics};
use crate::fraction::{Fraction, Truth};
use crate::interlinkages::PromptId;
use crate::json::{self, Fields, Node};
use crate::questionnaire::{
    FindingSeverity, GROUPS, Goal, Kind, Polarity, Questionnaire, STAKEHOLDERS, Source, is_id,
};
use crate::report::{Finding, MeasureResult, Report};
use crate::sorted::Set;

const MOST_BYTES: usize = 2 << 20;
const MOST_SUGGESTIONS: usize = 2000;

/// A sound table of suggestions.
///
/// ```
/// use sdg_core::{Catalogue, Suggestions};
///
/// let table = Suggestions::parse(
///     r#"{ "format": 1, "id": "suggestions", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
///          "suggestions": [ { "id": "s7-scan", "goals": [7], "effort": "small" } ] }"#,
/// )?;
/// let texts = Catalogue::parse_suggestions(
///     r#"{ "format": 1, "suggestions": "suggestions", "language": "en",
///          "texts": { "suggestion.s7-scan.text": "Offer an energy scan." } }"#,
///     &table,
/// )?;
/// let action = table.draft_action("s7-scan", &texts).unwrap();
/// assert_eq!((action.text.as_str(), action.goal.map(|goal| goal.number())), ("Offer an energy scan.", Some(7)));
/// # Ok::<(), sdg_core::Diagnostics>(())
/// ```
#[derive(Debug)]
pub struct Suggestions {
    id: String,
    version: String,
    languages: Vec<String>,
    licence: String,
    sources: Vec<Source>,
    list: Vec<Suggestion>,
    /// The file, for the place of what a questionnaire does not know.
    text: String,
}

/// One suggestion. Its wording stands in the texts, as `suggestion.<id>.text` and `suggestion.<id>.first`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// Id within the table.
    pub id: String,
    /// Goals that it is for.
    pub goals: Vec<Goal>,
    /// Ids of finding rules that it answers.
    pub findings: Vec<String>,
    /// Ids of measures that it makes better.
    pub measures: Vec<String>,
    /// Groups that it is for: subjects of the roster `groups`.
    pub groups: Vec<String>,
    /// Stakeholders that it is about: subjects of the roster `stakeholders`.
    pub stakeholders: Vec<String>,
    /// Pairs of goals whose interlinkage it deals with, the lower number first.
    pub pairs: Vec<(Goal, Goal)>,
    /// Policy domains in which it is at home. They sort, they do not exclude.
    pub domains: Vec<String>,
    /// How much work it is.
    pub effort: Effort,
    /// Ids of sources; one that the editors made up names a source that says so.
    pub sources: Vec<String>,
}

/// How much work a suggestion is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    /// Can be done with what is there.
    Small,
    /// Takes people or means for some months.
    Medium,
    /// Takes a project of its own.
    Large,
}

const EFFORTS: [(&str, Effort); 3] =
    [("small", Effort::Small), ("medium", Effort::Medium), ("large", Effort::Large)];

/// A suggestion that fits a report, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fit<'a> {
    /// The suggestion.
    pub suggestion: &'a Suggestion,
    /// What it fits: the most pressing first, at least one.
    pub because: Vec<Because>,
    /// Whether it is at home in a policy domain of the project.
    pub of_domain: bool,
    /// Whether it is for a group that the project touches, or a stakeholder that is relevant to it.
    pub of_subject: bool,
}

/// Why a suggestion fits. In the order of how pressing it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Because {
    /// A finding that it answers.
    Finding {
        /// How urgent it is.
        severity: FindingSeverity,
        /// Whether it is only possible, through open answers.
        possible: bool,
        /// Which one.
        key: FindingKey,
    },
    /// A measure that is, or may be, less than the best.
    Measure(String),
    /// A pair of goals about which there is an interlinkage prompt.
    Pair(Goal, Goal),
    /// A goal that is, or may be, touched.
    Goal(Goal),
    /// A group that is touched.
    Group(String),
    /// A stakeholder that is relevant.
    Stakeholder(String),
}

struct FileShape<'a> {
    id: String,
    version: String,
    languages: Vec<String>,
    licence: String,
    sources: Vec<Source>,
    suggestions: Vec<&'a str>,
}

impl<'a> FileShape<'a> {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, 'a>) -> Option<FileShape<'a>> {
        fields.count("format");
        fields.text_if("$schema");
        Some(FileShape {
            id: fields.text("id"),
            version: fields.text("version"),
            languages: fields.texts("languages"),
            licence: fields.text("licence"),
            sources: fields.objects_or_empty("sources", |fields| {
                Some(Source {
                    id: fields.text("id"),
                    citation: fields.text("citation"),
                    url: fields.text_if("url"),
                })
            }),
            suggestions: fields.list("suggestions"),
        })
    }
}

impl Suggestion {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Suggestion> {
        Some(Suggestion {
            id: fields.text("id"),
            goals: fields.each("goals", goal),
            findings: fields.texts_or_empty("findings"),
            measures: fields.texts_or_empty("measures"),
            groups: fields.texts_or_empty("groups"),
            stakeholders: fields.texts_or_empty("stakeholders"),
            pairs: fields.each("pairs", pair),
            domains: fields.texts_or_empty("domains"),
            sources: fields.texts_or_empty("sources"),
            effort: fields.word("effort", &EFFORTS)?,
        })
    }

    /// Whether it says at all what it is for.
    fn is_for_something(&self) -> bool {
        let ids = [&self.findings, &self.measures, &self.groups, &self.stakeholders];
        !self.goals.is_empty() || !self.pairs.is_empty() || ids.iter().any(|ids| !ids.is_empty())
    }
}

fn goal(collector: &mut Collector<'_>, path: &str, part: &str) -> Option<Goal> {
    let number = match Node::of(part) {
        Node::Whole(number) => u8::try_from(number).ok(),
        _ => None,
    };
    let goal = number.and_then(Goal::new);
    if goal.is_none() {
        json::wrong(collector, path, part, "the number of a goal, 1 to 17");
    }
    goal
}

fn pair(collector: &mut Collector<'_>, path: &str, part: &str) -> Option<(Goal, Goal)> {
    const WANTED: &str = "two goals, such as `[7, 15]`";
    let Node::List(parts) = Node::of(part) else {
        json::wrong(collector, path, part, WANTED);
        return None;
    };
    let mut goals = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        goals.push(goal(collector, &format!("{path}[{place}]"), part)?);
    }
    match goals.as_slice() {
        [first, second] if first < second => Some((*first, *second)),
        [_, _] => {
            let help = "write the lower number first, such as `[7, 15]`";
            collector.error_at("S0108", path, part, "these are not two goals in order", help);
            None
        }
        _ => {
            json::wrong(collector, path, part, WANTED);
            None
        }
    }
}

impl Suggestions {
    /// Reads a table of suggestions.
    ///
    /// # Errors
    ///
    /// All diagnostics of the file: `J01…` for JSON, `S01…` for its content.
    pub fn parse(text: &str) -> Result<Arc<Suggestions>, Diagnostics> {
        let mut collector = diagnostic::open(text, MOST_BYTES)?;
        let table = read(&mut collector);
        collector.finish()?;
        table.map(Arc::new).ok_or_else(|| Diagnostics(Vec::new()))
    }

    /// Id by which its texts refer to it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version of the content.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Languages in which it is complete; the first is the source language.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// SPDX id of the licence of the content.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// Sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The suggestions in the order of the file.
    pub fn list(&self) -> &[Suggestion] {
        &self.list
    }

    /// The suggestion with this id.
    pub fn find(&self, id: &str) -> Option<&Suggestion> {
        self.list.iter().find(|suggestion| suggestion.id == id)
    }

    /// What a questionnaire does not know: notices `S02…`, in the order of the file. The table is one for all
    /// questionnaires, so what one of them does not know may be for another.
    pub fn check_against(&self, questionnaire: &Questionnaire) -> Vec<Diagnostic> {
        let mut collector = Collector::new(&self.text);
        let has_rule = |id: &str| questionnaire.rules().iter().any(|rule| rule.id == id);
        let has_measure = |id: &str| questionnaire.find_measure(id).is_some();
        let has_subject = |roster: &str, id: &str| {
            let roster = questionnaire.find_roster(roster).and_then(|ix| questionnaire.roster(ix));
            roster.is_some_and(|roster| roster.subjects.iter().any(|subject| subject == id))
        };
        let domains = option_ids(questionnaire);
        for (place, suggestion) in self.list.iter().enumerate() {
            let mut check = |code, field: &str, ids: &[String], known: &dyn Fn(&str) -> bool| {
                for (nth, id) in ids.iter().enumerate().filter(|(_, id)| !known(id)) {
                    let path = format!("suggestions[{place}].{field}[{nth}]");
                    let message = format!("`{}` has no `{id}` among its {field}", questionnaire.id());
                    collector.notice(code, &path, &message, "it counts for questionnaires that have it");
                }
            };
            check("S0201", "findings", &suggestion.findings, &has_rule);
            check("S0202", "measures", &suggestion.measures, &has_measure);
            check("S0203", GROUPS, &suggestion.groups, &|id| has_subject(GROUPS, id));
            check("S0203", STAKEHOLDERS, &suggestion.stakeholders, &|id| has_subject(STAKEHOLDERS, id));
            check("S0204", "domains", &suggestion.domains, &|id| domains.contains(&id));
            let untold = |goal: &Goal| questionnaire.goal_questions(*goal).is_empty();
            for (nth, goal) in suggestion.goals.iter().enumerate().filter(|(_, goal)| untold(goal)) {
                let message = format!("`{}` asks nothing about goal {}", questionnaire.id(), goal.number());
                let path = format!("suggestions[{place}].goals[{nth}]");
                collector.notice("S0205", &path, &message, "it counts for questionnaires that ask about it");
            }
            if !suggestion.pairs.is_empty() && questionnaire.interlinkages().is_none() {
                let message = format!("`{}` has no prompts about pairs of goals", questionnaire.id());
                let path = format!("suggestions[{place}].pairs");
                collector.notice("S0206", &path, &message, "it counts for questionnaires that have them");
            }
        }
        collector.finish().unwrap_or_default()
    }

    /// Suggestions that name no source: notices `S0301`, in the order of the file. An idea of one's own has a source too, which says
    /// whose it is.
    pub fn check_sources(&self) -> Vec<Diagnostic> {
        let mut collector = Collector::new(&self.text);
        for (place, suggestion) in self.list.iter().enumerate().filter(|(_, one)| one.sources.is_empty()) {
            let message = format!("the suggestion `{}` names no source", suggestion.id);
            let help =
                "name where it comes from in `sources`; for an idea of your own, a source that says so";
            collector.notice("S0301", &format!("suggestions[{place}]"), &message, help);
        }
        collector.finish().unwrap_or_default()
    }

    /// An action that takes up a suggestion: its text, and its goal and group where it names one only.
    pub fn draft_action(&self, id: &str, texts: &Catalogue) -> Option<Action> {
        let suggestion = self.find(id)?;
        Some(Action {
            text: texts.get(&format!("suggestion.{id}.text"))?.to_owned(),
            goal: only(&suggestion.goals),
            group: only(&suggestion.groups),
            from: ActionOrigin { suggestion: Some(id.to_owned()), ..ActionOrigin::default() },
            ..Action::default()
        })
    }

    /// Which suggestions fit a report on these answers, and why. Those at home in a policy domain of the project come first,
    /// then those for a group or stakeholder of it, then by the most pressing reason, then in the order of the table.
    ///
    /// - A *finding* fits when its rule is among `findings`; goals, groups, stakeholders and pairs of the suggestion then say
    ///   for which. Without `findings`, a finding on one of its goals or pairs fits.
    /// - Without `findings`, a *goal* fits that is not certainly untouched, a *pair* about which there is a prompt.
    /// - A *measure* fits that is not certainly the best it can be.
    /// - A *group* or *stakeholder* that is in fits a suggestion that is for nothing else; others it brings forward.
    pub fn for_report(&self, assessment: &Assessment, report: &Report) -> Vec<Fit<'_>> {
        let project = Project::of(assessment, report);
        let mut fits: Vec<Fit<'_>> = Vec::new();
        for suggestion in &self.list {
            let because = project.reasons(suggestion);
            if because.is_empty() {
                continue;
            }
            let any = |ids: &[String], of: &Set<String>| ids.iter().any(|id| of.contains(id));
            let fit = Fit {
                suggestion,
                because,
                of_domain: any(&suggestion.domains, &project.domains),
                of_subject: any(&suggestion.groups, &project.groups)
                    || any(&suggestion.stakeholders, &project.stakeholders),
            };
            let key =
                |fit: &Fit<'_>| (!fit.of_domain, !fit.of_subject, fit.because.first().map(Because::rank));
            let place = fits.partition_point(|known| key(known) <= key(&fit));
            fits.insert(place, fit);
        }
        fits
    }
}

impl Because {
    /// How pressing it is, whatever it is about: less is more pressing.
    fn rank(&self) -> (u8, Option<FindingSeverity>, bool) {
        match self {
            Because::Finding { severity, possible, .. } => (0, Some(*severity), *possible),
            Because::Measure(_) => (1, None, false),
            Because::Pair(..) => (2, None, false),
            Because::Goal(_) => (3, None, false),
            Because::Group(_) => (4, None, false),
            Because::Stakeholder(_) => (5, None, false),
        }
    }
}

/// What suggestions can fit in a project.
struct Project<'a> {
    questionnaire: &'a Questionnaire,
    report: &'a Report,
    domains: Set<String>,
    groups: Set<String>,
    stakeholders: Set<String>,
}

impl<'a> Project<'a> {
    fn of(assessment: &'a Assessment, report: &'a Report) -> Project<'a> {
        let questionnaire = assessment.questionnaire();
        let mut domains = Set::new();
        if let Some(ix) = questionnaire.profile().domains
            && let Some(Answer::Options(chosen)) = &assessment.entry(ix, None).answer
        {
            let known = option_ids(questionnaire);
            for id in chosen.iter().filter_map(|place| known.get(*place)) {
                domains.insert((*id).to_owned());
            }
        }
        Project {
            questionnaire,
            report,
            domains,
            groups: subjects_in(assessment, report, GROUPS),
            stakeholders: subjects_in(assessment, report, STAKEHOLDERS),
        }
    }

    fn reasons(&self, suggestion: &Suggestion) -> Vec<Because> {
        let mut because = Vec::new();
        for finding in self.report.findings.iter().filter(|finding| self.answers(suggestion, finding)) {
            let possible = !finding.certain;
            because.push(Because::Finding { severity: finding.severity, possible, key: finding.key() });
        }
        because.sort();
        for id in &suggestion.measures {
            if self.report.measures.iter().any(|result| result.id == *id && self.has_room(result)) {
                because.push(Because::Measure(id.clone()));
            }
        }
        if !suggestion.findings.is_empty() {
            return because;
        }
        for (first, second) in &suggestion.pairs {
            let about = |from: Goal, to: Goal| (from.min(to), from.max(to)) == (*first, *second);
            if self.report.prompts.iter().any(|prompt| about(prompt.from, prompt.to)) {
                because.push(Because::Pair(*first, *second));
            }
        }
        for goal in &suggestion.goals {
            if self.report.goal(*goal).is_some_and(|result| result.touched != Truth::No) {
                because.push(Because::Goal(*goal));
            }
        }
        if suggestion.goals.is_empty() && suggestion.measures.is_empty() && suggestion.pairs.is_empty() {
            let of = |ids: &'_ [String], known: &Set<String>| -> Vec<String> {
                ids.iter().filter(|id| known.contains(*id)).cloned().collect()
            };
            because.extend(of(&suggestion.groups, &self.groups).into_iter().map(Because::Group));
            because.extend(
                of(&suggestion.stakeholders, &self.stakeholders).into_iter().map(Because::Stakeholder),
            );
        }
        because
    }

    fn answers(&self, suggestion: &Suggestion, finding: &Finding) -> bool {
        let key = finding.key();
        let goal = key.goal_in(self.questionnaire);
        let pair = key.subject.as_deref().and_then(PromptId::parse).map(PromptId::pair);
        let roster = key.roster(self.questionnaire);
        let subject = |roster_id: &str| {
            let of_roster = roster.is_some() && roster == self.questionnaire.find_roster(roster_id);
            key.subject.as_ref().filter(|_| of_roster)
        };
        if suggestion.findings.is_empty() {
            return goal.is_some_and(|goal| suggestion.goals.contains(&goal))
                || pair.is_some_and(|pair| suggestion.pairs.contains(&pair));
        }
        suggestion.findings.contains(&key.rule)
            && allows(&suggestion.goals, goal.as_ref())
            && allows(&suggestion.pairs, pair.as_ref())
            && allows(&suggestion.groups, subject(GROUPS))
            && allows(&suggestion.stakeholders, subject(STAKEHOLDERS))
    }

    /// Whether a measure that is not void can be better than it certainly is; in raw points there is no best.
    fn has_room(&self, result: &MeasureResult) -> bool {
        let measure =
            self.questionnaire.find_measure(&result.id).and_then(|ix| self.questionnaire.measure(ix));
        let raw = measure.is_some_and(|measure| measure.aggregate.is_raw());
        result.bounds.is_some_and(|bounds| match result.polarity {
            Polarity::HigherIsBetter => raw || bounds.lo < Fraction::ONE,
            Polarity::HigherIsWorse => raw || bounds.hi.is_positive(),
        })
    }
}

/// An empty list allows everything; a list says nothing about what is not there.
fn allows<T: PartialEq>(list: &[T], one: Option<&T>) -> bool {
    list.is_empty() || one.is_none_or(|one| list.contains(one))
}

/// Subjects of a roster to which some question that is asked says yes.
fn subjects_in(assessment: &Assessment, report: &Report, roster: &str) -> Set<String> {
    let questionnaire = assessment.questionnaire();
    let mut inside = Set::new();
    let wanted = questionnaire.find_roster(roster);
    for (ix, question) in questionnaire.indexed() {
        let Kind::Subjects { roster, .. } = question.kind else { continue };
        let asked = report.question(&question.id, None).is_some_and(|result| result.asked != Truth::No);
        if Some(roster) == wanted
            && asked
            && let Some(Answer::Subjects(subjects)) = &assessment.entry(ix, None).answer
        {
            for (id, _) in subjects.iter().filter(|(_, answer)| **answer == SubjectAnswer::Yes) {
                inside.insert(id.clone());
            }
        }
    }
    inside
}

/// Ids of the options of the question about policy domains.
fn option_ids(questionnaire: &Questionnaire) -> Vec<&str> {
    let question = questionnaire.profile().domains.and_then(|ix| questionnaire.question(ix));
    match question.map(|question| &question.kind) {
        Some(Kind::Multiple { options, .. }) => options.iter().map(|option| option.id.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn only<T: Clone>(list: &[T]) -> Option<T> {
    match list {
        [one] => Some(one.clone()),
        _ => None,
    }
}

fn read(collector: &mut Collector<'_>) -> Option<Suggestions> {
    let file = diagnostic::read_file(collector, "S0101", FileShape::read)?;
    let check_id = |collector: &mut Collector<'_>, path: &str, id: &str, known: &mut Set<String>| {
        if !is_id(id) {
            let help = "small letters and digits, joined by hyphens";
            collector.error("S0102", path, format!("`{id}` is not an id"), help);
        }
        if !known.insert(id.to_owned()) {
            collector.error("S0103", path, format!("`{id}` is used twice"), "give each its own id");
        }
    };
    check_id(collector, "id", &file.id, &mut Set::new());
    if file.languages.is_empty() {
        let help = "name the languages of its texts, the source language first";
        collector.error("S0104", "languages", "there is no language", help);
    }
    let mut sources = Set::new();
    for (place, source) in file.sources.iter().enumerate() {
        check_id(collector, &format!("sources[{place}].id"), &source.id, &mut sources);
    }
    if file.suggestions.len() > MOST_SUGGESTIONS {
        let message = format!("more than {MOST_SUGGESTIONS} suggestions");
        collector.error("S0107", "suggestions", message, "split the table");
        return None;
    }
    let (mut suggestions, mut ids) = (Vec::new(), Set::new());
    for (place, part) in file.suggestions.iter().enumerate() {
        let path = format!("suggestions[{place}]");
        let Some(suggestion) = json::object(collector, &path, part, Suggestion::read) else { continue };
        check_id(collector, &format!("{path}.id"), &suggestion.id, &mut ids);
        if !suggestion.is_for_something() {
            let help = "give at least one of goals, findings, measures, groups, stakeholders, pairs";
            collector.error("S0106", &path, "the suggestion does not say what it is for", help);
        }
        for (nth, source) in suggestion.sources.iter().enumerate().filter(|(_, id)| !sources.contains(*id)) {
            let path = format!("{path}.sources[{nth}]");
            collector.error("S0105", path, format!("unknown source `{source}`"), "list it under `sources`");
        }
        suggestions.push(suggestion);
    }
    Some(Suggestions {
        id: file.id,
        version: file.version,
        languages: file.languages,
        licence: file.licence,
        sources: file.sources,
        list: suggestions,
        text: collector.text().to_owned(),
    })
}
