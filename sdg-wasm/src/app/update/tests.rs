//! Sequences of messages, on a questionnaire with every kind of question.

use proptest::prelude::*;
#[cfg(feature = "whole")]
use sdg_core::Side;
use sdg_core::{Answer, Assessment, Questionnaire, Strength, SubjectAnswer};

use super::*;
#[cfg(feature = "whole")]
mod plan;

use crate::app::message::At;
use crate::app::model::{Keeping, Start};
use crate::app::testing::actions;
use crate::app::view::screen;
use crate::html::{Element, Node};

const STRUCTURE: &str = r#"{ "format": 1, "id": "every", "version": "1", "languages": ["nl", "en"], "licence": "CC-BY-4.0",
  "profile": { "name": "name" },
  "scales": [ { "id": "s", "steps": [ { "id": "a", "points": 0 }, { "id": "b", "points": 1 }, { "id": "c", "points": 2 } ] } ],
  "rosters": [ { "id": "r", "subjects": ["x", "y"], "own": 2 } ],
  "facets": [ { "id": "f", "scale": "s", "ask_from": { "benefit": 2 } }, { "id": "g", "roster": "r" } ],
  "sections": [
    { "id": "one", "questions": [
      { "id": "name", "kind": "text" }, { "id": "cost", "kind": "number", "least": 0 }, { "id": "day", "kind": "date" },
      { "id": "choice", "kind": "choice", "options": [ { "id": "p" }, { "id": "q" } ] },
      { "id": "several", "kind": "multiple", "options": [ { "id": "p" }, { "id": "q" }, { "id": "r" } ], "at_most": 2 } ] },
    { "id": "two", "questions": [
      { "id": "e", "kind": "effect", "scale": "s", "goal": 3, "not_applicable": true, "facets": ["f", "g"] },
      { "id": "who", "kind": "subjects", "roster": "r" },
      { "id": "deep", "kind": "subjects", "roster": "r", "among": "who", "at_most": 1 },
      { "id": "each", "kind": "rating", "scale": "s", "for_each": { "in": "who" }, "not_applicable": true } ] } ],
  "measures": [ { "id": "m", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "each" } ] } ],
  "goals": { "claim": { "benefit": 1, "harm": 2, "facets": [ { "facet": "f", "above": "a" } ], "resolved_by": ["worse"] } },
  "principles": [ { "id": "link", "components": ["m"] } ],
  "findings": [
    { "id": "worse", "severity": "discuss-first", "for_each": "goals", "if": { "goal_harm": { "at_least": "1/2" } } },
    { "id": "tight", "severity": "attention", "for_each": { "in": "who" },
      "if": { "option": { "question": "each", "is": ["a"] } } } ] }"#;

fn language(tag: &str, questionnaire: &Questionnaire) -> (String, [String; 2]) {
    // Every text is its own key, asked for by the parser's complaints.
    let file = |texts: &[String], head: &str| {
        let pairs: Vec<String> = texts.iter().map(|key| format!("\"{key}\": \"{key} {tag}\"")).collect();
        format!("{{ \"format\": 1, {head}, \"language\": \"{tag}\", \"texts\": {{ {} }} }}", pairs.join(", "))
    };
    let head = "\"questionnaire\": \"every\"";
    let complaints = sdg_core::Catalogue::parse(&file(&[], head), questionnaire).unwrap_err();
    let keys: Vec<String> =
        complaints.iter().map(|one| one.message.split('`').nth(1).unwrap_or_default().to_owned()).collect();
    let phrases: Vec<String> =
        phrases::KEYS.iter().chain(phrases::WHOLE_KEYS).map(|key| (*key).to_owned()).collect();
    let interface = phrases::publish(&file(&phrases, "\"interface\": true")).unwrap();
    let texts = sdg_core::Catalogue::parse(&file(&keys, head), questionnaire).unwrap();
    (texts.to_published(), interface)
}

fn start(stored: Option<String>) -> (Model, Vec<Effect>) {
    let questionnaire = Questionnaire::parse(STRUCTURE, None).unwrap();
    let (texts, interface) = language("nl", &questionnaire);
    let language = Language::parse(&texts, interface.each_ref().map(String::as_str)).unwrap();
    let kept = stored.is_some();
    Model::new(Start { questionnaire, language, keeping: Keeping::Local, heading: 2, from: stored, kept })
}

fn model(stored: Option<String>) -> Model {
    start(stored).0
}

fn at(model: &Model, id: &str, subject: Option<&str>) -> At {
    At { question: model.questionnaire.find(id).unwrap(), subject: subject.map(str::to_owned) }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.update(Message::Act(action, Input { value: String::new(), checked: true }))
}

fn types(model: &mut Model, action: Action, value: &str) -> Vec<Effect> {
    model.update(Message::Act(action, Input { value: value.to_owned(), checked: false }))
}

fn stored(effects: &[Effect]) -> Option<String> {
    effects.iter().find_map(|effect| match effect {
        Effect::Store(text) => Some(text.clone()),
        _ => None,
    })
}

