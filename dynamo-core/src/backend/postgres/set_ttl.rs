use super::Postgres;
use super::create_table::remembered;
use crate::error::{Error, Result};
use crate::request::SetTtl;
use crate::response::Reply;
use crate::schema::TableDefinition;

impl Postgres {
    pub(super) async fn set_ttl(&self, request: SetTtl) -> Result<Reply> {
        self.define(&request.table, &|found| {
            let found = found.table()?;
            if let Some(known) = &found.ttl {
                return Err(Error::invalid_request(format!("items of the table expire by `{known}` already")));
            }
            Ok(vec![remembered(&TableDefinition { ttl: Some(request.attribute.clone()), ..found })])
        })
        .await
    }
}
