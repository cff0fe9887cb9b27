//! The workshop view.

use sdg_core::{AnswerPart, Standing};

use super::*;
use crate::app::workshop::{Action as Shop, Choice, Field, MOST_VOTES};
use crate::html::Attribute;

fn go(model: &mut Model, id: &str, subject: Option<&str>) -> At {
    let at = at(model, id, subject);
    act(model, Action::Go(Place::Workshop(Some(at.clone()))));
    at
}

fn shop(model: &mut Model, action: Shop) -> Vec<Effect> {
    act(model, Action::Workshop(action))
}

/// How wide the parts of the bars with this class are.
fn widths(element: &Element<Action>, class: &str) -> Vec<String> {
    let mut found = Vec::new();
    let of = |wanted| element.attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
    if of(Attribute::Class).is_some_and(|known| known == class) {
        found.extend(of(Attribute::Width).map(ToString::to_string));
    }
    for child in &element.children {
        if let Node::Element(child) = child {
            found.extend(widths(child, class));
        }
    }
    found
}

#[test]
fn every_question_has_a_place_that_comes_back() {
    let mut model = model(None);
    let who = at(&model, "who", None);
    act(&mut model, Action::Subject(who, "x".to_owned()));
    let effects = act(&mut model, Action::Go(Place::Workshop(None)));
    assert!(effects.contains(&Effect::Push("workshop:name".to_owned())), "{effects:?}");
    let asked = model.asked();
    let ids: Vec<String> = asked.iter().map(|at| model.id_of(at)).collect();
    assert_eq!(
        ids,
        ["q-name", "q-cost", "q-day", "q-choice", "q-several", "q-e", "q-who", "q-deep", "q-each--x"]
    );
    for at in asked {
        let place = Place::Workshop(Some(at));
        let text = place.to_text(&model.questionnaire);
        assert_eq!(Place::from_text(&text, &model.questionnaire), Some(place.clone()), "{text}");
        act(&mut model, Action::Go(Place::List));
        model.update(Message::Went(text.clone()));
        assert_eq!((model.place.clone(), model.place_text()), (place, text));
    }
    // One that is asked no longer leads to one that is.
    let gone = Place::Workshop(Some(At {
        question: model.questionnaire.find("each").unwrap(),
        subject: Some("y".to_owned()),
    }));
    assert_eq!(model.settled(gone), Place::Workshop(Some(at(&model, "name", None))));
    assert_eq!(Place::from_text("workshop:nothing", &model.questionnaire), None);
}

#[test]
fn votes_stay_hidden_and_out_of_what_is_kept_until_a_summary_is_put_in_the_reason() {
    let mut model = model(None);
    let effect = go(&mut model, "e", None);
    let before = model.assessment.to_json();
    shop(&mut model, Shop::Begin(effect.clone()));
    for (benefit, harm) in [(2, 0), (2, 0), (0, 2)] {
        let mut effects = shop(&mut model, Shop::Choose(AnswerPart::Benefit, Choice::Step(benefit)));
        effects.extend(shop(&mut model, Shop::Choose(AnswerPart::Harm, Choice::Step(harm))));
        effects.extend(shop(&mut model, Shop::Cast));
        assert_eq!(stored(&effects), None);
        let voting = model.voting(&effect).unwrap();
        assert!(voting.ballot.is_none() && voting.shown.is_none(), "the next one sees nothing of it");
    }
    shop(&mut model, Shop::Show);
    let spreads = model.voting(&effect).unwrap().shown.clone().unwrap();
    assert_eq!(spreads.len(), 2);
    assert_eq!(
        spreads.iter().map(|spread| spread.raters).collect::<Vec<_>>(),
        [3, 3],
        "equal votes all count"
    );
    assert!(spreads.iter().all(|spread| spread.standing == Standing::Discuss));
    let range = spreads.first().unwrap().on_scale.clone().unwrap();
    assert_eq!((range.least, range.greatest, range.median), (0, 2, (2, 2)));
    assert_eq!(model.assessment.to_json(), before);
    assert!(!model.hand_over().contains("Choose"));
    // The shared answer is the group's own, and so is what it says of the votes.
    let kept = stored(&shop(&mut model, Shop::Summary)).unwrap();
    assert!(kept.contains("workshop.summary.text nl"), "{kept}");
    shop(&mut model, Shop::Stop);
    assert!(model.voting(&effect).is_none());
}

#[test]
fn raised_hands_count_per_part_and_wrong_numbers_are_refused() {
    let mut model = model(None);
    let effect = go(&mut model, "e", None);
    shop(&mut model, Shop::Begin(effect.clone()));
    let hands = |model: &mut Model, part: &AnswerPart, choice, count: &str| {
        types(model, Action::Workshop(Shop::Hands(part.clone(), choice)), count);
    };
    assert_eq!(shop(&mut model, Shop::Show), [], "nobody has voted");
    let (benefit, harm) = (AnswerPart::Benefit, AnswerPart::Harm);
    hands(&mut model, &benefit, Choice::Step(1), "3");
    hands(&mut model, &benefit, Choice::Unknown, "1");
    for wrong in ["-1", "1,5", "many", "61"] {
        hands(&mut model, &harm, Choice::Step(0), wrong);
        shop(&mut model, Shop::Show);
        assert!(model.voting(&effect).unwrap().shown.is_none(), "{wrong}");
        assert_eq!(model.note.as_ref().map(|note| note.phrase), Some(phrases::WORKSHOP_HANDS_WRONG));
    }
    hands(&mut model, &harm, Choice::Step(0), " 4 ");
    shop(&mut model, Shop::Show);
    let spreads = model.voting(&effect).unwrap().shown.clone().unwrap();
    let counts: Vec<_> = spreads.iter().map(|spread| (spread.raters, spread.unknown.len())).collect();
    assert_eq!(counts, [(3, 1), (4, 0)]);
}

