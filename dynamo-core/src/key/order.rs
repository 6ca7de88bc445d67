//! The order of key values: text and bytes byte by byte, numbers by value.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::value::Number;

/// How two key values compare; `None` for values of two types, or of none that a key has.
pub(super) fn compare(left: &AttributeValue, right: &AttributeValue) -> Option<Ordering> {
    match (left, right) {
        (AttributeValue::S(left), AttributeValue::S(right)) => Some(left.cmp(right)),
        (AttributeValue::B(left), AttributeValue::B(right)) => Some(left.as_ref().cmp(right.as_ref())),
        (AttributeValue::N(left), AttributeValue::N(right)) => Some(number(left)?.cmp(&number(right)?)),
        _ => None,
    }
}

fn number(text: &str) -> Option<Number> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let ascending =
            ["-2E3", "-1000", "-12", "-1.5", "-0.01", "0", "1E-5", "0.1", "9", "10", "12.5", "13", "1E2", "101"];
        for (i, left) in ascending.iter().enumerate() {
            for (j, right) in ascending.iter().enumerate() {
                let found = compare(&AttributeValue::N((*left).into()), &AttributeValue::N((*right).into()));
                assert_eq!(found, Some(i.cmp(&j)), "{left} and {right}");
            }
        }
    }

    #[test]
    fn one_value_has_many_spellings() {
        for (left, right) in [("1", "1.00"), ("100", "1E2"), ("0", "-0.0"), ("0.5", ".5"), ("-120", "-1.2e+2")] {
            let found = compare(&AttributeValue::N(left.into()), &AttributeValue::N(right.into()));
            assert_eq!(found, Some(Ordering::Equal), "{left} and {right}");
        }
    }

    #[test]
    fn what_is_no_number_does_not_compare() {
        for text in ["", "-", "x", "1.2.3", "1E", "NaN"] {
            assert_eq!(compare(&AttributeValue::N(text.into()), &AttributeValue::N("1".into())), None, "{text}");
        }
        assert_eq!(compare(&AttributeValue::N("1".into()), &AttributeValue::S("1".into())), None);
    }
}
