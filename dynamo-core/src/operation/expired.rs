use std::time::SystemTime;

use crate::error::DecodeError;
use crate::request::{DocumentPath, Projection, has_passed};
use crate::schema::Schema;
use crate::value::RawRow;

/// What a read makes of items that have expired: DynamoDB deletes them within days, not at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Expired {
    #[default]
    Hidden,
    Included,
}

impl Expired {
    /// The projection, with the attribute that tells.
    pub(super) fn seen(self, schema: &Schema, projection: Option<Projection>) -> Option<Projection> {
        match (self, schema.ttl, projection) {
            (Self::Hidden, Some(ttl), Some(projection)) => {
                let paths = projection.paths().iter().cloned();
                Some(Projection::covering(paths.chain([DocumentPath::root(ttl)])))
            }
            (_, _, projection) => projection,
        }
    }

    /// Whether a row is not to be seen.
    pub(super) fn hides(self, schema: &Schema, row: &RawRow<'_>, now: SystemTime) -> Result<bool, DecodeError> {
        let (Self::Hidden, Some(ttl)) = (self, schema.ttl) else { return Ok(false) };
        Ok(has_passed(row.attribute(ttl)?.as_ref(), now))
    }
}
