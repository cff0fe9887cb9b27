//! The saved file, version 1, read with all notices collected.

use std::sync::Arc;

use super::{
    Answer, Assessment, Assessor, Entry, FacetValue, FindingKey, Loaded, OwnSubject, Strength, SubjectAnswer,
    action, finding, migrate,
};
use crate::diagnostic::{self, Collector, Diagnostics, step};
use crate::json::{self, Fields, Node, Pair, Writer};
use crate::questionnaire::{FacetKind, GROUPS, Kind, Question, QuestionIx, Questionnaire};
use crate::sorted::{Map, Set};

const MOST_BYTES: usize = 8 << 20;
pub(super) const FORMAT: i64 = 1;
/// Version of the program that writes the file.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// A field of what a saved file says about its questionnaire.
pub(super) fn of_questionnaire(text: &str, wanted: &str) -> Option<String> {
    let mut collector = diagnostic::open(text, MOST_BYTES).ok()?;
    let file = json::pairs(&mut collector, "", text.trim_ascii())?;
    let head = file.into_iter().find(|field| field.key == "questionnaire")?;
    let head = json::pairs(&mut collector, "", head.value)?;
    Node::text(head.into_iter().find(|field| field.key == wanted)?.value)
}

struct HeadShape {
    id: String,
    version: String,
}

impl HeadShape {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, '_>) -> Option<HeadShape> {
        Some(HeadShape { id: fields.text("id"), version: fields.text("version") })
    }
}

impl OwnSubject {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, '_>) -> Option<OwnSubject> {
        Some(OwnSubject { id: fields.text("id"), name: fields.text("name") })
    }
}

struct AnswerShape<'a> {
    text: Option<String>,
    number: Option<String>,
    date: Option<String>,
    option: Option<String>,
    options: Option<Vec<String>>,
    subjects: Option<Vec<Pair<'a>>>,
    benefit: Option<Strength>,
    harm: Option<Strength>,
    unknown: Option<bool>,
    not_applicable: Option<bool>,
    reason: Option<String>,
    facets: Vec<Pair<'a>>,
    each: Option<Vec<Pair<'a>>>,
}

impl<'a> AnswerShape<'a> {
    #[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
    fn read(fields: &mut Fields<'_, 'a>) -> Option<AnswerShape<'a>> {
        Some(AnswerShape {
            text: fields.text_if("text"),
            number: fields.text_if("number"),
            date: fields.text_if("date"),
            option: fields.text_if("option"),
            options: fields.texts_if("options"),
            subjects: fields.pairs_if("subjects"),
            benefit: strength(fields, "benefit"),
            harm: strength(fields, "harm"),
            unknown: fields.flag_if("unknown"),
            not_applicable: fields.flag_if("not_applicable"),
            reason: fields.text_if("reason"),
            facets: fields.pairs_if("facets").unwrap_or_default(),
            each: fields.pairs_if("each"),
        })
    }
}

/// A number of points, or `"unknown"`.
fn strength(fields: &mut Fields<'_, '_>, name: &str) -> Option<Strength> {
    let part = fields.raw_if(name)?;
    match Node::of(part) {
        Node::Whole(points) if points >= 0 => return Some(Strength::Points(points)),
        Node::Text(word) if word == "unknown" => return Some(Strength::Unknown),
        _ => fields.wrong(name, part, "a number of points or `unknown`"),
    }
    None
}

/// Reads an answer, or says why it is not understood. That is no refusal: what another program wrote is kept.
fn answer_shape(text: &str) -> Result<AnswerShape<'_>, String> {
    understood(text, AnswerShape::read, "")
        .map_err(|message| ["the answer is not understood: ", &message].concat())
}

/// Reads something, or says why it is not understood: for lack of what it `needs`, if nothing else is wrong with it.
fn understood<'a, T>(
    text: &'a str,
    read: fn(&mut Fields<'_, 'a>) -> Option<T>,
    needs: &str,
) -> Result<T, String> {
    let mut collector = Collector::new(text);
    json::object(&mut collector, "", text, read).ok_or_else(|| match collector.first_message() {
        "" => needs.to_owned(),
        message => message.to_owned(),
    })
}

/// A text in a field of its own; what is something else refuses the file.
fn read_text(collector: &mut Collector<'_>, path: &str, part: &str) -> Option<String> {
    let text = Node::text(part);
    if text.is_none() {
        json::wrong(collector, path, part, "a text");
    }
    text
}

