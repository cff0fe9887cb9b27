//! What the pages say: a summary for `sdg score`, the whole report for `sdg report`. One place decides, so that every
//! form tells the same.

use sdg_core::{
    Answer, AnswerState, Finding, FindingSeverity, Fraction, GoalResult, Kind, MeasureResult,
    PrincipleResult, Question, QuestionIx, QuestionResult, Side, Strength, Truth,
};

use crate::page::Page;
use crate::phrases::{self, Phrase};
use crate::words::Words;

/// So many strong points, concerns and things to find out stand at the top.
const TOP: usize = 3;

/// The results alone.
pub(crate) fn summary(words: &Words<'_>) -> Page {
    let mut page = Page::new(words.language(), title(words));
    page.notice(words.ui(phrases::MIRROR));
    page.text(openness(words));
    goals(&mut page, words);
    principles(&mut page, words);
    other_measures(&mut page, words);
    findings(&mut page, words);
    page
}

/// The whole report.
pub(crate) fn report(words: &Words<'_>) -> Page {
    let mut page = Page::new(words.language(), title(words));
    if let Some(notice) = example_notice(words) {
        page.notice(notice);
    }
    page.notice(words.ui(phrases::MIRROR));
    profile(&mut page, words);
    page.text(openness(words));
    brief(&mut page, words);
    goals(&mut page, words);
    principles(&mut page, words);
    other_measures(&mut page, words);
    findings(&mut page, words);
    unknowns(&mut page, words);
    answers(&mut page, words);
    page.part(words.ui(phrases::HOW));
    page.text(words.ui(phrases::HOW_TEXT));
    page.text(words.ui_with(phrases::MADE_BY, &[("version", env!("CARGO_PKG_VERSION"))]));
    sources(&mut page, words);
    page
}

/// The name of the project, or of the questionnaire.
pub(crate) fn title(words: &Words<'_>) -> String {
    let questionnaire = words.must("title");
    match words.questionnaire.profile().name {
        Some(name) if words.assessment.entry(name, None).answer.is_some() => {
            format!("{} ({questionnaire})", words.answer(name, None))
        }
        _ => questionnaire,
    }
}

/// What the file of a worked example says about itself.
fn example_notice(words: &Words<'_>) -> Option<String> {
    let example: serde_json::Value = serde_json::from_str(words.assessment.further("example")?).ok()?;
    let notice = example.get("notice")?;
    let text = notice.as_str().or_else(|| notice.get(words.language())?.as_str())?;
    Some(text.to_owned())
}

/// How much is still open, and how much is not known.
fn openness(words: &Words<'_>) -> String {
    let unanswered = asked(words).filter(|result| result.state == AnswerState::Unanswered).count();
    let unknown = asked(words).filter(|result| result.state == AnswerState::Unknown).count();
    let mut text = if unanswered == 0 {
        words.ui(phrases::COMPLETE)
    } else {
        words.ui_count(phrases::PROVISIONAL_ONE, phrases::PROVISIONAL_MANY, unanswered)
    };
    if unknown > 0 {
        text.push(' ');
        text.push_str(&words.ui_count(phrases::UNKNOWN_ONE, phrases::UNKNOWN_MANY, unknown));
    }
    text
}

fn asked<'w>(words: &Words<'w>) -> impl Iterator<Item = &'w QuestionResult> {
    words.report.questions.iter().filter(|result| result.asked == Truth::Yes)
}

fn profile(page: &mut Page, words: &Words<'_>) {
    let profile = words.questionnaire.profile();
    let roles: [Option<QuestionIx>; 4] = [profile.name, profile.municipality, profile.stage, profile.date];
    let mut rows: Vec<Vec<String>> = roles
        .into_iter()
        .flatten()
        .filter(|ix| words.assessment.entry(*ix, None).answer.is_some())
        .filter_map(|ix| {
            Some(vec![words.question(words.questionnaire.question(ix)?, None), words.answer(ix, None)])
        })
        .collect();
    let of = words.questionnaire;
    rows.push(vec![
        words.ui(phrases::QUESTIONNAIRE),
        format!("{} ({}, {} {})", words.must("title"), of.id(), words.ui(phrases::VERSION), of.version()),
    ]);
    page.table(String::new(), Vec::new(), rows);
}

