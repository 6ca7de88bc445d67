//! What every program here does, whatever its library: one round of what is measured, and of what is checked.
//!
//! ```text
//! peer-… TABLE OPERATION:COUNT…      one line for each: operation, count, seconds, seconds of the CPU
//! ```
//!
//! The Python peers do the same in `python/peers/rounds.py`.

mod clock;
mod order;
mod rounds;

use std::error::Error;
use std::fmt::Debug;
use std::process::ExitCode;

pub use order::{Address, Line, Order, Status};

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// What a library is asked to do.
#[expect(async_fn_in_trait, reason = "everything runs on one thread")]
pub trait Peer {
    /// What the library takes and gives.
    type Item: Clone + Debug + PartialEq + From<Order>;

    async fn put(&mut self, item: Self::Item) -> Outcome<()>;

    async fn get(&mut self, user: &str, order: &str) -> Outcome<Option<Self::Item>>;

    /// All items of a partition.
    async fn query(&mut self, user: &str) -> Outcome<Vec<Self::Item>>;

    /// As many as there are, in batches.
    async fn write(&mut self, items: Vec<Self::Item>) -> Outcome<()>;
}

/// The program of a library, which is connected to a table of this name; the server is where the environment says.
pub fn main<P: Peer>(connect: impl AsyncFnOnce(String) -> Outcome<P>) -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = words.split_first().ok_or("expected TABLE OPERATION:COUNT…".into()).and_then(|(table, operations)| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async { rounds::run(&mut connect(table.clone()).await?, operations).await })
    });
    done.map_or_else(
        |error| {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}
