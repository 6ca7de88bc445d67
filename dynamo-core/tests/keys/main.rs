//! Keys as plain data: rendered, parsed, ranged over, compared by pattern.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod overlap;
mod plain;
mod prefix;
mod random;
mod render;
mod sample;
mod sparse;
