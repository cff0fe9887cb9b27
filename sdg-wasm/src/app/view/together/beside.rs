//! Several assessors of one project side by side. There is no score of all of them: every view stays.

#[cfg(feature = "whole")]
mod paper;

use std::rc::Rc;

use sdg_core::{
    AnswerPart, Assessment, BandSpan, Divided, FindingSeverity, MaybeBounds, Merged, MergedFinding,
    MergedMeasure, MergedQuestion, MergedReport, Question, QuestionIx, Report, Side, Spread, Standing, Truth,
};

use super::words::{Shared, Voice, name_of, points};
use crate::app::message::{Action, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
#[cfg(feature = "whole")]
use crate::app::together::Said;
use crate::app::together::{Action as Act, Told, service};
use crate::app::view::list::sub;
use crate::app::view::question::tick;
use crate::app::view::result::{cell_of, column, goal_words, row, row_head, side_words, table};
use crate::app::view::{El, button, disclosure, goal_name, heading, step};
use crate::html::{Tag, el};

#[derive(Debug)]
struct Beside {
    merged: Merged,
    report: MergedReport,
    /// Of each assessor, in the order of the merged file.
    reports: Vec<Report>,
    /// The file of each assessor; empty for one's own answers.
    files: Vec<String>,
}

/// Lays all checks side by side.
pub(crate) fn beside(model: &Model) -> Option<Rc<dyn Told>> {
    let checks = model.checks();
    let merged = Merged::of(checks.iter().map(|(_, check)| (*check).clone())).ok()?;
    let as_files: Vec<(String, &str)> = checks.iter().map(|(file, check)| (check.to_json(), *file)).collect();
    let file = |check: &Assessment| {
        let text = check.to_json();
        as_files.iter().find(|(known, _)| *known == text).map_or("", |(_, file)| file).to_owned()
    };
    Some(Rc::new(Beside {
        report: merged.report(),
        reports: merged.assessments().iter().map(Assessment::score).collect(),
        files: merged.assessments().iter().map(file).collect(),
        merged,
    }))
}

impl Told for Beside {
    fn view(&self, model: &Model) -> El {
        let shared = Shared { model, subjects: &self.report.own_subjects };
        let view = View { told: self, model, shared, formal: false };
        let count = self.files.len();
        let screen = el(Tag::Div).class("beside").key("beside").child(sub(model, phrases::TOGETHER_BESIDE));
        if count < 2 {
            return screen.child(el(Tag::P).class("notice").key("one").say(model, phrases::TOGETHER_ONE));
        }
        screen
            .child(
                el(Tag::P).key("count").text(
                    [
                        model.ui_with(phrases::TOGETHER_COUNT, &[("n", &count.to_string())]),
                        " ".to_owned(),
                        model.ui(phrases::TOGETHER_NO_SCORE),
                    ]
                    .concat(),
                ),
            )
            .maybe(view.persons())
            .child(
                el(Tag::Div)
                    .class("buttons")
                    .key("save")
                    .child(button(model, Action::Together(Act::Save), phrases::TOGETHER_SAVE))
                    .child(step(model, Place::Report, phrases::TOGETHER_REPORT)),
            )
            .child(view.discuss())
            .child(view.findings())
            .maybe(view.goals())
            .maybe(view.principles())
            .child(view.agreed())
            .child(view.everything())
    }

    #[cfg(feature = "whole")]
    fn paper(&self, model: &Model, top: u8, short: bool) -> Vec<El> {
        if self.files.len() < 2 { Vec::new() } else { self.on_paper(model).part(top, short) }
    }

    #[cfg(feature = "whole")]
    fn said(&self, model: &Model) -> Vec<Said> {
        if self.files.len() < 2 { Vec::new() } else { self.on_paper(model).said() }
    }
}

struct View<'a> {
    told: &'a Beside,
    model: &'a Model,
    shared: Shared<'a>,
    /// For a report: names of persons, and of their files, stay out of it.
    formal: bool,
}

