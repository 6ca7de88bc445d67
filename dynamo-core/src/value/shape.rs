/// How a value is stored, one level deep.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::value::{Attribute, Shape, Stored};
///
/// assert_eq!(String::SHAPE, Shape::required(Stored::S));
/// assert_eq!(<Option<String>>::SHAPE, Shape::optional(Stored::S));
/// assert_eq!(u8::SHAPE.range, Some((0, 255)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The stored type.
    pub stored: Stored,
    /// Whether the attribute may be absent.
    pub optional: bool,
    /// The least and the greatest number of an integer type: what counting up and down has to stay within.
    pub range: Option<(i128, i128)>,
}

/// DynamoDB's types, as an attribute of one Rust type is stored.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::value::{Attribute, Stored};
///
/// assert_eq!((bool::SHAPE.stored, <Vec<u32>>::SHAPE.stored), (Stored::Bool, Stored::L));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are DynamoDB's")]
pub enum Stored {
    S,
    N,
    B,
    Bool,
    Ss,
    Ns,
    Bs,
    L,
    M,
    /// Whatever a foreign type's serde implementation chooses.
    Any,
}

impl Shape {
    /// A value that is always there.
    #[must_use]
    pub const fn required(stored: Stored) -> Self {
        Self { stored, optional: false, range: None }
    }

    /// A value that may be absent.
    #[must_use]
    pub const fn optional(stored: Stored) -> Self {
        Self { stored, optional: true, range: None }
    }

    /// An integer between these two.
    #[must_use]
    pub const fn integer(least: i128, greatest: i128) -> Self {
        Self { stored: Stored::N, optional: false, range: Some((least, greatest)) }
    }

    /// The same, and it may be absent.
    #[must_use]
    pub const fn or_absent(self) -> Self {
        Self { optional: true, ..self }
    }
}

impl Stored {
    /// What a decode error says was needed: "text (S)".
    #[must_use]
    pub const fn expected(self) -> &'static str {
        match self {
            Self::S => "text (S)",
            Self::N => "a number (N)",
            Self::B => "bytes (B)",
            Self::Bool => "a boolean (BOOL)",
            Self::Ss => "a set of text (SS)",
            Self::Ns => "a set of numbers (NS)",
            Self::Bs => "a set of bytes (BS)",
            Self::L => "a list (L)",
            Self::M => "a map (M)",
            Self::Any => "a value",
        }
    }

    /// DynamoDB's own spelling.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Bool => "BOOL",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
            Self::L => "L",
            Self::M => "M",
            Self::Any => "any type",
        }
    }
}
