//! A picture of a model: two tables, the kinds that share one of them, their keys and indexes, and the calls that read them.
//!
//! ```sh
//! cargo run --example diagram                  # text for Mermaid, and a page in the temporary folder
//! cargo run --example diagram model.html       # the page
//! ```

use std::collections::HashSet;
use std::path::PathBuf;

use dynamo_core::prelude::*;
use dynamo_core::schema::diagram::Diagram;

// A forum in one table: what belongs to a board or to a user lies in its partition.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "forum", entity = "board")]
#[pk("BOARD#{board}")]
#[sk("BOARD")]
struct Board {
    board: String,
    title: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "forum", entity = "topic")]
#[pk("BOARD#{board}")]
#[sk("TOPIC#{year:05}#{topic}")]
#[gsi(gsi1, pk = "USER#{author}", sk = "{last_reply}", include(title, replies))]
struct Topic {
    board: String,
    year: u16,
    topic: String,
    title: String,
    author: String,
    last_reply: String,
    replies: u32,
    #[version]
    rev: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "forum", entity = "reply")]
#[pk("TOPIC#{topic}")]
#[sk("REPLY#{number:010}")]
#[gsi(gsi1, pk = "USER#{author}", sk = "{written}", include(text))]
struct Reply {
    topic: String,
    number: u32,
    author: String,
    written: String,
    text: String,
    likes: HashSet<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "forum", entity = "user")]
#[pk("USER#{name}")]
#[sk("PROFILE")]
#[gsi(by_mail, name = "gsi-mail", pk = mail, keys_only)]
struct User {
    name: String,
    mail: String,
    #[schema_version(2, upgrade(1 => unchanged))]
    version: u32,
}

fn unchanged(item: Item) -> Result<Item> {
    Ok(item)
}

// A table of one kind, whose keys are fields, with indexes of several attributes each.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "orders")]
#[gsi(by_tenant, pk = (tenant, region), sk = (status, created_at))]
#[gsi(by_status, name = "gsi-status-date", pk = status, sk = created_at, include(total))]
#[lsi(by_amount, name = "lsi-amount", sk = total, keys_only)]
struct Order {
    #[pk]
    user_id: String,
    #[sk]
    order_id: String,
    tenant: String,
    region: Option<String>,
    status: String,
    created_at: String,
    total: u64,
    note: Option<String>,
    #[ttl]
    expires_at: Option<Ttl>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let diagram = Diagram::of::<(Board, Topic, Reply, User)>().and::<Order>();
    assert_eq!(diagram.tables.iter().map(|table| table.indexes.len()).collect::<Vec<_>>(), [2, 3]);

    // Other words are those of `cargo test`.
    let path = match std::env::args().nth(1).filter(|word| word.ends_with(".html")) {
        Some(path) => PathBuf::from(path),
        None => {
            println!("{}", diagram.mermaid());
            std::env::temp_dir().join("dynamo-core-model.html")
        }
    };
    std::fs::write(&path, diagram.html())?;
    println!("a page: {}", path.display());
    Ok(())
}
