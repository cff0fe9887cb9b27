//! Several assessors: nothing is lost, the order does not matter, bounds are those of whoever is least sure, and one warning is
//! enough.

use std::collections::BTreeSet;
use std::sync::Arc;

use sdg_core::{
    AnswerPart, Assessment, MaybeBounds, MergeError, Merged, MergedReport, Questionnaire, Standing,
};
use sdg_tests::compare::check;
use sdg_tests::generate::{Choices, Shape, draw, rows, saved};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn read(file: &Value, questionnaire: &Arc<Questionnaire>) -> Assessment {
    let loaded = Assessment::parse(&file.to_string(), questionnaire);
    loaded.unwrap_or_else(|wrong| panic!("{wrong}\n{file:#}")).assessment
}

/// A questionnaire and some files for it.
fn files(choices: &mut Choices, count: usize) -> Option<(Arc<Questionnaire>, Vec<Value>)> {
    let case = draw(choices, Shape::LAWFUL);
    let questionnaire = Questionnaire::parse(&case.structure.to_string(), None).ok()?;
    let mut files = vec![case.saved.clone()];
    for seed in 1..count {
        let mut more = Choices::from_seed(u64::try_from(seed).unwrap());
        files.push(saved(&mut more, &case.structure, None));
    }
    Some((questionnaire, files))
}

