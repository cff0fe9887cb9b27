//! Files of others beside one's own answers: of colleagues, of an earlier moment, of other projects (METHOD 9).
//!
//! What is opened here stays in memory, and looking changes nothing of one's own answers. Everything that is told is the engine's.

use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;

use sdg_core::{
    Answer, Assessment, Assessor, HandOver, Merged, PolicyFields, Portfolio, Project, Questionnaire,
    Separator, Severity,
};

use super::message::{Effect, Input, Place, Wanted};
use super::model::{Model, Panel};
use super::phrases::{self, Phrase};
use super::saved::{Reading, read, why};
use super::view::{El, together as view};

/// What a person does with files of others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Lay the file that was opened beside one's own answers.
    Beside,
    /// Compare with the file that was opened, as an earlier moment.
    Earlier,
    /// Look at the files in this way.
    Show(Way),
    /// The other one is the earlier moment.
    Swap,
    /// Take one's own answers along, or leave them out.
    Mine,
    /// Leave out a file, by its place in the list.
    Remove(usize),
    /// Who one is, as it stands in the field.
    By,
    /// Leave names of persons out of the file in which that is saved, or not.
    Nameless,
    /// Save what lies side by side as one file.
    Save,
    /// Projects in the order of their names, or of the files.
    ByName(bool),
    /// The table of goals and projects as CSV.
    Table,
    /// Show what goes to the multi-year plan.
    Plan,
    /// That as CSV.
    PlanTable,
    /// That as JSON.
    PlanFile,
}

/// In which way files are looked at.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Way {
    /// Assessors of one project side by side.
    #[default]
    Beside,
    /// What changed since the file at this place in the list.
    Since(usize),
    /// Goals beside projects.
    Projects,
}

/// One check of somebody else.
#[derive(Clone, Debug)]
pub(crate) struct Guest {
    /// Name of the file.
    pub(crate) file: String,
    pub(crate) assessment: Assessment,
    /// Whether it holds things that the questionnaire does not understand.
    pub(crate) partly: bool,
    /// The version of the questionnaire that it was made with, if that is another one.
    pub(crate) older: Option<String>,
}

/// A file that could not be read.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) file: String,
    pub(crate) why: Phrase,
    pub(crate) details: String,
}

/// What the engine says about the files, as it is shown. It is behind a pointer so that the first program, which never makes one,
/// carries nothing of it.
pub(crate) trait Told: Debug {
    fn view(&self, model: &Model) -> El;

    /// Its part of the report, below a heading of level `top`; `short` for a single page. Nothing where it is not about assessors.
    #[cfg(feature = "whole")]
    fn paper(&self, _model: &Model, _top: u8, _short: bool) -> Vec<El> {
        Vec::new()
    }

    /// The same for the spreadsheet.
    #[cfg(feature = "whole")]
    fn said(&self, _model: &Model) -> Vec<Said> {
        Vec::new()
    }
}

/// A row of what assessors say.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Said {
    /// `discuss`, `apart`, or `view` for the words of one of them.
    pub(crate) part: &'static str,
    pub(crate) question: String,
    pub(crate) subject: Option<String>,
    /// The question in words.
    pub(crate) name: String,
    /// Whose words these are.
    pub(crate) who: Option<String>,
    pub(crate) words: String,
}

/// The function or service of whoever did a check.
pub(crate) fn service(assessment: &Assessment) -> Option<&str> {
    let by = assessment.assessor.as_ref().map(|assessor| assessor.by.trim());
    by.filter(|by| !by.is_empty())
}

/// The files of others, and how they are looked at.
#[derive(Clone, Default, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own, in any combination with the others"
)]
pub(crate) struct Together {
    pub(crate) guests: Vec<Guest>,
    pub(crate) refused: Vec<Refused>,
    pub(crate) way: Way,
    pub(crate) without_mine: bool,
    /// Whether names of persons are left out of a merged file.
    pub(crate) nameless: bool,
    /// Whether one's own answers are the earlier moment.
    pub(crate) swapped: bool,
    pub(crate) by_name: bool,
    /// The list of policy domains and fields, as it came.
    pub(crate) policy: String,
    /// Whether the page was loaded again while somebody was here: other people's files are not kept.
    pub(crate) reloaded: bool,
    /// Whether the person came from here to look at a question.
    pub(crate) came: bool,
    pub(crate) told: Option<Rc<dyn Told>>,
}

