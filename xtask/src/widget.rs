//! The widget folder: the files a web page needs, complete.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result, bail};
use sdg_core::{Catalogue, Evidence, Questionnaire};
use sdg_wasm::app::phrases;
use walkdir::WalkDir;
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    tools::{self, WASM_TARGET},
    trim::trim,
};

/// The custom element; everything else is loaded by it.
pub const ENTRY: &str = "sdg-toets.js";

/// The programs of the widget, the one that a visit begins with first: a package, features of it, and the name of the file.
pub const PROGRAMS: [(&str, &str, &str); 3] =
    [("sdg-wasm", "", "sdg_wasm"), ("sdg-wasm", "whole", "sdg_engine"), ("sdg-word", "", "sdg_word")];

/// The one that formats nothing, see `trim.rs`: what a first visit loads.
const SILENT: &str = "sdg_wasm";

/// How much work the compiler puts into the widget.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Quick to build: for looking at it. Shares its build with the native tests.
    Dev,
    /// Small and fast: for tests and for publication.
    Release,
}

impl Profile {
    pub fn from_release_flag(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    /// The name cargo has for it, and the name of the folder it then builds in.
    fn name_and_folder(self) -> (&'static str, &'static str) {
        match self {
            Self::Dev => ("dev", "debug"),
            Self::Release => ("release", "release"),
        }
    }
}

/// Builds target/widget and gives its path.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let target = tools::target_folder()?;
    let folder = target.join("widget");
    let staging = target.join("widget.new");
    empty(&staging)?;

    println!("[1/3] Compiling the first program, then the whole one, then the one that makes Word files");
    for (package, feature, name) in PROGRAMS {
        let wasm = compile(package, feature, profile, &target)?;
        bind(&wasm, name, profile, &staging)?;
    }
    println!("[2/3] Packing the questionnaires");
    pack_questionnaires(&staging)?;
    println!("[3/3] Adding the element, its style and the pages");
    copy_element(&staging)?;
    copy_pages(&staging)?;
    // Node takes a .js file for a module only when it is told so.
    fs::write(staging.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;

    // The folder may be served at this moment, so it is replaced at once instead of being filled bit by bit.
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot replace {}", tools::shown(&folder)))?;
    }
    fs::rename(&staging, &folder)?;
    println!("The widget is in {} ({} files).", tools::shown(&folder), files(&folder)?.len());
    Ok(folder)
}

/// Compiles a package with one of its features and gives the path of the .wasm file.
pub fn compile(package: &str, feature: &str, profile: Profile, target: &Path) -> Result<PathBuf> {
    tools::ensure_wasm_target()?;
    let (name, folder) = profile.name_and_folder();
    let mut cargo = tools::cargo();
    cargo.args(["build", "--package", package, "--target", WASM_TARGET, "--profile", name]);
    cargo.args(["--no-default-features", "--features", feature]);
    tools::run(cargo.env("CARGO_ENCODED_RUSTFLAGS", short_paths()))?;
    Ok(target.join(WASM_TARGET).join(folder).join(package.replace('-', "_")).with_extension("wasm"))
}

/// Flags that keep the folders of the builder's computer out of the published file.
fn short_paths() -> OsString {
    let cargo_home =
        env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let registries = cargo_home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let mut folders: Vec<_> = registries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.push(tools::root());
    folders.sort();
    let mut flags = OsString::new();
    for folder in folders {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push("=");
    }
    flags
}

/// Writes NAME.js, NAME_bg.wasm and their types into the folder; what is to be published or tested is trimmed.
pub fn bind(wasm: &Path, name: &str, profile: Profile, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        .web(true)?
        .omit_default_module_path(false)
        .typescript(true)
        .remove_producers_section(true);
    bindgen.generate(folder).with_context(|| format!("wasm-bindgen cannot use {}", tools::shown(wasm)))?;
    match profile {
        Profile::Dev => Ok(()),
        Profile::Release => trim(folder, name, name == SILENT),
    }
}

/// Copies the custom element and its style.
pub fn copy_element(folder: &Path) -> Result<()> {
    let source = tools::root().join("sdg-wasm");
    if !source.join("js").join(ENTRY).is_file() {
        bail!("sdg-wasm/js/{ENTRY} is missing: it defines <sdg-toets>, and nothing works without it");
    }
    copy(&source.join("js"), folder, Some("js"))?;
    copy(&source.join("css"), folder, Some("css"))
}

