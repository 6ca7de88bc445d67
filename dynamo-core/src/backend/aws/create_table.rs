use aws_sdk_dynamodb::types::BillingMode;

use super::attempts::Attempts;
use super::definition::{attribute, global, key_schema, local, stream, throughput};
use super::failure::{failure, unbuildable};
use super::{Aws, send_write};
use crate::error::Result;
use crate::request::{CreateTable, Repetition};
use crate::response::Reply;

impl Aws {
    pub(super) async fn create_table(&self, request: CreateTable) -> Result<Reply> {
        let definition = request.definition;
        let figures = definition.billing.of_table();
        let mode = if figures.is_some() { BillingMode::Provisioned } else { BillingMode::PayPerRequest };
        let keys = key_schema(std::slice::from_ref(&definition.pk), definition.sk.as_slice());
        let mut call = self
            .client
            .create_table()
            .table_name(&definition.table)
            .billing_mode(mode)
            .set_provisioned_throughput(figures.map(throughput).transpose().map_err(unbuildable)?)
            .set_stream_specification(definition.stream.map(stream).transpose().map_err(unbuildable)?)
            .set_key_schema(Some(keys.map_err(unbuildable)?));
        for key in definition.key_attributes() {
            call = call.attribute_definitions(attribute(&key).map_err(unbuildable)?);
        }
        for index in &definition.indexes {
            call = if index.local {
                let index = local(index).map_err(unbuildable)?;
                call.local_secondary_indexes(index)
            } else {
                let figures = definition.billing.of_index(&index.name);
                let index = global(index, figures).map_err(unbuildable)?;
                call.global_secondary_indexes(index)
            };
        }
        let attempts = Attempts::watched(Repetition::Harmless);
        send_write!(self, call, Some(&attempts)).map_err(|error| match failure(error) {
            // It may be the one that an earlier attempt has made.
            taken if attempts.any_lost() && taken.is_already_exists() => taken.of_unknown_outcome(),
            other => other,
        })?;
        Ok(Reply::default())
    }
}
