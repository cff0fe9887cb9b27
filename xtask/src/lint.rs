//! Format, lints and documentation.

use std::process::ExitCode;

use anyhow::Result;

use crate::{
    steps::Steps,
    tools::{self, WASM_TARGET, cargo, run},
    widget,
};

pub fn lint() -> Result<ExitCode> {
    let mut steps = Steps::default();
    steps.run("format", || {
        run(cargo().args(["fmt", "--all", "--check"]))
            .map_err(|error| error.context("run `cargo fmt` to put it right"))
    });
    steps.run("clippy", || {
        run(cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "--deny",
            "warnings",
        ]))
    });
    steps.run("clippy for the browser", || {
        tools::ensure_wasm_target()?;
        for (package, feature, _) in widget::PROGRAMS {
            run(cargo().args(["clippy", "--package", package, "--target", WASM_TARGET]).args([
                "--no-default-features",
                "--features",
                feature,
                "--",
                "--deny",
                "warnings",
            ]))?;
        }
        Ok(())
    });
    steps.run("documentation", || {
        run(cargo().args(["doc", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-D warnings"))
    });
    let no_deny = (!tools::has_cargo_deny())
        .then(|| "cargo-deny is not installed (`cargo install cargo-deny`)".to_owned());
    steps.run_unless(no_deny, "licences and sources", || {
        run(cargo().args(["deny", "check", "bans", "licenses", "sources"]))
    });
    Ok(steps.finish(None))
}
