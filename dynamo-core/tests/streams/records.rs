//! Records as the SDK hands them out, taken one by one.

use std::time::{Duration, UNIX_EPOCH};

use aws_sdk_dynamodbstreams::primitives::DateTime;
use aws_sdk_dynamodbstreams::types::{
    AttributeValue, Identity, OperationType, Record, StreamRecord, StreamViewType as View,
};
use dynamo_core::schema::StreamView;
use dynamo_core::stream::{Change, ChangeKind};

use super::Tick;

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.into())
}

fn record(operation: OperationType, counts: [Option<u32>; 2]) -> Record {
    let mut told = StreamRecord::builder().keys("key", text("a")).sequence_number("700").size_bytes(26);
    told = told.approximate_creation_date_time(DateTime::from_secs(1_770_000_000));
    told = told.stream_view_type(View::NewAndOldImages);
    let [old, new] = counts.map(|count| count.map(|count| AttributeValue::N(count.to_string())));
    if let Some(count) = old {
        told = told.old_image("key", text("a")).old_image("count", count);
    }
    if let Some(count) = new {
        told = told.new_image("key", text("a")).new_image("count", count);
    }
    Record::builder().event_id("e1").event_name(operation).dynamodb(told.build()).build()
}

fn tick(count: u32) -> Tick {
    Tick { key: "a".into(), count }
}

#[test]
fn every_member_of_an_sdks_record_is_read() {
    let change = Change::<Tick>::from_record(record(OperationType::Modify, [Some(1), Some(2)])).unwrap();
    assert_eq!((change.kind, change.key), (ChangeKind::Modify, Tick::key("a")));
    assert_eq!((change.old, change.new), (Some(tick(1)), Some(tick(2))));
    assert_eq!((change.event_id.as_deref(), change.sequence_number.as_deref()), (Some("e1"), Some("700")));
    assert_eq!(change.created_at, Some(UNIX_EPOCH + Duration::from_secs(1_770_000_000)));
    assert_eq!((change.size, change.view), (Some(26), Some(StreamView::NewAndOldImages)));
}

#[test]
fn what_happened_is_told() {
    let kind = |record| Change::<Tick>::from_record(record).unwrap().kind;
    assert_eq!(kind(record(OperationType::Insert, [None, Some(1)])), ChangeKind::Insert);
    let removed = record(OperationType::Remove, [Some(1), None]);
    assert_eq!(kind(removed.clone()), ChangeKind::Remove);
    // What DynamoDB deletes by itself has expired.
    let service = Identity::builder().r#type("Service").principal_id("dynamodb.amazonaws.com").build();
    let mut expired = removed;
    expired.user_identity = Some(service);
    assert_eq!(kind(expired), ChangeKind::Expired);
}
