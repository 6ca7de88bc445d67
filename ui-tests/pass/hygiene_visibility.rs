//! Private fields, private modules, `pub(super)`: what is generated is no more visible than what it is generated from.
#![deny(private_interfaces, private_bounds, unreachable_pub)]

mod shop {
    pub(super) mod inner {
        use dynamo_core::{DynamoDocument, DynamoTable, DynamoValue};

        #[derive(Debug, Clone, PartialEq, DynamoValue)]
        pub(in crate::hygiene_visibility) struct Id(String);

        #[derive(Debug, Clone, PartialEq, DynamoValue)]
        enum Secret {
            A,
            B,
        }

        #[derive(Debug, Clone, PartialEq, DynamoDocument)]
        struct Hidden {
            city: String,
        }

        #[derive(DynamoTable)]
        #[dynamo(table = "orders")]
        #[gsi(by_secret, pk = secret, include(total))]
        pub(in crate::hygiene_visibility) struct Order {
            #[pk]
            pub(in crate::hygiene_visibility) id: Id,
            secret: Secret,
            hidden: Hidden,
            pub(super) total: u64,
        }

        #[derive(DynamoTable)]
        #[dynamo(table = "orders")]
        pub(super) struct Nearer {
            #[pk]
            id: Id,
            hidden: Option<Hidden>,
        }
    }

    fn near(_: inner::Nearer) {}
}

fn far(order: &shop::inner::Order) -> &shop::inner::Id {
    &order.id
}
