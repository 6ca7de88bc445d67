use super::{Case, cases};

pub(super) fn cases() -> Vec<Case> {
    cases! {
        no_partition_key: Table { struct T { #[sk] a: String } } => [
            "`T` has no partition key: put `#[pk]` on a field, or `#[pk(\"…{field}…\")]` on the struct",
        ];
        two_keys: Table { struct T { #[pk] a: String, #[pk] b: String, #[dynamo(sk)] c: String, #[dynamo(sk)] d: String } } => [
            "a table has one partition key, and `a` already is it",
            "a table has one sort key, and `c` already is it",
        ];
        plain_and_pattern: Table { #[pk("A#{a}")] struct T { #[pk] a: String, #[pk] b: String } } => [
            "the partition key is declared on the struct already, as \"A#{a}\"; remove one of them",
            "the partition key is declared on the struct already, as \"A#{a}\"; remove one of them",
        ];
        same_key_twice: Table { struct T { #[pk] #[sk] a: String } } => [
            "`a` is in this key twice; DynamoDB wants different attributes in a key",
        ];
        same_key_twice: Table { #[gsi(by_b, pk = (b, c), sk = b)] #[lsi(by_a, sk = a)] struct T { #[pk] a: String, #[sk] s: String, b: String, c: String } } => [
            "`b` is in this key twice; DynamoDB wants different attributes in a key",
            "`a` is in this key twice; DynamoDB wants different attributes in a key",
        ];
        pattern_on_field: Table { struct T { #[pk("A#{a}")] a: String } } => [
            "a key pattern goes on the struct; on a field `#[pk]` stands alone",
        ];
        wants_pattern: Table { #[pk] struct T { a: String } } => [
            "on the struct `#[pk(\"…{field}…\")]` takes a pattern; a plain `#[pk]` goes on a field",
        ];
        wants_pattern: Table { #[sk(b)] #[lsi(by_c, sk = c)] struct T { #[pk] a: String, b: String, c: String } } => [
            "on the struct `#[sk(\"…{field}…\")]` takes a pattern; a plain `#[sk]` goes on a field",
        ];
        skipped_key: Table { #[gsi(by_b, pk = b, include(c))] #[gsi(by_d, pk = "D#{d}")] struct T { #[pk] #[dynamo(skip)] a: String,
            #[serde(skip)] b: String, #[dynamo(store)] #[serde(skip)] c: u8, #[dynamo(skip)] d: String } } => [
            "`a` is a key, so it cannot be skipped; remove `skip`",
            "`b` is a key, so it cannot be skipped; add `#[dynamo(store)]`: serde skips it, the table keeps it",
            "`d` is a key, so it cannot be skipped; remove `skip`",
        ];
        skipped_part: Table { struct T { #[pk] a: String, #[version] #[serde(skip)] b: u64 } } => [
            "`b` is the version attribute, so it cannot be skipped; add `#[dynamo(store)]`: serde skips it, the table keeps it",
        ];
        counted_in_pattern: Table { #[gsi(by_rev, pk = "REV#{rev}", sk = "{b}")] #[gsi(by_both, pk = "{b}", sk = "{b}#{rev}")] #[gsi(plain, pk = rev)]
            struct T { #[pk] a: String, b: String, #[version] rev: u64 } } => [
            "`rev` is counted by every write, and no pattern of index `by_rev` can follow it; name it as a key by itself",
            "`rev` is counted by every write, and no pattern of index `by_both` can follow it; name it as a key by itself",
        ];
        filled_in_beside_others: Table { #[gsi(by_b, pk = "{b}#{at}", sk = "{c}#{s}")] #[gsi(by_s, pk = "{s}#{b}")] #[gsi(alone, pk = "AT#{at}", sk = "{a}#{c}")]
            struct T { #[pk] a: String, b: String, #[dynamo(updated_at)] at: Time, #[dynamo(computed = f)] c: String, #[schema_version] s: String } } => [
            "the library fills `at` in, so it cannot share a pattern of index `by_b`; let it stand there alone",
            "the library fills `c` in, so it cannot share a pattern of index `by_b`; let it stand there alone",
            "the library fills `s` in, so it cannot share a pattern of index `by_b`; let it stand there alone",
            "the library fills `s` in, so it cannot share a pattern of index `by_s`; let it stand there alone",
        ];
        option_on_key: Table { #[sk("B#{b}#{c}")] struct T { #[pk] #[dynamo(default)] a: String, #[dynamo(null)] b: String, #[dynamo(created_at)] c: String } } => [
            "`a` is part of the primary key and cannot be `default`: an item cannot be without its key",
            "`b` is part of the primary key and cannot be `null`: an item cannot be without its key",
            "`c` is part of the primary key and cannot be `created_at`: a key must be known before it is written",
        ];
        option_on_key: Table { struct T { #[pk] #[dynamo(serde)] a: String, #[sk] #[dynamo(readonly, computed = f)] b: String } } => [
            "`readonly` and `computed` cannot stand together: the library fills the field in, and it has no setter anyway",
            "`a` is part of the primary key and cannot be `serde`: a key is text, a number or bytes",
            "`b` is part of the primary key and cannot be `readonly`: a key can never be updated anyway",
            "`b` is part of the primary key and cannot be `computed`: a key must be known before it is written",
        ];
        option_on_index_key: Table { #[gsi(by_b, pk = b, sk = "{c}")] struct T { #[pk] a: String, #[dynamo(null)] b: Option<String>, #[dynamo(list)] c: Vec<u8> } } => [
            "`b` is a key of index `by_b` and cannot be `null`: an index skips an item only when the attribute is left out",
            "`c` is a key of index `by_b` and cannot be `list`: a key is text, a number or bytes",
        ];
        narrow_without_width: Table { #[pk("A#{a}")] struct T { #[dynamo(narrow)] a: u64 } } => [
            "`narrow` has no effect: no pattern pads `a` with zeros, as in `{a:05}`",
        ];
        unknown_escape: Table { #[dynamo(key_escape = "base64")] #[pk("A#{a}")] struct T { a: String } } => [
            "unknown escape \"base64\"; there is only `key_escape = \"percent\"`",
        ];
        escape_without_pattern: Table { #[dynamo(key_escape = "percent")] struct T { #[pk] a: String } } => [
            "`key_escape` has no effect: no key of this table is a pattern; remove it",
        ];
        escape_of_other_delimiter: Table { #[dynamo(key_escape = "percent")] #[pk("A#{a}-x#{b}")] #[sk("S#{s}$")] struct T { a: String, b: String, s: String } } => [
            "with `key_escape` a delimiter is `#` or `$`, but \"A#{a}-x#{b}\" is delimited by `-`; use one of those",
        ];
        attr_of_plain_key: Table { #[dynamo(pk_attr = "P", sk_attr = "S")] struct T { #[pk] a: String } } => [
            "`pk_attr` is for pattern keys; rename the field of a plain key with `#[dynamo(rename = \"…\")]`",
            "`sk_attr` is for pattern keys; rename the field of a plain key with `#[dynamo(rename = \"…\")]`",
        ];
        named_like_key_attribute: Table { #[pk("A#{a}")] #[gsi(gsi1, pk = "B#{b}")] struct T { #[dynamo(rename = "PK")] a: String, b: String, #[dynamo(rename = "GSI1PK")] c: u8 } } => [
            "`a` is stored as `PK`, which holds a pattern key; rename the field, or set `pk_attr` or `sk_attr`",
            "`c` is stored as `GSI1PK`, which holds a pattern key; rename the field, or set `pk_attr` or `sk_attr`",
        ];
        one_attribute_for_two_keys: Table { #[dynamo(pk_attr = "K", sk_attr = "K")] #[pk("A#{a}")] #[sk("B#{b}")] struct T { a: String, b: String } } => [
            "`K` cannot hold the partition key and the sort key; name another attribute",
        ];
        shared_key_attribute: Table { #[pk("A#{a}")] #[gsi(gsi1, pk = "B#{b}", pk_attr = "PK")] #[gsi(gsi2, pk = "B#{b}", pk_attr = "GSI1SK", sk = "{b}", sk_attr = "PK")]
            struct T { a: String, b: String } } => [
            "`PK` would hold both \"A#{a}\" and \"B#{b}\"; name another attribute with `pk_attr` or `sk_attr`",
            "`PK` would hold both \"A#{a}\" and \"{b}\"; name another attribute with `pk_attr` or `sk_attr`",
        ];
        entity_attribute_taken: Table { #[dynamo(entity = "order")] struct T { #[pk] a: String, #[dynamo(rename = "_type")] b: u8 } } => [
            "the entity tag is stored as `_type`, and so is `b`; choose another `entity_attr`",
        ];
        entity_attribute_taken: Table { #[dynamo(entity = "order", entity_attr = "PK")] #[pk("A#{a}")] struct T { a: String } } => [
            "the entity tag is stored as `PK`, and so is `A#{a}`; choose another `entity_attr`",
        ];
        key_name_too_long: Table { struct T { #[pk] #[dynamo(rename = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")] a: String } } => [
            "the name of a key attribute has at most 255 bytes; shorten it",
        ];
    }
}

pub(super) fn pattern_cases() -> Vec<Case> {
    cases! {
        empty_pattern: Table { #[pk("A#{a}")] #[sk("")] struct T { a: String } } => [
            "an empty pattern is no key: give it a literal, a `{field}`, or both",
        ];
        opening_brace: Table { #[pk("A#{a")] struct T { a: String } } => [
            "a `{` in \"A#{a\" is never closed; close it, or write `{{` for a brace itself",
        ];
        closing_brace: Table { #[pk("A}#{a}")] struct T { a: String } } => [
            "a `}` in \"A}#{a}\" closes nothing; open it, or write `}}` for a brace itself",
        ];
        empty_placeholder: Table { #[pk("A#{}")] struct T { a: String } } => [
            "`{}` in \"A#{}\" names no field; write `{field}`",
        ];
        bad_format: Table { #[pk("A#{a:5}")] #[sk("B#{b:>x}#{c:00}")] struct T { a: u8, b: u8, c: u8 } } => [
            "`{a:5}` is no format; padding with zeros is written `{a:05}`",
            "`{b:>x}` is no format; padding with zeros is written `{b:010}`",
            "`{c:00}` is no format; padding with zeros is written `{c:010}`",
        ];
        width_too_large: Table { #[pk("A#{a:050}")] struct T { a: u8 } } => [
            "`{a:050}` is too wide: no integer has more than 39 digits",
        ];
        unknown_placeholder: Table { #[pk("USER#{ownr}")] #[sk("X#{nothing_like_it}")] struct T { owner: String } } => [
            "`{ownr}` in \"USER#{ownr}\" is not a field; did you mean `{owner}`?",
            "`{nothing_like_it}` in \"X#{nothing_like_it}\" is not a field",
        ];
        unknown_placeholder: Table { #[pk("USER#{ownerId}")] struct T { #[serde(rename = "ownerId")] owned_by: String } } => [
            "`{ownerId}` in \"USER#{ownerId}\" is not a field; did you mean `{owned_by}`?",
        ];
        placeholder_twice: Table { #[pk("A#{a}#{a}")] struct T { a: String } } => [
            "`{a}` is in \"A#{a}#{a}\" twice; once is enough to know it",
        ];
        adjacent_placeholders: Table { #[pk("A#{a}{b}")] struct T { a: String, b: String } } => [
            "`{a}{b}` is ambiguous: nothing separates the two values; put a delimiter between them",
        ];
        flattened_key: Table { #[pk("A#{a}#{rest}")] #[gsi(by_rest, pk = rest)] struct T { a: String, #[dynamo(flatten)] rest: Item } } => [
            "`rest` is flattened and has no attribute of its own, so it cannot be in a key",
            "`rest` is flattened and has no attribute of its own, so it cannot be in a key",
        ];
    }
}
