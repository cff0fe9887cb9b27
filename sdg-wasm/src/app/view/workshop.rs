//! The workshop view: one question in large type, with room to vote, to say why, and to write down what is to be found out.

use sdg_core::{Answer, AnswerPart, Kind, Question, Spread, Standing, Strength, SubjectAnswer};

use super::question::{radio, tick};
use super::{El, button, disclosure, heading, question, step, title, unseen};
use crate::app::Action as Any;
use crate::app::message::{At, Place};
use crate::app::model::Model;
use crate::app::phrases::{self, Phrase};
use crate::app::workshop::{Action, Choice, Field, Voting};
use crate::html::{Attribute, Tag, el};

pub(super) fn view(model: &Model, wanted: Option<&At>) -> El {
    let asked = model.asked();
    let screen = el(Tag::Div).class("screen workshop");
    let found = model
        .workshop_at(wanted, &asked)
        .and_then(|at| Some((model.questionnaire.question(at.question)?, at)));
    let Some((question, at)) = found else {
        return screen
            .key("workshop")
            .child(title(model, model.ui(phrases::WORKSHOP_TITLE)))
            .child(el(Tag::P).class("notice").say(model, phrases::SECTION_NOTHING));
    };
    let place = asked.iter().position(|other| *other == at).unwrap_or(0);
    let section = model.questionnaire.sections().get(question.section);
    let section = section.map_or_else(String::new, |section| model.must(&["section", &section.id, "title"]));
    let (n, m) = (place.saturating_add(1).to_string(), asked.len().to_string());
    let part = model.ui_with(phrases::WORKSHOP_PART, &[("n", &n), ("m", &m)]);
    let voting = model.voting(&at);
    let hidden = voting.filter(|voting| voting.shown.is_none());
    let of_prompt = question.for_each.zip(at.subject.as_deref()).and_then(|(for_each, subject)| {
        let prompts = model.questionnaire.roster(for_each.roster()).is_some_and(|roster| roster.prompts);
        prompts.then(|| {
            el(Tag::Div)
                .class("notice")
                .key("prompt")
                .child(el(Tag::P).text(model.prompt_text(subject)))
                .maybe(question::evidence(model, subject))
        })
    });
    let answer = hidden.is_none().then(|| question::view(model, &at, question, 1));
    screen
        .key(["workshop-", &model.id_of(&at)].concat())
        .child(
            title(model, String::new())
                .child(el(Tag::Span).class("part").text(part))
                .child(unseen(": ".to_owned()))
                .child(el(Tag::Span).text(section)),
        )
        .maybe(of_prompt)
        .maybe(voting.map(|voting| votes(model, voting, question)))
        .maybe(answer)
        .maybe((voting.is_none() && model.can_vote(&at)).then(|| {
            button(model, Any::Workshop(Action::Begin(at.clone())), phrases::WORKSHOP_VOTE).key("begin-vote")
        }))
        .child(ways(model, &asked, place, question.section))
        .child(find_out(model))
        .child(jump(model, &asked, place))
        .child(
            el(Tag::Div)
                .class("keys")
                .key("keys")
                .maybe(
                    model
                        .workshop
                        .can_fill
                        .then(|| button(model, Any::Workshop(Action::Fill), phrases::WORKSHOP_FILL)),
                )
                .child(tick(
                    model.workshop.keys,
                    Any::Workshop(Action::Keys),
                    model.ui(phrases::WORKSHOP_KEYS),
                    Some(model.ui(phrases::WORKSHOP_KEYS_HELP)),
                )),
        )
}

fn ways(model: &Model, asked: &[At], here: usize, section: usize) -> El {
    let to = |place: Option<usize>, phrase| {
        let at = asked.get(place?)?.clone();
        Some(step(model, Place::Workshop(Some(at)), phrase))
    };
    let next = to(here.checked_add(1), phrases::WORKSHOP_NEXT)
        .unwrap_or_else(|| step(model, Place::Result, phrases::SECTION_TO_RESULT));
    el(Tag::Div)
        .class("buttons")
        .key("ways")
        .maybe(to(here.checked_sub(1), phrases::WORKSHOP_PREVIOUS))
        .child(next.class("button main"))
        .child(step(model, Place::Section(section), phrases::WORKSHOP_LEAVE).class("button quiet"))
}

