//! Items of older schema versions, which are upgraded where they are stored before an update changes them.

use std::time::SystemTime;

use super::call::Call;
use super::conditions::unchanged;
use crate::error::{Error, ErrorKind, Result};
use crate::request::{Presence, Put, Request, Returning, Update, VersionCheck};
use crate::response::{Capacity, Reply};
use crate::table::DynamoTable;
use crate::value::{Item, check_size};
use crate::version;

/// How often an item may turn out to be of an older version: once, unless programs of an older version write at the same time.
pub(super) const UPGRADES: u32 = 5;

/// Sends an update. If the item is of an older schema version, it is upgraded, and the update is sent again.
pub(super) async fn send<T: DynamoTable>(call: &Call<T>, update: Update) -> Result<Reply> {
    if T::SCHEMA.numbered().is_none() {
        return call.send(Request::Update(Box::new(update)), None).await;
    }
    let (now, metered) = (update.now, update.metered);
    until_current(call, now, metered, || Request::Update(Box::new(update.clone()))).await
}

/// Sends what `request` makes of a write. Where it meets an item of an older schema version, that is upgraded first.
pub(super) async fn until_current<T: DynamoTable>(
    call: &Call<T>,
    now: SystemTime,
    metered: bool,
    request: impl Fn() -> Request + Send,
) -> Result<Reply> {
    let (mut spent, mut upgrades) = (Capacity::default(), 0);
    loop {
        let error = match call.send(request(), None).await {
            Ok(mut reply) => {
                reply.capacity.add(&spent);
                return Ok(reply);
            }
            Err(error) => error.of_the_only_operation(),
        };
        let Some(old) = error.current_item().filter(|_| is_older(&error) && upgrades < UPGRADES) else {
            return Err(error);
        };
        upgrades += 1;
        match write(call, old, now, metered).await {
            Ok((_, capacity)) => spent.add(&capacity),
            Err(error) if is_told_again(&error) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Whether the next answer tells what the item is now: somebody else has changed it, is about to, or nobody knows.
pub(super) fn is_told_again(error: &Error) -> bool {
    error.is_condition_failed() || error.is_outcome_unknown() || error.is_transaction_conflict()
}

pub(super) fn is_older(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Outdated { found, current } if found < current)
}

/// Writes an older item in the type's own version, unless somebody has changed it. Its optimistic lock stays as it is: nothing that
/// a reader sees has changed.
pub(super) async fn write<T: DynamoTable>(
    call: &Call<T>,
    old: &Item,
    now: SystemTime,
    metered: bool,
) -> Result<(Item, Capacity)> {
    let item = version::rewritten::<T>(old).and_then(|item| check_size(&item).map(|()| item));
    let item = item.map_err(|error| call.blamed(error))?;
    let put = Put {
        schema: T::SCHEMA,
        table: call.table(),
        item: item.clone(),
        presence: Presence::Any,
        now,
        version: VersionCheck::None,
        condition: unchanged(T::SCHEMA, old),
        returning: Returning::Nothing,
        metered,
    };
    let reply = call.send(Request::Put(Box::new(put)), None).await?;
    Ok((item, reply.capacity))
}
