use std::sync::Arc;
use std::time::SystemTime;

use super::call::Call;
use super::changes::Ranges;
use super::outcome::{OnItem, Outcomes};
use super::run::{Metered, Operation, awaitable};
use super::upgrade;
use crate::error::Result;
use crate::output::Explained;
use crate::request::{self, Labelled, Request, TransactOperation};
use crate::response::Capacity;
use crate::table::{DynamoTable, Key};

/// A write that is carried out once, whatever becomes of its answers: `.exactly_once()`.
///
/// It is sent as a transaction of its own, with a token by which the engine knows it again. When an answer gets lost, it is sent again,
/// though it may count or append; alone, such a write would end as `OutcomeUnknown`. It costs twice as much, and no item is handed back.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "counters")]
/// # struct Counter { #[pk] id: String, count: u64 }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Counter>().await?;
/// # db.put(&Counter { id: "c".into(), count: 1 }).await?;
/// db.update(Counter::key("c")).set(|c| c.count().increment(1)).exactly_once().await?;
/// # assert_eq!(db.get(Counter::key("c")).required().await?.count, 2);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct ExactlyOnce<O>(pub(super) O);

/// A write that can go into a transaction.
pub trait Transacts: Send + 'static {
    /// The table.
    type Table: DynamoTable;
    /// What it hands back; it is known before it is sent.
    type Output: Send + 'static;

    /// Makes it a part of a call that is made at this time.
    #[doc(hidden)]
    fn set_now(&mut self, now: SystemTime);

    /// What it comes down to.
    #[doc(hidden)]
    fn transacted(self) -> Result<Transacted<Self::Table, Self::Output>>;
}

/// A write as part of a transaction, and what is left of its builder.
#[doc(hidden)]
pub struct Transacted<T, O> {
    pub(super) call: Call<T>,
    pub(super) key: Key<T>,
    pub(super) operation: TransactOperation,
    /// The numbers that it counts.
    pub(super) ranges: Ranges,
    pub(super) output: O,
}

impl<O: Transacts> ExactlyOnce<O> {
    /// Hands back a refusal as a value, with the item that is there, instead of failing with it.
    pub fn outcome(self) -> Outcomes<Self> {
        Outcomes(self)
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// As [`request`](Self::request).
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::TransactWrite(Arc::new(self.request()?)))
    }

    /// The plain request, with a token of its own.
    ///
    /// # Errors
    /// As that of the write.
    pub fn request(self) -> Result<request::TransactWrite> {
        Ok(alone(self.0.transacted()?.operation))
    }
}

fn alone(operation: TransactOperation) -> request::TransactWrite {
    request::TransactWrite::new(vec![Labelled::from(operation)])
}

impl<O: Transacts> Operation for ExactlyOnce<O> {
    type Output = O::Output;

    async fn run(self, metered: bool) -> Result<(O::Output, Capacity)> {
        let Transacted { call, key, operation, ranges, output } = self.0.transacted()?;
        let alone = request::TransactWrite { metered, ..alone(operation) };
        let request = Request::TransactWrite(Arc::new(alone));
        let sent = upgrade::until_current(&call, call.now(), metered, request).await;
        let reply = sent.map_err(|error| ranges.told(O::Table::SCHEMA, error).for_key(key.to_string()))?;
        Ok((output, reply.capacity))
    }
}

impl<O: Transacts<Table: Send>> OnItem for ExactlyOnce<O> {
    type Table = O::Table;
}

awaitable!(ExactlyOnce<O>);
