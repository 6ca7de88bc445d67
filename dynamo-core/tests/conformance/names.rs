//! Where requests go: names of tables, and engines of single types.

use dynamo_core::db::DbBuilder;
use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{KeyOnly, NumberKeys, Order, Profile, Sample, order};

variants! {
    Naming { Prefix, Suffix, Function, All, OneType, OneTypeAlone, InTable, SecondClient, NoName }
}

pub(crate) fn cases() -> Vec<Case> {
    Naming::ALL.iter().map(|naming| case(*naming)).collect()
}

fn case(naming: Naming) -> Case {
    Case::new(format!("names: {naming:?}"), move |bench| async move {
        let own = bench.prefix.clone();
        match naming {
            Naming::Prefix => {
                let builder = Db::builder().table_prefix(&own).table_prefix("dev.");
                goes_to(&bench, builder, &format!("dev.{own}orders")).await;
            }
            Naming::Suffix => {
                let builder = Db::builder().table_suffix(format!("-{own}end"));
                goes_to(&bench, builder, &format!("orders-{own}end")).await;
            }
            Naming::Function => {
                let prefix = own.clone();
                let builder = Db::builder().table_names(move |name| format!("{prefix}{}", name.to_uppercase()));
                goes_to(&bench, builder, &format!("{own}ORDERS")).await;
            }
            Naming::All => {
                let builder =
                    Db::builder().table_suffix("-end").table_prefix(&own).table_names(|name| name.replace("ers", ""));
                goes_to(&bench, builder, &format!("{own}ord-end")).await;
            }
            Naming::OneType => {
                let builder = Db::builder().table::<Order>(format!("{own}exactly")).table_prefix("never-");
                goes_to(&bench, builder, &format!("{own}exactly")).await;
            }
            Naming::OneTypeAlone => one_type_alone(bench).await,
            Naming::InTable => in_table(bench).await,
            Naming::SecondClient => second_client(bench).await,
            Naming::NoName => no_name(bench).await,
        }
    })
}

/// Another handle to the same engine.
fn renamed(bench: &Bench, builder: DbBuilder) -> Db {
    builder.from_db(&bench.db)
}

/// Tables are created, written and read under this name, and errors say it.
async fn goes_to(bench: &Bench, builder: DbBuilder, table: &str) {
    let db = renamed(bench, builder);
    assert_eq!(db.table_name::<Order>(), table);
    let error = db.put(&order()).await.expect_err("there is no table yet");
    assert_eq!((error.is_missing_table(), error.table()), (true, Some(table)));
    db.create_table::<Order>().await.expect("a new table");
    assert_eq!(bench.raw.shape(table).await, Order::shape());
    let written = db.put(&order()).written().await.expect("a new item");
    assert_eq!(bench.raw.items(table).await.len(), 1);
    assert_eq!(db.get(order().primary_key()).required().await.expect("it is there"), written);
    let missing = db.get(Order::key("x", "y")).required().await.expect_err("it is not there");
    assert_eq!(missing.table(), Some(table));
    db.delete(&written).await.expect("a delete");
    assert!(bench.raw.items(table).await.is_empty());
    // By its name it is not known as one of this case.
    db.delete_table::<Order>(table).await.expect("a deleted table");
}

/// The name of one type changes nothing for the others.
async fn one_type_alone(bench: Bench) {
    let own = &bench.prefix;
    let db = renamed(&bench, Db::builder().table_prefix(own).table::<KeyOnly>(format!("{own}exactly")));
    assert_eq!(db.table_name::<KeyOnly>(), format!("{own}exactly"));
    assert_eq!(db.table_name::<NumberKeys>(), format!("{own}number-keys"));
    db.create_table::<KeyOnly>().await.expect("a new table");
    db.create_table::<NumberKeys>().await.expect("a new table");
    db.put(&KeyOnly { id: "a".into() }).await.expect("a new item");
    assert_eq!(bench.raw.items(&format!("{own}exactly")).await.len(), 1);
    assert!(bench.raw.items(&format!("{own}number-keys")).await.is_empty());
}

/// The name of a call is taken as it is, over everything else.
async fn in_table(bench: Bench) {
    let own = &bench.prefix;
    let db = renamed(&bench, Db::builder().table_prefix("never-").table::<Order>("never"));
    let table = format!("{own}this");
    db.create_table::<Order>().in_table(&table).await.expect("a new table");
    let written = db.put(&order()).in_table(&table).written().await.expect("a new item");
    let taken = db.create(&order()).in_table(&table).await.expect_err("the key is taken");
    assert_eq!(taken.table(), Some(&*table));
    let read = db.get(order().primary_key()).in_table(&table).select(|f| f.total()).await.expect("a get");
    assert_eq!(read, Some(70));
    db.delete(&written).in_table(&table).await.expect("a delete");
    assert!(bench.raw.items(&table).await.is_empty());
    assert!(!bench.raw.has_table("never").await && !bench.raw.has_table("never-orders").await);
}

/// One type has an engine of its own; the others stay where they are.
async fn second_client(bench: Bench) {
    let second = Db::embedded().expect("a database in memory");
    let client = second.sdk().expect("a client").clone();
    let db = renamed(&bench, Db::builder().table_prefix(&bench.prefix).client::<KeyOnly>(client));
    db.create_table::<KeyOnly>().await.expect("a table on the second engine");
    db.create_table::<NumberKeys>().await.expect("a table on the first engine");
    let (here, there) = (db.table_name::<NumberKeys>(), db.table_name::<KeyOnly>());
    assert!(bench.raw.has_table(&here).await && !bench.raw.has_table(&there).await);
    let item = KeyOnly { id: "a".into() };
    db.create(&item).await.expect("a new item");
    db.create(&NumberKeys { account: 1, at: 2, note: None }).await.expect("a new item");
    assert!(db.create(&item).await.expect_err("the key is taken").is_already_exists());
    assert_eq!(db.get(item.primary_key()).await.expect("a get"), Some(item.clone()));
    let second = crate::raw::Raw::of(&second);
    assert_eq!(second.items(&there).await.len(), 1);
    assert_eq!(bench.raw.items(&here).await.len(), 1);
    db.delete(&item).await.expect("a delete");
    assert!(second.items(&there).await.is_empty());
}

/// A type without a table name has that of the type, and kinds of one table share what the name becomes.
async fn no_name(bench: Bench) {
    #[derive(Debug, Clone, PartialEq, DynamoTable)]
    struct Nameless {
        #[pk]
        id: String,
    }

    let db = &bench.db;
    assert_eq!(db.table_name::<Nameless>(), format!("{}Nameless", bench.prefix));
    db.create_table::<Nameless>().await.expect("a new table");
    db.put(&Nameless { id: "a".into() }).await.expect("a new item");
    assert_eq!(db.table_name::<Profile>(), format!("{}app", bench.prefix));
}
