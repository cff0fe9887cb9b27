//! What happens to the answers.

use sdg_core::{Answer, AnswerError, Entry, FacetValue, Kind, Map, Set, Side, Strength, SubjectAnswer};

use super::message::{Action, At, Effect, Input};
use super::model::Model;
use super::phrases;
use crate::WHOLE;

impl Model {
    pub(crate) fn answer(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Side(at, side, strength) => self.edit(&at, effects, &mut |entry| {
                let (mut benefit, mut harm) = match entry.answer {
                    Some(Answer::Effect { benefit, harm }) => (benefit, harm),
                    // "We do not know", said of the whole question, holds for the other side too.
                    Some(Answer::Unknown) => (Some(Strength::Unknown), Some(Strength::Unknown)),
                    _ => (None, None),
                };
                *(if side == Side::Benefit { &mut benefit } else { &mut harm }) = Some(strength);
                entry.answer = Some(Answer::Effect { benefit, harm });
            }),
            Action::NoEffect(at) => {
                let nothing =
                    Answer::Effect { benefit: Some(Strength::Points(0)), harm: Some(Strength::Points(0)) };
                self.switch(&at, &nothing, effects);
            }
            Action::NotApplicable(at) => self.switch(&at, &Answer::NotApplicable, effects),
            Action::Unknown(at) => self.switch(&at, &Answer::Unknown, effects),
            Action::Clear(at) => {
                self.deletes(self.id_of(&at));
                self.drafts.retain(|(known, _)| *known != at);
                self.edit(&at, effects, &mut |entry| {
                    entry.answer = None;
                    entry.facets.clear();
                });
                effects.push(Effect::Focus(self.id_of(&at)));
            }
            Action::Pick(at, place) => {
                self.edit(&at, effects, &mut |entry| entry.answer = Some(Answer::Option(place)));
            }
            Action::Toggle(at, place) => self.edit(&at, effects, &mut |entry| {
                let mut chosen = match entry.answer.take() {
                    Some(Answer::Options(chosen)) => chosen,
                    _ => Set::new(),
                };
                if input.checked {
                    chosen.insert(place);
                } else {
                    chosen.remove(&place);
                }
                // Taking the last tick away is no "none of these": that has a box of its own.
                entry.answer = (!chosen.is_empty()).then_some(Answer::Options(chosen));
            }),
            Action::NoneOf(at) => {
                let none = match self.questionnaire.question(at.question).map(|question| &question.kind) {
                    Some(Kind::Subjects { .. }) => {
                        let mut subjects = Map::new_vec();
                        fill(&mut subjects, &self.candidates(at.question));
                        Answer::Subjects(subjects)
                    }
                    _ => Answer::Options(Set::new()),
                };
                self.switch(&at, &none, effects);
            }
            Action::Subject(at, subject) => {
                let yes = if input.checked { SubjectAnswer::Yes } else { SubjectAnswer::No };
                self.subject(&at, &subject, yes, effects);
            }
            Action::SubjectUnknown(at, subject) => {
                let unknown = if input.checked { SubjectAnswer::Unknown } else { SubjectAnswer::No };
                self.subject(&at, &subject, unknown, effects);
            }
            Action::RestNo(at) => {
                let candidates = self.candidates(at.question);
                self.edit(&at, effects, &mut |entry| {
                    if let Some(Answer::Subjects(subjects)) = &mut entry.answer {
                        fill(subjects, &candidates);
                    }
                });
                effects.push(Effect::Focus(self.id_of(&at)));
            }
            Action::Field(at) => self.field(&at, &input.value, effects),
            action => self.further(action, input, effects),
        }
    }

    /// Reasons, facets and subjects of one's own.
    fn further(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Reason(at) => {
                self.edit(&at, effects, &mut |entry| input.value.clone_into(&mut entry.reason));
            }
            Action::FacetStep(at, facet, step) => self.edit(&at, effects, &mut |entry| {
                entry.facets.insert(facet, FacetValue::Step(step));
            }),
            Action::FacetSubject(at, facet, subject) => self.edit(&at, effects, &mut |entry| {
                let mut chosen = match entry.facets.remove(&facet) {
                    Some(FacetValue::Subjects(chosen)) => chosen,
                    _ => Set::new(),
                };
                if input.checked {
                    chosen.insert(subject.clone());
                } else {
                    chosen.remove(&subject);
                }
                if !chosen.is_empty() {
                    entry.facets.insert(facet, FacetValue::Subjects(chosen));
                }
            }),
            Action::FacetClear(at, facet) => {
                self.edit(&at, effects, &mut |entry| {
                    entry.facets.remove(&facet);
                });
                effects.push(Effect::Focus(self.facet_id(&at, facet)));
            }
            Action::OwnName(at) => {
                self.drafts.retain(|(known, _)| *known != at);
                self.drafts.push((at, input.value.clone()));
                self.changed(effects);
            }
            Action::AddOwn(at, roster) => {
                let name = self.draft(&at).unwrap_or_default().trim().to_owned();
                if !name.is_empty() {
                    match self.assessment.add_own_subject(roster, &name) {
                        Ok(subject) => {
                            self.drafts.retain(|(known, _)| *known != at);
                            self.subject(&at, &subject, SubjectAnswer::Yes, effects);
                        }
                        Err(_) => self.say(phrases::OWN_FULL, None),
                    }
                }
                effects.push(Effect::Focus([&self.id_of(&at), "-own"].concat()));
            }
            Action::RemoveOwn(at, roster, subject) => {
                self.deletes(self.id_of(&at));
                if self.assessment.remove_own_subject(roster, &subject) {
                    self.changed(effects);
                }
                effects.push(Effect::Focus(self.id_of(&at)));
            }
            #[cfg(feature = "whole")]
            Action::Plan(action) => self.act_plan(action, input, effects),
            #[cfg(feature = "whole")]
            Action::Fold(action) => self.act_fold(action, effects),
            Action::Together(action) if WHOLE => self.act_together(action, input, effects),
            action => {
                if WHOLE {
                    self.act_whole(action, input, effects);
                }
            }
        }
    }

    /// Where focus goes in a facet.
    pub(crate) fn facet_id(&self, at: &At, facet: usize) -> String {
        let facet = self.questionnaire.facets().get(facet).map_or("", |facet| &facet.id);
        [&self.id_of(at), "-f-", facet].concat()
    }

    /// Changes what is recorded for a question. When the questionnaire does not allow it, all stays as it was.
    fn edit(&mut self, at: &At, effects: &mut Vec<Effect>, change: &mut dyn FnMut(&mut Entry)) {
        let mut entry = self.assessment.entry(at.question, at.subject.as_deref()).clone();
        change(&mut entry);
        match self.assessment.set(at.question, at.subject.as_deref(), entry) {
            Ok(before) => {
                if before != *self.assessment.entry(at.question, at.subject.as_deref()) {
                    self.changed(effects);
                }
            }
            Err(AnswerError::Value(_)) => {
                let most = match self.questionnaire.question(at.question).map(|question| &question.kind) {
                    Some(Kind::Subjects { at_most, .. } | Kind::Multiple { at_most, .. }) => *at_most,
                    _ => None,
                };
                if let Some(most) = most {
                    self.say(phrases::AT_MOST, Some(("n", most.to_string())));
                }
            }
            Err(_) => {}
        }
    }

    /// Gives an answer, or takes it away when it was already there. The reason stays.
    fn switch(&mut self, at: &At, answer: &Answer, effects: &mut Vec<Effect>) {
        self.edit(at, effects, &mut |entry| {
            entry.answer = if entry.answer.as_ref() == Some(answer) { None } else { Some(answer.clone()) };
        });
    }

    fn subject(&mut self, at: &At, subject: &str, answer: SubjectAnswer, effects: &mut Vec<Effect>) {
        let candidates = self.candidates(at.question);
        self.edit(at, effects, &mut |entry| {
            let mut subjects = match entry.answer.take() {
                Some(Answer::Subjects(subjects)) => subjects,
                _ => Map::new_vec(),
            };
            subjects.insert(subject.to_owned(), answer);
            let some = candidates.iter().any(|candidate| {
                matches!(subjects.get(candidate), Some(SubjectAnswer::Yes | SubjectAnswer::Unknown))
            });
            // Who ticks one says of the others that they are not; who takes the last tick away has not said anything.
            if some {
                fill(&mut subjects, &candidates);
                entry.answer = Some(Answer::Subjects(subjects));
            } else {
                entry.answer = None;
            }
        });
    }

    fn field(&mut self, at: &At, text: &str, effects: &mut Vec<Effect>) {
        let answer = match self.questionnaire.question(at.question).map(|question| &question.kind) {
            Some(Kind::Text { .. }) => Answer::Text(text.to_owned()),
            Some(Kind::Number { .. }) => Answer::Number(text.trim().replace(',', ".")),
            Some(Kind::Date) => Answer::Date(text.to_owned()),
            _ => return,
        };
        self.drafts.retain(|(known, _)| known != at);
        let mut entry = self.assessment.entry(at.question, at.subject.as_deref()).clone();
        entry.answer = (!text.trim().is_empty() || matches!(answer, Answer::Text(_))).then_some(answer);
        if self.assessment.set(at.question, at.subject.as_deref(), entry).is_err() {
            // Not a number yet: the person may be half way, so it stays in the field and nothing counts.
            self.edit(at, effects, &mut |entry| entry.answer = None);
            self.drafts.push((at.clone(), text.to_owned()));
        }
        self.changed(effects);
    }
}

fn fill(subjects: &mut Map<String, SubjectAnswer>, candidates: &[String]) {
    for candidate in candidates {
        if !subjects.contains_key(candidate) {
            subjects.insert(candidate.clone(), SubjectAnswer::No);
        }
    }
}
