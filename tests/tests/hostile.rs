//! Bad input at every door of the engine: structure, texts, evidence and saved file.
//!
//! Whatever comes in, nothing panics; what is refused has a code, a place inside the file and a plain message; what is
//! accepted scores, and a saved file keeps everything. Three layers: cases written by hand with the exact place, every
//! node of every file replaced in turn, and random bytes.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{OnceLock, mpsc};
use std::time::Duration;

use proptest::prelude::*;
use sdg_core::{
    Answer, AnswerError, Assessment, Diagnostic, Entry, FacetValue, Loaded, Map, QuestionIx, Set, Severity,
    Strength, SubjectAnswer,
};
use sdg_tests::compare::check;
use sdg_tests::doors::{
    DOORS, Door, Door::Evidence as Facts, Door::Saved, Door::Structure, Door::Suggestions as Table,
    Door::Texts, MOST, Outcome, World, data, misplaced, use_assessment,
};
use sdg_tests::shipped;
use serde_json::{Value, json};

/// Words of the implementation, which say nothing to the writer of a file.
const RUST: [&str; 24] = [
    "Option<",
    "i64",
    "u64",
    "u32",
    "u8",
    "i128",
    "usize",
    "struct",
    "enum",
    "variant",
    "Shape",
    "sequence",
    "tuple",
    "borrowed",
    "untagged",
    "newtype",
    "RawValue",
    "UniqueMap",
    "invalid type: map",
    "expected a map",
    "unit",
    "f64",
    "recursion limit",
    "char boundary",
];

/// What is wrong with the wording of a diagnostic.
fn unreadable(found: &Diagnostic) -> Option<String> {
    let Diagnostic { code, message, help, .. } = found;
    // What stands in backticks was written in the file, not by the engine.
    let own: String = message.split('`').step_by(2).collect::<Vec<_>>().join("`…`");
    let shown: String = own.chars().take(200).collect();
    if message.trim().is_empty() {
        return Some(format!("{code}: no message"));
    }
    if let Some(word) = RUST.iter().find(|word| own.contains(**word)) {
        return Some(format!("{code}: `{word}` in: {shown}"));
    }
    if message.chars().chain(help.chars()).any(char::is_control) {
        return Some(format!("{code}: a control character in the message: {}", shown.escape_debug()));
    }
    if message.chars().count() > 1000 {
        return Some(format!("{code}: a message of {} characters: {shown}…", message.chars().count()));
    }
    None
}

/// Codes without a way out other than what the message says already.
const WITHOUT_HELP: [&str; 5] = ["Q0304", "Q0405", "Q0408", "Q0702", "A0207"];

#[track_caller]
fn none(what: &str, complaints: impl IntoIterator<Item = String>) {
    let all: BTreeSet<String> = complaints.into_iter().collect();
    let shown: Vec<&String> = all.iter().take(60).collect();
    assert!(all.is_empty(), "{what}: {} complaints\n{shown:#?}", all.len());
}

// ---------------------------------------------------------------------------------------------------------------
// Cases by hand

/// One thing wrong with a sound file.
struct Case {
    name: &'static str,
    door: Door,
    /// Occurs once in the sound file; empty for the whole file.
    find: &'static str,
    /// `§` marks where the problem must be reported, and is not in the file. Two of them: anywhere from one to the other.
    replace: String,
    code: &'static str,
    path: &'static str,
    help: &'static str,
    /// Where the problem must be reported, if no `§` says so: at this text, which occurs once in the wrong file.
    spot: &'static str,
    /// Whether other problems follow from it.
    more: bool,
}

fn case(
    name: &'static str,
    door: Door,
    find: &'static str,
    replace: impl Into<String>,
    code: &'static str,
    path: &'static str,
) -> Case {
    Case { name, door, find, replace: replace.into(), code, path, help: "", spot: "", more: false }
}

impl Case {
    fn help(self, help: &'static str) -> Case {
        Case { help, ..self }
    }

    fn spot(self, spot: &'static str) -> Case {
        Case { spot, ..self }
    }

    fn and_more(self) -> Case {
        Case { more: true, ..self }
    }

    /// The wrong file, with the least and the greatest place that are right.
    fn text(&self, world: &World) -> (String, (usize, usize), (usize, usize)) {
        let sound = world.text(self.door);
        let marked = if self.find.is_empty() {
            self.replace.clone()
        } else {
            assert_eq!(sound.matches(self.find).count(), 1, "{}: `{}` occurs once", self.name, self.find);
            sound.replacen(self.find, &self.replace, 1)
        };
        let marked = if self.spot.is_empty() {
            marked
        } else {
            assert_eq!(marked.matches(self.spot).count(), 1, "{}: `{}` occurs once", self.name, self.spot);
            marked.replacen(self.spot, &format!("§{}", self.spot), 1)
        };
        let parts: Vec<&str> = marked.split('§').collect();
        assert!(matches!(parts.len(), 2 | 3), "{}: one or two marks", self.name);
        let place = |before: &str| {
            let line = before.split('\n').next_back().unwrap_or_default();
            (before.matches('\n').count() + 1, line.chars().count() + 1)
        };
        let start = place(parts[0]);
        let end = if parts.len() == 3 { place(&parts[..2].concat()) } else { start };
        let text = parts.concat();
        if text.trim_start_matches('\u{feff}').is_empty() {
            return (text, (0, 0), (0, 0));
        }
        (text, start, end)
    }

    fn complaints(&self, world: &World) -> Vec<String> {
        let (text, start, end) = self.text(world);
        let outcome = world.open(self.door, &text);
        let mut complaints = misplaced(&text, &outcome);
        let notice = ["A02", "S02"].iter().any(|notices| self.code.starts_with(notices));
        if outcome.accepted != notice {
            complaints.push(format!("accepted: {}", outcome.accepted));
        }
        match outcome.found.iter().find(|found| found.code == self.code && found.path == self.path) {
            None => complaints.push(format!("not reported: {} at {}", self.code, self.path)),
            Some(found) => {
                if !(start..=end).contains(&(found.line, found.column)) {
                    complaints.push(format!(
                        "place {}:{}, not {start:?}..={end:?}: {found}",
                        found.line, found.column
                    ));
                }
                if !found.help.contains(self.help) {
                    complaints.push(format!("help `{}`, not `{}`", found.help, self.help));
                }
            }
        }
        if outcome.found.len() > 1 && !self.more {
            complaints.push(format!("{} problems instead of one", outcome.found.len()));
        }
        if !complaints.is_empty() {
            complaints.extend(outcome.found.iter().take(5).map(|found| format!("found: {found}")));
        }
        complaints.into_iter().map(|complaint| format!("{}: {complaint}", self.name)).collect()
    }
}

fn nested_not(depth: usize, mark: usize) -> String {
    let mut text = String::new();
    for level in 0..depth {
        text += if level == mark { "§{ \"not\": " } else { "{ \"not\": " };
    }
    text + "{ \"all\": [] }" + &"}".repeat(depth)
}

#[rustfmt::skip]
fn json_cases() -> Vec<Case> {
    vec![
        case("empty structure", Structure, "", "§", "J0102", "").help("not valid JSON").and_more(),
        case("empty texts", Texts, "", "§", "J0102", "").and_more(),
        case("empty evidence", Facts, "", "§", "J0102", "").and_more(),
        case("empty saved file", Saved, "", "§", "J0102", "").and_more(),
        case("only white space", Structure, "", " \n \n§ §", "J0102", ""),
        case("only a byte-order mark", Saved, "", "\u{feff}§", "J0102", ""),
        case("not JSON", Structure, "", "§hello", "J0102", ""),
        case("HTML", Texts, "", "§<!doctype html>\n<p>404</p>", "J0102", ""),
        case("a word", Saved, "", "§\"format\"§", "J0103", ""),
        case("a list", Saved, "", "§[1, 2, 3]", "J0103", ""),
        case("null", Structure, "", "§null§", "J0103", ""),
        case("structure that is a list", Structure, "", "§[1, null, \"tiny\", \"1\", [\"nl\"], \"CC\"]§", "J0103", ""),
        case("a comma too many", Structure, "\"licence\": \"CC-BY-4.0\",", "\"licence\": \"CC-BY-4.0\",§,§", "J0102", ""),
        case("a colon missing", Structure, "\"licence\": \"CC-BY-4.0\",", "\"licence\" §\"CC-BY-4.0\",", "J0102", ""),
        case("text after the end", Saved, "    }\n  ]\n}\n", "    }\n  ]\n}\n§{}", "J0102", ""),
        case("single quotes", Saved, "\"saved\": \"2026-11-23T14:32:00Z\"", "\"saved\": §'now'", "J0102", ""),
        case("a comment", Structure, "\"licence\": \"CC-BY-4.0\",", "§// licence\n\"licence\": \"CC-BY-4.0\",", "J0102", ""),
        case("a bare control character", Saved, "Seizoensarbeiders", "Seizoens§\u{1}§arbeiders", "J0102", ""),
        case("NUL in a text", Texts, "\"Proef\"", "\"Pr§\0§oef\"", "J0102", ""),
        case("wrong type of id", Structure, "\"id\": \"hostile\"", "\"id\": §5§", "J0103", "id"),
        case("wrong type after an accent", Structure, "\"citation\": \"A paper, naïvely cited\", \"url\": \"https://example.org\"", "\"citation\": \"naïvely\", \"url\": §123§", "J0103", "sources[0].url"),
        case("half a format", Structure, "\"format\": 1", "\"format\": §1.5§", "J0103", "format"),
        case("negative format", Structure, "\"format\": 1", "\"format\": §-1§", "J0103", "format"),
        case("format as text", Saved, "\"format\": 1", "\"format\": §\"1\"§", "J0103", "format"),
        case("format beyond 64 bits", Saved, "\"format\": 1", "\"format\": §99999999999999999999§", "J0103", "format"),
        case("format beyond a double", Saved, "\"format\": 1", "\"format\": §1e999§", "J0103", "format"),
        case("unknown field at the top", Structure, "\"licence\": \"CC-BY-4.0\",", "\"licence\": \"CC-BY-4.0\",\n  §\"license\"§: \"CC0\",", "J0104", "").help("spelling"),
        case("`__proto__` as a field", Structure, "\"id\": \"name\", ", "\"id\": \"name\", §\"__proto__\"§: {}, ", "J0104", "sections[0].questions[0]"),
        case("`constructor` as a field", Texts, "\"language\": \"nl\",", "\"language\": \"nl\", §\"constructor\"§: 1,", "J0104", ""),
        case("unknown field of a step", Structure, "\"id\": \"slight\", \"points\": 1", "\"id\": \"slight\", \"points\": 1, §\"label\"§: \"a bit\"", "J0104", "scales[0].steps[1]"),
        case("unknown field of a condition", Structure, "\"question\": \"cost\", \"at_least\": 10", "\"question\": \"cost\", §\"at_most\"§: 10", "J0104", "sections[1].questions[1].ask_if.points").and_more(),
        case("unknown kind of question", Structure, "\"id\": \"day\", \"kind\": \"date\"", "\"id\": \"day\", \"kind\": §\"datum\"§", "J0104", "sections[0].questions[3].kind"),
        case("unknown condition", Structure, "{ \"points\": { \"question\": \"cost\"", "{ §\"score\"§: { \"question\": \"cost\"", "J0104", "sections[1].questions[1].ask_if"),
        case("unknown aggregate", Structure, "\"aggregate\": \"sum\"", "\"aggregate\": §\"total\"§", "J0104", "measures[4].aggregate"),
        case("unknown field of the evidence", Facts, "\"divisor\": 65,", "\"divisor\": 65, §\"divider\"§: 65,", "J0104", "expert"),
        case("duplicate field", Structure, "\"licence\": \"CC-BY-4.0\",", "\"licence\": \"CC-BY-4.0\",\n  §\"licence\"§: \"CC0\",", "J0105", "").help("keep one"),
        case("duplicate field of a question", Structure, "\"id\": \"name\", ", "\"id\": \"name\", §\"id\"§: \"name\", ", "J0105", "sections[0].questions[0]"),
        case("duplicate text", Texts, "\"title\": \"Proef\",", "\"title\": \"Proef\",\n    §\"title\"§: \"Proef\",", "J0105", "texts"),
        case("duplicate answer", Saved, "\"day\": { \"date\": \"2026-11-23\" },", "\"day\": { \"date\": \"2026-11-23\" },\n    §\"day\"§: { \"date\": \"2026-11-24\" },", "J0105", "answers"),
        case("duplicate top field of a saved file", Saved, "\"language\": \"nl\",", "\"language\": \"nl\", §\"language\"§: \"en\",", "J0105", ""),
        case("duplicate key written with an escape", Texts, "\"title\": \"Proef\",", "\"title\": \"Proef\", §\"\\u0074itle\"§: \"Proef\",", "J0105", "texts"),
        case("missing fields", Structure, "", "§{ \"format\": 1, \"id\": \"x\" }§", "J0106", "").help("add it").and_more(),
        case("missing id of a question", Structure, "{ \"id\": \"name\", \"kind\": \"text\" }", "§{ \"kind\": \"text\" }§", "J0106", "sections[0].questions[0]").and_more(),
        case("missing polarity", Structure, "{ \"id\": \"total\", \"aggregate\": \"sum\", \"polarity\": \"higher-is-better\", \"items\": [ { \"question\": \"stage\", \"weight\": 3 } ] }", "§{ \"id\": \"total\", \"aggregate\": \"sum\", \"items\": [ { \"question\": \"stage\", \"weight\": 3 } ] }§", "J0106", "measures[4]").and_more(),
        case("missing points", Structure, "{ \"id\": \"slight\", \"points\": 1 }", "§{ \"id\": \"slight\" }§", "J0106", "scales[0].steps[1]").and_more(),
        case("missing head of the saved file", Saved, "{ \"id\": \"hostile\", \"version\": \"1.0.0\" }", "§{ \"id\": \"hostile\" }§", "J0106", "questionnaire"),
        case("points beyond 64 bits", Structure, "\"id\": \"slight\", \"points\": 1", "\"id\": \"slight\", \"points\": §9223372036854775808§", "J0103", "scales[0].steps[1].points").and_more(),
        case("points beyond a double", Structure, "\"id\": \"slight\", \"points\": 1", "\"id\": \"slight\", \"points\": §1e999§", "J0103", "scales[0].steps[1].points").and_more(),
        case("goal beyond a byte", Structure, "\"goal\": 7, \"scale\"", "\"goal\": §300§, \"scale\"", "J0103", "sections[1].questions[0].goal"),
        case("negative own subjects", Structure, "\"own\": 2", "\"own\": §-1§", "J0103", "rosters[0].own").and_more(),
        case("kind as an object", Structure, "\"id\": \"day\", \"kind\": \"date\"", "\"id\": \"day\", \"kind\": §{ \"date\": null }§", "J0103", "sections[0].questions[3].kind"),
        case("a test as a list", Structure, "{ \"question\": \"cost\", \"at_least\": 10 }", "§[\"cost\", 10]§", "J0103", "sections[1].questions[1].ask_if.points"),
        case("two conditions in one object", Structure, "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", "§{ \"all\": [], \"any\": [] }§", "J0103", "sections[1].questions[1].ask_if"),
        case("a condition without a test", Structure, "\"ask_if\": { \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", "\"ask_if\": §\"all\"§", "J0103", "sections[1].questions[1].ask_if"),
        case("an empty condition", Structure, "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", "§{}§", "J0103", "sections[1].questions[1].ask_if"),
        case("a rule repeated over a number", Structure, "\"for_each\": \"goals\"", "\"for_each\": §17§", "J0103", "findings[0].for_each"),
        case("null for a list", Structure, "\"targets\": [\"7.2\"]", "\"targets\": §null§", "J0103", "sections[1].questions[0].targets"),
        case("text that is a number", Texts, "\"title\": \"Proef\"", "\"title\": §7§", "J0103", "texts.title"),
        case("language of the screen is null", Saved, "\"language\": \"nl\"", "\"language\": §null§", "J0103", "language"),
        case("answers that are a list", Saved, "\"answers\": {", "\"kept\": §[], \"answers\": {", "J0103", "kept"),
        case("unknown field of an own subject", Saved, "\"name\": \"Seizoensarbeiders\"", "\"name\": \"S\", §\"__proto__\"§: 1", "J0104", "own_subjects.groups[0]").and_more(),
    ]
}

