//! Keys and patterns.

use std::fmt::Display;

pub(crate) fn no_partition_key(table: &dyn Display) -> String {
    format!("`{table}` has no partition key: put `#[pk]` on a field, or `#[pk(\"…{{field}}…\")]` on the struct")
}

/// "partition key" or "sort key".
fn key(word: &str) -> &'static str {
    match word {
        "pk" => "partition key",
        _ => "sort key",
    }
}

pub(crate) fn two_keys(word: &str, first: &str) -> String {
    format!("a table has one {}, and `{first}` already is it", key(word))
}

pub(crate) fn plain_and_pattern(word: &str, pattern: &str) -> String {
    format!("the {} is declared on the struct already, as \"{pattern}\"; remove one of them", key(word))
}

pub(crate) fn counted_in_pattern(field: &str, accessor: &str) -> String {
    format!(
        "`{field}` is counted by every write, and no pattern of index `{accessor}` can follow it; name it as a key by itself"
    )
}

pub(crate) fn filled_in_beside_others(field: &str, accessor: &str) -> String {
    format!(
        "the library fills `{field}` in, so it cannot share a pattern of index `{accessor}`; let it stand there alone"
    )
}

pub(crate) fn same_key_twice(field: &str) -> String {
    format!("`{field}` is in this key twice; DynamoDB wants different attributes in a key")
}

pub(crate) fn pattern_on_field(word: &dyn Display) -> String {
    format!("a key pattern goes on the struct; on a field `#[{word}]` stands alone")
}

pub(crate) fn wants_pattern(word: &dyn Display) -> String {
    format!("on the struct `#[{word}(\"…{{field}}…\")]` takes a pattern; a plain `#[{word}]` goes on a field")
}

pub(crate) fn empty_pattern() -> String {
    "an empty pattern is no key: give it a literal, a `{field}`, or both".into()
}

pub(crate) fn opening_brace(pattern: &str) -> String {
    format!("a `{{` in \"{pattern}\" is never closed; close it, or write `{{{{` for a brace itself")
}

pub(crate) fn closing_brace(pattern: &str) -> String {
    format!("a `}}` in \"{pattern}\" closes nothing; open it, or write `}}}}` for a brace itself")
}

pub(crate) fn empty_placeholder(pattern: &str) -> String {
    format!("`{{}}` in \"{pattern}\" names no field; write `{{field}}`")
}

pub(crate) fn bad_format(name: &str, format: &str) -> String {
    let digits = format.trim_start_matches('0');
    let width = match digits.parse::<u8>() {
        Ok(width) if width > 0 => width,
        _ => 10,
    };
    format!("`{{{name}:{format}}}` is no format; padding with zeros is written `{{{name}:0{width}}}`")
}

pub(crate) fn width_too_large(name: &str, width: usize, widest: usize) -> String {
    format!("`{{{name}:0{width}}}` is too wide: no integer has more than {widest} digits")
}

pub(crate) fn unknown_placeholder(name: &str, pattern: &str, near: Option<&str>) -> String {
    let hint = near.map_or_else(String::new, |near| format!("; did you mean `{{{near}}}`?"));
    format!("`{{{name}}}` in \"{pattern}\" is not a field{hint}")
}

pub(crate) fn placeholder_twice(name: &str, pattern: &str) -> String {
    format!("`{{{name}}}` is in \"{pattern}\" twice; once is enough to know it")
}

pub(crate) fn adjacent_placeholders(first: &str, second: &str) -> String {
    format!("`{{{first}}}{{{second}}}` is ambiguous: nothing separates the two values; put a delimiter between them")
}

pub(crate) fn flattened_key(field: &str) -> String {
    format!("`{field}` is flattened and has no attribute of its own, so it cannot be in a key")
}

pub(crate) fn skipped_key(field: &str, by_serde: bool) -> String {
    let remedy = stored(by_serde);
    format!("`{field}` is a key, so it cannot be skipped; {remedy}")
}

pub(crate) fn skipped_part(field: &str, role: &str, by_serde: bool) -> String {
    let remedy = stored(by_serde);
    format!("`{field}` is the {role}, so it cannot be skipped; {remedy}")
}

fn stored(by_serde: bool) -> &'static str {
    match by_serde {
        true => "add `#[dynamo(store)]`: serde skips it, the table keeps it",
        false => "remove `skip`",
    }
}

pub(crate) fn option_on_key(field: &str, word: &str, because: &str) -> String {
    format!("`{field}` is part of the primary key and cannot be `{word}`: {because}")
}

pub(crate) fn option_on_index_key(field: &str, accessor: &str, word: &str, because: &str) -> String {
    format!("`{field}` is a key of index `{accessor}` and cannot be `{word}`: {because}")
}

pub(crate) fn key_name_too_long(limit: usize) -> String {
    format!("the name of a key attribute has at most {limit} bytes; shorten it")
}

pub(crate) fn narrow_without_width(field: &str) -> String {
    format!("`narrow` has no effect: no pattern pads `{field}` with zeros, as in `{{{field}:05}}`")
}

pub(crate) fn unknown_escape(escape: &str) -> String {
    format!("unknown escape \"{escape}\"; there is only `key_escape = \"percent\"`")
}

pub(crate) fn escape_without_pattern() -> String {
    "`key_escape` has no effect: no key of this table is a pattern; remove it".into()
}

pub(crate) fn escape_of_other_delimiter(pattern: &str, delimiter: char) -> String {
    format!(
        "with `key_escape` a delimiter is `#` or `$`, but \"{pattern}\" is delimited by `{delimiter}`; use one of those"
    )
}

pub(crate) fn attr_of_plain_key(word: &str) -> String {
    format!("`{word}` is for pattern keys; rename the field of a plain key with `#[dynamo(rename = \"…\")]`")
}

pub(crate) fn named_like_key_attribute(field: &str, attr: &str) -> String {
    format!(
        "`{field}` is stored as `{attr}`, which holds a pattern key; rename the field, or set `pk_attr` or `sk_attr`"
    )
}

pub(crate) fn one_attribute_for_two_keys(attr: &str) -> String {
    format!("`{attr}` cannot hold the partition key and the sort key; name another attribute")
}

pub(crate) fn shared_key_attribute(attr: &str, first: &str, second: &str) -> String {
    format!("`{attr}` would hold both \"{first}\" and \"{second}\"; name another attribute with `pk_attr` or `sk_attr`")
}
