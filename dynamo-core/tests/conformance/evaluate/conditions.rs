use dynamo_core::evaluate::holds;
use dynamo_core::request::{Action, AttributeType, Change, Comparison, Condition, DocumentPath, Operand, Source};
use dynamo_core::value::Item;
use fastrand::Rng;
use futures_util::{StreamExt, stream};

use super::answer::{Answer, agreed, ask, tallied, write};
use super::coverage::Coverage;
use super::draw::{self, Kind, any_kind, one_of};
use super::{Anything, count, seed};
use crate::bench::Bench;
use crate::stored::n;

const OPERATORS: [&str; 14] = [
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "between",
    "in",
    "begins_with",
    "contains",
    "exists",
    "not_exists",
    "type",
    "size",
];
/// How many conditions are asked of one item.
const EACH: usize = 20;

/// Conditions on drawn items: the engine and the evaluator agree on every one.
pub(super) async fn agree(bench: Bench) {
    bench.with::<Anything>().await;
    let mut rng = Rng::with_seed(seed());
    let mut coverage = Coverage::default();
    let items: Vec<Item> = (0..count().div_ceil(EACH)).map(|_| draw::anything(&mut rng)).collect();
    write(&bench, items.clone()).await;
    let drawn: Vec<_> = (0..count())
        .map(|number| (number / EACH, condition(&mut rng, &items[number / EACH], number, &mut coverage)))
        .collect();
    let asked = stream::iter(0..drawn.len()).map(|number| {
        let (bench, items, drawn) = (&bench, &items, &drawn);
        async move {
            let (at, condition) = &drawn[number];
            // What is written does not matter: nothing asks about it.
            let touched = Action::new(DocumentPath::root("touched"), Change::Set(Source::Value(n(1))));
            let theirs = ask(bench, *at, Some(condition.clone()), vec![touched]).await;
            let ours = match holds(condition, &items[*at]) {
                Ok(true) => Answer::Yes,
                Ok(false) => Answer::No,
                Err(error) => Answer::of_error(&error),
            };
            agreed(bench, ours, &theirs, condition, &items[*at])
        }
    });
    tallied(&bench, asked.buffer_unordered(8)).await.assert_shares([25, 25, 10]);
    coverage.assert_full(&OPERATORS);
}

/// Two operators, joined, and turned round now and then.
fn condition(rng: &mut Rng, item: &Item, number: usize, coverage: &mut Coverage) -> Condition {
    let pairs = OPERATORS.len() * Kind::ALL.len();
    let mut leaf = |rng: &mut Rng, at: usize| {
        let (operator, kind) = (OPERATORS[at % OPERATORS.len()], Kind::ALL[at / OPERATORS.len() % Kind::ALL.len()]);
        coverage.count(operator, kind);
        let leaf = leaf(rng, item, operator, kind);
        if rng.u8(..4) == 0 { leaf.negate() } else { leaf }
    };
    let (first, second) = (leaf(rng, 2 * number % pairs), leaf(rng, (2 * number + 1) % pairs));
    let both = if rng.bool() { first.and(second) } else { first.or(second) };
    if rng.u8(..4) == 0 { both.negate() } else { both }
}

fn leaf(rng: &mut Rng, item: &Item, operator: &str, kind: Kind) -> Condition {
    let path = draw::path(rng, kind);
    let operand = Operand::Path(path.clone());
    let compared = |comparison| move |operand, other| Condition::Compare(comparison, operand, other);
    match operator {
        "=" => compared(Comparison::Eq)(operand, other(rng, item, &path, kind)),
        "<>" => compared(Comparison::Ne)(operand, other(rng, item, &path, kind)),
        "<" => compared(Comparison::Lt)(operand, ordered(rng, item, &path, kind)),
        "<=" => compared(Comparison::Le)(operand, ordered(rng, item, &path, kind)),
        ">" => compared(Comparison::Gt)(operand, ordered(rng, item, &path, kind)),
        ">=" => compared(Comparison::Ge)(operand, ordered(rng, item, &path, kind)),
        "between" => {
            let (low, high) = (ordered(rng, item, &path, kind), ordered(rng, item, &path, kind));
            Condition::Between(operand, low, high)
        }
        "in" => Condition::OneOf(operand, (0..rng.usize(1..4)).map(|_| other(rng, item, &path, kind)).collect()),
        "begins_with" => {
            let prefix = match kind {
                Kind::Text | Kind::Bytes => other(rng, item, &path, kind),
                _ => {
                    let kind = *one_of(rng, &[Kind::Text, Kind::Bytes]);
                    Operand::Value(draw::value(rng, kind))
                }
            };
            Condition::BeginsWith(path, prefix)
        }
        "contains" => Condition::Contains(path.clone(), element(rng, item, &path, kind)),
        "exists" => Condition::Exists(path),
        "not_exists" => Condition::NotExists(path),
        "type" => Condition::IsType(path, attribute_type(rng, kind)),
        "size" => {
            let comparison = *one_of(rng, &[Comparison::Eq, Comparison::Lt, Comparison::Ge, Comparison::Ne]);
            Condition::Compare(comparison, Operand::Size(path), Operand::Value(n(rng.u8(..4))))
        }
        unknown => unreachable!("{unknown}"),
    }
}

/// What is there, something like it, or something else.
fn other(rng: &mut Rng, item: &Item, path: &DocumentPath, kind: Kind) -> Operand {
    match rng.u8(..20) {
        0..=9 => Operand::Value(path.value_in(item).cloned().unwrap_or_else(|| draw::value(rng, kind))),
        10..=15 => Operand::Value(draw::value(rng, kind)),
        16 | 17 => Operand::Path(draw::path(rng, kind)),
        _ => {
            let kind = any_kind(rng);
            Operand::Value(draw::value(rng, kind))
        }
    }
}

/// As a rule something that has an order.
fn ordered(rng: &mut Rng, item: &Item, path: &DocumentPath, kind: Kind) -> Operand {
    match kind {
        Kind::Text | Kind::Number | Kind::Bytes => other(rng, item, path, kind),
        _ => match rng.u8(..10) {
            0 => other(rng, item, path, kind),
            1..=3 => Operand::Size(draw::path(rng, kind)),
            4..=6 => {
                let kind = any_kind(rng);
                Operand::Path(draw::path(rng, kind))
            }
            _ => {
                let kind = *one_of(rng, &[Kind::Text, Kind::Number, Kind::Bytes]);
                Operand::Value(draw::value(rng, kind))
            }
        },
    }
}

/// As a rule something that may be inside.
fn element(rng: &mut Rng, item: &Item, path: &DocumentPath, kind: Kind) -> Operand {
    let inside = match kind {
        Kind::Texts => Kind::Text,
        Kind::Numbers => Kind::Number,
        Kind::Blobs => Kind::Bytes,
        Kind::List => *one_of(rng, &[Kind::Text, Kind::Number]),
        _ => kind,
    };
    if rng.u8(..5) == 0 { other(rng, item, path, kind) } else { Operand::Value(draw::value(rng, inside)) }
}

fn attribute_type(rng: &mut Rng, kind: Kind) -> AttributeType {
    use AttributeType::{B, Bool, Bs, L, M, N, Ns, Null, S, Ss};
    let all = [S, N, B, Bool, Null, Ss, Ns, Bs, L, M];
    let own = Kind::ALL.iter().position(|one| *one == kind).and_then(|at| all.get(at));
    match own {
        Some(own) if rng.bool() => *own,
        _ => *one_of(rng, &all),
    }
}
