//! Other questionnaires: offered at the start and under the result, and the question what goes along.

use sdg_core::{CarriedOver, Carry, WhyLeft};

use super::list::sub;
use super::{El, button, link, title};
use crate::WHOLE;
use crate::app::choice::{Offer, Standing};
use crate::app::message::{Action, At, Place};
use crate::app::model::{Keeping, Model, Saving};
use crate::app::phrases::{self, Phrase};
use crate::html::{Tag, el};

/// On the start screen, when the page offers more than one.
pub(super) fn others(model: &Model) -> Option<El> {
    let rows: Vec<El> = model.other_offers().map(|offer| row(model, offer)).collect();
    (!rows.is_empty()).then(|| {
        el(Tag::Section)
            .key("choice")
            .child(sub(model, phrases::CHOICE_TITLE))
            .child(el(Tag::Ul).class("rows after").children(rows))
    })
}

/// The whole row is the link. Who has answers is asked first what should become of them.
fn row(model: &Model, offer: &Offer) -> El {
    let place = Place::Other(offer.name.clone());
    let id = place.to_text(&model.questionnaire);
    let to = if model.own().is_empty() { Action::Begin(offer.name.clone()) } else { Action::Go(place) };
    let begun = (offer.standing == Standing::Begun)
        .then(|| el(Tag::Span).class("mark").say(model, phrases::CHOICE_BEGUN));
    el(Tag::Li).class("row").child(
        el(Tag::A)
            .place(&id)
            .on(to)
            .child(el(Tag::Span).class("name").text(offer.title.clone()).text(" ").maybe(begun))
            .text(" ")
            .child(el(Tag::Span).class("state").text(offer.summary.clone())),
    )
}

/// Under the result: what goes deeper.
pub(super) fn further(model: &Model) -> Option<El> {
    let rows: Vec<El> = model.further_offers().map(|offer| row(model, offer)).collect();
    (WHOLE && !model.is_example() && !rows.is_empty()).then(|| {
        el(Tag::Section)
            .key("further")
            .child(sub(model, phrases::CHOICE_FURTHER))
            .child(el(Tag::P).say(model, phrases::CHOICE_FURTHER_HELP))
            .child(el(Tag::Ul).class("rows after").children(rows))
    })
}

/// Which other checks are kept: erasing this one leaves them.
pub(super) fn also_kept(model: &Model) -> Option<El> {
    let begun = model.other_offers().filter(|offer| offer.standing == Standing::Begun);
    let titles: Vec<&str> = begun.map(|offer| offer.title.as_str()).collect();
    (!titles.is_empty()).then(|| {
        el(Tag::P)
            .key("also-kept")
            .text(model.ui_with(phrases::CHOICE_ALSO_KEPT, &[("titles", &titles.join(", "))]))
    })
}

/// Where a file that was refused belongs.
pub(super) fn file(model: &Model) -> Option<El> {
    let offer = model.home_of_file()?;
    let text = |phrase| el(Tag::P).text(model.ui_with(phrase, &[("title", &offer.title)]));
    let part = el(Tag::Div).key("elsewhere").child(text(phrases::CHOICE_FILE));
    Some(if offer.standing == Standing::Begun {
        let go = button(model, Action::Begin(offer.name.clone()), phrases::CHOICE_BEGUN_GO);
        part.child(text(phrases::CHOICE_FILE_BEGUN)).child(go)
    } else {
        part.child(button(model, Action::OpenElsewhere, phrases::CHOICE_FILE_OPEN))
    })
}

