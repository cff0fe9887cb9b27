//! Several projects: one table, counts only, no ranking, and nothing that a spreadsheet would run.

use sdg_core::{Assessment, Decision, Handling, Portfolio, Project, Questionnaire, Separator, Truth};
use sdg_tests::compare::check;
use sdg_tests::generate::{Choices, Shape, draw, rows, saved};
use sdg_tests::shipped;
use serde_json::{Value, json};

fn quick(answers: &Value) -> Assessment {
    let questionnaire = shipped::questionnaire("sdg-toets-quick");
    let file = json!({ "format": 1, "questionnaire": { "id": questionnaire.id(), "version": questionnaire.version() }, "answers": answers });
    Assessment::parse(&file.to_string(), &questionnaire).unwrap_or_else(|wrong| panic!("{wrong}")).assessment
}

/// Reads CSV as RFC 4180 says, without any of the engine's help.
fn cells(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' if quoted && rest.peek() == Some(&'"') => cell.push(rest.next().unwrap()),
            '"' => quoted = !quoted,
            _ if quoted => cell.push(character),
            '\r' => assert_eq!(rest.peek(), Some(&'\n'), "a row ends with both"),
            '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ if character == separator => row.push(std::mem::take(&mut cell)),
            _ => cell.push(character),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty(), "the last row ends");
    rows
}

/// A table with a header, as pairs of column and cell.
fn table(text: &str, separator: char) -> Vec<Vec<(String, String)>> {
    let mut rows = cells(text, separator).into_iter();
    let header = rows.next().unwrap();
    rows.map(|row| {
        assert_eq!(row.len(), header.len(), "{row:?}");
        header.iter().cloned().zip(row).collect()
    })
    .collect()
}

fn cell<'r>(row: &'r [(String, String)], column: &str) -> &'r str {
    row.iter().find(|(name, _)| name == column).map_or_else(|| panic!("no column {column}"), |(_, cell)| cell)
}

#[test]
fn a_row_per_goal_with_both_sides_beside_each_other() {
    let assessment = quick(&json!({
        "project-name": { "text": "Schoolstraat" }, "municipality": { "text": "Voorbeeld" }, "stage": { "option": "design" },
        "date": { "date": "2026-11-23" },
        "goal-11": { "benefit": 2, "harm": 1 }, "goal-7": { "benefit": 0, "harm": "unknown" }, "goal-14": { "not_applicable": true } }));
    let project = Project::of("a.json", &assessment);
    let text = Project::goals_header(Separator::Comma) + &project.goals_csv(Separator::Comma);
    let rows = table(&text, ',');
    assert_eq!(rows.len(), 17);
    let goal = |number: &str| rows.iter().find(|row| cell(row, "goal") == number).unwrap();
    for (column, wanted) in [
        ("file", "a.json"),
        ("project", "Schoolstraat"),
        ("municipality", "Voorbeeld"),
        ("stage", "design"),
        ("date", "2026-11-23"),
        ("questionnaire", "sdg-toets-quick"),
        ("touched", "yes"),
        ("open", "no"),
        ("benefit_lo", "0.666"),
        ("benefit_hi", "0.667"),
        ("benefit_band_first", "clear"),
        ("benefit_band_last", "clear"),
        ("harm_lo", "0.333"),
        ("harm_band_last", "slight"),
        ("claim", "not-yet"),
    ] {
        assert_eq!(cell(goal("11"), column), wanted, "{column}");
    }
    assert_eq!((cell(goal("7"), "harm_lo"), cell(goal("7"), "harm_hi")), ("0.000", "1.000"));
    assert_eq!((cell(goal("7"), "touched"), cell(goal("7"), "open")), ("undecided", "yes"));
    assert_eq!((cell(goal("14"), "benefit_lo"), cell(goal("14"), "touched")), ("", "no"));
    // The same for a spreadsheet in Dutch.
    let text = Project::goals_header(Separator::Semicolon) + &project.goals_csv(Separator::Semicolon);
    let dutch = table(&text, ';');
    let row = dutch.iter().find(|row| cell(row, "goal") == "11").unwrap();
    assert_eq!(cell(row, "benefit_lo"), "0,666");
}

#[test]
fn principles_and_findings_have_tables_too() {
    let project = Project::of("example.json", &shipped::example());
    let report = shipped::example().score();
    let principles = table(
        &(Project::principles_header(Separator::Comma) + &project.principles_csv(Separator::Comma)),
        ',',
    );
    assert_eq!(principles.len(), report.principles.len());
    for (row, result) in principles.iter().zip(&report.principles) {
        assert_eq!(cell(row, "principle"), result.id);
        assert_eq!(cell(row, "weakest"), result.weakest.as_deref().unwrap_or_default());
    }
    let findings =
        table(&(Project::findings_header(Separator::Comma) + &project.findings_csv(Separator::Comma)), ',');
    let ids: Vec<&str> = findings.iter().map(|row| cell(row, "finding")).collect();
    let wanted: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids, wanted);
}

#[test]
fn a_resolved_finding_is_listed_and_not_counted() {
    let mut assessment = quick(&json!({ "goal-11": { "benefit": 0, "harm": 3 } }));
    let about_11 = |assessment: &Assessment| {
        let project = Project::of("a", assessment);
        let goal = project.goals.iter().find(|goal| goal.goal.number() == 11).unwrap();
        (goal.findings.discuss_first, project.findings.len())
    };
    let (before, listed) = about_11(&assessment);
    assert!(before > 0);
    let report = assessment.score();
    let urgent = report.findings.iter().filter(|finding| {
        finding.severity == sdg_core::FindingSeverity::DiscussFirst
            && finding.goal.is_some_and(|goal| goal.number() == 11)
    });
    for finding in urgent {
        let accepted = Decision::Accepted { by: "college".into(), person: None, reason: "for a year".into() };
        assessment.handle(&finding.key(), Some(Handling::new(accepted))).unwrap();
    }
    assert_eq!(about_11(&assessment), (0, listed));
}

