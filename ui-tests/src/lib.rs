//! What the compiler says about wrong declarations and calls, and what it must accept.
//!
//! `fail/<kind of mistake>/*.rs` with its `.stderr`, `pass/*.rs`, and here what clippy has to see.

pub mod hygiene_lints;
