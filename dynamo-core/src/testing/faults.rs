use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
use aws_smithy_runtime_api::shared::IntoShared;

use super::connector::InFront;
use super::plan::Plan;
use super::{Fault, On, Report};
use crate::error::{Error, Result};

/// Faults in front of an engine: cheap to clone, and all clones are the same.
///
/// Only requests on items meet drawn faults; those on tables and PartiQL's pass, unless a script names them. In a program with one task the
/// sequence is the same for the same seed. Where tasks run side by side, the faults are the same, and the order of those who meet them is
/// the scheduler's.
///
/// ```
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamo_core::Result<()> {
/// use dynamo_core::backend::embedded::Engine;
/// use dynamo_core::prelude::*;
/// use dynamo_core::testing::{Fault, Faults};
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "notes")]
/// # struct Note { #[pk] id: u32, text: String }
///
/// let faults = Faults::seeded(42).with(0.3, Fault::LOST_ANSWER).with(0.3, Fault::THROTTLED);
/// let db = Db::from_client(faults.client(&Engine::memory()?.client())?);
/// db.create_table::<Note>().await?;
/// let mut acknowledged = Vec::new();
/// for id in 0..20 {
///     let note = Note { id, text: "hello".into() };
///     if db.put(&note).await.is_ok() {
///         acknowledged.push(note);
///     }
/// }
///
/// // What is checked must not meet faults.
/// faults.stop();
/// for note in acknowledged {
///     assert_eq!(db.get(Note::key(note.id)).await?, Some(note));
/// }
/// println!("{}", faults.report());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone)]
pub struct Faults(Arc<Mutex<Plan>>);

impl Faults {
    /// No faults, until [`script`](Self::script) says something else.
    #[must_use]
    pub fn none() -> Self {
        Self::seeded(0)
    }

    /// Faults that are drawn, with probabilities that [`with`](Self::with) gives.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Plan::new(seed))))
    }

    /// Draws one of these faults with this probability, all of them alike. Beside those that were given before; a fault that cannot happen to
    /// a request, such as leftovers of a get, does not.
    #[must_use]
    pub fn with(self, probability: f64, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.plan().add_chances(probability, faults);
        self
    }

    /// The next such requests get these faults, one each, before any that are drawn. It replaces the script that was there for them. Where
    /// several scripts are meant, the narrowest is used up first.
    pub fn script(&self, on: On, faults: impl IntoIterator<Item = Fault>) {
        self.plan().set_script(on, faults);
    }

    /// From now on, batches leave the members of which this says so, beside what faults leave. It is asked about every member of every batch
    /// that gets as far as the engine, and is given its JSON as it was sent.
    ///
    /// ```
    /// # let faults = dynamo_core::testing::Faults::none();
    /// faults.leave(|member| member.contains("hot"));
    /// ```
    pub fn leave(&self, which: impl FnMut(&str) -> bool + Send + 'static) {
        self.plan().set_leave(Box::new(which));
    }

    /// How late the answers to slow requests are; 20 ms unless something else is said.
    pub fn slow_by(&self, delay: Duration) {
        self.plan().slow_by = delay;
    }

    /// No faults, until [`resume`](Self::resume). Requests are still counted.
    pub fn stop(&self) {
        self.plan().is_stopped = true;
    }

    /// Goes on, where it was stopped.
    pub fn resume(&self) {
        self.plan().is_stopped = false;
    }

    /// Forgets scripts, what is left of batches, and what was counted. What is drawn goes on.
    pub fn reset(&self) {
        self.plan().reset();
    }

    /// What has arrived and what was done to it, since the beginning or the last [`reset`](Self::reset).
    #[must_use]
    pub fn report(&self) -> Report {
        self.plan().report.clone()
    }

    /// A client with these faults in front of what `client` talks to, and otherwise as that one is. Where it sends requests again, it waits
    /// for milliseconds instead of seconds, and never runs out of retries, which clients share otherwise: with so many faults they would.
    ///
    /// # Errors
    /// When the client was made without an HTTP client of its own, so that there is nothing to stand in front of:
    /// [`in_front_of`](Self::in_front_of) takes any.
    pub fn client(&self, client: &Client) -> Result<Client> {
        let Some(http) = client.config().http_client() else {
            let advice = "the client has no HTTP client of its own: give it `faults.in_front_of(..)` where it is made";
            return Err(Error::invalid_request(advice));
        };
        let retries = client.config().retry_config().cloned();
        let retries = retries.map(|retries| retries.with_initial_backoff(Duration::from_millis(1)));
        let endless = RetryPartition::custom("faults").token_bucket(TokenBucket::unlimited()).build();
        let mut config = client.config().to_builder().http_client(self.in_front_of(http)).retry_partition(endless);
        config.set_retry_config(retries);
        Ok(Client::from_conf(config.build()))
    }

    /// An HTTP client for any SDK configuration, with these faults in front of another one.
    #[must_use]
    pub fn in_front_of(&self, http: impl HttpClient + 'static) -> SharedHttpClient {
        InFront::new(self.clone(), http.into_shared()).into_shared()
    }

    pub(super) fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
