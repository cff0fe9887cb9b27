//! What an author and a translator meet: what is told about a questionnaire, its texts as a spreadsheet and back, and as an XLSForm.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Output;

use calamine::Reader;
use common::{code, err, golden, out};
use rust_xlsxwriter::Workbook;
use serde_json::Value;

const POOR: &str = "tests/data/authoring/poor";
/// Folders of a questionnaire.
const PARTS: [&str; 3] = ["", "texts", "made-from"];

fn sdg(arguments: &[&str]) -> Output {
    common::sdg(arguments).output().unwrap()
}

/// A copy of a questionnaire in a folder of this test alone.
fn copy(from: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
    for part in PARTS.iter().filter(|part| from.join(part).is_dir()) {
        fs::create_dir_all(folder.join(part)).unwrap();
        for entry in fs::read_dir(from.join(part)).unwrap().flatten().filter(|entry| entry.path().is_file()) {
            fs::copy(entry.path(), folder.join(part).join(entry.file_name())).unwrap();
        }
    }
    folder
}

/// All files of a folder, by name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let all = PARTS.iter().flat_map(|part| fs::read_dir(folder.join(part)).into_iter().flatten().flatten());
    let all = all
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json" || ending == "tsv"));
    all.map(|path| {
        (path.strip_prefix(folder).unwrap().display().to_string(), fs::read_to_string(path).unwrap())
    })
    .collect()
}

fn codes(folder: &Path) -> BTreeMap<String, usize> {
    let output = sdg(&["check", folder.to_str().unwrap(), "--format", "json"]);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let mut codes = BTreeMap::new();
    for file in document["files"].as_array().unwrap() {
        for one in file["diagnostics"].as_array().unwrap() {
            let count: &mut usize = codes.entry(one["code"].as_str().unwrap().to_owned()).or_default();
            *count = count.saturating_add(1);
        }
    }
    codes
}

// ---- What is told

#[test]
fn an_author_is_told_the_file_the_line_and_a_way_out() {
    let output = sdg(&["check", "tests/data/authoring"]);
    code(&output, 0);
    golden("authoring.txt", &out(&output));
    code(&sdg(&["check", "tests/data/authoring", "--fail-on", "notice"]), 1);
}

/// Each notice goes away, and no other comes, when what it says is done.
#[test]
fn each_notice_has_a_way_out() {
    let structure = "questionnaire.json";
    let later = "{ \"question\": \"stage\", \"is\": [\"plan\"] }";
    let mends: &[(&[&str], &str, &str, &str)] = &[
        (&["Q0901", "Q0904"], structure, later, "{ \"question\": \"stage\", \"is\": [\"idea\"] }"),
        (&["Q0902", "Q0906"], structure, "\"targets\": [\"7.1\"]", "\"goal\": 7"),
        (&["Q0903"], structure, "\"is\": [\"idea\", \"plan\"]", "\"is\": [\"plan\"]"),
        (&["Q0905"], structure, "\"components\": [\"later\"]", "\"components\": [\"later\", \"reach\"]"),
        (
            &["C0401"],
            "texts/nl.json",
            ", want we hebben het lang en breed besproken met iedereen die er ook maar iets mee te maken heeft",
            "",
        ),
        (
            &["C0402"],
            "texts/nl.json",
            "Overeenkomstig de toepasselijke reglementering wordt uitdrukkelijk verzocht",
            "Wij vragen om",
        ),
        (&["C0403"], "texts/nl.json", ", en is het budget en/of de planning klaar?", "?"),
        (&["C0403"], "texts/nl.json", " En hoe weet je dat?", ""),
        (&["C0404"], "texts/nl.json", " toch ook", ""),
        (
            &["C0201"],
            "texts/en.json",
            "    \"question.stage.title\"",
            "    \"section.start.intro\": \"Answer.\",\n    \"question.stage.title\"",
        ),
    ];
    for (number, (gone, file, before, after)) in mends.iter().enumerate() {
        let folder = copy(POOR, &format!("mend-{number}"));
        let was = codes(&folder);
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(before), "{before}");
        fs::write(&path, text.replacen(before, after, 1)).unwrap();
        // A changed source makes its translations stale: that is told apart, and the new one is not stale by itself.
        code(&sdg(&["confirm-texts", folder.to_str().unwrap(), "--languages", "en"]), 0);
        let mut wanted = was.clone();
        wanted.remove("C0203");
        for gone in *gone {
            let count = wanted.get_mut(*gone).unwrap();
            *count = count.checked_sub(1).unwrap();
        }
        wanted.retain(|_, count| *count > 0);
        assert_eq!(codes(&folder), wanted, "after {after}");
    }
}

