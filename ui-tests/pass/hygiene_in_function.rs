//! Declared inside a function, where paths through `self` and `super` miss what is declared beside them.

#[test]
fn a_table_of_a_function() {
    use dynamo_core::prelude::*;

    #[derive(Debug, Clone, PartialEq, DynamoValue)]
    enum Status {
        Pending,
        Paid,
    }

    #[derive(Debug, Clone, PartialEq, DynamoDocument)]
    struct Address {
        city: String,
    }

    #[derive(Debug, Clone, PartialEq, DynamoTable)]
    #[dynamo(table = "orders")]
    #[gsi(by_status, pk = status, keys_only)]
    struct Order {
        #[pk]
        user_id: String,
        status: Status,
        address: Address,
    }

    let order = Order {
        user_id: "u1".into(),
        status: Status::Paid,
        address: Address {
            city: "Oslo".into(),
        },
    };
    assert_ne!(order.status, Status::Pending);
    assert_eq!(Order::from_item(order.to_item().unwrap()).unwrap(), order);
}
