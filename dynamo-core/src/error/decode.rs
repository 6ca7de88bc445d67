use std::borrow::Cow;
use std::fmt;

/// A stored value that does not fit the Rust type it is read into.
///
/// It is one pointer wide: results are handed on for every value that is read, and nearly all of them are good.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # use aws_sdk_dynamodb::types::AttributeValue;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// let item = Item::from([("id".into(), AttributeValue::S("u1".into())), ("name".into(), AttributeValue::Bool(true))]);
/// let error = User::from_item(item).unwrap_err();
/// let ErrorKind::Decode(error) = error.kind() else { panic!("{error}") };
/// assert_eq!((error.path(), error.found().to_string()), ("name", "BOOL".to_owned()));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Parts>);

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    path: String,
    expected: Cow<'static, str>,
    found: Found,
}

/// What was there instead.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::error::{DecodeError, Found};
///
/// let error = DecodeError::new("a number from 0 to 255", Found::Value("300".into())).at("age");
/// assert_eq!(error.to_string(), "attribute `age`: expected a number from 0 to 255, found 300");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// No attribute at all.
    Nothing,
    /// A value stored as another type: `S`, `NULL`, ….
    Type(&'static str),
    /// A value of the right type that the Rust type does not have: `300` for a `u8`, an unknown variant.
    Value(String),
    /// Bytes that are no item at all; the text says where.
    Malformed(String),
}

impl Found {
    /// A text of the right type that the Rust type does not have: quoted, and no longer than a line.
    #[must_use]
    pub fn quoted(text: &str) -> Self {
        Self::Value(super::quoted(text))
    }
}

impl DecodeError {
    /// `expected` says what the Rust type needs, in a few words: "a number (N)".
    #[must_use]
    pub fn new(expected: impl Into<Cow<'static, str>>, found: Found) -> Self {
        Self(Box::new(Parts { path: String::new(), expected: expected.into(), found }))
    }

    /// The same error, one level further out: `at("lines")`, `at("[2]")`.
    #[must_use]
    pub fn at(mut self, step: &str) -> Self {
        self.0.path = join(step, &self.0.path);
        self
    }

    /// The attribute path, such as `lines[2].price`; empty for a value on its own.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What the Rust type needs.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What was there instead.
    #[must_use]
    pub fn found(&self) -> &Found {
        &self.0.found
    }
}

/// Puts `step` before `path`: a name is followed by a dot, an index (`[2]`) by nothing.
pub(super) fn join(step: &str, path: &str) -> String {
    let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
    format!("{step}{dot}{path}")
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { path, expected, found } = &*self.0;
        f.debug_struct("DecodeError").field("path", path).field("expected", expected).field("found", found).finish()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { path, expected, found } = &*self.0;
        if !path.is_empty() {
            write!(f, "attribute `{path}`: ")?;
        }
        write!(f, "expected {expected}, found {found}")
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Type(kind) => f.write_str(kind),
            Self::Value(text) | Self::Malformed(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for DecodeError {}
