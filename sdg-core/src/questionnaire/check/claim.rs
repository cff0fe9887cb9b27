//! The claim check: thresholds, facets and the findings that resolve a harm.

use super::Checker;
use crate::questionnaire::format::{ClaimFacetShape, ClaimShape};
use crate::questionnaire::{ClaimFacet, ClaimRule, FacetKind, Questionnaire, RuleFor};

impl<'a> Checker<'a> {
    pub(super) fn claim(&mut self, part: &'a str, draft: &Questionnaire) -> Option<ClaimRule> {
        let shape = self.object("goals.claim", part, ClaimShape::read)?;
        for (side, points) in [("benefit", shape.benefit), ("harm", shape.harm)] {
            if points < 1 {
                let help = "a side is tested from 1 point on; every answer has at least 0";
                self.error("Q0405", format!("goals.claim.{side}"), format!("{points} points"), help);
            }
        }
        let mut facets: Vec<ClaimFacet> = Vec::new();
        for (place, shape) in shape.facets.iter().enumerate() {
            let path = format!("goals.claim.facets[{place}]");
            let Some(found) = self.claim_facet(&path, shape, draft) else { continue };
            if facets.iter().any(|known| known.facet == found.facet) {
                let message = format!("`{}` stands here twice", shape.facet);
                self.error("Q0202", format!("{path}.facet"), message, "keep one of the two");
            }
            facets.push(found);
        }
        let path = "goals.claim.resolved_by";
        self.unique_words(path, shape.resolved_by.iter().map(String::as_str));
        for (place, id) in shape.resolved_by.iter().enumerate() {
            let path = format!("{path}[{place}]");
            match draft.rules.iter().find(|rule| rule.id == *id).map(|rule| rule.for_each) {
                Some(RuleFor::Goals | RuleFor::Effects) => {}
                Some(RuleFor::Once | RuleFor::Subjects(_)) => self.error(
                    "Q0420",
                    path,
                    format!("the findings of `{id}` are about no goal"),
                    "name a rule repeated over `goals` or `effects`",
                ),
                None => self.unknown(&path, "finding", id, draft.rules.iter().map(|rule| rule.id.as_str())),
            }
        }
        Some(ClaimRule { benefit: shape.benefit, facets, harm: shape.harm, resolved_by: shape.resolved_by })
    }

    fn claim_facet(
        &mut self,
        path: &str,
        shape: &ClaimFacetShape,
        draft: &Questionnaire,
    ) -> Option<ClaimFacet> {
        let Some(facet) = draft.facets.iter().position(|facet| facet.id == shape.facet) else {
            let known = draft.facets.iter().map(|facet| facet.id.as_str());
            self.unknown(&format!("{path}.facet"), "facet", &shape.facet, known);
            return None;
        };
        let FacetKind::Scale(scale) = draft.facets.get(facet)?.takes else {
            let message = format!("`{}` has no steps", shape.facet);
            self.error("Q0419", format!("{path}.facet"), message, "name a facet that takes a scale");
            return None;
        };
        let scale = draft.scale(scale)?;
        let path = format!("{path}.above");
        let Some(step) = scale.step(&shape.above) else {
            self.unknown(&path, "step", &shape.above, scale.steps.iter().map(|step| step.id.as_str()));
            return None;
        };
        if step.points >= scale.range().1 {
            let message = format!("no step lies above `{}`, so nothing can be claimed", shape.above);
            self.error("Q0421", path, message, "name a lower step");
        }
        Some(ClaimFacet { facet, above: step.points })
    }
}
