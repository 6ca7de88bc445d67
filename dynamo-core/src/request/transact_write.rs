use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use super::{Change, Check, Condition, Delete, Expectation, Identity, KeyAttributes, Put, Returning, Source, Update};
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::value::{EncodedItem, attribute_size};

/// DynamoDB's limits for one transaction.
const MAX_OPERATIONS: usize = 100;
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Writes and checks that are carried out together, or not at all.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = || Db::offline().transact_write().delete(User::key("u1")).request();
/// assert_eq!(request()?.operations.len(), 1);
/// assert_ne!(request()?.token, request()?.token);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct TransactWrite {
    /// What is done, each to an item of its own.
    pub operations: Vec<Labelled>,
    /// Tells an engine that it has seen this transaction before: it carries the same one out once, however often it is sent.
    pub token: String,
    /// Whether the answer is to say what it cost.
    pub metered: bool,
}

/// One operation of a transaction, and what the caller calls it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let request = Db::offline().transact_write().delete(User::key("u1")).label("the old one").request()?;
/// assert_eq!(request.operations[0].label.as_deref(), Some("the old one"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The caller's name for it, which the reason of a cancellation repeats.
    pub label: Option<String>,
    /// What is done.
    pub operation: TransactOperation,
}

/// What a transaction does to one item. Nothing of it can be handed back: `returning` and `metered` of a write are to be left off.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::request::TransactOperation;
///
/// let request = Db::offline().transact_write().check(User::key("u1"), |u| u.name().exists()).request()?;
/// assert!(matches!(request.operations[0].operation, TransactOperation::Check(_)));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub enum TransactOperation {
    /// A whole item, written.
    Put(Put),
    /// Changes to an item.
    Update(Update),
    /// An item, deleted.
    Delete(Delete),
    /// An item, looked at.
    Check(Check),
}

impl TransactWrite {
    /// These operations, with a token that no other transaction has.
    #[must_use]
    pub fn new(operations: Vec<Labelled>) -> Self {
        Self { operations, token: fresh_token(), metered: false }
    }

    /// Makes it another transaction, which no engine has seen.
    pub(super) fn renew(&mut self) {
        self.token = fresh_token();
    }

    /// Refuses what DynamoDB would, before anything is sent.
    ///
    /// # Errors
    /// When there are no operations or more than 100, when two of them are on one item, when they hold more than 4 MB, and when one of them
    /// asks for what a transaction cannot do.
    pub fn check(&self) -> Result<()> {
        check_operations(&self.operations.iter().collect::<Vec<_>>(), 0)
    }
}

/// Refuses what DynamoDB would of one transaction, whose operations are counted from a number.
pub(crate) fn check_operations(operations: &[&Labelled], first: usize) -> Result<()> {
    let count = operations.len();
    if count == 0 || count > MAX_OPERATIONS {
        let reason = format!("a transaction takes 1 to {MAX_OPERATIONS} operations, and has {count}");
        return Err(Error::invalid_request(reason));
    }
    let mut known = HashMap::with_capacity(count);
    for (at, one) in operations.iter().enumerate() {
        check_operation(one, first + at)?;
        // A key that is not whole is the engine's to refuse.
        let Some(identity) = one.operation.identity() else { continue };
        if let Some(earlier) = known.insert((one.operation.table(), identity), at) {
            return Err(Error::invalid_request(format!(
                "{} and {} are on one item of table `{}`; a transaction does one thing to an item",
                operations[earlier].name(first + earlier),
                one.name(first + at),
                one.operation.table()
            )));
        }
    }
    let sum = |of_item| operations.iter().fold(0, |sum: usize, one| sum.saturating_add(one.operation.bytes(of_item)));
    // To count exactly, items have to be read.
    if sum(EncodedItem::most) <= MAX_BYTES {
        return Ok(());
    }
    match sum(EncodedItem::size) {
        bytes if bytes > MAX_BYTES => {
            let reason = format!("the transaction has {bytes} bytes, and DynamoDB's limit is {MAX_BYTES}");
            Err(Error::invalid_request(reason))
        }
        _ => Ok(()),
    }
}

