use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::Parser;

use super::attribute::{aliases, attribute_type, default_value, local, moved, on, respanned, stored};
use super::decode::Decode;
use super::generated::{Generated, Library};
use super::index::name_hash;
use crate::model::{Field, Projection};

/// Everything that `#[derive(Projection)]` generates.
pub(crate) fn projection(projection: &Projection) -> TokenStream {
    let library = &Library::new(&projection.krate);
    let mut generated = Generated::impls(aliases(&library.short, &projection.fields));
    generated.impls.extend(implementation(&library.short, projection));
    generated.into_tokens(library)
}

fn implementation(private: &Ident, projection: &Projection) -> TokenStream {
    let (ident, table) = (&projection.ident, &projection.source.table);
    let source = match &projection.source.index {
        None => quote!(#table),
        Some(index) => {
            let hash = name_hash(index);
            let (private, table) = (respanned(private, on(index)), moved(&quote!(#table), on(index)));
            quote_spanned!(on(index)=> <#table as #private::HasIndex<#hash>>::Index)
        }
    };
    let names = stored(&projection.fields).map(|(_, field)| {
        let name = &field.name;
        quote!(#private::attribute_name(<#table as #private::DynamoTable>::SCHEMA, #name))
    });
    let read = read(private, projection, &source);
    let entries = local("entries");
    let checks = checks(private, projection, &source);
    let span = source_span(projection);
    let on_source = respanned(private, span);
    let source_impl = quote_spanned! {span=>
        impl #on_source::ProjectionOf<#source> for #ident {
            const ATTRIBUTES: &'static [&'static str] = &[#(#names),*];
        }
    };
    quote! {
        #source_impl

        impl #private::Row for #ident {
            fn read(#entries: &mut #private::Entries<'_>) -> #private::Result<Self, #private::DecodeError> {
                #read
            }
        }

        #checks
    }
}

/// The table's attribute names are known to its schema only.
fn read(private: &Ident, projection: &Projection, source: &TokenStream) -> TokenStream {
    let mut decode = Decode::new(stored(&projection.fields));
    let (ident, table) = (&projection.ident, &projection.source.table);
    decode.schema = Some(quote!(<#table as #private::DynamoTable>::SCHEMA));
    decode.names = quote!(<#ident as #private::ProjectionOf<#source>>::ATTRIBUTES);
    let members = projection.fields.iter().enumerate().map(|(number, field)| {
        let member = &field.ident;
        let value = if field.skipped { default_value(field) } else { decode.value(number) };
        quote!(#member: #value)
    });
    decode.body(private, &quote!(#private::Ok(Self { #(#members,)* })))
}

/// Names every field through the accessors of what is projected: what is unknown, not held or of another type is an
/// error on the field.
fn checks(private: &Ident, projection: &Projection, source: &TokenStream) -> TokenStream {
    let table = &projection.source.table;
    let table = moved(&quote!(#table), source_span(projection));
    let check = |field: &Field| {
        let ty = attribute_type(field);
        // A name that is none was reported.
        let generated = Span::call_site();
        let accessor = accessor(&field.name, on(&field.ident).resolved_at(generated))?;
        let fields = Ident::new("__fields", accessor.span());
        let span = field.span.resolved_at(generated);
        let private = respanned(private, span);
        Some(quote_spanned!(span=> #private::reads::<#ty, _>(&#fields.#accessor());))
    };
    let checks = stored(&projection.fields).filter_map(|(_, field)| check(field));
    let span = source_span(projection);
    let private = respanned(private, span);
    // The parameter is called by tokens that stand on the fields, which a local's own hygiene would not let them.
    let parameter = Ident::new("__fields", span.resolved_at(Span::call_site()));
    quote_spanned! {span=>
        const _: () = {
            #[allow(dead_code)]
            fn check(#parameter: &<#table as #private::DynamoTable>::Fields<#private::Select<#source>>) {
                #(#checks)*
            }
        };
    }
}

/// Where the index is named.
fn source_span(projection: &Projection) -> Span {
    projection.source.index.as_ref().map_or_else(|| on(&projection.source.table), on)
}

/// A field's accessor by name, which may be a keyword: `r#type` in the struct.
fn accessor(word: &str, span: Span) -> Option<Ident> {
    let mut ident = Ident::parse_any.parse_str(word).ok()?;
    if syn::parse_str::<Ident>(word).is_err() {
        ident = syn::parse_str(&format!("r#{word}")).ok()?;
    }
    ident.set_span(span);
    Some(ident)
}
