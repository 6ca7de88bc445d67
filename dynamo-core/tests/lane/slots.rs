//! Every read, of everything that it can read, fills the lane's slot with what the SDK's reader gives.

use std::fmt::Debug;

use dynamo_core::prelude::*;
use dynamo_core::table::{Key, Partition};
use dynamo_core::value::to_dynamo_json;
use futures_util::StreamExt;

use crate::canned::order::{Line, Order, OrderByStatus, Status, found, order, orders, page};
use crate::readers::same;

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(Order::by_status)]
struct Summary {
    order_id: String,
    total: u64,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[projection(Order)]
struct Basket {
    order_id: String,
    lines: Vec<Line>,
}

/// A parent and its child, in one table.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("ORG#{org}")]
#[sk("ORG#{org}")]
struct Org {
    org: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "tree")]
#[pk("ORG#{org}")]
#[sk("TEAM#{team:05}")]
struct Team {
    org: String,
    team: u16,
    name: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Tree {
    Org(Org),
    Team(Team),
    #[entities(other)]
    Other(Item),
}

/// Pages of so many rows; each but the last says where the next one begins.
fn pages(items: &[String], sizes: &[usize]) -> Vec<String> {
    let mut rest = items;
    let mut bodies = Vec::new();
    for (number, size) in sizes.iter().enumerate() {
        let (now, later) = rest.split_at(*size);
        rest = later;
        let next = if number + 1 == sizes.len() {
            String::new()
        } else {
            format!(r#","LastEvaluatedKey":{{"user_id":{{"S":"u{number}"}},"order_id":{{"S":"o"}}}}"#)
        };
        bodies.push(format!(r#"{{"Count":{size},"Items":[{}],"ScannedCount":9{next}}}"#, now.join(",")));
    }
    assert!(rest.is_empty());
    bodies
}

/// Orders as DynamoDB writes them.
fn stored(count: usize) -> Vec<String> {
    let page: serde_json::Value = serde_json::from_str(&page(count)).expect("a page is JSON");
    page["Items"].as_array().expect("a list").iter().map(ToString::to_string).collect()
}

fn tree() -> Vec<Tree> {
    let team = |team| Tree::Team(Team { org: "o".into(), team, name: "t".into() });
    let text = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.into());
    let other = [("PK".to_owned(), text("ORG#o")), ("SK".to_owned(), text("SETTINGS"))].into();
    vec![Tree::Org(Org { org: "o".into() }), team(1), team(2), Tree::Other(other)]
}

fn stored_tree() -> Vec<String> {
    let item = |one: &Tree| match one {
        Tree::Org(org) => org.to_item(),
        Tree::Team(team) => team.to_item(),
        Tree::Other(item) => Ok(item.clone()),
    };
    let json = |one| String::from_utf8(to_dynamo_json(&item(one).expect("it can be stored"))).expect("JSON is UTF-8");
    tree().iter().map(json).collect()
}

fn partition() -> Partition<Order> {
    Order::partition(order().user_id)
}

/// What a row gives of its order.
type Told = (String, u64, u32);

fn told(order: &Order) -> Told {
    (order.order_id.clone(), order.total, order.items_count)
}

fn told_of_row(row: OrderByStatus) -> Told {
    (row.order_id, row.total, row.items_count)
}

fn summary(order: &Order) -> Summary {
    Summary { order_id: order.order_id.clone(), total: order.total }
}

fn basket(order: &Order) -> Basket {
    Basket { order_id: order.order_id.clone(), lines: order.lines.clone() }
}

/// One row of the table: what is read, of which replies, how, and what it gives.
async fn slot<T: Debug + PartialEq, F: Future<Output = Result<T>>>(
    what: &str,
    replies: &[String],
    read: impl Fn(Db) -> F,
    expected: T,
) {
    assert_eq!(same(what, replies, read).await.expect(what), expected, "{what}");
}

/// What goes through pages, by every way of going through them. `$row` makes of a row what can be compared.
macro_rules! walks {
    ($what:literal, $items:expr, $db:ident => $read:expr, $row:expr, $expected:expr) => {{
        let (items, expected, row) = ($items, $expected, $row);
        let (three, one) = (pages(&items, &[3, 0, items.len() - 3]), pages(&items, &[items.len()]));
        let rows = |rows: Vec<_>| rows.into_iter().map(row).collect::<Vec<_>>();
        let all = |$db: Db| async move { Ok($read.all().await?).map(rows) };
        slot(concat!($what, ", all"), &three, all, expected.clone()).await;
        slot(concat!($what, ", all of one page"), &one, all, expected.clone()).await;
        let stream = |$db: Db| async move {
            let all: Vec<_> = $read.stream().collect().await;
            all.into_iter().collect::<Result<Vec<_>>>().map(rows)
        };
        slot(concat!($what, ", a stream"), &three, stream, expected.clone()).await;
        let each = |$db: Db| async move {
            let pages: Vec<_> = $read.pages().collect().await;
            pages.into_iter().map(|page| page.map(|page| rows(page.items))).collect::<Result<Vec<_>>>()
        };
        let of_pages = vec![expected[..3].to_vec(), Vec::new(), expected[3..].to_vec()];
        slot(concat!($what, ", pages"), &three, each, of_pages).await;
        let lenient = |$db: Db| async move { Ok($read.lenient().all().await?.items).map(rows) };
        slot(concat!($what, ", leniently"), &three, lenient, expected.clone()).await;
        let page = |$db: Db| async move {
            let page = $read.page().await?;
            Ok((rows(page.items), page.next.is_some(), page.scanned))
        };
        slot(concat!($what, ", a page"), &three[..1], page, (expected[..3].to_vec(), true, 9)).await;
        let first = |$db: Db| async move { Ok($read.first().await?.map(row)) };
        slot(concat!($what, ", the first"), &three[..1], first, expected.first().cloned()).await;
        let some = |$db: Db| async move { Ok($read.take(4).await?.items).map(rows) };
        slot(concat!($what, ", some"), &three, some, expected[..4].to_vec()).await;
    }};
}

fn each<T>(make: fn(&Order) -> T) -> Vec<T> {
    orders(7).iter().map(make).collect()
}

#[tokio::test]
async fn queries() {
    let (items, whole) = (stored(7), |row: Order| row);
    walks!("a query", items.clone(), db => db.query(partition()), whole, orders(7));
    let tuple = |row: Told| row;
    walks!("a query's tuple", items.clone(),
        db => db.query(partition()).select(|o| (o.order_id(), o.total(), o.items_count())), tuple, each(told));
    let named = |row: Basket| row;
    walks!("a query's projection", items, db => db.query(partition()).project::<Basket>(), named, each(basket));
    let entity = |row: Tree| row;
    walks!("a query of entities", stored_tree(),
        db => db.query(Org::partition("o")).entities::<Tree>(), entity, tree());
}

#[tokio::test]
async fn queries_of_an_index() {
    let (items, paid) = (stored(7), || Order::by_status().partition(Status::Paid));
    walks!("an index", items.clone(), db => db.query(paid()), told_of_row, each(told));
    let tuple = |row: Told| row;
    walks!("an index's tuple", items.clone(),
        db => db.query(paid()).select(|o| (o.order_id(), o.total(), o.items_count())), tuple, each(told));
    let named = |row: Summary| row;
    walks!("an index's projection", items, db => db.query(paid()).project::<Summary>(), named, each(summary));
}

#[tokio::test]
async fn scans() {
    let (items, whole) = (stored(7), |row: Order| row);
    walks!("a scan", items.clone(), db => db.scan::<Order>(), whole, orders(7));
    let tuple = |row: Told| row;
    walks!("a scan's tuple", items.clone(),
        db => db.scan::<Order>().select(|o| (o.order_id(), o.total(), o.items_count())), tuple, each(told));
    let named = |row: Basket| row;
    walks!("a scan's projection", items, db => db.scan::<Order>().project::<Basket>(), named, each(basket));
    let entity = |row: Tree| row;
    walks!("a scan of entities", stored_tree(), db => db.scan::<Org>().entities::<Tree>(), entity, tree());
}

#[tokio::test]
async fn scans_of_an_index() {
    let (items, all) = (stored(7), Order::by_status);
    walks!("a scanned index", items.clone(), db => db.scan_index(all()), told_of_row, each(told));
    let tuple = |row: Told| row;
    walks!("a scanned index's tuple", items.clone(),
        db => db.scan_index(all()).select(|o| (o.order_id(), o.total(), o.items_count())), tuple, each(told));
    let named = |row: Summary| row;
    walks!("a scanned index's projection", items, db => db.scan_index(all()).project::<Summary>(), named, each(summary));
}

#[tokio::test]
async fn gets() {
    let key = || Order::key(order().user_id, order().order_id);
    let (body, nothing) = ([found()], ["{}".to_owned()]);
    slot("a get", &body, |db| async move { db.get(key()).await }, Some(order())).await;
    slot("a get of nothing", &nothing, |db| async move { db.get(key()).await }, None).await;
    slot("a required get", &body, |db| async move { db.get(key()).required().await }, order()).await;
    let tuple = |db: Db| async move { db.get(key()).select(|o| (o.order_id(), o.total(), o.items_count())).await };
    slot("a get's tuple", &body, tuple, Some(told(&order()))).await;
    for (item, one) in stored_tree().into_iter().zip(tree()) {
        let body = [format!(r#"{{"Item":{item}}}"#)];
        slot("an entity", &body, |db| async move { db.get(Org::key("o")).entities::<Tree>().await }, Some(one)).await;
    }
}

fn keys(count: usize) -> Vec<Key<Order>> {
    orders(count).into_iter().map(|order| Order::key(order.user_id, order.order_id)).collect()
}

/// The keys of the parent and its children.
fn family() -> (Key<Org>, Vec<Key<Team>>) {
    (Org::key("o"), vec![Team::key("o", 1u16), Team::key("o", 2u16)])
}

/// Batches and transactions take the same keys, and give the same: `$db.$read(keys)`.
macro_rules! by_keys {
    ($what:literal, $read:ident, $orders:expr, $trees:expr) => {{
        let (body, trees) = ([$orders], [$trees]);
        let found = || orders(3);
        let places: Vec<_> = found().into_iter().map(Some).chain([None]).collect();
        slot($what, &body, |db| async move { db.$read(keys(4)).await }, places).await;
        slot(concat!($what, ", what is found"), &body, |db| async move { db.$read(keys(4)).found().await }, found())
            .await;
        let tuples = |db: Db| async move {
            db.$read(keys(4)).select(|o| (o.order_id(), o.total(), o.items_count())).found().await
        };
        slot(concat!($what, ", tuples"), &body, tuples, found().iter().map(told).collect::<Vec<_>>()).await;
        let parts = |db: Db| async move {
            let (one, others) = (keys(4).remove(0), keys(4).split_off(1));
            db.$read((one, db.$read(others).select(|o| o.total()).found())).await
        };
        slot(concat!($what, ", in parts"), &body, parts, (orders(1).pop(), vec![12950, 12950])).await;
        let entities = |db: Db| async move {
            let (org, teams) = family();
            db.$read((db.$read(vec![org]).entities::<Tree>(), db.$read(teams).entities::<Tree>().found())).await
        };
        let one = vec![tree().into_iter().next()];
        slot(concat!($what, ", entities"), &trees, entities, (one, tree()[1..3].to_vec())).await;
    }};
}

#[tokio::test]
async fn batches() {
    let body = |table: &str, items: Vec<String>| format!(r#"{{"Responses":{{"{table}":[{}]}}}}"#, items.join(","));
    by_keys!("a batch", batch_get, body("orders", stored(3)), body("tree", stored_tree()[..3].to_vec()));
}

#[tokio::test]
async fn transactions() {
    let body = |items: Vec<String>| {
        let responses: Vec<_> = items.into_iter().map(|item| format!(r#"{{"Item":{item}}}"#)).collect();
        format!(r#"{{"Responses":[{},{{}}]}}"#, responses.join(","))
    };
    by_keys!("a transaction", transact_get, body(stored(3)), body(stored_tree()[..3].to_vec()));
}

/// What leads to whole items by an index: the pages of its keys, and a batch for each.
#[tokio::test]
async fn items_that_an_index_leads_to() {
    let (keys, orders) = (pages(&stored(7), &[3, 4]), orders(7));
    let batch = |items: &[String]| format!(r#"{{"Responses":{{"orders":[{}]}}}}"#, items.join(","));
    let [first, second] = <[String; 2]>::try_from(keys).expect("two pages");
    let replies = [first, batch(&stored(7)[..3]), second, batch(&stored(7)[3..])];
    let read = |db: Db| async move { Ok(db.query(Order::by_status().partition(Status::Paid)).hydrate().await?.items) };
    slot("whole items by an index", &replies, read, orders).await;
}
