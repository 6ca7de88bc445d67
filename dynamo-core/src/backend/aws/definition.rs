//! Parts of table definitions, as the SDK has them.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndex, KeySchemaElement, KeyType,
    LocalSecondaryIndex, Projection, ProjectionType, ProvisionedThroughput, ScalarAttributeType, StreamSpecification,
    StreamViewType,
};

use crate::schema::{IndexDefinition, KeyDefinition, ProjectionDefinition, StreamView, Throughput};
use crate::value::key_kind;

pub(super) fn key_schema(pk: &[KeyDefinition], sk: &[KeyDefinition]) -> Result<Vec<KeySchemaElement>, BuildError> {
    let pk = pk.iter().map(|key| (key, KeyType::Hash));
    let elements = pk.chain(sk.iter().map(|key| (key, KeyType::Range)));
    elements.map(|(key, role)| KeySchemaElement::builder().attribute_name(&key.name).key_type(role).build()).collect()
}

pub(super) fn attribute(key: &KeyDefinition) -> Result<AttributeDefinition, BuildError> {
    let scalar = match key.key_type {
        key_kind::KeyType::Text => ScalarAttributeType::S,
        key_kind::KeyType::Number => ScalarAttributeType::N,
        key_kind::KeyType::Binary => ScalarAttributeType::B,
    };
    AttributeDefinition::builder().attribute_name(&key.name).attribute_type(scalar).build()
}

pub(super) fn throughput(figures: Throughput) -> Result<ProvisionedThroughput, BuildError> {
    // What is more than the SDK can say is more than any engine sets aside.
    let units = |figure: u64| i64::try_from(figure).unwrap_or(i64::MAX);
    let builder = ProvisionedThroughput::builder().read_capacity_units(units(figures.read));
    builder.write_capacity_units(units(figures.write)).build()
}

pub(super) fn stream(view: StreamView) -> Result<StreamSpecification, BuildError> {
    let view = match view {
        StreamView::KeysOnly => StreamViewType::KeysOnly,
        StreamView::NewImage => StreamViewType::NewImage,
        StreamView::OldImage => StreamViewType::OldImage,
        StreamView::NewAndOldImages => StreamViewType::NewAndOldImages,
    };
    StreamSpecification::builder().stream_enabled(true).stream_view_type(view).build()
}

pub(super) fn local(index: &IndexDefinition) -> Result<LocalSecondaryIndex, BuildError> {
    let builder = LocalSecondaryIndex::builder().index_name(&index.name);
    builder.set_key_schema(Some(key_schema(&index.pk, &index.sk)?)).projection(projection(index)).build()
}

pub(super) fn global(index: &IndexDefinition, figures: Option<Throughput>) -> Result<GlobalSecondaryIndex, BuildError> {
    let builder = GlobalSecondaryIndex::builder().index_name(&index.name).projection(projection(index));
    let builder = builder.set_key_schema(Some(key_schema(&index.pk, &index.sk)?));
    builder.set_provisioned_throughput(figures.map(throughput).transpose()?).build()
}

pub(super) fn added(
    index: &IndexDefinition,
    figures: Option<Throughput>,
) -> Result<CreateGlobalSecondaryIndexAction, BuildError> {
    let builder = CreateGlobalSecondaryIndexAction::builder().index_name(&index.name).projection(projection(index));
    let builder = builder.set_key_schema(Some(key_schema(&index.pk, &index.sk)?));
    builder.set_provisioned_throughput(figures.map(throughput).transpose()?).build()
}

fn projection(index: &IndexDefinition) -> Projection {
    let builder = Projection::builder();
    match &index.projection {
        ProjectionDefinition::All => builder.projection_type(ProjectionType::All),
        ProjectionDefinition::KeysOnly => builder.projection_type(ProjectionType::KeysOnly),
        ProjectionDefinition::Include(names) => {
            builder.projection_type(ProjectionType::Include).set_non_key_attributes(Some(names.clone()))
        }
    }
    .build()
}
