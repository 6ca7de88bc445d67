use super::call::Call;
use super::held;
use super::row::{Asks, Entity, Hydrated, Projected, Selected, Whole};
use crate::db::Db;
use crate::error::{EncodeError, Error, Result};
use crate::expr::{Cond, Filter, IntoCondition, Select, Selection};
use crate::output::Explained;
use crate::request::{self, Condition};
use crate::table::{ConsistentReads, DynamoEntities, DynamoTable, Partition, ProjectionOf, Source};

/// Rows that share a partition key: [`Db::query`].
#[must_use = "a request does nothing until it is awaited"]
pub struct Query<Ix, R = Whole> {
    db: Db,
    partition: Partition<Ix>,
    rows: R,
    options: Options,
}

/// What queries and scans have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) filter: Option<Result<Condition, EncodeError>>,
    pub(super) descending: bool,
    pub(super) consistent: bool,
    pub(super) page_size: Option<u32>,
}

impl Options {
    /// One more condition; all of them have to hold.
    pub(super) fn add<S>(&mut self, condition: impl IntoCondition<S>) {
        let Some(more) = condition.into_condition().map(Cond::into_tree) else { return };
        self.filter = Some(match self.filter.take() {
            None => more,
            Some(before) => before.and_then(|before| Ok(before.and(more?))),
        });
    }

    pub(super) fn page_size(&self) -> Result<Option<u32>> {
        match self.page_size {
            Some(0) => {
                Err(Error::invalid_request("a page size of 0 asks for nothing; leave it out, or say at least 1"))
            }
            size => Ok(size),
        }
    }
}

type FieldsOf<Ix, S> = <<Ix as Source>::Table as DynamoTable>::Fields<S>;

impl<Ix: Source> Query<Ix> {
    pub(crate) fn new(db: Db, partition: Partition<Ix>) -> Self {
        Self { db, partition, rows: Whole, options: Options::default() }
    }

    /// Hands back these attributes instead of whole rows.
    pub fn select<R: Selection<Ix>>(self, what: impl FnOnce(&FieldsOf<Ix, Select<Ix>>) -> R) -> Query<Ix, Selected<R>> {
        let rows = Selected(what(&<Ix::Table as DynamoTable>::fields()));
        self.with_rows(rows)
    }

    /// Hands back rows of a named projection.
    pub fn project<P: ProjectionOf<Ix>>(self) -> Query<Ix, Projected<P>> {
        self.with_rows(Projected::new())
    }

    /// Fetches the whole items by the keys that the index gives.
    pub fn hydrate(self) -> Query<Ix, Hydrated> {
        self.with_rows(Hydrated)
    }

    /// Hands back every kind of item that the enum has.
    pub fn entities<E: DynamoEntities>(self) -> Query<Ix, Entity<E>> {
        self.with_rows(Entity::new())
    }

    fn with_rows<R>(self, rows: R) -> Query<Ix, R> {
        Query { db: self.db, partition: self.partition, rows, options: self.options }
    }
}

impl<Ix: Source, R: Asks<Ix>> Query<Ix, R> {
    /// Leaves out rows that do not match. DynamoDB reads, and charges for, all of them.
    pub fn filter<C: IntoCondition<Filter<Ix>>>(
        mut self,
        condition: impl FnOnce(&FieldsOf<Ix, Filter<Ix>>) -> C,
    ) -> Self {
        self.options.add(condition(&<Ix::Table as DynamoTable>::fields()));
        self
    }

    /// From the greatest sort key down.
    pub fn descending(mut self) -> Self {
        self.options.descending = true;
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

    /// The plain request.
    ///
    /// # Errors
    /// When a key or a condition cannot hold what it was given.
    pub fn request(self) -> Result<request::Query> {
        let call = Call::<Ix::Table>::new(self.db.clone());
        self.lower().map_err(|error| call.blamed(error))
    }

    fn lower(self) -> Result<request::Query> {
        let page_size = self.options.page_size()?;
        let keys =
            if R::ONE_KIND { self.partition.into_conditions()? } else { self.partition.into_conditions_of_all()? };
        let (filter, projection) = (self.options.filter.transpose()?, self.rows.projection());
        held::check::<Ix>(filter.as_ref(), projection.as_ref())?;
        held::check_no_keys::<Ix>(filter.as_ref())?;
        Ok(request::Query {
            schema: Ix::Table::SCHEMA,
            table: self.db.table_name::<Ix::Table>(),
            index: Ix::index().map(|index| index.name),
            keys,
            filter,
            projection,
            descending: self.options.descending,
            consistent: self.options.consistent,
            page_size,
            metered: false,
        })
    }
}
