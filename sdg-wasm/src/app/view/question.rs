//! One question: always a group of its own, never a row of a grid.

use sdg_core::{
    Answer, ChoiceOption, Entry, EvidenceLabel, Facet, FacetKind, FacetValue, Kind, Question, RosterIx,
    Scale, ScaleIx, Side, Strength, SubjectAnswer,
};

use super::{El, disclosure, goal_name, heading, paragraphs};
use crate::WHOLE;
use crate::app::message::{Action, At, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::html::{Attribute, Tag, el};

/// The question, its heading so many levels below that of the screen.
pub(super) fn view(model: &Model, at: &At, question: &Question, below: u8) -> El {
    let entry = model.assessment.entry(at.question, at.subject.as_deref());
    let one = One { model, at, question, entry, id: model.id_of(at), below };
    match &question.kind {
        Kind::Effect { scale, facets, .. } => one.effect(*scale, facets),
        Kind::Rating { scale } => one.rating(*scale),
        Kind::Choice { options } => one.choice(options),
        Kind::Multiple { options, at_most } => one.multiple(options, *at_most),
        Kind::Subjects { roster, at_most, .. } => one.subjects(*roster, *at_most),
        Kind::Text { long } => one.text(*long),
        Kind::Number { .. } => one.field("text"),
        Kind::Date => one.field("date"),
    }
}

/// What the evidence behind a prompt is.
pub(super) fn evidence(model: &Model, id: &str) -> Option<El> {
    let prompt = model.report.prompts.iter().find(|prompt| prompt.id == id)?;
    let label = match prompt.label {
        EvidenceLabel::Strong => phrases::PROMPT_STRONG,
        EvidenceLabel::Moderate => phrases::PROMPT_MODERATE,
        EvidenceLabel::Weak => phrases::PROMPT_WEAK,
        EvidenceLabel::None => phrases::PROMPT_NONE,
    };
    let (synergies, tradeoffs) = prompt.records;
    let source = model.ui_with(
        phrases::PROMPT_SOURCE,
        &[
            ("label", &model.ui(label)),
            ("together", &synergies.to_string()),
            ("against", &tradeoffs.to_string()),
        ],
    );
    let double =
        if prompt.double { [" ", &model.ui(phrases::PROMPT_DOUBLE)].concat() } else { String::new() };
    Some(el(Tag::P).class("source").text([source, double].concat()))
}

struct One<'a> {
    model: &'a Model,
    at: &'a At,
    question: &'a Question,
    entry: &'a Entry,
    id: String,
    below: u8,
}

