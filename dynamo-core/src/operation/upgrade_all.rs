use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::call::Call;
use super::get::Get;
use super::job::{Asked, Job, Work, told};
use super::row::Stored;
use super::run::{Operation, awaitable};
use super::upgrade;
use crate::backend::BoxFuture;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::output::{Explained, Upgraded};
use crate::request::{Condition, Request};
use crate::response::Capacity;
use crate::table::{DynamoTable, Key, SchemaVersioned, Steps, Unsaid};
use crate::value::Item;
use crate::version::{self, Age};

/// How often an item may be changed by somebody else before it is given up.
const TRIES: u32 = 200;
/// The longest pause after the first try; doubled after each, up to the last.
pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(2);
pub(super) const LAST_PAUSE: Duration = Duration::from_millis(500);

/// All items of older schema versions, rewritten: [`Db::upgrade_all`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, title: String, #[schema_version] version: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Note>().await?;
/// # db.put(&Note { id: 1, title: "A day out".into(), version: String::new() }).await?;
/// // Items with another fingerprint become ones of this shape by a function.
/// let totals = db.upgrade_all::<Note>().with(|item| Ok(item)).segments(2).await?;
/// assert_eq!((totals.upgraded, totals.current), (0, 1));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct UpgradeAll<T, W> {
    call: Call<T>,
    way: W,
    asked: Asked<Upgraded>,
}

/// By this function: [`UpgradeAll::with`].
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, title: String, #[schema_version] version: String }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # use aws_sdk_dynamodb::types::AttributeValue;
/// # let db = Db::embedded()?;
/// # db.create_table::<Note>().await?;
/// # let old = Item::from([("id".to_owned(), AttributeValue::N("1".into()))]);
/// # db.sdk().expect("a client").put_item().table_name("notes").set_item(Some(old)).send().await.expect("a put");
/// let untitled = |mut item: Item| {
///     item.entry("title".to_owned()).or_insert_with(|| AttributeValue::S("untitled".into()));
///     Ok(item)
/// };
/// assert_eq!(db.upgrade_all::<Note>().with(untitled).await?.upgraded, 1);
/// assert_eq!(db.get(Note::key(1)).required().await?.title, "untitled");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub struct With<F>(F);

/// How an older item becomes one of the type's own version.
#[diagnostic::on_unimplemented(
    message = "this table's schema version is a fingerprint, which does not say how an older item is upgraded",
    label = "no upgrade is given",
    note = "say it: `.with(|item| …)`"
)]
pub trait Upgrades: Send + Sync + 'static {
    /// The item, upgraded.
    ///
    /// # Errors
    /// When it cannot be.
    #[doc(hidden)]
    fn upgraded<T: DynamoTable>(&self, item: Item) -> Result<Item>;
}

impl Upgrades for Steps {
    fn upgraded<T: DynamoTable>(&self, item: Item) -> Result<Item> {
        version::upgraded(T::SCHEMA, item)
    }
}

impl<F: Fn(Item) -> Result<Item> + Send + Sync + 'static> Upgrades for With<F> {
    fn upgraded<T: DynamoTable>(&self, item: Item) -> Result<Item> {
        (self.0)(item)
    }
}

impl<T: SchemaVersioned> UpgradeAll<T, T::Way> {
    pub(crate) fn new(db: Db) -> Self {
        Self { call: Call::new(db), way: T::Way::default(), asked: Asked::new() }
    }
}

impl<T> UpgradeAll<T, Unsaid> {
    /// How an item of any other fingerprint becomes one of this type: a function of the item as it is stored. It is not asked twice for an
    /// item that it has upgraded, but for one that somebody has changed meanwhile.
    pub fn with<F>(self, upgrade: F) -> UpgradeAll<T, With<F>>
    where
        F: Fn(Item) -> Result<Item> + Send + Sync + 'static,
    {
        UpgradeAll { call: self.call, way: With(upgrade), asked: self.asked }
    }
}

told!(UpgradeAll<T, W>, Upgraded);

impl<T: DynamoTable, W> UpgradeAll<T, W> {
    /// The request for the first page that is looked at, readable; nothing is sent.
    ///
    /// # Errors
    /// When what is asked for means nothing, or the checkpoint is that of another job.
    pub fn explain(self) -> Result<Explained>
    where
        W: Upgrades,
    {
        Explained::new(Request::Query(Arc::new(self.job(false)?.into_first())))
    }

