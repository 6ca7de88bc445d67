use std::marker::PhantomData;

use super::read::{Extent, Parts, Read, Unlimited};
use super::row::Whole;
use crate::error::Result;
use crate::expr;
use crate::request::{KeyCondition, Segment};
use crate::table::Source;

/// All rows of a table or an index: [`Db::scan`](crate::db::Db::scan) and [`Db::scan_index`](crate::db::Db::scan_index).
pub type Scan<Ix, R = Whole, L = Unlimited> = Read<Everything<Ix>, R, L>;

/// All rows of the table or index `Ix`.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// let of_one_segment = db.scan::<Order>().segment(0, 1).all().await?;
/// assert_eq!(of_one_segment.len(), 5);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
pub struct Everything<Ix>(PhantomData<fn() -> Ix>);

impl<Ix> Everything<Ix> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<Ix: Source> Extent for Everything<Ix> {
    type Index = Ix;
    type Filter = expr::Scan<Ix>;
    const SCANS: bool = true;

    fn conditions(self, _one_kind: bool) -> Result<Vec<KeyCondition>> {
        Ok(Vec::new())
    }
}

impl<Ix: Source, R, L> Scan<Ix, R, L> {
    /// Reads one of `total` equal parts, counted from 0: for workers that share a scan.
    pub fn segment(self, number: u32, total: u32) -> Self {
        self.map_options(|options| options.parts = Parts::One(Segment { number, total }))
    }

    /// Reads so many parts at the same time, each with at most a page in memory. Its cursor holds a place for each.
    pub fn segments(self, total: u32) -> Self {
        self.map_options(|options| options.parts = Parts::All(total))
    }
}