fn answer(model: &Model, id: &str, subject: Option<&str>) -> Option<Answer> {
    let at = at(model, id, subject);
    model.assessment.entry(at.question, subject).answer.clone()
}

#[test]
fn nothing_is_kept_before_the_first_answer() {
    let mut model = model(None);
    for place in [Place::List, Place::Section(1), Place::Result, Place::Keep, Place::Plan, Place::Start] {
        assert_eq!(stored(&act(&mut model, Action::Go(place))), None);
    }
    let name = at(&model, "name", None);
    assert!(stored(&types(&mut model, Action::Field(name), "School street")).is_some());
}

#[cfg(feature = "whole")]
#[test]
fn what_is_kept_comes_back_with_language_and_place() {
    let mut first = model(None);
    let effect = at(&first, "e", None);
    act(&mut first, Action::Side(effect.clone(), Side::Benefit, Strength::Points(2)));
    types(&mut first, Action::Reason(effect), "line one\nline \"two\"");
    let (texts, interface) = language("en", &first.questionnaire);
    assert_eq!(
        act(&mut first, Action::Language("en".to_owned())),
        [Effect::Load(Wanted::Language("en".to_owned()))]
    );
    first.update(Message::Language { texts, interface });
    let text = stored(&act(&mut first, Action::Go(Place::Section(1)))).unwrap();

    let mut second = model(Some(text));
    assert_eq!(second.assessment.to_json(), first.assessment.to_json());
    assert_eq!(second.place, Place::Section(1));
    assert_eq!(second.chosen.as_deref(), Some("en"));
    // Nothing new: the same text again is no news.
    let same = stored(&act(&mut second, Action::Go(Place::Section(1)))).unwrap();
    assert!(second.update(Message::Elsewhere(Some(same))).is_empty());
}

#[test]
fn one_click_says_no_effect_and_one_more_takes_it_back() {
    let mut model = model(None);
    let effect = at(&model, "e", None);
    act(&mut model, Action::NoEffect(effect.clone()));
    let nothing = Some(Strength::Points(0));
    assert_eq!(answer(&model, "e", None), Some(Answer::Effect { benefit: nothing, harm: nothing }));
    act(&mut model, Action::NoEffect(effect));
    assert_eq!(answer(&model, "e", None), None);
}

#[test]
fn ticking_one_subject_says_no_of_the_others_and_the_last_untick_says_nothing() {
    let mut model = model(None);
    let who = at(&model, "who", None);
    act(&mut model, Action::Subject(who.clone(), "x".to_owned()));
    let both =
        |x, y| Some(Answer::Subjects([("x".to_owned(), x), ("y".to_owned(), y)].into_iter().collect()));
    assert_eq!(answer(&model, "who", None), both(SubjectAnswer::Yes, SubjectAnswer::No));
    types(&mut model, Action::Subject(who.clone(), "x".to_owned()), "");
    assert_eq!(answer(&model, "who", None), None);
    act(&mut model, Action::NoneOf(who));
    assert_eq!(answer(&model, "who", None), both(SubjectAnswer::No, SubjectAnswer::No));
}

#[test]
fn too_many_ticks_are_refused_in_words() {
    let mut model = model(None);
    let several = at(&model, "several", None);
    for place in 0..3 {
        act(&mut model, Action::Toggle(several.clone(), place));
    }
    assert_eq!(answer(&model, "several", None), Some(Answer::Options([0, 1].into_iter().collect())));
    assert_eq!(model.note, Some(Note { phrase: phrases::AT_MOST, with: Some(("n", "2".to_owned())) }));
}

#[test]
fn a_number_with_a_comma_counts_and_half_a_number_stays_in_the_field() {
    let mut model = model(None);
    let cost = at(&model, "cost", None);
    types(&mut model, Action::Field(cost.clone()), "12,5");
    assert_eq!(answer(&model, "cost", None), Some(Answer::Number("12.5".to_owned())));
    types(&mut model, Action::Field(cost.clone()), "12,");
    assert_eq!((answer(&model, "cost", None), model.draft(&cost)), (None, Some("12,")));
    types(&mut model, Action::Field(cost), "");
    assert!(model.drafts.is_empty());
}

