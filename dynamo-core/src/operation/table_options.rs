use std::marker::PhantomData;
use std::time::Duration;

use super::settle::Control;
use crate::backend::Feature;
use crate::db::Db;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Billing, StreamView, TableDefinition, Throughput};
use crate::table::Tables;

/// How long a table may take to become usable.
const DEADLINE: Duration = Duration::from_secs(300);

/// What the builders about tables have in common: whose table, and how it is to be beyond what the types say.
pub(super) struct TableOptions<T> {
    db: Db,
    table: Option<String>,
    pub(super) stream: Option<StreamView>,
    throughput: Option<Throughput>,
    indexes: Vec<(String, Throughput)>,
    pub(super) deadline: Duration,
    of: PhantomData<fn() -> T>,
}

impl<T: Tables> TableOptions<T> {
    pub(super) fn new(db: Db) -> Self {
        let (stream, throughput, indexes) = (None, None, Vec::new());
        Self { db, table: None, stream, throughput, indexes, deadline: DEADLINE, of: PhantomData }
    }

    pub(super) fn in_table(&mut self, name: String) {
        self.table = Some(name);
    }

    pub(super) fn provisioned(&mut self, read: u64, write: u64) {
        self.throughput = Some(Throughput { read, write });
    }

    /// The last figures for an index count.
    pub(super) fn index_provisioned(&mut self, index: String, read: u64, write: u64) {
        self.indexes.retain(|(known, _)| *known != index);
        self.indexes.push((index, Throughput { read, write }));
    }

    /// The table as all of this says. What the engine lacks is refused before anything else is changed for it.
    pub(super) fn definition(&self) -> Result<TableDefinition> {
        let definition = self.as_said()?;
        let capabilities = self.db.stack_of(T::kind()).capabilities();
        // A handle without an engine only explains.
        let is_lacking = capabilities.has(Feature::Sending) && !capabilities.has(Feature::Streams);
        if definition.stream.is_some() && is_lacking {
            let kind = ErrorKind::Unsupported { feature: Feature::Streams.name(), backend: capabilities.backend };
            return Err(Error::new(kind).in_table(&definition.table));
        }
        Ok(definition)
    }

    fn as_said(&self) -> Result<TableDefinition> {
        let definition = T::definition(&|kind| match &self.table {
            Some(name) => name.clone(),
            None => self.db.name_of(kind).into_owned(),
        })?;
        let billing = self.billing(&definition).map_err(|error| error.in_table(&definition.table))?;
        Ok(TableDefinition { stream: self.stream, billing, ..definition })
    }

    fn billing(&self, definition: &TableDefinition) -> Result<Billing> {
        let Some(table) = self.throughput else {
            return match self.indexes.first() {
                None => Ok(Billing::OnDemand),
                Some((index, _)) => Err(Error::invalid_request(format!(
                    "index `{index}` has figures and the table has none; add `.provisioned(read, write)`"
                ))),
            };
        };
        for (name, _) in &self.indexes {
            match definition.indexes.iter().find(|index| index.name == *name) {
                None => return Err(Error::invalid_request(format!("figures for an index `{name}` that there is not"))),
                Some(index) if index.local => {
                    let why = format!("index `{name}` is a local one, which has the table's figures");
                    return Err(Error::invalid_request(why));
                }
                Some(_) => {}
            }
        }
        let mut all = std::iter::once(&table).chain(self.indexes.iter().map(|(_, figures)| figures));
        if all.any(|figures| figures.read == 0 || figures.write == 0) {
            return Err(Error::invalid_request("figures of capacity begin at 1"));
        }
        Ok(Billing::Provisioned { table, indexes: self.indexes.clone() })
    }

    /// What carries requests about this table out, from now on.
    pub(super) fn control(&self, table: &str) -> Control {
        Control::new(self.db.clone(), T::kind(), table.to_owned().into(), self.deadline)
    }
}

/// Methods that several builders have.
macro_rules! table_options {
    ($($builder:ident: $($method:ident)*;)*) => { $(
        impl<T: $crate::table::Tables> $builder<T> {
            $($crate::operation::table_options::table_options! { @ $method })*
        }
    )* };
    (@ in_table) => {
        /// Under this name, instead of the types' own.
        pub fn in_table(mut self, name: impl Into<String>) -> Self {
            self.options.in_table(name.into());
            self
        }
    };
    (@ stream) => {
        /// With a stream of its changes, which tells this much of each.
        pub fn stream(mut self, view: $crate::schema::StreamView) -> Self {
            self.options.stream = Some(view);
            self
        }
    };
    (@ provisioned) => {
        /// Paid for by capacity that is set aside, in units a second, and not by request. Each global index has as much, unless
        /// [`index_provisioned`](Self::index_provisioned) says otherwise.
        pub fn provisioned(mut self, read: u64, write: u64) -> Self {
            self.options.provisioned(read, write);
            self
        }

        /// What is set aside for one global index, by the name it has in DynamoDB.
        pub fn index_provisioned(mut self, index: impl Into<String>, read: u64, write: u64) -> Self {
            self.options.index_provisioned(index.into(), read, write);
            self
        }
    };
    (@ deadline) => {
        /// How long it may take, instead of five minutes. Then it is a `Timeout`; what the engine has begun goes on.
        pub fn deadline(mut self, deadline: std::time::Duration) -> Self {
            self.options.deadline = deadline;
            self
        }
    };
}
pub(super) use table_options;
