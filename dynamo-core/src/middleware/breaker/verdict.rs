//! What the end of a call says about the engine.

use crate::error::{Error, ErrorKind, Result};
use crate::response::Reply;

/// What is known of the engine when a call has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It answers, whatever it said.
    Answered,
    /// It cannot be reached, fails by itself, or asks to slow down.
    Failed,
    /// Nothing: it was not asked, or nobody waited for the answer.
    Silent,
}

impl Verdict {
    pub(super) fn of(result: &Result<Reply>) -> Self {
        match result {
            Ok(reply) if reply.unprocessed.is_empty() => Self::Answered,
            Ok(reply) => match reply.stopped.as_ref().map(Self::of_error) {
                // It was not throttling that left them.
                Some(Self::Answered) => Self::Answered,
                _ => Self::Failed,
            },
            Err(error) => Self::of_error(error),
        }
    }

    fn of_error(error: &Error) -> Self {
        Self::of_kind(error.kind_before_loss(), error.code().is_some())
    }

    /// Failures are listed by name: what is not among them is the caller's, or an answer. An engine that has answered with an error has said a
    /// code; without one, what may be either was found before anything was sent.
    fn of_kind(kind: &ErrorKind, has_code: bool) -> Self {
        match kind {
            ErrorKind::Throttled { .. }
            | ErrorKind::Unavailable
            | ErrorKind::Timeout
            | ErrorKind::OutcomeUnknown
            | ErrorKind::Unprocessed { .. } => Self::Failed,
            ErrorKind::InvalidRequest { .. } | ErrorKind::AccessDenied if !has_code => Self::Silent,
            ErrorKind::InvalidKey(_)
            | ErrorKind::InvalidCursor { .. }
            | ErrorKind::Unfinished { .. }
            | ErrorKind::TableDiffers { .. }
            | ErrorKind::Encode(_)
            | ErrorKind::ItemTooLarge { .. }
            | ErrorKind::Unsupported { .. }
            | ErrorKind::CircuitOpen { .. } => Self::Silent,
            ErrorKind::InvalidRequest { .. }
            | ErrorKind::AccessDenied
            | ErrorKind::Decode(_)
            | ErrorKind::ItemCollectionTooLarge
            | ErrorKind::Outdated { .. }
            | ErrorKind::MissingTable
            | ErrorKind::MissingIndex { .. }
            | ErrorKind::NoStream
            | ErrorKind::StreamGap { .. }
            | ErrorKind::AlreadyExists
            | ErrorKind::NotFound
            | ErrorKind::VersionConflict { .. }
            | ErrorKind::OutOfRange { .. }
            | ErrorKind::ConditionFailed
            | ErrorKind::TransactionCancelled(_)
            | ErrorKind::TransactionConflict
            | ErrorKind::Other { .. } => Self::Answered,
        }
    }
}
