use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{
    AttributeValue, ReturnConsumedCapacity, ReturnValue, ReturnValuesOnConditionCheckFailure,
};

use crate::fixtures::{code, create, get, id, n, part, parts, put, s};

#[tokio::test]
async fn every_type_of_value_comes_back_as_it_was_put() {
    let client = parts().await;
    let mut item = part("bolt", 1, "red");
    let list = vec![s("ü\u{0}\u{10ffff}\""), n("-1.5E-5"), AttributeValue::Null(true)];
    item.insert("list".to_owned(), AttributeValue::L(list));
    item.insert("map".to_owned(), AttributeValue::M([(String::new(), s(""))].into()));
    item.insert("bytes".to_owned(), AttributeValue::B(Blob::new([0, 159, 255])));
    item.insert("flag".to_owned(), AttributeValue::Bool(false));
    item.insert("texts".to_owned(), AttributeValue::Ss(vec!["a".into(), "b".into()]));
    item.insert("numbers".to_owned(), AttributeValue::Ns(vec!["1".into(), "2".into()]));
    item.insert("blobs".to_owned(), AttributeValue::Bs(vec![Blob::new([1])]));
    item.insert("large".to_owned(), n("12345678901234567890123456789012345678"));
    // An empty name inside a map is refused, as AWS does; an empty text is a value like others.
    item.insert("map".to_owned(), AttributeValue::M([("inner".to_owned(), s(""))].into()));
    put(&client, item.clone()).await;
    let mut read = get(&client, "bolt", 1).await.expect("the item");
    assert_eq!(read.remove("list").unwrap().as_l().unwrap()[0], s("ü\u{0}\u{10ffff}\""));
    item.remove("list");
    assert_eq!(read, item);
    assert_eq!(get(&client, "bolt", 2).await, None);
}

#[tokio::test]
async fn put_returns_what_it_replaced() {
    let client = parts().await;
    put(&client, part("bolt", 1, "red")).await;
    let again = client.put_item().table_name("parts").set_item(Some(part("bolt", 1, "blue")));
    let answer = again.return_values(ReturnValue::AllOld).return_consumed_capacity(ReturnConsumedCapacity::Total);
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.attributes, Some(part("bolt", 1, "red")));
    assert!(answer.consumed_capacity.unwrap().capacity_units.unwrap() >= 1.0);
}

#[tokio::test]
async fn update_changes_what_it_names_and_returns_it() {
    let client = parts().await;
    put(&client, part("bolt", 1, "red")).await;
    let update = client.update_item().table_name("parts").set_key(Some(id("bolt", 1)));
    let update = update.update_expression("SET #count = if_not_exists(#count, :zero) + :two REMOVE color");
    let update = update.expression_attribute_names("#count", "count").expression_attribute_values(":zero", n(0));
    let update = update.expression_attribute_values(":two", n(2)).return_values(ReturnValue::AllNew);
    let mut expected = id("bolt", 1);
    expected.insert("count".to_owned(), n(2));
    assert_eq!(update.clone().send().await.unwrap().attributes, Some(expected));
    update.send().await.unwrap();
    assert_eq!(get(&client, "bolt", 1).await.unwrap()["count"], n(4));
}

#[tokio::test]
async fn delete_returns_what_was_there() {
    let client = parts().await;
    put(&client, part("bolt", 1, "red")).await;
    let delete = client.delete_item().table_name("parts").set_key(Some(id("bolt", 1)));
    let delete = delete.return_values(ReturnValue::AllOld);
    assert_eq!(delete.clone().send().await.unwrap().attributes, Some(part("bolt", 1, "red")));
    assert_eq!(delete.send().await.unwrap().attributes, None);
    assert_eq!(get(&client, "bolt", 1).await, None);
}

