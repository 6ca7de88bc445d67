use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::attribute::{aliases, attribute_type, local, on_type, or_default, place, read, stored, validated, writes};
use super::generated::{Generated, Library};
use crate::model::Document;

/// Everything that `#[derive(DynamoDocument)]` generates.
pub(crate) fn document(document: &Document) -> TokenStream {
    let library = &Library::new(&document.krate);
    let mut generated = Generated::impls(aliases(&library.short, &document.fields));
    generated.add(path(library, document));
    generated.impls.extend(attribute(&library.short, document));
    generated.into_tokens(library)
}

/// `AddressPath`: a path that knows the members.
fn path(library: &Library, document: &Document) -> Generated {
    let (full, private) = (&library.full, &library.short);
    let (vis, ident, path) = (&document.vis, &document.ident, &document.path);
    let doc = format!("The place of a [`{ident}`] in an item; its methods are the members, then the operators.");
    let members = stored(&document.fields).map(|(_, field)| {
        let (vis, member, name, forwarded) = (&field.vis, &field.ident, &field.name, &field.forwarded);
        let ty = attribute_type(field);
        let doc = format!("The member `{name}`.");
        let (span, on_type) = on_type(private, field);
        let (path, function) = place(private, field, &quote_spanned!(span=> C), "member");
        let made = quote_spanned!(span=> #on_type::#function::<#ty, C, V, S>);
        quote! {
            #[doc = #doc]
            #(#forwarded)*
            #vis fn #member(&self) -> #path {
                #made(&self.0, #name)
            }
        }
    });
    let items = quote! {
        #[doc = #doc]
        #[must_use]
        #vis struct #path<V, S, C>(#full::Path<V, S>, ::core::marker::PhantomData<fn() -> C>);
    };
    let impls = quote! {
        impl<V: #private::Attribute, S: #private::Scope, C: #private::Scope> #path<V, S, C> {
            #(#members)*
        }

        impl<V, S, C> ::core::ops::Deref for #path<V, S, C> {
            type Target = #private::Path<V, S>;
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<V: #private::Attribute, S: #private::Scope, C> #private::TypedPath for #path<V, S, C> {
            type Attr = V;
            type Scope = S;
            fn from_path(path: #private::DocumentPath) -> Self {
                Self(#private::TypedPath::from_path(path), ::core::marker::PhantomData)
            }
            fn path(&self) -> &#private::Path<V, S> {
                &self.0
            }
        }

        impl<A, B, V, S, C> #private::IntoOperand<A, B> for #path<V, S, C>
        where
            #private::Path<V, S>: #private::IntoOperand<A, B>,
        {
            fn into_operand(
                self,
            ) -> #private::Result<#private::Option<#private::Operand>, #private::EncodeError> {
                #private::IntoOperand::<A, B>::into_operand(self.0)
            }
        }
    };
    Generated { items, impls }
}

/// How the document is written and read.
fn attribute(private: &Ident, document: &Document) -> TokenStream {
    let (ident, path) = (&document.ident, &document.path);
    let [item, entries, stored_value] = ["item", "entries", "value"].map(local);
    let members = stored(&document.fields).map(|(_, field)| {
        let (name, ty, sensitive) = (&field.name, attribute_type(field), field.sensitive);
        let or = or_default(private, field);
        let (span, on_type) = on_type(private, field);
        quote_spanned!(span=> #on_type::FieldShape::new::<#ty>(#name, #sensitive) #or)
    });
    let writes = writes(private, &document.fields, &item);
    let validated = document.validate.as_ref().map(|function| validated(private, function, &item));
    let read = read(private, &document.fields, document.validate.as_ref(), &[]);
    quote! {
        impl #private::Attribute for #ident {
            type Value = Self;
            type Own = Self;
            type Kind = #private::kind::Document;
            type Key = #private::kind::Document;
            type Path<V: #private::Attribute, S: #private::Scope, C: #private::Scope> = #path<V, S, C>;
            const SHAPE: #private::Shape = #private::Shape::required(#private::Stored::M);
            const MEMBERS: &'static [#private::FieldShape] = &[#(#members),*];

            fn encode(
                #stored_value: &Self,
            ) -> #private::Result<#private::Option<#private::AttributeValue>, #private::EncodeError> {
                #private::encode_document(#stored_value)
            }

            fn write(#stored_value: &Self, #item: &mut #private::JsonSink) -> #private::Result<(), #private::EncodeError> {
                #private::write_document(#stored_value, #item)
            }

            fn decode(#stored_value: #private::Value<'_>) -> #private::Result<Self, #private::DecodeError> {
                #private::decode_document(#stored_value)
            }
        }

        impl #private::Element for #ident { type Yes = (); }

        impl #private::WriteFields for #ident {
            #[inline]
            fn write(&self, #item: &mut #private::ItemWriter) {
                #validated
                #writes
            }
        }

        impl #private::Row for #ident {
            #[inline]
            fn read(#entries: &mut #private::Entries<'_>) -> #private::Result<Self, #private::DecodeError> {
                #read
            }
        }
    }
}
