//! Enums that know all of their variants, so that a table over one leaves none out.

macro_rules! variants {
    ($(#[$doc:meta])* $name:ident { $($(#[$of_variant:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::enum_variant_names, reason = "a row is named for what it shows")]
        pub(crate) enum $name { $($(#[$of_variant])* $variant),* }

        impl $name {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}
