//! The wording of the interface, by number. The wording itself stands in `questionnaires/interface/<language>.json`, by key;
//! [`publish`] puts it in the order of the numbers, so that neither the programs nor what they load carry the keys. What only the
//! whole program says is a file of its own.

use sdg_core::{Catalogue, Diagnostics};

use crate::WHOLE;

/// A piece of interface wording.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phrase(u16);

/// All interface wording in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wording(Vec<String>);

/// First line of a published file: what it is, and of which version of this crate.
const HEAD: &str = concat!("sdg-toets ", env!("CARGO_PKG_VERSION"));

/// Checks an interface file, and gives it in the form that is loaded, a line per phrase: what the first program says, and what only
/// the whole one does.
///
/// # Errors
///
/// The diagnostics of [`Catalogue::parse_interface`].
pub fn publish(text: &str) -> Result<[String; 2], Diagnostics> {
    let keys: Vec<&str> = KEYS.iter().chain(WHOLE_KEYS).copied().collect();
    let catalogue = Catalogue::parse_interface(text, &keys)?;
    Ok([KEYS, WHOLE_KEYS].map(|keys| {
        let mut lines = HEAD.to_owned();
        for key in keys {
            lines.push('\n');
            // A line is a phrase, so a phrase is one line.
            lines.push_str(&catalogue.get(key).unwrap_or(key).replace('\n', " "));
        }
        lines
    }))
}

impl Wording {
    /// Reads published files, of which the first program knows only the first; nothing if one of them is something else, or of
    /// another version.
    pub fn parse([first, whole]: [&str; 2]) -> Option<Wording> {
        let mut phrases = Vec::new();
        read(first, KEYS.len(), &mut phrases)?;
        if WHOLE {
            read(whole, WHOLE_KEYS.len(), &mut phrases)?;
        }
        Some(Wording(phrases))
    }

    /// The phrase in this language.
    pub fn get(&self, phrase: Phrase) -> &str {
        self.0.get(usize::from(phrase.0)).map_or("", String::as_str)
    }
}

fn read(published: &str, count: usize, phrases: &mut Vec<String>) -> Option<()> {
    let before = phrases.len();
    let mut lines = published.split('\n');
    let known = lines.next() == Some(HEAD);
    phrases.extend(lines.map(str::to_owned));
    (known && phrases.len() == before.saturating_add(count)).then_some(())
}

macro_rules! phrases {
    (first { $($name:ident = $key:literal;)* } whole { $($later:ident = $later_key:literal;)* }) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "only to number the names")]
        #[repr(u16)]
        #[cfg_attr(not(feature = "whole"), allow(dead_code, reason = "the first program says less"))]
        enum Number { $($name,)* $($later,)* }
        $(
            pub(crate) const $name: Phrase = Phrase(Number::$name as u16);
        )*
        $(
            #[cfg_attr(not(feature = "whole"), allow(dead_code, reason = "the first program says less"))]
            pub(crate) const $later: Phrase = Phrase(Number::$later as u16);
        )*
        /// Every key that the screens of the first program use, in the order of the numbers.
        pub const KEYS: &[&str] = &[$($key),*];
        /// Every further key that the screens of the whole program use, in the order of the numbers.
        pub const WHOLE_KEYS: &[&str] = &[$($later_key),*];
    };
}

