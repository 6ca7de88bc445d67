use super::catalog::comment_on;
use super::comment::Comment;
use super::{Postgres, identifier};
use crate::error::{Error, Result};
use crate::request::SetTtl;
use crate::response::Reply;
use crate::schema::TableDefinition;

impl Postgres {
    pub(super) async fn set_ttl(&self, request: SetTtl) -> Result<Reply> {
        let found = self.look_at(&request.table).await?;
        if let Some(known) = &found.ttl {
            return Err(Error::invalid_request(format!("items of the table expire by `{known}` already")));
        }
        let definition = TableDefinition { ttl: Some(request.attribute), ..TableDefinition::clone(&found) };
        let relation = format!("TABLE {}", identifier::table(&definition.table));
        let done = self.define(&request.table, &[comment_on(&relation, &Comment::of_table(&definition))]).await;
        self.catalog.forget(&request.table);
        done?;
        Ok(Reply::default())
    }
}
