//! The interlinkage evidence of the product, held against its sources and the rules of the method.
//!
//! The files are read as plain JSON, not through the engine, so that a fault in the engine's reader cannot hide
//! a fault in the data. All arithmetic that decides something is done in integers.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

type Matrix = Vec<Vec<i64>>;
type Pair = (usize, usize);

const INTERLINKAGES: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../questionnaires/evidence/interlinkages.json");
const TARGETS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../questionnaires/evidence/weitz-2018-targets.json");

/// Goals of the agenda, and goals of the expert matrix (goal 17 is left out).
const GOALS: usize = 17;
const EXPERT_GOALS: usize = 16;

// ---------------------------------------------------------------------------------------------------------------
// Reading

fn read(path: &str) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn set<'a>(names: &[&'a str]) -> BTreeSet<&'a str> {
    names.iter().copied().collect()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|item| item.as_str().expect("a text")).collect()
}

fn square(value: &Value, size: usize) -> Matrix {
    let rows = value.as_array().expect("a list of rows");
    let matrix: Matrix = rows
        .iter()
        .map(|row| {
            let cells = row.as_array().expect("a row");
            cells.iter().map(|cell| cell.as_i64().expect("an integer")).collect()
        })
        .collect();
    assert_eq!(matrix.len(), size, "number of rows");
    assert!(matrix.iter().all(|row| row.len() == size), "every row has {size} cells");
    matrix
}

/// The number of a target as text sorts wrongly ("10.1" before "2.2"), so it is split.
fn target(code: &str) -> (usize, usize) {
    let (goal, number) = code.split_once('.').expect("goal.number");
    (goal.parse().expect("a goal"), number.parse().expect("a number"))
}

fn pair(text: &str) -> Pair {
    let (a, b) = text.split_once('-').expect("a-b");
    let (low, high): Pair = (a.parse().expect("a goal"), b.parse().expect("a goal"));
    assert_eq!(text, format!("{low}-{high}"), "one spelling per pair");
    assert!(1 <= low && low < high && high <= GOALS, "{text}: lower goal first, within 1..=17");
    (low, high)
}

fn pairs(value: &Value) -> Vec<Pair> {
    strings(value).into_iter().map(pair).collect()
}

struct Targets {
    codes: Vec<String>,
    cells: Matrix,
}

impl Targets {
    fn read() -> Self {
        let file = read(TARGETS);
        let codes: Vec<String> = strings(&file["targets"]).into_iter().map(String::from).collect();
        let cells = square(&file["cells"], codes.len());
        Self { codes, cells }
    }

    fn index(&self, code: &str) -> usize {
        self.codes.iter().position(|known| known == code).unwrap_or_else(|| panic!("no target {code}"))
    }

    fn goal(&self, index: usize) -> usize {
        target(&self.codes[index]).0
    }

    /// Sums of the cells per ordered goal pair that `counts` accepts, positive and negative apart, both as
    /// non-negative numbers; as large as `goals`.
    fn by_goal(&self, goals: usize, counts: impl Fn(usize, usize) -> bool) -> (Matrix, Matrix) {
        let mut positive = vec![vec![0; goals]; goals];
        let mut negative = vec![vec![0; goals]; goals];
        for (i, row) in self.cells.iter().enumerate() {
            for (j, &cell) in row.iter().enumerate() {
                let (from, to) = (self.goal(i), self.goal(j));
                if from <= goals && to <= goals && counts(from, to) {
                    positive[from - 1][to - 1] += cell.max(0);
                    negative[from - 1][to - 1] += (-cell).max(0);
                }
            }
        }
        (positive, negative)
    }
}

fn row_sums(matrix: &Matrix) -> Vec<i64> {
    matrix.iter().map(|row| row.iter().sum()).collect()
}

fn column_sums(matrix: &Matrix) -> Vec<i64> {
    (0..matrix.len()).map(|column| matrix.iter().map(|row| row[column]).sum()).collect()
}

