//! Any bytes, read as the body of a reply: it has the same rows whether they are read, left half-read or skipped, or it is an error.
//!
//! `cargo +nightly fuzz run reply`

#![no_main]

use dynamo_core::error::DecodeError;
use dynamo_core::value::{Body, RawRow};
use libfuzzer_sys::fuzz_target;

/// How many rows there are, in all lists of the reply.
fn rows(bytes: &[u8], read: fn(RawRow<'_>) -> Result<(), DecodeError>) -> Result<usize, DecodeError> {
    let mut body = Body::new(bytes)?;
    let mut count = 0;
    while let Some((_, part)) = body.next()? {
        for row in part.rows().into_iter().flatten() {
            read(row?)?;
            count += 1;
        }
    }
    Ok(count)
}

fuzz_target!(|bytes: &[u8]| {
    let whole = rows(bytes, |row| row.into_item().map(drop));
    let half = rows(bytes, |row| row.entries()?.next().map(drop));
    let skipped = rows(bytes, |_| Ok(()));
    if let Ok(count) = whole {
        assert_eq!(half, Ok(count));
    }
    if let Ok(count) = half {
        assert_eq!(skipped, Ok(count));
    }
});
