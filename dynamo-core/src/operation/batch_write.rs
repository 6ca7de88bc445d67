use std::any::TypeId;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::chunks::{self, Chunk, Sending};
use super::members::Members;
use super::run::{Metered, Operation, awaitable};
use crate::db::Db;
use crate::error::{Error, Leftover, Result, Undone};
use crate::output::{Explained, Progress};
use crate::request::{self, KeyAttributes, Presence, Request, TableName, VersionCheck, Write};
use crate::response::Capacity;
use crate::table::{BatchPut, DynamoTable, Key, Kind, Table, stamp_put};
use crate::value::{EncodedItem, Item, wire_size};

/// DynamoDB's name for it.
const OPERATION: &str = "BatchWriteItem";
/// DynamoDB's limit for one request.
const MOST: usize = 25;
/// DynamoDB's limit for one request, less what stands around the items.
const MOST_BYTES: usize = 16 * 1024 * 1024 - 4096;

/// Any number of unconditional writes, to any mix of tables: [`Db::batch_write`].
///
/// It is sent in chunks, several at a time and in no promised order. A batch is no transaction: when it fails, some of it may have been
/// done. Writes that the engine leaves unprocessed are sent again; when that does not help, it fails with
/// [`Unprocessed`](crate::error::ErrorKind::Unprocessed), and the error has exactly what was not done
/// ([`unprocessed`](crate::Error::unprocessed)). Where an answer was lost on the way, what is left may have been done all the same, and it
/// fails with [`OutcomeUnknown`](crate::error::ErrorKind::OutcomeUnknown).
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let more: Vec<Order> = (6..=9).map(order).collect();
/// db.batch_write().put_all(&more).delete_all([Order::key("ada", 1), Order::key("ada", 2)]).chunk(3).await?;
/// assert_eq!(db.scan::<Order>().count().await?, 7);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct BatchWrite {
    db: Db,
    entries: Vec<Entry>,
    /// The tables of types that go to another than their own.
    tables: Vec<(TypeId, TableName)>,
    twins: Twins,
    sending: Sending,
}

/// What becomes of two writes of one key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Twins {
    Refused,
    LastWins,
}

/// A write as it was asked for.
struct Entry {
    kind: Kind,
    what: Result<What>,
    /// How its key is shown.
    shown: fn(&Item) -> String,
}

enum What {
    Put(EncodedItem),
    Delete(KeyAttributes),
}

/// A write as it is sent.
struct Member {
    kind: Kind,
    write: Write,
    /// The version that the item carried when it was given.
    carried: VersionCheck,
}

/// All writes, each key once.
struct Lowered {
    members: Vec<Member>,
    known: Members,
}

impl BatchWrite {
    pub(crate) fn new(db: Db) -> Self {
        Self { db, entries: Vec::new(), tables: Vec::new(), twins: Twins::Refused, sending: Sending::new() }
    }

    /// Replaces an item. A batch cannot check a version, so types with one say [`overwrite`](Self::overwrite).
    pub fn put<T>(self, item: &T) -> Self
    where
        T: DynamoTable<Lock: BatchPut>,
    {
        self.overwrite(item)
    }

