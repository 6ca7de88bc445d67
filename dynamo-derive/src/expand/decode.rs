//! The body that reads the entries of an item into a struct: the same for tables, documents, rows and projections.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::attribute::{self, attribute_type, default_value, local, on_type};
use super::columns;
use crate::model::Field;

/// What is read, and what is done with attributes that are not.
pub(super) struct Decode<'a> {
    /// The fields, each with its number in the struct.
    columns: Vec<(usize, &'a Field)>,
    /// The attribute names, in the order of the columns: an array, or what a schema names.
    pub names: TokenStream,
    /// The schema that says which attributes are sensitive, where the fields do not.
    pub schema: Option<TokenStream>,
    /// Statements before it.
    pub before: TokenStream,
    /// What is done with an unknown `name` and its `value`: an expression of type `Result<(), DecodeError>`.
    pub other: Option<TokenStream>,
}

/// The variables that `other` may name.
pub(super) fn variables() -> (Ident, Ident) {
    (local("name"), local("value"))
}

impl<'a> Decode<'a> {
    /// Reads these fields by their own names, and skips what is unknown.
    pub(super) fn new(fields: impl Iterator<Item = (usize, &'a Field)>) -> Self {
        let columns: Vec<_> = fields.collect();
        let names = columns.iter().map(|(_, field)| &field.name);
        let names = quote!([#(#names),*]);
        Self { columns, names, schema: None, before: TokenStream::new(), other: None }
    }

    /// The value of a field that was read.
    pub(super) fn value(&self, number: usize) -> TokenStream {
        let values = local("values");
        let at = self.columns.iter().position(|(of, _)| *of == number).unwrap_or_default();
        let member = columns::member(at, self.columns.len());
        match self.columns[at].1 {
            Field { default: Some(_), .. } => {
                let default = default_value(self.columns[at].1);
                quote!(#values #member.unwrap_or_else(|| #default))
            }
            _ => quote!(#values #member),
        }
    }

    /// The body of `Row::read`; `then` builds the result from what [`value`](Self::value) gives.
    ///
    /// Nothing but one call and one test: a loop here, a variable or a `?` for each field cost most of the compile time.
    pub(super) fn body(&self, private: &Ident, then: &TokenStream) -> TokenStream {
        let [entries, values, error] = ["entries", "values", "error"].map(local);
        let (name, value) = variables();
        let Self { columns, names, schema, before, other } = self;
        let types: Vec<_> = columns.iter().map(|(_, field)| column(private, field)).collect();
        let types = columns::values(private, &types);
        let sensitive = columns.iter().enumerate().filter(|(_, (_, field))| field.sensitive).map(|(at, _)| at);
        let sensitive = quote!([#(#sensitive),*]);
        let read = match (other, schema) {
            (None, None) => quote!(#private::read(#types, #names, #sensitive, #entries)),
            (None, Some(schema)) => quote!(#private::read_part(#types, #names, #schema, #entries)),
            (Some(other), _) => quote! {
                #private::read_with(#types, #names, #sensitive, #entries, &mut |#name, #value| #other)
            },
        };
        quote! {
            #before
            match #read {
                #private::Ok(#values) => { #then }
                #private::Err(#error) => #private::Err(#error),
            }
        }
    }
}

/// A column that is read, on the field's type.
fn column(private: &Ident, field: &Field) -> TokenStream {
    if field.default.is_none() {
        return attribute::column(private, field);
    }
    let (ty, (span, private)) = (attribute_type(field), on_type(private, field));
    quote_spanned!(span=> #private::column::<#private::OrDefault<#ty>>())
}
