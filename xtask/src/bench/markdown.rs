//! Tables of Markdown that are tables in a terminal, too.

/// The first line is the heading; all have as many cells.
pub(super) fn table(mut lines: Vec<Vec<String>>) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |cell: &String| cell.chars().count();
    let widths: Vec<usize> =
        (0..columns).map(|at| lines.iter().map(|line| width(&line[at])).max().unwrap_or(0).max(2)).collect();
    lines.insert(1.min(lines.len()), widths.iter().map(|width| "-".repeat(width - 1) + ":").collect());
    let cell = |(cell, width): (&String, &usize)| format!("| {cell:>width$} ");
    let line = |line: &Vec<String>| line.iter().zip(&widths).map(cell).collect::<String>() + "|\n";
    lines.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn cells_are_below_each_other() {
        let lines = [["a", "µs"], ["get", "12 345"]].map(|line| line.map(String::from).to_vec());
        assert_eq!(table(lines.to_vec()), "|   a |     µs |\n| --: | -----: |\n| get | 12 345 |\n");
    }
}
