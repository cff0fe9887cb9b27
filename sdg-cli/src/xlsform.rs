//! A questionnaire as an XLSForm, so that the same questions can be asked offline in ODK or KoBo. What an XLSForm cannot carry is
//! told; `docs/xlsform.md` says why.

mod conditions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use rust_xlsxwriter::{Format, Workbook};
use sdg_core::{
    Catalogue, ChoiceOption, Facet, FacetKind, ForEach, Kind, Question, QuestionIx, Questionnaire, RosterIx,
    ScaleIx,
};
use serde_json::Value;

use self::conditions::{Hand, Part};
use crate::catalogue::Owner;
use crate::check;
use crate::console::Console;
use crate::input::Input;
use crate::library;
use crate::{Outcome, sheet, show};

/// Choices that every list can have. No id has an underscore, so these are never in the way of one.
const UNKNOWN: &str = "_unknown";
const NOT_APPLICABLE: &str = "_na";
const NONE: &str = "_none";

/// So many ids are told of what cannot be carried.
const MOST_TOLD: usize = 6;

/// Writes the form and tells what it leaves out.
pub(crate) fn export(
    console: &mut Console,
    path: &Path,
    languages: &[String],
    out: &Path,
) -> Result<Outcome> {
    if out.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        bail!("an XLSForm is written as .xlsx, and {} is not", out.display());
    }
    let Some(folder) = sheet::open(console, path)? else { return Ok(Outcome::Bad) };
    let Owner::Questionnaire(questionnaire) = &folder.owner else {
        bail!("{} has texts, and no questions", path.display());
    };
    let structure = Input::read(&path.join(check::STRUCTURE))?;
    let structure: Value =
        serde_json::from_str(structure.text.strip_prefix('\u{feff}').unwrap_or(&structure.text))?;
    let mut spoken = Vec::new();
    for language in folder.languages(languages)? {
        let file = folder.file(&language).with_context(|| format!("there are no texts in `{language}`"))?;
        match Catalogue::parse(&file.input.text, questionnaire) {
            Ok(texts) => spoken.push(Spoken::new(texts)?),
            Err(wrong) => {
                for found in &wrong {
                    console.tell(&show::diagnostic(&file.input.name, &file.input.text, found));
                }
                return Ok(Outcome::Bad);
            }
        }
    }
    let mut form = XlsForm::new(questionnaire, &structure, spoken);
    form.fill();
    form.save(out)?;
    for ((code, what), ids) in &form.left_out {
        let shown: Vec<&str> = ids.iter().map(String::as_str).take(MOST_TOLD).collect();
        let more = ids.len().saturating_sub(shown.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let ids = if shown.is_empty() { String::new() } else { format!(": {}{more}", shown.join(", ")) };
        console.tell(&format!("notice[{code}]: {what}{ids}"));
    }
    console.tell(&format!(
        "wrote {}: {} rows, {} choices",
        out.display(),
        form.survey.len(),
        form.choices.len()
    ));
    Ok(Outcome::Fine)
}

/// A language with its words.
struct Spoken {
    /// As XLSForm names it: `Nederlands (nl)`.
    name: String,
    texts: Catalogue,
    /// Wording of the interface in that language, or in English.
    interface: Catalogue,
}

impl Spoken {
    fn new(texts: Catalogue) -> Result<Spoken> {
        let read = |language: &str| library::shipped(&format!("interface/{language}.json"));
        let input =
            read(texts.language()).or_else(|| read("en")).context("no wording ships with this program")?;
        let interface = Catalogue::parse_unchecked(&input.text).with_context(|| input.name.clone())?;
        let code = texts.language();
        let name = interface.get(&format!("language.{code}")).unwrap_or(code);
        Ok(Spoken { name: format!("{name} ({code})"), texts, interface })
    }
}

/// A text in every language of the form.
type Words = Vec<String>;

