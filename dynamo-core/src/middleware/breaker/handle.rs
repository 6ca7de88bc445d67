use std::fmt;
use std::sync::Arc;

use super::{BreakerState, Circuit};

/// The breaker of a [`Db`](crate::db::Db), or the lack of one: to look at, and to close by hand.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::middleware::BreakerState;
///
/// let db = Db::offline();
/// if let BreakerState::Open { retry_in } = db.breaker().state() {
///     println!("calls are sent again in {retry_in:?}");
/// }
/// ```
#[derive(Clone)]
pub struct BreakerHandle(Option<Arc<Circuit>>);

impl BreakerHandle {
    pub(crate) fn new(circuit: Option<Arc<Circuit>>) -> Self {
        Self(circuit)
    }

    /// How it is now: [`Off`](BreakerState::Off) where there is none.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # use dynamo_core::middleware::BreakerState;
    /// assert_eq!(Db::offline().breaker().state(), BreakerState::Closed { failures: 0 });
    /// ```
    #[must_use]
    pub fn state(&self) -> BreakerState {
        self.0.as_ref().map_or(BreakerState::Off, |circuit| circuit.state())
    }

    /// Closes it, and begins to count anew: what is on its way now, a probe too, changes nothing any more. Where there is none, nothing happens.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// let db = Db::offline();
    /// db.breaker().reset();
    /// ```
    pub fn reset(&self) {
        if let Some(circuit) = &self.0 {
            circuit.reset();
        }
    }
}

impl fmt::Debug for BreakerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BreakerHandle").field(&self.state()).finish()
    }
}
