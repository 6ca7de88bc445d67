//! A table with every kind of index, and items whose index keys are often equal.

use dynamo_core::expr::Cond;
use dynamo_core::prelude::*;

use crate::bench::Bench;

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "things")]
#[gsi(by_color, name = "color-size", pk = color, sk = size)]
#[gsi(by_shape, pk = shape, keys_only)]
#[gsi(by_both, pk = (color, shape), sk = size, include(rank))]
#[lsi(by_size, sk = size, include(rank))]
pub(crate) struct Thing {
    #[pk]
    pub(crate) owner: String,
    #[sk]
    pub(crate) number: u32,
    pub(crate) color: String,
    pub(crate) shape: String,
    pub(crate) size: u32,
    pub(crate) rank: u32,
    pub(crate) note: String,
}

/// A filter, as the library is asked for it and as a program would write it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted {
    All,
    RankFrom(u32),
    RankOdd,
    Nothing,
}

impl Wanted {
    pub(crate) fn any() -> Self {
        match fastrand::u8(0..6) {
            0 | 1 => Self::All,
            2 | 3 => Self::RankFrom(fastrand::u32(0..10)),
            4 => Self::RankOdd,
            _ => Self::Nothing,
        }
    }

    pub(crate) fn of<S: ThingScope>(self, thing: &ThingFields<S>) -> Option<Cond<S>> {
        match self {
            Self::All => None,
            Self::RankFrom(rank) => Some(thing.rank().ge(rank)),
            Self::RankOdd => Some(thing.rank().one_of([1, 3, 5, 7, 9])),
            Self::Nothing => Some(thing.rank().gt(100)),
        }
    }

    pub(crate) fn takes(self, rank: u32) -> bool {
        match self {
            Self::All => true,
            Self::RankFrom(least) => rank >= least,
            Self::RankOdd => rank % 2 == 1,
            Self::Nothing => false,
        }
    }
}

/// So many things of one owner and of others, with notes of so many bytes, in a table of their own.
pub(crate) async fn written(bench: &Bench, count: u32, bytes: usize) -> Vec<Thing> {
    let db = bench.with::<Thing>().await;
    let one = |number: u32| Thing {
        owner: if number % 5 == 4 { format!("other{}", number % 3) } else { "ada".to_owned() },
        number,
        color: if number.is_multiple_of(3) { "blue".to_owned() } else { "red".to_owned() },
        shape: if number % 7 == 6 { "square".to_owned() } else { "round".to_owned() },
        size: fastrand::u32(0..4),
        rank: fastrand::u32(0..10),
        note: "n".repeat(bytes),
    };
    let things: Vec<_> = (0..count).map(one).collect();
    for thing in &things {
        db.put(thing).await.expect("a written thing");
    }
    things
}
