//! Transactions: all of it or nothing, and why.

mod reads;
mod writes;

use crate::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    writes::cases().into_iter().chain(reads::cases()).collect()
}
