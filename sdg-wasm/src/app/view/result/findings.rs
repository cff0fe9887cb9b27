//! Findings, harms first: on what each rests, what could be done, and what is decided about it.

use sdg_core::{
    ActionOrigin, Because, Finding, FindingKey, FindingSeverity, Ground, GroundPart, Outcome, Resolution,
};

use super::suggestions::{self, Shown};
use super::{finding_text, links};
use crate::app::message::{Action, At, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::plan::{self, Choice, Fold, Part};
use crate::app::view::plan::{area, field, input};
use crate::app::view::question::radio;
use crate::app::view::section::change;
use crate::app::view::{El, button, disclosure, heading, link, paragraphs};
use crate::html::{Attribute, Tag, el};

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

/// All findings of the report, and those that something was decided about and that are gone.
pub(super) fn view(model: &Model) -> El {
    let all = &model.report.findings;
    let groups = [
        (FindingSeverity::DiscussFirst, phrases::SEVERITY_DISCUSS, "discuss"),
        (FindingSeverity::Attention, phrases::SEVERITY_ATTENTION, "attention"),
        (FindingSeverity::Hint, phrases::SEVERITY_HINT, "hint-list"),
    ];
    let is_harm = |place: usize| model.plan.insight.as_ref().is_some_and(|insight| insight.is_harm(place));
    let lists = groups.iter().filter_map(|(severity, title, class)| {
        let here = |harm: bool| {
            let shown = all.iter().enumerate().filter(move |(place, finding)| {
                finding.certain && finding.severity == *severity && is_harm(*place) == harm
            });
            shown.map(|(place, finding)| item(model, place, finding))
        };
        let items: Vec<El> = here(true).chain(here(false)).collect();
        (!items.is_empty()).then(|| {
            let class_name = ["findings ", class].concat();
            let list = el(Tag::Ul).children(items);
            // What is only to be thought about is folded in.
            if *severity == FindingSeverity::Hint {
                return disclosure(model, *title, class).class(class_name).child(list);
            }
            el(Tag::Div).class(class_name).key(*class).child(heading(model, 2).say(model, *title)).child(list)
        })
    });
    let lists: Vec<El> = lists.collect();
    let none = lists.is_empty().then(|| el(Tag::P).key("none").say(model, phrases::RESULT_FINDINGS_NONE));
    let possible: Vec<El> = all
        .iter()
        .enumerate()
        .filter(|(_, finding)| !finding.certain && finding.severity != FindingSeverity::Hint)
        .filter(|(_, finding)| model.report.is_at_hand(finding))
        .map(|(place, finding)| item(model, place, finding))
        .collect();
    let possible = (!possible.is_empty()).then(|| {
        let count = possible.len().to_string();
        el(Tag::Details)
            .class("findings")
            .key("possible")
            .child(el(Tag::Summary).text(model.ui_with(phrases::FINDING_POSSIBLE, &[("n", &count)])))
            .child(el(Tag::Ul).children(possible))
    });
    el(Tag::Section)
        .key("findings")
        .child(links::title(model, "findings", phrases::RESULT_FINDINGS))
        .maybe(none)
        .children(lists)
        .maybe(possible)
        .maybe(gone(model))
}

/// What was decided about findings that are not raised any more.
fn gone(model: &Model) -> Option<El> {
    let raised = |key: &FindingKey| model.report.findings.iter().any(|finding| finding.key() == *key);
    let items: Vec<El> = model
        .assessment
        .handlings()
        .filter(|(key, _)| !raised(key))
        .map(|(key, _)| {
            el(Tag::Li)
                .key(key.to_string())
                .child(el(Tag::Strong).text(model.key_text(key)))
                .maybe(state(model, key))
                .child(handling(model, key))
        })
        .collect();
    (!items.is_empty()).then(|| {
        disclosure(model, phrases::PLAN_GONE, "gone").class("findings").child(el(Tag::Ul).children(items))
    })
}

fn item(model: &Model, place: usize, finding: &Finding) -> El {
    let key = finding.key();
    let id = key.to_string();
    let help = model.text(&["finding", &finding.id, "help"]);
    let origin = ActionOrigin { finding: Some(key.clone()), ..ActionOrigin::default() };
    el(Tag::Li)
        .key(id.clone())
        .child(el(Tag::Strong).text(finding_text(model, finding)))
        .maybe(state(model, &key))
        .children(help.map(paragraphs).into_iter().flatten())
        .child(to_plan(model, &["plan-of-", &id].concat(), origin).key("to-plan"))
        .maybe(grounds(model, &key, place))
        .child(answers_it(model, &key))
        .child(handling(model, &key))
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
fn grounds(model: &Model, key: &FindingKey, place: usize) -> Option<El> {
    let grounds = model.plan.insight.as_ref()?.grounds.get(place)?;
    if grounds.is_empty() {
        return None;
    }
    let details = folded(model, key, Fold::Grounds, phrases::PLAN_GROUNDS).key("grounds");
    if !model.is_opened(key, Fold::Grounds) {
        return Some(details);
    }
    let items = grounds.iter().filter_map(|ground| self::ground(model, ground));
    Some(details.child(el(Tag::Ul).class("leaves").children(items)))
}

/// A part that is built when it is opened: on a result with many findings most stay closed.
fn folded(model: &Model, key: &FindingKey, fold: Fold, title: Phrase) -> El {
    let open = Action::Plan(plan::Action::Open(key.clone(), fold));
    el(Tag::Details).child(el(Tag::Summary).on(open).say(model, title))
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
    suggestions::folded(model, phrases::PLAN_SUGGESTIONS, Shown::Few, Some(key), &|fit| {
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
    // What is half said is seen again after a reload.
    let details = folded(model, key, Fold::Decision, phrases::PLAN_DECIDE)
        .class("decide")
        .key("decide")
        .starts_open(model.is_half_decided(key));
    if !model.is_opened(key, Fold::Decision) {
        return details;
    }
    let id = ["decide-", &key.to_string()].concat();
    let draft = model.draft_of(key);
    let choice = |choice: Choice, phrase: Phrase| {
        let action = Action::Plan(plan::Action::Choose(key.clone(), choice));
        radio(&id, draft.choice == choice, action, model.ui(phrase), None)
    };
    let on = |part: Part| Action::Plan(plan::Action::Decide(key.clone(), part));
    let id_of = |name: &str| [&id, "-", name].concat();
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
    details
        .child(
            el(Tag::Fieldset)
                .key("choice")
                .child(el(Tag::Legend).class("unseen").say(model, phrases::PLAN_DECIDE))
                .child(choice(Choice::Open, phrases::PLAN_CHOICE_OPEN))
                .child(choice(Choice::Treated, phrases::PLAN_CHOICE_TREATED))
                .child(choice(Choice::Accepted, phrases::PLAN_CHOICE_ACCEPTED)),
        )
        .maybe(more)
        .maybe(observation(model, key))
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
            .starts_open(observed.is_some())
            .child(
                el(Tag::Fieldset)
                    .key("outcome")
                    .child(el(Tag::Legend).class("unseen").say(model, phrases::PLAN_OBSERVE))
                    .children(radios),
            )
            .maybe(fields),
    )
}