#[cfg(feature = "whole")]
#[test]
fn a_wrong_file_changes_nothing_and_a_right_one_asks_first() {
    let mut model = model(None);
    let name = at(&model, "name", None);
    types(&mut model, Action::Field(name.clone()), "mine");
    let before = model.assessment.to_json();
    let open = |model: &mut Model, text: &str| {
        model.update(Message::Opened { name: "f.json".into(), text: Some(text.to_owned()) })
    };
    for (text, why) in [
        ("", phrases::REFUSED_NOT_OURS),
        ("PK\u{3}\u{4}", phrases::REFUSED_NOT_OURS),
        ("[]", phrases::REFUSED_NOT_OURS),
        ("{ \"format\": 1, \"questionnaire\": { \"id\": \"every\"", phrases::REFUSED_JSON),
        ("{ \"format\": 9, \"questionnaire\": {} }", phrases::REFUSED_NEWER),
        (
            "{ \"format\": 1, \"questionnaire\": { \"id\": \"other\", \"version\": \"1\" } }",
            phrases::REFUSED_OTHER,
        ),
    ] {
        open(&mut model, text);
        assert!(
            matches!(&model.panel, Some(Panel::Refused { why: found, .. }) if *found == why),
            "{text} {:?}",
            model.panel
        );
        assert_eq!(model.assessment.to_json(), before);
    }
    let mut other = self::model(None);
    types(&mut other, Action::Field(name.clone()), "theirs");
    open(&mut model, &other.assessment.to_json());
    assert!(matches!(&model.panel, Some(Panel::Replace { .. })));
    act(&mut model, Action::No);
    assert_eq!(model.assessment.to_json(), before);
    open(&mut model, &other.assessment.to_json());
    assert!(stored(&act(&mut model, Action::Yes)).is_some());
    assert_eq!(answer(&model, "name", None), Some(Answer::Text("theirs".to_owned())));
}

#[cfg(feature = "whole")]
#[test]
fn the_example_leaves_the_own_answers_alone() {
    let mut model = model(None);
    let name = at(&model, "name", None);
    types(&mut model, Action::Field(name.clone()), "mine");
    let mut other = self::model(None);
    types(&mut other, Action::Field(name.clone()), "example");
    model.update(Message::Example(other.assessment.to_json()));
    assert_eq!(stored(&types(&mut model, Action::Field(name), "changed")), None);
    let on_the_way = stored(&act(&mut model, Action::Go(Place::Result))).unwrap();
    assert!(on_the_way.contains("mine") && !on_the_way.contains("changed"));
    act(&mut model, Action::LeaveExample);
    assert_eq!(answer(&model, "name", None), Some(Answer::Text("mine".to_owned())));
}

#[cfg(feature = "whole")]
#[test]
fn what_cannot_be_read_is_set_aside() {
    let file = Assessment::new(&model(None).questionnaire).to_json();
    // A file without the word that stands before it is not what the browser kept.
    for text in ["rubbish", &file] {
        let (model, effects) = start(Some(text.to_owned()));
        assert_eq!(effects, [Effect::SetAside(text.to_owned())]);
        assert!(matches!(model.panel, Some(Panel::Unreadable { .. })));
    }
}

#[cfg(feature = "whole")]
#[test]
fn a_file_that_is_understood_in_part_says_so() {
    let mut model = model(None);
    let head = "\"format\": 1, \"questionnaire\": { \"id\": \"every\", \"version\": ";
    for (rest, note) in [
        ("\"1\" }, \"answers\": {} }", phrases::OPENED),
        ("\"0\" }, \"answers\": {} }", phrases::OPENED),
        ("\"1\" }, \"answers\": { \"strange\": {} } }", phrases::OPENED_PARTLY),
    ] {
        let text = Some(["{ ", head, rest].concat());
        model.update(Message::Opened { name: "f.json".to_owned(), text });
        assert_eq!(model.note.as_ref().map(|note| note.phrase), Some(note), "{rest}");
    }
}

#[cfg(feature = "whole")]
#[test]
fn what_another_tab_kept_takes_the_place_of_what_is_here() {
    let (mut here, mut there) = (model(None), model(None));
    let name = at(&here, "name", None);
    let kept = stored(&types(&mut there, Action::Field(name.clone()), "there")).unwrap();
    types(&mut here, Action::Field(name), "here");
    for missing in [Missing::Elsewhere, Missing::File, Missing::Example, Missing::Language] {
        let before = here.assessment.to_json();
        assert_eq!(here.update(Message::Missing(missing)), []);
        assert_eq!(here.assessment.to_json(), before);
    }
    here.update(Message::Elsewhere(Some(kept)));
    assert_eq!(answer(&here, "name", None), Some(Answer::Text("there".to_owned())));
    assert_eq!(here.saving, Saving::Nothing);
    here.update(Message::Elsewhere(None));
    assert!(here.assessment.is_empty() && !here.kept);
}

/// What was changed here could not be kept, and another tab kept something else: the person says which of the two stays.
#[cfg(feature = "whole")]
#[test]
fn two_tabs_with_changes_ask_which_is_to_stay() {
    let (mut here, mut there) = (model(None), model(None));
    let name = at(&here, "name", None);
    let kept = stored(&types(&mut there, Action::Field(name.clone()), "there")).unwrap();
    types(&mut here, Action::Field(name.clone()), "here");
    here.update(Message::Stored(Stored::Failed));
    assert_eq!(here.update(Message::Elsewhere(Some(kept))), [], "focus stays where the person is typing");
    assert_eq!(answer(&here, "name", None), Some(Answer::Text("here".to_owned())));
    // Nothing is overwritten meanwhile, wherever the person goes.
    for effects in
        [types(&mut here, Action::Field(name), "here too"), act(&mut here, Action::Go(Place::List))]
    {
        assert_eq!(stored(&effects), None);
    }
    let saved = act(&mut here, Action::Save);
    assert!(matches!(&saved[..], [Effect::Download { text, .. }] if text.contains("here too")));
    assert!(stored(&act(&mut here, Action::TakeTheirs)).is_some_and(|text| text.contains("there")));
    assert_eq!(answer(&here, "name", None), Some(Answer::Text("there".to_owned())));
    assert!(stored(&act(&mut here, Action::Undo)).is_some_and(|text| text.contains("here too")));
}

