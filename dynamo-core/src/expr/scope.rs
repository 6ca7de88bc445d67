use std::marker::PhantomData;

use super::Values;
use crate::schema::Schema;
use crate::table::{DynamoTable, Source};

/// Where an expression is used. Scopes are types only: they decide which attributes an expression may name.
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
/// // For each table there is a scope of its own that all of them are: `OrderScope`.
/// fn cheap<S: OrderScope>(o: &OrderFields<S>) -> Cond<S> {
///     o.total().lt(100)
/// }
///
/// assert!(Db::offline().query(Order::partition("ada")).filter(cheap).request()?.filter.is_some());
/// assert!(Db::offline().delete(Order::key("ada", 1)).only_if(cheap).request()?.condition.is_some());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub trait Scope: 'static {
    /// The scope that conditions and actions built here are typed by.
    type Base: Scope<Base = Self::Base>;
    /// The scope whose attributes one of this scope can be set from.
    type Sources: 'static;

    /// What is known of the table whose attributes are named.
    #[must_use]
    fn schema() -> &'static Schema;
}

/// A scope in which the attribute with marker `M` may be named. The generated accessors carry this bound.
pub trait Allows<M> {}

/// What a query or get hands back, from the table or index `Ix`.
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
/// use dynamo_core::expr::{Select, Selection};
///
/// fn summary(o: &OrderFields<Select<Order>>) -> impl Selection<Order, Output = (u32, u64)> + use<> {
///     (o.id(), o.total())
/// }
///
/// let get = Db::offline().get(Order::key("ada", 1)).select(summary);
/// assert!(get.explain()?.to_string().contains("total"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Select<Ix>(PhantomData<Ix>);
/// A query's filter on the table or index `Ix`.
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
/// use dynamo_core::expr::Filter;
///
/// fn large(o: &OrderFields<Filter<Order>>) -> Cond<Filter<Order>> {
///     o.total().gt(100)
/// }
///
/// assert!(Db::offline().query(Order::partition("ada")).filter(large).request()?.filter.is_some());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Filter<Ix>(PhantomData<Ix>);
/// A scan's filter on the table or index `Ix`.
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
/// use dynamo_core::expr::Scan;
///
/// // A scan's filter may name the keys, too.
/// fn first(o: &OrderFields<Scan<Order>>) -> Cond<Scan<Order>> {
///     o.id().eq(1)
/// }
///
/// assert!(Db::offline().scan::<Order>().filter(first).request()?.filter.is_some());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Scan<Ix>(PhantomData<Ix>);
/// A condition of a write to the table `T`.
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
/// use dynamo_core::expr::Check;
///
/// fn unpaid(o: &OrderFields<Check<Order>>) -> Cond<Check<Order>> {
///     o.status().ne("paid")
/// }
///
/// assert!(Db::offline().delete(Order::key("ada", 1)).only_if(unpaid).request()?.condition.is_some());
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Check<T>(PhantomData<T>);
/// The actions of an update of the table `T`.
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
/// use dynamo_core::expr::{Action, Update};
///
/// fn paid(o: &OrderFields<Update<Order>>) -> Action<Update<Order>> {
///     o.status().set("paid")
/// }
///
/// assert_eq!(Db::offline().update(Order::key("ada", 1)).set(paid).request()?.actions.len(), 1);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Update<T>(PhantomData<T>);
/// An attribute that stands in the pattern of an index key, which is rendered anew from the value it is set to.
pub struct Keyed<S>(PhantomData<S>);
/// An attribute that has a default, which an absent one reads as.
pub struct Defaulted<S>(PhantomData<S>);
/// Below something that may be absent: an optional document, a map's key, a list's index.
pub struct Maybe<S>(PhantomData<S>);

impl<Ix: Source> Scope for Select<Ix> {
    type Base = Self;
    type Sources = Self;

    fn schema() -> &'static Schema {
        Ix::Table::SCHEMA
    }
}
impl<Ix: Source> Scope for Filter<Ix> {
    type Base = Self;
    type Sources = Self;

