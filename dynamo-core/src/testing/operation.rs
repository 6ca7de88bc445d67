use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

/// Which requests a script is for.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::testing::{Fault, Faults, On};
///
/// let faults = Faults::none();
/// faults.script(On::Operation("UpdateItem"), [Fault::Throttling]);
/// assert_eq!(faults.report().requests("UpdateItem"), 0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Those that write items: puts, updates, deletes, batches and transactions of writes.
    Writes,
    /// Those that read items: gets, queries, scans, batches and transactions of reads.
    Reads,
    /// Both.
    Items,
    /// Those of one operation, by DynamoDB's name for it: `UpdateItem`. Any, those on tables and PartiQL's too.
    Operation(&'static str),
}

impl On {
    pub(super) fn is_meant(self, operation: &Operation) -> bool {
        match self {
            Self::Writes => operation.writes(),
            Self::Reads => operation.reads(),
            Self::Items => operation.is_on_items(),
            Self::Operation(name) => operation.name == name,
        }
    }
}

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operation {
    pub(super) name: String,
}

impl Operation {
    pub(super) fn of(request: &HttpRequest) -> Self {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let (_, name) = target.rsplit_once('.').unwrap_or(("", target));
        Self { name: name.to_owned() }
    }

    pub(super) fn writes(&self) -> bool {
        self.writes_one() || matches!(&*self.name, "BatchWriteItem" | "TransactWriteItems")
    }

    pub(super) fn writes_one(&self) -> bool {
        matches!(&*self.name, "PutItem" | "UpdateItem" | "DeleteItem")
    }

    pub(super) fn reads(&self) -> bool {
        matches!(&*self.name, "GetItem" | "Query" | "Scan" | "BatchGetItem" | "TransactGetItems")
    }

    pub(super) fn is_on_items(&self) -> bool {
        self.reads() || self.writes()
    }

    pub(super) fn is_transaction(&self) -> bool {
        matches!(&*self.name, "TransactWriteItems" | "TransactGetItems")
    }

    /// The member of a batch's reply that holds what was left.
    pub(super) fn left_under(&self) -> Option<&'static str> {
        match &*self.name {
            "BatchGetItem" => Some("UnprocessedKeys"),
            "BatchWriteItem" => Some("UnprocessedItems"),
            _ => None,
        }
    }
}