    /// Replaces all of the items.
    pub fn put_all<'a, T>(self, items: impl IntoIterator<Item = &'a T>) -> Self
    where
        T: DynamoTable<Lock: BatchPut>,
    {
        items.into_iter().fold(self, Self::overwrite)
    }

    /// Replaces an item, whatever version is there. A version is still counted up, from the one that the item carries.
    pub fn overwrite<T: DynamoTable>(self, item: &T) -> Self {
        self.with::<T>(item.encoded_fields().map(What::Put))
    }

    /// Deletes an item.
    pub fn delete<T: DynamoTable>(self, key: Key<T>) -> Self {
        self.with::<T>(key.into_attributes().map_err(Error::from).map(What::Delete))
    }

    /// Deletes all of the items.
    pub fn delete_all<T: DynamoTable>(self, keys: impl IntoIterator<Item = Key<T>>) -> Self {
        keys.into_iter().fold(self, Self::delete)
    }

    fn with<T: DynamoTable>(mut self, what: Result<What>) -> Self {
        self.entries.push(Entry { kind: Kind::of::<T>(), what, shown: shown::<T> });
        self
    }

    /// Of several writes of one key, does the last one only. Without it they are refused: in which order DynamoDB would do them is not
    /// said.
    pub fn last_wins(mut self) -> Self {
        self.twins = Twins::LastWins;
        self
    }

    /// Writes items of this type to this table instead of their own.
    pub fn in_table<T: DynamoTable>(mut self, name: impl Into<String>) -> Self {
        self.tables.push((TypeId::of::<T>(), TableName::Owned(name.into())));
        self
    }

    /// The most writes of one request: 1 to 25, and 25 unless something else is said. Large items make smaller chunks.
    pub fn chunk(mut self, writes: usize) -> Self {
        self.sending.set_chunk(writes);
        self
    }

    /// How many requests are on their way at the same time: 4 unless something else is said.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.sending.set_concurrency(requests);
        self
    }

    /// Tells how far it is, each time that a chunk is answered.
    pub fn on_progress(mut self, tell: impl FnMut(Progress) + Send + 'static) -> Self {
        self.sending.set_progress(tell);
        self
    }

    /// Hands back what it cost, too.
    pub fn metered(self) -> Metered<Self> {
        Metered(self)
    }

    /// The request, readable; nothing is sent. It has all writes, however many chunks they would be sent in.
    ///
    /// # Errors
    /// As [`request`](Self::request).
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::BatchWrite(Arc::new(self.request()?)))
    }

    /// The plain request, with all writes.
    ///
    /// # Errors
    /// When an item or a key cannot hold what it was given, an item is too large, or a key is written twice.
    pub fn request(mut self) -> Result<request::BatchWrite> {
        let writes = self.lower()?.members.into_iter().map(|member| member.write);
        Ok(request::BatchWrite { writes: writes.collect(), metered: false })
    }

    fn lower(&mut self) -> Result<Lowered> {
        // Taken out first: what fails to be lowered was not forgotten.
        let entries = std::mem::take(&mut self.entries);
        let now = SystemTime::now();
        let mut lowered =
            Lowered { members: Vec::with_capacity(entries.len()), known: Members::with_room(entries.len()) };
        for entry in entries {
            let table = self.table(entry.kind);
            let (kind, shown) = (entry.kind, entry.shown);
            let blamed = |error: Error| error.without_secrets(kind.schema).in_table(&*table);
            let member = entry.lower(table.clone(), now).map_err(blamed)?;
            let twin = lowered.add(member, self.db.route(kind), self.twins).map_err(blamed)?;
            if let Some(twin) = twin {
                let reason = "two writes of one key: say `.last_wins()` if the last one is meant";
                return Err(blamed(Error::invalid_request(reason).for_key(shown(&twin))));
            }
        }
        Ok(lowered)
    }

    fn table(&self, kind: Kind) -> TableName {
        let own = self.tables.iter().rev().find(|(of, _)| *of == kind.id);
        own.map_or_else(|| self.db.name_of(kind), |(_, name)| name.clone())
    }
}

/// How a key of this type is shown in errors.
fn shown<T: DynamoTable>(item: &Item) -> String {
    Key::<T>::of_stored(item).to_string()
}

impl Entry {
    fn lower(self, table: TableName, now: SystemTime) -> Result<Member> {
        let (kind, schema) = (self.kind, self.kind.schema);
        let (write, carried) = match self.what? {
            What::Put(mut item) => {
                let carried = stamp_put(schema, item.apart_mut(), Presence::Any, now)?;
                item.check_size().map_err(|error| error.for_key((self.shown)(item.apart())))?;
                (Write::Put { schema, table, item: Arc::new(item) }, carried)
            }
            What::Delete(key) => (Write::Delete { schema, table, key }, VersionCheck::None),
        };
        Ok(Member { kind, write, carried })
    }
}

