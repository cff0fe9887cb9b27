//! Subjects of one's own of several assessments under shared ids. Each assessment numbers its own from `own-1`, so the same id
//! can stand for different subjects, and the same subject for different ids: the name decides.

use serde::Serialize;

use crate::assessment::{Answer, Assessment, Entry, FacetValue};
use crate::questionnaire::{FacetKind, Kind, Question, Questionnaire, RosterIx};
use crate::sorted::{Map, Set};

/// A subject that one or more assessors added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SharedSubject {
    /// Id of the roster.
    pub roster: String,
    /// Shared id: `own-1`, `own-2` …
    pub id: String,
    /// Who added it, and how they wrote it.
    pub added: Vec<AddedSubject>,
}

/// How one assessor added a subject.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AddedSubject {
    /// Place of the assessment.
    pub assessor: usize,
    /// Id in that assessment.
    pub id: String,
    /// Name as it was written.
    pub name: String,
}

/// All of them, per roster.
#[derive(Debug)]
pub(crate) struct SharedSubjects(Vec<Vec<SharedSubject>>);

impl SharedSubjects {
    /// Matches by name, whatever its case and spaces. Of two with one name in one assessment, the first matches the first in the
    /// others; one without a name matches none.
    pub(crate) fn of(assessments: &[&Assessment]) -> SharedSubjects {
        let rosters = assessments.first().map_or(&[][..], |first| first.questionnaire().rosters());
        let mut lists = Vec::new();
        for (place, roster) in rosters.iter().enumerate() {
            let mut list: Vec<((String, usize), SharedSubject)> = Vec::new();
            for (assessor, assessment) in assessments.iter().enumerate() {
                let mut seen: Vec<String> = Vec::new();
                for own in assessment.own_subjects(RosterIx(place)) {
                    let name = plain(&own.name);
                    let before = seen.iter().filter(|known| **known == name).count();
                    seen.push(name.clone());
                    let added = AddedSubject { assessor, id: own.id.clone(), name: own.name.clone() };
                    let key = (name, before);
                    let known = list.iter_mut().find(|(known, _)| !key.0.is_empty() && *known == key);
                    if let Some((_, known)) = known {
                        known.added.push(added);
                    } else {
                        let id = format!("own-{}", list.len().saturating_add(1));
                        list.push((key, SharedSubject { roster: roster.id.clone(), id, added: vec![added] }));
                    }
                }
            }
            lists.push(list.into_iter().map(|(_, shared)| shared).collect());
        }
        SharedSubjects(lists)
    }

    /// All of them, by roster.
    pub(crate) fn list(&self) -> Vec<SharedSubject> {
        self.0.iter().flatten().cloned().collect()
    }

    /// Shared ids of the subjects of a roster: those of the questionnaire, then those that were added.
    pub(crate) fn ids(&self, questionnaire: &Questionnaire, roster: RosterIx) -> Vec<String> {
        let named = questionnaire.roster(roster).map_or(&[][..], |roster| &roster.subjects);
        let added = self.of_roster(roster).iter().map(|shared| &shared.id);
        named.iter().chain(added).cloned().collect()
    }

    fn of_roster(&self, roster: RosterIx) -> &[SharedSubject] {
        self.0.get(roster.0).map_or(&[], Vec::as_slice)
    }

    /// Id in one assessment of a subject with this shared id; `None` when that assessment does not have it.
    pub(crate) fn held<'s>(&'s self, roster: RosterIx, assessor: usize, shared: &'s str) -> Option<&'s str> {
        if !shared.starts_with("own-") {
            return Some(shared);
        }
        let known = self.of_roster(roster).iter().find(|known| known.id == shared)?;
        known.added.iter().find(|added| added.assessor == assessor).map(|added| added.id.as_str())
    }

    /// Shared id of a subject of one assessment.
    pub(crate) fn shared<'s>(&'s self, roster: RosterIx, assessor: usize, id: &'s str) -> &'s str {
        let is_it = |known: &&SharedSubject| {
            known.added.iter().any(|added| added.assessor == assessor && added.id == id)
        };
        self.of_roster(roster).iter().find(is_it).map_or(id, |known| &known.id)
    }

    /// An entry with shared ids in it.
    pub(crate) fn translate(
        &self,
        questionnaire: &Questionnaire,
        question: &Question,
        assessor: usize,
        entry: &Entry,
    ) -> Entry {
        let mut entry = entry.clone();
        if let (Kind::Subjects { roster, .. }, Some(Answer::Subjects(subjects))) =
            (&question.kind, &mut entry.answer)
        {
            let mut shared = Map::new_vec();
            for (id, answer) in subjects.iter() {
                shared.insert(self.shared(*roster, assessor, id).to_owned(), *answer);
            }
            *subjects = shared;
        }
        for (facet, value) in entry.facets.iter_mut() {
            let takes = questionnaire.facets().get(*facet).map(|facet| facet.takes);
            if let (Some(FacetKind::Roster(roster)), FacetValue::Subjects(subjects)) = (takes, value) {
                let shared: Set<String> =
                    subjects.iter().map(|id| self.shared(roster, assessor, id).to_owned()).collect();
                *subjects = shared;
            }
        }
        entry
    }
}

/// A name without what does not tell subjects apart: case, and spaces around and between words.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
