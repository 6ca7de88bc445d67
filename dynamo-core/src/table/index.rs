use super::{DynamoTable, Place, Row};
use crate::schema::IndexSchema;

/// A table or one of its indexes: something to query.
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
/// use dynamo_core::table::Source;
///
/// assert!(Order::index().is_none());
/// assert_eq!(OrderByStatusIndex::index().map(|index| index.name), Some("by_status"));
/// ```
pub trait Source: Sized + 'static {
    /// The table.
    type Table: DynamoTable;
    /// What a row is read into unless something else is asked for.
    type Row: Row;
    /// Which index of the table it is.
    type Place: Place;

    /// What is known of the index; `None` for the table itself.
    #[must_use]
    fn index() -> Option<&'static IndexSchema> {
        <Self::Place as Place>::INDEX.map(|number| &Self::Table::SCHEMA.indexes[number])
    }
}

/// A table or index with a sort key.
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
/// use dynamo_core::table::{HasSort, Partition};
///
/// // Those of which `sk` can be asked.
/// fn all_of<Ix: HasSort>(partition: Partition<Ix>) -> Partition<Ix> {
///     partition
/// }
///
/// assert_eq!(Db::offline().query(all_of(Order::partition("ada"))).request()?.keys.len(), 1);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this table or index has no sort key, so there is nothing for `.sk(..)` to narrow",
    label = "has no sort key"
)]
pub trait HasSort: Source {
    /// What the closure of `.sk(..)` is given.
    type Sort: Default;

    /// A builder with nothing said yet.
    #[must_use]
    fn sort() -> Self::Sort {
        Self::Sort::default()
    }
}

/// A table or local index, which can be read consistently.
#[diagnostic::on_unimplemented(
    message = "a global index cannot be read consistently: DynamoDB fills it behind the table",
    label = "always eventually consistent",
    note = "query the table or a local index, or read whole items with `.hydrate()`"
)]
pub trait ConsistentReads: Source {}

/// A table's index by its accessor's name (as a hash), so that `#[projection(Order::by_status)]` finds it from anywhere.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no index of this name",
    label = "no such index",
    note = "a projection is of a table, `#[projection(Order)]`, or of one of its indexes, `#[projection(Order::by_status)]`"
)]
pub trait HasIndex<const NAME: u64> {
    /// The index.
    type Index: Source;
}

/// A named row of the table or index `Ix`: what `.project::<R>()` accepts.
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
/// # #[derive(Projection)]
/// # #[projection(Order::by_status)]
/// # struct Summary { user: String, total: u64 }
/// use dynamo_core::table::ProjectionOf;
///
/// assert_eq!(<Summary as ProjectionOf<OrderByStatusIndex>>::ATTRIBUTES, ["user", "total"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{Ix}`",
    label = "declared for another table or index",
    note = "a projection names its table or index: `#[projection(Order::by_status)]`"
)]
pub trait ProjectionOf<Ix>: Row {
    /// The attributes it reads.
    const ATTRIBUTES: &'static [&'static str];
}

/// An attribute type that a projection's field of attribute type `A` can be read from.
#[diagnostic::on_unimplemented(
    message = "the attribute has type `{Self}`, and this field `{A}`",
    label = "another type than the attribute's"
)]
pub trait ReadAs<A> {}
impl<A> ReadAs<A> for A {}

/// Names the attribute that a projection's field is read from; what the derive's checks call.
pub const fn reads<A, P>(_: &P)
where
    P: crate::expr::TypedPath<Attr: ReadAs<A>>,
{
}
