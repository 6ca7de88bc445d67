use futures_util::TryFutureExt;

use crate::backend::{BoxFuture, boxed};
use crate::error::Result;
use crate::request::{Returning, TableName};
use crate::response::{Capacity, Reply};
use crate::table::DynamoTable;

/// An operation that has one obvious result. Awaiting the builder runs it.
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
/// use dynamo_core::operation::Operation;
///
/// /// Any call of this library, with a line in the log.
/// async fn logged<O>(what: &str, call: O) -> Result<<O as Operation>::Output>
/// where
///     O: Operation + IntoFuture<Output = Result<<O as Operation>::Output>>,
/// {
///     println!("{what}");
///     call.await
/// }
///
/// logged("put", db.put(&ada)).await?;
/// assert_eq!(logged("get", db.get(User::key("u1"))).await?, Some(ada));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub trait Operation: Sized + Send + 'static {
    /// The result.
    type Output: Send + 'static;

    /// Sends it, and says what it cost if that is asked for.
    ///
    /// The request of a write to one item is made when this is called, so that the future has to hold that alone, and not the builder.
    #[doc(hidden)]
    fn run(self, metered: bool) -> impl Future<Output = Result<(Self::Output, Capacity)>> + Send;
}

/// An operation on one item that can hand back what it found or left.
pub trait Write: Send + 'static {
    /// The table.
    type Table: DynamoTable;

    /// DynamoDB's name for it.
    #[doc(hidden)]
    const OPERATION: &'static str;

    /// The name of the table it goes to.
    #[doc(hidden)]
    fn table(&self) -> TableName;

    /// Sends it.
    #[doc(hidden)]
    fn write(self, returning: Returning, metered: bool) -> impl Future<Output = Result<Reply>> + Send;
}

/// Runs an operation, for `IntoFuture`.
pub(super) fn awaited<O: Operation>(operation: O) -> BoxFuture<'static, Result<O::Output>> {
    boxed(|| operation.run(false).map_ok(|(output, _)| output))
}

/// Makes builders awaitable.
macro_rules! awaitable {
    ($($builder:ident $(<$($of:ident $(: $bound:path)?),*>)?),* $(,)?) => { $(
        impl<$($($of $(: $bound)?),*)?> std::future::IntoFuture for $builder<$($($of),*)?>
        where
            Self: $crate::operation::Operation,
        {
            type Output = $crate::error::Result<<Self as $crate::operation::Operation>::Output>;
            type IntoFuture = $crate::backend::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                $crate::operation::run::awaited(self)
            }
        }
    )* };
}
pub(super) use awaitable;

/// An operation whose result comes with what it cost.
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
/// let ((), capacity) = db.put(&ada).metered().await?;
/// assert!(capacity.total > 0.0);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Metered<O>(pub(super) O);

impl<O: Operation> Operation for Metered<O> {
    type Output = (O::Output, Capacity);

    async fn run(self, _metered: bool) -> Result<(Self::Output, Capacity)> {
        let (output, capacity) = self.0.run(true).await?;
        Ok(((output, capacity.clone()), capacity))
    }
}

awaitable!(Metered<O>);
