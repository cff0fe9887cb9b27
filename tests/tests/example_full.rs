//! The worked example of the full check, the renovation of a sports hall: its numbers worked out by hand from the method. What
//! holds for every example (golden report, budget, reasons, sources) is in `example.rs`.

use std::collections::BTreeSet;

use sdg_core::{Assessment, Report};
use sdg_tests::seen::{bounds, expected, findings, goal, list, measure};
use sdg_tests::shipped;
use serde_json::Value;

fn report() -> Report {
    shipped::example_of("sdg-toets").score()
}

fn seen() -> Value {
    serde_json::from_str(&report().to_json()).unwrap()
}

#[test]
fn goals_stand_on_their_topics() {
    // Values are points / 3. Where a goal's topics are asked, its gate does not count; topics that do not apply are left out.
    //    1: money 0/1, rights 0/0, services 0/2 (shocks n.a.)               3 topics: B 0,   H 2/3 and (1 + 2)/9 = 1/3
    //    3: moving 1/2, mental 0/0, traffic 0/0, pollution 0/1 (two n.a.)   4 topics: B 1/3 and 1/12, H 2/3 and (2 + 1)/12 = 1/4
    //    7: bill 0/0, own use 2/0, renewable 1/1 (renovation n.a.)          3 topics: B 2/3 and 3/9, H 1/3 and 1/9
    //    9: quality 1/1, reuse 1/0, technology 0/0 (industry n.a.)          3 topics: B 1/3 and 2/9, H 1/3 and 1/9
    //   10: take part 2/2, equal 0/0, fair share 0/1, newcomers 0/0         4 topics: B 2/3 and 2/12, H 2/3 and 3/12
    //   12: purchasing 1/0, materials 1/1, waste 0/0, hazardous 1/1,
    //       awareness 0/0 (food waste n.a.)                                 5 topics: B 1/3 and 3/15, H 1/3 and 2/15
    //   13: emissions 2/1, choices 1/0, heat 1/0, floods, knowledge 0/0     5 topics: B 2/3 and 4/15, H 1/3 and 1/15
    let report = seen();
    let goals = [
        (1, ["0/1", "0/1", "2/3", "1/3"]),
        (3, ["1/3", "1/12", "2/3", "1/4"]),
        (7, ["2/3", "1/3", "1/3", "1/9"]),
        (9, ["1/3", "2/9", "1/3", "1/9"]),
        (10, ["2/3", "1/6", "2/3", "1/4"]),
        (12, ["1/3", "1/5", "1/3", "2/15"]),
        (13, ["2/3", "4/15", "1/3", "1/15"]),
        // "No effect" at the gate: the gate speaks for the goal.
        (4, ["0/1"; 4]),
        (6, ["0/1"; 4]),
        (11, ["0/1"; 4]),
        (16, ["0/1"; 4]),
        (17, ["0/1"; 4]),
        // Not applicable: void, never 0.
        (2, ["void"; 4]),
        (14, ["void"; 4]),
    ];
    for (number, [benefit, breadth, harm, harm_breadth]) in goals {
        let sides = goal(&report, number);
        for (side, max, mean) in [(sides.0, benefit, breadth), (sides.1, harm, harm_breadth)] {
            assert_eq!(bounds(&side["max"]), [max; 2], "goal {number}");
            assert_eq!(bounds(&side["mean"]), [mean; 2], "goal {number}");
        }
    }
    // 5, 8 and 15: the gate is not known, so neither is whether topics follow: 0 to 1, and perhaps nothing applies.
    for number in [5, 8, 15] {
        let sides = goal(&report, number);
        for side in [sides.0, sides.1] {
            assert_eq!(bounds(&side["max"]), ["0/1", "1/1"], "goal {number}");
            assert_eq!(side["max"]["may_be_void"], true, "goal {number}");
        }
    }
}

