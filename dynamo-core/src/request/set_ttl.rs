/// The attribute that a table's items expire by, switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTtl {
    /// The table.
    pub table: String,
    /// The attribute.
    pub attribute: String,
}
