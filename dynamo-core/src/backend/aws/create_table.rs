use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, LocalSecondaryIndex, Projection,
    ProjectionType, ScalarAttributeType, StreamSpecification, StreamViewType,
};

use super::failure::{failure, unbuildable};
use super::{Aws, send};
use crate::error::Result;
use crate::request::CreateTable;
use crate::response::Reply;
use crate::schema::{IndexDefinition, KeyDefinition, ProjectionDefinition, StreamView};
use crate::value::key_kind;

impl Aws {
    pub(super) async fn create_table(&self, request: CreateTable) -> Result<Reply> {
        let definition = request.definition;
        let keys = |pk: &[KeyDefinition], sk: &[KeyDefinition]| key_schema(pk, sk).map_err(unbuildable);
        let mut call = self
            .client
            .create_table()
            .table_name(&definition.table)
            .billing_mode(BillingMode::PayPerRequest)
            .set_key_schema(Some(keys(&[definition.pk], definition.sk.as_slice())?));
        for key in definition.key_attributes() {
            call = call.attribute_definitions(attribute(key).map_err(unbuildable)?);
        }
        for index in &definition.indexes {
            let keys = keys(&index.pk, &index.sk)?;
            call = if index.local {
                call.local_secondary_indexes(local(index, keys).map_err(unbuildable)?)
            } else {
                call.global_secondary_indexes(global(index, keys).map_err(unbuildable)?)
            };
        }
        if let Some(view) = definition.stream {
            call = call.stream_specification(stream(view).map_err(unbuildable)?);
        }
        send!(self, call).map_err(failure)?;
        Ok(Reply::default())
    }
}

fn key_schema(pk: &[KeyDefinition], sk: &[KeyDefinition]) -> Result<Vec<KeySchemaElement>, BuildError> {
    let pk = pk.iter().map(|key| (key, KeyType::Hash));
    let elements = pk.chain(sk.iter().map(|key| (key, KeyType::Range)));
    elements.map(|(key, role)| KeySchemaElement::builder().attribute_name(key.name).key_type(role).build()).collect()
}

fn attribute(key: KeyDefinition) -> Result<AttributeDefinition, BuildError> {
    let scalar = match key.key_type {
        key_kind::KeyType::Text => ScalarAttributeType::S,
        key_kind::KeyType::Number => ScalarAttributeType::N,
        key_kind::KeyType::Binary => ScalarAttributeType::B,
    };
    AttributeDefinition::builder().attribute_name(key.name).attribute_type(scalar).build()
}

fn stream(view: StreamView) -> Result<StreamSpecification, BuildError> {
    let view = match view {
        StreamView::KeysOnly => StreamViewType::KeysOnly,
        StreamView::NewImage => StreamViewType::NewImage,
        StreamView::OldImage => StreamViewType::OldImage,
        StreamView::NewAndOldImages => StreamViewType::NewAndOldImages,
    };
    StreamSpecification::builder().stream_enabled(true).stream_view_type(view).build()
}

fn projection(index: &IndexDefinition) -> Projection {
    let builder = Projection::builder();
    match &index.projection {
        ProjectionDefinition::All => builder.projection_type(ProjectionType::All),
        ProjectionDefinition::KeysOnly => builder.projection_type(ProjectionType::KeysOnly),
        ProjectionDefinition::Include(names) => {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            builder.projection_type(ProjectionType::Include).set_non_key_attributes(Some(names))
        }
    }
    .build()
}

fn local(index: &IndexDefinition, keys: Vec<KeySchemaElement>) -> Result<LocalSecondaryIndex, BuildError> {
    let builder = LocalSecondaryIndex::builder().index_name(index.name).set_key_schema(Some(keys));
    builder.projection(projection(index)).build()
}

fn global(index: &IndexDefinition, keys: Vec<KeySchemaElement>) -> Result<GlobalSecondaryIndex, BuildError> {
    let builder = GlobalSecondaryIndex::builder().index_name(index.name).set_key_schema(Some(keys));
    builder.projection(projection(index)).build()
}