/// Copies the questionnaires and the wording, each with the form that the widget loads beside it.
pub fn pack_questionnaires(folder: &Path) -> Result<()> {
    let folder = folder.join("questionnaires");
    copy(&tools::root().join("questionnaires"), &folder, Some("json"))?;
    let evidence = fs::read_to_string(folder.join("evidence/interlinkages.json"))?;
    let evidence = Evidence::parse(&evidence).context("the evidence is not sound")?;
    let mut offers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for structure in files(&folder)?.iter().filter(|file| file.ends_with("questionnaire.json")) {
        let (_, catalogues) = pack(structure, &evidence)?;
        let name = structure.parent().and_then(Path::file_name).context("a file in no folder")?;
        for catalogue in catalogues {
            if let (Some(title), Some(summary)) = (catalogue.get("title"), catalogue.get("summary")) {
                let line = format!("{}	{title}	{summary}", name.display());
                offers.entry(catalogue.language().to_owned()).or_default().push(line);
            }
        }
    }
    // What a page needs to offer several questionnaires, without loading each.
    fs::create_dir_all(folder.join("choice"))?;
    for (language, mut lines) in offers {
        lines.sort();
        fs::write(folder.join(format!("choice/{language}.txt")), lines.join("\n"))?;
    }
    for wording in files(&folder.join("interface"))? {
        let published = phrases::publish(&fs::read_to_string(&wording)?)
            .with_context(|| format!("{} is not sound", tools::shown(&wording)))?;
        for (part, ending) in published.iter().zip(["txt", "whole.txt"]) {
            fs::write(wording.with_extension(ending), part)?;
        }
    }
    Ok(())
}

/// Packs one questionnaire and its texts, beside their JSON, and gives what was packed.
pub fn pack(structure: &Path, evidence: &Arc<Evidence>) -> Result<(Arc<Questionnaire>, Vec<Catalogue>)> {
    let questionnaire = Questionnaire::parse(&fs::read_to_string(structure)?, Some(evidence))
        .with_context(|| format!("{} is not sound", tools::shown(structure)))?;
    fs::write(structure.with_extension("bin"), questionnaire.without_sources().to_packed())?;
    fs::write(structure.with_extension("whole.bin"), questionnaire.to_packed())?;
    let mut catalogues = Vec::new();
    for language in questionnaire.languages() {
        let texts = structure.with_file_name("texts").join(language).with_extension("json");
        let text = fs::read_to_string(&texts).with_context(|| format!("no {}", tools::shown(&texts)))?;
        let catalogue = Catalogue::parse(&text, &questionnaire)
            .with_context(|| format!("{} is not sound", tools::shown(&texts)))?;
        fs::write(
            texts.with_extension("txt"),
            catalogue.without(only_the_whole_program_says).to_published(),
        )?;
        fs::write(texts.with_extension("whole.txt"), catalogue.to_published())?;
        catalogues.push(catalogue);
    }
    Ok((questionnaire, catalogues))
}

/// What explains a finding, a measure or a principle, why questions deserve attention, and how a questionnaire is offered elsewhere.
fn only_the_whole_program_says(key: &str) -> bool {
    let parts: Vec<&str> = key.split('.').collect();
    matches!(parts.as_slice(), ["finding" | "measure" | "principle", _, "help"] | ["focus", ..] | ["summary"])
}

/// Copies the pages that show the widget.
pub fn copy_pages(folder: &Path) -> Result<()> {
    copy(&tools::root().join("www"), folder, None)
}

/// Copies a folder with all that is in it, or only the files with one ending.
pub fn copy(from: &Path, to: &Path, ending: Option<&str>) -> Result<()> {
    for file in files(from)? {
        if ending.is_some_and(|ending| file.extension().is_none_or(|found| found != ending)) {
            continue;
        }
        let target = to.join(file.strip_prefix(from)?);
        if target.exists() {
            bail!("{} would replace another file of the widget: rename it", tools::shown(&file));
        }
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        fs::copy(&file, &target).with_context(|| format!("cannot copy {}", tools::shown(&file)))?;
    }
    Ok(())
}

/// All files under a folder, in a fixed order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", tools::shown(folder)))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", tools::shown(folder)))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", tools::shown(folder)))
}
