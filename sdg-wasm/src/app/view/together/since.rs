//! What changed between two moments, in words: the worse first.

use std::rc::Rc;

use sdg_core::{
    Assessment, Change, ChangedPart, Comparison, Finding, FindingChange, FindingState, HowChanged,
    MeasureChange, MeasureRef, MeasureState, Resolution, Side,
};

use super::beside::span;
use super::words::{Shared, Voice, capital, name_of, side_of};
use crate::app::message::{Action, At};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::together::{Action as Act, Told, Way};
use crate::app::view::list::sub;
use crate::app::view::{El, button, disclosure, heading};
use crate::html::{Attribute, Tag, el};

#[derive(Debug)]
struct Since {
    /// The earlier check, then the later one.
    checks: [Assessment; 2],
    /// Which of the two is one's own.
    own: usize,
    file: String,
    /// The version of the questionnaire that the file was made with, if that is another one.
    older: Option<String>,
    /// Ids of the questions of which the file holds something that does not count.
    lost: Vec<String>,
    comparison: Option<Comparison>,
}

/// Compares one's own answers with those of a file.
pub(crate) fn since(model: &Model, place: usize) -> Option<Rc<dyn Told>> {
    let guest = model.together.guests.get(place)?;
    let swapped = model.together.swapped;
    let (own, other) = (model.mine(), &guest.assessment);
    let comparison = own.and_then(|own| {
        let (earlier, later) = if swapped { (own, other) } else { (other, own) };
        earlier.compare(later).ok()
    });
    let own = own.unwrap_or(&model.assessment).clone();
    let checks = if swapped { [own, other.clone()] } else { [other.clone(), own] };
    let (file, older) = (guest.file.clone(), guest.older.clone());
    let lost = guest.assessment.kept().map(str::to_owned).collect();
    Some(Rc::new(Since { checks, own: usize::from(!swapped), file, older, lost, comparison }))
}

/// The worse first.
const ORDER: [(Change, Phrase, Phrase, &str); 8] = [
    (Change::Worse, phrases::SINCE_WORSE, phrases::SINCE_WORSE_HELP, "worse"),
    (Change::OpenAgain, phrases::SINCE_OPEN, phrases::SINCE_OPEN_HELP, "open-again"),
    (Change::New, phrases::SINCE_NEW, phrases::SINCE_NEW_HELP, "new"),
    (Change::Revised, phrases::SINCE_REVISED, phrases::SINCE_REVISED_HELP, "revised"),
    (Change::KnownNow, phrases::SINCE_KNOWN, phrases::SINCE_KNOWN_HELP, "known-now"),
    (Change::Better, phrases::SINCE_BETTER, phrases::SINCE_BETTER_HELP, "better"),
    (Change::Gone, phrases::SINCE_GONE, phrases::SINCE_GONE_HELP, "gone"),
    (Change::Questionnaire, phrases::SINCE_LIST, phrases::SINCE_LIST_HELP, "questionnaire"),
];

impl Told for Since {
    fn view(&self, model: &Model) -> El {
        let screen = el(Tag::Div).class("since").key("since").child(sub(model, phrases::TOGETHER_SINCE));
        let screen = screen.maybe(others(model));
        let Some(comparison) = &self.comparison else {
            return screen.child(el(Tag::P).class("notice").key("none").say(model, phrases::SINCE_NO_OWN));
        };
        let subjects = &comparison.own_subjects;
        let view = View { told: self, comparison, model, shared: Shared { model, subjects } };
        let screen = screen.child(view.moments()).maybe(view.versions());
        if comparison.is_empty() {
            return screen.child(el(Tag::P).key("nothing").say(model, phrases::SINCE_NOTHING));
        }
        screen
            .child(el(Tag::P).class("hint").key("help").say(model, phrases::SINCE_HELP))
            .children(ORDER.iter().filter_map(|group| view.group(*group)))
            .maybe(view.answers())
    }
}

