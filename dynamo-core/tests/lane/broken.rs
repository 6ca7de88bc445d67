//! Replies that were cut short or mangled on their way.

use dynamo_core::Db;
use dynamo_core::error::ErrorKind;

use crate::canned::Canned;
use crate::canned::order::{Order, found, order, orders, page};
use crate::equal::both;
use crate::rows::{execute, get, query};

#[tokio::test]
async fn every_truncation_is_an_error_and_leaves_no_row() {
    for (body, request) in [(found(), get as fn(&Db) -> _), (page(2), query)] {
        for end in 0..body.len() {
            let db = Db::from_client(Canned::reply(&body[..end]).client());
            let (reply, rows) = execute(&db, request(&db)).await;
            let error = reply.expect_err("a reply that was cut is no reply");
            assert!(error.is_unavailable(), "cut at {end}: {error:?}");
            assert_eq!(rows, [], "cut at {end}");
        }
    }
}

#[tokio::test]
async fn both_readers_call_a_truncated_reply_the_same() {
    let body = found();
    for end in [1, 10, body.len() / 2, body.len() - 1] {
        for db in both(&body[..end]) {
            let error = db.get(Order::key("u", "o")).await.expect_err("a reply that was cut is no reply");
            assert!(error.is_unavailable(), "cut at {end}: {error:?}");
        }
    }
}

#[tokio::test]
async fn a_mangled_reply_is_an_order_or_an_error() {
    let body = found().into_bytes();
    for at in 0..body.len() {
        for byte in *b"{]\",\\\x00\xff" {
            let mut mangled = body.clone();
            mangled[at] = byte;
            let db = Db::from_client(Canned::reply(mangled).client());
            let (reply, rows) = execute(&db, get(&db)).await;
            assert!(reply.is_ok() || rows.is_empty(), "{byte:?} at {at}");
        }
    }
}

#[tokio::test]
async fn what_is_no_reply_is_an_error() {
    for body in ["", " ", "null", "[]", "1", "\"Item\"", "{\"Item\":1}", "{\"Item\":[]}", "{} {}", "<html></html>"] {
        let db = Db::from_client(Canned::reply(body).client());
        let error = db.get(Order::key("u", "o")).await.expect_err(body);
        assert!(error.is_unavailable(), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn a_truncated_reply_is_asked_for_again() {
    let whole = page(3);
    for end in [1, whole.len() / 3, whole.len() / 2, whole.len() - 2, whole.len() - 1] {
        let cut = whole.as_bytes()[..end].to_vec();
        let canned = Canned::replies([(200, cut.clone()), (200, cut), (200, whole.clone().into())]);
        let db = Db::from_client(canned.patient_client());
        let (reply, rows) = execute(&db, query(&db)).await;
        let reply = reply.expect("the third reply is whole");
        assert_eq!((reply.count, reply.scanned, rows), (3, 3, orders(3)), "cut at {end}");
        assert_eq!(canned.calls(), 3);
    }
}

#[tokio::test]
async fn a_get_whose_first_reply_is_truncated_gives_the_item_once() {
    let whole = found();
    let canned = Canned::replies([(200, whole.as_bytes()[..whole.len() - 1].to_vec()), (200, whole.into())]);
    let db = Db::from_client(canned.patient_client());
    let got = db.get(Order::key(order().user_id, order().order_id)).await;
    assert_eq!(got.expect("the second reply is whole"), Some(order()));
    assert_eq!(canned.calls(), 2);
}

#[tokio::test]
async fn a_value_of_the_wrong_type_is_not_asked_for_again() {
    let canned = Canned::reply(found().replace("12950", "many"));
    let db = Db::from_client(canned.patient_client());
    let error = db.get(Order::key("u", "o")).await.expect_err("a total is a number");
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error:?}");
    assert_eq!(canned.calls(), 1);
}
