//! The invariants of ARCHITECTURE.md that only the source can show.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files below `folder` with this ending, with their text.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
                found.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no .{ending} file in {folder}: the test looks in the wrong place");
    found
}

/// Lines of code: without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let comment = |line: &str| line.trim_start().starts_with("//");
    text.lines().enumerate().filter(move |(_, line)| !comment(line)).map(|(number, line)| (number + 1, line))
}

fn forbid(files: Vec<(String, String)>, words: &[&str], why: &str) {
    let mut found = Vec::new();
    for (name, text) in &files {
        for (number, line) in code(text) {
            for word in words.iter().filter(|word| line.contains(**word)) {
                found.push(format!("{name}:{number}: `{word}`: {}", line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}

#[test]
fn a1_the_engine_knows_no_outside_world() {
    let words = [
        "web_sys",
        "wasm_bindgen",
        "js_sys",
        "std::fs",
        "std::env",
        "std::net",
        "std::time",
        "std::thread",
        "std::process",
        "HashMap",
        "HashSet",
        "rand::",
    ];
    forbid(files("sdg-core/src", "rs"), &words, "sdg-core is pure: text and answers in, report out");
    let exact: Vec<_> = files("sdg-core/src", "rs")
        .into_iter()
        .filter(|(name, _)| !name.ends_with("merge/consensus.rs"))
        .collect();
    forbid(exact, &["f32", "f64", "libm"], "floats only in the measures of consensus");
    let manifest = fs::read_to_string(root().join("sdg-core/Cargo.toml")).expect("manifest");
    let dependencies =
        manifest.split("[dependencies]").nth(1).expect("dependencies").split('[').next().expect("part");
    let names: Vec<&str> = dependencies
        .lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(
        names,
        ["libm", "litemap", "serde", "serde_json", "strsim", "thiserror"],
        "a new dependency of the engine needs a reason in ARCHITECTURE.md"
    );
}

#[test]
fn a2_only_dom_and_the_handle_touch_the_browser() {
    let pure: Vec<_> = files("sdg-wasm/src", "rs")
        .into_iter()
        .filter(|(name, _)| name.contains("/app") || name.ends_with("html.rs"))
        .collect();
    assert!(pure.len() > 3, "the pure part of the widget has moved: mend this test");
    forbid(
        pure,
        &["web_sys", "wasm_bindgen", "js_sys"],
        "model, update and view are pure Rust, tested natively",
    );
}

#[test]
fn a3_no_content_in_code() {
    let folder = root().join("questionnaires/sdg-toets-quick/questionnaire.json");
    let structure: Value =
        serde_json::from_str(&fs::read_to_string(folder).expect("structure")).expect("JSON");
    let mut ids = Vec::new();
    let list = |part: &str| structure[part].as_array().cloned().unwrap_or_default();
    for part in ["rosters", "measures", "principles", "findings"] {
        ids.extend(list(part).iter().filter_map(|element| element["id"].as_str().map(str::to_owned)));
    }
    ids.extend(
        list("rosters")
            .iter()
            .flat_map(|roster| roster["subjects"].as_array().cloned().unwrap_or_default())
            .filter_map(|id| id.as_str().map(str::to_owned)),
    );
    let questions = list("sections")
        .into_iter()
        .flat_map(|section| section["questions"].as_array().cloned().unwrap_or_default());
    ids.extend(questions.filter_map(|question| question["id"].as_str().map(str::to_owned)));
    // Roles of the profile and general words may stand in code as what they mean in English.
    let general = [
        "date",
        "domains",
        "municipality",
        "groups",
        "stakeholders",
        "stage",
        "interlinkages",
        "prompts",
        "description",
        "residents",
        "businesses",
        "older",
        "gender",
        "digital",
    ];
    let quoted: Vec<String> =
        ids.iter().filter(|id| !general.contains(&id.as_str())).map(|id| format!("\"{id}\"")).collect();
    assert!(quoted.len() > 50, "the structure has moved: mend this test");
    let words: Vec<&str> = quoted.iter().map(String::as_str).collect();
    let mut all = files("sdg-core/src", "rs");
    all.extend(files("sdg-wasm/src", "rs"));
    all.extend(files("sdg-wasm/js", "js"));
    let shipped: Vec<_> = all
        .into_iter()
        // What stands behind `#[cfg(test)]` is at the end of a file and may name what it likes.
        .map(|(name, text)| (name, text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()))
        .collect();
    forbid(shipped, &words, "ids of the questionnaire stand in code: content is data");
}

#[test]
fn a4_nothing_writes_markup_or_runs_text() {
    let words = [
        "set_inner_html",
        "set_outer_html",
        "insert_adjacent_html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "Function::new_",
        ".forget()",
        "Closure::forget",
        "set_attribute(\"style\"",
        "setAttribute('style'",
        "setAttribute(\"style\"",
    ];
    let mut all = files("sdg-wasm/src", "rs");
    all.extend(files("sdg-wasm/js", "js"));
    forbid(
        all,
        &words,
        "text is only ever a text node, and no code comes from text: strict CSP, Trusted Types 'none'",
    );
}

#[test]
fn a5_no_request_leaves_the_folder() {
    let mut all = files("sdg-wasm/js", "js");
    all.extend(files("www", "html"));
    all.extend(files("www", "css"));
    all.extend(files("sdg-wasm/css", "css"));
    let found: Vec<String> = all
        .iter()
        .flat_map(|(name, text)| code(text).map(move |(number, line)| (name, number, line)))
        .filter(|(_, _, line)| {
            line.contains("http://") || line.contains("https://") || line.contains("//cdn")
        })
        .filter(|(_, _, line)| !line.contains("http://www.w3.org/"))
        .filter(|(_, _, line)| {
            line.contains("src=")
                || line.contains("@import")
                || line.contains("url(")
                || line.contains("fetch(")
                || line.contains("import ")
        })
        .map(|(name, number, line)| format!("{name}:{number}: {}", line.trim()))
        .collect();
    assert!(found.is_empty(), "nothing is loaded from elsewhere\n{}", found.join("\n"));
}

/// The pinned toolchain builds and tests everything, so it is the oldest one that is known to work.
#[test]
fn the_stated_rust_version_is_the_one_that_is_tested() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("text");
    let value = |text: &str, key: &str| -> String {
        let line = text.lines().find(|line| line.starts_with(key)).expect("stated");
        line.split('"').nth(1).expect("quoted").to_owned()
    };
    let stated = value(&read("Cargo.toml"), "rust-version");
    let pinned = value(&read("rust-toolchain.toml"), "channel");
    assert_eq!(format!("{stated}.0"), pinned);
    for path in ["ARCHITECTURE.md", "docs/engine.md", "sdg-core/README.md"] {
        assert!(read(path).contains(&stated), "{path} states another version of Rust than {stated}");
    }
}

/// A crate is published with all that its page in a registry needs, or says that it is not.
#[test]
fn published_crates_say_what_they_are() {
    let mut published = Vec::new();
    for name in ["sdg-core", "sdg-cli", "sdg-wasm", "tests", "xtask"] {
        let manifest = fs::read_to_string(root().join(name).join("Cargo.toml")).expect("manifest");
        if manifest.contains("publish = false") {
            continue;
        }
        for field in [
            "description = ",
            "license.workspace",
            "rust-version.workspace",
            "readme = ",
            "keywords = ",
            "categories = ",
        ] {
            assert!(manifest.contains(field), "{name} has no `{field}`");
        }
        for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(root().join(name).join(file).exists(), "{name} has no {file}");
        }
        // What lies outside the folder is not in the package.
        for (path, text) in files(&format!("{name}/src"), "rs") {
            assert!(!text.contains("include_str!(\"../../"), "{path} includes a file from outside the crate");
        }
        published.push(name);
    }
    assert_eq!(published, ["sdg-core", "sdg-cli"], "xtask/src/test.rs packs these");
}

#[test]
fn documents_name_tests_that_exist() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut sources = files("tests", "rs");
    sources.extend(files("tests", "mjs").into_iter().filter(|(name, _)| !name.contains("node_modules")));
    sources.extend(files("sdg-core/src", "rs"));
    sources.extend(files("sdg-wasm/src", "rs"));
    let everything: String = sources.into_iter().map(|(_, text)| text).collect();
    let mut named = 0;
    for line in architecture.lines().filter(|line| line.starts_with("| A")) {
        for name in line.split('`').skip(1).step_by(2).filter(|name| name.contains("::")) {
            let function = name.rsplit("::").next().unwrap_or(name);
            assert!(everything.contains(function), "ARCHITECTURE.md names `{name}`, which does not exist");
            named += 1;
        }
    }
    assert!(named >= 8, "every invariant names the test that holds it");
}

#[test]
fn nothing_about_the_workshop_in_the_product() {
    let mut all = Vec::new();
    for folder in [
        "sdg-cli",
        "sdg-core",
        "sdg-wasm",
        "tests/src",
        "tests/tests",
        "xtask",
        "questionnaires",
        "docs",
        "www",
    ] {
        for ending in ["rs", "md", "json", "js", "html", "toml", "css", "txt"] {
            let folder_path = root().join(folder);
            if walk_has(&folder_path, ending) {
                all.extend(files(folder, ending));
            }
        }
    }
    let this = "tests/tests/tidy.rs";
    let found: Vec<String> = all
        .iter()
        .filter(|(name, _)| name != this)
        .flat_map(|(name, text)| text.lines().enumerate().map(move |(number, line)| (name, number, line)))
        .filter(|(_, _, line)| line.contains("/work/") || line.contains("/root/") || line.contains("/tmp/"))
        .map(|(name, number, line)| format!("{name}:{}: {}", number + 1, line.trim()))
        .collect();
    assert!(found.is_empty(), "paths of a machine\n{}", found.join("\n"));
}

fn walk_has(folder: &Path, ending: &str) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().map(|entry| entry.path()).any(|path| {
            if path.is_dir() {
                walk_has(&path, ending)
            } else {
                path.extension().is_some_and(|extension| extension == ending)
            }
        })
    })
}