fn expert(file: &Value) -> (Matrix, Matrix) {
    let part = &file["expert"];
    (square(&part["positive"], EXPERT_GOALS), square(&part["negative"], EXPERT_GOALS))
}

fn literature(file: &Value) -> (Matrix, Matrix) {
    let part = &file["literature"];
    (square(&part["synergies"], GOALS), square(&part["tradeoffs"], GOALS))
}

/// Trade-off and synergy records of an unordered pair, both directions together.
fn records(synergies: &Matrix, tradeoffs: &Matrix, (low, high): Pair) -> (i64, i64) {
    let both = |matrix: &Matrix| matrix[low - 1][high - 1] + matrix[high - 1][low - 1];
    (both(tradeoffs), both(synergies))
}

fn all_pairs() -> impl Iterator<Item = Pair> {
    (1..=GOALS).flat_map(|low| (low + 1..=GOALS).map(move |high| (low, high)))
}

// ---------------------------------------------------------------------------------------------------------------
// Label rule

/// Is the Wilson 95 % lower bound (z = 1.96) of t/n at least 1/10? Exactly.
///
/// The Wilson interval holds the shares c that a score test does not reject, so the lower bound is at least c if
/// and only if t/n >= c and (t/n - c)^2 * n >= z^2 * c * (1 - c). With c = 1/10 and z^2 = 3.8416, multiplied by
/// 10,000 * 100 * n: 10,000 * (10 t - n)^2 >= 345,744 * n.
fn bound_reaches_a_tenth(t: i64, s: i64) -> bool {
    let n = t + s;
    10 * t >= n && 10_000 * (10 * t - n).pow(2) >= 345_744 * n
}

/// The same bound in floating point, by the formula as printed in textbooks.
fn wilson_lower(t: i64, s: i64) -> f64 {
    let (n, z) = ((t + s) as f64, 1.96_f64);
    let p = t as f64 / n;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    (p + z * z / (2.0 * n) - half) / (1.0 + z * z / n)
}