/// A row of the sheet `survey`.
#[derive(Default)]
struct Row {
    kind: String,
    name: String,
    label: Words,
    hint: Words,
    guidance: Words,
    relevant: String,
    constraint: String,
    constraint_message: Words,
    choice_filter: String,
    calculation: String,
    repeat_count: String,
    appearance: &'static str,
}

/// A row of the sheet `choices`.
struct Choice {
    list: String,
    name: String,
    label: Words,
}

struct XlsForm<'a> {
    questionnaire: &'a Arc<Questionnaire>,
    structure: &'a Value,
    spoken: Vec<Spoken>,
    survey: Vec<Row>,
    choices: Vec<Choice>,
    lists: BTreeSet<String>,
    /// The repeat that each repeated question stands in.
    repeats: BTreeMap<QuestionIx, usize>,
    /// What is not carried, by code and message, with ids.
    left_out: BTreeMap<(&'static str, &'static str), Vec<String>>,
}

const ON_REQUEST: (&str, &str) = ("X0104", "facets that are asked on request only are left out");

impl<'a> XlsForm<'a> {
    fn new(questionnaire: &'a Arc<Questionnaire>, structure: &'a Value, spoken: Vec<Spoken>) -> XlsForm<'a> {
        XlsForm {
            questionnaire,
            structure,
            spoken,
            survey: Vec::new(),
            choices: Vec::new(),
            lists: BTreeSet::new(),
            repeats: BTreeMap::new(),
            left_out: BTreeMap::new(),
        }
    }

    fn leave_out(&mut self, (code, what): (&'static str, &'static str), id: &str) {
        let ids = self.left_out.entry((code, what)).or_default();
        if !id.is_empty() && !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }

    fn fill(&mut self) {
        let questionnaire = Arc::clone(self.questionnaire);
        if !questionnaire.measures().is_empty()
            || questionnaire.goals().is_some()
            || !questionnaire.rules().is_empty()
        {
            self.leave_out(
                ("X0101", "measures, goals, principles, findings and focus are not in the form"),
                "",
            );
        }
        self.find_repeats();
        if let Some(label) = self.words("intro", None) {
            self.survey.push(Row {
                kind: "note".to_owned(),
                name: "form_intro".to_owned(),
                label,
                ..Row::default()
            });
        }
        for (number, section) in questionnaire.sections().iter().enumerate() {
            let name = format!("section_{}", name(&section.id));
            let condition = self.structure.pointer(&format!("/sections/{number}/ask_if")).cloned();
            let relevant = self.relevant(condition.as_ref(), &Hand::Nothing, &section.id);
            let label = self.words(&format!("section.{}.title", section.id), None).unwrap_or_default();
            self.begin("begin_group", &name, label, relevant);
            if let Some(label) = self.words(&format!("section.{}.intro", section.id), None) {
                self.survey.push(Row {
                    kind: "note".to_owned(),
                    name: format!("{name}_intro"),
                    label,
                    ..Row::default()
                });
            }
            let mut open = None;
            for (place, ix) in section.questions.iter().enumerate() {
                let Some(question) = questionnaire.question(*ix) else { continue };
                let repeat = self.repeats.get(ix).copied();
                if open.is_some() && open != repeat {
                    self.end("end_repeat");
                    open = None;
                }
                let condition =
                    self.structure.pointer(&format!("/sections/{number}/questions/{place}/ask_if")).cloned();
                match (question.for_each, repeat) {
                    (Some(ForEach::In(subjects, _)), Some(repeat)) => {
                        if open.is_none() {
                            self.begin_repeat(repeat, subjects);
                            open = Some(repeat);
                        }
                        let hand = Hand::Repeat(repeat, subject_name(repeat));
                        let label = format!("${{{}_label}}", subject_name(repeat));
                        let relevant = self.relevant(condition.as_ref(), &hand, &question.id);
                        self.question(
                            question,
                            &name_of(question, ""),
                            Some(&Subject::Shown(label)),
                            relevant,
                        );
                    }
                    (Some(ForEach::All(roster)), _) => self.unrolled(question, roster, condition.as_ref()),
                    _ => {
                        let relevant = self.relevant(condition.as_ref(), &Hand::Nothing, &question.id);
                        self.question(question, &name_of(question, ""), None, relevant);
                    }
                }
            }
            if open.is_some() {
                self.end("end_repeat");
            }
            self.end("end_group");
        }
    }

    /// Neighbours in a section that are asked about the same subjects stand in one repeat.
    fn find_repeats(&mut self) {
        let mut number = 0_usize;
        for section in self.questionnaire.sections() {
            let mut before = None;
            for ix in &section.questions {
                let for_each = self.questionnaire.question(*ix).and_then(|question| question.for_each);
                if let Some(ForEach::In(..)) = for_each {
                    if before != for_each {
                        number = number.saturating_add(1);
                    }
                    self.repeats.insert(*ix, number);
                }
                before = for_each;
            }
        }
    }

    fn begin(&mut self, kind: &str, name: &str, label: Words, relevant: String) {
        self.survey.push(Row {
            kind: kind.to_owned(),
            name: name.to_owned(),
            label,
            relevant,
            ..Row::default()
        });
    }

    fn end(&mut self, kind: &str) {
        self.survey.push(Row { kind: kind.to_owned(), ..Row::default() });
    }

    /// Once per subject that was chosen, with the subject's name to show.
    fn begin_repeat(&mut self, repeat: usize, subjects: QuestionIx) {
        let Some(question) = self.questionnaire.question(subjects) else { return };
        let field = reference(&name_of(question, ""));
        let subject = subject_name(repeat);
        let Kind::Subjects { roster, .. } = question.kind else { return };
        let title = self.questionnaire.roster(roster).map(|roster| format!("roster.{}.title", roster.id));
        let title = title.and_then(|title| self.words(&title, None));
        let label = title
            .or_else(|| self.words(&format!("question.{}.title", question.id), None))
            .unwrap_or_default();
        self.survey.push(Row {
            kind: "begin_repeat".to_owned(),
            name: format!("repeat_{repeat}"),
            label,
            repeat_count: conditions::count(&field),
            ..Row::default()
        });
        self.survey.push(Row {
            kind: "calculate".to_owned(),
            name: subject.clone(),
            calculation: format!("selected-at({field}, position(..) - 1)"),
            ..Row::default()
        });
        self.survey.push(Row {
            kind: "calculate".to_owned(),
            name: format!("{subject}_label"),
            calculation: format!("jr:choice-name({}, '{field}')", reference(&subject)),
            ..Row::default()
        });
    }

    /// A question that is asked about every subject of a roster stands there once per subject.
    fn unrolled(&mut self, question: &Question, roster: RosterIx, condition: Option<&Value>) {
        let Some(roster) = self.questionnaire.roster(roster) else { return };
        if roster.prompts {
            self.leave_out(
                ("X0102", "questions about prompts between goals are left out: they follow from the scores"),
                &question.id,
            );
            return;
        }
        if roster.own > 0 {
            self.leave_out(("X0106", "subjects that the assessor adds are not asked about"), &roster.id);
        }
        let (roster, subjects) = (roster.id.clone(), roster.subjects.clone());
        for subject in subjects {
            let relevant = self.relevant(condition, &Hand::Subject(subject.clone()), &question.id);
            let key = Subject::Named(format!("subject.{roster}.{subject}"));
            self.question(question, &name_of(question, &subject), Some(&key), relevant);
        }
    }

    /// The expression of a condition; what cannot be said makes that more is asked, never less.
    fn relevant(&mut self, condition: Option<&Value>, hand: &Hand, id: &str) -> String {
        let Some(condition) = condition else { return String::new() };
        let mut unsaid = Vec::new();
        let said = self.xpath(condition, hand, Part::MoreIsAsked, &mut unsaid);
        if !unsaid.is_empty() {
            self.leave_out(
                ("X0103", "a condition that an XLSForm cannot test is left out, so that more is asked"),
                id,
            );
        }
        said.unwrap_or_default()
    }

    fn question(&mut self, question: &Question, name: &str, subject: Option<&Subject>, relevant: String) {
        let id = &question.id;
        let mut row = Row {
            name: name.to_owned(),
            label: self.words(&format!("question.{id}.title"), subject).unwrap_or_default(),
            hint: self.words(&format!("question.{id}.help"), subject).unwrap_or_default(),
            guidance: self.words(&format!("question.{id}.more"), subject).unwrap_or_default(),
            relevant,
            ..Row::default()
        };
        let plain = |kind: &str| kind.to_owned();
        match &question.kind {
            Kind::Effect { scale, facets, .. } => return self.effect(question, *scale, facets, row, subject),
            Kind::Rating { scale } => {
                row.kind =
                    format!("select_one {}", self.scale_list(*scale, "", true, question.not_applicable));
            }
            Kind::Choice { options } => {
                row.kind = format!("select_one {}", self.option_list(question, options, &[UNKNOWN]));
            }
            Kind::Multiple { options, at_most } => {
                row.kind =
                    format!("select_multiple {}", self.option_list(question, options, &[NONE, UNKNOWN]));
                self.limit(&mut row, *at_most);
            }
            Kind::Subjects { roster, among, at_most } => {
                let own = self.questionnaire.roster(*roster).is_some_and(|roster| roster.own > 0);
                row.kind = format!("select_multiple {}", self.roster_list(*roster, question.not_applicable));
                if let Some(among) = among.and_then(|among| self.questionnaire.question(among)) {
                    let field = reference(&name_of(among, ""));
                    row.choice_filter = format!("selected({field}, name) or starts-with(name, '_')");
                }
                self.limit(&mut row, *at_most);
                self.leave_out(
                    ("X0105", "of a subject, only yes and no can be said, and `unknown` of all at once"),
                    id,
                );
                if own && among.is_none() {
                    let other = Row {
                        kind: plain("text"),
                        name: format!("{name}_own"),
                        label: self.interface("question.own"),
                        relevant: row.relevant.clone(),
                        ..Row::default()
                    };
                    self.survey.push(row);
                    self.survey.push(other);
                    self.leave_out(("X0106", "subjects that the assessor adds are not asked about"), id);
                    return;
                }
            }
            Kind::Text { long } => {
                row.kind = plain("text");
                row.appearance = if *long { "multiline" } else { "" };
            }
            Kind::Number { least, greatest } => {
                row.kind = plain("decimal");
                let bounds = [
                    least.map(|least| format!(". >= {least}")),
                    greatest.map(|greatest| format!(". <= {greatest}")),
                ];
                row.constraint = bounds.into_iter().flatten().collect::<Vec<_>>().join(" and ");
            }
            Kind::Date => row.kind = plain("date"),
        }
        if question.not_applicable
            && matches!(question.kind, Kind::Text { .. } | Kind::Number { .. } | Kind::Date)
        {
            self.leave_out(("X0107", "`not applicable` can only be said where there are choices"), id);
        }
        self.survey.push(row);
    }

    /// Both sides of an effect in a group, with the facets that are asked from some points on, and why.
    fn effect(
        &mut self,
        question: &Question,
        scale: ScaleIx,
        facets: &[usize],
        row: Row,
        subject: Option<&Subject>,
    ) {
        let Row { name, label, hint, guidance, relevant, .. } = row;
        let id = &question.id;
        self.begin("begin_group", &name, label, relevant);
        let evidence = self.words(&format!("question.{id}.evidence"), subject).unwrap_or_default();
        for side in ["benefit", "harm"] {
            let not_applicable = question.not_applicable && side == "benefit";
            let list = self.scale_list(scale, side, true, not_applicable);
            let example = self.words(&format!("question.{id}.{side}.example"), subject).unwrap_or_default();
            let example = self.filled("question.example", "{example}", &example);
            let of_group = if side == "benefit" { hint.clone() } else { Words::new() };
            let relevant = if question.not_applicable && side == "harm" {
                format!("{} != '{NOT_APPLICABLE}'", reference(&format!("{name}_benefit")))
            } else {
                String::new()
            };
            self.survey.push(Row {
                kind: format!("select_one {list}"),
                name: format!("{name}_{side}"),
                label: self.words(&format!("question.{id}.{side}"), subject).unwrap_or_default(),
                hint: joined(&of_group, &example),
                guidance: if side == "benefit" { joined(&guidance, &evidence) } else { Words::new() },
                relevant,
                ..Row::default()
            });
        }
        for place in facets {
            let questionnaire = Arc::clone(self.questionnaire);
            let Some(facet) = questionnaire.facets().get(*place) else { continue };
            self.facet(facet, &name, scale);
        }
        let label = self.interface("question.reason");
        let hint = self.interface("question.reason.help");
        let name = format!("{name}_reason");
        self.survey.push(Row {
            kind: "text".to_owned(),
            name,
            label,
            hint,
            appearance: "multiline",
            ..Row::default()
        });
        self.end("end_group");
    }

    fn facet(&mut self, facet: &Facet, of: &str, scale: ScaleIx) {
        let asked: Vec<String> = [("benefit", facet.from_benefit), ("harm", facet.from_harm)]
            .into_iter()
            .filter_map(|(side, from)| Some((side, from?)))
            .map(|(side, from)| {
                self.reaches(&reference(&format!("{of}_{side}")), scale, |points| points >= from)
            })
            .collect();
        if asked.is_empty() {
            self.leave_out(ON_REQUEST, &facet.id);
            return;
        }
        let kind = match facet.takes {
            FacetKind::Scale(scale) => format!("select_one {}", self.scale_list(scale, "", false, false)),
            FacetKind::Roster(roster) => format!("select_multiple {}", self.roster_list(roster, false)),
        };
        self.survey.push(Row {
            kind,
            name: format!("{of}_facet_{}", name(&facet.id)),
            label: self.words(&format!("facet.{}.title", facet.id), None).unwrap_or_default(),
            hint: self.words(&format!("facet.{}.help", facet.id), None).unwrap_or_default(),
            relevant: asked.join(" or "),
            ..Row::default()
        });
    }

    /// At most so many choices; what means none of them stands alone.
    fn limit(&mut self, row: &mut Row, at_most: Option<usize>) {
        let alone = "count-selected(.) <= 1 or not(starts-with(., '_') or contains(., ' _'))";
        alone.clone_into(&mut row.constraint);
        if let Some(at_most) = at_most {
            row.constraint = format!("count-selected(.) <= {at_most} and ({alone})");
            let number = vec![at_most.to_string(); self.spoken.len()];
            row.constraint_message = self.filled("question.at-most", "{n}", &number);
        }
    }

    // ---- Words

    /// A text in every language, with what stands for the subject in it; nothing where no language has it.
    fn words(&self, key: &str, subject: Option<&Subject>) -> Option<Words> {
        let source = self.spoken.first()?;
        let words: Words = self
            .spoken
            .iter()
            .map(|spoken| {
                let text = spoken.texts.get(key).or_else(|| source.texts.get(key)).unwrap_or_default();
                match subject {
                    None => text.to_owned(),
                    Some(Subject::Shown(field)) => text.replace("{subject}", field),
                    Some(Subject::Named(key)) => {
                        text.replace("{subject}", spoken.texts.get(key).unwrap_or_default())
                    }
                }
            })
            .collect();
        words.iter().any(|text| !text.is_empty()).then_some(words)
    }

    fn interface(&self, key: &str) -> Words {
        self.spoken.iter().map(|spoken| spoken.interface.get(key).unwrap_or_default().to_owned()).collect()
    }

    /// Wording of the interface with something filled in; empty where there is nothing to fill in.
    fn filled(&self, key: &str, place: &str, words: &[String]) -> Words {
        let of = |(wording, word): (String, &String)| {
            if word.is_empty() { String::new() } else { wording.replace(place, word) }
        };
        self.interface(key).into_iter().zip(words).map(of).collect()
    }

    // ---- Choices

    /// Adds a list unless it is there; gives its name.
    fn list(&mut self, list: String, choices: impl FnOnce(&Self) -> Vec<(String, Words)>) -> String {
        if self.lists.insert(list.clone()) {
            for (name, label) in choices(self) {
                self.choices.push(Choice { list: list.clone(), name, label });
            }
        }
        list
    }

    fn special(&self, names: &[&str]) -> Vec<(String, Words)> {
        let wording = |name: &str| match name {
            NOT_APPLICABLE => self.interface("question.not-applicable"),
            NONE => self.interface("question.none-of"),
            _ => self.interface("question.unknown"),
        };
        names.iter().map(|name| ((*name).to_owned(), wording(name))).collect()
    }

    /// A text with its help, as one label: a choice has no hint.
    fn with_help(&self, key: &str) -> Words {
        let words = self.words(key, None).unwrap_or_default();
        let help = self.words(&format!("{key}.help"), None).unwrap_or_default();
        let both = |(at, text): (usize, String)| match help.get(at).filter(|help| !help.is_empty()) {
            Some(help) => format!("{text}: {help}"),
            None => text,
        };
        words.into_iter().enumerate().map(both).collect()
    }

    fn scale_list(&mut self, scale: ScaleIx, side: &str, unknown: bool, not_applicable: bool) -> String {
        let questionnaire = Arc::clone(self.questionnaire);
        let Some(scale) = questionnaire.scale(scale) else { return String::new() };
        let mut special = Vec::new();
        let mut list = format!("scale_{}", name(&scale.id));
        for (wanted, choice, ending) in
            [(unknown, UNKNOWN, "_unknown"), (not_applicable, NOT_APPLICABLE, "_na")]
        {
            if wanted {
                special.push(choice);
                list.push_str(ending);
            }
        }
        if !side.is_empty() {
            list.extend(["_", side]);
        }
        self.list(list, |form| {
            let step = |id: &String| {
                let key = format!("scale.{}.{id}", scale.id);
                let of_side = form.words(&format!("{key}.{side}"), None).filter(|_| !side.is_empty());
                (name(id), of_side.unwrap_or_else(|| form.with_help(&key)))
            };
            let steps = scale.steps.iter().map(|one| step(&one.id));
            steps.chain(form.special(&special)).collect()
        })
    }

    fn option_list(&mut self, question: &Question, options: &[ChoiceOption], special: &[&str]) -> String {
        let mut special = special.to_vec();
        if question.not_applicable {
            special.push(NOT_APPLICABLE);
        }
        self.list(format!("options_{}", name(&question.id)), |form| {
            let option = |id: &String| (name(id), form.with_help(&format!("option.{}.{id}", question.id)));
            let options = options.iter().map(|one| option(&one.id));
            options.chain(form.special(&special)).collect()
        })
    }

    fn roster_list(&mut self, roster: RosterIx, not_applicable: bool) -> String {
        let questionnaire = Arc::clone(self.questionnaire);
        let Some(roster) = questionnaire.roster(roster) else { return String::new() };
        let (list, special) = if not_applicable {
            (format!("roster_{}_na", name(&roster.id)), vec![NONE, UNKNOWN, NOT_APPLICABLE])
        } else {
            (format!("roster_{}", name(&roster.id)), vec![NONE, UNKNOWN])
        };
        self.list(list, |form| {
            let subject = |id: &String| (name(id), form.with_help(&format!("subject.{}.{id}", roster.id)));
            roster.subjects.iter().map(subject).chain(form.special(&special)).collect()
        })
    }

    // ---- The workbook

    fn save(&self, out: &Path) -> Result<()> {
        let mut book = Workbook::new();
        let languages: Vec<&str> = self.spoken.iter().map(|spoken| spoken.name.as_str()).collect();
        let per_language = |column: &str| -> Vec<String> {
            languages.iter().map(|language| format!("{column}::{language}")).collect()
        };
        let mut rows = vec![["type", "name"].map(str::to_owned).to_vec()];
        if let Some(head) = rows.first_mut() {
            for column in ["label", "hint", "guidance_hint", "constraint_message"] {
                head.extend(per_language(column));
            }
            let plain =
                ["relevant", "constraint", "choice_filter", "calculation", "repeat_count", "appearance"];
            head.extend(plain.map(str::to_owned));
        }
        for row in &self.survey {
            let mut cells = vec![row.kind.clone(), row.name.clone()];
            for words in [&row.label, &row.hint, &row.guidance, &row.constraint_message] {
                cells.extend((0..languages.len()).map(|at| words.get(at).cloned().unwrap_or_default()));
            }
            let plain =
                [&row.relevant, &row.constraint, &row.choice_filter, &row.calculation, &row.repeat_count];
            cells.extend(plain.into_iter().cloned());
            cells.push(row.appearance.to_owned());
            rows.push(cells);
        }
        write_sheet(&mut book, "survey", &rows)?;
        let mut head = ["list_name", "name"].map(str::to_owned).to_vec();
        head.extend(per_language("label"));
        let mut rows = vec![head];
        for choice in &self.choices {
            let mut cells = vec![choice.list.clone(), choice.name.clone()];
            cells.extend(choice.label.iter().cloned());
            rows.push(cells);
        }
        write_sheet(&mut book, "choices", &rows)?;
        let title = self.spoken.first().and_then(|spoken| spoken.texts.get("title")).unwrap_or_default();
        let settings = [
            ["form_title", "form_id", "version", "default_language"].map(str::to_owned).to_vec(),
            vec![
                title.to_owned(),
                name(self.questionnaire.id()),
                self.questionnaire.version().to_owned(),
                languages.first().copied().unwrap_or_default().to_owned(),
            ],
        ];
        write_sheet(&mut book, "settings", &settings)?;
        book.save(out).with_context(|| format!("cannot write {}", out.display()))
    }
}

