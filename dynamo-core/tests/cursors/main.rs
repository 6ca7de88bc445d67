//! Sealed cursors: what a client could bring back instead of the token it was given.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::HashSet;

use dynamo_core::output::{Cursor, SealKeys};
use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "posts")]
#[gsi(by_tag, pk = tag, sk = number)]
struct Post {
    #[pk]
    user: String,
    #[sk]
    number: u32,
    tag: String,
    text: String,
}

async fn posts() -> Db {
    let db = Db::embedded().unwrap();
    db.create_table::<Post>().await.unwrap();
    for user in ["ada", "bob"] {
        for number in 0..10 {
            let post = Post { user: user.into(), number, tag: "t".into(), text: format!("{user} {number}") };
            db.put(&post).await.unwrap();
        }
    }
    db
}

fn keys() -> SealKeys {
    SealKeys::new([7; 32])
}

async fn token(db: &Db, rows: u64) -> String {
    let page = db.query(Post::partition("ada")).take(rows).await.unwrap();
    page.next.unwrap().seal(&keys()).unwrap()
}

/// Whether the query goes on behind this token.
async fn accepted(db: &Db, token: &str) -> bool {
    let Ok(sealed) = Cursor::open(token, &keys()) else { return false };
    match db.query(Post::partition("ada")).after(sealed).request() {
        Ok(_) => true,
        Err(error) => {
            assert!(error.is_invalid_cursor(), "{error}");
            false
        }
    }
}

#[tokio::test]
async fn a_token_goes_on_where_its_page_ended() {
    let db = posts().await;
    for rows in 1..10 {
        let token = token(&db, rows).await;
        assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{token}");
        let sealed = Cursor::open(&token, &keys()).unwrap();
        let rest = db.query(Post::partition("ada")).after(sealed).select(|post| post.number()).all().await.unwrap();
        assert_eq!(rest, (u32::try_from(rows).unwrap()..10).collect::<Vec<_>>());
    }
}

/// 100 tokens: each bit of each, and each beginning of each.
#[tokio::test]
async fn no_changed_token_is_accepted() {
    let db = posts().await;
    let (mut tried, mut tokens) = (0, HashSet::new());
    for round in 0..100 {
        let token = token(&db, 1 + round % 9).await;
        assert!(accepted(&db, &token).await);
        for at in 0..token.len() {
            for bit in 0..7 {
                let mut bytes = token.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let changed = String::from_utf8(bytes).unwrap();
                assert!(!accepted(&db, &changed).await, "{token} as {changed}");
            }
            assert!(!accepted(&db, &token[..at]).await, "{token} cut at {at}");
            tried += 8;
        }
        assert!(tokens.insert(token), "a token is made twice");
    }
    println!("{tried} changed tokens refused");
    assert!(tried > 50_000, "{tried}");
}

#[tokio::test]
async fn a_token_is_of_one_query_and_one_key() {
    let db = posts().await;
    db.create_table::<Post>().in_table("others").await.unwrap();
    let token = token(&db, 3).await;
    let open = || Cursor::open(&token, &keys()).unwrap();
    let query = || db.query(Post::partition("ada"));
    let refused = [
        query().in_table("others").after(open()).request(),
        db.query(Post::by_tag().partition("t")).after(open()).request(),
        db.query(Post::partition("bob")).after(open()).request(),
        query().filter(|post| post.text().exists()).after(open()).request(),
        query().descending().after(open()).request(),
        db.query(Post::partition("ada").sk(|s| s.ge(0))).after(open()).request(),
        db.scan::<Post>().after(open()).request(),
        query().after(Cursor::open(&token, &SealKeys::new([8; 32])).unwrap()).request(),
    ];
    for refused in refused {
        assert!(refused.unwrap_err().is_invalid_cursor());
    }
    assert!(query().after(open()).request().is_ok());
    // Neither the keys in it nor the key it is sealed with can be read off.
    assert!(!format!("{:?} {:?}", open(), keys()).contains("ada"));
}

/// A digest is the same in every process and release: tokens and cursors outlive both.
#[tokio::test]
async fn the_digest_of_a_query_is_pinned() {
    let db = posts().await;
    let query = db.query(Post::partition("ada")).filter(|post| post.tag().one_of(["t", "u"])).descending();
    let cursor = query.take(1).await.unwrap().next.unwrap();
    let text = serde_json::to_string(&cursor).unwrap();
    let digest = "ec6026c32d81fd66ae5a275b98da10a296aa8ce701dbe6648bbe1e84773b59d4";
    let place = r#"{"behind":{"number":{"N":"9"},"user":{"S":"ada"}}}"#;
    assert_eq!(text, format!(r#"{{"query":"{digest}","at":[{place}]}}"#));
}
