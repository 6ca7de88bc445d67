//! Rows on their way: where they arrive is where they are decoded.

use std::sync::Arc;

use crate::error::DecodeError;
use crate::value::RawRow;

/// Takes the rows of a reply where they arrive.
///
/// An attempt that is interrupted and repeated begins again, so that no row is taken twice.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// use std::sync::{Arc, Mutex};
/// use dynamo_core::error::DecodeError;
/// use dynamo_core::request::Request;
/// use dynamo_core::response::{Rows, Sink};
/// use dynamo_core::value::RawRow;
///
/// #[derive(Default)]
/// struct Names(Mutex<Vec<String>>);
///
/// impl Sink for Names {
///     fn begin(&self) {
///         self.0.lock().expect("no panic").clear();
///     }
///
///     fn row(&self, _place: usize, row: RawRow<'_>) -> std::result::Result<(), DecodeError> {
///         let name = row.peek(|entries| Ok(dynamo_core::value::Row::read(entries).map(|user: User| user.name)))?;
///         self.0.lock().expect("no panic").push(name?);
///         Ok(())
///     }
///
///     fn commit(&self) {}
/// }
///
/// # let db = Db::embedded()?;
/// # db.create_table::<User>().await?;
/// # let ada = User { id: "u1".into(), name: "Ada".into() };
/// db.put(&ada).await?;
/// let names = Arc::new(Names::default());
/// let rows = Rows::new(Arc::clone(&names) as Arc<dyn Sink>);
/// db.execute(Request::Query(Arc::new(db.scan::<User>().request()?)), Some(&rows)).await?;
/// assert_eq!(*names.0.lock().expect("no panic"), ["Ada"]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub trait Sink: Send + Sync {
    /// The rows of a reply follow; what an interrupted attempt left is dropped.
    fn begin(&self);

    /// The rows that follow are of this table. It is said only where a reply may have rows of several.
    fn table(&self, _name: &str) {}

    /// One row. What does not fit its type is the sink's to keep. Its place is counted from 0, in each table of its own.
    ///
    /// # Errors
    /// When the row is not even a row: then the whole reply cannot be trusted.
    fn row(&self, place: usize, row: RawRow<'_>) -> Result<(), DecodeError>;

    /// All rows of the reply were taken.
    fn commit(&self);
}

/// A handle to a sink, which the transport may keep for as long as the request takes.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # use std::sync::{Arc, Mutex};
/// # use dynamo_core::error::DecodeError;
/// # use dynamo_core::request::Request;
/// # use dynamo_core::response::Sink;
/// # use dynamo_core::value::RawRow;
/// # #[derive(Default)]
/// # struct Number(Mutex<usize>);
/// # impl Sink for Number {
/// #     fn begin(&self) {}
/// #     fn row(&self, _: usize, _: RawRow<'_>) -> std::result::Result<(), DecodeError> {
/// #         *self.0.lock().expect("no panic") += 1;
/// #         Ok(())
/// #     }
/// #     fn commit(&self) {}
/// # }
/// use dynamo_core::response::Rows;
///
/// # let db = Db::embedded()?;
/// # db.create_table::<User>().await?;
/// # let ada = User { id: "u1".into(), name: "Ada".into() };
/// db.put(&ada).await?;
/// let number = Arc::new(Number::default());
/// let rows = Rows::new(Arc::clone(&number) as Arc<dyn Sink>);
/// db.execute(Request::Query(Arc::new(db.scan::<User>().request()?)), Some(&rows)).await?;
/// assert_eq!(*number.0.lock().expect("no panic"), 1);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Rows(Arc<dyn Sink>);

impl Rows {
    /// A handle to this sink.
    #[must_use]
    pub fn new(sink: Arc<dyn Sink>) -> Self {
        Self(sink)
    }

    /// Hands over the rows of one reply, all of which has been read.
    ///
    /// # Errors
    /// When something that is no row is among them; then none of them counts.
    pub fn take<'r, E>(&self, rows: impl IntoIterator<Item = Result<RawRow<'r>, E>>) -> Result<u64, E>
    where
        E: From<DecodeError>,
    {
        let count = self.receive(rows)?;
        self.commit();
        Ok(count)
    }

    /// Hands over the rows of a reply that goes on behind them. They count when the rest was read, too, and [`commit`](Self::commit) is
    /// called: until then the reply may turn out to be cut short, and is asked for again.
    ///
    /// # Errors
    /// When something that is no row is among them.
    pub fn receive<'r, E>(&self, rows: impl IntoIterator<Item = Result<RawRow<'r>, E>>) -> Result<u64, E>
    where
        E: From<DecodeError>,
    {
        self.begin();
        self.each(rows)
    }

    /// The rows of a reply follow, table by table.
    pub fn begin(&self) {
        self.0.begin();
    }

    /// Hands over the rows of one table, behind [`begin`](Self::begin). They count like those of [`receive`](Self::receive).
    ///
    /// # Errors
    /// When something that is no row is among them.
    pub fn receive_of<'r, E>(
        &self,
        table: &str,
        rows: impl IntoIterator<Item = Result<RawRow<'r>, E>>,
    ) -> Result<u64, E>
    where
        E: From<DecodeError>,
    {
        self.0.table(table);
        self.each(rows)
    }

    fn each<'r, E>(&self, rows: impl IntoIterator<Item = Result<RawRow<'r>, E>>) -> Result<u64, E>
    where
        E: From<DecodeError>,
    {
        let mut count = 0;
        for row in rows {
            self.0.row(usize::try_from(count).unwrap_or(usize::MAX), row?)?;
            count += 1;
        }
        Ok(count)
    }

    /// The reply was read to its end: its rows count.
    pub fn commit(&self) {
        self.0.commit();
    }

    /// The sink itself.
    #[must_use]
    pub fn sink(&self) -> &dyn Sink {
        &*self.0
    }
}
