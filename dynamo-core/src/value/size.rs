//! Sizes as DynamoDB counts them.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::json::{MAX_DEPTH, ordinary};
use super::source::Tag;
use super::{Item, Number};
use crate::error::{EncodeError, Error, ErrorKind, Result, Unstorable};

/// The size of an item in bytes, as DynamoDB counts it against its limit of 400 KB.
///
/// ```
/// # use dynamo_core::value::{Item, item_size};
/// # use aws_sdk_dynamodb::types::AttributeValue;
/// let item = Item::from([("name".to_owned(), AttributeValue::S("Ada".into()))]);
/// assert_eq!(item_size(&item), 4 + 3);
/// ```
#[must_use]
pub fn item_size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + attribute_size(value)).sum()
}

/// The size of one value, without its name.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::attribute_size;
///
/// assert_eq!(attribute_size(&AttributeValue::S("Ada".into())), 3);
/// ```
#[must_use]
pub fn attribute_size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number_size(number),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        AttributeValue::Ns(numbers) => numbers.iter().map(|number| number_size(number)).sum(),
        AttributeValue::Bs(blobs) => blobs.iter().map(|bytes| bytes.as_ref().len()).sum(),
        // Three bytes for the collection, and one for each of its elements.
        AttributeValue::L(values) => 3 + values.iter().map(|value| 1 + attribute_size(value)).sum::<usize>(),
        AttributeValue::M(members) => 3 + members.len() + item_size(members),
        _ => 1,
    }
}

/// One byte for two significant digits, one more, and one for the sign.
fn number_size(text: &str) -> usize {
    // Most are whole numbers, and their digits need not be read.
    let (is_negative, whole) = text.strip_prefix('-').map_or((false, text), |whole| (true, whole));
    let digits = whole.trim_matches('0');
    if (1..=38).contains(&digits.len()) && whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.len().div_ceil(2) + 1 + usize::from(is_negative);
    }
    match text.parse::<Number>() {
        Ok(number) => number.digits().div_ceil(2) + 1 + usize::from(number.is_negative()),
        Err(_) => text.len(),
    }
}

/// No fewer bytes than an item takes on its way to DynamoDB, as JSON.
pub(crate) fn wire_size(item: &Item) -> usize {
    2 + item.iter().map(|(name, value)| text_wire_size(name) + 2 + value_wire_size(value)).sum::<usize>()
}

/// `{"BOOL":false}`, and less for most others.
const WRAPPED: usize = 16;

fn value_wire_size(value: &AttributeValue) -> usize {
    let base64 = |bytes: &Blob| bytes.as_ref().len().div_ceil(3) * 4 + 3;
    WRAPPED
        + match value {
            AttributeValue::S(text) => text_wire_size(text),
            AttributeValue::N(number) => number.len(),
            AttributeValue::B(bytes) => base64(bytes),
            AttributeValue::Ss(texts) => texts.iter().map(|text| text_wire_size(text) + 1).sum(),
            AttributeValue::Ns(numbers) => numbers.iter().map(|number| number.len() + 3).sum(),
            AttributeValue::Bs(blobs) => blobs.iter().map(base64).sum(),
            AttributeValue::L(values) => values.iter().map(|value| value_wire_size(value) + 1).sum(),
            AttributeValue::M(members) => wire_size(members),
            _ => 0,
        }
}

/// With quotes, and `\u0000` for control characters.
fn text_wire_size(text: &str) -> usize {
    // Hardly any text has one, and to see that takes an eighth of counting them.
    if ordinary(text.as_bytes()) == text.len() && !text.as_bytes().contains(&0x7f) {
        return 2 + text.len();
    }
    let escaped = |byte: &u8| match byte {
        0..0x20 | 0x7f => 5,
        b'"' | b'\\' => 1,
        _ => 0,
    };
    2 + text.len() + text.as_bytes().iter().map(escaped).sum::<usize>()
}

/// DynamoDB's limit for an item.
pub(super) const MAX_ITEM: usize = 400 * 1024;
/// How many attributes an error lists.
const LISTED: usize = 5;

