//! What generated rows are made with.

use std::fmt;

use crate::value::REDACTED;

/// A reference whose value can be cloned. Rows are `Clone` as far as their fields are, and a bound on the reference can
/// say so without being an error where it does not hold.
pub trait ToClone<T> {
    /// The clone.
    fn to_clone(self) -> T;
}

impl<T: Clone> ToClone<T> for &T {
    fn to_clone(self) -> T {
        self.clone()
    }
}

/// Stands for a sensitive value in `Debug` output.
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}
