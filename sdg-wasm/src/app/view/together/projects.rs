//! Goals beside projects, and what goes to the multi-year plan. No ranking, and nothing is added up but counts.

use std::rc::Rc;

use sdg_core::{
    Assessment, ClaimGap, ClaimReason, ClaimVerdict, Goal, GoalCounts, GoalResult, HandOver, HandedGoal,
    HeadlineCounts, MeasureResult, Portfolio, Project, ProjectGoal, Report,
};

use super::words::{free, name_of, written};
use crate::app::message::Action;
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::together::{Action as Act, Told};
use crate::app::view::list::sub;
use crate::app::view::result::{cell_of, column, goal_words, row, row_head, side_words, table};
use crate::app::view::{El, button, goal_name, heading};
use crate::html::{Attribute, Tag, el};

#[derive(Debug)]
struct Projects {
    all: Vec<(Assessment, Project)>,
    /// Of each project, in the same order.
    reports: Vec<Report>,
    counts: Portfolio,
    handed: Vec<HandOver>,
}

/// Puts all checks in one table.
pub(crate) fn projects(model: &Model) -> Rc<dyn Told> {
    let projects = model.projects();
    Rc::new(Projects {
        counts: Model::counts(&projects),
        handed: model.handed_over(),
        reports: projects.iter().map(|(check, _)| check.score()).collect(),
        all: projects.into_iter().map(|(check, project)| (check.clone(), project)).collect(),
    })
}

impl Told for Projects {
    fn view(&self, model: &Model) -> El {
        let view = View { told: self, model };
        let count = self.counts.projects;
        let screen = el(Tag::Div)
            .class("projects")
            .key("projects")
            .child(sub(model, phrases::TOGETHER_PROJECTS))
            .child(
                el(Tag::P).key("count").text(
                    [
                        model.ui_count(phrases::PROJECTS_ONE, phrases::PROJECTS_MANY, count),
                        " ".to_owned(),
                        model.ui(phrases::PROJECTS_HELP),
                    ]
                    .concat(),
                ),
            );
        if self.counts.goals.is_empty() {
            return screen
                .child(el(Tag::P).class("notice").key("none").say(model, phrases::PROJECTS_NO_GOALS));
        }
        screen
            .child(view.order())
            .child(view.goals())
            .maybe(view.principles())
            .child(view.counts())
            .child(el(Tag::Div).class("buttons").key("csv").child(button(
                model,
                Action::Together(Act::Table),
                phrases::PROJECTS_CSV,
            )))
            .child(view.plan())
    }
}

struct View<'a> {
    told: &'a Projects,
    model: &'a Model,
}

