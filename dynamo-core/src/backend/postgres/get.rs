use super::Postgres;
use super::identifier;
use super::row_key::RowKey;
use super::rows::Found;
use super::statement::Statement;
use crate::error::Result;
use crate::request::Get;
use crate::response::{Reply, Rows};

impl Postgres {
    pub(super) async fn get(&self, request: Get, rows: Option<&Rows>) -> Result<Reply> {
        let table = self.table(&request.table, request.schema).await?;
        let key = RowKey::named(&table, &request.key)?;
        let mut statement = Statement::new(format!("SELECT data::text FROM {}", identifier::table(&table.table)));
        let pk = key.pk.bind(&mut statement);
        statement.text += &format!(" WHERE pk = {pk}");
        if let Some(sk) = key.sk {
            let sk = sk.bind(&mut statement);
            statement.text += &format!(" AND sk = {sk}");
        }
        let found = Found::of(self.read(&statement, [&*table.table]).await?, 0, request.projection.as_ref())?;
        let reply = Reply { count: found.len() as u64, ..Reply::default() };
        if let Some(rows) = rows {
            rows.begin();
            found.hand_over(&table.table, rows)?;
            rows.commit();
        }
        Ok(reply)
    }
}
