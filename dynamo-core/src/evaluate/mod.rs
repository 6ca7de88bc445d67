//! One evaluator of expression trees over items, for engines that have none of their own: the same item and the same expression give the
//! answer that DynamoDB gives.
//!
//! What DynamoDB refuses whatever the item holds, [`check_condition`] and [`check_actions`] refuse without one.

mod check;
mod condition;
mod equal;
mod place;
mod projection;
mod set;
mod source;
mod update;

pub use check::{check_actions, check_condition};
pub use condition::holds;
#[cfg(feature = "postgres")]
pub(crate) use condition::is_true;
pub(crate) use equal::{same, same_items};
pub use projection::projected;
pub use update::updated;

use crate::error::Error;

/// What DynamoDB says in so many words.
fn refused(reason: impl Into<String>) -> Error {
    Error::invalid_request(reason)
}
