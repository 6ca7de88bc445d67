use std::fmt;

use super::{DecodeError, EncodeError, KeyError};

/// `Result` with this library's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What an operation returns when it fails: one line that says why, and the parts to act on.
///
/// ```
/// use dynamo_core::error::{Error, ErrorKind};
///
/// let error = Error::invalid_request("an update needs at least one action").in_table("orders");
/// assert!(matches!(error.kind(), ErrorKind::InvalidRequest { .. }));
/// assert_eq!(error.table(), Some("orders"));
/// ```
#[derive(Debug, Clone)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    kind: ErrorKind,
    table: Option<String>,
    key: Option<String>,
}

/// The kinds of failure. More come with the operations that can fail in more ways.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value that a key cannot hold.
    InvalidKey(KeyError),
    /// A call that cannot mean anything, found before it was sent.
    InvalidRequest {
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// A value that cannot be stored.
    Encode(EncodeError),
    /// A stored item that does not fit its type.
    Decode(DecodeError),
    /// An item above DynamoDB's 400 KB.
    ItemTooLarge {
        /// The item's size, as DynamoDB counts it.
        bytes: usize,
        /// The largest attributes with their sizes, largest first.
        largest: Vec<(String, usize)>,
    },
    /// An item of an older or newer schema version than this call can read.
    Outdated {
        /// The version the item carries.
        found: u32,
        /// The version of the type.
        current: u32,
    },
}

impl Error {
    /// An error of this kind, with nothing known about where.
    #[must_use]
    pub fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, table: None, key: None }))
    }

    /// A call that cannot mean anything.
    #[must_use]
    pub fn invalid_request(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest { reason: reason.into() })
    }

    /// The same error, with the table it happened in.
    #[must_use]
    pub fn in_table(mut self, table: impl Into<String>) -> Self {
        self.0.table.get_or_insert_with(|| table.into());
        self
    }

    /// The same error, with the key of the item it happened to.
    #[must_use]
    pub fn for_key(mut self, key: impl Into<String>) -> Self {
        self.0.key.get_or_insert_with(|| key.into());
        self
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The table, when one is known.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The key of the item, readable, when one is known and not sensitive.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// A value that a key cannot hold.
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {
        matches!(self.0.kind, ErrorKind::InvalidKey(_))
    }

    /// A call that cannot mean anything.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, ErrorKind::InvalidRequest { .. } | ErrorKind::Encode(_))
    }

    /// A stored item that does not fit its type.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Decode(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ErrorKind::InvalidKey(error) => write!(f, "{error}")?,
            ErrorKind::InvalidRequest { reason } => f.write_str(reason)?,
            ErrorKind::Encode(error) => write!(f, "{error}")?,
            ErrorKind::Decode(error) => write!(f, "{error}")?,
            ErrorKind::ItemTooLarge { bytes, largest } => {
                write!(f, "the item has {bytes} bytes, and DynamoDB's limit is 409600; the largest attributes:")?;
                for (name, size) in largest {
                    write!(f, " `{name}` ({size})")?;
                }
            }
            ErrorKind::Outdated { found, current } => {
                write!(f, "the item has schema version {found}, and the type has {current}")?;
            }
        }
        if let Some(table) = &self.0.table {
            write!(f, " (table `{table}`")?;
            if let Some(key) = &self.0.key {
                write!(f, ", key {key}")?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ErrorKind::InvalidKey(error) => Some(error),
            ErrorKind::Encode(error) => Some(error),
            ErrorKind::Decode(error) => Some(error),
            _ => None,
        }
    }
}

impl From<KeyError> for Error {
    fn from(error: KeyError) -> Self {
        Self::new(ErrorKind::InvalidKey(error))
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::new(ErrorKind::Encode(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::new(ErrorKind::Decode(error))
    }
}
