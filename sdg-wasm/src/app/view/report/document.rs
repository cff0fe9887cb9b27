//! The document: headings, paragraphs, lists and tables, without anything to press.

use sdg_core::{
    Action as Planned, ActionStatus, Claim, ClaimGap, ClaimVerdict, Decision, Finding, FindingSeverity,
    GoalResult, Handling, MeasureResult, Outcome, PrincipleResult, QuestionIx, Truth,
};

use super::answers;
use crate::app::message::At;
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::report::Extent;
use crate::app::together::project;
use crate::app::view::result::details::{SEVERITIES, open_sections, possible_findings};
use crate::app::view::result::{
    TOP, concerns, finding_text, goal_words, goals_summary, side_words, strong_goals, unknown_questions,
};
use crate::app::view::{El, paragraphs, project_name};
use crate::html::{Attribute, Tag, el};

/// So many actions fit on the page for the board.
const ANNEX_ACTIONS: usize = 5;

/// The report that is chosen. Its title is a heading of level `top`, 1 where it stands alone.
///
/// Each part stands for itself: what a further part says goes on this list.
pub(crate) fn document(model: &Model, top: u8) -> El {
    let of = Document { model, top };
    let short = model.paper.extent == Extent::Annex;
    let kind = if short { phrases::REPORT_KIND_ANNEX } else { phrases::REPORT_KIND_FULL };
    let parts: Vec<Vec<El>> = match model.paper.extent {
        _ if model.has_only_views() => vec![of.head_of_views(kind), of.views(short), of.method()],
        Extent::Annex => vec![
            of.head(kind),
            of.brief(),
            of.views(true),
            of.goals(true),
            of.principles_at_a_glance(),
            of.claims_at_a_glance(),
            of.actions(Some(ANNEX_ACTIONS)),
        ],
        Extent::Full => vec![
            of.head(kind),
            of.brief(),
            of.goals(false),
            of.principles(),
            of.findings(),
            of.views(false),
            of.claims(),
            of.actions(None),
            of.unknowns(),
            answers::all(&of),
            of.method(),
        ],
    };
    let class = if short { "paper annex" } else { "paper full" };
    el(Tag::Div)
        .class(class)
        // Another report is another document: nothing of the one before stays.
        .key(class)
        .with(Attribute::Lang, model.ui(phrases::REPORT_LOCALE))
        .children(
            parts.into_iter().filter(|part| !part.is_empty()).map(|part| el(Tag::Section).children(part)),
        )
}

/// The name of the project, or of the questionnaire as long as it has none.
pub(crate) fn title(model: &Model) -> String {
    let of_others = || {
        let checks = if model.has_only_views() { model.checks() } else { Vec::new() };
        checks.into_iter().find_map(|(_, check)| project(check)).map(str::to_owned)
    };
    project_name(model).or_else(of_others).unwrap_or_else(|| model.must(&["title"]))
}

pub(super) struct Document<'m> {
    pub(super) model: &'m Model,
    top: u8,
}

