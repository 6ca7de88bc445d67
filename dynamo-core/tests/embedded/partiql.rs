use aws_sdk_dynamodb::types::{BatchStatementRequest, ParameterizedStatement};

use crate::fixtures::{code, get, n, part, parts, put, s};

#[tokio::test]
async fn statements_one_by_one() {
    let client = parts().await;
    let insert =
        client.execute_statement().statement("INSERT INTO parts VALUE {'kind': ?, 'number': 1, 'color': 'red'}");
    insert.clone().parameters(s("bolt")).send().await.unwrap();
    assert_eq!(get(&client, "bolt", 1).await, Some(part("bolt", 1, "red")));
    assert_eq!(code(insert.parameters(s("bolt")).send().await).0, "DuplicateItemException");

    let select = client.execute_statement().statement("SELECT color FROM parts WHERE kind = ? AND number = ?");
    let select = select.parameters(s("bolt")).parameters(n(1)).send().await.unwrap();
    assert_eq!(select.items()[0]["color"], s("red"));
    assert_eq!(code(client.execute_statement().statement("SELECT FROM").send().await).0, "ValidationException");
}

#[tokio::test]
async fn statements_together() {
    let client = parts().await;
    put(&client, part("bolt", 1, "red")).await;
    let statement = |text: &str| ParameterizedStatement::builder().statement(text).build().unwrap();
    let both = client.execute_transaction();
    let both =
        both.transact_statements(statement("UPDATE parts SET color = 'blue' WHERE kind = 'bolt' AND number = 1"));
    let both = both.transact_statements(statement("INSERT INTO parts VALUE {'kind': 'nut', 'number': 1}"));
    both.send().await.unwrap();
    assert_eq!(get(&client, "bolt", 1).await, Some(part("bolt", 1, "blue")));

    let statement = |text: &str| BatchStatementRequest::builder().statement(text).build().unwrap();
    let batch = client.batch_execute_statement();
    let batch = batch.statements(statement("SELECT * FROM parts WHERE kind = 'nut' AND number = 1"));
    let batch = batch.statements(statement("SELECT * FROM nowhere WHERE kind = 'nut' AND number = 1"));
    let answers = batch.send().await.unwrap().responses.unwrap();
    assert_eq!(answers[0].item().unwrap()["kind"], s("nut"));
    assert_eq!(answers[1].error().unwrap().code().unwrap().as_str(), "ResourceNotFound");
}
