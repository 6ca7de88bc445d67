//! What may become of a request.

use fastrand::Rng;

use super::wire::Kind;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// It and its answer arrive.
    Passed,
    /// They arrive late.
    Late,
    /// The connection is cut before it reaches the server.
    Unsent,
    /// It is cut as soon as it has reached the server, which may or may not carry it out, now or a little later.
    Hurried,
    /// It is carried out, and the connection cut before anything of the answer has come.
    Unanswered,
    /// It is carried out, and the connection cut in the middle of the answer.
    CutShort,
    /// Nothing gets through for a while.
    Dark,
}

/// Of so many requests one, each.
const CUTS: [Fate; 4] = [Fate::Unsent, Fate::Hurried, Fate::Unanswered, Fate::CutShort];

impl Fate {
    /// What does harm, or may.
    pub(crate) const FAULTS: [Self; 6] =
        [Self::Late, Self::Unsent, Self::Hurried, Self::Unanswered, Self::CutShort, Self::Dark];

    /// Whether the connection is cut.
    pub(crate) fn is_cut(self) -> bool {
        !matches!(self, Self::Passed | Self::Late)
    }

    /// A `COMMIT` meets more than its share.
    pub(super) fn of(kind: Kind, random: &mut Rng) -> Self {
        let each = if kind == Kind::Commit { 0.04 } else { 0.01 };
        let drawn = random.f64();
        let fate = CUTS.into_iter().enumerate().find(|(before, _)| drawn < each * (*before as f64 + 1.0));
        match fate {
            Some((_, fate)) => fate,
            None if drawn > 0.97 => Self::Late,
            None => Self::Passed,
        }
    }
}
