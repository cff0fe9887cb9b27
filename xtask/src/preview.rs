//! A questionnaire that is being written: packed whenever one of its files changes, and shown by www/preview.html.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result, bail};
use sdg_core::Evidence;
use serde_json::json;

use crate::{tools, widget};

/// A folder of an author, and where the server finds what was made of it.
pub struct Preview {
    source: PathBuf,
    folder: PathBuf,
    evidence: String,
    /// The last sound one, by its id, and its languages.
    shown: Option<(String, Vec<String>)>,
}

/// How often the author's files are looked at: soon after he saves, and without any load.
const PAUSE: Duration = Duration::from_millis(500);

impl Preview {
    /// Of a folder with a questionnaire.json and texts; what is made of it goes into a folder with this name in `target`.
    pub fn new(source: PathBuf, name: &str) -> Result<Preview> {
        if !source.join("questionnaire.json").is_file() {
            bail!(
                "there is no questionnaire.json in {}: name the folder that holds it. To begin one, copy questionnaires/template \
                 (docs/authoring.md)",
                source.display()
            );
        }
        let folder = tools::target_folder()?.join(name);
        widget::empty(&folder)?;
        let evidence = fs::read_to_string(tools::root().join("questionnaires/evidence/interlinkages.json"))?;
        Ok(Preview { source, folder, evidence, shown: None })
    }

    /// Packs it now and at each change, for as long as this program runs. Gives the folder to serve.
    pub fn watch(mut self) -> Result<PathBuf> {
        let folder = self.folder.clone();
        let mut known = self.changed();
        let mut round = 1;
        self.refresh(round)?;
        thread::spawn(move || {
            loop {
                thread::sleep(PAUSE);
                let now = self.changed();
                if now == known {
                    continue;
                }
                known = now;
                round += 1;
                if let Err(error) = self.refresh(round) {
                    eprintln!("error: {error:#}");
                }
            }
        });
        Ok(folder)
    }

    /// When each file was last changed.
    fn changed(&self) -> BTreeMap<PathBuf, Option<SystemTime>> {
        let files = widget::files(&self.source).unwrap_or_default();
        let time = |file: &PathBuf| fs::metadata(file).and_then(|about| about.modified()).ok();
        files.into_iter().map(|file| (file.clone(), time(&file))).collect()
    }

    /// Packs it. What is not sound is told, here and on the page, and the last sound one stays.
    fn refresh(&mut self, round: u32) -> Result<()> {
        let problems = match self.pack() {
            Ok(shown) => {
                println!("Shown anew: {}", shown.0);
                self.shown = Some(shown);
                Vec::new()
            }
            Err(error) => {
                // The author knows his own folder, not the copy.
                let copy = tools::shown(&self.folder.join("new"));
                let told = format!("{error:#}").replace(&copy, &self.source.display().to_string());
                eprintln!("\n{told}\n`sdg check {}` shows each place.", self.source.display());
                told.lines().map(str::to_owned).collect()
            }
        };
        let (questionnaire, languages) = self.shown.clone().unzip();
        let state = json!({
            "round": round, "questionnaire": questionnaire, "languages": languages.unwrap_or_default(), "problems": problems,
        });
        // At once: the page may ask for it at this moment.
        let new = self.folder.join("preview.json.new");
        fs::write(&new, state.to_string())
            .and_then(|()| fs::rename(&new, self.folder.join("preview.json")))
            .context("cannot write preview.json")
    }

    fn pack(&self) -> Result<(String, Vec<String>)> {
        let staging = self.folder.join("new");
        widget::empty(&staging)?;
        widget::copy(&self.source, &staging, Some("json"))?;
        let evidence = Evidence::parse(&self.evidence).context("the evidence is not sound")?;
        let questionnaire = widget::pack(&staging.join("questionnaire.json"), &evidence)?.0;
        let id = questionnaire.id().to_owned();
        let place = self.folder.join("questionnaires").join(&id);
        widget::empty(&place)?;
        fs::remove_dir(&place)?;
        fs::rename(&staging, &place)?;
        Ok((id, questionnaire.languages().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use anyhow::Result;
    use serde_json::Value;

    use super::Preview;
    use crate::{tools, widget};

    fn state(preview: &Preview) -> Result<Value> {
        Ok(serde_json::from_slice(&fs::read(preview.folder.join("preview.json"))?)?)
    }

    #[test]
    fn the_last_sound_one_stays_and_what_is_wrong_is_told_with_its_place() -> Result<()> {
        let source = tools::target_folder()?.join("preview-test");
        widget::empty(&source)?;
        widget::copy(&tools::root().join("questionnaires/template"), &source, Some("json"))?;
        let mut preview = Preview::new(source.clone(), "preview-test-made")?;
        preview.refresh(1)?;
        let sound = state(&preview)?;
        assert_eq!(sound["problems"], Value::Array(Vec::new()));
        assert_eq!(sound["languages"][0], "nl");
        let id = sound["questionnaire"].as_str().unwrap_or_default().to_owned();
        let packed = preview.folder.join("questionnaires").join(&id).join("questionnaire.bin");
        let before = fs::read(&packed)?;

        let structure = source.join("questionnaire.json");
        let text = fs::read_to_string(&structure)?;
        fs::write(&structure, text.replacen("\"kind\"", "\"kindd\"", 1))?;
        let known = preview.changed();
        preview.refresh(2)?;
        let broken = state(&preview)?;
        assert_eq!(broken["round"], 2);
        assert!(broken["problems"].to_string().contains("the field `kind` is missing"), "{broken}");
        assert_eq!(fs::read(&packed)?, before);

        fs::write(source.join("note.json"), "{}")?;
        assert_ne!(preview.changed(), known);
        assert!(Preview::new(Path::new("nowhere").to_owned(), "preview-test-none").is_err());
        Ok(())
    }
}