/// What goes along to the other questionnaire, and what cannot.
pub(super) fn view(model: &Model, name: &str) -> El {
    let screen = el(Tag::Div).class("screen choice").key("choice");
    let Some(offer) = model.offer(name) else {
        let stay = Place::Start.to_text(&model.questionnaire);
        return screen
            .child(title(model, model.ui(phrases::CHOICE_GONE)))
            .child(link(model, Action::Go(Place::Start), &stay, phrases::CLOSE).class("button"));
    };
    let screen = screen
        .child(title(model, model.ui_with(phrases::CHOICE_GO, &[("title", &offer.title)])))
        .child(el(Tag::P).class("intro").text(offer.summary.clone()));
    let row = || el(Tag::Div).class("buttons").key("go");
    let stay = link(
        model,
        Action::Go(model.resume.clone()),
        &model.resume.to_text(&model.questionnaire),
        phrases::CHOICE_STAY,
    )
    .class("button quiet");
    let afresh = |phrase| button(model, Action::Begin(offer.name.clone()), phrase);
    if offer.standing == Standing::Begun {
        return screen
            .child(el(Tag::P).say(model, phrases::CHOICE_BEGUN_TEXT))
            .child(row().child(afresh(phrases::CHOICE_BEGUN_GO).class("button main")).child(stay));
    }
    let Some(over) = model.carried_over(name) else {
        return screen
            .child(el(Tag::P).key("wait").say(model, phrases::CHOICE_WAIT))
            .child(row().child(stay));
    };
    let fits = over.carried.iter().filter(|carry| matches!(carry, Carry::Answer { .. })).count();
    let count = if fits == 0 {
        model.ui(phrases::CHOICE_FITS_NONE)
    } else {
        model.ui_count(phrases::CHOICE_FITS_ONE, phrases::CHOICE_FITS_MANY, fits)
    };
    let nowhere = model.keeping == Keeping::Nothing || model.saving == Saving::Failed;
    let take = (!over.carried.is_empty()).then(|| {
        button(model, Action::TakeAlong(offer.name.clone()), phrases::CHOICE_TAKE).class("button main")
    });
    screen
        .child(el(Tag::P).key("fits").text(count))
        .maybe(left(model, &over))
        .child(
            el(Tag::P)
                .class("notice")
                .key("safe")
                .say(model, if nowhere { phrases::CHOICE_UNSAFE } else { phrases::CHOICE_SAFE }),
        )
        .child(row().maybe(take).child(afresh(phrases::CHOICE_AFRESH)).child(stay))
}

/// What cannot go along, by reason.
fn left(model: &Model, over: &CarriedOver) -> Option<El> {
    let reasons = [
        (WhyLeft::NotThere, phrases::CHOICE_WHY_NOT_THERE),
        (WhyLeft::OtherKind, phrases::CHOICE_WHY_OTHER_KIND),
        (WhyLeft::NoSuchValue, phrases::CHOICE_WHY_NO_VALUE),
        (WhyLeft::NotAllowed, phrases::CHOICE_WHY_NOT_ALLOWED),
        (WhyLeft::NotUnderstood, phrases::CHOICE_WHY_NOT_UNDERSTOOD),
    ];
    let by_reason = reasons.iter().flat_map(|(why, phrase): &(WhyLeft, Phrase)| {
        let items: Vec<El> = over
            .left
            .iter()
            .filter(|left| left.why == *why)
            .map(|left| el(Tag::Li).text(what(model, &left.what)))
            .collect();
        let head = (!items.is_empty()).then(|| el(Tag::P).say(model, *phrase));
        head.into_iter().chain((!items.is_empty()).then(|| el(Tag::Ul).children(items)))
    });
    let count = over.left.len();
    (count > 0).then(|| {
        let words = model.ui_count(phrases::CHOICE_LEFT_ONE, phrases::CHOICE_LEFT_MANY, count);
        el(Tag::Details).key("left").child(el(Tag::Summary).text(words)).children(by_reason)
    })
}

/// What something recorded is called on the screen of this questionnaire.
fn what(model: &Model, carry: &Carry) -> String {
    let question = |id: &str, subject: Option<&str>| {
        let question = model.questionnaire.find(id).and_then(|ix| model.questionnaire.question(ix));
        let title = question.map(|question| model.at_title(question, subject));
        title.unwrap_or_else(|| model.ui(phrases::CHOICE_LEFT_OTHER))
    };
    match carry {
        Carry::Answer { question: id, subject } => question(id, subject.as_deref()),
        Carry::Member { question: id, subject } => {
            let roster = model
                .questionnaire
                .find(id)
                .and_then(|ix| model.roster_of(&At { question: ix, subject: None }));
            let name = roster.map_or_else(String::new, |roster| model.subject_name(roster, subject));
            [&question(id, None), ": ", &name].concat()
        }
        Carry::Facet { question: id, subject, facet } => {
            let facet = model.must(&["facet", facet, "title"]);
            [&question(id, subject.as_deref()), ": ", &facet].concat()
        }
        Carry::OwnSubject { roster, id } => {
            let roster = model.questionnaire.find_roster(roster);
            roster.map_or_else(String::new, |roster| model.subject_name(roster, id))
        }
        Carry::Decision(_) => model.ui(phrases::CHOICE_LEFT_DECISION),
        Carry::Action(_) | Carry::Kept(_) => model.ui(phrases::CHOICE_LEFT_OTHER),
    }
}