#[cfg(feature = "whole")]
#[test]
fn the_last_deletion_can_be_undone_until_the_next_step() {
    let mut model = model(None);
    let (cost, who) = (at(&model, "cost", None), at(&model, "who", None));
    types(&mut model, Action::Field(cost.clone()), "12");
    let before = model.assessment.to_json();
    act(&mut model, Action::Clear(cost.clone()));
    assert_eq!(answer(&model, "cost", None), None);
    let undone = act(&mut model, Action::Undo);
    assert_eq!(model.assessment.to_json(), before);
    assert!(undone.contains(&Effect::Focus("q-cost".to_owned())));
    assert!(stored(&undone).is_some_and(|text| text.contains("12")));

    // A subject of one's own comes back with everything that was said of it.
    types(&mut model, Action::OwnName(who.clone()), "Own");
    let roster = model.questionnaire.find_roster("r").unwrap();
    act(&mut model, Action::AddOwn(who.clone(), roster));
    let each = at(&model, "each", Some("own-1"));
    act(&mut model, Action::Pick(each, 1));
    let before = model.assessment.to_json();
    act(&mut model, Action::RemoveOwn(who, roster, "own-1".to_owned()));
    assert_ne!(model.assessment.to_json(), before);
    act(&mut model, Action::Undo);
    assert_eq!(model.assessment.to_json(), before);
    assert_eq!(answer(&model, "each", Some("own-1")), Some(Answer::Option(1)));

    // A next change or screen ends it.
    act(&mut model, Action::Clear(cost.clone()));
    act(&mut model, Action::Go(Place::List));
    act(&mut model, Action::Undo);
    assert_eq!(answer(&model, "cost", None), None);
    act(&mut model, Action::Clear(cost));
    model.update(Message::Went("start".to_owned()));
    assert!(model.undo.is_none());
}

#[cfg(feature = "whole")]
#[test]
fn erasing_everything_can_be_undone_at_once() {
    let mut model = model(None);
    let name = at(&model, "name", None);
    types(&mut model, Action::Field(name), "mine");
    let before = model.assessment.to_json();
    act(&mut model, Action::Go(Place::Keep));
    act(&mut model, Action::Erase);
    assert!(act(&mut model, Action::Yes).contains(&Effect::Forget));
    assert!(model.assessment.is_empty() && !model.kept);
    assert!(stored(&act(&mut model, Action::Undo)).is_some_and(|text| text.ends_with(&before)));
    assert_eq!(model.assessment.to_json(), before);
}

/// What is typed and not finished is kept, and comes back where it was.
#[test]
fn what_is_half_typed_is_kept() {
    let mut model = model(None);
    let (cost, who) = (at(&model, "cost", None), at(&model, "who", None));
    types(&mut model, Action::Field(cost.clone()), "12,");
    let kept = stored(&types(&mut model, Action::OwnName(who.clone()), "Own\tname \"x\" \n é")).unwrap();
    assert!(model.hand_over().ends_with(kept.split_once('\n').unwrap().1));
    #[cfg(feature = "whole")]
    {
        let mut again = self::model(Some(kept));
        assert_eq!(again.draft(&cost), Some("12,"));
        assert_eq!(again.draft(&who), Some("Ownname \"x\"  é"), "what stands between fields is left out");
        let roster = model.questionnaire.find_roster("r").unwrap();
        act(&mut again, Action::AddOwn(who.clone(), roster));
        assert_eq!((again.draft(&who), again.draft(&cost)), (None, Some("12,")));
        let elsewhere = Message::Elsewhere(Some(model.hand_over()));
        again.update(elsewhere);
        assert_eq!(again.draft(&cost), Some("12,"), "another tab takes no half a word away");
    }
}

/// The day of the last change is kept: only a change or the person's own word makes it a later one.
#[cfg(feature = "whole")]
#[test]
fn what_was_left_for_long_is_asked_about_and_never_erased() {
    let mut first = model(None);
    first.clock = "2026-01-02T10:00:00.000Z".to_owned();
    let name = at(&first, "name", None);
    let kept = stored(&types(&mut first, Action::Field(name), "old")).unwrap();
    let (mut later, effects) = start(Some(kept.clone()));
    assert_eq!((later.day.as_str(), stored(&effects)), ("2026-01-02", Some(kept)));
    later.clock = "2026-11-24T10:00:00.000Z".to_owned();
    later.ask_about_age();
    let mut offered = Vec::new();
    actions(&screen(&later), &mut offered);
    assert!([Action::Save, Action::Erase, Action::No].iter().all(|action| offered.contains(action)));
    assert!(stored(&act(&mut later, Action::No)).is_some_and(|text| text.contains("2026-11-24")));
    assert!(later.panel.is_none());
    // Nothing is kept, so nothing is old.
    let mut none = model(None);
    none.ask_about_age();
    assert!(none.panel.is_none());
}

