use std::{fmt, iter, option};

use aws_sdk_dynamodb::types::AttributeValue;

/// One attribute of a key: its name, and its value.
type Part = (&'static str, AttributeValue);

/// The attributes that an item is found by.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::request::KeyAttributes;
///
/// let user = ("user_id", AttributeValue::S("u1".into()));
/// let key = KeyAttributes::new(user.clone(), Some(("number", AttributeValue::N("7".into()))));
/// assert_eq!(key.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["user_id", "number"]);
/// assert_eq!(KeyAttributes::new(user, None).iter().count(), 1);
/// ```
#[derive(Clone, PartialEq)]
pub struct KeyAttributes {
    pk: Part,
    sk: Option<Part>,
}

impl KeyAttributes {
    /// The key of these attributes; a table without a sort key has one.
    #[must_use]
    pub fn new(pk: (&'static str, AttributeValue), sk: Option<(&'static str, AttributeValue)>) -> Self {
        Self { pk, sk }
    }

    /// The same attributes with other values.
    pub(super) fn map(&self, value: impl Fn(&'static str, &AttributeValue) -> AttributeValue) -> Self {
        let part = |(name, of): &Part| (*name, value(name, of));
        Self { pk: part(&self.pk), sk: self.sk.as_ref().map(part) }
    }

    /// The partition key's attribute, then the sort key's.
    pub fn iter(&self) -> iter::Chain<iter::Once<&Part>, option::Iter<'_, Part>> {
        iter::once(&self.pk).chain(&self.sk)
    }
}

impl IntoIterator for KeyAttributes {
    type Item = Part;
    type IntoIter = iter::Chain<iter::Once<Part>, option::IntoIter<Part>>;

    fn into_iter(self) -> Self::IntoIter {
        iter::once(self.pk).chain(self.sk)
    }
}

impl<'a> IntoIterator for &'a KeyAttributes {
    type Item = &'a Part;
    type IntoIter = iter::Chain<iter::Once<&'a Part>, option::Iter<'a, Part>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for KeyAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
