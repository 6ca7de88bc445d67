use super::{Case, cases};

pub(super) fn cases() -> Vec<Case> {
    cases! {
        dynamo_without_options: Table { #[dynamo] struct T { #[pk] a: String } } => [
            "`#[dynamo]` needs options in brackets: `#[dynamo(rename = \"…\")]`",
        ];
        misplaced_option: Table { #[ttl] #[dynamo(null)] struct T { #[pk] #[gsi(by_a, pk = a)] a: String } } => [
            "`ttl` goes on a field, not on the struct",
            "`null` goes on a field, not on the struct",
            "`gsi` goes on the struct, not on a field",
        ];
        misplaced_option: Document { #[dynamo(table = "orders")] struct D { #[pk] a: String } } => [
            "`table` is an option of `DynamoTable`; `DynamoDocument` has no use for it",
            "`pk` is an option of `DynamoTable`; `DynamoDocument` has no use for it",
        ];
        misplaced_option: Table { #[projection(Order)] struct T { #[pk] a: String } } => [
            "`projection` is an option of `Projection`; `DynamoTable` has no use for it",
        ];
        misplaced_option: Entities { enum E { #[dynamo(rename = "x")] A(A) } } => [
            "`rename` is an option of `DynamoTable`; `DynamoEntities` has no use for it",
        ];
        unknown_option: Table { #[gsi(by_b, pk = b, key_only)] struct T { #[pk] a: String, b: String } } => [
            "unknown option `key_only` in `#[gsi]`; did you mean `keys_only`?",
        ];
        unknown_option: Table { #[dynamo(tabel = "orders")] struct T { #[pk] a: String, #[dynamo(raname = "x")] b: u8 } } => [
            "unknown option `tabel` in `#[dynamo]`; did you mean `table`?",
            "unknown option `raname` in `#[dynamo]`; did you mean `rename`?",
        ];
        unknown_option: Entities { enum E { A(A), #[entities(everything)] Rest(Item) } } => [
            "unknown option `everything` in `#[entities]`\nit takes `other`",
        ];
        unknown_option: Table { struct T { #[pk] a: String, #[schema_version(1, steps(1 => f))] v: u32 } } => [
            "unknown option `steps` in `#[schema_version]`\nit takes `upgrade`",
        ];
        not_an_option: Table { #[dynamo("orders", table = "orders")] struct T { #[pk] a: String, #[dynamo(null null)] b: u8 } } => [
            "`\"orders\"` is no option: write `word`, `word = value` or `word(…)`",
            "`null null` is no option: write `word`, `word = value` or `word(…)`",
        ];
        value_missing: Table { #[dynamo(table =)] struct T { #[pk] a: String } } => ["`table =` needs a value"];
        given_twice: Table { #[dynamo(table = "orders", table = "orders")] struct T { #[pk] #[pk] a: String, #[dynamo(null, null)] b: Option<u8> } } => [
            "`table` is given twice; remove one of them",
            "`pk` is given twice; remove one of them",
            "`null` is given twice; remove one of them",
        ];
        given_twice: Table { #[pk("A#{a}")] #[sk("B#{b}")] #[sk("B#{b}")] struct T { a: String, b: String } } => [
            "`sk` is given twice; remove one of them",
        ];
        given_twice: Table { #[gsi(by_b, pk = b, pk = b, name = "n-1", name = "n-2")] struct T { #[pk] a: String, b: String } } => [
            "`pk` is given twice; remove one of them",
            "`name` is given twice; remove one of them",
        ];
        given_twice: Table { #[dynamo(rename_fn(key = "k", key = "l"))] struct T { #[pk] a: String } } => [
            "`key` is given twice; remove one of them",
        ];
        given_twice: Value { #[dynamo(binary)] struct V(#[dynamo(binary)] Vec<u8>); } => [
            "`binary` is given twice; remove one of them",
        ];
        given_twice: Table { #[schema_version(1)] struct T { #[pk] a: String, #[schema_version(1)] v: u32 } } => [
            "`schema_version` is given twice; remove one of them",
        ];
        takes_no_value: Table { struct T { #[pk] a: String, #[dynamo(null = true)] b: Option<u8>, #[ttl(seconds)] c: u64 } } => [
            "`null` takes no value: write `null` alone",
            "`ttl` takes no value: write `ttl` alone",
        ];
        wants_text: Table { #[dynamo(table = orders, pk_attr)] struct T { #[pk] a: String, #[dynamo(rename = 5)] b: u8 } } => [
            "`table` wants a text: `table = \"…\"`",
            "`pk_attr` wants a text: `pk_attr = \"…\"`",
            "`rename` wants a text: `rename = \"…\"`",
        ];
        wants_path: Table { #[dynamo(validate = 5, crate)] struct T { #[pk] a: String, #[dynamo(computed)] b: u8 } } => [
            "`validate` wants a path, such as `module::name`",
            "`crate` wants a path, such as `module::name`",
            "`computed` wants a path, such as `module::name`",
        ];
        wants_path: Projection { #[projection] struct P { a: String } } => [
            "`projection` wants a path, such as `module::name`",
        ];
        wants_type: Value { #[dynamo(try_from = "", into = "String")] struct V(String); } => [
            "`try_from` wants a type: `try_from = \"…\"`",
        ];
        wants_ident: Table { #[dynamo(fields = "a b", rename_fn(key = 5))] struct T { #[pk] a: String } } => [
            "`fields` wants an identifier: `fields = \"…\"`",
            "`key` wants an identifier: `key = \"…\"`",
        ];
        wants_number: Table { #[dynamo(max_gsi = "many")] struct T { #[pk] a: String } } => [
            "`max_gsi` wants a number: `max_gsi = 30`",
        ];
        wants_list: Table { #[dynamo(rename_fn = "k")] #[gsi(by_b, pk = b, include)] struct T { #[pk] a: String, b: String } } => [
            "`rename_fn` wants a list in brackets: `rename_fn(…)`",
            "`include` wants a list in brackets: `include(…)`",
        ];
        unknown_case: Table { #[dynamo(rename_all = "camelcase")] struct T { #[pk] a: String } } => [
            "`rename_all` knows no case `camelcase`; did you mean `camelCase`?",
        ];
        unknown_case: Document { #[dynamo(rename_all = "title")] struct D { a: String } } => [
            "`rename_all` knows no case `title`\nit is one of `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, \
             `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case` and `SCREAMING-KEBAB-CASE`",
        ];
        serde_names_differ: Table { #[serde(rename_all(serialize = "camelCase"))] struct T { #[pk] a: String,
            #[serde(rename(serialize = "x", deserialize = "y"))] b: u8,
            #[serde(rename(serialize = "x", deserialize = "y"))] #[dynamo(rename = "z")] c: u8 } } => [
            "serde uses different names for writing and reading; name one with `#[dynamo(rename_all = \"…\")]`",
            "serde uses different names for writing and reading; name one with `#[dynamo(rename = \"…\")]`",
        ];
        rename_of_unknown_fn: Table { #[dynamo(rename_fn(by_bb = "x", kay = "y"))] #[gsi(by_b, pk = b)] struct T { #[pk] a: String, b: String } } => [
            "`rename_fn` names `by_bb`, which is neither `key`, `partition` nor an index; did you mean `by_b`?",
            "`rename_fn` names `kay`, which is neither `key`, `partition` nor an index; did you mean `key`?",
        ];
        empty_option: Table { #[dynamo(entity = "", pk_attr = "")] #[pk("A#{a}")] struct T { a: String } } => [
            "this cannot be empty; give a name or remove the option",
            "this cannot be empty; give a name or remove the option",
        ];
        entity_attr_without_entity: Table { #[dynamo(entity_attr = "kind")] struct T { #[pk] a: String } } => [
            "`entity_attr` has no effect without `entity = \"…\"`; add it or remove this",
        ];
        function_twice: Table { #[gsi(key, pk = b)] struct T { #[pk] a: String, b: String } } => [
            "two functions would be called `key`; rename one with `#[dynamo(rename_fn(key = \"…\"))]`",
        ];
        type_twice: Table { #[gsi(fields, pk = b, keys_only)] #[gsi(by_c, pk = c, keys_only, row = "T")] struct T { #[pk] a: String, b: String, c: String } } => [
            "two types would be called `TFields`; rename one with `#[dynamo(fields = \"…\")]` or `row = \"…\"` in the index",
            "two types would be called `T`; rename one with `#[dynamo(fields = \"…\")]` or `row = \"…\"` in the index",
        ];
    }
}