phrases! {
first {
        // The frame
        LANGUAGE_CHOICE = "frame.language";
        LANGUAGE_NL = "language.nl";
        LANGUAGE_EN = "language.en";
        LANGUAGE_FR = "language.fr";
        LANGUAGE_DE = "language.de";
        LANGUAGE_ES = "language.es";
        SAVED_AT = "frame.saved";
        NOT_SAVED = "frame.not-saved";
        KEEPS_NOTHING = "frame.keeps-nothing";
        TO_LIST = "frame.list";
        OR = "frame.or";

        // Start
        START_NEED = "start.need";
        START_NEED_PROJECT = "start.need.project";
        START_NEED_COLLEAGUE = "start.need.colleague";
        START_NEED_SAVE = "start.need.save";
        START_WHERE = "start.where";
        START_WHERE_LOCAL = "start.where.local";
        START_WHERE_SESSION = "start.where.session";
        START_WHERE_NONE = "start.where.none";
        START_SHARED = "start.shared";
        START_BEGIN = "start.begin";
        START_CONTINUE = "start.continue";
        START_EXAMPLE = "start.example";
        OPEN_FILE = "file.open";

        // Task list
        LIST_TITLE = "list.title";
        LIST_INTRO = "list.intro";
        LIST_SECTIONS = "list.sections";
        STATE_NEW = "list.state.new";
        STATE_PART = "list.state.part";
        STATE_DONE = "list.state.done";
        STATE_DONE_ONE = "list.state.done.one";
        STATE_DONE_MANY = "list.state.done.many";
        STATE_NOTHING = "list.state.nothing";
        LIST_RESULT = "list.result";
        RESULT_OPEN_ONE = "list.result.open.one";
        RESULT_OPEN_MANY = "list.result.open.many";
        RESULT_COMPLETE = "list.result.complete";
        LIST_KEEP = "list.keep";
        LIST_KEEP_HELP = "list.keep.help";
        WORKSHOP_LIST = "list.workshop";
        WORKSHOP_LIST_HELP = "list.workshop.help";
        LIST_ABOUT = "list.about";
        LIST_ABOUT_HELP = "list.about.help";

        // Section
        PART_OF = "section.part";
        SECTION_STEPS = "section.steps";
        SECTION_MORE_TO_COME = "section.more-to-come";
        SECTION_NOTHING = "section.nothing";
        SECTION_OPEN_ONE = "section.open.one";
        SECTION_OPEN_MANY = "section.open.many";
        SECTION_COMPLETE = "section.complete";
        SECTION_PREVIOUS = "section.previous";
        SECTION_NEXT = "section.next";
        SECTION_TO_RESULT = "section.result";
        SECTION_BACK = "section.back";

        // Questions
        MORE_HELP = "question.more";
        SHOW_IT = "question.show-it";
        EXAMPLE = "question.example";
        NO_EFFECT = "question.no-effect";
        NOT_APPLICABLE = "question.not-applicable";
        UNKNOWN = "question.unknown";
        NONE_OF = "question.none-of";
        CLEAR = "question.clear";
        OTHER_SIDE = "question.other-side";
        SAY_MORE = "question.say-more";
        REASON = "question.reason";
        REASON_OPEN = "question.reason.open";
        REASON_HELP = "question.reason.help";
        FACET_CLEAR = "question.facet.clear";
        AT_MOST = "question.at-most";
        DOUBT = "question.doubt";
        DOUBT_HELP = "question.doubt.help";
        REST = "question.rest";
        REST_NO = "question.rest.no";
        OWN_NAME = "question.own";
        OWN_ADD = "question.own.add";
        OWN_REMOVE = "question.own.remove";
        OWN_FULL = "question.own.full";
        DELETED = "message.deleted";
        UNDO = "message.undo";
        NUMBER_WRONG = "question.number.wrong";
        GOAL = "question.goal";
        TARGETS = "question.targets";

        // Interlinkages
        PROMPT_SOURCE = "prompt.source";
        PROMPT_DOUBLE = "prompt.double";
        PROMPT_STRONG = "prompt.label.strong";
        PROMPT_MODERATE = "prompt.label.moderate";
        PROMPT_WEAK = "prompt.label.weak";
        PROMPT_NONE = "prompt.label.none";

        // Result
        RESULT_TITLE = "result.title";
        RESULT_MIRROR = "result.mirror";
        RESULT_PROVISIONAL_ONE = "result.provisional.one";
        RESULT_PROVISIONAL_MANY = "result.provisional.many";
        RESULT_EMPTY = "result.empty";
        RESULT_STRONG = "result.strong";
        RESULT_STRONG_NONE = "result.strong.none";
        RESULT_STRONG_ITEM = "result.strong.item";
        RESULT_CONCERNS = "result.concerns";
        RESULT_CONCERNS_NONE = "result.concerns.none";
        RESULT_FIND_OUT = "result.find-out";
        RESULT_FIND_OUT_NONE = "result.find-out.none";
        RESULT_FIND_OUT_MORE_ONE = "result.find-out.more.one";
        RESULT_FIND_OUT_MORE_MANY = "result.find-out.more.many";
        RESULT_NEXT = "result.next";
        RESULT_NEXT_FILL = "result.next.fill";
        RESULT_NEXT_DISCUSS = "result.next.discuss";
        RESULT_NEXT_FIND_OUT = "result.next.find-out";
        RESULT_NEXT_SHARE = "result.next.share";
        RESULT_GOALS = "result.goals";
        RESULT_GOALS_SUMMARY = "result.goals.summary";
        RESULT_GOALS_HELP = "result.goals.help";
        RESULT_GOAL = "result.goal";
        RESULT_BENEFIT = "result.benefit";
        RESULT_HARM = "result.harm";
        RESULT_PICTURE = "result.picture";
        RESULT_CERTAIN = "result.certain";
        RESULT_OPEN_PART = "result.open-part";
        RESULT_SPAN = "result.span";
        RESULT_TOO_LITTLE = "result.too-little";
        RESULT_UNANSWERED = "result.unanswered";
        RESULT_UNKNOWN = "result.unknown";
        RESULT_VOID = "result.void";
        RESULT_PROVISIONAL_MEASURE = "result.provisional.measure";
        RESULT_PRINCIPLES = "result.principles";
        RESULT_PRINCIPLES_HELP = "result.principles.help";
        RESULT_WEAKEST = "result.weakest";
        RESULT_OTHERS = "result.others";
        RESULT_COMPONENT = "result.component";
        RESULT_VALUE = "result.value";
        RESULT_COMPONENTS = "result.components";

        // When something does not come
        LANGUAGE_MISSING = "message.language";
        EXAMPLE_MISSING = "message.example";
        FILE_MISSING = "message.file";
        ELSEWHERE_MISSING = "message.elsewhere.missing";
        WHOLE_MISSING = "message.whole";
        RESULT_MORE = "result.more";
}
whole {
        // The frame, and more of the result
        EXAMPLE_BANNER = "frame.example";
        EXAMPLE_LEAVE = "frame.example.leave";
        RESULT_HOW = "result.how";
        RESULT_HOW_HELP = "result.how.help";
        RESULT_HOW_NONE = "result.how.none";
        RESULT_HOW_VALUE = "result.how.value";
        RESULT_HOW_BETWEEN = "result.how.between";
        RESULT_HOW_MOVE = "result.how.move";
        RESULT_HOW_GATES = "result.how.gates";
        RESULT_CHANGE = "result.change";
        RESULT_FINDINGS = "result.findings";
        RESULT_FINDINGS_NONE = "result.findings.none";
        SEVERITY_DISCUSS = "result.severity.discuss";
        SEVERITY_ATTENTION = "result.severity.attention";
        SEVERITY_HINT = "result.severity.hint";
        FINDING_POSSIBLE = "result.possible";
        RESULT_UNKNOWNS = "result.unknowns";
        RESULT_UNKNOWNS_HELP = "result.unknowns.help";
        RESULT_UNKNOWNS_NONE = "result.unknowns.none";
        RESULT_OPEN_SECTION_ONE = "result.open-section.one";
        RESULT_OPEN_SECTION_MANY = "result.open-section.many";
        RESULT_AFTER = "result.after";
        RESULT_AFTER_HELP = "result.after.help";
        RESULT_PRINT = "result.print";
        RESULT_SOURCES = "result.sources";
        STATE_ANSWER_NOT_ASKED = "answer.not-asked";
        STATE_ANSWER_OPEN = "answer.open";
        YES = "answer.yes";
        NO = "answer.no";

        // Saving, opening, erasing
        KEEP_TITLE = "keep.title";
        KEEP_WHERE_LOCAL = "keep.where.local";
        KEEP_WHERE_SESSION = "keep.where.session";
        KEEP_WHERE_NONE = "keep.where.none";
        KEEP_WHERE_EXAMPLE = "keep.where.example";
        KEEP_SURE = "keep.sure";
        KEEP_SAVE = "keep.save";
        KEEP_SAVED = "keep.saved";
        KEEP_LATER = "keep.later";
        KEEP_LATER_PAGE = "keep.later.page";
        KEEP_LATER_OPEN = "keep.later.open";
        KEEP_LATER_SHARE = "keep.later.share";
        KEEP_OPEN = "keep.open";
        KEEP_ERASE = "keep.erase";
        KEEP_ERASE_HELP = "keep.erase.help";
        KEEP_ERASE_BUTTON = "keep.erase.button";
        KEEP_FILE_NAME = "keep.file-name";

        // Questions back, and messages
        ERASE_TITLE = "erase.title";
        ERASE_TEXT = "erase.text";
        ERASE_YES = "erase.yes";
        ERASE_NO = "erase.no";
        ERASED = "erase.done";
        REPLACE_TITLE = "replace.title";
        REPLACE_TEXT = "replace.text";
        REPLACE_YES = "replace.yes";
        REPLACE_NO = "replace.no";
        OPENED = "open.done";
        OPENED_PARTLY = "open.partly";
        REFUSED_TITLE = "refused.title";
        REFUSED_JSON = "refused.json";
        REFUSED_OTHER = "refused.other";
        REFUSED_NEWER = "refused.newer";
        REFUSED_NOT_OURS = "refused.not-ours";
        REFUSED_SIZE = "refused.size";
        REFUSED_BROKEN = "refused.broken";
        REFUSED_KEPT = "refused.kept";
        REFUSED_DETAILS = "refused.details";
        CLOSE = "message.close";
        UNREADABLE_TITLE = "unreadable.title";
        UNREADABLE_TEXT = "unreadable.text";
        UNREADABLE_SAVE = "unreadable.save";
        EXAMPLE_OPENED = "message.example.opened";
        EXAMPLE_LEFT = "message.example.left";
        ELSEWHERE = "message.elsewhere";
        BROKEN = "message.broken";

        // Never loses a word
        UNDONE = "message.undone";
        BOTH_TITLE = "both.title";
        BOTH_TEXT = "both.text";
        BOTH_STATUS = "both.status";
        BOTH_SAVE = "both.save";
        BOTH_TAKE = "both.take";
        OLD_TITLE = "old.title";
        OLD_TEXT = "old.text";
        OLD_GO_ON = "old.go-on";
        PAGES_PART = "pages.part";
        PAGES_WAY = "pages.way";

        // Workshop
        WORKSHOP_TITLE = "workshop.title";
        WORKSHOP_PART = "workshop.part";
        WORKSHOP_PREVIOUS = "workshop.previous";
        WORKSHOP_NEXT = "workshop.next";
        WORKSHOP_LEAVE = "workshop.leave";
        WORKSHOP_JUMP = "workshop.jump";
        WORKSHOP_FILL = "workshop.fill";
        WORKSHOP_KEYS = "workshop.keys";
        WORKSHOP_KEYS_HELP = "workshop.keys.help";
        WORKSHOP_VOTE = "workshop.vote";
        WORKSHOP_PRIVATE = "workshop.private";
        WORKSHOP_YOUR_VOTE = "workshop.your-vote";
        WORKSHOP_CAST = "workshop.cast";
        WORKSHOP_CAST_BUTTON = "workshop.cast.button";
        WORKSHOP_COUNT_ONE = "workshop.count.one";
        WORKSHOP_COUNT_MANY = "workshop.count.many";
        WORKSHOP_EMPTY_BALLOT = "workshop.empty-ballot";
        WORKSHOP_FULL = "workshop.full";
        WORKSHOP_HANDS = "workshop.hands";
        WORKSHOP_HANDS_HELP = "workshop.hands.help";
        WORKSHOP_HANDS_WRONG = "workshop.hands.wrong";
        WORKSHOP_TOO_MANY = "workshop.too-many";
        WORKSHOP_NO_VOTES = "workshop.no-votes";
        WORKSHOP_SHOW = "workshop.show";
        WORKSHOP_STOP = "workshop.stop";
        WORKSHOP_RESULT = "workshop.result";
        WORKSHOP_DECIDE = "workshop.decide";
        WORKSHOP_SUMMARY = "workshop.summary";
        WORKSHOP_SUMMARY_TEXT = "workshop.summary.text";
        WORKSHOP_SUMMED = "workshop.summed";
        WORKSHOP_FORGET = "workshop.forget";
        WORKSHOP_AGREED = "workshop.agreed";
        WORKSHOP_DISCUSS = "workshop.discuss";
        WORKSHOP_TOO_FEW = "workshop.too-few";
        WORKSHOP_RANGE = "workshop.range";
        WORKSHOP_ONE_VALUE = "workshop.one-value";
        WORKSHOP_WARNING = "workshop.warning";
        WORKSHOP_ALL = "workshop.all";
        WORKSHOP_VOTES_ONE = "workshop.votes.one";
        WORKSHOP_VOTES_MANY = "workshop.votes.many";
        WORKSHOP_FIND_OUT = "workshop.find-out";
        WORKSHOP_FIND_OUT_HELP = "workshop.find-out.help";
        WORKSHOP_WHAT = "workshop.what";
        WORKSHOP_WHO = "workshop.who";
        WORKSHOP_WHEN = "workshop.when";
        WORKSHOP_ADD = "workshop.add";
        WORKSHOP_FOUND = "workshop.found";
        WORKSHOP_FIND_OUT_EMPTY = "workshop.find-out.empty";
        WORKSHOP_DATE_WRONG = "workshop.date.wrong";
        WORKSHOP_LIST_FULL = "workshop.list.full";
}
}
