//! JSON: DynamoDB's own (`{"name":{"S":"x"}}`) and the plain JSON that PostgreSQL keeps.
//!
//! # Plain JSON
//!
//! Plain JSON is made to be read by people and by SQL:
//!
//! | DynamoDB | plain JSON |
//! |---|---|
//! | `S`, `BOOL`, `NULL`, `L` | string, boolean, `null`, array |
//! | `N` | number, written in full without exponent (`{"$N":"…"}` for text that is no DynamoDB number) |
//! | `B` | `{"$B":"<base64>"}` |
//! | `SS`, `NS`, `BS` | `{"$SS":[…]}`, `{"$NS":[…]}`, `{"$BS":[…]}` |
//! | `M` | object; `{"$M":{…}}` when one of its names is spelt like a tag |
//!
//! An object is tagged when its *first* name is one of the six tags. A map that has such a name anywhere is therefore
//! wrapped in `$M`, under which names are names: user maps that look like tags come back as they were. An item itself
//! is never tagged, so its attributes may have any name.
//!
//! # Both
//!
//! JSON is read strictly, in one pass. Where an object repeats a name, the last one counts, as in the AWS SDK. Lists
//! and maps may nest 32 levels, like in DynamoDB; anything deeper is an error.

mod base64;
mod escape;
mod raw;
mod reader;
mod sink;
mod write;

pub use raw::{RawElements, RawMembers, raw_elements, raw_members, split_value};
pub(crate) use write::write_item;
pub use write::{to_dynamo_json, to_plain_json};

pub(crate) use base64::decode as decode_base64;
pub(super) use escape::ordinary;
pub(crate) use escape::write_string;
pub(super) use reader::{Format, Reader};
pub use sink::JsonSink;

/// Lists and maps inside each other, at most: DynamoDB's limit.
pub(super) const MAX_DEPTH: usize = 32;
