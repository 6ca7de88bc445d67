//! One round: what is measured, and what is checked before and after, outside of what is measured.

use std::fmt::Debug;

use crate::clock::Clock;
use crate::order::{USER, order, order_id};
use crate::{Outcome, Peer};

const PAGE: usize = 100;
const BATCH: usize = 1_000;

/// Each as `operation:count`.
pub(crate) async fn run<P: Peer>(peer: &mut P, operations: &[String]) -> Outcome<()> {
    for operation in operations {
        let (name, count) = operation.split_once(':').ok_or("expected OPERATION:COUNT")?;
        let count = count.parse()?;
        match name {
            "get" => get(peer, count).await?,
            "put" => put(peer, count).await?,
            "query" => query(peer, count).await?,
            "batch" => batch(peer, count).await?,
            _ => return Err(format!("there is no operation `{name}`").into()),
        }
    }
    Ok(())
}

async fn get<P: Peer>(peer: &mut P, count: usize) -> Outcome<()> {
    let (wanted, id) = (P::Item::from(order(USER, 0)), order_id(0));
    peer.put(wanted.clone()).await?;
    for _ in 0..warm_up(count) {
        peer.get(USER, &id).await?;
    }
    let mut last = None;
    let clock = Clock::start();
    for _ in 0..count {
        last = peer.get(USER, &id).await?;
    }
    clock.print("get", count);
    require(&last, &Some(wanted))
}

async fn put<P: Peer>(peer: &mut P, count: usize) -> Outcome<()> {
    let items = items::<P>("user-put", count);
    for item in items.iter().take(warm_up(count)) {
        peer.put(item.clone()).await?;
    }
    let clock = Clock::start();
    for item in items {
        peer.put(item).await?;
    }
    clock.print("put", count);
    require_partition(peer, "user-put", count).await
}

async fn query<P: Peer>(peer: &mut P, count: usize) -> Outcome<()> {
    peer.write(items::<P>("user-query", PAGE)).await?;
    for _ in 0..warm_up(count) {
        peer.query("user-query").await?;
    }
    let mut rows = 0;
    let clock = Clock::start();
    for _ in 0..count {
        rows += peer.query("user-query").await?.len();
    }
    clock.print("query", count);
    require(&rows, &(PAGE * count))?;
    require_partition(peer, "user-query", PAGE).await
}

async fn batch<P: Peer>(peer: &mut P, count: usize) -> Outcome<()> {
    let user = |number: usize| format!("user-batch-{number}");
    let batches: Vec<_> = (0..count).map(|number| items::<P>(&user(number), BATCH)).collect();
    peer.write(items::<P>("user-warm-up", PAGE)).await?;
    let clock = Clock::start();
    for batch in batches {
        peer.write(batch).await?;
    }
    clock.print("batch", count);
    for number in 0..count {
        require_partition(peer, &user(number), BATCH).await?;
    }
    Ok(())
}

fn items<P: Peer>(user: &str, count: usize) -> Vec<P::Item> {
    (0..count).map(|number| order(user, number).into()).collect()
}

fn warm_up(count: usize) -> usize {
    (count / 10).max(3)
}

/// All items of the partition are these, whole.
async fn require_partition<P: Peer>(peer: &mut P, user: &str, count: usize) -> Outcome<()> {
    require(&peer.query(user).await?, &items::<P>(user, count))
}

fn require<T: Debug + PartialEq>(found: &T, wanted: &T) -> Outcome<()> {
    if found == wanted { Ok(()) } else { Err(format!("expected {wanted:?}\nfound {found:?}").into()) }
}
