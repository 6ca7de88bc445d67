//! Asks conditions of an engine, wherever one can stand.

use dynamo_core::error::ErrorKind;
use dynamo_core::expr::{Check, Cond, Filter};
use dynamo_core::prelude::*;
use dynamo_core::table::DynamoTable as _;

use super::kinds::{Kind, Kinds, KindsFields, KindsScope};
use super::operators::Operator;
use super::spots::{At, NAME, State, model, whole};
use crate::bench::Bench;
use crate::case::Case;
use crate::stored::{key_of, n, normal};

variants! {
    /// The writes that take a condition.
    Write { Put, Update, Delete }
}

/// Where a condition stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    OnlyIf(Write),
    /// Of a query.
    Filter,
}

/// One half of a pair.
#[derive(Debug, Clone, Copy)]
struct Half {
    operator: Operator,
    at: At,
    /// Whether it is the half that holds where the attribute is there.
    holds: bool,
}

/// What is asked at once: conditions that all hold are joined by `&`, and those of which none does by `|`.
struct Question {
    kind: Kind,
    halves: Vec<Half>,
    answer: bool,
}

impl Question {
    /// The condition in the scope of its place.
    fn asked<S: KindsScope>(&self, f: &KindsFields<S>) -> Cond<S> {
        let condition = |half: &Half| {
            let [holds, fails] = half.operator.pair(self.kind, half.at, f).expect("a kind that has the operator");
            if half.holds { holds } else { fails }
        };
        let conditions = self.halves.iter().map(condition);
        if self.answer { all(conditions) } else { any(conditions) }
    }
}

pub(super) fn cases() -> Vec<Case> {
    let case = |kind: &Kind| {
        let kind = *kind;
        Case::new(format!("operators of {kind:?}"), move |bench| run(bench, kind))
    };
    Kind::ALL.iter().map(case).collect()
}

/// How many conditions are asked at once of what is absent.
const AT_ONCE: usize = 40;

/// Every operator at every spot, there and absent. All that is wrong is told at once.
async fn run(bench: Bench, kind: Kind) {
    bench.with::<Kinds>().await;
    let mut wrong = Vec::new();
    let mut part = Asker::new(&bench, model(kind, State::There, NAME)).await;
    let mut put = Asker::new(&bench, whole(kind, State::There, NAME)).await;
    for (turn, operator) in Operator::all().into_iter().enumerate() {
        for answer in [true, false] {
            let question = Question { kind, halves: halves(operator, kind, State::There, answer), answer };
            // The writes take turns: over the kinds every operator stands in each.
            let write = Write::ALL[(turn + kind as usize) % Write::ALL.len()];
            let asker = if write == Write::Put { &mut put } else { &mut part };
            wrong.extend(asker.check(question, write).await);
        }
    }
    wrong.extend(part.finish().await.err());
    wrong.extend(put.finish().await.err());
    let mut absent = Asker::new(&bench, whole(kind, State::Absent, NAME)).await;
    for answer in [true, false] {
        let of = |operator| halves(operator, kind, State::Absent, answer);
        let halves: Vec<_> = Operator::all().into_iter().flat_map(of).collect();
        for (turn, halves) in halves.chunks(AT_ONCE).enumerate() {
            let question = Question { kind, halves: halves.to_vec(), answer };
            let asked = absent.check(question, Write::ALL[turn % Write::ALL.len()]).await;
            wrong.extend(asked.into_iter().map(|why| format!("absent: {why}")));
        }
    }
    wrong.extend(absent.finish().await.err());
    assert!(wrong.is_empty(), "{} are wrong:\n    {}", wrong.len(), wrong.join("\n    "));
}

/// What an operator has to answer so, at any spot.
fn halves(operator: Operator, kind: Kind, state: State, answer: bool) -> Vec<Half> {
    let [of_holding, of_failing] = if state == State::There { [true, false] } else { operator.of_absent() };
    let has = |at: &At| operator.pair::<Check<Kinds>>(kind, *at, &Kinds::fields()).is_ok();
    let spots = state.spots().map(|spot| spot.at()).filter(has);
    let both = spots.flat_map(|at| [(at, true, of_holding), (at, false, of_failing)]);
    both.filter(|(.., said)| *said == answer).map(|(at, holds, _)| Half { operator, at, holds }).collect()
}

