//! From findings to a plan: what is decided and planned stands in the file at once, and nothing that is written is lost.

use sdg_core::{ActionOrigin, ActionStatus, ClaimVerdict, Decision, FindingKey, Goal, Outcome, Resolution};

use super::*;
use crate::app::folds::Action as Fold;
use crate::app::plan::{Action as Plan, Choice, Coming, Field, Part, most};
use crate::html::Attribute;

/// Does nothing to the answers, to decisions, or to the plan.
pub(super) fn is_harmless(action: &Plan) -> bool {
    matches!(action, Plan::Suggest | Plan::Written | Plan::Sort(_))
}

const TABLE: &str = r#"{ "format": 1, "id": "suggestions", "version": "1", "languages": ["nl", "en"], "licence": "CC-BY-4.0",
  "sources": [ { "id": "one", "citation": "One (2020)", "url": "https://example.org/" } ],
  "suggestions": [
    { "id": "softer", "goals": [3], "findings": ["worse"], "effort": "medium", "sources": ["one"] },
    { "id": "else", "goals": [9], "effort": "small" } ] }"#;

fn texts(tag: &str) -> String {
    format!(
        r#"{{ "format": 1, "suggestions": "suggestions", "language": "{tag}", "texts": {{
          "suggestion.softer.text": "Make it softer ({tag})", "suggestion.softer.first": "Ask around",
          "suggestion.else.text": "Something else" }} }}"#
    )
}

fn plan(model: &mut Model, action: Plan) -> Vec<Effect> {
    act(model, Action::Plan(action))
}

fn writes(model: &mut Model, action: Plan, value: &str) -> Vec<Effect> {
    types(model, Action::Plan(action), value)
}

/// A harm on goal 3, on the result.
fn harmed() -> (Model, FindingKey) {
    let mut model = model(None);
    model.clock = "2026-11-24T20:00:00.000Z".to_owned();
    let effect = at(&model, "e", None);
    act(&mut model, Action::Side(effect.clone(), Side::Harm, Strength::Points(2)));
    act(&mut model, Action::Side(effect, Side::Benefit, Strength::Points(2)));
    act(&mut model, Action::Go(Place::Result));
    let key = model.report.findings.first().unwrap().key();
    assert_eq!(key.to_string(), "worse/goal=3");
    // What is folded in is built when it is opened.
    let decide = Plan::Choose(key.clone(), Choice::Treated);
    assert!(!offers(&model, &decide));
    for fold in ["about-", "grounds-", "decide-"] {
        turn(&mut model, &[fold, &key.to_string()].concat());
    }
    assert!(offers(&model, &decide) && words(&model).contains("question.e.title nl scale.s.c"));
    (model, key)
}

/// Folds something out that the screen offers.
fn turn(model: &mut Model, id: &str) -> Vec<Effect> {
    let wanted = Action::Fold(Fold::Turn(id.to_owned()));
    let mut found = Vec::new();
    actions(&screen(model), &mut found);
    assert!(found.contains(&wanted), "nothing folds {id} out");
    act(model, wanted)
}

