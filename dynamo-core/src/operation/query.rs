use super::read::{Extent, Read, Unlimited};
use super::row::Whole;
use crate::error::Result;
use crate::expr::Filter;
use crate::request::KeyCondition;
use crate::table::{Partition, Source};

/// Rows that share a partition key: [`Db::query`](crate::db::Db::query).
pub type Query<Ix, R = Whole, L = Unlimited> = Read<Partition<Ix>, R, L>;

impl<Ix: Source> Extent for Partition<Ix> {
    type Index = Ix;
    type Filter = Filter<Ix>;
    const SCANS: bool = false;

    fn conditions(self, one_kind: bool) -> Result<Vec<KeyCondition>> {
        if one_kind { self.into_conditions() } else { self.into_conditions_of_all() }
    }
}

impl<Ix: Source, R, L> Query<Ix, R, L> {
    /// From the greatest sort key down.
    pub fn descending(self) -> Self {
        self.map_options(|options| options.descending = true)
    }
}
