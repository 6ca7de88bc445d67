//! Results as users see them.

mod collected;
mod current;
mod cursor;
mod explained;
mod page;
#[cfg(feature = "seal")]
mod sealed;

pub(crate) use collected::{Collected, malformed};
pub use cursor::Cursor;
pub(crate) use cursor::Position;
pub use explained::Explained;
pub use page::{Hydrated, Page, Sifted};
#[cfg(feature = "seal")]
pub use sealed::{SealKeys, Sealed};

pub use crate::response::Capacity;