#[rustfmt::skip]
fn structure_cases() -> Vec<Case> {
    let at = |name, find, replace: &str, code, path| case(name, Structure, find, replace, code, path);
    vec![
        at("newer format", "\"format\": 1", "\"format\": §2", "Q0101", "format").help("newer engine"),
        at("newer format with a new field", "\"format\": 1", "\"format\": §2, \"novelty\": true", "Q0101", "format"),
        at("format 0", "\"format\": 1", "\"format\": §0", "Q0101", "format"),
        at("id with a capital", "\"id\": \"hostile\"", "\"id\": §\"Hostile\"", "Q0201", "id").help("small letters"),
        at("empty id", "\"id\": \"hostile\"", "\"id\": §\"\"", "Q0201", "id"),
        at("id with two hyphens", "\"id\": \"turn\"", "\"id\": §\"turn--x\"", "Q0201", "scales[1].id").and_more(),
        at("id with a right-to-left mark", "\"id\": \"paper\"", "\"id\": §\"pa\u{202e}per\"", "Q0201", "sources[0].id").and_more(),
        at("id with NUL", "\"id\": \"paper\"", "\"id\": §\"pa\\u0000per\"", "Q0201", "sources[0].id").and_more(),
        case("id of 65 characters", Structure, "\"id\": \"day\", \"kind\"", format!("\"id\": §\"{}\", \"kind\"", "a".repeat(65)), "Q0201", "sections[0].questions[3].id").and_more(),
        at("`__proto__` as an id", "\"id\": \"cost\"", "\"id\": §\"__proto__\"", "Q0201", "sections[0].questions[4].id").and_more(),
        at("empty version", "\"version\": \"1.0.0\"", "\"version\": §\"\"", "Q0402", "version"),
        case("version of 33 characters", Structure, "\"version\": \"1.0.0\"", format!("\"version\": §\"{}\"", "1".repeat(33)), "Q0402", "version"),
        at("no language", "\"languages\": [\"nl\", \"en\"]", "\"languages\": §[]", "Q0402", "languages"),
        at("language with a space", "[\"nl\", \"en\"]", "[\"nl\", §\"e n\"]", "Q0402", "languages[1]"),
        at("language twice", "[\"nl\", \"en\"]", "[\"nl\", §\"nl\"]", "Q0202", "languages[1]"),
        at("question id twice", "{ \"id\": \"day\", \"kind\": \"date\" },", "{ \"id\": \"day\", \"kind\": \"date\" }, { \"id\": §\"day\", \"kind\": \"date\" },", "Q0202", "sections[0].questions[4].id"),
        at("section id twice", "\"id\": \"effects\"", "\"id\": §\"start\"", "Q0202", "sections[1].id"),
        at("step id twice", "\"id\": \"slight\", \"points\": 1", "\"id\": §\"none\", \"points\": 1", "Q0202", "scales[0].steps[1].id"),
        at("option id twice", "{ \"id\": \"tree\" }", "{ \"id\": §\"road\" }", "Q0202", "sections[0].questions[2].options[1].id"),
        at("subject twice", "[\"children\", \"older\"]", "[\"older\", \"children\", §\"older\"]", "Q0202", "rosters[0].subjects[2]"),
        at("scale id twice", "\"id\": \"turn\"", "\"id\": §\"strength\"", "Q0202", "scales[1].id").and_more(),
        at("measure id twice", "\"id\": \"total\"", "\"id\": §\"known\"", "Q0202", "measures[4].id").and_more(),
        at("facet twice", "[\"certainty\", \"who\"]", "[\"who\", §\"who\"]", "Q0202", "sections[1].questions[0].facets[1]"),
        at("component twice", "[\"all.harm\", \"known\"]", "[\"known\", §\"known\"]", "Q0202", "principles[0].components[1]"),
        at("duplicate id after an unreadable element", "\"rosters\": [\n", "\"rosters\": [\n    { \"subjects\": 5 },\n    { \"id\": §\"Groups\", \"subjects\": [\"a\"] },\n", "Q0201", "rosters[1].id").and_more(),
        at("prompts under rosters too", "\"roster\": \"prompts\"", "\"roster\": §\"places\"", "Q0202", "interlinkages.roster").and_more(),
        at("subject of the assessor", "[\"children\", \"older\"]", "[\"children\", §\"own-1\", \"older\"]", "Q0203", "rosters[0].subjects[1]").help("own-"),
        at("measure of a goal", "\"id\": \"total\"", "\"id\": §\"goal.7.harm.max\"", "Q0203", "measures[4].id"),
        at("unknown scale", "\"id\": \"g13\", \"kind\": \"effect\", \"goal\": 13, \"scale\": \"strength\"", "\"id\": \"g13\", \"kind\": \"effect\", \"goal\": 13, \"scale\": §\"strenght\"", "Q0301", "sections[1].questions[1].scale").help("did you mean `strength`?"),
        at("unknown question in a condition", "\"question\": \"cost\"", "\"question\": §\"costs\"", "Q0301", "sections[1].questions[1].ask_if.points.question").help("did you mean `cost`?"),
        at("unknown option in a condition", "\"is\": [\"plan\"]", "\"is\": [§\"plam\"]", "Q0301", "sections[1].ask_if.not.option.is[0]").help("did you mean `plan`?"),
        at("unknown roster", "\"roster\": \"groups\", \"at_most\": 3", "\"roster\": §\"group\", \"at_most\": 3", "Q0301", "sections[1].questions[2].roster").help("did you mean `groups`?").and_more(),
        at("unknown band set", "\"goals\": { \"bands\": \"effect\"", "\"goals\": { \"bands\": §\"effects\"", "Q0301", "goals.bands").help("did you mean `effect`?"),
        at("unknown measure in a measure", "\"measure\": \"group.harm\"", "\"measure\": §\"groups.harm\"", "Q0301", "measures[1].items[0].measure").help("did you mean `group.harm`?"),
        at("unknown component", "[\"all.harm\", \"known\"]", "[\"all.harm\", §\"knwon\"]", "Q0301", "principles[0].components[1]").and_more(),
        at("unknown source", "\"sources\": [\"paper\"]", "\"sources\": [§\"papers\"]", "Q0301", "sections[1].questions[0].sources[0]").help("did you mean `paper`?"),
        at("unknown facet", "[\"certainty\", \"who\"]", "[§\"certain\", \"who\"]", "Q0301", "sections[1].questions[0].facets[0]").help("did you mean `certainty`?"),
        at("unknown principle", "\"principle\": \"fair\",", "\"principle\": §\"far\",", "Q0301", "sections[1].principle").help("did you mean `fair`?"),
        at("unknown principle, nothing near", "\"principle\": \"fair\",", "\"principle\": §\"unheard-of\",", "Q0301", "sections[1].principle").help("there is no such principle"),
        at("unknown question in the profile", "\"name\": \"name\"", "\"name\": §\"constructor\"", "Q0301", "profile.name").help("there is no such question"),
        at("unknown subject", "\"if\": { \"subject\": { \"question\": \"touched\" } }", "\"if\": { \"subject\": { \"question\": \"touched\", \"is\": §\"oldest\" } }", "Q0301", "findings[2].if.subject.is").help("did you mean `older`?"),
        at("unknown evidence", "\"evidence\": \"interlinkages\"", "\"evidence\": §\"other\"", "Q0302", "interlinkages.evidence").and_more(),
        at("repeated over a question without subjects", "\"id\": \"group\", \"kind\": \"effect\", \"scale\": \"strength\", \"for_each\": { \"in\": \"deep\" }", "\"id\": \"group\", \"kind\": \"effect\", \"scale\": \"strength\", \"for_each\": { \"in\": §\"stage\" }", "Q0303", "sections[1].questions[4].for_each.in").and_more(),
        at("among itself", "\"among\": \"touched\"", "\"among\": §\"deep\"", "Q0304", "sections[1].questions[3].among"),
        at("among a text", "\"among\": \"touched\"", "\"among\": §\"name\"", "Q0304", "sections[1].questions[3].among"),
        at("a date as name of the project", "\"name\": \"name\"", "\"name\": §\"day\"", "Q0305", "profile.name"),
        at("a date as type of project", "\"type\": \"stage\"", "\"type\": §\"day\"", "Q0305", "profile.type").help("type a choice"),
        at("a choice as policy domains", "\"domains\": \"topics\"", "\"domains\": §\"stage\"", "Q0305", "profile.domains").help("domains a multiple"),
        at("gate of a date", "{ \"id\": \"day\", \"kind\": \"date\" }", "{ \"id\": \"day\", \"kind\": \"date\", \"gate\": §true }", "Q0401", "sections[0].questions[3].gate").help("take it out"),
        at("gate as a word", "\"gate\": true", "\"gate\": §\"yes\"", "J0103", "sections[1].questions[0].gate"),
        at("gate of no goal", "\"goal\": 13", "\"gate\": §true", "Q0417", "sections[1].questions[1].gate").help("name its `goal`"),
        at("two gates of one goal", "\"goal\": 13", "\"goal\": 7, \"gate\": §true", "Q0418", "sections[1].questions[1].gate").help("one gate at most"),
        at("a goal asked if its gate is, and the gate if the goal", "\"gate\": true", "\"gate\": true, \"ask_if\": { \"goal_touched\": { \"goal\": 7 } }", "Q0502", "sections[1].questions[0]").spot("{ \"id\": \"g7\""),
        at("a foreign field", "{ \"id\": \"day\", \"kind\": \"date\" }", "{ \"id\": \"day\", \"kind\": \"date\", \"weight\": §2 }", "Q0401", "sections[0].questions[3].weight").help("take it out"),
        at("no scale", "{ \"id\": \"here\", \"kind\": \"rating\", \"scale\": \"strength\",", "§{ \"id\": \"here\", \"kind\": \"rating\",", "Q0401", "sections[1].questions[5]").and_more(),
        at("no options", "\"options\": [ { \"id\": \"road\" }, { \"id\": \"tree\" } ]", "\"options\": §[]", "Q0401", "sections[0].questions[2].options"),
        at("fraction with a zero denominator", "\"from\": \"2/3\"", "\"from\": §\"1/0\"", "Q0403", "bands[0].bands[2].from").help("2/3").and_more(),
        at("decimal fraction", "\"from\": \"2/3\"", "\"from\": §\"0.5\"", "Q0403", "bands[0].bands[2].from").and_more(),
        at("fraction with a space", "\"from\": \"2/3\"", "\"from\": §\" 1\"", "Q0403", "bands[0].bands[2].from").and_more(),
        at("fraction with a plus", "\"least_coverage\": \"1/3\"", "\"least_coverage\": §\"+1/3\"", "Q0403", "goals.least_coverage"),
        at("fraction of 1001", "\"least_coverage\": \"1/3\"", "\"least_coverage\": §\"1/1001\"", "Q0403", "goals.least_coverage"),
        at("fraction of digits of another script", "\"least_coverage\": \"1/3\"", "\"least_coverage\": §\"١/٣\"", "Q0403", "goals.least_coverage"),
        at("empty fraction", "\"least_coverage\": \"1/3\"", "\"least_coverage\": §\"\"", "Q0403", "goals.least_coverage"),
        at("three parts of a fraction", "\"least_coverage\": \"1/3\"", "\"least_coverage\": §\"1/2/3\"", "Q0403", "goals.least_coverage"),
        at("coverage above one", "\"least_coverage\": \"1/3\"", "\"least_coverage\": §\"4/3\"", "Q0404", "goals.least_coverage"),
        at("coverage below zero", "\"least_coverage\": \"1/3\"", "\"least_coverage\": §\"-1/3\"", "Q0404", "goals.least_coverage"),
        at("points out of range", "\"id\": \"better\", \"points\": 2", "\"id\": \"better\", \"points\": §1001", "Q0405", "scales[1].steps[2].points").help("-1000 to 1000"),
        at("weight zero", "\"question\": \"stage\", \"weight\": 3", "\"question\": \"stage\", \"weight\": §0", "Q0405", "measures[4].items[0].weight").help("1 to 1000"),
        at("negative weight", "\"weight\": 2, \"not_applicable\"", "\"weight\": §-2, \"not_applicable\"", "Q0405", "sections[1].questions[0].weight"),
        at("huge weight", "\"question\": \"stage\", \"weight\": 3", "\"question\": \"stage\", \"weight\": §9223372036854775807", "Q0405", "measures[4].items[0].weight"),
        at("at most none", "\"at_most\": 1", "\"at_most\": §0", "Q0405", "sections[0].questions[2].at_most"),
        at("least above greatest", "{ \"id\": \"cost\", \"kind\": \"number\", \"least\": 0, \"greatest\": 1000 }", "§{ \"id\": \"cost\", \"kind\": \"number\", \"least\": 2000, \"greatest\": 1000 }", "Q0405", "sections[0].questions[4]"),
        at("facet from zero points", "\"ask_from\": { \"benefit\": 1, \"harm\": 2 }", "\"ask_from\": §{ \"benefit\": 0, \"harm\": 2 }", "Q0405", "facets[0].ask_from"),
        at("all points equal", "\"steps\": [ { \"id\": \"worse\", \"points\": -2 }, { \"id\": \"same\", \"points\": 0 }, { \"id\": \"better\", \"points\": 2 } ]", "\"steps\": §[ { \"id\": \"worse\", \"points\": 2 }, { \"id\": \"better\", \"points\": 2 } ]", "Q0406", "scales[1].steps"),
        at("band with two starts", "{ \"id\": \"much\", \"from\": \"2/3\" }", "§{ \"id\": \"much\", \"from\": \"2/3\", \"above\": \"2/3\" }", "Q0407", "bands[0].bands[2]"),
        at("bands that fall", "{ \"id\": \"much\", \"from\": \"2/3\" }", "§{ \"id\": \"much\", \"from\": \"0\" }", "Q0408", "bands[0].bands[2]"),
        at("first band above", "{ \"id\": \"no\", \"from\": \"0\" }", "§{ \"id\": \"no\", \"above\": \"-1\" }", "Q0408", "bands[0].bands[0]"),
        at("facet of both kinds", "{ \"id\": \"who\", \"roster\": \"groups\" }", "§{ \"id\": \"who\", \"roster\": \"groups\", \"scale\": \"turn\" }", "Q0409", "facets[1]").and_more(),
        at("target of goal 18", "\"targets\": [\"7.2\"]", "\"targets\": [\"7.2\", §\"18.1\"]", "Q0410", "sections[1].questions[0].targets[1]"),
        at("target with a plus", "\"targets\": [\"7.2\"]", "\"targets\": [§\"+7.2\"]", "Q0410", "sections[1].questions[0].targets[0]"),
        at("target with a leading zero", "\"targets\": [\"7.2\"]", "\"targets\": [§\"7.002\"]", "Q0410", "sections[1].questions[0].targets[0]"),
        at("repeated subjects", "\"among\": \"touched\"", "\"for_each\": §{ \"all\": \"places\" }", "Q0411", "sections[1].questions[3].for_each").and_more(),
        at("repeated goal", "\"id\": \"group\", \"kind\": \"effect\",", "\"id\": \"group\", \"kind\": \"effect\", \"goal\": §7,", "Q0412", "sections[1].questions[4].goal"),
        at("effect on a scale below zero", "\"goal\": 13, \"scale\": \"strength\"", "\"goal\": 13, \"scale\": §\"turn\"", "Q0413", "sections[1].questions[1].scale"),
        at("goal 0", "\"goal\": 13", "\"goal\": §0", "Q0414", "sections[1].questions[1].goal"),
        at("goal 18", "\"goal\": 13", "\"goal\": §18", "Q0414", "sections[1].questions[1].goal"),
        at("goal 18 in a condition", "\"goal_touched\": { \"goal\": 7 }", "\"goal_touched\": { \"goal\": §18 }", "Q0414", "measures[3].required.rules[0].if.goal_touched.goal"),
        at("points for some options", "\"options\": [ { \"id\": \"road\" }, { \"id\": \"tree\" } ]", "\"options\": §[ { \"id\": \"road\" }, { \"id\": \"tree\", \"points\": 1 } ]", "Q0416", "sections[0].questions[2].options"),
        at("options of a date", "\"option\": { \"question\": \"stage\", \"is\": [\"plan\"] }", "\"option\": §{ \"question\": \"day\", \"is\": [\"plan\"] }", "Q0501", "sections[1].ask_if.not.option"),
        at("no option named", "\"is\": [\"plan\"]", "\"is\": §[]", "Q0503", "sections[1].ask_if.not.option.is"),
        at("no goal at hand", "\"goal_touched\": { \"goal\": 7 }", "\"goal_touched\": §{}", "Q0504", "measures[3].required.rules[0].if.goal_touched"),
        at("repeated question from outside", "\"is_unknown\": { \"question\": \"g7\" }", "\"is_unknown\": §{ \"question\": \"here\" }", "Q0505", "findings[1].if.any[0].is_unknown").help("measure"),
        at("knowledge in a question", "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", "{ \"is_unknown\": §{ \"question\": \"cost\" } }", "Q0506", "sections[1].questions[1].ask_if.is_unknown"),
        at("side from 0 points", "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", "{ \"harm\": { \"question\": \"g7\", \"at_least\": §0 } }", "Q0507", "sections[1].questions[1].ask_if.harm.at_least"),
        at("rule for each person", "\"for_each\": \"goals\"", "\"for_each\": §\"persons\"", "Q0508", "findings[0].for_each"),
        at("unknown question in a focus", "[\"g7\", \"name\"]", "[\"g7\", §\"nam\"]", "Q0301", "focus[0].questions[1]").help("did you mean `name`?"),
        at("question twice in a focus", "[\"g7\", \"name\"]", "[\"name\", §\"name\"]", "Q0202", "focus[0].questions[1]"),
        at("focus on nothing", "[\"g7\", \"name\"]", "§[]", "Q0509", "focus[0].questions").help("take the focus out"),
        at("focus without a condition", "\"id\": \"roads\", \"if\": { \"option\": { \"question\": \"topics\", \"is\": [\"road\"] } },", "\"id\": \"roads\",", "J0106", "focus[0]").spot("{ \"id\": \"roads\""),
        at("focus by what is not known", "{ \"option\": { \"question\": \"topics\", \"is\": [\"road\"] } }", "{ \"is_unknown\": §{ \"question\": \"topics\" } }", "Q0506", "focus[0].if.is_unknown"),
        at("no effect at hand", "\"is_unknown\": { \"question\": \"g7\" }", "\"is_unknown\": §{}", "Q0504", "findings[1].if.any[0].is_unknown").help("name one with `question`"),
        at("no effect at hand for a side", "\"points\": { \"question\": \"cost\", \"at_least\": 10 }", "\"harm\": §{ \"at_least\": 1 }", "Q0504", "sections[1].questions[1].ask_if.harm"),
        at("no goal at hand for an effect", "{ \"reason_missing\": {} }", "{ \"goal_touched\": §{} }", "Q0504", "findings[3].if.all[2].not.goal_touched"),
        at("no subject at hand for an effect", "{ \"reason_missing\": {} }", "{ \"subject\": §{ \"question\": \"touched\" } }", "Q0504", "findings[3].if.all[2].not.subject"),
        at("a repeated question beside the effect at hand", "{ \"reason_missing\": {} }", "{ \"harm\": §{ \"question\": \"group\", \"at_least\": 1 } }", "Q0505", "findings[3].if.all[2].not.harm"),
        at("facet of no effect", "\"facet\": { \"question\": \"g7\", \"facet\": \"who\"", "\"facet\": §{ \"question\": \"stage\", \"facet\": \"who\"", "Q0501", "findings[4].if.any[2].facet").help("facets"),
        at("unknown facet in a condition", "\"facet\": \"certainty\", \"is\"", "\"facet\": §\"certain\", \"is\"", "Q0301", "findings[3].if.all[1].facet.facet").help("did you mean `certainty`?"),
        at("facet that the question does not have", "\"facet\": { \"question\": \"g7\", \"facet\": \"who\"", "\"facet\": { \"question\": \"g13\", \"facet\": §\"who\"", "Q0510", "findings[4].if.any[2].facet.facet").help("`facets` of that question"),
        at("unknown step of a facet in a condition", "\"is\": [\"none\"]", "\"is\": [§\"nome\"]", "Q0301", "findings[3].if.all[1].facet.is[0]").help("did you mean `none`?"),
        at("unknown subject of a facet in a condition", "\"is\": [\"older\"]", "\"is\": [\"older\", §\"oldest\"]", "Q0301", "findings[4].if.any[2].facet.is[1]").help("did you mean `older`?"),
        at("no step named", "\"is\": [\"none\"]", "\"is\": §[]", "Q0503", "findings[3].if.all[1].facet.is"),
        at("coverage of two things", "\"principle\": \"fair\" }", "\"principle\": \"fair\", \"goal\": 7 }", "Q0511", "findings[4].if.any[1].coverage").spot("{ \"at_least\": \"1/4\"").help("a `measure`, a `principle` or a `goal`"),
        at("coverage of nothing at hand", "\"principle\": \"fair\" }", "\"goal\": null }", "Q0504", "findings[4].if.any[1].coverage").spot("{ \"at_least\": \"1/4\""),
        at("coverage of a repeated measure", "\"principle\": \"fair\" }", "\"measure\": \"group.harm\" }", "Q0505", "findings[4].if.any[1].coverage").spot("{ \"at_least\": \"1/4\""),
        at("coverage of an unknown principle", "\"principle\": \"fair\" }", "\"principle\": §\"far\" }", "Q0301", "findings[4].if.any[1].coverage.principle").help("did you mean `fair`?"),
        at("coverage of more than everything", "\"at_least\": \"1/4\"", "\"at_least\": §\"5/4\"", "Q0404", "findings[4].if.any[1].coverage.at_least"),
        at("coverage in a question", "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", "{ \"coverage\": §{ \"goal\": 7, \"at_least\": \"1/2\" } }", "Q0506", "sections[1].questions[1].ask_if.coverage"),
        at("anywhere but here", "{ \"any_unanswered\": {} }", "{ \"any_unanswered\": { §\"question\"§: \"g7\" } }", "J0104", "findings[4].if.any[3].any_unanswered"),
        at("any goal without a condition", "\"any_goal\": { \"goal_unknown\": {} }", "\"any_goal\": §{}", "J0103", "findings[4].if.any[0].any_goal"),
        at("a goal asked if any goal is touched", "\"points\": { \"question\": \"cost\", \"at_least\": 10 }", "\"any_goal\": { \"goal_touched\": {} }", "Q0502", "sections[1].questions[1]").spot("{ \"id\": \"g13\""),
        at("claim without points of benefit", "\"claim\": { \"benefit\": 2, \"harm\"", "\"claim\": §{ \"harm\"", "J0106", "goals.claim"),
        at("claim from 0 points", "\"claim\": { \"benefit\": 2,", "\"claim\": { \"benefit\": §0,", "Q0405", "goals.claim.benefit").help("from 1 point on"),
        at("claim by an unknown facet", "{ \"facet\": \"certainty\", \"above\"", "{ \"facet\": §\"certain\", \"above\"", "Q0301", "goals.claim.facets[0].facet").help("did you mean `certainty`?"),
        at("claim by a facet of subjects", "{ \"facet\": \"certainty\", \"above\"", "{ \"facet\": §\"who\", \"above\"", "Q0419", "goals.claim.facets[0].facet").help("takes a scale"),
        at("claim by a facet twice", "\"above\": \"none\" } ]", "\"above\": \"none\" }, { \"facet\": §\"certainty\", \"above\": \"slight\" } ]", "Q0202", "goals.claim.facets[1].facet"),
        at("claim above an unknown step", "\"above\": \"none\"", "\"above\": §\"nome\"", "Q0301", "goals.claim.facets[0].above").help("did you mean `none`?"),
        at("claim above everything", "\"above\": \"none\"", "\"above\": §\"clear\"", "Q0421", "goals.claim.facets[0].above").help("lower step"),
        at("claim resolved by an unknown finding", "[\"harm\", \"effect\"]", "[\"harm\", §\"effects\"]", "Q0301", "goals.claim.resolved_by[1]").help("did you mean `effect`?"),
        at("claim resolved by a finding twice", "[\"harm\", \"effect\"]", "[\"harm\", §\"harm\"]", "Q0202", "goals.claim.resolved_by[1]"),
        at("claim resolved by a finding about no goal", "[\"harm\", \"effect\"]", "[\"harm\", §\"open\"]", "Q0420", "goals.claim.resolved_by[1]").help("`goals` or `effects`"),
        at("budget of nothing", "\"budget\": 20", "\"budget\": §0", "Q0405", "budget"),
        at("budget as a text", "\"budget\": 20", "\"budget\": §\"20\"§", "J0103", "budget"),
        // Cycles.
        at("a question asked if itself", "{ \"id\": \"cost\", \"kind\"", "§{ \"id\": \"cost\", \"ask_if\": { \"points\": { \"question\": \"cost\", \"at_least\": 1 } }, \"kind\"", "Q0502", "sections[0].questions[4]").help("take one"),
        at("two questions asked if each other", "{ \"id\": \"cost\", \"kind\"", "§{ \"id\": \"cost\", \"ask_if\": { \"benefit\": { \"question\": \"g13\", \"at_least\": 1 } }, \"kind\"", "Q0502", "sections[0].questions[4]"),
        at("a section asked if one of its own", "{ \"not\": { \"option\": { \"question\": \"stage\", \"is\": [\"plan\"] } } }", "{ \"any_subject\": { \"question\": \"touched\" } }", "Q0502", "sections[1].questions[2]").spot("{ \"id\": \"touched\""),
        at("among in a circle", "\"roster\": \"groups\", \"at_most\": 3", "\"roster\": \"groups\", \"among\": \"deep\", \"at_most\": 3", "Q0502", "sections[1].questions[2]").spot("{ \"id\": \"touched\""),
        at("a measure of itself", "\"measure\": \"group.harm\"", "\"measure\": \"all.harm\"", "Q0502", "measures[1]").spot("{ \"id\": \"all.harm\""),
        at("a goal asked if it is touched", "\"points\": { \"question\": \"cost\", \"at_least\": 10 }", "\"goal_touched\": { \"goal\": 13 }", "Q0502", "sections[1].questions[1]").spot("{ \"id\": \"g13\""),
        at("a goal asked if it is touched, seen from another question", "{ \"not\": { \"option\": { \"question\": \"stage\", \"is\": [\"plan\"] } } }", "{ \"goal_touched\": { \"goal\": 13 } }", "Q0502", "sections[1].questions[1]").spot("{ \"id\": \"g13\""),
        at("a question asked if a measure over it", "{ \"id\": \"stage\", ", "§{ \"id\": \"stage\", \"ask_if\": { \"measure\": { \"measure\": \"total\", \"at_least\": \"1\" } }, ", "Q0502", "sections[0].questions[1]"),
        // Measures.
        at("share without a threshold", ", \"at_least\": \"1\" }", " }", "Q0601", "measures[2]").spot("{ \"id\": \"known\""),
        at("threshold of a sum", "\"weight\": 3 } ] }", "\"weight\": 3 } ], \"at_least\": §\"1\" }", "Q0601", "measures[4].at_least"),
        at("attainment with items", "\"reached\": \"here\"", "\"items\": §[], \"reached\": \"here\"", "Q0602", "measures[3].items"),
        at("measure without items", "[ { \"question\": \"stage\", \"weight\": 3 } ]", "[]", "Q0603", "measures[4]").spot("{ \"id\": \"total\""),
        at("weight in a maximum", "{ \"measure\": \"group.harm\" }", "{ \"measure\": \"group.harm\", \"weight\": §2 }", "Q0604", "measures[1].items[0].weight"),
        at("item of nothing", "{ \"measure\": \"group.harm\" }", "§{}", "Q0605", "measures[1].items[0]"),
        at("value of a date", "{ \"question\": \"stage\", \"weight\": 3 }", "§{ \"question\": \"day\" }", "Q0606", "measures[4].items[0]"),
        at("sum of a maximum", "{ \"question\": \"stage\", \"weight\": 3 }", "§{ \"measure\": \"all.harm\" }", "Q0607", "measures[4].items[0]"),
        at("item repeated elsewhere", "{ \"question\": \"group\", \"side\": \"harm\" }", "§{ \"question\": \"here\" }", "Q0608", "measures[0].items[0]"),
        at("attainment of a choice", "\"reached\": \"here\"", "\"reached\": §\"stage\"", "Q0609", "measures[3].reached"),
        at("required step 0", "\"base\": 1", "\"base\": §0", "Q0611", "measures[3].required.base"),
        at("huge required step", "\"step\": 2", "\"step\": §9223372036854775807", "Q0611", "measures[3].required.rules[0].step"),
        at("sum over goals", "\"items\": [ { \"question\": \"stage\", \"weight\": 3 } ]", "\"items\": [ { \"measure\": \"goals.two\" } ]", "Q0301", "measures[4].items[0].measure").spot("\"goals.two\"").and_more(),
        at("share over goals", "{ \"question\": \"judge\", \"side\": \"treated\", \"weight\": 2 }", "{ \"question\": \"g7\", \"side\": \"harm\" }, { \"question\": \"g13\", \"side\": \"harm\" }", "Q0612", "measures[2]").spot("{ \"id\": \"known\""),
        at("principle without components", "[\"all.harm\", \"known\"]", "§[]", "Q0613", "principles[0].components"),
        at("repeated component", "[\"all.harm\", \"known\"]", "[§\"group.harm\", \"known\"]", "Q0613", "principles[0].components[0]"),
        // Limits.
        at("scale with one step", "\"steps\": [ { \"id\": \"worse\", \"points\": -2 }, { \"id\": \"same\", \"points\": 0 }, { \"id\": \"better\", \"points\": 2 } ]", "\"steps\": §[ { \"id\": \"same\", \"points\": 0 } ]", "Q0702", "scales[1].steps").and_more(),
        at("too many own subjects", "{ \"id\": \"groups\", \"subjects\": [\"children\", \"older\"], \"own\": 2 }", "§{ \"id\": \"groups\", \"subjects\": [\"children\", \"older\"], \"own\": 59 }", "Q0702", "rosters[0]"),
        at("roster of nobody", "{ \"id\": \"places\", \"subjects\": [\"north\", \"south\"] }", "§{ \"id\": \"places\", \"subjects\": [] }", "Q0702", "rosters[1]"),
        at("21 places", "{ \"known_tradeoffs\": 2, \"undermining\": 2, \"unused_synergy\": 1 }", "§{ \"known_tradeoffs\": 21, \"undermining\": 2, \"unused_synergy\": 1 }", "Q0702", "interlinkages.places"),
        case("conditions 17 deep", Structure, "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", nested_not(16, 99).replacen("{ \"all\"", "§{ \"all\"", 1), "Q0704", "sections[1].questions[1].ask_if.not.not.not.not.not.not.not.not.not.not.not.not.not.not.not.not").help("simply"),
        case("conditions 100 deep", Structure, "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }", nested_not(40, 16), "Q0704", "sections[1].questions[1].ask_if.not.not.not.not.not.not.not.not.not.not.not.not.not.not.not.not").help("simply"),
    ]
}

