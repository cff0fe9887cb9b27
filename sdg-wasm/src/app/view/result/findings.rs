//! Findings, harms first: on what each rests, what could be done, and what is decided about it.

use sdg_core::{
    ActionOrigin, Because, Finding, FindingKey, FindingSeverity, Ground, GroundPart, Outcome, Resolution,
    Rule,
};

use super::details::{SEVERITIES, possible_findings};
use super::{finding_text, fold, links, suggestions};
use crate::app::folds;
use crate::app::message::{Action, At, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::plan::{self, Choice, Part};
use crate::app::view::plan::{area, field, input};
use crate::app::view::question::radio;
use crate::app::view::section::change;
use crate::app::view::{El, button, disclosure, heading, link, paragraphs};
use crate::html::{Attribute, Tag, el};

/// The folds of what open answers may still raise, and of what is not raised any more.
const POSSIBLE: &str = "possible";
const GONE: &str = "gone";

impl Model {
    /// What a finding says, whether it is raised now or not.
    pub(crate) fn key_text(&self, key: &FindingKey) -> String {
        let rule = self.questionnaire.rules().iter().find(|rule| rule.id == key.rule);
        let finding = Finding {
            id: key.rule.clone(),
            question: key.question.clone(),
            goal: key.goal_in(&self.questionnaire),
            subject: key.subject.clone(),
            severity: rule.map_or(FindingSeverity::Hint, |rule| rule.severity),
            certain: false,
        };
        finding_text(self, &finding)
    }
}

/// So many of a kind stand in the open; harms all do.
const FEW: usize = 5;

/// All findings of the report, and those that something was decided about and that are gone.
pub(super) fn view(model: &Model) -> El {
    let groups = SEVERITIES.map(|(severity, title, class)| {
        let (findings, few) = of_kind(model, severity);
        let item = |finding: &&Finding| item(model, finding);
        (!findings.is_empty()).then(|| {
            el(Tag::Div)
                .class(["findings ", class].concat())
                .key(class)
                .child(heading(model, 2).say(model, title))
                .children(fold::listed(model, &more(severity), "items", &findings, few, &item))
        })
    });
    let some = groups.iter().any(Option::is_some);
    el(Tag::Section)
        .key("findings")
        .child(links::title(model, "findings", phrases::RESULT_FINDINGS))
        .maybe((!some).then(|| el(Tag::P).key("none").say(model, phrases::RESULT_FINDINGS_NONE)))
        .children(groups.into_iter().flatten())
        .maybe(possible(model))
        .maybe(gone(model))
}

/// The fold of those of a kind that do not stand in the open.
fn more(severity: FindingSeverity) -> String {
    let name = SEVERITIES.iter().find(|(known, ..)| *known == severity).map_or("", |(.., name)| name);
    ["more-", name].concat()
}

fn is_harm(model: &Model, finding: &Finding) -> bool {
    let rule = model.questionnaire.rules().iter().find(|rule| rule.id == finding.id);
    rule.is_some_and(Rule::is_about_harm)
}

/// What is certain of a kind, harms first, and how many of it stand in the open.
fn of_kind(model: &Model, severity: FindingSeverity) -> (Vec<&Finding>, usize) {
    let certain = model.report.findings.iter().filter(|it| it.certain && it.severity == severity);
    let (mut findings, others): (Vec<&Finding>, Vec<&Finding>) =
        certain.partition(|finding| is_harm(model, finding));
    // What is only to be thought about is folded in, harms apart.
    let least = if severity == FindingSeverity::Hint { 0 } else { FEW };
    let few = findings.len().max(least);
    findings.extend(others);
    (findings, few)
}

/// What open answers may still raise.
fn possible(model: &Model) -> Option<El> {
    let findings: Vec<&Finding> = possible_findings(model).collect();
    let harms = findings.iter().filter(|finding| is_harm(model, finding)).count();
    let phrase = if harms > 0 { phrases::FOLD_POSSIBLE } else { phrases::FINDING_POSSIBLE };
    let title = model.ui_with(phrase, &[("n", &findings.len().to_string()), ("harms", &harms.to_string())]);
    let inside = || vec![el(Tag::Ul).children(findings.iter().map(|finding| item(model, finding)))];
    let some = !findings.is_empty();
    some.then(|| fold::fold(model, POSSIBLE, title, &inside).class("findings").key(POSSIBLE))
}

/// What was decided about findings that are not raised any more.
fn gone(model: &Model) -> Option<El> {
    let keys: Vec<&FindingKey> =
        model.assessment.handlings().map(|(key, _)| key).filter(|key| raised(model, key).is_none()).collect();
    let item = |key: &&FindingKey| {
        el(Tag::Li)
            .key(key.to_string())
            .child(named(key, model.key_text(key)))
            .maybe(state(model, key))
            .child(handling(model, key))
    };
    let inside = || vec![el(Tag::Ul).children(keys.iter().map(item))];
    let title = [&model.ui(phrases::PLAN_GONE), " (", &keys.len().to_string(), ")"].concat();
    let some = !keys.is_empty();
    some.then(|| fold::fold(model, GONE, title, &inside).class("findings").key(GONE))
}

fn raised<'a>(model: &'a Model, key: &FindingKey) -> Option<&'a Finding> {
    model.report.findings.iter().find(|finding| finding.key() == *key)
}

