use super::returned::Returned;
use super::row::Reads;
use super::run::{Metered, Operation, Write, awaitable};
use super::{Delete, Put, Update, Upsert, Written};
use crate::error::{Error, ErrorKind, Result};
use crate::response::Capacity;
use crate::table::DynamoTable;

/// What became of a conditional write.
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
/// let ada = User { id: "u1".into(), name: "Ada".into() };
/// assert_eq!(db.create(&ada).outcome().await?, Outcome::Applied(()));
/// assert_eq!(db.create(&ada).outcome().await?, Outcome::Rejected { current: Some(ada) });
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<O, T> {
    /// It was carried out.
    Applied(O),
    /// A condition did not hold, and nothing was changed.
    Rejected {
        /// The item that is there; `None` when there is none.
        current: Option<T>,
    },
}

impl<O, T> Outcome<O, T> {
    /// Whether it was carried out.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        matches!(self, Self::Applied(_))
    }
}

/// A write whose refusal is a value: `.outcome()`.
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
/// use dynamo_core::operation::Outcome;
///
/// assert!(db.create(&ada).outcome().await?.is_applied());
/// assert_eq!(db.create(&ada).outcome().await?, Outcome::Rejected { current: Some(ada) });
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Outcomes<O>(pub(super) O);

impl<O> Outcomes<O> {
    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }
}

/// Operations on one item of a table.
pub trait OnItem: Operation {
    /// The table.
    type Table: DynamoTable + Send;
}

impl<T: DynamoTable + Send> OnItem for Put<T> {
    type Table = T;
}

impl<T: DynamoTable + Send> OnItem for Written<T> {
    type Table = T;
}

impl<T: DynamoTable + Send> OnItem for Upsert<T> {
    type Table = T;
}

impl<T: DynamoTable + Send, L> OnItem for Update<T, L>
where
    Self: Operation,
{
    type Table = T;
}

impl<T: DynamoTable + Send, L> OnItem for Delete<T, L>
where
    Self: Operation,
{
    type Table = T;
}

impl<O: Write<Table: Send>, N, R: Reads<O::Table>> OnItem for Returned<O, N, R>
where
    Self: Operation,
{
    type Table = O::Table;
}

impl<O: OnItem> Operation for Outcomes<O> {
    type Output = Outcome<O::Output, O::Table>;

    async fn run(self, metered: bool) -> Result<(Self::Output, Capacity)> {
        match self.0.run(metered).await {
            Ok((output, capacity)) => Ok((Outcome::Applied(output), capacity)),
            Err(error) if is_refusal(&error) => {
                Ok((Outcome::Rejected { current: error.current::<O::Table>()? }, Capacity::default()))
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether it failed because of what is there.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::AlreadyExists
            | ErrorKind::NotFound
            | ErrorKind::VersionConflict { .. }
            | ErrorKind::OutOfRange { .. }
            | ErrorKind::ConditionFailed
    )
}

awaitable!(Outcomes<O>);