#[rustfmt::skip]
fn other_cases() -> Vec<Case> {
    let saved = |name, find, replace: &str, code, path| case(name, Saved, find, replace, code, path);
    let texts = |name, find, replace: &str, code, path| case(name, Texts, find, replace, code, path);
    let table = |name, find, replace: &str, code, path| case(name, Table, find, replace, code, path);
    let facts = |name, find, replace: &str, code, path| case(name, Facts, find, replace, code, path);
    vec![
        texts("texts of a newer format", "\"format\": 1", "\"format\": §2", "T0101", "format"),
        texts("texts of a newer format with a new field", "\"format\": 1", "\"format\": §2, \"plurals\": {}", "T0101", "format"),
        texts("texts of another questionnaire", "\"questionnaire\": \"hostile\"", "\"questionnaire\": §\"other\"", "T0102", "questionnaire"),
        texts("texts of no questionnaire", "  \"questionnaire\": \"hostile\",\n", "", "T0102", "questionnaire").spot("{\n  \"format\""),
        texts("language that is not listed", "\"language\": \"nl\"", "\"language\": §\"fr\"", "T0103", "language").help("languages"),
        texts("text of an unknown focus", "\"title\": \"Proef\",", "\"title\": \"Proef\", \"focus.road.text\": §\"x\",", "T0105", "texts[\"focus.road.text\"]").help("did you mean `focus.roads.text`?"),
        texts("evidence of what is no effect", "\"title\": \"Proef\",", "\"title\": \"Proef\", \"question.stage.evidence\": §\"x\",", "T0105", "texts[\"question.stage.evidence\"]"),
        texts("missing text", "    \"title\": \"Proef\",\n", "", "T0104", "texts").spot("{\n    \"section.start.title\"").help("add it"),
        texts("misspelt key", "\"question.name.title\": ", "\"question.nam.title\": §", "T0105", "texts[\"question.nam.title\"]").help("did you mean `question.name.title`?").and_more(),
        texts("unknown key", "\"title\": \"Proef\",", "\"title\": \"Proef\", \"nowhere.to.be.seen\": §\"x\",", "T0105", "texts[\"nowhere.to.be.seen\"]").help("take it out"),
        texts("`__proto__` as a key", "\"title\": \"Proef\",", "\"title\": \"Proef\", \"__proto__\": §\"x\",", "T0105", "texts.__proto__"),
        texts("a key with brackets", "\"title\": \"Proef\",", "\"title\": \"Proef\", \"a[\\\"b\\\"].c\": §\"x\",", "T0105", "texts[\"a[\"b\"].c\"]"),
        texts("an empty key", "\"title\": \"Proef\",", "\"title\": \"Proef\", \"\": §\"x\",", "T0105", "texts."),
        texts("empty text", "\"title\": \"Proef\"", "\"title\": §\"\"", "T0106", "texts.title"),
        texts("text of white space", "\"title\": \"Proef\"", "\"title\": §\" \\n\\u00a0\"", "T0106", "texts.title"),
        texts("unknown placeholder", "\"Van {from} naar {to}\",\n    \"prompt.undermining\"", "§\"Van {from} naar {goal}\",\n    \"prompt.undermining\"", "T0107", "texts[\"prompt.tradeoff\"]").help("`{from}` and `{to}`"),
        texts("placeholder of another repetition", "\"Bevinding over {question}\"", "§\"Bevinding over {goal}\"", "T0107", "texts[\"finding.effect.text\"]").help("`{question}`"),
        texts("placeholder in a title", "\"title\": \"Proef\"", "\"title\": §\"Proef {subject}\"", "T0107", "texts.title").help("nothing is filled in"),
        texts("open brace", "\"title\": \"Proef\"", "\"title\": §\"Proef {\"", "T0107", "texts.title"),

        facts("evidence of a newer format", "\"format\": 1", "\"format\": §2", "E0101", "format"),
        facts("evidence of a newer format with a new field", "\"format\": 1", "\"format\": §2, \"more\": []", "E0101", "format"),
        facts("row too short", "      [0,2,5,6,5,1,0,2,0,7,6,0,2,0,2,4],", "      [0,2,5],", "E0102", "expert.positive").spot("[\n      [0,2,5],"),
        facts("negative cell", "      [0,2,5,6,5,1,0,2,0,7,6,0,2,0,2,4],", "      [0,-2,5,6,5,1,0,2,0,7,6,0,2,0,2,4],", "E0103", "expert.positive").spot("[\n      [0,-2,5"),
        facts("huge cell", "      [0,2,5,6,5,1,0,2,0,7,6,0,2,0,2,4],", "      [0,9223372036854775807,5,6,5,1,0,2,0,7,6,0,2,0,2,4],", "E0103", "expert.positive").spot("[\n      [0,9223372036854775807,5"),
        facts("divisor 0", "\"divisor\": 65", "\"divisor\": §0", "E0104", "expert.divisor"),
        facts("negative divisor", "\"divisor\": 65", "\"divisor\": §-65", "E0104", "expert.divisor"),
        facts("divisor too large", "\"divisor\": 65", "\"divisor\": §1001", "E0104", "expert.divisor"),
        facts("cell above the divisor", "\"divisor\": 65", "\"divisor\": 6", "E0110", "expert.positive").spot("[\n      [0,2,5,6,5,1"),
        facts("a seventeenth goal of the experts", "\"goals\": 16", "\"goals\": 17", "E0102", "expert.positive").spot("[\n      [0,2,5,6,5,1").and_more(),
        facts("unknown source of the evidence", "\"source\": \"weitz-2018\"", "\"source\": §\"weitz\"", "E0105", "expert.source"),
        facts("source id twice", "\"sources\": [\n    {\n      \"id\": \"weitz-2018\"", "\"sources\": [\n    { \"id\": \"weitz-2018\", \"citation\": \"x\", \"doi\": \"x\", \"url\": \"x\", \"read_from\": \"x\" },\n    {\n      \"id\": §\"weitz-2018\"", "E0109", "sources[1].id"),
        facts("id of the evidence", "\"id\": \"interlinkages\"", "\"id\": §\"Inter Linkages\"", "E0108", "id"),
        facts("pair the wrong way round", "\"double\": [", "\"double\": [§\"15-7\", ", "E0106", "labels.double[0]").help("7-15"),
        facts("pair with a plus", "\"double\": [", "\"double\": [§\"+1-+17\", ", "E0106", "labels.double[0]"),
        facts("pair with a zero in front", "\"double\": [", "\"double\": [§\"01-17\", ", "E0106", "labels.double[0]"),
        facts("pair of one goal", "\"double\": [", "\"double\": [§\"7-7\", ", "E0106", "labels.double[0]"),
        facts("pair with goal 18", "\"double\": [", "\"double\": [§\"7-18\", ", "E0106", "labels.double[0]"),

        table("suggestions of a newer format", "\"format\": 1", "\"format\": §2", "S0101", "format"),
        table("id of the table", "\"id\": \"hostile-suggestions\"", "\"id\": §\"Hostile\"", "S0102", "id"),
        table("id of a suggestion", "\"id\": \"sp-open\"", "\"id\": §\"sp open\"", "S0102", "suggestions[1].id"),
        table("a suggestion twice", "\"id\": \"sp-open\"", "\"id\": §\"s7-all\"", "S0103", "suggestions[1].id"),
        table("a source twice", "\"sources\": [ {", "\"sources\": [ { \"id\": \"paper\", \"citation\": \"x\" }, §{", "S0103", "sources[1].id").spot("\"paper\", \"citation\": \"A"),
        table("no language", "[\"nl\", \"en\"]", "§[]", "S0104", "languages"),
        table("a source that is not listed", "\"sources\": [\"paper\"]", "\"sources\": [§\"papers\"]", "S0105", "suggestions[0].sources[0]").help("list it"),
        table("a suggestion for nothing", "\"findings\": [\"open\"], ", "", "S0106", "suggestions[1]").spot("{ \"id\": \"sp-open\"").help("at least one"),
        table("goal 18", "[7, 13],\n      \"findings\"", "[§18, 13],\n      \"findings\"", "J0103", "suggestions[0].goals[0]"),
        table("a pair the wrong way round", "[[7, 13]]", "[§[13, 7]]", "S0108", "suggestions[0].pairs[0]"),
        table("an effort that is no word", "\"effort\": \"large\"", "\"effort\": §\"huge\"", "J0104", "suggestions[1].effort"),
        table("an unknown field of a suggestion", "\"effort\": \"large\"", "\"effort\": \"large\", §\"cost\": 5", "J0104", "suggestions[1]"),
        table("a rule that the questionnaire has not", "[\"open\"]", "[§\"opened\"]", "S0201", "suggestions[1].findings[0]").help("have it"),
        table("a measure that the questionnaire has not", "[\"all.harm\"]", "[§\"all.harms\"]", "S0202", "suggestions[0].measures[0]"),
        table("a group that the questionnaire has not", "[\"children\"]", "[§\"child\"]", "S0203", "suggestions[0].groups[0]"),
        table("a stakeholder that the questionnaire has not", "\"stakeholders\": []", "\"stakeholders\": [§\"shops\"]", "S0203", "suggestions[0].stakeholders[0]"),
        table("a domain that the questionnaire has not", "\"domains\": []", "\"domains\": [§\"d1\"]", "S0204", "suggestions[0].domains[0]"),
        table("a goal that the questionnaire asks nothing about", "[7, 13],\n      \"findings\"", "[7, §12],\n      \"findings\"", "S0205", "suggestions[0].goals[1]"),

        saved("saved file without format", "  \"format\": 1,\n", "", "A0101", "").spot("{\n  \"program\""),
        saved("saved file of nothing", "  \"questionnaire\": { \"id\": \"hostile\", \"version\": \"1.0.0\" },\n", "", "A0101", "").spot("{\n  \"format\""),
        saved("saved by a newer tool", "\"format\": 1", "\"format\": §2", "A0102", "format").help("newer version"),
        saved("saved by a newer tool with a new shape", "\"format\": 1,\n  \"program\": \"0.1.0\",\n  \"questionnaire\": { \"id\": \"hostile\", \"version\": \"1.0.0\" }", "\"format\": §3,\n  \"program\": \"7.8.9\",\n  \"questionnaire\": \"hostile@1\"", "A0102", "format").help("7.8.9"),
        saved("saved file of format 0", "\"format\": 1", "\"format\": §0", "A0102", "format"),
        saved("saved file of another questionnaire", "{ \"id\": \"hostile\"", "{ \"id\": §\"sdg-toets-full\"", "A0103", "questionnaire.id").help("that questionnaire"),
        saved("saved with another version", "\"version\": \"1.0.0\"", "\"version\": §\"0.9\"", "A0201", "questionnaire.version").help("keep their answers"),
        saved("own subject of another form", "\"id\": \"own-1\"", "\"id\": \"mine\"", "A0104", "own_subjects.groups[0]").spot("{ \"id\": \"mine\"").and_more(),
        saved("own subject with a leading zero", "\"id\": \"own-1\"", "\"id\": \"own-01\"", "A0104", "own_subjects.groups[0]").spot("{ \"id\": \"own-01\"").and_more(),
        saved("own subject 0", "\"id\": \"own-1\"", "\"id\": \"own-0\"", "A0104", "own_subjects.groups[0]").spot("{ \"id\": \"own-0\"").and_more(),
        saved("own subject twice", "\"name\": \"Seizoensarbeiders\" }", "\"name\": \"S\" }, §{ \"id\": \"own-1\", \"name\": \"T\" }", "A0104", "own_subjects.groups[1]"),
        saved("too many own subjects in a file", "\"name\": \"Seizoensarbeiders\" }", "\"name\": \"S\" }, { \"id\": \"own-2\", \"name\": \"T\" }, §{ \"id\": \"own-3\", \"name\": \"U\" }", "A0105", "own_subjects.groups[2]"),
        saved("unknown question", "\"name\": { \"text\"", "\"nam\": §{ \"text\"", "A0202", "answers.nam").help("kept"),
        saved("`constructor` as a question", "\"name\": { \"text\"", "\"constructor\": §{ \"text\"", "A0202", "answers.constructor"),
        saved("`__proto__` as a question", "\"name\": { \"text\"", "\"__proto__\": §{ \"text\"", "A0202", "answers.__proto__"),
        saved("unknown question with a dot", "\"name\": { \"text\"", "\"a.b\": §{ \"text\"", "A0202", "answers[\"a.b\"]"),
        saved("unknown subject in an answer", "\"older\": \"no\"", "\"oldest\": §\"no\"", "A0203", "answers.touched.subjects.oldest"),
        saved("unknown subject under `each`", "\"own-1\": { \"harm\": 2 }", "\"own-2\": §{ \"harm\": 2 }", "A0203", "answers.group.each.own-2"),
        saved("prompt of no goals", "\"t-7-15\"", "\"t-15-7\"", "A0203", "answers.judge.each.t-15-7").spot("{ \"option\": \"same\" }"),
        saved("unknown list of own subjects", "\"own_subjects\": { \"groups\"", "\"own_subjects\": { \"crowds\": §[], \"groups\"", "A0203", "own_subjects.crowds"),
        saved("a number where text belongs", "\"name\": { \"text\": \"Schoolstraat\" }", "\"name\": §{ \"text\": 5 }", "A0204", "answers.name"),
        saved("an answer that is null", "{ \"text\": \"Schoolstraat\" }", "§null", "A0204", "answers.name"),
        saved("an answer that is a list", "{ \"text\": \"Schoolstraat\" }", "§[\"Schoolstraat\"]", "A0204", "answers.name"),
        saved("an answer with an unknown field", "{ \"text\": \"Schoolstraat\" }", "§{ \"text\": \"S\", \"colour\": 1 }", "A0204", "answers.name"),
        saved("two answers at once", "{ \"text\": \"Schoolstraat\" }", "§{ \"text\": \"S\", \"date\": \"2026-01-01\" }", "A0204", "answers.name"),
        saved("an answer twice", "{ \"text\": \"Schoolstraat\" }", "§{ \"text\": \"S\", \"text\": \"T\" }", "A0204", "answers.name"),
        saved("another kind of answer", "{ \"text\": \"Schoolstraat\" }", "§{ \"number\": \"5\" }", "A0204", "answers.name"),
        saved("a day that does not exist", "{ \"date\": \"2026-11-23\" }", "§{ \"date\": \"2026-02-29\" }", "A0204", "answers.day"),
        saved("a number too large", "{ \"number\": \"12.5\" }", "§{ \"number\": \"1000.001\" }", "A0204", "answers.cost"),
        saved("a number with a comma", "{ \"number\": \"12.5\" }", "§{ \"number\": \"12,5\" }", "A0204", "answers.cost"),
        saved("a number as a number", "{ \"number\": \"12.5\" }", "§{ \"number\": 12.5 }", "A0204", "answers.cost"),
        saved("benefit above the scale", "\"children\": { \"benefit\": 1, \"harm\": 0 }", "\"children\": §{ \"benefit\": 3, \"harm\": 0 }", "A0204", "answers.group.each.children"),
        saved("negative benefit", "\"children\": { \"benefit\": 1, \"harm\": 0 }", "\"children\": §{ \"benefit\": -1, \"harm\": 0 }", "A0204", "answers.group.each.children"),
        saved("half a benefit", "\"children\": { \"benefit\": 1, \"harm\": 0 }", "\"children\": §{ \"benefit\": 0.5, \"harm\": 0 }", "A0204", "answers.group.each.children"),
        saved("benefit beyond 64 bits", "\"children\": { \"benefit\": 1, \"harm\": 0 }", "\"children\": §{ \"benefit\": 18446744073709551615, \"harm\": 0 }", "A0204", "answers.group.each.children"),
        saved("a word as benefit", "\"children\": { \"benefit\": 1, \"harm\": 0 }", "\"children\": §{ \"benefit\": \"much\", \"harm\": 0 }", "A0204", "answers.group.each.children"),
        saved("not applicable where it is not allowed", "{ \"text\": \"Schoolstraat\" }", "§{ \"not_applicable\": true }", "A0204", "answers.name"),
        saved("more options than allowed", "{ \"options\": [\"road\"], ", "§{ \"options\": [\"road\", \"tree\"], ", "A0204", "answers.topics"),
        saved("each of a single question", "{ \"text\": \"Schoolstraat\" }", "§{ \"each\": {} }", "A0204", "answers.name"),
        saved("a repeated question without each", "{ \"each\": { \"north\": { \"option\": \"clear\" } } }", "§{ \"option\": \"clear\" }", "A0204", "answers.here"),
        saved("each within each", "{ \"option\": \"clear\" }", "§{ \"each\": {} }", "A0204", "answers.here.each.north"),
        saved("unknown field of a saved file", "\"language\": \"nl\",", "\"language\": \"nl\", \"score\": §100,", "A0205", "score").help("kept"),
        saved("`__proto__` in a saved file", "\"language\": \"nl\",", "\"language\": \"nl\", \"__proto__\": §{ \"polluted\": true },", "A0205", "__proto__"),
        saved("unknown facet in an answer", "\"certainty\": \"clear\"", "\"colour\": §\"clear\"", "A0206", "answers.g7.facets.colour"),
        saved("unknown step of a facet", "\"certainty\": \"clear\"", "\"certainty\": §\"clearer\"", "A0206", "answers.g7.facets.certainty"),
        saved("a facet that is a number", "\"facets\": { \"certainty\": \"clear\"", "\"facets\": { \"certainty\": §5", "A0206", "answers.g7.facets.certainty"),
        saved("a finding of no rule", "\"harm/goal=7\": {\n", "\"harms/goal=7\": §{\n", "A0208", "findings.harms/goal=7").help("kept"),
        saved("a finding on another goal", "\"harm/goal=7\": {\n", "\"harm/goal=8\": §{\n", "A0208", "findings.harm/goal=8"),
        saved("a finding about nobody", "\"in/subject=own-1\"", "\"in\"", "A0208", "findings.in").spot("{ \"accepted\""),
        saved("a finding about a stranger", "\"in/subject=own-1\"", "\"in/subject=own-2\"", "A0208", "findings.in/subject=own-2").spot("{ \"accepted\""),
        saved("a finding spelt otherwise", "\"harm/goal=7\": {\n", "\"harm/goal=07\": §{\n", "A0208", "findings.harm/goal=07"),
        saved("accepted without a reason", ", \"reason\": \"Duurt kort\"", "", "A0209", "findings.in/subject=own-1").spot("{ \"accepted\""),
        saved("accepted by nobody", "\"by\": \"College\"", "\"by\": \" \"", "A0209", "findings.in/subject=own-1").spot("{ \"accepted\""),
        saved("neither treated nor accepted", "\"accepted\"", "\"observed\"", "A0209", "findings.in/subject=own-1").spot("{ \"observed\": { \"by\""),
        saved("treated and accepted", "{ \"accepted\"", "{ \"treated\": { \"measure\": \"x\", \"by\": \"x\", \"date\": \"2026-01-01\" }, \"accepted\"", "A0209", "findings.in/subject=own-1").spot("{ \"treated\": { \"measure\": \"x\""),
        saved("treated on a day that does not exist", "\"2027-03-01\"", "\"2027-02-30\"", "A0209", "findings.harm/goal=7").spot("{\n      \"treated\""),
        saved("an outcome that is no word", "\"outcome\": \"less\"", "\"outcome\": \"better\"", "A0209", "findings.harm/goal=7").spot("{\n      \"treated\""),
        saved("an action of goal 18", "\"goal\": 7,", "\"goal\": 18,", "A0210", "actions[0]").spot("{\n      \"id\": \"action-1\"").help("kept"),
        saved("an action without a text", "\"text\": \"Praat met de school\"", "\"text\": \"\"", "A0210", "actions[0]").spot("{\n      \"id\": \"action-1\""),
        saved("an action with a status that is no word", "\"status\": \"busy\"", "\"status\": \"waiting\"", "A0210", "actions[0]").spot("{\n      \"id\": \"action-1\""),
        saved("an action with an unknown field", "\"status\": \"busy\"", "\"budget\": 5", "A0210", "actions[0]").spot("{\n      \"id\": \"action-1\""),
        saved("an action from a finding that is none", "{ \"finding\": \"harm/goal=7\"", "{ \"finding\": \"Harm\"", "A0210", "actions[0]").spot("{\n      \"id\": \"action-1\""),
        saved("two actions with one id", "\"actions\": [\n", "\"actions\": [ { \"id\": \"action-1\", \"text\": \"x\" },\n", "A0210", "actions[1]").spot("{\n      \"id\": \"action-1\""),
        saved("an action for an unknown group", "\"group\": \"children\"", "\"group\": \"martians\"", "A0203", "actions[0]").spot("{\n      \"id\": \"action-1\"").help("kept"),
        saved("unknown option", "{ \"option\": \"idea\" }", "§{ \"option\": \"ideal\" }", "A0207", "answers.stage"),
        saved("unknown step", "{ \"option\": \"clear\" }", "§{ \"option\": \"\" }", "A0207", "answers.here.each.north"),
    ]
}

