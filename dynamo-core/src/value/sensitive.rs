use std::fmt;
use std::ops::{Deref, DerefMut};

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Attribute, Element, Inside, REDACTED, Shape, Value};
use crate::error::{DecodeError, EncodeError, Found, Unstorable};
use crate::expr::Scope;
use crate::schema::FieldShape;

/// A value that `Debug` does not show; it is stored like the value itself.
///
/// ```
/// # use dynamo_core::value::Sensitive;
/// let password = Sensitive::from("hunter2".to_owned());
/// assert_eq!(format!("{password:?}"), "<redacted>");
/// assert_eq!(password.len(), 7);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(pub T);

impl<T> Sensitive<T> {
    /// The value itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Sensitive<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Sensitive<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Attribute> Attribute for Sensitive<T> {
    type Value = Sensitive<T::Value>;
    type Own = <T::Own as super::Given<Self>>::Own;
    type Kind = T::Kind;
    type Key = T::Key;
    type Path<V: Attribute, S: Scope, C: Scope> = T::Path<V, S, C>;
    const SHAPE: Shape = T::SHAPE;
    const MEMBERS: &'static [FieldShape] = T::MEMBERS;

    fn inside() -> Inside {
        Inside::Secret
    }

    fn encode(value: &Self::Value) -> Result<Option<AttributeValue>, EncodeError> {
        T::encode(&value.0).map_err(redact_encode)
    }

    fn decode(value: Value<'_>) -> Result<Self::Value, DecodeError> {
        T::decode(value).map(Sensitive).map_err(redact)
    }

    fn absent() -> Option<Self::Value> {
        T::absent().map(Sensitive)
    }
}

impl<T: Attribute> Element for Sensitive<T> {
    type Yes = ();
}

/// The same error without the value it shows, and without its path: the keys of a map are values too.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::error::{DecodeError, Found};
/// use dynamo_core::value::redact;
///
/// let error = redact(DecodeError::new("a number", Found::Value("4111 1111".into())));
/// assert!(!error.to_string().contains("4111"));
/// ```
#[must_use]
pub fn redact(error: DecodeError) -> DecodeError {
    let found = match error.found() {
        Found::Value(_) => Found::Value(REDACTED.to_owned()),
        other => other.clone(),
    };
    DecodeError::new(error.expected().to_owned(), found)
}

/// [`redact`] for a value that cannot be stored.
pub(crate) fn redact_encode(error: EncodeError) -> EncodeError {
    let hidden = || REDACTED.to_owned();
    EncodeError::new(match error.problem() {
        Unstorable::TooManyDigits(_) => Unstorable::TooManyDigits(hidden()),
        Unstorable::OutOfRange(_) => Unstorable::OutOfRange(hidden()),
        Unstorable::Other(_) => Unstorable::Other("the value cannot be stored".to_owned()),
        other => other.clone(),
    })
}