impl Document<'_> {
    /// A heading, so many levels below the title.
    pub(super) fn heading(&self, below: u8, text: String) -> El {
        el(Tag::heading(self.top.saturating_add(below))).text(text)
    }

    fn part(&self, phrase: Phrase) -> El {
        self.heading(1, self.model.ui(phrase))
    }

    pub(super) fn say(&self, phrase: Phrase) -> El {
        el(Tag::P).say(self.model, phrase)
    }

    fn title_of(&self, question: QuestionIx, subject: Option<&str>) -> String {
        let question = self.model.questionnaire.question(question);
        question.map_or_else(String::new, |question| self.model.at_title(question, subject))
    }

    // ---- The beginning

    fn head(&self, kind: Phrase) -> Vec<El> {
        let model = self.model;
        let questionnaire = model.must(&["title"]);
        let open = model.open_questions();
        let openness = if open == 0 {
            [&model.ui(phrases::RESULT_COMPLETE), "."].concat()
        } else {
            model.ui_count(phrases::RESULT_PROVISIONAL_ONE, phrases::RESULT_PROVISIONAL_MANY, open)
        };
        let mut head = vec![
            self.heading(0, title(model)),
            el(Tag::P).class("kind").text(model.ui_with(kind, &[("questionnaire", &questionnaire)])),
        ];
        head.extend(model.example_notice().map(|notice| el(Tag::P).class("notice").text(notice)));
        head.push(self.about());
        head.push(self.say(phrases::RESULT_MIRROR));
        head.push(el(Tag::P).child(el(Tag::Strong).text(openness)));
        head
    }

    /// Where nothing was filled in here, there is no result of one's own to begin with.
    fn head_of_views(&self, kind: Phrase) -> Vec<El> {
        let model = self.model;
        let mut rows = vec![(model.ui(phrases::REPORT_QUESTIONNAIRE), self.questionnaire())];
        if let Some(today) = model.clock.get(..10) {
            rows.insert(0, (model.ui(phrases::REPORT_MADE), model.day_text(today)));
        }
        let rows = rows.into_iter().map(|(name, value)| row(&name, [value]));
        vec![
            self.heading(0, title(model)),
            el(Tag::P).class("kind").text(model.ui_with(kind, &[("questionnaire", &model.must(&["title"]))])),
            table(About::Caption(model.ui(phrases::REPORT_ABOUT)), None, rows).class("about"),
            self.say(phrases::RESULT_MIRROR),
            self.say(phrases::REPORT_VIEWS_ONLY),
        ]
    }

    /// What several assessors say side by side; nothing where there is only one.
    fn views(&self, short: bool) -> Vec<El> {
        let told = self.model.views();
        told.map_or_else(Vec::new, |told| told.paper(self.model, self.top.saturating_add(1), short))
    }

    /// Who, where, when.
    fn about(&self) -> El {
        let model = self.model;
        let profile = model.questionnaire.profile();
        let of_project = [profile.municipality, profile.stage, profile.date].into_iter().flatten();
        let mut rows: Vec<(String, String)> = of_project
            .filter(|ix| model.assessment.entry(*ix, None).answer.is_some())
            .map(|ix| (self.title_of(ix, None), answers::lines(model, ix, None).join(", ")))
            .collect();
        let by =
            model.assessment.assessor.as_ref().map(|assessor| assessor.by.trim()).filter(|by| !by.is_empty());
        let by = by.map_or_else(|| model.ui(phrases::REPORT_BY_NOBODY), str::to_owned);
        rows.push((model.ui(phrases::REPORT_BY), by));
        if let Some(today) = model.clock.get(..10) {
            rows.push((model.ui(phrases::REPORT_MADE), model.day_text(today)));
        }
        rows.push((model.ui(phrases::REPORT_QUESTIONNAIRE), self.questionnaire()));
        let rows = rows.into_iter().map(|(name, value)| row(&name, [value]));
        table(About::Caption(model.ui(phrases::REPORT_ABOUT)), None, rows).class("about")
    }

    fn questionnaire(&self) -> String {
        let of = &self.model.questionnaire;
        let title = self.model.must(&["title"]);
        let with = [("title", title.as_str()), ("id", of.id()), ("version", of.version())];
        self.model.ui_with(phrases::REPORT_VERSION, &with)
    }

    /// Three strong points, three concerns, three things to find out.
    fn brief(&self) -> Vec<El> {
        let model = self.model;
        let strong = strong_goals(model).into_iter().map(|goal| {
            let band = side_words(model, &goal.benefit.max);
            let words = model.ui_with(phrases::RESULT_STRONG_ITEM, &[("band", &band)]);
            [&model.goal_in_text(goal.goal), ": ", &words].concat()
        });
        let concerns = concerns(model).map(|finding| finding_text(model, finding));
        let unknown = unknown_questions(model);
        let mut find_out: Vec<String> = unknown.iter().take(TOP).map(|at| self.at(at)).collect();
        let open = model.open_questions();
        if find_out.len() < TOP && open > 0 {
            find_out.push(model.ui_count(
                phrases::RESULT_FIND_OUT_MORE_ONE,
                phrases::RESULT_FIND_OUT_MORE_MANY,
                open,
            ));
        }
        let lists = [
            (phrases::RESULT_STRONG, phrases::RESULT_STRONG_NONE, strong.collect()),
            (phrases::RESULT_CONCERNS, phrases::RESULT_CONCERNS_NONE, concerns.collect()),
            (phrases::RESULT_FIND_OUT, phrases::RESULT_FIND_OUT_NONE, find_out),
        ];
        let parts = lists.map(|(title, none, items)| {
            el(Tag::Div).child(self.part(title)).child(self.list_or(items, none))
        });
        vec![el(Tag::Div).class("brief").children(parts)]
    }

    fn at(&self, at: &At) -> String {
        self.title_of(at.question, at.subject.as_deref())
    }

    fn list_or(&self, items: Vec<String>, none: Phrase) -> El {
        if items.is_empty() { self.say(none) } else { list(items) }
    }

    // ---- Goals

    /// Benefit and harm side by side, never netted; `short`: only the goals at which something is or may be.
    fn goals(&self, short: bool) -> Vec<El> {
        let model = self.model;
        if model.report.goals.is_empty() {
            return Vec::new();
        }
        let (shown, others): (Vec<&GoalResult>, Vec<&GoalResult>) =
            model.report.goals.iter().partition(|goal| !short || goal.touched != Truth::No || goal.open);
        let mut part = vec![self.part(phrases::RESULT_GOALS), el(Tag::P).text(goals_summary(model))];
        if !shown.is_empty() {
            let rows = shown.iter().map(|goal| {
                let sides = [&goal.harm.max, &goal.benefit.max].map(|side| goal_words(model, goal, side));
                row(&model.goal_in_text(goal.goal), sides)
            });
            let head = [phrases::RESULT_GOAL, phrases::RESULT_HARM, phrases::RESULT_BENEFIT];
            part.push(table(
                About::Caption(model.ui(phrases::RESULT_PICTURE)),
                Some(self.columns(&head)),
                rows,
            ));
        }
        if !others.is_empty() {
            let goals: Vec<String> = others.iter().map(|goal| goal.goal.number().to_string()).collect();
            part.push(
                el(Tag::P).text(model.ui_with(phrases::REPORT_UNTOUCHED, &[("goals", &goals.join(", "))])),
            );
        }
        part
    }

    fn columns(&self, phrases: &[Phrase]) -> El {
        columns(self.model, phrases)
    }

    // ---- Principles

    fn principles_at_a_glance(&self) -> Vec<El> {
        let model = self.model;
        if model.report.principles.is_empty() {
            return Vec::new();
        }
        let rows = model.report.principles.iter().map(|result| {
            let weakest = result.weakest.as_ref().filter(|_| speaks(result));
            let weakest = weakest.map_or_else(String::new, |id| model.must(&["measure", id, "title"]));
            let title = model.must(&["principle", &result.id, "title"]);
            row(&title, [side_words(model, &result.headline), weakest])
        });
        let head = [phrases::REPORT_PRINCIPLE, phrases::RESULT_VALUE, phrases::REPORT_LINK_HEAD];
        vec![
            self.part(phrases::RESULT_PRINCIPLES),
            table(About::Caption(model.ui(phrases::RESULT_PRINCIPLES_HELP)), Some(self.columns(&head)), rows),
        ]
    }

    fn principles(&self) -> Vec<El> {
        let model = self.model;
        if model.report.principles.is_empty() {
            return Vec::new();
        }
        let mut part = vec![self.part(phrases::RESULT_PRINCIPLES), self.say(phrases::RESULT_PRINCIPLES_HELP)];
        for result in &model.report.principles {
            part.extend(self.principle(result));
        }
        part
    }

    fn principle(&self, result: &PrincipleResult) -> Vec<El> {
        let model = self.model;
        let title = |id: &String| model.must(&["measure", id, "title"]);
        let mut part = vec![self.heading(2, model.must(&["principle", &result.id, "title"]))];
        if speaks(result) {
            let weakest = result
                .weakest
                .iter()
                .map(|id| model.ui_with(phrases::RESULT_WEAKEST, &[("name", &title(id))]));
            let mut words: Vec<String> = weakest.collect();
            if !result.others.is_empty() {
                let names: Vec<String> = result.others.iter().map(title).collect();
                words.push(model.ui_with(phrases::RESULT_OTHERS, &[("names", &names.join(", "))]));
            }
            if !words.is_empty() {
                part.push(el(Tag::P).text(words.join(" ")));
            }
        }
        let principle = model.questionnaire.principles().iter().find(|principle| principle.id == result.id);
        let measures = principle
            .into_iter()
            .flat_map(|principle| principle.components.iter().chain(&principle.measures));
        let measures =
            measures.filter_map(|ix| model.report.measure(&model.questionnaire.measure(*ix)?.id, None));
        let measure_row = |name: String, measure: &MeasureResult| {
            let mut words = side_words(model, measure);
            if measure.provisional {
                words.push(' ');
                words.push_str(&model.ui(phrases::RESULT_PROVISIONAL_MEASURE));
            }
            row(&name, [words])
        };
        let whole = measure_row(model.ui(phrases::REPORT_WHOLE), &result.headline);
        let rows =
            std::iter::once(whole).chain(measures.map(|measure| measure_row(title(&measure.id), measure)));
        let head = self.columns(&[phrases::RESULT_COMPONENT, phrases::RESULT_VALUE]);
        part.push(table(About::Name(model.ui(phrases::RESULT_COMPONENTS)), Some(head), rows));
        part
    }

    // ---- Findings

    fn findings(&self) -> Vec<El> {
        let model = self.model;
        if model.questionnaire.rules().is_empty() {
            return Vec::new();
        }
        let mut part = vec![self.part(phrases::RESULT_FINDINGS)];
        for (severity, title, _) in SEVERITIES {
            let of_severity = model
                .report
                .findings
                .iter()
                .filter(|finding| finding.certain && finding.severity == severity);
            let items: Vec<El> = of_severity.map(|finding| self.finding(finding)).collect();
            if !items.is_empty() {
                part.push(self.heading(2, model.ui(title)));
                part.push(el(Tag::Ul).children(items));
            }
        }
        if part.len() == 1 {
            part.push(self.say(phrases::RESULT_FINDINGS_NONE));
        }
        let possible: Vec<String> =
            possible_findings(model).map(|finding| finding_text(model, finding)).collect();
        if !possible.is_empty() {
            part.push(self.heading(2, model.ui(phrases::REPORT_POSSIBLE)));
            part.push(list(possible));
        }
        part
    }

    fn finding(&self, finding: &Finding) -> El {
        let model = self.model;
        let handling = model.assessment.handling(&finding.key());
        // Only the most urgent ones ask for a decision.
        let tells = handling.is_some() || finding.severity == FindingSeverity::DiscussFirst;
        let treatment = tells.then(|| {
            let words = treatment(model, handling);
            el(Tag::P).text(model.ui_with(phrases::REPORT_TREATMENT, &[("words", &words)]))
        });
        el(Tag::Li).child(el(Tag::P).text(finding_text(model, finding))).maybe(treatment)
    }

    // ---- Claim check

    fn claims_at_a_glance(&self) -> Vec<El> {
        let claims = self.model.assessment.claims();
        if claims.is_empty() {
            return Vec::new();
        }
        vec![self.part(phrases::REPORT_CLAIMS), self.may_show(&claims)]
    }

    fn may_show(&self, claims: &[Claim]) -> El {
        let may = claims.iter().filter(|claim| claim.verdict == ClaimVerdict::Yes);
        let goals: Vec<String> = may.map(|claim| self.model.goal_in_text(claim.goal)).collect();
        if goals.is_empty() {
            return self.say(phrases::REPORT_CLAIMS_NONE);
        }
        el(Tag::P).text(self.model.ui_with(phrases::REPORT_CLAIMS_YES, &[("goals", &goals.join(", "))]))
    }

    fn claims(&self) -> Vec<El> {
        let claims = self.model.assessment.claims();
        if claims.is_empty() {
            return Vec::new();
        }
        let rows = claims.iter().map(|claim| {
            let why = gaps(self.model, claim).join("\n");
            row(&self.model.goal_in_text(claim.goal), [verdict(self.model, claim.verdict), why])
        });
        let head = self.columns(&[phrases::RESULT_GOAL, phrases::REPORT_CLAIM, phrases::REPORT_CLAIM_WHY]);
        vec![
            self.part(phrases::REPORT_CLAIMS),
            self.may_show(&claims),
            table(About::Caption(self.model.ui(phrases::REPORT_CLAIMS_HELP)), Some(head), rows)
                .class("claims"),
        ]
    }

    // ---- Action plan

    fn actions(&self, most: Option<usize>) -> Vec<El> {
        let model = self.model;
        let actions = model.assessment.actions();
        let mut part = vec![self.part(phrases::REPORT_ACTIONS)];
        if actions.is_empty() {
            part.push(self.say(phrases::REPORT_ACTIONS_NONE));
            return part;
        }
        // On one page what is still to be done comes before what is done.
        let (first, later): (Vec<&Planned>, Vec<&Planned>) =
            actions.iter().partition(|action| most.is_none() || action.status.is_open());
        let all: Vec<&Planned> = first.into_iter().chain(later).collect();
        let shown = all.get(..most.unwrap_or(all.len())).unwrap_or(&all);
        let rows = shown.iter().map(|action| self.action(action));
        let head = self.columns(&[
            phrases::REPORT_ACTION,
            phrases::REPORT_ACTION_FOR,
            phrases::REPORT_ACTION_OWNER,
            phrases::REPORT_ACTION_DATE,
            phrases::REPORT_ACTION_STATUS,
        ]);
        part.push(table(About::Name(model.ui(phrases::REPORT_ACTIONS)), Some(head), rows).class("plan"));
        let rest = all.len().saturating_sub(shown.len());
        if rest > 0 {
            part.push(el(Tag::P).text(model.ui_with(phrases::REPORT_MORE, &[("n", &rest.to_string())])));
        }
        part
    }

    fn action(&self, action: &Planned) -> El {
        let model = self.model;
        let mut what = action.text.clone();
        if let Some(indicator) = &action.indicator {
            let seen = model.ui_with(phrases::REPORT_ACTION_SEEN, &[("indicator", indicator)]);
            what = [&what, "\n", &seen].concat();
        }
        let date = action.date.as_deref().map(|date| model.day_text(date)).unwrap_or_default();
        let cells = [
            for_whom(model, action),
            action.owner.clone().unwrap_or_default(),
            date,
            model.ui(status(action.status)),
        ];
        row(&what, cells)
    }

    // ---- What is not known, and how it was made

    fn unknowns(&self) -> Vec<El> {
        let model = self.model;
        let unknown: Vec<String> = unknown_questions(model).iter().map(|at| self.at(at)).collect();
        let open: Vec<String> = open_sections(model).into_iter().map(|(_, words)| words).collect();
        let mut part = vec![self.part(phrases::RESULT_UNKNOWNS)];
        if unknown.is_empty() && open.is_empty() {
            part.push(self.say(phrases::RESULT_UNKNOWNS_NONE));
        }
        for (intro, items) in [(phrases::REPORT_UNKNOWN_HERE, unknown), (phrases::REPORT_OPEN_HERE, open)] {
            if !items.is_empty() {
                part.extend([self.say(intro), list(items)]);
            }
        }
        part
    }

    fn method(&self) -> Vec<El> {
        let with = [("version", env!("CARGO_PKG_VERSION")), ("questionnaire", &self.questionnaire())];
        let mut part = vec![
            self.part(phrases::REPORT_METHOD),
            el(Tag::P).text(self.model.ui_with(phrases::REPORT_METHOD_TEXT, &with)),
        ];
        let questionnaire = &self.model.questionnaire;
        let evidence = questionnaire.interlinkages().into_iter().flat_map(|part| part.evidence.sources());
        let sources = questionnaire
            .sources()
            .iter()
            .map(|source| (&source.citation, source.url.as_deref()))
            .chain(evidence.map(|source| (&source.citation, Some(source.url.as_str()))));
        let items: Vec<El> = sources
            .map(|(citation, url)| {
                let item = el(Tag::Li).with(Attribute::Lang, "en");
                match url {
                    Some(url) => item.child(el(Tag::A).link(url).text(citation.to_owned())),
                    None => item.text(citation.to_owned()),
                }
            })
            .collect();
        if !items.is_empty() {
            part.extend([self.part(phrases::RESULT_SOURCES), el(Tag::Ul).children(items)]);
        }
        part
    }
}

