//! Declared by a macro that is given names and types.

use dynamo_core::{DynamoDocument, DynamoTable, DynamoValue};

macro_rules! declare {
    ($table:ident, $document:ident, $value:ident { $($variant:ident),* }, $key:ident: $type:ty, $index:ident, $name:literal) => {
        #[derive(Debug, Clone, PartialEq, DynamoValue)]
        enum $value {
            $($variant),*
        }

        #[derive(Debug, Clone, PartialEq, DynamoDocument)]
        struct $document {
            city: $type,
        }

        #[derive(DynamoTable)]
        #[dynamo(table = $name)]
        #[gsi($index, pk = status, sk = $key, include(total))]
        struct $table {
            #[pk]
            $key: $type,
            status: $value,
            total: u64,
            address: $document,
            maybe: Option<$type>,
        }
    };
}

declare!(Order, Address, Status { Pending, Paid }, user_id: String, by_status, "orders");
declare!(Other, Place, Colour { Red }, id: u64, by_colour, "others");

macro_rules! pattern {
    ($table:ident { $($field:ident: $type:ty),* }) => {
        #[derive(DynamoTable)]
        #[dynamo(table = "app")]
        #[pk("USER#{owner}")]
        #[sk("STORY#{story:010}")]
        struct $table {
            $($field: $type),*
        }
    };
}

pattern!(Story {
    owner: String,
    story: u32,
    title: String
});
