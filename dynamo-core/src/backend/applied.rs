use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::evaluate::{same, same_items};
use crate::request::{Action, Change, Put, Source, Update, VersionCheck};
use crate::schema::Schema;
use crate::value::Item;

/// What a write would have left behind, kept until its answer is known.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "pages")]
/// # struct WikiPage { #[pk] path: String, text: String, #[version] rev: u64 }
/// use std::sync::Arc;
/// use dynamo_core::backend::Trace;
///
/// // The answer to this put was lost. What is there now says that it was carried out.
/// let put = Db::offline().put(&WikiPage { path: "/".into(), text: "Hello".into(), rev: 3 }).request()?;
/// let there = WikiPage { path: "/".into(), text: "Hello".into(), rev: 4 }.to_item()?;
/// assert!(Trace::Put(Arc::new(put)).is_left_in(&there));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub enum Trace {
    /// The item of this put.
    Put(Arc<Put>),
    /// An item of this version with these changes.
    Changes {
        /// What is known of the item.
        schema: &'static Schema,
        /// The version it then has.
        version: u64,
        /// The changes.
        actions: Vec<Action>,
    },
}

/// Values are not printed: they may be sensitive.
impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Put(put) => f.debug_tuple("Put").field(put).finish(),
            Self::Changes { schema, version, actions } => {
                let mut out = f.debug_struct("Changes");
                out.field("schema", schema).field("version", version).field("actions", &actions.len()).finish()
            }
        }
    }
}

impl Trace {
    /// What a versioned update leaves behind.
    #[must_use]
    pub fn of_update(update: &Update) -> Option<Self> {
        let VersionCheck::Is(version) = update.version else { return None };
        let (schema, actions) = (update.schema, update.actions.clone());
        Some(Self::Changes { schema, version: version.checked_add(1)?, actions })
    }

    /// Whether the item that is there is what the write would have left.
    #[must_use]
    pub fn is_left_in(&self, current: &Item) -> bool {
        match self {
            Self::Put(put) => same_items(&put.item.to_item(), current),
            Self::Changes { schema, version, actions } => {
                let number = schema.version.and_then(|name| current.get(name)?.as_n().ok()?.parse::<u64>().ok());
                number == Some(*version)
                    && actions.iter().any(|action| is_telling(schema, action))
                    && actions.iter().all(|action| is_made(action, current))
            }
        }
    }
}

/// Whether finding it made says anything: a removed attribute may have been absent, an element there before, and what the library writes into
/// every item is the same whoever writes.
fn is_telling(schema: &Schema, action: &Action) -> bool {
    let name = action.path.attribute();
    let ours = schema.version == Some(name)
        || schema.schema_version.is_some_and(|version| version.attribute == name)
        || schema.tag.is_some_and(|tag| tag.attribute == name);
    !ours && matches!(action.change, Change::Set(Source::Value(_)))
}

fn is_made(action: &Action, current: &Item) -> bool {
    let found = action.path.value_in(current);
    match (&action.change, found) {
        (Change::Set(Source::Value(value)), Some(found)) => same(value, found),
        (Change::Set(Source::IfAbsent(..)), Some(_)) | (Change::Remove, None) => true,
        (Change::Insert(AttributeValue::Ss(more)), Some(AttributeValue::Ss(set))) => all_in(more, set),
        (Change::Insert(AttributeValue::Ns(more)), Some(AttributeValue::Ns(set))) => all_in(more, set),
        (Change::Delete(_), None) => true,
        (Change::Delete(AttributeValue::Ss(gone)), Some(AttributeValue::Ss(set))) => none_in(gone, set),
        (Change::Delete(AttributeValue::Ns(gone)), Some(AttributeValue::Ns(set))) => none_in(gone, set),
        _ => false,
    }
}

fn none_in(some: &[String], set: &[String]) -> bool {
    !some.iter().any(|one| set.contains(one))
}

fn all_in(some: &[String], set: &[String]) -> bool {
    some.iter().all(|one| set.contains(one))
}
