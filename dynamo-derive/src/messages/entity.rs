//! `DynamoEntities` and `Projection`.

use std::fmt::Display;

pub(crate) fn entity_without_type(variant: &dyn Display) -> String {
    format!("`{variant}` must hold exactly one table: `{variant}(Order)`")
}

pub(crate) fn no_entities(ident: &dyn Display) -> String {
    format!("`{ident}` has no entities; give it a variant for each kind: `Order(Order)`")
}

pub(crate) fn two_others(first: &dyn Display) -> String {
    format!("one variant takes all other items, and `{first}` already does; remove one `other`")
}

pub(crate) fn projection_without_source(ident: &dyn Display) -> String {
    format!("`{ident}` does not say of what it is a projection: `#[projection(Order::by_status)]`")
}

pub(crate) fn projected_name(name: &str) -> String {
    format!("\"{name}\" cannot be a field: in a projection `rename` names the field that is read")
}
