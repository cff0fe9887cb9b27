//! Which questionnaires are known: those that ship inside this program, or those of a folder.
//!
//! Both look the same: `NAME/questionnaire.json` with `NAME/texts/LANGUAGE.json` beside it, and `evidence/*.json`.
//! A folder takes the place of the shipped ones altogether, so that it is always clear which file was used; only
//! evidence that it does not have comes from the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use sdg_core::{
    Assessment, Catalogue, Diagnostic, Diagnostics, Evidence, Merged, PolicyFields, Questionnaire,
};
use serde_json::Value;

use crate::input::Input;
use crate::phrases;

/// JSON files below `questionnaires/` of the repository, by path.
static SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

const STRUCTURE: &str = "questionnaire.json";
const POLICY: &str = "bbc/policy-fields.json";

/// Why a file gives no result: it cannot be read, or is not what it should be.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The file itself, or what it needs, is not to be had.
    Missing(anyhow::Error),
    /// The file was read and refused.
    Wrong(Input, Diagnostics),
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Refused {
        Refused::Missing(error)
    }
}

/// A saved file that was understood.
pub(crate) struct Saved {
    pub(crate) input: Input,
    pub(crate) known: Rc<Known>,
    pub(crate) assessment: Assessment,
    pub(crate) notices: Vec<Diagnostic>,
}

/// A questionnaire with its wording.
pub(crate) struct Known {
    pub(crate) questionnaire: Arc<Questionnaire>,
    /// Per language that could be read.
    texts: Vec<Catalogue>,
}

impl Known {
    /// The texts in this language, or else in the source language, or else in whichever there is.
    pub(crate) fn texts(&self, language: Option<&str>) -> Option<&Catalogue> {
        let source = self.questionnaire.languages().first().map(String::as_str);
        let find = |wanted: &str| self.texts.iter().find(|texts| texts.language() == wanted);
        language.and_then(find).or_else(|| source.and_then(find)).or_else(|| self.texts.first())
    }

    /// The wording that goes with these texts.
    pub(crate) fn wording(&self, language: Option<&str>) -> Result<Catalogue> {
        wording(self.texts(language).map_or("en", Catalogue::language))
    }
}

/// All questionnaires that saved files may belong to.
pub(crate) struct Library {
    folder: Option<PathBuf>,
    /// Path of each structure, by the id inside.
    structures: BTreeMap<String, String>,
    loaded: BTreeMap<String, Rc<Known>>,
}

impl Library {
    pub(crate) fn open(folder: Option<&Path>) -> Result<Library> {
        let mut library = Library {
            folder: folder.map(Path::to_owned),
            structures: BTreeMap::new(),
            loaded: BTreeMap::new(),
        };
        for path in library.structure_paths()? {
            let id = id_at(&library.read(&path)?.text, &["id"]);
            if let Some(id) = id {
                library.structures.entry(id).or_insert(path);
            }
        }
        Ok(library)
    }

