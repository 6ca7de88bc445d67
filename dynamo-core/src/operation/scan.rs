use std::marker::PhantomData;

use super::call::Call;
use super::held;
use super::query::Options;
use super::row::{Asks, Projected, Selected, Whole};
use crate::db::Db;
use crate::error::Result;
use crate::expr::{self, IntoCondition, Select, Selection};
use crate::output::Explained;
use crate::request;
use crate::table::{ConsistentReads, DynamoTable, ProjectionOf, Source};

/// All rows of a table or an index: [`Db::scan`] and [`Db::scan_index`].
#[must_use = "a request does nothing until it is awaited"]
pub struct Scan<Ix, R = Whole> {
    db: Db,
    rows: R,
    options: Options,
    source: PhantomData<fn() -> Ix>,
}

type FieldsOf<Ix, S> = <<Ix as Source>::Table as DynamoTable>::Fields<S>;

impl<Ix: Source> Scan<Ix> {
    pub(crate) fn new(db: Db) -> Self {
        Self { db, rows: Whole, options: Options::default(), source: PhantomData }
    }

    /// Hands back these attributes instead of whole rows.
    pub fn select<R: Selection<Ix>>(self, what: impl FnOnce(&FieldsOf<Ix, Select<Ix>>) -> R) -> Scan<Ix, Selected<R>> {
        let rows = Selected(what(&<Ix::Table as DynamoTable>::fields()));
        Scan { db: self.db, rows, options: self.options, source: PhantomData }
    }

    /// Hands back rows of a named projection.
    pub fn project<P: ProjectionOf<Ix>>(self) -> Scan<Ix, Projected<P>> {
        Scan { db: self.db, rows: Projected::new(), options: self.options, source: PhantomData }
    }
}

impl<Ix: Source, R: Asks<Ix>> Scan<Ix, R> {
    /// Leaves out rows that do not match. DynamoDB reads, and charges for, all of them.
    pub fn filter<C: IntoCondition<expr::Scan<Ix>>>(
        mut self,
        condition: impl FnOnce(&FieldsOf<Ix, expr::Scan<Ix>>) -> C,
    ) -> Self {
        self.options.add(condition(&<Ix::Table as DynamoTable>::fields()));
        self
    }

    /// Sees every write acknowledged before it.
    pub fn consistent(mut self) -> Self
    where
        Ix: ConsistentReads,
    {
        self.options.consistent = true;
        self
    }

    /// The most rows that DynamoDB looks at for one page, before the filter.
    pub fn page_size(mut self, rows: u32) -> Self {
        self.options.page_size = Some(rows);
        self
    }

    /// The request, readable; nothing is sent.
    ///
    /// # Errors
    /// When a key or a condition cannot hold what it was given.
    pub fn explain(self) -> Result<Explained> {
        Explained::new(request::Request::Query(Box::new(self.request()?)))
    }

    /// The plain request: a query without key conditions.
    ///
    /// # Errors
    /// When a condition cannot hold what it was given.
    pub fn request(self) -> Result<request::Query> {
        let call = Call::<Ix::Table>::new(self.db.clone());
        self.lower().map_err(|error| call.blamed(error))
    }

    fn lower(self) -> Result<request::Query> {
        let page_size = self.options.page_size()?;
        let (filter, projection) = (self.options.filter.transpose()?, self.rows.projection());
        held::check::<Ix>(filter.as_ref(), projection.as_ref())?;
        Ok(request::Query {
            schema: Ix::Table::SCHEMA,
            table: self.db.table_name::<Ix::Table>(),
            index: Ix::index().map(|index| index.name),
            keys: Vec::new(),
            filter,
            projection,
            descending: false,
            consistent: self.options.consistent,
            page_size,
            metered: false,
        })
    }
}
