use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use super::answer::Answer;
use super::operation::Operation;
use super::{Fault, Faults, answer, batch};

/// Faults and the HTTP client behind them.
#[derive(Debug)]
pub(super) struct InFront {
    faults: Faults,
    behind: SharedHttpClient,
}

impl InFront {
    pub(super) fn new(faults: Faults, behind: SharedHttpClient) -> Self {
        Self { faults, behind }
    }
}

impl HttpClient for InFront {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let behind = self.behind.http_connector(settings, components);
        SharedHttpConnector::new(Faulty { faults: self.faults.clone(), behind })
    }
}

#[derive(Debug, Clone)]
struct Faulty {
    faults: Faults,
    behind: SharedHttpConnector,
}

impl HttpConnector for Faulty {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let faulty = self.clone();
        HttpConnectorFuture::new(async move { faulty.answer(request).await })
    }
}

impl Faulty {
    async fn answer(&self, request: HttpRequest) -> Answer {
        let operation = Operation::of(&request);
        let (fault, slow_by) = {
            let mut plan = self.faults.plan();
            (plan.next(&operation), plan.slow_by)
        };
        if let Some(instead) = answer::instead(fault, request.body().bytes().unwrap_or_default()) {
            self.faults.plan().report.hit(fault, &operation, false);
            return instead;
        }
        if fault == Fault::Slow {
            tokio::time::sleep(slow_by).await;
        }
        let (response, applied) = match operation.left_under() {
            Some(under) => self.batch(fault, under, request).await?,
            None => self.pass(request).await?,
        };
        {
            let mut plan = self.faults.plan();
            plan.report.hit(fault, &operation, applied);
            if applied {
                plan.report.carried_out(&operation);
            }
        }
        answer::afterwards(fault, response).await
    }

    /// What the engine answers, and whether it has carried the request out.
    async fn pass(&self, request: HttpRequest) -> Result<(HttpResponse, bool), ConnectorError> {
        let response = self.behind.call(request).await?;
        let applied = response.status().is_success();
        Ok((response, applied))
    }

    /// Passes on the members of a batch that are not left.
    async fn batch(
        &self,
        fault: Fault,
        under: &'static str,
        mut request: HttpRequest,
    ) -> Result<(HttpResponse, bool), ConnectorError> {
        let Some(split) = self.split(fault, under, &request) else {
            return self.pass(request).await;
        };
        let Some(passed) = split.passed() else {
            return Ok((answer::json(200, &split.reply_for_none())?, false));
        };
        request.headers_mut().insert("content-length", passed.len().to_string());
        *request.body_mut() = SdkBody::from(passed);
        let (response, applied) = self.pass(request).await?;
        let (status, body) = whole(response).await?;
        let reply = split.reply(&body).filter(|_| applied).unwrap_or(body);
        Ok((answer::json(status, &reply)?, applied))
    }

    /// What becomes of the members of a batch; `None` where all of them are passed on.
    fn split(&self, fault: Fault, under: &'static str, request: &HttpRequest) -> Option<batch::Split> {
        let batch = batch::Batch::read(under, request.body().bytes()?)?;
        let mut plan = self.faults.plan();
        let left = plan.left(fault, &batch.members());
        let count = left.iter().filter(|left| **left).count();
        plan.report.left(count);
        let strangers = fault == Fault::Strangers;
        (count > 0 || strangers).then(|| batch.split(&left, strangers))
    }
}

/// The status and the whole body of an answer.
pub(super) async fn whole(mut response: HttpResponse) -> Result<(u16, Vec<u8>), ConnectorError> {
    let status = response.status().as_u16();
    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
    let body = ByteStream::new(body).collect().await.map_err(|error| ConnectorError::io(error.into()))?;
    Ok((status, body.to_vec()))
}
