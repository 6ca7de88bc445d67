//! Requests that never leave: nothing is lost, and nothing is unknown.

use aws_credential_types::provider::future;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, ProvideCredentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use dynamo_core::prelude::*;

use crate::canned::Canned;
use crate::{Part, part};

/// What would be counted twice, were it sent twice.
async fn increment(client: Client) -> Error {
    let db = Db::from_client(client);
    db.update(Part::key("p")).unversioned().set(|p| p.count().increment(1)).await.unwrap_err()
}

#[tokio::test]
async fn without_any_credentials_access_is_denied() {
    let canned = Canned::reply("{}");
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-north-1"))
        .http_client(canned.clone());
    let client = Client::from_conf(config.build());
    let error = increment(client.clone()).await;
    assert!(error.is_access_denied(), "{error:?}");
    assert!(error.message().is_some(), "{error:?}");
    assert!(Db::from_client(client).put(&part()).await.unwrap_err().is_access_denied());
    assert_eq!(canned.calls(), 0);
}

#[derive(Debug)]
struct Nobody;

impl ProvideCredentials for Nobody {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let missing = aws_credential_types::provider::error::CredentialsError::not_loaded("nobody is logged in");
        future::ProvideCredentials::ready(Err(missing))
    }
}

#[tokio::test]
async fn credentials_that_cannot_be_loaded_are_access_denied_too() {
    let canned = Canned::reply("{}");
    let client = Client::from_conf(canned.config().credentials_provider(Nobody).build());
    let error = increment(client.clone()).await;
    assert!(error.is_access_denied(), "{error:?}");
    assert!(error.to_string().contains("nobody is logged in"), "{error}");
    assert!(Db::from_client(client).get(Part::key("p")).await.unwrap_err().is_access_denied());
    assert_eq!(canned.calls(), 0);
}

/// Over the SDK's own HTTP client.
#[cfg(feature = "aws")]
mod over_http {
    use std::net::TcpListener;
    use std::time::Duration;

    use aws_sdk_dynamodb::config::retry::RetryConfig;
    use aws_sdk_dynamodb::config::timeout::TimeoutConfig;

    use super::*;

    fn client(url: String) -> Client {
        let credentials = Credentials::new("tests", "tests", None, None, "tests");
        let config = aws_config::SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-north-1"))
            .credentials_provider(aws_sdk_dynamodb::config::SharedCredentialsProvider::new(credentials))
            .retry_config(RetryConfig::standard().with_max_attempts(2).with_initial_backoff(Duration::from_millis(1)))
            .timeout_config(TimeoutConfig::builder().connect_timeout(Duration::from_millis(200)).build())
            .endpoint_url(url)
            .build();
        Db::from_sdk_config(&config).sdk().unwrap().clone()
    }

    #[tokio::test]
    async fn a_name_that_nobody_has_is_unavailable() {
        let error = increment(client("http://nobody.invalid:8000".into())).await;
        assert!(error.is_unavailable(), "{error:?}");
    }

    #[tokio::test]
    async fn nobody_who_listens_is_unavailable() {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let error = increment(client(format!("http://127.0.0.1:{port}"))).await;
        assert!(error.is_unavailable(), "{error:?}");
    }

    #[tokio::test]
    async fn a_connection_that_does_not_come_about_in_time_is_unavailable() {
        // It accepts, and never greets: to speak TLS is part of connecting.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = increment(client(format!("https://localhost:{port}"))).await;
        assert!(error.is_unavailable(), "{error:?}");
    }

    #[tokio::test]
    async fn an_answer_that_does_not_come_is_not_known() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let hangs_up = std::thread::spawn(move || {
            use std::io::Read as _;
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]);
        });
        let error = increment(client(format!("http://127.0.0.1:{port}"))).await;
        assert!(error.is_outcome_unknown(), "{error:?}");
        hangs_up.join().unwrap();
    }
}
