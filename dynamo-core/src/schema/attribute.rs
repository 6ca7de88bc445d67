use crate::value::{Attribute, Shape, Stored};

/// One attribute of an item.
#[derive(Debug, Clone, Copy)]
pub struct AttributeSchema {
    /// The field's name.
    pub field: &'static str,
    /// The attribute's name.
    pub name: &'static str,
    /// How it is stored.
    pub shape: Shape,
    /// The members of a document, one level deep.
    pub members: &'static [FieldShape],
    /// Whether its value is left out of everything printed.
    pub sensitive: bool,
    /// Whether an item without it can be read.
    pub optional: bool,
}

impl AttributeSchema {
    /// The attribute of a field of type `V`; `default` says that an absent one reads as its default.
    #[must_use]
    pub const fn new<V: Attribute>(field: &'static str, name: &'static str, sensitive: bool, default: bool) -> Self {
        // An absent set reads as an empty one.
        let is_set = matches!(V::SHAPE.stored, Stored::Ss | Stored::Ns | Stored::Bs);
        let optional = default || is_set || V::SHAPE.optional;
        Self { field, name, shape: V::SHAPE, members: V::MEMBERS, sensitive, optional }
    }

    /// A field that is not stored under a name of its own.
    #[must_use]
    pub const fn unstored(field: &'static str) -> Self {
        let shape = Shape::optional(Stored::Any);
        Self { field, name: "", shape, members: &[], sensitive: false, optional: true }
    }

    /// Whether the field is an attribute at all.
    #[must_use]
    pub const fn is_stored(&self) -> bool {
        !self.name.is_empty()
    }
}

/// One member of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldShape {
    /// The attribute name.
    pub name: &'static str,
    /// How it is stored.
    pub shape: Shape,
}
