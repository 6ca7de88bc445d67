use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::attribute::{is_item, local, on, respanned};
use super::generated::{Generated, Library};
use crate::model::{Entities, EntityVariant};

/// Everything that `#[derive(DynamoEntities)]` generates.
pub(crate) fn entities(entities: &Entities) -> TokenStream {
    let library = &Library::new(&entities.krate);
    Generated::impls(implementation(&library.short, entities)).into_tokens(library)
}

fn implementation(private: &Ident, entities: &Entities) -> TokenStream {
    let ident = &entities.ident;
    let [kind, entries, item] = ["kind", "entries", "item"].map(local);
    let types: Vec<_> = entities.variants.iter().map(|variant| &variant.ty).collect();
    let reads = entities.variants.iter().enumerate().map(|(number, variant)| {
        let (name, ty) = (&variant.ident, &variant.ty);
        let on_type = respanned(private, on(ty));
        quote!(#number => #private::Ok(Self::#name(<#ty as #on_type::DynamoTable>::read_kind(#entries)?)),)
    });
    let schemas = types.iter().map(|ty| schema_of(private, ty));
    let other = entities.other.as_ref().map(|other| {
        let name = &other.ident;
        let is_item = is_item(private, &other.ty);
        quote! {
            fn other(#item: #private::Item) -> #private::Option<Self> {
                #private::Some(Self::#name(#is_item::of_item(#item)))
            }
        }
    });
    let chosen = chosen(private, entities);
    let distinct = distinct(private, &entities.variants);
    let streamed = streamed(private, entities);
    quote! {
        impl #private::DynamoEntities for #ident {
            const SCHEMAS: &'static [&'static #private::Schema] =
                &[#(#schemas),*];

            fn read(
                #kind: usize,
                #entries: &mut #private::Entries<'_>,
            ) -> #private::Result<Self, #private::DecodeError> {
                match #kind {
                    #(#reads)*
                    _ => #private::Err(#private::no_such_kind()),
                }
            }

            #other
            #chosen
        }
        #streamed
        #distinct
    }
}

/// What changes are read as; an enum without any kind has no table.
fn streamed(private: &Ident, entities: &Entities) -> Option<TokenStream> {
    let (ident, first) = (&entities.ident, &entities.variants.first()?.ty);
    let [keys, item] = ["keys", "item"].map(local);
    let on_type = respanned(private, on(first));
    let kind = quote_spanned!(on(first)=> #on_type::Kind::of::<#first>());
    Some(quote! {
        impl #private::Streamed for #ident {
            type Key = #private::EntityKey<Self>;

            fn kind() -> #private::Kind {
                #kind
            }

            fn is_key(#keys: &#private::Item) -> bool {
                #private::is_entity_key::<Self>(#keys)
            }

            fn key(#keys: &#private::Item) -> Self::Key {
                #private::EntityKey::of_stored(#keys)
            }

            fn read_image(#item: #private::Item) -> #private::Result<#private::Option<Self>, #private::Error> {
                #private::entity_image(#item)
            }
        }
    })
}

/// `<Order as DynamoTable>::SCHEMA`, on the type.
fn schema_of(private: &Ident, ty: &syn::Type) -> TokenStream {
    let private = respanned(private, on(ty));
    quote_spanned!(on(ty)=> <#ty as #private::DynamoTable>::SCHEMA)
}

/// `#[entity_by(f)]`: the user's function names the variant.
fn chosen(private: &Ident, entities: &Entities) -> Option<TokenStream> {
    let function = entities.entity_by.as_ref()?;
    let item = local("item");
    let arms = entities.variants.iter().enumerate().map(|(number, variant)| {
        let name = variant.ident.to_string();
        quote!(#private::Some(#name) => #private::Some(#number),)
    });
    Some(quote! {
        fn chosen(#item: &#private::Item) -> #private::Option<usize> {
            match #function(#item) {
                #(#arms)*
                _ => #private::None,
            }
        }
    })
}

/// No two kinds can have one key, unless a tag tells them apart.
fn distinct(private: &Ident, variants: &[EntityVariant]) -> TokenStream {
    let pairs =
        variants.iter().enumerate().flat_map(|(at, second)| variants[..at].iter().map(move |first| (first, second)));
    let checks = pairs.map(|(first, second)| {
        let (one, two) = (schema_of(private, &first.ty), schema_of(private, &second.ty));
        let message = format!(
            "entities `{}` and `{}` can have the same key\n\
             a row could be read as either: give their sort keys different literals, or add `#[dynamo(entity = \"…\")]` to both",
            first.ident, second.ident
        );
        quote_spanned! {second.ident.span()=>
            const _: () = ::core::assert!(
                #private::distinct(#one, #two),
                "{}", #message
            );
        }
    });
    quote!(#(#checks)*)
}
