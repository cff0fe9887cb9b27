//! The shipped content: every questionnaire that stands in `questionnaires/`, whatever its name.
//!
//! `sdg check` says whether each file is sound by itself (`sdg-cli/tests/cli.rs`); here is what a person meets who fills it in
//! from start to end, and what the product promises of its content.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sdg_core::{
    Answer, AnswerState, Assessment, Catalogue, Entry, Kind, MeasureResult, Questionnaire, Report, Strength,
    SubjectAnswer, Truth,
};
use sdg_tests::shipped;
use sdg_tests::walk::{Dice, to_the_end};
use sdg_wasm::app::message::{Action, Input, Message, Place};
use sdg_wasm::app::model::{Keeping, Language, Model, Start};
use sdg_wasm::app::{phrases, view};
use serde_json::{Value, json};

const WALKS: u64 = 12;
/// The questionnaires that look at all 17 goals, one by one.
const SDG_CHECKS: [&str; 2] = ["sdg-toets-quick", "sdg-toets"];

fn all() -> Vec<Arc<Questionnaire>> {
    let ids = shipped::ids();
    assert!(SDG_CHECKS.iter().all(|check| ids.iter().any(|id| id == check)), "{ids:?}");
    ids.iter().map(|id| shipped::questionnaire(id)).collect()
}

fn catalogues(questionnaire: &Questionnaire) -> Vec<Catalogue> {
    questionnaire.languages().iter().map(|language| shipped::texts(questionnaire, language)).collect()
}

// ---------------------------------------------------------------------------------------------------------------
// Sound and complete

#[test]
fn every_language_says_the_same_things() {
    for questionnaire in all() {
        let id = questionnaire.id();
        let folder = shipped::folder().join(id).join("texts");
        let files = std::fs::read_dir(&folder).expect("a folder of texts").flatten();
        let files: BTreeSet<String> =
            files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        let languages = questionnaire.languages();
        assert_eq!(languages, ["nl", "en", "fr", "es"], "{id}");
        assert_eq!(files, languages.iter().map(|language| format!("{language}.json")).collect(), "{id}");
        let catalogues = catalogues(&questionnaire);
        let source = &catalogues[0];
        for (language, catalogue) in languages.iter().zip(&catalogues) {
            assert_eq!(catalogue.language(), language, "{id}");
            let keys = |catalogue: &Catalogue| -> Vec<String> {
                catalogue.iter().map(|(key, _)| key.to_owned()).collect()
            };
            assert_eq!(keys(source), keys(catalogue), "{id} in {language}");
            for (key, text) in source.iter() {
                let other = catalogue.get(key).unwrap_or_default();
                assert_eq!(braced(text), braced(other), "{id} in {language}: {key}");
            }
        }
    }
}

/// The words in braces, each as often as it stands there.
fn braced(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    words.sort_unstable();
    words
}

#[test]
fn every_effect_is_on_somebody_or_some_goal_and_asks_for_harm() {
    for questionnaire in all() {
        let catalogues = catalogues(&questionnaire);
        for question in questionnaire.questions() {
            let Kind::Effect { goal, .. } = &question.kind else { continue };
            let id = &question.id;
            assert!(
                goal.is_some() || question.for_each.is_some() || is_used(&questionnaire, id),
                "{}: {id} is on no goal and on nobody, and nothing looks at it",
                questionnaire.id()
            );
            for catalogue in &catalogues {
                let text = |part: &str| {
                    let key = format!("question.{id}.{part}");
                    catalogue
                        .get(&key)
                        .unwrap_or_else(|| panic!("{key} is missing in {}", catalogue.language()))
                };
                assert_ne!(text("benefit"), text("harm"), "{id} asks the same twice");
                assert_ne!(text("benefit.example"), text("harm.example"), "{id} gives one example for both");
            }
        }
    }
}

/// Whether a measure, a finding or a condition names the question.
fn is_used(questionnaire: &Questionnaire, id: &str) -> bool {
    let structure = shipped::text(&format!("{}/questionnaire.json", questionnaire.id()));
    structure.contains(&format!("\"question\": \"{id}\""))
}

