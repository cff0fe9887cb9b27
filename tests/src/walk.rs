//! Fills a questionnaire in to the end, as somebody would who answers everything that is asked, at random.

use sdg_core::{
    Answer, AnswerState, Assessment, ChoiceOption, Entry, FacetKind, FacetValue, Kind, Question, QuestionIx,
    Questionnaire, RosterIx, Strength, SubjectAnswer, Truth,
};

use std::sync::Arc;

/// Numbers that look random and are the same for the same seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A sequence of its own for each seed.
    pub const fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `end` - 1; 0 when there is nothing to choose from.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// True once in `times` times, on average.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn points(&mut self, greatest: i64) -> i64 {
        if self.one_in(2) {
            return 0;
        }
        i64::try_from(self.below(usize::try_from(greatest).unwrap_or(0) + 1)).unwrap_or(0)
    }
}

/// Answers everything that is asked until nothing asked is open. With `unknowns`, some answers are "we do not know yet".
///
/// # Panics
/// When an allowed answer is refused, or the questions have no end.
pub fn to_the_end(questionnaire: &Arc<Questionnaire>, dice: &mut Dice, unknowns: bool) -> Assessment {
    let mut assessment = Assessment::new(questionnaire);
    for place in 0..questionnaire.rosters().len() {
        let id = &questionnaire.rosters()[place].id;
        let roster = questionnaire.find_roster(id).expect("it is there");
        for number in 0..dice.below(questionnaire.rosters()[place].own + 1) {
            assessment.add_own_subject(roster, &format!("Eigen {number} <{{&’”}}>")).expect("there is room");
        }
    }
    // Each round answers all that is asked; only answers of the round before can ask more.
    for _ in 0..=questionnaire.questions().len() {
        let report = assessment.score();
        let mut open = report
            .questions
            .iter()
            .filter(|result| result.asked == Truth::Yes && result.state == AnswerState::Unanswered)
            .peekable();
        if open.peek().is_none() {
            return assessment;
        }
        for result in open {
            let ix = questionnaire.find(&result.id).expect("it is there");
            let entry = entry(&assessment, ix, dice, unknowns);
            let subject = result.subject.as_deref();
            assessment
                .set(ix, subject, entry)
                .unwrap_or_else(|error| panic!("{} {subject:?}: {error}", result.id));
        }
    }
    panic!("{}: answers go on asking for more", questionnaire.id());
}

fn entry(assessment: &Assessment, ix: QuestionIx, dice: &mut Dice, unknowns: bool) -> Entry {
    let questionnaire = assessment.questionnaire();
    let question = questionnaire.question(ix).expect("it is there");
    let answer = if question.not_applicable && dice.one_in(9) {
        Answer::NotApplicable
    } else if unknowns && dice.one_in(9) {
        Answer::Unknown
    } else {
        answer(assessment, question, dice, unknowns)
    };
    let mut entry = Entry { answer: Some(answer), ..Entry::EMPTY };
    if dice.one_in(2) {
        entry.reason = "Omdat het zo is.\n\nEn nog iets.".to_owned();
    }
    let (Kind::Effect { facets, .. }, Some(Answer::Effect { benefit, harm })) =
        (&question.kind, &entry.answer)
    else {
        return entry;
    };
    let points = |side: &Option<Strength>| match side {
        Some(Strength::Points(points)) => *points,
        _ => 0,
    };
    let (benefit, harm) = (points(benefit), points(harm));
    for place in facets {
        let facet = &questionnaire.facets()[*place];
        if facet.is_asked(benefit, harm) || dice.one_in(4) {
            let value = match facet.takes {
                FacetKind::Scale(scale) => {
                    FacetValue::Step(dice.below(questionnaire.scale(scale).expect("it is there").steps.len()))
                }
                FacetKind::Roster(roster) => {
                    let all: Vec<&str> = assessment.subjects(roster).collect();
                    FacetValue::Subjects(std::iter::once(all[dice.below(all.len())].to_owned()).collect())
                }
            };
            entry.facets.insert(*place, value);
        }
    }
    entry
}

fn answer(assessment: &Assessment, question: &Question, dice: &mut Dice, unknowns: bool) -> Answer {
    let questionnaire = assessment.questionnaire();
    let steps = |scale| questionnaire.scale(scale).expect("it is there");
    match &question.kind {
        Kind::Effect { scale, .. } => {
            let greatest = steps(*scale).range().1;
            let mut side = || match unknowns && dice.one_in(9) {
                true => Some(Strength::Unknown),
                false => Some(Strength::Points(dice.points(greatest))),
            };
            Answer::Effect { benefit: side(), harm: side() }
        }
        Kind::Rating { scale } => Answer::Option(dice.below(steps(*scale).steps.len())),
        Kind::Choice { options } => Answer::Option(dice.below(options.len())),
        Kind::Multiple { options, at_most } => chosen(options, at_most.unwrap_or(options.len()), dice),
        Kind::Subjects { roster, at_most, .. } => subjects(assessment, *roster, *at_most, dice, unknowns),
        Kind::Text { .. } => Answer::Text("Straat & plein ‘De Linde’ {subject}".to_owned()),
        Kind::Number { least, greatest } => {
            let least = least.unwrap_or(0);
            let room = greatest.map_or(100, |greatest| greatest.saturating_sub(least));
            let more = i64::try_from(dice.below(usize::try_from(room).unwrap_or(0) + 1)).unwrap_or(0);
            Answer::Number(least.saturating_add(more).to_string())
        }
        Kind::Date => Answer::Date("2026-11-24".to_owned()),
    }
}

fn chosen(options: &[ChoiceOption], most: usize, dice: &mut Dice) -> Answer {
    let mut places: Vec<usize> = (0..options.len()).filter(|_| dice.one_in(3)).collect();
    places.truncate(most);
    Answer::Options(places.into_iter().collect())
}

fn subjects(
    assessment: &Assessment,
    roster: RosterIx,
    at_most: Option<usize>,
    dice: &mut Dice,
    unknowns: bool,
) -> Answer {
    let mut room = at_most.unwrap_or(usize::MAX);
    let each = assessment.subjects(roster).map(|subject| {
        let answer = if unknowns && dice.one_in(9) {
            SubjectAnswer::Unknown
        } else if room > 0 && dice.one_in(2) {
            room -= 1;
            SubjectAnswer::Yes
        } else {
            SubjectAnswer::No
        };
        (subject.to_owned(), answer)
    });
    Answer::Subjects(each.collect())
}
