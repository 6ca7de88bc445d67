//! Results as users see them.

mod collected;
mod current;
mod cursor;
mod ensured;
mod explained;
mod page;
mod progress;
#[cfg(feature = "seal")]
mod sealed;
mod unprocessed;

pub(crate) use collected::{Collected, malformed};
pub use cursor::Cursor;
pub(crate) use cursor::Position;
pub use ensured::Ensured;
pub use explained::Explained;
pub use page::{Hydrated, Page, Sifted};
pub use progress::Progress;
#[cfg(feature = "seal")]
pub use sealed::{SealKeys, Sealed};
pub use unprocessed::Unprocessed;

pub use crate::response::Capacity;
