//! What ships, laid side by side: nothing of others is kept, and nothing of one's own is changed.

use proptest::prelude::*;
use sdg_core::{Goal, HandOver, Merged, PolicyFields, Project, QuestionIx, Questionnaire, Separator};

use super::{Action as Act, Way};
use crate::app::message::{Action, Effect, Input, Message, Place, Wanted};
use crate::app::model::Model;
use crate::app::phrases;
use crate::app::report::{self, Extent};
use crate::app::testing::{self, actions, content, questionnaire};
use crate::app::view::{csv, document, screen};
use crate::html::{Attribute, Element, Node};

const QUICK: &str = "sdg-toets-quick";

fn example() -> String {
    content("sdg-toets-quick/example.json")
}

/// What the others answer otherwise: the question about goal 3.
fn health(questionnaire: &Questionnaire) -> QuestionIx {
    *questionnaire.goal_questions(Goal::new(3).unwrap()).first().unwrap()
}

/// The example as somebody else may have answered it.
fn other(by: &str, project: &str, harm: u8) -> String {
    let mut file: serde_json::Value = serde_json::from_str(&example()).unwrap();
    file["assessor"] = serde_json::json!({ "by": by });
    let questionnaire = questionnaire(QUICK);
    let id = |ix: QuestionIx| questionnaire.question(ix).unwrap().id.clone();
    file["answers"][id(questionnaire.profile().name.unwrap())] = serde_json::json!({ "text": project });
    let reason = ["Zegt ", by].concat();
    file["answers"][id(health(&questionnaire))] =
        serde_json::json!({ "benefit": 0, "harm": harm, "reason": reason });
    file.to_string()
}

fn act(model: &mut Model, action: Act) -> Vec<Effect> {
    types(model, action, "")
}

fn types(model: &mut Model, action: Act, value: &str) -> Vec<Effect> {
    let input = Input { value: value.to_owned(), checked: false };
    model.update(Message::Act(Action::Together(action), input))
}

fn open(model: &mut Model, files: &[(&str, &str)]) -> Vec<Effect> {
    let files: Vec<(String, Option<String>)> =
        files.iter().map(|(name, text)| ((*name).to_owned(), Some((*text).to_owned()))).collect();
    match files.as_slice() {
        [(name, text)] => model.update(Message::Opened { name: name.clone(), text: text.clone() }),
        _ => model.update(Message::OpenedSeveral(files)),
    }
}

/// A model with answers of one's own.
fn mine() -> Model {
    let mut model = testing::model(QUICK, "nl", None);
    open(&mut model, &[("mine.json", &other("Ik", "Schoolstraat", 1))]);
    assert!(!model.assessment.is_empty());
    model
}

fn downloaded(effects: &[Effect]) -> &str {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Download { text, .. } => Some(text.as_str()),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no file among {effects:?}"))
}

fn text_of(element: &Element<Action>) -> String {
    let children = element.children.iter().map(|child| match child {
        Node::Text(text) => text.to_string(),
        Node::Element(element) => text_of(element) + "\n",
    });
    children.collect()
}

fn every<'e>(element: &'e Element<Action>, found: &mut Vec<&'e Element<Action>>) {
    found.push(element);
    for child in &element.children {
        if let Node::Element(child) = child {
            every(child, found);
        }
    }
}

fn shown(model: &Model) -> String {
    text_of(&screen(model))
}

