//! Older formats of the saved file. Format 1 is the first, so there is nothing to bring up to date yet; a format 2 brings the
//! step from 1 along.

use crate::json::Node;

/// Reads the format with this number, and writes the next one; `None` when the text is not of that format after all.
pub(super) type Step = (i64, fn(&str) -> Option<String>);

/// One step per older format.
pub(super) const STEPS: &[Step] = &[];

/// The text in the newest format that the steps lead to, and the format that it had; `None` when no step fits.
pub(super) fn updated(text: &str, steps: &[Step]) -> Option<(i64, String)> {
    let first = format(text)?;
    let mut newest: Option<String> = None;
    // Each step leads on by one, so no more of them than there are.
    for _ in steps {
        let now = newest.as_deref().unwrap_or(text);
        let number = format(now)?;
        let Some((_, step)) = steps.iter().find(|(from, _)| *from == number) else { break };
        newest = Some(step(now)?);
    }
    newest.map(|text| (first, text))
}

fn format(text: &str) -> Option<i64> {
    let Node::Object(pairs) = Node::of(text) else { return None };
    match Node::of(pairs.iter().find(|pair| pair.key == "format")?.value) {
        Node::Whole(number) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{STEPS, Step, updated};
    use crate::assessment::file::parse_with;
    use crate::{Answer, Diagnostics, Loaded, Questionnaire};

    /// Made up: there never was a format 0.
    const FORMAT_0: &str = r#"{ "format": 0, "questionnaire": { "id": "tiny", "version": "1" },
        "replies": { "name": { "text": "Één straat\n" }, "gone": { "text": "kept" } } }"#;

    fn from_0(text: &str) -> Option<String> {
        let (head, tail) = text.split_once("\"format\": 0")?;
        Some([head, "\"format\": 1", &tail.replacen("\"replies\"", "\"answers\"", 1)].concat())
    }

    fn read(text: &str, steps: &[Step]) -> Result<(Loaded, Arc<Questionnaire>), Diagnostics> {
        let questionnaire = Questionnaire::parse(
            r#"{ "format": 1, "id": "tiny", "version": "1", "languages": ["nl"], "licence": "CC-BY-4.0",
                 "sections": [ { "id": "s", "questions": [ { "id": "name", "kind": "text" } ] } ] }"#,
            None,
        )?;
        parse_with(text, &questionnaire, steps).map(|loaded| (loaded, questionnaire))
    }

    #[test]
    fn an_older_file_is_read_with_a_notice_and_nothing_lost() -> Result<(), Diagnostics> {
        let (loaded, questionnaire) = read(FORMAT_0, &[(0, from_0)])?;
        let codes: Vec<&str> = loaded.notices.iter().map(|notice| notice.code).collect();
        assert_eq!(codes, ["A0211", "A0202"], "the format first, then what is kept");
        let name = questionnaire.find("name").map(|name| loaded.assessment.entry(name, None).answer.clone());
        assert_eq!(name, Some(Some(Answer::Text("Één straat\n".to_owned()))));
        assert!(loaded.assessment.to_json().contains("kept"));
        Ok(())
    }

    #[test]
    fn without_a_step_an_older_file_is_refused() {
        let refused = read(FORMAT_0, STEPS).err();
        let codes: Vec<_> = refused.iter().flatten().map(|wrong| wrong.code).collect();
        assert_eq!(codes, ["A0102"]);
    }

    #[test]
    fn steps_follow_each_other_and_end() {
        let next = |text: &str| Some(text.replacen("-2", "-1", 1));
        let last = |text: &str| Some(text.replacen("-1", "0", 1));
        let text = r#"{ "format": -2 }"#;
        assert_eq!(updated(text, &[(-1, last), (-2, next)]), Some((-2, r#"{ "format": 0 }"#.to_owned())));
        // A step that does not lead on does not run for ever.
        let stuck = |text: &str| Some(text.to_owned());
        assert_eq!(updated(text, &[(-2, stuck)]), Some((-2, text.to_owned())));
        assert_eq!(updated(text, &[(-2, |_| None)]), None);
    }
}
