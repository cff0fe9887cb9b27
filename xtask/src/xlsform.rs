//! Every shipped questionnaire as an XLSForm, held against what ODK's own programs read: the converter pyxform, and ODK Validate, which
//! comes with it and opens the converted form with the engine of ODK Collect.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::tools::{self, cargo, command, run};

/// Names the converter and its version.
const REQUIREMENTS: &str = "xtask/requirements.txt";

/// Exports each questionnaire and converts it; with Java, ODK Validate opens what was made.
pub fn validate(python: &Path, java: bool) -> Result<()> {
    let target = tools::target_folder()?;
    let python = environment(python, &target)?;
    let forms = target.join("xlsform");
    fs::create_dir_all(&forms)?;
    let mut folders: Vec<PathBuf> =
        fs::read_dir(tools::root().join("questionnaires"))?.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("questionnaire.json").is_file()) {
        let name = folder.file_name().context("a folder has a name")?;
        let form = forms.join(name).with_extension("xlsx");
        run(cargo()
            .args(["run", "--quiet", "--package", "sdg-cli", "--", "export-xlsform"])
            .arg(folder)
            .arg("--output")
            .arg(&form))?;
        run(command(&python)
            .args(["-m", "pyxform.xls2xform", if java { "--odk_validate" } else { "--skip_validate" }])
            .arg(&form)
            .arg(form.with_extension("xml")))?;
    }
    Ok(())
}

/// A Python with the converter, apart from the packages of the system.
fn environment(python: &Path, target: &Path) -> Result<PathBuf> {
    let folder = target.join("python");
    let inside = if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") };
    let wanted = fs::read(tools::root().join(REQUIREMENTS)).context("cannot read xtask/requirements.txt")?;
    let stamp = folder.join("requirements.txt");
    if inside.is_file() && fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(inside);
    }
    run(command(python).args(["-m", "venv", "--clear"]).arg(&folder))
        .context("Python could not make an environment (on Debian: `apt-get install python3-venv`)")?;
    run(command(&inside).args(["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]))
        .context("pip could not install pyxform")?;
    fs::write(stamp, wanted).context("cannot write into the target folder")?;
    Ok(inside)
}
