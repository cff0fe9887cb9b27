//! The files that the product ships.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdg_core::{Assessment, Catalogue, Evidence, Questionnaire};

/// The folder `questionnaires/`.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../questionnaires")
}

/// The text of a file below `questionnaires/`.
///
/// # Panics
/// When the file is not there.
pub fn text(path: &str) -> String {
    let path = folder().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Ids of the shipped questionnaires: the folders with a structure.
///
/// # Panics
/// When the folder cannot be read.
pub fn ids() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).unwrap_or_else(|error| panic!("questionnaires: {error}"));
    let folders = entries.flatten().map(|entry| entry.path());
    let mut ids: Vec<String> = folders
        .filter(|path| path.join("questionnaire.json").is_file())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    ids.sort();
    ids
}

/// The texts of a shipped questionnaire in a language.
///
/// # Panics
/// When the shipped file is not sound.
pub fn texts(questionnaire: &Questionnaire, language: &str) -> Catalogue {
    let path = format!("{}/texts/{language}.json", questionnaire.id());
    Catalogue::parse(&text(&path), questionnaire).unwrap_or_else(|wrong| panic!("{path}: {wrong}"))
}

/// The evidence on interlinkages.
///
/// # Panics
/// When the shipped file is not sound.
pub fn evidence() -> Arc<Evidence> {
    Evidence::parse(&text("evidence/interlinkages.json")).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// A shipped questionnaire.
///
/// # Panics
/// When the shipped file is not sound.
pub fn questionnaire(id: &str) -> Arc<Questionnaire> {
    Questionnaire::parse(&text(&format!("{id}/questionnaire.json")), Some(&evidence()))
        .unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// The worked example of the quick questionnaire.
///
/// # Panics
/// When the shipped file is not sound.
pub fn example() -> Assessment {
    example_of("sdg-toets-quick")
}

/// The worked example of a shipped questionnaire.
///
/// # Panics
/// When the shipped file is not sound.
pub fn example_of(id: &str) -> Assessment {
    let loaded = Assessment::parse(&text(&format!("{id}/example.json")), &questionnaire(id));
    loaded.unwrap_or_else(|wrong| panic!("{wrong}")).assessment
}
