//! The tool as a person or a script meets it: golden outputs, exit codes, and bad input at every door.
//!
//! `UPDATE=1 cargo test -p sdg-cli` rewrites the golden outputs; read the difference before you keep it.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use common::{code, err, golden, out, sdg};
use serde_json::Value;

const SHIPPED_EXAMPLE: &str = "../questionnaires/sdg-toets-quick/example.json";

fn mini(arguments: &[&str]) -> Output {
    sdg(&["--questionnaires", "tests/data/questionnaires"]).args(arguments).output().unwrap()
}

fn shipped(arguments: &[&str]) -> Output {
    sdg(arguments).output().unwrap()
}

fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = sdg(&["--questionnaires", "tests/data/questionnaires"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The tool may refuse before it has read all.
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

/// A file of this crate.
fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A folder of this test alone.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

// ---- check

#[test]
fn check_finds_the_shipped_questionnaires_sound() {
    let output = shipped(&["check", "../questionnaires", "--fail-on", "notice"]);
    code(&output, 0);
    assert!(out(&output).ends_with("no errors, no notices\n"), "{}", out(&output));
}

#[test]
fn check_shows_the_line_like_a_compiler() {
    let output = shipped(&["check", "tests/data/wrong-structure.json", "tests/data/questionnaires/broken"]);
    code(&output, 2);
    golden("check.txt", &out(&output));
}

#[test]
fn check_gives_the_same_as_json() {
    let output = shipped(&[
        "check",
        "tests/data/wrong-structure.json",
        "tests/data/questionnaires/broken",
        "--format",
        "json",
    ]);
    code(&output, 2);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let all: Vec<&Value> = document["files"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|file| file["diagnostics"].as_array().unwrap())
        .collect();
    let errors = all.iter().filter(|found| found["severity"] == "error").count();
    assert_eq!(document["errors"], errors);
    assert_eq!(document["notices"], all.len() - errors);
    assert!(all.iter().any(|found| found["code"] == "C0102" && found["line"] == 5));
    assert!(all.iter().all(|found| found["message"].as_str().is_some_and(|text| !text.is_empty())));
}

#[test]
fn check_fails_on_notices_only_when_asked() {
    let folder = scratch("notices");
    fs::create_dir(folder.join("texts")).unwrap();
    let source = "tests/data/questionnaires/broken";
    let structure =
        fs::read_to_string(format!("{source}/questionnaire.json")).unwrap().replace(", \"fr\"", "");
    let english = fs::read_to_string(format!("{source}/texts/en.json")).unwrap();
    let dutch =
        english.replace("\"en\"", "\"nl\"").replace("    \"question.a.help\": \"Say yes or no.\",\n", "");
    file(&folder, "questionnaire.json", structure);
    file(&folder, "texts/en.json", english);
    file(&folder, "texts/nl.json", dutch);
    let folder = folder.to_str().unwrap();
    let output = shipped(&["check", folder]);
    code(&output, 0);
    assert!(
        out(&output).contains("notice[C0201]: the text `question.a.help` is not translated"),
        "{}",
        out(&output)
    );
    code(&shipped(&["check", folder, "--fail-on", "notice"]), 1);
}

#[test]
fn check_takes_each_kind_of_file_alone() {
    for path in [
        "../questionnaires/sdg-toets-quick/questionnaire.json",
        "../questionnaires/sdg-toets-quick/texts/nl.json",
        "../questionnaires/evidence/interlinkages.json",
        "../questionnaires/report/nl.json",
        "../questionnaires/suggestions/suggestions.json",
        "../questionnaires/suggestions/texts/fr.json",
        SHIPPED_EXAMPLE,
    ] {
        let output = shipped(&["check", path]);
        code(&output, 0);
        assert_eq!(out(&output), "1 file checked: no errors, no notices\n");
    }
}

#[test]
fn check_says_what_it_cannot_read_and_does_the_rest() {
    let folder = scratch("check-bad");
    let other = file(&folder, "other.json", "{ \"hello\": 1 }");
    let binary = file(&folder, "binary.json", b"{ \"a\":\n \"\xff\" }");
    let empty = file(&folder, "empty.json", "");
    let output = shipped(&[
        "check",
        "no-such-file.json",
        &binary,
        &empty,
        &other,
        "../questionnaires/evidence/interlinkages.json",
    ]);
    code(&output, 2);
    assert!(err(&output).contains("cannot read no-such-file.json"), "{}", err(&output));
    assert!(err(&output).contains("binary.json is not UTF-8 text (line 2)"), "{}", err(&output));
    assert!(out(&output).contains("error[C0101]: this is no file of a questionnaire"), "{}", out(&output));
    assert!(out(&output).contains("error[J0102]"), "{}", out(&output));
    assert!(out(&output).ends_with("3 files checked: 2 errors, no notices\n"), "{}", out(&output));
    let output = shipped(&["check", folder.to_str().unwrap()]);
    code(&output, 2);
    assert!(err(&output).contains("has no questionnaire"), "{}", err(&output));
}

// ---- score

#[test]
fn score_in_every_form() {
    for (format, name) in
        [("table", "score.txt"), ("json", "score.json"), ("csv", "score.csv"), ("markdown", "score.md")]
    {
        let output = mini(&["score", "tests/data/saved.json", "--format", format]);
        code(&output, 0);
        assert_eq!(err(&output), "");
        golden(name, &out(&output));
    }
}

/// Wherever a spreadsheet could see a cell begin, also one that takes another separator.
#[test]
fn score_as_csv_has_nothing_that_a_spreadsheet_runs() {
    let folder = scratch("score-formulas");
    let name = folder.join("a;=1+1\t@b.json");
    fs::copy("tests/data/saved.json", &name).unwrap();
    let output = mini(&["score", name.to_str().unwrap(), "--format", "csv"]);
    code(&output, 0);
    let text = out(&output);
    assert!(text.contains("a;'=1+1\t'@b.json\",mini,1.0.0,goal,"), "{text}");
    assert!(
        text.lines().count() > 10 && text.split_inclusive('\n').all(|line| line.ends_with("\r\n")),
        "{text}"
    );
}

#[test]
fn score_speaks_the_language_that_is_asked_for() {
    let output = mini(&["score", "tests/data/saved.json", "--language", "nl"]);
    assert!(
        out(&output).contains("Dit is een zelfevaluatie") && out(&output).contains("0,67"),
        "{}",
        out(&output)
    );
    // A language that nobody wrote: the source language.
    let output = mini(&["score", "tests/data/saved.json", "--language", "xx"]);
    assert!(out(&output).contains("This is a self-assessment"), "{}", out(&output));
}

#[test]
fn every_form_has_the_numbers_of_the_engine() {
    let json: Value =
        serde_json::from_str(&out(&shipped(&["score", SHIPPED_EXAMPLE, "--format", "json"]))).unwrap();
    let csv = out(&shipped(&["score", SHIPPED_EXAMPLE, "--format", "csv"]));
    let head: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let cell = |line: &str, name: &str| {
        let place = head.iter().position(|known| *known == name).unwrap();
        line.split(',').nth(place).unwrap().to_owned()
    };
    let mut compared = 0;
    for goal in json["report"]["goals"].as_array().unwrap() {
        for side in ["benefit", "harm"] {
            let number = goal["goal"].to_string();
            let line =
                csv.lines().find(|line| line.contains(&format!(",goal,{number},,{side},max,"))).unwrap();
            for (name, column) in [("lo", "lo_exact"), ("hi", "hi_exact")] {
                let exact = cell(line, column);
                assert_eq!(goal[side]["max"][name].as_str().unwrap_or_default(), exact);
                // The decimals say the same, down for the least and up for the greatest.
                if let Some((above, below)) = exact.split_once('/') {
                    let exact: f64 = above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap();
                    let shown: f64 = cell(line, name).parse().unwrap();
                    assert!(if name == "lo" { shown <= exact } else { shown >= exact }, "{line}");
                    assert!((shown - exact).abs() < 0.001, "{line}");
                }
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 17 * 4);
    assert_eq!(csv.lines().filter(|line| line.split(',').count() != head.len()).count(), 0);
}

#[test]
fn one_bad_file_among_many_is_reported_and_the_rest_done() {
    let folder = scratch("many");
    let cut = file(&folder, "cut.json", "{ \"format\": 1,\n  \"questionnaire\": { \"id\": \"mini\"");
    let foreign = file(
        &folder,
        "foreign.json",
        "{ \"format\": 1, \"questionnaire\": { \"id\": \"nobody\", \"version\": \"1\" }, \"answers\": {} }",
    );
    let list = file(&folder, "list.json", "[]");
    let future = file(
        &folder,
        "future.json",
        "{ \"format\": 99, \"questionnaire\": { \"id\": \"mini\", \"version\": \"1\" } }",
    );
    let directory = folder.to_str().unwrap();
    let good = "tests/data/saved.json";
    let output = mini(&[
        "score",
        "--format",
        "json",
        &cut,
        good,
        &foreign,
        &list,
        &future,
        directory,
        "nowhere.json",
        good,
    ]);
    code(&output, 2);
    assert_eq!(out(&output).lines().count(), 2, "both good files are scored");
    for words in [
        "cut.json:2:",
        "cut.json gives no result",
        "foreign.json: questionnaire `nobody` is not known here, only broken, mini; `--questionnaires DIR`",
        "list.json gives no result",
        "the file has format 99, which is newer",
        "cannot read nowhere.json",
    ] {
        assert!(err(&output).contains(words), "{words} is missing in\n{}", err(&output));
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let saved = fs::read("tests/data/saved.json").unwrap();
    let output = piped(&["score", "-", "--format", "json"], &saved);
    code(&output, 0);
    assert!(out(&output).starts_with("{\"file\":\"<stdin>\",\"report\":{"), "{}", out(&output));
    let output = piped(&["score", "-"], b"\xff\xfe");
    code(&output, 2);
    assert!(err(&output).contains("<stdin> is not UTF-8 text (line 1)"), "{}", err(&output));
    let output = piped(&["check", "-"], &vec![b' '; (8 << 20) + 1]);
    code(&output, 2);
    assert!(err(&output).contains("<stdin> is larger than 8 MiB"), "{}", err(&output));
}

#[test]
fn answers_that_do_not_count_are_told_beside_the_results() {
    let saved = r#"{ "format": 1, "questionnaire": { "id": "mini", "version": "1.0.0" }, "answers": { "helth": { "benefit": 1 } } }"#;
    let output = piped(&["score", "-", "--format", "json"], saved.as_bytes());
    code(&output, 0);
    assert!(err(&output).contains("notice[A0202]: unknown question `helth`"), "{}", err(&output));
    assert_eq!(out(&output).lines().count(), 1);
}

#[test]
fn fail_on_looks_for_certain_findings() {
    // One finding to discuss first (a harm of 2 on goal 13); the hint is only possible.
    let with =
        |severity: &str| mini(&["score", "tests/data/saved.json", "--format", "csv", "--fail-on", severity]);
    code(&with("discuss-first"), 1);
    code(&with("attention"), 1);
    let saved = fs::read_to_string("tests/data/saved.json").unwrap().replace("\"harm\": 2", "\"harm\": 1");
    let output = piped(&["score", "-", "--fail-on", "hint"], saved.as_bytes());
    code(&output, 0);
    // Bad input outweighs findings.
    code(&mini(&["score", "tests/data/saved.json", "nowhere.json", "--fail-on", "hint"]), 2);
}

// ---- explain

#[test]
fn explain_tells_what_made_a_measure() {
    let output = mini(&["explain", "tests/data/saved.json", "goal.3.harm"]);
    code(&output, 0);
    golden("explain-goal.txt", &out(&output));
    let output = mini(&["explain", "tests/data/saved.json", "access", "--format", "markdown"]);
    code(&output, 0);
    golden("explain-measure.md", &out(&output));
    let output =
        mini(&["explain", "tests/data/saved.json", "access.one", "--subject", "young", "--format", "json"]);
    code(&output, 0);
    golden("explain-subject.json", &out(&output));
}

#[test]
fn explain_names_a_facet_that_decides_what_is_asked() {
    let folder = scratch("explain-facet");
    fs::create_dir_all(folder.join("mini/texts")).unwrap();
    let source = "tests/data/questionnaires/mini";
    let structure = fs::read_to_string(format!("{source}/questionnaire.json")).unwrap();
    let gated = structure.replace(
        "{ \"id\": \"process\", \"kind\": \"rating\", \"scale\": \"strength\" }",
        "{ \"id\": \"process\", \"kind\": \"rating\", \"scale\": \"strength\", \"ask_if\": { \"facet\": { \"question\": \"health\", \"facet\": \"evidence\", \"is\": [\"strong\"] } } }",
    );
    assert_ne!(gated, structure);
    file(&folder, "mini/questionnaire.json", gated);
    fs::copy(format!("{source}/texts/en.json"), folder.join("mini/texts/en.json")).unwrap();
    let saved = fs::read_to_string("tests/data/saved.json").unwrap();
    let unset = file(&folder, "unset.json", saved.replace("\"evidence\": \"clear\"", ""));
    let explain = |file: &str, format: &str| {
        let folder = folder.to_str().unwrap();
        let output = shipped(&["--questionnaires", folder, "explain", file, "process", "--format", format]);
        code(&output, 0);
        out(&output)
    };
    let table = explain(&unset, "table");
    assert!(table.contains("- Health?: How sure are you?"), "{table}");
    let json: Value = serde_json::from_str(&explain(&unset, "json")).unwrap();
    assert_eq!(json["facets"][0]["question"], "health");
    assert_eq!(json["facets"][0]["facet"], "evidence");
    // Once it is set, it decides and is no longer open.
    assert!(!explain("tests/data/saved.json", "table").contains("How sure are you?"));
}

#[test]
fn explain_says_what_could_be_meant() {
    for (measure, words) in [
        (
            &["nothing"][..],
            "has no measure `nothing`, only access, access.one, process, goal.N.benefit, goal.N.harm",
        ),
        (&["access.one"], "`--subject` with one of young, old, own-1"),
        (&["access.one", "--subject", "nobody"], "`--subject` with one of young, old, own-1"),
        (&["access", "--subject", "young"], "`access` has no subjects"),
        (&["goal.99.harm"], "has no measure `goal.99.harm`"),
        (&["goal.1.harm"], "has no measure `goal.1.harm`"),
    ] {
        let output = mini(&[&["explain", "tests/data/saved.json"], measure].concat());
        code(&output, 2);
        assert!(err(&output).contains(words), "{words} is missing in\n{}", err(&output));
        assert_eq!(out(&output), "");
    }
}

// ---- report

#[test]
fn report_in_both_forms() {
    let folder = scratch("report");
    for name in ["report.html", "report.md"] {
        let path = folder.join(name);
        let output = mini(&["report", "tests/data/saved.json", "-o", path.to_str().unwrap()]);
        code(&output, 0);
        assert_eq!(out(&output), "");
        golden(name, &fs::read_to_string(path).unwrap());
    }
}

#[test]
fn the_report_of_the_example_stands_alone() {
    let folder = scratch("report-shipped");
    for language in ["nl", "en"] {
        let path = folder.join(format!("{language}.html"));
        let output =
            shipped(&["report", SHIPPED_EXAMPLE, "--language", language, "-o", path.to_str().unwrap()]);
        code(&output, 0);
        let html = fs::read_to_string(path).unwrap();
        for harmful in [
            "<script",
            "<link",
            "<img",
            "<iframe",
            "javascript:",
            " src=",
            " href=",
            " onclick",
            "@import",
            "url(",
        ] {
            assert!(!html.contains(harmful), "{harmful} in the report");
        }
        assert!(
            html.contains(&format!("<html lang=\"{language}\">"))
                && html.contains("default-src &#39;none&#39;")
        );
        let wanted = if language == "nl" {
            ["zelfevaluatie", "Wat we nog niet weten", "weten we nog niet"]
        } else {
            ["self-assessment", "What we do not know yet", "we do not know yet"]
        };
        for words in wanted {
            assert!(html.contains(words), "{words}");
        }
        // Every key has its words.
        for key in [
            "question.",
            "goal.",
            "measure.",
            "scale.",
            "bands.",
            "option.",
            "finding.",
            "value.",
            "brief.",
            "{goal}",
            "{subject}",
        ] {
            assert!(!html.contains(&format!(">{key}")), "a bare key {key} in the report");
        }
    }
}

#[test]
fn report_refuses_what_it_cannot_write() {
    let output = mini(&["report", "tests/data/saved.json", "-o", "report.docx"]);
    code(&output, 2);
    assert!(err(&output).contains("as .html or .md"), "{}", err(&output));
    let output = mini(&["report", "tests/data/saved.json", "-o", "no/such/folder/report.md"]);
    code(&output, 2);
    assert!(err(&output).contains("cannot write no/such/folder/report.md"), "{}", err(&output));
    let output = mini(&["report", "nowhere.json", "-o", "no/such/folder/report.md"]);
    code(&output, 2);
    assert!(err(&output).contains("cannot read nowhere.json"), "{}", err(&output));
}

// ---- compare

/// The saved file of the tests, with other answers, in a folder of its own.
fn later(folder: &Path) -> String {
    let mut saved: Value =
        serde_json::from_str(&fs::read_to_string("tests/data/saved.json").unwrap()).unwrap();
    saved["assessor"] = serde_json::json!({ "by": "Mobility", "person": "A. Person" });
    saved["answers"]["health"]["harm"] = 2.into();
    saved["answers"]["climate"]["harm"] = 3.into();
    saved["answers"]["touched"]["subjects"]["old"] = "yes".into();
    saved["answers"]["access"]["each"]["old"] = serde_json::json!({ "option": "none", "reason": "no lift" });
    file(folder, "later.json", saved.to_string())
}

#[test]
fn compare_in_every_form() {
    let later = later(&scratch("compare"));
    for (format, name) in [
        ("table", "compare.txt"),
        ("json", "compare.json"),
        ("csv", "compare.csv"),
        ("markdown", "compare.md"),
    ] {
        let output = mini(&["compare", "tests/data/saved.json", &later, "--format", format]);
        code(&output, 0);
        assert_eq!(err(&output), "");
        golden(name, &out(&output).replace(&later, "later.json"));
    }
}

#[test]
fn compare_fails_on_what_is_worse_only_when_asked() {
    let later = later(&scratch("compare-worse"));
    let saved = "tests/data/saved.json";
    code(&mini(&["compare", saved, &later]), 0);
    code(&mini(&["compare", saved, &later, "--fail-on", "worse"]), 1);
    let output = mini(&["compare", saved, saved, "--fail-on", "worse"]);
    code(&output, 0);
    assert!(out(&output).contains("Nothing changed."), "{}", out(&output));
    // The harm to goal 13 shrinks from 3 to 2: both are clear, but it is better; nothing else moves outward.
    let text = fs::read_to_string(saved).unwrap();
    let more = file(&scratch("compare-better"), "more.json", text.replace("\"harm\": 2", "\"harm\": 3"));
    code(&mini(&["compare", &more, saved, "--fail-on", "worse"]), 0);
    code(&mini(&["compare", saved, &more, "--fail-on", "worse"]), 1);
}

#[test]
fn compare_knows_an_earlier_version_of_the_questionnaire() {
    let folder = scratch("compare-versions");
    fs::create_dir_all(folder.join("mini/texts")).unwrap();
    let source = "tests/data/questionnaires/mini";
    let structure = fs::read_to_string(format!("{source}/questionnaire.json")).unwrap();
    // Then, a clear harm was one from 1 on.
    let earlier = structure.replace("\"from\": \"2/3\"", "\"from\": \"1\"").replace("\"1.0.0\"", "\"0.9.0\"");
    assert_ne!(structure, earlier);
    file(&folder, "mini/questionnaire.json", earlier);
    fs::copy(format!("{source}/texts/en.json"), folder.join("mini/texts/en.json")).unwrap();
    let (folder, saved) = (folder.to_str().unwrap(), "tests/data/saved.json");
    let output = mini(&["compare", saved, saved, "--earlier-questionnaires", folder]);
    code(&output, 0);
    assert!(out(&output).contains("only through the new questionnaire"), "{}", out(&output));
    assert!(out(&output).contains("version 0.9.0") && out(&output).contains("version 1.0.0"));
}

#[test]
fn compare_says_which_file_is_bad() {
    let output = mini(&["compare", "nowhere.json", "tests/data/wrong-structure.json"]);
    code(&output, 2);
    assert!(err(&output).contains("cannot read nowhere.json"), "{}", err(&output));
    assert!(err(&output).contains("wrong-structure.json"), "both are told: {}", err(&output));
    assert_eq!(out(&output), "");
    let output = shipped(&["compare", SHIPPED_EXAMPLE, "../questionnaires/sdg-toets/example.json"]);
    code(&output, 2);
    assert!(err(&output).contains("compare checks of the same questionnaire"), "{}", err(&output));
    let saved = fs::read("tests/data/saved.json").unwrap();
    code(&piped(&["compare", "-", "tests/data/saved.json"], &saved), 0);
}

// ---- merge

#[test]
fn merge_in_every_form() {
    // Names without a folder, for a table is as wide as they are.
    let folder = scratch("merge");
    later(&folder);
    fs::copy(here("tests/data/saved.json"), folder.join("saved.json")).unwrap();
    let merge = |files: [&str; 2], format: &str| {
        let questionnaires = here("tests/data/questionnaires");
        let mut command = sdg(&["--questionnaires", questionnaires.to_str().unwrap(), "merge"]);
        command.current_dir(&folder).args(files).args(["--format", format]).output().unwrap()
    };
    for (format, name) in [("table", "merge.txt"), ("json", "merge.json"), ("markdown", "merge.md")] {
        let output = merge(["saved.json", "later.json"], format);
        code(&output, 0);
        assert_eq!(err(&output), "");
        assert!(!out(&output).contains("A. Person"), "names of persons are not told");
        golden(name, &out(&output));
        // The order of the files changes nothing.
        assert_eq!(out(&merge(["later.json", "saved.json"], format)), out(&output));
    }
}

#[test]
fn merged_files_are_merged_further() {
    let folder = scratch("merge-further");
    let later = later(&folder);
    let (first, all) = (folder.join("first.json"), folder.join("all.json"));
    let (first, all) = (first.to_str().unwrap(), all.to_str().unwrap());
    code(&mini(&["merge", &later, "-o", first]), 0);
    let output = mini(&["merge", first, "tests/data/saved.json", &later, "-o", all]);
    code(&output, 0);
    assert!(err(&output).ends_with(&format!("wrote {all}\n")), "{}", err(&output));
    let merged: Value = serde_json::from_str(&fs::read_to_string(all).unwrap()).unwrap();
    assert_eq!(merged["merged"].as_array().unwrap().len(), 2, "the same file twice counts once");
    assert!(fs::read_to_string(all).unwrap().contains("A. Person"));
    code(&mini(&["merge", all, "--without-persons", "-o", first]), 0);
    assert!(!fs::read_to_string(first).unwrap().contains("A. Person"));
    let text = fs::read(all).unwrap();
    let output = piped(&["merge", "-", "--format", "json"], &text);
    code(&output, 0);
    assert_eq!(out(&output), out(&mini(&["merge", all, "--format", "json"])));
}

#[test]
fn a_merged_file_is_only_written_when_nothing_is_missing_in_it() {
    let folder = scratch("merge-bad");
    let later = later(&folder);
    let target = folder.join("all.json");
    let output =
        mini(&["merge", &later, "nowhere.json", "tests/data/saved.json", "-o", target.to_str().unwrap()]);
    code(&output, 2);
    assert!(out(&output).starts_with("2 assessors side by side"), "the rest is done: {}", out(&output));
    assert!(err(&output).contains("is not written, because files are missing in it"), "{}", err(&output));
    assert!(!target.exists());
    let output = shipped(&["merge", SHIPPED_EXAMPLE, "../questionnaires/sdg-toets/example.json"]);
    code(&output, 2);
    assert!(err(&output).contains("merge checks of one questionnaire"), "{}", err(&output));
    code(&mini(&["merge", "nowhere.json"]), 2);
}

// ---- portfolio

/// A folder with two projects, one of them below it, and the path of that folder.
fn projects(name: &str) -> (PathBuf, String) {
    let folder = scratch(name);
    fs::create_dir(folder.join("below")).unwrap();
    let saved = fs::read_to_string("tests/data/saved.json").unwrap();
    file(&folder, "a.json", saved.replace("Bench <script>alert(1)</script>", "=cmd|' /C calc'!A0"));
    file(&folder, "below/b.json", saved.replace("\"harm\": 2", "\"harm\": 1"));
    file(&folder, "notes.txt", "no project");
    let path = folder.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn portfolio_in_every_form() {
    let (_, folder) = projects("portfolio");
    for (format, name) in [
        ("table", "portfolio.txt"),
        ("json", "portfolio.json"),
        ("csv", "portfolio.csv"),
        ("markdown", "portfolio.md"),
    ] {
        let output = mini(&["portfolio", &folder, "--format", format]);
        code(&output, 0);
        assert_eq!(err(&output), "");
        golden(name, &out(&output).replace(&folder, "folder"));
    }
}

#[test]
fn portfolio_tables_have_one_head_and_run_no_formula() {
    let (_, folder) = projects("portfolio-parts");
    for (part, rows) in [("goals", 4), ("principles", 2), ("findings", 5), ("counts", 16)] {
        let csv = |separator: &str| {
            let output =
                mini(&["portfolio", &folder, "--format", "csv", "--part", part, "--separator", separator]);
            code(&output, 0);
            out(&output)
        };
        let (comma, semicolon) = (csv("comma"), csv("semicolon"));
        let heads = comma.matches(comma.lines().next().unwrap()).count();
        assert_eq!((comma.lines().count() - 1, heads), (rows, 1), "{part}\n{comma}");
        assert_eq!(semicolon.lines().count(), comma.lines().count(), "{part}");
        assert!(semicolon.lines().next().unwrap().contains(';') && !semicolon.contains("0.6"));
        for cell in comma.lines().flat_map(|line| line.split(',')) {
            assert!(!cell.trim_matches('"').starts_with(['=', '+', '@']), "{cell} in {part}");
        }
        assert!(part == "counts" || comma.contains("'=cmd|"), "{part}\n{comma}");
    }
}

#[test]
fn portfolio_reports_a_bad_file_and_does_the_rest() {
    let (folder, path) = projects("portfolio-bad");
    file(&folder, "cut.json", "{ \"format\": 1,");
    let output = mini(&["portfolio", &path, "nowhere.json", "--format", "json"]);
    code(&output, 2);
    assert!(err(&output).contains("cut.json gives no result"), "{}", err(&output));
    assert!(err(&output).contains("cannot read nowhere.json"), "{}", err(&output));
    let lines: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "two projects and the counts");
    assert_eq!(lines[2]["counts"]["projects"], 2);
    let empty = scratch("portfolio-empty");
    let output = mini(&["portfolio", empty.to_str().unwrap()]);
    code(&output, 2);
    assert!(err(&output).contains("has no .json file"), "{}", err(&output));
    let saved = fs::read("tests/data/saved.json").unwrap();
    let output = piped(&["portfolio", "-", "--format", "csv"], &saved);
    code(&output, 0);
    assert_eq!(out(&output).lines().count(), 3);
}

#[test]
fn a_long_portfolio_repeats_the_head_and_keeps_the_order_of_the_files() {
    let mut files = vec!["portfolio"];
    files.extend(std::iter::repeat_n("tests/data/saved.json", 90));
    let output = mini(&files);
    code(&output, 0);
    assert_eq!(err(&output), "", "a pipe sees no progress");
    let heads = out(&output).lines().filter(|line| line.trim_start().starts_with("Project ")).count();
    assert_eq!(heads, 3, "90 rows, 40 below each head");
    assert!(out(&output).contains("90 projects."), "{}", out(&output));
}

// ---- handover

#[test]
fn handover_gives_codes_only_for_what_may_be_shown() {
    let output = shipped(&["handover", SHIPPED_EXAMPLE, "--format", "json", "--language", "nl"]);
    code(&output, 0);
    let handed: Value = serde_json::from_str(&out(&output)).unwrap();
    let goals = handed["goals"].as_array().unwrap();
    assert_eq!(goals.len(), 17);
    for goal in goals {
        assert_eq!(goal["sdg"].is_number(), goal["claim"]["verdict"] == "yes", "{goal}");
    }
    let csv = out(&shipped(&["handover", SHIPPED_EXAMPLE, SHIPPED_EXAMPLE, "--separator", "semicolon"]));
    assert!(csv.starts_with("file;project;municipality;"), "{csv}");
    assert_eq!(csv.matches("file;project;municipality;").count(), 1);
    let half = (csv.lines().count() - 1) / 2;
    assert!(half >= 17 && csv.lines().count() == 2 * half + 1, "{csv}");
}

#[test]
fn handover_takes_a_list_of_ones_own_and_says_what_is_wrong_with_it() {
    let folder = scratch("handover");
    let list = |domains: &str| {
        let text = format!(
            "{{ \"format\": 1, \"id\": \"ours\", \"version\": \"1\", \"sources\": [], \"limits\": [], \"domains\": {domains} }}"
        );
        file(&folder, "ours.json", text)
    };
    let ours = list("[]");
    let output = shipped(&["handover", SHIPPED_EXAMPLE, "--policy", &ours]);
    code(&output, 0);
    assert!(err(&output).contains("which the list `ours` does not have"), "{}", err(&output));
    let wrong = list("[ { \"code\": \"\", \"name\": {}, \"options\": [], \"fields\": [] } ]");
    let output = shipped(&["handover", SHIPPED_EXAMPLE, "--policy", &wrong]);
    code(&output, 2);
    assert!(err(&output).contains("error[B0103]"), "{}", err(&output));
    code(&shipped(&["handover", SHIPPED_EXAMPLE, "nowhere.json"]), 2);
}

#[test]
fn every_word_is_of_the_language_that_is_asked_for() {
    let full = "../questionnaires/sdg-toets/example.json";
    for (language, compared, merged, portfolio) in [
        ("nl", "Wat is er veranderd?", "1 invuller", "Doelen en projecten"),
        ("en", "What changed?", "1 assessor", "Goals and projects"),
        ("fr", "Qu’est-ce qui a changé", "1 personne", "Objectifs et projets"),
        ("es", "¿Qué ha cambiado?", "1 persona", "Objetivos y proyectos"),
    ] {
        for (arguments, title) in [
            (&["compare", full, full][..], compared),
            (&["merge", full], merged),
            (&["portfolio", full], portfolio),
        ] {
            let output = shipped(&[arguments, &["--language", language]].concat());
            code(&output, 0);
            assert!(out(&output).starts_with(title), "{language}: {}", out(&output));
            for key in
                ["goal.", "measure.", "bands.", "principle.", "merge.", "portfolio.", "finding.", "{n}"]
            {
                let bare = out(&output).lines().any(|line| line.trim_start().starts_with(key));
                assert!(!bare, "{language}: a bare key {key}\n{}", out(&output));
            }
        }
    }
}

// ---- suggestions

#[test]
fn check_finds_what_is_wrong_with_suggestions() {
    // Nothing stands beside it, so it is held against the questionnaires of the tests.
    let folder = scratch("suggestions").join("tips");
    fs::create_dir_all(folder.join("texts")).unwrap();
    let table = |more: &str, sources: &str| {
        format!(
            "{{ \"format\": 1, \"id\": \"tips\", \"version\": \"1\", \"languages\": [\"en\", \"nl\", \"fr\"], \"licence\": \"CC-BY-4.0\",\n\"sources\": [ {{ \"id\": \"book\", \"citation\": \"A book\" }} ],\n\"suggestions\": [\n{{ \"id\": \"scan\", \"goals\": [3], \"effort\": \"small\"{more}, \"sources\": [{sources}] }} ] }}"
        )
    };
    let texts = |language: &str, extra: &str| {
        format!(
            "{{ \"format\": 1, \"suggestions\": \"tips\", \"language\": \"{language}\", \"texts\": {{ \"suggestion.scan.text\": \"Scan.\"{extra} }} }}"
        )
    };
    file(&folder, "texts/en.json", texts("en", ", \"suggestion.scan.first\": \"Ask.\""));
    file(&folder, "texts/nl.json", texts("nl", ", \"suggestion.gone.text\": \"Weg.\""));
    let check = |more: &str, sources: &str| {
        file(&folder, "suggestions.json", table(more, sources));
        mini(&["check", folder.to_str().unwrap()])
    };
    let output = check(", \"findings\": [\"no-such-rule\"]", "");
    code(&output, 2);
    for words in [
        "notice[S0201]",
        "no-such-rule",
        "notice[S0301]: the suggestion `scan` names no source",
        "notice[C0302]: no suggestion names the source `book`",
        "error[C0102]: the texts in `fr` are missing",
        "suggestion.gone.text",
        "suggestions.json:4:",
    ] {
        assert!(out(&output).contains(words), "{words} is missing in\n{}", out(&output));
    }
    file(&folder, "texts/nl.json", texts("nl", ""));
    let untranslated = out(&check("", "\"book\""));
    assert!(
        untranslated.contains("notice[C0201]: the text `suggestion.scan.first` is not translated"),
        "{untranslated}"
    );
    file(&folder, "texts/nl.json", texts("nl", ", \"suggestion.scan.first\": \"Vraag.\""));
    file(&folder, "texts/fr.json", texts("fr", ", \"suggestion.scan.first\": \"Demandez.\""));
    code(&mini(&["confirm-texts", folder.to_str().unwrap()]), 0);
    let output = check(", \"findings\": [\"harm\"]", "\"book\"");
    code(&output, 0);
    assert!(out(&output).ends_with("4 files checked: no errors, no notices\n"), "{}", out(&output));
    let output = check("", "\"nobody\"");
    code(&output, 2);
    assert!(out(&output).contains("error[S0105]: unknown source `nobody`"), "{}", out(&output));
    assert!(out(&output).contains("notice[C0104]"), "its texts wait: {}", out(&output));
}

// ---- around it

/// The full example says of goals 5, 8 and 15 "we do not know yet": nothing there waits for an answer.
#[test]
fn a_goal_whose_gate_is_unknown_is_not_called_unanswered() {
    const FULL: &str = "../questionnaires/sdg-toets/example.json";
    let verdicts = |path: &str| -> BTreeMap<String, String> {
        let output = shipped(&["score", path, "--format", "markdown"]);
        code(&output, 0);
        let rows = out(&output);
        let rows = rows.lines().filter_map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let (number, _) = cells.next()?.split_once("\\. ")?;
            number.parse::<u8>().ok()?;
            Some((number.to_owned(), format!("{} / {}", cells.next()?, cells.next()?)))
        });
        rows.collect()
    };
    let before = verdicts(FULL);
    assert_eq!(before.len(), 17, "{before:?}");
    for goal in ["5", "8", "15"] {
        assert_eq!(before[goal], "weten we nog niet / weten we nog niet", "goal {goal}");
    }
    assert!(before.values().all(|verdict| !verdict.contains("nog niet ingevuld")), "{before:?}");
    // Without an answer to the gate it is not filled in.
    let mut saved: Value = serde_json::from_str(&fs::read_to_string(FULL).unwrap()).unwrap();
    saved["answers"].as_object_mut().unwrap().remove("goal-5");
    let path = scratch("gate").join("open.json");
    fs::write(&path, saved.to_string()).unwrap();
    let after = verdicts(path.to_str().unwrap());
    assert_eq!(after["5"], "nog niet ingevuld / nog niet ingevuld");
    assert_eq!(after["8"], before["8"]);
}

/// Effects that belong to no goal are strong points where goals leave room, as on the screen.
#[test]
fn strong_points_without_a_goal_are_named_too() {
    let brief = |questionnaire: &str| {
        let path = scratch("strong").join(format!("{questionnaire}.md"));
        let example = format!("../questionnaires/{questionnaire}/example.json");
        code(&shipped(&["report", &example, "--language", "nl", "-o", path.to_str().unwrap()]), 0);
        let text = fs::read_to_string(path).unwrap();
        let (_, rest) =
            text.split_once("### Sterke punten\n").unwrap_or_else(|| panic!("{questionnaire}\n{text}"));
        let items = rest.split("###").next().unwrap().trim().lines().map(str::to_owned);
        items.collect::<Vec<_>>()
    };
    assert_eq!(
        brief("template"),
        ["- Vervang dit: wordt … beter of slechter door je project?: Een beetje beter"]
    );
    assert_eq!(brief("sdg-partners").len(), 3);
    let quick = brief("sdg-toets-quick");
    assert!(quick.len() == 3 && quick[0].contains(": voordeel "), "{quick:?}");
}

#[test]
fn a_folder_takes_the_place_of_the_shipped_questionnaires() {
    let output = mini(&["score", SHIPPED_EXAMPLE]);
    code(&output, 2);
    assert!(
        err(&output).contains("`sdg-toets-quick` is not known here, only broken, mini"),
        "{}",
        err(&output)
    );
    let output =
        sdg(&["--questionnaires", "../questionnaires", "score", SHIPPED_EXAMPLE, "--format", "json"])
            .output()
            .unwrap();
    code(&output, 0);
    assert_eq!(out(&output), out(&shipped(&["score", SHIPPED_EXAMPLE, "--format", "json"])));
    let output = sdg(&[
        "--questionnaires",
        "../questionnaires/sdg-toets-quick",
        "score",
        SHIPPED_EXAMPLE,
        "--format",
        "json",
    ])
    .output()
    .unwrap();
    code(&output, 0);
    let output = sdg(&["--questionnaires", "nowhere", "score", SHIPPED_EXAMPLE]).output().unwrap();
    code(&output, 2);
    assert!(err(&output).contains("cannot read nowhere"), "{}", err(&output));
    let output = sdg(&["--questionnaires", "tests", "score", SHIPPED_EXAMPLE]).output().unwrap();
    code(&output, 2);
    assert!(err(&output).contains("has no questionnaire"), "{}", err(&output));
}

#[test]
fn wrong_arguments_are_bad_input() {
    for arguments in [
        &["score"][..],
        &["scroe", "x"],
        &["score", "x", "--format", "xml"],
        &["check"],
        &["report", "x"],
        &["explain", "x"],
        &[],
    ] {
        code(&shipped(arguments), 2);
    }
    code(&shipped(&["--help"]), 0);
    code(&shipped(&["--version"]), 0);
}

#[test]
fn colours_only_where_they_are_wanted() {
    let coloured = |arguments: &[&str], name: &str, value: &str| {
        let output = sdg(arguments).env(name, value).output().unwrap();
        output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b)
    };
    let check = ["check", "tests/data/wrong-structure.json"];
    assert!(!coloured(&check, "SDG_NOTHING", ""), "a pipe is no terminal");
    assert!(coloured(&[&check[..], &["--color", "always"]].concat(), "SDG_NOTHING", ""));
    assert!(coloured(&check, "CLICOLOR_FORCE", "1"));
    assert!(!coloured(&[&check[..], &["--color", "never"]].concat(), "CLICOLOR_FORCE", "1"));
    assert!(!coloured(&check, "NO_COLOR", "1"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut files = vec!["score", "--format", "json"];
    files.extend(std::iter::repeat_n(SHIPPED_EXAMPLE, 200));
    let mut child = sdg(&files).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    code(&output, 0);
    assert_eq!(err(&output), "");
}

#[test]
fn a_pipe_sees_no_progress() {
    let mut files = vec!["score", "--format", "csv"];
    files.extend(std::iter::repeat_n(SHIPPED_EXAMPLE, 50));
    let output = shipped(&files);
    code(&output, 0);
    assert_eq!(err(&output), "");
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = shipped(&["completions", shell]);
        code(&output, 0);
        for word in ["check", "score", "explain", "report", "compare", "merge", "portfolio", "handover"] {
            assert!(out(&output).contains(word), "{shell} knows nothing of {word}");
        }
    }
}

/// What the typical path asks is shown by the worked example beside the questionnaire.
#[test]
fn a_budget_that_the_example_breaks_is_an_error_and_one_that_nothing_shows_a_notice() {
    let folder = scratch("budget");
    let shipped_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../questionnaires/sdg-toets-quick");
    let structure = fs::read_to_string(shipped_folder.join("questionnaire.json")).unwrap();
    fs::create_dir_all(folder.join("texts")).unwrap();
    for language in ["nl", "en", "fr", "es"] {
        let name = format!("texts/{language}.json");
        fs::copy(shipped_folder.join(&name), folder.join(&name)).unwrap();
    }
    let tight = structure.replace("\"budget\": 60", "\"budget\": 59");
    assert_ne!(tight, structure);
    fs::write(folder.join("questionnaire.json"), tight).unwrap();
    let output = shipped(&["check", folder.to_str().unwrap()]);
    code(&output, 0);
    assert!(
        out(&output).contains("notice[Q0802]") || err(&output).contains("notice[Q0802]"),
        "{}",
        out(&output)
    );
    fs::copy(shipped_folder.join("example.json"), folder.join("example.json")).unwrap();
    let output = shipped(&["check", folder.to_str().unwrap()]);
    code(&output, 2);
    let words = [out(&output), err(&output)].concat();
    assert!(words.contains("error[Q0801]") && words.contains("60 answers"), "{words}");
}
