//! Keys: patterns, rendered and parsed.
//!
//! A key of a table or index with a [`Pattern`] is text made of literals and the texts of fields. It is rendered in one
//! place, [`render()`], whether the key is written, looked up, or the beginning of a range ([`Prefix`]): the private
//! `component` module turns a field's text into its part of the key (padded, escaped, refused when it holds a delimiter) for all
//! of them. [`parse()`] is the exact inverse, [`is_match`] asks only whether there is one, and [`may_overlap`] whether two
//! patterns can have a key in common. What a query asks of a sort key is a [`SortRange`], made by a [`Prefix`] for pattern
//! keys and by a [`PlainKey`] for others. Everything here is plain data: texts by placeholder, attribute values as bounds.

mod component;
mod order;
mod overlap;
mod parse;
mod pattern;
mod plain;
mod prefix;
mod range;
mod render;

pub use overlap::may_overlap;
pub use parse::{is_match, parse};
pub use pattern::{Part, Pattern, Placeholder};
pub use plain::PlainKey;
pub use prefix::Prefix;
pub use range::SortRange;
pub use render::{KeyRole, PARTITION_KEY_BYTES, SORT_KEY_BYTES, check_length, render};
