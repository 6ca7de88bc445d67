//! The README's table: made by `--readme`, and held against every run.

use super::{
    report::{NOTHING, WAYS, cell, microseconds, quartiles},
    row::Row,
};
use crate::{
    Failure,
    bench::markdown,
    repository::{self, read, root},
};

const BEGIN: &str = "<!-- what `cargo xtask bench --readme` writes -->\n";
const END: &str = "<!-- up to here -->\n";
const HEADS: [&str; 8] =
    ["call", "ours", "SDK, by hand", "ratio", "SDK, serde_dynamo", "ratio", "µs, the three", "last ratio (quartiles)"];
/// Where the ratios of instructions are.
const RATIOS: [usize; 2] = [3, 5];
/// They may be so far from those of a run.
const STALE: f64 = 0.02;

/// Puts the table of these rows in the place of the one that is there.
pub(super) fn write(rows: &[Row]) -> Result<(), Failure> {
    let path = root().join("README.md");
    let text = read(&path)?;
    let (before, _, after) = parts(&text)?;
    repository::write(&path, &format!("{before}{BEGIN}{}{END}{after}", table(rows)))
}

/// A line for each ratio that is not that of the rows.
pub(super) fn wrong(rows: &[Row]) -> Result<Vec<String>, Failure> {
    let text = read(&root().join("README.md"))?;
    let (_, shown, _) = parts(&text)?;
    Ok(stale(shown, rows))
}

/// What is before the table, the table, and what is behind it.
fn parts(text: &str) -> Result<(&str, &str, &str), Failure> {
    let found = text.split_once(BEGIN).and_then(|(before, rest)| {
        let (table, after) = rest.split_once(END)?;
        Some((before, table, after))
    });
    found
        .ok_or_else(|| format!("README.md has no place for the table, between `{}` and `{}`", BEGIN.trim(), END.trim()))
}

fn table(rows: &[Row]) -> String {
    let heads = HEADS.map(String::from).to_vec();
    markdown::table(std::iter::once(heads).chain(rows.iter().filter_map(cells)).collect())
}

/// Nothing for what is not ours.
fn cells(row: &Row) -> Option<Vec<String>> {
    row.cost(WAYS[0])?;
    let [ours, by_hand, serde] = WAYS.map(|way| cell(row.cost(way), |cost| rounded(cost.median())));
    let [_, to_hand, to_serde] = WAYS.map(|way| cell(row.ratio(way), |ratio| format!("{ratio:.2}")));
    let time = WAYS.map(|way| cell(row.cost(way), microseconds)).join(" / ");
    let ratio = cell(row.ratio_of_time(row.baseline()), quartiles);
    Some(vec![row.case.name.clone(), ours, by_hand, to_hand, serde, to_serde, time, ratio])
}

fn rounded(instructions: f64) -> String {
    if instructions < 1e6 { format!("{:.0} k", instructions / 1e3) } else { format!("{:.2} M", instructions / 1e6) }
}

fn stale(shown: &str, rows: &[Row]) -> Vec<String> {
    let shown: Vec<Vec<&str>> = shown.lines().skip(2).map(split).collect();
    let found: Vec<Vec<String>> = rows.iter().filter_map(cells).collect();
    let names = |what: &str, names: Vec<&str>| format!("{what} {}", names.join(", "));
    let (told, measured) = (shown.iter().map(|line| line[0]).collect(), found.iter().map(|line| &*line[0]).collect());
    if told != measured {
        let (told, measured) = (names("README.md has", told), names("measured are", measured));
        return vec![format!("{told}; {measured}: `cargo xtask bench --readme`")];
    }
    let pairs =
        shown.iter().zip(&found).flat_map(|(shown, found)| RATIOS.map(|at| (found, at, shown.get(at).copied())));
    let stale = pairs.filter(|(found, at, told)| differ(told.unwrap_or_default(), &found[*at]));
    let line = |(found, at, told): (&Vec<String>, usize, Option<&str>)| {
        let told = told.unwrap_or_default();
        format!(
            "{} beside {}: {}, and README.md says {told}: `cargo xtask bench --readme`",
            found[0],
            HEADS[at - 1],
            found[at]
        )
    };
    stale.map(line).collect()
}

/// The cells of a line of a table.
fn split(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

fn differ(told: &str, found: &str) -> bool {
    match (told.parse::<f64>(), found.parse::<f64>()) {
        // Both have two digits: a hundredth of the last is for what `f64` makes of them.
        (Ok(told), Ok(found)) => (told - found).abs() > STALE + 1e-4,
        _ => told != NOTHING || found != NOTHING,
    }
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, parts, rounded, stale, table};
    use crate::bench::instructions::row::tests::{alone, row};

    #[test]
    fn the_table_is_between_its_marks() {
        let text = format!("a\n{BEGIN}b\n{END}c\n");
        assert_eq!(parts(&text), Ok(("a\n", "b\n", "c\n")));
        assert!(parts(&format!("{END}{BEGIN}")).is_err() && parts(BEGIN).is_err());
    }

    #[test]
    fn the_last_table_is_not_stale() {
        let text = table(&[row(980.0), alone()]);
        assert!(text.contains(" 7 / 10 / 10 |") && text.contains(" 0.90 (0.70–0.95) |"), "{text}");
        assert!(!text.contains("sdk-call"), "{text}");
        assert_eq!(stale(&text, &[row(980.0), alone()]), [""; 0]);
        assert_eq!([388_400.0, 2_468_000.0].map(rounded), ["388 k", "2.47 M"]);
    }

    #[test]
    fn ratios_may_be_two_hundredths_away() {
        let text = table(&[row(980.0)]);
        assert_eq!(stale(&text, &[row(995.0)]), [""; 0]);
        let found = stale(&text, &[row(1010.0)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(
            found[1],
            "get beside SDK, serde_dynamo: 1.01, and README.md says 0.98: `cargo xtask bench --readme`"
        );
        assert_eq!(stale(&text, &[row(950.0)]).len(), 2, "better is stale, too");
        assert_eq!(stale(&text.replace("0.98", "–"), &[row(980.0)]).len(), 1);
    }

    #[test]
    fn every_case_has_a_line() {
        let text = table(&[row(980.0)]);
        assert_eq!(stale(&text, &[]).len(), 1);
        assert_eq!(stale(&text, &[row(980.0), row(980.0)]).len(), 1);
        assert_eq!(stale("", &[row(980.0)]).len(), 1);
    }
}
