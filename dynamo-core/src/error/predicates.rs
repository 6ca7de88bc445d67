//! What callers ask of an error most often.

use std::time::Duration;

use super::{Error, ErrorKind};

/// One predicate for each kind that callers act on.
macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident = $pattern:pat,)*) => {
        impl Error {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(&self) -> bool {
                    matches!(self.kind(), $pattern)
                }
            )*
        }
    };
}

predicates! {
    /// A value that a key cannot hold.
    is_invalid_key = ErrorKind::InvalidKey(_),
    /// A call that cannot mean anything.
    is_invalid_request = ErrorKind::InvalidRequest { .. } | ErrorKind::Encode(_),
    /// A cursor or token that cannot be used here.
    is_invalid_cursor = ErrorKind::InvalidCursor { .. },
    /// A stored item that does not fit its type.
    is_decode = ErrorKind::Decode(_),
    /// An item above DynamoDB's 400 KB.
    is_item_too_large = ErrorKind::ItemTooLarge { .. },
    /// The table is not there.
    is_missing_table = ErrorKind::MissingTable,
    /// The table has no such index.
    is_missing_index = ErrorKind::MissingIndex { .. },
    /// The table has no stream.
    is_no_stream = ErrorKind::NoStream,
    /// Changes may be gone before they were read.
    is_stream_gap = ErrorKind::StreamGap { .. },
    /// The table is not as its model says, and `ensure_table` cannot mend it.
    is_table_differs = ErrorKind::TableDiffers { .. },
    /// `create` found an item under the key, or `create_table` a table of that name.
    is_already_exists = ErrorKind::AlreadyExists,
    /// There is no item under the key.
    is_not_found = ErrorKind::NotFound,
    /// The item has another version than the one that was read.
    is_version_conflict = ErrorKind::VersionConflict { .. },
    /// A condition of `only_if` did not hold.
    is_condition_failed = ErrorKind::ConditionFailed,
    /// Counting a number up or down would leave what its type can hold.
    is_out_of_range = ErrorKind::OutOfRange { .. },
    /// The answer to a write was lost, and it was not sent again.
    is_outcome_unknown = ErrorKind::OutcomeUnknown,
    /// A batch was done in part.
    is_unprocessed = ErrorKind::Unprocessed { .. },
    /// Operations of a transaction failed, and nothing of it was carried out.
    is_transaction_cancelled = ErrorKind::TransactionCancelled(_),
    /// Another transaction is at work on an item, or a write in another Region.
    is_transaction_conflict = ErrorKind::TransactionConflict,
    /// The engine asks to slow down.
    is_throttled = ErrorKind::Throttled { .. },
    /// This backend cannot do it.
    is_unsupported = ErrorKind::Unsupported { .. },
    /// The circuit breaker is open: nothing was sent.
    is_circuit_open = ErrorKind::CircuitOpen { .. },
    /// No answer in time.
    is_timeout = ErrorKind::Timeout,
    /// The credentials do not allow it.
    is_access_denied = ErrorKind::AccessDenied,
    /// The engine cannot be reached, or fails by itself.
    is_unavailable = ErrorKind::Unavailable,
    /// The item is of another schema version than the type.
    is_outdated = ErrorKind::Outdated { .. },
}

impl Error {
    /// How long to wait before the same call may succeed; `None` where repeating it does not help.
    ///
    /// A write that timed out may have been carried out: look before you repeat it.
    #[must_use]
    pub fn retry_hint(&self) -> Option<Duration> {
        match self.kind() {
            ErrorKind::Throttled { .. }
            | ErrorKind::Unprocessed { .. }
            | ErrorKind::Unavailable
            | ErrorKind::Timeout => Some(Duration::from_secs(1)),
            ErrorKind::CircuitOpen { retry_in } => Some(*retry_in),
            ErrorKind::TransactionConflict => Some(Duration::from_millis(50)),
            _ => None,
        }
    }
}
