//! Requests as plain data: what is sent, before anybody knows to whom.

mod path;

pub use path::{DocumentPath, Step};
