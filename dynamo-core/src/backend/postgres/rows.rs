//! Rows on their way into a sink: as JSON, or as items where a part of them is asked for.

use tokio_postgres::Row;

use crate::error::{Error, Result};
use crate::evaluate::projected;
use crate::request::Projection;
use crate::response::Rows;
use crate::value::{Item, PlainRow, RawRow};

/// The JSON in a column.
pub(super) fn json(row: &Row, column: usize) -> Result<PlainRow<'_>> {
    let text = row.try_get::<_, &str>(column).map_err(unreadable)?;
    Ok(PlainRow::new(text.as_bytes())?)
}

/// The item in a column.
pub(super) fn item(row: &Row, column: usize) -> Result<Item> {
    Ok(json(row, column)?.row().into_item()?)
}

pub(super) fn unreadable(error: tokio_postgres::Error) -> Error {
    let unknown = Error::new(crate::error::ErrorKind::Other { code: "unknown".to_owned() });
    unknown.with_message("the database answers in a way that cannot be read").caused_by(error)
}

/// What is handed on of rows.
pub(super) enum Found {
    /// All that there is, in a column of rows.
    Whole(Vec<Row>, usize),
    /// Parts.
    Parts(Vec<Item>),
}

impl Found {
    /// What is asked for of the rows.
    pub(super) fn of(rows: Vec<Row>, column: usize, projection: Option<&Projection>) -> Result<Self> {
        let Some(projection) = projection else { return Ok(Self::Whole(rows, column)) };
        let part = |row: &Row| Ok(projected(projection, &item(row, column)?));
        Ok(Self::Parts(rows.iter().map(part).collect::<Result<_>>()?))
    }

    /// Hands the rows of one table over, between the sink's `begin` and `commit`.
    pub(super) fn hand_over(self, table: &str, sink: &Rows) -> Result<u64> {
        match self {
            Self::Whole(rows, column) => {
                let texts = rows.iter().map(|row| json(row, column)).collect::<Result<Vec<_>>>()?;
                sink.receive_of(table, texts.iter().map(|text| Ok::<_, Error>(text.row())))
            }
            Self::Parts(items) => sink.receive_of(table, items.into_iter().map(RawRow::map).map(Ok::<_, Error>)),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Whole(rows, _) => rows.len(),
            Self::Parts(items) => items.len(),
        }
    }
}
