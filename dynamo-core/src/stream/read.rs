use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use aws_sdk_dynamodbstreams::Client as StreamsClient;

use super::changes::Changes;
use super::checkpoint::Checkpoint;
use super::fetch::{Fetches, Settings};
use super::shards::{Begin, Shards};
use super::source::Source;
use crate::backend::{BoxFuture, Feature};
use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::middleware::Backoff;
use crate::table::Streamed;

/// Where and how the changes of a table are read: [`Db::changes`]. Awaiting it finds the stream and its shards.
///
/// ```
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_core::Result<()> {
/// # use dynamo_core::prelude::*;
/// # use dynamo_core::schema::StreamView;
/// # #[derive(Debug, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: u32 }
/// # let db = Db::embedded()?;
/// # db.create_table::<User>().stream(StreamView::NewAndOldImages).await?;
/// for id in 0..100 {
///     db.put(&User { id }).await?;
/// }
/// let mut changes = db.changes::<User>().page_size(30).until_caught_up().await?;
/// let mut count = 0;
/// while let Some(change) = changes.next().await? {
///     assert_eq!(change.new.unwrap().id, count);
///     count += 1;
/// }
/// assert_eq!(count, 100);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "it reads nothing until it is awaited"]
pub struct ReadChanges<T> {
    db: Db,
    table: Option<String>,
    stream: Option<String>,
    from: From,
    settings: Settings,
    of: PhantomData<fn() -> T>,
}

enum From {
    Start,
    Latest,
    After(Checkpoint),
}

impl<T: Streamed> ReadChanges<T> {
    pub(crate) fn new(db: Db) -> Self {
        let (from, settings) = (From::Start, Settings::default());
        Self { db, table: None, stream: None, from, settings, of: PhantomData }
    }

    /// From the oldest change that is kept, which is 24 hours old at most. This is how it begins if nothing else is said.
    pub fn from_start(mut self) -> Self {
        self.from = From::Start;
        self
    }

    /// With the changes that are made once this was awaited.
    ///
    /// A reader that goes on from a checkpoint of this one, where nothing was handed out yet of a shard, may be given some that are up to two
    /// minutes older: a stream has no name for its end.
    pub fn from_latest(mut self) -> Self {
        self.from = From::Latest;
        self
    }

    /// Behind what another reader has handed out: nothing is left out, and nothing comes twice, but for what
    /// [`from_latest`](Self::from_latest) says. After 24 hours a checkpoint is a [`StreamGap`](crate::error::ErrorKind::StreamGap), also where there
    /// were no changes. It is of no use for a stream that its table does not
    /// have any more, and then an [`InvalidCursor`](crate::error::ErrorKind::InvalidCursor).
    pub fn after(mut self, checkpoint: Checkpoint) -> Self {
        self.from = From::After(checkpoint);
        self
    }

    /// Reads this stream instead of the present one of the table, by its ARN: one that was switched off can be read for 24 hours more.
    pub fn stream_arn(mut self, arn: impl Into<String>) -> Self {
        self.stream = Some(arn.into());
        self
    }

    /// Reads the changes of this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.table = Some(name.into());
        self
    }

    /// How many shards are read at a time, and how many pages of records are kept at most; 8, unless something else is said.
    pub fn concurrency(mut self, shards: usize) -> Self {
        self.settings.concurrency = shards.max(1);
        self
    }

    /// How many records are asked for at a time; DynamoDB gives 1,000 at most.
    pub fn page_size(mut self, records: u16) -> Self {
        self.settings.page_size = Some(i32::from(records.clamp(1, 1000)));
        self
    }

    /// How long to wait before a shard that had nothing new is asked again; a second, unless something else is said. DynamoDB answers five requests a second
    /// for each shard.
    pub fn poll_every(mut self, pause: Duration) -> Self {
        self.settings.pause = pause;
        self
    }

    /// How often, and how patiently, is sent again what was throttled or not answered.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.settings.backoff = backoff;
        self
    }

    /// Ends where there is no more for now: every shard that is open has answered three times in a row that it has nothing new. DynamoDB may say so
    /// in the middle of a shard, too, so that this is for tests and for what is run again.
    pub fn until_caught_up(mut self) -> Self {
        self.settings.until_caught_up = true;
        self
    }

    async fn open(self) -> Result<Changes<T>> {
        let Self { db, table, stream, from, settings, of: _ } = self;
        let table = table.unwrap_or_else(|| db.name_of(T::kind()).into_owned());
        let (client, streams) = clients::<T>(&db).map_err(|error| error.in_table(&table))?;
        let source = Source::open(client, streams, table, stream).await?;
        let since = SystemTime::now();
        let listing = source.shards().await?;
        let (mut begun, is_open) = (Vec::new(), listing.is_open);
        let shards = match from {
            From::Start => Shards::begin(listing.shards, Begin::Start),
            From::After(checkpoint) => {
                check(&checkpoint, &source)?;
                Shards::resume(listing.shards, checkpoint.places)
            }
            From::Latest => {
                let shards = Shards::begin(listing.shards, Begin::Latest(since));
                for (shard, _) in shards.ready() {
                    begun.push((shard.to_owned(), source.latest(shard).await?));
                }
                shards
            }
        };
        let fetches = Fetches::new(source, settings, is_open, begun);
        Ok(Changes::new(db, shards, fetches))
    }
}

/// The clients for the table and, if one was given, for its stream.
fn clients<T: Streamed>(db: &Db) -> Result<(&aws_sdk_dynamodb::Client, Option<StreamsClient>)> {
    let capabilities = db.stack_of(T::kind()).capabilities();
    let lacks = |feature: Feature| {
        Error::new(ErrorKind::Unsupported { feature: feature.name(), backend: capabilities.backend })
    };
    if let Some(feature) = [Feature::Sending, Feature::Streams].into_iter().find(|feature| !capabilities.has(*feature))
    {
        return Err(lacks(feature));
    }
    let client = db.sdk_of(T::kind()).ok_or_else(|| lacks(Feature::Streams))?;
    Ok((client, db.streams_client(T::kind())))
}

fn check(checkpoint: &Checkpoint, source: &Source) -> Result<()> {
    if checkpoint.stream == source.stream {
        return Ok(());
    }
    let reason = format!(
        "the checkpoint is of another stream, {}: what that has left can be read by `.stream_arn(..)` for 24 hours",
        checkpoint.stream
    );
    Err(Error::invalid_cursor(reason).in_table(&source.table))
}

impl<T: Streamed> IntoFuture for ReadChanges<T> {
    type Output = Result<Changes<T>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.open())
    }
}