/// Refuses an item that is larger than DynamoDB's 400 KB, or nested too deeply.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::check_size;
///
/// let of = |bytes: usize| Item::from([("text".to_owned(), AttributeValue::S("x".repeat(bytes)))]);
/// assert!(check_size(&of(400_000)).is_ok());
/// assert!(check_size(&of(500_000)).is_err_and(|error| error.is_item_too_large()));
/// ```
///
/// # Errors
/// Names the largest attributes, or the one that is nested too deeply.
pub fn check_size(item: &Item) -> Result<()> {
    check_sizes(item.iter().map(|(name, value)| (name.as_str(), value)))
}

/// The same of some of an item's attributes, which alone may be too large.
///
/// # Errors
/// As [`check_size`].
pub(crate) fn check_sizes<'a>(attributes: impl Iterator<Item = (&'a str, &'a AttributeValue)> + Clone) -> Result<()> {
    let mut most = 0;
    for (name, value) in attributes.clone() {
        let Some(bytes) = bound(value, MAX_DEPTH) else { return Err(too_deep(name).into()) };
        most += name.len() + bytes;
    }
    // Counting is cheap next to reading numbers, and hardly any item comes near the limit.
    if most <= MAX_ITEM {
        return Ok(());
    }
    let mut sizes: Vec<_> =
        attributes.map(|(name, value)| (name.to_owned(), name.len() + attribute_size(value))).collect();
    let bytes = sizes.iter().map(|(_, size)| size).sum();
    if bytes <= MAX_ITEM {
        return Ok(());
    }
    sizes.sort_by(|(name, size), (other, than)| than.cmp(size).then_with(|| name.cmp(other)));
    sizes.truncate(LISTED);
    Err(Error::new(ErrorKind::ItemTooLarge { bytes, largest: sizes }))
}

/// No value is larger than this: a number takes no more bytes than its text has, and two more. `None` when lists and maps are nested
/// more than so many levels deep.
pub(super) fn bound(value: &AttributeValue, levels: usize) -> Option<usize> {
    Some(match value {
        AttributeValue::N(number) => number.len() + 2,
        AttributeValue::Ns(numbers) => numbers.iter().map(|number| number.len() + 2).sum(),
        AttributeValue::L(values) => {
            let below = levels.checked_sub(1)?;
            values.iter().try_fold(3, |sum, value| Some(sum + 1 + bound(value, below)?))?
        }
        AttributeValue::M(members) => {
            let below = levels.checked_sub(1)?;
            let sum = 3 + members.len();
            members.iter().try_fold(sum, |sum, (name, value)| Some(sum + name.len() + bound(value, below)?))?
        }
        other => attribute_size(other),
    })
}

/// No item is larger than this; `None` when it is nested too deeply.
pub(super) fn most(item: &Item) -> Option<usize> {
    item.iter().try_fold(0, |sum, (name, value)| Some(sum + name.len() + bound(value, MAX_DEPTH)?))
}

fn too_deep(name: &str) -> EncodeError {
    EncodeError::new(Unstorable::TooDeep).at(name)
}

/// Refuses a value of a type that this version of the SDK does not know, and so does not hold.
pub(super) fn check_known(value: &AttributeValue) -> Result<(), EncodeError> {
    match value {
        AttributeValue::L(values) => values.iter().try_for_each(check_known),
        AttributeValue::M(members) => members.values().try_for_each(check_known),
        known if Tag::of(known).is_some() => Ok(()),
        _ => Err(EncodeError::other("its type is one that this version of the SDK does not know")),
    }
}

/// Refuses lists and maps that are nested more than 32 levels deep.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::value::check_depth;
///
/// let nested = |levels| (0..levels).fold(AttributeValue::Bool(true), |inner, _| AttributeValue::L(vec![inner]));
/// assert!(check_depth(&Item::from([("a".to_owned(), nested(32))])).is_ok());
/// assert!(check_depth(&Item::from([("a".to_owned(), nested(33))])).is_err());
/// ```
///
/// # Errors
/// Names the attribute that is.
pub fn check_depth(item: &Item) -> Result<(), EncodeError> {
    match item.iter().find(|(_, value)| bound(value, MAX_DEPTH).is_none()) {
        None => Ok(()),
        Some((name, _)) => Err(too_deep(name)),
    }
}
