use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Region;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;

use super::breaker::Breaking;
use super::names::Names;
use super::{Db, Inner};
use crate::backend::aws::{Aws, Replies};
use crate::backend::{Backend, Capabilities, Offline};
#[cfg(feature = "tracing")]
use crate::middleware::Trace;
use crate::middleware::{Backoff, Layer, Stack};
use crate::table::{DynamoTable, Kind};

/// Settings of a [`Db`], then the engine: the last call says where requests go.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String }
/// let db = Db::builder().table_prefix("dev-").offline();
/// assert_eq!(db.table_name::<User>(), "dev-users");
/// ```
#[derive(Clone, Default)]
#[must_use = "a builder is nothing without an engine: `.embedded()`, `.from_env()`, `.from_client(..)`"]
pub struct DbBuilder {
    names: Names,
    layers: Vec<Arc<dyn Layer>>,
    own: Vec<(Kind, Client)>,
    #[cfg(feature = "streams")]
    streams: Option<aws_sdk_dynamodbstreams::Client>,
    endpoint: Option<String>,
    region: Option<String>,
    attempts: Option<u32>,
    timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    replies: Replies,
    backoff: Backoff,
    #[cfg(feature = "tracing")]
    trace: Trace,
    pub(super) breaking: Breaking,
    /// The engine in this process, where it is one.
    #[cfg(feature = "embedded")]
    pub(super) engine: Option<crate::backend::embedded::Engine>,
}

impl Db {
    /// A handle with settings.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// use std::time::Duration;
    ///
    /// let db = Db::builder().table_prefix("live-").attempts(2).timeout(Duration::from_secs(5)).offline();
    /// assert_eq!(db.table_name::<User>(), "live-users");
    /// ```
    pub fn builder() -> DbBuilder {
        DbBuilder::default()
    }
}

impl DbBuilder {
    /// Puts this before every declared table name: a stage, a tenant.
    pub fn table_prefix(self, prefix: impl Into<String>) -> Self {
        let prefix = prefix.into();
        self.table_names(move |name| format!("{prefix}{name}"))
    }

    /// Puts this behind every declared table name.
    pub fn table_suffix(self, suffix: impl Into<String>) -> Self {
        let suffix = suffix.into();
        self.table_names(move |name| format!("{name}{suffix}"))
    }

    /// Takes every declared table name through a function, after those that were given before.
    pub fn table_names(mut self, name: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        self.names.then(name);
        self
    }

    /// The table of one type, exactly: neither prefix nor suffix is added.
    pub fn table<T: DynamoTable>(mut self, name: impl Into<String>) -> Self {
        self.names.own(Kind::of::<T>(), name.into());
        self
    }

    /// Sends requests for one type to another client: another region, another account.
    pub fn client<T: DynamoTable>(mut self, client: Client) -> Self {
        let kind = Kind::of::<T>();
        self.own.retain(|(known, _)| known.id != kind.id);
        self.own.push((kind, client));
        self
    }

    /// Reads streams by this client. Without it, one is made from the other client: its region, credentials and HTTP client, and its address, if
    /// that is none of AWS's own. It takes one for an address of streams that is special, such as that of a VPC's endpoint.
    #[cfg(feature = "streams")]
    pub fn streams_client(mut self, client: aws_sdk_dynamodbstreams::Client) -> Self {
        self.streams = Some(client);
        self
    }

