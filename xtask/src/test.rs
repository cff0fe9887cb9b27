//! The tests, from quick to slow: native, Node, browser; with `--all` also what is done before a release.

use std::{
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{
    preview::Preview,
    serve, size,
    steps::Steps,
    tools::{self, run},
    widget::{self, Profile},
    xlsform,
};

const ALL_ADDS: &str = "With --all also: 5000 cases for each property test, the Firefox tests, the browser tests on dist with \
     axe on every screen in every language, the published packages, XLSForms read by pyxform and ODK Validate, fuzzing, and the benchmarks.";
const FORMS: &str = "XLSForms";
const PROPERTY_CASES: &str = "5000";
/// For each target; the build takes longer.
const FUZZ_SECONDS: u32 = 20;
/// Crates that are published; all others say `publish = false`, which a test of the crate `tests` holds.
const PUBLISHED: [&str; 2] = ["sdg-core", "sdg-cli"];
/// A test that hangs must not hang CI.
const NODE_TEST_TIMEOUT: &str = "--test-timeout=600000";

#[derive(Args)]
pub struct TestOptions {
    /// Also run what is slow: before a release
    #[arg(long, conflicts_with_all = ["only", "filter"])]
    all: bool,
    /// Run only these kinds of test
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    only: Vec<Kind>,
    /// Test the widget as `cargo xtask serve` builds it: quicker to build, but not what is published
    #[arg(long, conflicts_with = "all")]
    dev: bool,
    /// Run only tests whose name contains this; for Node and browser tests a part of the file's name will do
    filter: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Native,
    Node,
    Browser,
    /// Part of --all: every questionnaire as an XLSForm, read by ODK's own programs
    Forms,
    /// Not part of a run of everything, unless with --all: a machine need not have Firefox
    Firefox,
}

pub fn test(options: &TestOptions) -> Result<ExitCode> {
    let wants = |kind| options.only.is_empty() || options.only.contains(&kind);
    let mut steps = Steps::default();

    if wants(Kind::Native) {
        // This tool apart: together with it, cargo would unite the features of all packages and compile most again.
        steps.run("native tests", || cargo_test(["--workspace", "--exclude=xtask"], options));
        steps.run("tests of the first program", || {
            cargo_test(["--package=sdg-wasm", "--no-default-features"], options)
        });
        steps.run("tests of xtask", || cargo_test(["--package", "xtask"], options));
    }
    if options.only.contains(&Kind::Forms) {
        forms(&mut steps);
    }
    let by_name = options.only.contains(&Kind::Firefox);
    if wants(Kind::Node) || wants(Kind::Browser) || by_name {
        let profile = Profile::from_release_flag(!options.dev);
        let widget = steps.run("widget", || widget::build(profile));
        let npm_packages = steps.run("npm packages", tools::npm_packages).is_some();
        let mut suites = Suites { steps: &mut steps, npm_packages, filter: options.filter.as_deref() };
        if wants(Kind::Node) {
            suites.run("Node tests", "tests/node", widget.as_deref(), |_, _| Ok(()));
        }
        if wants(Kind::Browser) {
            suites.run("browser tests", "tests/browser", widget.as_deref(), for_browser);
        }
        if by_name {
            suites.run_firefox(widget.as_deref());
        }
        if options.only.is_empty() && !options.dev && options.filter.is_none() {
            let dist = suites.steps.run("dist", size::dist);
            match &dist {
                None => suites.steps.skip("weight of a first visit", "there is no dist to weigh"),
                Some(dist) => drop(suites.steps.run("weight of a first visit", || size::check(dist, false))),
            }
            if options.all {
                before_a_release(suites, widget.as_deref(), dist.as_deref())?;
            }
        }
    }
    Ok(steps.finish((!options.all).then_some(ALL_ADDS)))
}

fn cargo_test(packages: [&str; 2], options: &TestOptions) -> Result<()> {
    let mut cargo = tools::cargo();
    cargo.args(["test", "--no-fail-fast"]).args(packages).args(&options.filter);
    if options.all {
        cargo.env("PROPTEST_CASES", PROPERTY_CASES);
    }
    run(&mut cargo)
}

/// What `--all` adds to the tests, apart from the number of cases in property tests.
fn before_a_release(mut suites: Suites<'_>, widget: Option<&Path>, dist: Option<&Path>) -> Result<()> {
    suites.run_firefox(widget);
    suites.run("browser tests on dist", "tests/browser", dist, |node, folder| {
        node.env("SDG_ALL", "1");
        for_browser(node, folder)
    });
    suites.steps.run("published packages", packages);
    forms(suites.steps);
    match tools::no_fuzz() {
        Some(reason) => suites.steps.skip("fuzzing", &reason),
        None => drop(suites.steps.run("fuzzing", || tools::fuzz(FUZZ_SECONDS))),
    }
    match tools::no_bench()? {
        Some(reason) => suites.steps.skip("benchmarks", &reason),
        None => drop(suites.steps.run("benchmarks", tools::bench)),
    }
    Ok(())
}

/// Every questionnaire as an XLSForm: converted by ODK's own converter, and opened by the program behind ODK Collect.
fn forms(steps: &mut Steps) {
    let Some(python) = tools::python() else { return steps.skip(FORMS, "no Python 3 here") };
    let java = tools::has_java();
    steps.run(FORMS, || xlsform::validate(&python, java));
    if !java {
        steps.skip("ODK Validate", "no Java here (on Debian: `apt-get install default-jre-headless`)");
    }
}

/// Packs every crate that is published, and builds each from what was packed alone.
fn packages() -> Result<()> {
    let published = PUBLISHED.iter().flat_map(|name| ["--package", name]);
    run(tools::cargo().args(["package", "--allow-dirty"]).args(published))
}

/// Measures the widget as `cargo xtask test` builds it.
pub fn bench_widget() -> Result<()> {
    run(node_with_widget()?.arg("tests/speed/widget.mjs"))
}

/// Writes what is kept of every screen anew: pictures for people, and what a screen reader is given.
pub fn screens() -> Result<()> {
    let mut node = node_with_widget()?;
    node.args(["--test", "--test-reporter=spec", NODE_TEST_TIMEOUT]).env("UPDATE", "1");
    run(node.args(["aria", "pictures"].map(|name| format!("tests/browser/{name}.test.mjs"))))
}

/// Node with Chromium and the widget as it is published, served.
fn node_with_widget() -> Result<Command> {
    let folder = widget::build(Profile::Release)?;
    tools::npm_packages()?;
    let mut node = tools::node();
    node.env("SDG_URL", serve::in_background(&folder)?).env("SDG_WIDGET_DIR", &folder);
    with_chromium(&mut node)?;
    Ok(node)
}

fn with_chromium(node: &mut Command) -> Result<()> {
    node.env("SDG_CHROMIUM", tools::chromium()?);
    Ok(())
}

/// Beside Chromium, the preview of a folder in which the tests write as an author does.
fn for_browser(node: &mut Command, widget: &Path) -> Result<()> {
    let source = tools::target_folder()?.join("preview-test-source");
    widget::empty(&source)?;
    widget::copy(&tools::root().join("questionnaires/template"), &source, Some("json"))?;
    let preview = Preview::new(source.clone(), "preview-test-served")?;
    node.env("SDG_PREVIEW_URL", serve::preview_in_background(preview, widget)?)
        .env("SDG_PREVIEW_DIR", source);
    with_chromium(node)
}

/// The tests in JavaScript, each folder of them a step.
struct Suites<'a> {
    steps: &'a mut Steps,
    npm_packages: bool,
    filter: Option<&'a str>,
}

