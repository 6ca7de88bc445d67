use super::call::Call;
use super::expired::Expired;
use super::held;
use super::narrowed::{self, narrowed};
use super::read::{Extent, Options, Parts};
use super::row::Asks;
use super::sight::{self, Sight};
use crate::error::{Error, Result};
use crate::output::Position;
use crate::request::{Binding, DocumentPath, Projection, Query, Returns, Segment};
use crate::schema::Schema;
use crate::table::{DynamoTable, Source};

/// A read that is ready to be sent, page by page.
pub(super) struct Plan {
    /// The request of every page, but for its start.
    pub(super) query: Query,
    /// What ties cursors to it.
    pub(super) binding: Binding,
    pub(super) parts: Vec<Part>,
    pub(super) sight: Sight,
    pub(super) take: Option<u64>,
    pub(super) max_requests: Option<u32>,
    /// How many of the rows that DynamoDB looks at are handed out.
    handed_out: HandedOut,
}

/// How many of the rows that DynamoDB looks at are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HandedOut {
    All,
    /// Those of one kind, that have not expired: most of them, as a rule.
    Most,
    /// Those that the caller filters for: nobody knows.
    Some,
}

/// One part of a read: all of it, or a segment.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) segment: Option<Segment>,
    pub(super) at: Position,
}

impl Plan {
    pub(super) fn new<K: Extent, R: Asks<K::Index>>(
        call: &Call<<K::Index as Source>::Table>,
        extent: K,
        rows: &R,
        options: Options,
        metered: bool,
    ) -> Result<Self> {
        let schema = <K::Index as Source>::Table::SCHEMA;
        check_kinds(schema, R::kinds())?;
        let (segments, together) = options.parts.segments()?;
        let (filter, projection) = (options.filter.transpose()?, rows.projection());
        held::check::<K::Index>(filter.as_ref(), projection.as_ref())?;
        if !K::SCANS {
            held::check_no_keys::<K::Index>(filter.as_ref())?;
        }
        let mut query = Query {
            schema,
            table: call.table(),
            index: <K::Index as Source>::index().map(|index| index.name),
            keys: extent.conditions(R::ONE_KIND)?,
            filter,
            projection: None,
            returns: R::RETURNS,
            descending: options.descending,
            consistent: options.consistent,
            page_size: at_least_one("page size", options.page_size)?,
            segment: if together == 0 { segments[0] } else { None },
            start: None,
            metered,
        };
        let binding = Binding::of(&query, R::ONE_KIND, together)?;
        let mut positions = options.after.positions(&binding, &query, segments.len())?;
        if narrowed::is_empty(query.keys.iter().map(|key| &key.range)) {
            positions.fill(Position::End);
        }
        let now = call.now();
        let narrowed = narrowed::<K::Index>(K::SCANS, R::ONE_KIND, options.expired, now);
        let mixed = R::ONE_KIND && schema.may_be_mixed();
        query.projection = projection.map(|asked| {
            let telling = mixed.then(|| sight::telling(schema)).into_iter().flatten();
            let more =
                query.place_attributes().into_iter().chain(telling.filter(|name| sight::holds::<K::Index>(name)));
            let more = more.map(DocumentPath::root);
            Projection::covering(asked.paths().iter().cloned().chain(more))
        });
        let filtered = query.filter.is_some();
        query.filter = query.filter.into_iter().chain(narrowed.filter).reduce(|all, more| all.and(more));
        let whole = R::RETURNS == Returns::WholeItems;
        let telling = !R::ONE_KIND || schema.ttl.is_some_and(|ttl| whole || sight::holds::<K::Index>(ttl));
        let expired = if narrowed.unexpired || !telling { Expired::Included } else { options.expired };
        let all = query.filter.is_none() && !mixed && expired == Expired::Included;
        let handed_out = if all { HandedOut::All } else { HandedOut::Most };
        Ok(Self {
            handed_out: if filtered { HandedOut::Some } else { handed_out },
            query,
            binding,
            parts: segments.into_iter().zip(positions).map(|(segment, at)| Part { segment, at }).collect(),
            sight: Sight { expired, now, mixed, whole },
            take: options.take,
            max_requests: at_least_one("maximum of requests", options.max_requests)?,
        })
    }

