//! Operations: builders that hold what was asked for and lower it into plain requests.

mod batch_write;
mod call;
mod conditions;
mod create_table;
mod delete;
mod get;
mod held;
mod put;
mod query;
mod row;
mod run;
mod scan;
mod target;
mod update;

pub use batch_write::BatchWrite;
pub use create_table::CreateTable;
pub use delete::Delete;
pub use get::{Get, Required};
pub use put::{Put, Written};
pub use query::Query;
pub use row::{Asks, Entity, Hydrated, Projected, Reads, Selected, Whole};
pub use run::{Metered, Operation};
pub use scan::Scan;
pub use target::{ByKey, Decided, Decides, Target};
pub use update::Update;