// ---- Words that the spreadsheet has too

/// Whether enough is filled in to say which link is the weakest.
pub(super) fn speaks(result: &PrincipleResult) -> bool {
    let headline = &result.headline;
    headline.shown && headline.bounds.is_some() && headline.coverage.answered > 0
}

/// What was done with a finding. Names of persons stay out of reports.
pub(super) fn treatment(model: &Model, handling: Option<&Handling>) -> String {
    let Some(handling) = handling else { return model.ui(phrases::REPORT_OPEN) };
    let decided = match &handling.decision {
        Decision::Treated { measure, by, date, .. } => {
            let with = [("measure", measure.as_str()), ("by", by), ("date", &model.day_text(date))];
            model.ui_with(phrases::REPORT_TREATED, &with)
        }
        Decision::Accepted { by, reason, .. } => {
            model.ui_with(phrases::REPORT_ACCEPTED, &[("reason", reason), ("by", by)])
        }
    };
    let Some(observed) = &handling.observed else { return decided };
    let outcome = match observed.outcome {
        Outcome::Gone => phrases::REPORT_GONE,
        Outcome::Less => phrases::REPORT_LESS,
        Outcome::Same if handling.resolution().is_open() => phrases::REPORT_SAME,
        Outcome::Same => phrases::REPORT_SAME_ACCEPTED,
        Outcome::Worse => phrases::REPORT_WORSE,
    };
    let with = [
        ("words", decided.as_str()),
        ("date", &model.day_text(&observed.date)),
        ("outcome", &model.ui(outcome)),
    ];
    model.ui_with(phrases::REPORT_OBSERVED, &with)
}

