use super::{Billing, IndexSchema, KeyAttribute, Projected, Schema, StreamView};
use crate::error::{Error, Result};
use crate::value::key_kind::KeyType;

/// A table as it is created, merged from all the kinds that share it, or as it is found.
///
/// [`table_definition`](crate::table::table_definition) gives the one that a type declares, which
/// [`cloud_formation`](Self::cloud_formation) and [`terraform`](Self::terraform) write down for other tools.
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
/// let table = Db::offline().table_definition::<Order>()?;
/// assert_eq!((&*table.table, &*table.pk.name, table.indexes.len()), ("orders", "user", 1));
/// assert!(table.terraform().contains("aws_dynamodb_table"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDefinition {
    /// Its name.
    pub table: String,
    /// The partition key.
    pub pk: KeyDefinition,
    /// The sort key.
    pub sk: Option<KeyDefinition>,
    /// The indexes, in the order they were first declared.
    pub indexes: Vec<IndexDefinition>,
    /// The attribute that items expire by.
    pub ttl: Option<String>,
    /// What its stream tells of each change; `None` for no stream.
    pub stream: Option<StreamView>,
    /// How it is paid for.
    pub billing: Billing,
}

/// A key attribute.
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
/// use dynamo_core::schema::KeyDefinition;
/// use dynamo_core::value::key_kind::KeyType;
///
/// let table = Db::offline().table_definition::<Order>()?;
/// assert_eq!(table.sk, Some(KeyDefinition { name: "id".into(), key_type: KeyType::Number }));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyDefinition {
    /// Its name.
    pub name: String,
    /// Its type.
    pub key_type: KeyType,
}

/// A secondary index.
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
/// let index = &Db::offline().table_definition::<Order>()?.indexes[0];
/// assert_eq!((&*index.name, index.local, &*index.pk[0].name), ("by_status", false, "status"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexDefinition {
    /// Its name.
    pub name: String,
    /// Whether it is a local one.
    pub local: bool,
    /// The partition key.
    pub pk: Vec<KeyDefinition>,
    /// The sort key.
    pub sk: Vec<KeyDefinition>,
    /// What it holds beside the keys.
    pub projection: ProjectionDefinition,
}

/// What an index holds beside the keys.
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
/// use dynamo_core::schema::ProjectionDefinition;
///
/// let index = &Db::offline().table_definition::<Order>()?.indexes[0];
/// assert_eq!(index.projection, ProjectionDefinition::Include(vec!["total".into()]));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectionDefinition {
    /// Everything.
    All,
    /// Nothing.
    KeysOnly,
    /// These attributes: all that any of the kinds asks for.
    Include(Vec<String>),
}

impl TableDefinition {
    /// The table of one kind.
    #[must_use]
    pub fn of(schema: &'static Schema, table: String) -> Self {
        Self {
            table,
            pk: KeyDefinition::of(&schema.pk),
            sk: schema.sk.as_ref().map(KeyDefinition::of),
            indexes: schema.indexes.iter().map(IndexDefinition::of).collect(),
            ttl: schema.ttl.map(str::to_owned),
            stream: None,
            billing: Billing::OnDemand,
        }
    }

    /// The same table, with what another kind needs of it.
    ///
    /// # Errors
    /// When the two contradict each other: in a key, an index, or the attribute that items expire by.
    pub fn merged(mut self, other: Self) -> Result<Self> {
        let conflict = |what: String| {
            let reason = format!("the kinds that share this table declare {what} differently");
            Error::invalid_request(reason).in_table(self.table.clone())
        };
        if self.table != other.table {
            let reason = format!("kinds of two tables: `{}` and `{}`; create each by itself", self.table, other.table);
            return Err(Error::invalid_request(reason));
        }
        if self.pk != other.pk {
            return Err(conflict(format!("the partition key (`{}`, `{}`)", self.pk.name, other.pk.name)));
        }
        if self.sk != other.sk {
            let name = |sk: Option<KeyDefinition>| sk.map_or("none".to_owned(), |sk| sk.name);
            return Err(conflict(format!("the sort key (`{}`, `{}`)", name(self.sk.clone()), name(other.sk))));
        }
        if self.ttl.is_some() && other.ttl.is_some() && self.ttl != other.ttl {
            let name = |ttl: &Option<String>| ttl.clone().unwrap_or("none".to_owned());
            return Err(conflict(format!("the TTL attribute (`{}`, `{}`)", name(&self.ttl), name(&other.ttl))));
        }
        // A table declares the type of an attribute once, whatever keys it stands in.
        let keys = self.key_attributes();
        let differs = |key: &KeyDefinition| keys.iter().any(|known| known.name == key.name && known != key);
        let differing = other.key_attributes().into_iter().find(differs);
        self.ttl = self.ttl.take().or(other.ttl);
        for index in other.indexes {
            match self.indexes.iter().position(|known| known.name == index.name) {
                None => self.indexes.push(index),
                Some(at) => self.indexes[at]
                    .merge(index)
                    .map_err(|(name, what)| conflict(format!("the {what} of index `{name}`")))?,
            }
        }
        match differing {
            Some(key) => Err(conflict(format!("the type of the key attribute `{}`", key.name))),
            None => Ok(self),
        }
    }

    /// Every key attribute once: the table's, then those of the indexes.
    #[must_use]
    pub fn key_attributes(&self) -> Vec<KeyDefinition> {
        let indexes = self.indexes.iter().flat_map(|index| index.pk.iter().chain(&index.sk));
        let mut keys: Vec<KeyDefinition> = Vec::new();
        for key in std::iter::once(&self.pk).chain(&self.sk).chain(indexes) {
            if !keys.iter().any(|known| known.name == key.name) {
                keys.push(key.clone());
            }
        }
        keys
    }
}

impl ProjectionDefinition {
    /// DynamoDB's name for it: `KEYS_ONLY`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::KeysOnly => "KEYS_ONLY",
            Self::Include(_) => "INCLUDE",
        }
    }
}

impl KeyDefinition {
    fn of(key: &KeyAttribute) -> Self {
        Self { name: key.name.to_owned(), key_type: key.key_type }
    }
}

impl IndexDefinition {
    pub(super) fn of(index: &IndexSchema) -> Self {
        let keys = |keys: &[KeyAttribute]| keys.iter().map(KeyDefinition::of).collect();
        let projection = match index.projected {
            Projected::All => ProjectionDefinition::All,
            Projected::KeysOnly => ProjectionDefinition::KeysOnly,
            Projected::Include(names) => {
                ProjectionDefinition::Include(names.iter().map(|name| (*name).to_owned()).collect())
            }
        };
        Self { name: index.name.to_owned(), local: index.local, pk: keys(index.pk), sk: keys(index.sk), projection }
    }

    /// Takes in what another kind includes. The error names the index and what differs.
    fn merge(&mut self, other: Self) -> std::result::Result<(), (String, &'static str)> {
        if self.local != other.local || self.pk != other.pk || self.sk != other.sk {
            return Err((self.name.clone(), "keys"));
        }
        match (&mut self.projection, other.projection) {
            (ProjectionDefinition::Include(names), ProjectionDefinition::Include(more)) => {
                names.extend(more.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
            }
            (one, other) if *one == other => {}
            _ => return Err((self.name.clone(), "projection")),
        }
        Ok(())
    }
}
