use aws_sdk_dynamodb::types::AttributeValue;

use super::DocumentPath;

/// One change to an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// What is changed.
    pub path: DocumentPath,
    /// How.
    pub change: Change,
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
