//! Every operation on every fixture: what comes back, and what is stored.

mod create;
mod create_table;
mod delete;
mod delete_table;
mod ensure_table;
mod exported;
mod get;
mod in_table;
mod put;

use dynamo_core::error::{Error, ErrorKind};

use crate::bench::Bench;
use crate::case::Case;
use crate::fixtures::{self, Fixture, Sample};

variants! {
    /// What is done to a table or its items.
    Operation {
        CreateTable,
        EnsureTable,
        DeleteTable,
        CloudFormation,
        Terraform,
        Put,
        PutWritten,
        PutIf,
        Create,
        CreateWritten,
        CreateTaken,
        Get,
        GetMissing,
        Select,
        DeleteItem,
        DeleteKey,
        DeleteMissing,
        DeleteIf,
        InTable,
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let pairs = Fixture::ALL.iter().flat_map(|fixture| Operation::ALL.iter().map(move |of| (*fixture, *of)));
    pairs.map(|(fixture, operation)| case(fixture, operation)).collect()
}

fn case(fixture: Fixture, operation: Operation) -> Case {
    let name = format!("{operation:?} of {fixture:?}");
    match fixture {
        Fixture::KeyOnly => of::<fixtures::KeyOnly>(name, operation),
        Fixture::NumberKeys => of::<fixtures::NumberKeys>(name, operation),
        Fixture::ByteKeys => of::<fixtures::ByteKeys>(name, operation),
        Fixture::TextByNumber => of::<fixtures::TextByNumber>(name, operation),
        Fixture::PatternKeys => of::<fixtures::Story>(name, operation),
        Fixture::ConstantSortKey => of::<fixtures::Profile>(name, operation),
        Fixture::SwappedFields => of::<fixtures::SwappedFields>(name, operation),
        Fixture::SwappedKeys => of::<fixtures::SwappedKeys>(name, operation),
        Fixture::OddNames => of::<fixtures::OddNames>(name, operation),
        Fixture::GsiAll => of::<fixtures::GsiAll>(name, operation),
        Fixture::GsiKeys => of::<fixtures::GsiKeys>(name, operation),
        Fixture::GsiInclude => of::<fixtures::GsiInclude>(name, operation),
        Fixture::LsiAll => of::<fixtures::LsiAll>(name, operation),
        Fixture::LsiKeys => of::<fixtures::LsiKeys>(name, operation),
        Fixture::LsiInclude => of::<fixtures::LsiInclude>(name, operation),
        Fixture::ManyAttributes => of::<fixtures::ManyAttributes>(name, operation),
        Fixture::SparsePattern => of::<fixtures::SparsePattern>(name, operation),
        Fixture::Order => of::<fixtures::Order>(name, operation),
        Fixture::Stamped => of::<fixtures::Stamped>(name, operation),
    }
}

fn of<T: Sample>(name: String, operation: Operation) -> Case {
    Case::new(name, move |bench| async move {
        match operation {
            Operation::CreateTable => create_table::create_table::<T>(bench).await,
            Operation::EnsureTable => ensure_table::ensure_table::<T>(bench).await,
            Operation::DeleteTable => delete_table::delete_table::<T>(bench).await,
            Operation::CloudFormation => exported::cloud_formation::<T>(bench).await,
            Operation::Terraform => exported::terraform::<T>(bench).await,
            Operation::Put => put::put::<T>(bench).await,
            Operation::PutWritten => put::written::<T>(bench).await,
            Operation::PutIf => put::only_if::<T>(bench).await,
            Operation::Create => create::create::<T>(bench).await,
            Operation::CreateWritten => create::written::<T>(bench).await,
            Operation::CreateTaken => create::taken::<T>(bench).await,
            Operation::Get => get::get::<T>(bench).await,
            Operation::GetMissing => get::missing::<T>(bench).await,
            Operation::Select => get::select::<T>(bench).await,
            Operation::DeleteItem => delete::item::<T>(bench).await,
            Operation::DeleteKey => delete::key::<T>(bench).await,
            Operation::DeleteMissing => delete::missing::<T>(bench).await,
            Operation::DeleteIf => delete::only_if::<T>(bench).await,
            Operation::InTable => in_table::in_table::<T>(bench).await,
        }
    })
}

/// The item as it is read now.
async fn read<T: Sample>(bench: &Bench, item: &T) -> T {
    bench.db.get(item.primary_key()).consistent().required().await.expect("an item")
}

/// All samples are written; they are given back as they read.
async fn written<T: Sample>(bench: &Bench) -> Vec<T> {
    let db = bench.with::<T>().await;
    let mut items = Vec::new();
    for sample in T::samples() {
        items.push(db.put(&sample).written().await.expect("a written item"));
    }
    items
}

/// What an error says of the place.
fn blamed<T: Sample>(bench: &Bench, error: &Error, operation: &str, item: &T) {
    assert_eq!(error.table(), Some(&*bench.db.table_name::<T>()), "{error:?}");
    assert_eq!(error.operation(), Some(operation), "{error:?}");
    assert_eq!(error.key(), Some(&*item.primary_key().to_string()), "{error:?}");
}

/// The error is this kind, and carries the item that is there.
fn refused<T: Sample>(error: &Error, kind: &ErrorKind, current: Option<&T>) {
    assert_eq!(error.kind(), kind, "{error:?}");
    assert_eq!(error.current::<T>().expect("an item of this type").as_ref(), current, "{error:?}");
}