fn check_operation(one: &Labelled, number: usize) -> Result<()> {
    if one.operation.returning() != Returning::Nothing {
        let reason = format!("{} asks for an item, and a transaction hands none back", one.name(number));
        return Err(Error::invalid_request(reason));
    }
    if let TransactOperation::Check(check) = &one.operation
        && check.expectation().condition(check.condition.clone()).is_none()
    {
        return Err(Error::invalid_request(format!("{} checks nothing", one.name(number))));
    }
    Ok(())
}

impl Labelled {
    /// What an error calls it. Operations are counted from 0, as the reasons of a cancellation are.
    fn name(&self, number: usize) -> String {
        match &self.label {
            Some(label) => format!("operation {number} ({label:?})"),
            None => format!("operation {number}"),
        }
    }
}

impl From<TransactOperation> for Labelled {
    fn from(operation: TransactOperation) -> Self {
        Self { label: None, operation }
    }
}

impl TransactOperation {
    /// What is known of the item.
    #[must_use]
    pub fn schema(&self) -> &'static Schema {
        match self {
            Self::Put(put) => put.schema,
            Self::Update(update) => update.schema,
            Self::Delete(delete) => delete.schema,
            Self::Check(check) => check.schema,
        }
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::Put(put) => &put.table,
            Self::Update(update) => &update.table,
            Self::Delete(delete) => &delete.table,
            Self::Check(check) => &check.table,
        }
    }

    /// What it expects to find.
    #[must_use]
    pub fn expectation(&self) -> Expectation {
        match self {
            Self::Put(put) => put.expectation(),
            Self::Update(update) => update.expectation(),
            Self::Delete(delete) => delete.expectation(),
            Self::Check(check) => check.expectation(),
        }
    }

    /// What the caller asks for besides.
    #[must_use]
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Self::Put(put) => put.condition.as_ref(),
            Self::Update(update) => update.condition.as_ref(),
            Self::Delete(delete) => delete.condition.as_ref(),
            Self::Check(check) => check.condition.as_ref(),
        }
    }

    /// DynamoDB's name for it in a transaction.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Put(_) => "Put",
            Self::Update(_) => "Update",
            Self::Delete(_) => "Delete",
            Self::Check(_) => "ConditionCheck",
        }
    }

    fn returning(&self) -> Returning {
        match self {
            Self::Put(put) => put.returning,
            Self::Update(update) => update.returning,
            Self::Delete(delete) => delete.returning,
            Self::Check(_) => Returning::Nothing,
        }
    }

    /// The item that it is on.
    fn identity(&self) -> Option<Identity> {
        match self {
            Self::Put(put) => Identity::of_item(put.schema, put.item.apart()),
            Self::Update(update) => Identity::of_key(update.schema, &update.key),
            Self::Delete(delete) => Identity::of_key(delete.schema, &delete.key),
            Self::Check(check) => Identity::of_key(check.schema, &check.key),
        }
    }

    /// What it holds at least, as DynamoDB counts it: how large the item of an update is only the engine knows.
    fn bytes(&self, of_item: fn(&EncodedItem) -> usize) -> usize {
        let key =
            |key: &KeyAttributes| -> usize { key.iter().map(|(name, value)| name.len() + attribute_size(value)).sum() };
        match self {
            Self::Put(put) => of_item(&put.item),
            Self::Delete(delete) => key(&delete.key),
            Self::Check(check) => key(&check.key),
            Self::Update(update) => {
                let set = update.actions.iter().map(|action| match &action.change {
                    Change::Set(Source::Value(value)) | Change::Insert(value) => attribute_size(value),
                    _ => 0,
                });
                key(&update.key) + set.sum::<usize>()
            }
        }
    }
}

/// 128 bits that nobody else has: hashers are seeded by the operating system.
fn fresh_token() -> String {
    let seeded = RandomState::new();
    let half = |number: u8| {
        let mut hasher = seeded.build_hasher();
        hasher.write_u8(number);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(0), half(1))
}
