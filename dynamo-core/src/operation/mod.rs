//! Operations: builders that hold what was asked for and lower it into plain requests.

mod batch_write;
mod call;
mod changes;
mod conditions;
mod create_table;
mod delete;
mod diff;
mod expired;
mod get;
mod held;
mod outcome;
mod put;
mod query;
mod returned;
mod row;
mod run;
mod scan;
mod target;
mod update;
mod update_with;
mod upsert;

pub use batch_write::BatchWrite;
pub use create_table::CreateTable;
pub use delete::Delete;
pub use get::{Get, Required};
pub use outcome::{OnItem, Outcome, Outcomes};
pub use put::{Put, Written};
pub use query::Query;
pub use returned::{Always, IfThere, Returned};
pub use row::{Asks, Entity, Hydrated, Projected, Reads, Selected, Whole};
pub use run::{Metered, Operation, Write};
pub use scan::Scan;
pub use target::{ByKey, Decided, Decides, Target};
pub use update::Update;
pub use update_with::{Decision, UpdateWith};
pub use upsert::Upsert;