    fn job(self, metered: bool) -> Result<Job<Rewriting<T, W>>>
    where
        W: Upgrades,
    {
        let Self { call, way, asked } = self;
        Job::new(call, Rewriting { way, of: PhantomData }, asked, metered)
    }
}

impl<T: DynamoTable, W: Upgrades> Operation for UpgradeAll<T, W> {
    type Output = Upgraded;

    async fn run(self, metered: bool) -> Result<(Upgraded, Capacity)> {
        self.job(metered)?.run().await
    }
}

awaitable!(UpgradeAll<T, W>);

struct Rewriting<T, W> {
    way: W,
    of: PhantomData<fn() -> T>,
}

impl<T: DynamoTable, W: Upgrades> Work for Rewriting<T, W> {
    type Table = T;
    type Rows = Stored;
    type Totals = Upgraded;

    /// A checkpoint of an upgrade to another version says nothing of this one.
    fn words(&self) -> Vec<String> {
        let version = T::SCHEMA.schema_version.map(|version| (version.attribute, version.stored(T::SCHEMA)));
        let version = version.map_or_else(String::new, |(name, value)| format!("{name} {value:?}"));
        vec!["upgrade_all".to_owned(), T::SCHEMA.entity.to_owned(), version]
    }

    fn rows(&self) -> Stored {
        Stored
    }

    /// When it is done, no older item is there that was written before it began.
    fn is_consistent(&self) -> bool {
        true
    }

    fn filter(&self) -> Option<Condition> {
        None
    }

    fn looked_at(totals: &mut Upgraded, items: u64, foreign: u64) {
        totals.looked_at += items;
        totals.foreign += foreign;
    }

    fn item<'a>(job: &'a Job<Self>, item: Item) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let key = Key::<T>::of_stored(&item);
            let fate = job.until_current(&key, item).await;
            let fate =
                fate.map_err(|error| job.call.blamed(error).in_operation("UpdateItem").for_key(key.to_string()))?;
            job.count(|totals| match fate {
                Fate::Upgraded => totals.upgraded += 1,
                Fate::Current => totals.current += 1,
                Fate::Newer => totals.newer += 1,
                Fate::Gone => totals.gone += 1,
            });
            Ok(())
        })
    }
}

/// What becomes of an item.
enum Fate {
    Upgraded,
    Current,
    Newer,
    Gone,
}

impl<T: DynamoTable, W: Upgrades> Job<Rewriting<T, W>> {
    /// Upgrades an item, again until nobody was faster.
    async fn until_current(&self, key: &Key<T>, mut item: Item) -> Result<Fate> {
        let (mut pause, mut tries, mut lost) = (FIRST_PAUSE, 0, false);
        loop {
            match version::age(T::SCHEMA, &item)? {
                // The answer that was lost may have been this one's.
                Age::Current if lost => return Ok(Fate::Upgraded),
                Age::Current => return Ok(Fate::Current),
                Age::Newer => return Ok(Fate::Newer),
                Age::Older => {}
            }
            let new = version::rewritten::<T>(&item, |item| self.work.way.upgraded::<T>(item))?;
            let error = match upgrade::store(&self.call, &item, &new, self.call.now(), self.metered).await {
                Ok(capacity) => {
                    self.spend(&capacity);
                    return Ok(Fate::Upgraded);
                }
                Err(error) => error,
            };
            tries += 1;
            if !upgrade::is_told_again(&error) || tries == TRIES {
                return Err(error);
            }
            lost |= error.is_outcome_unknown();
            // A refusal brings the item: the longer we wait, the surer it changes meanwhile.
            if !error.is_condition_failed() {
                self.call.db().sleep(pause.mul_f64(fastrand::f64())).await;
                pause = (pause * 2).min(LAST_PAUSE);
            }
            let Some(found) = self.again(key, &error).await? else { return Ok(Fate::Gone) };
            item = found;
        }
    }

    /// The item as it is now: a refusal brings it.
    async fn again(&self, key: &Key<T>, error: &Error) -> Result<Option<Item>> {
        if error.is_condition_failed() {
            self.count(|totals| totals.conflicts += u64::from(error.current_item().is_some()));
            return Ok(error.current_item().cloned());
        }
        let read = Get::new(self.call.db().clone(), key.clone()).in_table(self.call.table()).consistent();
        match read.include_expired().stored().run(self.metered).await {
            Ok((item, cost)) => {
                self.spend(&cost);
                Ok(Some(item))
            }
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
