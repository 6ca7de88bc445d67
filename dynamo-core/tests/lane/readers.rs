//! A read by each of the readers: the lane, the SDK's own by choice, and the SDK's own because the lane was passed by.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use dynamo_core::Db;
use dynamo_core::backend::BoxFuture;
use dynamo_core::error::Result;
use dynamo_core::middleware::{Layer, Next};
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows};

use crate::canned::Canned;
use crate::equal::said;
use crate::fallback::passed_by;

/// Keeps the replies.
#[derive(Clone, Default)]
struct Watch(Arc<Mutex<Vec<Reply>>>);

impl Layer for Watch {
    fn call<'a>(&'a self, request: Request, rows: Option<&'a Rows>, next: Next<'a>) -> BoxFuture<'a, Result<Reply>> {
        Box::pin(async move {
            let reply = next.call(request, rows).await?;
            self.0.lock().expect("nothing panics while it is held").push(reply.clone());
            Ok(reply)
        })
    }
}

/// What `read` gives, which is the same by every reader. Each reply, of which the last one comes for ever, was read once, and all or none of
/// them by the lane.
pub(crate) async fn same<T: Debug + PartialEq, F: Future<Output = Result<T>>>(
    what: &str,
    replies: &[String],
    read: impl Fn(Db) -> F,
) -> Result<T> {
    let canned = || Canned::replies(replies.iter().map(|body| (200, body.clone().into_bytes())));
    let [by_lane, by_sdk, passed] = [canned(), canned(), canned()];
    let readers = [
        ("the lane", Db::builder(), by_lane.client(), &by_lane),
        ("the SDK", Db::builder().sdk_replies(), by_sdk.client(), &by_sdk),
        ("the SDK behind the lane", Db::builder(), passed_by(&passed.client()), &passed),
    ];
    let mut first: Option<(Vec<_>, Result<T>)> = None;
    for (name, builder, client, canned) in readers {
        let watch = Watch::default();
        let read = read(builder.layer(watch.clone()).from_client(client)).await;
        let kept = std::mem::take(&mut *watch.0.lock().expect("nothing panics while it is held"));
        let direct: Vec<_> = kept.iter().map(|reply| reply.direct).collect();
        assert_eq!(direct, vec![name == "the lane"; replies.len()], "{what}: who has read the replies of {name}");
        assert_eq!(canned.calls(), replies.len(), "{what} by {name}");
        let told: Vec<_> = kept.iter().map(said).collect();
        let Some((expected, first)) = &first else {
            first = Some((told, read));
            continue;
        };
        assert_eq!(&told, expected, "{what} by {name}");
        match (first, &read) {
            (Ok(one), Ok(other)) => assert_eq!(one, other, "{what} by {name}"),
            (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string(), "{what} by {name}"),
            other => panic!("{what} by {name}: {other:?}"),
        }
    }
    first.expect("there are three").1
}
