//! Hand-over to the multi-year plan: which goals a project and its actions may carry, under which policy domains and fields.
//!
//! Only a goal that the project may honestly show (the claim check of METHOD 4) is handed over as a code. The others are named
//! with the reason why not, so that nobody wonders where they went.

use serde::Serialize;

use crate::assessment::{ActionStatus, Answer, Assessment};
use crate::csv::{Csv, Separator};
use crate::policy::{PolicyDomain, PolicyFields};
use crate::portfolio::{ProjectHead, claim_word};
use crate::questionnaire::{Goal, Kind};
use crate::score::{Claim, ClaimGap, ClaimVerdict};

/// What one check hands over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HandOver {
    /// The project.
    pub project: ProjectHead,
    /// Which list of policy domains and fields was used.
    pub policy: PolicyHead,
    /// Policy domains of the project by its own answer, in the order of the list. Of the fields in a domain the municipality
    /// chooses: a check does not ask that.
    pub domains: Vec<PolicyDomain>,
    /// Options of that answer that the list does not have.
    pub unknown_options: Vec<String>,
    /// Every goal that the questionnaire asks about, in order.
    pub goals: Vec<HandedGoal>,
    /// The actions of the plan. Names of persons stay behind.
    pub actions: Vec<HandedAction>,
}

/// Which list of policy domains and fields.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicyHead {
    /// Id.
    pub id: String,
    /// Version.
    pub version: String,
}

/// A goal, handed over as a code or with the reason why not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HandedGoal {
    /// The goal.
    pub goal: Goal,
    /// Code for the plan: the number of the goal. Only when the project may show it.
    pub sdg: Option<u8>,
    /// The claim check; `None` when the questionnaire has none, and then nothing is handed over as a code.
    pub claim: Option<Claim>,
}

/// An action of the plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HandedAction {
    /// Id within the plan of actions.
    pub id: String,
    /// What will be done.
    pub text: String,
    /// Function or service that sees to it.
    pub owner: Option<String>,
    /// By when.
    pub date: Option<String>,
    /// How far it is.
    pub status: ActionStatus,
    /// Goal that it is for.
    pub goal: Option<Goal>,
    /// Code for the plan: the number of that goal, when the project may show it.
    pub sdg: Option<u8>,
}