#[test]
fn a_translation_is_stale_when_its_source_has_changed_since() {
    let folder = copy(POOR, "stale");
    let path = folder.to_str().unwrap();
    assert_eq!(codes(&folder)["C0203"], 1);
    assert_eq!(codes(&folder)["C0204"], 1);
    code(&sdg(&["confirm-texts", path, "question.later.title", "--languages", "en"]), 0);
    assert!(!codes(&folder).contains_key("C0203"));
    code(&sdg(&["confirm-texts", path]), 0);
    assert!(!codes(&folder).contains_key("C0204"));
    let dutch = fs::read_to_string(folder.join("texts/nl.json")).unwrap();
    fs::write(folder.join("texts/nl.json"), dutch.replace("Gaat het door?", "Gaat het verder?")).unwrap();
    assert_eq!(codes(&folder)["C0203"], 2, "in English and in French");
    let output = sdg(&["confirm-texts", path, "question.none.title"]);
    code(&output, 2);
    assert!(err(&output).contains("there is no text `question.none.title`"), "{}", err(&output));
}

#[test]
fn rules_of_ones_own_take_the_place_of_those_of_the_program() {
    let folder = copy(POOR, "rules");
    let rules = folder.join("rules.json.txt");
    fs::write(
        &rules,
        r#"{ "format": 1, "least_words": 3, "kinds": [ { "id": "title", "keys": ["title"], "longest": 2 } ], "languages": {} }"#,
    )
    .unwrap();
    let output = sdg(&["check", folder.to_str().unwrap(), "--rules", rules.to_str().unwrap()]);
    let text = out(&output);
    assert!(
        text.contains("the text `title` is too long: 3 characters, and a text of kind `title` has at most 2"),
        "{text}"
    );
    assert!(!text.contains("C0402") && !text.contains("C0403"), "{text}");
    fs::write(&rules, r#"{ "format": 1, "least_words": 3, "kinds": [], "languages": {}, "more": 1 }"#)
        .unwrap();
    let output = sdg(&["check", folder.to_str().unwrap(), "--rules", rules.to_str().unwrap()]);
    code(&output, 2);
    assert!(
        err(&output).contains("unknown field `more`") && err(&output).contains("line 1"),
        "{}",
        err(&output)
    );
}

/// Makes one change in one file of a folder, and says what is then found: codes with file and line.
fn found_after(folder: &Path, file: &str, before: &str, after: &str) -> Vec<String> {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(before), "{file} has no {before}");
    fs::write(&path, text.replacen(before, after, 1)).unwrap();
    let output = sdg(&["check", folder.to_str().unwrap(), "--format", "json"]);
    fs::write(path, text).unwrap();
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let mut all = Vec::new();
    for file in document["files"].as_array().unwrap() {
        let name = Path::new(file["file"].as_str().unwrap()).file_name().unwrap().to_string_lossy();
        for one in file["diagnostics"].as_array().unwrap() {
            assert!(!one["help"].as_str().unwrap().is_empty(), "no way out: {one}");
            all.push(format!("{} {name}:{}", one["code"].as_str().unwrap(), one["line"]));
        }
    }
    all
}

