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
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};

use super::capacity;
use crate::error::{DecodeError, Found};
use crate::response::{Reply, Rows};
use crate::value::{Body, Item, Members, Part, Parts, RawRow};

/// Reads the reply of one request. Clones share the slot.
#[derive(Clone)]
pub(super) struct Lane {
    rows: Rows,
    form: Form,
    slot: Arc<Mutex<Option<Reply>>>,
}

/// Where a reply has its rows.
#[derive(Clone)]
pub(super) enum Form {
    /// One, or none: of a get.
    Item,
    /// A list of them: of a query or a scan.
    Items,
    /// A list for each table: of a batch.
    Tables,
    /// One, or none, in each place: of a transaction. The tables, and how many places each has, one after the other.
    Places(Arc<[(String, usize)]>),
}

/// Stands for the output that the SDK would have made.
type Empty = fn() -> Output;
/// What the SDK sets for an operation, its own deserializer among it.
type Settings = fn() -> Option<FrozenLayer>;

impl Lane {
    pub(super) fn new(rows: Rows, form: Form) -> Self {
        Self { rows, form, slot: Arc::default() }
    }

    /// What takes the SDK's deserializer's place; `empty` makes an output of the operation.
    pub(super) fn interceptor(&self, empty: Empty, operation: Settings) -> Interceptor {
        Interceptor { lane: self.clone(), empty, operation }
    }

    /// What was read, if the reply came this way.
    pub(super) fn into_reply(self) -> Option<Reply> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn read(&self, bytes: &[u8]) -> Result<(), DecodeError> {
        let reply = read(bytes, &self.form, &self.rows)?;
        *self.slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(reply);
        Ok(())
    }
}

/// Reads the reply of a get, a query, a scan, a batch of gets or a transaction of gets.
fn read(bytes: &[u8], form: &Form, rows: &Rows) -> Result<Reply, DecodeError> {
    let mut body = Body::new(bytes)?;
    let mut reply = Reply { direct: true, ..Reply::default() };
    let mut met = false;
    while let Some((name, part)) = body.next()? {
        match (&*name, form) {
            // The sink would drop those that it has.
            ("Item", Form::Item) | ("Items", Form::Items) | ("Responses", Form::Tables | Form::Places(_)) if met => {
                return Err(twice(&name));
            }
            _ if part.is_null() => {}
            ("Item", Form::Item) => {
                reply.count = rows.receive([Ok::<_, DecodeError>(part.row())])?;
                met = true;
            }
            ("Items", Form::Items) => {
                reply.count = rows.receive(part.rows()?)?;
                met = true;
            }
            ("Responses", Form::Tables) => {
                reply.count = tables(part, rows)?;
                met = true;
            }
            ("Responses", Form::Places(places)) => {
                reply.count = each(part, places, rows)?;
                met = true;
            }
            ("UnprocessedKeys", Form::Tables) => reply.unprocessed = unprocessed(part)?,
            ("ScannedCount", Form::Items) => reply.scanned = whole(part)?,
            ("Count", Form::Items) if !met => reply.count = whole(part)?,
            ("LastEvaluatedKey", Form::Items) => reply.cursor = Some(part.row().into_item()?),
            ("ConsumedCapacity", Form::Item | Form::Items) => reply.capacity = capacity::of_part(part)?,
            ("ConsumedCapacity", _) => reply.capacity = capacity::of_parts(part.parts()?)?,
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
    let (mut count, mut seen) = (0, Vec::new());
    let mut tables = part.members()?;
    while let Some((table, part)) = tables.next()? {
        if seen.contains(&table) {
            return Err(twice(&table));
        }
        count += rows.receive_of(&table, part.rows()?)?;
        seen.push(table);
    }
    Ok(count)
}

/// The rows of a transaction: each in the place of its key, or nothing.
fn each(part: Part<'_>, tables: &[(String, usize)], rows: &Rows) -> Result<u64, DecodeError> {
    rows.begin();
    let (mut count, mut responses) = (0, part.parts()?);
    for (table, places) in tables {
        count += rows.receive_of(table, Placed { responses: &mut responses, places: *places, open: None })?;
    }
    // Nobody has asked for more, but the list has to end.
    for more in responses {
        more?;
    }
    Ok(count)
}

/// The rows of so many places.
struct Placed<'p, 'v> {
    responses: &'p mut Parts<'v>,
    places: usize,
    /// The response whose row was handed out last.
    open: Option<Members<'v>>,
}

impl<'v> Placed<'_, 'v> {
    fn step(&mut self) -> Result<Option<RawRow<'v>>, DecodeError> {
        loop {
            if let Some(open) = self.open.take() {
                no_more(open)?;
            }
            if self.places == 0 {
                return Ok(None);
            }
            self.places -= 1;
            let Some(response) = self.responses.next().transpose()? else { return Ok(None) };
            let mut members = response.members()?;
            if let Some(row) = item(&mut members)? {
                self.open = Some(members);
                return Ok(Some(row));
            }
        }
    }
}