#[test]
fn every_topic_says_what_would_count_as_evidence() {
    // A topic is an effect on a goal behind a gate.
    let mut topics = 0;
    for questionnaire in all() {
        let catalogues = catalogues(&questionnaire);
        for topic in topics_of(&questionnaire) {
            topics += 1;
            // Targets are those of the full check; another instrument may ask what no target is about.
            assert!(questionnaire.id() != "sdg-toets" || !topic.1.is_empty(), "{} names no target", topic.0);
            for catalogue in &catalogues {
                for part in ["help", "evidence"] {
                    let key = format!("question.{}.{part}", topic.0);
                    assert!(catalogue.get(&key).is_some(), "{key} is missing in {}", catalogue.language());
                }
            }
        }
    }
    assert!(topics > 50, "the full check has topics: {topics}");
}

/// Id and targets of the effect questions of goals that have a gate, without the gates.
fn topics_of(questionnaire: &Questionnaire) -> Vec<(&str, &[String])> {
    let gated: BTreeSet<_> = questionnaire
        .questions()
        .iter()
        .filter_map(|question| match question.kind {
            Kind::Effect { goal, gate: true, .. } => goal,
            _ => None,
        })
        .collect();
    let topic = |kind: &Kind| match kind {
        Kind::Effect { goal: Some(goal), gate: false, .. } => gated.contains(goal),
        _ => false,
    };
    let topics = questionnaire.questions().iter().filter(|question| topic(&question.kind));
    topics.map(|question| (question.id.as_str(), question.targets.as_slice())).collect()
}

