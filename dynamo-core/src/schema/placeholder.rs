//! What patterns need to know of the types of their placeholders, checked where the derive names them.

/// Whether the texts of a type hold the character, of all that they hold.
#[must_use]
pub const fn holds(all: &str, character: char) -> bool {
    let all = all.as_bytes();
    let mut at = 0;
    while at < all.len() {
        // The characters that types always hold are ASCII.
        if all[at] as u32 == character as u32 {
            return true;
        }
        at += 1;
    }
    false
}
