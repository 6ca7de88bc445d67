//! What a derive knows about a type, as constants.

use crate::value::Shape;

/// One attribute of an item or a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldShape {
    /// The attribute name.
    pub name: &'static str,
    /// How it is stored.
    pub shape: Shape,
}
