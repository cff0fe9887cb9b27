//! Documents that show data show the data as it is.

use std::fs;
use std::path::Path;

use serde_json::Value;

const START: &str = "<!-- vectors: made by `UPDATE=1 cargo test -p sdg-tests --test docs` -->\n";
const END: &str = "<!-- end of vectors -->";

#[test]
fn the_method_page_prints_the_worked_vectors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = fs::read_dir(root.join("data/vectors"))
        .expect("vectors")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    assert!(files.len() >= 10, "ten worked vectors");
    let mut printed = String::new();
    for file in files {
        let vector: Value = serde_json::from_str(&fs::read_to_string(&file).expect("text")).expect("JSON");
        let text = |field: &str| {
            vector[field].as_str().unwrap_or_else(|| panic!("{} without {field}", file.display())).to_owned()
        };
        printed += &format!("\n**{}** {}\n{}\n", text("name"), text("what"), text("working"));
    }
    let page = root.join("../docs/method.md");
    let now = fs::read_to_string(&page).expect("docs/method.md");
    let (before, rest) = now.split_once(START).expect("the start of the vectors");
    let (_, after) = rest.split_once(END).expect("the end of the vectors");
    let wanted = format!("{before}{START}{printed}\n{END}{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&page, wanted).expect("written");
    } else {
        assert!(
            now == wanted,
            "docs/method.md does not print the vectors as they are; UPDATE=1 rewrites them"
        );
    }
}