impl Suites<'_> {
    /// Runs the *.test.mjs files of a folder on a widget that is served; `prepare` adds what they need beside.
    fn run(
        &mut self,
        name: &str,
        folder: &str,
        widget: Option<&Path>,
        prepare: impl FnOnce(&mut Command, &Path) -> Result<()>,
    ) {
        let Some(widget) = widget else { return self.steps.skip(name, "there is no widget to test") };
        if !self.npm_packages {
            return self.steps.skip(name, "Node and the npm packages are not ready");
        }
        let files = test_files(folder);
        if files.is_empty() {
            return self.steps.skip(name, &format!("{folder} has no file *.test.mjs"));
        }
        let arguments = self.selection(files);
        self.steps.run(name, || {
            let mut node = tools::node();
            node.args(["--test", "--test-reporter=spec", NODE_TEST_TIMEOUT]).args(arguments);
            node.env("SDG_URL", serve::in_background(widget)?).env("SDG_WIDGET_DIR", widget);
            node.env("SDG_SCREENSHOTS", tools::target_folder()?.join("screenshots"));
            prepare(&mut node, widget)?;
            run(&mut node)
        });
    }

    fn run_firefox(&mut self, widget: Option<&Path>) {
        match tools::firefox() {
            None => {
                self.steps.skip("Firefox tests", "no Firefox here (on Debian: `apt-get install firefox-esr`)")
            }
            Some(firefox) => self.run("Firefox tests", "tests/firefox", widget, |node, _| {
                node.env("SDG_FIREFOX", firefox);
                Ok(())
            }),
        }
    }

    /// The files whose name contains the filter; if there are none, all files, and the filter is for names of tests.
    fn selection(&self, files: Vec<String>) -> Vec<String> {
        let Some(filter) = self.filter else { return files };
        if files.iter().any(|file| file.contains(filter)) {
            return files.into_iter().filter(|file| file.contains(filter)).collect();
        }
        std::iter::once(format!("--test-name-pattern={filter}")).chain(files).collect()
    }
}

/// Named one by one, because Node 20 and later versions disagree on folders and patterns.
fn test_files(folder: &str) -> Vec<String> {
    let files = widget::files(&tools::root().join(folder)).unwrap_or_default();
    files.iter().map(|file| tools::shown(file)).filter(|file| file.ends_with(".test.mjs")).collect()
}
