//! Elements that are put into a set, and taken out of it.

use aws_sdk_dynamodb::types::AttributeValue;

use super::equal::same_numbers;
use super::source::{sum, wrong_type};
use crate::error::Result;
use crate::value::Number;

/// What `ADD` leaves of a value.
pub(super) fn inserted(found: Option<&AttributeValue>, elements: &AttributeValue) -> Result<AttributeValue> {
    use AttributeValue::{Bs, N, Ns, Ss};
    Ok(match (found, elements) {
        (None, elements) => elements.clone(),
        (Some(found @ N(_)), N(_)) => sum(found, elements, Number::checked_add)?,
        (Some(Ss(set)), Ss(more)) => Ss(joined(set, more, PartialEq::eq)),
        (Some(Ns(set)), Ns(more)) => Ns(joined(set, more, |one, other| same_numbers(one, other))),
        (Some(Bs(set)), Bs(more)) => Bs(joined(set, more, PartialEq::eq)),
        _ => return Err(wrong_type("a set takes elements of its own type")),
    })
}

/// What `DELETE` leaves of a value; nothing of a set that has no elements left, which DynamoDB does not store.
pub(super) fn deleted(found: Option<&AttributeValue>, elements: &AttributeValue) -> Result<Option<AttributeValue>> {
    use AttributeValue::{Bs, Ns, Ss};
    Ok(match (found, elements) {
        (None, _) => None,
        (Some(Ss(set)), Ss(less)) => rest(set, less, PartialEq::eq).map(Ss),
        (Some(Ns(set)), Ns(less)) => rest(set, less, |one, other| same_numbers(one, other)).map(Ns),
        (Some(Bs(set)), Bs(less)) => rest(set, less, PartialEq::eq).map(Bs),
        _ => return Err(wrong_type("elements are taken out of a set of their own type")),
    })
}

fn joined<E: Clone>(set: &[E], more: &[E], same: impl Fn(&E, &E) -> bool) -> Vec<E> {
    let new = more.iter().filter(|new| !set.iter().any(|one| same(one, new)));
    set.iter().chain(new).cloned().collect()
}

fn rest<E: Clone>(set: &[E], less: &[E], same: impl Fn(&E, &E) -> bool) -> Option<Vec<E>> {
    let rest: Vec<E> = set.iter().filter(|one| !less.iter().any(|gone| same(one, gone))).cloned().collect();
    (!rest.is_empty()).then_some(rest)
}
