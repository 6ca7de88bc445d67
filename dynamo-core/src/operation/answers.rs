//! What a batch of reads asks for, and where its rows go.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::chunks::Chunk;
use super::members::{Members, Route};
use super::row::Reads;
use super::sight::{Seen, Sight};
use crate::db::Db;
use crate::error::{DecodeError, Error, Leftover, Result, Undone};
use crate::output::malformed;
use crate::request::{self, Identity, KeyAttributes, Projection, Request, TableKeys, TableName};
use crate::response::{Rows, Sink};
use crate::table::{DynamoTable, Key, Kind};
use crate::value::RawRow;

/// A batch of reads while it is put together: every key once, however often it is asked for.
pub struct Asking {
    pub(super) db: Db,
    /// DynamoDB's name for what it becomes.
    pub(super) operation: &'static str,
    /// The time of the call: taken once, and kept over all chunks.
    pub(super) now: SystemTime,
    tables: Vec<Table>,
    answers: Answers,
}

/// The keys of one table.
struct Table {
    kind: Kind,
    route: Route,
    name: TableName,
    /// What of the items is asked for, by all who ask; `None` for all there is.
    projection: Option<Projection>,
    consistent: bool,
    numbers: Vec<usize>,
}

/// Who gets which row.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) members: Members,
    keys: Vec<Asked>,
    lists: Vec<Arc<dyn Takes>>,
}

/// A key, and the places where its item goes.
struct Asked {
    table: TableName,
    key: KeyAttributes,
    takers: Vec<Taker>,
}

struct Taker {
    kind: Kind,
    list: usize,
    position: usize,
}

/// A list of items of one form that are read.
trait Takes: Send + Sync {
    fn take(&self, position: usize, row: RawRow<'_>) -> Result<(), DecodeError>;

    fn clear(&self, position: usize);
}

/// What one key is read as.
pub(super) struct Form<R> {
    pub(super) rows: R,
    pub(super) sight: Sight,
    pub(super) table: TableName,
    pub(super) projection: Option<Projection>,
    pub(super) consistent: bool,
}

/// The items of a list, each in the place of its key.
pub struct Slots<T, R: Reads<T>>
where
    T: DynamoTable,
{
    rows: R,
    sight: Sight,
    slots: Mutex<Vec<Slot<R::Output>>>,
    of: PhantomData<fn() -> T>,
}

/// What became of one key.
pub(super) enum Slot<O> {
    /// There is no such item.
    Nothing,
    /// The item has expired, or is of another kind.
    Hidden,
    Row(O),
    /// The item does not fit its type.
    Unfit(Error),
}

impl<T: DynamoTable, R: Reads<T>> Slots<T, R> {
    /// What became of the keys, in their order.
    pub(super) fn take_all(&self) -> Vec<Slot<R::Output>> {
        std::mem::take(&mut *self.lock())
    }

    /// Nothing panics while the lock is held.
    fn lock(&self) -> MutexGuard<'_, Vec<Slot<R::Output>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, position: usize, slot: Slot<R::Output>) {
        if let Some(place) = self.lock().get_mut(position) {
            *place = slot;
        }
    }
}

impl<T: DynamoTable, R: Reads<T>> Takes for Slots<T, R> {
    fn take(&self, position: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        let slot = match self.rows.see(row, self.sight) {
            Ok(Seen::Row(row)) => Slot::Row(row),
            Ok(Seen::Hidden | Seen::Foreign) => Slot::Hidden,
            Err(error) => match malformed(&error) {
                Some(malformed) => return Err(malformed),
                None => Slot::Unfit(error),
            },
        };
        self.set(position, slot);
        Ok(())
    }

    fn clear(&self, position: usize) {
        self.set(position, Slot::Nothing);
    }
}

impl Asking {
    pub(super) fn new(db: Db, operation: &'static str) -> Self {
        Self { db, operation, now: SystemTime::now(), tables: Vec::new(), answers: Answers::default() }
    }

    /// Asks for the items of these keys.
    pub(super) fn list<T: DynamoTable, R: Reads<T>>(
        &mut self,
        keys: &[Key<T>],
        form: Form<R>,
    ) -> Result<Arc<Slots<T, R>>> {
        let Form { rows, sight, table: name, projection, consistent } = form;
        let kind = Kind::of::<T>();
        let projection = projection.map(|asked| request::with_key(T::SCHEMA, &asked));
        let table = self.table(kind, &name, projection, consistent);
        let slots = std::iter::repeat_with(|| Slot::Nothing).take(keys.len()).collect();
        let slots = Arc::new(Slots { rows, sight, slots: Mutex::new(slots), of: PhantomData });
        let list = self.answers.lists.len();
        self.answers.lists.push(slots.clone());
        for (position, key) in keys.iter().enumerate() {
            let blamed = |error: Error| error.without_secrets(T::SCHEMA).in_table(&*name);
            let key = key.clone().into_attributes().map_err(|error| blamed(error.into()))?;
            self.key(table, key, Taker { kind, list, position });
        }
        Ok(slots)
    }

    /// The number of a table, of which this is asked.
    fn table(&mut self, kind: Kind, name: &TableName, projection: Option<Projection>, consistent: bool) -> usize {
        let route = self.db.route(kind);
        let known = self.tables.iter().position(|table| table.route == route && table.name == *name);
        let Some(number) = known else {
            let name = name.clone();
            self.tables.push(Table { kind, route, name, projection, consistent, numbers: Vec::new() });
            return self.tables.len() - 1;
        };
        let table = &mut self.tables[number];
        table.consistent |= consistent;
        table.projection = table
            .projection
            .take()
            .zip(projection)
            .map(|(one, other)| Projection::covering(one.paths().iter().chain(other.paths()).cloned()));
        number
    }

