//! Asks conditions of an engine, wherever one can stand.

use dynamo_core::error::ErrorKind;
use dynamo_core::expr::{Check, Cond, Filter};
use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable as _;

use super::kinds::{Kind, Kinds, KindsFields, KindsScope};
use super::operators::{Operator, Refused};
use super::spots::{At, NAME, Spot, State, model, states};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{item, normal, s};

variants! {
    /// Where a condition stands.
    Place { Put, Update, Delete, Filter }
}

/// One half of a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    pub(super) operator: Operator,
    pub(super) kind: Kind,
    pub(super) at: At,
    /// Whether it is the half that holds where the attribute is there.
    pub(super) holds: bool,
}

impl Question {
    /// The condition in the scope of its place.
    fn asked<S: KindsScope>(self, f: &KindsFields<S>) -> Result<Cond<S>, Refused> {
        let [holds, fails] = self.operator.pair(self.kind, self.at, f)?;
        Ok(if self.holds { holds } else { fails })
    }

    fn of<S: KindsScope>(self, f: &KindsFields<S>) -> Cond<S> {
        self.asked(f).expect("a kind that has the operator")
    }
}

pub(super) fn cases() -> Vec<Case> {
    Operator::all()
        .into_iter()
        .map(|operator| Case::new(format!("operator {operator:?}"), move |bench| run(bench, operator)))
        .collect()
}

/// Every kind at every spot, there and absent. All that is wrong is told at once.
async fn run(bench: Bench, operator: Operator) {
    let db = bench.with::<Kinds>().await;
    let mut wrong = Vec::new();
    for (state, kind) in states() {
        let mut asker = Asker::new(&bench, db, model(kind, state, NAME)).await;
        for (number, spot) in state.spots().enumerate() {
            let at = spot.at();
            if operator.pair::<Check<Kinds>>(kind, at, &Kinds::fields()).is_err() {
                continue;
            }
            let expected = if state == State::There { [true, false] } else { operator.of_absent() };
            for place in places(spot, kind as usize + number) {
                for (holds, expected) in [true, false].into_iter().zip(expected) {
                    let question = Question { operator, kind, at, holds };
                    let said = asker.ask(question, place).await;
                    if said != Ok(expected) {
                        wrong.push(format!("{kind:?} {state:?} {spot:?} {place:?} {holds}: {said:?}"));
                    }
                }
            }
        }
        wrong.extend(asker.finish().await.err().map(|why| format!("{kind:?} {state:?}: {why}")));
    }
    assert!(wrong.is_empty(), "{} are wrong:\n    {}", wrong.len(), wrong.join("\n    "));
}

/// All places where the attribute is a field, one after the other where it is not.
fn places(spot: Spot, turn: usize) -> Vec<Place> {
    match spot {
        Spot::Field => Place::ALL.to_vec(),
        _ => vec![Place::ALL[turn % Place::ALL.len()]],
    }
}

/// Asks about one item, and knows what has to be stored.
pub(super) struct Asker<'b> {
    bench: &'b Bench,
    db: &'b Db,
    item: Kinds,
    stored: Item,
}

impl<'b> Asker<'b> {
    pub(super) async fn new(bench: &'b Bench, db: &'b Db, stored: Item) -> Self {
        bench.raw.write(&db.table_name::<Kinds>(), stored.clone()).await;
        let item = Kinds::from_item(stored.clone()).expect("the model reads");
        Self { bench, db, item, stored }
    }

    /// Whether the engine says yes, and did what it said.
    pub(super) async fn ask(&mut self, question: Question, place: Place) -> Result<bool, String> {
        let db = self.db;
        let marked = Kinds { mark: self.item.mark + 1, ..self.item.clone() };
        let mark = marked.mark;
        let answer = match place {
            Place::Put => db.put(&marked).only_if(|f| question.of(f)).await,
            Place::Update => db.update(&self.item).set(move |f| f.mark().set(mark)).only_if(|f| question.of(f)).await,
            Place::Delete => db.delete(&self.item).only_if(|f| question.of(f)).await,
            Place::Filter => return self.filtered(question),
        };
        match answer {
            Ok(()) => {
                if place == Place::Delete {
                    self.gone().await?;
                } else {
                    self.item = marked;
                    self.stored.insert("mark".to_owned(), crate::stored::n(mark));
                }
                Ok(true)
            }
            Err(error) if error.kind() != &ErrorKind::ConditionFailed => Err(format!("{error:?}")),
            Err(error) => match error.current::<Kinds>() {
                Ok(Some(current)) if current == self.item => Ok(false),
                other => Err(format!("another item comes with the error: {other:?}")),
            },
        }
    }

    /// As a filter it is the same tree; whoever can send a query counts its rows here.
    fn filtered(&self, question: Question) -> Result<bool, String> {
        let tree = question.of(&Kinds::fields::<Check<Kinds>>()).into_tree();
        let query = self.db.query(Kinds::partition("k")).filter(|f| question.of::<Filter<Kinds>>(f));
        let filter = query.request().map_err(|error| error.to_string())?.filter;
        match filter == tree.ok() {
            true => Ok(question.holds),
            false => Err(format!("another filter: {filter:?}")),
        }
    }

    async fn gone(&self) -> Result<(), String> {
        let table = self.db.table_name::<Kinds>();
        let left = self.bench.raw.item(&table, item([("id", s("k"))])).await;
        self.bench.raw.write(&table, self.stored.clone()).await;
        left.map_or(Ok(()), |_| Err("it was not deleted".to_owned()))
    }

    /// What was refused changed nothing, and what was carried out only what it said.
    pub(super) async fn finish(self) -> Result<(), String> {
        let found = self.bench.raw.item(&self.db.table_name::<Kinds>(), item([("id", s("k"))])).await;
        let found = found.map(normal).ok_or("it is gone")?;
        let stored = normal(self.stored);
        if found == stored { Ok(()) } else { Err(format!("stored is {found:?}\n    instead of {stored:?}")) }
    }
}
