//! Results as users see them.

mod checkpoint;
mod collected;
mod current;
mod cursor;
mod ensured;
mod explained;
mod page;
mod progress;
#[cfg(feature = "seal")]
mod sealed;
mod table_progress;
mod unprocessed;

pub use checkpoint::Checkpoint;
pub(crate) use collected::{Collected, malformed};
pub use cursor::Cursor;
pub(crate) use cursor::Position;
pub use ensured::Ensured;
pub use explained::Explained;
pub use page::{Hydrated, Page, Sifted};
pub use progress::Progress;
#[cfg(feature = "seal")]
pub use sealed::{SealKeys, Sealed};
pub use table_progress::{Swept, TableProgress, Upgraded};
pub use unprocessed::Unprocessed;

pub use crate::response::Capacity;
