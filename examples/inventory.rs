//! A warehouse: orders that take from several shelves at once, and people who write to the same item at the same time.
//!
//! Two ways to be safe. A *transaction*: all lines of an order, or none, and never more than there is, since a `u32` is not counted below zero.
//! An *optimistic lock*: who has read an older version than is stored is refused, and reads again.

use dynamo_core::error::ErrorKind;
use dynamo_core::operation::Update;
use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "products")]
struct Product {
    #[pk]
    sku: String,
    stock: u32,
    price: u32,
    /// Counted up by every write that changes what people have read.
    #[version]
    rev: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoDocument)]
struct Line {
    sku: String,
    quantity: u32,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
struct Order {
    #[pk]
    id: String,
    lines: Vec<Line>,
}

/// What the warehouse says to an order.
#[derive(Debug, PartialEq)]
enum Answer {
    Reserved,
    /// The same order has been sent before.
    Known,
    /// Too little of this.
    Short {
        sku: String,
        left: u32,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    let db = Db::embedded()?;
    db.ensure_table::<Product>().await?;
    db.ensure_table::<Order>().await?;
    for (sku, stock, price) in [("kettle", 10, 4000), ("cup", 25, 900)] {
        db.create(&Product { sku: sku.into(), stock, price, rev: 0 }).await?;
    }
    orders(&db).await?;
    rush(&db).await?;
    two_writers(&db).await
}

/// All lines of an order, or none. Sent twice, it is carried out once: its own item says that it is there.
async fn reserve(db: &Db, order: &Order) -> Result<Answer> {
    let mut write = db.transact_write().create(order).label("order");
    for Line { sku, quantity } in &order.lines {
        // Whoever takes from a shelf has not read it, so that no version is expected; it is counted up all the same.
        let take = |u: Update<Product, _>| u.unversioned().set(|p| p.stock().decrement(*quantity));
        write = write.update(Product::key(sku), take).label(sku);
    }
    let Err(error) = write.await else { return Ok(Answer::Reserved) };
    for reason in error.cancellation_reasons() {
        match (reason.label(), reason.kind()) {
            (Some("order"), ErrorKind::AlreadyExists) => return Ok(Answer::Known),
            // The item that was found comes with the reason: nothing is read again to say how much is left.
            (Some(sku), ErrorKind::OutOfRange { .. }) => {
                let left = reason.error().current::<Product>()?.map_or(0, |product| product.stock);
                return Ok(Answer::Short { sku: sku.to_owned(), left });
            }
            _ => {}
        }
    }
    Err(error)
}

async fn orders(db: &Db) -> Result<()> {
    let order = |id: &str, kettles, cups| {
        let lines = [("kettle", kettles), ("cup", cups)];
        let lines = lines.map(|(sku, quantity)| Line { sku: sku.into(), quantity });
        Order { id: id.into(), lines: lines.into() }
    };
    for (order, expected) in [
        (order("o1", 2, 20), Answer::Reserved),
        (order("o1", 2, 20), Answer::Known),
        (order("o2", 1, 6), Answer::Short { sku: "cup".into(), left: 5 }),
        (order("o3", 1, 5), Answer::Reserved),
    ] {
        let answer = reserve(db, &order).await?;
        println!("order {}        {answer:?}", order.id);
        assert_eq!(answer, expected);
    }
    // The second order has taken no kettle either, and is not there.
    assert_eq!((stock(db, "kettle").await?, stock(db, "cup").await?), (7, 0));
    assert_eq!(db.get(Order::key("o2")).await?, None);
    Ok(())
}

/// Twenty orders at once for seven kettles: transactions that meet are sent again by the library, and nobody gets what is not there.
async fn rush(db: &Db) -> Result<()> {
    let mut tasks = Vec::new();
    for number in 0..20 {
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            let lines = vec![Line { sku: "kettle".into(), quantity: 1 }];
            reserve(&db, &Order { id: format!("rush-{number}"), lines }).await
        }));
    }
    let mut reserved = 0;
    for task in tasks {
        match task.await.expect("the task does not panic")? {
            Answer::Reserved => reserved += 1,
            answer => assert_eq!(answer, Answer::Short { sku: "kettle".into(), left: 0 }),
        }
    }
    println!("a rush          20 orders, {reserved} kettles sold, {} left", stock(db, "kettle").await?);
    assert_eq!((reserved, stock(db, "kettle").await?), (7, 0));
    Ok(())
}

/// Two people with the same page open. The second one is refused, is told what is there, and decides again.
async fn two_writers(db: &Db) -> Result<()> {
    let page = db.get(Product::key("cup")).required().await?;
    let (ada, bob) = (page.clone(), page);

    let by_ada = db.update(&ada).set(|p| p.price().set(950)).returning_new().await?;
    println!("ada             sets the price to {}: revision {}", by_ada.price, by_ada.rev);
    let refused = db.update(&bob).set(|p| p.price().set(bob.price + 200)).await.expect_err("bob has read an older one");
    println!("bob             {refused}");
    assert_eq!(refused.kind(), &ErrorKind::VersionConflict { expected: bob.rev, found: Some(by_ada.rev) });
    let current = refused.current::<Product>()?.expect("it comes with the error");
    assert_eq!(current, by_ada);
    let by_bob = db.update(&current).set(|p| p.price().set(current.price + 200)).returning_new().await?;
    println!("bob, once more  adds 200 to what ada has set: {}", by_bob.price);
    assert_eq!(by_bob.price, 1150);

    // Where nobody has to be asked again, the library reads, changes and writes until it was not overtaken.
    let raise = |db: Db| async move { db.update_with(Product::key("cup"), |cup| cup.price += 1).tries(100).await };
    let tasks: Vec<_> = (0..10).map(|_| tokio::spawn(raise(db.clone()))).collect();
    for task in tasks {
        task.await.expect("the task does not panic")?;
    }
    let after = db.get(Product::key("cup")).required().await?;
    println!("ten at once     1150 and ten times 1: {}, revision {}", after.price, after.rev);
    assert_eq!((after.price, after.rev), (1160, by_bob.rev + 10));
    Ok(())
}

async fn stock(db: &Db, sku: &str) -> Result<u32> {
    db.get(Product::key(sku)).consistent().select(|p| p.stock()).required().await
}
