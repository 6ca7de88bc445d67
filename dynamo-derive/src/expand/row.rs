use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::attribute::{attribute_type, local, slot};
use super::decode::{self, Decode};
use super::generated::{Generated, Library};
use super::index::held;
use crate::model::{Index, Table};

/// `OrderByStatus`: what a narrow index holds, key fields parsed out of its keys included.
pub(super) fn narrow(library: &Library, table: &Table, index: &Index) -> Generated {
    let private = &library.short;
    let Some(held) = held(table, index) else { return Generated::new() };
    let (vis, ident, row) = (&table.vis, &table.ident, &index.row);
    let mut numbers = held.clone();
    for number in table.primary_key().into_iter().chain(index.keys().flat_map(crate::model::KeyPart::fields)) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let members = numbers.iter().map(|number| {
        let field = &table.fields[*number];
        let (vis, ident, ty) = (&field.vis, &field.ident, &field.ty);
        let doc = format!("The attribute `{}`.", field.name);
        quote!(#[doc = #doc] #vis #ident: #ty)
    });
    let hidden = if matches!(index.projection, crate::model::IndexProjection::KeysOnly) && table.ttl.is_some() {
        "\n\nThe index does not hold the TTL attribute, so expired rows are not hidden."
    } else {
        ""
    };
    let doc = format!(
        "A row of the index `{}` of [`{ident}`].\n\nIf a type of your own has this name, say `row = \"…\"` in `#[gsi(..)]`.{hidden}",
        index.name
    );
    let read = read(private, table, &numbers, &held);
    let traits = traits(private, table, row, &numbers);
    let entries = local("entries");
    Generated {
        items: quote! {
            #[doc = #doc]
            #[allow(dead_code)]
            #vis struct #row {
                #(#members,)*
            }
        },
        impls: quote! {
            #traits

            impl #private::Row for #row {
                #[inline]
                fn read(#entries: &mut #private::Entries<'_>) -> #private::Result<Self, #private::DecodeError> {
                    #read
                }
            }
        },
    }
}

/// Attributes are read as they come; a placeholder that is no attribute of the index is parsed from the keys.
fn read(private: &TokenStream, table: &Table, numbers: &[usize], held: &[usize]) -> TokenStream {
    let (keys, ident) = (local("keys"), &table.ident);
    let read = numbers.iter().filter(|number| held.contains(number));
    let mut decode = Decode::new(read.map(|number| (*number, &table.fields[*number])));
    if numbers.iter().any(|number| !held.contains(number)) {
        let (name, value) = decode::variables();
        decode.before = quote!(let mut #keys = #private::RowKeys::new(<#ident as #private::DynamoTable>::SCHEMA););
        decode.other = quote!(#keys.take(&#name, #value));
    }
    let members = numbers.iter().map(|number| {
        let field = &table.fields[*number];
        let member = &field.ident;
        if held.contains(number) {
            let slot = slot(*number);
            quote!(#member: #slot)
        } else {
            let ty = attribute_type(private, field);
            quote!(#member: #keys.part::<#ty>(#number)?)
        }
    });
    decode.body(private, &quote!(#private::Ok(Self { #(#members,)* })))
}

/// `Debug`, `Clone` and `PartialEq`, as far as the fields have them. A bound that is false for a type without parameters
/// would be an error where it stands; one over a lifetime is not.
fn traits(private: &TokenStream, table: &Table, row: &Ident, numbers: &[usize]) -> TokenStream {
    let fields = || numbers.iter().map(|number| &table.fields[*number]);
    let mut seen = HashSet::new();
    let types = fields().map(|field| &field.ty).filter(|ty| seen.insert(quote!(#ty).to_string()));
    let types: Vec<_> = types.collect();
    let idents: Vec<_> = fields().map(|field| &field.ident).collect();
    let shown = fields().map(|field| {
        let (ident, word) = (&field.ident, &field.word);
        let value = if field.sensitive { quote!(&#private::Redacted) } else { quote!(&&self.#ident) };
        quote!(.field(#word, #value))
    });
    let [f, other] = ["f", "other"].map(local);
    let name = row.to_string();
    quote! {
        impl ::core::fmt::Debug for #row
        where
            #(for<'a> &'a #types: ::core::fmt::Debug,)*
        {
            #[inline]
            fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #f.debug_struct(#name) #(#shown)* .finish()
            }
        }

        impl ::core::clone::Clone for #row
        where
            #(for<'a> &'a #types: #private::ToClone<#types>,)*
        {
            #[inline]
            fn clone(&self) -> Self {
                Self { #(#idents: #private::ToClone::to_clone(&self.#idents),)* }
            }
        }

        impl ::core::cmp::PartialEq for #row
        where
            #(for<'a> &'a #types: ::core::cmp::PartialEq,)*
        {
            #[inline]
            fn eq(&self, #other: &Self) -> bool {
                #(&self.#idents == &#other.#idents)&&*
            }
        }
    }
}