pub(super) fn verdict(model: &Model, verdict: ClaimVerdict) -> String {
    model.ui(match verdict {
        ClaimVerdict::Yes => phrases::REPORT_CLAIM_YES,
        ClaimVerdict::NotYet => phrases::REPORT_CLAIM_NOT_YET,
        ClaimVerdict::No => phrases::REPORT_CLAIM_NO,
    })
}

/// What stands in the way of showing a goal, each thing once.
pub(super) fn gaps(model: &Model, claim: &Claim) -> Vec<String> {
    let several = model.questionnaire.goal_questions(claim.goal).len() > 1;
    let mut gaps: Vec<String> = Vec::new();
    for reason in &claim.reasons {
        let phrase = match reason.gap {
            ClaimGap::NoBenefit => phrases::REPORT_GAP_NO_BENEFIT,
            ClaimGap::BenefitOpen => phrases::REPORT_GAP_BENEFIT,
            ClaimGap::FacetUnset => phrases::REPORT_GAP_UNSET,
            ClaimGap::FacetTooLow => phrases::REPORT_GAP_LOW,
            ClaimGap::FacetMissing => phrases::REPORT_GAP_MISSING,
            ClaimGap::HarmOpen => phrases::REPORT_GAP_HARM,
            ClaimGap::HarmUnresolved => phrases::REPORT_GAP_UNRESOLVED,
        };
        let facet = reason.facet.as_deref().map(|id| model.must(&["facet", id, "title"]));
        let mut words = model.ui_with(phrase, &[("facet", facet.as_deref().unwrap_or_default())]);
        // With one question per goal the goal says it already.
        if let Some(question) = reason.question.as_deref().filter(|_| several) {
            words = [&words, " (", &model.must(&["question", question, "title"]), ")"].concat();
        }
        if !gaps.contains(&words) {
            gaps.push(words);
        }
    }
    gaps
}

