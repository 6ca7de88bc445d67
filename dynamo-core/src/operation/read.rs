//! What queries and scans have in common: one builder for both.

use std::marker::PhantomData;
use std::sync::Arc;

use super::call::Call;
use super::expired::Expired;
use super::plan::Plan;
use super::resume::Resume;
use super::row::{Asks, Entity, Fetched, Projected, Selected, Whole};
use crate::db::Db;
use crate::error::{EncodeError, Result};
use crate::expr::{Cond, IntoCondition, Scope, Select, Selection};
use crate::output::Explained;
use crate::request::{self, Condition, KeyCondition, Request, Segment};
use crate::table::{ConsistentReads, DynamoEntities, DynamoTable, ProjectionOf, Source};

/// What a read goes through: the rows of a [`Partition`](crate::table::Partition), or [`Everything`](super::Everything).
pub trait Extent: Sized + Send + 'static {
    /// The table or index.
    type Index: Source;
    /// The scope of its filters.
    type Filter: Scope;
    /// Whether all rows of the table or index are looked at.
    const SCANS: bool;
    /// DynamoDB's name for it.
    const OPERATION: &'static str = if Self::SCANS { "Scan" } else { "Query" };

    /// The plain key conditions.
    ///
    /// # Errors
    /// When a key cannot hold what it was given.
    #[doc(hidden)]
    fn conditions(self, one_kind: bool) -> Result<Vec<KeyCondition>>;
}

/// The read gives all there is.
pub enum Unlimited {}
/// The read ends behind a number of rows: [`take`](Read::take).
pub enum Limited {}

/// Rows of a table or an index: [`Db::query`], [`Db::scan`] and [`Db::scan_index`].
///
/// It says what is wanted at its end: one [`page`](Self::page), [`all`](Self::all), the [`first`](Self::first), the
/// [`count`](Self::count), a [`stream`](Self::stream), [`pages`](Self::pages), or [`take`](Self::take) of so many.
///
/// ```
/// # use dynamo_core::prelude::*;
/// #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// #[dynamo(table = "posts")]
/// #[gsi(by_tag, pk = tag, sk = likes, include(title))]
/// struct Post {
///     #[pk]
///     user: String,
///     #[sk]
///     number: u32,
///     tag: String,
///     likes: u64,
///     title: String,
///     text: String,
/// }
///
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Post>().await?;
/// # for number in 0..5 {
/// #     let (tag, title, text) = ("rust".into(), format!("post {number}"), String::new());
/// #     db.put(&Post { user: "ada".into(), number, tag, likes: number.into(), title, text }).await?;
/// # }
/// let recent = db.query(Post::partition("ada").sk(|s| s.ge(3))).descending().all().await?;
/// assert_eq!(recent.len(), 2);
///
/// let liked = db.query(Post::by_tag().partition("rust")).filter(|p| p.title().ne("post 4"));
/// let liked = liked.select(|p| (p.title(), p.likes())).descending().first().await?;
/// assert_eq!(liked, Some(("post 3".to_owned(), 3)));
///
/// let mut stream = db.scan::<Post>().segments(4).filter(|p| p.likes().lt(3)).stream();
/// let mut count = 0;
/// while let Some(post) = stream.next().await {
///     assert!(post?.likes < 3);
///     count += 1;
/// }
/// assert_eq!(count, db.scan::<Post>().filter(|p| p.likes().lt(3)).count().await?);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct Read<K, R = Whole, L = Unlimited> {
    /// The struct has no bounds: what is no table is one error, and not a second one about the extent.
    target: Call<K>,
    extent: K,
    rows: R,
    options: Options,
    limit: PhantomData<fn() -> L>,
}

/// What is asked of a read, apart from the form of its rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) filter: Option<Result<Condition, EncodeError>>,
    pub(super) descending: bool,
    pub(super) consistent: bool,
    pub(super) page_size: Option<u32>,
    pub(super) take: Option<u64>,
    pub(super) max_requests: Option<u32>,
    pub(super) after: Resume,
    pub(super) expired: Expired,
    pub(super) parts: Parts,
}

/// The parts that a scan is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Parts {
    #[default]
    Whole,
    /// This one only.
    One(Segment),
    /// All of so many, at the same time.
    All(u32),
}

type TableOf<K> = <<K as Extent>::Index as Source>::Table;
type FieldsOf<K, S> = <TableOf<K> as DynamoTable>::Fields<S>;

impl<K> Read<K> {
    pub(crate) fn new(db: Db, extent: K) -> Self {
        Self { target: Call::new(db), extent, rows: Whole, options: Options::default(), limit: PhantomData }
    }
}

