use crate::request::{Request, TableChange};

/// What an engine is called, and what it lacks.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::backend::{Capabilities, Feature};
///
/// let mine = Capabilities { backend: "mine", lacks: &[Feature::Streams] };
/// assert!(!mine.has(Feature::Streams) && mine.has(Feature::CapacityFigures));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Its name, for errors.
    pub backend: &'static str,
    /// What it cannot do.
    pub lacks: &'static [Feature],
}

/// Something that not every engine has.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// use dynamo_core::backend::Feature;
///
/// for feature in Feature::ALL {
///     println!("{}: {}", feature.name(), db.capabilities().has(*feature));
/// }
/// assert!(db.capabilities().has(Feature::Streams));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Feature {
    /// What a call cost.
    CapacityFigures,
    /// Tables, or indexes of one table, whose names differ only in case. An engine without it refuses the second one.
    NamesByCase,
    /// Streams of changes.
    Streams,
    /// Capacity that is set aside for an index which is added to a table.
    AddedIndexCapacity,
    /// Texts with a NUL character.
    NulInText,
    /// Keys of which partition and sort key have more than 2,600 bytes together, of a table or an index.
    LongKeys,
    /// Anything at all: a handle without an engine.
    Sending,
}

impl Feature {
    /// Every feature, for tests that have to cover them.
    pub const ALL: &'static [Self] = &[
        Self::CapacityFigures,
        Self::NamesByCase,
        Self::Streams,
        Self::AddedIndexCapacity,
        Self::NulInText,
        Self::LongKeys,
        Self::Sending,
    ];

    /// In the words of an error: "the offline backend has no …".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CapacityFigures => "capacity figures",
            Self::NamesByCase => "names that differ only in case",
            Self::Streams => "streams of changes",
            Self::AddedIndexCapacity => "capacity set aside for added indexes",
            Self::NulInText => "texts with NUL characters",
            Self::LongKeys => "keys of more than 2600 bytes",
            Self::Sending => "engine to send requests to",
        }
    }
}

impl Capabilities {
    /// An engine that can do everything.
    #[must_use]
    pub const fn all(backend: &'static str) -> Self {
        Self { backend, lacks: &[] }
    }

    /// Whether it has this.
    #[must_use]
    pub fn has(&self, feature: Feature) -> bool {
        !self.lacks.contains(&feature)
    }
}

impl Request {
    /// What carrying it out takes.
    pub fn needs(&self) -> impl Iterator<Item = Feature> + use<> {
        let metered = match self {
            Self::Get(request) => request.metered,
            Self::Put(request) => request.metered,
            Self::Update(request) => request.metered,
            Self::Delete(request) => request.metered,
            Self::Query(request) => request.metered,
            Self::BatchGet(request) => request.metered,
            Self::BatchWrite(request) => request.metered,
            Self::TransactGet(request) => request.metered,
            Self::TransactWrite(request) => request.metered,
            Self::CreateTable(_)
            | Self::UpdateTable(_)
            | Self::DeleteTable(_)
            | Self::DescribeTable(_)
            | Self::DescribeTtl(_)
            | Self::SetTtl(_) => false,
        };
        let adds = |change: &TableChange| matches!(change, TableChange::AddIndex { throughput: Some(_), .. });
        let figures = metered.then_some(Feature::CapacityFigures);
        let added = matches!(self, Self::UpdateTable(update) if adds(&update.change));
        let added = added.then_some(Feature::AddedIndexCapacity);
        let streams = match self {
            Self::CreateTable(create) => create.definition.stream.is_some(),
            Self::UpdateTable(update) => matches!(update.change, TableChange::Stream(_)),
            _ => false,
        };
        let streams = streams.then_some(Feature::Streams);
        std::iter::once(Feature::Sending).chain(figures).chain(added).chain(streams)
    }
}