/// Every kind of flaw that is promised, one at a time in a sound questionnaire: told with its code, the file, the line and a way out.
#[test]
fn each_kind_of_flaw_is_told_with_its_place() {
    let folder = copy("../questionnaires/template", "each-kind");
    assert_eq!(codes(&folder), BTreeMap::new());
    let both = "\"if\": { \"all\": [{ \"option\": { \"question\": \"stage\", \"is\": [\"idea\"] } }, { \"option\": { \"question\": \"stage\", \"is\": [\"design\"] } }] }";
    let never = both.replace("\"if\"", "\"ask_if\"");
    let finding = "\"if\": { \"harm\": { \"question\": \"my-effect\", \"at_least\": 2 } }";
    let choice = "\"id\": \"my-choice\",";
    let access = "\"id\": \"group-access\",";
    let (structure, dutch, english) = ("questionnaire.json", "texts/nl.json", "texts/en.json");
    let title = "Hoe heet je project?";
    let hard = "Overeenkomstig toepasselijke reglementering verzekeren verantwoordelijken gewetensvol uitvoeringsbesluiten gemeentebesturen dienstverlening samenwerking projecten.";
    // What is wrong, where, what is written there instead, and what it is found by.
    for (what, file, before, after, wanted) in [
        ("a question that can never be asked", structure, choice, format!("{choice} {never},"), "Q0901"),
        ("a condition that never holds", structure, finding, both.to_owned(), "Q0902"),
        (
            "a condition that always holds",
            structure,
            finding,
            "\"if\": { \"option\": { \"question\": \"stage\", \"is\": [\"idea\", \"design\", \"decision\", \"execution\", \"evaluation\"] } }".to_owned(),
            "Q0903",
        ),
        ("a measure that nothing feeds", structure, access, format!("{access} {never},"), "Q0904"),
        (
            "a measure that nothing uses",
            structure,
            "\"measures\": [",
            "\"measures\": [ { \"id\": \"lost\", \"aggregate\": \"min\", \"polarity\": \"higher-is-better\", \"items\": [{ \"question\": \"group-access\" }] },".to_owned(),
            "Q0905",
        ),
        ("a source that is not listed", structure, "\"sources\": [\"my-source\"]", "\"sources\": [\"nobody\"]".to_owned(), "Q0301"),
        ("more answers than the budget", structure, "\"budget\": 15", "\"budget\": 9".to_owned(), "Q0801"),
        ("a text that is too long", dutch, title, format!("{title}{}", " Kort.".repeat(20)), "C0401"),
        ("a text that is hard to read", dutch, "Zet hier de vragen over jouw onderwerp.", hard.to_owned(), "C0402"),
        ("two questions in one", dutch, title, "Hoe heet je project? En waarom?".to_owned(), "C0403"),
        ("and/or", dutch, title, "Hoe heet je project en/of plan?".to_owned(), "C0403"),
        ("a leading question", dutch, title, "Je project heeft toch een naam?".to_owned(), "C0404"),
        ("an optional text that is not translated", english, "    \"question.project-name.help\": \"Choose a short name that your colleagues recognise.\",\n", String::new(), "C0201"),
        ("a text that is missing", english, "    \"question.project-name.title\": \"What is your project called?\",\n", String::new(), "T0104"),
        ("a text that nobody asks for", english, "\"question.date.title\"", "\"question.dates.title\"".to_owned(), "T0105"),
        ("other words in braces", english, "{subject}: can", "{group}: can".to_owned(), "T0107"),
        ("a stale translation", dutch, "Er ligt nog niets vast.", "Niets ligt vast.".to_owned(), "C0203"),
        ("a language without texts", structure, "[\"nl\", \"en\", \"fr\", \"es\"]", "[\"nl\", \"en\", \"fr\", \"es\", \"de\"]".to_owned(), "C0102"),
    ] {
        let found = found_after(&folder, file, before, &after);
        let changed = fs::read_to_string(folder.join(file)).unwrap();
        let line = changed.split(before).next().unwrap().matches('\n').count() + 1;
        let told = match wanted {
            // Told of every translation.
            "C0203" => format!("C0203 es.json:{}", line_of(&folder.join("texts/es.json"), "option.stage.idea.help")),
            // Of something that is not there, where it belongs.
            "C0201" | "T0104" => format!("{wanted} en.json:{}", line_of(&folder.join(english), "\"texts\"")),
            // The measure, and not the question that never feeds it.
            "Q0904" => format!("Q0904 {structure}:{}", line_of(&folder.join(structure), "\"id\": \"my-access\"") - 1),
            _ => format!("{wanted} {}:{line}", Path::new(file).file_name().unwrap().display()),
        };
        assert!(found.contains(&told), "{what}: {told} is not among {found:?}");
    }

    let folder = copy("../questionnaires/sdg-toets-quick", "each-goal");
    let goal = "\"id\": \"goal-7\",";
    let found = found_after(&folder, structure, goal, &format!("{goal} {never},"));
    let line = line_of(&folder.join(structure), goal) - 1;
    assert!(
        found.contains(&format!("Q0906 {structure}:{line}")),
        "a goal without a harm question: {found:?}"
    );

    let folder = copy("../questionnaires/suggestions", "each-suggestion");
    let table = folder.join("suggestions.json");
    let first = fs::read_to_string(&table).unwrap();
    let sources = first.split_once("\"suggestions\": [").unwrap().1.split_once("\"sources\": ").unwrap().1;
    let sources = format!("\"sources\": {}", sources.lines().next().unwrap());
    let found = found_after(&folder, "suggestions.json", &sources, "\"sources\": []");
    let line = line_of(&table, &sources);
    let near = (line - 6..=line).any(|line| found.contains(&format!("S0301 suggestions.json:{line}")));
    assert!(near, "a suggestion without a source, before line {line}: {found:?}");
}

