use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Cursor, Position};
use crate::error::{Error, Result};
use crate::request::Binding;

/// How far a job over a whole table has come: where each of its segments goes on.
///
/// It belongs to one job: another table, type, version of the type, or number of segments refuses it. It can be kept: it serializes with every
/// format of serde, and shows the keys that it holds.
///
/// All items before it are done. Of those behind it some may be, which does no harm: they are found to be done.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::output::Checkpoint;
///
/// # #[derive(Debug, PartialEq, DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, text: String, #[schema_version(2, upgrade(1 => from_one))] version: u32 }
/// # fn from_one(item: Item) -> Result<Item> { Ok(item) }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Note>().await?;
/// # let (keep, kept) = std::sync::mpsc::channel();
/// db.upgrade_all::<Note>().on_progress(move |p| keep.send(p.checkpoint).unwrap_or_default()).await?;
/// # let checkpoint = kept.recv().unwrap();
///
/// // It is text that can be written to a file, and goes on from there.
/// let text = serde_json::to_string(&checkpoint).unwrap();
/// let checkpoint: Checkpoint = serde_json::from_str(&text).unwrap();
/// db.upgrade_all::<Note>().resume(checkpoint).await?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checkpoint(Cursor);

impl Checkpoint {
    pub(crate) const fn new(job: Binding, positions: Vec<Position>) -> Self {
        Self(Cursor::new(job, positions))
    }

    /// Where the segments of this job go on.
    ///
    /// # Errors
    /// When it is the checkpoint of another job.
    pub(crate) fn into_positions(self, job: &Binding) -> Result<Vec<Position>> {
        self.0.into_positions(job).map_err(|_| {
            Error::invalid_cursor(
                "it is the checkpoint of another job: operation, table, type, its version and the number of segments have to be \
                 the same",
            )
        })
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.0.positions().iter().all(|at| *at == Position::End)
    }
}

/// Keys may be secret, and are not printed.
impl fmt::Debug for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checkpoint").field("at_end", &self.is_at_end()).finish_non_exhaustive()
    }
}
