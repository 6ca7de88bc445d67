//! Tables made past the library, from the lines that `Raw::shape` shows.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, GlobalSecondaryIndexUpdate, KeySchemaElement, KeyType,
    LocalSecondaryIndex, Projection, ProjectionType, ProvisionedThroughput, ScalarAttributeType,
    UpdateGlobalSecondaryIndexAction,
};

use crate::bench::Bench;

/// Makes a table of lines like `id S /at N`, `gsi by_kind: kind S; keys, note` and `expires by until`.
pub(super) async fn make(bench: &Bench, table: &str, lines: &[&str]) {
    let client = bench.raw.client();
    let mut types = Vec::new();
    let mut call = client.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    for key in keys(lines[0], &mut types) {
        call = call.key_schema(key);
    }
    for line in &lines[1..] {
        let Some((kind, rest)) = line.split_once(' ').filter(|(kind, _)| *kind != "expires") else { continue };
        let (name, rest) = rest.split_once(": ").expect("a name");
        let (keys_of, holds) = rest.split_once("; ").expect("a projection");
        let (keys, holds) = (keys(keys_of, &mut types), projection(holds));
        call = match kind {
            "gsi" => {
                let index = GlobalSecondaryIndex::builder().index_name(name).set_key_schema(Some(keys));
                call.global_secondary_indexes(index.projection(holds).build().expect("complete"))
            }
            "lsi" => {
                let index = LocalSecondaryIndex::builder().index_name(name).set_key_schema(Some(keys));
                call.local_secondary_indexes(index.projection(holds).build().expect("complete"))
            }
            other => panic!("{other}"),
        };
    }
    for (name, letter) in types {
        let attribute = AttributeDefinition::builder().attribute_name(name);
        let attribute = attribute.attribute_type(ScalarAttributeType::from(letter.as_str())).build();
        call = call.attribute_definitions(attribute.expect("complete"));
    }
    call.send().await.expect("a table made by hand");
    settled(bench, table).await;
    if let Some(attribute) = lines.iter().find_map(|line| line.strip_prefix("expires by ")) {
        bench.raw.expire(table, attribute).await;
    }
}

/// Sets 7 units aside for reading and 3 for writing, for the table and for each index of these lines.
pub(super) async fn provision(bench: &Bench, table: &str, lines: &[&str]) {
    let figures = ProvisionedThroughput::builder().read_capacity_units(7).write_capacity_units(3).build();
    let figures = figures.expect("complete");
    let call = bench.raw.client().update_table().table_name(table).billing_mode(BillingMode::Provisioned);
    let mut call = call.provisioned_throughput(figures.clone());
    for line in lines.iter().filter_map(|line| line.strip_prefix("gsi ")) {
        let (name, _) = line.split_once(':').expect("a name");
        let update = UpdateGlobalSecondaryIndexAction::builder().index_name(name);
        let update = update.provisioned_throughput(figures.clone()).build().expect("complete");
        call = call.global_secondary_index_updates(GlobalSecondaryIndexUpdate::builder().update(update).build());
    }
    call.send().await.expect("a provisioned table");
    settled(bench, table).await;
}

pub(super) async fn settled(bench: &Bench, table: &str) {
    loop {
        let described = bench.raw.client().describe_table().table_name(table).send().await.expect("a description");
        if described.table.and_then(|table| table.table_status).is_some_and(|status| status.as_str() == "ACTIVE") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

fn keys(line: &str, types: &mut Vec<(String, String)>) -> Vec<KeySchemaElement> {
    let words: Vec<_> = line.split(' ').collect();
    let pairs = words.chunks(2).map(|pair| (pair[0], pair[1]));
    let keys = pairs.map(|(name, letter)| {
        let role = if name.starts_with('/') { KeyType::Range } else { KeyType::Hash };
        let name = name.trim_start_matches('/').to_owned();
        if !types.iter().any(|(known, _)| *known == name) {
            types.push((name.clone(), letter.to_owned()));
        }
        KeySchemaElement::builder().attribute_name(name).key_type(role).build().expect("complete")
    });
    keys.collect()
}

fn projection(holds: &str) -> Projection {
    let builder = Projection::builder();
    match holds.split_once(", ") {
        _ if holds == "all" => builder.projection_type(ProjectionType::All),
        None => builder.projection_type(ProjectionType::KeysOnly),
        Some((_, names)) => {
            let names = names.split(", ").map(str::to_owned).collect();
            builder.projection_type(ProjectionType::Include).set_non_key_attributes(Some(names))
        }
    }
    .build()
}
