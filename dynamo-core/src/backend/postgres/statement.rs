//! A statement of SQL with its values: texts of SQL never hold what a user has given.

use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row};

/// SQL, and the values of its places `$1`, `$2`, ….
#[derive(Default)]
pub(super) struct Statement {
    pub(super) text: String,
    params: Vec<Param>,
}

/// A value beside the text.
pub(super) enum Param {
    Integer(i32),
    Text(String),
    Bytes(Vec<u8>),
    Longs(Vec<i64>),
    Integers(Vec<i32>),
    Texts(Vec<Option<String>>),
    Blobs(Vec<Vec<u8>>),
}

impl Param {
    fn typed(&self) -> (&(dyn ToSql + Sync), Type) {
        match self {
            Self::Integer(value) => (value, Type::INT4),
            Self::Text(value) => (value, Type::TEXT),
            Self::Bytes(value) => (value, Type::BYTEA),
            Self::Longs(values) => (values, Type::INT8_ARRAY),
            Self::Integers(values) => (values, Type::INT4_ARRAY),
            Self::Texts(values) => (values, Type::TEXT_ARRAY),
            Self::Blobs(values) => (values, Type::BYTEA_ARRAY),
        }
    }
}

impl Statement {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), params: Vec::new() }
    }

    /// Keeps a value, and says where it stands.
    pub(super) fn bind(&mut self, param: Param) -> String {
        self.params.push(param);
        format!("${}", self.params.len())
    }

    /// Sends it, unprepared: it is planned for its values, and needs one round trip.
    pub(super) async fn run(&self, client: &Client) -> Result<Vec<Row>, tokio_postgres::Error> {
        let params: Vec<_> = self.params.iter().map(Param::typed).collect();
        client.query_typed(&self.text, &params).await
    }
}
