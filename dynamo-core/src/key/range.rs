use aws_sdk_dynamodb::types::AttributeValue;

use super::order::compare;
use super::{KeyRole, check_length};
use crate::error::KeyError;

/// What a query asks of a sort key: DynamoDB takes one condition of these forms.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::key::SortRange;
///
/// let range = SortRange::BeginsWith(AttributeValue::S("STORY#12#".into()));
/// assert!(range.contains(&AttributeValue::S("STORY#12#RUN#7".into())));
/// assert!(!range.contains(&AttributeValue::S("STORY#123#RUN#7".into())));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum SortRange {
    /// No condition: every key of the partition.
    All,
    /// `=`
    Equal(AttributeValue),
    /// `begins_with`, of text or bytes.
    BeginsWith(AttributeValue),
    /// `BETWEEN`: both ends belong to it, and the first is not above the second.
    Between(AttributeValue, AttributeValue),
    /// `<`
    Lt(AttributeValue),
    /// `<=`
    Le(AttributeValue),
    /// `>`
    Gt(AttributeValue),
    /// `>=`
    Ge(AttributeValue),
    /// No key at all (above the greatest number, below zero): there is nothing to send.
    Nothing,
}

impl SortRange {
    /// Whether a sort key lies in the range: texts compare by bytes, numbers by value.
    #[must_use]
    pub fn contains(&self, key: &AttributeValue) -> bool {
        let is = |bound, wanted: fn(std::cmp::Ordering) -> bool| compare(key, bound).is_some_and(wanted);
        match self {
            Self::All => true,
            Self::Equal(bound) => is(bound, |o| o.is_eq()),
            Self::BeginsWith(prefix) => begins_with(key, prefix),
            Self::Between(low, high) => is(low, |o| o.is_ge()) && is(high, |o| o.is_le()),
            Self::Lt(bound) => is(bound, |o| o.is_lt()),
            Self::Le(bound) => is(bound, |o| o.is_le()),
            Self::Gt(bound) => is(bound, |o| o.is_gt()),
            Self::Ge(bound) => is(bound, |o| o.is_ge()),
            Self::Nothing => false,
        }
    }

    /// Checks the length of every bound, as [`check_length`] does.
    ///
    /// # Errors
    /// [`KeyProblem::TooLong`](crate::error::KeyProblem::TooLong), naming the key attribute.
    pub fn check_length(&self, attr: &'static str) -> Result<(), KeyError> {
        match self {
            Self::All | Self::Nothing => Ok(()),
            Self::Between(low, high) => check_bound(attr, low).and_then(|()| check_bound(attr, high)),
            Self::Equal(bound)
            | Self::BeginsWith(bound)
            | Self::Lt(bound)
            | Self::Le(bound)
            | Self::Gt(bound)
            | Self::Ge(bound) => check_bound(attr, bound),
        }
    }
}

/// Checks the length of one bound.
pub(super) fn check_bound(attr: &'static str, bound: &AttributeValue) -> Result<(), KeyError> {
    let bytes = match bound {
        AttributeValue::S(text) => text.len(),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        _ => return Ok(()),
    };
    check_length(attr, bytes, KeyRole::Sort)
}

fn begins_with(key: &AttributeValue, prefix: &AttributeValue) -> bool {
    match (key, prefix) {
        (AttributeValue::S(key), AttributeValue::S(prefix)) => key.starts_with(prefix.as_str()),
        (AttributeValue::B(key), AttributeValue::B(prefix)) => key.as_ref().starts_with(prefix.as_ref()),
        _ => false,
    }
}