fn brief(page: &mut Page, words: &Words<'_>) {
    page.part(words.ui(phrases::BRIEF));
    let certain = |goal: &&GoalResult| {
        goal.benefit.max.shown && goal.benefit.max.bounds.is_some_and(|bounds| bounds.lo.is_positive())
    };
    let mut strong: Vec<&GoalResult> = words.report.goals.iter().filter(certain).collect();
    let lo = |goal: &GoalResult| goal.benefit.max.bounds.map(|bounds| bounds.lo);
    strong.sort_by(|a, b| lo(b).cmp(&lo(a)).then(a.goal.cmp(&b.goal)));
    let of_goals = strong.into_iter().map(|goal| {
        let band = words.result(&goal.benefit.max);
        words.ui_with(phrases::STRONG_ITEM, &[("goal", &words.goal(goal.goal)), ("band", &band)])
    });
    let strong: Vec<String> = of_goals.chain(strong_without_goal(words)).take(TOP).collect();
    let of_no_goal = |question: &Question| matches!(question.kind, Kind::Effect { goal: None, .. });
    if !words.report.goals.is_empty() || words.questionnaire.questions().iter().any(of_no_goal) {
        page.piece(words.ui(phrases::STRONG));
        page.list_or(strong, words.ui(phrases::STRONG_NONE));
    }
    page.piece(words.ui(phrases::CONCERNS));
    let urgent = |finding: &&Finding| finding.certain && finding.severity != FindingSeverity::Hint;
    let mut concerns: Vec<&Finding> = words.report.findings.iter().filter(urgent).collect();
    concerns.sort_by_key(|finding| finding.severity);
    let concerns = concerns.into_iter().take(TOP).map(|finding| words.finding(finding)).collect();
    page.list_or(concerns, words.ui(phrases::CONCERNS_NONE));
    page.piece(words.ui(phrases::FIND_OUT));
    let unknown = |result: &&QuestionResult| result.state == AnswerState::Unknown;
    let mut find_out: Vec<String> =
        asked(words).filter(unknown).take(TOP).filter_map(|result| question(words, result)).collect();
    let open = asked(words).filter(|result| result.state == AnswerState::Unanswered).count();
    if find_out.len() < TOP && open > 0 {
        find_out.push(words.ui_count(phrases::FIND_OUT_MORE_ONE, phrases::FIND_OUT_MORE_MANY, open));
    }
    page.list_or(find_out, words.ui(phrases::FIND_OUT_NONE));
}

/// Benefits of effects that belong to no goal, such as those on a group or on a place: they count where goals leave room.
fn strong_without_goal(words: &Words<'_>) -> Vec<String> {
    let of = words.questionnaire;
    let benefit = |result: &QuestionResult| {
        let ix = of.find(&result.id)?;
        let question = of.question(ix)?;
        let Kind::Effect { scale, goal: None, .. } = question.kind else { return None };
        let answer = &words.assessment.entry(ix, result.subject.as_deref()).answer;
        let Some(Answer::Effect { benefit: Some(Strength::Points(points)), .. }) = answer else {
            return None;
        };
        let greatest = of.scale(scale)?.steps.iter().map(|step| step.points).max()?;
        let subject = result.subject.as_deref();
        let strength = words.points(question, Some(Side::Benefit), *points);
        let item = format!("{}: {strength}", words.question(question, subject));
        (*points > 0).then(|| (Fraction::new(*points, greatest), item))
    };
    let mut strong: Vec<(Fraction, String)> = asked(words).filter_map(benefit).collect();
    strong.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
    strong.into_iter().map(|(_, item)| item).collect()
}

fn question(words: &Words<'_>, result: &QuestionResult) -> Option<String> {
    let ix = words.questionnaire.find(&result.id)?;
    Some(words.question(words.questionnaire.question(ix)?, result.subject.as_deref()))
}

