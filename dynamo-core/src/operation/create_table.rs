use std::marker::PhantomData;
use std::time::{Duration, Instant};

use super::run::{Operation, awaitable};
use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::output::Explained;
use crate::request::{self, DescribeTable, Request, SetTtl};
use crate::response::{Capacity, Reply};
use crate::schema::{StreamView, TableDefinition};
use crate::table::Tables;

/// How long a table may take to become usable.
const DEADLINE: Duration = Duration::from_secs(300);
/// From one look at it to the next; doubled up to two seconds.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// A new table, for one type or for several that share it: [`Db::create_table`].
#[must_use = "a request does nothing until it is awaited"]
pub struct CreateTable<T> {
    db: Db,
    table: Option<String>,
    stream: Option<StreamView>,
    of: PhantomData<fn() -> T>,
}

impl<T: Tables> CreateTable<T> {
    pub(crate) fn new(db: Db) -> Self {
        Self { db, table: None, stream: None, of: PhantomData }
    }

    /// Creates it under this name instead of the types' own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.table = Some(name.into());
        self
    }

    /// With a stream of its changes, which tells this much of each.
    pub fn stream(mut self, view: StreamView) -> Self {
        self.stream = Some(view);
        self
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// When the types contradict each other, or are not of one table.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::CreateTable(Box::new(self.request()?)))
    }

    /// The plain request.
    ///
    /// # Errors
    /// When the types contradict each other, or are not of one table.
    pub fn request(self) -> Result<request::CreateTable> {
        Ok(request::CreateTable { definition: self.definition()? })
    }

    fn definition(&self) -> Result<TableDefinition> {
        let definition = T::definition(&|kind| match &self.table {
            Some(name) => name.clone(),
            None => self.db.name_of(kind),
        })?;
        Ok(TableDefinition { stream: self.stream, ..definition })
    }
}

impl<T: Tables> Operation for CreateTable<T> {
    type Output = ();

    /// Creates the table, waits until it can be used, and switches the expiry of items on.
    async fn run(self, _metered: bool) -> Result<((), Capacity)> {
        let definition = self.definition()?;
        let (table, ttl) = (definition.table.clone(), definition.ttl);
        let send = |request| send::<T>(&self.db, &table, request);
        send(Request::CreateTable(Box::new(request::CreateTable { definition }))).await?;
        wait(&self.db, &table, &send).await?;
        if let Some(attribute) = ttl {
            send(Request::SetTtl(SetTtl { table: table.clone(), attribute: attribute.to_owned() })).await?;
        }
        Ok(((), Capacity::default()))
    }
}

async fn send<T: Tables>(db: &Db, table: &str, request: Request) -> Result<Reply> {
    let operation = request.operation();
    let sent = db.stack_of(T::kind()).execute(request, None).await;
    sent.map_err(|error| error.in_operation(operation).in_table(table))
}

/// Until the table and its indexes can be used. A table that was created a moment ago may not be there yet.
async fn wait<F: Future<Output = Result<Reply>>>(db: &Db, table: &str, send: &impl Fn(Request) -> F) -> Result<()> {
    let started = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        match send(Request::DescribeTable(DescribeTable { table: table.to_owned() })).await {
            Ok(reply) if reply.active => return Ok(()),
            Ok(_) => {}
            Err(error) if error.is_missing_table() => {}
            Err(error) => return Err(error),
        }
        if started.elapsed() > DEADLINE {
            let late = Error::new(ErrorKind::Timeout).with_message("the table was created, and is not usable yet");
            return Err(late.in_operation("DescribeTable").in_table(table));
        }
        db.sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(2));
    }
}

awaitable!(CreateTable<T>);
