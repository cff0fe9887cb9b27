//! A report as a reader of the file sees it: JSON, with fractions as text.

use std::collections::BTreeSet;

use serde_json::Value;

/// The list in a part of it.
///
/// # Panics
/// When it is no list.
pub fn list<'a>(value: &'a Value, part: &str) -> &'a [Value] {
    value[part].as_array().unwrap_or_else(|| panic!("{part} is no list"))
}

/// `lo` and `hi` of a measure result; "void" for both when nothing applies.
pub fn bounds(result: &Value) -> [&str; 2] {
    ["lo", "hi"].map(|end| result[end].as_str().unwrap_or("void"))
}

/// Benefit and harm of a goal.
///
/// # Panics
/// When the goal is not there.
pub fn goal(report: &Value, number: u64) -> (&Value, &Value) {
    let goal = list(report, "goals").iter().find(|goal| goal["goal"] == number).unwrap();
    (&goal["benefit"], &goal["harm"])
}

/// The result of a measure.
///
/// # Panics
/// When the measure is not there.
pub fn measure<'a>(report: &'a Value, id: &str, subject: Option<&str>) -> &'a Value {
    let found = |result: &&Value| result["id"] == id && result["subject"].as_str() == subject;
    list(report, "measures").iter().find(found).unwrap_or_else(|| panic!("no measure {id}"))
}

/// Findings of a severity: id; question, goal or subject; and whether it is certain.
///
/// # Panics
/// When a finding is none.
pub fn findings(report: &Value, severity: &str) -> BTreeSet<(String, String, bool)> {
    list(report, "findings")
        .iter()
        .filter(|finding| finding["severity"] == severity)
        .map(|finding| {
            let about = finding["question"].as_str().map(str::to_owned);
            let about = about.or_else(|| finding["goal"].as_u64().map(|goal| goal.to_string()));
            let about = about.or_else(|| finding["subject"].as_str().map(str::to_owned));
            (
                finding["id"].as_str().unwrap().to_owned(),
                about.unwrap_or_default(),
                finding["certain"].as_bool().unwrap(),
            )
        })
        .collect()
}

/// The same, written down by hand.
pub fn expected(findings: &[(&str, &str, bool)]) -> BTreeSet<(String, String, bool)> {
    findings.iter().map(|(id, about, certain)| ((*id).to_owned(), (*about).to_owned(), *certain)).collect()
}
