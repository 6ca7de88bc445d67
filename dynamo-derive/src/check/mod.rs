//! The rules that a declaration as a whole must keep.
//!
//! One rule is one function is one message, under one name. What only the compiler can know (what a type is) is
//! asserted in the generated code instead.

mod document;
mod field;
mod index;
mod key;
mod names;
mod options;
mod projection;
mod uses;
mod value;

pub(crate) use document::document;
pub(crate) use projection::projection;
pub(crate) use value::value;

use crate::model::Index;
use crate::parse::{RawIndex, RawTable};
use crate::report::Report;
use crate::resolve::ResolvedTable;
use uses::Use;

/// A table under examination: its words, and what they came to mean.
struct Table<'a> {
    raw: &'a RawTable,
    resolved: &'a ResolvedTable,
    uses: Vec<Use<'a>>,
}

impl<'a> Table<'a> {
    fn indexes(&self) -> impl Iterator<Item = (&'a RawIndex, &'a Index)> {
        let raw = &self.raw.indexes;
        self.resolved.sources.iter().map(|number| &raw[*number]).zip(&self.resolved.table.indexes)
    }
}

const TABLE_RULES: &[fn(&Table<'_>, &mut Report)] = &[
    field_rules,
    field::two_of_a_kind,
    field::ttl_in_millis,
    key::skipped_key,
    key::skipped_part,
    key::option_on_key,
    key::option_on_index_key,
    key::counted_in_pattern,
    key::filled_in_beside_others,
    key::same_key_twice,
    key::key_name_too_long,
    key::narrow_without_width,
    key::unknown_escape,
    key::escape_without_pattern,
    key::escape_of_other_delimiter,
    index::bad_table_name,
    index::bad_index_name,
    index::two_index_names,
    index::too_many_gsis,
    index::too_many_lsis,
    index::too_many_included,
    index::include_of_skipped,
    index::row_of_whole_index,
    index::row_of_which_index,
    names::same_attribute_name,
    names::named_like_key_attribute,
    names::one_attribute_for_two_keys,
    names::shared_key_attribute,
    names::entity_attribute_taken,
    names::function_twice,
    names::type_twice,
    options::attr_of_plain_key,
    options::attr_of_plain_index_key,
    options::empty_option,
    options::entity_attr_without_entity,
    options::rename_of_unknown_fn,
];

/// Reports what is wrong with a table.
pub(crate) fn table(raw: &RawTable, resolved: &ResolvedTable, report: &mut Report) {
    let table = Table { raw, resolved, uses: uses::of_table(raw) };
    for rule in TABLE_RULES {
        rule(&table, report);
    }
}

fn field_rules(table: &Table<'_>, report: &mut Report) {
    field::all(&table.raw.fields, report);
}
