//! Keys as plain data: rendered, parsed, ranged over, compared by pattern.

mod overlap;
mod plain;
mod prefix;
mod random;
mod render;
mod sample;
mod sparse;
