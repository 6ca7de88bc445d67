use super::Aws;
use crate::error::{Error, ErrorKind, Result};
use crate::request::{Query, TableName};
use crate::response::{Reply, Rows};

impl Aws {
    /// A query, whose failure says so when the index is not there.
    pub(super) async fn query_told(&self, request: Query, rows: Option<&Rows>) -> Result<Reply> {
        let place = request.index.map(|index| (request.table.clone(), index));
        match (self.query(request, rows).await, place) {
            (Err(error), Some((table, index))) if error.code() == Some("ValidationException") => {
                Err(Box::pin(self.index_told(error, table, index)).await)
            }
            (done, _) => done,
        }
    }

    /// DynamoDB tells a missing index from other mistakes by the text of its message alone, so that it is asked what indexes there are.
    async fn index_told(&self, error: Error, table: TableName, index: &'static str) -> Error {
        let Ok(described) = self.client.describe_table().table_name(table).send().await else { return error };
        let Some(table) = described.table else { return error };
        let global = table.global_secondary_indexes().iter().map(|index| index.index_name());
        let mut names = global.chain(table.local_secondary_indexes().iter().map(|index| index.index_name()));
        if names.any(|name| name == Some(index)) {
            return error;
        }
        error.told(ErrorKind::MissingIndex { index: index.to_owned() })
    }
}
