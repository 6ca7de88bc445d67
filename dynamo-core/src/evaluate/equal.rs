use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::value::{Item, Number};

/// Equal as DynamoDB sees it: numbers by value, sets in any order.
pub(crate) fn same(one: &AttributeValue, other: &AttributeValue) -> bool {
    use AttributeValue::{Bs, L, M, N, Ns, Ss};
    match (one, other) {
        (N(one), N(other)) => same_numbers(one, other),
        (Ns(one), Ns(other)) => same_sets(one, other, |one, other| same_numbers(one, other)),
        (Ss(one), Ss(other)) => same_sets(one, other, |one, other| one == other),
        (Bs(one), Bs(other)) => same_sets(one, other, |one, other| one == other),
        (L(one), L(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),
        (M(one), M(other)) => same_items(one, other),
        _ => one == other,
    }
}

/// Equal as DynamoDB sees it.
pub(crate) fn same_items(one: &Item, other: &Item) -> bool {
    let same_in_other =
        |(name, value): (&String, &AttributeValue)| other.get(name).is_some_and(|found| same(value, found));
    one.len() == other.len() && one.iter().all(same_in_other)
}

fn same_sets<E>(one: &[E], other: &[E], same: impl Fn(&E, &E) -> bool) -> bool {
    one.len() == other.len() && one.iter().all(|one| other.iter().any(|other| same(one, other)))
}

/// By value, where both are numbers.
pub(super) fn same_numbers(one: &str, other: &str) -> bool {
    one == other || matches!((one.parse::<Number>(), other.parse::<Number>()), (Ok(one), Ok(other)) if one == other)
}

/// The order of two values of one type that has an order: text and binary by bytes, numbers by value.
pub(super) fn order(one: &AttributeValue, other: &AttributeValue) -> Option<Ordering> {
    use AttributeValue::{B, N, S};
    match (one, other) {
        (S(one), S(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
        (B(one), B(other)) => Some(one.as_ref().cmp(other.as_ref())),
        (N(one), N(other)) => Some(one.parse::<Number>().ok()?.cmp(&other.parse().ok()?)),
        _ => None,
    }
}
