#[cfg(feature = "aws")]
use std::time::Duration;

use aws_sdk_dynamodb::Client;

use super::{Db, DbBuilder};
use crate::backend::Capabilities;
#[cfg(feature = "embedded")]
use crate::backend::embedded::{self, Engine};
#[cfg(feature = "embedded")]
use crate::error::Result;

impl Db {
    /// An engine in this process, in memory: gone with its last handle. For tests and first runs.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// let db = Db::embedded()?;
    /// db.create_table::<User>().await?;
    /// assert_eq!(db.scan::<User>().count().await?, 0);
    /// # drop(db);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// When the engine cannot start.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Self> {
        Self::builder().embedded()
    }

    /// An engine in this process, in a file, which is made if it is not there. What a write has acknowledged survives a crash.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// # #[cfg(feature = "embedded")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let path = std::env::temp_dir().join(format!("example-{}.db", std::process::id()));
    /// let db = Db::embedded_at(&path)?;
    /// db.create_table::<User>().await?;
    /// db.put(&User { id: "u1".into(), name: "Ada".into() }).await?;
    /// drop(db);
    ///
    /// let db = Db::embedded_at(&path)?;
    /// assert!(db.get(User::key("u1")).await?.is_some());
    /// # drop(db);
    /// # for end in ["", "-wal", "-shm", ".lock"] { drop(std::fs::remove_file(format!("{}{end}", path.display()))); }
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "embedded"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// When the file cannot be opened, or is no database.
    #[cfg(feature = "embedded")]
    pub fn embedded_at(path: impl AsRef<std::path::Path>) -> Result<Self> {
        Self::builder().embedded_at(path)
    }

    /// What the environment says, as the AWS SDKs do: region, profile, credentials, `AWS_ENDPOINT_URL_DYNAMODB`.
    ///
    /// ```no_run
    /// # use dynamo_core::prelude::*;
    /// # async fn example() {
    /// let db = Db::from_env().await;
    /// # drop(db);
    /// # }
    /// ```
    #[cfg(feature = "aws")]
    pub async fn from_env() -> Self {
        Self::builder().from_env().await
    }

    /// What a loaded configuration says.
    ///
    /// ```no_run
    /// # use dynamo_core::prelude::*;
    /// # async fn example() {
    /// let config = aws_config::load_from_env().await;
    /// let db = Db::from_sdk_config(&config);
    /// # drop(db);
    /// # }
    /// ```
    #[cfg(feature = "aws")]
    #[must_use]
    pub fn from_sdk_config(config: &aws_config::SdkConfig) -> Self {
        Self::builder().from_sdk_config(config)
    }

    /// A client that the caller has made.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
    /// use aws_sdk_dynamodb::{Client, Config};
    ///
    /// let config = Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-north-1")).build();
    /// let db = Db::from_client(Client::from_conf(config));
    /// assert_eq!(db.capabilities().backend, "aws");
    /// ```
    #[must_use]
    pub fn from_client(client: Client) -> Self {
        Self::builder().from_client(client)
    }

    /// PostgreSQL, through a pool of connections: see [`postgres`](crate::backend::postgres).
    ///
    /// ```no_run
    /// use dynamo_core::prelude::*;
    /// use dynamo_core::backend::postgres::deadpool_postgres::{Config, Runtime};
    /// use dynamo_core::backend::postgres::tokio_postgres::NoTls;
    ///
    /// let config = Config { url: Some("postgres://app@localhost/app".into()), ..Config::default() };
    /// let pool = config.create_pool(Some(Runtime::Tokio1), NoTls)?;
    /// let db = Db::postgres(pool);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "postgres")]
    #[must_use]
    pub fn postgres(pool: crate::backend::postgres::Pool) -> Self {
        Self::builder().postgres(pool)
    }

    /// A handle without an engine: its operations can be built and explained, not sent.
    ///
    /// ```
    /// # use dynamo_core::prelude::*;
    /// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[pk] id: String, name: String }
    /// let db = Db::offline();
    /// let request = db.get(User::key("u1")).explain()?;
    /// assert!(request.to_string().contains("GetItem"));
    /// # Ok::<(), dynamo_core::Error>(())
    /// ```
    #[must_use]
    pub fn offline() -> Self {
        Self::builder().offline()
    }
}

/// How long one attempt may take, where nobody says anything.
#[cfg(feature = "aws")]
const ATTEMPT: Duration = Duration::from_secs(30);

impl DbBuilder {
    /// An engine in this process, in memory: [`Db::embedded`].
    ///
    /// # Errors
    /// When the engine cannot start.
    #[cfg(feature = "embedded")]
    pub fn embedded(self) -> Result<Db> {
        Ok(self.on_engine(Engine::memory()?))
    }

    /// An engine in this process, in a file: [`Db::embedded_at`].
    ///
    /// # Errors
    /// When the file cannot be opened, or is no database.
    #[cfg(feature = "embedded")]
    pub fn embedded_at(self, path: impl AsRef<std::path::Path>) -> Result<Db> {
        Ok(self.on_engine(Engine::file(path)?))
    }

    #[cfg(feature = "embedded")]
    fn on_engine(mut self, engine: Engine) -> Db {
        let client = engine.client();
        self.engine = Some(engine);
        self.on_aws(client, embedded::CAPABILITIES)
    }

    /// PostgreSQL: [`Db::postgres`].
    #[cfg(feature = "postgres")]
    #[must_use]
    pub fn postgres(self, pool: crate::backend::postgres::Pool) -> Db {
        self.from_backend(crate::backend::postgres::Postgres::new(pool))
    }

    /// What the environment says: [`Db::from_env`].
    #[cfg(feature = "aws")]
    pub async fn from_env(self) -> Db {
        let defaults = aws_config::defaults(aws_config::BehaviorVersion::latest());
        let config = defaults.http_client(https()).load().await;
        self.from_sdk_config(&config)
    }

    /// What a loaded configuration says: [`Db::from_sdk_config`]. One without a client for HTTPS gets ours.
    #[cfg(feature = "aws")]
    #[must_use]
    pub fn from_sdk_config(mut self, config: &aws_config::SdkConfig) -> Db {
        // An attempt that hangs for ever would be what the circuit breaker waits for.
        if config.timeout_config().is_none_or(|timeouts| timeouts.operation_attempt_timeout().is_none()) {
            self.attempt_timeout.get_or_insert(ATTEMPT);
        }
        let mut settings = aws_sdk_dynamodb::config::Builder::from(config);
        if config.http_client().is_none() {
            settings = settings.http_client(https());
        }
        self.from_client(Client::from_conf(settings.build()))
    }

    /// A client that the caller has made: [`Db::from_client`].
    #[must_use]
    pub fn from_client(self, client: Client) -> Db {
        self.on_aws(client, Capabilities::all("aws"))
    }
}

/// The SDK's one modern TLS stack.
#[cfg(feature = "aws")]
fn https() -> aws_smithy_runtime_api::client::http::SharedHttpClient {
    use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

    aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build_https()
}
