//! A picture of a model: its tables, the kinds that share them, how keys are made, what indexes hold, and by what calls all of it is read.
//!
//! [`Diagram`] is data, built of what the derives know; [`mermaid`](Diagram::mermaid) writes it for pages that draw such text, and
//! [`html`](Diagram::html) as one page that needs nothing else: no scripts, no fonts, no network. Nothing of it is sent anywhere.
//!
//! ```
//! use dynamo_core::prelude::*;
//! use dynamo_core::schema::diagram::Diagram;
//!
//! #[derive(DynamoTable)]
//! #[dynamo(table = "app")]
//! #[pk("USER#{owner}")]
//! #[sk("STORY#{id}")]
//! #[gsi(by_org, pk = "ORG#{org}", sk = "{id}", keys_only)]
//! struct Story {
//!     owner: String,
//!     id: String,
//!     org: String,
//! }
//!
//! #[derive(DynamoTable)]
//! #[dynamo(table = "app")]
//! #[pk("USER#{owner}")]
//! #[sk("PROFILE")]
//! struct Profile {
//!     owner: String,
//! }
//!
//! #[derive(DynamoTable)]
//! #[dynamo(table = "counters")]
//! struct Counter {
//!     #[pk]
//!     name: String,
//!     count: u64,
//! }
//!
//! let diagram = Diagram::of::<(Story, Profile)>().and::<Counter>();
//! assert_eq!(diagram.tables.len(), 2);
//! assert!(diagram.mermaid().starts_with("flowchart LR\n"));
//! # let folder = std::env::temp_dir();
//! # let path = folder.join(format!("dynamo-core-model-{}.html", std::process::id()));
//! std::fs::write(&path, diagram.html())?;
//! # std::fs::remove_file(path)?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod access;
mod card;
mod escape;
mod html;
mod mermaid;
mod parts;
mod svg;

pub use access::{Access, Reads};
pub use parts::{DrawnAttribute, DrawnEntity, DrawnIndex, DrawnKey, DrawnTable, IndexEntry};

use super::Schema;

/// The tables of a model, in the order in which their first kinds were named.
///
/// `Diagram::of::<(Story, Profile)>()` takes a type or a tuple of types, of one table or of several.
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
/// use dynamo_core::schema::diagram::Diagram;
///
/// let diagram = Diagram::of::<(Profile, Story)>();
/// assert_eq!(diagram.tables.len(), 1);
/// assert!(diagram.html().contains("Story"));
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "a diagram is drawn by `mermaid`, `svg` or `html`"]
pub struct Diagram {
    /// The tables.
    pub tables: Vec<DrawnTable>,
}

impl Diagram {
    /// Of these kinds: `Diagram::new(AppItem::SCHEMAS.iter().copied())` takes those of an enum of entities. One that is named twice is drawn
    /// once.
    pub fn new(schemas: impl IntoIterator<Item = &'static Schema>) -> Self {
        let mut diagram = Self::default();
        diagram.extend(schemas);
        diagram
    }

    /// A flowchart for [Mermaid](https://mermaid.js.org), which code hosts and documentation tools draw: from calls by way of indexes to
    /// the kinds that they read.
    #[must_use]
    pub fn mermaid(&self) -> String {
        mermaid::flowchart(self)
    }

    /// A drawing by itself, which follows the reader's choice of light or dark.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::drawing(self)
    }

    /// One page with the drawing, and the text for Mermaid below it.
    #[must_use]
    pub fn html(&self) -> String {
        html::page(self)
    }
}

impl Extend<&'static Schema> for Diagram {
    fn extend<I: IntoIterator<Item = &'static Schema>>(&mut self, schemas: I) {
        for schema in schemas {
            let name = schema.table.unwrap_or(schema.entity);
            match self.tables.iter_mut().find(|table| table.name == name) {
                Some(table) => table.add(schema),
                None => self.tables.push(DrawnTable::of(name, schema)),
            }
        }
    }
}