impl<'v> Iterator for Placed<'_, 'v> {
    type Item = Result<RawRow<'v>, DecodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().transpose()
    }
}

/// The response's item, if it has one; else it was read to its end.
fn item<'v>(response: &mut Members<'v>) -> Result<Option<RawRow<'v>>, DecodeError> {
    while let Some((name, part)) = response.next()? {
        if name == "Item" && !part.is_null() {
            return Ok(Some(part.row()));
        }
    }
    Ok(None)
}

/// Reads a response to its end, behind its item.
fn no_more(mut response: Members<'_>) -> Result<(), DecodeError> {
    while let Some((name, _)) = response.next()? {
        if name == "Item" {
            return Err(twice(&name));
        }
    }
    Ok(())
}

/// The keys of a batch that were not read.
fn unprocessed(part: Part<'_>) -> Result<Vec<(String, Item)>, DecodeError> {
    let mut left = Vec::new();
    let mut tables = part.members()?;
    while let Some((table, part)) = tables.next()? {
        if left.iter().any(|(known, _)| *known == table) {
            return Err(twice(&table));
        }
        let mut keys = Vec::new();
        let mut members = part.members()?;
        while let Some((name, part)) = members.next()? {
            if name == "Keys" && !part.is_null() {
                keys = part.rows()?.map(|key| key?.into_item()).collect::<Result<_, _>>()?;
            }
        }
        left.extend(keys.into_iter().map(|key| (table.clone().into_owned(), key)));
    }
    Ok(left)
}

/// A count, in the range that the SDK has for it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "looked at before; below zero is zero")]
fn whole(part: Part<'_>) -> Result<u64, DecodeError> {
    let count = part.number()?;
    let is_whole = count.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&count);
    if is_whole { Ok(count as u64) } else { Err(broken(format!("{count} rows"))) }
}

/// What is there a second time is no reply of DynamoDB's, and one of the two would be lost.
fn twice(name: &str) -> DecodeError {
    broken(format!("`{name}` a second time"))
}

fn broken(found: String) -> DecodeError {
    DecodeError::new("a reply", Found::Malformed(found))
}

/// Puts our deserializer where the SDK looks for its own.
#[derive(Debug)]
pub(super) struct Interceptor {
    lane: Lane,
    empty: Empty,
    operation: Settings,
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
            let reader = Reader { lane: self.lane.clone(), empty: self.empty, operation: self.operation };
            cfg.interceptor_state().store_put(SharedResponseDeserializer::new(reader));
        }
        Ok(())
    }
}

#[derive(Debug)]
struct Reader {
    lane: Lane,
    empty: Empty,
    operation: Settings,
}

impl DeserializeResponse for Reader {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        cfg: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        if !response.status().is_success() {
            return self.error(response, cfg);
        }
        let bytes = response.body().bytes().unwrap_or_default();
        // A reply that is no JSON was cut short or mangled on its way: the SDK may ask again.
        self.lane.read(bytes).map_err(|error| OrchestratorError::response(error.into()))?;
        Ok((self.empty)())
    }
}

impl Reader {
    /// The reader stays where an attempt before was cut short. An error that comes behind it is the SDK's to read: here, it would be an answer
    /// without rows.
    fn error(&self, response: &HttpResponse, cfg: &ConfigBag) -> Result<Output, OrchestratorError<Error>> {
        let settings = (self.operation)();
        match settings.as_ref().and_then(|settings| settings.load::<SharedResponseDeserializer>()) {
            Some(sdk) => sdk.deserialize_nonstreaming_with_config(response, cfg),
            None => Err(OrchestratorError::response("an error that nobody can read".into())),
        }
    }
}

impl fmt::Debug for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lane")
    }
}
