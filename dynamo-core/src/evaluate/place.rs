//! The place in an item that a path leads to.

use aws_sdk_dynamodb::types::AttributeValue;

use super::refused;
use crate::error::{Error, Result};
use crate::request::{DocumentPath, Step};
use crate::value::Item;

/// Where a value stands, or would stand.
pub(super) enum Place<'i> {
    /// Under a name.
    Member(&'i mut Item, String),
    /// In a list, at an index that may lie behind its end.
    Element(&'i mut Vec<AttributeValue>, usize),
}

impl<'i> Place<'i> {
    /// The place of this path. All but its last step has to be there.
    pub(super) fn of(path: &DocumentPath, item: &'i mut Item) -> Result<Self> {
        let Some((last, way)) = path.steps().split_last() else {
            return Ok(Self::Member(item, path.attribute().to_owned()));
        };
        let nowhere = || nowhere(path);
        let mut parent = item.get_mut(path.attribute()).ok_or_else(nowhere)?;
        for step in way {
            let child = match (parent, step) {
                (AttributeValue::M(map), Step::Member(name)) => map.get_mut(name.as_ref()),
                (AttributeValue::L(list), Step::Index(index)) => list.get_mut(*index),
                _ => None,
            };
            parent = child.ok_or_else(nowhere)?;
        }
        match (parent, last) {
            (AttributeValue::M(map), Step::Member(name)) => Ok(Self::Member(map, name.clone().into_owned())),
            (AttributeValue::L(list), Step::Index(index)) => Ok(Self::Element(list, *index)),
            _ => Err(nowhere()),
        }
    }

    /// Puts a value there; behind the end of a list it becomes the last.
    pub(super) fn set(self, value: AttributeValue) {
        match self {
            Self::Member(map, name) => drop(map.insert(name, value)),
            Self::Element(list, index) => match list.get_mut(index) {
                Some(element) => *element = value,
                None => list.push(value),
            },
        }
    }

    /// Takes away what is there. The elements behind it move up.
    pub(super) fn remove(self) {
        match self {
            Self::Member(map, name) => drop(map.remove(&name)),
            Self::Element(list, index) => {
                if index < list.len() {
                    list.remove(index);
                }
            }
        }
    }
}

fn nowhere(path: &DocumentPath) -> Error {
    refused(format!("the path `{path}` leads nowhere: what it lies in is not there, or is neither a map nor a list"))
}
