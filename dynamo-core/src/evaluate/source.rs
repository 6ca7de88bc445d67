use aws_sdk_dynamodb::types::AttributeValue;

use super::refused;
use crate::error::Result;
use crate::request::Source;
use crate::value::{Item, Number};

/// What a source gives for an item, as it was before the update.
pub(super) fn value_of(source: &Source, item: &Item) -> Result<AttributeValue> {
    match source {
        Source::Value(value) => Ok(value.clone()),
        Source::Path(path) => {
            let absent = || refused(format!("the item has no `{path}`, and the update refers to it"));
            path.value_in(item).cloned().ok_or_else(absent)
        }
        // What it would be otherwise is asked for in any case.
        Source::IfAbsent(path, otherwise) => {
            let otherwise = value_of(otherwise, item)?;
            Ok(path.value_in(item).cloned().unwrap_or(otherwise))
        }
        Source::Sum(left, right) => counted(left, right, item, Number::checked_add),
        Source::Difference(left, right) => counted(left, right, item, |left, right| left.checked_add(-right)),
        Source::Joined(left, right) => match (value_of(left, item)?, value_of(right, item)?) {
            (AttributeValue::L(mut list), AttributeValue::L(more)) => {
                list.extend(more);
                Ok(AttributeValue::L(list))
            }
            _ => Err(wrong_type("a list is joined with something else")),
        },
    }
}

fn counted(
    left: &Source,
    right: &Source,
    item: &Item,
    count: fn(Number, Number) -> Option<Number>,
) -> Result<AttributeValue> {
    sum(&value_of(left, item)?, &value_of(right, item)?, count)
}

/// The result of counting with two values, if they are numbers.
pub(super) fn sum(
    left: &AttributeValue,
    right: &AttributeValue,
    count: fn(Number, Number) -> Option<Number>,
) -> Result<AttributeValue> {
    let (AttributeValue::N(left), AttributeValue::N(right)) = (left, right) else {
        return Err(wrong_type("a number is counted with something else"));
    };
    let too_long = || refused("the result is no number of at most 38 digits between 1E-130 and 9.99E125");
    let number = count(left.parse()?, right.parse()?).ok_or_else(too_long)?;
    Ok(AttributeValue::N(number.to_string()))
}

pub(super) fn wrong_type(what: &str) -> crate::error::Error {
    refused(format!("an operand of the update has the wrong type: {what}"))
}
