//! What a derive can stand on.

/// What to derive on an enum that is no table.
const FOR_ENUMS: &str = "for an enum derive `DynamoValue` (unit variants) or `DynamoEntities`";

pub(crate) fn generic(derive: &str) -> String {
    format!("`{derive}` takes no generics, lifetimes included: items are owned and of one type")
}

pub(crate) fn tuple_struct(derive: &str) -> String {
    format!("`{derive}` needs named fields; for a newtype derive `DynamoValue`")
}

pub(crate) fn unit_struct(derive: &str) -> String {
    format!("`{derive}` needs a struct with named fields, and this one has none")
}

pub(crate) fn enum_for_struct(derive: &str) -> String {
    format!("`{derive}` is for structs with named fields; {FOR_ENUMS}")
}

pub(crate) fn struct_for_enum(derive: &str) -> String {
    format!("`{derive}` is for an enum with a table in each variant; for a struct derive `DynamoTable`")
}

pub(crate) fn union(derive: &str) -> String {
    format!("`{derive}` cannot read a union: nothing says which field is in it; use a struct")
}
