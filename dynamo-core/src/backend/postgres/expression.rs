//! What rows are put in order by: columns of the key, and the key attributes of indexes inside `data`.

use super::identifier::literal;
use crate::schema::{IndexDefinition, KeyDefinition, TableDefinition};
use crate::value::key_kind::KeyType;

/// The SQL of a key attribute: the column, where it is of the table's own key.
pub(super) fn of_key(definition: &TableDefinition, key: &KeyDefinition) -> String {
    if key.name == definition.pk.name {
        return "pk".to_owned();
    }
    match &definition.sk {
        Some(sk) if sk.name == key.name => "sk".to_owned(),
        _ => inside(key),
    }
}

/// The attribute inside `data`, or NULL where it is no key: of another type, empty, or too long. Old items may have such when an index is added.
fn inside(key: &KeyDefinition) -> String {
    let name = literal(&key.name);
    match key.key_type {
        KeyType::Text => format!(
            "(CASE WHEN jsonb_typeof(data->{name}) = 'string' AND octet_length(data->>{name}) BETWEEN 1 AND {MAX} \
             THEN data->>{name} END COLLATE \"C\")"
        ),
        KeyType::Number => {
            format!("(CASE WHEN jsonb_typeof(data->{name}) = 'number' THEN (data->{name})::numeric END)")
        }
        KeyType::Binary => format!(
            "(CASE WHEN jsonb_typeof(data->{name}->'$B') = 'string' \
             AND octet_length(decode(data->{name}->>'$B', 'base64')) BETWEEN 1 AND {MAX} \
             THEN decode(data->{name}->>'$B', 'base64') END)"
        ),
    }
}

/// DynamoDB's, of the key of a partition.
const MAX: usize = 2_048;

/// The SQL of all key attributes of an index, in their order.
pub(super) fn of_index(definition: &TableDefinition, index: &IndexDefinition) -> Vec<String> {
    index.pk.iter().chain(&index.sk).map(|key| of_key(definition, key)).collect()
}

/// Whether this is the SQL of an attribute inside `data`: the columns of the table's key are never NULL.
pub(super) fn is_inside(expression: &str) -> bool {
    expression.starts_with('(')
}

/// Holds of the rows that an index has.
pub(super) fn is_in_index(expressions: &[String]) -> Option<String> {
    let inside = expressions.iter().filter(|expression| is_inside(expression));
    inside.map(|expression| format!("{expression} IS NOT NULL")).reduce(|one, other| format!("{one} AND {other}"))
}