fn cases() -> Vec<Case> {
    [json_cases(), structure_cases(), other_cases()].into_iter().flatten().collect()
}

#[test]
fn each_case_has_its_code_and_its_place() {
    let world = World::small();
    let cases = cases();
    let names: BTreeSet<(&str, Door)> = cases.iter().map(|case| (case.name, case.door)).collect();
    assert_eq!(names.len(), cases.len(), "each case has its own name");
    assert!(cases.len() >= 60);
    none(&format!("{} cases", cases.len()), cases.iter().flat_map(|case| case.complaints(&world)));
}

/// Wrong kinds of value, unknown fields and words, missing fields: a schema sees them too. Duplicate keys it cannot see.
#[test]
fn what_is_wrong_by_shape_is_refused_by_the_schemas_too() {
    let world = World::small();
    let by_shape = |case: &&Case| ["J0103", "J0104", "J0106"].contains(&case.code);
    let mut tried = 0;
    let mut accepted = Vec::new();
    for case in cases().iter().filter(by_shape) {
        let (text, ..) = case.text(&world);
        let Ok(value) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else { continue };
        tried += 1;
        let schema = match case.door {
            Structure => "structure",
            Texts => "texts",
            Facts => "evidence",
            Saved => "saved",
            Table => "suggestions",
            // Merged files and lists of policy fields are made by programs: no schema is published for them.
            Door::Merged | Door::Policy => continue,
        };
        if common::schema(schema).is_valid(&value) {
            accepted.push(case.name.to_owned());
        }
    }
    assert!(tried > 30, "only {tried} cases");
    none("accepted by a schema", accepted);
}