fn goals(page: &mut Page, words: &Words<'_>) {
    let goals = &words.report.goals;
    if goals.is_empty() {
        return;
    }
    page.part(words.ui(phrases::GOALS));
    let positive = |measure: &MeasureResult| measure.bounds.is_some_and(|bounds| bounds.lo.is_positive());
    let count = |of: &dyn Fn(&&GoalResult) -> bool| goals.iter().filter(of).count().to_string();
    page.text(words.ui_with(
        phrases::GOALS_SUMMARY,
        &[
            ("benefit", &count(&|goal| positive(&goal.benefit.max))),
            ("harm", &count(&|goal| positive(&goal.harm.max))),
            ("open", &count(&|goal| goal.open)),
            ("all", &goals.len().to_string()),
        ],
    ));
    // With one topic per goal the mean says the same as the headline.
    let broad = goals.iter().any(|goal| words.questionnaire.goal_questions(goal.goal).len() > 1);
    let mut head = vec![
        words.ui(phrases::GOAL),
        words.ui(phrases::BENEFIT),
        words.ui(phrases::HARM),
        figures_of(words, phrases::BENEFIT),
        figures_of(words, phrases::HARM),
    ];
    if broad {
        head.extend([words.ui(phrases::BENEFIT_MEAN), words.ui(phrases::HARM_MEAN)]);
    }
    let rows = goals
        .iter()
        .map(|goal| {
            let (benefit, harm) = (&goal.benefit, &goal.harm);
            let mut row = vec![
                words.goal(goal.goal),
                words.result(&benefit.max),
                words.result(&harm.max),
                words.figures(&benefit.max),
                words.figures(&harm.max),
            ];
            if broad {
                row.extend([words.figures(&benefit.mean), words.figures(&harm.mean)]);
            }
            row
        })
        .collect();
    page.table(words.ui(phrases::GOALS_CAPTION), head, rows);
}

fn figures_of(words: &Words<'_>, side: Phrase) -> String {
    format!("{}: {}", words.ui(side), words.ui(phrases::FIGURES).to_lowercase())
}

fn principles(page: &mut Page, words: &Words<'_>) {
    if words.report.principles.is_empty() {
        return;
    }
    page.part(words.ui(phrases::PRINCIPLES));
    page.text(words.ui(phrases::PRINCIPLES_HELP));
    for result in &words.report.principles {
        principle(page, words, result);
    }
}

fn principle(page: &mut Page, words: &Words<'_>, result: &PrincipleResult) {
    page.piece(words.must(&format!("principle.{}.title", result.id)));
    let headline = &result.headline;
    if headline.shown && headline.bounds.is_some() && headline.coverage.answered > 0 {
        let name = |id: &String| words.measure(id, None);
        let mut text: Vec<String> = result
            .weakest
            .iter()
            .map(|weakest| words.ui_with(phrases::WEAKEST, &[("name", &name(weakest))]))
            .collect();
        if !result.others.is_empty() {
            let names: Vec<String> = result.others.iter().map(name).collect();
            text.push(words.ui_with(phrases::OTHERS, &[("names", &names.join(", "))]));
        }
        if !text.is_empty() {
            page.text(text.join(" "));
        }
    }
    let principle = words.questionnaire.principles().iter().find(|principle| principle.id == result.id);
    let measures =
        principle.into_iter().flat_map(|principle| principle.components.iter().chain(&principle.measures));
    let measures =
        measures.filter_map(|ix| words.report.measure(&words.questionnaire.measure(*ix)?.id, None));
    let row =
        |name: String, measure: &MeasureResult| vec![name, words.result(measure), words.figures(measure)];
    let mut rows = vec![row(words.ui(phrases::WHOLE), headline)];
    rows.extend(measures.map(|measure| row(words.measure(&measure.id, None), measure)));
    page.table(String::new(), measure_head(words, phrases::COMPONENT), rows);
}

fn measure_head(words: &Words<'_>, first: Phrase) -> Vec<String> {
    vec![words.ui(first), words.ui(phrases::RESULT), words.ui(phrases::FIGURES)]
}

/// Measures that no principle shows; for a repeated one, the subjects to which it applies.
fn other_measures(page: &mut Page, words: &Words<'_>) {
    let of_principles: Vec<&str> = words
        .questionnaire
        .principles()
        .iter()
        .flat_map(|principle| principle.components.iter().chain(&principle.measures))
        .filter_map(|ix| Some(words.questionnaire.measure(*ix)?.id.as_str()))
        .collect();
    let rows: Vec<Vec<String>> = words
        .report
        .measures
        .iter()
        .filter(|result| !of_principles.contains(&result.id.as_str()))
        .filter(|result| result.subject.is_none() || result.bounds.is_some())
        .map(|result| {
            let name = words.measure(&result.id, result.subject.as_deref());
            vec![name, words.result(result), words.figures(result)]
        })
        .collect();
    if !rows.is_empty() {
        page.part(words.ui(phrases::MEASURES));
        page.table(String::new(), measure_head(words, phrases::MEASURE), rows);
    }
}