impl HandOver {
    /// What a check hands over. `file` says where the check comes from.
    ///
    /// The policy domains are the options that the question in the role `domains` of the profile was answered with, looked up in
    /// `fields`: the list that ships, or the municipality's own.
    ///
    /// ```
    /// use sdg_core::{Assessment, HandOver, PolicyFields, Questionnaire, Separator};
    ///
    /// let questionnaire = Questionnaire::parse(
    ///     r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0", "profile": { "domains": "d" },
    ///          "scales": [ { "id": "degree", "steps": [ { "id": "no", "points": 0 }, { "id": "yes", "points": 1 } ] } ],
    ///          "sections": [ { "id": "s", "questions": [
    ///            { "id": "d", "kind": "multiple", "options": [ { "id": "mobility" } ] },
    ///            { "id": "g7", "kind": "effect", "scale": "degree", "goal": 7 }, { "id": "g3", "kind": "effect", "scale": "degree", "goal": 3 } ] } ],
    ///          "goals": { "claim": { "benefit": 1, "harm": 1 } } }"#,
    ///     None,
    /// )?;
    /// let fields = PolicyFields::parse(
    ///     r#"{ "format": 1, "id": "ours", "version": "1", "sources": [], "limits": [], "domains": [
    ///          { "code": "2", "name": { "nl": "Mobiliteit" }, "options": ["mobility"], "fields": [ { "code": "0200", "name": { "nl": "Wegen" } } ] } ] }"#,
    /// )?;
    /// let saved = r#"{ "format": 1, "questionnaire": { "id": "tiny", "version": "1" }, "answers": {
    ///     "d": { "options": ["mobility"] }, "g7": { "benefit": 1, "harm": 0 }, "g3": { "benefit": 0, "harm": 0 } } }"#;
    /// let handed = HandOver::of("a.json", &Assessment::parse(saved, &questionnaire)?.assessment, &fields);
    /// let codes: Vec<Option<u8>> = handed.goals.iter().map(|goal| goal.sdg).collect();
    /// assert_eq!(codes, [None, Some(7)]);
    /// assert!(handed.to_csv(Separator::Comma, "nl").contains("7,yes,7,,2,Mobiliteit,0200"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(file: &str, assessment: &Assessment, fields: &PolicyFields) -> HandOver {
        let questionnaire = assessment.questionnaire();
        let claims = assessment.claims();
        let options = chosen_domains(assessment);
        let stands_for =
            |domain: &&PolicyDomain| domain.options.iter().any(|option| options.contains(option));
        let code = |goal: Goal| {
            let claim = claims.iter().find(|claim| claim.goal == goal)?;
            (claim.verdict == ClaimVerdict::Yes).then_some(goal.number())
        };
        let goals = questionnaire.asked_goals().map(|goal| HandedGoal {
            goal,
            sdg: code(goal),
            claim: claims.iter().find(|claim| claim.goal == goal).cloned(),
        });
        let actions = assessment.actions().iter().map(|action| HandedAction {
            id: action.id.clone(),
            text: action.text.clone(),
            owner: action.owner.clone(),
            date: action.date.clone(),
            status: action.status,
            goal: action.goal,
            sdg: action.goal.and_then(code),
        });
        HandOver {
            project: ProjectHead::of(file, assessment),
            policy: PolicyHead { id: fields.id.clone(), version: fields.version.clone() },
            domains: fields.domains.iter().filter(stands_for).cloned().collect(),
            unknown_options: options
                .iter()
                .filter(|option| fields.domains_of(option).next().is_none())
                .cloned()
                .collect(),
            goals: goals.collect(),
            actions: actions.collect(),
        }
    }

    /// As JSON, always the same bytes for the same check.
    pub fn to_json(&self) -> String {
        // Writing to memory cannot fail; an empty text would be seen at once.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Header of [`HandOver::to_csv`].
    pub fn header(separator: Separator) -> String {
        let mut columns = ProjectHead::COLUMNS.to_vec();
        columns.extend(["action", "text", "owner", "due", "status"]);
        columns.extend(["goal", "claim", "sdg", "reasons", "domain", "domain_name", "fields"]);
        Csv::header(separator, &columns)
    }

    /// Tidy rows without header: per goal, then per action; one per policy domain where a code is handed over, otherwise one with
    /// the reasons. Names of domains in this language, or else in the first one of the list.
    pub fn to_csv(&self, separator: Separator, language: &str) -> String {
        let mut csv = Csv::new(separator);
        for goal in &self.goals {
            self.rows(&mut csv, language, None, Some(goal));
        }
        for action in &self.actions {
            let goal = self.goals.iter().find(|goal| Some(goal.goal) == action.goal);
            self.rows(&mut csv, language, Some(action), goal);
        }
        csv.finish()
    }

    fn rows(&self, csv: &mut Csv, language: &str, action: Option<&HandedAction>, goal: Option<&HandedGoal>) {
        let sdg = goal.and_then(|goal| goal.sdg);
        let under: Vec<Option<&PolicyDomain>> = match sdg {
            Some(_) if !self.domains.is_empty() => self.domains.iter().map(Some).collect(),
            _ => vec![None],
        };
        for domain in under {
            self.project.cells(csv);
            csv.cell_if(action.map(|action| action.id.as_str()));
            csv.cell_if(action.map(|action| action.text.as_str()));
            csv.cell_if(action.and_then(|action| action.owner.as_deref()));
            csv.cell_if(action.and_then(|action| action.date.as_deref()));
            csv.cell_if(action.map(|action| status_word(action.status)));
            csv.number(goal.map(|goal| goal.goal.number()));
            let claim = goal.and_then(|goal| goal.claim.as_ref());
            csv.cell_if(claim.map(|claim| claim_word(claim.verdict)));
            csv.number(sdg);
            csv.cell(&reasons(goal, claim));
            csv.cell_if(domain.map(|domain| domain.code.as_str()));
            csv.cell_if(domain.map(|domain| domain.name(language)));
            let codes = domain.into_iter().flat_map(|domain| &domain.fields).map(|field| field.code.as_str());
            csv.cell(&codes.collect::<Vec<_>>().join(" "));
            csv.end();
        }
    }
}

/// Options of the question in the role `domains` of the profile.
fn chosen_domains(assessment: &Assessment) -> Vec<String> {
    let questionnaire = assessment.questionnaire();
    let Some(ix) = questionnaire.profile().domains else { return Vec::new() };
    let Some(Kind::Multiple { options, .. }) = questionnaire.question(ix).map(|question| &question.kind)
    else {
        return Vec::new();
    };
    let Some(Answer::Options(chosen)) = &assessment.entry(ix, None).answer else { return Vec::new() };
    chosen.iter().filter_map(|place| options.get(*place)).map(|option| option.id.clone()).collect()
}

/// Why a goal gets no code, in words of the format; empty when it gets one.
fn reasons(goal: Option<&HandedGoal>, claim: Option<&Claim>) -> String {
    match (goal, claim) {
        (None, _) => "no-goal".to_owned(),
        (Some(_), None) => "no-claim-check".to_owned(),
        (Some(_), Some(claim)) => {
            let words = claim.reasons.iter().map(|reason| {
                let mut word = gap_word(reason.gap).to_owned();
                for part in [&reason.question, &reason.facet].into_iter().flatten() {
                    word.push(':');
                    word.push_str(part);
                }
                word
            });
            words.collect::<Vec<_>>().join(" ")
        }
    }
}

const fn gap_word(gap: ClaimGap) -> &'static str {
    match gap {
        ClaimGap::NoBenefit => "no-benefit",
        ClaimGap::BenefitOpen => "benefit-open",
        ClaimGap::FacetUnset => "facet-unset",
        ClaimGap::FacetTooLow => "facet-too-low",
        ClaimGap::FacetMissing => "facet-missing",
        ClaimGap::HarmOpen => "harm-open",
        ClaimGap::HarmUnresolved => "harm-unresolved",
    }
}

const fn status_word(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Open => "open",
        ActionStatus::Busy => "busy",
        ActionStatus::Done => "done",
        ActionStatus::Dropped => "dropped",
    }
}