fn label(t: i64, s: i64) -> &'static str {
    match t {
        0 => "none",
        1..=4 => "weak",
        _ if bound_reaches_a_tenth(t, s) => "strong",
        _ => "moderate",
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Shape

fn assert_source(source: &Value) {
    assert_eq!(keys(source), set(&["id", "citation", "doi", "url", "read_from"]));
    for (key, value) in source.as_object().expect("an object") {
        assert!(!value.as_str().expect("a text").trim().is_empty(), "{key} is filled in");
    }
    assert!(source["doi"].as_str().expect("a text").starts_with("10."));
    assert!(source["url"].as_str().expect("a text").starts_with("https://"));
}

fn assert_limits(limits: &Value) {
    let limits = strings(limits);
    assert!(!limits.is_empty());
    assert!(limits.iter().all(|limit| limit.ends_with('.')), "limits are sentences");
    assert_eq!(limits.iter().collect::<BTreeSet<_>>().len(), limits.len(), "no limit twice");
}

#[test]
fn interlinkages_have_the_shape_of_the_format() {
    let file = read(INTERLINKAGES);
    assert_eq!(
        keys(&file),
        set(&["$schema", "format", "id", "version", "sources", "limits", "expert", "literature", "labels"])
    );
    assert_eq!(file["format"], 1);
    assert_eq!(file["id"], "interlinkages");
    assert_eq!(file["version"], "2018-2022.1");
    let sources = file["sources"].as_array().expect("a list");
    sources.iter().for_each(assert_source);
    let ids: Vec<_> = sources.iter().map(|source| &source["id"]).collect();
    assert_eq!(ids, ["weitz-2018", "jrc-knowsdgs-2022"]);
    assert_limits(&file["limits"]);
    assert_eq!(keys(&file["expert"]), set(&["source", "goals", "divisor", "positive", "negative"]));
    assert_eq!(file["expert"]["source"], "weitz-2018");
    assert_eq!(file["expert"]["goals"], EXPERT_GOALS);
    assert_eq!(keys(&file["literature"]), set(&["source", "synergies", "tradeoffs"]));
    assert_eq!(file["literature"]["source"], "jrc-knowsdgs-2022");
    assert_eq!(keys(&file["labels"]), set(&["strong", "moderate", "weak", "double"]));
    let (positive, negative) = expert(&file);
    let (synergies, tradeoffs) = literature(&file);
    for matrix in [positive, negative, synergies, tradeoffs] {
        assert!(matrix.iter().flatten().all(|&cell| cell >= 0), "sums and counts are never negative");
    }
}

#[test]
fn targets_have_their_shape_and_order() {
    let file = read(TARGETS);
    assert_eq!(keys(&file), set(&["format", "id", "version", "source", "limits", "targets", "cells"]));
    assert_eq!(file["format"], 1);
    assert_eq!(file["id"], "weitz-2018-targets");
    assert_eq!(file["version"], "1");
    assert_source(&file["source"]);
    assert_eq!(file["source"], read(INTERLINKAGES)["sources"][0], "both files cite the same source");
    assert_limits(&file["limits"]);

    let targets = Targets::read();
    assert_eq!(targets.codes.len(), 34);
    assert!(targets.codes.is_sorted_by(|a, b| target(a) < target(b)), "by number, none twice");
    for goal in 1..=GOALS {
        let of_goal = targets.codes.iter().filter(|code| target(code).0 == goal).count();
        assert_eq!(of_goal, 2, "two targets of goal {goal}");
    }
    for (i, row) in targets.cells.iter().enumerate() {
        assert_eq!(row[i], 0, "diagonal of {}", targets.codes[i]);
        assert!(row.iter().all(|cell| (-3..=3).contains(cell)), "seven-point scale");
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Expert matrix

#[test]
fn second_order_totals_are_those_of_the_copy() {
    let targets = Targets::read();
    let direct = row_sums(&targets.cells);
    // Twice `D_i + 1/2 sum_j I_ij D_j`, so that halves stay integers.
    let doubled: Vec<i64> = targets
        .cells
        .iter()
        .zip(&direct)
        .map(|(row, d)| 2 * d + row.iter().zip(&direct).map(|(cell, other)| cell * other).sum::<i64>())
        .collect();
    for (code, expected) in [
        ("16.6", 1134),
        ("12.1", 1026),
        ("8.4", 1018),
        ("12.5", 762),
        ("9.5", 729),
        ("4.4", 728),
        ("5.5", 725),
        ("6.6", 211),
        ("3.4", 105),
        ("17.11", -255),
    ] {
        assert_eq!(doubled[targets.index(code)], expected, "twice the total of {code}");
    }
    let mut order: Vec<usize> = (0..targets.codes.len()).collect();
    order.sort_by_key(|&i| -doubled[i]);
    let top: Vec<&str> = order.iter().take(7).map(|&i| targets.codes[i].as_str()).collect();
    assert_eq!(top, ["16.6", "12.1", "8.4", "12.5", "9.5", "4.4", "5.5"]);
}

#[test]
fn direct_sums_are_those_of_the_copy() {
    let targets = Targets::read();
    // The first list is stored beside the matrix in the copy it was read from; the second holds the columns.
    let direct = [
        25, 26, 13, 23, 4, 11, 17, 30, 24, 31, 22, 9, 12, 20, 40, 29, 28, 29, 11, 15, 13, 21, 43, 29, 28, 13,
        13, 13, 12, 16, 19, 51, -9, 11,
    ];
    let received = [
        26, 37, 16, 32, 21, 14, 15, 24, 15, 15, 20, 20, 4, 15, 26, 27, 25, 17, 28, 22, 17, 21, 29, 18, 30,
        29, 21, 13, 20, 28, 11, 17, -2, 21,
    ];
    assert_eq!(row_sums(&targets.cells), direct);
    assert_eq!(column_sums(&targets.cells), received);
    assert_eq!(direct.iter().sum::<i64>(), 692);
}

#[test]
fn target_cells_have_the_known_distribution() {
    let targets = Targets::read();
    let mut counts = [0; 7];
    for (i, row) in targets.cells.iter().enumerate() {
        for (j, &cell) in row.iter().enumerate() {
            if i != j {
                counts[usize::try_from(cell + 3).expect("at least -3")] += 1;
            }
        }
    }
    assert_eq!(counts, [0, 5, 35, 606, 268, 155, 53], "-3 to +3");
    assert_eq!(counts.iter().sum::<i32>(), 34 * 33);
    let twos: BTreeSet<(&str, &str)> = targets
        .cells
        .iter()
        .enumerate()
        .flat_map(|(i, row)| row.iter().enumerate().map(move |(j, &cell)| (i, j, cell)))
        .filter(|&(_, _, cell)| cell == -2)
        .map(|(i, j, _)| (targets.codes[i].as_str(), targets.codes[j].as_str()))
        .collect();
    let known = [("7.2", "6.6"), ("13.1", "7.2"), ("13.2", "2.2"), ("17.11", "12.5"), ("17.11", "13.1")];
    assert_eq!(twos, known.into_iter().collect());
}

#[test]
fn goal_cells_are_sums_of_target_cells() {
    let (positive, negative) = expert(&read(INTERLINKAGES));
    let sums = Targets::read().by_goal(EXPERT_GOALS, |from, to| from != to);
    assert_eq!((positive, negative), sums);
}

#[test]
fn divisor_is_the_greatest_row_sum() {
    let file = read(INTERLINKAGES);
    let (positive, negative) = expert(&file);
    let sums: Vec<i64> = row_sums(&positive).iter().zip(row_sums(&negative)).map(|(p, n)| p + n).collect();
    assert_eq!(sums, [42, 38, 13, 43, 54, 31, 45, 63, 51, 24, 33, 65, 59, 26, 25, 60]);
    assert_eq!(file["expert"]["divisor"].as_i64(), sums.into_iter().max());
    assert_eq!(file["expert"]["divisor"], 65);
}

// ---------------------------------------------------------------------------------------------------------------
// Literature counts and labels

#[test]
fn literature_counts_have_the_known_sums() {
    let (synergies, tradeoffs) = literature(&read(INTERLINKAGES));
    let sum = |matrix: &Matrix| matrix.iter().flatten().sum::<i64>();
    let within = |matrix: &Matrix| (0..GOALS).map(|i| matrix[i][i]).sum::<i64>();
    assert_eq!((sum(&synergies), sum(&tradeoffs)), (7622, 938), "records with those within a goal");
    assert_eq!(sum(&synergies) - within(&synergies), 6695);
    assert_eq!(sum(&tradeoffs) - within(&tradeoffs), 815);
    assert_eq!(row_sums(&synergies)[5] - synergies[5][5], 1109, "sent by goal 6");
    // Rows and columns of this edition: no single cell can change, and no table can be transposed, unnoticed.
    assert_eq!(
        row_sums(&synergies),
        [325, 703, 200, 181, 151, 1354, 759, 329, 607, 159, 306, 580, 398, 574, 372, 188, 436]
    );
    assert_eq!(
        column_sums(&synergies),
        [412, 857, 305, 186, 113, 1561, 654, 398, 313, 168, 372, 507, 421, 450, 464, 128, 313]
    );
    assert_eq!(row_sums(&tradeoffs), [29, 185, 26, 17, 8, 134, 160, 42, 57, 25, 20, 22, 52, 80, 50, 12, 19]);
    assert_eq!(
        column_sums(&tradeoffs),
        [47, 136, 54, 17, 9, 183, 122, 45, 17, 31, 34, 28, 26, 71, 91, 13, 14]
    );
    for (pair, expected) in [
        ((7, 15), (27, 33)),
        ((3, 15), (8, 6)),
        ((4, 7), (32, 42)),
        ((3, 13), (13, 15)),
        ((2, 7), (63, 209)),
        ((11, 14), (17, 44)),
        ((1, 6), (31, 120)),
        ((2, 6), (85, 412)),
        ((8, 14), (15, 60)),
        ((6, 9), (28, 145)),
    ] {
        assert_eq!(records(&synergies, &tradeoffs, pair), expected, "trade-offs and synergies of {pair:?}");
    }
}

#[test]
fn labels_follow_from_the_counts() {
    let file = read(INTERLINKAGES);
    let (synergies, tradeoffs) = literature(&file);
    for (name, expected) in [("strong", 24), ("moderate", 24), ("weak", 41), ("none", 47)] {
        let derived: Vec<Pair> = all_pairs()
            .filter(|&pair| {
                let (t, s) = records(&synergies, &tradeoffs, pair);
                label(t, s) == name
            })
            .collect();
        assert_eq!(derived.len(), expected, "{name}");
        if name != "none" {
            assert_eq!(pairs(&file["labels"][name]), derived, "{name}");
        }
    }
    assert_eq!(all_pairs().count(), 136);
}

#[test]
fn exact_rule_and_printed_formula_agree() {
    let (synergies, tradeoffs) = literature(&read(INTERLINKAGES));
    let mut nearest = (f64::INFINITY, (0, 0));
    for pair in all_pairs() {
        let (t, s) = records(&synergies, &tradeoffs, pair);
        if t >= 5 {
            let bound = wilson_lower(t, s);
            assert_eq!(bound >= 0.10, bound_reaches_a_tenth(t, s), "{pair:?}");
            nearest = if (bound - 0.10).abs() < nearest.0 { ((bound - 0.10).abs(), pair) } else { nearest };
        }
    }
    // Far wider than any rounding of f64, and yet one record decides: with one trade-off record fewer, or one
    // synergy record more, this pair is moderate.
    assert_eq!(nearest.1, (6, 7));
    assert!((4e-5..5e-5).contains(&nearest.0), "{nearest:?}");
    assert_eq!(records(&synergies, &tradeoffs, (6, 7)), (43, 281));
    assert_eq!([label(43, 281), label(42, 281), label(43, 282)], ["strong", "moderate", "moderate"]);
    for t in 1..=100 {
        for s in 0..=1000 {
            let bound = wilson_lower(t, s);
            if (bound - 0.10).abs() > 1e-12 {
                assert_eq!(bound >= 0.10, bound_reaches_a_tenth(t, s), "t {t}, s {s}");
            }
        }
    }
}

#[test]
fn label_lists_are_sorted_and_disjoint() {
    let labels = &read(INTERLINKAGES)["labels"];
    let mut seen = BTreeSet::new();
    for name in ["strong", "moderate", "weak"] {
        let list = pairs(&labels[name]);
        assert!(list.is_sorted_by(|a, b| a < b), "{name}: by number, none twice");
        for pair in list {
            assert!(seen.insert(pair), "{pair:?} has two labels");
        }
    }
    assert_eq!(seen.len(), 24 + 24 + 41);
    let double = pairs(&labels["double"]);
    assert!(double.is_sorted_by(|a, b| a < b), "double: by number, none twice");
    assert!(double.iter().all(|pair| seen.contains(pair)), "every double pair has a label");
}

#[test]
fn double_pairs_have_both_sources() {
    let file = read(INTERLINKAGES);
    let (_, negative) = expert(&file);
    let (synergies, tradeoffs) = literature(&file);
    let ordered: Vec<Pair> = (1..=EXPERT_GOALS)
        .flat_map(|from| (1..=EXPERT_GOALS).map(move |to| (from, to)))
        .filter(|&(from, to)| negative[from - 1][to - 1] > 0)
        .collect();
    let known = [
        (2, 7),
        (5, 11),
        (6, 7),
        (6, 11),
        (7, 6),
        (7, 15),
        (11, 13),
        (13, 1),
        (13, 2),
        (13, 3),
        (13, 6),
        (13, 7),
        (13, 9),
        (13, 11),
        (13, 15),
        (15, 7),
    ];
    assert_eq!(ordered, known, "the 16 double-sourced warnings, ordered");
    for &(from, to) in &ordered {
        assert!(
            tradeoffs[from - 1][to - 1] > 0,
            "{from} -> {to} also has a trade-off record in that direction"
        );
    }

    let unordered: BTreeSet<Pair> = ordered.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
    assert_eq!(unordered.len(), 13);
    assert_eq!(pairs(&file["labels"]["double"]), unordered.iter().copied().collect::<Vec<_>>());
    for &pair in &unordered {
        let (t, s) = records(&synergies, &tradeoffs, pair);
        assert_ne!(label(t, s), "none", "{pair:?}");
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Comparison with the reference table, which is not part of this repository

struct Record {
    from: String,
    to: String,
    source: String,
    level: String,
    /// Synergy and trade-off counts.
    counts: (i64, i64),
    /// Positive and negative score sums; zero where the source has none.
    sums: (i64, i64),
}

fn reference_records(text: &str) -> Vec<Record> {
    assert!(!text.contains('"'), "fields without quotation marks");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let column = |name: &str| header.iter().position(|known| *known == name).expect("a known column");
    let number = |field: &str| if field.is_empty() { 0 } else { field.parse::<i64>().expect("a number") };
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            assert_eq!(fields.len(), header.len(), "{line}");
            let field = |name: &str| fields[column(name)];
            Record {
                from: field("from").into(),
                to: field("to").into(),
                source: field("source").into(),
                level: field("level").into(),
                counts: (number(field("synergy_count")), number(field("tradeoff_count"))),
                sums: (number(field("synergy_score_sum")), number(field("tradeoff_score_sum"))),
            }
        })
        .collect()
}

#[test]
#[ignore = "needs SDG_REFERENCE_CSV"]
fn files_equal_the_reference_table() {
    let path = std::env::var("SDG_REFERENCE_CSV").expect("SDG_REFERENCE_CSV: full path of interlinkages.csv");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let table = reference_records(&text);
    let file = read(INTERLINKAGES);
    let targets = Targets::read();
    let (synergies, tradeoffs) = literature(&file);
    let (positive, negative) = targets.by_goal(GOALS, |_, _| true);
    let goal = |text: &str| text.parse::<usize>().expect("a goal") - 1;

    let mut seen = BTreeSet::new();
    let mut rows = [0; 4];
    let mut from_targets = (vec![vec![0; GOALS]; GOALS], vec![vec![0; GOALS]; GOALS]);
    for record in &table {
        let Record { from, to, source, level, counts, sums } = record;
        assert!(seen.insert((source, from, to)), "{source} {from} -> {to} stands twice");
        let name = format!("{source} {from} -> {to}");
        let kind = match (source.as_str(), level.as_str()) {
            ("WEITZ-2018-SE", "target") => {
                let cell = targets.cells[targets.index(from)][targets.index(to)];
                assert_eq!(cell, sums.0 + sums.1, "{name}");
                0
            }
            ("WEITZ-2018-SE", "goal") => {
                let (i, j) = (goal(from), goal(to));
                assert_eq!((positive[i][j], -negative[i][j]), *sums, "{name}");
                1
            }
            ("JRC-KnowSDGs-2022", "target") => {
                let goal_of = |code: &str| goal(code.split_once('.').expect("goal.number").0);
                from_targets.0[goal_of(from)][goal_of(to)] += counts.0;
                from_targets.1[goal_of(from)][goal_of(to)] += counts.1;
                2
            }
            ("JRC-KnowSDGs-2022", "goal") => {
                let (i, j) = (goal(from), goal(to));
                assert_eq!((synergies[i][j], tradeoffs[i][j]), *counts, "{name}");
                3
            }
            other => panic!("unknown kind of row {other:?}"),
        };
        rows[kind] += 1;
    }
    assert_eq!(rows, [1122, 289, 5708, 289], "rows per kind, none missing");
    assert_eq!(from_targets, (synergies, tradeoffs), "goal counts are sums of the target counts");
}