impl One<'_> {
    // ---- Kinds

    fn effect(&self, scale: ScaleIx, facets: &[usize]) -> El {
        let Some(scale) = self.model.questionnaire.scale(scale) else { return el(Tag::Div) };
        let (benefit, harm) = match &self.entry.answer {
            Some(Answer::Effect { benefit, harm }) => (*benefit, *harm),
            Some(Answer::Unknown) => (Some(Strength::Unknown), Some(Strength::Unknown)),
            _ => (None, None),
        };
        let nothing = Some(Strength::Points(0));
        let out = self.entry.answer == Some(Answer::NotApplicable);
        let mut shortcuts = el(Tag::Div).class("shortcuts").child(self.press(
            phrases::NO_EFFECT,
            benefit == nothing && harm == nothing,
            Action::NoEffect(self.at.clone()),
        ));
        if self.question.not_applicable {
            shortcuts = shortcuts.child(self.press(
                phrases::NOT_APPLICABLE,
                out,
                Action::NotApplicable(self.at.clone()),
            ));
        }
        let half = (benefit.is_some() != harm.is_some())
            .then(|| el(Tag::P).class("remark").key("half").say(self.model, phrases::OTHER_SIDE));
        let sides = (!out).then(|| {
            el(Tag::Div)
                .class("sides")
                .key("sides")
                .child(self.side(scale, Side::Benefit, benefit))
                .child(self.side(scale, Side::Harm, harm))
        });
        let (asked, further): (Vec<usize>, Vec<usize>) =
            facets.iter().partition(|facet| self.facet_asked(**facet, benefit, harm));
        let asked = if out { Vec::new() } else { asked };
        let further: Vec<El> =
            if out { Vec::new() } else { further.iter().filter_map(|facet| self.facet(*facet)).collect() };
        let touched = [benefit, harm]
            .iter()
            .any(|side| matches!(side, Some(Strength::Points(1..) | Strength::Unknown)));
        self.group("effect")
            .child(shortcuts)
            .maybe(sides)
            .maybe(half)
            .children(asked.into_iter().filter_map(|facet| self.facet(facet)))
            .children(self.end(if touched { further } else { Vec::new() }, out))
            .maybe(self.clear())
    }

    fn side(&self, scale: &Scale, side: Side, now: Option<Strength>) -> El {
        let part = if side == Side::Benefit { "benefit" } else { "harm" };
        let name = [&self.id, "-", part].concat();
        let title = self.model.must(&["question", &self.question.id, part]);
        let example = self.model.text(&["question", &self.question.id, part, "example"]).map(|example| {
            el(Tag::P).class("example").text(self.model.ui_with(phrases::EXAMPLE, &[("example", example)]))
        });
        let steps = scale.steps.iter().map(|step| {
            let label = self.model.text(&["scale", &scale.id, &step.id, part]).map(str::to_owned);
            let label = label.unwrap_or_else(|| self.model.must(&["scale", &scale.id, &step.id]));
            let strength = Strength::Points(step.points);
            radio(&name, now == Some(strength), Action::Side(self.at.clone(), side, strength), label, None)
        });
        el(Tag::Fieldset)
            .class(["side ", part].concat())
            .child(
                el(Tag::Legend)
                    .child(
                        // Plus or minus, drawn by the style sheet: the words say it to who does not see it.
                        el(Tag::Span).class("sign"),
                    )
                    .text(" ")
                    .text(title),
            )
            .maybe(example)
            .children(steps)
            .child(self.or())
            .child(radio(
                &name,
                now == Some(Strength::Unknown),
                Action::Side(self.at.clone(), side, Strength::Unknown),
                self.model.ui(phrases::UNKNOWN),
                None,
            ))
    }

    fn rating(&self, scale: ScaleIx) -> El {
        let Some(scale) = self.model.questionnaire.scale(scale) else { return el(Tag::Div) };
        let steps = scale.steps.iter().map(|step| {
            let help = self.model.text(&["scale", &scale.id, &step.id, "help"]).map(str::to_owned);
            (self.model.must(&["scale", &scale.id, &step.id]), help)
        });
        self.radios("rating", steps.collect())
    }

    fn choice(&self, options: &[ChoiceOption]) -> El {
        let words = options.iter().map(|option| self.option_words(option));
        self.radios("choice", words.collect())
    }

    fn option_words(&self, option: &ChoiceOption) -> (String, Option<String>) {
        let help = self.model.text(&["option", &self.question.id, &option.id, "help"]).map(str::to_owned);
        (self.model.must(&["option", &self.question.id, &option.id]), help)
    }

    fn radios(&self, class: &'static str, words: Vec<(String, Option<String>)>) -> El {
        let now = match &self.entry.answer {
            Some(Answer::Option(place)) => Some(*place),
            _ => None,
        };
        let out = self.entry.answer == Some(Answer::NotApplicable);
        let steps = words.into_iter().enumerate().map(|(place, (label, help))| {
            radio(&self.id, now == Some(place), Action::Pick(self.at.clone(), place), label, help)
        });
        let unknown = self.entry.answer == Some(Answer::Unknown);
        let mut group = self.group(class).children(steps).child(self.or()).child(radio(
            &self.id,
            unknown,
            Action::Unknown(self.at.clone()),
            self.model.ui(phrases::UNKNOWN),
            None,
        ));
        if self.question.not_applicable {
            let action = Action::NotApplicable(self.at.clone());
            group = group.child(radio(&self.id, out, action, self.model.ui(phrases::NOT_APPLICABLE), None));
        }
        group.child(self.reason(out)).maybe(self.clear())
    }

    fn multiple(&self, options: &[ChoiceOption], at_most: Option<usize>) -> El {
        let chosen = match &self.entry.answer {
            Some(Answer::Options(chosen)) => Some(chosen),
            _ => None,
        };
        let boxes = options.iter().enumerate().map(|(place, option)| {
            let (label, help) = self.option_words(option);
            let ticked = chosen.is_some_and(|chosen| chosen.contains(&place));
            tick(ticked, Action::Toggle(self.at.clone(), place), label, help)
        });
        let none = chosen.is_some_and(sdg_core::Set::is_empty);
        self.group("multiple")
            .maybe(self.most(at_most))
            .child(el(Tag::Div).class("columns").children(boxes))
            .children(self.last_boxes(none))
            .child(self.reason(false))
            .maybe(self.clear())
    }

    fn subjects(&self, roster: RosterIx, at_most: Option<usize>) -> El {
        let model = self.model;
        let candidates = model.candidates(self.at.question);
        let answers = match &self.entry.answer {
            Some(Answer::Subjects(answers)) => Some(answers),
            _ => None,
        };
        let answer = |subject: &String| answers.and_then(|answers| answers.get(subject)).copied();
        let known = model.questionnaire.roster(roster);
        let roster_id = known.map_or("", |roster| &roster.id);
        let own = model.assessment.own_subjects(roster);
        let among = matches!(self.question.kind, Kind::Subjects { among: Some(_), .. });
        let boxes = candidates.iter().map(|subject| {
            let help = model.text(&["subject", roster_id, subject, "help"]).map(str::to_owned);
            let action = Action::Subject(self.at.clone(), subject.clone());
            let name = model.subject_name(roster, subject);
            let ticked = answer(subject) == Some(SubjectAnswer::Yes);
            let row = el(Tag::Div).class("subject-row").key(subject.clone());
            let row = row.child(tick(ticked, action, name.clone(), help));
            if among || !own.iter().any(|own| own.id == *subject) {
                return row;
            }
            let remove = Action::RemoveOwn(self.at.clone(), roster, subject.clone());
            row.child(
                el(Tag::Button)
                    .class("link")
                    .with(Attribute::Type, "button")
                    .on(remove)
                    .text(model.ui_with(phrases::OWN_REMOVE, &[("name", &name)])),
            )
        });
        let none =
            answers.is_some() && candidates.iter().all(|subject| answer(subject) == Some(SubjectAnswer::No));
        // Subjects that came in later, while the others already have an answer.
        let later: Vec<String> = if answers.is_some() {
            let missing = candidates.iter().filter(|subject| answer(subject).is_none());
            missing.map(|subject| model.subject_name(roster, subject)).collect()
        } else {
            Vec::new()
        };
        let later = (!later.is_empty()).then(|| {
            el(Tag::Div)
                .class("remark")
                .key("later")
                .child(el(Tag::P).text(model.ui_with(phrases::REST, &[("names", &later.join(", "))])))
                .child(self.link_button(phrases::REST_NO, Action::RestNo(self.at.clone())))
        });
        let doubts = candidates.iter().map(|subject| {
            let action = Action::SubjectUnknown(self.at.clone(), subject.clone());
            let doubt = answer(subject) == Some(SubjectAnswer::Unknown);
            tick(doubt, action, model.subject_name(roster, subject), None).key(subject.clone())
        });
        let in_doubt = candidates.iter().any(|subject| answer(subject) == Some(SubjectAnswer::Unknown));
        let doubt = disclosure(model, phrases::DOUBT, "doubt")
            .class("more")
            .starts_open(in_doubt)
            .child(el(Tag::P).class("hint").say(model, phrases::DOUBT_HELP))
            .child(el(Tag::Div).class("columns").children(doubts));
        let room = known.map_or(0, |roster| roster.own) > own.len();
        let add = (!among && room).then(|| self.own_form(roster));
        self.group("subjects")
            .maybe(self.most(at_most))
            .child(el(Tag::Div).class("columns").children(boxes))
            .maybe(add)
            .maybe(later)
            .children(self.last_boxes(none))
            .child(doubt)
            .child(self.reason(false))
            .maybe(self.clear())
    }

    /// A subject of one's own.
    fn own_form(&self, roster: RosterIx) -> El {
        let id = [&self.id, "-own"].concat();
        let name = self.model.draft(self.at).unwrap_or_default();
        el(Tag::Form)
            .class("own")
            .key("own")
            .on(Action::AddOwn(self.at.clone(), roster))
            .child(el(Tag::Label).with(Attribute::For, id.clone()).say(self.model, phrases::OWN_NAME))
            .child(
                el(Tag::Div)
                    .class("inline")
                    .child(
                        el(Tag::Input)
                            .with(Attribute::Type, "text")
                            .with(Attribute::Maxlength, "80")
                            .with(Attribute::Autocomplete, "off")
                            .id(id)
                            .value(name)
                            .on(Action::OwnName(self.at.clone())),
                    )
                    .child(
                        el(Tag::Button)
                            .class("button")
                            .with(Attribute::Type, "submit")
                            .say(self.model, phrases::OWN_ADD),
                    ),
            )
    }

    fn text(&self, long: bool) -> El {
        let value = match &self.entry.answer {
            Some(Answer::Text(text)) => text.as_str(),
            _ => "",
        };
        let field = if long {
            el(Tag::Textarea).with(Attribute::Rows, "4")
        } else {
            el(Tag::Input).with(Attribute::Type, "text").with(Attribute::Autocomplete, "off")
        };
        self.single(field.value(value).on(Action::Field(self.at.clone())), None)
    }

    fn field(&self, kind: &'static str) -> El {
        let value = match (self.model.draft(self.at), &self.entry.answer) {
            (Some(draft), _) => draft,
            (None, Some(Answer::Number(text) | Answer::Date(text))) => text.as_str(),
            _ => "",
        };
        // What was typed with a comma stays so while it is typed.
        let field =
            el(Tag::Input).with(Attribute::Type, kind).value(value).on(Action::Field(self.at.clone()));
        if kind == "date" {
            return self.single(field.class("short"), None);
        }
        let wrong = self.model.draft(self.at).is_some().then_some(phrases::NUMBER_WRONG);
        self.single(field.class("short").with(Attribute::Inputmode, "decimal"), wrong)
    }

    // ---- Parts

    /// The group with its heading and help, which always stand in the same place.
    fn group(&self, class: &'static str) -> El {
        let goal = match self.question.kind {
            Kind::Effect { goal, .. } => goal,
            _ => None,
        };
        let legend = el(Tag::Legend)
            .id(self.id.clone())
            .focusable()
            .maybe(goal.map(|goal| goal_name(self.model, goal)))
            .child(heading(self.model, self.below).class("ask").text(self.title()))
            .maybe(self.focus());
        el(Tag::Fieldset)
            .class(["q ", class].concat())
            .key(self.id.clone())
            .child(legend)
            .maybe(self.help())
            .maybe(self.more_help())
    }

    /// A word on what deserves most attention in such a project.
    fn focus(&self) -> Option<El> {
        let result = self.model.report.question(&self.question.id, self.at.subject.as_deref())?;
        result.focus.then(|| el(Tag::Span).class("mark").say(self.model, phrases::FOCUS))
    }

    fn single(&self, field: El, wrong: Option<Phrase>) -> El {
        let help_id = [&self.id, "-help"].concat();
        let wrong_id = [&self.id, "-wrong"].concat();
        let help = self.help().map(|help| help.id(help_id.clone()));
        let mut described = Vec::new();
        if help.is_some() {
            described.push(help_id);
        }
        if wrong.is_some() {
            described.push(wrong_id.clone());
        }
        let mut field = field.id(self.id.clone());
        if !described.is_empty() {
            field = field.with(Attribute::AriaDescribedby, described.join(" "));
        }
        if wrong.is_some() {
            field = field.with(Attribute::AriaInvalid, "true");
        }
        el(Tag::Div)
            .class("q single")
            .key(self.id.clone())
            .child(el(Tag::Label).class("ask").with(Attribute::For, self.id.clone()).text(self.title()))
            .maybe(help)
            .maybe(self.more_help())
            .maybe(
                wrong.map(|wrong| el(Tag::P).class("wrong").key("wrong").id(wrong_id).say(self.model, wrong)),
            )
            .child(field)
    }

    fn title(&self) -> String {
        self.model.question_title(self.question, self.at.subject.as_deref())
    }

    fn help(&self) -> Option<El> {
        let help = self.model.text(&["question", &self.question.id, "help"])?;
        Some(el(Tag::P).class("help").key("help").text(help.to_owned()))
    }

    fn more_help(&self) -> Option<El> {
        let more = self.model.text(&["question", &self.question.id, "more"]);
        let targets = (!self.question.targets.is_empty()).then(|| {
            let targets = self.question.targets.join(", ");
            el(Tag::P).class("hint").text(self.model.ui_with(phrases::TARGETS, &[("targets", &targets)]))
        });
        let evidence = self
            .model
            .text(&["question", &self.question.id, "evidence"])
            .map(|evidence| el(Tag::P).text(self.model.ui_with(phrases::SHOW_IT, &[("evidence", evidence)])));
        // The targets alone are no reason to open something.
        if more.is_none() && evidence.is_none() {
            return None;
        }
        Some(
            disclosure(self.model, phrases::MORE_HELP, "help-more")
                .class("help")
                .children(paragraphs(more.unwrap_or_default()))
                .maybe(evidence)
                .maybe(targets),
        )
    }

    fn or(&self) -> El {
        el(Tag::P).class("or").say(self.model, phrases::OR)
    }

    /// "None of these" and "we do not know", after the divider.
    fn last_boxes(&self, none: bool) -> [El; 3] {
        let unknown = self.entry.answer == Some(Answer::Unknown);
        [
            self.or(),
            tick(none, Action::NoneOf(self.at.clone()), self.model.ui(phrases::NONE_OF), None).key("none"),
            tick(unknown, Action::Unknown(self.at.clone()), self.model.ui(phrases::UNKNOWN), None)
                .key("unknown"),
        ]
    }

    fn most(&self, at_most: Option<usize>) -> Option<El> {
        let most = at_most?.to_string();
        Some(el(Tag::P).class("hint").key("most").text(self.model.ui_with(phrases::AT_MOST, &[("n", &most)])))
    }

    fn press(&self, phrase: Phrase, pressed: bool, action: Action) -> El {
        el(Tag::Button)
            .class("press")
            .with(Attribute::Type, "button")
            .with(Attribute::AriaPressed, if pressed { "true" } else { "false" })
            .on(action)
            .say(self.model, phrase)
    }

    fn link_button(&self, phrase: Phrase, action: Action) -> El {
        el(Tag::Button).class("link").with(Attribute::Type, "button").on(action).say(self.model, phrase)
    }

    fn clear(&self) -> Option<El> {
        self.entry.answer.as_ref()?;
        Some(
            self.link_button(phrases::CLEAR, Action::Clear(self.at.clone()))
                .class("link clear")
                .key("clear")
                .with(Attribute::AriaDescribedby, self.id.clone()),
        )
    }

    /// The reason, under a disclosure unless it is asked for.
    fn reason(&self, asked: bool) -> El {
        if asked {
            return el(Tag::Div).class("more").key("reason-asked").child(self.reason_field());
        }
        disclosure(self.model, phrases::REASON_OPEN, "reason")
            .class("more")
            .starts_open(!self.entry.reason.is_empty() || self.in_workshop())
            .child(self.reason_field())
    }

    /// There is always room for the reason there.
    fn in_workshop(&self) -> bool {
        WHOLE && matches!(self.model.place, Place::Workshop(_))
    }

    fn reason_field(&self) -> El {
        let id = [&self.id, "-reason"].concat();
        let help = [&self.id, "-reason-help"].concat();
        el(Tag::Div)
            .class("reason")
            .child(el(Tag::Label).with(Attribute::For, id.clone()).say(self.model, phrases::REASON))
            .child(el(Tag::P).class("hint").id(help.clone()).say(self.model, phrases::REASON_HELP))
            .child(
                el(Tag::Textarea)
                    .with(Attribute::Rows, "3")
                    .with(Attribute::AriaDescribedby, help)
                    .id(id)
                    .value(&self.entry.reason)
                    .on(Action::Reason(self.at.clone())),
            )
    }

    /// What one may say as well. In the workshop the reason stands by itself, since there is always room for it.
    fn end(&self, further: Vec<El>, out: bool) -> Vec<El> {
        if further.is_empty() {
            return vec![self.reason(out)];
        }
        if self.in_workshop() {
            let more = disclosure(self.model, phrases::SAY_MORE, "say-more").class("more");
            return vec![self.reason(out), more.children(further)];
        }
        vec![self.more(further)]
    }

    /// Further facets and the reason, for who wants to say more.
    fn more(&self, further: Vec<El>) -> El {
        let said = !self.entry.reason.is_empty();
        disclosure(self.model, phrases::SAY_MORE, "say-more")
            .class("more")
            .starts_open(said)
            .children(further)
            .child(self.reason_field())
    }

    fn facet_asked(&self, facet: usize, benefit: Option<Strength>, harm: Option<Strength>) -> bool {
        let reaches = |side: Option<Strength>, from: Option<i64>| matches!((side, from), (Some(Strength::Points(points)), Some(from)) if points >= from);
        self.model
            .questionnaire
            .facets()
            .get(facet)
            .is_some_and(|facet| reaches(benefit, facet.from_benefit) || reaches(harm, facet.from_harm))
    }

    fn facet(&self, place: usize) -> Option<El> {
        let facet: &Facet = self.model.questionnaire.facets().get(place)?;
        let now = self.entry.facets.get(&place);
        let id = self.model.facet_id(self.at, place);
        let mut group = el(Tag::Fieldset)
            .class("facet")
            .key(["facet-", &facet.id].concat())
            .child(
                el(Tag::Legend)
                    .id(id.clone())
                    .focusable()
                    .text(self.model.must(&["facet", &facet.id, "title"])),
            )
            .maybe(
                self.model
                    .text(&["facet", &facet.id, "help"])
                    .map(|help| el(Tag::P).class("hint").text(help.to_owned())),
            );
        match facet.takes {
            FacetKind::Scale(scale) => {
                let scale = self.model.questionnaire.scale(scale)?;
                group = group.child(el(Tag::Div).class("columns").children(
                    scale.steps.iter().enumerate().map(|(step, of)| {
                        let checked = now == Some(&FacetValue::Step(step));
                        let label = self.model.must(&["scale", &scale.id, &of.id]);
                        radio(&id, checked, Action::FacetStep(self.at.clone(), place, step), label, None)
                    }),
                ));
            }
            FacetKind::Roster(roster) => {
                let chosen = match now {
                    Some(FacetValue::Subjects(chosen)) => Some(chosen),
                    _ => None,
                };
                let subjects: Vec<String> =
                    self.model.assessment.subjects(roster).map(str::to_owned).collect();
                group = group.child(el(Tag::Div).class("columns").children(subjects.into_iter().map(
                    |subject| {
                        let checked = chosen.is_some_and(|chosen| chosen.contains(&subject));
                        let label = self.model.subject_name(roster, &subject);
                        tick(checked, Action::FacetSubject(self.at.clone(), place, subject), label, None)
                    },
                )));
            }
        }
        let clear = now.map(|_| {
            self.link_button(phrases::FACET_CLEAR, Action::FacetClear(self.at.clone(), place))
                .key("clear")
                .with(Attribute::AriaDescribedby, id)
        });
        Some(group.maybe(clear))
    }
}

/// The whole line can be clicked.
fn labelled(input: El, label: String, help: Option<String>) -> El {
    let words = el(Tag::Span).class("words").text(label);
    let words = words.maybe(help.map(|help| el(Tag::Span).class("hint").text([" ", &help].concat())));
    el(Tag::Label).class("pick").child(input).child(words)
}

pub(super) fn radio(name: &str, checked: bool, action: Action, label: String, help: Option<String>) -> El {
    let input = el(Tag::Input).with(Attribute::Type, "radio").with(Attribute::Name, name.to_owned());
    labelled(input.checked(checked).on(action), label, help)
}

pub(super) fn tick(checked: bool, action: Action, label: String, help: Option<String>) -> El {
    labelled(el(Tag::Input).with(Attribute::Type, "checkbox").checked(checked).on(action), label, help)
}
