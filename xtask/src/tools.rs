//! Other programs: how they are found, started and, where possible, installed.

use std::{
    env,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
const BENCH: &str = "budgets";
/// From this version on `node --test` knows `--test-timeout`.
const OLDEST_NODE: (u32, u32) = (20, 11);
const CHROMIUM_NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const CHROMIUM_ON_MACOS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The folder of the repository.
pub fn root() -> PathBuf {
    let xtask =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), Path::to_owned)
}

/// A path as a person would write it: short when it lies in the repository.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

// ---- starting programs

/// A command in the folder of the repository, without standard input.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Shows the command, runs it with its output passed through, and fails when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    println!("$ {line}");
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// What the command printed; fails when it fails.
fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args()).map(|word| word.to_string_lossy());
    words.map(|word| shown(Path::new(word.as_ref()))).collect::<Vec<_>>().join(" ")
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|file| file.is_file())
}

// ---- Rust

/// What cargo knows of the workspace.
pub fn metadata() -> Result<Value> {
    Ok(serde_json::from_str(&output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?)?)
}

/// The folder cargo builds in: `target`, unless the person chose another.
pub fn target_folder() -> Result<PathBuf> {
    let metadata = metadata()?;
    metadata["target_directory"].as_str().map(PathBuf::from).context("cargo did not say where it builds")
}

/// Makes sure that Rust can build for the browser.
pub fn ensure_wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    println!("Adding the Rust target {WASM_TARGET} (needed once).");
    let added = run(command("rustup").args(["target", "add", WASM_TARGET]));
    if added.is_err() || !has_wasm_target() {
        bail!(
            "Rust cannot build for the browser on this machine yet: run `rustup target add {WASM_TARGET}` \
             (with internet access and Rust installed by rustup), then try again"
        );
    }
    Ok(())
}

fn has_wasm_target() -> bool {
    let beside_cargo = env::var_os("CARGO")
        .map(|cargo| Path::new(&cargo).with_file_name("rustc").with_extension(env::consts::EXE_EXTENSION))
        .filter(|rustc| rustc.is_file());
    let rustc = beside_cargo.unwrap_or_else(|| "rustc".into());
    output(command(rustc).args(["--print", "target-libdir", "--target", WASM_TARGET]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

pub fn has_cargo_deny() -> bool {
    on_path("cargo-deny").is_some()
}

/// The reason why there can be no fuzzing, if so.
pub fn no_fuzz() -> Option<String> {
    (on_path("cargo-fuzz").is_none())
        .then(|| "cargo-fuzz is not installed (`cargo install cargo-fuzz`)".to_owned())
}

/// Runs each fuzz target for some seconds. What it finds on the way stays out of the corpus of the repository.
pub fn fuzz(seconds: u32) -> Result<()> {
    let corpora = root().join("fuzz/corpus");
    let mut targets: Vec<_> = fs::read_dir(&corpora)?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    targets.sort();
    let found = target_folder()?.join("fuzz");
    for target in targets {
        let found = found.join(&target);
        fs::create_dir_all(&found)?;
        // The pinned toolchain will do: RUSTC_BOOTSTRAP lets it take the flags that libFuzzer needs. No sanitizer: there is
        // no unsafe code for one to look at.
        run(cargo()
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["fuzz", "run", "--sanitizer", "none", &target])
            .args([&found, &corpora.join(&target)])
            .args(["--", "-dict=fuzz/json.dict", "-max_len=16384", "-timeout=20", "-verbosity=0"])
            .arg(format!("-max_total_time={seconds}")))?;
    }
    Ok(())
}

/// The reason why there are no benchmarks to run, if so.
pub fn no_bench() -> Result<Option<String>> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut targets = packages.filter_map(|package| package["targets"].as_array()).flatten();
    let found = targets.any(|target| target["name"] == BENCH && target["kind"][0] == "bin");
    Ok((!found).then(|| format!("sdg-tests has no program `{BENCH}` yet")))
}

pub fn bench() -> Result<()> {
    run(cargo().args(["run", "--profile", "native", "--package", "sdg-tests", "--bin", BENCH]))
}

// ---- Node and its packages

pub fn node() -> Command {
    command("node")
}

/// Fails with a way out when Node is missing or too old.
fn check_node() -> Result<()> {
    let way_out = format!(
        "install Node.js {}.{} or newer with npm (`cargo xtask serve` and `cargo xtask test --only native` do without)",
        OLDEST_NODE.0, OLDEST_NODE.1
    );
    let version = match node().arg("--version").output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).trim().trim_start_matches('v').to_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!("Node.js is not on PATH: {way_out}"),
        Err(error) => bail!("cannot start `node` ({error}): {way_out}"),
    };
    let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST_NODE {
        bail!("the Node.js on PATH is version {version}, which is too old: {way_out}");
    }
    Ok(())
}

/// Installs what package-lock.json asks for, unless that is what stands in node_modules already.
pub fn npm_packages() -> Result<()> {
    check_node()?;
    let lock = fs::read(root().join("package-lock.json")).context("cannot read package-lock.json")?;
    let stamp = root().join("node_modules/.installed-package-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("node_modules is up to date with package-lock.json.");
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(command(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("npm, which comes with Node.js, could not install the development tools")?;
    fs::write(&stamp, lock).context("cannot write into node_modules")
}

/// A program that came with the npm packages.
pub fn npm_program(name: &str) -> Command {
    let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    command(root().join("node_modules/.bin").join(name))
}

// ---- Browsers

/// Finds Chromium, installs it where that can be done unasked, or says how to get it.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("SDG_CHROMIUM").filter(|chosen| !chosen.is_empty()) {
        let chosen = PathBuf::from(chosen);
        if !chosen.is_file() {
            bail!("SDG_CHROMIUM names {}, which is not there: correct it or unset it", chosen.display());
        }
        return Ok(chosen);
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    if is_root_on_debian() {
        println!("No Chromium found; installing Debian's.");
        let apt = |arguments: &[&str]| {
            run(command("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(arguments))
        };
        let installed = apt(&["update", "-qq"])
            .and_then(|()| apt(&["install", "-y", "-qq", "--no-install-recommends", "chromium"]));
        if let Err(error) = installed {
            eprintln!("{error:#}");
        }
    }
    find_chromium().context(
        "no Chromium or Chrome found: install one (on Debian or Ubuntu `sudo apt-get install chromium`), or name it \
         with SDG_CHROMIUM=/path/to/it",
    )
}

fn find_chromium() -> Option<PathBuf> {
    let on_macos = CHROMIUM_ON_MACOS.iter().map(PathBuf::from).find(|file| file.is_file());
    CHROMIUM_NAMES.iter().find_map(|name| on_path(name)).or(on_macos)
}

fn is_root_on_debian() -> bool {
    let is_root = || output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some() && is_root()
}

pub fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].iter().find_map(|name| on_path(name))
}

// ---- Java and Python

/// Whether there is a Java that starts; on some computers the name is only an offer to install it.
pub fn has_java() -> bool {
    let started = on_path("java").map(|java| command(java).arg("-version").stderr(Stdio::null()).status());
    started.is_some_and(|status| status.is_ok_and(|status| status.success()))
}

/// Python 3, if it is there.
pub fn python() -> Option<PathBuf> {
    let is_three = |python: &PathBuf| {
        output(command(python).arg("--version")).is_ok_and(|version| version.starts_with("Python 3."))
    };
    ["python3", "python"].iter().filter_map(|name| on_path(name)).find(is_three)
}
