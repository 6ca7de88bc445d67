//! PostgreSQL's errors as ours. Codes decide, never the text of a message, which may quote values.

use deadpool_postgres::{PoolError, TimeoutType};
use tokio_postgres::error::SqlState;

use super::limits;
use crate::backend::Feature;
use crate::error::{Error, ErrorKind};

/// What went wrong, and what it leaves open.
pub(super) struct Trouble {
    pub(super) error: Error,
    pub(super) again: Again,
}

/// Whether doing it once more may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// It would come to the same.
    No,
    /// It was not carried out, and what was in its way passes.
    Yes,
    /// There was no connection, or it broke before anything could be carried out.
    Unsent,
    /// The connection broke: the statement that was under way may have been carried out.
    Broken,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self { error, again: Again::No }
    }
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(state) = error.code() else { return Self::of_connection(error) };
        let again = match state {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Again::Yes,
            _ if is_lost(state) => Again::Broken,
            _ => Again::No,
        };
        let told = Error::new(kind(state)).with_code(state.code());
        // Messages about values quote them.
        let quotes = ["22", "23", "42"].iter().any(|class| state.code().starts_with(class)) && state.code() != DENIED;
        let error = match error.as_db_error().filter(|_| !quotes) {
            Some(error) => told.with_message(error.message()),
            None => told,
        };
        Self { error, again }
    }
}

impl From<PoolError> for Trouble {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => {
                // Nothing was under way yet.
                Self::before_commit(error)
            }
            PoolError::Timeout(TimeoutType::Create | TimeoutType::Recycle) => {
                let late = Error::new(ErrorKind::Unavailable).with_message("no connection could be made in time");
                late.into()
            }
            PoolError::Timeout(TimeoutType::Wait) => {
                let reasons = vec!["no connection of the pool was free in time".to_owned()];
                Error::new(ErrorKind::Throttled { reasons }).into()
            }
            other => Error::invalid_request(format!("the pool gives no connection: {other}")).into(),
        }
    }
}

impl Trouble {
    fn of_connection(error: tokio_postgres::Error) -> Self {
        let is_ours = std::error::Error::source(&error).is_some_and(|source| {
            // A value that cannot be written, or an answer that cannot be read.
            !source.is::<std::io::Error>() && !error.is_closed()
        });
        let again = if is_ours { Again::No } else { Again::Broken };
        Self { error: Error::new(ErrorKind::Unavailable).caused_by(error), again }
    }

    /// Of what is known not to be committed: a connection that breaks takes its transaction with it.
    pub(super) fn not_committed(self) -> Self {
        let again = if self.again == Again::Broken { Again::Unsent } else { self.again };
        Self { again, ..self }
    }

    /// What happened before a transaction was to be committed.
    pub(super) fn before_commit(error: tokio_postgres::Error) -> Self {
        Self::from(error).not_committed()
    }

    /// Of a write that was under way, and may have been carried out if the connection broke.
    pub(super) fn of_write(self) -> Error {
        if self.again == Again::Broken { self.error.of_unknown_outcome() } else { self.error }
    }
}

/// The server is going down, or has dropped the connection.
fn is_lost(state: &SqlState) -> bool {
    let code = state.code();
    code.starts_with("08") || ["57P01", "57P02", "57P03", "57P05"].contains(&code)
}

/// A right is missing: the message says of what.
const DENIED: &str = "42501";

fn kind(state: &SqlState) -> ErrorKind {
    let throttled = |why: &str| ErrorKind::Throttled { reasons: vec![why.to_owned()] };
    match state.code() {
        "42P01" | "3F000" => ErrorKind::MissingTable,
        "42P07" => ErrorKind::AlreadyExists,
        DENIED | "28000" | "28P01" => ErrorKind::AccessDenied,
        "40001" | "40P01" | "55P03" => ErrorKind::TransactionConflict,
        "57014" | "25P03" | "25P04" => ErrorKind::Timeout,
        "53300" => throttled("too many connections"),
        "53200" => throttled("out of memory"),
        code if code.starts_with("08") || code.starts_with("57") || code.starts_with("53") => ErrorKind::Unavailable,
        // A standby, which takes no writes.
        "25006" => ErrorKind::Unavailable,
        // An entry of an index that has become too long: of old items, when an index is added.
        "54000" => limits::unsupported(Feature::LongKeys),
        code if code.starts_with("22") || code.starts_with("54") => {
            ErrorKind::InvalidRequest { reason: "the database cannot hold a value of the request".to_owned() }
        }
        code => ErrorKind::Other { code: code.to_owned() },
    }
}

/// Whether the table is another one than it was when it was looked at.
pub(super) fn is_of_the_table(error: &Error) -> bool {
    error.code().is_some_and(|code| ["42P01", "42703", "42804", "42883", "42P10", "23502"].contains(&code))
}
