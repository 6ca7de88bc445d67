//! The key of a row, and what is derived from it.

use aws_sdk_dynamodb::types::AttributeValue;
use sha2::{Digest, Sha256};

use super::column::KeyValue;
use super::limits;
use crate::error::{Error, Result};
use crate::request::KeyAttributes;
use crate::schema::{KeyDefinition, TableDefinition};

/// How many buckets there are: DynamoDB cuts a scan into 1,000,000 segments at most.
pub(super) const BUCKETS: u32 = 1 << 20;

/// The key of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowKey {
    pub(super) pk: KeyValue,
    pub(super) sk: Option<KeyValue>,
}

impl RowKey {
    /// The key that these attributes hold.
    pub(super) fn of<'v>(
        definition: &TableDefinition,
        attribute: impl Fn(&str) -> Option<&'v AttributeValue>,
    ) -> Result<Self> {
        let value = |key: &KeyDefinition| match attribute(&key.name) {
            Some(value) => KeyValue::of(value, key),
            None => Err(Error::invalid_request(format!("the key attribute `{}` is missing", key.name))),
        };
        let key = Self { pk: value(&definition.pk)?, sk: definition.sk.as_ref().map(value).transpose()? };
        limits::check_length([&key.pk].into_iter().chain(&key.sk))?;
        Ok(key)
    }

    /// The key that a request names.
    pub(super) fn named(definition: &TableDefinition, key: &KeyAttributes) -> Result<Self> {
        let is_known =
            |name: &str| name == definition.pk.name || definition.sk.as_ref().is_some_and(|sk| sk.name == name);
        if !key.iter().all(|(name, _)| is_known(name)) {
            return Err(Error::invalid_request("the key has an attribute that the table's key does not have"));
        }
        Self::of(definition, |name| key.iter().find(|(known, _)| *known == name).map(|(_, value)| value))
    }

    /// Where scans find it.
    pub(super) fn bucket(&self) -> i32 {
        let digest = Sha256::digest(self.pk.bytes());
        let number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]) % BUCKETS;
        // Twenty bits.
        number.cast_signed()
    }

    /// Which row it is, in 16 bytes.
    pub(super) fn identity(&self) -> Vec<u8> {
        self.digest("")[..16].to_vec()
    }

    /// What is locked for it.
    pub(super) fn lock(&self, table: &str) -> i64 {
        let digest = self.digest(table);
        let first = [0, 1, 2, 3, 4, 5, 6, 7].map(|at: usize| digest[at]);
        i64::from_be_bytes(first)
    }

    fn digest(&self, prefix: &str) -> Vec<u8> {
        let mut hasher = Sha256::new();
        let parts = [prefix.as_bytes(), self.pk.bytes(), self.sk.as_ref().map_or(&[][..], KeyValue::bytes)];
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.finalize().to_vec()
    }
}
