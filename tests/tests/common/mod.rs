//! The published JSON Schemas, for the tests that hold files and readers against them.

use std::sync::OnceLock;

use jsonschema::Validator;
use sdg_tests::shipped;
use serde_json::Value;

pub const SCHEMAS: [&str; 6] = ["structure", "texts", "evidence", "saved", "suggestions", "authoring"];

/// The text of a schema, as a value.
pub fn schema_value(name: &str) -> Value {
    let text = shipped::text(&format!("schemas/{name}.schema.json"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A schema that is itself valid.
pub fn schema(name: &str) -> &'static Validator {
    static ALL: OnceLock<Vec<(&str, Validator)>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let validator = |name| {
            jsonschema::validator_for(&schema_value(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        SCHEMAS.map(|name| (name, validator(name))).into_iter().collect()
    });
    &all.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no schema {name}")).1
}