/// Every question, with whether it has an answer.
fn jump(model: &Model, asked: &[At], here: usize) -> El {
    let lines = asked.iter().enumerate().filter_map(|(place, at)| {
        let question = model.questionnaire.question(at.question)?;
        let to = Place::Workshop(Some(at.clone()));
        let id = to.to_text(&model.questionnaire);
        let link =
            el(Tag::A).place(&id).on(Any::Go(to)).text(model.at_title(question, at.subject.as_deref()));
        let link = if place == here { link.with(Attribute::AriaCurrent, "true") } else { link };
        let open = model.assessment.entry(at.question, at.subject.as_deref()).answer.is_none();
        let state = open.then(|| {
            el(Tag::Span).class("hint").text([" (", &model.ui(phrases::STATE_ANSWER_OPEN), ")"].concat())
        });
        Some(el(Tag::Li).key(id).child(link).maybe(state))
    });
    disclosure(model, phrases::WORKSHOP_JUMP, "jump")
        .class("more")
        .child(el(Tag::Ol).class("jump").children(lines))
}

// ---- Things to find out

fn find_out(model: &Model) -> El {
    let field = |field: Field, id: &'static str, kind: &'static str, label| {
        el(Tag::Div).class("field").child(el(Tag::Label).with(Attribute::For, id).say(model, label)).child(
            el(Tag::Input)
                .with(Attribute::Type, kind)
                .with(Attribute::Autocomplete, "off")
                .id(id)
                .value(model.workshop.field(field))
                .on(Any::Workshop(Action::FindOut(field))),
        )
    };
    let form = el(Tag::Form)
        .class("find-out")
        .key("form")
        .on(Any::Workshop(Action::AddFindOut))
        .child(field(Field::What, "find-out", "text", phrases::WORKSHOP_WHAT))
        .child(field(Field::Who, "find-out-who", "text", phrases::WORKSHOP_WHO))
        .child(field(Field::When, "find-out-when", "date", phrases::WORKSHOP_WHEN))
        .child(
            el(Tag::Button).class("button").with(Attribute::Type, "submit").say(model, phrases::WORKSHOP_ADD),
        );
    let lines: Vec<El> = model
        .assessment
        .actions()
        .iter()
        .filter(|action| action.status.is_open() && action.from.question.is_some())
        .map(|action| {
            let mut text = action.text.clone();
            let date = action.date.as_deref().map(|date| model.day_text(date));
            for more in action.person.iter().chain(&action.owner).chain(&date) {
                text.push_str(", ");
                text.push_str(more);
            }
            el(Tag::Li).key(action.id.clone()).text(text)
        })
        .collect();
    let draft = model.workshop.drafts().next().is_some();
    let list = (!lines.is_empty()).then(|| el(Tag::Ul).key("list").children(lines));
    disclosure(model, phrases::WORKSHOP_FIND_OUT, "find-out")
        .class("more")
        .starts_open(draft || list.is_some())
        .child(el(Tag::P).class("hint").say(model, phrases::WORKSHOP_FIND_OUT_HELP))
        .maybe(list)
        .child(form)
}

// ---- Votes

