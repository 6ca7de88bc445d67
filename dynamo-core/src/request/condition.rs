use aws_sdk_dynamodb::types::AttributeValue;

use super::DocumentPath;
use crate::error::{Error, Result};

/// DynamoDB's limit for the operands of `IN`.
pub const MAX_ONE_OF: usize = 100;

/// A condition or a filter, as a tree.
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
/// use dynamo_core::request::{Condition, DocumentPath};
///
/// let filter = Db::offline().scan::<Order>().filter(|o| o.note().not_exists()).request()?.filter;
/// assert_eq!(filter, Some(Condition::NotExists(DocumentPath::root("note"))));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `left op right`
    Compare(Comparison, Operand, Operand),
    /// `operand BETWEEN low AND high`
    Between(Operand, Operand, Operand),
    /// `operand IN (…)`
    OneOf(Operand, Vec<Operand>),
    /// `begins_with(path, prefix)`
    BeginsWith(DocumentPath, Operand),
    /// `contains(path, element)`
    Contains(DocumentPath, Operand),
    /// `attribute_exists(path)`
    Exists(DocumentPath),
    /// `attribute_not_exists(path)`
    NotExists(DocumentPath),
    /// `attribute_type(path, type)`
    IsType(DocumentPath, AttributeType),
    /// All of them; never empty, never nested directly.
    And(Vec<Condition>),
    /// Any of them; never empty, never nested directly.
    Or(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
}

/// What is compared.
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
/// use dynamo_core::request::{Comparison, Condition, Operand};
///
/// let filter = Db::offline().scan::<Order>().filter(|o| o.lines().size().gt(2)).request()?.filter;
/// assert!(matches!(filter, Some(Condition::Compare(Comparison::Gt, Operand::Size(_), Operand::Value(_)))));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// The value at a path.
    Path(DocumentPath),
    /// A value of the caller's.
    Value(AttributeValue),
    /// `size(path)`
    Size(DocumentPath),
}

/// A comparison operator.
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
/// use dynamo_core::request::{Comparison, Condition};
///
/// let filter = Db::offline().scan::<Order>().filter(|o| o.total().le(5)).request()?.filter;
/// assert!(matches!(filter, Some(Condition::Compare(Comparison::Le, ..))));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// DynamoDB's types, as `attribute_type` names them.
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
/// use dynamo_core::request::AttributeType;
///
/// let odd = Db::offline().scan::<Order>().filter(|o| !o.total().is_type(AttributeType::N));
/// assert!(odd.explain()?.to_string().contains("attribute_type"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are DynamoDB's")]
pub enum AttributeType {
    S,
    N,
    B,
    Bool,
    Null,
    Ss,
    Ns,
    Bs,
    L,
    M,
}

impl AttributeType {
    /// DynamoDB's own spelling.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
            Self::L => "L",
            Self::M => "M",
        }
    }
}

impl Operand {
    /// The path it names.
    #[must_use]
    pub fn path(&self) -> Option<&DocumentPath> {
        match self {
            Self::Path(path) | Self::Size(path) => Some(path),
            Self::Value(_) => None,
        }
    }
}

/// Refuses alternatives of which there are none, or more than DynamoDB takes.
///
/// # Errors
/// When there are.
pub(crate) fn check_one_of(values: &[Operand]) -> Result<()> {
    if values.is_empty() || values.len() > MAX_ONE_OF {
        let reason = format!("`one_of` takes 1 to {MAX_ONE_OF} values, and has {}", values.len());
        return Err(Error::invalid_request(reason));
    }
    Ok(())
}

impl Condition {
    /// Calls `each` with every path in it.
    pub fn for_each_path(&self, each: &mut dyn FnMut(&DocumentPath)) {
        let operands: &[&Operand] = match self {
            Self::Compare(_, left, right) => &[left, right],
            Self::Between(operand, low, high) => &[operand, low, high],
            Self::OneOf(operand, _) => &[operand],
            Self::BeginsWith(path, operand) | Self::Contains(path, operand) => {
                each(path);
                &[operand]
            }
            Self::Exists(path) | Self::NotExists(path) | Self::IsType(path, _) => {
                each(path);
                &[]
            }
            Self::And(parts) | Self::Or(parts) => return parts.iter().for_each(|part| part.for_each_path(each)),
            Self::Not(inner) => return inner.for_each_path(each),
        };
        let more: &[Operand] = if let Self::OneOf(_, values) = self { values } else { &[] };
        operands.iter().copied().chain(more).filter_map(Operand::path).for_each(each);
    }

    /// Both; conditions that are already conjunctions are joined into one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut all = match self {
            Self::And(all) => all,
            one => vec![one],
        };
        match other {
            Self::And(more) => all.extend(more),
            one => all.push(one),
        }
        Self::And(all)
    }

    /// Either; conditions that are already alternatives are joined into one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let mut any = match self {
            Self::Or(any) => any,
            one => vec![one],
        };
        match other {
            Self::Or(more) => any.extend(more),
            one => any.push(one),
        }
        Self::Or(any)
    }

    /// The opposite; two of them cancel out.
    #[must_use]
    pub fn negate(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}
