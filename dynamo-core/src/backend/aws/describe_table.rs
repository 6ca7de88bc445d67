use aws_sdk_dynamodb::types::{
    BillingMode, GlobalSecondaryIndexDescription, IndexStatus, KeySchemaElement, KeyType,
    LocalSecondaryIndexDescription, Projection, ProjectionType, ProvisionedThroughputDescription, ScalarAttributeType,
    StreamSpecification, StreamViewType, TableDescription, TableStatus,
};

use super::failure::failure;
use super::{Aws, send};
use crate::error::{Error, ErrorKind, Result};
use crate::request::DescribeTable;
use crate::response::{self, Described, Reply};
use crate::schema::{
    Billing, IndexDefinition, KeyDefinition, ProjectionDefinition, StreamView, TableDefinition, Throughput,
};
use crate::value::key_kind;

impl Aws {
    pub(super) async fn describe_table(&self, request: DescribeTable) -> Result<Reply> {
        let call = self.client.describe_table().table_name(&*request.table);
        let output = send!(self, call).map_err(failure)?;
        let described = output
            .table
            .map(|table| described(request.table.into_owned(), &table).ok_or_else(unreadable))
            .transpose()?;
        Ok(Reply { described: described.map(Box::new), ..Reply::default() })
    }
}

/// A table without a key, or a key without a type.
fn unreadable() -> Error {
    let unknown = Error::new(ErrorKind::Other { code: "unknown".to_owned() });
    unknown.with_message("the engine describes the table in a way that cannot be read")
}

fn described(name: String, table: &TableDescription) -> Option<Described> {
    let key = |key: &KeySchemaElement| key_definition(table, key);
    let keys = |schema: &[KeySchemaElement], role: KeyType| {
        schema.iter().filter(|element| element.key_type == role).map(key).collect::<Option<Vec<_>>>()
    };
    let global = table.global_secondary_indexes().iter().filter(|index| !is_leaving(index)).map(|index| {
        let (pk, sk) = (keys(index.key_schema(), KeyType::Hash)?, keys(index.key_schema(), KeyType::Range)?);
        let projection = projection(index.projection.as_ref()?);
        Some(IndexDefinition { name: index.index_name.clone()?, local: false, pk, sk, projection })
    });
    let local = table.local_secondary_indexes().iter().map(|index: &LocalSecondaryIndexDescription| {
        let (pk, sk) = (keys(index.key_schema(), KeyType::Hash)?, keys(index.key_schema(), KeyType::Range)?);
        let projection = projection(index.projection.as_ref()?);
        Some(IndexDefinition { name: index.index_name.clone()?, local: true, pk, sk, projection })
    });
    let definition = TableDefinition {
        table: name,
        pk: keys(table.key_schema(), KeyType::Hash)?.into_iter().next()?,
        sk: keys(table.key_schema(), KeyType::Range)?.into_iter().next(),
        indexes: global.chain(local).collect::<Option<_>>()?,
        ttl: None,
        stream: table.stream_specification.as_ref().and_then(stream),
        billing: billing(table),
    };
    let coming =
        table.global_secondary_indexes().iter().filter(|index| index.index_status == Some(IndexStatus::Creating));
    let coming = coming.filter_map(|index| index.index_name.clone()).collect();
    Some(Described { status: status(table), definition, coming })
}

fn key_definition(table: &TableDescription, key: &KeySchemaElement) -> Option<KeyDefinition> {
    let declared = table.attribute_definitions().iter().find(|known| known.attribute_name == key.attribute_name)?;
    let key_type = match declared.attribute_type {
        ScalarAttributeType::S => key_kind::KeyType::Text,
        ScalarAttributeType::N => key_kind::KeyType::Number,
        ScalarAttributeType::B => key_kind::KeyType::Binary,
        _ => return None,
    };
    Some(KeyDefinition { name: key.attribute_name.clone(), key_type })
}

fn projection(projection: &Projection) -> ProjectionDefinition {
    match projection.projection_type {
        Some(ProjectionType::All) => ProjectionDefinition::All,
        Some(ProjectionType::Include) => ProjectionDefinition::Include(projection.non_key_attributes().to_vec()),
        _ => ProjectionDefinition::KeysOnly,
    }
}

fn stream(stream: &StreamSpecification) -> Option<StreamView> {
    match stream.stream_view_type.as_ref().filter(|_| stream.stream_enabled)? {
        StreamViewType::KeysOnly => Some(StreamView::KeysOnly),
        StreamViewType::NewImage => Some(StreamView::NewImage),
        StreamViewType::OldImage => Some(StreamView::OldImage),
        StreamViewType::NewAndOldImages => Some(StreamView::NewAndOldImages),
        _ => None,
    }
}

/// A table that was never on demand does not say so, and one that is on demand has figures of nothing.
fn billing(table: &TableDescription) -> Billing {
    let mode = table.billing_mode_summary.as_ref().and_then(|summary| summary.billing_mode.as_ref());
    match (mode, table.provisioned_throughput.as_ref().and_then(throughput)) {
        (None | Some(BillingMode::Provisioned), Some(figures)) => {
            let own = |index: &GlobalSecondaryIndexDescription| {
                Some((index.index_name.clone()?, index.provisioned_throughput.as_ref().and_then(throughput)?))
            };
            let indexes = table.global_secondary_indexes().iter().filter_map(own).collect();
            Billing::Provisioned { table: figures, indexes }
        }
        _ => Billing::OnDemand,
    }
}

fn throughput(figures: &ProvisionedThroughputDescription) -> Option<Throughput> {
    let units = |figure: Option<i64>| figure.and_then(|figure| u64::try_from(figure).ok()).filter(|units| *units > 0);
    Some(Throughput { read: units(figures.read_capacity_units)?, write: units(figures.write_capacity_units)? })
}

fn is_leaving(index: &GlobalSecondaryIndexDescription) -> bool {
    index.index_status == Some(IndexStatus::Deleting)
}

fn status(table: &TableDescription) -> response::TableStatus {
    let mut indexes = table.global_secondary_indexes().iter();
    let settled = |status: &IndexStatus| *status == IndexStatus::Active;
    match &table.table_status {
        Some(TableStatus::Deleting) => response::TableStatus::Deleting,
        Some(TableStatus::Active) if indexes.all(|index| index.index_status.as_ref().is_none_or(settled)) => {
            response::TableStatus::Ready
        }
        Some(TableStatus::Active | TableStatus::Updating) => response::TableStatus::Changing,
        _ => response::TableStatus::Creating,
    }
}
