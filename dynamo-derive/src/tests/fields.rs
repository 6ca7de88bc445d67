use super::{Case, cases};

pub(super) fn cases() -> Vec<Case> {
    cases! {
        conflicting_options: Table { struct T { #[pk] a: String, #[dynamo(skip, null)] b: Option<u8>, #[dynamo(skip, store)] c: u8,
            #[dynamo(binary, list)] d: Vec<u8>, #[dynamo(created_at, updated_at)] e: String } } => [
            "`skip` and `null` cannot stand together: a skipped field is neither written nor read",
            "`skip` and `store` cannot stand together: one keeps the field out of the table, the other in it",
            "`binary` and `list` cannot stand together: a value is stored in one way",
            "`created_at` and `updated_at` cannot stand together: a field is filled in by one rule",
        ];
        conflicting_options: Table { struct T { #[pk] a: String, #[version] #[ttl] b: u64, #[schema_version] #[dynamo(default)] c: String,
            #[dynamo(flatten, sensitive)] rest: Item, #[dynamo(readonly, updated_at)] u: String } } => [
            "`ttl` and `version` cannot stand together: one attribute cannot be both",
            "`schema_version` and `default` cannot stand together: the library writes the schema version itself",
            "`flatten` and `sensitive` cannot stand together: a flattened field has no attribute of its own",
            "`readonly` and `updated_at` cannot stand together: the library fills the field in, and it has no setter anyway",
        ];
        conflicting_options: Document { struct D { #[dynamo(flatten, default)] rest: Item, #[dynamo(list, serde)] b: Vec<u8> } } => [
            "`flatten` and `default` cannot stand together: a flattened field has no attribute of its own",
            "`list` and `serde` cannot stand together: a value is stored in one way",
        ];
        skipped_by_serde: Table { struct T { #[pk] a: String, #[serde(skip)] #[dynamo(sensitive)] b: String,
            #[serde(skip_serializing, skip_deserializing)] #[dynamo(sensitive, store)] c: String } } => [
            "serde skips `b`, and so does the table, which makes `sensitive` void; say `#[dynamo(store)]` to store it",
        ];
        serde_skips_one_way: Document { struct D { #[serde(skip_serializing)] a: String, #[serde(skip_deserializing)] #[dynamo(store)] b: String,
            #[serde(skip_deserializing)] #[dynamo(skip)] c: String, #[serde(skip_serializing_if = "Option::is_none")] d: Option<u8> } } => [
            "`skip_serializing` leaves open whether `a` is in the table: say `#[dynamo(skip)]` or `#[dynamo(store)]`",
        ];
        empty_name: Table { struct T { #[pk] a: String, #[dynamo(rename = "")] b: u8 } } => [
            "an attribute name cannot be empty; give one or remove the `rename`",
        ];
        two_flattened: Table { struct T { #[pk] a: String, #[dynamo(flatten)] rest: Item, #[dynamo(flatten)] more: Item } } => [
            "one field takes all other attributes, and `rest` already does; remove one `flatten`",
        ];
        two_of_a_kind: Table { struct T { #[pk] a: String, #[ttl] e1: u64, #[ttl] e2: u64, #[version] v1: u64, #[version] v2: u64,
            #[schema_version] s1: String, #[schema_version] s2: String, #[dynamo(updated_at)] u1: String, #[dynamo(updated_at)] u2: String } } => [
            "a table has one TTL attribute, and `e1` already is it",
            "a table has one version attribute, and `v1` already is it",
            "a table has one schema-version attribute, and `s1` already is it",
            "a table has one update time, and `u1` already is it",
        ];
        ttl_in_millis: Table { struct T { #[pk] a: String, #[ttl] #[dynamo(number = "millis")] t: DateTime } } => [
            "DynamoDB reads a TTL in seconds; remove `number = \"millis\"`",
        ];
        unknown_unit: Document { struct D { #[dynamo(number = "days")] t: DateTime } } => [
            "unknown unit \"days\"; a number counts \"seconds\" or \"millis\"",
        ];
        same_attribute_name: Table { #[dynamo(rename_all = "camelCase")] struct T { #[pk] a: String, items_count: u32, #[dynamo(rename = "itemsCount")] n: u32 } } => [
            "two fields are stored as `itemsCount`: `items_count` and `n`; rename one of them",
        ];
        same_attribute_name: Document { struct D { #[serde(rename = "b")] a: String, b: String, #[dynamo(skip)] #[serde(rename = "b")] c: u8 } } => [
            "two fields are stored as `b`: `a` and `b`; rename one of them",
        ];
        wants_schema_version: Table { struct T { #[pk] a: String, #[schema_version(upgrade(1 => f))] v: u32 } } => [
            "a schema version is a number of 1 or more: `#[schema_version(3, upgrade(1 => f, 2 => g))]`",
        ];
        wants_schema_version: Table { struct T { #[pk] a: String, #[schema_version()] v: u32 } } => [
            "a schema version is a number of 1 or more: `#[schema_version(3, upgrade(1 => f, 2 => g))]`",
        ];
        wants_upgrade: Table { struct T { #[pk] a: String, #[schema_version(2, upgrade(1 => f, 1 = g))] v: u32 } } => [
            "`1 = g` is no upgrade; write the old version and a function: `1 => f`",
        ];
        schema_version_without_field: Table { #[schema_version(2, upgrade(1 => f))] struct T { #[pk] a: String } } => [
            "no field holds the schema version; put `#[schema_version]` on an integer field too",
        ];
        schema_version_zero: Table { struct T { #[pk] a: String, #[schema_version(0)] v: u32 } } => ["schema versions start at 1"];
        upgrade_out_of_range: Table { struct T { #[pk] a: String, #[schema_version(2, upgrade(0 => f, 1 => f, 2 => g))] v: u32 } } => [
            "an upgrade from 0 leads nowhere: this is version 2, and versions start at 1",
            "an upgrade from 2 leads nowhere: this is version 2, and versions start at 1",
        ];
        upgrade_twice: Table { struct T { #[pk] a: String, #[schema_version(2, upgrade(1 => f, 1 => g))] v: u32 } } => [
            "there are two upgrades from version 1; remove one of them",
        ];
        upgrade_gap: Table { struct T { #[pk] a: String, #[schema_version(3, upgrade(1 => f))] v: u32 } } => [
            "version 3 needs upgrades from 1 and 2; 2 is missing",
        ];
        upgrade_gap: Table { struct T { #[pk] a: String, #[schema_version(4000000000)] v: u32 } } => [
            "version 4000000000 needs upgrades from 1 to 3999999999; 1, 2 and 3, … are missing",
        ];
        upgrade_gap: Table { struct T { #[pk] a: String, #[schema_version(2)] v: u32 } } => [
            "version 2 needs upgrades from 1; 1 is missing",
        ];
    }
}
