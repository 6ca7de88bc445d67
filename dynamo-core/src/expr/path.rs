use std::fmt;
use std::marker::PhantomData;

use super::{Defaulted, Scope};
use crate::request::{DocumentPath, PathError, Step};
use crate::value::Attribute;

/// The place of a value of attribute type `V`, in scope `S`. Its methods are the operators that the type has.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "orders")]
/// # #[gsi(by_status, pk = status, sk = day, include(total))]
/// # struct Order { #[pk] user: String, #[sk] id: u32, status: String, day: String, total: u64, note: Option<String>, lines: Vec<String> }
/// # fn order(id: u32) -> Order {
/// #     let (user, status, day) = ("ada".into(), "new".into(), format!("2026-01-0{id}"));
/// #     Order { user, id, status, day, total: 10 * u64::from(id), note: None, lines: vec!["tea".into()] }
/// # }
/// use dynamo_core::expr::Scan;
///
/// // One that is known only at run time; others are what the accessors of a table give.
/// let path: Path<String, Scan<Order>> = Path::parse("lines[0]").expect("a path");
/// let scan = Db::offline().scan::<Order>().filter(|_| path.eq("tea"));
/// assert!(scan.explain()?.to_string().contains("[0]"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[must_use = "a path is compared, set or selected"]
pub struct Path<V, S> {
    path: DocumentPath,
    typed: PhantomData<fn() -> (V, S)>,
}

/// A [`Path`], or a generated path that knows the members of a document.
///
/// ```
/// # use dynamo_core::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, DynamoDocument)]
/// # struct Address { city: String }
/// # #[derive(Debug, Clone, PartialEq, DynamoTable)]
/// # #[dynamo(table = "users")]
/// # struct User { #[pk] id: String, address: Address }
/// // That of a document has an accessor for each member, and is a path itself.
/// let scan = Db::offline().scan::<User>().filter(|u| u.address().exists() & u.address().city().eq("Oslo"));
/// assert!(scan.explain()?.to_string().contains("city"));
/// # Ok::<(), dynamo_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "expected an attribute, found `{Self}`",
    label = "not an attribute of the table",
    note = "write `|o| o.total()`, or a tuple of attributes"
)]
pub trait TypedPath {
    /// The attribute's type.
    type Attr: Attribute;
    /// The scope it was made in.
    type Scope: Scope;

    /// The typed form of a plain path.
    #[must_use]
    fn from_path(path: DocumentPath) -> Self;

    /// The path without what is known of its members.
    fn path(&self) -> &Path<Self::Attr, Self::Scope>;
}

impl<V: Attribute, S: Scope> TypedPath for Path<V, S> {
    type Attr = V;
    type Scope = S;

    fn from_path(path: DocumentPath) -> Self {
        Self { path, typed: PhantomData }
    }

    fn path(&self) -> &Self {
        self
    }
}

impl<V, S> Path<V, S> {
    /// The plain path.
    #[must_use]
    pub fn document_path(&self) -> &DocumentPath {
        &self.path
    }

    pub(crate) fn into_document_path(self) -> DocumentPath {
        self.path
    }
}

impl<V: Attribute, S: Scope> Path<V, S> {
    /// Reads a path that is known only at run time, such as `items[0].qty`. Its names are aliased like all others.
    ///
    /// # Errors
    /// When the text is not a path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        DocumentPath::parse(text).map(Self::from_path)
    }
}

/// What an accessor returns: the typed path of an attribute `V` in scope `S`.
pub type FieldPath<V, S> = <V as Attribute>::Path<V, S, S>;

/// [`FieldPath`] for an attribute that has a default.
pub type FieldPathOr<V, S> = <V as Attribute>::Path<V, Defaulted<S>, S>;

/// The path of a table's attribute; what generated accessors return.
#[must_use]
pub fn field<V: Attribute, S: Scope>(name: &'static str) -> V::Path<V, S, S> {
    TypedPath::from_path(DocumentPath::root(name))
}

/// [`field`] for an attribute that has a default.
#[must_use]
pub fn field_or<V: Attribute, S: Scope>(name: &'static str) -> V::Path<V, Defaulted<S>, S> {
    TypedPath::from_path(DocumentPath::root(name))
}

/// [`member`] for a member that has a default.
#[must_use]
pub fn member_or<V: Attribute, C: Scope, P, S>(parent: &Path<P, S>, name: &'static str) -> V::Path<V, Defaulted<C>, C> {
    TypedPath::from_path(parent.path.clone().then(Step::Member(name.into())))
}

/// The path of a document's member; what generated accessors return.
#[must_use]
pub fn member<V: Attribute, C: Scope, P, S>(parent: &Path<P, S>, name: &'static str) -> V::Path<V, C, C> {
    TypedPath::from_path(parent.path.clone().then(Step::Member(name.into())))
}

impl<V, S> Clone for Path<V, S> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), typed: PhantomData }
    }
}

impl<V, S> fmt::Debug for Path<V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({})", self.path)
    }
}
