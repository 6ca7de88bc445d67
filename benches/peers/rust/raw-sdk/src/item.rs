//! The map of an order, and the way back; nothing is copied that can be moved.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use peers_measure::{Address, Line, Order, Outcome, Status};

type Item = HashMap<String, AttributeValue>;

pub(crate) fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(crate) fn to_item(order: Order) -> Item {
    let number = |number: u64| AttributeValue::N(number.to_string());
    let mut item = Item::with_capacity(10);
    item.insert("user_id".into(), text(order.user_id));
    item.insert("order_id".into(), text(order.order_id));
    item.insert("status".into(), text(if order.status == Status::Paid { "paid" } else { "pending" }));
    item.insert("created_at".into(), text(order.created_at));
    item.insert("total".into(), number(order.total));
    item.insert("items_count".into(), number(order.items_count.into()));
    if let Some(description) = order.description {
        item.insert("description".into(), text(description));
    }
    item.insert("tags".into(), AttributeValue::Ss(order.tags.into_iter().collect()));
    let address = [("city".into(), text(order.address.city)), ("postcode".into(), text(order.address.zip))];
    item.insert("address".into(), AttributeValue::M(address.into()));
    let line = |line: Line| {
        AttributeValue::M([("sku".into(), text(line.sku)), ("qty".into(), number(line.qty.into()))].into())
    };
    item.insert("lines".into(), AttributeValue::L(order.lines.into_iter().map(line).collect()));
    item
}

pub(crate) fn from_item(mut item: Item) -> Outcome<Order> {
    let mut address = take_map(&mut item, "address")?;
    Ok(Order {
        user_id: take_text(&mut item, "user_id")?,
        order_id: take_text(&mut item, "order_id")?,
        status: match &*take_text(&mut item, "status")? {
            "pending" => Status::Pending,
            "paid" => Status::Paid,
            other => return Err(format!("there is no status `{other}`").into()),
        },
        created_at: take_text(&mut item, "created_at")?,
        total: take_number(&mut item, "total")?,
        items_count: take_number(&mut item, "items_count")?,
        description: item.contains_key("description").then(|| take_text(&mut item, "description")).transpose()?,
        tags: match item.remove("tags") {
            Some(AttributeValue::Ss(tags)) => tags.into_iter().collect(),
            _ => return Err(missing("tags")),
        },
        address: Address { city: take_text(&mut address, "city")?, zip: take_text(&mut address, "postcode")? },
        lines: match item.remove("lines") {
            Some(AttributeValue::L(lines)) => lines.into_iter().map(take_line).collect::<Outcome<_>>()?,
            _ => return Err(missing("lines")),
        },
    })
}

fn take_line(line: AttributeValue) -> Outcome<Line> {
    let AttributeValue::M(mut line) = line else { return Err(missing("lines")) };
    Ok(Line { sku: take_text(&mut line, "sku")?, qty: take_number(&mut line, "qty")? })
}

fn take_text(item: &mut Item, name: &str) -> Outcome<String> {
    match item.remove(name) {
        Some(AttributeValue::S(text)) => Ok(text),
        _ => Err(missing(name)),
    }
}

fn take_number<T: std::str::FromStr>(item: &mut Item, name: &str) -> Outcome<T> {
    match item.remove(name) {
        Some(AttributeValue::N(number)) => number.parse().map_err(|_| missing(name)),
        _ => Err(missing(name)),
    }
}

fn take_map(item: &mut Item, name: &str) -> Outcome<Item> {
    match item.remove(name) {
        Some(AttributeValue::M(map)) => Ok(map),
        _ => Err(missing(name)),
    }
}

fn missing(name: &str) -> Box<dyn std::error::Error> {
    format!("`{name}` is missing or of another type").into()
}
