use aws_sdk_dynamodb::types::AttributeValue;

use crate::value::{Attribute, Inside, Shape, Stored};

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
    /// What is known of its inside.
    pub inside: fn() -> Inside,
    /// What an absent one reads as, where it has a default.
    pub default: Option<DefaultOf>,
}

/// A default, as it would be stored; `None` for one that would be left out.
pub type DefaultOf = fn() -> Option<AttributeValue>;

impl AttributeSchema {
    /// The attribute of a field of type `V`; `default` says that an absent one reads as its default.
    #[must_use]
    pub const fn new<V: Attribute>(field: &'static str, name: &'static str, sensitive: bool, default: bool) -> Self {
        // An absent set reads as an empty one.
        let is_set = matches!(V::SHAPE.stored, Stored::Ss | Stored::Ns | Stored::Bs);
        let optional = default || is_set || V::SHAPE.optional;
        let (shape, members) = (V::SHAPE, V::MEMBERS);
        Self { field, name, shape, members, sensitive, optional, inside: V::inside, default: None }
    }

    /// A field that is not stored under a name of its own.
    #[must_use]
    pub const fn unstored(field: &'static str) -> Self {
        let shape = Shape::optional(Stored::Any);
        Self {
            field,
            name: "",
            shape,
            members: &[],
            sensitive: false,
            optional: true,
            inside: || Inside::Plain,
            default: None,
        }
    }

    /// The same attribute, with what an absent one reads as.
    #[must_use]
    pub const fn or(self, default: DefaultOf) -> Self {
        Self { default: Some(default), ..self }
    }

    /// Whether the field is an attribute at all.
    #[must_use]
    pub const fn is_stored(&self) -> bool {
        !self.name.is_empty()
    }

    /// What is known of the attribute's inside; all of it is secret where the field is sensitive.
    #[must_use]
    pub fn inside(&self) -> Inside {
        if self.sensitive { Inside::Secret } else { (self.inside)() }
    }
}

/// One member of a document.
#[derive(Debug, Clone, Copy)]
pub struct FieldShape {
    /// The attribute name.
    pub name: &'static str,
    /// How it is stored.
    pub shape: Shape,
    /// Whether its value is left out of everything printed.
    pub sensitive: bool,
    /// What is known of its inside.
    pub inside: fn() -> Inside,
    /// What an absent one reads as, where it has a default.
    pub default: Option<DefaultOf>,
}

impl FieldShape {
    /// The member of a field of type `V`.
    #[must_use]
    pub const fn new<V: Attribute>(name: &'static str, sensitive: bool) -> Self {
        Self { name, shape: V::SHAPE, sensitive, inside: V::inside, default: None }
    }

    /// The same member, with what an absent one reads as.
    #[must_use]
    pub const fn or(self, default: DefaultOf) -> Self {
        Self { default: Some(default), ..self }
    }

    /// What is known of the member's inside; all of it is secret where the field is sensitive.
    #[must_use]
    pub fn inside(&self) -> Inside {
        if self.sensitive { Inside::Secret } else { (self.inside)() }
    }
}
