//! The changes of a table, from its stream: typed records, and a reader of the whole stream.
//!
//! A [`Change`] is made of a record of the SDK's streams client (feature `streams`) or of an event that AWS Lambda hands to a function
//! (feature `lambda`, `StreamEvent`). With feature `streams`, `Db::changes` reads a whole stream: every change once, those of one
//! item in their order, from where a [`Checkpoint`] says. (A checkpoint of a reader that began with the latest and has read nothing is the
//! exception: see `ReadChanges::from_latest`.)
//!
//! What a record tells is the table's choice, its [`StreamView`](crate::schema::StreamView).

mod change;
#[cfg(feature = "streams")]
mod changes;
#[cfg(feature = "streams")]
mod checkpoint;
#[cfg(feature = "streams")]
mod client;
#[cfg(feature = "lambda")]
mod event;
#[cfg(feature = "streams")]
mod fetch;
#[cfg(feature = "lambda")]
mod json;
#[cfg(feature = "streams")]
mod read;
mod record;
#[cfg(feature = "streams")]
mod sdk;
#[cfg(feature = "streams")]
mod shards;
#[cfg(feature = "streams")]
mod source;

pub use change::Change;
#[cfg(feature = "streams")]
pub use changes::Changes;
#[cfg(feature = "streams")]
pub use checkpoint::{Checkpoint, CheckpointError};
#[cfg(feature = "lambda")]
pub use event::{BatchResponse, BrokenRecord, StreamEvent};
#[cfg(feature = "streams")]
pub use read::ReadChanges;
pub use record::{ChangeKind, IntoRecord, Record};
