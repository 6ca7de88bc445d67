use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::error::DecodeError;
use dynamo_core::evaluate::projected;
use dynamo_core::request::{Get, KeyAttributes, Projection, Request};
use dynamo_core::response::{Rows, Sink};
use dynamo_core::table::DynamoTable;
use dynamo_core::value::{Item, RawRow};
use fastrand::Rng;
use futures_util::{StreamExt, stream};

use super::answer::write;
use super::draw::{self, any_kind};
use super::{Anything, count, seed};
use crate::bench::Bench;
use crate::stored::normal;

/// How many projections are asked of one item.
const EACH: usize = 20;

/// Keeps the last row as it is.
#[derive(Default)]
struct Last(Mutex<Option<Item>>);

impl Sink for Last {
    fn begin(&self) {}

    fn row(&self, _place: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        *self.0.lock().unwrap() = Some(row.into_item()?);
        Ok(())
    }

    fn commit(&self) {}
}

/// Parts of drawn items: the engine hands out what the evaluator does.
pub(super) async fn agree(bench: Bench) {
    bench.with::<Anything>().await;
    let mut rng = Rng::with_seed(seed());
    let asked = count() / 4;
    let items: Vec<Item> = (0..asked.div_ceil(EACH)).map(|_| draw::anything(&mut rng)).collect();
    write(&bench, items.clone()).await;
    let drawn: Vec<_> = (0..asked).map(|number| (number / EACH, projection(&mut rng))).collect();
    let found = stream::iter(0..drawn.len()).map(|number| {
        let (bench, items, drawn) = (&bench, &items, &drawn);
        async move {
            let (at, projection) = &drawn[number];
            let theirs = normal(read(bench, *at, projection).await);
            let ours = normal(projected(projection, &items[*at]));
            assert_eq!(ours, theirs, "{projection:?}\n{:#?}", items[*at]);
            usize::from(!theirs.is_empty())
        }
    });
    let full: usize = found.buffer_unordered(8).fold(0, |sum, one| std::future::ready(sum + one)).await;
    assert!(full * 2 > asked, "{full} of {asked} had anything");
}

fn projection(rng: &mut Rng) -> Projection {
    let paths = 1 + rng.usize(..4);
    Projection::covering((0..paths).map(|_| {
        let kind = any_kind(rng);
        draw::path(rng, kind)
    }))
}

async fn read(bench: &Bench, number: usize, projection: &Projection) -> Item {
    let get = Get {
        schema: Anything::SCHEMA,
        table: bench.db.table_name::<Anything>().into(),
        key: KeyAttributes::new(("id", AttributeValue::S(number.to_string())), None),
        projection: Some(projection.clone()),
        consistent: true,
        metered: false,
    };
    let last = Arc::new(Last::default());
    let rows = Rows::new(last.clone());
    bench.db.execute(Request::Get(Arc::new(get)), Some(&rows)).await.expect("an answer");
    last.0.lock().unwrap().take().unwrap_or_default()
}
