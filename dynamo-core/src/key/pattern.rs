/// A key pattern, as declared: `"STORY#{story_id}#RUN#{run_id:010}"`.
///
/// The derive has checked it: literals are never empty, neither two literals nor two placeholders stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// The text of the declaration.
    pub text: &'static str,
    /// Its pieces, from the left.
    pub parts: &'static [Part],
    /// Whether delimiters inside a value are escaped (`key_escape = "percent"`) instead of refused.
    pub escape: bool,
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Text that every key holds.
    Literal(&'static str),
    /// A value.
    Placeholder(Placeholder),
}

/// A value's place in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder {
    /// The field's name, for messages.
    pub field: &'static str,
    /// The field's number in the struct, by which the values are handed over.
    pub number: usize,
    /// `{n:010}` is 10: zero-padded to this width.
    pub width: Option<usize>,
    /// Left out of error messages.
    pub sensitive: bool,
}
