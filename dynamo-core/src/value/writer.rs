use std::fmt;

use super::{Attribute, EncodedItem, Item, JsonSink, redact_encode};
use crate::error::EncodeError;

/// An item while it is written. The first value that cannot be stored is kept as the error that [`finish`](Self::finish)
/// returns.
///
/// ```
/// # use dynamo_core::value::ItemWriter;
/// let mut writer = ItemWriter::with_capacity(2);
/// writer.put::<String>("name", &"Ada".to_owned());
/// writer.put::<Option<u8>>("age", &None);
/// assert_eq!(writer.finish()?.len(), 1);
/// # Ok::<(), dynamo_core::error::EncodeError>(())
/// ```
#[derive(Default)]
pub struct ItemWriter {
    item: Item,
    /// Where attributes are written to at once that need not stay in `item`.
    json: Option<Json>,
    /// Only these attributes are wanted; the others are not even encoded.
    wanted: Option<Vec<&'static str>>,
    /// Whether it holds attributes that the type does not know.
    has_rest: bool,
    error: Option<EncodeError>,
}

/// Attributes that are written as DynamoDB JSON.
struct Json {
    sink: JsonSink,
    /// The attributes of the item that are kept apart; `None` of a map.
    apart: Option<Vec<&'static str>>,
}

impl Json {
    fn takes(&self, name: &str) -> bool {
        self.apart.as_ref().is_none_or(|apart| !apart.contains(&name))
    }

    /// Writes a member. What is told of a whole attribute is told at the top, so that the error names that.
    fn put<V: Attribute>(&mut self, name: &'static str, value: &V::Value) -> Result<(), EncodeError> {
        self.sink.member(name, |sink| V::write(value, sink))?;
        let refused = self.apart.as_ref().and_then(|_| self.sink.refusal());
        refused.map_or(Ok(()), Err)
    }
}

/// About what an item takes: growing copies what is there.
const ROOM: usize = 960;

impl ItemWriter {
    /// A writer with room for so many attributes.
    #[must_use]
    pub fn with_capacity(attributes: usize) -> Self {
        Self { item: Item::with_capacity(attributes), ..Self::default() }
    }

    /// A writer that takes these attributes only, such as those of a key.
    #[must_use]
    pub fn of(wanted: Vec<&'static str>) -> Self {
        Self { wanted: Some(wanted), ..Self::default() }
    }

    /// A writer that encodes attributes at once, all but these, among which are to be those of every key.
    ///
    /// ```
    /// # use dynamo_core::value::ItemWriter;
    /// let mut writer = ItemWriter::encoding(vec!["id"]);
    /// writer.put::<String>("id", &"u1".to_owned());
    /// writer.put::<String>("name", &"Ada".to_owned());
    /// let item = writer.finish_encoded()?;
    /// assert_eq!((item.apart().len(), item.to_item().len()), (1, 2));
    /// # Ok::<(), dynamo_core::error::EncodeError>(())
    /// ```
    #[must_use]
    pub fn encoding(apart: Vec<&'static str>) -> Self {
        let item = Item::with_capacity(apart.len());
        Self { item, json: Some(Json { sink: JsonSink::with_capacity(ROOM), apart: Some(apart) }), ..Self::default() }
    }

    /// A writer of the members of a map.
    pub(super) fn into_json(sink: JsonSink) -> Self {
        Self { json: Some(Json { sink, apart: None }), ..Self::default() }
    }

    /// Writes an attribute; `None` leaves it out.
    pub fn put<V: Attribute>(&mut self, name: &'static str, value: &V::Value) {
        self.put_shown::<V>(name, true, value);
    }

    /// [`put`](Self::put) for an attribute that may be sensitive: then an error does not show the value.
    pub(super) fn put_shown<V: Attribute>(&mut self, name: &'static str, shown: bool, value: &V::Value) {
        if !self.wants(name) {
            return;
        }
        let failed = match &mut self.json {
            Some(json) if json.takes(name) => {
                // Of attributes that the type does not know, none has the name of one that it knows.
                if self.has_rest {
                    self.item.remove(name);
                }
                json.put::<V>(name, value).err()
            }
            _ => match V::encode(value) {
                Ok(Some(value)) => {
                    self.item.insert(name.to_owned(), value);
                    None
                }
                Ok(None) => {
                    self.item.remove(name);
                    None
                }
                Err(error) => Some(error),
            },
        };
        if let Some(error) = failed {
            self.refuse(if shown { error } else { redact_encode(error) }.at(name));
        }
    }

    fn wants(&self, name: &str) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.contains(&name))
    }

    /// Writes attributes that the type does not know, before those that it knows.
    pub fn put_rest(&mut self, rest: &Item) {
        if self.wanted.is_none() {
            self.has_rest = true;
            self.item.extend(rest.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
    }

    /// What a `validate` function said, which is no matter where only a key is wanted.
    pub fn check(&mut self, result: Result<(), impl Into<EncodeError>>) {
        if let (None, Err(error)) = (&self.wanted, result) {
            self.refuse(error.into());
        }
    }

    fn refuse(&mut self, error: EncodeError) {
        self.error.get_or_insert(error);
    }

    /// The item.
    ///
    /// # Errors
    /// When a value could not be stored, with its path.
    pub fn finish(self) -> Result<Item, EncodeError> {
        self.error.map_or(Ok(self.item), Err)
    }

    /// The item, with those attributes encoded that need not stay apart.
    ///
    /// # Errors
    /// As [`finish`](Self::finish); and when lists and maps are nested more than 32 levels deep.
    pub fn finish_encoded(self) -> Result<EncodedItem, EncodeError> {
        let json = self.json.map(|json| json.sink.into_parts()).unwrap_or_default();
        self.error.map_or(Ok(EncodedItem::new(json, self.item)), Err)
    }

    /// What a map's members were written to.
    pub(super) fn finish_json(self) -> Result<JsonSink, EncodeError> {
        let mut sink = self.json.map_or_else(|| JsonSink::with_capacity(0), |json| json.sink);
        for (name, value) in &self.item {
            sink.member(name, |sink| {
                sink.value(value);
                Ok(())
            })?;
        }
        self.error.map_or(Ok(sink), Err)
    }
}

/// The names only: which values are sensitive is not known here.
impl fmt::Debug for ItemWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<_> = self.item.keys().collect();
        names.sort();
        f.debug_struct("ItemWriter").field("names", &names).field("error", &self.error).finish_non_exhaustive()
    }
}

/// The type of a field that takes all other attributes, and of a variant that takes all other items.
#[diagnostic::on_unimplemented(
    message = "`flatten` and `#[entities(other)]` need the type `Item`, and this is `{Self}`",
    label = "not an `Item`",
    note = "an `Item` holds whatever attributes there are: `HashMap<String, AttributeValue>`"
)]
pub trait IsItem: Sized {
    /// The same, as an item.
    fn as_item(&self) -> &Item;
    /// The item, as what it is.
    #[must_use]
    fn of_item(item: Item) -> Self;
}

impl IsItem for Item {
    fn as_item(&self) -> &Item {
        self
    }

    fn of_item(item: Item) -> Self {
        item
    }
}
