//! By what calls a kind is read: what its keys allow, from the left.

use super::parts::shown;
use crate::key::{Part, Pattern};
use crate::schema::{IndexSchema, KeyAttribute, KeySource, Schema};

/// A call, and what DynamoDB is asked by it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("PROFILE")]
/// # struct Profile { owner: String, name: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("STORY#{id}")]
/// # struct Story { owner: String, id: String }
/// use dynamo_core::schema::diagram::{Diagram, Reads};
///
/// let reads = &Diagram::of::<Profile>().tables[0].entities[0].reads;
/// assert!(reads.iter().any(|access| access.reads == Reads::One && access.call == "Profile::key(owner)"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// How many items it brings.
    pub reads: Reads,
    /// What the operation is given: `Story::partition(owner).sk(|s| s.id(id))`.
    pub call: String,
    /// What the keys have to be: `PK = USER#{owner}, SK begins with STORY#`.
    pub keys: String,
}

/// How many items a call brings.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::schema::diagram::Reads;
///
/// assert_eq!((Reads::One.operation(), Reads::Many.operation()), ("get", "query"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The item of one key: `db.get(..)`.
    One,
    /// The items of one partition, or some of them: `db.query(..)`.
    Many,
}

impl Reads {
    /// The operation that takes the call: `get`.
    #[must_use]
    pub fn operation(self) -> &'static str {
        match self {
            Self::One => "get",
            Self::Many => "query",
        }
    }
}

/// The item of a key, and the items of a partition where there may be several.
pub(super) fn of_table(schema: &Schema) -> Vec<Access> {
    let keys: Vec<_> = std::iter::once(&schema.pk).chain(&schema.sk).collect();
    let whole = equal(schema, &keys);
    let call = format!("{}::key({})", schema.entity, arguments(schema, &keys));
    let mut all = vec![Access { reads: Reads::One, call, keys: whole.clone() }];
    let partition = format!("{}::partition({})", schema.entity, arguments(schema, &keys[..1]));
    all.extend(queries(schema, &partition, &[schema.pk], schema.sk.as_slice()));
    // What a whole key says is a get.
    all.retain(|access| access.reads == Reads::One || access.keys != whole);
    all
}

/// The rows of a partition of an index.
pub(super) fn of_index(schema: &Schema, index: &IndexSchema) -> Vec<Access> {
    let keys: Vec<_> = index.pk.iter().collect();
    let partition = format!("{}::{}().partition({})", schema.entity, index.accessor, arguments(schema, &keys));
    queries(schema, &partition, index.pk, index.sk)
}

/// The whole partition, then less and less of it.
fn queries(schema: &Schema, partition: &str, pk: &[KeyAttribute], sk: &[KeyAttribute]) -> Vec<Access> {
    let pk = equal(schema, &pk.iter().collect::<Vec<_>>());
    let query = |steps: &str, narrowed: &str| {
        let call = if steps.is_empty() { partition.to_owned() } else { format!("{partition}.sk(|s| s{steps})") };
        let keys = if narrowed.is_empty() { pk.clone() } else { format!("{pk}, {narrowed}") };
        Access { reads: Reads::Many, call, keys }
    };
    match sk {
        [] => vec![query("", "")],
        [KeyAttribute { name, source: KeySource::Pattern(pattern), .. }] => {
            prefixes(name, pattern).iter().map(|(steps, keys)| query(steps, keys)).collect()
        }
        [one] => vec![query("", ""), query(".between(low, high)", &format!("{} in a range", one.name))],
        several => {
            let steps = (0..=several.len()).map(|known| {
                let known: Vec<_> = several[..known].iter().collect();
                (known.iter().map(|key| step(schema, key)).collect::<String>(), equal(schema, &known))
            });
            steps.map(|(steps, keys)| query(&steps, &keys)).collect()
        }
    }
}

/// What is said of a pattern when nothing, one, two, … of its placeholders are known.
fn prefixes(name: &str, pattern: &Pattern) -> Vec<(String, String)> {
    let (mut all, mut steps) = (Vec::new(), String::new());
    for (at, part) in pattern.parts.iter().enumerate() {
        let Part::Placeholder(place) = part else { continue };
        let known = shown(&pattern.parts[..at]);
        let keys = if known.is_empty() { String::new() } else { format!("{name} begins with {known}") };
        all.push((steps.clone(), keys));
        steps.push_str(&format!(".{0}({0})", place.field));
    }
    all.push((steps, format!("{name} = {}", shown(pattern.parts))));
    all
}

fn step(schema: &Schema, key: &KeyAttribute) -> String {
    let fields = key.fields().into_iter().map(|number| schema.attributes[number].field);
    fields.map(|field| format!(".{field}({field})")).collect()
}

/// The fields that keys are made of, each once, as `key` and `partition` take them.
fn arguments(schema: &Schema, keys: &[&KeyAttribute]) -> String {
    let mut names = Vec::new();
    for number in keys.iter().flat_map(|key| key.fields()) {
        let field = schema.attributes[number].field;
        if !names.contains(&field) {
            names.push(field);
        }
    }
    names.join(", ")
}

fn equal(schema: &Schema, keys: &[&KeyAttribute]) -> String {
    let equal = |key: &&KeyAttribute| match key.source {
        KeySource::Field(number) => format!("{} = {{{}}}", key.name, schema.attributes[number].field),
        KeySource::Pattern(pattern) => format!("{} = {}", key.name, shown(pattern.parts)),
    };
    keys.iter().map(equal).collect::<Vec<_>>().join(", ")
}
