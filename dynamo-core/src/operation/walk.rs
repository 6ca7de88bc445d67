//! Going through the pages of a read, one part or several at a time.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::call::Call;
use super::plan::{self, Plan};
use super::row::Reads;
use super::sight::{Seen, Sight};
use crate::backend::BoxFuture;
use crate::error::{Error, ErrorKind, Result};
use crate::output::{Collected, Cursor, Position, malformed};
use crate::request::{Query, Request, Returns};
use crate::response::Capacity;
use crate::table::Source;
use crate::value::Item;

/// How many parts are asked at the same time, so that not each of many segments has a page in memory.
const AT_ONCE: usize = 64;

/// A read on its way.
pub(super) struct Walk<Ix: Source, R: Reads<Ix>> {
    call: Call<Ix::Table>,
    rows: Arc<R>,
    plan: Plan,
    /// Rows that are still wanted; `None` for all.
    wanted: Option<u64>,
    sent: u32,
    /// Whether each part is asked for one page only.
    one_page: bool,
    /// How far each part has been asked for.
    asked: Vec<Asked>,
    flying: FuturesUnordered<Flight<R::Output>>,
}

/// A page on its way, and the number of its part.
type Flight<T> = BoxFuture<'static, (usize, Result<Arrived<T>>)>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Not,
    Now,
    Before,
}

/// What one request brought.
struct Arrived<T> {
    rows: Vec<Result<Row<T>>>,
    next: Option<Item>,
    count: u64,
    scanned: u64,
    capacity: Capacity,
}

/// A row, and its place where it may be the last that is handed out.
struct Row<T> {
    place: Option<Item>,
    seen: Result<Seen<T>>,
}

/// What one request gives to the caller.
pub(super) struct Chunk<T> {
    /// The rows that were asked for; an error stands for one that does not fit its type.
    pub(super) rows: Vec<Result<T>>,
    pub(super) foreign: u64,
    pub(super) scanned: u64,
    /// The rows that DynamoDB counted.
    pub(super) count: u64,
    pub(super) capacity: Capacity,
}

impl<Ix: Source, R: Reads<Ix>> Walk<Ix, R> {
    pub(super) fn new(plan: Plan, rows: R, call: Call<Ix::Table>) -> Self {
        let asked = vec![Asked::Not; plan.parts.len()];
        let wanted = plan.take;
        Self {
            call,
            rows: Arc::new(rows),
            plan,
            wanted,
            sent: 0,
            one_page: false,
            asked,
            flying: FuturesUnordered::new(),
        }
    }

    /// The same, where each part is asked for one page only.
    pub(super) fn one_page(mut self) -> Self {
        self.one_page = true;
        self
    }

    /// So many rows more are wanted, if their number is limited: some that were handed out did not count.
    pub(super) fn want_more(&mut self, rows: usize) {
        self.wanted = self.wanted.map(|wanted| wanted + rows as u64);
    }

    pub(super) fn is_limited(&self) -> bool {
        self.wanted.is_some()
    }

    /// What arrives next; `None` when no more is asked for.
    pub(super) async fn next(&mut self) -> Result<Option<Chunk<R::Output>>> {
        if self.wanted == Some(0) {
            return Ok(None);
        }
        self.ask();
        let Some((number, arrived)) = self.flying.next().await else { return Ok(None) };
        self.asked[number] = Asked::Before;
        let Arrived { rows, next, count, scanned, capacity } = arrived?;
        let (rows, foreign) = self.handed_out(number, rows, next)?;
        Ok(Some(Chunk { rows, foreign, scanned, count, capacity }))
    }

