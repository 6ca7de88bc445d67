use std::borrow::Cow;

/// The name of a table: the declared one is not copied, one that the database handle changes is.
pub type TableName = Cow<'static, str>;
