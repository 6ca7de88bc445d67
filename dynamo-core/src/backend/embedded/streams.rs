//! Where the engine's streams differ from DynamoDB's.

use dynoxide::actions::describe_stream::DescribeStreamRequest;
use dynoxide::actions::describe_table::DescribeTableRequest;
use dynoxide::actions::get_records::GetRecordsRequest;
use dynoxide::actions::get_shard_iterator::GetShardIteratorRequest;
use dynoxide::{Database, DynoxideError, Result};
use serde_json::{Map, Value};

use super::operations::{read, write};

/// The only shard of a stream is open: the engine gives the last record of an open one for its end.
pub(super) fn describe_stream(database: &Database, body: &[u8]) -> Result<Vec<u8>> {
    let request: DescribeStreamRequest = read(body)?;
    check(database, &request.stream_arn)?;
    let mut reply = database.describe_stream(request)?;
    for shard in &mut reply.stream_description.shards {
        shard.sequence_number_range.ending_sequence_number = None;
    }
    write(Ok(reply))
}

/// The engine keeps the records of all streams that a table of this name ever had in one shard. A stream begins where it was switched on.
pub(super) fn get_shard_iterator(database: &Database, body: &[u8]) -> Result<Vec<u8>> {
    let mut request: GetShardIteratorRequest = read(body)?;
    check(database, &request.stream_arn)?;
    if request.shard_iterator_type == "TRIM_HORIZON"
        && request.sequence_number.is_none()
        && let Some(number) = before(&request.stream_arn)
    {
        request.shard_iterator_type = "AFTER_SEQUENCE_NUMBER".to_owned();
        request.sequence_number = Some(number);
    }
    write(database.get_shard_iterator(request))
}

/// The engine spells the members of a user identity as Lambda's events do, and not as this operation does.
pub(super) fn get_records(database: &Database, body: &[u8]) -> Result<Vec<u8>> {
    let request: GetRecordsRequest = read(body)?;
    let reply = database.get_records(request)?;
    if reply.records.iter().all(|record| record.user_identity.is_none()) {
        return write(Ok(reply));
    }
    let mut reply = serde_json::to_value(reply).map_err(unwritable)?;
    for record in reply["Records"].as_array_mut().into_iter().flatten() {
        if let Some(identity) = record.get_mut("userIdentity").and_then(Value::as_object_mut) {
            respell(identity);
        }
    }
    write(Ok(reply))
}

fn respell(identity: &mut Map<String, Value>) {
    for (theirs, name) in [("type", "Type"), ("principalId", "PrincipalId")] {
        if let Some(value) = identity.remove(theirs) {
            identity.insert(name.to_owned(), value);
        }
    }
}

fn unwritable(error: serde_json::Error) -> DynoxideError {
    DynoxideError::InternalServerError(error.to_string())
}

/// Whether it is the stream that its table has now: the engine looks at the table's name only.
fn check(database: &Database, arn: &str) -> Result<()> {
    let missing = || DynoxideError::ResourceNotFoundException(format!("Requested resource not found: Stream: {arn}"));
    let table_name = arn.split('/').nth(1).ok_or_else(missing)?.to_owned();
    let described = database.describe_table(DescribeTableRequest { table_name })?;
    let is_present = described.table.latest_stream_arn.is_some_and(|present| present == arn);
    if is_present { Ok(()) } else { Err(missing()) }
}

/// A sequence number just before the first of a stream: both it and the label of the stream, `seconds.nanoseconds`, tell the time.
fn before(arn: &str) -> Option<String> {
    /// What the engine adds, so that numbers have as many digits as DynamoDB's.
    const OFFSET: u128 = 100_000_000_000_000_000_000;
    let (_, label) = arn.rsplit_once('/')?;
    let (seconds, nanos) = label.split_once('.')?;
    let micros = seconds.parse::<u128>().ok()? * 1_000_000 + nanos.parse::<u128>().ok()? / 1000;
    Some((OFFSET + micros.checked_sub(1).filter(|before| *before > 0)?).to_string())
}

#[cfg(test)]
mod tests {
    use super::before;

    #[test]
    fn a_stream_begins_with_its_label() {
        let arn = |label| format!("arn:aws:dynamodb:dynoxide:000000000000:table/parts/stream/{label}");
        assert_eq!(before(&arn("1761000000.123456789")).as_deref(), Some("100001761000000123455"));
        for label in ["", "x", "1761000000", "0.000000000", "1.x"] {
            assert_eq!(before(&arn(label)), None, "{label}");
        }
    }
}
