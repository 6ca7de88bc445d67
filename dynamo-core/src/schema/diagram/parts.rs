use super::access::{self, Access};
use crate::key::Part;
use crate::schema::{IndexDefinition, IndexSchema, KeyAttribute, KeySource, ProjectionDefinition, Schema};
use crate::value::key_kind::KeyType;

/// A table.
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
/// use dynamo_core::schema::diagram::Diagram;
///
/// let table = &Diagram::of::<(Profile, Story)>().tables[0];
/// assert_eq!((&*table.name, table.entities.len(), table.indexes.len()), ("app", 2, 0));
/// ```
#[derive(Debug, Clone)]
pub struct DrawnTable {
    /// Its declared name.
    pub name: String,
    /// The kinds that share it.
    pub entities: Vec<DrawnEntity>,
    /// Its indexes, each once, however many kinds are in it.
    pub indexes: Vec<DrawnIndex>,
}

/// A kind of items.
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
/// use dynamo_core::schema::diagram::Diagram;
///
/// let story = &Diagram::of::<Story>().tables[0].entities[0];
/// assert_eq!((&*story.name, &*story.pk.pattern), ("Story", "USER#{owner}"));
/// ```
#[derive(Debug, Clone)]
pub struct DrawnEntity {
    /// What it is drawn of.
    pub schema: &'static Schema,
    /// The name of the Rust type.
    pub name: String,
    /// The partition key.
    pub pk: DrawnKey,
    /// The sort key.
    pub sk: Option<DrawnKey>,
    /// What its items hold.
    pub attributes: Vec<DrawnAttribute>,
    /// What else there is to say: tag, lock, expiry, schema version.
    pub remarks: Vec<String>,
    /// The calls that read it from the table.
    pub reads: Vec<Access>,
}

/// A key attribute, and how it is made.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::schema::diagram::Diagram;
///
/// let pk = &Diagram::of::<Order>().tables[0].entities[0].pk;
/// assert_eq!((&*pk.attribute, pk.is_field), ("user", true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnKey {
    /// The attribute.
    pub attribute: String,
    /// Its type.
    pub key_type: KeyType,
    /// The pattern: `USER#{owner}`, or `{user_id}` where it is a field.
    pub pattern: String,
    /// Whether it is a field of that name, so that the pattern says nothing.
    pub is_field: bool,
}

/// An attribute.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::schema::diagram::Diagram;
///
/// let attributes = &Diagram::of::<Order>().tables[0].entities[0].attributes;
/// assert!(attributes.iter().any(|attribute| attribute.name == "note" && attribute.stored == "S" && attribute.optional));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnAttribute {
    /// Its name.
    pub name: String,
    /// Its type, in DynamoDB's letters: `SS`.
    pub stored: &'static str,
    /// Whether an item may be without it.
    pub optional: bool,
}

/// An index.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::schema::diagram::Diagram;
///
/// let index = &Diagram::of::<Order>().tables[0].indexes[0];
/// assert_eq!((&*index.name, index.local, index.entries.len()), ("by_status", false, 1));
/// ```
#[derive(Debug, Clone)]
pub struct DrawnIndex {
    /// The name DynamoDB knows it by.
    pub name: String,
    /// Whether it is a local one.
    pub local: bool,
    /// The kinds that are in it.
    pub entries: Vec<IndexEntry>,
}

/// A kind in an index.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::schema::diagram::Diagram;
///
/// let entry = &Diagram::of::<Order>().tables[0].indexes[0].entries[0];
/// assert_eq!((entry.entity, &*entry.accessor, &*entry.sk[0].attribute), (0, "by_status", "day"));
/// ```
#[derive(Debug, Clone)]
pub struct IndexEntry {
    /// The kind's place in [`DrawnTable::entities`].
    pub entity: usize,
    /// The accessor's word.
    pub accessor: String,
    /// The partition key.
    pub pk: Vec<DrawnKey>,
    /// The sort key.
    pub sk: Vec<DrawnKey>,
    /// What it holds beside the keys.
    pub projection: ProjectionDefinition,
    /// The calls that read it.
    pub reads: Vec<Access>,
}

impl DrawnTable {
    pub(super) fn of(name: &str, schema: &'static Schema) -> Self {
        let mut table = Self { name: name.to_owned(), entities: Vec::new(), indexes: Vec::new() };
        table.add(schema);
        table
    }