pub(super) const ANSWERS: [(&str, SubjectAnswer); 3] =
    [("yes", SubjectAnswer::Yes), ("no", SubjectAnswer::No), ("unknown", SubjectAnswer::Unknown)];

pub(super) fn parse(text: &str, questionnaire: &Arc<Questionnaire>) -> Result<Loaded, Diagnostics> {
    parse_with(text, questionnaire, migrate::STEPS)
}

pub(super) fn parse_with(
    text: &str,
    questionnaire: &Arc<Questionnaire>,
    steps: &[migrate::Step],
) -> Result<Loaded, Diagnostics> {
    let collector = diagnostic::open(text, MOST_BYTES)?;
    if let Some((format, updated)) = migrate::updated(collector.text(), steps) {
        let mut collector = diagnostic::open(&updated, MOST_BYTES)?;
        let message = format!("the file has format {format}, and was read as format {FORMAT}");
        let help = "save it to keep it in the new format; the places named here are those in the new format";
        let whole = collector.text();
        collector.notice_at("A0211", "", whole, &message, help);
        return read(collector, questionnaire);
    }
    read(collector, questionnaire)
}

fn read(collector: Collector<'_>, questionnaire: &Arc<Questionnaire>) -> Result<Loaded, Diagnostics> {
    let mut assessment = Assessment::new(questionnaire);
    let mut reader =
        Reader { collector, assessment: &mut assessment, questionnaire: Arc::clone(questionnaire) };
    reader.file();
    let notices = reader.collector.finish()?;
    Ok(Loaded { assessment, notices })
}

/// Sets one answer, written as the saved file has it. Nothing is kept that is not understood.
pub(super) fn set_json(assessment: &mut Assessment, question: &str, answer: &str) -> Result<(), Diagnostics> {
    let mut json = Writer::new();
    json.begin('{');
    json.key(question);
    json.raw(answer);
    json.end('}');
    let text = json.finish();
    let collector = diagnostic::open(&text, MOST_BYTES)?;
    let questionnaire = Arc::clone(&assessment.questionnaire);
    // Reading an answer changes nothing but these two, so they are all that has to come back when it is refused.
    let before = questionnaire.find(question).map(|ix| (ix, assessment.take(ix)));
    let kept = assessment.kept.get(question).cloned();
    let mut reader = Reader { collector, assessment, questionnaire };
    let whole = reader.collector.text();
    match Node::of(whole) {
        // The text of the answer may not smuggle in another one.
        Node::Object(all) if all.iter().any(|pair| pair.key != question) => {
            let help = "give each answer by a call of its own";
            reader.collector.error("A0204", "answers", "this is more than one answer", help);
        }
        _ => reader.answers("answers", whole, false),
    }
    let refused = match reader.collector.finish() {
        Ok(notices) if notices.is_empty() => return Ok(()),
        Ok(notices) => Diagnostics(notices),
        Err(diagnostics) => diagnostics,
    };
    if let Some((ix, before)) = before {
        assessment.put_back(ix, before);
    }
    match kept {
        Some(kept) => assessment.kept.insert(question.to_owned(), kept),
        None => assessment.kept.remove(question),
    };
    Err(refused)
}

struct Reader<'a, 'm> {
    collector: Collector<'a>,
    assessment: &'m mut Assessment,
    questionnaire: Arc<Questionnaire>,
}

/// Where something stands in the file: its path, and the slice of text that it is.
#[derive(Clone, Copy)]
struct Place<'p, 'a> {
    path: &'p str,
    text: &'a str,
}

/// What was not understood of an answer, as JSON, to be kept; `None` when all of it was.
type Leftover = Option<String>;

const KEPT: &str = "it is kept in the file and does not count";