impl View<'_> {
    fn who(&self, assessor: usize) -> String {
        if self.formal {
            return self.formal_name(assessor);
        }
        let check = self.told.merged.assessments().get(assessor);
        let file = self.told.files.get(assessor).map_or("", String::as_str);
        let name = check.map_or_else(String::new, |check| {
            // One's own name may have been typed since.
            let check = if file.is_empty() { &self.model.assessment } else { check };
            name_of(self.model, check, file)
        });
        // Two from one service are told apart by their files.
        let same = |other: &(usize, &Assessment)| {
            let file = self.told.files.get(other.0).map_or("", String::as_str);
            other.0 != assessor && !file.is_empty() && name_of(self.model, other.1, file) == name
        };
        let twice =
            !file.is_empty() && self.told.merged.assessments().iter().enumerate().any(|other| same(&other));
        if twice {
            let place = assessor.saturating_add(1).to_string();
            return [&name, " (", &place, ")"].concat();
        }
        name
    }

    /// Says that the merged file names persons, if it does, and lets these be left out.
    fn persons(&self) -> Option<El> {
        let model = self.model;
        let all = self.told.merged.assessments();
        if all.iter().all(|check| check.to_json() == check.without_persons().to_json()) {
            return None;
        }
        let nameless = Action::Together(Act::Nameless);
        let help = model.ui(phrases::TOGETHER_NAMELESS_HELP);
        let label = model.ui(phrases::TOGETHER_NAMELESS);
        Some(
            el(Tag::Fieldset)
                .class("q")
                .key("persons")
                .child(el(Tag::Legend).say(model, phrases::TOGETHER_PERSONS))
                .child(tick(model.together.nameless, nameless, label, Some(help))),
        )
    }

    /// Function or service, told apart by the place in the merged file.
    fn formal_name(&self, assessor: usize) -> String {
        let all = self.told.merged.assessments();
        let place = assessor.saturating_add(1).to_string();
        let Some(by) = all.get(assessor).and_then(service) else {
            return self.model.ui_with(phrases::TOGETHER_PARTICIPANT, &[("n", &place)]);
        };
        let twice = all.iter().filter(|check| service(check) == Some(by)).count() > 1;
        if twice { [by, " (", &place, ")"].concat() } else { by.to_owned() }
    }

    fn all(&self, assessors: &[usize]) -> String {
        assessors.iter().map(|assessor| self.who(*assessor)).collect::<Vec<_>>().join(", ")
    }

    // ---- Questions

    /// What divides them, most divided first, each question once.
    fn discuss(&self) -> El {
        let mut asked: Vec<(&Divided, Vec<&Divided>)> = Vec::new();
        for divided in &self.told.report.discuss {
            let same = |known: &&mut (&Divided, Vec<&Divided>)| {
                known.0.question == divided.question && known.0.subject == divided.subject
            };
            match asked.iter_mut().find(same) {
                Some((_, parts)) => parts.push(divided),
                None => asked.push((divided, vec![divided])),
            }
        }
        let items: Vec<El> = asked.iter().filter_map(|(first, parts)| self.divided(first, parts)).collect();
        let section = el(Tag::Section)
            .class("discuss")
            .key("discuss")
            .child(heading(self.model, 2).say(self.model, phrases::TOGETHER_DISCUSS));
        if items.is_empty() {
            return section.child(el(Tag::P).key("none").say(self.model, phrases::TOGETHER_DISCUSS_NONE));
        }
        section
            .child(el(Tag::P).class("hint").key("help").say(self.model, phrases::TOGETHER_DISCUSS_HELP))
            .child(el(Tag::Ol).class("divided").key("list").children(items))
    }

    fn divided(&self, first: &Divided, parts: &[&Divided]) -> Option<El> {
        let (merged, ix, question) = self.find(&first.question, first.subject.as_deref())?;
        let spreads: Vec<&Spread> = parts
            .iter()
            .filter_map(|divided| merged.parts.iter().find(|spread| spread.part == divided.part))
            .collect();
        Some(
            el(Tag::Li)
                .key(key(&merged.id, merged.subject.as_deref()))
                .child(heading(self.model, 3).text(self.shared.question(question, merged.subject.as_deref())))
                .children(spreads.iter().map(|spread| self.spread(question, spread)))
                .child(self.voices(ix, question, merged))
                .child(self.figures(question, &spreads)),
        )
    }

    fn find(&self, id: &str, subject: Option<&str>) -> Option<(&MergedQuestion, QuestionIx, &Question)> {
        let all = &self.told.report.questions;
        let merged = all.iter().find(|known| known.id == id && known.subject.as_deref() == subject)?;
        let ix = self.model.questionnaire.find(id)?;
        Some((merged, ix, self.model.questionnaire.question(ix)?))
    }

    fn part(&self, question: &Question, part: &AnswerPart) -> Option<String> {
        match part {
            AnswerPart::Whole => None,
            AnswerPart::Benefit => Some(self.model.ui(phrases::RESULT_BENEFIT)),
            AnswerPart::Harm => Some(self.model.ui(phrases::RESULT_HARM)),
            AnswerPart::Subject(id) => Some(self.shared.listed(question, id)),
        }
    }

    /// Range, greatest harm, and who stands apart, in words.
    fn spread(&self, question: &Question, spread: &Spread) -> El {
        let model = self.model;
        let mut words = Vec::new();
        let side = side(&spread.part);
        if let Some(on_scale) = &spread.on_scale {
            let name = |value| points(model, question, side, value);
            let (least, greatest) = (name(on_scale.least), name(on_scale.greatest));
            if on_scale.least == on_scale.greatest {
                words.push(model.ui_with(phrases::TOGETHER_SAME, &[("value", &least)]));
            } else {
                let with = [("least", least.as_str()), ("greatest", greatest.as_str())];
                words.push(model.ui_with(phrases::TOGETHER_RANGE, &with));
                if spread.part == AnswerPart::Harm {
                    words.push(model.ui_with(phrases::TOGETHER_GREATEST_HARM, &[("value", &greatest)]));
                }
            }
        } else {
            for value in &spread.values {
                let name = self.value(question, &value.value);
                let with = [("value", name.as_str()), ("who", &self.all(&value.assessors))];
                words.push(model.ui_with(phrases::TOGETHER_SAYS, &with));
            }
        }
        let apart = spread.minority.iter().filter(|assessor| !spread.not_applicable.contains(assessor));
        let apart: Vec<usize> = apart.copied().collect();
        for (who, phrase) in [
            (&apart, phrases::TOGETHER_APART),
            (&spread.unknown, phrases::TOGETHER_UNKNOWN),
            (&spread.not_applicable, phrases::TOGETHER_NOT_APPLICABLE),
        ] {
            // Without a scale everybody was named already.
            if !who.is_empty() && (spread.on_scale.is_some() || phrase != phrases::TOGETHER_APART) {
                words.push(model.ui_with(phrase, &[("who", &self.all(who))]));
            }
        }
        let line = el(Tag::P).class("spread");
        let line = match self.part(question, &spread.part) {
            Some(part) => line.child(el(Tag::Strong).text([&part, ": "].concat())),
            None => line,
        };
        line.text(words.join(" "))
    }

    /// A value without an order, in words.
    fn value(&self, question: &Question, value: &str) -> String {
        let model = self.model;
        match value {
            "yes" => return model.ui(phrases::YES),
            "no" => return model.ui(phrases::NO),
            "" => return model.ui(phrases::NONE_OF),
            _ => {}
        }
        let names = value.split(' ').map(|id| model.must(&["option", &question.id, id]));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The numbers behind the words.
    fn figures(&self, question: &Question, spreads: &[&Spread]) -> El {
        let model = self.model;
        let lines = spreads.iter().map(|spread| {
            let mut words = vec![model.ui_with(
                phrases::TOGETHER_DIVISION,
                &[("value", &model.fraction_text(spread.division)), ("n", &spread.raters.to_string())],
            )];
            if let Some(on_scale) = &spread.on_scale {
                let name = |value| points(model, question, side(&spread.part), value);
                let (lower, upper) = on_scale.median;
                let median = if lower == upper {
                    name(lower)
                } else {
                    model.ui_with(phrases::TOGETHER_BETWEEN, &[("lo", &name(lower)), ("hi", &name(upper))])
                };
                words.push(model.ui_with(phrases::TOGETHER_MEDIAN, &[("value", &median)]));
                if let (Some(consensus), Some(agreement)) = (on_scale.consensus, on_scale.agreement) {
                    let [consensus, agreement] = [consensus, agreement]
                        .map(|degree| model.number_text(&format!("{:.2}", degree.value())));
                    let with = [("consensus", consensus.as_str()), ("agreement", &agreement)];
                    words.push(model.ui_with(phrases::TOGETHER_CONSENSUS, &with));
                }
            }
            let part = self.part(question, &spread.part).map(|part| [&part, ": "].concat());
            el(Tag::P).text([part.unwrap_or_default(), words.join(" ")].concat())
        });
        disclosure(model, phrases::TOGETHER_FIGURES, "figures").class("figures").children(lines)
    }

    /// What each says, with the reason word for word; nobody's view is lost in a middle.
    fn voices(&self, ix: QuestionIx, question: &Question, merged: &MergedQuestion) -> El {
        let model = self.model;
        let voices = self.told.merged.assessments().iter().enumerate().map(|(assessor, assessment)| {
            let voice =
                el(Tag::Li).key(assessor.to_string()).child(el(Tag::P).class("who").text(self.who(assessor)));
            let given = merged.answers.iter().find(|given| given.assessor == assessor);
            let held = self.shared.held(question, merged.subject.as_deref(), assessor);
            match (given, held) {
                (Some(given), Ok(subject)) => {
                    let asked = given.asked == Truth::No;
                    voice.children(Voice { model, assessment }.said(ix, subject)).maybe(
                        asked.then(|| el(Tag::P).class("hint").say(model, phrases::TOGETHER_NOT_ASKED)),
                    )
                }
                _ => voice.child(el(Tag::P).class("hint").say(model, phrases::STATE_ANSWER_OPEN)),
            }
        });
        el(Tag::Ul).class("voices").key("voices").children(voices)
    }

    /// What they agree on; whoever stands apart is named here too.
    fn agreed(&self) -> El {
        let items: Vec<El> = self
            .told
            .report
            .agreed
            .iter()
            .filter_map(|divided| {
                let (merged, _, question) = self.find(&divided.question, divided.subject.as_deref())?;
                let spread = merged.parts.iter().find(|spread| spread.part == divided.part)?;
                let title = self.shared.question(question, divided.subject.as_deref());
                Some(
                    el(Tag::Li)
                        .child(el(Tag::P).class("asked").text(title))
                        .child(self.spread(question, spread)),
                )
            })
            .collect();
        if items.is_empty() {
            return el(Tag::P).key("agreed").say(self.model, phrases::TOGETHER_AGREED_NONE);
        }
        let title =
            self.model.ui_count(phrases::TOGETHER_AGREED_ONE, phrases::TOGETHER_AGREED_MANY, items.len());
        el(Tag::Details)
            .key("agreed")
            .class("fold")
            .child(el(Tag::Summary).text(title))
            .child(el(Tag::Ul).class("agreed").children(items))
    }

    /// Every question on which somebody said something, by section.
    fn everything(&self) -> El {
        let model = self.model;
        let sections = model.questionnaire.sections().iter().filter_map(|section| {
            let of_section = |merged: &&MergedQuestion| {
                let ix = model.questionnaire.find(&merged.id);
                ix.is_some_and(|ix| section.questions.contains(&ix))
            };
            let items: Vec<El> = self
                .told
                .report
                .questions
                .iter()
                .filter(of_section)
                .filter_map(|merged| {
                    let (_, ix, question) = self.find(&merged.id, merged.subject.as_deref())?;
                    let title = self.shared.question(question, merged.subject.as_deref());
                    let standing = merged.parts.iter().any(|spread| spread.standing == Standing::Discuss);
                    let marked = standing.then(|| {
                        el(Tag::P).class("mark").key("mark").say(model, phrases::TOGETHER_DIFFERENT)
                    });
                    Some(
                        el(Tag::Li)
                            .key(key(&merged.id, merged.subject.as_deref()))
                            .child(heading(model, 3).text(title))
                            .maybe(marked)
                            .child(self.voices(ix, question, merged)),
                    )
                })
                .collect();
            (!items.is_empty()).then(|| {
                el(Tag::Details)
                    .class("fold")
                    .key(section.id.clone())
                    .child(el(Tag::Summary).text(model.must(&["section", &section.id, "title"])))
                    .child(el(Tag::Ol).class("divided").children(items))
            })
        });
        el(Tag::Section)
            .key("everything")
            .child(heading(model, 2).say(model, phrases::TOGETHER_EVERYTHING))
            .children(sections)
    }

    // ---- Results

    fn goals(&self) -> Option<El> {
        let model = self.model;
        if self.told.report.goals.is_empty() {
            return None;
        }
        let rows = self.told.report.goals.iter().map(|goal| {
            let each = |side: fn(&sdg_core::GoalResult) -> &sdg_core::MeasureResult| -> Vec<String> {
                let of = |report: &Report| {
                    report.goal(goal.goal).map(|result| goal_words(model, result, side(result)))
                };
                self.told.reports.iter().map(|report| of(report).unwrap_or_default()).collect()
            };
            row()
                .key(goal.goal.number().to_string())
                .child(row_head().child(goal_name(model, goal.goal)))
                .child(self.cell(phrases::RESULT_BENEFIT, &goal.benefit_max, &each(|goal| &goal.benefit.max)))
                .child(self.cell(phrases::RESULT_HARM, &goal.harm_max, &each(|goal| &goal.harm.max)))
        });
        let head = row()
            .child(column(model, phrases::RESULT_GOAL))
            .child(column(model, phrases::RESULT_BENEFIT))
            .child(column(model, phrases::RESULT_HARM));
        Some(
            el(Tag::Section)
                .key("goals")
                .child(heading(model, 2).say(model, phrases::RESULT_GOALS))
                .child(el(Tag::P).class("hint").say(model, phrases::TOGETHER_GOALS_HELP))
                .child(table(model, "lay", phrases::RESULT_GOALS, head, rows)),
        )
    }

    fn principles(&self) -> Option<El> {
        let model = self.model;
        if self.told.report.principles.is_empty() {
            return None;
        }
        let rows = self.told.report.principles.iter().map(|principle| {
            let of = |report: &Report| {
                let result = report.principles.iter().find(|result| result.id == principle.id);
                result.map(|result| side_words(model, &result.headline)).unwrap_or_default()
            };
            let each: Vec<String> = self.told.reports.iter().map(of).collect();
            row()
                .key(principle.id.clone())
                .child(row_head().text(model.must(&["principle", &principle.id, "title"])))
                .child(self.cell(phrases::TOGETHER_TOGETHER, principle, &each))
        });
        let head = row()
            .child(column(model, phrases::RESULT_PRINCIPLES))
            .child(column(model, phrases::TOGETHER_TOGETHER));
        Some(
            el(Tag::Section)
                .key("principles")
                .child(heading(model, 2).say(model, phrases::RESULT_PRINCIPLES))
                .child(table(model, "lay", phrases::RESULT_PRINCIPLES, head, rows)),
        )
    }

    /// Whatever one of them holds for possible, and below it who says what, unless all say the same.
    fn cell(&self, label: Phrase, measure: &MergedMeasure, each: &[String]) -> El {
        let model = self.model;
        let cell = cell_of().child(el(Tag::Span).class("narrow").text([&model.ui(label), ": "].concat()));
        let alike = each.iter().all(|words| Some(words) == each.first());
        if alike && let Some(words) = each.first() {
            return cell.child(el(Tag::Span).class("firm").text(words.clone()));
        }
        let lines = each
            .iter()
            .enumerate()
            .map(|(assessor, words)| el(Tag::Li).text([&self.who(assessor), ": ", words].concat()));
        cell.child(el(Tag::Span).class("firm").text(span(
            model,
            measure.bounds,
            measure.bands.as_ref(),
            phrases::TOGETHER_SPAN,
        )))
        .child(el(Tag::Ul).class("each").children(lines))
    }

    /// One credible warning is enough.
    fn findings(&self) -> El {
        let model = self.model;
        let groups = [
            (FindingSeverity::DiscussFirst, phrases::SEVERITY_DISCUSS, "discuss"),
            (FindingSeverity::Attention, phrases::SEVERITY_ATTENTION, "attention"),
            (FindingSeverity::Hint, phrases::SEVERITY_HINT, "hint-list"),
        ];
        let lists: Vec<El> = groups
            .iter()
            .filter_map(|(severity, title, class)| {
                let found = self.told.report.findings.iter();
                let found =
                    found.filter(|found| found.finding.certain && found.finding.severity == *severity);
                let items: Vec<El> = found.map(|found| self.finding(found)).collect();
                (!items.is_empty()).then(|| {
                    el(Tag::Div)
                        .class(["findings ", class].concat())
                        .key(*class)
                        .child(heading(model, 3).say(model, *title))
                        .child(el(Tag::Ul).children(items))
                })
            })
            .collect();
        let none = lists.is_empty().then(|| el(Tag::P).key("none").say(model, phrases::RESULT_FINDINGS_NONE));
        el(Tag::Section)
            .key("findings")
            .child(heading(model, 2).say(model, phrases::RESULT_FINDINGS))
            .child(el(Tag::P).class("hint").say(model, phrases::TOGETHER_FINDINGS_HELP))
            .maybe(none)
            .children(lists)
    }

    fn finding(&self, found: &MergedFinding) -> El {
        let raised: Vec<usize> =
            found.raised.iter().filter(|raised| raised.certain).map(|raised| raised.assessor).collect();
        let model = self.model;
        el(Tag::Li)
            .child(el(Tag::Strong).text(self.shared.finding(&found.finding)))
            .child(el(Tag::P).text(model.ui_with(phrases::TOGETHER_RAISED, &[("who", &self.all(&raised))])))
            .maybe((!found.open).then(|| el(Tag::P).key("settled").say(model, phrases::TOGETHER_SETTLED)))
    }
}

fn side(part: &AnswerPart) -> Option<Side> {
    match part {
        AnswerPart::Benefit => Some(Side::Benefit),
        AnswerPart::Harm => Some(Side::Harm),
        _ => None,
    }
}

fn key(question: &str, subject: Option<&str>) -> String {
    [question, "--", subject.unwrap_or_default()].concat()
}

/// Words for bounds and their bands.
pub(super) fn span(model: &Model, bounds: MaybeBounds, bands: Option<&BandSpan>, between: Phrase) -> String {
    match (bounds, bands) {
        (None, _) => model.ui(phrases::RESULT_VOID),
        (_, None) => model.ui(phrases::RESULT_TOO_LITTLE),
        (_, Some(bands)) => model.span_words(bands, between),
    }
}