/// Where one program was, the other goes on: nothing typed is lost on the way, and nothing is kept that was not.
#[test]
fn another_program_goes_on_from_what_is_handed_over() {
    let mut first = model(None);
    let name = at(&first, "name", None);
    act(&mut first, Action::Go(Place::Section(1)));
    let text = first.hand_over();
    let on = |text: &str, kept: bool| {
        let questionnaire = Questionnaire::parse(STRUCTURE, None).unwrap();
        let (texts, interface) = language("nl", &questionnaire);
        let language = Language::parse(&texts, interface.each_ref().map(String::as_str)).unwrap();
        let from = Some(text.to_owned());
        Model::new(Start { questionnaire, language, keeping: Keeping::Local, heading: 2, from, kept })
    };
    if WHOLE {
        let (mut second, effects) = on(&text, false);
        assert_eq!((second.place.clone(), effects), (Place::Section(1), vec![]));
        assert_eq!(
            stored(&act(&mut second, Action::Go(Place::List))),
            None,
            "nothing is kept before the first answer"
        );
    }
    act(&mut first, Action::Go(Place::Start));
    if WHOLE {
        let (mut second, _) = on(&first.hand_over(), false);
        assert_eq!((&second.place, &second.resume), (&Place::Start, &Place::List));
        act(&mut second, Action::Go(Place::Other("elsewhere".to_owned())));
        let (third, _) = on(&second.hand_over(), false);
        assert_eq!(third.place, Place::List, "not where the way on was asked");
    }
    types(&mut first, Action::Field(name.clone()), "School \"street\"\n{}");
    if WHOLE {
        let (mut second, _) = on(&first.hand_over(), true);
        assert_eq!(second.own_json(), first.own_json());
        assert!(stored(&act(&mut second, Action::Go(Place::List))).is_some());
    }
}

/// The first program offers nothing that it cannot do: what it does not know, the whole one is asked for.
#[cfg(not(feature = "whole"))]
#[test]
fn the_first_program_asks_for_the_whole_one() {
    let mut model = model(None);
    act(&mut model, Action::Go(Place::List));
    assert_eq!(act(&mut model, Action::Go(Place::Keep)), [Effect::Load(Wanted::Whole(Place::Keep))]);
    assert_eq!(act(&mut model, Action::Go(Place::Plan)), [Effect::Load(Wanted::Whole(Place::Plan))]);
    assert_eq!(model.place, Place::List);
    let result = act(&mut model, Action::Go(Place::Result));
    assert!(result.contains(&Effect::Load(Wanted::Whole(Place::Result))));
    assert_eq!(model.place, Place::Result);
    assert_eq!(act(&mut model, Action::Example), [Effect::Load(Wanted::Example)]);
    let name = at(&model, "name", None);
    types(&mut model, Action::Field(name), "School street");
    let places = [Place::Start, Place::List, Place::Section(0), Place::Section(1), Place::Result];
    for place in places {
        act(&mut model, Action::Go(place.clone()));
        let mut offered = Vec::new();
        actions(&screen(&model), &mut offered);
        assert!(!offered.is_empty());
        for action in offered {
            assert!(
                !matches!(
                    action,
                    Action::Save
                        | Action::SaveUnreadable
                        | Action::LeaveExample
                        | Action::Erase
                        | Action::Yes
                        | Action::No
                        | Action::Print
                        | Action::TakeAlong(_)
                        | Action::TakeTheirs
                        | Action::OpenElsewhere
                ),
                "{place:?}: {action:?}"
            );
        }
    }
}

// ---- Other questionnaires

const OFFERS: &str =
    "here\tevery\tEverything\tAll kinds.\nnew\tother\tThe other\tFor a group.\nbegun\tthird\tThe third\t";

/// Another questionnaire, packed: it asks the name too, and for each another scale.
fn other() -> Vec<u8> {
    let text = r#"{ "format": 1, "id": "other", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
      "sections": [ { "id": "one", "questions": [ { "id": "name", "kind": "text" }, { "id": "day", "kind": "text" } ] } ] }"#;
    Questionnaire::parse(text, None).unwrap().to_packed()
}

fn text_of(element: &Element<Action>) -> String {
    let texts = element.children.iter().map(|child| match child {
        Node::Text(text) => text.to_string(),
        Node::Element(child) => text_of(child),
    });
    texts.collect::<Vec<_>>().join(" ")
}

fn on_screen(model: &Model) -> Vec<Action> {
    let mut found = Vec::new();
    actions(&screen(model), &mut found);
    found
}