#[test]
fn the_order_of_the_files_changes_nothing_and_one_s_own_answers_stay() {
    let (first, second) = (other("Sociaal Huis", "Schoolstraat", 3), other("Milieu", "Schoolstraat", 0));
    let merged = |files: &[(&str, &str)]| {
        let mut model = mine();
        let before = model.own_json();
        let mut effects = open(&mut model, files);
        assert_eq!(model.place, Place::Together);
        effects.extend(act(&mut model, Act::Show(Way::Projects)));
        effects.extend(act(&mut model, Act::Show(Way::Since(1))));
        effects.extend(act(&mut model, Act::Swap));
        effects.extend(act(&mut model, Act::Show(Way::Beside)));
        let kept = |effect: &Effect| matches!(effect, Effect::Store(text) if text.contains("Sociaal Huis"));
        assert!(!effects.iter().any(kept), "nothing of others is kept");
        let text = downloaded(&act(&mut model, Act::Save)).to_owned();
        assert_eq!(model.own_json(), before);
        let told = shown(&model);
        (text, told.split_once("Bespreek dit eerst").unwrap().1.to_owned())
    };
    let one = merged(&[("a.json", &first), ("b.json", &second)]);
    let other = merged(&[("b.json", &second), ("a.json", &first)]);
    assert_eq!(one, other);
    let questionnaire = questionnaire(QUICK);
    assert_eq!(Merged::parse(&one.0, &questionnaire).unwrap().merged.assessments().len(), 3);
    // Everything that the engine finds divided is on the screen, with each reason word for word.
    for reason in ["Zegt Ik", "Zegt Sociaal Huis", "Zegt Milieu"] {
        assert!(one.1.contains(reason), "{reason}");
    }
}

#[test]
fn a_file_can_lie_beside_one_s_own_answers_instead_of_replacing_them() {
    for (choice, way) in [(Act::Beside, Way::Beside), (Act::Earlier, Way::Since(0))] {
        let mut model = mine();
        let before = model.own_json();
        open(&mut model, &[("collega.json", &other("Sociaal Huis", "Schoolstraat", 3))]);
        assert_eq!(model.place, Place::List, "the question stands where the person was");
        act(&mut model, choice);
        assert_eq!((model.place.clone(), model.together.way), (Place::Together, way));
        assert_eq!(model.own_json(), before);
        assert_eq!(model.together.guests.len(), 1);
    }
}

#[test]
fn one_bad_file_is_named_with_its_reason_and_the_rest_is_done() {
    let mut model = mine();
    let good = other("Sociaal Huis", "Schoolstraat", 3);
    let elsewhere = "{ \"format\": 1, \"questionnaire\": { \"id\": \"armoedetoets\", \"version\": \"1\" } }";
    let broken = "{ \"merged\": [ { \"format\": 1, \"questionnaire\": { \"id\": \"sdg-toets-quick\" } } ], \"format\": 1 }";
    open(
        &mut model,
        &[("brief.json", "Beste"), ("goed.json", &good), ("arm.json", elsewhere), ("samen.json", broken)],
    );
    assert_eq!(model.together.guests.len(), 1);
    let refused: Vec<(&str, phrases::Phrase)> =
        model.together.refused.iter().map(|refused| (refused.file.as_str(), refused.why)).collect();
    assert_eq!(
        refused,
        [
            ("brief.json", phrases::REFUSED_NOT_OURS),
            ("arm.json", phrases::REFUSED_OTHER),
            ("samen.json", phrases::REFUSED_JSON)
        ]
    );
    let told = shown(&model);
    assert!(told.contains("brief.json") && told.contains("arm.json") && told.contains("Sociaal Huis"));
}

#[test]
fn a_merged_file_opens_as_what_it_is() {
    let mut first = mine();
    open(
        &mut first,
        &[("a.json", &other("Milieu", "Schoolstraat", 0)), ("b.json", &other("Sport", "Schoolstraat", 2))],
    );
    let text = downloaded(&act(&mut first, Act::Save)).to_owned();
    for mut model in [testing::model(QUICK, "nl", None), mine()] {
        let before = model.own_json();
        open(&mut model, &[("samen.json", &text)]);
        assert_eq!((model.place.clone(), model.together.guests.len()), (Place::Together, 3));
        assert_eq!(model.own_json(), before);
        assert_eq!(downloaded(&act(&mut model, Act::Save)), text, "merging again changes nothing");
    }
}

