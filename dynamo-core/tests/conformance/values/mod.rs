//! Every kind of value: stored as the table of the semantics says, and equal when it comes back.

mod collections;
mod numbers;
mod optional;
mod texts;
mod times;

use std::fmt::Debug;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::table::{Source, Table};
use dynamo_core::value::Item;

use crate::case::Case;
use crate::stored::{key_of, normal_value};

pub(crate) fn cases() -> Vec<Case> {
    let topics = [texts::cases(), numbers::cases(), optional::cases(), collections::cases(), times::cases()];
    topics.into_iter().flatten().collect()
}

/// What a table of values has to be.
trait Values: Table + Source<Row = Self> + Clone + PartialEq + Debug + Send + Sync {}
impl<T: Table + Source<Row = T> + Clone + PartialEq + Debug + Send + Sync> Values for T {}

/// The attribute is stored so (`None`: not at all), and the whole item comes back equal.
fn held<T: Values>(name: String, item: T, attribute: &'static str, stored: impl Into<Option<AttributeValue>>) -> Case {
    let stored = stored.into();
    Case::new(format!("value {name}"), move |bench| async move {
        let db = bench.with::<T>().await;
        db.create(&item).await.expect("a new item");
        let key: Item = key_of::<T>(&item.to_item().expect("an item"));
        let mut found = bench.raw.item(&db.table_name::<T>(), key).await.expect("the item");
        assert_eq!(found.remove(attribute).map(normal_value), stored.clone().map(normal_value), "{attribute}");
        assert_eq!(db.get(item.primary_key()).await.expect("it reads"), Some(item.clone()));
        // Written again as it was read, nothing changes.
        let read = db.get(item.primary_key()).consistent().required().await.expect("it reads");
        let again = db.put(&read).written().await.expect("the same again");
        assert_eq!(again, item);
    })
}