/// The goal and the group that an action is for.
fn for_whom(model: &Model, action: &Planned) -> String {
    let goal = action.goal.map(|goal| model.goal_in_text(goal));
    let group = action.group.as_deref().map(|group| {
        let roster = model.questionnaire.find_roster("groups");
        roster.map_or_else(|| group.to_owned(), |roster| model.subject_name(roster, group))
    });
    let both: Vec<String> = goal.into_iter().chain(group).collect();
    both.join("\n")
}

pub(super) fn status(status: ActionStatus) -> Phrase {
    match status {
        ActionStatus::Open => phrases::REPORT_STATUS_OPEN,
        ActionStatus::Busy => phrases::REPORT_STATUS_BUSY,
        ActionStatus::Done => phrases::REPORT_STATUS_DONE,
        ActionStatus::Dropped => phrases::REPORT_STATUS_DROPPED,
    }
}

// ---- Pieces

fn list(items: Vec<String>) -> El {
    el(Tag::Ul).children(items.into_iter().map(|item| el(Tag::Li).text(item)))
}

/// A cell: one line as it is, several as paragraphs.
fn cell(cell: El, text: &str) -> El {
    if text.contains('\n') { cell.children(paragraphs(text)) } else { cell.text(text.to_owned()) }
}

// On a narrow screen a row is laid out as a block, and some browsers then forget what it is: so it is said once more.

