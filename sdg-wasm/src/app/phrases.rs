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
        WORKSHOP_LIST = "list.workshop";
        WORKSHOP_LIST_HELP = "list.workshop.help";

        LIST_TOGETHER = "list.together";
        LIST_TOGETHER_HELP = "list.together.help";
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

        // Other questionnaires, what deserves attention
        CHOICE_TITLE = "choice.title";
        CHOICE_BEGUN = "choice.begun";
        START_BLANK = "blank.link";
        FOCUS = "focus.mark";
        FOCUS_ONE = "focus.one";
        FOCUS_MANY = "focus.many";
        LANGUAGE_NONE = "fallback.language";

        // Report
        REPORT_LINK = "report.link";
        REPORT_LINK_HELP = "report.link.help";
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

        // Other questionnaires
        CHOICE_GO = "choice.go";
        CHOICE_BEGUN_TEXT = "choice.begun.text";
        CHOICE_BEGUN_GO = "choice.begun.go";
        CHOICE_WAIT = "choice.wait";
        CHOICE_GONE = "choice.gone";
        CHOICE_FITS_NONE = "choice.fits.none";
        CHOICE_FITS_ONE = "choice.fits.one";
        CHOICE_FITS_MANY = "choice.fits.many";
        CHOICE_LEFT_ONE = "choice.left.one";
        CHOICE_LEFT_MANY = "choice.left.many";
        CHOICE_LEFT_DECISION = "choice.left.decision";
        CHOICE_LEFT_OTHER = "choice.left.other";
        CHOICE_WHY_NOT_THERE = "choice.why.not-there";
        CHOICE_WHY_OTHER_KIND = "choice.why.other-kind";
        CHOICE_WHY_NO_VALUE = "choice.why.no-value";
        CHOICE_WHY_NOT_ALLOWED = "choice.why.not-allowed";
        CHOICE_WHY_NOT_UNDERSTOOD = "choice.why.not-understood";
        CHOICE_SAFE = "choice.safe";
        CHOICE_UNSAFE = "choice.unsafe";
        CHOICE_TAKE = "choice.take";
        CHOICE_AFRESH = "choice.afresh";
        CHOICE_STAY = "choice.stay";
        CHOICE_FURTHER = "choice.further";
        CHOICE_FURTHER_HELP = "choice.further.help";
        CHOICE_FILE = "choice.file";
        CHOICE_FILE_OPEN = "choice.file.open";
        CHOICE_FILE_BEGUN = "choice.file.begun";
        CHOICE_ALSO_KEPT = "choice.also-kept";

        // What deserves attention, the blank questionnaire, what is not translated
        FOCUS_WHY = "focus.why";
        BLANK_INTRO = "blank.intro";
        BLANK_PRINT = "blank.print";
        BLANK_BACK = "blank.back";
        BLANK_EACH = "blank.each";
        BLANK_EACH_PROMPT = "blank.each-prompt";
        FALLBACK_PARTLY = "fallback.partly";
        FALLBACK_NONE = "fallback.none";

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
        PLAN_DOMAIN = "plan.domain";
        PLAN_DOMAIN_HELP = "plan.domain.help";
        PLAN_SUGGESTIONS_COMING = "plan.suggestions.coming";
        PLAN_SUGGESTIONS_MISSING = "plan.suggestions.missing";
        PLAN_SUGGESTIONS_NONE = "plan.suggestions.none";
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

        // What is folded in on the result
        FOLD_ALL_OUT = "fold.all";
        FOLD_ALL_IN = "fold.none";
        FOLD_ALL_HELP = "fold.all.help";
        FOLD_MORE = "fold.more";
        FOLD_LESS = "fold.less";
        FOLD_PRINCIPLE = "fold.principle";
        FOLD_UNKNOWNS = "fold.unknowns";
        FOLD_MATTERS = "fold.matters";
        FOLD_MATTERS_NONE = "fold.matters.none";
        FOLD_LINKS = "fold.links";
        FOLD_OTHERS = "fold.others";
        FOLD_SOURCES = "fold.sources";
        FOLD_SUGGESTIONS = "fold.suggestions";
        FOLD_SUGGESTIONS_COUNT = "fold.suggestions.count";
        FOLD_FINDING = "fold.finding";
        FOLD_POSSIBLE = "fold.possible";
        FOLD_GROUNDS_NONE = "fold.grounds.none";
        FOLD_TO_RESULT = "fold.to-result";

        // Files of others beside one's own answers
        TOGETHER_TITLE = "together.title";
        TOGETHER_INTRO = "together.intro";
        TOGETHER_PRIVATE = "together.private";
        TOGETHER_GONE = "together.gone";
        TOGETHER_BACK = "together.back";
        TOGETHER_FILES = "together.files";
        TOGETHER_MINE = "together.mine";
        TOGETHER_YOU = "together.you";
        TOGETHER_EXAMPLE = "together.example";
        TOGETHER_BY = "together.by";
        TOGETHER_MINE_WITH = "together.mine.with";
        TOGETHER_MINE_WITHOUT = "together.mine.without";
        TOGETHER_MINE_OUT = "together.mine.out";
        TOGETHER_SAVED = "together.saved";
        TOGETHER_OLDER = "together.older";
        TOGETHER_PARTLY = "together.partly";
        TOGETHER_REMOVE = "together.remove";
        TOGETHER_REMOVED = "together.removed";
        TOGETHER_REFUSED = "together.refused";
        TOGETHER_SOME_REFUSED = "together.refused.some";
        TOGETHER_ADDED_ONE = "together.added.one";
        TOGETHER_ADDED_MANY = "together.added.many";
        TOGETHER_WAYS = "together.ways";
        TOGETHER_BESIDE = "together.beside";
        TOGETHER_BESIDE_HELP = "together.beside.help";
        TOGETHER_SINCE = "together.since";
        TOGETHER_SINCE_HELP = "together.since.help";
        TOGETHER_PROJECTS = "together.projects";
        TOGETHER_PROJECTS_HELP = "together.projects.help";
        TOGETHER_ONE = "together.one";
        TOGETHER_COUNT = "together.count";
        TOGETHER_NO_SCORE = "together.no-score";
        TOGETHER_SAVE = "together.save";
        TOGETHER_FILE_MERGED = "together.file.merged";
        TOGETHER_FILE_TABLE = "together.file.table";
        TOGETHER_FILE_PLAN = "together.file.plan";
        TOGETHER_DISCUSS = "together.discuss";
        TOGETHER_DISCUSS_HELP = "together.discuss.help";
        TOGETHER_DISCUSS_NONE = "together.discuss.none";
        TOGETHER_RANGE = "together.range";
        TOGETHER_SAME = "together.same";
        TOGETHER_GREATEST_HARM = "together.greatest-harm";
        TOGETHER_SAYS = "together.says";
        TOGETHER_APART = "together.apart";
        TOGETHER_UNKNOWN = "together.unknown";
        TOGETHER_NOT_APPLICABLE = "together.not-applicable";
        TOGETHER_NOT_ASKED = "together.not-asked";
        TOGETHER_FIGURES = "together.figures";
        TOGETHER_DIVISION = "together.division";
        TOGETHER_MEDIAN = "together.median";
        TOGETHER_BETWEEN = "together.between";
        TOGETHER_CONSENSUS = "together.consensus";
        TOGETHER_AGREED_NONE = "together.agreed.none";
        TOGETHER_AGREED_ONE = "together.agreed.one";
        TOGETHER_AGREED_MANY = "together.agreed.many";
        TOGETHER_EVERYTHING = "together.everything";
        TOGETHER_DIFFERENT = "together.different";
        TOGETHER_GOALS_HELP = "together.goals.help";
        TOGETHER_SPAN = "together.span";
        TOGETHER_TOGETHER = "together.together";
        TOGETHER_FINDINGS_HELP = "together.findings.help";
        TOGETHER_RAISED = "together.raised";
        TOGETHER_SETTLED = "together.settled";
        SINCE_NO_OWN = "together.since.no-own";
        SINCE_WHICH = "together.since.which";
        SINCE_MOMENTS = "together.since.moments";
        SINCE_SWAP = "together.since.swap";
        SINCE_LOST = "together.since.lost";
        SINCE_VERSIONS_TITLE = "together.since.versions.title";
        SINCE_VERSIONS = "together.since.versions";
        SINCE_UNFIT = "together.since.unfit";
        SINCE_VERSIONS_WHY = "together.since.versions.why";
        SINCE_NOTHING = "together.since.nothing";
        SINCE_HELP = "together.since.only";
        SINCE_WORSE = "together.since.worse";
        SINCE_WORSE_HELP = "together.since.worse.help";
        SINCE_OPEN = "together.since.open";
        SINCE_OPEN_HELP = "together.since.open.help";
        SINCE_NEW = "together.since.new";
        SINCE_NEW_HELP = "together.since.new.help";
        SINCE_REVISED = "together.since.revised";
        SINCE_REVISED_HELP = "together.since.revised.help";
        SINCE_KNOWN = "together.since.known";
        SINCE_KNOWN_HELP = "together.since.known.help";
        SINCE_BETTER = "together.since.better";
        SINCE_BETTER_HELP = "together.since.better.help";
        SINCE_GONE = "together.since.gone";
        SINCE_GONE_HELP = "together.since.gone.help";
        SINCE_LIST = "together.since.list";
        SINCE_LIST_HELP = "together.since.list.help";
        SINCE_ALSO_LIST = "together.since.also-list";
        SINCE_FROM = "together.since.from";
        SINCE_WITHIN = "together.since.within";
        SINCE_ABSENT = "together.since.absent";
        SINCE_NOT_RAISED = "together.since.not-raised";
        SINCE_CERTAIN = "together.since.certain";
        SINCE_POSSIBLE = "together.since.possible";
        SINCE_TREATED = "together.since.treated";
        SINCE_ACCEPTED = "together.since.accepted";
        SINCE_BENEFIT = "together.since.benefit";
        SINCE_HARM = "together.since.harm";
        SINCE_BENEFIT_MEAN = "together.since.benefit-mean";
        SINCE_HARM_MEAN = "together.since.harm-mean";
        SINCE_LOOK = "together.since.look";
        SINCE_ANSWERS_ONE = "together.since.answers.one";
        SINCE_ANSWERS_MANY = "together.since.answers.many";
        SINCE_BEFORE = "together.since.before";
        SINCE_AFTER = "together.since.after";
        SINCE_GIVEN = "together.since.answer.given";
        SINCE_OTHERWISE = "together.since.answer.revised";
        SINCE_TAKEN_BACK = "together.since.answer.taken-back";
        SINCE_UNKNOWN = "together.since.answer.unknown";
        SINCE_UNANSWERED = "together.since.answer.unanswered";
        PROJECTS_ONE = "together.projects.one";
        PROJECTS_MANY = "together.projects.many";
        PROJECTS_HELP = "together.projects.order.help";
        PROJECTS_NO_GOALS = "together.projects.no-goals";
        PROJECTS_ORDER = "together.projects.order";
        PROJECTS_BY_FILE = "together.projects.by-file";
        PROJECTS_BY_NAME = "together.projects.by-name";
        PROJECTS_OPEN = "together.projects.open";
        PROJECTS_SHOW = "together.projects.show";
        PROJECTS_NOT_YET = "together.projects.not-yet";
        PROJECTS_DISCUSS_ONE = "together.projects.discuss.one";
        PROJECTS_DISCUSS_MANY = "together.projects.discuss.many";
        PROJECTS_COUNTS = "together.projects.counts";
        PROJECTS_TOUCHED = "together.projects.touched";
        PROJECTS_OF = "together.projects.of";
        PROJECTS_MAY_SHOW = "together.projects.may-show";
        PROJECTS_TO_DISCUSS = "together.projects.to-discuss";
        PROJECTS_CSV = "together.projects.csv";
        HANDOVER_TITLE = "together.plan.title";
        HANDOVER_HELP = "together.plan.help";
        HANDOVER_SHOW = "together.plan.show";
        HANDOVER_DOMAINS = "together.plan.domains";
        HANDOVER_NO_DOMAIN = "together.plan.no-domain";
        HANDOVER_UNKNOWN = "together.plan.unknown";
        HANDOVER_LIMIT = "together.plan.limit";
        HANDOVER_GOALS = "together.plan.goals";
        HANDOVER_NONE = "together.plan.none";
        HANDOVER_OTHERS_ONE = "together.plan.others.one";
        HANDOVER_OTHERS_MANY = "together.plan.others.many";
        HANDOVER_NO_CHECK = "together.plan.no-check";
        HANDOVER_ACTIONS = "together.plan.actions";
        HANDOVER_CSV = "together.plan.csv";
        HANDOVER_JSON = "together.plan.json";
        GAP_NO_BENEFIT = "together.gap.no-benefit";
        GAP_BENEFIT_OPEN = "together.gap.benefit-open";
        GAP_FACET_UNSET = "together.gap.facet-unset";
        GAP_FACET_LOW = "together.gap.facet-low";
        GAP_FACET_MISSING = "together.gap.facet-missing";
        GAP_HARM_OPEN = "together.gap.harm-open";
        GAP_HARM = "together.gap.harm";
        REPLACE_BESIDE = "together.open.beside";
        REPLACE_BESIDE_HELP = "together.open.beside.help";
        REPLACE_EARLIER = "together.open.earlier";
        REPLACE_EARLIER_HELP = "together.open.earlier.help";
        REPLACE_HELP = "together.open.replace.help";
        REPLACE_UNSAVED = "together.open.replace.unsaved";

        // Report
        REPORT_TITLE = "report.title";
        REPORT_INTRO = "report.intro";
        REPORT_EXTENT = "report.extent";
        REPORT_ANNEX = "report.annex";
        REPORT_ANNEX_HELP = "report.annex.help";
        REPORT_FULL = "report.full";
        REPORT_FULL_HELP = "report.full.help";
        REPORT_NAME = "report.name";
        REPORT_NAME_HELP = "report.name.help";
        REPORT_NAME_MISSING = "report.name.missing";
        REPORT_FORMS = "report.forms";
        REPORT_FORMS_HELP = "report.forms.help";
        REPORT_WORD = "report.word";
        REPORT_COPY = "report.copy";
        REPORT_CSV = "report.csv";
        REPORT_PREVIEW = "report.preview";
        REPORT_BUSY = "report.busy";
        REPORT_COPIED = "report.copied";
        REPORT_SELECTED = "report.selected";
        REPORT_FAILED = "report.failed";
        REPORT_LOCALE = "report.locale";
        REPORT_SEPARATOR = "report.csv.separator";
        REPORT_KIND_ANNEX = "report.kind.annex";
        REPORT_KIND_FULL = "report.kind.full";
        REPORT_ABOUT = "report.about";
        REPORT_BY = "report.by";
        REPORT_BY_NOBODY = "report.by.nobody";
        REPORT_MADE = "report.made";
        REPORT_QUESTIONNAIRE = "report.questionnaire";
        REPORT_VERSION = "report.version";
        REPORT_UNTOUCHED = "report.untouched";
        REPORT_PRINCIPLE = "report.principle";
        REPORT_LINK_HEAD = "report.weakest";
        REPORT_WHOLE = "report.whole";
        REPORT_POSSIBLE = "report.possible";
        REPORT_TREATMENT = "report.treatment";
        REPORT_OPEN = "report.treatment.open";
        REPORT_TREATED = "report.treatment.treated";
        REPORT_ACCEPTED = "report.treatment.accepted";
        REPORT_OBSERVED = "report.observed";
        REPORT_GONE = "report.outcome.gone";
        REPORT_LESS = "report.outcome.less";
        REPORT_SAME = "report.outcome.same";
        REPORT_SAME_ACCEPTED = "report.outcome.same.accepted";
        REPORT_WORSE = "report.outcome.worse";
        REPORT_CLAIMS = "report.claims";
        REPORT_CLAIMS_HELP = "report.claims.help";
        REPORT_CLAIMS_YES = "report.claims.yes";
        REPORT_CLAIMS_NONE = "report.claims.none";
        REPORT_CLAIM = "report.claim";
        REPORT_CLAIM_WHY = "report.claim.why";
        REPORT_CLAIM_YES = "report.claim.yes";
        REPORT_CLAIM_NOT_YET = "report.claim.not-yet";
        REPORT_CLAIM_NO = "report.claim.no";
        REPORT_GAP_NO_BENEFIT = "report.gap.no-benefit";
        REPORT_GAP_BENEFIT = "report.gap.benefit-open";
        REPORT_GAP_UNSET = "report.gap.facet-unset";
        REPORT_GAP_LOW = "report.gap.facet-too-low";
        REPORT_GAP_MISSING = "report.gap.facet-missing";
        REPORT_GAP_HARM = "report.gap.harm-open";
        REPORT_GAP_UNRESOLVED = "report.gap.harm-unresolved";
        REPORT_ACTIONS = "report.actions";
        REPORT_ACTIONS_NONE = "report.actions.none";
        REPORT_ACTION = "report.action";
        REPORT_ACTION_FOR = "report.action.for";
        REPORT_ACTION_OWNER = "report.action.owner";
        REPORT_ACTION_DATE = "report.action.date";
        REPORT_ACTION_STATUS = "report.action.status";
        REPORT_ACTION_SEEN = "report.action.seen";
        REPORT_STATUS_OPEN = "report.status.open";
        REPORT_STATUS_BUSY = "report.status.busy";
        REPORT_STATUS_DONE = "report.status.done";
        REPORT_STATUS_DROPPED = "report.status.dropped";
        REPORT_MORE = "report.more";
        REPORT_UNKNOWN_HERE = "report.unknown";
        REPORT_OPEN_HERE = "report.open";
        REPORT_ANSWERS = "report.answers";
        REPORT_ANSWERS_HELP = "report.answers.help";
        REPORT_QUESTION = "report.question";
        REPORT_ANSWER = "report.answer";
        REPORT_REASON = "report.reason";
        REPORT_NOT_COUNTED = "report.not-counted";
        REPORT_METHOD = "report.method";
        REPORT_METHOD_TEXT = "report.method.text";
        REPORT_VIEWS = "report.views";
        REPORT_VIEWS_WHO = "report.views.who";
        REPORT_VIEWS_SHORT = "report.views.short";
        REPORT_VIEWS_APART = "report.views.apart";
        REPORT_VIEWS_ANSWER = "report.views.answer";
        REPORT_VIEWS_ONLY = "report.views.only";
        REPORT_VIEWS_ALONG = "report.views.along";
        TOGETHER_REPORT = "together.report";
        TOGETHER_PARTICIPANT = "together.participant";
        TOGETHER_PERSONS = "together.persons";
        TOGETHER_NAMELESS = "together.nameless";
        TOGETHER_NAMELESS_HELP = "together.nameless.help";
        WORKSHOP_SEVERAL = "workshop.several";
}
}
