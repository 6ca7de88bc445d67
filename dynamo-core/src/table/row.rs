//! What generated rows are made with.

use std::fmt;

use crate::value::{REDACTED, Two};

/// Borrowed fields that can be shown. Rows are `Debug`, `Clone` and `PartialEq` as far as their fields are, and a bound on
/// a tuple of references can say so without being an error where it does not hold.
pub trait ShowFields {
    /// Adds the fields by their names.
    fn show(&self, names: &[&str], out: &mut fmt::DebugStruct<'_, '_>);
}

/// Borrowed fields that can be cloned, into a tuple `T`.
pub trait CloneFields<T> {
    /// The clones.
    fn clone_fields(self) -> T;
}

macro_rules! fields {
    ($(($($number:tt $field:ident),*))*) => {$(
        impl<$($field: fmt::Debug),*> ShowFields for ($(&$field,)*) {
            fn show(&self, names: &[&str], out: &mut fmt::DebugStruct<'_, '_>) {
                $(out.field(names[$number], self.$number);)*
            }
        }

        impl<$($field: Clone),*> CloneFields<($($field,)*)> for ($(&$field,)*) {
            fn clone_fields(self) -> ($($field,)*) {
                ($(self.$number.clone(),)*)
            }
        }
    )*};
}

fields! {
    (0 A)
    (0 A, 1 B)
    (0 A, 1 B, 2 C)
    (0 A, 1 B, 2 C, 3 D)
    (0 A, 1 B, 2 C, 3 D, 4 E)
    (0 A, 1 B, 2 C, 3 D, 4 E, 5 F)
    (0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G)
    (0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H)
    (0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I)
    (0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J)
    (0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K)
    (0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K, 11 L)
}

/// How many fields stand in one tuple; what is more is in the second half of a [`Two`].
const IN_A_TUPLE: usize = 12;

impl<X: ShowFields, Y: ShowFields> ShowFields for Two<X, Y> {
    fn show(&self, names: &[&str], out: &mut fmt::DebugStruct<'_, '_>) {
        let (of_these, of_those) = names.split_at(IN_A_TUPLE);
        self.0.show(of_these, out);
        self.1.show(of_those, out);
    }
}

impl<X: CloneFields<T>, Y: CloneFields<U>, T, U> CloneFields<Two<T, U>> for Two<X, Y> {
    fn clone_fields(self) -> Two<T, U> {
        Two(self.0.clone_fields(), self.1.clone_fields())
    }
}

/// `Debug` of a row.
///
/// # Errors
/// When the formatter fails.
pub fn show_row<const N: usize>(
    fields: impl ShowFields,
    row: &str,
    names: [&str; N],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut out = f.debug_struct(row);
    fields.show(&names, &mut out);
    out.finish()
}

/// Stands for a sensitive value in `Debug` output.
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}
