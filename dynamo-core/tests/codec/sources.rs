//! One attribute, `a`, written once and read from each source.

use std::fmt::Debug;

use dynamo_core::error::{DecodeError, EncodeError};
use dynamo_core::value::{
    Attribute, EncodedItem, Entries, Item, ItemWriter, Missing, Slot, at, to_dynamo_json, to_plain_json,
};

/// The item `{ a: value }`, however it is written.
pub(crate) fn item<V: Attribute>(value: &V::Value) -> Item {
    written::<V>(value).expect("the value can be stored")
}

/// The item `{ a: value }`, written to a map and to JSON, of which the same comes.
pub(crate) fn written<V: Attribute>(value: &V::Value) -> Result<Item, EncodeError> {
    let (mut map, mut json) = (ItemWriter::with_capacity(1), ItemWriter::encoding(Vec::new()));
    map.put::<V>("a", value);
    json.put::<V>("a", value);
    let (map, json) = (map.finish(), json.finish_encoded().map(EncodedItem::into_item));
    assert_eq!(map.clone().map_err(|error| error.to_string()), json.map_err(|error| error.to_string()));
    map
}

/// Reads `a` the way derived code does.
pub(crate) fn read<V: Attribute>(mut entries: Entries<'_>) -> Result<V::Value, DecodeError> {
    let mut slot = Slot::new();
    while let Some((name, value)) = entries.next()? {
        match &*name {
            "a" => at("a", slot.fill::<V>(value))?,
            _ => value.skip()?,
        }
    }
    let mut missing = Missing::new();
    slot.done::<V>(0, &mut missing).ok_or_else(|| missing.into_error(&["a"]))
}

/// Calls `read` with the item from an owned map, a borrowed map, DynamoDB JSON and plain JSON.
pub(crate) fn each<T>(item: &Item, read: impl Fn(Entries<'_>) -> T) -> [(&'static str, T); 4] {
    let (dynamo, plain) = (to_dynamo_json(item), to_plain_json(item));
    [
        ("owned map", read(Entries::from_map(item.clone()))),
        ("borrowed map", read(Entries::from_item(item))),
        ("DynamoDB JSON", read(Entries::from_dynamo_json(&dynamo).expect("an object"))),
        ("plain JSON", read(Entries::from_plain_json(&plain).expect("an object"))),
    ]
}

/// The value comes back equal from every source.
pub(crate) fn round_trip<V: Attribute<Value: PartialEq + Debug>>(value: &V::Value) {
    for (source, result) in each(&item::<V>(value), read::<V>) {
        assert_eq!(result.as_ref(), Ok(value), "from {source}");
    }
}
