//! Names and sentences for what a report holds, in the language of the reader.

use sdg_core::{
    Answer, AnswerState, Assessment, BandSpan, Catalogue, Entry, FacetKind, FacetValue, Finding, Fraction,
    Goal, Kind, Leaf, LeafState, MaybeBounds, MeasureResult, PromptKind, Question, QuestionIx,
    QuestionResult, Questionnaire, Report, RosterIx, Rule, ScaleIx, SharedSubject, Side, Strength,
    SubjectAnswer, Truth, fill,
};

use crate::library::{Known, Saved};
use crate::number::{self, Rounding};
use crate::phrases::{self, Phrase};

/// The assessment has no such subject.
pub(crate) struct Absent;

/// One assessment with its report, and the wording to tell about it.
pub(crate) struct Words<'a> {
    pub(crate) assessment: &'a Assessment,
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) report: &'a Report,
    texts: Option<&'a Catalogue>,
    wording: &'a Catalogue,
    /// Where subjects of one's own go by the ids that several assessments share.
    shared: Option<&'a [SharedSubject]>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(
        saved: &'a Saved,
        report: &'a Report,
        language: Option<&str>,
        wording: &'a Catalogue,
    ) -> Words<'a> {
        Words::about(&saved.known, &saved.assessment, report, language, wording)
    }

    pub(crate) fn about(
        known: &'a Known,
        assessment: &'a Assessment,
        report: &'a Report,
        language: Option<&str>,
        wording: &'a Catalogue,
    ) -> Words<'a> {
        let texts = known.texts(language);
        Words { assessment, questionnaire: &known.questionnaire, report, texts, wording, shared: None }
    }

    /// The same, for what names subjects of one's own by shared ids.
    pub(crate) fn sharing(self, shared: &'a [SharedSubject]) -> Words<'a> {
        Words { shared: Some(shared), ..self }
    }

    /// Language of the page: that of the texts of the questionnaire.
    pub(crate) fn language(&self) -> &str {
        self.texts.map_or_else(|| self.wording.language(), Catalogue::language)
    }

    pub(crate) fn ui(&self, phrase: Phrase) -> String {
        self.wording.get(phrase.0).unwrap_or(phrase.0).to_owned()
    }

    pub(crate) fn ui_with(&self, phrase: Phrase, with: &[(&str, &str)]) -> String {
        fill(self.wording.get(phrase.0).unwrap_or(phrase.0), with)
    }

    /// One wording for one, another for several.
    pub(crate) fn ui_count(&self, one: Phrase, many: Phrase, count: usize) -> String {
        self.ui_with(if count == 1 { one } else { many }, &[("n", &count.to_string())])
    }

    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        self.texts?.get(key)
    }

    /// A text that the questionnaire must have; its key where there is no wording at all.
    pub(crate) fn must(&self, key: &str) -> String {
        self.text(key).unwrap_or(key).to_owned()
    }

    // Names

    /// Number and title.
    pub(crate) fn goal(&self, goal: Goal) -> String {
        format!("{}. {}", goal.number(), self.must(&format!("goal.{}.title", goal.number())))
    }

    /// Name of a subject: of the questionnaire, one's own, or an interlinkage prompt.
    pub(crate) fn subject(&self, roster: RosterIx, subject: &str) -> String {
        let Some(known) = self.questionnaire.roster(roster) else { return subject.to_owned() };
        if known.prompts {
            return self.prompt(subject);
        }
        let own = if let Some(shared) = self.shared {
            let of_roster = shared.iter().find(|own| own.id == subject && own.roster == known.id);
            // The later assessment has the last word on how it is written.
            of_roster.and_then(|own| own.added.last()).map(|added| &added.name)
        } else {
            let own = self.assessment.own_subjects(roster).iter().find(|own| own.id == subject);
            own.map(|own| &own.name)
        };
        match own {
            Some(name) => name.clone(),
            None => self.must(&format!("subject.{}.{subject}", known.id)),
        }
    }

    /// Name of a subject in the list that a question asks for.
    pub(crate) fn listed(&self, question: &str, subject: &str) -> String {
        let question = self.questionnaire.find(question).and_then(|ix| self.questionnaire.question(ix));
        match question.map(|question| &question.kind) {
            Some(Kind::Subjects { roster, .. }) => self.subject(*roster, subject),
            _ => subject.to_owned(),
        }
    }

    /// The subject of a repeated question under its id in this assessment.
    pub(crate) fn held<'s>(
        &self,
        question: QuestionIx,
        subject: Option<&'s str>,
        assessor: usize,
        shared: &'s [SharedSubject],
    ) -> Result<Option<&'s str>, Absent> {
        let Some(subject) = subject else { return Ok(None) };
        let for_each = self.questionnaire.question(question).and_then(|question| question.for_each);
        let roster =
            for_each.and_then(|for_each| self.questionnaire.roster(for_each.roster())).ok_or(Absent)?;
        let Some(own) = shared.iter().find(|own| own.id == subject && own.roster == roster.id) else {
            return Ok(Some(subject));
        };
        let added = own.added.iter().find(|added| added.assessor == assessor).ok_or(Absent)?;
        Ok(Some(&added.id))
    }

    /// What a prompt asks; its id tells, also when it is no longer put.
    fn prompt(&self, id: &str) -> String {
        let Some((kind, from, to)) = parse_prompt(id) else { return id.to_owned() };
        let kind = match kind {
            PromptKind::Tradeoff => "tradeoff",
            PromptKind::Undermining => "undermining",
            PromptKind::Synergy => "synergy",
        };
        fill(&self.must(&format!("prompt.{kind}")), &[("from", &self.goal(from)), ("to", &self.goal(to))])
    }

    /// Title of a question where it stands alone: a prompt is named by what it asks.
    pub(crate) fn question(&self, question: &Question, subject: Option<&str>) -> String {
        let title = self.must(&format!("question.{}.title", question.id));
        let (Some(for_each), Some(subject)) = (question.for_each, subject) else { return title };
        let roster = for_each.roster();
        if self.questionnaire.roster(roster).is_some_and(|roster| roster.prompts) {
            return self.prompt(subject);
        }
        let name = self.subject(roster, subject);
        if title.contains("{subject}") {
            fill(&title, &[("subject", &name)])
        } else {
            format!("{title} ({name})")
        }
    }

    /// Title of a measure, for one subject if it is repeated.
    pub(crate) fn measure(&self, id: &str, subject: Option<&str>) -> String {
        let title = self.must(&format!("measure.{id}.title"));
        let measure = self.questionnaire.find_measure(id).and_then(|ix| self.questionnaire.measure(ix));
        let (Some(for_each), Some(subject)) = (measure.and_then(|measure| measure.for_each), subject) else {
            return title;
        };
        let name = self.subject(for_each.roster(), subject);
        if title.contains("{subject}") {
            fill(&title, &[("subject", &name)])
        } else {
            format!("{title} ({name})")
        }
    }

    pub(crate) fn finding(&self, finding: &Finding) -> String {
        let text = self.must(&format!("finding.{}.text", finding.id));
        let goal = finding.goal.map(|goal| self.goal(goal));
        let subject = finding.subject.as_deref().map(|subject| {
            let rule = self.questionnaire.rules().iter().find(|rule| rule.id == finding.id);
            let roster = rule.and_then(Rule::roster);
            roster.map_or_else(|| subject.to_owned(), |roster| self.subject(roster, subject))
        });
        let question = finding.question.as_deref().and_then(|id| {
            let question = self.questionnaire.question(self.questionnaire.find(id)?)?;
            Some(self.question(question, finding.subject.as_deref()))
        });
        let known = [("goal", goal), ("subject", subject), ("question", question)];
        let with: Vec<(&str, &str)> =
            known.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
        fill(&text, &with)
    }

    // Values

    /// The words of a measure: its band, or why it has none.
    pub(crate) fn result(&self, measure: &MeasureResult) -> String {
        if measure.bounds.is_none() {
            return self.ui(phrases::VOID);
        }
        match &measure.bands {
            // A span from the first band to the last says nothing while nothing is filled in.
            Some(span) if measure.shown && (measure.coverage.answered > 0 || span.first == span.last) => {
                self.span(span)
            }
            None if measure.shown && measure.coverage.answered > 0 => self.figures(measure),
            _ if measure.coverage.answered > 0 => self.ui(phrases::TOO_LITTLE),
            _ if measure.coverage.unknown > 0 || self.only_unknown(measure) => {
                self.ui(phrases::UNKNOWN_VALUE)
            }
            _ => self.ui(phrases::UNANSWERED),
        }
    }

    /// Whether all that is asked of a goal was answered, by "we do not know yet": its gate, which leaves undecided whether the
    /// more precise questions are asked, so that none of its leaves counts as answered or as unknown.
    fn only_unknown(&self, measure: &MeasureResult) -> bool {
        let number = measure.id.strip_prefix("goal.").and_then(|rest| rest.split('.').next());
        let Some(goal) = number.and_then(|number| number.parse().ok()).and_then(Goal::new) else {
            return false;
        };
        let of_goal = self.questionnaire.goal_questions(goal);
        let ids = of_goal.iter().filter_map(|ix| Some(self.questionnaire.question(*ix)?.id.as_str()));
        let ids: Vec<&str> = ids.collect();
        let is_asked =
            |result: &&QuestionResult| result.asked == Truth::Yes && ids.contains(&result.id.as_str());
        let mut asked = self.report.questions.iter().filter(is_asked).peekable();
        asked.peek().is_some() && asked.all(|result| result.state == AnswerState::Unknown)
    }

    pub(crate) fn band(&self, set: &str, band: &str) -> String {
        self.must(&format!("bands.{set}.{band}"))
    }

    fn span(&self, span: &BandSpan) -> String {
        let name = |band: &str| self.band(&span.set, band);
        if span.first == span.last {
            return name(&span.first);
        }
        self.ui_with(phrases::SPAN, &[("first", &name(&span.first)), ("last", &name(&span.last))])
    }

    /// The bounds as decimals, with what is still uncertain about them.
    pub(crate) fn figures(&self, measure: &MeasureResult) -> String {
        self.bounds(&measure.id, measure.bounds, measure.provisional)
    }

    fn bounds(&self, id: &str, bounds: MaybeBounds, provisional: bool) -> String {
        let Some(bounds) = bounds else { return self.ui(phrases::VOID) };
        let thresholds = self.thresholds(id);
        let mut words = match number::bounds(bounds, &thresholds) {
            (lo, Some(hi)) => {
                self.ui_with(phrases::BETWEEN, &[("lo", &self.local(&lo)), ("hi", &self.local(&hi))])
            }
            (value, None) => self.local(&value),
        };
        let further = [(bounds.may_be_void, phrases::MAY_BE_VOID), (provisional, phrases::PROVISIONAL)];
        for (_, phrase) in further.iter().filter(|(holds, _)| *holds) {
            words.push_str("; ");
            words.push_str(&self.ui(*phrase));
        }
        words
    }

    /// Band and figures in one cell, for a value beside others.
    pub(crate) fn value(
        &self,
        id: &str,
        bounds: MaybeBounds,
        bands: Option<&BandSpan>,
        provisional: bool,
    ) -> String {
        let figures = self.bounds(id, bounds, provisional);
        match bands {
            Some(span) if bounds.is_some() => [&self.span(span), "\n", &figures].concat(),
            _ => figures,
        }
    }

    /// Name of a side of a goal by its id, such as `goal.7.harm.max`.
    pub(crate) fn side(&self, id: &str) -> String {
        let parts: Vec<&str> = id.split('.').collect();
        let ["goal", number, side, statistic] = parts.as_slice() else { return id.to_owned() };
        let Some(goal) = number.parse().ok().and_then(Goal::new) else { return id.to_owned() };
        let side = match (*side, *statistic) {
            ("benefit", "max") => phrases::BENEFIT,
            ("harm", "max") => phrases::HARM,
            ("benefit", _) => phrases::BENEFIT_MEAN,
            _ => phrases::HARM_MEAN,
        };
        [&self.goal(goal), ": ", &self.ui(side).to_lowercase()].concat()
    }

    pub(crate) fn principle(&self, id: &str) -> String {
        self.must(&format!("principle.{id}.title"))
    }

    pub(crate) fn yes_no(&self, holds: bool) -> String {
        self.ui(if holds { phrases::YES } else { phrases::NO })
    }

    /// The number of a degree, with two digits.
    pub(crate) fn degree(&self, value: f64) -> String {
        self.local(&format!("{value:.2}"))
    }

    /// How many points on the scale of a question are called.
    pub(crate) fn points(&self, question: &Question, side: Option<Side>, points: i64) -> String {
        let scale = match &question.kind {
            Kind::Effect { scale, .. } | Kind::Rating { scale } => *scale,
            Kind::Choice { options } => {
                let option = options.iter().find(|option| option.points == Some(points));
                return option.map_or_else(
                    || points.to_string(),
                    |option| self.must(&format!("option.{}.{}", question.id, option.id)),
                );
            }
            _ => return points.to_string(),
        };
        let steps = self.questionnaire.scale(scale).map_or(&[][..], |scale| &scale.steps);
        match steps.iter().position(|step| step.points == points) {
            Some(place) => self.step(scale, place, side),
            None => points.to_string(),
        }
    }

    /// One exact value of a measure.
    pub(crate) fn figure(&self, value: Fraction) -> String {
        self.local(&number::decimal(value, Rounding::Nearest, &[]))
    }

    /// A decimal with the sign of the language.
    fn local(&self, decimal: &str) -> String {
        decimal.replace('.', &self.ui(phrases::DECIMAL_SIGN))
    }

    /// Where the bands of a measure, a goal or a principle start.
    fn thresholds(&self, id: &str) -> Vec<Fraction> {
        let of = self.questionnaire;
        let measure = of.find_measure(id).and_then(|ix| of.measure(ix)).map(|measure| measure.bands);
        let principle = of.principles().iter().find(|known| known.id == id).map(|principle| principle.bands);
        let goals = || of.goals().map(|goals| goals.bands);
        let set = measure.or(principle).or_else(goals).flatten().and_then(|ix| of.band_set(ix));
        set.map_or_else(Vec::new, |set| set.bands.iter().map(|band| band.start).collect())
    }

    // Answers

    /// What is recorded for a question, in words: the answer and its facets.
    pub(crate) fn answer(&self, ix: QuestionIx, subject: Option<&str>) -> String {
        let Some(question) = self.questionnaire.question(ix) else { return String::new() };
        let entry = self.assessment.entry(ix, subject);
        let mut words = self.plain_answer(question, entry);
        for (place, value) in &entry.facets {
            let Some(facet) = self.questionnaire.facets().get(*place) else { continue };
            let value = match (facet.takes, value) {
                (FacetKind::Scale(scale), FacetValue::Step(step)) => self.step(scale, *step, None),
                (FacetKind::Roster(roster), FacetValue::Subjects(subjects)) => {
                    let names: Vec<String> = subjects.iter().map(|id| self.subject(roster, id)).collect();
                    names.join(", ")
                }
                _ => continue,
            };
            words.extend(["\n", &self.facet(*place), ": ", &value]);
        }
        words
    }

    /// What a facet asks.
    pub(crate) fn facet(&self, place: usize) -> String {
        let facet = self.questionnaire.facets().get(place);
        facet.map_or_else(String::new, |facet| self.must(&format!("facet.{}.title", facet.id)))
    }

    fn plain_answer(&self, question: &Question, entry: &Entry) -> String {
        let Some(answer) = &entry.answer else { return self.ui(phrases::NO_ANSWER) };
        match (answer, &question.kind) {
            (Answer::Unknown, _) => self.ui(phrases::UNKNOWN),
            (Answer::NotApplicable, _) => self.ui(phrases::NOT_APPLICABLE),
            (Answer::Text(text) | Answer::Number(text) | Answer::Date(text), _) => text.clone(),
            (Answer::Effect { benefit, harm }, Kind::Effect { .. }) => {
                let sides = [(phrases::BENEFIT, benefit, Side::Benefit), (phrases::HARM, harm, Side::Harm)];
                let sides = sides.map(|(label, strength, side)| {
                    let words = match strength {
                        None => self.ui(phrases::NO_ANSWER),
                        Some(Strength::Unknown) => self.ui(phrases::UNKNOWN),
                        Some(Strength::Points(points)) => self.points(question, Some(side), *points),
                    };
                    [&self.ui(label), ": ", &words].concat()
                });
                sides.join("\n")
            }
            (Answer::Option(place), Kind::Rating { scale }) => self.step(*scale, *place, None),
            (Answer::Option(place), Kind::Choice { options }) => {
                options.get(*place).map_or_else(String::new, |option| {
                    self.must(&format!("option.{}.{}", question.id, option.id))
                })
            }
            (Answer::Options(places), Kind::Multiple { options, .. }) => {
                let chosen = places.iter().filter_map(|place| options.get(*place));
                let names: Vec<String> = chosen
                    .map(|option| self.must(&format!("option.{}.{}", question.id, option.id)))
                    .collect();
                if names.is_empty() { self.ui(phrases::NONE_OF) } else { names.join("\n") }
            }
            (Answer::Subjects(subjects), Kind::Subjects { roster, .. }) => {
                let lines: Vec<String> = self
                    .assessment
                    .subjects(*roster)
                    .filter_map(|id| Some((id, subjects.get(id)?)))
                    .map(|(id, answer)| {
                        let said = match answer {
                            SubjectAnswer::Yes => phrases::YES,
                            SubjectAnswer::No => phrases::NO,
                            SubjectAnswer::Unknown => phrases::UNKNOWN,
                        };
                        [&self.subject(*roster, id), ": ", &self.ui(said)].concat()
                    })
                    .collect();
                lines.join("\n")
            }
            _ => String::new(),
        }
    }

    /// What an item of a measure says, in words.
    pub(crate) fn leaf(&self, leaf: &Leaf) -> String {
        let Some(question) = self.questionnaire.question(leaf.question) else { return String::new() };
        let points = match leaf.state {
            LeafState::Answered(points) => points,
            LeafState::Unknown => return self.ui(phrases::UNKNOWN),
            LeafState::Unanswered => return self.ui(phrases::NO_ANSWER),
            LeafState::NotApplicable => return self.ui(phrases::NOT_APPLICABLE),
            LeafState::NotAsked => return self.ui(phrases::NOT_ASKED),
        };
        match question.kind {
            Kind::Effect { .. } if leaf.side != Side::Treated => {
                self.points(question, Some(leaf.side), points)
            }
            Kind::Subjects { .. } => self.ui(if points > 0 { phrases::YES } else { phrases::NO }),
            _ => {
                let subject = leaf.subject.as_deref().filter(|_| question.for_each.is_some());
                self.plain_answer(question, self.assessment.entry(leaf.question, subject))
            }
        }
    }

    /// Name of an item: its question, and the subject where the question itself lists subjects.
    pub(crate) fn item(&self, ix: QuestionIx, subject: Option<&str>) -> String {
        let Some(question) = self.questionnaire.question(ix) else { return String::new() };
        match (&question.kind, subject) {
            (Kind::Subjects { roster, .. }, Some(subject)) => {
                format!("{} {}", self.question(question, None), self.subject(*roster, subject))
            }
            _ => self.question(question, subject),
        }
    }

    /// Name of a step; a side of an effect may have its own.
    fn step(&self, scale: ScaleIx, place: usize, side: Option<Side>) -> String {
        let Some(scale) = self.questionnaire.scale(scale) else { return String::new() };
        let Some(step) = scale.steps.get(place) else { return String::new() };
        let key = format!("scale.{}.{}", scale.id, step.id);
        let side = side.map(|side| if side == Side::Harm { "harm" } else { "benefit" });
        let of_side = side.and_then(|side| self.text(&format!("{key}.{side}")));
        of_side.map_or_else(|| self.must(&key), str::to_owned)
    }
}

fn parse_prompt(id: &str) -> Option<(PromptKind, Goal, Goal)> {
    let (kind, pair) = id.split_once('-')?;
    let (from, to) = pair.split_once('-')?;
    let kind = match kind {
        "t" => PromptKind::Tradeoff,
        "u" => PromptKind::Undermining,
        "s" => PromptKind::Synergy,
        _ => return None,
    };
    Some((kind, Goal::new(from.parse().ok()?)?, Goal::new(to.parse().ok()?)?))
}
