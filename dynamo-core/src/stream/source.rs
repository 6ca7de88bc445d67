//! What is asked of the service: shards, and records.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodbstreams::Client as StreamsClient;
use aws_sdk_dynamodbstreams::types::{Record, Shard, ShardIteratorType, StreamStatus};

use super::checkpoint::Place;
use super::client::Look;
use super::shards::Listed;
use crate::backend::aws::failure;
use crate::error::{Error, ErrorKind, Result};

/// What is asked for is older than what is kept.
const TRIMMED: &str = "TrimmedDataAccessException";
/// There is no such stream, or no such shard.
const UNKNOWN: &str = "ResourceNotFoundException";

/// One stream, and how it is reached.
#[derive(Debug, Clone)]
pub(super) struct Source {
    client: StreamsClient,
    pub(super) stream: String,
    pub(super) table: String,
}

/// The shards of a stream.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) shards: Vec<Listed>,
    /// Whether the stream goes on.
    pub(super) is_open: bool,
}

/// Records that follow one another in a shard.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) records: Vec<Record>,
    /// Where it goes on; `None` at the end of a closed shard.
    pub(super) next: Option<String>,
}

impl Source {
    /// The stream of a table: the one that is asked for, or its present one.
    pub(super) async fn open(
        client: &Client,
        streams: Option<StreamsClient>,
        table: String,
        wanted: Option<String>,
    ) -> Result<Self> {
        let in_table = |error: Error| error.in_operation("DescribeTable").in_table(&table);
        let look = Look::default();
        let call = client.describe_table().table_name(&table).customize().interceptor(look.clone());
        let described = call.send().await.map_err(|error| in_table(failure(error)))?;
        let present = described.table.and_then(|table| {
            let is_on = table.stream_specification.as_ref().is_some_and(|stream| stream.stream_enabled);
            table.latest_stream_arn.filter(|_| is_on)
        });
        let stream = wanted.or(present).ok_or_else(|| in_table(Error::new(ErrorKind::NoStream)))?;
        let unseen = || in_table(Error::new(ErrorKind::Unavailable));
        let client = streams.or_else(|| look.client(client)).ok_or_else(unseen)?;
        Ok(Self { client, stream, table })
    }

    /// All shards that are kept, and whether there will be more.
    pub(super) async fn shards(&self) -> Result<Listing> {
        let (mut shards, mut from) = (Vec::new(), None);
        loop {
            let call = self.client.describe_stream().stream_arn(&self.stream).set_exclusive_start_shard_id(from);
            let answer = call.send().await.map_err(|error| self.told(failure(error), "DescribeStream", None))?;
            let Some(page) = answer.stream_description else {
                return Err(self.told(Error::new(ErrorKind::Unavailable), "DescribeStream", None));
            };
            shards.extend(page.shards.unwrap_or_default().into_iter().filter_map(listed));
            from = page.last_evaluated_shard_id;
            if from.is_none() {
                let is_off = matches!(page.stream_status, Some(StreamStatus::Disabled | StreamStatus::Disabling));
                return Ok(Listing { shards, is_open: !is_off });
            }
        }
    }

    /// Where a shard is read on from this place.
    pub(super) async fn iterator(&self, shard: &str, place: &Place) -> Result<Option<String>> {
        let call = self.client.get_shard_iterator().stream_arn(&self.stream).shard_id(shard);
        let call = match place {
            Place::After(number) => {
                call.shard_iterator_type(ShardIteratorType::AfterSequenceNumber).sequence_number(number)
            }
            Place::Start | Place::Since(_) | Place::Done => call.shard_iterator_type(ShardIteratorType::TrimHorizon),
        };
        let answer = call.send().await.map_err(|error| self.told(failure(error), "GetShardIterator", Some(shard)))?;
        Ok(answer.shard_iterator)
    }

    /// Behind what a shard has now.
    pub(super) async fn latest(&self, shard: &str) -> Result<Option<String>> {
        let call = self.client.get_shard_iterator().stream_arn(&self.stream).shard_id(shard);
        let call = call.shard_iterator_type(ShardIteratorType::Latest);
        let answer = call.send().await.map_err(|error| self.told(failure(error), "GetShardIterator", Some(shard)))?;
        Ok(answer.shard_iterator)
    }

    /// The next records.
    pub(super) async fn records(&self, shard: &str, iterator: String, limit: Option<i32>) -> Result<Page> {
        let call = self.client.get_records().shard_iterator(iterator).set_limit(limit);
        let answer = call.send().await.map_err(|error| self.told(failure(error), "GetRecords", Some(shard)))?;
        Ok(Page { records: answer.records.unwrap_or_default(), next: answer.next_shard_iterator })
    }

    /// The error in the words of streams.
    fn told(&self, error: Error, operation: &'static str, shard: Option<&str>) -> Error {
        let kind = match (error.code(), shard) {
            // A shard that was dropped is not known any more.
            (Some(TRIMMED | UNKNOWN), Some(shard)) => Some(ErrorKind::StreamGap { shard: shard.to_owned() }),
            (Some(UNKNOWN), None) => Some(ErrorKind::NoStream),
            _ => None,
        };
        let error = match kind {
            Some(kind) => error.told(kind),
            None => error,
        };
        error.in_operation(operation).in_table(&self.table)
    }
}

fn listed(shard: Shard) -> Option<Listed> {
    let is_closed = shard.sequence_number_range.is_some_and(|range| range.ending_sequence_number.is_some());
    Some(Listed { id: shard.shard_id?, parents: shard.parent_shard_id.into_iter().collect(), is_closed })
}

/// Whether an iterator of this place has to be asked for anew: it is too old, or it was that of the oldest change, which is another one by now.
pub(super) fn is_stale_iterator(error: &Error, place: Option<&Place>) -> bool {
    let is_read = error.operation() == Some("GetRecords");
    let is_begun = !matches!(place, Some(Place::Start | Place::Since(_)));
    error.code() == Some("ExpiredIteratorException") || (is_read && !is_begun && error.code() == Some(TRIMMED))
}