#[test]
fn partners_in_two_languages_lie_side_by_side() {
    let mut model = testing::model("sdg-partners", "nl", None);
    open(&mut model, &[("a.json", &content("sdg-partners/example.json"))]);
    open(&mut model, &[("b.json", &content("sdg-partners/example-partner.json"))]);
    act(&mut model, Act::Beside);
    let screen = screen(&model);
    let mut all = Vec::new();
    every(&screen, &mut all);
    let spanish: Vec<String> = all
        .iter()
        .filter(|element| element.attribute(Attribute::Lang) == Some("es") && element.action.is_none())
        .map(|element| text_of(element))
        .collect();
    let file: serde_json::Value =
        serde_json::from_str(&content("sdg-partners/example-partner.json")).unwrap();
    let reason = file["answers"]["place-planet"]["each"]["partner-a"]["reason"].as_str().unwrap().to_owned();
    assert!(spanish.contains(&reason), "{reason:?} is marked as Spanish");
    // No Dutch is marked as Spanish.
    let file: serde_json::Value = serde_json::from_str(&content("sdg-partners/example.json")).unwrap();
    let reason = file["answers"]["place-planet"]["each"]["partner-a"]["reason"].as_str().unwrap().to_owned();
    assert!(!spanish.contains(&reason) && text_of(&screen).contains(&reason));
    assert!(text_of(&screen).contains("Villa Ejemplo"));
}

#[test]
fn the_worse_comes_first_and_leads_to_the_question() {
    let mut model = mine();
    open(&mut model, &[("eerder.json", &other("Ik", "Schoolstraat", 0))]);
    act(&mut model, Act::Earlier);
    let screen = screen(&model);
    let mut all = Vec::new();
    every(&screen, &mut all);
    let groups: Vec<&str> = all
        .iter()
        .filter_map(|element| element.attribute(Attribute::Class)?.strip_prefix("changes "))
        .collect();
    assert_eq!(groups.first(), Some(&"worse"), "{groups:?}");
    let health = health(&model.questionnaire);
    let links = all
        .iter()
        .filter(|element| matches!(&element.action, Some(Action::Change(at)) if at.question == health));
    assert!(links.count() >= 1);
    // The other way round it is better.
    act(&mut model, Act::Swap);
    assert!(!shown(&model).contains("Bekijk dit eerst."));
}

#[test]
fn what_changed_is_what_the_engine_says() {
    let mut model = mine();
    let earlier = other("Ik", "Schoolstraat", 3);
    open(&mut model, &[("eerder.json", &earlier)]);
    act(&mut model, Act::Earlier);
    let before = sdg_core::Assessment::parse(&earlier, &model.questionnaire).unwrap().assessment;
    let comparison = before.compare(&model.assessment).unwrap();
    let told = shown(&model);
    assert!(!comparison.findings.is_empty());
    for change in comparison.findings {
        let text = model.must(&["finding", &change.finding.id, "text"]);
        let part = text.split('{').next().unwrap().to_owned();
        assert!(told.contains(&part), "{part}");
    }
    assert!(told.contains("3. "));
}

#[test]
fn projects_go_in_one_table_and_only_what_may_be_shown_goes_to_the_plan() {
    let mut model = mine();
    let files = [other("Sport", "Zwembad", 3), other("Cultuur", "Bibliotheek", 0)];
    open(&mut model, &[("z.json", &files[0]), ("b.json", &files[1])]);
    assert_eq!(model.together.way, Way::Projects, "different names are different projects");
    let names = |model: &Model| -> Vec<String> {
        model.projects().into_iter().filter_map(|(_, project)| project.project.name).collect()
    };
    assert_eq!(names(&model), ["Schoolstraat", "Zwembad", "Bibliotheek"]);
    act(&mut model, Act::ByName(true));
    assert_eq!(names(&model), ["Bibliotheek", "Schoolstraat", "Zwembad"]);

    let table = act(&mut model, Act::Table);
    let mut wanted = ["\u{feff}", &Project::goals_header(Separator::Semicolon)].concat();
    for (_, project) in model.projects() {
        wanted.push_str(&project.goals_csv(Separator::Semicolon));
    }
    assert_eq!(downloaded(&table), wanted);

    assert_eq!(act(&mut model, Act::Plan), [Effect::Load(Wanted::Policy)]);
    model.update(Message::Policy("<!doctype html>".to_owned()));
    assert!(model.handed_over().is_empty());
    model.update(Message::Policy(content("bbc/policy-fields.json")));
    let fields = PolicyFields::parse(&content("bbc/policy-fields.json")).unwrap();
    let handed = model.handed_over();
    assert_eq!(handed.len(), 3);
    for (found, (check, project)) in handed.iter().zip(model.projects()) {
        assert_eq!(*found, HandOver::of(&project.project.file, check, &fields));
        let may: Vec<_> =
            check.claims().into_iter().filter(|claim| claim.verdict == sdg_core::ClaimVerdict::Yes).collect();
        assert_eq!(found.goals.iter().filter(|goal| goal.sdg.is_some()).count(), may.len());
    }
    let file = act(&mut model, Act::PlanFile);
    let read: serde_json::Value = serde_json::from_str(downloaded(&file)).unwrap();
    assert_eq!(read.as_array().unwrap().len(), 3);
    assert!(downloaded(&act(&mut model, Act::PlanTable)).starts_with("\u{feff}file;project;"));
}

