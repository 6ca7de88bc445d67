use std::sync::Arc;

use super::{Db, DbBuilder};
use crate::middleware::{Breaker, BreakerHandle, Circuit, Stack};
use crate::table::DynamoTable;

/// What was said about a breaker.
#[derive(Clone, Copy, Default)]
pub(super) enum Breaking {
    #[default]
    Unsaid,
    Said(Breaker),
    Without,
}

impl Breaking {
    /// For an engine that is new.
    pub(super) fn made(self) -> Option<Arc<Circuit>> {
        match self {
            Self::Unsaid => Some(Breaker::default()),
            Self::Said(breaker) => Some(breaker),
            Self::Without => None,
        }
        .map(|breaker| Arc::new(Circuit::new(breaker)))
    }

    /// For an engine that another handle has: what is known of it is known to both, unless this one asks for its own.
    pub(super) fn shared_with(self, stack: &Stack) -> Option<Arc<Circuit>> {
        match self {
            Self::Unsaid => stack.circuit(),
            said => said.made(),
        }
    }
}

impl DbBuilder {
    /// Stops sending calls to an engine that does not answer after so many failures, for so long: see [`Breaker`], which says what counts.
    /// Every handle has one; this is for other numbers than its 5 failures in a row and 30 s.
    ///
    /// The breaker belongs to the engine. Clones of a handle share it; a type with [a client of its own](Self::client) has a breaker of its own,
    /// with the same numbers; a handle made [from another](Self::from_db) shares those of the other one, unless it is told its own here.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// use std::time::Duration;
    /// use dynamo_core::middleware::Breaker;
    ///
    /// let db = Db::builder().breaker(Breaker::new().failures(3).cooldown(Duration::from_secs(60))).offline();
    /// # drop(db);
    /// ```
    pub fn breaker(mut self, breaker: Breaker) -> Self {
        self.breaking = Breaking::Said(breaker);
        self
    }

    /// Sends every call, whatever has become of those before.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// use dynamo_core::middleware::BreakerState;
    ///
    /// let db = Db::builder().no_breaker().offline();
    /// assert_eq!(db.breaker().state(), BreakerState::Off);
    /// ```
    pub fn no_breaker(mut self) -> Self {
        self.breaking = Breaking::Without;
        self
    }
}

impl Db {
    /// The circuit breaker: its state, and a way to close it. A type with a client of its own has [another](Self::breaker_of).
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// use dynamo_core::middleware::BreakerState;
    ///
    /// let db = Db::offline();
    /// assert_eq!(db.breaker().state(), BreakerState::Closed { failures: 0 });
    /// db.breaker().reset();
    /// ```
    #[must_use]
    pub fn breaker(&self) -> BreakerHandle {
        BreakerHandle::new(self.inner.stack.circuit())
    }

    /// The circuit breaker that calls about a type pass: that of the [client](DbBuilder::client) it has of its own, or else the common one.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # use dynamo_core::middleware::BreakerState;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// let db = Db::offline();
    /// assert_eq!(db.breaker_of::<User>().state(), BreakerState::Closed { failures: 0 });
    /// ```
    #[must_use]
    pub fn breaker_of<T: DynamoTable>(&self) -> BreakerHandle {
        BreakerHandle::new(self.stack::<T>().circuit())
    }
}
