use std::any::TypeId;

use super::DynamoTable;
use crate::error::Result;
use crate::schema::{Schema, TableDefinition};

/// One type of a table, so that its name and its client can be looked up.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::table::Kind;
///
/// assert_eq!(Kind::of::<User>().schema.entity, "User");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The type.
    pub id: TypeId,
    /// What is known of it.
    pub schema: &'static Schema,
}

impl Kind {
    /// The kind of a type.
    #[must_use]
    pub fn of<T: DynamoTable>() -> Self {
        Self { id: TypeId::of::<T>(), schema: T::SCHEMA }
    }
}

/// The table that a type declares, or a tuple of types that share it, under its declared name: to look at, or to write down for other tools
/// with [`cloud_formation`](TableDefinition::cloud_formation) and [`terraform`](TableDefinition::terraform). Its stream and what it costs
/// are fields to fill in. [`Db::table_definition`](crate::Db::table_definition) has the name that a handle gives it.
///
/// ```
/// use dynamo_core::prelude::*;
/// use dynamo_core::schema::StreamView;
/// use dynamo_core::table::table_definition;
///
/// #[derive(DynamoTable)]
/// #[dynamo(table = "app")]
/// #[pk("USER#{id}")]
/// #[sk("PROFILE")]
/// struct Profile {
///     id: String,
/// }
///
/// #[derive(DynamoTable)]
/// #[dynamo(table = "app")]
/// #[pk("USER#{id}")]
/// #[sk("STORY#{story}")]
/// struct Story {
///     id: String,
///     story: String,
/// }
///
/// let mut table = table_definition::<(Profile, Story)>()?;
/// assert_eq!((&*table.table, &*table.pk.name), ("app", "PK"));
/// table.stream = Some(StreamView::NewImage);
/// assert!(table.terraform().contains(r#""stream_view_type": "NEW_IMAGE""#));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
///
/// # Errors
/// When the types contradict each other, or are not of one table.
pub fn table_definition<T: Tables>() -> Result<TableDefinition> {
    T::definition(&|kind| kind.schema.table.unwrap_or(kind.schema.entity).to_owned())
}

/// What a table is created for: a type, or a tuple of types that share it.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("PROFILE")]
/// # struct Profile { owner: String, name: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "app")]
/// # #[pk("USER#{owner}")]
/// # #[sk("STORY#{id}")]
/// # struct Story { owner: String, id: String }
/// // One type, or a tuple of types that share a table.
/// let table = Db::offline().table_definition::<(Profile, Story)>()?;
/// assert_eq!((&*table.table, &*table.pk.name), ("app", "PK"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a table nor a tuple of tables",
    label = "no table is made of this",
    note = "write `db.create_table::<Order>()`, or `db.create_table::<(Story, Profile)>()` for kinds that share a table"
)]
pub trait Tables: Sized + 'static {
    /// Its first kind, which says by what client the table is reached.
    #[must_use]
    fn kind() -> Kind;

    /// All of them in one definition, each under the name that `name` gives it.
    ///
    /// # Errors
    /// When they contradict each other, or are not of one table.
    fn definition(name: &dyn Fn(Kind) -> String) -> Result<TableDefinition>;

    /// What is known of each.
    #[must_use]
    fn schemas() -> Vec<&'static Schema>;
}

impl<T: DynamoTable> Tables for T {
    fn kind() -> Kind {
        Kind::of::<T>()
    }

    fn definition(name: &dyn Fn(Kind) -> String) -> Result<TableDefinition> {
        Ok(TableDefinition::of(T::SCHEMA, name(Kind::of::<T>())))
    }

    fn schemas() -> Vec<&'static Schema> {
        vec![T::SCHEMA]
    }
}

macro_rules! tuples {
    ($($first:ident $($more:ident)*;)*) => { $(
        impl<$first: DynamoTable, $($more: DynamoTable),*> Tables for ($first, $($more,)*) {
            fn kind() -> Kind {
                Kind::of::<$first>()
            }

            fn definition(name: &dyn Fn(Kind) -> String) -> Result<TableDefinition> {
                $first::definition(name)
                    $(.and_then(|all| all.merged($more::definition(name)?)))*
            }

            fn schemas() -> Vec<&'static Schema> {
                vec![$first::SCHEMA, $($more::SCHEMA),*]
            }
        }
    )* };
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}
