use dynamo_core::backend::embedded::Engine;

use crate::fixtures::{code, create, get, id, parts, put, s};
use crate::folder::Folder;

#[tokio::test]
async fn an_item_of_390_kb_is_stored_and_one_over_400_kb_refused() {
    let folder = Folder::new();
    let file = Engine::file(folder.file("a.db")).unwrap().client();
    create(&file, "parts").send().await.unwrap();
    for client in [parts().await, file] {
        let mut item = id("bolt", 1);
        item.insert("text".to_owned(), s("ü".repeat(390 * 512)));
        put(&client, item.clone()).await;
        assert_eq!(get(&client, "bolt", 1).await, Some(item.clone()));

        item.insert("text".to_owned(), s("x".repeat(401 * 1024)));
        let answer = client.put_item().table_name("parts").set_item(Some(item)).send().await;
        let (code, message) = code(answer);
        assert_eq!(code, "ValidationException");
        assert!(message.to_lowercase().contains("size"), "{message}");
    }
}

#[tokio::test]
async fn a_page_ends_at_a_megabyte() {
    let client = parts().await;
    for number in 0..5 {
        let mut item = id("bolt", number);
        item.insert("text".to_owned(), s("x".repeat(300 * 1024)));
        put(&client, item).await;
    }
    let query = client.query().table_name("parts").key_condition_expression("kind = :kind");
    let query = query.expression_attribute_values(":kind", s("bolt"));
    let page = query.clone().send().await.unwrap();
    assert!((3..=4).contains(&page.count()), "{}", page.count());
    assert!(page.last_evaluated_key().is_some());
    let rest = query.set_exclusive_start_key(page.last_evaluated_key.clone()).send().await.unwrap();
    assert_eq!(page.count() + rest.count(), 5);
}

#[tokio::test]
async fn deep_expressions_are_refused_not_fatal() {
    let client = parts().await;
    let scan = async |expression: String| {
        let scan = client.scan().table_name("parts").filter_expression(expression);
        scan.expression_attribute_values(":x", s("x")).send().await
    };
    let nested = |depth: usize| format!("{}kind = :x{}", "NOT (".repeat(depth), ")".repeat(depth));
    assert!(scan(nested(64)).await.is_ok());
    assert!(scan("(kind = :x) AND ".repeat(100) + "kind = :x").await.is_ok());
    for deep in [nested(65), nested(600), "kind = :x AND (".repeat(250), "NOT ".repeat(1000) + "kind"] {
        assert_eq!(code(scan(deep).await).0, "ValidationException");
    }
    for deep in ["[".repeat(4000), "{'a':".repeat(1500)] {
        let statement = format!("INSERT INTO parts VALUE {{'kind': 'a', 'number': 1, 'x': {deep}");
        assert_eq!(code(client.execute_statement().statement(statement).send().await).0, "ValidationException");
    }
    // Parentheses in values are values.
    let mut item = id("bolt", 1);
    item.insert("FilterExpression".to_owned(), s("(".repeat(100)));
    put(&client, item.clone()).await;
    assert_eq!(get(&client, "bolt", 1).await, Some(item));
}
