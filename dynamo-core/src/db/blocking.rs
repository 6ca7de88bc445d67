//! Calls in programs that are not asynchronous.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use super::Db;
use crate::error::{Error, Result};

/// Runs operations and waits for them: for programs, tests and scripts without a runtime of their own. [`Db::blocking`] gives one; cheap to
/// clone, free to share, and any number of threads may call at the same time.
///
/// ```
/// use dynamo_core::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[pk]
///     id: String,
///     name: String,
/// }
///
/// # #[cfg(feature = "embedded")]
/// fn main() -> Result<()> {
///     let db = Db::embedded()?;
///     let blocking = db.blocking()?;
///     blocking.run(db.create_table::<User>())?;
///
///     let ada = User { id: "u1".into(), name: "Ada".into() };
///     blocking.run(db.create(&ada))?;
///     assert_eq!(blocking.run(db.get(User::key("u1")))?, Some(ada.clone()));
///     assert_eq!(blocking.run(db.query(User::partition("u1")).all())?, [ada]);
///
///     for user in blocking.iter(db.scan::<User>().stream()) {
///         println!("{}", user?.name);
///     }
///     Ok(())
/// }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
///
/// Inside an asynchronous program each call is refused with [`InvalidRequest`](crate::error::ErrorKind::InvalidRequest): it would hold up
/// the thread that other tasks need. `.await` does there what `run` does here. Threads for blocking work (`spawn_blocking`) belong to their
/// runtime, too: they have `tokio::runtime::Handle::current().block_on(..)`, which takes futures: `.into_future()` makes one of an operation.
#[derive(Clone)]
pub struct Blocking(Arc<Driver>);

/// The runtime, until it is dropped.
///
/// It has one thread of its own, where a current-thread runtime would have none. What a call leaves behind goes on between calls: the SDK's
/// connections, and PostgreSQL's, are tasks of the runtime that made them. If nobody drove them, one that the server has closed meanwhile
/// would be taken for a good one, and a write that is sent over it would end as `OutcomeUnknown`. Calls themselves are polled by the threads
/// that make them. The embedded engine on a file adds blocking threads, as many as it is allowed, and none in memory.
struct Driver(Option<Runtime>);

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Dropped as it is, it would wait for its threads, and panic where tasks run.
            runtime.shutdown_background();
        }
    }
}

impl Blocking {
    /// One by itself, for what is asynchronous before there is a `Db`.
    ///
    /// ```no_run
    /// # use dynamo_core::prelude::*;
    /// use dynamo_core::db::Blocking;
    ///
    /// # #[cfg(feature = "aws")]
    /// # fn main() -> Result<()> {
    /// let blocking = Blocking::new()?;
    /// let db = blocking.run(async { Ok::<_, Error>(Db::from_env().await) })?;
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "aws"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// Inside an asynchronous program, or when the system has no thread to give.
    pub fn new() -> Result<Self> {
        refuse_inside_a_runtime()?;
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("dynamo-blocking").enable_all().build();
        let failed = |error| Error::invalid_request("the system gives no thread for blocking calls").caused_by(error);
        Ok(Self(Arc::new(Driver(Some(runtime.map_err(failed)?)))))
    }

    /// Runs an operation to its end, and gives what awaiting it would give. It takes every builder that can be awaited, every future that a
    /// builder hands out, such as `db.query(..).all()`, and `async` blocks of your own, with errors of your own.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # #[cfg(feature = "embedded")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let db = Db::embedded()?;
    /// # db.blocking()?.run(db.create_table::<User>())?;
    /// let count = db.blocking()?.run(async {
    ///     db.put(&User { id: "u1".into() }).await?;
    ///     let count = db.scan::<User>().count().await?;
    ///     Ok::<u8, Box<dyn std::error::Error>>(count.try_into()?)
    /// })?;
    /// assert_eq!(count, 1);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// As the operation; inside an asynchronous program it is not begun.
    pub fn run<T, E: From<Error>>(&self, operation: impl IntoFuture<Output = Result<T, E>>) -> Result<T, E> {
        refuse_inside_a_runtime()?;
        let Some(runtime) = &self.0.0 else {
            return Err(Error::invalid_request("the runtime for blocking calls is shut down").into());
        };
        // Made inside, where a builder that looks for the runtime finds it.
        runtime.block_on(async { operation.into_future().await })
    }

    /// The rows or pages of a [stream](crate::operation::Read::stream), one after the other.
    ///
    /// Inside an asynchronous program the first one is the error, and the last one.
    pub fn iter<T, S: Stream<Item = Result<T>> + Unpin>(&self, stream: S) -> BlockingIter<S> {
        BlockingIter { blocking: self.clone(), stream: Some(stream) }
    }
}

/// What [`Blocking::iter`] gives.
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
/// # fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// let blocking = db.blocking()?;
/// blocking.run(db.create_table::<Order>())?;
/// blocking.run(db.batch_write().put_all(&[order(1), order(2)]))?;
/// let orders: Result<Vec<Order>> = blocking.iter(db.query(Order::partition("ada")).stream()).collect();
/// assert_eq!(orders?, [order(1), order(2)]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "an iterator fetches nothing until it is asked"]
pub struct BlockingIter<S> {
    blocking: Blocking,
    /// `None` behind the end.
    stream: Option<S>,
}

impl<T, S: Stream<Item = Result<T>> + Unpin> Iterator for BlockingIter<S> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        if let Err(refused) = refuse_inside_a_runtime() {
            return self.stream.take().map(|_| Err(refused));
        }
        let stream = self.stream.as_mut()?;
        let next = async { poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await.transpose() };
        let next = self.blocking.run(next).transpose();
        if next.is_none() {
            self.stream = None;
        }
        next
    }
}

/// tokio would panic there.
fn refuse_inside_a_runtime() -> Result<()> {
    match Handle::try_current() {
        Err(_) => Ok(()),
        Ok(_) => Err(Error::invalid_request(
            "a blocking call inside an asynchronous program would hold up its thread: `.await` the operation instead",
        )),
    }
}

impl Db {
    /// Runs this handle's operations in a program without a runtime: `db.blocking()?.run(db.get(key))?`. See [`Blocking`].
    ///
    /// The first call starts a runtime with one thread, which this handle, its clones and all that was made [from
    /// it](super::DbBuilder::from_db) keep: further calls cost nothing.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// # #[cfg(feature = "embedded")]
    /// # fn main() -> Result<()> {
    /// # let db = Db::embedded()?;
    /// # db.blocking()?.run(db.create_table::<User>())?;
    /// assert_eq!(db.blocking()?.run(db.get(User::key("u1")))?, None);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// Inside an asynchronous program, or when the system has no thread to give.
    pub fn blocking(&self) -> Result<Blocking> {
        refuse_inside_a_runtime()?;
        if let Some(blocking) = self.inner.blocking.get() {
            return Ok(blocking.clone());
        }
        // Where two threads make one each, the second is dropped.
        let made = Blocking::new()?;
        Ok(self.inner.blocking.get_or_init(|| made).clone())
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}

impl<S> fmt::Debug for BlockingIter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockingIter")
    }
}
