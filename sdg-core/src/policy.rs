//! Policy domains and fields of a multi-year plan, and which options of a questionnaire belong to them. All of it is data: every
//! municipality groups the fields of the Flemish cycle (BBC) into domains of its own.

use serde::Serialize;

use crate::diagnostic::{self, Collector, Diagnostics};
use crate::json::{Fields, Node};
use crate::questionnaire::is_id;

const MOST_BYTES: usize = 1 << 20;

/// A list of policy domains with their fields.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicyFields {
    /// Id of the list.
    pub id: String,
    /// Version of the list.
    pub version: String,
    /// Where it comes from.
    pub sources: Vec<PolicySource>,
    /// What it cannot tell.
    pub limits: Vec<String>,
    /// The domains in order.
    pub domains: Vec<PolicyDomain>,
}

/// A source of the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicySource {
    /// Id within the file.
    pub id: String,
    /// Who, when, what.
    pub citation: String,
    /// Where to read it.
    pub url: Option<String>,
}

/// A policy domain: a heading with fields.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicyDomain {
    /// Code, as the plan of the municipality has it.
    pub code: String,
    /// Name per language.
    pub name: Vec<PolicyName>,
    /// Ids of options of the questionnaire that stand for it.
    pub options: Vec<String>,
    /// Its fields.
    pub fields: Vec<PolicyField>,
}

/// A policy field: what money is planned and booked on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicyField {
    /// Code: four digits of the normalised list, or more of an item below it.
    pub code: String,
    /// Name per language.
    pub name: Vec<PolicyName>,
}

/// A name in one language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PolicyName {
    /// Language tag, such as `nl`.
    pub language: String,
    /// The name.
    pub text: String,
}

impl PolicyFields {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// All diagnostics of the file: `J01…` for JSON, `B01…` for its content.
    ///
    /// ```
    /// use sdg_core::PolicyFields;
    ///
    /// let fields = PolicyFields::parse(
    ///     r#"{ "format": 1, "id": "ours", "version": "1", "sources": [], "limits": [],
    ///          "domains": [ { "code": "MOB", "name": { "nl": "Mobiliteit" }, "options": ["d2-mobility"],
    ///                         "fields": [ { "code": "0200", "name": { "nl": "Wegen" } } ] } ] }"#,
    /// )?;
    /// assert_eq!(fields.domains_of("d2-mobility").next().unwrap().name("nl"), "Mobiliteit");
    /// # Ok::<(), sdg_core::Diagnostics>(())
    /// ```
    pub fn parse(text: &str) -> Result<PolicyFields, Diagnostics> {
        let mut collector = diagnostic::open(text, MOST_BYTES)?;
        let file = diagnostic::read_file(&mut collector, "B0101", read_file);
        if let Some(file) = &file {
            check(file, &mut collector);
        }
        collector.finish()?;
        // Without an error the file was read.
        file.ok_or(Diagnostics(Vec::new()))
    }

    /// The domains that an option of a questionnaire stands for.
    pub fn domains_of<'f>(&'f self, option: &'f str) -> impl Iterator<Item = &'f PolicyDomain> {
        self.domains.iter().filter(move |domain| domain.options.iter().any(|known| known == option))
    }
}

impl PolicyDomain {
    /// The name in this language, or else the first one.
    pub fn name(&self, language: &str) -> &str {
        let found = self.name.iter().find(|name| name.language == language).or(self.name.first());
        found.map_or("", |name| &name.text)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
fn read_file(fields: &mut Fields<'_, '_>) -> Option<PolicyFields> {
    fields.count("format");
    Some(PolicyFields {
        id: fields.text("id"),
        version: fields.text("version"),
        sources: fields.objects("sources", read_source),
        limits: fields.texts("limits"),
        domains: fields.objects("domains", read_domain),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
fn read_source(fields: &mut Fields<'_, '_>) -> Option<PolicySource> {
    Some(PolicySource {
        id: fields.text("id"),
        citation: fields.text("citation"),
        url: fields.text_if("url"),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
fn read_domain(fields: &mut Fields<'_, '_>) -> Option<PolicyDomain> {
    Some(PolicyDomain {
        code: fields.text("code"),
        name: read_name(fields),
        options: fields.texts("options"),
        fields: fields.objects("fields", read_field),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "readers of all shapes are alike")]
fn read_field(fields: &mut Fields<'_, '_>) -> Option<PolicyField> {
    Some(PolicyField { code: fields.text("code"), name: read_name(fields) })
}

fn read_name(fields: &mut Fields<'_, '_>) -> Vec<PolicyName> {
    let Some(pairs) = fields.pairs_if("name") else {
        fields.needed("name");
        return Vec::new();
    };
    let mut names = Vec::new();
    for pair in pairs {
        match Node::text(pair.value) {
            Some(text) => names.push(PolicyName { language: pair.key.into_owned(), text }),
            None => fields.wrong("name", pair.value, "a text"),
        }
    }
    names
}

fn check(file: &PolicyFields, collector: &mut Collector<'_>) {
    if !is_id(&file.id) {
        let help = "small letters and digits, joined by hyphens";
        collector.error("B0102", "id", format!("`{}` is not an id", file.id), help);
    }
    let (mut domains, mut fields): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (place, domain) in file.domains.iter().enumerate() {
        let path = format!("domains[{place}]");
        if domain.code.trim().is_empty() || domain.name.is_empty() {
            let help = "write the code and at least one name";
            collector.error("B0103", &path, "the domain has no code or no name", help);
        }
        if domains.contains(&domain.code.as_str()) {
            let message = format!("the domain `{}` stands here twice", domain.code);
            collector.error("B0104", format!("{path}.code"), message, "give each its own code");
        }
        domains.push(&domain.code);
        for (place, field) in domain.fields.iter().enumerate() {
            let path = format!("{path}.fields[{place}]");
            let digits = field.code.len() >= 4 && field.code.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || field.name.is_empty() {
                let message = format!("`{}` is not the code of a field, or it has no name", field.code);
                collector.error(
                    "B0105",
                    &path,
                    message,
                    "four digits of the normalised list, or more of an item",
                );
            }
            if fields.contains(&field.code.as_str()) {
                let message = format!("the field `{}` stands here twice", field.code);
                collector.error("B0106", format!("{path}.code"), message, "a field belongs to one domain");
            }
            fields.push(&field.code);
        }
    }
}
