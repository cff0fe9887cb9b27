//! The guides for authors, followed word for word from an empty folder: every command of `sdg`, every edit, every cell.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::Reader;
use rust_xlsxwriter::Workbook;

/// How a guide says what to do.
struct Phrases {
    guide: &'static str,
    /// Before the name of the file, and what may stand behind it.
    edit: (&'static str, &'static str),
    by: &'static str,
    everywhere: &'static str,
    row: &'static str,
}

const ENGLISH: Phrases = Phrases {
    guide: "authoring.md",
    edit: ("In `", "`, replace"),
    by: "by",
    everywhere: "In every file of `",
    row: "In row `",
};

const DUTCH: Phrases = Phrases {
    guide: "auteursgids.md",
    edit: ("Vervang in `", "`"),
    by: "door",
    everywhere: "Vervang in elk bestand van `",
    row: "Schrijf in rij `",
};

/// Words in `backticks`.
fn quoted(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

struct Reading {
    /// The folder of the project, in a place of this test alone.
    project: PathBuf,
    /// What the last commands said.
    said: String,
    /// The last spreadsheet that was exported.
    sheet: PathBuf,
    done: usize,
}

impl Reading {
    fn new(name: &str) -> Reading {
        let questionnaires = Path::new(env!("CARGO_MANIFEST_DIR")).join("../questionnaires");
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if place.exists() {
            fs::remove_dir_all(&place).unwrap();
        }
        let project = place.join("project");
        for folder in ["schemas", "template"] {
            copy(&questionnaires.join(folder), &project.join("questionnaires").join(folder));
        }
        Reading { project, said: String::new(), sheet: PathBuf::new(), done: 0 }
    }

    fn command(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let path = |word: &str| self.project.join(word);
        match words.as_slice() {
            // Not run: installing (this program is the one that it installs) and serving. A test of xtask reads these lines, and
            // tests/browser/preview.test.mjs drives the server.
            ["cargo", "install", "--path", "sdg-cli"] | ["cargo", "xtask", "serve", "--questionnaire", _] => {
            }
            ["mkdir", folder] => fs::create_dir(path(folder)).unwrap(),
            ["cp", "-r", from, to] => copy(&path(from), &path(to)),
            ["rm", files @ ..] => files.iter().for_each(|file| fs::remove_file(path(file)).unwrap()),
            ["sdg", arguments @ ..] => {
                if let ["export-texts", .., sheet] = arguments {
                    self.sheet = path(sheet);
                }
                let output = Command::new(env!("CARGO_BIN_EXE_sdg"))
                    .args(arguments)
                    .current_dir(&self.project)
                    .output()
                    .unwrap();
                self.said.push_str(&String::from_utf8(output.stdout).unwrap());
                self.said.push_str(&String::from_utf8(output.stderr).unwrap());
            }
            _ => panic!("what is `{line}`?"),
        }
        self.done += 1;
    }

    fn edit(&mut self, file: &str, before: &str, after: &str) {
        let path = self.project.join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(text.matches(before).count(), 1, "{file} has this once:\n{before}\n{text}");
        fs::write(&path, text.replace(before, after)).unwrap();
        self.done += 1;
    }

    fn everywhere(&mut self, folder: &str, before: &str, after: &str) {
        let mut changed = 0;
        let folder = self.project.join(folder);
        for part in ["", "texts", "made-from"] {
            for path in
                fs::read_dir(folder.join(part)).into_iter().flatten().flatten().map(|entry| entry.path())
            {
                if path.is_file() {
                    let text = fs::read_to_string(&path).unwrap();
                    changed += text.matches(before).count();
                    fs::write(&path, text.replace(before, after)).unwrap();
                }
            }
        }
        assert!(changed > 3, "{before}");
        self.done += 1;
    }

    fn cell(&mut self, key: &str, language: &str, text: &str) {
        let mut book = calamine::open_workbook_auto(&self.sheet).unwrap();
        let range = book.worksheet_range("texts").unwrap();
        let mut rows: Vec<Vec<String>> =
            range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        let column = rows.first().unwrap().iter().position(|cell| cell == language).unwrap();
        let row = rows.iter_mut().find(|row| row.first().is_some_and(|cell| cell == key)).unwrap();
        text.clone_into(&mut row[column]);
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("texts").unwrap();
        for (number, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                sheet
                    .write_string(u32::try_from(number).unwrap(), u16::try_from(column).unwrap(), cell)
                    .unwrap();
            }
        }
        book.save(&self.sheet).unwrap();
        self.done += 1;
    }

    fn follow(&mut self, phrases: &Phrases) {
        let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(phrases.guide);
        let guide = fs::read_to_string(guide).unwrap();
        let mut lines = guide.lines();
        // An edit that waits for what to replace, and for what by.
        let (mut file, mut before): (Option<String>, Option<String>) = (None, None);
        while let Some(line) = lines.next() {
            if let Some(kind) = line.strip_prefix("```") {
                let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
                match (kind, &file, &before) {
                    ("sh", ..) => {
                        self.said.clear();
                        for line in block {
                            self.command(line);
                        }
                    }
                    ("text", ..) => {
                        for line in block {
                            assert!(
                                self.said.lines().any(|said| said == line),
                                "{line}\nis not said:\n{}",
                                self.said
                            );
                        }
                        self.done += 1;
                    }
                    ("json", Some(_), None) => before = Some(block.join("\n")),
                    ("json", Some(name), Some(old)) => {
                        let (name, old) = (name.clone(), old.clone());
                        self.edit(&name, &old, &block.join("\n"));
                        (file, before) = (None, None);
                    }
                    _ => panic!("what is this block for?\n{}", block.join("\n")),
                }
            } else if let (true, [folder, old, new]) =
                (line.starts_with(phrases.everywhere), quoted(line).as_slice())
            {
                self.everywhere(folder, old, new);
            } else if let (true, [key, .., text]) = (line.starts_with(phrases.row), quoted(line).as_slice()) {
                let language = quoted(line)[1];
                self.cell(key, language, text);
            } else if let Some(name) =
                line.strip_prefix(phrases.edit.0).and_then(|rest| rest.strip_suffix(phrases.edit.1))
            {
                file = Some(name.to_owned());
            } else if before.is_some() && !line.is_empty() {
                assert_eq!(line, phrases.by);
            }
        }
        assert!(file.is_none(), "an edit without an end");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn followed(name: &str, phrases: &Phrases) {
    let mut reading = Reading::new(name);
    reading.follow(phrases);
    assert!(reading.done > 30, "only {} steps were found", reading.done);
}

#[test]
fn the_english_guide_is_followed_word_for_word() {
    followed("guide-en", &ENGLISH);
}

#[test]
fn the_dutch_guide_is_followed_word_for_word() {
    followed("guide-nl", &DUTCH);
}
