use aws_sdk_dynamodb::types::AttributeValue;

use super::check::check_actions;
use super::place::Place;
use super::set::{deleted, inserted};
use super::source::value_of;
use crate::error::Result;
use crate::request::{Action, Change, DocumentPath, Step};
use crate::value::Item;

/// What an update leaves of an item; one that is not there is its key.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::evaluate::updated;
/// use dynamo_core::request::{Action, Change, DocumentPath, Source};
/// use dynamo_core::value::Item;
///
/// let number = |number: &str| AttributeValue::N(number.into());
/// let path = || DocumentPath::root("count");
/// let sum = Source::Sum(Source::Path(path()).into(), Source::Value(number("2")).into());
/// let item = Item::from([("count".to_owned(), number("40"))]);
/// let item = updated(&[Action::new(path(), Change::Set(sum))], item)?;
/// assert_eq!(item["count"], number("42"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
///
/// # Errors
/// As [`check_actions`]; when a path leads nowhere, a source is absent or of the wrong type, and when a number is too long.
pub fn updated(actions: &[Action], mut item: Item) -> Result<Item> {
    check_actions(actions)?;
    // Every action sees the item as it was.
    let results = actions.iter().map(|action| Ok((&action.path, result(&action.change, &action.path, &item)?)));
    let results = results.collect::<Result<Vec<_>>>()?;
    let (mut set, mut removed): (Vec<_>, Vec<_>) = results.into_iter().partition(|(_, value)| value.is_some());
    for (path, _) in &removed {
        drop(Place::of(path, &mut item)?);
    }
    removed.retain(|(path, _)| path.value_in(&item).is_some());
    // Behind the end of a list the order of indices counts; what is removed last leaves the indices before it as they are.
    set.sort_by(|(one, _), (other, _)| indices(one).cmp(indices(other)));
    removed.sort_by(|(one, _), (other, _)| indices(other).cmp(indices(one)));
    for (path, value) in set.into_iter().chain(removed) {
        let place = Place::of(path, &mut item)?;
        match value {
            Some(value) => place.set(value),
            None => place.remove(),
        }
    }
    Ok(item)
}

/// What the path has afterwards; `None` for nothing.
fn result(change: &Change, path: &DocumentPath, item: &Item) -> Result<Option<AttributeValue>> {
    match change {
        Change::Set(source) => value_of(source, item).map(Some),
        Change::Remove => Ok(None),
        Change::Insert(elements) => inserted(path.value_in(item), elements).map(Some),
        Change::Delete(elements) => deleted(path.value_in(item), elements),
    }
}

fn indices(path: &DocumentPath) -> impl Iterator<Item = usize> {
    path.steps().iter().filter_map(|step| match step {
        Step::Index(index) => Some(*index),
        Step::Member(_) => None,
    })
}
