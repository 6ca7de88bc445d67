use super::{Case, Derive, all_cases, cases, declare};

pub(super) fn cases() -> Vec<Case> {
    cases! {
        generic: Table { struct T<A> { #[pk] a: A } } => [
            "`DynamoTable` takes no generics, lifetimes included: items are owned and of one type",
        ];
        generic: Document { struct D<'a> { a: &'a str } } => [
            "`DynamoDocument` takes no generics, lifetimes included: items are owned and of one type",
        ];
        generic: Value { struct V<const N: usize>([u8; N]); } => [
            "`DynamoValue` takes no generics, lifetimes included: items are owned and of one type",
        ];
        generic: Projection { struct P where u8: Copy { a: u8 } } => [
            "`Projection` takes no generics, lifetimes included: items are owned and of one type",
        ];
        tuple_struct: Table { struct T(String); } => [
            "`DynamoTable` needs named fields; for a newtype derive `DynamoValue`",
        ];
        unit_struct: Document { struct D; } => [
            "`DynamoDocument` needs a struct with named fields, and this one has none",
        ];
        enum_for_struct: Table { enum T { A } } => [
            "`DynamoTable` is for structs with named fields; for an enum derive `DynamoValue` (unit variants) or `DynamoEntities`",
        ];
        struct_for_enum: Entities { struct E { a: A } } => [
            "`DynamoEntities` is for an enum with a table in each variant; for a struct derive `DynamoTable`",
        ];
        union: Value { union U { a: u8 } } => [
            "`DynamoValue` cannot read a union: nothing says which field is in it; use a struct",
        ];
        union: Table { union U { a: u8 } } => [
            "`DynamoTable` cannot read a union: nothing says which field is in it; use a struct",
        ];
        union: Entities { union U { a: u8 } } => [
            "`DynamoEntities` cannot read a union: nothing says which field is in it; use a struct",
        ];
        entity_without_type: Entities { enum E { A(A), B, C { c: C }, D(A, B) } } => [
            "`B` must hold exactly one table: `B(Order)`",
            "`C` must hold exactly one table: `C(Order)`",
            "`D` must hold exactly one table: `D(Order)`",
        ];
        no_entities: Entities { enum E { #[entities(other)] Rest(Item) } } => [
            "`E` has no entities; give it a variant for each kind: `Order(Order)`",
        ];
        two_others: Entities { enum E { A(A), #[entities(other)] Rest(Item), #[entities(other)] More(Item) } } => [
            "one variant takes all other items, and `Rest` already does; remove one `other`",
        ];
        projection_without_source: Projection { struct P { a: String } } => [
            "`P` does not say of what it is a projection: `#[projection(Order::by_status)]`",
        ];
        projected_name: Projection { #[projection(Order)] struct P { #[dynamo(rename = "address.city")] a: String } } => [
            "\"address.city\" cannot be a field: in a projection `rename` names the field that is read",
        ];
        conflicting_options: Projection { #[projection(Order)] struct P { #[dynamo(skip, rename = "b")] a: String } } => [
            "`skip` and `rename` cannot stand together: a skipped field is neither written nor read",
        ];
    }
}

#[test]
fn a_mistake_in_a_part_leaves_a_model() {
    let hopeless = [
        "generic",
        "tuple_struct",
        "unit_struct",
        "enum_for_struct",
        "struct_for_enum",
        "union",
        "entity_without_type",
        "no_entities",
        "two_others",
        "projection_without_source",
        "wants_path",
        "wants_pattern",
        "wants_type",
        "no_partition_key",
        "value_of_several_fields",
        "variant_with_data",
        "empty_enum",
        "flattened_key",
    ];
    for case in all_cases() {
        let (_, modelled) = declare(case.derive, &case.input);
        let rule = case.rule;
        assert!(modelled || hopeless.contains(&rule), "no model: {rule}");
    }
}

#[test]
fn all_mistakes_of_a_struct_are_reported_at_once() {
    let (errors, modelled) = declare(
        Derive::Table,
        &quote::quote! {
            #[gsi(by_b, pk = c, keys_only, include(a))]
            #[sk("X#{y}")]
            struct T { a: String, b: String, #[ttl] #[dynamo(skip)] t: u64 }
        },
    );
    assert_eq!(
        errors,
        [
            "index `by_b` has one projection: `all`, `keys_only` or `include(…)`",
            "`{y}` in \"X#{y}\" is not a field",
            "`T` has no partition key: put `#[pk]` on a field, or `#[pk(\"…{field}…\")]` on the struct",
            "`pk` of index `by_b` names `c`, which is not a field",
            "`t` is the TTL attribute, so it cannot be skipped; remove `skip`",
        ]
    );
    assert!(modelled, "what is known of it is generated all the same");
}