impl Lowered {
    /// Adds a member. Where its key is written already it takes that one's place, or is handed back.
    fn add(&mut self, member: Member, route: super::members::Route, twins: Twins) -> Result<Option<Item>> {
        let (next, kind) = (self.members.len(), member.kind);
        let identity = member.write.identity().ok_or_else(|| Error::invalid_request("the key is not whole"))?;
        let number = self.known.number(route, member.write.table(), kind.schema, identity, next);
        match self.members.get_mut(number) {
            None => self.members.push(member),
            Some(before) if twins == Twins::LastWins => *before = member,
            Some(_) => return Ok(Some(member.write.key())),
        }
        Ok(None)
    }

    /// The requests: of so many writes each, and of no more bytes than DynamoDB takes.
    fn chunks(&self, db: &Db, size: usize, metered: bool) -> Vec<Chunk> {
        let mut chunks: Vec<(Chunk, usize)> = Vec::new();
        for (number, Member { kind, write, .. }) in self.members.iter().enumerate() {
            let (route, bytes) = (db.route(*kind), wire(write));
            let last = chunks.iter_mut().rev().find(|(chunk, _)| db.route(chunk.kind) == route);
            let room = last.filter(|(chunk, used)| chunk.members.len() < size && used + bytes <= MOST_BYTES);
            match room {
                Some((chunk, used)) => {
                    push(chunk, number, write);
                    *used += bytes;
                }
                None => {
                    let request = request::BatchWrite { writes: Vec::new(), metered };
                    let request = Request::BatchWrite(Arc::new(request));
                    let mut chunk = Chunk { kind: *kind, request, rows: None, members: Vec::new() };
                    push(&mut chunk, number, write);
                    chunks.push((chunk, bytes));
                }
            }
        }
        chunks.into_iter().map(|(chunk, _)| chunk).collect()
    }

    fn leftovers(&self, numbers: &[usize]) -> Vec<Leftover> {
        numbers.iter().filter_map(|number| self.members.get(*number)).map(Member::leftover).collect()
    }
}

fn push(chunk: &mut Chunk, number: usize, write: &Write) {
    if let Request::BatchWrite(batch) = &mut chunk.request {
        Arc::make_mut(batch).writes.push(write.clone());
    }
    chunk.members.push(number);
}

/// No fewer bytes than a write takes in a request.
fn wire(write: &Write) -> usize {
    const AROUND: usize = 64;
    let item = match write {
        Write::Put { item, .. } => item.wire_size(),
        Write::Delete { .. } => wire_size(&write.key()),
    };
    item + write.table().len() + AROUND
}

impl Member {
    /// A put as it was given: with the version that it carried.
    fn leftover(&self) -> Leftover {
        let what = match (&self.write, self.kind.schema.version, self.carried) {
            (Write::Put { item, .. }, Some(version), VersionCheck::Is(carried)) => {
                let mut item = item.to_item();
                item.insert(version.to_owned(), AttributeValue::N(carried.to_string()));
                Undone::Put(item)
            }
            (Write::Put { item, .. }, ..) => Undone::Put(item.to_item()),
            (Write::Delete { .. }, ..) => Undone::Delete(self.write.key()),
        };
        Leftover { kind: self.kind.id, table: self.write.table().to_owned(), what }
    }
}

impl Operation for BatchWrite {
    type Output = ();

    async fn run(mut self, metered: bool) -> Result<((), Capacity)> {
        let size = self.sending.chunk(MOST);
        let lowered = self.lower()?;
        let sending = std::mem::replace(&mut self.sending, Sending::new());
        let chunks = lowered.chunks(&self.db, size?, metered);
        let ran = chunks::run(&self.db, chunks, sending, &lowered.known).await;
        if ran.is_complete() {
            return Ok(((), ran.capacity));
        }
        let left = lowered.leftovers(&ran.left);
        Err(ran.error(OPERATION, left))
    }
}

/// Writes that are dropped are lost: that is seldom meant.
impl Drop for BatchWrite {
    fn drop(&mut self) {
        chunks::warn_of_dropped(self.entries.len(), "a batch of writes was dropped before it was sent");
    }
}

awaitable!(BatchWrite);
