use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// What is generated, in two parts: items that have a name beside the struct, and implementations, which stand in a
/// `const` of their own where the library has a short name. Fewer tokens compile faster.
pub(super) struct Generated {
    pub items: TokenStream,
    pub impls: TokenStream,
}

impl Generated {
    pub(super) fn new() -> Self {
        Self { items: TokenStream::new(), impls: TokenStream::new() }
    }

    pub(super) fn impls(impls: TokenStream) -> Self {
        Self { items: TokenStream::new(), impls }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.items.extend(more.items);
        self.impls.extend(more.impls);
    }

    /// All of it.
    pub(super) fn into_tokens(self, library: &Library) -> TokenStream {
        let Self { items, impls } = self;
        let Library { full, short } = library;
        quote! {
            #items
            #[allow(dead_code, non_camel_case_types, clippy::all, clippy::pedantic, clippy::nursery)]
            const _: () = {
                use #full as #short;
                #impls
            };
        }
    }
}

/// The library as generated code names it.
pub(super) struct Library {
    /// `::dynamo_core::__private`, for items beside the struct.
    pub full: TokenStream,
    /// `__p`, inside the `const`.
    pub short: Ident,
}

impl Library {
    pub(super) fn new(krate: &syn::Path) -> Self {
        Self { full: quote!(#krate::__private), short: Ident::new("__p", Span::call_site()) }
    }
}