fn line_of(path: &Path, words: &str) -> usize {
    let text = fs::read_to_string(path).unwrap();
    text.split(words).next().unwrap().matches('\n').count() + 1
}

/// What a program says around a questionnaire, and what it says in reports.
#[test]
fn texts_of_a_program_are_checked_like_those_of_a_questionnaire() {
    let (interface, report) =
        (copy("../questionnaires/interface", "interface"), copy("../questionnaires/report", "report"));
    for folder in [&interface, &report] {
        assert_eq!(codes(folder), BTreeMap::new(), "{}", folder.display());
    }
    let long = "n. ".repeat(84);
    let hard = "Overeenkomstig toepasselijke reglementering verzekeren verantwoordelijken gewetensvol uitvoeringsbesluiten gemeentebesturen dienstverleningsovereenkomsten samenwerkingsverbanden.";
    let title = "\"frame.language\": \"Taal\"";
    for (file, before, after, wanted) in [
        (
            "nl.json",
            title,
            "\"frame.language\": \"Je taal\"".to_owned(),
            vec!["C0203 en.json:7", "C0203 es.json:7", "C0203 fr.json:7"],
        ),
        (
            "fr.json",
            "\"frame.language\": \"Langue\"",
            format!("\"frame.language\": \"{long}\""),
            vec!["C0401 fr.json:7"],
        ),
        (
            "fr.json",
            "\"frame.language\": \"Langue\"",
            format!("\"frame.language\": \"{hard} {hard}\""),
            vec!["C0401 fr.json:7", "C0402 fr.json:7"],
        ),
        (
            "fr.json",
            "\"frame.language\": \"Langue\"",
            "\"frame.language\": \"Langue {n}\"".to_owned(),
            vec!["C0202 fr.json:7"],
        ),
        ("fr.json", "    \"frame.language\": \"Langue\",\n", String::new(), vec!["T0104 fr.json:6"]),
        (
            "fr.json",
            "\"frame.language\"",
            "\"frame.langage\"".to_owned(),
            vec!["T0104 fr.json:6", "T0105 fr.json:7"],
        ),
        (
            "en.json",
            "\"language\": \"en\"",
            "\"language\": \"ca\"".to_owned(),
            vec!["C0204 en.json:6", "C0103 en.json:5"],
        ),
        (
            "nl.json",
            "\"interface\": true,",
            "\"interface\": true".to_owned(),
            vec!["J0102 nl.json:5", "C0104 en.json:0", "C0104 es.json:0", "C0104 fr.json:0"],
        ),
    ] {
        let mut found = found_after(&interface, file, before, &after);
        let mut wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{after}");
    }
    // Of its own reports this program knows itself what they say, also in the source language.
    let found = found_after(&report, "nl.json", "\"page.complete\"", "\"page.compleet\"");
    assert!(found.contains(&"T0105 nl.json:10".to_owned()), "{found:?}");

    // One command mends the record.
    let dutch = fs::read_to_string(interface.join("nl.json")).unwrap();
    fs::write(interface.join("nl.json"), dutch.replacen(title, "\"frame.language\": \"Je taal\"", 1))
        .unwrap();
    assert_eq!(codes(&interface), BTreeMap::from([("C0203".to_owned(), 3)]));
    code(&sdg(&["confirm-texts", interface.to_str().unwrap()]), 0);
    assert_eq!(codes(&interface), BTreeMap::new());
}

#[test]
fn texts_of_a_program_go_through_a_spreadsheet_too() {
    let folder = copy("../questionnaires/interface", "interface-sheet");
    let output =
        import(&folder, "fr", |rows| row_of(rows, "frame.language")[3] = "La langue".to_owned(), &[]);
    code(&output, 0);
    assert_eq!(out(&output), "fr frame.language\n- \"Langue\"\n+ \"La langue\"\n");
    assert_eq!(codes(&folder), BTreeMap::new());
}