pub(in crate::app::view) fn row(head: &str, cells: impl IntoIterator<Item = String>) -> El {
    let head_cell = el(Tag::Th).with(Attribute::Scope, "row").with(Attribute::Role, "rowheader");
    let cells = cells.into_iter().map(|text| cell(el(Tag::Td).with(Attribute::Role, "cell"), &text));
    el(Tag::Tr).with(Attribute::Role, "row").child(cell(head_cell, head)).children(cells)
}

/// The heads of the columns.
pub(in crate::app::view) fn columns(model: &Model, phrases: &[Phrase]) -> El {
    let column = |phrase: &Phrase| {
        el(Tag::Th).with(Attribute::Scope, "col").with(Attribute::Role, "columnheader").say(model, *phrase)
    };
    el(Tag::Tr).with(Attribute::Role, "row").children(phrases.iter().map(column))
}

/// What a table is about: said above it, or named only where the heading above says it already.
pub(in crate::app::view) enum About {
    Caption(String),
    Name(String),
}

pub(in crate::app::view) fn table(about: About, head: Option<El>, rows: impl Iterator<Item = El>) -> El {
    let table = el(Tag::Table).with(Attribute::Role, "table");
    let table = match about {
        About::Caption(caption) => table.child(el(Tag::Caption).text(caption)),
        About::Name(name) => table.with(Attribute::AriaLabel, name),
    };
    let part = |tag| el(tag).with(Attribute::Role, "rowgroup");
    table.maybe(head.map(|head| part(Tag::Thead).child(head))).child(part(Tag::Tbody).children(rows))
}
