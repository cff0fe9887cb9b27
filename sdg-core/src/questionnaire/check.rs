//! From shapes to a sound questionnaire: every rule of the format, all diagnostics collected.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::format::{
    BandSetShape, ConditionShape, FacetShape, FileShape, FindingShape, ForEachShape, GoalsShape,
    InterlinkagesShape, ItemShape, KindName, MeasureShape, OptionShape, PrincipleShape, ProfileShape,
    QuestionShape, RosterShape, RuleForShape, ScaleShape, SectionShape, SourceShape,
};
use super::{
    Aggregate, Band, BandSet, BandsIx, ChoiceOption, Facet, FacetKind, ForEach, Goal, Goals, Interlinkages,
    Item, ItemOf, Kind, Measure, MeasureIx, Principle, Profile, Question, QuestionIx, Questionnaire,
    Required, Roster, RosterIx, Rule, RuleFor, Scale, ScaleIx, Section, Side, Source, Step, order, range,
};
use crate::condition::Condition;
use crate::diagnostic::{self, Collector, Diagnostics};
use crate::evidence::Evidence;
use crate::fraction::Fraction;

const MOST_BYTES: usize = 2 << 20;
const MOST_QUESTIONS: usize = 1000;
const MOST_MEASURES: usize = 500;
const MOST_SUBJECTS: usize = 60;
const MOST_STEPS: usize = 20;
const MOST_DEPTH: usize = 16;
const POINTS: std::ops::RangeInclusive<i64> = -1000..=1000;
const WEIGHTS: std::ops::RangeInclusive<i64> = 1..=1000;

pub(super) fn parse(text: &str, evidence: Option<&Arc<Evidence>>) -> Result<Arc<Questionnaire>, Diagnostics> {
    let text = diagnostic::open(text, MOST_BYTES)?;
    let mut checker = Checker { collector: Collector::new(text), evidence };
    let questionnaire = checker.questionnaire();
    checker.collector.finish()?;
    questionnaire.map(Arc::new).ok_or_else(|| Diagnostics(Vec::new()))
}

struct Checker<'a> {
    collector: Collector<'a>,
    evidence: Option<&'a Arc<Evidence>>,
}

/// What a condition, question or measure may refer to where it stands.
#[derive(Clone, Copy, Default)]
struct Context {
    repeated: Option<ForEach>,
    goal_at_hand: bool,
    knowledge_states: bool,
}

impl<'a> Checker<'a> {
    fn error(&mut self, code: &'static str, path: impl Into<String>, message: impl Into<String>, help: &str) {
        self.collector.error(code, path, message, help);
    }

    fn questionnaire(&mut self) -> Option<Questionnaire> {
        let text = self.collector.text();
        let file: FileShape<'a> = diagnostic::read(&mut self.collector, "", text)?;
        if file.format != 1 {
            self.error(
                "Q0101",
                "format",
                format!("format {} is not known", file.format),
                "this engine reads format 1; a newer engine may read it",
            );
            return None;
        }
        self.header(&file);

        let sources: Vec<Source> = self
            .list::<SourceShape>("sources", &file.sources)
            .into_iter()
            .map(|(_, shape)| Source { id: shape.id, citation: shape.citation, url: shape.url })
            .collect();
        self.unique("sources", sources.iter().map(|source| source.id.as_str()));
        let scales = self.scales(&file);
        let bands = self.bands(&file);
        let mut rosters = self.rosters(&file);
        let interlinkages_shape = file.interlinkages.and_then(|raw| {
            diagnostic::read::<InterlinkagesShape>(&mut self.collector, "interlinkages", raw.get())
        });
        let interlinkages = interlinkages_shape.and_then(|shape| self.interlinkages(&shape, &mut rosters));
        let facets = self.facets(&file, &scales, &rosters);

        let goals_shape = file
            .goals
            .and_then(|raw| diagnostic::read::<GoalsShape>(&mut self.collector, "goals", raw.get()));
        let goals = goals_shape.map(|shape| Goals {
            bands: shape.bands.and_then(|id| self.find_bands("goals.bands", &bands, &id)),
            least_coverage: self.coverage("goals.least_coverage", shape.least_coverage.as_deref()),
        });

        let mut draft = Questionnaire {
            id: file.id.clone(),
            version: file.version.clone(),
            languages: file.languages.clone(),
            licence: file.licence.clone(),
            sources,
            profile: Profile::default(),
            scales,
            bands,
            rosters,
            facets,
            sections: Vec::new(),
            questions: Vec::new(),
            measures: Vec::new(),
            goals,
            principles: Vec::new(),
            interlinkages,
            rules: Vec::new(),
            question_by_id: BTreeMap::new(),
            measure_by_id: BTreeMap::new(),
            order: Vec::new(),
            goal_questions: vec![Vec::new(); usize::from(Goal::COUNT)],
            leaves: Vec::new(),
            prompt_based: Vec::new(),
        };

        // Ids first, so that anything may refer to anything; then what they refer to.
        let shapes = self.question_shapes(&file, &mut draft);
        let question_paths = self.questions(&shapes, &mut draft);
        let measure_shapes = self.list::<MeasureShape>("measures", &file.measures);
        if measure_shapes.len() > MOST_MEASURES {
            self.error(
                "Q0703",
                "measures",
                format!("more than {MOST_MEASURES} measures"),
                "split the questionnaire",
            );
        }
        self.measures(&measure_shapes, &mut draft);
        self.conditions(&shapes, &mut draft);
        self.required_steps(&measure_shapes, &mut draft);
        if let Some(raw) = file.profile {
            if let Some(shape) = diagnostic::read::<ProfileShape>(&mut self.collector, "profile", raw.get()) {
                draft.profile = self.profile(&shape, &draft);
            }
        }
        self.principles(&file, &mut draft);
        self.rules(&file, &mut draft);
        if self.collector.has_errors() {
            return None;
        }

        let paths = order::Paths {
            questions: question_paths,
            measures: measure_shapes.iter().map(|(path, _)| path.clone()).collect(),
        };
        order::settle(&mut draft, &mut self.collector, &paths);
        (!self.collector.has_errors()).then_some(draft)
    }

    fn header(&mut self, file: &FileShape<'_>) {
        self.id("id", &file.id);
        if file.version.is_empty() || file.version.chars().count() > 32 {
            self.error("Q0402", "version", "a version has 1 to 32 characters", "such as `1.0.0`");
        }
        if file.languages.is_empty() {
            self.error(
                "Q0402",
                "languages",
                "at least one language is needed",
                "the first is the source language",
            );
        }
        for (place, language) in file.languages.iter().enumerate() {
            let plain = (2..=12).contains(&language.len())
                && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if !plain {
                self.error(
                    "Q0402",
                    format!("languages[{place}]"),
                    format!("`{language}` is not a language tag"),
                    "such as `nl` or `pt-BR`",
                );
            }
        }
        self.unique_words("languages", file.languages.iter().map(String::as_str));
        if file.sections.is_empty() {
            self.error("Q0402", "sections", "at least one section is needed", "a section holds questions");
        }
    }