/// The explanation of the method: a page per language, held against the source by its headings.
#[test]
fn pages_are_checked_part_by_part() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("method");
    fs::create_dir_all(folder.join("made-from")).unwrap();
    let page =
        |language: &str, text: &str| fs::write(folder.join(language).with_extension("md"), text).unwrap();
    let hard = "Gemeenten verzekeren gewetensvol reglementair verantwoorde uitvoeringsbesluiten overeenkomstig dienstverleningsovereenkomsten tussen samenwerkingsverbanden binnen";
    page("nl", "# Hoe werkt het?\n\nJe vult in\nwat je weet.\n\n## En dan?\n\n- Kijk.\n");
    page("en", "# How does it work?\n\nYou fill in what you know.\n\n## And then?\n\n- Look.\n");
    fs::remove_file(folder.join("made-from/en.tsv")).unwrap_or_default();
    assert_eq!(codes(&folder), BTreeMap::from([("C0204".to_owned(), 1)]));
    code(&sdg(&["confirm-texts", folder.to_str().unwrap()]), 0);
    assert_eq!(codes(&folder), BTreeMap::new());
    for (file, before, after, wanted) in [
        ("nl.md", "Je vult in\nwat", "Je vult in wat", vec![]),
        ("nl.md", "- Kijk.", "- Kijk samen.", vec!["C0203 en.md:5"]),
        ("en.md", "## And", "### And", vec!["C0205 en.md:5"]),
        ("en.md", "## And then?\n\n- Look.\n", "", vec!["C0201 en.md:1"]),
        ("en.md", "- Look.", "- Look.\n\n## More", vec!["C0205 en.md:9"]),
        ("en.md", "- Look.", hard, vec!["C0402 en.md:5"]),
        ("en.md", "- Look.", &"- Look.\n".repeat(101), vec!["C0401 en.md:5"]),
    ] {
        assert_eq!(found_after(&folder, file, before, after), wanted, "{after}");
    }
    let output =
        sdg(&["export-texts", folder.to_str().unwrap(), "-o", folder.join("x.csv").to_str().unwrap()]);
    code(&output, 2);
    assert!(err(&output).contains("they are translated as they stand"), "{}", err(&output));
}

// ---- Spreadsheets

type Rows = Vec<Vec<String>>;

fn workbook(path: &Path) -> Rows {
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let range = book.worksheet_range("texts").unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn write_workbook(path: &Path, rows: &Rows) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("texts").unwrap();
    for (number, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            sheet.write_string(u32::try_from(number).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    book.save(path).unwrap();
}

fn row_of<'r>(rows: &'r mut Rows, key: &str) -> &'r mut Vec<String> {
    rows.iter_mut().find(|row| row[0] == key).unwrap()
}

/// Exports, changes the rows, imports.
fn import(folder: &Path, languages: &str, change: impl FnOnce(&mut Rows), more: &[&str]) -> Output {
    let sheet = folder.join("texts.xlsx");
    let (sheet, path) = (sheet.to_str().unwrap(), folder.to_str().unwrap());
    code(&sdg(&["export-texts", path, "--languages", languages, "-o", sheet]), 0);
    let mut rows = workbook(Path::new(sheet));
    change(&mut rows);
    write_workbook(Path::new(sheet), &rows);
    sdg(&[&["import-texts", sheet, path], more].concat())
}

#[test]
fn a_change_in_the_spreadsheet_changes_exactly_that_text() {
    for questionnaire in ["../questionnaires/sdg-toets-quick", "../questionnaires/suggestions", POOR] {
        let folder = copy(questionnaire, "round-trip");
        let before = files(&folder);
        let output = import(&folder, "en", |_| {}, &[]);
        code(&output, 0);
        assert_eq!((out(&output).as_str(), err(&output).as_str()), ("", "no text differs\n"));
        assert_eq!(files(&folder), before);
    }
    let folder = copy("../questionnaires/sdg-toets-quick", "one-text");
    let before = files(&folder);
    let key = "question.goal-3.help";
    let new = "=1+1 is \"quoted\",\nand “on” a second line; \\ done";
    let dry = import(&folder, "fr", |rows| row_of(rows, key)[3] = new.to_owned(), &["--dry-run"]);
    code(&dry, 0);
    assert_eq!(files(&folder), before);
    let output = import(&folder, "fr", |rows| row_of(rows, key)[3] = new.to_owned(), &[]);
    code(&output, 0);
    assert_eq!(out(&output), out(&dry));
    assert!(out(&output).starts_with(&format!("fr {key}\n- \"")), "{}", out(&output));
    let mut wanted = before.clone();
    let french: Value = serde_json::from_str(&before["texts/fr.json"]).unwrap();
    let old = serde_json::to_string(&french["texts"][key]).unwrap();
    let file = wanted.get_mut("texts/fr.json").unwrap();
    *file = file.replace(
        &format!("\"{key}\": {old}"),
        &format!("\"{key}\": {}", serde_json::to_string(new).unwrap()),
    );
    assert_ne!(wanted, before);
    assert_eq!(files(&folder), wanted);
}

