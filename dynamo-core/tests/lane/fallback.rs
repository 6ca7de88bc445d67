//! Should the SDK ever pass our deserializer by, its own output is read.

use aws_sdk_dynamodb::operation::get_item::GetItem;
use aws_sdk_dynamodb::operation::query::Query;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, Error, Output,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use dynamo_core::Db;

use crate::canned::Canned;
use crate::canned::order::{found, order, orders, page};
use crate::rows::{execute, get, query};

/// Puts the SDK's own deserializer of an operation back after all others had their say.
#[derive(Debug, Clone)]
struct PassBy(FrozenLayer);

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
        cfg.interceptor_state().store_put(SharedResponseDeserializer::new(self.clone()));
        Ok(())
    }
}

impl DeserializeResponse for PassBy {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        cfg: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let own = self.0.load::<SharedResponseDeserializer>().expect("every operation has one");
        own.deserialize_nonstreaming_with_config(response, cfg)
    }
}

fn passed_by(operation: &dyn RuntimePlugin, body: String) -> Db {
    let own = PassBy(operation.config().expect("every operation has a configuration"));
    let config = Canned::reply(body).config().interceptor(own);
    Db::from_client(aws_sdk_dynamodb::Client::from_conf(config.build()))
}

#[tokio::test]
async fn a_get_that_is_passed_by_is_equal() {
    let db = passed_by(&GetItem::new(), found());
    let (reply, rows) = execute(&db, get(&db)).await;
    let reply = reply.expect("it is answered");
    assert!(!reply.direct, "the lane was meant to be passed by");
    assert_eq!((reply.count, rows), (1, vec![order()]));
}

#[tokio::test]
async fn a_query_that_is_passed_by_is_equal() {
    let db = passed_by(&Query::new(), page(5));
    let (reply, rows) = execute(&db, query(&db)).await;
    let reply = reply.expect("it is answered");
    assert!(!reply.direct, "the lane was meant to be passed by");
    assert_eq!((reply.count, reply.scanned, rows), (5, 5, orders(5)));
}
