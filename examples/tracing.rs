//! What the library tells of its calls: a span for each, an event for each request that is answered, and warnings.
//!
//! Names are OpenTelemetry's, so that an exporter needs no mapping. Keys and values are told only after
//! `Db::builder().trace_values()`, and those of sensitive attributes never.

use std::io::Error as IoError;
use std::time::Duration;

use dynamo_core::backend::{BoxFuture, Feature};
use dynamo_core::error::ErrorKind;
use dynamo_core::middleware::{Breaker, Layer, Next};
use dynamo_core::prelude::*;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, pk = status, sk = total, include(note))]
struct Order {
    #[pk]
    id: String,
    status: String,
    total: u64,
    note: Option<String>,
}

/// An engine that has gone away, as the layers above it see one.
struct Gone;

impl Layer for Gone {
    fn call<'a>(&'a self, _request: Request, _rows: Option<&'a Rows>, _next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async { Err(Error::new(ErrorKind::Unavailable).caused_by(IoError::other("gone away"))) })
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    // Only the library's own target: the SDK below it has much to say, too.
    let ours = Targets::new().with_target("dynamo_core", LevelFilter::DEBUG);
    tracing_subscriber::registry().with(tracing_subscriber::fmt::layer()).with(ours).init();

    let db = Db::embedded()?;
    db.create_table::<Order>().await?;
    let order = Order { id: "o1".into(), status: "paid".into(), total: 50, note: None };
    db.create(&order).await?;
    // Refused: the span has the kind of the error and the engine's code.
    db.create(&order).await.expect_err("it is there");
    // With what it cost, of the table and of each index that was written.
    db.update(Order::key("o1")).set(|o| o.total().increment(5)).await?;
    let rows = db.query(Order::by_status().partition("paid")).all().await?;
    println!("{} row; capacity figures: {}", rows.len(), db.capabilities().has(Feature::CapacityFigures));

    // A batch that is never sent, and an engine that does not answer, are warned of.
    drop(db.batch_write().put(&order));
    let breaker = Breaker::new().failures(2).cooldown(Duration::from_secs(60));
    let cut_off = Db::builder().breaker(breaker).layer(Gone).from_db(&db);
    for _ in 0..3 {
        println!("{}", cut_off.get(Order::key("o1")).await.expect_err("nobody answers"));
    }
    Ok(())
}
