use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::types::AttributeValue;

use super::Error;

/// A member of a batch that was not done, as plain data.
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
/// use dynamo_core::error::Undone;
///
/// let failed = db.batch_write().put(&ada).in_table::<User>("nowhere").await.expect_err("no table");
/// let [left] = failed.leftovers() else { panic!("one") };
/// assert_eq!(left.table, "nowhere");
/// assert!(matches!(&left.what, Undone::Put(item) if item.contains_key("name")));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Leftover {
    /// The type of its items.
    pub kind: TypeId,
    /// The table.
    pub table: String,
    /// What was to be done.
    pub what: Undone,
}

/// What was to be done to an item.
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
/// use dynamo_core::error::Undone;
///
/// let failed = db.batch_get([User::key("u1")]).in_table("nowhere").await.expect_err("no table");
/// assert!(matches!(&failed.leftovers()[0].what, Undone::Read(key) if key.len() == 1));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub enum Undone {
    /// The item of this key was to be read.
    Read(HashMap<String, AttributeValue>),
    /// This item was to be written.
    Put(HashMap<String, AttributeValue>),
    /// The item of this key was to be deleted.
    Delete(HashMap<String, AttributeValue>),
}

/// What was read before a batch failed: handed out once, to whoever knows its type.
#[derive(Clone)]
pub(super) struct ReadSoFar(Arc<dyn Any + Send + Sync>);

impl ReadSoFar {
    fn new<O: Send + 'static>(output: O) -> Self {
        Self(Arc::new(Mutex::new(Some(output))))
    }

    fn take<O: 'static>(&self) -> Option<O> {
        self.0.downcast_ref::<Mutex<Option<O>>>()?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Error {
    /// The same error, with what of a batch was not done.
    #[must_use]
    pub(crate) fn with_leftovers(mut self, left: Vec<Leftover>) -> Self {
        self.inner_mut().left = left.into();
        self
    }

    /// The same error, with what another one says was not done.
    #[must_use]
    pub(crate) fn with_leftovers_of(mut self, other: &Self) -> Self {
        self.inner_mut().left = Arc::clone(&other.inner().left);
        self
    }

    /// The same error, with what was read all the same.
    #[must_use]
    pub(crate) fn with_read<O: Send + 'static>(mut self, output: O) -> Self {
        self.inner_mut().read = Some(ReadSoFar::new(output));
        self
    }

    /// What of a batch was not done, as far as is known, in the order it was asked for: of all types. For one type there is
    /// [`unprocessed`](Self::unprocessed). A chunk whose answer was lost is among them, though it may have been carried out: repeating
    /// it does no harm.
    #[must_use]
    pub fn leftovers(&self) -> &[Leftover] {
        &self.inner().left
    }

    /// What a batch has read before it failed: `O` is what it would have given, with `None` for what is missing and for what
    /// [was not read](Self::unprocessed). It is handed out once; `None` when it was taken, when `O` is another type, and for errors of
    /// anything but batches of reads.
    ///
    /// ```no_run
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # async fn run(db: Db) -> Result<()> {
    /// match db.batch_get([User::key("u1"), User::key("u2")]).await {
    ///     Ok(users) => println!("{users:?}"),
    ///     Err(error) => {
    ///         let users = error.take_read::<Vec<Option<User>>>();
    ///         println!("{users:?}, and not {:?}", error.unprocessed::<User>()?.keys);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn take_read<O: 'static>(&self) -> Option<O> {
        self.inner().read.as_ref()?.take()
    }
}