#[test]
fn leave_no_one_behind_by_hand() {
    // In depth: poverty (benefit 0, harm 2), disability (2, 1), older (1, 1). Furthest behind: the first two.
    //   barriers, 0 to 3, in the order of the questions
    //     poverty     1, 2, 2, 1, 1, 3, unknown: (10 + [0, 3]) / 21 = [10/21, 13/21]
    //     disability  2, 3, 1, 1, 2, 2, 3: 14/21 = 2/3
    //   access   min = [10/21, 13/21]
    //   harm     max(2/3, 1/3, 1/3) = 2/3, enters as 1/3;  benefit  max(0, 2/3, 1/3) = 2/3
    //   process  who 2, why 1, extra 1, measuring 1; accountability is asked after the decision: 5/12
    //   heard    no, yes, yes: 2/3
    // Headline min([10/21, 13/21], 1/3, 5/12, 2/3) = 1/3, by harm; none of the others can still be lower.
    // Coverage: 14 barriers (one unknown), 3 harms, 4 of process, 3 heard: 24, of which 23 answered.
    let report = seen();
    assert_eq!(bounds(measure(&report, "group.access", Some("poverty"))), ["10/21", "13/21"]);
    assert_eq!(bounds(measure(&report, "group.access", Some("disability"))), ["2/3"; 2]);
    assert_eq!(bounds(measure(&report, "lnob.access", None)), ["10/21", "13/21"]);
    assert_eq!(bounds(measure(&report, "lnob.harm", None)), ["2/3"; 2]);
    assert_eq!(bounds(measure(&report, "lnob.benefit", None)), ["2/3"; 2]);
    assert_eq!(bounds(measure(&report, "lnob.process", None)), ["5/12"; 2]);
    assert_eq!(bounds(measure(&report, "lnob.heard", None)), ["2/3"; 2]);
    let principle = &report["principles"][0];
    assert_eq!(principle["id"], "lnob");
    assert_eq!(bounds(&principle["headline"]), ["1/3"; 2]);
    assert_eq!(principle["weakest"], "lnob.harm");
    assert!(list(principle, "others").is_empty());
    let coverage = &principle["headline"]["coverage"];
    assert_eq!((&coverage["answered"], &coverage["unknown"]), (&Value::from(23), &Value::from(1)));
}

#[test]
fn interlinkages_by_hand() {
    // Thirds: B of 7, 10, 13: 2, of 3, 9, 12: 1. H of 1, 3, 10: 2, of 7, 9, 12, 13: 1. Certainly untouched: 2, 4, 6, 11, 14, 16, 17.
    // Weitz et al., cells over 65; JRC labels. Places 4 + 3 + 3.
    //   Trade-offs, double and strong, with a touched goal: 6-7 weighs B_7 x 3 = 6/3, 7-15 B_7 x 2 = 4/3,
    //     3-13 B_13 x 1 = 2/3 (13 to 3), 2-7 B_7 x 0 = 0 (7 to 2)
    //   Undermining: 1 to 10 and 10 to 1 weigh 2 x 7 = 14/3; 1 to 4 and 1 to 11 2 x 6 = 12/3, the lower number first
    //   Synergy with a goal that is certainly untouched: 7 to 11, 13 to 2 and 13 to 6 weigh 2 x 5 = 10/3
    let ids = |report: &Value| -> Vec<String> {
        list(report, "prompts").iter().map(|prompt| prompt["id"].as_str().unwrap().to_owned()).collect()
    };
    let mut fresh: Value = serde_json::from_str(&shipped::text("sdg-toets/example.json")).unwrap();
    fresh["answers"].as_object_mut().unwrap().remove("prompt-judgement").unwrap();
    let fresh = Assessment::parse(&fresh.to_string(), &shipped::questionnaire("sdg-toets")).unwrap();
    let fresh: Value = serde_json::from_str(&fresh.assessment.score().to_json()).unwrap();
    assert_eq!(
        ids(&fresh),
        ["t-6-7", "t-7-15", "t-3-13", "t-2-7", "u-1-10", "u-10-1", "u-1-4", "s-7-11", "s-13-2", "s-13-6"]
    );
    // Once answered, they stand in the order of the goals within their queue.
    let report = seen();
    assert_eq!(
        ids(&report),
        ["t-2-7", "t-3-13", "t-6-7", "t-7-15", "u-1-4", "u-1-10", "u-10-1", "s-7-11", "s-13-2", "s-13-6"]
    );

    // Judged, in this order: n.a., +1, n.a., unknown, 0, -1, 0, +1, n.a., +1; each n.a. with a reason.
    //   treated   9 of 10 for certain: [9/10, 1]
    //   process   examined 2, services 2, responsible 2: 6/9 = 2/3
    //   synergy   max(1/3, unknown [0, 1]) = [1/3, 1];  tradeoff  max(1/3, unknown [0, 1]) = [1/3, 1]
    // Headline min([9/10, 1], 2/3) = 2/3, by process. Goals 5, 8 and 15 are open, so what hangs on the prompts is provisional.
    assert_eq!(bounds(measure(&report, "interlinkages.treated", None)), ["9/10", "1/1"]);
    assert_eq!(bounds(measure(&report, "interlinkages.process", None)), ["2/3"; 2]);
    assert_eq!(bounds(measure(&report, "interlinkages.synergy", None)), ["1/3", "1/1"]);
    assert_eq!(bounds(measure(&report, "interlinkages.tradeoff", None)), ["1/3", "1/1"]);
    let principle = &report["principles"][1];
    assert_eq!(principle["id"], "interlinkages");
    assert_eq!(bounds(&principle["headline"]), ["2/3"; 2]);
    assert_eq!(principle["weakest"], "interlinkages.process");
    assert_eq!(principle["headline"]["provisional"], true);
}

