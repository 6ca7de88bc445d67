use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::attribute::{encoded, local, named, on, respanned};
use super::generated::{Generated, Library};
use crate::model::{Encoding, UnitVariant, Value, ValueShape};

/// Everything that `#[derive(DynamoValue)]` generates.
pub(crate) fn value(value: &Value) -> TokenStream {
    let library = &Library::new(&value.krate);
    Generated::impls(attribute_of(&library.short, value)).into_tokens(library)
}

/// The implementation of `Attribute`, by the shape of the value.
fn attribute_of(private: &Ident, value: &Value) -> TokenStream {
    let [stored, given] = ["stored", "given"].map(local);
    let ident = &value.ident;
    match &value.shape {
        ValueShape::Newtype { inner, encoding, member } => newtype(private, value, inner, encoding, member),
        ValueShape::Converted { stored: ty, fallible } => converted(private, value, ty, *fallible),
        ValueShape::Text(variants) => {
            let (names, texts) = unzip(variants);
            let encode = quote!(#private::encode_text(match #given { #(Self::#names => #texts,)* }));
            let decode = quote! {
                #private::decode_text(#stored, |#stored| match #stored {
                    #(#texts => #private::Some(Self::#names),)*
                    _ => #private::None,
                }, &[#(#texts),*])
            };
            attribute(private, value, &quote!(#private::String), &encode, &decode, &TokenStream::new())
        }
        ValueShape::Number(variants) => {
            let (names, numbers) = unzip(variants);
            let encode =
                quote!(<#private::i64 as #private::Attribute>::encode(&match #given { #(Self::#names => #numbers,)* }));
            let unknown = format!("a variant of `{ident}`");
            let decode = quote! {
                match <#private::i64 as #private::Attribute>::decode(#stored)? {
                    #(#numbers => #private::Ok(Self::#names),)*
                    #stored => #private::Err(#private::unknown_number(#unknown, #stored)),
                }
            };
            attribute(private, value, &quote!(#private::i64), &encode, &decode, &TokenStream::new())
        }
    }
}

fn unzip<S: Clone>(variants: &[UnitVariant<S>]) -> (Vec<&syn::Ident>, Vec<S>) {
    variants.iter().map(|variant| (&variant.ident, variant.stored.clone())).unzip()
}

/// `struct UserId(String);`
fn newtype(
    private: &Ident,
    value: &Value,
    inner: &syn::Type,
    encoding: &Encoding,
    member: &syn::Member,
) -> TokenStream {
    let ([stored, given], ident) = (["stored", "given"].map(local), &value.ident);
    let ty = named(private, inner, &encoded(private, inner, encoding));
    let [encode, decode, absent] = ["encode", "decode", "absent"].map(|item| of(private, &ty, item));
    let encode = quote!(#encode(&#given.#member));
    let decode = quote!(#private::Ok(Self { #member: #decode(#stored)? }));
    let inside = of(private, &ty, "inside");
    // A newtype around an optional or a set reads an absent attribute as those do.
    let absent = quote! {
        fn absent() -> #private::Option<Self> {
            #absent().map(|#stored| Self { #member: #stored })
        }

        fn inside() -> #private::Inside {
            #inside()
        }
    };
    let removable = removable(private, ident, &encoded(private, inner, encoding));
    let attribute = attribute(private, value, &ty, &encode, &decode, &absent);
    quote!(#attribute #removable)
}

/// A type that is stored as another, `ty`, by its own conversions.
fn converted(private: &Ident, value: &Value, ty: &syn::Type, fallible: bool) -> TokenStream {
    let ([stored, given], ident) = (["stored", "given"].map(local), &value.ident);
    let encode = quote! {
        <#ty as #private::Attribute>::encode(
            &<#ty as ::core::convert::From<Self>>::from(::core::clone::Clone::clone(#given)),
        )
    };
    let read = quote!(<#ty as #private::Attribute>::decode(#stored)?);
    let decode = if fallible {
        quote!(#private::converted(<Self as ::core::convert::TryFrom<#ty>>::try_from(#read)))
    } else {
        quote!(#private::Ok(<Self as ::core::convert::From<#ty>>::from(#read)))
    };
    let of_absent = if fallible {
        quote!(and_then(|#stored| <Self as ::core::convert::TryFrom<#ty>>::try_from(#stored).ok()))
    } else {
        quote!(map(<Self as ::core::convert::From<#ty>>::from))
    };
    let absent = quote! {
        fn absent() -> #private::Option<Self> {
            <#ty as #private::Attribute>::absent().#of_absent
        }

        fn inside() -> #private::Inside {
            <#ty as #private::Attribute>::inside()
        }
    };
    let removable = removable(private, ident, &quote!(#ty));
    let attribute = attribute(private, value, &quote!(#ty), &encode, &decode, &absent);
    quote!(#attribute #removable)
}

/// A type that is stored as another may be absent if that may be. A bound that is false for a type without parameters
/// would be an error where it stands; one over a lifetime is not.
fn removable(private: &Ident, ident: &syn::Ident, ty: &TokenStream) -> TokenStream {
    quote!(impl #private::Removable for #ident where for<'a> &'a #ty: #private::Removable {})
}

/// `<Inner as Attribute>::item`, on the type.
fn of(private: &Ident, ty: &TokenStream, item: &str) -> TokenStream {
    let span = on(ty);
    let (private, item) = (respanned(private, span), Ident::new(item, span));
    quote_spanned!(span=> <#ty as #private::Attribute>::#item)
}

/// An attribute stored as `ty` is, with its own way in and out.
fn attribute(
    private: &Ident,
    value: &Value,
    ty: &TokenStream,
    encode: &TokenStream,
    decode: &TokenStream,
    absent: &TokenStream,
) -> TokenStream {
    let ident = &value.ident;
    let [stored, given] = ["stored", "given"].map(local);
    let [kind, key, path, shape, members] =
        ["Kind", "Key", "Path", "SHAPE", "MEMBERS"].map(|item| of(private, ty, item));
    let generics = quote_spanned!(on(ty)=> <V, S, C>);
    quote! {
        impl #private::Attribute for #ident {
            type Value = Self;
            type Own = Self;
            type Kind = #kind;
            type Key = #key;
            type Path<V: #private::Attribute, S: #private::Scope, C: #private::Scope> = #path #generics;
            const SHAPE: #private::Shape = #shape;
            const MEMBERS: &'static [#private::FieldShape] = #members;

            fn encode(
                #given: &Self,
            ) -> #private::Result<#private::Option<#private::AttributeValue>, #private::EncodeError> {
                #encode
            }

            fn decode(#stored: #private::Value<'_>) -> #private::Result<Self, #private::DecodeError> {
                #decode
            }

            #absent
        }

        impl #private::Element for #ident { type Yes = (); }
    }
}