#[test]
fn a_formula_in_a_name_is_harmless_in_the_table() {
    let mut model = mine();
    open(&mut model, &[("x.json", &other("=1+1", "=HYPERLINK(1)", 3)), ("y.json", &other("Y", "Y", 3))]);
    let effects = act(&mut model, Act::Table);
    let table = downloaded(&effects);
    assert!(table.contains("'=HYPERLINK(1)") && !table.contains(";=HYPERLINK"));
}

#[test]
fn a_file_that_is_left_out_leaves_the_others_as_they_were() {
    let mut model = mine();
    let files = ["A", "B", "C"].map(|by| other(by, "Schoolstraat", 3));
    open(&mut model, &[("a.json", &files[0]), ("b.json", &files[1]), ("c.json", &files[2])]);
    act(&mut model, Act::Show(Way::Since(2)));
    act(&mut model, Act::Remove(0));
    assert_eq!(model.together.way, Way::Since(1));
    act(&mut model, Act::Remove(1));
    assert_eq!(model.together.way, Way::Beside);
    act(&mut model, Act::Remove(0));
    act(&mut model, Act::Remove(0));
    assert!(model.together.guests.is_empty() && model.together.told.is_none());
}

#[test]
fn after_a_reload_the_files_are_gone_and_the_screen_says_so() {
    let mut model = mine();
    let effects = open(&mut model, &[("a.json", &other("A", "Schoolstraat", 3)), ("b.json", "{}")]);
    let kept = effects.iter().rev().find_map(|effect| match effect {
        Effect::Store(text) => Some(text.clone()),
        _ => None,
    });
    let mut again = testing::model(QUICK, "nl", kept);
    assert_eq!((again.place.clone(), again.own_json()), (Place::Together, model.own_json()));
    assert!(shown(&again).contains("Bestanden van anderen bewaren we niet"));
    open(&mut again, &[("a.json", &other("A", "Schoolstraat", 3))]);
    assert!(!shown(&again).contains("Bestanden van anderen bewaren we niet"));
}

#[test]
fn who_one_is_goes_into_one_s_own_file() {
    let mut model = mine();
    model.update(Message::Act(Action::Go(Place::Together), Input::default()));
    let effects = types(&mut model, Act::By, "Dienst jeugd");
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Store(text) if text.contains("Dienst jeugd")))
    );
    assert!(model.own_json().unwrap().contains("Dienst jeugd"));
    types(&mut model, Act::By, "");
    assert_eq!(model.assessment.assessor, None);
}

