//! Operations: builders that hold what was asked for and lower it into plain requests.

mod batch_write;
mod delete;
mod get;
mod held;
mod put;
mod query;
mod row;
mod scan;
mod target;
mod update;

pub use batch_write::BatchWrite;
pub use delete::Delete;
pub use get::Get;
pub use put::Put;
pub use query::Query;
pub use row::{Entity, Hydrated, Projected, Selected, Whole};
pub use scan::Scan;
pub use target::{ByKey, Decided, Decides, Target};
pub use update::Update;
