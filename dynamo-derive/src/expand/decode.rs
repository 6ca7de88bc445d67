//! The loop that reads the entries of an item into a struct: the same for tables, documents, rows and projections.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Index;

use super::attribute::{attribute_type, default_value, local, moved, on, on_type, slot};
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
        Self { columns, names, before: TokenStream::new(), other: quote!(#value.skip()) }
    }

    /// The body of `Row::read`; `then` builds the result from the variables that [`slot`] names.
    ///
    /// There is one early return in the loop and one test behind it, because every `?` costs compile time.
    pub(super) fn body(&self, private: &TokenStream, then: &TokenStream) -> TokenStream {
        let [entries, slots, missing, names] = ["entries", "slots", "missing", "NAMES"].map(local);
        let (name, value) = variables();
        let Self { columns, names: list, before, other } = self;
        let empty = columns.iter().map(|column| {
            let ty = attribute_type(private, column.field);
            let (span, private) = on_type(private, column.field);
            quote_spanned!(span=> #private::Slot::<#ty, _>::new())
        });
        let arms = columns.iter().enumerate().map(|(at, column)| {
            let fill = if column.field.sensitive { "fill_sensitive" } else { "fill" };
            let called = method(&slots, at, column, fill);
            quote!(#at => #called(#value),)
        });
        let done = columns.iter().enumerate().map(|(at, column)| match &column.field.default {
            None => {
                let done = method(&slots, at, column, "done");
                quote!(#done(#at, &mut #missing))
            }
            Some(_) => {
                let (done_or, default) = (method(&slots, at, column, "done_or"), default_value(column.field));
                quote!(#done_or(|| #default))
            }
        });
        let values = columns.iter().map(|column| slot(column.number));
        quote! {
            const #names: &[&#private::str] = #list;
            #before
            let mut #slots = (#(#empty,)*);
            while let #private::Some((#name, #value)) = #entries.next()? {
                #private::at(&#name, match #private::position(#names, &#name) {
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

/// `slots.0.fill`, on the type of the field.
fn method(slots: &Ident, at: usize, column: &Column<'_>, name: &str) -> TokenStream {
    let span = on(&column.field.ty);
    let (slots, place, name) = (moved(&quote!(#slots), span), Index { index: at as u32, span }, Ident::new(name, span));
    quote_spanned!(span=> #slots.#place.#name)
}
