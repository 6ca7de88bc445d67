//! A change feed: sums by customer, kept beside the orders they are made of, brought up to date from the orders' stream.
//!
//! The checkpoint of the reader is written with the sums, in one transaction: however the program ends, the next one goes on with what is
//! missing, and counts nothing twice.

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_core::prelude::*;
use dynamo_core::schema::StreamView;
use dynamo_core::stream::{Change, Checkpoint};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    customer: String,
    #[sk]
    number: u32,
    total: i64,
}

/// What is derived from the orders.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "totals")]
struct Total {
    #[pk]
    customer: String,
    orders: i64,
    sum: i64,
}

/// How far the stream was read.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "feeds")]
struct Feed {
    #[pk]
    name: String,
    checkpoint: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let db = Db::embedded()?;
    db.create_table::<Order>().stream(StreamView::NewAndOldImages).await?;
    db.create_table::<Total>().await?;
    db.create_table::<Feed>().await?;

    for number in 1..=6 {
        let customer = if number % 3 == 0 { "bob" } else { "ada" };
        db.put(&Order { customer: customer.into(), number, total: i64::from(number) * 10 }).await?;
    }
    let count = work(&db, 2).await?;
    println!("a worker that is stopped after two batches: {count} changes");
    assert_eq!((count, show(&db).await?), (4, (4, 100)));

    db.put(&Order { customer: "ada".into(), number: 1, total: 500 }).await?;
    db.delete(Order::key("bob", 3)).await?;
    let count = work(&db, usize::MAX).await?;
    println!("the next one, up to the end: {count} changes");
    assert_eq!((count, show(&db).await?), (4, (5, 670)));

    let count = work(&db, usize::MAX).await?;
    println!("one more, with nothing to do: {count} changes");
    assert_eq!(count, 0);
    Ok(())
}

/// Reads changes from where the last worker has stopped, in batches of two, and says how many there were.
async fn work(db: &Db, batches: usize) -> Result<usize> {
    // A worker that never ends does without `until_caught_up`, and waits for a second where this one waits for 5 ms.
    let reading = db.changes::<Order>().until_caught_up().poll_every(Duration::from_millis(5));
    let reading = match db.get(Feed::key("totals")).consistent().await? {
        Some(feed) => reading.after(feed.checkpoint.parse::<Checkpoint>()?),
        None => reading,
    };
    let (mut changes, mut count) = (reading.await?, 0);
    for _ in 0..batches {
        let mut batch = Vec::new();
        while batch.len() < 2
            && let Some(change) = changes.next().await?
        {
            batch.push(change);
        }
        if batch.is_empty() {
            break;
        }
        count += batch.len();
        apply(db, &batch, &changes.checkpoint()).await?;
    }
    Ok(count)
}

/// The sums and the checkpoint change together, or not at all.
async fn apply(db: &Db, batch: &[Change<Order>], checkpoint: &Checkpoint) -> Result<()> {
    let mut differences = BTreeMap::<&str, (i64, i64)>::new();
    for change in batch {
        for (order, sign) in change.old.iter().map(|old| (old, -1)).chain(change.new.iter().map(|new| (new, 1))) {
            let (orders, sum) = differences.entry(&order.customer).or_default();
            (*orders, *sum) = (*orders + sign, *sum + sign * order.total);
        }
    }
    let mut write = db.transact_write().put(&Feed { name: "totals".into(), checkpoint: checkpoint.to_string() });
    for (customer, (orders, sum)) in differences {
        write = write.upsert(Total::key(customer), |u| {
            u.set(|t| (t.orders().increment(orders), t.sum().increment(sum))).or_insert(&Total {
                customer: customer.into(),
                orders,
                sum,
            })
        });
    }
    write.await
}

/// Prints the sums of each customer, and gives those of all.
async fn show(db: &Db) -> Result<(i64, i64)> {
    let mut all = (0, 0);
    for Total { customer, orders, sum } in db.scan::<Total>().all().await? {
        println!("    {customer}: {orders} orders, {sum} in all");
        all = (all.0 + orders, all.1 + sum);
    }
    Ok(all)
}
