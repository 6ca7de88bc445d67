use std::fmt;

use super::json::write_item;
use super::size::{MAX_ITEM, check_size, item_size, most, wire_size};
use super::{Entries, Item};
use crate::error::Result;

/// An item as it is sent: as DynamoDB JSON, and apart from that the attributes that something is asked of or that are still to change: keys,
/// versions, times.
///
/// ```
/// # use dynamo_core::value::{EncodedItem, Item};
/// # use aws_sdk_dynamodb::types::AttributeValue;
/// let item = Item::from([("id".to_owned(), AttributeValue::S("u1".into()))]);
/// let encoded = EncodedItem::from(item.clone());
/// assert_eq!(encoded.to_item(), item);
/// assert_eq!(encoded.apart()["id"], AttributeValue::S("u1".into()));
/// ```
#[derive(Clone, Default)]
pub struct EncodedItem {
    /// `"name":{"S":"x"},…`: the members of an object.
    json: Vec<u8>,
    /// No fewer bytes than these have, as DynamoDB counts them.
    bound: usize,
    apart: Item,
}

impl EncodedItem {
    pub(super) fn new((json, bound): (Vec<u8>, usize), apart: Item) -> Self {
        Self { json, bound, apart }
    }

    /// The attributes that are not encoded yet. Those of every key are among them.
    #[must_use]
    pub fn apart(&self) -> &Item {
        &self.apart
    }

    pub(crate) fn apart_mut(&mut self) -> &mut Item {
        &mut self.apart
    }

    /// All attributes.
    #[must_use]
    pub fn to_item(&self) -> Item {
        self.clone().into_item()
    }

    /// All attributes.
    #[must_use]
    pub fn into_item(self) -> Item {
        if self.json.is_empty() {
            return self.apart;
        }
        let json = [b"{", &*self.json, b"}"].concat();
        let read = Entries::from_dynamo_json(&json).and_then(Entries::into_map);
        let mut item = read.expect("what `JsonSink` takes is of known types, and of no more levels than are read");
        item.extend(self.apart);
        item
    }

    /// Appends the item as DynamoDB JSON.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        write_item(out, self.apart.iter().map(|(name, value)| (&**name, value)));
        if self.json.is_empty() {
            return;
        }
        out.pop();
        out.extend_from_slice(if out.len() > start + 1 { b"," } else { b"" });
        out.extend_from_slice(&self.json);
        out.push(b'}');
    }

    /// No fewer bytes than it has, as DynamoDB counts them.
    pub(crate) fn most(&self) -> usize {
        most(&self.apart).map_or(usize::MAX, |bytes| bytes + self.bound)
    }

    /// Its size, as DynamoDB counts it.
    pub(crate) fn size(&self) -> usize {
        item_size(&self.to_item())
    }

    /// Refuses an item that is larger than DynamoDB's 400 KB.
    ///
    /// # Errors
    /// Names the largest attributes.
    pub(crate) fn check_size(&self) -> Result<()> {
        if self.most() <= MAX_ITEM { Ok(()) } else { check_size(&self.to_item()) }
    }

    /// No fewer bytes than it takes on its way to DynamoDB, as JSON.
    pub(crate) fn wire_size(&self) -> usize {
        wire_size(&self.apart) + self.json.len() + 1
    }
}

/// Nothing of it is encoded yet.
impl From<Item> for EncodedItem {
    fn from(apart: Item) -> Self {
        Self { apart, ..Self::default() }
    }
}

/// The names only: which values are sensitive is not known here.
impl fmt::Debug for EncodedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let item = self.to_item();
        let mut names: Vec<_> = item.keys().collect();
        names.sort();
        f.debug_tuple("EncodedItem").field(&names).finish()
    }
}
