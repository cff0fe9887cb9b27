//! Keys of the wording of pages. The wording itself stands in `questionnaires/report/<language>.json`.

/// A piece of wording.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Phrase(pub(crate) &'static str);

macro_rules! phrases {
    ($($name:ident = $key:literal;)*) => {
        $(pub(crate) const $name: Phrase = Phrase($key);)*
        /// Every key that is used.
        pub(crate) const KEYS: &[&str] = &[$($key),*];
    };
}

phrases! {
    MIRROR = "page.mirror";
    PROVISIONAL_ONE = "page.provisional.one";
    PROVISIONAL_MANY = "page.provisional.many";
    COMPLETE = "page.complete";
    UNKNOWN_ONE = "page.unknown.one";
    UNKNOWN_MANY = "page.unknown.many";
    QUESTIONNAIRE = "page.questionnaire";
    VERSION = "page.version";
    MADE_BY = "page.made-by";

    BRIEF = "brief.title";
    STRONG = "brief.strong";
    STRONG_NONE = "brief.strong.none";
    STRONG_ITEM = "brief.strong.item";
    CONCERNS = "brief.concerns";
    CONCERNS_NONE = "brief.concerns.none";
    FIND_OUT = "brief.find-out";
    FIND_OUT_NONE = "brief.find-out.none";
    FIND_OUT_MORE_ONE = "brief.find-out.more.one";
    FIND_OUT_MORE_MANY = "brief.find-out.more.many";

    GOALS = "goals.title";
    GOALS_SUMMARY = "goals.summary";
    GOALS_CAPTION = "goals.caption";
    GOAL = "goals.goal";
    BENEFIT = "goals.benefit";
    HARM = "goals.harm";
    BENEFIT_MEAN = "goals.benefit-mean";
    HARM_MEAN = "goals.harm-mean";

    PRINCIPLES = "principles.title";
    PRINCIPLES_HELP = "principles.help";
    WHOLE = "principles.whole";
    WEAKEST = "principles.weakest";
    OTHERS = "principles.others";
    COMPONENT = "principles.component";
    MEASURES = "measures.title";
    MEASURE = "measures.measure";

    RESULT = "value.result";
    FIGURES = "value.figures";
    DECIMAL_SIGN = "value.decimal-sign";
    BETWEEN = "value.between";
    SPAN = "value.span";
    TOO_LITTLE = "value.too-little";
    UNANSWERED = "value.unanswered";
    UNKNOWN_VALUE = "value.unknown";
    VOID = "value.void";
    MAY_BE_VOID = "value.may-be-void";
    PROVISIONAL = "value.provisional";

    FINDINGS = "findings.title";
    FINDINGS_NONE = "findings.none";
    DISCUSS_FIRST = "findings.discuss-first";
    ATTENTION = "findings.attention";
    HINT = "findings.hint";
    POSSIBLE = "findings.possible";

    UNKNOWNS = "unknowns.title";
    UNKNOWNS_NONE = "unknowns.none";
    UNKNOWNS_LIST = "unknowns.list";
    OPEN = "unknowns.open";
    OPEN_ONE = "unknowns.open.one";
    OPEN_MANY = "unknowns.open.many";

    ANSWERS = "answers.title";
    ANSWERS_HELP = "answers.help";
    QUESTION = "answers.question";
    ANSWER = "answers.answer";
    REASON = "answers.reason";
    YES = "answers.yes";
    NO = "answers.no";
    NONE_OF = "answers.none-of";
    UNKNOWN = "answers.unknown";
    NOT_APPLICABLE = "answers.not-applicable";
    NO_ANSWER = "answers.no-answer";
    NOT_ASKED = "answers.not-asked";
    NOT_ASKED_KEPT = "answers.not-asked-kept";

    HOW = "how.title";
    HOW_TEXT = "how.text";
    SOURCES = "sources.title";

    EXPLAIN = "explain.title";
    EXPLAIN_WEIGHT = "explain.weight";
    EXPLAIN_POINTS = "explain.points";
    EXPLAIN_VALUE = "explain.value";
    EXPLAIN_MOVES = "explain.moves";
    EXPLAIN_GATES = "explain.gates";
    EXPLAIN_NONE = "explain.none";

    COMPARE = "compare.title";
    COMPARE_HELP = "compare.help";
    COMPARE_BEFORE = "compare.before";
    COMPARE_AFTER = "compare.after";
    COMPARE_NOTHING = "compare.nothing";
    COMPARE_CHANGE = "compare.change";
    COMPARE_ABSENT = "compare.absent";
    COMPARE_ANSWERS = "compare.answers";
    COMPARE_UNPLACED = "compare.unplaced";

    CHANGE_BETTER = "change.better";
    CHANGE_WORSE = "change.worse";
    CHANGE_NEW = "change.new";
    CHANGE_GONE = "change.gone";
    CHANGE_KNOWN_NOW = "change.known-now";
    CHANGE_REVISED = "change.revised";
    CHANGE_OPEN_AGAIN = "change.open-again";
    CHANGE_QUESTIONNAIRE = "change.questionnaire";
    CHANGE_ALSO_QUESTIONNAIRE = "change.also-questionnaire";
    ANSWER_GIVEN = "change.answer.given";
    ANSWER_REVISED = "change.answer.revised";
    ANSWER_TAKEN_BACK = "change.answer.taken-back";
    ANSWER_UNKNOWN_NOW = "change.answer.unknown";
    ANSWER_OPEN_NOW = "change.answer.unanswered";

    FINDING = "finding.finding";
    FINDING_CERTAIN = "finding.certain";
    FINDING_POSSIBLE = "finding.possible";
    FINDING_NOT_RAISED = "finding.not-raised";
    FINDING_OPEN = "finding.open";
    FINDING_TREATED = "finding.treated";
    FINDING_ACCEPTED = "finding.accepted";

    MERGE_ONE = "merge.title.one";
    MERGE_MANY = "merge.title.many";
    MERGE_HELP = "merge.help";
    MERGE_ASSESSOR = "merge.assessor";
    MERGE_BY = "merge.by";
    MERGE_SAVED = "merge.saved";
    MERGE_FILE = "merge.file";
    MERGE_DISCUSS = "merge.discuss";
    MERGE_DISCUSS_NONE = "merge.discuss.none";
    MERGE_RANGE = "merge.range";
    MERGE_CONSENSUS = "merge.consensus";
    MERGE_MINORITY = "merge.minority";
    MERGE_UNKNOWN = "merge.unknown";
    MERGE_TOGETHER = "merge.together";
    MERGE_EACH = "merge.each";
    MERGE_RAISED = "merge.raised";
    MERGE_STILL_OPEN = "merge.still-open";
    MERGE_AGREED = "merge.agreed";
    MERGE_AGREED_NONE = "merge.agreed.none";

    PORTFOLIO = "portfolio.title";
    PORTFOLIO_HELP = "portfolio.help";
    PORTFOLIO_PROJECT = "portfolio.project";
    PORTFOLIO_LEGEND = "portfolio.legend";
    PORTFOLIO_OPEN = "portfolio.open";
    PORTFOLIO_COUNTS = "portfolio.counts";
    PORTFOLIO_ONE = "portfolio.projects.one";
    PORTFOLIO_MANY = "portfolio.projects.many";
    PORTFOLIO_ASKED = "portfolio.asked";
    PORTFOLIO_TOUCHED = "portfolio.touched";
    PORTFOLIO_MAY_SHOW = "portfolio.may-show";
    PORTFOLIO_TO_DISCUSS = "portfolio.to-discuss";
}
