use super::Postgres;
use crate::error::Result;
use crate::request::DescribeTtl;
use crate::response::{Reply, TtlState};

impl Postgres {
    pub(super) async fn describe_ttl(&self, request: DescribeTtl) -> Result<Reply> {
        let found = self.look_at(&request.table).await?;
        let ttl = found.ttl.clone().map_or(TtlState::Off, TtlState::On);
        Ok(Reply { ttl: Some(ttl), ..Reply::default() })
    }
}