impl<'a> Reader<'a, '_> {
    fn file(&mut self) {
        let text = self.collector.text().trim_ascii();
        let Some(fields) = json::pairs(&mut self.collector, "", text) else { return };
        let field = |wanted: &str| fields.iter().find(|pair| pair.key == wanted).map(|pair| pair.value);
        if field("merged").is_some() {
            let help = "open one of the saved files that it was merged from";
            self.collector.error("A0106", "merged", "this file holds the checks of several assessors", help);
            return;
        }
        let program = field("program").and_then(Node::text);
        if !self.head(field("format"), program.as_deref(), field("questionnaire")) {
            return;
        }
        if let Some(part) = field("program") {
            // Whoever writes the file next writes its own.
            read_text(&mut self.collector, "program", part);
        }
        self.assessment.language =
            field("language").and_then(|part| read_text(&mut self.collector, "language", part));
        self.assessment.saved = field("saved").and_then(|part| read_text(&mut self.collector, "saved", part));
        // Own subjects before the answers that refer to them, and answers before what an earlier opening could not place.
        if let Some(text) = field("own_subjects") {
            self.own_subjects(text);
        }
        if let Some(text) = field("answers") {
            self.answers("answers", text, false);
        }
        if let Some(text) = field("kept") {
            self.answers("kept", text, true);
        }
        self.assessment.assessor = field("assessor")
            .and_then(|text| json::object(&mut self.collector, "assessor", text, Assessor::read));
        for (name, kept) in [("findings", false), ("kept_findings", true)] {
            if let Some(text) = field(name) {
                self.findings(name, text, kept);
            }
        }
        for name in ["actions", "kept_actions"] {
            if let Some(text) = field(name) {
                self.actions(name, text);
            }
        }
        let known = [
            "format",
            "program",
            "questionnaire",
            "language",
            "saved",
            "assessor",
            "own_subjects",
            "answers",
            "findings",
            "actions",
            "kept",
            "kept_findings",
            "kept_actions",
        ];
        for Pair { key: name, value, .. } in &fields {
            if known.contains(&name.as_ref()) {
                continue;
            }
            if name != "example" && name != "$schema" {
                let path = step(name);
                let message = format!("unknown field `{name}`");
                self.collector.notice_at("A0205", path.trim_start_matches('.'), value, &message, KEPT);
            }
            self.assessment.further.push((name.to_string(), (*value).to_owned()));
        }
    }

    /// Whether this is a saved file of this questionnaire at all.
    fn head(
        &mut self,
        format: Option<&'a str>,
        program: Option<&str>,
        questionnaire: Option<&'a str>,
    ) -> bool {
        let Some(format) = format else {
            self.collector.error(
                "A0101",
                "",
                "this is not a saved check: it has no `format`",
                "open a file that this tool saved",
            );
            return false;
        };
        match Node::of(format) {
            Node::Whole(FORMAT) => {}
            Node::Whole(other) if other > FORMAT => {
                let message = format!(
                    "the file has format {other}, which is newer than this tool: version {PROGRAM} reads format {FORMAT}"
                );
                let version = program.map(|program| [" (", program, " saved it)"].concat());
                let help = [
                    "open it with a newer version of the tool",
                    version.as_deref().unwrap_or_default(),
                    "; the file is not changed",
                ]
                .concat();
                self.collector.error("A0102", "format", message, &help);
                return false;
            }
            Node::Whole(other) => {
                self.collector.error(
                    "A0102",
                    "format",
                    format!("there is no format {other}"),
                    "open a file that this tool saved",
                );
                return false;
            }
            _ => {
                json::wrong(&mut self.collector, "format", format, "the number of a format");
                return false;
            }
        }
        let Some(head) = questionnaire else {
            self.collector.error(
                "A0101",
                "",
                "the file does not say which questionnaire it answers",
                "open a file that this tool saved",
            );
            return false;
        };
        let read = json::object(&mut self.collector, "questionnaire", head, HeadShape::read);
        let Some(head) = read else { return false };
        if head.id != self.questionnaire.id() {
            let message = format!(
                "the file answers the questionnaire `{}`, not `{}`",
                head.id,
                self.questionnaire.id()
            );
            self.collector.error(
                "A0103",
                "questionnaire.id",
                message,
                "open it where that questionnaire is used",
            );
            return false;
        }
        if head.version != self.questionnaire.version() {
            let message = format!(
                "the file was made with version {}, this is version {}",
                head.version,
                self.questionnaire.version()
            );
            let help = "questions that both versions have keep their answers";
            self.collector.notice("A0201", "questionnaire.version", &message, help);
        }
        true
    }

    fn own_subjects(&mut self, text: &'a str) {
        let read = json::pairs(&mut self.collector, "own_subjects", text);
        for Pair { key: roster, value, .. } in read.into_iter().flatten() {
            let path = format!("own_subjects{}", step(&roster));
            let place =
                self.questionnaire.rosters().iter().position(|known| known.id == roster && !known.prompts);
            let Some(place) = place else {
                self.collector.notice_at("A0203", &path, value, &format!("unknown list `{roster}`"), KEPT);
                self.assessment.kept_rosters.push((roster.into_owned(), value.to_owned()));
                continue;
            };
            let Node::List(list) = Node::of(value) else {
                json::wrong(&mut self.collector, &path, value, "a list");
                continue;
            };
            let most = self.questionnaire.rosters().get(place).map_or(0, |roster| roster.own);
            for (nth, part) in list.into_iter().enumerate() {
                let path = format!("{path}[{nth}]");
                let read = json::object(&mut self.collector, &path, part, OwnSubject::read);
                let Some(own) = read else { continue };
                let Some(known) = self.assessment.own_subjects.get_mut(place) else { continue };
                let number = own.id.strip_prefix("own-").and_then(|number| number.parse::<u16>().ok());
                let well_formed =
                    number.is_some_and(|number| number > 0 && own.id == format!("own-{number}"));
                if !well_formed || known.iter().any(|other| other.id == own.id) {
                    self.collector.error(
                        "A0104",
                        path,
                        format!("`{}` is not a new id of the form `own-1`", own.id),
                        "was the file edited by hand?",
                    );
                } else if known.len() >= most {
                    self.collector.error(
                        "A0105",
                        path,
                        format!("more than {most} subjects of one's own"),
                        "was the file edited by hand?",
                    );
                } else {
                    known.push(own);
                }
            }
        }
    }

    /// What is done with findings; `kept` is what an earlier opening could not place.
    fn findings(&mut self, path: &str, text: &'a str, kept: bool) {
        let Some(findings) = json::pairs(&mut self.collector, path, text) else { return };
        for Pair { key: id, value, .. } in findings {
            let path = format!("{path}{}", step(&id));
            // Several for one key are kept as a list.
            let several = match Node::of(value) {
                Node::List(several) if kept && !several.is_empty() => several,
                _ => vec![value],
            };
            for value in several {
                if let Err((code, message)) = self.finding(&id, value) {
                    self.collector.notice_at(code, &path, value, &message, KEPT);
                    keep(&mut self.assessment.kept_findings, &id, value.to_owned());
                }
            }
        }
    }

    fn finding(&mut self, id: &str, text: &'a str) -> Result<(), (&'static str, String)> {
        let key = FindingKey::parse(id).filter(|key| self.assessment.can_be_raised(key));
        let key = key.ok_or_else(|| ("A0208", ["unknown finding `", id, "`"].concat()))?;
        let wrong = |message: String| ("A0209", ["this is not understood: ", &message].concat());
        let handling = understood(text, finding::read, finding::NEEDS).map_err(wrong)?;
        // What the file says now goes before what an earlier opening could not place.
        if self.assessment.handling(&key).is_some() {
            return Err(wrong("something else is recorded for the same finding".to_owned()));
        }
        self.assessment.handle(&key, Some(handling)).map_err(|error| wrong(error.to_string()))?;
        Ok(())
    }

    fn actions(&mut self, path: &str, text: &'a str) {
        let Node::List(actions) = Node::of(text) else {
            json::wrong(&mut self.collector, path, text, "a list");
            return;
        };
        for (nth, text) in actions.into_iter().enumerate() {
            let path = format!("{path}[{nth}]");
            if let Err(message) = self.action(&path, text) {
                let message = ["the action is not understood: ", &message].concat();
                self.collector.notice_at("A0210", &path, text, &message, KEPT);
                self.assessment.kept_actions.push(text.to_owned());
            }
        }
    }

    fn action(&mut self, path: &str, text: &'a str) -> Result<(), String> {
        let action = understood(text, action::read, action::NEEDS)?;
        if action.id.is_empty() {
            return Err("it has no id".to_owned());
        }
        let groups = self.questionnaire.find_roster(GROUPS);
        let stranger = action
            .group
            .clone()
            .filter(|group| !groups.is_some_and(|groups| self.assessment.has_subject(groups, group)));
        self.assessment.add_action(action).map_err(|error| error.to_string())?;
        if let Some(group) = stranger {
            let message = ["the action is for the unknown group `", &group, "`"].concat();
            self.collector.notice_at("A0203", path, text, &message, "the action counts; its group is kept");
        }
        Ok(())
    }

    fn answers(&mut self, path: &str, text: &'a str, kept: bool) {
        let Some(answers) = json::pairs(&mut self.collector, path, text) else { return };
        for Pair { key: id, value, .. } in answers {
            let path = format!("{path}{}", step(&id));
            // Several answers for one id are kept as a list.
            let several = match Node::of(value) {
                Node::List(several) if kept && !several.is_empty() => several,
                _ => vec![value],
            };
            for value in several {
                let place = Place { path: &path, text: value };
                let questionnaire = Arc::clone(&self.questionnaire);
                let leftover = match questionnaire.find(&id) {
                    None => self.leave(place, "A0202", &format!("unknown question `{id}`")),
                    Some(ix) => match questionnaire.question(ix) {
                        Some(question) => self.question(place, ix, question),
                        None => None,
                    },
                };
                if let Some(left) = leftover {
                    keep(&mut self.assessment.kept, &id, left);
                }
            }
        }
    }

    /// Notes that the whole of it is not understood, and leaves it over.
    #[expect(clippy::unnecessary_wraps, reason = "it is what the callers give back")]
    fn leave(&mut self, place: Place<'_, 'a>, code: &'static str, message: &str) -> Leftover {
        self.collector.notice_at(code, place.path, place.text, message, KEPT);
        Some(place.text.to_owned())
    }

    fn question(&mut self, place: Place<'_, 'a>, ix: QuestionIx, question: &Question) -> Leftover {
        let shape = match answer_shape(place.text) {
            Ok(shape) => shape,
            Err(message) => return self.leave(place, "A0204", &message),
        };
        let Some(for_each) = question.for_each else {
            if shape.each.is_some() {
                return self.leave(place, "A0204", "this question is not asked per subject");
            }
            return self.entry(place, ix, None, question, &shape);
        };
        let Some(each) = shape.each else {
            return self.leave(place, "A0204", "this question is asked per subject, under `each`");
        };
        let mut left = Map::new_vec();
        for Pair { key: subject, value, .. } in each {
            let path = format!("{}.each{}", place.path, step(&subject));
            let place = Place { path: &path, text: value };
            let leftover = if self.assessment.has_subject(for_each.roster(), &subject) {
                match answer_shape(place.text) {
                    Ok(shape) if shape.each.is_none() => {
                        self.entry(place, ix, Some(&subject), question, &shape)
                    }
                    _ => self.leave(place, "A0204", "the answer is not understood"),
                }
            } else {
                self.leave(place, "A0203", &format!("unknown subject `{subject}`"))
            };
            if let Some(text) = leftover {
                left.insert(subject.into_owned(), text);
            }
        }
        leftover("each", &left)
    }

    fn entry(
        &mut self,
        place: Place<'_, 'a>,
        ix: QuestionIx,
        subject: Option<&str>,
        question: &Question,
        shape: &AnswerShape<'a>,
    ) -> Leftover {
        // An answer of the file goes before one that an earlier opening could not place.
        if !self.assessment.entry(ix, subject).is_empty() {
            return Some(place.text.to_owned());
        }
        let (answer, unknown_subjects) = match self.answer(place, question, shape) {
            Ok(found) => found,
            Err(leftover) => return leftover,
        };
        let mut entry = Entry { answer, reason: shape.reason.clone().unwrap_or_default(), ..Entry::EMPTY };
        let mut unknown_facets = Map::new_vec();
        for Pair { key: id, value, .. } in &shape.facets {
            if let Some((facet, value)) = self.facet(question, id, value) {
                entry.facets.insert(facet, value);
            } else {
                let path = format!("{}.facets{}", place.path, step(id));
                let message = format!("`{id}` or its value is not known here");
                self.collector.notice_at("A0206", &path, value, &message, KEPT);
                unknown_facets.insert(id.to_string(), (*value).to_owned());
            }
        }
        if let Err(error) = self.assessment.set(ix, subject, entry) {
            return self.leave(place, "A0204", &error.to_string());
        }
        leftover("subjects", &unknown_subjects).or_else(|| leftover("facets", &unknown_facets))
    }

    fn facet(&self, question: &Question, id: &str, text: &str) -> Option<(usize, FacetValue)> {
        let Kind::Effect { facets, .. } = &question.kind else { return None };
        let place = self.questionnaire.facets().iter().position(|facet| facet.id == id)?;
        let facet = self.questionnaire.facets().get(place).filter(|_| facets.contains(&place))?;
        let value = match facet.takes {
            FacetKind::Scale(scale) => {
                let step = Node::text(text)?;
                FacetValue::Step(
                    self.questionnaire.scale(scale)?.steps.iter().position(|known| known.id == step)?,
                )
            }
            FacetKind::Roster(roster) => {
                let subjects: Set<String> = Node::texts(text)?.into_iter().collect();
                let known = subjects.iter().all(|subject| self.assessment.has_subject(roster, subject));
                FacetValue::Subjects(known.then_some(subjects)?)
            }
        };
        Some((place, value))
    }

    /// The answer, and the subjects in it that are not known; or what is left over when it is not understood.
    fn answer(
        &mut self,
        place: Place<'_, 'a>,
        question: &Question,
        shape: &AnswerShape<'a>,
    ) -> Result<(Option<Answer>, Map<String, String>), Leftover> {
        let mut found = Vec::new();
        found.extend(shape.text.clone().map(Answer::Text));
        found.extend(shape.number.clone().map(Answer::Number));
        found.extend(shape.date.clone().map(Answer::Date));
        found.extend((shape.unknown == Some(true)).then_some(Answer::Unknown));
        found.extend((shape.not_applicable == Some(true)).then_some(Answer::NotApplicable));
        if shape.benefit.is_some() || shape.harm.is_some() {
            found.push(Answer::Effect { benefit: shape.benefit, harm: shape.harm });
        }
        let known = self.option_ids(question);
        let option = |id: &String| {
            known.iter().position(|known| known == id).ok_or_else(|| format!("unknown option `{id}`"))
        };
        if let Some(id) = &shape.option {
            match option(id) {
                Ok(option) => found.push(Answer::Option(option)),
                Err(message) => return Err(self.leave(place, "A0207", &message)),
            }
        }
        if let Some(ids) = &shape.options {
            let mut options = Set::new();
            for id in ids {
                match option(id) {
                    Ok(option) => options.insert(option),
                    Err(message) => return Err(self.leave(place, "A0207", &message)),
                };
            }
            found.push(Answer::Options(options));
        }
        let mut unknown = Map::new_vec();
        if let Some(subjects) = &shape.subjects {
            let Kind::Subjects { roster, .. } = question.kind else {
                return Err(self.leave(place, "A0204", "this question has no subjects"));
            };
            let mut taken = Map::new_vec();
            for Pair { key: id, value, .. } in subjects {
                let path = format!("{}.subjects{}", place.path, step(id));
                let word = Node::text(value);
                let answer = ANSWERS.iter().find(|(known, _)| word.as_deref() == Some(*known));
                let Some((_, answer)) = answer.copied() else {
                    let message = "the answer is not understood: a subject is `yes`, `no` or `unknown`";
                    return Err(self
                        .leave(Place { path: &path, text: value }, "A0204", message)
                        .and(Some(place.text.to_owned())));
                };
                if self.assessment.has_subject(roster, id) {
                    taken.insert(id.to_string(), answer);
                } else {
                    let message = format!("unknown subject `{id}`");
                    self.collector.notice_at("A0203", &path, value, &message, KEPT);
                    unknown.insert(id.to_string(), (*value).to_owned());
                }
            }
            if taken.is_empty() && !unknown.is_empty() {
                return Ok((None, unknown));
            }
            found.push(Answer::Subjects(taken));
        }
        let answer = found.pop();
        if !found.is_empty() {
            return Err(self.leave(place, "A0204", "more than one answer at once"));
        }
        Ok((answer, unknown))
    }

    fn option_ids(&self, question: &Question) -> Vec<String> {
        match &question.kind {
            Kind::Choice { options } | Kind::Multiple { options, .. } => {
                options.iter().map(|option| option.id.clone()).collect()
            }
            Kind::Rating { scale } => {
                let steps = self.questionnaire.scale(*scale).into_iter().flat_map(|scale| &scale.steps);
                steps.map(|step| step.id.clone()).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn keep(kept: &mut Map<String, Vec<String>>, id: &str, left: String) {
    match kept.get_mut(id) {
        Some(several) => several.push(left),
        None => {
            kept.insert(id.to_owned(), vec![left]);
        }
    }
}

/// `{"<field>": {…}}` of what was not understood, if there is any.
fn leftover(field: &str, parts: &Map<String, String>) -> Leftover {
    if parts.is_empty() {
        return None;
    }
    let mut json = Writer::new();
    json.begin('{');
    json.key(field);
    json.begin('{');
    for (key, part) in parts {
        json.key(key);
        json.raw(part);
    }
    json.end('}');
    json.end('}');
    Some(json.finish())
}
