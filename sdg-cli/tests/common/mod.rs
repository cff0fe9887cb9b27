//! What tests of the tool share: its output as text, its exit code, and golden files.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The tool, in the folder of this crate, without the colours that the environment may ask for.
pub(crate) fn sdg(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sdg"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").args(arguments);
    command
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
pub(crate) fn code(output: &Output, wanted: i32) {
    assert_eq!(output.status.code(), Some(wanted), "{}\n{}", out(output), err(output));
}

/// Holds a text against a golden file; `UPDATE=1` rewrites it.
#[track_caller]
pub(crate) fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
        return;
    }
    let wanted =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}; UPDATE=1 writes it"));
    assert!(text == wanted, "{name} differs; UPDATE=1 rewrites it\n--- wanted\n{wanted}\n--- got\n{text}");
}
