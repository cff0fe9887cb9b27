//! `sdg handover`: what projects hand over to the multi-year plan.

use std::path::{Path, PathBuf};

use anyhow::Result;
use sdg_core::{HandOver, Separator};

use crate::console::Console;
use crate::library::{self, Library};
use crate::{HandoverFormat, Outcome, each, input, refused};

/// Hands over one project after the other; nothing of it is kept.
pub(crate) fn hand_over(
    console: &mut Console,
    library: &mut Library,
    paths: &[PathBuf],
    policy: Option<&Path>,
    (format, separator): (HandoverFormat, Separator),
    language: Option<&str>,
) -> Result<Outcome> {
    let policy = match library::policy(policy) {
        Ok(policy) => policy,
        Err(why) => {
            console.tell(&refused(&why));
            return Ok(Outcome::Bad);
        }
    };
    let files = input::files_of(paths)?;
    if format == HandoverFormat::Csv {
        console.print(&HandOver::header(separator))?;
    }
    each(console, library, &files, &mut |console, saved| {
        let handed = HandOver::of(&saved.input.name, &saved.assessment, &policy);
        if !handed.unknown_options.is_empty() {
            let (options, list) = (handed.unknown_options.join(", "), &policy.id);
            let name = &saved.input.name;
            console.tell(&format!(
                "notice: {name} is at home in {options}, which the list `{list}` does not have"
            ));
        }
        let language = language.or(saved.assessment.language.as_deref()).unwrap_or_default();
        console.print(&match format {
            HandoverFormat::Csv => handed.to_csv(separator, language),
            HandoverFormat::Json => handed.to_json() + "\n",
        })?;
        Ok(Outcome::Fine)
    })
}
