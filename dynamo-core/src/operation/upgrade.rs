//! Items of older schema versions, which are upgraded where they are stored before an update changes them.

use std::sync::Arc;
use std::time::SystemTime;

use super::call::Call;
use super::conditions::is_as_in;
use crate::error::{Error, ErrorKind, Result};
use crate::request::{
    Action, Change, Condition, DocumentPath, Presence, Request, Returning, Source, Update, VersionCheck,
};
use crate::response::{Capacity, Reply};
use crate::schema::Schema;
use crate::table::{DynamoTable, Key};
use crate::value::Item;
use crate::version;

/// How often an item may turn out to be of an older version: once, unless programs of an older version write at the same time.
pub(super) const UPGRADES: u32 = 5;

/// Sends an update. If the item is of an older schema version, it is upgraded, and the update is sent again.
pub(super) async fn send<T: DynamoTable>(call: &Call<T>, update: Arc<Update>) -> Result<Reply> {
    if T::SCHEMA.numbered().is_none() {
        return call.send(Request::Update(update), None).await;
    }
    let (now, metered) = (update.now, update.metered);
    until_current(call, now, metered, Request::Update(update)).await
}

/// Sends a write. Where it meets an item of an older schema version, that is upgraded, and the write is sent again.
pub(super) async fn until_current<T: DynamoTable>(
    call: &Call<T>,
    now: SystemTime,
    metered: bool,
    mut request: Request,
) -> Result<Reply> {
    let (mut spent, mut upgrades) = (Capacity::default(), 0);
    loop {
        let error = match call.send(request.clone(), None).await {
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
        request.renew();
        // Seldom, and large.
        match Box::pin(write(call, old, now, metered)).await {
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

/// Writes an older item in the type's own version, which its steps take it to, unless somebody has changed it.
pub(super) async fn write<T: DynamoTable>(
    call: &Call<T>,
    old: &Item,
    now: SystemTime,
    metered: bool,
) -> Result<(Item, Capacity)> {
    let new = version::rewritten::<T>(old, |item| version::upgraded(T::SCHEMA, item));
    let new = new.map_err(|error| call.blamed(error))?;
    let capacity = store(call, old, &new, now, metered).await?;
    Ok((new, capacity))
}

/// Stores what an upgrade has made of an item, unless somebody has changed that. Its optimistic lock stays as it is: nothing that a reader
/// sees has changed.
///
/// What the upgrade has not changed is not written, so that what is not compared is not lost either.
pub(super) async fn store<T: DynamoTable>(
    call: &Call<T>,
    old: &Item,
    new: &Item,
    now: SystemTime,
    metered: bool,
) -> Result<Capacity> {
    let actions = differences(old, new);
    let changed: Vec<_> = actions.iter().map(|action| action.path.attribute()).collect();
    let update = Update {
        schema: T::SCHEMA,
        table: call.table(),
        key: Key::<T>::of_stored(old).into_attributes()?,
        condition: untouched(T::SCHEMA, old, &changed),
        actions,
        presence: Presence::Any,
        now,
        version: VersionCheck::None,
        schema_version: None,
        returning: Returning::Nothing,
        metered,
    };
    Ok(call.send(Request::Update(Arc::new(update)), None).await?.capacity)
}

/// The changes that make one item of the other.
fn differences(old: &Item, new: &Item) -> Vec<Action> {
    let set = new.iter().filter(|(name, value)| old.get(*name) != Some(value));
    let set = set.map(|(name, value)| (name, Change::Set(Source::Value(value.clone()))));
    let gone = old.keys().filter(|name| !new.contains_key(*name)).map(|name| (name, Change::Remove));
    let mut changes: Vec<_> = set.chain(gone).collect();
    changes.sort_by_key(|(name, _)| *name);
    changes.into_iter().map(|(name, change)| Action::new(DocumentPath::root(name.clone()), change)).collect()
}

/// How many attributes are compared: no more fit DynamoDB's 4 KB and 300 operators, whatever they are.
const COMPARED: usize = 120;

/// Holds while an item is as it was read.
///
/// An upgrade computes what it changes from anything it finds, so that all of it is compared, as long as that fits an expression. Of a very
/// wide item it is what the upgrade changes, the lock and the schema version, and as many others as there is room for.
fn untouched(schema: &Schema, old: &Item, changed: &[&str]) -> Option<Condition> {
    let keys = std::iter::once(&schema.pk).chain(&schema.sk).map(|key| key.name);
    let version = schema.schema_version.map(|version| version.attribute);
    let first = keys.chain(schema.version).chain(version).chain(changed.iter().copied());
    let mut present: Vec<_> = old.keys().map(String::as_str).collect();
    present.sort_unstable();
    let absent = schema.attributes.iter().filter(|attribute| attribute.is_stored()).map(|attribute| attribute.name);
    let (mut compared, needed) = (Vec::new(), first.clone().count());
    for name in first.chain(present).chain(absent) {
        if !compared.contains(&name) && compared.len() < COMPARED.max(needed) {
            compared.push(name);
        }
    }
    compared.into_iter().map(|name| is_as_in(old, name)).reduce(Condition::and)
}
