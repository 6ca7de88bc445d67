//! How PostgreSQL reads: along an index, and in its order. 100,000 rows, analysed; no setting of the planner is touched. Ranges are wide: the planner
//! may put a few rows in order by itself, where there are fewer than a page asks for and that costs less than to fetch them one by one.

use std::sync::Arc;

use dynamo_core::backend::postgres::Postgres;
use dynamo_core::prelude::*;
use dynamo_core::request::{self, BatchWrite, Request, Write};
use dynamo_core::table::DynamoTable as _;

use crate::{sql, with_database};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, pk = status, sk = created_at)]
#[gsi(by_total, pk = customer, sk = total, keys_only)]
#[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
#[gsi(by_flag, pk = flag)]
#[lsi(by_age, sk = created_at)]
struct Order {
    #[pk]
    customer: String,
    #[sk]
    number: u32,
    status: String,
    created_at: String,
    total: u64,
    tenant: String,
    region: String,
    flag: Option<String>,
}

const ROWS: u32 = 100_000;

fn order(number: u32) -> Order {
    Order {
        customer: format!("c{}", number % 50),
        number,
        status: ["pending", "paid", "sent", "lost"][(number % 4) as usize].to_owned(),
        created_at: format!("2026-{:02}-{:02}#{number}", 1 + number % 12, 1 + number % 28),
        total: u64::from(number % 977),
        tenant: format!("t{}", number % 10),
        region: format!("r{}", number % 3),
        flag: number.is_multiple_of(50).then(|| "f1".to_owned()),
    }
}

async fn fill(db: &Db) {
    db.create_table::<Order>().await.unwrap();
    let table = db.table_name::<Order>();
    let put = |number| {
        let item = Arc::new(order(number).to_item().unwrap().into());
        Write::Put { schema: Order::SCHEMA, table: table.clone().into(), item }
    };
    for from in (0..ROWS).step_by(1_000) {
        let batch = BatchWrite { writes: (from..from + 1_000).map(put).collect(), metered: false };
        db.execute(Request::BatchWrite(Arc::new(batch)), None).await.unwrap();
    }
}

struct Asked {
    engine: Postgres,
    failed: Vec<String>,
}

impl Asked {
    /// The plan follows an index by these columns or expressions, and sorts nothing.
    async fn check(&mut self, what: &str, query: Result<request::Query>, conditions: &[&str]) {
        let lines = self.engine.explain(&query.unwrap()).await.unwrap();
        let plan = lines.join("\n");
        let along = lines.iter().find(|line| line.contains("Index Cond:")).map_or("", |line| line);
        let is_sorted = plan.contains("Sort") || plan.contains("Seq Scan") || plan.contains("Bitmap");
        if is_sorted || !conditions.iter().all(|condition| along.contains(condition)) {
            self.failed.push(format!("{what}, along {conditions:?}:\n{plan}"));
        }
    }

    /// The same of every page: the first, and one behind a place.
    async fn pages(&mut self, what: &str, query: request::Query, conditions: &[&str], place: &str) {
        for page_size in [None, Some(1), Some(100), Some(1_000)] {
            for descending in [false, true] {
                let query = request::Query { page_size, descending: descending && !query.is_scan(), ..query.clone() };
                self.check(what, Ok(query.clone()), conditions).await;
                let start = Some(order(50_500).to_item().unwrap());
                let place = place.replace('~', if query.descending { "<" } else { ">" });
                let conditions: Vec<_> = conditions.iter().copied().chain([&*place]).collect();
                self.check(&format!("{what}, behind a place"), Ok(request::Query { start, ..query }), &conditions)
                    .await;
            }
        }
    }
}

#[tokio::test]
async fn every_read_follows_an_index() {
    with_database(|pool, db| async move {
        fill(&db).await;
        sql(&pool, "ANALYZE orders", &[]).await;
        let mut asked = Asked { engine: Postgres::new(pool.clone()), failed: Vec::new() };

        let own = || Order::partition("c1");
        asked.pages("a partition", db.query(own()).request().unwrap(), &["pk ="], "sk ~").await;
        asked.check("a range", db.query(own().sk(|s| s.ge(500))).request(), &["pk =", "sk >="]).await;
        asked
            .check("between", db.query(own().sk(|s| s.between(20_000, 80_000))).request(), &["pk =", "sk >=", "sk <="])
            .await;
        asked.check("one", db.query(own().sk(|s| s.eq(501))).request(), &["pk =", "sk ="]).await;

        let status = || Order::by_status().partition("paid");
        let text = "'created_at'";
        asked.pages("an index", db.query(status()).request().unwrap(), &["'status'"], "ROW(").await;
        asked
            .check(
                "a prefix",
                db.query(status().sk(|s| s.begins_with("2026-02"))).request(),
                &["'status'", text, ">=", "< "],
            )
            .await;
        asked.check("before", db.query(status().sk(|s| s.lt("2026-02"))).request(), &["'status'", text, "<"]).await;

        let total = || Order::by_total().partition("c7");
        asked.pages("an index by number", db.query(total()).request().unwrap(), &["pk ="], "ROW(").await;
        asked
            .check("numbers", db.query(total().sk(|s| s.between(100, 900))).request(), &["pk =", "'total'", ">=", "<="])
            .await;

        let tenant = || Order::by_tenant().partition("t1", "r1");
        asked.pages("several keys", db.query(tenant()).request().unwrap(), &["'tenant'", "'region'"], "ROW(").await;
        let part = tenant().sk(|s| s.status("paid"));
        asked.check("one more key", db.query(part).request(), &["'tenant'", "'region'", "'status'"]).await;
        let part = tenant().sk(|s| s.status("paid").created_at_ge("2026-06"));
        asked.check("all keys", db.query(part).request(), &["'tenant'", "'region'", "'status'", text]).await;

        asked
            .pages(
                "a sparse index",
                db.query(Order::by_flag().partition("f1")).request().unwrap(),
                &["'flag'"],
                "identity",
            )
            .await;
        let age = Order::by_age().partition("c1").sk(|s| s.ge("2026-05"));
        asked.check("a local index", db.query(age).request(), &["pk =", text]).await;
        let age = Order::by_age().partition("c1");
        asked.pages("a local index", db.query(age).request().unwrap(), &["pk ="], "ROW(").await;

        asked.pages("a scan", db.scan::<Order>().request().unwrap(), &[], "ROW(bucket").await;
        asked.pages("a scan of an index", db.scan_index(Order::by_flag()).request().unwrap(), &[], "ROW(").await;
        for (number, total) in [(0, 2), (1, 2), (7, 64)] {
            let part = db.scan::<Order>().segment(number, total).request().unwrap();
            asked.pages("a segment", part, &["bucket >=", "bucket <"], "ROW(bucket").await;
            let part = db.scan_index(Order::by_status()).segment(number, total).request().unwrap();
            asked.pages("a segment of an index", part, &["bucket >=", "bucket <"], "ROW(bucket").await;
        }
        assert!(asked.failed.is_empty(), "{} plans:\n{}", asked.failed.len(), asked.failed.join("\n\n"));

        // Segments are parts of about the same size, and all of it together.
        let mut counts = Vec::new();
        for number in 0..4 {
            counts.push(db.scan::<Order>().segment(number, 4).count().await.unwrap());
        }
        assert_eq!(counts.iter().sum::<u64>(), u64::from(ROWS));
        assert_eq!(db.query(Order::by_flag().partition("f1")).all().await.unwrap().len(), 2_000);
    })
    .await;
}
