use super::operation::Operation;

/// What happens to one request.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::testing::Fault;
///
/// // The caller cannot know what has become of the request.
/// assert!(Fault::ResetAfter.is_ambiguous() && !Fault::Throttling.is_ambiguous());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing: it passes.
    None,
    /// Not carried out: `ProvisionedThroughputExceededException`.
    ThroughputExceeded,
    /// Not carried out: `ThrottlingException`.
    Throttling,
    /// Not carried out: `RequestLimitExceeded`.
    RequestLimit,
    /// Not carried out: `LimitExceededException`.
    LimitExceeded,
    /// Not carried out: a transaction cancelled since one of its operations is throttled. For transactions only.
    OperationThrottled,
    /// Not carried out: another transaction is at work. `TransactionCanceledException` with a reason for transactions,
    /// `TransactionConflictException` for writes of one item; nothing else meets it.
    Conflict,
    /// Not carried out: `TransactionInProgressException`, which says that an earlier attempt still is; the caller cannot know that it is not. For
    /// transactions of writes only.
    InProgress,
    /// Not carried out: `AccessDeniedException`.
    Denied,
    /// Not carried out: nobody listens.
    Refused,
    /// Not carried out: status 500. The caller cannot know that.
    Failed,
    /// Not carried out: status 503. The caller cannot know that.
    Unavailable,
    /// Not carried out: no answer in time. The caller cannot know that.
    Timeout,
    /// Not carried out: the connection breaks. The caller cannot know that.
    Reset,
    /// Carried out, then status 500.
    FailedAfter,
    /// Carried out, then status 503.
    UnavailableAfter,
    /// Carried out, then no answer in time.
    TimeoutAfter,
    /// Carried out, then the connection breaks.
    ResetAfter,
    /// Carried out, then the connection is closed before anything of the answer has come.
    ClosedAfter,
    /// Carried out, then the connection breaks in the middle of the answer.
    CutShort,
    /// Carried out, then an answer that ends in the middle of its JSON, though the connection is fine.
    Truncated,
    /// Some members of a batch are carried out, and the others, at least one, are handed back. For batches only.
    Leftovers,
    /// Carried out, but an item that nobody has asked for is handed back as unprocessed. For batches only.
    Strangers,
    /// Carried out, but late: [`Faults::slow_by`](super::Faults::slow_by).
    Slow,
}

impl Fault {
    /// Every fault, without [`None`](Self::None).
    pub const ALL: [Self; 23] = [
        Self::ThroughputExceeded,
        Self::Throttling,
        Self::RequestLimit,
        Self::LimitExceeded,
        Self::OperationThrottled,
        Self::Conflict,
        Self::InProgress,
        Self::Denied,
        Self::Refused,
        Self::Failed,
        Self::Unavailable,
        Self::Timeout,
        Self::Reset,
        Self::FailedAfter,
        Self::UnavailableAfter,
        Self::TimeoutAfter,
        Self::ResetAfter,
        Self::ClosedAfter,
        Self::CutShort,
        Self::Truncated,
        Self::Leftovers,
        Self::Strangers,
        Self::Slow,
    ];

    /// Those by which an engine asks to slow down.
    pub const THROTTLED: [Self; 4] =
        [Self::ThroughputExceeded, Self::Throttling, Self::RequestLimit, Self::LimitExceeded];

    /// Those after which a request was not carried out, and the caller cannot know that.
    pub const LOST_REQUEST: [Self; 4] = [Self::Failed, Self::Unavailable, Self::Timeout, Self::Reset];

    /// Those after which a request was carried out, and the caller cannot know that.
    pub const LOST_ANSWER: [Self; 7] = [
        Self::FailedAfter,
        Self::UnavailableAfter,
        Self::TimeoutAfter,
        Self::ResetAfter,
        Self::ClosedAfter,
        Self::CutShort,
        Self::Truncated,
    ];

    /// Whether the caller cannot know from the answer if the request was carried out.
    ///
    /// ```
    /// use dynamo_core::testing::Fault;
    ///
    /// assert!(Fault::Timeout.is_ambiguous() && Fault::TimeoutAfter.is_ambiguous());
    /// assert!(!Fault::Throttling.is_ambiguous() && !Fault::Refused.is_ambiguous());
    /// ```
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        self == Self::InProgress || Self::LOST_REQUEST.contains(&self) || Self::LOST_ANSWER.contains(&self)
    }

    /// Whether this can happen to such a request.
    pub(super) fn fits(self, operation: &Operation) -> bool {
        match self {
            Self::OperationThrottled => operation.is_transaction(),
            Self::Conflict => operation.is_transaction() || operation.writes_one(),
            Self::InProgress => operation.is_transaction() && operation.writes(),
            Self::Leftovers | Self::Strangers => operation.left_under().is_some(),
            _ => true,
        }
    }
}
