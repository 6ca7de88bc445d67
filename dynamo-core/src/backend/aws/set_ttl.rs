use aws_sdk_dynamodb::types::{TimeToLiveSpecification, TimeToLiveStatus};

use super::failure::{failure, unbuildable};
use super::{Aws, send};
use crate::error::Result;
use crate::request::SetTtl;
use crate::response::Reply;

impl Aws {
    /// DynamoDB refuses to switch on what is on already, so it is asked first.
    pub(super) async fn set_ttl(&self, request: SetTtl) -> Result<Reply> {
        if !self.has_ttl(&request).await? {
            let specification = TimeToLiveSpecification::builder().enabled(true).attribute_name(request.attribute);
            let specification = specification.build().map_err(unbuildable)?;
            let call = self.client.update_time_to_live().table_name(request.table);
            send!(self, call.time_to_live_specification(specification)).map_err(failure)?;
        }
        Ok(Reply::default())
    }

    async fn has_ttl(&self, request: &SetTtl) -> Result<bool> {
        let call = self.client.describe_time_to_live().table_name(&request.table);
        let Some(state) = send!(self, call).map_err(failure)?.time_to_live_description else { return Ok(false) };
        let on = [TimeToLiveStatus::Enabled, TimeToLiveStatus::Enabling];
        Ok(state.time_to_live_status.is_some_and(|status| on.contains(&status))
            && state.attribute_name.as_deref() == Some(&request.attribute))
    }
}
