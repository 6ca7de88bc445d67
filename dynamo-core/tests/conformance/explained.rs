//! What a request says of itself: the same on every engine, without secrets, and without being sent.

use dynamo_core::prelude::*;

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{Order, Sample, Story, order};

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
            Self::Put => {
                db.put(&Order { rev: 3, ..order() }).only_if(|f| f.total().lt(5) | f.region().exists()).explain()
            }
            Self::Create => db.create(&Story::samples()[0]).explain(),
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
            Self::CreateTable => {
                r#"CreateTable on orders
  keys        user_id (Text), order_id (Text)
  index       gsi-status-date by status (Text), created_at (Text); holds its keys, total, items_count, expires_at
  index       gsi-region by region (Text); holds its keys
  index       by_tenant by tenant (Text), region (Text), status (Text), created_at (Text); holds everything
  index       local lsi-amount by user_id (Text), total (Number); holds everything
  expires by  expires_at"#
            }
            Self::CreateShared => {
                r#"CreateTable on app
  keys        PK (Text), SK (Text)
  index       gsi1 by GSI1PK (Text), GSI1SK (Text); holds its keys"#
            }
            Self::Put => {
                r#"PutItem on orders
  item        address = {city: "Oslo", postcode: "0150"}
              created_at = "2026-01-31"
              items_count = 2
              lines = [{qty: 1, sku: "a"}, {qty: 2, sku: "b"}]
              order_id = "o1"
              rev = 4
              status = "paid"
              tenant = "t1"
              total = 70
              user_id = "u1"
  condition   (#0 = :0) AND ((#1 < :1) OR attribute_exists(#2))
  names       #0 = rev
              #1 = total
              #2 = region
  values      :0 = 3
              :1 = 5"#
            }
            Self::Create => {
                r#"PutItem on app
  item        GSI1PK = "ORG#acme"
              GSI1SK = "2026-01-31"
              PK = "USER#ada"
              SK = "STORY#12#RUN#0000000007"
              created_at = "2026-01-31"
              org = "acme"
              owner = "ada"
              run_id = 7
              schema_version = 2
              story_id = "12"
              title = "story 12"
  condition   attribute_not_exists(#0)
  names       #0 = PK"#
            }
            Self::Get => {
                r#"GetItem on orders
  key         order_id = "o1"
              user_id = "u1""#
            }
            Self::GetPart => {
                r#"GetItem on app
  key         PK = "USER#u"
              SK = "STORY#12#RUN#0000000007"
  projection  #0, #1, #2
  options     consistent
  names       #0 = title
              #1 = run_id
              #2 = schema_version"#
            }
            Self::GetRequired => {
                r#"GetItem on orders
  key         order_id = "o1"
              user_id = "u1""#
            }
            Self::DeleteItem => {
                r#"DeleteItem on orders
  key         order_id = "o1"
              user_id = "u1"
  condition   #0 = :0
  names       #0 = rev
  values      :0 = 3"#
            }
            Self::DeleteKey => {
                r#"DeleteItem on orders
  key         order_id = "o1"
              user_id = "u1""#
            }
            Self::AtVersion => {
                r#"DeleteItem on orders
  key         order_id = "o1"
              user_id = "u1"
  condition   attribute_not_exists(#0) AND (#1[1].#2 = :0)
  names       #0 = rev
              #1 = lines
              #2 = sku
  values      :0 = "x""#
            }
            Self::Secrets => {
                r#"PutItem on patients
  item        diagnosis = "<redacted>"
              name = "Ada"
              number = "<redacted>"
              password = "<redacted>"
              rev = 5
  condition   (#0 = :0) AND begins_with(#1, :1) AND (#2 <> :2)
  names       #0 = rev
              #1 = diagnosis
              #2 = name
  values      :0 = 4
              :1 = "<redacted>"
              :2 = "Bob""#
            }
        }
    }
}
