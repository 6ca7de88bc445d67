//! The service on a port of its own, and a client that knows nothing of what is behind it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

use std::collections::BTreeSet;

use dynamo_core::backend::embedded::Engine;
use dynamo_core::output::SealKeys;
use dynamo_core::prelude::*;
use dynamo_core::testing::{Fault, Faults, On};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, ETAG, HOST, IF_MATCH, LOCATION, RETRY_AFTER};
use hyper::{HeaderMap, Method, Request};
use hyper_util::rt::TokioIo;
use orders_service::{App, router};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

/// A service, and how to reach it. It ends with the test's runtime.
struct Service {
    address: String,
}

/// What came back.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Service {
    async fn start(db: Db) -> Self {
        let router = router(App { db, seal: SealKeys::new([7; 32]) }).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address }
    }

    /// One with so many orders of ada's, every third of them cancelled.
    async fn with_orders(count: u32) -> Self {
        let service = Self::start(Db::embedded().unwrap()).await;
        for number in 0..count {
            service.place(&format!("o{number}")).await;
            if number % 3 == 0 {
                service.send(Method::POST, &format!("/customers/ada/orders/o{number}/cancel"), None, None).await;
            }
        }
        service
    }

    async fn place(&self, number: &str) -> Answer {
        let order = json!({ "number": number, "lines": [{ "sku": "cup", "quantity": 2 }] });
        self.send(Method::POST, "/customers/ada/orders", None, Some(order)).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, None).await
    }

    async fn patch(&self, path: &str, tag: Option<&str>, change: Value) -> Answer {
        self.send(Method::PATCH, path, tag, Some(change)).await
    }

    async fn send(&self, method: Method, path: &str, tag: Option<&str>, body: Option<Value>) -> Answer {
        let stream = TcpStream::connect(&self.address).await.unwrap();
        let (mut client, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(path).header(HOST, &self.address);
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        if let Some(tag) = tag {
            request = request.header(IF_MATCH, tag);
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let answer = client.send_request(request.body(Full::new(Bytes::from(body))).unwrap()).await.unwrap();
        let (head, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Answer { status: head.status.as_u16(), headers: head.headers, body }
    }
}

impl Answer {
    fn tag(&self) -> &str {
        self.headers[ETAG].to_str().unwrap()
    }

    fn numbers(&self) -> Vec<&str> {
        self.body["orders"].as_array().unwrap().iter().map(|order| order["number"].as_str().unwrap()).collect()
    }

    fn next(&self) -> Option<&str> {
        self.body["next"].as_str()
    }
}

#[tokio::test]
async fn an_order_is_placed_once_and_shown() {
    let service = Service::start(Db::embedded().unwrap()).await;
    let placed = service.place("o1").await;
    assert_eq!((placed.status, placed.tag()), (201, "\"1\""));
    let shown = service.get(placed.headers[LOCATION].to_str().unwrap()).await;
    assert_eq!((shown.status, shown.tag()), (200, "\"1\""));
    assert_eq!(shown.body, placed.body);
    assert_eq!(shown.body["status"], "pending");
    assert!(shown.body["placed"].as_u64().is_some_and(|placed| placed > 1_700_000_000));

    let twice = service.place("o1").await;
    assert_eq!((twice.status, &twice.body["detail"]), (409, &json!("it exists already")));
    assert_eq!(twice.headers[CONTENT_TYPE], "application/problem+json");
    let nobodys = service.get("/customers/bob/orders/o1").await;
    assert_eq!((nobodys.status, &nobodys.body["title"]), (404, &json!("Not Found")));
    assert_eq!(service.place("o/1").await.status, 400);
    // What customers are called is their own affair.
    let order = json!({ "number": "o1", "lines": [] });
    let placed = service.send(Method::POST, "/customers/J%C3%B8rn%20%0A/orders", None, Some(order)).await;
    let shown = service.get(placed.headers[LOCATION].to_str().unwrap()).await;
    assert_eq!((shown.status, &shown.body["customer"]), (200, &json!("Jørn \n")));
    // A delimiter in a key would be somebody else's order.
    let refused = service.get("/customers/ada/orders/o1%23x").await;
    assert_eq!(refused.status, 400);
    assert!(refused.body["detail"].as_str().unwrap().contains("the text holds '#'"), "{}", refused.body);
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let service = Service::with_orders(8).await;
    for (path, expected) in [
        ("/customers/ada/orders?limit=3", vec!["o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7"]),
        ("/customers/ada/orders?limit=2&status=pending", vec!["o1", "o2", "o4", "o5", "o7"]),
        ("/customers/ada/orders", vec!["o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7"]),
        ("/customers/nobody/orders", vec![]),
    ] {
        let mut found = Vec::new();
        let mut page = service.get(path).await;
        loop {
            assert_eq!(page.status, 200, "{}", page.body);
            found.extend(page.numbers().into_iter().map(str::to_owned));
            let Some(next) = page.next() else { break };
            page = service.get(&format!("{path}&cursor={next}")).await;
        }
        assert_eq!(found, expected, "{path}");
    }
}

#[tokio::test]
async fn a_cursor_is_sealed_and_belongs_to_its_list() {
    let service = Service::with_orders(6).await;
    let path = "/customers/ada/orders?limit=2";
    let page = service.get(path).await;
    let token = page.next().unwrap().to_owned();
    let letters: BTreeSet<char> = token.chars().collect();
    assert!(!token.contains("ada") && letters.iter().all(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)));

    let changed = format!("{}x{}", &token[..40], &token[41..]);
    for refused in [
        format!("{path}&cursor={changed}"),
        format!("{path}&cursor=nonsense"),
        format!("{path}&cursor={token}&status=pending"),
        format!("/customers/bob/orders?limit=2&cursor={token}"),
    ] {
        let answer = service.get(&refused).await;
        assert_eq!(answer.status, 400, "{refused}");
        assert!(answer.body["detail"].as_str().unwrap().starts_with("the cursor cannot be used"), "{}", answer.body);
    }
    // How many are asked for is no part of the list.
    let rest = service.get(&format!("/customers/ada/orders?limit=9&cursor={token}")).await;
    assert_eq!((rest.numbers(), rest.next()), (vec!["o2", "o3", "o4", "o5"], None));
    for limit in ["0", "101"] {
        assert_eq!(service.get(&format!("/customers/ada/orders?limit={limit}")).await.status, 400);
    }
}

#[tokio::test]
async fn a_change_needs_the_version_that_was_seen() {
    let service = Service::with_orders(2).await;
    let path = "/customers/ada/orders/o1";
    let seen = service.get(path).await;
    assert_eq!(service.patch(path, None, json!({ "note": "x" })).await.status, 428);
    assert_eq!(service.patch(path, Some("*"), json!({ "note": "x" })).await.status, 412);
    assert_eq!(service.patch(path, Some(seen.tag()), json!({})).await.status, 400);
    assert_eq!(service.patch("/customers/ada/orders/o9", Some("\"1\""), json!({ "note": "x" })).await.status, 404);

    let changed = service.patch(path, Some(seen.tag()), json!({ "note": "ring twice" })).await;
    assert_eq!((changed.status, &changed.body["note"]), (200, &json!("ring twice")));
    assert_ne!(changed.tag(), seen.tag());
    let late = service.patch(path, Some(seen.tag()), json!({ "status": "shipped" })).await;
    assert_eq!(late.status, 412, "{}", late.body);
    assert_eq!(service.get(path).await.body, changed.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_have_seen_the_same_one_wins() {
    let service = Service::with_orders(2).await;
    let seen = service.get("/customers/ada/orders/o1").await;
    let (service, tag) = (std::sync::Arc::new(service), seen.tag().to_owned());
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let (service, tag) = (std::sync::Arc::clone(&service), tag.clone());
            tokio::spawn(async move {
                let change = json!({ "note": format!("of {number}") });
                service.patch("/customers/ada/orders/o1", Some(&tag), change).await.status
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
}

#[tokio::test]
async fn what_has_left_the_house_is_not_cancelled() {
    let service = Service::with_orders(3).await;
    let again = service.send(Method::POST, "/customers/ada/orders/o0/cancel", None, None).await;
    assert_eq!((again.status, &again.body["detail"]), (409, &json!("the condition does not hold")));
    let path = "/customers/ada/orders/o1";
    let tag = service.get(path).await.tag().to_owned();
    assert_eq!(service.patch(path, Some(&tag), json!({ "status": "shipped" })).await.status, 200);
    assert_eq!(service.send(Method::POST, &format!("{path}/cancel"), None, None).await.status, 409);
    assert_eq!(service.send(Method::POST, "/customers/ada/orders/o9/cancel", None, None).await.status, 404);
    let done = service.send(Method::POST, "/customers/ada/orders/o2/cancel", None, None).await;
    assert_eq!((done.status, &done.body["status"]), (200, &json!("cancelled")));
}

#[tokio::test]
async fn an_engine_that_is_busy_is_no_fault_of_the_client() {
    let faults = Faults::none();
    let db = Db::from_client(faults.client(&Engine::memory().unwrap().client()).unwrap());
    let service = Service::start(db).await;
    service.place("o1").await;
    faults.script(On::Reads, [Fault::Throttling; 3]);
    let busy = service.get("/customers/ada/orders/o1").await;
    assert_eq!((busy.status, &busy.body["detail"]), (503, &json!("")));
    assert_eq!(busy.headers[RETRY_AFTER], "1");
    assert_eq!(service.get("/customers/ada/orders/o1").await.status, 200);

    faults.script(On::Operation("UpdateItem"), [Fault::ResetAfter]);
    let path = "/customers/ada/orders/o1/cancel";
    // Counting the version up twice would be wrong, so that it is not sent again: the client has to look.
    let lost = service.send(Method::POST, path, None, None).await;
    assert_eq!((lost.status, &lost.body["detail"]), (502, &json!("")));
    assert_eq!(service.get("/customers/ada/orders/o1").await.body["status"], "cancelled");
}
