use super::Postgres;
use super::create_table::{indexed, remembered};
use super::limits;
use crate::backend::Feature;
use crate::error::{Error, Result};
use crate::request::{TableChange, UpdateTable};
use crate::response::Reply;
use crate::schema::{Billing, IndexDefinition, TableDefinition, Throughput};

impl Postgres {
    pub(super) async fn update_table(&self, request: UpdateTable) -> Result<Reply> {
        let (index, throughput) = match request.change {
            TableChange::AddIndex { index, throughput } => (index, throughput),
            TableChange::Stream(_) => return Err(limits::lacks(Feature::Streams)),
        };
        self.define(&request.table, &|found| added(found.table()?, &index, throughput)).await
    }
}

fn added(table: TableDefinition, index: &IndexDefinition, figures: Option<Throughput>) -> Result<Vec<String>> {
    if table.indexes.iter().any(|known| known.name == index.name) {
        return Err(Error::invalid_request(format!("the table has an index `{}` already", index.name)));
    }
    let mut statements = indexed(&table, index);
    if let (Some(figures), Billing::Provisioned { table: own, mut indexes }) = (figures, table.billing.clone()) {
        indexes.push((index.name.clone(), figures));
        let billing = Billing::Provisioned { table: own, indexes };
        statements.push(remembered(&TableDefinition { billing, ..table }));
    }
    Ok(statements)
}