    pub(super) fn add(&mut self, schema: &'static Schema) {
        if self.entities.iter().any(|known| known.schema.is(schema)) {
            return;
        }
        for index in schema.indexes {
            let entry = IndexEntry::of(schema, index, self.entities.len());
            match self.indexes.iter_mut().find(|known| known.name == index.name) {
                Some(known) => known.entries.push(entry),
                None => {
                    let (name, local) = (index.name.to_owned(), index.local);
                    self.indexes.push(DrawnIndex { name, local, entries: vec![entry] });
                }
            }
        }
        self.entities.push(DrawnEntity::of(schema));
    }

    /// The kinds whose items lie in the same partitions, where there are several: the pattern of the first of them, and their names.
    #[must_use]
    pub fn shared_partitions(&self) -> Vec<(String, Vec<String>)> {
        let mut forms: Vec<Vec<Option<&str>>> = Vec::new();
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for entity in &self.entities {
            let form = form(&entity.schema.pk);
            match forms.iter().position(|known| *known == form) {
                Some(at) => groups[at].1.push(entity.name.clone()),
                None => {
                    forms.push(form);
                    groups.push((entity.pk.pattern.clone(), vec![entity.name.clone()]));
                }
            }
        }
        groups.retain(|(_, names)| names.len() > 1);
        groups
    }
}

/// What a key looks like, whatever the fields are called.
fn form(key: &KeyAttribute) -> Vec<Option<&'static str>> {
    let part = |part: &'static Part| match part {
        Part::Literal(text) => Some(*text),
        Part::Placeholder(_) => None,
    };
    match key.source {
        KeySource::Field(_) => vec![None],
        KeySource::Pattern(pattern) => pattern.parts.iter().map(part).collect(),
    }
}

impl DrawnEntity {
    fn of(schema: &'static Schema) -> Self {
        let attributes = schema.attributes.iter().filter(|attribute| attribute.is_stored());
        let attributes = attributes.map(|attribute| DrawnAttribute {
            name: attribute.name.to_owned(),
            stored: attribute.shape.stored.name(),
            optional: attribute.optional,
        });
        Self {
            schema,
            name: schema.entity.to_owned(),
            pk: DrawnKey::of(schema, &schema.pk),
            sk: schema.sk.as_ref().map(|sk| DrawnKey::of(schema, sk)),
            attributes: attributes.collect(),
            remarks: remarks(schema),
            reads: access::of_table(schema),
        }
    }
}

fn remarks(schema: &Schema) -> Vec<String> {
    let version = schema.schema_version.map(|version| match version.numbered {
        Some(numbered) => format!("schema version {} in {}", numbered.current, version.attribute),
        None => format!("fingerprint in {}", version.attribute),
    });
    let all = [
        schema.tag.map(|tag| format!("{} is \"{}\"", tag.attribute, tag.value)),
        schema.ttl.map(|ttl| format!("expires by {ttl}")),
        schema.version.map(|lock| format!("locked by {lock}")),
        version,
    ];
    all.into_iter().flatten().collect()
}

impl DrawnKey {
    fn of(schema: &Schema, key: &KeyAttribute) -> Self {
        let (pattern, is_field) = match key.source {
            KeySource::Field(number) => {
                let field = schema.attributes[number].field;
                (format!("{{{field}}}"), field == key.name)
            }
            KeySource::Pattern(pattern) => (shown(pattern.parts), false),
        };
        Self { attribute: key.name.to_owned(), key_type: key.key_type, pattern, is_field }
    }

    /// `PK = USER#{owner}`, and the name alone for a field that is called so.
    #[must_use]
    pub fn text(&self) -> String {
        if self.is_field { self.attribute.clone() } else { format!("{} = {}", self.attribute, self.pattern) }
    }
}

/// Parts of a pattern, as they are declared.
pub(super) fn shown(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => (*text).to_owned(),
        Part::Placeholder(place) => match place.width {
            Some(width) => format!("{{{}:0{width}}}", place.field),
            None => format!("{{{}}}", place.field),
        },
    };
    parts.iter().map(part).collect()
}

impl IndexEntry {
    fn of(schema: &'static Schema, index: &'static IndexSchema, entity: usize) -> Self {
        let keys = |keys: &[KeyAttribute]| keys.iter().map(|key| DrawnKey::of(schema, key)).collect();
        Self {
            entity,
            accessor: index.accessor.to_owned(),
            pk: keys(index.pk),
            sk: keys(index.sk),
            projection: IndexDefinition::of(index).projection,
            reads: access::of_index(schema, index),
        }
    }

    /// In words: "keys, total, note".
    #[must_use]
    pub fn holds(&self) -> String {
        match &self.projection {
            ProjectionDefinition::All => "everything".to_owned(),
            ProjectionDefinition::KeysOnly => "keys only".to_owned(),
            ProjectionDefinition::Include(names) => format!("keys, {}", names.join(", ")),
        }
    }
}