    fn key(&mut self, table: usize, key: KeyAttributes, taker: Taker) {
        let (table, answers) = (&mut self.tables[table], &mut self.answers);
        let next = answers.keys.len();
        let number = match Identity::of_key(taker.kind.schema, &key) {
            Some(identity) => answers.members.number(table.route, &table.name, taker.kind.schema, identity, next),
            None => next,
        };
        match answers.keys.get_mut(number) {
            Some(asked) => asked.takers.push(taker),
            None => {
                answers.keys.push(Asked { table: table.name.clone(), key, takers: vec![taker] });
                table.numbers.push(number);
            }
        }
    }

    /// The requests, of so many keys each, and who gets what they bring.
    pub(super) fn into_chunks(self, size: usize, metered: bool) -> (Arc<Answers>, Vec<Chunk>) {
        let answers = Arc::new(self.answers);
        let mut chunks: Vec<Chunk> = Vec::new();
        for table in &self.tables {
            let mut numbers = &table.numbers[..];
            while !numbers.is_empty() {
                let mut chunk = chunks
                    .pop_if(|last| last.members.len() < size && self.db.route(last.kind) == table.route)
                    .unwrap_or_else(|| answers.chunk(table.kind, table.route, metered));
                let (now, later) = numbers.split_at(numbers.len().min(size - chunk.members.len()));
                if let Request::BatchGet(batch) = &mut chunk.request {
                    Arc::make_mut(batch).tables.push(answers.table_keys(table, now));
                }
                chunk.members.extend(now);
                chunks.push(chunk);
                numbers = later;
            }
        }
        (answers, chunks)
    }

    /// What is read of each table, for one request of everything, however much that is.
    pub(super) fn tables(&self) -> Vec<TableKeys> {
        let asked = self.tables.iter().filter(|table| !table.numbers.is_empty());
        asked.map(|table| self.answers.table_keys(table, &table.numbers)).collect()
    }

    /// Who gets what one request of everything brings, and a type that goes the way they all go.
    ///
    /// # Errors
    /// When nothing is asked for, and when there is no such type.
    pub(super) fn into_rows(self) -> Result<(Kind, Rows)> {
        let refused = |reason| Err(Error::invalid_request(reason));
        let Some(first) = self.tables.first() else { return refused("nothing is asked for") };
        if self.tables.iter().any(|table| table.route != first.route) {
            return refused("the types of one transaction have different clients, and it goes to one");
        }
        let (kind, route) = (first.kind, first.route);
        let arriving = Arriving { answers: Arc::new(self.answers), route, state: Mutex::default() };
        Ok((kind, Rows::new(Arc::new(arriving))))
    }
}

impl Answers {
    fn chunk(self: &Arc<Self>, kind: Kind, route: Route, metered: bool) -> Chunk {
        let request = request::BatchGet { tables: Vec::new(), metered };
        let arriving = Arriving { answers: Arc::clone(self), route, state: Mutex::default() };
        let rows = Some(Rows::new(Arc::new(arriving)));
        Chunk { kind, request: Request::BatchGet(Arc::new(request)), rows, members: Vec::new() }
    }

    fn table_keys(&self, table: &Table, numbers: &[usize]) -> TableKeys {
        TableKeys {
            schema: table.kind.schema,
            table: table.name.clone(),
            keys: numbers.iter().map(|number| self.keys[*number].key.clone()).collect(),
            projection: table.projection.clone(),
            consistent: table.consistent,
        }
    }

    /// What was not read, for everybody who has asked for it.
    pub(super) fn leftovers(&self, numbers: &[usize]) -> Vec<Leftover> {
        let mut left = Vec::new();
        for asked in numbers.iter().filter_map(|number| self.keys.get(*number)) {
            let mut kinds = Vec::new();
            for Taker { kind, .. } in &asked.takers {
                if !kinds.contains(&kind.id) {
                    kinds.push(kind.id);
                }
            }
            left.extend(kinds.into_iter().map(|kind| {
                let key: HashMap<_, _> =
                    asked.key.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
                Leftover { kind, table: asked.table.clone().into_owned(), what: Undone::Read(key) }
            }));
        }
        left
    }

    /// Hands a row to everybody who has asked for it.
    fn give(&self, number: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        match &self.keys[number].takers[..] {
            [Taker { list, position, .. }] => self.lists[*list].take(*position, row),
            takers => {
                let item = row.into_item()?;
                let give = |taker: &Taker| self.lists[taker.list].take(taker.position, RawRow::map(item.clone()));
                takers.iter().try_for_each(give)
            }
        }
    }

    fn take_back(&self, number: usize) {
        self.keys[number].takers.iter().for_each(|taker| self.lists[taker.list].clear(taker.position));
    }
}

/// The rows of one chunk on their way. Each has a place of its own, so that only what an interrupted attempt left has to be taken back.
struct Arriving {
    answers: Arc<Answers>,
    route: Route,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    table: String,
    /// The numbers of the keys whose rows do not count yet.
    taken: Vec<usize>,
}

impl Arriving {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Arriving {
    fn begin(&self) {
        self.state().taken.drain(..).for_each(|number| self.answers.take_back(number));
    }

    fn table(&self, name: &str) {
        name.clone_into(&mut self.state().table);
    }

    fn row(&self, _place: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        let state = &mut *self.state();
        let number = self.answers.members.of_row(self.route, &state.table, &row)?;
        // Nobody has asked for anything else.
        let Some(number) = number else { return Ok(()) };
        state.taken.push(number);
        self.answers.give(number, row)
    }

    fn commit(&self) {
        self.state().taken.clear();
    }
}
