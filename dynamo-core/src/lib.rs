//! Typed DynamoDB tables for Rust: keys and indexes are declared once on a struct, and the compiler checks every use of them. What only
//! the values can tell (a delimiter in a key, a number too long) is an error before anything is sent.

#[doc(hidden)]
pub mod __private;
pub mod backend;
pub mod db;
pub mod error;
pub mod evaluate;
pub mod expr;
pub mod key;
pub mod middleware;
pub mod operation;
pub mod output;
pub mod prelude;
pub mod request;
pub mod response;
pub mod schema;
#[cfg(any(feature = "streams", feature = "lambda"))]
pub mod stream;
pub mod table;
#[cfg(feature = "testing")]
pub mod testing;
pub mod value;
pub mod version;

pub use db::Db;
#[cfg(feature = "derive")]
pub use dynamo_derive::{DynamoDocument, DynamoEntities, DynamoTable, DynamoValue, Projection};
pub use error::{Error, Result};