#[test]
fn the_sound_files_are_sound() {
    for world in [World::small(), World::quick()] {
        for door in DOORS {
            for text in [world.text(door).to_owned(), format!("\u{feff}{}", world.text(door))] {
                let mut outcome = world.open(door, &text);
                // The table of suggestions is one for all questionnaires: the quick check need not know all of it.
                outcome.found.retain(|found| world.name == "small" || !found.code.starts_with("S02"));
                assert!(
                    outcome.accepted && outcome.found.is_empty(),
                    "{} {door:?}: {:?}",
                    world.name,
                    outcome.found
                );
            }
            let twice = world.open(door, &format!("\u{feff}\u{feff}{}", world.text(door)));
            assert!(!twice.accepted, "one byte-order mark, not two");
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Sweeps: whole files

/// Cuts at every 50th byte, and at the last few.
#[test]
fn files_cut_off_are_refused() {
    let mut complaints = Vec::new();
    let mut cuts = 0;
    for (world, doors) in
        [(World::small(), [Structure, Texts, Saved]), (World::quick(), [Structure, Facts, Saved])]
    {
        for door in doors {
            let whole = world.text(door).trim_end();
            let last = whole.len().saturating_sub(20)..whole.len();
            for at in (0..whole.len()).step_by(50).chain(last) {
                let text = String::from_utf8_lossy(&whole.as_bytes()[..at]).into_owned();
                let outcome = world.open(door, &text);
                cuts += 1;
                if outcome.accepted || outcome.found.iter().all(|found| found.code != "J0102") {
                    complaints.push(format!("{door:?} cut at {at}: {:?}", outcome.found));
                }
                complaints.extend(misplaced(&text, &outcome));
            }
        }
    }
    for (world, text) in [(World::quick(), shipped::text("sdg-toets-quick/texts/en.json"))] {
        for at in (0..text.len() - 2).step_by(50) {
            let cut = String::from_utf8_lossy(&text.as_bytes()[..at]).into_owned();
            assert!(!world.open(Texts, &cut).accepted);
            cuts += 1;
        }
    }
    assert!(cuts > 1900, "{cuts} cuts");
    none("cuts", complaints);
}

#[test]
fn other_encodings_are_refused() {
    for world in [World::small(), World::quick()] {
        for door in DOORS {
            let text = world.text(door);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide.iter().copied()).collect();
            let latin: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
            for bytes in [&wide, &marked] {
                let lossy = String::from_utf8_lossy(bytes).into_owned();
                let outcome = world.open(door, &lossy);
                assert!(!outcome.accepted, "{door:?} in UTF-16");
                none("UTF-16", misplaced(&lossy, &outcome));
            }
            let lossy = String::from_utf8_lossy(&latin).into_owned();
            let outcome = world.open(door, &lossy);
            none("Latin-1", misplaced(&lossy, &outcome));
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Sweeps: every node of every file

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// All nodes below the top, depth first.
fn nodes(value: &Value) -> Vec<Vec<Step>> {
    fn walk(value: &Value, here: &mut Vec<Step>, all: &mut Vec<Vec<Step>>) {
        all.push(here.clone());
        let steps: Vec<(Step, &Value)> = match value {
            Value::Object(fields) => {
                fields.iter().map(|(key, value)| (Step::Key(key.clone()), value)).collect()
            }
            Value::Array(items) => {
                items.iter().enumerate().map(|(at, item)| (Step::Index(at), item)).collect()
            }
            _ => Vec::new(),
        };
        for (step, value) in steps {
            here.push(step);
            walk(value, here, all);
            here.pop();
        }
    }
    let mut all = Vec::new();
    walk(value, &mut Vec::new(), &mut all);
    all
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match step {
        Step::Key(key) => &mut value[key.as_str()],
        Step::Index(at) => &mut value[*at],
    })
}

/// The path without places: nodes with the same one have the same shape.
fn shape(path: &[Step]) -> String {
    let keyed = |key: &String| if key.contains(['.', '-']) { ".*".to_owned() } else { format!(".{key}") };
    path.iter()
        .map(|step| match step {
            Step::Key(key) => keyed(key),
            Step::Index(_) => "[]".to_owned(),
        })
        .collect()
}

const HERE: &str = "@@HERE@@";

/// What takes the place of a node.
const OTHERS: [&str; 16] = [
    "null",
    "7",
    "\"x\"",
    "[]",
    "{}",
    "-1",
    "true",
    "0",
    "1.5",
    "1e999",
    "99999999999999999999",
    "\"\\u0000\\u202eabc\\u200f\"",
    "\"\"",
    "{\"__proto__\":{\"constructor\":1}}",
    "[[[[[[[[null]]]]]]]]",
    "\"\\ud800\"",
];

/// What may never be accepted without a word, made from the node itself.
fn foul(value: &Value) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    match value {
        Value::Object(fields) => {
            let inner: Vec<String> =
                fields.iter().map(|(key, value)| format!("{}:{value}", json!(key))).collect();
            let inner = inner.join(",");
            if let Some((key, value)) = fields.iter().next() {
                all.push(("a key given twice", format!("{{{}:{value},{inner}}}", json!(key))));
                let values: Vec<String> = fields.values().map(ToString::to_string).collect();
                all.push(("a list for an object", format!("[{}]", values.join(","))));
            }
            let comma = if inner.is_empty() { "" } else { "," };
            all.push(("an unknown field", format!("{{\"no-such-field\":1{comma}{inner}}}")));
            all.push(("`__proto__` as a field", format!("{{\"__proto__\":{{}}{comma}{inner}}}")));
        }
        Value::String(_) => all.push(("an object for a word", format!("{{{value}:null}}"))),
        Value::Array(items) => {
            let fields: Vec<String> =
                items.iter().enumerate().map(|(at, item)| format!("\"{at}\":{item}")).collect();
            all.push(("an object for a list", format!("{{{}}}", fields.join(","))));
        }
        _ => {}
    }
    all
}

/// Replaces each node in turn. `each` sees what was done, the text, where the node stands, and the outcome.
fn sweep(
    world: &World,
    door: Door,
    thorough: bool,
    mut each: impl FnMut(&str, &[Step], &str, std::ops::Range<usize>, &Outcome),
) {
    let mut file: Value = serde_json::from_str(world.text(door)).unwrap();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let full = std::env::var_os("SDG_CASES").is_some();
    for (nth, path) in nodes(&file).into_iter().enumerate() {
        let before = seen.entry(shape(&path)).or_default();
        *before += 1;
        // In a large file, shapes that the small one has too get one value only, and few nodes at that.
        let all = full || thorough && *before <= 1;
        if !(all || full || !thorough && *before <= 1 || nth % 32 == 0) {
            continue;
        }
        let node = std::mem::replace(at(&mut file, &path), json!(HERE));
        let frame = serde_json::to_string_pretty(&file).unwrap();
        *at(&mut file, &path) = node.clone();
        let (head, tail) = frame.split_once(&format!("\"{HERE}\"")).unwrap();
        let plain = OTHERS.iter().map(|other| ("another value", (*other).to_owned()));
        let options: Vec<(&str, String)> = plain.chain(foul(&node)).collect();
        let place = nth % options.len();
        for (at, (what, other)) in options.iter().enumerate() {
            let half = full || at >= OTHERS.len() || (at + nth) % 2 == 0;
            let written = node.to_string();
            if !(all && half || at == place) || written == *other {
                continue;
            }
            let text = format!("{head}{other}{tail}");
            let outcome = world.open(door, &text);
            each(what, &path, &text, head.len()..head.len() + other.len(), &outcome);
        }
    }
}

/// Byte offset of a place.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>() + start
}

/// What the sweeps found. They run once for all tests here.
#[derive(Default)]
struct Swept {
    tried: usize,
    misplaced: BTreeSet<String>,
    accepted: BTreeSet<String>,
    unreadable: BTreeSet<String>,
}

fn unreadables<'d>(found: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<String> {
    let of_one = |found: &Diagnostic| {
        let way_out = !found.help.is_empty() || WITHOUT_HELP.contains(&found.code);
        let mute = (!way_out).then(|| format!("{}: no way out: {}", found.code, found.message));
        unreadable(found).into_iter().chain(mute).collect::<Vec<_>>()
    };
    found.into_iter().flat_map(of_one).collect()
}

impl Swept {
    fn add(&mut self, world: &World, door: Door) {
        let mut tried = 0;
        sweep(world, door, world.name == "small", |what, path, text, node, outcome| {
            tried += 1;
            let shown: String = text[node.clone()].chars().take(60).collect();
            let name = format!("{door:?} {}: {what}: {shown}", shape(path));
            self.unreadable.extend(unreadables(&outcome.found));
            let wrong = misplaced(text, outcome);
            self.misplaced.extend(wrong.into_iter().map(|wrong| format!("{name}: {wrong}")));
            // A wrong type is reported where it stands.
            let is_type = |found: &&Diagnostic| ["J0103", "J0104"].contains(&found.code);
            let types: Vec<&Diagnostic> = outcome.found.iter().filter(is_type).collect();
            let near = node.start.saturating_sub(1)..=node.end + 1;
            let meant = |found: &&Diagnostic| near.contains(&offset(text, found.line, found.column));
            if !types.is_empty() && !types.iter().any(meant) {
                self.misplaced.insert(format!("{name}: reported elsewhere: {}", types[0]));
            }
            let free = match (door, path) {
                (Saved, [Step::Key(field), ..]) => field == "example",
                (Door::Merged, [Step::Key(_), Step::Index(_), Step::Key(field), ..]) => field == "example",
                _ => false,
            };
            if what != "another value" && !free && outcome.accepted && outcome.found.is_empty() {
                self.accepted.insert(name);
            }
        });
        self.tried += tried;
    }
}

fn swept() -> &'static Swept {
    static ONCE: OnceLock<Swept> = OnceLock::new();
    ONCE.get_or_init(|| {
        let mut swept = Swept::default();
        let small = World::small();
        [Structure, Texts, Saved, Table].into_iter().for_each(|door| swept.add(&small, door));
        let quick = World::quick();
        DOORS.into_iter().for_each(|door| swept.add(&quick, door));
        swept
    })
}

