//! Any bytes, read as both JSON forms, give an item or an error; an item that was read is written and read again.
//!
//! `cargo +nightly fuzz run decode`

#![no_main]

use dynamo_core::error::DecodeError;
use dynamo_core::value::{Entries, Item, split_value, to_dynamo_json, to_plain_json};
use libfuzzer_sys::fuzz_target;

type Read = fn(&[u8]) -> Result<Entries<'_>, DecodeError>;
type Write = fn(&Item) -> Vec<u8>;

/// The item, if it is one; skipping its values and leaving them unread must agree with reading them.
fn item(bytes: &[u8], read: Read) -> Option<Item> {
    let item = read(bytes).and_then(Entries::into_map).ok();
    if let Ok(mut entries) = read(bytes) {
        let mut index = 0;
        while let Ok(Some((_, value))) = entries.next() {
            index += 1;
            if index % 2 == 0 {
                drop(value);
            } else if value.skip().is_err() {
                assert!(item.is_none());
            }
        }
    }
    item
}

fn round_trip(item: &Item, read: Read, write: Write) {
    let again = self::item(&write(item), read);
    // Plain JSON normalises numbers once.
    assert_eq!(again.as_ref().map(write).map(|json| json.len()), Some(write(item).len()));
}

fuzz_target!(|bytes: &[u8]| {
    let forms: [(Read, Write); 2] = [
        (|bytes| Entries::from_dynamo_json(bytes), to_dynamo_json),
        (|bytes| Entries::from_plain_json(bytes), to_plain_json),
    ];
    for (read, write) in forms {
        if let Some(item) = item(bytes, read) {
            assert!(split_value(bytes).is_ok());
            round_trip(&item, read, write);
        }
    }
});
