//! Typed DynamoDB tables for Rust.

pub mod error;
pub mod expr;
pub mod key;
pub mod request;
pub mod schema;
pub mod value;
