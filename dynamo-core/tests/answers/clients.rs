//! Clients: those of single types, and what the builder makes of one.

use std::sync::Arc;
use std::time::Duration;

use dynamo_core::prelude::*;
use dynamo_core::request::{DescribeTable, Request, TransactOperation, TransactWrite};

use crate::canned::Canned;
use crate::{Part, part};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "notes")]
struct Note {
    #[pk]
    id: String,
}

struct Clients {
    common: Canned,
    own: Canned,
    db: Db,
}

fn clients() -> Clients {
    let (common, own) = (Canned::reply("{}"), Canned::reply("{}"));
    let db = Db::builder().table_prefix("dev-").client::<Part>(own.client()).from_client(common.client());
    Clients { common, own, db }
}

impl Clients {
    /// How many requests went to each.
    fn calls(&self) -> (usize, usize) {
        (self.common.calls(), self.own.calls())
    }
}

fn note() -> Note {
    Note { id: "n".into() }
}

#[tokio::test]
async fn typed_operations_go_to_the_client_of_their_type() {
    let clients = clients();
    clients.db.put(&part()).await.unwrap();
    clients.db.put(&note()).await.unwrap();
    clients.db.put(&note()).exactly_once().await.unwrap();
    assert_eq!(clients.calls(), (2, 1));
}

#[tokio::test]
async fn plain_requests_go_where_the_operations_of_their_type_go() {
    let clients = clients();
    let db = &clients.db;
    let put = db.put(&part()).in_table("elsewhere").request().unwrap();
    db.execute(Request::Put(Arc::new(put)), None).await.unwrap();
    assert_eq!(clients.calls(), (0, 1));
    db.execute(Request::Put(Arc::new(db.put(&note()).request().unwrap())), None).await.unwrap();
    assert_eq!(clients.calls(), (1, 1));
    db.execute(Request::DescribeTable(DescribeTable { table: "dev-stock".into() }), None).await.unwrap();
    assert_eq!(clients.calls(), (1, 2));
    db.execute(Request::DescribeTable(DescribeTable { table: "dev-notes".into() }), None).await.unwrap();
    assert_eq!(clients.calls(), (2, 2));
}

#[tokio::test]
async fn a_transaction_goes_to_one_client() {
    let clients = clients();
    let db = &clients.db;
    let part = TransactOperation::Put(db.put(&part()).request().unwrap());
    let note = TransactOperation::Put(db.put(&note()).request().unwrap());
    let both = TransactWrite::new(vec![part.clone().into(), note.into()]);
    let error = db.execute(Request::TransactWrite(Arc::new(both)), None).await.unwrap_err();
    assert!(error.is_invalid_request() && error.to_string().contains("different clients"), "{error}");
    assert_eq!(clients.calls(), (0, 0));
    let one = TransactWrite::new(vec![part.into()]);
    db.execute(Request::TransactWrite(Arc::new(one)), None).await.unwrap();
    assert_eq!(clients.calls(), (0, 1));
}

#[tokio::test]
async fn a_handle_to_the_same_engine_keeps_the_clients() {
    let clients = clients();
    Db::builder().from_db(&clients.db).put(&part()).await.unwrap();
    assert_eq!(clients.calls(), (0, 1));
    let third = Canned::reply("{}");
    let db = Db::builder().client::<Part>(third.client()).from_db(&clients.db);
    db.put(&part()).await.unwrap();
    db.put(&note()).await.unwrap();
    assert_eq!((clients.calls(), third.calls()), ((1, 1), 1));
}

#[tokio::test]
async fn offline_is_offline() {
    let own = Canned::reply("{}");
    let db = Db::builder().client::<Part>(own.client()).offline();
    assert!(db.put(&part()).await.unwrap_err().is_unsupported());
    assert!(db.put(&part()).explain().is_ok());
    assert_eq!(own.calls(), 0);
}

/// How often, and for how long, the SDK tries is said to the builder, or to the client.
#[tokio::test]
async fn attempts_and_timeouts_are_the_sdks() {
    let slow = (400, br#"{"__type":"x#ThrottlingException","message":"slow down"}"#.to_vec());
    for attempts in [1, 2] {
        let canned = Canned::replies([slow.clone()]);
        let db = Db::builder().attempts(attempts).from_client(canned.patient_client());
        assert!(db.get(Part::key("p")).await.unwrap_err().is_throttled());
        assert_eq!(canned.calls(), attempts as usize);
    }
    let seconds = Duration::from_secs;
    let client = Canned::reply("{}").client();
    let times = |db: &Db| {
        let config = db.sdk().unwrap().config().timeout_config().unwrap().clone();
        (config.operation_timeout(), config.operation_attempt_timeout())
    };
    let both = Db::builder().timeout(seconds(9)).attempt_timeout(seconds(2)).from_client(client.clone());
    assert_eq!(times(&both), (Some(seconds(9)), Some(seconds(2))));
    // What the client has of its own stays.
    let own = Db::builder().attempt_timeout(seconds(3)).from_client(both.sdk().unwrap().clone());
    assert_eq!(times(&own), (Some(seconds(9)), Some(seconds(3))));
    #[cfg(feature = "aws")]
    {
        let latest = aws_config::BehaviorVersion::latest();
        let config = aws_config::SdkConfig::builder().behavior_version(latest).build();
        assert_eq!(times(&Db::from_sdk_config(&config)), (None, Some(seconds(30))));
        let said = Db::builder().attempt_timeout(seconds(5)).from_sdk_config(&config);
        assert_eq!(times(&said), (None, Some(seconds(5))));
    }
}
