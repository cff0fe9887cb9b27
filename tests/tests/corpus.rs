//! The corpus of the fuzz targets, run natively: nothing panics and every diagnostic has its place. It never shrinks: each file
//! that was ever committed is listed, and `UPDATE=1 cargo test -p sdg-tests --test corpus` only adds to the list.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sdg_tests::doors::{Door, knock, unpack};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// `target/file` of every file that is there.
fn present() -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for target in fs::read_dir(folder().join("corpus")).unwrap().map(|entry| entry.unwrap().path()) {
        for file in fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().path()) {
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(format!("{}/{}", name(&target), name(&file)));
        }
    }
    files
}

#[test]
fn the_corpus_never_shrinks() {
    let list = folder().join("corpus.txt");
    let text = fs::read_to_string(&list).unwrap_or_default();
    let mut known: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    let present = present();
    let gone: Vec<&String> = known.difference(&present).collect();
    assert!(gone.is_empty(), "files of the corpus are gone: {gone:#?}");
    let new: Vec<String> = present.difference(&known).cloned().collect();
    if std::env::var_os("UPDATE").is_some() {
        known.extend(new);
        fs::write(&list, known.iter().map(|name| format!("{name}\n")).collect::<String>()).unwrap();
    } else {
        assert!(new.is_empty(), "not listed yet; UPDATE=1 lists them: {new:#?}");
    }
}

#[test]
fn every_file_of_the_corpus_passes_its_door() {
    let files = present();
    assert!(files.len() >= 15, "the corpus has moved: mend this test");
    for name in files {
        let bytes = fs::read(folder().join("corpus").join(&name)).unwrap();
        match name.split('/').next().unwrap() {
            "questionnaire" => knock(Door::Structure, &bytes),
            "catalogue" => knock(Door::Texts, &bytes),
            "evidence" => knock(Door::Evidence, &bytes),
            "saved" => knock(Door::Saved, &bytes),
            "suggestions" => knock(Door::Suggestions, &bytes),
            "merged" => knock(Door::Merged, &bytes),
            "policy" => knock(Door::Policy, &bytes),
            "packed" => unpack(&bytes),
            other => panic!("no door for {other}"),
        }
    }
}
