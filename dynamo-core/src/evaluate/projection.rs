use aws_sdk_dynamodb::types::AttributeValue;

use crate::request::{DocumentPath, Projection, Step};
use crate::value::Item;

/// The parts of an item that are asked for.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::evaluate::projected;
/// use dynamo_core::request::{DocumentPath, Projection};
/// use dynamo_core::value::Item;
///
/// let text = |text: &str| AttributeValue::S(text.into());
/// let item = Item::from([("a".to_owned(), text("1")), ("b".to_owned(), text("2"))]);
/// let part = projected(&Projection::covering([DocumentPath::root("b")]), &item);
/// assert_eq!(part, Item::from([("b".to_owned(), text("2"))]));
/// ```
#[must_use]
pub fn projected(projection: &Projection, item: &Item) -> Item {
    let mut part = Item::new();
    for path in projection.paths() {
        if let Some(value) = path.value_in(item) {
            put(path, value, &mut part);
        }
    }
    part
}

/// Puts a value where its path leads. The paths of a projection have no indices, and none lies in another one.
fn put(path: &DocumentPath, value: &AttributeValue, part: &mut Item) {
    let names = path.steps().iter().filter_map(|step| match step {
        Step::Member(name) => Some(name.as_ref()),
        Step::Index(_) => None,
    });
    let (mut map, mut name) = (part, path.attribute());
    for next in names {
        let inner = map.entry(name.to_owned()).or_insert_with(|| AttributeValue::M(Item::new()));
        let AttributeValue::M(inner) = inner else { return };
        (map, name) = (inner, next);
    }
    map.insert(name.to_owned(), value.clone());
}
