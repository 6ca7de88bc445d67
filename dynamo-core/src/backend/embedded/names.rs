//! Names that are two in DynamoDB and one in SQLite.

use dynoxide::actions::create_table::CreateTableRequest;
use dynoxide::actions::describe_table::DescribeTableRequest;
use dynoxide::actions::list_tables::ListTablesRequest;
use dynoxide::actions::update_table::UpdateTableRequest;
use dynoxide::{Database, DynoxideError, Result};

/// The engine's own tables.
const OWN: [&str; 3] = ["_config", "_tables", "_stream_records"];
/// What SQLite keeps for itself.
const RESERVED: &str = "sqlite_";

pub(super) fn check_created(database: &Database, request: &CreateTableRequest) -> Result<()> {
    let name = &request.table_name;
    if OWN.iter().any(|own| own.eq_ignore_ascii_case(name)) || has_prefix(name, RESERVED) {
        return Err(refused(format!("the embedded engine keeps the table name `{name}` for itself")));
    }
    if let Some(taken) = tables(database)?.iter().find(|taken| clash(taken, name)) {
        return Err(differs_in_case("tables", taken, name));
    }
    let global = request.global_secondary_indexes.iter().flatten().map(|index| &index.index_name);
    let local = request.local_secondary_indexes.iter().flatten().map(|index| &index.index_name);
    let vector = request.vector_indexes.iter().flatten().map(|index| &index.index_name);
    let mut indexes = Vec::new();
    for index in global.chain(local).chain(vector) {
        check_index(&indexes, index)?;
        indexes.push(index.clone());
    }
    Ok(())
}

pub(super) fn check_updated(database: &Database, request: &UpdateTableRequest) -> Result<()> {
    let global = request.global_secondary_index_updates.iter().flatten();
    let global = global.filter_map(|update| Some(&update.create.as_ref()?.index_name));
    let vector = request.vector_index_updates.iter().flatten();
    let vector = vector.filter_map(|update| Some(&update.create.as_ref()?.index_name));
    let mut created = global.chain(vector).peekable();
    if created.peek().is_none() {
        return Ok(());
    }
    let mut indexes = indexes(database, &request.table_name)?;
    for index in created {
        check_index(&indexes, index)?;
        indexes.push(index.clone());
    }
    Ok(())
}

fn check_index(taken: &[String], name: &str) -> Result<()> {
    match taken.iter().find(|taken| clash(taken, name)) {
        Some(taken) => Err(differs_in_case("indexes", taken, name)),
        None => Ok(()),
    }
}

/// The same name is the engine's to refuse.
fn clash(taken: &str, name: &str) -> bool {
    taken != name && taken.eq_ignore_ascii_case(name)
}

fn has_prefix(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn tables(database: &Database) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut from = None;
    loop {
        let page = database.list_tables(ListTablesRequest { exclusive_start_table_name: from, limit: None })?;
        names.extend(page.table_names);
        from = page.last_evaluated_table_name;
        if from.is_none() {
            return Ok(names);
        }
    }
}

fn indexes(database: &Database, table: &str) -> Result<Vec<String>> {
    let table = database.describe_table(DescribeTableRequest { table_name: table.to_owned() })?.table;
    let global = table.global_secondary_indexes.into_iter().flatten().map(|index| index.index_name);
    let local = table.local_secondary_indexes.into_iter().flatten().map(|index| index.index_name);
    let vector = table.vector_indexes.into_iter().flatten().map(|index| index.index_name);
    Ok(global.chain(local).chain(vector).collect())
}

fn differs_in_case(kind: &str, taken: &str, name: &str) -> DynoxideError {
    refused(format!(
        "the embedded engine cannot tell {kind} apart by case, and `{name}` differs from `{taken}` only in that"
    ))
}

fn refused(message: String) -> DynoxideError {
    DynoxideError::ValidationException(message)
}
