use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_core::evaluate::updated;
use dynamo_core::request::{Action, Change, DocumentPath, Source, Step};
use fastrand::Rng;
use futures_util::{StreamExt, stream};

use super::answer::{Answer, agreed, ask, tallied, write};
use super::coverage::Coverage;
use super::draw::{self, Kind, any_kind, one_of};
use super::{Anything, count, seed};
use crate::bench::Bench;
use crate::stored::normal;

const CHANGES: [&str; 9] =
    ["set", "copy", "if_absent", "sum", "difference", "list_append", "remove", "insert", "delete"];

/// Updates of drawn items: the engine and the evaluator agree on what they leave.
pub(super) async fn agree(bench: Bench) {
    bench.with::<Anything>().await;
    let mut rng = Rng::with_seed(seed());
    let mut coverage = Coverage::default();
    let drawn: Vec<_> =
        (0..count()).map(|number| (draw::anything(&mut rng), actions(&mut rng, number, &mut coverage))).collect();
    write(&bench, drawn.iter().map(|(item, _)| item.clone()).collect()).await;
    let asked = stream::iter(0..drawn.len()).map(|number| {
        let (bench, drawn) = (&bench, &drawn);
        async move {
            let (item, actions) = &drawn[number];
            let theirs = match ask(bench, number, None, actions.clone()).await {
                Answer::Item(item) => Answer::Item(normal(item)),
                other => other,
            };
            let ours = match updated(actions, item.clone()) {
                Ok(item) => Answer::Item(normal(item)),
                Err(error) => Answer::of_error(&error),
            };
            agreed(bench, ours, &theirs, actions, item)
        }
    });
    tallied(&bench, asked.buffer_unordered(8)).await.assert_shares([25, 0, 10]);
    coverage.assert_full(&CHANGES);
}

/// One or two changes, and now and then some of one list.
fn actions(rng: &mut Rng, number: usize, coverage: &mut Coverage) -> Vec<Action> {
    let (change, kind) = (CHANGES[number % CHANGES.len()], Kind::ALL[number / CHANGES.len() % Kind::ALL.len()]);
    coverage.count(change, kind);
    let mut actions = vec![action(rng, change, kind)];
    match rng.u8(..4) {
        0 => {
            let (change, kind) = (*one_of(rng, &["set", "remove", "if_absent"]), any_kind(rng));
            actions.push(action(rng, change, kind));
        }
        1 => actions.extend((0..rng.usize(1..4)).map(|_| in_list(rng))),
        _ => {}
    }
    actions
}

/// What is done to elements of one list is done to places as they were.
fn in_list(rng: &mut Rng) -> Action {
    let path = DocumentPath::root("each").then(Step::Index(rng.usize(..14)));
    let change = if rng.bool() { Change::Remove } else { Change::Set(source_of(rng, any_kind)) };
    Action::new(path, change)
}

fn source_of(rng: &mut Rng, kind: impl FnOnce(&mut Rng) -> Kind) -> Source {
    let kind = kind(rng);
    Source::Value(draw::value(rng, kind))
}

fn action(rng: &mut Rng, change: &str, kind: Kind) -> Action {
    let path = draw::path(rng, kind);
    let change = match change {
        "set" => Change::Set(source_of(rng, any_kind)),
        "copy" => Change::Set(Source::Path(draw::path(rng, kind))),
        "if_absent" => {
            let inner = if rng.bool() { source_of(rng, any_kind) } else { Source::Path(draw::path(rng, kind)) };
            Change::Set(Source::IfAbsent(draw::path(rng, kind), Box::new(inner)))
        }
        "sum" => Change::Set(Source::Sum(counted(rng, kind), counted(rng, Kind::Number))),
        "difference" => Change::Set(Source::Difference(counted(rng, kind), counted(rng, Kind::Number))),
        "list_append" => Change::Set(joined(rng, kind)),
        "remove" => Change::Remove,
        "insert" => Change::Insert(elements(rng, kind)),
        "delete" => Change::Delete(elements(rng, kind)),
        unknown => unreachable!("{unknown}"),
    };
    Action::new(path, change)
}

/// One side of a sum: what is there, what stands for it, or a number.
fn counted(rng: &mut Rng, kind: Kind) -> Box<Source> {
    let path = draw::path(rng, kind);
    Box::new(match rng.u8(..4) {
        0 => Source::Path(path),
        1 => Source::IfAbsent(path, Box::new(Source::Value(draw::value(rng, Kind::Number)))),
        _ => Source::Value(draw::value(rng, Kind::Number)),
    })
}

fn joined(rng: &mut Rng, kind: Kind) -> Source {
    let list = Box::new(Source::Value(draw::value(rng, Kind::List)));
    let found = match rng.u8(..3) {
        0 => Source::Path(draw::path(rng, kind)),
        1 => Source::IfAbsent(draw::path(rng, kind), list.clone()),
        _ => Source::Path(DocumentPath::root("list")),
    };
    if rng.bool() { Source::Joined(Box::new(found), list) } else { Source::Joined(list, Box::new(found)) }
}

/// As a rule of the set's own type.
fn elements(rng: &mut Rng, kind: Kind) -> AttributeValue {
    let kind = match kind {
        Kind::Texts | Kind::Numbers | Kind::Blobs if rng.u8(..6) > 0 => kind,
        _ => *one_of(rng, &[Kind::Texts, Kind::Numbers, Kind::Blobs]),
    };
    draw::value(rng, kind)
}