/// With several files: which one it is compared with.
fn others(model: &Model) -> Option<El> {
    let guests = &model.together.guests;
    if guests.len() < 2 {
        return None;
    }
    let items = guests.iter().enumerate().map(|(place, guest)| {
        let way = Way::Since(place);
        let name = [&name_of(model, &guest.assessment, &guest.file), " · ", &guest.file].concat();
        let item = el(Tag::Button).class("press").with(Attribute::Type, "button");
        el(Tag::Li).key(place.to_string()).child(
            item.with(Attribute::AriaPressed, if model.together.way == way { "true" } else { "false" })
                .on(Action::Together(Act::Show(way)))
                .text(name),
        )
    });
    Some(
        el(Tag::Div)
            .key("others")
            .child(el(Tag::P).say(model, phrases::SINCE_WHICH))
            .child(el(Tag::Ul).class("which").children(items)),
    )
}

struct View<'a> {
    told: &'a Since,
    comparison: &'a Comparison,
    model: &'a Model,
    shared: Shared<'a>,
}

impl View<'_> {
    fn name(&self, moment: usize) -> String {
        let own = moment == self.told.own;
        let check = if own { Some(&self.model.assessment) } else { self.told.checks.get(moment) };
        check.map_or_else(String::new, |check| {
            name_of(self.model, check, if own { "" } else { &self.told.file })
        })
    }

    fn moments(&self) -> El {
        let with = [("before", self.name(0)), ("after", self.name(1))];
        let with: Vec<(&str, &str)> = with.iter().map(|(key, name)| (*key, name.as_str())).collect();
        el(Tag::Div)
            .key("moments")
            .child(el(Tag::P).text(self.model.ui_with(phrases::SINCE_MOMENTS, &with)))
            .child(el(Tag::Div).class("buttons").child(button(
                self.model,
                Action::Together(Act::Swap),
                phrases::SINCE_SWAP,
            )))
    }

    /// What comes from another version of the questionnaire, apart from what comes from answers. Only the version at hand can be
    /// asked what it makes of the answers, so what the other one made of them cannot be told.
    fn versions(&self) -> Option<El> {
        let model = self.model;
        let lost = |known: bool, phrase: Phrase, key: &'static str| {
            let is_known = |id: &&String| model.questionnaire.find(id).is_some() == known;
            let items: Vec<El> = self.told.lost.iter().filter(is_known).map(|id| self.lost(id)).collect();
            (!items.is_empty()).then(|| {
                let list = el(Tag::Ul).children(items);
                el(Tag::Div).key(key).child(el(Tag::P).say(model, phrase)).child(list)
            })
        };
        let gone = lost(false, phrases::SINCE_LOST, "lost");
        let unfit = lost(true, phrases::SINCE_UNFIT, "unfit");
        if self.told.older.is_none() && gone.is_none() && unfit.is_none() {
            return None;
        }
        let versions = self.told.older.as_ref().map(|then| {
            let with = [("then", then.as_str()), ("now", model.questionnaire.version())];
            el(Tag::P).key("versions").text(model.ui_with(phrases::SINCE_VERSIONS, &with))
        });
        let why = versions.is_some().then(|| el(Tag::P).key("why").say(model, phrases::SINCE_VERSIONS_WHY));
        Some(
            el(Tag::Section)
                .class("notice")
                .key("versions")
                .child(heading(model, 2).say(model, phrases::SINCE_VERSIONS_TITLE))
                .maybe(versions)
                .maybe(gone)
                .maybe(unfit)
                .maybe(why),
        )
    }

    /// A question of which the file holds something that does not count: the way to it, or its id, which is all that is left of it.
    fn lost(&self, id: &str) -> El {
        let question = self.model.questionnaire.find(id);
        let known = question.and_then(|ix| Some((ix, self.model.questionnaire.question(ix)?)));
        let item = el(Tag::Li).key(id.to_owned());
        let Some((question, asked)) = known else { return item.text(id.to_owned()) };
        let title = self.model.at_title(asked, None);
        let at = At { question, subject: None };
        item.child(el(Tag::A).place(&self.model.id_of(&at)).on(Action::Change(at)).text(title))
    }

    /// Everything that changed in one way.
    fn group(&self, (change, title, help, class): (Change, Phrase, Phrase, &'static str)) -> Option<El> {
        let findings = self.comparison.findings.iter().filter(|found| found.change == change);
        let findings = findings.enumerate().map(|(place, found)| self.finding(found, place));
        let goals = self.comparison.goals.iter().filter(|found| found.change == change);
        let goals = goals.filter(|found| self.tells(found)).map(|found| self.goal(found));
        let principles = self.comparison.principles.iter().filter(|found| found.change == change);
        let principles = principles.map(|found| {
            let name = self.model.must(&["principle", &found.id, "title"]);
            self.measure(found, name, "p-", &self.of_principle(&found.id))
        });
        let measures = self.comparison.measures.iter().filter(|found| found.change == change);
        let measures = measures.map(|found| {
            let name = self.shared.measure(&found.id, found.subject.as_deref());
            let of = MeasureRef::Measure { id: found.id.clone(), subject: self.of_own(found) };
            self.measure(found, name, "m-", &[of])
        });
        let items: Vec<El> = findings.chain(goals).chain(principles).chain(measures).collect();
        (!items.is_empty()).then(|| {
            el(Tag::Section)
                .class(["changes ", class].concat())
                .key(class)
                .child(heading(self.model, 2).say(self.model, title))
                .child(el(Tag::P).class("hint").say(self.model, help))
                .child(el(Tag::Ul).children(items))
        })
    }

    /// The mean of a side says nothing more when its greatest value changed in the same way.
    fn tells(&self, found: &MeasureChange) -> bool {
        let Some(id) = found.id.strip_suffix(".mean") else { return true };
        let greatest = [id, ".max"].concat();
        let mut all = self.comparison.goals.iter();
        !all.any(|other| other.id == greatest && other.change == found.change)
    }

    fn goal(&self, found: &MeasureChange) -> El {
        let Some((goal, side, greatest)) = side_of(&found.id) else { return el(Tag::Li) };
        let words = match (side, greatest) {
            (Side::Harm, true) => phrases::SINCE_HARM,
            (Side::Harm, false) => phrases::SINCE_HARM_MEAN,
            (_, true) => phrases::SINCE_BENEFIT,
            (_, false) => phrases::SINCE_BENEFIT_MEAN,
        };
        let name = [&self.model.goal_in_text(goal), ": ", &self.model.ui(words)].concat();
        self.measure(found, name, "g-", &[MeasureRef::Goal { goal, side }])
    }

    fn of_principle(&self, id: &str) -> Vec<MeasureRef> {
        let questionnaire = &self.model.questionnaire;
        let principle = questionnaire.principles().iter().find(|principle| principle.id == id);
        let components = principle.into_iter().flat_map(|principle| &principle.components);
        let measures = components.filter_map(|ix| questionnaire.measure(*ix));
        measures.map(|measure| MeasureRef::Measure { id: measure.id.clone(), subject: None }).collect()
    }

    /// The subject of a measure under its id in one's own answers.
    fn of_own(&self, found: &MeasureChange) -> Option<String> {
        let questionnaire = &self.model.questionnaire;
        let measure = questionnaire.find_measure(&found.id).and_then(|ix| questionnaire.measure(ix));
        let roster = measure.and_then(|measure| measure.for_each)?.roster();
        let subject = found.subject.as_deref()?;
        self.shared.at(roster, subject, self.told.own).map(str::to_owned)
    }

    fn measure(&self, found: &MeasureChange, name: String, prefix: &str, of: &[MeasureRef]) -> El {
        let model = self.model;
        let [before, after] = [&found.before, &found.after].map(|state| self.state(state.as_ref()));
        let words = if before == after {
            model.ui_with(phrases::SINCE_WITHIN, &[("value", &before)])
        } else {
            model.ui_with(phrases::SINCE_FROM, &[("before", &before), ("after", &after)])
        };
        let also = (found.by_questionnaire && found.change != Change::Questionnaire)
            .then(|| el(Tag::P).class("hint").key("also").say(model, phrases::SINCE_ALSO_LIST));
        let [lo, hi] = [&found.before, &found.after].map(|state| self.figures(state.as_ref()));
        el(Tag::Li)
            .key([prefix, &found.id, "--", found.subject.as_deref().unwrap_or_default()].concat())
            .child(el(Tag::Strong).text(name))
            .child(el(Tag::P).text(words))
            .maybe(also)
            .child(self.look(self.question_of(of)))
            .child(disclosure(model, phrases::TOGETHER_FIGURES, "figures").class("figures").child(
                el(Tag::P).text(model.ui_with(phrases::SINCE_FROM, &[("before", &lo), ("after", &hi)])),
            ))
    }

    fn state(&self, state: Option<&MeasureState>) -> String {
        let Some(state) = state else { return self.model.ui(phrases::SINCE_ABSENT) };
        let empty = state.coverage.is_none_or(|coverage| !coverage.is_positive());
        // A span of bands says nothing while nothing is filled in.
        let bands = state.bands.as_ref().filter(|span| !empty || span.first == span.last);
        if empty && bands.is_none() && state.bounds.is_some() {
            return self.model.ui(phrases::RESULT_UNANSWERED);
        }
        span(self.model, state.bounds, bands, phrases::RESULT_SPAN)
    }

    fn figures(&self, state: Option<&MeasureState>) -> String {
        let model = self.model;
        match state.map(|state| state.bounds) {
            None => model.ui(phrases::SINCE_ABSENT),
            Some(None) => model.ui(phrases::RESULT_VOID),
            Some(Some(bounds)) if bounds.lo == bounds.hi => model.fraction_text(bounds.lo),
            Some(Some(bounds)) => {
                let with = [("lo", model.fraction_text(bounds.lo)), ("hi", model.fraction_text(bounds.hi))];
                let [lo, hi] = &with;
                model.ui_with(phrases::TOGETHER_BETWEEN, &[(lo.0, &lo.1), (hi.0, &hi.1)])
            }
        }
    }

    /// A question below one of these measures: one of which the answer changed, or else the first.
    fn question_of(&self, of: &[MeasureRef]) -> Option<At> {
        let own = &self.model.assessment;
        let leaves: Vec<At> = of
            .iter()
            .filter_map(|of| own.explain(of))
            .flat_map(|explanation| explanation.leaves)
            .filter_map(|leaf| {
                let question = self.model.questionnaire.question(leaf.question)?;
                Some(At { question: leaf.question, subject: question.for_each.and(leaf.subject) })
            })
            .collect();
        self.changed_first(&leaves)
    }

    fn changed_first(&self, all: &[At]) -> Option<At> {
        let changed = |at: &&At| {
            let id = self.model.questionnaire.question(at.question).map(|question| &question.id);
            self.comparison.answers.iter().any(|change| Some(&change.question) == id)
        };
        all.iter().find(changed).or(all.first()).cloned()
    }

    /// A question on which a finding rests, now or then.
    fn ground_of(&self, finding: &Finding) -> Option<At> {
        let roster = finding.key().roster(&self.model.questionnaire);
        for moment in [self.told.own, 1_usize.saturating_sub(self.told.own)] {
            let mut here = finding.clone();
            if let (Some(roster), Some(subject)) = (roster, &finding.subject) {
                here.subject = self.shared.at(roster, subject, moment).map(str::to_owned);
            }
            let grounds = self.told.checks.get(moment).map(|check| check.explain_finding(&here));
            let grounds = grounds.unwrap_or_default().into_iter().filter_map(|ground| {
                let question = self.model.questionnaire.question(ground.question)?;
                let subject = question.for_each.and(ground.subject);
                // A subject that somebody else added has another id in one's own answers.
                let foreign = moment != self.told.own
                    && subject.as_deref().is_some_and(|subject| subject.starts_with("own-"));
                (!foreign).then_some(At { question: ground.question, subject })
            });
            let grounds: Vec<At> = grounds.collect();
            if let Some(at) = self.changed_first(&grounds) {
                return Some(at);
            }
        }
        None
    }

    fn look(&self, at: Option<At>) -> El {
        let line = el(Tag::P).key("look");
        let Some(at) = at else { return line };
        let Some(question) = self.model.questionnaire.question(at.question) else { return line };
        let title = self.model.at_title(question, at.subject.as_deref());
        let label = self.model.ui_with(phrases::SINCE_LOOK, &[("question", &title)]);
        line.child(el(Tag::A).place(&self.model.id_of(&at)).on(Action::Change(at)).text(label))
    }

    fn finding(&self, found: &FindingChange, place: usize) -> El {
        let model = self.model;
        let [before, after] = [found.before, found.after].map(|state| self.raised(state));
        let with = [("before", before.as_str()), ("after", after.as_str())];
        let also = (found.by_questionnaire && found.change != Change::Questionnaire)
            .then(|| el(Tag::P).class("hint").key("also").say(model, phrases::SINCE_ALSO_LIST));
        let finding = &found.finding;
        el(Tag::Li)
            .key(["f-", &place.to_string()].concat())
            .child(el(Tag::Strong).text(self.shared.finding(finding)))
            .child(el(Tag::P).text(model.ui_with(phrases::SINCE_FROM, &with)))
            .maybe(also)
            .child(self.look(self.ground_of(finding)))
    }

    fn raised(&self, state: Option<FindingState>) -> String {
        let Some(state) = state else { return self.model.ui(phrases::SINCE_NOT_RAISED) };
        let certain = if state.certain { phrases::SINCE_CERTAIN } else { phrases::SINCE_POSSIBLE };
        let settled = match state.resolution {
            Resolution::Open => return self.model.ui(certain),
            Resolution::Treated => phrases::SINCE_TREATED,
            Resolution::Accepted => phrases::SINCE_ACCEPTED,
        };
        [&self.model.ui(certain), ", ", &self.model.ui(settled)].concat()
    }

    /// The answers that changed: what was and is recorded, and the way to the question.
    fn answers(&self) -> Option<El> {
        let model = self.model;
        let mut items: Vec<El> = Vec::new();
        let mut last: Option<(&str, Option<&str>)> = None;
        for change in &self.comparison.answers {
            let this = (change.question.as_str(), change.subject.as_deref());
            if last == Some(this) {
                continue;
            }
            last = Some(this);
            let Some(ix) = model.questionnaire.find(this.0) else { continue };
            let Some(question) = model.questionnaire.question(ix) else { continue };
            let of_question = self
                .comparison
                .answers
                .iter()
                .filter(|it| (it.question.as_str(), it.subject.as_deref()) == this);
            let how: Vec<String> = of_question.map(|it| self.how(question, &it.part, it.how)).collect();
            let moments = self.told.checks.iter().enumerate().map(|(moment, assessment)| {
                let label = if moment == 0 { phrases::SINCE_BEFORE } else { phrases::SINCE_AFTER };
                let said = match self.shared.held(question, this.1, moment) {
                    Ok(subject) => Voice { model, assessment }.said(ix, subject),
                    Err(_) => vec![el(Tag::P).say(model, phrases::STATE_ANSWER_OPEN)],
                };
                el(Tag::Li)
                    .key(moment.to_string())
                    .child(el(Tag::P).class("who").say(model, label))
                    .children(said)
            });
            let own = self.shared.held(question, this.1, self.told.own).ok();
            let at = own.map(|subject| At { question: ix, subject: subject.map(str::to_owned) });
            items.push(
                el(Tag::Li)
                    .key([this.0, "--", this.1.unwrap_or_default()].concat())
                    .child(heading(model, 3).text(self.shared.question(question, this.1)))
                    .child(el(Tag::P).class("hint").text(how.join(". ")))
                    .child(el(Tag::Ul).class("voices").children(moments))
                    .child(self.look(at)),
            );
        }
        let title = model.ui_count(phrases::SINCE_ANSWERS_ONE, phrases::SINCE_ANSWERS_MANY, items.len());
        (!items.is_empty()).then(|| {
            el(Tag::Details)
                .class("fold")
                .key("answers")
                .child(el(Tag::Summary).text(title))
                .child(el(Tag::Ol).class("divided").children(items))
        })
    }

    fn how(&self, question: &sdg_core::Question, part: &ChangedPart, how: HowChanged) -> String {
        let model = self.model;
        let how = model.ui(match how {
            HowChanged::Given => phrases::SINCE_GIVEN,
            HowChanged::Revised => phrases::SINCE_OTHERWISE,
            HowChanged::TakenBack => phrases::SINCE_TAKEN_BACK,
            HowChanged::Unknown => phrases::SINCE_UNKNOWN,
            HowChanged::Unanswered => phrases::SINCE_UNANSWERED,
        });
        let part = match part {
            ChangedPart::Whole => return capital(&how),
            ChangedPart::Benefit => model.ui(phrases::RESULT_BENEFIT),
            ChangedPart::Harm => model.ui(phrases::RESULT_HARM),
            ChangedPart::Subject(id) => self.shared.listed(question, id),
            ChangedPart::Facet(id) => model.must(&["facet", id, "title"]),
            ChangedPart::Reason => model.ui(phrases::REASON),
        };
        [&part, ": ", &how].concat()
    }
}
