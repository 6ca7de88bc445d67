//! What a table and its indexes look like, as their comments say.

use serde::{Deserialize, Serialize};

use super::identifier;
use crate::schema::{Billing, IndexDefinition, KeyDefinition, ProjectionDefinition, TableDefinition, Throughput};
use crate::value::key_kind::KeyType;

/// The comment of a table or an index: JSON, so that people can read it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Comment {
    Table(Table),
    Index(Index),
}

#[derive(Serialize, Deserialize)]
pub(super) struct Table {
    name: String,
    pk: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sk: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ttl: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provisioned: Option<Provisioned>,
}

/// What is set aside: PostgreSQL sets nothing aside, and remembers it.
#[derive(Serialize, Deserialize)]
struct Provisioned {
    table: (u64, u64),
    indexes: Vec<(String, u64, u64)>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Index {
    name: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    local: bool,
    pk: Vec<Key>,
    sk: Vec<Key>,
    holds: Holds,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Holds {
    All,
    Keys,
    /// The keys, and these.
    Beside(Vec<String>),
}

/// Its name, and DynamoDB's letter for its type.
#[derive(Serialize, Deserialize)]
struct Key(String, String);

impl Comment {
    /// `None` for a comment that is not ours.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn of_table(definition: &TableDefinition) -> Self {
        Self::Table(Table {
            name: definition.table.clone(),
            pk: Key::of(&definition.pk),
            sk: definition.sk.as_ref().map(Key::of),
            ttl: definition.ttl.clone(),
            provisioned: Provisioned::of(&definition.billing),
        })
    }

    pub(super) fn of_index(index: &IndexDefinition) -> Self {
        let keys = |keys: &[KeyDefinition]| keys.iter().map(Key::of).collect();
        let holds = match &index.projection {
            ProjectionDefinition::All => Holds::All,
            ProjectionDefinition::KeysOnly => Holds::Keys,
            ProjectionDefinition::Include(names) => Holds::Beside(names.clone()),
        };
        let (name, local) = (index.name.clone(), index.local);
        Self::Index(Index { name, local, pk: keys(&index.pk), sk: keys(&index.sk), holds })
    }

    /// Puts it on a relation: `TABLE "orders"`.
    pub(super) fn on(&self, relation: &str) -> String {
        // Texts, numbers and lists: nothing that JSON has no form for.
        let text = serde_json::to_string(self).unwrap_or_default();
        format!("COMMENT ON {relation} IS {}", identifier::literal(&text))
    }
}

impl Table {
    /// The table, still without its indexes.
    pub(super) fn definition(self) -> Option<TableDefinition> {
        let sk = match self.sk {
            None => None,
            Some(key) => Some(key.definition()?),
        };
        Some(TableDefinition {
            table: self.name,
            pk: self.pk.definition()?,
            sk,
            indexes: Vec::new(),
            ttl: self.ttl,
            stream: None,
            billing: self.provisioned.map_or(Billing::OnDemand, Provisioned::billing),
        })
    }
}

impl Provisioned {
    fn of(billing: &Billing) -> Option<Self> {
        let Billing::Provisioned { table, indexes } = billing else { return None };
        let own = indexes.iter().map(|(name, figures)| (name.clone(), figures.read, figures.write));
        Some(Self { table: (table.read, table.write), indexes: own.collect() })
    }

    fn billing(self) -> Billing {
        let figures = |read, write| Throughput { read, write };
        let indexes = self.indexes.into_iter().map(|(name, read, write)| (name, figures(read, write)));
        Billing::Provisioned { table: figures(self.table.0, self.table.1), indexes: indexes.collect() }
    }
}

impl Index {
    pub(super) fn definition(self) -> Option<IndexDefinition> {
        let keys = |keys: Vec<Key>| keys.into_iter().map(Key::definition).collect::<Option<Vec<_>>>();
        let projection = match self.holds {
            Holds::All => ProjectionDefinition::All,
            Holds::Keys => ProjectionDefinition::KeysOnly,
            Holds::Beside(names) => ProjectionDefinition::Include(names),
        };
        Some(IndexDefinition { name: self.name, local: self.local, pk: keys(self.pk)?, sk: keys(self.sk)?, projection })
    }
}

impl Key {
    fn of(key: &KeyDefinition) -> Self {
        Self(key.name.clone(), key.key_type.letter().to_owned())
    }

    fn definition(self) -> Option<KeyDefinition> {
        let types = [KeyType::Text, KeyType::Number, KeyType::Binary];
        let key_type = types.into_iter().find(|known| known.letter() == self.1)?;
        Some(KeyDefinition { name: self.0, key_type })
    }
}
