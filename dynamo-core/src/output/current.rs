use crate::error::{Error, Result};
use crate::table::{DynamoTable, Table};

impl Error {
    /// The item that a condition was checked against, if there was one: what `create` found, or what has another version.
    ///
    /// # Errors
    /// When it is not an item of this type.
    pub fn current<T: DynamoTable>(&self) -> Result<Option<T>> {
        let read = self.current_item().cloned().map(T::from_stored).transpose();
        read.map_err(|error| match self.table() {
            Some(table) => error.in_table(table),
            None => error.in_type::<T>(),
        })
    }
}
