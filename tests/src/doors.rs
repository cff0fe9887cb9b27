//! The doors of the engine, and what must hold whatever comes in by them: for the hostile files, and for fuzzing.

use std::sync::{Arc, OnceLock};

use sdg_core::{
    Assessment, Catalogue, Diagnostic, Evidence, HandOver, Merged, PolicyFields, Questionnaire, Severity,
    Suggestions,
};
use serde_json::{Value, json};

use crate::shipped;
use Door::{Evidence as Facts, Merged as Several, Policy, Saved, Structure, Suggestions as Table, Texts};

/// Most diagnostics of one file.
pub const MOST: usize = 200;

/// A kind of file that the engine reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Door {
    /// A questionnaire.
    Structure,
    /// Its wording in one language.
    Texts,
    /// Evidence on interlinkages.
    Evidence,
    /// A saved file.
    Saved,
    /// A table of suggestions.
    Suggestions,
    /// Saved files of several assessors in one.
    Merged,
    /// Policy domains and fields.
    Policy,
}

/// All of them.
pub const DOORS: [Door; 7] = [Structure, Texts, Facts, Saved, Table, Several, Policy];

/// A file of `tests/data/hostile`.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn data(name: &str) -> String {
    let path = shipped::folder().join("../tests/data/hostile").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A sound set of files, and what the engine made of them.
#[derive(Debug)]
pub struct World {
    /// Name in complaints.
    pub name: &'static str,
    /// Text of the structure.
    pub structure: String,
    /// Text of the catalogue.
    pub texts: String,
    /// Text of the evidence.
    pub evidence: String,
    /// Text of the saved file.
    pub saved: String,
    /// Text of the table of suggestions.
    pub suggestions: String,
    /// Text of the merged file: the saved file, alone.
    pub merged: String,
    /// Text of the policy domains and fields.
    pub policy: String,
    facts: Arc<Evidence>,
    /// What the structure holds.
    pub questionnaire: Arc<Questionnaire>,
}

impl World {
    fn new(name: &'static str, [structure, texts, evidence, saved, suggestions]: [String; 5]) -> World {
        let merged =
            format!("{{ \"format\": 1,\n\"merged\": [\n{}\n] }}", saved.trim_start_matches('\u{feff}'));
        let policy = data("policy-fields.json");
        let facts = Evidence::parse(&evidence).unwrap_or_else(|wrong| panic!("{wrong}"));
        let questionnaire =
            Questionnaire::parse(&structure, Some(&facts)).unwrap_or_else(|wrong| panic!("{wrong}"));
        World { name, structure, texts, evidence, saved, suggestions, merged, policy, facts, questionnaire }
    }

    /// Small files made for these tests: every construct once.
    ///
    /// # Panics
    /// When these are not sound.
    #[must_use]
    pub fn small() -> World {
        let files = [data("questionnaire.json"), data("texts.json")];
        let [structure, texts] = files;
        World::new(
            "small",
            [
                structure,
                texts,
                shipped::text("evidence/interlinkages.json"),
                data("saved.json"),
                data("suggestions.json"),
            ],
        )
    }

    /// The quick check.
    ///
    /// # Panics
    /// When it is not sound.
    #[must_use]
    pub fn quick() -> World {
        let text = |path: &str| shipped::text(&format!("sdg-toets-quick/{path}"));
        World::new(
            "quick",
            [
                text("questionnaire.json"),
                text("texts/nl.json"),
                shipped::text("evidence/interlinkages.json"),
                text("example.json"),
                shipped::text("suggestions/suggestions.json"),
            ],
        )
    }

    /// The sound file of a door.
    #[must_use]
    pub fn text(&self, door: Door) -> &str {
        match door {
            Structure => &self.structure,
            Texts => &self.texts,
            Facts => &self.evidence,
            Saved => &self.saved,
            Table => &self.suggestions,
            Several => &self.merged,
            Policy => &self.policy,
        }
    }

    /// Hands a text to a door. What is accepted is used, as far as it can be.
    ///
    /// # Panics
    /// When what was accepted does not do what it must.
    #[must_use]
    pub fn open(&self, door: Door, text: &str) -> Outcome {
        let (accepted, found) = match door {
            Structure => match Questionnaire::parse(text, Some(&self.facts)) {
                Ok(questionnaire) => {
                    use_questionnaire(&questionnaire, &self.saved);
                    let told = questionnaire.check_authoring(text);
                    assert!(told.len() <= MOST && told.iter().all(|one| one.severity == Severity::Notice));
                    (true, Vec::new())
                }
                Err(wrong) => (false, wrong.iter().cloned().collect()),
            },
            Texts => match Catalogue::parse(text, &self.questionnaire) {
                Ok(catalogue) => {
                    assert!(catalogue.iter().all(|(_, text)| !text.trim().is_empty()));
                    (true, Vec::new())
                }
                Err(wrong) => (false, wrong.iter().cloned().collect()),
            },
            Facts => match Evidence::parse(text) {
                Ok(evidence) => {
                    if let Ok(questionnaire) = Questionnaire::parse(&self.structure, Some(&evidence)) {
                        use_questionnaire(&questionnaire, &self.saved);
                    }
                    (true, Vec::new())
                }
                Err(wrong) => (false, wrong.iter().cloned().collect()),
            },
            Saved => match Assessment::parse(text, &self.questionnaire) {
                Ok(loaded) => {
                    use_assessment(&loaded.assessment);
                    (true, loaded.notices)
                }
                Err(wrong) => (false, wrong.iter().cloned().collect()),
            },
            Table => match Suggestions::parse(text) {
                Ok(table) => {
                    let saved = Assessment::parse(&self.saved, &self.questionnaire);
                    let assessment = saved.unwrap_or_else(|wrong| panic!("{wrong}")).assessment;
                    let fits = table.for_report(&assessment, &assessment.score());
                    assert!(fits.iter().all(|fit| !fit.because.is_empty()));
                    (true, table.check_against(&self.questionnaire))
                }
                Err(wrong) => (false, wrong.iter().cloned().collect()),
            },
            Several => match Merged::parse(text, &self.questionnaire) {
                Ok(loaded) => {
                    use_merged(&loaded.merged);
                    (true, loaded.notices)
                }
                Err(wrong) => (false, wrong.iter().cloned().collect()),
            },
            Policy => match PolicyFields::parse(text) {
                Ok(fields) => {
                    let saved = Assessment::parse(&self.saved, &self.questionnaire);
                    let assessment = saved.unwrap_or_else(|wrong| panic!("{wrong}")).assessment;
                    let handed = HandOver::of("file.json", &assessment, &fields);
                    assert!(handed.to_json().starts_with('{'));
                    (true, Vec::new())
                }
                Err(wrong) => (false, wrong.iter().cloned().collect()),
            },
        };
        Outcome { accepted, found }
    }
}

