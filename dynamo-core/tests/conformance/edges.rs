//! The largest and smallest that DynamoDB takes: one more is bad input.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::prelude::*;
use dynamo_core::value::item_size;

use crate::bad_input::{Strict, strict};
use crate::case::Case;
use crate::stored::normal;

variants! {
    /// What is at its limit.
    Edge {
        PartitionKey,
        SortKey,
        IndexPartitionKey,
        IndexSortKey,
        ItemSize,
        Digits,
        SmallestNumber,
        Nesting,
        Alternatives,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    Edge::ALL.iter().map(|edge| case(*edge)).collect()
}

fn case(edge: Edge) -> Case {
    Case::new(format!("{edge:?} at its limit"), move |bench| async move {
        let db = bench.with::<Strict>().await;
        let item = at_limit(edge);
        db.create(&item).await.expect("DynamoDB takes it");
        assert_eq!(db.get(item.primary_key()).required().await.expect("it is there"), item);
        let alternatives = (0..100).map(|number| format!("x{number}"));
        db.put(&item).only_if(|f| f.body().one_of(alternatives).not()).await.expect("100 alternatives");
        let stored = bench.raw.items(&db.table_name::<Strict>()).await;
        assert_eq!(stored, [normal(item.to_item().expect("an item"))]);
        db.delete(&item).await.expect("a delete");
    })
}

fn at_limit(edge: Edge) -> Strict {
    let item = strict();
    match edge {
        Edge::PartitionKey => Strict { owner: "o".repeat(2048 - "USER#".len()), ..item },
        Edge::SortKey => Strict { id: "i".repeat(1024 - "NOTE##p".len()), part: "p".into(), ..item },
        Edge::IndexPartitionKey => Strict { topic: Some("t".repeat(2048)), ..item },
        Edge::IndexSortKey => Strict { place: Some("p".repeat(1024)), ..item },
        Edge::ItemSize => {
            let left = 400 * 1024 - item_size(&item.to_item().expect("an item")) + item.body.len();
            Strict { body: "b".repeat(left), ..item }
        }
        Edge::Digits => Strict { digits: 10_u128.pow(38) - 1, ..item },
        Edge::SmallestNumber => Strict { ratio: 1e-130, ..item },
        // The attribute's own value is at level 0.
        Edge::Nesting => Strict { any: nested(31), ..item },
        Edge::Alternatives => item,
    }
}

/// So many lists in one another around a text.
pub(crate) fn nested(levels: usize) -> AttributeValue {
    (0..levels).fold(AttributeValue::S("deep".into()), |inner, _| AttributeValue::L(vec![inner]))
}
