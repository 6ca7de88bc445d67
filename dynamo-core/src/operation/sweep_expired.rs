use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use super::call::Call;
use super::conditions::is_as_in;
use super::job::{Asked, Job, Work, told};
use super::row::{Asks, Reads};
use super::run::{Operation, awaitable};
use super::upgrade::is_told_again;
use super::upgrade_all::{FIRST_PAUSE, LAST_PAUSE};
use crate::backend::BoxFuture;
use crate::db::Db;
use crate::error::Result;
use crate::output::{Explained, Swept};
use crate::request::{Condition, Delete, DocumentPath, Projection, Request, Returning, VersionCheck, expired};
use crate::response::Capacity;
use crate::table::{DynamoTable, Expires, Key};
use crate::value::{Item, RawRow};

/// All items that have expired, deleted: [`Db::sweep_expired`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Session>().await?;
/// # let now = std::time::SystemTime::now();
/// db.put(&Session { id: 1, until: Some(Ttl::from(now - std::time::Duration::from_secs(60))) }).await?;
/// db.put(&Session { id: 2, until: None }).await?;
/// let swept = db.sweep_expired::<Session>().await?;
/// assert_eq!((swept.looked_at, swept.deleted), (2, 1));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct SweepExpired<T> {
    call: Call<T>,
    asked: Asked<Swept>,
}

impl<T: Expires> SweepExpired<T> {
    pub(crate) fn new(db: Db) -> Self {
        Self { call: Call::new(db), asked: Asked::new() }
    }
}

told!(SweepExpired<T>, Swept);

impl<T: Expires> SweepExpired<T> {
    /// The request for the first page that is looked at, readable; nothing is sent.
    ///
    /// # Errors
    /// When what is asked for means nothing, or the checkpoint is that of another job.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::Query(Arc::new(self.job(false)?.into_first())))
    }

    fn job(mut self, metered: bool) -> Result<Job<Sweeping<T>>> {
        let now = self.call.now();
        self.call.set_now(now);
        Job::new(self.call, Sweeping { now, of: PhantomData }, self.asked, metered)
    }
}

impl<T: Expires> Operation for SweepExpired<T> {
    type Output = Swept;

    async fn run(self, metered: bool) -> Result<(Swept, Capacity)> {
        self.job(metered)?.run().await
    }
}

awaitable!(SweepExpired<T>);

struct Sweeping<T> {
    now: SystemTime,
    of: PhantomData<fn() -> T>,
}

/// The key of an item, and when it expires.
struct Due<T>(PhantomData<fn() -> T>);

impl<T: DynamoTable> Asks<T> for Due<T> {
    fn projection(&self) -> Option<Projection> {
        Some(Projection::covering(T::SCHEMA.ttl.map(DocumentPath::root)))
    }
}

impl<T: DynamoTable> Reads<T> for Due<T> {
    type Output = Item;

    fn read(&self, row: RawRow<'_>) -> Result<Item> {
        Ok(row.into_item()?)
    }
}

impl<T: Expires> Work for Sweeping<T> {
    type Table = T;
    type Rows = Due<T>;
    type Totals = Swept;

    fn words(&self) -> Vec<String> {
        vec!["sweep_expired".to_owned(), T::SCHEMA.entity.to_owned()]
    }

    fn rows(&self) -> Due<T> {
        Due(PhantomData)
    }

    /// What is missed goes next time.
    fn is_consistent(&self) -> bool {
        false
    }

    fn filter(&self) -> Option<Condition> {
        expired(T::SCHEMA, self.now)
    }

    fn looked_at(totals: &mut Swept, items: u64, _foreign: u64) {
        totals.looked_at += items;
    }

    fn item<'a>(job: &'a Job<Self>, item: Item) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let key = Key::<T>::of_stored(&item);
            let fate = job.delete(&key, &item).await;
            let fate =
                fate.map_err(|error| job.call.blamed(error).in_operation("DeleteItem").for_key(key.to_string()))?;
            job.count(|totals| match fate {
                Fate::Deleted => totals.deleted += 1,
                Fate::Renewed => totals.renewed += 1,
                Fate::Gone => totals.gone += 1,
            });
            Ok(())
        })
    }
}

/// How often a delete is sent whose answer is lost, or that meets a transaction.
const TRIES: u32 = 10;

/// What becomes of an item.
enum Fate {
    Deleted,
    Renewed,
    Gone,
}

impl<T: Expires> Job<Sweeping<T>> {
    /// Deletes an item, if it expires when it did.
    async fn delete(&self, key: &Key<T>, item: &Item) -> Result<Fate> {
        let delete = Delete {
            schema: T::SCHEMA,
            table: self.call.table(),
            key: key.clone().into_attributes()?,
            version: VersionCheck::None,
            condition: T::SCHEMA.ttl.map(|ttl| is_as_in(item, ttl)),
            returning: Returning::Nothing,
            metered: self.metered,
        };
        let (mut pause, mut tries, mut lost) = (FIRST_PAUSE, 0, false);
        loop {
            tries += 1;
            match self.call.send(Request::Delete(Arc::new(delete.clone())), None).await {
                Ok(reply) => {
                    self.spend(&reply.capacity);
                    return Ok(Fate::Deleted);
                }
                Err(error) if error.is_condition_failed() && error.current_item().is_some() => {
                    return Ok(Fate::Renewed);
                }
                // The answer that was lost may have been this one's.
                Err(error) if error.is_condition_failed() => return Ok(if lost { Fate::Deleted } else { Fate::Gone }),
                Err(error) if is_told_again(&error) && tries < TRIES => lost |= error.is_outcome_unknown(),
                Err(error) => return Err(error),
            }
            self.call.db().sleep(pause.mul_f64(fastrand::f64())).await;
            pause = (pause * 2).min(LAST_PAUSE);
        }
    }
}
