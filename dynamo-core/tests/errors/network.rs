//! Names that nobody has, ports where nobody listens, and those who do not speak TLS: over the SDK's own HTTP client.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use dynamo_core::middleware::{Backoff, Breaker};
use dynamo_core::prelude::*;

use crate::canned::Canned;
use crate::sent::Sent;
use crate::{Says, said};

/// Nobody waits longer for an error than this.
const SECONDS: Duration = Duration::from_secs(10);

fn config(url: &str) -> SdkConfig {
    let credentials = Credentials::new("tests", "tests", None, None, "tests");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-north-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
        .endpoint_url(url)
        .build()
}

/// Every kind of request to there is sent to nobody: that is clear, soon known, and a failure.
async fn is_unavailable(url: &str) {
    for sent in Sent::ALL {
        let db = Db::builder()
            .breaker(Breaker::new().failures(1))
            .backoff(Backoff { attempts: 1, ..Backoff::default() })
            .from_sdk_config(&config(url));
        let started = Instant::now();
        let error = db.execute(sent.request(&db), None).await.unwrap_err();
        assert!(started.elapsed() < SECONDS, "{url} {sent:?}: {:?}", started.elapsed());
        assert_eq!(error.kind(), &ErrorKind::Unavailable, "{url} {sent:?}: {error:?}");
        assert!(error.message().is_some_and(|message| !message.is_empty()), "{error:?}");
        assert_eq!(said(&db), Says::Failure, "{url} {sent:?}");
    }
}

#[tokio::test]
async fn a_name_that_nobody_has() {
    is_unavailable("http://does-not-exist.invalid").await;
    is_unavailable("https://does-not-exist.invalid").await;
}

#[tokio::test]
async fn a_port_where_nobody_listens() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    is_unavailable(&format!("http://127.0.0.1:{port}")).await;
}

#[tokio::test]
async fn somebody_who_does_not_speak_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        }
    });
    is_unavailable(&format!("https://localhost:{port}")).await;
}

#[tokio::test]
async fn somebody_who_hangs_up_before_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || listener.incoming().for_each(drop));
    is_unavailable(&format!("https://localhost:{port}")).await;
}

/// What a client is missing is the caller's to say, and says nothing about the engine.
#[tokio::test]
async fn a_client_that_knows_no_place() {
    let base = Canned::reply("{}");
    let nowhere = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(Credentials::new("tests", "tests", None, None, "tests"))
        .retry_config(RetryConfig::disabled())
        .http_client(base.clone());
    let mangled = base.config().endpoint_url("http://two words").retry_config(RetryConfig::disabled());
    for config in [nowhere, mangled] {
        let db = Db::builder()
            .breaker(Breaker::new().failures(1))
            .from_client(aws_sdk_dynamodb::Client::from_conf(config.build()));
        for sent in Sent::ALL {
            let error = db.execute(sent.request(&db), None).await.unwrap_err();
            assert!(error.is_invalid_request() && error.code().is_none(), "{sent:?}: {error:?}");
            assert_eq!(said(&db), Says::Answer, "{sent:?}: not one failure");
        }
    }
    assert_eq!(base.calls(), 0);
}
