use aws_sdk_dynamodb::types::AttributeValue;

use crate::value::{Attribute, ColumnShape, Columns, Inside, Shape, Stored};

/// One attribute of an item.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::table::DynamoTable as _;
///
/// let note = Order::SCHEMA.attribute("note").expect("an attribute");
/// assert!(note.optional && note.is_stored() && !note.sensitive);
/// ```
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
    /// The attribute of a field that is stored so; `default` says that an absent one reads as its default.
    const fn new((field, name): Texts, column: ColumnShape, sensitive: bool, default: bool) -> Self {
        let ColumnShape { shape, members, inside } = column;
        // An absent set reads as an empty one.
        let is_set = matches!(shape.stored, Stored::Ss | Stored::Ns | Stored::Bs);
        let optional = default || is_set || shape.optional;
        Self { field, name, shape, members, sensitive, optional, inside, default: None }
    }

    /// A field that is not stored under a name of its own.
    const fn unstored(field: &'static str) -> Self {
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

/// A field's name and its attribute's, which is empty where it is not stored.
type Texts = (&'static str, &'static str);

/// What few attributes are, by their fields' numbers.
#[derive(Clone, Copy)]
pub struct Special {
    /// Left out of everything printed.
    pub sensitive: &'static [usize],
    /// There is a value for an absent one.
    pub optional: &'static [usize],
    /// What an absent one reads as.
    pub defaults: &'static [(usize, DefaultOf)],
}

/// The attributes of a table's fields. One function for all: a call for each would be most of what the compiler does for
/// the schema of a derived table.
#[must_use]
pub const fn attributes<C: Columns, const N: usize>(
    columns: C,
    texts: [Texts; N],
    special: Special,
) -> [AttributeSchema; N] {
    // There is nothing in it; a constant cannot drop it.
    std::mem::forget(columns);
    let mut all = [AttributeSchema::unstored(""); N];
    let mut at = 0;
    while at < N {
        let optional = holds(special.optional, at);
        all[at] = match texts[at] {
            (field, name) if name.is_empty() => AttributeSchema::unstored(field),
            texts => AttributeSchema::new(texts, C::SHAPES.at(at), holds(special.sensitive, at), optional),
        };
        at += 1;
    }
    at = 0;
    while at < special.defaults.len() {
        let (number, default) = special.defaults[at];
        all[number].default = Some(default);
        at += 1;
    }
    all
}

const fn holds(numbers: &[usize], number: usize) -> bool {
    let mut at = 0;
    while at < numbers.len() {
        if numbers[at] == number {
            return true;
        }
        at += 1;
    }
    false
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
