/// How a table is paid for.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::schema::Billing;
///
/// assert_eq!(Db::offline().table_definition::<User>()?.billing, Billing::OnDemand);
/// let provisioned = Db::offline().create_table::<User>().provisioned(5, 2).request()?.definition.billing;
/// assert_eq!(provisioned.of_table().map(|figures| (figures.read, figures.write)), Some((5, 2)));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Billing {
    /// By request.
    #[default]
    OnDemand,
    /// By what is set aside for it.
    Provisioned {
        /// For the table.
        table: Throughput,
        /// For global indexes that are to have figures of their own, by their names; the others have the table's.
        indexes: Vec<(String, Throughput)>,
    },
}

/// Capacity that is set aside, in DynamoDB's units a second.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, name: String }
/// use dynamo_core::schema::{Billing, Throughput};
///
/// let provisioned = Db::offline().create_table::<User>().provisioned(5, 2).request()?.definition.billing;
/// assert_eq!(provisioned, Billing::Provisioned { table: Throughput { read: 5, write: 2 }, indexes: vec![] });
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throughput {
    /// For reading.
    pub read: u64,
    /// For writing.
    pub write: u64,
}

impl Billing {
    /// What is set aside for the table.
    #[must_use]
    pub fn of_table(&self) -> Option<Throughput> {
        match self {
            Self::OnDemand => None,
            Self::Provisioned { table, .. } => Some(*table),
        }
    }

    /// What is set aside for a global index.
    #[must_use]
    pub fn of_index(&self, name: &str) -> Option<Throughput> {
        match self {
            Self::OnDemand => None,
            Self::Provisioned { table, indexes } => {
                let own = indexes.iter().find(|(known, _)| known == name);
                Some(own.map_or(*table, |(_, figures)| *figures))
            }
        }
    }
}