#[test]
fn nothing_in_it_is_run_by_a_spreadsheet() {
    let nasty = [
        "=HYPERLINK(\"http://x\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "x;=1",
        "x,=1",
        "x\n=1",
        "a\"b\n;c",
    ];
    for text in nasty {
        let assessment =
            quick(&json!({ "project-name": { "text": text }, "municipality": { "text": text } }));
        for separator in [Separator::Comma, Separator::Semicolon] {
            let project = Project::of(text, &assessment);
            let csv = project.goals_csv(separator)
                + &project.principles_csv(separator)
                + &project.findings_csv(separator);
            // Whatever a program takes for the end of a cell, no cell begins like a formula.
            for cell in csv.split([',', ';', '\t', '\r', '\n']) {
                let cell = cell.trim_start_matches('"');
                assert!(!cell.starts_with(['=', '+', '@']), "{text:?} gives {cell:?}");
                assert!(
                    !cell.starts_with('-') || cell[1..].starts_with(|c: char| c.is_ascii_digit()),
                    "{cell:?}"
                );
            }
            // And it says what was written, but for apostrophes.
            let rows = cells(&csv, if separator == Separator::Comma { ',' } else { ';' });
            assert_eq!(rows[0][1].replace('\'', ""), text);
        }
    }
}

#[test]
fn counts_do_not_hang_on_the_order_and_keep_nothing_of_a_project() {
    check(40, rows(), |row| {
        let mut choices = row.more();
        let case = draw(&mut row.choices(), Shape::LAWFUL);
        let Ok(questionnaire) = Questionnaire::parse(&case.structure.to_string(), None) else {
            return Ok(());
        };
        let mut projects: Vec<Project> = (0..6)
            .map(|seed| {
                let file = saved(&mut Choices::from_seed(seed), &case.structure, None);
                let loaded = Assessment::parse(&file.to_string(), &questionnaire).unwrap();
                Project::of(&format!("file-{seed}"), &loaded.assessment)
            })
            .collect();
        let counted = |projects: &[Project]| {
            let mut portfolio = Portfolio::default();
            projects.iter().for_each(|project| portfolio.add(project));
            portfolio
        };
        let one = counted(&projects);
        choices.shuffle(&mut projects);
        if counted(&projects) != one {
            return Err("another order, other counts".into());
        }
        // A hundred times the same projects: the same rows.
        let mut many = Portfolio::default();
        for _ in 0..100 {
            projects.iter().for_each(|project| many.add(project));
        }
        let rows = |portfolio: &Portfolio| portfolio.to_csv(Separator::Comma).lines().count();
        if rows(&many) != rows(&one) || many.projects != 600 {
            return Err("the counts grow with the number of projects".into());
        }
        for goal in &one.goals {
            for side in [&goal.benefit, &goal.harm] {
                let all: usize = side.bands.iter().map(|band| band.projects).sum();
                if all + side.open + side.void + side.not_shown != goal.asked {
                    return Err(format!("a project is counted twice or not at all: {goal:?}"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn there_is_no_ranking_and_no_total_of_values() {
    let mut portfolio = Portfolio::default();
    portfolio.add(&Project::of("example.json", &shipped::example()));
    let headers = [
        Project::goals_header(Separator::Comma),
        Project::principles_header(Separator::Comma),
        Project::findings_header(Separator::Comma),
        portfolio.to_csv(Separator::Comma),
        portfolio.to_json(),
    ];
    for text in headers {
        for word in ["rank", "total", "average", "mean", "overall", "grade"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
    // Counts hold no bounds: nothing that could be averaged over projects.
    assert!(!portfolio.to_json().contains("\"lo\""));
}

#[test]
fn counts_are_those_of_the_projects() {
    let mut portfolio = Portfolio::default();
    for answers in [
        json!({ "goal-7": { "benefit": 2, "harm": 0 } }),
        json!({ "goal-7": { "benefit": 2, "harm": 3 } }),
        json!({ "goal-7": { "benefit": "unknown", "harm": 0 } }),
        json!({ "goal-7": { "not_applicable": true } }),
    ] {
        portfolio.add(&Project::of("a", &quick(&answers)));
    }
    let goal = portfolio.goals.iter().find(|counts| counts.goal.number() == 7).unwrap();
    assert_eq!((portfolio.projects, goal.asked, goal.touched, goal.may_touch), (4, 4, 2, 1));
    let bands: Vec<(&str, usize)> =
        goal.benefit.bands.iter().map(|band| (band.band.as_str(), band.projects)).collect();
    // The third is open on this side; a side of which nothing is known has too little filled in to be shown.
    assert_eq!(bands, [("clear", 2)]);
    assert_eq!((goal.benefit.open + goal.benefit.not_shown, goal.benefit.void), (1, 1));
    let harms: Vec<(&str, usize)> =
        goal.harm.bands.iter().map(|band| (band.band.as_str(), band.projects)).collect();
    assert_eq!(harms, [("none", 2), ("strong", 1)]);
    assert_eq!(goal.to_discuss, 1);
    assert!(matches!(Project::of("a", &quick(&json!({}))).goals[0].touched, Truth::Undecided));
}