#[test]
fn options_and_subjects_are_voted_on_and_own_subjects_keep_their_name() {
    let mut model = model(None);
    let who = at(&model, "who", None);
    let roster = model.questionnaire.find_roster("r").unwrap();
    types(&mut model, Action::OwnName(who.clone()), "Our own");
    act(&mut model, Action::AddOwn(who.clone(), roster));
    go(&mut model, "who", None);
    shop(&mut model, Shop::Begin(who.clone()));
    for action in [Shop::TickSubject("own-1".to_owned()), Shop::TickSubject("own-1".to_owned()), Shop::NoneOf]
    {
        shop(&mut model, action);
        shop(&mut model, Shop::Cast);
    }
    shop(&mut model, Shop::Show);
    let spreads = model.voting(&who).unwrap().shown.clone().unwrap();
    let own = spreads.iter().find(|spread| spread.part == AnswerPart::Subject("own-1".to_owned())).unwrap();
    let counts: Vec<_> =
        own.values.iter().map(|given| (given.value.as_str(), given.assessors.len())).collect();
    assert_eq!(counts, [("no", 1), ("yes", 2)]);

    // Too many ticks are refused on the ballot too, and nothing that was ticked goes.
    let several = go(&mut model, "several", None);
    shop(&mut model, Shop::Begin(several.clone()));
    for place in 0..3 {
        shop(&mut model, Shop::Tick(place));
    }
    shop(&mut model, Shop::Cast);
    let voting = model.voting(&several).unwrap();
    assert!(voting.cast.is_empty() && voting.ballot.is_some());

    // Each ticks what he wants; the reveal counts each option by itself, and whoever ticks nothing says so.
    shop(&mut model, Shop::Tick(2));
    let untick = |model: &mut Model, place| types(model, Action::Workshop(Shop::Tick(place)), "");
    untick(&mut model, 2);
    for place in 0..2 {
        untick(&mut model, place);
    }
    assert_eq!(model.voting(&several).unwrap().ballot, None, "nothing ticked is no vote yet");
    for ballot in [&[0, 1][..], &[0], &[]] {
        for place in ballot {
            shop(&mut model, Shop::Tick(*place));
        }
        if ballot.is_empty() {
            shop(&mut model, Shop::NoneOf);
        }
        shop(&mut model, Shop::Cast);
    }
    shop(&mut model, Shop::Choose(AnswerPart::Whole, Choice::Unknown));
    shop(&mut model, Shop::Cast);
    assert_eq!(model.voting(&several).unwrap().cast.len(), 4);
    shop(&mut model, Shop::Show);
    // Options p, q and r, none of these, and who does not know yet: of four votes.
    let bars = widths(&screen(&model), "some");
    assert_eq!(bars, ["2", "1", "0", "1", "1"]);
    assert!(widths(&screen(&model), "all").iter().all(|width| width == "4"));
    shop(&mut model, Shop::Stop);

    let each = go(&mut model, "each", Some("own-1"));
    shop(&mut model, Shop::Begin(each.clone()));
    for _ in 0..=MOST_VOTES {
        shop(&mut model, Shop::Choose(AnswerPart::Whole, Choice::NotApplicable));
        shop(&mut model, Shop::Cast);
    }
    shop(&mut model, Shop::Show);
    let spreads = model.voting(&each).unwrap().shown.clone().unwrap();
    assert_eq!(spreads.first().map(|spread| spread.not_applicable.len()), Some(MOST_VOTES));
}

#[test]
fn what_is_to_be_found_out_goes_into_the_plan() {
    let mut model = model(None);
    let effect = go(&mut model, "e", None);
    let find =
        |model: &mut Model, field, text: &str| types(model, Action::Workshop(Shop::FindOut(field)), text);
    shop(&mut model, Shop::AddFindOut);
    assert!(model.assessment.actions().is_empty(), "without a text there is nothing to find out");
    find(&mut model, Field::What, "How many trees?");
    find(&mut model, Field::When, "2026-02-31");
    shop(&mut model, Shop::AddFindOut);
    assert!(model.assessment.actions().is_empty(), "no such day");
    find(&mut model, Field::When, "2026-12-01");
    let kept = stored(&find(&mut model, Field::Who, "Ann")).unwrap();
    // Not added yet, and yet it is there after a reload.
    let mut model = self::model(Some(kept));
    assert_eq!(model.place, Place::Workshop(Some(effect)));
    shop(&mut model, Shop::AddFindOut);
    let action = model.assessment.actions().first().unwrap().clone();
    assert_eq!((action.text.as_str(), action.person.as_deref()), ("How many trees?", Some("Ann")));
    assert_eq!((action.date.as_deref(), action.from.question.as_deref()), (Some("2026-12-01"), Some("e")));
    assert_eq!(model.workshop.drafts().count(), 0);
}
