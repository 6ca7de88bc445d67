//! Queries and scans.

mod edges;
mod expiry;
mod kinds;
mod needle;
mod rows;
mod things;
mod walks;

use crate::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    let topics = [walks::cases(), rows::cases(), kinds::cases(), expiry::cases(), edges::cases(), needle::cases()];
    topics.into_iter().flatten().collect()
}
