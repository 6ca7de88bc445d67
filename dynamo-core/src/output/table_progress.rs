use super::Checkpoint;
use crate::error::Error;

/// How far a job over a whole table is: what `.on_progress(..)` is told each time a page of a segment is done, and what an error
/// [has](Error::stopped_at) that stopped one.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # use std::sync::{Arc, Mutex};
/// # let db = Db::embedded()?;
/// # db.create_table::<Session>().await?;
/// let last = Arc::new(Mutex::new(None));
/// let keep = Arc::clone(&last);
/// db.sweep_expired::<Session>().on_progress(move |progress| *keep.lock().expect("no panic") = Some(progress)).await?;
/// let progress = last.lock().expect("no panic").take().expect("one page");
/// assert_eq!((progress.segment, progress.totals.deleted), (0, 0));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TableProgress<C> {
    /// What this run has done so far, in all segments: [`Upgraded`] or [`Swept`].
    pub totals: C,
    /// The segment that it came from, counted from 0.
    pub segment: u32,
    /// Where to [resume](crate::operation::UpgradeAll::resume).
    pub checkpoint: Checkpoint,
}

/// What [`upgrade_all`](crate::Db::upgrade_all) has done.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, #[schema_version(2, upgrade(1 => keep))] version: u32 }
/// # fn keep(item: Item) -> Result<Item> { Ok(item) }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Note>().await?;
/// db.put(&Note { id: 1, version: 0 }).await?;
/// let done = db.upgrade_all::<Note>().await?;
/// assert_eq!((done.looked_at, done.current, done.upgraded), (1, 1, 0));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Upgraded {
    /// Items that were looked at, of any kind.
    pub looked_at: u64,
    /// Items that were stored in the type's own version.
    pub upgraded: u64,
    /// Items that had it already.
    pub current: u64,
    /// Items of a newer version, which were left as they are.
    pub newer: u64,
    /// Items of other kinds that share the table.
    pub foreign: u64,
    /// Items that were deleted before they could be upgraded.
    pub gone: u64,
    /// How often an item was changed by somebody else between read and write, and looked at again.
    pub conflicts: u64,
}

/// What [`sweep_expired`](crate::Db::sweep_expired) has done.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Session>().await?;
/// let swept = db.sweep_expired::<Session>().await?;
/// assert_eq!(swept, dynamo_core::output::Swept::default());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Swept {
    /// Items that were looked at, of any kind.
    pub looked_at: u64,
    /// Items that were deleted.
    pub deleted: u64,
    /// Items whose time was changed between read and delete, and which were left as they are.
    pub renewed: u64,
    /// Items that somebody else deleted meanwhile.
    pub gone: u64,
}

impl Error {
    /// How far the job over a whole table was that this error has stopped: `C` is [`Upgraded`] or [`Swept`]. What was done is done, and the
    /// checkpoint goes on behind it. `None` for errors of anything else.
    ///
    /// ```no_run
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "notes")]
    /// # struct Note { #[pk] id: u32, text: String, #[schema_version(2, upgrade(1 => from_one))] version: u32 }
    /// # fn from_one(item: Item) -> Result<Item> { Ok(item) }
    /// use dynamo_core::output::Upgraded;
    ///
    /// # async fn run(db: Db) -> Result<()> {
    /// if let Err(error) = db.upgrade_all::<Note>().await {
    ///     println!("stopped at {:?}: {error}", error.key());
    ///     if let Some(progress) = error.stopped_at::<Upgraded>() {
    ///         println!("{} are done", progress.totals.upgraded);
    ///         db.upgrade_all::<Note>().resume(progress.checkpoint.clone()).await?;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn stopped_at<C: 'static>(&self) -> Option<&TableProgress<C>> {
        self.halted()?.downcast_ref()
    }
}