    /// Sends requests to this address instead of AWS's own: `http://localhost:8000`.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Sends requests to this region.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// How often the SDK sends a request at most, with its own pauses between: 1 is once, and 3 unless the client says something else.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts.max(1));
        self
    }

    /// How long the SDK tries at a request, with all attempts at it.
    pub fn timeout(mut self, time: Duration) -> Self {
        self.timeout = Some(time);
        self
    }

    /// How long one attempt may take, from the connection to the last byte of the answer: then it is given up, and another one is made. Clients
    /// that are made here give one 30 s; a client of your own has what you have said.
    pub fn attempt_timeout(mut self, time: Duration) -> Self {
        self.attempt_timeout = Some(time);
        self
    }

    /// Adds a layer of your own, inside the default ones.
    pub fn layer(mut self, layer: impl Layer + 'static) -> Self {
        self.layers.push(Arc::new(layer));
        self
    }

    /// How often, and how patiently, is sent again what the SDK does not send again: members of a batch that were left unprocessed, transactions that
    /// were throttled or met another one, and updates and deletes that met one. Ten attempts in 30 s, unless something else is said.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// use dynamo_core::middleware::Backoff;
    ///
    /// let db = Db::builder().backoff(Backoff { attempts: 3, ..Backoff::default() }).offline();
    /// # drop(db);
    /// ```
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Lets the span of a call show the request (`db.query.text`), with keys and values: for a machine of your own. Those of sensitive attributes
    /// are hidden even so.
    #[cfg(feature = "tracing")]
    pub fn trace_values(mut self) -> Self {
        self.trace.values = true;
        self
    }

    /// Lets the SDK read replies, and write requests, attribute map by attribute map, where we would decode rows from the bytes and write items
    /// into them: slower, for comparison, and for the day on which the SDK has changed. With interceptors of your own the SDK writes all requests by itself.
    pub fn sdk_replies(mut self) -> Self {
        self.replies = Replies::Sdk;
        self
    }

    /// A handle without an engine: its operations can be built and explained, not sent, whatever client their type has.
    #[must_use]
    pub fn offline(mut self) -> Db {
        self.own.clear();
        self.with_backend(Arc::new(Offline), None)
    }

    /// A handle to the engine of another one: names and layers are this builder's, and the engine is shared, as are the clients of single
    /// types that this builder has no other client for. So is what their circuit breakers know of them, unless this builder
    /// [says](Self::breaker) something about breakers.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String }
    /// let db = Db::offline();
    /// let tenant = Db::builder().table_prefix("tenant1-").from_db(&db);
    /// assert_eq!(tenant.table_name::<User>(), "tenant1-users");
    /// ```
    #[must_use]
    pub fn from_db(self, db: &Db) -> Db {
        self.with_backend(db.inner.stack.backend(), Some(db))
    }

    /// A handle to an engine of your own.
    #[must_use]
    pub fn from_backend(self, backend: impl Backend + 'static) -> Db {
        self.with_backend(Arc::new(backend), None)
    }

    pub(super) fn on_aws(self, client: Client, capabilities: Capabilities) -> Db {
        let client = self.aimed(client);
        let aws = Aws::new(client).with_capabilities(capabilities).with_replies(self.replies);
        self.with_backend(Arc::new(aws), None)
    }

    /// The client, aimed at the endpoint and the region that were asked for.
    fn aimed(&self, client: Client) -> Client {
        let is_as_it_is = self.endpoint.is_none() && self.region.is_none() && self.attempts.is_none();
        if is_as_it_is && self.timeout.is_none() && self.attempt_timeout.is_none() {
            return client;
        }
        let mut config = client.config().to_builder();
        if let Some(attempts) = self.attempts {
            let retries = client.config().retry_config().cloned().unwrap_or_else(RetryConfig::standard);
            config = config.retry_config(retries.with_max_attempts(attempts));
        }
        if self.timeout.is_some() || self.attempt_timeout.is_some() {
            config = config.timeout_config(self.timeouts(client.config().timeout_config()));
        }
        if let Some(url) = &self.endpoint {
            config = config.endpoint_url(url);
        }
        if let Some(region) = &self.region {
            config = config.region(Region::new(region.clone()));
        }
        Client::from_conf(config.build())
    }

    /// The client's own, with ours instead where something is said.
    fn timeouts(&self, own: Option<&TimeoutConfig>) -> TimeoutConfig {
        let mut timeouts = own.map_or_else(TimeoutConfig::builder, TimeoutConfig::to_builder);
        if let Some(time) = self.timeout {
            timeouts = timeouts.operation_timeout(time);
        }
        if let Some(time) = self.attempt_timeout {
            timeouts = timeouts.operation_attempt_timeout(time);
        }
        timeouts.build()
    }

    /// The layer that tells of calls.
    fn outermost(&self) -> Option<Arc<dyn Layer>> {
        #[cfg(feature = "tracing")]
        return Some(Arc::new(self.trace));
        #[cfg(not(feature = "tracing"))]
        None
    }

    /// `other` is the handle whose engine it is, if there is one.
    fn with_backend(self, backend: Arc<dyn Backend>, other: Option<&Db>) -> Db {
        let stack = |backend, circuit| {
            Stack::new(backend, circuit, self.backoff, self.outermost(), self.layers.iter().cloned())
        };
        let clients = self.own.iter().map(|(kind, client)| {
            let aws: Arc<dyn Backend> = Arc::new(Aws::new(client.clone()).with_replies(self.replies));
            (*kind, stack(aws, self.breaking.made()))
        });
        let shared = other.map_or(&[][..], |db| &db.inner.own);
        let is_new = |kind: &Kind| self.own.iter().all(|(known, _)| known.id != kind.id);
        let shared = shared.iter().filter(|(kind, _)| is_new(kind));
        let shared = shared.map(|(kind, of)| (*kind, stack(of.backend(), self.breaking.shared_with(of))));
        let circuit = other.map_or_else(|| self.breaking.made(), |db| self.breaking.shared_with(&db.inner.stack));
        let inner = Inner {
            own: clients.chain(shared).collect(),
            stack: stack(backend, circuit),
            names: self.names,
            #[cfg(feature = "streams")]
            streams: self.streams.or_else(|| other?.inner.streams.clone()),
            #[cfg(feature = "embedded")]
            engine: self.engine.or_else(|| other?.inner.engine.clone()),
            blocking: other.map(|db| Arc::clone(&db.inner.blocking)).unwrap_or_default(),
        };
        Db { inner: Arc::new(inner) }
    }
}
