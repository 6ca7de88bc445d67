use std::sync::atomic::{AtomicU64, Ordering};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use super::engine::Engine;
use super::operations;

/// What comes before the operation's name in `X-Amz-Target`: tables, and their streams.
const SERVICES: [&str; 2] = ["DynamoDB_20120810.", "DynamoDBStreams_20120810."];
const UNKNOWN_OPERATION: &str = r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#;

/// An HTTP client for any SDK configuration: the DynamoDB client's, or the one for streams.
impl HttpClient for Engine {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Engine {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let engine = self.clone();
        HttpConnectorFuture::new(async move { respond(&engine, request).await })
    }
}

async fn respond(engine: &Engine, mut request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let Some(operation) = name(&request).and_then(operations::find) else {
        return reply(400, UNKNOWN_OPERATION.as_bytes().to_vec());
    };
    let body = std::mem::replace(request.body_mut(), SdkBody::taken());
    let work = move |database: &_| operation.run(database, body.bytes().unwrap_or_default());
    match engine.run(operation.access(), work).await {
        Ok(Ok(body)) => reply(200, body),
        Ok(Err(error)) => reply(error.status_code(), operations::error_body(error)),
        // The caller's mistake: there is no use in sending it again.
        Err(error) => Err(ConnectorError::user(error.into())),
    }
}

fn name(request: &HttpRequest) -> Option<&str> {
    let target = request.headers().get("x-amz-target")?;
    SERVICES.iter().find_map(|service| target.strip_prefix(service))
}

fn reply(status: u16, body: Vec<u8>) -> Result<HttpResponse, ConnectorError> {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let status = StatusCode::try_from(status).map_err(|error| ConnectorError::other(error.into(), None))?;
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    let headers = response.headers_mut();
    headers.insert("content-type", "application/x-amz-json-1.0");
    headers.insert("x-amzn-requestid", format!("EMBEDDED{:044}", COUNT.fetch_add(1, Ordering::Relaxed)));
    Ok(response)
}
