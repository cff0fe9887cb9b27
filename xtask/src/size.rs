//! The folder to publish, and what a first visit costs.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};

use crate::{
    tools::{self, run},
    widget::{self, ENTRY, PROGRAMS, Profile},
};

/// All that is loaded on a first visit in Dutch with the quick questionnaire. Nothing else may be.
const FIRST_VISIT: [&str; 7] = [
    ENTRY,
    "sdg_wasm_bg.wasm",
    "sdg-toets.css",
    "questionnaires/choice/nl.txt",
    "questionnaires/interface/nl.txt",
    "questionnaires/sdg-toets-quick/questionnaire.bin",
    "questionnaires/sdg-toets-quick/texts/nl.txt",
];
/// What follows in the background once somebody has answered something. It has no limit, but is to be seen.
const THEREAFTER: [&str; 6] = [
    "sdg_engine.js",
    "sdg_engine_bg.wasm",
    "sdg-whole.css",
    "questionnaires/interface/nl.whole.txt",
    "questionnaires/sdg-toets-quick/questionnaire.whole.bin",
    "questionnaires/sdg-toets-quick/texts/nl.whole.txt",
];
/// What is loaded only when somebody prints, copies or wants a Word file.
const ON_REQUEST: [&str; 4] = ["report.js", "sdg-report.css", "sdg_word.js", "sdg_word_bg.wasm"];
/// Nothing stands below 1024 (`trim.rs` looks), and memory starts as zeros. Functions in the order of their names put those that are
/// alike together, which brotli likes.
const WASM_OPT: [&str; 9] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "--gufa-optimizing",
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--zero-filled-memory",
    "--reorder-functions-by-name",
];
/// Pages of www that are not published.
const NOT_PUBLISHED: [&str; 4] = ["embed.html", "hostile.css", "preview.html", "preview.js"];
const LIMIT: usize = 100 * 1024;
const ALLOWED_GROWTH_PERCENT: usize = 3;
const RECORD: &str = "docs/size.txt";

/// Makes dist: optimised, in few files, complete. Gives its path.
pub fn dist() -> Result<PathBuf> {
    let (dist, target) = (tools::root().join("dist"), tools::target_folder()?);
    let staging = target.join("dist.new");
    widget::empty(&dist)?;
    widget::empty(&staging)?;

    println!("[1/5] Installing wasm-opt and esbuild");
    tools::npm_packages()?;
    println!(
        "[2/5] Compiling and optimising the first program, then the whole one, then the one that makes Word files"
    );
    for (package, feature, name) in PROGRAMS {
        let wasm = widget::compile(package, feature, Profile::Release, &target)?;
        widget::bind(&wasm, name, Profile::Release, &staging)?;
        let wasm = format!("{name}_bg.wasm");
        run(tools::npm_program("wasm-opt")
            .args(WASM_OPT)
            .arg(staging.join(&wasm))
            .arg("-o")
            .arg(dist.join(&wasm)))?;
    }
    println!("[3/5] Shrinking JavaScript and style");
    widget::copy_element(&staging)?;
    for script in [ENTRY, "sdg_engine.js", "sdg_word.js", "report.js"] {
        esbuild(&["--bundle", "--format=esm"], &staging.join(script), &dist)?;
    }
    for style in widget::files(&staging)?.iter().filter(|file| file.extension().is_some_and(|it| it == "css"))
    {
        esbuild(&[], style, &dist)?;
    }
    println!("[4/5] Packing the questionnaires");
    widget::pack_questionnaires(&dist)?;
    let json = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "json");
    for file in widget::files(&dist.join("questionnaires"))?.into_iter().filter(json) {
        let text = fs::read_to_string(&file)?;
        let small = minified_json(&text).with_context(|| format!("{} is not JSON", tools::shown(&file)))?;
        fs::write(&file, small)?;
    }
    println!("[5/5] Adding the pages");
    widget::copy_pages(&dist)?;
    for page in NOT_PUBLISHED {
        fs::remove_file(dist.join(page)).with_context(|| format!("no www/{page}"))?;
    }
    println!("The folder to publish is {} ({} files).", tools::shown(&dist), widget::files(&dist)?.len());
    Ok(dist)
}

/// Shrinks one file into the folder, under its own name.
fn esbuild(how: &[&str], file: &Path, folder: &Path) -> Result<()> {
    let mut out = std::ffi::OsString::from("--outfile=");
    out.push(folder.join(file.file_name().context("a file without a name")?));
    let always = ["--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning"];
    run(tools::npm_program("esbuild").arg(file).args(how).args(always).arg(out))
}

