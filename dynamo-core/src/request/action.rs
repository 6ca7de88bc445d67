use aws_sdk_dynamodb::types::AttributeValue;

use super::{Condition, DocumentPath, Operand};

/// One change to an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What is changed.
    pub path: DocumentPath,
    /// How.
    pub change: Change,
    /// What the result has to lie in, where a number is counted up or down and the attribute's type does not hold every number.
    pub range: Option<Counted>,
}

/// A number counted up or down, which has to stay within its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// By how much: less than zero for down.
    pub by: i128,
    /// The least number that the type has.
    pub least: i128,
    /// The greatest.
    pub greatest: i128,
}

/// DynamoDB's numbers have 38 digits.
const LARGEST: i128 = 10_i128.pow(38) - 1;

impl Counted {
    /// Holds where the number at `path` can be counted so; an absent one counts as 0.
    #[must_use]
    pub fn condition(&self, path: &DocumentPath) -> Condition {
        let bound = |end: i128| Operand::Value(AttributeValue::N(self.before(end).to_string()));
        let fits = Condition::Between(Operand::Path(path.clone()), bound(self.least), bound(self.greatest));
        if self.fits(0) { fits.or(Condition::NotExists(path.clone())) } else { fits }
    }

    /// Whether this number can be counted so.
    #[must_use]
    pub fn fits(&self, number: i128) -> bool {
        number.checked_add(self.by).is_some_and(|sum| (self.least..=self.greatest).contains(&sum))
    }

    /// The number that is counted to `end`.
    fn before(&self, end: i128) -> i128 {
        end.saturating_sub(self.by).clamp(-LARGEST, LARGEST)
    }
}

impl Action {
    /// A change of what is at a path.
    #[must_use]
    pub fn new(path: DocumentPath, change: Change) -> Self {
        Self { path, change, range: None }
    }
}

/// How a value is changed.
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
