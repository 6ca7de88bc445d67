use super::catalog::comment_on;
use super::comment::Comment;
use super::create_table::indexed;
use super::limits;
use super::{Postgres, identifier};
use crate::backend::Feature;
use crate::error::{Error, ErrorKind, Result};
use crate::request::{TableChange, UpdateTable};
use crate::response::Reply;
use crate::schema::{Billing, TableDefinition};

impl Postgres {
    pub(super) async fn update_table(&self, request: UpdateTable) -> Result<Reply> {
        let definition = self.look_at(&request.table).await?;
        let (index, throughput) = match request.change {
            TableChange::AddIndex { index, throughput } => (index, throughput),
            TableChange::Stream(_) => return Err(limits::lacks(Feature::Streams)),
        };
        let mut statements = indexed(&definition, &index);
        if let (Some(figures), Billing::Provisioned { table, indexes }) = (throughput, &definition.billing) {
            let mut indexes = indexes.clone();
            indexes.push((index.name.clone(), figures));
            let billing = Billing::Provisioned { table: *table, indexes };
            let definition = TableDefinition { billing, ..TableDefinition::clone(&definition) };
            let relation = format!("TABLE {}", identifier::table(&definition.table));
            statements.push(comment_on(&relation, &Comment::of_table(&definition)));
        }
        let done = self.define(&request.table, &statements).await;
        self.catalog.forget(&request.table);
        done.map_err(|trouble| match trouble.error.kind() {
            ErrorKind::AlreadyExists => {
                Error::invalid_request(format!("the table has an index `{}` already", index.name))
            }
            _ => trouble.error,
        })?;
        Ok(Reply::default())
    }
}
