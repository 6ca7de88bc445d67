use super::DynamoTable;

/// Tables whose items expire: those with a `#[ttl]` field.
#[diagnostic::on_unimplemented(
    message = "items of `{Self}` do not expire",
    label = "has no `#[ttl]`",
    note = "mark the field that says when an item may go with `#[ttl]`"
)]
pub trait Expires: DynamoTable {}