fn merged(questionnaire: &Arc<Questionnaire>, files: &[Value]) -> Merged {
    Merged::of(files.iter().map(|file| read(file, questionnaire))).unwrap()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_order_of_files_changes_nothing() {
    check(60, rows(), |row| {
        let mut choices = row.more();
        let Some((questionnaire, mut files)) = files(&mut row.choices(), 4) else { return Ok(()) };
        let one = merged(&questionnaire, &files);
        choices.shuffle(&mut files);
        let other = merged(&questionnaire, &files);
        if one.to_json() != other.to_json() || one.report().to_json() != other.report().to_json() {
            return Err(format!("another order, another result: {files:#?}"));
        }
        Ok(())
    });
}

#[test]
fn merging_in_steps_and_merging_twice_change_nothing() {
    check(40, rows(), |row| {
        let Some((questionnaire, files)) = files(&mut row.choices(), 4) else { return Ok(()) };
        let all = merged(&questionnaire, &files);
        let (left, right) = (merged(&questionnaire, &files[..1]), merged(&questionnaire, &files[1..]));
        let together = right.assessments().iter().chain(left.assessments()).chain(all.assessments()).cloned();
        let again = Merged::of(together).map_err(|error| error.to_string())?;
        if again.to_json() != all.to_json() {
            return Err("merged in steps it is another file".into());
        }
        Ok(())
    });
}

#[test]
fn no_word_is_lost() {
    check(60, rows(), |row| {
        let Some((questionnaire, mut files)) = files(&mut row.choices(), 3) else { return Ok(()) };
        // What the questionnaire does not know, too.
        files[0]["answers"]["of-later"] = json!({ "text": "kept" });
        files[1]["remark"] = json!({ "by": "another program" });
        let all = merged(&questionnaire, &files);
        let text = all.to_json();
        let held = value(&text)["merged"].as_array().unwrap().clone();
        for file in &files {
            let alone = value(&read(file, &questionnaire).to_json());
            if !held.contains(&alone) {
                return Err(format!("not in the merged file: {alone:#}"));
            }
        }
        let reopened = Merged::parse(&text, &questionnaire).map_err(|wrong| wrong.to_string())?.merged;
        if reopened.to_json() != text {
            return Err("opened and saved it is another file".into());
        }
        // Every entry of every file stands in the report, word for word but for shared ids.
        let report = all.report();
        for (assessor, assessment) in all.assessments().iter().enumerate() {
            let file = value(&assessment.to_json());
            for (id, answer) in file["answers"].as_object().unwrap() {
                let entries: Vec<Value> = match answer["each"].as_object() {
                    Some(each) => each.values().cloned().collect(),
                    None => vec![answer.clone()],
                };
                let told: Vec<Value> = report
                    .questions
                    .iter()
                    .filter(|question| question.id == *id)
                    .flat_map(|question| &question.answers)
                    .filter(|answer| answer.assessor == assessor)
                    .map(|answer| value(&answer.entry))
                    .collect();
                let reasons = |all: &[Value]| {
                    let mut all: Vec<String> = all.iter().map(|entry| entry["reason"].to_string()).collect();
                    all.sort();
                    all
                };
                if told.len() != entries.len() || reasons(&told) != reasons(&entries) {
                    return Err(format!("{id} of {assessor}: {entries:?}, told {told:?}"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn bounds_are_the_hull_and_one_warning_is_enough() {
    check(80, rows(), |row| {
        let Some((questionnaire, files)) = files(&mut row.choices(), 3) else { return Ok(()) };
        let all = merged(&questionnaire, &files);
        let reports: Vec<_> = all.assessments().iter().map(Assessment::score).collect();
        let report = all.report();
        let every = report.measures.iter().chain(&report.principles).chain(
            report
                .goals
                .iter()
                .flat_map(|goal| [&goal.benefit_max, &goal.benefit_mean, &goal.harm_max, &goal.harm_mean]),
        );
        for measure in every {
            let each: Vec<MaybeBounds> = measure.each.iter().map(|value| value.bounds).collect();
            let known: Vec<_> = each.iter().flatten().collect();
            let wanted =
                known.iter().map(|bounds| bounds.lo).min().zip(known.iter().map(|bounds| bounds.hi).max());
            let may_be_void = each.iter().any(|bounds| bounds.is_none_or(|bounds| bounds.may_be_void));
            let found = measure.bounds.map(|bounds| (bounds.lo, bounds.hi));
            let void = measure.bounds.is_some_and(|bounds| bounds.may_be_void == may_be_void);
            if found != wanted || !(void || measure.bounds.is_none()) {
                return Err(format!("{}: {:?} of {each:?}", measure.id, measure.bounds));
            }
        }
        // Without subjects of one's own, ids are the same for all.
        if report.own_subjects.is_empty() {
            let raised: BTreeSet<String> = reports
                .iter()
                .flat_map(|report| &report.findings)
                .map(|finding| finding.key().to_string())
                .collect();
            let told: BTreeSet<String> =
                report.findings.iter().map(|found| found.finding.key().to_string()).collect();
            if raised != told {
                return Err(format!("{raised:?}, told {told:?}"));
            }
        }
        for found in &report.findings {
            let certain = found.raised.iter().any(|raised| raised.certain);
            let open = found.raised.iter().any(|raised| raised.resolution.is_open());
            if found.finding.certain != certain || found.open != open {
                return Err(format!("{found:?}"));
            }
        }
        Ok(())
    });
}

/// The rule of METHOD 9 from the values in the report.
fn agree(raters: usize, steps: &[usize], apart: usize) -> bool {
    let mut sorted = steps.to_vec();
    sorted.sort_unstable();
    let middle = (sorted[(raters - 1) / 2] + sorted[raters / 2]) as f64 / 2.0;
    let near = steps.iter().filter(|step| (**step as f64 - middle).abs() <= 1.0).count();
    let mean = steps.iter().sum::<usize>() as f64 / raters as f64;
    let consensus = 1.0
        + steps.iter().map(|step| (1.0 - (*step as f64 - mean).abs() / 3.0).log2()).sum::<f64>()
            / raters as f64;
    near as f64 >= 0.75 * (raters + apart) as f64 && consensus >= 0.5
}

#[test]
fn agreed_and_divided_follow_the_rule() {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let head = json!({ "id": questionnaire.id(), "version": questionnaire.version() });
    let tried = std::cell::Cell::new((0, 0));
    check(60, rows(), |row| {
        let mut choices = row.choices();
        let count = 4 + choices.below(5);
        let mut benefits = Vec::new();
        let mut apart = 0;
        let files: Vec<Value> = (0..count)
            .map(|at| {
                // A name makes every file another one.
                let mut answers = json!({ "participants": { "text": format!("p{at}") } });
                if choices.one_in(8) {
                    apart += 1;
                    answers["goal-7"] = json!({ "not_applicable": true });
                } else {
                    let benefit = choices.below(4);
                    benefits.push(benefit);
                    answers["goal-7"] = json!({ "benefit": benefit, "harm": 0 });
                }
                json!({ "format": 1, "questionnaire": head, "answers": answers })
            })
            .collect();
        if benefits.len() < 4 {
            return Ok(());
        }
        let report = merged(&questionnaire, &files).report();
        let question = report.questions.iter().find(|question| question.id == "goal-7").unwrap();
        let spread = question.parts.iter().find(|spread| spread.part == AnswerPart::Benefit).unwrap();
        let wanted = agree(benefits.len(), &benefits, apart);
        let counts = tried.get();
        tried.set(if wanted { (counts.0 + 1, counts.1) } else { (counts.0, counts.1 + 1) });
        let listed = |list: &[sdg_core::Divided]| {
            list.iter().any(|divided| divided.question == "goal-7" && divided.part == AnswerPart::Benefit)
        };
        if (spread.standing == Standing::Agreed) != wanted
            || listed(&report.agreed) != wanted
            || listed(&report.discuss) == wanted
        {
            return Err(format!("{benefits:?} and {apart} not applicable: {spread:?}"));
        }
        if !report.discuss.is_sorted_by(|a, b| a.division >= b.division) {
            return Err("the most divided comes first".into());
        }
        Ok(())
    });
    let (agreed, divided) = tried.get();
    assert!(agreed > 3 && divided > 3, "{agreed} agreed, {divided} divided: the cases say too little");
}

// ---- subjects of one's own ----

fn quick(own: &[(&str, &str)], answers: &Value) -> Value {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let own: Vec<Value> = own.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
    json!({ "format": 1, "questionnaire": { "id": questionnaire.id(), "version": questionnaire.version() },
        "own_subjects": { "groups": own }, "answers": answers })
}

fn merged_quick(files: &[Value]) -> MergedReport {
    merged(&shipped::questionnaire("sdg-toets-quick"), files).report()
}

#[test]
fn own_subjects_are_matched_by_name() {
    let touched = |first: &str, second: &str| json!({ "groups-touched": { "subjects": { "own-1": first, "own-2": second } } });
    let report = merged_quick(&[
        quick(&[("own-1", "Seizoensarbeiders"), ("own-2", "Studenten")], &touched("yes", "no")),
        quick(&[("own-1", "studenten "), ("own-2", "Woonwagenbewoners")], &touched("no", "yes")),
    ]);
    let names: Vec<Vec<&str>> = report
        .own_subjects
        .iter()
        .map(|shared| shared.added.iter().map(|added| added.name.as_str()).collect())
        .collect();
    assert_eq!(names.len(), 3);
    assert!(
        names.contains(&vec!["Studenten", "studenten "]) || names.contains(&vec!["studenten ", "Studenten"])
    );
    let students = report.own_subjects.iter().find(|shared| shared.added.len() == 2).unwrap();
    let question = report.questions.iter().find(|question| question.id == "groups-touched").unwrap();
    let of = |id: &str| {
        question.parts.iter().find(|spread| spread.part == AnswerPart::Subject(id.to_owned())).unwrap()
    };
    // Both say that students are not touched, each under another id.
    assert_eq!((of(&students.id).raters, of(&students.id).standing), (2, Standing::Agreed));
    for shared in report.own_subjects.iter().filter(|shared| shared.added.len() == 1) {
        assert_eq!(of(&shared.id).raters, 1, "{shared:?}");
        assert_eq!(of(&shared.id).values[0].value, "yes");
    }
}

#[test]
fn two_with_one_name_stay_two() {
    let files = [
        quick(&[("own-1", "Buurt"), ("own-2", "Buurt")], &json!({})),
        quick(&[("own-1", "buurt"), ("own-2", ""), ("own-3", "")], &json!({})),
    ];
    let report = merged_quick(&files);
    let sizes: Vec<usize> = report.own_subjects.iter().map(|shared| shared.added.len()).collect();
    // Two of one name, and two without a name that match nothing.
    assert_eq!((sizes.len(), sizes.iter().sum::<usize>()), (4, 5));
}

#[test]
fn a_repeated_question_follows_the_name() {
    let answers = |id: &str, step: &str| {
        json!({ "groups-touched": { "subjects": { id: "yes" } }, "groups-in-depth": { "subjects": { id: "yes" } },
            "group-access": { "each": { id: { "option": step, "reason": step } } } })
    };
    let report = merged_quick(&[
        quick(&[("own-1", "Studenten")], &answers("own-1", "free")),
        quick(&[("own-1", "Iets anders"), ("own-3", "Studenten")], &answers("own-3", "blocked")),
    ]);
    let students = report.own_subjects.iter().find(|shared| shared.added.len() == 2).unwrap();
    let question = report
        .questions
        .iter()
        .find(|question| {
            question.id == "group-access" && question.subject.as_deref() == Some(students.id.as_str())
        })
        .unwrap();
    assert_eq!(question.answers.len(), 2);
    let scale = question.parts[0].on_scale.as_ref().unwrap();
    assert_eq!((scale.least, scale.greatest), (0, 3));
    assert_eq!(question.parts[0].standing, Standing::Discuss);
}

// ---- the file ----

#[test]
fn a_file_that_is_no_merged_file_is_refused_with_its_place() {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let codes = |text: &str| {
        let refused = Merged::parse(text, &questionnaire).expect_err("it is wrong");
        refused
            .iter()
            .map(|wrong| (wrong.code, wrong.path.clone(), wrong.line, wrong.column))
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("[]")[0].0, "M0102");
    assert_eq!(codes(&shipped::text("sdg-toets-quick/example.json"))[0].0, "M0102");
    assert_eq!(codes(r#"{ "format": 2, "merged": [], "new": 1 }"#), [("M0101", "format".into(), 1, 13)]);
    assert_eq!(codes(r#"{ "format": 1, "merged": [] }"#), [("M0103", "merged".into(), 1, 26)]);
    assert_eq!(codes(r#"{ "format": 1, "merged": {} }"#)[0].0, "J0103");
    assert_eq!(codes(r#"{ "format": 1, "merged": [1], "more": 1 }"#)[0].0, "J0104");
    // A saved file in it that is refused: at its place in the whole.
    let text = "{ \"format\": 1,\n  \"merged\": [ { \"format\": 1, \"questionnaire\": {\n    \"id\": \"another\", \"version\": \"1\" } } ] }";
    assert_eq!(codes(text), [("A0103", "merged[0].questionnaire.id".into(), 3, 11)]);
    let text = "{ \"format\": 1, \"merged\": [ { \"format\": 9 } ] }";
    assert_eq!(codes(text), [("A0102", "merged[0].format".into(), 1, 40)]);
}

#[test]
fn what_is_wrong_with_many_files_stays_a_list_that_somebody_reads() {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let wrong = |count: usize| {
        let files = vec![r#"{ "format": 9 }"#; count].join(",");
        Merged::parse(&format!(r#"{{ "format": 1, "merged": [{files}] }}"#), &questionnaire).unwrap_err()
    };
    assert_eq!(wrong(150).len(), 150);
    let many = wrong(1000);
    assert_eq!(many.len(), 200);
    assert_eq!(many.iter().last().unwrap().code, "J0199");
    // A file of its own that is too large stands where it begins.
    let large = format!("{{ \"format\": 1, \"merged\": [\n [{}0] ] }}", "0,".repeat(5 << 20));
    let refused = Merged::parse(&large, &questionnaire).unwrap_err();
    let first = refused.iter().next().unwrap();
    assert_eq!((first.code, first.path.as_str(), first.line, first.column), ("J0101", "merged[0]", 2, 2));
}

#[test]
fn notices_tell_which_file_they_are_about() {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let file = quick(&[], &json!({ "of-later": { "text": "x" } }));
    let merged = json!({ "format": 1, "merged": [ quick(&[], &json!({})), file ] });
    let loaded = Merged::parse(&merged.to_string(), &questionnaire).unwrap();
    let notices: Vec<(&str, &str)> =
        loaded.notices.iter().map(|notice| (notice.code, notice.path.as_str())).collect();
    assert_eq!(notices, [("A0202", "merged[1].answers.of-later")]);
}

#[test]
fn a_merged_file_is_no_saved_file() {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let text = Merged::of([shipped::example()]).unwrap().to_json();
    let example = Merged::parse(&text, &shipped::example().questionnaire().clone());
    assert!(example.is_ok());
    let refused = Assessment::parse(&text, &questionnaire).expect_err("it holds several");
    assert_eq!(refused.iter().next().unwrap().code, "A0106");
}

#[test]
fn what_cannot_be_merged_is_refused() {
    assert_eq!(Merged::of([]).unwrap_err(), MergeError::Nothing);
    let other = Assessment::new(&shipped::questionnaire("sdg-toets-quick"));
    assert_eq!(Merged::of([shipped::example(), other]).unwrap_err(), MergeError::OtherQuestionnaire(1));
}

#[test]
fn names_of_persons_can_be_left_out() {
    let mut example = shipped::example();
    example.assessor = Some(sdg_core::Assessor { by: "dienst mobiliteit".into(), person: Some("An".into()) });
    let merged = Merged::of([example]).unwrap();
    assert!(merged.to_json().contains("\"An\""), "the record keeps everything");
    assert!(!merged.report().to_json().contains("\"An\""), "a report names functions only");
    assert!(!merged.without_persons().to_json().contains("\"An\""));
}
