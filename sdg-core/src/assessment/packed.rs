//! The packed form of an assessment: how the engine that reads saved files hands over what it has read. It keeps nothing: what is
//! kept and exchanged is the saved file.

use std::sync::Arc;

use super::{
    Action, ActionOrigin, ActionStatus, Answer, Assessment, Assessor, Decision, Entry, FacetValue,
    FindingKey, Handling, Observation, Outcome, OwnSubject, Slot, Strength, SubjectAnswer,
};
use crate::packed::{Packed, PackedError, Unpacker, choice, seal, structure, unseal};
use crate::questionnaire::Questionnaire;

const MARK: &[u8] = b"SDGA";

impl Assessment {
    /// The packed form, without the questionnaire: what [`Assessment::from_packed`] of the same version of this crate reads.
    ///
    /// ```
    /// use sdg_core::{Answer, Assessment, Entry, Questionnaire};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
    ///          "sections": [ { "id": "start", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
    ///     None,
    /// )?;
    /// let name = questionnaire.find("name").unwrap();
    /// let mut assessment = Assessment::new(&questionnaire);
    /// assessment.set(name, None, Entry { answer: Some(Answer::Text("School street".into())), ..Entry::EMPTY })?;
    /// let same = Assessment::from_packed(&assessment.to_packed(), &questionnaire)?;
    /// assert_eq!(same.to_json(), assessment.to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_packed(&self) -> Vec<u8> {
        let Assessment {
            questionnaire: _,
            language,
            saved,
            assessor,
            answers,
            own_subjects,
            handlings,
            actions,
            kept,
            kept_rosters,
            kept_findings,
            kept_actions,
            further,
        } = self;
        let mut body = Vec::new();
        language.pack(&mut body);
        saved.pack(&mut body);
        assessor.pack(&mut body);
        answers.pack(&mut body);
        own_subjects.pack(&mut body);
        handlings.pack(&mut body);
        actions.pack(&mut body);
        kept.pack(&mut body);
        kept_rosters.pack(&mut body);
        kept_findings.pack(&mut body);
        kept_actions.pack(&mut body);
        further.pack(&mut body);
        seal(MARK, &body)
    }

    /// Reads the packed form of an assessment of this questionnaire.
    ///
    /// # Errors
    ///
    /// [`PackedError`] when the bytes are not whole, or of another version of this crate. What [`Assessment::parse`] checks is not
    /// checked again.
    pub fn from_packed(bytes: &[u8], questionnaire: &Arc<Questionnaire>) -> Result<Assessment, PackedError> {
        let mut from = unseal(MARK, bytes)?;
        let assessment = Assessment {
            questionnaire: Arc::clone(questionnaire),
            language: Packed::unpack(&mut from),
            saved: Packed::unpack(&mut from),
            assessor: Packed::unpack(&mut from),
            answers: Packed::unpack(&mut from),
            own_subjects: Packed::unpack(&mut from),
            handlings: Packed::unpack(&mut from),
            actions: Packed::unpack(&mut from),
            kept: Packed::unpack(&mut from),
            kept_rosters: Packed::unpack(&mut from),
            kept_findings: Packed::unpack(&mut from),
            kept_actions: Packed::unpack(&mut from),
            further: Packed::unpack(&mut from),
        };
        from.finish()?;
        // Of another questionnaire it would be read as something else.
        let fits = assessment.answers.len() == questionnaire.questions().len()
            && assessment.own_subjects.len() == questionnaire.rosters().len();
        if fits { Ok(assessment) } else { Err(PackedError::Damaged) }
    }
}

structure! {
    Assessor { by, person }
    Entry { answer, reason, facets }
    OwnSubject { id, name }
    FindingKey { rule, goal, question, subject }
    Handling { decision, observed }
    Observation { date, by, person, outcome, note }
    Action { id, text, owner, person, date, status, goal, group, indicator, from }
    ActionOrigin { finding, question, subject, prompt, suggestion }
}

choice! {
    Slot { 0 One(entry), 1 Each(entries), } else Slot::One(Entry::EMPTY);
    Answer {
        0 Effect { benefit, harm },
        1 Option(place),
        2 Options(places),
        3 Subjects(subjects),
        4 Text(text),
        5 Number(text),
        6 Date(text),
        7 Unknown,
        8 NotApplicable,
    } else Answer::Unknown;
    Strength { 0 Points(points), 1 Unknown, } else Strength::Unknown;
    SubjectAnswer { 0 Yes, 1 No, 2 Unknown, } else SubjectAnswer::Unknown;
    FacetValue { 0 Step(step), 1 Subjects(subjects), } else FacetValue::Step(0);
    Decision {
        0 Treated { measure, by, person, date },
        1 Accepted { by, person, reason },
    } else Decision::Accepted { by: String::new(), person: None, reason: String::new() };
    Outcome { 0 Gone, 1 Less, 2 Same, 3 Worse, } else Outcome::Same;
    ActionStatus { 0 Open, 1 Busy, 2 Done, 3 Dropped, } else ActionStatus::Open;
}
