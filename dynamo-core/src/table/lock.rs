/// Whether a table's writes check a version: [`Versioned`] or [`NoLock`].
pub trait Lock {}

/// A table with a `#[version]` field.
pub enum Versioned {}
/// A table without one.
pub enum NoLock {}

impl Lock for Versioned {}
impl Lock for NoLock {}

/// Tables that may be updated and deleted by key alone.
#[diagnostic::on_unimplemented(
    message = "this table has a `#[version]`, and a key alone does not say which version is meant",
    label = "no version is given",
    note = "pass the item, `db.update(&order)`, or say `.at_version(n)` or `.unversioned()`"
)]
pub trait Unneeded {}
impl Unneeded for NoLock {}

/// Tables whose items may be put in a batch, which cannot check anything.
#[diagnostic::on_unimplemented(
    message = "this table has a `#[version]`, and a batch cannot check it",
    label = "would overwrite whatever is there",
    note = "say `.overwrite(&item)` to replace without a check, or put the items in a transaction"
)]
pub trait BatchPut {}
impl BatchPut for NoLock {}
