//! The life of a table: created with every option, completed, compared, written down for other tools, deleted.

mod by_hand;
mod ensured;
mod mistakes;
mod options;
pub(crate) mod templates;

use crate::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    [options::cases(), ensured::cases(), mistakes::cases(), templates::cases()].into_iter().flatten().collect()
}
