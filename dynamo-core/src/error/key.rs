use std::fmt;

use super::EncodeError;

/// A value that a key cannot hold, found before anything is sent.
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
/// let error = Db::offline().get(Story::key("ada#1", "s1")).request().unwrap_err();
/// let ErrorKind::InvalidKey(error) = error.kind() else { panic!("{error}") };
/// assert_eq!((error.field(), error.value()), ("owner", Some("ada#1")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError {
    field: &'static str,
    value: Option<String>,
    problem: KeyProblem,
}

/// Why a key cannot hold a value.
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
/// use dynamo_core::error::KeyProblem;
///
/// let error = Db::offline().get(Story::key("", "s1")).request().unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::InvalidKey(error) if error.problem() == &KeyProblem::Empty));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyProblem {
    /// Empty text or bytes.
    Empty,
    /// The text holds the character that ends it in the pattern.
    Delimiter {
        /// The character.
        character: char,
        /// The pattern, as declared.
        pattern: &'static str,
    },
    /// A padded placeholder takes the digits of an unsigned integer, without leading zeros.
    NotDigits,
    /// More digits than the pattern's width.
    TooWide {
        /// The width of `{n:05}`: 5.
        width: usize,
    },
    /// More bytes than DynamoDB allows.
    TooLong {
        /// The bytes the whole key would have.
        bytes: usize,
        /// 2048 for a partition key, 1024 for a sort key.
        limit: usize,
    },
    /// `None` for a part of a key that has to be there.
    Missing,
    /// A stored key that is not of this pattern.
    NoMatch {
        /// The pattern, as declared.
        pattern: &'static str,
    },
    /// The lower end of a range lies above its upper end.
    EmptyRange,
    /// `gt` or `lt` of a text, whose neighbour is not known; only padded integers have one.
    NoSuccessor,
    /// More values than the pattern has placeholders.
    Surplus {
        /// The pattern, as declared.
        pattern: &'static str,
    },
    /// The value itself cannot be stored.
    Value(EncodeError),
}

impl KeyError {
    /// `field` is the field or key attribute, `value` what was given (left out when it is sensitive).
    #[must_use]
    pub fn new(field: &'static str, value: Option<String>, problem: KeyProblem) -> Self {
        Self { field, value, problem }
    }

    /// The field or key attribute.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What was given; `None` when there is nothing to show or the field is sensitive.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// Why the key cannot hold it.
    #[must_use]
    pub fn problem(&self) -> &KeyProblem {
        &self.problem
    }

    /// The same error without the value, for sensitive fields.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        self.value = None;
        self
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "key `{}`", self.field)?;
        if let Some(value) = &self.value {
            write!(f, " = {}", super::quoted(value))?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a key cannot be empty"),
            Self::Delimiter { character, pattern } => {
                write!(f, "the text holds {character:?}, which delimits it in \"{pattern}\"")
            }
            Self::NotDigits => f.write_str("only the digits of an unsigned integer can be padded"),
            Self::TooWide { width } => write!(f, "more digits than the pattern's width of {width}"),
            Self::TooLong { bytes, limit } => {
                write!(f, "{bytes} bytes, and DynamoDB's limit is {limit}")
            }
            Self::Missing => f.write_str("there is no value, and the key needs one"),
            Self::NoMatch { pattern } => write!(f, "not of the pattern \"{pattern}\""),
            Self::EmptyRange => f.write_str("the range's lower end lies above its upper end"),
            Self::NoSuccessor => f.write_str("only padded integers have a next value; use `ge` or `le`"),
            Self::Surplus { pattern } => write!(f, "there is no further placeholder in \"{pattern}\""),
            Self::Value(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for KeyError {}
