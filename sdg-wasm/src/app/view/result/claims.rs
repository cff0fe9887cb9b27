//! The claim check: which goals may this project honestly show?

use sdg_core::{Claim, ClaimGap, ClaimReason, ClaimVerdict};

use super::{cell_of, column, fold, row, row_head, table};
use crate::app::message::{Action, At};
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::view::{El, goal_name};
use crate::html::{Tag, el};

pub(super) fn view(model: &Model) -> Option<El> {
    let claims = model.assessment.claims();
    if claims.is_empty() {
        return None;
    }
    let count =
        |verdict: ClaimVerdict| claims.iter().filter(|claim| claim.verdict == verdict).count().to_string();
    let summary = model.ui_with(
        phrases::PLAN_CLAIMS_SUMMARY,
        &[
            ("yes", &count(ClaimVerdict::Yes)),
            ("later", &count(ClaimVerdict::NotYet)),
            ("all", &claims.len().to_string()),
        ],
    );
    Some(fold::part(model, "claims", phrases::PLAN_CLAIMS, summary, &|| {
        let of = |verdict: ClaimVerdict| claims.iter().filter(move |claim| claim.verdict == verdict);
        let may: Vec<&Claim> = of(ClaimVerdict::Yes).chain(of(ClaimVerdict::NotYet)).collect();
        let may = (!may.is_empty()).then(|| rows(model, &may).key("may"));
        // A goal that nothing is expected for says nothing.
        let no: Vec<&Claim> = of(ClaimVerdict::No).collect();
        let no = (!no.is_empty()).then(|| {
            let title = model.ui_with(phrases::PLAN_CLAIMS_NO, &[("n", &no.len().to_string())]);
            fold::fold(model, "claims-no", title, &|| vec![rows(model, &no)]).key("no")
        });
        let help = el(Tag::P).class("hint").key("help").say(model, phrases::PLAN_CLAIMS_HELP);
        [Some(help), may, no].into_iter().flatten().collect()
    }))
}

fn rows(model: &Model, claims: &[&Claim]) -> El {
    let rows = claims.iter().map(|claim| {
        let (class, words) = match claim.verdict {
            ClaimVerdict::Yes => ("verdict yes", phrases::PLAN_CLAIM_YES),
            ClaimVerdict::NotYet => ("verdict later", phrases::PLAN_CLAIM_LATER),
            ClaimVerdict::No => ("verdict no", phrases::PLAN_CLAIM_NO),
        };
        let reasons = claim.reasons.iter().map(|reason| el(Tag::Li).child(self::reason(model, reason)));
        let reasons: Vec<El> = reasons.collect();
        let none = reasons.is_empty().then(|| el(Tag::Span).say(model, phrases::PLAN_CLAIM_NOTHING));
        row()
            .key(claim.goal.number().to_string())
            .child(row_head().child(goal_name(model, claim.goal)))
            .child(cell_of().class(class).say(model, words))
            .child(
                cell_of()
                    .class("why")
                    .maybe((!reasons.is_empty()).then(|| el(Tag::Ul).children(reasons)))
                    .maybe(none),
            )
    });
    let head = row()
        .child(column(model, phrases::RESULT_GOAL))
        .child(column(model, phrases::PLAN_CLAIM_SHOW))
        .child(column(model, phrases::PLAN_CLAIM_MISSING));
    table(model, "components claims", phrases::PLAN_CLAIMS, head, rows)
}

/// What is missing, as a link to where it can be mended.
fn reason(model: &Model, reason: &ClaimReason) -> El {
    let facet = reason.facet.as_ref().map(|facet| model.must(&["facet", facet, "title"])).unwrap_or_default();
    let phrase = match reason.gap {
        ClaimGap::NoBenefit => phrases::PLAN_GAP_NO_BENEFIT,
        ClaimGap::BenefitOpen => phrases::PLAN_GAP_BENEFIT_OPEN,
        ClaimGap::FacetUnset => phrases::PLAN_GAP_UNSET,
        ClaimGap::FacetTooLow => phrases::PLAN_GAP_LOW,
        ClaimGap::FacetMissing => phrases::PLAN_GAP_MISSING,
        ClaimGap::HarmOpen => phrases::PLAN_GAP_HARM_OPEN,
        ClaimGap::HarmUnresolved => phrases::PLAN_GAP_HARM,
    };
    let words = model.ui_with(phrase, &[("facet", &facet)]);
    let question = reason.question.as_deref().and_then(|id| model.questionnaire.find(id));
    let Some(question) = question else { return el(Tag::Span).text(words) };
    // A goal of several topics: the reason says which.
    let of = model.questionnaire.question(question).and_then(|asked| {
        let goal = model.questionnaire.goal_of(&asked.id)?;
        let several = model.questionnaire.goal_questions(goal).len() > 1;
        several.then(|| [" (", &model.question_title(asked, None), ")"].concat())
    });
    let at = At { question, subject: None };
    el(Tag::A)
        .class("inline-link")
        .place(&model.id_of(&at))
        .on(Action::Change(at))
        .text([words, of.unwrap_or_default()].concat())
}