impl<K: Extent, L> Read<K, Whole, L> {
    /// Hands back these attributes instead of whole rows.
    pub fn select<R: Selection<K::Index>>(
        self,
        what: impl FnOnce(&FieldsOf<K, Select<K::Index>>) -> R,
    ) -> Read<K, Selected<R>, L> {
        let rows = Selected(what(&TableOf::<K>::fields()));
        self.with_rows(rows)
    }

    /// Hands back rows of a named projection.
    pub fn project<P: ProjectionOf<K::Index>>(self) -> Read<K, Projected<P>, L> {
        self.with_rows(Projected::new())
    }

    /// Hands back every kind of item that the enum has.
    pub fn entities<E: DynamoEntities>(self) -> Read<K, Entity<E>, L> {
        self.with_rows(Entity::new())
    }

    /// Hands back whole items through a local index that does not hold them: DynamoDB fetches each from the table, and charges a read for it.
    pub fn fetch_whole(self) -> Read<K, Fetched, L>
    where
        K::Index: ConsistentReads,
    {
        self.with_rows(Fetched)
    }
}

impl<K: Extent, R, L> Read<K, R, L> {
    pub(super) fn call(&self) -> Call<TableOf<K>> {
        self.target.of()
    }

    pub(super) fn with_rows<S>(self, rows: S) -> Read<K, S, L> {
        Read { target: self.target, extent: self.extent, rows, options: self.options, limit: PhantomData }
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// The extent and the options, changed.
    pub(super) fn map_options(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }

    /// Leaves out rows that do not match. DynamoDB reads, and charges for, all of them. Several filters have to hold together.
    pub fn filter<C: IntoCondition<K::Filter>>(mut self, condition: impl FnOnce(&FieldsOf<K, K::Filter>) -> C) -> Self {
        let condition = condition(&TableOf::<K>::fields());
        let Some(more) = condition.into_condition().map(Cond::into_tree) else { return self };
        self.options.filter = Some(match self.options.filter.take() {
            None => more,
            Some(before) => before.and_then(|before| Ok(before.and(more?))),
        });
        self
    }

    /// Sees every write acknowledged before it.
    pub fn consistent(mut self) -> Self
    where
        K::Index: ConsistentReads,
    {
        self.options.consistent = true;
        self
    }

    /// The most rows that DynamoDB looks at for one page, before the filter: its `Limit`.
    pub fn page_size(mut self, rows: u32) -> Self {
        self.options.page_size = Some(rows);
        self
    }

    /// The most requests that it sends. A page ends there, with a cursor; what is to read everything fails with
    /// [`Unfinished`](crate::error::ErrorKind::Unfinished).
    pub fn max_requests(mut self, requests: u32) -> Self {
        self.options.max_requests = Some(requests);
        self
    }

    /// Goes on where another page of the same query has ended: at [`Page::next`](crate::output::Page::next). `None` is the beginning.
    pub fn after(mut self, cursor: impl Into<Resume>) -> Self {
        self.options.after = cursor.into();
        self
    }

    /// Hands back rows that have expired and are not deleted yet, too.
    pub fn include_expired(mut self) -> Self {
        self.options.expired = Expired::Included;
        self
    }

    /// Reads from this table instead of the type's own.
    pub fn in_table(mut self, name: impl Into<String>) -> Self {
        self.target.set_table(name);
        self
    }

    /// Ends behind this many rows, however many pages they take. Awaited as it is, it gives a [`Page`](crate::output::Page) of them.
    pub fn take(mut self, rows: u64) -> Read<K, R, Limited> {
        self.options.take = Some(rows);
        Read { target: self.target, extent: self.extent, rows: self.rows, options: self.options, limit: PhantomData }
    }
}

impl<K: Extent, R: Asks<K::Index>, L> Read<K, R, L> {
    /// The request for the first page, readable; nothing is sent.
    ///
    /// # Errors
    /// When a key or a condition cannot hold what it was given.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(Request::Query(Arc::new(self.request()?)))
    }

    /// The plain request for the first page. A scan is a query without key conditions.
    ///
    /// # Errors
    /// When a key or a condition cannot hold what it was given.
    pub fn request(self) -> Result<request::Query> {
        Ok(self.plan(false)?.0.first())
    }

    /// All that is known before the first page is asked for.
    pub(super) fn plan(self, metered: bool) -> Result<(Plan, R, Call<TableOf<K>>)> {
        let call = self.call();
        let Self { extent, rows, options, .. } = self;
        match Plan::new::<K, R>(&call, extent, &rows, options, metered) {
            Ok(plan) => Ok((plan, rows, call)),
            Err(error) => Err(call.blamed(error)),
        }
    }
}
