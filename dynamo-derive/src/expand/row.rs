use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::attribute::{attribute_type, local};
use super::columns;
use super::decode::{self, Decode};
use super::generated::{Generated, Library};
use super::index::held;
use crate::model::{Field, Index, Table};

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
fn read(private: &Ident, table: &Table, numbers: &[usize], held: &[usize]) -> TokenStream {
    let (keys, ident) = (local("keys"), &table.ident);
    let read = numbers.iter().filter(|number| held.contains(number));
    let mut decode = Decode::new(read.map(|number| (*number, &table.fields[*number])));
    if numbers.iter().any(|number| !held.contains(number)) {
        let (name, value) = decode::variables();
        decode.before = quote!(let mut #keys = #private::RowKeys::new(<#ident as #private::DynamoTable>::SCHEMA););
        decode.other = Some(quote!(#keys.take(#name, #value)));
    }
    let members = numbers.iter().map(|number| {
        let field = &table.fields[*number];
        let member = &field.ident;
        if held.contains(number) {
            let value = decode.value(*number);
            quote!(#member: #value)
        } else {
            let ty = attribute_type(field);
            quote!(#member: #keys.part::<#ty>(#number)?)
        }
    });
    decode.body(private, &quote!(#private::Ok(Self { #(#members,)* })))
}

/// `Debug`, `Clone` and `PartialEq`, as far as the fields have them. A bound that is false for a type without parameters
/// would be an error where it stands; one over a lifetime is not.
fn traits(private: &Ident, table: &Table, row: &Ident, numbers: &[usize]) -> TokenStream {
    let fields: Vec<_> = numbers.iter().map(|number| &table.fields[*number]).collect();
    let [f, other, fields_of] = ["f", "other", "fields"].map(local);
    let of = |item: &TokenStream| {
        let values: Vec<_> = fields.iter().map(|field| field_of(item, field)).collect();
        columns::values(private, &values)
    };
    let each = |ty: fn(&Field) -> TokenStream| fields.iter().map(|field| ty(field)).collect::<Vec<_>>();
    let owned = columns::value_types(private, &each(|field| field.ty.to_token_stream()));
    let borrowed = columns::value_types(private, &each(|field| borrowed(&field.ty)));
    let (shown_types, shown): (Vec<_>, Vec<_>) = fields.iter().map(|field| shown(private, field)).unzip();
    let (shown_types, shown) = (columns::value_types(private, &shown_types), columns::values(private, &shown));
    let cloned = fields.iter().enumerate().map(|(at, field)| {
        let (ident, member) = (&field.ident, columns::member(at, fields.len()));
        quote!(#ident: #fields_of #member)
    });
    let (name, words) = (row.to_string(), fields.iter().map(|field| &field.word));
    let (this, that) = (of(&quote!(self)), of(&quote!(#other)));
    quote! {
        impl ::core::fmt::Debug for #row
        where
            for<'a> #shown_types: #private::ShowFields,
        {
            #[inline]
            fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #private::show_row(#shown, #name, [#(#words),*], #f)
            }
        }

        impl ::core::clone::Clone for #row
        where
            for<'a> #borrowed: #private::CloneFields<#owned>,
        {
            #[inline]
            fn clone(&self) -> Self {
                let #fields_of = #private::CloneFields::clone_fields(#this);
                Self { #(#cloned,)* }
            }
        }

        impl ::core::cmp::PartialEq for #row
        where
            for<'a> #borrowed: ::core::cmp::PartialEq,
        {
            #[inline]
            fn eq(&self, #other: &Self) -> bool {
                #this == #that
            }
        }
    }
}

fn field_of(item: &TokenStream, field: &Field) -> TokenStream {
    let ident = &field.ident;
    quote!(&#item.#ident)
}

fn borrowed(ty: &Type) -> TokenStream {
    quote!(&'a #ty)
}

/// What stands for a field in `Debug`, type and value.
fn shown(private: &Ident, field: &Field) -> (TokenStream, TokenStream) {
    if field.sensitive {
        return (quote!(&'a #private::Redacted), quote!(&#private::Redacted));
    }
    (borrowed(&field.ty), field_of(&quote!(self), field))
}
