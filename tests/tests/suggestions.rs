//! Suggestions: the shipped table is sound and complete, and each fits where it should and nowhere else.

use std::collections::BTreeSet;
use std::sync::Arc;

use sdg_core::{
    Assessment, Because, Catalogue, Effort, Evidence, FindingKey, FindingSeverity, Fit, Goal, Questionnaire,
    Suggestion, Suggestions,
};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn table() -> Arc<Suggestions> {
    Suggestions::parse(&shipped::text("suggestions/suggestions.json"))
        .unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// Every questionnaire below `questionnaires/`.
fn questionnaires() -> Vec<Arc<Questionnaire>> {
    let folders = std::fs::read_dir(shipped::folder()).expect("questionnaires");
    let mut ids: Vec<String> = folders
        .flatten()
        .filter(|entry| entry.path().join("questionnaire.json").exists())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    ids.sort();
    ids.iter().map(|id| shipped::questionnaire(id)).collect()
}

#[test]
fn the_shipped_table_is_complete_in_every_language() {
    let table = table();
    assert!(table.languages().len() >= 2);
    for language in table.languages() {
        let texts = Catalogue::parse_suggestions(
            &shipped::text(&format!("suggestions/texts/{language}.json")),
            &table,
        )
        .unwrap_or_else(|wrong| panic!("{language}: {wrong}"));
        for suggestion in table.list() {
            let action = table.draft_action(&suggestion.id, &texts).expect("a text");
            assert!(action.from.suggestion.as_ref() == Some(&suggestion.id) && !action.text.is_empty());
        }
    }
}

#[test]
fn some_shipped_questionnaire_knows_each_id() {
    let table = table();
    let mut unknown: Option<BTreeSet<(String, String)>> = None;
    for questionnaire in questionnaires() {
        let notices = table.check_against(&questionnaire).into_iter();
        let here: BTreeSet<_> = notices.map(|notice| (notice.path, notice.code.to_owned())).collect();
        unknown = Some(unknown.map_or(here.clone(), |before| before.intersection(&here).cloned().collect()));
    }
    assert_eq!(unknown, Some(BTreeSet::new()), "no shipped questionnaire knows these");
}

#[test]
fn every_source_is_used_and_every_url_is_one() {
    let table = table();
    for source in table.sources() {
        let used = table.list().iter().any(|suggestion| suggestion.sources.contains(&source.id));
        assert!(used, "{} is used nowhere", source.id);
        // What is nobody's publication says so.
        let ours = source.url.is_none() && source.citation.contains("proposal of the makers");
        assert!(ours || source.url.as_ref().is_some_and(|url| url.starts_with("http")), "{}", source.id);
    }
}

#[test]
fn the_worked_example_gets_suggestions_with_reasons() {
    let (table, assessment) = (table(), shipped::example());
    let report = assessment.score();
    let fits = table.for_report(&assessment, &report);
    assert!(fits.len() >= 3, "{fits:#?}");
    assert_eq!(fits, table.for_report(&assessment, &report), "the same every time");
    for fit in &fits {
        for because in &fit.because {
            if let Because::Finding { key, .. } = because {
                assert!(report.findings.iter().any(|finding| finding.key() == *key), "{key}");
            }
        }
    }
}

/// At least four per goal, two per criterion of a principle, and two per pair of goals that both sources warn about.
#[test]
fn there_is_something_to_do_for_every_goal_criterion_and_trade_off() {
    let table = table();
    let count = |fits: &dyn Fn(&Suggestion) -> bool| table.list().iter().filter(|one| fits(one)).count();
    for goal in Goal::all() {
        let of_goal: Vec<_> = table.list().iter().filter(|one| one.goals.contains(&goal)).collect();
        assert!(of_goal.len() >= 4, "goal {}: {}", goal.number(), of_goal.len());
        let domains: BTreeSet<_> = of_goal.iter().flat_map(|one| &one.domains).collect();
        assert!(domains.len() >= 2, "goal {}: only {domains:?}", goal.number());
        assert!(
            of_goal.iter().any(|one| one.effort == Effort::Small),
            "goal {}: nothing small",
            goal.number()
        );
    }
    let full = shipped::questionnaire("sdg-toets");
    for criterion in full.principles().iter().flat_map(|principle| &principle.components) {
        let id = &full.measure(*criterion).expect("it is there").id;
        assert!(count(&|one| one.measures.contains(id)) >= 2, "{id}");
    }
    let evidence = shipped::evidence();
    let pairs = Goal::all().flat_map(|a| Goal::all().map(move |b| (a, b))).filter(|(a, b)| a < b);
    for pair in pairs.filter(|pair| evidence.is_double(pair.0, pair.1)) {
        let numbers = (pair.0.number(), pair.1.number());
        assert!(count(&|one| one.pairs.contains(&pair)) >= 2, "{numbers:?}");
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Worked by hand

fn questionnaire() -> Arc<Questionnaire> {
    let structure = json!({
        "format": 1, "id": "fitting", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0",
        "profile": { "domains": "domains" },
        "scales": [ { "id": "strength", "steps": [ { "id": "no", "points": 0 }, { "id": "some", "points": 1 }, { "id": "much", "points": 2 } ] } ],
        "rosters": [ { "id": "groups", "subjects": ["old", "young"] }, { "id": "stakeholders", "subjects": ["shops", "young"] } ],
        "sections": [ { "id": "all", "questions": [
            { "id": "domains", "kind": "multiple", "options": [ { "id": "roads" }, { "id": "homes" } ] },
            { "id": "touched", "kind": "subjects", "roster": "groups" },
            { "id": "relevant", "kind": "subjects", "roster": "stakeholders" },
            { "id": "g3", "kind": "effect", "scale": "strength", "goal": 3 },
            { "id": "g7", "kind": "effect", "scale": "strength", "goal": 7 },
            { "id": "g9", "kind": "effect", "scale": "strength", "goal": 9 },
            { "id": "effect", "kind": "effect", "scale": "strength", "for_each": { "in": "touched" } },
            { "id": "step", "kind": "rating", "scale": "strength", "for_each": { "in": "relevant" } },
            { "id": "full", "kind": "rating", "scale": "strength" },
            { "id": "judge", "kind": "rating", "scale": "strength", "for_each": { "all": "prompts" } } ] } ],
        "goals": {},
        "interlinkages": { "evidence": "interlinkages", "roster": "prompts", "places": { "known_tradeoffs": 0, "undermining": 1, "unused_synergy": 0 } },
        "measures": [
            { "id": "harm", "aggregate": "max", "polarity": "higher-is-worse", "items": [ { "question": "effect", "side": "harm" } ] },
            { "id": "full", "aggregate": "mean", "polarity": "higher-is-better", "items": [ { "question": "full" } ] } ],
        "findings": [
            { "id": "goal-harm", "severity": "attention", "for_each": "goals", "if": { "goal_harm": { "at_least": "1/2" } } },
            { "id": "group-harm", "severity": "discuss-first", "for_each": { "in": "touched" }, "if": { "harm": { "question": "effect", "at_least": 1 } } },
            { "id": "step-low", "severity": "hint", "for_each": { "in": "relevant" }, "if": { "not": { "points": { "question": "step", "at_least": 1 } } } } ]
    });
    let evidence: Arc<Evidence> = shipped::evidence();
    Questionnaire::parse(&structure.to_string(), Some(&evidence)).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// Harm on goal 7 and on the old; the young perhaps; goal 3 untouched, goal 9 open; shops are not involved.
fn assessment() -> Assessment {
    let saved = json!({
        "format": 1, "questionnaire": { "id": "fitting", "version": "1" },
        "answers": {
            "domains": { "options": ["homes"] },
            "touched": { "subjects": { "old": "yes", "young": "yes" } },
            "relevant": { "subjects": { "shops": "yes", "young": "no" } },
            "g3": { "benefit": 0, "harm": 0 }, "g7": { "benefit": 2, "harm": 2 },
            "effect": { "each": { "old": { "benefit": 0, "harm": 1 }, "young": { "benefit": 1, "harm": "unknown" } } },
            "step": { "each": { "shops": { "option": "no" } } },
            "full": { "option": "much" }
        }
    });
    Assessment::parse(&saved.to_string(), &questionnaire())
        .unwrap_or_else(|wrong| panic!("{wrong}"))
        .assessment
}

fn suggestions(list: &Value) -> Arc<Suggestions> {
    let mut list = list.clone();
    for suggestion in list.as_array_mut().into_iter().flatten() {
        suggestion["effort"] = json!("medium");
    }
    let table = json!({ "format": 1, "id": "t", "version": "1", "languages": ["en"], "licence": "CC-BY-4.0", "suggestions": list });
    Suggestions::parse(&table.to_string()).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// Why the one suggestion fits; empty when it does not.
fn because(fields: &Value) -> Vec<String> {
    let mut suggestion = fields.clone();
    suggestion["id"] = json!("one");
    let (table, assessment) = (suggestions(&json!([suggestion])), assessment());
    let fits = table.for_report(&assessment, &assessment.score());
    fits.iter().flat_map(|fit| &fit.because).map(told).collect()
}

fn told(because: &Because) -> String {
    match because {
        Because::Finding { possible, key, .. } => format!("{key}{}", if *possible { "?" } else { "" }),
        Because::Measure(id) => format!("measure {id}"),
        Because::Pair(first, second) => format!("pair {}-{}", first.number(), second.number()),
        Because::Goal(goal) => format!("goal {}", goal.number()),
        Because::Group(id) => format!("group {id}"),
        Because::Stakeholder(id) => format!("stakeholder {id}"),
    }
}

#[test]
fn a_suggestion_fits_where_its_lists_say() {
    let prompts = assessment().score().prompts;
    let [prompt] = prompts.as_slice() else { panic!("one prompt: {prompts:?}") };
    let (first, second) = (prompt.from.min(prompt.to), prompt.from.max(prompt.to));
    let pair = json!([[first.number(), second.number()]]);
    let pair_told = format!("pair {}-{}", first.number(), second.number());
    let cases = [
        // A rule; narrowed by a goal or a subject, if it is about one.
        (json!({ "findings": ["goal-harm"] }), vec!["goal-harm/goal=7", "goal-harm/goal=9?"]),
        (json!({ "findings": ["goal-harm"], "goals": [7, 3] }), vec!["goal-harm/goal=7"]),
        (json!({ "findings": ["goal-harm"], "goals": [3] }), vec![]),
        (json!({ "findings": ["group-harm"] }), vec!["group-harm/subject=old", "group-harm/subject=young?"]),
        (json!({ "findings": ["group-harm"], "groups": ["young"] }), vec!["group-harm/subject=young?"]),
        (
            json!({ "findings": ["group-harm"], "stakeholders": ["young"] }),
            vec!["group-harm/subject=old", "group-harm/subject=young?"],
        ),
        (json!({ "findings": ["step-low"], "stakeholders": ["young"] }), vec![]),
        (json!({ "findings": ["another-rule"] }), vec![]),
        // A goal that is not certainly untouched, with the findings on it first.
        (json!({ "goals": [7] }), vec!["goal-harm/goal=7", "goal 7"]),
        (json!({ "goals": [9] }), vec!["goal-harm/goal=9?", "goal 9"]),
        (json!({ "goals": [3, 12] }), vec![]),
        // Groups bring a suggestion for a goal forward, but are no reason of their own.
        (json!({ "goals": [3], "groups": ["old"] }), vec![]),
        (json!({ "groups": ["old"] }), vec!["group old"]),
        (json!({ "stakeholders": ["shops", "young"] }), vec!["stakeholder shops"]),
        // A measure that can be better; one that is full cannot.
        (json!({ "measures": ["harm", "full"] }), vec!["measure harm"]),
        // A pair with a prompt.
        (json!({ "pairs": pair }), vec![pair_told.as_str()]),
        (json!({ "pairs": [[1, 2]] }), vec![]),
    ];
    for (fields, wanted) in cases {
        assert_eq!(because(&fields), wanted, "{fields}");
    }
}

#[test]
fn those_of_the_domain_come_first_then_those_for_its_groups_then_the_most_pressing() {
    let table = suggestions(&json!([
        { "id": "a-group", "groups": ["old"] },
        { "id": "b-goal", "goals": [7] },
        { "id": "c-urgent", "findings": ["group-harm"] },
        { "id": "d-measure", "measures": ["harm"] },
        { "id": "e-domain", "stakeholders": ["shops"], "domains": ["homes"] },
        { "id": "f-other-domain", "findings": ["group-harm"], "domains": ["roads"] },
        { "id": "g-both", "measures": ["harm"], "groups": ["young"], "domains": ["homes", "roads"] },
    ]));
    let assessment = assessment();
    let fits = table.for_report(&assessment, &assessment.score());
    let order: Vec<&str> = fits.iter().map(|fit: &Fit<'_>| fit.suggestion.id.as_str()).collect();
    // Both domain suggestions are for somebody in the project; the measure presses more than the stakeholder. Then the group.
    // Without domain or group: the finding to be discussed first, in the order of the table, the goal by its finding, the measure.
    assert_eq!(order, ["g-both", "e-domain", "a-group", "c-urgent", "f-other-domain", "b-goal", "d-measure"]);
    assert!(fits[0].of_domain && fits[0].of_subject && !fits[3].of_domain);
    let pressing = Because::Finding {
        severity: FindingSeverity::DiscussFirst,
        possible: false,
        key: FindingKey::parse("group-harm/subject=old").expect("a key"),
    };
    assert_eq!(fits[3].because[0], pressing);
}

#[test]
fn texts_are_checked_against_the_table() {
    let table = suggestions(&json!([ { "id": "one", "goals": [7, 3], "groups": ["old"] } ]));
    let texts = |field: &str, texts: &Value| {
        let file = json!({ "format": 1, field: "t", "language": "en", "texts": texts }).to_string();
        Catalogue::parse_suggestions(&file, &table)
    };
    let codes = |wrong: sdg_core::Diagnostics| wrong.iter().map(|one| one.code).collect::<Vec<_>>();
    let sound =
        texts("suggestions", &json!({ "suggestion.one.text": "Do it", "suggestion.one.first": "Ask" }))
            .expect("sound");
    let action = table.draft_action("one", &sound).expect("an action");
    assert_eq!(
        (action.goal, action.group.as_deref()),
        (None, Some("old")),
        "of two goals neither is filled in"
    );
    assert_eq!(table.draft_action("two", &sound), None);
    assert_eq!(
        codes(texts("questionnaire", &json!({ "suggestion.one.text": "Do it" })).unwrap_err()),
        ["T0102"]
    );
    assert_eq!(codes(texts("suggestions", &json!({})).unwrap_err()), ["T0104"]);
    let odd = json!({ "suggestion.one.text": "Do {goal}", "suggestion.two.text": "" });
    assert_eq!(codes(texts("suggestions", &odd).unwrap_err()), ["T0107", "T0105"]);
    assert_eq!(table.list()[0].effort, Effort::Medium);
    assert_eq!(table.list()[0].goals, [Goal::new(7).expect("a goal"), Goal::new(3).expect("a goal")]);
}