    fn structure_paths(&self) -> Result<Vec<String>> {
        let Some(folder) = &self.folder else {
            let paths = SHIPPED.iter().map(|(path, _)| *path);
            return Ok(paths
                .filter(|path| path.ends_with("/questionnaire.json"))
                .map(str::to_owned)
                .collect());
        };
        let mut paths = Vec::new();
        if folder.join(STRUCTURE).is_file() {
            paths.push(STRUCTURE.to_owned());
        }
        let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            if entry.path().join(STRUCTURE).is_file() {
                paths.push(format!("{}/{STRUCTURE}", entry.file_name().to_string_lossy()));
            }
        }
        paths.sort();
        if paths.is_empty() {
            bail!("{} has no questionnaire: `NAME/{STRUCTURE}` is looked for", folder.display());
        }
        Ok(paths)
    }

    fn read(&self, path: &str) -> Result<Input> {
        match &self.folder {
            Some(folder) => Input::read(&folder.join(path)),
            None => shipped(path).with_context(|| format!("no shipped file {path}")),
        }
    }

    /// Reads a saved file, with the questionnaire that it names.
    pub(crate) fn saved(&mut self, path: &Path) -> Result<Saved, Refused> {
        self.saved_in(Input::read(path)?)
    }

    fn saved_in(&mut self, input: Input) -> Result<Saved, Refused> {
        let id = id_at(&input.text, &["questionnaire", "id"]);
        let known = self.known_for(&input, id.as_deref())?;
        match Assessment::parse(&input.text, &known.questionnaire) {
            Err(wrong) => Err(Refused::Wrong(input, wrong)),
            Ok(loaded) => Ok(Saved { input, known, assessment: loaded.assessment, notices: loaded.notices }),
        }
    }

    /// Reads a saved file, or the saved files in a merged one.
    pub(crate) fn saved_or_merged(&mut self, path: &Path) -> Result<Vec<Saved>, Refused> {
        let input = Input::read_merged(path)?;
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let whole: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(merged) = whole.get("merged") else { return self.saved_in(input).map(|saved| vec![saved]) };
        let first = merged.get(0).and_then(|first| first.get("questionnaire")?.get("id")?.as_str());
        let known = self.known_for(&input, first)?;
        let loaded = match Merged::parse(&input.text, &known.questionnaire) {
            Err(wrong) => return Err(Refused::Wrong(input, wrong)),
            Ok(loaded) => loaded,
        };
        let (mut notices, mut rest) = (loaded.notices, Some(input.text));
        let saved = loaded.merged.assessments().iter().map(|assessment| Saved {
            // Notices have their place in the merged file, so they and its text go with the first.
            input: Input { name: input.name.clone(), text: rest.take().unwrap_or_default() },
            known: Rc::clone(&known),
            assessment: assessment.clone(),
            notices: std::mem::take(&mut notices),
        });
        Ok(saved.collect())
    }

    /// The questionnaire that a file names.
    fn known_for(&mut self, input: &Input, id: Option<&str>) -> Result<Rc<Known>, Refused> {
        match id {
            Some(id) => self.known(id).map_err(|why| match why {
                Refused::Missing(error) => {
                    Refused::Missing(error.context(format!("cannot score {}", input.name)))
                }
                wrong @ Refused::Wrong(..) => wrong,
            }),
            // Without an id the engine says what is wrong with the file, whatever the questionnaire.
            None => match self.structures.keys().next().cloned() {
                Some(any) => self.known(&any),
                None => {
                    Err(Refused::Missing(anyhow!("there is no questionnaire to read {} with", input.name)))
                }
            },
        }
    }

    /// Every questionnaire that is sound.
    pub(crate) fn all(&mut self) -> Vec<Rc<Known>> {
        let ids: Vec<String> = self.structures.keys().cloned().collect();
        ids.iter().filter_map(|id| self.known(id).ok()).collect()
    }

    /// The questionnaire with this id.
    pub(crate) fn known(&mut self, id: &str) -> Result<Rc<Known>, Refused> {
        if let Some(known) = self.loaded.get(id) {
            return Ok(Rc::clone(known));
        }
        let Some(path) = self.structures.get(id).cloned() else {
            let known: Vec<&str> = self.structures.keys().map(String::as_str).collect();
            return Err(Refused::Missing(anyhow!(
                "questionnaire `{id}` is not known here, only {}; `--questionnaires DIR` names a folder that has it",
                known.join(", ")
            )));
        };
        let known = Rc::new(self.load(&path)?);
        self.loaded.insert(id.to_owned(), Rc::clone(&known));
        Ok(known)
    }

    fn load(&self, path: &str) -> Result<Known, Refused> {
        let input = self.read(path)?;
        let evidence = self.evidence_for(&input.text)?;
        let questionnaire = match Questionnaire::parse(&input.text, evidence.as_ref()) {
            Ok(questionnaire) => questionnaire,
            Err(wrong) => return Err(Refused::Wrong(input, wrong)),
        };
        let beside = path.strip_suffix(STRUCTURE).unwrap_or_default();
        let mut texts = Vec::new();
        for language in questionnaire.languages() {
            // A language that cannot be read is shown in another one; `sdg check` says what is wrong with it.
            if let Ok(input) = self.read(&format!("{beside}texts/{language}.json"))
                && let Ok(catalogue) = Catalogue::parse(&input.text, &questionnaire)
            {
                texts.push(catalogue);
            }
        }
        Ok(Known { questionnaire, texts })
    }

    fn evidence_for(&self, structure: &str) -> Result<Option<Arc<Evidence>>, Refused> {
        let Some(id) = id_at(structure, &["interlinkages", "evidence"]) else { return Ok(None) };
        let folders =
            self.folder.iter().flat_map(|folder| [folder.join("evidence"), folder.join("../evidence")]);
        find_evidence(&id, folders)
    }
}

