use std::fmt;

/// What [`ensure_table`](crate::Db::ensure_table) did. Nothing, at most starts of a program.
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
/// let done = db.ensure_table::<User>().await?;
/// assert!(done.created);
/// println!("{done}");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Ensured {
    /// Whether the table was created, with its indexes and its stream.
    pub created: bool,
    /// The indexes that were added to a table that was there.
    pub indexes: Vec<String>,
    /// Whether the expiry of items was switched on.
    pub ttl: bool,
    /// Whether a stream was switched on for a table that was there.
    pub stream: bool,
}

impl Ensured {
    /// Whether all was there already, as far as this call knows: what another process did meanwhile is not told.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        *self == Self::default()
    }
}

/// In a line, for a log.
impl fmt::Display for Ensured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indexes = (!self.indexes.is_empty()).then(|| format!("added {}", self.indexes.join(", ")));
        let done = [
            self.created.then(|| "created".to_owned()),
            indexes,
            self.ttl.then(|| "switched the expiry of items on".to_owned()),
            self.stream.then(|| "switched the stream on".to_owned()),
        ];
        let done: Vec<_> = done.into_iter().flatten().collect();
        if done.is_empty() { f.write_str("nothing to do") } else { f.write_str(&done.join("; ")) }
    }
}
