//! The order of keys is that of bytes and of numbers, and prefixes are no patterns.

use dynamo_core::key::SortRange;
use dynamo_core::prelude::*;
use dynamo_core::value::{AttributeValue, Bytes, Number};

use crate::{sql, with_database};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "words")]
#[gsi(by_word, pk = shelf, sk = word)]
struct Word {
    #[pk]
    shelf: String,
    #[sk]
    text: String,
    word: String,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "numbers")]
#[gsi(by_size, pk = shelf, sk = size)]
struct Sized {
    #[pk]
    shelf: Number,
    #[sk]
    number: Number,
    size: Number,
}

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "blobs")]
#[gsi(by_blob, pk = shelf, sk = other)]
struct Blob {
    #[pk]
    shelf: Bytes,
    #[sk]
    blob: Bytes,
    other: Bytes,
}

const WORDS: [&str; 24] = [
    "a", "A", "b", "B", "ä", "z", "Z", "_", "%", "a_", "a%", "ab", "a\\", "a'b", "a\"b", "-a", " a", "1", "10", "9",
    "é", "e\u{301}", "\u{ffff}", "🦀",
];

#[tokio::test]
async fn texts_are_in_the_order_of_their_bytes() {
    with_database(|pool, db| async move {
        let collated = sql(&pool, "SELECT 'a' < 'B' AND 'B' < 'c'", &[]).await;
        assert!(collated[0].get::<_, bool>(0), "the database has another order");
        db.create_table::<Word>().await.unwrap();
        let word = |text: &str| Word { shelf: "s".into(), text: text.into(), word: text.into() };
        db.batch_write().put_all(&WORDS.map(word)).await.unwrap();
        let mut sorted = WORDS.map(str::to_owned);
        sorted.sort();
        let texts = |words: Vec<Word>| words.into_iter().map(|word| word.text).collect::<Vec<_>>();
        for size in [1, 5, 100] {
            let table = db.query(Word::partition("s")).page_size(size).all().await.unwrap();
            let index = db.query(Word::by_word().partition("s")).page_size(size).all().await.unwrap();
            assert_eq!((texts(table), texts(index)), (sorted.to_vec(), sorted.to_vec()));
            let mut down =
                texts(db.query(Word::by_word().partition("s")).descending().page_size(size).all().await.unwrap());
            down.reverse();
            assert_eq!(down, sorted);
        }
        // Every range of every pair, by the library's own idea of a range.
        for low in WORDS {
            let within = |range: &SortRange| {
                sorted
                    .iter()
                    .filter(|text| range.contains(&AttributeValue::S((*text).clone())))
                    .cloned()
                    .collect::<Vec<_>>()
            };
            let bound = || AttributeValue::S(low.to_owned());
            let prefixed = db.query(Word::partition("s").sk(|s| s.begins_with(low))).all().await.unwrap();
            assert_eq!(texts(prefixed), within(&SortRange::BeginsWith(bound())), "{low:?}");
            let prefixed = db.query(Word::by_word().partition("s").sk(|s| s.begins_with(low))).all().await.unwrap();
            assert_eq!(texts(prefixed), within(&SortRange::BeginsWith(bound())), "{low:?}");
            let behind = db.query(Word::by_word().partition("s").sk(|s| s.gt(low))).all().await.unwrap();
            assert_eq!(texts(behind), within(&SortRange::Gt(bound())), "{low:?}");
            let before = db.query(Word::partition("s").sk(|s| s.le(low))).all().await.unwrap();
            assert_eq!(texts(before), within(&SortRange::Le(bound())), "{low:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_are_in_the_order_of_their_values() {
    with_database(|_, db| async move {
        db.create_table::<Sized>().await.unwrap();
        let texts = [
            "-9.9999999999999999999999999999999999999E125",
            "-1E100",
            "-10",
            "-9",
            "-1.5",
            "-1E-130",
            "0",
            "1E-130",
            "0.001",
            "1",
            "1.0000000000000000000000000000000000001",
            "9",
            "10",
            "12345678901234567890123456789012345678",
            "1E100",
            "9.9999999999999999999999999999999999999E125",
        ];
        let numbers: Vec<Number> = texts.iter().map(|text| text.parse().unwrap()).collect();
        let shelf: Number = "7".parse().unwrap();
        for number in numbers.iter().rev() {
            db.put(&Sized { shelf, number: *number, size: *number }).await.unwrap();
        }
        let table = db.query(Sized::partition(shelf)).page_size(3).select(|f| f.number()).all().await.unwrap();
        let index = db.query(Sized::by_size().partition(shelf)).page_size(3).select(|f| f.size()).all().await.unwrap();
        assert_eq!((&table, &index), (&numbers, &numbers));
        // One value has many spellings.
        for spelling in ["1", "1.0", "100e-2", "0.01E2"] {
            let number: Number = spelling.parse().unwrap();
            assert!(db.get(Sized::key(shelf, number)).await.unwrap().is_some(), "{spelling}");
        }
        let from = db.query(
            Sized::by_size()
                .partition(shelf)
                .sk(|s| s.between("1".parse::<Number>().unwrap(), "10".parse::<Number>().unwrap())),
        );
        assert_eq!(from.count().await.unwrap(), 4);
    })
    .await;
}

#[tokio::test]
async fn bytes_are_in_their_order() {
    with_database(|_, db| async move {
        db.create_table::<Blob>().await.unwrap();
        let mut blobs: Vec<Vec<u8>> =
            vec![vec![0], vec![0, 0], vec![1], vec![127], vec![128], vec![255], vec![255, 0], vec![255, 255]];
        for blob in blobs.iter().rev() {
            let blob = || Bytes::from(blob.clone());
            db.put(&Blob { shelf: Bytes::from(vec![9, 0]), blob: blob(), other: blob() }).await.unwrap();
        }
        blobs.sort();
        let shelf = || Bytes::from(vec![9, 0]);
        let bytes = |blobs: Vec<Bytes>| blobs.into_iter().map(|blob| blob.to_vec()).collect::<Vec<_>>();
        let table = db.query(Blob::partition(shelf())).page_size(3).select(|f| f.blob()).all().await.unwrap();
        let index =
            db.query(Blob::by_blob().partition(shelf())).page_size(3).select(|f| f.other()).all().await.unwrap();
        assert_eq!((bytes(table), bytes(index)), (blobs.clone(), blobs));
        let prefixed = db.query(Blob::by_blob().partition(shelf()).sk(|s| s.begins_with(Bytes::from(vec![255]))));
        assert_eq!(prefixed.count().await.unwrap(), 3);
    })
    .await;
}
