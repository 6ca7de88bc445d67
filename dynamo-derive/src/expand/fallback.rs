//! What is generated in spite of a mistake, so that the uses of a type are no further mistakes. None of it ever runs: there
//! was an error.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Ident};

use super::keys::Arguments;

/// Parameters for values of any type, of which nothing is made.
pub(super) fn anything(count: usize) -> Arguments {
    let parameters = (0..count).map(|_| quote!(_: impl ::core::marker::Sized)).collect();
    Arguments { parameters, values: Vec::new() }
}

/// A table without attributes, whose key is its own name.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    stand_in(input, |private, ident| {
        let name = ident.to_string();
        quote! {
            impl #private::Source for #ident {
                type Table = Self;
                type Row = Self;
                type Place = #private::WholeTable;
            }

            impl #private::ConsistentReads for #ident {}

            impl #private::Row for #ident {
                fn read(_: &mut #private::Entries<'_>) -> #private::Result<Self, #private::DecodeError> {
                    loop {}
                }
            }

            impl #private::WriteFields for #ident {
                fn write(&self, _: &mut #private::ItemWriter) {}
            }

            impl<P> #private::Described<P> for #ident {
                const DESCRIPTION: &'static #private::Schema = &#private::Schema {
                    entity: #name,
                    table: #private::None,
                    attributes: &[],
                    pk: #private::KeyAttribute {
                        name: "PK",
                        key_type: #private::KeyType::Text,
                        source: #private::KeySource::Pattern(&#private::Pattern {
                            text: #name,
                            parts: &[#private::Part::Literal(#name)],
                            escape: false,
                        }),
                    },
                    sk: #private::None,
                    indexes: &[],
                    tag: #private::None,
                    ttl: #private::None,
                    version: #private::None,
                    timestamps: &[],
                    schema_version: #private::None,
                };
            }

            impl #private::DynamoTable for #ident {
                type Fields<S: #private::Scope> = ();
                type Keys = ();
                type Lock = #private::NoLock;
                fn fields<S: #private::Scope>() {}
            }

            impl #private::Expires for #ident {}

            impl #private::SchemaVersioned for #ident { type Way = #private::Steps; }
        }
    })
}

/// A type that is some text, which may stand almost anywhere.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    stand_in(input, |private, ident| {
        quote! {
            impl #private::Attribute for #ident {
                type Value = Self;
                type Own = Self;
                type Kind = #private::kind::Text;
                type Key = #private::TextKey;
                type Path<V: #private::Attribute, S: #private::Scope, C: #private::Scope> = #private::Path<V, S>;
                const SHAPE: #private::Shape = #private::Shape::required(#private::Stored::S);

                fn encode(_: &Self) -> #private::Result<#private::Option<#private::AttributeValue>, #private::EncodeError> {
                    loop {}
                }

                fn decode(_: #private::Value<'_>) -> #private::Result<Self, #private::DecodeError> {
                    loop {}
                }
            }

            impl #private::Element for #ident { type Yes = (); }
        }
    })
}

/// A row of everything.
pub(crate) fn projection(input: &DeriveInput) -> TokenStream {
    stand_in(input, |private, ident| {
        quote! {
            impl<Ix> #private::ProjectionOf<Ix> for #ident {
                const ATTRIBUTES: &'static [&'static str] = &[];
            }

            impl #private::Row for #ident {
                fn read(_: &mut #private::Entries<'_>) -> #private::Result<Self, #private::DecodeError> {
                    loop {}
                }
            }
        }
    })
}

/// An enum of no kinds.
pub(crate) fn entities(input: &DeriveInput) -> TokenStream {
    stand_in(input, |private, ident| {
        quote! {
            impl #private::DynamoEntities for #ident {
                const SCHEMAS: &'static [&'static #private::Schema] = &[];

                fn read(
                    _: #private::usize,
                    _: &mut #private::Entries<'_>,
                ) -> #private::Result<Self, #private::DecodeError> {
                    loop {}
                }
            }
        }
    })
}

/// Generics are a mistake of their own, and another path to the library may be part of what could not be read.
fn stand_in(input: &DeriveInput, body: fn(&TokenStream, &Ident) -> TokenStream) -> TokenStream {
    let renamed = |attribute: &syn::Attribute| attribute.meta.to_token_stream().to_string().contains("crate");
    if !input.generics.params.is_empty() || input.attrs.iter().any(renamed) {
        return TokenStream::new();
    }
    body(&quote!(::dynamo_core::__private), &input.ident)
}