/// All text on the screen.
fn words(model: &Model) -> String {
    fn collect(element: &Element<Action>, words: &mut String) {
        for child in &element.children {
            match child {
                Node::Text(text) => words.push_str(text),
                Node::Element(child) => collect(child, words),
            }
            words.push(' ');
        }
    }
    let mut words = String::new();
    collect(&screen(model), &mut words);
    words.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn offers(model: &Model, wanted: &Plan) -> bool {
    let mut found = Vec::new();
    actions(&screen(model), &mut found);
    found.contains(&Action::Plan(wanted.clone()))
}

fn in_file(effects: &[Effect], model: &Model) -> Assessment {
    let text = stored(effects).unwrap();
    Assessment::parse(text.split_once('\n').unwrap().1, &model.questionnaire).unwrap().assessment
}

#[test]
fn a_finding_goes_into_the_plan_once_and_can_be_found_there() {
    let (mut model, key) = harmed();
    let origin = ActionOrigin { finding: Some(key.clone()), ..ActionOrigin::default() };
    let add = Plan::Add(origin.clone(), "plan-of-x".to_owned());
    let mut found = Vec::new();
    actions(&screen(&model), &mut found);
    let adds = found
        .iter()
        .filter(|action| matches!(action, Action::Plan(Plan::Add(from, _)) if *from == origin))
        .count();
    assert_eq!(adds, 1);
    let effects = plan(&mut model, add);
    assert!(effects.contains(&Effect::Focus("plan-of-x".to_owned())));
    let kept = in_file(&effects, &model);
    let action = kept.actions().first().unwrap();
    assert_eq!((action.goal, &action.from), (Goal::new(3), &origin));
    // The text says where it comes from, in the words of the screen.
    assert!(action.text.contains("plan.from.finding"), "{}", action.text);
    let mut left = Vec::new();
    actions(&screen(&model), &mut left);
    assert!(!left.iter().any(|action| matches!(action, Action::Plan(Plan::Add(from, _)) if *from == origin)));
    act(&mut model, Action::Go(Place::Plan));
    assert!(words(&model).contains("plan.by.finding"));
}

#[test]
fn an_unknown_answer_becomes_something_to_find_out() {
    let mut model = model(None);
    let choice = at(&model, "choice", None);
    act(&mut model, Action::Unknown(choice));
    act(&mut model, Action::Go(Place::Result));
    let origin = ActionOrigin { question: Some("choice".to_owned()), ..ActionOrigin::default() };
    let effects = plan(&mut model, Plan::Add(origin, "x".to_owned()));
    let id = in_file(&effects, &model).actions().first().unwrap().id.clone();
    // Who and when: a service is enough, and a name may be added.
    writes(&mut model, Plan::Edit(id.clone(), Field::Owner), "Mobility");
    writes(&mut model, Plan::Edit(id.clone(), Field::Person), "An");
    let effects = writes(&mut model, Plan::Edit(id.clone(), Field::Date), "2027-03-01");
    let kept = in_file(&effects, &model);
    let action = kept.action(&id).unwrap();
    assert!(action.text.contains("plan.from.question"));
    assert_eq!(action.owner.as_deref(), Some("Mobility"));
    assert_eq!(action.person.as_deref(), Some("An"));
    assert_eq!(action.date.as_deref(), Some("2027-03-01"));
    act(&mut model, Action::Go(Place::Plan));
    assert!(words(&model).contains("Mobility · An"));
}

#[test]
fn a_treated_harm_stays_listed_and_a_half_decision_waits() {
    let (mut model, key) = harmed();
    assert_eq!(model.assessment.claims().first().unwrap().verdict, ClaimVerdict::NotYet);
    plan(&mut model, Plan::Choose(key.clone(), Choice::Treated));
    assert_eq!(model.assessment.resolution(&key), Resolution::Open);
    assert!(words(&model).contains("plan.half.treated"));
    writes(&mut model, Plan::Decide(key.clone(), Part::By), "Mobility");
    let effects = writes(&mut model, Plan::Decide(key.clone(), Part::Words), "Volunteers");
    assert!(!words(&model).contains("plan.half.treated"));
    let kept = in_file(&effects, &model);
    // The day is the one of the clock, until another one is chosen.
    assert_eq!(
        kept.handling(&key).unwrap().decision,
        Decision::Treated {
            measure: "Volunteers".to_owned(),
            by: "Mobility".to_owned(),
            person: None,
            date: "2026-11-24".to_owned()
        }
    );
    assert_eq!(kept.score().findings.first().unwrap().key(), key, "it stays listed");
    assert!(words(&model).contains("plan.state.treated"));
    // A field that is emptied takes nothing away from the file, and is said to be half.
    writes(&mut model, Plan::Decide(key.clone(), Part::Words), "");
    assert_eq!(model.assessment.resolution(&key), Resolution::Treated);
    assert!(words(&model).contains("plan.half.treated"));
    writes(&mut model, Plan::Decide(key.clone(), Part::Words), "Volunteers");
    // Seen later: what did not help is open again.
    let effects = plan(&mut model, Plan::Observe(key.clone(), Outcome::Same));
    assert_eq!(in_file(&effects, &model).resolution(&key), Resolution::Open);
    assert!(words(&model).contains("plan.state.failed"));
    plan(&mut model, Plan::Observe(key.clone(), Outcome::Less));
    let effects = writes(&mut model, Plan::Observed(key.clone(), Part::Words), "Quieter");
    let kept = in_file(&effects, &model);
    let observed = kept.handling(&key).unwrap().observed.clone().unwrap();
    assert_eq!((observed.by.as_str(), observed.note.as_deref()), ("Mobility", Some("Quieter")));
    // Gone from the answers, but not from the screen.
    let effect = at(&model, "e", None);
    act(&mut model, Action::NoEffect(effect));
    assert!(model.report.findings.iter().all(|finding| finding.key() != key));
    assert!(words(&model).contains("plan.gone"));
    plan(&mut model, Plan::Choose(key.clone(), Choice::Open));
    assert_eq!(model.assessment.handling(&key), None);
}

#[test]
fn an_accepted_harm_says_who_and_why() {
    let (mut model, key) = harmed();
    plan(&mut model, Plan::Choose(key.clone(), Choice::Accepted));
    writes(&mut model, Plan::Decide(key.clone(), Part::Words), "It is small");
    assert!(words(&model).contains("plan.half.accepted"));
    let effects = writes(&mut model, Plan::Decide(key.clone(), Part::By), "Council");
    assert_eq!(in_file(&effects, &model).resolution(&key), Resolution::Accepted);
}

#[test]
fn what_is_written_is_in_the_file_from_the_first_letter_on() {
    let mut model = model(None);
    act(&mut model, Action::Go(Place::Plan));
    assert!(words(&model).contains("plan.empty"));
    assert_eq!(stored(&writes(&mut model, Plan::Write, "  ")), None);
    let effects = writes(&mut model, Plan::Write, "P");
    assert_eq!(in_file(&effects, &model).actions().len(), 1);
    let effects = writes(&mut model, Plan::Write, "Plant trees");
    assert_eq!(in_file(&effects, &model).actions().first().unwrap().text, "Plant trees");
    // A reload in the middle of it: it is in the list.
    let again = self::model(stored(&effects));
    assert!(words(&again).contains("Plant trees"));
    let id = model.assessment.actions().first().unwrap().id.clone();
    let effects = plan(&mut model, Plan::Written);
    assert!(effects.contains(&Effect::Focus(["plan-", &id].concat())));
    // The next one is another one.
    writes(&mut model, Plan::Write, "Water them");
    assert_eq!(model.assessment.actions().len(), 2);
    writes(&mut model, Plan::Write, "");
    assert_eq!(model.assessment.actions().len(), 1);
}

#[test]
fn an_action_without_text_keeps_what_it_was() {
    let mut model = model(None);
    act(&mut model, Action::Go(Place::Plan));
    writes(&mut model, Plan::Write, "Plant trees");
    plan(&mut model, Plan::Written);
    let id = model.assessment.actions().first().unwrap().id.clone();
    writes(&mut model, Plan::Edit(id.clone(), Field::Text), "");
    assert_eq!(model.assessment.action(&id).unwrap().text, "Plant trees");
    assert!(words(&model).contains("plan.text.missing"));
    writes(&mut model, Plan::Edit(id.clone(), Field::Status), "done");
    writes(&mut model, Plan::Edit(id.clone(), Field::Goal), "3");
    writes(&mut model, Plan::Edit(id.clone(), Field::Indicator), "Shade");
    writes(&mut model, Plan::Edit(id.clone(), Field::Text), "Plant oaks");
    let action = model.assessment.action(&id).unwrap();
    assert_eq!((action.text.as_str(), action.status), ("Plant oaks", ActionStatus::Done));
    assert_eq!((action.goal, action.indicator.as_deref()), (Goal::new(3), Some("Shade")));
    writes(&mut model, Plan::Edit(id.clone(), Field::Goal), "");
    assert_eq!(model.assessment.action(&id).unwrap().goal, None);
}

#[test]
fn what_is_removed_comes_back_as_it_was() {
    let mut model = model(None);
    act(&mut model, Action::Go(Place::Plan));
    for text in ["One", "Two", "Three"] {
        writes(&mut model, Plan::Write, text);
        plan(&mut model, Plan::Written);
    }
    let before = model.assessment.actions().to_vec();
    for place in [1, 0] {
        let id = model.assessment.actions().get(place).unwrap().id.clone();
        let effects = plan(&mut model, Plan::Remove(id));
        assert!(effects.contains(&Effect::Focus("put-back".to_owned())));
    }
    plan(&mut model, Plan::PutBack);
    let effects = plan(&mut model, Plan::PutBack);
    assert_eq!(in_file(&effects, &model).actions(), before);
    assert!(!offers(&model, &Plan::PutBack));
}

#[test]
fn the_plan_is_in_the_order_of_the_engine_or_of_the_days_and_nothing_moves_while_one_writes() {
    let (mut model, key) = harmed();
    act(&mut model, Action::Go(Place::Plan));
    for text in ["Late", "Soon"] {
        writes(&mut model, Plan::Write, text);
        plan(&mut model, Plan::Written);
    }
    let origin = ActionOrigin { finding: Some(key), ..ActionOrigin::default() };
    plan(&mut model, Plan::Add(origin, "x".to_owned()));
    let order = |model: &Model| {
        let order = model.plan.order.clone().unwrap();
        order.into_iter().map(|(id, _)| id).collect::<Vec<String>>()
    };
    let by_effect: Vec<String> =
        model.assessment.actions_by_effect().iter().map(|effect| effect.action.id.clone()).collect();
    assert_eq!(order(&model), by_effect);
    assert_eq!(by_effect.first().map(String::as_str), Some("action-3"));
    writes(&mut model, Plan::Edit("action-1".to_owned(), Field::Date), "2028-01-01");
    writes(&mut model, Plan::Edit("action-2".to_owned(), Field::Date), "2027-01-01");
    assert_eq!(order(&model), by_effect);
    plan(&mut model, Plan::Sort(true));
    assert_eq!(order(&model), ["action-2", "action-1", "action-3"]);
}

#[test]
fn suggestions_come_when_they_are_asked_for_in_the_language_of_the_screen() {
    let (mut model, key) = harmed();
    assert_eq!(model.plan.coming, Coming::NotAsked);
    let load = |tag: &str| Effect::Load(Wanted::Suggestions(tag.to_owned()));
    let fold = ["suggestions-", &key.to_string()].concat();
    assert!(turn(&mut model, &fold).contains(&load("nl")));
    assert!(words(&model).contains("plan.suggestions.coming"));
    model.update(Message::Missing(Missing::Suggestions));
    assert!(words(&model).contains("plan.suggestions.missing") && offers(&model, &Plan::Suggest));
    assert!(turn(&mut model, &fold).is_empty(), "to fold in asks for nothing");
    assert!(turn(&mut model, &fold).contains(&load("nl")), "to fold out once more asks once more");
    model.update(Message::Missing(Missing::Suggestions));
    assert!(plan(&mut model, Plan::Suggest).contains(&load("nl")));
    model.update(Message::Suggestions { table: "<html>".to_owned(), texts: texts("nl") });
    assert_eq!(model.plan.coming, Coming::Failed, "what is no table is none");
    plan(&mut model, Plan::Suggest);
    model.update(Message::Suggestions { table: TABLE.to_owned(), texts: texts("nl") });
    let shown = words(&model);
    assert!(shown.contains("Make it softer (nl)") && !shown.contains("One (2020)"));
    turn(&mut model, &["source-softer-", &key.to_string()].concat());
    assert!(words(&model).contains("One (2020)"));
    assert!(shown.contains("plan.effort.medium") && !shown.contains("Something else"));
    let origin =
        ActionOrigin { finding: Some(key), suggestion: Some("softer".to_owned()), ..ActionOrigin::default() };
    plan(&mut model, Plan::Add(origin, "x".to_owned()));
    let action = model.assessment.actions().first().unwrap();
    assert_eq!((action.text.as_str(), action.goal), ("Make it softer (nl)", Goal::new(3)));
    // Once asked for, another language brings its own words.
    let (texts_en, interface) = language("en", &model.questionnaire);
    let effects = model.update(Message::Language { texts: texts_en, interface });
    assert!(effects.contains(&load("en")));
    model.update(Message::Suggestions { table: TABLE.to_owned(), texts: texts("en") });
    assert!(words(&model).contains("Make it softer (en)"));
}

#[test]
fn other_answers_in_the_place_of_these_take_nothing_along() {
    let (mut model, key) = harmed();
    plan(&mut model, Plan::Choose(key, Choice::Accepted));
    act(&mut model, Action::Go(Place::Plan));
    writes(&mut model, Plan::Write, "Mine");
    plan(&mut model, Plan::Written);
    let id = model.assessment.actions().first().unwrap().id.clone();
    plan(&mut model, Plan::Remove(id));
    let empty = Assessment::new(&model.questionnaire).to_json();
    model.update(Message::Example(empty));
    assert!(!offers(&model, &Plan::PutBack) && model.plan.writing.is_none());
    act(&mut model, Action::Go(Place::Plan));
    assert!(words(&model).contains("plan.empty"));
}

#[test]
fn what_changes_the_picture_most_comes_first_and_once() {
    let (mut model, _) = harmed();
    let who = at(&model, "who", None);
    act(&mut model, Action::Subject(who.clone(), "x".to_owned()));
    act(&mut model, Action::Subject(who, "y".to_owned()));
    let each = at(&model, "each", Some("x"));
    act(&mut model, Action::Pick(each, 0));
    // It is worked out when somebody looks.
    assert!(model.plan.insight.matters.is_none());
    turn(&mut model, "matters");
    let matters = model.plan.insight.matters.clone().unwrap();
    let most = most(&matters);
    assert!(most.len() >= 2);
    let size = |lever: &sdg_core::Lever| (lever.gain, lever.loss);
    assert!(most.windows(2).all(|pair| size(pair[0].1) >= size(pair[1].1)));
    let levers = model.assessment.what_matters();
    for (_, lever) in &most {
        let same =
            |other: &&sdg_core::Lever| (other.question, &other.subject) == (lever.question, &lever.subject);
        let best = levers.iter().flat_map(|matter| &matter.levers).filter(same).map(size).max();
        assert_eq!(best, Some(size(lever)));
        assert_eq!(most.iter().filter(|(_, other)| same(other)).count(), 1);
    }
    assert!(words(&model).contains("plan.matters nl"));
}

/// Whatever is typed is kept at once: also a decision that does not say enough yet, and a field that the file cannot take.
#[test]
fn half_a_decision_and_half_a_field_come_back_after_a_reload() {
    let (mut model, key) = harmed();
    let kept = stored(&plan(&mut model, Plan::Choose(key.clone(), Choice::Treated))).unwrap();
    assert_eq!(self::model(Some(kept)).draft_of(&key).choice, Choice::Treated);
    let words = "A ramp,\n\tand \\n a \"door\"";
    let kept = stored(&writes(&mut model, Plan::Decide(key.clone(), Part::Words), words)).unwrap();
    assert_eq!(
        Assessment::parse(kept.split_once('\n').unwrap().1, &model.questionnaire).unwrap().notices,
        []
    );
    let mut again = self::model(Some(kept.clone()));
    let draft = again.draft_of(&key);
    assert_eq!(
        (draft.choice, draft.words.as_str(), draft.date.as_str()),
        (Choice::Treated, words, "2026-11-24")
    );
    // It is unfolded, so that it is seen.
    assert!(self::words(&again).contains("plan.half.treated"));
    // Another tab takes nothing away, and neither does a look at the example.
    again.update(Message::Elsewhere(Some(kept)));
    assert_eq!(again.draft_of(&key), draft);
    again.update(Message::Example(Assessment::new(&again.questionnaire).to_json()));
    assert!(!again.is_half_decided(&key));
    let kept = stored(&act(&mut again, Action::Go(Place::List))).unwrap();
    assert_eq!(self::model(Some(kept)).draft_of(&key), draft);
    act(&mut again, Action::LeaveExample);
    assert_eq!(again.draft_of(&key), draft);
    act(&mut again, Action::Go(Place::Result));
    let kept = stored(&writes(&mut again, Plan::Decide(key.clone(), Part::By), "Roads")).unwrap();
    assert!(!kept.contains("decision."), "once it says enough it stands in the file");
    assert_eq!(self::model(Some(kept)).assessment.resolution(&key), Resolution::Treated);
    // Back to nothing decided takes words away, so it can be undone.
    plan(&mut again, Plan::Choose(key.clone(), Choice::Open));
    assert_eq!(again.draft_of(&key).words, "");
    act(&mut again, Action::Undo);
    assert_eq!(again.draft_of(&key).words, words);

    act(&mut model, Action::Go(Place::Plan));
    writes(&mut model, Plan::Write, "Plant trees");
    plan(&mut model, Plan::Written);
    let id = model.assessment.actions().first().unwrap().id.clone();
    let kept = stored(&writes(&mut model, Plan::Edit(id.clone(), Field::Text), " ")).unwrap();
    assert_eq!(self::model(Some(kept)).half_field(&id, Field::Text), Some(" "));
}

/// What an older or newer program kept under such a name breaks nothing.
#[test]
fn names_of_half_words_that_are_none_are_passed_over() {
    let (model, key) = harmed();
    let kept = model.hand_over();
    let (head, file) = kept.split_once('\n').unwrap();
    let named =
        ["decision.words.nothing/goal=99", "decision.more.worse/goal=3", "decision", "action.more.x", "?"];
    let fields = named.join("\tx\t");
    let again = self::model(Some(format!("{head}\t{fields}\tx\n{file}")));
    assert!(!again.is_half_decided(&key));
    assert_eq!(again.assessment.to_json(), model.assessment.to_json());
}

// ---- What is folded in

#[test]
fn what_is_folded_in_is_built_when_it_is_folded_out_and_is_remembered() {
    let (mut model, key) = harmed();
    let shown = words(&model);
    // One line says what is inside.
    assert!(
        shown.contains("plan.matters nl fold.matters nl") && !shown.contains("plan.claim.show"),
        "{shown}"
    );
    turn(&mut model, "claims");
    assert!(words(&model).contains("plan.claim.show"));
    // Another language, another screen and another answer leave it open.
    let (texts, interface) = language("en", &model.questionnaire);
    model.update(Message::Language { texts, interface });
    act(&mut model, Action::Language("en".to_owned()));
    assert!(words(&model).contains("plan.claim.show"));
    act(&mut model, Action::Go(Place::Plan));
    act(&mut model, Action::Go(Place::Result));
    assert!(words(&model).contains("plan.claim.show") && words(&model).contains("scale.s.c"));
    let effect = at(&model, "e", None);
    act(&mut model, Action::Side(effect, Side::Benefit, Strength::Points(1)));
    assert!(words(&model).contains("plan.claim.show"));
    turn(&mut model, "claims");
    assert!(!words(&model).contains("plan.claim.show"));
    // The harm stands in the open whatever is folded in.
    act(&mut model, Action::Fold(Fold::All(false)));
    assert!(!model.folds.is_open("claims") && words(&model).contains(&model.key_text(&key)));
}

#[test]
fn everything_can_be_folded_out_at_once() {
    let (mut model, _) = harmed();
    let effects = act(&mut model, Action::Fold(Fold::All(true)));
    assert!(effects.contains(&Effect::Load(Wanted::Suggestions("nl".to_owned()))));
    model.update(Message::Suggestions { table: TABLE.to_owned(), texts: texts("nl") });
    let shown = words(&model);
    for inside in ["plan.claim.show", "plan.choice.treated", "One (2020)", "result.how.value"] {
        assert!(shown.contains(inside), "{inside} is not there: {shown}");
    }
    // One that is folded in stays so, and then everything else does not.
    turn(&mut model, "claims");
    assert!(!words(&model).contains("plan.claim.show") && words(&model).contains("One (2020)"));
    act(&mut model, Action::Fold(Fold::All(false)));
    assert!(!words(&model).contains("One (2020)"));
}

/// Whether something on the screen has this id.
fn has(element: &Element<Action>, id: &str) -> bool {
    let inside = |child: &Node<Action>| matches!(child, Node::Element(child) if has(child, id));
    element.attribute(Attribute::Id) == Some(id) || element.children.iter().any(inside)
}

#[test]
fn a_way_to_what_is_folded_in_folds_it_out() {
    let (mut model, key) = harmed();
    act(&mut model, Action::Fold(Fold::All(false)));
    assert_eq!(act(&mut model, Action::Fold(Fold::Jump("claims"))), [Effect::Focus("claims".to_owned())]);
    assert!(words(&model).contains("plan.claim.show"));
    // From the plan to the finding that an action comes from, which is not raised any more.
    let origin = ActionOrigin { finding: Some(key.clone()), ..ActionOrigin::default() };
    plan(&mut model, Plan::Add(origin, "x".to_owned()));
    plan(&mut model, Plan::Choose(key.clone(), Choice::Accepted));
    plan(&mut model, Plan::Decide(key.clone(), Part::By));
    writes(&mut model, Plan::Decide(key.clone(), Part::By), "College");
    writes(&mut model, Plan::Decide(key.clone(), Part::Words), "It is short");
    let effect = at(&model, "e", None);
    act(&mut model, Action::Side(effect, Side::Harm, Strength::Points(0)));
    assert!(model.report.findings.iter().all(|finding| finding.key() != key));
    act(&mut model, Action::Go(Place::Plan));
    let way = Action::Fold(Fold::Find(key.clone()));
    let mut found = Vec::new();
    actions(&screen(&model), &mut found);
    assert!(found.contains(&way));
    let effects = act(&mut model, way);
    assert_eq!(model.place, Place::Result);
    let id = ["finding-", &key.to_string()].concat();
    assert!(effects.contains(&Effect::Focus(id.clone())) && model.folds.is_open("gone"));
    assert!(has(&screen(&model), &id));
}
