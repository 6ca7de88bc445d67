use super::Tables;
use crate::schema::diagram::Diagram;

impl Diagram {
    /// Of a type, or of a tuple of types, which may be of several tables.
    pub fn of<T: Tables>() -> Self {
        Self::new(T::schemas())
    }

    /// The same, with more: tuples hold up to eight.
    pub fn and<T: Tables>(mut self) -> Self {
        self.extend(T::schemas());
        self
    }
}