fn write_sheet(book: &mut Workbook, name: &str, rows: &[Vec<String>]) -> Result<()> {
    let sheet = book.add_worksheet().set_name(name)?;
    let bold = Format::new().set_bold();
    let plain = Format::new();
    for (number, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let format = if number == 0 { &bold } else { &plain };
            sheet.write_string_with_format(u32::try_from(number)?, u16::try_from(column)?, cell, format)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    Ok(())
}

/// What stands in a text for the subject at hand.
enum Subject {
    /// A field that shows it.
    Shown(String),
    /// The key of its name.
    Named(String),
}

/// An id as a name in a form: these may not begin with a digit.
fn name(id: &str) -> String {
    if id.starts_with(|first: char| first.is_ascii_digit()) { format!("_{id}") } else { id.to_owned() }
}

/// The name of a question, of one of its subjects when it stands there once per subject.
fn name_of(question: &Question, subject: &str) -> String {
    if subject.is_empty() { name(&question.id) } else { format!("{}_{subject}", name(&question.id)) }
}

fn subject_name(repeat: usize) -> String {
    format!("subject_{repeat}")
}

/// How an expression refers to a field.
fn reference(name: &str) -> String {
    format!("${{{name}}}")
}

/// Two texts under each other, in every language.
fn joined(first: &[String], second: &[String]) -> Words {
    let at = |words: &[String], at: usize| words.get(at).cloned().unwrap_or_default();
    (0..first.len().max(second.len()))
        .map(|place| {
            let both = [at(first, place), at(second, place)];
            both.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
        })
        .collect()
}
