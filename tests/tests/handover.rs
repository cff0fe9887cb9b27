//! Hand-over to the multi-year plan: a code only for what the project may honestly show, under the municipality's own headings.

use sdg_core::{
    Action, Assessment, ClaimGap, ClaimVerdict, Goal, HandOver, Kind, PolicyFields, Questionnaire, Separator,
};
use sdg_tests::compare::check;
use sdg_tests::generate::{Shape, draw, rows};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn shipped_fields() -> PolicyFields {
    PolicyFields::parse(&shipped::text("bbc/policy-fields.json")).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn goal(number: u8) -> Goal {
    Goal::new(number).unwrap()
}

/// A clear benefit on goal 11 with good ground, one on goal 3 without any, an unresolved harm on goal 8.
fn assessment() -> Assessment {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let file = json!({ "format": 1, "questionnaire": { "id": questionnaire.id(), "version": questionnaire.version() }, "answers": {
        "project-name": { "text": "Schoolstraat" }, "domains": { "options": ["d2-mobility", "d8-education"] },
        "goal-11": { "benefit": 2, "harm": 0, "facets": { "evidence": "local-data", "certainty": "high" } },
        "goal-3": { "benefit": 2, "harm": 0 },
        "goal-8": { "benefit": 2, "harm": 2, "facets": { "evidence": "local-data", "certainty": "high" } },
        "goal-1": { "benefit": 0, "harm": 0 } } });
    Assessment::parse(&file.to_string(), &questionnaire).unwrap_or_else(|wrong| panic!("{wrong}")).assessment
}

#[test]
fn only_what_may_be_shown_gets_a_code() {
    let handed = HandOver::of("a.json", &assessment(), &shipped_fields());
    let of = |number: u8| handed.goals.iter().find(|handed| handed.goal == goal(number)).unwrap();
    let verdict = |number: u8| of(number).claim.as_ref().unwrap().verdict;
    assert_eq!((of(11).sdg, verdict(11)), (Some(11), ClaimVerdict::Yes));
    assert_eq!((of(3).sdg, verdict(3)), (None, ClaimVerdict::NotYet));
    assert_eq!((of(8).sdg, verdict(8)), (None, ClaimVerdict::NotYet));
    assert_eq!((of(1).sdg, verdict(1)), (None, ClaimVerdict::No));
    // The others say why not.
    let gaps = |number: u8| -> Vec<ClaimGap> {
        of(number).claim.as_ref().unwrap().reasons.iter().map(|reason| reason.gap).collect()
    };
    assert_eq!(gaps(11), []);
    assert!(gaps(3).contains(&ClaimGap::FacetUnset));
    assert_eq!(gaps(8), [ClaimGap::HarmUnresolved]);
    assert_eq!(gaps(1), [ClaimGap::NoBenefit]);
    assert_eq!(handed.goals.len(), 17);
    assert_eq!(handed.domains.iter().map(|domain| domain.code.as_str()).collect::<Vec<_>>(), ["2", "8"]);
}

#[test]
fn a_code_is_the_claim_check_and_nothing_else() {
    check(120, rows(), |row| {
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let Ok(questionnaire) = Questionnaire::parse(&case.structure.to_string(), None) else {
            return Ok(());
        };
        let loaded = Assessment::parse(&case.saved.to_string(), &questionnaire).unwrap();
        let handed = HandOver::of("a", &loaded.assessment, &shipped_fields());
        for goal in &handed.goals {
            let may_show = goal.claim.as_ref().is_some_and(|claim| claim.verdict == ClaimVerdict::Yes);
            if goal.sdg != may_show.then_some(goal.goal.number()) {
                return Err(format!("{goal:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn rows_stand_under_the_domains_of_the_project() {
    let mut assessment = assessment();
    for (text, goal_number) in
        [("Fietsenstalling", Some(11)), ("Overleg met winkels", Some(8)), ("=1+1", None)]
    {
        let action = Action {
            text: text.into(),
            owner: Some("dienst mobiliteit".into()),
            person: Some("An Peeters".into()),
            date: Some("2027-03-01".into()),
            goal: goal_number.map(goal),
            ..Action::default()
        };
        assessment.add_action(action).unwrap();
    }
    let handed = HandOver::of("a.json", &assessment, &shipped_fields());
    let codes: Vec<Option<u8>> = handed.actions.iter().map(|action| action.sdg).collect();
    assert_eq!(codes, [Some(11), None, None]);
    let csv = handed.to_csv(Separator::Comma, "nl");
    let head = "a.json,Schoolstraat,,,,sdg-toets-quick,";
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows.iter().all(|row| row.starts_with(head)));
    let of_goal = |text: &str| rows.iter().filter(|row| row.contains(text)).count();
    // Two domains: two rows for what gets a code, one row with the reasons for what does not.
    assert_eq!(of_goal(",,,,,11,yes,11,,"), 2);
    assert_eq!(of_goal(",,,,,8,not-yet,,harm-unresolved:goal-8,,,"), 1);
    assert_eq!(of_goal(",,,,,1,no,,no-benefit,,,"), 1);
    assert_eq!(of_goal(",Fietsenstalling,dienst mobiliteit,2027-03-01,open,11,yes,11,,2,"), 1);
    assert_eq!(of_goal(",Fietsenstalling,dienst mobiliteit,2027-03-01,open,11,yes,11,,8,"), 1);
    assert_eq!(
        of_goal(
            ",Overleg met winkels,dienst mobiliteit,2027-03-01,open,8,not-yet,,harm-unresolved:goal-8,,,"
        ),
        1
    );
    // Without a goal there is no code; and nothing is run by a spreadsheet.
    assert_eq!(of_goal(",'=1+1,dienst mobiliteit,2027-03-01,open,,,,no-goal,,,"), 1);
    assert_eq!(rows.len(), 16 + 2 + 2 + 1 + 1);
    let columns = HandOver::header(Separator::Comma).trim_end().split(',').count();
    assert!(csv.lines().all(|row| row.split(',').count() == columns), "no cell here has a comma");
    // Names of persons stay behind.
    assert!(!csv.contains("Peeters") && !handed.to_json().contains("Peeters"));
    let json: Value = serde_json::from_str(&handed.to_json()).unwrap();
    assert_eq!(json["goals"][10]["sdg"], 11);
    assert_eq!(json["policy"]["id"], "bbc");
}

#[test]
fn a_municipality_groups_fields_as_it_likes() {
    let ours = PolicyFields::parse(
        r#"{ "format": 1, "id": "ours", "version": "1", "sources": [], "limits": [], "domains": [
             { "code": "RUIMTE", "name": { "nl": "Ruimte en wegen" }, "options": ["d2-mobility", "d6-housing"],
               "fields": [ { "code": "0200", "name": { "nl": "Wegen" } }, { "code": "05300", "name": { "nl": "Landbouw" } } ] } ] }"#,
    )
    .unwrap();
    let handed = HandOver::of("a.json", &assessment(), &ours);
    assert_eq!(handed.unknown_options, ["d8-education"], "what the list does not have is named");
    let csv = handed.to_csv(Separator::Semicolon, "fr");
    assert!(csv.contains("11;yes;11;;RUIMTE;Ruimte en wegen;0200 05300"), "{csv}");
}

#[test]
fn without_a_claim_check_nothing_gets_a_code() {
    let structure = json!({ "format": 1, "id": "plain", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0", "goals": {},
        "scales": [ { "id": "s", "steps": [ { "id": "a", "points": 0 }, { "id": "b", "points": 1 } ] } ],
        "sections": [ { "id": "all", "questions": [ { "id": "g", "kind": "effect", "scale": "s", "goal": 4 } ] } ] });
    let questionnaire = Questionnaire::parse(&structure.to_string(), None).unwrap();
    let saved = r#"{ "format": 1, "questionnaire": { "id": "plain", "version": "1" }, "answers": { "g": { "benefit": 1, "harm": 0 } } }"#;
    let handed =
        HandOver::of("a", &Assessment::parse(saved, &questionnaire).unwrap().assessment, &shipped_fields());
    assert_eq!((handed.goals.len(), handed.goals[0].sdg), (1, None));
    assert!(handed.to_csv(Separator::Comma, "en").contains(",4,,,no-claim-check,,,"));
}

// ---- the list ----

#[test]
fn the_shipped_list_is_complete() {
    let fields = shipped_fields();
    assert_eq!(fields.domains.len(), 10);
    assert_eq!(fields.domains.iter().map(|domain| domain.fields.len()).sum::<usize>(), 142);
    assert!(fields.sources.iter().all(|source| source.url.is_some() && !source.citation.is_empty()));
    assert!(!fields.limits.is_empty());
    for domain in &fields.domains {
        let languages: Vec<&str> = domain.name.iter().map(|name| name.language.as_str()).collect();
        assert_eq!(languages, ["nl", "en"], "{}", domain.code);
        // Heading 2 holds the fields 02…
        assert!(domain.fields.iter().all(|field| field.code.starts_with(&format!("0{}", domain.code))));
    }
    assert_eq!(fields.domains_of("d2-mobility").next().unwrap().fields[0].code, "0200");
}

#[test]
fn every_domain_of_a_shipped_questionnaire_has_a_heading() {
    let fields = shipped_fields();
    for id in ["sdg-toets-quick", "sdg-toets"] {
        let questionnaire = shipped::questionnaire(id);
        let ix = questionnaire.profile().domains.expect("the profile names the policy domains");
        let Kind::Multiple { options, .. } = &questionnaire.question(ix).unwrap().kind else {
            panic!("{id}: a choice of several")
        };
        assert!(!options.is_empty());
        for option in options {
            assert_eq!(fields.domains_of(&option.id).count(), 1, "{id}: {}", option.id);
        }
    }
}

#[test]
fn a_wrong_list_is_refused_with_its_place() {
    let field = r#"{ "code": "0200", "name": { "nl": "Wegen" } }"#;
    let list = |id: &str, domains: &str| {
        let text = format!(
            r#"{{ "format": 1, "id": "{id}", "version": "1", "sources": [], "limits": [], "domains": [{domains}] }}"#
        );
        let refused = PolicyFields::parse(&text).expect_err("it is wrong");
        refused.iter().map(|wrong| (wrong.code, wrong.path.clone())).collect::<Vec<_>>()
    };
    let domain = |code: &str, fields: &str| {
        format!(r#"{{ "code": "{code}", "name": {{ "nl": "x" }}, "options": [], "fields": [{fields}] }}"#)
    };
    assert_eq!(list("Not an id", ""), [("B0102", "id".to_owned())]);
    assert_eq!(list("ours", &domain(" ", field)), [("B0103", "domains[0]".to_owned())]);
    let twice = format!("{},{}", domain("a", ""), domain("a", ""));
    assert_eq!(list("ours", &twice), [("B0104", "domains[1].code".to_owned())]);
    let code = r#"{ "code": "02A0", "name": { "nl": "Wegen" } }"#;
    assert_eq!(list("ours", &domain("a", code)), [("B0105", "domains[0].fields[0]".to_owned())]);
    let both = format!("{},{}", domain("a", field), domain("b", field));
    assert_eq!(list("ours", &both), [("B0106", "domains[1].fields[0].code".to_owned())]);
    let nameless = r#"{ "code": "0200" }"#;
    assert_eq!(list("ours", &domain("a", nameless))[0].0, "J0106");
    assert_eq!(
        list("ours", r#"{ "code": "a", "name": { "nl": 1 }, "options": [], "fields": [] }"#)[0].0,
        "J0103"
    );
    let newer = PolicyFields::parse(r#"{ "format": 2, "more": 1 }"#).expect_err("it is newer");
    assert_eq!(newer.iter().next().unwrap().code, "B0101");
}