    fn schema() -> &'static Schema {
        Ix::Table::SCHEMA
    }
}
impl<Ix: Source> Scope for Scan<Ix> {
    type Base = Self;
    type Sources = Self;

    fn schema() -> &'static Schema {
        Ix::Table::SCHEMA
    }
}
impl<T: DynamoTable> Scope for Check<T> {
    type Base = Self;
    type Sources = Self;

    fn schema() -> &'static Schema {
        T::SCHEMA
    }
}
impl<T: DynamoTable> Scope for Update<T> {
    type Base = Self;
    type Sources = Self;

    fn schema() -> &'static Schema {
        T::SCHEMA
    }
}
impl<S: Scope> Scope for Maybe<S> {
    type Base = S::Base;
    type Sources = S::Sources;

    fn schema() -> &'static Schema {
        S::schema()
    }
}
impl<S: Scope> Scope for Keyed<S> {
    type Base = S::Base;
    type Sources = Values;

    fn schema() -> &'static Schema {
        S::schema()
    }
}
/// The same for an attribute with a default, which may be removed whatever its type.
impl<S: Scope> Scope for Defaulted<S> {
    type Base = S::Base;
    type Sources = S::Sources;

    fn schema() -> &'static Schema {
        S::schema()
    }
}

/// Attributes whose value arithmetic may change. Not so a field of an index key pattern.
#[diagnostic::on_unimplemented(
    message = "this attribute stands in an index key's pattern, and the key is rendered from its value",
    label = "only `set(value)`, `set_opt(value)` and `remove()` work here",
    note = "read the item, compute the value, and `set` it"
)]
pub trait Computes {}
impl<Ix> Computes for Select<Ix> {}
impl<Ix> Computes for Filter<Ix> {}
impl<Ix> Computes for Scan<Ix> {}
impl<T> Computes for Check<T> {}
impl<T> Computes for Update<T> {}
impl<S: Computes> Computes for Maybe<S> {}
impl<S: Computes> Computes for Defaulted<S> {}

/// A table or index that holds the attribute with marker `M`.
pub trait Holds<M> {}

/// A scope in which the attribute with marker `M`, which is a key of something, may be named.
pub trait AllowsKey<M> {}

/// A scope in which the attribute with marker `M`, which no update can set on its own, may be named.
pub trait AllowsFixed<M> {}

/// A table or index of which the attribute with marker `M`, a key of something else, is no key.
#[diagnostic::on_unimplemented(
    message = "attribute is a key of this index or table, and DynamoDB rejects key attributes in a query's filter",
    label = "a key cannot be filtered",
    note = "the partition key is given to `partition(..)`, and the sort key is narrowed with `.sk(..)`"
)]
pub trait Filters<M> {}

/// A table whose updates may set the attribute with marker `M`.
pub trait Updates<M> {}

impl<Ix: Source + Holds<M>, M> Allows<M> for Select<Ix> {}
impl<Ix: Source + Holds<M>, M> Allows<M> for Scan<Ix> {}
impl<Ix: Source + Holds<M>, M> Allows<M> for Filter<Ix> {}
impl<T: DynamoTable, M> Allows<M> for Check<T> {}
impl<T: DynamoTable, M> Allows<M> for Update<T> {}

impl<Ix: Source, M> AllowsKey<M> for Select<Ix> {}
impl<Ix: Source, M> AllowsKey<M> for Scan<Ix> {}
impl<Ix: Source + Filters<M>, M> AllowsKey<M> for Filter<Ix> {}
impl<T: DynamoTable, M> AllowsKey<M> for Check<T> {}
impl<T: DynamoTable, M> AllowsKey<M> for Update<T> {}

impl<Ix: Source, M> AllowsFixed<M> for Select<Ix> {}
impl<Ix: Source, M> AllowsFixed<M> for Scan<Ix> {}
impl<Ix: Source, M> AllowsFixed<M> for Filter<Ix> {}
impl<T: DynamoTable, M> AllowsFixed<M> for Check<T> {}
impl<T: DynamoTable + Updates<M>, M> AllowsFixed<M> for Update<T> {}
