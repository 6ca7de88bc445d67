use super::{Case, Derive, cases, declare};

pub(super) fn cases() -> Vec<Case> {
    cases! {
        index_without_accessor: Table { #[gsi] #[gsi(pk = a)] #[lsi("by_a", sk = a)] #[gsi(keys_only, pk = a)] struct T { #[pk] a: String } } => [
            "an index starts with the name of its accessor: `#[gsi(by_status, …)]`",
            "an index starts with the name of its accessor: `#[gsi(by_status, …)]`",
            "an index starts with the name of its accessor: `#[lsi(by_status, …)]`",
            "an index starts with the name of its accessor: `#[gsi(by_status, …)]`",
        ];
        pk_on_lsi: Table { #[lsi(by_b, pk = a, sk = b)] struct T { #[pk] a: String, #[sk] s: String, b: String } } => [
            "local index `by_b` always has the table's partition key; give only `sk`",
        ];
        gsi_without_pk: Table { #[gsi(by_b, sk = b)] struct T { #[pk] a: String, b: String } } => [
            "index `by_b` has no partition key; say which field it is: `pk = …`",
        ];
        lsi_without_sk: Table { #[lsi(by_b, keys_only)] struct T { #[pk] a: String, #[sk] s: String, b: String } } => [
            "local index `by_b` has no sort key, and sorting is all it does; give it `sk = …`",
        ];
        lsi_on_table_without_sk: Table { #[lsi(by_b, sk = b)] struct T { #[pk] a: String, b: String } } => [
            "local index `by_b` needs a table with a sort key; give the table `#[sk]`, or use `#[gsi]`",
        ];
        lsi_with_several_keys: Table { #[lsi(by_b, sk = (b, c))] struct T { #[pk] a: String, #[sk] s: String, b: String, c: String } } => [
            "a local index has one sort key attribute; only a `#[gsi]` takes several",
        ];
        too_many_key_attributes: Table { #[gsi(many, pk = (a, b, c, d, e), sk = (f, g, h, i, j))] struct T { #[pk] a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8 } } => [
            "`sk` has more than 4 attributes, which no quota raises; use a pattern: `sk = \"{a}#{b}\"`",
            "`pk` has more than 4 attributes, which no quota raises; use a pattern: `pk = \"{a}#{b}\"`",
        ];
        wants_key: Table { #[gsi(by_b, pk = address.city, sk)] #[gsi(by_c, pk = (), sk = (a.b, c))] struct T { #[pk] a: String } } => [
            "`pk` is a field, a pattern or fields in brackets: `a`, `\"A#{a}\"` or `(a, b)`",
            "`sk` is a field, a pattern or fields in brackets: `a`, `\"A#{a}\"` or `(a, b)`",
            "`pk` is a field, a pattern or fields in brackets: `a`, `\"A#{a}\"` or `(a, b)`",
            "`sk` is a field, a pattern or fields in brackets: `a`, `\"A#{a}\"` or `(a, b)`",
        ];
        unknown_index_field: Table { #[gsi(by_b, pk = bb, sk = total, include(totl))] struct T { #[pk] a: String, bbb: String, total: u64 } } => [
            "`pk` of index `by_b` names `bb`, which is not a field; did you mean `bbb`?",
            "`include` of index `by_b` names `totl`, which is not a field; did you mean `total`?",
        ];
        two_projections: Table { #[gsi(by_b, pk = b, keys_only, include(a))] struct T { #[pk] a: String, b: String } } => [
            "index `by_b` has one projection: `all`, `keys_only` or `include(…)`",
        ];
        empty_include: Table { #[gsi(by_b, pk = b, include())] struct T { #[pk] a: String, b: String } } => [
            "`include` names no field; say `keys_only`, or name some",
        ];
        included_twice: Table { #[gsi(by_b, pk = b, include(c, a, c))] struct T { #[pk] a: String, b: String, c: u8 } } => [
            "`c` is included twice; remove one of them",
        ];
        include_of_a_path: Table { #[gsi(by_b, pk = b, include(address.city, address.zip))] struct T { #[pk] a: String, b: String, address: Address } } => [
            "`address.city` is inside an attribute, and DynamoDB projects whole ones into an index; include `address`",
            "`address.zip` is inside an attribute, and DynamoDB projects whole ones into an index; include `address`",
        ];
        wants_field: Table { #[gsi(by_b, pk = b, include("c"))] struct T { #[pk] a: String, b: String, c: u8 } } => [
            "`\"c\"` is no field; `include` takes field names: `include(a, b)`",
        ];
        include_of_flattened: Table { #[gsi(by_b, pk = b, include(rest))] struct T { #[pk] a: String, b: String, #[dynamo(flatten)] rest: Item } } => [
            "`rest` is flattened and has no attribute of its own to include; use `all`",
        ];
        include_of_skipped: Table { #[gsi(by_b, pk = b, include(c))] struct T { #[pk] a: String, b: String, #[serde(skip)] c: u8 } } => [
            "`c` is skipped, so there is nothing to include; remove it here or store it",
        ];
        two_accessors: Table { #[gsi(by_b, pk = b)] #[gsi(by_b, name = "other", pk = b)] struct T { #[pk] a: String, b: String } } => [
            "two indexes have the accessor `by_b`; give one of them another",
        ];
        two_index_names: Table { #[gsi(by_x, name = "idx", pk = b)] #[gsi(by_y, name = "idx", pk = c)] #[gsi(idx, pk = c)] struct T { #[pk] a: String, b: String, c: String } } => [
            "two indexes are named \"idx\": `by_x` and `by_y`",
            "two indexes are named \"idx\": `by_x` and `idx`",
        ];
        bad_table_name: Table { #[dynamo(table = "my orders")] struct T { #[pk] a: String } } => [
            "\"my orders\" is no table name, which has 3 to 255 letters, digits, `_`, `-` and `.`",
        ];
        bad_index_name: Table { #[gsi(by_b, name = "b", pk = b)] #[gsi(ix, pk = b)] struct T { #[pk] a: String, b: String } } => [
            "\"b\" is no index name, which has 3 to 255 letters, digits, `_`, `-` and `.`",
            "\"ix\" is no index name, which has 3 to 255 letters, digits, `_`, `-` and `.`; give one by `name = \"…\"`",
        ];
        too_many_gsis: Table { #[dynamo(max_gsi = 2)] #[gsi(gsi1, pk = a)] #[gsi(gsi2, pk = a)] #[gsi(gsi3, pk = a)] #[gsi(gsi4, pk = a)] struct T { #[pk] a: String } } => [
            "a table has at most 2 global indexes; if your quota was raised, say `#[dynamo(max_gsi = …)]`",
        ];
        too_many_lsis: Table { #[lsi(lsi1, sk = b)] #[lsi(lsi2, sk = b)] #[lsi(lsi3, sk = b)] #[lsi(lsi4, sk = b)] #[lsi(lsi5, sk = b)] #[lsi(lsi6, sk = b)]
            struct T { #[pk] a: String, #[sk] s: String, b: String } } => [
            "a table has at most 5 local indexes, which no quota raises; use `#[gsi]`",
        ];
        attr_of_plain_index_key: Table { #[gsi(by_b, pk = b, pk_attr = "B", sk = "{c}", sk_attr = "C")] struct T { #[pk] a: String, b: String, c: String } } => [
            "`pk_attr` is for pattern keys; a field is a key under its own attribute name",
        ];
        row_of_whole_index: Table { #[gsi(by_b, pk = b, row = "ByB")] struct T { #[pk] a: String, b: String } } => [
            "this index holds everything, so its rows are `T`; `row` is for narrow indexes",
        ];
        row_of_which_index: Table { #[dynamo(row = "R")] struct T { #[pk] a: String } } => [
            "`row` has no effect: no index of this table has rows of its own; remove it",
        ];
        row_of_which_index: Table { #[dynamo(row = "R")] #[gsi(gsi1, pk = a, keys_only)] #[gsi(gsi2, pk = a, keys_only)] struct T { #[pk] a: String } } => [
            "`row` does not say of which index; put it into each: `#[gsi(by_x, …, row = \"…\")]`",
        ];
        // Breaking it takes more fields than one reads here: see the test below.
        too_many_included: Table { #[gsi(wide1, pk = a, include(a))] struct T { #[pk] a: String } } => [];
    }
}

#[test]
fn a_hundred_included_attributes_are_the_limit() {
    let table = |of_second: usize| {
        let fields: Vec<_> = (0..60).map(|n| quote::format_ident!("f{n}")).collect();
        let (first, second) = (&fields[..60], &fields[..of_second]);
        let input = quote::quote! {
            #[gsi(wide1, pk = g, include(#(#first),*))]
            #[gsi(wide2, pk = g, include(g, #(#second),*))]
            struct T { #[pk] a: String, g: String, #(#fields: u8),* }
        };
        declare(Derive::Table, &input).0
    };
    assert!(table(40).is_empty());
    assert_eq!(
        table(41),
        ["the indexes include 101 attributes, and 100 together is the limit; use `all` where many are needed"]
    );
}

#[test]
fn twenty_global_indexes_are_the_limit_unless_raised() {
    let table = |count: usize, attrs| {
        let names: Vec<_> = (0..count).map(|n| quote::format_ident!("gsi{n}")).collect();
        let input = quote::quote! { #(#[gsi(#names, pk = a)])* #attrs struct T { #[pk] a: String } };
        declare(Derive::Table, &input).0
    };
    assert!(table(20, quote::quote!()).is_empty());
    assert_eq!(
        table(21, quote::quote!()),
        ["a table has at most 20 global indexes; if your quota was raised, say `#[dynamo(max_gsi = …)]`"]
    );
    assert!(table(21, quote::quote!(#[dynamo(max_gsi = 21)])).is_empty());
}
