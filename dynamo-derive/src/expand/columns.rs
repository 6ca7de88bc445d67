//! Fields side by side: tuples of up to twelve, nested where there are more.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Index;

/// How many a tuple takes; what is more is in the second half of a pair.
const IN_A_TUPLE: usize = 12;

/// The type of columns with these attribute types.
pub(super) fn types(private: &impl ToTokens, types: &[impl ToTokens]) -> TokenStream {
    nested(types, &|these, those| quote!(#private::Both<#these, #those>))
}

/// The type of the values themselves.
pub(super) fn value_types(private: &impl ToTokens, types: &[impl ToTokens]) -> TokenStream {
    nested(types, &|these, those| quote!(#private::Two<#these, #those>))
}

/// The values, as an expression.
pub(super) fn values(private: &impl ToTokens, values: &[impl ToTokens]) -> TokenStream {
    nested(values, &|these, those| quote!(#private::Two(#these, #those)))
}

fn nested(items: &[impl ToTokens], pair: &dyn Fn(TokenStream, TokenStream) -> TokenStream) -> TokenStream {
    match items.split_at_checked(IN_A_TUPLE) {
        Some((these, those)) if !those.is_empty() => pair(quote!((#(#these,)*)), nested(those, pair)),
        _ => quote!((#(#items,)*)),
    }
}

/// One of `count` values: `.3`, `.1.0`.
pub(super) fn member(mut at: usize, mut count: usize) -> TokenStream {
    let mut path = TokenStream::new();
    while count > IN_A_TUPLE {
        if at < IN_A_TUPLE {
            path.extend(quote!(.0));
            break;
        }
        path.extend(quote!(.1));
        (at, count) = (at - IN_A_TUPLE, count - IN_A_TUPLE);
    }
    let last = Index::from(at);
    path.extend(quote!(.#last));
    path
}

#[cfg(test)]
mod tests {
    use super::{member, values};
    use quote::quote;

    #[test]
    fn more_than_twelve_are_nested() {
        let numbers: Vec<usize> = (0..14).collect();
        let nested = values(&quote!(p), &numbers).to_string();
        assert!(nested.starts_with("p :: Two ((0usize ,"), "{nested}");
        assert!(nested.ends_with("(12usize , 13usize ,))"), "{nested}");
        let paths = [(3, 12), (3, 13), (12, 13), (30, 31)].map(|(at, count)| member(at, count).to_string());
        assert_eq!(paths.map(|path| path.replace(' ', "")), [".3", ".0.3", ".1.0", ".1.1.6"]);
    }
}
