use aws_sdk_dynamodb::types::GlobalSecondaryIndexUpdate;

use super::definition::{added, attribute, stream};
use super::failure::{failure, unbuildable};
use super::{Aws, send};
use crate::error::Result;
use crate::request::{TableChange, UpdateTable};
use crate::response::Reply;

impl Aws {
    pub(super) async fn update_table(&self, request: UpdateTable) -> Result<Reply> {
        let mut call = self.client.update_table().table_name(request.table);
        call = match &request.change {
            TableChange::AddIndex { index, throughput } => {
                for key in index.pk.iter().chain(&index.sk) {
                    call = call.attribute_definitions(attribute(key).map_err(unbuildable)?);
                }
                let added = added(index, *throughput).map_err(unbuildable)?;
                call.global_secondary_index_updates(GlobalSecondaryIndexUpdate::builder().create(added).build())
            }
            TableChange::Stream(view) => call.stream_specification(stream(*view).map_err(unbuildable)?),
        };
        send!(self, call).map_err(failure)?;
        Ok(Reply::default())
    }
}
