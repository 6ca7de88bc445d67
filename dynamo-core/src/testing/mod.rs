//! Faults for tests: what networks and engines do to requests, on purpose and on time.
//!
//! [`Faults`] stands between the SDK and whatever it talks to: the embedded engine, DynamoDB Local, AWS. It refuses requests before they
//! arrive, loses answers after they were given, leaves members of batches unprocessed, and counts what it has done. Everything above it is
//! the code that runs in production.
//!
//! *Scripted*, the next requests get the faults of a list, one each:
//!
//! ```
//! # #[cfg(feature = "embedded")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> dynamo_core::Result<()> {
//! use dynamo_core::backend::embedded::Engine;
//! use dynamo_core::prelude::*;
//! use dynamo_core::testing::{Fault, Faults, On};
//!
//! #[derive(Debug, Clone, PartialEq, DynamoTable)]
//! #[dynamo(table = "counters")]
//! struct Counter {
//!     #[pk]
//!     id: String,
//!     count: u64,
//! }
//!
//! let faults = Faults::none();
//! let db = Db::from_client(faults.client(&Engine::memory()?.client())?);
//! db.create_table::<Counter>().await?;
//! db.put(&Counter { id: "c".into(), count: 0 }).await?;
//!
//! // Throttled twice, then carried out: the caller sees nothing of it.
//! faults.script(On::Writes, [Fault::Throttling, Fault::ThroughputExceeded]);
//! db.update(Counter::key("c")).set(|c| c.count().increment(1)).await?;
//!
//! // Carried out, and the answer is lost: an increment is not sent again.
//! faults.script(On::Writes, [Fault::ResetAfter]);
//! let error = db.update(Counter::key("c")).set(|c| c.count().increment(1)).await.unwrap_err();
//! assert!(error.is_outcome_unknown());
//! assert_eq!(db.get(Counter::key("c")).required().await?.count, 2);
//! assert_eq!(faults.report().hits(Fault::ResetAfter).applied, 1);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "embedded"))]
//! # fn main() {}
//! ```
//!
//! *Seeded*, each request gets a fault with some probability, and the same seed gives the same sequence:
//!
//! ```
//! use dynamo_core::testing::{Fault, Faults};
//!
//! let faults = Faults::seeded(42).with(0.05, Fault::THROTTLED).with(0.02, Fault::LOST_ANSWER).with(0.1, [Fault::Leftovers]);
//! # drop(faults);
//! ```

mod answer;
mod batch;
mod connector;
mod fault;
mod faults;
mod operation;
mod plan;
mod report;

pub use fault::Fault;
pub use faults::Faults;
pub use operation::On;
pub use report::{Hits, Report};
