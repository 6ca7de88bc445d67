//! Median and quartiles.

#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    pub(super) low: f64,
    pub(super) median: f64,
    pub(super) high: f64,
}

impl Spread {
    /// Of nothing: three times not a number.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Self { low: quantile(&values, 0.25), median: quantile(&values, 0.5), high: quantile(&values, 0.75) }
    }
}

/// Of sorted values; between two of them, where it falls between two.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a place among a few rounds"
)]
fn quantile(values: &[f64], part: f64) -> f64 {
    let place = values.len().saturating_sub(1) as f64 * part;
    let at = |place: f64| values.get(place as usize).copied().unwrap_or(f64::NAN);
    at(place.floor()) + (at(place.ceil()) - at(place.floor())) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn quartiles() {
        let spread = Spread::of([3.0, 1.0, 2.0]);
        let found = [spread.low, spread.median, spread.high];
        assert!(found.iter().zip([1.5, 2.0, 2.5]).all(|(found, wanted)| (found - wanted).abs() < 1e-9), "{found:?}");
        assert!(Spread::of([]).median.is_nan());
    }
}
