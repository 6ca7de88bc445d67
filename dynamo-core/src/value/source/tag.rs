use aws_sdk_dynamodb::types::AttributeValue;

/// How one value is stored. Unlike `Stored` it is about a value, not a type: a value can be `NULL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Tag {
    S,
    N,
    B,
    Bool,
    Null,
    Ss,
    Ns,
    Bs,
    L,
    M,
}

impl Tag {
    /// DynamoDB's own spelling.
    pub(in crate::value) const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
            Self::L => "L",
            Self::M => "M",
        }
    }

    /// The spelling in DynamoDB JSON.
    pub(in crate::value) fn of_dynamo(name: &str) -> Option<Self> {
        Some(match name {
            "S" => Self::S,
            "N" => Self::N,
            "B" => Self::B,
            "BOOL" => Self::Bool,
            "NULL" => Self::Null,
            "SS" => Self::Ss,
            "NS" => Self::Ns,
            "BS" => Self::Bs,
            "L" => Self::L,
            "M" => Self::M,
            _ => return None,
        })
    }

    /// The type whose tag in DynamoDB JSON is one letter: `{"S":`.
    pub(in crate::value) const fn of_letter(text: [u8; 5]) -> Option<Self> {
        let [b'{', b'"', letter, b'"', b':'] = text else { return None };
        Some(match letter {
            b'S' => Self::S,
            b'N' => Self::N,
            b'B' => Self::B,
            b'L' => Self::L,
            b'M' => Self::M,
            _ => return None,
        })
    }

    /// The tags of plain JSON.
    pub(in crate::value) fn of_plain(name: &str) -> Option<Self> {
        Some(match name {
            "$N" => Self::N,
            "$B" => Self::B,
            "$SS" => Self::Ss,
            "$NS" => Self::Ns,
            "$BS" => Self::Bs,
            "$M" => Self::M,
            _ => return None,
        })
    }

    /// `None` for a type that this version of the SDK does not know.
    pub(in crate::value) fn of(value: &AttributeValue) -> Option<Self> {
        Some(match value {
            AttributeValue::S(_) => Self::S,
            AttributeValue::N(_) => Self::N,
            AttributeValue::B(_) => Self::B,
            AttributeValue::Bool(_) => Self::Bool,
            AttributeValue::Null(_) => Self::Null,
            AttributeValue::Ss(_) => Self::Ss,
            AttributeValue::Ns(_) => Self::Ns,
            AttributeValue::Bs(_) => Self::Bs,
            AttributeValue::L(_) => Self::L,
            AttributeValue::M(_) => Self::M,
            _ => return None,
        })
    }

    /// What a member of a set is stored as.
    pub(in crate::value) const fn member(self) -> Option<Self> {
        match self {
            Self::Ss => Some(Self::S),
            Self::Ns => Some(Self::N),
            Self::Bs => Some(Self::B),
            _ => None,
        }
    }
}
