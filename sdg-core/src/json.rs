//! Small additions to `serde_json`: maps that refuse a key given twice.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Pairs of a JSON object in the order of the file. A key that stands there twice is an error: `serde_json` alone keeps the
/// last one without a word.
pub(crate) struct UniqueMap<'a, V>(pub(crate) Vec<(Cow<'a, str>, V)>);

impl<'de: 'a, 'a, V: Deserialize<'de>> Deserialize<'de> for UniqueMap<'a, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<'a, V>(PhantomData<(&'a (), V)>);

        impl<'de: 'a, 'a, V: Deserialize<'de>> Visitor<'de> for Pairs<'a, V> {
            type Value = UniqueMap<'a, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs: Vec<(Cow<'a, str>, V)> = Vec::new();
                let mut seen = std::collections::BTreeSet::new();
                while let Some(key) = map.next_key::<Key<'a>>()? {
                    if !seen.insert(key.0.clone()) {
                        return Err(A::Error::custom(format_args!("duplicate key `{}`", key.0)));
                    }
                    pairs.push((key.0, map.next_value()?));
                }
                Ok(UniqueMap(pairs))
            }
        }

        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