/// No number is worked out for the screen: what stands there is the engine's, under the head of its question.
#[test]
fn the_numbers_are_those_of_the_engine() {
    let mut model = mine();
    let files = [("A", 3), ("B", 3), ("C", 0)].map(|(by, harm)| (by, other(by, "Schoolstraat", harm)));
    let files: Vec<(&str, &str)> = files.iter().map(|(by, text)| (*by, text.as_str())).collect();
    open(&mut model, &files);
    model.write_number = |number, tag| format!("{tag}~{number}");
    let merged = Merged::of(model.checks().into_iter().map(|(_, check)| check.clone())).unwrap();
    let report = merged.report();
    let told = shown(&model);
    let discuss = told.split_once(&model.ui(phrases::TOGETHER_DISCUSS)).unwrap().1;
    assert!(!report.discuss.is_empty());
    for divided in &report.discuss {
        let number = model.fraction_text(divided.division);
        assert!(discuss.contains(&["Verschil: ", &number].concat()), "{divided:?}");
        let question =
            report.questions.iter().find(|it| it.id == divided.question && it.subject == divided.subject);
        let spread = question.unwrap().parts.iter().find(|part| part.part == divided.part).unwrap();
        let consensus = spread.on_scale.as_ref().and_then(|on_scale| on_scale.consensus);
        if let Some(consensus) = consensus {
            let number = format!("nl-BE~{:.2}", consensus.value());
            assert!(discuss.contains(&["Consensus ", &number].concat()), "{divided:?}");
        }
    }
    let count =
        model.ui_count(phrases::TOGETHER_AGREED_ONE, phrases::TOGETHER_AGREED_MANY, report.agreed.len());
    assert!(told.contains(&count));
}