#[test]
fn each_node_replaced_is_accepted_or_has_a_place() {
    assert!(swept().tried > 1500, "{} files", swept().tried);
    none(&format!("{} files", swept().tried), swept().misplaced.iter().cloned());
}

#[test]
fn nothing_unknown_is_accepted_without_a_word() {
    none(&format!("{} files", swept().tried), swept().accepted.iter().cloned());
}

#[test]
fn messages_are_plain() {
    let world = World::small();
    let by_hand =
        cases().iter().flat_map(|case| world.open(case.door, &case.text(&world).0).found).collect::<Vec<_>>();
    none("messages", swept().unreadable.iter().cloned().chain(unreadables(&by_hand)));
}

// ---------------------------------------------------------------------------------------------------------------
// Much of everything

/// Fails when it takes longer than a person would wait. The engine has no limit of its own on a thread that hangs.
fn within<T: Send + 'static>(what: &str, seconds: u64, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(work()));
    receive
        .recv_timeout(Duration::from_secs(seconds))
        .unwrap_or_else(|error| panic!("{what}: not done in {seconds} s ({error})"))
}

/// Opens a text at a door of the small world. On an idle machine it takes a few seconds; the limit leaves room for a busy one,
/// and is still far below what anything that grows with the square of the file would take.
fn open_in_time(what: &str, door: Door, text: String) -> Outcome {
    within(what, 30, move || {
        let outcome = World::small().open(door, &text);
        let complaints = misplaced(&text, &outcome);
        assert!(complaints.is_empty(), "{complaints:?}");
        outcome
    })
}

