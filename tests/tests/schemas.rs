//! The JSON Schemas that are published with the questionnaires say what the readers say: of fields to the letter, of shapes as
//! far as a schema can.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{schema, schema_value};
use sdg_core::{Assessment, Catalogue, Diagnostics, Evidence, Questionnaire, Suggestions};
use sdg_tests::doors::{DOORS, Door, World};
use sdg_tests::shipped;
use serde_json::{Value, json};

/// JSON files below `questionnaires/`, by their path there.
fn shipped_files() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut waiting = vec![shipped::folder()];
    while let Some(folder) = waiting.pop() {
        for path in fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(shipped::folder()).expect("below").display().to_string();
                let text = fs::read_to_string(&path).expect("text");
                found.push((name, serde_json::from_str(&text).expect("JSON")));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The schema of a shipped file; `None` for data that the engine does not read.
fn schema_of(path: &str) -> Option<&'static str> {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match name {
        "questionnaire.json" => Some("structure"),
        "example.json" | "example-partner.json" => Some("saved"),
        "interlinkages.json" => Some("evidence"),
        "suggestions.json" => Some("suggestions"),
        "rules.json" => Some("authoring"),
        _ if path.contains("/texts/")
            || ["interface/", "report/"].iter().any(|folder| path.starts_with(folder)) =>
        {
            Some("texts")
        }
        _ => None,
    }
}

#[test]
fn every_shipped_file_is_valid_and_names_its_schema() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, value) in shipped_files() {
        let Some(name) = schema_of(&path) else {
            let unread = ["schemas/", "evidence/", "bbc/", "coverage.json"]
                .iter()
                .any(|start| path.starts_with(start));
            assert!(unread, "no schema for {path}");
            continue;
        };
        let wrong: Vec<String> = schema(name)
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{path}\n{}", wrong.join("\n"));
        *counts.entry(name).or_default() += 1;
        if name != "saved" {
            let named =
                PathBuf::from(value["$schema"].as_str().unwrap_or_else(|| panic!("{path} names no schema")));
            let folder = shipped::folder().join(&path).parent().expect("a folder").to_owned();
            let found = folder.join(named).canonicalize().unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(found.ends_with(format!("schemas/{name}.schema.json")), "{path}: {}", found.display());
        }
    }
    assert_eq!(counts.len(), 6, "each schema has a shipped file: {counts:?}");
}

