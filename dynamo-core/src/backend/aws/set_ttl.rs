use aws_sdk_dynamodb::types::TimeToLiveSpecification;

use super::failure::{failure, unbuildable};
use super::{Aws, send};
use crate::error::Result;
use crate::request::SetTtl;
use crate::response::Reply;

impl Aws {
    pub(super) async fn set_ttl(&self, request: SetTtl) -> Result<Reply> {
        let specification = TimeToLiveSpecification::builder().enabled(true).attribute_name(request.attribute);
        let specification = specification.build().map_err(unbuildable)?;
        let call = self.client.update_time_to_live().table_name(request.table);
        send!(self, call.time_to_live_specification(specification)).map_err(failure)?;
        Ok(Reply::default())
    }
}
