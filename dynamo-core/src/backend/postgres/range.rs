//! Conditions on keys as comparisons: prefixes are ranges of bytes, never patterns.

use aws_sdk_dynamodb::types::AttributeValue;

use super::column::KeyValue;
use super::statement::Statement;
use crate::error::{Error, Result};
use crate::key::SortRange;
use crate::schema::KeyDefinition;

/// The conditions that put `expression` into a range; `None` where nothing can be in it.
pub(super) fn conditions(
    range: &SortRange,
    expression: &str,
    key: &KeyDefinition,
    statement: &mut Statement,
) -> Result<Option<Vec<String>>> {
    let mut compared = |operator: &str, value: &AttributeValue| {
        let bound = KeyValue::bound(value, key)?.bind(statement);
        Ok::<_, Error>(format!("{expression} {operator} {bound}"))
    };
    Ok(Some(match range {
        SortRange::All => Vec::new(),
        SortRange::Nothing => return Ok(None),
        SortRange::Equal(value) => vec![compared("=", value)?],
        SortRange::Lt(value) => vec![compared("<", value)?],
        SortRange::Le(value) => vec![compared("<=", value)?],
        SortRange::Gt(value) => vec![compared(">", value)?],
        SortRange::Ge(value) => vec![compared(">=", value)?],
        SortRange::Between(low, high) => vec![compared(">=", low)?, compared("<=", high)?],
        SortRange::BeginsWith(prefix) => {
            let mut both = vec![compared(">=", prefix)?];
            if let Some(end) = behind(prefix)? {
                both.push(compared("<", &end)?);
            }
            both
        }
    }))
}

/// The least value behind all that begin so; `None` where nothing is behind them.
fn behind(prefix: &AttributeValue) -> Result<Option<AttributeValue>> {
    match prefix {
        AttributeValue::S(prefix) => Ok(text_behind(prefix).map(AttributeValue::S)),
        AttributeValue::B(prefix) => Ok(bytes_behind(prefix.as_ref()).map(|end| AttributeValue::B(end.into()))),
        _ => Err(Error::invalid_request("`begins_with` takes a text or bytes")),
    }
}

/// The order of texts by bytes is that of their characters, so that the last one is counted up.
fn text_behind(prefix: &str) -> Option<String> {
    let mut chars: Vec<char> = prefix.chars().collect();
    while let Some(last) = chars.pop() {
        if let Some(next) = (last..=char::MAX).nth(1) {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

fn bytes_behind(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = prefix.to_vec();
    while let Some(last) = bytes.pop() {
        if let Some(next) = last.checked_add(1) {
            bytes.push(next);
            return Some(bytes);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_a_prefix_is_the_next_text() {
        let cases = [("a", Some("b")), ("a_%", Some("a_&")), ("\u{d7ff}", Some("\u{e000}")), ("", None)];
        for (prefix, end) in cases {
            assert_eq!(text_behind(prefix).as_deref(), end, "{prefix:?}");
        }
        assert_eq!(text_behind("a\u{10ffff}\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(text_behind("\u{10ffff}"), None);
    }

    #[test]
    fn behind_a_prefix_are_the_next_bytes() {
        assert_eq!(bytes_behind(&[1, 255, 255]), Some(vec![2]));
        assert_eq!(bytes_behind(&[255]), None);
        assert_eq!(bytes_behind(&[]), None);
    }
}
