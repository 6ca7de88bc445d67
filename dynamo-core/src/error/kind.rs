use std::fmt;
use std::time::Duration;

use super::{CancellationReason, DecodeError, EncodeError, KeyError};

/// The kinds of failure.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<User>().await?;
/// # let ada = User { id: "u1".into(), name: "Ada".into() };
/// let error = db.get(User::key("u9")).required().await.expect_err("nobody");
/// match error.kind() {
///     ErrorKind::NotFound => assert_eq!(error.key(), Some(r#"id="u9""#)),
///     kind => panic!("{kind:?}"),
/// }
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value that a key cannot hold.
    InvalidKey(KeyError),
    /// A call that cannot mean anything: found before it was sent, or refused by the engine.
    InvalidRequest {
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// A cursor or token of another query, of another key, out of date, or mangled on its way.
    InvalidCursor {
        /// What is wrong with it.
        reason: String,
    },
    /// A read was not finished when it had sent as many requests as [`max_requests`](crate::operation::Read::max_requests) allows.
    Unfinished {
        /// How many these are.
        requests: u32,
    },
    /// A value that cannot be stored.
    Encode(EncodeError),
    /// A stored item that does not fit its type.
    Decode(DecodeError),
    /// An item above DynamoDB's 400 KB.
    ItemTooLarge {
        /// The item's size, as DynamoDB counts it.
        bytes: usize,
        /// The largest attributes with their sizes, largest first.
        largest: Vec<(String, usize)>,
    },
    /// A local index has 10 GB under one partition key.
    ItemCollectionTooLarge,
    /// An item of an older or newer schema version than this call can read.
    Outdated {
        /// The version the item carries.
        found: u32,
        /// The version of the type.
        current: u32,
    },
    /// The table is not there.
    MissingTable,
    /// The table has no index of this name.
    MissingIndex {
        /// Its name.
        index: String,
    },
    /// The table has no stream of its changes, or it has been switched off.
    NoStream,
    /// Changes may be lost: DynamoDB keeps them for 24 hours, and the place where this shard of the stream is read on is gone. Whether there were
    /// any behind it cannot be known: on a table that changes rarely it may have been none.
    StreamGap {
        /// The shard.
        shard: String,
    },
    /// The table is not as its model says, in a way that `ensure_table` cannot mend; it changed nothing.
    /// [`verify_table`](crate::Db::verify_table) gives the same as values.
    TableDiffers {
        /// What the table has, what the model says, and what to do.
        differences: Vec<String>,
    },
    /// `create` found an item under the key, or `create_table` a table of that name.
    AlreadyExists,
    /// There is no item under the key.
    NotFound,
    /// The item has another version than the one that was read.
    VersionConflict {
        /// The version that was expected; 0 for none.
        expected: u64,
        /// The version that the item has; `None` when it has none, or there is no item.
        found: Option<u64>,
    },
    /// Counting a number up or down would leave what its type can hold; nothing was changed.
    OutOfRange {
        /// The attribute.
        attribute: String,
    },
    /// A condition did not hold.
    ConditionFailed,
    /// The answer was lost, and sending the write again could have done it twice: it was carried out, or it was not.
    OutcomeUnknown,
    /// Operations of a transaction failed, and nothing of it was carried out.
    TransactionCancelled(
        /// Those that failed, in their order.
        Vec<CancellationReason>,
    ),
    /// A transaction is at work on the item, or on one of the items of this transaction; or, in a global table, a write in another Region.
    TransactionConflict,
    /// A batch was done in part: what was not is in [`Error::unprocessed`](crate::Error::unprocessed).
    Unprocessed {
        /// How many members were not done.
        members: usize,
    },
    /// The engine asks to slow down. Of a plain put, delete or `set`, which do no harm when they are sent again, an earlier attempt may have
    /// been carried out; any other write was not.
    Throttled {
        /// Why, as far as it says: `TableReadProvisionedThroughputExceeded`, ….
        reasons: Vec<String>,
    },
    /// This backend cannot do it; nothing was sent.
    Unsupported {
        /// What it lacks.
        feature: &'static str,
        /// Its name.
        backend: &'static str,
    },
    /// The engine has not answered several calls in a row, so that this one was not sent: see
    /// [`Breaker`](crate::middleware::Breaker).
    CircuitOpen {
        /// When one is sent again, as far as is known: while a probe is on its way, soon.
        retry_in: Duration,
    },
    /// No answer in time. A write may have been carried out.
    Timeout,
    /// The credentials do not allow it.
    AccessDenied,
    /// The engine cannot be reached, or fails by itself. A plain put, delete or `set` may have been carried out, as may a batch; any other write
    /// was not.
    Unavailable,
    /// Anything else that the engine answered.
    Other {
        /// The engine's own code.
        code: String,
    },
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidKey(error) => error.fmt(f),
            Self::InvalidRequest { reason } => f.write_str(reason),
            Self::InvalidCursor { reason } => write!(f, "the cursor cannot be used: {reason}"),
            Self::Unfinished { requests } => write!(f, "the read was not finished after {requests} requests"),
            Self::Encode(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::ItemTooLarge { bytes, largest } => too_large(f, *bytes, largest),
            Self::ItemCollectionTooLarge => f.write_str("the items under this partition key exceed 10 GB"),
            Self::Outdated { found, current } => {
                write!(f, "the item has schema version {found}, and the type has {current}")
            }
            Self::MissingTable => f.write_str("the table does not exist"),
            Self::MissingIndex { index } => write!(f, "the table has no index {index:?}"),
            Self::NoStream => f.write_str(
                "the table has no stream: `db.ensure_table().stream(StreamView::NewAndOldImages)` switches one on",
            ),
            Self::StreamGap { shard } => {
                write!(
                    f,
                    "changes of shard {shard} may be gone before they were read; `.skip_gap()` goes on behind them"
                )
            }
            Self::TableDiffers { differences } => {
                write!(f, "the table is not as its model says: {}", differences.join("; "))
            }
            Self::AlreadyExists => f.write_str("it exists already"),
            Self::NotFound => f.write_str("there is no such item"),
            Self::VersionConflict { expected, found } => version_conflict(f, *expected, *found),
            Self::OutOfRange { attribute } => write!(f, "`{attribute}` would leave the range of its type"),
            Self::ConditionFailed => f.write_str("the condition does not hold"),
            Self::OutcomeUnknown => f.write_str("whether the write was carried out is not known"),
            Self::TransactionCancelled(reasons) => cancelled(f, reasons),
            Self::TransactionConflict => {
                f.write_str("a transaction, or a write in another Region, is at work on the item")
            }
            Self::Unprocessed { members } => write!(f, "{members} of the batch were not done"),
            Self::Throttled { reasons } if reasons.is_empty() => f.write_str("throttled"),
            Self::Throttled { reasons } => write!(f, "throttled: {}", reasons.join(", ")),
            Self::Unsupported { feature, backend } => write!(f, "the {backend} backend has no {feature}"),
            Self::CircuitOpen { retry_in } => {
                write!(f, "the engine does not answer, and nothing was sent; try again in {retry_in:.1?}")
            }
            Self::Timeout => f.write_str("no answer in time"),
            Self::AccessDenied => f.write_str("access denied"),
            Self::Unavailable => f.write_str("the engine is not available"),
            Self::Other { code } => f.write_str(code),
        }
    }
}

fn too_large(f: &mut fmt::Formatter<'_>, bytes: usize, largest: &[(String, usize)]) -> fmt::Result {
    if bytes == 0 {
        return f.write_str("the item would be larger than DynamoDB's limit of 409600 bytes");
    }
    write!(f, "the item has {bytes} bytes, and DynamoDB's limit is 409600; the largest attributes:")?;
    largest.iter().try_for_each(|(name, size)| write!(f, " `{name}` ({size})"))
}

fn cancelled(f: &mut fmt::Formatter<'_>, reasons: &[CancellationReason]) -> fmt::Result {
    f.write_str("the transaction was cancelled")?;
    reasons.iter().enumerate().try_for_each(|(at, reason)| {
        f.write_str(if at == 0 { " by " } else { "; " })?;
        write!(f, "{reason}")
    })
}

fn version_conflict(f: &mut fmt::Formatter<'_>, expected: u64, found: Option<u64>) -> fmt::Result {
    match (expected, found) {
        (0, Some(found)) => write!(f, "the item has version {found}, and none was expected"),
        (expected, Some(found)) => write!(f, "the item has version {found}, and {expected} was expected"),
        (expected, None) => write!(f, "the item has no version, and {expected} was expected"),
    }
}
