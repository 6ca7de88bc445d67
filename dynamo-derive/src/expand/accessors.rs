use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::attribute::{attribute_type, module_name, on_type, place, placed, stored};
use super::generated::{Generated, Library};
use crate::model::{Field, Role, Table};

/// The hidden markers and `OrderFields<S>`.
pub(super) fn accessors(library: &Library, table: &Table) -> Generated {
    let private = &library.short;
    let (vis, fields) = (&table.vis, &table.names.fields);
    let markers = module_name(&table.ident, "");
    // Standing on the derive, it is not taken for an import that the user could rename.
    let mut imported = fields.clone();
    imported.set_span(Span::call_site());
    let doc = format!("The attributes of [`{}`], as the closures of its operations get them.", table.ident);
    let idents = stored(&table.fields).map(|(_, field)| &field.ident);
    let methods = stored(&table.fields).map(|(number, field)| {
        let bounds = bounds(private, table, number);
        accessor(private, field, &bounds, table.role(number) == Role::IndexKey)
    });
    let keys = super::index::shared_key_accessors(library, table);
    let rest = table.flatten.map(|_| unknown_attributes(private, table));
    let items = quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
        #vis mod #markers {
            #(pub enum #idents {})*

            #[doc = #doc]
            pub struct #fields<S>(pub(super) ::core::marker::PhantomData<fn() -> S>);
        }

        // Generated code names the type by its module, so that a type of the user's own with its name is one error.
        #[doc(inline)]
        #[allow(unused_imports)]
        #vis use #markers::#imported;
    };
    let impls = quote! {
        impl<S: #private::Scope> #markers::#fields<S> {
            #(#methods)*
        }
        #rest
    };
    let mut generated = Generated { items, impls };
    generated.add(keys);
    generated
}

/// What a scope must allow for a field to be named: that it is there, and where it is a key or not to be set, more.
pub(super) fn bounds(private: &impl ToTokens, table: &Table, number: usize) -> TokenStream {
    let (markers, ident) = (module_name(&table.ident, ""), &table.fields[number].ident);
    let key = table.is_plain_key(number).then(|| quote!(+ #private::AllowsKey<#markers::#ident>));
    let fixed = table.is_fixed(number).then(|| quote!(+ #private::AllowsFixed<#markers::#ident>));
    quote!(#private::Allows<#markers::#ident> #key #fixed)
}

/// One accessor: its path in scope `S`, which must allow the field's marker.
fn accessor(private: &Ident, field: &Field, bounds: &TokenStream, keyed: bool) -> TokenStream {
    let (vis, ident, name, forwarded) = (&field.vis, &field.ident, &field.name, &field.forwarded);
    let ty = attribute_type(field);
    let (span, on_type) = on_type(private, field);
    let scope = placed(&Ident::new("S", Span::call_site()), span);
    let scope = if keyed { quote_spanned!(span=> #on_type::Keyed<#scope>) } else { scope.into_token_stream() };
    let (path, function) = place(private, field, &scope, "field");
    let made = quote_spanned!(span=> #on_type::#function::<#ty, #scope>(#name));
    let doc = format!("The attribute `{name}`.");
    quote! {
        #[doc = #doc]
        #(#forwarded)*
        #vis fn #ident(&self) -> #path
        where
            S: #bounds,
        {
            #made
        }
    }
}

/// `o.attr::<u64>("total")`, for types that keep attributes they do not know.
fn unknown_attributes(private: &Ident, table: &Table) -> TokenStream {
    let (fields, markers) = (&table.names.fields, module_name(&table.ident, ""));
    quote! {
        impl<S: #private::Scope> ::core::ops::Deref for #markers::#fields<S> {
            type Target = #private::AnyFields<S>;
            fn deref(&self) -> &Self::Target {
                #private::AnyFields::new()
            }
        }
    }
}
