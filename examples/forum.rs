//! A forum in one table: boards, topics, replies and users, each read the way a page needs it.
//!
//! | page | call |
//! |---|---|
//! | a board: its topics, the latest first | `Topic::by_board().partition(board)`, descending |
//! | a topic: its head, then its replies | `Topic::partition(id)`, as entities: one query, two kinds |
//! | a user: what they have written | `Reply::by_author().partition(name)`, descending |

use dynamo_core::prelude::*;

/// The head of a topic sorts before its replies: `HEAD` is less than `REPLY#`.
#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "forum", entity = "topic")]
#[pk("TOPIC#{id}")]
#[sk("HEAD")]
#[gsi(
    by_board,
    name = "gsi1",
    pk_attr = "GSI1PK",
    sk_attr = "GSI1SK",
    pk = "BOARD#{board}",
    sk = "{last_written}#{id}"
)]
struct Topic {
    id: String,
    board: String,
    title: String,
    author: String,
    last_written: String,
    replies: u32,
    #[version]
    rev: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "forum", entity = "reply")]
#[pk("TOPIC#{topic}")]
#[sk("REPLY#{number:010}")]
#[gsi(
    by_author,
    name = "gsi1",
    pk_attr = "GSI1PK",
    sk_attr = "GSI1SK",
    pk = "USER#{author}",
    sk = "{written}#{topic}#{number:010}"
)]
struct Reply {
    topic: String,
    number: u32,
    author: String,
    written: String,
    text: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "forum", entity = "user")]
#[pk("USER#{name}")]
#[sk("PROFILE")]
struct User {
    name: String,
    replies: u32,
}

/// Whatever the table holds.
#[derive(Debug, Clone, PartialEq, DynamoEntities)]
enum Item {
    Topic(Topic),
    Reply(Reply),
    User(User),
}

#[tokio::main]
async fn main() -> Result<()> {
    let db = Db::embedded()?;
    // Three kinds, one table, one index: a table that is merged of what each of them needs.
    db.ensure_table::<(Topic, Reply, User)>().await?;

    for (id, title) in
        [("tea", "How long should it steep?"), ("cups", "Porcelain or glass?"), ("milk", "First or last?")]
    {
        let topic = Topic {
            id: id.into(),
            board: "kitchen".into(),
            title: title.into(),
            author: "ada".into(),
            last_written: "2026-03-01T08:00".into(),
            replies: 0,
            rev: 0,
        };
        db.create(&topic).await?;
    }
    answer(&db, "tea", "bob", "2026-03-01T09:00", "Three minutes.").await?;
    answer(&db, "milk", "ada", "2026-03-01T10:00", "Last, of course.").await?;
    answer(&db, "tea", "ada", "2026-03-02T07:30", "Four, for the black ones.").await?;

    board(&db).await?;
    topic(&db).await?;
    user(&db).await
}

/// A reply changes three items, together or not at all. Its number is the next one of its topic; whoever is overtaken takes the one after.
async fn answer(db: &Db, topic: &str, author: &str, written: &str, text: &str) -> Result<Reply> {
    loop {
        let head = db.get(Topic::key(topic)).consistent().required().await?;
        let reply = Reply {
            topic: topic.into(),
            number: head.replies + 1,
            author: author.into(),
            written: written.into(),
            text: text.into(),
        };
        let done = db
            .transact_write()
            // On the version that was read. The key of the index follows the field that it is made of.
            .update(&head, |u| u.set(|t| (t.replies().increment(1), t.last_written().set(written))))
            .label("head")
            .create(&reply)
            .label("reply")
            .upsert(User::key(author), |u| {
                u.set(|u| u.replies().increment(1)).or_insert(&User { name: author.into(), replies: 1 })
            })
            .label("author");
        match done.await {
            Ok(()) => return Ok(reply),
            Err(error) if error.cancellation_reasons().iter().any(|reason| reason.error().is_version_conflict()) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Page by page, as a board is read.
async fn board(db: &Db) -> Result<()> {
    let topics = || db.query(Topic::by_board().partition("kitchen")).descending();
    let page = topics().take(2).await?;
    println!("board kitchen");
    for topic in &page.items {
        println!("    {}  {:27} {} replies", topic.last_written, topic.title, topic.replies);
    }
    let rest = topics().after(page.next).all().await?;
    println!("    and {} more", rest.len());
    let ids: Vec<_> = page.items.iter().chain(&rest).map(|topic| (&*topic.id, topic.replies)).collect();
    assert_eq!(ids, [("tea", 2), ("milk", 1), ("cups", 0)]);
    Ok(())
}

/// One query for a page made of two kinds.
async fn topic(db: &Db) -> Result<()> {
    let items: Vec<Item> = db.query(Topic::partition("tea")).entities::<Item>().all().await?;
    for item in &items {
        match item {
            Item::Topic(topic) => println!("topic {}: {}", topic.id, topic.title),
            Item::Reply(reply) => println!("    {}. {}: {}", reply.number, reply.author, reply.text),
            Item::User(user) => println!("    {} does not belong here", user.name),
        }
    }
    assert!(matches!(&items[..], [Item::Topic(head), Item::Reply(first), Item::Reply(second)]
        if head.replies == 2 && (first.number, second.number) == (1, 2)));

    // Each kind by itself, from the same partition: the sort key says which.
    assert_eq!(db.query(Reply::partition("tea")).count().await?, 2);
    let later = db.query(Reply::partition("tea").sk(|s| s.number_ge(2))).all().await?;
    assert_eq!(later.iter().map(|reply| &*reply.author).collect::<Vec<_>>(), ["ada"]);

    // What would break a key is refused before anything is sent.
    let refused = answer(db, "tea#HEAD", "eve", "2026-03-03T00:00", "").await.expect_err("a delimiter in a key");
    println!("refused         {refused}");
    assert!(refused.is_invalid_key());
    Ok(())
}

/// The profile, and what they have written, in one go: keys in one request, the index in another.
async fn user(db: &Db) -> Result<()> {
    let (profile, written) = tokio::try_join!(
        db.get(User::key("ada")).required().into_future(),
        db.query(Reply::by_author().partition("ada")).descending().select(|r| (r.topic(), r.text())).all(),
    )?;
    println!("user {}: {} replies, the latest in {:?}", profile.name, profile.replies, written[0].0);
    assert_eq!(profile.replies, 2);
    assert_eq!(written.iter().map(|(topic, _)| &**topic).collect::<Vec<_>>(), ["tea", "milk"]);
    Ok(())
}
