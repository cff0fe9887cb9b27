//! Reading files: with a limit, from standard input too, and with a way out in every error.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// No file that the engine reads is larger, but for those of several assessors.
const MOST_MEGABYTES: u64 = 8;
const MOST_MEGABYTES_MERGED: u64 = 64;

/// A text with the name under which a person knows it.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Path as it was given, or `<stdin>`.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Input {
    /// Reads a file; `-` is standard input.
    pub(crate) fn read(path: &Path) -> Result<Input> {
        Input::within(path, MOST_MEGABYTES)
    }

    /// Reads a file that may be the saved files of several assessors in one.
    pub(crate) fn read_merged(path: &Path) -> Result<Input> {
        Input::within(path, MOST_MEGABYTES_MERGED)
    }

    fn within(path: &Path, megabytes: u64) -> Result<Input> {
        if path.as_os_str() == "-" {
            return Input::from("<stdin>".to_owned(), &mut io::stdin().lock(), megabytes);
        }
        let name = path.display().to_string();
        let mut file = File::open(path).with_context(|| format!("cannot read {name}"))?;
        Input::from(name, &mut file, megabytes)
    }

    fn from(name: String, source: &mut dyn Read, megabytes: u64) -> Result<Input> {
        let most = megabytes << 20;
        let mut bytes = Vec::new();
        source
            .take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {name}"))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
            bail!("{name} is larger than {megabytes} MiB; is this the right file?");
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Input { name, text }),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let before = error.as_bytes().get(..good).unwrap_or_default();
                let line = before.split(|byte| *byte == b'\n').count();
                bail!("{name} is not UTF-8 text (line {line}); save it as UTF-8 and try again")
            }
        }
    }
}

/// The files that are named, and of each folder every .json in it and below, in order of their names.
pub(crate) fn files_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            below(path, &mut files)?;
            if files.len() == before {
                bail!("{} has no .json file in it or below it", path.display());
            }
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let unread = || format!("cannot read {}", folder.display());
    let entries = fs::read_dir(folder).with_context(unread)?.collect::<io::Result<Vec<_>>>();
    let mut entries = entries.with_context(unread)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link to a folder is not followed: it can lead back here.
        if entry.file_type().with_context(unread)?.is_dir() {
            below(&path, files)?;
        } else if path.is_file() && path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
    Ok(())
}
