use std::fmt;

use super::{Error, ErrorKind};

/// Why a transaction was cancelled: one of its operations, and what that failed with.
///
/// ```
/// use dynamo_core::error::{CancellationReason, Error, ErrorKind};
///
/// let reason = CancellationReason::new(1, Some("stock".into()), Error::new(ErrorKind::ConditionFailed));
/// let error = Error::new(ErrorKind::TransactionCancelled(vec![reason]));
/// assert_eq!(error.to_string(), r#"the transaction was cancelled by operation 1 ("stock"): the condition does not hold"#);
/// assert_eq!(error.cancellation_reasons()[0].kind(), &ErrorKind::ConditionFailed);
/// ```
#[derive(Debug, Clone)]
pub struct CancellationReason {
    index: usize,
    label: Option<String>,
    error: Error,
}

impl CancellationReason {
    /// What the operation of this number failed with.
    #[must_use]
    pub fn new(index: usize, label: Option<String>, error: Error) -> Self {
        Self { index, label, error }
    }

    /// The operation, counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// What the caller calls the operation.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        self.error.kind()
    }

    /// All of it: the kind, the table and the key, and the item that is there (`reason.error().current::<Order>()`), as the write alone would
    /// have failed.
    #[must_use]
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// The same reason, with its error told otherwise.
    #[must_use]
    pub(crate) fn map(self, told: impl FnOnce(Error) -> Error) -> Self {
        Self { error: told(self.error), ..self }
    }

    /// The same reason, of the operation of this number.
    #[must_use]
    pub(crate) fn at(self, index: usize) -> Self {
        Self { index, ..self }
    }

    /// `operation 1 ("stock")`
    fn place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation {}", self.index)?;
        match &self.label {
            Some(label) => write!(f, " ({label:?})"),
            None => Ok(()),
        }
    }

    pub(super) fn into_error(self) -> Error {
        self.error
    }
}

/// The kind that reasons come to, and those that it does not hold itself.
fn told(reasons: Vec<CancellationReason>) -> (ErrorKind, Vec<CancellationReason>) {
    let all = |of: fn(&ErrorKind) -> bool| !reasons.is_empty() && reasons.iter().all(|reason| of(reason.kind()));
    if all(|kind| matches!(kind, ErrorKind::Throttled { .. })) {
        (ErrorKind::Throttled { reasons: Vec::new() }, reasons)
    } else if all(|kind| matches!(kind, ErrorKind::TransactionConflict | ErrorKind::Throttled { .. })) {
        (ErrorKind::TransactionConflict, reasons)
    } else if all(|kind| matches!(kind, ErrorKind::InvalidRequest { .. })) {
        let texts: Vec<_> = reasons.iter().map(ToString::to_string).collect();
        (ErrorKind::InvalidRequest { reason: texts.join("; ") }, reasons)
    } else {
        (ErrorKind::TransactionCancelled(reasons), Vec::new())
    }
}

/// What passes by itself is told by its kind: these are the operations that met it.
pub(super) fn met_by(f: &mut fmt::Formatter<'_>, reasons: &[CancellationReason]) -> fmt::Result {
    for (at, reason) in reasons.iter().enumerate() {
        f.write_str(if at == 0 { ": " } else { ", " })?;
        reason.place(f)?;
    }
    Ok(())
}

/// By what they say, not by what caused it.
impl PartialEq for CancellationReason {
    fn eq(&self, other: &Self) -> bool {
        let parts = |of: &Self| (of.index, of.label.clone(), of.error.kind().clone());
        let place = |of: &Self| (of.error.table().map(str::to_owned), of.error.key().map(str::to_owned));
        parts(self) == parts(other)
            && place(self) == place(other)
            && self.error.current_item() == other.error.current_item()
    }
}

impl Eq for CancellationReason {}

impl fmt::Display for CancellationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place(f)?;
        write!(f, ": {}", self.error)
    }
}

impl Error {
    /// A transaction that was cancelled for these reasons. Those that are no fault of any operation give it their own kind: the same transaction may
    /// succeed later, or the engine could not even read it.
    #[must_use]
    pub(crate) fn cancelled(reasons: Vec<CancellationReason>) -> Self {
        let (kind, reasons) = told(reasons);
        let mut error = Self::new(kind);
        error.0.reasons = reasons;
        error
    }

    /// Why a transaction was cancelled: its operations that failed, in their order. Empty for any other error.
    #[must_use]
    pub fn cancellation_reasons(&self) -> &[CancellationReason] {
        match self.kind() {
            ErrorKind::TransactionCancelled(reasons) => reasons,
            _ => &self.inner().reasons,
        }
    }

    /// The same error, with its reasons told otherwise.
    #[must_use]
    pub(crate) fn map_reasons(mut self, other: impl FnMut(CancellationReason) -> CancellationReason) -> Self {
        let reasons = match &mut self.0.kind {
            ErrorKind::TransactionCancelled(reasons) => std::mem::take(reasons),
            _ => std::mem::take(&mut self.0.reasons),
        };
        if !reasons.is_empty() {
            let (kind, reasons) = told(reasons.into_iter().map(other).collect());
            // One whose outcome is not known stays one.
            if self.kind() != &ErrorKind::OutcomeUnknown {
                self.0.kind = kind;
            }
            self.0.reasons = reasons;
        }
        self
    }

    /// How many operations of a transaction that is committed in chunks are, though a later one failed; 0 of any other error.
    #[must_use]
    pub fn committed(&self) -> usize {
        self.0.committed
    }

    #[must_use]
    pub(crate) fn with_committed(mut self, operations: usize) -> Self {
        self.0.committed = operations;
        self
    }

    /// The error of a transaction's only operation, as the write alone would have failed.
    #[must_use]
    pub(crate) fn of_the_only_operation(mut self) -> Self {
        let ErrorKind::TransactionCancelled(reasons) = &mut self.0.kind else { return self };
        if reasons.len() != 1 {
            return self;
        }
        let Some(reason) = reasons.pop() else { return self };
        let mut error = reason.into_error();
        if let Some(operation) = self.operation() {
            error = error.in_operation(operation);
        }
        match self.table() {
            Some(table) => error.in_table(table),
            None => error,
        }
    }
}
