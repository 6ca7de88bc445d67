//! The loop that reads the entries of an item into a struct: the same for tables, documents, rows and projections.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Index;

use super::attribute::{attribute_type, default_value, local, on, slot};
use crate::model::Field;

/// An attribute that is read.
pub(super) struct Column<'a> {
    /// The field's number, by which its value is called when all is read.
    pub number: usize,
    pub field: &'a Field,
}

/// What is read, and what is done with attributes that are not.
pub(super) struct Decode<'a> {
    pub columns: Vec<Column<'a>>,
    /// The attribute names, in the order of the columns: an expression of type `&[&str]`.
    pub names: TokenStream,
    /// The schema that says which attributes are sensitive, where the fields do not.
    pub schema: Option<TokenStream>,
    /// Statements before the loop.
    pub before: TokenStream,
    /// What is done with an unknown `name` and its `value`: an expression of type `Result<(), DecodeError>`.
    pub other: TokenStream,
}

/// The variables that `other` may name.
pub(super) fn variables() -> (Ident, Ident) {
    (local("name"), local("value"))
}

impl<'a> Decode<'a> {
    /// Reads these fields by their own names, and skips what is unknown.
    pub(super) fn new(fields: impl Iterator<Item = (usize, &'a Field)>) -> Self {
        let columns: Vec<_> = fields.map(|(number, field)| Column { number, field }).collect();
        let names = columns.iter().map(|column| &column.field.name);
        let names = quote!(&[#(#names),*]);
        let (_, value) = variables();
        Self { columns, names, schema: None, before: TokenStream::new(), other: quote!(#value.skip()) }
    }

    /// The body of `Row::read`; `then` builds the result from the variables that [`slot`] names.
    ///
    /// There is one early return in the loop and one test behind it, because every `?` costs compile time.
    pub(super) fn body(&self, private: &TokenStream, then: &TokenStream) -> TokenStream {
        let [entries, slots, missing, names] = ["entries", "slots", "missing", "names"].map(local);
        let (name, value) = variables();
        let Self { columns, names: list, schema, before, other } = self;
        // With their types said, nothing is left to be inferred across the body.
        let empty = columns.iter().map(|column| {
            let ty = &column.field.ty;
            quote!(#private::Slot::<#ty>::new())
        });
        let arms = columns.iter().enumerate().map(|(at, column)| {
            let fill = if column.field.sensitive { "fill_sensitive" } else { "fill" };
            let place = Index::from(at);
            let called = method(private, column, fill);
            quote!(#at => #slots.#place.#called(#value),)
        });
        let done = columns.iter().enumerate().map(|(at, column)| {
            let place = Index::from(at);
            match &column.field.default {
                None => {
                    let done = method(private, column, "done");
                    quote!(#slots.#place.#done(#at, &mut #missing))
                }
                Some(_) => {
                    let default = default_value(column.field);
                    quote!(#slots.#place.done_or(|| #default))
                }
            }
        });
        let values = columns.iter().map(|column| slot(column.number));
        let at = schema.as_ref().map_or_else(|| quote!(at), |_| quote!(at_of));
        let schema = schema.iter();
        quote! {
            let #names: &[&#private::str] = #list;
            #before
            let mut #slots = (#(#empty,)*);
            while let #private::Some((#name, #value)) = #entries.next()? {
                #private::#at(#(#schema,)* &#name, match #private::position(#names, &#name) {
                    #(#arms)*
                    _ => #other,
                })?;
            }
            let mut #missing = #private::Missing::new();
            #[allow(unreachable_patterns)]
            match (#(#done,)*) {
                (#(#private::Some(#values),)*) => { #then }
                _ => #private::Err(#missing.into_error(#names)),
            }
        }
    }
}

/// `fill::<String>`, on the type of the field.
fn method(private: &TokenStream, column: &Column<'_>, name: &str) -> TokenStream {
    let ty = attribute_type(private, column.field);
    let span = on(&column.field.ty);
    let name = Ident::new(name, span);
    quote_spanned!(span=> #name::<#ty>)
}