/// The id by which a finding is found on the screen.
pub(crate) fn place_of(key: &FindingKey) -> String {
    ["finding-", &key.to_string()].concat()
}

/// The fold that a finding stands in, if it does not stand in the open.
pub(crate) fn fold_of(model: &Model, key: &FindingKey) -> Option<String> {
    match raised(model, key) {
        None => Some(GONE.to_owned()),
        Some(finding) if !finding.certain => Some(POSSIBLE.to_owned()),
        Some(finding) => {
            let (findings, few) = of_kind(model, finding.severity);
            let place = findings.iter().position(|known| known.key() == *key)?;
            (place >= few).then(|| more(finding.severity))
        }
    }
}

/// The words of a finding, where one gets to it from elsewhere.
fn named(key: &FindingKey, words: String) -> El {
    el(Tag::Strong).id(place_of(key)).focusable().text(words)
}

fn item(model: &Model, finding: &Finding) -> El {
    let key = finding.key();
    let id = key.to_string();
    let help = model.text(&["finding", &finding.id, "help"]);
    let origin = ActionOrigin { finding: Some(key.clone()), ..ActionOrigin::default() };
    el(Tag::Li)
        .key(id.clone())
        .child(named(&key, finding_text(model, finding)))
        .maybe(state(model, &key))
        .child(to_plan(model, &["plan-of-", &id].concat(), origin).key("to-plan"))
        .child(
            fold::fold(model, &folds::of_finding(&id), model.ui(phrases::FOLD_FINDING), &|| {
                let parts = [grounds(model, &key, finding), answers_it(model, &key), handling(model, &key)];
                help.map(paragraphs).into_iter().flatten().chain(parts).collect()
            })
            .class("about-it")
            .key("about"),
        )
}

/// A button that puts something in the plan, or the way to where it stands.
pub(super) fn to_plan(model: &Model, id: &str, origin: ActionOrigin) -> El {
    let planned = model.assessment.actions().iter().any(|action| action.from == origin);
    let row = el(Tag::P).class("to-plan");
    if planned {
        let id = id.to_owned();
        let to = Action::Go(Place::Plan);
        return row.child(link(model, to, "plan", phrases::PLAN_IN_PLAN).id(id).key("there"));
    }
    let phrase = if origin.question.is_some() { phrases::PLAN_FIND_OUT } else { phrases::PLAN_PUT };
    row.child(
        button(model, Action::Plan(plan::Action::Add(origin, id.to_owned())), phrase)
            .class("button small")
            .key("put"),
    )
}

