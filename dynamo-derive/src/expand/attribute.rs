use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::decode::{self, Decode};
use crate::model::{Default, Encoding, Field, NumberUnit, Stamp, Table};

/// The type that implements `Attribute` for a field, by the one name that is an error if there is none; a second use is
/// the same error at the same place, which the compiler shows once.
pub(super) fn attribute_type(private: &TokenStream, field: &Field) -> TokenStream {
    named(private, &field.ty, &plain_type(private, field))
}

/// A type by that name, which stands on the field's type.
pub(super) fn named(private: &TokenStream, ty: &syn::Type, plain: &TokenStream) -> TokenStream {
    let span = on(ty);
    let private = respanned(private, span);
    quote_spanned!(span=> <#plain as #private::FieldType>::Attr)
}

/// The same type as people write it, for signatures: its own, or a wrapper that its options ask for.
pub(super) fn plain_type(private: &TokenStream, field: &Field) -> TokenStream {
    let encoded = encoded(private, &field.ty, &field.encoding);
    let private = respanned(private, on(&field.ty));
    if field.null { quote_spanned!(on(&field.ty)=> #private::Nullable<#encoded>) } else { encoded }
}

/// Where the tokens stand, for generated code that is to be blamed on them.
pub(super) fn on(tokens: &impl Spanned) -> Span {
    tokens.span().resolved_at(Span::call_site())
}

/// The same tokens, standing elsewhere.
pub(super) fn respanned(tokens: &TokenStream, span: Span) -> TokenStream {
    let moved = |mut token: TokenTree| {
        token.set_span(span);
        token
    };
    tokens.clone().into_iter().map(moved).collect()
}

/// A type as stored by an encoding.
pub(super) fn encoded(private: &TokenStream, ty: &syn::Type, encoding: &Encoding) -> TokenStream {
    let span = on(ty);
    let private = respanned(private, span);
    let style = match encoding {
        Encoding::Own => return quote!(#ty),
        Encoding::Ttl => return quote_spanned!(span=> <#ty as #private::TtlValue>::Stored),
        Encoding::Binary => "Binary",
        Encoding::List => "List",
        Encoding::Number(NumberUnit::Seconds) => "Seconds",
        Encoding::Number(NumberUnit::Millis) => "Millis",
        Encoding::Serde => "Serde",
    };
    let style = Ident::new(style, span);
    quote_spanned!(span=> #private::As<#ty, #private::style::#style>)
}

/// The local variable a field is read into: never called like the field, which may be called like a constant.
pub(super) fn slot(number: usize) -> Ident {
    Ident::new(&format!("slot_{number}"), Span::mixed_site())
}

/// A local variable of generated code.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The numbers of the fields that are stored under a name of their own.
pub(super) fn stored(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    fields.iter().enumerate().filter(|(_, field)| !field.skipped && !field.flatten)
}

/// `user_id.put(..)`: the statements that write every field of `self` into `item`.
pub(super) fn writes(private: &TokenStream, fields: &[Field], item: &Ident) -> TokenStream {
    let puts = fields.iter().filter(|field| !field.skipped).map(|field| {
        let (ident, name) = (&field.ident, &field.name);
        if field.flatten {
            let is_item = is_item(private, &field.ty);
            return quote!(#item.put_rest(#is_item::as_item(&self.#ident)););
        }
        let ty = attribute_type(private, field);
        let value = match &field.stamp {
            Some(Stamp::Computed(function)) => computed_of(private, function, &quote!(self)),
            _ => quote!(self.#ident),
        };
        quote!(#item.put::<#ty>(#name, &#value);)
    });
    quote!(#(#puts)*)
}

/// `<Item as IsItem>`, on the type.
pub(super) fn is_item(private: &TokenStream, ty: &syn::Type) -> TokenStream {
    let span = on(ty);
    let private = respanned(private, span);
    quote_spanned!(span=> <#ty as #private::IsItem>)
}

/// What a function computes from `item`, on the function's path.
fn computed_of(private: &TokenStream, function: &syn::Path, item: &TokenStream) -> TokenStream {
    let private = respanned(private, on(function));
    quote_spanned!(on(function)=> #private::computed(#function, #item))
}

/// What a `validate` function has against `item`, on the function's path.
pub(super) fn checked(private: &TokenStream, function: &syn::Path, item: &TokenStream) -> TokenStream {
    let private = respanned(private, on(function));
    quote_spanned!(on(function)=> #private::check(#function, #item)?;)
}

/// The statement that asks the `validate` function before writing.
pub(super) fn validated(private: &TokenStream, function: &syn::Path, item: &Ident) -> TokenStream {
    let private = respanned(private, on(function));
    quote_spanned!(on(function)=> #item.check(#private::check(#function, self));)
}

/// The body that reads `Self` from `entries`. `own` are the attributes that the library writes beside the fields: nothing
/// that a flattened field keeps.
pub(super) fn read(
    private: &TokenStream,
    fields: &[Field],
    validate: Option<&syn::Path>,
    own: &[String],
) -> TokenStream {
    let [rest, row] = ["rest", "row"].map(local);
    let mut decode = Decode::new(stored(fields).filter(|(_, field)| !is_computed(field)));
    if fields.iter().any(|field| field.flatten) {
        let (name, value) = decode::variables();
        decode.before = quote!(let mut #rest = #private::Item::new(););
        let computed = stored(fields).filter(|(_, field)| is_computed(field)).map(|(_, field)| &field.name);
        let own = own.iter().chain(computed);
        decode.other = quote!(#private::keep(&mut #rest, &[#(#own),*], &#name, #value));
    }
    let members = fields.iter().enumerate().map(|(number, field)| member(private, number, field, &rest));
    let built = quote!(Self { #(#members),* });
    decode.body(private, &finished(private, fields, validate, &row, &built))
}

/// `ident: value` for one field of the struct that is read.
fn member(private: &TokenStream, number: usize, field: &Field, rest: &Ident) -> TokenStream {
    let ident = &field.ident;
    if field.flatten {
        let is_item = is_item(private, &field.ty);
        return quote!(#ident: #is_item::of_item(#rest));
    }
    if field.skipped || is_computed(field) {
        let value = default_value(field);
        return quote!(#ident: #value);
    }
    let slot = slot(number);
    quote!(#ident: #slot)
}

pub(super) fn default_value(field: &Field) -> TokenStream {
    match &field.default {
        Some(Default::Path(path)) => quote!(#path()),
        _ => {
            let (span, ty) = (on(&field.ty), &field.ty);
            quote_spanned!(span=> <#ty as ::core::default::Default>::default())
        }
    }
}

/// Computed fields are computed again from what was read, then the whole is validated.
fn finished(
    private: &TokenStream,
    fields: &[Field],
    validate: Option<&syn::Path>,
    row: &Ident,
    built: &TokenStream,
) -> TokenStream {
    let computed: Vec<_> = fields
        .iter()
        .filter_map(|field| match &field.stamp {
            Some(Stamp::Computed(function)) => Some((&field.ident, function)),
            _ => None,
        })
        .collect();
    if computed.is_empty() && validate.is_none() {
        return quote!(#private::Ok(#built));
    }
    let mutable = (!computed.is_empty()).then(|| quote!(mut));
    let computed = computed.iter().map(|(ident, function)| {
        let value = computed_of(private, function, &quote!(&#row));
        quote!(#row.#ident = #value;)
    });
    let checked = validate.map(|function| checked(private, function, &quote!(&#row)));
    quote! {
        let #mutable #row = #built;
        #(#computed)*
        #checked
        #private::Ok(#row)
    }
}

fn is_computed(field: &Field) -> bool {
    matches!(field.stamp, Some(Stamp::Computed(_)))
}

/// The text that the compiler shows where a generated trait is not implemented.
pub(super) fn text(table: &Table, message: &str, label: &str, notes: &[String]) -> Option<TokenStream> {
    // Without a prelude, paths into `diagnostic` do not resolve.
    (!table.no_prelude)
        .then(|| quote!(#[diagnostic::on_unimplemented(message = #message, label = #label, #(note = #notes),*)]))
}

/// `MyType` as `my_type`, for the name of a hidden module.
pub(super) fn module_name(ident: &Ident, suffix: &str) -> Ident {
    let word = ident.to_string();
    let word = word.trim_start_matches("r#");
    let mut name = String::from("__");
    for (at, letter) in word.char_indices() {
        if letter.is_uppercase() && at > 0 {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    format_ident!("{name}{suffix}", span = ident.span())
}
