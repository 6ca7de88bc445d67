//! What most files that use the library need: `use dynamo_core::prelude::*;`.

pub use crate::db::Db;
pub use crate::error::{Error, ErrorKind, Result};
pub use crate::expr::{Cond, Path, all, any};
pub use crate::operation::Outcome;
pub use crate::table::{DynamoEntities as _, Key, Table};
pub use crate::value::{Bytes, Item, Number, Sensitive, Ttl, days, hours, minutes, seconds};
#[cfg(feature = "derive")]
pub use dynamo_derive::{DynamoDocument, DynamoEntities, DynamoTable, DynamoValue, Projection};
