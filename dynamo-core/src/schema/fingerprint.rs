//! The fingerprint of a type: a hash of everything that decides how its items are stored.

use std::fmt;

use super::{AttributeSchema, FieldShape, IndexSchema, KeyAttribute, KeySource, Projected, Schema};
use crate::key::Pattern;
use crate::value::Shape;

/// `v1-` and 16 hex digits.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let fingerprint = User::FINGERPRINT.as_str();
/// assert_eq!((fingerprint.len(), &fingerprint[..3]), (19, "v1-"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 19]);

impl Fingerprint {
    /// The text that is stored.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match std::str::from_utf8(&self.0) {
            Ok(text) => text,
            // The bytes are ASCII by construction; a `const fn` cannot say so with `expect`.
            Err(_) => "",
        }
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Schema {
    /// The fingerprint: a hash of how the type is stored. It is not a part of the constant, since the compiler would
    /// have to run this for every struct.
    ///
    /// The order of fields and indexes, aliases and paths of types, docs and visibility do not matter: what has no order is
    /// summed up, and types count by how they are stored.
    #[must_use]
    pub const fn fingerprint(&self) -> Fingerprint {
        let (attributes, indexes) = (self.attributes, self.indexes);
        let mut hash = key(text(SEED, "pk"), &self.pk, attributes);
        if let Some(sk) = &self.sk {
            hash = key(text(hash, "sk"), sk, attributes);
        }
        if let Some(tag) = self.tag {
            hash = text(text(hash, tag.attribute), tag.value);
        }
        let mut sum: u64 = 0;
        let mut at = 0;
        while at < attributes.len() {
            if attributes[at].is_stored() {
                sum = sum.wrapping_add(attribute(&attributes[at]));
            }
            at += 1;
        }
        at = 0;
        while at < indexes.len() {
            sum = sum.wrapping_add(index(&indexes[at], attributes));
            at += 1;
        }
        Fingerprint(hex(number(hash, sum)))
    }
}

/// FNV-1a: small enough to run in a constant, and stable for ever.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

const fn byte(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// The text and its end, so that `("ab", "c")` and `("a", "bc")` differ.
const fn text(mut hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = byte(hash, bytes[at]);
        at += 1;
    }
    byte(hash, 0xff)
}

const fn number(mut hash: u64, number: u64) -> u64 {
    let bytes = number.to_le_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = byte(hash, bytes[at]);
        at += 1;
    }
    hash
}

const fn shape(hash: u64, shape: Shape) -> u64 {
    byte(text(hash, shape.stored.name()), shape.optional as u8)
}

const fn attribute(attribute: &AttributeSchema) -> u64 {
    let hash = shape(text(SEED, attribute.name), attribute.shape);
    number(hash, members(attribute.members))
}

const fn members(members: &[FieldShape]) -> u64 {
    let mut sum: u64 = 0;
    let mut at = 0;
    while at < members.len() {
        sum = sum.wrapping_add(shape(text(SEED, members[at].name), members[at].shape));
        at += 1;
    }
    sum
}

const fn index(index: &IndexSchema, attributes: &[AttributeSchema]) -> u64 {
    let mut hash = byte(text(SEED, index.name), index.local as u8);
    hash = keys(text(hash, "pk"), index.pk, attributes);
    hash = keys(text(hash, "sk"), index.sk, attributes);
    match index.projected {
        Projected::All => text(hash, "all"),
        Projected::KeysOnly => text(hash, "keys"),
        Projected::Include(names) => number(text(hash, "include"), name_sum(names)),
    }
}

const fn name_sum(names: &[&str]) -> u64 {
    let mut sum: u64 = 0;
    let mut at = 0;
    while at < names.len() {
        sum = sum.wrapping_add(text(SEED, names[at]));
        at += 1;
    }
    sum
}

const fn keys(mut hash: u64, keys: &[KeyAttribute], attributes: &[AttributeSchema]) -> u64 {
    let mut at = 0;
    while at < keys.len() {
        hash = key(hash, &keys[at], attributes);
        at += 1;
    }
    hash
}

const fn key(hash: u64, key: &KeyAttribute, attributes: &[AttributeSchema]) -> u64 {
    let hash = byte(text(hash, key.name), key.key_type as u8);
    match key.source {
        KeySource::Field(_) => hash,
        KeySource::Pattern(pattern) => parts(hash, pattern, attributes),
    }
}

/// A pattern by its literals and the attributes it takes: a renamed Rust field changes nothing that is stored.
const fn parts(mut hash: u64, pattern: &Pattern, attributes: &[AttributeSchema]) -> u64 {
    hash = byte(hash, pattern.escape as u8);
    let mut at = 0;
    while at < pattern.parts.len() {
        hash = match &pattern.parts[at] {
            crate::key::Part::Literal(literal) => text(byte(hash, b'l'), literal),
            crate::key::Part::Placeholder(place) => {
                let width = match place.width {
                    Some(width) => width as u64,
                    None => 0,
                };
                number(text(byte(hash, b'p'), attributes[place.number].name), width)
            }
        };
        at += 1;
    }
    hash
}

const fn hex(hash: u64) -> [u8; 19] {
    let mut out = *b"v1-0000000000000000";
    let mut at = 0;
    while at < 16 {
        let digit = ((hash >> (60 - 4 * at)) & 0xf) as u8;
        out[3 + at] = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
        at += 1;
    }
    out
}
