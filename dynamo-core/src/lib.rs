//! Typed DynamoDB tables for Rust: keys and indexes are declared once on a struct, and the compiler checks every use of them. What only
//! the values can tell (a delimiter in a key, a number too long) is an error before anything is sent. The same code runs on AWS, on an
//! engine in the process, and on PostgreSQL.
//!
//! ```
//! use dynamo_core::prelude::*;
//!
//! #[derive(Debug, Clone, PartialEq, DynamoTable)]
//! #[dynamo(table = "orders")]
//! #[gsi(by_status, pk = status, sk = day, include(total))]
//! struct Order {
//!     #[pk]
//!     user: String,
//!     #[sk]
//!     number: u32,
//!     status: String,
//!     day: String,
//!     total: u64,
//!     note: Option<String>,
//!     #[version]
//!     rev: u64,
//! }
//!
//! # #[cfg(feature = "embedded")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let db = Db::embedded()?;
//! db.ensure_table::<Order>().await?;
//!
//! let order = Order {
//!     user: "ada".into(),
//!     number: 1,
//!     status: "new".into(),
//!     day: "2026-01-31".into(),
//!     total: 5000,
//!     note: None,
//!     rev: 0,
//! };
//! let order = db.create(&order).written().await?; // as it is stored: version 1
//! let paid = db
//!     .update(&order) // the version that it carries is checked
//!     .set(|o| (o.status().set("paid"), o.note().set("thank you")))
//!     .only_if(|o| o.total().gt(1000))
//!     .returning_new()
//!     .await?;
//! assert_eq!(db.get(Order::key("ada", 1)).consistent().await?, Some(paid));
//!
//! // The index holds `total`, not `note`: selecting that would not compile.
//! let totals = db.query(Order::by_status().partition("paid").sk(|s| s.ge("2026"))).select(|o| (o.user(), o.total())).all().await?;
//! assert_eq!(totals, [("ada".to_owned(), 5000)]);
//!
//! // Whoever still holds the first version cannot overwrite the second.
//! let late = db.put(&order).await.expect_err("an old version");
//! assert!(late.is_version_conflict());
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "embedded"))]
//! # fn main() {}
//! ```
//!
//! # The flow
//!
//! ```text
//! #[derive(DynamoTable)] struct Order {..}
//!    attributes -> parse -> resolve -> check -> expand                             dynamo-derive (compile time)
//!                                                  | generated code
//!                                                  v
//!    table / key / value   ->   expr (typed)   ->   operation (builder)            what is called
//!                                                  | lower: builder + typed expressions -> plain data
//!                                                  v
//!                           request (data)  ->  middleware  ->  backend  ->  response (data)
//!                                                                               | rows are decoded where they arrive
//!                                                                               v
//!                                           output (typed: Option<T>, Page<T>, Vec<(String, u64)>, Change<T>)
//! ```
//!
//! # Where to look
//!
//! In the order of the flow.
//!
//! | for | look at |
//! |---|---|
//! | what most files import | [`prelude`] |
//! | a table, and what a derive implements for it | [`DynamoTable`](macro@DynamoTable), [`table`], [`table::Table`] |
//! | nested maps, newtypes and enums, named rows, several kinds in one table | [`DynamoDocument`], [`DynamoValue`], [`Projection`], [`DynamoEntities`](macro@DynamoEntities) |
//! | how values are stored | [`value`], [`value::Attribute`] |
//! | keys and their patterns | [`table::Key`], [`key`] |
//! | conditions, updates, selections | [`expr::Path`], [`expr::Cond`], [`expr::Action`], [`expr::Selection`] |
//! | a handle, and every call | [`Db`], [`db::DbBuilder`]; without a runtime [`db::Blocking`] |
//! | builders | [`operation`]: [`Get`](operation::Get), [`Put`](operation::Put), [`Update`](operation::Update), [`Upsert`](operation::Upsert), [`Delete`](operation::Delete), [`Query`](operation::Query), [`Scan`](operation::Scan), [`BatchGet`](operation::BatchGet), [`BatchWrite`](operation::BatchWrite), [`TransactWrite`](operation::TransactWrite), [`TransactGet`](operation::TransactGet) |
//! | pages, cursors, whole items through an index | [`output::Page`], [`output::Cursor`], [`output::Hydrated`] |
//! | what would be sent | [`output::Explained`] |
//! | expiry, optimistic locks | [`value::Ttl`], [`operation::UpdateWith`] |
//! | upgrades of stored items | [`version`], [`operation::UpgradeAll`] |
//! | making, checking and writing down tables | [`Db::ensure_table`], [`Db::verify_table`], [`schema::TableDefinition`] |
//! | a picture of a model | [`schema::diagram`] |
#![cfg_attr(
    any(feature = "streams", feature = "lambda"),
    doc = "| changes of a table | [`stream`], [`stream::Change`] |"
)]
//! | what fails, and how | [`Error`], [`error::ErrorKind`] |
//! | retries, the circuit breaker, layers of one's own | [`middleware`], [`middleware::Backoff`], [`middleware::Breaker`], [`middleware::Layer`] |
//! | engines, and what each lacks | [`backend`], [`backend::Capabilities`] |
//! | an engine of one's own | [`backend::Backend`], [`request::Request`], [`response::Reply`], [`evaluate`] |
#![cfg_attr(feature = "testing", doc = "| faults for tests | [`testing::Faults`] |")]
//!
//! The repository has a guide (`docs/guide`), a page for each attribute (`docs/attributes`), and the list of all features, each with its
//! page and its test (`docs/features.md`).
//!
//! # Features
//!
//! They add, and change nothing. `derive`, `aws` and `tracing` are on by default.
//!
//! | feature | what it adds |
//! |---|---|
//! | `derive` | the derives |
//! | `aws` | `Db::from_env` and `Db::from_sdk_config`: TLS, and the standard configuration of AWS |
//! | `tracing` | a span for each call, an event for each request |
//! | `embedded` | an engine in this process, in memory or in a file: `Db::embedded`, `Db::embedded_at` |
//! | `postgres` | PostgreSQL as an engine: `Db::postgres` |
//! | `streams` | the changes of a table: `Db::changes` |
//! | `lambda` | the same in the events of AWS Lambda: `stream::StreamEvent` |
//! | `seal` | cursors as encrypted tokens: `Cursor::seal`, `Cursor::open` |
//! | `testing` | faults between the SDK and an engine |
//! | `chrono`, `time`, `jiff` | their date-times and dates as attributes and in keys |
//! | `uuid`, `ipnet`, `decimal` | `Uuid`, networks, and `rust_decimal::Decimal` as attributes |
//! | `serde-json` | `serde_json::Value` as an attribute |
//!
//! Without `aws` there is no TLS and no configuration of AWS to compile: a client that is handed in (`Db::from_client`) works all the same.

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
/// Derives a nested map with typed paths.
///
/// ```
/// use dynamo_core::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq, DynamoDocument)]
/// struct Address {
///     city: String,
///     #[dynamo(rename = "postcode")]
///     zip: String,
/// }
///
/// #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[pk]
///     id: String,
///     address: Address,
/// }
///
/// let scan = Db::offline().scan::<User>().filter(|u| u.address().zip().eq("0150"));
/// assert!(scan.explain()?.to_string().contains("postcode"));
/// # Ok::<(), Error>(())
/// ```
///
#[cfg(feature = "derive")]
pub use dynamo_derive::DynamoDocument;
/// Derives the kinds that share a table, as an enum.
///
/// ```
/// use dynamo_core::prelude::*;
///
/// #[derive(Debug, PartialEq, DynamoTable)]
/// #[dynamo(table = "app")]
/// #[pk("USER#{owner}")]
/// #[sk("PROFILE")]
/// struct Profile {
///     owner: String,
/// }
///
/// #[derive(Debug, PartialEq, DynamoTable)]
/// #[dynamo(table = "app")]
/// #[pk("USER#{owner}")]
/// #[sk("STORY#{id}")]
/// struct Story {
///     owner: String,
///     id: String,
/// }
///
/// #[derive(Debug, PartialEq, DynamoEntities)]
/// enum AppItem {
///     Profile(Profile),
///     Story(Story),
/// }
///
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let db = Db::embedded()?;
/// db.create_table::<(Profile, Story)>().await?;
/// db.put(&Profile { owner: "ada".into() }).await?;
/// let items = db.query(Story::partition("ada")).entities::<AppItem>().all().await?;
/// assert_eq!(items, [AppItem::Profile(Profile { owner: "ada".into() })]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
///
#[cfg(feature = "derive")]
pub use dynamo_derive::DynamoEntities;
/// Derives a table.
///
/// ```
/// use dynamo_core::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// #[dynamo(table = "orders")]
/// #[gsi(by_status, pk = status, keys_only)]
/// struct Order {
///     #[pk]
///     user: String,
///     #[sk]
///     number: u32,
///     status: String,
/// }
///
/// let order = Order { user: "ada".into(), number: 7, status: "new".into() };
/// assert_eq!(order.primary_key(), Order::key("ada", 7));
/// assert_eq!(Order::from_item(order.to_item()?)?, order);
/// # Ok::<(), Error>(())
/// ```
///
#[cfg(feature = "derive")]
pub use dynamo_derive::DynamoTable;
/// Derives a single attribute value.
///
/// ```
/// use dynamo_core::prelude::*;
/// use dynamo_core::value::{Attribute, AttributeValue};
///
/// #[derive(Debug, Clone, PartialEq, DynamoValue)]
/// struct UserId(u64);
///
/// #[derive(Debug, Clone, PartialEq, DynamoValue)]
/// #[dynamo(rename_all = "lowercase")]
/// enum Status {
///     Pending,
///     Paid,
/// }
///
/// assert_eq!(UserId::encode(&UserId(7))?, Some(AttributeValue::N("7".into())));
/// assert_eq!(Status::encode(&Status::Paid)?, Some(AttributeValue::S("paid".into())));
/// # Ok::<(), dynamo_core::error::EncodeError>(())
/// ```
///
#[cfg(feature = "derive")]
pub use dynamo_derive::DynamoValue;
/// Derives a named row of a table or an index.
///
/// ```
/// use dynamo_core::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// #[dynamo(table = "orders")]
/// #[gsi(by_status, pk = status, include(total))]
/// struct Order {
///     #[pk]
///     id: String,
///     status: String,
///     total: u64,
/// }
///
/// #[derive(Debug, PartialEq, Projection)]
/// #[projection(Order::by_status)]
/// struct Summary {
///     id: String,
///     total: u64,
/// }
///
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let db = Db::embedded()?;
/// db.create_table::<Order>().await?;
/// db.put(&Order { id: "o1".into(), status: "new".into(), total: 5 }).await?;
/// let rows = db.query(Order::by_status().partition("new")).project::<Summary>().all().await?;
/// assert_eq!(rows, [Summary { id: "o1".into(), total: 5 }]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
///
#[cfg(feature = "derive")]
pub use dynamo_derive::Projection;
pub use error::{Error, Result};
