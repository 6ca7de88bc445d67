//! The AWS SDK, with maps that are filled and taken apart by hand.

mod item;

use std::process::ExitCode;

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};
use peers_measure::{Order, Outcome, Peer};

use crate::item::{from_item, text, to_item};

/// The most that DynamoDB takes in one request.
const CHUNK: usize = 25;

struct RawSdk {
    client: Client,
    table: String,
}

impl Peer for RawSdk {
    type Item = Order;

    async fn put(&mut self, order: Order) -> Outcome<()> {
        self.client.put_item().table_name(&self.table).set_item(Some(to_item(order))).send().await?;
        Ok(())
    }

    async fn get(&mut self, user: &str, order: &str) -> Outcome<Option<Order>> {
        let call = self.client.get_item().table_name(&self.table);
        let found = call.key("user_id", text(user)).key("order_id", text(order)).send().await?;
        found.item.map(from_item).transpose()
    }

    async fn query(&mut self, user: &str) -> Outcome<Vec<Order>> {
        let call = self.client.query().table_name(&self.table).key_condition_expression("user_id = :user");
        let mut pages = call.expression_attribute_values(":user", text(user)).into_paginator().send();
        let mut orders = Vec::new();
        while let Some(page) = pages.next().await.transpose()? {
            for item in page.items.unwrap_or_default() {
                orders.push(from_item(item)?);
            }
        }
        Ok(orders)
    }

    async fn write(&mut self, orders: Vec<Order>) -> Outcome<()> {
        let mut orders = orders.into_iter();
        loop {
            let chunk = orders.by_ref().take(CHUNK).map(put_request).collect::<Outcome<Vec<_>>>()?;
            if chunk.is_empty() {
                return Ok(());
            }
            let mut left = Some([(self.table.clone(), chunk)].into());
            while left.as_ref().is_some_and(|left: &std::collections::HashMap<_, _>| !left.is_empty()) {
                left = self.client.batch_write_item().set_request_items(left).send().await?.unprocessed_items;
            }
        }
    }
}

fn put_request(order: Order) -> Outcome<WriteRequest> {
    let put = PutRequest::builder().set_item(Some(to_item(order))).build()?;
    Ok(WriteRequest::builder().put_request(put).build())
}

fn main() -> ExitCode {
    peers_measure::main(async |table| {
        let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
        Ok(RawSdk { client: Client::new(&config), table })
    })
}
