use super::{KeyAttribute, KeySource, Schema};
use crate::key::may_overlap;

/// Whether no item can be of both kinds: different tags, or keys of which no text is of both patterns.
#[must_use]
pub const fn distinct(one: &Schema, other: &Schema) -> bool {
    if let (Some(one), Some(other)) = (one.tag, other.tag)
        && !super::same(one.value, other.value)
        && super::same(one.attribute, other.attribute)
    {
        return true;
    }
    if !overlap(&one.pk, &other.pk) {
        return true;
    }
    match (&one.sk, &other.sk) {
        (Some(one), Some(other)) => !overlap(one, other),
        _ => false,
    }
}

/// Whether two key attributes can have one value. A key that is a field can have any.
const fn overlap(one: &KeyAttribute, other: &KeyAttribute) -> bool {
    match (one.source, other.source) {
        (KeySource::Pattern(one), KeySource::Pattern(other)) => may_overlap(one, other),
        _ => true,
    }
}