#[test]
fn a_changed_source_makes_stale_what_was_not_translated_again() {
    let folder = copy("../questionnaires/sdg-toets-quick", "source");
    let change = |rows: &mut Rows| {
        let row = row_of(rows, "question.goal-3.help");
        row[3] = "Denk aan lucht en water.".to_owned();
        row[4] = "Think of air and water.".to_owned();
    };
    let output = import(&folder, "nl,en", change, &[]);
    code(&output, 0);
    let output = sdg(&["check", folder.to_str().unwrap()]);
    let text = out(&output);
    assert_eq!(text.matches("C0203").count(), 2, "{text}");
    assert!(
        text.contains("texts/fr.json") && text.contains("texts/es.json") && !text.contains("texts/en.json"),
        "{text}"
    );
}

#[test]
fn a_new_translation_begins_in_the_spreadsheet() {
    let folder = copy(POOR, "new-language");
    fs::remove_file(folder.join("texts/en.json")).unwrap();
    fs::remove_file(folder.join("made-from/en.tsv")).unwrap();
    let fill = |rows: &mut Rows| {
        for row in rows.iter_mut().skip(1) {
            assert!(row[4].contains("en: missing"), "{row:?}");
            row[3] = row[2].clone();
        }
    };
    // A part is not enough.
    let output = import(&folder, "en", |rows| row_of(rows, "title")[3] = "Poor".to_owned(), &[]);
    code(&output, 2);
    assert!(
        err(&output).contains("error[T0104]") && !folder.join("texts/en.json").exists(),
        "{}",
        err(&output)
    );
    let output = import(&folder, "en", fill, &[]);
    code(&output, 0);
    let (dutch, english) = (files(&folder)["texts/nl.json"].clone(), files(&folder)["texts/en.json"].clone());
    assert_eq!(english, dutch.replace("\"nl\"", "\"en\""));
    assert!(!codes(&folder).contains_key("C0203"));
}

#[test]
fn nothing_is_written_when_anything_is_wrong() {
    /// A code, its cell, and how the rows become wrong.
    type Wrong<'w> = (&'w str, &'w str, &'w dyn Fn(&mut Rows));
    let wrongs: [Wrong<'_>; 8] = [
        ("C0501", "cell A5", &|rows| rows[4][0] = "question.none.title".to_owned()),
        ("C0502", "cell A6", &|rows| rows[5] = rows[4].clone()),
        ("C0503", "cell C5", &|rows| rows[4][2] = "Iets anders?".to_owned()),
        // An id that is another one's, with the texts of the row.
        ("C0504", "cell D5", &|rows| {
            rows.remove(5);
            rows[4][0] = "option.stage.idea".to_owned();
        }),
        ("C0505", "cell D5", &|rows| rows[4][3] = " ".to_owned()),
        ("C0506", "cell D9", &|rows| {
            row_of(rows, "question.reach.title")[3] = "Do you reach them?".to_owned();
        }),
        ("C0506", "cell D9", &|rows| {
            row_of(rows, "question.reach.title")[3] = "Do you reach {subjects}?".to_owned();
        }),
        ("C0506", "cell D5", &|rows| rows[4][3] = "Do you {subject}?".to_owned()),
    ];
    for (wanted, cell, change) in wrongs {
        let folder = copy(POOR, "import-wrong");
        let before = files(&folder);
        let good_too = |rows: &mut Rows| {
            row_of(rows, "title")[3] = "Good".to_owned();
            change(rows);
        };
        let output = import(&folder, "en", good_too, &[]);
        code(&output, 2);
        let text = err(&output);
        assert!(text.contains(&format!("error[{wanted}]")) && text.contains(cell), "{wanted} {cell}: {text}");
        assert!(text.contains("= help: ") && text.contains("nothing is changed"), "{text}");
        assert_eq!(files(&folder), before);
    }
}

