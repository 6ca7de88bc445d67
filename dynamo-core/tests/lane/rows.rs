//! A sink of orders.

use std::sync::{Arc, Mutex};

use dynamo_core::error::DecodeError;
use dynamo_core::request::Request;
use dynamo_core::response::{Reply, Rows, Sink};
use dynamo_core::table::Row;
use dynamo_core::value::RawRow;
use dynamo_core::{Db, Result};

use crate::canned::order::{Order, order};

/// What has been taken: of whole replies, and of the one that is being read.
#[derive(Default)]
struct Orders(Mutex<(Vec<Order>, Vec<Order>)>);

impl Sink for Orders {
    fn begin(&self) {
        self.0.lock().expect("nothing panics while it is held").1.clear();
    }

    fn row(&self, place: usize, row: RawRow<'_>) -> Result<(), DecodeError> {
        let order = Order::read(&mut row.entries()?)?;
        let arriving = &mut self.0.lock().expect("nothing panics while it is held").1;
        assert_eq!(place, arriving.len());
        arriving.push(order);
        Ok(())
    }

    fn commit(&self) {
        let (done, arriving) = &mut *self.0.lock().expect("nothing panics while it is held");
        done.append(arriving);
    }
}

/// Carries a request out: the reply, and the rows that were committed.
pub(crate) async fn execute(db: &Db, request: Request) -> (Result<Reply>, Vec<Order>) {
    let orders = Arc::new(Orders::default());
    let reply = db.execute(request, Some(&Rows::new(orders.clone()))).await;
    let done = std::mem::take(&mut orders.0.lock().expect("nothing panics while it is held").0);
    (reply, done)
}

pub(crate) fn get(db: &Db) -> Request {
    let key = Order::key(order().user_id, order().order_id);
    Request::Get(Arc::new(db.get(key).request().expect("the key is whole")))
}

pub(crate) fn query(db: &Db) -> Request {
    let partition = Order::partition(order().user_id);
    Request::Query(Arc::new(db.query(partition).request().expect("the key is whole")))
}
