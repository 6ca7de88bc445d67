//! The first thing to run: two tables on the engine in this process, written, read, refused, explained.

use dynamo_core::error::ErrorKind;
use dynamo_core::prelude::*;

#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(rename_all = "lowercase")]
enum Status {
    Pending,
    Paid,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_status, pk = status, sk = created_at, include(total))]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    status: Status,
    created_at: String,
    total: u64,
    note: Option<String>,
    #[version]
    rev: u64,
}

// One table for several kinds: their keys are patterns.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{story_id}#RUN#{run_id:010}")]
struct Story {
    owner: String,
    story_id: String,
    run_id: u32,
    title: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("PROFILE")]
struct Profile {
    owner: String,
    name: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let db = Db::embedded()?;
    orders(&db).await?;
    single_table(&db).await
}

async fn orders(db: &Db) -> Result<()> {
    db.ensure_table::<Order>().await?;
    let order = Order {
        user_id: "u1".into(),
        order_id: "o1".into(),
        status: Status::Pending,
        created_at: "2026-01-31".into(),
        total: 5000,
        note: None,
        rev: 0,
    };
    let first = db.create(&order).written().await?;
    println!("created         {first:?}");
    println!("created twice?  {}", db.create(&order).await.expect_err("the key is taken"));

    let second = db.put(&Order { status: Status::Paid, ..first.clone() }).written().await?;
    println!("paid            revision {}", second.rev);

    // Somebody who still holds the first revision cannot overwrite the second, and is told what is there.
    let late = db.put(&Order { note: Some("too late".into()), ..first }).await.expect_err("an old revision");
    println!("an old one      {late}");
    assert!(matches!(late.kind(), ErrorKind::VersionConflict { expected: 1, found: Some(2) }));
    assert_eq!(late.current::<Order>()?, Some(second.clone()));

    // Only what is asked for is read. `.select(|o| o.totl())` does not compile.
    let (status, total) = db.get(Order::key("u1", "o1")).select(|o| (o.status(), o.total())).required().await?;
    println!("two attributes  {status:?}, {total}");

    println!("what is sent    {}", db.delete(&second).only_if(|o| o.total().gt(1000)).explain()?);
    db.delete(&second).only_if(|o| o.total().gt(1000)).await?;
    println!("deleted         {:?}", db.get(Order::key("u1", "o1")).consistent().await?);

    by_status(db, second).await
}

async fn by_status(db: &Db, order: Order) -> Result<()> {
    for (number, day) in (1..=5).zip(["2026-02-05", "2026-02-04", "2026-02-03", "2026-02-02", "2026-02-01"]) {
        db.put(&Order { order_id: format!("o{number}"), created_at: day.into(), rev: 0, ..order.clone() }).await?;
    }
    // The index holds `total`, not `note`: selecting that would not compile.
    let paid = || db.query(Order::by_status().partition(Status::Paid).sk(|s| s.ge("2026-02-02")));
    let rows = paid().select(|o| (o.created_at(), o.total())).all().await?;
    println!("by an index     {rows:?}");

    // A page ends with a cursor: it belongs to this query, and another one refuses it.
    let page = paid().take(3).await?;
    println!("three of them   {:?}", page.items.iter().map(|row| &*row.order_id).collect::<Vec<_>>());
    let rest = paid().after(page.next.clone()).all().await?;
    println!("and the rest    {:?}", rest.iter().map(|row| &*row.order_id).collect::<Vec<_>>());
    println!("not here        {}", db.scan::<Order>().after(page.next).all().await.expect_err("another query"));
    Ok(())
}

async fn single_table(db: &Db) -> Result<()> {
    db.ensure_table::<(Story, Profile)>().await?;
    let story = Story { owner: "u1".into(), story_id: "12".into(), run_id: 7, title: "A day out".into() };
    db.put(&story).await?;
    db.put(&Profile { owner: "u1".into(), name: "Ada".into() }).await?;
    println!("its key         {}", story.primary_key());
    println!("a profile       {:?}", db.get(Profile::key("u1")).required().await?);

    // User input cannot break a key: the error says why, and nothing is sent.
    let refused = db.get(Story::key("u1", "12#RUN#7", 8)).await.expect_err("a delimiter in a key");
    println!("refused         {refused}");
    println!("absent          {}", db.get(Story::key("u1", "13", 1)).required().await.expect_err("no such story"));
    Ok(())
}
