//! A client for streams that goes where the client for items goes.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodbstreams::Client as StreamsClient;
use aws_sdk_dynamodbstreams::config::{BehaviorVersion, Builder};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::identity::{ResolveIdentity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::ConfigBag;

/// How DynamoDB's requests are signed.
const SIGNATURE: AuthSchemeId = AuthSchemeId::new("sigv4");

/// Looks at one request of the client for items: its configuration tells neither its credentials nor its endpoint.
#[derive(Debug, Clone, Default)]
pub(super) struct Look(Arc<Mutex<Option<Seen>>>);

/// What was seen.
#[derive(Debug, Clone)]
struct Seen {
    /// Scheme and host.
    address: String,
    credentials: Option<Lent>,
}

impl Intercept for Look {
    fn name(&self) -> &'static str {
        "dynamo-core's look at credentials and endpoint"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let resolver = components.identity_resolver(SIGNATURE);
        let credentials = resolver.map(|resolver| Lent { resolver, components: components.clone() });
        let seen = Seen { address: origin(context.request().uri()), credentials };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
        Ok(())
    }
}

impl Look {
    /// A client for streams with what was seen and the configuration of the other one. Without a request there was nothing to see.
    pub(super) fn client(&self, client: &Client) -> Option<StreamsClient> {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let from = client.config();
        let mut config = Builder::new().behavior_version(BehaviorVersion::latest());
        config.set_region(from.region().cloned());
        config.set_http_client(from.http_client());
        config.set_sleep_impl(from.sleep_impl());
        config.set_time_source(from.time_source());
        config.set_retry_config(from.retry_config().cloned());
        config.set_timeout_config(from.timeout_config().cloned());
        config.set_app_name(from.app_name().cloned());
        // Without any, it refuses to be built.
        if let Some(protection) = from.stalled_stream_protection() {
            config = config.stalled_stream_protection(protection.clone());
        }
        if let Some(cache) = from.identity_cache() {
            config = config.identity_cache(cache);
        }
        config = match seen.credentials {
            Some(credentials) => config.credentials_provider(credentials),
            None => config.allow_no_auth(),
        };
        Some(StreamsClient::from_conf(aimed(config, &seen.address).build()))
    }
}

/// Under which names AWS answers, in each of its partitions. Under those of the second list, by both versions of IP.
const AWS: [&str; 7] = [
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
    ".cloud.adc-e.uk",
    ".csp.hci.ic.gov",
];
const DUAL: [&str; 7] = [
    ".api.aws",
    ".api.amazonwebservices.com.cn",
    ".api.amazonwebservices.eu",
    ".api.aws.ic.gov",
    ".api.aws.scloud",
    ".api.cloud-aws.adc-e.uk",
    ".api.aws.hci.ic.gov",
];

/// Where AWS is not the one who answers, streams are behind the same address as items. AWS has one of its own for them in each region.
fn aimed(config: Builder, address: &str) -> Builder {
    let host = address.rsplit_once("//").map_or(address, |(_, host)| host).to_ascii_lowercase();
    let host = host.split_once(':').map_or(&*host, |(host, _)| host);
    let is_of = |names: [&str; 7]| names.iter().any(|name| host.ends_with(name));
    let is_dual = is_of(DUAL);
    match is_dual || is_of(AWS) {
        true => config.use_dual_stack(is_dual).use_fips(host.contains("-fips.")),
        false => config.endpoint_url(address),
    }
}

/// Scheme, host and port of an address.
fn origin(uri: &str) -> String {
    let host = uri.find("://").map_or(0, |at| at + 3);
    let end = uri[host..].find('/').map_or(uri.len(), |at| host + at);
    uri[..end].to_owned()
}

/// The credentials of another client, asked for anew whenever they are needed.
#[derive(Clone)]
struct Lent {
    resolver: SharedIdentityResolver,
    components: RuntimeComponents,
}

impl fmt::Debug for Lent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lent")
    }
}

impl Lent {
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let (components, bag) = (&self.components, ConfigBag::base());
        let identity =
            self.resolver.resolve_identity(components, &bag).await.map_err(CredentialsError::provider_error)?;
        let known = identity.data::<Credentials>().cloned();
        known.ok_or_else(|| CredentialsError::provider_error("the client for items signs with something else"))
    }
}

impl ProvideCredentials for Lent {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

#[cfg(test)]
mod tests {
    use super::{Builder, aimed, origin};

    #[test]
    fn the_address_is_that_of_others_and_never_that_of_aws() {
        let own = ["http://localhost:8000/", "https://10.0.0.1/x", "http://embedded.invalid"];
        let origins = ["http://localhost:8000", "https://10.0.0.1", "http://embedded.invalid"];
        assert_eq!(own.map(origin), origins);
        for address in origins {
            assert!(format!("{:?}", aimed(Builder::new(), address)).contains(address));
        }
        let aws = [
            "https://dynamodb.eu-north-1.amazonaws.com",
            "https://DynamoDB.eu-north-1.amazonaws.com:443",
            "https://1234.ddb.eu-north-1.api.aws",
            "https://vpce-1-2.dynamodb.eu-north-1.vpce.amazonaws.com",
            "https://dynamodb.cn-north-1.amazonaws.com.cn",
            "https://dynamodb.cn-north-1.api.amazonwebservices.com.cn",
            "https://dynamodb.eusc-de-east-1.amazonaws.eu",
            "https://dynamodb.us-iso-east-1.c2s.ic.gov",
            "https://dynamodb.us-isob-east-1.sc2s.sgov.gov",
        ];
        for address in aws {
            assert!(!format!("{:?}", aimed(Builder::new(), address)).contains(address), "{address}");
        }
    }
}
