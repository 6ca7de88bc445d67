//! What a request says of itself: the same on every engine, without secrets, and without being sent.

use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, Story, order};

#[derive(Debug, Clone, PartialEq, DynamoTable)]
#[dynamo(table = "patients")]
struct Patient {
    #[pk]
    #[dynamo(sensitive)]
    number: String,
    name: String,
    #[dynamo(sensitive)]
    diagnosis: String,
    password: Sensitive<String>,
    #[version]
    rev: u64,
}

fn patient() -> Patient {
    Patient {
        number: "SECRET-1".into(),
        name: "Ada".into(),
        diagnosis: "SECRET-2".into(),
        password: Sensitive("SECRET-3".into()),
        rev: 4,
    }
}

variants! {
    Explained { CreateTable, CreateShared, Put, Create, Get, GetPart, GetRequired, DeleteItem, DeleteKey, AtVersion, Secrets }
}

pub(crate) fn cases() -> Vec<Case> {
    Explained::ALL.iter().map(|explained| case(*explained)).collect()
}

fn case(explained: Explained) -> Case {
    Case::new(format!("explain: {explained:?}"), move |bench| async move {
        let text = explained.text(&bench.db).expect("a request");
        // There is no table: had anything been sent, there were an error.
        let own = text.replace(&bench.prefix, "");
        assert_eq!(own, explained.expected(), "{own}");
        let offline = explained.text(&Db::offline()).expect("a request");
        assert_eq!(own, offline, "an engine changes nothing");
        assert!(!text.contains("SECRET"), "{text}");
        shows_no_secret_in_errors(&bench).await;
    })
}

/// Neither do errors, whatever their form.
async fn shows_no_secret_in_errors(bench: &Bench) {
    let error = bench.db.put(&patient()).only_if(|f| f.diagnosis().eq("SECRET-4")).await.expect_err("no table");
    assert!(error.is_missing_table());
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(!shown.contains("SECRET"), "{shown}");
    }
}

impl Explained {
    fn text(self, db: &Db) -> Result<String> {
        let explained = match self {
            Self::CreateTable => db.create_table::<Order>().explain(),
            Self::CreateShared => db.create_table::<(Story, crate::fixtures::Profile)>().explain(),
            Self::Put => db.put(&Order { rev: 3, ..order() }).only_if(|f| f.total().lt(5) | f.region().exists()).explain(),
            Self::Create => db.create(&order()).explain(),
            Self::Get => db.get(Order::key("u1", "o1")).explain(),
            Self::GetPart => {
                let get = db.get(Story::key("u", "12", 7)).select(|f| (f.title(), f.run_id()));
                get.consistent().explain()
            }
            Self::GetRequired => db.get(Order::key("u1", "o1")).required().explain(),
            Self::DeleteItem => db.delete(&Order { rev: 3, ..order() }).explain(),
            Self::DeleteKey => db.delete(Order::key("u1", "o1")).unversioned().explain(),
            Self::AtVersion => {
                let delete = db.delete(Order::key("u1", "o1")).at_version(0).only_if(|f| f.lines().at(1).sku().eq("x"));
                delete.explain()
            }
            Self::Secrets => {
                let put = db.put(&patient());
                put.only_if(|f| f.diagnosis().begins_with("SECRET-4") & f.name().ne("Bob")).explain()
            }
        };
        Ok(explained?.to_string())
    }

    fn expected(self) -> &'static str {
        match self {
            Self::CreateTable => "TODO",
            Self::CreateShared => "TODO",
            Self::Put => "TODO",
            Self::Create => "TODO",
            Self::Get => "TODO",
            Self::GetPart => "TODO",
            Self::GetRequired => "TODO",
            Self::DeleteItem => "TODO",
            Self::DeleteKey => "TODO",
            Self::AtVersion => "TODO",
            Self::Secrets => "TODO",
        }
    }
}
