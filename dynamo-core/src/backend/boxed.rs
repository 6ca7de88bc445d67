use std::future::Future;

use super::BoxFuture;

/// Makes a future in its box. `Box::pin` is given one that is made already, and copies it there: those around a call of the SDK have several
/// kilobytes, and most requests go through three of them.
#[inline]
pub(crate) fn boxed<'a, T, F: Future<Output = T> + Send + 'a>(make: impl FnOnce() -> F) -> BoxFuture<'a, T> {
    let place = Box::new_uninit();
    let future: Box<F> = Box::write(place, make());
    Box::into_pin(future)
}