#[test]
fn what_the_engine_writes_is_valid() {
    let world = World::small();
    for text in [world.saved.clone(), shipped::example().to_json()] {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let wrong: Vec<String> = schema("saved").iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    for (name, text) in
        [("structure", &world.structure), ("texts", &world.texts), ("suggestions", &world.suggestions)]
    {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let wrong: Vec<String> = schema(name).iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Fields

/// Every text in quotes in the engine that could be the name of a field.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut waiting = vec![shipped::folder().join("../sdg-core/src")];
    while let Some(folder) = waiting.pop() {
        for path in fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("text");
            for word in text.split('"') {
                let letters = word.chars().all(|letter| letter.is_ascii_lowercase() || "_$".contains(letter));
                if letters && !word.is_empty() {
                    words.insert(word.to_owned());
                }
            }
        }
    }
    words
}

/// An object in a sound file, and what it is in a schema.
struct Shape {
    door: Door,
    /// Name under `$defs` of the schema of that door; empty for the whole file.
    definition: &'static str,
    /// What is put into the small file first, and where.
    put: Option<(&'static str, Value)>,
    /// Where the object stands then.
    place: &'static str,
}

/// Merged files and lists of policy fields are made by programs: no schema is published for them.
fn schema_name(door: Door) -> Option<&'static str> {
    Some(match door {
        Door::Structure => "structure",
        Door::Texts => "texts",
        Door::Evidence => "evidence",
        Door::Saved => "saved",
        Door::Suggestions => "suggestions",
        Door::Merged | Door::Policy => return None,
    })
}

/// Every object of every file, once.
fn shapes() -> Vec<Shape> {
    let plain = |door, shapes: &[(&'static str, &'static str)]| -> Vec<Shape> {
        shapes.iter().map(|(definition, place)| Shape { door, definition, put: None, place }).collect()
    };
    let mut all = plain(
        Door::Structure,
        &[
            ("", ""),
            ("source", "/sources/0"),
            ("profile", "/profile"),
            ("scale", "/scales/0"),
            ("step", "/scales/0/steps/0"),
            ("band_set", "/bands/0"),
            ("band", "/bands/0/bands/0"),
            ("roster", "/rosters/0"),
            ("facet", "/facets/0"),
            ("ask_from", "/facets/0/ask_from"),
            ("section", "/sections/0"),
            ("question", "/sections/0/questions/0"),
            ("option", "/sections/0/questions/1/options/0"),
            ("for_each", "/sections/1/questions/4/for_each"),
            ("condition", "/sections/1/ask_if"),
            ("measure", "/measures/0"),
            ("item", "/measures/0/items/0"),
            ("goals", "/goals"),
            ("claim", "/goals/claim"),
            ("claim_facet", "/goals/claim/facets/0"),
            ("principle", "/principles/0"),
            ("interlinkages", "/interlinkages"),
            ("places", "/interlinkages/places"),
            ("finding", "/findings/0"),
        ],
    );
    let mut put = |definition, pointer, value, place| {
        all.push(Shape { door: Door::Structure, definition, put: Some((pointer, value)), place });
    };
    let fit = json!({ "id": "m", "aggregate": "attainment", "polarity": "higher-is-better", "reached": "here",
        "required": { "base": 1, "rules": [ { "if": { "all": [] }, "step": 2 } ] } });
    put("required", "/measures/0", fit.clone(), "/measures/0/required");
    put("required_rule", "/measures/0", fit, "/measures/0/required/rules/0");
    let focus = json!([ { "id": "f", "if": { "all": [] }, "questions": ["g7"] } ]);
    put("focus", "/focus", focus, "/focus/0");
    for (definition, test, place) in [
        (
            "option_test",
            json!({ "option": { "question": "stage", "is": ["plan"] } }),
            "/findings/0/if/option",
        ),
        ("points_test", json!({ "points": { "question": "cost", "at_least": 1 } }), "/findings/0/if/points"),
        ("effect_test", json!({ "harm": { "question": "g7", "at_least": 1 } }), "/findings/0/if/harm"),
        (
            "facet_test",
            json!({ "facet": { "question": "g7", "facet": "certainty", "is": ["clear"] } }),
            "/findings/0/if/facet",
        ),
        (
            "subject_test",
            json!({ "subject": { "question": "touched", "is": "older" } }),
            "/findings/0/if/subject",
        ),
        ("question_test", json!({ "any_subject": { "question": "touched" } }), "/findings/0/if/any_subject"),
        ("state_test", json!({ "is_out": { "question": "g7" } }), "/findings/0/if/is_out"),
        ("no_test", json!({ "any_unknown": {} }), "/findings/0/if/any_unknown"),
        ("goal_test", json!({ "goal_touched": { "goal": 7 } }), "/findings/0/if/goal_touched"),
        ("goal_value_test", json!({ "goal_harm": { "at_least": "1/2" } }), "/findings/0/if/goal_harm"),
        (
            "measure_test",
            json!({ "measure": { "measure": "all.harm", "at_least": "1/2" } }),
            "/findings/0/if/measure",
        ),
        (
            "coverage_test",
            json!({ "coverage": { "measure": "all.harm", "at_least": "1/2" } }),
            "/findings/0/if/coverage",
        ),
    ] {
        put(definition, "/findings/0/if", test, place);
    }
    all.extend(plain(Door::Texts, &[("", "")]));
    all.extend(plain(
        Door::Evidence,
        &[
            ("", ""),
            ("source", "/sources/0"),
            ("expert", "/expert"),
            ("literature", "/literature"),
            ("labels", "/labels"),
        ],
    ));
    all.extend(plain(
        Door::Suggestions,
        &[("", ""), ("source", "/sources/0"), ("suggestion", "/suggestions/0")],
    ));
    all.extend(plain(
        Door::Saved,
        &[
            ("", ""),
            ("questionnaire", "/questionnaire"),
            ("assessor", "/assessor"),
            ("own_subject", "/own_subjects/groups/0"),
            ("answer", "/answers/name"),
            ("handling", "/findings/harm~1goal=7"),
            ("treated", "/findings/harm~1goal=7/treated"),
            ("observed", "/findings/harm~1goal=7/observed"),
            ("accepted", "/findings/in~1subject=own-1/accepted"),
            ("action", "/actions/0"),
            ("origin", "/actions/0/from"),
        ],
    ));
    all
}

/// What the reader says to a file.
fn messages(world: &World, door: Door, text: &str) -> Vec<String> {
    let of = |wrong: Diagnostics| wrong.iter().map(|one| one.message.clone()).collect();
    match door {
        Door::Structure => {
            Questionnaire::parse(text, Some(&shipped::evidence())).err().map_or_else(Vec::new, of)
        }
        Door::Texts => Catalogue::parse(text, &world.questionnaire).err().map_or_else(Vec::new, of),
        Door::Evidence => Evidence::parse(text).err().map_or_else(Vec::new, of),
        Door::Suggestions => Suggestions::parse(text).err().map_or_else(Vec::new, of),
        Door::Saved => match Assessment::parse(text, &world.questionnaire) {
            Ok(loaded) => loaded.notices.iter().map(|one| one.message.clone()).collect(),
            Err(wrong) => of(wrong),
        },
        Door::Merged | Door::Policy => panic!("there is no schema for {door:?}"),
    }
}

/// Fields that the reader knows: what can be put there without being called unknown.
fn known(world: &World, shape: &Shape, words: &BTreeSet<String>) -> BTreeSet<String> {
    let mut file: Value = serde_json::from_str(world.text(shape.door)).expect("JSON");
    if let Some((pointer, value)) = &shape.put {
        match file.pointer_mut(pointer) {
            Some(place) => *place = value.clone(),
            None => file[pointer.trim_start_matches('/')] = value.clone(),
        }
    }
    let one_key = ["condition", "for_each"].contains(&shape.definition);
    let is_unknown = |word: &str| {
        let mut file = file.clone();
        let object = file.pointer_mut(shape.place).and_then(Value::as_object_mut);
        let object = object.unwrap_or_else(|| panic!("no object at {}", shape.place));
        if one_key {
            object.clear();
        }
        object.insert(word.to_owned(), json!("§"));
        let calls = ["field", "condition", "repetition"].map(|what| format!("unknown {what} `{word}`"));
        messages(world, shape.door, &file.to_string())
            .iter()
            .any(|message| calls.iter().any(|call| message.contains(call.as_str())))
    };
    words.iter().filter(|word| !is_unknown(word)).cloned().collect()
}

/// The definition of an object in a schema.
fn definition(schema: &Value, name: &str) -> Value {
    if name.is_empty() { schema.clone() } else { schema["$defs"][name].clone() }
}

#[test]
fn the_schemas_have_the_fields_that_the_readers_know() {
    let (world, words) = (World::small(), words());
    assert!(words.len() > 100, "the readers have moved: mend this test");
    let mut wrong = Vec::new();
    for shape in shapes() {
        let schema = schema_value(schema_name(shape.door).expect("a schema"));
        let fields: BTreeSet<String> = definition(&schema, shape.definition)["properties"]
            .as_object()
            .unwrap_or_else(|| panic!("{:?} has no {}", shape.door, shape.definition))
            .keys()
            .cloned()
            .collect();
        let known = known(&world, &shape, &words);
        if fields != known {
            let only = |these: &BTreeSet<String>, others: &BTreeSet<String>| -> Vec<String> {
                these.difference(others).cloned().collect()
            };
            wrong.push(format!(
                "{:?} `{}`: only the schema has {:?}, only the reader knows {:?}",
                shape.door,
                shape.definition,
                only(&fields, &known),
                only(&known, &fields)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No object of a schema is left out above.
#[test]
fn every_object_of_a_schema_is_compared() {
    let shapes = shapes();
    for (door, name) in DOORS.into_iter().filter_map(|door| Some((door, schema_name(door)?))) {
        let schema = schema_value(name);
        for (definition, value) in schema["$defs"].as_object().into_iter().flatten() {
            let compared = shapes.iter().any(|shape| shape.door == door && shape.definition == definition);
            assert!(value["properties"].is_null() || compared, "{name}: {definition}");
        }
    }
}
