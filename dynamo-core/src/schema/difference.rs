use std::fmt;

use super::{IndexDefinition, KeyDefinition, ProjectionDefinition, StreamView};

/// Something of a table that is not as the model says, and that keeps the model from being used as it is meant.
///
/// Its text says what the table has, what the model says, and what to do.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// use dynamo_core::schema::TableDifference;
///
/// let wanted = Db::offline().table_definition::<Session>()?;
/// let mut found = wanted.clone();
/// found.ttl = None;
/// let differences = wanted.differences(&found);
/// assert_eq!(differences.differences(), [TableDifference::TtlOff { wanted: "until".into() }]);
/// assert!(differences.differences()[0].is_mendable());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableDifference {
    /// A key of the table has another name, or is missing, or too much.
    Key {
        /// Which of the two.
        role: KeyRole,
        /// What the table has.
        found: Option<KeyDefinition>,
        /// What the model says.
        wanted: Option<KeyDefinition>,
    },
    /// A key of the table has another type.
    KeyType {
        /// Which of the two.
        role: KeyRole,
        /// What the table has.
        found: KeyDefinition,
        /// What the model says.
        wanted: KeyDefinition,
    },
    /// The table lacks an index.
    MissingIndex {
        /// What the model says.
        wanted: IndexDefinition,
    },
    /// An index is a local one, and the model has a global one, or the other way round.
    IndexKind {
        /// What the table has.
        found: IndexDefinition,
    },
    /// An index has other keys, in another order, or of another type.
    IndexKeys {
        /// What the table has.
        found: IndexDefinition,
        /// What the model says.
        wanted: IndexDefinition,
    },
    /// An index lacks attributes.
    Projection {
        /// What the table has.
        found: IndexDefinition,
        /// What the model says.
        wanted: IndexDefinition,
        /// The attributes that are missing; empty where everything is wanted.
        missing: Vec<String>,
    },
    /// Items do not expire.
    TtlOff {
        /// The attribute that the model expires them by.
        wanted: String,
    },
    /// Items expire by another attribute.
    OtherTtl {
        /// What the table has.
        found: String,
        /// What the model says.
        wanted: String,
    },
    /// There is no stream, and one was asked for.
    StreamOff {
        /// What it is to tell.
        wanted: StreamView,
    },
    /// The stream tells something else than was asked for.
    OtherStream {
        /// What the table has.
        found: StreamView,
        /// What was asked for.
        wanted: StreamView,
    },
}

/// Something that a table has beyond its model, and that does the model no harm.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// use dynamo_core::schema::TableRemark;
///
/// let found = Db::offline().table_definition::<Session>()?;
/// let mut wanted = found.clone();
/// wanted.ttl = None;
/// assert_eq!(wanted.differences(&found).remarks(), [TableRemark::UnknownTtl { found: "until".into() }]);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableRemark {
    /// An index that the model does not have: another program's, perhaps.
    UnknownIndex {
        /// What the table has.
        found: IndexDefinition,
    },
    /// An index holds more than the model asks for.
    WiderProjection {
        /// What the table has.
        found: IndexDefinition,
        /// What the model says.
        wanted: IndexDefinition,
    },
    /// Items expire, and the model does not say so.
    UnknownTtl {
        /// The attribute.
        found: String,
    },
}

/// Which of a table's keys.
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
/// use dynamo_core::schema::{KeyRole, TableDifference};
///
/// let wanted = Db::offline().table_definition::<Order>()?;
/// let mut found = wanted.clone();
/// found.sk = None;
/// let differences = wanted.differences(&found);
/// assert!(matches!(differences.differences()[0], TableDifference::Key { role: KeyRole::Sort, .. }));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// The partition key.
    Partition,
    /// The sort key.
    Sort,
}

impl TableDifference {
    /// Whether [`ensure_table`](crate::Db::ensure_table) can add what is missing. The rest costs data, and is left to people.
    #[must_use]
    pub fn is_mendable(&self) -> bool {
        match self {
            Self::MissingIndex { wanted } => !wanted.local,
            Self::TtlOff { .. } | Self::StreamOff { .. } => true,
            _ => false,
        }
    }
}

const NEW_TABLE: &str = "a table keeps its keys for good; change the model, or create another table and copy the items";

