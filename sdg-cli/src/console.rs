//! Standard output and standard error: colours and progress on a terminal only, and a pipe that closes is no error.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

/// From so many files on, it is shown how far the work is.
const LONG: usize = 20;

/// Where output goes.
pub(crate) struct Console {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
}

impl Console {
    pub(crate) fn new(colour: ColorChoice) -> Console {
        Console {
            out: Box::new(io::BufWriter::new(AutoStream::new(io::stdout().lock(), colour))),
            err: Box::new(AutoStream::new(io::stderr(), colour)),
        }
    }

    /// Writes results; the text closes its own lines.
    pub(crate) fn print(&mut self, text: &str) -> Result<()> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// Writes what a person should know, beside the results. That it cannot be written is no reason to stop.
    pub(crate) fn tell(&mut self, text: &str) {
        drop(self.out.flush());
        drop(self.err.write_all(text.as_bytes()).and_then(|()| self.err.write_all(b"\n")));
    }

    pub(crate) fn finish(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// How far a row of files is. Shown on a terminal only, and not where results run over the same terminal.
pub(crate) fn progress(files: usize) -> ProgressBar {
    if files < LONG || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(files).unwrap_or(u64::MAX));
    bar.set_style(
        ProgressStyle::with_template("{bar:40} {pos} of {len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar
}

/// Whether an error says that nobody reads the output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
