//! Free ports.

use std::net::{Ipv4Addr, TcpListener};

use crate::Failure;

/// How often a start is repeated when another process was faster at the port.
const ATTEMPTS: usize = 5;

/// A port nobody listens on just now. It may be taken before the server gets there: see [`with_free`].
fn free() -> Result<u16, Failure> {
    let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}

/// Starts something on a free port, again when the port was taken in between.
pub(super) fn with_free<T>(mut start: impl FnMut(u16) -> Result<T, Failure>) -> Result<T, Failure> {
    let mut attempt = 1;
    loop {
        match start(free()?) {
            Err(failure) if is_conflict(&failure) && attempt < ATTEMPTS => attempt += 1,
            other => return other,
        }
    }
}

/// Both servers print what the system says, and they are started in the C locale.
fn is_conflict(failure: &str) -> bool {
    failure.contains("Address already in use")
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::{ATTEMPTS, with_free};

    #[test]
    fn a_free_port_can_be_bound() {
        let listener = with_free(|port| TcpListener::bind(("127.0.0.1", port)).map_err(|error| error.to_string()));
        assert!(listener.is_ok());
    }

    #[test]
    fn a_taken_port_is_tried_again_with_another() {
        let mut ports = Vec::new();
        let outcome = with_free(|port| {
            ports.push(port);
            if ports.len() < 3 { Err("BindException: Address already in use".into()) } else { Ok(()) }
        });
        assert_eq!((outcome, ports.len()), (Ok(()), 3));
    }

    #[test]
    fn not_for_ever_and_not_for_other_failures() {
        let mut count = 0;
        let mut fail = |failure: &str| {
            count = 0;
            let outcome: Result<(), _> = with_free(|_| {
                count += 1;
                Err(failure.to_owned())
            });
            (outcome.is_err(), count)
        };
        assert_eq!(fail("Address already in use"), (true, ATTEMPTS));
        assert_eq!(fail("no space left on device"), (true, 1));
    }
}