    /// Reads each element by itself; a wrong one is noted and left out.
    fn list<T: Deserialize<'a>>(&mut self, path: &str, raws: &[&'a RawValue]) -> Vec<(String, T)> {
        raws.iter()
            .enumerate()
            .filter_map(|(place, raw)| {
                let path = format!("{path}[{place}]");
                diagnostic::read(&mut self.collector, &path, raw.get()).map(|shape| (path, shape))
            })
            .collect()
    }

    fn id(&mut self, path: &str, id: &str) {
        if !is_id(id) {
            self.error(
                "Q0201",
                path,
                format!("`{id}` is not an id"),
                "use small letters and digits, joined by single hyphens or dots, at most 64 characters",
            );
        }
    }

    /// Ids of the elements of a list of objects: well formed and used once.
    fn unique<'i>(&mut self, path: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeMap::new();
        for (place, id) in ids.enumerate() {
            let path = format!("{path}[{place}].id");
            self.id(&path, id);
            if let Some(first) = seen.insert(id, place) {
                self.error(
                    "Q0202",
                    path,
                    format!("`{id}` is used twice, first at place {first}"),
                    "give each its own id",
                );
            }
        }
    }

    fn unique_words<'i>(&mut self, path: &str, words: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeMap::new();
        for (place, word) in words.enumerate() {
            if seen.insert(word, place).is_some() {
                self.error(
                    "Q0202",
                    format!("{path}[{place}]"),
                    format!("`{word}` stands here twice"),
                    "keep one of the two",
                );
            }
        }
    }

    fn fraction(&mut self, path: &str, text: &str) -> Fraction {
        Fraction::parse(text).unwrap_or_else(|| {
            self.error(
                "Q0403",
                path,
                format!("`{text}` is not a fraction"),
                "write `2/3` or `1`; numerator and denominator at most 1000",
            );
            Fraction::ZERO
        })
    }

    fn coverage(&mut self, path: &str, text: Option<&str>) -> Fraction {
        let coverage = text.map_or(Fraction::ZERO, |text| self.fraction(path, text));
        if coverage < Fraction::ZERO || coverage > Fraction::ONE {
            self.error("Q0404", path, "a coverage lies from 0 to 1", "`1/2` asks for half of the answers");
        }
        coverage
    }

    fn scales(&mut self, file: &FileShape<'a>) -> Vec<Scale> {
        let shapes = self.list::<ScaleShape>("scales", &file.scales);
        self.unique("scales", shapes.iter().map(|(_, shape)| shape.id.as_str()));
        shapes
            .into_iter()
            .map(|(path, shape)| {
                let steps_path = format!("{path}.steps");
                self.unique(&steps_path, shape.steps.iter().map(|step| step.id.as_str()));
                if !(2..=MOST_STEPS).contains(&shape.steps.len()) {
                    self.error("Q0702", &steps_path, format!("a scale has 2 to {MOST_STEPS} steps"), "");
                }
                let points: Vec<i64> = shape.steps.iter().map(|step| step.points).collect();
                self.points(&steps_path, &points);
                let steps =
                    shape.steps.into_iter().map(|step| Step { id: step.id, points: step.points }).collect();
                Scale { id: shape.id, steps }
            })
            .collect()
    }

    fn points(&mut self, path: &str, points: &[i64]) {
        for (place, value) in points.iter().enumerate() {
            if !POINTS.contains(value) {
                self.error(
                    "Q0405",
                    format!("{path}[{place}].points"),
                    format!("{value} points"),
                    "points lie from -1000 to 1000",
                );
            }
        }
        let (least, greatest) = range(points.iter().copied());
        if least == greatest {
            self.error(
                "Q0406",
                path,
                "all steps have the same points",
                "then no answer can differ from another",
            );
        }
    }

    fn bands(&mut self, file: &FileShape<'a>) -> Vec<BandSet> {
        let shapes = self.list::<BandSetShape>("bands", &file.bands);
        self.unique("bands", shapes.iter().map(|(_, shape)| shape.id.as_str()));
        shapes
            .into_iter()
            .map(|(path, shape)| {
                let bands_path = format!("{path}.bands");
                self.unique(&bands_path, shape.bands.iter().map(|band| band.id.as_str()));
                let mut bands: Vec<Band> = Vec::new();
                for (place, band) in shape.bands.into_iter().enumerate() {
                    let path = format!("{bands_path}[{place}]");
                    let (start, open) = match (&band.from, &band.above) {
                        (Some(from), None) => (self.fraction(&format!("{path}.from"), from), false),
                        (None, Some(above)) => (self.fraction(&format!("{path}.above"), above), true),
                        _ => {
                            self.error(
                                "Q0407",
                                &path,
                                "a band starts by `from` or by `above`",
                                "give one of the two",
                            );
                            continue;
                        }
                    };
                    let rises = bands.last().is_none_or(|last| (last.start, last.open) < (start, open));
                    if !rises || (place == 0 && open) {
                        self.error(
                            "Q0408",
                            &path,
                            "the starts of bands must rise, the first one with `from`",
                            "then there is no gap and no overlap",
                        );
                    }
                    bands.push(Band { id: band.id, start, open });
                }
                if bands.is_empty() {
                    self.error("Q0408", &bands_path, "a band set needs at least one band", "");
                }
                BandSet { id: shape.id, bands }
            })
            .collect()
    }

    fn rosters(&mut self, file: &FileShape<'a>) -> Vec<Roster> {
        let shapes = self.list::<RosterShape>("rosters", &file.rosters);
        self.unique("rosters", shapes.iter().map(|(_, shape)| shape.id.as_str()));
        shapes
            .into_iter()
            .map(|(path, shape)| {
                let subjects_path = format!("{path}.subjects");
                for (place, subject) in shape.subjects.iter().enumerate() {
                    let path = format!("{subjects_path}[{place}]");
                    self.id(&path, subject);
                    if subject.starts_with("own-") {
                        self.error(
                            "Q0203",
                            path,
                            format!("`{subject}` is reserved"),
                            "ids beginning with `own-` are for the assessor's own subjects",
                        );
                    }
                }
                self.unique_words(&subjects_path, shape.subjects.iter().map(String::as_str));
                let all = shape.subjects.len().saturating_add(shape.own);
                if all == 0 || all > MOST_SUBJECTS {
                    self.error(
                        "Q0702",
                        &path,
                        format!("a roster has 1 to {MOST_SUBJECTS} subjects, own ones included"),
                        "",
                    );
                }
                Roster { id: shape.id, subjects: shape.subjects, own: shape.own, prompts: false }
            })
            .collect()
    }

    fn interlinkages(
        &mut self,
        shape: &InterlinkagesShape,
        rosters: &mut Vec<Roster>,
    ) -> Option<Interlinkages> {
        self.id("interlinkages.roster", &shape.roster);
        if rosters.iter().any(|roster| roster.id == shape.roster) {
            self.error(
                "Q0202",
                "interlinkages.roster",
                format!("`{}` stands under `rosters` too", shape.roster),
                "the engine makes this roster: choose another id",
            );
        }
        let places = [shape.places.known_tradeoffs, shape.places.undermining, shape.places.unused_synergy];
        if places.iter().any(|place| *place > 20) {
            self.error(
                "Q0702",
                "interlinkages.places",
                "at most 20 places per queue",
                "each place is a question to answer",
            );
        }
        let roster = RosterIx(rosters.len());
        rosters.push(Roster { id: shape.roster.clone(), subjects: Vec::new(), own: 0, prompts: true });
        let Some(evidence) = self.evidence.filter(|evidence| evidence.id() == shape.evidence) else {
            self.error(
                "Q0302",
                "interlinkages.evidence",
                format!("the evidence `{}` was not given", shape.evidence),
                "hand the evidence file to the parser together with the questionnaire",
            );
            return None;
        };
        Some(Interlinkages { roster, places, evidence: Arc::clone(evidence) })
    }

    fn facets(&mut self, file: &FileShape<'a>, scales: &[Scale], rosters: &[Roster]) -> Vec<Facet> {
        let shapes = self.list::<FacetShape>("facets", &file.facets);
        self.unique("facets", shapes.iter().map(|(_, shape)| shape.id.as_str()));
        shapes
            .into_iter()
            .filter_map(|(path, shape)| {
                let takes = match (&shape.scale, &shape.roster) {
                    (Some(scale), None) => {
                        FacetKind::Scale(self.find_scale(&format!("{path}.scale"), scales, scale)?)
                    }
                    (None, Some(roster)) => FacetKind::Roster(self.find_roster(
                        &format!("{path}.roster"),
                        rosters,
                        roster,
                        false,
                    )?),
                    _ => {
                        self.error(
                            "Q0409",
                            &path,
                            "a facet takes a `scale` or a `roster`",
                            "give one of the two",
                        );
                        return None;
                    }
                };
                let from = shape.ask_from.map_or((None, None), |from| (from.benefit, from.harm));
                for value in [from.0, from.1].into_iter().flatten() {
                    if value < 1 {
                        self.error(
                            "Q0405",
                            format!("{path}.ask_from"),
                            format!("{value} points"),
                            "a facet is asked from 1 point on or more",
                        );
                    }
                }
                Some(Facet { id: shape.id, takes, from_benefit: from.0, from_harm: from.1 })
            })
            .collect()
    }

    fn find_scale(&mut self, path: &str, scales: &[Scale], id: &str) -> Option<ScaleIx> {
        let found = scales.iter().position(|scale| scale.id == id).map(ScaleIx);
        if found.is_none() {
            self.unknown(path, "scale", id, scales.iter().map(|scale| scale.id.as_str()));
        }
        found
    }

    fn find_bands(&mut self, path: &str, bands: &[BandSet], id: &str) -> Option<BandsIx> {
        let found = bands.iter().position(|set| set.id == id).map(BandsIx);
        if found.is_none() {
            self.unknown(path, "band set", id, bands.iter().map(|set| set.id.as_str()));
        }
        found
    }

    fn find_roster(&mut self, path: &str, rosters: &[Roster], id: &str, prompts: bool) -> Option<RosterIx> {
        let found =
            rosters.iter().position(|roster| roster.id == id && (prompts || !roster.prompts)).map(RosterIx);
        if found.is_none() {
            self.unknown(path, "roster", id, rosters.iter().map(|roster| roster.id.as_str()));
        }
        found
    }

    fn find_question(&mut self, path: &str, draft: &Questionnaire, id: &str) -> Option<QuestionIx> {
        let found = draft.find(id);
        if found.is_none() {
            self.unknown(path, "question", id, draft.question_by_id.keys().map(String::as_str));
        }
        found
    }

    fn find_measure(&mut self, path: &str, draft: &Questionnaire, id: &str) -> Option<MeasureIx> {
        let found = draft.find_measure(id);
        if found.is_none() {
            self.unknown(path, "measure", id, draft.measure_by_id.keys().map(String::as_str));
        }
        found
    }

    fn unknown<'i>(&mut self, path: &str, what: &str, id: &str, known: impl Iterator<Item = &'i str>) {
        let near = nearest(id, known);
        let help =
            near.map_or_else(|| format!("there is no such {what}"), |near| format!("did you mean `{near}`?"));
        self.error("Q0301", path, format!("unknown {what} `{id}`"), &help);
    }

    /// First pass over the questions: ids, kinds and sections.
    fn question_shapes(
        &mut self,
        file: &FileShape<'a>,
        draft: &mut Questionnaire,
    ) -> Vec<(String, SectionShape<'a>, Vec<(String, QuestionShape)>)> {
        let sections = self.list::<SectionShape<'a>>("sections", &file.sections);
        self.unique("sections", sections.iter().map(|(_, shape)| shape.id.as_str()));
        let mut count = 0_usize;
        let mut all = Vec::new();
        for (path, section) in sections {
            let questions = self.list::<QuestionShape>(&format!("{path}.questions"), &section.questions);
            for (path, question) in &questions {
                self.id(&format!("{path}.id"), &question.id);
                if draft.question_by_id.insert(question.id.clone(), QuestionIx(count)).is_some() {
                    self.error(
                        "Q0202",
                        format!("{path}.id"),
                        format!("`{}` is used twice", question.id),
                        "give each question its own id",
                    );
                }
                count = count.saturating_add(1);
            }
            all.push((path, section, questions));
        }
        if count > MOST_QUESTIONS {
            self.error(
                "Q0701",
                "sections",
                format!("more than {MOST_QUESTIONS} questions"),
                "split the questionnaire",
            );
        }
        all
    }

    /// Second pass: everything of a question but its condition.
    fn questions(
        &mut self,
        shapes: &[(String, SectionShape<'a>, Vec<(String, QuestionShape)>)],
        draft: &mut Questionnaire,
    ) -> Vec<String> {
        let mut paths = Vec::new();
        // `for_each` needs the roster of a question that may come later.
        let roster_of: BTreeMap<&str, (KindName, Option<&str>)> = shapes
            .iter()
            .flat_map(|(_, _, questions)| questions)
            .map(|(_, shape)| (shape.id.as_str(), (shape.kind, shape.roster.as_deref())))
            .collect();
        for (place, (_, section, questions)) in shapes.iter().enumerate() {
            let mut members = Vec::new();
            for (path, shape) in questions {
                let for_each = shape
                    .for_each
                    .as_ref()
                    .and_then(|shape| self.for_each(&format!("{path}.for_each"), shape, draft, &roster_of));
                let kind = self.kind(path, shape, draft, &roster_of);
                for (place, source) in shape.sources.iter().enumerate() {
                    if !draft.sources.iter().any(|known| known.id == *source) {
                        self.unknown(
                            &format!("{path}.sources[{place}]"),
                            "source",
                            source,
                            draft
                                .sources
                                .iter()
                                .map(|source| source.id.as_str())
                                .collect::<Vec<_>>()
                                .into_iter(),
                        );
                    }
                }
                for (place, target) in shape.targets.iter().enumerate() {
                    if !is_target(target) {
                        self.error(
                            "Q0410",
                            format!("{path}.targets[{place}]"),
                            format!("`{target}` is not a target of Agenda 2030"),
                            "such as `11.2` or `11.b`",
                        );
                    }
                }
                if shape.kind == KindName::Subjects && shape.for_each.is_some() {
                    self.error(
                        "Q0411",
                        format!("{path}.for_each"),
                        "a `subjects` question is not repeated",
                        "ask it once; its answer is per subject already",
                    );
                }
                let ix = QuestionIx(draft.questions.len());
                members.push(ix);
                paths.push(path.clone());
                if let Some(Kind::Effect { goal: Some(goal), .. }) = &kind {
                    if let Some(of_goal) = draft.goal_questions.get_mut(goal.place()) {
                        of_goal.push(ix);
                    }
                    if for_each.is_some() {
                        self.error(
                            "Q0412",
                            format!("{path}.goal"),
                            "a repeated question has no goal",
                            "effects on subjects stand apart from effects on goals",
                        );
                    }
                }
                draft.questions.push(Question {
                    id: shape.id.clone(),
                    // A question with a wrong kind is refused anyway; the placeholder keeps the places right.
                    kind: kind.unwrap_or(Kind::Date),
                    for_each,
                    not_applicable: shape.not_applicable,
                    sources: shape.sources.clone(),
                    targets: shape.targets.clone(),
                    section: place,
                    ask_if: None,
                });
            }
            draft.sections.push(Section {
                id: section.id.clone(),
                principle: section.principle.clone(),
                questions: members,
                ask_if: None,
            });
        }
        paths
    }

    fn for_each(
        &mut self,
        path: &str,
        shape: &ForEachShape,
        draft: &Questionnaire,
        roster_of: &BTreeMap<&str, (KindName, Option<&str>)>,
    ) -> Option<ForEach> {
        match shape {
            ForEachShape::All(id) => {
                self.find_roster(&format!("{path}.all"), &draft.rosters, id, true).map(ForEach::All)
            }
            ForEachShape::In(id) => {
                let path = format!("{path}.in");
                let question = self.find_question(&path, draft, id)?;
                let Some((KindName::Subjects, Some(roster))) = roster_of.get(id.as_str()) else {
                    self.error(
                        "Q0303",
                        path,
                        format!("`{id}` is not a `subjects` question"),
                        "only a `subjects` question says which subjects are in",
                    );
                    return None;
                };
                let roster = draft.rosters.iter().position(|known| known.id == *roster && !known.prompts)?;
                Some(ForEach::In(question, RosterIx(roster)))
            }
        }
    }

    fn kind(
        &mut self,
        path: &str,
        shape: &QuestionShape,
        draft: &Questionnaire,
        roster_of: &BTreeMap<&str, (KindName, Option<&str>)>,
    ) -> Option<Kind> {
        self.foreign_fields(path, shape);
        match shape.kind {
            KindName::Effect => self.effect(path, shape, draft),
            KindName::Rating => Some(Kind::Rating { scale: self.needed_scale(path, shape, draft)? }),
            KindName::Choice => {
                Some(Kind::Choice { options: self.options(path, shape.options.as_deref(), false)? })
            }
            KindName::Multiple => {
                let options = self.options(path, shape.options.as_deref(), true)?;
                self.at_most(path, shape.at_most);
                Some(Kind::Multiple { options, at_most: shape.at_most })
            }
            KindName::Subjects => {
                let Some(roster) = &shape.roster else {
                    self.error(
                        "Q0401",
                        path,
                        "a `subjects` question needs a `roster`",
                        "name one that stands under `rosters`",
                    );
                    return None;
                };
                let roster = self.find_roster(&format!("{path}.roster"), &draft.rosters, roster, false)?;
                self.at_most(path, shape.at_most);
                let among = match &shape.among {
                    None => None,
                    Some(id) => {
                        let path = format!("{path}.among");
                        let question = self.find_question(&path, draft, id)?;
                        let same = roster_of.get(id.as_str()).is_some_and(|(kind, other)| {
                            *kind == KindName::Subjects && *other == shape.roster.as_deref()
                        });
                        if !same || *id == shape.id {
                            self.error(
                                "Q0304",
                                path,
                                format!("`{id}` is not another `subjects` question on the same roster"),
                                "",
                            );
                            return None;
                        }
                        Some(question)
                    }
                };
                Some(Kind::Subjects { roster, among, at_most: shape.at_most })
            }
            KindName::Text => Some(Kind::Text { long: shape.long.unwrap_or(false) }),
            KindName::Number => {
                let (least, greatest) = (shape.least, shape.greatest);
                let limit = -1_000_000_000..=1_000_000_000;
                let orderly = match (least, greatest) {
                    (Some(least), Some(greatest)) => least < greatest,
                    _ => true,
                };
                if !orderly || [least, greatest].into_iter().flatten().any(|bound| !limit.contains(&bound)) {
                    self.error(
                        "Q0405",
                        path,
                        "`least` must be below `greatest`, both within ±1,000,000,000",
                        "",
                    );
                }
                Some(Kind::Number { least, greatest })
            }
            KindName::Date => Some(Kind::Date),
        }
    }

    fn foreign_fields(&mut self, path: &str, shape: &QuestionShape) {
        use KindName::{Choice, Effect, Multiple, Number, Rating, Subjects, Text};
        let fields: [(&str, bool, &[KindName]); 12] = [
            ("scale", shape.scale.is_some(), &[Effect, Rating]),
            ("goal", shape.goal.is_some(), &[Effect]),
            ("facets", shape.facets.is_some(), &[Effect]),
            ("weight", shape.weight.is_some(), &[Effect]),
            ("options", shape.options.is_some(), &[Choice, Multiple]),
            ("at_most", shape.at_most.is_some(), &[Multiple, Subjects]),
            ("roster", shape.roster.is_some(), &[Subjects]),
            ("among", shape.among.is_some(), &[Subjects]),
            ("long", shape.long.is_some(), &[Text]),
            ("least", shape.least.is_some(), &[Number]),
            ("greatest", shape.greatest.is_some(), &[Number]),
            ("targets", !shape.targets.is_empty(), &[Effect, Rating, Choice, Multiple, Subjects]),
        ];
        for (field, present, kinds) in fields {
            if present && !kinds.contains(&shape.kind) {
                self.error(
                    "Q0401",
                    format!("{path}.{field}"),
                    format!("`{field}` does not belong to this kind of question"),
                    "take it out, or change the kind",
                );
            }
        }
    }

    fn needed_scale(&mut self, path: &str, shape: &QuestionShape, draft: &Questionnaire) -> Option<ScaleIx> {
        let Some(scale) = &shape.scale else {
            self.error(
                "Q0401",
                path,
                "this kind of question needs a `scale`",
                "name one that stands under `scales`",
            );
            return None;
        };
        self.find_scale(&format!("{path}.scale"), &draft.scales, scale)
    }

    fn effect(&mut self, path: &str, shape: &QuestionShape, draft: &Questionnaire) -> Option<Kind> {
        let scale = self.needed_scale(path, shape, draft)?;
        let steps = draft.scale(scale).map_or(&[][..], |scale| &scale.steps);
        if !steps.iter().map(|step| step.points).eq((0..).take(steps.len())) {
            self.error(
                "Q0413",
                format!("{path}.scale"),
                "the scale of an effect has points 0, 1, 2 … in order",
                "0 is no effect",
            );
        }
        let mut goal = None;
        if let Some(number) = shape.goal {
            goal = Goal::new(number);
            if goal.is_none() {
                self.error(
                    "Q0414",
                    format!("{path}.goal"),
                    format!("there is no goal {number}"),
                    "goals are numbered 1 to 17",
                );
            } else if draft.goals.is_none() {
                self.error(
                    "Q0415",
                    format!("{path}.goal"),
                    "the questionnaire has no `goals` part",
                    "add `\"goals\": {}` or take the goal out",
                );
            }
        }
        let mut facets = Vec::new();
        for (place, id) in shape.facets.iter().flatten().enumerate() {
            match draft.facets.iter().position(|facet| facet.id == *id) {
                Some(facet) if !facets.contains(&facet) => facets.push(facet),
                Some(_) => self.error(
                    "Q0202",
                    format!("{path}.facets[{place}]"),
                    format!("`{id}` stands here twice"),
                    "keep one of the two",
                ),
                None => {
                    let known: Vec<String> = draft.facets.iter().map(|facet| facet.id.clone()).collect();
                    self.unknown(
                        &format!("{path}.facets[{place}]"),
                        "facet",
                        id,
                        known.iter().map(String::as_str),
                    );
                }
            }
        }
        let weight = shape.weight.unwrap_or(1);
        self.weight(&format!("{path}.weight"), weight);
        Some(Kind::Effect { scale, goal, facets, weight })
    }

    fn weight(&mut self, path: &str, weight: i64) {
        if !WEIGHTS.contains(&weight) {
            self.error(
                "Q0405",
                path,
                format!("weight {weight}"),
                "a weight is a whole number from 1 to 1000; leave out what does not count",
            );
        }
    }

    fn at_most(&mut self, path: &str, at_most: Option<usize>) {
        if at_most == Some(0) {
            self.error("Q0405", format!("{path}.at_most"), "`at_most` must be at least 1", "");
        }
    }

    fn options(
        &mut self,
        path: &str,
        options: Option<&[OptionShape]>,
        several: bool,
    ) -> Option<Vec<ChoiceOption>> {
        let path = format!("{path}.options");
        let Some(options) = options.filter(|options| !options.is_empty()) else {
            self.error("Q0401", path, "this kind of question needs `options`", "at least one");
            return None;
        };
        self.unique(&path, options.iter().map(|option| option.id.as_str()));
        if options.len() > MOST_SUBJECTS {
            self.error("Q0702", &path, format!("more than {MOST_SUBJECTS} options"), "");
        }
        let points: Vec<i64> = options.iter().filter_map(|option| option.points).collect();
        if points.len() == options.len() {
            // Of several options chosen together, equal points add up: only zeros would say nothing.
            self.points(&path, &if several { points.iter().copied().chain([0]).collect() } else { points });
        } else if !points.is_empty() {
            self.error(
                "Q0416",
                &path,
                "some options have points and some have none",
                "give points to all of them or to none",
            );
        }
        Some(
            options
                .iter()
                .map(|option| ChoiceOption { id: option.id.clone(), points: option.points })
                .collect(),
        )
    }

    /// Ids and items of the measures.
    fn measures(&mut self, shapes: &[(String, MeasureShape)], draft: &mut Questionnaire) {
        for (place, (path, shape)) in shapes.iter().enumerate() {
            self.id(&format!("{path}.id"), &shape.id);
            if is_goal_measure(&shape.id) {
                self.error(
                    "Q0203",
                    format!("{path}.id"),
                    format!("`{}` is reserved", shape.id),
                    "the engine makes the measures of goals itself",
                );
            }
            if draft.measure_by_id.insert(shape.id.clone(), MeasureIx(place)).is_some() {
                self.error(
                    "Q0202",
                    format!("{path}.id"),
                    format!("`{}` is used twice", shape.id),
                    "give each measure its own id",
                );
            }
        }
        // The repetition of each measure first: items of one measure need that of another.
        let kinds: BTreeMap<String, (KindName, Option<String>)> = draft
            .questions
            .iter()
            .map(|question| {
                let known = match question.kind {
                    Kind::Subjects { roster, .. } => {
                        (KindName::Subjects, draft.roster(roster).map(|roster| roster.id.clone()))
                    }
                    _ => (KindName::Text, None),
                };
                (question.id.clone(), known)
            })
            .collect();
        let kinds: BTreeMap<&str, (KindName, Option<&str>)> =
            kinds.iter().map(|(id, (kind, roster))| (id.as_str(), (*kind, roster.as_deref()))).collect();
        for (path, shape) in shapes {
            let for_each = shape
                .for_each
                .as_ref()
                .and_then(|shape| self.for_each(&format!("{path}.for_each"), shape, draft, &kinds));
            let bands = shape
                .bands
                .as_ref()
                .and_then(|id| self.find_bands(&format!("{path}.bands"), &draft.bands, id));
            let least_coverage =
                self.coverage(&format!("{path}.least_coverage"), shape.least_coverage.as_deref());
            draft.measures.push(Measure {
                id: shape.id.clone(),
                aggregate: shape.aggregate,
                polarity: shape.polarity,
                for_each,
                items: Vec::new(),
                bands,
                least_coverage,
                threshold: None,
                required: None,
            });
        }
        for (place, (path, shape)) in shapes.iter().enumerate() {
            let for_each = draft.measures.get(place).and_then(|measure| measure.for_each);
            let items = self.items(path, shape, for_each, draft);
            let threshold = self.threshold(path, shape);
            if let Some(measure) = draft.measures.get_mut(place) {
                measure.items = items;
                measure.threshold = threshold;
            }
        }
    }

    fn threshold(&mut self, path: &str, shape: &MeasureShape) -> Option<Fraction> {
        let wanted = matches!(shape.aggregate, Aggregate::Share | Aggregate::Count);
        match (&shape.at_least, wanted) {
            (Some(text), true) => Some(self.fraction(&format!("{path}.at_least"), text)),
            (None, true) => {
                self.error(
                    "Q0601",
                    path,
                    "`share` and `count` need `at_least`",
                    "it says when an item counts",
                );
                None
            }
            (Some(_), false) => {
                self.error(
                    "Q0601",
                    format!("{path}.at_least"),
                    "only `share` and `count` take `at_least`",
                    "take it out",
                );
                None
            }
            (None, false) => None,
        }
    }

    fn items(
        &mut self,
        path: &str,
        shape: &MeasureShape,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Vec<Item> {
        if shape.aggregate == Aggregate::Attainment {
            return self.attainment_items(path, shape, for_each, draft);
        }
        if shape.reached.is_some() || shape.intended.is_some() || shape.required.is_some() {
            self.error(
                "Q0602",
                path,
                "`reached`, `intended` and `required` belong to `attainment`",
                "take them out",
            );
        }
        let Some(items) = shape.items.as_ref().filter(|items| !items.is_empty()) else {
            self.error("Q0603", path, "a measure needs `items`", "without items nothing feeds it");
            return Vec::new();
        };
        items
            .iter()
            .enumerate()
            .filter_map(|(place, item)| {
                let path = format!("{path}.items[{place}]");
                let weight = item.weight.unwrap_or(1);
                self.weight(&format!("{path}.weight"), weight);
                if item.weight.is_some()
                    && matches!(shape.aggregate, Aggregate::Count | Aggregate::Max | Aggregate::Min)
                {
                    self.error(
                        "Q0604",
                        format!("{path}.weight"),
                        "`count`, `max` and `min` take no weights",
                        "take it out",
                    );
                }
                let of = match (&item.question, &item.measure) {
                    (Some(id), None) => {
                        self.question_item(&path, id, item, shape.aggregate, for_each, draft)?
                    }
                    (None, Some(id)) => {
                        self.measure_item(&path, id, item, shape.aggregate, for_each, draft)?
                    }
                    _ => {
                        self.error(
                            "Q0605",
                            path,
                            "an item takes a `question` or a `measure`",
                            "give one of the two",
                        );
                        return None;
                    }
                };
                Some(Item { of, weight })
            })
            .collect()
    }

    fn question_item(
        &mut self,
        path: &str,
        id: &str,
        item: &ItemShape,
        aggregate: Aggregate,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Option<ItemOf> {
        let ix = self.find_question(&format!("{path}.question"), draft, id)?;
        let question = draft.question(ix)?;
        let side = item.side.unwrap_or(Side::Whole);
        let fits = match (&question.kind, side) {
            (Kind::Effect { .. }, Side::Benefit | Side::Harm)
            | (Kind::Rating { .. } | Kind::Subjects { .. }, Side::Whole) => true,
            (
                Kind::Effect { .. } | Kind::Rating { .. } | Kind::Choice { .. } | Kind::Multiple { .. },
                Side::Treated,
            ) => !aggregate.is_raw(),
            (Kind::Choice { options } | Kind::Multiple { options, .. }, Side::Whole) => {
                options.iter().all(|option| option.points.is_some())
            }
            (Kind::Rating { scale }, Side::Positive) => {
                draft.scale(*scale).is_some_and(|scale| scale.range().1 > 0)
            }
            (Kind::Rating { scale }, Side::Negative) => {
                draft.scale(*scale).is_some_and(|scale| scale.range().0 < 0)
            }
            _ => false,
        };
        if !fits {
            self.error(
                "Q0606",
                path,
                format!("`{id}` gives no such value"),
                "an effect needs `side` benefit or harm; a choice needs points; positive and negative need points on that side",
            );
            return None;
        }
        // A `subjects` question is one item per subject by itself.
        self.same_repetition(path, id, question.for_each, for_each).then_some(ItemOf::Question(ix, side))
    }

    fn measure_item(
        &mut self,
        path: &str,
        id: &str,
        item: &ItemShape,
        aggregate: Aggregate,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Option<ItemOf> {
        let ix = self.find_measure(&format!("{path}.measure"), draft, id)?;
        let child = draft.measure(ix)?;
        if item.side.is_some() {
            self.error("Q0605", format!("{path}.side"), "a measure has no `side`", "take it out");
        }
        let fits = match aggregate {
            Aggregate::Count | Aggregate::Attainment => false,
            Aggregate::Sum => child.aggregate.is_raw(),
            Aggregate::Mean | Aggregate::Max | Aggregate::Min | Aggregate::Share => !child.aggregate.is_raw(),
        };
        if !fits {
            self.error("Q0607", path, format!("`{id}` has another range"), "`sum` adds up sums and counts; `mean`, `max`, `min` and `share` take values from 0 to 1; `count` takes questions");
            return None;
        }
        self.same_repetition(path, id, child.for_each, for_each).then_some(ItemOf::Measure(ix))
    }

    /// An item is repeated with the measure, or the measure gathers all its subjects.
    fn same_repetition(
        &mut self,
        path: &str,
        id: &str,
        of_item: Option<ForEach>,
        of_measure: Option<ForEach>,
    ) -> bool {
        let fits = match (of_item, of_measure) {
            (_, None) | (None, Some(_)) => true,
            (Some(item), Some(measure)) => item == measure,
        };
        if !fits {
            self.error(
                "Q0608",
                path,
                format!("`{id}` is repeated over something else"),
                "gather it in a measure of its own first",
            );
        }
        fits
    }

    fn attainment_items(
        &mut self,
        path: &str,
        shape: &MeasureShape,
        for_each: Option<ForEach>,
        draft: &Questionnaire,
    ) -> Vec<Item> {
        if shape.items.is_some() {
            self.error(
                "Q0602",
                format!("{path}.items"),
                "`attainment` takes `reached`, `intended` and `required`",
                "take the items out",
            );
        }
        let (Some(reached), Some(_)) = (&shape.reached, &shape.required) else {
            self.error("Q0602", path, "`attainment` needs `reached` and `required`", "see docs/format.md");
            return Vec::new();
        };
        let mut items = Vec::new();
        let mut scales = Vec::new();
        let fields = [("reached", Some(reached)), ("intended", shape.intended.as_ref())];
        for (field, id) in fields.into_iter().filter_map(|(field, id)| id.map(|id| (field, id))) {
            let path = format!("{path}.{field}");
            let Some(ix) = self.find_question(&path, draft, id) else { continue };
            let Some(question) = draft.question(ix) else { continue };
            let Kind::Rating { scale } = question.kind else {
                self.error(
                    "Q0609",
                    path,
                    format!("`{id}` is not a rating"),
                    "an attainment compares steps of one scale",
                );
                continue;
            };
            scales.push(scale);
            if question.for_each == for_each {
                items.push(Item { of: ItemOf::Question(ix, Side::Whole), weight: 1 });
            } else {
                self.error(
                    "Q0608",
                    path,
                    format!("`{id}` is repeated over something else"),
                    "repeat the attainment in the same way",
                );
            }
        }
        let orderly = scales.iter().all(|ix| {
            draft.scale(*ix).is_some_and(|scale| {
                scale.steps.iter().map(|step| step.points).eq((0..).take(scale.steps.len()))
            })
        });
        if !orderly || scales.windows(2).any(|pair| pair.first() != pair.last()) {
            self.error(
                "Q0610",
                path,
                "an attainment needs one scale with points 0, 1, 2 … in order",
                "0 is not involved",
            );
        }
        items
    }

    fn required_steps(&mut self, shapes: &[(String, MeasureShape)], draft: &mut Questionnaire) {
        for (place, (path, shape)) in shapes.iter().enumerate() {
            let Some(required) = &shape.required else { continue };
            let context = Context {
                repeated: draft.measures.get(place).and_then(|measure| measure.for_each),
                ..Context::default()
            };
            let mut rules = Vec::new();
            for (rule, shape) in required.rules.iter().enumerate() {
                let path = format!("{path}.required.rules[{rule}]");
                if !(1..=20).contains(&shape.step) {
                    self.error(
                        "Q0611",
                        format!("{path}.step"),
                        format!("step {}", shape.step),
                        "a required step is 1 to 20",
                    );
                }
                if let Some(condition) =
                    self.condition(&format!("{path}.if"), &shape.condition, context, draft, 0)
                {
                    rules.push((condition, shape.step));
                }
            }
            if !(1..=20).contains(&required.base) {
                self.error(
                    "Q0611",
                    format!("{path}.required.base"),
                    format!("step {}", required.base),
                    "a required step is 1 to 20",
                );
            }
            if let Some(measure) = draft.measures.get_mut(place) {
                measure.required = Some(Required { base: required.base, rules });
            }
        }
    }

    fn conditions(
        &mut self,
        shapes: &[(String, SectionShape<'a>, Vec<(String, QuestionShape)>)],
        draft: &mut Questionnaire,
    ) {
        let mut ix = 0_usize;
        for (place, (path, section, questions)) in shapes.iter().enumerate() {
            let found = section.ask_if.as_ref().and_then(|shape| {
                self.condition(&format!("{path}.ask_if"), shape, Context::default(), draft, 0)
            });
            if let Some(section) = draft.sections.get_mut(place) {
                section.ask_if = found;
            }
            for (path, shape) in questions {
                let repeated = draft.questions.get(ix).and_then(|question| question.for_each);
                let found = shape.ask_if.as_ref().and_then(|shape| {
                    self.condition(
                        &format!("{path}.ask_if"),
                        shape,
                        Context { repeated, ..Context::default() },
                        draft,
                        0,
                    )
                });
                if let Some(question) = draft.questions.get_mut(ix) {
                    question.ask_if = found;
                }
                ix = ix.saturating_add(1);
            }
        }
    }

    fn condition(
        &mut self,
        path: &str,
        shape: &ConditionShape,
        context: Context,
        draft: &Questionnaire,
        depth: usize,
    ) -> Option<Condition> {
        if depth >= MOST_DEPTH {
            self.error(
                "Q0704",
                path,
                format!("conditions are nested more than {MOST_DEPTH} deep"),
                "say it more simply",
            );
            return None;
        }
        let deeper = depth.saturating_add(1);
        let list = |checker: &mut Self, word: &str, shapes: &[ConditionShape]| {
            let mut conditions = Vec::new();
            for (place, shape) in shapes.iter().enumerate() {
                conditions.push(checker.condition(
                    &format!("{path}.{word}[{place}]"),
                    shape,
                    context,
                    draft,
                    deeper,
                )?);
            }
            Some(conditions)
        };
        match shape {
            ConditionShape::All(shapes) => list(self, "all", shapes).map(Condition::All),
            ConditionShape::Any(shapes) => list(self, "any", shapes).map(Condition::Any),
            ConditionShape::Not(shape) => self
                .condition(&format!("{path}.not"), shape, context, draft, deeper)
                .map(|condition| Condition::Not(Box::new(condition))),
            ConditionShape::Option(test) => {
                let path = format!("{path}.option");
                let question = self.referred(&path, &test.question, context, draft)?;
                let known: Vec<&str> = match &draft.question(question)?.kind {
                    Kind::Choice { options } | Kind::Multiple { options, .. } => {
                        options.iter().map(|option| option.id.as_str()).collect()
                    }
                    Kind::Rating { scale } => {
                        draft.scale(*scale)?.steps.iter().map(|step| step.id.as_str()).collect()
                    }
                    _ => {
                        self.error(
                            "Q0501",
                            path,
                            format!("`{}` has no options", test.question),
                            "use another condition for this kind of question",
                        );
                        return None;
                    }
                };
                let mut is = Vec::new();
                for (place, id) in test.is.iter().enumerate() {
                    match known.iter().position(|option| option == id) {
                        Some(option) => is.push(option),
                        None => {
                            self.unknown(&format!("{path}.is[{place}]"), "option", id, known.iter().copied())
                        }
                    }
                }
                if test.is.is_empty() {
                    self.error(
                        "Q0503",
                        format!("{path}.is"),
                        "no option is named, so this never holds",
                        "name at least one",
                    );
                }
                Some(Condition::Option { question, is })
            }
            ConditionShape::Points(test) => {
                let path = format!("{path}.points");
                let question = self.referred(&path, &test.question, context, draft)?;
                let scored = match &draft.question(question)?.kind {
                    Kind::Rating { .. } | Kind::Number { .. } => true,
                    Kind::Choice { options } | Kind::Multiple { options, .. } => {
                        options.iter().all(|option| option.points.is_some())
                    }
                    _ => false,
                };
                if !scored {
                    self.error(
                        "Q0501",
                        path,
                        format!("`{}` has no points", test.question),
                        "use another condition for this kind of question",
                    );
                    return None;
                }
                Some(Condition::Points { question, at_least: test.at_least })
            }
            ConditionShape::Benefit(test) => {
                let question = self.effect_reference(
                    &format!("{path}.benefit"),
                    &test.question,
                    test.at_least,
                    context,
                    draft,
                )?;
                Some(Condition::Benefit { question, at_least: test.at_least })
            }
            ConditionShape::Harm(test) => {
                let question = self.effect_reference(
                    &format!("{path}.harm"),
                    &test.question,
                    test.at_least,
                    context,
                    draft,
                )?;
                Some(Condition::Harm { question, at_least: test.at_least })
            }
            ConditionShape::Subject(test) => {
                let path = format!("{path}.subject");
                let question = self.find_question(&format!("{path}.question"), draft, &test.question)?;
                let roster = self.subjects_roster(&path, question, draft)?;
                let is = match &test.is {
                    Some(id) => {
                        let known = &draft.roster(roster)?.subjects;
                        if !known.contains(id) {
                            self.unknown(
                                &format!("{path}.is"),
                                "subject",
                                id,
                                known.iter().map(String::as_str),
                            );
                            return None;
                        }
                        Some(id.clone())
                    }
                    None if context.repeated.map(ForEach::roster) == Some(roster) => None,
                    None => {
                        self.error("Q0504", path, "there is no subject at hand here", "name one with `is`");
                        return None;
                    }
                };
                Some(Condition::Subject { question, is })
            }
            ConditionShape::AnySubject(test) => {
                let path = format!("{path}.any_subject");
                let question = self.find_question(&format!("{path}.question"), draft, &test.question)?;
                self.subjects_roster(&path, question, draft)?;
                Some(Condition::AnySubject { question })
            }
            ConditionShape::GoalTouched(test) => {
                let goal = self.goal_reference(&format!("{path}.goal_touched"), test.goal, context, draft)?;
                Some(Condition::GoalTouched { goal })
            }
            ConditionShape::GoalBenefit(test) => {
                let path = format!("{path}.goal_benefit");
                let goal = self.goal_reference(&path, test.goal, context, draft)?;
                Some(Condition::GoalBenefit {
                    goal,
                    at_least: self.fraction(&format!("{path}.at_least"), &test.at_least),
                })
            }
            ConditionShape::GoalHarm(test) => {
                let path = format!("{path}.goal_harm");
                let goal = self.goal_reference(&path, test.goal, context, draft)?;
                Some(Condition::GoalHarm {
                    goal,
                    at_least: self.fraction(&format!("{path}.at_least"), &test.at_least),
                })
            }
            ConditionShape::Measure(test) => {
                let path = format!("{path}.measure");
                let measure = self.find_measure(&format!("{path}.measure"), draft, &test.measure)?;
                let repeated = draft.measure(measure)?.for_each;
                self.repeated_reference(&path, &test.measure, repeated, context)?;
                Some(Condition::Measure {
                    measure,
                    at_least: self.fraction(&format!("{path}.at_least"), &test.at_least),
                })
            }
            ConditionShape::IsOut(test) => {
                let question = self.referred(&format!("{path}.is_out"), &test.question, context, draft)?;
                Some(Condition::IsOut { question })
            }
            ConditionShape::IsUnknown(test) => {
                let question =
                    self.knowledge(&format!("{path}.is_unknown"), &test.question, context, draft)?;
                Some(Condition::IsUnknown { question })
            }
            ConditionShape::IsUnanswered(test) => {
                let question =
                    self.knowledge(&format!("{path}.is_unanswered"), &test.question, context, draft)?;
                Some(Condition::IsUnanswered { question })
            }
        }
    }

    fn referred(
        &mut self,
        path: &str,
        id: &str,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<QuestionIx> {
        let question = self.find_question(&format!("{path}.question"), draft, id)?;
        let repeated = draft.question(question)?.for_each;
        self.repeated_reference(path, id, repeated, context)?;
        Some(question)
    }

    fn repeated_reference(
        &mut self,
        path: &str,
        id: &str,
        repeated: Option<ForEach>,
        context: Context,
    ) -> Option<()> {
        if repeated.is_none() || repeated == context.repeated {
            return Some(());
        }
        self.error(
            "Q0505",
            path,
            format!("`{id}` is asked once per subject"),
            "gather it in a measure and test that",
        );
        None
    }

    fn knowledge(
        &mut self,
        path: &str,
        id: &str,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<QuestionIx> {
        if !context.knowledge_states {
            self.error(
                "Q0506",
                path,
                "only a finding may depend on what is unknown or unanswered",
                "these are facts about knowledge, not about the project",
            );
            return None;
        }
        self.referred(path, id, context, draft)
    }

    fn effect_reference(
        &mut self,
        path: &str,
        id: &str,
        at_least: i64,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<QuestionIx> {
        let question = self.referred(path, id, context, draft)?;
        if !matches!(draft.question(question)?.kind, Kind::Effect { .. }) {
            self.error(
                "Q0501",
                path,
                format!("`{id}` is not an effect question"),
                "only effects have a benefit and a harm",
            );
            return None;
        }
        if at_least < 1 {
            self.error(
                "Q0507",
                format!("{path}.at_least"),
                "a side is tested from 1 point on",
                "every answer has at least 0",
            );
            return None;
        }
        Some(question)
    }

    fn subjects_roster(
        &mut self,
        path: &str,
        question: QuestionIx,
        draft: &Questionnaire,
    ) -> Option<RosterIx> {
        let asked = draft.question(question)?;
        if let Kind::Subjects { roster, .. } = asked.kind {
            return Some(roster);
        }
        self.error(
            "Q0501",
            path,
            format!("`{}` is not a `subjects` question", asked.id),
            "only such a question has subjects",
        );
        None
    }

    /// `Some(None)` is the goal at hand.
    #[expect(clippy::option_option, reason = "the outer one says whether the reference is sound")]
    fn goal_reference(
        &mut self,
        path: &str,
        number: Option<u8>,
        context: Context,
        draft: &Questionnaire,
    ) -> Option<Option<Goal>> {
        let Some(number) = number else {
            if context.goal_at_hand {
                return Some(None);
            }
            self.error("Q0504", path, "there is no goal at hand here", "name one with `goal`");
            return None;
        };
        let goal = Goal::new(number);
        if goal.is_none() || draft.goals.is_none() {
            self.error(
                "Q0414",
                format!("{path}.goal"),
                format!("there is no goal {number}"),
                "goals are 1 to 17, in a questionnaire with a `goals` part",
            );
            return None;
        }
        Some(goal)
    }

    fn profile(&mut self, shape: &ProfileShape, draft: &Questionnaire) -> Profile {
        let mut role = |field: &str, id: &Option<String>| {
            let path = format!("profile.{field}");
            let question = self.find_question(&path, draft, id.as_ref()?)?;
            let fits = match (field, &draft.question(question)?.kind) {
                ("stage", Kind::Choice { .. }) | ("date", Kind::Date) => true,
                ("name" | "municipality", Kind::Text { long }) => !long,
                _ => false,
            };
            if !fits || draft.question(question)?.for_each.is_some() {
                self.error(
                    "Q0305",
                    path,
                    "this question cannot have that role",
                    "name and municipality are short texts, stage a choice, date a date",
                );
            }
            Some(question)
        };
        Profile {
            name: role("name", &shape.name),
            municipality: role("municipality", &shape.municipality),
            stage: role("stage", &shape.stage),
            date: role("date", &shape.date),
        }
    }

    fn principles(&mut self, file: &FileShape<'a>, draft: &mut Questionnaire) {
        let shapes = self.list::<PrincipleShape>("principles", &file.principles);
        self.unique("principles", shapes.iter().map(|(_, shape)| shape.id.as_str()));
        for (path, shape) in shapes {
            let components = self.principle_measures(&format!("{path}.components"), &shape.components, draft);
            if shape.components.is_empty() {
                self.error(
                    "Q0613",
                    format!("{path}.components"),
                    "a principle needs at least one component",
                    "its headline is the weakest of them",
                );
            }
            let measures = self.principle_measures(&format!("{path}.measures"), &shape.measures, draft);
            let bands = shape
                .bands
                .as_ref()
                .and_then(|id| self.find_bands(&format!("{path}.bands"), &draft.bands, id));
            draft.principles.push(Principle { id: shape.id, components, measures, bands });
        }
        for (place, section) in draft.sections.iter().enumerate() {
            if let Some(id) = &section.principle {
                if !draft.principles.iter().any(|principle| principle.id == *id) {
                    let known: Vec<&str> =
                        draft.principles.iter().map(|principle| principle.id.as_str()).collect();
                    let near = nearest(id, known.into_iter())
                        .map_or_else(String::new, |near| format!("did you mean `{near}`?"));
                    self.collector.error(
                        "Q0301",
                        format!("sections[{place}].principle"),
                        format!("unknown principle `{id}`"),
                        &near,
                    );
                }
            }
        }
    }

    fn principle_measures(&mut self, path: &str, ids: &[String], draft: &Questionnaire) -> Vec<MeasureIx> {
        self.unique_words(path, ids.iter().map(String::as_str));
        ids.iter()
            .enumerate()
            .filter_map(|(place, id)| {
                let path = format!("{path}[{place}]");
                let ix = self.find_measure(&path, draft, id)?;
                let measure = draft.measure(ix)?;
                if measure.for_each.is_some() || measure.aggregate.is_raw() {
                    self.error(
                        "Q0613",
                        path,
                        format!("`{id}` cannot stand in a principle"),
                        "it must have one value from 0 to 1: gather a repeated measure first",
                    );
                }
                Some(ix)
            })
            .collect()
    }

    fn rules(&mut self, file: &FileShape<'a>, draft: &mut Questionnaire) {
        let shapes = self.list::<FindingShape>("findings", &file.findings);
        self.unique("findings", shapes.iter().map(|(_, shape)| shape.id.as_str()));
        let kinds: Vec<(String, (KindName, Option<String>))> = draft
            .questions
            .iter()
            .map(|question| {
                let roster = match question.kind {
                    Kind::Subjects { roster, .. } => draft.roster(roster).map(|roster| roster.id.clone()),
                    _ => None,
                };
                let kind = if roster.is_some() { KindName::Subjects } else { KindName::Text };
                (question.id.clone(), (kind, roster))
            })
            .collect();
        let kinds: BTreeMap<&str, (KindName, Option<&str>)> =
            kinds.iter().map(|(id, (kind, roster))| (id.as_str(), (*kind, roster.as_deref()))).collect();
        for (path, shape) in shapes {
            let for_each = match &shape.for_each {
                None => RuleFor::Once,
                Some(RuleForShape::Word(word)) if word == "goals" && draft.goals.is_some() => RuleFor::Goals,
                Some(RuleForShape::Word(word)) => {
                    self.error(
                        "Q0508",
                        format!("{path}.for_each"),
                        format!("a rule cannot be repeated over `{word}`"),
                        "use `goals` (with a `goals` part), `{\"in\": …}` or `{\"all\": …}`",
                    );
                    continue;
                }
                Some(RuleForShape::Subjects(for_each)) => {
                    match self.for_each(&format!("{path}.for_each"), for_each, draft, &kinds) {
                        Some(for_each) => RuleFor::Subjects(for_each),
                        None => continue,
                    }
                }
            };
            let context = Context {
                repeated: match for_each {
                    RuleFor::Subjects(for_each) => Some(for_each),
                    RuleFor::Once | RuleFor::Goals => None,
                },
                goal_at_hand: for_each == RuleFor::Goals,
                knowledge_states: true,
            };
            if let Some(condition) =
                self.condition(&format!("{path}.if"), &shape.condition, context, draft, 0)
            {
                draft.rules.push(Rule { id: shape.id, severity: shape.severity, for_each, condition });
            }
        }
    }
}

/// `[a-z0-9]+([.-][a-z0-9]+)*`, at most 64 characters.
fn is_id(id: &str) -> bool {
    id.len() <= 64
        && id.split(['.', '-']).all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

fn is_goal_measure(id: &str) -> bool {
    let mut words = id.split('.');
    words.next() == Some("goal") && words.next().is_some_and(|word| word.parse::<u8>().is_ok())
}

fn is_target(code: &str) -> bool {
    let Some((goal, rest)) = code.split_once('.') else { return false };
    let known_goal = goal.parse().ok().and_then(Goal::new).is_some();
    let letter = rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase());
    let number = rest.parse::<u8>().is_ok_and(|number| (1..=19).contains(&number));
    known_goal && (letter || number)
}

/// The known id that differs least, if it is near enough to be a slip.
pub(crate) fn nearest<'i>(id: &str, known: impl Iterator<Item = &'i str>) -> Option<String> {
    let most = id.chars().count().checked_div(3).unwrap_or(0).max(1);
    known
        .map(|other| (distance(id, other), other))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, other)| other.to_owned())
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, from) in a.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (to, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let substituted = diagonal.saturating_add(usize::from(from != *to));
            diagonal = *cell;
            left = substituted.min(left.saturating_add(1)).min(cell.saturating_add(1));
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(0)
}
