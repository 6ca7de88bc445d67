use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Get, Put, ReturnValuesOnConditionCheckFailure, TransactGetItem, TransactWriteItem, Update,
};

use crate::fixtures::{Item, code, get, id, n, part, parts, put, s};

fn putting(item: Item) -> TransactWriteItem {
    let put = Put::builder().table_name("parts").set_item(Some(item)).build().unwrap();
    TransactWriteItem::builder().put(put).build()
}

fn creating(item: Item) -> TransactWriteItem {
    let put =
        Put::builder().table_name("parts").set_item(Some(item)).condition_expression("attribute_not_exists(kind)");
    let put = put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    TransactWriteItem::builder().put(put.build().unwrap()).build()
}

#[tokio::test]
async fn all_four_kinds_of_write_happen_together() {
    let client = parts().await;
    for number in 1..4 {
        put(&client, part("bolt", number, "red")).await;
    }
    let update =
        Update::builder().table_name("parts").set_key(Some(id("bolt", 1))).update_expression("SET color = :blue");
    let update = update.expression_attribute_values(":blue", s("blue")).build().unwrap();
    let delete = Delete::builder().table_name("parts").set_key(Some(id("bolt", 2))).build().unwrap();
    let check = ConditionCheck::builder().table_name("parts").set_key(Some(id("bolt", 3)));
    let check =
        check.condition_expression("color = :red").expression_attribute_values(":red", s("red")).build().unwrap();
    let writes = client.transact_write_items().transact_items(putting(part("nut", 1, "red")));
    let writes = writes.transact_items(TransactWriteItem::builder().update(update).build());
    let writes = writes.transact_items(TransactWriteItem::builder().delete(delete).build());
    writes.transact_items(TransactWriteItem::builder().condition_check(check).build()).send().await.unwrap();
    assert_eq!(get(&client, "nut", 1).await, Some(part("nut", 1, "red")));
    assert_eq!(get(&client, "bolt", 1).await, Some(part("bolt", 1, "blue")));
    assert_eq!(get(&client, "bolt", 2).await, None);

    let read = |key| {
        let get = Get::builder().table_name("parts").set_key(Some(key)).build().unwrap();
        TransactGetItem::builder().get(get).build()
    };
    let reads = client.transact_get_items().transact_items(read(id("bolt", 2))).transact_items(read(id("nut", 1)));
    let items = reads.send().await.unwrap().responses.unwrap();
    assert_eq!(items[0].item, None);
    assert_eq!(items[1].item, Some(part("nut", 1, "red")));
}

#[tokio::test]
async fn a_cancelled_transaction_says_why_for_each_item_and_writes_none() {
    let client = parts().await;
    put(&client, part("bolt", 2, "red")).await;
    let writes = client.transact_write_items().transact_items(putting(part("nut", 1, "red")));
    let answer = writes.transact_items(creating(part("bolt", 2, "blue"))).send().await;
    let TransactWriteItemsError::TransactionCanceledException(error) = answer.unwrap_err().into_service_error() else {
        panic!("another error");
    };
    let reasons = error.cancellation_reasons();
    assert_eq!(reasons[0].code(), Some("None"));
    assert_eq!(reasons[1].code(), Some("ConditionalCheckFailed"));
    assert_eq!(reasons[1].item, Some(part("bolt", 2, "red")));
    assert_eq!(get(&client, "nut", 1).await, None);
}

async fn add(client: &Client, token: &str, amount: u32) -> (String, String) {
    let update = Update::builder().table_name("parts").set_key(Some(id("bolt", 1))).update_expression("ADD stock :n");
    let update = update.expression_attribute_values(":n", n(amount)).build().unwrap();
    let write = client.transact_write_items().client_request_token(token);
    let answer = write.transact_items(TransactWriteItem::builder().update(update).build()).send().await;
    if answer.is_ok() { (String::new(), String::new()) } else { code(answer) }
}

#[tokio::test]
async fn a_token_runs_once() {
    let client = parts().await;
    assert_eq!(add(&client, "first", 2).await.0, "");
    assert_eq!(add(&client, "first", 2).await.0, "");
    assert_eq!(get(&client, "bolt", 1).await.unwrap()["stock"], n(2));
    assert_eq!(add(&client, "first", 3).await.0, "IdempotentParameterMismatchException");
    assert_eq!(add(&client, "second", 3).await.0, "");
    assert_eq!(get(&client, "bolt", 1).await.unwrap()["stock"], n(5));
}
