/// How far a batch is: what `.on_progress(..)` is told each time a chunk is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many members were done so far.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}
