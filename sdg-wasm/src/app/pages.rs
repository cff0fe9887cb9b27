//! Long sections in pages, in the view alone. Only the whole program has them: see [`Model::is_long`].

use super::message::{At, Place};
use super::model::{MOST_ON_PAGE, Model};

impl Model {
    /// The questions of a section by page, each page in the blocks that stand together on the screen: a question, or all that are
    /// repeated over one subject.
    pub(crate) fn pages(&self, section: usize) -> Vec<Vec<Vec<At>>> {
        let for_each = |at: &At| self.questionnaire.question(at.question).map(|question| question.for_each);
        let is_here = |at: &At| {
            self.questionnaire.question(at.question).is_some_and(|question| question.section == section)
        };
        let mut blocks: Vec<Vec<At>> = Vec::new();
        let asked: Vec<At> = self.asked().into_iter().filter(is_here).collect();
        for at in asked {
            let together = |last: &At| {
                at.subject.is_some() && last.subject == at.subject && for_each(last) == for_each(&at)
            };
            match blocks.last_mut() {
                Some(block) if block.last().is_some_and(together) => block.push(at),
                _ => blocks.push(vec![at]),
            }
        }
        // Filled from the front, so that an answer never moves the question that it is given to: what it adds comes after it.
        let mut pages: Vec<Vec<Vec<At>>> = Vec::new();
        for block in blocks {
            let size = |page: &[Vec<At>]| page.iter().map(Vec::len).sum::<usize>();
            match pages.last_mut() {
                Some(page) if size(page).saturating_add(block.len()) <= MOST_ON_PAGE => page.push(block),
                _ => pages.push(vec![block]),
            }
        }
        pages
    }

    /// Where a question of this section stands.
    pub(crate) fn page_of(&self, section: usize, at: &At) -> Place {
        let pages = self.pages(section);
        let page = pages.iter().position(|page| page.iter().flatten().any(|other| other == at));
        Place::page(section, page.unwrap_or(0))
    }
}
