use aws_sdk_dynamodb::types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest};

use crate::fixtures::{Item, code, get, id, part, parts, put};

fn written(item: Item) -> WriteRequest {
    WriteRequest::builder().put_request(PutRequest::builder().set_item(Some(item)).build().unwrap()).build()
}

fn deleted(key: Item) -> WriteRequest {
    WriteRequest::builder().delete_request(DeleteRequest::builder().set_key(Some(key)).build().unwrap()).build()
}

#[tokio::test]
async fn a_batch_puts_deletes_and_gets() {
    let client = parts().await;
    put(&client, part("nut", 99, "red")).await;
    let mut writes: Vec<_> = (0..24).map(|number| written(part("bolt", number, "red"))).collect();
    writes.push(deleted(id("nut", 99)));
    let answer = client.batch_write_item().request_items("parts", writes).send().await.unwrap();
    assert!(answer.unprocessed_items.unwrap_or_default().is_empty());
    assert_eq!(get(&client, "nut", 99).await, None);

    let keys = (20..30).map(|number| id("bolt", number)).collect();
    let keys = KeysAndAttributes::builder().set_keys(Some(keys)).projection_expression("kind").build().unwrap();
    let answer = client.batch_get_item().request_items("parts", keys).send().await.unwrap();
    let items = &answer.responses().unwrap()["parts"];
    assert_eq!(items.len(), 4);
    assert!(items.iter().all(|item| item.len() == 1), "{items:?}");
    assert!(answer.unprocessed_keys().is_none_or(|keys| keys.is_empty()));
}

#[tokio::test]
async fn a_batch_of_too_many_or_of_twins_is_refused() {
    let client = parts().await;
    let many = (0..26).map(|number| written(part("bolt", number, "red"))).collect();
    assert_eq!(code(client.batch_write_item().request_items("parts", many).send().await).0, "ValidationException");
    let twins = vec![written(part("bolt", 1, "red")), deleted(id("bolt", 1))];
    assert_eq!(code(client.batch_write_item().request_items("parts", twins).send().await).0, "ValidationException");
    let nowhere = vec![written(part("bolt", 1, "red"))];
    let answer = client.batch_write_item().request_items("nowhere", nowhere).send().await;
    assert_eq!(code(answer).0, "ResourceNotFoundException");
    assert_eq!(get(&client, "bolt", 1).await, None);
}