#[test]
fn working_with_everyone_by_hand() {
    // Steps reached and intended: residents 2 and 2, vulnerable 1 and 2, associations 4 and 4, businesses 2 and 3.
    //   breadth      at step 2 or higher: three of four = 3/4
    //   required     1; a group is touched: 2; a harm is clear: 3
    //   fit          2/3, 1/3, 4 of 4 = 1, 2/3; mean = (8/3) / 4 = 2/3
    //   partnership  agreed "lead" 2 (weight 3), power "own-service" 1; review is asked after the decision: (3 x 2/3 + 1/3) / 4 = 7/12
    //   feedback     "in-time" 2 (weight 2), advice "not-checked" 0: (2 x 2/3 + 0) / 3 = 4/9
    // Headline 4/9, by feedback.
    let report = seen();
    for (party, fit, promise) in [
        ("residents", "2/3", "1/1"),
        ("vulnerable", "1/3", "1/2"),
        ("associations", "1/1", "1/1"),
        ("businesses", "2/3", "2/3"),
    ] {
        assert_eq!(bounds(measure(&report, "stakeholders.fit.one", Some(party))), [fit; 2], "{party}");
        assert_eq!(
            bounds(measure(&report, "stakeholders.promise.one", Some(party))),
            [promise; 2],
            "{party}"
        );
    }
    assert_eq!(bounds(measure(&report, "stakeholders.breadth", None)), ["3/4"; 2]);
    assert_eq!(bounds(measure(&report, "stakeholders.fit", None)), ["2/3"; 2]);
    assert_eq!(bounds(measure(&report, "stakeholders.partnership", None)), ["7/12"; 2]);
    assert_eq!(bounds(measure(&report, "stakeholders.feedback", None)), ["4/9"; 2]);
    let principle = &report["principles"][2];
    assert_eq!(principle["id"], "stakeholders");
    assert_eq!(bounds(&principle["headline"]), ["4/9"; 2]);
    assert_eq!(principle["weakest"], "stakeholders.feedback");
    assert!(list(principle, "others").is_empty());
}

#[test]
fn findings_by_hand() {
    // What is certain. What is only possible hangs on goals 5, 8 and 15, on one barrier and on one prompt.
    let report = seen();
    let certain = |severity: &str| {
        let all = findings(&report, severity).into_iter();
        all.filter(|(_, _, certain)| *certain).collect::<BTreeSet<_>>()
    };
    assert_eq!(
        certain("discuss-first"),
        expected(&[
            ("goal-harm-clear", "1", true),
            ("goal-harm-clear", "3", true),
            ("goal-harm-clear", "10", true),
            ("furthest-harm", "poverty", true),
            ("furthest-harm", "disability", true),
            ("group-harm", "older", true),
        ])
    );
    // A harm is clear, so every party below step 3 gets a remark, and none about a promise on top of it.
    assert_eq!(
        certain("attention"),
        expected(&[
            ("group-access-low", "disability", true),
            ("group-stacked", "poverty", true),
            ("furthest-missed", "poverty", true),
            ("prompt-negative", "u-1-10", true),
            ("prompt-open", "t-7-15", true),
            ("stakeholder-step-low", "residents", true),
            ("stakeholder-step-low", "vulnerable", true),
            ("stakeholder-step-low", "businesses", true),
            ("advice-not-asked", "", true),
        ])
    );
    // Slight harm where it is not clear. A clear benefit without any harm: nowhere for certain.
    assert_eq!(
        certain("hint"),
        expected(&[
            ("goal-harm-slight", "7", true),
            ("goal-harm-slight", "9", true),
            ("goal-harm-slight", "12", true),
            ("goal-harm-slight", "13", true),
        ])
    );
}

#[test]
fn what_is_only_possible_is_about_what_is_asked() {
    // Goals 5, 8 and 15: their gates are unknown, so what could be the matter with each of their 16 topics is possible and tells
    // nothing. One barrier of people in poverty is unknown, so it may be difficult or blocked. Prompt t-7-15 is unknown.
    let report = report();
    let possible = report.findings.iter().filter(|finding| !finding.certain);
    let (shown, rest): (Vec<_>, Vec<_>) = possible.partition(|finding| report.is_at_hand(finding));
    let mut names: Vec<String> = shown
        .iter()
        .map(|finding| {
            let goal = finding.goal.map(|goal| goal.number().to_string());
            let about = finding.question.clone().or(finding.subject.clone()).or(goal);
            format!("{} {}", finding.id, about.unwrap_or_default())
        })
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "effect-unknown goal-15",
            "effect-unknown goal-5",
            "effect-unknown goal-8",
            "furthest-barrier poverty",
            "goal-benefit-only 15",
            "goal-benefit-only 5",
            "goal-benefit-only 8",
            "goal-harm-clear 15",
            "goal-harm-clear 5",
            "goal-harm-clear 8",
            "goal-harm-slight 15",
            "goal-harm-slight 5",
            "goal-harm-slight 8",
            "group-access-low poverty",
            "prompt-negative t-7-15",
        ]
    );
    assert_eq!(rest.len(), 2 * 16, "no evidence, or irreversible: perhaps, for each topic");
}