fn votes(model: &Model, voting: &Voting, question: &Question) -> El {
    let section = el(Tag::Section).class("panel votes").key("votes").with(Attribute::AriaLabelledby, "votes");
    let act = |action, phrase| button(model, Any::Workshop(action), phrase);
    if let Some(spreads) = &voting.shown {
        return section
            .child(heading(model, 1).id("votes").focusable().say(model, phrases::WORKSHOP_RESULT))
            .children(spreads.iter().map(|spread| shown(model, spread, question)))
            .child(el(Tag::P).class("hint").say(model, phrases::WORKSHOP_DECIDE))
            .child(
                el(Tag::Div)
                    .class("buttons")
                    .child(act(Action::Summary, phrases::WORKSHOP_SUMMARY))
                    .child(act(Action::Stop, phrases::WORKSHOP_FORGET)),
            );
    }
    let subject = voting.at.subject.as_deref();
    let help = model.text(&["question", &question.id, "help"]);
    let cast = model.ui_count(phrases::WORKSHOP_COUNT_ONE, phrases::WORKSHOP_COUNT_MANY, voting.cast.len());
    section
        .child(heading(model, 1).id("votes").focusable().text(model.question_title(question, subject)))
        .maybe(help.map(|help| el(Tag::P).class("help").text(help.to_owned())))
        .child(el(Tag::P).class("hint").say(model, phrases::WORKSHOP_PRIVATE))
        .child(ballot(model, voting, question))
        .child(
            el(Tag::Div)
                .class("buttons")
                .child(act(Action::Cast, phrases::WORKSHOP_CAST_BUTTON).class("button main"))
                .child(el(Tag::Span).class("count").text(cast)),
        )
        .maybe(hands(model, voting, question))
        .child(
            el(Tag::Div)
                .class("buttons")
                .key("end-vote")
                .child(act(Action::Show, phrases::WORKSHOP_SHOW))
                .child(act(Action::Stop, phrases::WORKSHOP_STOP)),
        )
}

/// A part of a question, its name, and its choices in words.
type Part = (AnswerPart, String, Vec<(Choice, String)>);

/// The parts on which one chooses one of several, each with its name and its choices in words; none where one ticks.
fn parts(model: &Model, question: &Question) -> Vec<Part> {
    let steps = |words: &mut dyn Iterator<Item = String>| -> Vec<(Choice, String)> {
        let steps = words.enumerate().map(|(place, words)| (Choice::Step(place), words));
        steps.chain([(Choice::Unknown, model.ui(phrases::UNKNOWN))]).collect()
    };
    let name = |part: &str| model.must(&["question", &question.id, part]);
    let mut found = match &question.kind {
        Kind::Effect { scale, .. } => {
            let Some(scale) = model.questionnaire.scale(*scale) else { return Vec::new() };
            let side = |part: AnswerPart, key: &str| {
                let words = &mut scale.steps.iter().map(|step| {
                    let label = model.text(&["scale", &scale.id, &step.id, key]).map(str::to_owned);
                    label.unwrap_or_else(|| model.must(&["scale", &scale.id, &step.id]))
                });
                (part, name(key), steps(words))
            };
            return vec![side(AnswerPart::Benefit, "benefit"), side(AnswerPart::Harm, "harm")];
        }
        Kind::Rating { scale } => {
            let Some(scale) = model.questionnaire.scale(*scale) else { return Vec::new() };
            steps(&mut scale.steps.iter().map(|step| model.must(&["scale", &scale.id, &step.id])))
        }
        Kind::Choice { options } => {
            steps(&mut options.iter().map(|option| model.must(&["option", &question.id, &option.id])))
        }
        _ => return Vec::new(),
    };
    if question.not_applicable {
        found.push((Choice::NotApplicable, model.ui(phrases::NOT_APPLICABLE)));
    }
    vec![(AnswerPart::Whole, model.ui(phrases::WORKSHOP_YOUR_VOTE), found)]
}

fn part_id(part: &AnswerPart) -> &'static str {
    match part {
        AnswerPart::Benefit => "vote-benefit",
        AnswerPart::Harm => "vote-harm",
        AnswerPart::Whole | AnswerPart::Subject(_) => "vote",
    }
}

fn part_class(part: &AnswerPart) -> &'static str {
    match part {
        AnswerPart::Benefit => "side benefit",
        AnswerPart::Harm => "side harm",
        AnswerPart::Whole | AnswerPart::Subject(_) => "side plain",
    }
}

fn chosen(model: &Model, voting: &Voting, question: &Question, part: &AnswerPart) -> Option<Choice> {
    match (voting.ballot.as_ref()?, part) {
        (Answer::Effect { benefit, harm }, part) => {
            let side = if *part == AnswerPart::Harm { harm } else { benefit };
            match side.as_ref()? {
                Strength::Unknown => Some(Choice::Unknown),
                Strength::Points(points) => {
                    let Kind::Effect { scale, .. } = question.kind else { return None };
                    let steps = &model.questionnaire.scale(scale)?.steps;
                    steps.iter().position(|step| step.points == *points).map(Choice::Step)
                }
            }
        }
        (Answer::Option(place), _) => Some(Choice::Step(*place)),
        (Answer::Unknown, _) => Some(Choice::Unknown),
        (Answer::NotApplicable, _) => Some(Choice::NotApplicable),
        _ => None,
    }
}

