//! Long sections in pages.

use super::*;

/// The first section with so many more questions.
fn with_more(more: usize) -> Model {
    let further = (0..more).map(|number| format!(", {{ \"id\": \"more-{number}\", \"kind\": \"text\" }}"));
    let questions: String =
        ["{ \"id\": \"name\", \"kind\": \"text\" }".to_owned()].into_iter().chain(further).collect();
    let structure = STRUCTURE.replace("{ \"id\": \"name\", \"kind\": \"text\" }", &questions);
    let questionnaire = Questionnaire::parse(&structure, None).unwrap();
    let (texts, interface) = language("nl", &questionnaire);
    let language = Language::parse(&texts, interface.each_ref().map(String::as_str)).unwrap();
    let keeping = Keeping::Local;
    Model::new(Start { questionnaire, language, keeping, heading: 2, from: None, kept: false }).0
}

fn on_screen(model: &Model) -> Vec<String> {
    fn find(element: &Element<Action>, found: &mut Vec<String>) {
        let key = element.key.clone().filter(|key| key.starts_with("q-"));
        found.extend(key);
        for child in &element.children {
            if let Node::Element(child) = child {
                find(child, found);
            }
        }
    }
    let mut found = Vec::new();
    find(&screen(model), &mut found);
    found
}

#[test]
fn a_long_section_has_pages_that_hold_every_question_once() {
    for (more, sizes) in [(3, vec![8]), (4, vec![8, 1]), (12, vec![8, 8, 1])] {
        let mut model = with_more(more);
        let mut all = Vec::new();
        for (page, size) in sizes.iter().enumerate() {
            let place = Place::page(0, page);
            act(&mut model, Action::Go(place.clone()));
            let text = model.place_text();
            assert_eq!(Place::from_text(&text, &model.questionnaire), Some(place), "{text}");
            let here = on_screen(&model);
            assert_eq!(here.len(), *size, "{more} more, page {page}: {here:?}");
            all.extend(here);
        }
        assert_eq!(all.len(), 5 + more);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 5 + more);
        // From the result one comes to the page where the question stands.
        let several = at(&model, "several", None);
        act(&mut model, Action::Change(several));
        assert_eq!(model.place, Place::page(0, sizes.len() - 1));
        assert!(on_screen(&model).contains(&"q-several".to_owned()));
        // A page that is no more is the last one.
        act(&mut model, Action::Go(Place::Page(0, 99)));
        assert_eq!(on_screen(&model).len(), *sizes.last().unwrap());
    }
}

#[test]
fn what_is_asked_of_one_subject_stands_on_one_page() {
    let mut model = model(None);
    let (who, roster) = (at(&model, "who", None), model.questionnaire.find_roster("r").unwrap());
    for name in ["One", "Two"] {
        types(&mut model, Action::OwnName(who.clone()), name);
        act(&mut model, Action::AddOwn(who.clone(), roster));
    }
    for subject in ["x", "y"] {
        act(&mut model, Action::Subject(who.clone(), subject.to_owned()));
    }
    // Seven questions: one page, each subject a block of its own.
    assert_eq!(model.pages(1).iter().map(Vec::len).collect::<Vec<_>>(), [7]);
}
