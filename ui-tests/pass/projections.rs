//! Projections from another module, and under another name of the table's type.

pub mod tables {
    use dynamo_core::DynamoTable;

    #[derive(DynamoTable)]
    #[dynamo(table = "orders")]
    #[gsi(by_status, pk = status, include(total))]
    pub struct Order {
        #[pk]
        pub user_id: String,
        pub status: String,
        pub total: u64,
        pub note: Option<String>,
    }
}

mod elsewhere {
    use dynamo_core::Projection;

    use super::tables;
    use super::tables::Order as Renamed;

    type Alias = tables::Order;

    #[derive(Projection)]
    #[projection(tables::Order::by_status)]
    pub struct ByPath {
        pub user_id: String,
        pub total: u64,
    }

    #[derive(Projection)]
    #[projection(Renamed::by_status)]
    pub struct ByRename {
        pub status: String,
    }

    #[derive(Projection)]
    #[projection(Alias::by_status)]
    pub struct ByAlias {
        pub total: u64,
    }

    #[derive(Projection)]
    #[projection(tables::Order)]
    pub struct OfTheTable {
        pub note: Option<String>,
    }
}

fn case(db: &dynamo_core::Db) {
    let query = || db.query(tables::Order::by_status().partition("paid"));
    let _ = query().project::<elsewhere::ByPath>();
    let _ = query().project::<elsewhere::ByRename>();
    let _ = query().project::<elsewhere::ByAlias>();
    let _ = db
        .query(tables::Order::partition("u1"))
        .project::<elsewhere::OfTheTable>();
}

#[test]
fn projections_resolve_through_the_type() {
    let _: fn(&dynamo_core::Db) = case;
}
