/// Which item a write hands back.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::request::Returning;
///
/// assert_eq!(Db::offline().delete(User::key("u1")).request()?.returning, Returning::Nothing);
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Returning {
    /// None.
    #[default]
    Nothing,
    /// As it was before.
    Old,
    /// As the write left it.
    New,
}