#[tokio::test]
async fn a_projection_and_nested_paths() {
    let client = parts().await;
    let mut item = part("bolt", 1, "red");
    item.insert("at".to_owned(), AttributeValue::M([("row".to_owned(), n(7)), ("shelf".to_owned(), n(8))].into()));
    put(&client, item).await;
    let get = client.get_item().table_name("parts").set_key(Some(id("bolt", 1)));
    let answer = get.projection_expression("#at.#row").expression_attribute_names("#at", "at");
    let answer = answer.expression_attribute_names("#row", "row").send().await.unwrap();
    let at = AttributeValue::M([("row".to_owned(), n(7))].into());
    assert_eq!(answer.item, Some([("at".to_owned(), at)].into()));
}

#[tokio::test]
async fn a_failed_condition_returns_the_item_that_is_there() {
    let client = parts().await;
    put(&client, part("bolt", 1, "red")).await;
    let old = ReturnValuesOnConditionCheckFailure::AllOld;
    let put = client.put_item().table_name("parts").set_item(Some(part("bolt", 1, "blue")));
    let put =
        put.condition_expression("attribute_not_exists(kind)").return_values_on_condition_check_failure(old.clone());
    let error = put.send().await.unwrap_err().into_service_error();
    let aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.item, Some(part("bolt", 1, "red")));

    let update = client.update_item().table_name("parts").set_key(Some(id("bolt", 1)));
    let update = update.update_expression("REMOVE color").condition_expression("color = :blue");
    let update = update.expression_attribute_values(":blue", s("blue")).return_values_on_condition_check_failure(old);
    let error = update.send().await.unwrap_err().into_service_error();
    let aws_sdk_dynamodb::operation::update_item::UpdateItemError::ConditionalCheckFailedException(error) = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(error.item, Some(part("bolt", 1, "red")));

    let delete = client.delete_item().table_name("parts").set_key(Some(id("bolt", 1)));
    let delete = delete.condition_expression("attribute_not_exists(color)").send().await;
    assert_eq!(code(delete).0, "ConditionalCheckFailedException");
    assert_eq!(get(&client, "bolt", 1).await, Some(part("bolt", 1, "red")));
}

#[tokio::test]
async fn errors_of_items_have_the_codes_of_aws() {
    let client = parts().await;
    let missing = client.get_item().table_name("nowhere").set_key(Some(id("bolt", 1))).send().await.unwrap_err();
    assert!(missing.as_service_error().unwrap().is_resource_not_found_exception());
    assert_eq!(missing.raw_response().unwrap().status().as_u16(), 400);

    let no_key = client.put_item().table_name("parts").item("kind", s("bolt")).send().await;
    assert_eq!(code(no_key).0, "ValidationException");
    let wrong_type = client.get_item().table_name("parts").key("kind", s("bolt")).key("number", s("1")).send().await;
    assert_eq!(code(wrong_type).0, "ValidationException");
    let expression = client.update_item().table_name("parts").set_key(Some(id("bolt", 1)));
    let (code, message) = code(expression.update_expression("SET SET").send().await);
    assert_eq!(code, "ValidationException");
    assert!(!message.starts_with("VALIDATION") && !message.is_empty(), "{message}");
}

#[tokio::test]
async fn numbers_that_are_none_and_empty_sets_are_refused() {
    let client = parts().await;
    for value in [n("1.2.3"), n(""), n("1E400"), AttributeValue::Ss(vec![])] {
        let answer = client.put_item().table_name("parts").set_item(Some(id("bolt", 1))).item("x", value.clone());
        let (code, message) = code(answer.send().await);
        assert_eq!(code, "ValidationException", "{value:?}");
        assert!(!message.contains("VALIDATION"), "{message}");
    }
}

#[tokio::test]
async fn two_databases_in_memory_have_nothing_in_common() {
    let (one, two) = (parts().await, parts().await);
    put(&one, part("bolt", 1, "red")).await;
    assert_eq!(get(&two, "bolt", 1).await, None);
    create(&one, "more").send().await.unwrap();
    assert_eq!(two.list_tables().send().await.unwrap().table_names(), ["parts"]);
}
