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
        enum Number { $($name,)* $($later,)* }
        $(
            pub(crate) const $name: Phrase = Phrase(Number::$name as u16);
        )*
        $(
            #[doc = $later_key]
            pub const $later: Phrase = Phrase(Number::$later as u16);
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
        LIST_PLAN = "list.plan";
        LIST_PLAN_HELP = "list.plan.help";
        LIST_KEEP = "list.keep";
        LIST_KEEP_HELP = "list.keep.help";
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

        // Findings, suggestions and the action plan
        PLAN_CONTENTS = "plan.contents";
        PLAN_WHEEL = "plan.wheel";
        PLAN_GROUNDS = "plan.grounds";
        PLAN_PUT = "plan.put";
        PLAN_FIND_OUT = "plan.find-out";
        PLAN_IN_PLAN = "plan.in-plan";
        PLAN_ADDED = "plan.added";
        PLAN_FULL = "plan.full";
        PLAN_FROM_FINDING = "plan.from.finding";
        PLAN_FROM_QUESTION = "plan.from.question";
        PLAN_GONE = "plan.gone";
        PLAN_DECIDE = "plan.decide";
        PLAN_CHOICE_OPEN = "plan.choice.open";
        PLAN_CHOICE_TREATED = "plan.choice.treated";
        PLAN_CHOICE_ACCEPTED = "plan.choice.accepted";
        PLAN_MEASURE = "plan.measure";
        PLAN_REASON = "plan.reason";
        PLAN_HALF_TREATED = "plan.half.treated";
        PLAN_HALF_ACCEPTED = "plan.half.accepted";
        PLAN_STATE_TREATED = "plan.state.treated";
        PLAN_STATE_ACCEPTED = "plan.state.accepted";
        PLAN_STATE_TREATED_SEEN = "plan.state.treated.seen";
        PLAN_STATE_ACCEPTED_SEEN = "plan.state.accepted.seen";
        PLAN_STATE_FAILED = "plan.state.failed";
        PLAN_OBSERVE = "plan.observe";
        PLAN_OUTCOME_GONE = "plan.outcome.gone";
        PLAN_OUTCOME_LESS = "plan.outcome.less";
        PLAN_OUTCOME_SAME = "plan.outcome.same";
        PLAN_OUTCOME_WORSE = "plan.outcome.worse";
        PLAN_SEEN = "plan.seen";
        PLAN_SEEN_DATE = "plan.seen.date";
        PLAN_SEEN_BY = "plan.seen.by";
        PLAN_NOTE = "plan.note";
        PLAN_SUGGESTIONS = "plan.suggestions";
        PLAN_SUGGESTIONS_DOMAIN = "plan.suggestions.domain";
        PLAN_DOMAIN = "plan.domain";
        PLAN_DOMAIN_HELP = "plan.domain.help";
        PLAN_SUGGESTIONS_COMING = "plan.suggestions.coming";
        PLAN_SUGGESTIONS_MISSING = "plan.suggestions.missing";
        PLAN_SUGGESTIONS_NONE = "plan.suggestions.none";
        PLAN_SUGGESTIONS_MORE = "plan.suggestions.more";
        PLAN_AGAIN = "plan.again";
        PLAN_FIRST = "plan.first";
        PLAN_EFFORT_SMALL = "plan.effort.small";
        PLAN_EFFORT_MEDIUM = "plan.effort.medium";
        PLAN_EFFORT_LARGE = "plan.effort.large";
        PLAN_SOURCE = "plan.source";
        PLAN_CLAIMS = "plan.claims";
        PLAN_CLAIMS_SUMMARY = "plan.claims.summary";
        PLAN_CLAIMS_HELP = "plan.claims.help";
        PLAN_CLAIMS_NO = "plan.claims.no";
        PLAN_CLAIM_SHOW = "plan.claim.show";
        PLAN_CLAIM_MISSING = "plan.claim.missing";
        PLAN_CLAIM_YES = "plan.claim.yes";
        PLAN_CLAIM_LATER = "plan.claim.later";
        PLAN_CLAIM_NO = "plan.claim.no";
        PLAN_CLAIM_NOTHING = "plan.claim.nothing";
        PLAN_GAP_NO_BENEFIT = "plan.gap.no-benefit";
        PLAN_GAP_BENEFIT_OPEN = "plan.gap.benefit-open";
        PLAN_GAP_UNSET = "plan.gap.unset";
        PLAN_GAP_LOW = "plan.gap.low";
        PLAN_GAP_MISSING = "plan.gap.missing";
        PLAN_GAP_HARM_OPEN = "plan.gap.harm-open";
        PLAN_GAP_HARM = "plan.gap.harm";
        PLAN_LIFT = "plan.lift";
        PLAN_LIFT_OPEN = "plan.lift.open";
        PLAN_LIFT_BETTER = "plan.lift.better";
        PLAN_ROBUST = "plan.robust";
        PLAN_ROBUST_WEIGHTS = "plan.robust.weights";
        PLAN_ROBUST_ITEM = "plan.robust.item";
        PLAN_MATTERS = "plan.matters";
        PLAN_MATTERS_HELP = "plan.matters.help";
        PLAN_MATTER_OPEN = "plan.matter.open";
        PLAN_MATTER_BETTER = "plan.matter.better";
        PLAN_OTHERS = "plan.others";
        PLAN_OTHERS_HELP = "plan.others.help";
        PLAN_OTHERS_SHOW = "plan.others.show";
        PLAN_MEASURE_NAME = "plan.measure-name";
        PLAN_LINKS = "plan.links";
        PLAN_LINKS_HELP = "plan.links.help";
        PLAN_LINKS_NONE = "plan.links.none";
        PLAN_CHANCES = "plan.chances";
        PLAN_CHANCES_HELP = "plan.chances.help";
        PLAN_CHANCES_NONE = "plan.chances.none";
        PLAN_TENSIONS = "plan.tensions";
        PLAN_TENSIONS_HELP = "plan.tensions.help";
        PLAN_TENSIONS_NONE = "plan.tensions.none";
        PLAN_MORE_GOALS = "plan.more-goals";
        PLAN_PATH_BENEFIT = "plan.path.benefit";
        PLAN_PATH_HARM = "plan.path.harm";
        PLAN_PATH_HELPS = "plan.path.helps";
        PLAN_PATH_HINDERS = "plan.path.hinders";
        PLAN_PAIR_LABEL = "plan.pair-label";
        PLAN_LABEL_STRONG = "plan.label.strong";
        PLAN_LABEL_MODERATE = "plan.label.moderate";
        PLAN_LABEL_WEAK = "plan.label.weak";
        PLAN_LABEL_NONE = "plan.label.none";
        PLAN_PROMPTS = "plan.prompts";
        PLAN_JUDGEMENT = "plan.judgement";
        PLAN_SOURCES = "plan.sources";
        PLAN_EACH_OTHER = "plan.each-other";
        PLAN_EACH_OTHER_HELP = "plan.each-other.help";
        PLAN_PROGRESS_ON = "plan.progress-on";
        PLAN_HELPS = "plan.helps";
        PLAN_HINDERS = "plan.hinders";
        PLAN_NOTHING = "plan.nothing";
        PLAN_BEHIND = "plan.behind";
        PLAN_LIMITS = "plan.limits";
        PLAN_INTRO = "plan.intro";
        PLAN_NAMES = "plan.names";
        PLAN_EMPTY = "plan.empty";
        PLAN_TO_RESULT = "plan.to-result";
        PLAN_TO_DO_ONE = "plan.to-do.one";
        PLAN_TO_DO_MANY = "plan.to-do.many";
        PLAN_SORT = "plan.sort";
        PLAN_SORT_EFFECT = "plan.sort.effect";
        PLAN_SORT_DATE = "plan.sort.date";
        PLAN_NEW = "plan.new";
        PLAN_ADD = "plan.add";
        PLAN_TEXT = "plan.text";
        PLAN_TEXT_MISSING = "plan.text.missing";
        PLAN_OWNER = "plan.owner";
        PLAN_PERSON = "plan.person";
        PLAN_DATE = "plan.date";
        PLAN_STATUS = "plan.status";
        PLAN_STATUS_OPEN = "plan.status.open";
        PLAN_STATUS_BUSY = "plan.status.busy";
        PLAN_STATUS_DONE = "plan.status.done";
        PLAN_STATUS_DROPPED = "plan.status.dropped";
        PLAN_GOAL = "plan.goal";
        PLAN_GROUP = "plan.group";
        PLAN_INDICATOR = "plan.indicator";
        PLAN_NONE = "plan.none";
        PLAN_BY_DAY = "plan.by-day";
        PLAN_BY_FINDING = "plan.by.finding";
        PLAN_BY_QUESTION = "plan.by.question";
        PLAN_BY_SUGGESTION = "plan.by.suggestion";
        PLAN_MOVES = "plan.moves";
        PLAN_EDIT = "plan.edit";
        PLAN_REMOVE = "plan.remove";
        PLAN_REMOVED = "plan.removed";
        PLAN_PUT_BACK = "plan.put-back";
        PLAN_BACK = "plan.back";
}
}