/// "Which answers raise this?"
fn grounds(model: &Model, key: &FindingKey, finding: &Finding) -> El {
    let id = ["grounds-", &key.to_string()].concat();
    fold::fold(model, &id, model.ui(phrases::PLAN_GROUNDS), &|| {
        let grounds = model.assessment.explain_finding(finding);
        let items: Vec<El> = grounds.iter().filter_map(|ground| self::ground(model, ground)).collect();
        if items.is_empty() {
            return vec![el(Tag::P).key("none").say(model, phrases::FOLD_GROUNDS_NONE)];
        }
        vec![el(Tag::Ul).class("leaves").key("leaves").children(items)]
    })
    .key("grounds")
}

fn ground(model: &Model, ground: &Ground) -> Option<El> {
    let question = model.questionnaire.question(ground.question)?;
    let at = At { question: ground.question, subject: question.for_each.and(ground.subject.clone()) };
    let mut title = model.at_title(question, ground.subject.as_deref());
    if let GroundPart::Facet(facet) = ground.part
        && let Some(facet) = model.questionnaire.facets().get(facet)
    {
        title.push_str(": ");
        title.push_str(&model.must(&["facet", &facet.id, "title"]));
    }
    let answer = links::said(model, &at, ground.subject.as_deref(), ground.part);
    Some(
        el(Tag::Li)
            .child(el(Tag::Span).text([&title, " "].concat()))
            .child(el(Tag::Strong).text(answer))
            .text(" ")
            .child(
                change(model, &at, phrases::RESULT_CHANGE)
                    .with(Attribute::AriaLabel, [&model.ui(phrases::RESULT_CHANGE), ": ", &title].concat()),
            ),
    )
}

/// Suggestions that answer this finding.
fn answers_it(model: &Model, key: &FindingKey) -> El {
    suggestions::for_finding(model, key, &|fit| {
        fit.because.iter().any(|because| matches!(because, Because::Finding { key: of, .. } if of == key))
    })
}

// ---- What is decided

/// In words; nothing while it is open.
fn state(model: &Model, key: &FindingKey) -> Option<El> {
    let handling = model.assessment.handling(key)?;
    let outcome = handling.observed.as_ref().map(|observed| observed.outcome);
    let words = match (handling.resolution(), outcome) {
        (Resolution::Open, _) => phrases::PLAN_STATE_FAILED,
        (Resolution::Treated, None) => phrases::PLAN_STATE_TREATED,
        (Resolution::Accepted, None) => phrases::PLAN_STATE_ACCEPTED,
        (Resolution::Treated, Some(_)) => phrases::PLAN_STATE_TREATED_SEEN,
        (Resolution::Accepted, Some(_)) => phrases::PLAN_STATE_ACCEPTED_SEEN,
    };
    Some(el(Tag::Span).class("badge").key("state").say(model, words))
}

/// Open, treated or accepted; then what was seen of it.
fn handling(model: &Model, key: &FindingKey) -> El {
    let id = folds::of_decision(key);
    fold::fold(model, &id, model.ui(phrases::PLAN_DECIDE), &|| decision(model, key, &id))
        .class("decide")
        .key("decide")
}

