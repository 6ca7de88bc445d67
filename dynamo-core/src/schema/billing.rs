/// How a table is paid for.
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
