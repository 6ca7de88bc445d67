use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use super::check::check_condition;
use super::equal::{order, same, same_numbers};
use crate::error::Result;
use crate::request::{AttributeType, Comparison, Condition, Operand};
use crate::value::Item;

/// Whether a condition or filter holds of an item. An item that is not there has no attributes.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::evaluate::holds;
/// use dynamo_core::request::{Comparison, Condition, DocumentPath, Operand};
/// use dynamo_core::value::Item;
///
/// let item = Item::from([("age".to_owned(), AttributeValue::N("36".into()))]);
/// let adult = Operand::Value(AttributeValue::N("18".into()));
/// let condition = Condition::Compare(Comparison::Ge, Operand::Path(DocumentPath::root("age")), adult);
/// assert!(holds(&condition, &item)?);
/// assert!(!holds(&condition, &Item::new())?);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
///
/// # Errors
/// As [`check_condition`].
pub fn holds(condition: &Condition, item: &Item) -> Result<bool> {
    check_condition(condition)?;
    Ok(is_true(condition, item))
}

/// The same of a condition that has been checked.
pub(crate) fn is_true(condition: &Condition, item: &Item) -> bool {
    let value = |operand| value_of(operand, item);
    match condition {
        Condition::Compare(comparison, left, right) => compare(*comparison, value(left), value(right)),
        Condition::Between(operand, low, high) => {
            let operand = value(operand);
            compare(Comparison::Ge, operand.clone(), value(low)) && compare(Comparison::Le, operand, value(high))
        }
        Condition::OneOf(operand, values) => {
            values.iter().any(|one| compare(Comparison::Eq, value(operand), value_of(one, item)))
        }
        Condition::BeginsWith(path, prefix) => {
            matches!((path.value_in(item), value(prefix)), (Some(text), Some(prefix)) if begins_with(text, &prefix))
        }
        Condition::Contains(path, element) => {
            matches!((path.value_in(item), value(element)), (Some(whole), Some(part)) if contains(whole, &part))
        }
        Condition::Exists(path) => path.value_in(item).is_some(),
        Condition::NotExists(path) => path.value_in(item).is_none(),
        Condition::IsType(path, asked) => path.value_in(item).and_then(type_of) == Some(*asked),
        Condition::And(parts) => parts.iter().all(|part| is_true(part, item)),
        Condition::Or(parts) => parts.iter().any(|part| is_true(part, item)),
        Condition::Not(inner) => !is_true(inner, item),
    }
}

type Found<'a> = Option<Cow<'a, AttributeValue>>;

fn value_of<'a>(operand: &'a Operand, item: &'a Item) -> Found<'a> {
    match operand {
        Operand::Path(path) => path.value_in(item).map(Cow::Borrowed),
        Operand::Value(value) => Some(Cow::Borrowed(value)),
        Operand::Size(path) => {
            let size = size(path.value_in(item)?)?;
            Some(Cow::Owned(AttributeValue::N(size.to_string())))
        }
    }
}

/// What is absent, or of another type, is not equal, and has no order.
fn compare(comparison: Comparison, left: Found<'_>, right: Found<'_>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return comparison == Comparison::Ne };
    match comparison {
        Comparison::Eq => same(&left, &right),
        Comparison::Ne => !same(&left, &right),
        Comparison::Lt => order(&left, &right).is_some_and(std::cmp::Ordering::is_lt),
        Comparison::Le => order(&left, &right).is_some_and(std::cmp::Ordering::is_le),
        Comparison::Gt => order(&left, &right).is_some_and(std::cmp::Ordering::is_gt),
        Comparison::Ge => order(&left, &right).is_some_and(std::cmp::Ordering::is_ge),
    }
}

fn begins_with(value: &AttributeValue, prefix: &AttributeValue) -> bool {
    use AttributeValue::{B, S};
    match (value, prefix) {
        (S(text), S(prefix)) => text.starts_with(prefix.as_str()),
        (B(bytes), B(prefix)) => bytes.as_ref().starts_with(prefix.as_ref()),
        _ => false,
    }
}

fn contains(whole: &AttributeValue, part: &AttributeValue) -> bool {
    use AttributeValue::{B, Bs, L, N, Ns, S, Ss};
    match (whole, part) {
        (S(text), S(part)) => text.contains(part.as_str()),
        (B(bytes), B(part)) => is_inside(part.as_ref(), bytes.as_ref()),
        (Ss(set), S(element)) => set.contains(element),
        (Ns(set), N(element)) => set.iter().any(|one| same_numbers(one, element)),
        (Bs(set), B(element)) => set.contains(element),
        (L(list), element) => list.iter().any(|one| same(one, element)),
        _ => false,
    }
}

fn is_inside(part: &[u8], whole: &[u8]) -> bool {
    part.is_empty() || whole.windows(part.len()).any(|window| window == part)
}

/// What `size` gives: UTF-16 units of a text, bytes, or elements. Nothing else has a size.
fn size(value: &AttributeValue) -> Option<usize> {
    use AttributeValue::{B, Bs, L, M, Ns, S, Ss};
    match value {
        S(text) => Some(text.encode_utf16().count()),
        B(bytes) => Some(bytes.as_ref().len()),
        Ss(set) | Ns(set) => Some(set.len()),
        Bs(set) => Some(set.len()),
        L(list) => Some(list.len()),
        M(map) => Some(map.len()),
        _ => None,
    }
}

fn type_of(value: &AttributeValue) -> Option<AttributeType> {
    Some(match value {
        AttributeValue::S(_) => AttributeType::S,
        AttributeValue::N(_) => AttributeType::N,
        AttributeValue::B(_) => AttributeType::B,
        AttributeValue::Bool(_) => AttributeType::Bool,
        AttributeValue::Null(_) => AttributeType::Null,
        AttributeValue::Ss(_) => AttributeType::Ss,
        AttributeValue::Ns(_) => AttributeType::Ns,
        AttributeValue::Bs(_) => AttributeType::Bs,
        AttributeValue::L(_) => AttributeType::L,
        AttributeValue::M(_) => AttributeType::M,
        _ => return None,
    })
}
