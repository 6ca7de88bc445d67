use std::any::TypeId;

use crate::error::{Error, Result, Undone};
use crate::table::{DynamoTable, Key, Table};

/// What of a batch was not done, of one type: [`Error::unprocessed`].
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
/// // Nobody has made the table of this one.
/// let failed = db.batch_write().put(&ada).in_table::<User>("nowhere").await.expect_err("no table");
/// let left = failed.unprocessed::<User>()?;
/// assert_eq!((left.len(), left.puts), (1, vec![ada]));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone)]
pub struct Unprocessed<T: DynamoTable> {
    /// The keys that were not read.
    pub keys: Vec<Key<T>>,
    /// The items that were not written, as they were given.
    pub puts: Vec<T>,
    /// The keys of the items that were not deleted.
    pub deletes: Vec<Key<T>>,
}

impl<T: DynamoTable> Unprocessed<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len() + self.puts.len() + self.deletes.len()
    }

    /// Whether all of this type was done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Error {
    /// What of a batch was not done, as far as is known, of one type and in the order it was asked for; nothing for errors of anything else.
    /// A chunk whose answer was lost is among it, though it may have been carried out: repeating it does no harm.
    ///
    /// ```no_run
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # async fn run(db: Db, users: Vec<User>) -> Result<()> {
    /// if let Err(error) = db.batch_write().put_all(&users).await {
    ///     for user in error.unprocessed::<User>()?.puts {
    ///         println!("{} was not written: {error}", user.id);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When an item that was to be written does not read back.
    pub fn unprocessed<T: DynamoTable>(&self) -> Result<Unprocessed<T>> {
        let mut unprocessed = Unprocessed { keys: Vec::new(), puts: Vec::new(), deletes: Vec::new() };
        for left in self.leftovers().iter().filter(|left| left.kind == TypeId::of::<T>()) {
            match &left.what {
                Undone::Read(key) => unprocessed.keys.push(Key::of_stored(key)),
                Undone::Put(item) => unprocessed.puts.push(T::from_item(item.clone())?),
                Undone::Delete(key) => unprocessed.deletes.push(Key::of_stored(key)),
            }
        }
        Ok(unprocessed)
    }
}