    /// The same read of one of its parts.
    pub(super) fn of_part(&self, number: usize, at: Position) -> Self {
        let part = self.parts.get(number).map(|part| Part { segment: part.segment, at });
        Self { query: self.query.clone(), parts: part.into_iter().collect(), ..*self }
    }

    /// The request for the first page that is sent; that of the first part where there is nothing to send.
    pub(super) fn first(mut self) -> Query {
        let limit = self.limit(self.take, 0);
        let open = self.parts.iter().position(|part| part.at != Position::End);
        let part = self.parts.swap_remove(open.unwrap_or(0));
        page(self.query, part, limit)
    }

    /// DynamoDB's `Limit` where so many rows are wanted: it is not to read more than these, if it need not.
    /// Where some are passed over, the more of them the more requests it has `sent` already.
    pub(super) fn limit(&self, wanted: Option<u64>, sent: u32) -> Option<u32> {
        let wanted = wanted.and_then(|rows| match self.handed_out {
            HandedOut::All => Some(rows.max(1)),
            HandedOut::Most => Some(rows.max(FEW).saturating_mul(1 << sent.min(16))),
            HandedOut::Some => None,
        });
        let wanted = wanted.map(|rows| u32::try_from(rows).unwrap_or(u32::MAX));
        match (self.query.page_size, wanted) {
            (Some(size), Some(wanted)) => Some(size.min(wanted)),
            (size, wanted) => size.or(wanted),
        }
    }
}

/// Where a row is wanted and its neighbours may be passed over, so many are looked at.
const FEW: u64 = 16;

/// The request for the next page of a part.
pub(super) fn page(query: Query, part: Part, page_size: Option<u32>) -> Query {
    let start = match part.at {
        Position::Behind(row) => Some(row),
        Position::Start | Position::End => None,
    };
    Query { segment: part.segment, start, page_size, ..query }
}

impl Parts {
    /// The segments to read, and into how many a scan is cut that reads them all.
    fn segments(self) -> Result<(Vec<Option<Segment>>, u32)> {
        match self {
            Self::Whole => Ok((vec![None], 0)),
            Self::One(segment) if segment.number < segment.total && segment.total <= MAX_SEGMENTS => {
                Ok((vec![Some(segment)], 0))
            }
            Self::One(Segment { number, total }) => Err(Error::invalid_request(format!(
                "there is no segment {number} of {total}: a scan has 1 to {MAX_SEGMENTS} segments, counted from 0"
            ))),
            Self::All(total @ 1..=MAX_SEGMENTS) => {
                Ok(((0..total).map(|number| Some(Segment { number, total })).collect(), total))
            }
            Self::All(total) => {
                Err(Error::invalid_request(format!("a scan has 1 to {MAX_SEGMENTS} segments, and not {total}")))
            }
        }
    }
}

/// DynamoDB takes no more.
const MAX_SEGMENTS: u32 = 1_000_000;

fn at_least_one(what: &str, value: Option<u32>) -> Result<Option<u32>> {
    match value {
        Some(0) => {
            Err(Error::invalid_request(format!("a {what} of 0 asks for nothing; leave it out, or say at least 1")))
        }
        value => Ok(value),
    }
}

impl Plan {
    /// Asks for the number of rows only, where every one that DynamoDB counts is one of ours.
    pub(super) fn counting(&mut self) -> bool {
        let counted = !self.sight.mixed && self.sight.expired == Expired::Included && self.take.is_none();
        if counted {
            self.query.projection = None;
            self.query.returns = Returns::Count;
        }
        counted
    }
}

/// Refuses kinds of which none is in the table: every row would be an error, or of another kind.
fn check_kinds(schema: &Schema, kinds: Option<&[&'static Schema]>) -> Result<()> {
    let keys = |schema: &Schema| (schema.table, schema.pk.name, schema.sk.map(|sk| sk.name));
    match kinds {
        Some(kinds) if kinds.iter().all(|kind| keys(kind) != keys(schema)) => Err(Error::invalid_request(format!(
            "none of the kinds asked for is in the table of `{}`: they have another table, or other keys",
            schema.entity
        ))),
        _ => Ok(()),
    }
}
