//! What is wrong with an expression, whatever item it meets.

use aws_sdk_dynamodb::types::AttributeValue;

use super::equal::order;
use super::refused;
use crate::error::Result;
use crate::request::{Action, Change, Comparison, Condition, Operand, Source, check_one_of};

/// Refuses what DynamoDB would refuse of a condition or filter before it looks at an item.
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamo_core::evaluate::check_condition;
/// use dynamo_core::request::{Condition, DocumentPath, Operand};
///
/// let number = Operand::Value(AttributeValue::N("1".into()));
/// let condition = Condition::BeginsWith(DocumentPath::root("name"), number);
/// assert!(check_condition(&condition).is_err_and(|error| error.is_invalid_request()));
/// ```
///
/// # Errors
/// When an operator has operands that it cannot have.
pub fn check_condition(condition: &Condition) -> Result<()> {
    match condition {
        Condition::Compare(comparison, left, right) => {
            check_distinct(left, [right])?;
            match comparison {
                Comparison::Eq | Comparison::Ne => Ok(()),
                _ => [left, right].into_iter().try_for_each(check_ordered),
            }
        }
        Condition::Between(operand, low, high) => {
            check_distinct(operand, [low, high])?;
            [operand, low, high].into_iter().try_for_each(check_ordered)?;
            check_bounds(low, high)
        }
        Condition::OneOf(operand, values) => {
            check_one_of(values)?;
            check_distinct(operand, values)
        }
        Condition::BeginsWith(path, prefix) => {
            check_distinct(&Operand::Path(path.clone()), [prefix])?;
            match prefix {
                Operand::Value(AttributeValue::S(_) | AttributeValue::B(_)) | Operand::Path(_) => Ok(()),
                _ => Err(refused("`begins_with` takes a text or bytes")),
            }
        }
        Condition::Contains(path, element) => check_distinct(&Operand::Path(path.clone()), [element]),
        Condition::Exists(_) | Condition::NotExists(_) | Condition::IsType(..) => Ok(()),
        Condition::And(parts) | Condition::Or(parts) => parts.iter().try_for_each(check_condition),
        Condition::Not(inner) => check_condition(inner),
    }
}

/// A path is not compared with itself.
fn check_distinct<'a>(first: &Operand, others: impl IntoIterator<Item = &'a Operand>) -> Result<()> {
    match first {
        Operand::Path(path) if others.into_iter().any(|other| other == first) => {
            Err(refused(format!("`{path}` is compared with itself")))
        }
        _ => Ok(()),
    }
}

fn check_ordered(operand: &Operand) -> Result<()> {
    use AttributeValue::{B, N, S};
    match operand {
        Operand::Value(S(_) | N(_) | B(_)) | Operand::Path(_) | Operand::Size(_) => Ok(()),
        Operand::Value(_) => Err(refused("only texts, numbers and bytes have an order")),
    }
}

fn check_bounds(low: &Operand, high: &Operand) -> Result<()> {
    let (Operand::Value(low), Operand::Value(high)) = (low, high) else { return Ok(()) };
    match order(low, high) {
        None => Err(refused("the bounds of `BETWEEN` are of two types")),
        Some(order) if order.is_gt() => Err(refused("the upper bound of `BETWEEN` is below the lower one")),
        Some(_) => Ok(()),
    }
}

/// Refuses what DynamoDB would refuse of an update before it looks at an item.
///
/// ```
/// use dynamo_core::evaluate::check_actions;
/// use dynamo_core::request::{Action, Change, DocumentPath};
///
/// let remove = |path| Action::new(DocumentPath::parse(path).unwrap(), Change::Remove);
/// assert!(check_actions(&[remove("a.b"), remove("a.c")]).is_ok());
/// assert!(check_actions(&[remove("a.b"), remove("a")]).is_err_and(|error| error.is_invalid_request()));
/// ```
///
/// # Errors
/// When two paths overlap, and when an action has an operand that it cannot have.
pub fn check_actions(actions: &[Action]) -> Result<()> {
    for (at, action) in actions.iter().enumerate() {
        let overlaps = |other: &&Action| other.path.covers(&action.path) || action.path.covers(&other.path);
        if let Some(other) = actions[..at].iter().find(overlaps) {
            return Err(refused(format!("the paths `{}` and `{}` overlap", other.path, action.path)));
        }
        match &action.change {
            Change::Set(source) => check_source(source)?,
            Change::Remove => {}
            Change::Insert(elements) => {
                if !is_set(elements) && !elements.is_n() {
                    return Err(refused("`ADD` takes a number or a set"));
                }
            }
            Change::Delete(elements) => {
                if !is_set(elements) {
                    return Err(refused("`DELETE` takes a set"));
                }
            }
        }
    }
    Ok(())
}

fn is_set(value: &AttributeValue) -> bool {
    value.is_ss() || value.is_ns() || value.is_bs()
}

fn check_source(source: &Source) -> Result<()> {
    let both = |left: &Source, right: &Source, fits: fn(&AttributeValue) -> bool, what: &str| {
        for side in [left, right] {
            check_source(side)?;
            if matches!(side, Source::Value(value) if !fits(value)) {
                return Err(refused(what));
            }
        }
        Ok(())
    };
    match source {
        Source::Value(_) | Source::Path(_) => Ok(()),
        Source::IfAbsent(path, inner) if matches!(&**inner, Source::Path(other) if other == path) => {
            Err(refused(format!("`{path}` stands for itself where it is absent")))
        }
        Source::IfAbsent(_, inner) => check_source(inner),
        Source::Sum(left, right) | Source::Difference(left, right) => {
            both(left, right, AttributeValue::is_n, "sums and differences are of numbers")
        }
        Source::Joined(left, right) => both(left, right, AttributeValue::is_l, "`list_append` takes lists"),
    }
}
