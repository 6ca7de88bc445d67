//! The diagram as a flowchart: call, index, kind.

use std::fmt::{Display, Write};

use super::escape::mermaid as escaped;
use super::{Access, Diagram, DrawnEntity, DrawnIndex, DrawnTable, IndexEntry};

pub(super) fn flowchart(diagram: &Diagram) -> String {
    let mut chart = Chart(String::from("flowchart LR\n"));
    for (number, table) in diagram.tables.iter().enumerate() {
        chart.table(number, table);
    }
    chart.0
}

/// The text so far, line by line.
struct Chart(String);

impl Chart {
    fn line(&mut self, depth: usize, line: impl Display) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "{:1$}{line}", "", 4 * depth);
    }

    /// All that belongs to a table stands in its frame: the kinds, the indexes, the calls, and the arrows between them.
    fn table(&mut self, number: usize, table: &DrawnTable) {
        self.line(1, format_args!("subgraph t{number}[\"table {}\"]", escaped(&table.name)));
        for (at, entity) in table.entities.iter().enumerate() {
            let id = format!("t{number}e{at}");
            self.line(2, format_args!("{id}[\"{}\"]", label(entity_lines(entity))));
            self.line(2, format_args!("{id}r([\"{}\"]) --> {id}", label(calls(&entity.reads))));
        }
        for (at, index) in table.indexes.iter().enumerate() {
            let id = format!("t{number}i{at}");
            let reads = index.entries.iter().flat_map(|entry| &entry.reads);
            self.line(2, format_args!("{id}[[\"{}\"]]", label(index_lines(table, index))));
            self.line(2, format_args!("{id}r([\"{}\"]) --> {id}", label(calls(reads))));
            for entry in &index.entries {
                self.line(2, format_args!("{id} -- \"{}\" --> t{number}e{}", escaped(&entry.holds()), entry.entity));
            }
        }
        self.line(1, "end");
    }
}

fn label(lines: Vec<String>) -> String {
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br/>")
}

fn entity_lines(entity: &DrawnEntity) -> Vec<String> {
    let mut lines = vec![entity.name.clone()];
    lines.extend(std::iter::once(&entity.pk).chain(&entity.sk).map(super::DrawnKey::text));
    lines.extend(entity.remarks.iter().cloned());
    lines
}

fn index_lines(table: &DrawnTable, index: &DrawnIndex) -> Vec<String> {
    let scope = if index.local { "local" } else { "global" };
    let mut lines = vec![format!("{} ({scope})", index.name)];
    for entry in &index.entries {
        // Whose keys they are needs saying where they are of several.
        lines.extend((index.entries.len() > 1).then(|| format!("of {}", table.entities[entry.entity].name)));
        lines.extend(keys_of(entry));
    }
    lines
}

fn keys_of(entry: &IndexEntry) -> impl Iterator<Item = String> {
    entry.pk.iter().chain(&entry.sk).map(super::DrawnKey::text)
}

fn calls<'a>(reads: impl IntoIterator<Item = &'a Access>) -> Vec<String> {
    reads.into_iter().map(|access| access.call.clone()).collect()
}
