use syn::LitStr;

/// The table's key.
pub(crate) struct PrimaryKey {
    pub pk: KeyPart,
    pub sk: Option<KeyPart>,
}

/// The partition or sort key of a table or an index.
#[derive(Clone)]
pub(crate) enum KeyPart {
    /// Field numbers: one for a plain key, up to four for a multi-attribute index key.
    Fields(Vec<usize>),
    Pattern(Pattern),
}

/// `"USER#{owner}"`, stored in an attribute of its own.
#[derive(Clone)]
pub(crate) struct Pattern {
    /// The literal as written, for spans and messages.
    pub lit: LitStr,
    /// The key attribute it is stored in: `PK`, `GSI1SK`, …
    pub attr: String,
    pub parts: Vec<PatternPart>,
}

/// A piece of a pattern. Literals are never empty and never adjacent; two placeholders are never adjacent.
#[derive(Clone)]
pub(crate) enum PatternPart {
    Literal(String),
    Field {
        /// The field's number in `Table::fields`.
        field: usize,
        /// `{n:010}` gives 10.
        width: Option<usize>,
    },
}
