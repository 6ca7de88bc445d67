//! DynamoDB inside the process, in memory or on a file.
//!
//! An [`Engine`] stands where the network would be: the ordinary SDK client serialises a request, hands it to an HTTP
//! client, and parses the reply. Here the HTTP client is a function call into an engine on SQLite, so everything above it
//! is the code that runs in production.
//!
//! **Durability.** On a file, an operation is acknowledged after its transaction was committed to the write-ahead log and
//! synced, one sync for each write. What was acknowledged is there after the process was killed. Memory lasts as long as
//! the engine and the clients made from it.
//!
//! **One opener.** A file belongs to one engine at a time: the second one, in this process or another, is refused with an
//! error that says so. Clones of an engine and all its clients share it. The mark is a lock on an empty file beside the
//! database (`shop.db.lock`), which the operating system gives back when a process dies; the file itself stays.
//!
//! **Speed.** Operations follow one another, there is one writer and no parallel reading. In memory they run where they are
//! awaited, a small one for a fraction of the time that a request to a server takes, a page of a megabyte for tens of
//! milliseconds, during which the thread does nothing else. On a file they run on tokio's blocking threads, and a write
//! costs what the disk takes for a sync; writes are not grouped, except by `BatchWriteItem` and transactions.
//!
//! **What it lacks.** Backups, global tables, imports and exports, and the operations on limits and endpoints answer
//! `UnknownOperationException`. Nothing is ever throttled. Requests are not signed and credentials are not looked at. Items
//! past their time to live go when [`Engine::sweep_ttl`] or `Db::sweep_ttl` is called. Names of tables, and of indexes of one table, that
//! differ only in case are refused, since SQLite's are the same, and so are the few names that SQLite keeps for itself. Capacity that is set aside for
//! an index cannot be said where the index is added to a table; it can be where they are created together.
//!
//! **Streams** have one shard each, which never ends, and keep all of their records: nothing is trimmed after 24 hours. A stream that was
//! switched off cannot be read any more, and a write that changes nothing is told as a change, which DynamoDB leaves out.
//!
//! **A panic** inside the engine is an `InternalServerError` for the operation; the database is opened again, which rolls
//! back what the operation had begun. Remembered `ClientRequestToken`s are lost then, as they are when the engine is
//! dropped. (With `panic = "abort"` there is nothing to catch.)

mod connector;
mod engine;
mod names;
mod operations;
mod streams;

pub use engine::Engine;

use super::{Capabilities, Feature};

/// What it cannot do.
pub(crate) const CAPABILITIES: Capabilities =
    Capabilities { backend: "embedded", lacks: &[Feature::NamesByCase, Feature::AddedIndexCapacity] };
