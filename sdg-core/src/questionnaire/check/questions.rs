//! Sections and questions.

use super::{Checker, MOST_QUESTIONS, MOST_SUBJECTS, SectionRead, is_target};
use crate::questionnaire::format::{
    FileShape, ForEachShape, KindName, OptionShape, QuestionShape, SectionShape,
};
use crate::questionnaire::{
    ChoiceOption, ForEach, Goal, Kind, Question, QuestionIx, Questionnaire, RosterIx, ScaleIx, Section,
};

impl<'a> Checker<'a> {
    /// First pass over the questions: ids, kinds and sections.
    pub(super) fn question_shapes(
        &mut self,
        file: &FileShape<'a>,
        draft: &mut Questionnaire,
    ) -> Vec<SectionRead<'a>> {
        let sections =
            self.list("question", "sections", &file.sections, SectionShape::read, |shape| &shape.id);
        let mut count = 0_usize;
        let mut all = Vec::new();
        for (path, section) in sections {
            let questions = self.list(
                "question",
                &format!("{path}.questions"),
                &section.questions,
                QuestionShape::read,
                |_| "",
            );
            for (path, question) in &questions {
                self.id(&format!("{path}.id"), &question.id);
                if question.kind == KindName::Subjects {
                    let roster =
                        draft.rosters.iter().position(|roster| Some(&roster.id) == question.roster.as_ref());
                    let roster =
                        roster.filter(|ix| draft.rosters.get(*ix).is_some_and(|roster| !roster.prompts));
                    self.subjects_of.extend(roster.map(|ix| (question.id.clone(), RosterIx(ix))));
                }
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
            self.section_paths.push(path.clone());
            all.push(SectionRead { path, shape: section, questions });
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
    pub(super) fn questions(&mut self, shapes: &[SectionRead<'a>], draft: &mut Questionnaire) -> Vec<String> {
        let mut paths = Vec::new();
        for (place, SectionRead { shape: section, questions, .. }) in shapes.iter().enumerate() {
            let mut members = Vec::new();
            for (path, shape) in questions {
                let for_each = shape
                    .for_each
                    .as_ref()
                    .and_then(|shape| self.for_each(&format!("{path}.for_each"), shape, draft));
                let kind = self.kind(path, shape, draft);
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
                if kind.is_none() {
                    self.broken.insert(ix);
                }
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

    pub(super) fn for_each(
        &mut self,
        path: &str,
        shape: &ForEachShape,
        draft: &Questionnaire,
    ) -> Option<ForEach> {
        match shape {
            ForEachShape::All(id) => {
                self.find_roster(&format!("{path}.all"), &draft.rosters, id, true).map(ForEach::All)
            }
            ForEachShape::In(id) => {
                let path = format!("{path}.in");
                let question = self.find_question(&path, draft, id)?;
                let Some(roster) = self.subjects_of.get(id) else {
                    self.error(
                        "Q0303",
                        path,
                        format!("`{id}` is not a `subjects` question on a known roster"),
                        "only a `subjects` question says which subjects are in",
                    );
                    return None;
                };
                Some(ForEach::In(question, *roster))
            }
        }
    }

    fn kind(&mut self, path: &str, shape: &QuestionShape<'_>, draft: &Questionnaire) -> Option<Kind> {
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
                        if self.subjects_of.get(id) != Some(&roster) || *id == shape.id {
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

    fn foreign_fields(&mut self, path: &str, shape: &QuestionShape<'_>) {
        use KindName::{Choice, Effect, Multiple, Number, Rating, Subjects, Text};
        let fields: [(&str, bool, &[KindName]); 13] = [
            ("scale", shape.scale.is_some(), &[Effect, Rating]),
            ("goal", shape.goal.is_some(), &[Effect]),
            ("facets", shape.facets.is_some(), &[Effect]),
            ("weight", shape.weight.is_some(), &[Effect]),
            ("gate", shape.gate.is_some(), &[Effect]),
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

    fn needed_scale(
        &mut self,
        path: &str,
        shape: &QuestionShape<'_>,
        draft: &Questionnaire,
    ) -> Option<ScaleIx> {
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

    fn effect(&mut self, path: &str, shape: &QuestionShape<'_>, draft: &Questionnaire) -> Option<Kind> {
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
        let gate = shape.gate.unwrap_or(false);
        if gate && shape.goal.is_none() {
            let help = "name its `goal`, or take `gate` out";
            self.error("Q0417", format!("{path}.gate"), "a gate belongs to a goal", help);
        }
        let second = |known: &&QuestionIx| {
            let known = draft.question(**known).map(|question| &question.kind);
            matches!(known, Some(Kind::Effect { gate: true, .. }))
        };
        if gate
            && let Some(goal) = goal
            && let Some(first) = draft.goal_questions(goal).iter().find(second)
        {
            let first = draft.question(*first).map_or("", |question| &question.id);
            let message = format!("goal {} has a gate already: `{first}`", goal.number());
            self.error("Q0418", format!("{path}.gate"), message, "a goal has one gate at most");
        }
        Some(Kind::Effect { scale, goal, facets, weight, gate })
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
}
