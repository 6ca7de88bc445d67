use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};

use crate::error::DecodeError;
use crate::response::Capacity;
use crate::value::{Part, Parts};

/// What is asked of DynamoDB.
pub(super) fn asked(metered: bool) -> Option<ReturnConsumedCapacity> {
    metered.then_some(ReturnConsumedCapacity::Indexes)
}

/// What the SDK has read.
pub(super) fn of_sdk(consumed: Option<ConsumedCapacity>) -> Capacity {
    let Some(consumed) = consumed else { return Capacity::default() };
    let units = |capacity: aws_sdk_dynamodb::types::Capacity| capacity.capacity_units.unwrap_or_default();
    let local = consumed.local_secondary_indexes.into_iter().flatten();
    let indexes = local.chain(consumed.global_secondary_indexes.into_iter().flatten());
    Capacity {
        total: consumed.capacity_units.unwrap_or_default(),
        table: consumed.table.map(units).unwrap_or_default(),
        indexes: indexes.map(|(name, capacity)| (name, units(capacity))).collect(),
    }
}

/// What the SDK has read of a batch, for all its tables together.
pub(super) fn of_tables(consumed: Option<Vec<ConsumedCapacity>>) -> Capacity {
    let mut sum = Capacity::default();
    consumed.into_iter().flatten().for_each(|table| sum.add(&of_sdk(Some(table))));
    sum
}

/// What a batch's bytes say, for all its tables together.
pub(super) fn of_parts(tables: Parts<'_>) -> Result<Capacity, DecodeError> {
    let mut sum = Capacity::default();
    for table in tables {
        sum.add(&of_part(table?)?);
    }
    Ok(sum)
}

/// What a reply's bytes say.
pub(super) fn of_part(part: Part<'_>) -> Result<Capacity, DecodeError> {
    let mut capacity = Capacity::default();
    let mut members = part.members()?;
    while let Some((name, part)) = members.next()? {
        match &*name {
            _ if part.is_null() => {}
            "CapacityUnits" => capacity.total = part.number()?,
            "Table" => capacity.table = units(part)?,
            "LocalSecondaryIndexes" | "GlobalSecondaryIndexes" => {
                let mut indexes = part.members()?;
                while let Some((index, part)) = indexes.next()? {
                    capacity.indexes.push((index.into_owned(), units(part)?));
                }
            }
            _ => {}
        }
    }
    Ok(capacity)
}

fn units(part: Part<'_>) -> Result<f64, DecodeError> {
    let mut units = 0.0;
    if part.is_null() {
        return Ok(units);
    }
    let mut members = part.members()?;
    while let Some((name, part)) = members.next()? {
        if name == "CapacityUnits" && !part.is_null() {
            units = part.number()?;
        }
    }
    Ok(units)
}
