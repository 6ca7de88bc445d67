//! A service with streams, as the SDK sees one: shards that split while they are read, pages cut anywhere, answers that fail.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynamo_core::Db;
use dynamo_core::backend::embedded::Engine;
use serde_json::{Value, json};

pub(crate) const STREAM: &str = "arn:aws:dynamodb:nowhere:1:table/ticks/stream/2026";

#[derive(Debug, Clone, Default)]
pub(crate) struct Shard {
    pub(crate) parent: Option<usize>,
    /// Key and count; the sequence number is their place in the whole service.
    pub(crate) records: Vec<(u64, String, u32)>,
    pub(crate) is_closed: bool,
    /// So many of its records are gone.
    pub(crate) trimmed: usize,
    /// It is not listed any more.
    pub(crate) is_dropped: bool,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) shards: Vec<Shard>,
    pub(crate) is_off: bool,
    /// What the next requests for records fail with, one each: the code, with the status.
    pub(crate) script: VecDeque<(u16, &'static str)>,
    /// Pages are cut, and requests fail, as this draws.
    pub(crate) draws: Option<fastrand::Rng>,
    /// What happens to the shards meanwhile, one step for every few requests.
    pub(crate) steps: VecDeque<Vec<Shard>>,
    pub(crate) log: Vec<String>,
    pub(crate) running: usize,
    pub(crate) most_running: usize,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Service(Arc<Mutex<State>>);

impl Service {
    pub(crate) fn of(shards: Vec<Shard>) -> Self {
        Self(Arc::new(Mutex::new(State { shards, ..State::default() })))
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn client(&self) -> aws_sdk_dynamodb::Client {
        let config = Engine::memory().unwrap().client().config().to_builder().http_client(self.clone());
        aws_sdk_dynamodb::Client::from_conf(config.build())
    }

    pub(crate) fn db(&self) -> Db {
        Db::from_client(self.client())
    }

    /// How often something was asked for.
    pub(crate) fn asked(&self, what: &str) -> usize {
        self.state().log.iter().filter(|line| line.starts_with(what)).count()
    }
}

pub(crate) fn records(keys: &[(&str, u32)], first: u64) -> Vec<(u64, String, u32)> {
    (first..).zip(keys).map(|(number, (key, count))| (number, (*key).to_owned(), *count)).collect()
}

impl HttpClient for Service {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Service {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let service = self.clone();
        HttpConnectorFuture::new(async move {
            let target = request.headers().get("x-amz-target").unwrap_or_default();
            let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
            let body = std::mem::replace(request.body_mut(), SdkBody::taken());
            let body: Value = serde_json::from_slice(body.bytes().unwrap()).unwrap();
            {
                let mut state = service.state();
                state.running += 1;
                state.most_running = state.most_running.max(state.running);
            }
            tokio::time::sleep(Duration::from_millis(3)).await;
            let mut state = service.state();
            state.running -= 1;
            let (status, reply) = state.answer(&operation, &body);
            let mut response =
                HttpResponse::new(StatusCode::try_from(status).unwrap(), SdkBody::from(reply.to_string()));
            response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
            Ok(response)
        })
    }
}

fn number(number: u64) -> String {
    format!("{:021}", number + 1)
}

fn refused(code: &str) -> (u16, Value) {
    failed(400, code)
}

fn failed(status: u16, code: &str) -> (u16, Value) {
    (status, json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "no" }))
}

impl State {
    fn answer(&mut self, operation: &str, body: &Value) -> (u16, Value) {
        if let Some(draws) = &mut self.draws
            && draws.u8(..6) == 0
            && let Some(step) = self.steps.pop_front()
        {
            self.shards = step;
        }
        match operation {
            "DescribeTable" => {
                let on = json!({ "StreamEnabled": true, "StreamViewType": "NEW_IMAGE" });
                (200, json!({ "Table": { "LatestStreamArn": STREAM, "StreamSpecification": on } }))
            }
            "DescribeStream" => (200, self.described(body)),
            "GetShardIterator" => self.iterator(body),
            "GetRecords" => self.records(body),
            _ => refused("UnknownOperationException"),
        }
    }