#[test]
fn a_file_of_another_version_is_read_with_this_one_and_says_what_is_lost() {
    let mut file: serde_json::Value = serde_json::from_str(&other("Ik", "Schoolstraat", 0)).unwrap();
    file["questionnaire"]["version"] = "0.9.0".into();
    file["answers"]["vroegere-vraag"] = serde_json::json!({ "text": "weg" });
    // A scale that has become another one.
    let asked = questionnaire(QUICK);
    let education = *asked.goal_questions(Goal::new(4).unwrap()).first().unwrap();
    let id = asked.question(education).unwrap().id.clone();
    file["answers"][id] = serde_json::json!({ "option": "somewhat" });
    let mut model = mine();
    open(&mut model, &[("oud.json", &file.to_string())]);
    act(&mut model, Act::Earlier);
    let told = shown(&model);
    assert!(told.contains("vroegere-vraag"));
    // Which versions, what of the answers does not count, and what cannot be told.
    let versions = [("then", "0.9.0"), ("now", model.questionnaire.version())];
    for words in [
        model.ui_with(phrases::SINCE_VERSIONS, &versions),
        model.ui(phrases::SINCE_LOST),
        model.ui(phrases::SINCE_UNFIT),
        model.ui(phrases::SINCE_VERSIONS_WHY),
    ] {
        assert!(told.contains(&words), "{words} is missing: {told}");
    }
    // What the answers changed stands apart from it.
    assert!(told.contains(&model.ui(phrases::SINCE_WORSE)), "{told}");
    // A file of this version says nothing of versions.
    let mut model = mine();
    open(&mut model, &[("nieuw.json", &other("Ik", "Schoolstraat", 0))]);
    act(&mut model, Act::Earlier);
    let without = shown(&model);
    assert!(!without.contains(&model.ui(phrases::SINCE_VERSIONS_TITLE)));
    assert!(without.contains(&model.ui(phrases::SINCE_WORSE)));
    assert!(
        told.contains(&model.ui_with(phrases::TOGETHER_OLDER, &[("version", model.questionnaire.version())]))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is clicked while files of others lie there, one's own answers stay as they are.
    #[test]
    fn looking_changes_nothing(steps in prop::collection::vec(any::<u16>(), 1..25)) {
        let mut model = mine();
        let files = [other("A", "Schoolstraat", 3), other("B", "Zwembad", 0)];
        open(&mut model, &[("a.json", &files[0]), ("b.json", &files[1])]);
        let before = model.own_json();
        for step in steps {
            let mut possible = Vec::new();
            actions(&screen(&model), &mut possible);
            possible.retain(|action| matches!(action, Action::Together(act) if *act != Act::By));
            // Nothing is left when every file was left out.
            let Some(place) = usize::from(step).checked_rem(possible.len()) else { break };
            let action = possible[place].clone();
            let effects = model.update(Message::Act(action.clone(), Input::default()));
            if effects.contains(&Effect::Load(Wanted::Policy)) {
                model.update(Message::Policy(content("bbc/policy-fields.json")));
            }
            prop_assert!(!effects.iter().any(|effect| matches!(effect, Effect::Store(_))), "{:?}", action);
            prop_assert_eq!(model.own_json(), before.clone(), "{:?}", action);
            screen(&model);
        }
    }
}

/// The part of the report about several assessors, on paper and as rows of the spreadsheet.
fn reported(model: &mut Model, extent: Extent) -> (String, String) {
    model.update(Message::Act(Action::Go(Place::Report), Input::default()));
    model.update(Message::Act(Action::Report(report::Action::Choose(extent)), Input::default()));
    (text_of(&document(model, 1)), csv(model))
}

#[test]
fn the_report_has_what_divides_them_and_whoever_stands_apart_with_every_reason() {
    let mut model = testing::model(QUICK, "nl", None);
    let with_person = |by: &str, harm| {
        let mut file: serde_json::Value = serde_json::from_str(&other(by, "Schoolstraat", harm)).unwrap();
        file["assessor"]["person"] = "Jan Janssens".into();
        file.to_string()
    };
    let nobody = {
        let mut file: serde_json::Value = serde_json::from_str(&other("D", "Schoolstraat", 3)).unwrap();
        file.as_object_mut().unwrap().remove("assessor");
        file.to_string()
    };
    // One of four stands apart on goal 3.
    let files = [
        ("a.json", with_person("Groen", 3)),
        ("b.json", with_person("Zorg", 3)),
        ("c.json", with_person("Wegen", 0)),
        ("d.json", nobody),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    open(&mut model, &files);
    assert!(model.views().is_some() && model.has_only_views());
    let health = model.questionnaire.question(health(&model.questionnaire)).unwrap().id.clone();
    let title = model.must(&["question", &health, "title"]);
    let participant = model.ui(phrases::TOGETHER_PARTICIPANT).replace("{n}", "");
    let check = |model: &mut Model| {
        let merged = Merged::of(model.checks().into_iter().map(|(_, check)| check.clone())).unwrap().report();
        assert!(merged.discuss.iter().any(|divided| divided.question == health));
        let (full, table) = reported(model, Extent::Full);
        for said in [
            "Groen",
            "Zorg",
            "Wegen",
            "Zegt Groen",
            "Zegt Zorg",
            "Zegt Wegen",
            "Zegt D",
            &title,
            &participant,
        ] {
            assert!(full.contains(said), "{said}: {full}");
            assert!(said == title || table.contains(said) || said == "Groen", "{said}: {table}");
        }
        let apart = full.split_once(&title).unwrap().1.split_once("Staat apart: ").unwrap().1;
        assert!(apart.starts_with("Wegen."), "{apart}");
        // The most divided question comes first.
        let first = merged.discuss.first().unwrap();
        let question =
            model.questionnaire.find(&first.question).and_then(|ix| model.questionnaire.question(ix));
        assert!(full.split_once(&model.ui(phrases::SEVERITY_DISCUSS)).unwrap().1.contains(&model.must(&[
            "question",
            &question.unwrap().id,
            "title"
        ])));
        assert!(table.lines().any(|row| row.contains(";discuss;") && row.contains(&health)));
        assert!(table.lines().filter(|row| row.contains(";view;") && row.contains(&health)).count() >= 4);
        let (annex, _) = reported(model, Extent::Annex);
        assert!(annex.contains(&title) && annex.contains("Staat apart: Wegen."), "{annex}");
        for said in [&full, &annex, &table] {
            assert!(
                !said.contains("Janssens") && !said.contains(".json"),
                "no names of persons, nor of their files"
            );
        }
    };
    check(&mut model);
    // The name of the project is known, and nothing is asked for; nothing is said of a result of one's own.
    assert!(!model.lacks_name());
    assert!(text_of(&document(&model, 1)).starts_with("Schoolstraat"));
    // The merged file holds all that is needed.
    model.update(Message::Act(Action::Go(Place::Together), Input::default()));
    let merged = downloaded(&act(&mut model, Act::Save)).to_owned();
    let mut again = testing::model(QUICK, "nl", None);
    open(&mut again, &[("samen.json", &merged)]);
    check(&mut again);
    // Beside one's own answers both are told.
    let mut own = mine();
    open(&mut own, &[("samen.json", &merged), ("e.json", &other("Sport", "Schoolstraat", 2))]);
    let (full, table) = reported(&mut own, Extent::Full);
    for told in ["Zegt Wegen", "Zegt Sport", &own.ui(phrases::RESULT_GOALS), &own.ui(phrases::REPORT_VIEWS)] {
        assert!(full.contains(told), "{told}");
    }
    assert!(table.contains(";view;") && table.contains(";goal;"));
    // Other projects, or an earlier moment, are no views on this one.
    own.update(Message::Act(Action::Go(Place::Together), Input::default()));
    act(&mut own, Act::Show(Way::Projects));
    let (full, table) = reported(&mut own, Extent::Full);
    assert!(!full.contains(&own.ui(phrases::REPORT_VIEWS)) && !table.contains(";view;"));
}

#[test]
fn a_merged_file_says_that_it_names_persons_and_can_leave_them_out_without_losing_a_voice() {
    let mut model = testing::model(QUICK, "nl", None);
    let file = |by: &str, person: Option<&str>| {
        let mut file: serde_json::Value = serde_json::from_str(&other("Zorg", "Schoolstraat", 3)).unwrap();
        file["assessor"] = serde_json::json!({ "by": by });
        if let Some(person) = person {
            file["assessor"]["person"] = person.into();
        }
        file.to_string()
    };
    // Two of one service with the same answers, and one without a service.
    let files = [file("Zorg", Some("An Aerts")), file("Zorg", Some("Bo Bral")), file("", Some("Cas Cop"))];
    let files: Vec<(&str, &str)> = files.iter().map(|text| ("x.json", text.as_str())).collect();
    open(&mut model, &files);
    assert!(shown(&model).contains(&model.ui(phrases::TOGETHER_PERSONS)));
    let whole = downloaded(&act(&mut model, Act::Save)).to_owned();
    assert!(["An Aerts", "Bo Bral", "Cas Cop"].iter().all(|name| whole.contains(name)));
    let ticked = Input { value: String::new(), checked: true };
    model.update(Message::Act(Action::Together(Act::Nameless), ticked));
    let nameless = downloaded(&act(&mut model, Act::Save)).to_owned();
    assert!(!["Aerts", "Bral", "Cop"].iter().any(|name| nameless.contains(name)));
    let reopened = Merged::parse(&nameless, &model.questionnaire).unwrap().merged;
    let mut by: Vec<&str> = reopened.assessments().iter().filter_map(super::service).collect();
    by.sort_unstable();
    assert_eq!(by.len(), 3, "every voice is still there: {by:?}");
    assert!(by.iter().any(|by| by.starts_with("Deelnemer ")) && by.contains(&"Zorg"), "{by:?}");
    // The same names in the same order whenever it is done, and nothing else is different.
    assert_eq!(downloaded(&act(&mut model, Act::Save)), nameless);
    for (check, before) in reopened
        .assessments()
        .iter()
        .zip(Merged::parse(&whole, &model.questionnaire).unwrap().merged.assessments())
    {
        let mut check = check.clone();
        check.assessor = None;
        let mut before = before.without_persons();
        before.assessor = None;
        assert_eq!(check.to_json(), before.to_json());
    }
    // Where nobody is named, nothing is said.
    let mut again = testing::model(QUICK, "nl", None);
    open(&mut again, &[("samen.json", &nameless)]);
    let said = shown(&again);
    assert!(!said.contains(&again.ui(phrases::TOGETHER_PERSONS)) && said.contains("Deelnemer "));
}
