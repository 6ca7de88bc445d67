/// How far a batch is: what `.on_progress(..)` is told each time a chunk is answered.
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
/// # #[cfg(feature = "embedded")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let db = Db::embedded()?;
/// # db.create_table::<Order>().await?;
/// # for id in 1..=5 { db.put(&order(id)).await?; }
/// use std::sync::{Arc, Mutex};
///
/// let told = Arc::new(Mutex::new(Vec::new()));
/// let tell = Arc::clone(&told);
/// let more: Vec<Order> = (6..=9).map(order).collect();
/// db.batch_write().put_all(&more).chunk(2).concurrency(1)
///     .on_progress(move |progress| tell.lock().expect("no panic").push((progress.done, progress.total)))
///     .await?;
/// assert_eq!(*told.lock().expect("no panic"), [(2, 4), (4, 4)]);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "embedded"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many members were done so far.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}
