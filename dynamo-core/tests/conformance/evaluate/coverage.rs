//! Whether every operator met every kind of attribute.

use std::collections::BTreeMap;

use super::draw::Kind;
use super::{CASES, count};

#[derive(Debug, Default)]
pub(super) struct Coverage(BTreeMap<(&'static str, Kind), usize>);

impl Coverage {
    pub(super) fn count(&mut self, operator: &'static str, kind: Kind) {
        *self.0.entry((operator, kind)).or_default() += 1;
    }

    /// Twenty times each in a run of the usual length, more in a longer one, and never not at all.
    pub(super) fn assert_full(&self, operators: &[&'static str]) {
        let least = (20 * count() / CASES).max(1);
        for operator in operators {
            for kind in Kind::ALL {
                let met = self.0.get(&(*operator, *kind)).copied().unwrap_or_default();
                assert!(met >= least, "`{operator}` met {kind:?} only {met} times");
            }
        }
    }
}
