use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::Select;

use crate::fixtures::{Item, n, part, parts, put, s};

async fn filled() -> Client {
    let client = parts().await;
    for number in 0..10 {
        put(&client, part("bolt", number, if number % 2 == 0 { "red" } else { "blue" })).await;
        put(&client, part("nut", number, "red")).await;
    }
    client
}

fn numbers(items: &[Item]) -> Vec<u32> {
    items.iter().map(|item| item["number"].as_n().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn query_by_range_in_both_directions() {
    let client = filled().await;
    let query =
        client.query().table_name("parts").key_condition_expression("kind = :kind AND #n BETWEEN :low AND :high");
    let query = query.expression_attribute_names("#n", "number").expression_attribute_values(":kind", s("bolt"));
    let query = query.expression_attribute_values(":low", n(3)).expression_attribute_values(":high", n(6));
    let up = query.clone().send().await.unwrap();
    assert_eq!(numbers(up.items()), [3, 4, 5, 6]);
    let down = query.scan_index_forward(false).send().await.unwrap();
    assert_eq!(numbers(down.items()), [6, 5, 4, 3]);
}

#[tokio::test]
async fn query_an_index_and_filter() {
    let client = filled().await;
    let query = client.query().table_name("parts").index_name("by_color").key_condition_expression("color = :color");
    let query = query.expression_attribute_values(":color", s("red"));
    assert_eq!(query.clone().send().await.unwrap().count(), 15);
    let filtered = query.filter_expression("kind = :kind").expression_attribute_values(":kind", s("bolt"));
    let filtered = filtered.send().await.unwrap();
    assert_eq!((filtered.count(), filtered.scanned_count()), (5, 15));
    assert_eq!(numbers(filtered.items()), [0, 2, 4, 6, 8]);
}

#[tokio::test]
async fn pages_end_with_the_key_to_go_on_from() {
    let client = filled().await;
    let query = client.query().table_name("parts").key_condition_expression("kind = :kind").limit(4);
    let query = query.expression_attribute_values(":kind", s("nut"));
    let (mut read, mut sizes, mut from) = (Vec::new(), Vec::new(), None);
    loop {
        let page = query.clone().set_exclusive_start_key(from).send().await.unwrap();
        sizes.push(page.items().len());
        read.extend(numbers(page.items()));
        from = page.last_evaluated_key;
        if from.is_none() {
            break;
        }
    }
    assert_eq!(read, (0..10).collect::<Vec<_>>());
    assert_eq!(sizes, [4, 4, 2]);

    let scan = client.scan().table_name("parts").limit(7).into_paginator().items().send();
    let all: Vec<Item> = scan.collect::<Result<_, _>>().await.unwrap();
    assert_eq!(all.len(), 20);
}

#[tokio::test]
async fn an_index_pages_with_its_own_keys() {
    let client = filled().await;
    let query = client.query().table_name("parts").index_name("by_color").key_condition_expression("color = :color");
    let query = query.expression_attribute_values(":color", s("red")).limit(2);
    let page = query.clone().send().await.unwrap();
    assert_eq!(page.last_evaluated_key().unwrap().len(), 3);
    let all: Vec<Item> = query.into_paginator().items().send().collect::<Result<_, _>>().await.unwrap();
    assert_eq!(all.len(), 15);
}

#[tokio::test]
async fn segments_share_a_scan() {
    let client = filled().await;
    for number in 0..20 {
        put(&client, part(&format!("washer {number}"), number, "grey")).await;
    }
    let mut counts = Vec::new();
    for segment in 0..4 {
        let scan = client.scan().table_name("parts").segment(segment).total_segments(4).select(Select::Count);
        counts.push(scan.send().await.unwrap().count());
    }
    assert_eq!(counts.iter().sum::<i32>(), 40);
    assert!(counts.iter().filter(|count| **count > 0).count() > 1, "{counts:?}");
}
