//! Should the SDK ever pass our deserializer by, its own output is read.

use std::sync::Mutex;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::ser_de::SharedResponseDeserializer;
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_core::Db;

use crate::canned::Canned;
use crate::canned::order::{found, order, orders, page};
use crate::rows::{execute, get, query};

/// Puts the SDK's deserializer back after all others had their say.
#[derive(Debug, Default)]
struct PassBy(Mutex<Option<SharedResponseDeserializer>>);

impl Intercept for PassBy {
    fn name(&self) -> &'static str {
        "the SDK's own deserializer"
    }

    fn modify_before_serialization(
        &self,
        _: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        *self.0.lock().unwrap() = cfg.load::<SharedResponseDeserializer>().cloned();
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        _: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let own = self.0.lock().unwrap().clone().expect("the SDK has one for every operation");
        cfg.interceptor_state().store_put(own);
        Ok(())
    }
}

fn passed_by(body: String) -> Db {
    let config = Canned::reply(body).config().interceptor(PassBy::default());
    Db::from_client(aws_sdk_dynamodb::Client::from_conf(config.build()))
}

#[tokio::test]
async fn a_get_that_is_passed_by_is_equal() {
    let db = passed_by(found());
    let (reply, rows) = execute(&db, get(&db)).await;
    let reply = reply.expect("it is answered");
    assert!(!reply.direct, "the lane was meant to be passed by");
    assert_eq!((reply.count, rows), (1, vec![order()]));
}

#[tokio::test]
async fn a_query_that_is_passed_by_is_equal() {
    let db = passed_by(page(5));
    let (reply, rows) = execute(&db, query(&db)).await;
    let reply = reply.expect("it is answered");
    assert!(!reply.direct, "the lane was meant to be passed by");
    assert_eq!((reply.count, reply.scanned, rows), (5, 5, orders(5)));
}
