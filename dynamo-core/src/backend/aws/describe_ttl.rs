use aws_sdk_dynamodb::types::{TimeToLiveDescription, TimeToLiveStatus};

use super::failure::failure;
use super::{Aws, send};
use crate::error::Result;
use crate::request::DescribeTtl;
use crate::response::{Reply, TtlState};

impl Aws {
    pub(super) async fn describe_ttl(&self, request: DescribeTtl) -> Result<Reply> {
        let call = self.client.describe_time_to_live().table_name(request.table);
        let output = send!(self, call).map_err(failure)?;
        let ttl = output.time_to_live_description.map_or(TtlState::Off, state);
        Ok(Reply { ttl: Some(ttl), ..Reply::default() })
    }
}

fn state(ttl: TimeToLiveDescription) -> TtlState {
    match (ttl.time_to_live_status, ttl.attribute_name) {
        (Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling), Some(attribute)) => TtlState::On(attribute),
        (Some(TimeToLiveStatus::Disabling), _) => TtlState::SwitchingOff,
        _ => TtlState::Off,
    }
}
