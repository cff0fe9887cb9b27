//! Carrying a check over to another questionnaire: from the quick check to the full one, or from one intake to several tests.

use std::sync::Arc;

use super::{Action, Answer, Assessment, Entry, FacetValue, FindingKey, OwnSubject, Strength};
use crate::questionnaire::{ChoiceOption, FacetKind, Kind, Question, QuestionIx, Questionnaire, Scale};
use crate::sorted::{Map, Set};

/// What [`Assessment::carry_over`] gives.
#[derive(Clone, Debug)]
pub struct CarriedOver {
    /// The assessment of the other questionnaire.
    pub assessment: Assessment,
    /// What went along, in the order of the questionnaire that it comes from.
    pub carried: Vec<Carry>,
    /// What did not, and why. Nothing is left behind without being listed here.
    pub left: Vec<LeftBehind>,
}

/// Something recorded in an assessment.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Carry {
    /// What is recorded for a question, or for one subject of a repeated question.
    Answer {
        /// Id of the question.
        question: String,
        /// Subject, for a repeated question.
        subject: Option<String>,
    },
    /// One subject within the answer to a question about subjects.
    Member {
        /// Id of the question.
        question: String,
        /// The subject.
        subject: String,
    },
    /// A facet of an effect.
    Facet {
        /// Id of the question.
        question: String,
        /// Subject, for a repeated question.
        subject: Option<String>,
        /// Id of the facet.
        facet: String,
    },
    /// A subject of one's own.
    OwnSubject {
        /// Id of the roster.
        roster: String,
        /// Its id.
        id: String,
    },
    /// What was decided about a finding.
    Decision(FindingKey),
    /// An action of the plan, by its id.
    Action(String),
    /// What the questionnaire did not understand and kept: the id, the key of a finding, or a whole action.
    Kept(String),
}

/// Something that did not go along.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftBehind {
    /// What it is.
    pub what: Carry,
    /// Why it could not.
    pub why: WhyLeft,
}

/// Why something did not go along.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum WhyLeft {
    /// The other questionnaire has no question, facet, roster or finding with that id.
    NotThere,
    /// It has one of another kind, or one that is repeated otherwise.
    OtherKind,
    /// It does not have an option, a step or a subject that is named.
    NoSuchValue,
    /// It does not allow this here: not applicable, so many options, another subject of one's own.
    NotAllowed,
    /// This questionnaire itself did not understand it.
    NotUnderstood,
}

