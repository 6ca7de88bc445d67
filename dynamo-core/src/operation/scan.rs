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
