//! Results as users see them.

mod collected;
mod current;
mod explained;

pub(crate) use collected::Collected;
pub use explained::Explained;

pub use crate::response::Capacity;