/// What a door said.
#[derive(Debug)]
pub struct Outcome {
    /// Whether the file was taken.
    pub accepted: bool,
    /// Errors, or notices when it was taken.
    pub found: Vec<Diagnostic>,
}

fn use_questionnaire(questionnaire: &Arc<Questionnaire>, saved: &str) {
    use_assessment(&Assessment::new(questionnaire));
    let mut saved: Value = serde_json::from_str(saved).unwrap();
    saved["questionnaire"] = json!({ "id": questionnaire.id(), "version": questionnaire.version() });
    if let Ok(loaded) = Assessment::parse(&saved.to_string(), questionnaire) {
        use_assessment(&loaded.assessment);
    }
}

/// Scores, and writes and reads again without losing anything.
///
/// # Panics
/// When something is lost.
pub fn use_assessment(assessment: &Assessment) {
    let report = assessment.score().to_json();
    assert!(report.starts_with('{'), "{report}");
    let written = assessment.to_json();
    let again = Assessment::parse(&written, assessment.questionnaire())
        .unwrap_or_else(|wrong| panic!("what was written is not read: {wrong}\n{written}"));
    assert_eq!(again.assessment.to_json(), written, "written once more it is the same");
    assert_eq!(
        again.assessment.kept().collect::<Vec<_>>(),
        assessment.kept().collect::<Vec<_>>(),
        "what is kept stays kept"
    );
    assert!(again.assessment.score().to_json() == report, "read again, it scores the same");
}

/// Tells about all of them, and writes and reads again without losing anything.
fn use_merged(merged: &Merged) {
    let report = merged.report().to_json();
    assert!(report.starts_with('{'), "{report}");
    let written = merged.to_json();
    let again = Merged::parse(&written, merged.questionnaire())
        .unwrap_or_else(|wrong| panic!("what was written is not read: {wrong}\n{written}"));
    assert_eq!(again.merged.to_json(), written, "written once more it is the same");
}

/// What is wrong with diagnostics themselves: no code, or a place outside the file.
#[must_use]
pub fn misplaced(text: &str, outcome: &Outcome) -> Vec<String> {
    let lines: Vec<usize> =
        text.trim_start_matches('\u{feff}').split('\n').map(|line| line.chars().count()).collect();
    let mut complaints = Vec::new();
    if !outcome.accepted && !outcome.found.iter().any(|found| found.severity == Severity::Error) {
        complaints.push("refused without an error".to_owned());
    }
    if outcome.accepted && outcome.found.iter().any(|found| found.severity == Severity::Error) {
        complaints.push("accepted with an error".to_owned());
    }
    if outcome.found.len() > MOST {
        complaints.push(format!("{} diagnostics", outcome.found.len()));
    }
    for found in &outcome.found {
        let [letter, digits @ ..] = found.code.as_bytes() else {
            complaints.push("no code".to_owned());
            continue;
        };
        if !b"JQTEASMB".contains(letter) || digits.len() != 4 || !digits.iter().all(u8::is_ascii_digit) {
            complaints.push(format!("code {}", found.code));
        }
        let inside = found.line >= 1
            && lines.get(found.line - 1).is_some_and(|length| (1..=length + 1).contains(&found.column));
        let whole = lines == [0] || found.code == "J0101";
        if !(inside || whole && (found.line, found.column) == (0, 0)) {
            complaints.push(format!("outside the file: {found}"));
        }
    }
    if !outcome.found.is_sorted_by_key(|found| (found.line, found.column)) {
        complaints.push("not in the order of the file".to_owned());
    }
    complaints
}

/// Hands bytes to a door: the bodies of the fuzz targets.
///
/// # Panics
/// When something does not hold that must hold whatever comes in.
pub fn knock(door: Door, bytes: &[u8]) {
    static WORLD: OnceLock<World> = OnceLock::new();
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let outcome = WORLD.get_or_init(World::small).open(door, text);
    let mut complaints = misplaced(text, &outcome);
    for found in &outcome.found {
        if found.message.trim().is_empty()
            || found.message.chars().chain(found.help.chars()).any(char::is_control)
        {
            complaints.push(format!("a message that nobody can read: {found:?}"));
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Hands bytes to the reader of the packed form. What it takes is not used: it is checked before it is packed.
pub fn unpack(bytes: &[u8]) {
    drop(Questionnaire::from_packed(bytes));
}