fn ballot(model: &Model, voting: &Voting, question: &Question) -> El {
    let sides = el(Tag::Div).class("sides").key("ballot");
    let legend = |text: String| el(Tag::Legend).text(text);
    let ticks: Vec<El> = match &question.kind {
        Kind::Multiple { options, .. } => {
            let ticked =
                |place| matches!(&voting.ballot, Some(Answer::Options(places)) if places.contains(&place));
            let option = |(place, option): (usize, &sdg_core::ChoiceOption)| {
                let label = model.must(&["option", &question.id, &option.id]);
                tick(ticked(place), Any::Workshop(Action::Tick(place)), label, None)
            };
            options.iter().enumerate().map(option).collect()
        }
        Kind::Subjects { roster, .. } => {
            let ticked = |subject: &String| matches!(&voting.ballot, Some(Answer::Subjects(all)) if all.get(subject) == Some(&SubjectAnswer::Yes));
            let subject = |subject: String| {
                let label = model.subject_name(*roster, &subject);
                tick(ticked(&subject), Any::Workshop(Action::TickSubject(subject.clone())), label, None)
                    .key(subject)
            };
            model.candidates(voting.at.question).into_iter().map(subject).collect()
        }
        _ => {
            return sides.children(parts(model, question).into_iter().map(|(part, name, choices)| {
                let now = chosen(model, voting, question, &part);
                let radios = choices.into_iter().map(|(choice, label)| {
                    let action = Any::Workshop(Action::Choose(part.clone(), choice));
                    radio(part_id(&part), now == Some(choice), action, label, None)
                });
                el(Tag::Fieldset).class(part_class(&part)).child(legend(name)).children(radios)
            }));
        }
    };
    let none = match &voting.ballot {
        Some(Answer::Options(places)) => places.is_empty(),
        Some(Answer::Subjects(subjects)) => subjects.values().all(|answer| *answer == SubjectAnswer::No),
        _ => false,
    };
    let whole = |choice: Choice, phrase: Phrase| {
        let now = chosen(model, voting, question, &AnswerPart::Whole) == Some(choice);
        tick(now, Any::Workshop(Action::Choose(AnswerPart::Whole, choice)), model.ui(phrase), None)
    };
    let apart = question.not_applicable.then(|| whole(Choice::NotApplicable, phrases::NOT_APPLICABLE));
    el(Tag::Fieldset)
        .class("side plain")
        .key("ballot")
        .child(legend(model.ui(phrases::WORKSHOP_YOUR_VOTE)))
        .child(el(Tag::P).class("hint").key("several").say(model, phrases::WORKSHOP_SEVERAL))
        .child(el(Tag::Div).class("columns").children(ticks))
        .child(
            el(Tag::Div)
                .class("columns")
                .key("nothing")
                .child(tick(none, Any::Workshop(Action::NoneOf), model.ui(phrases::NONE_OF), None))
                .child(whole(Choice::Unknown, phrases::UNKNOWN))
                .maybe(apart),
        )
}