fn codes(outcome: &Outcome) -> BTreeSet<&'static str> {
    outcome.found.iter().map(|found| found.code).collect()
}

/// The small structure with one piece replaced.
fn structure_with(find: &str, replace: &str) -> String {
    let sound = data("questionnaire.json");
    assert_eq!(sound.matches(find).count(), 1, "{find}");
    sound.replacen(find, replace, 1)
}

fn saved_with(find: &str, replace: &str) -> String {
    let sound = data("saved.json");
    assert_eq!(sound.matches(find).count(), 1, "{find}");
    sound.replacen(find, replace, 1)
}

fn list(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(",")
}

#[test]
fn files_of_ten_megabytes_are_refused_unread() {
    // A merged file holds several saved ones, and may have more.
    for door in DOORS.into_iter().filter(|door| *door != Door::Merged) {
        for text in ["x".repeat(10 << 20), format!("[{}0]", "0,".repeat(5 << 20)), " ".repeat(10 << 20)] {
            let outcome = open_in_time("10 MB", door, text);
            assert_eq!(codes(&outcome), BTreeSet::from(["J0101"]), "{door:?}");
        }
    }
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    for (open, close) in [("[", "]"), ("{\"not\":", "}"), ("{\"each\":", "}")] {
        let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        for door in DOORS {
            let outcome = open_in_time("10,000 deep", door, deep.clone());
            assert!(!outcome.accepted, "{door:?}");
            let outcome = open_in_time("10,000 deep and not closed", door, open.repeat(10_000));
            assert!(!outcome.accepted, "{door:?}");
        }
        let condition = "{ \"points\": { \"question\": \"cost\", \"at_least\": 10 } }";
        let outcome = open_in_time("a deep condition", Structure, structure_with(condition, &deep));
        assert!(!outcome.accepted);
        let outcome = open_in_time("a deep text", Texts, data("texts.json").replacen("\"Proef\"", &deep, 1));
        assert!(!outcome.accepted);
        let text = saved_with("{ \"text\": \"Schoolstraat\" }", &deep);
        let outcome = open_in_time("a deep answer", Saved, text);
        assert!(outcome.accepted && codes(&outcome) == BTreeSet::from(["A0204"]));
        let text = saved_with("{ \"notice\": \"Made up\", \"sources\": [\"nobody\"] }", &deep);
        let world = World::small();
        let loaded = Assessment::parse(&text, &world.questionnaire).unwrap();
        assert_eq!(loaded.assessment.further("example"), Some(deep.as_str()));
        use_assessment(&loaded.assessment);
    }
}

#[test]
fn a_hundred_thousand_subjects_and_languages() {
    let many = list(100_000, |nth| format!("\"a{nth:06}\""));
    let outcome = open_in_time("subjects", Structure, structure_with("\"children\", \"older\"", &many));
    assert!(codes(&outcome).contains("Q0702"), "{:?}", codes(&outcome));
    let outcome = open_in_time("languages", Structure, structure_with("\"nl\", \"en\"", &many));
    assert!(outcome.accepted, "languages have no limit of their own");
}

#[test]
fn fifty_thousand_questions() {
    let many = list(50_000, |nth| format!("{{\"id\":\"q{nth}\",\"kind\":\"date\"}}"));
    let outcome = open_in_time(
        "questions",
        Structure,
        structure_with(
            "{ \"id\": \"name\", \"kind\": \"text\" }",
            &format!("{{\"id\":\"name\",\"kind\":\"text\"}},{many}"),
        ),
    );
    assert!(codes(&outcome).contains("Q0701"), "{:?}", codes(&outcome));
}

#[test]
fn thousands_of_references_to_nothing() {
    let many = list(20_000, |nth| {
        format!("{{\"id\":\"q{nth}\",\"kind\":\"text\",\"for_each\":{{\"in\":\"r{nth}\"}}}}")
    });
    let outcome = open_in_time(
        "references",
        Structure,
        structure_with(
            "{ \"id\": \"name\", \"kind\": \"text\" }",
            &format!("{{\"id\":\"name\",\"kind\":\"text\"}},{many}"),
        ),
    );
    assert!(codes(&outcome).contains("Q0301"), "{:?}", codes(&outcome));
}

#[test]
fn a_hundred_thousand_unknown_texts() {
    let many = list(100_000, |nth| format!("\"q.{nth:06}\":\"x\""));
    let texts = data("texts.json").replacen("\"title\":", &format!("{many},\"title\":"), 1);
    let outcome = open_in_time("texts", Texts, texts);
    assert_eq!((outcome.accepted, outcome.found.len()), (false, MOST));
}

#[test]
fn ids_and_keys_of_a_megabyte() {
    let long = "x".repeat(1 << 20);
    let replaced = structure_with("\"question\": \"cost\"", &format!("\"question\": \"{long}\""));
    let outcome = open_in_time("a reference", Structure, replaced);
    assert_eq!(codes(&outcome), BTreeSet::from(["Q0301"]));
    none("messages", unreadables(&outcome.found));
}

#[test]
fn a_key_of_a_megabyte_in_the_texts() {
    let long = "x".repeat(1 << 20);
    let texts = data("texts.json").replacen("\"title\":", &format!("\"{long}\":\"x\",\"title\":"), 1);
    let outcome = open_in_time("a key", Texts, texts);
    assert_eq!(codes(&outcome), BTreeSet::from(["T0105"]));
    none("messages", unreadables(&outcome.found));
}

#[test]
fn ten_thousand_unknown_answers_are_kept() {
    let many = list(10_000, |nth| format!("\"z{nth}\":{{\"text\":\"{nth}\"}}"));
    let text = saved_with("\"answers\": {", &format!("\"answers\": {{ {many},"));
    let (kept, notices, again) = within("unknown answers", 10, move || {
        let world = World::small();
        let loaded = Assessment::parse(&text, &world.questionnaire).unwrap();
        let written = loaded.assessment.to_json();
        let again = Assessment::parse(&written, &world.questionnaire).unwrap().assessment;
        assert!(again.to_json() == written);
        (loaded.assessment.kept().count(), loaded.notices, again.kept().count())
    });
    assert_eq!((kept, again), (10_000, 10_000), "all are kept, also the second time");
    assert_eq!(notices.len(), MOST, "reported up to the cap");
    let (last, others) = notices.split_last().unwrap();
    assert!(others.iter().all(|notice| notice.code == "A0202" && notice.severity == Severity::Notice));
    assert_eq!((last.code, last.severity), ("J0199", Severity::Notice), "the others are counted");
}

/// Eight megabytes of one unknown answer, before two hundred others: each place is looked for in the text.
#[test]
fn a_large_saved_file_with_many_notices() {
    let many = list(250, |nth| format!("\"z{nth}\":{{\"text\":\"{nth}\"}}"));
    let large = list(70_000, |nth| format!("\"{nth:0>100}\""));
    let answers = format!("\"answers\": {{ \"large\": [{large}], {many},");
    let outcome = open_in_time("a large file", Saved, saved_with("\"answers\": {", &answers));
    assert_eq!((outcome.accepted, outcome.found.len()), (true, MOST));
}

/// Notices must not push an error out: what cannot be read would be dropped without a word.
#[test]
fn an_error_after_many_notices_is_still_an_error() {
    let many = list(300, |nth| format!("\"z{nth}\":1"));
    let answers = format!("\"answers\": {{ {many},");
    for field in ["\"kept\": 5", "\"kept\": { \"a\": 1, \"a\": 2 }"] {
        let text = saved_with("\"answers\": {", &answers);
        let text = text.trim_end().strip_suffix('}').unwrap().to_owned() + ", " + field + "}";
        let outcome = open_in_time("an error at the end", Saved, text);
        assert!(!outcome.accepted, "{field} is dropped without a word");
    }
}

// ---------------------------------------------------------------------------------------------------------------
// What the user had stays

#[test]
fn names_are_kept_byte_for_byte() {
    let world = World::small();
    let megabyte = "Schoolstraat ✓ ".repeat(65_000);
    let names = [
        "<script>alert(\"1\")</script>",
        "</script><img src=x onerror=alert(1)>",
        "\u{0}\u{1}\u{7f}\u{85}\r\n\t",
        "\u{202e}abc\u{200f}\u{2066}",
        "  spaces around  ",
        "e\u{301} and \u{e9}",
        "\u{feff}mark",
        "\u{1f469}\u{200d}\u{1f467}",
        "__proto__",
        &megabyte,
    ];
    let question = world.questionnaire.find("name").unwrap();
    for name in names {
        let text = saved_with("\"Schoolstraat\"", &json!(name).to_string());
        let Loaded { assessment, notices } = Assessment::parse(&text, &world.questionnaire).unwrap();
        assert!(notices.is_empty());
        assert!(assessment.entry(question, None).answer == Some(Answer::Text(name.to_owned())));
        let again = Assessment::parse(&assessment.to_json(), &world.questionnaire).unwrap().assessment;
        assert!(again.entry(question, None) == assessment.entry(question, None));
        assert_eq!(again.score().to_json(), assessment.score().to_json());
        assert!(again.to_json().contains(&json!(name).to_string()));
    }
}

