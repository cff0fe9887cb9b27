//! The action plan: who does what by when. Each action is changed where it stands.

use sdg_core::{Action as Planned, ActionOrigin, ActionStatus, Goal, MeasureRef, RosterIx};

use super::list::{project_name, sub};
use super::{El, button, disclosure, heading, link, step, title};
use crate::app::folds;
use crate::app::message::{Action, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::plan::{self, Field, STATUSES, action_id};
use crate::html::{Attribute, Tag, el};

pub(super) fn view(model: &Model) -> El {
    let order: &[(String, Option<MeasureRef>)] = model.plan.order.as_deref().unwrap_or_default();
    let writing = model.plan.writing.as_deref();
    let listed = |id: &str| {
        let known = order.iter().find(|(known, _)| known == id);
        known.and_then(|(_, of)| of.as_ref())
    };
    let sorted = order.iter().filter_map(|(id, _)| model.assessment.action(id));
    // What came since it was sorted: from another tab, or put back.
    let later =
        model.assessment.actions().iter().filter(|action| order.iter().all(|(id, _)| *id != action.id));
    let cards: Vec<El> = sorted
        .chain(later)
        .filter(|action| Some(action.id.as_str()) != writing)
        .map(|action| card(model, action, listed(&action.id)))
        .collect();
    let undo = (!model.plan.removed.is_empty()).then(|| {
        el(Tag::Div)
            .class("buttons")
            .key("undo")
            .child(button(model, Action::Plan(plan::Action::PutBack), phrases::PLAN_PUT_BACK).id("put-back"))
    });
    let screen =
        el(Tag::Div)
            .class("screen plan")
            .key("plan")
            .child(title(model, model.ui(phrases::LIST_PLAN)).maybe(
                project_name(model).map(|name| el(Tag::Span).class("part").text([": ", &name].concat())),
            ))
            .child(el(Tag::P).class("intro").say(model, phrases::PLAN_INTRO))
            .child(el(Tag::P).class("hint").key("names").say(model, phrases::PLAN_NAMES));
    let screen = if cards.is_empty() {
        screen.child(
            el(Tag::Div)
                .class("notice")
                .key("empty")
                .child(el(Tag::P).say(model, phrases::PLAN_EMPTY))
                .child(el(Tag::Div).class("buttons").child(step(
                    model,
                    Place::Result,
                    phrases::PLAN_TO_RESULT,
                ))),
        )
    } else {
        screen.child(summary(model)).maybe((cards.len() > 1).then(|| sorting(model)))
    };
    screen
        .maybe(undo)
        .child(el(Tag::Ul).class("actions").key("actions").children(cards))
        .child(new_action(model))
        .child(
            el(Tag::Div)
                .class("buttons")
                .key("ways")
                .child(step(model, Place::Result, phrases::PLAN_TO_RESULT))
                .child(step(model, Place::List, phrases::TO_LIST).class("button quiet")),
        )
}

/// How many there are, and how far.
fn summary(model: &Model) -> El {
    let actions = model.assessment.actions();
    let count = |status: ActionStatus| actions.iter().filter(|action| action.status == status).count();
    let counts = STATUSES.iter().filter_map(|(_, status, words)| {
        let count = count(*status);
        (count > 0).then(|| [&count.to_string(), " ", &model.ui(*words)].concat())
    });
    let counts: Vec<String> = counts.collect();
    el(Tag::P).key("summary").text([&counts.join(", "), "."].concat())
}

/// `3 acties, 1 klaar`: for the task list.
pub(super) fn state(model: &Model) -> Option<String> {
    let actions = model.assessment.actions();
    let open = actions.iter().filter(|action| action.status.is_open()).count();
    (!actions.is_empty()).then(|| model.ui_count(phrases::PLAN_TO_DO_ONE, phrases::PLAN_TO_DO_MANY, open))
}

fn sorting(model: &Model) -> El {
    let press = |by_date: bool, phrase: Phrase| {
        el(Tag::Button)
            .class("press")
            .with(Attribute::Type, "button")
            .with(Attribute::AriaPressed, if model.plan.by_date == by_date { "true" } else { "false" })
            .on(Action::Plan(plan::Action::Sort(by_date)))
            .say(model, phrase)
    };
    el(Tag::Div)
        .class("shortcuts")
        .key("sorting")
        .with(Attribute::Role, "group")
        .with(Attribute::AriaLabel, model.ui(phrases::PLAN_SORT))
        .child(press(false, phrases::PLAN_SORT_EFFECT))
        .child(press(true, phrases::PLAN_SORT_DATE))
}

fn new_action(model: &Model) -> El {
    let text = model.plan.writing.as_ref().and_then(|id| model.assessment.action(id));
    el(Tag::Form)
        .class("new-action")
        .key("new")
        .on(Action::Plan(plan::Action::Written))
        .child(sub(model, phrases::PLAN_NEW))
        .child(field(
            model,
            "plan-new".to_owned(),
            phrases::PLAN_TEXT,
            area(text.map_or("", |action| &action.text)).on(Action::Plan(plan::Action::Write)),
        ))
        .child(
            el(Tag::Div).class("buttons").child(
                el(Tag::Button)
                    .class("button main")
                    .with(Attribute::Type, "submit")
                    .say(model, phrases::PLAN_ADD),
            ),
        )
}

/// One action: what it is in words, and its fields folded in.
fn card(model: &Model, action: &Planned, of: Option<&MeasureRef>) -> El {
    let id = action_id(&action.id);
    let mut about: Vec<String> = Vec::new();
    about.extend(action.owner.clone());
    about.extend(action.person.clone());
    let date = action.date.as_deref().map(|date| model.day_text(date));
    about.extend(date.map(|date| model.ui_with(phrases::PLAN_BY_DAY, &[("date", &date)])));
    let status = STATUSES.iter().find(|(_, status, _)| *status == action.status);
    about.extend(status.map(|(_, _, words)| model.ui(*words)));
    let from = origin(model, &action.from);
    let moves = of.filter(|_| action.status.is_open()).map(|of| {
        let name = model.measure_name(of);
        el(Tag::P).class("hint").key("moves").text(model.ui_with(phrases::PLAN_MOVES, &[("name", &name)]))
    });
    // Who knows nothing of it yet is asked at once.
    let bare = action.owner.is_none() && action.date.is_none();
    el(Tag::Li)
        .class("card action")
        .key(action.id.clone())
        .child(heading(model, 1).id(id.clone()).focusable().text(action.text.clone()))
        .child(el(Tag::P).class("about").key("about").text(about.join(" · ")))
        .maybe(from.map(|from| {
            el(Tag::P).class("hint").key("from").text([&from, " "].concat()).maybe(to_origin(model, action))
        }))
        .maybe(moves)
        .child(
            disclosure(model, phrases::PLAN_EDIT, "edit").starts_open(bare).child(fields(model, action, &id)),
        )
        .child(
            button(model, Action::Plan(plan::Action::Remove(action.id.clone())), phrases::PLAN_REMOVE)
                .class("link")
                .key("remove")
                .with(Attribute::AriaLabel, [&model.ui(phrases::PLAN_REMOVE), ": ", &action.text].concat()),
        )
}

fn fields(model: &Model, action: &Planned, id: &str) -> El {
    let on = |field: Field| Action::Plan(plan::Action::Edit(action.id.clone(), field));
    let id_of = |name: &str| [id, "-", name].concat();
    let value = |field: Field, known: &Option<String>| {
        let half = model.half_field(&action.id, field).map(str::to_owned);
        half.or_else(|| known.clone()).unwrap_or_default()
    };
    let line = |name: &str, of: Field, phrase: Phrase, known: &Option<String>| {
        field(model, id_of(name), phrase, input("text", &value(of, known)).on(on(of)))
    };
    let no_text = model.half_field(&action.id, Field::Text).is_some();
    let text = model.half_field(&action.id, Field::Text).unwrap_or(&action.text);
    let wrong = id_of("wrong");
    let mut words = area(text).on(on(Field::Text));
    if no_text {
        words = words.with(Attribute::AriaInvalid, "true").with(Attribute::AriaDescribedby, wrong.clone());
    }
    let statuses = STATUSES.iter().map(|(word, _, words)| ((*word).to_owned(), model.ui(*words)));
    let status =
        STATUSES.iter().find(|(_, status, _)| *status == action.status).map_or("", |(word, ..)| word);
    let none = (String::new(), model.ui(phrases::PLAN_NONE));
    let goals = Goal::all()
        .filter(|goal| model.report.goal(*goal).is_some() || action.goal == Some(*goal))
        .map(|goal| (goal.number().to_string(), model.goal_in_text(goal)));
    let goals: Vec<(String, String)> = std::iter::once(none.clone()).chain(goals).collect();
    let goal = action.goal.map_or_else(String::new, |goal| goal.number().to_string());
    let groups = groups(model, action);
    el(Tag::Div)
        .class("fields")
        .child(field(model, id_of("text"), phrases::PLAN_TEXT, words).key("text"))
        .maybe(
            no_text.then(|| {
                el(Tag::P).class("wrong").id(wrong).key("wrong").say(model, phrases::PLAN_TEXT_MISSING)
            }),
        )
        .child(
            el(Tag::Div)
                .class("columns")
                .key("main")
                .child(line("owner", Field::Owner, phrases::PLAN_OWNER, &action.owner))
                .child(line("person", Field::Person, phrases::PLAN_PERSON, &action.person))
                .child(field(
                    model,
                    id_of("date"),
                    phrases::PLAN_DATE,
                    input("date", &value(Field::Date, &action.date)).class("short").on(on(Field::Date)),
                ))
                .child(field(
                    model,
                    id_of("status"),
                    phrases::PLAN_STATUS,
                    select(statuses.collect(), status).on(on(Field::Status)),
                ))
                .maybe((goals.len() > 1).then(|| {
                    field(model, id_of("goal"), phrases::PLAN_GOAL, select(goals, &goal).on(on(Field::Goal)))
                }))
                .maybe((!groups.is_empty()).then(|| {
                    let all = std::iter::once(none).chain(groups).collect();
                    let group = action.group.as_deref().unwrap_or_default();
                    field(model, id_of("group"), phrases::PLAN_GROUP, select(all, group).on(on(Field::Group)))
                })),
        )
        .child(
            line("indicator", Field::Indicator, phrases::PLAN_INDICATOR, &action.indicator).key("indicator"),
        )
}

/// Groups to choose from; one that the list does not know any more stays.
fn groups(model: &Model, action: &Planned) -> Vec<(String, String)> {
    let roster: Option<RosterIx> = model.questionnaire.find_roster("groups");
    let known = roster.into_iter().flat_map(|roster| {
        model.assessment.subjects(roster).map(move |id| (id.to_owned(), model.subject_name(roster, id)))
    });
    let mut groups: Vec<(String, String)> = known.collect();
    if let Some(group) = &action.group
        && groups.iter().all(|(id, _)| id != group)
    {
        groups.push((group.clone(), group.clone()));
    }
    groups
}

/// The way back to what an action comes from, where that is not a question.
fn to_origin(model: &Model, action: &Planned) -> Option<El> {
    let to = match &action.from {
        ActionOrigin { finding: Some(key), .. } => folds::Action::Find(key.clone()),
        ActionOrigin { suggestion: Some(_), .. } => folds::Action::Jump(folds::SUGGESTIONS),
        _ => return None,
    };
    Some(link(model, Action::Fold(to), "result", phrases::FOLD_TO_RESULT).class("inline-link"))
}

/// Where an action comes from, in words.
fn origin(model: &Model, from: &ActionOrigin) -> Option<String> {
    let with = |phrase, what: &str| model.ui_with(phrase, &[("what", what)]);
    if let Some(key) = &from.finding {
        return Some(with(phrases::PLAN_BY_FINDING, &model.key_text(key)));
    }
    if let Some(id) = &from.question {
        let question = model.questionnaire.question(model.questionnaire.find(id)?)?;
        return Some(with(phrases::PLAN_BY_QUESTION, &model.at_title(question, from.subject.as_deref())));
    }
    from.suggestion.as_ref().map(|_| model.ui(phrases::PLAN_BY_SUGGESTION))
}

// ---- Fields

/// A field under its label.
pub(super) fn field(model: &Model, id: String, label: Phrase, field: El) -> El {
    el(Tag::Div)
        .class("field")
        .child(el(Tag::Label).with(Attribute::For, id.clone()).say(model, label))
        .child(field.id(id))
}

pub(super) fn area(value: &str) -> El {
    el(Tag::Textarea).with(Attribute::Rows, "2").value(value)
}

pub(super) fn input(kind: &'static str, value: &str) -> El {
    el(Tag::Input).with(Attribute::Type, kind).with(Attribute::Autocomplete, "off").value(value)
}

fn select(options: Vec<(String, String)>, value: &str) -> El {
    let options = options
        .into_iter()
        .map(|(value, words)| el(Tag::Option).key(value.clone()).with(Attribute::Value, value).text(words));
    el(Tag::Select).children(options).value(value)
}
