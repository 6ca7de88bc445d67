use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{DecodeError, Error, ErrorKind, Found, Result};
use crate::response::{Rows, Sink};
use crate::value::RawRow;

/// A sink that decodes rows as they arrive, and keeps what does not decode as an error in its place.
pub(crate) struct Collected<T, D> {
    decode: D,
    rows: Mutex<Kept<T>>,
}

struct Kept<T> {
    /// Of the reply that is being read.
    arriving: Vec<Result<T>>,
    /// Of the replies that were read to their end.
    done: Vec<Result<T>>,
}

impl<T, D> Collected<T, D>
where
    T: Send + 'static,
    D: Fn(RawRow<'_>) -> Result<T> + Send + Sync + 'static,
{
    pub(crate) fn new(decode: D) -> Arc<Self> {
        Arc::new(Self { decode, rows: Mutex::new(Kept { arriving: Vec::new(), done: Vec::new() }) })
    }

    /// The handle that a request is sent with.
    pub(crate) fn handle(self: &Arc<Self>) -> Rows {
        let sink: Arc<Self> = Arc::clone(self);
        Rows::new(sink)
    }

    /// The rows so far.
    pub(crate) fn take(&self) -> Vec<Result<T>> {
        std::mem::take(&mut self.kept().done)
    }

    /// Nothing panics while the lock is held but a user's own decoder, whose row is then simply not there.
    fn kept(&self) -> MutexGuard<'_, Kept<T>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, D> Sink for Collected<T, D>
where
    T: Send + 'static,
    D: Fn(RawRow<'_>) -> Result<T> + Send + Sync + 'static,
{
    fn begin(&self) {
        self.kept().arriving.clear();
    }

    fn row(&self, _place: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        let row = (self.decode)(row);
        if let Some(malformed) = row.as_ref().err().and_then(malformed) {
            return Err(malformed);
        }
        self.kept().arriving.push(row);
        Ok(())
    }

    fn commit(&self) {
        let kept = &mut *self.kept();
        kept.done.append(&mut kept.arriving);
    }
}

/// Bytes that are no item are the transport's fault, not the row's.
pub(crate) fn malformed(error: &Error) -> Option<DecodeError> {
    match error.kind() {
        ErrorKind::Decode(decode) if matches!(decode.found(), Found::Malformed(_)) => Some(decode.clone()),
        _ => None,
    }
}
