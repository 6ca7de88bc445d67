use proc_macro2::TokenStream;
use quote::quote;

use super::attribute::{attribute_type, finish, local, slot};
use super::index::held;
use crate::model::{Index, Table};

/// `OrderByStatus`: what a narrow index holds, key fields parsed out of its keys included.
pub(super) fn narrow(private: &TokenStream, table: &Table, index: &Index) -> TokenStream {
    let Some(held) = held(table, index) else { return TokenStream::new() };
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
    let entries = local("entries");
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        #[allow(dead_code)]
        #vis struct #row {
            #(#members,)*
        }

        impl #private::Row for #row {
            fn read(#entries: &mut #private::Entries<'_>) -> #private::Result<Self, #private::DecodeError> {
                #read
            }
        }
    }
}

/// Attributes are read as they come; a placeholder that is no attribute of the index is parsed from the keys.
fn read(private: &TokenStream, table: &Table, numbers: &[usize], held: &[usize]) -> TokenStream {
    let [entries, name, value, keys] = ["entries", "name", "value", "keys"].map(local);
    let ident = &table.ident;
    let parsed = numbers.iter().any(|number| !held.contains(number));
    let slots = numbers.iter().filter(|number| held.contains(number)).map(|number| {
        let (slot, ty) = (slot(*number), attribute_type(private, &table.fields[*number]));
        quote!(let mut #slot = #private::Slot::<#ty>::new();)
    });
    let arms = numbers.iter().filter(|number| held.contains(number)).map(|number| {
        let (slot, text) = (slot(*number), &table.fields[*number].name);
        quote!(#text => #slot.fill(#text, #value)?,)
    });
    let (collect, other) = if parsed {
        (
            quote!(let mut #keys = #private::RowKeys::new(<#ident as #private::DynamoTable>::SCHEMA);),
            quote!(#keys.take(&#name, #value)?),
        )
    } else {
        (TokenStream::new(), quote!(#value.skip()?))
    };
    let members = numbers.iter().map(|number| {
        let field = &table.fields[*number];
        let (member, ty) = (&field.ident, attribute_type(private, field));
        if held.contains(number) {
            let value = finish(*number, field);
            quote!(#member: #value)
        } else {
            quote!(#member: #keys.part::<#ty>(#number)?)
        }
    });
    quote! {
        #(#slots)*
        #collect
        while let #private::Some((#name, #value)) = #entries.next()? {
            match &*#name {
                #(#arms)*
                _ => #other,
            }
        }
        #private::Ok(Self { #(#members,)* })
    }
}