/// The evidence with this id: of one of these folders, or the one that ships.
pub(crate) fn find_evidence(
    id: &str,
    folders: impl IntoIterator<Item = PathBuf>,
) -> Result<Option<Arc<Evidence>>, Refused> {
    for folder in folders {
        for path in json_files(&folder) {
            let input = Input::read(&path)?;
            if id_at(&input.text, &["id"]).as_deref() == Some(id) {
                return match Evidence::parse(&input.text) {
                    Ok(evidence) => Ok(Some(evidence)),
                    Err(wrong) => Err(Refused::Wrong(input, wrong)),
                };
            }
        }
    }
    let of_program = SHIPPED
        .iter()
        .filter(|(path, text)| path.starts_with("evidence/") && id_at(text, &["id"]).as_deref() == Some(id))
        .find_map(|(_, text)| Evidence::parse(text).ok());
    Ok(of_program)
}

/// The list of policy domains and fields in this file, or the one that ships.
pub(crate) fn policy(path: Option<&Path>) -> Result<PolicyFields, Refused> {
    let input = match path {
        Some(path) => Input::read(path)?,
        None => shipped(POLICY).with_context(|| format!("no shipped file {POLICY}"))?,
    };
    PolicyFields::parse(&input.text).map_err(|wrong| Refused::Wrong(input, wrong))
}

/// JSON files in a folder, in order; none when there is no such folder.
pub(crate) fn json_files(folder: &Path) -> Vec<PathBuf> {
    files_ending(folder, "json")
}

/// Files in a folder with this ending, in order; none when there is no such folder.
pub(crate) fn files_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}

/// The wording of pages in this language, or else in English.
fn wording(language: &str) -> Result<Catalogue> {
    let read = |language: &str| shipped(&format!("report/{language}.json"));
    let input = read(language).or_else(|| read("en")).context("no wording ships with this program")?;
    Catalogue::parse_interface(&input.text, phrases::KEYS).with_context(|| input.name.clone())
}

pub(crate) fn shipped(path: &str) -> Option<Input> {
    let (name, text) = SHIPPED.iter().find(|(known, _)| *known == path)?;
    Some(Input { name: (*name).to_owned(), text: (*text).to_owned() })
}

/// Whether these are texts of a program rather than of a questionnaire.
pub(crate) fn is_interface(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole: Value = serde_json::from_str(text).unwrap_or_default();
    whole.get("texts").is_some() && whole.get("interface").is_some()
}

/// A text deep in a JSON file, if the file is one and has it.
pub(crate) fn id_at(text: &str, path: &[&str]) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole: Value = serde_json::from_str(text).ok()?;
    let found = path.iter().try_fold(&whole, |value, key| value.get(key))?;
    found.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;

    #[test]
    fn every_language_of_the_wording_is_complete() {
        let languages: Vec<&str> = SHIPPED
            .iter()
            .filter_map(|(path, _)| path.strip_prefix("report/")?.strip_suffix(".json"))
            .collect();
        assert!(languages.contains(&"nl") && languages.contains(&"en"));
        for language in languages {
            let wording = super::wording(language).unwrap();
            assert_eq!(wording.language(), language);
        }
    }
}