/// The same JSON without white space, everything in the order it had.
fn minified_json(text: &str) -> serde_json::Result<Vec<u8>> {
    let mut small = Vec::new();
    let mut from = serde_json::Deserializer::from_str(text);
    serde_transcode::transcode(&mut from, &mut serde_json::Serializer::new(&mut small))?;
    from.end()?;
    Ok(small)
}

/// Measures dist, and holds it against the limit and the record.
pub fn check(dist: &Path, update: bool) -> Result<()> {
    let measured = |files: &[&str]| files.iter().map(|file| measure(dist, file)).collect::<Result<Vec<_>>>();
    let sizes = measured(&FIRST_VISIT)?;
    let first = "First visit in Dutch with the quick questionnaire, in bytes. Written by `cargo xtask size --update`.";
    let later = "Thereafter, in the background, once somebody has answered something:";
    let asked = "When somebody takes the report along, the last two for a Word file only:";
    let tables =
        [table(first, &sizes), table(later, &measured(&THEREAFTER)?), table(asked, &measured(&ON_REQUEST)?)];
    let table = tables.join("\n");
    println!("\n{table}");

    let total: usize = sizes.iter().map(|size| size.brotli).sum();
    let record = tools::root().join(RECORD);
    if update {
        fs::write(&record, &table).with_context(|| format!("cannot write {RECORD}"))?;
        println!("Written to {RECORD}.");
    }
    if total > LIMIT {
        bail!("a first visit takes {total} bytes of brotli, which is over the limit of {LIMIT} (100 KB)");
    }
    let recorded = fs::read_to_string(&record).ok().as_deref().and_then(recorded_total).with_context(|| {
        format!("{RECORD} is missing or has no line `total`: write it with `cargo xtask size --update` and commit it")
    })?;
    if total * 100 > recorded * (100 + ALLOWED_GROWTH_PERCENT) {
        bail!(
            "a first visit grew from {recorded} to {total} bytes of brotli, more than {ALLOWED_GROWTH_PERCENT} %: make \
             it smaller, or accept it with `cargo xtask size --update` and commit {RECORD}"
        );
    }
    println!("Within the limit of {LIMIT} bytes, and {recorded} in {RECORD}.");
    Ok(())
}

struct Size {
    file: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

fn measure(dist: &Path, file: &str) -> Result<Size> {
    let content = fs::read(dist.join(file)).with_context(|| {
        format!(
            "dist/{file} belongs to a first visit but is not there: correct FIRST_VISIT in xtask/src/size.rs"
        )
    })?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&content)?;
    let mut brotli = Vec::new();
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut content.as_slice(), &mut brotli, &best)?;
    Ok(Size { file: file.to_owned(), raw: content.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
}

fn table(head: &str, sizes: &[Size]) -> String {
    let sum = |of: fn(&Size) -> usize| sizes.iter().map(of).sum();
    let total = Size {
        file: "total".to_owned(),
        raw: sum(|size| size.raw),
        gzip: sum(|size| size.gzip),
        brotli: sum(|size| size.brotli),
    };
    let line =
        |file: &str, raw: &str, gzip: &str, brotli: &str| format!("{file:50}{raw:>9}{gzip:>9}{brotli:>9}\n");
    let mut table = format!("{head}\n\n");
    table.push_str(&line("file", "raw", "gzip", "brotli"));
    for size in sizes.iter().chain([&total]) {
        table.push_str(&line(
            &size.file,
            &size.raw.to_string(),
            &size.gzip.to_string(),
            &size.brotli.to_string(),
        ));
    }
    table
}

/// The last figure of the line `total`.
fn recorded_total(table: &str) -> Option<usize> {
    table.lines().find(|line| line.starts_with("total "))?.split_whitespace().last()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Size, minified_json, recorded_total, table};

    #[test]
    fn the_record_can_be_read_back() {
        let size = |brotli| Size { file: "a file".to_owned(), raw: 9, gzip: 8, brotli };
        assert_eq!(
            recorded_total(&[table("first", &[size(40), size(2)]), table("then", &[size(9)])].concat()),
            Some(42)
        );
        assert_eq!(recorded_total(""), None);
    }

    #[test]
    fn minifying_keeps_order_and_content() -> serde_json::Result<()> {
        let text = "{ \"z\": [1, 2.50, null, true],\n  \"a\": { \"é \": \"x  y\" } }\n";
        assert_eq!(minified_json(text)?, r#"{"z":[1,2.5,null,true],"a":{"é ":"x  y"}}"#.as_bytes());
        assert!(minified_json("{} {}").is_err());
        Ok(())
    }
}
