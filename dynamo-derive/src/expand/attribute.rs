use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::columns;
use super::decode::{self, Decode};
use crate::model::{Default, Encoding, Field, NumberUnit, Stamp, Table};

/// The type that implements `Attribute` for a field, by the name that [`aliases`] gives it. The name stands on the field's
/// type, so that whatever is wrong with the type is said in one place.
pub(super) fn attribute_type(field: &Field) -> Ident {
    format_ident!("__T_{}", field.word, span = field.span)
}

/// The names of the attribute types: `type __T_total = <u64 as Attribute>::Own`. One token for each use, and for a type that is
/// no attribute type one error: each use is the same error at the same place, which the compiler shows once.
pub(super) fn aliases(private: &Ident, fields: &[Field]) -> TokenStream {
    let alias = |field: &Field| {
        let (name, own) = (attribute_type(field), named(private, &field.ty, &plain_type(private, field)));
        quote!(type #name = #own;)
    };
    stored(fields).map(|(_, field)| alias(field)).collect()
}

/// A type by that name, which stands on the field's type.
pub(super) fn named(private: &Ident, ty: &syn::Type, plain: &TokenStream) -> TokenStream {
    let span = on(ty);
    let private = respanned(private, span);
    quote_spanned!(span=> <#plain as #private::Attribute>::Own)
}

/// The same type as people write it, for signatures: its own, or a wrapper that its options ask for.
pub(super) fn plain_type(private: &Ident, field: &Field) -> TokenStream {
    let encoded = encoded(private, &field.ty, &field.encoding);
    let private = respanned(private, field.span);
    if field.null { quote_spanned!(field.span=> #private::Nullable<#encoded>) } else { encoded }
}

/// Where the tokens stand, for generated code that is to be blamed on them.
pub(super) fn on(tokens: &impl Spanned) -> Span {
    tokens.span()
}

/// Where a field's type stands, and the library's name there. An expression that names the type stands there as a whole,
/// so that whatever is wrong with the type is said in one place.
pub(super) fn on_type(private: &Ident, field: &Field) -> (Span, Ident) {
    (field.span, respanned(private, field.span))
}

/// The library's name, standing elsewhere as if it was written there.
pub(super) fn respanned(private: &Ident, span: Span) -> Ident {
    let mut private = private.clone();
    private.set_span(span);
    private
}

/// The same name, standing elsewhere; it keeps its meaning.
pub(super) fn placed(name: &Ident, span: Span) -> Ident {
    let mut name = name.clone();
    name.set_span(span.resolved_at(name.span()));
    name
}

/// The same tokens, standing elsewhere; names keep their meaning.
pub(super) fn moved(tokens: &TokenStream, span: Span) -> TokenStream {
    let placed = |mut token: TokenTree| {
        token.set_span(span.resolved_at(token.span()));
        token
    };
    tokens.clone().into_iter().map(placed).collect()
}

/// A type as stored by an encoding.
pub(super) fn encoded(private: &Ident, ty: &syn::Type, encoding: &Encoding) -> TokenStream {
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

/// A local variable of generated code.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The numbers of the fields that are stored under a name of their own.
pub(super) fn stored(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    fields.iter().enumerate().filter(|(_, field)| !field.skipped && !field.flatten)
}

/// The statements that write every field of `self` into `item`. What a flattened field keeps comes first, so
/// that a field that is left out takes away its name.
pub(super) fn writes(private: &Ident, fields: &[Field], item: &Ident) -> TokenStream {
    let rest = fields.iter().filter(|field| field.flatten).map(|field| {
        let (ident, is_item) = (&field.ident, is_item(private, &field.ty));
        quote!(#item.put_rest(#is_item::as_item(&self.#ident));)
    });
    let (mut types, mut values, mut names, mut sensitive) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, (_, field)) in stored(fields).enumerate() {
        let value = written(private, field);
        types.push(column(private, field));
        values.push(quote!(&#value));
        names.push(&field.name);
        sensitive.extend(field.sensitive.then_some(at));
    }
    let (types, values) = (columns::values(private, &types), columns::values(private, &values));
    quote!(#(#rest)* #private::put(#types, #values, [#(#names),*], [#(#sensitive),*], #item);)
}

/// `column::<String>()`, on the field's type.
pub(super) fn column(private: &Ident, field: &Field) -> TokenStream {
    let (ty, (span, private)) = (attribute_type(field), on_type(private, field));
    quote_spanned!(span=> #private::column::<#ty>())
}

/// The value of a field of `self` that is written.
fn written(private: &Ident, field: &Field) -> TokenStream {
    let ident = &field.ident;
    match &field.stamp {
        Some(Stamp::Computed(function)) => computed_of(private, field, function, &quote!(self)),
        _ => quote!(self.#ident),
    }
}

/// `<Item as IsItem>`, on the type.
pub(super) fn is_item(private: &Ident, ty: &syn::Type) -> TokenStream {
    let span = on(ty);
    let private = respanned(private, span);
    quote_spanned!(span=> <#ty as #private::IsItem>)
}

/// What a function computes from `item`, on the function's path.
fn computed_of(private: &Ident, field: &Field, function: &syn::Path, item: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    let (private, item) = (respanned(private, on(function)), moved(item, on(function)));
    quote_spanned!(on(function)=> #private::computed::<Self, #ty>(#function, #item))
}

/// What a `validate` function has against `item`, on the function's path.
pub(super) fn checked(private: &Ident, function: &syn::Path, item: &TokenStream) -> TokenStream {
    let (private, item) = (respanned(private, on(function)), moved(item, on(function)));
    quote_spanned!(on(function)=> #private::check::<Self, _>(#function, #item)?;)
}

/// The statement that asks the `validate` function before writing.
pub(super) fn validated(private: &Ident, function: &syn::Path, item: &Ident) -> TokenStream {
    let private = respanned(private, on(function));
    quote_spanned!(on(function)=> #item.check(#private::check::<Self, _>(#function, self));)
}

/// The body that reads `Self` from `entries`.
/// `own` names what the library writes beside the fields, which is nothing that a flattened field keeps.
pub(super) fn read(private: &Ident, fields: &[Field], validate: Option<&syn::Path>, own: &[String]) -> TokenStream {
    let [rest, row] = ["rest", "row"].map(local);
    let mut decode = Decode::new(stored(fields).filter(|(_, field)| !is_computed(field)));
    if fields.iter().any(|field| field.flatten) {
        let (name, value) = decode::variables();
        decode.before = quote!(let mut #rest = #private::Item::new(););
        let computed = stored(fields).filter(|(_, field)| is_computed(field)).map(|(_, field)| &field.name);
        let own = own.iter().chain(computed);
        decode.other = Some(quote!(#private::keep(&mut #rest, #name, #value, &[#(#own),*])));
    }
    let members = fields.iter().enumerate().map(|(number, field)| member(private, &decode, (number, field), &rest));
    let built = quote!(Self { #(#members),* });
    decode.body(private, &finished(private, fields, validate, &row, &built))
}

/// `ident: value` for one field of the struct that is read.
fn member(private: &Ident, decode: &Decode<'_>, (number, field): (usize, &Field), rest: &Ident) -> TokenStream {
    let ident = &field.ident;
    if field.flatten {
        let is_item = is_item(private, &field.ty);
        return quote!(#ident: #is_item::of_item(#rest));
    }
    if field.skipped || is_computed(field) {
        let value = default_value(field);
        return quote!(#ident: #value);
    }
    let value = decode.value(number);
    quote!(#ident: #value)
}

/// `.or(|| …)` behind what describes a member that has a default.
pub(super) fn or_default(private: &Ident, field: &Field) -> Option<TokenStream> {
    let (span, default) = (field.span, default_of(private, field)?);
    Some(quote_spanned!(span=> .or(#default)))
}

/// `|| …`: the default of a field that has one, as it would be stored.
pub(super) fn default_of(private: &Ident, field: &Field) -> Option<TokenStream> {
    field.default.as_ref()?;
    let (ty, default) = (attribute_type(field), default_value(field));
    let (span, private) = on_type(private, field);
    Some(quote_spanned!(span=> || #private::default_of::<#ty>(&#default)))
}

/// The place of a field: how its path is typed, and the function that makes it, `field` or `member`. One with a default is
/// in a scope of its own, whose members are in `scope` all the same.
pub(super) fn place(private: &Ident, field: &Field, scope: &TokenStream, function: &str) -> (TokenStream, Ident) {
    let ty = attribute_type(field);
    let (span, private) = on_type(private, field);
    match field.default {
        None => (quote_spanned!(span=> #private::FieldPath<#ty, #scope>), Ident::new(function, span)),
        Some(_) => {
            let function = format_ident!("{function}_or", span = span);
            (quote_spanned!(span=> #private::FieldPathOr<#ty, #scope>), function)
        }
    }
}

pub(super) fn default_value(field: &Field) -> TokenStream {
    match &field.default {
        Some(Default::Path(path)) => quote!(#path()),
        _ => {
            let (span, ty) = (field.span, &field.ty);
            quote_spanned!(span=> <#ty as ::core::default::Default>::default())
        }
    }
}

/// Computed fields are computed again from what was read, then the whole is validated.
fn finished(
    private: &Ident,
    fields: &[Field],
    validate: Option<&syn::Path>,
    row: &Ident,
    built: &TokenStream,
) -> TokenStream {
    let computed: Vec<_> = fields
        .iter()
        .filter_map(|field| match &field.stamp {
            Some(Stamp::Computed(function)) => Some((field, function)),
            _ => None,
        })
        .collect();
    if computed.is_empty() && validate.is_none() {
        return quote!(#private::Ok(#built));
    }
    let mutable = (!computed.is_empty()).then(|| quote!(mut));
    let computed = computed.iter().map(|(field, function)| {
        let (ident, value) = (&field.ident, computed_of(private, field, function, &quote!(&#row)));
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