impl Assessment {
    /// This check under another questionnaire. Answers to questions with the same id and a compatible kind go along, with their
    /// reasons: options, steps and facets by id, subjects by id, points of an effect by the step that they stand for. So do
    /// subjects of one's own, decisions about findings that the other questionnaire can raise, the plan, who did the check and the
    /// language. What the host keeps in further fields stays.
    ///
    /// An answer goes along whole or not at all; only subjects and facets within it go along one by one. This assessment is as it
    /// was.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Carry, Entry, Questionnaire, WhyLeft};
    ///
    /// let parse = |id: &str, questions: &str| {
    ///     let text = format!(
    ///         r#"{{ "format": 1, "id": "{id}", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///              "sections": [ {{ "id": "s", "questions": [ {questions} ] }} ] }}"#
    ///     );
    ///     Questionnaire::parse(&text, None)
    /// };
    /// let quick = parse("quick", r#"{ "id": "name", "kind": "text" }, { "id": "note", "kind": "text" }"#)?;
    /// let full = parse("full", r#"{ "id": "name", "kind": "text" }, { "id": "cost", "kind": "number" }"#)?;
    /// let mut check = Assessment::new(&quick);
    /// for id in ["name", "note"] {
    ///     let answer = Some(Answer::Text("School street".into()));
    ///     check.set(quick.find(id).unwrap(), None, Entry { answer, ..Entry::EMPTY })?;
    /// }
    /// let over = check.carry_over(&full);
    /// assert_eq!(over.carried, [Carry::Answer { question: "name".into(), subject: None }]);
    /// assert_eq!(over.left[0].why, WhyLeft::NotThere);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn carry_over(&self, to: &Arc<Questionnaire>) -> CarriedOver {
        let mut assessment = Assessment::new(to);
        assessment.language.clone_from(&self.language);
        assessment.assessor.clone_from(&self.assessor);
        let mut over = CarriedOver { assessment, carried: Vec::new(), left: Vec::new() };
        self.carry_own_subjects(&mut over);
        for (ix, question) in self.questionnaire.indexed() {
            let subjects: Vec<Option<&str>> = match question.for_each {
                None => vec![None],
                Some(_) => self.recorded_subjects(ix).map(Some).collect(),
            };
            for subject in subjects {
                let entry = self.entry(ix, subject);
                if !entry.is_empty() {
                    self.carry_entry(question, subject, entry, &mut over);
                }
            }
        }
        for (key, handling) in self.handlings.iter() {
            if over.assessment.can_be_raised(key) {
                over.assessment.handlings.insert(key.clone(), handling.clone());
                over.carried.push(Carry::Decision(key.clone()));
            } else {
                over.leave(Carry::Decision(key.clone()), WhyLeft::NotThere);
            }
        }
        // The plan belongs to the project: it goes along as it is, and an action may outlive what it comes from.
        over.assessment.actions.clone_from(&self.actions);
        over.carried.extend(self.actions.iter().map(|action: &Action| Carry::Action(action.id.clone())));
        let answers = self.kept.iter().map(|(id, _)| id);
        let rosters = self.kept_rosters.iter().map(|(id, _)| id);
        let findings = self.kept_findings.iter().map(|(key, _)| key);
        for id in answers.chain(rosters).chain(findings).chain(&self.kept_actions) {
            over.leave(Carry::Kept(id.clone()), WhyLeft::NotUnderstood);
        }
        over
    }

    fn carry_own_subjects(&self, over: &mut CarriedOver) {
        let to = Arc::clone(&over.assessment.questionnaire);
        for (roster, own) in self.questionnaire.rosters().iter().zip(&self.own_subjects) {
            let there = to.find_roster(&roster.id).filter(|ix| to.roster(*ix).is_some_and(|to| !to.prompts));
            let room = there.and_then(|ix| to.roster(ix)).map_or(0, |roster| roster.own);
            for (place, OwnSubject { id, name }) in own.iter().enumerate() {
                let what = Carry::OwnSubject { roster: roster.id.clone(), id: id.clone() };
                match there.and_then(|ix| over.assessment.own_subjects.get_mut(ix.0)) {
                    None => over.leave(what, WhyLeft::NotThere),
                    Some(_) if place >= room => over.leave(what, WhyLeft::NotAllowed),
                    // It keeps its id, by which answers refer to it.
                    Some(list) => {
                        list.push(OwnSubject { id: id.clone(), name: name.clone() });
                        over.carried.push(what);
                    }
                }
            }
        }
    }

    fn carry_entry(&self, from: &Question, subject: Option<&str>, entry: &Entry, over: &mut CarriedOver) {
        let question = || from.id.clone();
        let what = Carry::Answer { question: question(), subject: subject.map(str::to_owned) };
        let to = Arc::clone(&over.assessment.questionnaire);
        let (ix, there) = match self.counterpart(from, &to) {
            Ok(found) => found,
            Err(why) => return over.leave(what, why),
        };
        if let (Some(for_each), Some(subject)) = (there.for_each, subject)
            && !over.assessment.has_subject(for_each.roster(), subject)
        {
            return over.leave(what, WhyLeft::NoSuchValue);
        }
        let mut missing = Vec::new();
        let answer = match &entry.answer {
            None => None,
            Some(answer) => match self.translate(from, there, answer, &over.assessment, &mut missing) {
                Ok(answer) => Some(answer),
                Err(why) => return over.leave(what, why),
            },
        };
        let mut facets = Map::new_vec();
        let mut facets_left = Vec::new();
        for (facet, value) in entry.facets.iter() {
            match self.translate_facet(*facet, value, there, &over.assessment) {
                Ok((place, value)) => {
                    facets.insert(place, value);
                }
                Err(why) => facets_left.push((*facet, why)),
            }
        }
        let carried = Entry { answer, reason: entry.reason.clone(), facets };
        if over.assessment.set(ix, subject, carried).is_err() {
            return over.leave(what, WhyLeft::NotAllowed);
        }
        over.carried.push(what);
        for subject in missing {
            over.leave(Carry::Member { question: question(), subject }, WhyLeft::NoSuchValue);
        }
        for (facet, why) in facets_left {
            let facet = self.questionnaire.facets().get(facet).map_or_else(String::new, |f| f.id.clone());
            let subject = subject.map(str::to_owned);
            over.leave(Carry::Facet { question: question(), subject, facet }, why);
        }
    }

    /// The question with the same id, if it is of a compatible kind and repeated over the same roster.
    fn counterpart<'q>(
        &self,
        from: &Question,
        to: &'q Questionnaire,
    ) -> Result<(QuestionIx, &'q Question), WhyLeft> {
        let ix = to.find(&from.id).ok_or(WhyLeft::NotThere)?;
        let there = to.question(ix).ok_or(WhyLeft::NotThere)?;
        let repeated_over = from.for_each.map(|each| self.questionnaire.roster(each.roster()).map(|r| &r.id));
        let over_there = there.for_each.map(|each| to.roster(each.roster()).map(|r| &r.id));
        let about = match (&from.kind, &there.kind) {
            (Kind::Subjects { roster: here, .. }, Kind::Subjects { roster, .. }) => {
                self.questionnaire.roster(*here).map(|r| &r.id) == to.roster(*roster).map(|r| &r.id)
            }
            (here, there) => std::mem::discriminant(here) == std::mem::discriminant(there),
        };
        if about && repeated_over == over_there { Ok((ix, there)) } else { Err(WhyLeft::OtherKind) }
    }

    /// The answer in the words of the other questionnaire. Subjects that it does not have are listed as `missing`.
    fn translate(
        &self,
        from: &Question,
        there: &Question,
        answer: &Answer,
        to: &Assessment,
        missing: &mut Vec<String>,
    ) -> Result<Answer, WhyLeft> {
        Ok(match (answer, &from.kind, &there.kind) {
            (Answer::NotApplicable, ..) if !there.not_applicable => return Err(WhyLeft::NotAllowed),
            (
                Answer::Effect { benefit, harm },
                Kind::Effect { scale: a, .. },
                Kind::Effect { scale: b, .. },
            ) => {
                let scales = self.questionnaire.scale(*a).zip(to.questionnaire.scale(*b));
                let (a, b) = scales.ok_or(WhyLeft::OtherKind)?;
                Answer::Effect { benefit: side(*benefit, a, b)?, harm: side(*harm, a, b)? }
            }
            (Answer::Option(place), Kind::Rating { scale: a }, Kind::Rating { scale: b }) => {
                let scales = self.questionnaire.scale(*a).zip(to.questionnaire.scale(*b));
                let (a, b) = scales.ok_or(WhyLeft::OtherKind)?;
                Answer::Option(same_step(*place, a, b)?)
            }
            (Answer::Option(place), Kind::Choice { options: a }, Kind::Choice { options: b }) => {
                Answer::Option(same_option(*place, a, b)?)
            }
            (
                Answer::Options(places),
                Kind::Multiple { options: a, .. },
                Kind::Multiple { options: b, .. },
            ) => {
                let mut chosen = Set::new();
                for place in places {
                    chosen.insert(same_option(*place, a, b)?);
                }
                Answer::Options(chosen)
            }
            (Answer::Subjects(said), _, Kind::Subjects { roster, .. }) => {
                let mut carried = Map::new_vec();
                for (subject, answer) in said.iter() {
                    if to.has_subject(*roster, subject) {
                        carried.insert(subject.clone(), *answer);
                    } else {
                        missing.push(subject.clone());
                    }
                }
                if carried.is_empty() && !said.is_empty() {
                    // Nobody of whom something was said is there: that is no answer, and not "nobody".
                    return Err(WhyLeft::NoSuchValue);
                }
                Answer::Subjects(carried)
            }
            (same, ..) => same.clone(),
        })
    }

    fn translate_facet(
        &self,
        facet: usize,
        value: &FacetValue,
        there: &Question,
        to: &Assessment,
    ) -> Result<(usize, FacetValue), WhyLeft> {
        let from = self.questionnaire.facets().get(facet).ok_or(WhyLeft::NotThere)?;
        let known = to.questionnaire.facets();
        let place = known.iter().position(|known| known.id == from.id).ok_or(WhyLeft::NotThere)?;
        let Kind::Effect { facets, .. } = &there.kind else { return Err(WhyLeft::OtherKind) };
        if !facets.contains(&place) {
            return Err(WhyLeft::NotThere);
        }
        let takes = known.get(place).map(|facet| facet.takes).ok_or(WhyLeft::NotThere)?;
        match (value, from.takes, takes) {
            (FacetValue::Step(step), FacetKind::Scale(a), FacetKind::Scale(b)) => {
                let scales = self.questionnaire.scale(a).zip(to.questionnaire.scale(b));
                let (a, b) = scales.ok_or(WhyLeft::OtherKind)?;
                Ok((place, FacetValue::Step(same_step(*step, a, b)?)))
            }
            (FacetValue::Subjects(subjects), FacetKind::Roster(_), FacetKind::Roster(roster)) => {
                let all = subjects.iter().all(|subject| to.has_subject(roster, subject));
                if all { Ok((place, value.clone())) } else { Err(WhyLeft::NoSuchValue) }
            }
            _ => Err(WhyLeft::OtherKind),
        }
    }
}

impl CarriedOver {
    fn leave(&mut self, what: Carry, why: WhyLeft) {
        self.left.push(LeftBehind { what, why });
    }
}

/// The strength that means the same step on another scale.
fn side(strength: Option<Strength>, a: &Scale, b: &Scale) -> Result<Option<Strength>, WhyLeft> {
    let Some(Strength::Points(points)) = strength else { return Ok(strength) };
    let step = a.step_at(points).and_then(|step| b.step(&step.id)).ok_or(WhyLeft::NoSuchValue)?;
    Ok(Some(Strength::Points(step.points)))
}

fn same_step(place: usize, a: &Scale, b: &Scale) -> Result<usize, WhyLeft> {
    let id = a.steps.get(place).map(|step| &step.id);
    b.steps.iter().position(|step| Some(&step.id) == id).ok_or(WhyLeft::NoSuchValue)
}

fn same_option(place: usize, a: &[ChoiceOption], b: &[ChoiceOption]) -> Result<usize, WhyLeft> {
    let id = a.get(place).map(|option| &option.id);
    b.iter().position(|option| Some(&option.id) == id).ok_or(WhyLeft::NoSuchValue)
}
