//! Tables made past the library, from the lines that `Raw::shape` shows.

use dynamo_core::schema::{Billing, IndexDefinition, KeyDefinition, ProjectionDefinition, TableDefinition};
use dynamo_core::value::key_kind::KeyType;

use crate::bench::Bench;

/// Makes a table of lines like `id S /at N`, `gsi by_kind: kind S; keys, note` and `expires by until`.
pub(super) async fn make(bench: &Bench, table: &str, lines: &[&str]) {
    let indexes = lines[1..].iter().filter(|line| !line.starts_with("expires ")).map(|line| index(line));
    let (pk, sk) = keys(lines[0]);
    bench
        .raw
        .create(&TableDefinition {
            table: table.to_owned(),
            pk: pk.into_iter().next().expect("a partition key"),
            sk: sk.into_iter().next(),
            indexes: indexes.collect(),
            ttl: None,
            stream: None,
            billing: Billing::OnDemand,
        })
        .await;
    if let Some(attribute) = lines.iter().find_map(|line| line.strip_prefix("expires by ")) {
        bench.raw.expire(table, attribute).await;
    }
}

/// Sets 7 units aside for reading and 3 for writing, for the table and for each index of these lines.
pub(super) async fn provision(bench: &Bench, table: &str, lines: &[&str]) {
    let indexes = lines.iter().filter_map(|line| line.strip_prefix("gsi ")?.split_once(':'));
    bench.raw.provision(table, &indexes.map(|(name, _)| name).collect::<Vec<_>>()).await;
}

fn index(line: &str) -> IndexDefinition {
    let (kind, rest) = line.split_once(' ').expect("a kind");
    let (name, rest) = rest.split_once(": ").expect("a name");
    let (of, holds) = rest.split_once("; ").expect("a projection");
    let (pk, sk) = keys(of);
    IndexDefinition { name: name.to_owned(), local: kind == "lsi", pk, sk, projection: projection(holds) }
}

fn keys(line: &str) -> (Vec<KeyDefinition>, Vec<KeyDefinition>) {
    let words: Vec<_> = line.split(' ').collect();
    let key = |pair: &[&str]| {
        let types = [KeyType::Text, KeyType::Number, KeyType::Binary];
        let key_type = types.into_iter().find(|known| known.letter() == pair[1]).expect("a type");
        KeyDefinition { name: pair[0].trim_start_matches('/').to_owned(), key_type }
    };
    let (sk, pk): (Vec<_>, Vec<_>) = words.chunks(2).partition(|pair| pair[0].starts_with('/'));
    (pk.into_iter().map(key).collect(), sk.into_iter().map(key).collect())
}

fn projection(holds: &str) -> ProjectionDefinition {
    match holds.split_once(", ") {
        _ if holds == "all" => ProjectionDefinition::All,
        None => ProjectionDefinition::KeysOnly,
        Some((_, names)) => ProjectionDefinition::Include(names.split(", ").map(str::to_owned).collect()),
    }
}
