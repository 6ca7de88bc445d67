//! One transaction of writes on its way.

use std::sync::Arc;

use super::chunks;
use super::exactly_once::Transacted;
use super::transact_write::OPERATION;
use super::upgrade::{UPGRADES, is_older, is_told_again, write};
use crate::backend::BoxFuture;
use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::request::{Labelled, Request, TransactWrite, check_operations};
use crate::response::Capacity;
use crate::table::{DynamoTable, Kind};
use crate::value::Item;

/// One operation of a transaction, ready to be sent, and what its type knows of it.
pub(super) struct Part {
    kind: Kind,
    labelled: Labelled,
    known: Known,
}

/// What answers are read with.
struct Known {
    /// Counted from 0, over all that was asked for.
    number: usize,
    told: Box<dyn Fn(Error) -> Error + Send + Sync>,
    upgrade: Upgrade,
}

/// Writes an item of an older schema version in the type's own.
type Upgrade = Box<dyn Fn(Item, bool) -> BoxFuture<'static, Result<Capacity>> + Send + Sync>;

impl Part {
    pub(super) fn new<T: DynamoTable>(db: &Db, write: Transacted<T, ()>) -> Result<Self> {
        let Transacted { call, key, operation, ranges, output: () } = write;
        if !call.db().is_same(db) {
            let reason = "a write was made by another `Db` than the transaction that it is a part of";
            return Err(call.blamed(Error::invalid_request(reason)).for_key(key.to_string()));
        }
        let key = key.to_string();
        let told = move |error| ranges.told(T::SCHEMA, error).for_key(&*key);
        let now = call.now();
        let upgrade = move |old: Item, metered| -> BoxFuture<'static, Result<Capacity>> {
            let call = call.clone();
            Box::pin(async move { Ok(self::write(&call, &old, now, metered).await?.1) })
        };
        Ok(Self {
            kind: Kind::of::<T>(),
            labelled: Labelled::from(operation),
            known: Known { number: 0, told: Box::new(told), upgrade: Box::new(upgrade) },
        })
    }

    pub(super) fn numbered(self, number: usize, label: Option<String>) -> Self {
        let (labelled, known) = (Labelled { label, ..self.labelled }, Known { number, ..self.known });
        Self { labelled, known, ..self }
    }

    pub(super) fn into_labelled(self) -> Labelled {
        self.labelled
    }
}

/// Sends a transaction. Where operations meet items of an older schema version, these are upgraded, and it is sent again.
///
/// The parts have been [checked](check).
pub(super) async fn commit(db: &Db, kind: Kind, parts: Vec<Part>, metered: bool) -> Result<Capacity> {
    let (operations, parts): (_, Vec<_>) = parts.into_iter().map(|part| (part.labelled, part.known)).unzip();
    let request = TransactWrite { metered, ..TransactWrite::new(operations) };
    let mut request = Request::TransactWrite(Arc::new(request));
    let (mut spent, mut upgrades) = (Capacity::default(), 0);
    loop {
        let error = match chunks::send(db, kind, request.clone(), None).await {
            Ok(reply) => {
                spent.add(&reply.capacity);
                return Ok(spent);
            }
            Err(error) => error,
        };
        let old = older(&error);
        if old.is_empty() || upgrades == UPGRADES {
            return Err(error.map_reasons(|reason| {
                let Some(part) = parts.get(reason.index()) else { return reason };
                reason.map(&part.told).at(part.number)
            }));
        }
        upgrades += 1;
        request.renew();
        for (at, item) in old {
            let Some(part) = parts.get(at) else { continue };
            match (part.upgrade)(item, metered).await {
                Ok(capacity) => spent.add(&capacity),
                Err(error) if is_told_again(&error) => {}
                Err(error) => return Err((part.told)(error)),
            }
        }
    }
}

/// Refuses what DynamoDB would, before anything is sent, of transactions of so many operations each. Gives a type that goes where all of them go.
pub(super) fn check(db: &Db, parts: &[Part], operations: usize) -> Result<Kind> {
    let refused = |reason| Err(Error::invalid_request(reason).in_operation(OPERATION));
    let Some(first) = parts.first() else { return refused("a transaction of nothing commits nothing") };
    if parts.iter().any(|part| db.route(part.kind) != db.route(first.kind)) {
        return refused("the types of one transaction have different clients, and it goes to one");
    }
    for chunk in parts.chunks(operations.max(1)) {
        let first = chunk.first().map_or(0, |part| part.known.number);
        let operations: Vec<_> = chunk.iter().map(|part| &part.labelled).collect();
        check_operations(&operations, first).map_err(|error| error.in_operation(OPERATION))?;
    }
    Ok(first.kind)
}

/// The operations that were refused for items of older schema versions, if nothing else is wrong that does not pass by itself.
fn older(error: &Error) -> Vec<(usize, Item)> {
    let reasons = error.cancellation_reasons();
    let passes = |kind: &ErrorKind| matches!(kind, ErrorKind::TransactionConflict | ErrorKind::Throttled { .. });
    if !reasons.iter().all(|reason| is_older(reason.error()) || passes(reason.kind())) {
        return Vec::new();
    }
    let older = reasons.iter().filter(|reason| is_older(reason.error()));
    older.filter_map(|reason| Some((reason.index(), reason.error().current_item()?.clone()))).collect()
}
