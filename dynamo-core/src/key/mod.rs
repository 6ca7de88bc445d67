//! Keys: patterns, rendered and parsed.

mod pattern;

pub use pattern::{Part, Pattern, Placeholder};