impl fmt::Display for TableDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { role, found, wanted } => {
                write!(f, "the {role} is {}, and the model says {}: {NEW_TABLE}", key(found), key(wanted))
            }
            Self::KeyType { role, found, wanted } => {
                let (found, wanted) = (Typed(found), wanted.key_type.word());
                write!(f, "the {role} is {found}, and the model says {wanted}: {NEW_TABLE}")
            }
            Self::MissingIndex { wanted } => {
                let (kind, keys) = (kind(wanted), Keys(wanted));
                write!(f, "there is no index `{}`, and the model has a {kind} one by {keys}: ", wanted.name)?;
                if wanted.local {
                    f.write_str("a local index comes with its table only; create another table and copy the items")
                } else {
                    f.write_str("`ensure_table` adds it")
                }
            }
            Self::IndexKind { found } => {
                let (found_kind, wanted_kind) = if found.local { ("local", "global") } else { ("global", "local") };
                let name = &found.name;
                write!(
                    f,
                    "index `{name}` is {found_kind}, and the model says {wanted_kind}: {}",
                    again(found, !found.local)
                )
            }
            Self::IndexKeys { found, wanted } => {
                let (name, found_keys, wanted_keys) = (&found.name, Keys(found), Keys(wanted));
                let again = again(found, wanted.local);
                write!(f, "index `{name}` is by {found_keys}, and the model says {wanted_keys}: {again}")
            }
            Self::Projection { found, wanted, missing } => {
                let (name, holds, again) = (&found.name, Holds(&found.projection), again(found, wanted.local));
                write!(f, "index `{name}` holds {holds}, and the model ")?;
                match missing.as_slice() {
                    [] => f.write_str("says everything")?,
                    missing => write!(f, "also says {}", names(missing))?,
                }
                write!(f, ": {again}")
            }
            Self::TtlOff { wanted } => {
                write!(f, "items do not expire, and the model says by `{wanted}`: `ensure_table` switches it on")
            }
            Self::OtherTtl { found, wanted } => write!(
                f,
                "items expire by `{found}`, and the model says by `{wanted}`: change the model, or switch the table's time to live off; \
                 then `ensure_table` switches it on"
            ),
            Self::StreamOff { wanted } => {
                write!(f, "there is no stream, and {} was asked for: `ensure_table` switches it on", wanted.name())
            }
            Self::OtherStream { found, wanted } => write!(
                f,
                "the stream tells {}, and {} was asked for: switch it off, which ends it for its readers; then `ensure_table` \
                 switches it on",
                found.name(),
                wanted.name()
            ),
        }
    }
}

impl fmt::Display for TableRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownIndex { found } => {
                write!(f, "index `{}` by {} is not in the model", found.name, Keys(found))
            }
            Self::WiderProjection { found, wanted } => {
                let (holds, asks) = (Holds(&found.projection), Holds(&wanted.projection));
                write!(f, "index `{}` holds {holds}, and the model asks for {asks} only", found.name)
            }
            Self::UnknownTtl { found } => write!(f, "items expire by `{found}`, which is not in the model"),
        }
    }
}

impl fmt::Display for KeyRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Partition => "partition key",
            Self::Sort => "sort key",
        })
    }
}

/// What it takes to have an index otherwise.
fn again(found: &IndexDefinition, wanted_local: bool) -> &'static str {
    if found.local || wanted_local {
        "a local index comes and goes with its table; change the model, or create another table and copy the items"
    } else {
        "an index is never changed; change the model, or delete the index, and `ensure_table` adds it anew"
    }
}

fn kind(index: &IndexDefinition) -> &'static str {
    if index.local { "local" } else { "global" }
}

fn key(key: &Option<KeyDefinition>) -> String {
    key.as_ref().map_or_else(|| "none".to_owned(), |key| Typed(key).to_string())
}

/// In one order, since projections have none.
fn names(names: &[String]) -> String {
    let mut names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.sort_unstable();
    names.join(", ")
}

struct Typed<'d>(&'d KeyDefinition);
struct Keys<'d>(&'d IndexDefinition);
struct Holds<'d>(&'d ProjectionDefinition);

impl fmt::Display for Typed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({})", self.0.name, self.0.key_type.word())
    }
}

impl fmt::Display for Keys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list =
            |keys: &[KeyDefinition]| keys.iter().map(|key| Typed(key).to_string()).collect::<Vec<_>>().join(", ");
        f.write_str(&list(&self.0.pk))?;
        if self.0.sk.is_empty() { Ok(()) } else { write!(f, " sorted by {}", list(&self.0.sk)) }
    }
}

impl fmt::Display for Holds<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ProjectionDefinition::All => f.write_str("everything"),
            ProjectionDefinition::KeysOnly => f.write_str("its keys"),
            ProjectionDefinition::Include(included) => write!(f, "its keys and {}", names(included)),
        }
    }
}
