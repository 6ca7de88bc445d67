use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use super::Scope;
use crate::error::{EncodeError, Unstorable};
use crate::request::{Condition, shown};

/// A condition or filter in scope `S`, made by the operators of a [`Path`](super::Path) and joined by `&`, `|` and `!`.
///
/// An operand that cannot be stored (NaN) is kept as an error and returned when the operation is sent.
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
/// fn cheap<S: OrderScope>(o: &OrderFields<S>) -> Cond<S> {
///     o.total().lt(100) & !o.note().exists()
/// }
///
/// let db = Db::offline();
/// let filter = db.scan::<Order>().filter(cheap).request()?.filter;
/// let condition = db.delete(Order::key("ada", 1)).only_if(cheap).request()?.condition;
/// assert_eq!(filter, condition);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
pub struct Cond<S> {
    tree: Result<Condition, EncodeError>,
    scope: PhantomData<fn() -> S>,
}

/// What `.filter(..)` and `.only_if(..)` accept: a condition, or an `Option` of one.
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
/// let least: Option<u64> = None;
/// let scan = Db::offline().scan::<Order>().filter(|o| least.map(|least| o.total().ge(least))).request()?;
/// assert_eq!(scan.filter, None);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "expected a condition, found `{Self}`",
    label = "not a condition of this table and call",
    note = "a condition is made by an operator, such as `o.total().gt(10)`; join several with `&` and `|`",
    note = "it is of one table and one kind of call; one for several is generic: `fn cheap<S: OrderScope>(o: &OrderFields<S>) -> Cond<S>`"
)]
pub trait IntoCondition<S> {
    /// The condition; `None` when there is nothing to check.
    fn into_condition(self) -> Option<Cond<S>>;
}

impl<S> IntoCondition<S> for Cond<S> {
    fn into_condition(self) -> Option<Self> {
        Some(self)
    }
}

impl<S> IntoCondition<S> for Option<Cond<S>> {
    fn into_condition(self) -> Self {
        self
    }
}

impl<S> Cond<S> {
    pub(crate) fn new(tree: Result<Condition, EncodeError>) -> Self {
        Self { tree, scope: PhantomData }
    }

    /// The plain tree.
    ///
    /// # Errors
    /// When an operand cannot be stored.
    pub fn into_tree(self) -> Result<Condition, EncodeError> {
        self.tree
    }

    /// The opposite; `!condition` is the same.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "it does, and this reads better at the end of a chain")]
    pub fn not(self) -> Self {
        Self::new(self.tree.map(Condition::negate))
    }

    fn join(self, other: Self, with: fn(Condition, Condition) -> Condition) -> Self {
        Self::new(self.tree.and_then(|left| other.tree.map(|right| with(left, right))))
    }
}

/// All of the conditions. None at all is an error when it is sent: it would match everything.
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
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let wanted = ["2026-01-02", "2026-01-03"];
/// let none = db.scan::<Order>().filter(|o| all(wanted.map(|day| o.day().eq(day)))).count().await?;
/// assert_eq!(none, 0);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub fn all<S: Scope>(conditions: impl IntoIterator<Item = Cond<S>>) -> Cond<S> {
    conditions.into_iter().reduce(|left, right| left & right).unwrap_or_else(|| empty("all"))
}

/// Any of the conditions. None at all is an error when it is sent: it would match nothing.
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
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let wanted = ["2026-01-02", "2026-01-03"];
/// assert_eq!(db.scan::<Order>().filter(|o| any(wanted.map(|day| o.day().eq(day)))).count().await?, 2);
/// let nothing = Vec::<&str>::new();
/// let refused = db.scan::<Order>().filter(|o| any(nothing.iter().map(|day| o.day().eq(*day)))).count().await;
/// assert!(refused.is_err_and(|error| error.is_invalid_request()));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub fn any<S: Scope>(conditions: impl IntoIterator<Item = Cond<S>>) -> Cond<S> {
    conditions.into_iter().reduce(|left, right| left | right).unwrap_or_else(|| empty("any"))
}

fn empty<S>(word: &str) -> Cond<S> {
    Cond::new(Err(EncodeError::new(Unstorable::Other(format!("`{word}` was given no conditions")))))
}

impl<S> BitAnd for Cond<S> {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.join(other, Condition::and)
    }
}

impl<S> BitOr for Cond<S> {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.join(other, Condition::or)
    }
}

impl<S> Not for Cond<S> {
    type Output = Self;
    fn not(self) -> Self {
        Self::not(self)
    }
}

impl<S> Clone for Cond<S> {
    fn clone(&self) -> Self {
        Self::new(self.tree.clone())
    }
}

/// Without the values of sensitive attributes.
impl<S: Scope> fmt::Debug for Cond<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.tree.as_ref().map(|tree| shown::tree(S::schema(), tree)), f)
    }
}

impl<S> PartialEq for Cond<S> {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}
