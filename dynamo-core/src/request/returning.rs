/// Which item a write hands back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Returning {
    /// None.
    #[default]
    Nothing,
    /// As it was before.
    Old,
    /// As the write left it.
    New,
}