    /// Two shards to a page.
    fn described(&mut self, body: &Value) -> Value {
        self.log.push("describe".to_owned());
        let from = body["ExclusiveStartShardId"].as_str().map_or(0, |id| index(id) + 1);
        let end = self.shards.len().min(from + 2);
        let shards: Vec<_> = (from..end).filter(|at| !self.shards[*at].is_dropped).map(|at| self.listed(at)).collect();
        let status = if self.is_off { "DISABLED" } else { "ENABLED" };
        let mut description = json!({ "StreamArn": STREAM, "StreamStatus": status, "Shards": shards });
        if end < self.shards.len() {
            description["LastEvaluatedShardId"] = json!(id(end - 1));
        }
        json!({ "StreamDescription": description })
    }

    fn listed(&self, at: usize) -> Value {
        let shard = &self.shards[at];
        let mut listed = json!({ "ShardId": id(at), "SequenceNumberRange": { "StartingSequenceNumber": number(0) } });
        if let Some(parent) = shard.parent {
            listed["ParentShardId"] = json!(id(parent));
        }
        if shard.is_closed {
            listed["SequenceNumberRange"]["EndingSequenceNumber"] = json!(number(1_000_000));
        }
        listed
    }

    fn iterator(&mut self, body: &Value) -> (u16, Value) {
        let (shard, kind) = (body["ShardId"].as_str().unwrap(), body["ShardIteratorType"].as_str().unwrap());
        self.log.push(format!("iterator {shard} {kind} {}", body["SequenceNumber"].as_str().unwrap_or_default()));
        let known = &self.shards[index(shard)];
        let place = match kind {
            "TRIM_HORIZON" => known.trimmed,
            "LATEST" => known.records.len(),
            _ => {
                let after = body["SequenceNumber"].as_str().unwrap().parse::<u64>().unwrap() - 1;
                known.records.iter().take_while(|(number, ..)| *number <= after).count()
            }
        };
        if known.is_dropped {
            return refused("ResourceNotFoundException");
        }
        if place < known.trimmed {
            return refused("TrimmedDataAccessException");
        }
        (200, json!({ "ShardIterator": format!("{shard}|{place}") }))
    }

    fn records(&mut self, body: &Value) -> (u16, Value) {
        let iterator = body["ShardIterator"].as_str().unwrap();
        let (shard, place) = iterator.split_once('|').unwrap();
        let place: usize = place.parse().unwrap();
        self.log.push(format!("records {shard} {place}"));
        if let Some((status, code)) = self.script.pop_front() {
            return failed(status, code);
        }
        let known = &self.shards[index(shard)];
        if known.is_dropped || place < known.trimmed {
            return refused("TrimmedDataAccessException");
        }
        let left = known.records.len() - place;
        let wanted = body["Limit"].as_u64().map_or(left, |limit| left.min(usize::try_from(limit).unwrap()));
        let count = match &mut self.draws {
            Some(draws) => match draws.u8(..20) {
                0 => return refused("ExpiredIteratorException"),
                1 => return refused("LimitExceededException"),
                2 => return failed(500, "InternalServerError"),
                3..7 => 0,
                _ => wanted.min(draws.usize(..5)),
            },
            None => wanted,
        };
        let records: Vec<_> = known.records[place..place + count].iter().map(record).collect();
        let mut reply = json!({ "Records": records });
        if !(known.is_closed && place + count == known.records.len()) {
            reply["NextShardIterator"] = json!(format!("{shard}|{}", place + count));
        }
        (200, reply)
    }
}

fn record((place, key, count): &(u64, String, u32)) -> Value {
    let keys = json!({ "key": { "S": key } });
    let image = json!({ "key": { "S": key }, "count": { "N": count.to_string() } });
    let told = json!({
        "Keys": keys, "NewImage": image, "SequenceNumber": number(*place), "StreamViewType": "NEW_IMAGE",
        "ApproximateCreationDateTime": 1_700_000_000, "SizeBytes": 20,
    });
    json!({ "eventID": place.to_string(), "eventName": "MODIFY", "eventSource": "aws:dynamodb", "dynamodb": told })
}

fn id(at: usize) -> String {
    format!("shardId-{at:08}")
}

fn index(id: &str) -> usize {
    id.trim_start_matches("shardId-").parse().unwrap()
}
