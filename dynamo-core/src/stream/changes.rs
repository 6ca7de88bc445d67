use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;

use aws_sdk_dynamodbstreams::types::Record;
use futures_core::Stream;
use futures_util::stream;

use super::change::Change;
use super::checkpoint::Checkpoint;
use super::fetch::{Fetches, is_older};
use super::record::IntoRecord;
use super::shards::Shards;
use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::table::Streamed;

/// The changes of a table, one after the other: [`Db::changes`].
///
/// Each change comes once. Those of one item come in their order, as do all of one shard. Between shards there is no order.
/// Behind a checkpoint it is the same, with [one exception](super::ReadChanges::from_latest).
///
/// A checkpoint is of use for 24 hours, whether there were changes or not: a reader of a quiet table keeps one now and then while it waits,
/// `tokio::time::timeout(hour, changes.next())` for one. The shards of a stream end several times a day, and the checkpoint goes on with them.
///
/// ```
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_core::Result<()> {
/// use dynamo_core::prelude::*;
/// use dynamo_core::schema::StreamView;
/// use dynamo_core::stream::ChangeKind;
///
/// #[derive(Debug, PartialEq, DynamoTable)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[pk]
///     id: String,
///     name: String,
/// }
///
/// let db = Db::embedded()?;
/// db.create_table::<User>().stream(StreamView::NewAndOldImages).await?;
/// db.put(&User { id: "u1".into(), name: "Ada".into() }).await?;
/// db.delete(User::key("u1")).await?;
///
/// let mut changes = db.changes::<User>().await?;
/// let first = changes.next().await?.expect("the put");
/// assert_eq!((first.kind, first.new.unwrap().name), (ChangeKind::Insert, "Ada".to_owned()));
///
/// // Kept with what was made of the changes; another process goes on from here.
/// let checkpoint = changes.checkpoint().to_string();
/// let mut later = db.changes::<User>().after(checkpoint.parse()?).await?;
/// assert_eq!(later.next().await?.expect("the deletion").kind, ChangeKind::Remove);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "it reads nothing until `next` is called"]
pub struct Changes<T> {
    db: Db,
    shards: Shards,
    fetches: Fetches,
    of: PhantomData<fn() -> T>,
}

impl<T: Streamed> Changes<T> {
    pub(super) fn new(db: Db, shards: Shards, fetches: Fetches) -> Self {
        Self { db, shards, fetches, of: PhantomData }
    }

    /// The next change; it waits for one. `None` where the stream has ended since it was switched off, or, with
    /// [`until_caught_up`](super::ReadChanges::until_caught_up), where there is no more for now.
    ///
    /// It can be given up while it waits, in `tokio::select!` for one: nothing is lost. Requests that are throttled, or not answered, are sent
    /// again for a while, and it can be called again behind any error.
    ///
    /// # Errors
    /// What the service fails with. A change that does not decode: the next call goes on behind it, and a checkpoint that was taken before stays
    /// before it. [`StreamGap`](crate::error::ErrorKind::StreamGap), at every call until [`skip_gap`](Self::skip_gap).
    pub async fn next(&mut self) -> Result<Option<Change<T>>> {
        loop {
            if let Some(change) = self.hand_out()? {
                return Ok(Some(change));
            }
            if let Some(shard) = self.shards.gap() {
                let kind = ErrorKind::StreamGap { shard: shard.to_owned() };
                return Err(self.in_table(Error::new(kind)));
            }
            if self.fetches.is_over(&self.shards) {
                return Ok(None);
            }
            self.fetches.start(&self.shards);
            self.fetches.progress(&self.db, &mut self.shards).await?;
        }
    }

    /// The next change of this type among those that were fetched.
    fn hand_out(&mut self) -> Result<Option<Change<T>>> {
        while let Some(waiting) = self.fetches.waiting() {
            let Some(record) = waiting.records.pop_front() else {
                self.fetches.used_up(&mut self.shards);
                continue;
            };
            let (shard, number, may_be_older) = (waiting.shard.clone(), number(&record), waiting.is_older);
            let record = record.into_record().map_err(|error| self.in_table(error))?;
            if may_be_older && self.shards.place(&shard).is_some_and(|place| is_older(record.created_at, place)) {
                continue;
            }
            let change = Change::told(record).map_err(|error| self.in_table(error))?;
            if let Some(number) = number {
                self.shards.handed_out(&shard, number);
            }
            if change.is_some() {
                return Ok(change);
            }
        }
        Ok(None)
    }

    fn in_table(&self, error: Error) -> Error {
        error.in_operation("GetRecords").in_table(&self.fetches.source().table)
    }

    /// How far it has come: behind all changes that [`next`](Self::next) has given. Take it when they were dealt with, and keep it with
    /// what they have led to; and now and then while there are none, since it goes on with the shards of the stream.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { stream: self.fetches.source().stream.clone(), places: self.shards.places() }
    }

    /// Goes on behind changes that may be lost: at the oldest that are kept of the shards in question.
    ///
    /// # Errors
    /// What the service fails with.
    pub async fn skip_gap(&mut self) -> Result<()> {
        let listing = self.fetches.source().shards().await?;
        self.shards.skip_gaps(&listing.shards);
        self.shards.add(listing.shards);
        Ok(())
    }

    /// The changes as a `Stream`, which ends where [`next`](Self::next) gives `None`, and behind a
    /// [`StreamGap`](crate::error::ErrorKind::StreamGap). When it is dropped, this goes on where it was.
    pub fn stream(&mut self) -> impl Stream<Item = Result<Change<T>>> + Send + Unpin + '_ {
        let changes: Pin<Box<dyn Stream<Item = _> + Send + '_>> = Box::pin(stream::unfold(Some(self), following));
        changes
    }
}

type Followed<'a, T> = (Result<Change<T>>, Option<&'a mut Changes<T>>);

async fn following<T: Streamed>(changes: Option<&mut Changes<T>>) -> Option<Followed<'_, T>> {
    let changes = changes?;
    let change = changes.next().await.transpose()?;
    let is_gap = change.as_ref().is_err_and(Error::is_stream_gap);
    Some((change, (!is_gap).then_some(changes)))
}

fn number(record: &Record) -> Option<String> {
    record.dynamodb.as_ref()?.sequence_number.clone()
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").field("stream", &self.fetches.source().stream).finish_non_exhaustive()
    }
}
