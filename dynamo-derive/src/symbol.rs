//! Every attribute word once, and where it may stand.

macro_rules! symbols {
    ($($name:ident = $text:literal),* $(,)?) => {
        $(pub(crate) const $name: &str = $text;)*
    };
}

symbols! {
    ALL = "all",
    BINARY = "binary",
    COMPUTED = "computed",
    CRATE = "crate",
    CREATED_AT = "created_at",
    DEFAULT = "default",
    DYNAMO = "dynamo",
    ENTITIES = "entities",
    ENTITY = "entity",
    ENTITY_ATTR = "entity_attr",
    ENTITY_BY = "entity_by",
    FIELDS = "fields",
    FLATTEN = "flatten",
    FROM = "from",
    GSI = "gsi",
    INCLUDE = "include",
    INTO = "into",
    KEY = "key",
    KEYS_ONLY = "keys_only",
    KEY_ESCAPE = "key_escape",
    LIST = "list",
    LSI = "lsi",
    MAX_GSI = "max_gsi",
    NAME = "name",
    NARROW = "narrow",
    NO_PRELUDE = "no_prelude",
    NULL = "null",
    NUMBER = "number",
    OTHER = "other",
    PARTITION = "partition",
    PK = "pk",
    PK_ATTR = "pk_attr",
    PROJECTION = "projection",
    READONLY = "readonly",
    RENAME = "rename",
    RENAME_ALL = "rename_all",
    RENAME_FN = "rename_fn",
    ROW = "row",
    SCHEMA_VERSION = "schema_version",
    SENSITIVE = "sensitive",
    SERDE = "serde",
    SK = "sk",
    SKIP = "skip",
    SK_ATTR = "sk_attr",
    STORE = "store",
    TABLE = "table",
    TRY_FROM = "try_from",
    TTL = "ttl",
    UPDATED_AT = "updated_at",
    UPGRADE = "upgrade",
    VALIDATE = "validate",
    VERSION = "version",
}

/// The words that are attributes of their own, beside being options of `#[dynamo(…)]`.
pub(crate) const HELPERS: &[&str] = &[PK, SK, GSI, LSI, TTL, VERSION, SCHEMA_VERSION, PROJECTION, ENTITIES, ENTITY_BY];

/// The options inside `#[gsi(…)]` and `#[lsi(…)]`, after the accessor.
pub(crate) const GSI_OPTIONS: &[&str] = &[NAME, PK, SK, PK_ATTR, SK_ATTR, ALL, KEYS_ONLY, INCLUDE, ROW];
pub(crate) const LSI_OPTIONS: &[&str] = &[NAME, SK, SK_ATTR, ALL, KEYS_ONLY, INCLUDE, ROW];

/// Where an attribute stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    TableStruct,
    TableField,
    DocumentStruct,
    DocumentField,
    ValueType,
    ValueField,
    ValueVariant,
    ProjectionStruct,
    ProjectionField,
    EntitiesEnum,
    EntitiesVariant,
}

impl Place {
    /// The derive that reads attributes here.
    pub(crate) fn derive(self) -> &'static str {
        match self {
            Place::TableStruct | Place::TableField => "DynamoTable",
            Place::DocumentStruct | Place::DocumentField => "DynamoDocument",
            Place::ValueType | Place::ValueField | Place::ValueVariant => "DynamoValue",
            Place::ProjectionStruct | Place::ProjectionField => "Projection",
            Place::EntitiesEnum | Place::EntitiesVariant => "DynamoEntities",
        }
    }

    /// The place in words: "a field".
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Place::TableStruct | Place::DocumentStruct | Place::ProjectionStruct => "the struct",
            Place::TableField | Place::DocumentField | Place::ProjectionField | Place::ValueField => "a field",
            Place::ValueType => "the type",
            Place::EntitiesEnum => "the enum",
            Place::ValueVariant | Place::EntitiesVariant => "a variant",
        }
    }
}

use Place::{
    DocumentField, DocumentStruct, EntitiesEnum, EntitiesVariant, ProjectionField, ProjectionStruct, TableField,
    TableStruct, ValueField, ValueType, ValueVariant,
};

const ENCODED: &[Place] = &[TableField, DocumentField, ProjectionField, ValueType, ValueField];
const STORED: &[Place] = &[TableField, DocumentField];

/// Every option of `#[dynamo(…)]` and the places it may stand at.
const PLACES: &[(&str, &[Place])] = &[
    (BINARY, ENCODED),
    (COMPUTED, STORED),
    (CRATE, &[TableStruct, DocumentStruct, ValueType, ProjectionStruct, EntitiesEnum]),
    (CREATED_AT, &[TableField]),
    (DEFAULT, &[TableField, DocumentField, ProjectionField]),
    (ENTITIES, &[EntitiesVariant]),
    (ENTITY, &[TableStruct]),
    (ENTITY_ATTR, &[TableStruct]),
    (ENTITY_BY, &[EntitiesEnum]),
    (FIELDS, &[TableStruct, DocumentStruct]),
    (FLATTEN, STORED),
    (FROM, &[ValueType]),
    (GSI, &[TableStruct]),
    (INTO, &[ValueType]),
    (KEY_ESCAPE, &[TableStruct]),
    (LIST, ENCODED),
    (LSI, &[TableStruct]),
    (MAX_GSI, &[TableStruct]),
    (NARROW, &[TableField]),
    (NO_PRELUDE, &[TableStruct]),
    (NULL, STORED),
    (NUMBER, ENCODED),
    (PK, &[TableStruct, TableField]),
    (PK_ATTR, &[TableStruct]),
    (PROJECTION, &[ProjectionStruct]),
    (READONLY, STORED),
    (RENAME, &[TableField, DocumentField, ValueVariant, ProjectionField]),
    (RENAME_ALL, &[TableStruct, DocumentStruct, ValueType]),
    (RENAME_FN, &[TableStruct]),
    (ROW, &[TableStruct]),
    (SCHEMA_VERSION, &[TableStruct, TableField]),
    (SENSITIVE, &[TableField, DocumentField, ProjectionField]),
    (SERDE, ENCODED),
    (SK, &[TableStruct, TableField]),
    (SKIP, &[TableField, DocumentField, ProjectionField]),
    (SK_ATTR, &[TableStruct]),
    (STORE, STORED),
    (TABLE, &[TableStruct]),
    (TRY_FROM, &[ValueType]),
    (TTL, &[TableField]),
    (UPDATED_AT, &[TableField]),
    (VALIDATE, &[TableStruct, DocumentStruct]),
    (VERSION, &[TableField]),
];

/// Where `word` may stand; `None` for a word that is no option at all.
pub(crate) fn places(word: &str) -> Option<&'static [Place]> {
    PLACES.iter().find(|(known, _)| *known == word).map(|(_, places)| *places)
}

/// The options that may stand at `place`.
pub(crate) fn words_at(place: Place) -> Vec<&'static str> {
    PLACES.iter().filter(|(_, places)| places.contains(&place)).map(|(word, _)| *word).collect()
}