#[test]
fn without_answers_another_questionnaire_begins_at_once() {
    let mut model = model(None);
    assert!(!on_screen(&model).iter().any(|action| matches!(action, Action::Begin(_))));
    model.update(Message::Offers(OFFERS.to_owned()));
    let offered: Vec<Action> =
        on_screen(&model).into_iter().filter(|action| matches!(action, Action::Begin(_))).collect();
    assert_eq!(offered, [Action::Begin("other".to_owned()), Action::Begin("third".to_owned())]);
    assert_eq!(
        act(&mut model, Action::Begin("other".to_owned())),
        [Effect::Begin { name: "other".to_owned(), from: None }]
    );
    // One that the page does not offer is not loaded, and no harm is done.
    let effects = act(&mut model, Action::Go(Place::Other("elsewhere".to_owned())));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Load(Wanted::Other(_)))));
}

#[test]
fn with_answers_the_person_is_asked_first() {
    let mut model = model(None);
    model.update(Message::Offers(OFFERS.to_owned()));
    let name = at(&model, "name", None);
    types(&mut model, Action::Field(name), "School street");
    act(&mut model, Action::Go(Place::Start));
    let place = Place::Other("other".to_owned());
    assert!(on_screen(&model).contains(&Action::Go(place.clone())));
    assert!(!on_screen(&model).iter().any(|action| matches!(action, Action::Begin(_))));
    let effects = act(&mut model, Action::Go(place.clone()));
    if WHOLE {
        assert!(effects.contains(&Effect::Load(Wanted::Other("other".to_owned()))));
    } else {
        assert_eq!(effects, [Effect::Load(Wanted::Whole(place))]);
        assert_eq!(model.place, Place::Start);
    }
}