    /// Sends the requests that can be on their way now.
    fn ask(&mut self) {
        let limit = self.plan.limit(self.wanted, self.sent);
        for (number, part) in self.plan.parts.iter().enumerate() {
            let again = self.asked[number] == Asked::Before && !self.one_page;
            let due = self.asked[number] == Asked::Not || again;
            let allowed = self.plan.max_requests.is_none_or(|most| self.sent < most);
            if part.at == Position::End || !due || !allowed || self.flying.len() >= AT_ONCE {
                continue;
            }
            let query = plan::page(self.plan.query.clone(), part.clone(), limit);
            let (call, rows, sight) = (self.call.clone(), Arc::clone(&self.rows), self.plan.sight);
            let places = self.wanted.is_some();
            let page = async move { (number, fetched(call, query, rows, sight, places).await) };
            self.flying.push(Box::pin(page));
            (self.asked[number], self.sent) = (Asked::Now, self.sent + 1);
        }
    }

    /// The rows of a page that the caller gets, and how many of its rows were of other kinds. The part goes on behind the last of them.
    fn handed_out(
        &mut self,
        number: usize,
        rows: Vec<Result<Row<R::Output>>>,
        next: Option<Item>,
    ) -> Result<(Vec<Result<R::Output>>, u64)> {
        let (mut given, mut foreign) = (Vec::with_capacity(rows.len()), 0);
        let mut last = None;
        let mut rows = rows.into_iter();
        while self.wanted != Some(0) {
            let Some(row) = rows.next() else { break };
            let Row { place, seen } = row?;
            last = place;
            match seen {
                Ok(Seen::Row(row)) => {
                    given.push(Ok(row));
                    self.wanted = self.wanted.map(|wanted| wanted - 1);
                }
                Ok(Seen::Hidden) => {}
                Ok(Seen::Foreign) => foreign += 1,
                Err(error) => given.push(Err(self.call.blamed(error).in_operation(operation(&self.plan.query)))),
            }
        }
        let next = if rows.len() > 0 { last } else { next };
        self.plan.parts[number].at = next.map_or(Position::End, Position::Behind);
        Ok((given, foreign))
    }

    /// Where the first part goes on.
    pub(super) fn place(&self) -> Position {
        self.plan.parts.first().map_or(Position::End, |part| part.at.clone())
    }

    /// Where it goes on; `None` when all was handed out.
    pub(super) fn cursor(&self) -> Option<Cursor> {
        let positions: Vec<_> = self.plan.parts.iter().map(|part| part.at.clone()).collect();
        let ended = positions.iter().all(|at| *at == Position::End);
        (!ended).then(|| Cursor::new(self.plan.binding, positions))
    }

    /// An error where not all was read that is wanted: the number of requests did not suffice.
    pub(super) fn finished(&self) -> Result<()> {
        if self.wanted == Some(0) || self.plan.parts.iter().all(|part| part.at == Position::End) {
            return Ok(());
        }
        let error = Error::new(ErrorKind::Unfinished { requests: self.sent });
        Err(self.call.blamed(error).in_operation(operation(&self.plan.query)))
    }
}

fn operation(query: &Query) -> &'static str {
    if query.is_scan() { "Scan" } else { "Query" }
}

async fn fetched<Ix: Source, R: Reads<Ix>>(
    call: Call<Ix::Table>,
    query: Query,
    rows: Arc<R>,
    sight: Sight,
    places: bool,
) -> Result<Arrived<R::Output>> {
    let counted = query.returns == Returns::Count;
    let names = if places { query.place_attributes() } else { Vec::new() };
    let collected = Collected::new(move |row| {
        let place = if names.is_empty() { None } else { Some(row.attributes(&names)?) };
        match rows.see(row, sight) {
            Err(error) if malformed(&error).is_some() => Err(error),
            seen => Ok(Row { place, seen }),
        }
    });
    let handle = collected.handle();
    let reply = call.send(Request::Query(Arc::new(query)), (!counted).then_some(&handle)).await?;
    Ok(Arrived {
        rows: collected.take(),
        next: reply.cursor,
        count: reply.count,
        scanned: reply.scanned,
        capacity: reply.capacity,
    })
}