#[test]
fn every_goal_has_a_way_in_and_its_topics_open_by_it() {
    for questionnaire in all() {
        let known: BTreeSet<&str> = topics_of(&questionnaire).into_iter().map(|topic| topic.0).collect();
        for goal in sdg_core::Goal::all() {
            let of_goal = questionnaire.goal_questions(goal);
            // An SDG check asks about all goals; another instrument about those that it is for.
            let Some(&gate) = of_goal.first() else {
                assert!(
                    !SDG_CHECKS.contains(&questionnaire.id()),
                    "{}: nothing is asked on goal {}",
                    questionnaire.id(),
                    goal.number()
                );
                continue;
            };
            let asked = |assessment: &Assessment| -> Vec<String> {
                let report = assessment.score();
                let asked = report.questions.iter().filter(|result| result.asked == Truth::Yes);
                let topics = asked.filter(|result| questionnaire.goal_of(&result.id) == Some(goal));
                topics.map(|result| result.id.clone()).filter(|id| known.contains(id.as_str())).collect()
            };
            let topics = of_goal.len() - 1;
            assert!(topics == 0 || (3..=6).contains(&topics), "goal {}: {topics} topics", goal.number());
            for (benefit, harm, opens) in [(0, 0, false), (1, 0, true), (0, 1, true)] {
                let mut assessment = Assessment::new(&questionnaire);
                let sides = [benefit, harm].map(|points| Some(Strength::Points(points)));
                let answer = Answer::Effect { benefit: sides[0], harm: sides[1] };
                assessment.set(gate, None, Entry { answer: Some(answer), ..Entry::EMPTY }).expect("it fits");
                assert_eq!(
                    asked(&assessment).len(),
                    if opens { topics } else { 0 },
                    "goal {}",
                    goal.number()
                );
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// From start to end

#[test]
fn a_walk_with_certain_answers_ends_with_exact_numbers() {
    for questionnaire in all() {
        for seed in 0..WALKS {
            let assessment = to_the_end(&questionnaire, &mut Dice::new(seed), false);
            let report = assessment.score();
            let id = format!("{}, seed {seed}", questionnaire.id());
            complete(&report, &assessment, &id);
            for question in &report.questions {
                assert_ne!(question.asked, Truth::Undecided, "{id}: {} {:?}", question.id, question.subject);
            }
            for measure in measures(&report) {
                let name = format!("{id}: {} {:?}", measure.id, measure.subject);
                if let Some(bounds) = measure.bounds {
                    assert_eq!(bounds.lo, bounds.hi, "{name}");
                    assert!(!bounds.may_be_void, "{name}");
                }
                let coverage = measure.coverage;
                assert_eq!((coverage.unknown, coverage.unanswered, coverage.undecided), (0, 0, 0), "{name}");
                assert!(measure.shown && !measure.provisional, "{name}");
            }
            for goal in &report.goals {
                assert!(!goal.open && goal.touched != Truth::Undecided, "{id}: goal {}", goal.goal.number());
                assert!(goal.topics.applicable <= questionnaire.goal_questions(goal.goal).len(), "{id}");
            }
            for finding in &report.findings {
                assert!(finding.certain, "{id}: {finding:?}");
            }
        }
    }
}

#[test]
fn a_walk_with_unknowns_ends_with_bounds() {
    for questionnaire in all() {
        let mut open = 0;
        for seed in 0..WALKS {
            let assessment = to_the_end(&questionnaire, &mut Dice::new(1000 + seed), true);
            let report = assessment.score();
            let id = format!("{}, seed {seed}", questionnaire.id());
            complete(&report, &assessment, &id);
            for measure in measures(&report) {
                if let Some(bounds) = measure.bounds {
                    assert!(bounds.lo <= bounds.hi, "{id}: {}", measure.id);
                    open += usize::from(bounds.lo < bounds.hi);
                }
                assert_eq!(measure.coverage.unanswered, 0, "{id}: {}", measure.id);
            }
        }
        assert!(open > 0, "{}: an unknown answer leaves something open", questionnaire.id());
    }
}

/// Headline and breadth of the goals, every measure, every principle.
fn measures(report: &Report) -> impl Iterator<Item = &MeasureResult> {
    let goals = report
        .goals
        .iter()
        .flat_map(|goal| [&goal.benefit.max, &goal.benefit.mean, &goal.harm.max, &goal.harm.mean]);
    report.measures.iter().chain(goals).chain(report.principles.iter().map(|principle| &principle.headline))
}

fn complete(report: &Report, assessment: &Assessment, id: &str) {
    let questionnaire = assessment.questionnaire();
    let goals = sdg_core::Goal::all().filter(|goal| !questionnaire.goal_questions(*goal).is_empty()).count();
    assert_eq!(report.goals.len(), goals, "{id}");
    assert_eq!(report.principles.len(), questionnaire.principles().len(), "{id}");
    for question in report.questions.iter().filter(|question| question.asked == Truth::Yes) {
        assert_ne!(question.state, AnswerState::Unanswered, "{id}: {}", question.id);
        assert!(question.load >= 1, "{id}: {}", question.id);
    }
    for (progress, section) in report.progress.iter().zip(questionnaire.sections()) {
        assert_eq!(progress.section, section.id, "{id}");
        assert_eq!(progress.asked, progress.answered + progress.unknown, "{id}: {}", progress.section);
    }
    for prompt in &report.prompts {
        assert!(prompt.answered, "{id}: {}", prompt.id);
    }
    // What was filled in comes back whole.
    let reopened = Assessment::parse(&assessment.to_json(), questionnaire).expect("its own file");
    assert_eq!(reopened.notices, Vec::new(), "{id}");
    assert_eq!(reopened.assessment.score().to_json(), report.to_json(), "{id}");
}

#[test]
fn what_a_finding_says_is_filled_in_by_what_it_gives() {
    for questionnaire in all() {
        let catalogues = catalogues(&questionnaire);
        let mut met = BTreeSet::new();
        for seed in 0..2 * WALKS {
            let report = to_the_end(&questionnaire, &mut Dice::new(seed), seed % 2 == 1).score();
            for finding in report.findings {
                for catalogue in &catalogues {
                    let text = catalogue.get(&format!("finding.{}.text", finding.id)).expect("a text");
                    for word in braced(text) {
                        let given = match word {
                            "goal" => finding.goal.is_some(),
                            "subject" => finding.subject.is_some(),
                            "question" => finding.question.is_some(),
                            _ => false,
                        };
                        assert!(given, "{} in {}: {{{word}}}", finding.id, catalogue.language());
                    }
                }
                met.insert(finding.id);
            }
        }
        // A rule that no walk ever meets is most likely a rule that nothing can raise.
        let rules: BTreeSet<String> = questionnaire.rules().iter().map(|rule| rule.id.clone()).collect();
        let rare = rules.difference(&met).filter(|id| !RARE.contains(&id.as_str()));
        assert_eq!(rare.collect::<Vec<_>>(), Vec::<&String>::new(), "{}: never raised", questionnaire.id());
    }
}

/// Rules that answers given at random do not meet: [`what_chance_does_not_meet_is_raised_by_hand`].
const RARE: [&str; 5] = [
    "no-group",
    "no-harm-anywhere",
    "lnob-coverage-low",
    "interlinkages-coverage-low",
    "stakeholders-coverage-low",
];

#[test]
fn what_chance_does_not_meet_is_raised_by_hand() {
    let full = shipped::questionnaire("sdg-toets");
    let raised = |assessment: &Assessment| -> BTreeSet<String> {
        let findings = assessment.score().findings.into_iter();
        findings.filter(|finding| finding.certain).map(|finding| finding.id).collect()
    };
    let set = |assessment: &mut Assessment, id: &str, answer: Answer| {
        let entry = Entry { answer: Some(answer), ..Entry::EMPTY };
        assessment.set(full.find(id).expect("it is there"), None, entry).expect("it fits");
    };
    let only = |assessment: &Assessment, roster: &str, yes: &str| {
        let subjects = assessment.subjects(full.find_roster(roster).expect("it is there"));
        let answer = |subject: &str| if subject == yes { SubjectAnswer::Yes } else { SubjectAnswer::No };
        Answer::Subjects(subjects.map(|subject| (subject.to_owned(), answer(subject))).collect())
    };

    // Nothing but who is touched and who takes part: all the rest is open.
    let mut little = Assessment::new(&full);
    for (id, roster, yes) in [
        ("groups-touched", "groups", "older"),
        ("groups-in-depth", "groups", "older"),
        ("stakeholders-relevant", "stakeholders", "residents"),
    ] {
        let answer = only(&little, roster, yes);
        set(&mut little, id, answer);
    }
    for id in ["lnob-coverage-low", "interlinkages-coverage-low", "stakeholders-coverage-low"] {
        assert!(raised(&little).contains(id), "{id}");
    }

    // Nobody is touched, and nothing and nobody is worse off.
    let mut rosy = to_the_end(&full, &mut Dice::new(1), false);
    let nobody = only(&rosy, "groups", "");
    set(&mut rosy, "groups-touched", nobody);
    for question in full.questions() {
        if matches!(question.kind, Kind::Effect { .. }) && question.for_each.is_none() {
            let (benefit, harm) = (Some(Strength::Points(1)), Some(Strength::Points(0)));
            set(&mut rosy, &question.id, Answer::Effect { benefit, harm });
        }
    }
    for id in ["no-group", "no-harm-anywhere"] {
        assert!(raised(&rosy).contains(id), "{id}");
    }
}

/// What questionnaires/README.md counts is what there is.
#[test]
fn the_readme_of_the_questionnaires_counts_right() {
    let readme = shipped::text("README.md").replace('\n', " ");
    let says =
        |words: String| assert!(readme.contains(&words), "questionnaires/README.md does not say: {words}");
    for questionnaire in all() {
        let id = questionnaire.id();
        let structure: serde_json::Value =
            serde_json::from_str(&shipped::text(&format!("{id}/questionnaire.json"))).expect("JSON");
        let count = |part: &str| structure[part].as_array().map_or(0, Vec::len);
        let (questions, budget) = (questionnaire.questions().len(), &structure["budget"]);
        let focus =
            if id == "sdg-toets" { format!(", {} lists of focus", count("focus")) } else { String::new() };
        if id.starts_with("sdg-toets") {
            says(format!("{questions} questions in {} sections", count("sections")));
            says(format!("{} measures, {} findings{focus}", count("measures"), count("findings")));
            says(format!("The budget is {budget} answers"));
        } else {
            let row = readme.split(&format!("| `{id}` |")).nth(1).expect("a row of its own");
            let cells: Vec<&str> = row.split('|').map(str::trim).take(4).collect();
            assert!(cells[1].starts_with(&format!("{questions} questions")), "{id}: {cells:?}");
            assert_eq!(cells[2], budget.to_string(), "{id}");
        }
    }
    let table: serde_json::Value =
        serde_json::from_str(&shipped::text("suggestions/suggestions.json")).expect("JSON");
    let suggestions = table["suggestions"].as_array().expect("a table").len();
    says(format!("The table holds {suggestions} suggestions"));
}

/// The glossary has one row per Dutch word, with a word or a dash in every language.
#[test]
fn every_row_of_the_glossary_is_filled() {
    let glossary = shipped::text("glossary.md");
    let rows: Vec<Vec<&str>> = glossary
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 50, "{} rows", rows.len());
    for row in &rows {
        assert!(row.len() == 4 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
    let words: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(words.len(), rows.len(), "a word stands there twice");
}

/// Every screen of the widget, in every language, holds words and no placeholder that was not filled in.
#[test]
fn every_screen_is_worded_and_filled_in() {
    for questionnaire in all() {
        for language in questionnaire.languages() {
            let interface = shipped::text(&format!("interface/{language}.json"));
            let published =
                phrases::publish(&interface).unwrap_or_else(|wrong| panic!("{language}: {wrong}"));
            let texts = shipped::text(&format!("{}/texts/{language}.json", questionnaire.id()));
            let texts = Catalogue::parse(&texts, &questionnaire).unwrap().to_published();
            for seed in 0..2 {
                let walked = to_the_end(&questionnaire, &mut Dice::new(seed), seed == 1);
                // What a person writes may look like a placeholder; it is not at stake here.
                let stored = walked.to_json().replace("{subject}", "").replace("{&’”}", "");
                // As the browser keeps it.
                let stored = ["sdg-toets-1 list -\n", &stored].concat();
                let (mut model, _) = Model::new(Start {
                    questionnaire: Arc::clone(&questionnaire),
                    language: Language::parse(&texts, published.each_ref().map(String::as_str))
                        .expect("published wording"),
                    keeping: Keeping::Nothing,
                    heading: 2,
                    from: Some(stored),
                    kept: true,
                });
                let sections = (0..questionnaire.sections().len()).map(Place::Section);
                for place in
                    [Place::Start, Place::List, Place::Result, Place::Keep].into_iter().chain(sections)
                {
                    model.update(Message::Act(Action::Go(place.clone()), Input::default()));
                    // As `Debug` writes the tree, only a text has a word straight between braces.
                    let screen = format!("{:?}", view::screen(&model));
                    let left: Vec<&str> = braced(&screen)
                        .into_iter()
                        .filter(|word| word.chars().all(char::is_alphabetic))
                        .collect();
                    let place = place.to_text(&questionnaire);
                    assert!(left.is_empty(), "{} in {language}, {place}: {left:?}", questionnaire.id());
                    assert!(screen.len() > 1000, "{} in {language}, {place} is empty", questionnaire.id());
                    // An instrument without goals says nothing about goals.
                    let goals = screen.contains("\"goals\"");
                    let wanted = place == "result" && questionnaire.goals().is_some();
                    assert_eq!(goals, wanted, "{} in {language}, {place}", questionnaire.id());
                }
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Quick and full

#[test]
fn what_two_questionnaires_share_means_the_same() {
    let all = all();
    let mut shared = 0;
    for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
        for question in one.questions() {
            let Some(twin) = other.find(&question.id).and_then(|ix| other.question(ix)) else { continue };
            assert_eq!(
                shape(one, &question.kind),
                shape(other, &twin.kind),
                "`{}` of {} and {}",
                question.id,
                one.id(),
                other.id()
            );
            let over = |questionnaire: &Questionnaire, id: &str| {
                questionnaire
                    .repeated_over(id)
                    .and_then(|ix| questionnaire.roster(ix))
                    .map(|roster| roster.id.clone())
            };
            assert_eq!(
                over(one, &question.id),
                over(other, &twin.id),
                "`{}` is repeated otherwise",
                question.id
            );
            shared += usize::from(one.id() != other.id());
        }
    }
    assert!(shared >= 2 * 30, "quick and full share their gates and most of the principles: {}", shared / 2);
}

/// A question that is the same in the source language is the same in every other: whoever carries an answer over reads no other words.
#[test]
fn what_two_questionnaires_say_alike_they_say_alike_in_every_language() {
    let all = all();
    let mut compared = 0;
    for (at, one) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            let (sources, languages) = ([one, other].map(|of| shipped::texts(of, "nl")), one.languages());
            for language in languages.iter().filter(|language| other.languages().contains(language)) {
                let texts = [one, other].map(|of| shipped::texts(of, language));
                for (key, text) in sources[0].iter().filter(|(key, text)| sources[1].get(key) == Some(*text))
                {
                    let translated = [&texts[0], &texts[1]].map(|texts| texts.get(key));
                    assert_eq!(
                        translated[0],
                        translated[1],
                        "`{key}` of {} and {} in {language}: {text}",
                        one.id(),
                        other.id()
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

/// What an answer to the question looks like, by ids.
fn shape(questionnaire: &Questionnaire, kind: &Kind) -> String {
    let steps = |scale: sdg_core::ScaleIx| {
        let steps = &questionnaire.scale(scale).expect("it is there").steps;
        steps.iter().map(|step| format!("{}:{}", step.id, step.points)).collect::<Vec<_>>().join(" ")
    };
    match kind {
        Kind::Effect { scale, goal, .. } => format!("effect {goal:?} {}", steps(*scale)),
        Kind::Rating { scale } => format!("rating {}", steps(*scale)),
        Kind::Choice { options } | Kind::Multiple { options, .. } => {
            let word = if matches!(kind, Kind::Choice { .. }) { "choice" } else { "multiple" };
            let options: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
            format!("{word} {}", options.join(" "))
        }
        Kind::Subjects { roster, .. } => {
            format!("subjects {}", questionnaire.roster(*roster).expect("it is there").id)
        }
        Kind::Text { .. } => "text".to_owned(),
        Kind::Number { .. } => "number".to_owned(),
        Kind::Date => "date".to_owned(),
    }
}

#[test]
fn a_roster_of_the_quick_check_is_part_of_that_of_the_full_one() {
    let (quick, full) = (shipped::questionnaire("sdg-toets-quick"), shipped::questionnaire("sdg-toets"));
    for roster in quick.rosters().iter().filter(|roster| !roster.prompts) {
        let wider = full.find_roster(&roster.id).and_then(|ix| full.roster(ix)).expect("the same roster");
        for subject in &roster.subjects {
            assert!(wider.subjects.contains(subject), "{}: {subject}", roster.id);
        }
    }
}

/// What the quick check has and the full one has not: said here once, so that it does not grow unseen.
#[test]
fn the_quick_example_goes_along_into_the_full_check() {
    let (quick, full) = (shipped::example(), shipped::questionnaire("sdg-toets"));
    let mut file: Value = serde_json::from_str(&quick.to_json()).expect("JSON");
    file["questionnaire"] = json!({ "id": full.id(), "version": full.version() });
    let carried = Assessment::parse(&file.to_string(), &full).expect("a saved file of the full check");

    // One rating of access becomes seven barriers, one of process three; how one knows is asked of topics, not of gates.
    let lost: BTreeSet<&str> = carried.notices.iter().map(|notice| notice.path.as_str()).collect();
    let gates = ["goal-3", "goal-10", "goal-11"].map(|gate| format!("answers.{gate}.facets."));
    for path in &lost {
        let known = ["answers.group-access", "answers.looked-further"].contains(path);
        assert!(known || gates.iter().any(|gate| path.starts_with(gate)), "{path} is lost");
    }
    assert!(lost.len() >= 5, "{lost:?}");

    // What both ask is answered in both alike.
    let (before, after) = (quick.score(), carried.assessment.score());
    let mut along = 0;
    for question in before.questions.iter().filter(|question| question.asked == Truth::Yes) {
        let Some(twin) = after.question(&question.id, question.subject.as_deref()) else { continue };
        assert_eq!(twin.asked, Truth::Yes, "{} {:?}", question.id, question.subject);
        let ix = full.find(&question.id).expect("it is there");
        if let Kind::Subjects { .. } = full.question(ix).expect("it is there").kind {
            // The full check knows more stakeholders; about these nothing was said.
            let entry = |of: &Assessment, ix| match &of.entry(ix, None).answer {
                Some(Answer::Subjects(subjects)) => subjects.clone(),
                other => panic!("{}: {other:?}", question.id),
            };
            let asked = quick.questionnaire().find(&question.id).expect("it is there");
            assert_eq!(entry(&carried.assessment, ix), entry(&quick, asked), "{}", question.id);
        } else {
            assert_eq!(twin.state, question.state, "{} {:?}", question.id, question.subject);
        }
        along += 1;
    }
    assert!(along > 40, "{along}");
    // And the topics of the goals that it touches are asked now.
    let topics: BTreeSet<&str> = topics_of(&full).into_iter().map(|topic| topic.0).collect();
    let open = after.questions.iter().filter(|question| {
        question.asked == Truth::Yes
            && question.state == AnswerState::Unanswered
            && topics.contains(question.id.as_str())
    });
    let goals: BTreeSet<u8> =
        open.filter_map(|question| Some(full.goal_of(&question.id)?.number())).collect();
    assert_eq!(goals, BTreeSet::from([3, 10, 11, 16]));
}

// ---------------------------------------------------------------------------------------------------------------
// Focus

#[test]
fn a_focus_is_short_and_names_each_question_once() {
    for questionnaire in all() {
        for focus in questionnaire.focus() {
            let names: Vec<&str> = focus
                .questions
                .iter()
                .filter_map(|ix| Some(questionnaire.question(*ix)?.id.as_str()))
                .collect();
            let once: BTreeSet<&str> = names.iter().copied().collect();
            assert_eq!(names.len(), once.len(), "{}: {names:?}", focus.id);
            assert!((4..=12).contains(&names.len()), "{}: {} questions", focus.id, names.len());
            // A topic is met only behind its gate, so the gate is in focus as well.
            for name in &names {
                let gates = questionnaire.goal_of(name).map(|goal| questionnaire.goal_questions(goal)[0]);
                if let Some(gate) = gates.and_then(|gate| questionnaire.question(gate)) {
                    assert!(once.contains(gate.id.as_str()), "{}: {name} without {}", focus.id, gate.id);
                }
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Coverage of the targets

const TABLE: &str = "docs/coverage.md";

#[test]
fn every_directly_local_target_is_asked_about_or_left_out_with_a_reason() {
    let file: Value = serde_json::from_str(&shipped::text("coverage.json")).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let reasons: BTreeMap<String, String> = file["gaps"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|gap| (text(&gap["target"]), text(&gap["why"])))
        .collect();
    let asked = |id: &str, topics_only: bool| -> BTreeMap<String, Vec<String>> {
        let questionnaire = shipped::questionnaire(id);
        let topics: BTreeSet<&str> = topics_of(&questionnaire).into_iter().map(|topic| topic.0).collect();
        let mut asked = BTreeMap::<String, Vec<String>>::new();
        for question in questionnaire.questions() {
            if !topics_only || topics.contains(question.id.as_str()) {
                for target in &question.targets {
                    asked.entry(target.clone()).or_default().push(format!("`{}`", question.id));
                }
            }
        }
        asked
    };
    let (quick, full) = (asked("sdg-toets-quick", false), asked("sdg-toets", true));
    let targets = file["targets"].as_array().expect("a list");
    let mut known = BTreeSet::new();
    let mut rows = String::new();
    for target in targets {
        let code = text(&target["code"]);
        let topics = full.get(&code).map(|topics| topics.join(", "));
        let why = reasons.get(&code);
        assert!(topics.is_some() || why.is_some(), "{code}: no topic and no reason");
        assert!(topics.is_none() || why.is_none(), "{code} is asked about: its gap is stale");
        assert!(why.is_none_or(|why| why.len() > 20), "{code}: the reason says too little");
        let dash = || "–".to_owned();
        rows += &format!(
            "| {code} | {} | {} | {} | {} |\n",
            text(&target["label"]["en"]),
            quick.get(&code).map_or_else(dash, |gates| gates.join(", ")),
            topics.unwrap_or_else(dash),
            why.map_or("", String::as_str)
        );
        assert!(known.insert(code), "a target stands there twice");
    }
    assert!(reasons.keys().all(|code| known.contains(code)), "a gap is no target of the list");
    let page = format!(
        "# Coverage of the targets\n\nMade by `UPDATE=1 cargo test -p sdg-tests --test content` from `questionnaires/coverage.json` and both questionnaires.\n\n\
         Of the 169 targets of Agenda 2030, {} are taken here as directly local: a Flemish municipality can do something about them with its own means. That list and the short labels are an editorial\n\
         proposal of this project, open to correction; no list by VVSG, the UN or the OECD was found. {} of them have a topic in the full check, {} are left out with a reason. The quick check asks one question per goal\n\
         and names a few targets as examples of what to think of.\n\n\
         | target | what it is about | quick check | topics of the full check | left out because |\n|---|---|---|---|---|\n{rows}",
        targets.len(),
        targets.len() - reasons.len(),
        if reasons.is_empty() { "none".to_owned() } else { reasons.len().to_string() },
    );
    let path = shipped::folder().join("..").join(TABLE);
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        std::fs::write(&path, &page).expect("written");
    }
    let now = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(now == page, "{TABLE} is not what the data say; UPDATE=1 rewrites it");
}

/// What the widget loads holds the very same texts, also where one key is the beginning of another.
#[test]
fn published_texts_are_the_texts() {
    for id in shipped::ids() {
        for language in shipped::questionnaire(&id).languages() {
            let text = shipped::text(&format!("{id}/texts/{language}.json"));
            let catalogue = Catalogue::parse(&text, &shipped::questionnaire(&id)).expect("sound");
            let published = Catalogue::from_published(&catalogue.to_published());
            assert_eq!(published.as_ref(), Some(&catalogue), "{id} in {language}");
        }
    }
}