#[test]
fn what_changed_after_the_export_is_not_overwritten() {
    let folder = copy(POOR, "conflict");
    let (sheet, path) = (folder.join("texts.xlsx"), folder.to_str().unwrap());
    let sheet = sheet.to_str().unwrap();
    code(&sdg(&["export-texts", path, "--languages", "en", "-o", sheet]), 0);
    let english = folder.join("texts/en.json");
    let changed = fs::read_to_string(&english).unwrap().replace("\"Poor\"", "\"Meagre\"");
    fs::write(&english, &changed).unwrap();
    let output = sdg(&["import-texts", sheet, path]);
    code(&output, 2);
    assert!(err(&output).contains("error[C0504]") && err(&output).contains("cell D2"), "{}", err(&output));
    assert_eq!(fs::read_to_string(&english).unwrap(), changed);
}

#[test]
fn csv_goes_round_too_and_runs_nothing() {
    let folder = copy(POOR, "csv");
    let (sheet, path) = (folder.join("texts.csv"), folder.to_str().unwrap());
    let sheet = sheet.to_str().unwrap();
    for text in ["=HYPERLINK(1)", "'t is zo", "-1", "@x"] {
        let english = fs::read_to_string(folder.join("texts/en.json")).unwrap();
        let value: Value = serde_json::from_str(&english).unwrap();
        let old = value["texts"]["title"].as_str().unwrap();
        fs::write(
            folder.join("texts/en.json"),
            english.replace(&format!("\"title\": \"{old}\""), &format!("\"title\": \"{text}\"")),
        )
        .unwrap();
        code(&sdg(&["export-texts", path, "--languages", "en", "-o", sheet]), 0);
        let csv = fs::read_to_string(sheet).unwrap();
        assert!(csv.starts_with("\u{feff}key;kind;source: nl;en;notes;check\n"), "{csv}");
        assert!(csv.contains(&format!(";'{text};")), "{csv}");
        let output = sdg(&["import-texts", sheet, path]);
        code(&output, 0);
        assert_eq!(err(&output), "no text differs\n");
    }
    // As another spreadsheet program writes it: commas, CRLF.
    let csv = fs::read_to_string(sheet).unwrap().replace("'@x", "Poor, \"and\" good");
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(csv.as_bytes());
    let mut other = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_path(sheet).unwrap();
    for row in rows.records() {
        other.write_record(&row.unwrap()).unwrap();
    }
    other.flush().unwrap();
    let output = sdg(&["import-texts", sheet, path]);
    code(&output, 0);
    assert_eq!(out(&output), "en title\n- \"@x\"\n+ \"Poor, \\\"and\\\" good\"\n");
}

#[test]
fn only_translations_can_be_changed_in_the_workbook() {
    let folder = copy(POOR, "protected");
    let sheet = folder.join("texts.xlsx");
    code(
        &sdg(&[
            "export-texts",
            folder.to_str().unwrap(),
            "--languages",
            "en,fr",
            "-o",
            sheet.to_str().unwrap(),
        ]),
        0,
    );
    let mut archive = zip::ZipArchive::new(fs::File::open(&sheet).unwrap()).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (page, styles) = (read("xl/worksheets/sheet1.xml"), read("xl/styles.xml"));
    assert!(page.contains("<sheetProtection sheet=\"1\""), "the sheet is protected");
    let formats = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    let unlocked: Vec<usize> = formats
        .split("<xf ")
        .skip(1)
        .enumerate()
        .filter(|(_, format)| format.contains("locked=\"0\""))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(unlocked.len(), 1, "{formats}");
    let style = |cell: &str| -> usize {
        let found =
            page.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).unwrap_or_else(|| panic!("no cell {cell}"));
        found.split('"').next().unwrap().parse().unwrap()
    };
    for (cell, open) in [
        ("A2", false),
        ("B2", false),
        ("C2", false),
        ("D2", true),
        ("E2", true),
        ("F2", false),
        ("G2", false),
        ("D1", false),
    ] {
        assert_eq!(unlocked.contains(&style(cell)), open, "{cell}");
    }
}

// ---- XLSForm