/// Asks about one item, and knows what has to be stored.
struct Asker<'b> {
    bench: &'b Bench,
    /// The item's key alone.
    key: Item,
    id: String,
    mark: u64,
    stored: Item,
}

impl<'b> Asker<'b> {
    async fn new(bench: &'b Bench, stored: Item) -> Self {
        bench.raw.write(&bench.db.table_name::<Kinds>(), stored.clone()).await;
        let key = key_of::<Kinds>(&stored);
        let id = key["id"].as_s().expect("text").clone();
        Self { bench, key, id, mark: 0, stored }
    }

    /// What is wrong: where several conditions were asked at once, which of them.
    async fn check(&mut self, question: Question, write: Write) -> Vec<String> {
        if question.halves.is_empty() {
            return Vec::new();
        }
        let mut wrong = Vec::new();
        for place in [Place::OnlyIf(write), Place::Filter] {
            let said = self.answer(&question, place).await;
            if said != Ok(question.answer) {
                wrong.push(format!("{:?} in {place:?}: {said:?}", question.halves[0].operator));
                for half in &question.halves {
                    let said = self.answer(&Question { halves: vec![*half], ..question }, place).await;
                    wrong.extend((said != Ok(question.answer)).then(|| format!("    {half:?}: {said:?}")));
                }
            }
        }
        wrong
    }

    /// Whether the engine says yes, and did what it said.
    async fn ask(&mut self, question: &Question, write: Write) -> Result<bool, String> {
        let db = &self.bench.db;
        let mark = self.mark + 1;
        let answer = match write {
            Write::Put => {
                let item = Kinds::from_item(self.stored.clone()).expect("the model reads");
                db.put(&Kinds { mark, ..item }).only_if(|f| question.asked(f)).await
            }
            Write::Update => {
                let update = db.update(Kinds::key(&self.id)).set(|f| f.mark().set(mark));
                update.only_if(|f| question.asked(f)).await
            }
            Write::Delete => db.delete(Kinds::key(&self.id)).only_if(|f| question.asked(f)).await,
        };
        match answer {
            Ok(()) if write == Write::Delete => self.gone().await.map(|()| true),
            Ok(()) => {
                self.mark = mark;
                self.stored.insert("mark".to_owned(), n(mark));
                Ok(true)
            }
            Err(error) if error.kind() != &ErrorKind::ConditionFailed => Err(format!("{error:?}")),
            Err(error) => match error.current_item().cloned().map(normal) {
                Some(current) if current == normal(self.stored.clone()) => Ok(false),
                other => Err(format!("another item comes with the error: {other:?}")),
            },
        }
    }

    /// Whether a filter lets the item through.
    async fn filtered(&self, question: &Question) -> Result<bool, String> {
        let query = self.bench.db.query(Kinds::partition(&*self.id)).consistent();
        let rows = query.filter(|f| question.asked::<Filter<Kinds>>(f)).count().await;
        rows.map(|rows| rows == 1).map_err(|error| format!("{error:?}"))
    }

    async fn answer(&mut self, question: &Question, place: Place) -> Result<bool, String> {
        match place {
            Place::OnlyIf(write) => self.ask(question, write).await,
            Place::Filter => self.filtered(question).await,
        }
    }

    async fn gone(&self) -> Result<(), String> {
        let table = self.bench.db.table_name::<Kinds>();
        let left = self.bench.raw.item(&table, self.key.clone()).await;
        self.bench.raw.write(&table, self.stored.clone()).await;
        left.map_or(Ok(()), |_| Err("it was not deleted".to_owned()))
    }

    /// What was refused changed nothing, and what was carried out only what it said.
    async fn finish(self) -> Result<(), String> {
        let found = self.bench.raw.item(&self.bench.db.table_name::<Kinds>(), self.key.clone()).await;
        let found = found.map(normal).ok_or("it is gone")?;
        let stored = normal(self.stored);
        if found == stored { Ok(()) } else { Err(format!("stored is {found:?}\n    instead of {stored:?}")) }
    }
}