/// So many hands for each choice.
fn hands(model: &Model, voting: &Voting, question: &Question) -> Option<El> {
    let parts = parts(model, question);
    if parts.is_empty() {
        return None;
    }
    let groups = parts.into_iter().map(|(part, name, choices)| {
        let fields = choices.into_iter().enumerate().map(|(place, (choice, label))| {
            let id = ["hands-", part_id(&part), "-", &place.to_string()].concat();
            let typed = voting.hands.iter().find(|(of, known, _)| *of == part && *known == choice);
            el(Tag::Div)
                .class("hand")
                .child(
                    el(Tag::Input)
                        .class("short")
                        .with(Attribute::Type, "text")
                        .with(Attribute::Inputmode, "numeric")
                        .with(Attribute::Maxlength, "2")
                        .with(Attribute::Autocomplete, "off")
                        .id(id.clone())
                        .value(typed.map_or("", |(.., typed)| typed))
                        .on(Any::Workshop(Action::Hands(part.clone(), choice))),
                )
                .child(el(Tag::Label).with(Attribute::For, id).text(label))
        });
        el(Tag::Fieldset).class(part_class(&part)).child(el(Tag::Legend).text(name)).children(fields)
    });
    Some(
        disclosure(model, phrases::WORKSHOP_HANDS, "hands")
            .class("more")
            .starts_open(!voting.hands.is_empty())
            .child(el(Tag::P).class("hint").say(model, phrases::WORKSHOP_HANDS_HELP))
            .child(el(Tag::Div).class("sides").children(groups)),
    )
}

/// One part of what was voted, in words and in bars.
fn shown(model: &Model, spread: &Spread, question: &Question) -> El {
    let standing = match spread.standing {
        Standing::Agreed => phrases::WORKSHOP_AGREED,
        Standing::Discuss => phrases::WORKSHOP_DISCUSS,
        Standing::TooFew => phrases::WORKSHOP_TOO_FEW,
    };
    let range = spread.on_scale.as_ref().map(|scale| {
        let word = |points: i64| value_words(model, question, &spread.part, &points.to_string());
        let median = if scale.median.0 == scale.median.1 {
            word(scale.median.0)
        } else {
            [word(scale.median.0), word(scale.median.1)].join(" / ")
        };
        let with: [(&str, &str); 3] =
            [("least", &word(scale.least)), ("greatest", &word(scale.greatest)), ("median", &median)];
        let phrase =
            if scale.least == scale.greatest { phrases::WORKSHOP_ONE_VALUE } else { phrases::WORKSHOP_RANGE };
        el(Tag::P).text(model.ui_with(phrase, &with))
    });
    let warning = (spread.part == AnswerPart::Harm && spread.standing == Standing::Discuss)
        .then(|| el(Tag::P).class("hint").say(model, phrases::WORKSHOP_WARNING));
    let lines = counts(model, spread, question);
    // Whoever ticks several things is still one vote.
    let all = match question.kind {
        Kind::Multiple { .. } => {
            let apart = spread.unknown.len().saturating_add(spread.not_applicable.len());
            spread.raters.saturating_add(apart)
        }
        _ => lines.iter().map(|(_, count)| count).sum::<usize>(),
    };
    let all = all.max(1).to_string();
    let rows = lines.into_iter().map(|(label, count)| {
        let words = model.ui_count(phrases::WORKSHOP_VOTES_ONE, phrases::WORKSHOP_VOTES_MANY, count);
        // The picture is as wide as there are votes, so nothing is worked out here.
        let bar = el(Tag::Svg)
            .class("vote-bar")
            .with(Attribute::AriaHidden, "true")
            .with(Attribute::Focusable, "false")
            .with(Attribute::ViewBox, ["0 0 ", &all, " 1"].concat())
            .with(Attribute::PreserveAspectRatio, "none")
            .child(
                el(Tag::Rect).class("all").with(Attribute::Width, all.clone()).with(Attribute::Height, "1"),
            )
            .child(
                el(Tag::Rect)
                    .class("some")
                    .with(Attribute::Width, count.to_string())
                    .with(Attribute::Height, "1"),
            );
        el(Tag::Li)
            .child(el(Tag::Span).class("name").text([&label, ": "].concat()))
            .child(bar)
            .child(el(Tag::Span).class("number").text(words))
    });
    el(Tag::Div)
        .class(part_class(&spread.part))
        .child(heading(model, 2).text(part_name(model, question, &spread.part)))
        .child(el(Tag::P).child(el(Tag::Strong).say(model, standing)))
        .maybe(range)
        .maybe(warning)
        .child(el(Tag::Ul).class("vote-bars").children(rows))
}