/// Whether a text is a merged file, sound or not.
pub(crate) fn is_merged(text: &str, questionnaire: &Arc<Questionnaire>) -> bool {
    // Most files are none, and need not be read twice.
    if !text.contains("\"merged\"") {
        return false;
    }
    match Merged::parse(text, questionnaire) {
        Ok(_) => true,
        Err(wrong) => wrong.iter().any(|one| one.path.starts_with("merged")) && !lacks_merged(&wrong),
    }
}

fn lacks_merged(wrong: &sdg_core::Diagnostics) -> bool {
    wrong.iter().any(|one| one.code == "M0102")
}

/// Every check in a file: one, or those of a merged file.
fn guests(file: &str, text: Option<&str>, questionnaire: &Arc<Questionnaire>) -> Result<Vec<Guest>, Refused> {
    let refused = |why, details| Refused { file: file.to_owned(), why, details };
    let Some(text) = text else { return Err(refused(phrases::REFUSED_SIZE, String::new())) };
    let guest = |assessment, partly, older: bool| {
        let older = older.then(|| Assessment::made_with(text).unwrap_or_default());
        Guest { file: file.to_owned(), assessment, partly, older }
    };
    let (first, details) = match read(text, questionnaire) {
        Reading::Sound { assessment, partly, older } => {
            return Ok(vec![guest(*assessment, partly, older.is_some())]);
        }
        Reading::Refused { why, details } => (why, details),
    };
    if !is_merged(text, questionnaire) {
        return Err(refused(first, details));
    }
    match Merged::parse(text, questionnaire) {
        Ok(loaded) => {
            // The notices are about the file as a whole: they are told of each check in it.
            let older = loaded.notices.iter().any(|notice| notice.code == "A0201");
            let partly = loaded
                .notices
                .iter()
                .any(|notice| notice.severity == Severity::Notice && notice.code != "A0201");
            let of = |assessment: &Assessment| guest(assessment.clone(), partly, older);
            Ok(loaded.merged.assessments().iter().map(of).collect())
        }
        Err(wrong) => Err(refused(why(text, &wrong), wrong.to_string())),
    }
}

/// The name of the project that a check is about.
pub(crate) fn project(assessment: &Assessment) -> Option<&str> {
    match &assessment.entry(assessment.questionnaire().profile().name?, None).answer {
        Some(Answer::Text(name)) if !name.trim().is_empty() => Some(name.trim()),
        _ => None,
    }
}

impl Model {
    /// The person's own answers, if they are taken along.
    pub(crate) fn mine(&self) -> Option<&Assessment> {
        (!self.together.without_mine && !self.assessment.is_empty()).then_some(&self.assessment)
    }

    /// What several assessors of one project say, when their checks lie side by side.
    #[cfg(feature = "whole")]
    pub(crate) fn views(&self) -> Option<&dyn Told> {
        let several = self.together.way == Way::Beside && self.checks().len() > 1;
        self.together.told.as_deref().filter(|_| several)
    }

    /// Whether that is all there is to report: nothing was filled in here.
    #[cfg(feature = "whole")]
    pub(crate) fn has_only_views(&self) -> bool {
        self.assessment.is_empty() && self.views().is_some()
    }

    /// All checks that are looked at, the own one first, each with the name of its file.
    pub(crate) fn checks(&self) -> Vec<(&str, &Assessment)> {
        let guests = self.together.guests.iter().map(|guest| (guest.file.as_str(), &guest.assessment));
        self.mine().map(|mine| ("", mine)).into_iter().chain(guests).collect()
    }

    /// All checks as projects, in the order that was asked for.
    pub(crate) fn projects(&self) -> Vec<(&Assessment, Project)> {
        let own = self.file_named(phrases::KEEP_FILE_NAME, ".json");
        let mut projects: Vec<(&Assessment, Project)> = self
            .checks()
            .into_iter()
            .map(|(file, check)| (check, Project::of(if file.is_empty() { &own } else { file }, check)))
            .collect();
        if self.together.by_name {
            let name = |project: &Project| {
                project.project.name.as_ref().unwrap_or(&project.project.file).to_lowercase()
            };
            projects.sort_by_key(|(_, project)| name(project));
        }
        projects
    }