impl View<'_> {
    /// The name of a project; checks of one project are told apart by who did them.
    fn name(&self, (check, project): &(Assessment, Project)) -> El {
        let file = &project.project.file;
        let Some(name) = &project.project.name else { return el(Tag::Span).text(file.clone()) };
        let same = self.told.all.iter().filter(|(_, other)| other.project.name.as_ref() == Some(name));
        let by = name_of(self.model, check, file);
        let by = (same.count() > 1).then(|| el(Tag::Span).class("line faint").key("by").text(by));
        el(Tag::Span).child(free(self.model, check, name)).text(" ").maybe(by)
    }

    fn order(&self) -> El {
        let by_name = self.model.together.by_name;
        let choice = |wanted: bool, phrase| {
            button(self.model, Action::Together(Act::ByName(wanted)), phrase)
                .class("press")
                .with(Attribute::AriaPressed, if wanted == by_name { "true" } else { "false" })
        };
        el(Tag::Div)
            .class("buttons choose")
            .key("order")
            .with(Attribute::Role, "group")
            .with(Attribute::AriaLabel, self.model.ui(phrases::PROJECTS_ORDER))
            .child(choice(false, phrases::PROJECTS_BY_FILE))
            .child(choice(true, phrases::PROJECTS_BY_NAME))
    }

    /// Goals below each other, projects beside each other. It scrolls by itself when there are many.
    fn goals(&self) -> El {
        let model = self.model;
        let asked: Vec<Goal> = self.told.counts.goals.iter().map(|counts| counts.goal).collect();
        let rows = asked.into_iter().map(|goal| {
            let cells = self.told.all.iter().enumerate().map(|(place, project)| {
                let found = project.1.goals.iter().find(|found| found.goal == goal);
                let result = self.told.reports.get(place).and_then(|report| report.goal(goal));
                let cell = cell_of().key(place.to_string()).child(self.label(project));
                match found.zip(result) {
                    Some((found, result)) => self.cell(cell, found, result),
                    None => cell_of(),
                }
            });
            row()
                .key(goal.number().to_string())
                .child(row_head().child(goal_name(model, goal)))
                .children(cells)
        });
        self.wide("goals", phrases::RESULT_GOALS, phrases::RESULT_GOAL, rows)
    }

    fn principles(&self) -> Option<El> {
        let model = self.model;
        let principles = model.questionnaire.principles();
        if principles.is_empty() {
            return None;
        }
        let rows = principles.iter().map(|principle| {
            let cells = self.told.all.iter().enumerate().map(|(place, project)| {
                let of = |report: &Report| {
                    let result = report.principles.iter().find(|result| result.id == principle.id)?;
                    Some(side_words(model, &result.headline))
                };
                let words = self.told.reports.get(place).and_then(of).unwrap_or_default();
                cell_of().key(place.to_string()).child(self.label(project)).text(words)
            });
            row()
                .key(principle.id.clone())
                .child(row_head().text(model.must(&["principle", &principle.id, "title"])))
                .children(cells)
        });
        Some(self.wide("principles", phrases::RESULT_PRINCIPLES, phrases::RESULT_PRINCIPLES, rows))
    }

    fn wide(&self, key: &'static str, title: Phrase, first: Phrase, rows: impl Iterator<Item = El>) -> El {
        let model = self.model;
        let names = self.told.all.iter().enumerate().map(|(place, project)| {
            el(Tag::Th)
                .key(place.to_string())
                .with(Attribute::Scope, "col")
                .with(Attribute::Role, "columnheader")
                .child(self.name(project))
        });
        let head = row().child(column(model, first)).children(names);
        el(Tag::Section).key(key).child(heading(model, 2).say(model, title)).child(
            el(Tag::Div)
                .class("scroll")
                .with(Attribute::Role, "region")
                .with(Attribute::Tabindex, "0")
                .with(Attribute::AriaLabel, model.ui(title))
                .child(table(model, "wide", title, head, rows)),
        )
    }

    /// On a narrow screen the column heads are gone.
    fn label(&self, project: &(Assessment, Project)) -> El {
        el(Tag::Span).class("narrow").child(self.name(project)).text(" ")
    }

    fn cell(&self, cell: El, found: &ProjectGoal, result: &GoalResult) -> El {
        let model = self.model;
        let side = |label, measure: &MeasureResult, class| {
            el(Tag::Span)
                .class(class)
                .text([&model.ui(label), ": ", &goal_words(model, result, measure)].concat())
        };
        let claim = found.claim.as_ref().map(|claim| {
            let phrase = match claim.verdict {
                ClaimVerdict::Yes => phrases::PROJECTS_SHOW,
                ClaimVerdict::NotYet => phrases::PROJECTS_NOT_YET,
                ClaimVerdict::No => return None,
            };
            Some(el(Tag::Span).class("line faint").key("claim").say(model, phrase))
        });
        let open = found.findings.discuss_first;
        let discuss = (open > 0).then(|| {
            let words = model.ui_count(phrases::PROJECTS_DISCUSS_ONE, phrases::PROJECTS_DISCUSS_MANY, open);
            el(Tag::Span).class("line faint").key("discuss").text(words)
        });
        cell.child(side(phrases::RESULT_BENEFIT, &result.benefit.max, "line benefit"))
            .child(side(phrases::RESULT_HARM, &result.harm.max, "line harm"))
            .maybe(claim.flatten())
            .maybe(discuss)
    }

    // ---- How many

    fn counts(&self) -> El {
        let model = self.model;
        let columns = [
            phrases::RESULT_GOAL,
            phrases::PROJECTS_TOUCHED,
            phrases::RESULT_BENEFIT,
            phrases::RESULT_HARM,
            phrases::PROJECTS_MAY_SHOW,
            phrases::PROJECTS_TO_DISCUSS,
        ];
        let head = row().children(columns.map(|phrase| column(model, phrase)));
        let rows = self.told.counts.goals.iter().map(|counts| {
            let cell = |label: Phrase, text: String| {
                cell_of()
                    .child(el(Tag::Span).class("narrow").text([&model.ui(label), ": "].concat()))
                    .text(text)
            };
            row()
                .key(counts.goal.number().to_string())
                .child(row_head().child(goal_name(model, counts.goal)))
                .child(cell(phrases::PROJECTS_TOUCHED, self.touched(counts)))
                .child(cell(phrases::RESULT_BENEFIT, self.in_bands(&counts.benefit)))
                .child(cell(phrases::RESULT_HARM, self.in_bands(&counts.harm)))
                .child(cell(phrases::PROJECTS_MAY_SHOW, counts.may_show.to_string()))
                .child(cell(phrases::PROJECTS_TO_DISCUSS, counts.to_discuss.to_string()))
        });
        el(Tag::Details)
            .class("fold")
            .key("counts")
            .child(el(Tag::Summary).say(model, phrases::PROJECTS_COUNTS))
            .child(table(model, "lay counts", phrases::PROJECTS_COUNTS, head, rows))
    }

    fn touched(&self, counts: &GoalCounts) -> String {
        let (touched, asked) = (counts.touched.to_string(), counts.asked.to_string());
        self.model.ui_with(phrases::PROJECTS_OF, &[("n", &touched), ("m", &asked)])
    }

    /// In how many projects it is in each band, in the order of the bands.
    fn in_bands(&self, counts: &HeadlineCounts) -> String {
        let model = self.model;
        let sets = model.questionnaire.bands().iter();
        let mut lines: Vec<(String, usize)> = sets
            .flat_map(|set| set.bands.iter().map(move |band| (set, band)))
            .filter_map(|(set, band)| {
                let found = counts.bands.iter().find(|count| count.set == set.id && count.band == band.id)?;
                Some((model.must(&["bands", &set.id, &band.id]), found.projects))
            })
            .collect();
        lines.push((model.ui(phrases::PROJECTS_OPEN), counts.open));
        lines.push((model.ui(phrases::RESULT_VOID), counts.void));
        lines.push((model.ui(phrases::RESULT_TOO_LITTLE), counts.not_shown));
        let lines = lines.iter().filter(|(_, projects)| *projects > 0);
        lines
            .map(|(name, projects)| [name, ": ", &projects.to_string()].concat())
            .collect::<Vec<_>>()
            .join(", ")
    }

    // ---- The multi-year plan

    fn plan(&self) -> El {
        let model = self.model;
        let section = el(Tag::Section)
            .class("plan")
            .key("plan")
            .child(heading(model, 2).id("plan").focusable().say(model, phrases::HANDOVER_TITLE))
            .child(el(Tag::P).say(model, phrases::HANDOVER_HELP));
        if self.told.handed.is_empty() {
            return section.child(el(Tag::Div).class("buttons").key("ask").child(button(
                model,
                Action::Together(Act::Plan),
                phrases::HANDOVER_SHOW,
            )));
        }
        let each = self.told.handed.iter().zip(&self.told.all).enumerate();
        section
            .child(el(Tag::P).class("hint").key("limit").say(model, phrases::HANDOVER_LIMIT))
            .children(each.map(|(place, (handed, project))| self.handed(place, handed, project)))
            .child(
                el(Tag::Div)
                    .class("buttons")
                    .key("take")
                    .child(button(model, Action::Together(Act::PlanTable), phrases::HANDOVER_CSV))
                    .child(button(model, Action::Together(Act::PlanFile), phrases::HANDOVER_JSON)),
            )
    }

    fn handed(&self, place: usize, handed: &HandOver, project: &(Assessment, Project)) -> El {
        let model = self.model;
        let (yes, others): (Vec<&HandedGoal>, Vec<&HandedGoal>) =
            handed.goals.iter().partition(|goal| goal.sdg.is_some());
        let domains = handed.domains.iter().map(|domain| {
            let named = domain.name.iter().find(|name| name.language == model.language.tag());
            let name = named.or(domain.name.first());
            let item = el(Tag::Li).text(name.map_or_else(String::new, |name| name.text.clone()));
            match name {
                Some(name) if name.language != model.language.tag() => {
                    item.with(Attribute::Lang, name.language.clone())
                }
                _ => item,
            }
        });
        let domains = if handed.domains.is_empty() {
            el(Tag::P).key("domains").say(model, phrases::HANDOVER_NO_DOMAIN)
        } else {
            el(Tag::Div)
                .key("domains")
                .child(el(Tag::P).say(model, phrases::HANDOVER_DOMAINS))
                .child(el(Tag::Ul).children(domains))
        };
        let unknown: Vec<String> = handed.unknown_options.iter().map(|id| self.domain(id)).collect();
        let unknown = (!unknown.is_empty()).then(|| {
            let names = unknown.join(", ");
            el(Tag::P).key("unknown").text(model.ui_with(phrases::HANDOVER_UNKNOWN, &[("names", &names)]))
        });
        let codes = yes.iter().map(|goal| el(Tag::Li).child(goal_name(model, goal.goal)));
        let codes = if yes.is_empty() {
            el(Tag::P).key("codes").say(model, phrases::HANDOVER_NONE)
        } else {
            el(Tag::Div)
                .key("codes")
                .child(el(Tag::P).say(model, phrases::HANDOVER_GOALS))
                .child(el(Tag::Ul).class("codes").children(codes))
        };
        let others: Vec<El> = others.into_iter().map(|goal| self.not_handed(goal)).collect();
        let count = others.len();
        let others = (count > 0).then(|| {
            let title = model.ui_count(phrases::HANDOVER_OTHERS_ONE, phrases::HANDOVER_OTHERS_MANY, count);
            el(Tag::Details)
                .class("fold")
                .key("others")
                .child(el(Tag::Summary).text(title))
                .child(el(Tag::Ul).children(others))
        });
        el(Tag::Div)
            .class("card")
            .key(place.to_string())
            .child(heading(model, 3).child(self.name(project)))
            .child(domains)
            .maybe(unknown)
            .child(codes)
            .maybe(others)
            .maybe(self.actions(handed, project))
    }

    /// An option of the question after the policy domains.
    fn domain(&self, option: &str) -> String {
        let asked = self.model.questionnaire.profile().domains;
        let question = asked.and_then(|ix| self.model.questionnaire.question(ix));
        question
            .map_or_else(|| option.to_owned(), |question| self.model.must(&["option", &question.id, option]))
    }

    /// A goal that is not handed over, and why not.
    fn not_handed(&self, goal: &HandedGoal) -> El {
        let model = self.model;
        let reasons: Vec<El> = match &goal.claim {
            None => vec![el(Tag::Li).say(model, phrases::HANDOVER_NO_CHECK)],
            Some(claim) => claim.reasons.iter().map(|reason| el(Tag::Li).text(self.reason(reason))).collect(),
        };
        el(Tag::Li).child(goal_name(model, goal.goal)).child(el(Tag::Ul).children(reasons))
    }

    fn reason(&self, reason: &ClaimReason) -> String {
        let model = self.model;
        let phrase = match reason.gap {
            ClaimGap::NoBenefit => phrases::GAP_NO_BENEFIT,
            ClaimGap::BenefitOpen => phrases::GAP_BENEFIT_OPEN,
            ClaimGap::FacetUnset => phrases::GAP_FACET_UNSET,
            ClaimGap::FacetTooLow => phrases::GAP_FACET_LOW,
            ClaimGap::FacetMissing => phrases::GAP_FACET_MISSING,
            ClaimGap::HarmOpen => phrases::GAP_HARM_OPEN,
            ClaimGap::HarmUnresolved => phrases::GAP_HARM,
        };
        let facet = reason.facet.as_deref().map(|id| model.must(&["facet", id, "title"]));
        let question = reason.question.as_deref().map(|id| model.must(&["question", id, "title"]));
        let (facet, question) = (facet.unwrap_or_default(), question.unwrap_or_default());
        model.ui_with(phrase, &[("facet", &facet), ("question", &question)])
    }

    fn actions(&self, handed: &HandOver, (check, _): &(Assessment, Project)) -> Option<El> {
        let model = self.model;
        let items: Vec<El> = handed
            .actions
            .iter()
            .map(|action| {
                let goal = action.sdg.and_then(Goal::new).map(|goal| goal_name(model, goal));
                let text = written(model, check, el(Tag::Span).text(action.text.clone()));
                el(Tag::Li).child(text).text(" ").maybe(goal)
            })
            .collect();
        (!items.is_empty()).then(|| {
            el(Tag::Div)
                .key("actions")
                .child(el(Tag::P).say(model, phrases::HANDOVER_ACTIONS))
                .child(el(Tag::Ul).children(items))
        })
    }
}
