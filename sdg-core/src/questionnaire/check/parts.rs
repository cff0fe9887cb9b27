//! Scales, bands, rosters, facets, profile, principles and finding rules.

use std::sync::Arc;

use super::{Checker, Context, MOST_STEPS, MOST_SUBJECTS, POINTS};
use crate::json::{self, Node};
use crate::questionnaire::format::{
    BandSetShape, FacetShape, FileShape, FindingShape, FocusShape, ForEachShape, InterlinkagesShape,
    PrincipleShape, ProfileShape, RosterShape, ScaleShape,
};
use crate::questionnaire::{
    Band, BandSet, Facet, FacetKind, Focus, Interlinkages, Kind, MeasureIx, Principle, Profile,
    Questionnaire, Roster, RosterIx, Rule, RuleFor, Scale, Step, range,
};

impl<'a> Checker<'a> {
    pub(super) fn scales(&mut self, file: &FileShape<'a>) -> Vec<Scale> {
        let shapes = self.list("scale", "scales", &file.scales, ScaleShape::read, |shape| &shape.id);
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

    pub(super) fn points(&mut self, path: &str, points: &[i64]) {
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

    pub(super) fn bands(&mut self, file: &FileShape<'a>) -> Vec<BandSet> {
        let shapes = self.list("band set", "bands", &file.bands, BandSetShape::read, |shape| &shape.id);
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

    pub(super) fn rosters(&mut self, file: &FileShape<'a>) -> Vec<Roster> {
        let shapes = self.list("roster", "rosters", &file.rosters, RosterShape::read, |shape| &shape.id);
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

    pub(super) fn interlinkages(
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

    pub(super) fn facets(
        &mut self,
        file: &FileShape<'a>,
        scales: &[Scale],
        rosters: &[Roster],
    ) -> Vec<Facet> {
        let shapes = self.list("facet", "facets", &file.facets, FacetShape::read, |shape| &shape.id);
        shapes
            .into_iter()
            .filter_map(|(path, shape)| {
                let takes = match (&shape.scale, &shape.roster) {
                    (Some(scale), None) => {
                        self.find_scale(&format!("{path}.scale"), scales, scale).map(FacetKind::Scale)
                    }
                    (None, Some(roster)) => self
                        .find_roster(&format!("{path}.roster"), rosters, roster, false)
                        .map(FacetKind::Roster),
                    _ => {
                        let help = "give one of the two";
                        self.error("Q0409", &path, "a facet takes a `scale` or a `roster`", help);
                        None
                    }
                };
                let Some(takes) = takes else {
                    self.unread.push("facet");
                    return None;
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

    pub(super) fn profile(&mut self, shape: &ProfileShape, draft: &Questionnaire) -> Profile {
        let mut role = |field: &str, id: &Option<String>| {
            let path = format!("profile.{field}");
            let question = self.find_question(&path, draft, id.as_ref()?)?;
            let fits = match (field, &draft.question(question)?.kind) {
                ("stage" | "type", Kind::Choice { .. })
                | ("domains", Kind::Multiple { .. })
                | ("date", Kind::Date) => true,
                ("name" | "municipality", Kind::Text { long }) => !long,
                _ => false,
            };
            if !fits || draft.question(question)?.for_each.is_some() {
                self.error(
                    "Q0305",
                    path,
                    "this question cannot have that role",
                    "name and municipality are short texts, stage and type a choice, domains a multiple, date a date",
                );
            }
            Some(question)
        };
        Profile {
            name: role("name", &shape.name),
            municipality: role("municipality", &shape.municipality),
            stage: role("stage", &shape.stage),
            date: role("date", &shape.date),
            project_type: role("type", &shape.project_type),
            domains: role("domains", &shape.domains),
        }
    }

    pub(super) fn principles(&mut self, file: &FileShape<'a>, draft: &mut Questionnaire) {
        let shapes =
            self.list("principle", "principles", &file.principles, PrincipleShape::read, |shape| &shape.id);
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
        let sections: Vec<(String, String)> = draft
            .sections
            .iter()
            .zip(&self.section_paths)
            .filter_map(|(section, path)| Some((format!("{path}.principle"), section.principle.clone()?)))
            .collect();
        for (path, id) in sections {
            if !draft.principles.iter().any(|principle| principle.id == id) {
                self.unknown(
                    &path,
                    "principle",
                    &id,
                    draft.principles.iter().map(|principle| principle.id.as_str()),
                );
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

    pub(super) fn rules(&mut self, file: &FileShape<'a>, draft: &mut Questionnaire) {
        let shapes = self.list("finding", "findings", &file.findings, FindingShape::read, |shape| &shape.id);
        for (path, shape) in shapes {
            let for_each = match shape.for_each {
                None => Some(RuleFor::Once),
                Some(raw) => self.rule_for(&format!("{path}.for_each"), raw, draft),
            };
            let Some(for_each) = for_each else {
                self.unread.push("finding");
                continue;
            };
            let context = Context {
                repeated: match for_each {
                    RuleFor::Subjects(for_each) => Some(for_each),
                    RuleFor::Once | RuleFor::Goals | RuleFor::Effects => None,
                },
                goal_at_hand: for_each == RuleFor::Goals,
                effect_at_hand: for_each == RuleFor::Effects,
                knowledge_states: true,
            };
            match self.condition(&format!("{path}.if"), shape.condition, context, draft, 0) {
                Some(condition) => {
                    draft.rules.push(Rule { id: shape.id, severity: shape.severity, for_each, condition });
                }
                None => self.unread.push("finding"),
            }
        }
    }

    pub(super) fn focus(&mut self, file: &FileShape<'a>, draft: &mut Questionnaire) {
        let shapes = self.list("focus", "focus", &file.focus, FocusShape::read, |shape| &shape.id);
        for (path, shape) in shapes {
            let questions_path = format!("{path}.questions");
            self.unique_words(&questions_path, shape.questions.iter().map(String::as_str));
            if shape.questions.is_empty() {
                let help = "name at least one, or take the focus out";
                self.error("Q0509", &questions_path, "this focus names no question", help);
            }
            let mut questions = Vec::new();
            for (place, id) in shape.questions.iter().enumerate() {
                questions.extend(self.find_question(&format!("{questions_path}[{place}]"), draft, id));
            }
            let found = self.condition(&format!("{path}.if"), shape.condition, Context::default(), draft, 0);
            draft.focus.extend(found.map(|condition| Focus { id: shape.id, questions, condition }));
        }
    }

    fn rule_for(&mut self, path: &str, part: &'a str, draft: &Questionnaire) -> Option<RuleFor> {
        let word = match Node::of(part) {
            Node::Text(word) => word,
            Node::Object(_) => {
                let shape = self.object(path, part, ForEachShape::read)?;
                return self.for_each(path, &shape, draft).map(RuleFor::Subjects);
            }
            _ => {
                json::wrong(&mut self.collector, path, part, "a word or an object");
                return None;
            }
        };
        if word == "goals" && draft.goals.is_some() {
            return Some(RuleFor::Goals);
        }
        if word == "effects" {
            return Some(RuleFor::Effects);
        }
        self.error(
            "Q0508",
            path,
            format!("a rule cannot be repeated over `{word}`"),
            "use `goals` (with a `goals` part), `effects`, `{\"in\": …}` or `{\"all\": …}`",
        );
        None
    }
}