/// Everything that draws a notice in a saved file stands in the file that is written, and in the one written from that.
#[test]
fn what_draws_a_notice_is_written_back() {
    let world = World::small();
    let mut complaints = Vec::new();
    for case in other_cases().iter().filter(|case| case.door == Saved && case.code.starts_with("A02")) {
        let (text, ..) = case.text(&world);
        let Ok(loaded) = Assessment::parse(&text, &world.questionnaire) else { continue };
        let first = loaded.assessment.to_json();
        let second = Assessment::parse(&first, &world.questionnaire).unwrap().assessment.to_json();
        if first != second {
            complaints.push(format!("{}: the second time it is written differently", case.name));
        }
        // What stands at the place of each notice, found back whole.
        let before: Value = serde_json::from_str(&text).unwrap_or_default();
        let after: Value = serde_json::from_str(&second).unwrap();
        for notice in loaded.notices.iter().filter(|notice| notice.code != "A0201") {
            let steps: Vec<&str> = notice.path.split('.').collect();
            let value = steps.iter().fold(&before, |value, step| &value[*step]);
            let pair = format!("{}:{value}", Value::from(*steps.last().unwrap_or(&"")));
            // Something that is no answer at all stands in the list of what is kept for its question.
            let found = if value.is_array() {
                after.to_string().contains(&value.to_string())
            } else {
                after.to_string().contains(&pair)
            };
            if !value.is_null() && !found {
                complaints.push(format!("{}: lost: {pair} at {}", case.name, notice.path));
            }
        }
    }
    none("lost", complaints);
}

#[test]
fn own_subjects_of_an_unknown_list_are_kept() {
    let world = World::small();
    let text = saved_with(
        "{ \"groups\":",
        "{ \"crowds\": [ { \"id\": \"own-1\", \"name\": \"Fietsers\" } ], \"groups\":",
    );
    let loaded = Assessment::parse(&text, &world.questionnaire).unwrap();
    assert_eq!(loaded.notices.iter().map(|notice| notice.code).collect::<Vec<_>>(), ["A0203"]);
    assert!(loaded.assessment.to_json().contains("Fietsers"), "the notice says that it is kept");
}

/// An answer kept from an earlier opening gives way to nothing: not to a newer one with the same id.
#[test]
fn two_unknown_answers_with_one_id_are_both_kept() {
    let world = World::small();
    let text = saved_with("\"name\": {", "\"gone\": { \"text\": \"newer\" }, \"name\": {");
    let text =
        text.replacen("\"answers\":", "\"kept\": { \"gone\": { \"text\": \"older\" } }, \"answers\":", 1);
    let written = Assessment::parse(&text, &world.questionnaire).unwrap().assessment.to_json();
    assert!(written.contains("newer") && written.contains("older"), "{written}");
}

/// The answer goes before the kept one, wherever they stand in the file.
#[test]
fn an_answer_goes_before_a_kept_one() {
    let world = World::small();
    let kept = "\"kept\": { \"name\": { \"text\": \"kept\" } }";
    let first = saved_with("\"answers\":", &format!("{kept}, \"answers\":"));
    let last =
        saved_with("\"reason\": \"No\" } } }\n  }", &format!("\"reason\": \"No\" }} }} }}\n  }}, {kept}"));
    for text in [last, first] {
        let loaded = Assessment::parse(&text, &world.questionnaire).unwrap();
        let name = world.questionnaire.find("name").unwrap();
        assert_eq!(loaded.assessment.entry(name, None).answer, Some(Answer::Text("Schoolstraat".to_owned())));
    }
}

/// What the assessor takes away does not come back with the next opening.
#[test]
fn what_was_taken_away_does_not_come_back() {
    let world = World::small();
    for (id, find, replace) in [
        ("touched", "\"older\": \"no\"", "\"martians\": \"no\""),
        ("g7", "\"certainty\": \"clear\"", "\"colour\": \"red\""),
    ] {
        let question = world.questionnaire.find(id).unwrap();
        let mut loaded = Assessment::parse(&saved_with(find, replace), &world.questionnaire).unwrap();
        loaded.assessment.set(question, None, Entry::EMPTY).unwrap();
        let again = Assessment::parse(&loaded.assessment.to_json(), &world.questionnaire).unwrap();
        assert_eq!(again.assessment.entry(question, None), &Entry::EMPTY, "{id}");
    }
}

/// Answers of every kind, in and out of range.
fn answers() -> Vec<Answer> {
    let text = |text: &str| text.to_owned();
    let mut all = vec![Answer::Unknown, Answer::NotApplicable];
    for points in [-1, 0, 2, 3, i64::MAX, i64::MIN] {
        for other in [None, Some(Strength::Unknown), Some(Strength::Points(0))] {
            all.push(Answer::Effect { benefit: Some(Strength::Points(points)), harm: other });
            all.push(Answer::Effect { benefit: other, harm: Some(Strength::Points(points)) });
        }
    }
    all.push(Answer::Effect { benefit: None, harm: None });
    all.extend([0, 1, 2, 3, usize::MAX].map(Answer::Option));
    for options in [vec![], vec![0], vec![1], vec![0, 1], vec![2], vec![0, usize::MAX]] {
        all.push(Answer::Options(options.into_iter().collect()));
    }
    for subjects in [
        vec![],
        vec!["children"],
        vec!["own-1"],
        vec!["own-9"],
        vec!["children", "older", "own-1"],
        vec!["north"],
        vec![""],
        vec!["__proto__"],
    ] {
        for answer in [SubjectAnswer::Yes, SubjectAnswer::No, SubjectAnswer::Unknown] {
            all.push(Answer::Subjects(subjects.iter().map(|subject| (text(subject), answer)).collect()));
        }
    }
    for word in [
        "",
        " ",
        "0",
        "-0",
        "12.5",
        "1e3",
        "1000.001",
        "1000",
        "-1",
        "99999999999",
        "NaN",
        "+1",
        "1.",
        ".5",
        "0012",
        "1,5",
        "١",
        "2026-11-23",
        "2026-02-29",
        "2024-02-29",
        "0000-01-01",
        "2026-1-1",
        "2026-11-23T00:00",
        "\u{0}",
        "own-1",
    ] {
        all.extend([Answer::Text(text(word)), Answer::Number(text(word)), Answer::Date(text(word))]);
    }
    all
}

/// An answer that does not fit leaves everything as it was; one that fits is read back just so.
#[test]
fn ill_fitting_answers_change_nothing() {
    let world = World::small();
    let questionnaire = &world.questionnaire;
    let sound = Assessment::parse(&world.saved, questionnaire).unwrap().assessment;
    let before = sound.to_json();
    let map = |pairs: &[(usize, FacetValue)]| -> Map<usize, FacetValue> { pairs.iter().cloned().collect() };
    let set = |id: &str| -> Set<String> { [id.to_owned()].into_iter().collect() };
    let facets: Vec<Map<usize, FacetValue>> = vec![
        Map::new_vec(),
        map(&[(0, FacetValue::Step(1)), (1, FacetValue::Subjects(set("own-1")))]),
        map(&[(0, FacetValue::Step(99))]),
        map(&[(0, FacetValue::Subjects(Set::new()))]),
        map(&[(1, FacetValue::Step(0))]),
        map(&[(1, FacetValue::Subjects(set("nobody")))]),
        map(&[(usize::MAX, FacetValue::Step(0))]),
    ];
    let subjects = [
        None,
        Some("children"),
        Some("own-1"),
        Some("north"),
        Some("t-7-15"),
        Some("t-15-7"),
        Some("nobody"),
        Some(""),
    ];
    let (mut refused, mut taken) = (0, 0);
    for (question, asked) in questionnaire.indexed() {
        for subject in subjects {
            for (nth, answer) in answers().into_iter().map(Some).chain([None]).enumerate() {
                // Every answer without facets, and a few answers with each of them.
                for facets in facets.iter().take(if nth % 20 == 0 { facets.len() } else { 1 }) {
                    let entry = Entry {
                        answer: answer.clone(),
                        reason: "Because".to_owned(),
                        facets: facets.clone(),
                    };
                    let mut assessment = sound.clone();
                    match assessment.set(question, subject, entry) {
                        Err(error) => {
                            refused += 1;
                            assert!(!error.to_string().is_empty());
                            if nth % 5 == 0 {
                                assert!(
                                    assessment.to_json() == before,
                                    "{} {subject:?}: {answer:?}",
                                    asked.id
                                );
                            } else {
                                assert_eq!(
                                    assessment.entry(question, subject),
                                    sound.entry(question, subject)
                                );
                            }
                        }
                        Ok(old) => {
                            taken += 1;
                            assert_eq!(
                                &old,
                                sound.entry(question, subject),
                                "it gives back what stood there"
                            );
                            let written = assessment.to_json();
                            let again = Assessment::parse(&written, questionnaire).unwrap();
                            assert!(again.notices.is_empty(), "{} {answer:?}: {:?}", asked.id, again.notices);
                            assert_eq!(
                                again.assessment.entry(question, subject),
                                assessment.entry(question, subject),
                                "{} {subject:?}: {answer:?}",
                                asked.id
                            );
                            assessment.score();
                        }
                    }
                }
            }
        }
    }
    assert!(refused > 5000 && taken > 100, "{refused} refused, {taken} taken");
}

#[test]
fn a_place_of_another_questionnaire_changes_nothing() {
    let (small, quick) = (World::small(), World::quick());
    let mut assessment = Assessment::parse(&small.saved, &small.questionnaire).unwrap().assessment;
    let before = assessment.to_json();
    let (last, _): (QuestionIx, _) = quick.questionnaire.indexed().last().unwrap();
    assert_eq!(assessment.set(last, None, Entry::EMPTY), Err(AnswerError::NoQuestion));
    assert_eq!(assessment.entry(last, Some("x")), &Entry::EMPTY);
    assert_eq!(assessment.to_json(), before);
}

#[test]
fn a_full_list_takes_no_more_subjects() {
    let world = World::small();
    let mut assessment = Assessment::parse(&world.saved, &world.questionnaire).unwrap().assessment;
    let question = world.questionnaire.find("touched").unwrap();
    let sdg_core::Kind::Subjects { roster, .. } = world.questionnaire.question(question).unwrap().kind else {
        panic!("a `subjects` question")
    };
    assert_eq!(assessment.add_own_subject(roster, "\u{202e}"), Ok("own-2".to_owned()));
    let before = assessment.to_json();
    assert_eq!(assessment.add_own_subject(roster, "one more"), Err(AnswerError::Full(2)));
    assert!(!assessment.rename_own_subject(roster, "own-3", "x"));
    assert!(!assessment.remove_own_subject(roster, "children"));
    assert_eq!(assessment.to_json(), before);
    assert!(assessment.remove_own_subject(roster, "own-1"));
    use_assessment(&assessment);
    assert!(!assessment.to_json().contains("own-1"), "with everything recorded for it");
}

// ---------------------------------------------------------------------------------------------------------------
// Chance

fn any_door() -> impl Strategy<Value = Door> {
    prop::sample::select(DOORS.to_vec())
}

fn judge(world: &World, door: Door, text: &str) -> Result<(), String> {
    let outcome = world.open(door, text);
    let complaints = misplaced(text, &outcome);
    if complaints.is_empty() { Ok(()) } else { Err(format!("{door:?} {text:?}: {complaints:?}")) }
}

#[test]
fn random_bytes_and_strings_do_not_panic() {
    let world = World::small();
    check(400, (any_door(), prop::collection::vec(any::<u8>(), 0..200)), |(door, bytes)| {
        judge(&world, door, &String::from_utf8_lossy(&bytes))
    });
    check(400, (any_door(), "\\PC{0,80}"), |(door, text)| judge(&world, door, &text));
    check(400, (any_door(), "[\\[\\]{}:,\"0-9a-z\\\\ \n.eE+-]{0,80}"), |(door, text)| {
        judge(&world, door, &text)
    });
}

/// What a mutation puts in.
const PIECES: [&str; 24] = [
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "0",
    "-",
    "1e9",
    "true",
    "\\",
    "\u{0}",
    "é",
    "\u{202e}",
    "\n",
    " ",
    "\"id\":",
    "{\"all\":[]}",
    "\u{feff}",
    "\"unknown\"",
    "1/0",
    "own-1",
];

#[test]
fn random_mutations_do_not_panic() {
    let world = World::small();
    let mutation = (any::<u32>(), 0_usize..12, 0..PIECES.len());
    check(600, (any_door(), prop::collection::vec(mutation, 1..4)), |(door, mutations)| {
        let mut text: Vec<char> = world.text(door).chars().collect();
        for (at, gone, piece) in mutations {
            let at = usize::try_from(at).unwrap() % text.len();
            let end = (at + gone).min(text.len());
            text.splice(at..end, PIECES[piece].chars());
        }
        judge(&world, door, &text.into_iter().collect::<String>())
    });
}

/// Two places of one file change their values: sound JSON, and often a sound file.
#[test]
fn values_that_change_places_do_not_panic() {
    let world = World::small();
    let files = DOORS.map(|door| {
        let file: Value = serde_json::from_str(world.text(door)).unwrap();
        let leaves: Vec<Vec<Step>> = nodes(&file).into_iter().skip(1).collect();
        (door, file, leaves)
    });
    check(500, (0..files.len(), any::<u32>(), any::<u32>()), |(which, one, other)| {
        let (door, file, leaves) = &files[which];
        let pick = |seed: u32| &leaves[usize::try_from(seed).unwrap() % leaves.len()];
        let mut file = file.clone();
        let value = at(&mut file, pick(one)).clone();
        *at(&mut file, pick(other)) = value;
        judge(&world, *door, &serde_json::to_string_pretty(&file).unwrap())
    });
}