    /// What each project hands over to the multi-year plan; nothing before the list of policy domains has come.
    pub(crate) fn handed_over(&self) -> Vec<HandOver> {
        let Ok(fields) = PolicyFields::parse(&self.together.policy) else { return Vec::new() };
        let projects = self.projects();
        projects.iter().map(|(check, project)| HandOver::of(&project.project.file, check, &fields)).collect()
    }

    /// Works out anew what is told about the files.
    pub(crate) fn lay_out(&mut self) {
        self.together.told = if self.together.guests.is_empty() {
            None
        } else {
            match self.together.way {
                Way::Beside => view::beside(self),
                Way::Since(place) => view::since(self, place),
                Way::Projects => Some(view::projects(self)),
            }
        };
    }

    /// Adds files to those that are looked at, and goes there.
    pub(crate) fn lay_beside(&mut self, files: Vec<(String, Option<String>)>, effects: &mut Vec<Effect>) {
        let before = (self.together.guests.len(), self.together.refused.len());
        let mut merged = false;
        for (file, text) in files {
            match guests(&file, text.as_deref(), &self.questionnaire) {
                Ok(found) => {
                    merged |= found.len() > 1;
                    self.together.guests.extend(found);
                }
                Err(refused) => self.together.refused.push(refused),
            }
        }
        self.together.reloaded = false;
        if before.0 == 0 {
            // A merged file is shown as it is: one's own answers may well be in it already.
            self.together.without_mine = merged;
            let mut names: Vec<&str> = self.checks().iter().filter_map(|(_, check)| project(check)).collect();
            names.sort_unstable();
            names.dedup();
            self.together.way = if names.len() > 1 { Way::Projects } else { Way::Beside };
        }
        let added = self.together.guests.len().saturating_sub(before.0);
        let refused = self.together.refused.len().saturating_sub(before.1);
        self.go(Place::Together, effects);
        let phrase = if refused > 0 {
            phrases::TOGETHER_SOME_REFUSED
        } else if added == 1 {
            phrases::TOGETHER_ADDED_ONE
        } else {
            phrases::TOGETHER_ADDED_MANY
        };
        let count = if refused > 0 { refused } else { added };
        self.say(phrase, Some(("n", count.to_string())));
    }

    /// From the question on opening a file to the screen where it lies beside one's own answers.
    fn beside_mine(&mut self, earlier: bool, effects: &mut Vec<Effect>) {
        let Some(Panel::Replace { name, assessment, partly, older }) = self.panel.take() else { return };
        // The question was about one's own answers, not about the example.
        self.own_again();
        let place = self.together.guests.len();
        self.together.guests.push(Guest { file: name, assessment: *assessment, partly, older });
        self.together.way = if earlier { Way::Since(place) } else { Way::Beside };
        self.together.without_mine = false;
        self.together.reloaded = false;
        self.go(Place::Together, effects);
        self.say(phrases::TOGETHER_ADDED_ONE, None);
    }

    pub(super) fn act_together(&mut self, action: Action, input: &Input, effects: &mut Vec<Effect>) {
        match action {
            Action::Beside => return self.beside_mine(false, effects),
            Action::Earlier => return self.beside_mine(true, effects),
            Action::Show(way) => self.together.way = way,
            Action::Swap => self.together.swapped = !self.together.swapped,
            Action::Nameless => self.together.nameless = input.checked,
            Action::Mine => self.together.without_mine = !self.together.without_mine,
            Action::Remove(place) => self.leave_out(place, effects),
            Action::By => return self.by(&input.value, effects),
            Action::ByName(by_name) => self.together.by_name = by_name,
            Action::Plan if self.together.policy.is_empty() => effects.push(Effect::Load(Wanted::Policy)),
            Action::Plan => effects.push(Effect::Focus("plan".to_owned())),
            Action::Save | Action::Table | Action::PlanTable | Action::PlanFile => {
                return self.hand_out(action, effects);
            }
        }
        self.lay_out();
    }

