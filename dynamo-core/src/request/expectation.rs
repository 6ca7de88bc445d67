/// What a write expects of the version of the item that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionCheck {
    /// Nothing: the type has no version, or the caller said so.
    None,
    /// This one; 0 means that there is none.
    Is(u64),
}

/// What a write expects to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// An item (`update`).
    Required,
    /// No item (`create`).
    Refused,
    /// Either (`put`, `upsert`, `delete`).
    Any,
}
