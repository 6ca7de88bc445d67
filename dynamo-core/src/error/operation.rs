use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::cancellation::met_by;
use super::unprocessed::ReadSoFar;
use super::{CancellationReason, DecodeError, EncodeError, ErrorKind, KeyError, Leftover};

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
#[derive(Clone)]
pub struct Error(pub(super) Box<Inner>);

#[derive(Clone)]
pub(super) struct Inner {
    pub(super) kind: ErrorKind,
    /// What it was before it became one whose outcome is not known.
    lost: Option<ErrorKind>,
    code: Option<String>,
    operation: Option<&'static str>,
    table: Option<String>,
    key: Option<String>,
    message: Option<String>,
    current: Option<HashMap<String, AttributeValue>>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    /// What of a batch was not done.
    pub(super) left: Arc<[Leftover]>,
    /// What a batch has read all the same.
    pub(super) read: Option<ReadSoFar>,
    /// Why a transaction was cancelled, where the kind does not hold the reasons itself.
    pub(super) reasons: Vec<CancellationReason>,
    /// How many operations of a transaction in chunks are committed all the same.
    pub(super) committed: usize,
    /// How far the job over a whole table was that it has stopped.
    pub(super) halted: Option<Arc<dyn Any + Send + Sync>>,
}

impl Error {
    /// An error of this kind, with nothing known about where.
    #[must_use]
    pub fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            lost: None,
            code: None,
            operation: None,
            table: None,
            key: None,
            message: None,
            current: None,
            source: None,
            left: Arc::default(),
            read: None,
            reasons: Vec::new(),
            committed: 0,
            halted: None,
        }))
    }

    /// A call that cannot mean anything.
    #[must_use]
    pub fn invalid_request(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest { reason: reason.into() })
    }

    /// A cursor that does not belong here.
    #[must_use]
    pub(crate) fn invalid_cursor(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidCursor { reason: reason.into() })
    }

    /// The same error, told apart more closely.
    #[must_use]
    pub(crate) fn told(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// The same error as one that does not say what was done.
    #[must_use]
    pub(crate) fn of_unknown_outcome(mut self) -> Self {
        self.0.message = Some(self.to_string());
        self.0.lost = Some(std::mem::replace(&mut self.0.kind, ErrorKind::OutcomeUnknown));
        self
    }

    /// Its kind, or what the last attempt failed with where the outcome is not known: that tells whether the engine has answered it.
    pub(crate) fn kind_before_loss(&self) -> &ErrorKind {
        self.0.lost.as_ref().unwrap_or(&self.0.kind)
    }

    /// The same error, with the operation that failed, by DynamoDB's name for it.
    #[must_use]
    pub fn in_operation(mut self, operation: &'static str) -> Self {
        self.0.operation.get_or_insert(operation);
        self
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

    /// The same error, with what the engine said.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    /// The same error, with the engine's own code for it.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// The same error, without what the engine said in words and without its cause, either of which may quote what was sent.
    #[must_use]
    pub(crate) fn without_words(mut self) -> Self {
        let Some(code) = self.0.code.clone() else { return self };
        let left_out = "what the engine said is left out, since it may quote sensitive values";
        if matches!(self.0.kind, ErrorKind::InvalidRequest { .. }) {
            self.0.kind = ErrorKind::InvalidRequest { reason: format!("{code}: {left_out}") };
        } else if self.0.message.is_some() {
            self.0.message = Some(format!("{code}: {left_out}"));
        }
        (self.0.source, self.0.lost) = (None, None);
        self
    }

    /// The same error, with the item that was there instead.
    #[must_use]
    pub fn with_current(mut self, current: Option<HashMap<String, AttributeValue>>) -> Self {
        self.0.current = current;
        self
    }

    /// The same error, with what caused it.
    #[must_use]
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// The same error, with how far the job over a whole table was that it has stopped.
    #[must_use]
    pub(crate) fn halting(mut self, progress: impl Any + Send + Sync) -> Self {
        self.0.halted = Some(Arc::new(progress));
        self
    }

    pub(crate) fn halted(&self) -> Option<&(dyn Any + Send + Sync)> {
        self.0.halted.as_deref()
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(super) fn inner_mut(&mut self) -> &mut Inner {
        &mut self.0
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The operation, by DynamoDB's name for it: `GetItem`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
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

    /// The engine's own code, where an engine answered: `ValidationException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// What the engine said about it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The item that a condition was checked against, as it is stored.
    #[must_use]
    pub fn current_item(&self) -> Option<&HashMap<String, AttributeValue>> {
        self.0.current.as_ref()
    }
}

/// Neither the item nor the cause is printed: both may hold what must not be.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            kind,
            lost: _,
            code,
            operation,
            table,
            key,
            message,
            current,
            source,
            left,
            read,
            reasons,
            committed,
            halted,
        } = &*self.0;
        let mut out = f.debug_struct("Error");
        out.field("kind", kind)
            .field("code", code)
            .field("operation", operation)
            .field("table", table)
            .field("key", key);
        out.field("message", message).field("has_current", &current.is_some());
        out.field("left", &left.len()).field("has_read", &read.is_some()).field("committed", committed);
        out.field("reasons", reasons).field("is_resumable", &halted.is_some());
        out.field("has_source", &source.is_some()).finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        inner.kind.fmt(f)?;
        if matches!(inner.kind, ErrorKind::TransactionConflict | ErrorKind::Throttled { .. }) {
            met_by(f, &inner.reasons)?;
        }
        if let Some(message) = &inner.message {
            write!(f, ": {message}")?;
        }
        let table = inner.table.as_ref().map(|table| format!("table `{table}`"));
        let key = inner.key.as_ref().map(|key| format!("key {key}"));
        let place: Vec<_> = inner.operation.map(str::to_owned).into_iter().chain(table).chain(key).collect();
        if !place.is_empty() {
            write!(f, " ({})", place.join(", "))?;
        }
        match inner.committed {
            0 => Ok(()),
            operations => write!(f, "; the first {operations} operations are committed"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ErrorKind::InvalidKey(error) => Some(error),
            ErrorKind::Encode(error) => Some(error),
            ErrorKind::Decode(error) => Some(error),
            _ => self.0.source.as_deref().map(|source| source as _),
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
