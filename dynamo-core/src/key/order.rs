//! The order of key values: text and bytes byte by byte, numbers by value.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

/// How two key values compare; `None` for values of two types, or of none that a key has.
pub(super) fn compare(left: &AttributeValue, right: &AttributeValue) -> Option<Ordering> {
    match (left, right) {
        (AttributeValue::S(left), AttributeValue::S(right)) => Some(left.cmp(right)),
        (AttributeValue::B(left), AttributeValue::B(right)) => Some(left.as_ref().cmp(right.as_ref())),
        (AttributeValue::N(left), AttributeValue::N(right)) => Some(Decimal::parse(left)?.cmp(&Decimal::parse(right)?)),
        _ => None,
    }
}

/// `0.digits * 10^point`, without zeros at either end of the digits; zero has no digits and is not negative.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    point: i64,
    digits: String,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
            None => (unsigned, 0_i64),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let significant = all.trim_start_matches('0');
        let zeros = i64::try_from(all.len() - significant.len()).ok()?;
        let point = i64::try_from(whole.len()).ok()?.checked_sub(zeros)?.checked_add(exponent)?;
        let digits = significant.trim_end_matches('0').to_owned();
        let is_zero = digits.is_empty();
        Some(Self { negative: negative && !is_zero, point: if is_zero { 0 } else { point }, digits })
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        let by_size = (!self.digits.is_empty(), self.point).cmp(&(!other.digits.is_empty(), other.point));
        by_size.then_with(|| self.digits.cmp(&other.digits))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
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
