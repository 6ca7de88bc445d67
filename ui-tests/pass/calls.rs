//! The calls of the design, as far as requests are built.

use std::collections::HashSet;

use dynamo_core::{Db, DynamoDocument, DynamoTable};

#[derive(DynamoDocument)]
struct Address {
    city: String,
    zip: String,
}

#[derive(DynamoDocument)]
struct Line {
    sku: String,
    qty: u32,
}

#[derive(DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    tenant: String,
    region: Option<String>,
    status: String,
    created_at: String,
    total: u64,
    items_count: u32,
    description: Option<String>,
    tags: HashSet<String>,
    address: Address,
    lines: Vec<Line>,
}

#[derive(DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
struct Story {
    owner: String,
    story_id: String,
    run_id: u32,
}

fn case(db: &Db) {
    let _ = db
        .get(Order::key("u1", "o1"))
        .select(|o| (o.status(), o.total(), o.lines().at(0).qty()));
    let _ = db
        .update(Order::key("u1", "o1"))
        .set(|o| {
            (
                o.status().set("paid"),
                o.items_count().increment(1),
                o.tags().insert(["new"]),
                o.description().remove(),
                o.lines().append([Line {
                    sku: "b".into(),
                    qty: 2,
                }]),
                o.address().zip().set("0150"),
                o.lines().at(0).qty().set(5),
            )
        })
        .only_if(|o| o.status().ne("paid") & (o.total().gt(10) | o.lines().size().eq(0)));
    let _ = db
        .update(Order::key("u1", "o1"))
        .set(|o| o.description().set_opt(Some("x")));
    let _ = db
        .query(Order::partition("u1").sk(|s| s.between("o1", "o9")))
        .filter(|o| o.total().gt(50));
    let _ = db.query(
        Order::by_tenant()
            .partition("t1", "eu")
            .sk(|s| s.status("paid").created_at_ge("2026")),
    );
    let _ = db.query(Story::partition("u1").sk(|s| s.story_id("12")));
    let _ = db.query(Story::partition("u1").sk(|s| s.story_id_prefix("12")));
    let _ = db.query(Story::partition("u1").sk(|s| s.story_id("12").run_id_between(1, 9)));
    let _ = db.scan_index(Order::by_tenant());
}

#[test]
fn requests_build_without_a_connection() {
    let _: fn(&Db) = case;
}
