//! `sdg report`: one saved check as a report that stands alone.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::console::Console;
use crate::library::Library;
use crate::words::Words;
use crate::{Outcome, content, page, refused, told_notices};

/// Writes the report; the ending of `out` says in which form.
pub(crate) fn report(
    console: &mut Console,
    library: &mut Library,
    file: &Path,
    out: &Path,
    language: Option<&str>,
) -> Result<Outcome> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let write = match ending.as_deref() {
        Some("html" | "htm") => page::html,
        Some("md" | "markdown") => page::markdown,
        _ => bail!("the report is written as .html or .md, and {} is neither", out.display()),
    };
    let saved = match library.saved(file) {
        Ok(saved) => saved,
        Err(why) => {
            console.tell(&refused(&why));
            return Ok(Outcome::Bad);
        }
    };
    told_notices(console, &saved);
    let scored = saved.assessment.score();
    let language = language.or(saved.assessment.language.as_deref());
    let wording = saved.known.wording(language)?;
    let page = content::report(&Words::new(&saved, &scored, language, &wording));
    fs::write(out, write(&page)).with_context(|| format!("cannot write {}", out.display()))?;
    console.tell(&format!("wrote {}", out.display()));
    Ok(Outcome::Fine)
}
