//! A function behind a table's stream, as AWS Lambda runs one: it takes an event and answers which record to begin with again.
//!
//! Here the events are recorded ones. On Lambda, `main` is two lines, with `lambda_runtime` among the dependencies:
//!
//! ```ignore
//! let mailer = &Mailer { room: 1000, ..Mailer::default() };
//! lambda_runtime::run(service_fn(|event: LambdaEvent<StreamEvent>| async move { Ok::<_, Error>(handle(mailer, event.payload).await) })).await
//! ```

use std::cell::RefCell;

use dynamo_core::prelude::*;
use dynamo_core::stream::{BatchResponse, Change, ChangeKind, StreamEvent};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("STORY#{id}")]
struct Story {
    owner: String,
    id: String,
    title: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "app")]
#[pk("USER#{owner}")]
#[sk("PROFILE")]
struct Profile {
    owner: String,
    name: String,
}

/// All that the table holds.
#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum App {
    Story(Story),
    Profile(Profile),
}

const EVENT: &[u8] = br#"{"Records": [
    {"eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb", "awsRegion": "eu-north-1", "dynamodb": {
        "Keys": {"PK": {"S": "USER#ada"}, "SK": {"S": "PROFILE"}},
        "NewImage": {"PK": {"S": "USER#ada"}, "SK": {"S": "PROFILE"}, "owner": {"S": "ada"}, "name": {"S": "Ada"}},
        "SequenceNumber": "1000000000000000000001", "SizeBytes": 60, "StreamViewType": "NEW_AND_OLD_IMAGES"}},
    {"eventID": "2", "eventName": "INSERT", "eventSource": "aws:dynamodb", "awsRegion": "eu-north-1", "dynamodb": {
        "Keys": {"PK": {"S": "USER#ada"}, "SK": {"S": "STORY#7"}},
        "NewImage": {"PK": {"S": "USER#ada"}, "SK": {"S": "STORY#7"}, "owner": {"S": "ada"}, "id": {"S": "7"}, "title": {"S": "A day out"}},
        "SequenceNumber": "1000000000000000000002", "SizeBytes": 80, "StreamViewType": "NEW_AND_OLD_IMAGES"}},
    {"eventID": "3", "eventName": "REMOVE", "eventSource": "aws:dynamodb", "awsRegion": "eu-north-1",
        "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"}, "dynamodb": {
        "Keys": {"PK": {"S": "USER#ada"}, "SK": {"S": "STORY#7"}},
        "OldImage": {"PK": {"S": "USER#ada"}, "SK": {"S": "STORY#7"}, "owner": {"S": "ada"}, "id": {"S": "7"}, "title": {"S": "A day out"}},
        "SequenceNumber": "1000000000000000000003", "SizeBytes": 80, "StreamViewType": "NEW_AND_OLD_IMAGES"}}
]}"#;

/// Something that may fail.
#[derive(Default)]
struct Mailer {
    /// It has room for so many letters.
    room: usize,
    sent: RefCell<Vec<String>>,
}

impl Mailer {
    async fn send(&self, letter: String) -> Result<(), String> {
        if self.sent.borrow().len() == self.room {
            return Err(format!("no room for {letter:?}"));
        }
        println!("    sent: {letter}");
        self.sent.borrow_mut().push(letter);
        Ok(())
    }
}

/// One change after the other. What fails ends the batch, and Lambda sends the rest of it again.
async fn handle(mailer: &Mailer, event: StreamEvent) -> BatchResponse {
    let response = event
        .each(|change: Change<App>| async move {
            match (change.kind, change.old, change.new) {
                (ChangeKind::Insert, _, Some(App::Profile(new))) => mailer.send(format!("welcome, {}", new.name)).await,
                (ChangeKind::Insert, _, Some(App::Story(new))) => mailer.send(format!("new: {}", new.title)).await,
                (ChangeKind::Expired, Some(App::Story(old)), _) => mailer.send(format!("{} is over", old.title)).await,
                _ => Ok(()),
            }
        })
        .await;
    if let Some(error) = response.error() {
        println!("    failed: {error}");
    }
    response
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut event = StreamEvent::from_json(EVENT)?;
    println!("{} records, and room for two letters", event.records.len());
    let response = handle(&Mailer { room: 2, ..Mailer::default() }, event.clone()).await;
    println!("{}", serde_json::to_string(&response).expect("a response serializes"));

    // What Lambda does then.
    let failed = response.failed().expect("there was no room for the third").to_owned();
    event.records.retain(|record| record.as_ref().is_ok_and(|record| record.sequence_number.as_ref() >= Some(&failed)));
    println!("again from {failed}: {} record", event.records.len());
    let response = handle(&Mailer { room: 2, ..Mailer::default() }, event).await;
    println!("{}", serde_json::to_string(&response).expect("a response serializes"));
    assert_eq!(response.failed(), None);
    Ok(())
}
