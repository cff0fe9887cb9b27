//! Reading files: with a limit, from standard input too, and with a way out in every error.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// No file that the engine reads is larger.
const MOST_BYTES: u64 = 8 << 20;

/// A text with the name under which a person knows it.
#[derive(Debug)]
pub(crate) struct Input {
    /// Path as it was given, or `<stdin>`.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Input {
    /// Reads a file; `-` is standard input.
    pub(crate) fn read(path: &Path) -> Result<Input> {
        if path.as_os_str() == "-" {
            return Input::from("<stdin>".to_owned(), &mut io::stdin().lock());
        }
        let name = path.display().to_string();
        let mut file = File::open(path).with_context(|| format!("cannot read {name}"))?;
        Input::from(name, &mut file)
    }

    fn from(name: String, source: &mut dyn Read) -> Result<Input> {
        let mut bytes = Vec::new();
        source
            .take(MOST_BYTES.saturating_add(1))
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {name}"))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
            bail!("{name} is larger than 8 MiB; is this the right file?");
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
