use aws_sdk_dynamodb::types::AttributeValue;

use super::{Counted, DocumentPath, Guard};

/// One change to an item.
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
/// use dynamo_core::request::{Change, DocumentPath};
///
/// let update = Db::offline().update(Order::key("ada", 1)).set(|o| o.note().remove()).request()?;
/// assert_eq!(update.actions[0].path, DocumentPath::root("note"));
/// assert_eq!(update.actions[0].change, Change::Remove);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What is changed.
    pub path: DocumentPath,
    /// How.
    pub change: Change,
    /// What the result has to lie in, where a known amount is added to or taken from a number, or the number from it, and the
    /// attribute's type does not hold every number. [`guard`](Self::guard) says of which number.
    pub range: Option<Counted>,
}

impl Action {
    /// A change of what is at a path.
    #[must_use]
    pub fn new(path: DocumentPath, change: Change) -> Self {
        Self { path, change, range: None }
    }

    /// What keeps the result within its type, if anything has to.
    #[must_use]
    pub fn guard(&self) -> Option<Guard> {
        match &self.change {
            Change::Set(source) => Guard::of(self.range?, source),
            _ => None,
        }
    }
}

/// How a value is changed.
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
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::request::{Change, Source};
///
/// let update = Db::offline().update(Order::key("ada", 1)).set(|o| o.total().set(5)).request()?;
/// assert_eq!(update.actions[0].change, Change::Set(Source::Value(AttributeValue::N("5".into()))));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// `SET path = source`
    Set(Source),
    /// `REMOVE path`
    Remove,
    /// `ADD path elements`: elements into a set, which is created if it is absent.
    Insert(AttributeValue),
    /// `DELETE path elements`: elements out of a set.
    Delete(AttributeValue),
}

/// What an attribute is set to.
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
/// use dynamo_core::request::{Change, Source};
///
/// let update = Db::offline().update(Order::key("ada", 1)).set(|o| o.total().set(o.total() + 1)).request()?;
/// assert!(matches!(&update.actions[0].change, Change::Set(Source::Sum(left, _)) if matches!(**left, Source::Path(_))));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A value of the caller's.
    Value(AttributeValue),
    /// The value at another path.
    Path(DocumentPath),
    /// `if_not_exists(path, source)`
    IfAbsent(DocumentPath, Box<Source>),
    /// `left + right`
    Sum(Box<Source>, Box<Source>),
    /// `left - right`
    Difference(Box<Source>, Box<Source>),
    /// `list_append(left, right)`
    Joined(Box<Source>, Box<Source>),
}

impl Source {
    /// The amount of a sum or a difference: the side of it that is a value.
    #[must_use]
    pub fn amount(&self) -> Option<&AttributeValue> {
        match self {
            Self::Sum(left, right) | Self::Difference(left, right) => match (&**left, &**right) {
                (_, Self::Value(amount)) | (Self::Value(amount), _) => Some(amount),
                _ => None,
            },
            Self::Value(_) | Self::Path(_) | Self::IfAbsent(..) | Self::Joined(..) => None,
        }
    }

    /// Calls `each` with every path in it.
    pub fn for_each_path(&self, each: &mut dyn FnMut(&DocumentPath)) {
        match self {
            Self::Value(_) => {}
            Self::Path(path) => each(path),
            Self::IfAbsent(path, inner) => {
                each(path);
                inner.for_each_path(each);
            }
            Self::Sum(left, right) | Self::Difference(left, right) | Self::Joined(left, right) => {
                left.for_each_path(each);
                right.for_each_path(each);
            }
        }
    }
}
