//! The fast lane: rows are decoded from the reply's bytes, without the SDK's attribute maps between.
//!
//! Everything else stays the SDK's: signing, endpoints, retries, timeouts, errors. Should a change in the SDK ever pass the lane by, the
//! slot stays empty and the ordinary path reads the SDK's output: that costs speed, not correctness.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, Error, Output,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::config_bag::ConfigBag;

use super::capacity;
use crate::error::DecodeError;
use crate::response::{Reply, Rows};
use crate::value::{Body, Item, Part, RawRow};

/// Reads the reply of one request. Clones share the slot.
#[derive(Clone)]
pub(super) struct Lane {
    rows: Rows,
    /// Where the rows come by their places, and not by their tables: the tables, and how many places each has.
    tables: Arc<[(String, usize)]>,
    slot: Arc<Mutex<Option<Reply>>>,
}

/// Stands for the output that the SDK would have made.
type Empty = fn() -> Output;

impl Lane {
    pub(super) fn new(rows: Rows) -> Self {
        Self { rows, tables: Arc::default(), slot: Arc::default() }
    }

    /// The same, for a reply that has so many places for each of these tables, one after the other.
    pub(super) fn of_tables(self, tables: Vec<(String, usize)>) -> Self {
        Self { tables: tables.into(), ..self }
    }

    /// What takes the SDK's deserializer's place; `empty` makes an output of the operation.
    pub(super) fn interceptor(&self, empty: Empty) -> Interceptor {
        Interceptor { lane: self.clone(), empty }
    }

    /// What was read, if the reply came this way.
    pub(super) fn into_reply(self) -> Option<Reply> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn read(&self, bytes: &[u8]) -> Result<(), DecodeError> {
        let reply = read(bytes, &self.tables, &self.rows)?;
        *self.slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(reply);
        Ok(())
    }
}

/// Reads the reply of a get, a query, a scan, a batch of gets or a transaction of gets.
fn read(bytes: &[u8], places: &[(String, usize)], rows: &Rows) -> Result<Reply, DecodeError> {
    let mut body = Body::new(bytes)?;
    let mut reply = Reply { direct: true, ..Reply::default() };
    let mut met = false;
    while let Some((name, part)) = body.next()? {
        if part.is_null() {
            continue;
        }
        match &*name {
            "Item" => {
                reply.count = rows.receive([Ok::<_, DecodeError>(part.row())])?;
                met = true;
            }
            "Items" => {
                reply.count = rows.receive(part.rows()?)?;
                met = true;
            }
            "Responses" => {
                reply.count = if part.is_list() { each(part, places, rows)? } else { tables(part, rows)? };
                met = true;
            }
            "UnprocessedKeys" => reply.unprocessed = unprocessed(part)?,
            "ScannedCount" => reply.scanned = whole(part.number()?),
            "Count" if !met => reply.count = whole(part.number()?),
            "LastEvaluatedKey" => reply.cursor = Some(part.row().into_item()?),
            "ConsumedCapacity" if part.is_list() => reply.capacity = capacity::of_parts(part.parts()?)?,
            "ConsumedCapacity" => reply.capacity = capacity::of_part(part)?,
            _ => {}
        }
    }
    if !met {
        rows.receive(std::iter::empty::<Result<_, DecodeError>>())?;
    }
    // Not before: a reply that was cut behind its rows is asked for again, and would double them.
    rows.commit();
    Ok(reply)
}

/// The rows of a batch, table by table.
fn tables(part: Part<'_>, rows: &Rows) -> Result<u64, DecodeError> {
    rows.begin();
    let mut count = 0;
    let mut tables = part.members()?;
    while let Some((table, part)) = tables.next()? {
        if !part.is_null() {
            count += rows.receive_of(&table, part.rows()?)?;
        }
    }
    Ok(count)
}

/// The rows of a transaction: each in the place of its key, or nothing.
fn each(part: Part<'_>, tables: &[(String, usize)], rows: &Rows) -> Result<u64, DecodeError> {
    rows.begin();
    let (mut count, mut responses) = (0, part.parts()?);
    for (table, places) in tables {
        let found = responses.by_ref().take(*places).filter_map(|response| response.and_then(item).transpose());
        count += rows.receive_of(table, found)?;
    }
    Ok(count)
}

fn item(response: Part<'_>) -> Result<Option<RawRow<'_>>, DecodeError> {
    let mut members = response.members()?;
    while let Some((name, part)) = members.next()? {
        if name == "Item" && !part.is_null() {
            return Ok(Some(part.row()));
        }
    }
    Ok(None)
}

/// The keys of a batch that were not read.
fn unprocessed(part: Part<'_>) -> Result<Vec<(String, Item)>, DecodeError> {
    let mut left = Vec::new();
    let mut tables = part.members()?;
    while let Some((table, part)) = tables.next()? {
        let mut members = part.members()?;
        while let Some((name, part)) = members.next()? {
            if name == "Keys" {
                for key in part.rows()? {
                    left.push((table.clone().into_owned(), key?.into_item()?));
                }
            }
        }
    }
    Ok(left)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of at most a page's rows")]
fn whole(count: f64) -> u64 {
    count as u64
}

/// Puts our deserializer where the SDK looks for its own.
#[derive(Debug)]
pub(super) struct Interceptor {
    lane: Lane,
    empty: Empty,
}

impl Intercept for Interceptor {
    fn name(&self) -> &'static str {
        "dynamo-core's rows"
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if context.response().status().is_success() {
            let reader = Reader { lane: self.lane.clone(), empty: self.empty };
            cfg.interceptor_state().store_put(SharedResponseDeserializer::new(reader));
        }
        Ok(())
    }
}

#[derive(Debug)]
struct Reader {
    lane: Lane,
    empty: Empty,
}

impl DeserializeResponse for Reader {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        _cfg: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let bytes = response.body().bytes().unwrap_or_default();
        // A reply that is no JSON was cut short or mangled on its way: the SDK may ask again.
        self.lane.read(bytes).map_err(|error| OrchestratorError::response(error.into()))?;
        Ok((self.empty)())
    }
}

impl fmt::Debug for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lane")
    }
}
