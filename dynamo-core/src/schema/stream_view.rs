/// What a table's stream tells of each change.
///
/// ```
/// use dynamo_core::prelude::*;
/// use dynamo_core::schema::StreamView;
///
/// #[derive(DynamoTable)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[pk]
///     id: String,
/// }
///
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let db = Db::embedded()?;
/// db.create_table::<User>().stream(StreamView::NewAndOldImages).await?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StreamView {
    /// The key of the item.
    KeysOnly,
    /// The item as it is after the change.
    NewImage,
    /// The item as it was before the change.
    OldImage,
    /// The item before and after the change.
    NewAndOldImages,
}

impl StreamView {
    /// Every view.
    pub const ALL: &'static [Self] = &[Self::KeysOnly, Self::NewImage, Self::OldImage, Self::NewAndOldImages];

    /// DynamoDB's name for it: `NEW_AND_OLD_IMAGES`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::KeysOnly => "KEYS_ONLY",
            Self::NewImage => "NEW_IMAGE",
            Self::OldImage => "OLD_IMAGE",
            Self::NewAndOldImages => "NEW_AND_OLD_IMAGES",
        }
    }
}