#[cfg(feature = "whole")]
#[test]
fn what_fits_goes_along_and_what_does_not_is_named_with_its_reason() {
    let mut model = model(None);
    model.update(Message::Offers(OFFERS.to_owned()));
    let (name, day) = (at(&model, "name", None), at(&model, "day", None));
    types(&mut model, Action::Field(name), "School street");
    types(&mut model, Action::Field(day), "2026-11-23");
    let effect = at(&model, "e", None);
    act(&mut model, Action::NoEffect(effect));
    let before = model.assessment.to_json();
    act(&mut model, Action::Go(Place::Other("other".to_owned())));
    assert!(!on_screen(&model).iter().any(|action| matches!(action, Action::TakeAlong(_))), "not there yet");
    // What is no questionnaire changes nothing.
    model.update(Message::Other { name: "other".to_owned(), packed: vec![1, 2, 3] });
    assert_eq!(model.note.as_ref().map(|note| note.phrase), Some(phrases::WHOLE_MISSING));
    model.update(Message::Other { name: "other".to_owned(), packed: other() });
    let words = text_of(&screen(&model));
    let (not_there, other_kind) = ("choice.why.not-there", "choice.why.other-kind");
    for wanted in [
        "choice.fits.one",
        "choice.left.many",
        not_there,
        other_kind,
        "question.e.title nl",
        "question.day.title nl",
    ] {
        assert!(words.contains(wanted), "{wanted} in {words}");
    }
    let effects = act(&mut model, Action::TakeAlong("other".to_owned()));
    let [Effect::Begin { name, from: Some(from) }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(name, "other");
    assert!(from.contains("School street") && !from.contains("2026-11-23"), "{from}");
    assert_eq!(model.assessment.to_json(), before, "what is here stays");

    // The other one begins from that, and keeps it.
    let questionnaire = Questionnaire::from_packed(&other()).unwrap();
    let (texts, interface) = language("nl", &Questionnaire::parse(STRUCTURE, None).unwrap());
    let language = Language::parse(&texts, interface.each_ref().map(String::as_str)).unwrap();
    let from = Some(from.clone());
    let (second, effects) =
        Model::new(Start { questionnaire, language, keeping: Keeping::Local, heading: 2, from, kept: true });
    assert_eq!(second.place, Place::List);
    assert!(stored(&effects).unwrap().contains("School street"));
}

#[cfg(feature = "whole")]
#[test]
fn what_is_begun_elsewhere_is_gone_on_with_and_named_before_erasing() {
    let mut model = model(None);
    model.update(Message::Offers(OFFERS.to_owned()));
    let name = at(&model, "name", None);
    types(&mut model, Action::Field(name), "School street");
    act(&mut model, Action::Go(Place::Other("third".to_owned())));
    let offered = on_screen(&model);
    assert!(offered.contains(&Action::Begin("third".to_owned())));
    assert!(!offered.iter().any(|action| matches!(action, Action::TakeAlong(_))), "nothing is overwritten");
    act(&mut model, Action::Go(Place::Keep));
    act(&mut model, Action::Erase);
    assert!(text_of(&screen(&model)).contains("choice.also-kept"));
}

#[cfg(feature = "whole")]
#[test]
fn a_file_of_another_questionnaire_is_opened_there() {
    let mut model = model(None);
    model.update(Message::Offers(OFFERS.to_owned()));
    let file = |id: &str| {
        format!("{{ \"format\": 1, \"questionnaire\": {{ \"id\": \"{id}\", \"version\": \"1\" }} }}")
    };
    let open = |model: &mut Model, id: &str| {
        model.update(Message::Opened { name: "f.json".to_owned(), text: Some(file(id)) });
        on_screen(model)
    };
    assert!(!open(&mut model, "nowhere").contains(&Action::OpenElsewhere));
    assert!(
        open(&mut model, "third").contains(&Action::Begin("third".to_owned())),
        "what is begun is not overwritten"
    );
    assert!(open(&mut model, "other").contains(&Action::OpenElsewhere));
    let effects = act(&mut model, Action::OpenElsewhere);
    let [Effect::Begin { name, from: Some(from) }] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(name == "other" && from.ends_with(&file("other")), "{from}");
}

#[cfg(feature = "whole")]
#[test]
fn the_blank_questionnaire_has_every_question_and_option() {
    let mut model = model(None);
    act(&mut model, Action::Go(Place::Blank));
    assert_eq!(model.resume, Place::List, "nobody comes back there");
    let words = text_of(&screen(&model));
    let texts = model.language.texts.clone();
    let shown = ["question.", "option.", "section.", "subject.r.", "scale.s."];
    for (key, text) in texts.iter().filter(|(key, _)| shown.iter().any(|start| key.starts_with(start))) {
        assert!(words.contains(&text.replace("{subject}", "…")), "{key}");
    }
    // What is printed is a document of its own, with nothing of the page around it and nothing to press.
    let printed = act(&mut model, Action::Print);
    assert!(
        matches!(&printed[..], [Effect::Report(order)] if order.form == "print" && order.title == "title nl"),
        "{printed:?}"
    );
    let mut pressed = Vec::new();
    actions(&crate::app::view::paper(&model), &mut pressed);
    assert_eq!(pressed, []);
}

#[cfg(feature = "whole")]
#[test]
fn a_text_that_is_not_translated_is_shown_in_the_source_language_and_said_so() {
    let questionnaire = Questionnaire::parse(STRUCTURE, None).unwrap();
    let read = |texts: &str| sdg_core::Catalogue::from_published(texts).unwrap();
    let ((dutch, interface), (english, _)) = (language("nl", &questionnaire), language("en", &questionnaire));
    let all = read(&english);
    let some: Vec<String> = all
        .iter()
        .filter(|(key, _)| !["question.e.title", "section.two.title"].contains(key))
        .map(|(key, text)| format!("\"{key}\": \"{text}\""))
        .collect();
    let some = format!("{{ \"language\": \"en\", \"texts\": {{ {} }} }}", some.join(", "));
    let start = |texts: &str| {
        let language = Language::parse(texts, interface.each_ref().map(String::as_str)).unwrap();
        let questionnaire = questionnaire.clone();
        let keeping = Keeping::Local;
        let mut model =
            Model::new(Start { questionnaire, language, keeping, heading: 2, from: None, kept: false }).0;
        act(&mut model, Action::Go(Place::Section(1)));
        model
    };
    let mut partly = sdg_core::Catalogue::parse_unchecked(&some).unwrap();
    assert_eq!(partly.fill_from(&read(&dutch), crate::app::view::fallback::foreign), 2);
    let tree = screen(&start(&partly.to_published()));
    let mut dutch_texts = Vec::new();
    in_language(&tree, "nl", &mut dutch_texts);
    assert!(dutch_texts.contains(&"question.e.title nl".to_owned()), "{dutch_texts:?}");
    assert!(dutch_texts.contains(&"section.two.title nl".to_owned()), "{dutch_texts:?}");
    assert_eq!(tree.attribute(crate::html::Attribute::Lang), Some("en"));
    let words = text_of(&tree);
    assert!(words.contains("fallback.partly") && !words.contains(['\u{E000}', '\u{E001}']), "{words}");

    // Without a source text either it says that it is missing, and never shows the key.
    let tree = screen(&start(&sdg_core::Catalogue::parse_unchecked(&some).unwrap().to_published()));
    let words = text_of(&tree);
    assert!(words.contains("fallback.none") && !words.contains("question.e.title"), "{words}");
    // And what is complete says nothing.
    assert!(!text_of(&screen(&start(&english))).contains("fallback"));
}

#[cfg(feature = "whole")]
fn in_language(element: &Element<Action>, tag: &str, found: &mut Vec<String>) {
    for child in &element.children {
        if let Node::Element(child) = child {
            if child.tag == crate::html::Tag::Span
                && child.attribute(crate::html::Attribute::Lang) == Some(tag)
            {
                found.push(text_of(child));
            }
            in_language(child, tag, found);
        }
    }
}

#[test]
fn a_page_in_a_language_that_the_check_does_not_have_is_told_so() {
    let mut model = model(None);
    assert_eq!(model.update(Message::PageLanguage("de".to_owned())), []);
    assert_eq!(model.note.as_ref().map(|note| note.phrase), Some(phrases::LANGUAGE_NONE));
}

const FOCUS: &str = r#""focus": [ { "id": "p", "if": { "option": { "question": "choice", "is": ["p"] } }, "questions": ["e"] } ],
  "measures""#;

#[test]
fn what_deserves_attention_is_marked_with_a_word_and_nothing_is_hidden() {
    let questionnaire = Questionnaire::parse(&STRUCTURE.replace("\"measures\"", FOCUS), None).unwrap();
    let (texts, interface) = language("nl", &questionnaire);
    let language = Language::parse(&texts, interface.each_ref().map(String::as_str)).unwrap();
    let start =
        Start { questionnaire, language, keeping: Keeping::Local, heading: 2, from: None, kept: false };
    let mut model = Model::new(start).0;
    let shown = |model: &mut Model, place: Place| {
        act(model, Action::Go(place));
        text_of(&screen(model))
    };
    let plain = shown(&mut model, Place::Section(1));
    assert!(!plain.contains("focus.mark") && !shown(&mut model, Place::List).contains("focus.one"));
    act(&mut model, Action::Go(Place::Section(1)));
    let offered = on_screen(&model);
    let choice = at(&model, "choice", None);
    act(&mut model, Action::Pick(choice, 0));
    let marked = shown(&mut model, Place::Section(1));
    assert!(marked.contains("focus.mark"));
    assert_eq!(on_screen(&model), offered);
    assert!(shown(&mut model, Place::List).contains("focus.one"));
}

/// Making a report changes no answer.
fn is_report(action: &Action) -> bool {
    #[cfg(feature = "whole")]
    return matches!(action, Action::Report(_));
    #[cfg(not(feature = "whole"))]
    return {
        let _: &Action = action;
        false
    };
}

proptest! {
    /// Somebody clicks and types at random: nothing breaks, and what is on the screen is what the file holds.
    #[test]
    fn a_random_walk_loses_nothing(steps in prop::collection::vec((any::<u16>(), any::<bool>(), "[a-z0-9,<\"\\\\ ]{0,6}"), 1..60)) {
        let mut model = model(None);
        model.update(Message::Offers(OFFERS.to_owned()));
        let mut kept: Option<String> = None;
        for (which, checked, value) in steps {
            let mut possible = Vec::new();
            actions(&screen(&model), &mut possible);
            let action = possible[usize::from(which).checked_rem(possible.len()).unwrap()].clone();
            let before = model.assessment.to_json();
            let harmless = matches!(action, Action::Go(_) | Action::Change(_) | Action::Language(_)
                | Action::Example | Action::Erase | Action::No | Action::Print | Action::OwnName(_)
                | Action::Begin(_) | Action::TakeAlong(_) | Action::OpenElsewhere)
                || is_report(&action);
            #[cfg(feature = "whole")]
            let harmless = harmless || matches!(&action, Action::Fold(_))
                || matches!(&action, Action::Plan(action) if plan::is_harmless(action));
            let effects = model.update(Message::Act(action.clone(), Input { value, checked }));
            if let Some(text) = stored(&effects) {
                kept = Some(text);
            }
            if WHOLE && effects.contains(&Effect::Load(Wanted::Other("other".to_owned()))) {
                model.update(Message::Other { name: "other".to_owned(), packed: other() });
            }
            if effects.contains(&Effect::Forget) {
                kept = None;
            }
            if harmless {
                let without_language = |json: String| json.replace("\n  \"language\": \"nl\",", "");
                prop_assert_eq!(without_language(before), without_language(model.assessment.to_json()), "{:?}", action);
            }
            let json = kept.as_deref().and_then(|text| text.split_once('\n')).map(|(_, json)| json.to_owned());
            match json {
                Some(json) => {
                    let again = Assessment::parse(&json, &model.questionnaire).unwrap().assessment;
                    prop_assert_eq!(again.score(), model.report.clone());
                    prop_assert_eq!(again.actions(), model.assessment.actions());
                    prop_assert!(again.handlings().eq(model.assessment.handlings()));
                }
                None => prop_assert!(model.assessment.is_empty()),
            }
        }
    }
}

/// What ships is complete: a phrase that is missing would be an empty place on the screen.
#[test]
fn every_language_of_the_interface_is_complete() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../questionnaires/interface");
    let mut languages = 0;
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        if file.path().is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).unwrap();
        let published = phrases::publish(&text).unwrap_or_else(|wrong| panic!("{:?}: {wrong}", file.path()));
        let published = published.each_ref().map(String::as_str);
        assert!(phrases::Wording::parse(published).is_some(), "{:?}", file.path());
        languages += 1;
    }
    assert!(languages >= 2);
}

#[test]
fn wording_of_another_version_is_not_taken() {
    let [first, whole] = language("nl", &Questionnaire::parse(STRUCTURE, None).unwrap()).1;
    assert!(phrases::Wording::parse([&first, &whole]).is_some());
    for wrong in
        ["", "<!doctype html>", &first.replacen("sdg-toets ", "sdg-toets 9", 1), &[&first, "\nmore"].concat()]
    {
        assert!(phrases::Wording::parse([wrong, &whole]).is_none());
        assert!(!WHOLE || phrases::Wording::parse([&first, wrong]).is_none());
    }
}

#[cfg(feature = "whole")]
mod pages;
#[cfg(feature = "whole")]
mod workshop;
