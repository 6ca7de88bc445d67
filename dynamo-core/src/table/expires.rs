use super::DynamoTable;

/// Tables whose items expire: those with a `#[ttl]` field.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "sessions")]
/// # struct Session { #[pk] id: u32, #[ttl] until: Option<Ttl> }
/// use dynamo_core::table::Expires;
///
/// fn attribute<T: Expires>() -> Option<&'static str> {
///     T::SCHEMA.ttl
/// }
///
/// assert_eq!(attribute::<Session>(), Some("until"));
/// ```
#[diagnostic::on_unimplemented(
    message = "items of `{Self}` do not expire",
    label = "has no `#[ttl]`",
    note = "mark the field that says when an item may go with `#[ttl]`"
)]
pub trait Expires: DynamoTable {}