fn part_name(model: &Model, question: &Question, part: &AnswerPart) -> String {
    match part {
        AnswerPart::Benefit => model.must(&["question", &question.id, "benefit"]),
        AnswerPart::Harm => model.must(&["question", &question.id, "harm"]),
        AnswerPart::Whole => model.ui(phrases::WORKSHOP_ALL),
        AnswerPart::Subject(subject) => match question.kind {
            Kind::Subjects { roster, .. } => model.subject_name(roster, subject),
            _ => subject.clone(),
        },
    }
}

/// A value as the engine names it, in words.
fn value_words(model: &Model, question: &Question, part: &AnswerPart, value: &str) -> String {
    let of_scale = |scale, key: Option<&str>| {
        let scale = model.questionnaire.scale(scale)?;
        let step = scale.steps.iter().find(|step| step.points.to_string() == value)?;
        let label = key.and_then(|key| model.text(&["scale", &scale.id, &step.id, key]));
        Some(label.map_or_else(|| model.must(&["scale", &scale.id, &step.id]), str::to_owned))
    };
    let words = match &question.kind {
        Kind::Effect { scale, .. } => {
            of_scale(*scale, Some(if *part == AnswerPart::Harm { "harm" } else { "benefit" }))
        }
        Kind::Rating { scale } => of_scale(*scale, None),
        Kind::Choice { options } => {
            let is = |option: &&sdg_core::ChoiceOption| {
                option.id == value || option.points.is_some_and(|points| points.to_string() == value)
            };
            options.iter().find(is).map(|option| model.must(&["option", &question.id, &option.id]))
        }
        Kind::Subjects { .. } => Some(model.ui(if value == "yes" { phrases::YES } else { phrases::NO })),
        _ => None,
    };
    words.unwrap_or_else(|| value.to_owned())
}

/// How often each value was given; of a scale those that nobody gave too, so that one sees how far they lie apart.
fn counts(model: &Model, spread: &Spread, question: &Question) -> Vec<(String, usize)> {
    let count = |value: &str| {
        spread.values.iter().find(|given| given.value == value).map_or(0, |given| given.assessors.len())
    };
    let scale = match &question.kind {
        Kind::Effect { scale, .. } | Kind::Rating { scale } => model.questionnaire.scale(*scale),
        _ => None,
    };
    let values: Vec<String> = match scale {
        Some(scale) => scale.steps.iter().map(|step| step.points.to_string()).collect(),
        None => spread.values.iter().map(|given| given.value.clone()).collect(),
    };
    let mut lines: Vec<(String, usize)> = match &question.kind {
        // Each option by itself: which ones went together says little.
        Kind::Multiple { options, .. } => {
            let ticked = |id: &str| {
                let of = spread.values.iter().filter(|given| given.value.split(' ').any(|one| one == id));
                of.map(|given| given.assessors.len()).sum()
            };
            let option = |id: &str| model.must(&["option", &question.id, id]);
            let each = options.iter().map(|one| (option(&one.id), ticked(&one.id)));
            let none = (model.ui(phrases::NONE_OF), count(""));
            each.chain((none.1 > 0).then_some(none)).collect()
        }
        _ => values
            .into_iter()
            .map(|value| (value_words(model, question, &spread.part, &value), count(&value)))
            .collect(),
    };
    for (phrase, who) in
        [(phrases::UNKNOWN, &spread.unknown), (phrases::NOT_APPLICABLE, &spread.not_applicable)]
    {
        if !who.is_empty() {
            lines.push((model.ui(phrase), who.len()));
        }
    }
    lines
}

impl Model {
    /// What was voted, in a line for the reason.
    pub(crate) fn vote_summary(&self, voting: &Voting) -> String {
        let Some(question) = self.questionnaire.question(voting.at.question) else { return String::new() };
        let of_part = |spread: &Spread| {
            let given = counts(self, spread, question).into_iter().filter(|(_, count)| *count > 0);
            let given: Vec<String> =
                given.map(|(label, count)| [&label, " (", &count.to_string(), ")"].concat()).collect();
            [part_name(self, question, &spread.part), given.join(", ")].join(": ")
        };
        let parts: Vec<String> = voting.shown.iter().flatten().map(of_part).collect();
        self.ui_with(phrases::WORKSHOP_SUMMARY_TEXT, &[("votes", &parts.join("; "))])
    }
}
