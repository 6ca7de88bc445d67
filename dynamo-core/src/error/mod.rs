//! What can go wrong, as plain data.
//!
//! The three causes below are values that can be compared and kept (a condition holds one until it is sent);
//! [`Error`] is what an operation returns.

mod cancellation;
mod decode;
mod encode;
mod key;
mod kind;
mod operation;
mod predicates;

pub use cancellation::CancellationReason;
pub use decode::{DecodeError, Found};
pub use encode::{EncodeError, Unstorable};
pub use key::{KeyError, KeyProblem};
pub use kind::ErrorKind;
pub use operation::{Error, Result};

/// A text in a message: 2 KB of it are no help in a log line.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{short:?}{dots}")
}