fn decision(model: &Model, key: &FindingKey, id: &str) -> Vec<El> {
    let draft = model.draft_of(key);
    let choice = |choice: Choice, phrase: Phrase| {
        let action = Action::Plan(plan::Action::Choose(key.clone(), choice));
        radio(id, draft.choice == choice, action, model.ui(phrase), None)
    };
    let on = |part: Part| Action::Plan(plan::Action::Decide(key.clone(), part));
    let id_of = |name: &str| [id, "-", name].concat();
    let line = |name: &str, part: Part, phrase: Phrase, value: &str| {
        field(model, id_of(name), phrase, input("text", value).on(on(part))).key(name.to_owned())
    };
    let treated = draft.choice == Choice::Treated;
    let more = (draft.choice != Choice::Open).then(|| {
        let words = if treated { phrases::PLAN_MEASURE } else { phrases::PLAN_REASON };
        let date = treated.then(|| {
            let date = input("date", &draft.date).class("short").on(on(Part::Date));
            field(model, id_of("date"), phrases::PLAN_DATE, date).key("date")
        });
        let half = model.is_half_decided(key).then(|| {
            let phrase = if treated { phrases::PLAN_HALF_TREATED } else { phrases::PLAN_HALF_ACCEPTED };
            el(Tag::P).class("hint").key("half").say(model, phrase)
        });
        el(Tag::Div)
            .class("fields")
            .key("more")
            .child(line("by", Part::By, phrases::PLAN_OWNER, &draft.by))
            .child(field(model, id_of("words"), words, area(&draft.words).on(on(Part::Words))).key("words"))
            .maybe(date)
            .child(line("person", Part::Person, phrases::PLAN_PERSON, &draft.person))
            .maybe(half)
    });
    let choices = el(Tag::Fieldset)
        .key("choice")
        .child(el(Tag::Legend).class("unseen").say(model, phrases::PLAN_DECIDE))
        .child(choice(Choice::Open, phrases::PLAN_CHOICE_OPEN))
        .child(choice(Choice::Treated, phrases::PLAN_CHOICE_TREATED))
        .child(choice(Choice::Accepted, phrases::PLAN_CHOICE_ACCEPTED));
    [Some(choices), more, observation(model, key)].into_iter().flatten().collect()
}

fn observation(model: &Model, key: &FindingKey) -> Option<El> {
    let observed = &model.assessment.handling(key)?.observed;
    let id = ["seen-", &key.to_string()].concat();
    let outcomes = [
        (Outcome::Gone, phrases::PLAN_OUTCOME_GONE),
        (Outcome::Less, phrases::PLAN_OUTCOME_LESS),
        (Outcome::Same, phrases::PLAN_OUTCOME_SAME),
        (Outcome::Worse, phrases::PLAN_OUTCOME_WORSE),
    ];
    let radios = outcomes.map(|(outcome, phrase)| {
        let checked = observed.as_ref().is_some_and(|observed| observed.outcome == outcome);
        let action = Action::Plan(plan::Action::Observe(key.clone(), outcome));
        radio(&id, checked, action, model.ui(phrase), None)
    });
    let on = |part: Part| Action::Plan(plan::Action::Observed(key.clone(), part));
    let id_of = |name: &str| [&id, "-", name].concat();
    let fields = observed.as_ref().map(|observed| {
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        el(Tag::Div)
            .class("fields")
            .key("seen-more")
            .child(el(Tag::P).class("hint").key("when").text(model.ui_with(
                phrases::PLAN_SEEN,
                &[("date", &model.day_text(&observed.date)), ("by", &observed.by)],
            )))
            .child(field(
                model,
                id_of("note"),
                phrases::PLAN_NOTE,
                area(&words(&observed.note)).on(on(Part::Words)),
            ))
            .child(field(
                model,
                id_of("date"),
                phrases::PLAN_SEEN_DATE,
                input("date", &observed.date).class("short").on(on(Part::Date)),
            ))
            .child(field(
                model,
                id_of("by"),
                phrases::PLAN_SEEN_BY,
                input("text", &observed.by).on(on(Part::By)),
            ))
            .child(field(
                model,
                id_of("person"),
                phrases::PLAN_PERSON,
                input("text", &words(&observed.person)).on(on(Part::Person)),
            ))
    });
    Some(
        disclosure(model, phrases::PLAN_OBSERVE, "observe")
            .starts_open(observed.is_some() || model.folds.all)
            .child(
                el(Tag::Fieldset)
                    .key("outcome")
                    .child(el(Tag::Legend).class("unseen").say(model, phrases::PLAN_OBSERVE))
                    .children(radios),
            )
            .maybe(fields),
    )
}
