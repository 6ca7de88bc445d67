use std::fmt;

/// A Rust value that DynamoDB has no attribute value for.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::error::{EncodeError, Unstorable};
///
/// let error = EncodeError::new(Unstorable::NotFinite).at("[2]").at("ratios");
/// assert_eq!((error.path(), error.problem()), ("ratios[2]", &Unstorable::NotFinite));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    path: String,
    problem: Unstorable,
}

/// Why a value cannot be stored.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(table = "runs")]
/// # struct Run { #[pk] id: String, ratio: f64 }
/// use dynamo_core::error::Unstorable;
///
/// let error = Run { id: "r1".into(), ratio: f64::NAN }.to_item().unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Encode(error) if error.problem() == &Unstorable::NotFinite));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unstorable {
    /// NaN or an infinity.
    NotFinite,
    /// A number of more than 38 significant digits.
    TooManyDigits(String),
    /// A number outside 1E-130 … 9.99…E125.
    OutOfRange(String),
    /// Two members of a map or a set that are stored alike: date-times of one microsecond.
    SameName(String),
    /// `Some` of an empty set: DynamoDB has no empty sets, and an absent one reads as `None`.
    EmptySet,
    /// `None` where a value is needed, such as an operand of `<`.
    Missing,
    /// Lists and maps nested more than 32 levels deep.
    TooDeep,
    /// What a conversion of the user's own (`into`, `serde`, `validate`) said.
    Other(String),
}

impl EncodeError {
    /// A problem of the value itself; the path is added by what holds it.
    #[must_use]
    pub fn new(problem: Unstorable) -> Self {
        Self { path: String::new(), problem }
    }

    /// What a conversion of the user's own said.
    #[must_use]
    pub fn other(text: impl fmt::Display) -> Self {
        Self::new(Unstorable::Other(text.to_string()))
    }

    /// The same problem, one level further out: `at("lines")`, `at("[2]")`.
    #[must_use]
    pub fn at(mut self, step: &str) -> Self {
        self.path = super::decode::join(step, &self.path);
        self
    }

    /// The attribute path, such as `lines[2].price`; empty for a value on its own.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Why the value cannot be stored.
    #[must_use]
    pub fn problem(&self) -> &Unstorable {
        &self.problem
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        write!(f, "{}", self.problem)
    }
}

impl fmt::Display for Unstorable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite => f.write_str("DynamoDB has no NaN and no infinities"),
            Self::TooManyDigits(n) => write!(f, "{n} has more than 38 significant digits"),
            Self::OutOfRange(n) => write!(f, "{n} is outside DynamoDB's numbers (1E-130 to 9.9E125)"),
            Self::SameName(name) => write!(f, "two members would be stored as {name:?}"),
            Self::EmptySet => f.write_str("DynamoDB has no empty sets; use `None`"),
            Self::Missing => f.write_str("a value is needed here, not `None`"),
            Self::TooDeep => f.write_str("lists and maps are nested more than 32 levels deep"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for EncodeError {}
