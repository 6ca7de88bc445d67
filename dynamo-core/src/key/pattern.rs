/// A key pattern, as declared: `"STORY#{story_id}#RUN#{run_id:010}"`.
///
/// The derive has checked it: literals are never empty, neither two literals nor two placeholders stand side by side.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::key::{Part, Pattern, Placeholder, is_match};
///
/// const OWNER: Placeholder = Placeholder { field: "owner", number: 0, width: None, sensitive: false };
/// const USER: Pattern =
///     Pattern { text: "USER#{owner}", parts: &[Part::Literal("USER#"), Part::Placeholder(OWNER)], escape: false };
/// assert!(is_match(&USER, "USER#ada") && !is_match(&USER, "TEAM#red"));
/// ```
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
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("PROFILE")]
/// # struct Profile { owner: String, name: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("STORY#{id}")]
/// # struct Story { owner: String, id: String }
/// use dynamo_core::key::Part;
/// use dynamo_core::schema::KeySource;
/// use dynamo_core::table::DynamoTable as _;
///
/// let KeySource::Pattern(pattern) = Story::SCHEMA.pk.source else { panic!("a pattern") };
/// assert!(matches!(pattern.parts, [Part::Literal("USER#"), Part::Placeholder(_)]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Text that every key holds.
    Literal(&'static str),
    /// A value.
    Placeholder(Placeholder),
}

/// A value's place in a pattern.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("PROFILE")]
/// # struct Profile { owner: String, name: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("STORY#{id}")]
/// # struct Story { owner: String, id: String }
/// use dynamo_core::key::Part;
/// use dynamo_core::schema::KeySource;
/// use dynamo_core::table::DynamoTable as _;
///
/// let KeySource::Pattern(pattern) = Story::SCHEMA.pk.source else { panic!("a pattern") };
/// let Part::Placeholder(owner) = &pattern.parts[1] else { panic!("a placeholder") };
/// assert_eq!((owner.field, owner.width, owner.sensitive), ("owner", None, false));
/// ```
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
