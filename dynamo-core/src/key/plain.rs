use aws_sdk_dynamodb::types::AttributeValue;

use super::SortRange;
use super::order::compare;
use super::range::check_bound;
use crate::error::{KeyError, KeyProblem};

/// A sort key without a pattern: an attribute that is text, a number or bytes, and DynamoDB's own conditions on it.
///
/// Every method checks its values as DynamoDB would: not empty, not above 1024 bytes, and the ends of a range in order.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::key::{PlainKey, SortRange};
///
/// let nine = AttributeValue::N("9".into());
/// let ten = AttributeValue::N("10".into());
/// let range = PlainKey::new("total").between(nine.clone(), ten.clone())?;
/// assert_eq!(range, SortRange::Between(nine.clone(), ten.clone()));
/// assert!(PlainKey::new("total").between(ten, nine).is_err());
/// # Ok::<(), dynamo_core::error::KeyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainKey {
    attr: &'static str,
}

/// One row a method that takes one value.
macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident => $variant:ident;)*) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        /// A value that is empty or too long.
        pub fn $name(self, value: AttributeValue) -> Result<SortRange, KeyError> {
            Ok(SortRange::$variant(self.checked(value)?))
        }
    )* };
}

impl PlainKey {
    /// The key attribute of that name.
    #[must_use]
    pub fn new(attr: &'static str) -> Self {
        Self { attr }
    }

    comparisons! {
        /// Keys equal to the value.
        eq => Equal;
        /// Keys below the value.
        lt => Lt;
        /// Keys up to and including the value.
        le => Le;
        /// Keys above the value.
        gt => Gt;
        /// Keys from the value on, itself included.
        ge => Ge;
        /// Keys that begin with the value: text or bytes.
        begins_with => BeginsWith;
    }

    /// Keys from `low` to `high`, both included.
    ///
    /// # Errors
    /// A value that is empty or too long; [`KeyProblem::EmptyRange`] when `low` lies above `high`.
    pub fn between(self, low: AttributeValue, high: AttributeValue) -> Result<SortRange, KeyError> {
        let (low, high) = (self.checked(low)?, self.checked(high)?);
        if compare(&low, &high).is_some_and(std::cmp::Ordering::is_gt) {
            return Err(KeyError::new(self.attr, shown(&low), KeyProblem::EmptyRange));
        }
        Ok(SortRange::Between(low, high))
    }

    fn checked(self, value: AttributeValue) -> Result<AttributeValue, KeyError> {
        let is_empty = match &value {
            AttributeValue::S(text) => text.is_empty(),
            AttributeValue::B(bytes) => bytes.as_ref().is_empty(),
            _ => false,
        };
        if is_empty {
            return Err(KeyError::new(self.attr, shown(&value), KeyProblem::Empty));
        }
        check_bound(self.attr, &value)?;
        Ok(value)
    }
}

fn shown(value: &AttributeValue) -> Option<String> {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text.clone()),
        _ => None,
    }
}
