//! Requests that never left: no connection, or nobody to sign for.

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::dns::ResolveDnsError;
use aws_smithy_runtime_api::client::result::ConnectorError;
use std::error::Error as StdError;

use super::failure::{causes, find};

/// Whether there was never a connection to send anything by: no address, nobody who listens, nobody who answers in time.
pub(super) fn was_never_connected(error: &ConnectorError) -> bool {
    find::<ResolveDnsError>(error).is_some() || causes(error).any(|cause| is_refusal(cause) || is_connecting(cause))
}

fn is_refusal(cause: &(dyn StdError + 'static)) -> bool {
    use std::io::ErrorKind::{AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable};

    let kind = cause.downcast_ref().map(std::io::Error::kind);
    matches!(kind, Some(ConnectionRefused | HostUnreachable | NetworkUnreachable | AddrNotAvailable))
}

/// What the SDK's own HTTP client says while it connects; other clients are known by the causes above.
#[cfg(feature = "aws")]
fn is_connecting(cause: &(dyn StdError + 'static)) -> bool {
    cause.downcast_ref().is_some_and(hyper_util::client::legacy::Error::is_connect)
}

#[cfg(not(feature = "aws"))]
fn is_connecting(_cause: &(dyn StdError + 'static)) -> bool {
    false
}

/// Whether the request could not be signed.
pub(super) fn has_no_credentials(error: &ConnectorError) -> bool {
    find::<CredentialsError>(error).is_some() || causes(error).any(is_without_identity)
}

/// A client without any source of credentials. The SDK's type for it is private; its name is what can be seen of it.
fn is_without_identity(cause: &(dyn StdError + 'static)) -> bool {
    format!("{cause:?}").starts_with("NoMatchingAuthSchemeError")
}

/// Whether it is not known where to send it: a client without a region, or with an address that is none. The SDK's type for it has no public
/// name in the crates that we use; see above.
pub(super) fn has_no_endpoint(error: &ConnectorError) -> bool {
    causes(error).any(|cause| format!("{cause:?}").starts_with("ResolveEndpointError"))
}