fn sheet_of(path: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let rows: Rows = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let head = rows[0].clone();
    rows.iter().skip(1).map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

#[test]
fn a_questionnaire_is_written_as_an_xlsform() {
    let folder = copy("../questionnaires/sdg-toets-quick", "xlsform");
    let form = folder.join("form.xlsx");
    let path = "../questionnaires/sdg-toets-quick";
    let output = sdg(&["export-xlsform", path, "--languages", "nl,en", "-o", form.to_str().unwrap()]);
    code(&output, 0);
    let told = err(&output);
    assert!(
        told.contains("notice[X0101]") && told.contains("notice[X0102]") && told.contains("prompt-judgement"),
        "{told}"
    );
    let survey = sheet_of(&form, "survey");
    let row =
        |name: &str| survey.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(row("goal-7")["type"], "begin_group");
    let benefit = row("goal-7_benefit");
    assert_eq!(benefit["type"], "select_one scale_strength_unknown_na_benefit");
    assert!(
        benefit["label::Nederlands (nl)"].ends_with('?') && benefit["label::English (en)"].ends_with('?')
    );
    assert_eq!(row("goal-7_harm")["relevant"], "${goal-7_benefit} != '_na'");
    assert_eq!(
        row("goal-7_facet_reversibility")["relevant"],
        "(${goal-7_harm} = 'clear' or ${goal-7_harm} = 'strong')"
    );
    assert_eq!(
        row("feedback")["relevant"],
        "(not(selected(${stage}, 'idea')) and if(starts-with(${stakeholders-relevant}, '_'), 0, count-selected(${stakeholders-relevant})) > 0)"
    );
    assert_eq!(
        row("groups-in-depth")["choice_filter"],
        "selected(${groups-touched}, name) or starts-with(name, '_')"
    );
    let repeat = survey.iter().position(|row| row["type"] == "begin_repeat").unwrap();
    assert!(survey[repeat]["repeat_count"].contains("count-selected(${groups-in-depth})"));
    assert!(
        row("group-effect_harm")["label::Nederlands (nl)"].contains("${subject_1_label}")
            || row("group-effect")["label::Nederlands (nl)"].contains("${subject_1_label}")
    );
    // Groups and repeats close in the order in which they open.
    let mut open = Vec::new();
    for row in &survey {
        match row["type"].split_once('_') {
            Some(("begin", what)) => open.push(what.to_owned()),
            Some(("end", what)) => assert_eq!(open.pop().as_deref(), Some(what)),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    // Every list has its choices, each name once.
    let choices = sheet_of(&form, "choices");
    for row in survey.iter().filter(|row| row["type"].starts_with("select_")) {
        let list = row["type"].split_once(' ').unwrap().1;
        let mut names: Vec<&String> = choices
            .iter()
            .filter(|choice| choice["list_name"] == list)
            .map(|choice| &choice["name"])
            .collect();
        assert!(names.len() > 1, "{list}");
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{list}");
    }
    let settings = sheet_of(&form, "settings");
    assert_eq!(settings[0]["form_id"], "sdg-toets-quick");
    assert_eq!(settings[0]["default_language"], "Nederlands (nl)");
}

#[test]
fn an_xlsform_asks_more_rather_than_less() {
    let folder = copy(POOR, "xlsform-conditions");
    let structure = folder.join("questionnaire.json");
    let text = fs::read_to_string(&structure).unwrap();
    let (before, rest) = text.split_once("\"ask_if\": ").unwrap();
    let (_, after) = rest.split_once("] }\n").unwrap();
    let measure = r#"{ "measure": { "measure": "reach", "at_least": "1" } }"#;
    let plan = r#"{ "option": { "question": "stage", "is": ["plan"] } }"#;
    for (condition, wanted) in [
        (format!("{{ \"all\": [{plan}, {measure}] }}"), "selected(${stage}, 'plan')"),
        (format!("{{ \"any\": [{plan}, {measure}] }}"), ""),
        (format!("{{ \"not\": {{ \"any\": [{plan}, {measure}] }} }}"), "not(selected(${stage}, 'plan'))"),
        (format!("{{ \"not\": {{ \"all\": [{plan}, {measure}] }} }}"), ""),
        (r#"{ "harm": { "question": "energy", "at_least": 1 } }"#.to_owned(), "${energy_harm} = 'yes'"),
        (r#"{ "is_out": { "question": "stage" } }"#.to_owned(), "false()"),
        (
            r#"{ "subject": { "question": "touched", "is": "older" } }"#.to_owned(),
            "selected(${touched}, 'older')",
        ),
    ] {
        fs::write(&structure, format!("{before}\"ask_if\": {condition}\n{after}")).unwrap();
        let form = folder.join("form.xlsx");
        let output = sdg(&[
            "export-xlsform",
            folder.to_str().unwrap(),
            "--languages",
            "nl",
            "-o",
            form.to_str().unwrap(),
        ]);
        code(&output, 0);
        let survey = sheet_of(&form, "survey");
        let row = survey.iter().find(|row| row["name"] == "later").unwrap();
        assert_eq!(row["relevant"], wanted, "{condition}");
        assert_eq!(err(&output).contains("notice[X0103]"), condition.contains("measure"), "{condition}");
    }
}
