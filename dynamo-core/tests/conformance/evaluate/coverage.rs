//! Whether every operator met every kind of attribute.

use std::collections::BTreeMap;

use super::draw::Kind;

#[derive(Debug, Default)]
pub(super) struct Coverage(BTreeMap<(&'static str, Kind), usize>);

impl Coverage {
    pub(super) fn count(&mut self, operator: &'static str, kind: Kind) {
        *self.0.entry((operator, kind)).or_default() += 1;
    }

    pub(super) fn assert_full(&self, operators: &[&'static str], least: usize) {
        for operator in operators {
            for kind in Kind::ALL {
                let met = self.0.get(&(*operator, *kind)).copied().unwrap_or_default();
                assert!(met >= least, "`{operator}` met {kind:?} only {met} times");
            }
        }
    }
}
