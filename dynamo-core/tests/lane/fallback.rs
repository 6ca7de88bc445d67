//! Should the SDK ever pass our deserializer by, its own output is read: a client on which that has happened.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItem;
use aws_sdk_dynamodb::operation::get_item::GetItem;
use aws_sdk_dynamodb::operation::query::Query;
use aws_sdk_dynamodb::operation::scan::Scan;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItems;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, Error, Output,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};

/// Puts the SDK's own deserializer of an operation back after all others had their say.
#[derive(Debug)]
struct PassBy;

/// What the SDK sets for the operation, its own deserializer among it.
#[derive(Debug)]
struct Own(FrozenLayer);

impl Intercept for PassBy {
    fn name(&self) -> &'static str {
        "the SDK's own deserializer"
    }

    fn read_before_deserialization(
        &self,
        _: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let settings = match cfg.load::<Metadata>().expect("every operation has a name").name() {
            "GetItem" => GetItem::new().config(),
            "Query" => Query::new().config(),
            "Scan" => Scan::new().config(),
            "BatchGetItem" => BatchGetItem::new().config(),
            "TransactGetItems" => TransactGetItems::new().config(),
            other => panic!("{other} reads no rows"),
        };
        let own = Own(settings.expect("every operation has settings"));
        cfg.interceptor_state().store_put(SharedResponseDeserializer::new(own));
        Ok(())
    }
}

impl DeserializeResponse for Own {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        cfg: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let own = self.0.load::<SharedResponseDeserializer>().expect("every operation has one");
        own.deserialize_nonstreaming_with_config(response, cfg)
    }
}

/// The same client, by which the lane's slots stay empty.
pub(crate) fn passed_by(client: &Client) -> Client {
    Client::from_conf(client.config().to_builder().interceptor(PassBy).build())
}