fn findings(page: &mut Page, words: &Words<'_>) {
    if words.questionnaire.rules().is_empty() {
        return;
    }
    page.part(words.ui(phrases::FINDINGS));
    let (certain, possible): (Vec<&Finding>, Vec<&Finding>) =
        words.report.findings.iter().partition(|finding| finding.certain);
    if certain.is_empty() {
        page.text(words.ui(phrases::FINDINGS_NONE));
    }
    let severities = [
        (FindingSeverity::DiscussFirst, phrases::DISCUSS_FIRST),
        (FindingSeverity::Attention, phrases::ATTENTION),
        (FindingSeverity::Hint, phrases::HINT),
    ];
    for (severity, heading) in severities {
        let of_severity = certain.iter().filter(|finding| finding.severity == severity);
        let items: Vec<String> = of_severity.map(|finding| words.finding(finding)).collect();
        if !items.is_empty() {
            page.piece(words.ui(heading));
            page.list(items);
        }
    }
    let at_hand = possible.into_iter().filter(|finding| words.report.is_at_hand(finding));
    let items: Vec<String> = at_hand.map(|finding| words.finding(finding)).collect();
    if !items.is_empty() {
        page.piece(words.ui(phrases::POSSIBLE));
        page.list(items);
    }
}

fn unknowns(page: &mut Page, words: &Words<'_>) {
    page.part(words.ui(phrases::UNKNOWNS));
    let unknown: Vec<String> = asked(words)
        .filter(|result| result.state == AnswerState::Unknown)
        .filter_map(|result| question(words, result))
        .collect();
    let open: Vec<String> = words
        .report
        .progress
        .iter()
        .filter_map(|progress| {
            let open = progress.asked.checked_sub(progress.answered)?.checked_sub(progress.unknown)?;
            let title = words.must(&format!("section.{}.title", progress.section));
            let phrase = if open == 1 { phrases::OPEN_ONE } else { phrases::OPEN_MANY };
            (open > 0).then(|| words.ui_with(phrase, &[("section", &title), ("n", &open.to_string())]))
        })
        .collect();
    if unknown.is_empty() && open.is_empty() {
        page.text(words.ui(phrases::UNKNOWNS_NONE));
    }
    if !unknown.is_empty() {
        page.text(words.ui(phrases::UNKNOWNS_LIST));
        page.list(unknown);
    }
    if !open.is_empty() {
        page.text(words.ui(phrases::OPEN));
        page.list(open);
    }
}

/// Everything that is recorded, section by section; what is not asked now is marked.
fn answers(page: &mut Page, words: &Words<'_>) {
    page.part(words.ui(phrases::ANSWERS));
    page.text(words.ui(phrases::ANSWERS_HELP));
    for section in words.questionnaire.sections() {
        let mut rows = Vec::new();
        for ix in &section.questions {
            let Some(question) = words.questionnaire.question(*ix) else { continue };
            for result in words.report.questions.iter().filter(|result| result.id == question.id) {
                let subject = result.subject.as_deref();
                let entry = words.assessment.entry(*ix, subject);
                let recorded = !entry.is_empty();
                if result.asked == Truth::No && !recorded {
                    continue;
                }
                let mut answer = words.answer(*ix, subject);
                if result.asked == Truth::No {
                    answer = format!("{answer}\n({})", words.ui(phrases::NOT_ASKED_KEPT));
                }
                rows.push(vec![words.question(question, subject), answer, entry.reason.clone()]);
            }
        }
        if !rows.is_empty() {
            page.piece(words.must(&format!("section.{}.title", section.id)));
            let head = [phrases::QUESTION, phrases::ANSWER, phrases::REASON];
            page.table(String::new(), head.map(|phrase| words.ui(phrase)).to_vec(), rows);
        }
    }
}

fn sources(page: &mut Page, words: &Words<'_>) {
    let of_questionnaire = words.questionnaire.sources().iter().map(|source| {
        let url = source.url.as_deref().map_or_else(String::new, |url| format!(", {url}"));
        format!("{}{url}", source.citation)
    });
    let evidence = words.questionnaire.interlinkages().map(|part| &part.evidence);
    let of_evidence = evidence.into_iter().flat_map(|evidence| evidence.sources()).map(|source| {
        let doi = if source.doi.is_empty() { String::new() } else { format!(", doi {}", source.doi) };
        format!("{}{doi}", source.citation)
    });
    let all: Vec<String> = of_questionnaire.chain(of_evidence).collect();
    if !all.is_empty() {
        page.part(words.ui(phrases::SOURCES));
        page.list(all);
    }
}
