//! An engine whose answers are changed on their way.

use std::sync::{Arc, Mutex};

use dynamo_core::Db;
use dynamo_core::backend::BoxFuture;
use dynamo_core::error::{Error, ErrorKind, Result};
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::request::{DeleteTable, Request};
use dynamo_core::response::{Reply, Rows};

/// What becomes of one request.
pub(crate) enum Answer {
    /// It is carried out.
    Through,
    /// It is carried out, and the answer is changed.
    Altered(fn(&mut Reply)),
    /// It is not carried out.
    Instead(Error),
    /// It is carried out, and fails all the same.
    Behind(Error),
    /// A table is deleted before.
    First(Db, &'static str),
}

type Says = dyn Fn(&Request, usize) -> Answer + Send + Sync;

/// Says what becomes of each request, by how many of its operation came before, and remembers them.
#[derive(Clone)]
pub(crate) struct Script {
    says: Arc<Says>,
    sent: Arc<Mutex<Vec<&'static str>>>,
}

impl Script {
    pub(crate) fn new(says: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static) -> Self {
        Self { says: Arc::new(says), sent: Arc::default() }
    }

    pub(crate) fn over(&self, engine: &Db) -> Db {
        Db::builder().layer(self.clone()).from_db(engine)
    }

    pub(crate) fn sent(&self) -> Vec<&'static str> {
        self.sent.lock().unwrap().clone()
    }
}

impl Layer for Script {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        let operation = request.operation();
        let before = self.sent().iter().filter(|sent| **sent == operation).count();
        self.sent.lock().unwrap().push(operation);
        let answer = (self.says)(&request, before);
        Box::pin(async move {
            match answer {
                Answer::Through => next.call(request, rows).await,
                Answer::Altered(alter) => {
                    let mut reply = next.call(request, rows).await?;
                    alter(&mut reply);
                    Ok(reply)
                }
                Answer::Instead(error) => Err(error),
                Answer::Behind(error) => {
                    // It may be there already.
                    drop(next.call(request, rows).await);
                    Err(error)
                }
                Answer::First(engine, table) => {
                    let delete = Request::DeleteTable(DeleteTable { table: table.to_owned().into() });
                    engine.execute(delete, None).await?;
                    next.call(request, rows).await
                }
            }
        })
    }
}

pub(crate) fn throttled() -> Error {
    Error::new(ErrorKind::Throttled { reasons: Vec::new() }).with_code("LimitExceededException")
}

pub(crate) fn in_use() -> Error {
    Error::new(ErrorKind::Other { code: "ResourceInUseException".into() }).with_code("ResourceInUseException")
}
