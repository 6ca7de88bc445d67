//! Secondary indexes.

use std::fmt::Display;

use proc_macro2::TokenStream;

use super::did_you_mean;

pub(crate) fn index_without_accessor(word: &dyn Display) -> String {
    format!("an index starts with the name of its accessor: `#[{word}(by_status, …)]`")
}

pub(crate) fn pk_on_lsi(accessor: &dyn Display) -> String {
    format!("local index `{accessor}` always has the table's partition key; give only `sk`")
}

pub(crate) fn gsi_without_pk(accessor: &str) -> String {
    format!("index `{accessor}` has no partition key; say which field it is: `pk = …`")
}

pub(crate) fn lsi_without_sk(accessor: &str) -> String {
    format!("local index `{accessor}` has no sort key, and sorting is all it does; give it `sk = …`")
}

pub(crate) fn lsi_on_table_without_sk(accessor: &str) -> String {
    format!("local index `{accessor}` needs a table with a sort key; give the table `#[sk]`, or use `#[gsi]`")
}

pub(crate) fn lsi_with_several_keys() -> String {
    "a local index has one sort key attribute; only a `#[gsi]` takes several".into()
}

pub(crate) fn too_many_key_attributes(word: &str, limit: usize) -> String {
    format!(
        "`{word}` has more than {limit} attributes, which no quota raises; use a pattern: `{word} = \"{{a}}#{{b}}\"`"
    )
}

pub(crate) fn wants_key(word: &dyn Display) -> String {
    format!("`{word}` is a field, a pattern or fields in brackets: `a`, `\"A#{{a}}\"` or `(a, b)`")
}

pub(crate) fn unknown_index_field(word: &str, accessor: &str, name: &str, near: Option<&str>) -> String {
    let hint = did_you_mean(near);
    format!("`{word}` of index `{accessor}` names `{name}`, which is not a field{hint}")
}

pub(crate) fn two_projections(accessor: &dyn Display) -> String {
    format!("index `{accessor}` has one projection: `all`, `keys_only` or `include(…)`")
}

pub(crate) fn empty_include() -> String {
    "`include` names no field; say `keys_only`, or name some".into()
}

pub(crate) fn included_twice(name: &dyn Display) -> String {
    format!("`{name}` is included twice; remove one of them")
}

pub(crate) fn include_of_a_path(path: &TokenStream, first: &dyn Display) -> String {
    let path = path.to_string().replace(' ', "");
    format!("`{path}` is inside an attribute, and DynamoDB projects whole ones into an index; include `{first}`")
}

pub(crate) fn wants_field(piece: &TokenStream) -> String {
    let text = piece.to_string();
    format!("`{text}` is no field; `include` takes field names: `include(a, b)`")
}

pub(crate) fn include_of_flattened(field: &str) -> String {
    format!("`{field}` is flattened and has no attribute of its own to include; use `all`")
}

pub(crate) fn include_of_skipped(field: &str) -> String {
    format!("`{field}` is skipped, so there is nothing to include; remove it here or store it")
}

pub(crate) fn two_accessors(accessor: &dyn Display) -> String {
    format!("two indexes have the accessor `{accessor}`; give one of them another")
}

pub(crate) fn two_index_names(name: &str, first: &dyn Display, second: &dyn Display) -> String {
    format!("two indexes are named \"{name}\": `{first}` and `{second}`")
}

/// The rule that names of tables and indexes share.
const NAME_RULE: &str = "has 3 to 255 letters, digits, `_`, `-` and `.`";

pub(crate) fn bad_table_name(name: &str) -> String {
    format!("\"{}\" is no table name, which {NAME_RULE}", short(name))
}

pub(crate) fn bad_index_name(name: &str, from_accessor: bool) -> String {
    let remedy = match from_accessor {
        true => "; give one by `name = \"…\"`",
        false => "",
    };
    format!("\"{}\" is no index name, which {NAME_RULE}{remedy}", short(name))
}

/// As much of a name as a line has room for.
fn short(name: &str) -> String {
    const ROOM: usize = 30;
    if name.chars().count() <= ROOM {
        return name.to_owned();
    }
    format!("{}…", name.chars().take(ROOM).collect::<String>())
}

pub(crate) fn too_many_gsis(limit: usize) -> String {
    format!("a table has at most {limit} global indexes; if your quota was raised, say `#[dynamo(max_gsi = …)]`")
}

pub(crate) fn too_many_lsis(limit: usize) -> String {
    format!("a table has at most {limit} local indexes, which no quota raises; use `#[gsi]`")
}

pub(crate) fn too_many_included(total: usize, limit: usize) -> String {
    format!(
        "the indexes include {total} attributes, and {limit} together is the limit; use `all` where many are needed"
    )
}

pub(crate) fn attr_of_plain_index_key(word: &str) -> String {
    format!("`{word}` is for pattern keys; a field is a key under its own attribute name")
}

pub(crate) fn row_of_whole_index(table: &dyn Display) -> String {
    format!("this index holds everything, so its rows are `{table}`; `row` is for narrow indexes")
}

pub(crate) fn row_of_which_index(count: usize) -> String {
    match count {
        0 => "`row` has no effect: no index of this table has rows of its own; remove it".into(),
        _ => "`row` does not say of which index; put it into each: `#[gsi(by_x, …, row = \"…\")]`".into(),
    }
}
