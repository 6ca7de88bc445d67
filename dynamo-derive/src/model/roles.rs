//! What a field is to the keys of a table, worked out from the keys themselves.

use super::{Index, KeyPart, PatternPart, Role, Table};

impl KeyPart {
    /// The fields it is made of, in order.
    pub(crate) fn fields(&self) -> Vec<usize> {
        match self {
            Self::Fields(fields) => fields.clone(),
            Self::Pattern(pattern) => pattern.fields(),
        }
    }

    /// The fields that are key attributes themselves.
    fn plain(&self) -> &[usize] {
        match self {
            Self::Fields(fields) => fields,
            Self::Pattern(_) => &[],
        }
    }
}

impl super::Pattern {
    /// The fields of its placeholders, in order.
    pub(crate) fn fields(&self) -> Vec<usize> {
        let field = |part: &PatternPart| match part {
            PatternPart::Literal(_) => None,
            PatternPart::Field { field, .. } => Some(*field),
        };
        self.parts.iter().filter_map(field).collect()
    }
}

impl Index {
    /// Partition key first, then the sort key.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &KeyPart> {
        std::iter::once(&self.pk).chain(&self.sk)
    }

    /// The fields that are key attributes of this index themselves.
    pub(crate) fn plain_keys(&self) -> Vec<usize> {
        self.keys().flat_map(KeyPart::plain).copied().collect()
    }
}

impl Table {
    /// The fields of the primary key, in the order `key(..)` takes them.
    pub(crate) fn primary_key(&self) -> Vec<usize> {
        let mut fields = self.key.pk.fields();
        for field in self.key.sk.iter().flat_map(KeyPart::fields) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// The fields that are key attributes of the table themselves.
    pub(crate) fn plain_keys(&self) -> Vec<usize> {
        let sk = self.key.sk.iter().flat_map(KeyPart::plain);
        self.key.pk.plain().iter().chain(sk).copied().collect()
    }

    /// Whether the field is a key attribute of the table or of any index.
    pub(crate) fn is_plain_key(&self, field: usize) -> bool {
        self.plain_keys().contains(&field) || self.indexes.iter().any(|index| index.plain_keys().contains(&field))
    }

    /// The attributes that are no fields: keys with patterns, and the entity tag.
    pub(crate) fn own_attributes(&self) -> Vec<String> {
        let keys = std::iter::once(&self.key.pk).chain(&self.key.sk);
        let mut own = Vec::new();
        for part in keys.chain(self.indexes.iter().flat_map(Index::keys)) {
            if let KeyPart::Pattern(pattern) = part
                && !own.contains(&pattern.attr)
            {
                own.push(pattern.attr.clone());
            }
        }
        own.extend(self.entity.as_ref().map(|_| self.entity_attr.clone()));
        own
    }

    /// Whether the library writes the field: versions and timestamps, computed fields.
    pub(crate) fn is_stamped(&self, field: usize) -> bool {
        self.version == Some(field)
            || self.schema_version.as_ref().is_some_and(|version| version.field == field)
            || self.fields[field].stamp.is_some()
    }

    /// Whether an update cannot set the field on its own.
    pub(crate) fn is_fixed(&self, field: usize) -> bool {
        !matches!(self.role(field), Role::Plain | Role::IndexKey)
            || self.is_stamped(field)
            || self.fields[field].readonly
    }

    /// What setting the field means for the keys.
    pub(crate) fn role(&self, field: usize) -> Role {
        if self.primary_key().contains(&field) {
            return Role::PrimaryKey;
        }
        let patterns: Vec<_> = self.free_fields().into_iter().filter(|(_, free)| free.contains(&field)).collect();
        match patterns.iter().map(|(_, free)| free.len()).max() {
            None => Role::Plain,
            Some(1) => Role::IndexKey,
            Some(_) => Role::SharedIndexKey,
        }
    }

    /// The setters of fields that make up an index key together: the accessor's name and the fields.
    /// Keys that share a field share a setter, so that none of them can become stale.
    pub(crate) fn shared_keys(&self) -> Vec<(String, Vec<usize>)> {
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        for (name, free) in self.free_fields().into_iter().filter(|(_, free)| free.len() > 1) {
            // A key may join several groups into one, which keeps the first one's name.
            let (mut joined, apart): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|(_, fields)| free.iter().any(|field| fields.contains(field)));
            joined.push((name, free));
            groups = apart;
            groups.extend(joined.into_iter().reduce(|(name, mut fields), (_, more)| {
                let more: Vec<_> = more.into_iter().filter(|field| !fields.contains(field)).collect();
                fields.extend(more);
                (name, fields)
            }));
        }
        groups
    }

    /// For every index key pattern its setter's name and the fields outside the primary key.
    fn free_fields(&self) -> Vec<(String, Vec<usize>)> {
        let primary = self.primary_key();
        let mut found = Vec::new();
        for index in &self.indexes {
            for (part, suffix) in [(Some(&index.pk), "pk"), (index.sk.as_ref(), "sk")] {
                let Some(KeyPart::Pattern(pattern)) = part else { continue };
                let free: Vec<_> = pattern.fields().into_iter().filter(|field| !primary.contains(field)).collect();
                if !free.is_empty() {
                    let word = index.accessor.to_string();
                    found.push((format!("{}_{suffix}", word.trim_start_matches("r#")), free));
                }
            }
        }
        found
    }
}
