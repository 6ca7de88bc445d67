use super::Postgres;
use super::task::Task;
use crate::error::{CancellationReason, Error, Result};
use crate::request::TransactWrite;
use crate::response::Reply;

impl Postgres {
    pub(super) async fn transact_write(&self, request: TransactWrite) -> Result<Reply> {
        request.check()?;
        let (mut tasks, mut labels) = (Vec::new(), Vec::new());
        for one in request.operations {
            let table = self.table(one.operation.table(), one.operation.schema()).await?;
            labels.push(one.label);
            tasks.push(Task::of(table, one.operation)?);
        }
        match self.together(&tasks).await? {
            Ok(_) => Ok(Reply::default()),
            Err(refused) => {
                let reason = |(at, error): (usize, Error)| {
                    let error = error.in_table(tasks[at].table.table.clone());
                    CancellationReason::new(at, labels[at].clone(), error)
                };
                Err(Error::cancelled(refused.into_iter().map(reason).collect()))
            }
        }
    }
}
