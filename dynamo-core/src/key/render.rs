use std::borrow::Cow;

use super::component::Slot;
use super::{Part, Pattern};
use crate::error::{EncodeError, KeyError, KeyProblem};

/// The bytes that DynamoDB allows in a partition key.
pub const PARTITION_KEY_BYTES: usize = 2048;
/// The bytes that DynamoDB allows in a sort key.
pub const SORT_KEY_BYTES: usize = 1024;

/// Which of a table's or index's two keys a value belongs to.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::key::{KeyRole, check_length};
///
/// assert!(check_length("pk", 2000, KeyRole::Partition).is_ok());
/// assert!(check_length("sk", 2000, KeyRole::Sort).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRole {
    /// At most 2048 bytes.
    Partition,
    /// At most 1024 bytes.
    Sort,
}

/// Renders a key from the texts of its placeholders.
///
/// `value_of` gives a text by [`Placeholder::number`](super::Placeholder::number). A `None` among them makes the whole key
/// `None`, whatever the other values are: the key of an index is then left out of the item, that of a table is refused by
/// the caller. A padded placeholder takes the digits of an unsigned integer, without leading zeros.
///
/// Rendering is injective: different texts give different keys or are refused.
///
/// # Errors
/// A text that is empty, that holds a delimiter, or that has more digits than its width; what `value_of` itself says.
///
/// ```
/// use dynamo_core::key::{Part, Pattern, Placeholder, render};
///
/// const OWNER: Placeholder = Placeholder { field: "owner", number: 0, width: None, sensitive: false };
/// const PATTERN: Pattern =
///     Pattern { text: "USER#{owner}", parts: &[Part::Literal("USER#"), Part::Placeholder(OWNER)], escape: false };
///
/// let key = render(&PATTERN, &|_| Ok(Some("ada".into())))?;
/// assert_eq!(key.as_deref(), Some("USER#ada"));
///
/// let refused = render(&PATTERN, &|_| Ok(Some("ada#1".into()))).unwrap_err();
/// assert_eq!(refused.to_string(), r##"key `owner` = "ada#1": the text holds '#', which delimits it in "USER#{owner}""##);
/// # Ok::<(), dynamo_core::error::KeyError>(())
/// ```
pub fn render<'v>(
    pattern: &Pattern,
    value_of: &dyn Fn(usize) -> Result<Option<Cow<'v, str>>, EncodeError>,
) -> Result<Option<String>, KeyError> {
    let mut key = String::with_capacity(pattern.text.len() + 16);
    let mut refused = None;
    for (index, part) in pattern.parts.iter().enumerate() {
        match part {
            Part::Literal(text) => key.push_str(text),
            Part::Placeholder(placeholder) => match component(Slot::new(pattern, index, placeholder), value_of) {
                Ok(Some(raw)) => key.push_str(&raw),
                Ok(None) => return Ok(None),
                // A later `None` leaves the key out, and then nothing is wrong with it.
                Err(error) => refused = refused.or(Some(error)),
            },
        }
    }
    refused.map_or(Ok(Some(key)), Err)
}

fn component<'v>(
    slot: Slot,
    value_of: &dyn Fn(usize) -> Result<Option<Cow<'v, str>>, EncodeError>,
) -> Result<Option<Cow<'v, str>>, KeyError> {
    match value_of(slot.placeholder.number) {
        Ok(Some(text)) => slot.encode(text).map(Some),
        Ok(None) => Ok(None),
        Err(error) => Err(unstorable(slot, error)),
    }
}

fn unstorable(slot: Slot, error: EncodeError) -> KeyError {
    // The error's own text may quote the value.
    let shown = if slot.placeholder.sensitive { EncodeError::other("the value cannot be stored") } else { error };
    KeyError::new(slot.placeholder.field, None, KeyProblem::Value(shown))
}

/// Checks a key's length against DynamoDB's limit.
///
/// # Errors
/// [`KeyProblem::TooLong`], naming the key attribute.
///
/// ```
/// use dynamo_core::key::{KeyRole, check_length};
///
/// assert!(check_length("PK", 2048, KeyRole::Partition).is_ok());
/// let refused = check_length("SK", 1025, KeyRole::Sort).unwrap_err();
/// assert_eq!(refused.to_string(), "key `SK`: 1025 bytes, and DynamoDB's limit is 1024");
/// ```
pub fn check_length(attr: &'static str, bytes: usize, role: KeyRole) -> Result<(), KeyError> {
    let limit = match role {
        KeyRole::Partition => PARTITION_KEY_BYTES,
        KeyRole::Sort => SORT_KEY_BYTES,
    };
    if bytes > limit {
        return Err(KeyError::new(attr, None, KeyProblem::TooLong { bytes, limit }));
    }
    Ok(())
}