    fn leave_out(&mut self, place: usize, effects: &mut Vec<Effect>) {
        if place < self.together.guests.len() {
            self.together.guests.remove(place);
        }
        // The places of the others have changed.
        if let Way::Since(since) = self.together.way {
            self.together.way = match since.cmp(&place) {
                std::cmp::Ordering::Less => Way::Since(since),
                std::cmp::Ordering::Equal => Way::Beside,
                std::cmp::Ordering::Greater => Way::Since(since.saturating_sub(1)),
            };
        }
        if self.together.guests.is_empty() {
            self.together.refused.clear();
            self.together.way = Way::Beside;
        }
        self.say(phrases::TOGETHER_REMOVED, None);
        effects.push(Effect::Focus("together-files".to_owned()));
    }

    fn by(&mut self, by: &str, effects: &mut Vec<Effect>) {
        let person = self.assessment.assessor.take().and_then(|assessor| assessor.person);
        let said = !by.trim().is_empty() || person.is_some();
        self.assessment.assessor = said.then(|| Assessor { by: by.to_owned(), person });
        self.changed(effects);
    }

    /// What leaves the browser as a file.
    fn hand_out(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let separator = if self.language.tag() == "en" { Separator::Comma } else { Separator::Semicolon };
        let (beginning, ending, text) = match action {
            Action::Save => {
                let all = self.checks().into_iter().map(|(_, check)| check.clone());
                let Ok(merged) = Merged::of(all) else { return };
                let merged = if self.together.nameless { self.without_names(&merged) } else { Some(merged) };
                let Some(merged) = merged else { return };
                (phrases::TOGETHER_FILE_MERGED, ".json", merged.to_json())
            }
            Action::Table => {
                let mut table = Project::goals_header(separator);
                table.extend(self.projects().iter().map(|(_, project)| project.goals_csv(separator)));
                (phrases::TOGETHER_FILE_TABLE, ".csv", table)
            }
            Action::PlanTable => {
                let mut table = HandOver::header(separator);
                let language = self.language.tag();
                table.extend(self.handed_over().iter().map(|handed| handed.to_csv(separator, language)));
                (phrases::TOGETHER_FILE_PLAN, ".csv", table)
            }
            _ => {
                let all: Vec<String> = self.handed_over().iter().map(HandOver::to_json).collect();
                (phrases::TOGETHER_FILE_PLAN, ".json", ["[", &all.join(",\n"), "]\n"].concat())
            }
        };
        // So that a spreadsheet sees which letters these are.
        let text = if ending == ".csv" { ["\u{feff}", &text].concat() } else { text };
        let name = self.file_of_today(beginning, ending);
        effects.push(Effect::Download { name: name.clone(), text });
        self.say(phrases::KEEP_SAVED, Some(("file", name)));
    }

    /// The same without names of persons. Whoever gave no function or service goes by his place, and two that nothing else tells
    /// apart keep a place too, so that no voice is lost.
    fn without_names(&self, merged: &Merged) -> Option<Merged> {
        let mut nameless: Vec<Assessment> = Vec::new();
        for (place, assessment) in merged.assessments().iter().enumerate() {
            let number = place.saturating_add(1).to_string();
            let mut check = assessment.without_persons();
            let same = |other: &Assessment| other.to_json() == check.to_json();
            let by = match service(&check) {
                None => Some(self.ui_with(phrases::TOGETHER_PARTICIPANT, &[("n", &number)])),
                Some(by) if nameless.iter().any(same) => Some([by, " (", &number, ")"].concat()),
                Some(_) => None,
            };
            if let Some(by) = by {
                check.assessor = Some(Assessor { by, person: None });
            }
            nameless.push(check);
        }
        Merged::of(nameless).ok()
    }

    fn file_of_today(&self, beginning: Phrase, ending: &str) -> String {
        let date = self.clock.get(..10).unwrap_or_default();
        [self.ui(beginning).as_str(), if date.is_empty() { "" } else { "-" }, date, ending].concat()
    }

    pub(super) fn policy_came(&mut self, text: String, effects: &mut Vec<Effect>) {
        if PolicyFields::parse(&text).is_ok() {
            self.together.policy = text;
            self.lay_out();
            effects.push(Effect::Focus("plan".to_owned()));
        } else {
            self.say(phrases::WHOLE_MISSING, None);
        }
    }

    /// How many projects stand where.
    pub(crate) fn counts(projects: &[(&Assessment, Project)]) -> Portfolio {
        let mut counts = Portfolio::default();
        for (_, project) in projects {
            counts.add(project);
        }
        counts
    }
}

#[cfg(test)]
#[cfg(feature = "whole")]
mod tests;
